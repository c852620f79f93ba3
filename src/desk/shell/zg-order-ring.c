#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-order-page.h"

#define SIZE 42

struct _ZgOrderRing
{
  GtkWidget parent;

  gint64 accepted_ms, due_ms, now_ms;
  int    amber;
};

G_DEFINE_FINAL_TYPE (ZgOrderRing, zg_order_ring, GTK_TYPE_WIDGET)

/* The last minutes before the deadline warn: as many as lie between the amber minute and it. */
const char *
zg_order_ring_tone (gint64 accepted_ms, gint64 due_ms, int amber, gint64 now_ms)
{
  gint64 minutes = due_ms ? MAX ((due_ms - accepted_ms) / 60000, 0) : 0, lead;

  if (due_ms == 0)
    return "good";
  if (now_ms / 1000 > due_ms / 1000)
    return "bad";
  lead = MIN (MAX (minutes - amber, 0), 10);
  return due_ms - now_ms <= lead * 60000 ? "warn" : "good";
}

static char *
words_of (const ZgOrderRing *self)
{
  gint64 left = (self->due_ms - self->now_ms) / 1000, shown = ABS (left);

  if (self->due_ms == 0 || self->now_ms == 0)
    return g_strdup ("—");
  if (shown >= 3600)
    return g_strdup_printf ("%s%d:%02d h", left < 0 ? "+" : "", (int) (shown / 3600), (int) (shown / 60 % 60));
  return g_strdup_printf ("%s%d:%02d", left < 0 ? "+" : "", (int) (shown / 60), (int) (shown % 60));
}

static void
tone_rgba (const ZgOrderRing *self, GtkStyleContext *context, GdkRGBA *rgba)
{
  const char *tone = zg_order_ring_tone (self->accepted_ms, self->due_ms, self->amber, self->now_ms);
  const char *name = *tone == 'b' ? "error_color" : *tone == 'w' ? "warning_color" : "accent_color";

  if (!gtk_style_context_lookup_color (context, name, rgba))
    gtk_style_context_get_color (context, rgba);
}

static void
draw_words (ZgOrderRing *self, cairo_t *cr)
{
  g_autofree char            *words = words_of (self);
  g_autoptr (PangoLayout)     layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  PangoFontDescription       *font = pango_font_description_from_string ("bold 8");
  int                         width, height;

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, (SIZE - width) / 2.0, (SIZE - height) / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
zg_order_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZgOrderRing     *self = ZG_ORDER_RING (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  cairo_t         *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, SIZE, SIZE));
  double           share = 0;
  GdkRGBA          rgba, text;

  gtk_style_context_get_color (context, &text);
  if (self->due_ms > self->accepted_ms)
    share = CLAMP ((double) (self->due_ms - self->now_ms) / (double) MIN (self->due_ms - self->accepted_ms, 600000), 0, 1);
  cairo_set_line_width (cr, 3.5);
  cairo_set_source_rgba (cr, text.red, text.green, text.blue, .15);
  cairo_arc (cr, SIZE / 2.0, SIZE / 2.0, SIZE / 2.0 - 3, 0, 2 * G_PI);
  cairo_stroke (cr);
  tone_rgba (self, context, &rgba);
  gdk_cairo_set_source_rgba (cr, &rgba);
  if (share > 0)
    {
      cairo_arc (cr, SIZE / 2.0, SIZE / 2.0, SIZE / 2.0 - 3, -G_PI / 2, -G_PI / 2 + 2 * G_PI * share);
      cairo_stroke (cr);
    }
  if (*zg_order_ring_tone (self->accepted_ms, self->due_ms, self->amber, self->now_ms) == 'g')
    gdk_cairo_set_source_rgba (cr, &text); /* only the exception has colour */
  draw_words (self, cr);
  cairo_destroy (cr);
}

static void
zg_order_ring_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *base,
                       int *natural_base)
{
  *minimum = *natural = SIZE;
}

static void
zg_order_ring_class_init (ZgOrderRingClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = zg_order_ring_snapshot;
  GTK_WIDGET_CLASS (class)->measure = zg_order_ring_measure;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "orderring");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zg_order_ring_init (ZgOrderRing *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
zg_order_ring_new (void)
{
  return g_object_new (ZG_TYPE_ORDER_RING, NULL);
}

void
zg_order_ring_set (ZgOrderRing *self, gint64 accepted_ms, gint64 due_ms, int amber)
{
  self->accepted_ms = accepted_ms;
  self->due_ms = due_ms;
  self->amber = amber;
}

void
zg_order_ring_tick (ZgOrderRing *self, gint64 now_ms)
{
  g_autofree char *words = NULL, *name = NULL;

  self->now_ms = now_ms;
  words = words_of (self);
  name = g_strdup_printf (_ ("Time left to call: %s"), words);
  zg_desk_name (GTK_WIDGET (self), name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
