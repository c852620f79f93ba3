/* zg-attendance-after.c: after the close: what came too late for a month, the kind attendance_correction 考勤更正 that brings it
 * into a later one, and the proof that a closed month is still what it was. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-tick.h"

static const ZgField fields[ZG_CORRECTION_N_FIELDS] = {
  [ZG_CORRECTION_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff",
                            .section = N_ ("Correction") },
  [ZG_CORRECTION_DAY] = { "day", N_ ("Closed day"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER },
  [ZG_CORRECTION_MONTH] = { "month", N_ ("Counts in"), ZG_MONTH, ZG_REQUIRED | ZG_LIST | ZG_FILTER,
                            .hint = N_ ("a month that is still open") },
  [ZG_CORRECTION_REASON] = { "reason", N_ ("Reason"), ZG_LONG, ZG_REQUIRED | ZG_LIST, .max = 500, .clause = "D04-4.2.1f" },
  [ZG_CORRECTION_WORKED] = { "worked_milli", N_ ("Days worked, more or less"), ZG_DAYS, ZG_LIST, .section = N_ ("Difference") },
  [ZG_CORRECTION_ABSENT] = { "absent_milli", N_ ("Days absent, more or less"), ZG_DAYS, ZG_LIST },
  [ZG_CORRECTION_LEAVE] = { "leave_milli", N_ ("Days on leave, more or less"), ZG_DAYS, ZG_LIST },
  [ZG_CORRECTION_LATE] = { "late_times", N_ ("Late, more or less"), ZG_INT },
  [ZG_CORRECTION_EARLY] = { "early_times", N_ ("Left early, more or less"), ZG_INT },
  [ZG_CORRECTION_MISSED] = { "missed", N_ ("Missed punches, more or less"), ZG_INT },
  [ZG_CORRECTION_WAS] = { "was", N_ ("Mark as closed"), ZG_TEXT, ZG_LIST, .max = 20 },
  [ZG_CORRECTION_IS] = { "now_is", N_ ("Mark as known now"), ZG_TEXT, ZG_LIST, .max = 20 },
  [ZG_CORRECTION_PROOF] = { "proof", N_ ("Proof"), ZG_FILE },
  [ZG_CORRECTION_APPROVER] = { "approver", N_ ("Decided by"), ZG_REF, ZG_COMPUTED, .ref = "person", .section = N_ ("Decision"),
                               .clause = "D04-3.2" },
  [ZG_CORRECTION_DECIDED_AT] = { "decided_at", N_ ("Decided"), ZG_TIME, ZG_COMPUTED },
};

static void
check_correction (ZgWork *work)
{
  const ZgRecord *correction = zg_work_record (work);
  gint64 staff = zg_record_int (correction, ZG_CORRECTION_STAFF);
  int closed, first, n, day = zg_record_day (correction, ZG_CORRECTION_DAY);

  zg_work_guard (work, "attendance/closed");
  if (!zg_attendance_closed_for (zg_work_db (work), staff, 0, &closed, NULL))
    return;
  if (closed == ZG_NO_DAY || day > closed)
    zg_work_fault (work, ZG_CORRECTION_DAY, -1, NULL, _ ("This day is still open: change it by a slip or a leave request."));
  if (zg_record_text (correction, ZG_CORRECTION_MONTH)
      && zg_month_parse (zg_record_text (correction, ZG_CORRECTION_MONTH), &first, &n) && closed != ZG_NO_DAY && first <= closed)
    zg_work_fault (work, ZG_CORRECTION_MONTH, -1, "D04-4.2.1g",
                   _ ("This month is closed. A correction counts in a month still open."));
}

#define TYPED (ZG_ALL_FIELDS & ~DECIDED)
#define DECIDED (ZG_F (ZG_CORRECTION_APPROVER) | ZG_F (ZG_CORRECTION_DECIDED_AT))

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED },
  { NULL, "propose", "draft", ZG_QUIET | ZG_FOLLOWS, TYPED, .clause = "D04-4.2.1g",
    .title = N_ ("Proposed when the month was compiled") },
  { "draft", "edit", "draft", ZG_QUIET, TYPED },
  { "returned", "edit", "returned", ZG_QUIET, TYPED },
  { "draft", "submit", "pending", ZG_PRIMARY, TYPED, .check = check_correction, .clause = "D04-4.2.1f" },
  { "returned", "submit", "pending", ZG_PRIMARY, TYPED, .check = check_correction, .clause = "D04-4.2.1f" },
  { "pending", "approve", "approved", ZG_NOT_OWN | ZG_PRIMARY, 0, DECIDED, .check = check_correction, .clause = "D04-3.2" },
  { "pending", "return", "returned", ZG_NOT_OWN | ZG_NEEDS_OPINION, 0, DECIDED },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_attendance_correction = {
  "attendance_correction",
  N_ ("Attendance correction"),
  "attendance",
  "GZ",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .owner = "staff",
  .order = "t.day DESC",
  .clause = "D04-4.2.1f",
  .empty = N_ ("What came after a month was closed is brought into a later month here, with its reason."),
  .index = { "staff, month", "month" },
};

/* -- What is otherwise by what is known now -- */

static void
after_free (gpointer data)
{
  ZgAfterClosing *after = data;

  g_free (after->was);
  g_free (after->is);
  g_free (after);
}

static char *
marks_text (const ZgDayResult *day)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < day->n_marks; i++)
    g_string_append (text, zg_judge_mark_classic (day->marks[i]));
  return g_string_free (text, FALSE);
}

static int
leave_of (const ZgDayResult *day)
{
  int all = 0;

  for (int i = 0; i < ZG_JUDGE_LEAVE_FLOATING; i++)
    all += day->leave[i];
  return all;
}

static ZgAfterClosing *
difference (gint64 staff, const ZgDayResult *was, const ZgDayResult *is)
{
  g_autofree char *before = marks_text (was), *now = marks_text (is);
  ZgAfterClosing after = { .staff = staff,
                           .day = was->day,
                           .worked = is->worked - was->worked,
                           .absent = is->absent - was->absent,
                           .leave = leave_of (is) - leave_of (was),
                           .late = is->late_times - was->late_times,
                           .early = is->early_times - was->early_times,
                           .missed = is->missed - was->missed };

  if (g_str_equal (before, now) && !after.worked && !after.absent && !after.leave && !after.late && !after.early && !after.missed)
    return NULL;
  after.was = g_steal_pointer (&before);
  after.is = g_steal_pointer (&now);
  return g_memdup2 (&after, sizeof after);
}

static void
add_differences (GPtrArray *all, const ZgMonth *was, int line, const ZgMonth *is)
{
  int         other = zg_attendance_line (is, was->lines[line].staff);
  ZgDayResult before[ZG_JUDGE_MONTH_DAYS], now[ZG_JUDGE_MONTH_DAYS];

  if (other < 0)
    return;
  zg_attendance_days (was, line, before);
  zg_attendance_days (is, other, now);
  for (int day = 0; day < was->n_days; day++)
    {
      ZgAfterClosing *after = difference (was->lines[line].staff, &before[day], &now[day]);

      if (after)
        g_ptr_array_add (all, after);
    }
}

GPtrArray *
zg_attendance_differences (const ZgMonth *was, const ZgMonth *is)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (after_free);

  for (int i = 0; i < was->n_lines; i++)
    add_differences (all, was, i, is);
  return all;
}

GPtrArray *
zg_attendance_after_closing (ZgBook *book, ZgDb *db, int first_day, gint64 unit, GError **error)
{
  g_autoptr (ZgMonth)   was = zg_attendance_judge_all (book, db, first_day, unit, 0, ZG_JUDGE_AS_SHOWN, error);
  g_autoptr (ZgMonth)   is = was ? zg_attendance_judge_all (book, db, first_day, unit, 0, ZG_JUDGE_AS_KNOWN, error) : NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (after_free);

  if (is == NULL)
    return NULL;
  for (int i = 0; i < was->n_lines; i++)
    if (was->facts->people[i].cut_ms)
      add_differences (all, was, i, is);
  return g_steal_pointer (&all);
}

/* -- The proof -- */

static gboolean
verify_month (ZgBook *book, ZgDb *db, const char *text, gint64 *n, GError **error)
{
  g_autoptr (ZgMonth) month = NULL;
  g_autoptr (ZgStmt) rows = NULL;
  gboolean row = TRUE;
  int first, n_days;

  if (!zg_month_parse (text, &first, &n_days))
    return TRUE;
  month = zg_attendance_judge_all (book, db, first, 0, 0, ZG_JUDGE_AS_SHOWN, error);
  rows = month ? zg_db_query (db, error,
                              ZG_SQL ("SELECT staff, digest, name FROM attendance_result WHERE month = $1 AND state = 'closed'"),
                              "s", text)
               : NULL;
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      int line = zg_attendance_line (month, zg_stmt_int (rows, 0));
      g_autofree char *digest = line < 0 ? NULL : zg_attendance_line_digest (month, line);

      if (g_strcmp0 (digest, zg_stmt_text (rows, 1)) != 0)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _ ("The closed month %s of %s is judged otherwise now than when it was closed."), text,
                       zg_stmt_text (rows, 2));
          return FALSE;
        }
      *n += 1;
    }
  return rows && !row;
}

gboolean
zg_attendance_verify_closed (ZgBook *book, ZgDb *db, gint64 *n, GError **error)
{
  g_autoptr (GPtrArray) months = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error, ZG_SQL ("SELECT DISTINCT month FROM attendance_result WHERE state = 'closed' ORDER BY month"),
                   NULL);
  gboolean row = TRUE;

  *n = 0;
  while (rows && zg_stmt_step (rows, &row, error) && row)
    g_ptr_array_add (months, g_strdup (zg_stmt_text (rows, 0)));
  g_clear_pointer (&rows, zg_stmt_done);
  if (row)
    return FALSE;
  for (guint i = 0; i < months->len; i++)
    if (!verify_month (book, db, months->pdata[i], n, error))
      return FALSE;
  return TRUE;
}

/* What the judge reads of the rules does not change for closed days. */
static void
guard_parameter (ZgWork *work, const char *key, int from, int to)
{
  if (g_str_has_prefix (key, "att.") || g_str_has_prefix (key, "rest.") || g_str_has_prefix (key, "duty.")
      || g_str_has_prefix (key, "notice."))
    zg_attendance_check_open (work, -1, 0, 0, from, 0);
}

void
zg_attendance_close_init (void)
{
  zg_parameter_guard_add (guard_parameter);
  zg_kinds_add (&zg_attendance_sheet);
  zg_kinds_add (&zg_attendance_result);
  zg_kinds_add (&zg_objection);
  zg_objection_paper_init ();
  zg_kinds_add (&zg_attendance_correction);
  zg_ticks_add (zg_tick_silence);
  zg_attendance_duties_init ();
}
