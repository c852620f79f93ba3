/* zg-order-file.h: what the order exports of the platforms say, whichever of their layouts they have: columns by name, ids and
 * amounts cleaned. Pure: no database; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ZG_ORDER_FILE_NONE,
  ZG_ORDER_FILE_TAOBAO,       /* orders, ExportOrderList */
  ZG_ORDER_FILE_TAOBAO_LINES, /* lines, ExportOrderDetailList */
  ZG_ORDER_FILE_JD,           /* the others hold orders and their lines */
  ZG_ORDER_FILE_PDD,
  ZG_ORDER_FILE_DOUYIN,
} ZgOrderFileKind;

#define ZG_NO_FEN G_MININT64 /* the file does not say */

/* One order. Texts belong to the file; NULL: the file does not say, or only "null" and the like. Times ms, 0: none. */
typedef struct
{
  int         line;   /* in the file, of its first row */
  int         status; /* ZgOrderStatus; 0: in words this program does not know */
  const char *number, *shop, *buyer, *consignee, *phone, *phone_text, *address, *title, *method, *message, *note, *invoice,
      *closing, *carrier, *waybill, *status_text, *pay_number;
  const char *address_now; /* where it is to go now, only where that differs from .address */
  gint64      placed, paid_at, shipped, signed_at;
  gint64      goods, freight, payable, paid, refund, discount, settled; /* fen or ZG_NO_FEN */
  gint64      qty;    /* thousandths, -1: none */
  gboolean    cod;
} ZgOrderRow;

typedef struct
{
  int         line;
  const char *number;  /* of the order */
  const char *key;     /* among the lines of the order, the same in every layout and in every export */
  const char *sub, *title, *attributes, *code, *product, *status_text, *refund_text;
  gint64      price, payable, paid, refund; /* fen or ZG_NO_FEN */
  gint64      qty;     /* thousandths */
  gboolean    refunded; /* paid back or closed: no longer to be shipped */
} ZgOrderLineRow;

typedef struct
{
  int         line;
  const char *text; /* what the row says */
  const char *why;  /* translated */
  gboolean    taken; /* only a warning */
} ZgOrderNote;

typedef struct
{
  ZgOrderFileKind kind;
  GArray         *orders; /* of ZgOrderRow */
  GArray         *lines;  /* of ZgOrderLineRow */
  GArray         *notes;  /* of ZgOrderNote: rows that are not taken, and warnings */
  gint64          newest; /* the latest time the file speaks of, 0: none */
  guint           n_hidden; /* names, phones and addresses the platform has made unreadable */
  GStringChunk   *texts;
  struct _ZgTableFile *table; /* whose cells the texts are that need no cleaning */
} ZgOrderFile;

/* zg_order_file_guess: by the heading. */
ZgOrderFileKind zg_order_file_guess (GBytes *bytes);
/* zg_order_file_read: @kind: as guessed or chosen. Returns: (transfer full) (nullable). Errors: INVALID: no such heading, no
 * table.
 */
ZgOrderFile    *zg_order_file_read  (GBytes *bytes, ZgOrderFileKind kind, GError **error);
void            zg_order_file_free  (ZgOrderFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgOrderFile, zg_order_file_free)

/* zg_order_file_time: when an export was made, as its name says: ms, 0: it does not say. */
gint64          zg_order_file_time  (const char *name);

/* -- The cells -- */

/* zg_order_status: in the words of any platform. Returns: ZgOrderStatus, 0: unknown. */
int             zg_order_status     (const char *text);
/* zg_order_is_refunded: @text: (nullable): what a line says of its refund: it is paid back, not only asked for. */
gboolean        zg_order_is_refunded (const char *text);
/* zg_order_stamp: as the exports write times, workbook days and milliseconds too. Returns: FALSE: no time. */
gboolean        zg_order_stamp      (const char *text, gint64 *ms);
/* zg_order_is_hidden: `##…`, `$$…`, only stars. */
gboolean        zg_order_is_hidden  (const char *text);

/* zg_order_same_text: but for blanks: "浙江省 杭州市" and "浙江省杭州市" are one address. */
gboolean        zg_order_same_text  (const char *a, const char *b);
/* zg_order_day_of_number: ms, 0: none: an order number that begins with its day. */
gint64          zg_order_day_of_number (const char *number);

/* zg_waybill_carrier: whose number this may be, by the patterns of the carriers: a number of zg_carriers, 0: nobody's known.
 * zg_waybill_fits: whether it may be @carrier's; TRUE for carriers without a pattern. zg_carrier_of: by what files call it, 0:
 * none.
 */
int             zg_waybill_carrier  (const char *waybill);
gboolean        zg_waybill_fits     (const char *waybill, int carrier);
int             zg_carrier_of       (const char *text);

enum
{
  ZG_CARRIER_SF = 1,
  ZG_CARRIER_ZTO,
  ZG_CARRIER_YTO,
  ZG_CARRIER_STO,
  ZG_CARRIER_YD,
  ZG_CARRIER_JTSD,
  ZG_CARRIER_JD,
  ZG_CARRIER_EMS,
  ZG_CARRIER_YZPY,
  ZG_CARRIER_DBL,
  ZG_CARRIER_HTKY,
  ZG_CARRIER_OTHER
};

G_END_DECLS
