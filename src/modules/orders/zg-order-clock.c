/* zg-order-clock.c: the ten minutes of D18-5.2. Pure but for reading the policy. */
#include "zg-day.h"
#include "zg-orders-private.h"

#include <string.h>

gint64
zg_order_due (const ZgOrderClock *clock, gint64 accepted_ms)
{
  int    day = zg_day_of_ms (accepted_ms), minute = zg_second_of_ms (accepted_ms) / 60;
  gint64 start = accepted_ms;

  if (clock->minutes <= 0 || accepted_ms <= 0)
    return 0;
  if (clock->next && clock->from < clock->to && minute < clock->from)
    start = zg_day_to_ms (day, clock->from * 60);
  else if (clock->next && clock->from < clock->to && minute >= clock->to)
    start = zg_day_to_ms (day + 1, clock->from * 60);
  return start + clock->minutes * G_GINT64_CONSTANT (60000);
}

int
zg_order_late (gint64 due_ms, gint64 at_ms)
{
  gint64 seconds = at_ms / 1000 - due_ms / 1000;

  return due_ms == 0 || seconds <= 0 ? 0 : (int) ((seconds + 59) / 60);
}

ZgOrderClock
zg_order_clock_of (ZgPolicy *policy, int day)
{
  ZgOrderClock   clock = { .next = TRUE };
  const char    *window = zg_policy_text (policy, "cs.online.window", 0, 0, day);
  g_auto (GStrv) ends = g_strsplit (window, "-", 2);

  clock.minutes = (int) zg_policy_int (policy, "order.confirm.minutes", 0, 0, day);
  clock.next = g_str_equal (zg_policy_text (policy, "order.clock.outside", 0, 0, day), "next");
  if (g_strv_length (ends) != 2 || !zg_minute_parse (ends[0], &clock.from) || !zg_minute_parse (ends[1], &clock.to))
    clock.from = clock.to = 0;
  return clock;
}
