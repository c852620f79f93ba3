/* zg-roster.c: the kind shift 班次, and what the judge reads of shifts and entries. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-day.h"
#include "zg-roster-private.h"

static const ZgEnum shift_kinds[] = {
  { ZG_SHIFT_WORK, "work", N_ ("Hours of the day") },
  { ZG_SHIFT_DUTY, "duty", N_ ("Duty besides the ordinary hours") },
  { ZG_SHIFT_ORDINARY, "ordinary", N_ ("Ordinary hours") },
  { ZG_SHIFT_REST, "rest", N_ ("Rest day") },
  { 0 },
};

static const ZgField shift_fields[ZG_SHIFT_N_FIELDS] = {
  [ZG_SHIFT_CODE] = { "code", N_ ("Code"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 12 },
  [ZG_SHIFT_NAME] = { "name", N_ ("Shift"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 40,
                      .clause = "D18-7.1a" },
  [ZG_SHIFT_LETTER] = { "letter", N_ ("Sign in the grid"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST, .max = 2 },
  [ZG_SHIFT_KIND] = { "kind", N_ ("Meaning"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = shift_kinds, .initial = "1" },
  [ZG_SHIFT_STARTS] = { "starts", N_ ("From"), ZG_CLOCK, ZG_LIST },
  [ZG_SHIFT_ENDS] = { "ends", N_ ("To"), ZG_CLOCK, ZG_LIST, .hint = N_ ("24:00 and later is the next day: 32:30 is 08:30") },
  [ZG_SHIFT_CROSSES] = { "crosses", N_ ("Crosses midnight"), ZG_BOOL, ZG_COMPUTED },
  [ZG_SHIFT_LEAD] = { "lead", N_ ("Sign in before the start"), ZG_MINUTES, 0, .hint = N_ ("empty: by the rule in force") },
  [ZG_SHIFT_PLACE] = { "place", N_ ("Place"), ZG_TEXT, ZG_LIST, .max = 40 },
  [ZG_SHIFT_WEEKDAYS] = { "weekdays", N_ ("Weekdays"), ZG_WEEKDAYS, 0, .max = 7,
                          .hint = N_ ("Mo-Fr, or 67 for the weekend; empty: every day") },
  [ZG_SHIFT_SIGNIN] = { "signin", N_ ("Signs in and out"), ZG_BOOL, 0, .initial = "1", .clause = "D04-4.2.1a" },
  [ZG_SHIFT_PHONE] = { "needs_phone", N_ ("Needs a phone number"), ZG_BOOL, 0, .clause = "D18-7.1b" },
  [ZG_SHIFT_MIN] = { "min_staff", N_ ("People at least"), ZG_INT, 0 },
  [ZG_SHIFT_CLAUSE] = { "clause", N_ ("Clause"), ZG_TEXT, ZG_LIST, .max = 30 },
  [ZG_SHIFT_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

static void
recompute_shift (ZgRecord *shift)
{
  zg_record_set_int (shift, ZG_SHIFT_CROSSES, zg_record_int (shift, ZG_SHIFT_ENDS) > 1440);
}

/* What a shift means is not changed under a month that was judged by it. */
static void
check_judged (ZgWork *work)
{
  static const int   judged[] = { ZG_SHIFT_KIND, ZG_SHIFT_STARTS, ZG_SHIFT_ENDS, ZG_SHIFT_LEAD, ZG_SHIFT_SIGNIN };
  const ZgRecord    *now = zg_work_record (work), *was = zg_work_old (work);
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           changed = FALSE, row = FALSE;
  int                day;

  for (guint i = 0; was && i < G_N_ELEMENTS (judged); i++)
    changed |= !zg_cell_equal (&was->cells[judged[i]], &now->cells[judged[i]]);
  if (!changed)
    return;
  rows = zg_db_query (zg_work_db (work), NULL, ZG_SQL ("SELECT min (day) FROM roster WHERE shift = $1 AND state = 'active'"), "i",
                      now->id);
  if (rows && zg_stmt_step (rows, &row, NULL) && row && zg_stmt_text (rows, 0) && zg_day_parse (zg_stmt_text (rows, 0), &day))
    zg_attendance_check_open (work, ZG_SHIFT_STARTS, 0, 0, day, ZG_CLOSE_MARGIN);
}

static void
check_shift (ZgWork *work)
{
  const ZgRecord *shift = zg_work_record (work);
  int             kind = zg_record_int (shift, ZG_SHIFT_KIND);
  gboolean        timed = zg_record_is_set (shift, ZG_SHIFT_STARTS) && zg_record_is_set (shift, ZG_SHIFT_ENDS);

  if ((kind == ZG_SHIFT_WORK || kind == ZG_SHIFT_DUTY) && !timed)
    zg_work_fault (work, ZG_SHIFT_STARTS, -1, NULL, _ ("This shift needs its times. Enter from and to."));
  else if (timed && zg_record_int (shift, ZG_SHIFT_ENDS) <= zg_record_int (shift, ZG_SHIFT_STARTS))
    zg_work_fault (work, ZG_SHIFT_ENDS, -1, NULL,
                   _ ("The shift must end after it begins. An end on the next day is written as 24:00 plus the time."));
  else if (timed && zg_record_int (shift, ZG_SHIFT_STARTS) >= 1440)
    zg_work_fault (work, ZG_SHIFT_STARTS, -1, NULL, _ ("A shift begins on its own day, before 24:00."));
  check_judged (work);
}

static const ZgStep shift_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_shift },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_shift },
  { "active", "end", "ended", ZG_DESTROYS },
  { "ended", "edit", "active", 0, ZG_ALL_FIELDS, .check = check_shift, .title = N_ ("Take up again") },
};

const ZgKind zg_shift = {
  "shift", N_ ("Shift"), "roster",
  ZG_FIELDS (shift_fields), ZG_STEPS (shift_steps),
  .name = "name", .order = "t.code", .clause = "D18-7.1a",
  .empty = N_ ("Shifts with their hours stand here. Rosters are made of them."),
  .recompute = recompute_shift,
};

/* -- For the judge -- */

static void
shift_free (gpointer data)
{
  ZgRosterShift *shift = data;

  g_free (shift->name);
  g_free (shift);
}

static ZgRosterShift *
read_shift (ZgStmt *rows)
{
  ZgRosterShift *shift = g_new0 (ZgRosterShift, 1);
  ZgSchedule    *hours = &shift->schedule;

  shift->id = zg_stmt_int (rows, 0);
  shift->kind = zg_stmt_int (rows, 1);
  shift->name = g_strdup (zg_stmt_text (rows, 2));
  g_strlcpy (shift->code, zg_stmt_text (rows, 3), sizeof shift->code);
  hours->version = shift->id;
  g_strlcpy (hours->code, shift->code, sizeof hours->code);
  hours->name = shift->name;
  hours->clause_hours = zg_stmt_text (rows, 8) ? g_intern_string (zg_stmt_text (rows, 8)) : "D04-4.1.1d";
  hours->clause_days = hours->clause_hours;
  hours->clause_signin = "D04-4.1.1g";
  hours->clause_signout = "D04-4.2.1a";
  if (zg_stmt_is_null (rows, 4) || zg_stmt_is_null (rows, 5))
    return shift;
  hours->n_segments = 1;
  hours->segments[0] =
      (ZgSegment){ .start = zg_stmt_int (rows, 4), .end = zg_stmt_int (rows, 5), .duty = shift->kind == ZG_SHIFT_DUTY };
  hours->segments[0].lead = zg_stmt_is_null (rows, 6) ? ZG_LEAD_PARAM : zg_stmt_int (rows, 6);
  hours->segments[0].asks = zg_stmt_int (rows, 7) ? ZG_ASK_IN | ZG_ASK_OUT : 0;
  return shift;
}

GHashTable *
zg_roster_shifts (ZgDb *db, GError **error)
{
  GHashTable        *shifts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, shift_free);
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error, ZG_SQL ("SELECT id, kind, name, code, starts, ends, lead, signin, clause FROM shift"), NULL);
  gboolean           row;

  while (rows && zg_stmt_step (rows, &row, error))
    {
      ZgRosterShift *shift;

      if (!row)
        return shifts;
      shift = read_shift (rows);
      g_hash_table_insert (shifts, &shift->id, shift);
    }
  g_hash_table_unref (shifts);
  return NULL;
}

GArray *
zg_roster_entries (ZgDb *db, int from, int to, GError **error)
{
  GArray            *entries = g_array_new (FALSE, TRUE, sizeof (ZgRosterEntry));
  char               first[11], last[11], seen[11] = "";
  int                day = from;
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error, ZG_SQL ("SELECT staff, shift, day FROM roster WHERE day BETWEEN $1 AND $2 AND state = 'active'"),
                   "ss", zg_day_format (from, first), zg_day_format (to, last));
  gboolean row;

  while (rows && zg_stmt_step (rows, &row, error))
    {
      ZgRosterEntry entry = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), day };

      if (!row)
        return entries;
      if (g_strcmp0 (zg_stmt_text (rows, 2), seen) != 0) /* rows come day by day */
        {
          g_strlcpy (seen, zg_stmt_text (rows, 2), sizeof seen);
          zg_day_parse (seen, &day);
          entry.day = day;
        }
      g_array_append_val (entries, entry);
    }
  g_array_unref (entries);
  return NULL;
}
