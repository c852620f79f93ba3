/* zg-order-export.c: the kind order_export 平台导出: which export of a platform was read in, when it was made, and which orders it
 * spoke of: an older one read in after a newer one then changes nothing the newer one was silent or said the same about. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-orders-private.h"

static const ZgField fields[ZG_EXPORT_N_FIELDS] = {
  [ZG_EXPORT_PLATFORM] = { "platform", N_ ("Platform"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_platforms },
  [ZG_EXPORT_FILE] = { "file", N_ ("File"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 200, .width = 260 },
  [ZG_EXPORT_AT] = { "exported_at", N_ ("Exported at"), ZG_TIME, ZG_REQUIRED | ZG_LIST },
  [ZG_EXPORT_N] = { "n_orders", N_ ("Orders in it"), ZG_INT, ZG_LIST },
  [ZG_EXPORT_SEEN] = { "seen", N_ ("Order numbers"), ZG_LONG, ZG_HIDDEN, .max = 50000000 },
  [ZG_EXPORT_DIGEST] = { "digest", N_ ("SHA-256"), ZG_TEXT, 0, .max = 64 },
};

static const ZgStep steps[] = { { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS, .clause = "D18-5.1" } };

const ZgKind zg_order_export = {
  .id = "order_export",
  .title = N_ ("Export of a platform"),
  .module = "orders",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .name = "file",
  .order = "t.exported_at DESC",
  .append_only = TRUE,
  .index = { "unique digest", "platform, exported_at" },
  .empty = N_ ("Exports of the platforms that were read in, and when they were made."),
};
