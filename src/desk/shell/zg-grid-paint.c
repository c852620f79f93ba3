#include "zg-grid-paint.h"

#include <string.h>

#define MOST_LAYOUTS 4000

/* -- Texts -- */

typedef struct
{
  ZgGridStyle  style;
  PangoLayout *layout;
  char         text[];
} Layout;

static guint
layout_hash (gconstpointer data)
{
  const Layout *key = data;

  return g_str_hash (key->text) * 31 + key->style;
}

static gboolean
layout_equal (gconstpointer a, gconstpointer b)
{
  const Layout *one = a, *other = b;

  return one->style == other->style && g_str_equal (one->text, other->text);
}

static void
layout_free (gpointer data)
{
  Layout *layout = data;

  g_object_unref (layout->layout);
  g_free (layout);
}

static PangoLayout *
make_layout (GtkWidget *widget, ZgGridStyle style, const char *text)
{
  static const struct { double scale; int weight; } fonts[ZG_GRID_N_STYLES] = {
    [ZG_GRID_NAME] = { 1, PANGO_WEIGHT_NORMAL },         [ZG_GRID_DAY] = { 0.92, PANGO_WEIGHT_SEMIBOLD },
    [ZG_GRID_WEEKDAY] = { 0.82, PANGO_WEIGHT_NORMAL },   [ZG_GRID_HEADING] = { 0.86, PANGO_WEIGHT_SEMIBOLD },
    [ZG_GRID_MARK] = { 0.9, PANGO_WEIGHT_NORMAL },       [ZG_GRID_MARK_STRONG] = { 0.9, PANGO_WEIGHT_SEMIBOLD },
    [ZG_GRID_MARK_SMALL] = { 0.8, PANGO_WEIGHT_SEMIBOLD }, [ZG_GRID_NUMBER] = { 0.95, PANGO_WEIGHT_NORMAL },
    [ZG_GRID_NUMBER_STRONG] = { 0.95, PANGO_WEIGHT_BOLD },
  };
  PangoLayout              *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (fonts[style].scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (fonts[style].weight));
  if (style >= ZG_GRID_NUMBER || style == ZG_GRID_DAY)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

PangoLayout *
zg_grid_layout (GHashTable **layouts, GtkWidget *widget, ZgGridStyle style, const char *text)
{
  gsize   length = strlen (text) + 1;
  Layout *key = g_alloca (sizeof (Layout) + length), *found;

  if (*layouts == NULL)
    *layouts = g_hash_table_new_full (layout_hash, layout_equal, layout_free, NULL);
  key->style = style;
  memcpy (key->text, text, length);
  found = g_hash_table_lookup (*layouts, key);
  if (found)
    return found->layout;
  if (g_hash_table_size (*layouts) > MOST_LAYOUTS)
    g_hash_table_remove_all (*layouts);
  found = g_malloc (sizeof (Layout) + length);
  found->style = style;
  memcpy (found->text, text, length);
  found->layout = make_layout (widget, style, text);
  g_hash_table_add (*layouts, found);
  return found->layout;
}

/* -- Colours -- */

static GdkRGBA
named (GtkWidget *widget, const char *name)
{
  GdkRGBA colour = { 0, 0, 0, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour);
  return colour;
}

GdkRGBA
zg_grid_faded (GdkRGBA colour, double alpha)
{
  colour.alpha *= alpha;
  return colour;
}

static GdkRGBA
mixed (GdkRGBA one, GdkRGBA other, double part)
{
  GdkRGBA colour = { one.red + (other.red - one.red) * part, one.green + (other.green - one.green) * part,
                     one.blue + (other.blue - one.blue) * part, 1 };

  return colour;
}

void
zg_grid_take_inks (ZgGridPaint *paint)
{
  GtkWidget  *widget = paint->widget;
  ZgGridInks *inks = &paint->inks;

  inks->text = named (widget, "window_fg_color");
  inks->paper = named (widget, "view_bg_color");
  inks->accent = named (widget, "accent_color");
  inks->accent_tint = named (widget, "accent_bg_color");
  inks->warn = mixed (named (widget, "warning_color"), inks->text, 0.22);
  inks->warn_tint = zg_grid_faded (named (widget, "warning_bg_color"), 0.32);
  inks->bad = named (widget, "error_color");
  inks->bad_tint = zg_grid_faded (named (widget, "error_bg_color"), 0.18);
  inks->plain_tint = zg_grid_faded (inks->text, 0.08);
  inks->line = zg_grid_faded (inks->text, 0.09);
  inks->shade = zg_grid_faded (inks->text, 0.045);
  inks->strong_line = zg_grid_faded (inks->text, 0.2);
}

/* -- Drawing -- */

void
zg_grid_box (ZgGridPaint *paint, const GdkRGBA *colour, int x, int y, int width, int height)
{
  gtk_snapshot_append_color (paint->snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

void
zg_grid_rounded (ZgGridPaint *paint, const GdkRGBA *colour, int x, int y, int width, int height, float radius)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, height);
  GskRoundedRect  shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, radius);
  gtk_snapshot_push_rounded_clip (paint->snapshot, &shape);
  gtk_snapshot_append_color (paint->snapshot, colour, &bounds);
  gtk_snapshot_pop (paint->snapshot);
}

void
zg_grid_words (ZgGridPaint *paint, ZgGridStyle style, const char *text, const GdkRGBA *colour, int x, int y, int width,
               int height, int align)
{
  PangoLayout *layout = zg_grid_layout (paint->layouts, paint->widget, style, text);
  int          w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  if (w > width && style == ZG_GRID_NAME)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      w = width;
    }
  gtk_snapshot_save (paint->snapshot);
  gtk_snapshot_translate (paint->snapshot, &GRAPHENE_POINT_INIT (x + (align * (width - w)) / 2, y + (height - h) / 2));
  gtk_snapshot_append_layout (paint->snapshot, layout, colour);
  gtk_snapshot_restore (paint->snapshot);
}
