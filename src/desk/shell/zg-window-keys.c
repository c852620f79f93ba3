/* Changing the key of a class of sealed data: chosen, asked for once more, done in the background. */
#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-people.h"
#include "zg-window-private.h"

static const struct
{
  const char *klass, *title;
} classes[] = {
  { "INDEX", N_ ("Finding by _numbers") }, { "FILE", N_ ("_Attachments") }, { "FORM", N_ ("Contacts on _forms") },
  { "PAY", N_ ("_Pay") }, { "CUST", N_ ("_Customers") }, { "STAFF", N_ ("_Employee files") },
};

typedef struct
{
  ZgWindow  *window;
  ZgSession *session;
  char      *klass;
} Change;

static void
change_free (Change *change)
{
  g_clear_object (&change->window);
  zg_session_unref (change->session);
  g_free (change->klass);
  g_free (change);
}

static void
change_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Change *change = data;
  GError *error = NULL;

  if (zg_book_rotate (change->session, change->klass, &error) && zg_book_freshen (change->session, NULL, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgWindow          *self = ZG_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (zg_window_is_closed (self))
    return;
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  if (g_task_propagate_boolean (G_TASK (result), &error))
    zg_window_toast (self, _ ("The key was changed and everything is sealed anew."));
  else
    zg_desk_error (GTK_WIDGET (self), _ ("The key was not changed"), error);
}

static void
on_proven (gboolean yes, gpointer data)
{
  Change           *change = data;
  ZgWindow         *self = change->window;
  g_autoptr (GTask) task = NULL;

  if (!yes || self->session != change->session)
    {
      change_free (change);
      return;
    }
  task = g_task_new (self, NULL, on_changed_cb, NULL); /* keeps the window from here on */
  g_clear_object (&change->window);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  g_task_run_in_thread (task, change_thread);
}

static void
on_chosen_cb (const char *id, gpointer data)
{
  ZgWindow *self = data;
  Change   *change;

  if (self->session == NULL || g_str_equal (id, "cancel"))
    return;
  change = g_new0 (Change, 1);
  change->window = g_object_ref (self);
  change->session = zg_session_ref (self->session);
  change->klass = g_strdup (id);
  zg_desk_prove (GTK_WIDGET (self), change->session, on_proven, change);
}

void
zg_window_change_keys (ZgWindow *self)
{
  const char *responses[2 * G_N_ELEMENTS (classes) + 1] = { NULL };
  guint       n = 0;

  if (self->session == NULL || !zg_window_may_change_keys (self))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      responses[n++] = classes[i].klass;
      responses[n++] = g_dgettext (GETTEXT_PACKAGE, classes[i].title);
    }
  zg_desk_choose (GTK_WIDGET (self), _ ("Change which key?"),
                  _ ("Sealed data get a new key, and what is there is sealed anew in the background; everybody goes on working. "
                     "For somebody who has left this happens by itself."),
                  responses, on_chosen_cb, self);
}

gboolean
zg_window_may_change_keys (ZgWindow *self)
{
  return self->session && zg_session_reach (self->session, "person.recovery") == ZG_REACH_ALL;
}
