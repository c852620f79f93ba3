/* zg-order-finish.c: when an order is finished (D18-5.3, D21-3.5.2, C38): rated with as many points as are aimed at, or its buyer
 * asked and what came of it noted, or nobody answered for `rating.chase.days` after the goods arrived: then it ends by itself. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-orders-private.h"
#include "zg-tick.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
#define AT_ONCE 500 /* of a platform that brings thousands: the rest with the next tick */

/* $1 … $3: events of the platform, of its state, of the arrival. */
#define ARRIVED "COALESCE ((SELECT MAX (p.signed_at) FROM parcel p WHERE p.sales_order = o.id)," \
                " (SELECT MAX (e.created_ms) FROM order_event e WHERE e.order_key = o.order_key AND e.type = $1" \
                " AND e.told IN ($2, $3)), o.signed_at, o.created_ms)"

static gint64
points_of (ZgDb *db, const ZgRecord *order)
{
  gint64 points = 0;

  zg_db_int (db, &points, NULL,
             ZG_SQL ("SELECT COALESCE (MAX (score), 0) FROM order_event WHERE order_key = $1 AND type = $2"), "si",
             zg_record_text (order, ZG_ORDER_KEY), (gint64) ZG_EVENT_RATING);
  return points;
}

static gboolean
was_asked (ZgDb *db, const ZgRecord *order)
{
  gint64 asked = 0;

  zg_db_int (db, &asked, NULL, ZG_SQL ("SELECT count(*) FROM order_event WHERE order_key = $1 AND type = $2"), "si",
             zg_record_text (order, ZG_ORDER_KEY), (gint64) ZG_EVENT_FOLLOW_UP);
  return asked > 0;
}

void
zg_order_check_finish (ZgWork *work)
{
  const ZgRecord      *order = zg_work_record (work);
  ZgDb                *db = zg_work_db (work);
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, NULL);
  gint64               target = policy ? zg_policy_int (policy, "rating.target", 0, 0, today) : 0, points;

  zg_work_guard (work, "sales_order/%" G_GINT64_FORMAT, order->id);
  points = points_of (db, order);
  if (was_asked (db, order) || (points > 0 && points >= target))
    return;
  if (points > 0)
    zg_work_fault (work, -1, -1, "D21-3.5.2",
                   _ ("The customer gave %d of %d points. Ask what was wrong and note what came of it (follow-up) first."),
                   (int) points, (int) target);
  else
    zg_work_fault (work, -1, -1, "D18-5.3",
                   _ ("Nobody has noted how the customer rates this order. Note the rating, or what came of asking, first."));
}

/* -- Nobody answered -- */

/* Goods that arrived before this were asked about long enough. 0: until somebody answers. */
static gint64
arrived_before (ZgDb *db, gint64 now, GError **error)
{
  int                  today = zg_day_of_ms (now);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, error);
  gint64               days = policy ? zg_policy_int (policy, "rating.chase.days", 0, 0, today) : 0;

  return days > 0 ? now - days * DAY_MS : 0;
}

void
zg_order_check_lapse (ZgWork *work)
{
  const ZgRecord *order = zg_work_record (work);
  gint64          before = arrived_before (zg_work_db (work), zg_book_now (zg_session_book (zg_work_session (work))), NULL);
  gint64          arrived = 0;

  zg_work_guard (work, "sales_order/%" G_GINT64_FORMAT, order->id);
  zg_db_int (zg_work_db (work), &arrived, NULL, ZG_SQL ("SELECT " ARRIVED " FROM sales_order o WHERE o.id = $4"), "iiii",
             (gint64) ZG_EVENT_PLATFORM, (gint64) ZG_TOLD_STATUS, (gint64) ZG_TOLD_SIGNED_AT, order->id);
  if (arrived >= before)
    zg_work_fault (work, -1, -1, "D21-3.5.2", _ ("There is still time to ask the customer of this order for a rating."));
}

typedef struct
{
  GArray *ids;
  gint64  now;
} Lapsed;

static gpointer
read_lapsed (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Lapsed            *lapsed = data;
  GError            *failed = NULL;
  gint64             before = arrived_before (db, lapsed->now, &failed);
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = TRUE;

  if (failed)
    {
      g_propagate_error (error, failed);
      return NULL;
    }
  rows = zg_db_query (db, error, ZG_SQL ("SELECT o.id FROM sales_order o WHERE o.state = 'signed' AND " ARRIVED " < $4"
                                         " ORDER BY o.id LIMIT $5"),
                      "iiiii", (gint64) ZG_EVENT_PLATFORM, (gint64) ZG_TOLD_STATUS, (gint64) ZG_TOLD_SIGNED_AT, before,
                      (gint64) AT_ONCE);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      gint64 id = zg_stmt_int (rows, 0);

      g_array_append_val (lapsed->ids, id);
    }
  return rows && !row ? lapsed : NULL;
}

static gboolean
tick_lapsed (ZgSession *clock, GString *report, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Lapsed             lapsed = { ids, zg_book_now (zg_session_book (clock)) };
  guint              done;
  gboolean           all;

  if (zg_store_read (zg_session_store (clock), read_lapsed, &lapsed, error) == NULL)
    return FALSE;
  all = zg_tick_each (clock, &zg_sales_order, ids, "lapse", &done, error);
  if (done > 0)
    g_string_append_printf (report, _ ("No rating came in time: %u orders are completed without one\n"), done);
  return all;
}

void
zg_order_finish_init (void)
{
  zg_ticks_add (tick_lapsed);
}
