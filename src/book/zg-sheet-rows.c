/* zg-sheet-rows.c: running a sheet's queries: ids in order, rows by id, streams and totals. */
#include "config.h"

#include <string.h>

#include "zg-error.h"
#include "zg-seal.h"
#include "zg-sheet-private.h"
#include "zg-text.h"

#define PAGE 128 /* placeholders of the one statement that fetches rows */
#define CHECK_EVERY 1024

/* -- cells that are not what SQL gives -- */

typedef struct
{
  const ZgKind *kind;
  int           field; /* of the kind, -1: no masked column */
  char       *(*words) (ZgDb *db, gint64 id); /* (nullable) */
} Mask;

static gboolean
is_made (const Mask *mask)
{
  return mask->field >= 0 || mask->words != NULL;
}

static Mask *
masks_of (const ZgSheet *sheet)
{
  Mask *masks = g_new0 (Mask, sheet->n_columns + 1);

  for (int i = 0; i < sheet->n_columns; i++)
    {
      masks[i].kind = sheet->kind;
      masks[i].words = sheet->columns[i].words;
      masks[i].field = sheet->columns[i].flags & ZG_COL_MASK ? zg_kind_field (sheet->kind, sheet->columns[i].name) : -1;
    }
  return masks;
}

/* Who lacks the key sees that there is something, not what. */
static char *
mask_text (ZgType type, const char *plain, const ZgCell *cell)
{
  if (plain != NULL && type == ZG_PHONE)
    return zg_text_mask_phone (plain);
  if (plain != NULL && type == ZG_IDCARD)
    return zg_text_mask_id (plain);
  return g_strdup (zg_sealed_words (cell));
}

static void
mask_cell (ZgSession *session, const Mask *mask, gint64 id, ZgCell *cell)
{
  ZgType type = mask->kind->fields[mask->field].type;
  char  *plain = NULL, *text;

  if (cell->type == ZG_CELL_NULL)
    return;
  if (type == ZG_PHONE || type == ZG_IDCARD)
    plain = zg_session_open_cell (session, mask->kind, mask->field, id, cell, NULL);
  text = mask_text (type, plain, cell);
  zg_cell_clear (cell);
  zg_cell_take_text (cell, text);
  zg_wipe_text (plain);
}

static void
make_cell (ZgSession *session, ZgDb *db, const Mask *mask, gint64 id, ZgCell *cell)
{
  if (mask->field >= 0)
    mask_cell (session, mask, id, cell);
  else
    zg_cell_take_text (cell, mask->words (db, id));
}

/* -- ids -- */

/* Nothing but what is searched decides, and the order is the sheet's own. */
static gboolean
is_whole (const ZgQuery *query, ZgSession *session)
{
  const ZgKind    *kind = query->sheet->kind;
  g_autofree char *view = zg_sheet_right (query->sheet, "view");

  for (int i = 0; i < query->sheet->n_filters; i++)
    if (query->filters[i] != NULL && *query->filters[i] != '\0')
      return FALSE;
  for (int i = 0; i < kind->n_steps; i++)
    if (zg_kind_state (kind, kind->steps[i].to)->hidden && !query->with_hidden)
      return FALSE;
  return query->sort < 0 && query->import_id == 0 && !query->to_export && query->sheet->where == NULL
         && zg_session_reach (session, view) == ZG_REACH_ALL;
}

/* @ids without those that were not found. */
static void
keep_found (GArray *ids, const GArray *found)
{
  g_autoptr (GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint                  n = 0;

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (set, &g_array_index (found, ZgPlace, i).id);
  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_contains (set, &g_array_index (ids, gint64, i)))
      g_array_index (ids, gint64, n++) = g_array_index (ids, gint64, i);
  g_array_set_size (ids, n);
}

static GArray *
found_ids (const ZgQuery *query, ZgSession *session, ZgDb *db, const GArray *found, GCancellable *cancellable, GError **error)
{
  ZgQuery rest = *query;
  GArray *ids;

  if (is_whole (query, session))
    {
      ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), found->len);
      for (guint i = 0; i < found->len; i++)
        g_array_append_val (ids, g_array_index (found, ZgPlace, i).id);
      return ids;
    }
  rest.search = NULL;
  rest.most = 0;
  ids = zg_query_ids (&rest, session, db, cancellable, error);
  if (ids)
    keep_found (ids, found);
  return ids;
}

/* From what is kept in memory. FALSE: SQL is to look for it. */
static gboolean
find_in_texts (const ZgQuery *query, ZgSession *session, ZgDb *db, GCancellable *cancellable, GArray **ids, GError **error)
{
  g_autoptr (GArray) found = NULL;
  guint              most = query->most && is_whole (query, session) ? query->most : 0;

  *ids = NULL;
  if (query->sheet->texts == NULL || query->search == NULL || *query->search == '\0')
    return FALSE;
  if (!zg_sheet_texts_find (query, session, db, most, cancellable, &found, error))
    return TRUE;
  if (found == NULL)
    return FALSE;
  *ids = found_ids (query, session, db, found, cancellable, error);
  if (*ids && query->most)
    g_array_set_size (*ids, MIN (query->most, (*ids)->len));
  return TRUE;
}

GArray *
zg_query_ids (const ZgQuery *query, ZgSession *session, ZgDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray            *found;
  ZgSqlText          text;
  ZgStmt            *stmt;
  gboolean           row = TRUE, ok;

  if (zg_sheet_sql_denied (query, session, error))
    return NULL;
  if (find_in_texts (query, session, db, cancellable, &found, error))
    return found;
  zg_sql_text_init (&text);
  g_string_append (text.sql, ZG_SQL ("SELECT t.id"));
  ok = zg_sheet_sql_from (&text, query, session, db, error);
  zg_sheet_sql_order (&text, query);
  zg_sheet_sql_prune (&text, query->sheet);
  if (query->most)
    {
      g_string_append (text.sql, " LIMIT ");
      zg_sql_text_int (&text, query->most);
    }
  stmt = ok ? zg_sql_text_query (&text, db, error) : NULL;
  zg_sql_text_clear (&text);
  for (ok = stmt != NULL; ok && (ok = zg_stmt_step (stmt, &row, error)) && row;)
    {
      gint64 id = zg_stmt_int (stmt, 0);

      g_array_append_val (ids, id);
      if (ids->len % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        ok = FALSE;
    }
  zg_stmt_done (stmt);
  return ok ? g_steal_pointer (&ids) : NULL;
}

/* -- rows by id -- */

static ZgRows *
rows_new (int n_rows, int n_columns, const gint64 *ids)
{
  ZgRows *rows = g_new0 (ZgRows, 1);

  rows->n_rows = n_rows;
  rows->n_columns = n_columns;
  rows->ids = g_memdup2 (ids, sizeof *ids * (gsize) n_rows);
  rows->versions = g_new0 (gint64, n_rows);
  rows->states = g_new0 (char *, n_rows);
  rows->cells = g_new0 (ZgCell, (gsize) n_rows * n_columns);
  return rows;
}

void
zg_rows_free (ZgRows *rows)
{
  if (rows == NULL)
    return;
  for (gsize i = 0; i < (gsize) rows->n_rows * rows->n_columns; i++)
    zg_cell_clear (&rows->cells[i]);
  for (int i = 0; i < rows->n_rows; i++)
    g_free (rows->states[i]);
  g_free (rows->ids);
  g_free (rows->versions);
  g_free (rows->states);
  g_free (rows->cells);
  g_free (rows);
}

/* One statement of a fixed number of placeholders, so that it stays compiled; those not needed ask for no record. */
static ZgStmt *
page_query (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, GError **error)
{
  const ZgSheet *sheet = query->sheet;
  ZgSqlText      text;
  ZgStmt        *stmt;

  zg_sql_text_init (&text);
  g_string_append (text.sql, ZG_SQL ("SELECT t.id, t.version, t.state"));
  zg_sheet_sql_columns (&text, sheet);
  g_string_append_printf (text.sql, " FROM %s WHERE t.id IN (", sheet->from);
  for (int i = 0; i < PAGE; i++)
    {
      g_string_append (text.sql, i > 0 ? ", " : "");
      zg_sql_text_int (&text, i < n ? ids[i] : 0);
    }
  g_string_append (text.sql, ")");
  zg_sheet_sql_reach (&text, query, session);
  stmt = zg_sql_text_query (&text, db, error);
  zg_sql_text_clear (&text);
  return stmt;
}

static void
take_row (ZgRows *rows, int at, ZgStmt *stmt, ZgSession *session, ZgDb *db, const Mask *masks)
{
  if (rows->versions[at] != 0)
    return; /* a join that doubles a row, or the same id asked twice */
  rows->versions[at] = zg_stmt_int (stmt, 1);
  rows->states[at] = g_strdup (zg_stmt_text (stmt, 2));
  for (int c = 0; c < rows->n_columns; c++)
    {
      ZgCell *cell = &rows->cells[(gsize) at * rows->n_columns + c];

      zg_stmt_cell (stmt, c + 3, cell);
      if (is_made (&masks[c]))
        make_cell (session, db, &masks[c], rows->ids[at], cell);
    }
}

static gboolean
fetch_page (ZgRows *rows, int first, int n, const ZgQuery *query, ZgSession *session, ZgDb *db, const Mask *masks, GError **error)
{
  g_autoptr (ZgStmt) stmt = page_query (query, session, db, rows->ids + first, n, error);
  gboolean           row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (row)
    {
      gint64 id;

      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      id = zg_stmt_int (stmt, 0);
      for (int i = first; i < first + n; i++)
        if (rows->ids[i] == id)
          take_row (rows, i, stmt, session, db, masks);
    }
  return TRUE;
}

ZgRows *
zg_query_rows (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, GError **error)
{
  g_autoptr (ZgRows) rows = NULL;
  g_autofree Mask   *masks = NULL;

  if (zg_sheet_sql_denied (query, session, error))
    return NULL;
  masks = masks_of (query->sheet);
  rows = rows_new (n, query->sheet->n_columns, ids);
  for (int first = 0; first < n; first += PAGE)
    if (!fetch_page (rows, first, MIN (PAGE, n - first), query, session, db, masks, error))
      return NULL;
  return g_steal_pointer (&rows);
}

/* -- streams -- */

/* The cells of the row lend their text from the statement; only masked and typeless ones own theirs. */
static void
lend_row (ZgStmt *stmt, const ZgSheet *sheet, ZgSession *session, ZgDb *db, const Mask *masks, gint64 id, ZgCell *cells)
{
  for (int c = 0; c < sheet->n_columns; c++)
    {
      ZgCell *cell = &cells[c];

      if (is_made (&masks[c]))
        {
          zg_stmt_cell (stmt, c + 1, cell);
          make_cell (session, db, &masks[c], id, cell);
        }
      else if (zg_stmt_is_null (stmt, c + 1))
        cell->type = ZG_CELL_NULL;
      else if (zg_type_is_text (sheet->columns[c].type))
        {
          cell->s = (char *) zg_stmt_text (stmt, c + 1);
          cell->type = cell->s != NULL && *cell->s != '\0' ? ZG_CELL_TEXT : ZG_CELL_NULL;
        }
      else
        zg_stmt_cell (stmt, c + 1, cell);
    }
}

static void
give_back_row (const ZgSheet *sheet, const Mask *masks, ZgCell *cells)
{
  for (int c = 0; c < sheet->n_columns; c++)
    if (is_made (&masks[c]) || !zg_type_is_text (sheet->columns[c].type))
      zg_cell_clear (&cells[c]);
    else
      cells[c].type = ZG_CELL_NULL;
}

static gboolean
stream (ZgStmt *stmt, const ZgSheet *sheet, ZgSession *session, ZgDb *db, ZgRowFunc func, gpointer data,
        GCancellable *cancellable, GError **error)
{
  g_autofree Mask   *masks = masks_of (sheet);
  g_autofree ZgCell *cells = g_new0 (ZgCell, sheet->n_columns + 1);
  gboolean           row = TRUE;

  for (guint n = 0;; n++)
    {
      gint64   id;
      gboolean more;

      if (n % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = zg_stmt_int (stmt, 0);
      lend_row (stmt, sheet, session, db, masks, id, cells);
      more = func (id, cells, data, error);
      give_back_row (sheet, masks, cells);
      if (!more)
        return error == NULL || *error == NULL;
    }
}

gboolean
zg_query_each (const ZgQuery *query, ZgSession *session, ZgDb *db, ZgRowFunc func, gpointer data, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) fault = NULL;
  ZgSqlText          text;
  ZgStmt            *stmt;
  gboolean           ok;

  if (zg_sheet_sql_denied (query, session, error))
    return FALSE;
  zg_sql_text_init (&text);
  g_string_append (text.sql, ZG_SQL ("SELECT t.id"));
  zg_sheet_sql_columns (&text, query->sheet);
  ok = zg_sheet_sql_from (&text, query, session, db, error);
  zg_sheet_sql_order (&text, query);
  stmt = ok ? zg_sql_text_query (&text, db, error) : NULL;
  zg_sql_text_clear (&text);
  if (stmt == NULL)
    return FALSE;
  ok = stream (stmt, query->sheet, session, db, func, data, cancellable, &fault);
  zg_stmt_done (stmt);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&fault));
  return ok;
}

/* -- totals -- */

static gboolean
append_sums (ZgSqlText *text, const ZgSheet *sheet)
{
  gboolean any = FALSE;

  g_string_append (text->sql, ZG_SQL ("SELECT 0"));
  for (int i = 0; i < sheet->n_columns; i++)
    if (sheet->columns[i].flags & ZG_COL_SUM)
      {
        g_string_append_printf (text->sql, ", CAST (COALESCE (SUM (%s), 0) AS BIGINT)", sheet->columns[i].sql);
        any = TRUE;
      }
  return any;
}

static gboolean
add_sums (const ZgSqlText *text, const ZgSheet *sheet, ZgDb *db, gint64 *sums, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_sql_text_query (text, db, error);
  gboolean           row;
  int                at = 1;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  for (int i = 0; row && i < sheet->n_columns; i++)
    if (sheet->columns[i].flags & ZG_COL_SUM)
      sums[i] += zg_stmt_int (stmt, at++);
  return TRUE;
}

static gboolean
add_page (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, gint64 *sums, GError **error)
{
  const ZgSheet *sheet = query->sheet;
  ZgSqlText      text;
  gboolean       ok;

  zg_sql_text_init (&text);
  append_sums (&text, sheet);
  g_string_append_printf (text.sql, " FROM %s WHERE t.id IN (", sheet->from);
  for (int i = 0; i < PAGE; i++)
    {
      g_string_append (text.sql, i > 0 ? ", " : "");
      zg_sql_text_int (&text, i < n ? ids[i] : 0);
    }
  g_string_append (text.sql, ")");
  zg_sheet_sql_reach (&text, query, session);
  ok = add_sums (&text, sheet, db, sums, error);
  zg_sql_text_clear (&text);
  return ok;
}

gboolean
zg_query_totals (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, gint64 *sums, GError **error)
{
  const ZgSheet *sheet = query->sheet;
  ZgSqlText      text;
  gboolean       ok = TRUE;

  memset (sums, 0, sizeof *sums * (gsize) sheet->n_columns);
  if (zg_sheet_sql_denied (query, session, error))
    return FALSE;
  if (ids != NULL)
    {
      for (int first = 0; ok && first < n; first += PAGE)
        ok = add_page (query, session, db, ids + first, MIN (PAGE, n - first), sums, error);
      return ok;
    }
  zg_sql_text_init (&text);
  if (append_sums (&text, sheet))
    ok = zg_sheet_sql_from (&text, query, session, db, error) && add_sums (&text, sheet, db, sums, error);
  zg_sql_text_clear (&text);
  return ok;
}
