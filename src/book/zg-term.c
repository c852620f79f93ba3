#include "zg-term.h"

#include "zg-day.h"
#include "zg-policy.h"

#define MOST_MONTHS 1200 /* beyond, nobody means a day */

/* The same day of the month @months before, the last one where that month is shorter. */
static int
day_before (int day, int months)
{
  int year, month, of_month, first = zg_month_first (day, -months);

  zg_day_to_ymd (day, &year, &month, &of_month);
  zg_day_to_ymd (first, &year, &month, &(int){ 0 });
  return first + MIN (of_month, zg_month_days (year, month)) - 1;
}

gboolean
zg_term_since (ZgDb *db, const ZgKind *kind, int today, gint64 *since_ms, GError **error)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, error);
  gint64               months = policy ? zg_policy_int (policy, kind->term->months, 0, 0, today) : 0;

  *since_ms = months > 0 && months <= MOST_MONTHS ? zg_day_to_ms (day_before (today, (int) months), 0) : 0;
  return policy != NULL;
}
