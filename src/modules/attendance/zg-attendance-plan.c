#include "zg-attendance-plan.h"

#include "config.h"

#include "zg-attendance-private.h"
#include "zg-day.h"

static const ZgSchedule *
schedule_on (const ZgFactsPerson *person, int day)
{
  const GArray     *assignments = person->own ? person->own : person->group->assignments;
  const ZgSchedule *schedule = NULL;

  for (guint i = 0; i < assignments->len && g_array_index (assignments, ZgJudgeAssignment, i).first_day <= day; i++)
    schedule = g_array_index (assignments, ZgJudgeAssignment, i).schedule;
  return schedule;
}

static gboolean
works (const ZgMonthFacts *facts, const ZgFactsPerson *person, const ZgSchedule *schedule, int day)
{
  const ZgJudgeCalendarDay *calendar = &facts->calendar[day - facts->span_first];
  gboolean statutory_only = g_str_equal (zg_policy_text (facts->policy, "rest.public_holidays", person->group->category,
                                                         person->group->unit, day),
                                         "statutory");

  if (schedule->observes_holidays && calendar->kind == ZG_CALENDAR_OFF && (!statutory_only || calendar->statutory))
    return FALSE;
  if (schedule->observes_holidays && calendar->kind == ZG_CALENDAR_WORK && !statutory_only)
    return TRUE;
  return (schedule->weekdays >> (zg_day_weekday (day) - 1)) & 1;
}

static void
fill_day (const ZgMonthFacts *facts, guint line, int day, ZgPlanDay *out)
{
  const ZgFactsPerson *person = &facts->people[line];
  const ZgSchedule    *schedule = schedule_on (person, day);

  if (schedule == NULL)
    return;
  if (schedule->by_roster)
    out->flags = ZG_PLAN_ROSTERED | (schedule->code[0] == 'C' ? ZG_PLAN_ROTATES : 0);
  else if (works (facts, person, schedule, day))
    out->flags = ZG_PLAN_WORKS;
  if (schedule->n_segments)
    {
      out->starts = schedule->segments[0].start;
      out->ends = schedule->segments[schedule->n_segments - 1].end;
    }
  if ((out->flags & ZG_PLAN_WORKS) && schedule->n_segments > 1)
    {
      out->break_starts = schedule->segments[0].end;
      out->break_ends = schedule->segments[1].start;
    }
}

ZgWorkPlan *
zg_attendance_plan (ZgDb *db, const ZgStaffRoll *roll, int first_day, int n_days, GError **error)
{
  ZgMonthFacts *facts = zg_month_facts_hours (db, roll, NULL, first_day, n_days, 0, NULL, error);
  ZgWorkPlan   *plan;

  if (facts == NULL)
    return NULL;
  plan = g_new0 (ZgWorkPlan, 1);
  plan->first_day = first_day;
  plan->n_days = n_days;
  plan->off = g_new0 (guint8, n_days);
  plan->names = g_new0 (char *, n_days);
  plan->days = g_new0 (ZgPlanDay, MAX (roll->staff->len * n_days, 1));
  for (int day = 0; day < n_days; day++)
    {
      const ZgJudgeCalendarDay *calendar = &facts->calendar[first_day + day - facts->span_first];

      plan->off[day] = calendar->kind == ZG_CALENDAR_OFF;
      plan->names[day] = g_strdup (calendar->name);
      for (guint line = 0; line < roll->staff->len; line++)
        fill_day (facts, line, first_day + day, &plan->days[line * n_days + day]);
    }
  zg_month_facts_free (facts);
  return plan;
}

const ZgPlanDay *
zg_work_plan_day (const ZgWorkPlan *plan, guint line, int day)
{
  return &plan->days[line * plan->n_days + day];
}

void
zg_work_plan_free (ZgWorkPlan *plan)
{
  if (plan == NULL)
    return;
  for (int day = 0; day < plan->n_days; day++)
    g_free (plan->names[day]);
  g_free (plan->names);
  g_free (plan->off);
  g_free (plan->days);
  g_free (plan);
}

guint8 *
zg_attendance_days_off (ZgDb *db, int first_day, int n_days, GError **error)
{
  g_autofree guint8 *off = g_new0 (guint8, MAX (n_days, 1));
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error, ZG_SQL ("SELECT day FROM holiday WHERE day BETWEEN $1 AND $2 AND off = 1 AND state = 'active'"), "ss",
      zg_day_format (first_day, first), zg_day_format (first_day + n_days - 1, last));
  gboolean row = TRUE;
  int      day;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    if (zg_day_parse (zg_stmt_text (rows, 0), &day))
      off[day - first_day] = 1;
  return rows && !row ? g_steal_pointer (&off) : NULL;
}
