/* zg-order-buyers.h: the customers of an export while it is planned. Private. */
#pragma once

#include "zg-orders-private.h"

G_BEGIN_DECLS

typedef struct _ZgBuyers ZgBuyers;

/* zg_buyers_new: new ones go into @customers, what is to be written of known ones becomes a change of @plan. All borrowed. */
ZgBuyers *zg_buyers_new     (ZgSession *session, ZgDb *db, ZgImportPlan *plan, ZgBatch *customers, int platform);
void      zg_buyers_free    (ZgBuyers *self);
/* zg_buyers_key: whose the order is. Returns: (transfer full) (nullable): NULL: the platform neither says who buys nor how he is
 * reached. */
char     *zg_buyers_key     (ZgBuyers *self, const ZgOrderRow *row);
/* zg_buyers_add: of an order the book does not know yet; @row lives as long as @self. */
void      zg_buyers_add     (ZgBuyers *self, const ZgOrderRow *row, const char *key);
/* zg_buyers_refresh: after the last one: known customers are reached as their newest order says, for who may write of them. */
void      zg_buyers_refresh (ZgBuyers *self);

G_END_DECLS
