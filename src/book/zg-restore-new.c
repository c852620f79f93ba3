/* A new book out of a verified backup: a new key of its clock, the entry book.restore, and the files in their place. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zg-book-new.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-restore-private.h"

/* In the working folder from the moment on that files get their names. */
#define MARK "publishing"

/* -- Nothing is written over -- */

static gboolean
is_there (const char *path, const char *end)
{
  g_autofree char *file = g_strconcat (path, end, NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS) || g_file_test (file, G_FILE_TEST_IS_SYMLINK);
}

static gboolean
check_free (const char *path, GError **error)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal", ".files", ".clockkey" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (is_there (path, ends[i]))
      {
        g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                     _ ("“%s%s” is there already and was left as it is. A backup is restored beside, never over a book: choose "
                        "another name."), path, ends[i]);
        return FALSE;
      }
  return TRUE;
}

/* While the book is still in the working folder @folder, what has got its name already is only the half of it, and ours: it is
 * no longer in that folder, and nothing had that name before. */
static void
take_back_half (const char *folder, const char *new_path)
{
  g_autofree char *files = g_strconcat (new_path, ".files", NULL), *key = g_strconcat (new_path, ".clockkey", NULL);

  if (!is_there (folder, "/" MARK) || !is_there (folder, "/book") || is_there (new_path, ""))
    return;
  if (!is_there (folder, "/book.files"))
    zg_remove_tree (files);
  if (!is_there (folder, "/clockkey"))
    g_unlink (key);
}

void
zg_restore_sweep (const char *new_path)
{
  g_autofree char *folder = g_strconcat (new_path, ".restoring", NULL);
  ZgWorkdir       *left;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR) || zg_workdir_is_busy (folder))
    return;
  take_back_half (folder, new_path);
  left = zg_workdir_take (folder, NULL);
  zg_workdir_free (left);
}

/* -- A new key of the clock -- */

typedef struct
{
  ZgRestoreWork *work;
  ZgPersonKeys  *clock;
  const char    *digest; /* of the backup file */
} NewKey;

static gboolean
insert_clock (NewKey *new, ZgDb *db, gint64 now, GError **error)
{
  ZgUserKey key = { .person = new->work->book->clock_person };
  gboolean  done;

  memcpy (key.box_pk, new->clock->box_pk, ZG_KEY_BYTES);
  memcpy (key.sign_pk, new->clock->sign_pk, ZG_KEY_BYTES);
  key.box_sealed = g_bytes_new_static ("-", 1); /* no password opens it */
  key.sign_sealed = g_bytes_new_static ("-", 1);
  done = zg_user_key_insert (db, &key, now, error);
  zg_user_key_clear (&key);
  return done;
}

/* Who opened the backup by his password signs; of the recovery key nobody can say whose hand held it. */
static gboolean
write_new_key (ZgDb *db, gpointer data, GError **error)
{
  NewKey             *new = data;
  const ZgBackupHead *head = new->work->head;
  ZgBook             *book = new->work->book;
  gboolean            person = new->work->keys != NULL;
  g_autofree char    *file = g_path_get_basename (new->work->file), *pk = zg_hex (new->clock->sign_pk, ZG_KEY_BYTES);
  g_autofree char    *seq = g_strdup_printf ("%" G_GINT64_FORMAT, head->seq), *body = NULL;
  char                at[20];

  body = zg_body ("book.restore", "file", file, "sha256", new->digest, "made_at", zg_stamp_format (head->made_ms, at),
                  "by", person ? "password" : "recovery key", "clock_key", pk,
                  "gap_after", seq, "gap_after_hash", head->chain_hash, NULL);
  return insert_clock (new, db, zg_book_now (book), error) &&
         zg_note (db, book, person ? new->work->person : book->clock_person,
                  person ? new->work->keys->sign_sk : new->clock->sign_sk, "book.restore", NULL, 0, 0, body, error);
}

static gpointer
run_new_key (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, write_new_key, data, error) ? data : NULL;
}

static gboolean
write_clock_key (const ZgRestoreWork *work, const ZgPersonKeys *clock, GError **error)
{
  g_autofree char *path = zg_workdir_file (work->workdir, "clockkey");
  g_autofree char *hex = zg_hex (zg_secret_data (clock->sign_sk), ZG_SIGN_KEY_BYTES);
  int              fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean         done;

  if (fd < 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("“%s” could not be written (%s)."), path, g_strerror (errno));
  done = fd >= 0 && zg_file_write (fd, path, hex, strlen (hex), error);
  if (fd >= 0)
    close (fd);
  zg_wipe (hex, strlen (hex));
  return done;
}

/* The last look at it: as it stands now it gets its name. */
static gboolean
verify_again (ZgRestoreWork *work, GError **error)
{
  g_autofree char *log = g_strconcat (work->plain, "-wal", NULL);

  g_clear_pointer (&work->result->report, g_free);
  if (!zg_book_verify (work->book, TRUE, &work->result->report, error))
    return FALSE;
  g_clear_pointer (&work->book, zg_book_unref);
  if (!g_file_test (log, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("“%s” could not be written (%s)."), work->plain, log);
  return FALSE;
}

static gboolean
make_it_own (ZgRestoreWork *work, GError **error)
{
  g_autoptr (ZgPersonKeys) clock = zg_person_keys_new ();
  g_autofree char         *digest = NULL;
  NewKey                   new = { work, clock, NULL };
  gint64                   bytes;

  if (!zg_backup_way_begin (&work->way, ZG_RESTORE_NEW_KEY, 0, error))
    return FALSE;
  new.digest = digest = zg_backup_digest (work->file, &bytes, error);
  work->book = digest ? zg_book_open_unpacked (work->plain, error) : NULL;
  return work->book && zg_store_write (work->book->store, run_new_key, &new, error) && write_clock_key (work, clock, error) &&
         verify_again (work, error);
}

/* -- Every file its name, the book last: without it nothing is there -- */

static gboolean
publish_one (ZgRestoreWork *work, ZgBackupStage stage, const char *name, const char *path, const char *end, GError **error)
{
  g_autofree char *from = zg_workdir_file (work->workdir, name);
  g_autofree char *to = g_strconcat (path, end, NULL);

  zg_backup_way_begin (&work->way, stage, 0, NULL); /* from here on it is no longer called off */
  return !g_file_test (from, G_FILE_TEST_EXISTS) || zg_file_publish (from, to, error);
}

static gboolean
publish (ZgRestoreWork *work, const char *path, GError **error)
{
  g_autofree char *mark = zg_workdir_file (work->workdir, MARK);

  if (g_cancellable_set_error_if_cancelled (work->way.cancellable, error) || !check_free (path, error))
    return FALSE;
  if (!g_file_set_contents (mark, "", 0, NULL))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_FULL, _ ("“%s” could not be written (%s)."), mark, g_strerror (errno));
      return FALSE;
    }
  if (publish_one (work, ZG_RESTORE_FILES, "book.files", path, ".files", error) &&
      publish_one (work, ZG_RESTORE_CLOCK_KEY, "clockkey", path, ".clockkey", error) &&
      publish_one (work, ZG_RESTORE_PUBLISH, "book", path, "", error))
    return TRUE;
  take_back_half (zg_workdir_path (work->workdir), path);
  return FALSE;
}

ZgRestoreResult *
zg_restore (const char *file, const char *new_path, const ZgBackupKey *key, ZgBackupProgress progress, gpointer progress_data,
            GCancellable *cancellable, GError **error)
{
  g_auto (ZgRestoreWork) work = { .file = file, .fd = -1, .way = { progress, progress_data, cancellable } };
  g_autofree char       *path = g_canonicalize_filename (new_path, NULL);
  g_autofree char       *folder = g_strconcat (path, ".restoring", NULL);

  zg_book_init ();
  zg_restore_sweep (path);
  if (!check_free (path, error) || !zg_restore_open (&work, key, error) || !zg_restore_unpack (&work, folder, error) ||
      !make_it_own (&work, error) || !publish (&work, path, error))
    return NULL;
  g_clear_pointer (&work.workdir, zg_workdir_free);
  zg_backup_way_begin (&work.way, ZG_BACKUP_DONE, 0, NULL);
  return g_steal_pointer (&work.result);
}
