/* What reviews ask for by when: the period of the month that is over, its facts, each person's turn; and what
 * results are used for. */
#include "review-help.h"

#include "zg-duty.h"

typedef struct
{
  ZgSession *session;
  gint64     now;
} Ask;

static gpointer
find_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_duties_find (ask->session, db, ask->now, TRUE, error);
}

/* The duty @id of @session at @now; its words are compared. Returns: what is due then in ms, 0: nothing of it. */
static gint64
due_of (ZgSession *session, const char *id, const char *about, gint64 now)
{
  GError               *error = NULL;
  Ask                   asked = { session, now };
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), find_db, &asked, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (g_str_equal (item->duty->id, id) && item->done_ms == 0 && strstr (item->about, about))
        return item->due_ms;
    }
  return 0;
}

/* Monthly, as proposed: the month that is over has its period by the 5th; once it is opened nothing is asked any more. */
static void
test_period (void)
{
  gint64               now = at ("2026-12-02 09:00:00");
  g_autoptr (ZgRecord) period = new_period ("2026年11月考核", "2026-11-01", "2026-11-30");

  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-10", at ("2026-11-23 09:00:00")), ==, 0); /* the demo has it */
  zg_clock_set (now);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-11-01", now), ==, at ("2026-12-06 00:00:00"));
  g_assert_cmpint (due_of (trial.worker, "review.period", "2026-11-01", now), ==, 0); /* none of his business */
  done (trial.hr, period, "create", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-11-01", now), !=, 0); /* a draft is not opened */
  done (trial.hr, period, "open", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-11-01", now), ==, 0);
  g_assert_cmpint (due_of (trial.hr, "review.facts", "2026年11月", now), ==, at ("2026-12-02 00:00:00"));
  g_assert_cmpint (due_of (trial.worker, "review.self", "2026年11月", now), ==, 0); /* before the facts nobody scores */
  done (trial.hr, period, "take", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.facts", "2026年11月", now), ==, 0);
}

/* One after the other, each by his day. */
static void
test_turns (void)
{
  gint64                now = at ("2026-12-02 10:00:00");
  g_autoptr (ZgSession) leader = log_in ("wangjianguo");
  g_autoptr (ZgRecord)  period = get (&zg_review_period, ask ("SELECT id FROM review_period WHERE name = $1", "2026年11月考核"));
  g_autoptr (ZgRecord)  sheet = sheet_of (period, "1010");

  g_assert_cmpint (due_of (trial.worker, "review.self", "2026年11月", now), ==, at ("2026-12-09 00:00:00"));
  g_assert_cmpint (due_of (leader, "review.supervisor", "张伟", now), ==, 0);
  score (trial.worker, sheet, "rate", ZG_RLINE_SELF, 9000);
  g_assert_cmpint (due_of (trial.worker, "review.self", "2026年11月", now), ==, 0);
  g_assert_cmpint (due_of (leader, "review.supervisor", "张伟", now), ==, at ("2026-12-13 00:00:00"));
  score (leader, sheet, "supervise", ZG_RLINE_SUPERVISOR, 9000);
  g_assert_cmpint (due_of (trial.manager, "review.manager", "张伟", now), ==, at ("2026-12-16 00:00:00"));
  score (trial.manager, sheet, "review", ZG_RLINE_MANAGER, 9000);
  g_assert_cmpint (due_of (trial.worker, "review.confirm", "2026年11月", now), ==, at ("2026-12-08 00:00:00"));
  zg_record_set_text (sheet, ZG_RSHEET_OBJECTION, "有一项任务没有计入");
  done (trial.worker, sheet, "object", NULL);
  g_assert_cmpint (due_of (trial.manager, "review.objection", "张伟", now), ==, at ("2026-12-08 00:00:00"));
}

/* A period of one unit is no period of everybody: who has a standard and no sheet is still asked for. What was to be better by a
 * day is looked at that day. */
static void
test_units (void)
{
  gint64               now = at ("2027-01-03 09:00:00");
  g_autoptr (ZgRecord) part = new_period ("十二月一组", "2026-12-01", "2026-12-31"), rest = new_period ("十二月其余", "2026-12-01",
                                                                                                "2026-12-31");

  zg_clock_set (now);
  zg_record_set_int (part, ZG_PERIOD_UNIT, ask ("SELECT unit FROM staff WHERE number = $1", "1010"));
  done (trial.hr, part, "create", NULL);
  done (trial.hr, part, "open", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-12-01", now), !=, 0);
  done (trial.hr, rest, "create", NULL);
  done (trial.hr, rest, "open", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-12-01", now), ==, 0);
}

static void
test_improved (void)
{
  gint64                now = at ("2027-01-18 10:00:00");
  g_autoptr (ZgSession) leader = log_in ("wangjianguo");
  g_autoptr (ZgRecord)  period = opened ("十一月上旬", "2026-11-01", "2026-11-10"), sheet = sheet_of (period, "1010");

  score (trial.worker, sheet, "rate", ZG_RLINE_SELF, 9000);
  zg_record_set_text (sheet, ZG_RSHEET_PROBLEMS, "漏登");
  zg_record_set_text (sheet, ZG_RSHEET_IMPROVEMENT, "每日核对");
  zg_record_set_text (sheet, ZG_RSHEET_IMPROVE_BY, "2027-01-20");
  score (leader, sheet, "supervise", ZG_RLINE_SUPERVISOR, 9000);
  score (trial.manager, sheet, "review", ZG_RLINE_MANAGER, 9000);
  done (trial.worker, sheet, "confirm", NULL);
  if (zg_record_is_set (sheet, ZG_RSHEET_MISSING)) /* nothing of December is in the book */
    {
      zg_record_set_text (sheet, ZG_RSHEET_WAIVER, "考勤未导入");
      done (trial.hr, sheet, "waive", NULL);
    }
  g_assert_cmpint (due_of (leader, "review.improve", "张伟", now), ==, 0); /* not in force yet */
  done (trial.hr, sheet, "conclude", NULL);
  g_assert_cmpint (due_of (leader, "review.improve", "张伟", now), ==, at ("2027-01-21 00:00:00"));
  refused (leader, sheet, "follow", ZG_ERROR_INVALID, "followed", "D20-4.3");
  zg_record_set_text (sheet, ZG_RSHEET_FOLLOWED, "连续两周无漏登");
  refused (trial.worker, sheet, "follow", ZG_ERROR_DENIED, NULL, NULL);
  done (leader, sheet, "follow", NULL);
  g_assert_cmpint (due_of (leader, "review.improve", "张伟", now), ==, 0);
  g_assert_true (zg_record_is_set (sheet, ZG_RSHEET_FOLLOWED_BY));
}

/* Another interval asks for other periods: by the quarter nothing of a single month. */
static void
test_interval (void)
{
  gint64 now = at ("2027-02-04 09:00:00");

  zg_clock_set (now);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2027-01-01", now), !=, 0);
  set_parameter ("review.interval", "quarterly", "2027-01-01");
  g_assert_cmpint (due_of (trial.hr, "review.period", "2027-01-01", now), ==, 0);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-10-01", now), ==, at ("2027-01-06 00:00:00"));
}

/* -- What results are used for -- */

static gint64
clause_by (const char *id)
{
  return zg_enum_find (zg_review_clauses, id)->number;
}

static ZgRecord *
new_use (int sort, int clause)
{
  ZgRecord *use = zg_record_new (&zg_review_use);

  zg_record_set_int (use, ZG_RUSE_SORT, sort);
  zg_record_set_text (use, ZG_RUSE_WORDS, "按结果办理");
  if (clause)
    zg_record_set_int (use, ZG_RUSE_CLAUSE, clause);
  return use;
}

/* Each consequence cites a clause that allows it; without one the first that does. */
static void
test_uses (void)
{
  g_autoptr (ZgSession) leader = log_in ("wangjianguo");
  g_autoptr (ZgRecord)  sheet = shown_sheet (leader, "运用", "2026-10-09");
  g_autoptr (GPtrArray) wrong = new_lines (), right = new_lines (), uses = NULL;

  done (trial.worker, sheet, "confirm", NULL);
  g_ptr_array_add (wrong, new_use (ZG_USE_PAY, (int) clause_by ("D20-4.3")));
  refused_with (trial.hr, sheet, "conclude", wrong, NULL, ZG_ERROR_INVALID, "D20-4.2", NULL);
  for (guint i = (uses = lines_of (&zg_review_use, sheet->id))->len; i > 0; i--) /* what is proposed can be taken out … */
    if (zg_record_int (uses->pdata[i - 1], ZG_RUSE_SORT) == ZG_USE_PROMOTION)
      {
        ZgRecord *use = zg_record_copy (uses->pdata[i - 1]);

        g_free (use->state);
        use->state = g_strdup ("removed");
        g_ptr_array_add (right, use);
      }
  g_assert_cmpuint (uses->len, ==, 3);
  g_assert_cmpuint (right->len, ==, 1);
  g_clear_pointer (&uses, g_ptr_array_unref);
  g_ptr_array_add (right, new_use (ZG_USE_PAY, (int) clause_by ("D02-3.6.3")));
  g_ptr_array_add (right, new_use (ZG_USE_REWARD, 0));
  done_with (trial.hr, sheet, "conclude", right, NULL);
  uses = lines_of (&zg_review_use, sheet->id);
  g_assert_cmpuint (uses->len, ==, 2); /* … and what people write stands in its stead */
  for (guint i = 0; i < uses->len; i++)
    g_assert_cmpstr (zg_record_text (uses->pdata[i], ZG_RUSE_WORDS), ==, "按结果办理");
  for (guint i = 0; i < uses->len; i++)
    g_assert_true (zg_record_is_set (uses->pdata[i], ZG_RUSE_CLAUSE));
  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_GRADE), >, 0);
  {
    g_autoptr (ZgRecord) late = new_use (ZG_USE_PENALTY, 0);

    late->parent = sheet->id;
    refused (trial.manager, late, "edit", ZG_ERROR_INVALID, NULL, "D20-4.2"); /* once in force nothing is added */
  }
}

/* What a grade is used for is proposed with the review; another grade takes its own proposals along, what people wrote stays. */
static void
test_proposed (void)
{
  g_autoptr (ZgSession) leader = log_in ("wangjianguo");
  g_autoptr (ZgRecord)  sheet = shown_sheet (leader, "建议", "2026-10-13"), mine = new_use (ZG_USE_REWARD, 0);
  g_autoptr (GPtrArray) first = lines_of (&zg_review_use, sheet->id), then = NULL, manager = NULL;

  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_GRADE), ==, 1);
  g_assert_cmpuint (first->len, ==, 3); /* A: pay, promotion, reward */
  for (guint i = 0; i < first->len; i++)
    {
      g_assert_cmpint (zg_record_int (first->pdata[i], ZG_RUSE_SORT), ==, (gint64) i + 1);
      g_assert_true (zg_record_is_set (first->pdata[i], ZG_RUSE_CLAUSE));
    }
  set_parameter ("review.use.e", "penalty,training", "2026-10-01");
  zg_record_set_text (sheet, ZG_RSHEET_OBJECTION, "请复核");
  done (trial.worker, sheet, "object", NULL);
  zg_record_set_text (sheet, ZG_RSHEET_REPLY, "复核");
  done (trial.manager, sheet, "uphold", NULL);
  manager = scored (sheet, ZG_RLINE_MANAGER, 0);
  for (guint i = 0; i < manager->len; i++)
    zg_record_set_int (manager->pdata[i], ZG_RLINE_MANAGER, 0);
  g_ptr_array_add (manager, g_steal_pointer (&mine));
  set_parameter ("review.grade.d", "99", "2026-10-01");
  set_parameter ("review.grade.c", "99", "2026-10-01");
  set_parameter ("review.grade.b", "99", "2026-10-01");
  set_parameter ("review.grade.a", "99", "2026-10-01");
  done_with (trial.manager, sheet, "review", manager, NULL);
  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_GRADE), ==, 5);
  then = lines_of (&zg_review_use, sheet->id);
  g_assert_cmpuint (then->len, ==, 3); /* the reward somebody wrote, and penalty and training of E */
  for (guint i = 0; i < then->len; i++)
    g_assert_cmpint (zg_record_int (then->pdata[i], ZG_RUSE_SORT), ==, (gint64) i + ZG_USE_REWARD);
  g_assert_cmpstr (zg_record_text (then->pdata[0], ZG_RUSE_WORDS), ==, "按结果办理");
  set_parameter ("review.grade.a", "90", "2026-10-01");
  set_parameter ("review.grade.b", "80", "2026-10-01");
  set_parameter ("review.grade.c", "70", "2026-10-01");
  set_parameter ("review.grade.d", "60", "2026-10-01");
}

/* A list parameter takes its choices and nothing else. */
static void
test_proposed_names (void)
{
  const ZgParameter *parameter = zg_parameter_by_key ("review.use.a");
  g_autofree char   *words = zg_parameter_words (parameter, "pay,reward");

  g_assert_true (zg_parameter_accepts (parameter, "pay,reward"));
  g_assert_true (zg_parameter_accepts (parameter, "none"));
  g_assert_false (zg_parameter_accepts (parameter, "pay,bonus"));
  g_assert_false (zg_parameter_accepts (parameter, "pay,"));
  g_assert_false (zg_parameter_accepts (parameter, ""));
  g_assert_nonnull (strstr (words, "调薪"));
  g_assert_nonnull (strstr (words, "奖励"));
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/review-duties/D15-6/period", test_period);
  g_test_add_func ("/review-duties/D20-4.3/turns", test_turns);
  g_test_add_func ("/review-duties/D15-3.5/units", test_units);
  g_test_add_func ("/review-duties/D20-4.3/improved", test_improved);
  g_test_add_func ("/review-duties/D20-4.2/uses", test_uses);
  g_test_add_func ("/review-duties/D20-4.2/proposed", test_proposed);
  g_test_add_func ("/review-duties/D20-4.2/proposed-names", test_proposed_names);
  g_test_add_func ("/review-duties/D02-3.6.2/interval", test_interval);
  return trial_run ();
}
