/* While the window has a book open it does for it what falls due by itself, and what a timer of the computer asks for. */
#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-handover.h"
#include "zg-tick.h"
#include "zg-window-private.h"

#define EVERY_SECONDS 60

static void
on_ticked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgWindow) self = data;
  g_autoptr (GError)   error = NULL;
  g_autofree char     *report = zg_tick_run_finish (result, &error);
  int                  today = zg_day_of_ms (zg_clock_now_ms ());

  self->ticking = FALSE;
  if (self->book == NULL)
    return;
  if (report && *report)
    zg_window_toast (self, g_strchomp (report));
  if (error == NULL || self->told_day == today)
    return;
  self->told_day = today; /* once a day is enough for what will not do better within the hour */
  zg_desk_error (GTK_WIDGET (self), _ ("What falls due by itself could not be done"), error);
}

void
zg_window_tick (ZgWindow *self)
{
  if (self->ticking || self->book == NULL)
    return;
  self->ticking = TRUE;
  zg_tick_run_async (self->book, on_ticked_cb, g_object_ref (self));
}

static gboolean
on_minute_cb (gpointer data)
{
  zg_window_tick (data);
  return G_SOURCE_CONTINUE;
}

void
zg_window_begin_clock (ZgWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (zg_store_is_read_only (zg_book_store (self->book)))
    return;
  if (!zg_db_is_server (zg_store_path (zg_book_store (self->book))) && !(self->handover = zg_handover_serve (self->book, &error)))
    g_warning ("timers cannot reach this window: %s", error->message);
  /* A trial book's clock is whatever somebody set. Where the key of the clock is not, somebody else's window or timer has it. */
  if (!zg_book_is_trial (self->book) && zg_book_has_clock (self->book))
    self->minute = g_timeout_add_seconds (EVERY_SECONDS, on_minute_cb, self);
}

void
zg_window_end_clock (ZgWindow *self)
{
  g_clear_handle_id (&self->minute, g_source_remove);
  g_clear_pointer (&self->handover, zg_handover_free);
  self->told_day = 0;
}
