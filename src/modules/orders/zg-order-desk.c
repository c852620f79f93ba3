#include "config.h"

#include "zg-order-desk.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-money.h"
#include "zg-roster.h"
#include "zg-seal.h"
#include "zg-tick.h"

#define MOST 200 /* of each list */

/* -- One row -- */

static void
order_free (gpointer data)
{
  ZgDeskOrder *order = data;

  g_free (order->number);
  g_free (order->name);
  g_free (order->goods);
  g_free (order->shop);
  g_free (order->last);
  g_free (order);
}

#define COLUMNS                                                                                                                  \
  "SELECT o.id, o.state, o.number, COALESCE (o.buyer, ''), COALESCE (o.title, ''), COALESCE (o.payable_fen, 0),"                 \
  " COALESCE (" ZG_ORDER_SINCE ", 0) AS since, COALESCE (s.name, o.shop_name, ''), " ZG_ORDER_NAME_NOW ","                    \
  " (SELECT count(*) FROM order_event e WHERE e.order_key = o.order_key AND e.type = 2),"                                        \
  " (SELECT e.note FROM order_event e WHERE e.order_key = o.order_key AND e.type > 1 ORDER BY e.at DESC, e.id DESC LIMIT 1),"    \
  " COALESCE ((SELECT MAX (e.at) FROM order_event e WHERE e.order_key = o.order_key AND e.type > 1), 0)"                         \
  ", COALESCE (o.qty_milli, 0), (SELECT count(*) FROM sales_order_line l WHERE l.order_key = o.order_key)"                       \
  ", COALESCE (o.placed_at, o.created_ms), " ZG_ORDER_NAME_EVENT                                                                 \
  ", COALESCE (" ZG_ORDER_TRIED_AT ", 0) AS tried"                                                                               \
  " FROM sales_order o LEFT JOIN shop s ON s.id = o.shop "

/* "青花茶杯 ×2"; of several the first, and how many pieces of all */
static char *
goods_of (ZgStmt *rows)
{
  gint64           qty = zg_stmt_int (rows, 12);
  g_autofree char *pieces = zg_milli_format (qty, ZG_MONEY_PLAIN);

  if (zg_stmt_int (rows, 13) > 1)
    return g_strdup_printf (_ ("%s and more, %s pieces"), zg_stmt_text (rows, 4), pieces);
  return qty ? g_strdup_printf ("%s ×%s", zg_stmt_text (rows, 4), pieces) : g_strdup (zg_stmt_text (rows, 4));
}

static ZgDeskOrder *
read_order (ZgSession *session, const ZgOrderDesk *desk, ZgStmt *rows)
{
  ZgDeskOrder *order = g_new0 (ZgDeskOrder, 1);
  ZgCell       sealed = { 0 };

  order->id = zg_stmt_int (rows, 0);
  order->state = zg_kind_state (&zg_sales_order, zg_stmt_text (rows, 1));
  order->number = g_strdup (zg_stmt_text (rows, 2));
  order->goods = goods_of (rows);
  order->payable_fen = zg_stmt_int (rows, 5);
  order->accepted_ms = zg_stmt_int (rows, 6);
  order->tried_ms = zg_stmt_int (rows, 16);
  order->due_ms = !g_str_equal (order->state->id, "accepted") ? 0
                  : order->tried_ms ? zg_order_again_due (&desk->clock, order->tried_ms)
                                    : zg_order_due (&desk->clock, order->accepted_ms);
  order->shop = g_strdup (zg_stmt_text (rows, 7));
  zg_stmt_cell (rows, 8, &sealed);
  order->name = zg_order_consignee_masked (session, order->id, zg_stmt_int (rows, 15), &sealed);
  if (order->name == NULL)
    order->name = g_strdup (*zg_stmt_text (rows, 3) ? zg_stmt_text (rows, 3) : "—");
  zg_cell_clear (&sealed);
  order->attempts = (guint) zg_stmt_int (rows, 9);
  order->last = g_strdup (zg_stmt_text (rows, 10));
  order->last_ms = zg_stmt_int (rows, 11);
  if (order->last_ms == 0) /* nothing happened since it came */
    order->last_ms = order->accepted_ms ? order->accepted_ms : zg_stmt_int (rows, 14);
  return order;
}

static gboolean
read_rows (ZgSession *session, const ZgOrderDesk *desk, ZgStmt *rows, GPtrArray *into, GError **error)
{
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    g_ptr_array_add (into, read_order (session, desk, rows));
  return rows != NULL && !row;
}

static gboolean
read_lists (ZgSession *session, ZgDb *db, ZgOrderDesk *desk, GError **error)
{
  g_autoptr (ZgStmt) waiting =
      zg_db_query (db, error, ZG_SQL (COLUMNS "WHERE o.state = 'accepted' AND NOT " ZG_ORDER_TRIED
                                              " ORDER BY since, o.id LIMIT $1"), "i", (gint64)MOST);
  g_autoptr (ZgStmt) again =
      zg_db_query (db, error, ZG_SQL (COLUMNS "WHERE o.state = 'accepted' AND " ZG_ORDER_TRIED
                                              " ORDER BY tried, o.id LIMIT $1"), "i", (gint64)MOST);
  g_autoptr (ZgStmt) following = zg_db_query (
      db, error,
      ZG_SQL (COLUMNS
              "WHERE o.state IN ('confirmed', 'paid', 'notified', 'picked', 'packed', 'shipped', 'signed')"
              " ORDER BY CASE o.state WHEN 'confirmed' THEN 1 WHEN 'paid' THEN 2 WHEN 'notified' THEN 3 WHEN 'picked' THEN 4"
              " WHEN 'packed' THEN 5 WHEN 'shipped' THEN 6 ELSE 7 END, since, o.id LIMIT $1"),
      "i", (gint64)MOST);
  gint64 n_waiting = 0, n_again = 0, n_following = 0;

  if (!read_rows (session, desk, waiting, desk->waiting, error) || !read_rows (session, desk, again, desk->again, error)
      || !read_rows (session, desk, following, desk->following, error)
      || !zg_db_int (db, &n_waiting, error, ZG_SQL ("SELECT count(*) FROM sales_order o WHERE o.state = 'accepted' AND NOT "
                                                        ZG_ORDER_TRIED), NULL)
      || !zg_db_int (db, &n_again, error, ZG_SQL ("SELECT count(*) FROM sales_order o WHERE o.state = 'accepted' AND "
                                                  ZG_ORDER_TRIED), NULL)
      || !zg_db_int (db, &n_following, error,
                     ZG_SQL (
                         "SELECT count(*) FROM sales_order WHERE state IN ('confirmed', 'paid', 'notified', 'picked', 'packed',"
                         " 'shipped', 'signed')"),
                     NULL))
    return FALSE;
  desk->n_waiting = (guint) n_waiting;
  desk->n_again = (guint) n_again;
  desk->n_following = (guint) n_following;
  return TRUE;
}

/* What the sheet of orders finds for these words: numbers, goods, buyers, and telephone numbers, whole or their last digits. */
static gboolean
read_found (ZgSession *session, ZgDb *db, ZgOrderDesk *desk, const char *search, GError **error)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("sales_order"));
  g_autoptr (GArray)  ids = NULL;

  query->search = g_strdup (search);
  ids = zg_query_ids (query, session, db, NULL, error);
  for (guint i = 0; ids && i < ids->len && i < MOST; i++)
    {
      g_autoptr (ZgStmt) rows = zg_db_query (db, error, ZG_SQL (COLUMNS "WHERE o.id = $1"), "i", g_array_index (ids, gint64, i));

      if (!read_rows (session, desk, rows, desk->following, error))
        return FALSE;
    }
  desk->n_following = ids ? ids->len : 0;
  return ids != NULL;
}

static gboolean
read_policy (ZgDb *db, ZgOrderDesk *desk, GError **error)
{
  int                  today = zg_day_of_ms (desk->now_ms);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, error);

  if (policy == NULL)
    return FALSE;
  desk->clock = zg_order_clock_of (policy, today);
  desk->amber = (int) zg_policy_int (policy, "order.confirm.amber", 0, 0, today);
  if (!zg_order_load_read (db, policy, desk->now_ms, &desk->load, error))
    return FALSE;
  desk->refresh_s = MAX ((int) zg_policy_int (policy, "order.refresh", 0, 0, today), 5);
  return TRUE;
}

/* Until when the orders of today are to be kept apart (D18-5.4): what was made before the hour is none of today. */
static gboolean
read_backup (ZgDb *db, ZgOrderDesk *desk, GError **error)
{
  int                  today = zg_day_of_ms (desk->now_ms), minute;
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, error);
  gint64               last = 0;

  if (policy == NULL || !zg_db_int (db, &last, error, ZG_SQL ("SELECT COALESCE (MAX (made_at), 0) FROM order_backup"), NULL))
    return FALSE;
  if (zg_minute_parse (zg_policy_text (policy, "order.backup.time", 0, 0, today), &minute))
    desk->backup_ms = zg_tick_backup_day (last, minute) >= today ? 0 : zg_day_to_ms (today, minute * 60);
  return TRUE;
}

static gboolean
read_today (ZgDb *db, ZgOrderDesk *desk, GError **error)
{
  gint64 since = zg_day_to_ms (zg_day_of_ms (desk->now_ms), 0), n = 0, late = 0;

  if (!zg_db_int (db, &n, error, ZG_SQL ("SELECT count(*) FROM order_confirmation WHERE contacted_at >= $1"), "i", since)
      || !zg_db_int (db, &late, error,
                     ZG_SQL ("SELECT count(*) FROM order_confirmation WHERE contacted_at >= $1 AND is_late = 1"), "i", since))
    return FALSE;
  desk->n_today = (guint) n;
  desk->n_late = (guint) late;
  return TRUE;
}

static gboolean
may_see (ZgSession *session, GError **error)
{
  if (zg_session_reach (session, "sales_order.view") == ZG_REACH_ALL)
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("The order desk shows all orders; you may not see them all."));
  return FALSE;
}

ZgOrderDesk *
zg_order_desk_read (ZgSession *session, ZgDb *db, const char *search, GError **error)
{
  g_autoptr (ZgOrderDesk) desk = g_new0 (ZgOrderDesk, 1);

  desk->waiting = g_ptr_array_new_with_free_func (order_free);
  desk->again = g_ptr_array_new_with_free_func (order_free);
  desk->following = g_ptr_array_new_with_free_func (order_free);
  desk->now_ms = zg_book_now (zg_session_book (session));
  if (!may_see (session, error) || !read_policy (db, desk, error) || !read_today (db, desk, error) ||
      !read_backup (db, desk, error) ||
      !(search && *search ? read_found (session, db, desk, search, error) : read_lists (session, db, desk, error)))
    return NULL;
  desk->shift = zg_roster_today (db, zg_session_staff (session), zg_day_of_ms (desk->now_ms), NULL);
  return g_steal_pointer (&desk);
}

void
zg_order_desk_free (ZgOrderDesk *desk)
{
  if (desk == NULL)
    return;
  g_ptr_array_unref (desk->waiting);
  g_ptr_array_unref (desk->again);
  g_ptr_array_unref (desk->following);
  g_free (desk->shift);
  g_free (desk);
}

/* -- One order -- */

static void
line_free (gpointer data)
{
  ZgDeskLine *line = data;

  g_free (line->words);
  g_free (line->code);
  g_free (line->item);
  g_free (line->qty);
  g_free (line->price);
  g_free (line->stock);
  g_free (line);
}

static void
event_free (gpointer data)
{
  g_free (((ZgDeskEvent *) data)->text);
  g_free (data);
}

static void
add_event (ZgDeskDetail *detail, gint64 at_ms, char *text, const char *clause)
{
  ZgDeskEvent *event;

  if (at_ms == 0 || text == NULL)
    {
      g_free (text);
      return;
    }
  event = g_new0 (ZgDeskEvent, 1);
  event->at_ms = at_ms;
  event->text = text;
  event->clause = clause;
  g_ptr_array_add (detail->events, event);
}

/* "28 · A-01-1 · 12 promised", and where @wanted would promise more than there is, how much is missing: it is said, not
 * refused. */
static char *
stock_words (ZgSession *session, ZgDb *db, gint64 item, gint64 wanted)
{
  g_autofree char *place = NULL, *qty = NULL, *other = NULL, *less = NULL;
  gint64           milli, promised;
  GString         *text;

  if (item == 0 || zg_session_reach (session, "stock_level.view") == ZG_REACH_NONE ||
      !zg_order_stock_of (db, item, &milli, &promised))
    return NULL;
  place = zg_order_place_of (db, item);
  qty = zg_milli_format (milli, ZG_MONEY_PLAIN);
  other = zg_milli_format (promised, ZG_MONEY_PLAIN);
  less = zg_milli_format (wanted - MAX (milli - promised, 0), ZG_MONEY_PLAIN);
  text = g_string_new (qty);
  if (*place)
    g_string_append_printf (text, " · %s", place);
  if (promised)
    g_string_append_printf (text, _ (" · %s promised"), other);
  if (wanted > 0 && wanted > milli - promised)
    g_string_append_printf (text, _ (" · ⚠ %s short for this order"), less);
  return g_string_free (text, FALSE);
}

static gboolean
read_lines (ZgSession *session, ZgDb *db, ZgDeskDetail *detail, GError **error)
{
  const char        *key = zg_record_text (detail->order, ZG_ORDER_KEY);
  gboolean           open = g_str_equal (detail->order->state, "accepted"); /* later it is promised itself */
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL (
          "SELECT l.title, COALESCE (l.attributes, ''), l.code, l.qty_milli, l.price_fen, COALESCE (l.is_refunded, 0)"
          " + (SELECT count(*) FROM order_event e WHERE e.order_key = l.order_key AND e.told = $2 AND e.line_key = l.line_key)"
          " FROM sales_order_line l WHERE l.order_key = $1 ORDER BY l.id"),
      "si", key, (gint64)ZG_TOLD_LINE_REFUND);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDeskLine *line = g_new0 (ZgDeskLine, 1);
      gint64      wanted = 0, factor;
      gint64      item = zg_order_item_of (db, (int) zg_record_int (detail->order, ZG_ORDER_PLATFORM), zg_stmt_text (rows, 2),
                                           zg_stmt_text (rows, 0), zg_stmt_text (rows, 1), &factor);

      line->words = g_strchomp (g_strdup_printf ("%s %s", zg_stmt_text (rows, 0), zg_stmt_text (rows, 1)));
      line->code = g_strdup (zg_stmt_text (rows, 2));
      line->item = item ? zg_item_words (db, item) : NULL;
      line->qty = zg_milli_format (zg_stmt_int (rows, 3), ZG_MONEY_PLAIN);
      line->price = zg_stmt_is_null (rows, 4) ? NULL : zg_money_format (zg_stmt_int (rows, 4), ZG_MONEY_YUAN);
      line->refunded = zg_stmt_int (rows, 5) > 0;
      if (!open || line->refunded || !zg_money_share (zg_stmt_int (rows, 3), factor, 1000, &wanted))
        wanted = 0;
      line->stock = stock_words (session, db, item, wanted);
      g_ptr_array_add (detail->lines, line);
    }
  return rows != NULL && !row;
}

static char *
event_words (ZgStmt *rows)
{
  int           type = (int) zg_stmt_int (rows, 1), told = (int) zg_stmt_int (rows, 2);
  const ZgEnum *what =
      told ? zg_enum_by_number (zg_told_fields, told) : zg_enum_by_number (zg_event_types, type);
  const char   *title = what ? g_dgettext (GETTEXT_PACKAGE, what->title) : "", *now = zg_stmt_text (rows, 3);
  const char   *note = zg_stmt_text (rows, 4), *who = zg_stmt_text (rows, 6);

  if (told)
    return g_strdup_printf (told == ZG_TOLD_STATUS ? "%s %s" : _ ("Platform: %s %s"), title, now ? now : "");
  if (type == ZG_EVENT_RATING)
    return g_strdup_printf (_ ("%s: %d points %s"), title, (int) zg_stmt_int (rows, 5), note ? note : "");
  return g_strdup_printf ("%s %s：%s", who ? who : "", title, note ? note : "");
}

static gboolean
read_events (ZgDb *db, ZgDeskDetail *detail, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT e.at, e.type, COALESCE (e.told, 0), e.now, e.note, COALESCE (e.score, 0), p.name FROM order_event e"
              " LEFT JOIN person p ON p.id = e.maker_id WHERE e.order_key = $1 ORDER BY e.at, e.id"), "s",
      zg_record_text (detail->order, ZG_ORDER_KEY));
  g_autoptr (GPtrArray) history = zg_book_history (db, &zg_sales_order, detail->order->id, NULL);
  gboolean              row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    add_event (detail, zg_stmt_int (rows, 0), event_words (rows), NULL);
  for (guint i = 0; history && i < history->len; i++)
    {
      const ZgHistory *one = history->pdata[i];
      const ZgStep    *step = one->kind ? zg_kind_verb (one->kind, one->verb) : NULL;

      if (step && !g_str_equal (one->verb, "import") && one->kind != &zg_order_event)
        add_event (detail, one->at_ms, g_strdup_printf ("%s %s", one->who ? one->who : "", zg_step_title (step)), NULL);
    }
  return rows != NULL && !row;
}

/* D20-2.2: goods that come back, money that is paid back. */
static gboolean
read_returns (ZgDb *db, ZgDeskDetail *detail, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT COALESCE (refunded_at, received_at, reviewed_at, created_ms), COALESCE (no, ''), state, amount_fen"
              " FROM order_return WHERE sales_order = $1 ORDER BY id"), "i", detail->order->id);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      const ZgState   *state = zg_kind_state (&zg_order_return, zg_stmt_text (rows, 2));
      g_autofree char *amount = zg_money_format (zg_stmt_int (rows, 3), ZG_MONEY_YUAN);

      add_event (detail, zg_stmt_int (rows, 0),
                 g_strdup_printf ("%s %s %s %s", g_dgettext (GETTEXT_PACKAGE, zg_order_return.title), zg_stmt_text (rows, 1),
                                  g_dgettext (GETTEXT_PACKAGE, state->title), amount), "D20-2.2");
    }
  return rows != NULL && !row;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const ZgDeskEvent *left = *(const ZgDeskEvent *const *) a, *right = *(const ZgDeskEvent *const *) b;

  return left->at_ms < right->at_ms ? -1 : left->at_ms > right->at_ms;
}

static gboolean
read_customer (ZgSession *session, ZgDb *db, ZgDeskDetail *detail, GError **error)
{
  const char *key = zg_record_text (detail->order, ZG_ORDER_BUYER_KEY);
  gint64      since = zg_book_now (zg_session_book (session)) - G_GINT64_CONSTANT (365) * 86400000, n = 0, cases = 0;

  if (key == NULL)
    return TRUE;
  if (!zg_customer_bought (db, key, since, detail->order->id, &n, &detail->bought_fen, &detail->last_ms, error)
      || !zg_db_int (
          db, &detail->score, error,
          ZG_SQL ("SELECT e.score FROM order_event e JOIN sales_order o ON o.order_key = e.order_key WHERE o.buyer_key = $1"
                  " AND e.type = $2 ORDER BY e.at DESC LIMIT 1"),
          "si", key, (gint64)ZG_EVENT_RATING)
      || !zg_db_int (
          db, &cases, error,
          ZG_SQL ("SELECT count(*) FROM order_event e JOIN sales_order o ON o.order_key = e.order_key WHERE o.buyer_key = $1"
                  " AND e.type = $2"),
          "si", key, (gint64)ZG_EVENT_PROBLEM))
    return FALSE;
  detail->n_bought = (guint) n;
  detail->n_cases = (guint) cases;
  return TRUE;
}

static gboolean
read_parcel (ZgDb *db, ZgDeskDetail *detail, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
                                         ZG_SQL ("SELECT id, state, COALESCE (carrier, 0), COALESCE (waybill, '') FROM parcel"
                                                 " WHERE sales_order = $1 AND state <> 'cancelled' ORDER BY id"),
                                         "i", detail->order->id);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean            row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row) /* the last one is the one that is shown */
    {
      const ZgEnum *carrier = zg_enum_by_number (zg_carriers, zg_stmt_int (rows, 2));

      detail->parcel = zg_stmt_int (rows, 0);
      detail->parcel_state = zg_kind_state (&zg_parcel, zg_stmt_text (rows, 1));
      g_string_append_printf (words, "%s%s %s", words->len ? "\n" : "",
                              carrier ? g_dgettext (GETTEXT_PACKAGE, carrier->title) : "", zg_stmt_text (rows, 3));
    }
  if (detail->parcel)
    detail->parcel_words = g_strdup (words->str);
  return rows && !row;
}

static void
add_times (ZgDb *db, ZgDeskDetail *detail)
{
  int day = zg_day_of_ms (detail->accepted_ms ? detail->accepted_ms : zg_record_int (detail->order, ZG_ORDER_PLACED_AT));
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, day, day, NULL);

  add_event (detail, zg_record_int (detail->order, ZG_ORDER_PLACED_AT), g_strdup (_ ("Placed by the customer")), NULL);
  add_event (detail, detail->accepted_ms, g_strdup (_ ("Accepted; the clock runs")), "D18-5.2");
  detail->clock_ms = detail->accepted_ms;
  if (policy && g_str_equal (detail->order->state, "accepted"))
    {
      ZgOrderClock clock = zg_order_clock_of (policy, day);
      ZgOrderCalls calls;

      detail->due_ms = zg_order_due (&clock, detail->accepted_ms);
      if (!zg_order_calls (db, zg_record_text (detail->order, ZG_ORDER_KEY), &clock, G_MAXINT64, &calls, NULL) || calls.n == 0)
        return;
      detail->n_tried = calls.n;
      detail->clock_ms = calls.last_ms;
      detail->due_ms = zg_order_again_due (&clock, calls.last_ms);
    }
}

ZgDeskDetail *
zg_order_detail_read (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  g_autoptr (ZgDeskDetail) detail = g_new0 (ZgDeskDetail, 1);

  detail->lines = g_ptr_array_new_with_free_func (line_free);
  detail->events = g_ptr_array_new_with_free_func (event_free);
  detail->order = zg_book_get (db, &zg_sales_order, id, error);
  if (detail->order == NULL || !may_see (session, error))
    return NULL;
  detail->accepted_ms = zg_order_accepted (db, detail->order);
  zg_order_due_fen (db, detail->order, &detail->due_fen);
  add_times (db, detail);
  if (!zg_order_receiver (db, detail->order, &detail->receiver, error) || !read_lines (session, db, detail, error) ||
      !read_events (db, detail, error) ||
      !read_customer (session, db, detail, error) || !read_parcel (db, detail, error) || !read_returns (db, detail, error))
    return NULL;
  g_ptr_array_sort (detail->events, compare_events);
  detail->platform = g_strdup (g_dgettext (
      GETTEXT_PACKAGE, zg_enum_by_number (zg_platforms, zg_record_int (detail->order, ZG_ORDER_PLATFORM))->title));
  detail->shop = zg_record_int (detail->order, ZG_ORDER_SHOP)
                     ? zg_book_title (db, &zg_shop, zg_record_int (detail->order, ZG_ORDER_SHOP))
                     : g_strdup (zg_record_text (detail->order, ZG_ORDER_SHOP_NAME));
  return g_steal_pointer (&detail);
}

void
zg_order_detail_free (ZgDeskDetail *detail)
{
  if (detail == NULL)
    return;
  g_clear_pointer (&detail->order, zg_record_free);
  g_ptr_array_unref (detail->lines);
  g_ptr_array_unref (detail->events);
  g_free (detail->parcel_words);
  g_free (detail->platform);
  g_free (detail->shop);
  zg_order_receiver_clear (&detail->receiver);
  g_free (detail);
}
