/* zg-order-return.c: the kind order_return 退货退款单: what becomes of an order that came to the customer and does not stay, or is to
 * be paid back: reviewed, the goods come back, the money goes back (D20-2.2). The order itself does not change (C13). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-money.h"
#include "zg-orders-private.h"

static const ZgField fields[ZG_RETURN_N_FIELDS] = {
  [ZG_RETURN_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FIXED, .ref = "sales_order", .width = 170,
                        .section = N_ ("What the customer asks"), .clause = "D20-2.2" },
  [ZG_RETURN_GOODS] = { "is_return", N_ ("Goods come back"), ZG_BOOL, ZG_LIST | ZG_FILTER, .initial = "1" },
  [ZG_RETURN_AMOUNT] = { "amount_fen", N_ ("To be paid back"), ZG_MONEY, ZG_REQUIRED | ZG_LIST, .clause = "D20-2.2" },
  [ZG_RETURN_REASON] = { "reason", N_ ("Why"), ZG_LONG, ZG_REQUIRED | ZG_LIST, .max = 500 },
  [ZG_RETURN_REVIEWED_BY] = { "reviewed_by", N_ ("Reviewed by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person",
                              .section = N_ ("What was done"), .clause = "D20-2.2" },
  [ZG_RETURN_REVIEWED_AT] = { "reviewed_at", N_ ("Reviewed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RETURN_WAYBILL] = { "waybill", N_ ("Waybill of the return"), ZG_TEXT, ZG_SEARCH, .max = 40 },
  [ZG_RETURN_CONDITION] = { "condition", N_ ("Condition of the goods"), ZG_TEXT, 0, .max = 200 },
  [ZG_RETURN_RECEIVED_BY] = { "received_by", N_ ("Received by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D20-2.2" },
  [ZG_RETURN_RECEIVED_AT] = { "received_at", N_ ("Received at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_RETURN_REFUNDED_BY] = { "refunded_by", N_ ("Paid back by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D20-2.2" },
  [ZG_RETURN_REFUNDED_AT] = { "refunded_at", N_ ("Paid back at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_RETURN_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG, 0, .max = 500 },
};

static const ZgState states[] = {
  { "asked", N_ ("To be reviewed"), ZG_TONE_PENDING },
  { "agreed", N_ ("Agreed"), ZG_TONE_PENDING },
  { "received", N_ ("Goods are back"), ZG_TONE_PENDING },
  { "refunded", N_ ("Paid back"), ZG_TONE_NEUTRAL },
  { "refused", N_ ("Refused"), ZG_TONE_WARN },
  { NULL },
};

/* Nobody gets back more than he paid. */
static void
check_amount (ZgWork *work, const ZgRecord *order)
{
  const ZgRecord *paper = zg_work_record (work);
  gint64          amount = zg_record_int (paper, ZG_RETURN_AMOUNT), other = 0, paid;

  paid = zg_order_told (zg_work_db (work), zg_record_text (order, ZG_ORDER_KEY), ZG_TOLD_PAID,
                        zg_record_int (order, ZG_ORDER_PAID));
  if (paid == 0)
    zg_db_int (zg_work_db (work), &paid, NULL,
               ZG_SQL ("SELECT CAST (COALESCE (sum (amount_fen), 0) AS BIGINT) FROM order_payment WHERE sales_order = $1"), "i",
               order->id);
  zg_db_int (zg_work_db (work), &other, NULL,
             ZG_SQL ("SELECT CAST (COALESCE (sum (amount_fen), 0) AS BIGINT) FROM order_return WHERE sales_order = $1"
                     " AND id <> $2 AND state NOT IN ('refused', 'deleted')"),
             "ii", order->id, paper->id);
  if (amount <= 0)
    zg_work_fault (work, ZG_RETURN_AMOUNT, -1, NULL, _ ("Enter what is to be paid back."));
  else if (amount > paid - other)
    {
      g_autofree char *left = zg_money_format (MAX (paid - other, 0), ZG_MONEY_YUAN);

      zg_work_fault (work, ZG_RETURN_AMOUNT, -1, "D20-2.2", _ ("Of what was paid for this order %s is left to be paid back."),
                     left);
    }
}

/* Before it is shipped an order is voided; goods come back of what was shipped. */
static void
check_ask (ZgWork *work)
{
  static const char *const out[] = { "shipped", "signed", "done", "recorded", NULL };
  static const char *const over[] = { "closed", "voided", NULL };
  g_autoptr (ZgRecord)     order = zg_order_of (work, ZG_RETURN_ORDER);
  gboolean                 goods = zg_record_int (zg_work_record (work), ZG_RETURN_GOODS);

  if (order == NULL)
    return;
  if (!g_strv_contains (out, order->state) && (goods || !g_strv_contains (over, order->state)))
    zg_work_fault (work, ZG_RETURN_ORDER, -1, "D20-2.2",
                   _ ("This order is “%s”. Goods come back of what was shipped; what is not shipped yet is voided first."),
                   g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
  check_amount (work, order);
}

static void
check_receive (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_RETURN_CONDITION))
    zg_work_fault (work, ZG_RETURN_CONDITION, -1, "D20-2.2", _ ("Say in which condition the goods came back."));
}

#define ASKED (ZG_F (ZG_RETURN_GOODS) | ZG_F (ZG_RETURN_AMOUNT) | ZG_F (ZG_RETURN_REASON) | ZG_F (ZG_RETURN_REMARK))
#define REVIEWED (ZG_F (ZG_RETURN_REVIEWED_BY) | ZG_F (ZG_RETURN_REVIEWED_AT))
#define PAID_BACK (ZG_F (ZG_RETURN_REFUNDED_BY) | ZG_F (ZG_RETURN_REFUNDED_AT))

static const ZgStep steps[] = {
  { NULL, "create", "asked", ZG_QUIET, ZG_F (ZG_RETURN_ORDER) | ASKED, .check = check_ask, .clause = "D20-2.2" },
  { "asked", "edit", "asked", ZG_QUIET, ASKED, .check = check_ask, .clause = "D20-2.2" },
  { "asked", "approve", "agreed", ZG_PRIMARY, ASKED, REVIEWED, .check = check_ask, .clause = "D20-2.2", .title = N_ ("Agree") },
  { "asked", "refuse", "refused", ZG_NEEDS_OPINION, 0, REVIEWED, .clause = "D20-2.2", .title = N_ ("Refuse") },
  { "agreed", "receive", "received", ZG_PRIMARY, ZG_F (ZG_RETURN_WAYBILL) | ZG_F (ZG_RETURN_CONDITION),
    ZG_F (ZG_RETURN_RECEIVED_BY) | ZG_F (ZG_RETURN_RECEIVED_AT), .check = check_receive, .when = ZG_F (ZG_RETURN_GOODS),
    .clause = "D20-2.2", .title = N_ ("Goods are back") },
  { "agreed", "refund", "refunded", ZG_PRIMARY, ZG_F (ZG_RETURN_REMARK), PAID_BACK, .unless = ZG_F (ZG_RETURN_GOODS),
    .clause = "D20-2.2", .title = N_ ("Paid back") },
  { "received", "refund", "refunded", ZG_PRIMARY, ZG_F (ZG_RETURN_REMARK), PAID_BACK, .clause = "D20-2.2",
    .title = N_ ("Paid back") },
};

const ZgKind zg_order_return = {
  .id = "order_return", .title = N_ ("Return and refund"), .module = "orders", .prefix = "TH", ZG_FIELDS (fields),
  ZG_STEPS (steps), .states = states, .clause = "D20-2.2",
  .empty = N_ ("Orders whose goods come back or whose money is paid back: who agreed, received and paid."),
};
