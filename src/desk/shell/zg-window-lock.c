/* Locking the window: when nobody touched it for a while, when it was asked for, when the log-in has lasted long enough. The
 * pages stay as they are behind the lock; the keys do not. */
#include "zg-window-private.h"

#include "zg-clock.h"
#include "zg-desk-util.h"
#include "zg-form.h"
#include "zg-people.h"
#include "zg-sheet-page.h"

#define LOOK_EVERY_S 10

/* What must not be done past the lock. */
static const char *const actions[] = {
  "win.open-place", "win.open-sheet", "win.open-record", "win.new-record", "win.open-clause", "win.back", "win.find", "win.lock",
  "win.log-out", "win.change-password", "win.reset-password", "win.undo-import", "win.import", "win.report", "win.reports",
  "win.other-book", "win.verify", "win.backup",
};

static void
enable_actions (ZgWindow *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-keys", enabled && zg_window_may_change_keys (self));
}

/* -- Dialogs go with the window -- */

static gboolean
belongs (ZgWindow *self, GtkWindow *window)
{
  for (; window; window = gtk_window_get_transient_for (window))
    if (window == GTK_WINDOW (self))
      return TRUE;
  return FALSE;
}

static void
hide_dialogs (ZgWindow *self)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (window == GTK_WINDOW (self) || !belongs (self, window) || !gtk_widget_get_visible (GTK_WIDGET (window)))
        continue;
      g_ptr_array_add (self->hidden, g_object_ref (window));
      gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
    }
}

static void
show_dialogs (ZgWindow *self, gboolean again)
{
  for (guint i = 0; i < self->hidden->len; i++)
    {
      GtkWindow *window = self->hidden->pdata[i];

      if (again)
        gtk_window_present (window);
      else
        gtk_window_destroy (window);
    }
  g_ptr_array_set_size (self->hidden, 0);
}

/* -- Locking -- */

/* Sealed with the key that is about to go. */
static void
keep_drafts (ZgWindow *self)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      ZgView *view = self->views->pdata[i];

      if (ZG_IS_FORM (view->page))
        zg_form_keep_draft (ZG_FORM (view->page));
    }
}

void
zg_window_lock (ZgWindow *self, ZgLockReason reason)
{
  GtkWidget *page;

  if (self->session == NULL)
    return;
  keep_drafts (self);
  zg_window_stop_freshening (self);
  g_set_weak_pointer (&self->focus, gtk_window_get_focus (GTK_WINDOW (self)));
  self->locked = g_steal_pointer (&self->session); /* without a session nothing is offered */
  zg_desk_forget_secret ();
  zg_session_lock (self->locked);
  hide_dialogs (self);
  enable_actions (self, FALSE);
  page = zg_lock_page_new (self, self->locked, reason);
  gtk_stack_add_named (self->root, page, "lock");
  gtk_stack_set_visible_child_name (self->root, "lock");
}

static void
drop_page (ZgWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->root, "lock");

  if (page)
    gtk_stack_remove (self->root, page);
  enable_actions (self, TRUE);
}

void
zg_window_unlocked (ZgWindow *self)
{
  if (self->locked == NULL)
    return;
  self->session = g_steal_pointer (&self->locked);
  self->active_ms = zg_clock_now_ms ();
  gtk_stack_set_visible_child_name (self->root, "desk");
  drop_page (self);
  show_dialogs (self, TRUE);
  if (self->focus)
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
  for (guint i = 0; i < self->views->len; i++)
    {
      ZgView *view = self->views->pdata[i];

      if (ZG_IS_SHEET_PAGE (view->page)) /* what was read meanwhile could not be opened */
        zg_sheet_page_reload (ZG_SHEET_PAGE (view->page));
    }
  zg_window_check_password (self);
  zg_window_freshen_later (self);
}

void
zg_window_forget_lock (ZgWindow *self)
{
  if (self->locked == NULL)
    return;
  g_clear_weak_pointer (&self->focus);
  show_dialogs (self, FALSE);
  drop_page (self);
  g_clear_pointer (&self->locked, zg_session_unref);
}

/* -- When -- */

void
zg_window_look_idle (ZgWindow *self)
{
  gint64 now = zg_clock_now_ms ();

  if (self->session == NULL)
    return;
  self->active_ms = MIN (self->active_ms, now); /* the clock was put back */
  if (now - self->active_ms >= zg_session_lock_after_ms (self->session))
    zg_window_lock (self, ZG_LOCK_IDLE);
  else if (now >= zg_session_ends_ms (self->session))
    zg_window_lock (self, ZG_LOCK_ENDED);
}

static gboolean
on_look_cb (gpointer data)
{
  zg_window_look_idle (data);
  return G_SOURCE_CONTINUE;
}

/* Pure news of windows and settings do not show that somebody is there. */
static gboolean
is_touch (GdkEventType type)
{
  switch (type)
    {
    case GDK_MOTION_NOTIFY:
    case GDK_BUTTON_PRESS:
    case GDK_BUTTON_RELEASE:
    case GDK_KEY_PRESS:
    case GDK_KEY_RELEASE:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCH_END:
      return TRUE;
    default:
      return FALSE;
    }
}

void
zg_window_touched (ZgWindow *self)
{
  self->active_ms = zg_clock_now_ms ();
}

static gboolean
on_event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, ZgWindow *self)
{
  if (is_touch (gdk_event_get_event_type (event)))
    zg_window_touched (self);
  return FALSE;
}

static void
watch (ZgWindow *self, GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (on_event_cb), self, 0);
  gtk_widget_add_controller (window, controller);
}

/* Dialogs are windows of their own. */
static void
on_toplevels_cb (GListModel *toplevels, guint position, guint removed, guint added, ZgWindow *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      watch (self, window);
    }
}

void
zg_window_init_lock (ZgWindow *self)
{
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  self->look_timer = g_timeout_add_seconds (LOOK_EVERY_S, on_look_cb, self);
  zg_window_touched (self);
  watch (self, GTK_WIDGET (self));
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (on_toplevels_cb), self, 0);
}

void
zg_window_dispose_lock (ZgWindow *self)
{
  g_clear_handle_id (&self->look_timer, g_source_remove);
  zg_window_stop_freshening (self);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->hidden, g_ptr_array_unref);
  g_clear_pointer (&self->locked, zg_session_unref);
}

/* -- In the background: fields under old keys, and such that cannot be found yet -- */

#define FRESHEN_AFTER_S 5 /* the first page comes first */

static void
freshen_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!zg_book_freshen (data, NULL, NULL, cancellable, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("sealed fields are left for the next log-in: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

void
zg_window_freshen (ZgWindow *self)
{
  g_autoptr (GTask) task = NULL;

  zg_window_stop_freshening (self);
  if (self->session == NULL)
    return;
  self->freshening = g_cancellable_new ();
  task = g_task_new (NULL, self->freshening, NULL, NULL);
  g_task_set_task_data (task, zg_session_ref (self->session), (GDestroyNotify) zg_session_unref);
  g_task_run_in_thread (task, freshen_thread);
}

static gboolean
on_freshen_cb (gpointer data)
{
  ZgWindow *self = data;

  self->freshen_timer = 0;
  zg_window_freshen (self);
  return G_SOURCE_REMOVE;
}

void
zg_window_freshen_later (ZgWindow *self)
{
  zg_window_stop_freshening (self);
  self->freshen_timer = g_timeout_add_seconds (FRESHEN_AFTER_S, on_freshen_cb, self);
}

void
zg_window_stop_freshening (ZgWindow *self)
{
  g_clear_handle_id (&self->freshen_timer, g_source_remove);
  if (self->freshening)
    g_cancellable_cancel (self->freshening);
  g_clear_object (&self->freshening);
}
