/* The marks and sums of a day. */
#include "zg-judge-private.h"

static void
add_mark (ZgDayResult *r, int mark, const char *clause)
{
  if (mark > r->mark)
    {
      r->mark = mark;
      r->clause = clause;
    }
  if (r->n_marks == ZG_JUDGE_MARKS || (r->n_marks > 0 && r->marks[r->n_marks - 1] == mark))
    return;
  r->marks[r->n_marks++] = mark;
}

typedef struct
{
  int         mark; /* ZgMark, 0: none */
  const char *clause;
} Worst;

static void
weigh (Worst *worst, int mark, const char *clause)
{
  if (mark > worst->mark)
    *worst = (Worst){ mark, clause };
}

static void
weigh_answer (Worst *worst, const ZgAnswer *answer)
{
  if (answer->grade == ZG_GRADE_LATE)
    weigh (worst, ZG_MARK_LATE, answer->clause);
  else if (answer->grade == ZG_GRADE_EARLY)
    weigh (worst, ZG_MARK_EARLY, answer->clause);
  else if (answer->grade == ZG_GRADE_MISSED)
    weigh (worst, ZG_MARK_MISSED, answer->clause);
}

/* One mark a segment, the worst; a normal segment adds none. The minutes of the others are summed and explained all the same. */
static void
mark_segment (ZgCase *c, int k)
{
  const ZgSegmentResult *segment = &c->result->segments[k];
  Worst                  worst = { c->cover_mark[k], c->cover_clause[k] };

  if (segment->grade == ZG_GRADE_ABSENT || segment->grade == ZG_GRADE_WAITING)
    weigh (&worst, segment->grade == ZG_GRADE_ABSENT ? ZG_MARK_ABSENT : ZG_MARK_WAITING, segment->clause);
  else if (segment->grade != ZG_GRADE_LEAVE && segment->grade != ZG_GRADE_OUTING)
    {
      weigh_answer (&worst, &segment->in);
      weigh_answer (&worst, &segment->out);
    }
  if (worst.mark)
    add_mark (c->result, worst.mark, worst.clause);
}

static gboolean
single (const ZgCase *c, const ZgAnswer *answer)
{
  if (answer->evidence == ZG_EVIDENCE_PHOTO)
    return TRUE;
  return c->params->single == ZG_SINGLE_EITHER && answer->evidence == ZG_EVIDENCE_PUNCH;
}

/* Under the strict rule what still needs leave is a fault all the same (D01-4.1). */
static void
sum_strict (ZgCase *c, const ZgAnswer *answer, ZgAsk ask)
{
  if (c->params->fault != ZG_FAULT_STRICT || answer->at == ZG_NO_SECOND || answer->minutes == 0 ||
      (answer->grade != ZG_GRADE_WAITING && answer->grade != ZG_GRADE_ABSENT))
    return;
  c->result->late_times += ask == ZG_ASK_IN;
  c->result->late_minutes += ask == ZG_ASK_IN ? answer->minutes : 0;
  c->result->early_times += ask == ZG_ASK_OUT;
  c->result->early_minutes += ask == ZG_ASK_OUT ? answer->minutes : 0;
}

static void
sum_answer (ZgCase *c, const ZgAnswer *answer)
{
  ZgDayResult *r = c->result;

  if (c->params->evidence != ZG_EVIDENCE_PUNCH_ONLY && single (c, answer))
    r->flags |= ZG_DAY_FLAG_SINGLE;
  if (answer->evidence & (ZG_EVIDENCE_MANUAL | ZG_EVIDENCE_SLIP))
    r->flags |= ZG_DAY_FLAG_MANUAL;
  switch (answer->grade)
    {
    case ZG_GRADE_OPEN:
      r->flags |= ZG_DAY_FLAG_OPEN;
      break;
    case ZG_GRADE_EXCUSED:
      r->flags |= ZG_DAY_FLAG_EXCUSED;
      break;
    case ZG_GRADE_LATE:
      r->late_times++;
      r->late_minutes += answer->minutes;
      break;
    case ZG_GRADE_EARLY:
      r->early_times++;
      r->early_minutes += answer->minutes;
      break;
    case ZG_GRADE_MISSED:
      r->missed++;
      break;
    default:
      break;
    }
}

static gboolean
confirmed (const ZgCase *c)
{
  for (gsize i = 0; i < c->facts->n_papers; i++)
    if (c->facts->papers[i].kind == ZG_PAPER_CONFIRM && c->facts->papers[i].from < c->base + ZG_JUDGE_DAY_SECONDS
        && c->facts->papers[i].to > c->base)
      return TRUE;
  return FALSE;
}

static void
mark_normal (ZgCase *c)
{
  ZgDayResult *r = c->result;
  gboolean     begun = FALSE;

  for (int k = 0; k < r->n_segments; k++)
    begun = begun || r->segments[k].grade != ZG_GRADE_OPEN || r->segments[k].in.at != ZG_NO_SECOND;
  if (!begun)
    return;
  if (r->flags & ZG_DAY_FLAG_SINGLE)
    add_mark (r, ZG_MARK_SINGLE, "D04-4.2.1b");
  else if (r->flags & ZG_DAY_FLAG_CREDIT)
    add_mark (r, ZG_MARK_DUTY, "D04-4.1.1e");
  else
    add_mark (r, ZG_MARK_NORMAL, r->n_segments ? r->segments[0].in.clause : NULL);
  if (!r->clause)
    r->clause = c->plan->clause;
}

void
zg_judge_sum (ZgCase *c)
{
  ZgDayResult *r = c->result;

  for (int k = 0; k < r->n_segments; k++)
    {
      const ZgSegmentResult *segment = &r->segments[k];

      sum_answer (c, &segment->in);
      sum_answer (c, &segment->out);
      sum_strict (c, &segment->in, ZG_ASK_IN);
      sum_strict (c, &segment->out, ZG_ASK_OUT);
      if (segment->grade == ZG_GRADE_OPEN)
        r->flags |= ZG_DAY_FLAG_OPEN;
      r->worked += segment->worked;
      r->absent += segment->absent;
      r->waiting += segment->waiting;
      r->duties += c->plan->segments[k].duty && (segment->in.at != ZG_NO_SECOND || segment->out.at != ZG_NO_SECOND);
      r->rest += segment->rest;
      mark_segment (c, k);
    }
  r->due = r->planned - r->rest;
  if (c->plan->holiday && r->worked > 0)
    {
      r->credit = r->worked;
      r->flags |= ZG_DAY_FLAG_CREDIT;
    }
  if ((r->flags & ZG_DAY_FLAG_SINGLE) && confirmed (c))
    r->flags &= ~ZG_DAY_FLAG_SINGLE;
  if (r->n_marks == 0)
    mark_normal (c);
}
