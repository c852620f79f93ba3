/* Backup, restore and drill for the desk: each in a thread of its own, the answer in the caller's main context. */
#include "zg-backup-private.h"

typedef struct
{
  ZgSession       *session; /* (nullable) */
  ZgBackupJob      job;
  char            *folder, *second, *file, *new_path;
  char            *recovery, *login, *password;
  ZgBackupKey      key;
} Call;

static void
call_free (Call *call)
{
  g_clear_pointer (&call->session, zg_session_unref);
  g_free (call->folder);
  g_free (call->second);
  g_free (call->file);
  g_free (call->new_path);
  g_free (call->login);
  zg_wipe_text (call->recovery);
  zg_wipe_text (call->password);
  g_free (call);
}

static Call *
call_new (ZgSession *session, const char *file, const char *new_path, const ZgBackupKey *key, ZgBackupProgress progress,
          gpointer progress_data)
{
  Call *call = g_new0 (Call, 1);

  call->session = session ? zg_session_ref (session) : NULL;
  call->file = g_strdup (file);
  call->new_path = g_strdup (new_path);
  call->recovery = key ? g_strdup (key->recovery) : NULL;
  call->login = key ? g_strdup (key->login) : NULL;
  call->password = key ? g_strdup (key->password) : NULL;
  call->key = (ZgBackupKey){ call->recovery, call->login, call->password };
  call->job.progress = progress;
  call->job.progress_data = progress_data;
  return call;
}

static void
start (Call *call, gpointer tag, GTaskThreadFunc run, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* what was made was made, even when it was called off meanwhile */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  g_task_run_in_thread (task, run);
}

static void
answer (GTask *task, gpointer result, GDestroyNotify result_free, GError *error)
{
  if (result)
    g_task_return_pointer (task, result, result_free);
  else
    g_task_return_error (task, error);
}

static void
run_make (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call    *call = data;
  GError  *error = NULL;
  gpointer made = zg_backup_make (call->session, &call->job, cancellable, &error);

  answer (task, made, (GDestroyNotify) zg_backup_result_free, error);
}

void
zg_backup_make_async (ZgSession *session, const ZgBackupJob *job, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Call *call = call_new (session, NULL, NULL, NULL, job->progress, job->progress_data);

  call->job.folder = call->folder = g_strdup (job->folder);
  call->job.second = call->second = g_strdup (job->second);
  start (call, zg_backup_make_async, run_make, cancellable, callback, user_data);
}

ZgBackupResult *
zg_backup_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_restore (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call    *call = data;
  GError  *error = NULL;
  gpointer restored = zg_restore (call->file, call->new_path, &call->key, call->job.progress, call->job.progress_data,
                                  cancellable, &error);

  answer (task, restored, (GDestroyNotify) zg_restore_result_free, error);
}

void
zg_restore_async (const char *file, const char *new_path, const ZgBackupKey *key, ZgBackupProgress progress,
                  gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start (call_new (NULL, file, new_path, key, progress, progress_data), zg_restore_async, run_restore, cancellable, callback,
         user_data);
}

ZgRestoreResult *
zg_restore_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_drill (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call    *call = data;
  GError  *error = NULL;
  gpointer passed = zg_restore_drill (call->session, call->file, &call->key, call->job.progress, call->job.progress_data,
                                      cancellable, &error);

  answer (task, passed, (GDestroyNotify) zg_restore_result_free, error);
}

void
zg_restore_drill_async (ZgSession *session, const char *file, const ZgBackupKey *key, ZgBackupProgress progress,
                        gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start (call_new (session, file, NULL, key, progress, progress_data), zg_restore_drill_async, run_drill, cancellable, callback,
         user_data);
}

ZgRestoreResult *
zg_restore_drill_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
