/* Care of goods: named keepers, levels, fixed places, visitors and exit passes, the three agreements. */
#include <glib/gi18n.h>

#include "stock-count.h"

static ZgRecord *
new_item (const char *code)
{
  ZgRecord *item = zg_record_new (&zg_item);

  zg_record_set_text (item, ZG_GOODS_CODE, code);
  zg_record_set_text (item, ZG_GOODS_NAME, "玻璃花瓶");
  zg_record_set_text (item, ZG_GOODS_MEASURE, "件");
  zg_record_set_int (item, ZG_GOODS_HAZARD, ZG_HAZARD_NONE);
  return item;
}

static void
test_keeper (void)
{
  g_autoptr (ZgRecord) item = new_item ("SKU-20"), again = new_item ("SKU-20");

  zg_record_set_text (item, ZG_GOODS_REQUIREMENT, "易碎");
  fails (store.buyer, item, "create", NULL, "keeper", "D08-10");
  zg_record_set_int (item, ZG_GOODS_KEEPER, staff_by ("1011"));
  fails (store.buyer, item, "create", NULL, "mark", "D08-10");
  zg_record_set_text (item, ZG_GOODS_MARK, "红色警示牌");
  run (store.buyer, item, "create", NULL, NULL);
  refused (store.buyer, again, "create", ZG_ERROR_INVALID, "code", NULL);
}

static void
test_levels (void)
{
  g_autoptr (ZgRecord) item = new_item ("SKU-21");

  zg_record_set_int (item, ZG_GOODS_MIN, 5000);
  zg_record_set_int (item, ZG_GOODS_MAX, 4999);
  fails (store.buyer, item, "create", NULL, "max_milli", "D08-8b");
  zg_record_set_int (item, ZG_GOODS_MAX, 5000);
  zg_record_set_int (item, ZG_GOODS_RESERVE, 4000);
  fails (store.buyer, item, "create", NULL, "reserve_milli", "D08-8b");
  zg_record_set_int (item, ZG_GOODS_RESERVE, 5000);
  run (store.buyer, item, "create", NULL, NULL);
  g_assert_cmpint (number ("SELECT CAST (COALESCE (max (min_milli), 0) AS BIGINT) FROM item"), ==, 5000);
}

/* What is kept for one item takes no other. */
static void
test_place (void)
{
  static const char *const verbs[] = { "accept", "label", "stick", "sign", NULL };
  g_autoptr (ZgRecord)     place = get (&zg_stock_location, store.shelf), receipt = receipt_of ("SH-31");
  g_autoptr (GPtrArray)    lines = one_line (receipt_line (store.cups, 2, 2, 100)), passed = NULL;
  ZgRecord                *line;

  zg_record_set_int (place, ZG_LOCATION_ITEM, store.plates);
  run (store.keeper, place, "edit", NULL, NULL);
  run (store.keeper, receipt, "create", lines, NULL);
  for (int i = 0; verbs[i]; i++)
    run (store.keeper, receipt, verbs[i], NULL, NULL);
  run (store.supervisor, receipt, "countersign", NULL, NULL);
  run (store.keeper, receipt, "send", NULL, NULL);
  run (store.finance, receipt, "take", NULL, NULL);
  zg_record_set_text (receipt, ZG_RECEIPT_VOUCHER, "记-31");
  run (store.finance, receipt, "book", NULL, NULL);
  line = line_of (&zg_goods_receipt_line, receipt->id, store.cups);
  passed = one_line (line);
  zg_record_set_int (line, ZG_RECEIPT_LINE_PASSED, 2000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_LOCATION, store.shelf);
  fails (store.inspector, receipt, "pass", passed, "location", "D08-9");
  zg_record_set_null (place, ZG_LOCATION_ITEM);
  run (store.keeper, place, "edit", NULL, NULL);
  run (store.inspector, receipt, "pass", passed, NULL);
}

/* The same where goods are put by hand: at the beginning and in a move; a special place is for special goods. */
static void
test_places (void)
{
  g_autoptr (ZgRecord) place = get (&zg_stock_location, store.shelf), opening = zg_record_new (&zg_stock_opening);
  g_autoptr (ZgRecord) move = zg_record_new (&zg_stock_move);

  zg_record_set_day (opening, ZG_OPENING_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_int (opening, ZG_OPENING_ITEM, store.cups);
  zg_record_set_int (opening, ZG_OPENING_LOCATION, store.quarantine);
  zg_record_set_int (opening, ZG_OPENING_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (opening, ZG_OPENING_QTY, 5000);
  zg_record_set_int (opening, ZG_OPENING_VALUE, 500);
  fails (store.supervisor, opening, "create", NULL, "location", "D19-3.2.5");
  zg_record_set_int (opening, ZG_OPENING_LOCATION, store.shelf);
  zg_record_set_text (place, ZG_LOCATION_CATEGORY, "酒具");
  run (store.keeper, place, "edit", NULL, NULL);
  fails (store.supervisor, opening, "create", NULL, "location", "D08-9");
  zg_record_set_null (place, ZG_LOCATION_CATEGORY);
  zg_record_set_int (place, ZG_LOCATION_SORT, ZG_LOCATION_SPECIAL);
  run (store.keeper, place, "edit", NULL, NULL);
  fails (store.supervisor, opening, "create", NULL, "location", "D08-10");
  zg_record_set_int (place, ZG_LOCATION_SORT, ZG_LOCATION_SHELF);
  run (store.keeper, place, "edit", NULL, NULL);
  run (store.supervisor, opening, "create", NULL, NULL);

  zg_record_set_day (move, ZG_MOVE_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_int (move, ZG_MOVE_ITEM, store.cups);
  zg_record_set_int (move, ZG_MOVE_QTY, 1000);
  zg_record_set_int (move, ZG_MOVE_LOCATION, store.shelf);
  zg_record_set_int (move, ZG_MOVE_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (move, ZG_MOVE_TO_LOCATION, store.quarantine);
  zg_record_set_int (move, ZG_MOVE_TO_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_text (move, ZG_MOVE_REASON, "整理");
  run (store.keeper, move, "create", NULL, NULL);
  fails (store.keeper, move, "move", NULL, "to_location", "D19-3.2.5");
}

static ZgRecord *
order_of (gint64 item, gint64 qty)
{
  ZgRecord             *order = zg_record_new (&zg_purchase_order);
  ZgRecord             *line = zg_record_new (&zg_purchase_order_line);
  g_autoptr (GPtrArray) lines = one_line (line);

  zg_record_set_int (order, ZG_PURCHASE_SUPPLIER, store.supplier);
  zg_record_set_text (order, ZG_PURCHASE_DAY, "2026-11-20");
  zg_record_set_int (line, ZG_PURCHASE_LINE_ITEM, item);
  zg_record_set_int (line, ZG_PURCHASE_LINE_QTY, qty * 1000);
  run (store.buyer, order, "create", lines, NULL);
  run (store.buyer, order, "place", NULL, NULL);
  return order;
}

static gpointer
read_open (ZgDb *db, gpointer order, GCancellable *cancellable, GError **error)
{
  return GSIZE_TO_POINTER (zg_purchase_open (db, ((ZgRecord *) order)->id, store.plates));
}

/* Of ten ordered seven are open once three have come: eight are one too many, whatever the note says. */
static void
test_over_delivery (void)
{
  g_autoptr (ZgRecord)  order = order_of (store.plates, 10), first = receipt_of ("SH-41"), second = receipt_of ("SH-42");
  ZgRecord             *line = receipt_line (store.plates, 8, 8, 100), *few = receipt_line (store.plates, 3, 3, 100);
  g_autoptr (GPtrArray) lines = one_line (line), some = one_line (few);

  zg_record_set_int (first, ZG_RECEIPT_ORDER, order->id);
  zg_record_set_int (second, ZG_RECEIPT_ORDER, order->id);
  run (store.keeper, first, "create", some, NULL);
  run (store.keeper, first, "accept", NULL, NULL);
  g_assert_cmpint (GPOINTER_TO_SIZE (zg_store_read (zg_book_store (trial.book), read_open, order, NULL)), ==, 7000);
  run (store.keeper, second, "create", lines, NULL);
  g_ptr_array_set_size (lines, 0);
  line = line_of (&zg_goods_receipt_line, second->id, store.plates);
  g_ptr_array_add (lines, line);
  g_assert_cmpint (zg_record_int (line, ZG_RECEIPT_LINE_ORDERED), ==, 7000); /* recorded beside what was noted and counted */
  fails (store.keeper, second, "accept", lines, "outcome", "D08-2");
  zg_receipt_line_decide (line, ZG_OUTCOME_TAKEN);
  run (store.keeper, second, "accept", lines, NULL);
}

typedef struct
{
  gint64  receipt;
  GArray *chosen;
} Stickers;

static gpointer
count_labels (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Stickers             *wanted = data;
  g_autoptr (ZgPaper) paper = zg_stock_labels_of (db, wanted->receipt, wanted->chosen, error);

  return GINT_TO_POINTER (paper ? zg_paper_layout (paper) : 0);
}

/* A label for each piece of the lines that are chosen; a delivery of thousands has as many. */
static void
test_labels (void)
{
  g_autoptr (ZgRecord)  receipt = receipt_of ("SH-44");
  g_autoptr (GPtrArray) lines = one_line (receipt_line (store.cups, 2600, 2600, 100));
  g_autoptr (GArray)    chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  Stickers                wanted = { 0 };
  gint64                line;

  g_ptr_array_add (lines, receipt_line (store.plates, 3, 3, 100));
  run (store.keeper, receipt, "create", lines, NULL);
  run (store.keeper, receipt, "accept", NULL, NULL);
  g_ptr_array_set_size (lines, 0);
  g_ptr_array_add (lines, line_of (&zg_goods_receipt_line, receipt->id, store.plates));
  line = ((ZgRecord *) lines->pdata[0])->id;
  g_array_append_val (chosen, line);
  wanted.receipt = receipt->id;
  g_assert_cmpint (GPOINTER_TO_INT (zg_store_read (zg_book_store (trial.book), count_labels, &wanted, NULL)), ==, 2603);
  wanted.chosen = chosen;
  g_assert_cmpint (GPOINTER_TO_INT (zg_store_read (zg_book_store (trial.book), count_labels, &wanted, NULL)), ==, 3);
}

/* A line that differs is decided on; refused for its quality, it is shown; more of what is refused is refused as well. */
static void
test_outcome (void)
{
  g_autoptr (ZgRecord)  receipt = receipt_of ("SH-43");
  ZgRecord             *line = receipt_line (store.cups, 24, 22, 100), *other = receipt_line (store.plates, 5, 5, 100);
  g_autoptr (GPtrArray) lines = one_line (line);
  g_autofree char      *words = zg_receipt_line_difference (line);

  g_ptr_array_add (lines, other);
  g_assert_nonnull (strstr (words, "24"));
  g_assert_nonnull (strstr (words, "22"));
  run (store.keeper, receipt, "create", lines, NULL);
  g_ptr_array_set_size (lines, 0);
  line = line_of (&zg_goods_receipt_line, receipt->id, store.cups);
  g_ptr_array_add (lines, line);
  fails (store.keeper, receipt, "accept", lines, "outcome", "D08-2");
  zg_receipt_line_decide (line, ZG_OUTCOME_TAKEN); /* the figures say it: no more words are needed */
  g_assert_false (zg_receipt_line_undecided (line, "record"));
  g_assert_true (zg_receipt_line_undecided (line, "refuse"));
  zg_record_set_int (line, ZG_RECEIPT_LINE_SPEC_OK, 0);
  fails (store.keeper, receipt, "accept", lines, "discrepancy", "D08-2");
  zg_record_set_text (line, ZG_RECEIPT_LINE_DISCREPANCY, "送货单写 65×65，实物 53×53");
  zg_receipt_line_decide (line, ZG_OUTCOME_REFUSED);
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, 23000);
  line->kind->recompute (line);
  g_assert_cmpint (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED), ==, 23000);
  g_assert_cmpint (zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED), ==, 0);
  fails (store.keeper, receipt, "accept", lines, "photo", "D08-3a");
  attach_picture (line, ZG_RECEIPT_LINE_PHOTO);
  run (store.keeper, receipt, "accept", lines, NULL);
  g_assert_cmpint (number ("SELECT count(*) FROM refusal WHERE reason LIKE '%53×53%'"), ==, 1);
}

static gpointer
print_pass (ZgDb *db, gpointer issue, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgPaper) paper = zg_paper_by_id ("exit_pass")->make (store.keeper, db, ((ZgRecord *) issue)->id, error);

  return paper ? issue : NULL;
}

static gboolean
has_pass (ZgRecord *issue)
{
  g_autoptr (GError) error = NULL;

  if (zg_store_read (zg_book_store (trial.book), print_pass, issue, &error))
    return TRUE;
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_cmpstr (zg_error_get_clause (error), ==, "D03-3.4.2");
  return FALSE;
}

/* No pass for goods nobody has handed over. */
static void
test_pass (void)
{
  gint64                lot = received (store.plates, 1, 100);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (ZgRecord)  issue = issue_of (ZG_ISSUE_SAMPLE, store.plates, 1, lot, &lines);

  run (store.buyer, issue, "create", lines, NULL);
  g_assert_false (has_pass (issue));
  run (store.buyer, issue, "submit", NULL, NULL);
  run (store.keeper, issue, "refuse", NULL, NULL);
  g_assert_false (has_pass (issue));
  papers_are_complete (issue);
  run (store.buyer, issue, "supply", NULL, NULL);
  issue_to_the_end (issue);
  g_assert_true (has_pass (issue)); /* to be let out with it */
  run (store.supervisor, issue, "release", NULL, NULL);
  g_assert_true (has_pass (issue));
}

/* Goods leave with a pass that was given. */
static void
test_visitor (void)
{
  g_autoptr (GPtrArray) lines = NULL;
  gint64                lot = received (store.plates, 1, 100);
  g_autoptr (ZgRecord)  issue = issue_of (ZG_ISSUE_SAMPLE, store.plates, 1, lot, &lines);
  g_autoptr (ZgRecord)  visit = zg_record_new (&zg_warehouse_visit);

  papers_are_complete (issue);
  run (store.buyer, issue, "create", lines, NULL);
  run (store.buyer, issue, "submit", NULL, NULL);
  issue_to_the_end (issue);
  zg_record_set_text (visit, ZG_VISIT_NAME, "李师傅");
  zg_record_set_text (visit, ZG_VISIT_PURPOSE, "提货");
  zg_record_set_int (visit, ZG_VISIT_ESCORT, staff_by ("1011"));
  zg_record_set_int (visit, ZG_VISIT_IN, zg_clock_now_ms () + 60000);
  fails (store.keeper, visit, "create", NULL, "in_at", "D08-11");
  zg_record_set_int (visit, ZG_VISIT_IN, zg_clock_now_ms ());
  run (store.keeper, visit, "create", NULL, NULL);
  zg_record_set_int (visit, ZG_VISIT_PASS, issue->id);
  fails (store.keeper, visit, "leave", NULL, "exit_pass", "D03-3.4.2");
  run (store.supervisor, issue, "release", NULL, NULL);
  run (store.keeper, visit, "leave", NULL, NULL);
  g_assert_cmpstr (visit->state, ==, "gone");
  g_assert_true (zg_record_is_set (visit, ZG_VISIT_OUT));
}

static GPtrArray *
agreement_lines (const ZgRecord *sheet, gboolean finance, gint64 off)
{
  GPtrArray       *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autofree char *all = g_strdup_printf ("SELECT count(*) FROM stock_agreement_line WHERE parent_id = %" G_GINT64_FORMAT,
                                          sheet->id);

  for (gint64 i = number (all); i > 0; i--)
    {
      g_autofree char *one = g_strdup_printf ("SELECT id FROM stock_agreement_line WHERE parent_id = %" G_GINT64_FORMAT
                                              " AND position = %" G_GINT64_FORMAT, sheet->id, i);
      ZgRecord        *line = get (&zg_stock_agreement_line, number (one));
      gint64           ledger = zg_record_int (line, ZG_AGREEMENT_LINE_LEDGER);

      zg_record_set_int (line, finance ? ZG_AGREEMENT_LINE_FINANCE : ZG_AGREEMENT_LINE_GOODS, ledger);
      zg_record_set_int (line, finance ? ZG_AGREEMENT_LINE_FINANCE_FEN : ZG_AGREEMENT_LINE_CARD,
                         (finance ? zg_record_int (line, ZG_AGREEMENT_LINE_LEDGER_FEN) : ledger) + (i == 1 ? off : 0));
      g_ptr_array_add (lines, line);
    }
  return lines;
}

/* Ledger, finance, goods and card: what differs is explained, by two people. */
static void
test_agreement (void)
{
  g_autoptr (ZgRecord)  sheet = zg_record_new (&zg_stock_agreement);
  g_autoptr (GPtrArray) kept = NULL, booked = NULL;

  zg_record_set_text (sheet, ZG_AGREEMENT_MONTH, "2026-11");
  run (store.keeper, sheet, "create", NULL, NULL);
  fails (store.keeper, sheet, "compare", NULL, NULL, "D08-5b");
  kept = agreement_lines (sheet, FALSE, 0);
  g_assert_cmpuint (kept->len, >=, 2);
  run (store.keeper, sheet, "compare", kept, NULL);
  booked = agreement_lines (sheet, TRUE, 7);
  fails (store.finance, sheet, "agree", booked, "why", "D08-5b");
  zg_record_set_text (booked->pdata[booked->len - 1], ZG_AGREEMENT_LINE_WHY, "尾差");
  run (store.finance, sheet, "agree", booked, NULL);
  g_assert_cmpstr (sheet->state, ==, "agreed");
}

/* -- Words for what is counted -- */

static void
says (const ZgRecord *line, ZgTone tone, const char *part)
{
  g_autofree char *words = NULL;

  g_assert_cmpint (zg_receipt_line_verdict (line, &words), ==, tone);
  if (!strstr (words, part))
    g_error ("“%s” has no “%s”", words, part);
}

/* The word for each line while it is counted, and what of it is typed before and after the signatures. */
static void
test_verdict (void)
{
  g_autoptr (ZgRecord) line = zg_record_new (&zg_goods_receipt_line), receipt = zg_record_new (&zg_goods_receipt);

  zg_record_begin (line, 0, 0);
  zg_record_set_int (line, ZG_RECEIPT_LINE_NOTED, 24000);
  says (line, ZG_TONE_PENDING, _ ("not counted yet"));
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, 22000);
  says (line, ZG_TONE_WARN, "2");
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, 25500);
  says (line, ZG_TONE_WARN, "1.5");
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, 24000);
  says (line, ZG_TONE_NEUTRAL, _ ("agrees"));
  zg_record_set_int (line, ZG_RECEIPT_LINE_SPEC_OK, 0);
  says (line, ZG_TONE_BAD, _ ("other specification"));
  g_assert_true (zg_receipt_line_typed (receipt) & ZG_F (ZG_RECEIPT_LINE_RECEIVED));
  g_assert_false (zg_receipt_line_typed (receipt) & ZG_F (ZG_RECEIPT_LINE_PASSED));
  g_free (receipt->state);
  receipt->state = g_strdup ("booked");
  g_assert_false (zg_receipt_line_typed (receipt) & ZG_F (ZG_RECEIPT_LINE_RECEIVED));
  g_assert_true (zg_receipt_line_typed (receipt) & ZG_F (ZG_RECEIPT_LINE_PASSED));
  g_assert_true (zg_receipt_line_table (receipt) & ZG_F (ZG_RECEIPT_LINE_LOCATION));
}

/* -- By the department alone (D19-4.1) -- */

static gint64
lines_with (ZgRecord *count, const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM stocktake_line WHERE parent_id = %" G_GINT64_FORMAT " AND %s",
                                          count->id, where);

  return number (sql);
}

static gint64
line_item (ZgRecord *count)
{
  g_autoptr (GPtrArray) lines = lines_of_count (count);

  return zg_record_int (lines->pdata[0], ZG_STOCKTAKE_LINE_ITEM);
}

/* Blind: what the book says is in no column anybody is shown, before it is compared; the rules may order it or forbid it. */
static void
test_blind (void)
{
  g_autoptr (ZgRecord) blind = NULL, open = NULL;

  received (store.plates, 2, 1000);
  blind = count_of (ZG_STOCKTAKE_DEPARTMENT, store.shelf);
  run (store.keeper, blind, "freeze", NULL, NULL);
  g_assert_true (zg_stocktake_line.fields[ZG_STOCKTAKE_LINE_FROZEN].flags & ZG_HIDDEN);
  g_assert_cmpint (lines_with (blind, "book_milli IS NOT NULL"), ==, 0);
  g_assert_false (zg_stocktake_line_table (blind) & ZG_F (ZG_STOCKTAKE_LINE_BOOK));
  count_all (blind);
  g_assert_cmpint (lines_with (blind, "book_milli IS NOT NULL"), ==, 0);
  run (store.keeper, blind, "compare", NULL, NULL);
  g_assert_cmpint (lines_with (blind, "COALESCE (book_milli, -1) <> frozen_milli"), ==, 0);
  g_assert_true (zg_stocktake_line_table (blind) & ZG_F (ZG_STOCKTAKE_LINE_BOOK));
  refused (store.keeper, blind, "report", ZG_ERROR_DENIED, NULL, NULL);
  refused (store.keeper, blind, "confirm", ZG_ERROR_DENIED, NULL, NULL); /* finance has no part in it */
  run (store.keeper, blind, "conclude", NULL, NULL);
  g_assert_cmpstr (blind->state, ==, "done");
  set_parameter ("stocktake.blind", "never", "2026-11-01");
  open = count_of (ZG_STOCKTAKE_DEPARTMENT, store.shelf);
  run (store.keeper, open, "freeze", NULL, NULL);
  g_assert_cmpint (zg_record_int (open, ZG_STOCKTAKE_BLIND), ==, 0);
  g_assert_cmpint (lines_with (open, "COALESCE (book_milli, -1) <> frozen_milli"), ==, 0);
  g_assert_true (zg_stocktake_line_table (open) & ZG_F (ZG_STOCKTAKE_LINE_BOOK));
  count_but (open, store.plates);
  run (store.keeper, open, "compare", NULL, NULL);
  refused (store.keeper, open, "conclude", ZG_ERROR_DENIED, NULL, NULL); /* something is missing */
}

/* A sample: items by their codes, or a share, those counted longest ago first; never with finance. */
static void
test_sample (void)
{
  g_autoptr (ZgRecord) named = NULL, share = NULL, quarter = zg_record_new (&zg_stocktake);
  gint64               fresh;

  fresh = make_item ("SKU-41", "勺", ZG_HAZARD_NONE);
  received (fresh, 2, 100);
  named = count_of (ZG_STOCKTAKE_DEPARTMENT, 0);
  zg_record_set_text (named, ZG_STOCKTAKE_CODES, "SKU-1\nSKU-404");
  fails (store.keeper, named, "edit", NULL, "codes", "D19-4.1");
  zg_record_set_text (named, ZG_STOCKTAKE_CODES, "SKU-1\nSKU-2");
  run (store.keeper, named, "freeze", NULL, NULL);
  g_assert_cmpint (lines_with (named, "item NOT IN (SELECT id FROM item WHERE code IN ('SKU-1', 'SKU-2'))"), ==, 0);
  g_assert_cmpint (lines_with (named, "state = 'active'"), >=, 2);
  count_all (named);
  run (store.keeper, named, "compare", NULL, NULL);
  run (store.keeper, named, "conclude", NULL, NULL);
  share = count_of (ZG_STOCKTAKE_DEPARTMENT, 0);
  zg_record_set_int (share, ZG_STOCKTAKE_SHARE, 1);
  run (store.keeper, share, "freeze", NULL, NULL);
  g_assert_cmpint (lines_with (share, "state = 'active'"), ==, 1); /* never none */
  g_assert_cmpint (line_item (share), ==, fresh);
  count_all (share);
  zg_record_set_int (quarter, ZG_STOCKTAKE_SORT, ZG_STOCKTAKE_QUARTERLY);
  zg_record_set_day (quarter, ZG_STOCKTAKE_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_int (quarter, ZG_STOCKTAKE_SHARE, 20);
  fails (store.keeper, quarter, "create", NULL, "share_pct", "D08-7a");
}

/* -- Whom the papers go to (C18): the step that receives one, its duty and the line on the paper follow the rule -- */

static void
test_addressees (void)
{
  g_autoptr (ZgRecord)  receipt = receipt_of ("SH-C18");
  ZgRecord             *line = receipt_line (store.cups, 5, 4, 100);
  g_autoptr (GPtrArray) lines = one_line (line);
  g_autofree char      *old = zg_roles_with (store.keeper, "refusal.decide", ZG_REACH_ALL), *now = NULL;
  guint                 before = due (store.director, "stock.refusals");

  zg_record_set_text (line, ZG_RECEIPT_LINE_DISCREPANCY, "少一件");
  zg_record_set_text (receipt, ZG_RECEIPT_DECISION, "件数不符，整车退回");
  run (store.keeper, receipt, "create", lines, NULL);
  run (store.keeper, receipt, "refuse", NULL, NULL);
  g_assert_cmpstr (old, ==, "运营总监, 店长");
  g_assert_cmpuint (due (store.director, "stock.refusals"), ==, before + 1);
  g_assert_cmpuint (due (store.supervisor, "stock.refusals"), ==, 0);
  set_parameter ("stock.reports.refusal", "d19", "2026-11-01");
  now = zg_roles_with (store.keeper, "refusal.decide", ZG_REACH_ALL);
  g_assert_cmpstr (now, ==, "部门经理, 仓库主管");
  g_assert_cmpuint (due (store.director, "stock.refusals"), ==, 0);
  g_assert_cmpuint (due (store.supervisor, "stock.refusals"), ==, before + 1);
}

/* -- Quantities are reported to those who list, once goods lie at their places (C14) -- */

static gpointer
read_report (ZgDb *db, gpointer receipt, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("receipt_report"));
  g_autoptr (GArray)  ids = NULL;
  g_autoptr (ZgPaper) paper = NULL;
  g_autofree char    *id = g_strdup_printf ("%" G_GINT64_FORMAT, ((ZgRecord *) receipt)->id);

  if (!zg_query_set (query, "receipt", id, error) || (ids = zg_query_ids (query, store.keeper, db, NULL, error)) == NULL)
    return NULL;
  paper = zg_paper_by_id ("receipt_quantities")->make (store.keeper, db, ((ZgRecord *) receipt)->id, error);
  return paper && zg_paper_layout (paper) == 1 ? GUINT_TO_POINTER (ids->len + 1) : NULL;
}

/* Lines of the report of @receipt. */
static guint
reported (ZgRecord *receipt)
{
  g_autoptr (GError) error = NULL;
  gpointer           n = zg_store_read (zg_book_store (trial.book), read_report, receipt, &error);

  g_assert_no_error (error);
  g_assert_nonnull (n);
  return GPOINTER_TO_UINT (n) - 1;
}

static void
test_quantities (void)
{
  g_autoptr (ZgSession) lister = NULL;
  g_autoptr (ZgRecord)  receipt = NULL, quiet = NULL, later = NULL, draft = receipt_of ("SH-60");
  g_autoptr (GPtrArray) lines = one_line (receipt_line (store.plates, 4, 4, 100));
  gint64                item = make_item ("SKU-60", "茶漏", ZG_HAZARD_NONE);
  guint                 before;

  give_role ("zhangwei", "ops");
  lister = log_in ("zhangwei");
  run (store.keeper, draft, "create", lines, NULL);
  g_assert_null (zg_store_read (zg_book_store (trial.book), read_report, draft, NULL)); /* nothing to report yet */
  before = due (lister, "stock.report");
  receipt = get (&zg_goods_receipt, received (item, 4, 100));
  g_assert_cmpuint (reported (receipt), ==, 1);
  g_assert_cmpuint (due (lister, "stock.report"), ==, before + 1);
  g_assert_cmpuint (due (store.keeper, "stock.report"), ==, 0);
  refused (store.keeper, receipt, "acknowledge", ZG_ERROR_DENIED, NULL, NULL);
  run (lister, receipt, "acknowledge", NULL, NULL);
  g_assert_cmpint (zg_record_int (receipt, ZG_RECEIPT_SEEN_BY), ==, zg_session_person (lister));
  g_assert_cmpstr (receipt->state, ==, "placed");
  g_assert_cmpuint (due (lister, "stock.report"), ==, before);
  g_assert_cmpuint (reported (receipt), ==, 1); /* who has read it stands there */
  refused (lister, receipt, "acknowledge", ZG_ERROR_DENIED, NULL, NULL);
  set_parameter ("listing.quantity_report", "0", "2026-11-01");
  quiet = get (&zg_goods_receipt, received (item, 4, 100));
  g_assert_cmpuint (due (lister, "stock.report"), ==, before);
  g_assert_cmpuint (reported (quiet), ==, 0);
  refused (lister, quiet, "acknowledge", ZG_ERROR_DENIED, NULL, NULL);
  set_parameter ("listing.quantity_report", "1", "2026-11-01");
  later = get (&zg_goods_receipt, received (item, 4, 100));
  g_assert_cmpuint (due (lister, "stock.report"), ==, before + 1);
  set_parameter ("listing.report.hours", "0", "2026-11-01"); /* read without a deadline */
  g_assert_cmpuint (due (lister, "stock.report"), ==, 0);
  run (lister, later, "acknowledge", NULL, NULL);
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
  g_test_add_func ("/stock/D08-2/verdict", test_verdict);
  g_test_add_func ("/stock/D08-10/keeper", test_keeper);
  g_test_add_func ("/stock/D08-8b/levels", test_levels);
  g_test_add_func ("/stock/D08-9/D08-1.2/place", test_place);
  g_test_add_func ("/stock/D08-9/D08-10/places", test_places);
  g_test_add_func ("/stock/D08-2/over-delivery", test_over_delivery);
  g_test_add_func ("/stock/D08-2/D08-3a/outcome", test_outcome);
  g_test_add_func ("/stock/D19-3.2.2/labels", test_labels);
  g_test_add_func ("/stock/D03-3.4.2/pass", test_pass);
  g_test_add_func ("/stock/D03-3.4.2/D08-11/visitor", test_visitor);
  g_test_add_func ("/stock/D08-5b/agreement", test_agreement);
  g_test_add_func ("/stock/D08-7a/blind", test_blind);
  g_test_add_func ("/stock/D19-4.1/sample", test_sample);
  g_test_add_func ("/stock/D08-3b/D19-2.2/D10-1.7a/D20-1.4/addressees", test_addressees);
  g_test_add_func ("/stock/D19-3.3.1/quantities", test_quantities);
  result = g_test_run ();
  store_close ();
  trial_close ();
  return result;
}
