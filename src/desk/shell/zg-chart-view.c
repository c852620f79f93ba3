#include "zg-chart-view.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-small-window.h"

#define ROW_HEIGHT 24
#define AXIS_HEIGHT 30

struct _ZgChartView
{
  GtkWidget     parent;
  char         *title;
  ZgChart       chart;   /* points and texts are owned here */
  ZgChartPoint *points;
  char        **notes;   /* (nullable): n_points */
};

G_DEFINE_FINAL_TYPE (ZgChartView, zg_chart_view, GTK_TYPE_WIDGET)

static void
forget (ZgChartView *self)
{
  for (int i = 0; i < self->chart.n_points; i++)
    {
      g_free ((char *) self->points[i].label);
      if (self->notes)
        g_free (self->notes[i]);
    }
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->notes, g_free);
  g_free ((char *) self->chart.target_label);
  g_free ((char *) self->chart.unit);
  self->chart = (ZgChart){ 0 };
}

/* -- Words -- */

static gboolean
is_exception (const ZgChart *chart, gint64 value)
{
  if (chart->target == G_MININT64 || value == G_MININT64)
    return FALSE;
  return chart->more_is_worse ? value > chart->target : value < chart->target;
}

char *
zg_chart_view_sentence (ZgChartView *self)
{
  const ZgChart *chart = &self->chart;
  GString       *text = g_string_new (self->title);

  for (int i = 0; i < chart->n_points; i++)
    {
      gint64           at = chart->points[i].value;
      g_autofree char *value = at == G_MININT64 ? g_strdup ("—") : zg_chart_value (chart, at);

      g_string_append_printf (text, "%s%s %s", i ? C_ ("between words", ", ") : C_ ("before changes", ": "),
                              chart->points[i].label, value);
    }
  if (chart->n_points == 0)
    g_string_append_printf (text, ": %s", _ ("nothing to show"));
  return g_string_free (text, FALSE);
}

void
zg_chart_view_set (ZgChartView *self, const ZgChart *chart, const char *const *notes)
{
  g_autofree char *sentence = NULL;

  forget (self);
  self->chart = *chart;
  self->points = g_new0 (ZgChartPoint, MAX (chart->n_points, 1));
  self->notes = notes ? g_new0 (char *, MAX (chart->n_points, 1)) : NULL;
  for (int i = 0; i < chart->n_points; i++)
    {
      self->points[i] = (ZgChartPoint){ g_strdup (chart->points[i].label), chart->points[i].value };
      if (notes)
        self->notes[i] = g_strdup (notes[i]);
    }
  self->chart.points = self->points;
  self->chart.target_label = g_strdup (chart->target_label);
  self->chart.unit = g_strdup (chart->unit);
  sentence = zg_chart_view_sentence (self);
  zg_desk_describe (GTK_WIDGET (self), sentence);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* -- Drawing -- */

static void
put_colour (GtkWidget *widget, double rgba[4], const char *name, double alpha)
{
  GdkRGBA colour = { 0, 0, 0, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour);
  rgba[0] = colour.red, rgba[1] = colour.green, rgba[2] = colour.blue, rgba[3] = colour.alpha * alpha;
}

static double
font_size (GtkWidget *widget)
{
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  double                      size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  return pango_font_description_get_size_is_absolute (font) ? size * 0.9 : size * 96 / 72 * 0.9;
}

static void
zg_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZgChartView    *self = ZG_CHART_VIEW (widget);
  int             width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  ZgChartColours  colours = { .font = font_size (widget) };
  cairo_t        *cr;

  if (self->chart.n_points == 0 || width <= 0 || height <= 0)
    return;
  put_colour (widget, colours.rgba[ZG_INK_TEXT], "window_fg_color", 1);
  put_colour (widget, colours.rgba[ZG_INK_DIM], "window_fg_color", 0.72);
  put_colour (widget, colours.rgba[ZG_INK_GRID], "window_fg_color", 0.12);
  put_colour (widget, colours.rgba[ZG_INK_MARK], "accent_bg_color", 1);
  put_colour (widget, colours.rgba[ZG_INK_BAD], "error_color", 1);
  put_colour (widget, colours.rgba[ZG_INK_TARGET], "window_fg_color", 0.5);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  zg_chart_draw (&self->chart, cr, width, height, &colours);
  cairo_destroy (cr);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 0, 0, width, height);
}

static void
zg_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  ZgChartView *self = ZG_CHART_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 200, *natural = 400;
  else
    *minimum = *natural = AXIS_HEIGHT + (self->chart.sort == ZG_CHART_ROWS ? MAX (2, self->chart.n_points) * ROW_HEIGHT : 120);
}

/* -- The table behind it -- */

static void
add_cell (GtkWidget *grid, int row, int column, const char *text, const char *css, gboolean right)
{
  GtkWidget *label = zg_desk_label (text, css);

  gtk_label_set_xalign (GTK_LABEL (label), right ? 1 : 0);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static GtkWidget *
table (ZgChartView *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  zg_desk_css (grid, "pad");
  for (int i = 0; i < self->chart.n_points; i++)
    {
      const ZgChartPoint *point = &self->points[i];
      g_autofree char    *value = point->value == G_MININT64 ? g_strdup ("—") : zg_chart_value (&self->chart, point->value);

      add_cell (grid, i, 0, point->label, NULL, FALSE);
      if (self->notes)
        add_cell (grid, i, 1, self->notes[i], "small dim-label num", FALSE);
      add_cell (grid, i, 2, value, is_exception (&self->chart, point->value) ? "num bad" : "num strong", TRUE);
    }
  return grid;
}

GtkWindow *
zg_chart_view_present_table (ZgChartView *self)
{
  return zg_small_window_present (GTK_WIDGET (self), self->title, table (self), 520, 360);
}

static gboolean
on_enter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_chart_view_present_table (ZG_CHART_VIEW (widget));
  return TRUE;
}

static void
on_pressed_cb (ZgChartView *self, int n, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n == 2)
    zg_chart_view_present_table (self);
}

/* -- Class -- */

static void
zg_chart_view_finalize (GObject *object)
{
  ZgChartView *self = ZG_CHART_VIEW (object);

  forget (self);
  g_free (self->title);
  G_OBJECT_CLASS (zg_chart_view_parent_class)->finalize (object);
}

static void
zg_chart_view_class_init (ZgChartViewClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = zg_chart_view_finalize;
  widget->snapshot = zg_chart_view_snapshot;
  widget->measure = zg_chart_view_measure;
  gtk_widget_class_add_binding (widget, GDK_KEY_Return, 0, on_enter_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_KP_Enter, 0, on_enter_cb, NULL);
  gtk_widget_class_set_css_name (widget, "chartview");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zg_chart_view_init (ZgChartView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->chart.target = G_MININT64;
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
zg_chart_view_new (const char *title)
{
  ZgChartView *self = g_object_new (ZG_TYPE_CHART_VIEW, NULL);

  self->title = g_strdup (title);
  zg_desk_name (GTK_WIDGET (self), title);
  return GTK_WIDGET (self);
}
