#include "zg-roster-grid-private.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-report-month.h"

#define NAME_WIDTH 86
#define MAX_CELL 34
#define HEAD_HEIGHT 40

enum { PROP_HADJUSTMENT = 1, PROP_VADJUSTMENT, PROP_HPOLICY, PROP_VPOLICY };

static guint current_signal, edited_signal;

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgRosterGrid, zg_roster_grid, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* -- Geometry -- */

/* Sizes follow the font, so that a larger text is not cut. */
void
zg_roster_grid_measure_font (ZgRosterGrid *self)
{
  int width, height;

  if (self->row_height)
    return;
  pango_layout_get_pixel_size (zg_grid_layout (&self->layouts, GTK_WIDGET (self), ZG_GRID_MARK, "国"), &width, &height);
  self->min_cell = MAX (26, width * 2);
  self->row_height = MAX (26, height + 9);
  self->head_height = MAX (HEAD_HEIGHT, height * 2 + 4);
  self->name_width = MAX (NAME_WIDTH, width * 6 + 22);
  self->sum_width = MAX (44, width * 3 + 4);
}

static int
n_days (ZgRosterGrid *self)
{
  return self->board ? self->board->n_days : 31;
}

static int
n_rows (ZgRosterGrid *self)
{
  return (int) self->rows->len;
}

int
zg_roster_grid_foot_height (ZgRosterGrid *self)
{
  return self->board && self->board->rules->len ? (int) self->board->rules->len * self->row_height + 1 : 0;
}

static int
content_width (ZgRosterGrid *self)
{
  return self->name_width + n_days (self) * self->cell_width + ZG_ROSTER_SUMS * self->sum_width;
}

static int
content_height (ZgRosterGrid *self)
{
  return self->head_height + n_rows (self) * self->row_height + zg_roster_grid_foot_height (self);
}

int
zg_roster_grid_foot_top (ZgRosterGrid *self)
{
  return MIN (gtk_widget_get_height (GTK_WIDGET (self)), content_height (self)) - zg_roster_grid_foot_height (self);
}

static void
configure (GtkAdjustment *adjustment, int content, int page, int step)
{
  if (adjustment)
    gtk_adjustment_configure (adjustment, gtk_adjustment_get_value (adjustment), 0, MAX (content, page), step, page * 0.9, page);
}

static void
zg_roster_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (widget);

  zg_roster_grid_measure_font (self);
  self->cell_width = CLAMP ((width - self->name_width - ZG_ROSTER_SUMS * self->sum_width) / n_days (self), self->min_cell,
                            MAX (MAX_CELL, self->min_cell));
  configure (self->hadjustment, content_width (self), width, self->cell_width);
  configure (self->vadjustment, content_height (self), height, self->row_height);
}

static void
zg_roster_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (widget);

  zg_roster_grid_measure_font (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->name_width + self->min_cell;
      *natural = self->name_width + n_days (self) * self->min_cell + ZG_ROSTER_SUMS * self->sum_width;
    }
  else
    *minimum = self->head_height + self->row_height, *natural = MAX (content_height (self), *minimum);
}

int
zg_roster_grid_scrolled_x (ZgRosterGrid *self)
{
  return self->hadjustment ? (int) gtk_adjustment_get_value (self->hadjustment) : 0;
}

int
zg_roster_grid_scrolled_y (ZgRosterGrid *self)
{
  return self->vadjustment ? (int) gtk_adjustment_get_value (self->vadjustment) : 0;
}

void
zg_roster_grid_cell_rect (ZgRosterGrid *self, int row, int day, GdkRectangle *rect)
{
  rect->x = self->name_width + day * self->cell_width - zg_roster_grid_scrolled_x (self);
  rect->y = self->head_height + row * self->row_height - zg_roster_grid_scrolled_y (self);
  rect->width = self->cell_width;
  rect->height = self->row_height;
}

int
zg_roster_grid_person (ZgRosterGrid *self, int row)
{
  return self->board && row >= 0 && row < n_rows (self) ? g_array_index (self->rows, int, row) : -1;
}

/* The foot lies over what is scrolled below it. */
gboolean
zg_roster_grid_cell_at (ZgRosterGrid *self, double x, double y, int *person, int *day)
{
  int row = (int) (y - self->head_height + zg_roster_grid_scrolled_y (self)) / MAX (self->row_height, 1);
  int foot = zg_roster_grid_foot_top (self);
  int column =
      x < self->name_width ? -1 : (int) (x - self->name_width + zg_roster_grid_scrolled_x (self)) / MAX (self->cell_width, 1);

  if (self->board == NULL || y < self->head_height || y >= foot || row < 0 || row >= n_rows (self))
    return FALSE;
  *person = zg_roster_grid_person (self, row);
  *day = column >= 0 && column < self->board->n_days ? column : -1;
  return TRUE;
}

int
zg_roster_grid_n_drawn (ZgRosterGrid *self)
{
  return self->n_drawn;
}

static void
tell (ZgRosterGrid *self)
{
  g_autofree char *text = zg_roster_grid_value (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, current_signal, 0);
}

void
zg_roster_grid_edited (ZgRosterGrid *self)
{
  tell (self);
  g_signal_emit (self, edited_signal, 0);
}

void
zg_roster_grid_changed (ZgRosterGrid *self)
{
  tell (self);
}

/* -- The current cell and the block -- */

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
zg_roster_grid_go (ZgRosterGrid *self, int row, int day, gboolean extend)
{
  if (self->board == NULL || self->rows->len == 0)
    return;
  row = CLAMP (row, 0, n_rows (self) - 1);
  day = CLAMP (day, 0, self->board->n_days - 1);
  if (!extend || self->row < 0)
    {
      self->row = row, self->day = day;
      self->wanted = g_array_index (self->board->people, ZgBoardPerson, zg_roster_grid_person (self, row)).staff;
    }
  self->far_row = row, self->far_day = day;
  keep_in_sight (self->vadjustment, row * self->row_height, self->row_height,
                 self->head_height + zg_roster_grid_foot_height (self));
  keep_in_sight (self->hadjustment, day * self->cell_width, self->cell_width, self->name_width);
  tell (self);
}

void
zg_roster_grid_block (ZgRosterGrid *self, int *row, int *day, int *width, int *height)
{
  *row = MIN (self->row, self->far_row);
  *day = MIN (self->day, self->far_day);
  *width = ABS (self->day - self->far_day) + 1;
  *height = ABS (self->row - self->far_row) + 1;
}

gboolean
zg_roster_grid_get_current (ZgRosterGrid *self, int *person, int *day)
{
  if (zg_roster_grid_person (self, self->row) < 0 || self->day < 0)
    return FALSE;
  *person = zg_roster_grid_person (self, self->row);
  *day = self->day;
  return TRUE;
}

gboolean
zg_roster_grid_set_current (ZgRosterGrid *self, int person, int day)
{
  for (int row = 0; row < n_rows (self); row++)
    if (zg_roster_grid_person (self, row) == person)
      {
        zg_roster_grid_go (self, row, day, FALSE);
        return TRUE;
      }
  return FALSE;
}

GArray *
zg_roster_grid_people (ZgRosterGrid *self, gboolean all)
{
  GArray *people = g_array_new (FALSE, FALSE, sizeof (int));
  int     row, day, width, height;

  zg_roster_grid_block (self, &row, &day, &width, &height);
  if (all || self->row < 0)
    row = 0, height = n_rows (self);
  for (int i = row; i < row + height && i < n_rows (self); i++)
    {
      int person = zg_roster_grid_person (self, i);

      g_array_append_val (people, person);
    }
  return people;
}

gboolean
zg_roster_grid_days (ZgRosterGrid *self, int *from, int *to)
{
  int row, width, height;

  if (self->row < 0 || self->day < 0)
    return FALSE;
  zg_roster_grid_block (self, &row, from, &width, &height);
  *to = *from + width - 1;
  return TRUE;
}

/* A gap lies on a day and belongs to nobody: the cursor goes to that day in its row. */
gboolean
zg_roster_grid_next_finding (ZgRosterGrid *self, int step)
{
  const ZgRosterFindings *findings;
  int                     days = n_days (self), n = n_rows (self) * days;
  int                     at = self->row < 0 || self->day < 0 ? (step > 0 ? -1 : n) : self->row * days + self->day;

  if (self->edit == NULL)
    return FALSE;
  findings = zg_roster_edit_findings (self->edit);
  for (at += step; findings->clashes->len && at >= 0 && at < n; at += step)
    if (zg_roster_edit_clash (self->edit, zg_roster_grid_person (self, at / days), at % days))
      {
        zg_roster_grid_go (self, at / days, at % days, FALSE);
        return TRUE;
      }
  for (int day = self->day + step; day >= 0 && day < days; day += step)
    for (guint rule = 0; rule < self->board->rules->len; rule++)
      if (zg_roster_grid_gap (self, rule, day))
        {
          zg_roster_grid_go (self, MAX (self->row, 0), day, FALSE);
          return TRUE;
        }
  gtk_widget_error_bell (GTK_WIDGET (self));
  return FALSE;
}

/* -- The board -- */

static void
find_away (ZgRosterGrid *self)
{
  const ZgRosterBoard *board = self->board;

  g_clear_pointer (&self->away, g_free);
  if (board == NULL)
    return;
  self->away = g_new0 (guint8, MAX (board->people->len * board->n_days, 1));
  for (guint i = 0; i < board->aways->len; i++)
    {
      const ZgRosterAway *away = &g_array_index (board->aways, ZgRosterAway, i);

      for (int day = 0; day < board->n_days; day++)
        {
          gint64 from = (board->first_day + day) * G_GINT64_CONSTANT (1440);

          if (away->from < from + 1440 && from < away->to)
            self->away[away->person * board->n_days + day] = 1;
        }
    }
}

static void
find_wanted (ZgRosterGrid *self)
{
  self->row = -1;
  for (int row = 0; self->wanted && row < n_rows (self); row++)
    if (g_array_index (self->board->people, ZgBoardPerson, zg_roster_grid_person (self, row)).staff == self->wanted)
      self->row = row;
  self->day = MIN (self->day, n_days (self) - 1);
  self->far_row = self->row, self->far_day = self->day;
}

void
zg_roster_grid_set_edit (ZgRosterGrid *self, ZgRosterEdit *edit, GArray *rows, gboolean may_edit)
{
  self->edit = edit;
  self->board = edit ? zg_roster_edit_board (edit) : NULL;
  self->may_edit = may_edit;
  self->hover_row = self->drag_row = self->drop_row = -1;
  self->copied[2] = 0;
  g_array_set_size (self->rows, 0);
  if (self->board && rows)
    g_array_append_vals (self->rows, rows->data, rows->len);
  for (int i = 0; rows == NULL && self->board && i < (int) self->board->people->len; i++)
    g_array_append_val (self->rows, i);
  find_away (self);
  zg_roster_grid_choose_keys (self);
  find_wanted (self);
  if (self->layouts)
    g_hash_table_remove_all (self->layouts); /* names of the old board */
  gtk_widget_queue_resize (GTK_WIDGET (self));
  tell (self);
}

void
zg_roster_grid_set_dimmed (ZgRosterGrid *self, gboolean dimmed)
{
  self->dimmed = dimmed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -- Scrolling -- */

static void
set_adjustment (ZgRosterGrid *self, GtkAdjustment **place, GtkAdjustment *adjustment)
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
zg_roster_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (object);

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
zg_roster_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, id == PROP_HADJUSTMENT ? self->hadjustment : self->vadjustment);
  else
    g_value_set_enum (value, id == PROP_HPOLICY ? self->hpolicy : self->vpolicy);
}

/* -- Class -- */

static void
zg_roster_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (widget);

  GTK_WIDGET_CLASS (zg_roster_grid_parent_class)->css_changed (widget, change);
  if (self->layouts)
    g_hash_table_remove_all (self->layouts);
  self->row_height = 0;
  gtk_widget_queue_resize (widget);
}

static gboolean
zg_roster_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_is_focus (widget))
    return FALSE; /* arrows move the cell, Tab leaves */
  return gtk_widget_grab_focus (widget);
}

static void
zg_roster_grid_dispose (GObject *object)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (object);

  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  self->edit = NULL;
  self->board = NULL;
  G_OBJECT_CLASS (zg_roster_grid_parent_class)->dispose (object);
}

static void
zg_roster_grid_finalize (GObject *object)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (object);

  g_clear_pointer (&self->layouts, g_hash_table_unref);
  g_clear_pointer (&self->away, g_free);
  g_clear_pointer (&self->keys, g_free);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (zg_roster_grid_parent_class)->finalize (object);
}

static void
zg_roster_grid_class_init (ZgRosterGridClass *class)
{
  GObjectClass   *object = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  object->dispose = zg_roster_grid_dispose;
  object->finalize = zg_roster_grid_finalize;
  object->set_property = zg_roster_grid_set_property;
  object->get_property = zg_roster_grid_get_property;
  widget->measure = zg_roster_grid_measure;
  widget->size_allocate = zg_roster_grid_size_allocate;
  widget->snapshot = zg_roster_grid_snapshot;
  widget->css_changed = zg_roster_grid_css_changed;
  widget->query_tooltip = zg_roster_grid_query_tooltip;
  widget->focus = zg_roster_grid_focus;
  g_object_class_override_property (object, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object, PROP_HPOLICY, "hscroll-policy");
  g_object_class_override_property (object, PROP_VPOLICY, "vscroll-policy");
  current_signal = g_signal_new ("current-changed", ZG_TYPE_ROSTER_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  edited_signal = g_signal_new ("edited", ZG_TYPE_ROSTER_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("refused", ZG_TYPE_ROSTER_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  g_signal_new ("detail", ZG_TYPE_ROSTER_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget, "rostergrid");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
zg_roster_grid_init (ZgRosterGrid *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (int));
  self->row = self->day = self->far_row = self->far_day = self->hover_row = -1;
  self->drag_row = self->drop_row = -1;
  self->cell_width = 26;
  zg_roster_grid_init_keys (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  zg_desk_name (GTK_WIDGET (self), _ ("Roster of the month"));
  zg_desk_describe (GTK_WIDGET (self),
                    _ ("Arrow keys move, letters enter a shift, Delete takes it out, N goes to the next gap or clash."));
}

GtkWidget *
zg_roster_grid_new (void)
{
  return g_object_new (ZG_TYPE_ROSTER_GRID, NULL);
}
