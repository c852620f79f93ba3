/* tsan-glib.c: tells ThreadSanitizer about GLib's locks, which it cannot see because GLib is not built with it.
 *
 * Preloaded into the tests by `./dev tsan`: each call of the program into GLib that orders two threads is passed on and reported.
 * Calls inside GLib are not seen; races between a program's thread and GLib's own insides are left out by tsan.supp. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gio/gio.h>
#include <sanitizer/tsan_interface.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define REAL(name) \
  static __typeof__ (&name) real; \
  if (real == NULL) \
    real = (__typeof__ (real)) dlsym (RTLD_NEXT, #name)

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  __tsan_mutex_pre_lock (mutex, 0);
  real (mutex);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  REAL (g_mutex_trylock);
  gboolean locked;

  __tsan_mutex_pre_lock (mutex, __tsan_mutex_try_lock);
  locked = real (mutex);
  __tsan_mutex_post_lock (mutex, locked ? __tsan_mutex_try_lock : __tsan_mutex_try_lock | __tsan_mutex_try_lock_failed, 0);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  __tsan_mutex_pre_unlock (mutex, 0);
  real (mutex);
  __tsan_mutex_post_unlock (mutex, 0);
}

void
g_mutex_clear (GMutex *mutex)
{
  REAL (g_mutex_clear);
  __tsan_mutex_destroy (mutex, 0);
  real (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  real (cond, mutex);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  REAL (g_cond_wait_until);
  gboolean signalled;

  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  signalled = real (cond, mutex, end_time);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);
  return signalled;
}

#undef g_once_init_enter
#undef g_once_init_leave

gboolean
g_once_init_enter (volatile void *location)
{
  REAL (g_once_init_enter);
  gboolean first = real (location);

  __tsan_acquire ((void *) location);
  return first;
}

void
g_once_init_leave (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  __tsan_release ((void *) location);
  real (location, result);
}

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  REAL (g_async_queue_push);
  __tsan_release (queue);
  real (queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  REAL (g_async_queue_pop);
  gpointer data = real (queue);

  __tsan_acquire (queue);
  return data;
}

/* A source made in one thread and run in another: idle ones and timeouts, as the function of a socket takes other arguments. */

typedef struct
{
  GSourceFunc    call;
  gpointer       data;
  GDestroyNotify notify;
} Carried;

static gboolean
carried_run (gpointer data)
{
  Carried *carried = data;

  __tsan_acquire (carried);
  return carried->call (carried->data);
}

static void
carried_free (gpointer data)
{
  Carried *carried = data;

  __tsan_acquire (carried);
  if (carried->notify)
    carried->notify (carried->data);
  g_free (carried);
}

void
g_source_set_callback (GSource *source, GSourceFunc call, gpointer data, GDestroyNotify notify)
{
  REAL (g_source_set_callback);
  Carried *carried;

  if (source->source_funcs != &g_idle_funcs && source->source_funcs != &g_timeout_funcs)
    {
      real (source, call, data, notify);
      return;
    }
  carried = g_new (Carried, 1);
  *carried = (Carried){ call, data, notify };
  __tsan_release (carried);
  real (source, carried_run, carried, carried_free);
}

/* A task answered in one thread and read in another. */

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify notify)
{
  REAL (g_task_return_pointer);
  __tsan_release (task);
  real (task, result, notify);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  REAL (g_task_return_boolean);
  __tsan_release (task);
  real (task, result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  REAL (g_task_return_error);
  __tsan_release (task);
  real (task, error);
}

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  REAL (g_task_propagate_pointer);
  gpointer result = real (task, error);

  __tsan_acquire (task);
  return result;
}

gboolean
g_task_propagate_boolean (GTask *task, GError **error)
{
  REAL (g_task_propagate_boolean);
  gboolean result = real (task, error);

  __tsan_acquire (task);
  return result;
}

gpointer
g_thread_join (GThread *thread)
{
  REAL (g_thread_join);
  gpointer result = real (thread);

  __tsan_acquire (thread);
  return result;
}
