/* zg-parcel.c: the kinds order_payment 收款确认 and parcel 包裹: the money is there (D09-16b), the warehouse is told, goods are picked,
 * packed, handed over and signed for (D13-3.2.2, D13-3.2.3). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-money.h"
#include "zg-orders-private.h"

const ZgEnum zg_carriers[] = {
  { ZG_CARRIER_SF, "sf", N_ ("SF Express") },     { ZG_CARRIER_ZTO, "zto", N_ ("ZTO Express") },
  { ZG_CARRIER_YTO, "yto", N_ ("YTO Express") },  { ZG_CARRIER_STO, "sto", N_ ("STO Express") },
  { ZG_CARRIER_YD, "yd", N_ ("Yunda Express") },  { ZG_CARRIER_JTSD, "jtsd", N_ ("J&T Express") },
  { ZG_CARRIER_JD, "jd", N_ ("JD Logistics") },   { ZG_CARRIER_EMS, "ems", N_ ("EMS") },
  { ZG_CARRIER_YZPY, "yzpy", N_ ("China Post") }, { ZG_CARRIER_DBL, "dbl", N_ ("Deppon Express") },
  { ZG_CARRIER_HTKY, "htky", N_ ("Best Express") }, { ZG_CARRIER_OTHER, "other", N_ ("Other carrier") },
  { 0 },
};

ZgRecord *
zg_order_of (ZgWork *work, int field)
{
  gint64    id = zg_record_int (zg_work_record (work), field);
  ZgRecord *order;

  if (id == 0)
    return NULL; /* the field is required, which is said already */
  zg_work_guard (work, "sales_order/%" G_GINT64_FORMAT, id);
  order = zg_book_get (zg_work_db (work), &zg_sales_order, id, NULL);
  if (order == NULL)
    zg_work_fault (work, field, -1, NULL, _ ("This order is not in the book any more."));
  return order;
}

/* -- Payment -- */

static const ZgEnum channels[] = {
  { 1, "platform", N_ ("Platform account") }, { 2, "alipay", N_ ("Alipay") }, { 3, "wechat", N_ ("WeChat Pay") },
  { 4, "bank", N_ ("Bank transfer") },        { 5, "cash", N_ ("Cash") },     { 0 },
};

static const ZgField payment_fields[ZG_PAYMENT_N_FIELDS] = {
  [ZG_PAYMENT_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "sales_order", .width = 170 },
  [ZG_PAYMENT_AMOUNT] = { "amount_fen", N_ ("Amount received"), ZG_MONEY, ZG_REQUIRED | ZG_LIST, .clause = "D09-16b" },
  [ZG_PAYMENT_CHANNEL] = { "channel", N_ ("Came by"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = channels,
                           .initial = "1" },
  [ZG_PAYMENT_RECEIVED_AT] = { "received_at", N_ ("Received at"), ZG_TIME, ZG_LIST },
  [ZG_PAYMENT_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG, ZG_LIST, .max = 500 },
  [ZG_PAYMENT_BY] = { "confirmed_by", N_ ("Confirmed by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person", .clause = "D09-16b" },
  [ZG_PAYMENT_AT] = { "confirmed_at", N_ ("Confirmed at"), ZG_TIME, ZG_COMPUTED | ZG_LIST | ZG_FILTER },
};

gboolean
zg_order_due_fen (ZgDb *db, const ZgRecord *order, gint64 *fen)
{
  const char *key = zg_record_text (order, ZG_ORDER_KEY);
  gint64      paid = zg_order_told (db, key, ZG_TOLD_PAID, zg_record_int (order, ZG_ORDER_PAID));
  gint64      payable = zg_record_is_set (order, ZG_ORDER_PAYABLE) ? zg_record_int (order, ZG_ORDER_PAYABLE) : -1;

  *fen = paid ? paid : zg_order_told (db, key, ZG_TOLD_PAYABLE, payable);
  if (*fen >= 0)
    return TRUE;
  *fen = 0;
  return FALSE;
}

/* What came in is what was to be paid, or one says why not. An order without money is confirmed like any other: with 0. */
static void
check_payment (ZgWork *work)
{
  const ZgRecord      *payment = zg_work_record (work);
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_PAYMENT_ORDER);
  gint64               due, amount = zg_record_int (payment, ZG_PAYMENT_AMOUNT);
  gboolean             is_free;

  if (order == NULL)
    return;
  if (!g_str_equal (order->state, "confirmed"))
    zg_work_fault (work, ZG_PAYMENT_ORDER, -1, "D09-16b",
                   _ ("This order is “%s”; payment is confirmed once the order is confirmed."),
                   g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
  is_free = zg_order_due_fen (zg_work_db (work), order, &due) && due == 0;
  if (amount < 0 || (amount == 0 && !is_free))
    zg_work_fault (work, ZG_PAYMENT_AMOUNT, -1, NULL, _ ("Enter the amount that has arrived."));
  else if (amount != due && !zg_record_is_set (payment, ZG_PAYMENT_REMARK))
    {
      g_autofree char *words = zg_money_format (due, ZG_MONEY_YUAN);

      zg_work_fault (work, ZG_PAYMENT_REMARK, -1, "D09-16b",
                     _ ("The platform says %s was paid. Say why another amount is right."), words);
    }
}

static void
pay (ZgWork *work)
{
  ZgRecord *order = zg_order_of (work, ZG_PAYMENT_ORDER);

  if (order)
    zg_work_step (work, order, "pay");
}

static const ZgEffect pays[] = { { ZG_ALSO, "sales_order.pay" }, { 0 } };

static const ZgStep payment_steps[] = {
  { NULL, "create", "kept", ZG_QUIET,
    ZG_F (ZG_PAYMENT_ORDER) | ZG_F (ZG_PAYMENT_AMOUNT) | ZG_F (ZG_PAYMENT_CHANNEL) | ZG_F (ZG_PAYMENT_RECEIVED_AT) |
        ZG_F (ZG_PAYMENT_REMARK),
    ZG_F (ZG_PAYMENT_BY) | ZG_F (ZG_PAYMENT_AT), .check = check_payment, .done = pay, .effects = pays, .clause = "D09-16b",
    .title = N_ ("Confirm payment") },
};

const ZgKind zg_order_payment = {
  .id = "order_payment", .title = N_ ("Payment confirmation"), .module = "orders", .prefix = "SK", ZG_FIELDS (payment_fields),
  ZG_STEPS (payment_steps), .order = "t.confirmed_at DESC", .append_only = TRUE, .clause = "D09-16b", .index = { "sales_order" },
  .empty = N_ ("Payments finance has seen arrive."),
};

/* -- Parcel -- */

static const ZgField fields[ZG_PARCEL_N_FIELDS] = {
  [ZG_PARCEL_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FIXED, .ref = "sales_order", .width = 170,
                        .section = N_ ("Dispatch"), .clause = "D19-3.5.1" },
  [ZG_PARCEL_CARRIER] = { "carrier", N_ ("Carrier"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_carriers },
  [ZG_PARCEL_WAYBILL] = { "waybill", N_ ("Waybill number"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 40, .width = 136 },
  [ZG_PARCEL_NOTIFIED_BY] = { "notified_by", N_ ("Notified by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D13-3.2.2" },
  [ZG_PARCEL_NOTIFIED_AT] = { "notified_at", N_ ("Notified at"), ZG_TIME, ZG_COMPUTED | ZG_LIST | ZG_FILTER },
  [ZG_PARCEL_PICKED_BY] = { "picked_by", N_ ("Picked by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D13-3.2.2" },
  [ZG_PARCEL_PICKED_AT] = { "picked_at", N_ ("Picked at"), ZG_TIME, ZG_COMPUTED },
  [ZG_PARCEL_PIECES] = { "pieces_milli", N_ ("Pieces counted"), ZG_QTY, 0, .hint = N_ ("scanned while packing"),
                         .clause = "D11-4.5" },
  [ZG_PARCEL_PACKED_BY] = { "packed_by", N_ ("Packed by"), ZG_REF, ZG_COMPUTED, .ref = "person",
                            .clause = "D19-3.5.2" },
  [ZG_PARCEL_PACKED_AT] = { "packed_at", N_ ("Packed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_PARCEL_COST] = { "cost_fen", N_ ("Freight cost"), ZG_MONEY, 0 },
  [ZG_PARCEL_SHIPPED_BY] = { "shipped_by", N_ ("Given to the carrier by"), ZG_REF, ZG_COMPUTED, .ref = "person",
                             .clause = "D19-3.5.2" },
  [ZG_PARCEL_SHIPPED_AT] = { "shipped_at", N_ ("Given to the carrier at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_PARCEL_SIGNED_AT] = { "signed_at", N_ ("Signed for at"), ZG_TIME, ZG_LIST, .clause = "D13-3.2.3" },
  [ZG_PARCEL_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG, 0, .max = 500 },
};

static const ZgState states[] = {
  { "notified", N_ ("To be picked"), ZG_TONE_PENDING },
  { "picked", N_ ("To be packed"), ZG_TONE_PENDING },
  { "packed", N_ ("To be handed over"), ZG_TONE_PENDING },
  { "shipped", N_ ("On the way"), ZG_TONE_NEUTRAL },
  { "signed", N_ ("Signed for"), ZG_TONE_NEUTRAL },
  { NULL },
};

/* Proposed, never imposed: the patterns of the carriers overlap. */
static void
propose_carrier (ZgWork *work)
{
  ZgRecord   *parcel = zg_work_record (work);
  const char *waybill = zg_record_text (parcel, ZG_PARCEL_WAYBILL);
  int         carrier = zg_waybill_carrier (waybill);

  if (carrier && !zg_record_is_set (parcel, ZG_PARCEL_CARRIER))
    zg_record_set_int (parcel, ZG_PARCEL_CARRIER, carrier);
}

/* Nobody picks what nobody knows of: the platform's list of orders has no goods in it. */
static void
check_goods (ZgWork *work, const ZgRecord *order)
{
  switch (zg_order_goods (zg_work_db (work), order))
    {
    case ZG_GOODS_UNKNOWN:
      zg_work_fault (work, ZG_PARCEL_ORDER, -1, "D13-3.2.2",
                     _ ("The book does not know yet what was ordered. Load the platform's file with the goods of this order "
                        "(of Taobao and Tmall ExportOrderDetailList), then tell the warehouse again."));
      break;
    case ZG_GOODS_NONE:
      zg_work_fault (work, ZG_PARCEL_ORDER, -1, "D13-3.2.2", _ ("Nothing of this order is to be shipped any more."));
      break;
    default:
      break;
    }
}

/* What it holds is what the order still lacks. */
static void
check_notify (ZgWork *work)
{
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_PARCEL_ORDER);
  gboolean             cod = order && zg_record_int (order, ZG_ORDER_COD);

  propose_carrier (work);
  if (order && !g_str_equal (order->state, "paid") && !(cod && g_str_equal (order->state, "confirmed")))
    zg_work_fault (
        work, ZG_PARCEL_ORDER, -1, "D13-3.2.2",
        _ ("This order is “%s”. The warehouse is told once it is confirmed and paid for, or confirmed and paid on delivery."),
        g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
  else if (order)
    check_goods (work, order);
}

static void
notify (ZgWork *work)
{
  ZgRecord *order = zg_order_of (work, ZG_PARCEL_ORDER);

  if (order == NULL)
    return;
  if (zg_order_reserve (work, order) > 0)
    zg_work_fault (work, ZG_PARCEL_ORDER, -1, "D13-3.2.2",
                   _ ("A line of this order means no item of the catalogue. Match its merchant code or title with one first."));
  zg_work_step (work, order, "notify");
}

/* Of several parcels the first moves the order along; the others find it there already. */
static void
move_order (ZgWork *work, const char *verb)
{
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_PARCEL_ORDER);

  if (order && (zg_kind_step (order->kind, order->state, verb) ||
                !zg_parcel_others (zg_work_db (work), zg_work_record (work), ZG_PARCELS_ANY)))
    zg_work_step (work, g_steal_pointer (&order), verb);
}

static void
pick (ZgWork *work)
{
  move_order (work, "pick");
}

static ZgOrderIssued issued_by;

void
zg_orders_issued_by (ZgOrderIssued issued)
{
  issued_by = issued;
}

void
zg_order_check_issued (ZgWork *work, gint64 order)
{
  g_autofree char *why = NULL;
  gboolean         issued = TRUE;

  if (issued_by && issued_by (zg_work_db (work), order, &issued, &why, NULL) && !issued)
    zg_work_fault (work, ZG_PARCEL_ORDER, -1, "D08-8a", _ ("The goods are not out of the warehouse yet: %s."),
                   why ? why : _ ("the issue slip is open"));
}

/* D11-4.5: what goes into the parcel is what was ordered, all of it or the part its lines say. */
static void
check_pack (ZgWork *work)
{
  const ZgRecord    *parcel = zg_work_record (work);
  gint64             order = zg_record_int (parcel, ZG_PARCEL_ORDER), all, part;
  g_autoptr (GArray) wanted = NULL;

  propose_carrier (work);
  zg_work_guard (work, "sales_order/%" G_GINT64_FORMAT, order);
  wanted = zg_parcel_contents (zg_work_db (work), parcel, NULL);
  all = zg_parcel_pieces (wanted);
  part = wanted ? zg_parcel_check_part (work, wanted) : 0;
  if (all == 0)
    zg_work_fault (work, ZG_PARCEL_ORDER, -1, NULL, _ ("Nothing of this order is to be shipped any more."));
  else if (zg_record_int (parcel, ZG_PARCEL_PIECES) != (part ? part : all))
    {
      g_autofree char *words = zg_milli_format (part ? part : all, 0);

      zg_work_fault (work, ZG_PARCEL_PIECES, -1, "D11-4.5",
                     part ? _ ("Its lines come to %s pieces. Count what lies in the parcel again.")
                          : _ ("%s pieces are ordered. Count what lies in the parcel again."), words);
    }
  if (part)
    zg_parcel_check_issued (work, order);
  else
    zg_order_check_issued (work, order);
}

/* What does not go into a part is told to the warehouse anew: the rest follows in a parcel of its own. */
static void
pack (ZgWork *work)
{
  const ZgRecord    *parcel = zg_work_record (work);
  g_autoptr (GArray) wanted = zg_parcel_contents (zg_work_db (work), parcel, NULL);
  GPtrArray         *lines = zg_work_children (work);
  gint64             part = 0;

  for (guint i = 0; lines && i < lines->len; i++)
    part += zg_record_int (lines->pdata[i], ZG_PARCEL_LINE_QTY);
  if (part && part < zg_parcel_pieces (wanted))
    zg_record_set_int (zg_work_also (work, &zg_parcel, "rest"), ZG_PARCEL_ORDER, zg_record_int (parcel, ZG_PARCEL_ORDER));
  move_order (work, "pack");
}

static void
check_ship (ZgWork *work)
{
  const ZgRecord *parcel = zg_work_record (work);

  propose_carrier (work);
  if (!zg_record_is_set (parcel, ZG_PARCEL_WAYBILL))
    zg_work_fault (work, ZG_PARCEL_WAYBILL, -1, "D10-1.7b", _ ("A parcel is handed over with its waybill number."));
  if (!zg_record_is_set (parcel, ZG_PARCEL_CARRIER))
    zg_work_fault (work, ZG_PARCEL_CARRIER, -1, "D10-1.7b", _ ("Say which carrier takes it."));
  zg_work_guard (work, "sales_order/%" G_GINT64_FORMAT, zg_record_int (parcel, ZG_PARCEL_ORDER));
  if (zg_parcel_is_part (zg_work_db (work), parcel->id))
    zg_parcel_check_issued (work, zg_record_int (parcel, ZG_PARCEL_ORDER));
  else
    zg_order_check_issued (work, zg_record_int (parcel, ZG_PARCEL_ORDER));
}

/* The order is shipped when all its parcels are out; until then what is promised stays promised. */
static void
ship (ZgWork *work)
{
  if (zg_parcel_others (zg_work_db (work), zg_work_record (work), ZG_PARCELS_IN_HOUSE))
    return;
  zg_order_settle (work, zg_record_int (zg_work_record (work), ZG_PARCEL_ORDER), NULL, "ship");
  move_order (work, "ship");
}

static void
check_sign (ZgWork *work)
{
  ZgRecord *parcel = zg_work_record (work);
  gint64    now = zg_book_now (zg_session_book (zg_work_session (work)));

  if (!zg_record_is_set (parcel, ZG_PARCEL_SIGNED_AT))
    zg_record_set_int (parcel, ZG_PARCEL_SIGNED_AT, now);
  if (zg_record_int (parcel, ZG_PARCEL_SIGNED_AT) < zg_record_int (parcel, ZG_PARCEL_SHIPPED_AT) ||
      zg_record_int (parcel, ZG_PARCEL_SIGNED_AT) > now)
    zg_work_fault (work, ZG_PARCEL_SIGNED_AT, -1, "D13-3.2.3",
                   _ ("It is signed for after it was handed over, and not in the future."));
}

static void
sign (ZgWork *work)
{
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_PARCEL_ORDER);

  if (order && g_str_equal (order->state, "shipped") /* the platform may have said so before */
      && !zg_parcel_others (zg_work_db (work), zg_work_record (work), ZG_PARCELS_NOT_SIGNED))
    zg_work_step (work, g_steal_pointer (&order), "sign");
}

void
zg_order_settle_parcels (ZgWork *work, gint64 order, const char *verb)
{
  g_autoptr (ZgStmt) rows = zg_db_query (zg_work_db (work), NULL,
                                         ZG_SQL ("SELECT id FROM parcel WHERE sales_order = $1"
                                                 " AND state IN ('notified', 'picked', 'packed') ORDER BY id"), "i", order);
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      ZgRecord *parcel = zg_book_get (zg_work_db (work), &zg_parcel, zg_stmt_int (rows, 0), NULL);

      if (parcel)
        zg_work_step (work, parcel, verb);
    }
}

static const ZgEffect notifies[] = { { ZG_ALSO, "sales_order.notify" }, { ZG_ALSO, "order_item.create" }, { 0 } };
static const ZgEffect picks[] = { { ZG_ALSO, "sales_order.pick" }, { 0 } };
static const ZgEffect packs[] = { { ZG_ALSO, "sales_order.pack" }, { ZG_ALSO, "parcel.rest" }, { 0 } };
static const ZgEffect ships[] = { { ZG_ALSO, "sales_order.ship" }, { ZG_ALSO, "order_item.ship" }, { 0 } };
static const ZgEffect signs[] = { { ZG_ALSO, "sales_order.sign" }, { 0 } };

#define LABEL (ZG_F (ZG_PARCEL_CARRIER) | ZG_F (ZG_PARCEL_WAYBILL) | ZG_F (ZG_PARCEL_REMARK))
#define EDIT(state) { state, "edit", state, ZG_QUIET, LABEL, .check = propose_carrier, .clause = "D10-1.7b" }
#define CANCEL(state) { state, "cancel", "cancelled", ZG_QUIET | ZG_FOLLOWS, .clause = "D18-5.5a" }
#define FOLLOW(state)                                                                                                            \
  {                                                                                                                              \
    state, "follow", "shipped", ZG_QUIET | ZG_FOLLOWS, .clause = "D09-17", .title = N_ ("Dispatched on the platform")            \
  }

static const ZgStep steps[] = {
  { NULL, "create", "notified", ZG_QUIET, ZG_F (ZG_PARCEL_ORDER) | LABEL,
    ZG_F (ZG_PARCEL_NOTIFIED_BY) | ZG_F (ZG_PARCEL_NOTIFIED_AT), .check = check_notify, .done = notify, .effects = notifies,
    .clause = "D13-3.2.2", .title = N_ ("Notify the warehouse") },
  { NULL, "rest", "notified", ZG_QUIET | ZG_FOLLOWS, ZG_F (ZG_PARCEL_ORDER),
    ZG_F (ZG_PARCEL_NOTIFIED_BY) | ZG_F (ZG_PARCEL_NOTIFIED_AT), .clause = "D13-3.2.2", .title = N_ ("The rest follows") },
  { "notified", "pick", "picked", ZG_PRIMARY, 0, ZG_F (ZG_PARCEL_PICKED_BY) | ZG_F (ZG_PARCEL_PICKED_AT), .done = pick,
    .effects = picks, .clause = "D13-3.2.2", .title = N_ ("Picked") },
  { "picked", "pack", "packed", ZG_PRIMARY | ZG_WITH_LINES, LABEL | ZG_F (ZG_PARCEL_PIECES),
    ZG_F (ZG_PARCEL_PACKED_BY) | ZG_F (ZG_PARCEL_PACKED_AT), .check = check_pack, .done = pack, .effects = packs,
    .clause = "D19-3.5.2", .title = N_ ("Packed") },
  { "packed", "ship", "shipped", ZG_PRIMARY, LABEL | ZG_F (ZG_PARCEL_COST),
    ZG_F (ZG_PARCEL_SHIPPED_BY) | ZG_F (ZG_PARCEL_SHIPPED_AT), .check = check_ship, .done = ship, .effects = ships,
    .clause = "D19-3.5.2", .title = N_ ("Given to the carrier") },
  { "shipped", "sign", "signed", ZG_PRIMARY, ZG_F (ZG_PARCEL_SIGNED_AT), .check = check_sign, .done = sign, .effects = signs,
    .clause = "D13-3.2.3", .title = N_ ("Signed for") },
  EDIT ("notified"),
  EDIT ("picked"),
  EDIT ("packed"),
  CANCEL ("notified"),
  CANCEL ("picked"),
  CANCEL ("packed"),
  FOLLOW ("notified"),
  FOLLOW ("picked"),
  FOLLOW ("packed"),
};

const ZgKind zg_parcel = {
  .id = "parcel",
  .title = N_ ("Parcel"),
  .module = "orders",
  .prefix = "FH",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D13-3.2.2",
  .index = { "state, notified_at" },
  .empty = N_ ("Parcels from the dispatch notice to the signature of the customer."),
};
