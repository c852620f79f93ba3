/* Log-in, passwords, one-time passwords, the recovery key, the clock. */
#include <sys/stat.h>

#include "small-kinds.h"
#include "zg-seal.h"

static void
wrong (Small *small, const char *login, char **said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_book_login (small->book, login, "not this one", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  zg_clock_set (zg_clock_now_ms () + 10000); /* longer than any pause before the lock */
  if (said)
    *said = g_strdup (error->message);
}

static void
test_first (Small *small, gconstpointer data)
{
  g_autofree char *clock = zg_store_local (small->path, ".clockkey");
  g_autoptr (ZgSession) again = NULL;
  g_autoptr (GError) error = NULL;
  struct stat st;

  g_assert_cmpstr (zg_session_name (small->admin), ==, "林小雨");
  g_assert_cmpstr (zg_session_login (small->admin), ==, "lin");
  g_assert_cmpstr (zg_session_roles (small->admin)[0], ==, "admin");
  g_assert_null (zg_session_roles (small->admin)[1]);
  g_assert_false (zg_session_must_change (small->admin));
  g_assert_cmpint (zg_session_reach (small->admin, "person.create"), ==, ZG_REACH_ALL);
  g_assert_cmpint (zg_session_reach (small->admin, "leave.approve"), ==, ZG_REACH_NONE); /* he sets up, he approves nothing */
  g_assert_cmpint (zg_session_reach (small->admin, "no.such"), ==, ZG_REACH_NONE);
  if (!engine_is_server ())
    {
      g_assert_cmpint (stat (small->path, &st), ==, 0);
      g_assert_cmpint (st.st_mode & 0777, ==, 0600);
    }
  g_assert_cmpint (stat (clock, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  again = small_login (small, "  LIN ", ADMIN_PASSWORD);
  g_assert_cmpint (strlen (small->recovery), ==, 13 * 5 + 4);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'book.create'"), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'session.login'"), ==, 2);
  g_assert_null (zg_book_login_trial (small->book, NULL, &error));
  assert_refused (error, ZG_ERROR_DENIED, "no trial book");
  g_assert_null (zg_book_trial_password (small->book));
}

static void
test_create_refused (void)
{
  static const ZgBookSetup bad[] = {
    { .name = "", .login = "lin", .person = "林", .password = ADMIN_PASSWORD },
    { .name = "账套", .login = "l", .person = "林", .password = ADMIN_PASSWORD },
    { .name = "账套", .login = "a b", .person = "林", .password = ADMIN_PASSWORD },
    { .name = "账套", .login = "clock", .person = "林", .password = ADMIN_PASSWORD },
    { .name = "账套", .login = "lin", .person = " ", .password = ADMIN_PASSWORD },
    { .name = "账套", .login = "lin", .person = "林", .password = "short" },
    { .name = "账套", .login = "lin", .person = "林", .password = NULL },
  };
  g_autofree char *folder = g_dir_make_tmp ("zg-book-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "b.zgb", NULL);

  zg_kdf_set_policy (&small_kdf);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      ZgBookSetup setup = bad[i];
      g_autoptr (GError) error = NULL;

      setup.path = path;
      g_assert_null (zg_book_create (&setup, NULL, &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  remove_tree (folder);
}

static void
test_lock (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autoptr (ZgSession) session = NULL;

  for (int i = 0; i < 4; i++)
    wrong (small, "lin", NULL);
  small_reopen (small); /* the count is in the book */
  wrong (small, "lin", &said);
  g_assert_nonnull (strstr (said, "15 minutes"));
  g_assert_null (zg_book_login (small->book, "lin", ADMIN_PASSWORD, &error)); /* the sixth, though right */
  assert_refused (error, ZG_ERROR_DENIED, "15 minutes");
  small_reopen (small);
  zg_clock_set (at ("2026-11-02 09:15:39"));
  g_assert_null (zg_book_login (small->book, "lin", ADMIN_PASSWORD, &error));
  assert_refused (error, ZG_ERROR_DENIED, "1 minute.");
  zg_clock_set (at ("2026-11-02 09:15:40") + 100);
  session = small_login (small, "lin", ADMIN_PASSWORD);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM login_state"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'refused:session.login'"), ==, 7);
}

static void
test_unknown_name (Small *small, gconstpointer data)
{
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *known = NULL;
      g_autofree char *unknown = NULL;
      g_autofree char *clock = NULL;

      wrong (small, "lin", &known);
      wrong (small, "nobody", &unknown);
      wrong (small, "clock", &clock);
      g_assert_cmpstr (known, ==, unknown);
      g_assert_cmpstr (known, ==, clock);
    }
  wrong (small, "", NULL);
  wrong (small, "lin' OR '1'='1", NULL);
}

static void
test_one_time (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (ZgSession) later = NULL;
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);
  gint64 person = zg_people_add (small->admin, "zhang", "张敏", 0, &once, &error);

  g_assert_no_error (error);
  g_assert_cmpint (strlen (once), ==, 16);
  zg_people_grant (small->admin, person, "emp", 0, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (zg_book_login_own (small->book, "zhang", once, &error));
  assert_refused (error, ZG_ERROR_DENIED, "still unused");
  session = small_login (small, "zhang", once);
  g_assert_true (zg_session_must_change (session));
  g_assert_cmpint (zg_session_reach (session, "leave.create"), ==, ZG_REACH_NONE);
  zg_record_set_text (leave, LEAVE_REASON, "看病");
  g_assert_false (zg_book_run (session, leave, "create", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, ZG_ERROR_DENIED, "password");
  g_assert_null (zg_book_login (small->book, "zhang", once, &error)); /* it logs in once */
  assert_refused (error, ZG_ERROR_DENIED, "used already");
  g_assert_false (zg_session_change_password (session, "wrong", "Quiet*Meadow77", &error));
  assert_refused (error, ZG_ERROR_DENIED, "old password");
  g_assert_false (zg_session_change_password (session, once, once, &error)); /* not the handed-out one again */
  assert_refused (error, ZG_ERROR_INVALID, "last 5");
  g_assert_true (zg_session_change_password (session, once, "Quiet*Meadow77", &error));
  g_assert_no_error (error);
  g_assert_false (zg_session_must_change (session));
  g_assert_cmpint (zg_session_reach (session, "leave.create"), ==, ZG_REACH_OWN);
  later = small_login (small, "zhang", "Quiet*Meadow77");
  g_assert_false (zg_session_must_change (later));
}

static void
test_one_time_ends (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (ZgSession) session = NULL;
  gint64 person = zg_people_add (small->admin, "zhang", "张敏", 0, &first, &error);

  g_assert_no_error (error);
  zg_clock_set (at ("2026-11-03 09:00") + 1000);
  g_assert_null (zg_book_login (small->book, "zhang", first, &error));
  assert_refused (error, ZG_ERROR_DENIED, "too old");
  second = zg_people_reset (small->admin, person, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, second);
  g_assert_null (zg_book_login (small->book, "zhang", first, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  zg_clock_set (at ("2026-11-04 08:59"));
  session = small_login (small, "zhang", second);
  /* old signatures verify */
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM user_key WHERE retired_ms IS NOT NULL"), ==, 1);
}

static void
test_reset_rights (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (ZgRecord) self = NULL;
  gint64 zhang = small_person (small, "zhang", "张敏", 0, "emp", "Quiet*Meadow77");

  session = small_login (small, "zhang", "Quiet*Meadow77");
  g_assert_null (zg_people_reset (session, zg_session_person (small->admin), &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpint (zg_people_add (session, "evil", "甲", 0, NULL, &error), ==, 0);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (zg_people_grant (session, zhang, "admin", 0, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (zg_people_new_recovery (session, &error));
  assert_refused (error, ZG_ERROR_DENIED, "recovery key");
  g_assert_null (zg_people_reset (small->admin, zg_session_person (small->admin), &error));
  assert_refused (error, ZG_ERROR_INVALID, "Change password");
  g_assert_false (zg_people_lock (small->admin, zg_session_person (small->admin), TRUE, &error));
  assert_refused (error, ZG_ERROR_INVALID, "yourself out");
  self = small_get (small, &zg_person, zhang); /* the step alone makes no keys */
  g_assert_false (zg_book_run (small->admin, self, "reset", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

static void
test_locked_person (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (ZgSession) back = NULL;
  gint64 zhang = small_person (small, "zhang", "张敏", 0, "emp", "Quiet*Meadow77");

  session = small_login (small, "zhang", "Quiet*Meadow77");
  g_assert_cmpint (zg_session_reach (session, "leave.create"), ==, ZG_REACH_OWN);
  g_assert_true (zg_people_lock (small->admin, zhang, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (zg_session_reach (session, "leave.create"), ==, ZG_REACH_NONE); /* at once, at work too */
  g_assert_null (zg_book_login (small->book, "zhang", "Quiet*Meadow77", &error));
  assert_refused (error, ZG_ERROR_DENIED, "administrator");
  g_assert_null (zg_book_login (small->book, "zhang", "guess", &error)); /* nothing is told to who does not know it */
  assert_refused (error, ZG_ERROR_DENIED, "tries left");
  g_assert_true (zg_people_lock (small->admin, zhang, FALSE, &error));
  zg_clock_set (zg_clock_now_ms () + 2000);
  back = small_login (small, "zhang", "Quiet*Meadow77");
}

/* -- The recovery key -- */

static char *
card_of (Small *small, ZgSession *session, gint64 staff, GError **error)
{
  g_autoptr (ZgRecord) record = small_get (small, &small_staff, staff);

  g_assert_cmpint (record->cells[STAFF_CARD].type, ==, ZG_CELL_BYTES);
  return zg_session_open_cell (session, &small_staff, STAFF_CARD, staff, &record->cells[STAFF_CARD], error);
}

static void
test_recovery (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;
  g_autofree char *card = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (ZgSession) session = NULL;
  guint8 other[ZG_KEY_BYTES] = { 1, 2, 3 };
  g_autofree char *wrong_key = zg_recovery_format (other);
  gint64 staff;

  small_may (small, "staff.create");
  staff = small_staff_new (small, "张敏", 0, "6222020000000000");
  /* everybody is gone */
  small_raw (small, "DELETE FROM key_grant WHERE person_id <> 0; UPDATE user_key SET kdf_salt = substr (sign_pk, 1, 16)");
  small_reopen (small);
  g_assert_null (zg_book_login (small->book, "lin", ADMIN_PASSWORD, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (zg_book_recover (small->book, wrong_key, "lin", &error));
  assert_refused (error, ZG_ERROR_DENIED, "not the recovery key");
  g_assert_null (zg_book_recover (small->book, "AAAA-BBBB", "lin", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (zg_book_recover (small->book, small->recovery, "nobody", &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND, "nobody");
  g_assert_null (zg_book_recover (small->book, small->recovery, "clock", &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND, "clock");
  once = zg_book_recover (small->book, small->recovery, "LIN", &error);
  g_assert_no_error (error);
  session = small_login (small, "lin", once);
  g_assert_true (zg_session_must_change (session));
  g_assert_true (zg_session_change_password (session, once, "Quiet*Meadow77", &error));
  card = card_of (small, session, staff, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (card, ==, "6222020000000000");
  fresh = zg_people_new_recovery (session, &error);
  g_assert_no_error (error);
  g_clear_pointer (&once, g_free);
  g_assert_null (zg_book_recover (small->book, small->recovery, "lin", &error)); /* the old sheet opens nothing any more */
  assert_refused (error, ZG_ERROR_DENIED, "printed last");
  once = zg_book_recover (small->book, fresh, "lin", &error);
  g_assert_no_error (error);
}

static void
test_class_keys (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *card = NULL;
  g_autofree char *mobile = NULL;
  g_autoptr (ZgSession) emp = NULL;
  ZgCell sealed = { 0 }, typed = { .type = ZG_CELL_TEXT, .s = (char *) "13800000000" };
  gint64 staff, person;

  small_may (small, "staff.create");
  staff = small_staff_new (small, "张敏", 0, "6222020000000000");
  person = small_person (small, "zhang", "张敏", 0, "emp", "Quiet*Meadow77");
  emp = small_login (small, "zhang", "Quiet*Meadow77");
  g_assert_null (card_of (small, emp, staff, &error));
  assert_refused (error, ZG_ERROR_DENIED, "STAFF");
  /* what his own forms need he holds */
  g_assert_true (zg_session_seal_cell (emp, &small_leave, LEAVE_MOBILE, 7, &typed, &sealed, &error));
  mobile = zg_session_open_cell (emp, &small_leave, LEAVE_MOBILE, 7, &sealed, &error);
  g_assert_cmpstr (mobile, ==, "13800000000");
  g_assert_null (zg_session_open_cell (emp, &small_leave, LEAVE_MOBILE, 8, &sealed, &error)); /* not in another row */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  g_clear_error (&error);
  zg_cell_clear (&sealed);
  g_assert_true (zg_people_grant (small->admin, person, "hrd", 0, NULL, NULL, &error));
  card = card_of (small, emp, staff, &error); /* the session that is open has it at once */
  g_assert_no_error (error);
  g_assert_cmpstr (card, ==, "6222020000000000");
  g_assert_true (zg_people_end_role (small->admin, person, "hrd", "2026-11-01", &error) == FALSE); /* before it began */
  g_clear_error (&error);
  g_assert_true (zg_people_end_role (small->admin, person, "hrd", NULL, &error));
  g_clear_pointer (&card, g_free);
  card = card_of (small, emp, staff, &error); /* today is the last day */
  g_assert_no_error (error);
  g_assert_false (zg_people_end_role (small->admin, person, "hrd", NULL, &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND, "hrd");
  zg_clock_set (at ("2026-11-03 09:00")); /* the key goes with the role, at the next log-in at the latest */
  g_clear_pointer (&emp, zg_session_unref);
  emp = small_login (small, "zhang", "Quiet*Meadow77");
  g_assert_null (card_of (small, emp, staff, &error));
  assert_refused (error, ZG_ERROR_DENIED, "STAFF");
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_grant WHERE class = 'STAFF'"), ==, 2);
}

static void
test_reveal (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) hr = NULL;
  g_autoptr (ZgRecord) record = NULL;
  g_autofree char *card = NULL, *copied = NULL;

  small_may (small, "staff.create");
  record = small_get (small, &small_staff, small_staff_new (small, "张敏", 0, "6222020000000000"));
  g_assert_null (zg_book_reveal (small->admin, record, STAFF_CARD, &error)); /* he keeps the key, he may not look */
  assert_refused (error, ZG_ERROR_DENIED, "Who may");
  small_person (small, "wang", "王芳", 0, "hrd", "Quiet*Meadow77");
  hr = small_login (small, "wang", "Quiet*Meadow77");
  card = zg_book_reveal (hr, record, STAFF_CARD, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (card, ==, "6222020000000000");
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'staff.reveal'"), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'refused:staff.reveal'"), ==, 1);
  /* control 17: what goes to the clipboard is written down as such */
  g_assert_null (zg_book_copy (small->admin, record, STAFF_CARD, &error));
  assert_refused (error, ZG_ERROR_DENIED, "Who may");
  copied = zg_book_copy (hr, record, STAFF_CARD, &error);
  g_assert_cmpstr (copied, ==, card);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'staff.copy'"), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'staff.reveal'"), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE body LIKE '%6222020000000000%'"), ==, 0);
}

static void
test_forged_grant (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;
  guint8 key[ZG_KEY_BYTES];

  small_raw (small, "UPDATE key_grant SET granted_by = 0, sealed = (SELECT sealed FROM key_grant WHERE class = 'PAY' AND "
                    "person_id <> 0)"
                    " WHERE class = 'STAFF' AND person_id <> 0");
  session = small_login (small, "lin", ADMIN_PASSWORD);
  /* nothing is sealed under a key somebody slipped in */
  g_assert_false (zg_session_key (session, "STAFF", 0, key, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (zg_session_key (session, "PAY", 0, key, NULL, &error));
  g_assert_true (zg_session_key (session, "PAY", 1, key, NULL, &error));
  g_assert_false (zg_session_key (session, "PAY", 2, key, NULL, &error));
}

static void
test_stronger (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (ZgSession) again = NULL;
  char *sql = "SELECT kdf_mem FROM user_key WHERE person_id <> (SELECT CAST (value AS BIGINT) FROM meta WHERE key = "
              "'clock_person')";

  g_assert_cmpint (small_int (small, sql), ==, 8192);
  small->book->kdf.mem = 65536;
  session = small_login (small, "lin", ADMIN_PASSWORD);
  g_assert_cmpint (small_int (small, sql), ==, 65536);
  again = small_login (small, "lin", ADMIN_PASSWORD);
  g_assert_null (zg_book_login (small->book, "lin", "Lantern+Harbor43", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
}

/* -- The clock, trial books, reading only -- */

static void
test_clock (Small *small, gconstpointer data)
{
  g_autofree char *path = zg_store_local (small->path, ".clockkey");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) clock = zg_book_login_clock (small->book, &error);
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);
  guint8 key[ZG_KEY_BYTES], sig[ZG_SIGNATURE_BYTES];

  g_assert_no_error (error);
  g_assert_cmpint (zg_session_reach (clock, "leave.view"), ==, ZG_REACH_ALL);
  g_assert_cmpint (zg_session_reach (clock, "leave.cancel"), ==, ZG_REACH_ALL);
  g_assert_cmpint (zg_session_reach (clock, "leave.approve"), ==, ZG_REACH_NONE);
  g_assert_cmpint (zg_session_reach (clock, "person.create"), ==, ZG_REACH_NONE);
  g_assert_cmpint (zg_session_reach (clock, "nonsense"), ==, ZG_REACH_NONE);
  g_assert_false (zg_session_may (clock, leave, &small_leave_steps[0], NULL, NULL));
  g_assert_false (zg_session_key (clock, "FILE", 0, key, NULL, &error)); /* no class key */
  g_clear_error (&error);
  g_assert_true (zg_session_sign (clock, "x", 1, sig, &error));
  g_assert_false (zg_session_change_password (clock, "", "Quiet*Meadow77", &error));
  g_clear_error (&error);
  g_clear_pointer (&clock, zg_session_unref);
  g_assert_true (g_file_set_contents (path, "00", 2, NULL));
  small_reopen (small);
  g_assert_null (zg_book_login_clock (small->book, &error));
  assert_refused (error, ZG_ERROR_DENIED, "clockkey");
}

static void
test_trial (void)
{
  g_autofree char *folder = g_dir_make_tmp ("zg-book-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "b.zgb", NULL);
  g_autofree char *password = NULL;
  g_autoptr (GError) error = NULL;
  ZgBookSetup setup = { .path = path, .name = "试用", .login = "lin", .person = "林小雨", .password = "Zhanggui-4711", .trial = TRUE };
  ZgBook    *book = zg_book_create (&setup, NULL, &error);
  ZgSession *admin, *other;

  g_assert_no_error (error);
  g_assert_true (zg_book_is_trial (book));
  g_assert_cmpstr (zg_book_trial_password (book), ==, "Zhanggui-4711");
  admin = zg_book_login_trial (book, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zg_people_add (admin, "zhang", "张敏", 0, &password, &error), !=, 0);
  g_assert_cmpstr (password, ==, "Zhanggui-4711"); /* one for all, and it stays */
  other = zg_book_login_trial (book, "zhang", &error);
  g_assert_no_error (error);
  g_assert_false (zg_session_must_change (other));
  g_assert_cmpint (zg_session_password_days (other), ==, G_MAXINT);
  zg_session_unref (admin);
  zg_session_unref (other);
  zg_book_unref (book);
  book = zg_book_open (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zg_book_trial_password (book), ==, "Zhanggui-4711");
  zg_book_unref (book);
  remove_tree (folder);
}

static void
test_read_only (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);
  gint64 entries = small_int (small, "SELECT count (*) FROM audit");

  g_clear_pointer (&small->admin, zg_session_unref);
  g_clear_pointer (&small->book, zg_book_unref);
  small->book = zg_book_open (small->path, TRUE, &error);
  g_assert_no_error (error);
  session = small_login (small, "lin", ADMIN_PASSWORD);
  wrong (small, "lin", NULL);
  g_assert_false (zg_book_run (session, leave, "create", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_READ_ONLY);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit"), ==, entries);
}

/* Everything these pages write by themselves stands in the chain, signed by who did it. */
static void
test_chain (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  g_autofree char *once = NULL;
  gint64 person = small_person (small, "zhang", "张敏", 0, "hrd", "Quiet*Meadow77");

  wrong (small, "zhang", NULL);
  once = zg_people_reset (small->admin, person, &error);
  g_assert_no_error (error);
  g_free (zg_people_new_recovery (small->admin, &error));
  g_assert_no_error (error);
  zg_book_verify (small->book, TRUE, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE sig IS NULL"), ==, 0);
  g_assert_cmpint (small_int (small,
                              "SELECT min (at_ms - (SELECT b.at_ms FROM audit b WHERE b.seq = a.seq - 1)) FROM audit a WHERE "
                              "a.seq > 1"),
                   >=, 1);
}

/* Other declarations than the book was made with: nothing may be written. */
static void
test_other_declarations (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  small_raw (small, "UPDATE meta SET value = 'x' WHERE key = 'declarations'");
  g_clear_pointer (&small->admin, zg_session_unref);
  g_clear_pointer (&small->book, zg_book_unref);
  g_assert_null (zg_book_open (small->path, FALSE, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NEWER);
  g_clear_error (&error);
  small->book = zg_book_open (small->path, TRUE, &error);
  g_assert_no_error (error);
}

static void
test_ids (Small *small, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int round = 0; round < 2; round++)
    {
      for (int i = 0; i < 3000; i++)
        {
          guint  count = 1 + (guint) (i % 7) * 100;
          gint64 first = zg_book_new_id (small->book, count);

          g_assert_cmpint (first, >, 0);
          for (guint k = 0; k < count; k++)
            {
              gint64 id = first + k;

              g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
            }
        }
    }
}

static void
test_password_not_in_file (Small *small, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_pointer (&small->admin, zg_session_unref);
  g_clear_pointer (&small->book, zg_book_unref);
  dir = g_dir_open (small->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (small->folder, name, NULL);
      g_autofree char *text = NULL;
      gsize n;

      g_assert_true (g_file_get_contents (path, &text, &n, NULL));
      g_assert_null (memmem (text, n, ADMIN_PASSWORD, strlen (ADMIN_PASSWORD)));
      g_assert_null (memmem (text, n, small->recovery, 9));
    }
}

#define ADD(path, function) g_test_add (path, Small, NULL, small_set_up, function, small_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  ADD ("/login/first", test_first);
  g_test_add_func ("/login/create-refused", test_create_refused);
  ADD ("/login/lock", test_lock);
  ADD ("/login/unknown-name", test_unknown_name);
  ADD ("/login/one-time", test_one_time);
  ADD ("/login/one-time-ends", test_one_time_ends);
  ADD ("/login/reset-rights", test_reset_rights);
  ADD ("/login/locked-person", test_locked_person);
  ADD ("/login/recovery", test_recovery);
  ADD ("/login/class-keys", test_class_keys);
  ADD ("/login/reveal", test_reveal);
  ADD ("/login/forged-grant", test_forged_grant);
  ADD ("/login/stronger", test_stronger);
  ADD ("/login/clock", test_clock);
  g_test_add_func ("/login/trial", test_trial);
  ADD ("/login/read-only", test_read_only);
  ADD ("/login/chain", test_chain);
  ADD ("/login/other-declarations", test_other_declarations);
  ADD ("/login/ids", test_ids);
  ADD ("/login/password-not-in-file", test_password_not_in_file);
  return g_test_run ();
}
