/* zg-catalog.h: catalog 商品: what is bought, kept and sold: items with their codes, dangers, special care and levels. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

enum
{
  ZG_GOODS_CODE,        /* SKU */
  ZG_GOODS_NAME,
  ZG_GOODS_SPEC,
  ZG_GOODS_MEASURE,     /* 件, 箱 */
  ZG_GOODS_BARCODE,     /* (nullable) */
  ZG_GOODS_CATEGORY,
  ZG_GOODS_SHELF_LIFE,  /* (nullable): days */
  ZG_GOODS_HAZARD,      /* ZgHazard */
  ZG_GOODS_REQUIREMENT, /* (nullable): special care, D08-10: then a keeper and a mark */
  ZG_GOODS_KEEPER,      /* (nullable): staff */
  ZG_GOODS_MARK,        /* (nullable) */
  ZG_GOODS_MIN,         /* (nullable) each: qty_milli, D08-8b */
  ZG_GOODS_RESERVE,
  ZG_GOODS_MAX,
  ZG_GOODS_REMARK,
  ZG_GOODS_N_FIELDS
};

/* D03-3.4.3: anything but none is never taken into the warehouse. */
typedef enum
{
  ZG_HAZARD_NONE = 1,
  ZG_HAZARD_FLAMMABLE,
  ZG_HAZARD_EXPLOSIVE,
  ZG_HAZARD_TOXIC,
  ZG_HAZARD_HARMFUL,
} ZgHazard;

extern const ZgKind zg_item;
extern const ZgEnum zg_hazards[];

void zg_catalog_init (void);

/* zg_item_hazard: ZG_HAZARD_NONE where the item is harmless or gone. zg_item_words: Returns: (transfer full): "SKU 名称 规格".
 * Thread of @db. */
int   zg_item_hazard (ZgDb *db, gint64 item);
char *zg_item_words  (ZgDb *db, gint64 item);
/* zg_item_scanned: which item has @code as its barcode or its code. @item: (out): 0: none. Thread of @db. */
gboolean zg_item_scanned (ZgDb *db, const char *code, gint64 *item, GError **error);

G_END_DECLS
