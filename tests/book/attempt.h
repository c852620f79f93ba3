/* attempt.h: what somebody tries on a server by its own program, whatever this one would have said. */
#pragma once

#include <glib.h>
#include <string.h>

#define SQL(...) (sql = (g_free (sql), g_strdup_printf (__VA_ARGS__)))

/* One attempt: @sql over @address. Returns: (transfer full): what came out, with what was said where it failed. */
static inline char *
attempt (const char *address, const char *sql, gboolean *went)
{
  const char *bin = g_getenv ("ZG_PG_BIN") ? g_getenv ("ZG_PG_BIN") : "/usr/lib/postgresql/15/bin";
  g_autofree char *program = g_build_filename (bin, "psql", NULL);
  const char *argv[] = { program, "-qXAt", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-d", address, "-c", sql, NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL, *said = NULL;
  int   status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &said, &status, &error);
  g_assert_no_error (error);
  *went = status == 0;
  if (status == 0)
    {
      g_free (said);
      return g_strstrip (out);
    }
  g_free (out);
  return said;
}

static inline void
goes (const char *address, const char *sql, const char *answer)
{
  gboolean         went;
  g_autofree char *said = attempt (address, sql, &went);

  if (!went || strcmp (said, answer) != 0)
    g_error ("%s: “%s” instead of “%s”", sql, said, answer);
}

/* @state: of SQL, as the server says it. */
static inline void
refused (const char *address, const char *sql, const char *state)
{
  gboolean         went;
  g_autofree char *said = attempt (address, sql, &went);

  if (went || strstr (said, state) == NULL)
    g_error ("%s: “%s” instead of %s", sql, said, state);
}
