/* Days that are no ordinary days, the sums of a month, and full attendance. */
#include "judge-help.h"

typedef struct
{
  World         w;
  int           first, n;
  ZgDayResult   results[31];
  ZgMonthTotals totals;
} Month;

static void
month_init (Month *m, char code, const char *month)
{
  world_init (&m->w, code);
  g_assert_true (zg_month_parse (month, &m->first, &m->n));
  m->w.day = m->first;
  m->w.facts.calendar_first = m->w.facts.roster_first = m->first - 30;
}

/* In time on every day of [first, first + n), in and out of work days alike. */
static void
month_attend (Month *m)
{
  const gboolean a = m->w.schedule.code[0] == 'A';

  for (int i = 0; i < m->n; i++)
    {
      const int minutes[] = { 8 * 60 + 20, 13 * 60 + 50, 18 * 60 };

      for (int k = 0; k < 3; k++)
        if (!a || k != 1)
          m->w.punches[m->w.facts.n_punches++]
            = (ZgJudgePunch) { .at = ((gint64) m->first + i) * ZG_JUDGE_DAY_SECONDS + minutes[k] * 60, .button = ZG_BUTTON_NONE };
    }
}

static void
month_judge (Month *m)
{
  zg_judge_sort_papers (m->w.papers, m->w.facts.n_papers);
  zg_judge_month (&m->w.facts, &m->w.params, m->first, m->n, m->results, &m->totals);
}

static void
leave_on (Month *m, ZgJudgeLeave leave, int day, int from, int to)
{
  gint64 base = ((gint64) m->first + day - 1) * ZG_JUDGE_DAY_SECONDS;

  m->w.papers[m->w.facts.n_papers++]
    = (ZgJudgePaper) { .kind = ZG_PAPER_LEAVE, .leave = leave, .from = base + from * 3600, .to = base + to * 3600 };
}

static void
test_full_fixed (void)
{
  Month            m;
  g_autofree char *text = NULL;

  month_init (&m, 'B', "2026-08"); /* 26 working days exactly */
  month_attend (&m);
  month_judge (&m);
  g_assert_cmpint (m.totals.planned, ==, 26000);
  g_assert_cmpint (m.totals.worked, ==, 26000);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_YES);
  g_assert_cmpint (m.totals.full_needed, ==, 26000);

  leave_on (&m, ZG_JUDGE_LEAVE_PERSONAL, 4, 14, 18);
  month_judge (&m);
  g_assert_cmpint (m.totals.worked, ==, 25500);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_NO);
  text = zg_judge_explain_full (&m.totals);
  g_assert_cmpstr (text, ==, "No full attendance: 25.5 of 26 days, rule: the fixed number of days (D11-13)");
}

static void
test_full_unreachable (void)
{
  Month            m;
  g_autofree char *text = NULL;

  month_init (&m, 'A', "2026-08");
  month_attend (&m);
  month_judge (&m);
  g_assert_cmpint (m.totals.worked, ==, 21000);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_UNREACHABLE);
  text = zg_judge_explain_full (&m.totals);
  g_assert_nonnull (strstr (text, "cannot be reached"));

  world_set (&m.w, "att.full.mode", ZG_FULL_SCHEDULED);
  month_judge (&m);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_YES);
  world_set (&m.w, "att.full.mode", ZG_FULL_MIN);
  month_judge (&m);
  g_assert_cmpint (m.totals.full_needed, ==, 21000);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_YES);

  leave_on (&m, ZG_JUDGE_LEAVE_SICK, 4, 13, 18);
  month_judge (&m);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_NO);
  world_set (&m.w, "att.full.mode", ZG_FULL_FIXED);
  world_set (&m.w, "att.full.days", 20);
  month_judge (&m);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_YES);
}

/* A floating rest day makes the duty smaller; the fixed 26 does not care. */
static void
test_full_rest (void)
{
  Month m;

  month_init (&m, 'B', "2026-08");
  month_attend (&m);
  leave_on (&m, ZG_JUDGE_LEAVE_FLOATING, 5, 0, 24);
  month_judge (&m);
  g_assert_cmpint (m.totals.due, ==, 25000);
  g_assert_cmpint (m.totals.rest, ==, 1000);
  g_assert_cmpint (m.totals.leave_all, ==, 0);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_NO);
  world_set (&m.w, "att.full.mode", ZG_FULL_SCHEDULED);
  month_judge (&m);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_YES);
}

static void
october (Month *m)
{
  for (int i = 0; i < 7; i++)
    m->w.calendar[30 + i] = (ZgJudgeCalendarDay) { ZG_CALENDAR_OFF, i < 3, "国庆节" };
  m->w.calendar[30 + 9] = (ZgJudgeCalendarDay) { ZG_CALENDAR_WORK, 0, "国庆节" };   /* Saturday 10 */
  m->w.calendar[30 + 10] = (ZgJudgeCalendarDay) { ZG_CALENDAR_WORK, 0, "国庆节" };  /* Sunday 11, for the test */
}

static void
test_holidays (void)
{
  Month m;

  month_init (&m, 'B', "2026-10");
  october (&m);
  month_attend (&m);
  month_judge (&m);
  for (int i = 0; i < 7; i++)
    g_assert_cmpint (m.results[i].mark, ==, ZG_MARK_HOLIDAY);
  g_assert_cmpstr (m.results[0].clause, ==, "D04-4.1.1e");
  g_assert_cmpint (m.results[9].mark, ==, ZG_MARK_NORMAL);
  g_assert_cmpint (m.results[10].mark, ==, ZG_MARK_NORMAL);
  g_assert_cmpint (m.results[10].basis, ==, ZG_BASIS_MAKE_UP);
  g_assert_cmpint (m.results[17].mark, ==, ZG_MARK_REST);
  g_assert_cmpstr (m.results[17].clause, ==, "D04-4.1.1b");
  g_assert_true (m.results[17].flags & ZG_DAY_FLAG_PUNCHED_OFF);
  g_assert_cmpint (m.totals.worked, ==, 22000);
  g_assert_cmpint (m.totals.holiday, ==, 6000); /* the Sunday among them was no working day */
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_UNREACHABLE);
  world_set (&m.w, "att.full.holidays", ZG_HOLIDAYS_COUNTED);
  month_judge (&m);
  g_assert_cmpint (m.totals.full_counted, ==, 28000);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_YES);
}

/* Statutory days only: nothing is moved, so no Sunday is worked for a moved day. */
static void
test_statutory (void)
{
  Month m;

  month_init (&m, 'B', "2026-10");
  october (&m);
  month_attend (&m);
  world_set (&m.w, "rest.public_holidays", ZG_HOLIDAYS_STATUTORY);
  month_judge (&m);
  g_assert_cmpint (m.results[2].mark, ==, ZG_MARK_HOLIDAY);
  g_assert_cmpint (m.results[3].mark, ==, ZG_MARK_REST);
  g_assert_cmpint (m.results[4].mark, ==, ZG_MARK_NORMAL);
  g_assert_cmpint (m.results[10].mark, ==, ZG_MARK_REST);
  g_assert_cmpint (m.totals.holiday, ==, 3000);
}

/* A make-up Saturday is a working day of schedule A too; one that observes no holidays does not know them. */
static void
test_make_up (void)
{
  Month m;

  month_init (&m, 'A', "2026-10");
  october (&m);
  month_attend (&m);
  month_judge (&m);
  g_assert_cmpint (m.results[9].worked, ==, 1000);
  g_assert_cmpint (m.results[16].mark, ==, ZG_MARK_REST);
  m.w.schedule.observes_holidays = FALSE;
  month_judge (&m);
  g_assert_cmpint (m.results[0].mark, ==, ZG_MARK_NORMAL);
  g_assert_cmpint (m.results[9].mark, ==, ZG_MARK_REST);
}

/* A leave over a holiday and a Sunday is charged on neither. */
static void
test_leave_over_holiday (void)
{
  Month m;

  month_init (&m, 'B', "2026-10");
  october (&m);
  m.w.papers[m.w.facts.n_papers++]
    = (ZgJudgePaper) { .kind = ZG_PAPER_LEAVE, .leave = ZG_JUDGE_LEAVE_ANNUAL, .whole_days = 1,
                       .from = (gint64) m.first * ZG_JUDGE_DAY_SECONDS, .to = ((gint64) m.first + 31) * ZG_JUDGE_DAY_SECONDS };
  month_judge (&m);
  g_assert_cmpint (m.totals.leave[ZG_JUDGE_LEAVE_ANNUAL], ==, 22000);
  g_assert_cmpint (m.totals.leave_all, ==, 22000);
  g_assert_cmpint (m.totals.absent, ==, 0);
  g_assert_cmpint (m.results[3].mark, ==, ZG_MARK_HOLIDAY);
}

/* Schedule C: the roster decides; who works a day off gets rest for it. */
static void
test_roster (void)
{
  Month m;

  month_init (&m, 'C', "2026-10");
  october (&m);
  month_attend (&m);
  for (int i = 0; i < 31; i++)
    m.w.roster[30 + i].kind = ZG_ROSTER_ORDINARY;
  m.w.roster[30 + 1].kind = ZG_ROSTER_REST;
  m.w.roster[30 + 20].kind = ZG_ROSTER_REST;
  m.w.roster[30 + 21].kind = ZG_ROSTER_NONE;
  m.w.roster[30 + 10].kind = ZG_ROSTER_REST; /* the make-up day: the roster decides */
  month_judge (&m);
  g_assert_cmpint (m.results[0].mark, ==, ZG_MARK_DUTY);
  g_assert_cmpint (m.results[0].credit, ==, 1000);
  g_assert_true (m.results[0].flags & ZG_DAY_FLAG_CREDIT);
  g_assert_cmpint (m.results[1].mark, ==, ZG_MARK_HOLIDAY);
  g_assert_cmpint (m.results[10].mark, ==, ZG_MARK_REST);
  g_assert_cmpint (m.results[20].mark, ==, ZG_MARK_REST);
  g_assert_cmpstr (m.results[20].clause, ==, "D04-4.1.1d");
  g_assert_false (m.results[20].flags & ZG_DAY_FLAG_UNROSTERED);
  g_assert_true (m.results[21].flags & ZG_DAY_FLAG_UNROSTERED);
  g_assert_cmpint (m.totals.worked, ==, 27000);
  g_assert_cmpint (m.totals.credit, ==, 6000);
  g_assert_cmpint (m.totals.duties, ==, 0); /* work on a holiday is no duty */
}

static void
test_employment (void)
{
  Month m;

  month_init (&m, 'B', "2026-08");
  m.w.facts.joined = m.first + 9;
  m.w.facts.left = m.first + 19;
  month_judge (&m);
  g_assert_cmpint (m.results[8].mark, ==, ZG_MARK_BLANK);
  g_assert_cmpint (m.results[8].due, ==, 0);
  g_assert_cmpint (m.results[8].n_marks, ==, 0);
  g_assert_cmpint (m.results[9].mark, ==, ZG_MARK_ABSENT);
  g_assert_cmpint (m.results[19].mark, ==, ZG_MARK_ABSENT);
  g_assert_cmpint (m.results[20].mark, ==, ZG_MARK_BLANK);
  g_assert_cmpint (m.totals.due, ==, 10000);
  m.w.facts.n_assignments = 0;
  month_judge (&m);
  g_assert_cmpint (m.totals.due, ==, 0);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_UNREACHABLE);
}

/* What has not come yet is blank, and today is judged as far as it has come. */
static void
test_now (void)
{
  Month m;

  month_init (&m, 'B', "2026-08");
  month_attend (&m);
  m.w.facts.now = ((gint64) m.first + 9) * ZG_JUDGE_DAY_SECONDS + 9 * 3600; /* Monday 10th, 09:00 */
  m.w.facts.n_punches = 9 * 3 + 1;
  month_judge (&m);
  g_assert_cmpint (m.results[10].mark, ==, ZG_MARK_BLANK);
  g_assert_true (m.results[10].flags & ZG_DAY_FLAG_FUTURE);
  g_assert_cmpint (m.results[10].planned, ==, 1000);
  g_assert_cmpint (m.results[10].due, ==, 0);
  g_assert_cmpint (m.results[9].segments[0].in.grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (m.results[9].segments[1].in.grade, ==, ZG_GRADE_OPEN);
  g_assert_cmpint (m.results[9].worked, ==, 500);
  g_assert_cmpint (m.results[9].absent, ==, 0);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_OPEN);

  m.w.facts.n_punches--; /* not signed in at nine: nothing is decided yet */
  month_judge (&m);
  g_assert_cmpint (m.results[9].mark, ==, ZG_MARK_BLANK);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_OPEN);
  m.w.facts.now += 3 * 3600; /* at noon it is */
  month_judge (&m);
  g_assert_cmpint (m.results[9].absent, ==, 500);
  g_assert_cmpint (m.totals.full, ==, ZG_FULL_NO);
}

static void
test_now_out (void)
{
  Month m;

  month_init (&m, 'B', "2026-08");
  month_attend (&m);
  m.w.facts.n_punches = 2;
  m.w.facts.now = (gint64) m.first * ZG_JUDGE_DAY_SECONDS + 23 * 3600;
  month_judge (&m);
  g_assert_cmpint (m.results[0].segments[1].out.grade, ==, ZG_GRADE_OPEN);
  g_assert_cmpint (m.results[0].missed, ==, 0);
  m.w.facts.now = (gint64) m.first * ZG_JUDGE_DAY_SECONDS + 28 * 3600; /* 04:00 of the Sunday */
  month_judge (&m);
  g_assert_cmpint (m.results[0].segments[1].out.grade, ==, ZG_GRADE_MISSED);
}

/* From the 15th schedule A: the month is judged by each day's own version. */
static void
test_change (void)
{
  Month             m;
  ZgSchedule        a;
  ZgJudgeAssignment two[2];

  month_init (&m, 'B', "2026-08");
  month_attend (&m);
  zg_schedule_standard (&a, 'A');
  a.version = 8;
  two[0] = m.w.assignment;
  two[1] = (ZgJudgeAssignment) { m.first + 14, &a };
  m.w.facts.assignments = two;
  m.w.facts.n_assignments = 2;
  month_judge (&m);
  g_assert_cmpint (m.results[13].schedule, ==, 7);
  g_assert_cmpint (m.results[14].schedule, ==, 8);
  g_assert_cmpint (m.results[7].mark, ==, ZG_MARK_NORMAL);  /* Saturday 8 */
  g_assert_cmpint (m.results[14].mark, ==, ZG_MARK_REST);   /* Saturday 15 */
  g_assert_cmpint (m.totals.planned, ==, 12000 + 11000);
}

/* Judged alone or in its month, a day is the same. */
static void
test_same (void)
{
  Month m;

  month_init (&m, 'B', "2026-10");
  october (&m);
  month_attend (&m);
  leave_on (&m, ZG_JUDGE_LEAVE_SICK, 14, 8, 11);
  month_judge (&m);
  for (int i = 0; i < 31; i++)
    {
      ZgDayResult alone;

      memset (&alone, 0, sizeof alone);
      zg_judge_day (&m.w.facts, &m.w.params, m.first + i, &alone);
      g_assert_cmpmem (&alone, G_STRUCT_OFFSET (ZgDayResult, segments), &m.results[i], G_STRUCT_OFFSET (ZgDayResult, segments));
      for (int k = 0; k < alone.n_segments; k++)
        {
          g_assert_cmpint (alone.segments[k].in.punch, ==, m.results[i].segments[k].in.punch);
          g_assert_cmpint (alone.segments[k].out.punch, ==, m.results[i].segments[k].out.punch);
        }
    }
}

/* A slip moves one person's day; a notice moves rest days only where it says so. */
static void
test_changed_days (void)
{
  Month m;

  month_init (&m, 'B', "2026-08");
  month_attend (&m);
  m.w.notices[0] = (ZgJudgeNotice) { .first_day = m.first, .last_day = m.first + 30, .hours = &m.w.schedule, .written = TRUE };
  m.w.facts.n_notices = 1;
  month_judge (&m);
  g_assert_cmpint (m.results[1].mark, ==, ZG_MARK_REST); /* Sunday 2 */
  m.w.notices[0].rest_days_too = TRUE;
  month_judge (&m);
  g_assert_cmpint (m.results[1].mark, ==, ZG_MARK_NORMAL);

  m.w.papers[m.w.facts.n_papers++]
    = (ZgJudgePaper) { .kind = ZG_PAPER_HOURS, .from = ((gint64) m.first + 1) * ZG_JUDGE_DAY_SECONDS,
                       .to = ((gint64) m.first + 2) * ZG_JUDGE_DAY_SECONDS };
  month_judge (&m);
  g_assert_cmpint (m.results[1].mark, ==, ZG_MARK_REST);
  g_assert_cmpstr (m.results[1].clause, ==, "D04-4.2.1c");
}

/* Facts as wide as time itself, and a day before 1970: nothing overflows. */
static void
test_extremes (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  w.papers[0] = (ZgJudgePaper) { .kind = ZG_PAPER_LEAVE, .leave = ZG_JUDGE_LEAVE_SICK, .from = G_MININT64, .to = G_MAXINT64 };
  w.papers[1] = (ZgJudgePaper) { .kind = ZG_PAPER_EXCUSE, .from = G_MININT64, .to = G_MAXINT64 };
  w.papers[2] = (ZgJudgePaper) { .kind = ZG_PAPER_MISSED, .from = G_MININT64, .to = G_MAXINT64 };
  w.facts.n_papers = 3;
  r = world_judge (&w);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_SICK], ==, 1000);
  for (int day = -40000; day < 40000; day += 997)
    {
      g_autofree char *text = NULL;

      zg_judge_day (&w.facts, &w.params, day, &w.result);
      text = zg_judge_explain (&w.result, &w.facts, &w.params, ZG_EXPLAIN_ALL);
      g_assert_nonnull (text);
    }
}

/* The Sunday duty of somebody who has Sundays off (D18-7.3b), and its rest credit on a holiday. */
static void
test_sunday_duty (void)
{
  Month m;

  month_init (&m, 'B', "2026-10");
  october (&m);
  m.w.roster[30 + 3] = (ZgJudgeRosterDay) { ZG_ROSTER_SHIFT, world_shift (&m.w, 0, 510, 1260) }; /* Sunday and holiday */
  m.w.roster[30 + 17] = m.w.roster[30 + 3];
  m.w.day = m.first + 3;
  world_punch (&m.w, "08:30");
  world_punch (&m.w, "21:00");
  m.w.day = m.first + 17;
  world_punch (&m.w, "08:31");
  world_punch (&m.w, "21:00");
  month_judge (&m);
  g_assert_cmpint (m.results[3].mark, ==, ZG_MARK_DUTY);
  g_assert_cmpint (m.results[3].credit, ==, 1000);
  g_assert_cmpint (m.results[17].mark, ==, ZG_MARK_LATE);
  g_assert_cmpint (m.results[17].credit, ==, 0);
  g_assert_cmpint (m.results[17].worked, ==, 1000);
}

/* Duties are counted by the roster: one signed for, one nobody signs in to; a sign-in to a duty needs no lead (D18-7.2). */
static void
test_duties (void)
{
  g_autofree char *why = NULL;
  ZgSchedule      *shop, *phone;
  Month            m;

  month_init (&m, 'D', "2026-09");
  shop = world_shift (&m.w, 0, 18 * 60, 21 * 60);
  shop->segments[0].lead = ZG_LEAD_PARAM;
  shop->segments[0].duty = 1;
  phone = world_shift (&m.w, 1, 21 * 60, 32 * 60 + 30);
  phone->name = "热线夜间";
  m.w.roster[30] = (ZgJudgeRosterDay) { .kind = ZG_ROSTER_DUTY, .shift = shop };
  m.w.roster[31] = (ZgJudgeRosterDay) { .duty = phone };
  m.w.roster[32] = (ZgJudgeRosterDay) { .kind = ZG_ROSTER_DUTY, .shift = shop }; /* did not come */
  m.w.day = m.first;
  world_punch (&m.w, "18:00");
  world_punch (&m.w, "21:00");
  month_judge (&m);
  g_assert_cmpint (IN (&m.results[0], 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (m.results[0].duties, ==, 1);
  g_assert_cmpint (m.results[2].duties, ==, 0);
  g_assert_cmpint (m.totals.duties, ==, 2);
  g_assert_false (m.results[1].flags & ZG_DAY_FLAG_UNROSTERED);
  why = zg_judge_explain (&m.results[1], &m.w.facts, &m.w.params, ZG_EXPLAIN_SENTENCE);
  g_assert_nonnull (strstr (why, "热线夜间"));
}

/* D's own lead holds for its shifts: 08:30 is in time, 08:31 a minute late; elsewhere a shift takes the rule in force. */
static void
test_lead_of_schedule (void)
{
  static const struct { char schedule; const char *in; int late; } table[] = {
    { 'D', "08:30", 0 }, { 'D', "08:31", 1 }, { 'C', "08:25", 0 }, { 'C', "08:30", 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      World              w;
      const ZgDayResult *r;

      world_init (&w, table[i].schedule);
      world_shift (&w, 0, 8 * 60 + 30, 21 * 60)->segments[0].lead = ZG_LEAD_PARAM;
      world_roster (&w, 0, ZG_ROSTER_SHIFT, &w.spare[0]);
      world_punch (&w, table[i].in);
      world_punch (&w, "21:00");
      r = world_judge (&w);
      g_assert_cmpint (r->late_minutes, ==, table[i].late);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/D11-13/fixed-26", test_full_fixed);
  g_test_add_func ("/judge/D11-13/a-unreachable", test_full_unreachable);
  g_test_add_func ("/judge/D11-13/floating-rest", test_full_rest);
  g_test_add_func ("/judge/D04-4.1.1e/holidays", test_holidays);
  g_test_add_func ("/judge/D04-4.1.1e/statutory", test_statutory);
  g_test_add_func ("/judge/D04-4.1.1e/make-up-day", test_make_up);
  g_test_add_func ("/judge/D04-4.1.1e/leave-not-charged", test_leave_over_holiday);
  g_test_add_func ("/judge/D04-4.1.1d/roster", test_roster);
  g_test_add_func ("/judge/D18-7.3b/sunday-duty", test_sunday_duty);
  g_test_add_func ("/judge/D18-7.2/duties", test_duties);
  g_test_add_func ("/judge/D18-7.1a/lead-of-schedule", test_lead_of_schedule);
  g_test_add_func ("/judge/month/extremes", test_extremes);
  g_test_add_func ("/judge/month/employment", test_employment);
  g_test_add_func ("/judge/month/now", test_now);
  g_test_add_func ("/judge/month/now-sign-out", test_now_out);
  g_test_add_func ("/judge/D02-3.1.2/version-change", test_change);
  g_test_add_func ("/judge/month/day-alone", test_same);
  g_test_add_func ("/judge/D04-4.1.2a/changed-days", test_changed_days);
  return g_test_run ();
}
