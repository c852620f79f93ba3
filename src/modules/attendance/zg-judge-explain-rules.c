/* The full account of a day, line by line: hours, punches, papers, parameters. */
#include "zg-judge-explain.h"

#include "zg-day.h"

#include <glib/gi18n.h>

static const char *
basis_text (const ZgDayPlan *plan)
{
  switch (plan->basis)
    {
    case ZG_BASIS_MAKE_UP:
      return _("make-up work day of the calendar");
    case ZG_BASIS_ROSTER:
      return _("by roster");
    case ZG_BASIS_NOTICE:
      return _("by notice");
    case ZG_BASIS_SLIP:
      return _("by an approved slip");
    default:
      return _("by schedule");
    }
}

static char *
hours_text (const ZgDayResult *result)
{
  GString *text = g_string_new (NULL);

  for (int k = 0; k < result->n_segments; k++)
    {
      g_autofree char *start = zg_judge_time_text (result->segments[k].start);
      g_autofree char *end = zg_judge_time_text (result->segments[k].end);

      g_string_append_printf (text, "%s%s–%s", k ? C_("between hours", ", ") : "", start, end);
    }
  return g_string_free (text, FALSE);
}

static void
notice_lines (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, GPtrArray *lines)
{
  for (gsize i = 0; i < facts->n_notices; i++)
    {
      const ZgJudgeNotice *notice = &facts->notices[i];
      const char          *number = notice->number ? notice->number : "", *reason = notice->reason ? notice->reason : "";

      if (result->day < notice->first_day || result->day > notice->last_day)
        continue;
      if (params->notice_required && !notice->written)
        g_ptr_array_add (lines,
                         g_strdup_printf (_("Change of hours %1$s (%2$s): not applied, a written notice is missing (%3$s)"),
                                          number, reason, "D04-4.1.2b"));
      else
        g_ptr_array_add (lines, g_strdup_printf (_("Change of hours %1$s (%2$s): applied (%3$s)"), number, reason, "D04-4.1.2a"));
    }
}

void
zg_judge_lines_of_schedule (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, GPtrArray *lines)
{
  ZgDayPlan        plan;
  g_autofree char *hours = hours_text (result);
  gint64           i = (gint64) result->day - facts->calendar_first;

  zg_judge_plan (facts, params, result->day, &plan);
  if (plan.schedule)
    g_ptr_array_add (lines, g_strdup_printf (_("Schedule %1$s %2$s, %3$s: %4$s (%5$s)"), plan.schedule->code,
                                             plan.schedule->name ? plan.schedule->name : "", basis_text (&plan),
                                             *hours ? hours : _("no working day"), plan.clause ? plan.clause : ""));
  if (plan.schedule && facts->calendar && i >= 0 && i < facts->n_calendar && facts->calendar[i].name)
    g_ptr_array_add (lines, g_strdup_printf (_("Calendar: %s"), facts->calendar[i].name));
  notice_lines (result, facts, params, lines);
}

static ZgPunchUse
use_in (const ZgAnswer *answer, const ZgJudgeFacts *facts, const ZgJudgeParams *params, int punch, ZgPunchUse use)
{
  if (answer->punch == punch)
    return use;
  if (answer->punch >= 0 && answer->partner == punch)
    return ZG_PUNCH_USE_PARTNER;
  if (answer->punch >= 0 && ABS (facts->punches[punch].at - facts->punches[answer->punch].at) <= params->dup_seconds)
    return ZG_PUNCH_USE_REPEAT;
  return ZG_PUNCH_USE_NONE;
}

/* The best of what it was to the answers: an answer itself counts more than a repetition of another. */
static ZgPunchUse
use_of_answers (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, int punch, int *segment)
{
  ZgPunchUse best = ZG_PUNCH_USE_NONE;

  for (int k = 0; k < result->n_segments; k++)
    {
      ZgPunchUse in = use_in (&result->segments[k].in, facts, params, punch, ZG_PUNCH_USE_IN);
      ZgPunchUse out = use_in (&result->segments[k].out, facts, params, punch, ZG_PUNCH_USE_OUT);
      ZgPunchUse use = MIN (in, out);

      if (use < best)
        {
          best = use;
          *segment = k;
        }
    }
  return best;
}

static gboolean
has_partner (const ZgJudgeFacts *facts, const ZgJudgeParams *params, gsize punch)
{
  const ZgJudgePunch *all = facts->punches;

  for (gsize i = punch; i-- > 0 && all[punch].at - all[i].at <= params->pair_minutes * 60;)
    if ((all[i].source == ZG_PUNCH_PHOTO) != (all[punch].source == ZG_PUNCH_PHOTO))
      return TRUE;
  for (gsize i = punch + 1; i < facts->n_punches && all[i].at - all[punch].at <= params->pair_minutes * 60; i++)
    if ((all[i].source == ZG_PUNCH_PHOTO) != (all[punch].source == ZG_PUNCH_PHOTO))
      return TRUE;
  return FALSE;
}

ZgPunchUse
zg_judge_punch_use (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, gsize punch, int *segment)
{
  gint64     base = (gint64) result->day * ZG_JUDGE_DAY_SECONDS, at;
  int        found = -1;
  ZgPunchUse use = ZG_PUNCH_USE_NONE;

  g_return_val_if_fail (punch < facts->n_punches, ZG_PUNCH_USE_NONE);

  at = facts->punches[punch].at - base;
  if (result->n_segments && at >= result->from && at < result->to)
    {
      use = use_of_answers (result, facts, params, punch, &found);
      if (use == ZG_PUNCH_USE_NONE)
        {
          gboolean photo = facts->punches[punch].source == ZG_PUNCH_PHOTO;

          use = ZG_PUNCH_USE_BETWEEN;
          if (photo && params->evidence == ZG_EVIDENCE_PUNCH_ONLY)
            use = ZG_PUNCH_USE_PHOTO;
          else if (params->evidence == ZG_EVIDENCE_BOTH && facts->punches[punch].source != ZG_PUNCH_MANUAL
                   && !has_partner (facts, params, punch))
            use = ZG_PUNCH_USE_UNPAIRED;
        }
    }
  if (segment)
    *segment = found;
  return use;
}

static char *
use_text (ZgPunchUse use, const char *name)
{
  switch (use)
    {
    case ZG_PUNCH_USE_IN:
      return g_strdup_printf (_("sign-in, %s"), name);
    case ZG_PUNCH_USE_OUT:
      return g_strdup_printf (_("sign-out, %s"), name);
    case ZG_PUNCH_USE_PARTNER:
      return g_strdup_printf (_("second proof, %s"), name);
    case ZG_PUNCH_USE_REPEAT:
      return g_strdup (_("not counted: repetition"));
    case ZG_PUNCH_USE_PHOTO:
      return g_strdup (_("not counted: only punches are accepted"));
    case ZG_PUNCH_USE_UNPAIRED:
      return g_strdup (_("not counted: punch and photo are both required"));
    case ZG_PUNCH_USE_BETWEEN:
      return g_strdup (_("not needed: no sign-in or sign-out was open"));
    default:
      return g_strdup (_("not counted: no work on this day"));
    }
}

void
zg_judge_lines_of_punches (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, GPtrArray *lines)
{
  gint64 base = (gint64) result->day * ZG_JUDGE_DAY_SECONDS;

  for (gsize i = 0; i < facts->n_punches; i++)
    {
      const ZgJudgePunch *punch = &facts->punches[i];
      int                 segment;

      if (punch->at < base + result->from || punch->at >= base + result->to)
        continue;

      ZgPunchUse       use = zg_judge_punch_use (result, facts, params, i, &segment);
      g_autofree char *time = zg_judge_clock_text ((int) (punch->at - base));
      g_autofree char *text = use_text (use, segment >= 0 ? zg_judge_segment_name (result, segment) : "");
      const char      *source = punch->source == ZG_PUNCH_PHOTO    ? _("photo")
                                : punch->source == ZG_PUNCH_MANUAL ? _("typed in later")
                                                                   : _("punch");

      g_ptr_array_add (lines, g_strdup_printf (_("%s %s: %s"), time, source, text));
    }
}

static gboolean
paper_touches (const ZgDayResult *result, const ZgJudgePaper *paper)
{
  gint64 base = (gint64) result->day * ZG_JUDGE_DAY_SECONDS;
  gint64 lo = base + MIN (result->from, 0), hi = base + MAX (result->to, ZG_JUDGE_DAY_SECONDS);

  if (paper->kind == ZG_PAPER_MISSED)
    return paper->from >= base + result->from && paper->from < base + result->to;
  return paper->whole_days || paper->kind == ZG_PAPER_CONFIRM
           ? paper->from < base + ZG_JUDGE_DAY_SECONDS && paper->to > base
           : paper->from < hi && paper->to > lo;
}

/* Why an approved paper did nothing, where it did nothing. */
static const char *
paper_effect (const ZgDayResult *result, const ZgJudgePaper *paper, const ZgJudgeParams *params)
{
  if (paper->kind == ZG_PAPER_EXCUSE && params->fault != ZG_FAULT_EXCUSABLE)
    return _("does not count: a reason excuses nothing under the present rule (D02-3.2.3b)");
  if (paper->kind == ZG_PAPER_LEAVE && result->n_segments == 0)
    return _("not charged: no work on this day (D04-4.1.1e)");
  return NULL;
}

void
zg_judge_lines_of_papers (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, GPtrArray *lines)
{
  gint64 base = (gint64) result->day * ZG_JUDGE_DAY_SECONDS;

  for (gsize i = 0; i < facts->n_papers; i++)
    {
      const ZgJudgePaper *paper = &facts->papers[i];
      const char         *number = paper->number ? paper->number : "", *effect = paper_effect (result, paper, params);
      g_autoptr (GString) line = g_string_new (zg_judge_paper_name (paper));

      if (!paper_touches (result, paper))
        continue;
      if (*number)
        g_string_append_printf (line, " %s", number);
      if (!paper->whole_days && paper->kind != ZG_PAPER_CONFIRM && paper->kind != ZG_PAPER_HOURS)
        {
          g_autofree char *from = zg_judge_time_text (zg_judge_second (paper->from, base));
          g_autofree char *to = zg_judge_time_text (zg_judge_second (paper->to, base));

          g_string_append_printf (line, " %s", from);
          if (paper->kind != ZG_PAPER_MISSED)
            g_string_append_printf (line, "–%s", to);
        }
      if (effect)
        g_string_append_printf (line, _(": %s"), effect);
      g_ptr_array_add (lines, g_strdup (line->str));
    }
}

static void
add_rule (const char *key, const ZgJudgeParams *params, GPtrArray *lines)
{
  const ZgJudgeParam *param = zg_judge_param_find (key);
  g_autofree char    *value = zg_judge_param_text (param, zg_judge_param_get (param, params));
  g_autofree char    *line = g_strdup_printf (param->in_source ? _("%1$s: %2$s (%3$s)")
                                                               : _("%1$s: %2$s (%3$s, the department's own choice)"),
                                              _(param->title), value, param->clause);

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (lines->pdata[i], line))
      return;
  g_ptr_array_add (lines, g_steal_pointer (&line));
}

static void
rules_of_answer (const ZgAnswer *answer, gboolean in, const ZgJudgeParams *params, GPtrArray *lines)
{
  switch (answer->grade)
    {
    case ZG_GRADE_LATE:
      add_rule ("att.late.max", params, lines);
      add_rule ("att.late.from", params, lines);
      break;
    case ZG_GRADE_EARLY:
      add_rule (answer->at == ZG_NO_SECOND ? "att.signout.missing" : "att.early.max", params, lines);
      break;
    case ZG_GRADE_EXCUSED:
      add_rule ("att.fault", params, lines);
      break;
    case ZG_GRADE_MISSED:
      add_rule (in ? "att.signin.missing" : "att.signout.missing", params, lines);
      break;
    case ZG_GRADE_WAITING:
    case ZG_GRADE_ABSENT:
      if (answer->at != ZG_NO_SECOND)
        {
          add_rule (in ? "att.late.max" : "att.early.max", params, lines);
          add_rule ("att.overlate", params, lines);
        }
      else if (!in)
        add_rule ("att.signout.missing", params, lines);
      break;
    default:
      break;
    }
}

void
zg_judge_lines_of_rules (const ZgDayResult *result, const ZgJudgeParams *params, GPtrArray *lines)
{
  for (int k = 0; k < result->n_segments; k++)
    {
      rules_of_answer (&result->segments[k].in, TRUE, params, lines);
      rules_of_answer (&result->segments[k].out, FALSE, params, lines);
    }
  if (result->flags & ZG_DAY_FLAG_SINGLE)
    add_rule ("att.evidence", params, lines);
  if (result->kind == ZG_DAY_HOLIDAY || result->flags & ZG_DAY_FLAG_CREDIT)
    add_rule ("rest.public_holidays", params, lines);
}
