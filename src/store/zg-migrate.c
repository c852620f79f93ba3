#include "zg-migrate.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zg-clock.h"
#include "zg-db-private.h"
#include "zg-error.h"
#include "zg-seal.h"
#include "zg-store-private.h"

typedef struct
{
  const char        *schema; /* of a new book, else NULL */
  const ZgMigration *list;
  gsize              n, done;
} Work;

static gboolean
make_table (ZgDb *db, GError **error)
{
  return zg_db_script (db, ZG_SQL ("CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, "
                                   "applied_ms INTEGER NOT NULL) STRICT"), error);
}

static gboolean
note_migration (ZgDb *db, const ZgMigration *migration, GError **error)
{
  g_autofree char *hash = zg_sha256_hex (migration->sql, strlen (migration->sql));

  return zg_db_run (db, error, ZG_SQL ("INSERT INTO schema_version (number, sha256, applied_ms) VALUES ($1, $2, $3)"), "isi",
                    (gint64) migration->number, hash, zg_clock_now_ms ())
         && zg_db_set_mark (db, ZG_STORE_APPLICATION_ID, migration->number, error);
}

static gboolean
create (ZgDb *db, gpointer data, GError **error)
{
  const Work *work = data;

  if (!make_table (db, error) || !zg_db_script (db, work->schema, error))
    return FALSE;
  for (gsize i = 0; i < work->n; i++)
    if (!note_migration (db, &work->list[i], error))
      return FALSE;
  return TRUE;
}

static void
check_list (const ZgMigration *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (list[i].number != (int) i + 1)
      g_error ("Migration %s has the number %d instead of %d", list[i].name, list[i].number, (int) i + 1);
}

gboolean
zg_migrate_create (ZgDb *db, const char *schema, const ZgMigration *list, gsize n, GError **error)
{
  Work work = { .schema = schema, .list = list, .n = n };

  check_list (list, n);
  return zg_db_transaction (db, create, &work, error);
}

static gboolean
check_row (ZgDb *db, const Work *work, gint64 number, const char *hash, GError **error)
{
  g_autofree char *ours = NULL;

  if (number > (gint64) work->n)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NEWER,
                   _("“%s” was written by a newer program (version %d of the book, this program knows %d). It was left as it is. "
                     "Install the newer program to open it."), zg_db_path (db), (int) number, (int) work->n);
      return FALSE;
    }
  if (number == (gint64) work->done + 1)
    {
      ours = zg_sha256_hex (work->list[work->done].sql, strlen (work->list[work->done].sql));
      if (g_strcmp0 (ours, hash) == 0)
        return TRUE;
    }
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _("The tables of “%s” were changed by a program this one does not know (step %d). It was left as it is. "
                 "Open it with the program that made it, or restore a backup."), zg_db_path (db), (int) number);
  return FALSE;
}

static gboolean
read_rows (ZgDb *db, Work *work, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT number, sha256 FROM schema_version ORDER BY number"), NULL);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (zg_stmt_step (stmt, &row, error) && row)
    {
      if (!check_row (db, work, zg_stmt_int (stmt, 0), zg_stmt_text (stmt, 1), error))
        return FALSE;
      work->done++;
    }
  return !row;
}

gboolean
zg_migrate_pending (ZgDb *db, const ZgMigration *list, gsize n, gsize *pending, GError **error)
{
  Work   work = { .list = list, .n = n };
  gint64 id = 0, schema = 0;

  check_list (list, n);
  /* The number is set with the table, in one transaction. */
  if (!zg_db_get_mark (db, &id, &schema, error))
    return FALSE;
  if (schema == 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK,
                   _("The making of the book “%s” was interrupted; it holds nothing. It was left as it is. Remove it and make a "
                     "new one."),
                   zg_db_path (db));
      return FALSE;
    }
  if (!read_rows (db, &work, error))
    return FALSE;
  *pending = n - work.done;
  return TRUE;
}

static gboolean
set_check (ZgDb *db, const ZgMigrationCheck *check, GError **error)
{
  GError *failed = NULL;

  if (db->driver->set_check (db, check->table, check->column, check->was, check->now, &failed))
    return TRUE;
  if (check->same && g_error_matches (failed, ZG_ERROR, ZG_ERROR_CORRUPT)) /* said in another way, it asks for the same */
    {
      g_error_free (failed);
      return TRUE;
    }
  g_propagate_error (error, failed);
  return FALSE;
}

gboolean
zg_migrate_apply (ZgDb *db, const ZgMigration *migration, GError **error)
{
  for (const ZgMigrationCheck *check = migration->checks; check && check->table; check++)
    if (!set_check (db, check, error))
      return FALSE;
  return zg_db_script (db, migration->sql, error);
}

static gboolean
apply_one (ZgDb *db, gpointer data, GError **error)
{
  const ZgMigration *migration = data;

  return zg_migrate_apply (db, migration, error) && note_migration (db, migration, error);
}

gboolean
zg_migrate_db (ZgDb *db, const ZgMigration *list, gsize n, GError **error)
{
  gsize pending = 0;

  if (!zg_migrate_pending (db, list, n, &pending, error))
    return FALSE;
  for (gsize i = n - pending; i < n; i++)
    if (!zg_db_transaction (db, apply_one, (gpointer) &list[i], error))
      {
        g_prefix_error (error, "%s: ", list[i].name);
        return FALSE;
      }
  return TRUE;
}

/* On a copy */

static gboolean
copy_is_whole (ZgDb *old, ZgDb *copy, GError **error)
{
  g_autofree char *before = zg_db_census (old, error);
  g_autofree char *after = before ? zg_db_census (copy, error) : NULL;

  if (after == NULL)
    return FALSE;
  if (strcmp (before, after) == 0)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
               _("The copy of “%s” is not complete. The book is as it was. Check the disk and try again."),
               zg_db_path (old));
  return FALSE;
}

static gboolean
work_on_copy (ZgDb *old, ZgDb *copy, const Work *work, GError **error)
{
  /* A table may be made anew under its old name; the links are looked at when all is done. */
  return copy_is_whole (old, copy, error) && zg_db_script (copy, ZG_SQL ("PRAGMA foreign_keys=OFF"), error)
         && zg_migrate_db (copy, work->list, work->n, error) && zg_db_check (copy, TRUE, error)
         && zg_db_check_links (copy, error) && zg_db_checkpoint (copy, error);
}

static gboolean
make_copy (ZgDb *old, const char *temp, const Work *work, GError **error)
{
  ZgDb    *copy;
  gboolean ok;

  if (!zg_db_copy_to (old, temp, error))
    return FALSE;
  copy = zg_db_open (temp, ZG_DB_WRITE, error);
  ok = copy && work_on_copy (old, copy, work, error);
  zg_db_close (copy);
  if (ok && zg_store_log_size (temp) == 0)
    return TRUE;
  if (ok)
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                 _("The copy of “%s” is not complete. The book is as it was. Check the disk and try again."),
                 zg_db_path (old));
  return FALSE;
}

static void
remove_copy (const char *temp)
{
  g_autofree char *log = zg_store_beside (temp, "-wal"), *index = zg_store_beside (temp, "-shm");

  g_unlink (temp);
  g_unlink (log);
  g_unlink (index);
}

/* Returns: (transfer full) (nullable): the second name now given to the old file, which nobody had. */
static char *
keep_old (const char *path, gsize from, GError **error)
{
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *kept = i == 0 ? g_strdup_printf ("%s-before-%d", path, (int) from + 1)
                                     : g_strdup_printf ("%s-before-%d.%d", path, (int) from + 1, i);

      if (link (path, kept) == 0 || (errno != EEXIST && g_rename (path, kept) == 0))
        return g_steal_pointer (&kept);
      if (errno != EEXIST)
        break;
    }
  zg_store_set_errno (error, path, errno);
  return NULL;
}

/* Whoever could open the old file can open the new one. */
static void
keep_rights (const char *path, const char *temp)
{
  struct stat st;

  if (stat (path, &st) == 0 && chown (temp, st.st_uid, st.st_gid) == 0)
    (void) chmod (temp, st.st_mode & 0777);
}

static gboolean
swap (const char *path, const char *temp, gsize from, char **kept, GError **error)
{
  g_autofree char *old = NULL;

  /* A log that stays would be taken for the new file's. */
  if (zg_store_log_size (path) > 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_BUSY,
                   _("The book's file is in use by something else at the moment. Nothing was changed; please try again."));
      return FALSE;
    }
  keep_rights (path, temp);
  old = keep_old (path, from, error);
  if (old == NULL)
    return FALSE;
  if (g_rename (temp, path) != 0)
    {
      zg_store_set_errno (error, path, errno);
      /* Without links on this disk the old file had been moved away: put it back. */
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        (void) g_rename (old, path);
      else
        g_unlink (old);
      return FALSE;
    }
  if (kept)
    *kept = g_steal_pointer (&old);
  return zg_store_sync_dir (path, error);
}

/* By a reading connection: a book that lacks nothing is left exactly as it is. */
static gboolean
look (const char *path, const Work *work, gsize *pending, GError **error)
{
  ZgDb    *db = zg_db_open (path, ZG_DB_READ, error);
  gboolean ok = db && zg_migrate_pending (db, work->list, work->n, pending, error);

  zg_db_close (db);
  return ok;
}

static gboolean
prepare_copy (const char *path, const char *temp, const Work *work, GError **error)
{
  ZgDb    *old = zg_db_open (path, ZG_DB_WRITE, error);
  gboolean ok = old && zg_db_check (old, TRUE, error) && zg_db_checkpoint (old, error) && make_copy (old, temp, work, error);

  zg_db_close (old);
  return ok;
}

static gboolean
migrate_locked (const char *path, const Work *work, gsize *pending, char **kept, GError **error)
{
  g_autofree char *temp = zg_store_beside (path, ".migrating");

  if (!zg_store_check_head (path, error) || !look (path, work, pending, error))
    return FALSE;
  if (*pending == 0)
    return TRUE;
  remove_copy (temp); /* of an earlier, interrupted try; the book is locked */
  if (prepare_copy (path, temp, work, error) && swap (path, temp, work->n - *pending, kept, error))
    return TRUE;
  remove_copy (temp);
  return FALSE;
}

/* There each migration is undone as a whole when it fails, so that no copy is needed; of two desks that begin at once one
 * fails at the number the other has noted. */
static gboolean
migrate_on_server (const char *address, const Work *work, char **kept, GError **error)
{
  ZgDb    *db = zg_db_open (address, ZG_DB_WRITE, error);
  gsize    pending = 0;
  gboolean ok = db && zg_migrate_pending (db, work->list, work->n, &pending, error)
                && zg_migrate_db (db, work->list, work->n, error);

  zg_db_close (db);
  if (ok && pending > 0 && kept)
    *kept = zg_pg_name (address);
  return ok;
}

gboolean
zg_migrate (const char *path, const ZgMigration *list, gsize n, char **kept, GError **error)
{
  g_autofree char *real = zg_store_true_path (path);
  Work     work = { .list = list, .n = n };
  gsize    pending = 0;
  ZgLock  *lock;
  gboolean ok;

  if (kept)
    *kept = NULL;
  check_list (list, n);
  if (zg_db_is_server (path))
    return migrate_on_server (path, &work, kept, error);
  if (!zg_store_check_file (real, error))
    return FALSE;
  if (!zg_store_is_writable (real))
    {
      zg_store_set_errno (error, real, EACCES);
      return FALSE;
    }
  lock = zg_lock_take (real, FALSE, error);
  if (lock == NULL)
    return FALSE;
  ok = migrate_locked (real, &work, &pending, kept, error);
  /* What has not been checked here is checked at the next opening. */
  zg_lock_release (lock, !zg_lock_was_unclean (lock) || (ok && pending > 0));
  return ok;
}
