/* What only a server can do to a connection: other writers, refused log-ins, a crash in the middle of a COMMIT. */
#include "db-test.h"
#include "zg-db-private.h"
#include "zg-migrate.h"

static void
test_addresses (Fixture *f, gconstpointer data)
{
  static const char *const wrong[] = {
    "postgresql://zg:geheim@db.example/book",                            /* in the clear */
    "postgres://zg:geheim@db.example/book",                              /* the other spelling is no file either */
    "postgresql://zg:geheim@db.example/book?sslmode=require",            /* encrypted, but to whom? */
    "postgresql://zg:geheim@/book?hostaddr=10.0.0.1",
    "postgresql://zg:geheim@/book?host=/tmp,db.example",                 /* a folder first, then a computer */
    "postgresql://zg:geheim@/book?host=@abstract",
    "postgresql://zg:geheim@/?host=/tmp",                                /* which database? */
    "postgresql://zg:geheim@/book?service=elsewhere",
    "postgresql://zg:geheim%zz@/book?host=/tmp",                         /* cannot be read */
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (zg_db_open (wrong[i], ZG_DB_READ, &error));
      g_assert_null (strstr (error->message, "geheim"));
      assert_refused (error, ZG_ERROR_USAGE);
    }
  g_assert_null (strstr (zg_db_path (f->db), "zg:"));
  g_assert_nonnull (strstr (zg_db_path (f->db), "t_"));
  g_assert_true (g_str_has_prefix (zg_db_engine (f->db), "PostgreSQL "));
  g_assert_true (g_str_has_prefix (zg_db_engine (NULL), "SQLite "));
}

static void
refuse (const char *address, ZgDbMode mode, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_db_open (address, mode, &error));
  g_assert_null (strstr (error->message, "geheim"));
  assert_refused (error, code);
}

static void
test_refused_at_the_door (Fixture *f, gconstpointer server)
{
  /* who made the cluster: the owners of the tests' books are asked for no password, see tools/pg-cluster */
  g_autofree char *wrong = g_strconcat ("postgresql://admin:geheim", strchr (f->path, '@'), NULL);
  g_autofree char *missing = pg_at (server, "no_such_database");

  refuse (wrong, ZG_DB_READ, ZG_ERROR_DENIED);
  refuse (missing, ZG_DB_WRITE, ZG_ERROR_NOT_FOUND);
  refuse (missing, ZG_DB_CREATE, ZG_ERROR_NOT_FOUND);
  refuse ("postgresql://zg:geheim@/book?host=/nonexistent", ZG_DB_READ, ZG_ERROR_CONNECTION);
}

static void
test_books_only (Fixture *f, gconstpointer server)
{
  char *empty = pg_new_database (server);
  ZgDb *made;

  refuse (empty, ZG_DB_READ, ZG_ERROR_NOT_A_BOOK);
  refuse (empty, ZG_DB_WRITE, ZG_ERROR_NOT_A_BOOK);
  made = open_db (empty, ZG_DB_CREATE);
  zg_db_close (made);
  pg_drop_database (server, empty);
  /* one that is there is not made again */
  script (f->db, "INSERT INTO note VALUES (1, 'kept')");
  refuse (f->path, ZG_DB_CREATE, ZG_ERROR_INVALID);
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM note"), ==, 1);
  psql (server, "DROP DATABASE IF EXISTS t_ascii");
  psql (server, "CREATE DATABASE t_ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
  empty = pg_at (server, "t_ascii");
  refuse (empty, ZG_DB_CREATE, ZG_ERROR_INVALID);
  pg_drop_database (server, empty);
}

static void
test_reader (Fixture *f, gconstpointer data)
{
  static const char *const writes[] = { "INSERT INTO note VALUES (1, 'a')", "CREATE TABLE other (id INTEGER) STRICT",
                                        "DROP TABLE note" };
  ZgDb *reader = open_db (f->path, ZG_DB_READ);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_assert_false (zg_db_script (reader, writes[i], &error));
      assert_refused (error, ZG_ERROR_READ_ONLY);
      g_assert_true (zg_db_snapshot_begin (reader, &error));
      g_assert_false (zg_db_script (reader, writes[i], &error));
      assert_refused (error, ZG_ERROR_READ_ONLY);
      zg_db_snapshot_end (reader);
    }
  /* and it cannot be talked out of it */
  g_assert_false (zg_db_script (reader, "SET default_transaction_read_only = off", &error));
  assert_refused (error, ZG_ERROR_USAGE);
  g_assert_cmpint (number (reader, "SELECT count (*) FROM note"), ==, 0);
  zg_db_close (reader);
}

static void
test_unknown_types (Fixture *f, gconstpointer data)
{
  static const char *const wrong[] = { "SELECT sum (qty) FROM item", "SELECT 1.5", "SELECT CAST (1 AS REAL)", "SELECT now ()",
                                       "SELECT 1, CAST (2 AS NUMERIC)", "SELECT pg_sleep (0)" };
  g_autoptr (GError) error = NULL;
  gint64 wide = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (zg_db_prepare (f->db, wrong[i], &error));
      assert_refused (error, ZG_ERROR_USAGE);
    }
  /* a small number beside a place does not make it small */
  g_assert_true (zg_db_int (f->db, &wide, &error, "SELECT nullif ($1, 0)", "i", G_MAXINT64));
  g_assert_cmpint (wide, ==, G_MAXINT64);
  g_assert_cmpint (number (f->db, "SELECT EXISTS (SELECT 1)"), ==, 1);
  g_assert_cmpint (number (f->db, "SELECT CAST (-3 AS SMALLINT)"), ==, -3);
  g_assert_cmpint (number (f->db, "SELECT -2000000000"), ==, -2000000000);
}

static void
test_text_is_read_as_the_server_does (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  script (f->db, "INSERT INTO note VALUES (1, 'a;b $1 -- c'); /* one; /* two; */ three; */ -- four;\n"
                 "INSERT INTO \"note\" (\"id\", text) VALUES (2, 'it''s; all'); DO $do$ BEGIN PERFORM 1; PERFORM $$a;$$; END "
                 "$do$;;");
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM note WHERE text IN ('a;b $1 -- c', 'it''s; all')"), ==, 2);
  g_assert_true (zg_db_int (f->db, &value, &error, "SELECT id FROM note WHERE text <> '$2' AND id = $1", "i", (gint64) 2));
  g_assert_cmpint (value, ==, 2);
  g_assert_null (zg_db_prepare (f->db, "SELECT 1 FROM note WHERE text = 'open", &error));
  assert_refused (error, ZG_ERROR_USAGE);
}

/* An error the function takes no notice of has undone the transaction on the server: that may not look like a success. */
static gboolean
ignore_a_failure (ZgDb *db, gpointer data, GError **error)
{
  g_assert_true (zg_db_script (db, "INSERT INTO note VALUES (1, 'a')", error));
  g_assert_false (zg_db_script (db, "INSERT INTO note VALUES (1, 'b')", NULL));
  return TRUE;
}

static void
test_ignored_failure (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zg_db_transaction (f->db, ignore_a_failure, NULL, &error));
  assert_refused (error, ZG_ERROR_IO);
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM note"), ==, 0);
}

static void
test_audit_of_functions (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;
  Plan   plan = { "SELECT make ()" };

  script (f->db, "CREATE FUNCTION make () RETURNS bigint LANGUAGE sql AS $$ INSERT INTO item VALUES (1, 'a', 1) RETURNING id $$");
  zg_db_require_audit (f->db, TRUE);
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  g_assert_false (zg_db_int (f->db, &value, &error, plan.sql, NULL));
  assert_refused (error, ZG_ERROR_DENIED);
  g_assert_false (zg_db_script (f->db, "TRUNCATE note", &error));
  assert_refused (error, ZG_ERROR_DENIED);
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM item"), ==, 0);
  plan.sql = "SELECT make (); INSERT INTO audit VALUES (1, 'made')";
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_no_error (error);
}

/* Found wrong by the COMMIT itself. */
static void
test_deferred (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Plan plan = { "INSERT INTO late VALUES (1, 77)" };

  script (f->db, "CREATE TABLE late (id INTEGER PRIMARY KEY, item_id INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED) "
                 "STRICT");
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpstr (zg_db_last_constraint (f->db), ==, "");
  g_assert_false (zg_db_script (f->db, plan.sql, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM late"), ==, 0);
  g_assert_false (zg_db_in_transaction (f->db));
}

static void
test_marks_and_checks (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = -1, schema = -1;

  g_assert_true (zg_db_get_mark (f->db, &id, &schema, &error));
  g_assert_cmpint (id + schema, ==, 0);
  g_assert_true (zg_db_set_mark (f->db, 0x5A47424B, 3, &error));
  g_assert_true (zg_db_get_mark (f->db, &id, &schema, &error));
  g_assert_cmpint (id, ==, 0x5A47424B);
  g_assert_cmpint (schema, ==, 3);

  script (f->db, "INSERT INTO item VALUES (1, 'a', 1); INSERT INTO part VALUES (1, 1, NULL)");
  g_assert_true (zg_db_check (f->db, TRUE, &error) && zg_db_check_links (f->db, &error) && zg_db_checkpoint (f->db, &error));
  g_assert_no_error (error);
  g_assert_false (zg_db_copy_to (f->db, "/tmp/copy", &error));
  assert_refused (error, ZG_ERROR_USAGE);
  script (f->db, "ALTER TABLE part DROP CONSTRAINT part_item_id_fkey; INSERT INTO part VALUES (2, 77, NULL);"
                 "ALTER TABLE part ADD FOREIGN KEY (item_id) REFERENCES item (id) NOT VALID");
  g_assert_false (zg_db_check_links (f->db, &error));
  g_assert_nonnull (strstr (error->message, "part"));
  assert_refused (error, ZG_ERROR_CORRUPT);
}

/* Cancelling */

static gpointer
interrupt_when_busy (gpointer data)
{
  Fixture *f = data;
  ZgDb    *watcher = open_db (f->path, ZG_DB_READ);

  while (number (watcher, "SELECT count (*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                          "AND datname = current_database ()") == 0)
    g_thread_yield ();
  zg_db_interrupt (f->db);
  zg_db_close (watcher);
  return NULL;
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("interrupt", interrupt_when_busy, f);
  gint64   value = 0;

  g_assert_false (zg_db_int (f->db, &value, &error, "SELECT count (*) FROM pg_sleep (10000)", NULL));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_message (error);
  g_clear_error (&error);
  g_thread_join (thread);
  zg_db_resume (f->db);
  /* it was the server that stopped, and the stop does not reach what comes next */
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                                  "AND datname = current_database ()"), ==, 0);
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (number (f->db, "SELECT 1"), ==, 1);
}

/* Two writers */

#define N_EACH 100

typedef struct
{
  const char *path;
  gint64      first, second; /* rows, in this order */
  GMutex     *mutex;
  GCond      *cond;
  int        *waiting;
  gboolean    met;
  guint       runs;
} Writer;

/* Once each waits until both hold their first row: the server must then undo one of the two. */
static void
meet (Writer *writer)
{
  if (writer->met)
    return;
  writer->met = TRUE;
  g_mutex_lock (writer->mutex);
  ++*writer->waiting;
  g_cond_broadcast (writer->cond);
  while (*writer->waiting < 2)
    g_cond_wait (writer->cond, writer->mutex);
  g_mutex_unlock (writer->mutex);
}

static gboolean
add_to_both (ZgDb *db, gpointer data, GError **error)
{
  Writer     *writer = data;
  const char *sql = "UPDATE item SET qty = qty + 1 WHERE id = $1";

  writer->runs++;
  if (!zg_db_run (db, error, sql, "i", writer->first))
    return FALSE;
  meet (writer);
  return zg_db_run (db, error, sql, "i", writer->second);
}

static gpointer
hammer (gpointer data)
{
  Writer *writer = data;
  ZgDb   *db = open_db (writer->path, ZG_DB_WRITE);

  for (int i = 0; i < N_EACH; i++)
    {
      g_autoptr (GError) error = NULL;

      zg_db_transaction (db, add_to_both, writer, &error);
      g_assert_no_error (error);
    }
  zg_db_close (db);
  return NULL;
}

static void
test_two_writers (Fixture *f, gconstpointer data)
{
  GMutex   mutex;
  GCond    cond;
  int      waiting = 0;
  Writer   one = { f->path, 1, 2, &mutex, &cond, &waiting }, two = { f->path, 2, 1, &mutex, &cond, &waiting };
  GThread *thread;

  g_mutex_init (&mutex);
  g_cond_init (&cond);
  script (f->db, "INSERT INTO item VALUES (1, 'a', 0), (2, 'b', 0)");
  thread = g_thread_new ("second", hammer, &two);
  hammer (&one);
  g_thread_join (thread);
  g_assert_cmpint (number (f->db, "SELECT qty FROM item WHERE id = 1"), ==, 2 * N_EACH);
  g_assert_cmpint (number (f->db, "SELECT qty FROM item WHERE id = 2"), ==, 2 * N_EACH);
  g_assert_cmpuint (one.runs + two.runs, >, 2 * N_EACH);
  g_cond_clear (&cond);
  g_mutex_clear (&mutex);
}

static gboolean
busy_by_itself (ZgDb *db, gpointer data, GError **error)
{
  ++*(guint *) data;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_BUSY, "Asked too often.");
  return FALSE;
}

/* A refusal of the function's own is an answer, not a collision. */
static void
test_own_busy (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint runs = 0;

  g_assert_false (zg_db_transaction (f->db, busy_by_itself, &runs, &error));
  assert_refused (error, ZG_ERROR_BUSY);
  g_assert_cmpuint (runs, ==, 1);
}

/* News */

typedef struct
{
  ZgDb    *listener, *own;
  GString *log;
} Hearer;

static void
on_news_cb (const char *const *tables, gpointer log)
{
  g_autofree char *names = g_strjoinv (" ", (char **) tables);

  g_string_append_printf (log, "[%s]", names);
}

static gpointer
hear_once (gpointer data)
{
  Hearer *hearer = data;
  g_autoptr (GError) error = NULL;

  zg_db_wait_news (hearer->listener, hearer->own, on_news_cb, hearer->log, &error);
  return g_steal_pointer (&error);
}

/* News come in the order of the commits: had our own been taken for one, it would have been the first. */
static void
test_news_of_others (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError)  error = NULL;
  ZgDb    *other = open_db (f->path, ZG_DB_WRITE);
  Hearer   hearer = { open_db (f->path, ZG_DB_READ), f->db, log };
  GThread *thread = g_thread_new ("hear", hear_once, &hearer);

  while (number (other, "SELECT count (*) FROM pg_stat_activity WHERE query = 'LISTEN zg' AND state = 'idle' "
                        "AND datname = current_database ()") == 0)
    g_thread_yield ();
  script (f->db, "INSERT INTO note VALUES (1, 'ours')");
  script (other, "INSERT INTO item VALUES (1, 'theirs', 1)");
  g_assert_null (g_thread_join (thread));
  g_assert_cmpstr (log->str, ==, "[item]");
  /* and it can be stopped while it waits */
  thread = g_thread_new ("hear", hear_once, &hearer);
  zg_db_interrupt (hearer.listener);
  error = g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  zg_db_close (hearer.listener);
  zg_db_close (other);
}

static gboolean
write_and_fail (ZgDb *db, gpointer data, GError **error)
{
  script (db, "INSERT INTO item VALUES (2, 'taken back', 1)");
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID, "Refused.");
  return FALSE;
}

static gboolean
write_note (ZgDb *db, gpointer data, GError **error)
{
  script (db, "INSERT INTO note VALUES (2, 'kept')");
  return TRUE;
}

/* News follow the COMMIT: what was taken back is told to nobody, not with the next that is kept either. A book of a version that
 * told within the transaction gets the functions of this one from its owner. */
static void
test_news_after_the_commit (Fixture *f, gconstpointer data)
{
  static const char can_tell[] = "SELECT count (*) FROM pg_proc WHERE pronamespace = 'zg'::regnamespace AND proname = 'tell'";
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError)  error = NULL;
  ZgDb    *other;
  Hearer   hearer = { NULL, NULL, log };
  GThread *thread;

  script (f->db, "DROP FUNCTION zg.tell ()");
  g_assert_cmpint (number (f->db, can_tell), ==, 0);
  other = open_db (f->path, ZG_DB_WRITE);
  g_assert_cmpint (number (other, can_tell), ==, 1);
  hearer.listener = open_db (f->path, ZG_DB_READ);
  thread = g_thread_new ("hear", hear_once, &hearer);
  while (number (other, "SELECT count (*) FROM pg_stat_activity WHERE query = 'LISTEN zg' AND state = 'idle' "
                        "AND datname = current_database ()") == 0)
    g_thread_yield ();
  g_assert_false (zg_db_transaction (other, write_and_fail, NULL, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (zg_db_transaction (other, write_note, NULL, &error));
  g_assert_null (g_thread_join (thread));
  g_assert_cmpstr (log->str, ==, "[note]");
  zg_db_close (hearer.listener);
  zg_db_close (other);
}

/* What a column may hold grows with a version, while others refer to the table: on both engines alike. */
static void
test_wider_check (Fixture *f, gconstpointer data)
{
  static const ZgMigrationCheck checks[] = {
    { "sort", "kind", "CHECK (kind IN (1, 2))", "CHECK (kind = 1 OR kind = 2 OR kind = 3)" }, { NULL }
  };
  static const ZgMigrationCheck more[] = {
    { "sort", "kind", "CHECK (kind = 1 OR kind = 2 OR kind = 3)", "CHECK (kind = 1 OR kind = 2 OR kind = 3 OR kind = 5)" },
    { NULL }
  };
  static const ZgMigration wider = { 2, "0002-wider", "INSERT INTO sort VALUES (3, 3, 'draft')", checks };
  static const ZgMigration still = { 3, "0003-wider-still", "INSERT INTO sort VALUES (5, 5, 'draft')", more };
  g_autoptr (GError) error = NULL;
  ZgDb *db = f->db;

  script (db, "CREATE TABLE sort (id INTEGER PRIMARY KEY, kind INTEGER CHECK (kind IN (1, 2))"
              " CHECK (kind IS NOT NULL OR state IN ('draft')), state TEXT NOT NULL) STRICT;"
              "CREATE TABLE of_sort (id INTEGER PRIMARY KEY, sort INTEGER REFERENCES sort (id)) STRICT;"
              "INSERT INTO sort VALUES (1, 1, 'draft'); INSERT INTO of_sort VALUES (1, 1)");
  g_assert_false (zg_db_run (db, &error, "INSERT INTO sort VALUES (2, 3, 'draft')", NULL));
  g_clear_error (&error);
  g_assert_true (zg_migrate_apply (db, &wider, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (db, "SELECT count (*) FROM sort"), ==, 2);
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO sort VALUES (4, 4, 'draft')", NULL));
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO sort VALUES (4, NULL, 'kept')", NULL));
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO of_sort VALUES (2, 9)", NULL)); /* still refers to it */
  g_assert_true (zg_db_run (db, &error, "INSERT INTO of_sort VALUES (2, 3)", NULL));
  g_assert_true (zg_migrate_apply (db, &still, &error)); /* however the one before was written */
  g_assert_no_error (error);
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO sort VALUES (4, 4, 'draft')", NULL));
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO sort VALUES (4, NULL, 'kept')", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_SERVER ("addresses", test_addresses);
  ADD_SERVER ("refused-at-the-door", test_refused_at_the_door);
  ADD_SERVER ("books-only", test_books_only);
  ADD_SERVER ("reader", test_reader);
  ADD_SERVER ("unknown-types", test_unknown_types);
  ADD_SERVER ("text-is-read-as-the-server-does", test_text_is_read_as_the_server_does);
  ADD_SERVER ("ignored-failure", test_ignored_failure);
  ADD_SERVER ("audit/functions", test_audit_of_functions);
  ADD_SERVER ("deferred", test_deferred);
  ADD_SERVER ("marks-and-checks", test_marks_and_checks);
  ADD_SERVER ("cancel", test_cancel);
  ADD_SERVER ("wider-check", test_wider_check);
  ADD_SERVER ("two-writers", test_two_writers);
  ADD_SERVER ("news-of-others", test_news_of_others);
  ADD_SERVER ("news-after-the-commit", test_news_after_the_commit);
  ADD ("own-busy", test_own_busy);
  return g_test_run ();
}
