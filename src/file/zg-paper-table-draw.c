/* Tables of a paper, drawn: greys first, then the texts, then the lines over both. */
#include "zg-paper-table-private.h"

static void
draw_cell (ZgPaperTable *table, cairo_t *cr, PangoLayout *text, int row, int index, double x, double y)
{
  const TableColumn *column = &table->columns[index];
  const TableRow    *r = &g_array_index (table->rows, TableRow, row);
  const char        *cell = zg_paper_table_cell (table, row, index);
  gboolean           bold = (r->flags & (ZG_PAPER_ROW_TOTAL | ZG_PAPER_ROW_BOLD)) != 0;
  double             pad = zg_paper_table_pad (column), width = column->width - 2 * pad, height = (double) r->height;

  if (cell == NULL || !zg_paper_table_shows (table, index))
    return;
  if (column->wrap)
    zg_paper_text_set (text, cell, table->font, bold, width, column->align, TRUE);
  else
    zg_paper_text_fit (text, cell, table->font, bold, width, column->align, column->whole);
  if (column->wrap && zg_paper_text_height (text) > height)
    {
      pango_layout_set_height (text, (int) (height * PANGO_SCALE));
      pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
    }
  zg_paper_text_show (cr, text, x + column->x + pad, y, height);
}

static void
line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

static const TableGroup *
group_at (ZgPaperTable *table, int column)
{
  for (guint i = 0; i < table->groups->len; i++)
    {
      const TableGroup *group = &g_array_index (table->groups, TableGroup, i);

      if (group->first == column)
        return group;
    }
  return NULL;
}

static void
draw_group (ZgPaperTable *table, ZgPaper *paper, cairo_t *cr, PangoLayout *text, const TableGroup *group, double x, double y)
{
  const TableColumn *first = &table->columns[group->first], *last = &table->columns[group->first + group->n - 1];
  double             width = last->x + last->width - first->x;

  zg_paper_text_set (text, group->title ? group->title : "", table->font, TRUE, width, ZG_PAPER_CENTRE, FALSE);
  zg_paper_text_show (cr, text, x + first->x, y, table->group_head);
  line (cr, x + first->x, y + table->group_head, x + first->x + width, y + table->group_head);
  cairo_set_line_width (cr, zg_paper_thin (paper));
  cairo_stroke (cr);
}

static void
draw_head (ZgPaperTable *table, ZgPaper *paper, cairo_t *cr, PangoLayout *text, double x, double y)
{
  double whole = zg_paper_table_head (table);

  zg_paper_fill (paper, cr, x, y, table->width, whole, ZG_PAPER_DARKER);
  for (int i = 0; i < table->n_columns; i++)
    {
      const TableColumn *column = &table->columns[i];
      const TableGroup  *group = group_at (table, i);
      double             above = column->grouped ? table->group_head : 0, pad = zg_paper_table_pad (column);

      if (group)
        draw_group (table, paper, cr, text, group, x, y);
      if (column->title == NULL || !zg_paper_table_shows (table, i))
        continue;
      if (column->wrap)
        zg_paper_text_set (text, column->title, table->font, TRUE, column->width - 2 * pad, ZG_PAPER_CENTRE, TRUE);
      else
        zg_paper_text_fit (text, column->title, table->font, TRUE, column->width - 2 * pad, ZG_PAPER_CENTRE, TRUE);
      zg_paper_text_show (cr, text, x + column->x + pad, y + above, whole - above);
    }
}

static void
draw_greys (ZgPaperTable *table, ZgPaper *paper, cairo_t *cr, double x, double y, int first, int end)
{
  double bottom = y;

  for (int i = first; i < end; i++)
    {
      const TableRow *row = &g_array_index (table->rows, TableRow, i);

      if (row->flags & ZG_PAPER_ROW_GREY)
        zg_paper_fill (paper, cr, x, bottom, table->width, (double) row->height, ZG_PAPER_GREY);
      bottom += (double) row->height;
    }
  for (int i = 0; i < table->n_columns; i++)
    if (table->columns[i].grey)
      zg_paper_fill (paper, cr, x + table->columns[i].x, y, table->columns[i].width, bottom - y, ZG_PAPER_GREY);
}

/* @y: below the head. */
static void
draw_lines (ZgPaperTable *table, ZgPaper *paper, cairo_t *cr, double x, double y, int first, int end)
{
  double head = zg_paper_table_head (table), at = y, right = x + table->width;

  for (int i = first; i < end; i++)
    {
      line (cr, x, at, right, at);
      if (g_array_index (table->rows, TableRow, i).flags & ZG_PAPER_ROW_TOTAL)
        line (cr, x, at + 1.5, right, at + 1.5);
      at += zg_paper_table_height (table, i);
    }
  for (int i = 1; i < table->n_columns; i++)
    {
      const TableColumn *column = &table->columns[i];
      gboolean           inside = column->grouped && group_at (table, i) == NULL;

      if (!zg_paper_table_shows (table, i))
        continue;
      line (cr, x + column->x, y - head + (inside ? table->group_head : 0), x + column->x, at);
    }
  cairo_set_line_width (cr, zg_paper_thin (paper));
  cairo_stroke (cr);
  if (end == first) /* the head alone */
    line (cr, x, y, right, y);
  cairo_rectangle (cr, x, y - head, table->width, at - y + head);
  cairo_set_line_width (cr, zg_paper_thick (paper));
  cairo_stroke (cr);
}

void
zg_paper_table_draw (ZgPaperTable *table, ZgPaper *paper, cairo_t *cr, PangoLayout *text, double x, double y, int first, int end)
{
  double at = y;

  draw_head (table, paper, cr, text, x, y - zg_paper_table_head (table));
  draw_greys (table, paper, cr, x, y, first, end);
  for (int row = first; row < end; row++)
    {
      for (int i = 0; i < table->n_columns; i++)
        draw_cell (table, cr, text, row, i, x, at);
      at += zg_paper_table_height (table, row);
    }
  draw_lines (table, paper, cr, x, y, first, end);
}
