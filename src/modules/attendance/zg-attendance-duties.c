/* What the month asks for by when. */
#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-duty.h"

static char *
month_of (const char *month, const char *name)
{
  return g_strdup_printf ("%s %s", month ? month : "", name ? name : "");
}

/* -- The sheet to HR, by the 3rd (D04-4.2.1c, D04-4.2.1d) -- */

static gboolean
add_sheets (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT s.id, s.month, u.name, s.due_on, s.unit, CASE WHEN s.state IN ('shown', 'closed')"
                           " THEN s.submitted_at END FROM attendance_sheet s LEFT JOIN unit u ON u.id = s.unit"
                           " WHERE s.state IN ('draft', 'compiled', 'reviewed')"
                           " OR (s.state IN ('shown', 'closed') AND s.submitted_at >= $1) ORDER BY s.month, s.id"),
                   "i", zg_day_to_ms (ask->today, 0));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_autofree char *about = month_of (zg_stmt_text (rows, 1), zg_stmt_text (rows, 2));
      ZgDutyFound      found = { about, 0, zg_stmt_int (rows, 5), zg_stmt_int (rows, 0) };
      int              due;

      if (zg_stmt_text (rows, 3) == NULL || !zg_day_parse (zg_stmt_text (rows, 3), &due))
        continue;
      found.due_ms = zg_attendance_due_end (ask->policy, due, zg_stmt_int (rows, 4));
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

/* Somebody punched in the month before, and no sheet has been begun: the department owes one. */
static gboolean
add_missing_sheet (ZgDutyAsk *ask, GError **error)
{
  int                first = zg_month_first (ask->today, -1), due;
  char               month[8];
  gint64             from = zg_day_to_ms (first, 0), to = zg_day_to_ms (zg_month_first (first, 1), 0);
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT u.id, u.name FROM unit u WHERE COALESCE (u.parent, 0) = 0 AND u.state = 'active'"
                           " AND NOT EXISTS (SELECT 1 FROM attendance_sheet s WHERE s.month = $1 AND s.state <> 'deleted')"
                           " AND EXISTS (SELECT 1 FROM punch p WHERE p.at >= $2 AND p.at < $3) ORDER BY u.id"),
                   "sii", zg_month_format (first, month), from, to);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_autofree char *about = month_of (month, zg_stmt_text (rows, 1));
      gint64           unit = zg_stmt_int (rows, 0);
      ZgDutyFound      found = { about, .unit = unit };

      due = zg_attendance_due (ask->db, "att.sheet.due_day", first, unit, error);
      if (due == ZG_NO_DAY)
        return FALSE;
      found.due_ms = zg_attendance_due_end (ask->policy, due, unit);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

static gboolean
find_sheets (ZgDutyAsk *ask, GError **error)
{
  return add_sheets (ask, error) && add_missing_sheet (ask, error);
}

/* -- One's own result, by the 5th (D04-4.2.1e) -- */

static gboolean
find_results (ZgDutyAsk *ask, GError **error)
{
  gint64             me = zg_session_staff (ask->session);
  g_autoptr (ZgStmt) rows =
      me ? zg_db_query (ask->db, error,
                        ZG_SQL ("SELECT r.id, r.month, s.object_until, s.unit, r.answered_at, r.state FROM attendance_result r"
                                " JOIN attendance_sheet s ON s.id = r.sheet WHERE r.staff = $1"
                                " AND (r.state = 'shown' OR r.answered_at >= $2) ORDER BY r.id"),
                        "ii", me, zg_day_to_ms (ask->today, 0))
         : NULL;
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDutyFound found = { zg_stmt_text (rows, 1), .doc = zg_stmt_int (rows, 0) };
      int         until;

      if (zg_stmt_text (rows, 2) == NULL || !zg_day_parse (zg_stmt_text (rows, 2), &until))
        continue;
      found.due_ms = zg_attendance_due_end (ask->policy, until, zg_stmt_int (rows, 3));
      found.done_ms = g_strcmp0 (zg_stmt_text (rows, 5), "shown") == 0 ? 0 : zg_stmt_int (rows, 4);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return me == 0 || (rows && !row);
}

/* -- Objections to be answered (D04-4.2.1f) -- */

static gboolean
find_objections (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT o.id, o.month, s.name, o.filed_at, o.decided_at, s.unit FROM objection o"
                           " JOIN staff s ON s.id = o.staff WHERE o.state = 'filed'"
                           " OR (o.state IN ('upheld', 'rejected') AND o.decided_at >= $1) ORDER BY o.id"),
                   "i", zg_day_to_ms (ask->today, 0));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_autofree char *about = month_of (zg_stmt_text (rows, 1), zg_stmt_text (rows, 2));
      int              filed = zg_day_of_ms (zg_stmt_int (rows, 3));
      int              days = (int) zg_policy_int (ask->policy, "att.objection.answer_days", 0, zg_stmt_int (rows, 5), filed);
      ZgDutyFound found = { about, zg_day_to_ms (filed + days + 1, 0), zg_stmt_int (rows, 4), zg_stmt_int (rows, 0),
                            .waits = TRUE };

      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

static const ZgDuty duties[] = {
  { "attendance.sheet", N_ ("Attendance sheet to HR"), "attendance_sheet", NULL, "D04-4.2.1c", FALSE, find_sheets },
  { "attendance.result", N_ ("Look at the month's result: accept or object"), "attendance_result", NULL, "D04-4.2.1e", TRUE,
    find_results },
  { "attendance.objection", N_ ("Answer an objection"), "objection", "accept", "D04-4.2.1f", FALSE, find_objections },
};

void
zg_attendance_duties_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    zg_duties_add (&duties[i]);
}
