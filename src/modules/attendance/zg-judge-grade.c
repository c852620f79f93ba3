/* Grades of the answers, and what each segment was. */
#include "zg-judge-private.h"

int
zg_judge_late (const ZgJudgeParams *params, int at, int due)
{
  int late = params->seconds == ZG_SECONDS_EXACT ? (at > due ? (at - due + 59) / 60 : 0)
                                                 : zg_judge_minute (at) - zg_judge_minute (due);

  return MAX (late, 0);
}

int
zg_judge_early (const ZgJudgeParams *params, int at, int due)
{
  int early = params->seconds == ZG_SECONDS_EXACT ? (due > at ? (due - at + 59) / 60 : 0)
                                                  : zg_judge_minute (due) - zg_judge_minute (at);

  return MAX (early, 0);
}

static void
set_answer (ZgAnswer *answer, ZgGrade grade, const char *clause)
{
  answer->grade = grade;
  answer->clause = clause;
}

/* The worse stays: absence, then waiting, then open. */
static void
settle (ZgCase *c, int k, ZgGrade grade, const char *clause)
{
  ZgSegmentResult *segment = &c->result->segments[k];
  static const guint8 weight[] = { [ZG_GRADE_NORMAL] = 0, [ZG_GRADE_OPEN] = 1, [ZG_GRADE_WAITING] = 2, [ZG_GRADE_ABSENT] = 3 };

  if (segment->grade == ZG_GRADE_LEAVE || segment->grade == ZG_GRADE_OUTING || weight[segment->grade] >= weight[grade])
    return;
  segment->grade = grade;
  segment->clause = clause;
}

/* Leave that is needed and not there: it may still come until the sheet closes. */
static ZgGrade
grade_beyond (const ZgCase *c)
{
  return c->facts->closed || c->params->overlate == ZG_OVERLATE_ABSENT ? ZG_GRADE_ABSENT : ZG_GRADE_WAITING;
}

/* A reason counts only where the policy says that one does (C05). */
static gboolean
excuse (const ZgCase *c, ZgAnswer *answer)
{
  int first = MIN (answer->due, answer->at), last = MAX (answer->due, answer->at);

  for (gsize i = 0; c->papers && c->params->fault == ZG_FAULT_EXCUSABLE && i < c->facts->n_papers; i++)
    {
      const ZgJudgePaper *paper = &c->facts->papers[i];

      if (paper->kind != ZG_PAPER_EXCUSE)
        continue;
      if (paper->whole_days ? paper->from >= c->base + ZG_JUDGE_DAY_SECONDS || paper->to <= c->base
                            : zg_judge_second (paper->from, c->base) > last || zg_judge_second (paper->to, c->base) < first)
        continue;
      answer->paper = i;
      set_answer (answer, ZG_GRADE_EXCUSED, "D02-3.2.3b");
      return TRUE;
    }
  return FALSE;
}

static const char *
fault_clause (const ZgCase *c, const char *graded)
{
  switch (c->params->fault)
    {
    case ZG_FAULT_STRICT:
      return "D01-4.1";
    case ZG_FAULT_EXCUSABLE:
      return "D02-3.2.3b";
    default:
      return graded;
    }
}

static void
miss_in (ZgCase *c, const ZgSpan *span, ZgAnswer *in, const ZgAnswer *out)
{
  if (c->now < c->result->segments[span->work_first].end)
    {
      set_answer (in, ZG_GRADE_OPEN, NULL);
      for (int k = span->work_first; k <= span->work_last; k++)
        settle (c, k, ZG_GRADE_OPEN, NULL);
      return;
    }
  if (c->params->no_signin == ZG_NO_SIGNIN_MISSED && out->at != ZG_NO_SECOND)
    {
      set_answer (in, ZG_GRADE_MISSED, zg_judge_clause_signout (c->plan->schedule));
      return;
    }
  set_answer (in, ZG_GRADE_ABSENT, "D01-4.1");
  settle (c, span->work_first, ZG_GRADE_ABSENT, "D01-4.1");
  for (int k = span->work_first + 1; k <= span->work_last && out->at == ZG_NO_SECOND; k++)
    settle (c, k, c->now >= c->hi || c->now >= c->result->segments[k].end ? ZG_GRADE_ABSENT : ZG_GRADE_OPEN, "D01-4.1");
}

static void
grade_in (ZgCase *c, const ZgSpan *span)
{
  ZgAnswer *in = &c->result->segments[span->work_first].in, *out = &c->result->segments[span->work_last].out;
  int       late, strict;

  if (in->at == ZG_NO_SECOND)
    {
      miss_in (c, span, in, out);
      return;
    }
  late = zg_judge_late (c->params, in->at, span->late_base);
  strict = c->params->fault == ZG_FAULT_STRICT ? zg_judge_late (c->params, in->at, span->strict_in) : late;
  in->minutes = strict;
  if (strict == 0)
    set_answer (in, ZG_GRADE_NORMAL, zg_judge_clause (c->plan->schedule->clause_signin, "D04-4.1.1g"));
  else if (excuse (c, in))
    return;
  else if (late <= c->params->late_max)
    set_answer (in, ZG_GRADE_LATE, fault_clause (c, "D04-4.2.2a"));
  else
    {
      set_answer (in, grade_beyond (c), "D04-4.2.2b");
      settle (c, span->work_first, in->grade, "D04-4.2.2b");
    }
}

/* Until when a sign-out may still come. */
static int
out_ends (const ZgCase *c, const ZgSpan *span)
{
  for (const ZgSpan *next = span + 1; next < c->spans + c->n_spans; next++)
    if (next->asks)
      return c->result->segments[next->work_first].start;
  return c->hi;
}

static void
miss_out (ZgCase *c, const ZgSpan *span, const ZgAnswer *in, ZgAnswer *out)
{
  const char *clause = zg_judge_clause_signout (c->plan->schedule);

  if ((span->asks & ZG_ASK_IN) && in->grade == ZG_GRADE_ABSENT && in->at == ZG_NO_SECOND)
    return; /* nobody was there to sign out */
  if (c->now < out_ends (c, span))
    set_answer (out, ZG_GRADE_OPEN, NULL);
  else if (!(span->asks & ZG_ASK_IN))
    {
      set_answer (out, ZG_GRADE_ABSENT, "D01-4.1");
      for (int k = span->work_first; k <= span->work_last; k++)
        settle (c, k, ZG_GRADE_ABSENT, "D01-4.1");
    }
  else if (c->params->no_signout == ZG_NO_SIGNOUT_MISSED)
    set_answer (out, ZG_GRADE_MISSED, clause);
  else if (c->params->no_signout == ZG_NO_SIGNOUT_EARLY)
    set_answer (out, ZG_GRADE_EARLY, clause);
  else
    {
      set_answer (out, ZG_GRADE_ABSENT, clause);
      settle (c, span->work_last, ZG_GRADE_ABSENT, clause);
    }
}

/* Leaving before noon where one sign-out covers the day costs the morning too. */
static void
settle_departure (ZgCase *c, const ZgSpan *span, const ZgAnswer *out)
{
  settle (c, span->work_last, out->grade, "D04-4.2.2d");
  for (int k = span->work_last - 1; k >= span->work_first; k--)
    if (out->at < c->tail[k] && zg_judge_early (c->params, MAX (out->at, c->head[k]), c->tail[k]) > c->params->early_max)
      settle (c, k, out->grade, "D04-4.2.2d");
}

static void
grade_out (ZgCase *c, const ZgSpan *span)
{
  ZgAnswer *in = &c->result->segments[span->work_first].in, *out = &c->result->segments[span->work_last].out;
  int       early, strict;

  if (out->at == ZG_NO_SECOND)
    {
      miss_out (c, span, in, out);
      return;
    }
  early = zg_judge_early (c->params, out->at, span->due_out);
  strict = c->params->fault == ZG_FAULT_STRICT ? zg_judge_early (c->params, out->at, span->strict_out) : early;
  if (early > 0 && c->now < span->due_out)
    {
      set_answer (out, ZG_GRADE_OPEN, NULL);
      return;
    }
  out->minutes = strict;
  if (strict == 0)
    set_answer (out, ZG_GRADE_NORMAL, zg_judge_clause_hours (c->plan->schedule));
  else if (excuse (c, out))
    return;
  else if (early <= c->params->early_max)
    set_answer (out, ZG_GRADE_EARLY, fault_clause (c, "D04-4.2.2c"));
  else
    {
      set_answer (out, grade_beyond (c), "D04-4.2.2d");
      settle_departure (c, span, out);
    }
}

static void
divide (ZgCase *c, int k)
{
  ZgSegmentResult *segment = &c->result->segments[k];
  int              left = MAX (segment->share - segment->leave - segment->rest - c->away[k], 0);

  if (segment->grade == ZG_GRADE_OPEN)
    return;
  segment->worked = c->away[k];
  if (segment->grade == ZG_GRADE_ABSENT)
    segment->absent = left;
  else if (segment->grade == ZG_GRADE_WAITING)
    segment->waiting = left;
  else
    segment->worked += left;
}

static void
begin_segment (ZgCase *c, int k)
{
  ZgSegmentResult *segment = &c->result->segments[k];

  segment->grade = ZG_GRADE_NORMAL;
  segment->clause = c->cover_clause[k] ? c->cover_clause[k] : c->plan->clause;
  if (c->head[k] >= segment->end)
    segment->grade = segment->leave || segment->rest || !c->away[k] ? ZG_GRADE_LEAVE : ZG_GRADE_OUTING;
  else if (c->now < segment->start)
    segment->grade = ZG_GRADE_OPEN;
}

void
zg_judge_grade (ZgCase *c)
{
  for (int k = 0; k < c->result->n_segments; k++)
    begin_segment (c, k);
  for (int s = 0; s < c->n_spans; s++)
    {
      if (c->spans[s].asks & ZG_ASK_IN)
        grade_in (c, &c->spans[s]);
      if (c->spans[s].asks & ZG_ASK_OUT)
        grade_out (c, &c->spans[s]);
    }
  for (int k = 0; k < c->result->n_segments; k++)
    divide (c, k);
}
