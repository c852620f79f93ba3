/* Log-in by the door of a server: the same words and the same counting for who is there and who is not. */
#include "door.h"
#include "zg-attach.h"
#include "zg-move.h"

static void
wrong (ZgBook *book, const char *login, const char *password, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_book_login (book, login, password, &error));
  assert_refused (error, ZG_ERROR_DENIED, part);
}

/* The pause after wrong passwords is over. */
static void
later (Door *door)
{
  small_raw (&door->small, "UPDATE login_state SET last_ms = last_ms - 100000");
}

static void
test_in (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgSession) session = door_login (book, " ZHANG ", DOOR_PASSWORD);

  g_assert_cmpint (zg_session_person (session), ==, door->p_zhang);
  g_assert_cmpint (zg_session_staff (session), ==, door->zhang);
  g_assert_cmpstr (zg_session_roles (session)[0], ==, "emp");
  g_assert_true (zg_session_store (session) != zg_book_store (book));
  g_assert_cmpint (zg_session_reach (session, "leave.view"), ==, ZG_REACH_OWN);
  g_assert_null (strstr (zg_book_path (book), "zgowner"));
  g_assert_cmpint (small_int (&door->small, "SELECT count (*) FROM audit WHERE step = 'session.login' AND sig IS NULL"), ==, 0);
}

/* Whether somebody is there shows in no word and no count. */
static void
test_unknown (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);

  for (int i = 4; i > 0; i--)
    {
      g_autofree char *left = g_strdup_printf ("%d ", i);

      wrong (book, "zhang", "not this one", left);
      wrong (book, "nobody", "not this one", left);
      if (i == 3) /* after the second: too soon, for both alike */
        {
          wrong (book, "zhang", DOOR_PASSWORD, "1 ");
          wrong (book, "nobody", DOOR_PASSWORD, "1 ");
        }
      later (door);
    }
  wrong (book, "zhang", "not this one", "15 ");
  wrong (book, "nobody", "not this one", "15 ");
  wrong (book, "zhang", DOOR_PASSWORD, "15 ");
  wrong (book, "nobody", DOOR_PASSWORD, "15 ");
}

static gpointer
read_words (ZgDb *db, gpointer sql, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, sql, NULL);
  gboolean           row;

  return stmt && zg_stmt_step (stmt, &row, error) && row ? g_strdup (zg_stmt_text (stmt, 0)) : NULL;
}

/* The name the door gives for nobody looks like any other, and is always the same. */
static void
test_made_up (Door *door, gconstpointer data)
{
  const char *about = "SELECT length (role) || ' ' || length (salt) || ' ' || ops || ' ' || mem || ' ' || tries_left FROM "
                      "zg.door ('%s')";
  const char *what = "SELECT role || encode (salt, 'hex') FROM zg.door ('%s')";
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) said = g_new0 (char *, 6);

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *sql = g_strdup_printf (i < 2 ? about : what, i == 0 ? "zhang" : i == 4 ? "noone" : "nobody");

      said[i] = zg_store_write (zg_book_store (door->small.book), read_words, sql, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpstr (said[0], ==, said[1]);
  g_assert_cmpstr (said[2], ==, said[3]);
  g_assert_cmpstr (said[3], !=, said[4]);
}

static gpointer
role_open (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *open = data;

  return zg_db_int (db, open, error,
                    "SELECT CASE WHEN rolcanlogin THEN 1 ELSE 0 END FROM pg_roles JOIN zg_keep.server_role ON role = rolname "
                    "WHERE "
                    "person_id = $1", "i", open[1]) ? data : NULL;
}

static gboolean
may_log_in (Door *door, gint64 person)
{
  g_autoptr (GError) error = NULL;
  gint64 open[2] = { -1, person };

  zg_store_read (zg_book_store (door->small.book), role_open, open, &error);
  g_assert_no_error (error);
  return open[0] == 1;
}

/* The lock closes the role too, for who goes round the desk, and ends by itself. */
static void
test_lock (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgSession) session = NULL;

  g_assert_true (may_log_in (door, door->p_zhang));
  for (int i = 0; i < 5; i++, later (door))
    wrong (book, "zhang", "not this one", "");
  g_assert_false (may_log_in (door, door->p_zhang));
  small_raw (&door->small, "UPDATE login_state SET locked_until_ms = 1");
  session = door_login (book, "zhang", DOOR_PASSWORD);
  g_assert_true (may_log_in (door, door->p_zhang));
  g_assert_cmpint (small_int (&door->small, "SELECT count (*) FROM login_state"), ==, 0);
}

static void
test_locked_person (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgSession) before = door_login (book, "zhang", DOOR_PASSWORD);
  g_autoptr (ZgSession) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_true (zg_people_lock (door->small.admin, door->p_zhang, TRUE, &error));
  g_assert_no_error (error);
  g_assert_false (may_log_in (door, door->p_zhang));
  wrong (book, "zhang", DOOR_PASSWORD, "");
  {
    RawInt raw = { "SELECT count (*) FROM leave", -1 }; /* who is in still sees nothing from now on */

    zg_store_read (zg_session_store (before), small_raw_read, &raw, &error);
    g_assert_no_error (error);
    n = raw.value;
  }
  g_assert_cmpint (n, ==, 0);
  g_assert_true (zg_people_lock (door->small.admin, door->p_zhang, FALSE, &error));
  after = door_login (book, "zhang", DOOR_PASSWORD);
}

static void
test_ended (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgRecord) person = small_get (&door->small, &zg_person, door->p_zhang);
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_book_run (door->small.admin, person, "end", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (may_log_in (door, door->p_zhang));
  wrong (book, "zhang", DOOR_PASSWORD, "4 ");
}

/* A one-time password lets in once, to set one's own and nothing else. */
static void
test_one_time (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgSession) session = NULL, later = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *once = zg_people_reset (door->small.admin, door->p_zhang, &error);
  RawInt raw = { "SELECT count (*) FROM leave", -1 };

  g_assert_no_error (error);
  wrong (book, "zhang", DOOR_PASSWORD, "4 ");
  g_assert_null (zg_book_login_own (book, "zhang", once, &error));
  g_clear_error (&error);
  session = door_login (book, "zhang", once);
  g_assert_true (zg_session_must_change (session));
  zg_store_read (zg_session_store (session), small_raw_read, &raw, &error);
  g_assert_no_error (error);
  g_assert_cmpint (raw.value, ==, 0);
  g_assert_null (zg_book_login (book, "zhang", once, &error));
  g_clear_error (&error);
  g_assert_false (zg_session_change_password (session, once, DOOR_PASSWORD, &error)); /* one of the last five */
  assert_refused (error, ZG_ERROR_INVALID, "5");
  g_assert_true (zg_session_change_password (session, once, "Other*Harbor88", &error));
  g_assert_no_error (error);
  zg_store_read (zg_session_store (session), small_raw_read, &raw, &error);
  g_assert_cmpint (raw.value, ==, 1);
  later = door_login (book, "zhang", "Other*Harbor88");
}

/* The recovery key is used at the owner's address; what it makes opens the door. */
static void
test_recovery (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *once = zg_book_recover (door->small.book, door->small.recovery, "lin", &error);

  g_assert_no_error (error);
  wrong (book, "lin", ADMIN_PASSWORD, "4 ");
  session = door_login (book, "lin", once);
  g_assert_null (zg_book_recover (book, door->small.recovery, "lin", &error));
  assert_refused (error, ZG_ERROR_DENIED, "owner");
}

/* The clock comes in by a role of its own, on the computer that has its password. */
static void
test_clock (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) clock = zg_book_login_clock (book, &error);
  RawInt raw = { "SELECT count (*) FROM leave", -1 };

  g_assert_no_error (error);
  zg_store_read (zg_session_store (clock), small_raw_read, &raw, &error);
  g_assert_no_error (error);
  g_assert_cmpint (raw.value, ==, 2);
  wrong (book, "clock", "", "4 "); /* no password lets anybody in under its name */
}

/* Who had a password in a file has it on the server. */
static void
test_guard_again (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (GError) error = NULL;

  small_raw (&door->small, "DELETE FROM zg_keep.server_role");
  book = door_open (door);
  g_assert_null (zg_book_login (book, "zhang", DOOR_PASSWORD, &error)); /* a role nobody stands behind */
  g_clear_error (&error);
  psql (door->small.path, "SELECT zg_keep.level_role (id) FROM zg.person");
  session = door_login (book, "zhang", DOOR_PASSWORD);
}

/* A book that moves takes the passwords of its people along: what a server knows them by is kept in the file for that day. */
static void
test_moved (Door *door, gconstpointer data)
{
  Small            small = { 0 };
  g_autofree char *owner = pg_owner (data), *path = pg_new_database (owner), *address = pg_door (path), *report = NULL;
  g_autoptr (GError) error = NULL;
  ZgBook          *book;

  small_set_up (&small, NULL);
  zg_clock_set (0);
  small_person (&small, "zhou", "周敏", 0, "emp", DOOR_PASSWORD);
  g_clear_pointer (&small.admin, zg_session_unref);
  g_clear_pointer (&small.book, zg_book_unref);
  g_assert_true (zg_book_move (small.path, path, NULL, NULL, NULL, &report, &error));
  g_assert_no_error (error);
  book = zg_book_open (address, FALSE, &error);
  g_assert_no_error (error);
  zg_session_unref (door_login (book, "zhou", DOOR_PASSWORD));
  zg_session_unref (door_login (book, "lin", ADMIN_PASSWORD));
  wrong (book, "zhou", "not this one", "4 ");
  zg_book_unref (book);
  small_tear_down (&small, NULL);
  pg_drop_guarded (g_steal_pointer (&path));
}

/* A file hung on one's own record goes by a function of the server as well. */
static void
test_attachment (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgSession) session = door_login (book, "zhang", DOOR_PASSWORD);
  g_autoptr (GError) error = NULL;
  g_autofree char   *big = g_strnfill (300 * 1024, 'x'); /* of two parts */
  g_autoptr (GBytes) bytes = g_bytes_new (big, 300 * 1024), back = NULL;
  gint64             id = zg_attach_add (session, &small_leave, door->leave_zhang, NULL, "a.txt", bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  back = zg_attach_read (session, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, bytes));
  g_assert_cmpint (small_int (&door->small, "SELECT count (*) FROM file_part"), ==, 2);
}

/* What the server's functions write is as sound as what the program writes: every link, every signature. */
static void
test_chain (Door *door, gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (door);
  g_autoptr (ZgSession) session = door_login (book, "zhang", DOOR_PASSWORD);
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_session_change_password (session, DOOR_PASSWORD, "Other*Harbor88", &error));
  g_assert_no_error (error);
  wrong (book, "nobody", "not this one", "4 ");
  g_assert_false (zg_book_verify (book, FALSE, NULL, &error));
  assert_refused (error, ZG_ERROR_DENIED, "owner");
  g_assert_true (zg_book_verify (door->small.book, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&door->small, "SELECT count (*) FROM audit WHERE step = 'session.password' AND sig IS NULL"), ==,
                   0);
  g_assert_cmpint (small_int (&door->small, "SELECT count (*) FROM audit WHERE step = 'refused:session.login'"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  door_add ("/server/login/in", test_in);
  door_add ("/server/login/attachment", test_attachment);
  door_add ("/server/login/D03-3.3.2/unknown", test_unknown);
  door_add ("/server/login/made-up", test_made_up);
  door_add ("/server/login/D03-3.3.2/lock", test_lock);
  door_add ("/server/login/locked-person", test_locked_person);
  door_add ("/server/login/ended", test_ended);
  door_add ("/server/login/one-time", test_one_time);
  door_add ("/server/login/recovery", test_recovery);
  door_add ("/server/login/clock", test_clock);
  door_add ("/server/login/chain", test_chain);
  door_add ("/server/login/moved", test_moved);
  door_add ("/server/login/roles-again", test_guard_again);
  return g_test_run ();
}
