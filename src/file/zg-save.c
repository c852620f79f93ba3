#include "zg-save.h"

#include "zg-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

struct _ZgSave
{
  char *path;
  char *temporary;
  FILE *file;
  int   failure; /* errno of the first write that failed */
};

static void
set_error (GError **error, int code, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error (error, ZG_ERROR, ZG_ERROR_FULL,
                 _("There is no room to write %s. An older file of that name was kept; "
                   "free some space or choose another folder."), name);
  else if (code == EACCES || code == EPERM || code == EROFS)
    g_set_error (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                 _("%s may not be written here. Nothing was changed; choose another folder."), name);
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                 _("%s could not be written (%s). An older file of that name was kept; try again or choose another folder."),
                 name, g_strerror (code));
}

ZgSave *
zg_save_new (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  ZgSave          *save = g_new0 (ZgSave, 1);
  int              fd;

  save->path = g_strdup (path);
  save->temporary = g_build_filename (folder, ".zhanggui-XXXXXX", NULL);
  fd = g_mkstemp_full (save->temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd >= 0)
    {
      save->file = fdopen (fd, "wb");
      return save;
    }
  set_error (error, errno, path);
  g_clear_pointer (&save->temporary, g_free);
  zg_save_free (save);
  return NULL;
}

gboolean
zg_save_write (ZgSave *save, const void *data, gsize size)
{
  if (save->failure == 0 && size > 0 && fwrite (data, 1, size, save->file) != size)
    save->failure = errno ? errno : EIO;
  return save->failure == 0;
}

const char *
zg_save_path (ZgSave *save)
{
  return save->temporary;
}

/* The name of the new file is in the folder, and that is what must reach the disk. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

/* A library that was given the path may have put another file there. */
static int
sync_file (ZgSave *save)
{
  int fd, failure = 0;

  if (fflush (save->file) != 0)
    return errno;
  fd = g_open (save->temporary, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return errno;
  if (fsync (fd) != 0)
    failure = errno;
  close (fd);
  return failure;
}

gboolean
zg_save_finish (ZgSave *save, GError **error)
{
  if (save->failure == 0)
    save->failure = sync_file (save);
  if (fclose (g_steal_pointer (&save->file)) != 0 && save->failure == 0)
    save->failure = errno;
  if (save->failure == 0 && g_rename (save->temporary, save->path) != 0)
    save->failure = errno;
  if (save->failure != 0)
    {
      set_error (error, save->failure, save->path);
      return FALSE;
    }
  g_clear_pointer (&save->temporary, g_free);
  sync_folder (save->path);
  return TRUE;
}

void
zg_save_free (ZgSave *save)
{
  if (save->file)
    fclose (save->file);
  if (save->temporary)
    g_unlink (save->temporary);
  g_free (save->temporary);
  g_free (save->path);
  g_free (save);
}

gboolean
zg_save_bytes (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (ZgSave) save = zg_save_new (path, error);
  gsize              size;
  const void        *data = g_bytes_get_data (bytes, &size);

  if (save == NULL)
    return FALSE;
  zg_save_write (save, data, size);
  return zg_save_finish (save, error);
}
