#include <glib/gi18n.h>

#include "zg-paper-private.h"

#define SUBTITLE 9.5
#define FOOT     7.5
#define FORM_WIDTH 200 /* mm: narrower papers are labels */
#define BARS_WIDTH (58 * ZG_PAPER_MM)

const ZgPaperSize zg_paper_a4 = { 210, 297, 15, 18, 12, 18, 17, 9.5, 7, FALSE };
const ZgPaperSize zg_paper_a4_landscape = { 297, 210, 10, 8, 10, 8, 14, 9, 6, FALSE };
const ZgPaperSize zg_paper_a5_landscape = { 210, 148.5, 15, 18, 12, 18, 17, 9.5, 7, FALSE };
const ZgPaperSize zg_paper_241 = { 241, 279.4, 10, 16, 10, 16, 15, 9.5, 6, TRUE };
const ZgPaperSize zg_paper_241_half = { 241, 140, 8, 16, 8, 16, 14, 10, 6, TRUE };
const ZgPaperSize zg_paper_241_third = { 241, 93.1, 8, 16, 8, 16, 14, 10, 6, TRUE };

const ZgPaperForm zg_paper_forms[] = {
  { "a4", N_ ("A4"), &zg_paper_a4 },
  { "a4-lying", N_ ("A4 lying"), &zg_paper_a4_landscape },
  { "a5-lying", N_ ("A5 lying"), &zg_paper_a5_landscape },
  { "241", N_ ("241 mm form, whole"), &zg_paper_241 },
  { "241-half", N_ ("241 mm form, half"), &zg_paper_241_half },
  { "241-third", N_ ("241 mm form, third"), &zg_paper_241_third },
  { NULL },
};

const ZgPaperForm *
zg_paper_form_by_id (const char *id)
{
  const ZgPaperForm *form = zg_paper_forms;

  while (form->id && !g_str_equal (form->id, id))
    form++;
  return form->id ? form : NULL;
}

static void
block_free (Block *block)
{
  for (guint i = 0; block->cells && i < block->cells->len; i++)
    {
      GridCell *cell = &g_array_index (block->cells, GridCell, i);

      g_free (cell->label);
      g_free (cell->value);
    }
  for (guint i = 0; block->signs && i < block->signs->len; i++)
    {
      Sign *sign = &g_array_index (block->signs, Sign, i);

      g_free (sign->role);
      g_free (sign->name);
      g_free (sign->day);
    }
  g_clear_pointer (&block->cells, g_array_unref);
  g_clear_pointer (&block->lines, g_array_unref);
  g_clear_pointer (&block->signs, g_array_unref);
  g_clear_pointer (&block->table, zg_paper_table_free);
  if (block->destroy)
    block->destroy (block->data);
  g_free (block->text);
  g_free (block);
}

ZgPaper *
zg_paper_new (const ZgPaperSize *size)
{
  ZgPaper *paper = g_new0 (ZgPaper, 1);

  paper->size = size ? *size : zg_paper_a4;
  paper->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  paper->strips = g_array_new (FALSE, FALSE, sizeof (Strip));
  paper->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  paper->warnings = g_ptr_array_new_with_free_func (g_free);
  return paper;
}

void
zg_paper_free (ZgPaper *paper)
{
  g_ptr_array_unref (paper->blocks);
  g_array_unref (paper->strips);
  g_array_unref (paper->pages);
  g_clear_object (&paper->ruler);
  g_free (paper->title);
  g_free (paper->subtitle);
  g_free (paper->number);
  g_free (paper->footer);
  g_free (paper->made);
  g_ptr_array_unref (paper->warnings);
  g_free (paper);
}

void
zg_paper_set_form (ZgPaper *paper, const ZgPaperForm *form)
{
  paper->size = *form->size;
  g_array_set_size (paper->pages, 0);
}

const ZgPaperForm *
zg_paper_get_form (ZgPaper *paper)
{
  const ZgPaperForm *form = zg_paper_forms;

  while (form->id && !(form->size->width == paper->size.width && form->size->height == paper->size.height))
    form++;
  return form->id ? form : NULL;
}

static void
set (ZgPaper *paper, char **to, const char *text)
{
  g_free (*to);
  *to = text && *text ? zg_paper_text_copy (text) : NULL;
  g_array_set_size (paper->pages, 0);
}

void
zg_paper_set_title (ZgPaper *paper, const char *title)
{
  set (paper, &paper->title, title);
}

void
zg_paper_set_subtitle (ZgPaper *paper, const char *subtitle)
{
  set (paper, &paper->subtitle, subtitle);
}

void
zg_paper_set_number (ZgPaper *paper, const char *number)
{
  set (paper, &paper->number, number);
}

void
zg_paper_set_footer (ZgPaper *paper, const char *footer)
{
  set (paper, &paper->footer, footer);
}

void
zg_paper_set_made (ZgPaper *paper, const char *made)
{
  set (paper, &paper->made, made);
}

void
zg_paper_set_repeat_title (ZgPaper *paper, gboolean repeat)
{
  paper->repeat_title = repeat;
  g_array_set_size (paper->pages, 0);
}

/* -- What it can do without -- */

ZgPaperPart
zg_paper_parts (ZgPaper *paper)
{
  ZgPaperPart parts = (paper->footer ? ZG_PAPER_CLAUSES : 0) | (paper->made ? ZG_PAPER_MADE : 0);

  for (guint i = 0; i < paper->blocks->len; i++)
    if (((Block *) paper->blocks->pdata[i])->type == BLOCK_TABLE)
      parts |= zg_paper_table_parts (((Block *) paper->blocks->pdata[i])->table);
  return parts;
}

void
zg_paper_leave_out (ZgPaper *paper, ZgPaperPart parts)
{
  paper->without = parts;
  g_array_set_size (paper->pages, 0);
}

void
zg_paper_warn (ZgPaper *paper, const char *text)
{
  g_ptr_array_add (paper->warnings, zg_paper_text_copy (text));
}

GPtrArray *
zg_paper_warnings (ZgPaper *paper)
{
  return paper->warnings;
}

/* -- Blocks -- */

static Block *
add_block (ZgPaper *paper, BlockType type, const char *text)
{
  Block *block = g_new0 (Block, 1);

  block->type = type;
  block->text = zg_paper_text_copy (text);
  g_ptr_array_add (paper->blocks, block);
  g_array_set_size (paper->pages, 0);
  return block;
}

void
zg_paper_heading (ZgPaper *paper, const char *text)
{
  add_block (paper, BLOCK_HEADING, text);
}

void
zg_paper_paragraph (ZgPaper *paper, const char *text)
{
  add_block (paper, BLOCK_PARAGRAPH, text);
}

void
zg_paper_legend (ZgPaper *paper, const char *text)
{
  add_block (paper, BLOCK_LEGEND, text);
}

void
zg_paper_space (ZgPaper *paper, double height)
{
  add_block (paper, BLOCK_SPACE, NULL)->height = height * ZG_PAPER_MM;
}

void
zg_paper_new_page (ZgPaper *paper)
{
  add_block (paper, BLOCK_NEW_PAGE, NULL);
}

void
zg_paper_grid (ZgPaper *paper, const ZgPaperPair *pairs, int n_pairs, int per_line, double label_width)
{
  Block *block = add_block (paper, BLOCK_GRID, NULL);

  block->per_line = CLAMP (per_line, 1, 4);
  block->label_width = (label_width > 0 ? label_width : 24) * ZG_PAPER_MM;
  block->cells = g_array_new (FALSE, TRUE, sizeof (GridCell));
  block->lines = g_array_new (FALSE, FALSE, sizeof (GridLine));
  for (int i = 0; i < n_pairs; i++)
    {
      GridCell cell = { .label = zg_paper_text_copy (pairs[i].label), .value = zg_paper_text_copy (pairs[i].value),
                        .least = pairs[i].least, .whole = pairs[i].whole };

      g_array_append_val (block->cells, cell);
    }
}

void
zg_paper_signatures (ZgPaper *paper, const ZgPaperSign *signs, int n_signs)
{
  Block *block;

  if (n_signs <= 0)
    return;
  block = add_block (paper, BLOCK_SIGNATURES, NULL);
  block->signs = g_array_new (FALSE, FALSE, sizeof (Sign));
  for (int i = 0; i < n_signs; i++)
    {
      Sign sign = { zg_paper_text_copy (signs[i].role), zg_paper_text_copy (signs[i].name), zg_paper_text_copy (signs[i].day) };

      g_array_append_val (block->signs, sign);
    }
}

void
zg_paper_drawing (ZgPaper *paper, double height, ZgPaperDraw draw, gpointer data, GDestroyNotify destroy)
{
  Block *block = add_block (paper, BLOCK_DRAWING, NULL);

  block->height = height * ZG_PAPER_MM;
  block->draw = draw;
  block->data = data;
  block->destroy = destroy;
}

ZgPaperTable *
zg_paper_table (ZgPaper *paper, const ZgPaperColumn *columns, int n_columns, const ZgPaperTableStyle *style)
{
  Block *block;

  g_return_val_if_fail (n_columns > 0, NULL);
  block = add_block (paper, BLOCK_TABLE, NULL);
  block->table = zg_paper_table_make (paper, columns, n_columns, style);
  return block->table;
}

double
zg_paper_width (ZgPaper *paper)
{
  return paper->size.width * ZG_PAPER_MM;
}

double
zg_paper_height (ZgPaper *paper)
{
  return paper->size.height * ZG_PAPER_MM;
}

/* Right of the title, which stands in the middle; it reaches a little into the margin above. */
static void
draw_number_bars (ZgPaper *paper, cairo_t *cr, PangoLayout *text, double x, double bottom, double width)
{
  double least = (paper->size.dot_matrix ? 0.28 : 0.19) * ZG_PAPER_MM, title = 0;

  if (paper->size.width < FORM_WIDTH || paper->title == NULL)
    return;
  zg_paper_text_set (text, paper->title, paper->size.title, TRUE, -1, ZG_PAPER_LEFT, FALSE);
  title = zg_paper_text_width (text);
  zg_paper_number_bars (cr, paper->number, x + width, bottom, MIN ((width - title) / 2, BARS_WIDTH), least);
}

/* Returns: the height it takes. */
static double
draw_title (ZgPaper *paper, cairo_t *cr, PangoLayout *text)
{
  double x = paper->size.left * ZG_PAPER_MM, y = paper->size.top * ZG_PAPER_MM, width = zg_paper_inner_width (paper);
  double line = paper->size.title * 1.45;

  if (paper->title)
    {
      zg_paper_text_set (text, paper->title, paper->size.title, TRUE, width, ZG_PAPER_CENTRE, FALSE);
      zg_paper_text_show (cr, text, x, y, line);
      y += line;
    }
  if (paper->subtitle)
    {
      zg_paper_text_set (text, paper->subtitle, SUBTITLE, FALSE, width * (paper->number ? 0.5 : 1), ZG_PAPER_CENTRE, FALSE);
      zg_paper_text_show (cr, text, x + (paper->number ? width / 4 : 0), y, SUBTITLE * 1.45);
    }
  if (paper->number)
    {
      zg_paper_text_set (text, paper->number, SUBTITLE, FALSE, width / 4, ZG_PAPER_RIGHT, FALSE);
      zg_paper_text_show (cr, text, x + width * 0.75, y, SUBTITLE * 1.45);
      draw_number_bars (paper, cr, text, x, y, width);
    }
  return zg_paper_title_height (paper);
}

static void
draw_foot (ZgPaper *paper, cairo_t *cr, PangoLayout *text, int page)
{
  g_autofree char *count = g_strdup_printf (_ ("Page %d of %u"), page + 1, paper->pages->len), *foot = NULL;
  const char      *rule = paper->without & ZG_PAPER_CLAUSES ? NULL : paper->footer;
  const char      *made = paper->without & ZG_PAPER_MADE ? NULL : paper->made;
  double           x = paper->size.left * ZG_PAPER_MM, width = zg_paper_inner_width (paper), right;
  double           y = (paper->size.height - paper->size.bottom + 1.5) * ZG_PAPER_MM;

  if (paper->size.bottom < 6)
    return;
  zg_paper_text_set (text, count, FOOT, FALSE, -1, ZG_PAPER_LEFT, FALSE);
  right = zg_paper_text_width (text);
  zg_paper_text_paint (cr, text, x + width - right, y, 0, 1);
  foot = g_strjoin (rule && made ? " · " : "", rule ? rule : "", made ? made : "", NULL);
  zg_paper_text_set (text, foot, FOOT, FALSE, width - right - 4 * ZG_PAPER_MM, ZG_PAPER_LEFT, FALSE);
  zg_paper_text_paint (cr, text, x, y, 0, 1);
}

static void
draw_strips (ZgPaper *paper, cairo_t *cr, PangoLayout *text, const Page *page, double y)
{
  const Strip *previous = NULL;

  for (int i = page->first; i < page->end;)
    {
      const Strip *first = &g_array_index (paper->strips, Strip, i), *strip = first;
      double       head, height = 0;

      y += zg_paper_above (paper, previous, first, &head);
      for (; i < page->end && (strip = &g_array_index (paper->strips, Strip, i))->block == first->block; i++)
        {
          height += strip->height;
          previous = strip;
        }
      zg_paper_block_draw (paper, paper->blocks->pdata[first->block], cr, text, y, first->row, previous->row + 1);
      y += height;
    }
}

void
zg_paper_draw_page (ZgPaper *paper, cairo_t *cr, int page)
{
  double       y = paper->size.top * ZG_PAPER_MM;
  PangoLayout *text;

  if (page < 0 || page >= zg_paper_layout (paper))
    return;
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  text = zg_paper_text_new (cr);
  if (page == 0 || paper->repeat_title)
    y += draw_title (paper, cr, text);
  draw_strips (paper, cr, text, &g_array_index (paper->pages, Page, page), y);
  draw_foot (paper, cr, text, page);
  g_object_unref (text);
  cairo_restore (cr);
}
