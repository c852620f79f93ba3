/* zg-blobs.h: the attachments of a book on a server: sealed files in its table file_part, each under the SHA-256 of its sealed
 * bytes. What zg-files.h is for a book that is a file. Thread of @db. */
#pragma once

#include "zg-db.h"

G_BEGIN_DECLS

/* zg_blobs_put: in a transaction of its own, or as part of the one that is open; what is there already is not written again.
 * Returns: (transfer full) (nullable): the name, 64 hex digits. */
char   *zg_blobs_put (ZgDb *db, GBytes *sealed, GError **error);

/* zg_blobs_get: @limit: most bytes to read. Returns: (transfer full) (nullable).
 * Errors: ZG_ERROR_NOT_FOUND: the file is missing; _CORRUPT: it is not what was stored; _INVALID: too big. */
GBytes *zg_blobs_get (ZgDb *db, const char *name, gsize limit, GError **error);

gboolean zg_blobs_has (ZgDb *db, const char *name);

G_END_DECLS
