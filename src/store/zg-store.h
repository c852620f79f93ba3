/* zg-store.h: a book: a file on disk with its checks and its lock, or a database on a server (see zg_db_open ()); its writing
 * thread and its two reading threads.
 *
 * The functions of this header are called from the thread that made the store (the main one), but for the calls
 * (zg_store_read () … zg_store_call_finish ()), which any thread may use. */
#pragma once

#include <gio/gio.h>

#include "zg-db.h"

G_BEGIN_DECLS

#define ZG_STORE_APPLICATION_ID 0x5A47424B /* "ZGBK" in the head of the file */

typedef struct _ZgStore ZgStore;

/* zg_store_set_schema_version: the schema number this program writes; files with a greater one are refused as NEWER.
 * Set once at start; 0 (until then): no check. */
void zg_store_set_schema_version (int version);
int  zg_store_schema_version     (void);

/* zg_store_create: a new, empty file at @path, or a book in an empty database of a server (see zg-migrate.h for its tables),
 * locked and open.
 * Errors: ZG_ERROR_INVALID when something is there already; _READ_ONLY, _FULL, _IO. */
ZgStore *zg_store_create (const char *path, GError **error);

/* zg_store_open: @read_only: nothing may be written; damage then does not refuse the file, see zg_store_damage ().
 * Errors: ZG_ERROR_NOT_FOUND; _NOT_A_BOOK: folder, empty or foreign file; _NEWER; _BUSY: open elsewhere, with the name;
 * _READ_ONLY: the file or its folder cannot be written: offer to open it read-only; _CORRUPT: the check after an unclean
 * close failed, tables named; _INVALID: on a network drive. Nothing is changed by a refusal. Of a server: those of
 * zg_db_open (); several desks may have it open. */
ZgStore *zg_store_open (const char *path, gboolean read_only, GError **error);

/* zg_store_close: @store: (nullable) (transfer full): finishes what is queued, moves the log into the file, marks the
 * close as clean and lets the lock go. Answers still on their way are delivered. */
void zg_store_close (ZgStore *store);

const char *zg_store_path         (ZgStore *store); /* for people: without a password */
gboolean    zg_store_is_read_only (ZgStore *store);
/* zg_store_was_unclean: Returns: whether the program was stopped while it had the book open the last time. */
gboolean    zg_store_was_unclean  (ZgStore *store);
/* zg_store_damage: Returns: (transfer none) (nullable): what the check found in a book opened read-only. */
const char *zg_store_damage       (ZgStore *store);
/* zg_store_schema: Returns: the schema number the file had when it was opened. */
int         zg_store_schema       (ZgStore *store);

/* Calls: @fn runs on a thread of the store with that thread's connection. It returns NULL and sets the error, or returns
 * its result (which may be NULL). A read sees one state of the book from begin to end. What @fn throws comes back. */
typedef gpointer (*ZgStoreFunc) (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error);

/* zg_store_read_async: @data, @data_free: freed in the caller's main context, as is the result with @result_free when
 * nobody fetches it. @cancellable: (nullable): cancelling stops a running statement. @callback: (nullable). */
void zg_store_read_async   (ZgStore *store, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* zg_store_report_async: a long read: at most one at a time, so that lists always find a free reader. */
void zg_store_report_async (ZgStore *store, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* zg_store_write_async: @bulk: waits behind everything that is not. The answer of a finished write is given even when
 * @cancellable was cancelled meanwhile. ZG_ERROR_READ_ONLY where the store is. */
void zg_store_write_async  (ZgStore *store, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free,
                            gboolean bulk, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* zg_store_call_finish: Returns: (transfer full) (nullable): what @fn returned. */
gpointer zg_store_call_finish (GAsyncResult *result, GError **error);

/* zg_store_read, zg_store_write: the same, waiting for the answer. On a thread of the store they run at once, on its own
 * connection (so a write asked for on a reader waits for the writer, never the other way round). */
gpointer zg_store_read  (ZgStore *store, ZgStoreFunc fn, gpointer data, GError **error);
gpointer zg_store_write (ZgStore *store, ZgStoreFunc fn, gpointer data, GError **error);
/* zg_store_write_bulk: the same, behind everything that is not bulk: a piece of something long. zg_store_is_shared: whether
 * others have written a moment ago or wait: pieces are to be small then, so that nobody waits long. */
gpointer zg_store_write_bulk (ZgStore *store, ZgStoreFunc fn, gpointer data, GError **error);
gboolean zg_store_is_shared  (ZgStore *store);

/* zg_store_writer_db: Returns: (transfer none): the writing connection; only on the writer's thread. */
ZgDb    *zg_store_writer_db (ZgStore *store);
gboolean zg_store_on_writer (ZgStore *store);
/* zg_store_owns: whether @db is one of its connections. Any thread. */
gboolean zg_store_owns      (ZgStore *store, ZgDb *db);

/* zg_store_add_listener: @fn is called in the main context of the thread that made the store, some time after commits,
 * with the names of the tables written since the last call, on a server by anybody. "*" among them: it is not known which,
 * as after the server was lost. Returns: for zg_store_remove_listener (). */
typedef void (*ZgStoreListener) (const char *const *tables, gpointer data);
guint zg_store_add_listener    (ZgStore *store, ZgStoreListener fn, gpointer data);
void  zg_store_remove_listener (ZgStore *store, guint id);

/* zg_store_local: where what belongs to the book at @path on this computer lies: beside a file, PATH + @suffix; of a book on a
 * server in the person's data folder. Returns: (transfer full). */
char    *zg_store_local (const char *path, const char *suffix);
/* zg_store_remove: a closed book whose making failed, with what lies beside it. */
void     zg_store_remove (const char *path);

/* zg_store_check_file: the refusals of zg_store_open () that need no lock: is there a file, is it one, on a local disk. */
gboolean zg_store_check_file (const char *path, GError **error);

/* For tests: the file system type every path seems to be on. @type: (nullable): the true one again. */
void zg_store_test_fs_type (const char *type);

G_END_DECLS
