/* zg-report-csv.h: tables as comma separated text: UTF-8 with byte order mark, nothing a spreadsheet would run. */
#pragma once

#include "zg-report-table.h"

G_BEGIN_DECLS

/* zg_table_write_csv: heading row and all rows; streams. Whole or not at all. @cancellable: (nullable).
 * Errors: those of the rows, ZG_ERROR_FULL, READ_ONLY, IO, G_IO_ERROR_CANCELLED. Runs in the thread of the table. */
gboolean zg_table_write_csv (ZgTable *table, const char *path, ZgProgress progress, gpointer progress_data,
                             GCancellable *cancellable, GError **error);

/* zg_sheet_write_csv: a sheet as it is asked for; @ids: (nullable): only these. Errors: also DENIED without kind.view and
 * kind.export. */
gboolean zg_sheet_write_csv (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, const char *path,
                             ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

G_END_DECLS
