/* Where the things of a book lie that are not in it, and how a book that was made by half goes away. */
#include <glib/gstdio.h>
#include <string.h>

#include "zg-db-private.h"
#include "zg-seal.h"
#include "zg-store-private.h"

char *
zg_store_local (const char *path, const char *suffix)
{
  g_autofree char *name = NULL, *hash = NULL, *folder = NULL, *file = NULL;

  if (!zg_db_is_server (path))
    return zg_store_beside (path, suffix);
  name = zg_pg_place (path);
  hash = zg_sha256_hex (name, strlen (name));
  folder = g_build_filename (g_get_user_data_dir (), "zhanggui", "servers", NULL);
  (void) g_mkdir_with_parents (folder, 0700); /* who cannot make it fails at the file, with its name */
  file = g_strdup_printf ("%.16s%s", hash, suffix);
  return g_build_filename (folder, file, NULL);
}

static void
unlink_all (const char *path, const char *const *suffixes)
{
  for (; *suffixes; suffixes++)
    {
      g_autofree char *file = zg_store_local (path, *suffixes);

      g_unlink (file);
    }
}

void
zg_store_remove (const char *path)
{
  static const char *const of_file[] = { "", "-wal", "-shm", ".lock", ".clockkey", NULL }, *const of_server[] = { ".clockkey",
                                                                                                                  ".clockrole",
                                                                                                                 ".desk", NULL };
  ZgDb *db;

  if (!zg_db_is_server (path))
    {
      unlink_all (path, of_file);
      return;
    }
  db = zg_db_open (path, ZG_DB_WRITE, NULL);
  if (db)
    zg_pg_drop_book (db);
  zg_db_close (db);
  unlink_all (path, of_server);
}
