/* How long the findings of a board of 200 people and 31 days take, as they are made anew after each keystroke, and how long 31
 * nights take to be dealt out among them. */
#include <glib.h>
#include <string.h>

#include "zg-day.h"
#include "zg-roster-rules.h"

#define PEOPLE 200
#define DAYS 31
#define RULES 8

static double
findings (const ZgRosterItem *items, guint n_items, const ZgRosterPerson *people, const ZgRosterWindow *windows,
          const ZgRosterAway *aways, guint n_aways, int first)
{
  g_autofree ZgRosterCounts *counts = g_new (ZgRosterCounts, PEOPLE);
  gint64                     start = g_get_monotonic_time ();
  GArray                    *gaps = zg_roster_gaps (windows, RULES * DAYS, items, n_items, aways, n_aways);
  GArray                    *clashes = zg_roster_clashes (items, n_items, people, PEOPLE, aways, n_aways);

  zg_roster_count (items, n_items, PEOPLE, NULL, first, DAYS, counts);
  g_array_unref (gaps);
  g_array_unref (clashes);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static double
rotation (int first)
{
  ZgRosterSlot       slots[DAYS];
  g_autofree int    *done = g_new0 (int, PEOPLE * ZG_N_TURNS);
  g_autofree guint8 *may = g_malloc (PEOPLE * DAYS);
  int                chosen[DAYS];
  gint64             start = g_get_monotonic_time ();

  memset (may, 1, PEOPLE * DAYS);
  for (int day = 0; day < DAYS; day++)
    slots[day] = (ZgRosterSlot){ first + day, 1260, 1950, ZG_TURN_NIGHT };
  zg_roster_rotate (PEOPLE, done, slots, DAYS, may, chosen);
  return (g_get_monotonic_time () - start) / 1000.0;
}

int
main (void)
{
  g_autofree ZgRosterItem   *items = g_new0 (ZgRosterItem, PEOPLE * DAYS);
  g_autofree ZgRosterPerson *people = g_new0 (ZgRosterPerson, PEOPLE);
  g_autofree ZgRosterWindow *windows = g_new0 (ZgRosterWindow, RULES * DAYS);
  ZgRosterAway               aways[60];
  int                        first = zg_day_from_ymd (2026, 12, 1);
  double                     best = G_MAXDOUBLE, dealt = G_MAXDOUBLE;

  for (int i = 0; i < PEOPLE; i++)
    {
      people[i] = (ZgRosterPerson){ ZG_NO_DAY, ZG_NO_DAY };
      for (int day = 0; day < DAYS; day++)
        items[i * DAYS + day] = (ZgRosterItem){ .person = i, .day = first + day,
                                               .kind = (i + day) % 6 ? ZG_SHIFT_WORK : ZG_SHIFT_REST,
                                                .from = i % 2 ? 510 : 780, .to = i % 2 ? 990 : 1260 };
    }
  for (int i = 0; i < RULES * DAYS; i++)
    windows[i] = (ZgRosterWindow){ .rule = i / DAYS, .day = first + i % DAYS, .from = 510, .to = 1260, .need = 2 };
  for (int i = 0; i < 60; i++)
    aways[i] = (ZgRosterAway){ i * 3, (first + i % DAYS) * G_GINT64_CONSTANT (1440) + 510,
                               (first + i % DAYS) * G_GINT64_CONSTANT (1440) + 1080 };
  for (int round = 0; round < 7; round++)
    {
      best = MIN (best, findings (items, PEOPLE * DAYS, people, windows, aways, 60, first));
      dealt = MIN (dealt, rotation (first));
    }
  g_print ("%d people x %d days, %d rules: findings %.2f ms, 31 nights dealt out %.2f ms\n", PEOPLE, DAYS, RULES, best, dealt);
  return 0;
}
