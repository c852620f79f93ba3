/* zg-attendance-sheet.c: the kind attendance_sheet 部门考勤表: compiled by the department, reviewed by its manager, submitted to
 * HR and so shown to each person, closed by HR (D04-4.2.1c to g). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-anchor.h"
#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-day.h"

static const ZgField fields[ZG_MSHEET_N_FIELDS] = {
  [ZG_MSHEET_MONTH] = { "month", N_ ("Month"), ZG_MONTH, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .initial = "last-month",
                        .clause = "D04-4.2.1c", .section = N_ ("Attendance sheet") },
  [ZG_MSHEET_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "unit",
                       .hint = N_ ("with the units below it") },
  [ZG_MSHEET_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG, 0, .max = 1000 },
  [ZG_MSHEET_DUE] = { "due_on", N_ ("Due at HR"), ZG_DAY, ZG_LIST, .clause = "D04-4.2.1c", .section = N_ ("Dates") },
  [ZG_MSHEET_OBJECT_UNTIL] = { "object_until", N_ ("Objections until"), ZG_DAY, ZG_LIST, .clause = "D04-4.2.1e" },
  [ZG_MSHEET_PEOPLE] = { "people", N_ ("People"), ZG_INT, ZG_LIST },
  [ZG_MSHEET_COMPILED_BY] = { "compiled_by", N_ ("Compiled by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D04-4.2.1c",
                              .section = N_ ("Signatures") },
  [ZG_MSHEET_COMPILED_AT] = { "compiled_at", N_ ("Compiled at"), ZG_TIME, ZG_COMPUTED },
  [ZG_MSHEET_REVIEWED_BY] = { "reviewed_by", N_ ("Reviewed by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D04-4.2.1d" },
  [ZG_MSHEET_REVIEWED_AT] = { "reviewed_at", N_ ("Reviewed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_MSHEET_SUBMITTED_BY] = { "submitted_by", N_ ("Submitted by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_MSHEET_SUBMITTED_AT] = { "submitted_at", N_ ("Submitted at"), ZG_TIME, ZG_COMPUTED | ZG_LIST, .clause = "D04-4.2.1d" },
  [ZG_MSHEET_DAYS_LATE] = { "days_late", N_ ("Days late"), ZG_INT, ZG_LIST, .clause = "D04-4.2.1c" },
  [ZG_MSHEET_CLOSED_BY] = { "closed_by", N_ ("Closed by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_MSHEET_CLOSED_AT] = { "closed_at", N_ ("Closed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_MSHEET_CUT] = { "cut", N_ ("Known until"), ZG_TIME, 0, .section = N_ ("Closed by") },
  [ZG_MSHEET_HEADS] = { "heads", N_ ("Audit entries"), ZG_TEXT, 0, .max = 2000 },
  [ZG_MSHEET_RULES] = { "rules", N_ ("Rules in force"), ZG_LONG, 0, .max = 20000 },
};

static gint64
now_of (ZgWork *work)
{
  return zg_book_now (zg_session_book (zg_work_session (work)));
}

static int
first_day_of (const ZgRecord *sheet)
{
  int first = ZG_NO_DAY, n;

  if (zg_record_text (sheet, ZG_MSHEET_MONTH))
    zg_month_parse (zg_record_text (sheet, ZG_MSHEET_MONTH), &first, &n);
  return first;
}

static int
last_day_of (const ZgRecord *sheet)
{
  int first, n;

  return zg_month_parse (zg_record_text (sheet, ZG_MSHEET_MONTH), &first, &n) ? first + n - 1 : ZG_NO_DAY;
}

static ZgMonth *
judge (ZgWork *work, const ZgRecord *sheet, ZgJudgeHow how)
{
  return zg_attendance_judge_all (zg_session_book (zg_work_session (work)), zg_work_db (work), first_day_of (sheet),
                                  zg_record_int (sheet, ZG_MSHEET_UNIT), 0, how, NULL);
}

/* -- A new sheet: nobody stands in two of one month -- */

static gboolean
touches (ZgDb *db, gint64 unit, gint64 other)
{
  g_autoptr (GArray) below = zg_units_below (db, unit, NULL), above = zg_units_below (db, other, NULL);

  for (guint i = 0; below && i < below->len; i++)
    if (g_array_index (below, gint64, i) == other)
      return TRUE;
  for (guint i = 0; above && i < above->len; i++)
    if (g_array_index (above, gint64, i) == unit)
      return TRUE;
  return FALSE;
}

static void
check_sheet (ZgWork *work)
{
  ZgRecord *sheet = zg_work_record (work);
  g_autoptr (ZgStmt) rows = NULL;
  gboolean row = TRUE;

  if (sheet->version > 0 || !zg_record_text (sheet, ZG_MSHEET_MONTH) || !zg_record_is_set (sheet, ZG_MSHEET_UNIT))
    return;
  zg_work_guard (work, "attendance/%s", zg_record_text (sheet, ZG_MSHEET_MONTH));
  rows = zg_db_query (zg_work_db (work), NULL,
                      ZG_SQL ("SELECT s.unit, u.name FROM attendance_sheet s JOIN unit u ON u.id = s.unit WHERE s.month = $1"
                              " AND s.state <> 'deleted'"),
                      "s", zg_record_text (sheet, ZG_MSHEET_MONTH));
  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    if (touches (zg_work_db (work), zg_record_int (sheet, ZG_MSHEET_UNIT), zg_stmt_int (rows, 0)))
      zg_work_fault (work, ZG_MSHEET_UNIT, -1, "D04-4.2.1c",
                     _ ("“%s” already has its sheet of this month, and it takes in the same people. Open that one."),
                     zg_stmt_text (rows, 1));
}

static void
fill_due (ZgWork *work)
{
  ZgRecord *sheet = zg_work_record (work);
  int first = first_day_of (sheet);

  if (first == ZG_NO_DAY)
    return;
  zg_record_set_day (sheet, ZG_MSHEET_DUE, zg_attendance_due (zg_work_db (work), "att.sheet.due_day", first, sheet->unit, NULL));
}

/* -- Compiled, reviewed -- */

static void
check_compile (ZgWork *work)
{
  ZgRecord *sheet = zg_work_record (work);
  g_autoptr (ZgMonth) month = NULL;

  if (last_day_of (sheet) >= zg_work_today (work))
    zg_work_fault (work, ZG_MSHEET_MONTH, -1, "D04-4.2.1c",
                   _ ("The month is not over yet. It is compiled from the 1st of the next."));
  month = judge (work, sheet, ZG_JUDGE_AS_SHOWN);
  if (month == NULL)
    return;
  if (month->n_lines == 0)
    zg_work_fault (work, ZG_MSHEET_UNIT, -1, NULL, _ ("Nobody was employed in this unit in this month."));
  zg_record_set_int (sheet, ZG_MSHEET_PEOPLE, month->n_lines);
}

/* -- What came too late for the month before is proposed as a correction in this one -- */

static gboolean
has_correction (ZgWork *work, const ZgAfterClosing *late)
{
  gint64 n = 1;
  char day[11];

  zg_db_int (zg_work_db (work), &n, NULL, ZG_SQL ("SELECT count(*) FROM attendance_correction WHERE staff = $1 AND day = $2"),
             "is", late->staff, zg_day_format (late->day, day));
  return n > 0;
}

static void
propose_one (ZgWork *work, const ZgAfterClosing *late)
{
  const struct
  {
    int field, value;
  } numbers[] = { { ZG_CORRECTION_WORKED, late->worked }, { ZG_CORRECTION_ABSENT, late->absent },
                  { ZG_CORRECTION_LEAVE, late->leave },   { ZG_CORRECTION_LATE, late->late },
                  { ZG_CORRECTION_EARLY, late->early },   { ZG_CORRECTION_MISSED, late->missed } };
  ZgRecord *correction = zg_work_also (work, &zg_attendance_correction, "propose");

  zg_record_set_int (correction, ZG_CORRECTION_STAFF, late->staff);
  zg_record_set_day (correction, ZG_CORRECTION_DAY, late->day);
  zg_record_set_text (correction, ZG_CORRECTION_MONTH, zg_record_text (zg_work_record (work), ZG_MSHEET_MONTH));
  zg_record_set_text (correction, ZG_CORRECTION_REASON, _ ("Came after the month was closed"));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].value)
      zg_record_set_int (correction, numbers[i].field, numbers[i].value);
  zg_record_set_text (correction, ZG_CORRECTION_WAS, late->was);
  zg_record_set_text (correction, ZG_CORRECTION_IS, late->is);
}

static void
propose (ZgWork *work)
{
  const ZgRecord *sheet = zg_work_record (work);
  g_autoptr (GPtrArray) late = NULL;
  int year, month, day;

  zg_day_to_ymd (first_day_of (sheet) - 1, &year, &month, &day);
  late = zg_attendance_after_closing (zg_session_book (zg_work_session (work)), zg_work_db (work),
                                      zg_day_from_ymd (year, month, 1), zg_record_int (sheet, ZG_MSHEET_UNIT), NULL);
  for (guint i = 0; late && i < late->len; i++)
    if (!has_correction (work, late->pdata[i]))
      propose_one (work, late->pdata[i]);
}

/* -- Submitted: from here on each person sees his own -- */

static int
days_late (ZgWork *work, const ZgRecord *sheet)
{
  int due = zg_record_day (sheet, ZG_MSHEET_DUE);
  g_autoptr (ZgPolicy) policy = due == ZG_NO_DAY ? NULL : zg_policy_load (zg_work_db (work), due, due, NULL);
  gint64 end;

  if (policy == NULL)
    return 0;
  end = zg_attendance_due_end (policy, due, sheet->unit);
  return now_of (work) < end ? 0 : (now_of (work) - end) / 86400000 + 1;
}

/* By the 5th; a sheet that comes late must not leave anybody without a day to object on. */
static int
object_until (ZgWork *work, const ZgRecord *sheet, int first_day)
{
  int                  due = zg_attendance_due (zg_work_db (work), "att.objection.due_day", first_day, sheet->unit, NULL);
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);

  return policy ? MAX (due, today + (int) zg_policy_int (policy, "att.objection.least_days", 0, sheet->unit, today)) : due;
}

static void
show_to_people (ZgWork *work)
{
  ZgRecord *sheet = zg_work_record (work);
  g_autoptr (ZgMonth) month = judge (work, sheet, ZG_JUDGE_AS_SHOWN);

  if (month == NULL)
    return;
  zg_record_set_int (sheet, ZG_MSHEET_PEOPLE, month->n_lines);
  zg_record_set_int (sheet, ZG_MSHEET_DAYS_LATE, days_late (work, sheet));
  zg_record_set_day (sheet, ZG_MSHEET_OBJECT_UNTIL, object_until (work, sheet, month->first_day));
  for (int i = 0; i < month->n_lines; i++)
    {
      ZgRecord *result = zg_work_also (work, &zg_attendance_result, "create");

      zg_record_set_int (result, ZG_RESULT_SHEET, sheet->id);
      zg_attendance_result_fill (result, month, i, FALSE);
    }
}

/* -- Results of a sheet -- */

static GArray *
results_of (ZgWork *work)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ZgStmt) rows =
      zg_db_query (zg_work_db (work), NULL,
                   ZG_SQL (
                       "SELECT id FROM attendance_result WHERE sheet = $1 AND state NOT IN ('removed', 'closed') ORDER BY id"),
                   "i", zg_work_record (work)->id);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      gint64 id = zg_stmt_int (rows, 0);

      g_array_append_val (ids, id);
    }
  return ids;
}

/* A sheet that goes back takes its results with it; the next time each person is shown a new one. */
static void
take_back (ZgWork *work)
{
  g_autoptr (GArray) ids = results_of (work);
  ZgRecord *sheet = zg_work_record (work);

  for (guint i = 0; i < ids->len; i++)
    {
      ZgRecord *result = zg_book_get (zg_work_db (work), &zg_attendance_result, g_array_index (ids, gint64, i), NULL);

      if (result)
        zg_work_step (work, result, "void");
    }
  zg_record_set_null (sheet, ZG_MSHEET_OBJECT_UNTIL);
  zg_record_set_null (sheet, ZG_MSHEET_DAYS_LATE);
}

/* An objection waits for its answer: the sheet cannot be taken from under it. */
static void
check_no_objection (ZgWork *work)
{
  gint64 n = 0;

  zg_work_guard (work, "attendance/%" G_GINT64_FORMAT, zg_work_record (work)->id);
  if (zg_db_int (zg_work_db (work), &n, NULL,
                 ZG_SQL ("SELECT count(*) FROM attendance_result WHERE sheet = $1 AND state = 'objected'"), "i",
                 zg_work_record (work)->id)
      && n > 0)
    zg_work_fault (work, -1, -1, "D04-4.2.1f", _ ("%d objections wait for an answer. Answer them first."), (int)n);
}

/* -- Closed -- */

static void
check_close (ZgWork *work)
{
  ZgRecord *sheet = zg_work_record (work);
  gint64 open = 0;

  zg_work_guard (work, "attendance/closed");
  check_no_objection (work);
  if (zg_db_int (zg_work_db (work), &open, NULL,
                 ZG_SQL ("SELECT count(*) FROM attendance_result WHERE sheet = $1 AND state = 'shown'"), "i", sheet->id)
      && open > 0)
    zg_work_fault (
        work, -1, -1, "D04-4.2.1g",
        _ ("%d people have neither accepted nor objected. Who says nothing has accepted once the time for objections is "
           "over."),
        (int)open);
}

static char *
heads_text (ZgWork *work)
{
  g_autoptr (GArray) heads = zg_anchor_heads (zg_work_db (work), G_MAXINT64, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; heads && i < heads->len && text->len < 1900; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, i ? " " : "",
                            g_array_index (heads, ZgAnchorHead, i).chain, g_array_index (heads, ZgAnchorHead, i).seq);
  return g_string_free (text, FALSE);
}

static char *
rules_text (const ZgMonth *month)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < month->n_rules && text->len < 16000; i++)
    {
      const ZgMonthRule *rule = &month->rules[i];
      char from[11], to[11];

      g_string_append_printf (text, "%s = %s (%s–%s%s%.0d)\n", rule->key, rule->value, zg_day_format (rule->from, from),
                              zg_day_format (rule->to, to), rule->category ? ", " : "", rule->category);
    }
  for (int i = 0; i < month->n_schedules && text->len < 18000; i++)
    g_string_append_printf (text, "%s %" G_GINT64_FORMAT ": %s\n", month->schedules[i].code, month->schedules[i].id,
                            month->schedules[i].hours);
  return g_string_free (text, FALSE);
}

/* The figures are those of the last reading; what is otherwise than first shown is noted with the result. */
static void
freeze (ZgWork *work)
{
  ZgRecord *sheet = zg_work_record (work);
  gint64 cut = now_of (work);
  g_autofree char *heads = heads_text (work);
  g_autoptr (ZgMonth) month = judge (work, sheet, ZG_JUDGE_CLOSING);
  g_autoptr (GArray) ids = results_of (work);
  g_autofree char *rules = month ? rules_text (month) : NULL;

  if (month == NULL)
    return;
  for (guint i = 0; i < ids->len; i++)
    {
      ZgRecord *result = zg_book_get (zg_work_db (work), &zg_attendance_result, g_array_index (ids, gint64, i), NULL);
      int line = result ? zg_attendance_line (month, zg_record_int (result, ZG_RESULT_STAFF)) : -1;

      if (result == NULL)
        return;
      if (line >= 0)
        zg_attendance_result_fill (result, month, line, TRUE);
      else
        zg_work_fault (work, -1, -1, NULL, _ ("%s is no longer in the unit of this sheet. Return the sheet and submit it again."),
                       zg_record_text (result, ZG_RESULT_NAME));
      zg_work_step (work, result, "freeze");
    }
  if ((guint)month->n_lines != ids->len)
    zg_work_fault (work, -1, -1, NULL,
                   _ ("The sheet showed %u people, now there are %d in the unit. Return it and submit it again."), ids->len,
                   month->n_lines);
  zg_record_set_int (sheet, ZG_MSHEET_CUT, cut);
  zg_record_set_text (sheet, ZG_MSHEET_HEADS, heads);
  zg_record_set_text (sheet, ZG_MSHEET_RULES, rules);
}

/* -- The life of a sheet -- */

#define TYPED (ZG_F (ZG_MSHEET_MONTH) | ZG_F (ZG_MSHEET_UNIT) | ZG_F (ZG_MSHEET_REMARK))
#define COMPILED (ZG_F (ZG_MSHEET_COMPILED_BY) | ZG_F (ZG_MSHEET_COMPILED_AT))
#define REVIEWED (ZG_F (ZG_MSHEET_REVIEWED_BY) | ZG_F (ZG_MSHEET_REVIEWED_AT))
#define SUBMITTED (ZG_F (ZG_MSHEET_SUBMITTED_BY) | ZG_F (ZG_MSHEET_SUBMITTED_AT))
#define CLOSED (ZG_F (ZG_MSHEET_CLOSED_BY) | ZG_F (ZG_MSHEET_CLOSED_AT))
#define DATES (ZG_F (ZG_MSHEET_OBJECT_UNTIL) | ZG_F (ZG_MSHEET_DAYS_LATE))

static const ZgEffect proposes[] = { { ZG_ALSO, "attendance_correction.propose" }, { 0 } };
static const ZgEffect shows[] = { { ZG_ALSO, "attendance_result.create" }, { 0 } };
static const ZgEffect voids[] = { { ZG_ALSO, "attendance_result.void" }, { 0 } };
static const ZgEffect freezes[] = { { ZG_ALSO, "attendance_result.freeze" }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED, .check = check_sheet, .done = fill_due, .fills = ZG_F (ZG_MSHEET_DUE),
    .clause = "D04-4.2.1c" },
  { "draft", "edit", "draft", ZG_QUIET, ZG_F (ZG_MSHEET_REMARK) },
  { "draft", "compile", "compiled", ZG_PRIMARY, ZG_F (ZG_MSHEET_REMARK), COMPILED, .effects = proposes, .check = check_compile,
    .done = propose, .fills = ZG_F (ZG_MSHEET_PEOPLE), .clause = "D04-4.2.1c", .title = N_ ("Compile") },
  { "compiled", "review", "reviewed", ZG_PRIMARY, 0, REVIEWED, ZG_F (ZG_MSHEET_COMPILED_BY), .clause = "D04-4.2.1d",
    .title = N_ ("Review") },
  { "reviewed", "submit", "shown", ZG_PRIMARY, 0, SUBMITTED, .effects = shows, .done = show_to_people,
    .fills = DATES | ZG_F (ZG_MSHEET_PEOPLE), .clause = "D04-4.2.1d", .title = N_ ("Submit to HR") },
  { "shown", "close", "closed", ZG_PRIMARY, 0, CLOSED, .effects = freezes, .check = check_close, .done = freeze,
    .fills = ZG_F (ZG_MSHEET_CUT) | ZG_F (ZG_MSHEET_HEADS) | ZG_F (ZG_MSHEET_RULES), .clause = "D04-4.2.1g",
    .title = N_ ("Close the month") },
  { "compiled", "return", "draft", ZG_NEEDS_OPINION, .title = N_ ("Return") },
  { "reviewed", "return", "draft", ZG_NEEDS_OPINION, .title = N_ ("Return") },
  { "shown", "return", "draft", ZG_NEEDS_OPINION, .effects = voids, .check = check_no_objection, .done = take_back,
    .fills = DATES, .title = N_ ("Return") },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

static const ZgState states[] = {
  { "compiled", N_ ("Compiled"), ZG_TONE_PENDING },
  { "reviewed", N_ ("Reviewed"), ZG_TONE_PENDING },
  { "shown", N_ ("Open to objections"), ZG_TONE_WARN },
  { "closed", N_ ("Closed"), ZG_TONE_NEUTRAL },
  { NULL },
};

const ZgKind zg_attendance_sheet = {
  "attendance_sheet",
  N_ ("Attendance sheet"),
  "attendance",
  "KB",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .unit = "unit",
  .order = "t.month DESC, t.unit",
  .clause = "D04-4.2.1c",
  .empty = N_ (
      "The department's attendance sheet of each month: compiled, reviewed, submitted by the 3rd, closed once nobody objects."),
  .index = { "month, unit" },
};

GArray *
zg_attendance_sheets_of (ZgDb *db, int first_day, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  char               month[8];
  gboolean           row = TRUE;
  g_autoptr (ZgStmt) stmt =
      zg_db_query (db, error, ZG_SQL ("SELECT id FROM attendance_sheet WHERE month = $1 AND state <> 'deleted' ORDER BY id"), "s",
                   zg_month_format (first_day, month));

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      gint64 id = zg_stmt_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  return stmt && !row ? g_steal_pointer (&ids) : NULL;
}
