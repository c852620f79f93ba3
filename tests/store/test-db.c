/* One connection: statements, values, the settings that keep a book safe. */
#include "db-test.h"

static void
test_placeholders (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgStmt) stmt = zg_db_query (f->db, &error, "SELECT $3, $1, $2, $1, $10", "isicnnnnns", (gint64) 11, "二", (gint64) 33,
                                         &(ZgCell) { .type = ZG_CELL_INT, .i = 4 }, "ten");
  gboolean row;

  /* 4 to 9 are bound but not in the text */
  g_assert_no_error (error);
  g_assert_false (zg_stmt_step (stmt, &row, &error));
  assert_refused (error, ZG_ERROR_USAGE);
  g_clear_pointer (&stmt, zg_stmt_done);

  stmt = zg_db_prepare (f->db, "SELECT $3, $1, $2, $1, $10", &error);
  zg_stmt_bind_text (stmt, 10, "ten");
  zg_stmt_bind_int (stmt, 3, 33);
  zg_stmt_bind_int (stmt, 1, G_MAXINT64);
  zg_stmt_bind_text (stmt, 2, "二");
  g_assert_true (zg_stmt_step (stmt, &row, &error));
  g_assert_true (row);
  g_assert_cmpint (zg_stmt_n_columns (stmt), ==, 5);
  g_assert_cmpint (zg_stmt_int (stmt, 0), ==, 33);
  g_assert_cmpint (zg_stmt_int (stmt, 1), ==, G_MAXINT64);
  g_assert_cmpstr (zg_stmt_text (stmt, 2), ==, "二");
  g_assert_cmpint (zg_stmt_int (stmt, 3), ==, G_MAXINT64);
  g_assert_cmpstr (zg_stmt_text (stmt, 4), ==, "ten");
  g_assert_true (zg_stmt_step (stmt, &row, &error));
  g_assert_false (row);
  /* after the end it stays at the end */
  g_assert_true (zg_stmt_step (stmt, &row, &error));
  g_assert_false (row);
}

static void
test_bad_placeholders (Fixture *f, gconstpointer data)
{
  static const char *const wrong[] = { "SELECT ?", "SELECT ?1", "SELECT :one", "SELECT $me", "SELECT $1x", "SELECT $0",
                                       "SELECT $99999" };
  g_autoptr (GError) error = NULL;
  ZgStmt *stmt;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (zg_db_prepare (f->db, wrong[i], &error));
      assert_refused (error, ZG_ERROR_USAGE);
    }
  g_assert_null (zg_db_prepare (f->db, "SELECT 1; SELECT 2", &error));
  assert_refused (error, ZG_ERROR_USAGE);
  g_assert_null (zg_db_prepare (f->db, "  -- nothing", &error));
  assert_refused (error, ZG_ERROR_USAGE);
  /* one left unbound */
  stmt = zg_db_prepare (f->db, "SELECT $1, $2", &error);
  zg_stmt_bind_int (stmt, 1, 1);
  g_assert_false (zg_stmt_run (stmt, &error));
  assert_refused (error, ZG_ERROR_USAGE);
  zg_stmt_done (stmt);
  /* values do not survive in the cache */
  stmt = zg_db_prepare (f->db, "SELECT $1, $2", &error);
  zg_stmt_bind_int (stmt, 2, 1);
  g_assert_false (zg_stmt_run (stmt, &error));
  assert_refused (error, ZG_ERROR_USAGE);
  zg_stmt_done (stmt);
}

static void
test_values (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new ("a\0b", 3), none = g_bytes_new ("", 0), out = NULL, empty = NULL;
  g_autoptr (ZgStmt) stmt = NULL;
  ZgCell cells[5] = { { 0 } };
  gboolean row;

  zg_cell_set_bytes (&cells[0], bytes);
  script (f->db, "CREATE TABLE value (id INTEGER PRIMARY KEY, a BLOB, b BLOB, c BLOB, d TEXT) STRICT");
  g_assert_true (zg_db_run (f->db, &error, "INSERT INTO value (a, b, c, d, id) VALUES ($1, $2, $3, $4, $5)", "bbcsi", bytes, none,
                            &cells[0], NULL, G_MININT64));
  g_assert_no_error (error);
  stmt = zg_db_query (f->db, &error, "SELECT a, b, c, d, id FROM value", NULL);
  g_assert_true (zg_stmt_step (stmt, &row, &error));
  g_assert_no_error (error);
  out = zg_stmt_bytes (stmt, 0);
  g_assert_true (g_bytes_equal (out, bytes));
  empty = zg_stmt_bytes (stmt, 1);
  g_assert_cmpint (g_bytes_get_size (empty), ==, 0);
  g_assert_false (zg_stmt_is_null (stmt, 1));
  g_assert_cmpstr (zg_stmt_text (stmt, 4), ==, "-9223372036854775808");
  g_assert_true (zg_stmt_is_null (stmt, 3));
  g_assert_null (zg_stmt_bytes (stmt, 3));
  g_assert_null (zg_stmt_text (stmt, 3));
  g_assert_cmpint (zg_stmt_int (stmt, 4), ==, G_MININT64);
  for (int i = 0; i < 5; i++)
    zg_stmt_cell (stmt, i, &cells[i]);
  g_assert_cmpint (cells[2].type, ==, ZG_CELL_BYTES);
  g_assert_true (g_bytes_equal (cells[2].b, bytes));
  g_assert_true (zg_cell_is_null (&cells[3]));
  g_assert_cmpint (zg_cell_int (&cells[4]), ==, G_MININT64);
  for (int i = 0; i < 5; i++)
    zg_cell_clear (&cells[i]);
}

static void
test_bad_text (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) nul = g_bytes_new ("a\0b", 3);
  g_autoptr (GError) error = NULL;

  g_assert_false (zg_db_run (f->db, &error, "INSERT INTO note (id, text) VALUES ($1, $2)", "is", (gint64) 1, "caf\xe9"));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_false (zg_db_run (f->db, &error, "INSERT INTO note (id, text) VALUES ($1, $2)", "is", (gint64) 1, "\xed\xa0\x80"));
  assert_refused (error, ZG_ERROR_INVALID);
  /* bytes are no text, least of all with a NUL among them */
  g_assert_false (zg_db_run (f->db, &error, "INSERT INTO note (id, text) VALUES ($1, $2)", "ib", (gint64) 1, nul));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 0);
  /* what is copied may go before the statement runs */
  {
    char *text = g_strdup ("going");
    g_autoptr (ZgStmt) stmt = zg_db_query (f->db, &error, "INSERT INTO note (id, text) VALUES ($1, $2)", "is", (gint64) 1, text);

    memset (text, 'x', 5);
    g_free (text);
    g_assert_true (zg_stmt_run (stmt, &error));
  }
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note WHERE text = 'going'"), ==, 1);
}

static void
test_nested_use (Fixture *f, gconstpointer data)
{
  const char *sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT i FROM n";
  g_autoptr (GError) error = NULL;
  ZgStmt  *outer = zg_db_query (f->db, &error, sql, "i", (gint64) 3), *inner = NULL, *third;
  gboolean row, row2;
  gint64   sum = 0;

  while (zg_stmt_step (outer, &row, &error) && row)
    {
      inner = zg_db_query (f->db, &error, sql, "i", (gint64) 4);
      g_assert_true (inner != outer);
      while (zg_stmt_step (inner, &row2, &error) && row2)
        sum += zg_stmt_int (outer, 0) * zg_stmt_int (inner, 0);
      zg_stmt_done (inner);
    }
  g_assert_no_error (error);
  g_assert_cmpint (sum, ==, 60);
  zg_stmt_done (outer);
  /* one of the two went back into the cache */
  third = zg_db_prepare (f->db, sql, &error);
  g_assert_true (third == inner || third == outer);
  zg_stmt_done (third);
}

static void
test_cache_is_bounded (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", i);

      g_assert_cmpint (number (f->db, sql), ==, i);
    }
  g_assert_cmpint (number (f->db, "SELECT 999"), ==, 999);
}

static void
test_settings (Fixture *f, gconstpointer data)
{
  GStatBuf st;
  ZgDb    *reader;

  g_assert_cmpint (number (f->db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (number (f->db, "PRAGMA recursive_triggers"), ==, 1);
  g_assert_cmpint (number (f->db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (number (f->db, "PRAGMA secure_delete"), ==, 1);
  g_assert_cmpint (number (f->db, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (number (f->db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (number (f->db, "PRAGMA wal_autocheckpoint"), ==, 4096);
  g_assert_cmpint (number (f->db, "PRAGMA cache_size"), ==, -65536);
  g_assert_cmpint (number (f->db, "SELECT 'a' LIKE 'A'"), ==, 0);
  g_assert_cmpint (g_stat (f->path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);

  reader = open_db (f->path, ZG_DB_READ);
  g_assert_cmpint (number (reader, "PRAGMA query_only"), ==, 1);
  g_assert_cmpint (number (reader, "PRAGMA wal_autocheckpoint"), ==, 0);
  g_assert_cmpint (number (reader, "PRAGMA mmap_size"), ==, 268435456);
  zg_db_close (reader);
}

static void
test_double_quotes (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_db_prepare (f->db, "SELECT count(*) FROM item WHERE name = \"no such column\"", &error));
  assert_refused (error, ZG_ERROR_USAGE);
  g_assert_false (zg_db_script (f->db, "CREATE TABLE odd (a TEXT DEFAULT \"text\", CHECK (a <> \"no\")) STRICT", &error));
  assert_refused (error, ZG_ERROR_USAGE);
}

/* REPLACE deletes what it collides with; without recursive triggers the delete trigger would not see it. */
static void
test_replace_meets_triggers (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  script (f->db, "CREATE TRIGGER audit_fixed BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'audit is kept'); END;"
                 "INSERT INTO audit VALUES (1, 'first')");
  g_assert_false (zg_db_run (f->db, &error, "REPLACE INTO audit VALUES (1, 'forged')", NULL));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpstr (zg_db_last_constraint (f->db), ==, "audit is kept");
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM audit WHERE text = 'first'"), ==, 1);
}

/* A migration says anew what a trigger refuses. */
static void
test_trigger_anew (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  script (f->db, "CREATE TRIGGER item_kept BEFORE UPDATE ON item BEGIN SELECT RAISE (ABORT, 'item is kept'); END;"
                 "CREATE TRIGGER item_stays BEFORE DELETE ON item BEGIN SELECT RAISE (ABORT, 'item stays'); END;"
                 "INSERT INTO item VALUES (1, 'a', 1)");
  g_assert_false (zg_db_run (f->db, &error, "UPDATE item SET qty = 2", NULL));
  assert_refused (error, ZG_ERROR_INVALID);
  script (f->db, "DROP TRIGGER item_kept; DROP TRIGGER item_stays;"
                 "CREATE TRIGGER item_kept BEFORE UPDATE ON item WHEN NEW.qty < OLD.qty"
                 " BEGIN SELECT RAISE (ABORT, 'item is kept'); END");
  g_assert_true (zg_db_run (f->db, &error, "UPDATE item SET qty = 2", NULL));
  g_assert_no_error (error);
  g_assert_false (zg_db_run (f->db, &error, "UPDATE item SET qty = 1", NULL));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_true (zg_db_run (f->db, &error, "DELETE FROM item", NULL));
  g_assert_no_error (error);
  g_assert_false (zg_db_script (f->db, "DROP TRIGGER no_such", &error));
  check_message (error);
}

static void
test_defensive (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zg_db_script (f->db, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'broken'", &error));
  check_message (error);
  g_clear_error (&error);
  g_assert_true (zg_db_check (f->db, TRUE, &error));
  g_assert_no_error (error);
}

static void
test_constraints (Fixture *f, gconstpointer data)
{
  static const struct { const char *sql, *name; } cases[] = {
    { "INSERT INTO item VALUES (2, 'b', -1)", "qty_positive" },
    { "INSERT INTO item VALUES (2, 'a', 1)", "item.name" },
    { "INSERT INTO item VALUES (1, 'c', 1)", "item.id" },
    { "INSERT INTO audit VALUES (1, NULL)", "audit.text" },
    { "INSERT INTO part VALUES (1, 77, NULL)", "" },
    { "INSERT INTO pair VALUES (1, 2)", "pair.a, pair.b" },
    { "UPDATE item SET qty = qty - 7", "qty_positive" },
    { "INSERT INTO mixed VALUES (3, 'x', 1)", "mixed.select, mixed.kind" },
    { "INSERT INTO part VALUES (1, NULL, NULL)", "part.item_id" },
  };
  g_autoptr (GError) error = NULL;

  script (f->db, "INSERT INTO item VALUES (1, 'a', 1); INSERT INTO pair VALUES (1, 2);"
                 "CREATE TABLE mixed (id INTEGER, \"select\" TEXT, kind INTEGER) STRICT;"
                 "CREATE UNIQUE INDEX mixed_once ON mixed (\"select\", kind) WHERE kind > 0;"
                 "INSERT INTO mixed VALUES (1, 'x', 1), (2, 'x', 0)");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (zg_db_run (f->db, &error, cases[i].sql, NULL));
      assert_refused (error, ZG_ERROR_INVALID);
      g_assert_cmpstr (zg_db_last_constraint (f->db), ==, cases[i].name);
    }
  g_assert_false (zg_db_run (f->db, &error, "INSERT INTO item VALUES (2, 'b', 'many')", NULL));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM item"), ==, 1);
}

static void
test_no_floating_point (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 out = 5;

  g_assert_false (zg_db_int (f->db, &out, &error, "SELECT 9223372036854775807 + $1", "i", (gint64) 1));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpint (out, ==, 5);
  g_assert_true (zg_db_int (f->db, &out, &error, "SELECT 1 WHERE 1 = 0", NULL));
  g_assert_cmpint (out, ==, 5);
}

static void
test_snapshot (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgDb *reader = open_db (f->path, ZG_DB_READ);

  g_assert_true (zg_db_snapshot_begin (reader, &error));
  script (f->db, "INSERT INTO note VALUES (1, 'a')");
  g_assert_cmpint (number (reader, "SELECT count(*) FROM note"), ==, 0);
  g_assert_true (zg_db_snapshot_begin (reader, &error));
  zg_db_snapshot_end (reader);
  g_assert_cmpint (number (reader, "SELECT count(*) FROM note"), ==, 0);
  zg_db_snapshot_end (reader);
  g_assert_cmpint (number (reader, "SELECT count(*) FROM note"), ==, 1);
  zg_db_close (reader);
}

static void
test_reader_never_writes (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgDb *reader = open_db (f->path, ZG_DB_READ);
  Plan  plan = { "INSERT INTO note VALUES (1, 'a')" };

  g_assert_true (zg_db_is_read_only (reader));
  g_assert_false (zg_db_script (reader, plan.sql, &error));
  assert_refused (error, ZG_ERROR_READ_ONLY);
  g_assert_false (zg_db_transaction (reader, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_READ_ONLY);
  g_assert_cmpuint (plan.runs, ==, 0);
  zg_db_close (reader);
}

static gpointer
interrupt_soon (gpointer data)
{
  zg_db_interrupt (data);
  return NULL;
}

static void
test_interrupt (Fixture *f, gconstpointer data)
{
  const char *endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  g_autoptr (GError) error = NULL;
  gint64   value = 0;
  GThread *thread;
  Plan     plan = { "INSERT INTO note VALUES (1, 'a')" };

  thread = g_thread_new ("interrupt", interrupt_soon, f->db);
  g_assert_false (zg_db_int (f->db, &value, &error, endless, NULL));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_message (error);
  g_clear_error (&error);
  /* it stays so until allowed again, inside a transaction too */
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  zg_db_resume (f->db);
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 1);
}

static void
test_statement_not_given_back (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* closing takes it back; nothing leaks, nothing crashes */
  g_assert_nonnull (zg_db_query (f->db, &error, "SELECT $1", "i", (gint64) 1));
  g_assert_nonnull (zg_db_query (f->db, &error, "SELECT $1", "i", (gint64) 2));
}

/* An error in the midst of the rows is not taken for their end. */
static void
test_failed_between_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgStmt) stmt = zg_db_query (f->db, &error, "SELECT abs (v) FROM (SELECT 1 AS v UNION ALL"
                                                        " SELECT -9223372036854775807 - 1) AS t", NULL);
  gboolean           row = TRUE;
  int                n = 0;

  g_assert_no_error (error);
  while (zg_stmt_step (stmt, &row, &error) && row)
    n++;
  g_assert_nonnull (error);
  g_assert_true (row);
  g_assert_cmpint (n, <=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("placeholders", test_placeholders);
  ADD ("bad-placeholders", test_bad_placeholders);
  ADD ("values", test_values);
  ADD ("bad-text", test_bad_text);
  ADD ("nested-use", test_nested_use);
  ADD ("cache-is-bounded", test_cache_is_bounded);
  ADD_FILE ("settings", test_settings);
  ADD_FILE ("double-quotes", test_double_quotes);
  ADD_FILE ("replace-meets-triggers", test_replace_meets_triggers);
  ADD_FILE ("defensive", test_defensive);
  ADD ("trigger-anew", test_trigger_anew);
  ADD ("constraints", test_constraints);
  ADD ("no-floating-point", test_no_floating_point);
  ADD ("snapshot", test_snapshot);
  ADD ("reader-never-writes", test_reader_never_writes);
  ADD ("interrupt", test_interrupt);
  ADD ("failed-between-rows", test_failed_between_rows);
  ADD ("statement-not-given-back", test_statement_not_given_back);
  return g_test_run ();
}
