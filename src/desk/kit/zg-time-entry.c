#include "zg-entries.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"

/* -- Time of day -- */

struct _ZgTimeEntry
{
  GtkWidget  parent;
  GtkWidget *entry;
  int        minute;
  gboolean   setting;
};

static void time_editor_init (ZgEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgTimeEntry, zg_time_entry, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ZG_TYPE_EDITOR, time_editor_init))

static int
minute_now (void)
{
  return zg_second_of_ms (zg_clock_now_ms ()) / 60;
}

static void
show_minute (ZgTimeEntry *self, int minute)
{
  char buffer[6] = "";

  if (minute >= 0)
    zg_minute_format (minute, buffer);
  self->minute = minute;
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), buffer);
  self->setting = FALSE;
}

int
zg_time_entry_get_minute (ZgTimeEntry *self)
{
  int minute;

  g_return_val_if_fail (ZG_IS_TIME_ENTRY (self), -1);
  return zg_time_typed (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->minute, minute_now (), &minute) ? minute : -1;
}

void
zg_time_entry_set_minute (ZgTimeEntry *self, int minute)
{
  g_return_if_fail (ZG_IS_TIME_ENTRY (self));
  show_minute (self, minute);
}

static void
move_minutes (ZgTimeEntry *self, int minutes)
{
  int minute = zg_time_entry_get_minute (self);

  minute = minute < 0 ? minute_now () : (minute + minutes + 1440) % 1440;
  show_minute (self, minute);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  zg_editor_edited (ZG_EDITOR (self));
}

static gboolean
on_time_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  ZgTimeEntry *self = data;
  int          step = keyval == GDK_KEY_Up          ? 5
                      : keyval == GDK_KEY_Down      ? -5
                      : keyval == GDK_KEY_Page_Up   ? 60
                      : keyval == GDK_KEY_Page_Down ? -60
                                                    : 0;

  if (step == 0 || state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK) ||
      !gtk_editable_get_editable (GTK_EDITABLE (self->entry)))
    return FALSE;
  move_minutes (self, step);
  return TRUE;
}

static void
on_time_changed_cb (GtkEditable *editable, gpointer data)
{
  if (!ZG_TIME_ENTRY (data)->setting)
    zg_editor_edited (ZG_EDITOR (data));
}

static void
on_time_leave_cb (GtkEventControllerFocus *controller, gpointer data)
{
  int minute = zg_time_entry_get_minute (data);

  if (minute >= 0)
    show_minute (data, minute);
}

static gboolean
time_get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  ZgTimeEntry *self = ZG_TIME_ENTRY (editor);
  const char  *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int          minute = zg_time_entry_get_minute (self);

  if (*text == '\0')
    return TRUE;
  if (minute < 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("“%s” is no time of day. Write it like 08:30."), text);
      return FALSE;
    }
  zg_cell_set_int (out, minute);
  return TRUE;
}

static void
time_set_cell (ZgEditor *editor, const ZgCell *cell)
{
  show_minute (ZG_TIME_ENTRY (editor), cell->type == ZG_CELL_INT ? (int) cell->i : -1);
}

static GtkWidget *
time_focus_widget (ZgEditor *editor)
{
  return ZG_TIME_ENTRY (editor)->entry;
}

static void
time_editor_init (ZgEditorInterface *iface)
{
  iface->get_cell = time_get_cell;
  iface->set_cell = time_set_cell;
  iface->get_focus_widget = time_focus_widget;
}

static void
zg_time_entry_dispose (GObject *object)
{
  g_clear_pointer (&ZG_TIME_ENTRY (object)->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_time_entry_parent_class)->dispose (object);
}

static gboolean
zg_time_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZG_TIME_ENTRY (widget)->entry);
}

static void
zg_time_entry_class_init (ZgTimeEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_time_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = zg_time_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zg_time_entry_init (ZgTimeEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->minute = -1;
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_widget_set_size_request (self->entry, 64, -1);
  zg_desk_css (self->entry, "num");
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_time_key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_time_leave_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_time_changed_cb), self);
}

GtkWidget *
zg_time_entry_new (void)
{
  return g_object_new (ZG_TYPE_TIME_ENTRY, NULL);
}

/* -- Instant -- */

struct _ZgStampEntry
{
  GtkWidget  parent;
  GtkWidget *box, *day, *time;
};

static void stamp_editor_init (ZgEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgStampEntry, zg_stamp_entry, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ZG_TYPE_EDITOR, stamp_editor_init))

static gboolean
stamp_get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  ZgStampEntry *self = ZG_STAMP_ENTRY (editor);
  ZgCell        day = { 0 }, minute = { 0 };
  gboolean      understood;

  understood = zg_editor_get_cell (ZG_EDITOR (self->day), &day, error) &&
    zg_editor_get_cell (ZG_EDITOR (self->time), &minute, error);
  if (understood && zg_cell_is_null (&day) != zg_cell_is_null (&minute))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, zg_cell_is_null (&day) ? _ ("The day is missing.")
                   : _ ("The time of day is missing."));
      understood = FALSE;
    }
  if (understood && !zg_cell_is_null (&day))
    zg_cell_set_int (out, zg_day_to_ms (zg_day_entry_get_day (ZG_DAY_ENTRY (self->day)), (int) minute.i * 60));
  zg_cell_clear (&day);
  return understood;
}

static void
stamp_set_cell (ZgEditor *editor, const ZgCell *cell)
{
  ZgStampEntry *self = ZG_STAMP_ENTRY (editor);
  gboolean      set = cell->type == ZG_CELL_INT;

  zg_day_entry_set_day (ZG_DAY_ENTRY (self->day), set ? zg_day_of_ms (cell->i) : ZG_NO_DAY);
  zg_time_entry_set_minute (ZG_TIME_ENTRY (self->time), set ? zg_second_of_ms (cell->i) / 60 : -1);
}

static GtkWidget *
stamp_focus_widget (ZgEditor *editor)
{
  return zg_editor_focus_widget (ZG_EDITOR (ZG_STAMP_ENTRY (editor)->day));
}

static void
stamp_editor_init (ZgEditorInterface *iface)
{
  iface->get_cell = stamp_get_cell;
  iface->set_cell = stamp_set_cell;
  iface->get_focus_widget = stamp_focus_widget;
}

static void
zg_stamp_entry_dispose (GObject *object)
{
  g_clear_pointer (&ZG_STAMP_ENTRY (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_stamp_entry_parent_class)->dispose (object);
}

static gboolean
zg_stamp_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZG_STAMP_ENTRY (widget)->day);
}

static void
zg_stamp_entry_class_init (ZgStampEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_stamp_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = zg_stamp_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zg_stamp_entry_init (ZgStampEntry *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->day = zg_day_entry_new (FALSE);
  self->time = zg_time_entry_new ();
  gtk_box_append (GTK_BOX (self->box), self->day);
  gtk_box_append (GTK_BOX (self->box), self->time);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  zg_desk_name (zg_editor_focus_widget (ZG_EDITOR (self->time)), _ ("Time of day"));
  g_signal_connect_object (self->day, "edited", G_CALLBACK (zg_editor_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->time, "edited", G_CALLBACK (zg_editor_edited), self, G_CONNECT_SWAPPED);
}

GtkWidget *
zg_stamp_entry_new (void)
{
  return g_object_new (ZG_TYPE_STAMP_ENTRY, NULL);
}
