/* zg-attendance-clock.c: the kinds clock 考勤机, clock_pin 机号, punch 打卡 and photo_signin 照片签到. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-day.h"

/* -- Clocks -- */

static const ZgEnum clock_sorts[] = {
  { ZG_CLOCK_TERMINAL, "terminal", N_ ("Time clock") },
  { ZG_CLOCK_DESK, "desk", N_ ("Desk, typed by hand") },
  { 0 },
};

static const ZgField clock_fields[ZG_CLOCK_N_FIELDS] = {
  [ZG_CLOCK_NUMBER] = { "number", N_ ("Clock no."), ZG_INT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST, .clause = "D02-3.3.1",
                        .hint = N_ ("as in the names of its files: 1_attlog.dat") },
  [ZG_CLOCK_NAME] = { "name", N_ ("Designation"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 40 },
  [ZG_CLOCK_SORT] = { "sort", N_ ("Sort of clock"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = clock_sorts, .initial = "1" },
  [ZG_CLOCK_PLACE] = { "place", N_ ("Place"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 60 },
  [ZG_CLOCK_MODEL] = { "model", N_ ("Model"), ZG_TEXT, ZG_LIST, .max = 60 },
  [ZG_CLOCK_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

static const ZgStep clock_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "end", "ended", ZG_DESTROYS },
  { "ended", "edit", "active", 0, ZG_ALL_FIELDS, .title = N_ ("Take up again") },
};

const ZgKind zg_clock = {
  "clock", N_ ("Time clock"), "attendance",
  ZG_FIELDS (clock_fields), ZG_STEPS (clock_steps),
  .name = "name", .order = "t.number", .clause = "D02-3.3.1",
  .empty = N_ ("Time clocks stand here. Add one before importing its punches."),
};

/* -- Who holds which user number on which clock, and when -- */

static const ZgField pin_fields[ZG_PIN_N_FIELDS] = {
  [ZG_PIN_CLOCK] = { "clock", N_ ("Time clock"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "clock" },
  [ZG_PIN_PIN] = { "pin", N_ ("User no."), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 24 },
  [ZG_PIN_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_PIN_FROM] = { "valid_from", N_ ("From"), ZG_DAY, ZG_LIST, .hint = N_ ("punches count from this day; empty: all") },
  [ZG_PIN_TO] = { "valid_to", N_ ("Until"), ZG_DAY, ZG_LIST },
  [ZG_PIN_FROM_MS] = { "from_ms", N_ ("From"), ZG_INT,
                       ZG_COMPUTED | ZG_HIDDEN }, /* the same days as instants, for joins with punches */
  [ZG_PIN_TO_MS] = { "to_ms", N_ ("Until"), ZG_INT, ZG_COMPUTED | ZG_HIDDEN },
};

#define END_OF_TIME G_GINT64_CONSTANT (253402300800000) /* the year 10000 */

static void
recompute_pin (ZgRecord *pin)
{
  int from = zg_record_day (pin, ZG_PIN_FROM), to = zg_record_day (pin, ZG_PIN_TO);

  zg_record_set_int (pin, ZG_PIN_FROM_MS, from == ZG_NO_DAY ? 0 : zg_day_to_ms (from, 0));
  zg_record_set_int (pin, ZG_PIN_TO_MS, to == ZG_NO_DAY ? END_OF_TIME : zg_day_to_ms (to + 1, 0));
}

/* A new number brings nothing into a closed month by itself (what was known then counts); an old one is not taken out of it. */
static void
check_pin_open (ZgWork *work)
{
  const ZgRecord *now = zg_work_record (work), *was = zg_work_old (work);
  gboolean        ends = was && zg_record_int (was, ZG_PIN_STAFF) == zg_record_int (now, ZG_PIN_STAFF) &&
                  g_strcmp0 (zg_record_text (was, ZG_PIN_FROM), zg_record_text (now, ZG_PIN_FROM)) == 0 &&
                  g_strcmp0 (zg_record_text (was, ZG_PIN_PIN), zg_record_text (now, ZG_PIN_PIN)) == 0 &&
                  zg_record_int (was, ZG_PIN_CLOCK) == zg_record_int (now, ZG_PIN_CLOCK);
  int             from, end, new_end;

  if (was == NULL)
    return;
  from = zg_record_day (was, ZG_PIN_FROM) == ZG_NO_DAY ? 0 : zg_record_day (was, ZG_PIN_FROM);
  end = zg_record_day (was, ZG_PIN_TO) == ZG_NO_DAY ? G_MAXINT - 1 : zg_record_day (was, ZG_PIN_TO);
  new_end = zg_record_day (now, ZG_PIN_TO) == ZG_NO_DAY ? G_MAXINT - 1 : zg_record_day (now, ZG_PIN_TO);
  if (!ends)
    zg_attendance_check_open (work, ZG_PIN_FROM, zg_record_int (was, ZG_PIN_STAFF), 0, from, ZG_CLOSE_MARGIN);
  else if (end != new_end)
    zg_attendance_check_open (work, ZG_PIN_TO, zg_record_int (was, ZG_PIN_STAFF), 0, MIN (end, new_end) + 1, ZG_CLOSE_MARGIN);
}

static void
check_pin_gone (ZgWork *work)
{
  const ZgRecord *pin = zg_work_record (work);
  int             from = zg_record_day (pin, ZG_PIN_FROM);

  zg_attendance_check_open (work, ZG_PIN_FROM, zg_record_int (pin, ZG_PIN_STAFF), 0, from == ZG_NO_DAY ? 0 : from,
                            ZG_CLOSE_MARGIN);
}

/* One number on one clock belongs to one person at a time. */
static void
check_pin (ZgWork *work)
{
  const ZgRecord    *pin = zg_work_record (work);
  const char        *from = zg_record_text (pin, ZG_PIN_FROM), *to = zg_record_text (pin, ZG_PIN_TO);
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  if (from && to && g_strcmp0 (to, from) < 0)
    zg_work_fault (work, ZG_PIN_TO, -1, NULL, _ ("The last day lies before the first day."));
  zg_work_guard (work, "pin/%" G_GINT64_FORMAT "/%s", zg_record_int (pin, ZG_PIN_CLOCK), zg_record_text (pin, ZG_PIN_PIN));
  rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT s.name FROM clock_pin p JOIN staff s ON s.id = p.staff WHERE p.clock = $1 AND p.pin = $2 AND p.id <> $3"
              " AND p.state = 'active' AND COALESCE (p.valid_from, '0000') <= $5 AND COALESCE (p.valid_to, '9999') >= $4"),
      "isiss", zg_record_int (pin, ZG_PIN_CLOCK), zg_record_text (pin, ZG_PIN_PIN), pin->id, from ? from : "0000",
      to ? to : "9999");
  if (rows && zg_stmt_step (rows, &row, NULL) && row)
    zg_work_fault (work, ZG_PIN_PIN, -1, NULL,
                   _ ("%s already holds this user number on this clock in part of this time. End that one first."),
                   zg_stmt_text (rows, 0));
  check_pin_open (work);
}

static const ZgStep pin_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_pin },
  { NULL, "import", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_pin },
  { "active", "delete", "deleted", ZG_DESTROYS, .check = check_pin_gone, .title = N_ ("Delete") },
};

const ZgKind zg_clock_pin = {
  "clock_pin", N_ ("User number on a clock"), "attendance",
  ZG_FIELDS (pin_fields), ZG_STEPS (pin_steps),
  .owner = "staff", .name = "pin", .order = "t.clock, length (t.pin), t.pin", .clause = "D04-4.2.1a",
  .empty = N_ ("Whose punches are whose: assign each user number of a clock to an employee."),
  .index = { "clock, pin", "staff, clock, pin" },
  .recompute = recompute_pin,
};

/* -- Punches: kept as they are, never changed -- */

const ZgEnum zg_punch_buttons[] = {
  { 0, "in", N_ ("In") },
  { 1, "out", N_ ("Out") },
  { 2, "break-out", N_ ("Out for a break") },
  { 3, "break-in", N_ ("Back from a break") },
  { 4, "overtime-in", N_ ("Overtime in") },
  { 5, "overtime-out", N_ ("Overtime out") },
  { 255, "none", N_ ("No button") },
  { 0 },
};

/* Verification: how the clock knew the person. Numbers of the maker; others are kept as they come. */
static const ZgField punch_fields[ZG_PUNCH_N_FIELDS] = {
  [ZG_PUNCH_CLOCK_REF] = { "clock", N_ ("Time clock"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "clock" },
  [ZG_PUNCH_PIN] = { "pin", N_ ("User no."), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 24 },
  [ZG_PUNCH_AT] = { "at", N_ ("Time"), ZG_TIME, ZG_REQUIRED | ZG_LIST, .clause = "D04-4.2.1b" },
  [ZG_PUNCH_BUTTON] = { "button", N_ ("Button"), ZG_INT, ZG_LIST, .initial = "255" },
  [ZG_PUNCH_VERIFY] = { "verify", N_ ("Verified by"), ZG_INT },
  [ZG_PUNCH_LINE] = { "line", N_ ("Line of the file"), ZG_INT },
  [ZG_PUNCH_RAW] = { "raw", N_ ("Line as it was"), ZG_TEXT, .max = 200 },
  [ZG_PUNCH_REASON] = { "reason", N_ ("Typed by hand because"), ZG_TEXT, ZG_LIST, .clause = "D01-7.1" },
};

static void
check_typed (ZgWork *work)
{
  const ZgRecord *punch = zg_work_record (work);
  gint64          sort = 0;

  zg_db_int (zg_work_db (work), &sort, NULL, ZG_SQL ("SELECT sort FROM clock WHERE id = $1"), "i",
             zg_record_int (punch, ZG_PUNCH_CLOCK_REF));
  if (sort != ZG_CLOCK_DESK)
    zg_work_fault (work, ZG_PUNCH_CLOCK_REF, -1, "D01-7.1",
                   _ ("Times typed by hand go to a desk, never to a time clock. Choose a desk."));
  if (!zg_record_is_set (punch, ZG_PUNCH_REASON))
    zg_work_fault (work, ZG_PUNCH_REASON, -1, "D01-7.1", _ ("Write why this time is typed by hand."));
  if (zg_record_int (punch, ZG_PUNCH_AT) > zg_book_now (zg_session_book (zg_work_session (work))))
    zg_work_fault (work, ZG_PUNCH_AT, -1, "D01-7.1", _ ("This time has not come yet."));
}

static const ZgStep punch_steps[] = {
  { NULL, "create", "kept", ZG_QUIET,
    ZG_F (ZG_PUNCH_CLOCK_REF) | ZG_F (ZG_PUNCH_PIN) | ZG_F (ZG_PUNCH_AT) | ZG_F (ZG_PUNCH_BUTTON) | ZG_F (ZG_PUNCH_REASON),
    .check = check_typed, .clause = "D01-7.1" },
  { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS, .clause = "D02-3.3.1" },
};

const ZgKind zg_punch = {
  "punch", N_ ("Punch"), "attendance",
  ZG_FIELDS (punch_fields), ZG_STEPS (punch_steps),
  .order = "t.at DESC", .append_only = TRUE, .clause = "D02-3.3.1",
  .empty = N_ ("Punches stand here. Import a file of a time clock: 1_attlog.dat."),
  .index = { "unique clock, pin, at, button", "at" },
};

/* -- Photos -- */

static const ZgField photo_fields[ZG_PHOTO_N_FIELDS] = {
  [ZG_PHOTO_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff", .initial = "me" },
  [ZG_PHOTO_AT] = { "at", N_ ("Taken at"), ZG_TIME, ZG_REQUIRED | ZG_LIST, .clause = "D04-4.2.1b" },
  [ZG_PHOTO_FILE] = { "photo", N_ ("Photo"), ZG_FILE, ZG_REQUIRED, .clause = "D04-4.2.1b" },
  [ZG_PHOTO_TAKEN_BY] = { "taken_by", N_ ("Entered by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person", .clause = "D01-7.1" },
  [ZG_PHOTO_ENTERED_AT] = { "entered_at", N_ ("Entered at"), ZG_TIME, ZG_COMPUTED, .clause = "D01-7.1" },
  [ZG_PHOTO_NOTE] = { "note", N_ ("Place, note"), ZG_TEXT, ZG_LIST },
};

static void
check_photo (ZgWork *work)
{
  if (zg_record_int (zg_work_record (work), ZG_PHOTO_AT) > zg_book_now (zg_session_book (zg_work_session (work))))
    zg_work_fault (work, ZG_PHOTO_AT, -1, "D01-7.1", _ ("This time has not come yet."));
}

static const ZgStep photo_steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_F (ZG_PHOTO_STAFF) | ZG_F (ZG_PHOTO_AT) | ZG_F (ZG_PHOTO_FILE) | ZG_F (ZG_PHOTO_NOTE),
    ZG_F (ZG_PHOTO_TAKEN_BY) | ZG_F (ZG_PHOTO_ENTERED_AT), .check = check_photo, .clause = "D04-4.2.1b" },
};

const ZgKind zg_photo_signin = {
  "photo_signin", N_ ("Photo sign-in"), "attendance",
  ZG_FIELDS (photo_fields), ZG_STEPS (photo_steps),
  .owner = "staff", .order = "t.at DESC", .append_only = TRUE, .clause = "D04-4.2.1b",
  .empty = N_ ("Sign-ins by photo stand here. They complement the punches."),
  .index = { "staff, at", "at" },
};
