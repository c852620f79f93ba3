/* Leave: working time by the person's own hours, approval by length, balances that explain themselves, early return, what the
 * clock grants and opens by itself. The clock stands at Monday 2026-11-23 09:00. */
#include "trial.h"

#include "zg-ledger.h"
#include "zg-tick.h"

static ZgRecord *
leave_of (const char *number, int type, const char *from, const char *to)
{
  ZgRecord *leave = zg_record_new (&zg_leave);

  zg_record_set_int (leave, ZG_LEAVE_STAFF, staff_by (number));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, type);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at (from));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at (to));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "家里有事");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800001010");
  done (trial.hr, leave, "create", NULL);
  return leave;
}

typedef struct
{
  gint64 keys[4], qty;
  guint lines;
} Balance;

static gpointer
balance_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Balance *balance = data;
  const ZgLedger *ledger = zg_ledger_by_name ("leave_quota");
  g_autoptr (GPtrArray) lines = zg_ledger_lines (db, ledger, balance->keys, ZG_NO_DAY, ZG_NO_DAY, error);

  balance->lines = lines->len;
  return zg_ledger_balance (db, ledger, balance->keys, &balance->qty, NULL, error) ? balance : NULL;
}

static Balance
balance_of (const char *number, int type, gint64 period)
{
  Balance balance = { { staff_by (number), type, period, 0 }, 0, 0 };
  g_autoptr (GError) error = NULL;

  zg_store_read (zg_book_store (trial.book), balance_db, &balance, &error);
  g_assert_no_error (error);
  return balance;
}

/* Wednesday 08:30 to Monday 12:00 in schedule B: three days and a half, Sunday is not charged. */
static void
test_working_time (void)
{
  g_autoptr (ZgRecord) days = leave_of ("1010", ZG_JUDGE_LEAVE_PERSONAL, "2026-12-02 08:30:00", "2026-12-07 12:00:00");
  g_autoptr (ZgRecord) hours = leave_of ("1010", ZG_JUDGE_LEAVE_PERSONAL, "2026-12-10 10:15:00", "2026-12-10 15:00:00");
  g_autoptr (ZgRecord) sunday = leave_of ("1010", ZG_JUDGE_LEAVE_PERSONAL, "2026-12-13 08:00:00", "2026-12-13 18:00:00");
  g_autoptr (ZgRecord) holiday = leave_of ("1010", ZG_JUDGE_LEAVE_PERSONAL, "2026-12-31 08:30:00", "2027-01-01 18:00:00");

  g_assert_cmpint (zg_record_int (days, ZG_LEAVE_DAYS), ==, 4500 - 0);
  g_assert_cmpint (zg_record_int (days, ZG_LEAVE_WORK), ==, 4 * 450 + 210);
  g_assert_cmpint (zg_record_int (hours, ZG_LEAVE_WORK), ==, 105 + 60);
  g_assert_cmpint (zg_record_int (hours, ZG_LEAVE_DAYS), ==, 250 + 125);
  g_assert_false (zg_record_is_set (sunday, ZG_LEAVE_DAYS));
  refused (trial.hr, sunday, "submit", ZG_ERROR_INVALID, "starts_at", "D04-4.1.1a");
  g_assert_cmpint (zg_record_int (holiday, ZG_LEAVE_DAYS), >=, 1000);
}

static ZgSession *
general_manager (void)
{
  const ZgKind *kind = zg_kind_by_id ("role_holder");
  g_autoptr (ZgRecord) held = zg_record_new (kind);

  zg_record_set_int (held, zg_kind_field (kind, "person"), ask ("SELECT id FROM person WHERE login = $1", "gaoyuan"));
  zg_record_set_text (held, zg_kind_field (kind, "role"), "gm");
  zg_record_set_text (held, zg_kind_field (kind, "from_day"), "2026-11-23");
  done (trial.admin, held, "create", NULL);
  return log_in ("gaoyuan");
}

/* Three days are approved by one; more need a second person. */
static void
test_length (void)
{
  g_autoptr (ZgRecord) three = leave_of ("1010", ZG_JUDGE_LEAVE_PERSONAL, "2026-12-14 08:30:00", "2026-12-16 18:00:00");
  g_autoptr (ZgRecord) more = leave_of ("1010", ZG_JUDGE_LEAVE_PERSONAL, "2026-12-21 08:30:00", "2026-12-24 12:00:00");
  g_autoptr (ZgSession) director = general_manager ();

  g_assert_cmpint (zg_record_int (three, ZG_LEAVE_DAYS), ==, 3000);
  done (trial.hr, three, "submit", NULL);
  refused (trial.manager, three, "endorse", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.manager, three, "approve", NULL);
  done (trial.hr, more, "submit", NULL);
  refused (trial.manager, more, "approve", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.manager, more, "confirm", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.manager, more, "endorse", NULL);
  g_assert_cmpstr (more->state, ==, "pending");
  refused (trial.manager, more, "endorse", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.manager, more, "confirm", ZG_ERROR_DENIED, NULL, NULL); /* one person is not two */
  done (director, more, "confirm", NULL);
  g_assert_cmpstr (more->state, ==, "approved");
}

static ZgRecord *
grant (const char *number, int type, int days, const char *for_day)
{
  ZgRecord *record = zg_record_new (&zg_rest_grant);

  zg_record_set_int (record, ZG_GRANT_STAFF, staff_by (number));
  zg_record_set_int (record, ZG_GRANT_TYPE, type);
  zg_record_set_int (record, ZG_GRANT_DAYS, days * 1000);
  zg_record_set_text (record, ZG_GRANT_FOR_DAY, for_day);
  zg_record_set_text (record, ZG_GRANT_REASON, "测试");
  return record;
}

/* A balance: granted once, charged on approval, given back on cancelling, never below nothing, nothing carried over. */
static void
test_balance (void)
{
  g_autoptr (ZgRecord) granted = grant ("1010", ZG_JUDGE_LEAVE_FLOATING, 1, "2027-01-01");
  g_autoptr (ZgRecord) twice = grant ("1010", ZG_JUDGE_LEAVE_FLOATING, 1, "2027-01-20");
  g_autoptr (ZgRecord) half = NULL, rest = NULL, over = NULL, later = NULL;

  done (trial.hr, granted, "create", NULL);
  g_assert_cmpint (zg_record_int (granted, ZG_GRANT_PERIOD), ==, 20270101);
  refused (trial.hr, twice, "create", ZG_ERROR_INVALID, "for_day", "D04-4.1.1c");
  half = leave_of ("1010", ZG_JUDGE_LEAVE_FLOATING, "2027-01-11 14:00:00", "2027-01-11 18:00:00");
  done (trial.hr, half, "submit", NULL);
  done (trial.manager, half, "approve", NULL);
  g_assert_cmpint (balance_of ("1010", ZG_JUDGE_LEAVE_FLOATING, 20270101).qty, ==, 500);
  over = leave_of ("1010", ZG_JUDGE_LEAVE_FLOATING, "2027-01-12 08:30:00", "2027-01-12 18:00:00");
  done (trial.hr, over, "submit", NULL);
  refused (trial.manager, over, "approve", ZG_ERROR_INVALID, NULL, "D04-3.2");
  refused (trial.hr, granted, "revoke", ZG_ERROR_INVALID, NULL, NULL); /* needs a reason */
  done (trial.manager, half, "cancel", "改期");
  g_assert_cmpint (balance_of ("1010", ZG_JUDGE_LEAVE_FLOATING, 20270101).qty, ==, 1000);
  done (trial.manager, over, "approve", NULL);
  g_assert_cmpint (balance_of ("1010", ZG_JUDGE_LEAVE_FLOATING, 20270101).qty, ==, 0);
  g_assert_cmpint (balance_of ("1010", ZG_JUDGE_LEAVE_FLOATING, 20270101).lines, ==, 4); /* each line says why */
  later = leave_of ("1010", ZG_JUDGE_LEAVE_FLOATING, "2027-02-01 08:30:00", "2027-02-01 12:00:00");
  done (trial.hr, later, "submit", NULL);
  refused (trial.manager, later, "approve", ZG_ERROR_INVALID, NULL, "D04-3.2"); /* nothing is carried over */
  rest = get (&zg_leave_balance, ask ("SELECT min (id) FROM rest_grant WHERE period = 20270101 AND staff ="
                                      " (SELECT id FROM staff WHERE number = $1)",
                                      "1010"));
  g_assert_cmpint (zg_record_int (rest, zg_kind_field (&zg_leave_balance, "used_milli")), ==, 1000);
}

/* Who is back early gets back what was not used, and the judge reads the leave up to then. */
static void
test_back (void)
{
  g_autoptr (ZgRecord) granted = grant ("1012", ZG_JUDGE_LEAVE_FLOATING, 1, "2027-03-01");
  g_autoptr (ZgRecord) leave = NULL;

  done (trial.hr, granted, "create", NULL);
  leave = leave_of ("1012", ZG_JUDGE_LEAVE_FLOATING, "2027-03-02 08:30:00", "2027-03-02 18:00:00");
  done (trial.hr, leave, "submit", NULL);
  done (trial.manager, leave, "approve", NULL);
  zg_record_set_int (leave, ZG_LEAVE_BACK_AT, at ("2027-03-02 18:00:00"));
  refused (trial.hr, leave, "back", ZG_ERROR_INVALID, "back_at", NULL);
  zg_record_set_int (leave, ZG_LEAVE_BACK_AT, at ("2027-03-02 14:00:00"));
  done (trial.hr, leave, "back", NULL);
  g_assert_cmpint (zg_record_int (leave, ZG_LEAVE_REFUND), ==, 500);
  g_assert_cmpint (zg_record_int (leave, ZG_LEAVE_DAYS), ==, 500);
  g_assert_cmpint (balance_of ("1012", ZG_JUDGE_LEAVE_FLOATING, 20270301).qty, ==, 500);
  refused (trial.hr, leave, "back", ZG_ERROR_INVALID, "back_at", NULL);
  refused (trial.manager, leave, "cancel", ZG_ERROR_INVALID, NULL, NULL);
}

/* Five rest days a month, those of the roster counted: the sixth is refused. 刘洋 1011 is customer service. */
static void
test_rotating (void)
{
  g_autoptr (ZgRecord) granted = grant ("1011", ZG_JUDGE_LEAVE_ROTATING, 5, "2027-04-01");
  g_autoptr (ZgRecord) sixth = NULL;
  gint64 shift = ask ("SELECT min (id) FROM shift WHERE kind = 4", NULL);

  done (trial.hr, granted, "create", NULL);
  for (int i = 1; i <= 5; i++)
    {
      g_autoptr (ZgRecord) entry = zg_record_new (&zg_roster);
      g_autofree char *text = g_strdup_printf ("2027-04-%02d", 2 * i);

      zg_record_set_text (entry, ZG_ROSTER_DAY, text);
      zg_record_set_int (entry, ZG_ROSTER_SHIFT_REF, shift);
      zg_record_set_int (entry, ZG_ROSTER_STAFF, staff_by ("1011"));
      done (trial.hr, entry, "create", NULL);
    }
  sixth = leave_of ("1011", ZG_JUDGE_LEAVE_ROTATING, "2027-04-20 08:30:00", "2027-04-20 18:00:00");
  refused (trial.hr, sixth, "submit", ZG_ERROR_INVALID, "starts_at", "D04-4.1.1d");
}

/* The clock grants the month's rest once, whoever ticks how often. */
static void
test_tick (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL, *again = NULL;
  gint64 n;

  zg_clock_set (at ("2027-05-02 10:00:00"));
  zg_tick_run (trial.book, &report, &error);
  g_assert_no_error (error);
  n = ask ("SELECT count(*) FROM rest_grant WHERE period = 20270501", NULL);
  g_assert_cmpint (n, >=, 14);
  g_assert_cmpint (ask ("SELECT count(*) FROM rest_grant WHERE period = 20270501 AND days_milli = 5000", NULL), >=, 2);
  zg_clock_set (at ("2027-05-02 12:00:00"));
  zg_tick_run (trial.book, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask ("SELECT count(*) FROM rest_grant WHERE period = 20270501", NULL), ==, n);
}

/* Reachable while away, and the work in other hands. */
static void
test_reachable (void)
{
  g_autoptr (ZgRecord) leave = leave_of ("1012", ZG_JUDGE_LEAVE_PERSONAL, "2027-06-01 08:30:00", "2027-06-01 18:00:00");

  zg_record_set_null (leave, ZG_LEAVE_MOBILE);
  refused (trial.hr, leave, "submit", ZG_ERROR_INVALID, "mobile", "D01-7.3");
}

static void
test_handed_over (void)
{
  g_autoptr (ZgRecord) leave = leave_of ("1012", ZG_JUDGE_LEAVE_PERSONAL, "2027-06-02 08:30:00", "2027-06-02 18:00:00");

  zg_record_set_int (leave, ZG_LEAVE_HANDOVER, staff_by ("1012"));
  refused (trial.hr, leave, "submit", ZG_ERROR_INVALID, "handover_to", "D02-3.3.2");
  zg_record_set_int (leave, ZG_LEAVE_HANDOVER, staff_by ("1010"));
  done (trial.hr, leave, "submit", NULL);
}

/* Whoever looks for somebody's request types his name, in Chinese or in letters. */
static gpointer
search_leave (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("leave"));

  query->search = g_strdup (data);
  return zg_query_ids (query, trial.hr, db, NULL, error);
}

static void
test_search (void)
{
  static const char *const words[] = { "张伟", "zhangwei", "zw" };
  g_autoptr (ZgRecord)     mine = leave_of ("1010", ZG_JUDGE_LEAVE_PERSONAL, "2027-01-11 08:30:00", "2027-01-11 12:00:00");

  g_assert_cmpint (mine->id, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GError            *error = NULL;
      g_autoptr (GArray) ids = zg_store_read (zg_book_store (trial.book), search_leave, (gpointer) words[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (ids->len, >=, 1);
      for (guint n = 0; n < ids->len; n++)
        {
          g_autoptr (ZgRecord) leave = get (&zg_leave, g_array_index (ids, gint64, n));

          g_assert_cmpint (zg_record_int (leave, ZG_LEAVE_STAFF), ==, staff_by ("1010"));
        }
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  g_test_add_func ("/leave/working-time/D04-4.1.1a", test_working_time);
  g_test_add_func ("/leave/length/D01-7.2", test_length);
  g_test_add_func ("/leave/balance/D04-4.1.1c", test_balance);
  g_test_add_func ("/leave/back/D02-3.3.3", test_back);
  g_test_add_func ("/leave/rotating/D04-4.1.1d", test_rotating);
  g_test_add_func ("/leave/reachable/D01-7.3", test_reachable);
  g_test_add_func ("/leave/handed-over/D02-3.3.2", test_handed_over);
  g_test_add_func ("/leave/tick/D04-4.1.1c", test_tick);
  g_test_add_func ("/leave/search", test_search);
  result = g_test_run ();
  trial_close ();
  return result;
}
