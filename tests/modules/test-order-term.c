/* What buyers are reached by is erased three years after the book took it; the orders, their money and their course stay, every
 * chain, digest and ledger holds, and no later export brings it back: control 23 with the kinds of the house. */
#include "order-help.h"
#include "zg-sheet.h"

#define OLD_NUMBER "318100000000000101"
#define VOIDED "318100000000000102"
#define YOUNG "318100000000000103"
#define KEPT(table, field) "SELECT count(*) FROM " table " WHERE length (" field ") > 2"

static void
freshen (const char *stamp)
{
  g_autoptr (GError) error = NULL;

  zg_clock_set (at (stamp) - 10 * G_GINT64_CONSTANT (86400000)); /* a day the book knows */
  g_clear_pointer (&trial.admin, zg_session_unref);
  trial.admin = log_in (NULL);
  zg_clock_set (at (stamp));
  g_clear_pointer (&trial.admin, zg_session_unref);
  g_clear_pointer (&trial.hr, zg_session_unref);
  trial.admin = log_in (NULL);
  trial.hr = log_in ("chenjing");
  zg_book_freshen (trial.admin, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
verify (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_book_verify (trial.book, TRUE, NULL, &error));
  g_assert_no_error (error);
}

/* Orders, one sent elsewhere since, one voided and made anew, one entered by hand. */
static void
trade (void)
{
  Row                  rows[] = { { .number = OLD_NUMBER, .status = 2, .buyer = "买家老", .now = "浙江省 杭州市 新址" },
                                  { .number = VOIDED, .status = 2, .buyer = "买家废" } };
  g_autoptr (ZgRecord) paper = zg_record_new (&zg_order_void), hand = zg_record_new (&zg_manual_order);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  ZgRecord             *line = zg_record_new (&zg_manual_order_line);
  g_autoptr (GError)   error = NULL;

  list_in ("ExportOrderList202611230800.csv", rows, 2);
  zg_record_set_int (paper, ZG_VOID_ORDER, order_id (VOIDED));
  zg_record_set_text (paper, ZG_VOID_REASON, "地址错了");
  zg_record_set_int (paper, ZG_VOID_RENEW, 1);
  zg_record_set_text (paper, ZG_VOID_ADDRESS, "浙江省 杭州市 二号");
  done (trial.hr, paper, "create", NULL);
  zg_record_begin (hand, 0, 0);
  zg_record_set_text (hand, ZG_MANUAL_BUYER, "来电客户");
  zg_record_set_text (hand, ZG_MANUAL_CONSIGNEE, "测试乙");
  zg_record_set_text (hand, ZG_MANUAL_PHONE, "13800000002");
  zg_record_set_text (hand, ZG_MANUAL_ADDRESS, "浙江省 杭州市 三号");
  zg_record_set_int (line, ZG_MANUAL_LINE_ITEM, ask ("SELECT id FROM item WHERE code = 'SKU-1'", NULL));
  zg_record_set_int (line, ZG_MANUAL_LINE_QTY, 2000);
  zg_record_set_int (line, ZG_MANUAL_LINE_PRICE, 5900);
  g_ptr_array_add (lines, line);
  zg_book_run (trial.hr, hand, "create", lines, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What stays of the orders, but for the young one: one number of what is not sealed. */
static gint64
orders_sum (void)
{
  return ask ("SELECT CAST (sum (length (order_key) + length (number) + length (state) + version + coalesce (payable_fen, 0)"
              " + coalesce (qty_milli, 0) + coalesce (placed_at, 0) + created_ms) AS BIGINT) FROM sales_order WHERE number <> $1",
              YOUNG);
}

static gint64
all_kept (void)
{
  return ask (KEPT ("sales_order", "consignee"), NULL) + ask (KEPT ("sales_order", "phone"), NULL) +
         ask (KEPT ("sales_order", "address"), NULL) + ask (KEPT ("order_event", "now_sealed"), NULL) +
         ask (KEPT ("order_void", "address"), NULL) + ask (KEPT ("manual_order", "consignee"), NULL) +
         ask (KEPT ("manual_order", "phone"), NULL) + ask (KEPT ("manual_order", "address"), NULL) +
         ask (KEPT ("customer", "phone"), NULL) + ask (KEPT ("customer", "address"), NULL);
}

/* As people meet it: in lists, on papers, opened. */
static gpointer
look (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgRecord        *order = data;
  g_autofree char *list = zg_order_consignee_masked (trial.hr, order->id, 0, &order->cells[ZG_ORDER_CONSIGNEE]);
  g_autofree char *paper = zg_paper_value (trial.hr, db, order, ZG_ORDER_PHONE);
  const char      *words = zg_sealed_words (&order->cells[ZG_ORDER_PHONE]);
  ZgReceiver       receiver;

  g_assert_true (zg_order_receiver (db, order, &receiver, error));
  g_assert_cmpstr (words, !=, "****");
  g_assert_cmpstr (list, ==, words);
  g_assert_cmpstr (paper, ==, words);
  g_assert_cmpint (receiver.events[ZG_RECEIVER_ADDRESS], >, 0);
  for (int i = 0; i < ZG_RECEIVER_N; i++)
    g_assert_cmpstr (zg_sealed_words (&receiver.cells[i]), ==, words);
  zg_order_receiver_clear (&receiver);
  return data;
}

static void
test_order (void)
{
  Row                  rows[] = { { .number = OLD_NUMBER, .status = 5, .buyer = "买家老", .address = "江苏省 南京市 九号" },
                                  { .number = YOUNG, .status = 2, .buyer = "买家老" } };
  g_autoptr (ZgRecord) order = NULL;
  g_autoptr (GError)   error = NULL;
  gint64               n, sum;

  trade ();
  n = all_kept ();
  sum = orders_sum ();
  g_assert_cmpint (n, >=, 20);
  freshen ("2029-10-23 10:00");
  g_assert_cmpint (all_kept (), ==, n); /* 35 months */
  list_in ("ExportOrderList202910230900.csv", &rows[1], 1); /* one of the customers buys again */
  freshen ("2029-11-24 10:00");
  g_assert_cmpint (all_kept (), ==, 3 + 2);
  g_assert_cmpint (ask (KEPT ("customer", "phone") " AND name = '买家老'", NULL), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE phone_ix IS NOT NULL", NULL), ==, 1);
  g_assert_cmpint (orders_sum (), ==, sum);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE number LIKE '3181000000000001%'", NULL), ==, 4);
  verify ();
  order = get (&zg_sales_order, order_id (OLD_NUMBER));
  zg_store_read (zg_book_store (trial.book), look, order, &error);
  g_assert_no_error (error);
  g_assert_null (zg_book_reveal (trial.hr, order, ZG_ORDER_PHONE, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  /* a later export tells the order's end and not who bought, though it holds all of it, and another address */
  n = events_of (OLD_NUMBER);
  list_in ("ExportOrderList202911240900.csv", rows, 1);
  g_assert_cmpint (events_of (OLD_NUMBER), >, n);
  g_assert_cmpint (all_kept (), ==, 3 + 2);
  freshen ("2029-11-26 10:00"); /* the key of what was erased is gone */
  g_assert_cmpint (ask ("SELECT count(*) FROM key_grant WHERE class = 'CUST' AND ver = 1", NULL), ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM key_grant WHERE class = 'CUST' AND ver = 2 AND person_id = 0", NULL), ==, 1);
  verify ();
}

/* Staff have no term. */
static void
test_staff_stay (void)
{
  g_assert_cmpint (ask (KEPT ("staff", "phone"), NULL), >, 10);
  g_assert_cmpint (ask ("SELECT count(*) FROM staff WHERE length (phone) = 2", NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  int failed;

  trial_init (&argc, &argv);
  trial_open ();
  grant_all_hr ();
  make_items ();
  g_test_add_func ("/order-term/D05-11/three-years-on", test_order);
  g_test_add_func ("/order-term/staff-stay", test_staff_stay);
  failed = g_test_run ();
  trial_close ();
  return failed;
}
