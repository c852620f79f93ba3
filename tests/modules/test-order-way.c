/* Orders on their way to the customer: what must be there for the next step, voided and made anew, closed by the platform. */
#include "order-help.h"

#include "zg-order-lists.h"
#include "zg-paper-private.h"

/* -- To the customer -- */

/* -- The waybill -- */

static gpointer
waybill_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_paper_by_id ("waybill")->make (trial.hr, db, *(gint64 *) data, error);
}

static gint64
n_revealed (void)
{
  return ask ("SELECT count(*) FROM audit WHERE step = 'sales_order.reveal'", NULL);
}

/* Who was shown where a customer lives is written down, on paper as on the screen. */
static void
waybill_is_noted (ZgRecord *parcel)
{
  gint64              before = n_revealed ();
  g_autoptr (ZgPaper) paper = zg_store_read (zg_book_store (trial.book), waybill_db, &parcel->id, NULL);

  g_assert_nonnull (paper);
  g_assert_cmpint (n_revealed (), ==, before + 3); /* name, phone, address */
}

/* -- The receiver as he is now -- */

static gboolean
stands_on (const ZgPaper *paper, const char *text)
{
  for (guint i = 0; i < paper->blocks->len; i++)
    {
      const Block *block = paper->blocks->pdata[i];

      if (block->text && strstr (block->text, text))
        return TRUE;
      for (guint k = 0; block->cells && k < block->cells->len; k++)
        if (g_strcmp0 (g_array_index (block->cells, GridCell, k).value, text) == 0)
          return TRUE;
    }
  return FALSE;
}

/* The platform says in a later export that somebody else is to have it, elsewhere. */
static void
received_by_other (const char *number, const char *name)
{
  Row row = { .number = number, .status = 2 };

  list_other_in (name, &row, (const char *const[]){ "测试甲", "李四", "13800000001", "13900000002", "一号", "三号", NULL });
}

static gpointer
shipped_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_ship_rows (trial.hr, db, zg_day_of_ms (zg_book_now (trial.book)), error);
}

/* The list of what goes out today names him as the waybill does. */
static void
listed_as (const char *number, const char *masked)
{
  g_autoptr (GPtrArray) rows = zg_store_read (zg_book_store (trial.book), shipped_db, NULL, NULL);
  const ZgShipRow      *found = NULL;

  for (guint i = 0; rows && i < rows->len; i++)
    if (g_str_equal (((const ZgShipRow *) rows->pdata[i])->number, number))
      found = rows->pdata[i];
  g_assert_nonnull (found);
  g_assert_cmpstr (found->consignee, ==, masked);
}

/* D19-3.5.1: the waybill says who is to have it now, and each of the three is noted as read. */
static void
test_receiver (void)
{
  const char          *number = "318300000000000018", *anew = "318300000000000018-1";
  g_autoptr (ZgRecord) parcel = NULL, paper = zg_record_new (&zg_order_void);
  g_autoptr (ZgPaper)  waybill = NULL;
  g_autofree char     *view = NULL;
  gint64               before;

  new_order (number);
  received_by_other (number, "ExportOrderList202611201207.csv");
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  done (trial.hr, parcel, "create", NULL);
  before = n_revealed ();
  waybill = zg_store_read (zg_book_store (trial.book), waybill_db, &parcel->id, NULL);
  g_assert_true (stands_on (waybill, "李四  13900000002"));
  g_assert_true (stands_on (waybill, "浙江省 杭州市 三号"));
  g_assert_cmpint (n_revealed (), ==, before + 3);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
  done (trial.hr, parcel, "pack", NULL);
  listed_as (number, "李**");
  /* made anew it goes to him as well */
  zg_record_set_int (paper, ZG_VOID_ORDER, order_id (number));
  zg_record_set_text (paper, ZG_VOID_REASON, "型号错了");
  zg_record_set_int (paper, ZG_VOID_RENEW, 1);
  zg_record_set_text (paper, ZG_VOID_PHONE, "13900000003");
  done (trial.hr, paper, "create", NULL);
  view = view_of (anew);
  g_assert_nonnull (strstr (view, "6=李四/"));
  g_assert_nonnull (strstr (view, "7=13900000003/")); /* as one said */
  g_assert_nonnull (strstr (view, "8=浙江省 杭州市 三号/"));
}

static gpointer
papers_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgOrderPapers *papers = data;

  return zg_order_papers (db, papers->stopped ? 0 : GPOINTER_TO_SIZE (papers->missing), papers, error) ? data : NULL;
}

static ZgOrderPapers
papers_of (const char *number)
{
  ZgOrderPapers papers = { .missing = GSIZE_TO_POINTER ((gsize) order_id (number)) };

  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), papers_db, &papers, NULL));
  return papers;
}

static gboolean is_issued;

static gboolean
issued_by (ZgDb *db, gint64 order, gboolean *issued, char **why, GError **error)
{
  *issued = is_issued;
  *why = is_issued ? NULL : g_strdup ("未出库");
  return TRUE;
}

static void
test_way (void)
{
  const char          *number = "318300000000000001";
  g_autoptr (ZgRecord) parcel = NULL, order = NULL, rating = zg_record_new (&zg_order_event);
  gint64               before = promised ("SKU-1");
  ZgOrderPapers        papers;

  new_order (number);
  parcel = notice_of (number);
  refused (trial.hr, parcel, "create", ZG_ERROR_INVALID, "sales_order", "D13-3.2.2"); /* neither confirmed nor paid */
  confirm (number);
  g_assert_cmpint (promised ("SKU-1"), ==, before + 1000);
  papers = papers_of (number);
  g_assert_true (papers.confirmed && papers.matched && !papers.paid && !papers.notified && papers.missing);
  zg_order_papers_clear (&papers);
  pay (number);
  done (trial.hr, parcel, "create", NULL);
  papers = papers_of (number);
  g_assert_null (papers.missing);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 1000);
  refused (trial.hr, parcel, "pack", ZG_ERROR_INVALID, "pieces_milli", "D11-4.5");
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
  zg_orders_issued_by (issued_by);
  refused (trial.hr, parcel, "pack", ZG_ERROR_INVALID, "sales_order", "D08-8a");
  is_issued = TRUE;
  done (trial.hr, parcel, "pack", NULL);
  refused (trial.hr, parcel, "ship", ZG_ERROR_INVALID, "waybill", "D10-1.7b");
  zg_record_set_text (parcel, ZG_PARCEL_WAYBILL, "no number of anybody");
  refused (trial.hr, parcel, "ship", ZG_ERROR_INVALID, "carrier", "D10-1.7b"); /* none to propose: one says who */
  zg_record_set_text (parcel, ZG_PARCEL_WAYBILL, "YT8800000000001");
  done (trial.hr, parcel, "ship", NULL);
  g_assert_cmpint (zg_record_int (parcel, ZG_PARCEL_CARRIER), ==, ZG_CARRIER_YTO); /* proposed */
  zg_orders_issued_by (NULL);
  waybill_is_noted (parcel);
  g_assert_cmpint (promised ("SKU-1"), ==, before);
  assert_state (number, "shipped");
  done (trial.hr, parcel, "sign", NULL);
  order = get (&zg_sales_order, order_id (number));
  refused (trial.hr, order, "finish", ZG_ERROR_INVALID, NULL, "D18-5.3");
  zg_record_set_int (rating, ZG_EVENT_ORDER, order->id);
  zg_record_set_int (rating, ZG_EVENT_TYPE, ZG_EVENT_RATING);
  refused (trial.hr, rating, "create", ZG_ERROR_INVALID, "score", NULL);
  zg_record_set_int (rating, ZG_EVENT_SCORE, 5);
  done (trial.hr, rating, "create", NULL);
  done (trial.hr, order, "finish", NULL);
  assert_state (number, "done");
}

typedef struct
{
  gint64 parcel;
  int    late; /* (out): -1: not among them */
} Shipped;

static gpointer
shipped_by_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Shipped           *shipped = data;
  int                today = zg_day_of_ms (zg_book_now (trial.book));
  g_autoptr (GArray) all = zg_order_shipped_by (db, zg_session_staff (trial.hr), today, today, error);

  for (guint i = 0; all && i < all->len; i++)
    if (g_array_index (all, ZgOrderShipped, i).parcel == shipped->parcel)
      shipped->late = g_array_index (all, ZgOrderShipped, i).late_hours;
  return all ? shipped : NULL;
}

/* For the reviews: a minute beyond 48 hours after the warehouse was told is an hour late (parcel.ship.hours). */
static void
test_late_parcel (void)
{
  static const struct
  {
    const char *number, *told_at, *shipped_at, *waybill;
    int         late;
  } parcels[] = { { "318300000000000091", "2026-12-01 09:00", "2026-12-03 08:59", "YT8800000000091", 0 },
                  { "318300000000000092", "2026-12-04 09:00", "2026-12-06 09:01", "YT8800000000092", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (parcels); i++)
    {
      g_autoptr (ZgRecord) parcel = NULL;
      Shipped              shipped = { .late = -1 };

      zg_clock_set (at (parcels[i].told_at));
      new_order (parcels[i].number);
      confirm (parcels[i].number);
      pay (parcels[i].number);
      parcel = notice_of (parcels[i].number);
      done (trial.hr, parcel, "create", NULL);
      done (trial.hr, parcel, "pick", NULL);
      zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
      done (trial.hr, parcel, "pack", NULL);
      zg_clock_set (at (parcels[i].shipped_at));
      zg_record_set_text (parcel, ZG_PARCEL_WAYBILL, parcels[i].waybill);
      done (trial.hr, parcel, "ship", NULL);
      shipped.parcel = parcel->id;
      g_assert_nonnull (zg_store_read (zg_book_store (trial.book), shipped_by_db, &shipped, NULL));
      g_assert_cmpint (shipped.late, ==, parcels[i].late);
    }
}

static void
test_unmatched (void)
{
  const char          *number = "318300000000000002";
  g_autoptr (ZgRecord) parcel = NULL, match = zg_record_new (&zg_item_match);
  Row                  row = { .number = number, .status = 2 };
  g_autofree char     *text = g_strdup_printf (LINES_HEAD "=\"%s\",无编码的货,59.00,3,,红,,null,x,null,,\n", number);
  g_autoptr (GBytes)   lines = g_bytes_new (text, strlen (text));
  gint64               before = promised ("SKU-2");

  list_in ("ExportOrderList202611201102.csv", &row, 1);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  refused (trial.hr, parcel, "create", ZG_ERROR_INVALID, "sales_order", "D13-3.2.2");
  zg_record_begin (match, 0, 0);
  zg_record_set_text (match, ZG_MATCH_TITLE, "无编码的货");
  zg_record_set_text (match, ZG_MATCH_ATTRIBUTES, "红");
  zg_record_set_int (match, ZG_MATCH_ITEM, ask ("SELECT id FROM item WHERE code = $1", "SKU-2"));
  zg_record_set_int (match, ZG_MATCH_FACTOR, 2000); /* sold in pairs */
  done (trial.hr, match, "create", NULL);
  done (trial.hr, parcel, "create", NULL);
  g_assert_cmpint (promised ("SKU-2"), ==, before + 6000);
}

/* A wrong address: the order stays as it is, another stands for it. */
static void
test_void (void)
{
  const char          *number = "318300000000000003", *anew = "318300000000000003-1";
  g_autoptr (ZgRecord) paper = zg_record_new (&zg_order_void), order = NULL, old = NULL, again = NULL, parcel = NULL;
  g_autofree char     *view = NULL, *other = NULL;
  gint64               before = promised ("SKU-1");

  new_order (number);
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  done (trial.hr, parcel, "create", NULL);
  zg_record_set_int (paper, ZG_VOID_ORDER, order_id (number));
  zg_record_set_text (paper, ZG_VOID_REASON, "地址错了");
  zg_record_set_int (paper, ZG_VOID_RENEW, 1);
  zg_record_set_text (paper, ZG_VOID_ADDRESS, "浙江省 杭州市 二号");
  done (trial.hr, paper, "create", NULL);
  g_assert_cmpstr (zg_record_text (paper, ZG_VOID_NEW_NUMBER), ==, anew);
  g_assert_cmpint (promised ("SKU-1"), ==, before);
  assert_state (number, "voided");
  assert_state (anew, "accepted");
  order = get (&zg_sales_order, order_id (anew));
  g_assert_cmpint (zg_record_int (order, ZG_ORDER_REPLACES), ==, order_id (number));
  g_assert_cmpint (ask ("SELECT count(*) FROM parcel WHERE state = 'cancelled' AND sales_order ="
                        " (SELECT id FROM sales_order WHERE number = $1)", number), ==, 1);
  view = view_of (anew);
  other = view_of (number);
  g_assert_nonnull (strstr (view, "8=浙江省 杭州市 二号/"));
  g_assert_nonnull (strstr (other, "8=浙江省 杭州市 一号/"));
  g_assert_nonnull (strstr (view, "7=13800000001/")); /* what was not said stays */
  confirm (anew);
  g_assert_cmpint (promised ("SKU-1"), ==, before + 1000); /* its lines came along */
  again = zg_record_new (&zg_order_void);
  zg_record_set_int (again, ZG_VOID_ORDER, order_id (number));
  zg_record_set_text (again, ZG_VOID_REASON, "再来一次");
  refused (trial.hr, again, "create", ZG_ERROR_INVALID, "sales_order", "D18-5.5a");
  { /* what the platform closes is the order that stands for it */
    Row row = { .number = number, .status = 6 };

    list_in ("ExportOrderList202611211203.csv", &row, 1);
    assert_state (anew, "closed");
    g_assert_cmpint (promised ("SKU-1"), ==, before);
  }
}

static void
test_platform_closes (void)
{
  const char          *number = "318300000000000004";
  Row                  row = { .number = number, .status = 6, .refund = "118.00" };
  g_autoptr (ZgRecord) parcel = NULL;
  gint64               before = promised ("SKU-1");
  ZgOrderPapers        papers;

  new_order (number);
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  done (trial.hr, parcel, "create", NULL);
  list_in ("ExportOrderList202611211204.csv", &row, 1);
  assert_state (number, "closed");
  g_assert_cmpint (promised ("SKU-1"), ==, before);
  g_assert_cmpint (ask ("SELECT value FROM order_event WHERE told = 11 AND order_key = $1", "TB:318300000000000004"), ==, 11800);
  papers = papers_of (number);
  g_assert_true (papers.stopped);
  zg_order_papers_clear (&papers);
  refused (trial.hr, parcel, "pick", ZG_ERROR_CONFLICT, NULL, NULL);
}

static void
test_line_refund (void)
{
  const char        *number = "318300000000000005";
  g_autoptr (GBytes) refunded = lines_of (number, "退款成功");
  gint64             first = promised ("SKU-1"), second = promised ("SKU-2");

  new_order (number);
  confirm (number);
  g_assert_cmpint (promised ("SKU-1"), ==, first + 1000);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", refunded);
  g_assert_cmpint (promised ("SKU-1"), ==, first);
  g_assert_cmpint (promised ("SKU-2"), ==, second + 1000);
  assert_state (number, "confirmed");
  take_in ("taobao-lines", "ExportOrderDetailList.csv", refunded);
  g_assert_cmpint (promised ("SKU-1"), ==, first); /* once */
}

static void
lines_in (const char *number, const char *first)
{
  g_autofree char   *text = g_strdup_printf ("订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n"
                                             "%s,演示纸巾,59.00,1,,规格：24包,,null,%s,SKU-1\n"
                                             "%s,演示洗衣液,29.50,1,,蓝,,null,交易成功,SKU-2\n", number, first, number);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  take_in ("taobao-lines", "ExportOrderDetailList.csv", bytes);
}

/* The layout of ten columns tells no refunds, only that a line is closed: from the beginning, and after it was promised. */
static void
test_line_closed (void)
{
  const char *number = "318300000000000012", *other = "318300000000000013";
  gint64      first = promised ("SKU-1"), second = promised ("SKU-2");
  Row         rows[] = { { .number = number, .status = 2 }, { .number = other, .status = 2 } };

  list_in ("ExportOrderList202611201012.csv", rows, 2);
  lines_in (number, "交易关闭");
  confirm (number);
  g_assert_cmpint (promised ("SKU-1"), ==, first);
  g_assert_cmpint (promised ("SKU-2"), ==, second + 1000);
  lines_in (other, "\"买家已付款，等待卖家发货\"");
  confirm (other);
  g_assert_cmpint (promised ("SKU-1"), ==, first + 1000);
  lines_in (other, "交易关闭");
  g_assert_cmpint (promised ("SKU-1"), ==, first);
  g_assert_cmpint (promised ("SKU-2"), ==, second + 2000);
  g_assert_cmpint (ask ("SELECT count(*) FROM order_event WHERE order_key = $1 AND now = '交易关闭'", "TB:318300000000000013"), ==,
                   1); /* in the platform's words: it says nothing of money */
}

/* -- Lines that come late -- */

static void
list_only (const char *number)
{
  Row              row = { .number = number, .status = 2 };
  g_autofree char *name = g_strdup_printf ("ExportOrderList2026112010%s.csv", number + strlen (number) - 2);

  list_in (name, &row, 1);
}

/* Refused with words of @says. */
static void
assert_not_notified (const char *number, const char *says)
{
  g_autoptr (ZgRecord) parcel = notice_of (number);
  g_autoptr (GError)   error = NULL;

  refused (trial.hr, parcel, "create", ZG_ERROR_INVALID, "sales_order", "D13-3.2.2");
  g_assert_false (zg_book_run (trial.hr, parcel, "create", NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (strstr (((ZgFault *) zg_error_get_faults (error)->pdata[0])->message, says));
}

/* Of Taobao the list of orders is one file, their goods another: nobody is sent to pick an order without goods, and what comes
 * later is promised as if it had been there. */
static void
test_lines_late (void)
{
  const char          *number = "318300000000000014";
  gint64               first = promised ("SKU-1"), second = promised ("SKU-2");
  g_autoptr (ZgRecord) parcel = NULL;
  ZgOrderPapers        papers;

  list_only (number);
  confirm (number);
  pay (number);
  papers = papers_of (number);
  g_assert_false (papers.matched);
  zg_order_papers_clear (&papers);
  assert_not_notified (number, "ExportOrderDetailList");
  lines_in (number, "x");
  assert_promised (first + 1000, second + 1000);
  assert_state (number, "paid");
  lines_in (number, "x");
  assert_promised (first + 1000, second + 1000); /* once */
  g_assert_cmpint (events_of (number), ==, 1);
  papers = papers_of (number);
  g_assert_true (papers.matched);
  zg_order_papers_clear (&papers);
  parcel = notice_of (number);
  done (trial.hr, parcel, "create", NULL);
  assert_promised (first + 1000, second + 1000);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
  done (trial.hr, parcel, "pack", NULL);
}

/* A line more, when the warehouse is told already; none once the parcel is closed. */
static void
test_line_more (void)
{
  const char          *number = "318300000000000015";
  gint64               first = promised ("SKU-1"), second = promised ("SKU-2");
  g_autofree char     *one = g_strdup_printf (LINES_HEAD "%s,演示纸巾,59.00,1,,规格：24包,,null,x,SKU-1,,\n", number);
  g_autofree char     *more = g_strdup_printf (LINES_HEAD "%s,演示纸盒,9.00,1,,白,,null,x,SKU-1,,\n", number);
  g_autoptr (GBytes)   bytes = g_bytes_new (one, strlen (one)), more_bytes = g_bytes_new (more, strlen (more));
  g_autoptr (ZgRecord) parcel = NULL;

  list_only (number);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", bytes);
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  done (trial.hr, parcel, "create", NULL);
  assert_promised (first + 1000, second);
  lines_in (number, "x");
  assert_promised (first + 1000, second + 1000);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
  done (trial.hr, parcel, "pack", NULL);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", more_bytes);
  assert_promised (first + 1000, second + 1000);
}

/* The file names the old order; the goods go with the one that stands for it. */
static void
test_lines_after_void (void)
{
  const char *number = "318300000000000016", *anew = "318300000000000016-1";
  gint64      first = promised ("SKU-1"), second = promised ("SKU-2");

  list_only (number);
  confirm (number);
  make_anew (number);
  confirm (anew);
  lines_in (number, "x");
  assert_promised (first + 1000, second + 1000);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order_line WHERE order_key = $1", "TB:318300000000000016-1"), ==, 2);
  lines_in (number, "交易关闭");
  assert_promised (first, second + 1000);
}

/* All paid back: nobody is sent to pick it either. */
static void
test_nothing_left (void)
{
  const char        *number = "318300000000000017";
  g_autofree char   *text = g_strdup_printf (LINES_HEAD "%s,演示纸巾,59.00,1,,规格：24包,,null,x,SKU-1,退款成功,59.00\n", number);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  list_only (number);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", bytes);
  confirm (number);
  pay (number);
  assert_not_notified (number, "to be shipped any more");
}

static void
test_lines_first (void)
{
  const char        *number = "318300000000000006";
  Row                row = { .number = number, .status = 2 };
  g_autoptr (GBytes) lines = lines_of (number, NULL);
  gint64             before = promised ("SKU-1");

  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
  list_in ("ExportOrderList202611211206.csv", &row, 1);
  confirm (number);
  g_assert_cmpint (promised ("SKU-1"), ==, before + 1000);
}

int
main (int argc, char **argv)
{
  int failed;

  trial_init (&argc, &argv);
  trial_open ();
  grant_all_hr ();
  make_items ();
  g_test_add_func ("/orders/D13-3.2.2/D13-3.2.3/D11-4.5/D09-17/D09-16b/D19-3.5.1/way", test_way);
  g_test_add_func ("/orders/D13-3.2.2/unmatched", test_unmatched);
  g_test_add_func ("/orders/D18-5.5a/void", test_void);
  g_test_add_func ("/orders/D19-3.5.1/D18-5.5a/D05-11/receiver", test_receiver);
  g_test_add_func ("/orders/D18-5.3/platform-closes", test_platform_closes);
  g_test_add_func ("/orders/line-refund", test_line_refund);
  g_test_add_func ("/orders/D18-5.5a/line-closed", test_line_closed);
  g_test_add_func ("/orders/lines-first", test_lines_first);
  g_test_add_func ("/orders/D13-3.2.2/lines-late", test_lines_late);
  g_test_add_func ("/orders/D13-3.2.2/line-more", test_line_more);
  g_test_add_func ("/orders/D13-3.2.2/lines-after-void", test_lines_after_void);
  g_test_add_func ("/orders/D13-3.2.2/nothing-left", test_nothing_left);
  g_test_add_func ("/orders/D14-12.1/D11-4.5/late-parcel", test_late_parcel);
  failed = g_test_run ();
  trial_close ();
  return failed;
}
