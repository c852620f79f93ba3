/* zg-order-clock.c: the ten minutes of D18-5.2, and how long orders may go without being loaded (D18-5.1). Pure but for
 * reading the policy. */
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

gint64
zg_order_again_due (const ZgOrderClock *clock, gint64 tried_ms)
{
  ZgOrderClock again = *clock;

  again.minutes = clock->again;
  return zg_order_due (&again, tried_ms);
}

gboolean
zg_order_calls (ZgDb *db, const char *key, const ZgOrderClock *clock, gint64 until_ms, ZgOrderCalls *calls, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
                                         ZG_SQL ("SELECT created_ms FROM order_event WHERE order_key = $1 AND type = 2"
                                                 " AND created_ms <= $2 ORDER BY created_ms, id"), "si", key, until_ms);
  gboolean           row = TRUE;

  *calls = (ZgOrderCalls){ 0 };
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      gint64 at = zg_stmt_int (rows, 0);

      if (calls->n++ == 0)
        calls->first_ms = at;
      else
        calls->late_min = MAX (calls->late_min, zg_order_late (zg_order_again_due (clock, calls->last_ms), at));
      calls->last_ms = at;
    }
  if (calls->n)
    calls->late_min = MAX (calls->late_min, zg_order_late (zg_order_again_due (clock, calls->last_ms), until_ms));
  return rows && !row;
}

gint64
zg_order_load_due (const ZgOrderClock *hours, int minutes, gint64 loaded_ms, gint64 now_ms)
{
  int      day = zg_day_of_ms (now_ms);
  gboolean always = hours->from >= hours->to;
  gint64   opens = zg_day_to_ms (day, always ? 0 : hours->from * 60);
  gint64   closes = zg_day_to_ms (day, always ? 86400 : hours->to * 60);
  gint64   due = MAX (loaded_ms, opens) + minutes * G_GINT64_CONSTANT (60000);

  return minutes <= 0 || loaded_ms <= 0 || now_ms >= closes || due > closes ? 0 : due;
}

gboolean
zg_order_load_read (ZgDb *db, ZgPolicy *policy, gint64 now_ms, ZgOrderLoad *load, GError **error)
{
  int          day = zg_day_of_ms (now_ms);
  ZgOrderClock hours = zg_order_clock_of (policy, day);

  *load = (ZgOrderLoad){ 0 };
  if (!zg_db_int (db, &load->loaded_ms, error, ZG_SQL ("SELECT COALESCE (MAX (created_ms), 0) FROM order_export"), NULL))
    return FALSE;
  load->due_ms = zg_order_load_due (&hours, (int) zg_policy_int (policy, "order.load.minutes", 0, 0, day), load->loaded_ms,
                                    now_ms);
  return TRUE;
}

ZgOrderClock
zg_order_clock_of (ZgPolicy *policy, int day)
{
  ZgOrderClock   clock = { .next = TRUE };
  const char    *window = zg_policy_text (policy, "cs.online.window", 0, 0, day);
  g_auto (GStrv) ends = g_strsplit (window, "-", 2);

  clock.minutes = (int) zg_policy_int (policy, "order.confirm.minutes", 0, 0, day);
  clock.again = (int) zg_policy_int (policy, "order.call.again", 0, 0, day);
  clock.first_call = g_str_equal (zg_policy_text (policy, "order.call.counts", 0, 0, day), "first-call");
  clock.next = g_str_equal (zg_policy_text (policy, "order.clock.outside", 0, 0, day), "next");
  if (g_strv_length (ends) != 2 || !zg_minute_parse (ends[0], &clock.from) || !zg_minute_parse (ends[1], &clock.to))
    clock.from = clock.to = 0;
  return clock;
}
