/* zg-issue.h: issues for orders. Private to the module. */
#pragma once

#include "zg-stock-private.h"

G_BEGIN_DECLS

/* zg_issue_take_order: hook: a new issue for an order without lines takes what the order still lacks, from the lots that expire
 * first, then the oldest. */
void  zg_issue_take_order    (ZgWork *work);
/* zg_issue_check_order: an issue for an order names it, is the only one under way, and takes no more than the order lacks
 * and nothing expired. */
void  zg_issue_check_order   (ZgWork *work, GPtrArray *lines);
/* zg_issue_order_missing: Returns: (transfer full) (nullable): which papers of the order are missing. */
char *zg_issue_order_missing (ZgWork *work);
/* zg_issue_check_leaving: the last look before goods are handed over: the order may have been voided, closed or paid back since
 * its papers were found complete. */
void  zg_issue_check_leaving (ZgWork *work);
/* zg_issue_orders_init: parcels ask here whether their goods are out. */
void  zg_issue_orders_init   (void);

G_END_DECLS
