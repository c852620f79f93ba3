/* zg-stock-ledger.c: the ledgers of the warehouse and the lists that read them: balance by place, balance by item, entries. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-stock-private.h"

const ZgEnum zg_stock_states[] = {
  { ZG_STOCK_PENDING, "pending", N_ ("Waits for inspection") },
  { ZG_STOCK_AVAILABLE, "available", N_ ("Available") },
  { ZG_STOCK_RESERVED, "reserved", N_ ("Reserved") },
  { ZG_STOCK_QUARANTINE, "quarantine", N_ ("In quarantine") },
  { ZG_STOCK_DAMAGED, "damaged", N_ ("Damaged") },
  { 0 },
};

const ZgLedger zg_stock_ledger = {
  .name = "stock",
  .title = N_ ("Stock"),
  .type = ZG_QTY,
  .keys = { "item", "goods_receipt", "stock_location", "state" },
  .floored = TRUE,
  .period = "stock",
  .right = "stock_balance.view",
  .clause = "D08-5a",
};

const ZgLedger zg_stock_value_ledger = {
  .name = "stock_value",
  .title = N_ ("Value of the stock"),
  .type = ZG_QTY,
  .keys = { "item" },
  .floored = TRUE,
  .period = "stock",
  .valued = TRUE,
  .right = "stock_balance.view",
  .clause = "D08-6",
};

/* -- By place -- */

#define VIEW_HEAD                                                                                                                \
  " CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id,"                    \
  " CAST (NULL AS BIGINT) AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state,"

static const ZgField balance_fields[] = {
  { "item", N_ ("Catalogue item"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "item", .width = 260 },
  { "lot", N_ ("Lot (receipt)"), ZG_REF, ZG_LIST, .ref = "goods_receipt" },
  { "location", N_ ("Location"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "stock_location", .clause = "D08-9" },
  { "condition", N_ ("Condition"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_stock_states, .clause = "D16-7" },
  { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_LIST, .clause = "D08-1.2" },
};

const ZgKind zg_stock_balance = {
  .id = "stock_balance",
  .title = N_ ("Stock by location"),
  .module = "stock",
  ZG_FIELDS (balance_fields),
  .order = "t.item, t.location, t.lot, t.condition",
  .clause = "D08-9",
  .empty = N_ ("What lies where, by lot and condition. Receipts, issues, moves and counts write it."),
  .view = ZG_SQL (
      "SELECT row_number () OVER (ORDER BY b.k1, b.k2, b.k3, b.k4) AS id," VIEW_HEAD
      " CAST (NULL AS TEXT) AS no, CAST (0 AS BIGINT) AS created_ms, CAST (NULL AS BIGINT) AS import_id, b.k1 AS item,"
      " CASE WHEN b.k2 > 0 THEN b.k2 END AS lot, CASE WHEN b.k3 > 0 THEN b.k3 END AS location, b.k4 AS condition,"
      " b.qty AS qty_milli FROM balance b WHERE b.ledger = 'stock' AND b.qty <> 0"),
};

/* -- By item -- */

static const ZgField level_fields[] = {
  { "item", N_ ("Catalogue item"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "item", .width = 260 },
  { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_LIST, .width = 72 },
  { "available_milli", N_ ("Available"), ZG_QTY, ZG_LIST, .width = 72 },
  { "promised_milli", N_ ("Promised to customers"), ZG_QTY, ZG_LIST, .width = 72, .clause = "D18-5.2" },
  { "sellable_milli", N_ ("Can be sold"), ZG_QTY, ZG_LIST, .width = 72, .clause = "D19-3.3.1" },
  { "pending_milli", N_ ("Waits for inspection"), ZG_QTY, ZG_LIST, .width = 72 },
  { "reserved_milli", N_ ("Reserved"), ZG_QTY, ZG_LIST, .width = 72 },
  { "quarantine_milli", N_ ("In quarantine"), ZG_QTY, ZG_LIST, .width = 72 },
  { "damaged_milli", N_ ("Damaged"), ZG_QTY, ZG_LIST, .width = 72 },
  { "value_fen", N_ ("Worth"), ZG_MONEY, ZG_LIST, .clause = "D08-6" },
  { "min_milli", N_ ("Lowest stock"), ZG_QTY, ZG_LIST | ZG_NO_SUM, .width = 72, .clause = "D08-8b" },
  { "max_milli", N_ ("Highest stock"), ZG_QTY, ZG_LIST | ZG_NO_SUM, .width = 72, .clause = "D08-8b" },
  { "is_short", N_ ("Too little"), ZG_BOOL, ZG_LIST | ZG_FILTER, .clause = "D08-8b" },
  { "is_over", N_ ("Too much"), ZG_BOOL, ZG_LIST | ZG_FILTER, .clause = "D16-8" },
  { "last_issue", N_ ("Last issue"), ZG_DAY, ZG_LIST, .clause = "D16-8" },
};

/* Promised: what confirmed orders want and no issue has set aside yet. What is left of the available is what may be listed.
 * Last issue: nothing scrapped (3), sent back (2) or found missing counts as one. */
const ZgKind zg_stock_level = {
  .id = "stock_level",
  .title = N_ ("Stock by item"),
  .module = "stock",
  ZG_FIELDS (level_fields),
  .order = "t.item",
  .clause = "D08-8b",
  .empty = N_ ("How much of each item is there, what it is worth, and whether it is too little or too much."),
  .view = ZG_SQL (
      "SELECT i.id AS id," VIEW_HEAD
      " CAST (NULL AS TEXT) AS no, i.created_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, i.id AS item,"
      " COALESCE (s.qty, 0) AS qty_milli, COALESCE (s.available, 0) AS available_milli, COALESCE (p.qty, 0) AS promised_milli,"
      " COALESCE (s.available, 0) - COALESCE (p.qty, 0) AS sellable_milli, COALESCE (s.pending, 0) AS pending_milli,"
      " COALESCE (s.reserved, 0) AS reserved_milli, COALESCE (s.quarantine, 0) AS quarantine_milli,"
      " COALESCE (s.damaged, 0) AS damaged_milli, COALESCE (v.value_fen, 0) AS value_fen, i.min_milli AS min_milli,"
      " i.max_milli AS max_milli,"
      " CAST (CASE WHEN COALESCE (s.available, 0) < COALESCE (i.min_milli, 0) THEN 1 ELSE 0 END AS BIGINT) AS is_short,"
      " CAST (CASE WHEN i.max_milli IS NOT NULL AND COALESCE (s.qty, 0) > i.max_milli THEN 1 ELSE 0 END AS BIGINT) AS is_over,"
      " (SELECT l.day FROM ledger_line l WHERE l.ledger = 'stock_value' AND l.k1 = i.id AND l.k2 = 0 AND l.k3 = 0 AND l.k4 = 0"
      " AND l.qty < 0 AND l.kind = 'goods_issue' AND NOT EXISTS (SELECT 1 FROM goods_issue g WHERE g.id = l.doc"
      " AND g.kind IN (2, 3)) ORDER BY l.day DESC LIMIT 1) AS last_issue"
      " FROM item i LEFT JOIN (SELECT k1, CAST (sum (qty) AS BIGINT) AS qty,"
      " CAST (sum (CASE WHEN k4 = 1 THEN qty ELSE 0 END) AS BIGINT) AS pending,"
      " CAST (sum (CASE WHEN k4 = 2 THEN qty ELSE 0 END) AS BIGINT) AS available,"
      " CAST (sum (CASE WHEN k4 = 3 THEN qty ELSE 0 END) AS BIGINT) AS reserved,"
      " CAST (sum (CASE WHEN k4 = 4 THEN qty ELSE 0 END) AS BIGINT) AS quarantine,"
      " CAST (sum (CASE WHEN k4 = 5 THEN qty ELSE 0 END) AS BIGINT) AS damaged"
      " FROM balance WHERE ledger = 'stock' GROUP BY k1) s ON s.k1 = i.id"
      " LEFT JOIN balance v ON v.ledger = 'stock_value' AND v.k1 = i.id AND v.k2 = 0 AND v.k3 = 0 AND v.k4 = 0"
      " LEFT JOIN (SELECT w.item, CAST (sum (CASE WHEN w.qty > w.aside THEN w.qty - w.aside ELSE 0 END) AS BIGINT) AS qty"
      " FROM (SELECT o.item, o.qty, COALESCE ((SELECT CAST (sum (l.qty_milli) AS BIGINT) FROM goods_issue g"
      " JOIN goods_issue_line l ON l.parent_id = g.id AND l.item = o.item AND l.state = 'active'"
      " WHERE g.sales_order = o.sales_order AND g.state IN ('cleared', 'picked', 'checked', 'issued', 'released')), 0) AS aside"
      " FROM (SELECT sales_order, item, CAST (sum (qty_milli) AS BIGINT) AS qty FROM order_item WHERE state = 'reserved'"
      " GROUP BY sales_order, item) o) w GROUP BY w.item) p ON p.item = i.id"
      " WHERE i.state = 'active' OR COALESCE (s.qty, 0) <> 0 OR COALESCE (p.qty, 0) <> 0"),
};

/* -- Entries: the item ledger (R27) -- */

static const ZgField entry_fields[] = {
  { "day", N_ ("Day"), ZG_DAY, ZG_LIST | ZG_FILTER },
  { "item", N_ ("Catalogue item"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "item", .width = 240 },
  { "lot", N_ ("Lot (receipt)"), ZG_REF, ZG_LIST, .ref = "goods_receipt" },
  { "location", N_ ("Location"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "stock_location" },
  { "condition", N_ ("Condition"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_stock_states },
  { "in_milli", N_ ("Goods in"), ZG_QTY, ZG_LIST },
  { "out_milli", N_ ("Goods out"), ZG_QTY, ZG_LIST },
  { "document", N_ ("Document"), ZG_TEXT, ZG_LIST | ZG_SEARCH },
  { "who", N_ ("Entered by"), ZG_REF, ZG_LIST, .ref = "person", .clause = "D03-3.4.1" },
  { "at", N_ ("Entered at"), ZG_TIME, ZG_LIST },
};

const ZgKind zg_stock_entry = {
  .id = "stock_entry",
  .title = N_ ("Ledger entry"),
  .module = "stock",
  ZG_FIELDS (entry_fields),
  .order = "t.day DESC, t.id DESC",
  .clause = "D08-5a",
  .empty = N_ ("Every movement of goods with its document and who entered it. Nothing here is ever changed: a correction is a "
               "new "
               "entry."),
  .view = ZG_SQL (
      "SELECT l.chain * 1099511627776 + l.seq * 4096 + l.n AS id," VIEW_HEAD
      " a.no AS no, a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, l.day AS day, l.k1 AS item,"
      " CASE WHEN l.k2 > 0 THEN l.k2 END AS lot, CASE WHEN l.k3 > 0 THEN l.k3 END AS location, l.k4 AS condition,"
      " CASE WHEN l.qty > 0 THEN l.qty END AS in_milli, CASE WHEN l.qty < 0 THEN -l.qty END AS out_milli,"
      " a.no AS document, a.actor AS who, a.at_ms AS at FROM ledger_line l JOIN audit a ON a.chain = l.chain AND a.seq = l.seq"
      " WHERE l.ledger = 'stock'"),
};

/* -- Reading -- */

gboolean
zg_stock_sellable (ZgDb *db, gint64 item, int today, gint64 *qty_milli, GError **error)
{
  char text[11];

  *qty_milli = 0;
  return zg_db_int (db, qty_milli, error,
                    ZG_SQL ("SELECT CAST (COALESCE (sum (b.qty), 0) AS BIGINT) FROM balance b WHERE b.ledger = 'stock'"
                            " AND b.k1 = $1 AND b.k4 = 2 AND NOT EXISTS (SELECT 1 FROM goods_receipt_line l"
                            " WHERE l.parent_id = b.k2 AND l.item = b.k1 AND l.state = 'active' AND l.expires < $2)"),
                    "is", item, zg_day_format (today, text));
}

gboolean
zg_stock_available (ZgDb *db, gint64 item, gint64 *qty_milli, GError **error)
{
  *qty_milli = 0;
  return zg_db_int (db, qty_milli, error,
                    ZG_SQL ("SELECT CAST (COALESCE (sum (qty), 0) AS BIGINT) FROM balance WHERE ledger = 'stock' AND k1 = $1"
                            " AND k4 = 2"), "i", item);
}

gboolean
zg_stock_promised (ZgDb *db, gint64 item, gint64 *qty_milli, GError **error)
{
  *qty_milli = 0;
  return zg_db_int (
      db, qty_milli, error,
      ZG_SQL ("SELECT CAST (COALESCE (sum (CASE WHEN w.qty > w.aside THEN w.qty - w.aside ELSE 0 END), 0) AS BIGINT)"
              " FROM (SELECT o.qty, COALESCE ((SELECT CAST (sum (l.qty_milli) AS BIGINT) FROM goods_issue g"
              " JOIN goods_issue_line l ON l.parent_id = g.id AND l.item = $1 AND l.state = 'active'"
              " WHERE g.sales_order = o.sales_order AND g.state IN ('cleared', 'picked', 'checked', 'issued', 'released')), 0)"
              " AS aside FROM (SELECT sales_order, CAST (sum (qty_milli) AS BIGINT) AS qty FROM order_item"
              " WHERE state = 'reserved' AND item = $1 GROUP BY sales_order) o) w"),
      "i", item);
}

/* The same rule by which post() reckons what goes out. */
gint64
zg_stock_value_of (ZgDb *db, gint64 item, gint64 qty_milli)
{
  const gint64 keys[4] = { item };
  gint64 qty = 0, fen = 0;

  if (!zg_ledger_balance (db, &zg_stock_value_ledger, keys, &qty, &fen, NULL) || qty <= 0)
    return 0;
  __extension__ typedef __int128 Wide;
  return (gint64) (((Wide) fen * qty_milli * 2 + qty) / ((Wide) qty * 2));
}

gint64
zg_stock_times (gint64 qty_milli, gint64 price_fen)
{
  __extension__ typedef __int128 Wide;

  return (gint64) (((Wide) qty_milli * price_fen + 500) / 1000);
}

void
zg_stock_ledger_init (void)
{
  zg_ledgers_add (&zg_stock_ledger);
  zg_ledgers_add (&zg_stock_value_ledger);
}
