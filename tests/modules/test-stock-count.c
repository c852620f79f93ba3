/* While goods are counted nothing moves where they lie, a count taken again is taken against the book of now (D08-7a); months are
 * closed one after the other (D08-5a). */
#include "stock-count.h"

static gint64 other; /* a place beside the shelf */

/* Refused by @clause, though an opinion is given. */
static void
blocked (ZgSession *session, const ZgRecord *record, const char *verb, const char *clause)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) copy = zg_record_copy (record);

  g_assert_false (zg_book_run (session, copy, verb, NULL, "说明", NULL, NULL, &error));
  g_assert_nonnull (zg_error_get_faults (error));
  g_assert_cmpuint (zg_error_get_faults (error)->len, ==, 1);
  g_assert_cmpstr (((ZgFault *) zg_error_get_faults (error)->pdata[0])->clause, ==, clause);
}

/* -- The book is frozen -- */

static gpointer
read_differences (ZgDb *db, gpointer session, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("stock_difference"));
  g_autoptr (GArray)  ids = zg_query_ids (query, session, db, NULL, error);

  return ids ? session : NULL;
}

/* The lines of a count are seen by who sees the count. */
static gboolean
sees_differences (ZgSession *session)
{
  return zg_store_read (zg_session_store (session), read_differences, session, NULL) != NULL;
}

static gint64
frozen (ZgRecord *count, int state)
{
  g_autoptr (GPtrArray) lines = lines_of_count (count);
  gint64                qty = -1;

  for (guint i = 0; i < lines->len; i++)
    if (zg_record_int (lines->pdata[i], ZG_STOCKTAKE_LINE_STATE) == state)
      qty = zg_record_int (lines->pdata[i], ZG_STOCKTAKE_LINE_FROZEN);
  return qty;
}

static ZgRecord *
opening_at (gint64 location, const char *on)
{
  ZgRecord *opening = zg_record_new (&zg_stock_opening);

  zg_record_set_text (opening, ZG_OPENING_DAY, on);
  zg_record_set_int (opening, ZG_OPENING_ITEM, store.plates);
  zg_record_set_int (opening, ZG_OPENING_LOCATION, location);
  zg_record_set_int (opening, ZG_OPENING_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (opening, ZG_OPENING_QTY, 3000);
  zg_record_set_int (opening, ZG_OPENING_VALUE, 3000);
  return opening;
}

static ZgRecord *
move_of (gint64 lot)
{
  ZgRecord *move = zg_record_new (&zg_stock_move);

  zg_record_set_day (move, ZG_MOVE_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_int (move, ZG_MOVE_ITEM, store.cups);
  zg_record_set_int (move, ZG_MOVE_LOT, lot);
  zg_record_set_int (move, ZG_MOVE_QTY, 1000);
  zg_record_set_int (move, ZG_MOVE_LOCATION, store.shelf);
  zg_record_set_int (move, ZG_MOVE_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (move, ZG_MOVE_TO_LOCATION, other);
  zg_record_set_int (move, ZG_MOVE_TO_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_text (move, ZG_MOVE_REASON, "理货");
  return move;
}

static void
test_frozen (void)
{
  gint64                lot = received (store.cups, 10, 1000);
  GPtrArray            *asked = NULL;
  g_autoptr (ZgRecord)  issue = issue_of (ZG_ISSUE_SAMPLE, store.cups, 2, lot, &asked), move = move_of (lot);
  g_autoptr (ZgRecord)  elsewhere = opening_at (other, "2026-11-23"), late = opening_at (other, "2026-11-23");
  g_autoptr (GPtrArray) lines = asked;
  g_autoptr (ZgRecord)  count = count_of (ZG_STOCKTAKE_DEPARTMENT, store.shelf), whole = NULL;

  papers_are_complete (issue);
  run (store.buyer, issue, "create", lines, NULL);
  run (store.buyer, issue, "submit", NULL, NULL);
  run (store.keeper, move, "create", NULL, NULL);
  run (store.keeper, count, "freeze", NULL, NULL);
  fails (store.keeper, issue, "clear", NULL, NULL, "D08-7a");
  fails (store.keeper, move, "move", NULL, NULL, "D08-7a");
  run (store.supervisor, elsewhere, "create", NULL, NULL); /* beside what is counted work goes on */
  count_all (count);
  run (store.keeper, issue, "clear", NULL, NULL);
  run (store.keeper, move, "move", NULL, NULL);
  run (store.keeper, count, "recount", NULL, "有两层没数到");
  g_assert_cmpint (frozen (count, ZG_STOCK_AVAILABLE), ==, 7000); /* ten less two set aside and one moved */
  g_assert_cmpint (frozen (count, ZG_STOCK_RESERVED), ==, 2000);
  fails (store.keeper, count, "finish", NULL, NULL, "D08-7a"); /* what was counted before counts no more */
  count_all (count);
  run (store.keeper, count, "compare", NULL, NULL);
  g_assert_true (sees_differences (store.keeper));
  g_assert_false (sees_differences (trial.worker));
  g_assert_cmpint (number ("SELECT count(*) FROM stocktake_line WHERE surplus_milli > 0 OR shortage_milli > 0"), ==, 0);
  whole = count_of (ZG_STOCKTAKE_DEPARTMENT, 0);
  run (store.keeper, whole, "freeze", NULL, NULL);
  fails (store.supervisor, late, "create", NULL, NULL, "D08-7a");
  blocked (store.keeper, issue, "cancel", "D08-7a");
  count_all (whole);
  run (store.supervisor, late, "create", NULL, NULL);
  run (store.keeper, issue, "cancel", NULL, "不拍了");
}

/* -- A paper entered wrongly stays; a correction stands beside it -- */

static gint64
sum_of (const char *what, const char *ledger, const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT CAST (COALESCE (SUM (%s), 0) AS BIGINT) FROM balance WHERE ledger = '%s'"
                                          " AND k1 = %" G_GINT64_FORMAT "%s", what, ledger, store.plates, where);

  return number (sql);
}

static gint64
plates_there (void)
{
  g_autofree char *at_other = g_strdup_printf (" AND k3 = %" G_GINT64_FORMAT, other);

  return sum_of ("qty", "stock", at_other);
}

static gint64
plates_worth (void)
{
  return sum_of ("value_fen", "stock_value", "");
}

static ZgRecord *
correction_of (gint64 opening, int way, gint64 qty)
{
  ZgRecord *correction = zg_record_new (&zg_stock_correction);

  zg_record_set_day (correction, ZG_CORRECT_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_int (correction, ZG_CORRECT_OPENING, opening);
  zg_record_set_text (correction, ZG_CORRECT_REASON, "期初多记");
  zg_record_set_int (correction, ZG_CORRECT_ITEM, store.plates);
  zg_record_set_int (correction, ZG_CORRECT_LOCATION, other);
  zg_record_set_int (correction, ZG_CORRECT_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (correction, ZG_CORRECT_WAY, way);
  zg_record_set_int (correction, ZG_CORRECT_QTY, qty);
  return correction;
}

static void
test_correction (void)
{
  g_autoptr (ZgRecord) opening = opening_at (other, "2026-11-23"), out = NULL, in = NULL, early = NULL, draft = NULL;
  gint64               there, worth;

  run (store.supervisor, opening, "create", NULL, NULL); /* 3 plates worth 30.00 */
  there = plates_there ();
  worth = plates_worth ();
  out = correction_of (opening->id, ZG_CORRECT_OUT, 1000);
  zg_record_set_null (out, ZG_CORRECT_OPENING);
  fails (store.keeper, out, "create", NULL, "goods_receipt", "D08-5a"); /* of no paper */
  zg_record_set_int (out, ZG_CORRECT_OPENING, opening->id);
  zg_record_set_int (out, ZG_CORRECT_VALUE, 1000);
  fails (store.keeper, out, "create", NULL, "value_fen", "D08-6");
  zg_record_set_null (out, ZG_CORRECT_VALUE);
  run (store.keeper, out, "create", NULL, NULL);
  run (store.keeper, out, "submit", NULL, NULL);
  g_assert_cmpint (plates_there (), ==, there); /* nobody else has seen it */
  run (store.supervisor, out, "approve", NULL, NULL);
  g_assert_cmpint (plates_there (), ==, there - 1000);
  g_assert_cmpint (plates_worth (), <, worth);
  in = correction_of (opening->id, ZG_CORRECT_IN, 2000);
  fails (store.supervisor, in, "create", NULL, "value_fen", "D08-6"); /* worth what? */
  zg_record_set_int (in, ZG_CORRECT_VALUE, 2400);
  run (store.supervisor, in, "create", NULL, NULL);
  run (store.supervisor, in, "submit", NULL, NULL);
  refused (store.supervisor, in, "approve", ZG_ERROR_DENIED, NULL, NULL); /* one's own */
  g_assert_cmpint (plates_there (), ==, there - 1000);
  draft = receipt_of ("SH-77");
  run (store.keeper, draft, "create", NULL, NULL);
  early = correction_of (opening->id, ZG_CORRECT_OUT, 1000);
  zg_record_set_int (early, ZG_CORRECT_RECEIPT, draft->id);
  fails (store.supervisor, early, "create", NULL, "goods_receipt", "D08-5a"); /* of two papers */
  zg_record_set_null (early, ZG_CORRECT_OPENING);
  fails (store.supervisor, early, "create", NULL, "goods_receipt", "D08-5a"); /* that paper can still be put right itself */
  run (store.keeper, draft, "delete", NULL, NULL);
}

/* A wrong price: the value is put right, no piece moves, and from then on goods go out at the new average. */
static void
test_value (void)
{
  g_autoptr (ZgRecord) opening = opening_at (other, "2026-11-23"), up = NULL, down = NULL, too_much = NULL;
  gint64               there, worth;

  run (store.supervisor, opening, "create", NULL, NULL);
  there = sum_of ("qty", "stock", "");
  worth = plates_worth ();
  up = correction_of (opening->id, ZG_CORRECT_DEARER, 1000);
  zg_record_set_int (up, ZG_CORRECT_VALUE, 777);
  fails (store.keeper, up, "create", NULL, "qty_milli", "D08-6");
  zg_record_set_null (up, ZG_CORRECT_QTY);
  run (store.keeper, up, "create", NULL, NULL);
  run (store.keeper, up, "submit", NULL, NULL);
  g_assert_cmpint (plates_worth (), ==, worth);
  run (store.supervisor, up, "approve", NULL, NULL);
  g_assert_cmpint (plates_worth (), ==, worth + 777);
  g_assert_cmpint (sum_of ("qty", "stock", ""), ==, there);
  down = correction_of (opening->id, ZG_CORRECT_CHEAPER, 0);
  zg_record_set_int (down, ZG_CORRECT_VALUE, 1000);
  run (store.keeper, down, "create", NULL, NULL);
  run (store.keeper, down, "submit", NULL, NULL);
  run (store.supervisor, down, "approve", NULL, NULL);
  g_assert_cmpint (plates_worth (), ==, worth - 223);
  g_assert_cmpint (number ("SELECT CAST (sum (in_fen - out_fen) AS BIGINT) FROM balance_month WHERE ledger = 'stock_value'"), ==,
                   number ("SELECT CAST (sum (value_fen) AS BIGINT) FROM balance WHERE ledger = 'stock_value'"));
  too_much = correction_of (opening->id, ZG_CORRECT_CHEAPER, 0);
  zg_record_set_int (too_much, ZG_CORRECT_VALUE, worth);
  run (store.keeper, too_much, "create", NULL, NULL);
  run (store.keeper, too_much, "submit", NULL, NULL);
  fails (store.supervisor, too_much, "approve", NULL, NULL, "D08-5a"); /* nothing is worth less than nothing */
  run (store.supervisor, too_much, "return", NULL, "多减了");
  run (store.keeper, too_much, "delete", NULL, NULL);
}

/* -- Months follow each other -- */

static ZgRecord *
month_of (const char *month)
{
  ZgRecord *record = zg_record_new (&zg_stock_month);

  zg_record_set_text (record, ZG_STOCK_MONTH_MONTH, month);
  run (store.keeper, record, "create", NULL, NULL);
  run (store.keeper, record, "report", NULL, NULL);
  return record;
}

static gpointer
read_agreed (ZgDb *db, gpointer sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = zg_book_children (db, &zg_stock_agreement_line, *(gint64 *) sheet, error);
  GPtrArray         *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    g_ptr_array_add (lines, zg_book_get (db, &zg_stock_agreement_line, g_array_index (ids, gint64, i), error));
  return lines;
}

static void
sign_as (ZgSession *session, ZgRecord *sheet, const char *verb, int qty, int fen, gint64 off)
{
  g_autoptr (GPtrArray) lines = zg_store_read (zg_book_store (trial.book), read_agreed, &sheet->id, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      ZgRecord *line = lines->pdata[i];
      gint64    ledger = zg_record_int (line, ZG_AGREEMENT_LINE_LEDGER);

      zg_record_set_int (line, qty, ledger + (i == 0 ? off : 0));
      zg_record_set_int (line, fen, fen == ZG_AGREEMENT_LINE_CARD ? ledger : zg_record_int (line, ZG_AGREEMENT_LINE_LEDGER_FEN));
      if (i == 0)
        zg_record_set_text (line, ZG_AGREEMENT_LINE_WHY, "财务账晚记一天");
    }
  run (session, sheet, verb, lines, NULL);
  g_clear_pointer (&lines, g_ptr_array_unref);
  lines = zg_store_read (zg_book_store (trial.book), read_agreed, &sheet->id, NULL);
  g_assert_cmpint (zg_record_int (lines->pdata[0], ZG_AGREEMENT_LINE_OFF), ==, off);
}

/* Keeper and finance compare @month. */
static void
agree_on (const char *month)
{
  g_autoptr (ZgRecord) sheet = zg_record_new (&zg_stock_agreement);

  zg_record_set_text (sheet, ZG_AGREEMENT_MONTH, month);
  run (store.keeper, sheet, "create", NULL, NULL);
  sign_as (store.keeper, sheet, "compare", ZG_AGREEMENT_LINE_GOODS, ZG_AGREEMENT_LINE_CARD, 0);
  sign_as (store.finance, sheet, "agree", ZG_AGREEMENT_LINE_FINANCE, ZG_AGREEMENT_LINE_FINANCE_FEN, -2000);
}

static void
test_months (void)
{
  g_autoptr (ZgRecord) december = NULL, november = NULL, late = NULL;

  settle ("2026-11-23");
  zg_clock_set (at ("2026-12-02 09:00:00"));
  late = opening_at (other, "2026-12-02");
  run (store.supervisor, late, "create", NULL, NULL);
  settle ("2026-12-02");
  zg_clock_set (at ("2027-01-03 09:00:00"));
  november = month_of ("2026-11");
  december = month_of ("2026-12");
  fails (store.keeper, december, "close", NULL, NULL, "D08-5a");
  fails (store.keeper, november, "close", NULL, NULL, "D08-5b"); /* nobody has compared ledger, goods and cards */
  g_assert_cmpuint (due (store.keeper, "stock.agree"), ==, 1);
  agree_on ("2026-12");
  g_assert_cmpuint (due (store.keeper, "stock.agree"), ==, 0);
  agree_on ("2026-11");
  run (store.keeper, november, "close", NULL, NULL);
  run (store.keeper, december, "close", NULL, NULL);
  blocked (store.supervisor, november, "reopen", "D08-5a");
}

/* -- A quarter's end -- */

/* Counted, compared, looked into where a piece of @missing is gone, reported. */
static void
count_and_report (ZgRecord *count, gint64 missing)
{
  g_autoptr (GPtrArray) lines = NULL;

  run (store.keeper, count, "freeze", NULL, NULL);
  count_but (count, missing);
  run (store.keeper, count, "compare", NULL, NULL);
  lines = lines_of_count (count);
  for (guint i = lines->len; i > 0; i--)
    if (zg_record_int (lines->pdata[i - 1], ZG_STOCKTAKE_LINE_SHORTAGE) == 0)
      g_ptr_array_remove_index (lines, i - 1);
  for (guint i = 0; i < lines->len; i++)
    {
      zg_record_set_text (lines->pdata[i], ZG_STOCKTAKE_LINE_CAUSE, "发错货");
      zg_record_set_int (lines->pdata[i], ZG_STOCKTAKE_LINE_RESPONSIBLE, staff_by ("1011"));
      zg_record_set_text (lines->pdata[i], ZG_STOCKTAKE_LINE_PROPOSAL, "按责任赔偿一半");
    }
  run (store.keeper, count, lines->len ? "report" : "confirm", lines, NULL);
}

static void
decide_and_enter (ZgRecord *count)
{
  zg_record_set_text (count, ZG_STOCKTAKE_DECISION, "同意");
  run (store.director, count, "decide", NULL, NULL);
  run (store.keeper, count, "adjust", NULL, NULL);
}

/* Is the count with finance of the quarter that ends with @month ("2027-03") still to be done? */
static gboolean
quarter_is_due (const char *month)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), read_duties, store.keeper, &error);
  gboolean              due = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      due = due || (g_str_equal (item->duty->id, "stock.quarter") && g_str_equal (item->about, month) && item->done_ms == 0);
    }
  return due;
}

/* Once, at the end of the quarter, and everything: neither a shelf, nor a count of its first days, nor one that is only begun. */
static void
test_quarter (void)
{
  g_autoptr (ZgRecord) early = NULL, shelf = NULL, whole = NULL, draft = NULL;

  zg_clock_set (at ("2027-01-05 09:00:00"));
  received (store.cups, 3, 1000);
  early = count_of (ZG_STOCKTAKE_QUARTERLY, 0);
  count_and_report (early, 0);
  zg_clock_set (at ("2027-03-29 09:00:00"));
  g_assert_true (quarter_is_due ("2027-03"));
  shelf = count_of (ZG_STOCKTAKE_QUARTERLY, store.shelf);
  count_and_report (shelf, 0);
  g_assert_true (quarter_is_due ("2027-03"));
  zg_clock_set (at ("2027-03-30 09:00:00"));
  whole = count_of (ZG_STOCKTAKE_QUARTERLY, 0);
  run (store.keeper, whole, "freeze", NULL, NULL);
  g_assert_true (quarter_is_due ("2027-03"));
  count_all (whole);
  run (store.keeper, whole, "compare", NULL, NULL);
  refused (store.keeper, whole, "report", ZG_ERROR_DENIED, NULL, NULL); /* nothing to report */
  run (store.keeper, whole, "confirm", NULL, NULL);
  g_assert_false (quarter_is_due ("2027-03"));
  zg_clock_set (at ("2027-03-31 09:00:00"));
  draft = count_of (ZG_STOCKTAKE_QUARTERLY, 0);
  g_assert_false (quarter_is_due ("2027-03"));
  run (store.keeper, draft, "delete", NULL, NULL);
}

typedef struct
{
  gint64 staff;
  int    from, to;
} Span;

static gpointer
read_shortages (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Span *span = data;

  return zg_stock_differences (db, span->staff, span->from, span->to, error);
}

static GArray *
shortages (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  Span               span = { staff_by ("1011"), day (from), day (to) };
  GArray            *found = zg_store_read (zg_book_store (trial.book), read_shortages, &span, &error);

  g_assert_no_error (error);
  return found;
}

/* Counted on the quarter's last day, entered in the next: by then the facts of the old one are taken. */
static void
test_quarter_end (void)
{
  g_autoptr (ZgRecord) count = NULL;
  g_autoptr (GArray)   old = NULL, next = NULL;

  zg_clock_set (at ("2027-03-31 15:00:00"));
  received (store.plates, 3, 1000);
  count = count_of (ZG_STOCKTAKE_QUARTERLY, 0);
  count_and_report (count, store.plates);
  zg_clock_set (at ("2027-04-05 09:00:00"));
  decide_and_enter (count);
  old = shortages ("2027-01-01", "2027-03-31");
  next = shortages ("2027-04-05", "2027-04-05");
  g_assert_cmpuint (old->len, ==, 0);
  g_assert_cmpuint (next->len, >=, 1);
  g_assert_cmpint (g_array_index (next, ZgStockDifference, 0).day, ==, day ("2027-04-05"));
  g_assert_cmpint (g_array_index (next, ZgStockDifference, 0).stocktake, ==, count->id);
}

/* -- What lies idle -- */

static gpointer
read_slow (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_stock_slow_rows (db, zg_day_of_ms (zg_clock_now_ms ()), 90, error);
}

/* @last: day number or ZG_NO_DAY; @issued_milli: within ninety days. In the report and in the list of the stock. */
static void
lies_since (gint64 item, const char *code, int last, gint64 issued_milli)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) rows = zg_store_read (zg_book_store (trial.book), read_slow, NULL, &error);
  char                  text[11];
  g_autofree char      *sql = g_strdup_printf ("SELECT count(*) FROM stock_level WHERE item = %" G_GINT64_FORMAT
                                               " AND COALESCE (last_issue, '') = '%s'", item,
                                               last == ZG_NO_DAY ? "" : zg_day_format (last, text));
  guint                 n = 0;

  g_assert_no_error (error);
  g_assert_cmpint (number (sql), ==, 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZgStockSlowRow *row = rows->pdata[i];

      if (!g_str_equal (row->code, code))
        continue;
      n++;
      g_assert_cmpint (row->last_issue, ==, last);
      g_assert_cmpint (row->issued_milli, ==, issued_milli);
      g_assert_true ((row->turnover_days < 0) == (issued_milli == 0));
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
goes_out (int sort, gint64 item, gint64 lot)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (ZgRecord)  issue = issue_of (sort, item, 1, lot, &lines);

  papers_are_complete (issue);
  if (sort == ZG_ISSUE_RETURN)
    zg_record_set_int (issue, ZG_ISSUE_SUPPLIER, store.supplier);
  run (store.buyer, issue, "create", lines, NULL);
  run (store.buyer, issue, "submit", NULL, NULL);
  issue_to_the_end (issue);
}

/* What is missing, thrown away or sent back was not sold: the goods lie idle as before. */
static void
test_idle (void)
{
  gint64               bowls, lot;
  g_autoptr (ZgRecord) count = NULL;

  zg_clock_set (at ("2027-04-06 09:00:00"));
  bowls = make_item ("SKU-40", "碗", ZG_HAZARD_NONE);
  lot = received (bowls, 9, 100);
  goes_out (ZG_ISSUE_SCRAP, bowls, lot);
  goes_out (ZG_ISSUE_RETURN, bowls, lot);
  count = count_of (ZG_STOCKTAKE_DEPARTMENT, store.shelf);
  count_and_report (count, bowls);
  decide_and_enter (count);
  g_assert_cmpint (on_hand (bowls, 0), ==, 6000);
  lies_since (bowls, "SKU-40", ZG_NO_DAY, 0);
  goes_out (ZG_ISSUE_SAMPLE, bowls, lot);
  zg_clock_set (at ("2027-04-07 09:00:00"));
  goes_out (ZG_ISSUE_SCRAP, bowls, lot);
  lies_since (bowls, "SKU-40", day ("2027-04-06"), 1000);
}

/* -- Numbers of the house -- */

static void
test_levels (void)
{
  g_autoptr (ZgRecord) item = NULL, fixed = zg_record_new (zg_kind_by_id ("parameter"));

  set_parameter ("stock.max", "50", "2026-11-23");
  item = get (&zg_item, make_item ("SKU-7", "托盘", ZG_HAZARD_NONE));
  g_assert_cmpint (zg_record_int (item, ZG_GOODS_MAX), ==, 50000);
  g_assert_false (zg_record_is_set (item, ZG_GOODS_MIN)); /* the house sets none */
  zg_record_set_text (fixed, zg_kind_field (fixed->kind, "key"), "receipt.signatures"); /* two people sign, always */
  zg_record_set_text (fixed, zg_kind_field (fixed->kind, "value"), "1");
  zg_record_set_text (fixed, zg_kind_field (fixed->kind, "from_day"), "2026-11-23");
  refused (trial.hr, fixed, "create", ZG_ERROR_INVALID, "key", NULL);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_modules_init ();
  trial_open ();
  store_open ();
  other = make_location ("A-02", ZG_LOCATION_SHELF);
  g_test_add_func ("/stock/D08-8b/D19-3.2.3/house", test_levels);
  g_test_add_func ("/stock/D08-7a/frozen", test_frozen);
  g_test_add_func ("/stock/D08-7a/D08-5a/correction", test_correction);
  g_test_add_func ("/stock/D08-7a/D08-6/value", test_value);
  g_test_add_func ("/stock/D08-5a/months", test_months);
  g_test_add_func ("/stock/D08-7a/quarter", test_quarter);
  g_test_add_func ("/stock/D08-7b/quarter-end", test_quarter_end);
  g_test_add_func ("/stock/D16-8/idle", test_idle);
  result = g_test_run ();
  store_close ();
  trial_close ();
  return result;
}
