/* zg-find.h: looking for bytes in many bytes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_find: the first place of @needle (@m bytes, at least 1) in @hay (@n bytes); as memmem (), but as fast as the memory where
 * the processor allows. Returns: (transfer none) (nullable). Any thread. */
const char *zg_find (const char *hay, gsize n, const char *needle, gsize m);

G_END_DECLS
