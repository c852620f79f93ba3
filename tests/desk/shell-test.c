#include "shell-test.h"

#include <glib/gstdio.h>

#include "../keep-quarks.h"
#include "../remove-tree.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo.h"
#include "zg-entries.h"
#include "zg-locale.h"
#include "zg-modules.h"
#include "zg-report-attendance.h"
#include "zg-shots-camera.h"

static void
make_book (Shell *shell, int day)
{
  g_autofree char   *path = NULL, *recovery = NULL;
  g_autoptr (GError) error = NULL;
  gint64             now = zg_day_to_ms (day, 9 * 3600);

  shell->work = g_dir_make_tmp ("zhanggui-test-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (shell->work, "demo.zgb", NULL);
  zg_clock_set (now);
  shell->book = zg_demo_create (path, 12, 1, 1, &recovery, &error);
  g_assert_no_error (error);
  zg_clock_set (now);
}

Shell *
shell_test_init (int *argc, char ***argv, const char *language, void (*more) (void))
{
  return shell_test_init_on (argc, argv, language, more, zg_day_from_ymd (2026, 11, 23));
}

Shell *
shell_test_init_on (int *argc, char ***argv, const char *language, void (*more) (void), int day)
{
  Shell             *shell = g_new0 (Shell, 1);
  g_autoptr (GError) error = NULL;

  g_test_init (argc, argv, NULL);
  zg_locale_init (language);
  gtk_disable_setlocale ();
  zg_book_init ();
  zg_modules_init ();
  zg_report_init ();
  if (more)
    more ();
  shell->app = zg_application_new (G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (shell->app), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  make_book (shell, day);
  return shell;
}

void
shell_test_free (Shell *shell)
{
  zg_book_unref (shell->book);
  g_object_unref (shell->app);
  remove_tree (shell->work);
  g_free (shell->work);
  g_free (shell);
  zg_clock_set (0);
}

ZgSession *
shell_session (Shell *shell, const char *login)
{
  g_autoptr (GError) error = NULL;
  ZgSession         *session = zg_book_login_trial (shell->book, login, &error);

  g_assert_no_error (error);
  return session;
}

ZgWindow *
shell_window (Shell *shell, const char *login)
{
  ZgWindow             *window = zg_window_new (GTK_APPLICATION (shell->app));
  g_autoptr (ZgSession) session = login ? shell_session (shell, *login ? login : NULL) : NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  zg_window_take_book (window, zg_book_ref (shell->book));
  if (session)
    zg_window_set_session (window, session);
  gtk_window_present (GTK_WINDOW (window));
  zg_camera_settle ();
  if (session)
    shell_ready (window);
  return window;
}

static gboolean
is_gone (gpointer location)
{
  return *(gpointer *) location == NULL;
}

void
shell_close (ZgWindow *window)
{
  gpointer left = window;

  g_object_add_weak_pointer (G_OBJECT (window), &left);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_true (zg_camera_wait (is_gone, &left, 10));
}

void
shell_ready (ZgWindow *window)
{
  g_assert_true (zg_camera_wait (zg_camera_page_ready, window, 30));
  zg_camera_settle ();
}

static gboolean
reads (GtkWidget *widget, const char *text)
{
  if (text == NULL)
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
  if (GTK_IS_INSCRIPTION (widget))
    return g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0;
  if (GTK_IS_BUTTON (widget))
    return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), text) == 0;
}

GtkWidget *
shell_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && reads (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = shell_find (child, type, text);

      if (found)
        return found;
    }
  return NULL;
}

GtkWidget *
shell_row (GtkWidget *root, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (GTK_IS_LABEL (child) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (child)), text))
        return gtk_widget_get_ancestor (child, GTK_TYPE_LIST_BOX_ROW);
      if ((found = shell_row (child, text)))
        return found;
    }
  return NULL;
}

gboolean
shell_key (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean               taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
    }
  return taken;
}

/* -- A form, as a person fills it -- */

GtkWidget *
shell_control (ZgWindow *window, const char *label, GType type)
{
  GtkWidget *widget = shell_find (zg_window_get_page (window), GTK_TYPE_LABEL, label);
  GtkWidget *found = widget ? shell_find (gtk_widget_get_next_sibling (widget), type, NULL) : NULL;

  if (found == NULL)
    g_error ("there is no %s", label);
  return found;
}

void
shell_type (ZgWindow *window, const char *label, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (shell_control (window, label, GTK_TYPE_ENTRY)), text);
}

void
shell_write (ZgWindow *window, const char *label, const char *text)
{
  GtkWidget *view = shell_control (window, label, GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static gboolean
has_found (gpointer entry)
{
  return !zg_ref_entry_is_searching (entry);
}

void
shell_choose (ZgWindow *window, const char *label, const char *text)
{
  GtkWidget *entry = shell_control (window, label, ZG_TYPE_REF_ENTRY);

  shell_type (window, label, text);
  g_assert_true (zg_camera_wait (has_found, entry, 20));
  shell_key (shell_control (window, label, GTK_TYPE_ENTRY), GDK_KEY_Return, 0);
  g_assert_cmpint (zg_ref_entry_get_id (ZG_REF_ENTRY (entry)), !=, 0);
}

/* Pages below the one on top may have a button of the same name. */
static GtkWidget *
usable_button (GtkWidget *root, const char *label)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_BUTTON (root) && reads (root, label) && gtk_widget_is_sensitive (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child && !found; child = gtk_widget_get_next_sibling (child))
    found = usable_button (child, label);
  return found;
}

void
shell_press (ZgWindow *window, const char *label)
{
  GtkWidget *button = usable_button (GTK_WIDGET (window), label);

  if (button == NULL)
    g_error ("there is no button %s that could be pressed", label);
  g_signal_emit_by_name (button, "clicked");
}
