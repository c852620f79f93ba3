/* zg-order-duties.c: what orders ask for by when: to be confirmed with the customer within the minutes of D18-5.2,
 * to be loaded from the platforms again and again (D18-5.1), parcels to go out and to arrive in time (D14-12.1). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-duty.h"
#include "zg-orders-private.h"

#define HOUR G_GINT64_CONSTANT (3600000)

/* One item for all that wait, due with the first of them: the order desk has each by itself. */
static gboolean
find_waiting (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (ask->db, error,
                                         ZG_SQL ("SELECT count(*), COALESCE (MIN (" ZG_ORDER_SINCE "), 0)"
                                                 " FROM sales_order o WHERE o.state = 'accepted' AND NOT " ZG_ORDER_TRIED),
                                         NULL);
  g_autofree char   *about = NULL;
  gboolean           row = FALSE;
  ZgOrderClock       clock = zg_order_clock_of (ask->policy, ask->today);
  gint64             n, due;

  if (rows == NULL || !zg_stmt_step (rows, &row, error) || !row)
    return FALSE;
  n = zg_stmt_int (rows, 0);
  due = zg_order_due (&clock, zg_stmt_int (rows, 1));
  if (n == 0 || due == 0)
    return TRUE;
  about = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d order waits", "%d orders wait", (gulong) n), (int) n);
  return zg_duty_add (ask, &(ZgDutyFound){ about, due, .waits = TRUE }, error);
}

/* Called and not reached: due with the one whose last call was first. */
static gboolean
find_again (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (ask->db, error,
                                         ZG_SQL ("SELECT count(*), COALESCE (MIN (t.tried), 0) FROM (SELECT " ZG_ORDER_TRIED_AT
                                                 " AS tried FROM sales_order o WHERE o.state = 'accepted') t"
                                                 " WHERE t.tried IS NOT NULL"), NULL);
  g_autofree char   *about = NULL;
  gboolean           row = FALSE;
  ZgOrderClock       clock = zg_order_clock_of (ask->policy, ask->today);
  gint64             n, due;

  if (rows == NULL || !zg_stmt_step (rows, &row, error) || !row)
    return FALSE;
  n = zg_stmt_int (rows, 0);
  due = n ? zg_order_again_due (&clock, zg_stmt_int (rows, 1)) : 0;
  if (due == 0)
    return TRUE;
  about = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d customer", "%d customers", (gulong) n), (int) n);
  return zg_duty_add (ask, &(ZgDutyFound){ about, due, .waits = TRUE }, error);
}

/* One item for all that wait for a paper of their own, due so many hours after the first of them began to. */
static gboolean
find_many (ZgDutyAsk *ask, const char *sql, const char *hours, GError **error)
{
  gint64             limit = zg_policy_int (ask->policy, hours, 0, 0, ask->today) * HOUR, n;
  g_autoptr (ZgStmt) rows = limit > 0 ? zg_db_query (ask->db, error, sql, NULL) : NULL;
  g_autofree char   *about = NULL;
  gboolean           row = FALSE;

  if (limit <= 0)
    return TRUE;
  if (rows == NULL || !zg_stmt_step (rows, &row, error) || !row)
    return FALSE;
  n = zg_stmt_int (rows, 0);
  if (n == 0)
    return TRUE;
  about = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d order waits", "%d orders wait", (gulong) n), (int) n);
  return zg_duty_add (ask, &(ZgDutyFound){ about, zg_stmt_int (rows, 1) + limit, .waits = TRUE, .n = (guint) n }, error);
}

/* D09-16b: the money is seen to be there … */
static gboolean
find_to_pay (ZgDutyAsk *ask, GError **error)
{
  return find_many (ask, ZG_SQL ("SELECT count(*), COALESCE (MIN (" ZG_ORDER_CONFIRMED_AT ("o") "), 0) FROM sales_order o"
                                 " WHERE " ZG_ORDER_TO_PAY ("o")), "order.pay.hours", error);
}

/* … and the warehouse is told (D13-3.2.2). */
static gboolean
find_to_notify (ZgDutyAsk *ask, GError **error)
{
  return find_many (ask, ZG_SQL ("SELECT count(*), COALESCE (MIN (" ZG_ORDER_PAID_SINCE ("o") "), 0) FROM sales_order o"
                                 " WHERE " ZG_ORDER_TO_NOTIFY ("o")), "order.notify.hours", error);
}

/* Of a book that reads orders in. */
static gboolean
find_load (ZgDutyAsk *ask, GError **error)
{
  g_autofree char *about = NULL;
  ZgOrderLoad      load;
  char             stamp[20];

  if (!zg_order_load_read (ask->db, ask->policy, ask->now, &load, error))
    return FALSE;
  if (load.due_ms == 0)
    return TRUE;
  about = g_strdup_printf (_ ("last loaded %.16s"), zg_stamp_format (load.loaded_ms, stamp));
  return zg_duty_add (ask, &(ZgDutyFound){ about, load.due_ms }, error);
}

/* One item for all parcels of a kind, due with the oldest, which it opens. @limit_ms: 0: none is due. */
static gboolean
find_parcels (ZgDutyAsk *ask, const char *sql, gint64 limit_ms, GError **error)
{
  g_autoptr (ZgStmt) rows = limit_ms > 0 ? zg_db_query (ask->db, error, sql, NULL) : NULL;
  g_autofree char   *about = NULL;
  gboolean           row = FALSE;
  gint64             n;

  if (limit_ms <= 0)
    return TRUE;
  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  n = zg_stmt_int (rows, 2);
  about = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d parcel", "%d parcels", (gulong) n), (int) n);
  return zg_duty_add (ask, &(ZgDutyFound){ about, zg_stmt_int (rows, 1) + limit_ms, .doc = zg_stmt_int (rows, 0) }, error);
}

#define IN_HOUSE "('notified', 'picked', 'packed')"

/* D14-12.1: out of the house in time … */
static gboolean
find_to_ship (ZgDutyAsk *ask, GError **error)
{
  return find_parcels (ask, ZG_SQL ("SELECT id, notified_at, (SELECT count(*) FROM parcel WHERE state IN " IN_HOUSE ")"
                                    " FROM parcel WHERE state IN " IN_HOUSE " ORDER BY notified_at, id LIMIT 1"),
                       zg_policy_int (ask->policy, "parcel.ship.hours", 0, 0, ask->today) * HOUR, error);
}

/* … and with the customer in time. */
static gboolean
find_to_arrive (ZgDutyAsk *ask, GError **error)
{
  return find_parcels (ask, ZG_SQL ("SELECT id, shipped_at, (SELECT count(*) FROM parcel WHERE state = 'shipped') FROM parcel"
                                    " WHERE state = 'shipped' AND shipped_at IS NOT NULL ORDER BY shipped_at, id LIMIT 1"),
                       zg_policy_int (ask->policy, "parcel.arrive.days", 0, 0, ask->today) * 24 * HOUR, error);
}

static const ZgDuty duties[] = {
  { "order.confirm", N_ ("Confirm new orders with the customer"), "order_confirmation", "create", "D18-5.2", FALSE,
    find_waiting },
  { "order.again", N_ ("Call customers again who were not reached"), "order_confirmation", "create", "D18-5.3", FALSE,
    find_again },
  { "order.pay", N_ ("Confirm payments"), "order_payment", "create", "D09-16b", FALSE, find_to_pay, "order_to_pay" },
  { "order.notify", N_ ("Notify the warehouse of orders to be shipped"), "parcel", "create", "D13-3.2.2", FALSE, find_to_notify,
    "order_to_notify" },
  { "order.load", N_ ("Load the orders of the platforms"), "sales_order", "import", "D18-5.1", FALSE, find_load },
  { "parcel.ship", N_ ("Ship what is to go out"), "parcel", NULL, "D14-12.1", FALSE, find_to_ship },
  { "parcel.arrive", N_ ("Ask the carrier where parcels are"), "parcel", "sign", "D14-12.1", FALSE, find_to_arrive },
};

void
zg_order_duties_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    zg_duties_add (&duties[i]);
}
