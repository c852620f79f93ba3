/* zg-orders-private.h: shared by the files of the module. */
#pragma once

#include "zg-order-file.h"
#include "zg-orders.h"
#include "zg-policy.h"

G_BEGIN_DECLS

enum { ZG_SHOP_NAME, ZG_SHOP_PLATFORM, ZG_SHOP_CODE, ZG_SHOP_STAFF, ZG_SHOP_SENDER, ZG_SHOP_SENDER_PHONE, ZG_SHOP_SENDER_ADDRESS,
       ZG_SHOP_REMARK, ZG_SHOP_N_FIELDS };

enum
{
  ZG_CUSTOMER_NAME, ZG_CUSTOMER_PLATFORM, ZG_CUSTOMER_KEY, ZG_CUSTOMER_CONSIGNEE, ZG_CUSTOMER_PHONE, ZG_CUSTOMER_ADDRESS,
  ZG_CUSTOMER_TAGS, ZG_CUSTOMER_POTENTIAL, ZG_CUSTOMER_FIRST_TALK, ZG_CUSTOMER_REMARK, ZG_CUSTOMER_N_FIELDS
};

enum
{
  ZG_LINE_KEY, ZG_LINE_ORDER_KEY, ZG_LINE_SUB, ZG_LINE_TITLE, ZG_LINE_ATTRIBUTES, ZG_LINE_CODE, ZG_LINE_PRODUCT, ZG_LINE_QTY,
  ZG_LINE_PRICE, ZG_LINE_PAYABLE, ZG_LINE_PAID, ZG_LINE_REFUND, ZG_LINE_REFUND_TEXT, ZG_LINE_REFUNDED, ZG_LINE_N_FIELDS
};

enum
{
  ZG_EVENT_ORDER, ZG_EVENT_KEY, ZG_EVENT_TYPE, ZG_EVENT_AT, ZG_EVENT_FIELD, ZG_EVENT_LINE, ZG_EVENT_WAS, ZG_EVENT_NOW,
  ZG_EVENT_SEALED, ZG_EVENT_VALUE, ZG_EVENT_EXPORTED_AT, ZG_EVENT_SCORE, ZG_EVENT_NOTE,
  ZG_EVENT_ACCEPTED, /* of what accepts the order: when, where that is not when it was paid for (order.accepted.when) */
  ZG_EVENT_N_FIELDS
};

enum
{
  ZG_EVENT_PLATFORM = 1,
  ZG_EVENT_ATTEMPT,
  ZG_EVENT_INFORMED,
  ZG_EVENT_TRACKING,
  ZG_EVENT_PROBLEM,
  ZG_EVENT_RATING,
  ZG_EVENT_FOLLOW_UP
};

/* What of an order a later export may say otherwise. Stored numbers. */
enum
{
  ZG_TOLD_STATUS = 1, ZG_TOLD_PAID_AT, ZG_TOLD_SHIPPED_AT, ZG_TOLD_SIGNED_AT, ZG_TOLD_SHOP, ZG_TOLD_CONSIGNEE, ZG_TOLD_PHONE,
  ZG_TOLD_ADDRESS, ZG_TOLD_PAYABLE, ZG_TOLD_PAID, ZG_TOLD_REFUND, ZG_TOLD_CARRIER, ZG_TOLD_WAYBILL, ZG_TOLD_CLOSING, ZG_TOLD_NOTE,
  ZG_TOLD_INVOICE, ZG_TOLD_LINE_REFUND, ZG_TOLD_SETTLED, ZG_TOLD_N
};

enum
{
  ZG_CONFIRM_ORDER, ZG_CONFIRM_METHOD, ZG_CONFIRM_CONSIGNEE, ZG_CONFIRM_ADDRESS, ZG_CONFIRM_CONTACT, ZG_CONFIRM_MODEL,
  ZG_CONFIRM_QTY, ZG_CONFIRM_PAYMENT, ZG_CONFIRM_DELIVERY, ZG_CONFIRM_RESULT, ZG_CONFIRM_REMARK, ZG_CONFIRM_ACCEPTED_AT,
  ZG_CONFIRM_DUE_AT, ZG_CONFIRM_AT, ZG_CONFIRM_LATE, ZG_CONFIRM_LATE_MIN, ZG_CONFIRM_N_FIELDS
};

enum { ZG_PAYMENT_ORDER, ZG_PAYMENT_AMOUNT, ZG_PAYMENT_CHANNEL, ZG_PAYMENT_RECEIVED_AT, ZG_PAYMENT_REMARK, ZG_PAYMENT_BY,
       ZG_PAYMENT_AT, ZG_PAYMENT_N_FIELDS };

enum { ZG_DEMAND_ORDER, ZG_DEMAND_LINE, ZG_DEMAND_ITEM, ZG_DEMAND_QTY, ZG_DEMAND_N_FIELDS };

enum { ZG_MATCH_PLATFORM, ZG_MATCH_CODE, ZG_MATCH_TITLE, ZG_MATCH_ATTRIBUTES, ZG_MATCH_ITEM, ZG_MATCH_FACTOR, ZG_MATCH_KEY,
       ZG_MATCH_N_FIELDS };

enum
{
  ZG_PARCEL_ORDER, ZG_PARCEL_CARRIER, ZG_PARCEL_WAYBILL, ZG_PARCEL_NOTIFIED_BY, ZG_PARCEL_NOTIFIED_AT, ZG_PARCEL_PICKED_BY,
  ZG_PARCEL_PICKED_AT, ZG_PARCEL_PIECES, ZG_PARCEL_PACKED_BY, ZG_PARCEL_PACKED_AT, ZG_PARCEL_COST, ZG_PARCEL_SHIPPED_BY,
  ZG_PARCEL_SHIPPED_AT, ZG_PARCEL_SIGNED_AT, ZG_PARCEL_REMARK, ZG_PARCEL_N_FIELDS
};

enum { ZG_PARCEL_LINE_ITEM, ZG_PARCEL_LINE_QTY, ZG_PARCEL_LINE_N_FIELDS };

enum { ZG_VOID_ORDER, ZG_VOID_REASON, ZG_VOID_RENEW, ZG_VOID_CONSIGNEE, ZG_VOID_PHONE, ZG_VOID_ADDRESS, ZG_VOID_NEW_NUMBER,
       ZG_VOID_N_FIELDS };

enum { ZG_EXPORT_PLATFORM, ZG_EXPORT_FILE, ZG_EXPORT_AT, ZG_EXPORT_N, ZG_EXPORT_SEEN, ZG_EXPORT_DIGEST, ZG_EXPORT_N_FIELDS };

enum
{
  ZG_RETURN_ORDER, ZG_RETURN_GOODS, ZG_RETURN_AMOUNT, ZG_RETURN_REASON, ZG_RETURN_REVIEWED_BY, ZG_RETURN_REVIEWED_AT,
  ZG_RETURN_WAYBILL, ZG_RETURN_CONDITION, ZG_RETURN_RECEIVED_BY, ZG_RETURN_RECEIVED_AT, ZG_RETURN_REFUNDED_BY,
  ZG_RETURN_REFUNDED_AT, ZG_RETURN_REMARK, ZG_RETURN_N_FIELDS
};

enum
{
  ZG_MANUAL_WAY, ZG_MANUAL_NUMBER, ZG_MANUAL_SHOP, ZG_MANUAL_BUYER, ZG_MANUAL_COD, ZG_MANUAL_FREIGHT, ZG_MANUAL_PAYABLE,
  ZG_MANUAL_REMARK, ZG_MANUAL_CONSIGNEE, ZG_MANUAL_PHONE, ZG_MANUAL_ADDRESS, ZG_MANUAL_N_FIELDS
};

enum { ZG_MANUAL_LINE_ITEM, ZG_MANUAL_LINE_QTY, ZG_MANUAL_LINE_PRICE, ZG_MANUAL_LINE_AMOUNT, ZG_MANUAL_LINE_N_FIELDS };

extern const ZgKind zg_order_void, zg_order_export, zg_order_return, zg_manual_order, zg_manual_order_line;

extern const ZgKind zg_parcel_line;

/* What lies in a parcel, or is to. */
typedef struct
{
  gint64 item, qty_milli;
} ZgParcelItem;

typedef enum { ZG_PARCELS_ANY, ZG_PARCELS_IN_HOUSE, ZG_PARCELS_NOT_SIGNED } ZgParcelOthers;

/* zg_parcel_contents: of a part what was noted, else what the order is promised and no other parcel holds. Returns: (transfer
 * full) (nullable) (element-type ZgParcelItem). zg_parcel_words: "SKU-1 纸巾 ×2; …". Returns: (transfer full). */
GArray   *zg_parcel_contents (ZgDb *db, const ZgRecord *parcel, GError **error);
gint64    zg_parcel_pieces   (const GArray *contents);
char     *zg_parcel_words    (ZgDb *db, gint64 parcel);
gboolean  zg_parcel_is_part  (ZgDb *db, gint64 parcel);
/* zg_parcel_others: whether the order has further parcels, cancelled ones aside. */
gboolean  zg_parcel_others   (ZgDb *db, const ZgRecord *parcel, ZgParcelOthers which);
/* zg_parcel_check_part: of the lines a parcel is packed with. Returns: their pieces, 0: none. */
gint64    zg_parcel_check_part (ZgWork *work, const GArray *wanted);
void      zg_parcel_check_issued (ZgWork *work, gint64 order);

/* zg_platform_code: "TB", "JD": begins the keys of its orders. */
const char *zg_platform_code (int platform);

/* -- The clock of D18-5.2 (pure) -- */

typedef struct
{
  int      minutes;  /* to confirm in, 0: promptly, no figure */
  gboolean next;     /* what is accepted outside the service hours starts at their next begin */
  int      from, to; /* service hours, minutes of the day; equal: always */
  int      again;    /* minutes after a call nobody answered until the next one, 0: no figure */
  gboolean first_call; /* a call in time is in time, be it answered or not */
} ZgOrderClock;

/* zg_order_due: ms, 0: no figure. */
gint64   zg_order_due        (const ZgOrderClock *clock, gint64 accepted_ms);
/* zg_order_late: begun minutes after @due, 0: on time; whole seconds count. */
int      zg_order_late       (gint64 due_ms, gint64 at_ms);
/* zg_order_again_due: when somebody is to call again whom a call at @tried_ms did not reach: ms, 0: no figure. */
gint64   zg_order_again_due  (const ZgOrderClock *clock, gint64 tried_ms);
/* zg_order_clock_of: as the policy has it on @day. */
ZgOrderClock zg_order_clock_of (ZgPolicy *policy, int day);

/* Calls nobody answered, by when each was noted, which nobody types. */
typedef struct
{
  guint  n;
  gint64 first_ms, last_ms;
  int    late_min; /* how late the latest of the next calls was, begun minutes; 0: none was */
} ZgOrderCalls;

/* Of a row sales_order o: how many there are, and when the last one was. */
#define ZG_ORDER_TRIED "EXISTS (SELECT 1 FROM order_event e WHERE e.order_key = o.order_key AND e.type = 2)"
#define ZG_ORDER_TRIED_AT "(SELECT MAX (e.created_ms) FROM order_event e WHERE e.order_key = o.order_key AND e.type = 2)"

/* zg_order_calls: of the order @key up to @until_ms, when he was reached or somebody asks. */
gboolean zg_order_calls      (ZgDb *db, const char *key, const ZgOrderClock *clock, gint64 until_ms, ZgOrderCalls *calls,
                              GError **error);

/* -- How fresh the orders are (D18-5.1) -- */

typedef struct
{
  gint64 loaded_ms; /* when an export of a platform was last read in, 0: never */
  gint64 due_ms;    /* by when the next is, 0: nothing is due today */
} ZgOrderLoad;

/* zg_order_load_due: within the service hours of the day of @now_ms, @minutes after the last load or their begin; 0: none.
 * Pure. */
gint64   zg_order_load_due   (const ZgOrderClock *hours, int minutes, gint64 loaded_ms, gint64 now_ms);
gboolean zg_order_load_read  (ZgDb *db, ZgPolicy *policy, gint64 now_ms, ZgOrderLoad *load, GError **error);

/* -- Within steps -- */

/* zg_order_of: the order @field of the work's record refers to, under the guard all steps on it share. Returns: (transfer full)
 * (nullable): NULL: a fault says so. */
ZgRecord *zg_order_of        (ZgWork *work, int field);
/* zg_order_standing: the order that stands for a voided one, itself where it stands. Returns: (transfer full) (nullable): NULL:
 * it was voided for good. */
ZgRecord *zg_order_standing  (ZgDb *db, gint64 id);
/* zg_order_line_of: the key of the line of order @order_key as that of order @key, which stands for it. Returns: (transfer full).
 */
char     *zg_order_line_of   (const char *line_key, const char *order_key, const char *key);
/* zg_order_moves: whether what the platform says of @order is a step of its own (order_event.apply): it moves it along. */
gboolean  zg_order_moves     (const ZgRecord *order, int told, gint64 value);
/* zg_order_goods_event: to be applied: lines of @order are there that were not when it was confirmed. @exported: of their file,
 * ms. Returns: (transfer full). */
ZgRecord *zg_order_goods_event (const ZgRecord *order, gint64 now, gint64 exported);
/* zg_order_reserve: an order_item for each line that has an item and none yet. Returns: lines without an item. */
guint     zg_order_reserve   (ZgWork *work, const ZgRecord *order);
/* What of an order is to be shipped. */
typedef enum
{
  ZG_GOODS_UNKNOWN, /* the book has no line of it: the file with the lines is not loaded yet */
  ZG_GOODS_NONE,    /* nothing any more */
  ZG_GOODS_SOME,
} ZgOrderGoods;

ZgOrderGoods zg_order_goods  (ZgDb *db, const ZgRecord *order);
/* zg_order_takes_goods: whether lines that come in now are reserved at once: it is confirmed and not packed. */
gboolean  zg_order_takes_goods (const ZgRecord *order);
/* zg_order_settle: @verb ("release", "ship") for what is still reserved for the order; @line: (nullable): of that line alone.
 * Returns: FALSE: more is reserved for it. */
void      zg_order_settle    (ZgWork *work, gint64 order, const char *line, const char *verb);
/* zg_order_settle_parcels: @verb for its parcels that are on their way through the house. */
void      zg_order_settle_parcels (ZgWork *work, gint64 order, const char *verb);
/* zg_order_item_of: which item a line means. Returns: id, 0: not known. @factor: (out): thousandths of it in one piece sold. */
gint64 zg_order_item_of (ZgDb *db, int platform, const char *code, const char *title, const char *attributes, gint64 *factor);
/* zg_order_stock_of: what can be sold of an item, and of it is promised. FALSE: nobody keeps the stock. */
gboolean  zg_order_stock_of  (ZgDb *db, gint64 item, gint64 *qty_milli, gint64 *promised_milli);
/* zg_order_told: what the platform says last of a field that is no text: number, time or fen; @fallback where no event says it.
 */
gint64    zg_order_told      (ZgDb *db, const char *order_key, int told, gint64 fallback);
/* zg_order_due_fen: what is to come in for it: what the platform says last was paid, else what is payable; it may be nothing.
 * FALSE: the platform does not say, @fen is 0. */
gboolean  zg_order_due_fen   (ZgDb *db, const ZgRecord *order, gint64 *fen);
/* zg_order_accepted: when the order was accepted: ms, 0: not yet. ZG_ORDER_SINCE: the same of a row sales_order o, NULL: not yet.
 * It is when it was paid for, or (cash on delivery) placed; where a later export tells of the payment, when that was; where it
 * does not say when, the hour of the export that told of it, for nobody could call before. Or it is when the book read it in or
 * heard of the payment, where order.accepted.when says so on that day. */
#define ZG_ORDER_SINCE_OF(o)                                                                                                     \
  "COALESCE (" o ".accepted_at, (SELECT MIN (e.accepted_at) FROM order_event e WHERE e.order_key = " o ".order_key),"            \
  " (SELECT MAX (e.value) FROM order_event e WHERE e.order_key = " o ".order_key AND e.told = 2),"                              \
  " (SELECT MIN (e.at) FROM order_event e WHERE e.order_key = " o ".order_key AND e.told = 1 AND e.value IN (2, 3)))"
#define ZG_ORDER_SINCE ZG_ORDER_SINCE_OF ("o")
gint64    zg_order_accepted  (ZgDb *db, const ZgRecord *order);
/* zg_order_accepted_loaded: whether on the day of @now_ms an order is accepted when the book hears of it. */
gboolean  zg_order_accepted_loaded (ZgDb *db, gint64 now_ms);
/* Of a row sales_order @o: waits for finance, for the dispatch notice, and since when. */
#define ZG_ORDER_TO_PAY(o) o ".state = 'confirmed' AND COALESCE (" o ".is_cod, 0) = 0"
#define ZG_ORDER_TO_NOTIFY(o) "(" o ".state = 'paid' OR (" o ".state = 'confirmed' AND " o ".is_cod = 1))"
#define ZG_ORDER_CONFIRMED_AT(o) "(SELECT MAX (c.contacted_at) FROM order_confirmation c WHERE c.sales_order = " o ".id)"
#define ZG_ORDER_PAID_SINCE(o)                                                                                                   \
  "COALESCE ((SELECT MAX (m.confirmed_at) FROM order_payment m WHERE m.sales_order = " o ".id), " ZG_ORDER_CONFIRMED_AT (o) ")"
/* zg_order_payment_for, zg_order_notice_for: the paper @order asks for next, with all that is known of it. @why: (out) (transfer
 * full): why it is not its turn. Returns: (transfer full) (nullable). */
ZgRecord *zg_order_payment_for  (ZgDb *db, const ZgRecord *order, char **why);
ZgRecord *zg_order_notice_for   (ZgDb *db, const ZgRecord *order, char **why);
/* zg_order_check_finish, zg_order_check_lapse: whether an order that arrived may be completed (zg-order-finish.c). */
void      zg_order_check_finish (ZgWork *work);
void      zg_order_check_lapse  (ZgWork *work);
void      zg_order_finish_init  (void);
/* zg_order_check_issued: asks whoever keeps the stock. Adds a fault where the goods are not out. */
void      zg_order_check_issued (ZgWork *work, gint64 order);

extern const ZgEnum zg_told_fields[], zg_event_types[];

/* zg_order_plan: the plan of each of these. */
ZgImportPlan *zg_order_plan (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes,
                             const char *const *values, GError **error);

extern const ZgLayout zg_taobao_layout, zg_taobao_lines_layout, zg_jd_layout, zg_pdd_layout, zg_douyin_layout;

/* What a customer bought in all, and how he rates it. */
typedef struct
{
  guint  n_orders, n_problems, n_rated, n_refunds;
  gint64 sum_fen, refund_fen, qty, first_ms, last_ms;
  int    score_tenths; /* of the ratings */
} ZgCustomerFigures;

/* zg_customer_figures: @buyer_key: of the customer. Thread of @db. */
gboolean zg_customer_figures (ZgDb *db, const char *buyer_key, ZgCustomerFigures *figures, GError **error);

/* zg_customer_bought: how often he bought since @since_ms and for how much, and when he last did but for the order @but. What
 * was never paid for, voided or closed is no purchase. Thread of @db. */
gboolean zg_customer_bought  (ZgDb *db, const char *buyer_key, gint64 since_ms, gint64 but, gint64 *n, gint64 *sum_fen,
                              gint64 *last_ms, GError **error);

extern const ZgTerm zg_buyer_term; /* of what a buyer is reached by, in all that is about one order */

/* Of a row sales_order o: who is to have it now, sealed, and the event of the platform that says so, 0: the order does. */
#define ZG_ORDER_NAMED(what)                                                                                                     \
  "(SELECT " what " FROM order_event e WHERE e.order_key = o.order_key AND e.told = 6"                                           \
  " ORDER BY e.exported_at DESC, e.id DESC LIMIT 1)"
#define ZG_ORDER_NAME_NOW "COALESCE (" ZG_ORDER_NAMED ("e.now_sealed") ", o.consignee)"
#define ZG_ORDER_NAME_EVENT "COALESCE (" ZG_ORDER_NAMED ("e.id") ", 0)"

/* zg_order_consignee_masked: "王**": enough to know which call it is, or that it was erased. @event: as above. Returns:
 * (transfer full) (nullable): NULL where it cannot be opened. */
char    *zg_order_consignee_masked (ZgSession *session, gint64 order, gint64 event, const ZgCell *sealed);

/* -- The receiver as he is now -- */

enum { ZG_RECEIVER_NAME, ZG_RECEIVER_PHONE, ZG_RECEIVER_ADDRESS, ZG_RECEIVER_N };

/* Who is to have it, by what he is reached and where: each as the platform said last, else as the order was made. */
typedef struct
{
  gint64 order, events[ZG_RECEIVER_N]; /* the event that says so; 0: the order does */
  ZgCell cells[ZG_RECEIVER_N];         /* sealed, erased or NULL */
} ZgReceiver;

extern const int zg_receiver_fields[ZG_RECEIVER_N]; /* of the order */

/* zg_order_receiver: @receiver: (out): to be cleared with zg_order_receiver_clear (). Thread of @db. */
gboolean zg_order_receiver        (ZgDb *db, const ZgRecord *order, ZgReceiver *receiver, GError **error);
void     zg_order_receiver_clear  (ZgReceiver *receiver);
/* zg_order_receiver_open: for what is not shown as it is: masked, or sealed again. Returns: (transfer full) (nullable): "" where
 * nothing is known, NULL where it cannot be opened; zg_wipe_text (). */
char    *zg_order_receiver_open   (ZgSession *session, const ZgReceiver *receiver, int part, GError **error);
/* zg_order_receiver_reveal: to be shown, @copies: for the clipboard; written down as a reveal or copy of the order, by the right
 * to it. Returns: (transfer full) (nullable): zg_wipe_text (). Not in the writer's thread. */
char    *zg_order_receiver_reveal (ZgSession *session, const ZgRecord *order, const ZgReceiver *receiver, int part,
                                   gboolean copies, GError **error);

void zg_order_sheets_init (void);
void zg_order_customers_init (void);
void zg_order_attempt_init (void);
void zg_order_many_init (void);
void zg_order_papers_init (void);
void zg_order_duties_init (void);
void zg_order_backup_init (void);

G_END_DECLS
