/* zg-review-sheet.c: the kind review_sheet 绩效考核表: own score, supervisor's score, manager's review, talk, confirmation or
 * objection, result in force. Three different people score; what is missing is never taken for zero. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-review-private.h"

static const ZgEnum answers[] = {
  { ZG_REVIEW_CONFIRMED, "confirmed", N_ ("Confirmed by the person") },
  { ZG_REVIEW_SILENT, "silent", N_ ("No objection in time: confirmed") },
  { ZG_REVIEW_REJECTED, "rejected", N_ ("Objection answered") },
  { ZG_REVIEW_UNANSWERED, "unanswered", N_ ("Neither confirmed nor objected") },
  { ZG_REVIEW_ON_PAPER, "paper", N_ ("Confirmed on paper") },
  { 0 },
};

#define COPIED ZG_REQUIRED | ZG_FIXED
#define SIGNER ZG_REF, ZG_COMPUTED, .ref = "person"

static const ZgField fields[ZG_RSHEET_N_FIELDS] = {
  [ZG_RSHEET_PERIOD] = { "period", N_ ("Review period"), ZG_REF, COPIED | ZG_LIST | ZG_FILTER, .ref = "review_period",
                         .section = N_ ("Review sheet") },
  [ZG_RSHEET_STAFF] = { "staff", N_ ("Employee"), ZG_REF, COPIED | ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_RSHEET_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "unit" },
  [ZG_RSHEET_POST] = { "post", N_ ("Post"), ZG_TEXT, ZG_FIXED | ZG_LIST, .max = 80 },
  [ZG_RSHEET_SUPERVISOR] = { "supervisor", N_ ("Line supervisor"), ZG_REF, ZG_FIXED, .ref = "staff" },
  [ZG_RSHEET_STANDARD] = { "standard", N_ ("Review standard"), ZG_REF, COPIED, .ref = "review_standard" },
  [ZG_RSHEET_FROM] = { "from_day", N_ ("From"), ZG_DAY, COPIED },
  [ZG_RSHEET_TO] = { "to_day", N_ ("Until"), ZG_DAY, COPIED },
  [ZG_RSHEET_SHARE_SELF] = { "share_self_bp", N_ ("Share of the own score"), ZG_POINTS, ZG_FIXED | ZG_HIDDEN },
  [ZG_RSHEET_SHARE_SUPERVISOR] = { "share_supervisor_bp", N_ ("Share of the supervisor's score"), ZG_POINTS,
                                   ZG_FIXED | ZG_HIDDEN },
  [ZG_RSHEET_SHARE_MANAGER] = { "share_manager_bp", N_ ("Share of the manager's score"), ZG_POINTS, ZG_FIXED | ZG_HIDDEN },
  [ZG_RSHEET_TAKEN_AT] = { "taken_at", N_ ("Facts taken at"), ZG_TIME, 0 },
  [ZG_RSHEET_TOTAL] = { "total", N_ ("Total score"), ZG_POINTS, ZG_LIST, .clause = "D20-4.1", .section = N_ ("Result") },
  [ZG_RSHEET_GRADE] = { "grade", N_ ("Grade"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_review_grades, .clause = "D20-4.2" },
  [ZG_RSHEET_MISSING] = { "missing", N_ ("Missing"), ZG_TEXT, ZG_LIST, .max = 400, .width = 200 },
  [ZG_RSHEET_WAIVED] = { "waived", N_ ("Counts without what is missing"), ZG_BOOL, ZG_HIDDEN },
  [ZG_RSHEET_WAIVER] = { "waiver", N_ ("Why it counts without"), ZG_LONG, 0, .max = 500 },
  [ZG_RSHEET_WAIVED_BY] = { "waived_by", N_ ("Waived by"), SIGNER },
  [ZG_RSHEET_SELF_COMMENT] = { "self_comment", N_ ("Own comment"), ZG_LONG, 0, .max = 1000, .section = N_ ("Own score") },
  [ZG_RSHEET_SELF_BY] = { "self_by", N_ ("Own score handed in by"), SIGNER },
  [ZG_RSHEET_SELF_AT] = { "self_at", N_ ("Own score at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RSHEET_SUPERVISOR_COMMENT] = { "supervisor_comment", N_ ("Supervisor's comment"), ZG_LONG, 0, .max = 1000,
                                     .section = N_ ("Supervisor") },
  [ZG_RSHEET_SUPERVISED_BY] = { "supervised_by", N_ ("Supervisor"), SIGNER },
  [ZG_RSHEET_SUPERVISED_AT] = { "supervised_at", N_ ("Supervisor's score at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RSHEET_MANAGER_COMMENT] = { "manager_comment", N_ ("Manager's comment"), ZG_LONG, 0, .max = 1000, .clause = "D06-9",
                                  .section = N_ ("Manager") },
  [ZG_RSHEET_REVIEWED_BY] = { "reviewed_by", N_ ("Manager"), SIGNER },
  [ZG_RSHEET_REVIEWED_AT] = { "reviewed_at", N_ ("Reviewed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RSHEET_PROBLEMS] = { "problems", N_ ("Problems found"), ZG_LONG, ZG_SEARCH, .max = 1000, .clause = "D20-4.3",
                           .section = N_ ("Problems and improvements") },
  [ZG_RSHEET_IMPROVEMENT] = { "improvement", N_ ("Improvements and suggestions"), ZG_LONG, ZG_SEARCH, .max = 1000,
                              .clause = "D20-4.3" },
  [ZG_RSHEET_IMPROVE_BY] = { "improve_by", N_ ("Improved by"), ZG_DAY },
  [ZG_RSHEET_TALKED_ON] = { "talked_on", N_ ("Talk on"), ZG_DAY, 0, .section = N_ ("Talk and answer") },
  [ZG_RSHEET_TALK] = { "talk", N_ ("What was talked about"), ZG_LONG, 0, .max = 1000 },
  [ZG_RSHEET_TALKED_BY] = { "talked_by", N_ ("Talk held by"), SIGNER },
  [ZG_RSHEET_OBJECT_UNTIL] = { "object_until", N_ ("Objections until"), ZG_DAY, ZG_LIST },
  [ZG_RSHEET_ANSWER] = { "answer", N_ ("Answer"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = answers },
  [ZG_RSHEET_ANSWERED_AT] = { "answered_at", N_ ("Answered at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RSHEET_OBJECTION] = { "objection", N_ ("Objection in writing"), ZG_LONG, 0, .max = 1000 },
  [ZG_RSHEET_OBJECTED_AT] = { "objected_at", N_ ("Objected at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RSHEET_REPLY] = { "reply", N_ ("Reply"), ZG_LONG, 0, .max = 1000 },
  [ZG_RSHEET_REPLIED_BY] = { "replied_by", N_ ("Replied by"), SIGNER },
  [ZG_RSHEET_REPLIED_AT] = { "replied_at", N_ ("Replied at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RSHEET_SCAN] = { "scan", N_ ("Signed sheet"), ZG_FILE, 0, .hint = N_ ("where somebody without a log-in signs on paper") },
  [ZG_RSHEET_CONCLUDED_BY] = { "concluded_by", N_ ("Put in force by"), SIGNER, .clause = "D20-4.2", .section = N_ ("In force") },
  [ZG_RSHEET_CONCLUDED_AT] = { "concluded_at", N_ ("In force since"), ZG_TIME, ZG_COMPUTED },
  [ZG_RSHEET_FOLLOWED] = { "followed", N_ ("What came of the improvements"), ZG_LONG, 0, .max = 1000, .clause = "D20-4.3" },
  [ZG_RSHEET_FOLLOWED_BY] = { "followed_by", N_ ("Followed up by"), SIGNER },
  [ZG_RSHEET_FOLLOWED_AT] = { "followed_at", N_ ("Followed up at"), ZG_TIME, ZG_COMPUTED },
};

/* -- Who -- */

static gboolean
is_own (ZgWork *work)
{
  gint64 me = zg_session_staff (zg_work_session (work));

  return me && zg_record_int (zg_work_record (work), ZG_RSHEET_STAFF) == me;
}

static void
demand_own (ZgWork *work)
{
  if (!is_own (work))
    zg_work_fault (work, -1, -1, "D20-4.1", _ ("This is done by the person the sheet is of."));
}

static void
demand_right (ZgWork *work, const char *right)
{
  if (zg_session_reach (zg_work_session (work), right) == ZG_REACH_NONE)
    zg_work_fault (work, -1, -1, "D20-4.1", _ ("The sheet is “%s”: it is not your turn to score it."),
                   g_dgettext (GETTEXT_PACKAGE, zg_kind_state (&zg_review_sheet, zg_work_old (work)->state)->title));
}

static void
guard_period (ZgWork *work)
{
  zg_work_guard (work, "review_period/%" G_GINT64_FORMAT, zg_record_int (zg_work_record (work), ZG_RSHEET_PERIOD));
}

/* -- Own score -- */

static void
demand_facts (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_RSHEET_TAKEN_AT))
    zg_work_fault (work, ZG_RSHEET_TAKEN_AT, -1, "D02-3.6.1",
                   _ ("The facts of the period are not taken yet. Scores come after them."));
}

static void
check_edit_self (ZgWork *work)
{
  demand_own (work);
  zg_review_check_lines (work, ZG_STAGE_SELF, FALSE);
}

static void
check_rate (ZgWork *work)
{
  demand_own (work);
  demand_facts (work);
  guard_period (work);
  zg_review_check_lines (work, ZG_STAGE_SELF, FALSE);
  if (zg_record_int (zg_work_record (work), ZG_RSHEET_SHARE_SELF) > 0)
    zg_review_demand (work, ZG_RLINE_SELF);
  zg_review_total_up (work);
}

/* Somebody without a log-in scores himself on paper; it is entered for him and the paper hung on. */
static void
demand_paper (ZgWork *work)
{
  zg_review_demand_no_login (work, zg_work_record (work));
  if (!zg_record_is_set (zg_work_record (work), ZG_RSHEET_SCAN))
    zg_work_fault (work, ZG_RSHEET_SCAN, -1, "D20-4.1", _ ("Hang on the sheet the person has signed."));
}

static void
check_enter (ZgWork *work)
{
  demand_paper (work);
  demand_facts (work);
  guard_period (work);
  zg_review_check_lines (work, ZG_STAGE_SELF, FALSE);
  zg_review_demand (work, ZG_RLINE_SELF);
  zg_review_total_up (work);
}

static void
check_sign (ZgWork *work)
{
  demand_paper (work);
  zg_record_set_int (zg_work_record (work), ZG_RSHEET_ANSWER, ZG_REVIEW_ON_PAPER);
}

static void
check_pass (ZgWork *work)
{
  if (is_own (work))
    zg_work_fault (work, -1, -1, "D20-4.1", _ ("Enter your own score. Others go on without it, where it does not come."));
  demand_facts (work);
  guard_period (work);
  zg_review_check_lines (work, ZG_STAGE_NONE, FALSE);
  zg_review_total_up (work);
}

/* -- Supervisor -- */

static void
check_edit_supervisor (ZgWork *work)
{
  demand_right (work, "review_sheet.supervise");
  zg_review_check_lines (work, ZG_STAGE_SUPERVISOR, FALSE);
}

static void
check_supervise (ZgWork *work)
{
  zg_review_check_lines (work, ZG_STAGE_SUPERVISOR, FALSE);
  if (zg_record_int (zg_work_record (work), ZG_RSHEET_SHARE_SUPERVISOR) > 0)
    zg_review_demand (work, ZG_RLINE_SUPERVISOR);
  zg_review_total_up (work);
}

/* -- Manager -- */

static void
check_edit_manager (ZgWork *work)
{
  demand_right (work, "review_sheet.review");
  zg_review_check_lines (work, ZG_STAGE_MANAGER, TRUE);
}

/* From the day it is shown the person has some days to object (review.objection.days). */
static void
show_until (ZgWork *work)
{
  ZgRecord            *sheet = zg_work_record (work);
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);

  if (policy)
    zg_record_set_day (sheet, ZG_RSHEET_OBJECT_UNTIL,
                       today + (int) zg_policy_int (policy, "review.objection.days", 0, sheet->unit, today));
}

static void
check_review (ZgWork *work)
{
  zg_review_check_lines (work, ZG_STAGE_MANAGER, TRUE);
  if (zg_record_int (zg_work_record (work), ZG_RSHEET_SHARE_MANAGER) > 0)
    zg_review_demand (work, ZG_RLINE_MANAGER);
  zg_review_total_up (work);
  show_until (work);
}

/* -- Talk, confirmation, objection -- */

static void
check_talk (ZgWork *work)
{
  const ZgRecord *sheet = zg_work_record (work);

  if (!zg_record_is_set (sheet, ZG_RSHEET_TALKED_ON))
    zg_work_fault (work, ZG_RSHEET_TALKED_ON, -1, "D20-4.3", _ ("Enter the day of the talk."));
  else if (zg_record_day (sheet, ZG_RSHEET_TALKED_ON) > zg_work_today (work))
    zg_work_fault (work, ZG_RSHEET_TALKED_ON, -1, NULL, _ ("This day has not come yet."));
  if (!zg_record_is_set (sheet, ZG_RSHEET_TALK))
    zg_work_fault (work, ZG_RSHEET_TALK, -1, "D20-4.3", _ ("Write what was talked about."));
}

static void
confirm (ZgWork *work)
{
  demand_own (work);
  zg_record_set_int (zg_work_record (work), ZG_RSHEET_ANSWER, ZG_REVIEW_CONFIRMED);
}

static gboolean
is_over (ZgWork *work)
{
  int until = zg_record_day (zg_work_record (work), ZG_RSHEET_OBJECT_UNTIL);

  return until != ZG_NO_DAY && zg_work_today (work) > until;
}

static void
check_object (ZgWork *work)
{
  const ZgRecord *sheet = zg_work_record (work);
  char            text[11];

  demand_own (work);
  if (is_over (work))
    zg_work_fault (work, ZG_RSHEET_OBJECTION, -1, "D15-10",
                   _ ("Objections were due by %s. Talk to your supervisor or to HR; what you wrote is kept in your draft."),
                   zg_day_format (zg_record_day (sheet, ZG_RSHEET_OBJECT_UNTIL), text));
  if (!zg_record_is_set (sheet, ZG_RSHEET_OBJECTION))
    zg_work_fault (work, ZG_RSHEET_OBJECTION, -1, "D15-10", _ ("Write what you object to and why."));
}

static void
check_reply (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_RSHEET_REPLY))
    zg_work_fault (work, ZG_RSHEET_REPLY, -1, "D15-10", _ ("Write what was found."));
}

static void
check_reject (ZgWork *work)
{
  check_reply (work);
  zg_record_set_int (zg_work_record (work), ZG_RSHEET_ANSWER, ZG_REVIEW_REJECTED);
}

static void
check_uphold (ZgWork *work)
{
  check_reply (work);
  zg_record_set_null (zg_work_record (work), ZG_RSHEET_OBJECT_UNTIL);
}

/* No paper makes silence a consent to a review; a book may say so (review.silence). */
static void
check_silence (ZgWork *work)
{
  ZgRecord            *sheet = zg_work_record (work);
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);

  if (policy == NULL || zg_policy_int (policy, "review.silence", 0, sheet->unit, today) == 0)
    zg_work_fault (work, -1, -1, "D15-10", _ ("Silence is no consent: the parameter review.silence does not say so."));
  else if (!is_over (work))
    zg_work_fault (work, -1, -1, "D15-10", _ ("The time for objections is not over yet."));
  zg_record_set_int (sheet, ZG_RSHEET_ANSWER, ZG_REVIEW_SILENT);
}

/* -- Without what is missing -- */

static void
check_waive (ZgWork *work)
{
  ZgRecord *sheet = zg_work_record (work);

  if (is_own (work))
    zg_work_fault (work, -1, -1, "D20-4.1", _ ("Somebody else decides whether your sheet counts without what is missing."));
  if (!zg_record_is_set (sheet, ZG_RSHEET_MISSING))
    zg_work_fault (work, ZG_RSHEET_MISSING, -1, "D20-4.1", _ ("Nothing is missing."));
  if (!zg_record_is_set (sheet, ZG_RSHEET_WAIVER))
    zg_work_fault (work, ZG_RSHEET_WAIVER, -1, "D20-4.1", _ ("Write why the total shall count without: %s."),
                   zg_record_text (sheet, ZG_RSHEET_MISSING) ? zg_record_text (sheet, ZG_RSHEET_MISSING) : "—");
  zg_work_guard (work, "review_line/%" G_GINT64_FORMAT, sheet->id);
  zg_record_set_int (sheet, ZG_RSHEET_WAIVED, 1);
  zg_review_total_up (work);
  if (!zg_record_is_set (sheet, ZG_RSHEET_TOTAL))
    zg_work_fault (work, ZG_RSHEET_MISSING, -1, "D20-4.1", _ ("Nothing has a score: there is no total without it either."));
}

static void
waive_lines (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_review_lines_of (zg_work_db (work), &zg_review_line, zg_work_record (work)->id, NULL);

  for (guint i = 0; lines && i < lines->len; i++)
    {
      ZgRecord *line = zg_record_copy (lines->pdata[i]);

      zg_record_set_int (line, ZG_RLINE_WAIVED, 1);
      zg_work_step (work, line, "waive");
    }
  zg_review_propose_anew (work);
}

/* -- In force -- */

static void
conclude (ZgWork *work)
{
  const ZgRecord *sheet = zg_work_record (work);

  if (is_own (work))
    zg_work_fault (work, -1, -1, "D20-4.2", _ ("Somebody else puts your result in force."));
  guard_period (work);
  zg_review_check_lines (work, ZG_STAGE_NONE, TRUE);
  zg_review_total_up (work);
  if (!zg_record_is_set (sheet, ZG_RSHEET_TOTAL))
    zg_work_fault (work, ZG_RSHEET_MISSING, -1, "D20-4.1",
                   _ ("The total is incomplete, it lacks: %s. Have it scored, or waive it and write why."),
                   zg_record_text (sheet, ZG_RSHEET_MISSING) ? zg_record_text (sheet, ZG_RSHEET_MISSING) : "—");
}

static void
conclude_unanswered (ZgWork *work)
{
  char text[11];

  conclude (work);
  if (!is_over (work))
    zg_work_fault (work, ZG_RSHEET_OBJECT_UNTIL, -1, "D15-10",
                   _ ("The person may confirm or object until %s. Wait for it."),
                   zg_record_day (zg_work_record (work), ZG_RSHEET_OBJECT_UNTIL) == ZG_NO_DAY
                     ? "—" : zg_day_format (zg_record_day (zg_work_record (work), ZG_RSHEET_OBJECT_UNTIL), text));
  zg_record_set_int (zg_work_record (work), ZG_RSHEET_ANSWER, ZG_REVIEW_UNANSWERED);
}

static void
check_follow (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_RSHEET_FOLLOWED))
    zg_work_fault (work, ZG_RSHEET_FOLLOWED, -1, "D20-4.3", _ ("Write what came of the improvements."));
}

/* A sheet in a closed period is not taken up again. */
static void
check_revive (ZgWork *work)
{
  gint64 closed = 0;

  guard_period (work);
  zg_db_int (zg_work_db (work), &closed, NULL, ZG_SQL ("SELECT count(*) FROM review_period WHERE id = $1 AND state = 'closed'"),
             "i", zg_record_int (zg_work_record (work), ZG_RSHEET_PERIOD));
  if (closed)
    zg_work_fault (work, -1, -1, "D20-4.2", _ ("The review period is closed."));
}

/* -- The life of a sheet -- */

#define SELF ZG_F (ZG_RSHEET_SELF_COMMENT)
#define SCAN ZG_F (ZG_RSHEET_SCAN)
#define SUPERVISOR (ZG_F (ZG_RSHEET_SUPERVISOR_COMMENT) | D20_4_3)
#define MANAGER (ZG_F (ZG_RSHEET_MANAGER_COMMENT) | D20_4_3)
#define D20_4_3 (ZG_F (ZG_RSHEET_PROBLEMS) | ZG_F (ZG_RSHEET_IMPROVEMENT) | ZG_F (ZG_RSHEET_IMPROVE_BY))
#define TALK (ZG_F (ZG_RSHEET_TALKED_ON) | ZG_F (ZG_RSHEET_TALK))
#define REPLY ZG_F (ZG_RSHEET_REPLY)
#define OBJECTION ZG_F (ZG_RSHEET_OBJECTION)
#define WAIVER ZG_F (ZG_RSHEET_WAIVER)
#define ANSWER ZG_F (ZG_RSHEET_ANSWER)
#define UNTIL ZG_F (ZG_RSHEET_OBJECT_UNTIL)
#define TOTALS (ZG_F (ZG_RSHEET_TOTAL) | ZG_F (ZG_RSHEET_GRADE) | ZG_F (ZG_RSHEET_MISSING))
#define BY_SELF ZG_F (ZG_RSHEET_SELF_BY)
#define BY_SUPERVISOR ZG_F (ZG_RSHEET_SUPERVISED_BY)
#define SIGNED_SELF (BY_SELF | ZG_F (ZG_RSHEET_SELF_AT))
#define SIGNED_SUPERVISOR (BY_SUPERVISOR | ZG_F (ZG_RSHEET_SUPERVISED_AT))
#define SIGNED_MANAGER (ZG_F (ZG_RSHEET_REVIEWED_BY) | ZG_F (ZG_RSHEET_REVIEWED_AT))
#define REPLIED (ZG_F (ZG_RSHEET_REPLIED_BY) | ZG_F (ZG_RSHEET_REPLIED_AT))
#define CONCLUDED (ZG_F (ZG_RSHEET_CONCLUDED_BY) | ZG_F (ZG_RSHEET_CONCLUDED_AT))
#define ANSWERED_AT ZG_F (ZG_RSHEET_ANSWERED_AT)
#define FOLLOWED ZG_F (ZG_RSHEET_FOLLOWED)
#define FOLLOWED_UP (ZG_F (ZG_RSHEET_FOLLOWED_BY) | ZG_F (ZG_RSHEET_FOLLOWED_AT))
#define WAIVES                                                                                                                   \
  0, WAIVER, ZG_F (ZG_RSHEET_WAIVED_BY), .effects = waives, .check = check_waive, .done = waive_lines,            \
    .clause = "D20-4.1", .title = N_ ("Count without what is missing"), .fills = TOTALS | ZG_F (ZG_RSHEET_WAIVED)

static const ZgEffect proposes[] = { ZG_REVIEW_PROPOSES, { 0 } };
static const ZgEffect waives[] = { { ZG_ALSO, "review_line.waive" }, ZG_REVIEW_PROPOSES, { 0 } };

static const ZgStep steps[] = {
  { NULL, "open", "self", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS, .clause = "D02-3.6.2", .title = N_ ("Opened with the period") },
  { "self", "take", "self", ZG_QUIET | ZG_FOLLOWS, ZG_F (ZG_RSHEET_TAKEN_AT), .clause = "D02-3.6.1",
    .title = N_ ("Facts taken") },
  { "self", "edit", "self", ZG_QUIET | ZG_WITH_LINES, SELF, .check = check_edit_self },
  { "self", "rate", "supervisor", ZG_PRIMARY | ZG_WITH_LINES, SELF, SIGNED_SELF, .check = check_rate, .fills = TOTALS,
    .clause = "D20-4.1", .title = N_ ("Hand in the own score") },
  { "self", "enter", "supervisor", ZG_WITH_LINES, SELF | SCAN, SIGNED_SELF, .check = check_enter, .fills = TOTALS,
    .clause = "D20-4.1", .title = N_ ("Enter the own score from paper") },
  { "self", "pass", "supervisor", ZG_NEEDS_OPINION, 0, .check = check_pass, .fills = TOTALS, .clause = "D20-4.1",
    .title = N_ ("Go on without the own score") },
  { "supervisor", "edit", "supervisor", ZG_QUIET | ZG_NOT_OWN | ZG_WITH_LINES, SUPERVISOR, .check = check_edit_supervisor },
  { "supervisor", "supervise", "manager", ZG_PRIMARY | ZG_NOT_OWN | ZG_WITH_LINES, SUPERVISOR, SIGNED_SUPERVISOR, BY_SELF,
    .check = check_supervise, .fills = TOTALS, .clause = "D20-4.1", .title = N_ ("Hand in the supervisor's score") },
  { "supervisor", "return", "self", ZG_NOT_OWN | ZG_NEEDS_OPINION, .title = N_ ("Return") },
  { "manager", "edit", "manager", ZG_QUIET | ZG_NOT_OWN | ZG_WITH_LINES, MANAGER, 0, BY_SUPERVISOR,
    .check = check_edit_manager },
  { "manager", "review", "shown", ZG_PRIMARY | ZG_NOT_OWN | ZG_WITH_LINES, MANAGER, SIGNED_MANAGER, BY_SELF | BY_SUPERVISOR,
    .effects = proposes, .check = check_review, .done = zg_review_propose, .fills = TOTALS | UNTIL, .clause = "D06-9",
    .title = N_ ("Review") },
  { "manager", "return", "supervisor", ZG_NOT_OWN | ZG_NEEDS_OPINION, .title = N_ ("Return") },
  { "shown", "talk", "shown", ZG_NOT_OWN, TALK, ZG_F (ZG_RSHEET_TALKED_BY), .check = check_talk, .clause = "D20-4.3",
    .title = N_ ("Talk held") },
  { "shown", "confirm", "confirmed", ZG_PRIMARY, 0, ANSWERED_AT, .check = confirm, .fills = ANSWER, .clause = "D15-10",
    .title = N_ ("Confirm the result") },
  { "shown", "sign", "confirmed", 0, SCAN, ANSWERED_AT, .check = check_sign, .fills = ANSWER, .clause = "D15-10",
    .title = N_ ("Signed on paper") },
  { "shown", "deem", "confirmed", ZG_QUIET | ZG_BY_CLOCK, 0, ANSWERED_AT, .check = check_silence, .fills = ANSWER,
    .clause = "D15-10", .title = N_ ("Confirmed by silence") },
  { "shown", "object", "objected", 0, OBJECTION, ZG_F (ZG_RSHEET_OBJECTED_AT), .check = check_object, .clause = "D15-10",
    .title = N_ ("Object") },
  { "objected", "withdraw", "shown", 0, 0, .check = demand_own, .title = N_ ("Withdraw the objection") },
  { "objected", "uphold", "manager", ZG_NOT_OWN, REPLY, REPLIED, .check = check_uphold, .fills = UNTIL, .clause = "D15-10",
    .title = N_ ("Uphold, review again") },
  { "objected", "reject", "answered", ZG_NOT_OWN | ZG_PRIMARY, REPLY, REPLIED | ANSWERED_AT, .check = check_reject,
    .fills = ANSWER, .clause = "D15-10", .title = N_ ("Answer, the score stands") },
  { "shown", "waive", "shown", WAIVES },
  { "confirmed", "waive", "confirmed", WAIVES },
  { "answered", "waive", "answered", WAIVES },
  { "confirmed", "conclude", "in_force", ZG_PRIMARY | ZG_WITH_LINES, 0, CONCLUDED, .effects = proposes, .check = conclude,
    .done = zg_review_propose_anew, .fills = TOTALS, .clause = "D20-4.2", .title = N_ ("Put in force") },
  { "answered", "conclude", "in_force", ZG_PRIMARY | ZG_WITH_LINES, 0, CONCLUDED, .effects = proposes, .check = conclude,
    .done = zg_review_propose_anew, .fills = TOTALS, .clause = "D20-4.2", .title = N_ ("Put in force") },
  { "shown", "conclude", "in_force", ZG_NEEDS_OPINION | ZG_WITH_LINES, 0, CONCLUDED, .effects = proposes,
    .check = conclude_unanswered, .done = zg_review_propose_anew, .fills = TOTALS | ANSWER, .clause = "D20-4.2",
    .title = N_ ("Put in force unanswered") },
  { "in_force", "follow", "in_force", ZG_NOT_OWN, FOLLOWED, FOLLOWED_UP, .check = check_follow, .clause = "D20-4.3",
    .title = N_ ("Follow up the improvements") },
  { "self", "void", "void", ZG_NEEDS_OPINION | ZG_DESTROYS, .check = guard_period, .title = N_ ("Set aside") },
  { "supervisor", "void", "void", ZG_NEEDS_OPINION | ZG_DESTROYS, .check = guard_period, .title = N_ ("Set aside") },
  { "manager", "void", "void", ZG_NEEDS_OPINION | ZG_DESTROYS, .check = guard_period, .title = N_ ("Set aside") },
  { "void", "revive", "self", ZG_NEEDS_OPINION, .check = check_revive, .title = N_ ("Take up again") },
};

const ZgState zg_review_sheet_states[] = {
  { "self", N_ ("Own score due"), ZG_TONE_PENDING },
  { "supervisor", N_ ("Supervisor's score due"), ZG_TONE_PENDING },
  { "manager", N_ ("Manager's review due"), ZG_TONE_PENDING },
  { "shown", N_ ("To be confirmed"), ZG_TONE_PENDING },
  { "objected", N_ ("Objected"), ZG_TONE_WARN },
  { "confirmed", N_ ("Confirmed by the person"), ZG_TONE_PENDING },
  { "answered", N_ ("Objection answered"), ZG_TONE_PENDING },
  { "in_force", N_ ("In force"), ZG_TONE_NEUTRAL },
  { "void", N_ ("Set aside"), ZG_TONE_BAD },
  { 0 },
};

const ZgKind zg_review_sheet = {
  "review_sheet", N_ ("Review sheet"), "review", "KH",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = zg_review_sheet_states,
  .owner = "staff", .unit = "unit", .order = "t.to_day DESC, t.unit, t.id", .clause = "D20-4.1",
  .empty = N_ ("Review sheets stand here once a review period is opened: each person scores himself, then his supervisor, then "
               "the manager."),
  .index = { "period, state", "staff, to_day" },
};

/* -- Results in force -- */

GArray *
zg_review_results (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  g_autoptr (GArray) results = g_array_new (FALSE, TRUE, sizeof (ZgReviewResult));
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT id, from_day, to_day, total, grade FROM review_sheet WHERE staff = $1 AND state = 'in_force'"
                           " AND to_day >= $2 AND to_day <= $3 ORDER BY to_day, id"),
                   "iss", staff, zg_day_format (from, first), zg_day_format (to, last));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgReviewResult result = { zg_stmt_int (rows, 0), ZG_NO_DAY, ZG_NO_DAY, zg_stmt_int (rows, 3), (int) zg_stmt_int (rows, 4) };

      zg_day_parse (zg_stmt_text (rows, 1), &result.from);
      zg_day_parse (zg_stmt_text (rows, 2), &result.to);
      g_array_append_val (results, result);
    }
  return rows && !row ? g_steal_pointer (&results) : NULL;
}
