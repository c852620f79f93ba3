/* The step runner: lines of a document, declared effects, guards, and one command done once. */
#include "run-kinds.h"

/* -- Lines -- */

static ZgRecord *
line_new (const char *text, gint64 amount)
{
  ZgRecord *line = zg_record_new (&run_line);

  zg_record_set_text (line, LINE_TEXT, text);
  zg_record_set_int (line, LINE_AMOUNT, amount);
  return line;
}

static GPtrArray *
lines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
}

static void
with_lines (ZgSession *session, ZgRecord *claim, const char *verb, GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;

  zg_book_run (session, claim, verb, lines, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_lines (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord)  claim = claim_new (room, "Trip");
  g_autoptr (GPtrArray) lines = lines_new ();
  g_autoptr (GPtrArray) later = lines_new ();
  g_autoptr (ZgRecord)  kept = NULL;

  g_ptr_array_add (lines, line_new ("Taxi", 100));
  g_ptr_array_add (lines, line_new ("Hotel", 200));
  g_ptr_array_add (lines, line_new ("Bus", 300));
  with_lines (room->s_zhang, claim, "create", lines);
  g_assert_cmpint (small_int (&room->small,
      "SELECT COUNT(*) FROM claim_line l JOIN claim c ON c.id = l.parent_id AND l.owner_id = c.owner_id"), ==, 3);
  for (int i = 0; i < 3; i++)
    g_ptr_array_add (later, small_get (&room->small, &run_line, ((ZgRecord *) lines->pdata[i])->id));
  zg_record_set_int (later->pdata[0], LINE_AMOUNT, 150);          /* changed */
  g_free (((ZgRecord *) later->pdata[2])->state);
  ((ZgRecord *) later->pdata[2])->state = g_strdup ("removed");   /* taken out */
  g_ptr_array_add (later, line_new ("Train", 400));               /* new */
  with_lines (room->s_zhang, claim, "edit", later);
  g_assert_cmpint (small_int (&room->small, "SELECT CAST (SUM (amount_fen) AS BIGINT) FROM claim_line WHERE state = 'active'"),
                   ==, 750);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM claim_line WHERE state = 'removed'"), ==, 1);
  kept = small_get (&room->small, &run_line, ((ZgRecord *) lines->pdata[1])->id);
  g_assert_cmpint (kept->version, ==, 1); /* what was not touched is not written */
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit WHERE kind = 'claim'"), ==, 2);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit_put WHERE kind = 'claim_line'"), ==, 6);
}

static void
test_lines_refused (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord)  claim = claim_in (room, "Trip", "draft");
  g_autoptr (ZgRecord)  other = claim_in (room, "Other", "draft");
  g_autoptr (GPtrArray) lines = lines_new ();
  g_autoptr (GPtrArray) theirs = lines_new ();
  g_autoptr (GPtrArray) wrong = lines_new ();
  g_autoptr (GError)    error = NULL;

  g_ptr_array_add (lines, line_new ("Taxi", 1));
  g_ptr_array_add (lines, line_new (NULL, 2)); /* the fault names its row */
  g_assert_false (zg_book_run (room->s_zhang, claim, "edit", lines, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_cmpint (((ZgFault *) zg_error_get_faults (error)->pdata[0])->row, ==, 1);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM claim_line"), ==, 0);
  g_clear_error (&error);
  zg_record_set_text (lines->pdata[1], LINE_TEXT, "Bus");
  with_lines (room->s_zhang, claim, "edit", lines);

  /* a line of another document is not pulled over */
  g_ptr_array_add (theirs, small_get (&room->small, &run_line, ((ZgRecord *) lines->pdata[0])->id));
  zg_record_set_int (theirs->pdata[0], LINE_AMOUNT, 999);
  g_assert_false (zg_book_run (room->s_zhang, other, "edit", theirs, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CONFLICT);
  g_clear_error (&error);

  /* a stale line is a conflict of the document */
  ((ZgRecord *) theirs->pdata[0])->version = 7;
  g_assert_false (zg_book_run (room->s_zhang, claim, "edit", theirs, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CONFLICT);
  g_clear_error (&error);

  /* records of a kind that is no line of it */
  g_ptr_array_add (wrong, zg_record_new (&run_task));
  g_assert_false (zg_book_run (room->s_zhang, claim, "edit", wrong, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
  g_assert_cmpint (small_int (&room->small, "SELECT CAST (SUM (amount_fen) AS BIGINT) FROM claim_line"), ==, 3);
}

static void
test_lines_need_flag (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord)  claim = claim_in (room, "Trip", "draft");
  g_autoptr (GPtrArray) lines = lines_new ();
  g_autoptr (GError)    error = NULL;

  g_ptr_array_add (lines, line_new ("Taxi", 1));
  g_assert_false (zg_book_run (room->s_zhang, claim, "submit", lines, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM claim_line"), ==, 0);
  g_ptr_array_set_size (lines, 0);
  with_lines (room->s_zhang, claim, "submit", lines); /* none is not too many */
}

/* -- Effects -- */

static gint64
task_new (Room *room, const char *title)
{
  g_autoptr (ZgRecord) task = zg_record_new (&run_task);

  zg_record_set_text (task, TASK_TITLE, title);
  run_ok (room->small.admin, task, "create");
  return task->id;
}

static void
test_effects (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Trip", "approved");
  gint64               task = task_new (room, "Pay");

  hooks.also = "create";
  hooks.also_title = "File the paper";
  hooks.finish = task;
  run_ok (room->s_zhang, claim, "close"); /* by the right to close alone: Zhang may not make tasks */
  g_assert_cmpint (small_int (&room->small,
      "SELECT COUNT(*) FROM task WHERE title = 'File the paper' AND state = 'active' AND length = 14"), ==, 1);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM task WHERE title = 'Pay' AND state = 'ended' AND version = 2"),
                   ==, 1);
  g_assert_cmpint (small_int (&room->small,
                              "SELECT COUNT(*) FROM task t JOIN person p ON p.id = t.maker_id AND p.login = 'zhang'"), ==, 1);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit_put WHERE kind = 'task'"), ==, 2);
}

static void
nothing_moved (Room *room, const ZgRecord *claim)
{
  g_autoptr (ZgRecord) read = small_get (&room->small, &run_claim, claim->id);

  g_assert_cmpstr (read->state, ==, "approved");
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM task WHERE title <> 'Pay'"), ==, 0);
}

static void
test_effects_refused (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Trip", "approved");
  gint64               task = task_new (room, "Pay");

  hooks.also = "create"; /* the step that declares nothing */
  hooks.also_title = "File";
  refuse (room->small.admin, claim, "dodge", NULL, ZG_ERROR_DENIED, "task.create");
  nothing_moved (room, claim);
  hooks.also = "remove"; /* not among the declared ones */
  refuse (room->small.admin, claim, "close", NULL, ZG_ERROR_DENIED, "task.remove");
  nothing_moved (room, claim);
  hooks.also = "create"; /* the made record is held to its own rules */
  hooks.also_title = NULL;
  refuse_field (room->small.admin, claim, "close", "title");
  nothing_moved (room, claim);
  hooks.also = NULL; /* the other record is not in the state the step starts from */
  hooks.finish = task;
  run_ok (room->small.admin, claim, "close");
  {
    g_autoptr (ZgRecord) again = claim_in (room, "Again", "approved");

    refuse (room->small.admin, again, "close", NULL, ZG_ERROR_INVALID, "task.finish");
    nothing_moved (room, again);
  }
}

/* -- Guards -- */

static void
test_guard (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) first = claim_in (room, "One", "draft");
  g_autoptr (ZgRecord) second = claim_in (room, "Two", "draft");

  hooks.checks = 0;
  run_ok (room->s_zhang, first, "submit");
  g_assert_cmpint (hooks.checks, ==, 1);
  g_assert_cmpint (small_int (&room->small, "SELECT version FROM guard WHERE key = 'claim'"), ==, 1);
  hooks.checks = 0;
  hooks.bumps = 3; /* three times somebody was faster: built four times */
  run_ok (room->s_zhang, second, "submit");
  g_assert_cmpint (hooks.checks, ==, 4);
  g_assert_cmpint (small_int (&room->small, "SELECT version FROM guard WHERE key = 'claim'"), ==, 5);
  g_assert_cmpstr (second->no, ==, "BX-2026-0002"); /* the three tries took no number */
}

static void
test_guard_busy (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "One", "draft");

  hooks.checks = 0;
  hooks.bumps = 1000;
  refuse (room->s_zhang, claim, "submit", NULL, ZG_ERROR_BUSY, "try again");
  g_assert_cmpint (hooks.checks, ==, 20);
  hooks.bumps = 0;
  run_ok (room->s_zhang, claim, "submit");
}

static void
test_check_fills (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "One", "draft");

  hooks.fill = TRUE; /* what a check fills in stands in the audit like the rest */
  run_ok (room->s_zhang, claim, "submit");
  g_assert_cmpstr (zg_record_text (claim, CLAIM_CODE), ==, "FILLED");
  g_assert_cmpint (small_int (&room->small,
      "SELECT COUNT(*) FROM audit WHERE step = 'claim.submit' AND body LIKE '%\"code\":\"FILLED\"%'"), ==, 1);
}

/* -- Once -- */

static void
test_once (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Trip");
  g_autoptr (ZgRecord) again = zg_record_copy (claim);
  g_autoptr (GError)   error = NULL;
  ZgOutcome            first, second, asked;
  char                 command[40];

  zg_command_new (command);
  g_assert_false (zg_book_outcome (room->s_zhang, command, &asked, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  zg_book_run (room->s_zhang, claim, "create", NULL, NULL, command, &first, &error);
  g_assert_no_error (error);
  run_ok (room->s_zhang, claim, "submit"); /* it has moved on when the answer is asked for again */
  again->id = claim->id;
  zg_book_run (room->s_zhang, again, "create", NULL, NULL, command, &second, &error);
  g_assert_no_error (error);
  g_assert_true (second.repeated);
  g_assert_cmpint (second.id, ==, first.id);
  g_assert_cmpint (second.seq, ==, first.seq);
  g_assert_cmpint (second.version, ==, 1);
  g_assert_cmpstr (second.state, ==, "pending");
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM claim"), ==, 1);
  g_assert_true (zg_book_outcome (room->s_zhang, command, &asked, &error));
  g_assert_cmpint (asked.seq, ==, first.seq);
  g_assert_true (asked.repeated);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_async (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord)  claim = claim_new (room, "Trip");
  g_autoptr (ZgRecord)  written = NULL;
  g_autoptr (GPtrArray) lines = lines_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GError)    error = NULL;
  ZgOutcome             outcome;

  g_ptr_array_add (lines, line_new ("Taxi", 1));
  zg_book_run_async (room->s_zhang, claim, "create", lines, NULL, NULL, NULL, on_done_cb, &result);
  zg_record_set_text (claim, CLAIM_TITLE, "typed on meanwhile"); /* works on a copy */
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  written = zg_book_run_finish (result, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zg_record_text (written, CLAIM_TITLE), ==, "Trip");
  g_assert_cmpint (written->version, ==, 1);
  g_assert_cmpint (outcome.id, ==, written->id);
  zg_book_run_async (room->s_zhang, claim, "approve", NULL, NULL, NULL, NULL, on_done_cb, &failed);
  while (failed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (zg_book_run_finish (failed, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Room *room, gconstpointer data);
  } tests[] = {
    { "/run/lines", test_lines },           { "/run/lines-refused", test_lines_refused },
    { "/run/lines-need-flag", test_lines_need_flag },
    { "/run/effects", test_effects },       { "/run/effects-refused", test_effects_refused }, { "/run/guard", test_guard },
    { "/run/guard-busy", test_guard_busy }, { "/run/check-fills", test_check_fills },         { "/run/once", test_once },
    { "/run/async", test_async },
  };

  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Room, NULL, room_set_up, tests[i].run, room_tear_down);
  return g_test_run ();
}
