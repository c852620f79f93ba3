/* zg-stocktake.h: the lines of a count. Private to the module. */
#pragma once

#include "zg-stock-private.h"

G_BEGIN_DECLS

#define ZG_STOCKTAKE_LINE_OF_COUNT (ZG_F (ZG_STOCKTAKE_LINE_COUNTED) | ZG_F (ZG_STOCKTAKE_LINE_DAMAGED))
#define ZG_STOCKTAKE_LINE_OF_CAUSE                                                                                               \
  (ZG_F (ZG_STOCKTAKE_LINE_CAUSE) | ZG_F (ZG_STOCKTAKE_LINE_RESPONSIBLE) | ZG_F (ZG_STOCKTAKE_LINE_PROPOSAL))

#define ZG_STOCKTAKE_LINE_OF_PLACE                                                                                               \
  (ZG_F (ZG_STOCKTAKE_LINE_ITEM) | ZG_F (ZG_STOCKTAKE_LINE_LOT) | ZG_F (ZG_STOCKTAKE_LINE_LOCATION) |                            \
   ZG_F (ZG_STOCKTAKE_LINE_STATE))

/* zg_stocktake_check_new: what was found that the book does not know says where, and is in no other line. */
void zg_stocktake_check_new       (ZgWork *work);
void zg_stocktake_check_counted   (ZgWork *work, GPtrArray *lines);
void zg_stocktake_check_explained (ZgWork *work, GPtrArray *lines);
/* zg_stocktake_off: what was counted is not what the book said, or a part of it is damaged. */
gboolean zg_stocktake_off         (const ZgRecord *line);
/* zg_stocktake_check_plan: whole with finance (D08-7a), the department as it likes (D19-4.1). */
void zg_stocktake_check_plan      (ZgWork *work);
/* zg_stocktake_chosen: Returns: (transfer full) (nullable): ids of the items that are counted; NULL: all. */
GHashTable *zg_stocktake_chosen   (ZgWork *work);
/* zg_stocktake_compare: writes surplus, shortage and what they are worth into the line, as a step of its own. */
void zg_stocktake_compare         (ZgWork *work, const ZgRecord *line);

G_END_DECLS
