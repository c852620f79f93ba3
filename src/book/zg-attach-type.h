/* zg-attach-type.h: what a file is, told by its bytes. Private to the book floor. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *mime, *extension; /* ".jpg" */
  gsize       most;             /* bytes */
} ZgAttachType;

/* zg_attach_type_of: @name: only for the sentence. Errors: INVALID: empty, of no kind that is kept, too big, a picture too large.
 * Returns: (transfer none) (nullable) */
const ZgAttachType *zg_attach_type_of (const char *name, GBytes *bytes, GError **error);
/* zg_attach_type_has_extension: whether a name may keep its ending beside content of that type. */
gboolean            zg_attach_type_has_extension (const char *name, const char *extension);

G_END_DECLS
