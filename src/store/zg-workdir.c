#include "zg-workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zg-error.h"
#include "zg-store-private.h"

struct _ZgWorkdir
{
  char *path;
  int   fd; /* of the folder: carries the lock */
};

static int
remove_one (const char *path, const struct stat *st, int type, struct FTW *ftw)
{
  (void) remove (path);
  return 0;
}

gboolean
zg_remove_tree (const char *path)
{
  struct stat st;

  (void) nftw (path, remove_one, 16, FTW_PHYS | FTW_DEPTH);
  return lstat (path, &st) != 0 && errno == ENOENT;
}

static int
empty_one (const char *path, const struct stat *st, int type, struct FTW *ftw)
{
  if (ftw->level > 0)
    (void) remove (path);
  return 0;
}

/* Somebody may have removed the folder between our opening and our locking it. */
static gboolean
is_current (int fd, const char *path)
{
  struct stat ours, there;

  return fstat (fd, &ours) == 0 && lstat (path, &there) == 0 && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

/* Returns: a locked descriptor, -1 with errno. */
static int
lock_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), saved;

  if (fd < 0)
    return -1;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      if (is_current (fd, path))
        return fd;
      errno = EWOULDBLOCK;
    }
  saved = errno;
  close (fd);
  errno = saved;
  return -1;
}

static void
set_taken (const char *path, int saved, GError **error)
{
  if (saved == EWOULDBLOCK)
    g_set_error (error, ZG_ERROR, ZG_ERROR_BUSY,
                 _("Another backup, drill or restore is at work in “%s”. Nothing was done. Wait until it has ended."), path);
  else if (saved == ENOTDIR || saved == ELOOP)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _("“%s” is in the way: a folder of that name is needed for a while. It was left as it is. Move it elsewhere."),
                 path);
  else
    zg_store_set_errno (error, path, saved);
}

ZgWorkdir *
zg_workdir_take (const char *path, GError **error)
{
  ZgWorkdir  *workdir;
  struct stat st;
  int         fd = -1;

  if (g_mkdir (path, 0700) == 0 || errno == EEXIST)
    fd = lock_folder (path);
  if (fd < 0)
    {
      set_taken (path, errno, error);
      return NULL;
    }
  /* A folder of somebody else could be looked into while a plain copy lies there. */
  if (fstat (fd, &st) != 0 || st.st_uid != geteuid () || fchmod (fd, 0700) != 0)
    {
      close (fd);
      set_taken (path, ENOTDIR, error);
      return NULL;
    }
  (void) nftw (path, empty_one, 16, FTW_PHYS | FTW_DEPTH);
  workdir = g_new0 (ZgWorkdir, 1);
  workdir->path = g_strdup (path);
  workdir->fd = fd;
  return workdir;
}

void
zg_workdir_free (ZgWorkdir *workdir)
{
  if (workdir == NULL)
    return;
  zg_remove_tree (workdir->path);
  close (workdir->fd);
  g_free (workdir->path);
  g_free (workdir);
}

const char *
zg_workdir_path (const ZgWorkdir *workdir)
{
  return workdir->path;
}

char *
zg_workdir_file (const ZgWorkdir *workdir, const char *name)
{
  return g_build_filename (workdir->path, name, NULL);
}

gboolean
zg_workdir_is_busy (const char *path)
{
  int fd = lock_folder (path);

  if (fd >= 0)
    close (fd);
  return fd < 0 && errno == EWOULDBLOCK;
}

gboolean
zg_workdir_sweep (const char *path)
{
  struct stat st;
  int         fd = lock_folder (path);
  gboolean    gone;

  if (fd < 0)
    return lstat (path, &st) != 0 && errno == ENOENT;
  gone = zg_remove_tree (path);
  close (fd);
  return gone;
}
