/* zg-order-event.c: the kind order_event 订单经过: what happens to an order besides the papers of its own: what the platform says
 * otherwise in a later export, attempts to reach the customer, what was told to him, problems on the way, how he rates it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-orders-private.h"

const ZgEnum zg_event_types[] = {
  { ZG_EVENT_PLATFORM, "platform", N_ ("Changed on the platform") },
  { ZG_EVENT_ATTEMPT, "attempt", N_ ("Tried to reach the customer") },
  { ZG_EVENT_INFORMED, "informed", N_ ("Customer informed") },
  { ZG_EVENT_TRACKING, "tracking", N_ ("On the way") },
  { ZG_EVENT_PROBLEM, "problem", N_ ("Logistics problem") },
  { ZG_EVENT_RATING, "rating", N_ ("Rating") },
  { ZG_EVENT_FOLLOW_UP, "follow-up", N_ ("Follow-up") },
  { 0 },
};

const ZgEnum zg_told_fields[] = {
  { ZG_TOLD_STATUS, "status", N_ ("State on the platform") },
  { ZG_TOLD_PAID_AT, "paid_at", N_ ("Paid at") },
  { ZG_TOLD_SHIPPED_AT, "shipped_at", N_ ("Dispatched at") },
  { ZG_TOLD_SIGNED_AT, "signed_at", N_ ("Received at") },
  { ZG_TOLD_SHOP, "shop_name", N_ ("Shop as the platform has it") },
  { ZG_TOLD_CONSIGNEE, "consignee", N_ ("Consignee") },
  { ZG_TOLD_PHONE, "phone", N_ ("Phone") },
  { ZG_TOLD_ADDRESS, "address", N_ ("Address") },
  { ZG_TOLD_PAYABLE, "payable_fen", N_ ("Payable") },
  { ZG_TOLD_PAID, "paid_fen", N_ ("Paid by the buyer") },
  { ZG_TOLD_REFUND, "refund_fen", N_ ("Refunded") },
  { ZG_TOLD_CARRIER, "carrier", N_ ("Carrier") },
  { ZG_TOLD_WAYBILL, "waybill", N_ ("Waybill number") },
  { ZG_TOLD_CLOSING, "closing", N_ ("Why it was closed") },
  { ZG_TOLD_NOTE, "note", N_ ("Seller's note") },
  { ZG_TOLD_INVOICE, "invoice", N_ ("Invoice title") },
  { ZG_TOLD_LINE_REFUND, "line_refund", N_ ("Refund of a line") },
  { ZG_TOLD_SETTLED, "settled_fen", N_ ("Paid out to the shop") },
  { 0 },
};

static const ZgField fields[ZG_EVENT_N_FIELDS] = {
  [ZG_EVENT_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "sales_order" },
  [ZG_EVENT_KEY] = { "order_key", N_ ("Key of the order"), ZG_TEXT, ZG_HIDDEN, .max = 80 },
  [ZG_EVENT_TYPE] = { "type", N_ ("What"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_event_types },
  [ZG_EVENT_AT] = { "at", N_ ("When"), ZG_TIME, ZG_LIST | ZG_FILTER },
  [ZG_EVENT_FIELD] = { "told", N_ ("Says otherwise"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_told_fields,
                       .clause = "D18-5.5a" },
  [ZG_EVENT_LINE] = { "line_key", N_ ("Key of the line"), ZG_TEXT, ZG_HIDDEN, .max = 160 },
  [ZG_EVENT_WAS] = { "was", N_ ("Was"), ZG_TEXT, ZG_LIST, .max = 2000 },
  [ZG_EVENT_NOW] = { "now", N_ ("Is now"), ZG_TEXT, ZG_LIST, .max = 2000 },
  [ZG_EVENT_SEALED] = { "now_sealed", N_ ("Is now (personal)"), ZG_LONG, ZG_SEALED, .seal = "CUST", .max = 500,
                        .clause = "D05-11" },
  [ZG_EVENT_VALUE] = { "value", N_ ("As a number"), ZG_INT, ZG_HIDDEN },
  [ZG_EVENT_EXPORTED_AT] = { "exported_at", N_ ("Exported at"), ZG_TIME },
  [ZG_EVENT_SCORE] = { "score", N_ ("Points"), ZG_INT, ZG_LIST, .hint = N_ ("1 to 5, of a rating") },
  [ZG_EVENT_NOTE] = { "note", N_ ("Note"), ZG_LONG, ZG_LIST, .max = 500 },
  [ZG_EVENT_ACCEPTED] = { "accepted_at", N_ ("Accepted at"), ZG_TIME, 0, .clause = "D18-5.2" },
};

static void
check_create (ZgWork *work)
{
  ZgRecord            *event = zg_work_record (work);
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_EVENT_ORDER);
  gint64               score = zg_record_int (event, ZG_EVENT_SCORE), type = zg_record_int (event, ZG_EVENT_TYPE);

  if (order == NULL)
    return;
  zg_record_set_text (event, ZG_EVENT_KEY, zg_record_text (order, ZG_ORDER_KEY));
  if (!zg_record_is_set (event, ZG_EVENT_AT))
    zg_record_set_int (event, ZG_EVENT_AT, zg_book_now (zg_session_book (zg_work_session (work))));
  if (type == ZG_EVENT_PLATFORM)
    zg_work_fault (work, ZG_EVENT_TYPE, -1, "D18-5.5a", _ ("What the platform changed comes with its export, it is not typed."));
  if (type == ZG_EVENT_RATING ? score < 1 || score > 5 : zg_record_is_set (event, ZG_EVENT_SCORE))
    zg_work_fault (work, ZG_EVENT_SCORE, -1, NULL,
                   type == ZG_EVENT_RATING ? _ ("A rating has 1 to 5 points.") : _ ("Only a rating has points."));
  if (type != ZG_EVENT_RATING && !zg_record_is_set (event, ZG_EVENT_NOTE))
    zg_work_fault (work, ZG_EVENT_NOTE, -1, NULL, _ ("Say in a few words what happened."));
}

/* -- What the platform did moves the order along -- */

gboolean
zg_order_moves (const ZgRecord *order, int told, gint64 value)
{
  const char *verb = value == ZG_STATUS_CLOSED                              ? "close"
                     : value == ZG_STATUS_SUCCESS                           ? "arrive"
                     : value == ZG_STATUS_SHIPPED                           ? "carry"
                     : value == ZG_STATUS_PAID || value == ZG_STATUS_PARTLY ? "accept"
                                                                            : NULL;

  if (told == ZG_TOLD_LINE_REFUND) /* what is promised is released, or will be by the time it is written */
    return zg_kind_step (order->kind, order->state, "close") != NULL;
  if (verb && g_str_equal (verb, "accept") && zg_record_int (order, ZG_ORDER_STATUS) != ZG_STATUS_UNPAID)
    return FALSE;
  return told == ZG_TOLD_STATUS && verb && zg_kind_step (order->kind, order->state, verb);
}

gboolean
zg_order_accepted_loaded (ZgDb *db, gint64 now_ms)
{
  int                  day = zg_day_of_ms (now_ms);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, day, day, NULL);

  return policy && g_str_equal (zg_policy_text (policy, "order.accepted.when", 0, 0, day), "loaded");
}

/* Paid for after it was read in: the clock runs from now where the day's policy has it so. */
static void
fill_accepted (ZgWork *work, const ZgRecord *order)
{
  ZgRecord *event = zg_work_record (work);
  gint64    value = zg_record_int (event, ZG_EVENT_VALUE), now = zg_book_now (zg_session_book (zg_work_session (work)));

  if (zg_record_int (event, ZG_EVENT_FIELD) == ZG_TOLD_STATUS && (value == ZG_STATUS_PAID || value == ZG_STATUS_PARTLY)
      && zg_kind_step (order->kind, order->state, "accept") && zg_order_accepted_loaded (zg_work_db (work), now))
    zg_record_set_int (event, ZG_EVENT_ACCEPTED, now);
}

/* Voided since somebody looked at the file: what the platform says is of the order that stands for it now. */
static void
check_apply (ZgWork *work)
{
  ZgRecord            *event = zg_work_record (work);
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_EVENT_ORDER);
  g_autoptr (ZgRecord) stands = order ? zg_order_standing (zg_work_db (work), order->id) : NULL;
  const char          *key = stands ? zg_record_text (stands, ZG_ORDER_KEY) : NULL;

  if (order)
    fill_accepted (work, stands ? stands : order);
  if (stands == NULL || stands->id == order->id)
    return;
  if (zg_record_is_set (event, ZG_EVENT_LINE))
    {
      g_autofree char *line = zg_order_line_of (zg_record_text (event, ZG_EVENT_LINE), zg_record_text (order, ZG_ORDER_KEY), key);

      zg_record_set_text (event, ZG_EVENT_LINE, line);
    }
  zg_record_set_text (event, ZG_EVENT_KEY, key);
  zg_record_set_int (event, ZG_EVENT_ORDER, stands->id);
}

static void
move (ZgWork *work, ZgRecord *order, const char *verb)
{
  if (zg_kind_step (order->kind, order->state, verb))
    zg_work_step (work, order, verb);
  else
    zg_record_free (order);
}

static void
apply_status (ZgWork *work, ZgRecord *order, gint64 status)
{
  gint64 id = order->id;

  if (status == ZG_STATUS_CLOSED && zg_kind_step (order->kind, order->state, "close"))
    {
      zg_order_settle (work, id, NULL, "release");
      zg_order_settle_parcels (work, id, "cancel");
      zg_work_step (work, order, "close");
    }
  else if (status == ZG_STATUS_PAID || status == ZG_STATUS_PARTLY)
    move (work, order, "accept");
  else if (status == ZG_STATUS_SHIPPED || status == ZG_STATUS_SUCCESS)
    {
      zg_order_settle (work, id, NULL, "ship");
      zg_order_settle_parcels (work, id, "follow");
      move (work, order, status == ZG_STATUS_SHIPPED ? "carry" : "arrive");
    }
  else
    zg_record_free (order);
}

static void
apply (ZgWork *work)
{
  const ZgRecord *event = zg_work_record (work);
  ZgRecord       *order = zg_order_of (work, ZG_EVENT_ORDER);

  if (order == NULL)
    return;
  if (zg_record_int (event, ZG_EVENT_FIELD) == ZG_TOLD_STATUS)
    {
      apply_status (work, order, zg_record_int (event, ZG_EVENT_VALUE));
      return;
    }
  if (!zg_record_is_set (event, ZG_EVENT_FIELD) && zg_order_takes_goods (order)) /* its lines came after the call */
    zg_order_reserve (work, order);
  if (zg_record_int (event, ZG_EVENT_FIELD) == ZG_TOLD_LINE_REFUND)
    zg_order_settle (work, order->id, zg_record_text (event, ZG_EVENT_LINE), "release");
  zg_record_free (order);
}

ZgRecord *
zg_order_goods_event (const ZgRecord *order, gint64 now, gint64 exported)
{
  ZgRecord *event = zg_record_new (&zg_order_event);

  zg_record_set_int (event, ZG_EVENT_ORDER, order->id);
  zg_record_set_text (event, ZG_EVENT_KEY, zg_record_text (order, ZG_ORDER_KEY));
  zg_record_set_int (event, ZG_EVENT_TYPE, ZG_EVENT_PLATFORM);
  zg_record_set_int (event, ZG_EVENT_AT, now);
  zg_record_set_int (event, ZG_EVENT_EXPORTED_AT, exported);
  zg_record_set_text (event, ZG_EVENT_NOTE, _ ("The goods of the order were read in."));
  return event;
}

static const ZgEffect applied[] = {
  { ZG_ALSO, "sales_order.accept" }, { ZG_ALSO, "sales_order.close" }, { ZG_ALSO, "sales_order.carry" },
  { ZG_ALSO, "sales_order.arrive" },
  { ZG_ALSO, "order_item.create" }, { ZG_ALSO, "order_item.release" }, { ZG_ALSO, "order_item.ship" },
  { ZG_ALSO, "parcel.cancel" }, { ZG_ALSO, "parcel.follow" },
  { 0 },
};

#define TYPED (ZG_F (ZG_EVENT_ORDER) | ZG_F (ZG_EVENT_TYPE) | ZG_F (ZG_EVENT_AT) | ZG_F (ZG_EVENT_SCORE) | ZG_F (ZG_EVENT_NOTE))

static const ZgStep steps[] = {
  { NULL, "create", "kept", ZG_QUIET, TYPED, .check = check_create, .fills = ZG_F (ZG_EVENT_KEY) | ZG_F (ZG_EVENT_AT),
    .clause = "D13-3.2.3" },
  { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS, .clause = "D18-5.5a" },
  { NULL, "apply", "kept", ZG_QUIET | ZG_BY_DEED, ZG_ALL_FIELDS, .check = check_apply, .effects = applied, .done = apply,
    .clause = "D18-5.5a", .title = N_ ("Take over from the platform") },
};

const ZgKind zg_order_event = {
  .id = "order_event", .title = N_ ("Order event"), .module = "orders", ZG_FIELDS (fields), ZG_STEPS (steps),
  .order = "t.at DESC, t.id DESC", .append_only = TRUE, .term = &zg_buyer_term,
  .clause = "D13-3.2.3",
  .empty = N_ ("What happened to orders: what the platforms changed, whom one tried to reach, what was told, how it was rated."),
  .index = { "order_key, told", "sales_order", "at" },
};

gint64
zg_order_told (ZgDb *db, const char *order_key, int told, gint64 fallback)
{
  zg_db_int (db, &fallback, NULL,
             ZG_SQL ("SELECT value FROM order_event WHERE order_key = $1 AND told = $2 AND value IS NOT NULL"
                     " ORDER BY exported_at DESC, id DESC LIMIT 1"),
             "si", order_key, (gint64) told);
  return fallback;
}

gint64
zg_order_accepted (ZgDb *db, const ZgRecord *order)
{
  gint64 at = 0;

  zg_db_int (db, &at, NULL, ZG_SQL ("SELECT COALESCE (" ZG_ORDER_SINCE ", 0) FROM sales_order o WHERE o.id = $1"), "i",
             order->id);
  return at;
}
