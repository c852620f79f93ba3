/* zg-order-backup.h: backups of the orders (D18-5.4): the register, and its days with those that were missed. */
#pragma once

#include "zg-orders-private.h"

G_BEGIN_DECLS

enum
{
  ZG_ORDER_BACKUP_MADE_AT,
  ZG_ORDER_BACKUP_BY,
  ZG_ORDER_BACKUP_FROM,
  ZG_ORDER_BACKUP_TO,
  ZG_ORDER_BACKUP_COUNT,
  ZG_ORDER_BACKUP_SUM,
  ZG_ORDER_BACKUP_ALL,
  ZG_ORDER_BACKUP_FILE,
  ZG_ORDER_BACKUP_SHA256,
  ZG_ORDER_BACKUP_VERIFIED,
  ZG_ORDER_BACKUP_LAST,
  ZG_ORDER_BACKUP_REMARK,
  ZG_ORDER_BACKUP_N_FIELDS
};

extern const ZgKind zg_order_backup;

/* One backup, or (.file NULL) a day without any. */
typedef struct
{
  int    day;
  gint64 made_ms, from_ms, to_ms, n_orders, sum_fen;
  char  *by, *file, *sha256;
} ZgOrderBackupDay;

/* zg_order_backup_days: @from, @to: day numbers, both within. Returns: (transfer full) (element-type ZgOrderBackupDay). Thread of
 * @db. */
GPtrArray *zg_order_backup_days (ZgDb *db, int from, int to, GError **error);

G_END_DECLS
