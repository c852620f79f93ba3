/* zg-files.h: the attachments of a book: sealed files in the folder BOOK.files beside it, each under the SHA-256 of its
 * sealed bytes. Sealing is the caller's (zg_seal_bytes ()). Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_files_folder: Returns: (transfer full): path of the folder; it need not exist. */
char *zg_files_folder (const char *book_path);

/* zg_files_put: on the disk for good, and read back, when it returns; call it before the row that names it commits.
 * Returns: (transfer full) (nullable): the name, 64 hex digits. Errors: ZG_ERROR_FULL, _READ_ONLY, _IO; _USAGE of a book on a
 * server. */
char *zg_files_put (const char *book_path, GBytes *sealed, GError **error);

/* zg_files_get: @limit: most bytes to read. Returns: (transfer full) (nullable).
 * Errors: ZG_ERROR_NOT_FOUND: the file is missing; _CORRUPT: it is not what was stored; _INVALID: no such name, too big. */
GBytes *zg_files_get (const char *book_path, const char *name, gsize limit, GError **error);

gboolean zg_files_has (const char *book_path, const char *name);

/* zg_files_list: Returns: (transfer full) (nullable): names (char *), sorted. */
GPtrArray *zg_files_list (const char *book_path, GError **error);

/* zg_files_sweep: removes files no record names and remains of interrupted writing. @known: a set (GHashTable of char *).
 * While nothing is being added, e.g. on the writer's thread. @removed: (out) (nullable). */
gboolean zg_files_sweep (const char *book_path, GHashTable *known, guint *removed, GError **error);

G_END_DECLS
