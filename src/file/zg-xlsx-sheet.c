/* A worksheet, row by row. */
#include "zg-xlsx-private.h"

#include "zg-error.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

typedef enum
{
  TYPE_NUMBER,
  TYPE_SHARED,
  TYPE_TEXT, /* inline, or the text a formula made */
  TYPE_BOOLEAN,
  TYPE_ERROR,
  TYPE_DAY,
} CellType;

typedef struct
{
  ZgXlsxRow    row_cb;
  gpointer     data;
  ZgXlsxReport report;
  GArray      *cells; /* of ZgCell; only @n are in use */
  int          n;
  int          row, column; /* from 0; of the row and the cell being read, -1 before the first */
  gboolean     in_row, in_cell, in_value, has_value, has_formula;
  CellType     type;
  int          style;
  int          phonetic;
  GString     *text;
  gsize        total;
} State;

/* `AB12` → 27; -1 where there are no letters. */
static int
column_of (const char *reference)
{
  int column = 0;

  for (; g_ascii_isalpha (*reference); reference++)
    {
      column = column * 26 + (g_ascii_toupper (*reference) - 'A' + 1);
      if (column > XLSX_MAX_COLUMNS)
        return XLSX_MAX_COLUMNS;
    }
  return column - 1;
}

static CellType
type_of (const char *t)
{
  static const struct { const char *name; CellType type;
  } types[] = {
    { "s", TYPE_SHARED },  { "inlineStr", TYPE_TEXT }, { "str", TYPE_TEXT },
    { "b", TYPE_BOOLEAN }, { "e", TYPE_ERROR },        { "d", TYPE_DAY },
  };

  for (guint i = 0; t && i < G_N_ELEMENTS (types); i++)
    if (strcmp (t, types[i].name) == 0)
      return types[i].type;
  return TYPE_NUMBER;
}

static void
begin_row (XlsxPart *part, const char **attributes)
{
  State      *state = part->state;
  const char *r = zg_xlsx_attribute (attributes, "r");
  gint64      row = r ? g_ascii_strtoll (r, NULL, 10) - 1 : state->row + 1;

  state->row = (int) CLAMP (row, state->row + 1, XLSX_MAX_ROWS); /* a row that jumps back is the next */
  state->column = -1;
  state->n = 0;
  state->in_row = TRUE;
  if (state->row >= XLSX_MAX_ROWS)
    zg_xlsx_fail (part, _("it has more rows than a sheet may"));
}

static void
begin_cell (XlsxPart *part, const char **attributes)
{
  State      *state = part->state;
  const char *r = zg_xlsx_attribute (attributes, "r"), *s = zg_xlsx_attribute (attributes, "s");
  int         column = r ? column_of (r) : -1;

  state->column = column >= 0 ? column : state->column + 1;
  if (state->column >= XLSX_MAX_COLUMNS)
    {
      zg_xlsx_fail (part, _("it has more columns than a sheet may"));
      return;
    }
  state->type = type_of (zg_xlsx_attribute (attributes, "t"));
  state->style = s ? atoi (s) : 0;
  state->in_cell = TRUE;
  state->has_value = state->has_formula = FALSE;
  state->phonetic = 0;
  g_string_truncate (state->text, 0);
}

static void
on_start (XlsxPart *part, const char *name, const char **attributes)
{
  State *state = part->state;

  state->in_value = FALSE;
  if (strcmp (name, "row") == 0)
    begin_row (part, attributes);
  else if (strcmp (name, "c") == 0 && state->in_row)
    begin_cell (part, attributes);
  else if (!state->in_cell)
    return;
  else if (strcmp (name, "v") == 0 || (strcmp (name, "t") == 0 && state->phonetic == 0))
    state->in_value = state->has_value = TRUE;
  else if (strcmp (name, "f") == 0)
    state->has_formula = TRUE;
  else if (strcmp (name, "rPh") == 0)
    state->phonetic++;
}

static char *
shared_text (XlsxPart *part, const char *index)
{
  GPtrArray *strings = part->xlsx->strings;
  char      *end;
  guint64    i = g_ascii_strtoull (index, &end, 10);

  if (end == index || i >= strings->len)
    {
      zg_xlsx_fail (part, _("a text it refers to is missing"));
      return NULL;
    }
  return g_strdup (strings->pdata[i]);
}

/* Returns: (transfer full) (nullable). */
static char *
cell_text (XlsxPart *part)
{
  State   *state = part->state;
  GString *text = state->text;
  ZgXlsx  *xlsx = part->xlsx;
  guint8   style = state->style >= 0 && (guint) state->style < xlsx->styles->len ? xlsx->styles->data[state->style] : STYLE_PLAIN;

  switch (state->type)
    {
    case TYPE_SHARED:
      return shared_text (part, text->str);
    case TYPE_BOOLEAN:
      return g_strdup (strcmp (text->str, "0") == 0 || g_ascii_strcasecmp (text->str, "false") == 0 ? "FALSE" : "TRUE");
    case TYPE_ERROR:
      state->report.n_errors++;
      return g_strdup (text->str);
    case TYPE_DAY:
      if (strchr (text->str, 'T'))
        *strchr (text->str, 'T') = ' ';
      return g_strdup (text->str);
    case TYPE_TEXT:
      zg_xlsx_unescape (text);
      return g_strdup (text->str);
    case TYPE_NUMBER:
    default:
      return zg_xlsx_number (text->str, style, xlsx->epoch_1904, &state->report.n_rounded);
    }
}

static void
end_cell (XlsxPart *part)
{
  State *state = part->state;
  char  *text;

  state->in_cell = FALSE;
  if (state->has_formula && !state->has_value)
    state->report.n_without_value++;
  if (!state->has_value || (state->text->len == 0 && state->type != TYPE_TEXT))
    return;
  text = cell_text (part);
  if (text == NULL)
    return;
  state->total += strlen (text);
  if (state->total > XLSX_MAX_TEXT)
    zg_xlsx_fail (part, _("it holds more text than a workbook may"));
  if (state->column >= (int) state->cells->len)
    g_array_set_size (state->cells, (guint) state->column + 1);
  if (state->n <= state->column)
    state->n = state->column + 1;
  zg_cell_take_text (&g_array_index (state->cells, ZgCell, state->column), text);
}

static void
end_row (XlsxPart *part)
{
  State   *state = part->state;
  ZgCell  *cells = (ZgCell *) (gpointer) state->cells->data;
  gboolean more = TRUE;

  state->in_row = FALSE;
  while (state->n > 0 && zg_cell_is_null (&cells[state->n - 1]))
    state->n--;
  if (state->n > 0)
    more = state->row_cb (state->row + 1, cells, state->n, state->data);
  for (int i = 0; i < state->n; i++)
    zg_cell_clear (&cells[i]);
  state->n = 0;
  if (!more)
    zg_xlsx_stop (part);
}

static void
on_end (XlsxPart *part, const char *name)
{
  State *state = part->state;

  state->in_value = FALSE;
  if (strcmp (name, "rPh") == 0)
    state->phonetic--;
  else if (strcmp (name, "c") == 0 && state->in_cell)
    end_cell (part);
  else if (strcmp (name, "row") == 0 && state->in_row)
    end_row (part);
  else if (strcmp (name, "sheetData") == 0) /* what follows is looks */
    zg_xlsx_stop (part);
}

static void
on_text (XlsxPart *part, const char *text, int length)
{
  State *state = part->state;

  if (!state->in_value)
    return;
  if (state->text->len + (gsize) length > XLSX_MAX_CELL)
    zg_xlsx_fail (part, _("a cell holds more text than a workbook may"));
  else
    g_string_append_len (state->text, text, length);
}

static gboolean
load (ZgXlsx *xlsx, GError **error)
{
  if (xlsx->loaded)
    return TRUE;
  g_ptr_array_set_size (xlsx->strings, 0);
  g_byte_array_set_size (xlsx->styles, 0);
  xlsx->loaded = zg_xlsx_load_strings (xlsx, error) && zg_xlsx_load_styles (xlsx, error);
  return xlsx->loaded;
}

gboolean
zg_xlsx_read_sheet (ZgXlsx *xlsx, int sheet, ZgXlsxRow row, gpointer data, ZgXlsxReport *report, GError **error)
{
  State    state = { .row_cb = row, .data = data, .row = -1, .column = -1 };
  gboolean good;

  g_return_val_if_fail (sheet >= 0 && sheet < (int) xlsx->sheets->len, FALSE);
  if (report)
    *report = (ZgXlsxReport) { 0 };
  if (!load (xlsx, error))
    return FALSE;
  state.cells = g_array_new (FALSE, TRUE, sizeof (ZgCell));
  state.text = g_string_new (NULL);
  g_array_set_clear_func (state.cells, (GDestroyNotify) zg_cell_clear);
  good =
      zg_xlsx_parse (xlsx, g_array_index (xlsx->sheets, XlsxSheet, sheet).entry, FALSE, on_start, on_end, on_text, &state, error);
  if (report)
    *report = state.report;
  g_array_unref (state.cells);
  g_string_free (state.text, TRUE);
  return good;
}
