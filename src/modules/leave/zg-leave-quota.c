/* zg-leave-quota.c: balances of rest and leave days 假期额度: the ledger leave_quota, what is granted into it, and the list of
 * balances. A balance explains itself by its lines: grants and approved leave. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-leave.h"
#include "zg-ledger.h"
#include "zg-policy.h"
#include "zg-staff.h"
#include "zg-tick.h"

static const ZgLedger leave_quota = {
  .name = "leave_quota",
  .title = N_ ("Rest and leave days"),
  .type = ZG_DAYS,
  .keys = { "staff", "type", "period" },
  .floored = TRUE,
  .right = "leave.view",
  .own = 1,
  .clause = "D04-4.1.1c",
};

/* -- Periods: nothing is carried over, so a balance belongs to its period -- */

gint64
zg_leave_period (int type, int day, const char *per)
{
  int year, month, of_month;

  zg_day_to_ymd (day, &year, &month, &of_month);
  switch (type)
    {
    case ZG_JUDGE_LEAVE_ANNUAL:
      return year * 10000 + 101;
    case ZG_JUDGE_LEAVE_ROTATING:
      return year * 10000 + month * 100 + 1;
    case ZG_JUDGE_LEAVE_FLOATING:
      if (g_str_equal (per, "year"))
        return year * 10000 + 101;
      if (g_str_equal (per, "quarter"))
        return year * 10000 + ((month - 1) / 3 * 3 + 1) * 100 + 1;
      if (g_str_equal (per, "week"))
        zg_day_to_ymd (day - zg_day_weekday (day) + 1, &year, &month, &of_month);
      else
        of_month = 1;
      return year * 10000 + month * 100 + of_month;
    default:
      return 0; /* earned by a day of work: it has no end */
    }
}

gboolean
zg_leave_is_kept (int type, gboolean annual)
{
  return type == ZG_JUDGE_LEAVE_FLOATING || type == ZG_JUDGE_LEAVE_ROTATING || type == ZG_JUDGE_LEAVE_CREDIT
         || (type == ZG_JUDGE_LEAVE_ANNUAL && annual);
}

/* -- Grants -- */

static const ZgEnum kept_types[] = {
  { ZG_JUDGE_LEAVE_ANNUAL, "annual", N_ ("Annual leave") },
  { ZG_JUDGE_LEAVE_FLOATING, "floating", N_ ("Floating rest day") },
  { ZG_JUDGE_LEAVE_ROTATING, "rotating", N_ ("Rotating rest day") },
  { ZG_JUDGE_LEAVE_CREDIT, "credit", N_ ("Rest for holiday work") },
  { 0 },
};

static const ZgField grant_fields[ZG_GRANT_N_FIELDS] = {
  [ZG_GRANT_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_GRANT_TYPE] = { "type", N_ ("Type of leave"), ZG_ENUM, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .names = kept_types,
                      .clause = "D04-4.1.1c" },
  [ZG_GRANT_PERIOD] = { "period", N_ ("Period"), ZG_INT, ZG_HIDDEN },
  [ZG_GRANT_DAYS] = { "days_milli", N_ ("Days granted"), ZG_DAYS, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_GRANT_FOR_DAY] = { "for_day", N_ ("For the day"), ZG_DAY, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .initial = "today",
                         .hint = N_ ("a day of the period, or the day that was worked"), .clause = "D04-4.1.1e" },
  [ZG_GRANT_REASON] = { "reason", N_ ("Reason"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
};

/* The same rest is not granted twice: rotating and floating days once a period, a credit once for its day. */
static void
check_grant (ZgWork *work)
{
  ZgRecord *grant = zg_work_record (work);
  int day = zg_record_day (grant, ZG_GRANT_FOR_DAY), type = zg_record_int (grant, ZG_GRANT_TYPE);
  g_autoptr (ZgPolicy) policy = day == ZG_NO_DAY ? NULL : zg_policy_load (zg_work_db (work), day, day, NULL);
  gint64 period, same = 0;

  if (policy == NULL)
    return;
  period = zg_leave_period (type, day, zg_policy_text (policy, "rest.float.period", 0, grant->unit, day));
  zg_record_set_int (grant, ZG_GRANT_PERIOD, period);
  if (zg_record_int (grant, ZG_GRANT_DAYS) <= 0)
    zg_work_fault (work, ZG_GRANT_DAYS, -1, NULL, _ ("Grant more than no days. What was granted too much is revoked."));
  if (type == ZG_JUDGE_LEAVE_ANNUAL)
    return;
  zg_work_guard (work, "grant/%" G_GINT64_FORMAT, zg_record_int (grant, ZG_GRANT_STAFF));
  zg_db_int (zg_work_db (work), &same, NULL,
             ZG_SQL ("SELECT count(*) FROM rest_grant WHERE staff = $1 AND type = $2 AND period = $3 AND state = 'granted'"
                     " AND ($3 > 0 OR for_day = $4)"),
             "iiis", zg_record_int (grant, ZG_GRANT_STAFF), (gint64)type, period, zg_record_text (grant, ZG_GRANT_FOR_DAY));
  if (same > 0)
    zg_work_fault (work, ZG_GRANT_FOR_DAY, -1, type == ZG_JUDGE_LEAVE_CREDIT ? "D04-4.1.1e" : "D04-4.1.1c",
                   _ ("This rest has been granted already. Revoke the earlier grant first."));
}

static const ZgEffect comes_in[] = { { ZG_LEDGER_IN, "leave_quota", .qty = "days_milli", .keys = { "staff", "type", "period" } },
                                     { 0 } };
static const ZgEffect goes_out[] = { { ZG_LEDGER_OUT, "leave_quota", .qty = "days_milli", .keys = { "staff", "type", "period" } },
                                     { 0 } };

#define GRANTED (ZG_ALL_FIELDS & ~ZG_F (ZG_GRANT_PERIOD))

static const ZgStep grant_steps[] = {
  { NULL, "create", "granted", ZG_QUIET, GRANTED, .effects = comes_in, .check = check_grant, .fills = ZG_F (ZG_GRANT_PERIOD) },
  { NULL, "grant", "granted", ZG_QUIET | ZG_BY_CLOCK, GRANTED, .effects = comes_in, .check = check_grant,
    .fills = ZG_F (ZG_GRANT_PERIOD), .clause = "D04-4.1.1c", .title = N_ ("Granted by rule") },
  { "granted", "revoke", "cancelled", ZG_NEEDS_OPINION | ZG_DESTROYS, .effects = goes_out, .title = N_ ("Revoke") },
};

static const ZgState grant_states[] = { { "granted", N_ ("Granted"), ZG_TONE_NEUTRAL }, { NULL } };

const ZgKind zg_rest_grant = {
  .id = "rest_grant",
  .title = N_ ("Days granted"),
  .module = "leave",
  ZG_FIELDS (grant_fields),
  ZG_STEPS (grant_steps),
  .states = grant_states,
  .owner = "staff",
  .order = "t.for_day DESC, t.id DESC",
  .clause = "D04-4.1.1c",
  .empty = N_ ("Rest and leave days granted: floating and rotating days by rule, credits for work on holidays, annual leave."),
  .index = { "staff, type, period" },
};

/* -- Balances -- */

static const ZgField balance_fields[ZG_BALANCE_N_FIELDS] = {
  [ZG_BALANCE_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_BALANCE_TYPE] = { "type", N_ ("Type of leave"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = kept_types, .clause = "D04-4.1.1c" },
  [ZG_BALANCE_PERIOD] = { "period", N_ ("Period from"), ZG_DAY, ZG_LIST, .hint = N_ ("empty: without a period") },
  [ZG_BALANCE_GRANTED] = { "granted_milli", N_ ("Granted"), ZG_DAYS, ZG_LIST },
  [ZG_BALANCE_USED] = { "used_milli", N_ ("Used"), ZG_DAYS, ZG_LIST },
  [ZG_BALANCE_LEFT] = { "left_milli", N_ ("Left"), ZG_DAYS, ZG_LIST, .clause = "D04-4.1.1d" },
};

const ZgKind zg_leave_balance = {
  .id = "leave_balance",
  .title = N_ ("Balance of days"),
  .module = "leave",
  ZG_FIELDS (balance_fields),
  .owner = "staff",
  .order = "t.period DESC, t.staff, t.type",
  .clause = "D04-4.1.1c",
  .empty = N_ ("Who has how many rest and leave days left; they come from grants and go by approved leave."),
  .view = ZG_SQL (
      "SELECT g.id, CAST (NULL AS BIGINT) AS parent_id, g.owner_id, g.unit_id, g.maker_id, CAST (1 AS BIGINT) AS version,"
      " 'kept' AS state, CAST (NULL AS TEXT) AS no, g.created_ms, CAST (NULL AS BIGINT) AS import_id, g.staff, g.type,"
      " CASE WHEN g.period > 0 THEN substr (CAST (g.period AS TEXT), 1, 4) || '-' || substr (CAST (g.period AS TEXT), 5, 2)"
      " || '-' || substr (CAST (g.period AS TEXT), 7, 2) END AS period,"
      " s.granted AS granted_milli, s.granted - COALESCE (b.qty, 0) AS used_milli, COALESCE (b.qty, 0) AS left_milli"
      " FROM (SELECT min (id) AS id, CAST (sum (days_milli) AS BIGINT) AS granted FROM rest_grant WHERE state = 'granted'"
      " GROUP BY staff, type, period) s JOIN rest_grant g ON g.id = s.id"
      " LEFT JOIN balance b ON b.ledger = 'leave_quota' AND b.k1 = g.staff AND b.k2 = g.type AND b.k3 = g.period AND b.k4 = 0"),
};

/* -- By rule -- */

typedef struct
{
  gint64 staff;
  int type, days, for_day;
} Due;

typedef struct
{
  ZgBook *book;
  int day;
  GArray *due; /* of Due */
} Rules;

static gboolean
has_grant (ZgDb *db, const Due *due, gint64 period, GError **error)
{
  gint64 n = 1;
  char day[11];

  return zg_db_int (db, &n, error,
                    ZG_SQL ("SELECT count(*) FROM rest_grant WHERE staff = $1 AND type = $2 AND period = $3 AND ($3 > 0 OR"
                            " for_day = $4)"),
                    "iiis", due->staff, (gint64)due->type, period, zg_day_format (due->for_day, day))
         && n > 0;
}

static gboolean
rotates (int category)
{
  return category == ZG_CATEGORY_MARKETING || category == ZG_CATEGORY_SERVICE;
}

static gpointer
read_due (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Rules *rules = data;
  g_autoptr (ZgStaffRoll) roll = zg_staff_roll (db, rules->day, rules->day, 0, 0, error);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, rules->day, rules->day, error);

  for (guint i = 0; roll && policy && i < roll->staff->len; i++)
    {
      const ZgStaffRow *person = &g_array_index (roll->staff, ZgStaffRow, i);
      gboolean turns = rotates (person->category);
      Due due = { person->id, turns ? ZG_JUDGE_LEAVE_ROTATING : ZG_JUDGE_LEAVE_FLOATING,
                  zg_policy_int (policy, turns ? "rest.rotating.days" : "rest.float.days", person->category, person->unit,
                                 rules->day),
                  rules->day };
      gint64 period =
          zg_leave_period (due.type, rules->day, zg_policy_text (policy, "rest.float.period", 0, person->unit, rules->day));

      if (person->category && due.days > 0 && !has_grant (db, &due, period, error))
        g_array_append_val (rules->due, due);
    }
  return roll && policy ? rules : NULL;
}

static gboolean
grant (ZgSession *session, const Due *due, const char *verb, const char *reason, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_rest_grant);

  zg_record_set_int (record, ZG_GRANT_STAFF, due->staff);
  zg_record_set_int (record, ZG_GRANT_TYPE, due->type);
  zg_record_set_int (record, ZG_GRANT_DAYS, due->days * 1000);
  zg_record_set_day (record, ZG_GRANT_FOR_DAY, due->for_day);
  zg_record_set_text (record, ZG_GRANT_REASON, reason);
  return zg_book_run (session, record, verb, NULL, NULL, NULL, NULL, error);
}

gboolean
zg_leave_grant_rest (ZgSession *session, const char *verb, int day, guint *n, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Due));
  Rules rules = { zg_session_book (session), day, all };

  *n = 0;
  if (zg_store_read (zg_session_store (session), read_due, &rules, error) == NULL)
    return FALSE;
  for (; *n < all->len; (*n)++)
    {
      const Due *due = &g_array_index (all, Due, *n);

      if (!grant (session, due, verb, due->type == ZG_JUDGE_LEAVE_ROTATING ? "轮休（D04-4.1.1d）" : "机动调休（D04-4.1.1c）",
                  error))
        return FALSE;
    }
  return TRUE;
}

/* -- D04-4.1.1e: a day worked on a holiday gives a rest -- */

static gpointer
read_credits (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Rules *rules = data;
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, rules->day - 35, rules->day, error);
  ZgDayResult days[ZG_JUDGE_MONTH_DAYS];

  for (int back = 0; policy && back < 2; back++) /* this month and the one before */
    {
      int year, month_no, of_month;
      g_autoptr (ZgMonth) month = NULL;

      zg_day_to_ymd (rules->day, &year, &month_no, &of_month);
      month =
          zg_attendance_judge_all (rules->book, db, back ? rules->day - of_month : rules->day, 0, 0, ZG_JUDGE_AS_SHOWN, error);
      if (month == NULL)
        return NULL;
      for (int i = 0; i < month->n_lines; i++)
        {
          if (month->lines[i].totals.credit == 0)
            continue;
          zg_attendance_days (month, i, days);
          for (int k = 0; k < month->n_days; k++)
            {
              Due due = { month->lines[i].staff, ZG_JUDGE_LEAVE_CREDIT, 0, days[k].day };

              if (!(days[k].flags & ZG_DAY_FLAG_CREDIT) || days[k].day >= rules->day)
                continue;
              due.days = zg_policy_int (policy, "rest.credit.days", 0, 0, days[k].day);
              if (due.days > 0 && !has_grant (db, &due, 0, error))
                g_array_append_val (rules->due, due);
            }
        }
    }
  return policy ? rules : NULL;
}

/* A window ticks every minute; what is judged for it is judged once an hour. */
static gboolean
was_done_this_hour (ZgBook *book, int which)
{
  static GMutex lock;
  static struct
  {
    gint64 book, hour;
  } last[2];
  gint64 hour = zg_book_now (book) / 3600000;
  gboolean done;

  g_mutex_lock (&lock);
  done = last[which].book == zg_book_uid (book) && last[which].hour == hour;
  last[which].book = zg_book_uid (book);
  last[which].hour = hour;
  g_mutex_unlock (&lock);
  return done;
}

static gboolean
tick_grants (ZgSession *clock, GString *report, GError **error)
{
  g_autoptr (GArray) credits = g_array_new (FALSE, FALSE, sizeof (Due));
  ZgBook *book = zg_session_book (clock);
  Rules rules = { book, zg_day_of_ms (zg_book_now (book)), credits };
  guint n = 0;

  if (was_done_this_hour (book, 0))
    return TRUE;
  if (!zg_leave_grant_rest (clock, "grant", rules.day, &n, error))
    return FALSE;
  if (zg_store_read (zg_session_store (clock), read_credits, &rules, error) == NULL)
    return FALSE;
  for (guint i = 0; i < credits->len; i++, n++)
    if (!grant (clock, &g_array_index (credits, Due, i), "grant", "节假日出勤（D04-4.1.1e）", error))
      return FALSE;
  if (n > 0)
    g_string_append_printf (report, _ ("Rest days granted by rule: %u\n"), n);
  return TRUE;
}

/* -- D04-4.2.2b, d: the draft the judge opens -- */

typedef struct
{
  ZgBook *book;
  int day;
  GArray *late; /* of Late */
} Lates;

typedef struct
{
  gint64 staff, from_ms, to_ms;
} Late;

static void
add_late (Lates *lates, ZgDb *db, gint64 staff, gint64 from_ms, gint64 to_ms)
{
  gint64 n = 1;
  Late late = { staff, from_ms, to_ms };

  if (to_ms > from_ms
      && zg_db_int (db, &n, NULL, ZG_SQL ("SELECT count(*) FROM leave WHERE staff = $1 AND starts_at < $3 AND ends_at > $2"),
                    "iii", staff, from_ms, to_ms)
      && n == 0)
    g_array_append_val (lates->late, late);
}

static void
late_day (Lates *lates, ZgDb *db, gint64 staff, const ZgDayResult *day)
{
  for (int i = 0; i < day->n_segments; i++)
    {
      const ZgSegmentResult *segment = &day->segments[i];

      if (segment->in.grade == ZG_GRADE_WAITING && segment->in.at != ZG_NO_SECOND)
        add_late (lates, db, staff, zg_day_to_ms (day->day, segment->start), zg_day_to_ms (day->day, segment->in.at));
      if (segment->out.grade == ZG_GRADE_WAITING && segment->out.at != ZG_NO_SECOND)
        add_late (lates, db, staff, zg_day_to_ms (day->day, segment->out.at), zg_day_to_ms (day->day, segment->end));
    }
}

static gpointer
read_lates (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Lates *lates = data;
  ZgDayResult days[ZG_JUDGE_MONTH_DAYS];

  for (int back = 0; back < 2; back++)
    {
      int year, month_no, of_month;
      g_autoptr (ZgMonth) month = NULL;

      zg_day_to_ymd (lates->day, &year, &month_no, &of_month);
      month =
          zg_attendance_judge_all (lates->book, db, back ? lates->day - of_month : lates->day, 0, 0, ZG_JUDGE_AS_SHOWN, error);
      if (month == NULL)
        return NULL;
      for (int i = 0; i < month->n_lines; i++)
        {
          if (month->lines[i].totals.waiting == 0)
            continue;
          zg_attendance_days (month, i, days);
          for (int k = 0; k < month->n_days && days[k].day < lates->day; k++)
            late_day (lates, db, month->lines[i].staff, &days[k]);
        }
    }
  return lates;
}

static gboolean
tick_lates (ZgSession *clock, GString *report, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Late));
  ZgBook *book = zg_session_book (clock);
  Lates lates = { book, zg_day_of_ms (zg_book_now (book)), all };

  if (was_done_this_hour (book, 1))
    return TRUE;
  if (zg_store_read (zg_session_store (clock), read_lates, &lates, error) == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const Late *late = &g_array_index (all, Late, i);
      g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);

      zg_record_set_int (leave, ZG_LEAVE_STAFF, late->staff);
      zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_LATE);
      zg_record_set_int (leave, ZG_LEAVE_STARTS, late->from_ms);
      zg_record_set_int (leave, ZG_LEAVE_ENDS, late->to_ms);
      if (!zg_book_run (clock, leave, "open", NULL, NULL, NULL, NULL, error))
        return FALSE;
    }
  if (all->len > 0)
    g_string_append_printf (report, _ ("Leave requests opened for lateness beyond the limit (D04-4.2.2b): %u\n"), all->len);
  return TRUE;
}

void
zg_leave_quota_init (void)
{
  zg_ledgers_add (&leave_quota);
  zg_kinds_add (&zg_rest_grant);
  zg_kinds_add (&zg_leave_balance);
  zg_ticks_add (tick_grants);
  zg_ticks_add (tick_lates);
}
