#include "zg-db-sqlite-private.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "zg-error.h"

#define MAX_PLACEHOLDER 9999

static const char *
driver_engine (ZgDb *db)
{
  static char *text;

  if (g_once_init_enter (&text))
    g_once_init_leave (&text, g_strdup_printf ("SQLite %s", sqlite3_libversion ()));
  return text;
}

static void
driver_interrupt (ZgDb *db)
{
  ZgSqlite *self = db->handle;

  if (self && self->db)
    sqlite3_interrupt (self->db);
}

static gint64
driver_changes (ZgDb *db)
{
  return sqlite3_changes64 (((ZgSqlite *) db->handle)->db);
}

static gint64
driver_total_changes (ZgDb *db)
{
  return sqlite3_total_changes64 (((ZgSqlite *) db->handle)->db);
}

/* Statements */

static gboolean
map_places (ZgStmt *stmt, int count)
{
  int highest = 0;

  for (int i = 1; i <= count; i++)
    {
      const char *name = sqlite3_bind_parameter_name (stmt->handle, i);
      char       *end = NULL;
      long        n = name && name[0] == '$' && g_ascii_isdigit (name[1]) ? strtol (name + 1, &end, 10) : 0;

      if (n < 1 || n > MAX_PLACEHOLDER || *end != '\0')
        return FALSE;
      highest = MAX (highest, (int) n);
      if (highest >= stmt->n_map)
        {
          stmt->map = g_realloc_n (stmt->map, highest + 1, sizeof *stmt->map);
          memset (stmt->map + stmt->n_map, 0, (highest + 1 - stmt->n_map) * sizeof *stmt->map);
          stmt->n_map = highest + 1;
        }
      stmt->map[n] = i;
    }
  stmt->bound = g_malloc0 (stmt->n_map + 1);
  stmt->n_places = stmt->n_missing = count;
  return TRUE;
}

/* Tables are STRICT: what comes straight out of a column declared so is what the column says. */
static gboolean
has_expressions (sqlite3_stmt *handle)
{
  static const char *const exact[] = { "INTEGER", "TEXT", "BLOB", NULL };

  for (int i = sqlite3_column_count (handle); --i >= 0;)
    {
      const char *type = sqlite3_column_decltype (handle, i);

      if (type == NULL || !g_strv_contains (exact, type))
        return TRUE;
    }
  return FALSE;
}

static gboolean
driver_compile (ZgStmt *stmt, const char *text, const char **tail, GError **error)
{
  ZgDb         *db = stmt->db;
  ZgSqlite     *self = db->handle;
  sqlite3_stmt *handle = NULL;
  int           code;

  db->current = stmt;
  code = sqlite3_prepare_v3 (self->db, text, -1, SQLITE_PREPARE_PERSISTENT, &handle, tail);
  db->current = NULL;
  stmt->handle = handle;
  if (code != SQLITE_OK)
    {
      zg_sqlite_set_error (db, code, error);
      return FALSE;
    }
  while (tail && *tail && g_ascii_isspace (**tail))
    (*tail)++;
  stmt->loose = handle && has_expressions (handle);
  if (handle == NULL || map_places (stmt, sqlite3_bind_parameter_count (handle)))
    return TRUE;
  zg_db_set_misuse (error, "placeholders are $1, $2 …");
  return FALSE;
}

static void
driver_finalize (ZgStmt *stmt)
{
  sqlite3_finalize (stmt->handle);
  stmt->handle = NULL;
}

static gboolean
driver_bind (ZgStmt *stmt, int place, const ZgCell *cell, gboolean stays, GError **error)
{
  int           code;
  gsize         n;
  gconstpointer data;

  switch (cell->type)
    {
    case ZG_CELL_INT:
      code = sqlite3_bind_int64 (stmt->handle, place, cell->i);
      break;
    case ZG_CELL_TEXT:
      code = sqlite3_bind_text64 (stmt->handle, place, cell->s, strlen (cell->s), stays ? SQLITE_STATIC : SQLITE_TRANSIENT,
                                  SQLITE_UTF8);
      break;
    case ZG_CELL_BYTES:
      data = g_bytes_get_data (cell->b, &n);
      code = n == 0 ? sqlite3_bind_zeroblob (stmt->handle, place, 0)
                    : sqlite3_bind_blob64 (stmt->handle, place, data, n, stays ? SQLITE_STATIC : SQLITE_TRANSIENT);
      break;
    case ZG_CELL_NULL:
    default:
      code = sqlite3_bind_null (stmt->handle, place);
      break;
    }
  if (code == SQLITE_OK)
    return TRUE;
  zg_sqlite_set_error (stmt->db, code, error);
  return FALSE;
}

static ZgStep
driver_step (ZgStmt *stmt, GError **error)
{
  int code = sqlite3_step (stmt->handle);

  if (code == SQLITE_ROW)
    return ZG_STEP_ROW;
  if (code == SQLITE_DONE)
    {
      sqlite3_reset (stmt->handle); /* lets the read lock go at once */
      return ZG_STEP_END;
    }
  zg_sqlite_set_error (stmt->db, code, error);
  sqlite3_reset (stmt->handle);
  return ZG_STEP_FAILED;
}

static void
driver_reset (ZgStmt *stmt)
{
  sqlite3_reset (stmt->handle);
}

static void
driver_clear (ZgStmt *stmt)
{
  sqlite3_clear_bindings (stmt->handle);
}

static int
driver_n_columns (ZgStmt *stmt)
{
  return sqlite3_column_count (stmt->handle);
}

static const char *
driver_column_name (ZgStmt *stmt, int col)
{
  return sqlite3_column_name (stmt->handle, col);
}

static ZgCellType
driver_type (ZgStmt *stmt, int col)
{
  switch (sqlite3_column_type (stmt->handle, col))
    {
    case SQLITE_INTEGER:
      return ZG_CELL_INT;
    case SQLITE_TEXT:
      return ZG_CELL_TEXT;
    case SQLITE_BLOB:
      return ZG_CELL_BYTES;
    case SQLITE_NULL:
      return ZG_CELL_NULL;
    default:
      return (ZgCellType) -1;
    }
}

static gint64
driver_get_int (ZgStmt *stmt, int col)
{
  return sqlite3_column_int64 (stmt->handle, col);
}

static const char *
driver_get_text (ZgStmt *stmt, int col)
{
  return (const char *) sqlite3_column_text (stmt->handle, col);
}

static GBytes *
driver_get_bytes (ZgStmt *stmt, int col)
{
  gconstpointer data;

  if (sqlite3_column_type (stmt->handle, col) == SQLITE_NULL)
    return NULL;
  data = sqlite3_column_blob (stmt->handle, col);
  return g_bytes_new (data, sqlite3_column_bytes (stmt->handle, col));
}

/* Transactions */

static gboolean
driver_begin (ZgDb *db, gboolean write, GError **error)
{
  ZgSqlite *self = db->handle;
  int       code = zg_sqlite_run (self, write ? OWN_BEGIN : OWN_BEGIN_READ);

  if (code == SQLITE_OK && !write)
    code = zg_sqlite_run (self, OWN_TOUCH);
  if (code == SQLITE_OK)
    return TRUE;
  zg_sqlite_set_error (db, code, error);
  if (!sqlite3_get_autocommit (self->db))
    zg_sqlite_run (self, OWN_ROLLBACK);
  return FALSE;
}

static gboolean
driver_intact (ZgDb *db, GError **error)
{
  ZgSqlite *self = db->handle;
  gint64    before = self->data_version;
  int       code;

  if (!zg_sqlite_look_at_file (db, error))
    return FALSE;
  code = zg_sqlite_run (self, OWN_DATA_VERSION);
  if (code != SQLITE_OK)
    {
      zg_sqlite_set_error (db, code, error);
      return FALSE;
    }
  /* After an error of the disk SQLite reads everything anew, which looks like a commit of somebody else. */
  if (self->data_version == before || self->disk_failed)
    {
      self->disk_failed = FALSE;
      return TRUE;
    }
  self->data_version = before;
  g_set_error (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
               _("Another program has changed the file “%s”. Nothing more is written to it. Close the book, check the file, "
                 "open it again."),
               db->path);
  return FALSE;
}

static ZgCommit
driver_commit (ZgDb *db, GError **error)
{
  ZgSqlite *self = db->handle;
  int       code = zg_sqlite_run (self, OWN_COMMIT);

  if (code == SQLITE_OK)
    return ZG_COMMIT_DONE;
  zg_sqlite_set_error (db, code, error);
  if ((code & 0xff) == SQLITE_BUSY)
    return ZG_COMMIT_AGAIN;
  /* A refused commit and a disk that took no more have left no complete commit in the log. */
  if ((code & 0xff) == SQLITE_CONSTRAINT || (code & 0xff) == SQLITE_INTERRUPT || code == SQLITE_FULL)
    return ZG_COMMIT_REFUSED;
  g_clear_error (error);
  g_set_error (error, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME,
               _("The disk failed while “%s” was being stored; whether the last change was kept is not known yet. "
                 "Everything before is kept. Check the disk; the change is looked up when you try again."), db->path);
  return ZG_COMMIT_UNKNOWN;
}

static void
driver_rollback (ZgDb *db)
{
  ZgSqlite *self = db->handle;

  if (!sqlite3_get_autocommit (self->db) && zg_sqlite_run (self, OWN_ROLLBACK) != SQLITE_OK && !sqlite3_get_autocommit (self->db))
    db->broken = TRUE;
  /* Where the disk still fails, the next transaction takes the version as it then is. */
  if (self->disk_failed && !zg_db_is_read_only (db) && db->shut == NULL)
    self->disk_failed = zg_sqlite_run (self, OWN_DATA_VERSION) != SQLITE_OK;
}

static gboolean
driver_in_transaction (ZgDb *db)
{
  ZgSqlite *self = db->handle;

  return self && !sqlite3_get_autocommit (self->db);
}

static gboolean
driver_savepoint (ZgDb *db, const char *verb, GError **error)
{
  ZgSqlite        *self = db->handle;
  g_autofree char *sql = g_strdup_printf ("%s zg", verb);
  gboolean         ok;

  self->may_control = TRUE;
  ok = zg_sqlite_pragma (db, sql, NULL, error);
  self->may_control = FALSE;
  return ok;
}

const ZgDbDriver zg_db_sqlite = {
  driver_engine,    zg_sqlite_open,  zg_sqlite_close,      driver_interrupt,      driver_changes,      driver_total_changes,
  driver_compile,   driver_finalize, driver_bind,       driver_step,           driver_reset,        driver_clear,
  driver_n_columns, driver_column_name, driver_type,    driver_get_int,        driver_get_text,     driver_get_bytes,
  driver_begin,     driver_intact,   driver_commit,     driver_rollback,       driver_in_transaction, driver_savepoint,
  zg_sqlite_check,  zg_sqlite_check_links, zg_sqlite_copy_to, zg_sqlite_checkpoint, zg_sqlite_get_mark, zg_sqlite_set_mark,
  zg_sqlite_set_check, .pace = zg_sqlite_pace, .tidy = zg_sqlite_tidy, .run_rows = zg_sqlite_run_rows,
};
