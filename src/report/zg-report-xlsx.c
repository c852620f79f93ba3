/* zg-report-xlsx.c: a table to the sheets of a workbook, row by row without keeping any. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-report-xlsx.h"
#include "zg-text.h"

#define HEAD 3                      /* row of the headings, from 0 */
#define MAX_ROWS (1048576 - HEAD - 2) /* a totals row fits below */
#define MEASURED 500                /* rows that decide the widths */
#define TELL_EVERY 2000
#define EPOCH 25569                 /* 1970-01-01 in a workbook */
#define DAY_MS (24 * 3600 * 1000.0)

typedef struct
{
  const ZgOutColumn *out;
  lxw_format        *format, *late; /* .late: for 24:00 and more */
  int                longest;
  gint64             sum;
  GPtrArray         *titles;        /* (nullable): translated names of an enum, by number */
} Column;

typedef struct
{
  ZgTable       *table;
  ZgWorkbook    *book;
  lxw_worksheet *sheet;
  Column        *columns;
  int            n_columns;
  lxw_row_t      row;   /* next to write */
  guint          n;     /* rows in all */
  int            part;  /* sheets begun */
  ZgProgress     progress;
  gpointer       progress_data;
  gboolean       broken;
} Sink;

static ZgOutColumn *
out_column (ZgTable *table, int i)
{
  return &g_array_index (table->columns, ZgOutColumn, i);
}

/* -- cells -- */

/* Names of an enum are translated once, not once a row. */
static GPtrArray *
titles_of (const ZgEnum *names)
{
  GPtrArray *titles = g_ptr_array_new ();

  for (; names != NULL && names->id != NULL; names++)
    {
      if (names->number < 0 || names->number > 4096)
        continue;
      if ((guint) names->number >= titles->len)
        g_ptr_array_set_size (titles, names->number + 1);
      titles->pdata[names->number] = (gpointer) g_dgettext (GETTEXT_PACKAGE, names->title);
    }
  return titles;
}

static const char *
enum_text (const Column *column, gint64 value)
{
  if (value >= 0 && value < (gint64) column->titles->len && column->titles->pdata[value] != NULL)
    return column->titles->pdata[value];
  return "?";
}

static const char *
state_text (const Sink *sink, const char *state)
{
  const char *title = sink->table->kind != NULL ? zg_kind_state (sink->table->kind, state)->title : NULL;

  return title != NULL && *title != '\0' ? g_dgettext (GETTEXT_PACKAGE, title) : state;
}

/* Whole units leave the house only here, as the numbers a workbook knows. */
static double
number_of (ZgType type, gint64 value)
{
  switch (type)
    {
    case ZG_MONEY:
    case ZG_POINTS:
      return (double) value / 100;
    case ZG_QTY:
    case ZG_DAYS:
      return (double) value / 1000;
    case ZG_TIME:
      return (double) (value + ZG_CLOCK_OFFSET_MS) / DAY_MS + EPOCH;
    case ZG_CLOCK:
      return (double) value / 1440;
    default:
      return (double) value;
    }
}

static void
put_number (Sink *sink, int at, Column *column, gint64 value)
{
  ZgType      type = column->out->type;
  lxw_format *format = type == ZG_CLOCK && value >= 1440 ? column->late : column->format;

  worksheet_write_number (sink->sheet, sink->row, (lxw_col_t) at, number_of (type, value), format);
  if (column->out->flags & ZG_OUT_SUM)
    column->sum += value;
}

static void
put_text (Sink *sink, int at, Column *column, const char *text)
{
  int day;

  if (column->out->type == ZG_DAY && zg_day_parse (text, &day))
    worksheet_write_number (sink->sheet, sink->row, (lxw_col_t) at, day + EPOCH, column->format);
  else
    {
      if (column->out->flags & ZG_OUT_STATE)
        text = state_text (sink, text);
      zg_sheet_put_text (sink->sheet, sink->row, at, text, column->format);
    }
}

static void
put_cell (Sink *sink, int at, const ZgCell *cell)
{
  Column *column = &sink->columns[at];

  if (cell->type == ZG_CELL_TEXT && (column->out->type == ZG_ROLE || column->out->type == ZG_RIGHT
                                      || column->out->type == ZG_WEEKDAYS))
    {
      g_autofree char *title = zg_value_format (column->out->type, NULL, cell);

      put_text (sink, at, column, title);
    }
  else if (cell->type == ZG_CELL_TEXT)
    put_text (sink, at, column, cell->s);
  else if (cell->type == ZG_CELL_BYTES)
    zg_sheet_put_text (sink->sheet, sink->row, at, zg_sealed_words (cell), column->format);
  else if (cell->type == ZG_CELL_NULL)
    worksheet_write_blank (sink->sheet, sink->row, (lxw_col_t) at, column->format);
  else if (column->titles != NULL)
    zg_sheet_put_text (sink->sheet, sink->row, at, enum_text (column, cell->i), column->format);
  else if (column->out->type == ZG_BOOL)
    zg_sheet_put_text (sink->sheet, sink->row, at, cell->i ? _("yes") : _("no"), column->format);
  else
    put_number (sink, at, column, cell->i);
}

static void
measure (Sink *sink, const ZgCell *cells)
{
  for (int i = 0; i < sink->n_columns; i++)
    {
      g_autofree char *text = zg_table_text (sink->table, i, &cells[i], TRUE);

      sink->columns[i].longest = MAX (sink->columns[i].longest, zg_text_width (text));
    }
}

/* -- sheets -- */

static void
set_up_columns (Sink *sink)
{
  for (int i = 0; i < sink->n_columns; i++)
    {
      Column *column = &sink->columns[i];
      ZgType  type;

      column->out = out_column (sink->table, i);
      type = column->out->type;
      column->format = zg_workbook_look (sink->book, zg_look_of_type (type), FALSE);
      if (type == ZG_CLOCK)
        column->late = zg_workbook_look (sink->book, ZG_LOOK_LONG_CLOCK, FALSE);
      if (type == ZG_ENUM && column->out->names != NULL)
        column->titles = titles_of (column->out->names);
    }
}

static void
begin_sheet (Sink *sink)
{
  ZgTable         *table = sink->table;
  g_autofree char *words =
      table->words != NULL && *table->words != '\0' ? g_strjoin (" · ", table->words, table->made, NULL) : g_strdup (table->made);

  sink->sheet = zg_workbook_sheet (sink->book, table->sheet != NULL ? table->sheet : table->title, sink->n_columns > 8, HEAD + 1);
  sink->part++;
  zg_sheet_put_title (sink->book, sink->sheet, sink->n_columns, table->title, words);
  worksheet_set_row (sink->sheet, HEAD, 22, NULL);
  for (int i = 0; i < sink->n_columns; i++)
    {
      g_autofree char *title = zg_table_title (table, i);

      zg_sheet_put_text (sink->sheet, HEAD, i, title, zg_workbook_look (sink->book, ZG_LOOK_HEAD, FALSE));
      sink->columns[i].longest = MAX (sink->columns[i].longest, zg_text_width (title) + 2); /* the filter's arrow */
      sink->columns[i].sum = 0;
    }
  sink->row = HEAD + 1;
}

static void
put_totals (Sink *sink)
{
  lxw_row_t first = HEAD + 1, last = sink->row - 1;

  for (int i = 0; i < sink->n_columns; i++)
    {
      Column *column = &sink->columns[i];
      ZgLook  look = zg_look_of_type (column->out->type);
      char    from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH], formula[64];

      if (!(column->out->flags & ZG_OUT_SUM))
        {
          zg_sheet_put_text (sink->sheet, sink->row, i, i == 0 ? _("Total") : NULL,
                             zg_workbook_look (sink->book, ZG_LOOK_TEXT, TRUE));
          continue;
        }
      lxw_rowcol_to_cell (from, first, (lxw_col_t) i);
      lxw_rowcol_to_cell (to, last, (lxw_col_t) i);
      g_snprintf (formula, sizeof formula, "=SUBTOTAL(109,%s:%s)", from, to);
      worksheet_write_formula_num (sink->sheet, sink->row, (lxw_col_t) i, formula, zg_workbook_look (sink->book, look, TRUE),
                                   number_of (column->out->type, column->sum));
      column->longest = MAX (column->longest, 10);
    }
}

/* The little triangles of "number stored as text" go: these are names, not numbers. */
static void
quiet_texts (Sink *sink, lxw_row_t last)
{
  g_autoptr (GString) ranges = g_string_new (NULL);

  for (int i = 0; i < sink->n_columns; i++)
    {
      char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];

      if (zg_look_of_type (sink->columns[i].out->type) != ZG_LOOK_TEXT)
        continue;
      lxw_rowcol_to_cell (from, HEAD + 1, (lxw_col_t) i);
      lxw_rowcol_to_cell (to, last, (lxw_col_t) i);
      g_string_append_printf (ranges, "%s%s:%s", ranges->len > 0 ? " " : "", from, to);
    }
  if (ranges->len > 0)
    worksheet_ignore_errors (sink->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, ranges->str);
}

static int
frozen_columns (const Sink *sink)
{
  for (int i = 0; i < sink->n_columns && i < 4; i++)
    if (sink->columns[i].out->flags & ZG_OUT_NAME)
      return i + 1;
  return 0;
}

static gboolean
sums_anything (const Sink *sink)
{
  for (int i = 0; i < sink->n_columns; i++)
    if (sink->columns[i].out->flags & ZG_OUT_SUM)
      return TRUE;
  return FALSE;
}

static void
end_sheet (Sink *sink)
{
  lxw_row_t last = MAX (sink->row, HEAD + 2) - 1;

  worksheet_freeze_panes (sink->sheet, HEAD + 1, (lxw_col_t) frozen_columns (sink));
  worksheet_autofilter (sink->sheet, HEAD, 0, last, (lxw_col_t) (sink->n_columns - 1));
  quiet_texts (sink, last);
  if (sink->row > HEAD + 1 && sums_anything (sink))
    put_totals (sink);
  for (int i = 0; i < sink->n_columns; i++)
    worksheet_set_column (sink->sheet, (lxw_col_t) i, (lxw_col_t) i, zg_sheet_width (sink->columns[i].longest), NULL);
}

static gboolean
take_row (const ZgCell *cells, gpointer data, GError **error)
{
  Sink *sink = data;

  if (sink->row - HEAD - 1 >= MAX_ROWS)
    {
      end_sheet (sink);
      begin_sheet (sink);
    }
  if (sink->n < MEASURED)
    measure (sink, cells);
  for (int i = 0; i < sink->n_columns; i++)
    put_cell (sink, i, &cells[i]);
  sink->row++;
  if (++sink->n % TELL_EVERY != 0)
    return TRUE;
  if (sink->progress != NULL)
    sink->progress (sink->n, (guint) MAX (sink->table->n_rows, 0), sink->progress_data);
  return !zg_workbook_failed (sink->book); /* the finish says why */
}

gboolean
zg_workbook_put_table (ZgWorkbook *book, ZgTable *table, ZgProgress progress, gpointer progress_data, GCancellable *cancellable,
                       GError **error)
{
  Sink               sink = { .table = table, .book = book, .progress = progress, .progress_data = progress_data };
  g_autofree Column *columns = g_new0 (Column, table->columns->len + 1);
  g_autoptr (GError) wrong = NULL;

  sink.columns = columns;
  sink.n_columns = (int) table->columns->len;
  set_up_columns (&sink);
  begin_sheet (&sink);
  table->each (table, take_row, &sink, cancellable, &wrong);
  if (wrong == NULL)
    end_sheet (&sink);
  for (int i = 0; i < sink.n_columns; i++)
    g_clear_pointer (&columns[i].titles, g_ptr_array_unref);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  return TRUE;
}

/* -- the sheet that explains -- */

static const char *
meaning_of (const ZgOutColumn *column)
{
  switch (column->type)
    {
    case ZG_MONEY:
      return _("an amount in yuan");
    case ZG_POINTS:
      return _("points or per cent, two decimals");
    case ZG_QTY:
      return _("a quantity, up to three decimals");
    case ZG_DAYS:
      return _("days; half a day is 0.5");
    case ZG_MINUTES:
      return _("minutes");
    case ZG_DAY:
      return _("a day");
    case ZG_TIME:
      return _("day and time of Beijing");
    case ZG_CLOCK:
      return _("a time of day; 24:00 and more is the day after");
    case ZG_INT:
      return _("a number");
    default:
      return _("text; a number that is a name is kept as text");
    }
}

static void
put_notes (ZgWorkbook *book, ZgTable *table)
{
  lxw_worksheet *sheet = zg_workbook_sheet (book, _("Notes"), FALSE, 0);
  lxw_format    *text = zg_workbook_look (book, ZG_LOOK_WRAP, FALSE), *words = zg_workbook_look (book, ZG_LOOK_WORDS, FALSE);
  lxw_format    *head = zg_workbook_look (book, ZG_LOOK_HEAD, FALSE);
  lxw_row_t      row = HEAD;

  worksheet_set_column (sheet, 0, 0, 24, NULL);
  worksheet_set_column (sheet, 1, 1, 60, NULL);
  zg_sheet_put_title (book, sheet, 2, table->title, table->made);
  zg_sheet_put_text (sheet, row, 0, _("Column"), head);
  zg_sheet_put_text (sheet, row++, 1, _("What it holds"), head);
  for (int i = 0; i < (int) table->columns->len; i++)
    {
      g_autofree char *title = zg_table_title (table, i);

      zg_sheet_put_text (sheet, row, 0, title, text);
      zg_sheet_put_text (sheet, row++, 1, meaning_of (out_column (table, i)), text);
    }
  row++;
  if (table->words != NULL)
    zg_sheet_put_text (sheet, row++, 0, table->words, words);
  for (guint i = 0; i < table->notes->len; i++)
    zg_sheet_put_text (sheet, row++, 0, g_ptr_array_index (table->notes, i), words);
}

gboolean
zg_table_write_xlsx (ZgTable *table, const char *path, ZgProgress progress, gpointer progress_data, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (ZgWorkbook) book = zg_workbook_new (path, TRUE, error);

  if (book == NULL || !zg_workbook_put_table (book, table, progress, progress_data, cancellable, error))
    return FALSE;
  put_notes (book, table);
  return zg_workbook_finish (book, error);
}

gboolean
zg_sheet_write_xlsx (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, const char *path,
                     ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgTable) table = zg_table_of_query (query, session, db, NULL, 0, ids, n, error);

  return table != NULL && zg_table_write_xlsx (table, path, progress, progress_data, cancellable, error);
}
