/* zg-import.h: imports, as the book floor itself sees them. Private. */
#pragma once

#include "zg-book.h"
#include "zg-seal.h"

G_BEGIN_DECLS

extern const ZgKind zg_import_run;

/* What the end of an import is made from. */
typedef struct
{
  ZgBook         *book;
  ZgStore        *store;     /* where it is written */
  gint64          person;
  const ZgSecret *sign;      /* (nullable) */
  gint64          import_id;
  const char     *kind, *source;
  guint           n_rows, n_known;
} ZgImportEnd;

/* zg_import_may: Errors: DENIED, noted in the audit. */
gboolean zg_import_may       (ZgSession *session, const ZgKind *kind, GError **error);
/* zg_import_finish: from now on the import stands in the list. zg_import_take_back: INVALID where a row was changed or is
 * referred to.
 * Any thread; they wait for the writer. */
gboolean zg_import_finish    (ZgImportEnd *end, GError **error);
gboolean zg_import_take_back (ZgImportEnd *end, GError **error);
/* zg_import_digest: adds one row to the digest of its chunk. */
void     zg_import_digest    (GChecksum *sum, gint64 id, const ZgCell *cells, int n);
/* zg_import_verify: the rows of kinds that only grow against the digests in the audit. @n_rows: (out): how many were compared.
 * Errors: CORRUPT. Thread of @db. */
gboolean zg_import_verify    (ZgDb *db, gint64 *n_rows, GError **error);
/* zg_import_sweep: at open: an import that was stopped in the middle (a killed program) is taken back whole; where somebody has
 * built on its rows already they stay, and the import stands in the list. Writer's thread. */
gboolean zg_import_sweep (ZgBook *book, ZgDb *db, GError **error);

G_END_DECLS
