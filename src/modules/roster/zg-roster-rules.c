/* zg-roster-rules.c: gaps, clashes and counts. */
#include "zg-roster-rules.h"

#include "zg-day.h"

#define DAY 1440

static gint64
begins (const ZgRosterItem *item)
{
  return item->day * G_GINT64_CONSTANT (1440) + item->from;
}

static gint64
ends (const ZgRosterItem *item)
{
  return item->day * G_GINT64_CONSTANT (1440) + item->to;
}

static gboolean
timed (const ZgRosterItem *item)
{
  return item->to > item->from && item->kind != ZG_SHIFT_REST;
}

/* -- Gaps -- */

static int
compare_minutes (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gboolean
counts_for (const ZgRosterWindow *window, const ZgRosterItem *item)
{
  return timed (item) && (window->people == NULL || window->people[item->person]) &&
         (window->shifts == NULL || (item->shift >= 0 && window->shifts[item->shift]));
}

typedef struct
{
  const ZgRosterWindow *window;
  const ZgRosterItem   *items;
  GArray               *away; /* of ZgRosterAway: what touches the window */
  GArray               *near; /* of guint: items that touch the window */
  GArray               *cuts; /* of gint64: where something begins or ends */
  GArray               *gaps;
} Sweep;

static gboolean
is_away (const Sweep *sweep, int person, gint64 at)
{
  for (guint i = 0; i < sweep->away->len; i++)
    {
      const ZgRosterAway *away = &g_array_index (sweep->away, ZgRosterAway, i);

      if (away->person == person && away->from <= at && at < away->to)
        return TRUE;
    }
  return FALSE;
}

static void
cut (Sweep *sweep, gint64 at, gint64 from, gint64 to)
{
  if (from < at && at < to)
    g_array_append_val (sweep->cuts, at);
}

static void
find_cuts (Sweep *sweep, gint64 from, gint64 to)
{
  g_array_set_size (sweep->cuts, 0);
  g_array_append_val (sweep->cuts, from);
  g_array_append_val (sweep->cuts, to);
  for (guint i = 0; i < sweep->near->len; i++)
    {
      const ZgRosterItem *item = &sweep->items[g_array_index (sweep->near, guint, i)];

      cut (sweep, begins (item), from, to);
      cut (sweep, ends (item), from, to);
    }
  for (guint i = 0; i < sweep->away->len; i++)
    {
      cut (sweep, g_array_index (sweep->away, ZgRosterAway, i).from, from, to);
      cut (sweep, g_array_index (sweep->away, ZgRosterAway, i).to, from, to);
    }
  g_array_sort (sweep->cuts, compare_minutes);
}

static void
note_gap (Sweep *sweep, gint64 from, gint64 to, int have, gboolean no_phone)
{
  const ZgRosterWindow *window = sweep->window;
  gint64                midnight = window->day * G_GINT64_CONSTANT (1440);
  ZgRosterGap          *last = sweep->gaps->len ? &g_array_index (sweep->gaps, ZgRosterGap, sweep->gaps->len - 1) : NULL;
  ZgRosterGap gap = { window->rule, window->day, from - midnight, to - midnight, have, window->need, no_phone, window->clause };

  if (last && last->rule == gap.rule && last->day == gap.day && last->to == gap.from)
    {
      last->to = gap.to;
      last->have = MIN (last->have, have);
      last->no_phone = last->no_phone && no_phone;
    }
  else
    g_array_append_val (sweep->gaps, gap);
}

static void
sweep_window (Sweep *sweep)
{
  const ZgRosterWindow *window = sweep->window;
  gint64                midnight = window->day * G_GINT64_CONSTANT (1440);

  find_cuts (sweep, midnight + window->from, midnight + window->to);
  for (guint i = 0; i + 1 < sweep->cuts->len; i++)
    {
      gint64 from = g_array_index (sweep->cuts, gint64, i), to = g_array_index (sweep->cuts, gint64, i + 1);
      int    have = 0, silent = 0;

      if (from == to)
        continue;
      for (guint k = 0; k < sweep->near->len; k++)
        {
          const ZgRosterItem *item = &sweep->items[g_array_index (sweep->near, guint, k)];

          if (begins (item) > from || ends (item) < to || is_away (sweep, item->person, from))
            continue;
          if (window->phone && !item->phone)
            silent++;
          else
            have++;
        }
      if (have < window->need)
        note_gap (sweep, from, to, have, have + silent >= window->need);
    }
}

/* Items by the day they begin on: a window is touched by those of its own day and the days beside it. */
static GHashTable *
by_day (const ZgRosterItem *items, guint n_items)
{
  GHashTable *days = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n_items; i++)
    {
      GArray *list = g_hash_table_lookup (days, GINT_TO_POINTER (items[i].day));

      if (!timed (&items[i]))
        continue;
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (days, GINT_TO_POINTER (items[i].day), list);
        }
      g_array_append_val (list, i);
    }
  return days;
}

static void
find_near (Sweep *sweep, GHashTable *days, const ZgRosterAway *aways, guint n_aways)
{
  const ZgRosterWindow *window = sweep->window;
  gint64                midnight = window->day * G_GINT64_CONSTANT (1440);
  gint64                from = midnight + window->from, to = midnight + window->to;

  g_array_set_size (sweep->near, 0);
  g_array_set_size (sweep->away, 0);
  for (int day = window->day - 1; day <= window->day + 1; day++)
    {
      GArray *list = g_hash_table_lookup (days, GINT_TO_POINTER (day));

      for (guint k = 0; list && k < list->len; k++)
        {
          guint at = g_array_index (list, guint, k);

          if (counts_for (window, &sweep->items[at]) && begins (&sweep->items[at]) < to && from < ends (&sweep->items[at]))
            g_array_append_val (sweep->near, at);
        }
    }
  for (guint i = 0; i < n_aways; i++)
    if (aways[i].from < to && from < aways[i].to)
      g_array_append_val (sweep->away, aways[i]);
}

GArray *
zg_roster_gaps (const ZgRosterWindow *windows, guint n_windows, const ZgRosterItem *items, guint n_items,
                const ZgRosterAway *aways, guint n_aways)
{
  g_autoptr (GHashTable) days = by_day (items, n_items);
  g_autoptr (GArray)     near = g_array_new (FALSE, FALSE, sizeof (guint)), cuts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray)     away = g_array_new (FALSE, FALSE, sizeof (ZgRosterAway));
  Sweep sweep = { NULL, items, away, near, cuts, g_array_new (FALSE, TRUE, sizeof (ZgRosterGap)) };

  for (guint i = 0; i < n_windows; i++)
    {
      sweep.window = &windows[i];
      find_near (&sweep, days, aways, n_aways);
      sweep_window (&sweep);
    }
  return sweep.gaps;
}

/* -- Clashes -- */

static void
add_clash (GArray *clashes, ZgClashKind kind, const ZgRosterItem *items, guint item, guint other, const char *clause)
{
  ZgRosterClash clash = { kind, items[item].person, items[item].day, item, other, clause };

  g_array_append_val (clashes, clash);
}

/* Both are of one person and the other comes later in the list, so that a pair is named once. */
static void
compare_items (GArray *clashes, const ZgRosterItem *items, guint a, guint b)
{
  const ZgRosterItem *one = &items[a], *other = &items[b];

  if (timed (one) && timed (other) && begins (one) < ends (other) && begins (other) < ends (one))
    add_clash (clashes, ZG_CLASH_OVERLAP, items, b, a, "D18-7.1a");
  else if (one->day == other->day && (one->kind == ZG_SHIFT_REST) != (other->kind == ZG_SHIFT_REST))
    add_clash (clashes, ZG_CLASH_REST, items, one->kind == ZG_SHIFT_REST ? b : a, one->kind == ZG_SHIFT_REST ? a : b,
               "D04-4.1.1d");
}

static void
check_alone (GArray *clashes, const ZgRosterItem *items, guint i, const ZgRosterPerson *person, const ZgRosterAway *aways,
             guint n_aways)
{
  const ZgRosterItem *item = &items[i];

  if ((person->joined != ZG_NO_DAY && item->day < person->joined) || (person->left != ZG_NO_DAY && item->day > person->left))
    add_clash (clashes, ZG_CLASH_OUTSIDE, items, i, i, NULL);
  if (item->wrong_day)
    add_clash (clashes, ZG_CLASH_WEEKDAY, items, i, i, NULL);
  for (guint k = 0; timed (item) && k < n_aways; k++)
    if (aways[k].person == item->person && aways[k].from < ends (item) && begins (item) < aways[k].to)
      {
        add_clash (clashes, ZG_CLASH_LEAVE, items, i, i, "D01-7.2");
        return;
      }
}

static int
compare_clashes (gconstpointer a, gconstpointer b)
{
  const ZgRosterClash *one = a, *other = b;

  return one->item != other->item ? (one->item < other->item ? -1 : 1) : (int) one->kind - (int) other->kind;
}

GArray *
zg_roster_clashes (const ZgRosterItem *items, guint n_items, const ZgRosterPerson *people, guint n_people,
                   const ZgRosterAway *aways, guint n_aways)
{
  GArray   *clashes = g_array_new (FALSE, TRUE, sizeof (ZgRosterClash));
  GArray  **own = g_new0 (GArray *, n_people);

  for (guint i = 0; i < n_items; i++)
    {
      int person = items[i].person;

      if (person < 0 || (guint) person >= n_people)
        continue;
      if (own[person] == NULL)
        own[person] = g_array_new (FALSE, FALSE, sizeof (guint));
      check_alone (clashes, items, i, &people[person], aways, n_aways);
      for (guint k = 0; k < own[person]->len; k++)
        compare_items (clashes, items, g_array_index (own[person], guint, k), i);
      g_array_append_val (own[person], i);
    }
  for (guint i = 0; i < n_people; i++)
    g_clear_pointer (&own[i], g_array_unref);
  g_free (own);
  g_array_sort (clashes, compare_clashes);
  return clashes;
}

/* -- Counts -- */

ZgTurn
zg_roster_turn (int day, int to)
{
  if (to > DAY)
    return ZG_TURN_NIGHT;
  switch (zg_day_weekday (day))
    {
    case 6:
      return ZG_TURN_SATURDAY;
    case 7:
      return ZG_TURN_SUNDAY;
    default:
      return ZG_TURN_OTHER;
    }
}

void
zg_roster_count (const ZgRosterItem *items, guint n_items, guint n_people, const guint8 *off, int first_day, int n_days,
                 ZgRosterCounts *counts)
{
  for (guint i = 0; i < n_people; i++)
    counts[i] = (ZgRosterCounts){ 0 };
  for (guint i = 0; i < n_items; i++)
    {
      const ZgRosterItem *item = &items[i];
      int                 day = item->day - first_day;

      if (item->person < 0 || (guint) item->person >= n_people || day < 0 || day >= n_days)
        continue;
      if (item->kind == ZG_SHIFT_REST)
        counts[item->person].rest += !(off && off[day]);
      else
        counts[item->person].turns[zg_roster_turn (item->day, item->to)]++;
    }
}

int
zg_roster_rest_due (int days, const ZgRosterPerson *person, int first_day, int n_days)
{
  int from = person->joined == ZG_NO_DAY ? first_day : MAX (person->joined, first_day);
  int to = person->left == ZG_NO_DAY ? first_day + n_days - 1 : MIN (person->left, first_day + n_days - 1);

  return to < from || n_days <= 0 ? 0 : days * (to - from + 1) / n_days;
}
