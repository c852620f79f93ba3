#include "zg-paper-private.h"

#include <math.h>
#include <string.h>

/* The same glyphs at the same places whatever the surface: no hinting, no rounding to its pixels. */
static void
make_neutral (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
}

PangoLayout *
zg_paper_text_new (cairo_t *cr)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout  *text;

  make_neutral (context);
  if (cr)
    pango_cairo_update_context (cr, context);
  text = pango_layout_new (context);
  pango_layout_set_auto_dir (text, FALSE);
  g_object_unref (context);
  return text;
}

void
zg_paper_text_set (PangoLayout *text, const char *string, double size, gboolean bold, double width, ZgPaperAlign align,
                   gboolean wrap)
{
  static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
  PangoFontDescription       *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, "Noto Sans CJK SC");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (text, font);
  pango_font_description_free (font);
  pango_layout_set_width (text, width < 0 ? -1 : (int) floor (width * PANGO_SCALE));
  pango_layout_set_alignment (text, alignments[align]);
  pango_layout_set_wrap (text, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (text, wrap || width < 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  pango_layout_set_height (text, -1);
  pango_layout_set_text (text, string, -1);
}

double
zg_paper_text_height (PangoLayout *text)
{
  int height;

  pango_layout_get_size (text, NULL, &height);
  return (double) height / PANGO_SCALE;
}

double
zg_paper_text_width (PangoLayout *text)
{
  int width;

  pango_layout_get_size (text, &width, NULL);
  return (double) width / PANGO_SCALE;
}

void
zg_paper_text_fit (PangoLayout *text, const char *string, double size, gboolean bold, double width, ZgPaperAlign align,
                   gboolean whole)
{
  double wanted, least = whole ? 4 : ZG_PAPER_LEAST;

  zg_paper_text_set (text, string, size, bold, -1, align, FALSE);
  wanted = zg_paper_text_width (text);
  if (wanted > width && (whole || wanted * least <= width * size))
    size = MAX (size * width / wanted * 0.99, MIN (least, size));
  zg_paper_text_set (text, string, size, bold, width, align, whole);
}

/* cairo 1.16 leaves the outline of this one character out when it embeds a part of Noto Sans CJK SC Regular (its subroutine is
 * lost), so that a PDF shows a gap. Its text stays for searching and its outline is filled over it. */
#define LOST_CHARACTER "如"

static gboolean
loses_outlines (cairo_t *cr, PangoLayout *text)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));

  return (type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_PS || type == CAIRO_SURFACE_TYPE_RECORDING)
         && pango_font_description_get_weight (pango_layout_get_font_description (text)) == PANGO_WEIGHT_NORMAL
         && strstr (pango_layout_get_text (text), LOST_CHARACTER) != NULL;
}

static void
fill_glyph (cairo_t *cr, PangoFont *font, PangoGlyphInfo *glyph, double x, double baseline)
{
  int              cluster = 0;
  PangoGlyphString one = { 1, glyph, &cluster, 0 };

  cairo_new_path (cr);
  cairo_move_to (cr, x, baseline);
  pango_cairo_glyph_string_path (cr, font, &one);
  cairo_fill (cr);
}

static void
fill_lost (cairo_t *cr, const char *string, PangoLayoutLine *line, double x, double baseline)
{
  for (GSList *run = line->runs; run; run = run->next)
    {
      PangoGlyphItem   *item = run->data;
      PangoGlyphString *glyphs = item->glyphs;

      for (int i = 0; i < glyphs->num_glyphs; i++)
        {
          if (!(item->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS)
              && g_str_has_prefix (string + item->item->offset + glyphs->log_clusters[i], LOST_CHARACTER))
            fill_glyph (cr, item->item->analysis.font, &glyphs->glyphs[i], x, baseline);
          x += (double) glyphs->glyphs[i].geometry.width / PANGO_SCALE;
        }
    }
}

void
zg_paper_text_paint (cairo_t *cr, PangoLayout *text, double x, double y, int first, int end)
{
  gboolean         lost = loses_outlines (cr, text);
  PangoLayoutIter *lines = pango_layout_get_iter (text);
  int              index = 0;

  do
    {
      double          baseline = y + (double) pango_layout_iter_get_baseline (lines) / PANGO_SCALE, left;
      PangoRectangle  extents;

      if (index < first || index >= end)
        continue;
      pango_layout_iter_get_line_extents (lines, NULL, &extents);
      left = x + (double) extents.x / PANGO_SCALE;
      cairo_move_to (cr, left, baseline);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (lines));
      if (lost)
        fill_lost (cr, pango_layout_get_text (text), pango_layout_iter_get_line_readonly (lines), left, baseline);
    }
  while (++index < end && pango_layout_iter_next_line (lines));
  pango_layout_iter_free (lines);
}

void
zg_paper_text_show (cairo_t *cr, PangoLayout *text, double x, double y, double height)
{
  zg_paper_text_paint (cr, text, x, y + (height - zg_paper_text_height (text)) / 2, 0, G_MAXINT);
}

char *
zg_paper_text_copy (const char *string)
{
  return string ? g_utf8_make_valid (string, -1) : NULL;
}
