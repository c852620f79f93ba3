/* zg-attach.h: attachments: files beside the book, sealed with the FILE key under the hash of the sealed bytes; the row keeps
 * name, type, size and the keyed hash of the plain bytes (the same photo twice is seen). */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* zg_attach_add: seals and stores first, then writes the row `attachment` by its step create. @doc: the record it belongs to
 * (may not yet exist), 0: none.
 * @field: (nullable). Content is told by its bytes, not by its name; limits by kind of file (20 MB pictures, 50 MB PDF …).
 * Returns: attachment id, 0 on error. */
gint64  zg_attach_add  (ZgSession *session, const ZgKind *kind, gint64 doc, const char *field, const char *name, GBytes *bytes,
                        GError **error);
/* zg_attach_read: Returns: (transfer full): the plain bytes; CORRUPT where the file was changed or is missing. */
GBytes *zg_attach_read (ZgSession *session, gint64 attachment, char **name, GError **error);
/* zg_attach_same: Returns: the first earlier attachment with the same content, 0: none or an error. Reads on any thread and
 * waits. */
gint64  zg_attach_same (ZgSession *session, gint64 attachment, GError **error);

G_END_DECLS
