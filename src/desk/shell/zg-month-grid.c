#include "zg-month-grid-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-month-data.h"

enum { PROP_HADJUSTMENT = 1, PROP_VADJUSTMENT, PROP_HPOLICY, PROP_VPOLICY };

static guint current_signal;

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgMonthGrid, zg_month_grid, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* -- Geometry -- */

/* Sizes follow the font, so that a larger text is not cut. */
void
zg_month_grid_measure_font (ZgMonthGrid *self)
{
  int width, height;

  if (self->row_height)
    return;
  pango_layout_get_pixel_size (zg_month_grid_layout (self, ZG_GRID_MARK, "国"), &width, &height);
  self->min_cell = MAX (25, width * 2);
  self->row_height = MAX (25, height + 8);
  self->head_height = MAX (ZG_GRID_HEAD_HEIGHT, height * 2 + 4);
  self->name_width = MAX (ZG_GRID_NAME_WIDTH, width * 5 + 22);
  self->sum_width = MAX (40, width * 3 + 2);
}

static int
n_days (ZgMonthGrid *self)
{
  return self->month ? self->month->n_days : 31;
}

static int
content_width (ZgMonthGrid *self)
{
  return self->name_width + n_days (self) * self->cell_width + ZG_GRID_SUMS * self->sum_width;
}

static int
content_height (ZgMonthGrid *self)
{
  return self->head_height + (int) self->rows->len * self->row_height;
}

static void
fit_cells (ZgMonthGrid *self, int width)
{
  zg_month_grid_measure_font (self);
  self->cell_width = CLAMP ((width - self->name_width - ZG_GRID_SUMS * self->sum_width) / n_days (self), self->min_cell,
                            MAX (ZG_GRID_MAX_CELL, self->min_cell));
}

static void
configure (GtkAdjustment *adjustment, int content, int page, int step)
{
  if (adjustment)
    gtk_adjustment_configure (adjustment, gtk_adjustment_get_value (adjustment), 0, MAX (content, page), step, page * 0.9, page);
}

static void
zg_month_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (widget);

  fit_cells (self, width);
  configure (self->hadjustment, content_width (self), width, self->cell_width);
  configure (self->vadjustment, content_height (self), height, self->row_height);
}

static void
zg_month_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (widget);

  zg_month_grid_measure_font (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->name_width + self->min_cell;
      *natural = self->name_width + n_days (self) * self->min_cell + ZG_GRID_SUMS * self->sum_width;
    }
  else
    *minimum = self->head_height + self->row_height, *natural = MAX (content_height (self), *minimum);
}

int
zg_month_grid_scrolled_x (ZgMonthGrid *self)
{
  return self->hadjustment ? (int) gtk_adjustment_get_value (self->hadjustment) : 0;
}

int
zg_month_grid_scrolled_y (ZgMonthGrid *self)
{
  return self->vadjustment ? (int) gtk_adjustment_get_value (self->vadjustment) : 0;
}

void
zg_month_grid_cell_rect (ZgMonthGrid *self, int row, int day, GdkRectangle *rect)
{
  rect->x = self->name_width + day * self->cell_width - zg_month_grid_scrolled_x (self);
  rect->y = self->head_height + row * self->row_height - zg_month_grid_scrolled_y (self);
  rect->width = self->cell_width;
  rect->height = self->row_height;
}

gboolean
zg_month_grid_cell_at (ZgMonthGrid *self, double x, double y, int *line, int *day)
{
  int row = (int) (y - self->head_height + zg_month_grid_scrolled_y (self)) / self->row_height;
  int column = x < self->name_width ? -1 : (int) (x - self->name_width + zg_month_grid_scrolled_x (self)) / self->cell_width;

  if (self->month == NULL || y < self->head_height || row < 0 || row >= (int) self->rows->len)
    return FALSE;
  *line = g_array_index (self->rows, int, row);
  *day = column >= 0 && column < self->month->n_days ? column : -1;
  return TRUE;
}

int
zg_month_grid_cell_width (ZgMonthGrid *self)
{
  return self->cell_width;
}

int
zg_month_grid_n_rows (ZgMonthGrid *self)
{
  return self->month ? (int) self->rows->len : 0;
}

int
zg_month_grid_n_drawn (ZgMonthGrid *self)
{
  return self->n_drawn;
}

/* -- The current cell -- */

const ZgMonthLine *
zg_month_grid_line (ZgMonthGrid *self, int row)
{
  if (self->month == NULL || row < 0 || row >= (int) self->rows->len)
    return NULL;
  return &self->month->lines[g_array_index (self->rows, int, row)];
}

static char *
value_text (ZgMonthGrid *self)
{
  const ZgMonthLine *line = zg_month_grid_line (self, self->row);
  g_autofree char   *when = NULL, *what = NULL;

  if (line == NULL || self->day < 0)
    return g_strdup (_ ("No cell is chosen."));
  when = zg_month_data_day_text (self->month, self->day);
  if (self->describe)
    what = self->describe (self->month, g_array_index (self->rows, int, self->row), self->day, self->describe_data);
  else
    what = g_strdup (zg_judge_mark_title (line->days[self->day].mark));
  return g_strdup_printf (_ ("%s, %s: %s"), line->name, when, what);
}

static void
tell (ZgMonthGrid *self)
{
  g_autofree char *text = value_text (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, current_signal, 0);
}

static void
keep_in_sight (GtkAdjustment *adjustment, int at, int size, int before)
{
  double value, page;

  if (adjustment == NULL)
    return;
  value = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment);
  if (at < value)
    gtk_adjustment_set_value (adjustment, at);
  else if (at + size > value + page - before)
    gtk_adjustment_set_value (adjustment, at + size - page + before);
}

void
zg_month_grid_go (ZgMonthGrid *self, int row, int day)
{
  if (self->month == NULL || self->rows->len == 0)
    return;
  self->row = CLAMP (row, 0, (int) self->rows->len - 1);
  self->day = CLAMP (day, 0, self->month->n_days - 1);
  self->wanted = zg_month_grid_line (self, self->row)->staff;
  keep_in_sight (self->vadjustment, self->row * self->row_height, self->row_height, self->head_height);
  keep_in_sight (self->hadjustment, self->day * self->cell_width, self->cell_width, self->name_width);
  tell (self);
}

gboolean
zg_month_grid_get_current (ZgMonthGrid *self, int *line, int *day)
{
  if (zg_month_grid_line (self, self->row) == NULL || self->day < 0)
    return FALSE;
  *line = g_array_index (self->rows, int, self->row);
  *day = self->day;
  return TRUE;
}

static int
row_of_line (ZgMonthGrid *self, int line)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, int, i) == line)
      return (int) i;
  return -1;
}

gboolean
zg_month_grid_set_current (ZgMonthGrid *self, int line, int day)
{
  int row = row_of_line (self, line);

  if (row < 0)
    return FALSE;
  zg_month_grid_go (self, row, day);
  return TRUE;
}

gboolean
zg_month_grid_next_exception (ZgMonthGrid *self, int step)
{
  int days = n_days (self), n = (int) self->rows->len * days;
  int at = self->row < 0 || self->day < 0 ? (step > 0 ? -1 : n) : self->row * days + self->day;

  for (at += step; self->month && at >= 0 && at < n; at += step)
    if (zg_month_data_is_exception (&zg_month_grid_line (self, at / days)->days[at % days]))
      {
        zg_month_grid_go (self, at / days, at % days);
        return TRUE;
      }
  gtk_widget_error_bell (GTK_WIDGET (self));
  return FALSE;
}

void
zg_month_grid_copy (ZgMonthGrid *self)
{
  g_autofree char *text = NULL;

  if (zg_month_grid_line (self, self->row) == NULL)
    return;
  text = zg_month_data_tsv (self->month, g_array_index (self->rows, int, self->row));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit_by_name (self, "copied");
}

/* -- The month -- */

static void
take_rows (ZgMonthGrid *self, GArray *lines)
{
  g_array_set_size (self->rows, 0);
  if (lines)
    g_array_append_vals (self->rows, lines->data, lines->len);
  for (int i = 0; lines == NULL && self->month && i < self->month->n_lines; i++)
    g_array_append_val (self->rows, i);
}

static void
find_wanted (ZgMonthGrid *self)
{
  self->row = -1;
  for (guint i = 0; self->wanted && i < self->rows->len; i++)
    if (zg_month_grid_line (self, (int) i)->staff == self->wanted)
      self->row = (int) i;
  self->day = MIN (self->day, n_days (self) - 1); /* kept while the person is filtered out */
}

void
zg_month_grid_set_month (ZgMonthGrid *self, const ZgMonth *month, GArray *lines)
{
  self->month = month;
  self->hover_row = -1;
  take_rows (self, month ? lines : NULL);
  find_wanted (self);
  zg_month_grid_forget_layouts (self); /* names of the old month */
  gtk_widget_queue_resize (GTK_WIDGET (self));
  tell (self);
}

void
zg_month_grid_set_describe (ZgMonthGrid *self, ZgMonthDescribe describe, gpointer data)
{
  self->describe = describe;
  self->describe_data = data;
}

void
zg_month_grid_set_dimmed (ZgMonthGrid *self, gboolean dimmed)
{
  self->dimmed = dimmed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -- Scrolling -- */

static void
set_adjustment (ZgMonthGrid *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place)
    {
      g_signal_handlers_disconnect_by_func (*place, gtk_widget_queue_draw, self);
      g_clear_object (place);
    }
  if (adjustment == NULL)
    return;
  *place = g_object_ref_sink (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
zg_month_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (object);

  if (id == PROP_HADJUSTMENT)
    set_adjustment (self, &self->hadjustment, g_value_get_object (value));
  else if (id == PROP_VADJUSTMENT)
    set_adjustment (self, &self->vadjustment, g_value_get_object (value));
  else if (id == PROP_HPOLICY)
    self->hpolicy = g_value_get_enum (value);
  else
    self->vpolicy = g_value_get_enum (value);
}

static void
zg_month_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, id == PROP_HADJUSTMENT ? self->hadjustment : self->vadjustment);
  else
    g_value_set_enum (value, id == PROP_HPOLICY ? self->hpolicy : self->vpolicy);
}

/* -- Class -- */

static void
zg_month_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (widget);

  GTK_WIDGET_CLASS (zg_month_grid_parent_class)->css_changed (widget, change);
  zg_month_grid_forget_layouts (self);
  self->row_height = 0;
  gtk_widget_queue_resize (widget);
}

static gboolean
zg_month_grid_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (widget);
  int          day = x < self->name_width ? -1 : (x - self->name_width + zg_month_grid_scrolled_x (self)) / self->cell_width;

  if (keyboard || self->month == NULL || y >= self->head_height || day < 0 || day >= self->month->n_days
      || !self->month->calendar[day].name)
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->month->calendar[day].name);
  return TRUE;
}

static gboolean
zg_month_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_is_focus (widget))
    return FALSE; /* arrows move the cell, Tab leaves */
  return gtk_widget_grab_focus (widget);
}

static void
zg_month_grid_dispose (GObject *object)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (object);

  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  self->month = NULL;
  G_OBJECT_CLASS (zg_month_grid_parent_class)->dispose (object);
}

static void
zg_month_grid_finalize (GObject *object)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (object);

  g_clear_pointer (&self->layouts, g_hash_table_unref);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (zg_month_grid_parent_class)->finalize (object);
}

static void
zg_month_grid_class_init (ZgMonthGridClass *class)
{
  GObjectClass   *object = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  object->dispose = zg_month_grid_dispose;
  object->finalize = zg_month_grid_finalize;
  object->set_property = zg_month_grid_set_property;
  object->get_property = zg_month_grid_get_property;
  widget->measure = zg_month_grid_measure;
  widget->size_allocate = zg_month_grid_size_allocate;
  widget->snapshot = zg_month_grid_snapshot;
  widget->css_changed = zg_month_grid_css_changed;
  widget->query_tooltip = zg_month_grid_query_tooltip;
  widget->focus = zg_month_grid_focus;
  g_object_class_override_property (object, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object, PROP_HPOLICY, "hscroll-policy");
  g_object_class_override_property (object, PROP_VPOLICY, "vscroll-policy");
  current_signal = g_signal_new ("current-changed", ZG_TYPE_MONTH_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("detail", ZG_TYPE_MONTH_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("copied", ZG_TYPE_MONTH_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("typed", ZG_TYPE_MONTH_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget, "monthgrid");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
zg_month_grid_init (ZgMonthGrid *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (int));
  self->row = self->day = self->hover_row = -1;
  self->cell_width = 25;
  zg_month_grid_init_keys (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  zg_desk_name (GTK_WIDGET (self), _ ("Attendance of the month"));
  zg_desk_describe (GTK_WIDGET (self), _ ("Arrow keys move, N goes to the next exception, Enter explains."));
}

GtkWidget *
zg_month_grid_new (void)
{
  return g_object_new (ZG_TYPE_MONTH_GRID, NULL);
}
