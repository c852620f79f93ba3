/* stock-store.h: a warehouse in the trial book: people with their roles, items, places, a supplier, and documents run through
 * their steps. After each step the books are compared: lines, balances, card, nothing below zero (D08-5a). */
#pragma once

#include "trial.h"
#include "zg-catalog.h"
#include "zg-ledger.h"
#include "zg-review.h"
#include "zg-stock.h"

typedef struct
{
  ZgSession *keeper, *supervisor, *finance, *director, *inspector, *buyer;
  gint64     cups, plates, acid;      /* items */
  gint64     shelf, quarantine;       /* locations */
  gint64     supplier;
} Store;

static Store store;

/* -- Making -- */

static inline void
give_role (const char *login, const char *role)
{
  const ZgKind        *kind = zg_kind_by_id ("role_holder");
  g_autoptr (ZgRecord) held = zg_record_new (kind);

  zg_record_set_int (held, zg_kind_field (kind, "person"), ask ("SELECT id FROM person WHERE login = $1", login));
  zg_record_set_text (held, zg_kind_field (kind, "role"), role);
  zg_record_set_text (held, zg_kind_field (kind, "from_day"), "2026-11-01");
  done (trial.admin, held, "create", NULL);
}

static inline gint64
make_item (const char *code, const char *name, int hazard)
{
  g_autoptr (ZgRecord) item = zg_record_new (&zg_item);

  zg_record_set_text (item, ZG_GOODS_CODE, code);
  zg_record_set_text (item, ZG_GOODS_NAME, name);
  zg_record_set_text (item, ZG_GOODS_MEASURE, "件");
  zg_record_set_int (item, ZG_GOODS_HAZARD, hazard);
  done (store.buyer, item, "create", NULL);
  return item->id;
}

static inline gint64
make_location (const char *code, int sort)
{
  g_autoptr (ZgRecord) location = zg_record_new (&zg_stock_location);

  zg_record_set_text (location, ZG_LOCATION_CODE, code);
  zg_record_set_int (location, ZG_LOCATION_SORT, sort);
  done (store.keeper, location, "create", NULL);
  return location->id;
}

static inline void
store_open (void)
{
  g_autoptr (ZgRecord) supplier = zg_record_new (&zg_supplier);

  give_role ("liuyang", "whk");
  give_role ("huanglei", "whs");
  give_role ("lina", "qci");
  give_role ("zhangwei", "buy");
  give_role ("wangjianguo", "whk");
  store.keeper = log_in ("liuyang");
  store.supervisor = log_in ("huanglei");
  store.finance = log_in ("sunli");
  store.director = log_in ("gaoyuan");
  store.inspector = log_in ("lina");
  store.buyer = log_in ("zhangwei");
  store.cups = make_item ("SKU-1", "茶杯", ZG_HAZARD_NONE);
  store.plates = make_item ("SKU-2", "盘子", ZG_HAZARD_NONE);
  store.acid = make_item ("SKU-9", "除垢酸", ZG_HAZARD_TOXIC);
  store.shelf = make_location ("A-01", ZG_LOCATION_SHELF);
  store.quarantine = make_location ("Q-01", ZG_LOCATION_QUARANTINE);
  zg_record_set_text (supplier, ZG_SUPPLIER_NAME, "景德瓷业");
  done (store.buyer, supplier, "create", NULL);
  store.supplier = supplier->id;
}

static inline void
store_close (void)
{
  ZgSession *sessions[] = { store.keeper, store.supervisor, store.finance, store.director, store.inspector, store.buyer };

  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    zg_session_unref (sessions[i]);
}

/* -- What must hold at any time (D08-5a) -- */

static inline gint64
number (const char *sql)
{
  return ask (sql, NULL);
}

static inline void
books_agree (void)
{
  /* every balance is the sum of its lines and of its card's last line, both by key and by item */
  g_assert_cmpint (number ("SELECT count(*) FROM (SELECT ledger, k1, k2, k3, k4, sum (qty) AS q, sum (value_fen) AS v"
                           " FROM ledger_line GROUP BY ledger, k1, k2, k3, k4) l LEFT JOIN balance b ON b.ledger = l.ledger"
                           " AND b.k1 = l.k1 AND b.k2 = l.k2 AND b.k3 = l.k3 AND b.k4 = l.k4"
                           " WHERE b.qty IS NULL OR b.qty <> l.q OR b.value_fen <> l.v"), ==, 0);
  g_assert_cmpint (number ("SELECT count(*) FROM (SELECT k1, sum (qty) AS q FROM balance WHERE ledger = 'stock' GROUP BY k1) s"
                           " JOIN balance v ON v.ledger = 'stock_value' AND v.k1 = s.k1 WHERE v.qty <> s.q"), ==, 0);
  g_assert_cmpint (number ("SELECT count(*) FROM balance WHERE ledger LIKE 'stock%' AND (qty < 0 OR value_fen < 0)"), ==, 0);
  g_assert_cmpint (number ("SELECT count(*) FROM (SELECT sum (qty) OVER (PARTITION BY ledger, k1, k2, k3, k4 ORDER BY day) AS q"
                           " FROM ledger_line WHERE ledger LIKE 'stock%') d WHERE q < 0"), ==, 0);
}

static inline gint64
on_hand (gint64 item, int state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT CAST (COALESCE (sum (qty), 0) AS BIGINT) FROM balance WHERE ledger = 'stock'"
                                          " AND k1 = %" G_GINT64_FORMAT " AND (%d = 0 OR k4 = %d)", item, state, state);

  return number (sql);
}

static inline gint64
worth (gint64 item)
{
  g_autofree char *sql = g_strdup_printf ("SELECT value_fen FROM balance WHERE ledger = 'stock_value' AND k1 = %"
                                          G_GINT64_FORMAT, item);

  return number (sql);
}

/* -- Documents -- */

static inline void
run (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *lines, const char *opinion)
{
  g_autoptr (GError) error = NULL;

  if (!zg_book_run (session, record, verb, lines, opinion, NULL, NULL, &error))
    g_error ("%s.%s: %s", record->kind->id, verb, error->message);
  books_agree ();
}

/* Refused for @field of a line or of the record, by @clause. */
static inline void
fails (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *lines, const char *field, const char *clause)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) copy = zg_record_copy (record);
  GPtrArray           *faults;
  gboolean             found = FALSE;

  g_assert_false (zg_book_run (session, copy, verb, lines, NULL, NULL, NULL, &error));
  faults = zg_error_get_faults (error);
  for (guint i = 0; faults && i < faults->len; i++)
    {
      const ZgFault *fault = faults->pdata[i];

      found = found || ((field == NULL || g_strcmp0 (fault->field, field) == 0) && g_strcmp0 (fault->clause, clause) == 0);
    }
  if (faults == NULL && field == NULL)
    found = g_strcmp0 (zg_error_get_clause (error), clause) == 0;
  if (!found)
    g_error ("%s.%s: no fault on %s by %s: %s", record->kind->id, verb, field, clause, error->message);
  books_agree ();
}

static inline GPtrArray *
one_line (ZgRecord *line)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  g_ptr_array_add (lines, line);
  return lines;
}

static inline ZgRecord *
line_of (const ZgKind *kind, gint64 parent, gint64 item)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE parent_id = %" G_GINT64_FORMAT " AND item = %" G_GINT64_FORMAT
                                          " AND state = 'active'", kind->id, parent, item);
  gint64           id = number (sql);

  g_assert_cmpint (id, >, 0);
  return get (kind, id);
}

static inline ZgRecord *
receipt_line (gint64 item, gint64 noted, gint64 received, gint64 price)
{
  static const int checks[] = { ZG_RECEIPT_LINE_NAME_OK, ZG_RECEIPT_LINE_QUALITY_OK, ZG_RECEIPT_LINE_SPEC_OK,
                                ZG_RECEIPT_LINE_VARIETY_OK };
  ZgRecord        *line = zg_record_new (&zg_goods_receipt_line);

  zg_record_set_int (line, ZG_RECEIPT_LINE_ITEM, item);
  zg_record_set_int (line, ZG_RECEIPT_LINE_NOTED, noted * 1000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, received * 1000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_PRICE, price);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    zg_record_set_int (line, checks[i], 1);
  return line;
}

static inline ZgRecord *
receipt_of (const char *note)
{
  ZgRecord *receipt = zg_record_new (&zg_goods_receipt);

  zg_record_set_int (receipt, ZG_RECEIPT_SUPPLIER, store.supplier);
  zg_record_set_text (receipt, ZG_RECEIPT_NOTE, note);
  zg_record_set_day (receipt, ZG_RECEIPT_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  return receipt;
}

/* Received, signed by two, booked, passed whole to the shelf. @expires: (nullable). */
static inline gint64
received_until (gint64 item, gint64 qty, gint64 price, const char *expires)
{
  static const char *const verbs[] = { "label", "stick", "sign", NULL };
  g_autoptr (ZgRecord)     receipt = receipt_of ("SH-0");
  g_autoptr (GPtrArray)    lines = one_line (receipt_line (item, qty, qty, price));
  g_autoptr (GPtrArray)    passed = NULL;
  ZgRecord                *line;

  if (expires)
    zg_record_set_text (lines->pdata[0], ZG_RECEIPT_LINE_EXPIRES, expires);
  run (store.keeper, receipt, "create", lines, NULL);
  run (store.keeper, receipt, "accept", NULL, NULL);
  for (int i = 0; verbs[i]; i++)
    run (store.keeper, receipt, verbs[i], NULL, NULL);
  run (store.supervisor, receipt, "countersign", NULL, NULL);
  run (store.keeper, receipt, "send", NULL, NULL);
  run (store.finance, receipt, "take", NULL, NULL);
  zg_record_set_text (receipt, ZG_RECEIPT_VOUCHER, "记-1");
  run (store.finance, receipt, "book", NULL, NULL);
  line = line_of (&zg_goods_receipt_line, receipt->id, item);
  zg_record_set_int (line, ZG_RECEIPT_LINE_PASSED, qty * 1000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_LOCATION, store.shelf);
  passed = one_line (line);
  run (store.inspector, receipt, "pass", passed, NULL);
  return receipt->id;
}

static inline gint64
received (gint64 item, gint64 qty, gint64 price)
{
  return received_until (item, qty, price, NULL);
}

static inline ZgRecord *
issue_of (int sort, gint64 item, gint64 qty, gint64 lot, GPtrArray **lines)
{
  ZgRecord *issue = zg_record_new (&zg_goods_issue), *line = zg_record_new (&zg_goods_issue_line);

  zg_record_set_int (issue, ZG_ISSUE_SORT, sort);
  zg_record_set_day (issue, ZG_ISSUE_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_text (issue, ZG_ISSUE_PURPOSE, "拍摄样品");
  zg_record_set_int (line, ZG_ISSUE_LINE_ITEM, item);
  zg_record_set_int (line, ZG_ISSUE_LINE_QTY, qty * 1000);
  zg_record_set_int (line, ZG_ISSUE_LINE_FROM, ZG_STOCK_AVAILABLE);
  zg_record_set_int (line, ZG_ISSUE_LINE_LOCATION, store.shelf);
  if (lot)
    zg_record_set_int (line, ZG_ISSUE_LINE_LOT, lot);
  *lines = one_line (line);
  return issue;
}

static inline void
papers_are_complete (ZgRecord *issue)
{
  zg_record_set_int (issue, ZG_ISSUE_NOTE_OK, 1);
  zg_record_set_int (issue, ZG_ISSUE_APPROVAL_OK, 1);
  zg_record_set_text (issue, ZG_ISSUE_APPROVAL, "批-7");
}

static inline void
issue_to_the_end (ZgRecord *issue)
{
  run (store.keeper, issue, "clear", NULL, NULL);
  run (store.keeper, issue, "pick", NULL, NULL);
  run (store.supervisor, issue, "check", NULL, NULL);
  zg_record_set_text (issue, ZG_ISSUE_HANDED_TO, "顺丰 小李");
  run (store.keeper, issue, "issue", NULL, NULL);
}

/* -- What a review says -- */

static inline gpointer
read_facts (ZgDb *db, gpointer staff, GCancellable *cancellable, GError **error)
{
  ZgReviewAsk ask = { .book = trial.book, .db = db, .staff = *(gint64 *) staff, .from = day ("2026-11-01"),
                      .to = day ("2026-11-30"), .kept = zg_review_kept_new () };
  ZgReviewFacts *facts = zg_review_find (zg_review_source (13), &ask, error);

  g_hash_table_unref (ask.kept);
  return facts;
}

/* The review of whoever answers for it says so, with the stocktake it comes from; that of @other says nothing (D08-7b,
 * D20-4.1). */
static inline void
reviewed (gint64 keeper, gint64 other, gint64 stocktake)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (ZgReviewFacts) facts = zg_store_read (zg_book_store (trial.book), read_facts, &keeper, &error);
  g_autoptr (ZgReviewFacts) none = zg_store_read (zg_book_store (trial.book), read_facts, &other, &error);
  const ZgReviewLine       *line;

  g_assert_no_error (error);
  g_assert_true (facts->missing == NULL && none->missing == NULL);
  g_assert_cmpint (none->figure, ==, 0);
  g_assert_cmpint (facts->figure, ==, 100);
  g_assert_cmpuint (facts->lines->len, ==, 1);
  line = facts->lines->pdata[0];
  g_assert_cmpstr (line->kind, ==, "stocktake");
  g_assert_cmpint (line->record, ==, stocktake);
  g_assert_nonnull (strstr (line->words, "PD-2026-"));
}

/* -- Settled days -- */

static inline void
settle (const char *on)
{
  g_autoptr (ZgRecord) settled = zg_record_new (&zg_stock_day);

  zg_record_set_text (settled, ZG_STOCK_DAY_DAY, on);
  run (store.keeper, settled, "create", NULL, NULL);
}

static inline ZgRecord *
settled_day (const char *on)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM stock_day WHERE day = '%s'", on);

  return get (&zg_stock_day, number (sql));
}

/* @on is not opened again, for @later is settled too. */
static inline void
stays_settled (const char *on, const char *later)
{
  g_autoptr (ZgRecord) settled = settled_day (on);
  g_autoptr (GError)   error = NULL;

  g_assert_false (zg_book_run (store.supervisor, settled, "reopen", NULL, "漏记", NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, later));
}
