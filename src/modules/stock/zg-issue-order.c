/* zg-issue-order.c: goods for orders: what the order lacks becomes an issue, by the lots that expire first; papers are those of
 * the order (D08-4a); no parcel is packed before its goods are out (D08-8a). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-issue.h"
#include "zg-orders.h"

/* -- Lines -- */

static void
add_line (ZgWork *work, gint64 item, gint64 lot, gint64 location, gint64 qty, int position)
{
  ZgRecord *line = zg_work_also (work, &zg_goods_issue_line, "create");

  line->parent = zg_work_record (work)->id;
  zg_record_set_int (line, ZG_ISSUE_LINE_POSITION, position);
  zg_record_set_int (line, ZG_ISSUE_LINE_ITEM, item);
  zg_record_set_int (line, ZG_ISSUE_LINE_QTY, qty);
  zg_record_set_int (line, ZG_ISSUE_LINE_FROM, ZG_STOCK_AVAILABLE);
  if (lot)
    zg_record_set_int (line, ZG_ISSUE_LINE_LOT, lot);
  if (location)
    zg_record_set_int (line, ZG_ISSUE_LINE_LOCATION, location);
}

/* What is not there stands in a line without a place: the keeper sees it, and the papers do not clear. A lot is good up to and
 * with the day it expires on; one that has two lines of the item up to the earlier. */
static void
pick (ZgWork *work, gint64 item, gint64 wanted, int *position)
{
  gboolean           row = FALSE;
  char               today[11];
  g_autoptr (ZgStmt) rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT b.k2, b.k3, b.qty FROM (SELECT k2, k3, qty, COALESCE ((SELECT min (l.expires) FROM goods_receipt_line l"
              " WHERE l.parent_id = k2 AND l.item = k1 AND l.state = 'active'), '9999') AS expires FROM balance"
              " WHERE ledger = 'stock' AND k1 = $1 AND k4 = 2 AND qty > 0) b LEFT JOIN goods_receipt r ON r.id = b.k2"
              " WHERE b.expires >= $2 ORDER BY b.expires, COALESCE (r.day, ''), b.k2, b.k3"),
      "is", item, zg_day_format (zg_work_today (work), today));

  while (wanted > 0 && rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      gint64 qty = MIN (wanted, zg_stmt_int (rows, 2));

      add_line (work, item, zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), qty, ++*position);
      wanted -= qty;
    }
  if (wanted > 0)
    add_line (work, item, 0, 0, wanted, ++*position);
}

static gint64
qty_of (GHashTable *by_item, gint64 item)
{
  gint64 *qty = g_hash_table_lookup (by_item, &item);

  return qty ? *qty : 0;
}

static void
add_qty (GHashTable *by_item, gint64 item, gint64 by)
{
  gint64 qty = qty_of (by_item, item) + by;

  g_hash_table_insert (by_item, g_memdup2 (&item, sizeof item), g_memdup2 (&qty, sizeof qty));
}

/* Takes off @by_item what is out of the warehouse for the order already: it stays reserved until its parcel is shipped. Less than
 * nothing is left of what was paid back since. */
static gboolean
take_off_issued (ZgDb *db, gint64 order, GHashTable *by_item, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT l.item, CAST (sum (l.qty_milli) AS BIGINT) FROM goods_issue g"
              " JOIN goods_issue_line l ON l.parent_id = g.id WHERE g.sales_order = $1 AND g.state IN ('issued', 'released')"
              " AND l.state = 'active' GROUP BY l.item"),
      "i", order);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    add_qty (by_item, zg_stmt_int (rows, 0), -zg_stmt_int (rows, 1));
  return rows && !row;
}

/* What the order still lacks: item → qty_milli; several lines may want the same item. @items: (nullable): each of them once.
 * Returns: (transfer full) (nullable): NULL where it could not be read. */
static GHashTable *
demands_of (ZgDb *db, gint64 order, GArray *items, GError **error)
{
  g_autoptr (GHashTable) by_item = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray)     demands = zg_order_to_ship (db, order, error);

  for (guint i = 0; demands && i < demands->len; i++)
    {
      const ZgOrderDemand *demand = &g_array_index (demands, ZgOrderDemand, i);

      if (items && qty_of (by_item, demand->item) == 0)
        g_array_append_val (items, demand->item);
      add_qty (by_item, demand->item, demand->qty_milli);
    }
  return demands && take_off_issued (db, order, by_item, error) ? g_steal_pointer (&by_item) : NULL;
}

void
zg_issue_take_order (ZgWork *work)
{
  gint64                 order = zg_record_int (zg_work_record (work), ZG_ISSUE_ORDER);
  GPtrArray             *given = zg_work_children (work);
  g_autoptr (GArray)     items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) demands = NULL;
  int                    position = 0;

  if (order == 0 || (given && given->len))
    return;
  demands = demands_of (zg_work_db (work), order, items, NULL);
  for (guint i = 0; demands && i < items->len; i++)
    pick (work, g_array_index (items, gint64, i), qty_of (demands, g_array_index (items, gint64, i)), &position);
}

/* -- Rules -- */

static void
check_alone (ZgWork *work, gint64 order)
{
  gint64 others = 0;

  zg_work_guard (work, "goods_issue/order/%" G_GINT64_FORMAT, order);
  zg_db_int (zg_work_db (work), &others, NULL,
             ZG_SQL ("SELECT count(*) FROM goods_issue WHERE sales_order = $1 AND id <> $2 AND state NOT IN"
                     " ('cancelled', 'deleted', 'issued', 'released')"),
             "ii", order, zg_work_record (work)->id);
  if (others)
    zg_work_fault (work, ZG_ISSUE_ORDER, -1, "D08-4a", _ ("Another issue for this order is under way."));
}

static void
check_expired (ZgWork *work, const ZgRecord *line)
{
  gint64 lot = zg_record_int (line, ZG_ISSUE_LINE_LOT), expired = 0;
  char   today[11];

  if (lot == 0)
    return;
  zg_work_guard (work, "goods_receipt_line/%" G_GINT64_FORMAT, lot);
  zg_db_int (zg_work_db (work), &expired, NULL,
             ZG_SQL ("SELECT count(*) FROM goods_receipt_line WHERE parent_id = $1 AND item = $2 AND state = 'active'"
                     " AND expires < $3"),
             "iis", lot, zg_record_int (line, ZG_ISSUE_LINE_ITEM), zg_day_format (zg_work_today (work), today));
  if (expired)
    zg_stock_line_fault (work, line, ZG_ISSUE_LINE_LOT, "D16-7",
                         _ ("These goods have expired: they are not sold. Take another lot; these are scrapped or sent back."));
}

void
zg_issue_check_order (ZgWork *work, GPtrArray *lines)
{
  const ZgRecord        *issue = zg_work_record (work);
  gint64                 order = zg_record_int (issue, ZG_ISSUE_ORDER);
  gboolean               for_order = zg_record_int (issue, ZG_ISSUE_SORT) == ZG_ISSUE_FOR_ORDER;
  g_autoptr (GHashTable) demands = NULL;

  if (for_order != (order != 0))
    {
      zg_work_fault (work, ZG_ISSUE_ORDER, -1, "D13-3.2.2",
                     for_order ? _ ("Say for which order the goods go out.") : _ ("Only an issue for an order names one."));
      return;
    }
  if (order == 0)
    return;
  check_alone (work, order);
  demands = demands_of (zg_work_db (work), order, NULL, NULL);
  for (guint i = 0; demands && i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];

      check_expired (work, line);
      add_qty (demands, zg_record_int (line, ZG_ISSUE_LINE_ITEM), -zg_record_int (line, ZG_ISSUE_LINE_QTY));
      if (qty_of (demands, zg_record_int (line, ZG_ISSUE_LINE_ITEM)) < 0)
        zg_stock_line_fault (work, line, ZG_ISSUE_LINE_QTY, "D11-4.5", _ ("The order does not lack that much of it."));
    }
}

char *
zg_issue_order_missing (ZgWork *work)
{
  gint64        order = zg_record_int (zg_work_record (work), ZG_ISSUE_ORDER);
  ZgOrderPapers papers = { 0 };
  char         *missing;

  zg_work_guard (work, "sales_order/%" G_GINT64_FORMAT, order);
  if (!zg_order_papers (zg_work_db (work), order, &papers, NULL))
    return g_strdup (_ ("the order"));
  missing = g_strdup (papers.missing);
  zg_order_papers_clear (&papers);
  return missing;
}

/* What the platform says is dispatched already was announced there before it is handed over here: its goods do leave. */
static gboolean
is_announced (ZgWork *work, gint64 order)
{
  static const char *const announced[] = { "shipped", "signed", "done", NULL };
  g_autoptr (ZgRecord)     record = zg_book_get (zg_work_db (work), &zg_sales_order, order, NULL);

  return record && g_strv_contains (announced, record->state);
}

void
zg_issue_check_leaving (ZgWork *work)
{
  gint64                order = zg_record_int (zg_work_record (work), ZG_ISSUE_ORDER);
  g_autofree char      *missing = order ? zg_issue_order_missing (work) : NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (order == 0 || is_announced (work, order))
    return;
  if (missing)
    {
      zg_work_fault (work, ZG_ISSUE_ORDER, -1, "D08-4a",
                     _ ("These goods do not leave: %s. Cancel the issue, and they go back to their places."), missing);
      return;
    }
  lines = zg_stock_lines (work, &zg_goods_issue_line);
  zg_issue_check_order (work, lines);
}

/* -- For the parcels -- */

/* Is all that is to be shipped out of the warehouse? */
static gboolean
is_covered (ZgDb *db, gint64 order, gboolean *covered, GError **error)
{
  g_autoptr (GHashTable) left = demands_of (db, order, NULL, error);
  GHashTableIter         each;
  gpointer               qty;

  *covered = left != NULL;
  if (left == NULL)
    return FALSE;
  g_hash_table_iter_init (&each, left);
  while (g_hash_table_iter_next (&each, NULL, &qty))
    *covered = *covered && *(gint64 *) qty <= 0;
  return TRUE;
}

/* A department that keeps no stock here ships without asking. */
static gboolean
is_issued (ZgDb *db, gint64 order, gboolean *issued, char **why, GError **error)
{
  gint64   places = 0, out = 0;
  gboolean covered;

  if (!zg_db_int (db, &places, error, ZG_SQL ("SELECT count(*) FROM stock_location WHERE state = 'active'"), NULL) ||
      !zg_db_int (db, &out, error,
                  ZG_SQL ("SELECT count(*) FROM goods_issue WHERE sales_order = $1 AND state IN ('issued', 'released')"), "i",
                  order) || !is_covered (db, order, &covered, error))
    return FALSE;
  *issued = places == 0 || (out > 0 && covered);
  *why = *issued ? NULL : g_strdup (_ ("its goods issue is not handed over"));
  return TRUE;
}

/* What is out of one item; of a department that keeps no stock here all. */
static gboolean
issued_qty (ZgDb *db, gint64 order, gint64 item, gint64 *qty_milli, GError **error)
{
  gint64 places = 0;

  if (!zg_db_int (db, &places, error, ZG_SQL ("SELECT count(*) FROM stock_location WHERE state = 'active'"), NULL))
    return FALSE;
  *qty_milli = G_MAXINT64;
  return places == 0 || zg_db_int (db, qty_milli, error,
                                   ZG_SQL ("SELECT CAST (COALESCE (sum (l.qty_milli), 0) AS BIGINT) FROM goods_issue g"
                                           " JOIN goods_issue_line l ON l.parent_id = g.id WHERE g.sales_order = $1"
                                           " AND g.state IN ('issued', 'released') AND l.state = 'active' AND l.item = $2"),
                                   "ii", order, item);
}

/* Where it is taken from first; of what is not there the place that is kept for it. */
static char *
place_of (ZgDb *db, gint64 item)
{
  char               today[11];
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, NULL,
      ZG_SQL ("SELECT l.code FROM stock_location l LEFT JOIN balance b ON b.ledger = 'stock' AND b.k1 = $1 AND b.k3 = l.id"
              " AND b.k4 = 2 AND b.qty > 0 AND NOT EXISTS (SELECT 1 FROM goods_receipt_line e WHERE e.parent_id = b.k2"
              " AND e.item = b.k1 AND e.state = 'active' AND e.expires < $2)"
              " WHERE l.state = 'active' AND (b.qty > 0 OR l.item = $1)"
              " ORDER BY CASE WHEN b.qty > 0 THEN 0 ELSE 1 END, b.k2, l.code LIMIT 1"),
      "is", item, zg_day_format (zg_day_of_ms (zg_clock_now_ms ()), today));
  gboolean row = FALSE;

  return rows && zg_stmt_step (rows, &row, NULL) && row ? g_strdup (zg_stmt_text (rows, 0)) : NULL;
}

static gboolean
stock_of (ZgDb *db, gint64 item, gint64 *qty_milli, gint64 *promised_milli, GError **error)
{
  return zg_stock_promised (db, item, promised_milli, error) &&
         zg_stock_sellable (db, item, zg_day_of_ms (zg_clock_now_ms ()), qty_milli, error);
}

void
zg_issue_orders_init (void)
{
  zg_orders_issued_by (is_issued);
  zg_orders_issued_qty_by (issued_qty);
  zg_orders_placed_by (place_of);
  zg_orders_stocked_by (stock_of);
}
