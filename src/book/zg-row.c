/* Rows of the kinds' tables: the SQL of each kind is made once from its fields. */
#include "zg-post.h"

#include <string.h>

#include "zg-schema.h"

typedef struct
{
  char *insert, *update;
} RowSql;

#define N_BOOK_COLUMNS 9 /* zg_schema_columns: id … created_ms */

static void
append_columns (GString *sql, const ZgKind *kind, const char *format)
{
  int n = N_BOOK_COLUMNS + 1; /* $10 is the import */

  for (int i = 0; i < kind->n_fields; i++)
    {
      g_string_append_printf (sql, format, kind->fields[i].name, ++n);
      if (kind->fields[i].flags & ZG_ROMAN)
        {
          g_autofree char *key = g_strconcat (kind->fields[i].name, "_key", NULL);

          g_string_append_printf (sql, format, key, ++n);
        }
    }
}

static RowSql *
row_sql_new (const ZgKind *kind)
{
  RowSql  *made = g_new0 (RowSql, 1);
  GString *insert = g_string_new (NULL), *update = g_string_new (NULL);
  int      n = N_BOOK_COLUMNS + 1;

  g_string_printf (insert,
      "INSERT INTO %s (id, parent_id, owner_id, unit_id, maker_id, version, state, no, created_ms, import_id", kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    g_string_append_printf (insert, kind->fields[i].flags & ZG_ROMAN ? ", %s, %s_key" : ", %s", kind->fields[i].name,
                            kind->fields[i].name);
  g_string_append (insert, ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10");
  for (int i = 0; i < kind->n_fields; i++)
    {
      g_string_append_printf (insert, ", $%d", ++n);
      if (kind->fields[i].flags & ZG_ROMAN)
        g_string_append_printf (insert, ", $%d", ++n);
    }
  g_string_append (insert, ")");
  /* $10 is the version replaced */
  g_string_printf (update,
                   "UPDATE %s SET parent_id = $2, owner_id = $3, unit_id = $4, maker_id = $5, version = $6, state = $7, no = $8, "
                   "created_ms = $9",
                   kind->id);
  append_columns (update, kind, ", %s = $%d");
  g_string_append (update, " WHERE id = $1 AND version = $10");
  made->insert = g_string_free (insert, FALSE);
  made->update = g_string_free (update, FALSE);
  return made;
}

static const RowSql *
row_sql (const ZgKind *kind)
{
  static GMutex      mutex;
  static GHashTable *made;
  RowSql            *sql;

  g_mutex_lock (&mutex);
  if (made == NULL)
    made = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (made, kind);
  if (sql == NULL)
    {
      sql = row_sql_new (kind);
      g_hash_table_insert (made, (gpointer) kind, sql);
    }
  g_mutex_unlock (&mutex);
  return sql;
}

static void
bind_or_null (ZgStmt *stmt, int n, gint64 id)
{
  if (id)
    zg_stmt_bind_int (stmt, n, id);
  else
    zg_stmt_bind_null (stmt, n);
}

gboolean
zg_row_write (ZgDb *db, const ZgRecord *record, gint64 replaces, gint64 import_id, GError **error)
{
  const ZgKind *kind = record->kind;
  const RowSql *sql = row_sql (kind);
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, replaces ? sql->update : sql->insert, error);
  int           n = N_BOOK_COLUMNS + 1;

  if (stmt == NULL)
    return FALSE;
  zg_stmt_bind_int (stmt, 1, record->id);
  bind_or_null (stmt, 2, record->parent);
  bind_or_null (stmt, 3, record->owner);
  bind_or_null (stmt, 4, record->unit);
  zg_stmt_bind_int (stmt, 5, record->maker);
  zg_stmt_bind_int (stmt, 6, record->version);
  zg_stmt_bind_text (stmt, 7, record->state);
  zg_stmt_bind_text (stmt, 8, record->no);
  zg_stmt_bind_int (stmt, 9, record->created_ms);
  bind_or_null (stmt, 10, replaces ? replaces : import_id);
  for (int i = 0; i < kind->n_fields; i++)
    {
      zg_stmt_bind_cell (stmt, ++n, &record->cells[i]);
      if (kind->fields[i].flags & ZG_ROMAN)
        {
          const char      *name = zg_record_text (record, i);
          g_autofree char *key = name ? zg_record_roman (name) : NULL;

          zg_stmt_bind_text (stmt, ++n, key);
        }
    }
  return zg_stmt_run (stmt, error);
}

ZgRecord *
zg_row_read (const ZgKind *kind, ZgStmt *stmt, int col)
{
  ZgRecord *record = zg_record_new (kind);

  record->id = zg_stmt_int (stmt, col);
  record->parent = zg_stmt_int (stmt, col + 1);
  record->owner = zg_stmt_int (stmt, col + 2);
  record->unit = zg_stmt_int (stmt, col + 3);
  record->maker = zg_stmt_int (stmt, col + 4);
  record->version = zg_stmt_int (stmt, col + 5);
  g_free (record->state);
  record->state = g_strdup (zg_stmt_text (stmt, col + 6));
  record->no = g_strdup (zg_stmt_text (stmt, col + 7));
  record->created_ms = zg_stmt_int (stmt, col + 8);
  for (int i = 0; i < kind->n_fields; i++)
    zg_stmt_cell (stmt, col + N_BOOK_COLUMNS + i, &record->cells[i]);
  return record;
}
