/* One day, a month, and the sums of a month. */
#include "zg-judge-private.h"

#include "zg-day.h"

#include <string.h>

#define AROUND 2 /* days on either side that decide where a day's punches begin and end */

static void
begin_answer (ZgAnswer *answer)
{
  *answer = (ZgAnswer) { .due = ZG_NO_SECOND, .at = ZG_NO_SECOND, .punch = -1, .partner = -1, .paper = -1 };
}

/* Every ordinary segment has the same part of the day; a duty beside them has none. */
static void
begin_segments (ZgCase *c)
{
  ZgDayResult     *r = c->result;
  const ZgSegment *segments = c->plan->segments;
  int              ordinary = 0, n, i = 0;

  r->n_segments = c->plan->n_segments;
  for (int k = 0; k < r->n_segments; k++)
    ordinary += !segments[k].duty;
  n = ordinary ? ordinary : r->n_segments;
  for (int k = 0; k < r->n_segments; k++)
    {
      ZgSegmentResult *segment = &r->segments[k];

      memset (segment, 0, sizeof *segment);
      segment->start = segments[k].start * 60;
      segment->end = segments[k].end * 60;
      segment->paper = -1;
      begin_answer (&segment->in);
      begin_answer (&segment->out);
      if (ordinary && segments[k].duty)
        continue;
      segment->share = 1000 * (i + 1) / n - 1000 * i / n;
      i++;
    }
}

static gboolean
papers_touch (const ZgCase *c)
{
  gint64 lo = c->base + MIN (c->lo, 0), hi = c->base + MAX (c->hi, ZG_JUDGE_DAY_SECONDS);

  for (gsize i = 0; i < c->facts->n_papers; i++)
    {
      const ZgJudgePaper *paper = &c->facts->papers[i];

      if (paper->from < hi && (paper->kind == ZG_PAPER_MISSED ? paper->from : paper->to) >= lo)
        return TRUE;
    }
  return FALSE;
}

static void
sum_overtime (ZgCase *c)
{
  for (gsize i = 0; i < c->facts->n_papers; i++)
    {
      const ZgJudgePaper *paper = &c->facts->papers[i];

      if (paper->kind == ZG_PAPER_OVERTIME && paper->from >= c->base && paper->from < c->base + ZG_JUDGE_DAY_SECONDS
          && paper->to > paper->from)
        c->result->overtime += MIN (paper->to - paper->from, ZG_JUDGE_DAY_SECONDS) / 60;
    }
}

static void
judge_off (ZgCase *c)
{
  ZgDayResult      *r = c->result;
  const ZgSchedule *schedule = c->plan->schedule;

  r->clause = c->plan->clause;
  if (c->plan->kind == ZG_DAY_BLANK)
    return;
  r->mark = c->plan->kind == ZG_DAY_HOLIDAY ? ZG_MARK_HOLIDAY : ZG_MARK_REST;
  r->marks[r->n_marks++] = r->mark;
  if (c->plan->kind == ZG_DAY_HOLIDAY
      && (schedule->by_roster || (schedule->weekdays & (1 << (zg_day_weekday (r->day) - 1)))))
    r->holiday = 1000;
  if (c->end > c->begin)
    r->flags |= ZG_DAY_FLAG_PUNCHED_OFF;
}

static void
begin_result (ZgCase *c, int day)
{
  ZgDayResult *r = c->result;

  memset (r, 0, G_STRUCT_OFFSET (ZgDayResult, segments));
  r->day = day;
  r->kind = c->plan->kind;
  r->basis = c->plan->basis;
  r->flags = c->plan->flags;
  r->schedule = c->plan->schedule ? c->plan->schedule->version : 0;
  r->planned = c->plan->kind == ZG_DAY_WORK && c->plan->n_segments ? 1000 : 0;
}

/* A duty nobody signs in to is done once it is past, but by nobody who is on leave: that one is neither done nor missed. */
static int
unsigned_duties (const ZgCase *c)
{
  const ZgSchedule *duty = c->plan->duty;
  int               done = 0;

  for (int i = 0; i < duty->n_segments; i++)
    {
      int start = duty->segments[i].start * 60, end = duty->segments[i].end * 60;

      done += c->now >= end && !zg_judge_on_leave (c, start, end);
    }
  return done;
}

/* @position: index of the first punch not yet given to a day; moved on. */
static void
judge (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day, const ZgDayPlan *const plans[5], gsize *position,
       ZgDayResult *result)
{
  ZgCase c;

  c.facts = facts;
  c.params = params;
  c.plan = plans[AROUND];
  c.result = result;
  c.base = (gint64) day * ZG_JUDGE_DAY_SECONDS;
  begin_result (&c, day);
  if (c.base > facts->now)
    {
      result->flags |= ZG_DAY_FLAG_FUTURE;
      return;
    }
  c.now = zg_judge_second (facts->now, c.base);
  result->duties = c.plan->duty ? unsigned_duties (&c) : 0;
  c.lo = c.hi = 0;
  if (c.plan->kind != ZG_DAY_BLANK)
    zg_judge_window (plans, params, &c.lo, &c.hi);
  while (*position < facts->n_punches && facts->punches[*position].at < c.base + c.lo)
    (*position)++;
  c.begin = *position;
  while (*position < facts->n_punches && facts->punches[*position].at < c.base + c.hi)
    (*position)++;
  c.end = *position;
  result->from = c.lo;
  result->to = c.hi;
  if (facts->n_papers && c.plan->kind != ZG_DAY_BLANK)
    sum_overtime (&c);
  if (c.plan->kind != ZG_DAY_WORK || c.plan->n_segments == 0)
    {
      judge_off (&c);
      return;
    }
  c.papers = facts->n_papers && papers_touch (&c);
  begin_segments (&c);
  zg_judge_cover (&c);
  zg_judge_spans (&c);
  zg_judge_pick (&c);
  zg_judge_grade (&c);
  zg_judge_sum (&c);
}

static gsize
first_punch (const ZgJudgeFacts *facts, int day)
{
  gint64 at = ((gint64) day - 1) * ZG_JUDGE_DAY_SECONDS;
  gsize  low = 0, high = facts->n_punches;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (facts->punches[middle].at < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
zg_judge_month (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int first_day, int n_days, ZgDayResult *results,
                ZgMonthTotals *totals)
{
  ZgDayPlan plans[ZG_JUDGE_MONTH_DAYS + 2 * AROUND];
  gsize     position = first_punch (facts, first_day);

  g_return_if_fail (n_days >= 0 && n_days <= ZG_JUDGE_MONTH_DAYS);

  for (int i = 0; i < n_days + 2 * AROUND; i++)
    zg_judge_plan (facts, params, first_day - AROUND + i, &plans[i]);
  for (int i = 0; i < n_days; i++)
    {
      const ZgDayPlan *const around[5] = { &plans[i], &plans[i + 1], &plans[i + 2], &plans[i + 3], &plans[i + 4] };

      judge (facts, params, first_day + i, around, &position, &results[i]);
    }
  if (totals)
    zg_judge_totals (results, n_days, params, totals);
}

void
zg_judge_day (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day, ZgDayResult *result)
{
  zg_judge_month (facts, params, day, 1, result, NULL);
}

static void
add_day (ZgMonthTotals *totals, const ZgDayResult *r)
{
  totals->planned += r->planned;
  totals->due += r->due;
  totals->worked += r->worked;
  totals->absent += r->absent;
  totals->waiting += r->waiting;
  totals->rest += r->rest;
  totals->holiday += r->holiday;
  totals->credit += r->credit;
  totals->late_times += r->late_times;
  totals->late_minutes += r->late_minutes;
  totals->early_times += r->early_times;
  totals->early_minutes += r->early_minutes;
  totals->missed += r->missed;
  totals->overtime += r->overtime;
  totals->single_days += (r->flags & ZG_DAY_FLAG_SINGLE) != 0;
  totals->duties += r->duties;
  for (int i = 0; r->worked < r->planned && i < ZG_JUDGE_N_LEAVES; i++)
    {
      totals->leave[i] += r->leave[i];
      if (!zg_judge_leave_is_rest (i))
        totals->leave_all += r->leave[i];
    }
}

/* What may still be worked: days to come, and of days under way what is not decided. */
static int
still_possible (const ZgDayResult *results, int n)
{
  int possible = 0;

  for (int i = 0; i < n; i++)
    {
      const ZgDayResult *r = &results[i];
      int                lost = r->worked + r->absent + r->rest;

      if (r->worked == r->planned)
        continue;
      for (int k = 0; k < ZG_JUDGE_LEAVE_FLOATING; k++)
        lost += r->leave[k];
      if (r->flags & (ZG_DAY_FLAG_FUTURE | ZG_DAY_FLAG_OPEN) || r->waiting)
        possible += MAX (r->planned - lost, 0);
    }
  return possible;
}

static void
decide_full (const ZgDayResult *results, int n, const ZgJudgeParams *params, ZgMonthTotals *totals)
{
  int holidays = params->full_holidays == ZG_HOLIDAYS_COUNTED ? totals->holiday : 0;
  int fixed = params->full_days * 1000;
  int future = 0; /* due of days to come is 0, their plan is known */

  for (int i = 0; i < n; i++)
    if (results[i].flags & ZG_DAY_FLAG_FUTURE)
      future += results[i].planned;
  totals->full_mode = params->full_mode;
  totals->full_needed = totals->due + future + holidays;
  if (params->full_mode == ZG_FULL_FIXED)
    totals->full_needed = fixed;
  else if (params->full_mode == ZG_FULL_MIN)
    totals->full_needed = MIN (totals->full_needed, fixed);
  totals->full_counted = totals->worked + holidays;

  if (totals->planned == 0 || totals->planned + holidays < totals->full_needed)
    totals->full = ZG_FULL_UNREACHABLE;
  else if (totals->full_counted >= totals->full_needed)
    totals->full = ZG_FULL_YES;
  else
    totals->full = totals->full_counted + still_possible (results, n) < totals->full_needed ? ZG_FULL_NO : ZG_FULL_OPEN;
}

void
zg_judge_totals (const ZgDayResult *results, int n, const ZgJudgeParams *params, ZgMonthTotals *totals)
{
  memset (totals, 0, sizeof *totals);
  for (int i = 0; i < n; i++)
    add_day (totals, &results[i]);
  decide_full (results, n, params, totals);
}
