/* zg-attendance-objection.c: the kind objection 考勤异议: in writing, to HR, in time; answered together with the people concerned
 * (D04-4.2.1e, D04-4.2.1f). Silence is acceptance (D04-4.2.1g). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-tick.h"

static const ZgField fields[ZG_OBJECTION_N_FIELDS] = {
  [ZG_OBJECTION_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff", .initial = "me",
                           .section = N_ ("Objection") },
  [ZG_OBJECTION_MONTH] = { "month", N_ ("Month"), ZG_MONTH, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "last-month" },
  [ZG_OBJECTION_DAYS] = { "days", N_ ("Days concerned"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 100,
                          .hint = N_ ("days of the month: 5, 12") },
  [ZG_OBJECTION_TEXT] = { "claim", N_ ("Objection in writing"), ZG_LONG, ZG_REQUIRED | ZG_SEARCH, .max = 2000,
                          .clause = "D04-4.2.1e" },
  [ZG_OBJECTION_PROOF] = { "proof", N_ ("Proof"), ZG_FILE },
  [ZG_OBJECTION_RESULT] = { "result", N_ ("Attendance result"), ZG_REF, 0, .ref = "attendance_result" },
  [ZG_OBJECTION_FILED_AT] = { "filed_at", N_ ("Filed at"), ZG_TIME, ZG_COMPUTED | ZG_LIST, .clause = "D04-4.2.1e" },
  [ZG_OBJECTION_CONSULTED] = { "consulted", N_ ("People consulted"), ZG_TEXT, ZG_LIST, .max = 200, .clause = "D04-4.2.1f",
                               .section = N_ ("Answer of HR") },
  [ZG_OBJECTION_REPLY] = { "reply", N_ ("Reply"), ZG_LONG, 0, .max = 2000, .clause = "D04-4.2.1f" },
  [ZG_OBJECTION_DECIDED_BY] = { "decided_by", N_ ("Decided by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_OBJECTION_DECIDED_AT] = { "decided_at", N_ ("Decided"), ZG_TIME, ZG_COMPUTED },
};

static ZgRecord *
result_of (ZgWork *work)
{
  const ZgRecord *objection = zg_work_record (work);
  gint64 id = 0;

  if (!zg_db_int (zg_work_db (work), &id, NULL,
                  ZG_SQL ("SELECT COALESCE (max (id), 0) FROM attendance_result WHERE staff = $1 AND month = $2"
                          " AND state <> 'removed'"),
                  "is", zg_record_int (objection, ZG_OBJECTION_STAFF), zg_record_text (objection, ZG_OBJECTION_MONTH))
      || id == 0)
    return NULL;
  return zg_book_get (zg_work_db (work), &zg_attendance_result, id, NULL);
}

static gboolean
is_late (ZgWork *work, const ZgRecord *result, int *until)
{
  g_autoptr (ZgRecord) sheet =
      zg_book_get (zg_work_db (work), &zg_attendance_sheet, zg_record_int (result, ZG_RESULT_SHEET), NULL);
  g_autoptr (ZgPolicy) policy = NULL;

  *until = sheet ? zg_record_day (sheet, ZG_MSHEET_OBJECT_UNTIL) : ZG_NO_DAY;
  policy = *until == ZG_NO_DAY ? NULL : zg_policy_load (zg_work_db (work), *until, *until, NULL);
  return policy && zg_book_now (zg_session_book (zg_work_session (work))) >= zg_attendance_due_end (policy, *until, sheet->unit);
}

/* In time, and against a result that was shown. */
static void
check_file (ZgWork *work)
{
  ZgRecord *objection = zg_work_record (work);
  g_autoptr (ZgRecord) result = result_of (work);
  int until;
  char text[11];

  if (result == NULL)
    {
      zg_work_fault (work, ZG_OBJECTION_MONTH, -1, "D04-4.2.1e", _ ("The result of this month has not been shown yet."));
      return;
    }
  zg_work_guard (work, "attendance/%" G_GINT64_FORMAT, zg_record_int (result, ZG_RESULT_SHEET));
  if (is_late (work, result, &until) || g_str_equal (result->state, "closed"))
    zg_work_fault (
        work, ZG_OBJECTION_MONTH, -1, "D04-4.2.1e",
        _ ("Objections to this month were due by %s. The result counts as accepted; HR may note the objection as late."),
        until == ZG_NO_DAY ? "-" : zg_day_format (until, text));
  else if (g_str_equal (result->state, "objected") || g_str_equal (result->state, "settled"))
    zg_work_fault (work, ZG_OBJECTION_MONTH, -1, NULL, _ ("An objection to this month has been filed already."));
  zg_record_set_int (objection, ZG_OBJECTION_RESULT, result->id);
}

static void
step_result (ZgWork *work, const char *verb)
{
  gint64 id = zg_record_int (zg_work_record (work), ZG_OBJECTION_RESULT);
  ZgRecord *result = zg_book_get (zg_work_db (work), &zg_attendance_result, id, NULL);

  if (result == NULL)
    return;
  if (g_str_equal (verb, "reopen"))
    zg_record_set_null (result, ZG_RESULT_ANSWER);
  zg_work_step (work, result, verb);
}

static void
object (ZgWork *work)
{
  step_result (work, "object");
}

static void
reopen (ZgWork *work)
{
  step_result (work, "reopen");
}

static void
check_answer (ZgWork *work)
{
  const ZgRecord *objection = zg_work_record (work);

  if (!zg_record_is_set (objection, ZG_OBJECTION_CONSULTED))
    zg_work_fault (work, ZG_OBJECTION_CONSULTED, -1, "D04-4.2.1f",
                   _ ("HR confirms an objection with the people concerned: name them."));
  if (!zg_record_is_set (objection, ZG_OBJECTION_REPLY))
    zg_work_fault (work, ZG_OBJECTION_REPLY, -1, "D04-4.2.1f", _ ("Write what was found."));
}

/* The figures by what is known now: a slip or a leave that was approved because of the objection shows in them. */
static void
settle (ZgWork *work)
{
  gint64 id = zg_record_int (zg_work_record (work), ZG_OBJECTION_RESULT), staff;
  ZgRecord *result = zg_book_get (zg_work_db (work), &zg_attendance_result, id, NULL);
  g_autoptr (ZgMonth) month = NULL;
  int first, n;

  if (result == NULL)
    return;
  staff = zg_record_int (result, ZG_RESULT_STAFF);
  zg_month_parse (zg_record_text (result, ZG_RESULT_MONTH), &first, &n);
  month = zg_attendance_judge_all (zg_session_book (zg_work_session (work)), zg_work_db (work), first, 0, staff,
                                   ZG_JUDGE_AS_SHOWN, NULL);
  if (month && month->n_lines == 1)
    zg_attendance_result_fill (result, month, 0, TRUE);
  zg_record_set_int (result, ZG_RESULT_ANSWER, ZG_ANSWER_SETTLED);
  zg_work_step (work, result, "settle");
}

/* Only what is too late is noted as late; the rest is filed. */
static void
check_note (ZgWork *work)
{
  ZgRecord *objection = zg_work_record (work);
  g_autoptr (ZgRecord) result = result_of (work);
  int until;

  if (result && (is_late (work, result, &until) || g_str_equal (result->state, "closed")))
    zg_record_set_int (objection, ZG_OBJECTION_RESULT, result->id);
  else
    zg_work_fault (work, ZG_OBJECTION_MONTH, -1, "D04-4.2.1e", _ ("The time for objections is not over. File it."));
}

#define TYPED                                                                                                                    \
  (ZG_F (ZG_OBJECTION_STAFF) | ZG_F (ZG_OBJECTION_MONTH) | ZG_F (ZG_OBJECTION_DAYS) | ZG_F (ZG_OBJECTION_TEXT)                   \
   | ZG_F (ZG_OBJECTION_PROOF))
#define ANSWERED (ZG_F (ZG_OBJECTION_CONSULTED) | ZG_F (ZG_OBJECTION_REPLY))
#define DECIDED (ZG_F (ZG_OBJECTION_DECIDED_BY) | ZG_F (ZG_OBJECTION_DECIDED_AT))
#define FILED ZG_F (ZG_OBJECTION_FILED_AT)
#define RESULT ZG_F (ZG_OBJECTION_RESULT)

static const ZgEffect objects[] = { { ZG_ALSO, "attendance_result.object" }, { 0 } };
static const ZgEffect reopens[] = { { ZG_ALSO, "attendance_result.reopen" }, { 0 } };
static const ZgEffect settles[] = { { ZG_ALSO, "attendance_result.settle" }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED },
  { "draft", "edit", "draft", ZG_QUIET, TYPED },
  { "draft", "file", "filed", ZG_PRIMARY, TYPED, FILED, .effects = objects, .check = check_file, .done = object, .fills = RESULT,
    .clause = "D04-4.2.1e", .title = N_ ("File the objection") },
  { "draft", "note", "late", 0, TYPED, FILED, .check = check_note, .fills = RESULT, .clause = "D04-4.2.1e",
    .title = N_ ("Note as late") },
  { "filed", "accept", "upheld", ZG_NOT_OWN | ZG_PRIMARY, ANSWERED, DECIDED, .effects = settles, .check = check_answer,
    .done = settle, .clause = "D04-4.2.1f", .title = N_ ("Uphold") },
  { "filed", "reject", "rejected", ZG_NOT_OWN, ANSWERED, DECIDED, .effects = settles, .check = check_answer, .done = settle,
    .clause = "D04-4.2.1f", .title = N_ ("Reject") },
  { "filed", "withdraw", "withdrawn", 0, .effects = reopens, .done = reopen },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

static const ZgState states[] = {
  { "filed", N_ ("Filed"), ZG_TONE_PENDING },
  { "late", N_ ("Too late"), ZG_TONE_BAD },
  { "upheld", N_ ("Upheld"), ZG_TONE_NEUTRAL },
  { "rejected", N_ ("Rejected"), ZG_TONE_BAD },
  { NULL },
};

const ZgKind zg_objection = {
  "objection",
  N_ ("Objection"),
  "attendance",
  "YY",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .owner = "staff",
  .order = "t.created_ms DESC",
  .clause = "D04-4.2.1e",
  .empty = N_ ("Written objections to a month's result, due by the 5th, and what HR answered."),
  .index = { "staff, month" },
};

/* -- Silence -- */

typedef struct
{
  GArray *ids;
  ZgBook *book;
} Silent;

static gpointer
read_silent (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Silent *silent = data;
  gint64 now = zg_book_now (silent->book);
  int today = zg_day_of_ms (now);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today - 400, today, error);
  g_autoptr (ZgStmt) rows =
      policy ? zg_db_query (db, error,
                            ZG_SQL ("SELECT r.id, s.object_until, s.unit FROM attendance_result r"
                                    " JOIN attendance_sheet s ON s.id = r.sheet WHERE r.state = 'shown' ORDER BY r.id"),
                            NULL)
             : NULL;
  gboolean row = TRUE;
  int until;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    if (zg_stmt_text (rows, 1) && zg_day_parse (zg_stmt_text (rows, 1), &until)
        && now >= zg_attendance_due_end (policy, until, zg_stmt_int (rows, 2)))
      {
        gint64 id = zg_stmt_int (rows, 0);

        g_array_append_val (silent->ids, id);
      }
  return rows && !row ? silent : NULL;
}

gboolean
zg_tick_silence (ZgSession *clock, GString *report, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Silent             silent = { ids, zg_session_book (clock) };
  guint              done;
  gboolean           all;

  if (zg_store_read (zg_session_store (clock), read_silent, &silent, error) == NULL)
    return FALSE;
  all = zg_tick_each (clock, &zg_attendance_result, ids, "deem", &done, error);
  if (done > 0)
    g_string_append_printf (report, _ ("Nobody objected in time: %u results count as accepted (D04-4.2.1g)\n"), done);
  return all;
}
