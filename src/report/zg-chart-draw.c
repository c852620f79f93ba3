#include "config.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "zg-chart.h"

#define DOT 3.2
#define FAMILY "Noto Sans CJK SC"

static void
set_ink (cairo_t *cr, const ZgChartColours *colours, ZgInk ink)
{
  const double *c = colours->rgba[ink];

  cairo_set_source_rgba (cr, c[0], c[1], c[2], c[3]);
}

static PangoLayout *
make_layout (cairo_t *cr, double font)
{
  PangoLayout          *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (FAMILY);

  pango_font_description_set_absolute_size (description, font * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_context_set_language (pango_layout_get_context (layout), pango_language_from_string ("zh-cn"));
  pango_font_description_free (description);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
draw_word (cairo_t *cr, PangoLayout *layout, const ZgShape *shape)
{
  int width, height, natural;

  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, shape->text, -1);
  pango_layout_get_size (layout, &natural, &height);
  width = shape->x2 > 0 ? MIN (natural, (int) (shape->x2 * PANGO_SCALE)) : natural;
  if (width < natural)
    pango_layout_set_width (layout, width);
  cairo_move_to (cr, shape->x - (shape->align + 1) * .5 * width / PANGO_SCALE, shape->y - .5 * height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_shape (cairo_t *cr, PangoLayout *layout, const ZgShape *shape)
{
  static const double dashes[] = { 4, 3 };

  switch (shape->sort)
    {
    case ZG_SHAPE_LINE:
      cairo_set_dash (cr, dashes, shape->dashed ? 2 : 0, 0);
      cairo_move_to (cr, shape->x, shape->y);
      cairo_line_to (cr, shape->x2, shape->y2);
      cairo_stroke (cr);
      break;
    case ZG_SHAPE_BOX:
      cairo_rectangle (cr, shape->x, shape->y, shape->x2 - shape->x, shape->y2 - shape->y);
      cairo_fill (cr);
      break;
    case ZG_SHAPE_DOT:
      cairo_new_sub_path (cr);
      cairo_arc (cr, shape->x, shape->y, DOT, 0, 2 * G_PI);
      cairo_fill (cr);
      break;
    case ZG_SHAPE_WORD:
    default:
      draw_word (cr, layout, shape);
      break;
    }
}

void
zg_chart_draw (const ZgChart *chart, cairo_t *cr, double width, double height, const ZgChartColours *colours)
{
  g_autoptr (GArray)      shapes = zg_chart_shapes (chart, width, height, colours->font);
  g_autoptr (PangoLayout) layout = make_layout (cr, colours->font);

  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < shapes->len; i++)
    {
      const ZgShape *shape = &g_array_index (shapes, ZgShape, i);

      set_ink (cr, colours, shape->ink);
      draw_shape (cr, layout, shape);
    }
  cairo_restore (cr);
}
