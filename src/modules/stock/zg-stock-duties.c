/* zg-stock-duties.c: what the warehouse has to do by when (requirements 7): two checks a day, the day settled, the month
 * reported and closed, the count at the quarter's end, and what waits for the director and the shop manager. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-duty.h"
#include "zg-stock-private.h"

#define SHOWN_BACK 7 /* days a missing sheet is shown */

/* Nothing of this is asked of a department without a warehouse. */
static gboolean
has_warehouse (ZgDb *db, gint64 *since, GError **error)
{
  *since = 0;
  return zg_db_int (db, since, error,
                    ZG_SQL ("SELECT COALESCE (min (created_ms), 0) FROM stock_location WHERE state = 'active'"), NULL);
}

/* -- Every day: two sheets of checks (D08-13a) -- */

static gboolean
add_check (ZgDutyAsk *ask, int day, int when, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT id, CASE WHEN state <> 'open' THEN checked_at END FROM warehouse_check WHERE day = $1"
                           " AND at_time = $2 AND state <> 'deleted'"),
                   "si", zg_day_format (day, (char[11]){ 0 }), (gint64) when);
  gboolean         row = FALSE;
  char             text[11];
  g_autofree char *about = g_strdup_printf ("%s %s", zg_day_format (day, text),
                                            when == ZG_WCHECK_BEFORE ? _ ("before work") : _ ("after work"));
  const char *key = when == ZG_WCHECK_BEFORE ? "stock.checks.before" : "stock.checks.after";
  gint64      by = zg_policy_int (ask->policy, key, 0, 0, day);
  ZgDutyFound found = { about, zg_day_to_ms (day, (int) by * 60) };

  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  if (row)
    {
      found.doc = zg_stmt_int (rows, 0);
      found.done_ms = zg_stmt_int (rows, 1);
    }
  return zg_duty_add (ask, &found, error);
}

static gboolean
find_checks (ZgDutyAsk *ask, GError **error)
{
  gint64 since;

  if (!has_warehouse (ask->db, &since, error))
    return FALSE;
  for (int day = ask->today - SHOWN_BACK; since && day <= ask->today; day++)
    if (day >= zg_day_of_ms (since) &&
        (!add_check (ask, day, ZG_WCHECK_BEFORE, error) || !add_check (ask, day, ZG_WCHECK_AFTER, error)))
      return FALSE;
  return TRUE;
}

/* -- What was found abnormal, refused, proposed waits for the director and the shop manager -- */

static gboolean
find_waiting (ZgDutyAsk *ask, const char *sql, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (ask->db, error, sql, "i", zg_day_to_ms (ask->today, 0));
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDutyFound found = { zg_stmt_text (rows, 1), zg_stmt_int (rows, 2), zg_stmt_int (rows, 3), zg_stmt_int (rows, 0),
                            .waits = TRUE };

      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

static gboolean
find_abnormal (ZgDutyAsk *ask, GError **error)
{
  return find_waiting (ask, ZG_SQL ("SELECT id, day, checked_at, CASE WHEN state = 'handled' THEN handled_at END"
                                    " FROM warehouse_check WHERE state = 'reported' OR (state = 'handled' AND handled_at >= $1)"
                                    " ORDER BY id"), error);
}

static gboolean
find_refusals (ZgDutyAsk *ask, GError **error)
{
  return find_waiting (ask, ZG_SQL ("SELECT id, no, reported_at, CASE WHEN state = 'decided' THEN decided_at END FROM refusal"
                                    " WHERE state = 'reported' OR (state = 'decided' AND decided_at >= $1) ORDER BY id"), error);
}

static gboolean
find_counts (ZgDutyAsk *ask, GError **error)
{
  return find_waiting (ask, ZG_SQL ("SELECT id, no, reported_at, CASE WHEN state = 'decided' THEN decided_at END FROM stocktake"
                                    " WHERE state = 'reported' OR (state = 'decided' AND decided_at >= $1) ORDER BY id"), error);
}

static gboolean
find_sent_months (ZgDutyAsk *ask, GError **error)
{
  return find_waiting (ask, ZG_SQL ("SELECT id, month, reported_at + 86400000, CASE WHEN seen_at > 0 THEN seen_at END"
                                    " FROM stock_month WHERE state = 'reported' AND (seen_at IS NULL OR seen_at >= $1)"
                                    " ORDER BY id"), error);
}

static gboolean
find_unbooked (ZgDutyAsk *ask, GError **error)
{
  return find_waiting (ask, ZG_SQL ("SELECT id, no, sent_at + 86400000, booked_at FROM goods_receipt WHERE state IN"
                                    " ('sent', 'taken') OR (booked_at >= $1 AND state IN ('booked', 'done')) ORDER BY id"),
                       error);
}

static gboolean
find_uninspected (ZgDutyAsk *ask, GError **error)
{
  return find_waiting (ask, ZG_SQL ("SELECT id, no, supervisor_at + 86400000, inspected_at FROM goods_receipt WHERE (state ="
                                    " 'booked') OR (state = 'signed' AND qc_first = 1) OR (inspected_at >= $1 AND state IN"
                                    " ('placed', 'inspected')) ORDER BY id"), error);
}

/* -- The day is settled (D08-5a): each day on which something moved -- */

static gboolean
find_days (ZgDutyAsk *ask, GError **error)
{
  char               from[11], today[11];
  g_autoptr (ZgStmt) rows = zg_db_query (
      ask->db, error,
      ZG_SQL ("SELECT d.day, s.id, s.state, s.settled_at FROM (SELECT DISTINCT day FROM ledger_line WHERE ledger = 'stock'"
              " AND day BETWEEN $1 AND $2) d LEFT JOIN stock_day s ON s.day = d.day ORDER BY d.day"),
      "ss", zg_day_format (ask->today - 62, from), zg_day_format (ask->today, today));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDutyFound found = { zg_stmt_text (rows, 0), .doc = zg_stmt_int (rows, 1), .done_ms = 0 };
      int         day;

      if (!zg_day_parse (found.about, &day))
        continue;
      found.due_ms = zg_day_to_ms (day, 86400);
      if (g_strcmp0 (zg_stmt_text (rows, 2), "settled") == 0)
        found.done_ms = zg_stmt_int (rows, 3);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

/* -- The month: reported before it ends (D08-6), closed once it is over (D08-5a) -- */

typedef struct
{
  gint64 id, reported_ms, closed_ms;
  gboolean moved;
} Month;

static gboolean
read_month (ZgDutyAsk *ask, const char *month, Month *found, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      ask->db, error,
      ZG_SQL ("SELECT COALESCE (max (m.id), 0), COALESCE (max (m.reported_at), 0), COALESCE (max (CASE WHEN m.state = 'closed'"
              " THEN m.closed_at END), 0), (SELECT count(*) FROM ledger_line l WHERE l.ledger = 'stock' AND l.day <= $1 || '-31')"
              " FROM stock_month m WHERE m.month = $1"),
      "s", month);
  gboolean row = FALSE;

  if (rows == NULL || !zg_stmt_step (rows, &row, error) || !row)
    return FALSE;
  *found = (Month){ zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2), zg_stmt_int (rows, 3) > 0 };
  return TRUE;
}

static gboolean
find_reports (ZgDutyAsk *ask, GError **error)
{
  for (int back = -1; back <= 0; back++)
    {
      int         first = zg_month_first (ask->today, back), next = zg_month_first (ask->today, back + 1);
      char        month[8];
      Month       found;
      ZgDutyFound duty = { zg_month_format (first, month) };

      if (!read_month (ask, month, &found, error))
        return FALSE;
      duty.due_ms = zg_day_to_ms (next, 0);
      duty.doc = found.id;
      duty.done_ms = found.reported_ms;
      if (found.moved && !zg_duty_add (ask, &duty, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_closes (ZgDutyAsk *ask, GError **error)
{
  int         first = zg_month_first (ask->today, -1);
  char        month[8];
  Month       found;
  ZgDutyFound duty = { zg_month_format (first, month), zg_day_to_ms (zg_month_first (ask->today, 0) + 5, 0) };

  if (!read_month (ask, month, &found, error))
    return FALSE;
  duty.doc = found.id;
  duty.done_ms = found.closed_ms;
  return !found.moved || zg_duty_add (ask, &duty, error);
}

/* Compared before the month is closed (D08-5b), hence by the same day. */
static gboolean
find_agreements (ZgDutyAsk *ask, GError **error)
{
  int                first = zg_month_first (ask->today, -1);
  char               month[8];
  Month              found;
  ZgDutyFound        duty = { zg_month_format (first, month), zg_day_to_ms (zg_month_first (ask->today, 0) + 5, 0) };
  g_autoptr (ZgStmt) rows = zg_db_query (ask->db, error,
                                         ZG_SQL ("SELECT id, CASE WHEN state = 'agreed' THEN finance_at END FROM stock_agreement"
                                                 " WHERE month = $1 AND state <> 'deleted' ORDER BY id DESC LIMIT 1"),
                                         "s", month);
  gboolean row = FALSE;

  if (rows == NULL || !zg_stmt_step (rows, &row, error) || !read_month (ask, month, &found, error))
    return FALSE;
  if (row)
    {
      duty.doc = zg_stmt_int (rows, 0);
      duty.done_ms = zg_stmt_int (rows, 1);
    }
  return !found.moved || zg_duty_add (ask, &duty, error);
}

/* -- The count: with finance at the quarter's end (D08-7a), by the department each month (D19-4.1) -- */

/* A count ends the duty once it is reported; one that is only planned or begun does not hide it. With finance "at the quarter's
 * end" is read as in its last month, and the stock is all of it: a sheet without a location. The department counts when and place
 * by place as it likes. */
static gboolean
add_count (ZgDutyAsk *ask, int sort, int from, int until, GError **error)
{
  gboolean           whole = sort == ZG_STOCKTAKE_QUARTERLY;
  char               first[11], last[11], about[24];
  g_autoptr (ZgStmt) rows = zg_db_query (
      ask->db, error,
      ZG_SQL ("SELECT id, reported_ms FROM (SELECT id, day, CASE WHEN state IN ('reported', 'decided', 'adjusted',"
              " 'kept_signed', 'done') THEN reported_at END AS reported_ms FROM stocktake WHERE kind = $1"
              " AND day BETWEEN $2 AND $3 AND (CAST ($4 AS BIGINT) = 0 OR location IS NULL) AND state <> 'deleted') s"
              " ORDER BY CASE WHEN reported_ms IS NULL THEN 1 ELSE 0 END, day DESC, id DESC LIMIT 1"),
      "issi", (gint64) sort, zg_day_format (whole ? zg_month_first (until, 0) : from, first), zg_day_format (until, last),
      (gint64) whole);
  gboolean    row = FALSE;
  ZgDutyFound found = { about, zg_day_to_ms (until, 86400) };

  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  g_snprintf (about, sizeof about, "%.7s", last);
  if (row)
    {
      found.doc = zg_stmt_int (rows, 0);
      found.done_ms = zg_stmt_int (rows, 1);
    }
  return zg_duty_add (ask, &found, error);
}

static gboolean
find_stocktakes (ZgDutyAsk *ask, int sort, GError **error)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (ask->db, ask->today - 400, ask->today, error);
  const char          *every;
  gint64               since;
  int                  months, year, month, of_month;

  if (policy == NULL || !has_warehouse (ask->db, &since, error))
    return FALSE;
  every = zg_policy_text (policy, sort == ZG_STOCKTAKE_QUARTERLY ? "stock.stocktake" : "stocktake.ecommerce", 0, 0, ask->today);
  months = g_str_equal (every, "quarterly") ? 3 : g_str_equal (every, "half-yearly") ? 6 : g_str_equal (every, "yearly") ? 12 : 1;
  zg_day_to_ymd (ask->today, &year, &month, &of_month);
  for (int back = 1; since && back >= 0; back--)
    {
      int from = zg_month_first (ask->today, -((month - 1) % months) - back * months);
      int until = zg_month_first (from, months) - 1;

      if (until >= zg_day_of_ms (since) && !add_count (ask, sort, from, until, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_quarter (ZgDutyAsk *ask, GError **error)
{
  return find_stocktakes (ask, ZG_STOCKTAKE_QUARTERLY, error);
}

static gboolean
find_own_count (ZgDutyAsk *ask, GError **error)
{
  return find_stocktakes (ask, ZG_STOCKTAKE_DEPARTMENT, error);
}

static const ZgDuty duties[] = {
  { "stock.checks", N_ ("Three checks of the warehouse"), "warehouse_check", NULL, "D08-13a", FALSE, find_checks },
  { "stock.abnormal", N_ ("Handle what the warehouse found abnormal"), "warehouse_check", "handle", "D08-13b", FALSE,
    find_abnormal },
  { "stock.refusals", N_ ("Decide on a refusal of the warehouse"), "refusal", "decide", "D08-3b", FALSE, find_refusals },
  { "stock.settle", N_ ("Settle the stock ledger of the day"), "stock_day", NULL, "D08-5a", FALSE, find_days },
  { "stock.book", N_ ("Book a goods receipt"), "goods_receipt", NULL, "D19-3.2.4", FALSE, find_unbooked },
  { "stock.inspect", N_ ("Inspect received goods"), "goods_receipt", "pass", "D19-3.2.5", FALSE, find_uninspected },
  { "stock.month", N_ ("Report the stock of the month"), "stock_month", NULL, "D08-6", FALSE, find_reports },
  { "stock.seen", N_ ("Read the stock report of the month"), "stock_month", "acknowledge", "D08-6", FALSE, find_sent_months },
  { "stock.close", N_ ("Close the month of the stock"), "stock_month", NULL, "D08-5a", FALSE, find_closes },
  { "stock.agree", N_ ("Compare ledger, goods and cards of the month"), "stock_agreement", NULL, "D08-5b", FALSE,
    find_agreements },
  { "stock.quarter", N_ ("Count the stock with finance"), "stocktake", NULL, "D08-7a", FALSE, find_quarter },
  { "stock.count", N_ ("Count the stock in the department"), "stocktake", NULL, "D19-4.1", FALSE, find_own_count },
  { "stock.decide", N_ ("Decide on differences of a count"), "stocktake", "decide", "D08-7b", FALSE, find_counts },
};

void
zg_stock_duties_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    zg_duties_add (&duties[i]);
}
