/* zg-attendance-slip.c: the kind slip 考勤单: a missed punch, an outing, a trip, overtime, other hours, an accepted reason. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-day.h"

const ZgEnum zg_slip_types[] = {
  { ZG_SLIP_TYPE_MISSED, "missed", N_ ("Missed punch") },
  { ZG_SLIP_TYPE_OUTING, "outing", N_ ("Outing") },
  { ZG_SLIP_TYPE_TRIP, "trip", N_ ("Business trip") },
  { ZG_SLIP_TYPE_OVERTIME, "overtime", N_ ("Overtime") },
  { ZG_SLIP_TYPE_HOURS, "hours", N_ ("Other hours") },
  { ZG_SLIP_TYPE_EXCUSE, "excuse", N_ ("Accepted reason for lateness") },
  { ZG_SLIP_TYPE_CONFIRM, "confirm", N_ ("Single evidence confirmed") },
  { 0 },
};

static const ZgEnum sides[] = { { 1, "in", N_ ("Sign-in") }, { 2, "out", N_ ("Sign-out") }, { 0 } };

static const ZgField fields[ZG_SLIP_N_FIELDS] = {
  [ZG_SLIP_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff", .initial = "me",
                      .section = N_ ("Slip") },
  [ZG_SLIP_TYPE] = { "type", N_ ("Type of slip"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_slip_types,
                     .clause = "D04-4.2.1c" },
  [ZG_SLIP_STARTS] = { "starts_at", N_ ("From"), ZG_TIME, ZG_LIST },
  [ZG_SLIP_ENDS] = { "ends_at", N_ ("To"), ZG_TIME, ZG_LIST },
  [ZG_SLIP_STATED] = { "stated_at", N_ ("Stated time"), ZG_TIME, ZG_LIST, .hint = N_ ("of a missed punch"), .clause = "D01-7.1" },
  [ZG_SLIP_SIDE] = { "side", N_ ("Missed"), ZG_ENUM, 0, .names = sides, .hint = N_ ("empty: whichever fits the time") },
  [ZG_SLIP_SHIFT] = { "shift", N_ ("Shift instead"), ZG_REF, 0, .ref = "shift",
                      .hint = N_ ("for other hours; empty: a rest day") },
  [ZG_SLIP_REASON] = { "reason", N_ ("Reason"), ZG_LONG, ZG_REQUIRED | ZG_LIST, .max = 500, .clause = "D04-4.2.1c" },
  [ZG_SLIP_FILE] = { "proof", N_ ("Proof"), ZG_FILE },
  [ZG_SLIP_FILED_AT] = { "filed_at", N_ ("Submitted"), ZG_TIME, ZG_COMPUTED, .section = N_ ("Decision") },
  [ZG_SLIP_APPROVER] = { "approver", N_ ("Decided by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D04-3.2" },
  [ZG_SLIP_DECIDED_AT] = { "decided_at", N_ ("Decided"), ZG_TIME, ZG_COMPUTED },
};

static void
check_slip (ZgWork *work)
{
  const ZgRecord *slip = zg_work_record (work);
  gint64          from = zg_record_int (slip, ZG_SLIP_STARTS), to = zg_record_int (slip, ZG_SLIP_ENDS);

  if (from && to && to <= from)
    zg_work_fault (work, ZG_SLIP_ENDS, -1, NULL, _ ("A slip must end after it begins."));
  else if (from && to && to - from > G_GINT64_CONSTANT (93) * 86400000)
    zg_work_fault (work, ZG_SLIP_ENDS, -1, NULL, _ ("This slip covers more than three months. Check the dates."));
}

/* A slip of other hours may move the end of the evening before. */
static void
check_open (ZgWork *work)
{
  const ZgRecord *slip = zg_work_record (work);
  int type = zg_record_int (slip, ZG_SLIP_TYPE), field = type == ZG_SLIP_TYPE_MISSED ? ZG_SLIP_STATED : ZG_SLIP_STARTS;

  if (zg_record_is_set (slip, field))
    zg_attendance_check_open (work, field, zg_record_int (slip, ZG_SLIP_STAFF), 0, zg_day_of_ms (zg_record_int (slip, field)),
                              type == ZG_SLIP_TYPE_HOURS ? ZG_CLOSE_MARGIN : 0);
}

static void
check_submit (ZgWork *work)
{
  const ZgRecord *slip = zg_work_record (work);

  check_slip (work);
  check_open (work);
  if (zg_record_int (slip, ZG_SLIP_TYPE) == ZG_SLIP_TYPE_MISSED)
    {
      if (!zg_record_is_set (slip, ZG_SLIP_STATED))
        zg_work_fault (work, ZG_SLIP_STATED, -1, "D01-7.1", _ ("Enter the time at which you came or went."));
      else if (zg_record_int (slip, ZG_SLIP_STATED) > zg_book_now (zg_session_book (zg_work_session (work))))
        zg_work_fault (work, ZG_SLIP_STATED, -1, "D01-7.1", _ ("This time has not come yet."));
      return;
    }
  if (!zg_record_is_set (slip, ZG_SLIP_STARTS))
    zg_work_fault (work, ZG_SLIP_STARTS, -1, NULL, _ ("Enter when it begins."));
  if (!zg_record_is_set (slip, ZG_SLIP_ENDS))
    zg_work_fault (work, ZG_SLIP_ENDS, -1, NULL, _ ("Enter when it ends."));
}

#define TYPED                                                                                                                    \
  (ZG_F (ZG_SLIP_STAFF) | ZG_F (ZG_SLIP_TYPE) | ZG_F (ZG_SLIP_STARTS) | ZG_F (ZG_SLIP_ENDS) | ZG_F (ZG_SLIP_STATED) |            \
   ZG_F (ZG_SLIP_SIDE) | ZG_F (ZG_SLIP_SHIFT) | ZG_F (ZG_SLIP_REASON) | ZG_F (ZG_SLIP_FILE))
#define DECIDED (ZG_F (ZG_SLIP_APPROVER) | ZG_F (ZG_SLIP_DECIDED_AT))
#define FILED ZG_F (ZG_SLIP_FILED_AT)

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED, .check = check_slip },
  { "draft", "edit", "draft", ZG_QUIET, TYPED, .check = check_slip },
  { "returned", "edit", "returned", ZG_QUIET, TYPED, .check = check_slip },
  { "withdrawn", "edit", "withdrawn", ZG_QUIET, TYPED, .check = check_slip },
  { "draft", "submit", "pending", ZG_PRIMARY, TYPED, FILED, .check = check_submit, .clause = "D04-4.2.1c" },
  { "returned", "submit", "pending", ZG_PRIMARY, TYPED, FILED, .check = check_submit, .clause = "D04-4.2.1c" },
  { "withdrawn", "submit", "pending", ZG_PRIMARY, TYPED, FILED, .check = check_submit, .clause = "D04-4.2.1c" },
  { "pending", "approve", "approved", ZG_NOT_OWN | ZG_PRIMARY, 0, DECIDED, .check = check_open, .clause = "D04-3.2" },
  { "pending", "return", "returned", ZG_NOT_OWN | ZG_NEEDS_OPINION, 0, DECIDED },
  { "pending", "withdraw", "withdrawn", 0 },
  { "approved", "cancel", "cancelled", ZG_NOT_OWN | ZG_NEEDS_OPINION | ZG_DESTROYS, 0, DECIDED, .check = check_open },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_slip = {
  "slip", N_ ("Attendance slip"), "attendance", "KQ",
  ZG_FIELDS (fields), ZG_STEPS (steps),
  .owner = "staff", .order = "t.created_ms DESC", .clause = "D04-4.2.1c",
  .empty = N_ ("Attendance slips stand here. Approved slips are one of the three sources of the month sheet."),
  .index = { "staff, starts_at" },
};
