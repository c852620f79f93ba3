/* zg-save.h: writing a file whole or not at all: a temporary file beside it, synced, then renamed over it. On any failure the old
 * file stands and no half file is left. One thread at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZgSave ZgSave;

/* zg_save_new: Returns: (nullable). Errors: ZG_ERROR_FULL, ZG_ERROR_READ_ONLY, ZG_ERROR_IO. */
ZgSave     *zg_save_new    (const char *path, GError **error);
/* zg_save_write: Returns: FALSE once writing has failed; zg_save_finish says why. */
gboolean    zg_save_write  (ZgSave *save, const void *data, gsize size);
/* zg_save_path: Returns: (transfer none): the temporary file, for a library that wants a path; then leave zg_save_write alone. */
const char *zg_save_path   (ZgSave *save);
/* zg_save_finish: syncs and renames. Errors: as zg_save_new. @save is to be freed in any case. */
gboolean    zg_save_finish (ZgSave *save, GError **error);
/* zg_save_free: without a finish before it the temporary file is removed. */
void        zg_save_free   (ZgSave *save);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgSave, zg_save_free)

/* zg_save_bytes: all three at once. */
gboolean    zg_save_bytes  (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
