/* zg-order-lists.h: what the reports of orders list (R10, R11, R13, R14). Plain data of the caller; thread of the connection. */
#pragma once

#include "zg-orders-private.h"

G_BEGIN_DECLS

typedef struct
{
  char  *place, *item, *orders; /* where it lies; which item; for which orders */
  gint64 qty;                   /* thousandths */
} ZgPickRow;

typedef struct
{
  char  *number, *consignee, *goods, *carrier, *waybill, *packed_by; /* consignee masked */
  gint64 qty, packed_ms;
} ZgShipRow;

typedef struct
{
  char    *number, *goods, *last, *logistics;
  const char *state; /* translated */
  gint64   accepted_ms, last_ms, informed_ms; /* informed_ms 0: the customer was not told */
} ZgProgressRow;

/* Returns: (transfer full) (element-type ZgPickRow): of all parcels that are to be picked, by place, then item. */
GPtrArray *zg_order_pick_rows     (ZgDb *db, GError **error);
/* Returns: (transfer full) (element-type ZgShipRow): packed on @day. */
GPtrArray *zg_order_ship_rows     (ZgSession *session, ZgDb *db, int day, GError **error);
/* Returns: (transfer full) (element-type ZgProgressRow): all that is not over yet. */
GPtrArray *zg_order_progress_rows (ZgDb *db, GError **error);

G_END_DECLS
