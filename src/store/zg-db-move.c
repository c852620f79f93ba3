#include "zg-db-move.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-db-private.h"
#include "zg-error.h"
#include "zg-seal.h"
#include "zg-sum.h"

#define CHECK_EVERY 1024

typedef struct
{
  char      *name;
  GPtrArray *columns; /* of char * */
} Table;

typedef struct
{
  ZgDb            *from, *to;
  GPtrArray       *tables; /* of Table */
  ZgDbMoveProgress progress;
  gpointer         data;
  GCancellable    *cancellable;
  gint64           n;
} Move;

/* -- Tables -- */

static void
table_free (gpointer data)
{
  Table *table = data;

  g_free (table->name);
  g_ptr_array_unref (table->columns);
  g_free (table);
}

static Table *
table_new (ZgDb *file, const char *name, GError **error)
{
  g_autofree char   *sql = g_strdup_printf ("SELECT * FROM %s", name);
  g_autoptr (ZgStmt) stmt = zg_db_prepare (file, sql, error);
  Table             *table;

  if (stmt == NULL)
    return NULL;
  table = g_new0 (Table, 1);
  table->name = g_strdup (name);
  table->columns = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < zg_stmt_n_columns (stmt); i++)
    g_ptr_array_add (table->columns, g_strdup (zg_stmt_column_name (stmt, i)));
  return table;
}

static gboolean
is_file (const ZgDb *db)
{
  return !zg_db_is_server (db->address);
}

/* What the new book has noted of its own making stays. @file: that of the two, which names its tables alone. */
static GPtrArray *
read_tables (ZgDb *file, const char *but, GError **error)
{
  static const char     text[] = ZG_SQL ("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                                         " AND name <> 'schema_version' ORDER BY name");
  g_autoptr (ZgStmt)    stmt = zg_db_query (file, error, text, NULL);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (table_free);
  gboolean              row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      Table *table;

      if (g_strcmp0 (zg_stmt_text (stmt, 0), but) == 0)
        continue;
      table = table_new (file, zg_stmt_text (stmt, 0), error);
      if (table == NULL)
        return NULL;
      g_ptr_array_add (tables, table);
    }
  return stmt && !row ? g_steal_pointer (&tables) : NULL;
}

static char *
column_list (const Table *table, const char *after)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (text, "%s%s%s", i ? ", " : "", (char *) table->columns->pdata[i], after);
  return g_string_free (text, FALSE);
}

/* -- References stand aside while rows come in any order -- */

typedef struct
{
  char *drop, *add;
} Link;

static void
link_free (gpointer data)
{
  Link *link = data;

  g_free (link->drop);
  g_free (link->add);
  g_free (link);
}

static GPtrArray *
read_links (ZgDb *to, GError **error)
{
  static const char     text[] = "SELECT c.conname, t.relname, pg_get_constraintdef (c.oid) FROM pg_constraint c"
                                 " JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'f'"
                                 " AND t.relnamespace = 'zg'::regnamespace ORDER BY 2, 1";
  g_autoptr (ZgStmt)    stmt = zg_db_query (to, error, text, NULL);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (link_free);
  gboolean              row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      Link *link = g_new0 (Link, 1);

      link->drop = g_strdup_printf ("ALTER TABLE %s DROP CONSTRAINT %s", zg_stmt_text (stmt, 1), zg_stmt_text (stmt, 0));
      link->add = g_strdup_printf ("ALTER TABLE %s ADD CONSTRAINT %s %s", zg_stmt_text (stmt, 1), zg_stmt_text (stmt, 0),
                                   zg_stmt_text (stmt, 2));
      g_ptr_array_add (links, link);
    }
  return stmt && !row ? g_steal_pointer (&links) : NULL;
}

static gboolean
run_links (ZgDb *to, const GPtrArray *links, gboolean add, GError **error)
{
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = links->pdata[i];

      if (!zg_db_run (to, error, add ? link->add : link->drop, NULL))
        return FALSE;
    }
  return TRUE;
}

/* -- Rows -- */

/* As it stands there: an empty text is a value here. */
static void
read_cell (ZgStmt *stmt, int col, ZgCell *cell)
{
  zg_stmt_cell (stmt, col, cell);
  if (cell->type == ZG_CELL_NULL && !zg_stmt_is_null (stmt, col))
    *cell = (ZgCell){ .type = ZG_CELL_TEXT, .s = g_strdup ("") };
}

static ZgStmt *
insert_into (ZgDb *to, const Table *table, GError **error)
{
  g_autofree char *names = column_list (table, "");
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s (%s) VALUES (", table->name, names);
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (sql, "%s$%u", i ? ", " : "", i + 1);
  g_string_append_c (sql, ')');
  return zg_db_prepare (to, sql->str, error);
}

static gboolean
move_row (Move *move, ZgStmt *from, ZgStmt *to, const Table *table, ZgCell *cells, GError **error)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      read_cell (from, (int) i, &cells[i]);
      zg_stmt_bind_cell_static (to, (int) i + 1, &cells[i]);
    }
  if (!zg_stmt_run (to, error))
    return FALSE;
  zg_stmt_reset (to);
  if (++move->n % CHECK_EVERY)
    return TRUE;
  if (move->progress)
    move->progress (table->name, move->n, move->data);
  return !g_cancellable_set_error_if_cancelled (move->cancellable, error);
}

static gboolean
move_table (Move *move, const Table *table, GError **error)
{
  g_autofree char   *names = column_list (table, ""), *sql = g_strdup_printf ("SELECT %s FROM %s", names, table->name);
  g_autofree ZgCell *cells = g_new0 (ZgCell, table->columns->len);
  g_autoptr (ZgStmt) from = zg_db_prepare (move->from, sql, error);
  g_autoptr (ZgStmt) to = from ? insert_into (move->to, table, error) : NULL;
  gboolean           row = TRUE, ok = to != NULL;

  if (move->progress)
    move->progress (table->name, move->n, move->data);
  while (ok && (ok = zg_stmt_step (from, &row, error)) && row)
    ok = move_row (move, from, to, table, cells, error);
  for (guint i = 0; i < table->columns->len; i++)
    zg_cell_clear (&cells[i]);
  return ok;
}

static gboolean
move_tables (Move *move, GError **error)
{
  move->n = 0;
  for (guint i = 0; i < move->tables->len; i++)
    if (!move_table (move, move->tables->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
move_to_server (ZgDb *to, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) links = read_links (to, error);

  return links && run_links (to, links, FALSE, error) && move_tables (data, error) && run_links (to, links, TRUE, error);
}

static gboolean
move_to_file (ZgDb *to, gpointer data, GError **error)
{
  return zg_db_run (to, error, "PRAGMA defer_foreign_keys = ON", NULL) && move_tables (data, error);
}

gboolean
zg_db_move_rows (ZgDb *from, ZgDb *to, const char *but, ZgDbMoveProgress progress, gpointer data, GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) tables = read_tables (is_file (from) ? from : to, but, error);
  Move                  move = { from, to, tables, progress, data, cancellable, 0 };

  return tables && zg_db_transaction (to, is_file (to) ? move_to_file : move_to_server, &move, error);
}

/* -- The proof -- */

static void
add_cell (ZgSum *sum, const ZgCell *cell)
{
  gint64 number = cell->type == ZG_CELL_INT ? GINT64_TO_BE (cell->i) : 0;
  guchar type = (guchar) cell->type;
  gsize  n = 0;

  zg_sum_add (sum, &type, 1);
  if (cell->type == ZG_CELL_INT)
    zg_sum_add (sum, &number, sizeof number);
  else if (cell->type == ZG_CELL_TEXT)
    zg_sum_add (sum, cell->s, strlen (cell->s) + 1);
  else if (cell->type == ZG_CELL_BYTES)
    {
      gconstpointer bytes = g_bytes_get_data (cell->b, &n);

      number = GINT64_TO_BE ((gint64) n);
      zg_sum_add (sum, &number, sizeof number);
      zg_sum_add (sum, bytes, n);
    }
}

/* Both engines sort bytes, and NULL first where it is said. */
static char *
digest (ZgDb *db, const Table *table, gint64 *n, GError **error)
{
  g_autofree char      *names = column_list (table, ""), *order = column_list (table, " NULLS FIRST");
  g_autofree char      *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", names, table->name, order);
  g_autoptr (ZgStmt)    stmt = zg_db_prepare (db, sql, error);
  g_autoptr (ZgSum)     sum = zg_sum_new ();
  ZgCell                cell = { 0 };
  gboolean              row = TRUE, ok = stmt != NULL;

  for (*n = 0; ok && (ok = zg_stmt_step (stmt, &row, error)) && row; ++*n)
    for (guint i = 0; i < table->columns->len; i++)
      {
        read_cell (stmt, (int) i, &cell);
        add_cell (sum, &cell);
      }
  zg_cell_clear (&cell);
  return ok ? zg_sum_end (sum) : NULL;
}

static gboolean
check_table (ZgDb *from, ZgDb *to, const Table *table, gint64 *n, GError **error)
{
  gint64           mine, its;
  g_autofree char *one = digest (from, table, &mine, error), *other = one ? digest (to, table, &its, error) : NULL;

  if (other == NULL)
    return FALSE;
  *n += mine;
  if (mine == its && g_str_equal (one, other))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _("The copy of the table %s is not the same (%ld rows, copied %ld). The book was left where it is."), table->name,
               (long) mine, (long) its);
  return FALSE;
}

gboolean
zg_db_move_check (ZgDb *from, ZgDb *to, const char *but, gint64 *n, GError **error)
{
  g_autoptr (GPtrArray) tables = read_tables (is_file (from) ? from : to, but, error);

  *n = 0;
  for (guint i = 0; tables && i < tables->len; i++)
    if (!check_table (from, to, tables->pdata[i], n, error))
      return FALSE;
  return tables != NULL;
}

/* -- Who may copy it whole -- */

gboolean
zg_db_reads_all (ZgDb *db)
{
  static const char text[] = "SELECT CASE WHEN pg_has_role (session_user, nspowner, 'USAGE') THEN 1 ELSE 0 END::bigint"
                             " FROM pg_namespace WHERE nspname = 'zg'";
  gint64            may = 0;

  return is_file (db) || (zg_db_int (db, &may, NULL, text, NULL) && may);
}

gint64
zg_db_size (ZgDb *db)
{
  gint64 size = 0;

  if (!is_file (db))
    zg_db_int (db, &size, NULL, "SELECT pg_database_size (current_database ())", NULL);
  return size;
}
