/* A book on a server, copied into a file at one moment. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-backup-private.h"
#include "zg-blobs.h"
#include "zg-book-new.h"
#include "zg-db-move.h"
#include "zg-error.h"
#include "zg-files.h"
#include "zg-workdir.h"

#define MOST_SEALED (128 * 1024 * 1024)

typedef struct
{
  ZgDb        *from;
  ZgBackupWay *way;
  const char  *copy;
} Copy;

char *
zg_backup_place (const ZgBook *book, const char *end)
{
  return zg_db_is_server (book->address) ? zg_store_local (book->address, end) : g_strconcat (book->path, end, NULL);
}

char *
zg_backup_base (const ZgBook *book)
{
  const char *host = strstr (book->address, "://"), *name = host ? strchr (host + strlen ("://"), '/') : NULL;
  char       *base, *dot;

  if (zg_db_is_server (book->address))
    return name ? g_strndup (name + 1, strcspn (name + 1, "?")) : g_strdup ("book");
  base = g_path_get_basename (book->path);
  dot = strrchr (base, '.');
  if (dot && dot != base)
    *dot = '\0';
  return base;
}

static void
on_rows_cb (const char *table, gint64 n, gpointer data)
{
  zg_backup_way_go (((Copy *) data)->way, 1, NULL);
}

/* One that is missing there is missed again when the names are taken, and told. */
static gboolean
copy_file (Copy *copy, const char *name, GError **error)
{
  g_autoptr (GBytes) sealed = zg_blobs_get (copy->from, name, MOST_SEALED, NULL);
  g_autofree char   *kept = sealed ? zg_files_put (copy->copy, sealed, error) : NULL;

  return (sealed == NULL || kept != NULL) && zg_backup_way_go (copy->way, 1, error);
}

static gboolean
copy_files (Copy *copy, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (copy->from, error,
                                         ZG_SQL ("SELECT DISTINCT file FROM attachment WHERE file IS NOT NULL"), NULL);
  gboolean           row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    if (!copy_file (copy, zg_stmt_text (stmt, 0), error))
      return FALSE;
  return stmt && !row;
}

static gpointer
fill (ZgDb *to, gpointer data, GCancellable *cancellable, GError **error)
{
  Copy              *copy = data;
  g_autofree char   *schema = zg_schema_text ();
  gsize              n;
  const ZgMigration *list = zg_book_migrations (&n);
  gint64             rows;

  return zg_migrate_create (to, schema, list, n, error)
                 && zg_db_move_rows (copy->from, to, "file_part", on_rows_cb, copy, copy->way->cancellable, error)
                 && zg_db_move_check (copy->from, to, "file_part", &rows, error) && copy_files (copy, error)
           ? copy
           : NULL;
}

static gboolean
copy_all (Copy *copy, GError **error)
{
  ZgStore *store = zg_store_create (copy->copy, error);
  gboolean done = store && zg_store_write (store, fill, copy, error);

  zg_store_close (store);
  return done;
}

gboolean
zg_backup_copy_server (ZgBook *book, const char *path, ZgBackupWay *way, GError **error)
{
  g_autofree char    *folder = g_path_get_dirname (path);
  g_auto (ZgBackupDb) db = { 0 };
  Copy                copy = { .way = way, .copy = path };
  gboolean            done;

  if (!zg_backup_db_open (&db, book->address, ZG_DB_READ, way->cancellable, error))
    return FALSE;
  if (!zg_db_reads_all (db.db))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _ ("A book on a server is backed up by who keeps it, with the owner's address: zgctl backup."));
      return FALSE;
    }
  if (!zg_file_room (folder, zg_db_size (db.db), error) || !zg_db_snapshot_begin (db.db, error))
    return FALSE;
  copy.from = db.db;
  done = copy_all (&copy, error);
  zg_db_snapshot_end (db.db);
  return done;
}
