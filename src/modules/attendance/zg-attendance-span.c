/* zg-attendance-span.c: how much work is due in a stretch of time: by the person's own hours, roster, calendar and notices. */
#include "config.h"

#include "zg-attendance-private.h"
#include "zg-day.h"

/* No hours are known, or the roster does not speak of the day yet: taken for a day of eight hours, half of it up to four. */
static void
add_unknown (gint64 seconds, ZgWorkSpan *span)
{
  gboolean half = seconds <= 4 * 3600;

  span->unknown = TRUE;
  span->day_milli += half ? 500 : 1000;
  span->minutes += half ? 240 : 480;
}

static void
add_day (const ZgDayResult *day, gint64 from, gint64 to, ZgWorkSpan *span)
{
  gint64 midnight = day->day * G_GINT64_CONSTANT (86400), seconds = MIN (to, midnight + 86400) - MAX (from, midnight);

  if (seconds > 0 && (day->kind == ZG_DAY_BLANK || (day->flags & ZG_DAY_FLAG_UNROSTERED)))
    add_unknown (seconds, span);
  else if (day->kind != ZG_DAY_WORK)
    return;
  for (int i = 0; i < day->n_segments; i++)
    {
      const ZgSegmentResult *segment = &day->segments[i];
      gint64 start = MAX (from, midnight + segment->start), end = MIN (to, midnight + segment->end);
      gint64 length = segment->end - segment->start;

      if (end <= start || length <= 0)
        continue;
      span->minutes += (end - start) / 60;
      span->day_milli += ((end - start) * segment->share * 2 + length) / (2 * length);
    }
}

static gboolean
add_month (ZgBook *book, ZgDb *db, gint64 staff, int first_day, gint64 from, gint64 to, ZgWorkSpan *span, GError **error)
{
  g_autoptr (ZgMonth) month = zg_attendance_judge_all (book, db, first_day, 0, staff, ZG_JUDGE_AS_SHOWN, error);
  ZgDayResult days[ZG_JUDGE_MONTH_DAYS];

  if (month == NULL)
    return FALSE;
  if (month->n_lines == 0)
    return TRUE;
  month->facts->now = G_MAXINT64 / 2; /* the hours of days to come are asked for as well */
  zg_attendance_days (month, 0, days);
  for (int i = 0; i < month->n_days; i++)
    add_day (&days[i], from, to, span);
  return TRUE;
}

gboolean
zg_attendance_span (ZgBook *book, ZgDb *db, gint64 staff, gint64 from_ms, gint64 to_ms, ZgWorkSpan *span, GError **error)
{
  int first = zg_day_of_ms (from_ms) - 1, last = zg_day_of_ms (to_ms), year, month, day;

  *span = (ZgWorkSpan){ 0 };
  zg_day_to_ymd (first, &year, &month, &day);
  for (first -= day - 1; first <= last; first += zg_month_days (year, month))
    {
      zg_day_to_ymd (first, &year, &month, &day);
      if (!add_month (book, db, staff, first, zg_month_facts_instant (from_ms), zg_month_facts_instant (to_ms), span, error))
        return FALSE;
    }
  return TRUE;
}
