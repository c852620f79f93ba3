/* Keys of sealed data: changed while people work, after kills, for a leaver; wiped when a session is locked. */
#include "buyers.h"
#include "shoot.h"

/* -- Changing a key -- */

static guint
readable (Small *small, ZgSession *session, guint n)
{
  guint good = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      char phone[16];
      Asked asked = { session, phone, 0 };
      g_autoptr (ZgRecord) record = NULL;
      char *plain;

      g_snprintf (phone, sizeof phone, "139%08u", i);
      if (!zg_store_read (zg_book_store (small->book), find_as, &asked, &error))
        continue;
      record = small_get (small, &buyer, asked.id);
      plain = zg_session_open_cell (session, &buyer, BUYER_HOME, record->id, &record->cells[BUYER_HOME], NULL);
      good += g_strcmp0 (plain, "和平路 9 号") == 0;
      zg_wipe_text (plain);
    }
  return good;
}

static void
test_rotate (Small *small, gconstpointer data)
{
  static const char *const classes[] = { "CUST", "INDEX" };
  g_autoptr (GError) error = NULL;

  import_buyers (small, 900);
  for (guint c = 0; c < 2; c++)
    {
      g_assert_true (zg_book_rotate (small->admin, classes[c], &error));
      g_assert_no_error (error);
      g_assert_cmpuint (readable (small, small->admin, 900), ==, 900); /* before anything was sealed anew */
      buyer_new (small, "新", "13700000001", NULL);
      g_assert_true (zg_book_freshen (small->admin, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (readable (small, small->admin, 900), ==, 900);
    }
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE class = 'CUST' AND ver = 1 AND state = 'retired'"),
                   ==, 1);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE class = 'CUST' AND ver = 2 AND state = 'active'"),
                   ==, 1);
  g_assert_cmpint (small_int (small, engine_is_server ()
                                       ? "SELECT count (*) FROM buyer WHERE substr (phone, 2, 1) <> '\\x02'"
                                       : "SELECT count (*) FROM buyer WHERE substr (phone, 2, 1) <> x'02'"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM buyer WHERE (phone_ix & 255) <> 2"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'key.rotate' AND sig IS NOT NULL"), ==, 2);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, &error));
  g_assert_no_error (error);
}

static void
test_rotate_denied (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) emp = NULL;

  small_person (small, "zhang", "张敏", 0, "emp", PASSWORD);
  emp = small_login (small, "zhang", PASSWORD);
  g_assert_false (zg_book_rotate (emp, "CUST", &error));
  assert_refused (error, ZG_ERROR_DENIED, "Who may");
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'refused:key.rotate'"), ==, 1);
  g_assert_false (zg_book_rotate (small->admin, "NONE", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE ver > 1"), ==, 0);
}

/* A session of before the change, on another desk say, goes on: it seals under the new key, and opens what others sealed. */
static void
test_others_go_on (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) other = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&buyer);
  g_autofree char *plain = NULL;
  GPtrArray *sessions;

  other = small_login (small, "lin", ADMIN_PASSWORD);
  /* it hears of nothing, as a desk of its own would */
  sessions = small->book->sessions;
  g_ptr_array_remove (sessions, other);
  g_assert_true (zg_book_rotate (small->admin, "CUST", &error));
  g_ptr_array_add (sessions, other);
  zg_record_set_text (record, BUYER_NAME, "何三");
  zg_record_set_text (record, BUYER_HOME, "海边");
  zg_book_run (other, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zg_sealed_version (record->cells[BUYER_HOME].b), ==, 2);
  plain = zg_book_reveal (other, record, BUYER_HOME, &error);
  g_assert_cmpstr (plain, ==, "海边");
}

/* Reading alone: what is sealed under a key the session has not heard of makes it look, not fail. */
static void
test_reveal_looks (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) other = small_login (small, "lin", ADMIN_PASSWORD);
  g_autoptr (ZgRecord) record = NULL;
  g_autofree char *plain = NULL;
  gint64 id;

  g_ptr_array_remove (small->book->sessions, other);
  g_assert_true (zg_book_rotate (small->admin, "CUST", &error));
  id = buyer_new (small, "何三", NULL, NULL);
  g_ptr_array_add (small->book->sessions, other);
  record = small_get (small, &buyer, id);
  plain = zg_book_reveal (other, record, BUYER_HOME, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (plain, ==, "和平路 9 号");
}

/* The number of a key is one byte: they are gone round, and a number still in use is not given away. */
static void
test_round (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  import_buyers (small, 3);
  for (int i = 1; i < 255; i++)
    {
      g_assert_true (zg_book_rotate (small->admin, "CUST", &error));
      g_assert_no_error (error);
    }
  g_assert_false (zg_book_rotate (small->admin, "CUST", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpuint (readable (small, small->admin, 3), ==, 3);
  g_assert_true (zg_book_freshen (small->admin, NULL, NULL, NULL, &error));
  g_assert_true (zg_book_rotate (small->admin, "CUST", &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT ver FROM key_class WHERE class = 'CUST' AND state = 'active'"), ==, 1);
  g_assert_true (zg_book_freshen (small->admin, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (readable (small, small->admin, 3), ==, 3);
}

/* -- Leaving -- */

static void
end_person (Small *small, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) person = small_get (small, &zg_person, id);

  zg_book_run (small->admin, person, "end", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_leaver (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) gone = NULL;
  g_autoptr (ZgRecord) record = NULL;
  gint64 zhang = small_person (small, "zhang", "张敏", 0, "hrd", PASSWORD), id;
  guint8 key[ZG_KEY_BYTES];

  gone = small_login (small, "zhang", PASSWORD);
  g_assert_true (zg_session_key (gone, "STAFF", 0, key, NULL, &error));
  end_person (small, zhang);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_grant g JOIN person p ON p.id = g.person_id WHERE p.login = "
                                     "'zhang'"), ==, 0);
  /* HR gives out passwords and so held every class: all are changed at once */
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE state = 'active' AND ver <> 2"), ==, 0);
  g_assert_false (zg_session_key (gone, "STAFF", 0, key, NULL, &error)); /* the open session has lost it */
  g_clear_error (&error);
  id = small_staff_new (small, "吴二", 0, "6222 0001");
  record = small_get (small, &small_staff, id);
  g_assert_cmpint (zg_sealed_version (record->cells[STAFF_CARD].b), ==, 2);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, &error));
  g_assert_no_error (error);
}

/* What he did not hold stays as it is. */
static void
test_leaver_held_less (Small *small, gconstpointer data)
{
  gint64 zhang = small_person (small, "zhang", "张敏", 0, "emp", PASSWORD);

  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_grant g JOIN person p ON p.id = g.person_id WHERE p.login = "
                                     "'zhang' AND g.class = 'FORM'"), ==, 1);
  end_person (small, zhang);
  g_assert_cmpint (small_int (small, "SELECT ver FROM key_class WHERE class = 'FORM' AND state = 'active'"), ==, 2);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE class IN ('STAFF', 'PAY', 'CUST') AND ver > 1"), ==,
                   0);
}

/* A role that ends takes its keys when the day is over, and somebody who holds them changes them then. */
static void
test_role_ends (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) emp = NULL;
  gint64 zhang = small_person (small, "zhang", "张敏", 0, "hrd", PASSWORD);

  g_assert_true (zg_people_end_role (small->admin, zhang, "hrd", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE ver > 1"), ==, 0);
  zg_clock_set (at ("2026-11-03 09:00"));
  emp = small_login (small, "zhang", PASSWORD); /* he takes his own away, he cannot give new ones */
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM meta WHERE key = 'due:STAFF'"), ==, 1);
  g_assert_true (zg_book_freshen (emp, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM meta WHERE key = 'due:STAFF'"), ==, 1);
  g_assert_true (zg_book_freshen (small->admin, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM meta WHERE key LIKE 'due:%'"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE class = 'STAFF' AND ver = 2 AND state = 'active'"),
                   ==, 1);
}

/* The recovery key opens what was sealed after the change, and a person of whom nobody knows the password any more. */
static void
test_recovery (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;
  g_autoptr (ZgSession) session = NULL;

  import_buyers (small, 5);
  g_assert_true (zg_book_rotate (small->admin, "CUST", &error));
  g_assert_true (zg_book_freshen (small->admin, NULL, NULL, NULL, &error));
  small_raw (small, "DELETE FROM key_grant WHERE person_id <> 0");
  once = zg_book_recover (small->book, small->recovery, "lin", &error);
  g_assert_no_error (error);
  session = small_login (small, "lin", once);
  g_assert_cmpuint (readable (small, session, 5), ==, 5);
}

/* -- Locking -- */

static gpointer
nothing (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return data;
}

static gpointer
reload (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  zg_sessions_reload (data, db, NULL);
  return data;
}

/* The writer wipes: what is asked of it behind that has waited for it. */
static void
wait_for_writer (Small *small)
{
  zg_store_write (zg_book_store (small->book), nothing, small, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
has_keys (ZgSession *session)
{
  static const char *const classes[] = { "STAFF", "PAY", "CUST", "FORM", "FILE", "INDEX" };
  guint8   key[ZG_KEY_BYTES], sig[ZG_SIGNATURE_BYTES];
  gboolean any = session->keys != NULL || zg_session_state_key (session, key) || zg_session_sign (session, "x", 1, sig, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    any |= zg_session_key (session, classes[i], 0, key, NULL, NULL);
  return any;
}

static void
test_lock (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&buyer);
  g_autofree char *plain = NULL;
  gint64 id = buyer_new (small, "林一", "13800006620", NULL);

  g_assert_true (has_keys (small->admin));
  zg_session_lock (small->admin);
  wait_for_writer (small);
  g_assert_true (zg_session_is_locked (small->admin));
  g_assert_false (has_keys (small->admin));
  zg_record_set_text (record, BUYER_NAME, "吴二");
  g_assert_false (zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpuint (found (small, small->admin, "13800006620", 0), ==, 0);
  /* a change of rights meanwhile does not bring them back */
  zg_store_write (zg_book_store (small->book), reload, small->book, NULL);
  g_assert_false (has_keys (small->admin));
  g_assert_false (zg_session_unlock (small->admin, "not this one", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (zg_session_unlock (small->admin, ADMIN_PASSWORD, &error));
  g_assert_no_error (error);
  g_assert_false (zg_session_is_locked (small->admin));
  g_assert_cmpuint (found (small, small->admin, "13800006620", id), ==, 1);
  zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, &error)); /* the refusal too is signed */
  g_assert_no_error (error);
}

/* What runs over many transactions comes to its end, then the keys go. */
static void
test_lock_waits (Small *small, gconstpointer data)
{
  zg_session_hold (small->admin);
  zg_session_lock (small->admin);
  wait_for_writer (small);
  g_assert_true (has_keys (small->admin));
  import_buyers (small, 10);
  g_assert_true (has_keys (small->admin));
  zg_session_release (small->admin);
  wait_for_writer (small);
  g_assert_false (has_keys (small->admin));
}

/* -- Kills -- */

static const char *self_path;

static void
test_kill (Small *small, gconstpointer data)
{
  const guint n = 2400; /* 6 chunks */
  const int   rounds = g_getenv ("ZG_ROUNDS") ? atoi (g_getenv ("ZG_ROUNDS")) : 2;
  int         kills = 0;

  import_buyers (small, n);
  for (int round = 0; round < rounds; round++)
    {
      g_autoptr (GError) error = NULL;
      int shots = 0;

      g_assert_true (zg_book_rotate (small->admin, round == 1 ? "INDEX" : "CUST", &error));
      g_assert_no_error (error);
      g_clear_pointer (&small->admin, zg_session_unref);
      g_clear_pointer (&small->book, zg_book_unref);
      while (!shoot (self_path, small->path, "2026-11-02 10:00", ADMIN_PASSWORD, 1 + shots % 2))
        {
          kills++;
          g_assert_cmpint (++shots, <, 40);
          small_reopen (small);
          small->admin = small_login (small, "lin", ADMIN_PASSWORD);
          g_assert_cmpuint (readable (small, small->admin, n / 20), ==, n / 20);
          g_clear_pointer (&small->admin, zg_session_unref);
          g_clear_pointer (&small->book, zg_book_unref);
        }
      small_reopen (small);
      small->admin = small_login (small, "lin", ADMIN_PASSWORD);
      g_assert_true (zg_book_freshen (small->admin, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (readable (small, small->admin, n), ==, n);
      g_assert_cmpint (small_int (small, "SELECT count (*) FROM key_class WHERE state = 'readable'"), ==, 0);
    }
  g_assert_cmpint (kills, >=, rounds); /* how far each got before the shot is the machine's */
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, NULL));
}

#define ADD(path, function) g_test_add (path, Small, NULL, keys_set_up, function, small_tear_down)

int
main (int argc, char *argv[])
{
  self_path = argv[0];
  small_kinds ();
  zg_kinds_add (&buyer);
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return shot_child (argv);
  g_test_init (&argc, &argv, NULL);
  ADD ("/keys/rotate", test_rotate);
  ADD ("/keys/rotate-denied", test_rotate_denied);
  ADD ("/keys/others-go-on", test_others_go_on);
  ADD ("/keys/reveal-looks", test_reveal_looks);
  if (!engine_is_server ()) /* 255 changes; nothing of it is the engine's */
    ADD ("/keys/round", test_round);
  ADD ("/keys/leaver", test_leaver);
  ADD ("/keys/leaver-held-less", test_leaver_held_less);
  ADD ("/keys/role-ends", test_role_ends);
  ADD ("/keys/recovery", test_recovery);
  ADD ("/keys/lock", test_lock);
  ADD ("/keys/lock-waits", test_lock_waits);
  ADD ("/keys/kill", test_kill);
  return g_test_run ();
}
