/* The step runner: right → state → build → post. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-schema.h"
#include "zg-work.h"

#define MOST_TRIES 20

typedef struct
{
  ZgSession  *session;
  ZgRecord   *record;
  const char *verb;
  GPtrArray  *children;
  const char *opinion;
  const char *command;
  ZgDbTx      extra;
  gpointer    extra_data;
  ZgOutcome   outcome;
} Run;

char *
zg_command_new (char *buffer)
{
  g_autofree char *uuid = g_uuid_string_random ();

  g_strlcpy (buffer, uuid, 40);
  return buffer;
}

/* -- Build -- */

static void
say_conflict (ZgDb *db, const ZgRecord *record, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, NULL,
                                         ZG_SQL ("SELECT a.at_ms, COALESCE (p.name, '') FROM audit a LEFT JOIN person p ON p.id "
                                                 "= a.actor"
                                                 " WHERE a.step NOT LIKE 'refused:%' AND ((a.kind = $1 AND a.doc = $2) OR "
                                                 "(a.chain, a.seq) IN"
                                                 " (SELECT u.chain, u.seq FROM audit_put u WHERE u.kind = $1 AND u.doc = $2))"
                                                 " ORDER BY a.at_ms DESC LIMIT 1"),
                                         "si", record->kind->id, record->id);
  gboolean row = FALSE;
  char     at[20];

  if (stmt && zg_stmt_step (stmt, &row, NULL) && row)
    {
      zg_stamp_format (zg_stmt_int (stmt, 0), at);
      at[16] = '\0';
      g_set_error (error, ZG_ERROR, ZG_ERROR_CONFLICT, _ ("%s changed this at %s. Nothing was overwritten; your input is kept."),
                   zg_stmt_text (stmt, 1), at);
    }
  else
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONFLICT,
                         _ ("Somebody changed this meanwhile. Nothing was overwritten; your input is kept."));
}

static gboolean
read_old (Run *run, ZgDb *db, ZgRecord **old, GError **error)
{
  *old = NULL;
  if (run->record->version == 0)
    return TRUE;
  *old = zg_book_get (db, run->record->kind, run->record->id, error);
  if (*old == NULL)
    return FALSE;
  if ((*old)->version != run->record->version)
    {
      say_conflict (db, run->record, error);
      g_clear_pointer (old, zg_record_free);
      return FALSE;
    }
  return TRUE;
}

/* Whose it is, who made it and its number are the book's, whatever was sent along. */
static void
keep (const ZgRecord *old, ZgRecord *record)
{
  if (old)
    record->parent = old->parent;
  record->owner = old ? old->owner : 0;
  record->unit = old ? old->unit : 0;
  record->maker = old ? old->maker : 0;
  record->created_ms = old ? old->created_ms : 0;
  g_free (record->no);
  record->no = old ? g_strdup (old->no) : NULL;
  g_free (record->state);
  record->state = g_strdup (old ? old->state : "");
}

static gboolean
same_sealed (Run *run, const ZgRecord *old, int field, const ZgCell *typed)
{
  g_autofree char *was = NULL;

  if (old->cells[field].type != ZG_CELL_BYTES)
    return FALSE;
  was = zg_session_open_cell (run->session, old->kind, field, old->id, &old->cells[field], NULL);
  return was && g_str_equal (was, typed->s);
}

/* What differs from the row as it is. A sealed field typed again as it was counts as unchanged. */
static guint64
differences (Run *run, const ZgRecord *old, ZgRecord *record)
{
  guint64 mask = 0;

  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const ZgCell *cell = &record->cells[i];

      if (old == NULL ? cell->type == ZG_CELL_NULL : zg_cell_equal (cell, &old->cells[i]))
        continue;
      if (old && (record->kind->fields[i].flags & ZG_SEALED) && cell->type == ZG_CELL_TEXT && same_sealed (run, old, i, cell))
        {
          zg_cell_copy (&old->cells[i], &record->cells[i]);
          continue;
        }
      mask |= ZG_F (i);
    }
  return mask;
}

static void
mark_row (GPtrArray *faults, guint from, int row)
{
  for (guint i = from; i < faults->len; i++)
    ((ZgFault *) faults->pdata[i])->row = row;
}

/* A line of a document: made, changed or (state "removed") taken out, by the right of the document's own step. */
static gboolean
build_line (Run *run, ZgWork *work, int row, GError **error)
{
  ZgRecord  *given = work->children->pdata[row];
  g_autoptr (ZgRecord) old = NULL;
  ZgRecord  *line;
  gboolean   removed = g_str_equal (given->state, "removed");
  const ZgStep *step;
  guint64    mask;
  guint      before = work->faults->len;

  if (given->version && !(old = zg_book_get (work->db, given->kind, given->id, error)))
    return FALSE;
  if (old && (old->version != given->version || old->parent != work->record->id))
    {
      say_conflict (work->db, work->record, error);
      return FALSE;
    }
  if (removed && old == NULL)
    return TRUE;
  step = zg_kind_step (given->kind, old ? old->state : NULL, old ? removed ? "remove" : "edit" : "create");
  if (step == NULL || g_strcmp0 (given->kind->parent, work->record->kind->id) != 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, "%s", given->kind->id);
      return FALSE;
    }
  line = zg_record_copy (given);
  keep (old, line);
  line->parent = work->record->id;
  if (line->id == 0)
    line->id = given->id = zg_book_new_id (zg_session_book (run->session), 1);
  if (line->kind->recompute)
    line->kind->recompute (line);
  mask = differences (run, old, line);
  if (old && mask == 0 && !removed)
    {
      zg_record_free (line);
      return TRUE;
    }
  zg_posting_put (work->posting, step, line, mask);
  zg_check_writes (old, line, step, mask, row, work->faults);
  zg_record_validate (line, step->to, work->faults);
  mark_row (work->faults, before, row);
  if (!zg_work_place (work->db, line, error))
    return FALSE;
  if (line->kind->owner == NULL) /* a line is seen by who sees its document */
    line->owner = work->record->owner;
  if (line->kind->unit == NULL)
    line->unit = work->record->unit;
  return zg_check_references (work->db, line, mask, row, work->faults, error) &&
         zg_session_seal_fresh (run->session, work->db, line, error);
}

static gboolean
refuse_state (Run *run, const ZgRecord *old, GError **error)
{
  const ZgStep *step = zg_kind_verb (run->record->kind, run->verb);

  if (step == NULL)
    g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("%s has no step “%s”."),
                 g_dgettext (GETTEXT_PACKAGE, run->record->kind->title), run->verb);
  else
    zg_error_set_clause (error, ZG_ERROR_INVALID, step->clause,
                         _ ("“%s” is not possible now: the record is “%s”. Nothing was changed."),
                         zg_step_title (step), old ? g_dgettext (GETTEXT_PACKAGE, zg_kind_state (old->kind, old->state)->title)
                             : _ ("new"));
  return FALSE;
}

static gboolean
check_right (Run *run, ZgWork *work, GError **error)
{
  g_autofree char *why = NULL;
  const char      *clause = NULL;
  const ZgRecord  *judged = work->old ? work->old : work->record;

  if (!zg_session_may (run->session, judged, work->step, &why, &clause))
    {
      zg_error_set_clause (error, ZG_ERROR_DENIED, clause, "%s", why);
      return FALSE;
    }
  /* nobody moves a record out of his own reach, nor into that of others */
  if (work->old && (work->old->owner != work->record->owner || work->old->unit != work->record->unit) &&
      !zg_session_may (run->session, work->record, work->step, &why, &clause))
    {
      zg_error_set_clause (error, ZG_ERROR_DENIED, clause, "%s", why);
      return FALSE;
    }
  if (work->children && work->children->len && !(work->step->flags & ZG_WITH_LINES))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("“%s” takes no lines along. Nothing was saved."),
                   zg_step_title (work->step));
      return FALSE;
    }
  if ((work->step->flags & ZG_NEEDS_OPINION) && (run->opinion == NULL || *run->opinion == '\0'))
    {
      zg_error_set_clause (error, ZG_ERROR_INVALID, work->step->clause, _ ("“%s” needs an opinion. Write why."),
                           zg_step_title (work->step));
      return FALSE;
    }
  return TRUE;
}

/* What a hook makes is held to the same rules as what a person types. */
static gboolean
build_effect (Run *run, ZgWork *work, ZgPut *put, GError **error)
{
  ZgRecord *record = put->record;

  if (record->kind->recompute)
    record->kind->recompute (record);
  put->mask = record->changed;
  zg_check_writes (NULL, record, put->step, put->mask, -1, work->faults);
  zg_record_validate (record, put->step->to, work->faults);
  zg_check_differs (run->session, record, put->step, work->faults);
  return zg_work_place (work->db, record, error) && zg_check_references (work->db, record, put->mask, -1, work->faults, error) &&
         zg_session_seal_fresh (run->session, work->db, record, error);
}

static gboolean
build (Run *run, ZgWork *work, GError **error)
{
  ZgRecord *record;
  ZgPut    *put;
  guint64   mask;
  guint     n_own;

  if (!read_old (run, work->db, &work->old, error))
    return FALSE;
  work->step = zg_kind_step (run->record->kind, work->old ? work->old->state : NULL, run->verb);
  record = work->record = zg_record_copy (run->record);
  if (work->step == NULL)
    {
      g_ptr_array_add (work->strays, record);
      return refuse_state (run, work->old, error);
    }
  keep (work->old, record);
  if (record->kind->recompute)
    record->kind->recompute (record);
  mask = differences (run, work->old, record);
  put = zg_posting_put (work->posting, work->step, record, mask);
  if (!zg_work_place (work->db, record, error) || !check_right (run, work, error) ||
      (work->step->flags & ZG_PROOF && !zg_session_check_proof (run->session, error)))
    return FALSE;
  work->posting->deputy_of = zg_deputy_for (run->session, work->old ? work->old : record, work->step);
  zg_check_writes (work->old, record, work->step, mask, -1, work->faults);
  zg_record_validate (record, work->step->to, work->faults);
  zg_check_differs (run->session, record, work->step, work->faults);
  if (!zg_check_references (work->db, record, mask, -1, work->faults, error))
    return FALSE;
  for (guint i = 0; work->children && i < work->children->len; i++)
    if (!build_line (run, work, i, error))
      return FALSE;
  n_own = work->posting->puts->len;
  if (work->faults->len == 0 && work->step->check)
    work->step->check (work);
  if (work->faults->len == 0 && work->error == NULL && work->step->done)
    work->step->done (work);
  if (work->error)
    {
      g_propagate_error (error, g_steal_pointer (&work->error));
      return FALSE;
    }
  put->mask = differences (run, work->old, record); /* a hook may have filled fields */
  zg_check_fills (record, work->step, put->mask & ~mask, work->faults);
  for (guint i = n_own; i < work->posting->puts->len; i++)
    if (!build_effect (run, work, work->posting->puts->pdata[i], error))
      return FALSE;
  if (work->faults->len)
    {
      zg_error_set_faults (error, g_ptr_array_ref (work->faults));
      return FALSE;
    }
  return zg_session_seal_fresh (run->session, work->db, record, error);
}

static void
work_clear (ZgWork *work)
{
  g_clear_pointer (&work->old, zg_record_free);
  g_clear_pointer (&work->faults, g_ptr_array_unref);
  g_clear_pointer (&work->strays, g_ptr_array_unref);
  g_clear_pointer (&work->posting, zg_posting_free);
  g_clear_error (&work->error);
}

static void
give_back (Run *run, const ZgRecord *written)
{
  ZgRecord *record = run->record;

  for (int i = 0; i < record->kind->n_fields; i++)
    zg_cell_copy (&written->cells[i], &record->cells[i]);
  record->version = written->version;
  record->owner = written->owner;
  record->unit = written->unit;
  record->maker = written->maker;
  record->created_ms = written->created_ms;
  record->changed = 0;
  g_free (record->state);
  record->state = g_strdup (written->state);
  g_free (record->no);
  record->no = g_strdup (written->no);
}

static gboolean
run_once (Run *run, ZgDb *db, gboolean *stale, GError **error)
{
  ZgWork   work = { .session = run->session, .db = db, .children = run->children, .has_extra = run->extra != NULL };
  GError  *failed = NULL;
  gboolean done;

  *stale = FALSE;
  work.faults = zg_faults_new ();
  work.strays = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  work.posting = zg_posting_new (run->command, run->opinion);
  zg_db_forget_trouble (db);
  done = build (run, &work, &failed);
  /* What a check could not read is not taken for absent: neither its yes nor its no counts. */
  if (zg_db_trouble (db, NULL))
    {
      g_clear_error (&failed);
      zg_db_trouble (db, &failed);
      done = FALSE;
    }
  if (failed)
    g_propagate_error (error, failed);
  done = done && zg_posting_post (run->session, db, work.posting, run->extra, run->extra_data, &run->outcome, stale, error);
  if (done && !run->outcome.repeated)
    give_back (run, work.record);
  work_clear (&work);
  return done;
}

/* A command that was done already is answered before anything is built: the record has moved on since. */
static gboolean
done_before (ZgDb *db, Run *run)
{
  gboolean seen = FALSE;

  return zg_outcome_read (db, run->command, &run->outcome, &seen, NULL) && seen;
}

/* Somebody wants another word in what is written for good. */
static gboolean
is_tampering (const Run *run)
{
  return run->record->kind->frozen && run->record->version > 0 && (run->record->changed || g_str_equal (run->verb, "edit"));
}

static void
say_frozen (const Run *run, GError **failed)
{
  const ZgKind *kind = run->record->kind;

  g_clear_error (failed);
  zg_error_set_clause (
      failed, ZG_ERROR_DENIED, kind->clause,
      _ ("Nobody changes what a record of “%s” says once it is written. Nothing was changed, and the attempt stands in "
         "the audit. What is wrong is put right by a record of its own."),
      g_dgettext (GETTEXT_PACKAGE, kind->title));
}

static gpointer
run_on_writer (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Run   *run = data;
  GError *failed = NULL;
  gboolean stale = FALSE;

  if (zg_session_must_change (run->session) && !run->extra)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("Change your one-time password first. Nothing was saved."));
      return NULL;
    }
  if (done_before (db, run))
    return GINT_TO_POINTER (1);
  if (!zg_session_refresh (run->session, db, error))
    return NULL;
  for (int try = 1; try <= MOST_TRIES; try++)
    {
      g_clear_error (&failed);
      if (run_once (run, db, &stale, &failed))
        return GINT_TO_POINTER (1);
      if (!stale)
        break;
      g_usleep (g_random_int_range (200, 400 * try));
    }
  if (stale)
    {
      g_clear_error (&failed);
      g_set_error_literal (&failed, ZG_ERROR, ZG_ERROR_BUSY,
                           _ ("Others are working on the same things just now. Nothing was saved; try again."));
    }
  if (is_tampering (run))
    say_frozen (run, &failed);
  if (failed->domain == ZG_ERROR && failed->code == ZG_ERROR_DENIED)
    {
      g_autofree char *step = g_strdup_printf ("%s.%s", run->record->kind->id, run->verb);

      zg_refused (zg_session_book (run->session), run->session, step, run->record->kind->id, run->record->id, failed->message);
    }
  g_propagate_error (error, failed);
  return NULL;
}

gboolean
zg_book_run_with (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *children, const char *opinion,
                  const char *command,
                  ZgDbTx extra, gpointer extra_data, ZgOutcome *outcome, GError **error)
{
  char made[40];
  Run  run = { session, record, verb, children, opinion, command ? command : zg_command_new (made), extra, extra_data };

  if (record->id == 0)
    record->id = zg_book_new_id (zg_session_book (session), 1);
  if (!zg_store_write (zg_session_store (session), run_on_writer, &run, error))
    return FALSE;
  if (outcome)
    *outcome = run.outcome;
  return TRUE;
}

gboolean
zg_book_run (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *children, const char *opinion,
             const char *command,
             ZgOutcome *outcome, GError **error)
{
  return zg_book_run_with (session, record, verb, children, opinion, command, NULL, NULL, outcome, error);
}

/* -- For the desk -- */

typedef struct
{
  Run   run;
  char *verb, *opinion, command[40];
} AsyncRun;

static void
async_run_free (AsyncRun *async)
{
  zg_session_unref (async->run.session);
  zg_record_free (async->run.record);
  g_clear_pointer (&async->run.children, g_ptr_array_unref);
  g_free (async->verb);
  g_free (async->opinion);
  g_free (async);
}

static void
on_async_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (zg_store_call_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
zg_book_run_async (ZgSession *session, const ZgRecord *record, const char *verb, GPtrArray *children, const char *opinion,
                   const char *command,
                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AsyncRun *async = g_new0 (AsyncRun, 1);
  GTask    *task = g_task_new (NULL, cancellable, callback, user_data);

  async->verb = g_strdup (verb);
  async->opinion = g_strdup (opinion);
  if (command)
    g_strlcpy (async->command, command, sizeof async->command);
  else
    zg_command_new (async->command);
  async->run = (Run){ zg_session_ref (session), zg_record_copy (record), async->verb, NULL, async->opinion, async->command };
  if (async->run.record->id == 0)
    async->run.record->id = zg_book_new_id (zg_session_book (session), 1);
  if (children)
    {
      async->run.children = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
      for (guint i = 0; i < children->len; i++)
        g_ptr_array_add (async->run.children, zg_record_copy (children->pdata[i]));
    }
  g_task_set_source_tag (task, zg_book_run_async);
  g_task_set_task_data (task, async, (GDestroyNotify) async_run_free);
  zg_store_write_async (zg_session_store (session), run_on_writer, &async->run, NULL, NULL, FALSE, cancellable,
                        on_async_done_cb, task);
}

ZgRecord *
zg_book_run_finish (GAsyncResult *result, ZgOutcome *outcome, GError **error)
{
  AsyncRun *async = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (outcome)
    *outcome = async->run.outcome;
  return zg_record_copy (async->run.record);
}
