/* What is due while somebody is logged in: how many at the entry Today of the sidebar, and a notification of the desktop some
 * minutes before a deadline. What was due already when he logged in stands on the page he sees first. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-duty.h"
#include "zg-people.h"
#include "zg-policy.h"
#include "zg-window-private.h"

#define EVERY_SECONDS 60
#define SETTLE_MS 800 /* after something was written */
#define READ_EVERY 5  /* minutes: what somebody else did on a server is heard of by the listener or by this */

struct _ZgWindowDue
{
  ZgWindow   *window;    /* weak */
  ZgSession  *session;
  GPtrArray  *items;     /* (nullable): of ZgDutyItem */
  GHashTable *told;      /* of key_of (): reminded of, or due before */
  int         lead;      /* minutes */
  int         minutes;   /* since the last reading */
  guint       listener, minute, settle;
  gboolean    reading, again;
};

typedef struct
{
  ZgSession *session;
  GPtrArray *items;
  int        lead;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->items, g_ptr_array_unref);
  zg_session_unref (answer->session);
  g_free (answer);
}

/* -- The sidebar -- */

guint
zg_due_count (const GPtrArray *items, gint64 now, int *overdue)
{
  guint n = 0;

  *overdue = 0;
  for (guint i = 0; items && i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (item->state == ZG_DUTY_DONE || zg_day_of_ms (item->due_ms - 1) > zg_day_of_ms (now))
        continue;
      *overdue += item->due_ms <= now;
      n++;
    }
  return n;
}

/* At the entry of each list how many wait in it, for who may do something about it. */
static void
show_lists (ZgWindowDue *due)
{
  guint                n;
  const ZgDuty *const *all = zg_duties (&n);

  for (guint i = 0; i < n; i++)
    {
      guint            waiting = 0;
      g_autofree char *count = NULL;

      if (all[i]->list == NULL)
        continue;
      for (guint k = 0; due->items && k < due->items->len; k++)
        {
          const ZgDutyItem *item = due->items->pdata[k];

          waiting += item->duty == all[i] && item->step && item->state != ZG_DUTY_DONE ? item->n : 0;
        }
      count = g_strdup_printf ("%u", waiting);
      zg_window_set_badge (due->window, all[i]->list, waiting ? count : NULL,
                           waiting ? g_dgettext (GETTEXT_PACKAGE, all[i]->title) : NULL);
    }
}

static void
show_count (ZgWindowDue *due)
{
  int              overdue;
  guint            n = zg_due_count (due->items, zg_book_now (zg_session_book (due->session)), &overdue);
  g_autofree char *count = n ? g_strdup_printf ("%u", n) : NULL;
  g_autofree char *says = n ? g_strdup_printf (_ ("%u due today or overdue, %d of them overdue"), n, overdue) : NULL;

  zg_window_set_badge (due->window, "today", count, says);
  show_lists (due);
}

/* -- Reminders -- */

static char *
key_of (const ZgDutyItem *item)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s", item->duty->id, item->due_ms, item->about);
}

GPtrArray *
zg_due_reminders (const GPtrArray *items, gint64 now, int lead, GHashTable *told)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; items && i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (item->state == ZG_DUTY_DONE || item->due_ms - lead * G_GINT64_CONSTANT (60000) > now)
        continue;
      if (g_hash_table_add (told, key_of (item)))
        g_ptr_array_add (found, (gpointer) item);
    }
  return found;
}

static char *
sentence (const ZgDutyItem *item, gint64 now)
{
  g_autofree char *when = zg_duty_when (item, now);

  return g_strdup_printf ("%s%s%s · %s", g_dgettext (GETTEXT_PACKAGE, item->duty->title), *item->about ? " · " : "", item->about,
                          when);
}

static void
notify (ZgWindowDue *due, const GPtrArray *found, gint64 now)
{
  g_autoptr (GNotification) notification = NULL;
  g_autoptr (GString)       body = g_string_new (NULL);
  GtkApplication           *app = gtk_window_get_application (GTK_WINDOW (due->window));
  g_autofree char          *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u thing is due soon", "%u things are due soon", found->len), found->len);

  if (app == NULL || g_application_get_dbus_connection (G_APPLICATION (app)) == NULL) /* nobody there to show it */
    return;
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *line = sentence (found->pdata[i], now);

      g_string_append_printf (body, "%s%s", i ? "\n" : "", line);
    }
  notification = g_notification_new (title);
  if (due->window->session) /* what it is about is not told past the lock */
    g_notification_set_body (notification, body->str);
  g_notification_set_default_action (notification, "app.today");
  g_application_send_notification (G_APPLICATION (app), "due", notification);
}

static gboolean
wants_reminders (void)
{
  GSettings *settings = zg_window_settings ();

  return settings == NULL || g_settings_get_boolean (settings, "reminders");
}

static void
remind (ZgWindowDue *due, gboolean first)
{
  gint64                now = zg_book_now (zg_session_book (due->session));
  g_autoptr (GPtrArray) found = zg_due_reminders (due->items, now, due->lead, due->told);

  if (found->len && !first && due->lead > 0 && wants_reminders ())
    notify (due, found, now);
}

/* -- Reading -- */

static gpointer
read_due (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Answer              *answer = data, *read;
  gint64               now = zg_book_now (zg_session_book (answer->session));
  int                  today = zg_day_of_ms (now);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, error);
  GPtrArray           *items = policy ? zg_duties_find (answer->session, db, now, TRUE, error) : NULL;

  if (items == NULL)
    return NULL;
  read = g_new0 (Answer, 1);
  read->session = zg_session_ref (answer->session);
  read->items = items;
  read->lead = (int) zg_policy_int (policy, "duty.remind.minutes", 0, 0, today);
  return read;
}

static void read_now (ZgWindowDue *due);

/* The window may be another person's by now: what was read is of no use to him. */
static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgWindow) window = data;
  Answer              *answer = zg_store_call_finish (result, NULL);
  ZgWindowDue         *due = window->due;

  if (due && (answer == NULL || answer->session == due->session))
    {
      gboolean first = due->items == NULL;

      due->reading = FALSE;
      if (answer)
        {
          g_clear_pointer (&due->items, g_ptr_array_unref);
          due->items = g_steal_pointer (&answer->items);
          due->lead = answer->lead;
          show_count (due);
          remind (due, first);
        }
      if (due->again)
        read_now (due);
    }
  g_clear_pointer (&answer, answer_free);
}

static void
read_now (ZgWindowDue *due)
{
  Answer *ask;

  due->again = due->reading;
  if (due->reading)
    return;
  due->reading = TRUE;
  due->minutes = 0;
  ask = g_new0 (Answer, 1);
  ask->session = zg_session_ref (due->session);
  zg_store_read_async (zg_session_store (due->session), read_due, ask, answer_free, answer_free, NULL, on_read_cb,
                       g_object_ref (due->window));
}

static gboolean
on_settled_cb (gpointer data)
{
  ZgWindowDue *due = data;

  due->settle = 0;
  read_now (due);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (const char *const *tables, gpointer data)
{
  ZgWindowDue *due = data;

  if (due->settle == 0)
    due->settle = g_timeout_add (SETTLE_MS, on_settled_cb, due);
}

/* While nothing is written only the clock goes on; a new day brings new duties. */
static gboolean
on_minute_cb (gpointer data)
{
  ZgWindowDue *due = data;

  if (++due->minutes >= READ_EVERY || due->items == NULL)
    read_now (due);
  else
    {
      show_count (due);
      remind (due, FALSE);
    }
  return G_SOURCE_CONTINUE;
}

/* -- From log-in to log-out -- */

void
zg_window_begin_due (ZgWindow *self)
{
  ZgWindowDue *due;

  zg_window_end_due (self);
  if (zg_session_must_change (self->session))
    return;
  due = self->due = g_new0 (ZgWindowDue, 1);
  due->window = self;
  due->session = zg_session_ref (self->session);
  due->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  due->listener = zg_store_add_listener (zg_session_store (due->session), on_changed_cb, due);
  due->minute = g_timeout_add_seconds (EVERY_SECONDS, on_minute_cb, due);
  read_now (due);
}

void
zg_window_end_due (ZgWindow *self)
{
  ZgWindowDue *due = g_steal_pointer (&self->due);

  if (due == NULL)
    return;
  zg_store_remove_listener (zg_session_store (due->session), due->listener);
  g_clear_handle_id (&due->minute, g_source_remove);
  g_clear_handle_id (&due->settle, g_source_remove);
  g_clear_pointer (&due->items, g_ptr_array_unref);
  g_hash_table_unref (due->told);
  zg_session_unref (due->session);
  g_free (due);
}

void
zg_window_look_due (ZgWindow *self)
{
  if (self->due)
    on_minute_cb (self->due);
}
