/* shoot.h: a program of its own that seals anew and erases what is due, killed in the middle of it. */
#pragma once

#include <signal.h>
#include <sys/wait.h>

#include "small-kinds.h"
#include "zg-seal.h"

static inline void
say_progress (guint done, guint total, gpointer data)
{
  if (write (STDOUT_FILENO, ".", 1) != 1)
    _exit (3);
}

/* The child's half of shoot (): argv is the program, "--child", the book, the time and the password of "lin". Says a dot for each
 * chunk. */
static inline int
shot_child (char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBook) book = NULL;
  g_autoptr (ZgSession) session = NULL;

  zg_clock_set (at (argv[3]));
  zg_kdf_set_policy (&small_kdf);
  book = zg_book_open (argv[2], FALSE, &error);
  session = book ? zg_book_login (book, "lin", argv[4], &error) : NULL;
  if (session == NULL || !zg_book_freshen (session, say_progress, NULL, NULL, &error))
    g_error ("%s", error->message);
  return 0;
}

/* Kills it at the @dots-th chunk. @program: argv[0] of the test. Returns: whether it came to its end before. */
static inline gboolean
shoot (const char *program, const char *path, const char *stamp, const char *password, int dots)
{
  const char *argv[] = { program, "--child", path, stamp, password, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int  out, status;
  char dot;
  gboolean ended = FALSE;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < dots && !ended; i++)
    ended = read (out, &dot, 1) != 1;
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  if (ended) /* shot after its last word, or done */
    g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  close (out);
  return ended;
}
