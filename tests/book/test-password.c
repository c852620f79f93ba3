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
    { "Admin@2026xx", TRUE },                 /* 7 beside it */
    { "Administrator1!", FALSE },
    { "Zhanggui12345", FALSE },
    { "Woaini5201314A", TRUE },
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
      gboolean fine = zg_password_check (table[i].password, "zhangmin", "张敏", &error);

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
  session = small_login (small, "lin", longest->str);
  g_string_append_c (longest, 'x');
  g_assert_false (zg_password_check (longest->str, "lin", "林小雨", &error));
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
  return g_test_run ();
}
