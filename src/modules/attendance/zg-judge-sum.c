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

static void
mark_answer (ZgDayResult *r, const ZgAnswer *answer)
{
  if (answer->grade == ZG_GRADE_LATE)
    add_mark (r, ZG_MARK_LATE, answer->clause);
  else if (answer->grade == ZG_GRADE_EARLY)
    add_mark (r, ZG_MARK_EARLY, answer->clause);
  else if (answer->grade == ZG_GRADE_MISSED)
    add_mark (r, ZG_MARK_MISSED, answer->clause);
}

/* In order of time; a normal segment adds nothing. */
static void
mark_segment (ZgCase *c, int k)
{
  ZgDayResult           *r = c->result;
  const ZgSegmentResult *segment = &r->segments[k];
  int                    cover = c->cover_mark[k];
  gboolean               cover_first = c->head[k] > segment->start;

  if (segment->grade == ZG_GRADE_LEAVE || segment->grade == ZG_GRADE_OUTING)
    {
      add_mark (r, cover, c->cover_clause[k]);
      return;
    }
  if (cover && cover_first)
    add_mark (r, cover, c->cover_clause[k]);
  if (segment->grade == ZG_GRADE_ABSENT || segment->grade == ZG_GRADE_WAITING)
    add_mark (r, segment->grade == ZG_GRADE_ABSENT ? ZG_MARK_ABSENT : ZG_MARK_WAITING, segment->clause);
  else
    mark_answer (r, &segment->in);
  if (cover && !cover_first)
    add_mark (r, cover, c->cover_clause[k]);
  if (segment->grade != ZG_GRADE_ABSENT && segment->grade != ZG_GRADE_WAITING)
    mark_answer (r, &segment->out);
}

static gboolean
single (const ZgCase *c, const ZgAnswer *answer)
{
  if (answer->evidence == ZG_EVIDENCE_PHOTO)
    return TRUE;
  return c->params->single == ZG_SINGLE_EITHER && answer->evidence == ZG_EVIDENCE_PUNCH;
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
      if (segment->grade == ZG_GRADE_OPEN)
        r->flags |= ZG_DAY_FLAG_OPEN;
      r->worked += segment->worked;
      r->absent += segment->absent;
      r->waiting += segment->waiting;
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
