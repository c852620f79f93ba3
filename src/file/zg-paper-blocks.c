/* The blocks of a paper that are no table: measuring and drawing. */
#include <glib/gi18n.h>

#include "zg-paper-private.h"

#define HEADING_MORE 1.5 /* larger than the body */
#define PAD          (1.2 * ZG_PAPER_MM)

double
zg_paper_thin (ZgPaper *paper)
{
  return paper->size.dot_matrix ? 0.75 : 0.5;
}

double
zg_paper_thick (ZgPaper *paper)
{
  return paper->size.dot_matrix ? 1 : 0.75;
}

void
zg_paper_fill (ZgPaper *paper, cairo_t *cr, double x, double y, double width, double height, double grey)
{
  if (paper->size.dot_matrix)
    return;
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

static double
text_size (ZgPaper *paper, const Block *block)
{
  if (block->type == BLOCK_HEADING)
    return paper->size.body + HEADING_MORE;
  return block->type == BLOCK_LEGEND ? MAX (ZG_PAPER_LEAST, paper->size.body - 1) : paper->size.body;
}

static void
set_text (ZgPaper *paper, const Block *block, PangoLayout *text)
{
  zg_paper_text_set (text, block->text ? block->text : "", text_size (paper, block), block->type == BLOCK_HEADING,
                     zg_paper_inner_width (paper), ZG_PAPER_LEFT, TRUE);
}

/* All lines of a text are of one height: one font, one size. */
static double
prepare_text (ZgPaper *paper, Block *block, int *n_rows)
{
  double height;

  set_text (paper, block, paper->ruler);
  height = zg_paper_text_height (paper->ruler);
  *n_rows = pango_layout_get_line_count (paper->ruler);
  block->height = height / *n_rows;
  return height;
}

static void
draw_text (ZgPaper *paper, Block *block, cairo_t *cr, PangoLayout *text, double x, double y, int first, int end)
{
  set_text (paper, block, text);
  zg_paper_text_paint (cr, text, x, y - first * block->height, first, end);
}

/* The height of a text in a box of a grid. */
static double
boxed (ZgPaper *paper, const char *string, double width)
{
  if (string == NULL)
    return 0;
  zg_paper_text_set (paper->ruler, string, paper->size.body, FALSE, width - 2 * PAD, ZG_PAPER_LEFT, TRUE);
  return zg_paper_text_height (paper->ruler) + PAD;
}

static void
measure_line (ZgPaper *paper, Block *block, GridLine *line)
{
  double width = zg_paper_inner_width (paper), x = 0;

  line->height = paper->size.row * ZG_PAPER_MM;
  for (int i = line->first; i < line->first + line->n; i++)
    {
      GridCell *cell = &g_array_index (block->cells, GridCell, i);

      cell->x = x;
      /* the last one takes what is left of the line */
      cell->width = i + 1 == line->first + line->n ? width - x : width / block->per_line;
      x += cell->width;
      line->height = MAX (line->height, cell->least * ZG_PAPER_MM);
      line->height = MAX (line->height, boxed (paper, cell->label, block->label_width));
      line->height = MAX (line->height, boxed (paper, cell->value, cell->width - block->label_width));
    }
}

static double
prepare_grid (ZgPaper *paper, Block *block, int *n_rows)
{
  double height = 0;

  g_array_set_size (block->lines, 0);
  for (int i = 0; i < (int) block->cells->len;)
    {
      GridLine line = { i, 0, 0 };

      while (i < (int) block->cells->len && line.n < block->per_line)
        {
          gboolean whole = g_array_index (block->cells, GridCell, i).whole;

          if (whole && line.n > 0)
            break;
          line.n++;
          i++;
          if (whole)
            break;
        }
      measure_line (paper, block, &line);
      height += line.height;
      g_array_append_val (block->lines, line);
    }
  *n_rows = (int) block->lines->len;
  return height;
}

static void
frame (ZgPaper *paper, cairo_t *cr, double x, double y, double width, double height)
{
  cairo_rectangle (cr, x, y, width, height);
  cairo_set_line_width (cr, zg_paper_thin (paper));
  cairo_stroke (cr);
}

static void
draw_pair (ZgPaper *paper, Block *block, cairo_t *cr, PangoLayout *text, const GridCell *cell, double x, double y, double height)
{
  double label = MIN (block->label_width, cell->width);

  zg_paper_fill (paper, cr, x, y, label, height, ZG_PAPER_GREY);
  zg_paper_text_set (text, cell->label ? cell->label : "", paper->size.body, FALSE, label - 2 * PAD, ZG_PAPER_LEFT, TRUE);
  zg_paper_text_show (cr, text, x + PAD, y, height);
  zg_paper_text_set (text, cell->value ? cell->value : "", paper->size.body, FALSE, cell->width - label - 2 * PAD, ZG_PAPER_LEFT,
                     TRUE);
  zg_paper_text_show (cr, text, x + label + PAD, y, height);
  frame (paper, cr, x, y, label, height);
  frame (paper, cr, x + label, y, cell->width - label, height);
}

static void
draw_grid (ZgPaper *paper, Block *block, cairo_t *cr, PangoLayout *text, double x, double y, int first, int end)
{
  double top = y;

  for (int i = first; i < end; i++)
    {
      const GridLine *line = &g_array_index (block->lines, GridLine, i);

      for (int k = line->first; k < line->first + line->n; k++)
        {
          const GridCell *cell = &g_array_index (block->cells, GridCell, k);

          draw_pair (paper, block, cr, text, cell, x + cell->x, y, line->height);
        }
      y += line->height;
    }
  cairo_rectangle (cr, x, top, zg_paper_inner_width (paper), y - top);
  cairo_set_line_width (cr, zg_paper_thick (paper));
  cairo_stroke (cr);
}

/* Name and day side by side where there is room, else one above the other. */
static gboolean
signs_are_wide (ZgPaper *paper, const Block *block)
{
  return zg_paper_inner_width (paper) / MIN ((int) block->signs->len, ZG_PAPER_PER_LINE) >= 60 * ZG_PAPER_MM;
}

static double
prepare_signs (ZgPaper *paper, Block *block, int *n_rows)
{
  *n_rows = ((int) block->signs->len + ZG_PAPER_PER_LINE - 1) / ZG_PAPER_PER_LINE;
  block->height = (signs_are_wide (paper, block) ? 9 : 15) * ZG_PAPER_MM;
  return block->height * *n_rows;
}

/* "Department head: Zhang Min" or a line to write on. */
static void
draw_blank (ZgPaper *paper, cairo_t *cr, PangoLayout *text, const char *label, const char *value, double x, double y,
            double width)
{
  g_autofree char *whole = g_strconcat (label, C_ ("before who signs", ": "), value, NULL);
  double           height, used;

  zg_paper_text_set (text, whole, paper->size.body, FALSE, width, ZG_PAPER_LEFT, FALSE);
  height = zg_paper_text_height (text);
  used = zg_paper_text_width (text);
  zg_paper_text_paint (cr, text, x, y, 0, G_MAXINT);
  if (value && *value)
    return;
  cairo_move_to (cr, x + MIN (used, width), y + height);
  cairo_line_to (cr, x + width, y + height);
  cairo_set_line_width (cr, zg_paper_thin (paper));
  cairo_stroke (cr);
}

static void
draw_signs (ZgPaper *paper, Block *block, cairo_t *cr, PangoLayout *text, double x, double y, int first, int end)
{
  int      n = (int) block->signs->len, per_line = MIN (n, ZG_PAPER_PER_LINE);
  gboolean wide = signs_are_wide (paper, block);
  double   width = zg_paper_inner_width (paper) / per_line, usable = width - 3 * ZG_PAPER_MM;

  for (int i = first * ZG_PAPER_PER_LINE; i < MIN (end * ZG_PAPER_PER_LINE, n); i++)
    {
      const Sign *sign = &g_array_index (block->signs, Sign, i);
      double left = x + i % ZG_PAPER_PER_LINE * width, top = y + (i / ZG_PAPER_PER_LINE - first) * block->height + ZG_PAPER_MM;

      draw_blank (paper, cr, text, sign->role ? sign->role : _ ("Signature"), sign->name, left, top,
                  wide ? usable * 0.56 : usable);
      if (wide)
        draw_blank (paper, cr, text, _ ("Date"), sign->day, left + usable * 0.6, top, usable * 0.4);
      else
        draw_blank (paper, cr, text, _ ("Date"), sign->day, left, top + 7 * ZG_PAPER_MM, usable);
    }
}

double
zg_paper_block_prepare (ZgPaper *paper, Block *block, int *n_rows)
{
  switch (block->type)
    {
    case BLOCK_HEADING:
    case BLOCK_PARAGRAPH:
    case BLOCK_LEGEND:
      return prepare_text (paper, block, n_rows);
    case BLOCK_GRID:
      return prepare_grid (paper, block, n_rows);
    case BLOCK_SIGNATURES:
      return prepare_signs (paper, block, n_rows);
    case BLOCK_TABLE: /* fitted by the layout, which knows what follows it; a head may stand alone */
      *n_rows = MAX (zg_paper_table_n_rows (block->table), 1);
      return 0;
    case BLOCK_SPACE:
    case BLOCK_NEW_PAGE:
    case BLOCK_DRAWING:
    default:
      *n_rows = 1;
      return block->height;
    }
}

double
zg_paper_block_height (ZgPaper *paper, Block *block, int row)
{
  if (block->type == BLOCK_TABLE)
    return row < zg_paper_table_n_rows (block->table) ? zg_paper_table_height (block->table, row) : 0;
  if (block->type == BLOCK_GRID)
    return g_array_index (block->lines, GridLine, row).height;
  return block->height;
}

void
zg_paper_block_draw (ZgPaper *paper, Block *block, cairo_t *cr, PangoLayout *text, double y, int first, int end)
{
  double x = paper->size.left * ZG_PAPER_MM;

  switch (block->type)
    {
    case BLOCK_HEADING:
    case BLOCK_PARAGRAPH:
    case BLOCK_LEGEND:
      draw_text (paper, block, cr, text, x, y, first, end);
      break;
    case BLOCK_GRID:
      draw_grid (paper, block, cr, text, x, y, first, end);
      break;
    case BLOCK_TABLE:
      zg_paper_table_draw (block->table, paper, cr, text, x, y, first, MIN (end, zg_paper_table_n_rows (block->table)));
      break;
    case BLOCK_SIGNATURES:
      draw_signs (paper, block, cr, text, x, y, first, end);
      break;
    case BLOCK_DRAWING:
      cairo_save (cr);
      cairo_translate (cr, x, y);
      block->draw (cr, zg_paper_inner_width (paper), block->height, block->data);
      cairo_restore (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
      break;
    case BLOCK_SPACE:
    case BLOCK_NEW_PAGE:
    default:
      break;
    }
}
