/* Attempts on a book on a server by people with a log-in of their own and the server's own program: what they may goes, all
 * else is
 * refused by the server itself, whatever the program on their desk would have said. */
#include "attempt.h"
#include "door.h"

/* The addresses people have while they are logged in; who has the password has them. */
typedef struct
{
  ZgBook    *book;
  ZgSession *zhang, *li, *lin;
  const char *a_zhang, *a_li, *a_lin;
} Inside;

static void
come_in (Inside *inside, Door *door)
{
  inside->book = door_open (door);
  inside->zhang = door_login (inside->book, "zhang", DOOR_PASSWORD);
  inside->li = door_login (inside->book, "li", DOOR_PASSWORD);
  inside->lin = door_login (inside->book, "lin", ADMIN_PASSWORD);
  inside->a_zhang = inside->zhang->store->address;
  inside->a_li = inside->li->store->address;
  inside->a_lin = inside->lin->store->address;
}

static void
inside_clear (Inside *inside)
{
  g_clear_pointer (&inside->zhang, zg_session_unref);
  g_clear_pointer (&inside->li, zg_session_unref);
  g_clear_pointer (&inside->lin, zg_session_unref);
  g_clear_pointer (&inside->book, zg_book_unref);
}

static void
skip (gconstpointer data)
{
  g_test_skip ("no ZG_TEST_PG: see tools/pg-cluster");
}

/* -- What goes -- */

/* Attempts change nothing, so that one book and one log-in of each do for all. */
static Door shared;
static Inside in;

static void
test_own_rows (gconstpointer data)
{
  Door *door = &shared;
  g_autofree char *sql = NULL;

  goes (in.a_zhang, "SELECT count (*) FROM zg.leave", "1");
  goes (in.a_zhang, "SELECT reason FROM zg.leave", "看病");
  SQL ("SELECT count (*) FROM zg.leave WHERE id = %" G_GINT64_FORMAT, door->leave_wang); /* an id guessed */
  goes (in.a_zhang, sql, "0");
}

static void
test_unit_rows (gconstpointer data)
{
  goes (in.a_li, "SELECT string_agg (reason, ' ') FROM zg.leave", "看病"); /* his unit's, not the store's */
}

static void
test_all_rows (gconstpointer data)
{
  goes (in.a_lin, "SELECT count (*) FROM zg.leave", "2");
}

static void
test_auditor (gconstpointer data)
{
  goes (in.a_lin, "SELECT count (*) > 20 FROM zg.audit", "t");
}

/* A step by the server's own function; the same command once more has no second effect. */
static void
test_step (gconstpointer data)
{
  g_autofree char *sql = NULL;

  SQL ("SELECT repeated FROM zg.post ('{\"cmd\":\"once\",\"step\":\"leave.approve\",\"puts\":[{\"k\":\"leave\",\"v\":\"approve\","
       "\"id\":%" G_GINT64_FORMAT ",\"ver\":2,\"f\":{}}]}', '', 9, '[]', 0, 0)", shared.leave_zhang);
  goes (in.a_li, sql, "0");
  goes (in.a_li, sql, "1");
  goes (in.a_li, "SELECT count (*) FROM zg.audit WHERE step = 'leave.approve'", "1");
  goes (in.a_li, "SELECT state || ' ' || version FROM zg.leave", "approved 3");
}

static void
test_own_password (gconstpointer data)
{
  g_autoptr (ZgBook) book = door_open (&shared);
  g_autoptr (ZgSession) session = door_login (book, "wang", DOOR_PASSWORD), again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_session_change_password (session, DOOR_PASSWORD, "Other*Harbor88", &error));
  g_assert_no_error (error);
  again = door_login (book, "wang", "Other*Harbor88");
  g_assert_null (zg_book_login (book, "wang", DOOR_PASSWORD, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
}

/* -- What is refused -- */

static void
test_other_function (gconstpointer data)
{
  Door *door = &shared;
  g_autofree char *sql = NULL;

  SQL ("SELECT zg.key_issue (%" G_GINT64_FORMAT ", 1, 8192, '', '', '', '', '', 99999999999999, NULL)", door->p_wang);
  refused (in.a_zhang, sql, "42501");
  SQL ("SELECT zg.key_end (%" G_GINT64_FORMAT ")", door->p_wang);
  refused (in.a_zhang, sql, "42501");
  SQL ("SELECT zg.past_add (%" G_GINT64_FORMAT ", 1, 1, '', '', 5)", door->p_wang);
  refused (in.a_zhang, sql, "42501");
  refused (in.a_zhang, "SELECT zg.recovery_put (repeat ('0', 64))", "42501");
}

/* The posting takes what the step may write, whoever asks: not his own request, not another's, no field beside. */
static void
test_forged_posting (gconstpointer data)
{
  g_autofree char *sql = NULL, *own = NULL;

  SQL ("SELECT repeated FROM zg.post ('{\"cmd\":\"own\",\"step\":\"leave.approve\",\"puts\":[{\"k\":\"leave\",\"v\":\"approve\","
       "\"id\":%" G_GINT64_FORMAT ",\"ver\":2,\"f\":{}}]}', '', 9, '[]', 0, 0)", shared.leave_wang);
  refused (in.a_zhang, sql, "ZGDEN");
  refused (in.a_li, sql, "ZGDEN"); /* of a unit that is not his */
  own = g_strdup_printf ("SELECT repeated FROM zg.post ('{\"cmd\":\"%%s\",\"step\":\"leave.create\",\"puts\":[{\"k\":\"leave\","
                         "\"v\":\"create\",\"id\":%%d,\"ver\":0,\"f\":{\"staff\":%" G_GINT64_FORMAT
                         ",\"reason\":\"看病\"%%s}}]}', '', 9, '%%s', 0, 0)", shared.zhang);
  SQL (own, "signed", 77, ",\"signed_by\":1", "[]");
  refused (in.a_zhang, sql, "ZGINV"); /* a signature is given by the server */
  SQL (own, "beside", 78, "", "[{\"signed_by\":1,\"state\":\"approved\",\"reason\":\"x\"}]");
  goes (in.a_zhang, sql, "0");
  goes (in.a_zhang, "SELECT reason || ' ' || state || ' ' || coalesce (signed_by, 0) FROM zg.leave WHERE id = 78", "看病 draft 0");
  refused (in.a_zhang, "SELECT zg_keep.row_put ('leave', '{}', '{}', '{}', 0)", "42501");
}

/* What is limited on this floor is keys: nobody hands out one he has not. */
static void
test_overdraw (gconstpointer data)
{
  Door *door = &shared;
  g_autofree char *sql = NULL;

  SQL ("SELECT zg.grant_put ('PAY', 1, %" G_GINT64_FORMAT ", '', 0, '')", door->p_zhang);
  refused (in.a_zhang, sql, "42501");
  SQL ("SELECT zg.grant_take ('STAFF', 1, %" G_GINT64_FORMAT ")", in.lin->person);
  refused (in.a_zhang, sql, "42501");
}

static void
test_insert (gconstpointer data)
{
  refused (in.a_zhang, "INSERT INTO zg.leave (id, maker_id, version, state, created_ms) VALUES (1, 1, 1, 'draft', 0)", "42501");
  refused (in.a_lin, "INSERT INTO zg.role_holder (id, maker_id, version, state, created_ms) VALUES (1, 1, 1, 'active', 0)",
           "42501");
}

static void
test_update (gconstpointer data)
{
  refused (in.a_zhang, "UPDATE zg.leave SET state = 'approved'", "42501");
  refused (in.a_lin, "UPDATE zg.role_right SET reach = 3", "42501");
  refused (in.a_zhang, "UPDATE zg_seen.person SET login = 'x'", "42501"); /* nor by a narrower face */
}

static void
test_delete (gconstpointer data)
{
  refused (in.a_lin, "DELETE FROM zg.leave", "42501");
  refused (in.a_lin, "DELETE FROM zg.audit", "42501");
  refused (in.a_zhang, "DELETE FROM zg.login_state", "42501");
}

static void
test_truncate (gconstpointer data)
{
  refused (in.a_lin, "TRUNCATE zg.audit", "42501");
  refused (shared.small.path, "TRUNCATE zg.audit", "append-only"); /* not even the owner, as long as his triggers stand */
}

static void
test_read_audit (gconstpointer data)
{
  Door *door = &shared;
  g_autofree char *sql = NULL;

  SQL ("SELECT count (*) FROM zg.audit WHERE kind = 'leave' AND doc = %" G_GINT64_FORMAT, door->leave_zhang);
  goes (in.a_zhang, sql, "2"); /* made and handed in: the history of his own */
  SQL ("SELECT count (*) FROM zg.audit WHERE doc IN (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ")", door->leave_wang,
       door->p_wang);
  goes (in.a_zhang, sql, "0");
  goes (in.a_zhang, "SELECT count (*) FROM zg.audit WHERE step = 'book.create'", "0");
}

static void
test_forge_audit (gconstpointer data)
{
  refused (in.a_zhang, "INSERT INTO zg.audit (chain, seq, at_ms, actor, step, cmd, version, body, body_hash, hash)"
                       " VALUES (1, 999, 0, 0, 'x', 'x', 1, '{}', '', '')", "42501");
  refused (in.a_zhang, "SELECT zg.note ('leave.approve', 'leave', 1, 1, 'forged', '{}', '')", "42501");
  refused (in.a_zhang, "SELECT zg_keep.entry (1, 'leave.approve', 'leave', 1, 1, 'forged', '{}', '')", "42501");
}

static void
test_hidden_column (gconstpointer data)
{
  goes (in.a_zhang, "SELECT count (card), count (name) FROM zg_seen.staff", "1|3"); /* names of all, the card of one */
  refused (in.a_zhang, "SELECT card FROM zg.staff", "42501");
  refused (in.a_zhang, "SELECT login_verifier FROM zg.user_key", "42501");
  refused (in.a_lin, "SELECT verifier FROM zg.password_history", "42501");
  refused (in.a_lin, "SELECT * FROM zg.login_state", "42501");
  refused (in.a_lin, "SELECT value FROM zg.meta WHERE key = 'unknown'", "42501");
  goes (in.a_lin, "SELECT count (*) FROM zg_seen.meta WHERE key = 'unknown'", "0");
  goes (in.a_lin, "SELECT count (box_sealed) FROM zg_seen.user_key", "1"); /* an administrator, too, only his own */
}

/* A condition that fails for a row it must not see would betray the row. */
static void
test_leaky_function (gconstpointer data)
{
  goes (in.a_zhang, "SELECT count (*) FROM zg.leave WHERE 1 / (CASE WHEN reason = '搬家' THEN 0 ELSE 1 END) = 1", "1");
  goes (in.a_zhang, "SELECT count (*) FROM zg_seen.staff WHERE 1 / (CASE WHEN name = '王芳' AND card IS NOT NULL THEN 0 ELSE 1 "
                    "END) = 1",
        "3");
  refused (in.a_zhang, "CREATE FUNCTION pg_temp.leak (text) RETURNS boolean LANGUAGE sql COST 0.0001 AS 'SELECT true'", "42501");
}

static void
test_set_role (gconstpointer data)
{
  Door *door = &shared;
  g_autofree char *sql = NULL, *name = zg_db_database (door->small.path);

  refused (in.a_zhang, "SET ROLE zgowner", "42501");
  refused (in.a_zhang, "SET SESSION AUTHORIZATION zgowner", "42501");
  SQL ("SET ROLE \"%s_people\"; SELECT count (*) FROM zg.leave", name); /* the group is nobody: he stays himself */
  goes (in.a_zhang, sql, "1");
  goes (in.a_zhang, "SET zg.person = '1'; SELECT count (*) FROM zg.leave", "1");
}

static void
test_row_security_off (gconstpointer data)
{
  refused (in.a_zhang, "SET row_security = off; SELECT count (*) FROM zg.leave", "42501");
  refused (in.a_zhang, "ALTER TABLE zg.leave DISABLE ROW LEVEL SECURITY", "42501");
  refused (in.a_zhang, "DROP POLICY zg_people ON zg.leave", "42501");
}

static void
test_triggers (gconstpointer data)
{
  refused (in.a_lin, "ALTER TABLE zg.audit DISABLE TRIGGER ALL", "42501");
  refused (in.a_lin, "DROP TRIGGER audit_no_update ON zg.audit", "42501");
}

static void
test_replication_role (gconstpointer data)
{
  refused (in.a_lin, "SET session_replication_role = replica", "42501");
}

static void
test_search_path (gconstpointer data)
{
  refused (in.a_zhang, "CREATE TEMP TABLE role_right (role text)", "42501");
  goes (in.a_zhang, "SET search_path = pg_temp, public, zg_seen; SELECT zg.reach ('leave.view')", "1");
}

static void
test_create_objects (gconstpointer data)
{
  refused (in.a_lin, "CREATE TABLE zg.mine (x int)", "42501");
  refused (in.a_lin, "CREATE TABLE zg_seen.mine (x int)", "42501");
  refused (in.a_lin, "CREATE TABLE public.mine (x int)", "42501");
  refused (in.a_lin, "CREATE SCHEMA mine", "42501");
  refused (in.a_lin, "CREATE ROLE mine", "42501");
}

static void
test_copy_program (gconstpointer data)
{
  refused (in.a_lin, "COPY zg.leave TO PROGRAM 'cat > /tmp/stolen'", "42501");
  refused (in.a_lin, "COPY zg.leave TO '/tmp/stolen'", "42501");
}

/* The door's password is no secret: all it may is ask and count. */
static void
test_door_role (gconstpointer data)
{
  Door *door = &shared;
  g_autofree char *address = zg_server_door (door->door);

  goes (address, "SELECT count (*) FROM zg.door ('zhang')", "1");
  refused (address, "SELECT count (*) FROM zg.leave", "42501");
  refused (address, "SELECT count (*) FROM zg_seen.person", "42501");
  refused (address, "SELECT zg.enter (0, 'x', '{}', '')", "42501");
  refused (address, "SELECT zg.me ()", "42501");
  refused (address, "SELECT zg_keep.level_role (1)", "42501");
}

/* Another computer is reached by a connection that proves who it is, or not at all. */
static void
test_plain_text (gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_book_open ("postgresql://localhost/book", FALSE, &error));
  assert_refused (error, ZG_ERROR_USAGE, "verify-full");
  g_assert_null (zg_book_open ("postgresql://localhost/book?sslmode=require", FALSE, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; GTestDataFunc test; } tests[] = {
    { "/server/attacks/goes/own-rows", test_own_rows },
    { "/server/attacks/goes/unit-rows", test_unit_rows },
    { "/server/attacks/goes/all-rows", test_all_rows },
    { "/server/attacks/goes/auditor-reads", test_auditor },
    { "/server/attacks/goes/own-password", test_own_password },
    { "/server/attacks/function-of-another", test_other_function },
    { "/server/attacks/overdraw", test_overdraw },
    { "/server/attacks/insert", test_insert },
    { "/server/attacks/update", test_update },
    { "/server/attacks/delete", test_delete },
    { "/server/attacks/truncate", test_truncate },
    { "/server/attacks/read-audit", test_read_audit },
    { "/server/attacks/forge-audit", test_forge_audit },
    { "/server/attacks/hidden-column", test_hidden_column },
    { "/server/attacks/leaky-function", test_leaky_function },
    { "/server/attacks/set-role", test_set_role },
    { "/server/attacks/row-security-off", test_row_security_off },
    { "/server/attacks/triggers-off", test_triggers },
    { "/server/attacks/replication-role", test_replication_role },
    { "/server/attacks/search-path", test_search_path },
    { "/server/attacks/create-objects", test_create_objects },
    { "/server/attacks/copy-program", test_copy_program },
    { "/server/attacks/door-role", test_door_role },
    { "/server/attacks/plain-text", test_plain_text },
    {   "/server/attacks/writes/step-once", test_step }, /* the last two change something */
    { "/server/attacks/writes/forged-posting", test_forged_posting },
  };
  const char *server = g_getenv ("ZG_TEST_PG");
  int         result;

  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  if (server)
    {
      door_set_up (&shared, server);
      come_in (&in, &shared);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, NULL, server ? tests[i].test : skip);
  result = g_test_run ();
  if (server)
    {
      inside_clear (&in);
      door_tear_down (&shared, server);
    }
  return result;
}
