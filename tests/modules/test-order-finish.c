/* What is to come in for an order, and when it is finished: rated with five points, asked about, or nobody answered in time. */
#include "order-help.h"
#include "zg-duty.h"
#include "zg-order-desk.h"

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

static gpointer
rated_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_ratings (db, zg_day_of_ms (at ("2026-11-23 00:00")), zg_day_of_ms (at ("2026-11-30 00:00")), error);
}

/* For the reviews: an order rated twice counts once, with what it came to; days outside do not. */
static void
test_rated (void)
{
  g_autoptr (GArray) all = zg_store_read (zg_book_store (trial.book), rated_db, NULL, NULL);
  gint64             twice = order_id ("318300000000000073"), few = order_id ("318300000000000071");
  int                seen = 0;

  g_assert_nonnull (all);
  for (guint i = 0; i < all->len; i++)
    {
      const ZgOrderRated *one = &g_array_index (all, ZgOrderRated, i);

      if (one->order == twice || one->order == few)
        {
          seen++;
          g_assert_cmpint (one->points, ==, one->order == twice ? 5 : 4);
          g_assert_cmpint (one->staff, ==, 0); /* nobody of the house called */
        }
    }
  g_assert_cmpint (seen, ==, 2);
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

/* -- What is to come in -- */

static void
money_in (const char *number, const char *minute, const char *status, const char *payable, const char *paid)
{
  g_autofree char *text = g_strdup_printf ("订单编号,订单状态,宝贝标题,买家应付货款,买家实际支付金额\n%s,\"%s\",甲,%s,%s\n", number, status,
                                           payable, paid);
  g_autofree char *name = g_strdup_printf ("ExportOrderList2026112313%s00.csv", minute);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  take_in ("taobao-orders", name, bytes);
}

static gpointer
due_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgDeskDetail) detail = zg_order_detail_read (trial.hr, db, *(gint64 *) data, error);

  *(gint64 *) data = detail ? detail->due_fen : -1;
  return data;
}

static gint64
due_of (const char *number)
{
  gint64 due = order_id (number);

  zg_store_read (zg_book_store (trial.book), due_db, &due, NULL);
  return due;
}

static ZgRecord *
payment_of (const char *number, gint64 amount)
{
  ZgRecord *payment = zg_record_new (&zg_order_payment);

  zg_record_begin (payment, 0, 0);
  zg_record_set_int (payment, ZG_PAYMENT_ORDER, order_id (number));
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, amount);
  return payment;
}

static void
call (const char *number)
{
  g_autoptr (ZgRecord) confirmation = confirmation_of (number);

  done (trial.hr, confirmation, "create", NULL);
}

/* Read in before it was paid for, at another price: what is proposed is what the platform said last, and the check asks for the
 * same. */
static void
test_due (void)
{
  const char          *number = "318600000000000001", *paid = "买家已付款，等待卖家发货";
  g_autoptr (ZgRecord) wrong = NULL, right = NULL, nothing = NULL;

  money_in (number, "01", "等待买家付款", "118.00", "0.00");
  g_assert_cmpint (due_of (number), ==, 11800);
  money_in (number, "02", "等待买家付款", "110.00", "0.00"); /* a better price */
  g_assert_cmpint (due_of (number), ==, 11000);
  money_in (number, "03", paid, "110.00", "100.00"); /* and a coupon */
  g_assert_cmpint (due_of (number), ==, 10000);
  call (number);
  nothing = payment_of (number, 0);
  refused (trial.hr, nothing, "create", ZG_ERROR_INVALID, "amount_fen", NULL);
  wrong = payment_of (number, 11000);
  refused (trial.hr, wrong, "create", ZG_ERROR_INVALID, "remark", "D09-16b");
  right = payment_of (number, 10000);
  done (trial.hr, right, "create", NULL);
  assert_state (number, "paid");
}

/* A gift goes the way of all orders: that nothing is to come in is confirmed. Where the platform says nothing of money, nobody
 * confirms nothing. */
static void
test_free (void)
{
  const char          *number = "318600000000000002", *silent = "318600000000000003", *paid = "买家已付款，等待卖家发货";
  g_autoptr (ZgRecord) some = NULL, none = NULL, unknown = NULL;

  money_in (number, "04", paid, "0.00", "0.00");
  money_in (silent, "05", paid, "", "");
  g_assert_cmpint (due_of (number), ==, 0);
  call (number);
  call (silent);
  some = payment_of (number, 100);
  refused (trial.hr, some, "create", ZG_ERROR_INVALID, "remark", "D09-16b");
  none = payment_of (number, 0);
  done (trial.hr, none, "create", NULL);
  assert_state (number, "paid");
  unknown = payment_of (silent, 0);
  refused (trial.hr, unknown, "create", ZG_ERROR_INVALID, "amount_fen", NULL);
}

/* -- Those nobody called -- */

static gpointer
figures_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_confirm_figures (db, 0, day ("2026-11-20"), day ("2026-11-20"), error);
}

static ZgOrderConfirmed *
uncalled (ZgOrderConfirmFigures *figures, const char *number)
{
  for (guint i = 0; i < figures->lines->len; i++)
    {
      ZgOrderConfirmed *one = figures->lines->pdata[i];

      if (one->contacted_ms == 0 && g_str_equal (one->number, number))
        return one;
    }
  return NULL;
}

static void
assert_uncalled (const char *stamp, const char *number, int late_min)
{
  g_autoptr (ZgOrderConfirmFigures) figures = NULL;
  ZgOrderConfirmed                 *one;

  zg_clock_set (at (stamp));
  figures = zg_store_read (zg_book_store (trial.book), figures_db, NULL, NULL);
  g_assert_nonnull (figures);
  one = uncalled (figures, number);
  g_assert_cmpint (one ? one->late_min : -1, ==, late_min);
}

static void
test_uncalled (void)
{
  const char          *number = "318300000000000074", *carried = "318300000000000075";
  Row                  row = { .number = number, .status = 2 }; /* paid at 10:01 */
  g_autoptr (ZgRecord) call = NULL;

  received (carried);
  zg_clock_set (at ("2026-11-20 10:02"));
  list_in ("ExportOrderList202611201002.csv", &row, 1);
  assert_uncalled ("2026-11-20 10:11", number, -1); /* there is time */
  assert_uncalled ("2026-11-20 10:13", number, 2);
  assert_uncalled ("2026-11-20 10:13", carried, 0); /* it went without a call: how late nobody can say */
  call = confirmation_of (number);
  done (trial.hr, call, "create", NULL);
  assert_uncalled ("2026-11-20 10:14", number, -1); /* it is among the late ones now */
}

/* -- What is refunded on a voided order -- */

/* The platform knows the old order alone: what it refunds there is not shipped with the one that stands for it, voided once or
 * twice. */
static void
test_refund_then_void (void)
{
  const char        *number = "318300000000000007";
  g_autoptr (GBytes) refunded = lines_of (number, "退款成功");
  gint64             first = promised ("SKU-1"), second = promised ("SKU-2");

  new_order (number);
  confirm (number);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", refunded);
  make_anew (number);
  assert_promised (first, second);
  confirm ("318300000000000007-1");
  assert_promised (first, second + 1000);
  make_anew ("318300000000000007-1");
  confirm ("318300000000000007-2");
  assert_promised (first, second + 1000);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order_line WHERE order_key = $1 AND is_refunded = 1",
                        "TB:318300000000000007-2"), ==, 1); /* and is seen */
}

static void
test_void_then_refund (void)
{
  const char        *numbers[] = { "318300000000000008", "318300000000000009" };
  gint64             first = promised ("SKU-1"), second = promised ("SKU-2");

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char   *anew = g_strconcat (numbers[i], "-1", NULL);
      g_autoptr (GBytes) refunded = lines_of (numbers[i], "退款成功");

      new_order (numbers[i]);
      make_anew (numbers[i]);
      if (i == 0) /* before the call, and after it */
        confirm (anew);
      take_in ("taobao-lines", "ExportOrderDetailList.csv", refunded);
      if (i == 1)
        confirm (anew);
      assert_promised (first, second + 1000 * (i + 1));
    }
}

/* Between the look at a file and its writing the order goes on: confirmed, or voided and the new one confirmed. */
static void
test_refund_meanwhile (void)
{
  const char *numbers[] = { "318300000000000010", "318300000000000011" };
  gint64      first = promised ("SKU-1"), second = promised ("SKU-2");

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const char              *name = "ExportOrderDetailList.csv";
      g_autofree char         *anew = g_strconcat (numbers[i], "-1", NULL);
      g_autoptr (GBytes)       refunded = lines_of (numbers[i], "退款成功");
      g_autoptr (ZgImportPlan) plan = NULL;
      gint64                   id;
      guint                    n_new, n_known;

      new_order (numbers[i]);
      plan = plan_bytes ("taobao-lines", name, refunded, NULL, NULL);
      if (i == 1)
        make_anew (numbers[i]);
      confirm (i == 1 ? anew : numbers[i]);
      assert_promised (first + 1000, second + 1000 * (i + 1));
      g_assert_true (zg_import_plan_write (trial.hr, plan, name, refunded, &id, &n_new, &n_known, NULL, NULL));
      g_assert_cmpuint (plan->refused->len, ==, 0);
      assert_promised (first, second + 1000 * (i + 1));
    }
}

/* -- Nobody answers -- */

static gpointer
duties_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_duties_find (trial.hr, db, zg_book_now (trial.book), TRUE, error);
}

static gpointer
desk_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_desk_read (trial.hr, db, NULL, error);
}

static const ZgDeskOrder *
listed (const GPtrArray *orders, gint64 id)
{
  for (guint i = 0; i < orders->len; i++)
    if (((const ZgDeskOrder *) orders->pdata[i])->id == id)
      return orders->pdata[i];
  return NULL;
}

static gint64
accepted (const char *number, const char *file, const char *paid_at)
{
  Row row = { .number = number, .status = 2, .paid_at = paid_at };

  list_in (file, &row, 1);
  return order_id (number);
}

static void
assert_duty (const char *id, const char *due)
{
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), duties_db, NULL, NULL);
  gint64                found = 0;

  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((const ZgDutyItem *) items->pdata[i])->duty->id, id))
      found = ((const ZgDutyItem *) items->pdata[i])->due_ms;
  g_assert_cmpint (found, ==, due ? at (due) : 0);
}

static guint
waits_in (const char *id)
{
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), duties_db, NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((const ZgDutyItem *) items->pdata[i])->duty->id, id))
      return ((const ZgDutyItem *) items->pdata[i])->n;
  return 0;
}

static gpointer
day_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_confirm_figures (db, 0, GPOINTER_TO_INT (data), GPOINTER_TO_INT (data), error);
}

static ZgOrderConfirmed
figure_of (const char *number, const char *on)
{
  g_autoptr (ZgOrderConfirmFigures) figures =
      zg_store_read (zg_book_store (trial.book), day_db, GINT_TO_POINTER (day (on)), NULL);
  ZgOrderConfirmed found = { 0 };

  for (guint i = 0; i < figures->lines->len; i++)
    if (g_str_equal (((const ZgOrderConfirmed *) figures->lines->pdata[i])->number, number))
      found = *(const ZgOrderConfirmed *) figures->lines->pdata[i];
  g_assert_cmpint (found.order, ==, order_id (number));
  found.number = NULL;
  return found;
}

/* D18-5.2: a call in time is in time though nobody answers; the order waits for the next call by a clock of its own, and who is
 * called again too late is seen to be. */
static void
test_called_again (void)
{
  const char              *number = "318300000000000091";
  g_autoptr (ZgOrderDesk)  desk = NULL;
  g_autoptr (ZgRecord)     call = NULL;
  ZgOrderConfirmed         figure;
  gint64                   id;

  zg_clock_set (at ("2026-12-24 10:05:00"));
  id = accepted (number, "ExportOrderList202612241005.csv", "2026-12-24 10:00:00");
  zg_clock_set (at ("2026-12-24 10:08:00"));
  note (id, ZG_EVENT_ATTEMPT, 0, "无人接听");
  desk = zg_store_read (zg_book_store (trial.book), desk_db, NULL, NULL);
  g_assert_null (listed (desk->waiting, id));
  g_assert_cmpint (listed (desk->again, id)->due_ms, ==, at ("2026-12-24 10:38:00"));
  g_assert_cmpuint (desk->n_again, ==, 1);
  assert_duty ("order.again", "2026-12-24 10:38:00");
  zg_clock_set (at ("2026-12-24 10:45:00"));
  figure = figure_of (number, "2026-12-24"); /* in time, not reached, and nobody has called again */
  g_assert_cmpint (figure.first_ms / 1000, ==, at ("2026-12-24 10:08:00") / 1000);
  g_assert_cmpint (figure.contacted_ms, ==, 0);
  g_assert_false (figure.late);
  call = confirmation_of (number);
  zg_clock_set (at ("2026-12-24 10:50:00"));
  done (trial.hr, call, "create", NULL);
  g_assert_cmpint (zg_record_int (call, ZG_CONFIRM_LATE), ==, 0);
  figure = figure_of (number, "2026-12-24");
  g_assert_cmpuint (figure.n_tried, ==, 1);
  g_assert_cmpint (figure.again_late_min, ==, 12);
  assert_duty ("order.again", NULL);
  g_assert_cmpuint (waits_in ("order.pay"), >=, 1); /* finance is next: its entry in the sidebar has their number */
  g_assert_cmpuint (waits_in ("order.pay"), ==, (guint) ask ("SELECT count(*) FROM sales_order WHERE state = 'confirmed'", NULL));
}

static void
test_only_reached (void)
{
  const char          *number = "318300000000000092";
  g_autoptr (ZgRecord) call = NULL;
  gint64               id;

  zg_clock_set (at ("2026-12-25 10:05:00"));
  set_parameter ("order.call.counts", "reached", "2026-12-25");
  id = accepted (number, "ExportOrderList202612251005.csv", "2026-12-25 10:00:00");
  note (id, ZG_EVENT_ATTEMPT, 0, "无人接听");
  zg_clock_set (at ("2026-12-25 10:50:00"));
  call = confirmation_of (number);
  done (trial.hr, call, "create", NULL);
  g_assert_cmpint (zg_record_int (call, ZG_CONFIRM_LATE_MIN), ==, 40);
}

/* Where an order counts as accepted when the house hears of it the ten minutes run from then, of those read in and of those that
 * were paid for later. */
static void
test_accepted_loaded (void)
{
  const char              *number = "318300000000000093", *later = "318300000000000094";
  Row                      unpaid = { .number = later, .status = 1 };
  g_autoptr (ZgOrderDesk)  desk = NULL;
  g_autoptr (ZgRecord)     call = NULL;
  gint64                   id;

  zg_clock_set (at ("2026-12-28 10:30:00"));
  set_parameter ("order.accepted.when", "loaded", "2026-12-28");
  id = accepted (number, "ExportOrderList202612281020.csv", "2026-12-28 10:00:00");
  list_in ("ExportOrderList202612281025.csv", &unpaid, 1);
  zg_clock_set (at ("2026-12-28 11:00:00"));
  accepted (later, "ExportOrderList202612281050.csv", "2026-12-28 10:45:00");
  assert_state (later, "accepted");
  desk = zg_store_read (zg_book_store (trial.book), desk_db, NULL, NULL);
  g_assert_cmpint (listed (desk->waiting, id)->due_ms / 1000, ==, at ("2026-12-28 10:40:00") / 1000);
  g_assert_cmpint (listed (desk->waiting, order_id (later))->due_ms / 1000, ==, at ("2026-12-28 11:10:00") / 1000);
  call = confirmation_of (later);
  zg_clock_set (at ("2026-12-28 11:09:00"));
  done (trial.hr, call, "create", NULL);
  g_assert_cmpint (zg_record_int (call, ZG_CONFIRM_LATE), ==, 0);
}

/* What the platform has paid out to the shop comes with a later export: the order says what it said first (D18-5.5a). */
static void
test_settled (void)
{
  const char        *number = "318300000000000095";
  static const char  format[] = "订单编号,订单状态,宝贝标题,买家应付货款,支付单号,打款商家金额\n%s,交易成功,甲,65.90,=\"2026110122001\",%s\n";
  g_autofree char   *first = g_strdup_printf (format, number, "0.00元"), *second = g_strdup_printf (format, number, "65.90元");
  g_autofree char   *view = NULL;
  g_autoptr (GBytes) one = g_bytes_new (first, strlen (first)), two = g_bytes_new (second, strlen (second));
  g_autoptr (ZgRecord) order = NULL;

  take_in ("taobao-orders", "ExportOrderList202612281101.csv", one);
  take_in ("taobao-orders", "ExportOrderList202612281102.csv", two);
  order = get (&zg_sales_order, order_id (number));
  g_assert_cmpstr (zg_record_text (order, ZG_ORDER_PAY_NUMBER), ==, "2026110122001");
  g_assert_false (zg_record_is_set (order, ZG_ORDER_SETTLED));
  view = view_of (number);
  g_assert_nonnull (strstr (view, "18=/6590"));
  g_assert_cmpuint (take_in ("taobao-orders", "ExportOrderList202612281103.csv", two).n_changed, ==, 0);
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
  g_test_add_func ("/orders/D21-3.5.2/rated", test_rated);
  g_test_add_func ("/orders/D18-5.3/D21-3.5.2/no-answer", test_no_answer);
  g_test_add_func ("/orders/D09-16b/due", test_due);
  g_test_add_func ("/orders/D09-16b/free", test_free);
  g_test_add_func ("/orders/D18-5.2/uncalled", test_uncalled);
  g_test_add_func ("/orders/D18-5.5a/refund-then-void", test_refund_then_void);
  g_test_add_func ("/orders/D18-5.5a/void-then-refund", test_void_then_refund);
  g_test_add_func ("/orders/D18-5.5a/refund-meanwhile", test_refund_meanwhile);
  g_test_add_func ("/orders/D18-5.2/D18-5.3/called-again", test_called_again);
  g_test_add_func ("/orders/D18-5.2/D18-5.3/only-reached", test_only_reached);
  g_test_add_func ("/orders/D18-5.2/D18-5.3/accepted-loaded", test_accepted_loaded);
  g_test_add_func ("/orders/D18-5.5a/settled", test_settled);
  failed = g_test_run ();
  trial_close ();
  return failed;
}
