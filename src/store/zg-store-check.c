#include "zg-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "zg-error.h"

#define FUSE_MAGIC 0x65735546

static char *simulated_type;

/* Locks and shared memory of the engine are not to be trusted over any of these. */
static const char *const network_types[] = {
  "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "davfs",
  "fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.ceph", "fuse.glusterfs", "fuse.gvfsd-fuse",
  "fuse.smbnetfs", "fuse.curlftpfs", "fuse.onedriver", "fuse.google-drive-ocamlfuse", NULL
};

static const struct
{
  guint32     magic;
  const char *type;
} magics[] = {
  { 0x6969, "nfs" },      { 0x517B, "smbfs" },    { 0xFF534D42, "cifs" }, { 0xFE534D42, "smb2" },     { 0x564C, "ncpfs" },
  { 0x5346414F, "afs" },  { 0x6B414653, "afs" },  { 0x73757245, "coda" }, { 0x00C36400, "ceph" },     { 0x0BD00BD0, "lustre" },
};

void
zg_store_test_fs_type (const char *type)
{
  g_free (simulated_type);
  simulated_type = g_strdup (type);
}

/* FUSE says no more of itself than that; the table of mounts knows what is behind. */
static char *
fuse_type (const char *path)
{
  g_autofree char *text = NULL, *device = NULL;
  g_auto (GStrv)   lines = NULL;
  struct stat      st;

  if (stat (path, &st) != 0 || !g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL))
    return NULL;
  device = g_strdup_printf (" %u:%u ", major (st.st_dev), minor (st.st_dev));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line; line++)
    {
      const char *dash = strstr (*line, " - ");

      if (dash && strstr (*line, device) && strstr (*line, device) < dash)
        return g_strndup (dash + 3, strcspn (dash + 3, " "));
    }
  return NULL;
}

static char *
fs_type (const char *path)
{
  struct statfs fs;

  if (simulated_type)
    return g_strdup (simulated_type);
  if (statfs (path, &fs) != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if ((guint32) fs.f_type == magics[i].magic)
      return g_strdup (magics[i].type);
  return (guint32) fs.f_type == FUSE_MAGIC ? fuse_type (path) : NULL;
}

gboolean
zg_store_check_place (const char *path, GError **error)
{
  g_autofree char *type = fs_type (path);

  if (type == NULL || !g_strv_contains (network_types, type))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _("“%s” is on a network drive (%s), where a book can be damaged. Nothing was changed. "
                 "Keep the book on a disk of this computer; for several computers use a database server."), path, type);
  return FALSE;
}

static void
set_not_a_book (GError **error, const char *path, const char *why)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK, _("“%s” is not a book: %s. It was left as it is. Choose another file."),
               name, why);
}

gboolean
zg_store_check_file (const char *path, GError **error)
{
  GStatBuf st;

  if (zg_db_is_server (path))
    return TRUE;
  if (g_stat (path, &st) != 0)
    {
      zg_store_set_errno (error, path, errno);
      return FALSE;
    }
  if (S_ISDIR (st.st_mode))
    set_not_a_book (error, path, _("it is a folder"));
  else if (!S_ISREG (st.st_mode))
    set_not_a_book (error, path, _("it is no ordinary file"));
  else if (st.st_size == 0)
    set_not_a_book (error, path, _("the file is empty"));
  else
    return zg_store_check_place (path, error);
  return FALSE;
}

gboolean
zg_store_check_head (const char *path, GError **error)
{
  guint8  head[100];
  guint32 id;
  int     fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize  n;

  if (fd < 0)
    {
      zg_store_set_errno (error, path, errno);
      return FALSE;
    }
  n = pread (fd, head, sizeof head, 0);
  close (fd);
  if (n != sizeof head || memcmp (head, "SQLite format 3", 16) != 0)
    {
      set_not_a_book (error, path, _("it was made by another kind of program"));
      return FALSE;
    }
  memcpy (&id, head + 68, sizeof id);
  if (GUINT32_FROM_BE (id) == ZG_STORE_APPLICATION_ID)
    return TRUE;
  set_not_a_book (error, path, _("it is a database of another program"));
  return FALSE;
}

gboolean
zg_store_is_writable (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return faccessat (AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 && faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}
