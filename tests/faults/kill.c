/* A process that is killed while it writes steps to a real file: what it said was done is there, the rest whole or absent. Every
 * other one dies at a change of a file chosen by chance, which its seed repeats; the rest are killed from outside. */
#include "faults.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disk.h"
#include "zg-error.h"

enum { N_STEPS = 3, MOST_CHANGES = 160, MOST_TURNS = 3000000 };

typedef struct
{
  Case   *tests[N_STEPS];
  char    commands[N_STEPS][40];
  guint32 seed;
  guint   die_at;   /* 0: killed from outside … */
  guint   after;    /* … after so many signs of life */
  guint   turns;    /* … and so many turns of a loop */
} Life;

static void
put_image (void)
{
  static const char *const beside[] = { "-wal", "-shm", NULL };
  g_autoptr (GError) error = NULL;

  for (const char *const *suffix = beside; *suffix; suffix++)
    {
      g_autofree char *path = g_strconcat (cases_path (), *suffix, NULL);

      g_unlink (path);
    }
  g_file_set_contents_full (cases_path (), g_bytes_get_data (cases_image (), NULL), g_bytes_get_size (cases_image ()),
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* The child: a sign of life once it is logged in and after each step that was acknowledged. */
static void
live (const Life *life, int out)
{
  House house;

  g_random_set_seed (life->seed); /* its ids are not its parent's */
  disk_die (life->die_at);
  if (!house_open (&house, NULL) || !house_enter (&house, NULL) || write (out, "s", 1) != 1)
    _exit (1);
  for (int i = 0; i < N_STEPS; i++)
    if (!house_run (&house, life->tests[i], life->commands[i], NULL, NULL) || write (out, "s", 1) != 1)
      _exit (1);
  house_close (&house);
  _exit (0);
}

static void
kill_after (const Life *life, pid_t child, int in, guint *n_signs)
{
  volatile guint turn = 0;
  char           sign;

  while (*n_signs < life->after && read (in, &sign, 1) == 1)
    (*n_signs)++;
  while (turn < life->turns)
    turn++;
  kill (child, SIGKILL);
}

/* Returns: how the child ended; @n_signs: (out). */
static int
run_life (const Life *life, guint *n_signs)
{
  int   ends[2], status = 0;
  char  sign;
  pid_t child;

  *n_signs = 0;
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      live (life, ends[1]);
    }
  close (ends[1]);
  if (life->die_at == 0)
    kill_after (life, child, ends[0], n_signs);
  while (read (ends[0], &sign, 1) == 1)
    (*n_signs)++;
  close (ends[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return status;
}

static gboolean
look_at (const Life *life, House *house, guint n_acknowledged, GError **error)
{
  guint n_done = 0;

  if (!house_enter (house, error))
    return FALSE;
  for (guint i = 0; i < N_STEPS; i++)
    {
      ZgOutcome outcome = { 0 };
      gboolean  done;

      if (!house_done (house, life->tests[i], life->commands[i], &done, error) ||
          !house_run (house, life->tests[i], life->commands[i], &outcome, error))
        return FALSE;
      if (outcome.repeated != done)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT, "%s: asked for again", life->tests[i]->name);
          return FALSE;
        }
      n_done += done;
    }
  if (n_done == n_acknowledged || n_done == n_acknowledged + 1)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT, "%u were acknowledged, %u are there", n_acknowledged, n_done);
  return FALSE;
}

static gboolean
survived (const Life *life, guint n_acknowledged, GError **error)
{
  House    house;
  gboolean good = house_open (&house, error) && zg_book_verify (house.book, TRUE, NULL, error) &&
                  look_at (life, &house, n_acknowledged, error);

  house_close (&house);
  return good;
}

static void
choose (Life *life, const Run *run, guint n)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      life->tests[i] = run->cases->pdata[(n + i) % run->cases->len];
      zg_command_new (life->commands[i]);
    }
  life->seed = g_rand_int (run->random);
  life->die_at = n % 2 ? (guint) g_rand_int_range (run->random, 1, MOST_CHANGES) : 0;
  life->after = (guint) g_rand_int_range (run->random, 0, N_STEPS + 2);
  life->turns = (guint) g_rand_int_range (run->random, 0, MOST_TURNS);
}

guint
kill_run (const Run *run)
{
  guint n_killed = 0, n_faults = 0;

  for (guint n = 0; n_killed < run->cycles; n++)
    {
      g_autoptr (GError) error = NULL;
      Life               life;
      guint              n_signs;
      int                status;

      g_assert_cmpuint (n, <, 20 * run->cycles);
      choose (&life, run, n);
      put_image ();
      status = run_life (&life, &n_signs);
      n_killed += WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL;
      life.tests[0]->cycles++;
      if ((WIFEXITED (status) && WEXITSTATUS (status) != 0) || !survived (&life, n_signs ? n_signs - 1 : 0, &error))
        {
          n_faults++;
          run_fail (life.tests[0], "kill", "cycle %u, status %d, change %u: %s", n, status, life.die_at,
                    error ? error->message : "the child failed");
        }
      run_say (run, "kills", n_killed);
    }
  put_image ();
  return n_faults;
}
