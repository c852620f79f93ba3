/* An order is followed up until it has five points, or somebody noted what came of asking, or nobody answered in time. */
#include "order-help.h"
#include "zg-tick.h"

static gint64
received (const char *number)
{
  Row                open = { .number = number, .status = 2 }, success = { .number = number, .status = 5 };
  g_autofree char   *first = g_strdup_printf ("ExportOrderList2026112010%s.csv", number + strlen (number) - 2);
  g_autofree char   *second = g_strdup_printf ("ExportOrderList2026112310%s.csv", number + strlen (number) - 2);
  g_autoptr (GBytes) lines = lines_of (number, NULL);

  zg_clock_set (at ("2026-11-23 09:00"));
  list_in (first, &open, 1);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
  list_in (second, &success, 1);
  assert_state (number, "signed");
  return order_id (number);
}

static void
note (gint64 order, int type, int score, const char *words)
{
  g_autoptr (ZgRecord) event = zg_record_new (&zg_order_event);

  zg_record_set_int (event, ZG_EVENT_ORDER, order);
  zg_record_set_int (event, ZG_EVENT_TYPE, type);
  if (score)
    zg_record_set_int (event, ZG_EVENT_SCORE, score);
  zg_record_set_text (event, ZG_EVENT_NOTE, words);
  done (trial.hr, event, "create", NULL);
}

static void
test_few_points (void)
{
  g_autoptr (ZgRecord) order = get (&zg_sales_order, received ("318300000000000071"));

  note (order->id, ZG_EVENT_RATING, 4, "颜色偏浅");
  refused (trial.hr, order, "finish", ZG_ERROR_INVALID, NULL, "D21-3.5.2");
  refused (trial.hr, order, "lapse", ZG_ERROR_INVALID, NULL, "D21-3.5.2"); /* there is time left */
  note (order->id, ZG_EVENT_FOLLOW_UP, 0, "已补发一条，买家满意");
  done (trial.hr, order, "finish", NULL);
}

static void
test_five_points (void)
{
  g_autoptr (ZgRecord) order = get (&zg_sales_order, received ("318300000000000073"));

  note (order->id, ZG_EVENT_RATING, 3, "物流慢");
  note (order->id, ZG_EVENT_RATING, 5, "追评改为好评");
  done (trial.hr, order, "finish", NULL);
}

static void
tick_at (const char *stamp)
{
  g_autofree char *report = NULL;
  GError          *error = NULL;

  zg_clock_set (at (stamp));
  zg_tick_run (trial.book, &report, &error);
  g_assert_no_error (error);
}

static void
test_no_answer (void)
{
  const char *number = "318300000000000072";

  if (engine_skips ())
    return;
  received (number); /* the book learned on 2026-11-23 at 9 that it arrived */
  tick_at ("2026-12-23 08:59");
  assert_state (number, "signed");
  tick_at ("2026-12-23 09:01");
  assert_state (number, "done");
}

int
main (int argc, char **argv)
{
  int failed;

  trial_init (&argc, &argv);
  trial_open ();
  grant_all_hr ();
  make_items ();
  g_test_add_func ("/orders/D21-3.5.2/few-points", test_few_points);
  g_test_add_func ("/orders/D21-3.5.2/five-points", test_five_points);
  g_test_add_func ("/orders/D18-5.3/D21-3.5.2/no-answer", test_no_answer);
  failed = g_test_run ();
  trial_close ();
  return failed;
}
