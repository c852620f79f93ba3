/* zg-order-columns.h: how the exports of the platforms call their columns. Private to the reader. */
#pragma once

#include "zg-order-file.h"

G_BEGIN_DECLS

enum
{
  NUMBER, STATUS, TITLE, QTY, /* what tells the layouts apart comes first */
  BUYER, SHOP, PAYABLE, FREIGHT, GOODS, PAID, REFUND, MESSAGE, NOTE, CONSIGNEE, ADDRESS, ADDRESS_NOW, PROVINCE, CITY, DISTRICT,
  STREET, PHONE, MOBILE, PLACED, PAID_AT, SHIPPED, SIGNED, METHOD, CARRIER, WAYBILL, CLOSING, INVOICE,
  PAY_NUMBER, SETTLED, DISCOUNT, DISCOUNT_TOO, DISCOUNT_MORE, /* what is taken off is the sum of those */
  SUB, ATTRIBUTES, CODE, CODE_TOO, PRODUCT, PRICE, LINE_PAYABLE, LINE_PAID, AFTER_SALES, LINE_REFUND,
  N_COLUMNS
};

typedef struct
{
  ZgOrderFileKind    kind;
  const char *const *columns; /* N_COLUMNS names, parted by |; a ? before: it may be missing; NULL: this layout has none */
} ZgOrderColumns;

#define ZG_N_ORDER_LAYOUTS 5
extern const ZgOrderColumns zg_order_columns[ZG_N_ORDER_LAYOUTS];

/* zg_order_file_sum: of layouts with orders and lines in the same rows: pieces, and amounts each row has a part of. */
void zg_order_file_sum (ZgOrderFile *file);

G_END_DECLS
