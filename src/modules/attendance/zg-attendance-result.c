/* zg-attendance-result.c: the kind attendance_result 个人考勤结果: what each person is shown, accepts or objects to, and what a
 * closed month is remembered by. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-sum.h"

static const ZgEnum answers[] = {
  { ZG_ANSWER_ACCEPTED, "accepted", N_ ("Accepted") },
  { ZG_ANSWER_SILENT, "silent", N_ ("No objection in time: accepted") },
  { ZG_ANSWER_SETTLED, "settled", N_ ("Objection answered") },
  { 0 },
};

static const ZgField fields[ZG_RESULT_N_FIELDS] = {
  [ZG_RESULT_SHEET] = { "sheet", N_ ("Attendance sheet"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_FILTER, .ref = "attendance_sheet",
                        .section = N_ ("Result") },
  [ZG_RESULT_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_RESULT_MONTH] = { "month", N_ ("Month"), ZG_MONTH, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER },
  [ZG_RESULT_NUMBER] = { "number", N_ ("Staff no."), ZG_TEXT, ZG_HIDDEN, .max = 40 },
  [ZG_RESULT_NAME] = { "name", N_ ("Name"), ZG_TEXT, ZG_HIDDEN | ZG_SEARCH, .max = 40 },
  [ZG_RESULT_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit" },
  [ZG_RESULT_PATH] = { "path", N_ ("Units above"), ZG_TEXT, ZG_HIDDEN, .max = 400 },
  [ZG_RESULT_POST] = { "post", N_ ("Post"), ZG_TEXT, ZG_HIDDEN, .max = 80 },
  [ZG_RESULT_CATEGORY] = { "category", N_ ("Staff category"), ZG_ENUM, ZG_HIDDEN, .names = zg_staff_categories },
  [ZG_RESULT_EMPLOYMENT] = { "employment", N_ ("Employment"), ZG_ENUM, ZG_HIDDEN, .names = zg_employments },
  [ZG_RESULT_JOINED] = { "joined", N_ ("Joined on"), ZG_DAY, ZG_HIDDEN },
  [ZG_RESULT_LEFT] = { "left_on", N_ ("Left on"), ZG_DAY, ZG_HIDDEN },
  [ZG_RESULT_DUE] = { "due_milli", N_ ("Days due"), ZG_DAYS, ZG_LIST },
  [ZG_RESULT_WORKED] = { "worked_milli", N_ ("Days worked"), ZG_DAYS, ZG_LIST },
  [ZG_RESULT_LATE] = { "late_times", N_ ("Late, times"), ZG_INT, ZG_LIST, .clause = "D04-4.2.2a" },
  [ZG_RESULT_LATE_MINUTES] = { "late_min", N_ ("Late, minutes"), ZG_MINUTES, 0, .clause = "D04-4.2.2a" },
  [ZG_RESULT_EARLY] = { "early_times", N_ ("Left early, times"), ZG_INT, ZG_LIST, .clause = "D04-4.2.2c" },
  [ZG_RESULT_EARLY_MINUTES] = { "early_min", N_ ("Left early, minutes"), ZG_MINUTES, 0, .clause = "D04-4.2.2c" },
  [ZG_RESULT_MISSED] = { "missed", N_ ("Missed punches"), ZG_INT, ZG_LIST, .clause = "D04-4.2.1a" },
  [ZG_RESULT_ABSENT] = { "absent_milli", N_ ("Days absent"), ZG_DAYS, ZG_LIST, .clause = "D01-4.1" },
  [ZG_RESULT_LEAVE] = { "leave_milli", N_ ("Days on leave"), ZG_DAYS, ZG_LIST },
  [ZG_RESULT_REST] = { "rest_milli", N_ ("Rest days taken"), ZG_DAYS },
  [ZG_RESULT_FULL] = { "full_att", N_ ("Full attendance"), ZG_BOOL, ZG_LIST, .clause = "D11-13" },
  [ZG_RESULT_MARKS] = { "marks", N_ ("Days of the month"), ZG_TEXT, 0, .max = 400 },
  [ZG_RESULT_DIGEST] = { "digest", N_ ("Digest"), ZG_TEXT, ZG_HIDDEN, .max = 64 },
  [ZG_RESULT_ANSWER] = { "answer", N_ ("Answer"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = answers, .clause = "D04-4.2.1g",
                         .section = N_ ("Answer") },
  [ZG_RESULT_ANSWERED_AT] = { "answered_at", N_ ("Answered at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RESULT_CHANGED] = { "changed", N_ ("Otherwise than first shown"), ZG_TEXT, ZG_LIST, .max = 400, .clause = "D04-4.2.1f" },
};

/* -- From the judged month -- */

static void
hash_int (ZgSum *sum, gint64 value)
{
  value = GINT64_TO_LE (value);
  zg_sum_add (sum, &value, sizeof value);
}

static void
hash_day (ZgSum *sum, const ZgDayResult *day)
{
  const gint64 values[] = { day->day,     day->kind,     day->basis,      day->mark,         day->n_marks,     day->flags,
                            day->planned, day->due,      day->worked,     day->absent,       day->waiting,     day->rest,
                            day->holiday, day->credit,   day->late_times, day->late_minutes, day->early_times, day->early_minutes,
                            day->missed,  day->overtime, day->duties };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    hash_int (sum, values[i]);
  for (int i = 0; i < day->n_marks; i++)
    hash_int (sum, day->marks[i]);
  for (int i = 0; i < ZG_JUDGE_N_LEAVES; i++)
    hash_int (sum, day->leave[i]);
  if (day->clause)
    zg_sum_add (sum, day->clause, strlen (day->clause));
}

char *
zg_attendance_line_digest (const ZgMonth *month, int line)
{
  g_autoptr (ZgSum)       sum = zg_sum_new ();
  g_autofree ZgDayResult *days = g_new0 (ZgDayResult, ZG_JUDGE_MONTH_DAYS);
  const ZgMonthTotals *totals = &month->lines[line].totals;

  zg_attendance_days (month, line, days);
  for (int i = 0; i < month->n_days; i++)
    hash_day (sum, &days[i]);
  hash_int (sum, totals->full);
  hash_int (sum, totals->full_needed);
  hash_int (sum, totals->full_counted);
  return zg_sum_end (sum);
}

static char *
marks_of (const ZgMonthLine *line, int n_days)
{
  GString *marks = g_string_new (NULL);

  for (int i = 0; i < n_days; i++)
    {
      if (i > 0)
        g_string_append_c (marks, ' ');
      for (int k = 0; k < line->days[i].n_marks; k++)
        g_string_append (marks, zg_judge_mark_classic (line->days[i].marks[k]));
      if (line->days[i].n_marks == 0)
        g_string_append_c (marks, '-');
    }
  return g_string_free (marks, FALSE);
}

static char *
path_of (const ZgMonth *month, gint64 unit)
{
  GString *path = g_string_new (NULL);

  for (int depth = 0; unit && depth < 32; depth++)
    {
      const gint64 *above = g_hash_table_lookup (month->facts->above, &unit);

      g_string_append_printf (path, "%s%" G_GINT64_FORMAT, depth ? "/" : "", unit);
      unit = above ? *above : 0;
    }
  return g_string_free (path, FALSE);
}

static void
set_ref (ZgRecord *record, int field, gint64 id)
{
  if (id)
    zg_record_set_int (record, field, id);
  else
    zg_record_set_null (record, field);
}

static void
set_text (ZgRecord *record, int field, const char *text)
{
  if (text && *text)
    zg_record_set_text (record, field, text);
  else
    zg_record_set_null (record, field);
}

static void
fill_person (ZgRecord *result, const ZgMonth *month, const ZgMonthLine *line)
{
  g_autofree char *path = path_of (month, line->unit);
  char text[8];

  set_text (result, ZG_RESULT_MONTH, zg_month_format (month->first_day, text));
  set_ref (result, ZG_RESULT_STAFF, line->staff);
  set_text (result, ZG_RESULT_NUMBER, line->number);
  set_text (result, ZG_RESULT_NAME, line->name);
  set_ref (result, ZG_RESULT_UNIT, line->unit);
  set_text (result, ZG_RESULT_PATH, path);
  set_text (result, ZG_RESULT_POST, line->post_title);
  set_ref (result, ZG_RESULT_CATEGORY, line->category);
  set_ref (result, ZG_RESULT_EMPLOYMENT, line->employment);
  zg_record_set_day (result, ZG_RESULT_JOINED, line->joined);
  zg_record_set_day (result, ZG_RESULT_LEFT, line->left);
}

/* The sums, in the order of their fields; what changed of them is worth a word. */
static const int sums[] = { ZG_RESULT_DUE,   ZG_RESULT_WORKED,        ZG_RESULT_LATE,   ZG_RESULT_LATE_MINUTES,
                            ZG_RESULT_EARLY, ZG_RESULT_EARLY_MINUTES, ZG_RESULT_MISSED, ZG_RESULT_ABSENT,
                            ZG_RESULT_LEAVE, ZG_RESULT_REST,          ZG_RESULT_FULL };

static void
note_change (GString *changes, const ZgField *field, const ZgCell *was, gint64 now)
{
  ZgCell is = { .type = ZG_CELL_INT, .i = now };
  g_autofree char *before = zg_field_format (field, was), *after = zg_field_format (field, &is);

  g_string_append_printf (changes, "%s%s %s → %s", changes->len ? C_ ("between changes", "; ") : "",
                          g_dgettext (GETTEXT_PACKAGE, field->title), before, after);
}

void
zg_attendance_result_fill (ZgRecord *result, const ZgMonth *month, int index, gboolean changed)
{
  const ZgMonthLine *line = &month->lines[index];
  const ZgMonthTotals *totals = &line->totals;
  const gint64 values[] = {
    totals->due,    totals->worked, totals->late_times, totals->late_minutes, totals->early_times,        totals->early_minutes,
    totals->missed, totals->absent, totals->leave_all,  totals->rest,         totals->full == ZG_FULL_YES
  };
  g_autofree char *digest = zg_attendance_line_digest (month, index), *marks = marks_of (line, month->n_days);
  g_autoptr (GString) changes = g_string_new (NULL);

  if (!changed)
    fill_person (result, month, line);
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      if (changed && zg_record_int (result, sums[i]) != values[i])
        note_change (changes, &fields[sums[i]], &result->cells[sums[i]], values[i]);
      zg_record_set_int (result, sums[i], values[i]);
    }
  set_text (result, ZG_RESULT_MARKS, marks);
  set_text (result, ZG_RESULT_DIGEST, digest);
  if (changes->len > 0)
    {
      const char *before = zg_record_text (result, ZG_RESULT_CHANGED);
      g_autofree char *all = before ? g_strconcat (before, C_ ("between changes", "; "), changes->str, NULL) : NULL;
      g_autofree char *kept =
          g_utf8_substring (all ? all : changes->str, 0, MIN (400, g_utf8_strlen (all ? all : changes->str, -1)));

      zg_record_set_text (result, ZG_RESULT_CHANGED, kept);
    }
}

/* -- The life of a result -- */

#define FIGURES                                                                                                                  \
  (ZG_F (ZG_RESULT_DUE) | ZG_F (ZG_RESULT_WORKED) | ZG_F (ZG_RESULT_LATE) | ZG_F (ZG_RESULT_LATE_MINUTES)                        \
   | ZG_F (ZG_RESULT_EARLY) | ZG_F (ZG_RESULT_EARLY_MINUTES) | ZG_F (ZG_RESULT_MISSED) | ZG_F (ZG_RESULT_ABSENT)                 \
   | ZG_F (ZG_RESULT_LEAVE) | ZG_F (ZG_RESULT_REST) | ZG_F (ZG_RESULT_FULL) | ZG_F (ZG_RESULT_MARKS) | ZG_F (ZG_RESULT_DIGEST)   \
   | ZG_F (ZG_RESULT_CHANGED))
#define ANSWER ZG_F (ZG_RESULT_ANSWER)
#define ANSWERED ZG_F (ZG_RESULT_ANSWERED_AT)

static void
accept_it (ZgWork *work)
{
  zg_record_set_int (zg_work_record (work), ZG_RESULT_ANSWER, ZG_ANSWER_ACCEPTED);
}

/* Only once the time for objections is over, whatever the clock of a desk says. */
static void
accept_silence (ZgWork *work)
{
  ZgRecord *result = zg_work_record (work);
  g_autoptr (ZgRecord) sheet =
      zg_book_get (zg_work_db (work), &zg_attendance_sheet, zg_record_int (result, ZG_RESULT_SHEET), NULL);
  int until = sheet ? zg_record_day (sheet, ZG_MSHEET_OBJECT_UNTIL) : ZG_NO_DAY;
  g_autoptr (ZgPolicy) policy = until == ZG_NO_DAY ? NULL : zg_policy_load (zg_work_db (work), until, until, NULL);

  if (policy == NULL
      || zg_book_now (zg_session_book (zg_work_session (work))) < zg_attendance_due_end (policy, until, result->unit))
    zg_work_fault (work, -1, -1, "D04-4.2.1e", _ ("The time for objections is not over yet."));
  zg_record_set_int (result, ZG_RESULT_ANSWER, ZG_ANSWER_SILENT);
}

static const ZgStep steps[] = {
  { NULL, "create", "shown", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS & ~(ANSWER | ANSWERED), .clause = "D04-4.2.1d" },
  { "shown", "accept", "accepted", ZG_PRIMARY, 0, ANSWERED, .check = accept_it, .clause = "D04-4.2.1g", .title = N_ ("Accept"),
    .fills = ANSWER },
  { "shown", "deem", "accepted", ZG_QUIET | ZG_BY_CLOCK, 0, ANSWERED, .check = accept_silence, .clause = "D04-4.2.1g",
    .title = N_ ("Accepted by silence"), .fills = ANSWER },
  { "shown", "object", "objected", ZG_QUIET | ZG_FOLLOWS, .clause = "D04-4.2.1e", .title = N_ ("Objected") },
  { "accepted", "object", "objected", ZG_QUIET | ZG_FOLLOWS, .clause = "D04-4.2.1e", .title = N_ ("Objected") },
  { "objected", "reopen", "shown", ZG_QUIET | ZG_FOLLOWS, ANSWER, .title = N_ ("Objection withdrawn") },
  { "objected", "settle", "settled", ZG_QUIET | ZG_FOLLOWS, FIGURES | ANSWER, ANSWERED, .clause = "D04-4.2.1f",
    .title = N_ ("Objection answered") },
  { "accepted", "freeze", "closed", ZG_QUIET | ZG_FOLLOWS, FIGURES, .title = N_ ("Closed with the month") },
  { "settled", "freeze", "closed", ZG_QUIET | ZG_FOLLOWS, FIGURES, .title = N_ ("Closed with the month") },
  { "shown", "void", "removed", ZG_QUIET | ZG_FOLLOWS, .title = N_ ("Sheet returned") },
  { "accepted", "void", "removed", ZG_QUIET | ZG_FOLLOWS, .title = N_ ("Sheet returned") },
  { "objected", "void", "removed", ZG_QUIET | ZG_FOLLOWS, .title = N_ ("Sheet returned") },
  { "settled", "void", "removed", ZG_QUIET | ZG_FOLLOWS, .title = N_ ("Sheet returned") },
};

static const ZgState states[] = {
  { "shown", N_ ("To be confirmed"), ZG_TONE_PENDING }, { "accepted", N_ ("Accepted"), ZG_TONE_NEUTRAL },
  { "objected", N_ ("Objected"), ZG_TONE_WARN },        { "settled", N_ ("Objection answered"), ZG_TONE_NEUTRAL },
  { "closed", N_ ("Closed"), ZG_TONE_NEUTRAL },         { NULL },
};

const ZgKind zg_attendance_result = {
  "attendance_result",
  N_ ("Attendance result"),
  "attendance",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .owner = "staff",
  .unit = "unit",
  .name = "name",
  .order = "t.month DESC, t.number",
  .clause = "D04-4.2.1e",
  .empty = N_ ("Each person's month stands here once the department has submitted its sheet: accept it, or object in time."),
  .index = { "staff, month", "month, state", "sheet" },
};

gboolean
zg_attendance_result_of (ZgDb *db, gint64 staff, int first_day, gint64 *id, gboolean *closed, GError **error)
{
  char               month[8];
  gboolean           row = FALSE;
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT id, CASE WHEN state = 'closed' THEN 1 ELSE 0 END FROM attendance_result WHERE staff = $1"
                           " AND month = $2 AND state <> 'removed' ORDER BY 2 DESC, id DESC LIMIT 1"),
                   "is", staff, zg_month_format (first_day, month));

  *id = 0;
  *closed = FALSE;
  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  if (row)
    {
      *id = zg_stmt_int (rows, 0);
      *closed = zg_stmt_int (rows, 1) != 0;
    }
  return TRUE;
}
