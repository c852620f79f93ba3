/* zg-receipt-report.c: what a receipt brought to its places is reported to e-commerce, which lists what is there (D19-3.3.1, C14:
 * listing.quantity_report): the list of the quantities, the paper, and the duty to read it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-duty.h"
#include "zg-error.h"
#include "zg-money.h"
#include "zg-stock-paper.h"

/* -- The list -- */

static const ZgColumn columns[] = {
  { "no", N_ ("Receipt"), ZG_TEXT, "r.no", ZG_COL_SEARCH, .width = 125 },
  { "inspected_at", N_ ("At its places since"), ZG_TIME, "r.inspected_at" },
  { "code", N_ ("Item code"), ZG_TEXT, "i.code", ZG_COL_SEARCH, .width = 90 },
  { "item", N_ ("Item name"), ZG_TEXT, "i.name", ZG_COL_SEARCH, .width = 150, .search = "i.name_key" },
  { "spec", N_ ("Specification"), ZG_TEXT, "i.spec", .width = 90 },
  { "passed_milli", N_ ("Passed quantity"), ZG_QTY, "t.passed_milli" },
  { "measure", N_ ("Unit of measure"), ZG_TEXT, "i.measure", .width = 70 },
  { "location", N_ ("Location"), ZG_TEXT, "l.code", .width = 80 },
  { "inspector", N_ ("Reported by"), ZG_TEXT, "p.name", .width = 80 },
  { "seen_by", N_ ("Read by"), ZG_TEXT, "s.name", .width = 80 },
  { "seen_at", N_ ("Read at"), ZG_TIME, "r.seen_at", ZG_COL_HIDDEN },
};

static const ZgFilter filters[] = {
  { "unread", N_ ("Not read yet"), ZG_BOOL, "COALESCE (r.report_open, 0) = $v" },
  { "receipt", N_ ("Goods receipt"), ZG_REF, "t.parent_id = $v", .ref = "goods_receipt" },
  { "item", N_ ("Catalogue item"), ZG_REF, "t.item = $v", .ref = "item" },
};

static const ZgSheet report = {
  "receipt_report", N_ ("Quantities for listing"), &zg_goods_receipt_line, columns, G_N_ELEMENTS (columns),
  .from = "goods_receipt_line t JOIN goods_receipt r ON r.id = t.parent_id JOIN item i ON i.id = t.item"
          " LEFT JOIN stock_location l ON l.id = t.location LEFT JOIN person p ON p.id = r.inspector"
          " LEFT JOIN person s ON s.id = r.seen_by",
  .where = "t.passed_milli > 0 AND (r.report_open = 1 OR r.seen_at IS NOT NULL)",
  .filters = filters, .n_filters = G_N_ELEMENTS (filters), .order = "r.inspected_at DESC, t.id",
  .empty = N_ ("What passed its inspection and lies at its place: the warehouse reports it here, and e-commerce lists by it."),
};

/* -- The paper -- */

static const int head[] = { ZG_RECEIPT_SUPPLIER, ZG_RECEIPT_NOTE, ZG_RECEIPT_DAY, ZG_RECEIPT_INSPECTED_AT, -1 };

static gboolean
add_rows (ZgPaperTable *table, ZgDb *db, gint64 receipt, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT i.code, i.name, i.spec, t.passed_milli, i.measure, l.code FROM goods_receipt_line t"
                           " JOIN item i ON i.id = t.item LEFT JOIN stock_location l ON l.id = t.location"
                           " WHERE t.parent_id = $1 AND t.state = 'active' AND t.passed_milli > 0 ORDER BY t.position, t.id"),
                   "i", receipt);
  gboolean row = TRUE;

  for (int n = 1; rows && zg_stmt_step (rows, &row, error) && row; n++)
    {
      g_autofree char *number = g_strdup_printf ("%d", n);
      g_autofree char *qty = zg_milli_format (zg_stmt_int (rows, 3), ZG_MONEY_PLAIN);
      const char      *cells[] = { number, zg_stmt_text (rows, 0), zg_stmt_text (rows, 1), zg_stmt_text (rows, 2), qty,
                                   zg_stmt_text (rows, 4), zg_stmt_text (rows, 5) };

      zg_paper_table_row (table, cells, ZG_PAPER_ROW_PLAIN);
    }
  return rows && !row;
}

static ZgPaper *
make_report (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  const ZgPaperColumn titles[] = {
    { _ ("Row"), 10, 0, ZG_PAPER_CENTRE },
    { _ ("Item code"), 34, 0, ZG_PAPER_LEFT, .wrap = TRUE },
    { _ ("Item name"), 0, 3, ZG_PAPER_LEFT, .wrap = TRUE },
    { _ ("Specification"), 0, 2, ZG_PAPER_LEFT, .wrap = TRUE },
    { _ ("Passed quantity"), 24, 0, ZG_PAPER_RIGHT },
    { _ ("Unit of measure"), 22, 0, ZG_PAPER_LEFT, .wrap = TRUE },
    { _ ("Location"), 24, 0, ZG_PAPER_LEFT, .wrap = TRUE },
  };
  static const ZgPaperSigner signers[] = { { NULL, ZG_RECEIPT_INSPECTOR, ZG_RECEIPT_INSPECTED_AT },
                                           { NULL, ZG_RECEIPT_SEEN_BY, ZG_RECEIPT_SEEN_AT } };
  g_autoptr (ZgRecord) receipt = zg_book_get (db, &zg_goods_receipt, id, error);
  g_autoptr (ZgPaper)  paper = NULL;

  if (receipt == NULL)
    return NULL;
  if (!zg_record_is_set (receipt, ZG_RECEIPT_INSPECTED_AT))
    {
      zg_error_set_clause (error, ZG_ERROR_INVALID, "D19-3.3.1",
                           _ ("The receipt is “%s”: quantities are reported once the goods are inspected and lie at their "
                              "places. Nothing was printed."),
                           g_dgettext (GETTEXT_PACKAGE, zg_kind_state (receipt->kind, receipt->state)->title));
      return NULL;
    }
  paper = zg_stock_paper_new (&zg_paper_a4, _ ("Report of quantities for listing"), receipt, NULL, "D19-3.3.1");
  zg_stock_paper_to (paper, session, "goods_receipt.acknowledge");
  zg_paper_fields (paper, session, db, receipt, head, 0);
  zg_paper_space (paper, 3);
  if (!add_rows (zg_paper_table (paper, titles, G_N_ELEMENTS (titles), NULL), db, id, error))
    return NULL;
  zg_paper_space (paper, 5);
  zg_paper_signers (paper, db, receipt, signers, G_N_ELEMENTS (signers));
  return g_steal_pointer (&paper);
}

/* -- The duty -- */

#define HOUR G_GINT64_CONSTANT (3600000)

static gboolean
find_unread (ZgDutyAsk *ask, GError **error)
{
  gint64             hours = zg_policy_int (ask->policy, "listing.report.hours", 0, 0, ask->today);
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = TRUE;

  if (hours == 0)
    return TRUE;
  rows = zg_db_query (ask->db, error,
                      ZG_SQL ("SELECT id, no, inspected_at, seen_at FROM goods_receipt WHERE report_open = 1 OR seen_at >= $1"
                              " ORDER BY id"),
                      "i", zg_day_to_ms (ask->today, 0));
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDutyFound found = { zg_stmt_text (rows, 1), zg_stmt_int (rows, 2) + hours * HOUR, zg_stmt_int (rows, 3),
                            zg_stmt_int (rows, 0), .waits = TRUE };

      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

static const ZgDuty duty = { "stock.report", N_ ("Read the quantities for listing"), "goods_receipt", "acknowledge", "D19-3.3.1",
                             FALSE, find_unread };
static const ZgPaperDecl paper_of_report = { "receipt_quantities", N_ ("Report of quantities for listing"), &zg_goods_receipt,
                                             make_report };

void
zg_stock_report_init (void)
{
  zg_sheets_add (&report);
  zg_papers_add (&paper_of_report);
  zg_duties_add (&duty);
}
