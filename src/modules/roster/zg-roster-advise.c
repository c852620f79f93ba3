/* zg-roster-advise.c: who could close a gap, and what somebody's absence takes from the windows that must be covered. */
#include "zg-roster-rules.h"

#include "zg-day.h"

#define DAY 1440

static gint64
instant (int day, int minute)
{
  return day * G_GINT64_CONSTANT (1440) + minute;
}

static gboolean
is_employed (const ZgRosterPerson *person, int day)
{
  return (person->joined == ZG_NO_DAY || day >= person->joined) && (person->left == ZG_NO_DAY || day <= person->left);
}

static gboolean
is_away (const ZgRosterItem *wanted, const ZgRosterAway *aways, guint n_aways)
{
  gint64 from = instant (wanted->day, wanted->from), to = MAX (instant (wanted->day, wanted->to), from + 1);

  for (guint i = 0; i < n_aways; i++)
    if (aways[i].person == wanted->person && aways[i].from < to && from < aways[i].to)
      return TRUE;
  return FALSE;
}

/* A duty joins the hours of a day, everything else stands alone. */
static gboolean
excludes (const ZgRosterItem *item, const ZgRosterItem *wanted)
{
  if (item->day == wanted->day && (item->kind == ZG_SHIFT_REST || item->shift == wanted->shift ||
                                   (wanted->kind != ZG_SHIFT_DUTY && item->kind != ZG_SHIFT_DUTY)))
    return TRUE;
  return item->to > item->from && instant (item->day, item->from) < instant (wanted->day, wanted->to) &&
         instant (wanted->day, wanted->from) < instant (item->day, item->to);
}

gboolean
zg_roster_is_free (const ZgRosterItem *wanted, const ZgRosterItem *items, guint n_items, const ZgRosterPerson *person,
                   const ZgRosterAway *aways, guint n_aways)
{
  if (!is_employed (person, wanted->day) || is_away (wanted, aways, n_aways))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    if (items[i].person == wanted->person && excludes (&items[i], wanted))
      return FALSE;
  return TRUE;
}

/* -- Advice -- */

/* What matters of one day: the entries of the day and of those beside it, by person. */
typedef struct
{
  const ZgRosterScene *scene;
  const ZgRosterGap   *gap;
  ZgRosterItem        *near;
  guint               *first; /* n_people + 1: where each one's begin */
  int                 *last;  /* day of the latest shift before */
} Near;

static gboolean
is_near (const Near *near, const ZgRosterItem *item)
{
  return item->person >= 0 && (guint) item->person < near->scene->n_people && item->day >= near->gap->day - 1 &&
         item->day <= near->gap->day + 1;
}

static void
gather (Near *near)
{
  const ZgRosterScene *scene = near->scene;
  g_autofree guint    *at = NULL;

  near->first = g_new0 (guint, scene->n_people + 1);
  near->last = g_new (int, MAX (scene->n_people, 1));
  for (guint i = 0; i < scene->n_people; i++)
    near->last[i] = G_MININT;
  for (guint i = 0; i < scene->n_items; i++)
    {
      const ZgRosterItem *item = &scene->items[i];

      if (is_near (near, item))
        near->first[item->person + 1]++;
      if (item->person >= 0 && (guint) item->person < scene->n_people && item->kind != ZG_SHIFT_REST &&
          item->day < near->gap->day)
        near->last[item->person] = MAX (near->last[item->person], item->day);
    }
  for (guint i = 0; i < scene->n_people; i++)
    near->first[i + 1] += near->first[i];
  near->near = g_new (ZgRosterItem, MAX (near->first[scene->n_people], 1));
  at = g_memdup2 (near->first, (scene->n_people + 1) * sizeof *at);
  for (guint i = 0; i < scene->n_items; i++)
    if (is_near (near, &scene->items[i]))
      near->near[at[scene->items[i].person]++] = scene->items[i];
}

/* Hours on the day a night ends, his own or the one he would get. */
static gboolean
is_tired (const ZgRosterItem *wanted, const ZgRosterItem *items, guint n_items)
{
  for (guint i = 0; i < n_items; i++)
    if (items[i].kind != ZG_SHIFT_REST && items[i].to > items[i].from &&
        ((items[i].to > DAY && items[i].day == wanted->day - 1) || (wanted->to > DAY && items[i].day == wanted->day + 1)))
      return TRUE;
  return FALSE;
}

static gboolean
has_entry (const ZgRosterItem *items, guint n_items, int day)
{
  for (guint i = 0; i < n_items; i++)
    if (items[i].day == day)
      return TRUE;
  return FALSE;
}

typedef struct
{
  ZgRosterAdvice advice;
  int            besides; /* minutes of the shift outside of the gap */
  gboolean       fixed;
  gboolean       silent;  /* would answer on a number and has none yet */
  int            total, last;
} Candidate;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  if (one->advice.covers != other->advice.covers)
    return other->advice.covers - one->advice.covers;
  if (one->besides != other->besides)
    return one->besides - other->besides;
  if (one->fixed != other->fixed)
    return one->fixed - other->fixed;
  if (one->silent != other->silent)
    return one->silent - other->silent;
  if (one->advice.turns != other->advice.turns)
    return one->advice.turns - other->advice.turns;
  if (one->total != other->total)
    return one->total - other->total;
  if (one->last != other->last)
    return one->last < other->last ? -1 : 1;
  return one->advice.person != other->advice.person ? one->advice.person - other->advice.person
                                                    : one->advice.shift - other->advice.shift;
}

static gboolean
can_take (const Near *near, const ZgRosterOffer *offer, int person)
{
  const ZgRosterScene *scene = near->scene;
  const ZgRosterItem  *items = &near->near[near->first[person]];
  guint                n = near->first[person + 1] - near->first[person];
  ZgRosterItem wanted = { .person = person, .shift = offer->shift, .day = near->gap->day, .kind = offer->kind,
                          .from = offer->from, .to = offer->to };

  if (scene->fixed[person] && offer->kind != ZG_SHIFT_DUTY)
    return FALSE;
  if (scene->spare[person] <= 0 && !has_entry (items, n, wanted.day))
    return FALSE;
  return zg_roster_is_free (&wanted, items, n, &scene->people[person], scene->aways, scene->n_aways) &&
         !is_tired (&wanted, items, n);
}

static Candidate
candidate_of (const Near *near, const ZgRosterOffer *offer, int person)
{
  const ZgRosterGap *gap = near->gap;
  const int         *done = &near->scene->done[person * ZG_N_TURNS];
  Candidate          candidate = { { person, offer->shift, MIN (gap->to, offer->to) - MAX (gap->from, offer->from),
                                     done[zg_roster_turn (gap->day, offer->to)] } };

  candidate.besides = offer->to - offer->from - candidate.advice.covers;
  for (int turn = 0; turn < ZG_N_TURNS; turn++)
    candidate.total += done[turn];
  candidate.fixed = near->scene->fixed[person];
  candidate.silent = offer->needs_phone && !near->scene->phone[person];
  candidate.last = near->last[person];
  return candidate;
}

static gboolean
serves (const ZgRosterGap *gap, const guint8 *shifts, const ZgRosterOffer *offer)
{
  return offer->kind != ZG_SHIFT_REST && offer->to > offer->from && (shifts == NULL || shifts[offer->shift]) &&
         ((offer->weekdays >> (zg_day_weekday (gap->day) - 1)) & 1) && offer->from < gap->to && gap->from < offer->to;
}

/* Each person once, with the shift that suits best. */
static GArray *
first_of_each (const GArray *candidates, guint n_people)
{
  GArray            *found = g_array_new (FALSE, TRUE, sizeof (ZgRosterAdvice));
  g_autofree guint8 *named = g_new0 (guint8, MAX (n_people, 1));

  for (guint i = 0; i < candidates->len; i++)
    {
      const ZgRosterAdvice *advice = &g_array_index (candidates, Candidate, i).advice;

      if (!named[advice->person])
        g_array_append_vals (found, advice, 1);
      named[advice->person] = 1;
    }
  return found;
}

GArray *
zg_roster_advise (const ZgRosterScene *scene, const ZgRosterGap *gap, const guint8 *people, const guint8 *shifts,
                  const ZgRosterOffer *offers, guint n_offers)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  Near               near = { scene, gap };

  gather (&near);
  for (guint person = 0; person < scene->n_people; person++)
    for (guint i = 0; i < n_offers && (people == NULL || people[person]); i++)
      if (serves (gap, shifts, &offers[i]) && can_take (&near, &offers[i], person))
        {
          Candidate candidate = candidate_of (&near, &offers[i], person);

          g_array_append_val (candidates, candidate);
        }
  g_array_sort (candidates, compare);
  g_free (near.near);
  g_free (near.first);
  g_free (near.last);
  return first_of_each (candidates, scene->n_people);
}

/* -- Losses -- */

/* The fewest people in the window. */
static int
least (const ZgRosterWindow *window, const ZgRosterItem *items, guint n_items, const GArray *aways)
{
  ZgRosterWindow     asked = *window;
  g_autoptr (GArray) gaps = NULL;
  int                fewest = G_MAXINT;

  asked.need = G_MAXINT;
  gaps = zg_roster_gaps (&asked, 1, items, n_items, (const ZgRosterAway *) aways->data, aways->len);
  for (guint i = 0; i < gaps->len; i++)
    fewest = MIN (fewest, g_array_index (gaps, ZgRosterGap, i).have);
  return fewest;
}

/* The part of the window in which he is away and on a shift that counts for it. */
static gboolean
missed_part (const ZgRosterWindow *window, const ZgRosterItem *items, guint n_items, const ZgRosterAway *away, int *from, int *to)
{
  gint64 midnight = instant (window->day, 0), starts = MAX (midnight + window->from, away->from);
  gint64 ends = MIN (midnight + window->to, away->to), first = G_MAXINT64, last = 0;

  if (ends <= starts || (window->people && !window->people[away->person]))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    {
      const ZgRosterItem *item = &items[i];
      gint64              begin = MAX (starts, instant (item->day, item->from)), end = MIN (ends, instant (item->day, item->to));

      if (item->person != away->person || item->kind == ZG_SHIFT_REST || end <= begin || (window->phone && !item->phone) ||
          (window->shifts && (item->shift < 0 || !window->shifts[item->shift])))
        continue;
      first = MIN (first, begin);
      last = MAX (last, end);
    }
  *from = first < last ? first - midnight : 0;
  *to = first < last ? last - midnight : 0;
  return first < last;
}

GArray *
zg_roster_losses (const ZgRosterWindow *windows, guint n_windows, const ZgRosterItem *items, guint n_items,
                  const ZgRosterAway *aways, guint n_aways, const ZgRosterAway *away)
{
  g_autoptr (GArray) with = g_array_new (FALSE, FALSE, sizeof (ZgRosterAway)), without = NULL;
  GArray            *losses = g_array_new (FALSE, TRUE, sizeof (ZgRosterLoss));

  for (guint i = 0; i < n_aways; i++)
    if (aways[i].person != away->person || aways[i].to <= away->from || away->to <= aways[i].from)
      g_array_append_val (with, aways[i]);
  without = g_array_copy (with);
  g_array_append_val (without, *away);
  for (guint i = 0; i < n_windows; i++)
    {
      ZgRosterWindow part = windows[i];
      ZgRosterLoss   loss = { .window = i };

      if (!missed_part (&windows[i], items, n_items, away, &loss.from, &loss.to))
        continue;
      part.from = loss.from, part.to = loss.to;
      loss.before = least (&part, items, n_items, with);
      loss.after = least (&part, items, n_items, without);
      g_array_append_val (losses, loss);
    }
  return losses;
}
