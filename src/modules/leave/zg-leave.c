/* zg-leave.c: the kind leave 请假单: asked for beforehand, approved by somebody else, cancelled with a reason. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-day.h"
#include "zg-leave.h"
#include "zg-module.h"
#include "zg-policy.h"
#include "zg-roster.h"

const ZgEnum zg_leave_types[] = {
  { ZG_JUDGE_LEAVE_PERSONAL, "personal", N_ ("Personal leave") },
  { ZG_JUDGE_LEAVE_SICK, "sick", N_ ("Sick leave") },
  { ZG_JUDGE_LEAVE_ANNUAL, "annual", N_ ("Annual leave") },
  { ZG_JUDGE_LEAVE_MARRIAGE, "marriage", N_ ("Marriage leave") },
  { ZG_JUDGE_LEAVE_MATERNITY, "maternity", N_ ("Maternity leave") },
  { ZG_JUDGE_LEAVE_BEREAVEMENT, "bereavement", N_ ("Bereavement leave") },
  { ZG_JUDGE_LEAVE_INJURY, "injury", N_ ("Work injury leave") },
  { ZG_JUDGE_LEAVE_LATE, "late", N_ ("Late arrival or early departure") },
  { ZG_JUDGE_LEAVE_OTHER, "other", N_ ("Other leave") },
  { ZG_JUDGE_LEAVE_FLOATING, "floating", N_ ("Floating rest day") },
  { ZG_JUDGE_LEAVE_ROTATING, "rotating", N_ ("Rotating rest day") },
  { ZG_JUDGE_LEAVE_CREDIT, "credit", N_ ("Rest for holiday work") },
  { 0 },
};

static const ZgField fields[ZG_LEAVE_N_FIELDS] = {
  [ZG_LEAVE_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff", .initial = "me",
                       .section = N_ ("Leave") },
  [ZG_LEAVE_TYPE] = { "type", N_ ("Type of leave"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_leave_types,
                      .clause = "D02-3.3.3" },
  [ZG_LEAVE_STARTS] = { "starts_at", N_ ("From"), ZG_TIME, ZG_REQUIRED | ZG_LIST },
  [ZG_LEAVE_ENDS] = { "ends_at", N_ ("To"), ZG_TIME, ZG_REQUIRED | ZG_LIST },
  [ZG_LEAVE_MINUTES] = { "minutes", N_ ("Duration"), ZG_MINUTES, ZG_COMPUTED | ZG_HIDDEN },
  [ZG_LEAVE_REASON] = { "reason", N_ ("Reason"), ZG_LONG, ZG_REQUIRED, .max = 500, .clause = "D01-7.2" },
  [ZG_LEAVE_MOBILE] = { "mobile", N_ ("Reachable on"), ZG_PHONE, ZG_REQUIRED | ZG_SEALED, .seal = "FORM", .clause = "D01-7.3" },
  [ZG_LEAVE_HANDOVER] = { "handover_to", N_ ("Work handed over to"), ZG_REF, 0, .ref = "staff", .clause = "D02-3.3.2" },
  [ZG_LEAVE_PROOF] = { "proof", N_ ("Proof"), ZG_FILE, 0, .hint = N_ ("a doctor's note, for example") },
  [ZG_LEAVE_FILED_AT] = { "filed_at", N_ ("Submitted"), ZG_TIME, ZG_COMPUTED, .section = N_ ("Decision") },
  [ZG_LEAVE_APPROVER] = { "approver", N_ ("Decided by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D04-3.2" },
  [ZG_LEAVE_DECIDED_AT] = { "decided_at", N_ ("Decided"), ZG_TIME, ZG_COMPUTED },
  [ZG_LEAVE_DAYS] = { "day_milli", N_ ("Working days"), ZG_DAYS, ZG_LIST, .clause = "D04-4.1.1a",
                      .section = N_ ("Working time") },
  [ZG_LEAVE_WORK] = { "work_min", N_ ("Working time"), ZG_MINUTES, ZG_LIST, .clause = "D04-4.1.1a" },
  [ZG_LEAVE_LONG] = { "is_long", N_ ("Needs a second approval"), ZG_BOOL, 0, .clause = "D01-7.2" },
  [ZG_LEAVE_ENDORSED] = { "is_endorsed", N_ ("Endorsed"), ZG_BOOL, ZG_HIDDEN },
  [ZG_LEAVE_ENDORSED_BY] = { "endorsed_by", N_ ("Endorsed by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D01-7.2" },
  [ZG_LEAVE_ENDORSED_AT] = { "endorsed_at", N_ ("Endorsed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_LEAVE_PERIOD] = { "period", N_ ("Charged to the period"), ZG_INT, ZG_HIDDEN },
  [ZG_LEAVE_CHARGE] = { "charge_milli", N_ ("Days from the balance"), ZG_DAYS, 0, .clause = "D04-4.1.1c" },
  [ZG_LEAVE_BACK_AT] = { "back_at", N_ ("Back at work"), ZG_TIME, 0, .section = N_ ("Return to work") },
  [ZG_LEAVE_REFUND] = { "refund_milli", N_ ("Days given back"), ZG_DAYS },
};

static void
recompute (ZgRecord *leave)
{
  gint64 from = zg_record_int (leave, ZG_LEAVE_STARTS), to = zg_record_int (leave, ZG_LEAVE_ENDS);

  if (from && to > from)
    zg_record_set_int (leave, ZG_LEAVE_MINUTES, (to - from) / 60000);
  else
    zg_record_set_null (leave, ZG_LEAVE_MINUTES);
}

/* -- Rules of submitting -- */

static void
check_times (ZgWork *work)
{
  const ZgRecord *leave = zg_work_record (work);
  gint64          from = zg_record_int (leave, ZG_LEAVE_STARTS), to = zg_record_int (leave, ZG_LEAVE_ENDS);

  if (from && to && to <= from)
    zg_work_fault (work, ZG_LEAVE_ENDS, -1, NULL, _ ("Leave must end after it begins."));
  else if (to - from > G_GINT64_CONSTANT (366) * 86400000)
    zg_work_fault (work, ZG_LEAVE_ENDS, -1, NULL, _ ("This leave lasts more than a year. Check the dates."));
  if (zg_record_int (leave, ZG_LEAVE_HANDOVER) &&
      zg_record_int (leave, ZG_LEAVE_HANDOVER) == zg_record_int (leave, ZG_LEAVE_STAFF))
    zg_work_fault (work, ZG_LEAVE_HANDOVER, -1, "D02-3.3.2", _ ("The work must be handed over to somebody else."));
}

/* Beforehand (D01-7.2); sick leave within some days; the late-arrival kind afterwards by its nature (D04-4.2.2b). */
static void
check_advance (ZgWork *work)
{
  const ZgRecord      *leave = zg_work_record (work);
  gint64 from = zg_record_int (leave, ZG_LEAVE_STARTS), now = zg_book_now (zg_session_book (zg_work_session (work)));
  int                  type = zg_record_int (leave, ZG_LEAVE_TYPE), today = zg_work_today (work), day = zg_day_of_ms (from);
  g_autoptr (ZgPolicy) policy = NULL;
  const char          *late;

  if (from == 0 || now <= from)
    return;
  policy = zg_policy_load (zg_work_db (work), MIN (day, today), MAX (day, today), NULL);
  if (policy == NULL || g_str_equal (zg_policy_text (policy, "leave.advance", 0, 0, today), "no"))
    return;
  late = zg_policy_text (policy, "leave.retroactive", 0, 0, today);
  if (type == ZG_JUDGE_LEAVE_LATE && (g_str_equal (late, "sheet") || (g_str_equal (late, "day") && day == today)))
    return;
  if (type == ZG_JUDGE_LEAVE_LATE)
    zg_work_fault (work, ZG_LEAVE_STARTS, -1, "D04-4.2.2b", _ ("The time for filing this kind of leave afterwards is over."));
  else if (type == ZG_JUDGE_LEAVE_SICK && today - day <= zg_policy_int (policy, "leave.sick.retroactive.days", 0, 0, today))
    return;
  else
    zg_work_fault (
        work, ZG_LEAVE_STARTS, -1, "D01-7.2",
        _ ("Leave is asked for before it begins. Only “Late arrival or early departure”, and sick leave in time, is filed "
           "afterwards."));
}

/* One person, one leave at a time. */
static void
check_overlap (ZgWork *work)
{
  const ZgRecord *leave = zg_work_record (work);
  gint64          staff = zg_record_int (leave, ZG_LEAVE_STAFF), others = 0;

  zg_work_guard (work, "leave/%" G_GINT64_FORMAT, staff);
  if (zg_db_int (
          zg_work_db (work), &others, NULL,
          ZG_SQL (
              "SELECT count(*) FROM leave WHERE staff = $1 AND id <> $2 AND state IN ('pending', 'approved')"
              " AND starts_at < $4 AND COALESCE (back_at, ends_at) > $3"),
          "iiii", staff, leave->id, zg_record_int (leave, ZG_LEAVE_STARTS), zg_record_int (leave, ZG_LEAVE_ENDS)) &&
      others)
    zg_work_fault (work, ZG_LEAVE_STARTS, -1, NULL,
                   _ ("Another leave of this person covers part of this time. Change the times or cancel the other one."));
}

static void
check_open (ZgWork *work)
{
  const ZgRecord *leave = zg_work_record (work);

  if (zg_record_is_set (leave, ZG_LEAVE_STARTS))
    zg_attendance_check_open (work, ZG_LEAVE_STARTS, zg_record_int (leave, ZG_LEAVE_STAFF), 0,
                              zg_day_of_ms (zg_record_int (leave, ZG_LEAVE_STARTS)), 0);
}

/* -- Working time, second approval, what is charged -- */

static gboolean
work_of (ZgWork *work, gint64 to, ZgWorkSpan *span)
{
  const ZgRecord *leave = zg_work_record (work);

  return zg_attendance_span (zg_session_book (zg_work_session (work)), zg_work_db (work), zg_record_int (leave, ZG_LEAVE_STAFF),
                             zg_record_int (leave, ZG_LEAVE_STARTS), to, span, NULL);
}

static void
set_days (ZgRecord *leave, int field, int milli)
{
  if (milli > 0)
    zg_record_set_int (leave, field, milli);
  else
    zg_record_set_null (leave, field);
}

/* No work is due on rest days and holidays: they are not charged. */
static void
fill_work (ZgWork *work)
{
  ZgRecord            *leave = zg_work_record (work);
  int                  type = zg_record_int (leave, ZG_LEAVE_TYPE), day = zg_day_of_ms (zg_record_int (leave, ZG_LEAVE_STARTS));
  g_autoptr (ZgPolicy) policy = NULL;
  ZgWorkSpan           span;
  gboolean             kept;

  if (!zg_record_is_set (leave, ZG_LEAVE_STARTS) || !zg_record_is_set (leave, ZG_LEAVE_ENDS) ||
      zg_record_int (leave, ZG_LEAVE_ENDS) <= zg_record_int (leave, ZG_LEAVE_STARTS) || !zg_record_is_set (leave, ZG_LEAVE_STAFF))
    return;
  policy = zg_policy_load (zg_work_db (work), day, day, NULL);
  if (policy == NULL || !work_of (work, zg_record_int (leave, ZG_LEAVE_ENDS), &span))
    return;
  kept = zg_leave_is_kept (type, g_str_equal (zg_policy_text (policy, "leave.quota.annual", 0, leave->unit, day), "yes"));
  set_days (leave, ZG_LEAVE_DAYS, span.day_milli);
  set_days (leave, ZG_LEAVE_WORK, span.minutes);
  set_days (leave, ZG_LEAVE_CHARGE, kept ? span.day_milli : 0);
  zg_record_set_int (leave, ZG_LEAVE_PERIOD,
                     zg_leave_period (type, day, zg_policy_text (policy, "rest.float.period", 0, leave->unit, day)));
  zg_record_set_int (leave, ZG_LEAVE_LONG,
                     span.day_milli > zg_policy_int (policy, "leave.second_approval", 0, leave->unit, day) * 1000);
  zg_record_set_int (leave, ZG_LEAVE_ENDORSED, 0);
}

static void
check_draft (ZgWork *work)
{
  check_times (work);
  fill_work (work);
}

static int
rostered_rest (ZgDb *db, gint64 staff, int first, int last)
{
  g_autoptr (GHashTable) shifts = zg_roster_shifts (db, NULL);
  g_autoptr (GArray)     entries = zg_roster_entries (db, first, last, NULL);
  int                    n = 0;

  for (guint i = 0; shifts && entries && i < entries->len; i++)
    {
      const ZgRosterEntry *entry = &g_array_index (entries, ZgRosterEntry, i);
      const ZgRosterShift *shift = entry->staff == staff ? g_hash_table_lookup (shifts, &entry->shift) : NULL;

      n += shift && shift->kind == ZG_SHIFT_REST;
    }
  return n;
}

/* D04-4.1.1d: rest days of the roster and rest days asked for make up one number. */
static void
check_rotating (ZgWork *work)
{
  const ZgRecord      *leave = zg_work_record (work);
  gint64               staff = zg_record_int (leave, ZG_LEAVE_STAFF), asked = 0;
  int                  day = zg_day_of_ms (zg_record_int (leave, ZG_LEAVE_STARTS)), first, n, rostered, limit;
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), day, day, NULL);
  char                 month[8];

  if (policy == NULL || zg_record_int (leave, ZG_LEAVE_TYPE) != ZG_JUDGE_LEAVE_ROTATING ||
      !zg_month_parse (zg_month_format (day, month), &first, &n))
    return;
  limit = zg_policy_int (policy, "rest.rotating.days", 0, leave->unit, day);
  zg_work_guard (work, "roster/%" G_GINT64_FORMAT, staff);
  rostered = rostered_rest (zg_work_db (work), staff, first, first + n - 1);
  zg_db_int (zg_work_db (work), &asked, NULL,
             ZG_SQL (
                 "SELECT CAST (COALESCE (sum (day_milli), 0) AS BIGINT) FROM leave WHERE staff = $1 AND type = $2 AND id <> $3"
                 " AND state IN ('pending', 'approved') AND starts_at >= $4 AND starts_at < $5"),
             "iiiii", staff, (gint64)ZG_JUDGE_LEAVE_ROTATING, leave->id, zg_day_to_ms (first, 0), zg_day_to_ms (first + n, 0));
  if (rostered * 1000 + asked + zg_record_int (leave, ZG_LEAVE_DAYS) > limit * 1000)
    zg_work_fault (
        work, ZG_LEAVE_STARTS, -1, "D04-4.1.1d",
        _ ("With this one there would be more than %d rest days in the month: %d stand in the roster, %d are asked for."), limit,
        rostered, (int)(asked / 1000));
}

static void
check_submit (ZgWork *work)
{
  check_times (work);
  check_open (work);
  check_advance (work);
  check_overlap (work);
  fill_work (work);
  if (zg_record_is_set (zg_work_record (work), ZG_LEAVE_ENDS) && !zg_record_is_set (zg_work_record (work), ZG_LEAVE_DAYS))
    zg_work_fault (work, ZG_LEAVE_STARTS, -1, "D04-4.1.1a",
                   _ ("No work is due of this person in this time: no leave is needed."));
  check_rotating (work);
}

static void
endorse (ZgWork *work)
{
  zg_record_set_int (zg_work_record (work), ZG_LEAVE_ENDORSED, 1);
}

/* 销假: who comes back early gets back what was not used. */
static void
check_back (ZgWork *work)
{
  ZgRecord  *leave = zg_work_record (work);
  gint64     back = zg_record_int (leave, ZG_LEAVE_BACK_AT);
  ZgWorkSpan span;

  if (!zg_record_is_set (leave, ZG_LEAVE_BACK_AT))
    zg_work_fault (work, ZG_LEAVE_BACK_AT, -1, NULL, _ ("Enter when work was taken up again."));
  else if (zg_work_old (work) && zg_record_is_set (zg_work_old (work), ZG_LEAVE_BACK_AT))
    zg_work_fault (work, ZG_LEAVE_BACK_AT, -1, NULL, _ ("The return is noted already."));
  else if (back <= zg_record_int (leave, ZG_LEAVE_STARTS) || back >= zg_record_int (leave, ZG_LEAVE_ENDS))
    zg_work_fault (work, ZG_LEAVE_BACK_AT, -1, NULL,
                   _ ("An early return lies within the leave. One that never began is cancelled instead."));
  else if (work_of (work, back, &span))
    {
      zg_attendance_check_open (work, ZG_LEAVE_BACK_AT, zg_record_int (leave, ZG_LEAVE_STAFF), 0, zg_day_of_ms (back), 0);
      set_days (leave, ZG_LEAVE_REFUND, zg_record_int (leave, ZG_LEAVE_CHARGE) - span.day_milli);
      set_days (leave, ZG_LEAVE_DAYS, span.day_milli);
      set_days (leave, ZG_LEAVE_WORK, span.minutes);
    }
}

static void
check_cancel (ZgWork *work)
{
  check_open (work);
  if (zg_record_is_set (zg_work_record (work), ZG_LEAVE_BACK_AT))
    zg_work_fault (work, -1, -1, NULL, _ ("This leave has been taken and its return noted: it is not cancelled any more."));
}

/* -- The life of a leave form -- */

#define TYPED                                                                                                                    \
  (ZG_F (ZG_LEAVE_STAFF) | ZG_F (ZG_LEAVE_TYPE) | ZG_F (ZG_LEAVE_STARTS) | ZG_F (ZG_LEAVE_ENDS) | ZG_F (ZG_LEAVE_MINUTES) |      \
   ZG_F (ZG_LEAVE_REASON) | ZG_F (ZG_LEAVE_MOBILE) | ZG_F (ZG_LEAVE_HANDOVER) | ZG_F (ZG_LEAVE_PROOF))
#define DECIDED (ZG_F (ZG_LEAVE_APPROVER) | ZG_F (ZG_LEAVE_DECIDED_AT))
#define ENDORSED (ZG_F (ZG_LEAVE_ENDORSED_BY) | ZG_F (ZG_LEAVE_ENDORSED_AT))
#define LONG ZG_F (ZG_LEAVE_LONG)
#define FILED ZG_F (ZG_LEAVE_FILED_AT)
#define COUNTED                                                                                                                  \
  (ZG_F (ZG_LEAVE_DAYS) | ZG_F (ZG_LEAVE_WORK) | LONG | ZG_F (ZG_LEAVE_ENDORSED) | ZG_F (ZG_LEAVE_PERIOD) |                      \
   ZG_F (ZG_LEAVE_CHARGE))

static const ZgEffect charges[] = {
  { ZG_LEDGER_OUT, "leave_quota", .qty = "charge_milli", .keys = { "staff", "type", "period" } }, { 0 }
};
static const ZgEffect gives_back[] = {
  { ZG_LEDGER_IN, "leave_quota", .qty = "charge_milli", .keys = { "staff", "type", "period" } }, { 0 }
};
static const ZgEffect gives_rest[] = {
  { ZG_LEDGER_IN, "leave_quota", .qty = "refund_milli", .keys = { "staff", "type", "period" } }, { 0 }
};

/* Up to leave.second_approval days the supervisor approves; what is longer he endorses, and somebody else confirms. */
static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED, .check = check_draft, .fills = COUNTED },
  { NULL, "open", "draft", ZG_QUIET | ZG_BY_CLOCK, TYPED, .check = check_draft, .fills = COUNTED, .clause = "D04-4.2.2b",
    .title = N_ ("Opened by the judge") },
  { "draft", "edit", "draft", ZG_QUIET, TYPED, .check = check_draft, .fills = COUNTED },
  { "returned", "edit", "returned", ZG_QUIET, TYPED, .check = check_draft, .fills = COUNTED },
  { "withdrawn", "edit", "withdrawn", ZG_QUIET, TYPED, .check = check_draft, .fills = COUNTED },
  { "draft", "submit", "pending", ZG_PRIMARY, TYPED, FILED, .check = check_submit, .fills = COUNTED, .clause = "D01-7.2" },
  { "returned", "submit", "pending", ZG_PRIMARY, TYPED, FILED, .check = check_submit, .fills = COUNTED, .clause = "D01-7.2" },
  { "withdrawn", "submit", "pending", ZG_PRIMARY, TYPED, FILED, .check = check_submit, .fills = COUNTED, .clause = "D01-7.2" },
  { "pending", "approve", "approved", ZG_NOT_OWN | ZG_PRIMARY, 0, DECIDED, .effects = charges, .check = check_open,
    .clause = "D04-3.2", .unless = LONG },
  { "pending", "endorse", "pending", ZG_NOT_OWN | ZG_PRIMARY, 0, ENDORSED, .check = endorse, .clause = "D01-7.2",
    .title = N_ ("Endorse"), .fills = ZG_F (ZG_LEAVE_ENDORSED), .when = LONG, .unless = ZG_F (ZG_LEAVE_ENDORSED) },
  { "pending", "confirm", "approved", ZG_NOT_OWN | ZG_PRIMARY, 0, DECIDED, ZG_F (ZG_LEAVE_ENDORSED_BY), charges, check_open,
    .clause = "D01-7.2", .title = N_ ("Approve finally"), .when = LONG | ZG_F (ZG_LEAVE_ENDORSED) },
  { "pending", "return", "returned", ZG_NOT_OWN | ZG_NEEDS_OPINION, 0, DECIDED },
  { "pending", "withdraw", "withdrawn", 0 },
  { "approved", "back", "approved", 0, ZG_F (ZG_LEAVE_BACK_AT), .effects = gives_rest, .check = check_back,
    .fills = ZG_F (ZG_LEAVE_REFUND) | ZG_F (ZG_LEAVE_DAYS) | ZG_F (ZG_LEAVE_WORK), .title = N_ ("Back early") },
  { "approved", "cancel", "cancelled", ZG_NOT_OWN | ZG_NEEDS_OPINION | ZG_DESTROYS, 0, DECIDED, .effects = gives_back,
    .check = check_cancel },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_leave = {
  "leave", N_ ("Leave request"), "leave", "QJ",
  ZG_FIELDS (fields), ZG_STEPS (steps),
  .owner = "staff", .order = "t.starts_at DESC", .clause = "D01-7.2",
  .empty = N_ ("Leave requests stand here. A request counts once it is approved."),
  .index = { "staff, starts_at" },
  .recompute = recompute,
};

GArray *
zg_leave_papers (ZgDb *db, int from, int to, GError **error)
{
  GArray *papers = g_array_new (FALSE, TRUE, sizeof (ZgLeavePaper));
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT staff, starts_at, COALESCE (back_at, ends_at), type, no, id FROM leave"
              " WHERE state = 'approved' AND starts_at < $2 AND COALESCE (back_at, ends_at) > $1 ORDER BY staff, starts_at, id"),
      "ii", zg_day_to_ms (from, 0), zg_day_to_ms (to + 1, 0));
  gboolean row;

  while (rows && zg_stmt_step (rows, &row, error))
    {
      ZgLeavePaper paper = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2),
                             zg_stmt_int (rows, 5), zg_stmt_int (rows, 3), "" };

      if (!row)
        return papers;
      if (zg_stmt_text (rows, 4))
        g_strlcpy (paper.no, zg_stmt_text (rows, 4), sizeof paper.no);
      g_array_append_val (papers, paper);
    }
  g_array_unref (papers);
  return NULL;
}

void
zg_leave_init (void)
{
  zg_kinds_add (&zg_leave);
  zg_leave_quota_init ();
  zg_leave_paper_init ();
  zg_leave_duties_init ();
}
