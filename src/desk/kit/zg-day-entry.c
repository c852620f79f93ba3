#include "zg-entries.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"

struct _ZgDayEntry
{
  GtkWidget  parent;
  GtkWidget *entry, *popover;
  gboolean   month;
  int        day;     /* the last that was understood, base of "+3" and of the arrows */
  gboolean   setting; /* the program changes the text */
};

static void editor_init (ZgEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgDayEntry, zg_day_entry, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (ZG_TYPE_EDITOR, editor_init))

static void
show_day (ZgDayEntry *self, int day)
{
  char buffer[11] = "";

  if (day != ZG_NO_DAY && self->month)
    zg_month_format (day, buffer);
  else if (day != ZG_NO_DAY)
    zg_day_format (day, buffer);
  self->day = day;
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), buffer);
  self->setting = FALSE;
}

static gboolean
read_day (ZgDayEntry *self, int *day)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int         n_days;

  if (self->month && zg_month_parse (text, day, &n_days))
    return TRUE;
  return zg_day_typed (text, self->day, zg_clock_today (), day);
}

int
zg_day_entry_get_day (ZgDayEntry *self)
{
  int day, year, month, mday;

  g_return_val_if_fail (ZG_IS_DAY_ENTRY (self), ZG_NO_DAY);
  if (!read_day (self, &day))
    return ZG_NO_DAY;
  if (!self->month)
    return day;
  zg_day_to_ymd (day, &year, &month, &mday);
  return zg_day_from_ymd (year, month, 1);
}

void
zg_day_entry_set_day (ZgDayEntry *self, int day)
{
  g_return_if_fail (ZG_IS_DAY_ENTRY (self));
  show_day (self, day);
}

/* What was typed short is written out as soon as the entry is left. */
static void
write_out (ZgDayEntry *self)
{
  int day = zg_day_entry_get_day (self);

  if (day != ZG_NO_DAY)
    show_day (self, day);
}

static void
take_day (ZgDayEntry *self, int day)
{
  show_day (self, day);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  zg_editor_edited (ZG_EDITOR (self));
}

static int
add_months (int day, int months)
{
  int year, month, mday, found;

  zg_day_to_ymd (day, &year, &month, &mday);
  month += months - 1;
  year += month / 12;
  month %= 12;
  if (month < 0)
    {
      month += 12;
      year--;
    }
  found = zg_day_from_ymd (year, month + 1, MIN (mday, zg_month_days (year, month + 1)));
  return found == ZG_NO_DAY ? day : found;
}

static void
move (ZgDayEntry *self, int days, int months)
{
  int day;

  if (!read_day (self, &day))
    day = zg_clock_today ();
  else
    day = self->month ? add_months (day, days ? days : months * 12) : months ? add_months (day, months) : day + days;
  take_day (self, day);
}

/* -- Calendar -- */

static void
on_day_selected_cb (GtkCalendar *calendar, gpointer data)
{
  ZgDayEntry           *self = data;
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);

  take_day (self, zg_day_from_ymd (g_date_time_get_year (date), g_date_time_get_month (date),
                                   g_date_time_get_day_of_month (date)));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (self->entry);
}

static void
make_popover (ZgDayEntry *self)
{
  GtkWidget *calendar = gtk_calendar_new ();

  self->popover = gtk_popover_new ();
  zg_desk_name (calendar, _ ("Calendar"));
  gtk_popover_set_child (GTK_POPOVER (self->popover), calendar);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_object_set_data (G_OBJECT (self), "zg-calendar", calendar);
}

static void
popup_calendar (ZgDayEntry *self)
{
  GtkCalendar          *calendar;
  g_autoptr (GDateTime) date = NULL;
  int                   day = zg_day_entry_get_day (self), year, month, mday;

  if (!gtk_editable_get_editable (GTK_EDITABLE (self->entry)))
    return;
  if (self->popover == NULL)
    make_popover (self);
  calendar = g_object_get_data (G_OBJECT (self), "zg-calendar");
  zg_day_to_ymd (day == ZG_NO_DAY ? zg_clock_today () : day, &year, &month, &mday);
  date = g_date_time_new_utc (year, month, mday, 0, 0, 0);
  g_signal_handlers_disconnect_by_func (calendar, on_day_selected_cb, self);
  gtk_calendar_select_day (calendar, date);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (on_day_selected_cb), self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* -- Keys -- */

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  ZgDayEntry *self = data;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK) || !gtk_editable_get_editable (GTK_EDITABLE (self->entry)))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
      move (self, 1, 0);
      return TRUE;
    case GDK_KEY_Down:
      move (self, -1, 0);
      return TRUE;
    case GDK_KEY_Page_Up:
      move (self, 0, 1);
      return TRUE;
    case GDK_KEY_Page_Down:
      move (self, 0, -1);
      return TRUE;
    case GDK_KEY_F4:
      popup_calendar (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_changed_cb (GtkEditable *editable, gpointer data)
{
  if (!ZG_DAY_ENTRY (data)->setting)
    zg_editor_edited (ZG_EDITOR (data));
}

static void
on_leave_cb (GtkEventControllerFocus *controller, gpointer data)
{
  write_out (data);
}

static void
on_icon_cb (GtkEntry *entry, GtkEntryIconPosition position, gpointer data)
{
  popup_calendar (data);
}

/* -- ZgEditor -- */

static gboolean
get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  ZgDayEntry *self = ZG_DAY_ENTRY (editor);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int         day = zg_day_entry_get_day (self);
  char        buffer[11];

  if (*text == '\0')
    return TRUE;
  if (day == ZG_NO_DAY)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("“%s” is no day of the calendar. Write it like 2026-11-03."), text);
      return FALSE;
    }
  zg_cell_set_text (out, self->month ? zg_month_format (day, buffer) : zg_day_format (day, buffer));
  return TRUE;
}

static void
set_cell (ZgEditor *editor, const ZgCell *cell)
{
  ZgDayEntry *self = ZG_DAY_ENTRY (editor);
  const char *text = zg_cell_text (cell);
  int         day = ZG_NO_DAY, n_days;

  if (text && (self->month ? !zg_month_parse (text, &day, &n_days) : !zg_day_parse (text, &day)))
    day = ZG_NO_DAY;
  show_day (self, day);
}

static GtkWidget *
get_focus_widget (ZgEditor *editor)
{
  return ZG_DAY_ENTRY (editor)->entry;
}

static void
editor_init (ZgEditorInterface *iface)
{
  iface->get_cell = get_cell;
  iface->set_cell = set_cell;
  iface->get_focus_widget = get_focus_widget;
}

/* -- Widget -- */

static void
zg_day_entry_dispose (GObject *object)
{
  ZgDayEntry *self = ZG_DAY_ENTRY (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_day_entry_parent_class)->dispose (object);
}

static void
zg_day_entry_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  gtk_widget_measure (ZG_DAY_ENTRY (widget)->entry, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
zg_day_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZgDayEntry *self = ZG_DAY_ENTRY (widget);

  gtk_widget_allocate (self->entry, width, height, baseline, NULL);
  if (self->popover)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static gboolean
zg_day_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZG_DAY_ENTRY (widget)->entry);
}

static void
zg_day_entry_class_init (ZgDayEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zg_day_entry_dispose;
  widget_class->measure = zg_day_entry_measure;
  widget_class->size_allocate = zg_day_entry_size_allocate;
  widget_class->grab_focus = zg_day_entry_grab_focus;
}

static void
zg_day_entry_init (ZgDayEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->day = ZG_NO_DAY;
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_widget_set_size_request (self->entry, 126, -1);
  zg_desk_css (self->entry, "num");
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, "x-office-calendar-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, _ ("Calendar (F4)"));
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect (self->entry, "icon-press", G_CALLBACK (on_icon_cb), self);
}

GtkWidget *
zg_day_entry_new (gboolean month)
{
  ZgDayEntry *self = g_object_new (ZG_TYPE_DAY_ENTRY, NULL);

  self->month = month;
  if (month)
    gtk_widget_set_size_request (self->entry, 104, -1);
  return GTK_WIDGET (self);
}
