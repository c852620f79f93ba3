#include "zg-desk-util.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"

/* -- Reading -- */

typedef struct
{
  ZgStoreFunc    fn;
  gpointer       data;
  GDestroyNotify data_free, result_free;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  if (read->data_free)
    read->data_free (read->data);
  g_free (read);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Read    *read = data;
  GError  *error = NULL;
  gpointer result = read->fn (NULL, read->data, cancellable, &error);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, read->result_free);
}

void
zg_desk_read_async (ZgSession *session, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Read             *read;

  if (session)
    {
      zg_store_read_async (zg_session_store (session), fn, data, data_free, result_free, cancellable, callback,
                           user_data);
      return;
    }
  read = g_new0 (Read, 1);
  *read = (Read) { fn, data, data_free, result_free };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_task_data (task, read, read_free);
  g_task_run_in_thread (task, read_in_thread);
}

gpointer
zg_desk_read_finish (ZgSession *session, GAsyncResult *result, GError **error)
{
  return session ? zg_store_call_finish (result, error) : g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Words -- */

char *
zg_desk_when (gint64 ms)
{
  char buffer[20];
  int  year, month, day, this_year;

  zg_stamp_format (ms, buffer);
  zg_day_to_ymd (zg_day_of_ms (ms), &year, &month, &day);
  zg_day_to_ymd (zg_clock_today (), &this_year, &month, &day);
  buffer[16] = '\0';
  return g_strdup (year == this_year ? buffer + 5 : buffer);
}

char *
zg_desk_day (int day)
{
  char buffer[11];
  int  year, this_year, month, mday;

  if (day == ZG_NO_DAY)
    return g_strdup ("");
  if (day == zg_clock_today ())
    return g_strdup (_ ("today"));
  zg_day_to_ymd (zg_clock_today (), &this_year, &month, &mday);
  zg_day_to_ymd (day, &year, &month, &mday);
  zg_day_format (day, buffer);
  return g_strdup (year == this_year ? buffer + 5 : buffer);
}

char *
zg_desk_minutes (gint64 minutes)
{
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (_ ("%d h"), (int) (minutes / 60));
  return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
}

/* What is left is said in days from 48 hours on, in hours and minutes below, in minutes and seconds below ten minutes. */
static char *
span_text (gint64 ms)
{
  gint64 minutes = ms / 60000;

  if (minutes >= 48 * 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) (minutes / 1440)),
                            (int) (minutes / 1440));
  if (minutes >= 10)
    return zg_desk_minutes (minutes);
  return g_strdup_printf ("%02d:%02d", (int) minutes, (int) (ms / 1000 % 60));
}

char *
zg_desk_due (gint64 due_ms, gint64 now_ms, int lead_min, ZgTone *tone)
{
  g_autofree char *span = span_text (ABS (due_ms - now_ms));
  g_autofree char *when = NULL;
  char             buffer[20];

  if (tone)
    *tone = due_ms < now_ms ? ZG_TONE_BAD : due_ms - now_ms <= lead_min * G_GINT64_CONSTANT (60000) ? ZG_TONE_WARN
      : ZG_TONE_NEUTRAL;
  if (due_ms < now_ms)
    return g_strdup_printf (_ ("%s overdue"), span);
  zg_stamp_format (due_ms, buffer);
  buffer[16] = '\0';
  if (zg_day_of_ms (due_ms) == zg_day_of_ms (now_ms))
    when = g_strdup_printf (_ ("today %s"), buffer + 11);
  else
    when = zg_desk_day (zg_day_of_ms (due_ms));
  return g_strdup_printf (_ ("%s · %s left"), when, span);
}

char *
zg_desk_size (guint64 bytes)
{
  return g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);
}

char *
zg_desk_plain (const char *label)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = label ? label : ""; *p; p++)
    if (*p != '_' || p[1] == '_')
      {
        g_string_append_c (plain, *p);
        if (*p == '_')
          p++;
      }
  return g_string_free (plain, FALSE);
}

char *
zg_desk_file_name (const char *text)
{
  GString *name = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || c == 0x7f || (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c)))
        g_string_append_c (name, '-');
      else
        g_string_append_unichar (name, c);
    }
  while (name->len > 0 && (name->str[0] == '.' || name->str[0] == ' '))
    g_string_erase (name, 0, 1);
  if (name->len == 0)
    g_string_assign (name, "-");
  return g_string_free (name, FALSE);
}

/* -- Widgets -- */

void
zg_desk_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
zg_desk_describe (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text ? text : "", -1);
}

GtkWidget *
zg_desk_icon_button (const char *icon, const char *label, const char *action)
{
  GtkWidget       *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *plain = zg_desk_plain (label);

  gtk_widget_set_tooltip_text (button, plain);
  zg_desk_name (button, plain);
  if (action)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

void
zg_desk_css (GtkWidget *widget, const char *css)
{
  g_auto (GStrv) classes = css ? g_strsplit (css, " ", -1) : NULL;

  for (guint i = 0; classes && classes[i]; i++)
    if (*classes[i])
      gtk_widget_add_css_class (widget, classes[i]);
}

GtkWidget *
zg_desk_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  zg_desk_css (label, css);
  return label;
}

static gboolean
on_tab_out_cb (GtkWidget *list, GVariant *args, gpointer data)
{
  GtkWidget       *root = GTK_WIDGET (gtk_widget_get_root (list));
  GtkDirectionType direction = (GtkDirectionType) GPOINTER_TO_INT (data);

  /* GTK 4.8 has no tab-behavior yet: Tab would walk through every row. */
  gtk_widget_set_can_focus (list, FALSE);
  gtk_widget_child_focus (root, direction);
  gtk_widget_set_can_focus (list, TRUE);
  return TRUE;
}

static GtkShortcut *
tab_shortcut (const char *trigger, GtkDirectionType direction)
{
  return gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                           gtk_callback_action_new (on_tab_out_cb, GINT_TO_POINTER (direction), NULL));
}

void
zg_desk_tab_out (GtkWidget *list)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), tab_shortcut ("Tab|KP_Tab", GTK_DIR_TAB_FORWARD));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        tab_shortcut ("<Shift>Tab|<Shift>ISO_Left_Tab|<Shift>KP_Tab", GTK_DIR_TAB_BACKWARD));
  gtk_widget_add_controller (list, controller);
}

void
zg_desk_clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)))
    gtk_box_remove (GTK_BOX (box), child);
}

void
zg_desk_fix_width (GtkWidget *widget, int width)
{
  gtk_widget_set_size_request (widget, width, -1);
  gtk_widget_set_hexpand (widget, FALSE); /* sets hexpand-set too: what expands inside does not climb up */
}
