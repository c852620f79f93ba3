/* The life of a month's roster: rest days, leave, gaps and publishing; what changes afterwards and who may; swaps; the logs. */
#include "trial.h"

#include "zg-roster-board.h"
#include "zg-roster-cover.h"
#include "zg-roster-impact.h"

static ZgSession *leader, *liu, *lin; /* 李娜 leads the service group of 刘洋 1011 and 林小雨 1016 */

static ZgRecord *
new_entry (const char *on, const char *shift, const char *number)
{
  ZgRecord *entry = zg_record_new (&zg_roster);

  zg_record_set_text (entry, ZG_ROSTER_DAY, on);
  zg_record_set_int (entry, ZG_ROSTER_SHIFT_REF, ask ("SELECT id FROM shift WHERE code = $1", shift));
  zg_record_set_int (entry, ZG_ROSTER_STAFF, staff_by (number));
  return entry;
}

static gint64
enter (const char *on, const char *shift, const char *number)
{
  g_autoptr (ZgRecord) entry = new_entry (on, shift, number);

  done (trial.hr, entry, "create", NULL);
  return entry->id;
}

static void
enter_rest (const char *month, const char *number, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *on = g_strdup_printf ("%s-%02d", month, 2 + 6 * i);

      enter (on, "XIU", number);
    }
}

static ZgRecord *
new_month (const char *month, const char *unit)
{
  ZgRecord *record = zg_record_new (&zg_roster_month);

  zg_record_set_text (record, ZG_ROSTER_MONTH_MONTH, month);
  zg_record_set_int (record, ZG_ROSTER_MONTH_UNIT, ask ("SELECT id FROM unit WHERE name = $1", unit));
  return record;
}

/* The step is refused, and one of its faults cites @clause and says @part. */
static void
refused_for (ZgSession *session, ZgRecord *record, const char *verb, const char *clause, const char *part)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) copy = zg_record_copy (record);
  GPtrArray           *faults;

  g_assert_false (zg_book_run (session, copy, verb, NULL, "照此办理", NULL, NULL, &error));
  faults = zg_error_get_faults (error);
  for (guint i = 0; faults && i < faults->len; i++)
    {
      const ZgFault *fault = faults->pdata[i];

      if (g_strcmp0 (fault->clause, clause) == 0 && strstr (fault->message, part))
        return;
    }
  g_error ("%s: no fault by %s with “%s”: %s", verb, clause, part, error->message);
}

/* -- Rest days -- */

static void
test_rest_days (void)
{
  g_autoptr (ZgRecord) month = new_month ("2027-03", "客服组"), sixth = new_entry ("2027-03-31", "XIU", "1011");
  g_autoptr (ZgRecord) work = new_entry ("2027-03-02", "KFZ", "1011"), twin = new_month ("2027-03", "客服组");

  done (leader, month, "create", NULL);
  refused (leader, twin, "create", ZG_ERROR_INVALID, "month", NULL);
  enter_rest ("2027-03", "1011", 5);
  enter_rest ("2027-03", "1016", 4);
  refused (trial.hr, sixth, "create", ZG_ERROR_INVALID, "shift", "D04-4.1.1d");
  refused (trial.hr, work, "create", ZG_ERROR_INVALID, "shift", "D04-4.1.1d"); /* he rests that day */
  refused_for (trial.manager, month, "publish", "D04-4.1.1d", "林小雨");
  enter ("2027-03-28", "XIU", "1016");
  refused (leader, month, "publish", ZG_ERROR_DENIED, NULL, NULL); /* the leader drafts, the manager publishes */
  refused_for (trial.manager, month, "publish", "D18-7.1a", "03-01"); /* nobody is online yet */
  done (trial.manager, month, "publish_open", "班次另行补排");
  g_assert_cmpstr (month->state, ==, "published");
  g_assert_cmpint (zg_record_int (month, ZG_ROSTER_MONTH_BY), ==, zg_session_person (trial.manager));
  g_assert_cmpint (zg_record_int (month, ZG_ROSTER_MONTH_GAPS), ==, 31 + 31 + 8); /* online, nights, weekends */
  refused (trial.manager, month, "archive", ZG_ERROR_INVALID, NULL, NULL);          /* March is not over */
  refused (trial.manager, month, "reopen", ZG_ERROR_INVALID, NULL, "D01-6.3"); /* not without a reason */
}

/* -- After publishing (D01-6.3) -- */

static void
test_after_publishing (void)
{
  g_autoptr (ZgRecord) late = new_entry ("2027-03-09", "KFW", "1011"), own = new_entry ("2027-03-09", "KFW", "1007");
  g_autoptr (ZgRecord) month = NULL, rest = NULL, entry = NULL;

  refused (leader, late, "create", ZG_ERROR_INVALID, "day", "D01-6.3");
  refused (trial.manager, late, "create", ZG_ERROR_INVALID, "remark", "D01-6.3");
  zg_record_set_text (late, ZG_ROSTER_REMARK, "替补请假人员");
  done (trial.manager, late, "create", NULL);
  entry = get (&zg_roster, late->id);
  refused (trial.hr, entry, "delete", ZG_ERROR_INVALID, "day", "D01-6.3");
  zg_record_set_int (entry, ZG_ROSTER_SHIFT_REF, ask ("SELECT id FROM shift WHERE code = 'KFZ'", NULL));
  refused (trial.hr, entry, "edit", ZG_ERROR_INVALID, "day", "D01-6.3");
  refused (liu, entry, "amend", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.manager, entry, "amend", ZG_ERROR_INVALID, NULL, "D01-6.3"); /* no opinion */
  done (trial.manager, entry, "amend", "改为早班");
  done (trial.manager, entry, "strike", "改由他人");
  rest = get (&zg_roster, ask ("SELECT MIN (r.id) FROM roster r JOIN staff s ON s.id = r.staff WHERE r.day LIKE '2027-03-%' AND"
                               " s.number = '1016' AND r.state = 'active'", NULL));
  refused (trial.hr, rest, "delete", ZG_ERROR_INVALID, "day", "D01-6.3");
  month = get (&zg_roster_month, ask ("SELECT id FROM roster_month WHERE month = '2027-03' AND state = 'published'", NULL));
  done (trial.manager, month, "reopen", "补一名客服");
  done (trial.hr, rest, "delete", NULL); /* a draft again */
  zg_record_set_text (own, ZG_ROSTER_REMARK, "试");
  done (leader, own, "create", NULL); /* who arranges a draft arranges himself with it */
}

static void
test_own_arrangement (void)
{
  g_autoptr (ZgRecord) month = new_month ("2027-04", "技术组"), own = new_entry ("2027-04-06", "WJ", "1001");
  g_autoptr (ZgRecord) boss_month = new_month ("2027-04", "电商部"), mine = NULL;
  GError              *error = NULL;

  done (trial.hr, own, "create", NULL);
  enter_rest ("2027-04", "1011", 5);
  enter_rest ("2027-04", "1016", 5);
  enter_rest ("2027-04", "1013", 5);
  done (trial.manager, month, "create", NULL);
  done (trial.manager, month, "publish", NULL); /* nothing is asked of the technical group */
  done (trial.hr, boss_month, "create", NULL);
  refused_for (trial.manager, boss_month, "publish", "D18-7.1b", "04-01");
  refused (trial.manager, boss_month, "publish_open", ZG_ERROR_INVALID, NULL, "D18-7.1a");
  if (!zg_book_run (trial.manager, boss_month, "publish_open", NULL, "春季人手不足，缺口由经理补位", NULL, NULL, &error))
    g_error ("%s", error->message);
  g_assert_cmpint (zg_record_int (boss_month, ZG_ROSTER_MONTH_GAPS), >, 30);
  mine = get (&zg_roster, own->id);
  zg_record_set_text (mine, ZG_ROSTER_REMARK, "换一天");
  g_assert_false (zg_book_run (trial.manager, mine, "amend", NULL, "有事", NULL, NULL, &error));
  g_assert_cmpstr (((ZgFault *) zg_error_get_faults (error)->pdata[0])->clause, ==, "D01-6.3"); /* his own: not even he */
  g_clear_error (&error);
}

/* -- Leave -- */

static void
approve_leave (const char *number, const char *from, const char *to)
{
  g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);

  zg_record_set_int (leave, ZG_LEAVE_STAFF, staff_by (number));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_PERSONAL);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at (from));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at (to));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "家事");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800001234");
  done (trial.hr, leave, "create", NULL);
  done (trial.hr, leave, "submit", NULL);
  done (trial.manager, leave, "approve", NULL);
}

static void
test_leave (void)
{
  g_autoptr (ZgRecord) month = new_month ("2027-05", "客服组"), again = new_entry ("2027-05-12", "KFW", "1016");

  enter_rest ("2027-05", "1011", 5);
  enter_rest ("2027-05", "1016", 5);
  enter ("2027-05-11", "KFZ", "1016");
  approve_leave ("1016", "2027-05-11 08:00:00", "2027-05-12 18:00:00");
  refused (trial.hr, again, "create", ZG_ERROR_INVALID, "shift", "D01-7.2");
  done (leader, month, "create", NULL);
  refused_for (trial.manager, month, "publish", "D01-7.2", "林小雨");
  refused_for (trial.manager, month, "publish_open", "D01-7.2", "林小雨"); /* an opinion opens gaps, not clashes */
}

/* -- Boards -- */

typedef struct
{
  ZgSession  *session;
  const char *month, *unit;
} Asking;

static gpointer
board_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Asking *asking = data;
  gint64  unit = 0;
  int     first = 0, n;

  zg_month_parse (asking->month, &first, &n);
  if (asking->unit)
    zg_db_int (db, &unit, NULL, ZG_SQL ("SELECT id FROM unit WHERE name = $1"), "s", asking->unit);
  return zg_roster_board (asking->session, db, first, unit, error);
}

static ZgRosterBoard *
board_of (ZgSession *session, const char *month, const char *unit)
{
  Asking         asking = { session, month, unit };
  GError        *error = NULL;
  ZgRosterBoard *board = zg_store_read (zg_book_store (trial.book), board_db, &asking, &error);

  g_assert_no_error (error);
  return board;
}

/* The windows of one rule: how many, and the first that begins on @day. */
static guint
windows_of (const ZgRosterBoard *board, const char *name, int on, ZgRosterWindow *found)
{
  guint n = 0;

  memset (found, 0, sizeof *found);
  for (guint i = 0; i < board->windows->len; i++)
    {
      const ZgRosterWindow *window = &g_array_index (board->windows, ZgRosterWindow, i);

      if (!g_str_equal (g_array_index (board->rules, ZgBoardRule, window->rule).name, name))
        continue;
      n++;
      if (window->day == on)
        *found = *window;
    }
  return n;
}

/* -- What a leave does -- */

typedef struct
{
  ZgSession *session;
  gint64     staff, from, to;
} Away;

static gpointer
impact_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Away *away = data;

  return zg_roster_impact (away->session, db, away->staff, away->from, away->to, error);
}

static ZgRosterImpact *
impact_of (ZgSession *session, gint64 staff, const char *from, const char *to, GError **error)
{
  Away away = { session, staff, at (from), at (to) };

  return zg_store_read (zg_session_store (session), impact_db, &away, error);
}

static const char rostered[] = "SELECT MIN (r.staff) FROM roster r JOIN shift s ON s.id = r.shift WHERE r.state = 'active'"
                               " AND s.kind = 1 AND r.day = $1 AND NOT EXISTS (SELECT 1 FROM roster n JOIN shift k"
                               " ON k.id = n.shift WHERE n.staff = r.staff AND n.day = '2026-11-25' AND k.kind = 2)";

/* A day on which somebody of the service group works: his shift is named, he is missed in the hours he covers, who rests then is
 * named; the day after he left there is nothing. */
static void
test_impact (void)
{
  gint64                    staff = ask (rostered, "2026-11-26");
  GError                   *error = NULL;
  g_autoptr (ZgRosterImpact) day_off = impact_of (trial.hr, staff, "2026-11-26 00:00:00", "2026-11-27 00:00:00", &error);
  g_autoptr (ZgRosterImpact) night = NULL, denied = NULL, months = NULL;
  const ZgImpactShift      *shift;
  const ZgImpactCover      *cover;
  g_autofree char          *resting = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (staff, !=, 0);
  g_assert_true (day_off->rostered);
  g_assert_cmpint (day_off->unplanned, ==, 0);
  g_assert_cmpuint (day_off->shifts->len, >=, 1);
  shift = &g_array_index (day_off->shifts, ZgImpactShift, 0);
  g_assert_cmpint (shift->day, ==, day ("2026-11-26"));
  g_assert_cmpuint (day_off->covers->len, >=, 1);
  cover = &g_array_index (day_off->covers, ZgImpactCover, 0);
  g_assert_cmpstr (cover->rule, ==, "在线客服时段");
  g_assert_cmpint (cover->from, >=, shift->from);
  g_assert_cmpint (cover->to, <=, shift->to);
  g_assert_cmpint (cover->before - cover->after, >=, 0);
  g_assert_cmpint (cover->before - cover->after, <=, 1);
  g_assert_cmpint (cover->need, ==, 1);
  resting = g_strdup_printf ("SELECT count(*) FROM roster r JOIN shift s ON s.id = r.shift JOIN staff t ON t.id = r.staff"
                             " WHERE r.state = 'active' AND s.kind = 4 AND r.day = $1 AND r.staff <> %" G_GINT64_FORMAT
                             " AND t.unit = (SELECT unit FROM staff WHERE id = %" G_GINT64_FORMAT ")", staff, staff);
  g_assert_cmpuint (day_off->rests->len, ==, ask (resting, "2026-11-26") > 0);
  night = impact_of (trial.hr, staff, "2026-11-26 00:00:00", "2026-11-26 06:00:00", &error); /* before any shift of the day */
  g_assert_no_error (error);
  g_assert_cmpuint (night->covers->len, ==, 0);
  months = impact_of (trial.hr, staff, "2026-11-30 00:00:00", "2027-01-03 00:00:00", &error); /* into months without a roster */
  g_assert_no_error (error);
  g_assert_cmpint (months->unplanned, >=, 31);
  denied = impact_of (trial.worker, staff, "2026-11-26 00:00:00", "2026-11-27 00:00:00", &error);
  g_assert_null (denied);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
}

static void
test_windows (void)
{
  g_autoptr (ZgRosterBoard) board = board_of (trial.hr, "2027-06", "电商部"), group = board_of (trial.hr, "2027-06", "客服组");
  ZgRosterWindow            window;
  int                       monday = day ("2027-06-07");

  g_assert_cmpuint (windows_of (board, "在线客服时段", monday, &window), ==, 30);
  g_assert_cmpint (window.from, ==, 510);
  g_assert_cmpint (window.to, ==, 1260);
  g_assert_cmpuint (windows_of (board, "夜间热线", monday, &window), ==, 30);
  g_assert_cmpint (window.from, ==, 1260);
  g_assert_cmpint (window.to, ==, 1950);
  g_assert_true (window.phone);
  g_assert_cmpuint (windows_of (board, "周末轮值", monday, &window), ==, 8);
  g_assert_cmpuint (windows_of (board, "午间接待", monday, &window), ==, 26); /* six days a week */
  g_assert_cmpint (window.from, ==, 720);
  g_assert_cmpint (window.to, ==, 840);
  g_assert_cmpint (window.need, ==, 1);
  g_assert_cmpuint (windows_of (board, "全天候在线", monday, &window), ==, 0); /* not chosen */
  g_assert_cmpuint (windows_of (group, "夜间热线", monday, &window), ==, 30);
  g_assert_cmpuint (windows_of (group, "午间接待", monday, &window), ==, 0); /* the department's is looked at on its own roster */
}

typedef struct
{
  int      day;
  gboolean asked;
  int      window, from, to;
} Hours;

static gpointer
hours_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Hours               *hours = data;
  int                  need = 0;
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, hours->day, hours->day + 1, error);

  hours->asked = zg_cover_hours (policy, hours->window, NULL, 0, 0, hours->day, 0, 0, &hours->from, &hours->to, &need);
  return hours;
}

static gboolean
asks (ZgCoverWindow window, const char *on, int from, int to)
{
  Hours hours = { .day = day (on), .window = window };

  zg_store_read (zg_book_store (trial.book), hours_db, &hours, NULL);
  if (hours.asked)
    {
      g_assert_cmpint (hours.from, ==, from);
      g_assert_cmpint (hours.to, ==, to);
    }
  return hours.asked;
}

static void
test_duties (void)
{
  g_assert_true (asks (ZG_COVER_HQ, "2027-06-05", 1080, 1260));
  g_assert_false (asks (ZG_COVER_HQ, "2027-06-06", 0, 0)); /* on Sundays the long duty stands in its place */
  g_assert_true (asks (ZG_COVER_SUNDAY, "2027-06-06", 510, 1260));
  g_assert_false (asks (ZG_COVER_SUNDAY, "2027-06-05", 0, 0));
  g_assert_true (asks (ZG_COVER_RESTAURANT, "2027-06-06", 1080, 1200));
  g_assert_true (asks (ZG_COVER_WEEKEND, "2027-06-05", 510, 1260));
  g_assert_false (asks (ZG_COVER_WEEKEND, "2027-06-07", 0, 0));
}

/* From a day on round the clock (D05-19): the night line is then part of the service. */
static void
test_all_day (void)
{
  g_autoptr (ZgRosterBoard) board = NULL;
  ZgRosterWindow            window;

  set_parameter ("cs.allday", "1", "2027-07-11");
  board = board_of (trial.hr, "2027-07", "电商部");
  g_assert_cmpuint (windows_of (board, "全天候在线", day ("2027-07-11"), &window), ==, 21);
  g_assert_cmpint (window.to, ==, 1440);
  g_assert_cmpuint (windows_of (board, "夜间热线", day ("2027-07-10"), &window), ==, 10);
}

static void
test_reach (void)
{
  g_autoptr (ZgRosterBoard) all = board_of (trial.hr, "2026-10", NULL), own = board_of (lin, "2026-10", NULL);

  g_assert_cmpint (all->people->len, >=, 14);
  g_assert_cmpint (own->people->len, <, all->people->len); /* her unit */
  g_assert_cmpint (zg_roster_board_person (own, staff_by ("1016")), >=, 0);
  g_assert_cmpint (zg_roster_board_person (own, staff_by ("1010")), <, 0);
}

static void
test_fill (void)
{
  g_autoptr (ZgRosterBoard) board = board_of (trial.hr, "2027-08", "客服组");
  int                       people[2] = { zg_roster_board_person (board, staff_by ("1011")),
                                          zg_roster_board_person (board, staff_by ("1016")) };
  int                       rest = zg_roster_board_shift (board, ask ("SELECT id FROM shift WHERE code = 'XIU'", NULL));
  int                       early = zg_roster_board_shift (board, ask ("SELECT id FROM shift WHERE code = 'KFZ'", NULL));
  g_autoptr (GArray)        rests = zg_roster_fill_rest (board, rest, people, 2), shifts = NULL;

  g_assert_cmpint (rests->len, ==, 10);
  for (guint i = 0; i < rests->len; i++)
    {
      ZgBoardEntry entry = g_array_index (rests, ZgBoardEntry, i);

      g_array_append_val (board->entries, entry);
    }
  shifts = zg_roster_fill_shift (board, early, board->first_day, board->first_day + 30, people, 2);
  g_assert_cmpint (shifts->len, >=, 26); /* days on which both rest stay open */
  for (guint i = 0; i < shifts->len; i++)
    for (guint k = 0; k < rests->len; k++)
      g_assert_false (g_array_index (shifts, ZgBoardEntry, i).day == g_array_index (rests, ZgBoardEntry, k).day &&
                      g_array_index (shifts, ZgBoardEntry, i).person == g_array_index (rests, ZgBoardEntry, k).person);
}

/* -- Swaps -- */

static void
test_swap (void)
{
  gint64 early = enter ("2027-09-06", "KFZ", "1011"), night = 0, busy;
  g_autoptr (ZgRecord) swap = zg_record_new (&zg_roster_swap), entry = NULL, other = NULL;
  g_autoptr (ZgRecord) dark = new_entry ("2027-09-08", "YX", "1016");

  zg_record_set_text (dark, ZG_ROSTER_PHONE, "13800001016");
  done (trial.hr, dark, "create", NULL);
  night = dark->id;
  busy = enter ("2027-09-09", "KFZ", "1011");
  zg_record_set_int (swap, ZG_SWAP_STAFF, staff_by ("1011"));
  zg_record_set_int (swap, ZG_SWAP_ENTRY, night);
  zg_record_set_int (swap, ZG_SWAP_PARTNER, staff_by ("1016"));
  zg_record_set_text (swap, ZG_SWAP_REASON, "晚上有课");
  refused (liu, swap, "create", ZG_ERROR_INVALID, "entry", "D01-6.3"); /* not his shift */
  zg_record_set_int (swap, ZG_SWAP_ENTRY, early);
  zg_record_set_int (swap, ZG_SWAP_OTHER, night);
  refused (trial.worker, swap, "create", ZG_ERROR_DENIED, NULL, NULL); /* nobody asks for somebody else */
  done (liu, swap, "create", NULL);
  done (liu, swap, "submit", NULL);
  refused (liu, swap, "agree", ZG_ERROR_INVALID, "partner", "D01-6.3"); /* one alone agrees to nothing */
  refused (lin, swap, "agree", ZG_ERROR_INVALID, "phone", "D18-7.1b");  /* who takes the night has a number */
  done (liu, swap, "withdraw", NULL);
  zg_record_free (swap);
  swap = zg_record_new (&zg_roster_swap);
  zg_record_set_int (swap, ZG_SWAP_STAFF, staff_by ("1011"));
  zg_record_set_int (swap, ZG_SWAP_ENTRY, early);
  zg_record_set_int (swap, ZG_SWAP_PARTNER, staff_by ("1016"));
  zg_record_set_int (swap, ZG_SWAP_OTHER, night);
  zg_record_set_text (swap, ZG_SWAP_REASON, "晚上有课");
  zg_record_set_text (swap, ZG_SWAP_PHONE, "13800001011");
  done (liu, swap, "create", NULL);
  done (liu, swap, "submit", NULL);
  done (lin, swap, "agree", NULL);
  refused (liu, swap, "approve", ZG_ERROR_DENIED, NULL, NULL);
  refused (lin, swap, "approve", ZG_ERROR_DENIED, NULL, NULL);
  done (leader, swap, "approve", NULL);
  entry = get (&zg_roster, early);
  other = get (&zg_roster, night);
  g_assert_cmpint (zg_record_int (entry, ZG_ROSTER_STAFF), ==, staff_by ("1016"));
  g_assert_cmpint (zg_record_int (other, ZG_ROSTER_STAFF), ==, staff_by ("1011"));
  g_assert_cmpint (other->owner, ==, staff_by ("1011"));
  g_assert_cmpstr (zg_record_text (other, ZG_ROSTER_PHONE), ==, "13800001011");
  g_assert_cmpint (zg_record_int (entry, ZG_ROSTER_SWAP_REF), ==, swap->id);
  g_assert_cmpint (ask ("SELECT count(DISTINCT seq) FROM audit_put WHERE doc IN (SELECT id FROM roster WHERE swap IS NOT NULL)"
                        " AND seq = (SELECT seq FROM audit WHERE step = 'roster_swap.approve' ORDER BY seq DESC LIMIT 1)", NULL),
                   ==, 1); /* one posting changed both */
  g_assert_cmpint (busy, !=, 0);
}

static void
test_swap_overlap (void)
{
  gint64               early = enter ("2027-09-13", "KFZ", "1011");
  g_autoptr (ZgRecord) swap = zg_record_new (&zg_roster_swap);

  enter ("2027-09-13", "KFW", "1016");
  zg_record_set_int (swap, ZG_SWAP_STAFF, staff_by ("1011"));
  zg_record_set_int (swap, ZG_SWAP_ENTRY, early);
  zg_record_set_int (swap, ZG_SWAP_PARTNER, staff_by ("1016"));
  zg_record_set_text (swap, ZG_SWAP_REASON, "看病");
  done (liu, swap, "create", NULL);
  done (liu, swap, "submit", NULL);
  refused (lin, swap, "agree", ZG_ERROR_INVALID, "partner", "D18-7.1a"); /* she has the late shift already */
}

/* -- Logs -- */

static void
test_calls (void)
{
  g_autoptr (ZgRecord) call = zg_record_new (&zg_call_log);

  zg_record_set_int (call, ZG_CALL_AT, at ("2026-11-20 10:00:00"));
  zg_record_set_text (call, ZG_CALL_CALLER, "供应商");
  zg_record_set_int (call, ZG_CALL_FOR, staff_by ("1016"));
  zg_record_set_int (call, ZG_CALL_BY, staff_by ("1011"));
  zg_record_set_int (call, ZG_CALL_RINGS, 3);
  zg_record_set_text (call, ZG_CALL_CONTENT, "改送货时间");
  done (liu, call, "create", NULL);
  g_assert_cmpint (zg_record_int (call, ZG_CALL_LATE), ==, 0); /* three is in time */
  g_assert_cmpint (zg_record_int (call, ZG_CALL_STANDING_IN), ==, 1);
  zg_record_set_int (call, ZG_CALL_RINGS, 4);
  zg_record_set_int (call, ZG_CALL_FOR, staff_by ("1011"));
  done (liu, call, "edit", NULL);
  g_assert_cmpint (zg_record_int (call, ZG_CALL_LATE), ==, 1);
  g_assert_cmpint (zg_record_int (call, ZG_CALL_STANDING_IN), ==, 0);
}

static void
test_duty_log (void)
{
  g_autoptr (ZgRecord) log = zg_record_new (&zg_duty_log);

  zg_record_set_int (log, ZG_DUTY_STAFF, staff_by ("1011"));
  zg_record_set_text (log, ZG_DUTY_DAY, "2026-11-22");
  zg_record_set_int (log, ZG_DUTY_SHIFT, ask ("SELECT id FROM shift WHERE code = 'KFW'", NULL));
  zg_record_set_text (log, ZG_DUTY_NOTE, "两单退款待处理");
  zg_record_set_int (log, ZG_DUTY_TO, staff_by ("1011"));
  refused (liu, log, "create", ZG_ERROR_INVALID, "handed_to", "D11-11");
  zg_record_set_int (log, ZG_DUTY_TO, staff_by ("1016"));
  done (liu, log, "create", NULL);
  done (liu, log, "give", NULL);
  refused (leader, log, "take", ZG_ERROR_INVALID, "handed_to", "D11-11");
  done (lin, log, "take", NULL);
  g_assert_cmpint (zg_record_int (log, ZG_DUTY_TAKEN_BY), ==, zg_session_person (lin));
}

static void
test_visitors (void)
{
  g_autoptr (ZgRecord) visit = zg_record_new (&zg_visitor_log);

  zg_record_set_int (visit, ZG_VISITOR_AT, at ("2026-11-20 10:00:00"));
  zg_record_set_text (visit, ZG_VISITOR_NAME, "王先生");
  zg_record_set_text (visit, ZG_VISITOR_MATTER, "送样品");
  zg_record_set_int (visit, ZG_VISITOR_BY, staff_by ("1010"));
  zg_record_set_int (visit, ZG_VISITOR_LEFT_AT, at ("2026-11-20 09:30:00"));
  refused (trial.worker, visit, "create", ZG_ERROR_INVALID, "left_at", NULL);
  zg_record_set_int (visit, ZG_VISITOR_LEFT_AT, at ("2026-11-20 10:30:00"));
  done (trial.worker, visit, "create", NULL);
}

int
main (int argc, char **argv)
{
  int result;

  trial_init (&argc, &argv);
  trial_open ();
  leader = log_in ("lina");
  liu = log_in ("liuyang");
  lin = log_in ("linxiaoyu");
  g_test_add_func ("/roster-month/D04-4.1.1d/rest-days", test_rest_days);
  g_test_add_func ("/roster-month/D01-6.3/after-publishing", test_after_publishing);
  g_test_add_func ("/roster-month/D01-6.3/own", test_own_arrangement);
  g_test_add_func ("/roster-month/leave", test_leave);
  g_test_add_func ("/roster-month/D18-7.1a/D18-7.1b/D18-7.2/D11-9b/windows", test_windows);
  g_test_add_func ("/roster-month/D18-7.3a/D18-7.3b/D18-7.3c/duties", test_duties);
  g_test_add_func ("/roster-month/D05-19/all-day", test_all_day);
  g_test_add_func ("/roster-month/reach", test_reach);
  g_test_add_func ("/roster-month/D02-3.3.2/impact", test_impact);
  g_test_add_func ("/roster-month/D18-7.2/fill", test_fill);
  g_test_add_func ("/roster-month/D01-6.3/swap", test_swap);
  g_test_add_func ("/roster-month/D18-7.1a/swap-overlap", test_swap_overlap);
  g_test_add_func ("/roster-month/D11-10a/D11-10b/D11-10c/calls", test_calls);
  g_test_add_func ("/roster-month/D11-11/duty-log", test_duty_log);
  g_test_add_func ("/roster-month/D11-9a/visitors", test_visitors);
  result = g_test_run ();
  zg_session_unref (leader);
  zg_session_unref (liu);
  zg_session_unref (lin);
  trial_close ();
  return result;
}
