/* zg-roster-find.c: what the rules find in a board, in words, and what filling it would add. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-roster-board.h"

static const ZgBoardShift *
shift_at (const ZgRosterBoard *board, int shift)
{
  return &g_array_index (board->shifts, ZgBoardShift, shift);
}

static const ZgBoardPerson *
person_at (const ZgRosterBoard *board, int person)
{
  return &g_array_index (board->people, ZgBoardPerson, person);
}

GArray *
zg_roster_items (const ZgRosterBoard *board)
{
  GArray *items = g_array_sized_new (FALSE, TRUE, sizeof (ZgRosterItem), board->entries->len);

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);
      const ZgBoardShift *shift = shift_at (board, entry->shift);
      ZgRosterItem        item = { .person = entry->person, .shift = entry->shift, .day = entry->day, .kind = shift->kind,
                                   .from = shift->starts, .to = shift->ends, .phone = entry->phone && *entry->phone,
                                   .needs_phone = shift->needs_phone };

      item.wrong_day = !((shift->weekdays >> (zg_day_weekday (entry->day) - 1)) & 1);
      g_array_append_val (items, item);
    }
  return items;
}

ZgRosterPerson *
zg_roster_spans (const ZgRosterBoard *board)
{
  ZgRosterPerson *spans = g_new (ZgRosterPerson, MAX (board->people->len, 1));

  for (guint i = 0; i < board->people->len; i++)
    {
      const ZgStaffRow *row = &g_array_index (board->roll->staff, ZgStaffRow, i);

      spans[i] = (ZgRosterPerson){ row->joined, row->left };
    }
  return spans;
}

/* Entries of the neighbouring months are there to be compared with, not to be judged. */
static void
keep_own_month (const ZgRosterBoard *board, GArray *clashes)
{
  guint kept = 0;

  for (guint i = 0; i < clashes->len; i++)
    {
      ZgRosterClash *clash = &g_array_index (clashes, ZgRosterClash, i);
      int            day = clash->day - board->first_day;

      if (day >= 0 && day < board->n_days)
        g_array_index (clashes, ZgRosterClash, kept++) = *clash;
    }
  g_array_set_size (clashes, kept);
}

ZgRosterFindings *
zg_roster_findings (const ZgRosterBoard *board)
{
  ZgRosterFindings         *findings = g_new0 (ZgRosterFindings, 1);
  g_autoptr (GArray)        items = zg_roster_items (board);
  g_autofree ZgRosterPerson *spans = zg_roster_spans (board);
  const ZgRosterItem       *all = (const ZgRosterItem *) items->data;
  const ZgRosterAway       *aways = (const ZgRosterAway *) board->aways->data;

  findings->gaps =
      zg_roster_gaps ((const ZgRosterWindow *) board->windows->data, board->windows->len, all, items->len, aways,
                      board->aways->len);
  findings->clashes = zg_roster_clashes (all, items->len, spans, board->people->len, aways, board->aways->len);
  keep_own_month (board, findings->clashes);
  findings->counts = g_new (ZgRosterCounts, MAX (board->people->len, 1));
  zg_roster_count (all, items->len, board->people->len, board->plan->off, board->first_day, board->n_days, findings->counts);
  return findings;
}

void
zg_roster_findings_free (ZgRosterFindings *findings)
{
  if (findings == NULL)
    return;
  g_array_unref (findings->gaps);
  g_array_unref (findings->clashes);
  g_free (findings->counts);
  g_free (findings);
}

/* -- Words -- */

char *
zg_roster_hours (int from, int to, char *buffer)
{
  char starts[6], ends[6];

  zg_minute_format (from % 1440, starts);
  zg_minute_format (to > 1440 ? to - 1440 : to, ends);
  if (from >= 1440)
    /* Translators: hours that lie on the day after: 00:00–08:30 */
    g_snprintf (buffer, 40, _ ("next day %s–%s"), starts, ends);
  else if (to > 1440)
    /* Translators: hours over midnight: 21:00–08:30 */
    g_snprintf (buffer, 40, _ ("%s–next day %s"), starts, ends);
  else
    g_snprintf (buffer, 40, "%s–%s", starts, ends);
  return buffer;
}

char *
zg_roster_gap_text (const ZgRosterBoard *board, const ZgRosterGap *gap)
{
  const ZgBoardRule *rule = &g_array_index (board->rules, ZgBoardRule, gap->rule);
  char               day[11], hours[40];

  zg_roster_hours (gap->from, gap->to, hours);
  zg_day_format (gap->day, day);
  if (gap->no_phone)
    return g_strdup_printf (_ ("%s %s, %s: no phone number"), day + 5, hours, rule->name);
  return g_strdup_printf (_ ("%s %s, %s: %d of %d"), day + 5, hours, rule->name, gap->have, gap->need);
}

char *
zg_roster_clash_text (const ZgRosterBoard *board, const ZgRosterClash *clash)
{
  const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, clash->item);
  const char         *name = person_at (board, clash->person)->name, *shift = shift_at (board, entry->shift)->name;
  char                day[11];

  zg_day_format (clash->day, day);
  switch (clash->kind)
    {
    case ZG_CLASH_OVERLAP:
      return g_strdup_printf (_ ("%s %s: “%s” and “%s” at the same time"), name, day + 5, shift,
                              shift_at (board, g_array_index (board->entries, ZgBoardEntry, clash->other).shift)->name);
    case ZG_CLASH_LEAVE:
      return g_strdup_printf (_ ("%s %s: “%s” within approved leave"), name, day + 5, shift);
    case ZG_CLASH_REST:
      return g_strdup_printf (_ ("%s %s: “%s” on a rest day"), name, day + 5, shift);
    case ZG_CLASH_WEEKDAY:
      return g_strdup_printf (_ ("%s %s: “%s” is not held on this day of the week"), name, day + 5, shift);
    case ZG_CLASH_OUTSIDE:
    default:
      return g_strdup_printf (_ ("%s %s: “%s” outside of the employment"), name, day + 5, shift);
    }
}

char *
zg_roster_rest_text (const ZgRosterBoard *board, const ZgRosterFindings *findings, guint person)
{
  const ZgBoardPerson *row = person_at (board, person);
  int                  rest = findings->counts[person].rest;

  if (!row->rotates || (rest >= row->rest_due && rest <= row->rest_most))
    return NULL;
  return g_strdup_printf (_ ("%s: %d rest days, %d are due"), row->name, rest, row->rest_due);
}

/* -- Fairness in words -- */

static gboolean
takes_part (const ZgRosterBoard *board, const ZgRosterFindings *findings, ZgTurn turn, guint person)
{
  return findings->counts[person].turns[turn] > 0 || person_at (board, person)->done[turn] > 0;
}

/* "Zhang, Li, Wang and 4 more": who of those that take part stands at @n. */
static char *
who_stands_at (const ZgRosterBoard *board, const ZgRosterFindings *findings, ZgTurn turn, int n)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint               found = 0;

  for (guint i = 0; i < board->people->len; i++)
    if (takes_part (board, findings, turn, i) && findings->counts[i].turns[turn] == n && found++ < 3)
      g_string_append_printf (names, "%s%s", names->len ? _ (", ") : "", person_at (board, i)->name);
  if (found > 3)
    return g_strdup_printf (_ ("%s and %u more"), names->str, found - 3);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

char *
zg_roster_fair_text (const ZgRosterBoard *board, const ZgRosterFindings *findings, ZgTurn turn)
{
  static const char *const names[] = { N_ ("Saturdays"), N_ ("Sundays"), N_ ("Nights") };
  int                      n = 0, sum = 0, most = 0, least = G_MAXINT, tenths;
  g_autofree char         *at_most = NULL, *at_least = NULL;

  for (guint i = 0; i < board->people->len; i++)
    if (takes_part (board, findings, turn, i))
      {
        n++;
        sum += findings->counts[i].turns[turn];
        most = MAX (most, findings->counts[i].turns[turn]);
        least = MIN (least, findings->counts[i].turns[turn]);
      }
  if (n == 0 || turn >= (ZgTurn) G_N_ELEMENTS (names))
    return NULL;
  tenths = (sum * 10 + n / 2) / n;
  if (most == least)
    return g_strdup_printf (_ ("%s: %d people, %d each"), _ (names[turn]), n, most);
  at_most = who_stands_at (board, findings, turn, most);
  at_least = who_stands_at (board, findings, turn, least);
  return g_strdup_printf (_ ("%s: %d people, %d.%d on average, most %d (%s), fewest %d (%s)"), _ (names[turn]), n, tenths / 10,
                          tenths % 10, most, at_most, least, at_least);
}

/* -- Filling -- */

static gboolean
is_free (const ZgRosterBoard *board, const GArray *items, const ZgRosterPerson *spans, int person, int shift, int day)
{
  const ZgBoardShift *of = shift_at (board, shift);
  ZgRosterItem        wanted = { .person = person, .shift = shift, .day = day, .kind = of->kind, .from = of->starts,
                                 .to = of->ends };

  return zg_roster_is_free (&wanted, (const ZgRosterItem *) items->data, items->len, &spans[person],
                            (const ZgRosterAway *) board->aways->data, board->aways->len);
}

static gboolean
is_held (const GArray *items, int shift, int day)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, ZgRosterItem, i).shift == shift && g_array_index (items, ZgRosterItem, i).day == day)
      return TRUE;
  return FALSE;
}

static GArray *
open_slots (const ZgRosterBoard *board, const GArray *items, int shift, int from, int to)
{
  const ZgBoardShift *wanted = shift_at (board, shift);
  GArray             *slots = g_array_new (FALSE, FALSE, sizeof (ZgRosterSlot));

  for (int day = MAX (from, board->first_day); day <= MIN (to, board->first_day + board->n_days - 1); day++)
    {
      ZgRosterSlot slot = { day, wanted->starts, wanted->ends, zg_roster_turn (day, wanted->ends) };

      if (((wanted->weekdays >> (zg_day_weekday (day) - 1)) & 1) && !is_held (items, shift, day))
        g_array_append_val (slots, slot);
    }
  return slots;
}

static GArray *
new_entries (void)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (ZgBoardEntry));

  g_array_set_clear_func (entries, zg_board_entry_clear);
  return entries;
}

/* The number somebody last answered on goes with him. */
static char *
phone_of (const ZgRosterBoard *board, int person)
{
  for (guint i = board->entries->len; i-- > 0;)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);

      if (entry->person == person && entry->phone)
        return g_strdup (entry->phone);
    }
  return NULL;
}

GArray *
zg_roster_fill_shift (const ZgRosterBoard *board, int shift, int from, int to, const int *people, guint n_people)
{
  g_autoptr (GArray)         items = zg_roster_items (board), slots = open_slots (board, items, shift, from, to);
  g_autoptr (ZgRosterFindings) now = zg_roster_findings (board);
  g_autofree ZgRosterPerson *spans = zg_roster_spans (board);
  g_autofree int            *done = g_new0 (int, MAX (n_people * ZG_N_TURNS, 1)), *chosen = g_new0 (int, MAX (slots->len, 1));
  g_autofree guint8         *may = g_new0 (guint8, MAX (n_people * slots->len, 1));
  GArray                    *added = new_entries ();

  for (guint i = 0; i < n_people; i++)
    {
      for (int turn = 0; turn < ZG_N_TURNS; turn++)
        done[i * ZG_N_TURNS + turn] = person_at (board, people[i])->done[turn] + now->counts[people[i]].turns[turn];
      for (guint slot = 0; slot < slots->len; slot++)
        may[i * slots->len + slot] =
            is_free (board, items, spans, people[i], shift, g_array_index (slots, ZgRosterSlot, slot).day);
    }
  zg_roster_rotate (n_people, done, (const ZgRosterSlot *) slots->data, slots->len, may, chosen);
  for (guint slot = 0; slot < slots->len; slot++)
    if (chosen[slot] >= 0)
      {
        ZgBoardEntry entry = { .person = people[chosen[slot]], .shift = shift,
                               .day = g_array_index (slots, ZgRosterSlot, slot).day };

        if (shift_at (board, shift)->needs_phone)
          entry.phone = phone_of (board, entry.person);
        g_array_append_val (added, entry);
      }
  return added;
}

/* A day is free for rest where nothing is entered and no holiday gives it anyway. */
static void
mark_free (const ZgRosterBoard *board, const GArray *items, const ZgRosterPerson *spans, int person, guint8 *may, int shift)
{
  for (int day = 0; day < board->n_days; day++)
    may[day] = !board->plan->off[day] && is_free (board, items, spans, person, shift, board->first_day + day);
  for (guint i = 0; i < items->len; i++)
    {
      const ZgRosterItem *item = &g_array_index (items, ZgRosterItem, i);
      int                 day = item->day - board->first_day;

      if (item->person == person && day >= 0 && day < board->n_days)
        may[day] = 0;
    }
}

GArray *
zg_roster_fill_rest (const ZgRosterBoard *board, int shift, const int *people, guint n_people)
{
  g_autoptr (GArray)           items = zg_roster_items (board);
  g_autoptr (ZgRosterFindings) now = zg_roster_findings (board);
  g_autofree ZgRosterPerson   *spans = zg_roster_spans (board);
  g_autofree int              *due = g_new0 (int, MAX (n_people, 1)), *resting = g_new0 (int, board->n_days);
  g_autofree guint8           *may = g_new0 (guint8, MAX (n_people * board->n_days, 1));
  g_autofree guint8           *rest = g_new0 (guint8, MAX (n_people * board->n_days, 1));
  GArray                      *added = new_entries ();

  for (guint i = 0; i < items->len; i++)
    {
      const ZgRosterItem *item = &g_array_index (items, ZgRosterItem, i);
      int                 day = item->day - board->first_day;

      if (item->kind == ZG_SHIFT_REST && day >= 0 && day < board->n_days)
        resting[day]++;
    }
  for (guint i = 0; i < n_people; i++)
    {
      due[i] = MAX (0, person_at (board, people[i])->rest_due - now->counts[people[i]].rest);
      mark_free (board, items, spans, people[i], &may[i * board->n_days], shift);
    }
  zg_roster_spread_rest (n_people, board->n_days, due, may, resting, rest);
  for (guint i = 0; i < n_people; i++)
    for (int day = 0; day < board->n_days; day++)
      if (rest[i * board->n_days + day])
        {
          ZgBoardEntry entry = { .person = people[i], .shift = shift, .day = board->first_day + day };

          g_array_append_val (added, entry);
        }
  return added;
}
