#include "zg-db-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "zg-error.h"
#include "zg-store-private.h"

static void
set_damaged (ZgDb *db, const char *what, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _("The file “%s” is damaged (%s). Nothing was changed. Keep the file and restore the newest verified backup; "
                 "the book can still be opened read-only."), db->path, what);
}

/* Reads the first column of every row of @sql, skipping "ok". Returns FALSE when the engine could not go on. */
static gboolean
collect (ZgDb *db, const char *sql, GPtrArray *findings)
{
  ZgSqlite     *self = db->handle;
  sqlite3_stmt *stmt = NULL;
  int           code = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (stmt);
      if (code == SQLITE_ROW && g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "ok") != 0)
        g_ptr_array_add (findings, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
    }
  sqlite3_finalize (stmt);
  return code == SQLITE_DONE;
}

/* The engine names pages; people know tables. Returns: (transfer full) (nullable). */
static char *
damaged_tables (ZgDb *db)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bad = g_ptr_array_new_with_free_func (g_free);

  collect (db, "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name", names);
  for (guint i = 0; i < names->len && bad->len < 5; i++)
    {
      g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
      char *sql = sqlite3_mprintf ("PRAGMA quick_check(%Q)", names->pdata[i]);

      if (!collect (db, sql, findings) || findings->len > 0)
        g_ptr_array_add (bad, g_strdup (names->pdata[i]));
      sqlite3_free (sql);
    }
  if (bad->len == 0)
    return NULL;
  g_ptr_array_add (bad, NULL);
  return g_strjoinv (", ", (char **) bad->pdata);
}

gboolean
zg_sqlite_check (ZgDb *db, gboolean full, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  ZgSqlite *self = db->handle;
  g_autofree char *tables = NULL;
  int code;

  if (collect (db, full ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)", findings) && findings->len == 0)
    return TRUE;
  code = sqlite3_extended_errcode (self->db);
  if (findings->len == 0 && (code & 0xff) != SQLITE_CORRUPT && (code & 0xff) != SQLITE_NOTADB)
    {
      zg_sqlite_set_error (db, code, error);
      return FALSE;
    }
  tables = damaged_tables (db);
  g_free (db->last_detail);
  db->last_detail = g_strdup (findings->len ? findings->pdata[0] : sqlite3_errstr (code));
  set_damaged (db, tables ? tables : db->last_detail, error);
  return FALSE;
}

gboolean
zg_sqlite_check_links (ZgDb *db, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (!collect (db, "PRAGMA foreign_key_check", findings))
    {
      zg_sqlite_set_error (db, sqlite3_extended_errcode (((ZgSqlite *) db->handle)->db), error);
      return FALSE;
    }
  if (findings->len == 0)
    return TRUE;
  set_damaged (db, findings->pdata[0], error);
  return FALSE;
}

static gboolean
flush_file (ZgDb *db, const char *path, GError **error)
{
  int      fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int      saved = errno;

  if (fd >= 0)
    close (fd);
  if (!ok)
    zg_store_set_errno (error, path, saved);
  return ok;
}

static gboolean
vacuum_into (ZgDb *db, const char *path, GError **error)
{
  ZgSqlite *self = db->handle;
  char     *sql = sqlite3_mprintf ("VACUUM INTO %Q", path);
  gboolean  ok;

  /* The copy is another file: a connection that may not write its own book can make one. */
  self->may_control = TRUE;
  ok = zg_sqlite_pragma (db, "PRAGMA query_only=OFF", NULL, error) && zg_sqlite_pragma (db, sql, NULL, error);
  self->may_control = FALSE;
  if (zg_db_is_read_only (db))
    zg_sqlite_pragma (db, "PRAGMA query_only=ON", NULL, NULL);
  sqlite3_free (sql);
  return ok;
}

gboolean
zg_sqlite_copy_to (ZgDb *db, const char *path, GError **error)
{
  int      fd = open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  guint    depth = db->snapshot_depth;
  gboolean ok;

  if (fd < 0)
    {
      zg_store_set_errno (error, path, errno);
      return FALSE;
    }
  close (fd);
  /* The copy is a consistent state by itself; it cannot be made inside a read that has begun. */
  if (depth > 0)
    db->driver->rollback (db);
  ok = vacuum_into (db, path, error) && flush_file (db, path, error);
  if (depth > 0 && !db->driver->begin (db, FALSE, ok ? error : NULL))
    ok = FALSE;
  if (!ok)
    g_unlink (path);
  return ok;
}

void
zg_sqlite_pace (ZgDb *db, ZgPace pace)
{
  static const int pages[] = { [ZG_PACE_USUAL] = 4096, [ZG_PACE_SMALL] = 1000, [ZG_PACE_LARGE] = 16000 };

  ZgSqlite *self = db->handle;

  sqlite3_wal_autocheckpoint (self->db, pages[pace]);
  /* What a statement of many rows keeps for its own undoing stays in memory: no pages of a book in a folder of others. */
  if (sqlite3_get_autocommit (self->db))
    zg_sqlite_pragma (db, pace == ZG_PACE_USUAL ? "PRAGMA temp_store=DEFAULT" : "PRAGMA temp_store=MEMORY", NULL, NULL);
}

/* What fails here is tried again by a later commit. */
void
zg_sqlite_tidy (ZgDb *db)
{
  ZgSqlite *self = db->handle;

  sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

gboolean
zg_sqlite_checkpoint (ZgDb *db, GError **error)
{
  ZgSqlite *self = db->handle;
  int       code;

  if (zg_db_is_read_only (db))
    return TRUE;
  code = sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  zg_sqlite_set_error (db, code, error);
  return FALSE;
}

gboolean
zg_sqlite_get_mark (ZgDb *db, gint64 *application_id, gint64 *schema, GError **error)
{
  return zg_sqlite_pragma (db, "PRAGMA application_id", application_id, error)
         && zg_sqlite_pragma (db, "PRAGMA user_version", schema, error);
}

gboolean
zg_sqlite_set_mark (ZgDb *db, gint64 application_id, gint64 schema, GError **error)
{
  g_autofree char *id = g_strdup_printf ("PRAGMA application_id=%" G_GINT64_FORMAT, application_id);
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version=%" G_GINT64_FORMAT, schema);

  return zg_sqlite_pragma (db, id, NULL, error) && zg_sqlite_pragma (db, version, NULL, error);
}

/* A CHECK is no part of what is stored: the text of the table alone is changed, as sqlite.org/lang_altertable.html 7 has it for
 * such constraints. Making the table anew would lead the references of all others astray. */
static gboolean
write_check (ZgDb *db, const char *table, const char *was, const char *now, GError **error)
{
  char *sql = sqlite3_mprintf ("UPDATE sqlite_schema SET sql = replace (sql, %Q, %Q) WHERE type = 'table' AND name = %Q"
                               " AND instr (sql, %Q) > 0", was, now, table, was);
  gint64           version = 0, changed = 0;
  g_autofree char *next = NULL;
  gboolean         done = zg_sqlite_pragma (db, "PRAGMA writable_schema=ON", NULL, error) &&
                  zg_sqlite_pragma (db, sql, NULL, error) && zg_sqlite_pragma (db, "SELECT changes ()", &changed, error) &&
                  zg_sqlite_pragma (db, "PRAGMA schema_version", &version, error);

  sqlite3_free (sql);
  next = g_strdup_printf ("PRAGMA schema_version=%" G_GINT64_FORMAT, version + 1);
  done = done && zg_sqlite_pragma (db, next, NULL, error) && zg_sqlite_pragma (db, "PRAGMA writable_schema=RESET", NULL, error);
  if (done && changed != 1)
    g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                 _("The table “%s” is not as a book of that version has it. The book is as it was; restore a backup."), table);
  return done && changed == 1;
}

gboolean
zg_sqlite_set_check (ZgDb *db, const char *table, const char *column, const char *was, const char *now, GError **error)
{
  ZgSqlite *self = db->handle;
  gboolean  done;

  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  done = write_check (db, table, was, now, error);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return done;
}
