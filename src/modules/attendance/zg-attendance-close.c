/* zg-attendance-close.c: what is closed: the last closed day, the people as they were, and the refusal of later changes. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-day.h"

/* -- Deadlines -- */

static gboolean
is_rest_day (ZgDb *db, int day, gboolean *rest, GError **error)
{
  char text[11];
  gint64 off = -1;

  if (!zg_db_int (db, &off, error, ZG_SQL ("SELECT COALESCE (max (off), -1) FROM holiday WHERE day = $1 AND state = 'active'"),
                  "s", zg_day_format (day, text)))
    return FALSE;
  *rest = off >= 0 ? off == 1 : zg_day_weekday (day) >= 6;
  return TRUE;
}

/* C24: a due day that falls on a rest day stands, comes before it, or after it. */
static int
off_rest_days (ZgDb *db, int day, const char *how, GError **error)
{
  int step = g_str_equal (how, "previous") ? -1 : g_str_equal (how, "next") ? 1 : 0;
  gboolean rest = TRUE;

  while (step && rest)
    {
      if (!is_rest_day (db, day, &rest, error))
        return ZG_NO_DAY;
      day += rest ? step : 0;
    }
  return day;
}

int
zg_attendance_due (ZgDb *db, const char *key, int first_day, gint64 unit, GError **error)
{
  int due = zg_month_first (first_day, 1);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, due, due + 30, error);

  if (policy == NULL)
    return ZG_NO_DAY;
  due += zg_policy_int (policy, key, 0, unit, due) - 1;
  return g_str_equal (key, "att.sheet.due_day")
             ? off_rest_days (db, due, zg_policy_text (policy, "att.sheet.restday", 0, unit, due), error)
             : due;
}

gint64
zg_attendance_due_end (ZgPolicy *policy, int due, gint64 unit)
{
  gboolean counts = g_str_equal (zg_policy_text (policy, "att.due.inclusive", 0, unit, due), "yes");

  return zg_day_to_ms (counts ? due + 1 : due, 0);
}

/* -- The last closed day -- */

static gboolean
last_month (ZgDb *db, gint64 staff, int *day, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT max (month) FROM attendance_result WHERE state = 'closed' AND (staff = $1 OR $1 = 0)"), "i",
                   staff);
  gboolean row = FALSE;
  int first, n;

  *day = ZG_NO_DAY;
  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  if (row && zg_stmt_text (rows, 0) && zg_month_parse (zg_stmt_text (rows, 0), &first, &n))
    *day = first + n - 1;
  return TRUE;
}

static gboolean
last_month_of_unit (ZgDb *db, gint64 unit, int *day, GError **error)
{
  g_autoptr (GArray) units = zg_units_below (db, unit, error);
  g_autoptr (ZgStmt) rows =
      units ? zg_db_query (db, error,
                           ZG_SQL ("SELECT max (month), unit FROM attendance_result WHERE state = 'closed' GROUP BY unit"), NULL)
            : NULL;
  gboolean row = TRUE;
  int first, n;

  *day = ZG_NO_DAY;
  while (rows && zg_stmt_step (rows, &row, error) && row)
    for (guint i = 0; i < units->len; i++)
      if (g_array_index (units, gint64, i) == zg_stmt_int (rows, 1) && zg_month_parse (zg_stmt_text (rows, 0), &first, &n))
        *day = MAX (*day, first + n - 1);
  return rows && !row;
}

gboolean
zg_attendance_closed_for (ZgDb *db, gint64 staff, gint64 unit, int *day, GError **error)
{
  return unit ? last_month_of_unit (db, unit, day, error) : last_month (db, staff, day, error);
}

void
zg_attendance_check_open (ZgWork *work, int field, gint64 staff, gint64 unit, int day, int margin)
{
  int closed, year, month, of_month;
  char text[11];

  /* no month is closed before it is over, so what concerns this one need not wait for anybody */
  zg_day_to_ymd (zg_work_today (work), &year, &month, &of_month);
  if (day == ZG_NO_DAY || day - margin > zg_work_today (work) - of_month)
    return;
  zg_work_guard (work, "attendance/closed");
  if (!zg_attendance_closed_for (zg_work_db (work), staff, unit, &closed, NULL))
    zg_work_fault (work, field, -1, NULL, _ ("Whether the month is closed could not be read. Try again."));
  else if (closed != ZG_NO_DAY && day <= closed + margin)
    zg_work_fault (work, field, -1, "D04-4.2.1g",
                   _ ("Attendance is closed up to %s and does not change any more. Enter a correction into a month that is still "
                      "open."),
                   zg_day_format (closed, text));
}

/* -- The people as they were -- */

static void
frozen_free (gpointer data)
{
  ZgFrozen *frozen = data;

  g_free (frozen->path);
  g_free (frozen);
}

static int
day_or_none (const char *text)
{
  int day;

  return text && zg_day_parse (text, &day) ? day : ZG_NO_DAY;
}

static gboolean
contains (GArray *ids, gint64 id)
{
  for (guint i = 0; ids && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static const char *
keep (ZgStaffRoll *roll, const char *text)
{
  return text ? g_string_chunk_insert_const (roll->texts, text) : "";
}

static ZgStaffRow
frozen_row (ZgStaffRoll *roll, ZgStmt *rows)
{
  return (ZgStaffRow){ .id = zg_stmt_int (rows, 0),
                       .unit = zg_stmt_int (rows, 1),
                       .number = keep (roll, zg_stmt_text (rows, 2)),
                       .name = keep (roll, zg_stmt_text (rows, 3)),
                       .sort_key = keep (roll, zg_stmt_text (rows, 4)),
                       .post = keep (roll, zg_stmt_text (rows, 5)),
                       .category = zg_stmt_int (rows, 6),
                       .employment = zg_stmt_int (rows, 7),
                       .joined = day_or_none (zg_stmt_text (rows, 8)),
                       .left = day_or_none (zg_stmt_text (rows, 9)) };
}

static void
replace_row (ZgStaffRoll *roll, const ZgStaffRow *row, gboolean wanted)
{
  for (guint i = 0; i < roll->staff->len; i++)
    if (g_array_index (roll->staff, ZgStaffRow, i).id == row->id)
      {
        if (wanted)
          g_array_index (roll->staff, ZgStaffRow, i) = *row;
        else
          g_array_remove_index (roll->staff, i);
        return;
      }
  if (wanted)
    g_array_append_val (roll->staff, *row);
}

GHashTable *
zg_attendance_freeze (ZgDb *db, ZgStaffRoll *roll, int first_day, gint64 unit, gint64 staff, GError **error)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, frozen_free);
  g_autoptr (GArray) units = unit ? zg_units_below (db, unit, error) : NULL;
  char month[8];
  g_autoptr (ZgStmt) rows = NULL;
  gboolean row = TRUE;

  if (unit && units == NULL)
    return NULL;
  rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT r.staff, COALESCE (r.unit, 0), r.number, r.name, s.name_key, r.post, COALESCE (r.category, 0),"
                           " COALESCE (r.employment, 0), r.joined, r.left_on, r.path, m.cut FROM attendance_result r"
                           " JOIN attendance_sheet m ON m.id = r.sheet JOIN staff s ON s.id = r.staff"
                           " WHERE r.month = $1 AND r.state = 'closed' AND (r.staff = $2 OR $2 = 0) ORDER BY r.staff"),
                   "si", zg_month_format (first_day, month), staff);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgStaffRow person = frozen_row (roll, rows);
      ZgFrozen *frozen = g_new0 (ZgFrozen, 1);

      *frozen = (ZgFrozen){ person.id, zg_stmt_int (rows, 11), g_strdup (zg_stmt_text (rows, 10)) };
      g_hash_table_insert (all, &frozen->staff, frozen);
      replace_row (roll, &person, unit == 0 || contains (units, person.unit));
    }
  return rows && !row ? g_steal_pointer (&all) : NULL;
}
