/* zg-attendance-schedule.c: the kinds holiday 日历, schedule 班制, schedule_use 适用 and schedule_notice 变更通知. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-staff.h"

/* -- What is dated must not reach into a closed month (D04-4.2.1g) -- */

static void
check_day_open (ZgWork *work, int field, gint64 staff, gint64 unit)
{
  const ZgRecord *now = zg_work_record (work), *was = zg_work_old (work);

  zg_attendance_check_open (work, field, staff, unit, zg_record_day (now, field), ZG_CLOSE_MARGIN);
  if (was && zg_record_day (was, field) != zg_record_day (now, field))
    zg_attendance_check_open (work, field, staff, unit, zg_record_day (was, field), ZG_CLOSE_MARGIN);
}

/* A record that holds from a day to a day and is edited: only its end changes, and that not within a closed month; or else all of
 * it lies in open months. */
static void
check_span_open (ZgWork *work, int from, int to, gint64 staff, gint64 unit)
{
  const ZgRecord *now = zg_work_record (work), *was = zg_work_old (work);
  int             end = was ? zg_record_day (was, to) : ZG_NO_DAY, new_end = zg_record_day (now, to);

  for (int i = 0; was && i < now->kind->n_fields; i++)
    if (i != to && !zg_cell_equal (&was->cells[i], &now->cells[i]))
      was = NULL;
  if (was == NULL)
    check_day_open (work, from, staff, unit);
  else if (end != new_end)
    zg_attendance_check_open (work, to, staff, unit,
                              MIN (end == ZG_NO_DAY ? G_MAXINT : end, new_end == ZG_NO_DAY ? G_MAXINT : new_end) + 1,
                              ZG_CLOSE_MARGIN);
}

/* -- The national calendar -- */

static const ZgField holiday_fields[ZG_HOLIDAY_N_FIELDS] = {
  [ZG_HOLIDAY_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_FILTER },
  [ZG_HOLIDAY_NAME] = { "name", N_ ("Designation"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 40 },
  [ZG_HOLIDAY_OFF] = { "off", N_ ("Day off"), ZG_BOOL, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "1",
                       .hint = N_ ("no: a make-up work day"), .clause = "D04-4.1.1e" },
  [ZG_HOLIDAY_STATUTORY] = { "statutory", N_ ("Statutory holiday"), ZG_BOOL, ZG_REQUIRED | ZG_LIST, .initial = "0" },
  [ZG_HOLIDAY_PAPER] = { "paper", N_ ("By which notice"), ZG_TEXT, ZG_LIST, .max = 120 },
};

static void
check_holiday (ZgWork *work)
{
  const ZgRecord *day = zg_work_record (work);

  if (zg_record_int (day, ZG_HOLIDAY_STATUTORY) && !zg_record_int (day, ZG_HOLIDAY_OFF))
    zg_work_fault (work, ZG_HOLIDAY_STATUTORY, -1, "D04-4.1.1e", _ ("A statutory holiday cannot be a make-up work day."));
  check_day_open (work, ZG_HOLIDAY_DAY, 0, 0);
}

static void
check_holiday_gone (ZgWork *work)
{
  check_day_open (work, ZG_HOLIDAY_DAY, 0, 0);
}

static const ZgStep holiday_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_holiday },
  { NULL, "import", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_holiday },
  { "active", "delete", "deleted", ZG_DESTROYS, .check = check_holiday_gone, .title = N_ ("Delete") },
};

const ZgKind zg_holiday = {
  "holiday", N_ ("Calendar day"), "attendance",
  ZG_FIELDS (holiday_fields), ZG_STEPS (holiday_steps),
  .name = "name", .order = "t.day DESC", .clause = "D04-4.1.1e",
  .empty = N_ ("Public holidays and make-up work days stand here. Import the file of a year."),
};

/* -- Schedules: dated versions of one code -- */

#define SEGMENT(n, start, end, in, out)                                                                                          \
  [ZG_SCHEDULE_START##n] = { "start" #n, start, ZG_CLOCK, ZG_LIST, .clause = "D04-4.1.1f" },                                     \
  [ZG_SCHEDULE_END##n] = { "end" #n, end, ZG_CLOCK, ZG_LIST, .clause = "D04-4.1.1f" },                                           \
  [ZG_SCHEDULE_IN##n] = { "in" #n, in, ZG_BOOL, 0, .clause = "D04-4.1.1g" },                                                     \
  [ZG_SCHEDULE_OUT##n] = { "out" #n, out, ZG_BOOL, 0, .clause = "D02-3.3.1" }

static const ZgField schedule_fields[ZG_SCHEDULE_N_FIELDS] = {
  [ZG_SCHEDULE_CODE] = { "code", N_ ("Code"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 7, .section = N_ ("Schedule") },
  [ZG_SCHEDULE_NAME] = { "name", N_ ("Designation"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 40 },
  [ZG_SCHEDULE_FROM] = { "valid_from", N_ ("In force from"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .clause = "D02-3.1.2",
                         .initial = "today" },
  [ZG_SCHEDULE_TO] = { "valid_to", N_ ("Until"), ZG_DAY, ZG_LIST },
  [ZG_SCHEDULE_MON] = { "mon", N_ ("Monday"), ZG_BOOL, 0, .section = N_ ("Days") },
  [ZG_SCHEDULE_TUE] = { "tue", N_ ("Tuesday"), ZG_BOOL, ZG_BESIDE },
  [ZG_SCHEDULE_WED] = { "wed", N_ ("Wednesday"), ZG_BOOL, ZG_BESIDE },
  [ZG_SCHEDULE_THU] = { "thu", N_ ("Thursday"), ZG_BOOL, ZG_BESIDE },
  [ZG_SCHEDULE_FRI] = { "fri", N_ ("Friday"), ZG_BOOL, ZG_BESIDE },
  [ZG_SCHEDULE_SAT] = { "sat", N_ ("Saturday"), ZG_BOOL, ZG_BESIDE },
  [ZG_SCHEDULE_SUN] = { "sun", N_ ("Sunday"), ZG_BOOL, ZG_BESIDE, .clause = "D04-4.1.1b" },
  [ZG_SCHEDULE_BY_ROSTER] = { "by_roster", N_ ("The roster decides who works"), ZG_BOOL, ZG_LIST, .clause = "D04-4.1.1d" },
  [ZG_SCHEDULE_HOLIDAYS] = { "holidays", N_ ("Observes public holidays"), ZG_BOOL, ZG_LIST, .clause = "D04-4.1.1e",
                             .initial = "1" },
  [ZG_SCHEDULE_REST_DAYS] = { "rest_days", N_ ("Rotating rest days a month"), ZG_INT, 0, .clause = "D04-4.1.1d" },
  [ZG_SCHEDULE_FLOAT_DAYS] = { "float_days", N_ ("Floating rest days a month"), ZG_INT, 0, .clause = "D04-4.1.1c" },
  [ZG_SCHEDULE_LEAD] = { "lead", N_ ("Sign in before the start"), ZG_MINUTES, 0, .section = N_ ("Hours"), .clause = "D04-4.1.1g",
                         .hint = N_ ("empty: by the rule in force") },
  SEGMENT (1, N_ ("1st from"), N_ ("1st to"), N_ ("1st: sign in"), N_ ("1st: sign out")),
  SEGMENT (2, N_ ("2nd from"), N_ ("2nd to"), N_ ("2nd: sign in"), N_ ("2nd: sign out")),
  SEGMENT (3, N_ ("3rd from"), N_ ("3rd to"), N_ ("3rd: sign in"), N_ ("3rd: sign out")),
  SEGMENT (4, N_ ("4th from"), N_ ("4th to"), N_ ("4th: sign in"), N_ ("4th: sign out")),
  [ZG_SCHEDULE_CLAUSE] = { "clause", N_ ("Clause of the hours"), ZG_TEXT, ZG_LIST, .max = 20, .section = N_ ("Source") },
  [ZG_SCHEDULE_CLAUSE_DAYS] = { "clause_days", N_ ("Clause of the days"), ZG_TEXT, 0, .max = 20 },
  [ZG_SCHEDULE_CLAUSE_SIGNIN] = { "clause_signin", N_ ("Clause of the sign-ins"), ZG_TEXT, 0, .max = 20 },
  [ZG_SCHEDULE_CLAUSE_SIGNOUT] = { "clause_signout", N_ ("Clause of the sign-outs"), ZG_TEXT, 0, .max = 20 },
  [ZG_SCHEDULE_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

static void
check_versions (ZgWork *work, const ZgRecord *schedule)
{
  const char *from = zg_record_text (schedule, ZG_SCHEDULE_FROM);
  gint64      same = 0;

  zg_work_guard (work, "schedule/%s", zg_record_text (schedule, ZG_SCHEDULE_CODE));
  if (zg_db_int (zg_work_db (work), &same, NULL,
                 ZG_SQL ("SELECT count(*) FROM schedule WHERE code = $1 AND valid_from = $2 AND id <> $3 AND state = 'active'"),
                 "ssi", zg_record_text (schedule, ZG_SCHEDULE_CODE), from, schedule->id) &&
      same)
    zg_work_fault (work, ZG_SCHEDULE_FROM, -1, "D02-3.1.2",
                   _ ("Another version of this schedule begins on the same day. Choose another day."));
}

static void
check_schedule (ZgWork *work)
{
  const ZgRecord    *schedule = zg_work_record (work);
  g_autoptr (GError) error = NULL;
  ZgSchedule         hours;

  if (zg_record_is_set (schedule, ZG_SCHEDULE_TO) &&
      zg_record_day (schedule, ZG_SCHEDULE_TO) < zg_record_day (schedule, ZG_SCHEDULE_FROM))
    zg_work_fault (work, ZG_SCHEDULE_TO, -1, NULL, _ ("The last day lies before the first day."));
  for (int i = 0; i < ZG_JUDGE_SEGMENTS; i++)
    if (zg_record_is_set (schedule, ZG_SCHEDULE_START1 + 4 * i) != zg_record_is_set (schedule, ZG_SCHEDULE_END1 + 4 * i))
      {
        zg_work_fault (work, ZG_SCHEDULE_START1 + 4 * i, -1, NULL, _ ("A stretch of work has a from and a to."));
        return;
      }
  zg_schedule_of_record (schedule, &hours);
  if ((hours.n_segments > 0 || !hours.by_roster) && !zg_schedule_check (&hours, &error))
    zg_work_fault (work, ZG_SCHEDULE_START1, -1, "D04-4.1.1f", "%s", error->message);
  check_versions (work, schedule);
  check_span_open (work, ZG_SCHEDULE_FROM, ZG_SCHEDULE_TO, 0, 0);
}

static void
check_schedule_gone (ZgWork *work)
{
  check_day_open (work, ZG_SCHEDULE_FROM, 0, 0);
}

static const ZgStep schedule_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_schedule, .clause = "D02-3.1.2" },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_schedule, .clause = "D02-3.1.2" },
  { "active", "delete", "deleted", ZG_DESTROYS, .check = check_schedule_gone, .title = N_ ("Delete") },
};

const ZgKind zg_schedule = {
  "schedule", N_ ("Working hours"), "attendance",
  ZG_FIELDS (schedule_fields), ZG_STEPS (schedule_steps),
  .name = "name", .order = "t.code, t.valid_from DESC", .clause = "D04-4.1.1a",
  .empty = N_ ("Schedules with their dated versions stand here."),
  .index = { "code, valid_from" },
};

/* -- Whom a schedule holds for -- */

static const ZgField use_fields[ZG_USE_N_FIELDS] = {
  [ZG_USE_CODE] = { "code", N_ ("Schedule"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 7,
                    .hint = N_ ("its code, the version follows from the day") },
  [ZG_USE_CATEGORY] = { "category", N_ ("Staff category"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_staff_categories,
                        .clause = "D04-4.1.1a" },
  [ZG_USE_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit" },
  [ZG_USE_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_USE_FROM] = { "valid_from", N_ ("From"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .initial = "today", .clause = "D02-3.1.2" },
  [ZG_USE_TO] = { "valid_to", N_ ("Until"), ZG_DAY, ZG_LIST },
};

static void
check_use (ZgWork *work)
{
  const ZgRecord *use = zg_work_record (work);
  gint64          known = 0;
  int named =
      zg_record_is_set (use, ZG_USE_CATEGORY) + zg_record_is_set (use, ZG_USE_UNIT) + zg_record_is_set (use, ZG_USE_STAFF);

  if (named > 1)
    zg_work_fault (work, ZG_USE_CATEGORY, -1, "D04-4.1.1a",
                   _ ("Name a category, a unit or a person, one of them only; nothing means everybody."));
  if (zg_record_is_set (use, ZG_USE_TO) && zg_record_day (use, ZG_USE_TO) < zg_record_day (use, ZG_USE_FROM))
    zg_work_fault (work, ZG_USE_TO, -1, NULL, _ ("The last day lies before the first day."));
  zg_work_guard (work, "schedule/%s", zg_record_text (use, ZG_USE_CODE));
  if (zg_db_int (zg_work_db (work), &known, NULL, ZG_SQL ("SELECT count(*) FROM schedule WHERE code = $1 AND state = 'active'"),
                 "s", zg_record_text (use, ZG_USE_CODE)) &&
      !known)
    zg_work_fault (work, ZG_USE_CODE, -1, NULL, _ ("There is no schedule with this code. Make it first."));
  check_span_open (work, ZG_USE_FROM, ZG_USE_TO, zg_record_int (use, ZG_USE_STAFF), zg_record_int (use, ZG_USE_UNIT));
}

static void
check_use_gone (ZgWork *work)
{
  const ZgRecord *use = zg_work_record (work);

  check_day_open (work, ZG_USE_FROM, zg_record_int (use, ZG_USE_STAFF), zg_record_int (use, ZG_USE_UNIT));
}

static const ZgStep use_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_use, .clause = "D04-4.1.1a" },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_use, .clause = "D04-4.1.1a" },
  { "active", "delete", "deleted", ZG_DESTROYS, .check = check_use_gone, .title = N_ ("Delete") },
};

const ZgKind zg_schedule_use = {
  "schedule_use", N_ ("Who works by which hours"), "attendance",
  ZG_FIELDS (use_fields), ZG_STEPS (use_steps),
  .name = "code", .order = "t.valid_from DESC, t.id", .clause = "D04-4.1.1a",
  .empty = N_ ("For each staff category, unit or person the schedule in force."),
};

/* -- Written notices that change the hours of some days -- */

const ZgEnum zg_notice_reasons[] = {
  { 1, "power", N_ ("Power cut") },
  { 2, "water", N_ ("Water cut") },
  { 3, "disaster", N_ ("Natural disaster") },
  { 4, "force-majeure", N_ ("Legal force majeure") },
  { 5, "business", N_ ("Business need") },
  { 0 },
};

static const ZgField notice_fields[ZG_NOTICE_N_FIELDS] = {
  [ZG_NOTICE_TITLE] = { "title", N_ ("Subject"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 80,
                        .section = N_ ("Notice") },
  [ZG_NOTICE_REASON] = { "reason", N_ ("Reason"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_notice_reasons,
                         .clause = "D04-4.1.2a" },
  [ZG_NOTICE_FROM] = { "first_day", N_ ("First day"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .clause = "D04-4.1.2b" },
  [ZG_NOTICE_TO] = { "last_day", N_ ("Last day"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .clause = "D04-4.1.2b" },
  [ZG_NOTICE_CATEGORY] = { "category", N_ ("Staff category"), ZG_ENUM, 0, .names = zg_staff_categories,
                           .hint = N_ ("empty: all") },
  [ZG_NOTICE_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_LIST, .ref = "unit", .hint = N_ ("empty: all") },
  [ZG_NOTICE_DAY_OFF] = { "day_off", N_ ("No work on these days"), ZG_BOOL, ZG_LIST, .section = N_ ("Hours instead") },
  [ZG_NOTICE_REST_TOO] = { "rest_too", N_ ("Also on rest days"), ZG_BOOL },
  [ZG_NOTICE_START1] = { "start1", N_ ("1st from"), ZG_CLOCK },
  [ZG_NOTICE_END1] = { "end1", N_ ("1st to"), ZG_CLOCK },
  [ZG_NOTICE_START2] = { "start2", N_ ("2nd from"), ZG_CLOCK },
  [ZG_NOTICE_END2] = { "end2", N_ ("2nd to"), ZG_CLOCK },
  [ZG_NOTICE_START3] = { "start3", N_ ("3rd from"), ZG_CLOCK },
  [ZG_NOTICE_END3] = { "end3", N_ ("3rd to"), ZG_CLOCK },
  [ZG_NOTICE_START4] = { "start4", N_ ("4th from"), ZG_CLOCK },
  [ZG_NOTICE_END4] = { "end4", N_ ("4th to"), ZG_CLOCK },
  [ZG_NOTICE_TEXT] = { "text", N_ ("Text of the notice"), ZG_LONG, 0, .section = N_ ("Paper"), .clause = "D04-4.1.2b" },
  [ZG_NOTICE_FILE] = { "paper", N_ ("Signed paper"), ZG_FILE, 0, .clause = "D04-4.1.2b" },
  [ZG_NOTICE_ISSUED_BY] = { "issued_by", N_ ("Issued by"), ZG_REF, ZG_COMPUTED, .ref = "person",
                            .clause = "D04-4.1.2b" },
  [ZG_NOTICE_ISSUED_ON] = { "issued_on", N_ ("Issued on"), ZG_DAY, ZG_COMPUTED, .clause = "D04-4.1.2b" },
};

static void
check_notice (ZgWork *work)
{
  const ZgRecord *notice = zg_work_record (work);

  if (zg_record_is_set (notice, ZG_NOTICE_FROM) && zg_record_is_set (notice, ZG_NOTICE_TO) &&
      zg_record_day (notice, ZG_NOTICE_TO) < zg_record_day (notice, ZG_NOTICE_FROM))
    zg_work_fault (work, ZG_NOTICE_TO, -1, NULL, _ ("The last day lies before the first day."));
}

static void
check_notice_open (ZgWork *work)
{
  check_day_open (work, ZG_NOTICE_FROM, 0, zg_record_int (zg_work_record (work), ZG_NOTICE_UNIT));
}

static void
check_issue (ZgWork *work)
{
  const ZgRecord    *notice = zg_work_record (work);
  g_autoptr (GError) error = NULL;
  ZgSchedule         hours;

  check_notice (work);
  zg_schedule_of_notice (notice, &hours);
  if (zg_record_int (notice, ZG_NOTICE_DAY_OFF) && hours.n_segments > 0)
    zg_work_fault (work, ZG_NOTICE_DAY_OFF, -1, "D04-4.1.2a", _ ("Either no work on these days or other hours, not both."));
  else if (!zg_record_int (notice, ZG_NOTICE_DAY_OFF) && !zg_schedule_check (&hours, &error))
    zg_work_fault (work, ZG_NOTICE_START1, -1, "D04-4.1.2a", "%s", error->message);
  check_notice_open (work);
}

#define NOTICE_TYPED (ZG_ALL_FIELDS & ~(ZG_F (ZG_NOTICE_ISSUED_BY) | ZG_F (ZG_NOTICE_ISSUED_ON)))

static const ZgStep notice_steps[] = {
  { NULL, "create", "draft", ZG_QUIET, NOTICE_TYPED, .check = check_notice },
  { "draft", "edit", "draft", ZG_QUIET, NOTICE_TYPED, .check = check_notice },
  { "draft", "issue", "issued", ZG_PRIMARY, NOTICE_TYPED, ZG_F (ZG_NOTICE_ISSUED_BY) | ZG_F (ZG_NOTICE_ISSUED_ON),
    .check = check_issue, .clause = "D04-4.1.2b" },
  { "issued", "cancel", "cancelled", ZG_NEEDS_OPINION | ZG_DESTROYS, .check = check_notice_open },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_schedule_notice = {
  "schedule_notice", N_ ("Notice of changed hours"), "attendance", "TZ",
  ZG_FIELDS (notice_fields), ZG_STEPS (notice_steps),
  .unit = "unit", .name = "title", .order = "t.first_day DESC", .clause = "D04-4.1.2b",
  .empty = N_ ("Written notices that change working hours stand here. A notice counts once it is issued."),
};

/* -- From a record to what the judge reads -- */

static void
add_segment (ZgSchedule *schedule, const ZgRecord *record, int start, int end, int lead, guint8 asks)
{
  if (!zg_record_is_set (record, start) || !zg_record_is_set (record, end))
    return;
  schedule->segments[schedule->n_segments++] = (ZgSegment){
    .start = zg_record_int (record, start), .end = zg_record_int (record, end), .lead = lead, .asks = asks,
  };
}

static const char *
interned (const ZgRecord *record, int field)
{
  return zg_record_text (record, field) ? g_intern_string (zg_record_text (record, field)) : NULL;
}

void
zg_schedule_of_record (const ZgRecord *record, ZgSchedule *schedule)
{
  int lead = zg_record_is_set (record, ZG_SCHEDULE_LEAD) ? zg_record_int (record, ZG_SCHEDULE_LEAD) : ZG_LEAD_PARAM;

  memset (schedule, 0, sizeof *schedule);
  schedule->version = record->id;
  g_strlcpy (schedule->code, zg_record_text (record, ZG_SCHEDULE_CODE), sizeof schedule->code);
  schedule->name = interned (record, ZG_SCHEDULE_NAME);
  for (int i = 0; i < 7; i++)
    schedule->weekdays |= zg_record_int (record, ZG_SCHEDULE_MON + i) ? 1 << i : 0;
  schedule->by_roster = zg_record_int (record, ZG_SCHEDULE_BY_ROSTER);
  schedule->observes_holidays = zg_record_int (record, ZG_SCHEDULE_HOLIDAYS);
  for (int i = 0; i < ZG_JUDGE_SEGMENTS; i++)
    add_segment (schedule, record, ZG_SCHEDULE_START1 + 4 * i, ZG_SCHEDULE_END1 + 4 * i, lead,
                 (zg_record_int (record, ZG_SCHEDULE_IN1 + 4 * i) ? ZG_ASK_IN : 0) |
                     (zg_record_int (record, ZG_SCHEDULE_OUT1 + 4 * i) ? ZG_ASK_OUT : 0));
  schedule->clause_hours = interned (record, ZG_SCHEDULE_CLAUSE);
  schedule->clause_days = interned (record, ZG_SCHEDULE_CLAUSE_DAYS);
  schedule->clause_signin = interned (record, ZG_SCHEDULE_CLAUSE_SIGNIN);
  schedule->clause_signout = interned (record, ZG_SCHEDULE_CLAUSE_SIGNOUT);
}

/* The hours of a notice ask as the schedules of the house do: sign in to each stretch, sign out of the last. */
void
zg_schedule_of_notice (const ZgRecord *record, ZgSchedule *schedule)
{
  memset (schedule, 0, sizeof *schedule);
  schedule->version = record->id;
  g_strlcpy (schedule->code, "TZ", sizeof schedule->code);
  schedule->weekdays = 0x7f;
  schedule->clause_hours = schedule->clause_days = "D04-4.1.2b";
  schedule->clause_signin = "D04-4.1.1g";
  schedule->clause_signout = "D04-4.2.1a";
  for (int i = 0; i < ZG_JUDGE_SEGMENTS; i++)
    add_segment (schedule, record, ZG_NOTICE_START1 + 2 * i, ZG_NOTICE_END1 + 2 * i, ZG_LEAD_PARAM, ZG_ASK_IN);
  if (schedule->n_segments > 0)
    schedule->segments[schedule->n_segments - 1].asks |= ZG_ASK_OUT;
}
