/* zg-schema.h: the schema of a book. SQL text is put together only here and in the sheets, from declarations, never from
   input. */
#pragma once

#include "zg-db.h"
#include "zg-kind.h"

G_BEGIN_DECLS

/* zg_schema_fixed: Returns: (transfer none): the book's own tables (audit, chain, series, keys …). */
const char *zg_schema_fixed   (void);
/* zg_schema_columns: Returns: (transfer full): the columns zg_row_read reads, in its order. */
char       *zg_schema_columns (const ZgKind *kind);

/* While the first rows of a kind are read in, many at once, its indexes of `index` that are not unique are left out: made at the
 * end they cost half. Of a book in a file. zg_schema_leave_index: takes index @i out. zg_schema_make_index: makes it where it is
 * missing. Both do nothing for what is not there or unique. Writer's thread. */
gboolean zg_schema_leave_index (ZgDb *db, const ZgKind *kind, guint i, GError **error);
gboolean zg_schema_make_index  (ZgDb *db, const ZgKind *kind, guint i, GError **error);

G_END_DECLS
