#include "zg-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "zg-error.h"

void
zg_store_set_errno (GError **error, const char *path, int saved_errno)
{
  g_autofree char *name = g_filename_display_name (path);

  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
      g_set_error (error, ZG_ERROR, ZG_ERROR_FULL,
                   _("The disk that holds “%s” is full. Everything stored before is kept, the last change was not stored. "
                     "Free some space and try again."), name);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                   _("“%s” or its folder cannot be written. Nothing was changed. Open it read-only, or ask for the right to "
                     "write it."), name);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND,
                   _("There is nothing at “%s”. Nothing was changed. Choose another place."), name);
      break;
    default:
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                   _("“%s” could not be read or written (%s). Everything stored before is kept. Check the disk and try again."),
                   name,
                   g_strerror (saved_errno));
      break;
    }
}

gboolean
zg_store_sync_dir (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int saved = errno;

  if (fd >= 0)
    {
      int failed = fsync (fd);

      saved = errno;
      close (fd);
      if (!failed)
        return TRUE;
    }
  zg_store_set_errno (error, folder, saved);
  return FALSE;
}

char *
zg_store_beside (const char *path, const char *suffix)
{
  return g_strconcat (path, suffix, NULL);
}

gint64
zg_store_log_size (const char *path)
{
  g_autofree char *log = zg_store_beside (path, "-wal");
  GStatBuf st;

  return g_stat (log, &st) == 0 ? (gint64) st.st_size : 0;
}

char *
zg_store_true_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = real ? g_strdup (real) : g_canonicalize_filename (path, NULL);

  free (real);
  return copy;
}
