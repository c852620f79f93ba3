/* What staff files, handovers and the start of the day ask for by when. */
#include <glib/gi18n.h>

#include "zg-attendance-plan.h"
#include "zg-day.h"
#include "zg-duty.h"
#include "zg-leave.h"
#include "zg-roster.h"
#include "zg-staff-private.h"

static gboolean
add_named (ZgDutyAsk *ask, ZgStmt *rows, gboolean as_owner, GError **error)
{
  gboolean row = TRUE;

  /* id, staff, name, day, done */
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDutyFound found = { zg_stmt_text (rows, 2), .done_ms = zg_stmt_int (rows, 4), .doc = zg_stmt_int (rows, 0),
                            .owner = as_owner ? zg_stmt_int (rows, 1) : 0 };
      int         day;

      if (zg_stmt_text (rows, 3) == NULL || !zg_day_parse (zg_stmt_text (rows, 3), &day))
        continue;
      found.due_ms = zg_day_to_ms (day + 1, 0);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

/* -- Handed over by the day of leaving or transfer (D21-2.8) -- */

static gboolean
find_handovers (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT h.id, h.leaver, s.name, h.day, CASE WHEN h.state IN ('done', 'applied') THEN h.done_at END"
                           " FROM handover h JOIN staff s ON s.id = h.leaver"
                           " WHERE h.state IN ('draft', 'counted', 'taken', 'witnessed') OR h.done_at >= $1 ORDER BY h.id"),
                   "i", zg_day_to_ms (ask->today, 0));

  return add_named (ask, rows, FALSE, error);
}

static gboolean
find_leavers (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT CAST (NULL AS BIGINT), s.id, s.name, s.left_on, CAST (NULL AS BIGINT) FROM staff s"
                           " WHERE s.state = 'leaving' AND s.left_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM handover h"
                           " WHERE h.leaver = s.id AND h.state NOT IN ('deleted', 'applied')) ORDER BY s.id"),
                   NULL);

  return add_named (ask, rows, TRUE, error);
}

/* -- A contract is renewed before it runs out (D07-1.2) -- */

static gboolean
find_contracts (ZgDutyAsk *ask, GError **error)
{
  char               until[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT s.id, s.id, s.name, s.expires, CAST (NULL AS BIGINT) FROM staff s"
                           " WHERE s.state IN ('probation', 'temp', 'active') AND s.expires <= $1 ORDER BY s.expires, s.id"),
                   "s", zg_day_format (ask->until, until));

  return add_named (ask, rows, FALSE, error);
}

/* -- One's own start of the day (D21-2.4) -- */

/* Whether the roster gives him the day as rest. */
static gboolean
rests_by_roster (ZgDb *db, gint64 staff, int day, gboolean *rests, GError **error)
{
  g_autoptr (GHashTable) shifts = zg_roster_shifts (db, error);
  g_autoptr (GArray)     entries = shifts ? zg_roster_entries (db, day, day, error) : NULL;

  for (guint i = 0; entries && i < entries->len; i++)
    {
      const ZgRosterEntry *entry = &g_array_index (entries, ZgRosterEntry, i);
      const ZgRosterShift *shift = entry->staff == staff ? g_hash_table_lookup (shifts, &entry->shift) : NULL;

      *rests |= shift && shift->kind == ZG_SHIFT_REST;
    }
  return entries != NULL;
}

static gboolean
is_on_leave (ZgDb *db, gint64 staff, int day, gboolean *away, GError **error)
{
  g_autoptr (GArray) papers = zg_leave_papers (db, day, day, error);
  gint64             noon = zg_day_to_ms (day, 12 * 3600);

  for (guint i = 0; papers && i < papers->len; i++)
    {
      const ZgLeavePaper  *paper = &g_array_index (papers, ZgLeavePaper, i);
      g_autoptr (ZgRecord) leave = paper->staff == staff ? zg_book_get (db, &zg_leave, paper->id, error) : NULL;

      if (leave && zg_record_int (leave, ZG_LEAVE_DAYS) >= 1000 && paper->starts_ms <= noon && paper->ends_ms > noon)
        *away = TRUE;
    }
  return papers != NULL;
}

/* His week, unless the roster decides about his days. */
static gboolean
rests_by_week (ZgDb *db, gint64 staff, int day, gboolean *rests, GError **error)
{
  g_autoptr (ZgStaffRoll) roll = zg_staff_roll (db, day, day, 0, staff, error);
  g_autoptr (ZgWorkPlan)  plan = roll ? zg_attendance_plan (db, roll, day, 1, error) : NULL;

  if (plan && roll->staff->len == 1)
    {
      const ZgPlanDay *hours = zg_work_plan_day (plan, 0, 0);

      *rests |= hours->ends > hours->starts && !(hours->flags & (ZG_PLAN_WORKS | ZG_PLAN_ROSTERED));
    }
  return plan != NULL;
}

static gboolean
find_start (ZgDutyAsk *ask, GError **error)
{
  gint64             me = zg_session_staff (ask->session);
  char               day[11];
  gboolean           rests = FALSE;
  g_autoptr (ZgStmt) rows = NULL;

  if (me == 0)
    return TRUE;
  if (!rests_by_roster (ask->db, me, ask->today, &rests, error) || !is_on_leave (ask->db, me, ask->today, &rests, error) ||
      !rests_by_week (ask->db, me, ask->today, &rests, error))
    return FALSE;
  if (rests)
    return TRUE;
  zg_day_format (ask->today, day);
  /* only where the department has such a list; on a day off of the national calendar nothing is asked */
  rows =
      zg_db_query (ask->db, error,
                   ZG_SQL (
                       "SELECT k.id, s.id, CAST ($2 AS TEXT), $2, CASE WHEN k.state = 'done' THEN k.checked_at END FROM staff s"
                       " JOIN checklist c ON c.kind = 1 AND c.state = 'active' AND c.valid_from <= $2"
                       " AND (c.valid_to IS NULL OR c.valid_to >= $2) AND (c.unit IS NULL OR c.unit = s.unit)"
                       " LEFT JOIN check_sheet k ON k.checklist = c.id AND k.staff = s.id AND k.day = $2"
                       " AND k.state <> 'deleted' WHERE s.id = $1 AND NOT EXISTS (SELECT 1 FROM holiday h"
                       " WHERE h.day = $2 AND h.off = 1 AND h.state = 'active') ORDER BY c.id"),
                   "is", me, day);
  return add_named (ask, rows, TRUE, error);
}

static const ZgDuty duties[] = {
  { "staff.handover", N_ ("Finish a handover"), "handover", NULL, "D21-2.8", FALSE, find_handovers },
  { "staff.leaver", N_ ("Begin the handover of who leaves"), "handover", NULL, "D21-2.8", FALSE, find_leavers },
  { "staff.contract", N_ ("Renew a contract"), "staff", "edit", "D07-1.2", FALSE, find_contracts },
  { "staff.start", N_ ("Start of the day"), "check_sheet", NULL, "D21-2.4", TRUE, find_start },
};

void
zg_staff_duties_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    zg_duties_add (&duties[i]);
}
