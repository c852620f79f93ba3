/* Rows of the kinds' tables: the SQL of each kind is made once from its fields. */
#include "zg-post.h"

#include <string.h>

#include "zg-schema.h"

typedef struct
{
  char   *insert, *update;
  GArray *derived; /* of ZgDerived */
} RowSql;

#define N_BOOK_COLUMNS 9 /* zg_schema_columns: id … created_ms */

/* -- Columns that follow from a field -- */

static void
add_derived (GArray *derived, const ZgKind *kind, int field, ZgDerivedSort sort, const char *ending)
{
  ZgDerived one = { .field = field, .sort = sort };

  g_snprintf (one.name, sizeof one.name, "%s_%s", kind->fields[field].name, ending);
  g_array_append_val (derived, one);
}

static GArray *
derived_new (const ZgKind *kind)
{
  GArray *derived = g_array_new (FALSE, FALSE, sizeof (ZgDerived));

  for (int i = 0; i < kind->n_fields; i++)
    {
      if (kind->fields[i].flags & ZG_ROMAN)
        add_derived (derived, kind, i, ZG_DERIVED_ROMAN, "key");
      if (kind->fields[i].flags & ZG_FIND)
        add_derived (derived, kind, i, ZG_DERIVED_WHOLE, "ix");
      if ((kind->fields[i].flags & ZG_FIND) && kind->fields[i].type == ZG_PHONE)
        add_derived (derived, kind, i, ZG_DERIVED_TAIL, "tail");
    }
  return derived;
}

gint64
zg_derived_number (const ZgRecord *record, const ZgDerived *derived)
{
  if (record->blind == NULL || derived->sort == ZG_DERIVED_ROMAN)
    return 0;
  return derived->sort == ZG_DERIVED_WHOLE ? record->blind[derived->field].whole : record->blind[derived->field].tail;
}

void
zg_derived_bind (const ZgRecord *record, const ZgDerived *derived, ZgStmt *stmt, int n)
{
  ZgCell cell = { .type = ZG_CELL_NULL };

  zg_derived_cell (record, derived, &cell);
  zg_stmt_bind_cell (stmt, n, &cell);
  zg_cell_clear (&cell);
}

void
zg_derived_cell (const ZgRecord *record, const ZgDerived *derived, ZgCell *out)
{
  gint64      number = zg_derived_number (record, derived);
  const char *name = derived->sort == ZG_DERIVED_ROMAN ? zg_record_text (record, derived->field) : NULL;

  zg_cell_clear (out);
  if (name)
    zg_cell_take_text (out, zg_record_roman (name));
  else if (number)
    zg_cell_set_int (out, number);
}

/* -- SQL -- */

static char *
insert_text (const ZgKind *kind, const GArray *derived)
{
  GString *insert = g_string_new (NULL);
  int      n = N_BOOK_COLUMNS + 1; /* $10 is the import */

  g_string_printf (insert,
      "INSERT INTO %s (id, parent_id, owner_id, unit_id, maker_id, version, state, no, created_ms, import_id", kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    g_string_append_printf (insert, ", %s", kind->fields[i].name);
  for (guint i = 0; i < derived->len; i++)
    g_string_append_printf (insert, ", %s", g_array_index (derived, ZgDerived, i).name);
  g_string_append (insert, ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10");
  for (guint i = 0; i < (guint) kind->n_fields + derived->len; i++)
    g_string_append_printf (insert, ", $%d", ++n);
  g_string_append (insert, ")");
  return g_string_free (insert, FALSE);
}

/* $10 is the version replaced. A sealed field that stays keeps what it is found by: who edits the rest may not hold the key. */
static char *
update_text (const ZgKind *kind, const GArray *derived)
{
  GString *update = g_string_new (NULL);
  int      first = N_BOOK_COLUMNS + 2;

  g_string_printf (update,
                   "UPDATE %s SET parent_id = $2, owner_id = $3, unit_id = $4, maker_id = $5, version = $6, state = $7, no = $8, "
                   "created_ms = $9",
                   kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    g_string_append_printf (update, ", %s = $%d", kind->fields[i].name, first + i);
  for (guint i = 0; i < derived->len; i++)
    {
      const ZgDerived *one = &g_array_index (derived, ZgDerived, i);
      int              n = first + kind->n_fields + (int) i;

      if (one->sort == ZG_DERIVED_ROMAN)
        g_string_append_printf (update, ", %s = $%d", one->name, n);
      else
        g_string_append_printf (update, ", %s = CASE WHEN %s IS NOT DISTINCT FROM $%d THEN %s ELSE $%d END", one->name,
                                kind->fields[one->field].name, first + one->field, one->name, n);
    }
  g_string_append (update, " WHERE id = $1 AND version = $10");
  return g_string_free (update, FALSE);
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
      sql = g_new0 (RowSql, 1);
      sql->derived = derived_new (kind);
      sql->insert = insert_text (kind, sql->derived);
      sql->update = update_text (kind, sql->derived);
      g_hash_table_insert (made, (gpointer) kind, sql);
    }
  g_mutex_unlock (&mutex);
  return sql;
}

const GArray *
zg_derived_of (const ZgKind *kind)
{
  return row_sql (kind)->derived;
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
    zg_stmt_bind_cell (stmt, ++n, &record->cells[i]);
  for (guint i = 0; i < sql->derived->len; i++)
    zg_derived_bind (record, &g_array_index (sql->derived, ZgDerived, i), stmt, ++n);
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
