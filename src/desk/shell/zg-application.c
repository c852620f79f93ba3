#include "zg-application.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-locale.h"
#include "zg-panels.h"
#include "zg-window-private.h"

struct _ZgApplication
{
  AdwApplication parent;
};

G_DEFINE_FINAL_TYPE (ZgApplication, zg_application, ADW_TYPE_APPLICATION)

static ZgWindow *
the_window (GApplication *app)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window == NULL)
    window = GTK_WINDOW (zg_window_new (GTK_APPLICATION (app)));
  return ZG_WINDOW (window);
}

/* Maximised on small screens, else as it was left. */
static void
place_window (ZgWindow *window)
{
  GSettings                 *settings = zg_window_settings ();
  g_autoptr (GdkMonitor)     monitor = g_list_model_get_item (gdk_display_get_monitors (gdk_display_get_default ()), 0);
  GdkRectangle               area = { 0, 0, 1366, 768 };

  if (monitor)
    gdk_monitor_get_geometry (monitor, &area);
  if (settings)
    gtk_window_set_default_size (GTK_WINDOW (window), g_settings_get_int (settings, "window-width"),
                                 g_settings_get_int (settings, "window-height"));
  if (area.width <= 1440 || (settings && g_settings_get_boolean (settings, "window-maximized")))
    gtk_window_maximize (GTK_WINDOW (window));
}

static void
zg_application_activate (GApplication *app)
{
  ZgWindow        *window = the_window (app);
  GSettings       *settings = zg_window_settings ();
  g_autofree char *last = settings ? g_settings_get_string (settings, "last-book") : NULL;

  if (zg_window_get_book (window) == NULL)
    {
      place_window (window);
      if (last && *last && g_file_test (last, G_FILE_TEST_EXISTS))
        zg_window_open_book (window, last);
      else
        zg_window_show_start (window);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
zg_application_open (GApplication *app, GFile **files, int n, const char *hint)
{
  ZgWindow        *window = the_window (app);
  g_autofree char *path = g_file_get_path (files[0]);

  place_window (window);
  gtk_window_present (GTK_WINDOW (window));
  if (path)
    zg_window_open_book (window, path);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  GList *windows = gtk_application_get_windows (app);

  if (windows)
    gtk_window_close (windows->data);
  else
    g_application_quit (app);
}

/* From a notification of the desktop. While the window is locked it only comes to the front. */
static void
on_today (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  ZgWindow *window = the_window (app);

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-place", "s", "today");
}

static void
zg_application_startup (GApplication *app)
{
  static const GActionEntry actions[] = { { "quit", on_quit }, { "today", on_today } };
  GtkSettings              *settings;

  G_APPLICATION_CLASS (zg_application_parent_class)->startup (app);
  zg_kit_init ();
  zg_panels_init ();
  settings = gtk_settings_get_default ();
  if (zg_locale_needs_font () && settings)
    g_object_set (settings, "gtk-font-name", "Noto Sans CJK SC 10", NULL);
  gtk_window_set_default_icon_name ("cn.zhanggui.Zhanggui");
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "app.quit", (const char *[]){ "<Control>q", NULL });
}

static void
zg_application_class_init (ZgApplicationClass *class)
{
  GApplicationClass *app = G_APPLICATION_CLASS (class);

  app->activate = zg_application_activate;
  app->open = zg_application_open;
  app->startup = zg_application_startup;
}

static void
zg_application_init (ZgApplication *self)
{
}

ZgApplication *
zg_application_new (GApplicationFlags flags)
{
  return g_object_new (ZG_TYPE_APPLICATION, "application-id", "cn.zhanggui.Zhanggui", "flags",
                       flags | G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/cn/zhanggui/Zhanggui", NULL);
}
