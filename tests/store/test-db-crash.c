/* A server that dies: in a change, in its COMMIT, between two; and one that proves over TLS who it is, or does not. On a
 * server of this program's own, see tools/pg-cluster. */
#include <fcntl.h>

#include "pg-test.h"
#include "store-test.h"

typedef struct
{
  const char *folder, *server; /* of the cluster all tests share; each has a database of its own */
  char       *address;
  ZgDb *db;
} Fixture;

static char *folder, *server; /* NULL without a server */

/* Returns: (transfer full): what it printed. */
static char *
cluster (const char *verb, const char *dir)
{
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  const char *argv[] = { g_getenv ("ZG_PG_CLUSTER"), verb, dir, strcmp (verb, "start") == 0 ? pid : NULL, "tls", NULL };
  g_auto (GStrv) env = g_environ_unsetenv (g_get_environ (), "LD_PRELOAD");
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int   status = -1;

  g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s %s failed", argv[0], verb);
  return g_strchomp (out);
}

static void
do_cluster (Fixture *f, const char *verb)
{
  g_free (cluster (verb, f->folder));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = folder;
  f->server = server;
  f->address = pg_new_database (f->server);
  f->db = open_db (f->address, ZG_DB_CREATE);
  script (f->db, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT; INSERT INTO note VALUES (1, 'before')");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  zg_db_close (f->db);
  pg_drop_database (f->server, f->address);
}

static void
crash_and_recover (Fixture *f)
{
  do_cluster (f, "crash");
  do_cluster (f, "again");
}

static gboolean
crash_in_the_middle (ZgDb *db, gpointer data, GError **error)
{
  g_assert_true (zg_db_script (db, "INSERT INTO note VALUES (2, 'lost')", error));
  crash_and_recover (data);
  return zg_db_script (db, "INSERT INTO note VALUES (3, 'lost')", error);
}

static gboolean
add_four (ZgDb *db, gpointer data, GError **error)
{
  return zg_db_script (db, "INSERT INTO note VALUES (4, 'after')", error);
}

static void
test_in_a_change (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (zg_db_transaction (f->db, crash_in_the_middle, f, &error));
  assert_refused (error, ZG_ERROR_CONNECTION);
  g_assert_true (zg_db_transaction (f->db, add_four, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (f->db, "SELECT CAST (sum (id) AS BIGINT) FROM note"), ==, 1 + 4);
}

/* Nothing was begun: nobody need notice. */
static void
test_between_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgDb *reader = open_db (f->address, ZG_DB_READ);

  crash_and_recover (f);
  g_assert_true (zg_db_transaction (f->db, add_four, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (zg_db_snapshot_begin (reader, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (reader, "SELECT count (*) FROM note"), ==, 2);
  zg_db_snapshot_end (reader);
  zg_db_close (reader);
}

/* As long as it is away each call says so, and the first after its return works again. */
static void
test_away (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  do_cluster (f, "crash");
  for (int i = 0; i < 3; i++)
    {
      g_assert_false (zg_db_transaction (f->db, add_four, NULL, &error));
      assert_refused (error, ZG_ERROR_CONNECTION);
      g_assert_false (zg_db_int (f->db, &value, &error, "SELECT count (*) FROM note", NULL));
      assert_refused (error, ZG_ERROR_CONNECTION);
    }
  do_cluster (f, "again");
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM note"), ==, 1);
}

/* A COMMIT that hangs in the server, behind a lock somebody else holds: there the server is killed. */

static gpointer
crash_when_committing (gpointer data)
{
  Fixture *f = data;
  ZgDb    *holder = open_db (f->address, ZG_DB_WRITE);
  g_autoptr (GError) error = NULL;

  while (number (holder, "SELECT count (*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0)
    g_thread_yield ();
  do_cluster (f, "crash");
  zg_db_close (holder);
  return NULL;
}

static gboolean
add_two (ZgDb *db, gpointer data, GError **error)
{
  return zg_db_script (db, "INSERT INTO note VALUES (2, 'perhaps')", error);
}

static void
test_in_the_commit (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgDb    *holder = open_db (f->address, ZG_DB_WRITE);
  GThread *thread;

  script (f->db, "CREATE FUNCTION hang () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock (7); "
                 "RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER hang AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED "
                 "FOR EACH ROW EXECUTE FUNCTION hang ()");
  g_assert_cmpint (number (holder, "SELECT 1 FROM (SELECT pg_advisory_lock (7)) AS held"), ==, 1);
  thread = g_thread_new ("crash", crash_when_committing, f);
  if (data)
    g_assert_false (zg_db_script (f->db, "INSERT INTO note VALUES (2, 'perhaps')", &error)); /* a change of its own */
  else
    g_assert_false (zg_db_transaction (f->db, add_two, NULL, &error));
  assert_refused (error, ZG_ERROR_UNKNOWN_OUTCOME);
  g_thread_join (thread);
  do_cluster (f, "again");
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM note"), ==, 1);
  g_assert_true (zg_db_transaction (f->db, add_two, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM note"), ==, 2);
  zg_db_close (holder);
}

/* A page that is not what was written. */
static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgStmt) stmt = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char   *file = NULL, *bytes = NULL;
  gsize    length = 0;
  gboolean row = FALSE;

  stmt = zg_db_query (f->db, &error, "SELECT pg_relation_filepath ('note')", NULL);
  g_assert_true (zg_stmt_step (stmt, &row, &error) && row);
  file = g_build_filename (f->folder, "data", zg_stmt_text (stmt, 0), NULL);
  g_clear_pointer (&stmt, zg_stmt_done);
  g_assert_true (zg_db_check (f->db, TRUE, &error));
  crash_and_recover (f); /* the recovery puts everything into the files */
  do_cluster (f, "crash");
  g_assert_true (g_file_get_contents (file, &bytes, &length, &error));
  g_assert_cmpuint (length, >=, 8192);
  bytes[8000] ^= 1;
  {
    int fd = g_open (file, O_WRONLY | O_CLOEXEC, 0);

    g_assert_cmpint (pwrite (fd, bytes, length, 0), ==, (gssize) length);
    close (fd);
  }
  do_cluster (f, "again");
  g_assert_false (zg_db_snapshot_begin (f->db, NULL) && zg_db_check (f->db, TRUE, &error));
  g_assert_nonnull (strstr (error->message, "note"));
  assert_refused (error, ZG_ERROR_CORRUPT);
  zg_db_snapshot_end (f->db);
}

static void
on_tables_cb (const char *const *tables, gpointer seen)
{
  if (g_strv_contains (tables, "*"))
    *(gboolean *) seen = TRUE;
}

static gpointer
write_two (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (zg_db_transaction (db, add_two, NULL, error));
}

/* A desk that missed news is told that it did. */
static void
test_news (Fixture *f, gconstpointer data)
{
  g_autofree char   *address = pg_new_database (f->server);
  g_autoptr (GError) error = NULL;
  ZgStore *store = zg_store_create (address, &error);
  gboolean seen = FALSE;
  ZgDb    *other;

  g_assert_no_error (error);
  other = open_db (address, ZG_DB_WRITE);
  script (other, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT");
  zg_store_add_listener (store, on_tables_cb, &seen);
  crash_and_recover (f);
  while (!seen)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (zg_store_write (store, write_two, NULL, &error));
  g_assert_no_error (error);
  zg_store_close (store);
  zg_db_close (other);
}

/* TLS */

/* Returns: (transfer full): the database of @f at @host, trusting the authority @ca. */
static char *
over_tls (Fixture *f, const char *host, const char *ca)
{
  g_autofree char *file = g_build_filename (f->folder, "port", NULL), *port = NULL;
  g_autofree char *head = g_strndup (f->address, strstr (f->address, "@/") + 1 - f->address);
  g_autofree char *name = g_strndup (strstr (f->address, "@/") + 2, strcspn (strstr (f->address, "@/") + 2, "?"));

  g_assert_true (g_file_get_contents (file, &port, NULL, NULL));
  return g_strdup_printf ("%s%s:%s/%s?sslmode=verify-full&sslrootcert=%s/tls/%s", head, host, g_strchomp (port), name, f->folder,
                          ca);
}

static void
test_tls (Fixture *f, gconstpointer data)
{
  g_autofree char   *right = over_tls (f, "localhost", "ca.crt"), *stranger = over_tls (f, "localhost", "other.crt");
  g_autofree char   *alias = over_tls (f, "127.0.0.1", "ca.crt"), *none = over_tls (f, "localhost", "no-such.crt");
  const char        *wrong[] = { stranger, alias, none };
  g_autoptr (GError) error = NULL;
  ZgDb *db = open_db (right, ZG_DB_READ);

  g_assert_cmpint (number (db, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid ()"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count (*) FROM note"), ==, 1);
  zg_db_close (db);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (zg_db_open (wrong[i], ZG_DB_READ, &error));
      assert_refused (error, ZG_ERROR_CONNECTION);
    }
}

static void
skip (void)
{
  g_test_skip ("no ZG_TEST_PG or no ZG_PG_CLUSTER: see tools/pg-cluster");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer), gconstpointer data)
{
  if (server)
    g_test_add (path, Fixture, data, set_up, test, tear_down);
  else
    g_test_add_func (path, skip);
}

static void
stop (void)
{
  g_free (cluster ("stop", folder)); /* and removes the folder, which is the server's */
  g_free (folder);
  g_free (server);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("ZG_TEST_PG") && g_getenv ("ZG_PG_CLUSTER"))
    {
      folder = temp_folder ();
      server = cluster ("start", folder);
    }
  add ("/db/crash/in-a-change", test_in_a_change, NULL);
  add ("/db/crash/in-the-commit", test_in_the_commit, NULL);
  add ("/db/crash/in-the-commit-of-one-statement", test_in_the_commit, "alone");
  add ("/db/crash/between-changes", test_between_changes, NULL);
  add ("/db/crash/away", test_away, NULL);
  add ("/db/crash/damage", test_damage, NULL);
  add ("/db/crash/news", test_news, NULL);
  add ("/db/tls", test_tls, NULL);
  result = g_test_run ();
  if (server)
    stop ();
  return result;
}
