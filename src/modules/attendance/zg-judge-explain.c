/* The sentence about a day: what was asked, what happened, what it is and by which clause. */
#include "zg-judge-explain.h"

#include "zg-day.h"

#include <glib/gi18n.h>

static char *
time_text (int second, gboolean with_seconds)
{
  int  minute, day;
  char buffer[16];

  if (second == ZG_NO_SECOND)
    return NULL;
  minute = zg_judge_minute (second);
  day = minute >= 0 ? minute / 1440 : -((1439 - minute) / 1440);
  zg_minute_format (minute - day * 1440, buffer);
  if (with_seconds)
    g_snprintf (buffer + 5, sizeof buffer - 5, ":%02d", second - minute * 60);
  if (day == 0)
    return g_strdup (buffer);
  /* Translators: a time of a neighbouring day: 08:30 (+1) is 08:30 of the day after. */
  return g_strdup_printf (_("%s (%+d)"), buffer, day);
}

char *
zg_judge_time_text (int second)
{
  return time_text (second, FALSE);
}

char *
zg_judge_clock_text (int second)
{
  return time_text (second, TRUE);
}

const char *
zg_judge_segment_name (const ZgDayResult *result, int k)
{
  const ZgSegmentResult *segment = &result->segments[k];

  if (segment->start >= 20 * 3600 || segment->end > ZG_JUDGE_DAY_SECONDS + 4 * 3600)
    return _("Night");
  if (result->n_segments == 1 && segment->end - segment->start > 6 * 3600)
    return _("Shift");
  if (segment->start < 12 * 3600)
    return _("Morning");
  return segment->start < 17 * 3600 ? _("Afternoon") : _("Evening");
}

const char *
zg_judge_paper_name (const ZgJudgePaper *paper)
{
  switch (paper->kind)
    {
    case ZG_PAPER_LEAVE:
      if (paper->leave == ZG_JUDGE_LEAVE_FLOATING)
        return _("Floating rest day");
      if (paper->leave == ZG_JUDGE_LEAVE_ROTATING)
        return _("Rotating rest day");
      if (paper->leave == ZG_JUDGE_LEAVE_CREDIT)
        return _("Rest for holiday work");
      return zg_judge_mark_title (zg_judge_mark_of_leave (paper->leave));
    case ZG_PAPER_MISSED:
      return _("Missed punch");
    case ZG_PAPER_OUTING:
      return _("Outing");
    case ZG_PAPER_TRIP:
      return _("Business trip");
    case ZG_PAPER_OVERTIME:
      return _("Overtime");
    case ZG_PAPER_EXCUSE:
      return _("Excused lateness");
    case ZG_PAPER_HOURS:
      return _("Schedule change");
    default:
      return _("Evidence confirmed");
    }
}

static char *
sentence_of_in (const ZgAnswer *in, const char *name)
{
  g_autofree char *due = zg_judge_time_text (in->due);
  g_autofree char *at = zg_judge_time_text (in->at);
  const char      *clause = in->clause ? in->clause : "";

  switch (in->grade)
    {
    case ZG_GRADE_OPEN:
      return g_strdup_printf (_("%1$s: sign-in due %2$s, not signed in yet"), name, due);
    case ZG_GRADE_NORMAL:
      return g_strdup_printf (_("%1$s: sign-in due %2$s, signed in %3$s, in time (%4$s)"), name, due, at, clause);
    case ZG_GRADE_EXCUSED:
      return g_strdup_printf (_("%1$s: sign-in due %2$s, signed in %3$s, %4$d min late, excused (%5$s)"),
                              name, due, at, in->minutes, clause);
    case ZG_GRADE_LATE:
      return g_strdup_printf (_("%1$s: sign-in due %2$s, signed in %3$s, late %4$d min (%5$s)"),
                              name, due, at, in->minutes, clause);
    case ZG_GRADE_WAITING:
      return g_strdup_printf (_("%1$s: sign-in due %2$s, signed in %3$s, %4$d min late: needs approved leave, "
                                "else absent when the sheet closes (%5$s)"), name, due, at, in->minutes, clause);
    case ZG_GRADE_ABSENT:
      if (at)
        return g_strdup_printf (_("%1$s: sign-in due %2$s, signed in %3$s, %4$d min late without approved leave: "
                                  "absent (%5$s)"), name, due, at, in->minutes, clause);
      return g_strdup_printf (_("%1$s: sign-in due %2$s, no valid punch, photo, slip or leave: absent (%3$s)"),
                              name, due, clause);
    case ZG_GRADE_MISSED:
      return g_strdup_printf (_("%1$s: sign-in due %2$s, signed out but not in: missed punch (%3$s)"), name, due, clause);
    default:
      return NULL;
    }
}

static char *
sentence_of_out (const ZgAnswer *out, const char *name)
{
  g_autofree char *due = zg_judge_time_text (out->due);
  g_autofree char *at = zg_judge_time_text (out->at);
  const char      *clause = out->clause ? out->clause : "";

  switch (out->grade)
    {
    case ZG_GRADE_OPEN:
      return g_strdup_printf (_("%1$s: work ends %2$s, not signed out yet"), name, due);
    case ZG_GRADE_NORMAL:
      return g_strdup_printf (_("%1$s: work ends %2$s, signed out %3$s (%4$s)"), name, due, at, clause);
    case ZG_GRADE_EXCUSED:
      return g_strdup_printf (_("%1$s: work ends %2$s, signed out %3$s, %4$d min early, excused (%5$s)"),
                              name, due, at, out->minutes, clause);
    case ZG_GRADE_EARLY:
      if (!at)
        return g_strdup_printf (_("%1$s: work ends %2$s, not signed out: counts as leaving early (%3$s)"), name, due, clause);
      return g_strdup_printf (_("%1$s: work ends %2$s, signed out %3$s, %4$d min early (%5$s)"),
                              name, due, at, out->minutes, clause);
    case ZG_GRADE_WAITING:
      return g_strdup_printf (_("%1$s: work ends %2$s, signed out %3$s, %4$d min early: needs approved leave, "
                                "else absent when the sheet closes (%5$s)"), name, due, at, out->minutes, clause);
    case ZG_GRADE_ABSENT:
      if (at)
        return g_strdup_printf (_("%1$s: work ends %2$s, signed out %3$s, %4$d min early without approved leave: absent (%5$s)"),
                                name, due, at, out->minutes, clause);
      return g_strdup_printf (_("%1$s: work ends %2$s, not signed out: absent (%3$s)"), name, due, clause);
    case ZG_GRADE_MISSED:
      return g_strdup_printf (_("%1$s: work ends %2$s, signed in but not out: missed punch (%3$s)"), name, due, clause);
    default:
      return NULL;
    }
}

static char *
sentence_of_cover (const ZgDayResult *result, const ZgSegmentResult *segment, const ZgJudgeFacts *facts, const char *name)
{
  const ZgJudgePaper *paper = segment->paper >= 0 ? &facts->papers[segment->paper] : NULL;
  const char         *what, *clause;

  if (!paper)
    return NULL;
  what = zg_judge_paper_name (paper);
  clause = zg_judge_cover_clause (paper, segment, (gint64) result->day * ZG_JUDGE_DAY_SECONDS);
  if (paper->number)
    return g_strdup_printf (_("%1$s: %2$s %3$s (%4$s)"), name, what, paper->number, clause);
  return g_strdup_printf (_("%1$s: %2$s (%3$s)"), name, what, clause);
}

static void
take (GPtrArray *parts, char *text)
{
  if (text)
    g_ptr_array_add (parts, text);
}

static char *
join (GPtrArray *parts, const char *between)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (between, (char **) parts->pdata);
}

static char *
sentence_of_rest (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, const char *clause)
{
  ZgDayPlan plan;

  zg_judge_plan (facts, params, result->day, &plan);
  if (plan.duty)
    return g_strdup_printf (_("Rest by day; on the roster is “%s”, which nobody signs in to (%s)"), plan.duty->name,
                            zg_judge_clause (plan.duty->clause_hours, "D18-7.1b"));
  if (result->flags & ZG_DAY_FLAG_UNROSTERED)
    return g_strdup_printf (_("Rest: the roster has no entry for this day (%s)"), clause);
  return g_strdup_printf (_("Rest day (%s)"), clause);
}

static char *
sentence_of_day_off (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, const char *clause)
{
  const ZgJudgeNotice *notice = zg_judge_notice_on (facts, params, result->day);

  if (notice == NULL || notice->number == NULL)
    return g_strdup_printf (_("No work on this day by notice (%s)"), clause);
  return g_strdup_printf (_("No work on this day by notice %1$s (%2$s)"), notice->number, clause);
}

static char *
sentence_of_off (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params)
{
  const char *clause = result->clause ? result->clause : "";

  if (result->flags & ZG_DAY_FLAG_FUTURE)
    return g_strdup (_("This day has not come yet."));
  switch (result->kind)
    {
    case ZG_DAY_HOLIDAY:
      return g_strdup_printf (_("Public holiday (%s)"), clause);
    case ZG_DAY_OFF:
      return sentence_of_day_off (result, facts, params, clause);
    case ZG_DAY_REST:
      return sentence_of_rest (result, facts, params, clause);
    default:
      return g_strdup (_("Not employed on this day, or without a schedule."));
    }
}

static char *
sentence_of_notice (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params)
{
  const ZgJudgeNotice *notice = result->basis == ZG_BASIS_NOTICE ? zg_judge_notice_on (facts, params, result->day) : NULL;

  if (notice == NULL || notice->number == NULL)
    return NULL;
  return g_strdup_printf (_("Hours by notice %s (D04-4.1.2b)"), notice->number);
}

static char *
sentence (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (result->n_segments == 0)
    return sentence_of_off (result, facts, params);
  take (parts, sentence_of_notice (result, facts, params));
  for (int k = 0; k < result->n_segments; k++)
    {
      const ZgSegmentResult *segment = &result->segments[k];
      const char            *name = zg_judge_segment_name (result, k);

      take (parts, sentence_of_cover (result, segment, facts, name));
      take (parts, sentence_of_in (&segment->in, name));
      take (parts, sentence_of_out (&segment->out, name));
    }
  if (result->flags & ZG_DAY_FLAG_SINGLE)
    take (parts, g_strdup (_("single evidence, to be confirmed by the department (D04-4.2.1b)")));
  if (result->flags & ZG_DAY_FLAG_CREDIT)
    take (parts, g_strdup (_("worked on a public holiday: one rest credit (D04-4.1.1e)")));
  return join (parts, _("; "));
}

char *
zg_judge_explain (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, ZgExplainPart part)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (part == ZG_EXPLAIN_SENTENCE || part == ZG_EXPLAIN_ALL)
    take (lines, sentence (result, facts, params));
  if (part == ZG_EXPLAIN_SCHEDULE || part == ZG_EXPLAIN_ALL)
    zg_judge_lines_of_schedule (result, facts, params, lines);
  if (part == ZG_EXPLAIN_PUNCHES || part == ZG_EXPLAIN_ALL)
    zg_judge_lines_of_punches (result, facts, params, lines);
  if (part == ZG_EXPLAIN_PAPERS || part == ZG_EXPLAIN_ALL)
    zg_judge_lines_of_papers (result, facts, params, lines);
  if (part == ZG_EXPLAIN_RULES || part == ZG_EXPLAIN_ALL)
    zg_judge_lines_of_rules (result, params, lines);
  return join (lines, "\n");
}

static char *
days_text (int milli)
{
  if (milli % 1000 == 0)
    return g_strdup_printf ("%d", milli / 1000);
  if (milli % 100 == 0)
    return g_strdup_printf ("%d.%d", milli / 1000, milli % 1000 / 100);
  return g_strdup_printf ("%d.%03d", milli / 1000, milli % 1000);
}

char *
zg_judge_explain_full (const ZgMonthTotals *totals)
{
  const ZgJudgeParam *param = zg_judge_param_find ("att.full.mode");
  g_autofree char    *rule = zg_judge_param_text (param, totals->full_mode);
  g_autofree char    *counted = days_text (totals->full_counted);
  g_autofree char    *needed = days_text (totals->full_needed);

  switch (totals->full)
    {
    case ZG_FULL_YES:
      return g_strdup_printf (_("Full attendance: %1$s of %2$s days, rule: %3$s (%4$s)"), counted, needed, rule, param->clause);
    case ZG_FULL_UNREACHABLE:
      return g_strdup_printf (_("Full attendance cannot be reached: the schedule has fewer than %1$s days, rule: %2$s (%3$s)"),
                              needed, rule, param->clause);
    case ZG_FULL_OPEN:
      return g_strdup_printf (_("Full attendance is still possible: %1$s of %2$s days, rule: %3$s (%4$s)"),
                              counted, needed, rule, param->clause);
    default:
      return g_strdup_printf (_("No full attendance: %1$s of %2$s days, rule: %3$s (%4$s)"),
                              counted, needed, rule, param->clause);
    }
}
