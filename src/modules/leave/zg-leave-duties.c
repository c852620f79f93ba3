/* What leave asks for by when. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-duty.h"
#include "zg-leave.h"

/* -- Leave is decided before it begins (D01-7.2) -- */

static gboolean
find_waiting (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT l.id, s.name, l.starts_at, CASE WHEN l.state = 'approved' THEN l.decided_at END FROM leave l"
                           " JOIN staff s ON s.id = l.staff WHERE l.state = 'pending'"
                           " OR (l.state = 'approved' AND l.decided_at >= $1) ORDER BY l.id"),
                   "i", zg_day_to_ms (ask->today, 0));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      gint64           starts = zg_stmt_int (rows, 2);
      char             day[11];
      g_autofree char *about = g_strdup_printf ("%s %s", zg_stmt_text (rows, 1), zg_day_format (zg_day_of_ms (starts), day));
      ZgDutyFound      found = { about, starts, zg_stmt_int (rows, 3), zg_stmt_int (rows, 0), .waits = TRUE };

      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

/* -- What the clock opened for a large lateness is completed by its owner (D04-4.2.2b, D04-4.2.2d) -- */

static gboolean
find_opened (ZgDutyAsk *ask, GError **error)
{
  gint64             me = zg_session_staff (ask->session);
  g_autoptr (ZgStmt) rows =
      me ? zg_db_query (ask->db, error,
                        ZG_SQL ("SELECT l.id, l.starts_at FROM leave l WHERE l.staff = $1 AND l.state = 'draft'"
                                " AND l.maker_id = (SELECT CAST (m.value AS BIGINT) FROM meta m WHERE m.key = 'clock_person')"
                                " ORDER BY l.id"),
                        "i", me)
         : NULL;
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      int         day = zg_day_of_ms (zg_stmt_int (rows, 1));
      char        about[11];
      ZgDutyFound found = { zg_day_format (day, about), .doc = zg_stmt_int (rows, 0) };

      /* in time for the sheet of its month */
      found.due_ms = zg_day_to_ms (zg_month_first (day, 1), 0);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return me == 0 || (rows && !row);
}

static const ZgDuty duties[] = {
  { "leave.decide", N_ ("Decide a leave before it begins"), "leave", NULL, "D01-7.2", FALSE, find_waiting },
  { "leave.opened", N_ ("Complete the leave of a large lateness"), "leave", "submit", "D04-4.2.2b", TRUE, find_opened },
};

void
zg_leave_duties_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    zg_duties_add (&duties[i]);
}
