#include "zg-login-page.h"

#include <glib/gi18n.h>

#include "zg-backup.h"
#include "zg-clock.h"
#include "zg-desk-util.h"
#include "zg-people.h"
#include "zg-recover-dialog.h"
#include "zg-seal.h"

struct _ZgLoginPage
{
  AdwBin parent;

  GtkLabel  *book_line, *error_text, *hint, *backup_line;
  GtkWidget *login, *password, *error_row, *log_in, *forgotten;
  ZgWindow  *window; /* the page lives in it */
  ZgBook    *book;
  gboolean   running;
};

#define ZG_TYPE_LOGIN_PAGE (zg_login_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgLoginPage, zg_login_page, ZG, LOGIN_PAGE, AdwBin)
G_DEFINE_FINAL_TYPE (ZgLoginPage, zg_login_page, ADW_TYPE_BIN)

typedef struct
{
  ZgBook *book;
  char   *login, *password;
} Try;

static void
try_free (Try *try)
{
  zg_book_unref (try->book);
  g_free (try->login);
  zg_wipe_text (try->password);
  g_free (try);
}

static void
login_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Try       *try = data;
  GError    *error = NULL;
  ZgSession *session = zg_book_login (try->book, try->login, try->password, &error);

  if (session)
    g_task_return_pointer (task, session, (GDestroyNotify) zg_session_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
caps_lock_on (ZgLoginPage *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  GdkSeat    *seat = gdk_display_get_default_seat (display);
  GdkDevice  *keyboard = seat ? gdk_seat_get_keyboard (seat) : NULL;

  return keyboard && gdk_device_get_caps_lock_state (keyboard);
}

static void
show_error (ZgLoginPage *self, const char *message)
{
  g_autofree char *text = caps_lock_on (self) ? g_strdup_printf (_ ("%s Caps Lock is on."), message) : g_strdup (message);

  gtk_label_set_text (self->error_text, text);
  gtk_widget_show (self->error_row);
  gtk_widget_add_css_class (self->password, "err");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->password), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_editable_select_region (GTK_EDITABLE (self->password), 0, -1);
  gtk_widget_grab_focus (self->password);
}

static void
on_logged_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgLoginPage          *self = ZG_LOGIN_PAGE (source);
  g_autoptr (GError)    error = NULL;
  g_autoptr (ZgSession) session = g_task_propagate_pointer (G_TASK (result), &error);

  self->running = FALSE;
  gtk_widget_set_sensitive (self->log_in, TRUE);
  if (session == NULL)
    show_error (self, error->message);
  else if (self->window)
    zg_window_set_session (self->window, session);
}

static void
on_log_in_cb (ZgLoginPage *self)
{
  g_autoptr (GTask) task = NULL;
  const char       *login = gtk_editable_get_text (GTK_EDITABLE (self->login));
  const char       *password = gtk_editable_get_text (GTK_EDITABLE (self->password));
  Try              *try;

  if (self->running)
    return;
  if (*login == '\0' || *password == '\0')
    {
      gtk_widget_grab_focus (*login == '\0' ? self->login : self->password);
      return;
    }
  self->running = TRUE;
  gtk_widget_hide (self->error_row);
  gtk_widget_remove_css_class (self->password, "err");
  gtk_widget_set_sensitive (self->log_in, FALSE);
  try = g_new0 (Try, 1);
  try->book = zg_book_ref (self->book);
  try->login = g_strdup (login);
  try->password = g_strdup (password);
  task = g_task_new (self, NULL, on_logged_in_cb, NULL);
  g_task_set_task_data (task, try, (GDestroyNotify) try_free);
  g_task_run_in_thread (task, login_thread);
}

static void
on_login_activate_cb (ZgLoginPage *self)
{
  gtk_widget_grab_focus (self->password);
}

static void
on_forgotten_cb (ZgLoginPage *self)
{
  zg_recover_dialog_present (GTK_WIDGET (self), self->book, gtk_editable_get_text (GTK_EDITABLE (self->login)));
}

static gboolean
focus_first (gpointer data)
{
  ZgLoginPage *self = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (*gtk_editable_get_text (GTK_EDITABLE (self->login)) ? self->password : self->login);
  return G_SOURCE_REMOVE;
}

static void
on_map_cb (ZgLoginPage *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_first, g_object_ref (self), g_object_unref);
}

static void
zg_login_page_dispose (GObject *object)
{
  ZgLoginPage *self = ZG_LOGIN_PAGE (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->book, zg_book_unref);
  G_OBJECT_CLASS (zg_login_page_parent_class)->dispose (object);
}

static void
zg_login_page_class_init (ZgLoginPageClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_login_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-login-page.ui");
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, book_line);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, error_text);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, error_row);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, hint);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, backup_line);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, login);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, password);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, log_in);
  gtk_widget_class_bind_template_child (widget, ZgLoginPage, forgotten);
}

static void
zg_login_page_init (ZgLoginPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->log_in, "clicked", G_CALLBACK (on_log_in_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "activate", G_CALLBACK (on_log_in_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->login, "activate", G_CALLBACK (on_login_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->forgotten, "clicked", G_CALLBACK (on_forgotten_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (on_map_cb), NULL);
}

/* -- The age of the last backup -- */

static gpointer
read_last_backup (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *made_ms = g_new0 (gint64, 1);

  if (zg_backup_last (db, made_ms, error))
    return made_ms;
  g_free (made_ms);
  return NULL;
}

static void
on_last_backup_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgLoginPage) self = data;
  g_autofree gint64      *made_ms = zg_store_call_finish (result, NULL);
  g_autofree char        *when = NULL, *text = NULL;

  if (made_ms == NULL || self->book == NULL || !zg_backup_is_late (*made_ms, zg_clock_now_ms ()))
    return;
  when = *made_ms ? zg_desk_when (*made_ms) : NULL;
  text = when ? g_strdup_printf (_ ("The last backup is of %s. One is due every day at 18:00 (D18-5.4)."), when)
              : g_strdup (_ ("There is no backup of this book yet. One is due every day at 18:00 (D18-5.4)."));
  gtk_label_set_text (self->backup_line, text);
  gtk_widget_set_visible (GTK_WIDGET (self->backup_line), TRUE);
}

GtkWidget *
zg_login_page_new (ZgWindow *window, ZgBook *book)
{
  ZgLoginPage     *self = g_object_new (ZG_TYPE_LOGIN_PAGE, NULL);
  g_autofree char *base = g_path_get_basename (zg_book_path (book));
  g_autofree char *line = g_strdup_printf (_ ("%s · this computer · %s"), zg_book_name (book), base);

  g_set_weak_pointer (&self->window, window);
  self->book = zg_book_ref (book);
  gtk_label_set_text (self->book_line, line);
  if (zg_book_is_trial (book))
    {
      g_autofree char *hint = g_strdup_printf (_ ("Trial book. Everybody's password is %s."), zg_book_trial_password (book));

      gtk_label_set_text (self->hint, hint);
      gtk_editable_set_text (GTK_EDITABLE (self->login), "chenjing");
    }
  else
    {
      gtk_label_set_text (self->hint,
        _ ("HR or IT sets a new password if you forgot yours (D03-3.3.2). Five wrong tries lock for 15 minutes."));
      zg_store_read_async (zg_book_store (book), read_last_backup, NULL, NULL, g_free, NULL, on_last_backup_cb,
                           g_object_ref (self));
    }
  return GTK_WIDGET (self);
}
