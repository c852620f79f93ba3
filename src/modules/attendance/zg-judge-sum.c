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

/* Late or early, a missed punch, or 0. Under the strict rule what still needs leave is a fault all the same, and is marked and
 * counted as one (D01-4.1). */
static int
fault_of (const ZgCase *c, const ZgAnswer *answer, ZgAsk ask)
{
  switch (answer->grade)
    {
    case ZG_GRADE_LATE:
      return ZG_MARK_LATE;
    case ZG_GRADE_EARLY:
      return ZG_MARK_EARLY;
    case ZG_GRADE_MISSED:
      return ZG_MARK_MISSED;
    case ZG_GRADE_WAITING:
      return c->params->fault != ZG_FAULT_STRICT ? 0 : ask == ZG_ASK_IN ? ZG_MARK_LATE : ZG_MARK_EARLY;
    default:
      return 0;
    }
}

/* What the strict rule marks is a fault by its own clause, also while it waits. */
static const char *
clause_of (const ZgAnswer *answer)
{
  return answer->grade == ZG_GRADE_WAITING ? "D01-4.1" : answer->clause;
}

/* Returns: the clause of the worse: @clause where @mark is, else @before. */
static const char *
weigh (ZgSegmentResult *segment, int mark, const char *clause, const char *before)
{
  if (mark <= segment->mark)
    return before;
  segment->mark = mark;
  return clause;
}

/* One mark a segment, the worst; a normal segment adds none. The minutes of the others are summed and explained all the same. */
static void
mark_segment (ZgCase *c, int k)
{
  ZgSegmentResult *segment = &c->result->segments[k];
  int              in = fault_of (c, &segment->in, ZG_ASK_IN), out = fault_of (c, &segment->out, ZG_ASK_OUT);
  gboolean         waits = segment->grade == ZG_GRADE_WAITING && (c->params->fault != ZG_FAULT_STRICT || in + out == 0);
  const char      *clause = c->cover_clause[k];

  segment->mark = c->cover_mark[k];
  if (segment->grade == ZG_GRADE_ABSENT || waits)
    clause = weigh (segment, waits ? ZG_MARK_WAITING : ZG_MARK_ABSENT, segment->clause, clause);
  else if (segment->grade != ZG_GRADE_LEAVE && segment->grade != ZG_GRADE_OUTING)
    {
      clause = weigh (segment, in, clause_of (&segment->in), clause);
      clause = weigh (segment, out, clause_of (&segment->out), clause);
    }
  if (segment->mark)
    add_mark (c->result, segment->mark, clause);
}

static gboolean
single (const ZgCase *c, const ZgAnswer *answer)
{
  if (answer->evidence == ZG_EVIDENCE_PHOTO)
    return TRUE;
  return c->params->single == ZG_SINGLE_EITHER && answer->evidence == ZG_EVIDENCE_PUNCH;
}

static void
sum_answer (ZgCase *c, const ZgAnswer *answer, ZgAsk ask)
{
  ZgDayResult *r = c->result;

  if (c->params->evidence != ZG_EVIDENCE_PUNCH_ONLY && single (c, answer))
    r->flags |= ZG_DAY_FLAG_SINGLE;
  if (answer->evidence & (ZG_EVIDENCE_MANUAL | ZG_EVIDENCE_SLIP))
    r->flags |= ZG_DAY_FLAG_MANUAL;
  if (answer->grade == ZG_GRADE_OPEN)
    r->flags |= ZG_DAY_FLAG_OPEN;
  else if (answer->grade == ZG_GRADE_EXCUSED)
    r->flags |= ZG_DAY_FLAG_EXCUSED;
  switch (fault_of (c, answer, ask))
    {
    case ZG_MARK_LATE:
      r->late_times++;
      r->late_minutes += answer->minutes;
      break;
    case ZG_MARK_EARLY:
      r->early_times++;
      r->early_minutes += answer->minutes;
      break;
    case ZG_MARK_MISSED:
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

/* Whether a duty is done: signed for and over; late or early within the minutes, a punch may be missing. What needs leave
 * (D04-4.2.2d) is not done. */
static gboolean
is_done (const ZgSegmentResult *duty)
{
  return duty->grade == ZG_GRADE_NORMAL && (duty->in.at != ZG_NO_SECOND || duty->out.at != ZG_NO_SECOND)
         && duty->in.grade != ZG_GRADE_OPEN && duty->out.grade != ZG_GRADE_OPEN;
}

void
zg_judge_sum (ZgCase *c)
{
  ZgDayResult *r = c->result;

  for (int k = 0; k < r->n_segments; k++)
    {
      const ZgSegmentResult *segment = &r->segments[k];

      sum_answer (c, &segment->in, ZG_ASK_IN);
      sum_answer (c, &segment->out, ZG_ASK_OUT);
      if (segment->grade == ZG_GRADE_OPEN)
        r->flags |= ZG_DAY_FLAG_OPEN;
      r->worked += segment->worked;
      r->absent += segment->absent;
      r->waiting += segment->waiting;
      r->duties += c->plan->segments[k].duty && is_done (segment);
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
