/* zg-report-table.c: tables on their way out: made from a query or held in memory. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-money.h"
#include "zg-report-table.h"

#define PAGE 128

char *
zg_out_made (ZgSession *session)
{
  char buffer[20];

  zg_stamp_format (zg_book_now (zg_session_book (session)), buffer);
  buffer[16] = '\0';
  return g_strdup_printf (_("Made by %s · %s"), zg_session_name (session), buffer);
}

ZgTable *
zg_table_new (ZgSession *session, const char *title)
{
  ZgTable *table = g_new0 (ZgTable, 1);

  table->title = g_strdup (title);
  table->made = zg_out_made (session);
  table->columns = g_array_new (FALSE, TRUE, sizeof (ZgOutColumn));
  table->notes = g_ptr_array_new_with_free_func (g_free);
  table->signs = g_ptr_array_new_with_free_func (g_free);
  table->n_rows = -1;
  return table;
}

void
zg_table_free (ZgTable *table)
{
  if (table == NULL)
    return;
  if (table->source_free != NULL)
    table->source_free (table->source);
  g_free (table->title);
  g_free (table->words);
  g_free (table->made);
  g_free (table->sheet);
  g_array_unref (table->columns);
  g_ptr_array_unref (table->notes);
  g_ptr_array_unref (table->signs);
  g_free (table);
}

void
zg_table_column (ZgTable *table, const char *title, ZgType type, guint flags, const ZgEnum *names)
{
  ZgOutColumn column = { .title = title, .type = type, .flags = flags, .names = names };

  g_array_append_val (table->columns, column);
}

void
zg_table_note (ZgTable *table, char *note)
{
  g_ptr_array_add (table->notes, note);
}

void
zg_table_sign (ZgTable *table, const char *role, const char *name, const char *day)
{
  g_ptr_array_add (table->signs, name ? g_strdup_printf ("%s\t%s\t%s", role, name, day ? day : "") : g_strdup (role));
}

/* -- text -- */

static const char *
translated (const char *title)
{
  return title != NULL && *title != '\0' ? g_dgettext (GETTEXT_PACKAGE, title) : "";
}

char *
zg_table_title (const ZgTable *table, int at)
{
  const ZgOutColumn *column = &g_array_index (table->columns, ZgOutColumn, at);

  if (column->type == ZG_MONEY)
    return g_strdup_printf (_("%s (yuan)"), column->title);
  if (column->type == ZG_MINUTES)
    return g_strdup_printf (_("%s (min)"), column->title);
  return g_strdup (column->title);
}

static char *
number_text (ZgType type, const ZgEnum *names, gint64 value, gboolean commas)
{
  char   buffer[20];
  ZgCell cell = { .type = ZG_CELL_INT, .i = value };

  switch (type)
    {
    case ZG_MONEY:
    case ZG_POINTS:
      return zg_money_format (value, commas ? ZG_MONEY_MINUS : ZG_MONEY_NO_COMMAS);
    case ZG_QTY:
    case ZG_DAYS:
      return zg_milli_format (value, commas ? ZG_MONEY_MINUS : ZG_MONEY_NO_COMMAS);
    case ZG_CLOCK:
      return g_strdup (zg_minute_format ((int) value, buffer));
    case ZG_ENUM:
    case ZG_BOOL:
    case ZG_TIME:
      return zg_value_format (type, names, &cell);
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

char *
zg_table_text (const ZgTable *table, int at, const ZgCell *cell, gboolean commas)
{
  const ZgOutColumn *column = &g_array_index (table->columns, ZgOutColumn, at);

  if (cell->type == ZG_CELL_TEXT && (column->flags & ZG_OUT_STATE) && table->kind != NULL)
    {
      const char *title = translated (zg_kind_state (table->kind, cell->s)->title);

      return g_strdup (*title != '\0' ? title : cell->s);
    }
  if (cell->type == ZG_CELL_TEXT)
    return zg_value_format (column->type, column->names, cell);
  if (cell->type == ZG_CELL_INT)
    return number_text (column->type, column->names, cell->i, commas);
  return g_strdup (cell->type == ZG_CELL_BYTES ? zg_sealed_words (cell) : "");
}

/* -- held rows -- */

typedef struct
{
  GArray *cells; /* of ZgCell, row by row */
  guint   n_columns;
} Held;

static void
held_free (gpointer data)
{
  Held *held = data;

  g_array_unref (held->cells);
  g_free (held);
}

static gboolean
each_held (ZgTable *table, ZgTableRow row, gpointer data, GCancellable *cancellable, GError **error)
{
  const Held *held = table->source;

  for (guint i = 0; held->n_columns > 0 && i < held->cells->len; i += held->n_columns)
    {
      if (i % (1024 * held->n_columns) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!row (&g_array_index (held->cells, ZgCell, i), data, error))
        return FALSE;
    }
  return TRUE;
}

void
zg_table_hold (ZgTable *table)
{
  Held *held = g_new0 (Held, 1);

  held->cells = g_array_new (FALSE, TRUE, sizeof (ZgCell));
  g_array_set_clear_func (held->cells, (GDestroyNotify) zg_cell_clear);
  held->n_columns = table->columns->len;
  table->source = held;
  table->source_free = held_free;
  table->each = each_held;
  table->n_rows = 0;
}

ZgCell *
zg_table_add_row (ZgTable *table)
{
  Held *held = table->source;
  guint at = held->cells->len;

  g_array_set_size (held->cells, at + held->n_columns);
  table->n_rows++;
  return &g_array_index (held->cells, ZgCell, at);
}

/* -- rows of a query -- */

typedef struct
{
  ZgQuery      *query;
  ZgSession    *session;
  ZgDb         *db;
  int          *columns;
  int           n_columns;
  const gint64 *ids;  /* (nullable) */
  int           n_ids;
  /* while streaming */
  ZgCell       *picked;
  ZgTableRow    row;
  gpointer      data;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  zg_query_free (asked->query);
  g_free (asked->columns);
  g_free (asked->picked);
  g_free (asked);
}

/* Cells are lent, not copied: a million rows pass here. */
static gboolean
give_row (gint64 id, const ZgCell *cells, gpointer data, GError **error)
{
  Asked *asked = data;

  for (int i = 0; i < asked->n_columns; i++)
    asked->picked[i] = cells[asked->columns[i]];
  return asked->row (asked->picked, asked->data, error);
}

static gboolean
give_page (Asked *asked, int first, int n, GError **error)
{
  g_autoptr (ZgRows) rows = zg_query_rows (asked->query, asked->session, asked->db, asked->ids + first, n, error);

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < rows->n_rows; i++)
    if (rows->versions[i] != 0 && !give_row (rows->ids[i], rows->cells + (gsize) i * rows->n_columns, asked, error))
      return FALSE;
  return TRUE;
}

static gboolean
each_asked (ZgTable *table, ZgTableRow row, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = table->source;

  asked->row = row;
  asked->data = data;
  if (asked->ids == NULL)
    return zg_query_each (asked->query, asked->session, asked->db, give_row, asked, cancellable, error);
  for (int first = 0; first < asked->n_ids; first += PAGE)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!give_page (asked, first, MIN (PAGE, asked->n_ids - first), error))
        return FALSE;
    }
  return TRUE;
}

static void
add_query_column (ZgTable *table, const ZgSheet *sheet, int at)
{
  const ZgColumn *column = &sheet->columns[at];
  gboolean        masked = (column->flags & ZG_COL_MASK) != 0;
  guint           flags = 0;

  if ((column->flags & ZG_COL_SUM) && !masked)
    flags |= ZG_OUT_SUM;
  if (column->flags & ZG_COL_STATE)
    flags |= ZG_OUT_STATE;
  if (column->flags & ZG_COL_EXPAND)
    flags |= ZG_OUT_WIDE;
  if (g_strcmp0 (column->name, sheet->kind->name) == 0)
    flags |= ZG_OUT_NAME;
  zg_table_column (table, translated (column->title), masked ? ZG_TEXT : column->type, flags, column->names);
}

static void
choose_columns (Asked *asked, const int *columns, int n_columns)
{
  const ZgSheet *sheet = asked->query->sheet;

  asked->columns = g_new0 (int, MAX (sheet->n_columns, n_columns) + 1);
  for (int i = 0; columns != NULL && i < n_columns; i++)
    if (columns[i] >= 0 && columns[i] < sheet->n_columns)
      asked->columns[asked->n_columns++] = columns[i];
  for (int i = 0; columns == NULL && i < sheet->n_columns; i++)
    if (!(sheet->columns[i].flags & ZG_COL_HIDDEN))
      asked->columns[asked->n_columns++] = i;
  asked->picked = g_new0 (ZgCell, asked->n_columns + 1);
}

static char *
words_of (const ZgQuery *query, ZgDb *db, const gint64 *ids, int n_ids)
{
  g_autofree char *words = zg_query_words (query, db);

  if (ids != NULL)
    return g_strdup_printf (ngettext ("%d selected record", "%d selected records", (gulong) n_ids), n_ids);
  return g_strdup (*words != '\0' ? words : _("All records"));
}

ZgTable *
zg_table_of_query (const ZgQuery *query, ZgSession *session, ZgDb *db, const int *columns, int n_columns, const gint64 *ids,
                   int n_ids, GError **error)
{
  g_autoptr (ZgTable) table = zg_table_new (session, translated (query->sheet->title));
  Asked              *asked = g_new0 (Asked, 1);
  g_autoptr (ZgRows)  right = NULL;

  asked->query = zg_query_copy (query);
  asked->query->to_export = TRUE;
  asked->session = session;
  asked->db = db;
  asked->ids = ids;
  asked->n_ids = n_ids;
  choose_columns (asked, columns, n_columns);
  table->source = asked;
  table->source_free = asked_free;
  table->each = each_asked;
  right = zg_query_rows (asked->query, session, db, NULL, 0, error); /* refuses before a file is begun */
  if (right == NULL)
    return NULL;
  table->kind = query->sheet->kind;
  table->words = words_of (query, db, ids, n_ids);
  table->n_rows = ids != NULL ? n_ids : -1;
  for (int i = 0; i < asked->n_columns; i++)
    add_query_column (table, query->sheet, asked->columns[i]);
  return g_steal_pointer (&table);
}
