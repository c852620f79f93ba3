/* zg-order-customers.c: what each customer bought (D21-3.5.5): orders, pieces, money, refunds, first and last purchase, as a list
 * and for one of them. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-orders-private.h"
#include "zg-sheet.h"

/* What the platform says last of an order o. */
#define TOLD(field, fallback)                                                                                                    \
  "COALESCE ((SELECT e.value FROM order_event e WHERE e.order_key = o.order_key AND e.told = " field                             \
  " AND e.value IS NOT NULL ORDER BY e.exported_at DESC, e.id DESC LIMIT 1), " fallback ")"

/* A purchase was paid for or is to be paid on delivery, and neither voided nor closed; what was paid back, as the platform says
 * or else by a return of this book, is counted of closed orders too. 1: unpaid, 6: closed. */
#define OF(key) " FROM sales_order o WHERE o.buyer_key = " key
#define BOUGHT(key)                                                                                                              \
  OF (key) " AND o.state NOT IN ('voided', 'invalid', 'closed') AND " TOLD ("1", "COALESCE (o.status, 2)") " NOT IN (1, 6)"
#define PAID "COALESCE (NULLIF (" TOLD ("10", "o.paid_fen") ", 0), o.payable_fen, 0)"
#define PAID_BACK                                                                                                                \
  "COALESCE (NULLIF (" TOLD ("11", "o.refund_fen") ", 0), (SELECT CAST (sum (r.amount_fen) AS BIGINT) FROM order_return r"       \
  " WHERE r.sales_order = o.id AND r.state = 'refunded'), 0)"
#define SUM(what) "CAST (COALESCE (sum (" what "), 0) AS BIGINT)"
#define MINE "t.buyer_key"
#define EVENTS(type) " FROM sales_order o JOIN order_event e ON e.order_key = o.order_key WHERE o.buyer_key = t.buyer_key"       \
                     " AND e.type = " type

static const ZgColumn columns[] = {
  { "name", N_ ("Customer"), ZG_TEXT, "t.name", ZG_COL_SEARCH, .width = 180 },
  { "platform", N_ ("Platform"), ZG_ENUM, "t.platform", 0, .names = zg_platforms },
  { "n_orders", N_ ("Orders"), ZG_INT, "(SELECT count(*)" BOUGHT (MINE) ")", ZG_COL_SUM },
  { "qty_milli", N_ ("Pieces"), ZG_QTY, "(SELECT " SUM ("o.qty_milli") BOUGHT (MINE) ")", ZG_COL_SUM },
  { "sum_fen", N_ ("Amount bought"), ZG_MONEY, "(SELECT " SUM (PAID) BOUGHT (MINE) ")", ZG_COL_SUM },
  { "n_refunds", N_ ("Orders refunded"), ZG_INT, "(SELECT count(*)" OF (MINE) " AND " PAID_BACK " > 0)", ZG_COL_SUM },
  { "refund_fen", N_ ("Refunded"), ZG_MONEY, "(SELECT " SUM (PAID_BACK) OF (MINE) ")", ZG_COL_SUM },
  { "first_at", N_ ("First purchase"), ZG_TIME, "(SELECT MIN (o.placed_at)" BOUGHT (MINE) ")" },
  { "last_at", N_ ("Last purchase"), ZG_TIME, "(SELECT MAX (o.placed_at)" BOUGHT (MINE) ")" },
  { "n_problems", N_ ("Problems"), ZG_INT, "(SELECT count(*)" EVENTS ("5") ")", ZG_COL_SUM },
  { "rating", N_ ("Rating"), ZG_POINTS, "(SELECT CAST (sum (e.score) * 100 / count(*) AS BIGINT)" EVENTS ("6") ")" },
  { "tags", N_ ("Tags"), ZG_TEXT, "t.tags", ZG_COL_SEARCH | ZG_COL_HIDDEN },
};

/* D18-8.1: who may become a customer, and what was talked about first. */
static const ZgColumn lead_columns[] = {
  { "name", N_ ("Customer"), ZG_TEXT, "t.name", ZG_COL_SEARCH, .width = 180 },
  { "platform", N_ ("Platform"), ZG_ENUM, "t.platform", 0, .names = zg_platforms },
  { "phone", N_ ("Phone"), ZG_PHONE, "t.phone", ZG_COL_MASK },
  { "created", N_ ("Entered at"), ZG_TIME, "t.created_ms" },
  { "who", N_ ("By whom"), ZG_TEXT, "p.name" },
  { "first_talk", N_ ("First talk"), ZG_TEXT, "t.first_talk", ZG_COL_SEARCH | ZG_COL_EXPAND },
  { "tags", N_ ("Tags"), ZG_TEXT, "t.tags", ZG_COL_SEARCH },
};

static const ZgSheet leads_sheet = {
  "customer_lead",
  N_ ("Potential customers"),
  &zg_customer,
  lead_columns,
  G_N_ELEMENTS (lead_columns),
  .from = "customer t LEFT JOIN person p ON p.id = t.maker_id",
  .where = "t.is_potential = 1",
  .order = "t.created_ms DESC, t.id DESC",
  .empty = N_ ("Whom customer service took for a customer to be, with what was talked about first. Who buys leaves this list."),
};

static const ZgFilter filters[] = {
  { "platform", N_ ("Platform"), ZG_ENUM, "t.platform = $v", .names = zg_platforms },
  { "since", N_ ("Bought since"), ZG_DAY, "EXISTS (SELECT 1" BOUGHT (MINE) " AND o.placed_at >= $ms)" },
  { "not_since", N_ ("Bought nothing since"), ZG_DAY, "NOT EXISTS (SELECT 1" BOUGHT (MINE) " AND o.placed_at >= $ms)" },
};

static const ZgSheet figures_sheet = {
  "customer_figures",
  N_ ("Customer statistics"),
  &zg_customer,
  columns,
  G_N_ELEMENTS (columns),
  .from = "customer t",
  .where = "EXISTS (SELECT 1 FROM sales_order x WHERE x.buyer_key = t.buyer_key)",
  .filters = filters,
  .n_filters = G_N_ELEMENTS (filters),
  .order = "t.name, t.id",
  .empty = N_ ("What each customer bought: orders, pieces, money, refunds, first and last purchase. They come with the orders."),
};

void
zg_order_customers_init (void)
{
  zg_sheets_add (&figures_sheet);
  zg_sheets_add (&leads_sheet);
}

/* -- One of them -- */

gboolean
zg_customer_figures (ZgDb *db, const char *buyer_key, ZgCustomerFigures *figures, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT count(*), " SUM (PAID) ", COALESCE (MAX (o.placed_at), 0), COALESCE (MIN (o.placed_at), 0), "
              SUM ("o.qty_milli") BOUGHT ("$1")),
      "s", buyer_key);
  g_autoptr (ZgStmt) refunds =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT " SUM ("CASE WHEN " PAID_BACK " > 0 THEN 1 ELSE 0 END") ", " SUM (PAID_BACK) OF ("$1")), "s",
                   buyer_key);
  g_autoptr (ZgStmt) events = zg_db_query (
      db, error,
      ZG_SQL ("SELECT e.type, count(*), CAST (COALESCE (sum (e.score), 0) AS BIGINT) FROM sales_order o JOIN order_event e"
              " ON e.order_key = o.order_key WHERE o.buyer_key = $1 AND e.type IN ($2, $3) GROUP BY e.type"), "sii", buyer_key,
      (gint64) ZG_EVENT_PROBLEM, (gint64) ZG_EVENT_RATING);
  gboolean row = FALSE;

  *figures = (ZgCustomerFigures){ 0 };
  if (rows == NULL || events == NULL || refunds == NULL || !zg_stmt_step (rows, &row, error) || !row ||
      !zg_stmt_step (refunds, &row, error) || !row)
    return FALSE;
  figures->n_orders = (guint) zg_stmt_int (rows, 0);
  figures->sum_fen = zg_stmt_int (rows, 1);
  figures->last_ms = zg_stmt_int (rows, 2);
  figures->first_ms = zg_stmt_int (rows, 3);
  figures->qty = zg_stmt_int (rows, 4);
  figures->n_refunds = (guint) zg_stmt_int (refunds, 0);
  figures->refund_fen = zg_stmt_int (refunds, 1);
  while (zg_stmt_step (events, &row, error) && row)
    if (zg_stmt_int (events, 0) == ZG_EVENT_PROBLEM)
      figures->n_problems = (guint) zg_stmt_int (events, 1);
    else if ((figures->n_rated = (guint) zg_stmt_int (events, 1)) > 0)
      figures->score_tenths = (int) (zg_stmt_int (events, 2) * 10 / figures->n_rated);
  return !row;
}

gboolean
zg_customer_bought (ZgDb *db, const char *buyer_key, gint64 since_ms, gint64 but, gint64 *n, gint64 *sum_fen, gint64 *last_ms,
                    GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error, ZG_SQL ("SELECT count(*), " SUM (PAID) BOUGHT ("$1") " AND o.placed_at >= $2"), "si", buyer_key,
                   since_ms);
  gboolean row = FALSE;

  if (rows == NULL || !zg_stmt_step (rows, &row, error) || !row)
    return FALSE;
  *n = zg_stmt_int (rows, 0);
  *sum_fen = zg_stmt_int (rows, 1);
  return zg_db_int (db, last_ms, error, ZG_SQL ("SELECT MAX (o.placed_at)" BOUGHT ("$1") " AND o.id <> $2"), "si", buyer_key,
                    but);
}
