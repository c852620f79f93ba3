/* zg-order-many.c: the papers several orders ask for at once, payments that are confirmed (D09-16b) and dispatch notices
 * (D13-3.2.2), and the lists of the orders that wait for them. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-orders-private.h"
#include "zg-sheet.h"

static ZgRecord *
not_now (const ZgRecord *order, char **why)
{
  *why = g_strdup_printf (_ ("is “%s”"), g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
  return NULL;
}

ZgRecord *
zg_order_payment_for (ZgDb *db, const ZgRecord *order, char **why)
{
  ZgRecord *payment;
  gint64    fen;

  if (!g_str_equal (order->state, "confirmed"))
    return not_now (order, why);
  *why = zg_record_int (order, ZG_ORDER_COD)             ? g_strdup (_ ("is paid on delivery"))
         : !zg_order_due_fen (db, order, &fen) ? g_strdup (_ ("the platform does not say what was paid"))
                                                          : NULL;
  if (*why)
    return NULL;
  payment = zg_record_new (&zg_order_payment);
  zg_record_begin (payment, 0, 0);
  zg_record_set_int (payment, ZG_PAYMENT_ORDER, order->id);
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, fen);
  return payment;
}

ZgRecord *
zg_order_notice_for (ZgDb *db, const ZgRecord *order, char **why)
{
  gboolean  cod = g_str_equal (order->state, "confirmed") && zg_record_int (order, ZG_ORDER_COD);
  ZgRecord *parcel;

  if (!cod && !g_str_equal (order->state, "paid"))
    return not_now (order, why);
  if (zg_order_goods (db, order) != ZG_GOODS_SOME)
    {
      *why = g_strdup (_ ("its goods are not in the book, or nothing of it is to be shipped any more"));
      return NULL;
    }
  parcel = zg_record_new (&zg_parcel);
  zg_record_begin (parcel, 0, 0);
  zg_record_set_int (parcel, ZG_PARCEL_ORDER, order->id);
  return parcel;
}

/* -- What waits -- */

#define TOLD(field) "(SELECT e.value FROM order_event e WHERE e.order_key = t.order_key AND e.told = " field                     \
                    " ORDER BY e.exported_at DESC, e.id DESC LIMIT 1)"
/* as zg_order_due_fen () has it */
#define DUE "COALESCE (NULLIF (COALESCE (" TOLD ("10") ", t.paid_fen), 0), " TOLD ("9") ", t.payable_fen)"
#define FROM "sales_order t LEFT JOIN shop s ON s.id = t.shop"

static const ZgColumn pay_columns[] = {
  { "number", N_ ("Order number"), ZG_TEXT, "t.number", ZG_COL_SEARCH, .width = 170 },
  { "since", N_ ("Confirmed at"), ZG_TIME, ZG_ORDER_CONFIRMED_AT ("t") },
  { "due_fen", N_ ("To come in"), ZG_MONEY, DUE, ZG_COL_SUM },
  { "method", N_ ("Way of paying"), ZG_TEXT, "t.method" },
  { "pay_number", N_ ("Payment number"), ZG_TEXT, "t.pay_number", ZG_COL_SEARCH, .width = 230 },
  { "shop", N_ ("Shop"), ZG_TEXT, "COALESCE (s.name, t.shop_name)" },
  { "buyer", N_ ("Buyer"), ZG_TEXT, "t.buyer", ZG_COL_SEARCH },
  { "title", N_ ("Goods"), ZG_TEXT, "t.title", ZG_COL_EXPAND },
};

static const ZgColumn notify_columns[] = {
  { "number", N_ ("Order number"), ZG_TEXT, "t.number", ZG_COL_SEARCH, .width = 170 },
  { "since", N_ ("Payment confirmed at"), ZG_TIME, ZG_ORDER_PAID_SINCE ("t") },
  { "shop", N_ ("Shop"), ZG_TEXT, "COALESCE (s.name, t.shop_name)" },
  { "title", N_ ("Goods"), ZG_TEXT, "t.title", ZG_COL_SEARCH | ZG_COL_EXPAND },
  { "qty_milli", N_ ("Pieces"), ZG_QTY, "t.qty_milli", ZG_COL_SUM },
  { "is_cod", N_ ("Cash on delivery"), ZG_BOOL, "t.is_cod" },
  { "message", N_ ("Buyer's message"), ZG_TEXT, "t.message" },
  { "note", N_ ("Seller's note"), ZG_TEXT, "t.note" },
};

static const ZgFilter filters[] = { { "shop", N_ ("Shop"), ZG_REF, "t.shop = $v", .ref = "shop" } };

static const ZgSheet to_pay = {
  "order_to_pay", N_ ("Payments to confirm"), &zg_sales_order, pay_columns, G_N_ELEMENTS (pay_columns), .from = FROM,
  .where = ZG_ORDER_TO_PAY ("t"), .filters = filters, .n_filters = G_N_ELEMENTS (filters),
  .order = ZG_ORDER_CONFIRMED_AT ("t") ", t.id",
  .empty = N_ ("No order waits for its payment. Confirmed orders come here until finance has seen the money arrive."),
};

static const ZgSheet to_notify = {
  "order_to_notify", N_ ("Warehouse to be notified"), &zg_sales_order, notify_columns, G_N_ELEMENTS (notify_columns),
  .from = FROM, .where = ZG_ORDER_TO_NOTIFY ("t"), .filters = filters, .n_filters = G_N_ELEMENTS (filters),
  .order = ZG_ORDER_PAID_SINCE ("t") ", t.id",
  .empty = N_ ("No order waits for dispatch. Orders come here once they are paid for, or confirmed and paid on delivery."),
};

void
zg_order_many_init (void)
{
  zg_sheets_add (&to_pay);
  zg_sheets_add (&to_notify);
}
