/* zg-sum.h: SHA-256 of what is long or comes in pieces, by the processor's own instructions where it has them (libcrypto, which
 * the server's library brings along): a quarter of the time of the portable ones. Of what is short: zg_sha256 (). Any thread, one
 * at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct evp_md_ctx_st ZgSum;

ZgSum *zg_sum_new  (void);
void   zg_sum_add  (ZgSum *sum, gconstpointer data, gsize n);
/* zg_sum_end: Returns: (transfer full): 64 small hex digits. Nothing is added after it. */
char  *zg_sum_end  (ZgSum *sum);
void   zg_sum_free (ZgSum *sum); /* @sum: (transfer full) (nullable) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgSum, zg_sum_free)

G_END_DECLS
