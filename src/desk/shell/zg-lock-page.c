#include "zg-lock-page.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-people.h"
#include "zg-seal.h"
#include "zg-window-private.h"

struct _ZgLockPage
{
  AdwBin parent;

  GtkLabel  *who, *why, *error_text, *hint;
  GtkWidget *password, *error_row, *unlock, *other;
  ZgWindow  *window; /* the page lives in it */
  ZgSession *session;
  gboolean   running;
};

#define ZG_TYPE_LOCK_PAGE (zg_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgLockPage, zg_lock_page, ZG, LOCK_PAGE, AdwBin)
G_DEFINE_FINAL_TYPE (ZgLockPage, zg_lock_page, ADW_TYPE_BIN)

typedef struct
{
  ZgSession *session;
  char      *password;
} Try;

static void
try_free (Try *try)
{
  zg_session_unref (try->session);
  zg_wipe_text (try->password);
  g_free (try);
}

static void
unlock_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Try    *try = data;
  GError *error = NULL;

  if (zg_session_unlock (try->session, try->password, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_unlocked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgLockPage        *self = ZG_LOCK_PAGE (source);
  g_autoptr (GError) error = NULL;
  gboolean           unlocked = g_task_propagate_boolean (G_TASK (result), &error);

  self->running = FALSE;
  if (self->window == NULL) /* closed, or another person came */
    return;
  gtk_widget_set_sensitive (self->unlock, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  if (unlocked)
    {
      zg_window_unlocked (self->window);
      return;
    }
  gtk_label_set_text (self->error_text, error->message);
  gtk_widget_show (self->error_row);
  gtk_widget_add_css_class (self->password, "err");
  gtk_widget_grab_focus (self->password);
}

static void
on_unlock_cb (ZgLockPage *self)
{
  g_autoptr (GTask) task = NULL;
  Try              *try;

  if (self->running || *gtk_editable_get_text (GTK_EDITABLE (self->password)) == '\0')
    return;
  self->running = TRUE;
  gtk_widget_hide (self->error_row);
  gtk_widget_remove_css_class (self->password, "err");
  gtk_widget_set_sensitive (self->unlock, FALSE);
  try = g_new0 (Try, 1);
  try->session = zg_session_ref (self->session);
  try->password = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->password)));
  task = g_task_new (self, NULL, on_unlocked_cb, NULL);
  g_task_set_task_data (task, try, (GDestroyNotify) try_free);
  g_task_run_in_thread (task, unlock_thread);
}

static void
on_leave_cb (gboolean yes, gpointer data)
{
  ZgLockPage *self = data;

  if (yes && self->window)
    zg_window_set_session (self->window, NULL);
}

static void
on_other_cb (ZgLockPage *self)
{
  g_autofree char *body = NULL;

  if (!zg_window_has_unsaved (self->window))
    {
      zg_window_set_session (self->window, NULL);
      return;
    }
  body = g_strdup_printf (_ ("What %s typed is kept on this computer and offered again when the form is opened."),
                          zg_session_name (self->session));
  zg_desk_confirm (GTK_WIDGET (self), _ ("Log the other person out?"), body, NULL, _ ("_Log out"), FALSE, on_leave_cb, self);
}

static void
on_map_cb (ZgLockPage *self)
{
  gtk_widget_grab_focus (self->password);
}

static void
zg_lock_page_dispose (GObject *object)
{
  ZgLockPage *self = ZG_LOCK_PAGE (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_lock_page_parent_class)->dispose (object);
}

static void
zg_lock_page_class_init (ZgLockPageClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_lock_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-lock-page.ui");
  gtk_widget_class_bind_template_child (widget, ZgLockPage, who);
  gtk_widget_class_bind_template_child (widget, ZgLockPage, why);
  gtk_widget_class_bind_template_child (widget, ZgLockPage, hint);
  gtk_widget_class_bind_template_child (widget, ZgLockPage, error_text);
  gtk_widget_class_bind_template_child (widget, ZgLockPage, error_row);
  gtk_widget_class_bind_template_child (widget, ZgLockPage, password);
  gtk_widget_class_bind_template_child (widget, ZgLockPage, unlock);
  gtk_widget_class_bind_template_child (widget, ZgLockPage, other);
}

static void
zg_lock_page_init (ZgLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->unlock, "clicked", G_CALLBACK (on_unlock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "activate", G_CALLBACK (on_unlock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->other, "clicked", G_CALLBACK (on_other_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (on_map_cb), NULL);
}

static char *
reason_text (ZgSession *session, ZgLockReason reason)
{
  int minutes = (int) (zg_session_lock_after_ms (session) / 60000);

  switch (reason)
    {
    case ZG_LOCK_IDLE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "Locked, as nothing was touched for %d minute. What was typed is still there.",
                                           "Locked, as nothing was touched for %d minutes. What was typed is still there.",
                                           minutes), minutes);
    case ZG_LOCK_ENDED:
      return g_strdup (_ ("The log-in has lasted long enough: the password is asked for again. What was typed is still there."));
    default:
      return g_strdup (_ ("Locked. What was typed is still there."));
    }
}

GtkWidget *
zg_lock_page_new (ZgWindow *window, ZgSession *session, ZgLockReason reason)
{
  ZgLockPage      *self = g_object_new (ZG_TYPE_LOCK_PAGE, NULL);
  ZgBook          *book = zg_session_book (session);
  g_autofree char *why = reason_text (session, reason);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  gtk_label_set_text (self->who, zg_session_name (session));
  gtk_label_set_text (self->why, why);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), zg_book_is_trial (book));
  if (zg_book_is_trial (book))
    {
      g_autofree char *hint = g_strdup_printf (_ ("Trial book. Everybody's password is %s."), zg_book_trial_password (book));

      gtk_label_set_text (self->hint, hint);
    }
  return GTK_WIDGET (self);
}
