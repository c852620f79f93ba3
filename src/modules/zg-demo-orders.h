/* zg-demo-orders.h: an order of the trial book and the exports of its platform (zg-demo-exports.c). Shared by the two files. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

#define N_SHOPS 2
enum { TMALL, DOUYIN };

/* What becomes of an order. The first ten go on from one another. */
typedef enum
{
  WAITS, TRIED, CALLED, PAID, NOTIFIED, ISSUED, PICKED, PACKED, SHIPPED, SIGNED, RATED,
  INVALID, VOIDED,
  CARRIED, ARRIVED,     /* sent by the supplier: the platform says so */
  PAID_BACK, UNPAID, RECORDED, RECORDED_BACK,
} Fate;

typedef struct
{
  char      number[24], buyer[24], phone[12], consignee[16], address[96], waybill[20];
  int       shop, goods[2], pieces[2], n_lines; /* goods: of zg_demo_goods */
  Fate      fate;
  int       late;                               /* minutes the call comes after the deadline */
  gint64    placed, paid, shipped, arrived, back; /* ms, 0: not (yet) */
  gint64    id;                                 /* in the book, 0 before */
  ZgRecord *parcel;
} Order;

/* zg_demo_mix: a number scattered. */
guint32     zg_demo_mix          (guint32 n);
/* zg_demo_order_person: buyer, consignee, phone and address of the @n-th invented customer. */
void        zg_demo_order_person (Order *order, guint n);
gint64      zg_demo_order_total  (const Order *order); /* fen */
const char *zg_demo_shop_name    (int shop);
/* zg_demo_export_head: the heading of an export; @lines: (nullable): and of its order lines. zg_demo_export_row: what it says of
 * @order at @ms; @lines as before. */
void        zg_demo_export_head  (int shop, GString *text, GString *lines);
void        zg_demo_export_row   (const Order *order, gint64 ms, GString *text, GString *lines);

G_END_DECLS
