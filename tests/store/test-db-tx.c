/* Transactions: whole or nothing, never without the journal, never beside another program. */
#include "db-test.h"

static void
test_rollback (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Plan plan = { "INSERT INTO note VALUES (1, 'a'); INSERT INTO note VALUES (2, 'b')", .fails = TRUE };

  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_CONFLICT);
  g_assert_false (zg_db_in_transaction (f->db));
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 0);
  /* a statement in the middle fails */
  plan = (Plan) { "INSERT INTO note VALUES (1, 'a'); INSERT INTO note VALUES (1, 'b')" };
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 0);
  plan = (Plan) { "INSERT INTO note VALUES (1, 'a')" };
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 1);
}

static void
test_inner (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Plan plan = { "INSERT INTO note VALUES (1, 'a')", .inner = "INSERT INTO note VALUES (2, 'b')", .inner_fails = TRUE,
                .swallow = TRUE };

  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_cmpint (number (f->db, "SELECT CAST (sum (id) AS BIGINT) FROM note"), ==, 1);
  plan = (Plan) { "INSERT INTO note VALUES (3, 'a')", .inner = "INSERT INTO note VALUES (4, 'b')" };
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_cmpint (number (f->db, "SELECT CAST (sum (id) AS BIGINT) FROM note"), ==, 8);
  plan = (Plan) { "INSERT INTO note VALUES (5, 'a')", .inner = "INSERT INTO note VALUES (6, 'b')", .fails = TRUE };
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_CONFLICT);
  g_assert_cmpint (number (f->db, "SELECT CAST (sum (id) AS BIGINT) FROM note"), ==, 8);
}

/* RAISE (ROLLBACK) undoes everything at once; a function that goes on must not write outside. */
static void
test_lost_transaction (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Plan plan = { "INSERT INTO item VALUES (1, 'a', 1)", .inner = "INSERT INTO note VALUES (666, 'x')", .swallow = TRUE };

  script (f->db, "CREATE TRIGGER explode BEFORE INSERT ON note WHEN NEW.id = 666 BEGIN SELECT RAISE (ROLLBACK, 'gone'); END");
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_IO);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM item"), ==, 0);
  plan = (Plan) { "INSERT INTO item VALUES (1, 'a', 1)" };
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
}

static void
test_script_controls_nothing (Fixture *f, gconstpointer data)
{
  static const char *const wrong[] = { "COMMIT", "BEGIN", "ROLLBACK", "SAVEPOINT a", "END" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO note VALUES (%u, 'a'); %s;", i, wrong[i]);
      Plan plan = { sql };

      g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
      assert_refused (error, ZG_ERROR_USAGE);
    }
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 0);
}

static void
test_audit (Fixture *f, gconstpointer data)
{
  static const char *const exempt[] = { "note", "memo", NULL };
  static const char *const refused[] = {
    "INSERT INTO item VALUES (2, 'b', 1)", "DELETE FROM item", "UPDATE item SET qty = 7", "INSERT INTO pair VALUES (1, 1)",
    "UPDATE audit SET text = 'forged'", "DELETE FROM audit",
        "INSERT INTO note VALUES (1, 'a'); INSERT INTO item VALUES (2, 'b', 1)",
    "INSERT INTO memo VALUES (2, 'by trigger')",
  };
  static const char *const accepted[] = {
    "INSERT INTO item VALUES (2, 'b', 1); INSERT INTO audit VALUES (2, 'made')", "INSERT INTO note VALUES (1, 'a')",
    "UPDATE item SET qty = 3 WHERE id = 99", "SELECT count(*) FROM item", "DELETE FROM note",
    "WITH x AS (SELECT 1) INSERT INTO audit (id, text) SELECT 3, 'only the journal' RETURNING id",
  };
  g_autoptr (GError) error = NULL;

  script (f->db, "INSERT INTO item VALUES (1, 'a', 1); INSERT INTO audit VALUES (1, 'made');"
                 "CREATE TABLE memo (id INTEGER PRIMARY KEY, text TEXT) STRICT");
  script (f->db, on (f, "CREATE TRIGGER by_memo AFTER INSERT ON memo BEGIN UPDATE item SET qty = qty + 1; END",
                     "CREATE FUNCTION by_memo () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE item SET qty = qty + 1; "
                     "RETURN NULL; END $$; CREATE TRIGGER by_memo AFTER INSERT ON memo EXECUTE FUNCTION by_memo ()"));
  zg_db_set_audit_exempt (f->db, exempt);
  zg_db_require_audit (f->db, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      Plan plan = { refused[i] };

      g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
      assert_refused (error, ZG_ERROR_DENIED);
      g_assert_cmpuint (plan.runs, ==, 1);
      /* and on its own, without a transaction around it */
      if (!strchr (refused[i], ';'))
        {
          g_assert_false (zg_db_script (f->db, refused[i], &error));
          assert_refused (error, ZG_ERROR_DENIED);
        }
      g_assert_cmpint (number (f->db,
                               "SELECT CAST (sum (qty) AS BIGINT) + (SELECT count(*) FROM note) + (SELECT count(*) FROM pair) "
                               "FROM item"), ==, 1);
      g_assert_cmpint (number (f->db, "SELECT count(*) FROM audit WHERE text = 'made'"), ==, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      Plan plan = { accepted[i] };

      zg_db_transaction (f->db, run_plan, &plan, &error);
      g_assert_no_error (error);
    }
}

/* A journal row undone with an inner part does not vouch for the rest. */
static void
test_audit_inner (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Plan plan = { "INSERT INTO item VALUES (1, 'a', 1)", .inner = "INSERT INTO audit VALUES (1, 'made')", .inner_fails = TRUE,
                .swallow = TRUE };

  zg_db_require_audit (f->db, TRUE);
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  plan.inner_fails = FALSE;
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
}

static void
on_committed_cb (const char *const *tables, gpointer data)
{
  GString *log = data;
  g_autofree char *names = g_strjoinv (" ", (char **) tables);

  g_string_append_printf (log, "[%s]", names);
}

static void
test_committed (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (ZgStmt) stmt = NULL;
  Plan plan = { "INSERT INTO item VALUES (1, 'a', 1); INSERT INTO note VALUES (1, 'a'); UPDATE item SET qty = 2; DELETE FROM "
                "part" };

  zg_db_set_committed (f->db, on_committed_cb, log);
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_cmpstr (log->str, ==, "[item note]"); /* DELETE FROM part hit nothing */
  plan = (Plan) { "INSERT INTO pair VALUES (1, 2)", .fails = TRUE };
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, NULL));
  g_assert_cmpstr (log->str, ==, "[item note]");
  script (f->db, "INSERT INTO pair VALUES (1, 2)");
  g_assert_cmpstr (log->str, ==, "[item note][pair]");
  script (f->db, "DELETE FROM item");
  g_assert_cmpstr (log->str, ==, "[item note][pair][item]");
  /* RETURNING, of which only the first row is read */
  stmt = zg_db_query (f->db, &error, "INSERT INTO note (id, text) VALUES (7, $1), (8, $1) RETURNING id", "s", "x");
  g_assert_true (zg_stmt_step (stmt, NULL, &error));
  g_clear_pointer (&stmt, zg_stmt_done);
  g_assert_cmpstr (log->str, ==, "[item note][pair][item][note]");
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 3);
}

static gboolean
leave_returning_open (ZgDb *db, gpointer data, GError **error)
{
  ZgStmt **kept = data;

  *kept = zg_db_query (db, error, "INSERT INTO note (id, text) VALUES (1, 'a'), (2, 'b') RETURNING id", NULL);
  return *kept && zg_stmt_step (*kept, NULL, error);
}

static void
test_open_statement_at_commit (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgStmt *kept = NULL;

  g_assert_true (zg_db_transaction (f->db, leave_returning_open, &kept, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 2);
  zg_stmt_done (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("rollback", test_rollback);
  ADD ("inner-transaction", test_inner);
  ADD_FILE ("lost-transaction", test_lost_transaction);
  ADD ("script-controls-nothing", test_script_controls_nothing);
  ADD ("audit/required", test_audit);
  ADD ("audit/inner", test_audit_inner);
  ADD ("committed", test_committed);
  ADD ("open-statement-at-commit", test_open_statement_at_commit);
  return g_test_run ();
}
