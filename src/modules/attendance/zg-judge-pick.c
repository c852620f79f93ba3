/* Which punch answers which question. Every search goes forward from a cursor, so that a punch answers one question only.
 *
 * The first sign-in is the earliest punch of its window, the last sign-out the latest. A break that asks for a sign-out and for a
 * sign-in is read as a whole: of all the ways to take its punches and slips, in order of time, that with the least cost stands.
 * Costs are minutes; G is the length of the break, from the end of work to the sign-in due.
 *   in time       how far from the end of work, or from the sign-in due: the nearest counts
 *   early, late   G and the minutes, those up to G: a fault is read only where nothing in time is left
 *   no sign-out   2 G
 *   no sign-in    2 G where no punch follows in the day: he went home; else 8 G, more than any other: who is there came in
 *   an arrival nearer to the end of the work than to its sign-in due: 4 G, that is the way home
 * So a punch beside a better one is ignored; of two after the end of work the first is the sign-out, unless the second is later
 * than the first is early by more than twice: then the first was the return, and the sign-out is missed. */
#include "zg-judge-private.h"

typedef struct
{
  int at;      /* second, ZG_NO_SECOND: none */
  int punch;   /* index, -1: none */
  int partner; /* index, -1: none */
  int paper;   /* index of the slip that answers instead, -1: none */
} Pick;

static const Pick nothing = { ZG_NO_SECOND, -1, -1, -1 };

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
  pick->paper = -1;
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
answer (const ZgCase *c, ZgAnswer *to, const Pick *pick)
{
  const ZgJudgePunch *punches = c->facts->punches;
  const int           both[] = { pick->punch, pick->partner };

  to->at = pick->at;
  to->punch = pick->punch;
  to->partner = pick->partner;
  to->paper = pick->paper;
  to->evidence = pick->paper >= 0 ? ZG_EVIDENCE_SLIP : 0;
  for (int i = 0; i < 2; i++)
    if (both[i] >= 0)
      to->evidence |= punches[both[i]].source == ZG_PUNCH_PHOTO    ? ZG_EVIDENCE_PHOTO
                      : punches[both[i]].source == ZG_PUNCH_MANUAL ? ZG_EVIDENCE_MANUAL
                                                                   : ZG_EVIDENCE_PUNCH;
}

/* Whether @paper is a slip for a missed punch that may answer @ask. */
static gboolean
slip_answers (const ZgCase *c, int paper, ZgAsk ask, Pick *pick)
{
  const ZgJudgePaper *slip = &c->facts->papers[paper];

  *pick = (Pick) { zg_judge_second (slip->from, c->base), -1, -1, paper };
  return slip->kind == ZG_PAPER_MISSED && (!slip->answers || slip->answers & ask);
}

/* The first slip for @ask whose stated time lies in [lo, hi). */
static Pick
slip_for (const ZgCase *c, ZgAsk ask, int lo, int hi)
{
  for (gsize i = 0; c->papers && i < c->facts->n_papers; i++)
    {
      Pick pick;

      if (slip_answers (c, i, ask, &pick) && pick.at >= lo && pick.at < hi)
        return pick;
    }
  return nothing;
}

/* The sign-out of @span among the indexes [cursor, end), in time after all before and before @hi. A punch before sign-in was
 * due ends no work. */
static void
take_out (ZgCase *c, const ZgSpan *span, int cursor, int end, int hi)
{
  ZgAnswer *out = &c->result->segments[span->work_last].out;
  int       lo = MAX (c->last + 1, span->due_in);
  Pick      pick = latest (c, cursor, end, lo), slip = slip_for (c, ZG_ASK_OUT, lo, hi);

  out->due = span->due_out;
  answer (c, out, slip.at > pick.at ? &slip : &pick);
  c->last = MAX (c->last, out->at);
}

/* Returns: the cursor behind the sign-in. */
static int
take_in (ZgCase *c, const ZgSpan *span, int cursor)
{
  ZgAnswer *in = &c->result->segments[span->work_first].in;
  Pick      pick = earliest (c, cursor, MAX (span->lo, c->last + 1), span->hi);
  Pick      slip = slip_for (c, ZG_ASK_IN, MAX (span->wide_lo, c->last + 1), span->hi);

  if (pick.punch < 0 && span->wide_lo < span->lo)
    pick = earliest (c, cursor, MAX (span->wide_lo, c->last + 1), span->lo);
  if (slip.paper >= 0 && (pick.punch < 0 || slip.at < pick.at))
    pick = slip;
  in->due = span->due_in;
  answer (c, in, &pick);
  c->last = MAX (c->last, in->at);
  return past (c, &pick, cursor);
}

/* -- A break: the sign-out before it and the sign-in after it -- */

typedef struct
{
  const ZgCase *c;
  const ZgSpan *before, *after;
  int           cursor;
  int           gap; /* minutes of the break, at least one */
} Break;

/* The @i-th that may answer @ask: a punch from the cursor on, behind the last one a slip. */
static gboolean
candidate (const Break *b, int i, ZgAsk ask, Pick *pick)
{
  const ZgCase *c = b->c;

  if (i >= c->end)
    return slip_answers (c, i - c->end, ask, pick);
  return may_answer (c, i, ask) && make_pick (c, i, b->cursor, ask == ZG_ASK_IN ? b->after->hi : c->hi, ask, pick);
}

static int
n_candidates (const ZgCase *c)
{
  return c->end + (c->papers ? (int) c->facts->n_papers : 0);
}

static int
cost_of_out (const Break *b, int at)
{
  int early = zg_judge_early (b->c->params, at, b->before->due_out);

  return early ? b->gap + MIN (early, b->gap) : (at - b->before->due_out) / 60;
}

static int
cost_of_in (const Break *b, int at)
{
  int late = zg_judge_late (b->c->params, at, b->after->late_base);

  if (at - b->after->due_in > b->after->due_out - at)
    return 4 * b->gap;
  return late ? b->gap + MIN (late, b->gap) : ABS (at - b->after->due_in) / 60;
}

/* The sign-out before @until that costs least, of two the later. Returns: its cost, also of none. */
static int
cheapest_out (const Break *b, int until, Pick *best)
{
  int cost = 2 * b->gap, lo = MAX (b->c->last + 1, b->before->due_in);

  *best = nothing;
  for (int i = b->cursor; i < n_candidates (b->c); i++)
    {
      Pick out;
      int  own;

      if (!candidate (b, i, ZG_ASK_OUT, &out) || out.at < lo || out.at >= until)
        continue;
      own = cost_of_out (b, out.at);
      if (own < cost || (own == cost && out.at > best->at))
        {
          *best = out;
          cost = own;
        }
    }
  return cost;
}

static void
read_break (const Break *b, Pick *out, Pick *in)
{
  const ZgCase *c = b->c;
  int           until = MAX (c->result->segments[b->after->work_first].start, b->after->due_in);
  gboolean      there = c->end > b->cursor && second_of (c, c->end - 1) >= until;
  int           least = cheapest_out (b, until, out) + (there ? 8 : 2) * b->gap;

  *in = nothing;
  for (int i = b->cursor; i < n_candidates (c); i++)
    {
      Pick arrival, departure;
      int  cost, left; /* before the arrival, and no repetition of it */

      if (!candidate (b, i, ZG_ASK_IN, &arrival) || arrival.at < MAX (b->after->lo, c->last + 1) || arrival.at >= b->after->hi)
        continue;
      left = arrival.punch >= 0 ? second_of (c, arrival.punch) - c->params->dup_seconds : arrival.at;
      cost = cost_of_in (b, arrival.at) + cheapest_out (b, MIN (until, left), &departure);
      if (cost < least || (cost == least && (in->at == ZG_NO_SECOND || arrival.at < in->at)))
        {
          *in = arrival;
          *out = departure;
          least = cost;
        }
    }
}

/* Returns: the cursor behind both. */
static int
take_break (ZgCase *c, const ZgSpan *before, const ZgSpan *after, int cursor)
{
  Break     b = { c, before, after, cursor, MAX ((after->due_in - before->due_out) / 60, 1) };
  ZgAnswer *out = &c->result->segments[before->work_last].out, *in = &c->result->segments[after->work_first].in;
  Pick      departure, arrival;

  read_break (&b, &departure, &arrival);
  out->due = before->due_out;
  in->due = after->due_in;
  answer (c, out, &departure);
  answer (c, in, &arrival);
  c->last = MAX (c->last, MAX (out->at, in->at));
  return past (c, &arrival, past (c, &departure, cursor));
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
        cursor = open ? take_break (c, open, span, cursor) : take_in (c, span, cursor);
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
