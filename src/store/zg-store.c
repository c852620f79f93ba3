#include "zg-store-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zg-db-private.h"
#include "zg-error.h"

static int program_schema; /* set once at start */

void
zg_store_set_schema_version (int version)
{
  program_schema = version;
}

int
zg_store_schema_version (void)
{
  return program_schema;
}

static ZgStore *
store_new (const char *path)
{
  ZgStore *store = g_new0 (ZgStore, 1);

  store->path = zg_db_is_server (path) ? zg_pg_name (path) : g_strdup (path);
  store->address = g_strdup (path);
  g_mutex_init (&store->mutex);
  g_cond_init (&store->to_write);
  g_cond_init (&store->to_read);
  g_cond_init (&store->answered);
  g_cond_init (&store->ending);
  store->context = g_main_context_ref_thread_default ();
  store->pending = g_hash_table_new (g_str_hash, g_str_equal);
  store->writer = (ZgWorker) { .store = store, .index = -1 };
  for (int i = 0; i < ZG_N_READERS; i++)
    store->readers[i] = (ZgWorker) { .store = store, .index = i };
  return store;
}

static void
close_connections (ZgStore *store)
{
  /* The writer last: only then does the engine fold up the log. */
  for (int i = 0; i < ZG_N_READERS; i++)
    g_clear_pointer (&store->readers[i].db, zg_db_close);
  g_clear_pointer (&store->writer.db, zg_db_close);
  g_clear_pointer (&store->news, zg_db_close);
}

static void
store_free (ZgStore *store)
{
  close_connections (store);
  g_slist_free_full (store->listeners, g_free);
  g_hash_table_unref (store->pending);
  g_main_context_unref (store->context);
  g_cond_clear (&store->to_write);
  g_cond_clear (&store->to_read);
  g_cond_clear (&store->answered);
  g_cond_clear (&store->ending);
  g_mutex_clear (&store->mutex);
  g_free (store->damage);
  explicit_bzero (store->address, strlen (store->address));
  g_free (store->address);
  g_free (store->path);
  g_free (store);
}

gboolean
zg_store_open_readers (ZgStore *store, ZgDbMode mode, GError **error)
{
  for (int i = 0; i < ZG_N_READERS; i++)
    if ((store->readers[i].db = zg_db_open (store->address, mode, error)) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
zg_store_open_writer (ZgStore *store, ZgDbMode mode, GError **error)
{
  store->writer.db = zg_db_open (store->address, mode, error);
  if (store->writer.db == NULL)
    return FALSE;
  zg_db_set_committed (store->writer.db, zg_store_on_committed, store);
  return TRUE;
}

gboolean
zg_store_check_marks (ZgStore *store, GError **error)
{
  gint64 id = 0;

  if (!zg_db_get_mark (store->readers[0].db, &id, &store->schema, error))
    return FALSE;
  if (program_schema == 0)
    return TRUE;
  if (store->schema > program_schema)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NEWER,
                   _("“%s” was written by a newer program (version %d of the book, this program knows %d). It was left as it is. "
                     "Install the newer program to open it."), store->path, (int) store->schema, program_schema);
      return FALSE;
    }
  if (store->schema > 0)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK,
               _("The making of the book “%s” was interrupted; it holds nothing. It was left as it is. Remove it and make a new "
                 "one."),
               store->path);
  return FALSE;
}

static gboolean
check_pages (ZgStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!store->unclean || zg_db_check (store->readers[0].db, FALSE, &local))
    return TRUE;
  if (store->read_only && g_error_matches (local, ZG_ERROR, ZG_ERROR_CORRUPT))
    {
      store->damage = g_strdup (local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
open_locked (ZgStore *store, GError **error)
{
  store->unclean = zg_lock_was_unclean (store->lock) || zg_store_log_size (store->path) > 0;
  if (!zg_store_check_head (store->path, error))
    return FALSE;
  if (store->shared && zg_store_log_size (store->path) > 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                   _("“%s” was not closed properly and its folder cannot be written. Nothing was changed. "
                     "Copy it, with the file of the same name ending in -wal, to a folder of your own and open the copy."),
                   store->path);
      return FALSE;
    }
  /* Readers first: what is no book of ours is not to be touched by a writing connection. */
  return zg_store_open_readers (store, store->shared ? ZG_DB_IMMUTABLE : ZG_DB_READ, error) && zg_store_check_marks (store, error)
         && check_pages (store, error) && (store->read_only || zg_store_open_writer (store, ZG_DB_WRITE, error));
}

/* @store: (transfer full). Returns: it, started; or NULL, freed, when it could not be opened. */
static ZgStore *
started (ZgStore *store, gboolean opened)
{
  if (opened)
    zg_store_start_workers (store);
  else
    g_clear_pointer (&store, store_free);
  return store;
}

static ZgStore *
open_on_server (const char *address, gboolean read_only, GError **error)
{
  ZgStore *store = store_new (address);

  store->read_only = read_only;
  return started (store, zg_store_open_on_server (store, error));
}

static ZgStore *
open_file (const char *path, gboolean read_only, GError **error)
{
  g_autofree char *real = zg_store_true_path (path);
  gboolean         writable, was_unclean;
  ZgStore         *store;

  if (!zg_store_check_file (real, error))
    return NULL;
  writable = zg_store_is_writable (real);
  if (!writable && !read_only)
    {
      zg_store_set_errno (error, real, EACCES);
      return NULL;
    }
  store = store_new (real);
  store->read_only = read_only;
  store->shared = !writable;
  store->lock = zg_lock_take (real, store->shared, error);
  if (store->lock == NULL)
    {
      store_free (store);
      return NULL;
    }
  if (open_locked (store, error))
    {
      zg_store_start_workers (store);
      return store;
    }
  was_unclean = zg_lock_was_unclean (store->lock);
  close_connections (store);
  zg_lock_release (store->lock, !was_unclean);
  store_free (store);
  return NULL;
}

ZgStore *
zg_store_open (const char *path, gboolean read_only, GError **error)
{
  return zg_db_is_server (path) ? open_on_server (path, read_only, error) : open_file (path, read_only, error);
}

/* The log of a lost book would be taken for that of the new one. */
static gboolean
check_remains (const char *path, GError **error)
{
  g_autofree char *log = zg_store_beside (path, "-wal");
  g_autofree char *journal = zg_store_beside (path, "-journal");

  if (!g_file_test (log, G_FILE_TEST_EXISTS) && !g_file_test (journal, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _("Beside “%s” lie files of an earlier book of that name. They were left as they are. Choose another name."),
               path);
  return FALSE;
}

static void
remove_unfinished (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "", NULL };

  for (const char *const *suffix = suffixes; *suffix; suffix++)
    {
      g_autofree char *file = zg_store_beside (path, *suffix);

      g_unlink (file);
    }
}

static gboolean
create_locked (ZgStore *store, gboolean *made, GError **error)
{
  if (g_file_test (store->path, G_FILE_TEST_EXISTS) || g_file_test (store->path, G_FILE_TEST_IS_SYMLINK))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _("“%s” exists already and was left as it is. Choose another name."),
                   store->path);
      return FALSE;
    }
  if (!check_remains (store->path, error))
    return FALSE;
  *made = TRUE;
  if (!zg_store_open_writer (store, ZG_DB_CREATE, error))
    {
      *made = !g_error_matches (*error, ZG_ERROR, ZG_ERROR_INVALID); /* somebody else was quicker */
      return FALSE;
    }
  /* The mark goes into the file itself, where zg_store_check_head () looks for it. */
  return zg_db_set_mark (store->writer.db, ZG_STORE_APPLICATION_ID, 0, error) && zg_db_checkpoint (store->writer.db, error)
         && zg_store_sync_dir (store->path, error) && zg_store_open_readers (store, ZG_DB_READ, error);
}

static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return zg_store_check_place (folder, error);
  zg_store_set_errno (error, folder, ENOENT);
  return FALSE;
}

static ZgStore *
create_file (const char *path, GError **error)
{
  g_autofree char   *real = zg_store_true_path (path);
  g_autoptr (GError) local = NULL;
  gboolean           made = FALSE;
  ZgStore           *store;

  if (!check_folder (real, error))
    return NULL;
  store = store_new (real);
  store->lock = zg_lock_take (real, FALSE, error);
  if (store->lock == NULL)
    {
      store_free (store);
      return NULL;
    }
  if (create_locked (store, &made, &local))
    {
      zg_store_start_workers (store);
      return store;
    }
  close_connections (store);
  if (made)
    remove_unfinished (real);
  if (zg_lock_is_new (store->lock))
    zg_lock_discard (store->lock);
  else
    zg_lock_release (store->lock, !zg_lock_was_unclean (store->lock));
  store_free (store);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

ZgStore *
zg_store_create (const char *path, GError **error)
{
  ZgStore *store;

  if (!zg_db_is_server (path))
    return create_file (path, error);
  store = store_new (path);
  return started (store, zg_store_create_on_server (store, error));
}

void
zg_store_close (ZgStore *store)
{
  gboolean clean;

  if (store == NULL)
    return;
  zg_store_stop_workers (store);
  for (int i = 0; i < ZG_N_READERS; i++)
    g_clear_pointer (&store->readers[i].db, zg_db_close);
  clean = store->read_only ? !store->unclean : zg_db_checkpoint (store->writer.db, NULL);
  close_connections (store);
  zg_lock_release (store->lock, clean);
  store_free (store);
}

gboolean
zg_store_owns (ZgStore *store, ZgDb *db)
{
  for (int i = 0; i < ZG_N_READERS; i++)
    if (store->readers[i].db == db)
      return TRUE;
  return store->writer.db == db;
}

const char *
zg_store_path (ZgStore *store)
{
  return store->path;
}

gboolean
zg_store_is_read_only (ZgStore *store)
{
  return store->read_only;
}

gboolean
zg_store_was_unclean (ZgStore *store)
{
  return store->unclean;
}

const char *
zg_store_damage (ZgStore *store)
{
  return store->damage;
}

int
zg_store_schema (ZgStore *store)
{
  return (int) store->schema;
}
