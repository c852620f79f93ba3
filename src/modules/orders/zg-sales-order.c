/* zg-sales-order.c: the kinds sales_order 订单 and sales_order_line: what a platform sold, as it stood when it was first read in.
 * Nobody changes a word of it any more (D18-5.5a); what follows are records of their own that move its state along. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-orders-private.h"

const ZgEnum zg_platforms[] = {
  { ZG_PLATFORM_TAOBAO, "taobao", N_ ("Taobao, Tmall") },
  { ZG_PLATFORM_JD, "jd", N_ ("JD") },
  { ZG_PLATFORM_PDD, "pdd", N_ ("Pinduoduo") },
  { ZG_PLATFORM_DOUYIN, "douyin", N_ ("Douyin") },
  { ZG_PLATFORM_OTHER, "other", N_ ("Other platform") },
  { 0 },
};

const ZgEnum zg_order_statuses[] = {
  { ZG_STATUS_UNPAID, "unpaid", N_ ("Waits for payment") },
  { ZG_STATUS_PAID, "paid", N_ ("Waits for dispatch") },
  { ZG_STATUS_PARTLY, "partly", N_ ("Partly dispatched") },
  { ZG_STATUS_SHIPPED, "shipped", N_ ("Dispatched") },
  { ZG_STATUS_SUCCESS, "success", N_ ("Successful") },
  { ZG_STATUS_CLOSED, "closed", N_ ("Trade closed") },
  { 0 },
};

static const ZgField fields[ZG_ORDER_N_FIELDS] = {
  [ZG_ORDER_KEY] = { "order_key", N_ ("Key of the order"), ZG_TEXT, ZG_REQUIRED | ZG_HIDDEN, .max = 80 },
  [ZG_ORDER_NUMBER] = { "number", N_ ("Order number"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 60, .width = 170,
                        .section = N_ ("Order"), .clause = "D18-5.5a" },
  [ZG_ORDER_PLATFORM] = { "platform", N_ ("Platform"), ZG_ENUM, ZG_BESIDE | ZG_REQUIRED | ZG_LIST | ZG_FILTER,
                          .names = zg_platforms },
  [ZG_ORDER_SHOP] = { "shop", N_ ("Shop"), ZG_REF, ZG_FILTER, .ref = "shop" },
  [ZG_ORDER_SHOP_NAME] = { "shop_name", N_ ("Shop as the platform has it"), ZG_TEXT, ZG_BESIDE | ZG_LIST, .max = 80 },
  [ZG_ORDER_STATUS] = { "status", N_ ("State on the platform"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_order_statuses },
  [ZG_ORDER_STATUS_TEXT] = { "status_text", N_ ("In the platform's words"), ZG_TEXT, ZG_BESIDE, .max = 80 },
  [ZG_ORDER_PLACED_AT] = { "placed_at", N_ ("Placed at"), ZG_TIME, ZG_LIST },
  [ZG_ORDER_PAID_AT] = { "paid_at", N_ ("Paid at"), ZG_TIME, ZG_BESIDE },
  [ZG_ORDER_ACCEPTED_AT] = { "accepted_at", N_ ("Accepted at"), ZG_TIME, ZG_LIST, .clause = "D18-5.2" },
  [ZG_ORDER_BUYER] = { "buyer", N_ ("Buyer"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 120, .section = N_ ("Customer") },
  [ZG_ORDER_BUYER_KEY] = { "buyer_key", N_ ("Key of the customer"), ZG_TEXT, ZG_HIDDEN, .max = 140 },
  [ZG_ORDER_CONSIGNEE] = { "consignee", N_ ("Consignee"), ZG_TEXT, ZG_SEALED, .seal = "CUST", .max = 80, .clause = "D05-11" },
  [ZG_ORDER_PHONE] = { "phone", N_ ("Phone"), ZG_PHONE, ZG_BESIDE | ZG_SEALED | ZG_FIND, .seal = "CUST", .clause = "D05-11" },
  [ZG_ORDER_PHONE_TEXT] = { "phone_text", N_ ("Phone as the platform shows it"), ZG_TEXT, ZG_SEALED, .seal = "CUST", .max = 60 },
  [ZG_ORDER_ADDRESS] = { "address", N_ ("Address"), ZG_LONG, ZG_SEALED, .seal = "CUST", .max = 500, .clause = "D05-11" },
  [ZG_ORDER_TITLE] = { "title", N_ ("Goods"), ZG_LONG, ZG_LIST | ZG_SEARCH, .max = 2000, .section = N_ ("Goods and money") },
  [ZG_ORDER_QTY] = { "qty_milli", N_ ("Pieces"), ZG_QTY, ZG_LIST },
  [ZG_ORDER_GOODS] = { "goods_fen", N_ ("Total"), ZG_MONEY, ZG_BESIDE },
  [ZG_ORDER_FREIGHT] = { "freight_fen", N_ ("Freight"), ZG_MONEY },
  [ZG_ORDER_DISCOUNT] = { "discount_fen", N_ ("Discount"), ZG_MONEY, ZG_BESIDE | ZG_ADDED,
                          .hint = N_ ("of the shop, the platform and others together") },
  [ZG_ORDER_PAYABLE] = { "payable_fen", N_ ("Payable"), ZG_MONEY, ZG_LIST },
  [ZG_ORDER_PAID] = { "paid_fen", N_ ("Paid by the buyer"), ZG_MONEY, ZG_BESIDE | ZG_LIST },
  [ZG_ORDER_REFUND] = { "refund_fen", N_ ("Refunded"), ZG_MONEY },
  [ZG_ORDER_METHOD] = { "method", N_ ("Way of paying"), ZG_TEXT, 0, .max = 60 },
  [ZG_ORDER_PAY_NUMBER] = { "pay_number", N_ ("Payment number"), ZG_TEXT, ZG_BESIDE | ZG_ADDED, .max = 60 },
  [ZG_ORDER_SETTLED] = { "settled_fen", N_ ("Paid out to the shop"), ZG_MONEY, ZG_ADDED },
  [ZG_ORDER_COD] = { "is_cod", N_ ("Cash on delivery"), ZG_BOOL, ZG_BESIDE },
  [ZG_ORDER_MESSAGE] = { "message", N_ ("Buyer's message"), ZG_LONG, 0, .max = 2000 },
  [ZG_ORDER_NOTE] = { "note", N_ ("Seller's note"), ZG_LONG, 0, .max = 2000 },
  [ZG_ORDER_INVOICE] = { "invoice", N_ ("Invoice title"), ZG_TEXT, 0, .max = 200 },
  [ZG_ORDER_CLOSING] = { "closing", N_ ("Why it was closed"), ZG_TEXT, 0, .max = 200, .section = N_ ("On the platform") },
  [ZG_ORDER_CARRIER] = { "carrier", N_ ("Carrier"), ZG_TEXT, 0, .max = 60 },
  [ZG_ORDER_WAYBILL] = { "waybill", N_ ("Waybill number"), ZG_TEXT, ZG_BESIDE | ZG_SEARCH, .max = 60 },
  [ZG_ORDER_SHIPPED_AT] = { "shipped_at", N_ ("Dispatched at"), ZG_TIME },
  [ZG_ORDER_SIGNED_AT] = { "signed_at", N_ ("Received at"), ZG_TIME, ZG_BESIDE },
  [ZG_ORDER_IS_OPEN] = { "is_open", N_ ("To be handled"), ZG_BOOL, ZG_HIDDEN },
  [ZG_ORDER_REPLACES] = { "instead_of", N_ ("Stands for the voided order"), ZG_REF, 0, .ref = "sales_order",
                          .clause = "D18-5.5a" },
  [ZG_ORDER_EXPORTED_AT] = { "exported_at", N_ ("Exported at"), ZG_TIME },
};

/* "accepted" waits for the call of D18-5.2; what was over already when it was read in is only kept. */
static const ZgState states[] = {
  { "accepted", N_ ("Order accepted"), ZG_TONE_PENDING },
  { "confirmed", N_ ("Order confirmed"), ZG_TONE_PENDING },
  { "paid", N_ ("Payment confirmed"), ZG_TONE_PENDING },
  { "notified", N_ ("Dispatch notified"), ZG_TONE_PENDING },
  { "picked", N_ ("Picked"), ZG_TONE_PENDING },
  { "packed", N_ ("Packed"), ZG_TONE_PENDING },
  { "shipped", N_ ("Shipped"), ZG_TONE_NEUTRAL },
  { "signed", N_ ("Signed for"), ZG_TONE_NEUTRAL },
  { "done", N_ ("Completed"), ZG_TONE_NEUTRAL },
  { "invalid", N_ ("Invalid"), ZG_TONE_WARN },
  { "voided", N_ ("Voided"), ZG_TONE_WARN },
  { "closed", N_ ("Closed by the platform"), ZG_TONE_WARN },
  { "recorded", N_ ("On record"), ZG_TONE_NEUTRAL },
  { NULL },
};

#define FOLLOWS (ZG_QUIET | ZG_FOLLOWS)
#define MOVE(from, verb, to, of, words) { from, verb, to, FOLLOWS, .clause = of, .title = words }
#define CLOSE(from) MOVE (from, "close", "closed", "D18-5.5a", N_ ("Closed by the platform"))
#define VOID(from) MOVE (from, "void", "voided", "D18-5.5a", N_ ("Void"))
#define CARRY(from) MOVE (from, "carry", "shipped", "D09-17", N_ ("Dispatched on the platform"))
#define ARRIVE(from) MOVE (from, "arrive", "signed", "D09-17", N_ ("Received on the platform"))

static const ZgStep steps[] = {
  { NULL, "import", "accepted", ZG_QUIET, ZG_ALL_FIELDS, .when = ZG_F (ZG_ORDER_IS_OPEN), .clause = "D18-5.2" },
  { NULL, "record", "recorded", FOLLOWS, ZG_ALL_FIELDS, .unless = ZG_F (ZG_ORDER_IS_OPEN), .title = N_ ("Put on record") },
  { NULL, "enter", "accepted", FOLLOWS, ZG_ALL_FIELDS, .clause = "D18-5.2", .title = N_ ("Enter the order") },
  { NULL, "renew", "accepted", FOLLOWS, ZG_ALL_FIELDS, .clause = "D18-5.5a", .title = N_ ("Make anew") },
  MOVE ("recorded", "accept", "accepted", "D18-5.2", N_ ("Paid on the platform")),
  MOVE ("accepted", "confirm", "confirmed", "D18-5.2", N_ ("Confirm the order")),
  MOVE ("accepted", "refuse", "invalid", "D18-5.2", N_ ("Invalid")),
  MOVE ("confirmed", "pay", "paid", "D09-16b", N_ ("Confirm payment")),
  MOVE ("paid", "notify", "notified", "D13-3.2.2", N_ ("Notify the warehouse")),
  { "confirmed", "notify", "notified", FOLLOWS, .when = ZG_F (ZG_ORDER_COD), .clause = "D13-3.2.2",
    .title = N_ ("Notify the warehouse") },
  MOVE ("notified", "pick", "picked", "D13-3.2.2", N_ ("Pick")),
  MOVE ("picked", "pack", "packed", "D19-3.5.2", N_ ("Pack")),
  MOVE ("packed", "ship", "shipped", "D19-3.5.2", N_ ("Ship")),
  MOVE ("shipped", "sign", "signed", "D13-3.2.3", N_ ("Signed for")),
  { "signed", "finish", "done", ZG_PRIMARY, .check = zg_order_check_finish, .clause = "D18-5.3", .title = N_ ("Complete") },
  { "signed", "lapse", "done", ZG_QUIET | ZG_BY_CLOCK, .check = zg_order_check_lapse, .clause = "D21-3.5.2",
    .title = N_ ("Complete without a rating") },
  CLOSE ("accepted"), CLOSE ("confirmed"), CLOSE ("paid"), CLOSE ("notified"), CLOSE ("picked"), CLOSE ("packed"),
  VOID ("accepted"), VOID ("confirmed"), VOID ("paid"), VOID ("notified"), VOID ("picked"), VOID ("packed"),
  CARRY ("accepted"), CARRY ("confirmed"), CARRY ("paid"), CARRY ("notified"), CARRY ("picked"), CARRY ("packed"),
  ARRIVE ("accepted"), ARRIVE ("confirmed"), ARRIVE ("paid"), ARRIVE ("notified"), ARRIVE ("picked"), ARRIVE ("packed"),
  ARRIVE ("shipped"),
};

const ZgKind zg_sales_order = {
  .id = "sales_order", .title = N_ ("Order"), .module = "orders", ZG_FIELDS (fields), ZG_STEPS (steps),
  .states = states, .name = "number", .order = "t.placed_at DESC, t.id DESC", .frozen = TRUE, .term = &zg_buyer_term,
  .clause = "D18-5.5a",
  .empty = N_ ("Orders as the platforms made them. Import the platforms' exports; nobody changes what they say."),
  .index = { "unique order_key", "state, accepted_at", "placed_at", "buyer_key, placed_at" },
};

/* -- Lines -- */

static const ZgField line_fields[ZG_LINE_N_FIELDS] = {
  [ZG_LINE_KEY] = { "line_key", N_ ("Key of the line"), ZG_TEXT, ZG_REQUIRED | ZG_HIDDEN, .max = 160 },
  [ZG_LINE_ORDER_KEY] = { "order_key", N_ ("Key of the order"), ZG_TEXT, ZG_REQUIRED | ZG_HIDDEN, .max = 80 },
  [ZG_LINE_SUB] = { "sub_number", N_ ("Part number"), ZG_TEXT, 0, .max = 60 },
  [ZG_LINE_TITLE] = { "title", N_ ("Goods"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 400, .width = 280 },
  [ZG_LINE_ATTRIBUTES] = { "attributes", N_ ("Specification"), ZG_TEXT, ZG_LIST, .max = 400 },
  [ZG_LINE_CODE] = { "code", N_ ("Merchant code"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 120 },
  [ZG_LINE_PRODUCT] = { "product", N_ ("Product on the platform"), ZG_TEXT, 0, .max = 60 },
  [ZG_LINE_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST },
  [ZG_LINE_PRICE] = { "price_fen", N_ ("Price"), ZG_MONEY, ZG_LIST },
  [ZG_LINE_PAYABLE] = { "payable_fen", N_ ("Payable"), ZG_MONEY },
  [ZG_LINE_PAID] = { "paid_fen", N_ ("Paid by the buyer"), ZG_MONEY, ZG_LIST },
  [ZG_LINE_REFUND] = { "refund_fen", N_ ("Refunded"), ZG_MONEY },
  [ZG_LINE_REFUND_TEXT] = { "refund_text", N_ ("Refund on the platform"), ZG_TEXT, ZG_LIST, .max = 120 },
  [ZG_LINE_REFUNDED] = { "is_refunded", N_ ("Paid back"), ZG_BOOL, 0 },
};

static const ZgStep line_steps[] = {
  { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "enter", "kept", FOLLOWS, ZG_ALL_FIELDS, .title = N_ ("Enter the order") },
  { NULL, "renew", "kept", FOLLOWS, ZG_ALL_FIELDS, .title = N_ ("Make anew") },
};

const ZgKind zg_sales_order_line = {
  .id = "sales_order_line", .title = N_ ("Order line"), .module = "orders", ZG_FIELDS (line_fields), ZG_STEPS (line_steps),
  .name = "title", .append_only = TRUE, .clause = "D18-5.5a", .empty = N_ ("What was bought, line by line."),
  .index = { "unique line_key", "order_key", "code" },
};

const char *
zg_platform_code (int platform)
{
  static const char *const codes[] = { "??", "TB", "JD", "PD", "DY", "QT" };

  return codes[CLAMP (platform, 0, 5)];
}
