/* Leave, rest and outings over the segments of a day, and the questions they leave. */
#include "zg-judge-private.h"

gboolean
zg_judge_paper_interval (const ZgJudgePaper *paper, gint64 base, int *from, int *to)
{
  if (paper->kind != ZG_PAPER_LEAVE && paper->kind != ZG_PAPER_OUTING && paper->kind != ZG_PAPER_TRIP)
    return FALSE;
  if (paper->whole_days) /* the shift that begins on the day, also where it runs past midnight */
    {
      *from = -ZG_JUDGE_FAR;
      *to = ZG_JUDGE_FAR;
      return paper->from < base + ZG_JUDGE_DAY_SECONDS && paper->to > base;
    }
  *from = zg_judge_second (paper->from, base);
  *to = zg_judge_second (paper->to, base);
  return *to > *from;
}

static gboolean
is_late_leave (const ZgJudgePaper *paper)
{
  return paper->kind == ZG_PAPER_LEAVE && paper->leave == ZG_JUDGE_LEAVE_LATE;
}

/* How far papers reach from the start of the segment on; @strict: without the retroactive leave. */
static int
head_of (const ZgCase *c, int start, int end, gboolean strict)
{
  int head = start;

  for (gsize i = 0; i < c->facts->n_papers; i++)
    {
      const ZgJudgePaper *paper = &c->facts->papers[i];
      int                 from, to;

      if (!zg_judge_paper_interval (paper, c->base, &from, &to) || (strict && is_late_leave (paper)))
        continue;
      if (from <= head && to > head)
        head = to;
    }
  return MIN (head, end);
}

static int
tail_of (const ZgCase *c, int start, int end, gboolean strict)
{
  int      tail = end;
  gboolean again = TRUE;

  while (again) /* papers are in order of start, not of end */
    {
      again = FALSE;
      for (gsize i = c->facts->n_papers; i-- > 0;)
        {
          const ZgJudgePaper *paper = &c->facts->papers[i];
          int                 from, to;

          if (!zg_judge_paper_interval (paper, c->base, &from, &to) || (strict && is_late_leave (paper)))
            continue;
          if (to >= tail && from < tail)
            {
              tail = from;
              again = TRUE;
            }
        }
    }
  return MAX (tail, start);
}

gboolean
zg_judge_on_leave (const ZgCase *c, int start, int end)
{
  for (gsize i = 0; i < c->facts->n_papers && start < end; i++)
    {
      const ZgJudgePaper *paper = &c->facts->papers[i];
      int                 from, to;

      if (paper->kind == ZG_PAPER_LEAVE && zg_judge_paper_interval (paper, c->base, &from, &to) && from <= start)
        start = MAX (start, to);
    }
  return start >= end;
}

static int
mark_of (const ZgJudgePaper *paper)
{
  switch (paper->kind)
    {
    case ZG_PAPER_LEAVE:
      return zg_judge_mark_of_leave (paper->leave);
    case ZG_PAPER_TRIP:
      return ZG_MARK_TRIP;
    default:
      return ZG_MARK_OUTING;
    }
}

const char *
zg_judge_cover_clause (const ZgJudgePaper *paper, const ZgSegmentResult *segment, gint64 base)
{
  if (paper->kind != ZG_PAPER_LEAVE)
    return "D04-4.2.1c";
  switch (paper->leave)
    {
    case ZG_JUDGE_LEAVE_LATE:
      return zg_judge_second (paper->from, base) <= segment->start ? "D04-4.2.2b" : "D04-4.2.2d";
    case ZG_JUDGE_LEAVE_FLOATING:
      return "D04-4.1.1c";
    case ZG_JUDGE_LEAVE_ROTATING:
      return "D04-4.1.1d";
    case ZG_JUDGE_LEAVE_CREDIT:
      return "D04-4.1.1e";
    default:
      return "D02-3.3.3";
    }
}

static int
part (int share, int minutes, int length)
{
  return (2 * share * minutes + length) / (2 * length);
}

/* The first of overlapping papers has the minutes; the rounding runs along, so that parts never exceed the whole. */
static void
share_out (ZgCase *c, int k)
{
  ZgSegmentResult *segment = &c->result->segments[k];
  int              cursor = segment->start, minutes = 0, given = 0, most = 0;
  int              length = (segment->end - segment->start) / 60;

  for (gsize i = 0; i < c->facts->n_papers && length > 0; i++)
    {
      const ZgJudgePaper *paper = &c->facts->papers[i];
      int                 from, to, own, milli;

      if (!zg_judge_paper_interval (paper, c->base, &from, &to))
        continue;
      from = MAX (from, cursor);
      to = MIN (to, segment->end);
      own = (to - from) / 60;
      if (to <= from || own == 0)
        continue;
      cursor = to;
      minutes += own;
      milli = part (segment->share, minutes, length) - given;
      given += milli;
      if (paper->kind != ZG_PAPER_LEAVE)
        c->away[k] += milli;
      else
        {
          int leave = MIN (paper->leave, ZG_JUDGE_N_LEAVES - 1);

          c->result->leave[leave] += milli;
          if (zg_judge_leave_is_rest (leave))
            segment->rest += milli;
          else
            segment->leave += milli;
        }
      if (own > most)
        {
          most = own;
          segment->paper = i;
          c->cover_clause[k] = zg_judge_cover_clause (paper, segment, c->base);
        }
      c->cover_mark[k] = MAX (c->cover_mark[k], mark_of (paper));
    }
}

void
zg_judge_cover (ZgCase *c)
{
  gboolean strict = c->params->fault == ZG_FAULT_STRICT;

  for (int k = 0; k < c->result->n_segments; k++)
    {
      ZgSegmentResult *segment = &c->result->segments[k];

      c->away[k] = 0;
      c->cover_mark[k] = 0;
      c->cover_clause[k] = NULL;
      c->head[k] = c->strict_head[k] = segment->start;
      c->tail[k] = c->strict_tail[k] = segment->end;
      if (!c->papers)
        continue;
      c->head[k] = c->strict_head[k] = head_of (c, segment->start, segment->end, FALSE);
      c->tail[k] = c->strict_tail[k] = tail_of (c, segment->start, segment->end, FALSE);
      if (strict)
        {
          c->strict_head[k] = head_of (c, segment->start, segment->end, TRUE);
          c->strict_tail[k] = tail_of (c, segment->start, segment->end, TRUE);
        }
      share_out (c, k);
    }
}

static gboolean
is_covered (const ZgCase *c, int k)
{
  return c->head[k] >= c->result->segments[k].end;
}

/* A sign-in that leave moved is due at the end of the leave, without the lead. */
static int
due_of (const ZgCase *c, int k, int head, gboolean with_lead)
{
  int start = c->result->segments[k].start;

  if (head > start || !with_lead)
    return head;
  return start - zg_judge_lead (c->plan, k, c->params) * 60;
}

static void
ask_span (ZgCase *c, ZgSpan *span, gboolean first_asked)
{
  const ZgSegment *segments = c->plan->segments;
  const ZgSegmentResult *results = c->result->segments;
  gboolean         with_lead = c->params->late_from == ZG_LATE_FROM_SIGNIN;
  int              f = span->first, l = span->last;
  int              start = results[span->first].start;

  while (f <= span->last && is_covered (c, f))
    f++;
  while (l >= f && is_covered (c, l))
    l--;
  span->work_first = f;
  span->work_last = l;
  span->asks = 0;
  if (f > l)
    return;
  if (segments[span->first].asks & ZG_ASK_IN)
    span->asks |= ZG_ASK_IN;
  if (segments[span->last].asks & ZG_ASK_OUT)
    span->asks |= ZG_ASK_OUT;
  span->due_in = due_of (c, f, c->head[f], TRUE);
  span->late_base = due_of (c, f, c->head[f], with_lead);
  span->strict_in = f == span->first ? due_of (c, f, c->strict_head[f], with_lead) : span->late_base;
  span->due_out = c->tail[l];
  span->strict_out = l == span->last ? c->strict_tail[l] : c->tail[l];
  span->wide_lo = MAX (c->lo, start - (first_asked ? c->params->first_open : c->params->signin_open) * 60);
  span->lo = span->first == 0 ? span->wide_lo : MAX (c->lo, start - c->params->signin_open * 60);
  span->hi = results[f].end;
}

void
zg_judge_spans (ZgCase *c)
{
  int      n = c->result->n_segments;
  gboolean asked = FALSE;

  c->n_spans = 0;
  for (int i = 0; i < n; i++)
    {
      ZgSpan *span = &c->spans[c->n_spans++];

      span->first = i;
      while (i + 1 < n && !(c->plan->segments[i].asks & ZG_ASK_OUT) && !(c->plan->segments[i + 1].asks & ZG_ASK_IN))
        i++;
      span->last = i;
      ask_span (c, span, !asked);
      asked = asked || span->asks != 0;
    }
}
