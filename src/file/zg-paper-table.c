/* Tables of a paper: what they hold and how large everything is. */
#include "zg-paper-table-private.h"

#include <string.h>

#define MOST_SHRINK 0.85

ZgPaperTable *
zg_paper_table_make (ZgPaper *paper, const ZgPaperColumn *columns, int n_columns, const ZgPaperTableStyle *style)
{
  ZgPaperTable *table = g_new0 (ZgPaperTable, 1);

  table->paper = paper;
  if (style)
    table->style = *style;
  table->columns = g_new0 (TableColumn, n_columns);
  table->n_columns = n_columns;
  for (int i = 0; i < n_columns; i++)
    {
      TableColumn *column = &table->columns[i];

      column->title = zg_paper_text_copy (columns[i].title);
      column->width_mm = columns[i].width;
      column->weight = columns[i].weight > 0 ? columns[i].weight : 1;
      column->align = columns[i].align;
      column->wrap = columns[i].wrap;
      column->grey = columns[i].grey;
      column->part = columns[i].part;
      column->whole = columns[i].whole || columns[i].align == ZG_PAPER_RIGHT; /* half a number is a wrong number */
      table->wraps = table->wraps || column->wrap;
    }
  table->groups = g_array_new (FALSE, FALSE, sizeof (TableGroup));
  table->rows = g_array_new (FALSE, FALSE, sizeof (TableRow));
  table->texts = g_string_chunk_new (16384);
  table->cells = g_ptr_array_new ();
  return table;
}

void
zg_paper_table_free (ZgPaperTable *table)
{
  for (int i = 0; i < table->n_columns; i++)
    g_free (table->columns[i].title);
  for (guint i = 0; i < table->groups->len; i++)
    g_free (g_array_index (table->groups, TableGroup, i).title);
  g_free (table->columns);
  g_array_unref (table->groups);
  g_array_unref (table->rows);
  g_string_chunk_free (table->texts);
  g_ptr_array_unref (table->cells);
  g_clear_pointer (&table->bare, g_hash_table_unref);
  g_free (table);
}

void
zg_paper_table_group (ZgPaperTable *table, int first, int n, const char *title)
{
  TableGroup group = { first, n, zg_paper_text_copy (title) };

  g_return_if_fail (first >= 0 && n > 0 && first + n <= table->n_columns);
  for (int i = first; i < first + n; i++)
    table->columns[i].grouped = TRUE;
  g_array_append_val (table->groups, group);
}

/* One line where the cell does not wrap. */
static char *
take_text (ZgPaperTable *table, const char *cell, gboolean wrap)
{
  g_autofree char *valid = g_utf8_validate (cell, -1, NULL) ? NULL : g_utf8_make_valid (cell, -1);
  char            *text = g_string_chunk_insert (table->texts, valid ? valid : cell);

  for (char *p = text; !wrap && *p; p++)
    if (*p == '\n' || *p == '\r')
      *p = ' ';
  return text;
}

void
zg_paper_table_row (ZgPaperTable *table, const char *const *cells, ZgPaperRowFlags flags)
{
  TableRow row = { 0, flags };

  for (int i = 0; i < table->n_columns; i++)
    g_ptr_array_add (table->cells, cells[i] && *cells[i] ? take_text (table, cells[i], table->columns[i].wrap) : NULL);
  g_array_append_val (table->rows, row);
  g_array_set_size (table->paper->pages, 0);
}

void
zg_paper_table_bare (ZgPaperTable *table, int column, const char *text)
{
  g_return_if_fail (table->rows->len > 0 && column >= 0 && column < table->n_columns);
  if (table->bare == NULL)
    table->bare = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (table->bare, GSIZE_TO_POINTER ((gsize) (table->rows->len - 1) * (gsize) table->n_columns + (gsize) column),
                       text && *text ? take_text (table, text, table->columns[column].wrap) : NULL);
}

const char *
zg_paper_table_cell (ZgPaperTable *table, int row, int column)
{
  gsize    index = (gsize) row * (gsize) table->n_columns + (gsize) column;
  gpointer bare;

  if (table->bare && table->paper->without & ZG_PAPER_FACTS &&
      g_hash_table_lookup_extended (table->bare, GSIZE_TO_POINTER (index), NULL, &bare))
    return bare;
  return table->cells->pdata[index];
}

gboolean
zg_paper_table_shows (ZgPaperTable *table, int column)
{
  return (table->columns[column].part & table->paper->without) == 0;
}

ZgPaperPart
zg_paper_table_parts (ZgPaperTable *table)
{
  ZgPaperPart parts = table->bare ? ZG_PAPER_FACTS : 0;

  for (int i = 0; i < table->n_columns; i++)
    parts |= table->columns[i].part;
  return parts;
}

double
zg_paper_table_pad (const TableColumn *column)
{
  return MIN (ZG_PAPER_MM, column->width * 0.06);
}

static void
fit_widths (ZgPaperTable *table, double width)
{
  double fixed = 0, weights = 0, rest, scale, x = 0;

  for (int i = 0; i < table->n_columns; i++)
    if (!zg_paper_table_shows (table, i))
      continue;
    else if (table->columns[i].width_mm > 0)
      fixed += table->columns[i].width_mm * ZG_PAPER_MM;
    else
      weights += table->columns[i].weight;
  /* columns by weight keep at least a quarter where the fixed ones would leave nothing */
  rest = weights > 0 ? MAX (width - fixed, width / 4) : 0;
  scale = fixed + rest > width ? (width - rest) / fixed : 1;
  for (int i = 0; i < table->n_columns; i++)
    {
      TableColumn *column = &table->columns[i];

      column->x = x;
      column->width = 0;
      if (!zg_paper_table_shows (table, i))
        continue;
      column->width = column->width_mm > 0 ? column->width_mm * ZG_PAPER_MM * scale : rest * column->weight / weights;
      x += column->width;
    }
  table->width = x;
}

/* Wrapped by their columns, like the cells below. */
static void
fit_head (ZgPaperTable *table, ZgPaper *paper)
{
  double most = 0;

  for (int i = 0; i < table->n_columns; i++)
    {
      const TableColumn *column = &table->columns[i];

      if (column->title == NULL || !zg_paper_table_shows (table, i))
        continue;
      zg_paper_text_set (paper->ruler, column->title, table->font, TRUE, column->width - 2 * zg_paper_table_pad (column),
                         ZG_PAPER_CENTRE, column->wrap);
      most = MAX (most, zg_paper_text_height (paper->ruler));
    }
  table->head = MAX (table->style.header * ZG_PAPER_MM, most + ZG_PAPER_MM);
  table->group_head = table->groups->len > 0 ? table->font * 1.45 + ZG_PAPER_MM : 0;
}

static double
measure_row (ZgPaperTable *table, ZgPaper *paper, int row, double least, double most)
{
  double height = least;

  for (int i = 0; i < table->n_columns; i++)
    {
      const TableColumn *column = &table->columns[i];
      const char        *cell = zg_paper_table_cell (table, row, i);

      if (!column->wrap || cell == NULL || !zg_paper_table_shows (table, i))
        continue;
      zg_paper_text_set (paper->ruler, cell, table->font, FALSE, column->width - 2 * zg_paper_table_pad (column), column->align,
                         TRUE);
      height = MAX (height, zg_paper_text_height (paper->ruler) + 1.5 * ZG_PAPER_MM);
    }
  return MIN (height, most);
}

void
zg_paper_table_fit (ZgPaperTable *table, ZgPaper *paper, double width, double spare)
{
  double row = (table->style.row > 0 ? table->style.row : paper->size.row) * ZG_PAPER_MM;
  double most;

  table->font = MAX (table->style.font > 0 ? table->style.font : paper->size.body, ZG_PAPER_LEAST);
  fit_widths (table, width);
  fit_head (table, paper);
  spare -= table->head + table->group_head;
  if (table->style.rows_per_page > 0)
    row = CLAMP (spare / table->style.rows_per_page, row * MOST_SHRINK, row);
  most = MAX ((paper->size.height - paper->size.top - paper->size.bottom) * ZG_PAPER_MM - zg_paper_title_height (paper)
              - zg_paper_table_head (table), row); /* a row is never divided; what is longer than a page is cut */
  for (guint i = 0; i < table->rows->len; i++)
    g_array_index (table->rows, TableRow, i).height = (float) (table->wraps ? measure_row (table, paper, (int) i, row, most)
                                                               : row);
}

double
zg_paper_table_head (ZgPaperTable *table)
{
  return table->head + table->group_head;
}

int
zg_paper_table_n_rows (ZgPaperTable *table)
{
  return (int) table->rows->len;
}

double
zg_paper_table_height (ZgPaperTable *table, int row)
{
  return (double) g_array_index (table->rows, TableRow, row).height;
}

gboolean
zg_paper_table_keeps (ZgPaperTable *table, int row)
{
  return row > 0 && g_array_index (table->rows, TableRow, row).flags & (ZG_PAPER_ROW_TOTAL | ZG_PAPER_ROW_KEEP);
}
