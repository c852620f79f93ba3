#include "zg-store-private.h"

#include <glib/gi18n.h>

#include "zg-db-private.h"
#include "zg-error.h"

/* A book on a server needs no lock and no checks of a file. The listening thread hears of what other desks store. */

static gboolean
check_id (ZgStore *store, GError **error)
{
  gint64 id = 0, schema = 0;

  if (!zg_db_get_mark (store->readers[0].db, &id, &schema, error))
    return FALSE;
  if (id == ZG_STORE_APPLICATION_ID)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK, _("“%s” is not a book. It was left as it is. Choose another file."),
               store->path);
  return FALSE;
}

static gboolean
open_listener (ZgStore *store, GError **error)
{
  store->news = zg_db_open (store->address, ZG_DB_READ, error);
  return store->news != NULL;
}

gboolean
zg_store_open_on_server (ZgStore *store, GError **error)
{
  return zg_store_open_readers (store, ZG_DB_READ, error) && check_id (store, error) && zg_store_check_marks (store, error)
         && (store->read_only || zg_store_open_writer (store, ZG_DB_WRITE, error)) && open_listener (store, error);
}

gboolean
zg_store_create_on_server (ZgStore *store, GError **error)
{
  if (!zg_store_open_writer (store, ZG_DB_CREATE, error))
    return FALSE;
  if (zg_db_set_mark (store->writer.db, ZG_STORE_APPLICATION_ID, 0, error) && zg_store_open_readers (store, ZG_DB_READ, error)
      && open_listener (store, error))
    return TRUE;
  zg_pg_drop_book (store->writer.db);
  return FALSE;
}

/* Waits a moment before the server is looked for anew. Returns: FALSE when the store is being closed. */
static gboolean
rest (ZgStore *store, gint64 usec)
{
  gint64   until = g_get_monotonic_time () + usec;
  gboolean closing;

  g_mutex_lock (&store->mutex);
  while (!store->closing && usec > 0 && g_cond_wait_until (&store->ending, &store->mutex, until))
    continue;
  closing = store->closing;
  g_mutex_unlock (&store->mutex);
  return !closing;
}

static gpointer
news_thread (gpointer data)
{
  ZgStore *store = data;
  gint64   pause = 0;

  while (rest (store, pause))
    pause = zg_db_wait_news (store->news, store->writer.db, zg_store_on_committed, store, NULL) ? 0 : G_USEC_PER_SEC;
  return NULL;
}

void
zg_store_start_news (ZgStore *store)
{
  if (store->news)
    store->news_thread = g_thread_new ("zg-news", news_thread, store);
}

void
zg_store_stop_news (ZgStore *store)
{
  if (store->news == NULL)
    return;
  zg_db_interrupt (store->news);
  g_clear_pointer (&store->news_thread, g_thread_join);
  g_clear_pointer (&store->news, zg_db_close);
}
