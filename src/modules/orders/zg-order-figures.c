/* zg-order-figures.c: for the reviews: parcels somebody gave to the carrier in time (D14-12.1, D11-4.5), and how customers rated
 * the orders somebody confirmed with them (D21-3.5.2, D16-10). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-orders-private.h"

#define HOUR G_GINT64_CONSTANT (3600000)

static void
shipped_clear (gpointer data)
{
  g_free (((ZgOrderShipped *) data)->no);
}

/* The hours are those of the day the warehouse was told. */
static void
add_shipped (GArray *all, ZgPolicy *policy, ZgStmt *row)
{
  gint64         told = zg_stmt_int (row, 2), shipped = zg_stmt_int (row, 3);
  gint64         hours = zg_policy_int (policy, "parcel.ship.hours", 0, 0, zg_day_of_ms (told));
  ZgOrderShipped one = { zg_stmt_int (row, 0), g_strdup (zg_stmt_text (row, 1)), shipped, 0 };

  if (hours > 0 && shipped > told + hours * HOUR)
    one.late_hours = (int) ((shipped - told - 1) / HOUR - hours + 1);
  g_array_append_val (all, one);
}

GArray *
zg_order_shipped_by (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  g_autoptr (GArray)   all = g_array_new (FALSE, FALSE, sizeof (ZgOrderShipped));
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, from - 366, to, error);
  g_autoptr (ZgStmt)   rows = NULL;
  gboolean             row = TRUE;

  g_array_set_clear_func (all, shipped_clear);
  if (policy == NULL)
    return NULL;
  rows = zg_db_query (db, error,
                      ZG_SQL ("SELECT p.id, COALESCE (p.waybill, p.no), p.notified_at, p.shipped_at FROM parcel p"
                              " JOIN person w ON w.id = p.shipped_by WHERE w.staff = $1 AND p.shipped_at >= $2"
                              " AND p.shipped_at < $3 AND p.notified_at IS NOT NULL ORDER BY p.shipped_at, p.id"),
                      "iii", staff, zg_day_to_ms (from, 0), zg_day_to_ms (to + 1, 0));
  while (rows && zg_stmt_step (rows, &row, error) && row)
    add_shipped (all, policy, rows);
  return rows && !row ? g_steal_pointer (&all) : NULL;
}

static void
rated_clear (gpointer data)
{
  g_free (((ZgOrderRated *) data)->number);
}

/* An order rated again counts once, with the most points it was given, as when it is finished. */
GArray *
zg_order_ratings (ZgDb *db, int from, int to, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (ZgOrderRated));
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT o.id, o.number, r.rated, r.points, COALESCE ((SELECT w.staff FROM order_confirmation c"
                           " JOIN person w ON w.id = c.maker_id WHERE c.sales_order = o.id"
                           " ORDER BY c.contacted_at DESC, c.id DESC LIMIT 1), 0)"
                           " FROM (SELECT e.order_key AS k, MAX (e.created_ms) AS rated, MAX (e.score) AS points"
                           " FROM order_event e WHERE e.type = $1 AND e.score > 0 AND e.created_ms >= $2 AND e.created_ms < $3"
                           " GROUP BY e.order_key) r JOIN sales_order o ON o.order_key = r.k ORDER BY r.rated, o.id"),
                   "iii", (gint64) ZG_EVENT_RATING, zg_day_to_ms (from, 0), zg_day_to_ms (to + 1, 0));
  gboolean row = TRUE;

  g_array_set_clear_func (all, rated_clear);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgOrderRated one = { zg_stmt_int (rows, 0), g_strdup (zg_stmt_text (rows, 1)), zg_stmt_int (rows, 2),
                           (int) zg_stmt_int (rows, 3), zg_stmt_int (rows, 4) };

      g_array_append_val (all, one);
    }
  return rows && !row ? g_steal_pointer (&all) : NULL;
}
