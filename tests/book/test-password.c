/* Passwords as D12-11.3 asks: length, classes, own names, composed characters, reuse, age. */
#include "small-kinds.h"
#include "zg-seal.h"

static void
test_password_table (void)
{
  static const struct
  {
    const char *password;
    gboolean    fine;
  } table[] = {
    { "Abcdefgh1!x", FALSE },                 /* 11 */
    { "Wintermoon1x", TRUE },                 /* 12, three classes */
    { "wintermoon1x", FALSE },                /* two classes */
    { "WINTERMOON-X", FALSE },
    { "Winter moon 12", TRUE },
    { "Winter moon1 ", TRUE },                /* a blank at the end counts */
    { "", FALSE },
    { "春眠不觉晓处处闻啼鸟A1", TRUE },        /* Han is a class of its own */
    { "春眠不觉晓处处闻啼鸟春眠", FALSE },
    { "🌙🌙🌙🌙🌙🌙🌙🌙🌙🌙Aa1", FALSE },    /* four different signs */
    { "🌙Moonlight1x🌲", TRUE },
    { "Password1234!", FALSE },
    { "P@ssw0rd1234", FALSE },
    { "Admin@2026xx", FALSE },                /* a word and a year: three characters are left */
    { "Admin@Heron-7xq", TRUE },
    { "Administrator1!", FALSE },
    { "Zhanggui12345", FALSE },
    { "Woaini5201314A", FALSE },
    { "Wangfang1990!", FALSE },               /* a name and a year */
    { "LiXiaoming888", FALSE },
    { "Liuyang20010203", FALSE },
    { "1qaz2wsx3EDC", FALSE },                /* columns of the keyboard */
    { "Poiuytrewq98", FALSE },                /* backwards */
    { "Asdf!1234!qwer", FALSE },
    { "Kxvq7Kxvq7Kxvq7", FALSE },             /* the same again and again */
    { "Taobao@Tmall618", FALSE },
    { "Shenzhen+Guangzhou1", FALSE },
    { "密码Wangwei2008", FALSE },
    { "Qinghedianzi1!x", FALSE },             /* part of it is the firm's name */
    { "青禾电子商务Aa1-x", FALSE },
    { "Heron13800138000", FALSE },            /* a mobile number */
    { "H-44010119900101123x", FALSE },        /* an ID number */
    { "Heron-7:Quartz.Fjord", TRUE },
    { "correct Horse battery 7", TRUE },
    { "Qwertyuiop12!", FALSE },
    { "Aa1!Aa1!Aa1!", FALSE },
    { "111111111Aa!", FALSE },
    { "Zhangmin+2026", FALSE },               /* the log-in name */
    { "zhangMIN+2026", FALSE },
    { "张敏的Mima+2026", FALSE },             /* the name */
    { "Lantern+Harbor42", TRUE },
    { "\xff\xfeLantern+Harbor42", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean fine = zg_password_check (table[i].password, "zhangmin", "张敏", "青禾电子商务", &error);

      if (fine != table[i].fine)
        g_error ("%s: %s", table[i].password, fine ? "accepted" : error->message);
      if (!fine)
        g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
}

static void
test_password_length (Small *small, gconstpointer data)
{
  g_autoptr (GString) longest = g_string_new ("Aa1-");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;

  while (longest->len < 128)
    g_string_append_c (longest, (char) ('a' + longest->len * 7 % 26));
  g_assert_true (zg_session_change_password (small->admin, ADMIN_PASSWORD, longest->str, &error));
  g_assert_no_error (error);
  longest->str[127] = '#'; /* nothing is cut off: the last sign counts */
  g_assert_null (zg_book_login (small->book, "lin", longest->str, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  longest->str[127] = (char) ('a' + 127 * 7 % 26);
  zg_clock_set (zg_clock_now_ms () + 2000);
  session = small_login (small, "lin", longest->str);
  g_string_append_c (longest, 'x');
  g_assert_false (zg_password_check (longest->str, "lin", "林小雨", NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

static void
test_composed (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;

  g_assert_true (zg_session_change_password (small->admin, ADMIN_PASSWORD, "Caf\xc3\xa9 au lait 12", &error));
  session = small_login (small, "lin", "Cafe\xcc\x81 au lait 12"); /* however the keyboard makes the é */
}

static void
test_reuse (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *now = g_strdup (ADMIN_PASSWORD);

  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *next = g_strdup_printf ("Lantern+Harbor%d", 100 + i);

      g_assert_false (zg_session_change_password (small->admin, now, ADMIN_PASSWORD, &error));
      assert_refused (error, ZG_ERROR_INVALID, "last 5");
      g_assert_true (zg_session_change_password (small->admin, now, next, &error));
      g_assert_no_error (error);
      g_free (now);
      now = g_steal_pointer (&next);
    }
  g_assert_false (zg_session_change_password (small->admin, now, "Lantern+Harbor101", &error));
  assert_refused (error, ZG_ERROR_INVALID, "last 5");
  g_assert_true (zg_session_change_password (small->admin, now, ADMIN_PASSWORD, &error)); /* the sixth last */
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM password_history"), ==, 5);
}

static void
test_age (Small *small, gconstpointer data)
{
  static const struct
  {
    int      days;
    gboolean must;
    int      left;
  } table[] = { { 0, FALSE, 91 }, { 83, FALSE, 8 }, { 84, FALSE, 7 }, { 90, FALSE, 1 }, { 91, TRUE, 0 }, { 500, TRUE, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (ZgSession) session = NULL;

      zg_clock_set (at ("2026-11-02 23:00") + table[i].days * G_GINT64_CONSTANT (86400000));
      session = small_login (small, "lin", ADMIN_PASSWORD);
      g_assert_cmpint (zg_session_must_change (session), ==, table[i].must);
      g_assert_cmpint (zg_session_password_days (session), ==, table[i].left);
    }
}

/* The warning is said from the seventh last day on, and only while he may still choose. */
static void
test_warning (Small *small, gconstpointer data)
{
  static const struct
  {
    int      days;
    gboolean warns;
  } table[] = { { 0, FALSE }, { 83, FALSE }, { 84, TRUE }, { 90, TRUE }, { 91, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (ZgSession) session = NULL;

      zg_clock_set (at ("2026-11-02 23:00") + table[i].days * G_GINT64_CONSTANT (86400000));
      session = small_login (small, "lin", ADMIN_PASSWORD);
      g_assert_cmpint (zg_session_password_warns (session), ==, table[i].warns);
    }
}

static gboolean
set_parameter (Small *small, const char *key, const char *value, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_parameter);

  zg_record_set_text (record, ZG_PARAMETER_KEY, key);
  zg_record_set_text (record, ZG_PARAMETER_VALUE, value);
  zg_record_set_day (record, ZG_PARAMETER_FROM, zg_clock_today ());
  return zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, error);
}

/* Longer and not guessed first, but of any characters and for ever; and the choice stands in the audit with who made it. */
static void
test_modern (Small *small, gconstpointer data)
{
  static const char *const bad[] = { "fourteen signs", "wangfang wangfang", "passwordpassword", "lin lantern quartz fjord" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;

  small_may (small, "parameter.create");
  g_assert_false (zg_session_change_password (small->admin, ADMIN_PASSWORD, "heron quartz fjord willow", &error));
  assert_refused (error, ZG_ERROR_INVALID, "too simple");
  g_assert_true (set_parameter (small, "pwd.profile", "modern", &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit a JOIN person p ON p.id = a.actor WHERE p.login = 'lin' AND "
                              "a.step = 'parameter.create' AND a.body LIKE '%pwd.profile%modern%' AND a.sig IS NOT NULL"),
                   ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      if (zg_session_change_password (small->admin, ADMIN_PASSWORD, bad[i], &error))
        g_error ("%s", bad[i]);
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (zg_session_change_password (small->admin, ADMIN_PASSWORD, ADMIN_PASSWORD, &error));
  assert_refused (error, ZG_ERROR_INVALID, "you have now");
  g_assert_true (zg_session_change_password (small->admin, ADMIN_PASSWORD, "heron quartz fjord willow", &error));
  g_assert_no_error (error);
  zg_clock_set (at ("2028-11-02 23:00"));
  session = small_login (small, "lin", "heron quartz fjord willow");
  g_assert_false (zg_session_must_change (session));
  g_assert_false (zg_session_password_warns (session));
}

static void
test_bounds (Small *small, gconstpointer data)
{
  static const char *const bad[][2] = { { "session.lock.minutes", "31" }, { "session.lock.minutes", "0" },
                                        { "pwd.min_length", "7" },        { "pwd.lock.tries", "50" },
                                        { "session.login.hours", "25" },  { "pwd.profile", "none" } };
  g_autoptr (GError) error = NULL;

  small_may (small, "parameter.create");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (set_parameter (small, bad[i][0], bad[i][1], &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_true (set_parameter (small, "session.lock.minutes", "30", &error));
  g_assert_no_error (error);
}

static void
test_weak_count (void)
{
  static const char *const own[] = { "heron", NULL };

  g_assert_cmpuint (zg_password_weak_count (), >, 10000);
  g_assert_cmpint (zg_password_worth ("kxvqmt", NULL), ==, 6);
  g_assert_cmpint (zg_password_worth ("passwordkxvqmt", NULL), ==, 6);
  g_assert_cmpint (zg_password_worth ("kxvpassword1234qmt", NULL), ==, 6);
  g_assert_cmpint (zg_password_worth ("heronkxv", own), ==, 3);
  g_assert_cmpint (zg_password_worth ("", NULL), ==, 0);
}

/* After the second wrong password the next may be tried later: 1, 2, 4 seconds. What comes sooner is not looked at: it neither
 * counts nor opens, right or wrong, and a name nobody has waits as long. */
static void
test_pause (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;

  for (int n = 0; n < 2; n++)
    {
      g_assert_null (zg_book_login (small->book, n ? "nobody" : "lin", "not this one", &error));
      assert_refused (error, ZG_ERROR_DENIED, "4 tries left");
    }
  for (int i = 0; i < 3; i++)
    {
      static const char *const names[] = { "lin", "nobody" };

      for (int n = 0; n < 2; n++)
        {
          g_assert_null (zg_book_login (small->book, names[n], "not this one", &error));
          assert_refused (error, ZG_ERROR_DENIED, "left");
          g_assert_null (zg_book_login (small->book, names[n], ADMIN_PASSWORD, &error));
          assert_refused (error, ZG_ERROR_DENIED, "Too soon");
        }
      zg_clock_set (zg_clock_now_ms () + (1000 << i) - 500);
      g_assert_null (zg_book_login (small->book, "lin", ADMIN_PASSWORD, &error));
      assert_refused (error, ZG_ERROR_DENIED, "1 second.");
      zg_clock_set (zg_clock_now_ms () + 600);
    }
  session = small_login (small, "lin", ADMIN_PASSWORD);
}

/* Whoever tries for a day gets fewer than a hundred wrong ones an hour, however the book sets the lock. */
static void
test_hourly (Small *small, gconstpointer data)
{
  gint64 end = zg_clock_now_ms () + 3600000;
  int    tried;

  small_raw (small, "INSERT INTO parameter (id, maker_id, version, state, created_ms, key, value, from_day) VALUES"
                    " (1, 1, 1, 'active', 0, 'pwd.lock.tries', '10', '2026-01-01'),"
                    " (2, 1, 1, 'active', 0, 'pwd.lock.minutes', '1', '2026-01-01')");
  while (zg_clock_now_ms () < end)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (zg_book_login (small->book, "lin", "not this one", &error));
      zg_clock_set (zg_clock_now_ms () + 30000);
    }
  tried = (int) small_int (small, "SELECT count (*) FROM audit WHERE step = 'refused:session.login' AND body LIKE '%password%'");
  g_assert_cmpint (tried, >, 30);
  g_assert_cmpint (tried, <=, 100);
}

static char *
wrong (Small *small)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_book_login (small->book, "lin", "not this one", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  zg_clock_set (zg_clock_now_ms () + 10000); /* longer than any pause before the lock */
  return g_strdup (error->message);
}

static void
test_count_begins_anew (Small *small, gconstpointer data)
{
  g_autoptr (ZgSession) session = NULL;
  g_autofree char *said = NULL;

  for (int i = 0; i < 4; i++)
    g_free (wrong (small));
  session = small_login (small, "lin", ADMIN_PASSWORD); /* the fifth was right: forgiven */
  said = wrong (small);
  g_assert_nonnull (strstr (said, "4 tries"));
}

static void
given_ago (ZgSession *session, gint64 seconds)
{
  session->proved_us = g_get_monotonic_time () - seconds * G_USEC_PER_SEC;
}

static void
refused_unproven (gboolean done, GError **error)
{
  g_assert_false (done);
  g_assert_error (*error, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_nonnull (strstr ((*error)->message, "password once more"));
  g_clear_error (error);
}

/* Control 10: rights, log-ins and keys need a password given within five minutes; what is harmless goes on. */
static void
test_proof (Small *small, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (ZgSession) clock = zg_book_login_clock (small->book, &error);
  gint64                zhang = small_person (small, "zhang", "张敏", 0, "emp", "Quiet*Meadow77");
  gint64                today = small_int (small, "SELECT count (*) FROM role_holder");

  given_ago (small->admin, 5 * 60 - 2);
  g_assert_false (zg_session_proof_due (small->admin));
  g_assert_true (zg_people_grant (small->admin, zhang, "sup", 0, NULL, NULL, &error));
  given_ago (small->admin, 5 * 60);
  g_assert_true (zg_session_proof_due (small->admin));
  refused_unproven (zg_people_grant (small->admin, zhang, "hrd", 0, NULL, NULL, &error), &error);
  refused_unproven (zg_people_add (small->admin, "wang", "王芳", 0, NULL, &error) != 0, &error);
  refused_unproven (zg_people_reset (small->admin, zhang, &error) != NULL, &error);
  refused_unproven (zg_book_rotate (small->admin, "STAFF", &error), &error);
  refused_unproven (zg_people_new_recovery (small->admin, &error) != NULL, &error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM role_holder"), ==, today + 1);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'refused:role_holder.create'"), ==, 1);
  g_assert_true (zg_people_lock (small->admin, zhang, TRUE, &error)); /* takes away, gives nothing */

  g_assert_false (zg_session_unlock (small->admin, "not this one", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (zg_session_proof_due (small->admin));
  zg_clock_set (zg_clock_now_ms () + 10000);
  g_assert_true (zg_session_unlock (small->admin, ADMIN_PASSWORD, &error));
  g_assert_false (zg_session_proof_due (small->admin));
  g_assert_true (zg_people_grant (small->admin, zhang, "hrd", 0, NULL, NULL, &error));
  g_assert_no_error (error);

  given_ago (clock, 24 * 3600);
  g_assert_false (zg_session_proof_due (clock));
}

#define ADD(path, function) g_test_add (path, Small, NULL, small_set_up, function, small_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add_func ("/login/D12-11.3/password-table", test_password_table);
  ADD ("/login/D12-11.3/length", test_password_length);
  ADD ("/login/D12-11.3/composed", test_composed);
  ADD ("/login/D12-11.3/reuse", test_reuse);
  ADD ("/login/D12-11.3/age", test_age);
  ADD ("/login/D12-11.3/warning", test_warning);
  ADD ("/login/D12-11.3/modern", test_modern);
  ADD ("/login/count-begins-anew", test_count_begins_anew);
  ADD ("/login/D03-3.3.2/pause", test_pause);
  ADD ("/login/D03-3.3.2/hourly", test_hourly);
  ADD ("/login/D12-11.3/bounds", test_bounds);
  ADD ("/login/D12-9.3/proof", test_proof);
  g_test_add_func ("/login/D12-11.3/weak-count", test_weak_count);
  return g_test_run ();
}
