/* A backup: copy, verify, seal, read back, publish, second place, note, expire. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zg-anchor.h"
#include "zg-backup-private.h"
#include "zg-book-new.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-files.h"
#include "zg-workdir.h"

#define NAME 64
#define BEFORE_FILE (NAME + 8)
#define MOST_FILE (128 * 1024 * 1024)

typedef struct
{
  ZgSession      *session;
  ZgBook         *book;
  char           *folder, *second;
  char           *tag;         /* of its unfinished files */
  ZgBackupWay     way;
  ZgWorkdir      *workdir;
  char           *copy;        /* the plain one */
  ZgSecret       *key;
  ZgBackupHead   *head;
  GPtrArray      *clock_keys;  /* of GBytes: every one the clock ever had */
  GPtrArray      *names;       /* of char *: attachments, sorted */
  char           *temp;        /* (nullable): unfinished */
  ZgBackupResult *result;
  gboolean        enclosed_only; /* no book in it: what is enclosed alone */
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->workdir, zg_workdir_free);
  if (job->temp)
    g_unlink (job->temp);
  g_free (job->temp);
  g_free (job->copy);
  g_free (job->folder);
  g_free (job->tag);
  g_free (job->second);
  g_clear_pointer (&job->key, zg_secret_free);
  zg_backup_head_free (job->head);
  g_clear_pointer (&job->clock_keys, g_ptr_array_unref);
  g_clear_pointer (&job->names, g_ptr_array_unref);
  zg_backup_result_free (job->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

char *
zg_backup_folder (const char *book_path)
{
  return g_strconcat (book_path, ".backups", NULL);
}

static char *
default_folder (const ZgBook *book)
{
  g_autofree char *folder = zg_backup_place (book, ".backups");

  return g_canonicalize_filename (folder, NULL); /* it is noted in the book: relative to nothing */
}

/* -- Copy -- */

static gint64
size_of (const char *path, const char *end)
{
  g_autofree char *file = g_strconcat (path, end, NULL);
  GStatBuf         st;

  return g_stat (file, &st) == 0 ? (gint64) st.st_size : 0;
}

/* A disk that fills up half-way is found out before anything is written on it. */
static gboolean
check_room (Job *job, GError **error)
{
  g_autofree char      *beside = g_path_get_dirname (job->book->path);
  g_autoptr (GPtrArray) names = zg_files_list (job->book->path, error);
  g_autofree char      *files = zg_files_folder (job->book->path);
  gint64                book = size_of (job->book->path, "") + size_of (job->book->path, "-wal"), sealed = book;
  GStatBuf              here, there;

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%.2s/%s", files, (char *) names->pdata[i], (char *) names->pdata[i]);

      sealed += size_of (path, "");
    }
  sealed += sealed / 1024;
  if (g_stat (beside, &here) == 0 && g_stat (job->folder, &there) == 0 && here.st_dev == there.st_dev)
    return zg_file_room (job->folder, book + sealed, error);
  return zg_file_room (beside, book, error) && zg_file_room (job->folder, sealed, error);
}

static void
describe (Job *job)
{
  ZgBackupHead *head = job->head;

  head->name = g_strdup (job->book->name);
  head->declarations = zg_book_declarations ();
  head->uid = job->book->uid;
  head->clock_person = job->book->clock_person;
  head->made_ms = zg_book_now (job->book);
  head->schema = ZG_SCHEMA_VERSION;
  head->trial = job->book->trial;
  memcpy (head->clock_pk, zg_secret_data (job->book->clock_sign) + ZG_SIGN_KEY_BYTES - ZG_KEY_BYTES, ZG_KEY_BYTES);
}

static gboolean
make_copy (Job *job, GError **error)
{
  g_auto (ZgBackupDb) db = { 0 };

  describe (job);
  if (zg_db_is_server (job->book->address))
    return zg_backup_way_begin (&job->way, ZG_BACKUP_COPY, 0, error) &&
           zg_backup_copy_server (job->book, job->copy, &job->way, error);
  return zg_backup_way_begin (&job->way, ZG_BACKUP_COPY, 0, error) && check_room (job, error) &&
         zg_backup_db_open (&db, job->book->path, ZG_DB_READ, job->way.cancellable, error) &&
         zg_db_copy_to (db.db, job->copy, error);
}

/* -- Verify -- */

static gboolean
read_clock_keys (Job *job, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT sign_pk FROM user_key WHERE person_id = $1 ORDER BY ver"),
                                         "i", job->book->clock_person);
  gboolean           row;

  job->clock_keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      g_autoptr (GBytes) pk = NULL;

      if (!row)
        return TRUE;
      pk = zg_stmt_bytes (stmt, 0);
      if (pk && g_bytes_get_size (pk) == ZG_KEY_BYTES)
        g_ptr_array_add (job->clock_keys, g_steal_pointer (&pk));
    }
  return FALSE;
}

/* Cutting the end off, or putting yesterday's file back, leaves a chain without a flaw: only what lies outside the book shows
 * it. */
static gboolean
check_anchor (Job *job, ZgDb *db, const char *folder, GError **error)
{
  g_autoptr (ZgBackupHead) last = folder ? zg_backup_newest (folder, job->book->uid, job->head->clock_pk) : NULL;
  g_autofree char *saw = NULL;
  char     at[20];
  gboolean does = TRUE;

  if (last)
    saw = last->heads ? g_strdup (last->heads)
                      : g_strdup_printf ("1 %" G_GINT64_FORMAT " %s", last->seq, last->chain_hash); /* of the one chain */
  if (last && !zg_anchor_holds (db, saw, &does, NULL, error))
    return FALSE;
  if (does)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _ ("The book no longer holds what its backup of %s saw (audit entry %ld): an older file was put in its place, or "
                  "its end was cut off. Compare it with that backup before anything else is entered."),
               zg_stamp_format (last->made_ms, at), (long) last->seq);
  return FALSE;
}

static gboolean
verify_copy (Job *job, GError **error)
{
  g_autoptr (GString) report = g_string_new (NULL);
  g_auto (ZgBackupDb) db = { 0 };

  if (!zg_backup_way_begin (&job->way, ZG_BACKUP_VERIFY, 0, error) ||
      !zg_backup_db_open (&db, job->copy, ZG_DB_IMMUTABLE, job->way.cancellable, error) ||
      !zg_verify_db (db.db, job->book->uid, job->book->clock_person, TRUE, report, error) ||
      !check_anchor (job, db.db, job->folder, error) || !check_anchor (job, db.db, job->second, error) ||
      !zg_backup_count (job->head, db.db, error) || !read_clock_keys (job, db.db, error) ||
      !zg_backup_lock_all (job->head, db.db, job->key, zg_day_of_ms (job->head->made_ms), error))
    return FALSE;
  job->result->report = g_string_free (g_steal_pointer (&report), FALSE);
  return TRUE;
}

/* -- Attachments: their names come from the copy, they themselves never change -- */

/* Beside which book they lie. */
static const char *
files_of (const Job *job)
{
  return zg_db_is_server (job->book->address) ? job->copy : job->book->path;
}

static gboolean
take_name (Job *job, const char *name, gboolean kept, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = zg_files_get (files_of (job), name, MOST_FILE, &local);

  if (bytes)
    {
      g_ptr_array_add (job->names, g_strdup (name));
      job->head->file_bytes += BEFORE_FILE + (gint64) g_bytes_get_size (bytes);
      return zg_backup_way_go (&job->way, 1, error);
    }
  /* A backup of all the rest is worth more than none; who made it is told. */
  if (kept)
    g_ptr_array_add (job->result->missing, g_strdup (name));
  return zg_backup_way_go (&job->way, 1, error);
}

static gboolean
take_names (Job *job, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT file, max (CASE WHEN state = 'kept' THEN 1 ELSE 0 END) FROM attachment "
                                                 "GROUP BY file ORDER BY file"), NULL);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!take_name (job, zg_stmt_text (stmt, 0), zg_stmt_int (stmt, 1) != 0, error))
        return FALSE;
    }
  return FALSE;
}

static void
add_name (ZgSum *sum, const char *name)
{
  zg_sum_add (sum, name, NAME);
  zg_sum_add (sum, "\n", 1);
}

static gboolean
check_files (Job *job, GError **error)
{
  g_autoptr (ZgSum)     sum = zg_sum_new ();
  g_autofree char      *folder = g_path_get_dirname (job->copy);
  GPtrArray            *enclosed = job->result->enclosed;
  g_auto (ZgBackupDb)   db = { 0 };
  gint64                n = 0;

  job->names = g_ptr_array_new_with_free_func (g_free);
  if (!zg_backup_db_open (&db, job->copy, ZG_DB_IMMUTABLE, job->way.cancellable, error) ||
      !zg_db_int (db.db, &n, error, ZG_SQL ("SELECT count (DISTINCT file) FROM attachment"), NULL) ||
      !zg_backup_way_begin (&job->way, ZG_BACKUP_FILES, n, error) || !take_names (job, db.db, error))
    return FALSE;
  for (guint i = 0; i < job->names->len; i++)
    add_name (sum, job->names->pdata[i]);
  if (!zg_backup_add_enclosed (job->head, job->session, db.db, folder, enclosed, job->way.cancellable, error))
    return FALSE;
  for (guint i = 0; i < enclosed->len; i++)
    add_name (sum, ((ZgBackupEnclosed *) enclosed->pdata[i])->sha256);
  job->head->n_files = job->names->len + enclosed->len;
  job->head->files_sha256 = zg_sum_end (sum);
  return TRUE;
}

/* -- Seal, and read back what was written -- */

static gboolean
seal (Job *job, GError **error)
{
  g_autoptr (ZgBackupWriter) writer = NULL;
  g_autofree char *text = NULL;
  gboolean         done;
  int              fd;

  if (!zg_backup_way_begin (&job->way, ZG_BACKUP_SEAL, 0, error))
    return FALSE;
  job->head->sha256 = zg_backup_digest (job->copy, &job->head->bytes, error);
  fd = job->head->sha256 ? zg_file_begin (job->folder, job->tag, &job->temp, error) : -1;
  if (fd < 0)
    return FALSE;
  job->way.total = zg_backup_head_plain (job->head);
  text = zg_backup_head_text (job->head, job->book->clock_sign);
  writer = zg_backup_writer_new (fd, job->temp, text, zg_secret_data (job->key), error);
  done = writer && zg_backup_pack (writer, job->head, job->copy, files_of (job), job->names, job->result->enclosed,
                                   &job->way, error);
  if (close (fd) != 0 && done)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("“%s” could not be written (%s)."), job->temp, g_strerror (errno));
      return FALSE;
    }
  return done;
}

static gboolean
read_back (Job *job, GError **error)
{
  g_autoptr (ZgBackupReader) reader = NULL;
  g_autoptr (ZgBackupHead)   head = NULL;
  int      fd = open (job->temp, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean done;

  done = zg_backup_way_begin (&job->way, ZG_BACKUP_READ_BACK, zg_backup_head_plain (job->head), error);
  reader = done ? zg_backup_reader_new (fd, job->temp, error) : NULL;
  head = reader ? zg_backup_head_parse (zg_backup_reader_head (reader), job->temp, error) : NULL;
  done = head && zg_backup_reader_open (reader, zg_secret_data (job->key), error) &&
         zg_backup_unpack (reader, head, job->temp, NULL, NULL, NULL, &job->way, error);
  if (fd >= 0)
    close (fd);
  return done;
}

/* -- Publish -- */

/* The name of the book, day and time in Shanghai: sorts by age, and tells a clerk what he looks at. */
static char *
name_of (const Job *job, int again)
{
  g_autofree char *base = zg_backup_base (job->book);
  char             day[11], at[20];
  const char      *stamp = zg_stamp_format (job->head->made_ms, at);
  g_autofree char *more = again ? g_strdup_printf ("-%d", again + 1) : g_strdup ("");

  zg_day_format (zg_day_of_ms (job->head->made_ms), day);
  return g_strdup_printf ("%s-%s-%.2s%.2s%.2s%s%s", base, day, stamp + 11, stamp + 14, stamp + 17, more,
                          job->enclosed_only ? ZG_ENCLOSED_END : ZG_BACKUP_END);
}

static gboolean
publish (Job *job, GError **error)
{
  g_autofree char *path = NULL;

  if (!zg_backup_way_begin (&job->way, ZG_BACKUP_PUBLISH, 0, error))
    return FALSE;
  for (int again = 0; again < 100; again++)
    {
      g_autofree char   *name = name_of (job, again);
      g_autoptr (GError) local = NULL;

      g_free (path);
      path = g_build_filename (job->folder, name, NULL);
      if (zg_file_publish (job->temp, path, &local))
        {
          g_clear_pointer (&job->temp, g_free);
          job->result->path = g_steal_pointer (&path);
          return TRUE;
        }
      if (!g_error_matches (local, ZG_ERROR, ZG_ERROR_INVALID) || again == 99)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return FALSE;
}

/* -- The second place -- */

static gboolean
copy_bytes (int from, int to, const char *from_path, const char *to_path, ZgBackupWay *way, GError **error)
{
  g_autofree guint8 *piece = g_malloc (NAME * 4096);
  gssize             n;

  while ((n = zg_file_read (from, from_path, piece, NAME * 4096, error)) > 0)
    if (!zg_file_write (to, to_path, piece, (gsize) n, error) || !zg_backup_way_go (way, n, error))
      return FALSE;
  return n == 0;
}

static gboolean
copy_whole (Job *job, const char *to, GError **error)
{
  g_autofree char *temp = NULL, *digest = NULL;
  int      from, fd = zg_file_begin (job->second, job->tag, &temp, error);
  gint64   bytes;
  gboolean done;

  if (fd < 0)
    return FALSE;
  from = open (job->result->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  done = copy_bytes (from, fd, job->result->path, temp, &job->way, error);
  close (fd);
  if (from >= 0)
    close (from);
  digest = done ? zg_backup_digest (temp, &bytes, error) : NULL;
  if (digest && !g_str_equal (digest, job->result->sha256))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT, _ ("What was written to “%s” cannot be read back as it was."), to);
      g_clear_pointer (&digest, g_free);
    }
  if (digest && zg_file_publish (temp, to, error))
    return TRUE;
  g_unlink (temp);
  return FALSE;
}

/* A stick that is not there is no reason to have no backup: the first stands, and it is said. */
static void
second_place (Job *job)
{
  g_autofree char   *name = g_path_get_basename (job->result->path);
  g_autofree char   *to = job->second ? g_build_filename (job->second, name, NULL) : NULL;
  g_autoptr (GError) local = NULL;

  if (job->second == NULL)
    return;
  if (zg_backup_way_begin (&job->way, ZG_BACKUP_SECOND, job->result->bytes, &local) &&
      zg_file_room (job->second, job->result->bytes, &local) && copy_whole (job, to, &local))
    job->result->second_path = g_steal_pointer (&to);
  else
    job->result->second_failed = g_strdup (local->message);
}

/* -- Note and expire -- */

static gboolean
note (Job *job, GError **error)
{
  g_autoptr (ZgRecord)  record = zg_record_new (&zg_backup_kind);
  const ZgBackupResult *result = job->result;
  g_autofree char      *file = g_path_get_basename (result->path);

  zg_record_set_int (record, ZG_BACKUP_MADE_AT, result->made_ms);
  zg_record_set_text (record, ZG_BACKUP_FILE, file);
  zg_record_set_text (record, ZG_BACKUP_FOLDER, job->folder);
  if (result->second_path)
    zg_record_set_text (record, ZG_BACKUP_SECOND_PLACE, job->second);
  zg_record_set_int (record, ZG_BACKUP_BYTES, result->bytes);
  zg_record_set_int (record, ZG_BACKUP_N_FILES, result->n_files);
  zg_record_set_int (record, ZG_BACKUP_N_MISSING, result->missing->len);
  zg_record_set_int (record, ZG_BACKUP_N_REMOVED, result->n_removed);
  zg_record_set_int (record, ZG_BACKUP_ENTRY, result->seq);
  zg_record_set_text (record, ZG_BACKUP_HEAD, job->head->chain_hash);
  zg_record_set_text (record, ZG_BACKUP_SHA256, result->sha256);
  return zg_book_run_with (job->session, record, "create", NULL, NULL, NULL, zg_backup_write_nothing, NULL, NULL, error);
}

static gboolean
note_and_expire (Job *job, GError **error)
{
  ZgBackupResult *result = job->result;

  zg_backup_way_begin (&job->way, ZG_BACKUP_RECORD, 0, NULL);
  if (job->enclosed_only) /* it is in the register of those who enclose, and takes no backup of the book away */
    return zg_backup_tell (job->session, result, error);
  result->n_removed = zg_backup_expire (job->folder, job->book->uid, job->clock_keys, FALSE);
  if (!note (job, error) || !zg_backup_tell (job->session, job->result, error))
    {
      g_prefix_error (error, _ ("The backup “%s” is made and verified, but the book does not know of it: "), result->path);
      return FALSE;
    }
  zg_backup_way_begin (&job->way, ZG_BACKUP_EXPIRE, 0, NULL);
  zg_backup_expire (job->folder, job->book->uid, job->clock_keys, TRUE);
  zg_backup_expire_enclosed (job->folder, job->book->uid, job->clock_keys, result->made_ms);
  if (job->second)
    {
      zg_backup_expire (job->second, job->book->uid, job->clock_keys, TRUE);
      zg_backup_expire_enclosed (job->second, job->book->uid, job->clock_keys, result->made_ms);
    }
  zg_backup_way_begin (&job->way, ZG_BACKUP_DONE, 0, NULL);
  return TRUE;
}

/* -- The whole -- */

/* Its key signs what the backup says of itself. */
static gboolean
check_clock (Job *job, GError **error)
{
  g_autoptr (ZgSession) clock = NULL;

  if (job->book->read_only)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                           _ ("The book is open read-only and cannot note a backup. Copy its file and the folder of attachments "
                              "by hand, or open it for writing."));
      return FALSE;
    }
  clock = zg_book_login_clock (job->book, error);
  return clock != NULL;
}

static gboolean
make_folder (Job *job, GError **error)
{
  if (g_mkdir (job->folder, 0700) == 0 || errno == EEXIST)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("The folder “%s” cannot be made (%s). Name one that is there."), job->folder,
               g_strerror (errno));
  return FALSE;
}

static gboolean
take_workdir (Job *job, GError **error)
{
  g_autofree char *path = zg_backup_place (job->book, ".backup");

  job->workdir = zg_workdir_take (path, error);
  if (job->workdir == NULL)
    return FALSE;
  job->copy = zg_workdir_file (job->workdir, "book");
  /* under the lock of the working folder no other job of this book writes there */
  zg_file_sweep (job->folder, job->tag);
  if (job->second)
    zg_file_sweep (job->second, job->tag);
  return TRUE;
}

/* In place of the copy an empty file, and what is enclosed is read of the book itself. */
static gboolean
take_enclosed (Job *job, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (job->copy);

  describe (job);
  job->names = g_ptr_array_new_with_free_func (g_free);
  return g_file_set_contents (job->copy, "", 0, error) &&
         zg_backup_enclose_live (job->head, job->session, job->key, folder, job->result->enclosed, &job->way, error);
}

static gboolean
up_to_publish (Job *job, GError **error)
{
  if (!make_folder (job, error) || !take_workdir (job, error) ||
      !(job->enclosed_only ? take_enclosed (job, error)
                           : make_copy (job, error) && verify_copy (job, error) && check_files (job, error)) ||
      !seal (job, error))
    return FALSE;
  g_unlink (job->copy);
  for (guint i = 0; i < job->result->enclosed->len; i++)
    g_unlink (((ZgBackupEnclosed *) job->result->enclosed->pdata[i])->path);
  return read_back (job, error) && publish (job, error);
}

static gboolean
finish (Job *job, GError **error)
{
  ZgBackupResult *result = job->result;

  result->made_ms = job->head->made_ms;
  result->seq = job->head->seq;
  result->n_files = job->names->len;
  result->n_people = job->head->locks->len - 1;
  result->sha256 = zg_backup_digest (result->path, &result->bytes, error);
  if (result->sha256 == NULL)
    return FALSE;
  second_place (job);
  return note_and_expire (job, error);
}

ZgBackupResult *
zg_backup_make (ZgSession *session, const ZgBackupJob *what, GCancellable *cancellable, GError **error)
{
  g_auto (Job) job = { .session = session, .book = session->book };

  job.way = (ZgBackupWay){ what->progress, what->progress_data, cancellable };
  job.folder = what->folder ? g_canonicalize_filename (what->folder, NULL) : default_folder (job.book);
  job.second = what->second ? g_canonicalize_filename (what->second, NULL) : NULL;
  job.tag = g_strdup_printf ("%" G_GINT64_FORMAT, job.book->uid);
  job.enclosed_only = what->enclosed_only;
  job.key = zg_secret_random (ZG_KEY_BYTES);
  job.head = zg_backup_head_new ();
  job.result = g_new0 (ZgBackupResult, 1);
  job.result->enclosed_only = what->enclosed_only;
  job.result->missing = g_ptr_array_new_with_free_func (g_free);
  job.result->enclosed = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_backup_enclosed_free);
  if (!zg_backup_may (session, &zg_backup_kind, error) || !check_clock (&job, error))
    return NULL;
  if (!up_to_publish (&job, error))
    {
      if (error && *error && (*error)->domain == ZG_ERROR)
        g_prefix_error (error, "%s", _ ("No backup was made; the earlier ones are all there. "));
      return NULL;
    }
  return finish (&job, error) ? g_steal_pointer (&job.result) : NULL;
}
