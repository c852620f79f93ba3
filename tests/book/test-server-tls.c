/* People on another computer come in by a connection that proves who the server is: no other is made, none other is taken. */
#include "door.h"

static char *
cluster (const char *verb, const char *dir)
{
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  const char *argv[] = { g_getenv ("ZG_PG_CLUSTER"), verb, dir, strcmp (verb, "start") == 0 ? pid : NULL, "tls", NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int   status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_strchomp (out);
}

/* @owner, an address through the socket, at localhost over TLS, trusting @ca. Returns: (transfer full). */
static char *
over_tls (const char *owner, const char *dir, const char *ca)
{
  g_autofree char *file = g_build_filename (dir, "port", NULL), *port = NULL, *name = zg_db_database (owner);
  g_autofree char *head = g_strndup (owner, strstr (owner, "@/") + 1 - owner);

  g_assert_true (g_file_get_contents (file, &port, NULL, NULL));
  return g_strdup_printf ("%slocalhost:%s/%s?sslmode=verify-full&sslrootcert=%s/tls/%s", head, g_strchomp (port), name, dir, ca);
}

static gboolean
plain_goes (const char *dir, const char *name)
{
  const char *bin = g_getenv ("ZG_PG_BIN") ? g_getenv ("ZG_PG_BIN") : "/usr/lib/postgresql/15/bin";
  g_autofree char *file = g_build_filename (dir, "port", NULL), *port = NULL, *program = g_build_filename (bin, "psql", NULL);
  g_autofree char *address = NULL;
  const char *argv[] = { program, "-qXAt", "-d", NULL, "-c", "SELECT 1", NULL };
  int status = -1;

  g_assert_true (g_file_get_contents (file, &port, NULL, NULL));
  argv[3] = address = g_strdup_printf ("postgresql://%s_door:" ZG_DOOR_PASSWORD "@localhost:%s/%s?sslmode=disable", name,
                                       g_strchomp (port), name);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                               NULL,
                               NULL, &status, NULL));
  return status == 0;
}

static void
test_tls (void)
{
  g_autofree char *dir = g_dir_make_tmp ("zg-tls-XXXXXX", NULL), *server = cluster ("start", dir), *as_owner = pg_owner (server);
  g_autofree char *socket = pg_new_database (as_owner), *name = zg_db_database (socket), *owner = over_tls (socket, dir,
                                                                                                            "ca.crt");
  g_autofree char *door = pg_door (owner), *other = over_tls (socket, dir, "other.crt"), *stranger = pg_door (other);
  ZgBookSetup setup = { .path = owner, .name = "账套", .login = "Lin", .person = "林小雨", .password = ADMIN_PASSWORD };
  RawInt      raw = { "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid ()", 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *recovery = NULL;
  ZgSession  *session;
  ZgBook     *book;

  zg_kdf_set_policy (&small_kdf);
  zg_book_unref (zg_book_create (&setup, &recovery, &error));
  g_assert_no_error (error);
  book = zg_book_open (door, FALSE, &error);
  g_assert_no_error (error);
  session = door_login (book, "lin", ADMIN_PASSWORD);
  zg_store_read (zg_session_store (session), small_raw_read, &raw, &error);
  g_assert_no_error (error);
  g_assert_cmpint (raw.value, ==, 1);
  zg_session_unref (session);
  zg_book_unref (book);
  g_assert_null (zg_book_open (stranger, FALSE, &error)); /* another authority */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CONNECTION);
  g_assert_false (plain_goes (dir, name)); /* the server's own program without TLS */
  g_free (cluster ("stop", dir));
}

static void
skip (void)
{
  g_test_skip ("no ZG_TEST_PG or no ZG_PG_CLUSTER: see tools/pg-cluster");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add_func ("/server/tls", g_getenv ("ZG_TEST_PG") && g_getenv ("ZG_PG_CLUSTER") ? test_tls : skip);
  return g_test_run ();
}
