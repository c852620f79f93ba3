/* Signing in at the desk: a number, a card, what it counts as, a photo, the start of the day. */
#include "trial.h"

#include "zg-attendance-signin.h"

static ZgSignin *
signed_in (ZgSession *session, const char *typed)
{
  GError   *error = NULL;
  ZgSignin *signin = zg_signin_punch (session, typed, &error);

  g_assert_no_error (error);
  return signin;
}

/* 张伟 works by schedule B: in at 8:25, late after 8:25 up to 15 minutes. */
static void
test_number (void)
{
  g_autoptr (ZgSignin) signin = NULL, again = NULL;

  zg_clock_set (at ("2026-11-24 08:20:30"));
  signin = signed_in (trial.hr, " 1010 ");
  g_assert_cmpint (signin->staff, ==, staff_by ("1010"));
  g_assert_cmpint (signin->at_ms, ==, at ("2026-11-24 08:20:30"));
  g_assert_true (signin->judged);
  g_assert_false (signin->bad);
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM punch p JOIN clock c ON c.id = p.clock WHERE c.sort = 2 AND p.pin = $1", "1010"),
                   ==, 1);
  zg_clock_set (at ("2026-11-24 10:00:00"));
  again = signed_in (trial.hr, "1010"); /* one punch more: kept, it takes nothing back */
  g_assert_false (again->bad);
}

static void
test_late (void)
{
  g_autoptr (ZgSignin) signin = NULL;

  zg_clock_set (at ("2026-11-25 08:33:00"));
  signin = signed_in (trial.hr, "1010");
  g_assert_true (signin->judged && signin->bad);
  g_assert_cmpstr (signin->clause, ==, "D04-4.2.2a");
  g_assert_nonnull (strstr (signin->result, "8"));
}

/* The user number of a clock is on the card; it is that of one person alone. */
static void
test_card (void)
{
  g_autoptr (ZgSignin) signin = NULL, nobody = NULL;
  g_autoptr (GError)   error = NULL, denied = NULL;
  g_autoptr (ZgRecord) pin = zg_record_new (&zg_clock_pin);

  zg_record_set_int (pin, ZG_PIN_CLOCK, ask ("SELECT min (id) FROM clock WHERE sort = 1", NULL));
  zg_record_set_text (pin, ZG_PIN_PIN, "0009876543");
  zg_record_set_int (pin, ZG_PIN_STAFF, staff_by ("1011"));
  done (trial.hr, pin, "create", NULL);
  zg_clock_set (at ("2026-11-25 12:10:00"));
  signin = signed_in (trial.hr, "0009876543");
  g_assert_cmpstr (signin->number, ==, "1011");
  nobody = zg_signin_punch (trial.hr, "424242", &error);
  g_assert_null (nobody);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  g_assert_null (zg_signin_punch (trial.worker, "1010", &denied)); /* nobody types his own times */
  g_assert_error (denied, ZG_ERROR, ZG_ERROR_DENIED);
}

static gpointer
today_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_signin_today (db, day ("2026-11-26"), error);
}

static void
test_photo (void)
{
  static const guint8   png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\3\10\2";
  g_autoptr (GBytes)    picture = g_bytes_new_static (png, sizeof png);
  g_autoptr (ZgSignin)  signin = NULL;
  g_autoptr (GPtrArray) today = NULL;
  GError               *error = NULL;

  zg_clock_set (at ("2026-11-26 08:10:00"));
  signin = signed_in (trial.hr, "1012");
  zg_clock_set (at ("2026-11-26 08:11:00"));
  g_assert_true (zg_signin_photo (trial.hr, signin->staff, "a.png", picture, &error));
  g_assert_no_error (error);
  today = zg_store_read (zg_book_store (trial.book), today_db, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (today->len, ==, 2);
  g_assert_true (((ZgSigninLine *) today->pdata[0])->photo); /* the newest first */
  g_assert_cmpstr (((ZgSigninLine *) today->pdata[1])->number, ==, "1012");
}

static void
test_start (void)
{
  g_autoptr (ZgSignin) before = NULL, after = NULL;
  g_autoptr (GError)   twice = NULL;
  GError              *error = NULL;

  zg_clock_set (at ("2026-11-27 08:10:00"));
  before = signed_in (trial.hr, "1013");
  g_assert_false (before->start_done);
  g_assert_true (zg_signin_start (trial.hr, before->staff, &error));
  g_assert_no_error (error);
  zg_clock_set (at ("2026-11-27 08:12:00"));
  after = signed_in (trial.hr, "1013");
  g_assert_true (after->start_done);
  g_assert_false (zg_signin_start (trial.hr, before->staff, &twice));
  g_assert_error (twice, ZG_ERROR, ZG_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/signin/D04-4.2.1b/number", test_number);
  g_test_add_func ("/signin/D04-4.2.1b/late", test_late);
  g_test_add_func ("/signin/D04-4.2.1b/card", test_card);
  g_test_add_func ("/signin/D04-4.2.1b/photo", test_photo);
  g_test_add_func ("/signin/D21-2.4/start", test_start);
  return trial_run ();
}
