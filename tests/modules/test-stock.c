/* The warehouse through the life of goods: bought, received with a part refused, inspected, issued, reported, counted with a
 * shortage, closed. In every state the lines of the ledger add up to the balance and the card, and nothing is ever below zero. */
#include "stock-count.h"

/* -- Receipt -- */

/* Bought 100, noted 100, counted 98, of which 3 are refused: 95 come in, and a numbered refusal goes to the director. */
static void
test_receipt (void)
{
  g_autoptr (ZgRecord)  order = zg_record_new (&zg_purchase_order), receipt = receipt_of ("SH-1001"), refusal = NULL;
  ZgRecord             *bought = zg_record_new (&zg_purchase_order_line), *line;
  g_autoptr (GPtrArray) ordered = one_line (bought), lines = NULL, passed = NULL;
  gint64                before = on_hand (store.cups, 0);

  zg_record_set_int (order, ZG_PURCHASE_SUPPLIER, store.supplier);
  zg_record_set_text (order, ZG_PURCHASE_DAY, "2026-11-20");
  zg_record_set_int (bought, ZG_PURCHASE_LINE_ITEM, store.cups);
  zg_record_set_int (bought, ZG_PURCHASE_LINE_QTY, 100000);
  zg_record_set_int (bought, ZG_PURCHASE_LINE_PRICE, 333);
  run (store.buyer, order, "create", ordered, NULL);
  run (store.buyer, order, "place", NULL, NULL);
  zg_record_set_int (receipt, ZG_RECEIPT_ORDER, order->id);
  run (store.keeper, receipt, "create", NULL, NULL);
  line = line_of (&zg_goods_receipt_line, receipt->id, store.cups);
  lines = one_line (line);
  g_assert_cmpint (zg_record_int (line, ZG_RECEIPT_LINE_ORDERED), ==, 100000);
  g_assert_cmpint (zg_record_int (line, ZG_RECEIPT_LINE_PRICE), ==, 333);
  fails (store.keeper, receipt, "accept", NULL, NULL, "D08-2");
  zg_record_set_int (line, ZG_RECEIPT_LINE_NOTED, 100000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, 98000);
  fails (store.keeper, receipt, "accept", lines, "outcome", "D08-2"); /* two are short: received so, or refused? */
  zg_record_set_int (line, ZG_RECEIPT_LINE_REFUSED, 99000);
  zg_record_set_text (line, ZG_RECEIPT_LINE_DISCREPANCY, "少 2 只，3 只破损");
  fails (store.keeper, receipt, "accept", lines, "refused_milli", "D08-3a");
  zg_record_set_int (line, ZG_RECEIPT_LINE_REFUSED, 3000);
  run (store.keeper, receipt, "accept", lines, NULL);
  refusal = get (&zg_refusal, number ("SELECT max (id) FROM refusal"));
  g_assert_cmpint (zg_record_int (refusal, ZG_REFUSAL_RECEIPT), ==, receipt->id);
  g_assert_true (g_str_has_prefix (refusal->no, "JS"));
  g_assert_nonnull (strstr (zg_record_text (refusal, ZG_REFUSAL_REASON), "3 只破损"));
  refused (store.keeper, refusal, "decide", ZG_ERROR_DENIED, NULL, NULL);
  fails (store.director, refusal, "decide", NULL, "decision", "D08-3b");
  zg_record_set_text (refusal, ZG_REFUSAL_DECISION, "退回供应商换货");
  run (store.director, refusal, "decide", NULL, NULL);
  run (store.keeper, receipt, "label", NULL, NULL);
  run (store.keeper, receipt, "stick", NULL, NULL);
  run (store.keeper, receipt, "sign", NULL, NULL);
  g_assert_cmpint (on_hand (store.cups, 0), ==, before); /* one signature is none */
  run (store.supervisor, receipt, "countersign", NULL, NULL);
  g_assert_cmpint (on_hand (store.cups, 0), ==, before + 95000);
  g_assert_cmpint (on_hand (store.cups, ZG_STOCK_PENDING), ==, 95000); /* nothing may be sold before it is inspected */
  refused (store.inspector, receipt, "pass", ZG_ERROR_DENIED, NULL, NULL);
  run (store.keeper, receipt, "send", NULL, NULL);
  run (store.finance, receipt, "take", NULL, NULL);
  fails (store.finance, receipt, "book", NULL, "voucher", "D19-3.2.4");
  zg_record_set_text (receipt, ZG_RECEIPT_VOUCHER, "记-12");
  run (store.finance, receipt, "book", NULL, NULL);

  line = line_of (&zg_goods_receipt_line, receipt->id, store.cups);
  passed = one_line (line);
  zg_record_set_int (line, ZG_RECEIPT_LINE_PASSED, 90000);
  fails (store.inspector, receipt, "pass", passed, "passed_milli", "D19-3.2.5");
  zg_record_set_int (line, ZG_RECEIPT_LINE_FAILED, 5000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_LOCATION, store.shelf);
  zg_record_set_int (line, ZG_RECEIPT_LINE_QUARANTINE, store.shelf);
  zg_record_set_text (line, ZG_RECEIPT_LINE_QC_NOTE, "釉面裂纹");
  fails (store.inspector, receipt, "pass", passed, "quarantine", "D19-3.2.5"); /* apart from what passed */
  zg_record_set_int (line, ZG_RECEIPT_LINE_QUARANTINE, store.quarantine);
  run (store.inspector, receipt, "pass", passed, NULL);
  g_assert_cmpint (on_hand (store.cups, ZG_STOCK_PENDING), ==, 0);
  g_assert_cmpint (on_hand (store.cups, ZG_STOCK_AVAILABLE), ==, before + 90000);
  g_assert_cmpint (on_hand (store.cups, ZG_STOCK_QUARANTINE), ==, 5000);
  g_assert_cmpint (worth (store.cups), ==, 95 * 333);
}

/* Keeper and supervisor are two people (D19-3.2.3), even where one person may both. */
static void
test_two_signatures (void)
{
  g_autoptr (ZgRecord)   receipt = receipt_of ("SH-2");
  g_autoptr (GPtrArray)  lines = one_line (receipt_line (store.plates, 1, 1, 100));
  g_autoptr (ZgSession)  both = NULL;
  static const char *const verbs[] = { "create", "accept", "label", "stick", "sign", NULL };

  give_role ("wangjianguo", "whs");
  both = log_in ("wangjianguo");
  for (int i = 0; verbs[i]; i++)
    run (both, receipt, verbs[i], i ? NULL : lines, NULL);
  refused (both, receipt, "countersign", ZG_ERROR_DENIED, NULL, "D19-3.2.3");
  run (store.supervisor, receipt, "countersign", NULL, NULL);
}

static void
test_hazard (void)
{
  g_autoptr (ZgRecord)  receipt = receipt_of ("SH-3"), opening = zg_record_new (&zg_stock_opening);
  ZgRecord             *line = receipt_line (store.acid, 5, 5, 100);
  g_autoptr (GPtrArray) lines = one_line (line);

  run (store.keeper, receipt, "create", lines, NULL);
  fails (store.keeper, receipt, "accept", NULL, NULL, "D03-3.4.3");
  zg_record_set_text (receipt, ZG_RECEIPT_DECISION, "有毒有害品不得入仓");
  run (store.keeper, receipt, "refuse", NULL, NULL);
  g_assert_cmpstr (receipt->state, ==, "refused");
  g_assert_cmpint (on_hand (store.acid, 0), ==, 0);
  zg_record_set_text (opening, ZG_OPENING_DAY, "2026-11-23");
  zg_record_set_int (opening, ZG_OPENING_ITEM, store.acid);
  zg_record_set_int (opening, ZG_OPENING_LOCATION, store.shelf);
  zg_record_set_int (opening, ZG_OPENING_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (opening, ZG_OPENING_QTY, 1000);
  zg_record_set_int (opening, ZG_OPENING_VALUE, 1000);
  fails (store.supervisor, opening, "create", NULL, "item", "D03-3.4.3");
}

/* The policy says what becomes of goods that do not match, and whether finance books before or after the inspection. */
static void
test_policies (void)
{
  g_autoptr (ZgRecord)  receipt = receipt_of ("SH-4");
  ZgRecord             *line = receipt_line (store.plates, 10, 9, 200), *kept;
  g_autoptr (GPtrArray) lines = one_line (line), passed = NULL;
  static const char *const verbs[] = { "label", "stick", "sign", NULL };

  set_parameter ("receipt.mismatch", "refuse", "2026-11-23");
  set_parameter ("receipt.booking", "after", "2026-11-23");
  zg_record_set_text (line, ZG_RECEIPT_LINE_DISCREPANCY, "少 1 只");
  run (store.keeper, receipt, "create", lines, NULL);
  fails (store.keeper, receipt, "accept", NULL, NULL, "D08-3a");
  set_parameter ("receipt.mismatch", "quarantine", "2026-11-24"); /* not yet in force */
  fails (store.keeper, receipt, "accept", NULL, NULL, "D08-3a");
  zg_clock_set (at ("2026-11-24 09:00:00"));
  run (store.keeper, receipt, "accept", NULL, NULL);
  for (int i = 0; verbs[i]; i++)
    run (store.keeper, receipt, verbs[i], NULL, NULL);
  run (store.supervisor, receipt, "countersign", NULL, NULL);
  refused (store.keeper, receipt, "send", ZG_ERROR_DENIED, NULL, NULL); /* inspected first */
  kept = line_of (&zg_goods_receipt_line, receipt->id, store.plates);
  passed = one_line (kept);
  zg_record_set_int (kept, ZG_RECEIPT_LINE_PASSED, 9000);
  zg_record_set_int (kept, ZG_RECEIPT_LINE_LOCATION, store.shelf);
  fails (store.inspector, receipt, "pass", passed, "passed_milli", "D19-3.2.5");
  zg_record_set_int (kept, ZG_RECEIPT_LINE_PASSED, 0);
  zg_record_set_int (kept, ZG_RECEIPT_LINE_FAILED, 9000);
  zg_record_set_int (kept, ZG_RECEIPT_LINE_QUARANTINE, store.quarantine);
  zg_record_set_text (kept, ZG_RECEIPT_LINE_QC_NOTE, "待供应商说明");
  run (store.inspector, receipt, "pass", passed, NULL);
  g_assert_cmpint (zg_record_int (receipt, ZG_RECEIPT_REPORT_OPEN), ==, 0); /* of what failed whole nothing is listed */
  run (store.keeper, receipt, "send", NULL, NULL);
  run (store.finance, receipt, "take", NULL, NULL);
  zg_record_set_text (receipt, ZG_RECEIPT_VOUCHER, "记-20");
  run (store.finance, receipt, "book_last", NULL, NULL);
  g_assert_cmpstr (receipt->state, ==, "done");
  set_parameter ("receipt.mismatch", "record", "2026-11-25");
  set_parameter ("receipt.booking", "before", "2026-11-25");
  zg_clock_set (at ("2026-11-25 09:00:00"));
}

/* -- Issue -- */

static void
test_papers (void)
{
  g_autoptr (GPtrArray) lines = NULL;
  gint64                lot = received (store.cups, 10, 400);
  g_autoptr (ZgRecord)  issue = issue_of (ZG_ISSUE_SAMPLE, store.cups, 4, lot, &lines), refusal = NULL;
  gint64                before = on_hand (store.cups, 0);

  run (store.buyer, issue, "create", lines, NULL);
  run (store.buyer, issue, "submit", NULL, NULL);
  fails (store.keeper, issue, "clear", NULL, NULL, "D08-4a");
  run (store.keeper, issue, "refuse", NULL, NULL);
  refusal = get (&zg_refusal, number ("SELECT max (id) FROM refusal"));
  g_assert_cmpint (zg_record_int (refusal, ZG_REFUSAL_ISSUE), ==, issue->id);
  g_assert_cmpint (on_hand (store.cups, 0), ==, before);
  papers_are_complete (issue);
  run (store.buyer, issue, "supply", NULL, NULL);
  run (store.keeper, issue, "clear", NULL, NULL);
  g_assert_cmpint (on_hand (store.cups, ZG_STOCK_RESERVED), ==, 4000);
  g_assert_cmpint (on_hand (store.cups, 0), ==, before);
  run (store.keeper, issue, "pick", NULL, NULL);
  refused (store.keeper, issue, "check", ZG_ERROR_DENIED, NULL, NULL);
  run (store.supervisor, issue, "check", NULL, NULL);
  fails (store.keeper, issue, "issue", NULL, "handed_to", "D08-8a");
  zg_record_set_text (issue, ZG_ISSUE_HANDED_TO, "摄影棚 小王");
  run (store.keeper, issue, "issue", NULL, NULL);
  g_assert_cmpint (on_hand (store.cups, 0), ==, before - 4000);
  run (store.supervisor, issue, "release", NULL, NULL);
  g_assert_cmpstr (issue->state, ==, "released");
}

/* What was reserved comes back; what failed its inspection is never sold; more than is there never leaves. */
static void
test_bounds (void)
{
  g_autoptr (GPtrArray) lines = NULL, much = NULL;
  gint64                lot = received (store.plates, 3, 500), available = on_hand (store.plates, ZG_STOCK_AVAILABLE);
  g_autoptr (ZgRecord)  issue = issue_of (ZG_ISSUE_SAMPLE, store.plates, 3, lot, &lines);
  g_autoptr (ZgRecord)  more = issue_of (ZG_ISSUE_SAMPLE, store.plates, 1, lot, &much);
  g_autoptr (GPtrArray) bad = NULL;
  g_autoptr (ZgRecord)  sold = issue_of (ZG_ISSUE_USE, store.plates, 1, lot, &bad);

  papers_are_complete (issue);
  papers_are_complete (more);
  run (store.buyer, issue, "create", lines, NULL);
  run (store.buyer, issue, "submit", NULL, NULL);
  run (store.buyer, more, "create", much, NULL);
  run (store.buyer, more, "submit", NULL, NULL);
  run (store.keeper, issue, "clear", NULL, NULL);
  fails (store.keeper, more, "clear", NULL, NULL, "D08-4a"); /* the floor: all three are reserved */
  run (store.keeper, issue, "cancel", NULL, "客户取消");
  g_assert_cmpint (on_hand (store.plates, ZG_STOCK_AVAILABLE), ==, available);
  run (store.keeper, more, "clear", NULL, NULL);
  run (store.keeper, more, "cancel", NULL, "不用了");
  zg_record_set_int (bad->pdata[0], ZG_ISSUE_LINE_FROM, ZG_STOCK_QUARANTINE);
  fails (store.buyer, sold, "create", bad, "from_state", "D16-7");
}

/* The last piece takes the rest of the value (D08-6). */
static void
test_average (void)
{
  gint64                bowls = make_item ("SKU-3", "碗", ZG_HAZARD_NONE), lot = received (bowls, 2, 100), other;
  g_autoptr (GPtrArray) one = NULL, two = NULL;
  g_autoptr (ZgRecord)  first = NULL, last = NULL;

  other = received (bowls, 1, 101); /* three pieces for 301 fen */
  g_assert_cmpint (worth (bowls), ==, 301);
  first = issue_of (ZG_ISSUE_SAMPLE, bowls, 2, lot, &one);
  papers_are_complete (first);
  run (store.buyer, first, "create", one, NULL);
  run (store.buyer, first, "submit", NULL, NULL);
  issue_to_the_end (first);
  g_assert_cmpint (worth (bowls), ==, 301 - 201); /* 200.67, half up */
  last = issue_of (ZG_ISSUE_SAMPLE, bowls, 1, other, &two);
  papers_are_complete (last);
  run (store.buyer, last, "create", two, NULL);
  run (store.buyer, last, "submit", NULL, NULL);
  issue_to_the_end (last);
  g_assert_cmpint (on_hand (bowls, 0), ==, 0);
  g_assert_cmpint (worth (bowls), ==, 0);
}

/* -- Damage -- */

static void
test_damage (void)
{
  gint64               lot = received (store.plates, 2, 500), available = on_hand (store.plates, ZG_STOCK_AVAILABLE);
  g_autoptr (ZgRecord) move = zg_record_new (&zg_stock_move);

  zg_record_set_text (move, ZG_MOVE_DAY, "2026-11-25");
  zg_record_set_int (move, ZG_MOVE_ITEM, store.plates);
  zg_record_set_int (move, ZG_MOVE_LOT, lot);
  zg_record_set_int (move, ZG_MOVE_QTY, 1000);
  zg_record_set_int (move, ZG_MOVE_LOCATION, store.shelf);
  zg_record_set_int (move, ZG_MOVE_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (move, ZG_MOVE_TO_LOCATION, store.quarantine);
  zg_record_set_int (move, ZG_MOVE_TO_STATE, ZG_STOCK_DAMAGED);
  zg_record_set_text (move, ZG_MOVE_REASON, "跌落破损");
  run (store.keeper, move, "create", NULL, NULL);
  fails (store.keeper, move, "submit", NULL, "responsible", "D03-3.4.1");
  zg_record_set_int (move, ZG_MOVE_RESPONSIBLE, staff_by ("1011"));
  run (store.keeper, move, "submit", NULL, NULL);
  g_assert_cmpint (on_hand (store.plates, ZG_STOCK_AVAILABLE), ==, available);
  run (store.supervisor, move, "approve", NULL, NULL);
  g_assert_cmpint (on_hand (store.plates, ZG_STOCK_AVAILABLE), ==, available - 1000);
  g_assert_cmpint (on_hand (store.plates, ZG_STOCK_DAMAGED), ==, 1000);
}

/* -- Count -- */

static void
set_counted (ZgRecord *count, gint64 missing_of, gint64 missing)
{
  g_autofree char      *sql = g_strdup_printf ("SELECT max (id) FROM stocktake_line WHERE parent_id = %" G_GINT64_FORMAT
                                               " AND item = %" G_GINT64_FORMAT " AND state_no = 2", count->id, missing_of);
  gint64                short_line = number (sql);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autofree char      *all = g_strdup_printf ("SELECT count(*) FROM stocktake_line WHERE parent_id = %" G_GINT64_FORMAT,
                                               count->id);

  for (gint64 position = number (all); position > 0; position--)
    {
      g_autofree char *one = g_strdup_printf ("SELECT id FROM stocktake_line WHERE parent_id = %" G_GINT64_FORMAT
                                              " AND position = %" G_GINT64_FORMAT, count->id, position);
      ZgRecord        *line = get (&zg_stocktake_line, number (one));

      zg_record_set_int (line, ZG_STOCKTAKE_LINE_COUNTED,
                         zg_record_int (line, ZG_STOCKTAKE_LINE_FROZEN) - (line->id == short_line ? missing : 0));
      g_ptr_array_add (lines, line);
    }
  fails (store.keeper, count, "finish", NULL, NULL, "D08-7a");
  run (store.keeper, count, "finish", lines, NULL);
}

static gpointer
read_differences (ZgDb *db, gpointer staff, GCancellable *cancellable, GError **error)
{
  return zg_stock_differences (db, *(gint64 *) staff, day ("2026-11-01"), day ("2026-11-30"), error);
}

/* Shortages of the month that @staff answers for: two cups, at their average. */
static int
differences (gint64 staff)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = zg_store_read (zg_book_store (trial.book), read_differences, &staff, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const ZgStockDifference *one = &g_array_index (found, ZgStockDifference, i);

      g_assert_cmpint (one->item, ==, store.cups);
      g_assert_cmpint (one->qty_milli, ==, 2000);
      g_assert_cmpint (one->value_fen, >, 600);
      g_assert_true (g_str_has_prefix (one->no, "PD"));
    }
  return found->len;
}

static void
test_stocktake (void)
{
  g_autoptr (ZgRecord)  count = zg_record_new (&zg_stocktake);
  ZgRecord             *line;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char      *sql = NULL;
  gint64                before, value;

  received (store.cups, 20, 333);
  before = on_hand (store.cups, 0);
  value = worth (store.cups);
  zg_record_set_int (count, ZG_STOCKTAKE_SORT, ZG_STOCKTAKE_QUARTERLY);
  zg_record_set_text (count, ZG_STOCKTAKE_DAY, "2026-11-25");
  zg_record_set_int (count, ZG_STOCKTAKE_BLIND, 1);
  run (store.keeper, count, "create", NULL, NULL);
  run (store.keeper, count, "freeze", NULL, NULL);
  set_counted (count, store.cups, 2000);
  run (store.keeper, count, "compare", NULL, NULL);
  sql = g_strdup_printf ("SELECT id FROM stocktake_line WHERE parent_id = %" G_GINT64_FORMAT " AND shortage_milli > 0",
                         count->id);
  line = get (&zg_stocktake_line, number (sql));
  lines = one_line (line);
  g_assert_cmpint (zg_record_int (line, ZG_STOCKTAKE_LINE_SHORTAGE), ==, 2000);
  fails (store.keeper, count, "report", NULL, NULL, "D08-7b");
  zg_record_set_text (line, ZG_STOCKTAKE_LINE_CAUSE, "发错货");
  fails (store.keeper, count, "report", lines, "responsible", "D08-7b");
  zg_record_set_int (line, ZG_STOCKTAKE_LINE_RESPONSIBLE, staff_by ("1011"));
  fails (store.keeper, count, "report", lines, "proposal", "D08-7b");
  zg_record_set_text (line, ZG_STOCKTAKE_LINE_PROPOSAL, "按责任赔偿一半");
  run (store.keeper, count, "report", lines, NULL);
  refused (store.keeper, count, "adjust", ZG_ERROR_INVALID, NULL, NULL); /* not before it is decided */
  fails (store.director, count, "decide", NULL, "decision", "D08-7b");
  zg_record_set_text (count, ZG_STOCKTAKE_DECISION, "同意");
  run (store.director, count, "decide", NULL, NULL);
  g_assert_cmpint (on_hand (store.cups, 0), ==, before);
  run (store.keeper, count, "adjust", NULL, NULL);
  g_assert_cmpint (on_hand (store.cups, 0), ==, before - 2000);
  g_assert_cmpint (worth (store.cups), <, value);
  run (store.keeper, count, "sign", NULL, NULL);
  refused (store.keeper, count, "countersign", ZG_ERROR_DENIED, NULL, NULL);
  run (store.finance, count, "countersign", NULL, NULL);
  g_assert_cmpstr (count->state, ==, "done");

  g_assert_cmpint (differences (staff_by ("1011")), ==, 1);
  g_assert_cmpint (differences (staff_by ("1010")), ==, 0);
  reviewed (staff_by ("1011"), staff_by ("1010"), count->id);
}

/* -- Closing -- */

static void
test_closed (void)
{
  g_autoptr (ZgRecord)  month = zg_record_new (&zg_stock_month), opening = zg_record_new (&zg_stock_opening);
  g_autoptr (ZgRecord)  waiting = receipt_of ("SH-8"), agreement = zg_record_new (&zg_stock_agreement);
  g_autoptr (GPtrArray) lines = one_line (receipt_line (store.cups, 1, 1, 100));

  run (store.keeper, waiting, "create", lines, NULL);
  run (store.keeper, waiting, "accept", NULL, NULL);
  {
    g_autoptr (ZgRecord) settled = zg_record_new (&zg_stock_day);

    zg_record_set_text (settled, ZG_STOCK_DAY_DAY, "2026-11-25");
    fails (store.keeper, settled, "create", NULL, "day", "D08-5a"); /* a document of the day waits */
  }
  run (store.keeper, waiting, "recheck", NULL, "日期改到次日");
  zg_clock_set (at ("2026-12-01 09:00:00"));
  zg_record_set_text (month, ZG_STOCK_MONTH_MONTH, "2026-11");
  run (store.keeper, month, "create", NULL, NULL);
  run (store.keeper, month, "report", NULL, NULL);
  run (store.director, month, "acknowledge", NULL, NULL);
  fails (store.keeper, month, "close", NULL, NULL, "D08-5a"); /* days are not settled */
  settle ("2026-11-23");
  settle ("2026-11-24");
  settle ("2026-11-25");
  fails (store.keeper, month, "close", NULL, NULL, "D08-5b"); /* nobody has compared ledger, goods and cards */
  set_parameter ("stock.close.agreement", "0", "2026-11-01");
  zg_record_set_text (opening, ZG_OPENING_DAY, "2026-11-25");
  zg_record_set_int (opening, ZG_OPENING_ITEM, store.cups);
  zg_record_set_int (opening, ZG_OPENING_LOCATION, store.shelf);
  zg_record_set_int (opening, ZG_OPENING_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (opening, ZG_OPENING_QTY, 1000);
  zg_record_set_int (opening, ZG_OPENING_VALUE, 1000);
  fails (store.supervisor, opening, "create", NULL, "day", "D08-5a"); /* the day is settled */
  zg_record_set_text (opening, ZG_OPENING_DAY, "2026-11-22");
  fails (store.supervisor, opening, "create", NULL, "day", "D08-5a"); /* and what comes before is where it begins */
  {
    g_autoptr (ZgRecord) last = settled_day ("2026-11-25");

    stays_settled ("2026-11-24", "2026-11-25"); /* the last is opened first */
    run (store.supervisor, last, "reopen", NULL, "漏记");
    run (store.keeper, last, "settle", NULL, NULL);
  }
  run (store.keeper, month, "close", NULL, NULL);
  zg_record_set_text (opening, ZG_OPENING_DAY, "2026-11-26"); /* nobody settled it: the month itself is closed */
  fails (store.supervisor, opening, "create", NULL, NULL, "D08-5a");
  zg_record_set_text (opening, ZG_OPENING_DAY, "2026-12-01");
  run (store.supervisor, opening, "create", NULL, NULL);

  zg_record_set_text (agreement, ZG_AGREEMENT_MONTH, "2026-11");
  run (store.keeper, agreement, "create", NULL, NULL);
  fails (store.keeper, agreement, "compare", NULL, NULL, "D08-5b");
}

/* -- Figures -- */

typedef struct
{
  gint64     item;
  GPtrArray *card, *month, *slow;
} Figures;

static gpointer
read_figures (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Figures *figures = data;

  figures->card = zg_stock_card (db, figures->item, day ("2026-11-01"), day ("2026-11-30"), error);
  figures->month = figures->card ? zg_stock_month_rows (db, day ("2026-11-01"), error) : NULL;
  figures->slow = figures->month ? zg_stock_slow_rows (db, day ("2027-03-01"), 90, error) : NULL;
  return figures->slow ? figures : NULL;
}

/* Opening + in - out = closing of every item, in pieces and in value (D08-6); the closings are the balances. */
static void
test_month (void)
{
  g_autoptr (ZgRecord)   late = zg_record_new (&zg_stock_opening), month = zg_record_new (&zg_stock_month);
  Figures                figures = { .item = store.cups };
  g_autoptr (GError)     error = NULL;
  const ZgStockCardRow  *last;
  gint64                 pieces = 0, value = 0, supplement = 0;

  zg_record_set_text (month, ZG_STOCK_MONTH_MONTH, "2026-10"); /* a month without anything */
  run (store.keeper, month, "create", NULL, NULL);
  zg_record_set_text (late, ZG_OPENING_DAY, "2026-11-24");
  zg_record_set_int (late, ZG_OPENING_ITEM, store.plates);
  zg_record_set_int (late, ZG_OPENING_LOCATION, store.shelf);
  zg_record_set_int (late, ZG_OPENING_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (late, ZG_OPENING_QTY, 2500);
  zg_record_set_int (late, ZG_OPENING_VALUE, 700);
  run (store.supervisor, late, "create", NULL, NULL);
  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), read_figures, &figures, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < figures.month->len; i++)
    {
      const ZgStockMonthRow *row = figures.month->pdata[i];

      g_assert_cmpint (row->opening_milli + row->in_milli - row->out_milli, ==, row->closing_milli);
      g_assert_cmpint (row->opening_fen + row->in_fen - row->out_fen, ==, row->closing_fen);
      g_assert_cmpint (row->opening_milli, ==, 0); /* the warehouse began this month */
      pieces += row->closing_milli;
      value += row->closing_fen;
      supplement += row->late_in_milli;
    }
  g_assert_cmpint (pieces, ==, number ("SELECT CAST (sum (qty) AS BIGINT) FROM balance WHERE ledger = 'stock'"));
  g_assert_cmpint (value, ==, number ("SELECT CAST (sum (value_fen) AS BIGINT) FROM balance WHERE ledger = 'stock_value'"));
  g_assert_cmpint (supplement, ==, 0); /* November is not compiled yet */
  last = figures.card->pdata[figures.card->len - 1];
  g_assert_cmpint (last->balance_milli, ==, on_hand (store.cups, 0));
  g_assert_cmpint (last->balance_fen, ==, worth (store.cups));
  g_assert_cmpuint (figures.slow->len, >=, 2);
  for (guint i = 0; i < figures.slow->len; i++)
    {
      const ZgStockSlowRow *row = figures.slow->pdata[i];

      g_assert_true (row->slow); /* nothing was issued for more than ninety days */
      g_assert_cmpint (row->turnover_days, ==, -1);
      g_assert_cmpint (row->issued_milli, ==, 0);
    }
  g_ptr_array_unref (figures.card);
  g_ptr_array_unref (figures.month);
  g_ptr_array_unref (figures.slow);
}

/* What is due: the day, the month, the count, the two sheets of checks; a refusal waits for the director and for nobody else. */
static void
test_duties (void)
{
  g_assert_cmpuint (due (store.keeper, "stock.settle"), ==, 3);
  g_assert_cmpuint (due (store.keeper, "stock.month"), ==, 1);
  g_assert_cmpuint (due (store.keeper, "stock.count"), >=, 1); /* of the department, each month (D19-4.1) */
  g_assert_cmpuint (due (store.keeper, "stock.checks"), >=, 2);
  g_assert_cmpuint (due (store.director, "stock.settle"), ==, 0);
  g_assert_cmpuint (due (store.director, "stock.refusals"), >=, 2); /* of papers and of a hazard */
  g_assert_cmpuint (due (store.keeper, "stock.refusals"), ==, 0);
  g_assert_cmpuint (due (trial.worker, "stock.checks"), ==, 0);
}

/* -- Three checks -- */

static void
test_checks (void)
{
  g_autoptr (ZgRecord)  sheet = zg_record_new (&zg_warehouse_check), again = zg_record_new (&zg_warehouse_check);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autofree char      *sql = NULL;

  zg_record_set_text (sheet, ZG_WCHECK_DAY, "2026-11-25");
  zg_record_set_int (sheet, ZG_WCHECK_WHEN, ZG_WCHECK_BEFORE);
  zg_record_set_int (sheet, ZG_WCHECK_STAFF, staff_by ("1011"));
  run (store.keeper, sheet, "create", NULL, NULL);
  zg_record_set_text (again, ZG_WCHECK_DAY, "2026-11-25");
  zg_record_set_int (again, ZG_WCHECK_WHEN, ZG_WCHECK_BEFORE);
  zg_record_set_int (again, ZG_WCHECK_STAFF, staff_by ("1011"));
  fails (store.keeper, again, "create", NULL, "at_time", "D08-13a");
  fails (store.keeper, sheet, "finish", NULL, NULL, "D08-13a");
  sql = g_strdup_printf ("SELECT count(*) FROM warehouse_check_line WHERE parent_id = %" G_GINT64_FORMAT, sheet->id);
  g_assert_cmpint (number (sql), ==, 3);
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *one = g_strdup_printf ("SELECT id FROM warehouse_check_line WHERE parent_id = %" G_GINT64_FORMAT
                                              " AND position = %d", sheet->id, i);
      ZgRecord        *line = get (&zg_warehouse_check_line, number (one));

      g_assert_true (i > 2 || strstr (zg_record_text (line, ZG_WCHECK_LINE_ITEM), i == 1 ? "门锁" : "丢失"));
      zg_record_set_int (line, ZG_WCHECK_LINE_RESULT, i == 1 ? ZG_WCHECK_ABNORMAL : ZG_WCHECK_NORMAL);
      g_ptr_array_add (lines, line);
    }
  set_parameter ("stock.checks", "4", "2026-11-01");
  fails (store.keeper, sheet, "report", lines, NULL, "D08-13a"); /* the rules ask for one item more */
  set_parameter ("stock.checks", "3", "2026-11-02");
  fails (store.keeper, sheet, "report", lines, "note", "D08-13b");
  zg_record_set_text (lines->pdata[0], ZG_WCHECK_LINE_NOTE, "锁芯松动");
  fails (store.keeper, sheet, "finish", lines, NULL, "D08-13b");
  run (store.keeper, sheet, "report", lines, NULL);
  fails (store.director, sheet, "handle", NULL, "measures", "D08-13b");
  zg_record_set_text (sheet, ZG_WCHECK_MEASURES, "已换锁");
  run (store.director, sheet, "handle", NULL, NULL);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  store_open ();
  g_test_add_func ("/stock/D08-2/D08-3a/D08-1.1/D19-3.2.1/receipt", test_receipt);
  g_test_add_func ("/stock/D19-3.2.3/two-signatures", test_two_signatures);
  g_test_add_func ("/stock/D03-3.4.3/hazard", test_hazard);
  g_test_add_func ("/stock/D19-3.2.4/policies", test_policies);
  g_test_add_func ("/stock/D08-4a/D08-4b/D08-8a/D19-4.2/papers", test_papers);
  g_test_add_func ("/stock/D16-7/bounds", test_bounds);
  g_test_add_func ("/stock/D08-6/average", test_average);
  g_test_add_func ("/stock/D03-3.4.1/damage", test_damage);
  g_test_add_func ("/stock/D08-13b/D08-13.1/checks", test_checks);
  g_test_add_func ("/stock/D08-8c/D16-8/month", test_month);
  g_test_add_func ("/stock/D08-13a/D19-4.1/duties", test_duties);
  g_test_add_func ("/stock/D08-7b/stocktake", test_stocktake);
  g_test_add_func ("/stock/D08-5a/closed", test_closed);
  result = g_test_run ();
  store_close ();
  trial_close ();
  return result;
}
