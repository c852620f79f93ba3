/* Which punch answers which question. Every search goes forward from a cursor, so that a punch answers one question only. */
#include "zg-judge-private.h"

typedef struct
{
  int at;      /* second, ZG_NO_SECOND: none */
  int punch;   /* index, -1: none */
  int partner; /* index, -1: none */
} Pick;

static const Pick nothing = { ZG_NO_SECOND, -1, -1 };

static int
second_of (const ZgCase *c, int i)
{
  return (int) (c->facts->punches[i].at - c->base);
}

static gboolean
is_photo (const ZgCase *c, int i)
{
  return c->facts->punches[i].source == ZG_PUNCH_PHOTO;
}

static gboolean
may_answer (const ZgCase *c, int i, ZgAsk ask)
{
  const ZgJudgePunch *punch = &c->facts->punches[i];

  if (punch->source == ZG_PUNCH_PHOTO && c->params->evidence == ZG_EVIDENCE_PUNCH_ONLY)
    return FALSE;
  if (c->params->direction == ZG_DIRECTION_IGNORE)
    return TRUE;
  switch (punch->button)
    {
    case 0:
    case 3:
    case 4:
      return ask == ZG_ASK_IN;
    case 1:
    case 2:
    case 5:
      return ask == ZG_ASK_OUT;
    default:
      return TRUE;
    }
}

/* The other kind of evidence near punch @i: after it and before @hi for a sign-in, before it from index @first on for a
 * sign-out. */
static int
partner_of (const ZgCase *c, int i, int first, int hi, ZgAsk ask)
{
  int at = second_of (c, i), within = c->params->pair_minutes * 60, step = ask == ZG_ASK_IN ? 1 : -1;

  if (c->params->evidence == ZG_EVIDENCE_PUNCH_ONLY)
    return -1;
  for (int j = i + step; j >= first && j < c->end && second_of (c, j) < hi && ABS (second_of (c, j) - at) <= within; j += step)
    if (is_photo (c, j) != is_photo (c, i) && may_answer (c, j, ask))
      return j;
  return -1;
}

/* Both are required: the answer stands when the later of the two is there. */
static gboolean
make_pick (const ZgCase *c, int i, int first, int hi, ZgAsk ask, Pick *pick)
{
  int partner = partner_of (c, i, first, hi, ask);

  pick->punch = i;
  pick->partner = partner;
  pick->at = second_of (c, i);
  if (c->params->evidence != ZG_EVIDENCE_BOTH || c->facts->punches[i].source == ZG_PUNCH_MANUAL)
    return TRUE;
  if (partner < 0)
    return FALSE;
  pick->at = MAX (pick->at, second_of (c, partner));
  return TRUE;
}

/* The earliest in [lo, hi), from index @cursor on. */
static Pick
earliest (const ZgCase *c, int cursor, int lo, int hi)
{
  for (int i = cursor; i < c->end && second_of (c, i) < hi; i++)
    {
      Pick pick;

      if (second_of (c, i) >= lo && may_answer (c, i, ZG_ASK_IN) && make_pick (c, i, cursor, hi, ZG_ASK_IN, &pick))
        return pick;
    }
  return nothing;
}

/* The latest at or after @lo among the indexes [cursor, end). */
static Pick
latest (const ZgCase *c, int cursor, int end, int lo)
{
  for (int i = end - 1; i >= cursor && second_of (c, i) >= lo; i--)
    {
      Pick pick;

      if (may_answer (c, i, ZG_ASK_OUT) && make_pick (c, i, cursor, c->hi, ZG_ASK_OUT, &pick))
        return pick;
    }
  return nothing;
}

/* The first index whose punch is no repetition of the pick. */
static int
past (const ZgCase *c, const Pick *pick, int cursor)
{
  int last = MAX (pick->punch, pick->partner), i = last + 1;

  if (pick->punch < 0)
    return cursor;
  while (i < c->end && second_of (c, i) - second_of (c, last) <= c->params->dup_seconds)
    i++;
  return i;
}

static int
index_at (const ZgCase *c, int cursor, int second)
{
  while (cursor < c->end && second_of (c, cursor) < second)
    cursor++;
  return cursor;
}

static void
answer (ZgCase *c, ZgAnswer *to, const Pick *pick)
{
  const ZgJudgePunch *punches = c->facts->punches;
  const int           both[] = { pick->punch, pick->partner };

  to->at = pick->at;
  to->punch = pick->punch;
  to->partner = pick->partner;
  for (int i = 0; i < 2; i++)
    if (both[i] >= 0)
      to->evidence |= punches[both[i]].source == ZG_PUNCH_PHOTO    ? ZG_EVIDENCE_PHOTO
                      : punches[both[i]].source == ZG_PUNCH_MANUAL ? ZG_EVIDENCE_MANUAL
                                                                   : ZG_EVIDENCE_PUNCH;
}

static void
answer_by_slip (ZgAnswer *to, int at, int paper)
{
  to->at = at;
  to->punch = to->partner = -1;
  to->paper = paper;
  to->evidence = ZG_EVIDENCE_SLIP;
}

/* A missed-punch slip for @ask whose stated time lies in [lo, hi); @not: a slip that answered already. */
static int
slip_for (const ZgCase *c, ZgAsk ask, int lo, int hi, int not, int *at)
{
  for (gsize i = 0; c->papers && i < c->facts->n_papers; i++)
    {
      const ZgJudgePaper *paper = &c->facts->papers[i];
      int                 stated = zg_judge_second (paper->from, c->base);

      if (paper->kind != ZG_PAPER_MISSED || (paper->answers && !(paper->answers & ask)) || (int) i == not)
        continue;
      if (stated < lo || stated >= hi)
        continue;
      *at = stated;
      return i;
    }
  return -1;
}

/* The sign-out of @span among the indexes [cursor, end), in time after all before and before @hi. A punch before sign-in was
 * due ends no work. */
static void
take_out (ZgCase *c, const ZgSpan *span, int cursor, int end, int hi)
{
  const ZgAnswer *in = &c->result->segments[span->work_first].in;
  ZgAnswer       *out = &c->result->segments[span->work_last].out;
  int             lo = MAX (c->last + 1, span->due_in), at = 0;
  Pick            pick = latest (c, cursor, end, lo);
  int             slip = slip_for (c, ZG_ASK_OUT, lo, hi, in->paper, &at);

  out->due = span->due_out;
  if (slip >= 0 && (pick.at == ZG_NO_SECOND || at > pick.at))
    answer_by_slip (out, at, slip);
  else if (pick.at != ZG_NO_SECOND)
    answer (c, out, &pick);
  c->last = MAX (c->last, out->at);
}

/* Whether a punch among the indexes [cursor, end), from second @lo on, could be a sign-out. */
static gboolean
any_out (const ZgCase *c, int cursor, int end, int lo)
{
  for (int i = cursor; i < end; i++)
    if (second_of (c, i) >= lo && may_answer (c, i, ZG_ASK_OUT))
      return TRUE;
  return FALSE;
}

/* The sign-out of @before and the sign-in of @span share a break. Where the earliest possible sign-in is the only one after
 * work ended, and another comes behind it, the first is the sign-out: where the other still is in time, or where nothing else
 * could be the sign-out and the first lies nearer to the end of work than to the sign-in due. An arrival lies nearer to the
 * sign-in due than to the end of its own work. */
static gboolean
first_is_out (const ZgCase *c, const ZgSpan *before, const ZgSpan *span, const Pick *first, int cursor, Pick *second)
{
  if (first->punch < 0 || !may_answer (c, first->punch, ZG_ASK_OUT) || first->at < before->due_out ||
      any_out (c, cursor, first->punch, before->due_out))
    return FALSE;
  *second = earliest (c, past (c, first, cursor), MAX (span->lo, c->last + 1), span->hi);
  if (second->punch < 0)
    return FALSE;
  if (second->at - span->due_in > span->due_out - second->at)
    return FALSE;
  return zg_judge_late (c->params, second->at, span->late_base) == 0 ||
         (first->at - before->due_out < span->due_in - first->at &&
          !any_out (c, cursor, first->punch, MAX (c->last + 1, before->due_in)));
}

/* The punch for the sign-in of @span; @before: (nullable): the span whose sign-out is still sought. */
static Pick
pick_in (ZgCase *c, const ZgSpan *before, const ZgSpan *span, int cursor)
{
  Pick pick = earliest (c, cursor, MAX (span->lo, c->last + 1), span->hi), second;

  if (pick.punch < 0 && span->wide_lo < span->lo)
    pick = earliest (c, cursor, MAX (span->wide_lo, c->last + 1), span->lo);
  if (before && first_is_out (c, before, span, &pick, cursor, &second))
    pick = second;
  return pick;
}

/* Returns: the cursor behind the sign-in. */
static int
take_in (ZgCase *c, const ZgSpan *before, const ZgSpan *span, int cursor)
{
  ZgAnswer *in = &c->result->segments[span->work_first].in;
  Pick      pick = pick_in (c, before, span, cursor);
  int       at = 0, slip = slip_for (c, ZG_ASK_IN, MAX (span->wide_lo, c->last + 1), span->hi, -1, &at), border;

  in->due = span->due_in;
  if (slip >= 0 && (pick.at == ZG_NO_SECOND || at < pick.at))
    {
      answer_by_slip (in, at, slip);
      border = index_at (c, cursor, at);
      pick = nothing;
    }
  else
    {
      answer (c, in, &pick);
      border = pick.punch >= 0 ? MIN (pick.punch, pick.partner < 0 ? pick.punch : pick.partner)
                               : index_at (c, cursor, c->result->segments[span->work_first].start);
    }
  if (before)
    take_out (c, before, cursor, border, in->at != ZG_NO_SECOND ? in->at : span->wide_lo);
  c->last = MAX (c->last, in->at);
  if (pick.punch >= 0)
    return past (c, &pick, cursor);
  return before ? MAX (cursor, border) : cursor;
}

void
zg_judge_pick (ZgCase *c)
{
  const ZgSpan *open = NULL; /* its sign-out is still sought */
  int           cursor = c->begin;

  c->last = c->lo - 1;
  for (int s = 0; s < c->n_spans; s++)
    {
      const ZgSpan *span = &c->spans[s];

      if (!span->asks)
        continue;
      if (span->asks & ZG_ASK_IN)
        cursor = take_in (c, open, span, cursor);
      else if (open)
        {
          int start = c->result->segments[span->work_first].start, end = index_at (c, cursor, start);

          take_out (c, open, cursor, end, start);
          cursor = end;
        }
      open = span->asks & ZG_ASK_OUT ? span : NULL;
    }
  if (open)
    take_out (c, open, cursor, c->end, c->hi);
}
