/* Whatever the facts and the parameters are: sums agree, no punch answers twice, nothing is negative. */
#include "judge-help.h"

typedef struct
{
  World         w;
  ZgDayResult   results[31];
  ZgMonthTotals totals;
} Random;

static int
below (int n)
{
  return g_test_rand_int_range (0, n);
}

static void
random_params (World *w)
{
  for (const ZgJudgeParam *param = zg_judge_params; param->key; param++)
    {
      int n = 0;

      if (below (3))
        continue;
      while (param->choices && param->choices[n].name)
        n++;
      if (n)
        world_set (w, param->key, param->choices[below (n)].value);
      else
        world_set (w, param->key, param->min + below (param->max - param->min + 1));
    }
}

/* A schedule of one's own may name no clause at all. */
static void
blank_clauses (ZgSchedule *schedule)
{
  const char **clauses[] = { &schedule->clause_hours, &schedule->clause_days, &schedule->clause_signin,
                             &schedule->clause_signout };

  for (guint i = 0; i < G_N_ELEMENTS (clauses); i++)
    if (below (3) == 0)
      *clauses[i] = below (2) ? NULL : "";
}

/* Up to four segments anywhere in two days. */
static void
random_schedule (ZgSchedule *schedule)
{
  int minute = below (600);

  zg_schedule_standard (schedule, "ABCD"[below (4)]);
  blank_clauses (schedule);
  if (below (2))
    return;
  schedule->n_segments = 0;
  while (schedule->n_segments < 1 + below (4) && minute < 2000)
    {
      ZgSegment *segment = &schedule->segments[schedule->n_segments++];

      segment->start = minute;
      segment->end = minute + 10 + below (600);
      segment->lead = below (2) ? ZG_LEAD_PARAM : below (60);
      segment->asks = below (4);
      segment->duty = below (5) == 0;
      minute = segment->end + below (3) * below (200);
    }
}

static void
random_punches (World *w, int n)
{
  static const guint8 buttons[] = { 0, 1, 2, 3, 4, 5, 255, 77 };

  w->facts.n_punches = n;
  for (int i = 0; i < n; i++)
    {
      gint64 at = ((gint64) w->day - 3 + below (37)) * ZG_JUDGE_DAY_SECONDS;

      at += below (4) ? (const int[]) { 8, 12, 14, 18 }[below (4)] * 3600 - 1800 + below (3600) : below (ZG_JUDGE_DAY_SECONDS);
      if (i && below (5) == 0)
        at = w->punches[i - 1].at + below (90);
      w->punches[i] = (ZgJudgePunch) { .at = at, .id = i, .button = buttons[below (8)], .source = below (5) ? 0 : below (3) };
    }
  zg_judge_sort_punches (w->punches, n);
}

static void
random_papers (World *w)
{
  w->facts.n_papers = below (G_N_ELEMENTS (w->papers));
  for (gsize i = 0; i < w->facts.n_papers; i++)
    {
      gint64 from = ((gint64) w->day - 2 + below (35)) * ZG_JUDGE_DAY_SECONDS + below (24 * 60) * 60;

      w->papers[i] = (ZgJudgePaper) { .kind = below (8), .leave = below (ZG_JUDGE_N_LEAVES), .answers = below (4),
                                      .whole_days = below (4) == 0, .from = from, .to = from + below (3 * 1440) * 60,
                                      .hours = below (2) ? &w->spare[below (4)] : NULL };
      if (w->papers[i].kind == ZG_PAPER_HOURS)
        w->papers[i].from -= w->papers[i].from % ZG_JUDGE_DAY_SECONDS;
    }
  zg_judge_sort_papers (w->papers, w->facts.n_papers);
}

static void
random_world (World *w)
{
  world_init (w, 'B');
  random_schedule (&w->schedule);
  for (guint i = 0; i < G_N_ELEMENTS (w->spare); i++)
    random_schedule (&w->spare[i]);
  random_params (w);
  random_punches (w, below (G_N_ELEMENTS (w->punches)));
  random_papers (w);
  for (guint i = 0; i < G_N_ELEMENTS (w->calendar); i++)
    w->calendar[i] = (ZgJudgeCalendarDay) { below (4) ? 0 : below (3), below (2), NULL };
  for (guint i = 0; i < G_N_ELEMENTS (w->roster); i++)
    w->roster[i] = (ZgJudgeRosterDay) { below (5), below (5) ? &w->spare[below (4)] : NULL };
  w->facts.n_notices = below (3);
  for (gsize i = 0; i < w->facts.n_notices; i++)
    {
      int first = w->day + below (31);

      w->notices[i] = (ZgJudgeNotice) { first, first + below (4), below (2) ? &w->spare[below (4)] : NULL, below (2), below (2) };
    }
  if (below (4) == 0)
    w->facts.joined = w->day + below (20);
  if (below (4) == 0)
    w->facts.left = w->day + 10 + below (20);
  if (below (3) == 0)
    w->facts.now = ((gint64) w->day + below (31)) * ZG_JUDGE_DAY_SECONDS + below (ZG_JUDGE_DAY_SECONDS);
  w->facts.closed = below (2);
}

static void
has_clause (const char *clause)
{
  g_assert_true (clause && *clause == 'D');
}

static void
check_answer (const ZgDayResult *r, const ZgAnswer *answer, const World *w, guint8 *used)
{
  const int both[] = { answer->punch, answer->partner };

  g_assert_cmpint (answer->minutes, >=, 0);
  g_assert_true (answer->evidence == 0 || answer->at != ZG_NO_SECOND);
  g_assert_true (answer->at == ZG_NO_SECOND || answer->evidence != 0);
  if (answer->grade >= ZG_GRADE_NORMAL)
    has_clause (answer->clause);
  for (int i = 0; i < 2; i++)
    if (both[i] >= 0)
      {
        gint64 second = w->punches[both[i]].at - (gint64) r->day * ZG_JUDGE_DAY_SECONDS;

        g_assert_cmpint (used[both[i]], ==, 0);
        used[both[i]] = 1;
        g_assert_cmpint (second, >=, r->from);
        g_assert_cmpint (second, <, r->to);
      }
}

static void
check_day (const ZgDayResult *r, const World *w, guint8 *used)
{
  int share = 0, leave = 0, last = G_MININT;

  g_assert_cmpint (r->mark, >=, 0);
  g_assert_cmpint (r->n_marks, <=, MAX (r->n_segments, 1)); /* one mark a segment */
  if (r->mark != ZG_MARK_BLANK)
    has_clause (r->clause);
  g_assert_cmpint (r->late_minutes | r->early_minutes | r->late_times | r->early_times | r->missed | r->overtime, >=, 0);
  for (int k = 0; k < r->n_segments; k++)
    {
      const ZgSegmentResult *s = &r->segments[k];
      int                    sum = s->worked + s->leave + s->rest + s->absent + s->waiting;

      share += s->share;
      leave += s->leave + s->rest;
      g_assert_cmpint (MIN (MIN (s->worked, s->leave), MIN (MIN (s->rest, s->absent), s->waiting)), >=, 0);
      g_assert_cmpint (sum, <=, s->share);
      if (s->grade != ZG_GRADE_OPEN)
        {
          g_assert_cmpint (sum, ==, s->share);
          has_clause (s->clause);
        }
      check_answer (r, &s->in, w, used);
      check_answer (r, &s->out, w, used);
      if (s->in.at != ZG_NO_SECOND)
        {
          g_assert_cmpint (s->in.at, >=, last);
          last = s->in.at;
        }
      if (s->out.at != ZG_NO_SECOND)
        {
          g_assert_cmpint (s->out.at, >=, last);
          last = s->out.at;
        }
    }
  g_assert_cmpint (share, ==, r->n_segments ? r->planned : 0);
  for (int i = 0; i < ZG_JUDGE_N_LEAVES; i++)
    leave -= r->leave[i];
  g_assert_cmpint (leave, ==, 0);
  g_assert_cmpint (r->worked + r->absent + r->waiting, <=, r->due);
  if (w->facts.closed)
    g_assert_cmpint (r->waiting, ==, 0);
}

static void
test_invariants (void)
{
  Random *random = g_new0 (Random, 1);
  int     rounds = g_test_thorough () ? 20000 : 1500;

  for (int round = 0; round < rounds; round++)
    {
      World *w = &random->w;
      guint8 used[G_N_ELEMENTS (w->punches)] = { 0 };
      int    from = G_MININT, worked = 0;

      random_world (w);
      zg_judge_month (&w->facts, &w->params, w->day, 31, random->results, &random->totals);
      for (int i = 0; i < 31; i++)
        {
          const ZgDayResult *r = &random->results[i];
          int                begin = i * ZG_JUDGE_DAY_SECONDS + r->from;

          check_day (r, w, used);
          worked += r->worked;
          if (r->to > r->from)
            {
              g_assert_cmpint (begin, >=, from); /* no two days share a moment */
              from = i * ZG_JUDGE_DAY_SECONDS + r->to;
            }
        }
      g_assert_cmpint (random->totals.worked, ==, worked);
      g_assert_cmpint (random->totals.worked + random->totals.absent + random->totals.waiting, <=, random->totals.due);
    }
  g_free (random);
}

/* A day alone is the day of its month, and its account never fails. */
static void
test_alone (void)
{
  Random *random = g_new0 (Random, 1);

  for (int round = 0; round < 150; round++)
    {
      World *w = &random->w;

      random_world (w);
      zg_judge_month (&w->facts, &w->params, w->day, 31, random->results, NULL);
      for (int i = 0; i < 31; i++)
        {
          ZgDayResult      alone;
          g_autofree char *text = NULL, *again = NULL;

          zg_judge_day (&w->facts, &w->params, w->day + i, &alone);
          g_assert_cmpmem (&alone, G_STRUCT_OFFSET (ZgDayResult, segments), &random->results[i],
                           G_STRUCT_OFFSET (ZgDayResult, segments));
          text = zg_judge_explain (&random->results[i], &w->facts, &w->params, ZG_EXPLAIN_ALL);
          again = zg_judge_explain (&alone, &w->facts, &w->params, ZG_EXPLAIN_ALL);
          g_assert_cmpstr (text, ==, again);
          g_assert_null (strstr (text, "(null)"));
        }
    }
  g_free (random);
}

/* More approved leave never makes more absence under the graded policy. */
static void
test_leave_helps (void)
{
  for (int round = 0; round < 2000; round++)
    {
      World w;
      int   before, hour = 8 + below (9);

      world_init (&w, 'B');
      random_punches (&w, 60);
      w.facts.closed = TRUE;
      before = world_judge (&w)->absent;
      w.papers[0] = (ZgJudgePaper) { .kind = ZG_PAPER_LEAVE, .from = (gint64) w.day * ZG_JUDGE_DAY_SECONDS,
                                     .to = (gint64) w.day * ZG_JUDGE_DAY_SECONDS + hour * 3600 };
      w.facts.n_papers = 1;
      g_assert_cmpint (world_judge (&w)->absent, <=, before);
    }
}

/* -- A break, by trying every way to read it -- */

/* 9:00-12:00, 13:00-18:00 with four punches, all on whole minutes: what a sign-out at @out and a sign-in at @in cost, 0: none. */
static int
cost_of_reading (int out, int in, gboolean followed)
{
  const int gap = 60;
  int       cost = out ? (out < 720 ? gap + MIN (720 - out, gap) : out - 720) : 2 * gap;

  if (!in)
    return cost + (followed ? 8 : 2) * gap;
  if (in - 780 > 1080 - in)
    return cost + 4 * gap;
  return cost + (in > 780 ? gap + MIN (in - 780, gap) : 780 - in);
}

static gboolean
may_be_out (int minute, int arrived)
{
  return minute == 0 || (minute >= MAX (arrived + 2, 540) && minute < 780);
}

/* The least cost of all pairs; repetitions within a minute are one punch. */
static int
least_cost (const int *minutes, int n, int arrived)
{
  int least = G_MAXINT;

  for (int i = -1; i < n; i++)
    for (int k = -1; k < n; k++)
      {
        int out = i < 0 ? 0 : minutes[i], in = k < 0 ? 0 : minutes[k];

        if (!may_be_out (out, arrived) || (in && (in <= MAX (arrived, out) + 1 || in < 720 || in >= 1080)))
          continue;
        least = MIN (least, cost_of_reading (out, in, n > 0 && minutes[n - 1] >= 780));
      }
  return least;
}

static void
test_break (void)
{
  for (int round = 0; round < (g_test_thorough () ? 200000 : 20000); round++)
    {
      World              w;
      const ZgDayResult *r;
      gint64             midnight;
      int                minutes[8], n = below (7), arrived, out, in;

      world_init (&w, 'A');
      w.schedule.segments[0].asks = w.schedule.segments[1].asks = ZG_ASK_IN | ZG_ASK_OUT;
      midnight = (gint64) w.day * ZG_JUDGE_DAY_SECONDS;
      for (int i = 0; i < n; i++)
        w.punches[i] = (ZgJudgePunch) { midnight + (below (4) ? 660 + below (180) : 500 + below (700)) * 60,
                                        .button = ZG_BUTTON_NONE };
      w.facts.n_punches = n;
      r = world_judge (&w);
      for (int i = 0; i < n; i++)
        minutes[i] = (w.punches[i].at - midnight) / 60;
      arrived = n && minutes[0] < 720 ? minutes[0] : 0;
      out = OUT (r, 0).at == ZG_NO_SECOND ? 0 : OUT (r, 0).at / 60;
      in = IN (r, 1).at == ZG_NO_SECOND ? 0 : IN (r, 1).at / 60;
      g_assert_cmpint (IN (r, 0).at, ==, arrived ? arrived * 60 : ZG_NO_SECOND);
      g_assert_true (may_be_out (out, arrived) && (!in || in > out));
      g_assert_cmpint (cost_of_reading (out, in, n > 0 && minutes[n - 1] >= 780), ==, least_cost (minutes, n, arrived));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/random/D04-4.2.1a/invariants", test_invariants);
  g_test_add_func ("/judge/random/day-alone", test_alone);
  g_test_add_func ("/judge/random/leave-helps", test_leave_helps);
  g_test_add_func ("/judge/random/D04-4.2.1a/break", test_break);
  return g_test_run ();
}
