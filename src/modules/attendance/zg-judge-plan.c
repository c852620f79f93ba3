/* The plan of a day: who works, which hours, why; and which punches belong to it. */
#include "zg-judge-private.h"

#include "zg-day.h"

static const ZgSchedule *
schedule_on (const ZgJudgeFacts *facts, int day)
{
  for (gsize i = facts->n_assignments; i-- > 0;)
    if (facts->assignments[i].first_day <= day)
      return facts->assignments[i].schedule;
  return NULL;
}

static const ZgJudgeCalendarDay *
calendar_on (const ZgJudgeFacts *facts, int day)
{
  gint64 i = (gint64) day - facts->calendar_first;

  return facts->calendar && i >= 0 && i < facts->n_calendar ? &facts->calendar[i] : NULL;
}

static const ZgJudgeRosterDay *
roster_on (const ZgJudgeFacts *facts, int day)
{
  gint64 i = (gint64) day - facts->roster_first;

  return facts->roster && i >= 0 && i < facts->n_roster ? &facts->roster[i] : NULL;
}

static void
take_hours (ZgDayPlan *plan, const ZgSchedule *hours, ZgDayBasis basis, const char *clause)
{
  plan->kind = ZG_DAY_WORK;
  plan->basis = basis;
  plan->segments = hours->segments;
  plan->n_segments = MIN (hours->n_segments, ZG_JUDGE_SEGMENTS);
  plan->clause = clause;
}

static void
take_off (ZgDayPlan *plan, ZgDayKind kind, ZgDayBasis basis, const char *clause)
{
  plan->kind = kind;
  plan->basis = basis;
  plan->segments = NULL;
  plan->n_segments = 0;
  plan->clause = clause;
}

/* A duty that begins when the ordinary hours end is one stay: signed out of once, at its end. What of it lies within them does
 * not count twice: a Sunday duty on a make-up Sunday is the evening. */
static void
add_duty (ZgDayPlan *plan, const ZgSchedule *shift)
{
  int n = plan->n_segments;

  if (plan->kind != ZG_DAY_WORK || n == 0)
    {
      take_hours (plan, shift, ZG_BASIS_ROSTER, zg_judge_clause_hours (shift));
      return;
    }
  for (int i = 0; i < n; i++)
    plan->own[i] = plan->segments[i];
  for (int i = 0; i < MIN (shift->n_segments, ZG_JUDGE_SEGMENTS) && n < ZG_JUDGE_SEGMENTS; i++)
    {
      plan->own[n] = shift->segments[i];
      plan->own[n].duty = 1;
      plan->own[n].start = MAX (plan->own[n].start, plan->own[n - 1].end);
      if (plan->own[n].start >= plan->own[n].end)
        continue;
      if (plan->own[n].start == plan->own[n - 1].end)
        {
          plan->own[n - 1].asks &= ~ZG_ASK_OUT;
          plan->own[n].asks &= ~ZG_ASK_IN;
        }
      n++;
    }
  plan->segments = plan->own;
  plan->n_segments = n;
}

/* Another shift in place of the schedule's hours keeps the schedule's own lead. */
static void
take_shift (ZgDayPlan *plan, const ZgSchedule *shift)
{
  take_hours (plan, shift, ZG_BASIS_ROSTER, zg_judge_clause_hours (shift));
  plan->lead = plan->schedule->n_segments ? plan->schedule->segments[0].lead : ZG_LEAD_PARAM;
}

static void
plan_by_roster (ZgDayPlan *plan, const ZgJudgeRosterDay *entry)
{
  const ZgSchedule *schedule = plan->schedule;
  int               kind = entry ? entry->kind : ZG_ROSTER_NONE;

  if (kind == ZG_ROSTER_NONE && plan->duty == NULL)
    plan->flags |= ZG_DAY_FLAG_UNROSTERED;
  if (kind == ZG_ROSTER_ORDINARY)
    {
      take_hours (plan, schedule, ZG_BASIS_ROSTER, zg_judge_clause_hours (schedule));
      if (entry->shift)
        add_duty (plan, entry->shift);
    }
  else if ((kind == ZG_ROSTER_SHIFT || kind == ZG_ROSTER_DUTY) && entry->shift)
    take_shift (plan, entry->shift);
  else if (plan->holiday)
    take_off (plan, ZG_DAY_HOLIDAY, ZG_BASIS_SCHEDULE, "D04-4.1.1e");
  else
    take_off (plan, ZG_DAY_REST, ZG_BASIS_ROSTER, zg_judge_clause (schedule->clause_days, "D04-4.1.1b"));
}

static void
plan_by_week (ZgDayPlan *plan, int day, gboolean make_up, const ZgJudgeRosterDay *entry)
{
  const ZgSchedule *schedule = plan->schedule;
  int               kind = entry ? entry->kind : ZG_ROSTER_NONE;

  if (plan->holiday)
    take_off (plan, ZG_DAY_HOLIDAY, ZG_BASIS_SCHEDULE, "D04-4.1.1e");
  else if (schedule->weekdays & (1 << (zg_day_weekday (day) - 1)))
    take_hours (plan, schedule, ZG_BASIS_SCHEDULE, zg_judge_clause_hours (schedule));
  else if (make_up)
    take_hours (plan, schedule, ZG_BASIS_MAKE_UP, "D04-4.1.1e");
  else
    take_off (plan, ZG_DAY_REST, ZG_BASIS_SCHEDULE, zg_judge_clause (schedule->clause_days, "D04-4.1.1b"));

  if (kind == ZG_ROSTER_SHIFT && entry->shift)
    take_shift (plan, entry->shift);
  else if ((kind == ZG_ROSTER_DUTY || kind == ZG_ROSTER_ORDINARY) && entry->shift)
    add_duty (plan, entry->shift);
}

/* Statutory days only: then nothing is moved, and no day is worked for a moved one. */
static void
plan_ordinary (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day, ZgDayPlan *plan)
{
  const ZgJudgeCalendarDay *calendar = plan->schedule->observes_holidays ? calendar_on (facts, day) : NULL;
  gboolean                  all = params->public_holidays == ZG_HOLIDAYS_ALL;
  gboolean                  make_up = calendar && calendar->kind == ZG_CALENDAR_WORK && all;

  const ZgJudgeRosterDay   *entry = roster_on (facts, day);

  plan->holiday = calendar && calendar->kind == ZG_CALENDAR_OFF && (all || calendar->statutory);
  plan->duty = entry ? entry->duty : NULL;
  if (plan->schedule->by_roster)
    plan_by_roster (plan, entry);
  else
    plan_by_week (plan, day, make_up, entry);
}

/* Where the schedule asks for a sign-in before and after a break, it then asks for the sign-out between them too, also on a day
 * with a duty besides. */
static void
ask_noon (ZgDayPlan *plan)
{
  if (plan->kind != ZG_DAY_WORK || (plan->segments != plan->schedule->segments && plan->segments != plan->own))
    return;
  for (int i = 0; i < plan->n_segments; i++)
    {
      plan->own[i] = plan->segments[i];
      if (i > 0 && (plan->own[i - 1].asks & ZG_ASK_IN) && (plan->own[i].asks & ZG_ASK_IN))
        plan->own[i - 1].asks |= ZG_ASK_OUT;
    }
  plan->segments = plan->own;
}

/* Returns: (nullable): the notice that decides the day: the last of those that hold. */
const ZgJudgeNotice *
zg_judge_notice_on (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day)
{
  for (gsize i = facts->n_notices; i-- > 0;)
    {
      const ZgJudgeNotice *notice = &facts->notices[i];

      if (day >= notice->first_day && day <= notice->last_day && (notice->written || !params->notice_required))
        return notice;
    }
  return NULL;
}

static void
apply_notices (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day, ZgDayPlan *plan)
{
  const ZgJudgeNotice *notice = zg_judge_notice_on (facts, params, day);

  if (notice == NULL)
    return;
  if (!notice->hours && plan->kind == ZG_DAY_WORK)
    take_off (plan, ZG_DAY_OFF, ZG_BASIS_NOTICE, "D04-4.1.2a");
  else if (notice->hours && (plan->kind == ZG_DAY_WORK ? plan->basis != ZG_BASIS_ROSTER : notice->rest_days_too))
    take_hours (plan, notice->hours, ZG_BASIS_NOTICE, "D04-4.1.2b");
}

static void
apply_slips (const ZgJudgeFacts *facts, int day, ZgDayPlan *plan)
{
  gint64 midnight = (gint64) day * ZG_JUDGE_DAY_SECONDS;

  for (gsize i = 0; i < facts->n_papers; i++)
    {
      const ZgJudgePaper *paper = &facts->papers[i];

      if (paper->kind != ZG_PAPER_HOURS || paper->from > midnight || paper->to <= midnight)
        continue;
      if (paper->hours)
        take_hours (plan, paper->hours, ZG_BASIS_SLIP, "D04-4.2.1c");
      else
        take_off (plan, ZG_DAY_REST, ZG_BASIS_SLIP, "D04-4.2.1c");
    }
}

void
zg_judge_plan (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day, ZgDayPlan *plan)
{
  plan->schedule = schedule_on (facts, day);
  plan->flags = 0;
  plan->holiday = FALSE;
  plan->duty = NULL;
  plan->lead = ZG_LEAD_PARAM;
  take_off (plan, ZG_DAY_BLANK, ZG_BASIS_SCHEDULE, NULL);
  if ((facts->joined != ZG_NO_DAY && day < facts->joined) || (facts->left != ZG_NO_DAY && day > facts->left) || !plan->schedule)
    return;
  plan_ordinary (facts, params, day, plan);
  if (params->noon_signout)
    ask_noon (plan);
  if (facts->n_notices)
    apply_notices (facts, params, day, plan);
  if (facts->n_papers)
    apply_slips (facts, day, plan);
}

static gboolean
works (const ZgDayPlan *plan)
{
  return plan->kind == ZG_DAY_WORK && plan->n_segments > 0;
}

static int
start_of (const ZgDayPlan *plan, int days)
{
  return plan->segments[0].start * 60 + days * ZG_JUDGE_DAY_SECONDS;
}

static int
end_of (const ZgDayPlan *plan, int days)
{
  return plan->segments[plan->n_segments - 1].end * 60 + days * ZG_JUDGE_DAY_SECONDS;
}

/* The first 04:00 after the end of work. */
static int
turn_after (int end, const ZgJudgeParams *params)
{
  int turn = params->day_turn * 60;
  int past = end - turn; /* since 04:00 of the result's day */
  int days = past >= 0 ? past / ZG_JUDGE_DAY_SECONDS + 1 : -((-1 - past) / ZG_JUDGE_DAY_SECONDS);

  return turn + days * ZG_JUDGE_DAY_SECONDS;
}

/* Where the punches of one shift end and those of the next begin: four hours before the next, but not before this one ended. */
static int
border (int end, int next_start, const ZgJudgeParams *params)
{
  int opens = next_start - params->first_open * 60;

  return opens >= end ? opens : (int) (((gint64) end + next_start) / 2);
}

/* @next: the day after, @later: the one after that; it matters where the shift runs past midnight. */
static int
close_of (const ZgDayPlan *plan, int days, const ZgDayPlan *next, const ZgDayPlan *later, const ZgJudgeParams *params)
{
  int end = end_of (plan, days), close;

  if (works (next))
    close = border (end, start_of (next, days + 1), params);
  else
    {
      close = turn_after (end, params);
      if (works (later))
        close = MIN (close, border (end, start_of (later, days + 2), params));
    }
  return MIN (close, end + params->signout_close * 60);
}

/* The day's own punches; those of the evening before end where its shift closes. */
void
zg_judge_window (const ZgDayPlan *const plans[5], const ZgJudgeParams *params, int *lo, int *hi)
{
  gboolean working = works (plans[2]);

  *lo = working ? start_of (plans[2], 0) - params->first_open * 60 : params->day_turn * 60;
  if (works (plans[1]))
    *lo = MAX (*lo, close_of (plans[1], -1, plans[2], plans[3], params));
  else if (works (plans[0]))
    *lo = MAX (*lo, close_of (plans[0], -2, plans[1], plans[2], params));
  if (working)
    *hi = close_of (plans[2], 0, plans[3], plans[4], params);
  else
    {
      *hi = params->day_turn * 60 + ZG_JUDGE_DAY_SECONDS;
      if (works (plans[3]))
        *hi = MIN (*hi, start_of (plans[3], 1) - params->first_open * 60);
    }
  *hi = MAX (*lo, *hi);
}
