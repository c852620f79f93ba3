#include "zg-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zg-clock.h"
#include "zg-error.h"

#define NOTE_MAX 1024

struct _ZgLock
{
  int      fd; /* -1: shared, and there was no file */
  char    *path;
  gboolean shared, unclean, is_new;
};

/* Lines of the note: "open" or "closed", name, pid, milliseconds since 1970. */
static char **
read_note (int fd)
{
  char   text[NOTE_MAX + 1];
  gssize n = pread (fd, text, NOTE_MAX, 0);

  text[MAX (n, 0)] = '\0';
  return g_strsplit (g_utf8_validate (text, -1, NULL) ? text : "", "\n", -1);
}

static gboolean
write_note (int fd, const char *state)
{
  const char      *real = g_get_real_name (), *user = g_get_user_name ();
  const char      *name = g_strcmp0 (real, "Unknown") == 0 || *real == '\0' ? user : real;
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%ld\n%" G_GINT64_FORMAT "\n", state, name, (long) getpid (),
                                           zg_clock_now_ms ());
  gssize           n = (gssize) strlen (text);

  return pwrite (fd, text, n, 0) == n && ftruncate (fd, n) == 0 && fdatasync (fd) == 0;
}

static char *
moment (gint64 ms)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc ((ms + ZG_CLOCK_OFFSET_MS) / 1000);

  return at ? g_date_time_format (at, "%Y-%m-%d %H:%M") : g_strdup ("?");
}

static void
set_busy (int fd, GError **error)
{
  g_auto (GStrv)   lines = read_note (fd);
  g_autofree char *since = NULL;

  if (g_strv_length (lines) < 4)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_BUSY,
                           _("The book is open in another program on this computer. Nothing was changed. Close it there first."));
      return;
    }
  since = moment (g_ascii_strtoll (lines[3], NULL, 10));
  g_set_error (error, ZG_ERROR, ZG_ERROR_BUSY,
               _("The book is open on this computer by %s since %s (process %s). Nothing was changed. Close it there first."),
               lines[1], since,
               lines[2]);
}

/* A lock of the open file, not of the process: closing another descriptor of it does not drop it. */
static gboolean
lock_fd (int fd, gboolean shared)
{
  struct flock request = { .l_type = shared ? F_RDLCK : F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (fd, F_OFD_SETLK, &request) == 0;
}

/* Somebody may have removed the file between our opening and our locking it. */
static gboolean
is_current (const ZgLock *lock)
{
  struct stat ours, there;

  return fstat (lock->fd, &ours) == 0 && stat (lock->path, &there) == 0 && ours.st_ino == there.st_ino
         && ours.st_dev == there.st_dev;
}

static gboolean
open_file (ZgLock *lock, GError **error)
{
  lock->is_new = !lock->shared && !g_file_test (lock->path, G_FILE_TEST_EXISTS);
  lock->fd = open (lock->path, lock->shared ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock->fd >= 0 || (lock->shared && errno == ENOENT))
    return TRUE;
  zg_store_set_errno (error, lock->path, errno);
  return FALSE;
}

static gboolean
acquire (ZgLock *lock, GError **error)
{
  for (int tries = 0; tries < 10; tries++)
    {
      if (!open_file (lock, error))
        return FALSE;
      if (lock->fd < 0)
        return TRUE;
      if (!lock_fd (lock->fd, lock->shared))
        {
          int saved = errno;

          if (saved == EAGAIN || saved == EACCES)
            set_busy (lock->fd, error);
          else
            zg_store_set_errno (error, lock->path, saved);
          return FALSE;
        }
      if (is_current (lock))
        return TRUE;
      close (lock->fd);
      lock->fd = -1;
    }
  set_busy (-1, error);
  return FALSE;
}

static void
lock_free (ZgLock *lock)
{
  if (lock->fd >= 0)
    close (lock->fd);
  g_free (lock->path);
  g_free (lock);
}

ZgLock *
zg_lock_take (const char *path, gboolean shared, GError **error)
{
  ZgLock        *lock = g_new0 (ZgLock, 1);
  g_auto (GStrv) lines = NULL;
  struct stat    book;

  lock->fd = -1;
  lock->shared = shared;
  lock->path = zg_store_beside (path, ".lock");
  if (!acquire (lock, error))
    {
      lock_free (lock);
      return NULL;
    }
  if (lock->fd < 0)
    return lock;
  if (!shared && stat (path, &book) == 0)
    (void) fchmod (lock->fd, book.st_mode & 0666); /* whoever may use the book must be able to lock it */
  lines = read_note (lock->fd);
  lock->unclean = lines[0] && strcmp (lines[0], "open") == 0;
  if (!shared && !write_note (lock->fd, "open"))
    {
      zg_store_set_errno (error, lock->path, errno);
      lock_free (lock);
      return NULL;
    }
  return lock;
}

gboolean
zg_lock_was_unclean (const ZgLock *lock)
{
  return lock->unclean;
}

gboolean
zg_lock_is_new (const ZgLock *lock)
{
  return lock->is_new;
}

void
zg_lock_release (ZgLock *lock, gboolean clean)
{
  if (lock == NULL)
    return;
  /* Where the note cannot be written the next opening checks the file once more than needed. */
  if (clean && !lock->shared && lock->fd >= 0)
    (void) write_note (lock->fd, "closed");
  lock_free (lock);
}

void
zg_lock_discard (ZgLock *lock)
{
  if (lock == NULL)
    return;
  if (!lock->shared)
    g_unlink (lock->path);
  lock_free (lock);
}
