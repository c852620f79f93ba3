/* A restore up to the point where the book stands verified in a working folder; and the drill, which ends there. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zg-book-new.h"
#include "zg-error.h"
#include "zg-restore-private.h"

void
zg_restore_work_clear (ZgRestoreWork *work)
{
  g_clear_pointer (&work->book, zg_book_unref);
  g_clear_pointer (&work->workdir, zg_workdir_free);
  g_clear_pointer (&work->reader, zg_backup_reader_free);
  g_clear_pointer (&work->head, zg_backup_head_free);
  g_clear_pointer (&work->keys, zg_person_keys_free);
  zg_restore_result_free (work->result);
  if (work->fd >= 0)
    close (work->fd);
  g_free (work->plain);
}

void
zg_restore_result_free (ZgRestoreResult *result)
{
  if (result == NULL)
    return;
  g_free (result->book);
  g_free (result->report);
  g_free (result);
}

/* -- Open the backup -- */

gboolean
zg_restore_open (ZgRestoreWork *work, const ZgBackupKey *key, GError **error)
{
  g_autoptr (ZgSecret) stream = NULL;

  if (!zg_backup_way_begin (&work->way, ZG_RESTORE_UNLOCK, 0, error))
    return FALSE;
  work->fd = open (work->file, O_RDONLY | O_CLOEXEC);
  if (work->fd < 0)
    {
      g_set_error (error, ZG_ERROR, errno == ENOENT ? ZG_ERROR_NOT_FOUND : ZG_ERROR_IO,
                   _ ("“%s” cannot be read (%s). Nothing was changed."), work->file, g_strerror (errno));
      return FALSE;
    }
  work->reader = zg_backup_reader_new (work->fd, work->file, error);
  work->head = work->reader ? zg_backup_head_parse (zg_backup_reader_head (work->reader), work->file, error) : NULL;
  if (work->head == NULL)
    return FALSE;
  work->result = g_new0 (ZgRestoreResult, 1);
  work->result->book = g_strdup (work->head->name);
  work->result->made_ms = work->head->made_ms;
  work->result->seq = work->head->seq;
  work->result->n_files = (guint) (work->head->n_files - work->head->n_enclosed);
  stream = zg_backup_unlock (work->head, key, &work->person, &work->keys, error);
  return stream && zg_backup_reader_open (work->reader, zg_secret_data (stream), error);
}

/* -- Unpack and compare -- */

static gboolean
set_unlike (ZgRestoreWork *work, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _ ("The book in the backup “%s” is not the one its signed list describes. It was left as it is. Take another "
                  "one."),
               work->file);
  return FALSE;
}

/* Whose key signed the list only a book can say: the one in the backup, and in a drill the one that is open. */
static gboolean
check_signer (ZgRestoreWork *work, ZgDb *db, GError **error)
{
  g_autofree char   *uid = zg_book_meta (db, "uid"), *clock = zg_book_meta (db, "clock_person");
  g_autoptr (GBytes) pk = g_bytes_new (work->head->clock_pk, ZG_KEY_BYTES);
  gint64             known = 0;

  if (!zg_db_int (db, &known, error, ZG_SQL ("SELECT count (*) FROM user_key WHERE person_id = $1 AND sign_pk = $2"), "ib",
                  work->head->clock_person, pk))
    return FALSE;
  if (known && g_ascii_strtoll (uid ? uid : "", NULL, 10) == work->head->uid &&
      g_ascii_strtoll (clock ? clock : "", NULL, 10) == work->head->clock_person)
    return TRUE;
  return set_unlike (work, error);
}

static gboolean
compare_counts (ZgRestoreWork *work, ZgDb *db, GError **error)
{
  g_autoptr (ZgBackupHead) found = zg_backup_head_new ();

  if (!zg_backup_count (found, db, error))
    return FALSE;
  if (found->seq == work->head->seq && g_str_equal (found->chain_hash, work->head->chain_hash) &&
      g_str_equal (found->counts, work->head->counts) && g_str_equal (found->totals, work->head->totals))
    return TRUE;
  return set_unlike (work, error);
}

static gboolean
check_plain (ZgRestoreWork *work, GError **error)
{
  g_auto (ZgBackupDb) db = { 0 };

  return zg_backup_db_open (&db, work->plain, ZG_DB_IMMUTABLE, work->way.cancellable, error) &&
         check_signer (work, db.db, error) &&
         (work->head->schema < ZG_SCHEMA_VERSION || compare_counts (work, db.db, error));
}

/* A book of an earlier version is carried forward first; then all that verify knows. */
static gboolean
verify_plain (ZgRestoreWork *work, GError **error)
{
  g_autoptr (GString) report = g_string_new (NULL);
  g_auto (ZgBackupDb) db = { 0 };
  gsize               n;
  const ZgMigration  *list = zg_book_migrations (&n);

  if (!zg_backup_way_begin (&work->way, ZG_RESTORE_VERIFY, 0, error) || !check_plain (work, error) ||
      (work->head->schema < ZG_SCHEMA_VERSION && !zg_migrate (work->plain, list, n, NULL, error)) ||
      !zg_backup_db_open (&db, work->plain, ZG_DB_IMMUTABLE, work->way.cancellable, error) ||
      !zg_verify_db (db.db, work->head->uid, work->head->clock_person, TRUE, report, error))
    return FALSE;
  work->result->report = g_string_free (g_steal_pointer (&report), FALSE);
  return TRUE;
}

gboolean
zg_restore_unpack (ZgRestoreWork *work, const char *folder, GError **error)
{
  g_autofree char *beside = g_path_get_dirname (folder);

  if (work->head->bytes == 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK,
                   _ ("“%s” holds no book, only files for people (the orders of an evening). Take a backup of the book."),
                   work->file);
      return FALSE;
    }
  if (!zg_file_room (beside, zg_backup_head_plain (work->head), error))
    return FALSE;
  work->workdir = zg_workdir_take (folder, error);
  if (work->workdir == NULL)
    return FALSE;
  work->plain = zg_workdir_file (work->workdir, "book");
  return zg_backup_way_begin (&work->way, ZG_RESTORE_UNPACK, zg_backup_head_plain (work->head), error) &&
         zg_backup_unpack (work->reader, work->head, work->file, work->plain, NULL, NULL, &work->way, error) &&
         verify_plain (work, error);
}

/* -- What people read without the program -- */

typedef struct
{
  const char *folder;
  GPtrArray  *paths;
} Taken;

static gboolean
take_enclosed (const char *name, gconstpointer bytes, gsize n, gpointer data, GError **error)
{
  const Taken     *taken = data;
  g_autofree char *path = g_build_filename (taken->folder, name, NULL);
  int              fd = open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean         done;

  if (fd < 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("“%s” could not be written (%s)."), path, g_strerror (errno));
      return FALSE;
    }
  done = zg_file_write (fd, path, bytes, n, error);
  close (fd);
  if (!done)
    g_unlink (path);
  else
    g_ptr_array_add (taken->paths, g_steal_pointer (&path));
  return done;
}

GPtrArray *
zg_backup_extract (const char *file, const char *folder, const ZgBackupKey *key, GCancellable *cancellable, GError **error)
{
  g_auto (ZgRestoreWork) work = { .file = file, .fd = -1, .way = { NULL, NULL, cancellable } };
  g_autoptr (GPtrArray)  paths = g_ptr_array_new_with_free_func (g_free);
  Taken                  taken = { folder, paths };

  if (zg_restore_open (&work, key, error) &&
      zg_backup_unpack (work.reader, work.head, file, NULL, take_enclosed, &taken, &work.way, error))
    return g_steal_pointer (&paths);
  for (guint i = 0; i < paths->len; i++)
    g_unlink (paths->pdata[i]); /* the backup is not what it says: nothing out of it */
  return NULL;
}

/* -- Drill -- */

static gboolean
note_drill (ZgSession *session, const ZgRestoreWork *work, const GError *failed, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_restore_drill_kind);

  zg_record_set_int (record, ZG_DRILL_DONE_AT, zg_book_now (session->book));
  zg_record_set_text (record, ZG_DRILL_FILE, work->file);
  zg_record_set_int (record, ZG_DRILL_OUTCOME, failed ? ZG_DRILL_FAILED : ZG_DRILL_PASSED);
  if (work->result)
    {
      zg_record_set_int (record, ZG_DRILL_MADE_AT, work->result->made_ms);
      zg_record_set_int (record, ZG_DRILL_ENTRY, work->result->seq);
      zg_record_set_int (record, ZG_DRILL_N_FILES, work->result->n_files);
    }
  zg_record_set_text (record, ZG_DRILL_REPORT, failed ? failed->message : work->result->report);
  return zg_book_run_with (session, record, "create", NULL, NULL, NULL, zg_backup_write_nothing, NULL, NULL, error);
}

static gpointer
check_signer_here (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return check_signer (data, db, error) ? data : NULL;
}

static gboolean
drill (ZgSession *session, ZgRestoreWork *work, const ZgBackupKey *key, GError **error)
{
  g_autofree char *folder = zg_backup_place (session->book, ".drill");

  if (!zg_restore_open (work, key, error))
    return FALSE;
  if (work->head->uid != session->book->uid)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                   _ ("“%s” is a backup of another book (%s). Nothing was done. Open that book to try it."), work->file,
                   work->head->name);
      return FALSE;
    }
  return zg_store_read (zg_session_store (session), check_signer_here, work, error) && zg_restore_unpack (work, folder, error);
}

/* A wrong key or a wrong file says nothing of the backup. */
static gboolean
tells_of_backup (const GError *failed)
{
  return failed->domain == ZG_ERROR && (failed->code == ZG_ERROR_CORRUPT || failed->code == ZG_ERROR_NOT_A_BOOK ||
                                        failed->code == ZG_ERROR_NEWER || failed->code == ZG_ERROR_IO);
}

ZgRestoreResult *
zg_restore_drill (ZgSession *session, const char *file, const ZgBackupKey *key, ZgBackupProgress progress,
                  gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_auto (ZgRestoreWork) work = { .file = file, .fd = -1, .way = { progress, progress_data, cancellable } };
  g_autoptr (GError)     failed = NULL;
  gboolean               done;

  if (!zg_backup_may (session, &zg_restore_drill_kind, error))
    return NULL;
  done = drill (session, &work, key, &failed);
  g_clear_pointer (&work.workdir, zg_workdir_free); /* nothing plain outlives the drill */
  zg_backup_way_begin (&work.way, ZG_RESTORE_RECORD, 0, NULL);
  if ((done || tells_of_backup (failed)) && !note_drill (session, &work, failed, done ? error : NULL))
    return NULL;
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  zg_backup_way_begin (&work.way, ZG_BACKUP_DONE, 0, NULL);
  return done ? g_steal_pointer (&work.result) : NULL;
}
