#include "zg-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zg-error.h"
#include "zg-seal.h"
#include "zg-store-private.h"

#define NAME_LENGTH (ZG_SHA256_BYTES * 2)
#define TEMP_PREFIX ".new-"

char *
zg_files_folder (const char *book_path)
{
  return zg_store_beside (book_path, ".files");
}

/* Only what zg_files_put () can have returned: no name can point out of the folder. */
static gboolean
is_name (const char *name)
{
  return strlen (name) == NAME_LENGTH && strspn (name, "0123456789abcdef") == NAME_LENGTH;
}

static char *
path_of (const char *book_path, const char *name)
{
  g_autofree char *folder = zg_files_folder (book_path);

  return g_strdup_printf ("%s/%.2s/%s", folder, name, name);
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir (path, 0700) == 0)
    return zg_store_sync_dir (path, error);
  if (errno == EEXIST)
    return TRUE;
  zg_store_set_errno (error, path, errno);
  return FALSE;
}

static gboolean
write_all (int fd, const guint8 *data, gsize n)
{
  while (n > 0)
    {
      gssize step = write (fd, data, n);

      if (step < 0 && errno != EINTR)
        return FALSE;
      data += step > 0 ? step : 0;
      n -= step > 0 ? (gsize) step : 0;
    }
  return fsync (fd) == 0;
}

static gboolean
write_temp (const char *path, GBytes *bytes, GError **error)
{
  gsize         n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  int           fd = open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean      ok = fd >= 0 && write_all (fd, data, n);
  int           saved = errno;

  if (fd >= 0 && close (fd) != 0 && ok)
    {
      ok = FALSE;
      saved = errno;
    }
  if (ok)
    return TRUE;
  if (fd >= 0)
    g_unlink (path);
  zg_store_set_errno (error, path, saved);
  return FALSE;
}

static gboolean
place (const char *path, GBytes *sealed, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temp = NULL;
  guint8           salt[8];
  g_autofree char *random = (zg_random_bytes (salt, sizeof salt), zg_hex (salt, sizeof salt));

  temp = g_strdup_printf ("%s/" TEMP_PREFIX "%s", folder, random);
  if (!write_temp (temp, sealed, error))
    return FALSE;
  if (g_rename (temp, path) != 0)
    {
      zg_store_set_errno (error, path, errno);
      g_unlink (temp);
      return FALSE;
    }
  return zg_store_sync_dir (path, error);
}

char *
zg_files_put (const char *book_path, GBytes *sealed, GError **error)
{
  gsize              n;
  gconstpointer      data = g_bytes_get_data (sealed, &n);
  g_autofree char   *name = zg_sha256_hex (data, n);
  g_autofree char   *path = path_of (book_path, name);
  g_autofree char   *group = g_path_get_dirname (path), *folder = g_path_get_dirname (group);
  g_autoptr (GBytes) again = NULL;

  if (zg_db_is_server (book_path))
    {
      /* A folder of this computer would hold what no other desk can read. */
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                           _("A book on a database server takes no attachments yet. Nothing was stored."));
      return NULL;
    }
  if (!make_folder (folder, error) || !make_folder (group, error))
    return NULL;
  if (zg_files_has (book_path, name))
    again = zg_files_get (book_path, name, n, NULL);
  if (again == NULL)
    {
      if (!place (path, sealed, error))
        return NULL;
      again = zg_files_get (book_path, name, n, error);
    }
  return again ? g_steal_pointer (&name) : NULL;
}

static GBytes *
read_file (const char *path, gsize limit, GError **error)
{
  int         fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat st;
  guint8     *data = NULL;
  gsize       got = 0;
  gssize      step = 0;

  if (fd < 0 || fstat (fd, &st) != 0)
    {
      zg_store_set_errno (error, path, errno);
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (!S_ISREG (st.st_mode) || (guint64) st.st_size > limit)
    {
      close (fd);
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _("The file is bigger than this program opens. It was left as it is. Use a smaller one."));
      return NULL;
    }
  data = g_malloc (st.st_size + 1);
  while (got < (gsize) st.st_size && ((step = read (fd, data + got, st.st_size - got)) > 0 || (step < 0 && errno == EINTR)))
    got += step > 0 ? (gsize) step : 0;
  if (step < 0)
    {
      zg_store_set_errno (error, path, errno);
      g_clear_pointer (&data, g_free);
    }
  close (fd);
  return data ? g_bytes_new_take (data, got) : NULL;
}

GBytes *
zg_files_get (const char *book_path, const char *name, gsize limit, GError **error)
{
  g_autofree char   *path = NULL, *hash = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!is_name (name))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _("A record names no valid attachment. Nothing was changed. Attach the file again."));
      return NULL;
    }
  path = path_of (book_path, name);
  bytes = read_file (path, limit, error);
  if (bytes == NULL)
    return NULL;
  hash = zg_sha256_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (strcmp (hash, name) == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _("The attachment “%s” is not what was stored. It was left as it is. Take it from a backup."), path);
  return NULL;
}

gboolean
zg_files_has (const char *book_path, const char *name)
{
  g_autofree char *path = is_name (name) ? path_of (book_path, name) : NULL;

  return path && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* Calls @each with every plain file of the folder. */
typedef void (*Each) (const char *path, const char *name, gpointer data);

static gboolean
walk (const char *book_path, Each each, gpointer data, GError **error)
{
  g_autofree char  *folder = zg_files_folder (book_path);
  g_autoptr (GDir)  groups = NULL;
  const char       *group;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;
  groups = g_dir_open (folder, 0, NULL);
  if (groups == NULL)
    {
      zg_store_set_errno (error, folder, errno);
      return FALSE;
    }
  while ((group = g_dir_read_name (groups)))
    {
      g_autofree char *path = g_build_filename (folder, group, NULL);
      g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
      const char      *name;

      while (dir && (name = g_dir_read_name (dir)))
        {
          g_autofree char *file = g_build_filename (path, name, NULL);

          each (file, name, data);
        }
    }
  return TRUE;
}

static void
add_name (const char *path, const char *name, gpointer names)
{
  if (is_name (name))
    g_ptr_array_add (names, g_strdup (name));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
zg_files_list (const char *book_path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!walk (book_path, add_name, names, error))
    return NULL;
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

typedef struct
{
  GHashTable *known;
  guint       removed;
} Sweep;

static void
sweep_one (const char *path, const char *name, gpointer data)
{
  Sweep *sweep = data;

  /* What is neither ours by its name nor a remain of ours stays: somebody may have put it there. */
  if (is_name (name) ? g_hash_table_contains (sweep->known, name) : !g_str_has_prefix (name, TEMP_PREFIX))
    return;
  if (g_unlink (path) == 0)
    sweep->removed++;
}

gboolean
zg_files_sweep (const char *book_path, GHashTable *known, guint *removed, GError **error)
{
  Sweep    sweep = { .known = known };
  gboolean ok = walk (book_path, sweep_one, &sweep, error);

  if (removed)
    *removed = sweep.removed;
  return ok;
}
