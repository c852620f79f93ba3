/* zg-schema.h: the schema of a book. SQL text is put together only here and in the sheets, from declarations, never from
   input. */
#pragma once

#include "zg-kind.h"

G_BEGIN_DECLS

/* zg_schema_fixed: Returns: (transfer none): the book's own tables (audit, chain, series, keys …). */
const char *zg_schema_fixed   (void);
/* zg_schema_columns: Returns: (transfer full): the columns zg_row_read reads, in its order. */
char       *zg_schema_columns (const ZgKind *kind);

G_END_DECLS
