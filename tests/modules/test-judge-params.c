/* Every parameter and each of its alternatives. */
#include "judge-help.h"

#include "zg-error.h"

static void
normal_day (World *w, const char *in, const char *noon, const char *out)
{
  world_init (w, 'B');
  if (in)
    world_punch (w, in);
  if (noon)
    world_punch (w, noon);
  if (out)
    world_punch (w, out);
}

static void
test_table (void)
{
  ZgJudgeParams params;
  guint         n = 0;

  memset (&params, 0xff, sizeof params);
  zg_judge_params_init (&params);
  for (const ZgJudgeParam *param = zg_judge_params; param->key; param++, n++)
    {
      g_assert_cmpint (zg_judge_param_get (param, &params), ==, param->preset);
      g_assert_true (zg_judge_param_find (param->key) == param);
      g_assert_nonnull (param->clause);
      g_assert_true (param->type != ZG_PARAM_CHOICE || param->choices);
      for (const ZgJudgeParam *other = zg_judge_params; other < param; other++)
        g_assert_cmpuint (other->offset, !=, param->offset);
    }
  g_assert_cmpuint (n * sizeof (int), ==, sizeof params); /* no field without a key */
  g_assert_cmpint (params.late_max, ==, 15);
  g_assert_cmpint (params.early_max, ==, 5);
  g_assert_cmpint (params.signin_lead, ==, 5);
  g_assert_cmpint (params.full_days, ==, 26);
}

static void
test_set (void)
{
  ZgJudgeParams       params;
  const ZgJudgeParam *param = zg_judge_param_find ("att.fault");
  g_autoptr (GError)  error = NULL;
  g_autofree char    *text = NULL, *minutes = NULL;
  int                 value = -1;

  zg_judge_params_init (&params);
  g_assert_false (zg_judge_params_set (&params, "att.late.max", -1, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_cmpstr (zg_error_get_clause (error), ==, "D04-4.2.2a");
  g_assert_cmpint (params.late_max, ==, 15);
  g_clear_error (&error);
  g_assert_false (zg_judge_params_set (&params, "att.fault", 3, &error));
  g_clear_error (&error);
  g_assert_false (zg_judge_params_set (&params, "att.nothing", 1, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_true (zg_judge_params_set (&params, "att.late.max", 0, NULL));
  g_assert_cmpint (params.late_max, ==, 0);
  g_assert_true (zg_judge_param_choice (param, "excusable", &value));
  g_assert_cmpint (value, ==, ZG_FAULT_EXCUSABLE);
  g_assert_false (zg_judge_param_choice (param, "lenient", &value));
  text = zg_judge_param_text (param, value);
  g_assert_cmpstr (text, ==, "an accepted reason excuses");
  minutes = zg_judge_param_text (zg_judge_param_find ("att.late.max"), 15);
  g_assert_cmpstr (minutes, ==, "15 min");
}

static void
test_lead (void)
{
  World w;

  normal_day (&w, "08:20:59", "13:50", "18:00");
  world_set (&w, "att.signin.lead", 10);
  g_assert_cmpint (IN (world_judge (&w), 0).grade, ==, ZG_GRADE_NORMAL);
  w.punches[0].at = world_at (&w, "08:21");
  g_assert_cmpint (IN (world_judge (&w), 0).minutes, ==, 1);
}

static void
test_minutes (void)
{
  World w;

  normal_day (&w, "08:46", "13:50", "17:50");
  world_set (&w, "att.late.max", 20);
  world_set (&w, "att.early.max", 9);
  g_assert_cmpint (IN (world_judge (&w), 0).grade, ==, ZG_GRADE_WAITING);
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_WAITING);
  world_set (&w, "att.late.max", 21);
  world_set (&w, "att.early.max", 10);
  g_assert_cmpint (IN (world_judge (&w), 0).grade, ==, ZG_GRADE_LATE);
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_EARLY);
}

static void
test_late_from (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:30:59", "14:01", "18:00");
  world_set (&w, "att.late.from", ZG_LATE_FROM_WORK);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (IN (r, 0).due, ==, 8 * 3600 + 25 * 60); /* the sign-in time stays what is asked */
  g_assert_cmpint (IN (r, 1).minutes, ==, 1);
  w.punches[0].at = world_at (&w, "08:45");
  g_assert_cmpint (IN (world_judge (&w), 0).minutes, ==, 15);
  g_assert_cmpint (IN (world_judge (&w), 0).grade, ==, ZG_GRADE_LATE);
  w.punches[0].at = world_at (&w, "08:46");
  g_assert_cmpint (IN (world_judge (&w), 0).grade, ==, ZG_GRADE_WAITING);
}

static void
test_seconds (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:25:01", "14:10:00", "17:59:59");
  world_set (&w, "att.seconds", ZG_SECONDS_EXACT);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_LATE);
  g_assert_cmpint (IN (r, 0).minutes, ==, 1);
  g_assert_cmpint (IN (r, 1).minutes, ==, 15);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_LATE);
  g_assert_cmpint (OUT (r, 1).minutes, ==, 1);
  w.punches[1].at = world_at (&w, "14:10:01");
  w.punches[2].at = world_at (&w, "17:55:00");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_WAITING);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_EARLY);
  w.punches[2].at = world_at (&w, "17:54:59");
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_WAITING);
}

/* A reason removes a lateness only where the policy says so, however great it is. */
static void
test_excusable (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:45", "13:50", "17:50");
  world_paper (&w, ZG_PAPER_EXCUSE, "08:00", "09:00");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_WAITING);
  world_set (&w, "att.fault", ZG_FAULT_EXCUSABLE);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_EXCUSED);
  g_assert_cmpint (IN (r, 0).minutes, ==, 20);
  g_assert_cmpstr (IN (r, 0).clause, ==, "D02-3.2.3b");
  g_assert_cmpint (r->late_times, ==, 0);
  g_assert_true (r->flags & ZG_DAY_FLAG_EXCUSED);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_WAITING); /* the paper speaks of the morning */
  w.punches[0].at = world_at (&w, "08:30");
  w.facts.n_papers = 0;
  g_assert_cmpstr (IN (world_judge (&w), 0).clause, ==, "D02-3.2.3b");
}

/* Strict: neither a reason nor later leave removes the fault. */
static void
test_strict (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:50", "13:50", "18:00");
  world_paper (&w, ZG_PAPER_EXCUSE, "08:00", "09:00");
  world_leave (&w, ZG_JUDGE_LEAVE_LATE, "08:25", "08:50");
  world_set (&w, "att.fault", ZG_FAULT_STRICT);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_LATE);
  g_assert_cmpint (IN (r, 0).minutes, ==, 25);
  g_assert_cmpstr (IN (r, 0).clause, ==, "D01-4.1");
  g_assert_cmpint (r->late_times, ==, 1);
  g_assert_cmpint (r->absent + r->waiting, ==, 0);
  w.papers[1].leave = ZG_JUDGE_LEAVE_PERSONAL; /* approved before: no fault */
  g_assert_cmpint (world_judge (&w)->late_times, ==, 0);
  w.facts.n_papers = 0; /* nothing asked for: it waits for leave, and is a fault meanwhile */
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_WAITING);
  g_assert_cmpint (r->late_times, ==, 1);
  g_assert_cmpint (r->late_minutes, ==, 25);
  world_set (&w, "att.fault", ZG_FAULT_GRADED);
  g_assert_cmpint (world_judge (&w)->late_times, ==, 0);
}

/* The mark of the cell and of the half says what the minutes say: counted as late is marked late, absent is not counted again. */
static void
test_strict_mark (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:41", "13:50", "17:50");
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "待");
  g_assert_cmpint (r->late_minutes + r->early_minutes, ==, 0);
  world_set (&w, "att.fault", ZG_FAULT_STRICT);
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "迟早");
  g_assert_cmpint (r->segments[0].mark, ==, ZG_MARK_LATE);
  g_assert_cmpint (r->segments[1].mark, ==, ZG_MARK_EARLY);
  g_assert_cmpint (r->late_minutes, ==, 16);
  g_assert_cmpint (r->early_minutes, ==, 10);
  g_assert_cmpstr (r->clause, ==, "D01-4.1");
  g_assert_cmpint (r->waiting, ==, 1000); /* leave is needed all the same */
  w.facts.closed = TRUE;
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "旷");
  g_assert_cmpint (r->late_minutes + r->early_minutes, ==, 0);
  g_assert_cmpint (r->absent, ==, 1000);
}

/* Four punches a day where the department wants them: out and in again at noon. */
static void
test_noon_signout (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:20", "13:50", "18:00");
  g_assert_cmpstr (world_marks (world_judge (&w)), ==, "✓");
  world_set (&w, "att.noon.signout", 1);
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_MISSED);
  g_assert_cmpstr (world_marks (r), ==, "漏");
  world_punch (&w, "12:01");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpstr (world_marks (r), ==, "✓");
  g_assert_cmpint (w.schedule.segments[0].asks, ==, ZG_ASK_IN); /* the schedule itself is not touched */
}

static void
test_evidence_both (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:20", "13:50", "18:00");
  world_photo (&w, "08:27");
  world_photo (&w, "14:06"); /* 16 minutes from the punch: not the same sign-in */
  world_photo (&w, "18:02");
  world_set (&w, "att.evidence", ZG_EVIDENCE_BOTH);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).minutes, ==, 2); /* complete with the later of the two */
  g_assert_cmpint (IN (r, 0).evidence, ==, ZG_EVIDENCE_PUNCH | ZG_EVIDENCE_PHOTO);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_ABSENT);
  g_assert_cmpint (OUT (r, 1).at, ==, 18 * 3600 + 120);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 2, NULL), ==, ZG_PUNCH_USE_UNPAIRED);
  world_set (&w, "att.pair.minutes", 16);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_LATE);
  g_assert_cmpint (IN (r, 1).minutes, ==, 11);
}

static void
test_evidence_punch (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, NULL, "13:50", "18:00");
  world_photo (&w, "08:20");
  world_set (&w, "att.evidence", ZG_EVIDENCE_PUNCH_ONLY);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_ABSENT);
  g_assert_false (r->flags & ZG_DAY_FLAG_SINGLE);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 0, NULL), ==, ZG_PUNCH_USE_PHOTO);
}

static void
test_single (void)
{
  World w;

  normal_day (&w, "08:20", "13:50", "18:00");
  g_assert_false (world_judge (&w)->flags & ZG_DAY_FLAG_SINGLE);
  world_set (&w, "att.single", ZG_SINGLE_EITHER);
  g_assert_true (world_judge (&w)->flags & ZG_DAY_FLAG_SINGLE);
  world_photo (&w, "08:22");
  world_photo (&w, "13:52");
  world_photo (&w, "18:00");
  g_assert_false (world_judge (&w)->flags & ZG_DAY_FLAG_SINGLE);
}

static void
test_no_signout (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:20", "13:50", NULL);
  world_set (&w, "att.signout.missing", ZG_NO_SIGNOUT_EARLY);
  r = world_judge (&w);
  g_assert_cmpint (r->early_times, ==, 1);
  g_assert_cmpint (r->early_minutes, ==, 0);
  g_assert_cmpstr (world_marks (r), ==, "早");
  world_set (&w, "att.signout.missing", ZG_NO_SIGNOUT_ABSENT);
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 500);
  g_assert_cmpstr (world_marks (r), ==, "旷");
}

static void
test_no_signin (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "08:20", NULL, "18:01");
  g_assert_cmpint (world_judge (&w)->absent, ==, 500);
  world_set (&w, "att.signin.missing", ZG_NO_SIGNIN_MISSED);
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 0);
  g_assert_cmpint (r->missed, ==, 1);
  g_assert_cmpstr (world_marks (r), ==, "漏");
}

static void
test_windows (void)
{
  World w;

  normal_day (&w, "07:29", "12:29", "18:01");
  world_set (&w, "att.first.open", 60);
  world_set (&w, "att.signin.open", 90);
  g_assert_cmpint (IN (world_judge (&w), 0).at, ==, ZG_NO_SECOND);
  g_assert_cmpint (IN (world_judge (&w), 1).at, ==, ZG_NO_SECOND);
  w.punches[0].at = world_at (&w, "07:30");
  w.punches[1].at = world_at (&w, "12:30");
  g_assert_cmpstr (world_marks (world_judge (&w)), ==, "✓");
  w.calendar[31].kind = ZG_CALENDAR_OFF;
  w.punches[2].at = world_at (&w, "+1 01:00");
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_NORMAL);
  world_set (&w, "att.day.turn", 60);
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_MISSED);
  world_set (&w, "att.day.turn", 240);
  world_set (&w, "att.signout.close", 420);
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_MISSED);
  world_set (&w, "att.signout.close", 421);
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_NORMAL);
}

static void
test_repetitions (void)
{
  World w;

  normal_day (&w, "08:20", "14:00:00", "14:00:10");
  world_set (&w, "att.dup.seconds", 9);
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_WAITING);
  world_set (&w, "att.dup.seconds", 10);
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_MISSED);
}

static void
test_notice (void)
{
  World              w;
  const ZgDayResult *r;

  normal_day (&w, "09:25", "13:50", "18:00");
  w.spare[0] = w.schedule;
  w.spare[0].segments[0].start = 9 * 60 + 30; /* power cut until half past nine */
  w.notices[0] = (ZgJudgeNotice) { .first_day = w.day, .last_day = w.day, .hours = &w.spare[0], .number = "TZ-1" };
  w.facts.n_notices = 1;
  g_assert_cmpint (world_judge (&w)->waiting, ==, 500);
  world_set (&w, "notice.required", 0);
  g_assert_cmpstr (world_marks (world_judge (&w)), ==, "✓");
  world_set (&w, "notice.required", 1);
  w.notices[0].written = TRUE;
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "✓");
  g_assert_cmpint (r->basis, ==, ZG_BASIS_NOTICE);
  w.notices[0].hours = NULL;
  r = world_judge (&w);
  g_assert_cmpint (r->kind, ==, ZG_DAY_OFF);
  g_assert_cmpint (r->due, ==, 0);
  g_assert_cmpstr (r->clause, ==, "D04-4.1.2a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/params/table", test_table);
  g_test_add_func ("/judge/params/set", test_set);
  g_test_add_func ("/judge/D04-4.1.1g/lead", test_lead);
  g_test_add_func ("/judge/D04-4.2.2a/minutes", test_minutes);
  g_test_add_func ("/judge/D04-4.2.2a/late-from", test_late_from);
  g_test_add_func ("/judge/D04-4.2.2a/seconds", test_seconds);
  g_test_add_func ("/judge/D02-3.2.3b/excusable", test_excusable);
  g_test_add_func ("/judge/D01-4.1/strict", test_strict);
  g_test_add_func ("/judge/D01-4.1/strict-mark", test_strict_mark);
  g_test_add_func ("/judge/D04-4.1.1g/noon-sign-out", test_noon_signout);
  g_test_add_func ("/judge/D04-4.2.1b/both", test_evidence_both);
  g_test_add_func ("/judge/D02-3.3.1/punch-only", test_evidence_punch);
  g_test_add_func ("/judge/D04-4.2.1b/single", test_single);
  g_test_add_func ("/judge/D04-4.2.1a/no-sign-out", test_no_signout);
  g_test_add_func ("/judge/D04-4.2.1a/no-sign-in", test_no_signin);
  g_test_add_func ("/judge/params/windows", test_windows);
  g_test_add_func ("/judge/params/repetitions", test_repetitions);
  g_test_add_func ("/judge/D04-4.1.2b/notice", test_notice);
  return g_test_run ();
}
