/* zg-order-desk.h: what stands on the order desk: orders that wait for the call of D18-5.2, those on their way, and all about one
 * of them. Read in a connection's thread; the results are plain data of the caller. */
#pragma once

#include "zg-orders-private.h"

G_BEGIN_DECLS

typedef struct
{
  gint64         id, payable_fen, accepted_ms, due_ms; /* accepted 0: not yet; due 0: no figure */
  const ZgState *state;
  char          *number, *name, *goods, *shop, *last; /* name: masked; last: (nullable): what happened last */
  gint64         last_ms;  /* without .last: since when it is what it is */
  guint          attempts; /* to reach the customer */
  gint64         tried_ms; /* the last of them, 0: none; then .due_ms is when he is called again */
} ZgDeskOrder;

typedef struct
{
  GPtrArray   *waiting, *again, *following; /* of ZgDeskOrder: by deadline, again those nobody reached; by state */
  guint        n_waiting, n_again, n_following; /* all of them, more than are listed perhaps */
  guint        n_today, n_late;     /* confirmed today */
  gint64       backup_ms;           /* when the orders are to be backed up today, 0: they are, or no hour is set */
  ZgOrderClock clock;
  ZgOrderLoad  load;
  int          amber;               /* minutes after acceptance */
  int          refresh_s;
  char        *shift;               /* (nullable): of who reads it, today */
  gint64       now_ms;
} ZgOrderDesk;

/* zg_order_desk_read: @search: (nullable): order number, waybill, goods or buyer, or the last four digits of a telephone number:
 * then both lists hold what matches, in whatever state. Returns: (transfer full). Errors: DENIED. */
ZgOrderDesk *zg_order_desk_read (ZgSession *session, ZgDb *db, const char *search, GError **error);
void         zg_order_desk_free (ZgOrderDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgOrderDesk, zg_order_desk_free)

typedef struct
{
  char    *words;      /* "演示纸巾 24包" */
  char    *code, *item; /* (nullable): merchant code; the item of the catalogue */
  char    *qty, *price; /* price: (nullable) */
  char    *stock;      /* (nullable): how much of it there is and where; NULL: not known, or not for this person */
  gboolean refunded;
} ZgDeskLine;

typedef struct
{
  gint64      at_ms;
  char       *text;
  const char *clause; /* (nullable) */
} ZgDeskEvent;

typedef struct
{
  ZgRecord  *order;
  GPtrArray *lines;  /* of ZgDeskLine */
  GPtrArray *events; /* of ZgDeskEvent, by time */
  gint64     clock_ms; /* what runs to due_ms runs from here: the acceptance, or the last call nobody answered */
  guint      n_tried;  /* of those, while it waits for the call */
  gint64     accepted_ms, due_ms, due_fen; /* due_fen: to come in, or come in, as the platform says last */
  guint      n_bought, n_cases; /* of the customer within a year, this one included; problems */
  gint64     bought_fen, last_ms, score; /* score: of the last rating, 0: none */
  gint64     parcel;   /* 0: none */
  const ZgState *parcel_state;
  char      *parcel_words; /* (nullable): carrier and waybill */
  char      *platform, *shop;
  ZgReceiver receiver; /* as he is now */
} ZgDeskDetail;

/* zg_order_detail_read: Returns: (transfer full). Errors: NOT_FOUND, DENIED. */
ZgDeskDetail *zg_order_detail_read (ZgSession *session, ZgDb *db, gint64 id, GError **error);
void          zg_order_detail_free (ZgDeskDetail *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgDeskDetail, zg_order_detail_free)

/* What is to be packed of a parcel that was picked. */
typedef struct
{
  gint64 item, wanted, scanned; /* thousandths */
  char  *words, *code, *barcode, *place; /* barcode, place (nullable) */
} ZgPackItem;

typedef struct
{
  ZgRecord  *parcel;
  char      *number; /* of the order */
  GPtrArray *items;  /* of ZgPackItem */
} ZgPacking;

/* zg_packing_part: what was scanned, as the lines the parcel is packed with where the rest follows in another one. Returns:
 * (transfer full) (nullable) (element-type ZgRecord): NULL: all of it was. */
GPtrArray *zg_packing_part (const ZgPacking *packing);
void       zg_packing_free (ZgPacking *packing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgPacking, zg_packing_free)

/* What a scanned number is: never a waybill where the catalogue has it. */
typedef struct
{
  char      *number;  /* as it was scanned, peeled */
  char      *item;    /* (nullable): the item of the catalogue with this barcode or code, in words; else */
  ZgPacking *packing; /* (nullable): the picked parcel that has this number, or its order, or its waybill; else */
  gboolean   elsewhere; /* it is of a parcel that is not picked yet, or gone; else nobody knows it */
} ZgPackScan;

/* zg_pack_scan_read: Returns: (transfer full). */
ZgPackScan *zg_pack_scan_read (ZgSession *session, ZgDb *db, const char *scanned, GError **error);
void        zg_pack_scan_free (ZgPackScan *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgPackScan, zg_pack_scan_free)

G_END_DECLS
