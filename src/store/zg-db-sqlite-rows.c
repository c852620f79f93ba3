/* Many rows into a table by one statement, which reads them from the program as from a table "zg_rows": what it costs to begin a
 * statement, to find the way into each index and to end it is paid once for all of them. */
#include "zg-db-sqlite-private.h"

#define COLUMNS 256

typedef struct
{
  sqlite3_vtab base; /* first: the engine knows no more of it */
  ZgDb        *db;
} Table;

/* One statement on its way. */
struct _ZgSqliteFeed
{
  ZgDbRows      rows;
  gpointer      data;
  const ZgCell *cells; /* (nullable): of the row the engine stands on */
  gint64        n, n_kept;
  GError       *error;
};

static int
connect_cb (sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **out, char **message)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE zg_rows (c0");
  Table *table;
  int    code;

  for (int i = 1; i < COLUMNS; i++)
    g_string_append_printf (sql, ", c%d", i);
  g_string_append_c (sql, ')');
  code = sqlite3_declare_vtab (db, sql->str);
  if (code != SQLITE_OK)
    return code;
  sqlite3_vtab_config (db, SQLITE_VTAB_DIRECTONLY);
  table = g_new0 (Table, 1);
  table->db = data;
  *out = &table->base;
  return SQLITE_OK;
}

static int
disconnect_cb (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
best_index_cb (sqlite3_vtab *table, sqlite3_index_info *info)
{
  info->estimatedCost = 1000;
  info->estimatedRows = 1000;
  return SQLITE_OK;
}

static int
open_cb (sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
  *out = g_new0 (sqlite3_vtab_cursor, 1);
  return SQLITE_OK;
}

static int
close_cb (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static ZgSqliteFeed *
feed_of (sqlite3_vtab_cursor *cursor)
{
  return ((ZgSqlite *) ((Table *) cursor->pVtab)->db->handle)->feed;
}

/* The engine comes back for another row when the one before is in the table and in all its indexes, or was left out. */
static int
next_cb (sqlite3_vtab_cursor *cursor)
{
  ZgDb         *db = ((Table *) cursor->pVtab)->db;
  ZgSqlite     *self = db->handle;
  ZgSqliteFeed *feed = self->feed;
  ZgStmt       *current = db->current; /* what gives the rows may ask the book */
  gboolean      kept = feed->cells && sqlite3_last_insert_rowid (self->db) == feed->cells[0].i;

  feed->n_kept += kept;
  feed->cells = feed->rows (feed->data, kept, &feed->error);
  db->current = current;
  feed->n++;
  return feed->error ? SQLITE_ERROR : SQLITE_OK;
}

static int
filter_cb (sqlite3_vtab_cursor *cursor, int index, const char *name, int argc, sqlite3_value **argv)
{
  ZgSqliteFeed *feed = feed_of (cursor);

  return feed == NULL || feed->n ? SQLITE_ERROR : next_cb (cursor);
}

static int
eof_cb (sqlite3_vtab_cursor *cursor)
{
  return feed_of (cursor)->cells == NULL;
}

static int
column_cb (sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column)
{
  ZgSqliteFeed *feed = feed_of (cursor);
  const ZgCell *cell = &feed->cells[column];
  const char   *end;
  gconstpointer data;
  gsize         n;

  switch (cell->type)
    {
    case ZG_CELL_INT:
      sqlite3_result_int64 (out, cell->i);
      break;
    case ZG_CELL_TEXT:
      if (!g_utf8_validate (cell->s, -1, &end))
        {
          if (feed->error == NULL)
            zg_db_set_no_text (&feed->error);
          return SQLITE_ERROR;
        }
      sqlite3_result_text64 (out, cell->s, (sqlite3_uint64) (end - cell->s), SQLITE_STATIC, SQLITE_UTF8);
      break;
    case ZG_CELL_BYTES:
      data = g_bytes_get_data (cell->b, &n);
      if (n)
        sqlite3_result_blob64 (out, data, n, SQLITE_STATIC);
      else
        sqlite3_result_zeroblob (out, 0);
      break;
    case ZG_CELL_NULL:
    default:
      break; /* the engine begins with it */
    }
  return SQLITE_OK;
}

static int
rowid_cb (sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
  *out = feed_of (cursor)->n;
  return SQLITE_OK;
}

/* No xCreate: it is there without being in the book's file. */
static const sqlite3_module module = {
  .xConnect = connect_cb, .xBestIndex = best_index_cb, .xDisconnect = disconnect_cb, .xOpen = open_cb, .xClose = close_cb,
  .xFilter = filter_cb,   .xNext = next_cb,            .xEof = eof_cb,               .xColumn = column_cb, .xRowid = rowid_cb,
};

int
zg_sqlite_add_rows (ZgDb *db)
{
  return sqlite3_create_module_v2 (((ZgSqlite *) db->handle)->db, "zg_rows", &module, db, NULL);
}

gboolean
zg_sqlite_run_rows (ZgStmt *stmt, ZgDbRows rows, gpointer data, GError **error)
{
  ZgSqlite         *self = stmt->db->handle;
  ZgSqliteFeed      feed = { .rows = rows, .data = data };
  g_autoptr (GError) failed = NULL;
  gboolean          ok;

  g_return_val_if_fail (self->feed == NULL, FALSE);
  self->feed = &feed;
  sqlite3_set_last_insert_rowid (self->db, 0);
  ok = zg_stmt_run (stmt, &failed);
  zg_stmt_reset (stmt);
  self->feed = NULL;
  /* A trigger of the table would have the engine take all rows before it writes the first. */
  if (ok && feed.n_kept != sqlite3_changes64 (self->db))
    {
      zg_db_set_misuse (error, "rows into a table with triggers");
      return FALSE;
    }
  if (!ok)
    g_propagate_error (error, feed.error ? g_steal_pointer (&feed.error) : g_steal_pointer (&failed));
  g_clear_error (&feed.error);
  return ok;
}
