/* zg-roster-help.c: who could close the gaps of a board. */
#include "config.h"

#include "zg-day.h"
#include "zg-roster-board.h"

typedef struct
{
  const ZgRosterBoard    *board;
  const ZgRosterFindings *findings;
  GArray                 *items, *offers;
  ZgRosterPerson         *spans;
  int                    *done, *spare;
  gboolean               *phone, *fixed;
} Help;

static void
list_offers (Help *help)
{
  help->offers = g_array_new (FALSE, TRUE, sizeof (ZgRosterOffer));
  for (guint i = 0; i < help->board->shifts->len; i++)
    {
      const ZgBoardShift *shift = &g_array_index (help->board->shifts, ZgBoardShift, i);
      ZgRosterOffer       offer = { i, shift->kind, shift->starts, shift->ends, shift->weekdays, shift->needs_phone };

      if (!shift->ended)
        g_array_append_val (help->offers, offer);
    }
}

/* Days without an entry, less the rest days still due; who does not rest in rotation has his rest by the week. */
static int
spare_days (const Help *help, guint person, guint64 used)
{
  const ZgBoardPerson *row = &g_array_index (help->board->people, ZgBoardPerson, person);
  int                  free = 0;

  for (int day = 0; day < help->board->n_days; day++)
    free += !(used & (G_GUINT64_CONSTANT (1) << day)) && !help->board->plan->off[day];
  return row->rotates ? free - MAX (0, row->rest_due - help->findings->counts[person].rest) : G_MAXINT;
}

static void
count_people (Help *help)
{
  const ZgRosterBoard *board = help->board;
  guint                n = board->people->len;
  g_autofree guint64  *used = g_new0 (guint64, MAX (n, 1));

  help->done = g_new0 (int, MAX (n * ZG_N_TURNS, 1));
  help->spare = g_new0 (int, MAX (n, 1));
  help->phone = g_new0 (gboolean, MAX (n, 1));
  help->fixed = g_new0 (gboolean, MAX (n, 1));
  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);
      int                 day = entry->day - board->first_day;

      help->phone[entry->person] |= entry->phone && *entry->phone;
      if (day >= 0 && day < board->n_days)
        used[entry->person] |= G_GUINT64_CONSTANT (1) << day;
    }
  for (guint i = 0; i < n; i++)
    {
      for (int turn = 0; turn < ZG_N_TURNS; turn++)
        help->done[i * ZG_N_TURNS + turn] =
            g_array_index (board->people, ZgBoardPerson, i).done[turn] + help->findings->counts[i].turns[turn];
      help->fixed[i] = !g_array_index (board->people, ZgBoardPerson, i).rostered;
      help->spare[i] = spare_days (help, i, used[i]);
    }
}

static void
help_clear (Help *help)
{
  g_array_unref (help->items);
  g_array_unref (help->offers);
  g_free (help->spans);
  g_free (help->done);
  g_free (help->spare);
  g_free (help->phone);
  g_free (help->fixed);
}

static const ZgRosterWindow *
window_of (const ZgRosterBoard *board, const ZgRosterGap *gap)
{
  for (guint i = 0; i < board->windows->len; i++)
    {
      const ZgRosterWindow *window = &g_array_index (board->windows, ZgRosterWindow, i);

      if (window->rule == gap->rule && window->day == gap->day)
        return window;
    }
  return NULL;
}

/* Where somebody is there without a number it is the number that is missing. */
static ZgBoardEntry
close_gap (const Help *help, const ZgRosterGap *gap)
{
  const ZgRosterBoard  *board = help->board;
  const ZgRosterWindow *window = window_of (board, gap);
  ZgBoardEntry          entry = { .person = -1, .shift = -1, .day = gap->day };
  g_autoptr (GArray)    found = NULL;
  ZgRosterScene scene = { (const ZgRosterItem *) help->items->data, help->items->len, help->spans, board->people->len,
                          (const ZgRosterAway *) board->aways->data, board->aways->len, help->done, help->spare, help->phone,
                          help->fixed };

  if (window == NULL || gap->no_phone || (board->today != ZG_NO_DAY && gap->day < board->today))
    return entry;
  found = zg_roster_advise (&scene, gap, window->people, window->shifts, (const ZgRosterOffer *) help->offers->data,
                            help->offers->len);
  if (found->len)
    {
      entry.person = g_array_index (found, ZgRosterAdvice, 0).person;
      entry.shift = g_array_index (found, ZgRosterAdvice, 0).shift;
    }
  return entry;
}

GArray *
zg_roster_help (const ZgRosterBoard *board, const ZgRosterFindings *findings, guint most)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (ZgBoardEntry));
  Help    help = { .board = board, .findings = findings, .items = zg_roster_items (board), .spans = zg_roster_spans (board) };

  list_offers (&help);
  count_people (&help);
  for (guint i = 0; i < findings->gaps->len && i < most; i++)
    {
      ZgBoardEntry entry = close_gap (&help, &g_array_index (findings->gaps, ZgRosterGap, i));

      g_array_append_val (entries, entry);
    }
  help_clear (&help);
  return entries;
}
