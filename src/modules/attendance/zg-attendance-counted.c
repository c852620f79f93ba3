/* zg-attendance-counted.c: corrections of closed months that count in an open one (D04-4.2.1f): what payroll has to add. */
#include "config.h"

#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-day.h"

static void
correction_clear (gpointer data)
{
  ZgMonthCorrection *correction = data;

  g_free (correction->no);
  g_free (correction->was);
  g_free (correction->is);
  g_free (correction->reason);
}

static char *
text_of (ZgStmt *stmt, int column)
{
  return g_strdup (zg_stmt_is_null (stmt, column) ? "" : zg_stmt_text (stmt, column));
}

gboolean
zg_attendance_read_counted (ZgMonth *month, ZgDb *db, GError **error)
{
  char               text[8];
  gboolean           row;
  g_autoptr (ZgStmt) stmt =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT staff, day, COALESCE (worked_milli, 0), COALESCE (absent_milli, 0), COALESCE (leave_milli, 0),"
                           " COALESCE (late_times, 0), COALESCE (early_times, 0), COALESCE (missed, 0), no, was, now_is, reason"
                           " FROM attendance_correction WHERE month = $1 AND state = 'approved' ORDER BY day, id"),
                   "s", zg_month_format (month->first_day, text));

  month->corrections = g_array_new (FALSE, TRUE, sizeof (ZgMonthCorrection));
  g_array_set_clear_func (month->corrections, correction_clear);
  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      ZgMonthCorrection correction = { .day = ZG_NO_DAY };

      if (!row)
        return TRUE;
      correction.line = zg_attendance_line (month, zg_stmt_int (stmt, 0));
      if (correction.line < 0) /* of somebody this month is not about */
        continue;
      zg_day_parse (zg_stmt_text (stmt, 1), &correction.day);
      correction.worked = zg_stmt_int (stmt, 2);
      correction.absent = zg_stmt_int (stmt, 3);
      correction.leave = zg_stmt_int (stmt, 4);
      correction.late = zg_stmt_int (stmt, 5);
      correction.early = zg_stmt_int (stmt, 6);
      correction.missed = zg_stmt_int (stmt, 7);
      correction.no = text_of (stmt, 8);
      correction.was = text_of (stmt, 9);
      correction.is = text_of (stmt, 10);
      correction.reason = text_of (stmt, 11);
      g_array_append_val (month->corrections, correction);
    }
  return FALSE;
}
