/* zg-order-attempt.c: the kind order_attempt 改单尝试: who tried to change what an order says, or a line of it, as the audit has it
 * (D18-5.5a). A view with a right of its own: who answers for the orders sees them without seeing the whole audit. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-orders-private.h"
#include "zg-sheet.h"

static const ZgField fields[] = {
  { "at", N_ ("Time"), ZG_TIME, ZG_LIST | ZG_FILTER },
  { "who", N_ ("Who"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "person" },
  { "sales_order", N_ ("Order"), ZG_REF, ZG_LIST, .ref = "sales_order", .width = 170, .clause = "D18-5.5a" },
  { "step", N_ ("What"), ZG_RIGHT, ZG_LIST },
};

/* Refused because there is no such step: an order and its lines are neither edited nor taken away. */
static const char view[] =
    ZG_SQL ("SELECT a.chain * 1099511627776 + a.seq AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id,"
            " CAST (NULL AS BIGINT) AS unit_id, a.actor AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, a.no AS no,"
            " a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, a.at_ms AS at, a.actor AS who, o.id AS sales_order,"
            " substr (a.step, 9) AS step FROM audit a JOIN sales_order o ON o.id = CASE WHEN a.kind = 'sales_order' THEN a.doc"
            " ELSE (SELECT x.id FROM sales_order_line l JOIN sales_order x ON x.order_key = l.order_key WHERE l.id = a.doc) END"
            " WHERE a.kind IN ('sales_order', 'sales_order_line') AND a.step IN ('refused:sales_order.edit',"
            " 'refused:sales_order.remove', 'refused:sales_order_line.edit', 'refused:sales_order_line.remove')");

const ZgKind zg_order_attempt = {
  .id = "order_attempt", .title = N_ ("Attempt to change an order"), .module = "orders", ZG_FIELDS (fields), .view = view,
  .order = "t.at DESC, t.id DESC", .clause = "D18-5.5a",
  .empty = N_ ("Nobody has tried to change what an order says. Such an attempt stands here for good."),
};

static const ZgColumn columns[] = {
  { "at", N_ ("Time"), ZG_TIME, "t.at" },
  { "who", N_ ("Who"), ZG_TEXT, "p.name", ZG_COL_SEARCH },
  { "number", N_ ("Order number"), ZG_TEXT, "o.number", ZG_COL_SEARCH, .width = 170 },
  { "step", N_ ("What"), ZG_RIGHT, "t.step" },
  { "state", N_ ("State of the order"), ZG_TEXT, "o.state", 0 },
};

static const ZgFilter filters[] = {
  { "who", N_ ("Who"), ZG_REF, "t.who = $v", .ref = "person" },
  { "day", N_ ("Day"), ZG_DAY, "t.at >= $ms AND t.at < $ms + 86400000" },
};

static const ZgSheet attempts = {
  "order_attempt", N_ ("Attempts to change an order"), &zg_order_attempt, columns, G_N_ELEMENTS (columns),
  .from = "order_attempt t JOIN sales_order o ON o.id = t.sales_order LEFT JOIN person p ON p.id = t.who",
  .filters = filters, .n_filters = G_N_ELEMENTS (filters), .order = "t.at DESC, t.id DESC",
  .empty = N_ ("Nobody has tried to change what an order says. Such an attempt stands here for good."),
};

void
zg_order_attempt_init (void)
{
  zg_kinds_add (&zg_order_attempt);
  zg_sheets_add (&attempts);
}
