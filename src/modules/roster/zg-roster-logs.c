/* zg-roster-logs.c: the kinds duty_log 值班日志, visitor_log 来访登记 and call_log 来电记录. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-policy.h"
#include "zg-roster-private.h"

/* -- Duty log: what happened on a shift and what the next one must know (D11-11) -- */

static const ZgField duty_fields[ZG_DUTY_N_FIELDS] = {
  [ZG_DUTY_STAFF] = { "staff", N_ ("On duty"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff", .initial = "me",
                      .section = N_ ("Duty") },
  [ZG_DUTY_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_DUTY_SHIFT] = { "shift", N_ ("Shift"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "shift" },
  [ZG_DUTY_EVENTS] = { "events", N_ ("What happened"), ZG_LONG, ZG_SEARCH, .clause = "D11-11" },
  [ZG_DUTY_NOTE] = { "note", N_ ("Handover note"), ZG_LONG, ZG_REQUIRED | ZG_SEARCH, .clause = "D11-11",
                     .hint = N_ ("what is open, what the next one must do") },
  [ZG_DUTY_TO] = { "handed_to", N_ ("Handed over to"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff",
                   .clause = "D11-11", .section = N_ ("Handover") },
  [ZG_DUTY_GIVEN_AT] = { "given_at", N_ ("Handed over at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_DUTY_TAKEN_BY] = { "taken_by", N_ ("Taken over by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D11-11" },
  [ZG_DUTY_TAKEN_AT] = { "taken_at", N_ ("Taken over at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
};

static const ZgState duty_states[] = {
  { "given", N_ ("Handed over"), ZG_TONE_PENDING },
  { "taken", N_ ("Taken over"), ZG_TONE_NEUTRAL },
  { NULL },
};

static void
check_duty (ZgWork *work)
{
  const ZgRecord *log = zg_work_record (work);

  if (zg_record_int (log, ZG_DUTY_TO) && zg_record_int (log, ZG_DUTY_TO) == zg_record_int (log, ZG_DUTY_STAFF))
    zg_work_fault (work, ZG_DUTY_TO, -1, "D11-11", _ ("A shift is handed over to somebody else."));
  if (zg_record_is_set (log, ZG_DUTY_DAY) && zg_record_day (log, ZG_DUTY_DAY) > zg_work_today (work))
    zg_work_fault (work, ZG_DUTY_DAY, -1, NULL, _ ("This day is still to come."));
}

static void
check_take (ZgWork *work)
{
  gint64 me = zg_session_staff (zg_work_session (work));

  if (me == 0 || zg_record_int (zg_work_record (work), ZG_DUTY_TO) != me)
    zg_work_fault (work, ZG_DUTY_TO, -1, "D11-11", _ ("Only the person the shift is handed over to can take it over."));
}

#define DUTY_TYPED                                                                                                               \
  (ZG_F (ZG_DUTY_STAFF) | ZG_F (ZG_DUTY_DAY) | ZG_F (ZG_DUTY_SHIFT) | ZG_F (ZG_DUTY_EVENTS) | ZG_F (ZG_DUTY_NOTE) |              \
   ZG_F (ZG_DUTY_TO))

static const ZgStep duty_steps[] = {
  { NULL, "create", "draft", ZG_QUIET, DUTY_TYPED, .check = check_duty },
  { "draft", "edit", "draft", ZG_QUIET, DUTY_TYPED, .check = check_duty },
  { "draft", "give", "given", ZG_PRIMARY, DUTY_TYPED, ZG_F (ZG_DUTY_GIVEN_AT), .check = check_duty, .clause = "D11-11",
    .title = N_ ("Hand over") },
  { "given", "take", "taken", ZG_PRIMARY, 0, ZG_F (ZG_DUTY_TAKEN_BY) | ZG_F (ZG_DUTY_TAKEN_AT), .check = check_take,
    .clause = "D11-11", .title = N_ ("Take over") },
  { "given", "withdraw", "draft", 0 },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_duty_log = {
  "duty_log", N_ ("Duty log"), "roster", "ZB",
  ZG_FIELDS (duty_fields), ZG_STEPS (duty_steps), .states = duty_states,
  .owner = "staff", .order = "t.day DESC, t.id DESC", .clause = "D11-11",
  .empty = N_ ("What happened on each shift and what was handed over to the next stands here."),
  .index = { "day, shift" },
};

/* -- Visitors (D11-9a) -- */

static const ZgField visitor_fields[ZG_VISITOR_N_FIELDS] = {
  [ZG_VISITOR_AT] = { "came_at", N_ ("Came"), ZG_TIME, ZG_REQUIRED | ZG_LIST, .initial = "now", .clause = "D11-9a" },
  [ZG_VISITOR_NAME] = { "visitor", N_ ("Visitor"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 40, .clause = "D11-9a" },
  [ZG_VISITOR_FIRM] = { "firm", N_ ("From the firm"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 60 },
  [ZG_VISITOR_PEOPLE] = { "people", N_ ("Number of visitors"), ZG_INT, ZG_LIST },
  [ZG_VISITOR_MATTER] = { "matter", N_ ("Matter"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 200 },
  [ZG_VISITOR_FOR] = { "visited", N_ ("Came to see"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_VISITOR_BY] = { "received_by", N_ ("Received by"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff",
                      .initial = "me", .clause = "D11-9a" },
  [ZG_VISITOR_LEFT_AT] = { "left_at", N_ ("Left at"), ZG_TIME, ZG_LIST },
  [ZG_VISITOR_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

static void
check_visitor (ZgWork *work)
{
  const ZgRecord *visit = zg_work_record (work);

  if (zg_record_is_set (visit, ZG_VISITOR_LEFT_AT) &&
      zg_record_int (visit, ZG_VISITOR_LEFT_AT) < zg_record_int (visit, ZG_VISITOR_AT))
    zg_work_fault (work, ZG_VISITOR_LEFT_AT, -1, NULL, _ ("The visitor cannot leave before he came."));
  if (zg_record_is_set (visit, ZG_VISITOR_PEOPLE) && zg_record_int (visit, ZG_VISITOR_PEOPLE) < 1)
    zg_work_fault (work, ZG_VISITOR_PEOPLE, -1, NULL, _ ("At least one person came."));
}

static const ZgStep visitor_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_visitor, .clause = "D11-9a" },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_visitor },
  { "active", "remove", "removed", ZG_DESTROYS },
  { "removed", "restore", "active", 0 },
};

const ZgKind zg_visitor_log = {
  "visitor_log", N_ ("Visit"), "roster",
  ZG_FIELDS (visitor_fields), ZG_STEPS (visitor_steps),
  .owner = "received_by", .name = "visitor", .order = "t.came_at DESC, t.id DESC", .clause = "D11-9a",
  .empty = N_ ("Visitors to the office and who received them stand here."),
  .index = { "came_at" },
};

/* -- Calls (D11-10a to c) -- */

static const ZgField call_fields[ZG_CALL_N_FIELDS] = {
  [ZG_CALL_AT] = { "called_at", N_ ("Time of the call"), ZG_TIME, ZG_REQUIRED | ZG_LIST, .initial = "now", .clause = "D11-10c",
                   .section = N_ ("Call") },
  [ZG_CALL_CALLER] = { "caller", N_ ("Caller"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 60, .clause = "D11-10c" },
  [ZG_CALL_NUMBER] = { "number", N_ ("Caller's number"), ZG_PHONE, ZG_LIST | ZG_SEARCH, .clause = "D11-10c" },
  [ZG_CALL_FOR] = { "called", N_ ("Call for"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "staff", .clause = "D11-10c" },
  [ZG_CALL_BY] = { "answered_by", N_ ("Answered by"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff",
                   .initial = "me", .clause = "D11-10b" },
  [ZG_CALL_RINGS] = { "rings", N_ ("Rings"), ZG_INT, 0, .clause = "D11-10a" },
  [ZG_CALL_LATE] = { "late", N_ ("Answered late"), ZG_BOOL, ZG_COMPUTED | ZG_LIST | ZG_FILTER, .clause = "D11-10a" },
  [ZG_CALL_STANDING_IN] = { "standing_in", N_ ("Answered for somebody"), ZG_BOOL, ZG_COMPUTED | ZG_LIST, .clause = "D11-10b" },
  [ZG_CALL_CONTENT] = { "content", N_ ("Content"), ZG_LONG, ZG_REQUIRED | ZG_SEARCH, .clause = "D11-10c",
                        .section = N_ ("Record") },
  [ZG_CALL_FOLLOW_UP] = { "follow_up", N_ ("To be done"), ZG_TEXT, ZG_LIST | ZG_SEARCH },
  [ZG_CALL_DUE] = { "due", N_ ("Until"), ZG_DAY, ZG_LIST },
  [ZG_CALL_DONE] = { "done", N_ ("Done"), ZG_BOOL, ZG_LIST | ZG_FILTER },
};

static void
recompute_call (ZgRecord *call)
{
  gint64 called = zg_record_int (call, ZG_CALL_FOR);

  zg_record_set_int (call, ZG_CALL_STANDING_IN, called && called != zg_record_int (call, ZG_CALL_BY));
}

static void
check_call (ZgWork *work)
{
  ZgRecord            *call = zg_work_record (work);
  int                  day = zg_day_of_ms (zg_record_int (call, ZG_CALL_AT));
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), day, day, NULL);
  gint64               rings = zg_record_int (call, ZG_CALL_RINGS);

  if (zg_record_is_set (call, ZG_CALL_RINGS) && (rings < 0 || rings > 100))
    zg_work_fault (work, ZG_CALL_RINGS, -1, NULL, _ ("That many rings cannot be."));
  if (zg_record_int (call, ZG_CALL_DONE) && !zg_record_is_set (call, ZG_CALL_FOLLOW_UP))
    zg_work_fault (work, ZG_CALL_FOLLOW_UP, -1, NULL, _ ("Say what was done."));
  if (policy)
    zg_record_set_int (call, ZG_CALL_LATE, rings > zg_policy_int (policy, "phone.rings.max", 0, 0, day));
}

static const ZgStep call_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_call, .clause = "D11-10c", .fills = ZG_F (ZG_CALL_LATE) },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_call, .fills = ZG_F (ZG_CALL_LATE) },
  { "active", "remove", "removed", ZG_DESTROYS },
  { "removed", "restore", "active", 0 },
};

const ZgKind zg_call_log = {
  "call_log", N_ ("Call record"), "roster",
  ZG_FIELDS (call_fields), ZG_STEPS (call_steps),
  .owner = "answered_by", .name = "caller", .order = "t.called_at DESC, t.id DESC", .clause = "D11-10c",
  .empty = N_ ("Important calls, who answered them and what is to be done stand here."),
  .index = { "called_at" }, .recompute = recompute_call,
};
