/* Keyboard and mouse of the month grid. */
#include "zg-month-grid-private.h"

static int
page_rows (ZgMonthGrid *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)) - self->head_height;

  return MAX (1, height / MAX (self->row_height, 1) - 1);
}

static gboolean
move (ZgMonthGrid *self, guint key, gboolean control)
{
  int row = MAX (self->row, 0), day = self->day, last = self->month->n_days - 1, end = (int) self->rows->len - 1;

  if (self->row < 0 || self->day < 0) /* the first key only chooses a cell */
    day = self->day < 0 ? CLAMP (self->month->today - self->month->first_day, 0, last) : day;
  else if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    day--;
  else if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    day++;
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    row--;
  else if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    row++;
  else if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
    row -= page_rows (self);
  else if (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    row += page_rows (self);
  else if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
    day = 0, row = control ? 0 : row;
  else
    day = last, row = control ? end : row;
  zg_month_grid_go (self, row, day);
  return GDK_EVENT_STOP;
}

static gboolean
is_move (guint key)
{
  switch (key)
    {
    case GDK_KEY_Left: case GDK_KEY_Right: case GDK_KEY_Up: case GDK_KEY_Down:
    case GDK_KEY_KP_Left: case GDK_KEY_KP_Right: case GDK_KEY_KP_Up: case GDK_KEY_KP_Down:
    case GDK_KEY_Home: case GDK_KEY_End: case GDK_KEY_KP_Home: case GDK_KEY_KP_End:
    case GDK_KEY_Page_Up: case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Up: case GDK_KEY_KP_Page_Down:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
type (ZgMonthGrid *self, guint key)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char     text[7] = { 0 };

  if (letter < 0x80 ? !g_ascii_isalnum (letter) : !g_unichar_isalpha (letter))
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (g_unichar_tolower (letter), text);
  g_signal_emit_by_name (self, "typed", text);
  return GDK_EVENT_STOP;
}

static gboolean
on_key_cb (ZgMonthGrid *self, guint key, guint code, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (self->month == NULL || self->rows->len == 0 || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (is_move (key))
    return move (self, key, control);
  if (control)
    {
      if (key != GDK_KEY_c || self->row < 0)
        return GDK_EVENT_PROPAGATE;
      zg_month_grid_copy (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_n || key == GDK_KEY_N || key == GDK_KEY_p || key == GDK_KEY_P)
    {
      zg_month_grid_next_exception (self, key == GDK_KEY_n || key == GDK_KEY_N ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      if (self->row >= 0 && self->day >= 0)
        g_signal_emit_by_name (self, "detail");
      return GDK_EVENT_STOP;
    }
  return type (self, key);
}

static void
on_pressed_cb (ZgMonthGrid *self, int n, double x, double y)
{
  int line, day;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!zg_month_grid_cell_at (self, x, y, &line, &day))
    return;
  zg_month_grid_set_current (self, line, day >= 0 ? day : MAX (self->day, 0));
  if (n == 2 && day >= 0)
    g_signal_emit_by_name (self, "detail");
}

static void
hover (ZgMonthGrid *self, int row)
{
  if (row == self->hover_row)
    return;
  self->hover_row = row;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_motion_cb (ZgMonthGrid *self, double x, double y)
{
  int line, day;

  if (self->row_height && zg_month_grid_cell_at (self, x, y, &line, &day))
    hover (self, (int) (y - self->head_height + zg_month_grid_scrolled_y (self)) / self->row_height);
  else
    hover (self, -1);
}

static void
on_leave_cb (ZgMonthGrid *self)
{
  hover (self, -1);
}

static void
on_focus_cb (ZgMonthGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
zg_month_grid_init_keys (ZgMonthGrid *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
