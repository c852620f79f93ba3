/* zg-orders.h: orders 订单: shops, customers, orders as the platforms made them, what is done to them until they are signed for,
 * and what other modules ask of them. Functions with a ZgDb run in that connection's thread. */
#pragma once

#include "zg-book.h"
#include "zg-module.h"

G_BEGIN_DECLS

/* Stored numbers; they never change. */
typedef enum { ZG_PLATFORM_TAOBAO = 1, ZG_PLATFORM_JD, ZG_PLATFORM_PDD, ZG_PLATFORM_DOUYIN, ZG_PLATFORM_OTHER } ZgPlatform;

/* What a platform says of an order. It has a rank and never falls: a later number is later in the life of an order. */
typedef enum
{
  ZG_STATUS_UNPAID = 1, /* waits for the buyer's payment */
  ZG_STATUS_PAID,      /* waits for dispatch */
  ZG_STATUS_PARTLY,     /* partly dispatched */
  ZG_STATUS_SHIPPED,
  ZG_STATUS_SUCCESS,
  ZG_STATUS_CLOSED,     /* not paid, or paid back */
} ZgOrderStatus;

extern const ZgEnum zg_platforms[], zg_order_statuses[], zg_carriers[];

extern const ZgKind zg_shop, zg_customer, zg_sales_order, zg_sales_order_line, zg_order_event, zg_order_confirmation,
    zg_order_payment, zg_order_item, zg_item_match, zg_parcel;

/* The order as it was made: written once, frozen by the engines (D18-5.5a); its state and version move by post () alone. What the
 * platform changed afterwards is an event (order_event). Lines are found by the key of their order. */
enum
{
  ZG_ORDER_KEY,         /* "TB:318…": platform and number, unique for ever */
  ZG_ORDER_NUMBER,
  ZG_ORDER_PLATFORM,
  ZG_ORDER_SHOP,
  ZG_ORDER_SHOP_NAME,
  ZG_ORDER_STATUS,
  ZG_ORDER_STATUS_TEXT, /* in the platform's own words */
  ZG_ORDER_PLACED_AT,
  ZG_ORDER_PAID_AT,
  ZG_ORDER_ACCEPTED_AT, /* the clock of D18-5.2 runs from here: paid for, else placed (cash on delivery) */
  ZG_ORDER_BUYER,
  ZG_ORDER_BUYER_KEY,   /* of the customer */
  ZG_ORDER_CONSIGNEE,
  ZG_ORDER_PHONE,
  ZG_ORDER_PHONE_TEXT,  /* where the platform hides the number */
  ZG_ORDER_ADDRESS,
  ZG_ORDER_TITLE,
  ZG_ORDER_QTY,         /* pieces, thousandths; 0: closed without payment */
  ZG_ORDER_GOODS,       /* fen */
  ZG_ORDER_FREIGHT,
  ZG_ORDER_DISCOUNT,    /* what shop, platform and others took off, as the platform says */
  ZG_ORDER_PAYABLE,     /* as the platform says, never computed from lines */
  ZG_ORDER_PAID,
  ZG_ORDER_REFUND,
  ZG_ORDER_METHOD,
  ZG_ORDER_PAY_NUMBER,  /* of the payment, by which finance finds it */
  ZG_ORDER_SETTLED,     /* fen the platform has paid out to the shop */
  ZG_ORDER_COD,         /* cash on delivery: shipped without payment */
  ZG_ORDER_MESSAGE,
  ZG_ORDER_NOTE,
  ZG_ORDER_INVOICE,
  ZG_ORDER_CLOSING,     /* why the platform closed it */
  ZG_ORDER_CARRIER,
  ZG_ORDER_WAYBILL,
  ZG_ORDER_SHIPPED_AT,
  ZG_ORDER_SIGNED_AT,
  ZG_ORDER_IS_OPEN,     /* to be handled here when it was read in */
  ZG_ORDER_REPLACES,    /* the voided order it stands for */
  ZG_ORDER_EXPORTED_AT, /* of the file it came from */
  ZG_ORDER_N_FIELDS
};

/* What of an order is still to be shipped: reserved at its confirmation, without what was refunded, closed or shipped since. */
typedef struct
{
  gint64 order_item; /* record of the kind order_item */
  gint64 item;       /* record of the kind item of the catalog */
  gint64 qty_milli;
  char  *line_key;   /* which line of the order wants it */
} ZgOrderDemand;

/* zg_order_to_ship: Returns: (transfer full) (element-type ZgOrderDemand) (nullable): in the order of the lines. */
GArray  *zg_order_to_ship (ZgDb *db, gint64 order, GError **error);

/* Whether the papers of an order are in order for goods to leave (D08-4a, D09-16b, D13-3.2.2). */
typedef struct
{
  gboolean confirmed, paid, notified, matched; /* paid: or cash on delivery; matched: there are lines, each has an item */
  gboolean stopped;  /* voided, invalid, closed by the platform, or shipped already */
  char    *missing;  /* (nullable): what is missing, in words for people; NULL: nothing */
} ZgOrderPapers;

/* zg_order_papers: @papers: (out): to be cleared with zg_order_papers_clear (). */
gboolean zg_order_papers       (ZgDb *db, gint64 order, ZgOrderPapers *papers, GError **error);
void     zg_order_papers_clear (ZgOrderPapers *papers);

/* zg_orders_issued_by: whoever keeps the stock says whether the goods of an order are out of it: a parcel is packed and shipped
 * only then (D08-8a). Without anybody who says, nothing is asked. @why: (out) (transfer full) (nullable): what is missing. Once
 * at start, before any thread. */
typedef gboolean (*ZgOrderIssued) (ZgDb *db, gint64 order, gboolean *issued, char **why, GError **error);
void     zg_orders_issued_by   (ZgOrderIssued issued);

/* zg_orders_issued_qty_by: and how much of an item is out for the order, for parcels that hold a part of it. Once at start,
 * before any thread. */
typedef gboolean (*ZgOrderIssuedQty) (ZgDb *db, gint64 order, gint64 item, gint64 *qty_milli, GError **error);
void     zg_orders_issued_qty_by (ZgOrderIssuedQty issued);

/* zg_orders_placed_by: whoever keeps the stock says where an item lies, for the pick list. Returns: (transfer full) (nullable).
 * Once at start, before any thread. zg_order_place_of: "" where nobody knows. Returns: (transfer full). */
typedef char *(*ZgOrderPlace) (ZgDb *db, gint64 item);
void     zg_orders_placed_by   (ZgOrderPlace place);
char    *zg_order_place_of     (ZgDb *db, gint64 item);
/* zg_orders_stocked_by: and how much of it can be sold, and of it is promised to confirmed orders. Once at start, before any
 * thread. */
typedef gboolean (*ZgOrderStock) (ZgDb *db, gint64 item, gint64 *qty_milli, gint64 *promised_milli,
                                  GError **error);
void     zg_orders_stocked_by  (ZgOrderStock stock);

/* Ledger of what is promised to customers: key item, thousandths. In at confirmation, out when shipped, voided or closed. */
#define ZG_ORDER_LEDGER "stock_reserved"

/* Confirmed on time and late within days (D18-5.2): a line for each order. */
typedef struct
{
  gint64   order, staff, person;
  gint64   accepted_ms, due_ms, contacted_ms; /* contacted 0: nobody called */
  gboolean late;
  int      late_min; /* begun minutes after the deadline */
  char    *number;   /* of the order */
  gint64   first_ms; /* the first call, be it answered or not; 0: none */
  guint    n_tried;  /* calls nobody answered */
  int      again_late_min; /* how late the latest of the next calls was (D18-5.3) */
} ZgOrderConfirmed;

typedef struct
{
  guint      on_time, late, uncalled, unreached; /* unreached: called, and nobody answered yet */
  GPtrArray *lines; /* of ZgOrderConfirmed, by time; of everybody, then those nobody called in time or at all */
} ZgOrderConfirmFigures;

/* zg_order_confirm_figures: @staff: 0: of everybody. @from, @to: day numbers, both within. Returns: (transfer full). */
ZgOrderConfirmFigures *zg_order_confirm_figures      (ZgDb *db, gint64 staff, int from, int to, GError **error);
void                   zg_order_confirm_figures_free (ZgOrderConfirmFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgOrderConfirmFigures, zg_order_confirm_figures_free)

/* A parcel given to the carrier; late_hours: begun hours beyond parcel.ship.hours after the warehouse was told, 0: in time. */
typedef struct
{
  gint64 parcel;
  char  *no; /* of the waybill, else of the parcel */
  gint64 shipped_ms;
  int    late_hours;
} ZgOrderShipped;

/* zg_order_shipped_by: parcels this person gave to the carrier within these days (D14-12.1). Returns: (transfer full)
 * (element-type ZgOrderShipped): cleared with the array. */
GArray *zg_order_shipped_by (ZgDb *db, gint64 staff, int from, int to, GError **error);

typedef struct
{
  gint64 order;
  char  *number;
  gint64 rated_ms;
  int    points;
  gint64 staff; /* who confirmed the order with the customer, 0: nobody */
} ZgOrderRated;

/* zg_order_ratings: orders whose rating was noted within these days (D21-3.5.2). Returns: (transfer full) (element-type
 * ZgOrderRated): cleared with the array. */
GArray *zg_order_ratings (ZgDb *db, int from, int to, GError **error);

void zg_orders_init (void);

G_END_DECLS
