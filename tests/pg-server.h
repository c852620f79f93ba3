/* pg-server.h: databases on the server that ./dev test starts (ZG_TEST_PG, see tools/pg-cluster), one for each test. */
#pragma once

#include <glib.h>
#include <string.h>
#include <unistd.h>

/* The tests speak to the server by its own program, beside what they test. */
static inline void
psql (const char *address, const char *sql)
{
  const char *bin = g_getenv ("ZG_PG_BIN") ? g_getenv ("ZG_PG_BIN") : "/usr/lib/postgresql/15/bin";
  g_autofree char *program = g_build_filename (bin, "psql", NULL), *words = NULL;
  const char *argv[] = { program, "-qXAt", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", sql, NULL };
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &words, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("psql: %s: %s", sql, words);
}

/* pg_at: @server with another database. Returns: (transfer full). */
static inline char *
pg_at (const char *server, const char *database)
{
  const char      *slash = strstr (server, "@/"), *rest = slash ? strchr (slash, '?') : NULL;
  g_autofree char *head = NULL;

  g_assert_nonnull (rest);
  head = g_strndup (server, slash + 2 - server);
  return g_strconcat (head, database, rest, NULL);
}

/* pg_new_database: Returns: (transfer full): the address of an empty database on @server. */
static inline char *
pg_new_database (const char *server)
{
  static guint     n;
  g_autofree char *name = g_strdup_printf ("t_%d_%u", (int) getpid (), ++n);
  g_autofree char *sql = g_strdup_printf ("CREATE DATABASE %s TEMPLATE template0", name);

  psql (server, sql);
  return pg_at (server, name);
}

static inline void
pg_drop_database (const char *server, char *address)
{
  g_autofree char *name = g_strndup (strstr (address, "@/") + 2, strcspn (strstr (address, "@/") + 2, "?"));
  g_autofree char *forced = g_strdup_printf ("DROP DATABASE %s WITH (FORCE)", name);
  g_autofree char *sql = g_strdup_printf ("DROP DATABASE IF EXISTS %s", name);
  const char      *bin = g_getenv ("ZG_PG_BIN") ? g_getenv ("ZG_PG_BIN") : "/usr/lib/postgresql/15/bin";
  g_autofree char *program = g_build_filename (bin, "psql", NULL);
  const char      *argv[] = { program, "-qXAt", "-d", server, "-c", forced, NULL };

  /* A cut connection of the own role lingers and is ended; that of a person's role may not be, and goes by itself. */
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                NULL, NULL, NULL, NULL);
  psql (server, sql);
  g_free (address);
}

/* -- A book with a door for its people -- */

/* pg_owner: @server with the role that may make roles, see tools/pg-cluster. Returns: (transfer full). */
static inline char *
pg_owner (const char *server)
{
  return g_strconcat ("postgresql://zgowner", strstr (server, "//zg:") + 4, NULL);
}

/* pg_door: the place of @owner without a name. Returns: (transfer full). */
static inline char *
pg_door (const char *owner)
{
  return g_strconcat ("postgresql://", strchr (owner, '@') + 1, NULL);
}

/* pg_drop_guarded: roles belong to the whole server: their rights go with the database they are named after, then they go.
 * @owner: (transfer full) */
static inline void
pg_drop_guarded (char *owner)
{
  g_autofree char *server = pg_owner (g_getenv ("ZG_TEST_PG")), *sql = NULL;
  g_autofree char *name = g_strndup (strstr (owner, "@/") + 2, strcspn (strstr (owner, "@/") + 2, "?"));

  sql = g_strdup_printf ("DO $$ DECLARE r record; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE '%s\\_%%' LOOP"
                         " EXECUTE format ('DROP ROLE %%I', r.rolname); END LOOP; END $$", name);
  pg_drop_database (server, owner);
  psql (server, sql);
}

/* -- The engine a test of the upper floors runs on: a file, or with ZG_TEST_ENGINE=server a database, with =guarded one
 * whose people have roles: there zg.post () writes -- */

/* engine_path: where a book may be made. Returns: (transfer full). */
static inline char *
engine_path (const char *folder, const char *name)
{
  g_autofree char *owner = g_getenv ("ZG_TEST_PG") ? pg_owner (g_getenv ("ZG_TEST_PG")) : NULL;

  if (g_strcmp0 (g_getenv ("ZG_TEST_ENGINE"), "guarded") == 0)
    return pg_new_database (owner);
  if (g_strcmp0 (g_getenv ("ZG_TEST_ENGINE"), "server") == 0)
    return pg_new_database (g_getenv ("ZG_TEST_PG"));
  return g_build_filename (folder, name, NULL);
}

/* engine_drop: once its book is closed. @path: (transfer full). */
static inline void
engine_drop (char *path)
{
  if (g_str_has_prefix (path, "postgresql://zgowner"))
    pg_drop_guarded (path);
  else if (g_str_has_prefix (path, "postgresql:"))
    pg_drop_database (g_getenv ("ZG_TEST_PG"), path);
  else
    g_free (path);
}

/* engine_is_server: some tests look at the file itself, and pass over what they would see there. */
static inline gboolean
engine_is_server (void)
{
  return g_getenv ("ZG_TEST_ENGINE") != NULL;
}

/* engine_skips: the whole test is about a file. */
static inline gboolean
engine_skips (void)
{
  if (engine_is_server ())
    g_test_skip ("looks at the file");
  return engine_is_server ();
}
