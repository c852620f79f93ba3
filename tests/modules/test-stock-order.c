/* Goods for an order: the issue takes what the order lacks, first what expires first; papers are those of the order; no parcel is
 * packed before its goods are out. And eight desks want the last pieces of one item at once. */
#include "order-help.h"
#include "stock-store.h"

#define NUMBER "318300000000000042"
#define DESKS 8
#define PIECES 5

/* -- The order -- */

static void
open_order (const char *number)
{
  Row                row = { .number = number, .status = 2 };
  g_autoptr (GBytes) lines = lines_of (number, NULL);

  list_in ("ExportOrderList202611201042.csv", &row, 1);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
}

static void
confirm_and_pay (const char *number)
{
  g_autoptr (ZgRecord) confirmation = confirmation_of (number), payment = zg_record_new (&zg_order_payment);

  done (trial.hr, confirmation, "create", NULL);
  zg_record_begin (payment, 0, 0);
  zg_record_set_int (payment, ZG_PAYMENT_ORDER, order_id (number));
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, 11800);
  done (trial.hr, payment, "create", NULL);
}

static ZgRecord *
issue_for (gint64 order)
{
  ZgRecord *issue = zg_record_new (&zg_goods_issue);

  zg_record_set_int (issue, ZG_ISSUE_SORT, ZG_ISSUE_FOR_ORDER);
  zg_record_set_int (issue, ZG_ISSUE_ORDER, order);
  zg_record_set_day (issue, ZG_ISSUE_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_text (issue, ZG_ISSUE_PURPOSE, "订单发货");
  return issue;
}

static gpointer
places_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *place = zg_order_place_of (db, store.cups);
  gint64           milli = 0, promised = 0;

  g_assert_cmpstr (place, !=, ""); /* for the pick list and the order desk */
  g_assert_true (zg_order_stock_of (db, store.cups, &milli, &promised));
  g_assert_cmpint (milli, ==, 3000);
  return data;
}

static void
test_order (void)
{
  g_autoptr (ZgRecord)  issue = NULL, again = NULL, parcel = zg_record_new (&zg_parcel), line = NULL, nameless = issue_for (0);
  ZgRecord             *more;
  g_autoptr (GPtrArray) lines = NULL;

  received (store.cups, 3, 1000);
  received (store.plates, 3, 1000);
  zg_store_read (zg_book_store (trial.book), places_db, places_db, NULL);
  open_order (NUMBER);
  fails (store.buyer, nameless, "create", NULL, "sales_order", "D13-3.2.2");
  confirm_and_pay (NUMBER);
  issue = issue_for (order_id (NUMBER));
  again = issue_for (order_id (NUMBER));
  run (store.buyer, issue, "create", NULL, NULL);
  line = line_of (&zg_goods_issue_line, issue->id, store.cups);
  g_assert_cmpint (zg_record_int (line, ZG_ISSUE_LINE_QTY), ==, 1000);
  g_assert_cmpint (zg_record_int (line, ZG_ISSUE_LINE_LOCATION), ==, store.shelf);
  g_assert_cmpint (zg_record_int (line, ZG_ISSUE_LINE_LOT), >, 0);
  fails (store.buyer, again, "create", NULL, "sales_order", "D08-4a"); /* one at a time */
  more = zg_record_copy (line);
  lines = one_line (more);
  zg_record_set_int (more, ZG_ISSUE_LINE_QTY, 2000);
  fails (store.buyer, issue, "edit", lines, "qty_milli", "D11-4.5");
  run (store.buyer, issue, "submit", NULL, NULL);
  fails (store.keeper, issue, "clear", NULL, NULL, "D08-4a"); /* the warehouse is not told yet */
  zg_record_set_int (parcel, ZG_PARCEL_ORDER, order_id (NUMBER));
  done (trial.hr, parcel, "create", NULL);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
  refused (trial.hr, parcel, "pack", ZG_ERROR_INVALID, "sales_order", "D08-8a");
  issue_to_the_end (issue);
  done (trial.hr, parcel, "pack", NULL);
  g_assert_cmpint (on_hand (store.cups, 0), ==, 2000);
}

/* -- What may leave for it -- */

/* An order of a cup and a plate, with its papers. Its parcel waits to be packed. */
static ZgRecord *
ready_order (const char *number)
{
  ZgRecord *parcel = zg_record_new (&zg_parcel);

  open_order (number);
  confirm_and_pay (number);
  zg_record_set_int (parcel, ZG_PARCEL_ORDER, order_id (number));
  done (trial.hr, parcel, "create", NULL);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
  return parcel;
}

static GPtrArray *
line_for (gint64 item, gint64 lot)
{
  ZgRecord *line = zg_record_new (&zg_goods_issue_line);

  zg_record_set_int (line, ZG_ISSUE_LINE_ITEM, item);
  zg_record_set_int (line, ZG_ISSUE_LINE_QTY, 1000);
  zg_record_set_int (line, ZG_ISSUE_LINE_FROM, ZG_STOCK_AVAILABLE);
  zg_record_set_int (line, ZG_ISSUE_LINE_LOCATION, store.shelf);
  zg_record_set_int (line, ZG_ISSUE_LINE_LOT, lot);
  return one_line (line);
}

static ZgRecord *
asked_for (const char *number, GPtrArray *lines)
{
  ZgRecord *issue = issue_for (order_id (number));

  run (store.buyer, issue, "create", lines, NULL);
  run (store.buyer, issue, "submit", NULL, NULL);
  return issue;
}

static gpointer
sellable_db (ZgDb *db, gpointer milli, GCancellable *cancellable, GError **error)
{
  gint64 promised = 0;

  return zg_order_stock_of (db, store.cups, milli, &promised) ? milli : NULL;
}

static gint64
sellable (void)
{
  gint64 milli = 0;

  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), sellable_db, &milli, NULL));
  return milli;
}

static void
test_expired (void)
{
  gint64                old = received_until (store.cups, 4, 1000, "2026-11-25");
  gint64                fresh = received_until (store.cups, 4, 1000, "2026-11-26"), before = sellable ();
  g_autoptr (ZgRecord)  parcel = ready_order ("318300000000000043"), issue = NULL, late = NULL, by_hand = NULL, scrap = NULL;
  g_autoptr (ZgRecord)  line = NULL;
  g_autoptr (GPtrArray) lines = line_for (store.cups, old), more = line_for (store.cups, old), scrapped = NULL;

  late = asked_for ("318300000000000043", lines); /* on its last day it may still go out */
  zg_clock_set (at ("2026-11-26 09:00:00"));
  g_assert_cmpint (sellable (), ==, before - 4000);
  fails (store.keeper, late, "clear", NULL, NULL, "D16-7");
  run (store.buyer, late, "withdraw", NULL, NULL);
  run (store.buyer, late, "delete", NULL, NULL);
  by_hand = issue_for (order_id ("318300000000000043"));
  fails (store.buyer, by_hand, "create", more, "lot", "D16-7");
  issue = issue_for (order_id ("318300000000000043"));
  run (store.buyer, issue, "create", NULL, NULL);
  line = line_of (&zg_goods_issue_line, issue->id, store.cups);
  g_assert_cmpint (zg_record_int (line, ZG_ISSUE_LINE_LOT), ==, fresh);
  scrap = issue_of (ZG_ISSUE_SCRAP, store.cups, 4, old, &scrapped);
  papers_are_complete (scrap);
  run (store.buyer, scrap, "create", scrapped, NULL);
  run (store.buyer, scrap, "submit", NULL, NULL);
  issue_to_the_end (scrap);
  g_assert_cmpint (sellable (), ==, before - 4000);
}

/* What the list of the stock says is promised to customers. */
static gpointer
read_promised (ZgDb *db, gpointer qty, GCancellable *cancellable, GError **error)
{
  return zg_stock_promised (db, store.plates, qty, error) ? qty : NULL;
}

static gint64
promised_plates (void)
{
  g_autofree char *sql = g_strdup_printf ("SELECT promised_milli FROM stock_level WHERE item = %" G_GINT64_FORMAT, store.plates);
  gint64           listed = number (sql), qty = -1;

  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), read_promised, &qty, NULL));
  g_assert_cmpint (qty, ==, listed); /* card and list say the same */
  return listed;
}

static void
test_once (void)
{
  const char           *order = "318300000000000044";
  gint64                cups = received (store.cups, 3, 1000), before;
  g_autoptr (ZgRecord)  part = NULL, rest = NULL, again = NULL, nothing = NULL, parcel = NULL, line = NULL;
  g_autoptr (GPtrArray) lines = line_for (store.cups, cups), more = line_for (store.cups, cups);

  received (store.plates, 3, 1000);
  before = promised_plates ();
  parcel = ready_order (order);
  part = asked_for (order, lines);
  issue_to_the_end (part);
  g_assert_cmpint (promised_plates (), ==, before + 1000); /* the plate is not set aside yet */
  refused (trial.hr, parcel, "pack", ZG_ERROR_INVALID, "sales_order", "D08-8a");
  again = issue_for (order_id (order));
  fails (store.buyer, again, "create", more, "qty_milli", "D11-4.5");
  rest = asked_for (order, NULL);
  line = line_of (&zg_goods_issue_line, rest->id, store.plates);
  g_assert_cmpint (zg_record_int (line, ZG_ISSUE_LINE_QTY), ==, 1000);
  issue_to_the_end (rest);
  g_assert_cmpint (promised_plates (), ==, before);
  done (trial.hr, parcel, "pack", NULL);
  nothing = issue_for (order_id (order));
  run (store.buyer, nothing, "create", NULL, NULL);
  fails (store.buyer, nothing, "submit", NULL, NULL, NULL);
}

/* Papers complete, picked and checked. */
static ZgRecord *
checked_for (const char *number)
{
  ZgRecord *issue = asked_for (number, NULL);

  run (store.keeper, issue, "clear", NULL, NULL);
  run (store.keeper, issue, "pick", NULL, NULL);
  run (store.supervisor, issue, "check", NULL, NULL);
  zg_record_set_text (issue, ZG_ISSUE_HANDED_TO, "顺丰 小李");
  return issue;
}

/* Voided, closed or paid back after its papers were looked at: it stays, and goes back to its place. */
static void
test_stopped (void)
{
  static const char *const numbers[] = { "318300000000000045", "318300000000000046", "318300000000000047",
                                         "318300000000000048" };
  g_autoptr (ZgRecord) paper = zg_record_new (&zg_order_void);
  ZgRecord            *issues[G_N_ELEMENTS (numbers)];
  g_autoptr (GBytes)   refunded = lines_of (numbers[2], "退款成功");
  Row                  closed = { .number = numbers[1], .status = 6, .refund = "118.00" };
  Row                  carried = { .number = numbers[3], .status = 4, .waybill = "YT1" };

  received (store.cups, 4, 1000);
  received (store.plates, 4, 1000);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      zg_record_free (ready_order (numbers[i]));
      issues[i] = checked_for (numbers[i]);
    }
  zg_record_set_int (paper, ZG_VOID_ORDER, order_id (numbers[0]));
  zg_record_set_text (paper, ZG_VOID_REASON, "不要了");
  done (trial.hr, paper, "create", NULL);
  list_in ("ExportOrderList202611211243.csv", &closed, 1);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", refunded);
  list_in ("ExportOrderList202611211244.csv", &carried, 1);
  fails (store.keeper, issues[0], "issue", NULL, "sales_order", "D08-4a");
  fails (store.keeper, issues[1], "issue", NULL, "sales_order", "D08-4a");
  fails (store.keeper, issues[2], "issue", NULL, NULL, "D11-4.5"); /* of its cup only: the plate alone goes out anew */
  run (store.keeper, issues[3], "issue", NULL, NULL); /* the platform was told before the goods were handed over */
  for (guint i = 0; i < 3; i++)
    {
      zg_record_set_null (issues[i], ZG_ISSUE_HANDED_TO); /* to nobody */
      run (store.keeper, issues[i], "cancel", NULL, "客户不要了");
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    zg_record_free (issues[i]);
}

/* -- What comes back -- */

static ZgRecord *
return_of (const char *number)
{
  ZgRecord *paper = zg_record_new (&zg_order_return);

  zg_record_begin (paper, 0, 0);
  zg_record_set_int (paper, ZG_RETURN_ORDER, order_id (number));
  zg_record_set_int (paper, ZG_RETURN_GOODS, 1);
  zg_record_set_int (paper, ZG_RETURN_AMOUNT, 5900);
  zg_record_set_text (paper, ZG_RETURN_REASON, "尺寸不合");
  done (trial.hr, paper, "create", NULL);
  done (trial.hr, paper, "approve", NULL);
  return paper;
}

/* One cup or plate, usable, to the shelf. */
static ZgRecord *
back_with (const ZgRecord *paper, gint64 item, gint64 lot, const char *on)
{
  ZgRecord *move = zg_record_new (&zg_stock_move);

  zg_record_set_text (move, ZG_MOVE_DAY, on);
  zg_record_set_int (move, ZG_MOVE_RETURN, paper->id);
  zg_record_set_int (move, ZG_MOVE_ITEM, item);
  if (lot)
    zg_record_set_int (move, ZG_MOVE_LOT, lot);
  zg_record_set_int (move, ZG_MOVE_QTY, 1000);
  zg_record_set_int (move, ZG_MOVE_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (move, ZG_MOVE_TO_LOCATION, store.shelf);
  zg_record_set_int (move, ZG_MOVE_TO_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_text (move, ZG_MOVE_REASON, "客户退货");
  return move;
}

static gpointer
card_db (ZgDb *db, gpointer number, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = zg_stock_card (db, store.cups, day ("2026-11-01"), day ("2026-12-31"), error);

  for (guint i = 0; rows && i < rows->len; i++)
    if (((ZgStockCardRow *) rows->pdata[i])->document && strstr (((ZgStockCardRow *) rows->pdata[i])->document, number))
      return number;
  return NULL;
}

/* Received first; no more than left, out of its lot, once, on an open day; at the value it left with, whatever cups cost now. */
static void
test_back (void)
{
  const char           *order = "318300000000000049";
  gint64                lot, cups, plates, cups_fen, left_fen;
  g_autoptr (ZgRecord)  parcel = NULL, issue = NULL, line = NULL, paper = NULL, cup = NULL, again = NULL, plate = NULL;
  g_autoptr (ZgRecord)  stored = NULL;
  Row                   shipped = { .number = order, .status = 4, .waybill = "YT2" };

  received (store.cups, 4, 1000);
  received (store.plates, 4, 1000);
  parcel = ready_order (order);
  cups_fen = worth (store.cups);
  issue = asked_for (order, NULL);
  issue_to_the_end (issue);
  left_fen = cups_fen - worth (store.cups);
  g_assert_cmpint (left_fen, >, 0);
  list_in ("ExportOrderList202611261244.csv", &shipped, 1);
  line = line_of (&zg_goods_issue_line, issue->id, store.cups);
  lot = zg_record_int (line, ZG_ISSUE_LINE_LOT);
  received (store.cups, 9, 7000); /* dearer since */
  cups = on_hand (store.cups, ZG_STOCK_AVAILABLE);
  plates = on_hand (store.plates, 0);
  cups_fen = worth (store.cups);
  paper = return_of (order);
  cup = back_with (paper, store.cups, lot, "2026-11-26");
  run (store.keeper, cup, "create", NULL, NULL);
  fails (store.keeper, cup, "take_back", NULL, "order_return", "D20-2.2"); /* not received yet */
  zg_record_set_text (paper, ZG_RETURN_CONDITION, "完好");
  done (trial.hr, paper, "receive", NULL);
  zg_record_set_int (cup, ZG_MOVE_QTY, 2000);
  fails (store.keeper, cup, "take_back", NULL, "qty_milli", "D20-2.2"); /* one left */
  zg_record_set_int (cup, ZG_MOVE_QTY, 1000);
  zg_record_set_null (cup, ZG_MOVE_LOT);
  fails (store.keeper, cup, "take_back", NULL, "qty_milli", "D20-2.2"); /* not out of this lot */
  zg_record_set_int (cup, ZG_MOVE_LOT, lot);
  zg_record_set_int (cup, ZG_MOVE_LOCATION, store.shelf);
  fails (store.keeper, cup, "take_back", NULL, "location", "D20-2.2");
  zg_record_set_null (cup, ZG_MOVE_LOCATION);
  run (store.keeper, cup, "take_back", NULL, NULL);
  g_assert_cmpint (on_hand (store.cups, ZG_STOCK_AVAILABLE), ==, cups + 1000);
  g_assert_cmpint (worth (store.cups), ==, cups_fen + left_fen);
  stored = get (&zg_stock_move, cup->id);
  g_assert_cmpint (zg_record_int (stored, ZG_MOVE_VALUE), ==, left_fen);
  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), card_db, paper->no, NULL));
  again = back_with (paper, store.cups, lot, "2026-11-26");
  run (store.keeper, again, "create", NULL, NULL);
  fails (store.keeper, again, "take_back", NULL, "qty_milli", "D20-2.2");
  zg_record_free (g_steal_pointer (&line));
  line = line_of (&zg_goods_issue_line, issue->id, store.plates);
  plate = back_with (paper, store.plates, zg_record_int (line, ZG_ISSUE_LINE_LOT), "2026-11-26");
  zg_record_set_int (plate, ZG_MOVE_TO_STATE, ZG_STOCK_DAMAGED); /* nobody here answers for it */
  zg_record_set_int (plate, ZG_MOVE_TO_LOCATION, store.quarantine);
  run (store.keeper, plate, "create", NULL, NULL);
  run (store.keeper, again, "delete", NULL, NULL);
  settle ("2026-11-24");
  zg_record_set_text (plate, ZG_MOVE_DAY, "2026-11-24");
  fails (store.keeper, plate, "take_back", NULL, "day", "D08-5a");
  zg_record_set_text (plate, ZG_MOVE_DAY, "2026-11-25");
  fails (store.keeper, plate, "take_back", NULL, "day", "D20-2.2"); /* before it was received */
  zg_record_set_text (plate, ZG_MOVE_DAY, "2026-11-26");
  run (store.keeper, plate, "take_back", NULL, NULL);
  g_assert_cmpint (on_hand (store.plates, 0), ==, plates + 1000);
  g_assert_cmpint (on_hand (store.plates, ZG_STOCK_DAMAGED), ==, 1000);
}

/* -- Eight desks -- */

typedef struct
{
  ZgBook    *book;
  ZgSession *keeper;
  ZgRecord  *issue;
  gboolean   cleared;
} Desk;

static gpointer
clear_at_desk (gpointer data)
{
  Desk              *desk = data;
  g_autoptr (GError) error = NULL;

  desk->cleared = zg_book_run (desk->keeper, desk->issue, "clear", NULL, NULL, NULL, NULL, &error);
  if (!desk->cleared)
    g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID); /* never BUSY, never anything but the floor */
  return NULL;
}

static void
open_desk (Desk *desk, gint64 item, gint64 lot)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError)    error = NULL;

  desk->issue = issue_of (ZG_ISSUE_SAMPLE, item, 1, lot, &lines);
  papers_are_complete (desk->issue);
  run (store.buyer, desk->issue, "create", lines, NULL);
  run (store.buyer, desk->issue, "submit", NULL, NULL);
  desk->book = engine_is_server () ? zg_book_open (trial.path, FALSE, &error) : zg_book_ref (trial.book);
  g_assert_no_error (error);
  desk->keeper = zg_book_login_trial (desk->book, "liuyang", &error);
  g_assert_no_error (error);
}

static void
test_desks (void)
{
  gint64   item = make_item ("SKU-8", "最后五件", ZG_HAZARD_NONE), lot = received (item, PIECES, 100);
  Desk     desks[DESKS] = { 0 };
  GThread *threads[DESKS];
  int      n = 0;

  for (int i = 0; i < DESKS; i++)
    open_desk (&desks[i], item, lot);
  for (int i = 0; i < DESKS; i++)
    threads[i] = g_thread_new ("desk", clear_at_desk, &desks[i]);
  for (int i = 0; i < DESKS; i++)
    {
      g_thread_join (threads[i]);
      n += desks[i].cleared;
    }
  g_assert_cmpint (n, ==, PIECES);
  g_assert_cmpint (on_hand (item, ZG_STOCK_AVAILABLE), ==, 0);
  g_assert_cmpint (on_hand (item, ZG_STOCK_RESERVED), ==, PIECES * 1000);
  books_agree ();
  for (int i = 0; i < DESKS && n; i++) /* what one gives back the next may have: nobody is blocked for good */
    if (desks[i].cleared)
      {
        run (desks[i].keeper, desks[i].issue, "cancel", NULL, "不要了");
        n = 0;
      }
  for (int i = 0; i < DESKS; i++)
    if (!desks[i].cleared)
      {
        run (desks[i].keeper, desks[i].issue, "clear", NULL, NULL);
        break;
      }
  for (int i = 0; i < DESKS; i++)
    {
      zg_record_free (desks[i].issue);
      zg_session_unref (desks[i].keeper);
      zg_book_unref (desks[i].book);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  grant_all_hr ();
  store_open ();
  g_test_add_func ("/stock/D13-3.2.2/order", test_order);
  g_test_add_func ("/stock/D13-3.2.2/D11-4.5/D08-8a/once", test_once);
  g_test_add_func ("/stock/D08-4a/D11-4.5/stopped", test_stopped);
  g_test_add_func ("/stock/D16-7/expired", test_expired);
  g_test_add_func ("/stock/D08-5a/desks", test_desks);
  g_test_add_func ("/stock/D20-2.2/D08-6/back", test_back);
  result = g_test_run ();
  store_close ();
  trial_close ();
  return result;
}
