#include "zg-store-private.h"

#include <glib/gi18n.h>

#include "zg-db-private.h"
#include "zg-error.h"

#define SHARED_US (5 * G_USEC_PER_SEC) /* somebody who wrote is likely to write again */
#define MANY_WRITTEN 32 /* calls: what is worth moving */
#define IDLE_US (G_USEC_PER_SEC / 2)

typedef struct
{
  ZgStoreFunc    fn;
  gpointer       data;
  GDestroyNotify data_free, result_free;
  GCancellable  *cancellable;
  GTask         *task;    /* NULL: somebody waits for it */
  GMainContext  *context; /* of the task */
  gpointer       result;
  GError        *error;
  gboolean       done;
} Call;

typedef struct
{
  guint           id;
  ZgStoreListener fn;
  gpointer        data;
} Listener;

static GPrivate this_worker; /* ZgWorker of the thread, NULL on others */

/* Running one call on a worker's thread */

static void
on_cancelled_cb (GCancellable *cancellable, gpointer db)
{
  zg_db_interrupt (db);
}

static gpointer
call_now (ZgWorker *worker, ZgStoreFunc fn, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer result;

  if (worker->index < 0)
    return fn (worker->db, data, cancellable, error);
  if (!zg_db_snapshot_begin (worker->db, error))
    return NULL;
  result = fn (worker->db, data, cancellable, error);
  zg_db_take_back (worker->db, TRUE);
  zg_db_snapshot_end (worker->db);
  return result;
}

static void
run_call (ZgWorker *worker, Call *call)
{
  gulong id = 0;

  if (g_cancellable_set_error_if_cancelled (call->cancellable, &call->error))
    return;
  zg_db_resume (worker->db);
  if (call->cancellable)
    id = g_cancellable_connect (call->cancellable, G_CALLBACK (on_cancelled_cb), worker->db, NULL);
  call->result = call_now (worker, call->fn, call->data, call->cancellable, &call->error);
  /* Waits for a callback under way, so that an interrupt cannot reach the next call. */
  g_cancellable_disconnect (call->cancellable, id);
  zg_db_take_back (worker->db, TRUE);
  zg_db_resume (worker->db);
}

/* Delivering an answer in the caller's context; everything of the caller is freed there too. */

static gboolean
on_deliver_cb (gpointer data)
{
  Call  *call = data;
  GTask *task = call->task;

  if (call->error)
    {
      if (call->result && call->result_free)
        call->result_free (call->result);
      g_task_return_error (task, call->error);
    }
  else
    g_task_return_pointer (task, call->result, call->result_free);
  if (call->data_free)
    call->data_free (call->data);
  g_clear_object (&call->cancellable);
  g_main_context_unref (call->context);
  g_free (call);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

static void
deliver (Call *call)
{
  GSource *source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_deliver_cb, call, NULL);
  g_source_attach (source, call->context);
  g_source_unref (source);
}

/* Threads */

static Call *
next_call (ZgWorker *worker)
{
  ZgStore *store = worker->store;
  Call    *call;

  if (worker->index < 0)
    {
      call = g_queue_pop_head (&store->urgent);
      return call ? call : g_queue_pop_head (&store->bulk);
    }
  call = g_queue_pop_head (&store->reads);
  /* Reports go to the first reader alone, so that the second is always free for lists. */
  return call || worker->index > 0 ? call : g_queue_pop_head (&store->reports);
}

/* While nobody wants to write for a while, the log is moved into the file: no commit has to do it, and the log begins anew. */
static void
wait_for_call (ZgWorker *worker)
{
  ZgStore *store = worker->store;

  if (worker->index >= 0)
    g_cond_wait (&store->to_read, &store->mutex);
  else if (store->n_written < MANY_WRITTEN)
    g_cond_wait (&store->to_write, &store->mutex);
  else if (!g_cond_wait_until (&store->to_write, &store->mutex, g_get_monotonic_time () + IDLE_US))
    {
      store->n_written = 0;
      g_mutex_unlock (&store->mutex);
      zg_db_tidy (worker->db);
      g_mutex_lock (&store->mutex);
    }
}

static gpointer
worker_thread (gpointer data)
{
  ZgWorker *worker = data;
  ZgStore  *store = worker->store;

  g_private_set (&this_worker, worker);
  g_mutex_lock (&store->mutex);
  while (TRUE)
    {
      Call    *call = next_call (worker);
      gboolean waited;

      if (call == NULL && (worker->index < 0 ? store->writer_ends : store->closing))
        break;
      if (call == NULL)
        {
          wait_for_call (worker);
          continue;
        }
      store->n_written += worker->index < 0;
      g_mutex_unlock (&store->mutex);
      waited = call->task == NULL;
      run_call (worker, call);
      if (!waited)
        deliver (call); /* from here on it is the caller's */
      g_mutex_lock (&store->mutex);
      if (waited)
        {
          call->done = TRUE;
          g_cond_broadcast (&store->answered);
        }
    }
  g_mutex_unlock (&store->mutex);
  return NULL;
}

void
zg_store_start_workers (ZgStore *store)
{
  if (!store->read_only)
    store->writer.thread = g_thread_new ("zg-writer", worker_thread, &store->writer);
  for (int i = 0; i < ZG_N_READERS; i++)
    store->readers[i].thread = g_thread_new ("zg-reader", worker_thread, &store->readers[i]);
  zg_store_start_news (store);
}

static void
raise_flag (ZgStore *store, gboolean *flag)
{
  g_mutex_lock (&store->mutex);
  *flag = TRUE;
  g_cond_broadcast (&store->to_write);
  g_cond_broadcast (&store->to_read);
  g_cond_broadcast (&store->ending);
  g_mutex_unlock (&store->mutex);
}

void
zg_store_stop_workers (ZgStore *store)
{
  raise_flag (store, &store->closing);
  zg_store_stop_news (store);
  /* The readers first: one of them may still wait for the writer, never the other way round. */
  for (int i = 0; i < ZG_N_READERS; i++)
    g_clear_pointer (&store->readers[i].thread, g_thread_join);
  raise_flag (store, &store->writer_ends);
  g_clear_pointer (&store->writer.thread, g_thread_join);
  if (store->pending_source)
    {
      g_source_destroy (store->pending_source);
      g_clear_pointer (&store->pending_source, g_source_unref);
    }
}

/* Asking */

static gboolean
may_ask (ZgStore *store, gboolean write, GError **error)
{
  if (!write || !store->read_only)
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                       _("The book is open read-only. Nothing was changed. Open it for writing where its file may be written."));
  return FALSE;
}

static void
push (ZgStore *store, GQueue *queue, Call *call)
{
  g_mutex_lock (&store->mutex);
  g_queue_push_tail (queue, call);
  if (queue == &store->urgent)
    store->urgent_at = g_get_monotonic_time ();
  g_cond_broadcast (queue == &store->urgent || queue == &store->bulk ? &store->to_write : &store->to_read);
  g_mutex_unlock (&store->mutex);
}

static void
ask (ZgStore *store, GQueue *queue, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  gboolean write = queue == &store->urgent || queue == &store->bulk;
  Call    *call = g_new0 (Call, 1);

  call->fn = fn;
  call->data = data;
  call->data_free = data_free;
  call->result_free = result_free;
  call->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  call->context = g_main_context_ref_thread_default ();
  call->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_name (call->task, "zg-store-call");
  g_task_set_source_tag (call->task, zg_store_call_finish);
  /* What was stored was stored, even when nobody wants to know any more. */
  g_task_set_check_cancellable (call->task, !write);
  if (may_ask (store, write, &call->error))
    push (store, queue, call);
  else
    deliver (call);
}

void
zg_store_read_async (ZgStore *store, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ask (store, &store->reads, fn, data, data_free, result_free, cancellable, callback, user_data);
}

void
zg_store_report_async (ZgStore *store, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ask (store, &store->reports, fn, data, data_free, result_free, cancellable, callback, user_data);
}

void
zg_store_write_async (ZgStore *store, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                      gboolean bulk, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ask (store, bulk ? &store->bulk : &store->urgent, fn, data, data_free, result_free, cancellable, callback, user_data);
}

gpointer
zg_store_call_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
ask_and_wait (ZgStore *store, GQueue *queue, ZgStoreFunc fn, gpointer data, GError **error)
{
  Call call = { .fn = fn, .data = data };

  push (store, queue, &call);
  g_mutex_lock (&store->mutex);
  while (!call.done)
    g_cond_wait (&store->answered, &store->mutex);
  g_mutex_unlock (&store->mutex);
  if (call.error)
    g_propagate_error (error, call.error);
  return call.result;
}

static ZgWorker *
worker_of (ZgStore *store)
{
  ZgWorker *worker = g_private_get (&this_worker);

  return worker && worker->store == store ? worker : NULL;
}

gpointer
zg_store_read (ZgStore *store, ZgStoreFunc fn, gpointer data, GError **error)
{
  ZgWorker *worker = worker_of (store);

  if (worker)
    return fn (worker->db, data, NULL, error);
  return ask_and_wait (store, &store->reads, fn, data, error);
}

static gpointer
write_and_wait (ZgStore *store, GQueue *queue, ZgStoreFunc fn, gpointer data, GError **error)
{
  ZgWorker *worker = worker_of (store);

  if (!may_ask (store, TRUE, error))
    return NULL;
  if (worker && worker->index < 0)
    return fn (worker->db, data, NULL, error);
  return ask_and_wait (store, queue, fn, data, error);
}

gpointer
zg_store_write (ZgStore *store, ZgStoreFunc fn, gpointer data, GError **error)
{
  return write_and_wait (store, &store->urgent, fn, data, error);
}

gpointer
zg_store_write_bulk (ZgStore *store, ZgStoreFunc fn, gpointer data, GError **error)
{
  return write_and_wait (store, &store->bulk, fn, data, error);
}

gboolean
zg_store_is_shared (ZgStore *store)
{
  gboolean shared;

  g_mutex_lock (&store->mutex);
  shared = store->urgent_at && g_get_monotonic_time () - store->urgent_at < SHARED_US;
  g_mutex_unlock (&store->mutex);
  return shared;
}

gboolean
zg_store_on_writer (ZgStore *store)
{
  ZgWorker *worker = worker_of (store);

  return worker && worker->index < 0;
}

ZgDb *
zg_store_writer_db (ZgStore *store)
{
  g_assert (zg_store_on_writer (store));
  return store->writer.db;
}

/* Listeners */

static gboolean
on_tell_cb (gpointer data)
{
  ZgStore *store = data;
  g_autofree const char **tables = NULL;
  g_autoptr (GSList) now = NULL;

  g_mutex_lock (&store->mutex);
  tables = (const char **) g_hash_table_get_keys_as_array (store->pending, NULL);
  g_hash_table_remove_all (store->pending); /* the names are interned */
  g_clear_pointer (&store->pending_source, g_source_unref);
  g_mutex_unlock (&store->mutex);
  now = g_slist_copy (store->listeners);
  for (GSList *link = now; link; link = link->next)
    /* One listener may remove another, or close what it belongs to. */
    if (g_slist_find (store->listeners, link->data))
      ((Listener *) link->data)->fn (tables, ((Listener *) link->data)->data);
  return G_SOURCE_REMOVE;
}

void
zg_store_on_committed (const char *const *tables, gpointer data)
{
  ZgStore *store = data;

  g_mutex_lock (&store->mutex);
  for (; *tables; tables++)
    g_hash_table_add (store->pending, (gpointer) *tables);
  if (store->pending_source == NULL && !store->closing)
    {
      store->pending_source = g_idle_source_new ();
      g_source_set_priority (store->pending_source, G_PRIORITY_DEFAULT);
      g_source_set_callback (store->pending_source, on_tell_cb, store, NULL);
      g_source_attach (store->pending_source, store->context);
    }
  g_mutex_unlock (&store->mutex);
}

guint
zg_store_add_listener (ZgStore *store, ZgStoreListener fn, gpointer data)
{
  Listener *listener = g_new0 (Listener, 1);

  listener->id = ++store->last_listener;
  listener->fn = fn;
  listener->data = data;
  store->listeners = g_slist_append (store->listeners, listener);
  return listener->id;
}

void
zg_store_remove_listener (ZgStore *store, guint id)
{
  for (GSList *link = store->listeners; link; link = link->next)
    if (((Listener *) link->data)->id == id)
      {
        g_free (link->data);
        store->listeners = g_slist_delete_link (store->listeners, link);
        return;
      }
}
