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
  ZG_ORDER_BACKUP_BOOK,
  ZG_ORDER_BACKUP_BOOK_SHA256,
  ZG_ORDER_BACKUP_ONLY,
  ZG_ORDER_BACKUP_N_FIELDS
};

extern const ZgKind zg_order_backup;

/* The orders since the last backup, in a workbook beside the book in the same container. */
enum
{
  ZG_BACKUP_ROW_NUMBER,
  ZG_BACKUP_ROW_PLATFORM,
  ZG_BACKUP_ROW_SHOP,
  ZG_BACKUP_ROW_PLACED_AT,
  ZG_BACKUP_ROW_PAID_AT,
  ZG_BACKUP_ROW_ACCEPTED_AT,
  ZG_BACKUP_ROW_BUYER,
  ZG_BACKUP_ROW_GOODS,
  ZG_BACKUP_ROW_QTY,
  ZG_BACKUP_ROW_PAYABLE,
  ZG_BACKUP_ROW_PAID,
  ZG_BACKUP_ROW_STATUS,
  ZG_BACKUP_ROW_STATE,
  ZG_BACKUP_ROW_N
};

typedef struct
{
  gint64 last, since, made; /* ms of the backup before (0: none) and of this one; .last: its newest order */
} ZgOrderBackupSpan;

/* zg_order_backup_span: what is new at @made_ms. zg_order_backup_count: how many orders of it there are and what they amount to.
 * zg_order_backup_rows: their cells, ZG_BACKUP_ROW_N each, oldest first, from the @first of them on, @most at most. Thread of
 * @db. */
gboolean zg_order_backup_span  (ZgDb *db, gint64 made_ms, ZgOrderBackupSpan *span, GError **error);
gboolean zg_order_backup_count (ZgDb *db, const ZgOrderBackupSpan *span, gint64 *n, gint64 *sum_fen, GError **error);
gboolean zg_order_backup_rows  (ZgDb *db, const ZgOrderBackupSpan *span, gint64 first, gint64 most,
                                gboolean (*row) (const ZgCell *cells, gpointer data, GError **error), gpointer data,
                                GError **error);

/* One backup, or (.file NULL) a day without any: a day runs from the hour of the backup until that of the next day
 * (zg_tick_backup_day). */
typedef struct
{
  int    day;
  gint64 made_ms, from_ms, to_ms, n_orders, sum_fen;
  char  *by, *file, *sha256, *workbook;
  gboolean late, verified, only; /* later than order.backup.grace allows; read back; of the orders alone */
} ZgOrderBackupDay;

/* zg_order_backup_days: @from, @to: day numbers, both within; none is missing before its hour has come (@now_ms) or before there
 * was a book. Returns: (transfer full) (element-type ZgOrderBackupDay). Thread of @db. */
GPtrArray *zg_order_backup_days (ZgDb *db, int from, int to, gint64 now_ms, GError **error);

G_END_DECLS
