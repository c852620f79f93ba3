/* zg-purchase.c: the kinds purchase_order 采购订单 and its lines: what receipts are checked against. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-stock-private.h"

static const ZgField fields[ZG_PURCHASE_N_FIELDS] = {
  [ZG_PURCHASE_SUPPLIER] = { "supplier", N_ ("Supplier"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "supplier" },
  [ZG_PURCHASE_DAY] = { "day", N_ ("Ordered on"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .initial = "today" },
  [ZG_PURCHASE_EXPECTED] = { "expected", N_ ("Expected on"), ZG_DAY, ZG_LIST, .clause = "D05-17" },
  [ZG_PURCHASE_CONTRACT] = { "contract", N_ ("Contract no."), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 40, .clause = "D19-3.1.2" },
  [ZG_PURCHASE_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_PURCHASE_PLACED_BY] = { "placed_by", N_ ("Placed by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_PURCHASE_PLACED_AT] = { "placed_at", N_ ("Placed at"), ZG_TIME, ZG_COMPUTED },
};

static const ZgField line_fields[ZG_PURCHASE_LINE_N_FIELDS] = {
  [ZG_PURCHASE_LINE_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_HIDDEN },
  [ZG_PURCHASE_LINE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "item", .width = 240 },
  [ZG_PURCHASE_LINE_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST },
  [ZG_PURCHASE_LINE_PRICE] = { "price_fen", N_ ("Price"), ZG_MONEY, ZG_LIST },
  [ZG_PURCHASE_LINE_AMOUNT] = { "amount_fen", N_ ("Amount"), ZG_MONEY, ZG_COMPUTED | ZG_LIST },
  [ZG_PURCHASE_LINE_NOTE] = { "note", N_ ("Note"), ZG_TEXT, ZG_LIST, .max = 120 },
};

static void
recompute_line (ZgRecord *line)
{
  if (zg_record_is_set (line, ZG_PURCHASE_LINE_PRICE) && zg_record_is_set (line, ZG_PURCHASE_LINE_QTY))
    zg_record_set_int (line, ZG_PURCHASE_LINE_AMOUNT,
                       zg_stock_times (zg_record_int (line, ZG_PURCHASE_LINE_QTY), zg_record_int (line, ZG_PURCHASE_LINE_PRICE)));
  else
    zg_record_set_null (line, ZG_PURCHASE_LINE_AMOUNT);
}

/* -- Rules -- */

static void
check_lines (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_purchase_order_line);

  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];

      if (zg_record_int (line, ZG_PURCHASE_LINE_QTY) <= 0)
        zg_stock_line_fault (work, line, ZG_PURCHASE_LINE_QTY, NULL, _ ("The quantity must be above 0."));
      if (zg_record_int (line, ZG_PURCHASE_LINE_PRICE) < 0)
        zg_stock_line_fault (work, line, ZG_PURCHASE_LINE_PRICE, NULL, _ ("A price is not below 0."));
      if (zg_item_hazard (zg_work_db (work), zg_record_int (line, ZG_PURCHASE_LINE_ITEM)) != ZG_HAZARD_NONE)
        zg_stock_line_fault (work, line, ZG_PURCHASE_LINE_ITEM, "D03-3.4.3",
                       _ ("Flammable, explosive, toxic and harmful goods are not kept in the warehouse. Take the item out."));
    }
}

static void
check_place (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_purchase_order_line);

  check_lines (work);
  if (lines->len == 0)
    zg_work_fault (work, -1, -1, NULL, _ ("The order has no lines yet."));
}

#define HEAD                                                                                                                     \
  (ZG_F (ZG_PURCHASE_SUPPLIER) | ZG_F (ZG_PURCHASE_DAY) | ZG_F (ZG_PURCHASE_EXPECTED) | ZG_F (ZG_PURCHASE_CONTRACT) |            \
   ZG_F (ZG_PURCHASE_REMARK))

static const ZgState states[] = {
  { "placed", N_ ("Ordered"), ZG_TONE_PENDING },
  { "closed", N_ ("Delivered"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD, .check = check_lines },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD, .check = check_lines },
  { "draft", "place", "placed", ZG_PRIMARY | ZG_WITH_LINES, HEAD, ZG_F (ZG_PURCHASE_PLACED_BY) | ZG_F (ZG_PURCHASE_PLACED_AT),
    .check = check_place, .clause = "D19-3.1.1", .title = N_ ("Place the order") },
  { "placed", "close", "closed", 0, .title = N_ ("All delivered") },
  { "placed", "cancel", "cancelled", ZG_DESTROYS | ZG_NEEDS_OPINION },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_purchase_order = {
  .id = "purchase_order",
  .title = N_ ("Purchase order"),
  .module = "stock",
  .prefix = "CG",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D19-3.1.1",
  .empty = N_ ("What was ordered of whom. Receipts are checked against it."),
};

static void
check_open (ZgWork *work)
{
  static const char *const open[] = { "draft", NULL };

  zg_stock_line_open (work, &zg_purchase_order, open);
}

static const ZgStep line_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "remove", "removed", ZG_FOLLOWS },
};

const ZgKind zg_purchase_order_line = {
  .id = "purchase_order_line",
  .title = N_ ("Lines of the purchase order"),
  .module = "stock",
  ZG_FIELDS (line_fields),
  ZG_STEPS (line_steps),
  .parent = "purchase_order",
  .name = "item",
  .order = "t.position, t.id",
  .recompute = recompute_line,
};

/* -- For receipts -- */

gint64
zg_purchase_open (ZgDb *db, gint64 order, gint64 item)
{
  gint64 open = 0;

  zg_db_int (db, &open, NULL,
             ZG_SQL ("SELECT CAST (COALESCE ((SELECT sum (l.qty_milli) FROM purchase_order_line l WHERE l.parent_id = $1"
                     " AND l.state = 'active' AND (CAST ($2 AS BIGINT) = 0 OR l.item = $2)), 0)"
                     " - COALESCE ((SELECT sum (c.accepted_milli) FROM goods_receipt_line c"
                     " JOIN goods_receipt r ON r.id = c.parent_id WHERE r.purchase_order = $1"
                     " AND (CAST ($2 AS BIGINT) = 0 OR c.item = $2) AND c.state = 'active'"
                     " AND r.state NOT IN ('draft', 'deleted', 'refused')), 0) AS BIGINT)"),
             "ii", order, item);
  return open;
}
