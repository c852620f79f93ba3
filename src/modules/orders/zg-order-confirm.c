/* zg-order-confirm.c: the kind order_confirmation 订单确认: the customer was reached and each point gone through, within ten minutes
 * of acceptance (D18-5.2) or so much later. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-orders-private.h"

static const ZgEnum methods[] = {
  { 1, "chat", N_ ("Chat of the platform") }, { 2, "phone", N_ ("Telephone") }, { 3, "message", N_ ("Text message") },
  { 4, "wechat", N_ ("WeChat") },             { 5, "other", N_ ("Other way") }, { 0 },
};

enum { VALID = 1, INVALID };
static const ZgEnum results[] = { { VALID, "valid", N_ ("Valid") }, { INVALID, "invalid", N_ ("Invalid") }, { 0 } };

static const ZgField fields[ZG_CONFIRM_N_FIELDS] = {
  [ZG_CONFIRM_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "sales_order", .width = 170 },
  [ZG_CONFIRM_METHOD] = { "method", N_ ("Reached by"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = methods,
                          .initial = "1" },
  [ZG_CONFIRM_CONSIGNEE] = { "ok_consignee", N_ ("Consignee is right"), ZG_BOOL, .clause = "D13-3.2.1",
                             .section = N_ ("Point by point") },
  [ZG_CONFIRM_ADDRESS] = { "ok_address", N_ ("Address is right"), ZG_BOOL, .clause = "D13-3.2.1" },
  [ZG_CONFIRM_CONTACT] = { "ok_contact", N_ ("Contact is right"), ZG_BOOL, .clause = "D13-3.2.1" },
  [ZG_CONFIRM_MODEL] = { "ok_model", N_ ("Model is right"), ZG_BOOL, .clause = "D13-3.2.1" },
  [ZG_CONFIRM_QTY] = { "ok_qty", N_ ("Quantity is right"), ZG_BOOL, .clause = "D13-3.2.1" },
  [ZG_CONFIRM_PAYMENT] = { "ok_payment", N_ ("Payment is agreed"), ZG_BOOL, .clause = "D13-3.2.1" },
  [ZG_CONFIRM_DELIVERY] = { "ok_delivery", N_ ("Delivery is agreed"), ZG_BOOL, .clause = "D13-3.2.1" },
  [ZG_CONFIRM_RESULT] = { "result", N_ ("Result"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = results, .initial = "1",
                          .section = N_ ("Result"), .clause = "D18-5.2" },
  [ZG_CONFIRM_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG, ZG_LIST, .max = 500 },
  [ZG_CONFIRM_ACCEPTED_AT] = { "accepted_at", N_ ("Accepted at"), ZG_TIME, ZG_LIST, .section = N_ ("Clock") },
  [ZG_CONFIRM_DUE_AT] = { "due_at", N_ ("To be confirmed by"), ZG_TIME, ZG_LIST, .clause = "D18-5.2" },
  [ZG_CONFIRM_AT] = { "contacted_at", N_ ("Reached at"), ZG_TIME, ZG_LIST | ZG_FILTER, .clause = "D18-5.2" },
  [ZG_CONFIRM_LATE] = { "is_late", N_ ("After the deadline"), ZG_BOOL, ZG_LIST | ZG_FILTER, .clause = "D18-5.2" },
  [ZG_CONFIRM_LATE_MIN] = { "late_min", N_ ("Late by"), ZG_MINUTES, ZG_LIST, .clause = "D18-5.2" },
};

static void
fill_clock (ZgWork *work, const ZgRecord *order)
{
  ZgRecord            *confirmation = zg_work_record (work);
  gint64               now = zg_book_now (zg_session_book (zg_work_session (work)));
  gint64               accepted = zg_order_accepted (zg_work_db (work), order), due;
  int                  day = zg_day_of_ms (accepted ? accepted : now), late;
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), day, day, NULL);
  ZgOrderClock         clock;
  ZgOrderCalls         calls;

  if (policy == NULL)
    return;
  clock = zg_order_clock_of (policy, day);
  if (!zg_order_calls (zg_work_db (work), zg_record_text (order, ZG_ORDER_KEY), &clock, now, &calls, NULL))
    return;
  due = zg_order_due (&clock, accepted);
  late = zg_order_late (due, calls.n && clock.first_call ? calls.first_ms : now);
  if (accepted)
    zg_record_set_int (confirmation, ZG_CONFIRM_ACCEPTED_AT, accepted);
  if (due)
    zg_record_set_int (confirmation, ZG_CONFIRM_DUE_AT, due);
  zg_record_set_int (confirmation, ZG_CONFIRM_AT, now);
  zg_record_set_int (confirmation, ZG_CONFIRM_LATE, late > 0);
  zg_record_set_int (confirmation, ZG_CONFIRM_LATE_MIN, late);
}

/* A valid order has each point gone through; an invalid one says why. */
static void
check_create (ZgWork *work)
{
  const ZgRecord      *confirmation = zg_work_record (work);
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_CONFIRM_ORDER);
  gboolean             valid = zg_record_int (confirmation, ZG_CONFIRM_RESULT) == VALID;

  if (order == NULL)
    return;
  if (!g_str_equal (order->state, "accepted"))
    zg_work_fault (work, ZG_CONFIRM_ORDER, -1, NULL, _ ("This order is “%s”; only an accepted one is confirmed."),
                   g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
  for (int i = ZG_CONFIRM_CONSIGNEE; valid && i <= ZG_CONFIRM_DELIVERY; i++)
    if (!zg_record_int (confirmation, i))
      zg_work_fault (work, i, -1, "D13-3.2.1", _ ("Go through this point with the customer and tick it."));
  if (!valid && !zg_record_is_set (confirmation, ZG_CONFIRM_REMARK))
    zg_work_fault (work, ZG_CONFIRM_REMARK, -1, "D18-5.2", _ ("Say why the order is not valid."));
  fill_clock (work, order);
}

static void
move_order (ZgWork *work)
{
  ZgRecord *order = zg_order_of (work, ZG_CONFIRM_ORDER);

  if (order == NULL)
    return;
  if (zg_record_int (zg_work_record (work), ZG_CONFIRM_RESULT) != VALID)
    {
      zg_work_step (work, order, "refuse");
      return;
    }
  zg_order_reserve (work, order);
  zg_work_step (work, order, "confirm");
}

static const ZgEffect moves[] = {
  { ZG_ALSO, "sales_order.confirm" }, { ZG_ALSO, "sales_order.refuse" }, { ZG_ALSO, "order_item.create" }, { 0 }
};

#define CLOCK (ZG_F (ZG_CONFIRM_ACCEPTED_AT) | ZG_F (ZG_CONFIRM_DUE_AT) | ZG_F (ZG_CONFIRM_AT) | ZG_F (ZG_CONFIRM_LATE) | \
               ZG_F (ZG_CONFIRM_LATE_MIN))

static const ZgStep steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS & ~CLOCK, .check = check_create, .done = move_order, .effects = moves,
    .fills = CLOCK, .clause = "D18-5.2", .title = N_ ("Confirm the order") },
};

const ZgKind zg_order_confirmation = {
  .id = "order_confirmation",
  .title = N_ ("Order confirmation"),
  .module = "orders",
  .prefix = "QR",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .order = "t.contacted_at DESC",
  .append_only = TRUE,
  .clause = "D18-5.2",
  .index = { "contacted_at", "sales_order" },
  .empty = N_ ("Who reached which customer when, and whether in time."),
};

/* -- For the reviews -- */

static void
confirmed_free (gpointer data)
{
  g_free (((ZgOrderConfirmed *) data)->number);
  g_free (data);
}

void
zg_order_confirm_figures_free (ZgOrderConfirmFigures *figures)
{
  if (figures == NULL)
    return;
  g_ptr_array_unref (figures->lines);
  g_free (figures);
}

/* -- Those nobody called: they wait beyond their time, or went on without a call -- */

static void
add_calls (ZgOrderConfirmed *one, const ZgOrderCalls *calls)
{
  one->first_ms = calls->n ? calls->first_ms : one->contacted_ms;
  one->n_tried = calls->n;
  one->again_late_min = calls->late_min;
}

static void
add_uncalled (ZgOrderConfirmFigures *figures, ZgPolicy *policy, ZgStmt *row, const ZgOrderCalls *calls, gint64 now)
{
  gint64            accepted = zg_stmt_int (row, 1);
  gboolean          waits = g_str_equal (zg_stmt_text (row, 3), "accepted");
  ZgOrderClock      clock = zg_order_clock_of (policy, zg_day_of_ms (accepted));
  gint64            due = zg_order_due (&clock, accepted);
  gboolean          counts = calls->n && clock.first_call;
  int               late = zg_order_late (due, counts ? calls->first_ms : now);
  ZgOrderConfirmed *one;

  if (calls->n == 0 && (due == 0 || late == 0))
    return; /* there is time, or no figure */
  one = g_new0 (ZgOrderConfirmed, 1);
  *one = (ZgOrderConfirmed){ .order = zg_stmt_int (row, 0), .accepted_ms = accepted, .due_ms = due, .late = late > 0,
                             .late_min = waits || counts ? late : 0, .number = g_strdup (zg_stmt_text (row, 2)) };
  add_calls (one, calls);
  if (!waits) /* it went on without a call: nobody was to call again */
    one->again_late_min = 0;
  g_ptr_array_add (figures->lines, one);
  if (calls->n)
    figures->unreached++;
  else
    figures->uncalled++;
}

static gboolean
read_uncalled (ZgDb *db, ZgOrderConfirmFigures *figures, int from, int to, gint64 now, GError **error)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, from, to, error);
  g_autoptr (ZgStmt)   rows = NULL;
  gboolean             row = TRUE;

  if (policy == NULL)
    return FALSE;
  rows = zg_db_query (db, error,
                      ZG_SQL ("SELECT u.id, u.since, u.number, u.state, u.order_key FROM (SELECT o.id, o.number, o.state,"
                              " o.order_key, " ZG_ORDER_SINCE " AS since FROM sales_order o"
                              " WHERE o.state IN ('accepted', 'shipped', 'signed', 'done')"
                              " AND NOT EXISTS (SELECT 1 FROM order_confirmation c WHERE c.sales_order = o.id)) u"
                              " WHERE u.since >= $1 AND u.since < $2 ORDER BY u.since, u.id"),
                      "ii", zg_day_to_ms (from, 0), zg_day_to_ms (to + 1, 0));
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgOrderClock clock = zg_order_clock_of (policy, zg_day_of_ms (zg_stmt_int (rows, 1)));
      ZgOrderCalls calls;

      if (!zg_order_calls (db, zg_stmt_text (rows, 4), &clock, now, &calls, error))
        return FALSE;
      add_uncalled (figures, policy, rows, &calls, now);
    }
  return rows && !row;
}

/* How often he was called before he was reached. */
static gboolean
read_calls (ZgDb *db, ZgOrderConfirmed *one, const char *key, ZgPolicy *policy, GError **error)
{
  ZgOrderClock clock = zg_order_clock_of (policy, zg_day_of_ms (one->contacted_ms));
  ZgOrderCalls calls;

  if (!zg_order_calls (db, key, &clock, one->contacted_ms, &calls, error))
    return FALSE;
  add_calls (one, &calls);
  return TRUE;
}

ZgOrderConfirmFigures *
zg_order_confirm_figures (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  g_autoptr (ZgOrderConfirmFigures) figures = g_new0 (ZgOrderConfirmFigures, 1);
  g_autoptr (ZgPolicy)              policy = zg_policy_load (db, from, to, error);
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT c.sales_order, COALESCE (p.staff, 0), c.maker_id, COALESCE (c.accepted_at, 0), COALESCE (c.due_at, 0),"
              " c.contacted_at, COALESCE (c.is_late, 0), COALESCE (c.late_min, 0), o.number, o.order_key"
              " FROM order_confirmation c JOIN sales_order o ON o.id = c.sales_order LEFT JOIN person p ON p.id = c.maker_id"
              " WHERE c.contacted_at >= $1 AND c.contacted_at < $2 AND ($3 = 0 OR p.staff = $3) ORDER BY c.contacted_at, c.id"),
      "iii", zg_day_to_ms (from, 0), zg_day_to_ms (to + 1, 0), staff);
  gboolean row = TRUE;

  figures->lines = g_ptr_array_new_with_free_func (confirmed_free);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgOrderConfirmed *one = g_new0 (ZgOrderConfirmed, 1);

      *one = (ZgOrderConfirmed){ zg_stmt_int (rows, 0),      zg_stmt_int (rows, 1),      zg_stmt_int (rows, 2),
                                 zg_stmt_int (rows, 3),      zg_stmt_int (rows, 4),      zg_stmt_int (rows, 5),
                                 zg_stmt_int (rows, 6) != 0, (int)zg_stmt_int (rows, 7), g_strdup (zg_stmt_text (rows, 8)) };
      g_ptr_array_add (figures->lines, one);
      if (policy == NULL || !read_calls (db, one, zg_stmt_text (rows, 9), policy, error))
        return NULL;
      figures->late += one->late;
      figures->on_time += !one->late;
    }
  if (rows == NULL || row || (staff == 0 && !read_uncalled (db, figures, from, to, zg_clock_now_ms (), error)))
    return NULL;
  return g_steal_pointer (&figures);
}
