/* zg-order-sheets.c: the list of orders with what the platform says of each by now. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-orders-private.h"
#include "zg-sheet.h"

#define TOLD(field) "(SELECT e.value FROM order_event e WHERE e.order_key = t.order_key AND e.told = " field                     \
                    " ORDER BY e.exported_at DESC, e.id DESC LIMIT 1)"
#define TOLD_TEXT(field) "(SELECT e.now FROM order_event e WHERE e.order_key = t.order_key AND e.told = " field                  \
                         " ORDER BY e.exported_at DESC, e.id DESC LIMIT 1)"

static const ZgColumn order_columns[] = {
  { "number", N_ ("Order number"), ZG_TEXT, "t.number", ZG_COL_SEARCH, .width = 170 },
  { "state", N_ ("State"), ZG_TEXT, "t.state", ZG_COL_STATE },
  { "shop", N_ ("Shop"), ZG_TEXT, "COALESCE (s.name, t.shop_name)" },
  { "title", N_ ("Goods"), ZG_TEXT, "t.title", ZG_COL_SEARCH | ZG_COL_EXPAND },
  { "qty_milli", N_ ("Pieces"), ZG_QTY, "t.qty_milli", ZG_COL_SUM },
  { "payable_fen", N_ ("Payable"), ZG_MONEY, "t.payable_fen", ZG_COL_SUM },
  { "paid_fen", N_ ("Paid by the buyer"), ZG_MONEY, "COALESCE (" TOLD ("10") ", t.paid_fen)", 0, .order = "t.paid_fen" },
  { "refund_fen", N_ ("Refunded"), ZG_MONEY, "COALESCE (" TOLD ("11") ", t.refund_fen)", 0, .order = "t.refund_fen" },
  { "status", N_ ("On the platform"), ZG_ENUM, "COALESCE (" TOLD ("1") ", t.status)", 0, .names = zg_order_statuses,
    .order = "t.status" },
  { "buyer", N_ ("Buyer"), ZG_TEXT, "t.buyer", ZG_COL_SEARCH },
  { "consignee", N_ ("Consignee"), ZG_TEXT, "t.consignee", ZG_COL_MASK },
  { "phone", N_ ("Phone"), ZG_PHONE, "t.phone", ZG_COL_MASK | ZG_COL_HIDDEN },
  { "placed_at", N_ ("Placed at"), ZG_TIME, "t.placed_at" },
  { "accepted_at", N_ ("Accepted at"), ZG_TIME, ZG_ORDER_SINCE_OF ("t"), ZG_COL_HIDDEN,
    .order = "t.accepted_at" },
  { "carrier", N_ ("Carrier"), ZG_TEXT, "COALESCE (" TOLD_TEXT ("12") ", t.carrier)", ZG_COL_HIDDEN, .order = "t.carrier" },
  { "waybill", N_ ("Waybill number"), ZG_TEXT, "COALESCE (" TOLD_TEXT ("13") ", t.waybill)", ZG_COL_SEARCH,
    .order = "t.waybill" },
  { "platform", N_ ("Platform"), ZG_ENUM, "t.platform", ZG_COL_HIDDEN, .names = zg_platforms },
  { "discount_fen", N_ ("Discount"), ZG_MONEY, "t.discount_fen", ZG_COL_SUM | ZG_COL_HIDDEN },
  { "settled_fen", N_ ("Paid out to the shop"), ZG_MONEY, "COALESCE (" TOLD ("18") ", t.settled_fen)", ZG_COL_HIDDEN,
    .order = "t.settled_fen" },
  { "pay_number", N_ ("Payment number"), ZG_TEXT, "t.pay_number", ZG_COL_HIDDEN, .width = 220 },
};

static const ZgFilter order_filters[] = {
  { "state", N_ ("State"), ZG_TEXT, "t.state = $v" },
  { "platform", N_ ("Platform"), ZG_ENUM, "t.platform = $v", .names = zg_platforms },
  { "shop", N_ ("Shop"), ZG_REF, "t.shop = $v", .ref = "shop" },
  { "status", N_ ("On the platform"), ZG_ENUM, "COALESCE (" TOLD ("1") ", t.status) = $v", .names = zg_order_statuses },
  { "day", N_ ("Placed on"), ZG_DAY, "t.placed_at >= $ms AND t.placed_at < $ms + 86400000" },
  { "buyer", N_ ("Buyer"), ZG_TEXT, "t.buyer LIKE '%' || $v || '%'" },
  { "pay_number", N_ ("Payment number"), ZG_TEXT, "t.pay_number = $v" },
};

/* What an order says, and the waybills later exports tell of. */
static const char *const order_texts[] = {
  ZG_SQL ("SELECT t.id, t.id, t.placed_at, t.number, t.title, t.buyer, t.waybill FROM sales_order t"
          " WHERE t.id > $1 ORDER BY t.id"),
  ZG_SQL ("SELECT e.id, o.id, o.placed_at, e.now FROM order_event e JOIN sales_order o ON o.order_key = e.order_key"
          " WHERE e.told = 13 AND e.id > $1 ORDER BY e.id"),
  NULL,
};

static const ZgSheet orders = {
  "sales_order", N_ ("Order"), &zg_sales_order, order_columns, G_N_ELEMENTS (order_columns),
  .from = "sales_order t LEFT JOIN shop s ON s.id = t.shop", .filters = order_filters, .n_filters = G_N_ELEMENTS (order_filters),
  .order = "t.placed_at DESC, t.id DESC", .texts = order_texts,
  .empty = N_ ("Orders as the platforms made them. Import the platforms' exports; nobody changes what they say."),
};

void
zg_order_sheets_init (void)
{
  zg_sheets_add (&orders);
  zg_order_customers_init ();
  zg_order_many_init ();
}
