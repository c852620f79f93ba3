/* zg-check-sheet.c: the kinds check_sheet 检查单 and check_line: a checklist filled of a person or a unit on a day. Its lines come
 * of the checklist when it is made; what it finds becomes conduct entries when it is finished. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-checklist.h"
#include "zg-conduct.h"
#include "zg-day.h"
#include "zg-staff.h"

static const ZgField fields[ZG_CHECK_N_FIELDS] = {
  [ZG_CHECK_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_CHECK_LIST] = { "checklist", N_ ("Checklist"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "checklist" },
  [ZG_CHECK_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "staff",
                       .initial = "me" },
  [ZG_CHECK_UNIT] = { "unit", N_ ("Of the whole unit"), ZG_REF, ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "unit",
                      .hint = N_ ("the employee then answers for it") },
  [ZG_CHECK_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_CHECK_BY] = { "checked_by", N_ ("Checked by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_CHECK_AT] = { "checked_at", N_ ("Checked at"), ZG_TIME, ZG_COMPUTED | ZG_LIST, .clause = "D21-2.4" },
};

/* -- Lines of the checklist -- */

/* The sex of the person the sheet is of: 1 male, 2 female, 0 unknown or a sheet of a unit. */
static int
sex_of (ZgWork *work)
{
  gint64 sex = 0;

  zg_db_int (zg_work_db (work), &sex, NULL, ZG_SQL ("SELECT COALESCE (sex, 0) FROM staff WHERE id = $1"), "i",
             zg_record_int (zg_work_record (work), ZG_CHECK_STAFF));
  return sex;
}

static gboolean
concerns (int whom, int setting, int sex)
{
  if (setting == ZG_ITEM_OFF)
    return FALSE;
  return setting == ZG_ITEM_NEUTRAL_FOR_ALL || whom == ZG_ITEM_ALL || sex == 0 || (whom == ZG_ITEM_MEN) == (sex == 1);
}

static void
make_line (ZgWork *work, ZgStmt *rows)
{
  const ZgRecord *sheet = zg_work_record (work);
  ZgRecord       *line = zg_work_also (work, &zg_check_line, "create");
  gboolean        neutral = zg_stmt_int (rows, 4) == ZG_ITEM_NEUTRAL_FOR_ALL && zg_stmt_text (rows, 5);

  line->parent = sheet->id;
  line->owner = sheet->owner;
  line->unit = sheet->unit;
  zg_record_set_int (line, ZG_CHECK_LINE_POSITION, zg_stmt_int (rows, 0));
  zg_record_set_text (line, ZG_CHECK_LINE_ITEM, zg_stmt_text (rows, neutral ? 5 : 1));
  if (zg_stmt_int (rows, 2))
    zg_record_set_int (line, ZG_CHECK_LINE_CLAUSE, zg_stmt_int (rows, 2));
}

static void
make_lines (ZgWork *work)
{
  int                sex = sex_of (work);
  g_autoptr (ZgStmt) rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT position, text, COALESCE (clause, 0), whom, setting, neutral FROM checklist_item WHERE parent_id = $1"
              " AND state = 'active' ORDER BY position, id"),
      "i", zg_record_int (zg_work_record (work), ZG_CHECK_LIST));
  gboolean row = FALSE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    if (concerns (zg_stmt_int (rows, 3), zg_stmt_int (rows, 4), sex))
      make_line (work, rows);
}

/* One sheet of a list for one person, or one unit, on one day, while the list is in force. */
static void
check_new (ZgWork *work)
{
  const ZgRecord *sheet = zg_work_record (work);
  gint64          staff = zg_record_int (sheet, ZG_CHECK_STAFF), unit = zg_record_int (sheet, ZG_CHECK_UNIT);
  gint64          list = zg_record_int (sheet, ZG_CHECK_LIST), in_force = 0, others = 0;
  const char     *day = zg_record_text (sheet, ZG_CHECK_DAY);

  if (zg_record_day (sheet, ZG_CHECK_DAY) > zg_work_today (work))
    zg_work_fault (work, ZG_CHECK_DAY, -1, NULL, _ ("This day has not come yet."));
  zg_work_guard (work, "check_sheet/%" G_GINT64_FORMAT "/%s", list, day);
  zg_db_int (zg_work_db (work), &in_force, NULL,
             ZG_SQL ("SELECT count(*) FROM checklist WHERE id = $1 AND state = 'active' AND COALESCE (valid_from, $2) <= $2"
                     " AND COALESCE (valid_to, $2) >= $2"),
             "is", list, day);
  zg_db_int (zg_work_db (work), &others, NULL,
             ZG_SQL ("SELECT count(*) FROM check_sheet WHERE checklist = $1 AND day = $2 AND state <> 'deleted'"
                     " AND staff = $3 AND COALESCE (unit, 0) = $4"),
             "isii", list, day, staff, unit);
  if (in_force == 0)
    zg_work_fault (work, ZG_CHECK_LIST, -1, NULL, _ ("This checklist was not in force on that day."));
  if (others)
    zg_work_fault (work, ZG_CHECK_LIST, -1, NULL, _ ("This sheet was made already. Fill that one in."));
}

/* -- Finishing: findings become conduct entries -- */

typedef struct
{
  gint64      id, staff;
  int         clause, result;
  const char *item, *note;
} Line;

/* The line as it was sent along with the step, else as the book has it. */
static const ZgRecord *
sent (ZgWork *work, gint64 id)
{
  GPtrArray *children = zg_work_children (work);

  for (guint i = 0; children && i < children->len; i++)
    if (((ZgRecord *) children->pdata[i])->id == id)
      return children->pdata[i];
  return NULL;
}

static void
enter (ZgWork *work, const Line *line)
{
  const ZgRecord  *sheet = zg_work_record (work);
  ZgRecord        *entry;
  gint64           staff = line->staff ? line->staff : zg_record_int (sheet, ZG_CHECK_STAFF);
  g_autofree char *what = line->note ? g_strdup_printf ("%s: %s", line->item, line->note) : g_strdup (line->item);

  /* who looks at himself enters nothing against himself: the sheet says it */
  if (staff == 0 || line->clause == 0 || staff == zg_session_staff (zg_work_session (work)))
    return;
  entry = zg_work_also (work, &zg_conduct, "create");
  zg_record_set_text (entry, ZG_CONDUCT_DAY, zg_record_text (sheet, ZG_CHECK_DAY));
  zg_record_set_int (entry, ZG_CONDUCT_STAFF, staff);
  zg_record_set_int (entry, ZG_CONDUCT_SORT, zg_conduct_sort_of (line->clause));
  zg_record_set_int (entry, ZG_CONDUCT_CLAUSE, line->clause);
  zg_record_set_int (entry, ZG_CONDUCT_SEVERITY, ZG_SEVERITY_MINOR);
  zg_record_set_text (entry, ZG_CONDUCT_WHAT, what);
}

typedef void (*EachLine) (ZgWork *work, const Line *line, int n);

static void
each_line (ZgWork *work, EachLine each)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (zg_work_db (work), NULL,
                   ZG_SQL ("SELECT id, COALESCE (staff, 0), COALESCE (clause, 0), COALESCE (result, 0), item, note"
                           " FROM check_line WHERE parent_id = $1 AND state = 'active' ORDER BY position, id"),
                   "i", zg_work_record (work)->id);
  gboolean row = FALSE;

  for (int n = 0; rows && zg_stmt_step (rows, &row, NULL) && row; n++)
    {
      Line            line = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2),
                               zg_stmt_int (rows, 3), zg_stmt_text (rows, 4), zg_stmt_text (rows, 5) };
      const ZgRecord *typed = sent (work, line.id);

      if (typed)
        {
          line.staff = zg_record_int (typed, ZG_CHECK_LINE_STAFF);
          line.result = zg_record_int (typed, ZG_CHECK_LINE_RESULT);
          line.note = zg_record_text (typed, ZG_CHECK_LINE_NOTE);
        }
      each (work, &line, n);
    }
}

static void
demand_result (ZgWork *work, const Line *line, int n)
{
  if (line->result == 0)
    zg_work_fault (work, -1, -1, NULL, _ ("“%s” has no result yet. Say of every item what was seen."), line->item);
  else if (line->result == ZG_CHECK_FINDING && line->staff == 0 &&
           zg_record_is_set (zg_work_record (work), ZG_CHECK_UNIT))
    zg_work_fault (work, -1, -1, NULL, _ ("“%s” was found wanting: say of whom."), line->item);
}

static void
enter_finding (ZgWork *work, const Line *line, int n)
{
  if (line->result == ZG_CHECK_FINDING)
    enter (work, line);
}

/* Lines change by themselves too, so each names the guard of its sheet. Nothing the checklist asks is taken out. */
static void
check_lines (ZgWork *work)
{
  GPtrArray *children = zg_work_children (work);

  zg_work_guard (work, "check_line/%" G_GINT64_FORMAT, zg_work_record (work)->id);
  for (guint i = 0; children && i < children->len; i++)
    if (g_str_equal (((ZgRecord *) children->pdata[i])->state, "removed"))
      zg_work_fault (work, -1, i, NULL, _ ("What the checklist asks stays. Say that it does not apply."));
}

static void
check_finish (ZgWork *work)
{
  check_lines (work);
  each_line (work, demand_result);
}

static void
enter_findings (ZgWork *work)
{
  each_line (work, enter_finding);
}

#define HEAD (ZG_F (ZG_CHECK_DAY) | ZG_F (ZG_CHECK_LIST) | ZG_F (ZG_CHECK_STAFF) | ZG_F (ZG_CHECK_UNIT))
#define SIGNED (ZG_F (ZG_CHECK_BY) | ZG_F (ZG_CHECK_AT))

static const ZgEffect makes_lines[] = { { ZG_ALSO, "check_line.create" }, { 0 } };
static const ZgEffect makes_entries[] = { { ZG_ALSO, "conduct.create" }, { 0 } };

static const ZgState states[] = {
  { "open", N_ ("To be filled in"), ZG_TONE_PENDING },
  { "done", N_ ("Checked"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "open", ZG_QUIET, HEAD | ZG_F (ZG_CHECK_REMARK), .effects = makes_lines, .check = check_new,
    .done = make_lines },
  { "open", "edit", "open", ZG_QUIET | ZG_WITH_LINES, ZG_F (ZG_CHECK_REMARK), .check = check_lines },
  { "open", "finish", "done", ZG_PRIMARY | ZG_WITH_LINES, ZG_F (ZG_CHECK_REMARK), SIGNED, .effects = makes_entries,
    .check = check_finish, .done = enter_findings, .title = N_ ("Checked") },
  { "open", "delete", "deleted", ZG_DESTROYS, .title = N_ ("Delete") },
};

const ZgKind zg_check_sheet = {
  "check_sheet", N_ ("Check sheet"), "staff", "JC",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = states,
  .owner = "staff", .order = "t.day DESC, t.id DESC", .clause = "D21-2.4",
  .empty = N_ ("Filled checklists stand here. What they find becomes conduct entries."),
  .index = { "staff, day", "checklist, day" },
};

/* -- Lines -- */

static const ZgEnum results[] = {
  { ZG_CHECK_FINE, "fine", N_ ("In order") },
  { ZG_CHECK_FINDING, "finding", N_ ("Wanting") },
  { ZG_CHECK_NOT_APPLICABLE, "none", N_ ("Does not apply") },
  { 0 },
};

static const ZgField line_fields[ZG_CHECK_LINE_N_FIELDS] = {
  [ZG_CHECK_LINE_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_LIST | ZG_FIXED, .width = 48 },
  [ZG_CHECK_LINE_ITEM] = { "item", N_ ("Item"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_FIXED, .max = 80, .width = 220 },
  [ZG_CHECK_LINE_CLAUSE] = { "clause", N_ ("Clause"), ZG_ENUM, ZG_LIST | ZG_FIXED, .names = zg_conduct_clauses },
  [ZG_CHECK_LINE_RESULT] = { "result", N_ ("Result"), ZG_ENUM, ZG_LIST, .names = results },
  [ZG_CHECK_LINE_STAFF] = { "staff", N_ ("Concerns"), ZG_REF, ZG_LIST, .ref = "staff" },
  [ZG_CHECK_LINE_NOTE] = { "note", N_ ("Note"), ZG_TEXT, ZG_LIST, .max = 200 },
};

/* By itself (from the command line) a line is changed only while its sheet is open. */
static void
check_open (ZgWork *work)
{
  gint64 open = 0;

  zg_work_guard (work, "check_line/%" G_GINT64_FORMAT, zg_work_record (work)->parent);
  zg_db_int (zg_work_db (work), &open, NULL, ZG_SQL ("SELECT count(*) FROM check_sheet WHERE id = $1 AND state = 'open'"), "i",
             zg_work_record (work)->parent);
  if (open == 0)
    zg_work_fault (work, -1, -1, NULL, _ ("The sheet of this line is closed or gone."));
}

static const ZgStep line_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "remove", "removed", ZG_FOLLOWS },
};

const ZgKind zg_check_line = {
  "check_line", N_ ("Items checked"), "staff",
  ZG_FIELDS (line_fields), ZG_STEPS (line_steps), .parent = "check_sheet", .name = "item", .order = "t.position, t.id",
};

GArray *
zg_check_starts (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (int));
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT DISTINCT k.day FROM check_sheet k JOIN checklist c ON c.id = k.checklist WHERE c.kind = 1"
                           " AND k.state = 'done' AND k.day >= $1 AND k.day <= $2 AND (k.staff = $3 OR $3 = 0) ORDER BY k.day"),
                   "ssi", zg_day_format (from, first), zg_day_format (to, last), staff);
  gboolean row = TRUE;
  int      day;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    if (zg_day_parse (zg_stmt_text (rows, 0), &day))
      g_array_append_val (days, day);
  return rows && !row ? g_steal_pointer (&days) : NULL;
}
