/* zg-store-private.h: shared by the files of this floor that deal with the file system. */
#pragma once

#include "zg-store.h"

G_BEGIN_DECLS

/* zg_store_set_errno: FULL, READ_ONLY or IO with the name of the file. */
void     zg_store_set_errno (GError **error, const char *path, int saved_errno);
/* zg_store_sync_dir: makes the entry of @path in its folder durable. */
gboolean zg_store_sync_dir  (const char *path, GError **error);
char    *zg_store_beside    (const char *path, const char *suffix); /* (transfer full): PATH + suffix */
/* zg_store_true_path: without symbolic links: two names of one file must meet at one lock. Returns: (transfer full). */
char    *zg_store_true_path (const char *path);
/* zg_store_log_size: Returns: bytes in PATH-wal, 0 when there is none. */
gint64   zg_store_log_size  (const char *path);

/* zg_store_check_head: what must be true of the file's first bytes. Only while it is locked and not open here: closing a
 * descriptor of a database drops the locks the engine holds on it in this process. */
gboolean zg_store_check_head (const char *path, GError **error);
gboolean zg_store_is_writable (const char *path); /* the file and its folder */
gboolean zg_store_check_place (const char *path, GError **error); /* on a local disk? @path: an existing file or folder */

/* The lock file PATH.lock. It stays when the lock is let go; the kernel drops the lock of a program that dies. */
typedef struct _ZgLock ZgLock;

/* zg_lock_take: @shared: for reading where the folder cannot be written; then a missing lock file is no error and
 * nothing is noted in it. Errors: ZG_ERROR_BUSY with who and since when, _READ_ONLY, _IO. */
ZgLock  *zg_lock_take        (const char *path, gboolean shared, GError **error);
gboolean zg_lock_was_unclean (const ZgLock *lock); /* its last holder did not let it go */
gboolean zg_lock_is_new      (const ZgLock *lock); /* there was no lock file */
/* zg_lock_release: @clean: the book was closed as it should be. @lock: (nullable). */
void     zg_lock_release     (ZgLock *lock, gboolean clean);
/* zg_lock_discard: releases and removes the lock file: there is no book. */
void     zg_lock_discard     (ZgLock *lock);

/* zg-store-calls.c */

typedef struct
{
  ZgStore *store;
  ZgDb    *db;
  GThread *thread;
  int      index; /* -1: the writer */
} ZgWorker;

#define ZG_N_READERS 2

struct _ZgStore
{
  char         *path;      /* for people: without a password */
  char         *address;   /* as it was given */
  gboolean      read_only, unclean, shared;
  char         *damage;
  gint64        schema;
  ZgLock       *lock;

  ZgWorker      writer, readers[ZG_N_READERS];
  ZgDb         *news;      /* (nullable): hears of commits on a server, on a thread of its own */
  GThread      *news_thread;
  GMutex        mutex; /* guards what follows */
  GCond         to_write, to_read, answered, ending; /* each wakes those who wait for it alone */
  GQueue        urgent, bulk, reads, reports;
  gint64        urgent_at; /* monotonic, of the latest */
  guint         n_written; /* calls, since the log was last moved */
  gboolean      closing, writer_ends;

  GMainContext *context;
  GSList       *listeners; /* main thread only */
  guint         last_listener;
  GHashTable   *pending;   /* table names to tell */
  GSource      *pending_source;
};

/* zg-store.c */
gboolean zg_store_open_readers (ZgStore *store, ZgDbMode mode, GError **error);
gboolean zg_store_open_writer  (ZgStore *store, ZgDbMode mode, GError **error);
gboolean zg_store_check_marks  (ZgStore *store, GError **error); /* by the first reader */

/* zg-store-server.c */
gboolean zg_store_open_on_server   (ZgStore *store, GError **error);
gboolean zg_store_create_on_server (ZgStore *store, GError **error);
void     zg_store_start_news       (ZgStore *store);
void     zg_store_stop_news        (ZgStore *store); /* once "closing" is raised */

/* zg-store-calls.c */
void zg_store_start_workers (ZgStore *store);
void zg_store_stop_workers  (ZgStore *store);
/* zg_store_on_committed: a ZgDbCommitted. */
void zg_store_on_committed  (const char *const *tables, gpointer store);

G_END_DECLS
