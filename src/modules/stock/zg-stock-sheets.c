/* zg-stock-sheets.c: lists of the warehouse that are more than the register of a kind. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-stock-private.h"

/* -- R33: goods with a special requirement (D08-10) -- */

static const ZgColumn special_columns[] = {
  { "code", N_ ("Item code"), ZG_TEXT, "t.code", ZG_COL_SEARCH },
  { "name", N_ ("Item name"), ZG_TEXT, "t.name", ZG_COL_SEARCH, .width = 200, .search = "t.name_key" },
  { "spec", N_ ("Specification"), ZG_TEXT, "t.spec" },
  { "requirement", N_ ("Special requirement"), ZG_TEXT, "t.requirement", ZG_COL_SEARCH | ZG_COL_EXPAND },
  { "keeper", N_ ("Named keeper"), ZG_TEXT, "k.name", ZG_COL_SEARCH, .search = "k.name_key" },
  { "mark", N_ ("Visible mark"), ZG_TEXT, "t.mark" },
  { "location", N_ ("Location"), ZG_TEXT,
    "(SELECT min (l.code) FROM stock_location l WHERE l.item = t.id AND l.state = 'active')" },
  { "qty_milli", N_ ("Quantity"), ZG_QTY,
    "COALESCE ((SELECT CAST (sum (b.qty) AS BIGINT) FROM balance b WHERE b.ledger = 'stock' AND b.k1 = t.id), 0)" },
};

static const ZgSheet special_goods = {
  "special_goods", N_ ("Special goods"), &zg_item, special_columns, G_N_ELEMENTS (special_columns),
  .from = "item t LEFT JOIN staff k ON k.id = t.keeper", .where = "t.requirement IS NOT NULL AND t.state = 'active'",
  .order = "t.code", .empty = N_ ("Goods that need a named keeper and a visible mark stand here."),
};

/* -- R31: differences of counts (D08-7b) -- */

static const ZgColumn difference_columns[] = {
  { "no", N_ ("Stocktake"), ZG_TEXT, "s.no", ZG_COL_SEARCH },
  { "day", N_ ("Day of the count"), ZG_DAY, "s.day" },
  { "item", N_ ("Catalogue item"), ZG_TEXT, "i.code || ' ' || i.name", ZG_COL_SEARCH, .width = 200 },
  { "location", N_ ("Location"), ZG_TEXT, "l.code" },
  { "book_milli", N_ ("Book quantity"), ZG_QTY, "t.book_milli" },
  { "counted_milli", N_ ("Counted quantity"), ZG_QTY, "t.counted_milli" },
  { "surplus_milli", N_ ("Surplus"), ZG_QTY, "t.surplus_milli" },
  { "shortage_milli", N_ ("Shortage"), ZG_QTY, "t.shortage_milli" },
  { "damaged_milli", N_ ("Of it damaged"), ZG_QTY, "t.damaged_milli" },
  { "difference_fen", N_ ("Value of the difference"), ZG_MONEY, "t.difference_fen" },
  { "cause", N_ ("Cause"), ZG_TEXT, "t.cause" },
  { "responsible", N_ ("Responsible"), ZG_TEXT, "p.name", ZG_COL_SEARCH, .search = "p.name_key" },
  { "proposal", N_ ("Proposal"), ZG_TEXT, "t.proposal", ZG_COL_EXPAND },
};

static const ZgFilter difference_filters[] = {
  { "stocktake", N_ ("Stocktake"), ZG_REF, "t.parent_id = $v", .ref = "stocktake" },
  { "responsible", N_ ("Responsible"), ZG_REF, "t.responsible = $v", .ref = "staff" },
  { "item", N_ ("Catalogue item"), ZG_REF, "t.item = $v", .ref = "item" },
};

static const ZgSheet differences = {
  "stock_difference", N_ ("Differences of counts"), &zg_stocktake_line, difference_columns, G_N_ELEMENTS (difference_columns),
  .from = "stocktake_line t JOIN stocktake s ON s.id = t.parent_id JOIN item i ON i.id = t.item"
          " LEFT JOIN stock_location l ON l.id = t.location LEFT JOIN staff p ON p.id = t.responsible",
  .where = "s.state NOT IN ('draft', 'counting', 'counted', 'deleted') AND"
           " (t.surplus_milli > 0 OR t.shortage_milli > 0 OR t.damaged_milli > 0)",
  .filters = difference_filters, .n_filters = G_N_ELEMENTS (difference_filters), .order = "s.day DESC, t.id",
  .empty = N_ ("What counts found too much, missing or damaged, why, and who answers for it."),
};

void
zg_stock_sheets_init (void)
{
  zg_sheets_add (&special_goods);
  zg_sheets_add (&differences);
}
