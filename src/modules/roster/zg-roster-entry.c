/* zg-roster-entry.c: the kind roster 排班: one row a person, day and shift. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-close.h"
#include "zg-attendance-plan.h"
#include "zg-day.h"
#include "zg-leave.h"
#include "zg-policy.h"
#include "zg-roster-private.h"
#include "zg-staff.h"

const ZgEnum zg_roster_outcomes[] = {
  { ZG_ROSTER_PRESENT, "present", N_ ("Was there") },
  { ZG_ROSTER_MISSING, "missing", N_ ("Was missing") },
  { 0 },
};

static const ZgField fields[ZG_ROSTER_N_FIELDS] = {
  [ZG_ROSTER_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_ROSTER_SHIFT_REF] = { "shift", N_ ("Shift"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "shift",
                            .clause = "D18-7.1a" },
  [ZG_ROSTER_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_ROSTER_PHONE] = { "phone", N_ ("Phone on duty"), ZG_PHONE, ZG_LIST, .clause = "D18-7.1b" },
  [ZG_ROSTER_REMARK] = { "remark", N_ ("Remarks"), ZG_TEXT, ZG_LIST },
  [ZG_ROSTER_OUTCOME] = { "outcome", N_ ("Turned up"), ZG_ENUM, ZG_LIST | ZG_FILTER | ZG_COMPUTED, .names = zg_roster_outcomes },
  [ZG_ROSTER_SWAP_REF] = { "swap", N_ ("By swap"), ZG_REF, ZG_LIST | ZG_COMPUTED, .ref = "roster_swap", .clause = "D01-6.3" },
};

/* -- What a person can do on a day -- */

void
zg_roster_guard_month (ZgWork *work, int day)
{
  char month[8];

  zg_work_guard (work, "roster-month/%s", zg_month_format (day, month));
}

gboolean
zg_roster_is_locked (ZgDb *db, gint64 staff, int day)
{
  gint64 published = 0;
  char   month[8];

  zg_db_int (db, &published, NULL,
             ZG_SQL ("WITH RECURSIVE up (id) AS (SELECT s.unit FROM staff s WHERE s.id = $2 UNION SELECT u.parent FROM unit u"
                     " JOIN up ON u.id = up.id WHERE u.parent IS NOT NULL) SELECT count(*) FROM roster_month m JOIN up ON"
                     " up.id = m.unit WHERE m.month = $1 AND m.state IN ('published', 'archived')"),
             "si", zg_month_format (day, month), staff);
  return published > 0;
}

static gboolean
is_timed (const ZgRecord *shift)
{
  return zg_record_is_set (shift, ZG_SHIFT_STARTS) && zg_record_is_set (shift, ZG_SHIFT_ENDS);
}

char *
zg_roster_today (ZgDb *db, gint64 staff, int day, GError **error)
{
  char               text[11];
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
      ZG_SQL ("SELECT s.name FROM roster r JOIN shift s ON s.id = r.shift WHERE r.staff = $1 AND r.day = $2"
              " AND r.state = 'active' ORDER BY s.starts, s.id"), "is", staff, zg_day_format (day, text));
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean            row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    g_string_append_printf (names, "%s%s", names->len ? _ (", ") : "", zg_stmt_text (rows, 0));
  return rows && !row && names->len ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

/* Nobody stands in two shifts at the same time; a shift of the day before may reach into this one. */
static void
check_overlap (ZgWork *work, int field, gint64 staff, const ZgRecord *shift, int day, gint64 but, gint64 but2)
{
  g_autoptr (ZgStmt) rows = NULL;
  gint64 from = day * 1440 + zg_record_int (shift, ZG_SHIFT_STARTS), to = day * 1440 + zg_record_int (shift, ZG_SHIFT_ENDS);
  gboolean           rests = zg_record_int (shift, ZG_SHIFT_KIND) == ZG_SHIFT_REST, row;
  char               first[11], last[11];

  rows =
      zg_db_query (zg_work_db (work), NULL,
                   ZG_SQL ("SELECT r.day, s.starts, s.ends, s.name, r.shift, s.kind FROM roster r JOIN shift s ON s.id = r.shift"
                           " WHERE r.staff = $1 AND r.day BETWEEN $2 AND $3 AND r.state = 'active' AND r.id NOT IN ($4, $5)"),
                   "issii", staff, zg_day_format (day - 1, first), zg_day_format (day + 1, last), but, but2);
  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      int other = 0;

      zg_day_parse (zg_stmt_text (rows, 0), &other);
      if (other == day && zg_stmt_int (rows, 4) == shift->id)
        zg_work_fault (work, field, -1, NULL, _ ("This person already has this shift on this day."));
      else if (is_timed (shift) && !zg_stmt_is_null (rows, 1) && from < other * 1440 + zg_stmt_int (rows, 2) &&
               other * 1440 + zg_stmt_int (rows, 1) < to)
        zg_work_fault (work, field, -1, "D18-7.1a",
                       _ ("This person already has the shift “%s” at the same time. Choose another person or shift."),
                       zg_stmt_text (rows, 3));
      else if (other == day && rests != (zg_stmt_int (rows, 5) == ZG_SHIFT_REST))
        zg_work_fault (work, field, -1, "D04-4.1.1d",
                       rests ? _ ("This person works “%s” on this day. A rest day stands alone.")
                             : _ ("This person rests on this day (“%s”). Take the rest day out first."),
                       zg_stmt_text (rows, 3));
    }
}

static void
check_leave (ZgWork *work, int field, gint64 staff, const ZgRecord *shift, int day)
{
  gint64             from = zg_day_to_ms (day, zg_record_int (shift, ZG_SHIFT_STARTS) * 60);
  gint64             to = zg_day_to_ms (day, zg_record_int (shift, ZG_SHIFT_ENDS) * 60);
  g_autoptr (GArray) papers = NULL;

  if (!is_timed (shift))
    return;
  zg_work_guard (work, "leave/%" G_GINT64_FORMAT, staff);
  papers = zg_leave_papers (zg_work_db (work), day, day + 1, NULL);
  for (guint i = 0; papers && i < papers->len; i++)
    {
      const ZgLeavePaper *paper = &g_array_index (papers, ZgLeavePaper, i);

      if (paper->staff != staff || paper->starts_ms >= to || paper->ends_ms <= from)
        continue;
      zg_work_fault (work, field, -1, "D01-7.2", _ ("This person has approved leave then. Choose another person."));
      return;
    }
}

static void
check_employed (ZgWork *work, int field, gint64 staff, int day)
{
  gint64 employed = 0;
  char   text[11];

  if (zg_db_int (zg_work_db (work), &employed, NULL,
                 ZG_SQL ("SELECT count(*) FROM staff WHERE id = $1 AND COALESCE (joined, '0000') <= $2"
                         " AND COALESCE (left_on, '9999') >= $2"),
                 "is", staff, zg_day_format (day, text)) &&
      !employed)
    zg_work_fault (work, field, -1, NULL, _ ("This person is not employed on this day."));
}

/* Rest days of the month beside @but that leave no room for one on @day; those on public holidays come on top (D04-4.1.1e). */
static int
count_rest (ZgDb *db, gint64 staff, int day, gint64 but)
{
  int                year, month, of_month, first, n_days, rests = 0, at;
  char               begins[11], ends[11];
  g_autofree guint8 *off = NULL;
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row;

  zg_day_to_ymd (day, &year, &month, &of_month);
  n_days = zg_month_days (year, month);
  first = day - of_month + 1;
  off = zg_attendance_days_off (db, first, n_days, NULL);
  if (off && off[of_month - 1])
    return 0;
  rows = zg_db_query (db, NULL,
                      ZG_SQL ("SELECT r.day FROM roster r JOIN shift s ON s.id = r.shift WHERE r.staff = $1 AND s.kind = 4"
                              " AND r.day BETWEEN $2 AND $3 AND r.state = 'active' AND r.id <> $4"),
                      "issi", staff, zg_day_format (first, begins), zg_day_format (first + n_days - 1, ends), but);
  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    if (zg_day_parse (zg_stmt_text (rows, 0), &at))
      rests += !(off && off[at - first]);
  return rests;
}

/* Rest in rotation has a number of days a month. */
static void
check_rest (ZgWork *work, int field, gint64 staff, int day, gint64 but)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), day, day, NULL);
  gint64               category = 0, unit = 0;
  int                  rests, most;

  if (policy == NULL)
    return;
  zg_db_int (zg_work_db (work), &category, NULL, ZG_SQL ("SELECT COALESCE (category, 0) FROM staff WHERE id = $1"), "i", staff);
  zg_db_int (zg_work_db (work), &unit, NULL, ZG_SQL ("SELECT COALESCE (unit, 0) FROM staff WHERE id = $1"), "i", staff);
  most = zg_policy_int (policy, "rest.rotating.days", category, unit, day);
  rests = count_rest (zg_work_db (work), staff, day, but);
  if (rests >= most)
    zg_work_fault (work, field, -1, "D04-4.1.1d",
                   _ ("This person already has %d rest days this month; %d are given. Take another rest day out first."), rests,
                   most);
}

void
zg_roster_check_person (ZgWork *work, int field, gint64 staff, const ZgRecord *shift, int day, gint64 but, gint64 but2)
{
  zg_work_guard (work, "roster/%" G_GINT64_FORMAT, staff);
  check_overlap (work, field, staff, shift, day, but, but2);
  check_leave (work, field, staff, shift, day);
  check_employed (work, field, staff, day);
  if (zg_record_int (shift, ZG_SHIFT_KIND) == ZG_SHIFT_REST)
    check_rest (work, field, staff, day, but);
}

/* -- Checks of steps -- */

/* The day before may end where this shift begins. */
static void
check_open (ZgWork *work, const ZgRecord *entry)
{
  if (zg_record_is_set (entry, ZG_ROSTER_DAY))
    zg_attendance_check_open (work, ZG_ROSTER_DAY, zg_record_int (entry, ZG_ROSTER_STAFF), 0,
                              zg_record_day (entry, ZG_ROSTER_DAY), 1);
}

static void
check_shift (ZgWork *work, const ZgRecord *entry)
{
  g_autoptr (ZgRecord) shift = zg_book_get (zg_work_db (work), &zg_shift, zg_record_int (entry, ZG_ROSTER_SHIFT_REF), NULL);
  const char          *weekdays = shift ? zg_record_text (shift, ZG_SHIFT_WEEKDAYS) : NULL;

  check_open (work, entry);
  if (shift == NULL)
    return;
  if (zg_record_int (shift, ZG_SHIFT_PHONE) && !zg_record_is_set (entry, ZG_ROSTER_PHONE))
    zg_work_fault (work, ZG_ROSTER_PHONE, -1, "D18-7.1b", _ ("This shift needs the phone number calls are forwarded to."));
  if (weekdays && strchr (weekdays, '0' + zg_day_weekday (zg_record_day (entry, ZG_ROSTER_DAY))) == NULL)
    zg_work_fault (work, ZG_ROSTER_DAY, -1, NULL, _ ("This shift is not held on this day of the week."));
  zg_roster_check_person (work, ZG_ROSTER_SHIFT_REF, zg_record_int (entry, ZG_ROSTER_STAFF), shift,
                          zg_record_day (entry, ZG_ROSTER_DAY), entry->id, entry->id);
}

static gboolean
is_published (ZgWork *work, const ZgRecord *entry)
{
  zg_roster_guard_month (work, zg_record_day (entry, ZG_ROSTER_DAY));
  return zg_roster_is_locked (zg_work_db (work), zg_record_int (entry, ZG_ROSTER_STAFF), zg_record_day (entry, ZG_ROSTER_DAY));
}

/* Nobody changes his own arrangement once it is published, whatever his rights (D01-6.3). */
static void
check_not_own (ZgWork *work, const ZgRecord *entry)
{
  gint64 me = zg_session_staff (zg_work_session (work));

  if (me && zg_record_int (entry, ZG_ROSTER_STAFF) == me)
    zg_work_fault (work, ZG_ROSTER_STAFF, -1, "D01-6.3",
                   _ ("Nobody changes his own arrangement. Ask for a swap, or let whoever arranged it change it."));
}

static void
check_draft (ZgWork *work)
{
  const ZgRecord *old = zg_work_old (work);

  if (old)
    check_open (work, old);
  if (is_published (work, zg_work_record (work)) || (old && is_published (work, old)))
    zg_work_fault (work, ZG_ROSTER_DAY, -1, "D01-6.3",
                   _ ("This roster is published. Its entries change by swap, or by “Change after publishing” with a reason."));
}

/* Into a published month who may change it enters somebody else, and says why. */
static void
check_create (ZgWork *work)
{
  const ZgRecord *entry = zg_work_record (work);

  if (is_published (work, entry))
    {
      check_not_own (work, entry);
      if (zg_session_reach (zg_work_session (work), "roster.amend") == ZG_REACH_NONE)
        zg_work_fault (work, ZG_ROSTER_DAY, -1, "D01-6.3",
                       _ ("This roster is published. Ask the manager who published it to enter the shift."));
      else if (!zg_record_is_set (entry, ZG_ROSTER_REMARK))
        zg_work_fault (work, ZG_ROSTER_REMARK, -1, "D01-6.3",
                       _ ("This roster is published. Write in the remarks why somebody is entered now."));
    }
  check_shift (work, entry);
}

static void
check_edit (ZgWork *work)
{
  check_draft (work);
  check_shift (work, zg_work_record (work));
}

static void
check_amend (ZgWork *work)
{
  check_not_own (work, zg_work_old (work));
  check_not_own (work, zg_work_record (work));
  check_open (work, zg_work_old (work));
  zg_roster_guard_month (work, zg_record_day (zg_work_record (work), ZG_ROSTER_DAY));
  check_shift (work, zg_work_record (work));
}

static void
check_strike (ZgWork *work)
{
  check_not_own (work, zg_work_record (work));
  check_open (work, zg_work_record (work));
  zg_roster_guard_month (work, zg_record_day (zg_work_record (work), ZG_ROSTER_DAY));
}

/* Whether somebody turned up is said by another, and not before the day. */
static void
note_outcome (ZgWork *work, int outcome)
{
  ZgRecord *entry = zg_work_record (work);
  gint64    me = zg_session_staff (zg_work_session (work));

  if (me && zg_record_int (entry, ZG_ROSTER_STAFF) == me)
    zg_work_fault (work, ZG_ROSTER_STAFF, -1, "D01-6.3", _ ("Somebody else notes whether you were there."));
  zg_record_set_int (entry, ZG_ROSTER_OUTCOME, outcome);
}

static void
check_attend (ZgWork *work)
{
  note_outcome (work, ZG_ROSTER_PRESENT);
}

static void
check_miss (ZgWork *work)
{
  note_outcome (work, ZG_ROSTER_MISSING);
}

#define TYPED                                                                                                                    \
  (ZG_F (ZG_ROSTER_DAY) | ZG_F (ZG_ROSTER_SHIFT_REF) | ZG_F (ZG_ROSTER_STAFF) | ZG_F (ZG_ROSTER_PHONE) | ZG_F (ZG_ROSTER_REMARK))

static const ZgStep steps[] = {
  { NULL, "create", "active", ZG_QUIET, TYPED, .check = check_create },
  { NULL, "import", "active", ZG_QUIET, TYPED },
  { "active", "edit", "active", ZG_QUIET, TYPED, .check = check_edit },
  { "active", "delete", "deleted", ZG_DESTROYS, .check = check_draft, .title = N_ ("Delete") },
  { "active", "amend", "active", ZG_NEEDS_OPINION, TYPED, .check = check_amend, .clause = "D01-6.3",
    .title = N_ ("Change after publishing") },
  { "active", "strike", "deleted", ZG_NEEDS_OPINION | ZG_DESTROYS, .check = check_strike, .clause = "D01-6.3",
    .title = N_ ("Take out after publishing") },
  { "active", "swap", "active", ZG_QUIET | ZG_FOLLOWS,
    ZG_F (ZG_ROSTER_STAFF) | ZG_F (ZG_ROSTER_PHONE) | ZG_F (ZG_ROSTER_SWAP_REF), .clause = "D01-6.3", .title = N_ ("Swap") },
  { "active", "attend", "active", 0, .check = check_attend, .fills = ZG_F (ZG_ROSTER_OUTCOME), .title = N_ ("Was there") },
  { "active", "miss", "active", 0, .check = check_miss, .fills = ZG_F (ZG_ROSTER_OUTCOME), .title = N_ ("Was missing") },
};

const ZgKind zg_roster = {
  "roster", N_ ("Roster entry"), "roster",
  ZG_FIELDS (fields), ZG_STEPS (steps),
  .owner = "staff", .order = "t.day DESC, t.id", .clause = "D04-4.1.1d",
  .empty = N_ ("Who works when. Enter shifts by hand or import a roster; people on schedules C and D are judged by it."),
  .index = { "staff, day, shift", "day, staff, shift, state" },
};
