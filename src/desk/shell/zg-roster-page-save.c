/* Into the book: what was edited, one step an entry on a worker; publishing and taking a published month back. */
#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-roster-page-private.h"

typedef struct
{
  ZgSession *session;
  GPtrArray *changes; /* (nullable): to be saved; what is left was refused */
  guint      n_done;
  gboolean   locked;
  char      *reason;  /* (nullable) */
  const char *verb;   /* (nullable): of the month */
  int        first_day;
  gint64     unit;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  zg_session_unref (work->session);
  g_clear_pointer (&work->changes, g_ptr_array_unref);
  g_free (work->reason);
  g_free (work);
}

static void
run_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work   *work = data;
  GError *error = NULL;

  if (work->changes)
    work->n_done = zg_roster_save (work->session, work->changes, work->locked, work->reason, &error);
  else
    zg_roster_month_step (work->session, work->first_day, work->unit, work->verb, work->reason, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* What was refused is laid over the board as it is now, with the reason above it. */
static void
show_result (ZgRosterPage *self, const Work *work, const GError *error)
{
  g_autofree char *text = NULL;

  if (error)
    zg_error_bar_show_error (ZG_ERROR_BAR (self->bar_of_errors), error);
  else
    zg_error_bar_hide (ZG_ERROR_BAR (self->bar_of_errors));
  if (work->changes && work->changes->len)
    text = g_strdup_printf (_ ("%u saved, %u not. They are still on the board."), work->n_done, work->changes->len);
  else if (work->changes)
    text = g_strdup_printf (_ ("%u saved."), work->n_done);
  else if (error == NULL)
    text = g_strdup (g_str_equal (work->verb, "reopen") ? _ ("The roster is a draft again.") : _ ("The roster is published."));
  if (text)
    zg_desk_toast (GTK_WIDGET (self), text);
}

static void
on_work_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgRosterPage      *self = ZG_ROSTER_PAGE (source);
  Work              *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  self->busy--;
  if (self->window == NULL)
    return;
  zg_busy_bar_stop (ZG_BUSY_BAR (self->window->busy));
  show_result (self, work, error);
  if (work->changes && self->edit)
    {
      const ZgRosterBoard *board = zg_roster_edit_board (self->edit);

      if (board->first_day == work->first_day && board->unit == work->unit)
        zg_roster_page_forget (self, work->changes);
    }
  zg_roster_page_read (self);
}

static void
start (ZgRosterPage *self, Work *work)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_work_cb, NULL);

  work->session = zg_session_ref (self->session);
  work->first_day = self->first_day;
  work->unit = self->unit;
  g_task_set_task_data (task, work, work_free);
  self->busy++;
  zg_busy_bar_start (ZG_BUSY_BAR (self->window->busy));
  zg_roster_page_bar_told (self);
  g_task_run_in_thread (task, run_work);
}

/* -- Saving -- */

static void
on_reason_cb (const char *reason, gpointer data)
{
  if (reason)
    zg_roster_page_save (data, reason);
}

void
zg_roster_page_save (ZgRosterPage *self, const char *reason)
{
  const ZgRosterBoard *board;
  Work                *work;

  if (self->window == NULL || self->busy > 0 || !zg_roster_page_is_modified (self) || !zg_roster_page_may_edit (self))
    return;
  board = zg_roster_edit_board (self->edit);
  if (board->locked && reason == NULL)
    {
      zg_desk_ask_opinion (GTK_WIDGET (self), _ ("Change a published roster?"),
                           _ ("The reason stands with every entry that changes, and in the audit."), "D01-6.3", _ ("_Change"), 2,
                           on_reason_cb, self);
      return;
    }
  work = g_new0 (Work, 1);
  work->changes = zg_roster_edit_changes (self->edit);
  work->locked = board->locked;
  work->reason = g_strdup (reason);
  start (self, work);
}

/* -- Publishing -- */

static void
run_month (ZgRosterPage *self, const char *verb, const char *opinion)
{
  Work *work;

  if (self->window == NULL || self->busy > 0)
    return;
  work = g_new0 (Work, 1);
  work->verb = verb;
  work->reason = g_strdup (opinion);
  start (self, work);
}

static void
on_publish_opinion_cb (const char *opinion, gpointer data)
{
  if (opinion)
    run_month (data, "publish_open", opinion);
}

static void
on_reopen_opinion_cb (const char *opinion, gpointer data)
{
  if (opinion)
    run_month (data, "reopen", opinion);
}

static void
on_publish_answer_cb (gboolean yes, gpointer data)
{
  if (yes)
    run_month (data, "publish", NULL);
}

void
zg_roster_page_publish (ZgRosterPage *self, const char *opinion)
{
  const ZgRosterBoard *board = self->edit ? zg_roster_edit_board (self->edit) : NULL;
  guint                gaps = board ? zg_roster_edit_findings (self->edit)->gaps->len : 0;
  g_autofree char     *text = NULL;

  if (board == NULL || board->unit == 0 || zg_roster_page_is_modified (self))
    return;
  if (!g_str_equal (board->state, "draft"))
    {
      if (opinion)
        run_month (self, "reopen", opinion);
      else
        zg_desk_ask_opinion (GTK_WIDGET (self), _ ("Take the roster back to draft?"),
                             _ ("Everybody has seen it. Until it is published again its entries can be changed freely."),
                             "D01-6.3", _ ("_Back to draft"), 2, on_reopen_opinion_cb, self);
      return;
    }
  if (gaps && opinion)
    run_month (self, "publish_open", opinion);
  else if (gaps)
    {
      text = g_strdup_printf (_ ("%u gaps are not covered. Say why they are accepted, or fill them first."), gaps);
      zg_desk_ask_opinion (GTK_WIDGET (self), _ ("Publish with gaps?"), text, "D18-7.1a", _ ("_Publish"), 2,
                           on_publish_opinion_cb, self);
    }
  else
    zg_desk_confirm (GTK_WIDGET (self), _ ("Publish this roster?"),
                     _ ("From then on its entries change by swap only, or with a reason."), "D01-6.3", _ ("_Publish"), FALSE,
                     on_publish_answer_cb, self);
}
