/* Running steps, and what happens when the answer is no. */
#include "zg-form-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-people.h"

static void on_run_cb (GObject *source, GAsyncResult *result, gpointer data);

/* -- The queue -- */

static GPtrArray *
changed_lines (ZgForm *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; i < self->lines->len; i++)
    {
      ZgFormLines          *lines = self->lines->pdata[i];
      g_autoptr (GPtrArray) some = zg_lines_editor_get_changes (ZG_LINES_EDITOR (lines->editor));

      g_ptr_array_extend_and_steal (all, g_steal_pointer (&some));
    }
  return all;
}

static void
set_running (ZgForm *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  gtk_widget_set_sensitive (self->foot, !running);
  if (running)
    zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  else
    zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
}

static void
fail_queue (ZgForm *self)
{
  g_queue_clear_full (&self->queue, g_free);
  g_clear_pointer (&self->opinion, g_free);
  set_running (self, FALSE);
}

static void
on_proven (gboolean yes, gpointer data)
{
  ZgForm *self = data;

  if (yes && self->body)
    zg_form_run_queue (self);
  else if (self->body)
    fail_queue (self);
  g_object_unref (self);
}

void
zg_form_run_queue (ZgForm *self)
{
  const char           *verb = g_queue_peek_head (&self->queue);
  const ZgStep         *step = verb ? zg_kind_step (self->kind, self->record->state, verb) : NULL;
  g_autoptr (GPtrArray) children = step && step->flags & ZG_WITH_LINES ? changed_lines (self) : g_ptr_array_new ();
  gboolean              last = g_queue_get_length (&self->queue) == 1;

  if (verb == NULL)
    return;
  if (step && step->flags & ZG_PROOF && zg_session_proof_due (self->session))
    {
      zg_desk_prove (GTK_WIDGET (self), self->session, on_proven, g_object_ref (self));
      return;
    }
  zg_command_new (self->command);
  set_running (self, TRUE);
  zg_book_run_async (self->session, self->record, verb, children->len > 0 ? children : NULL, last ? self->opinion : NULL,
                     self->command, NULL,
                     on_run_cb, g_object_ref (self));
}

/* -- Conflict: somebody else was first -- */

static char *
differences (ZgForm *self, const ZgRecord *theirs)
{
  GString *words = g_string_new (NULL);

  for (int i = 0; i < self->kind->n_fields; i++)
    {
      g_autofree char *mine = NULL, *other = NULL;

      if (zg_cell_equal (&self->record->cells[i], &theirs->cells[i]))
        continue;
      mine = zg_form_cell_text (self, self->record, i);
      other = zg_form_cell_text (self, theirs, i);
      if (words->len > 0)
        g_string_append_c (words, '\n');
      g_string_append_printf (words, _ ("%s: yours “%s”, in the book “%s”"),
                              g_dgettext (GETTEXT_PACKAGE, self->kind->fields[i].title), mine, other);
    }
  if (words->len == 0)
    g_string_append (words, _ ("No field differs; only the state has changed."));
  return g_string_free (words, FALSE);
}

static void
on_see_cb (gpointer data)
{
  ZgForm            *self = data;
  g_autofree char   *text = differences (self, self->theirs);
  const char *const  none[] = { NULL };

  zg_desk_choose (GTK_WIDGET (self), _ ("Differences"), text, none, NULL, NULL);
}

/* Mine: what I typed onto the newest version; the next save writes it. */
static void
on_mine_cb (gpointer data)
{
  ZgForm   *self = data;
  ZgRecord *merged = zg_record_copy (self->theirs);
  guint64   writable;

  merged->changed = 0;
  for (int i = 0; i < self->kind->n_fields; i++)
    if (self->record->changed & ZG_F (i))
      zg_record_set_cell (merged, i, &self->record->cells[i]);
  zg_record_free (self->record);
  self->record = merged;
  g_clear_pointer (&self->stored, zg_record_free);
  self->stored = g_steal_pointer (&self->theirs);
  writable = self->record->changed;
  zg_form_show_steps (self);
  zg_form_show_fields (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (writable & ZG_F (((ZgFormRow *) self->rows->pdata[i])->index))
      ((ZgFormRow *) self->rows->pdata[i])->touched = TRUE;
  zg_form_show_stepper (self);
  zg_form_set_modified (self, TRUE);
  zg_error_bar_hide (ZG_ERROR_BAR (self->bar));
}

static void
on_theirs_cb (gpointer data)
{
  ZgForm *self = data;

  zg_error_bar_hide (ZG_ERROR_BAR (self->bar));
  zg_form_draft_forget (self);
  zg_form_load (self);
}

typedef struct
{
  ZgSession    *session;
  const ZgKind *kind;
  gint64        id;
} Read;

static void
read_free (gpointer data)
{
  zg_session_unref (((Read *) data)->session);
  g_free (data);
}

static gpointer
read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;

  return zg_form_read (read->session, db, read->kind, read->id, error);
}

static void
show_conflict (ZgForm *self, const ZgFormLoad *load)
{
  const ZgHistory *last = load->history->len ? load->history->pdata[load->history->len - 1] : NULL;
  g_autofree char *when = last ? zg_desk_when (last->at_ms) : g_strdup ("");
  g_autofree char *text = g_strdup_printf (_ ("%s changed this at %s%s%s. Nothing was overwritten; your input is kept."),
                                           last && last->who ? last->who : "", when,
                                               last && last->changes ? C_ ("before changes", ": ") : "",
                                           last && last->changes ? last->changes : "");
  ZgErrorBar      *bar = ZG_ERROR_BAR (self->bar);

  zg_error_bar_show (bar, text, NULL, NULL);
  zg_error_bar_add_button (bar, _ ("_Differences"), G_CALLBACK (on_see_cb), self);
  zg_error_bar_add_button (bar, _ ("Use _mine"), G_CALLBACK (on_mine_cb), self);
  zg_error_bar_add_button (bar, _ ("Use _theirs"), G_CALLBACK (on_theirs_cb), self);
}

static void
on_theirs_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgForm            *self = data;
  g_autoptr (GError) error = NULL;
  ZgFormLoad        *load = zg_desk_read_finish (self->session, result, &error);

  if (self->body && load)
    {
      g_clear_pointer (&self->theirs, zg_record_free);
      self->theirs = zg_record_copy (load->record);
      show_conflict (self, load);
    }
  else if (self->body)
    zg_error_bar_show_error (ZG_ERROR_BAR (self->bar), error);
  if (self->body)
    zg_form_emit_ready (self);
  g_clear_pointer (&load, zg_form_load_free);
  g_object_unref (self);
}

static void
read_theirs (ZgForm *self)
{
  Read *read = g_new0 (Read, 1);

  read->session = zg_session_ref (self->session);
  read->kind = self->kind;
  read->id = self->record->id;
  zg_desk_read_async (self->session, read_run, read, read_free, zg_form_load_free, NULL, on_theirs_read_cb, g_object_ref (self));
}

/* -- Unknown outcome: the book is asked again by the command id -- */

typedef struct
{
  ZgSession *session;
  char       command[40];
  ZgOutcome  outcome;
} Settle;

static void
settle_free (gpointer data)
{
  zg_session_unref (((Settle *) data)->session);
  g_free (data);
}

static void
settle_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Settle *settle = data;
  GError *error = NULL;

  if (zg_book_outcome (settle->session, settle->command, &settle->outcome, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgForm            *self = ZG_FORM (source);
  Settle            *settle = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean           done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->body == NULL)
    return;
  fail_queue (self);
  if (done)
    {
      zg_error_bar_hide (ZG_ERROR_BAR (self->bar));
      self->id = settle->outcome.id;
      zg_form_draft_forget (self);
      zg_form_load (self);
    }
  else if (g_error_matches (error, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    zg_error_bar_show (ZG_ERROR_BAR (self->bar), _ ("It was not saved. Your input is still here; try again."), NULL, NULL);
  else
    zg_error_bar_show_error (ZG_ERROR_BAR (self->bar), error);
}

static void
settle (ZgForm *self)
{
  Settle           *job = g_new0 (Settle, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_settled_cb, NULL);

  job->session = zg_session_ref (self->session);
  g_strlcpy (job->command, self->command, sizeof job->command);
  zg_error_bar_show (ZG_ERROR_BAR (self->bar), _ ("It is not certain whether this was saved. Checking; do not enter it again."),
                     NULL, NULL);
  g_task_set_task_data (task, job, settle_free);
  g_task_run_in_thread (task, settle_thread);
}

/* -- Answers -- */

static void
on_failed (ZgForm *self, const GError *error)
{
  GPtrArray *faults = zg_error_get_faults (error);

  if (g_error_matches (error, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME))
    {
      settle (self); /* locked until the truth is known */
      return;
    }
  fail_queue (self);
  if (g_error_matches (error, ZG_ERROR, ZG_ERROR_CONFLICT) && self->record->version > 0)
    {
      read_theirs (self);
      return;
    }
  if (faults)
    zg_form_show_faults (self, faults);
  else
    zg_error_bar_show_error (ZG_ERROR_BAR (self->bar), error);
  zg_form_emit_ready (self);
}

static void
on_done (ZgForm *self, ZgRecord *written, const ZgOutcome *outcome)
{
  g_autofree char *verb = g_queue_pop_head (&self->queue);
  const ZgStep    *step = zg_kind_step (self->kind, self->record->state, verb);
  gboolean         hidden = zg_kind_state (self->kind, written->state)->hidden;

  self->id = outcome->id ? outcome->id : written->id;
  zg_record_free (self->record);
  self->record = written;
  self->record->changed = 0;
  g_clear_pointer (&self->stored, zg_record_free);
  self->stored = zg_record_copy (written);
  for (guint i = 0; step && step->flags & ZG_WITH_LINES && i < self->lines->len; i++)
    { /* written with the step; the reload brings them as the book has them */
      ZgFormLines *lines = self->lines->pdata[i];

      zg_lines_editor_set_lines (ZG_LINES_EDITOR (lines->editor), NULL, NULL);
    }
  zg_form_draft_forget (self);
  zg_form_emit_saved (self, verb);
  if (!g_queue_is_empty (&self->queue))
    {
      zg_form_run_queue (self);
      return;
    }
  fail_queue (self);
  zg_form_set_modified (self, FALSE);
  if (hidden)
    zg_form_emit_closed (self);
  else
    zg_form_load (self);
}

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgForm            *self = data;
  ZgOutcome          outcome = { 0 };
  g_autoptr (GError) error = NULL;
  ZgRecord          *written = zg_book_run_finish (result, &outcome, &error);

  if (self->body == NULL)
    g_clear_pointer (&written, zg_record_free);
  else if (written)
    on_done (self, written, &outcome);
  else
    on_failed (self, error);
  g_object_unref (self);
}
