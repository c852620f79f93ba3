/* A program that is killed in the middle of what it does to a file. */
#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include "disk-private.h"

enum { N_KINDS = 4 };

static const sqlite3_io_methods *originals[N_KINDS];
static sqlite3_io_methods        mortals[N_KINDS];
static guint                     die_at, n_changes;

void
disk_die (guint n)
{
  die_at = n;
  n_changes = 0;
}

static const sqlite3_io_methods *
original (sqlite3_file *file)
{
  return originals[file->pMethods - mortals];
}

static gboolean
is_time (void)
{
  return g_atomic_int_add ((gint *) &n_changes, 1) + 1 == (gint) die_at;
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
}

static int
mortal_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
  if (is_time ())
    {
      original (file)->xWrite (file, data, n / 2, at);
      die ();
    }
  return original (file)->xWrite (file, data, n, at);
}

static int
mortal_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  if (is_time ())
    die ();
  return original (file)->xTruncate (file, size);
}

static int
mortal_sync (sqlite3_file *file, int flags)
{
  int code;

  if (is_time ())
    die ();
  code = original (file)->xSync (file, flags);
  if (is_time ())
    die ();
  return code;
}

void
disk_mortal (sqlite3_file *file)
{
  int i = 0;

  if (die_at == 0 || file->pMethods == NULL)
    return;
  while (i < N_KINDS && originals[i] && originals[i] != file->pMethods)
    i++;
  g_assert (i < N_KINDS);
  if (originals[i] == NULL)
    {
      originals[i] = file->pMethods;
      mortals[i] = *file->pMethods;
      mortals[i].xWrite = mortal_write;
      mortals[i].xTruncate = mortal_truncate;
      mortals[i].xSync = mortal_sync;
    }
  file->pMethods = &mortals[i];
}
