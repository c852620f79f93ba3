/* Files that are whole or not there: written under another name, flushed, then given their own. */
#include "zg-workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "zg-error.h"
#include "zg-seal.h"
#include "zg-store-private.h"

#define TEMP_PREFIX ".zg-unfinished-"

static void
set_write_error (const char *path, int saved, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (saved != EFBIG)
    {
      zg_store_set_errno (error, path, saved);
      return;
    }
  /* a stick formatted for cameras holds no file beyond 4 GB */
  g_set_error (error, ZG_ERROR, ZG_ERROR_FULL,
               _("The disk takes no file as large as “%s” would be. Everything stored before is kept. Choose another disk."),
               name);
}

int
zg_file_begin (const char *folder, const char *tag, char **temp, GError **error)
{
  guint8           salt[8];
  g_autofree char *random = (zg_random_bytes (salt, sizeof salt), zg_hex (salt, sizeof salt));
  g_autofree char *made = g_strdup_printf ("%s/" TEMP_PREFIX "%s-%s", folder, tag, random);
  int              fd = open (made, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    zg_store_set_errno (error, folder, errno);
  else
    *temp = g_steal_pointer (&made);
  return fd;
}

gboolean
zg_file_write (int fd, const char *path, gconstpointer data, gsize n, GError **error)
{
  const guint8 *from = data;

  while (n > 0)
    {
      gssize step = write (fd, from, n);

      if (step < 0 && errno != EINTR)
        {
          set_write_error (path, errno, error);
          return FALSE;
        }
      from += MAX (step, 0);
      n -= MAX (step, 0);
    }
  return TRUE;
}

gssize
zg_file_read (int fd, const char *path, gpointer data, gsize n, GError **error)
{
  gsize got = 0;

  while (got < n)
    {
      gssize step = read (fd, (guint8 *) data + got, n - got);

      if (step == 0)
        break;
      if (step < 0 && errno != EINTR)
        {
          zg_store_set_errno (error, path, errno);
          return -1;
        }
      got += MAX (step, 0);
    }
  return (gssize) got;
}

static gboolean
flush (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), saved;

  if (fd < 0)
    return FALSE;
  if (fsync (fd) == 0)
    {
      close (fd);
      return TRUE;
    }
  saved = errno;
  close (fd);
  errno = saved;
  return FALSE;
}

/* Returns: 0, or -1 with errno; EEXIST where the name is taken. */
static int
rename_new (const char *temp, const char *path)
{
  struct stat st;

  if (renameat2 (AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return -1;
  /* A file system that does not know the flag. A link replaces nothing either; a stick (FAT) has no links. */
  if (link (temp, path) == 0)
    return unlink (temp);
  if (errno == EEXIST)
    return -1;
  if (lstat (path, &st) == 0)
    {
      errno = EEXIST;
      return -1;
    }
  return rename (temp, path);
}

gboolean
zg_file_publish (const char *temp, const char *path, GError **error)
{
  if (flush (temp) && rename_new (temp, path) == 0)
    return zg_store_sync_dir (path, error);
  if (errno == EEXIST || errno == ENOTEMPTY)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _("“%s” exists already and was left as it is. Choose another name."), path);
  else
    set_write_error (path, errno, error);
  return FALSE;
}

void
zg_file_sweep (const char *folder, const char *tag)
{
  g_autofree char *prefix = g_strdup_printf (TEMP_PREFIX "%s-", tag);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, prefix))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

gboolean
zg_file_room (const char *folder, gint64 need, GError **error)
{
  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *wants = g_format_size (need);
  g_autofree char *has = NULL;
  struct statvfs   fs;
  gint64           free_bytes;

  if (statvfs (folder, &fs) != 0)
    {
      zg_store_set_errno (error, folder, errno);
      return FALSE;
    }
  free_bytes = (gint64) fs.f_bavail * (gint64) fs.f_frsize;
  if (free_bytes >= need)
    return TRUE;
  has = g_format_size (free_bytes);
  g_set_error (error, ZG_ERROR, ZG_ERROR_FULL,
               _("There is not enough room in “%s”: %s are needed and %s are free. Nothing was done and every earlier file is "
                 "kept. Free some space and try again."), name, wants, has);
  return FALSE;
}
