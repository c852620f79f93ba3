/* What rosters ask for by when. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-duty.h"
#include "zg-roster-private.h"
#include "zg-roster-rules.h"

/* -- The roster of a month is out before it begins (D18-7.2) -- */

static gboolean
find_months (ZgDutyAsk *ask, GError **error)
{
  int   next = zg_month_first (ask->today, 1);
  char  now_text[8], next_text[8];
  /* units that make rosters at all: drafts of both months, what was published today, and what the next one lacks */
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT m.id, m.month, u.name, m.unit, CASE WHEN m.state = 'published' THEN m.published_at END"
                           " FROM roster_month m JOIN unit u ON u.id = m.unit WHERE m.month IN ($1, $2)"
                           " AND (m.state = 'draft' OR (m.state = 'published' AND m.published_at >= $3))"
                           " UNION ALL SELECT CAST (NULL AS BIGINT), $2, u.name, u.id, CAST (NULL AS BIGINT) FROM unit u"
                           " WHERE EXISTS (SELECT 1 FROM roster_month m WHERE m.unit = u.id AND m.month = $1"
                           " AND m.state <> 'deleted') AND NOT EXISTS (SELECT 1 FROM roster_month m WHERE m.unit = u.id"
                           " AND m.month = $2 AND m.state <> 'deleted') ORDER BY 2, 4"),
                   "ssi", zg_month_format (ask->today, now_text), zg_month_format (next, next_text),
                   zg_day_to_ms (ask->today, 0));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_autofree char *about = g_strdup_printf ("%s %s", zg_stmt_text (rows, 1), zg_stmt_text (rows, 2));
      ZgDutyFound found = { about, .done_ms = zg_stmt_int (rows, 4), .doc = zg_stmt_int (rows, 0),
                            .unit = zg_stmt_int (rows, 3) };
      int         first, n_days;

      if (!zg_month_parse (zg_stmt_text (rows, 1), &first, &n_days))
        continue;
      found.due_ms = zg_day_to_ms (first, 0);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

/* -- Swaps, before the day they are about (D01-6.3) -- */

static gboolean
find_swaps (ZgDutyAsk *ask, const char *state, gint64 partner, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT w.id, s.name, e.day, CASE WHEN w.state = 'approved' THEN w.decided_at END FROM roster_swap w"
                           " JOIN staff s ON s.id = w.staff JOIN roster e ON e.id = w.entry"
                           " WHERE ((w.state = $1 AND ($2 = 0 OR w.partner = $2))"
                           " OR ($2 = 0 AND w.state = 'approved' AND w.decided_at >= $3)) ORDER BY w.id"),
                   "sii", state, partner, zg_day_to_ms (ask->today, 0));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_autofree char *about = g_strdup_printf ("%s %s", zg_stmt_text (rows, 2), zg_stmt_text (rows, 1));
      ZgDutyFound      found = { about, .done_ms = zg_stmt_int (rows, 3), .doc = zg_stmt_int (rows, 0), .waits = TRUE };
      int              day;

      if (zg_stmt_text (rows, 2) == NULL || !zg_day_parse (zg_stmt_text (rows, 2), &day))
        continue;
      found.due_ms = zg_day_to_ms (day, 0);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

static gboolean
find_agreed (ZgDutyAsk *ask, GError **error)
{
  return find_swaps (ask, "agreed", 0, error);
}

static gboolean
find_asked (ZgDutyAsk *ask, GError **error)
{
  gint64 me = zg_session_staff (ask->session);

  return me == 0 || find_swaps (ask, "pending", me, error);
}

/* -- The log of one's own duty, and the one handed over to oneself (D11-11) -- */

static gboolean
find_logs (ZgDutyAsk *ask, GError **error)
{
  gint64             me = zg_session_staff (ask->session);
  char               from[11], to[11];
  g_autoptr (ZgStmt) rows =
      me ? zg_db_query (ask->db, error,
                        ZG_SQL ("SELECT l.id, r.day, s.name, s.ends, s.crosses, CASE WHEN l.state IN ('given', 'taken')"
                                " THEN l.given_at END FROM roster r JOIN shift s ON s.id = r.shift"
                                " LEFT JOIN duty_log l ON l.staff = r.staff AND l.day = r.day AND l.shift = r.shift"
                                " AND l.state <> 'deleted' WHERE r.staff = $1 AND r.state = 'active' AND r.day BETWEEN $2 AND $3"
                                " AND s.kind = $4 AND s.ends IS NOT NULL ORDER BY r.day, r.id"),
                        "issi", me, zg_day_format (ask->today - 2, from), zg_day_format (ask->today, to), (gint64) ZG_SHIFT_DUTY)
         : NULL;
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_autofree char *about = g_strdup_printf ("%s %s", zg_stmt_text (rows, 1), zg_stmt_text (rows, 2));
      ZgDutyFound      found = { about, .done_ms = zg_stmt_int (rows, 5), .doc = zg_stmt_int (rows, 0), .owner = me };
      int              day;

      if (!zg_day_parse (zg_stmt_text (rows, 1), &day))
        continue;
      found.due_ms = zg_day_to_ms (day + (zg_stmt_int (rows, 4) ? 1 : 0), (int) zg_stmt_int (rows, 3) * 60);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return me == 0 || (rows && !row);
}

static gboolean
find_given (ZgDutyAsk *ask, GError **error)
{
  gint64             me = zg_session_staff (ask->session);
  g_autoptr (ZgStmt) rows =
      me ? zg_db_query (ask->db, error,
                        ZG_SQL (
                            "SELECT l.id, l.day, s.name, l.given_at, l.taken_at FROM duty_log l JOIN staff s ON s.id = l.staff"
                            " WHERE l.handed_to = $1 AND (l.state = 'given' OR l.taken_at >= $2) ORDER BY l.id"),
                        "ii", me, zg_day_to_ms (ask->today, 0))
         : NULL;
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_autofree char *about = g_strdup_printf ("%s %s", zg_stmt_text (rows, 1), zg_stmt_text (rows, 2));
      /* by the end of the day it was handed over */
      ZgDutyFound found = { about, zg_day_to_ms (zg_day_of_ms (zg_stmt_int (rows, 3)) + 1, 0), zg_stmt_int (rows, 4),
                            zg_stmt_int (rows, 0) };

      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return me == 0 || (rows && !row);
}

/* -- Somebody holds the hotline tonight (D18-7.1b) -- */

/* "08:30-21:00": when the hours end. */
static gboolean
end_of_window (const char *window, int *minute)
{
  const char *dash = window ? strchr (window, '-') : NULL;

  return dash && zg_minute_parse (dash + 1, minute);
}

static gboolean
find_hotline (ZgDutyAsk *ask, GError **error)
{
  char               day[11];
  int                minute;
  gboolean           row = FALSE;
  ZgDutyFound        found = { zg_day_format (ask->today, day) };
  g_autoptr (ZgStmt) rows = NULL;

  if (!end_of_window (zg_policy_text (ask->policy, "cs.online.window", 0, 0, ask->today), &minute))
    return TRUE;
  /* no shift with a telephone, no hotline to forward */
  rows = zg_db_query (ask->db, error,
                      ZG_SQL ("SELECT 1 FROM shift s WHERE s.needs_phone = 1 AND s.state = 'active' AND NOT EXISTS (SELECT 1 FROM"
                              " roster r JOIN shift x ON x.id = r.shift WHERE r.day = $1 AND r.state = 'active'"
                              " AND x.needs_phone = 1 AND r.phone IS NOT NULL) LIMIT 1"),
                      "s", day);
  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  found.due_ms = zg_day_to_ms (ask->today, minute * 60);
  return !row || zg_duty_add (ask, &found, error);
}

static const ZgDuty duties[] = {
  { "roster.month", N_ ("Publish the roster of the month"), "roster_month", "publish", "D18-7.2", FALSE, find_months },
  { "roster.hotline", N_ ("Nobody holds the hotline tonight"), "roster", NULL, "D18-7.1b", FALSE, find_hotline },
  { "roster.swap", N_ ("Decide a swap"), "roster_swap", "approve", "D01-6.3", FALSE, find_agreed },
  { "roster.asked", N_ ("Answer who wants to swap with you"), "roster_swap", "agree", "D01-6.3", FALSE, find_asked },
  { "roster.log", N_ ("Log of your duty, handed over"), "duty_log", "give", "D11-11", TRUE, find_logs },
  { "roster.take", N_ ("Take over a duty"), "duty_log", "take", "D11-11", FALSE, find_given },
};

void
zg_roster_duties_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    zg_duties_add (&duties[i]);
}
