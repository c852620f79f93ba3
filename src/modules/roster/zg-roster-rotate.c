/* zg-roster-rotate.c: fair rotation: slots are dealt out in order of time to who has had the fewest, then evened out along chains
 * of people who can take each other's slots. */
#include "zg-roster-rules.h"

#include <string.h>

typedef struct
{
  guint               n_people, n_slots;
  const ZgRosterSlot *slots;
  const guint8       *may;
  int                *chosen;
  int                *count; /* n_people × ZG_N_TURNS */
  int                *last;  /* n_people: day of the latest slot */
} Rotation;

static int *
count_of (const Rotation *rotation, guint person, ZgTurn turn)
{
  return &rotation->count[person * ZG_N_TURNS + turn];
}

static int
total_of (const Rotation *rotation, guint person)
{
  int total = 0;

  for (int turn = 0; turn < ZG_N_TURNS; turn++)
    total += *count_of (rotation, person, turn);
  return total;
}

/* Two on one day, overlapping, or a night with something on the day it ends. */
static gboolean
collide (const ZgRosterSlot *one, const ZgRosterSlot *other)
{
  gint64 from = one->day * G_GINT64_CONSTANT (1440) + one->from, to = one->day * G_GINT64_CONSTANT (1440) + one->to;
  gint64 start = other->day * G_GINT64_CONSTANT (1440) + other->from, end = other->day * G_GINT64_CONSTANT (1440) + other->to;

  return one->day == other->day || (from < end && start < to) || (one->turn == ZG_TURN_NIGHT && other->day == one->day + 1) ||
         (other->turn == ZG_TURN_NIGHT && one->day == other->day + 1);
}

static gboolean
can (const Rotation *rotation, guint person, guint slot, int but)
{
  if (!rotation->may[person * rotation->n_slots + slot])
    return FALSE;
  for (guint i = 0; i < rotation->n_slots; i++)
    if (i != slot && (int) i != but && rotation->chosen[i] == (int) person &&
        collide (&rotation->slots[i], &rotation->slots[slot]))
      return FALSE;
  return TRUE;
}

/* Below 0: the first goes before the second. */
static int
compare_people (const Rotation *rotation, guint one, guint other, ZgTurn turn)
{
  int fewer = *count_of (rotation, one, turn) - *count_of (rotation, other, turn);

  if (fewer == 0)
    fewer = total_of (rotation, one) - total_of (rotation, other);
  return fewer ? fewer : rotation->last[one] - rotation->last[other];
}

static void
deal (Rotation *rotation, guint slot)
{
  ZgTurn turn = rotation->slots[slot].turn;
  int    best = -1;

  for (guint person = 0; person < rotation->n_people; person++)
    if (can (rotation, person, slot, -1) && (best < 0 || compare_people (rotation, person, best, turn) < 0))
      best = person;
  rotation->chosen[slot] = best;
  if (best < 0)
    return;
  (*count_of (rotation, best, turn))++;
  rotation->last[best] = rotation->slots[slot].day;
}

/* A chain of hand-overs from @from to somebody with at least two fewer; each gives one slot of this turn and takes one, but the
 * ends. Breadth first, so the shortest chain. */
static gboolean
hand_down (Rotation *rotation, guint from, ZgTurn turn)
{
  g_autofree int *before = g_new (int, rotation->n_people), *slot_of = g_new (int, rotation->n_people);
  g_autofree guint *queue = g_new (guint, rotation->n_people);
  guint           n = 0;

  for (guint i = 0; i < rotation->n_people; i++)
    before[i] = -2;
  before[from] = -1;
  queue[n++] = from;
  for (guint at = 0; at < n; at++)
    for (guint slot = 0; slot < rotation->n_slots; slot++)
      {
        if (rotation->slots[slot].turn != turn || rotation->chosen[slot] != (int) queue[at])
          continue;
        for (guint person = 0; person < rotation->n_people; person++)
          {
            if (before[person] != -2 || !can (rotation, person, slot, -1))
              continue;
            before[person] = queue[at];
            slot_of[person] = slot;
            queue[n++] = person;
            if (*count_of (rotation, person, turn) > *count_of (rotation, from, turn) - 2)
              continue;
            (*count_of (rotation, person, turn))++;
            (*count_of (rotation, from, turn))--;
            for (int step = person; before[step] >= 0; step = before[step])
              rotation->chosen[slot_of[step]] = step;
            return TRUE;
          }
      }
  return FALSE;
}

static void
even_out (Rotation *rotation, ZgTurn turn)
{
  int least = G_MAXINT;

  for (guint person = 0; person < rotation->n_people; person++)
    least = MIN (least, *count_of (rotation, person, turn));
  for (guint moves = 0; moves < rotation->n_slots * 4; moves++)
    {
      gboolean moved = FALSE;

      for (guint person = 0; person < rotation->n_people && !moved; person++)
        moved = *count_of (rotation, person, turn) >= least + 2 && hand_down (rotation, person, turn);
      if (!moved)
        return;
    }
}

void
zg_roster_rotate (guint n_people, const int *done, const ZgRosterSlot *slots, guint n_slots, const guint8 *may, int *chosen)
{
  g_autofree int *count = g_new0 (int, MAX (n_people * ZG_N_TURNS, 1)), *last = g_new0 (int, MAX (n_people, 1));
  Rotation        rotation = { n_people, n_slots, slots, may, chosen, count, last };

  if (n_people)
    memcpy (count, done, n_people * ZG_N_TURNS * sizeof *count);
  for (guint slot = 0; slot < n_slots; slot++)
    chosen[slot] = -1;
  for (guint slot = 0; slot < n_slots; slot++)
    deal (&rotation, slot);
  for (int turn = 0; turn < ZG_N_TURNS; turn++)
    even_out (&rotation, turn);
}

/* -- Rest -- */

/* The day of @from … @to - 1 with the fewest at rest; among equals the one nearest to @wish. -1: none. */
static int
quietest (int from, int to, int wish, const guint8 *may, const int *resting)
{
  int best = -1;

  for (int day = from; day < to; day++)
    if (may[day] && (best < 0 || resting[day] < resting[best] ||
                     (resting[day] == resting[best] && ABS (day - wish) < ABS (best - wish))))
      best = day;
  return best;
}

void
zg_roster_spread_rest (guint n_people, int n_days, const int *due, const guint8 *may, int *resting, guint8 *rest)
{
  memset (rest, 0, (gsize) n_people * n_days);
  for (guint person = 0; person < n_people; person++)
    {
      g_autofree guint8 *free_days = g_memdup2 (may + (gsize) person * n_days, n_days);

      for (int i = 0; i < due[person]; i++)
        {
          int from = i * n_days / due[person], to = (i + 1) * n_days / due[person];
          int day = quietest (from, to, from + (int) (person % MAX (to - from, 1)), free_days, resting);

          if (day < 0) /* nothing free in its part of the month */
            day = quietest (0, n_days, from, free_days, resting);
          if (day < 0)
            break;
          free_days[day] = 0;
          resting[day]++;
          rest[(gsize) person * n_days + day] = 1;
        }
    }
}
