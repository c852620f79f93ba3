/* zg-report-xlsx.h: tables as workbooks, looking as the house's lists look everywhere: title, who and when, frozen heading,
 * filter, totals as live formulas with their values. */
#pragma once

#include "zg-report-book.h"
#include "zg-report-table.h"

G_BEGIN_DECLS

/* zg_table_write_xlsx: streams; beyond 1,048,571 rows it goes on on another sheet. @progress, @cancellable: (nullable). Whole or
 * not at all. Errors: those of the rows, ZG_ERROR_FULL, READ_ONLY, IO, G_IO_ERROR_CANCELLED. Runs in the thread of the table. */
gboolean zg_table_write_xlsx (ZgTable *table, const char *path, ZgProgress progress, gpointer progress_data,
                              GCancellable *cancellable, GError **error);

/* zg_sheet_write_xlsx: a sheet as it is asked for; @ids: (nullable): only these. Errors: also DENIED without kind.view and
 * kind.export. */
gboolean zg_sheet_write_xlsx (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, const char *path,
                              ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

/* zg_workbook_put_table: one table onto sheets of a workbook that holds more. */
gboolean zg_workbook_put_table (ZgWorkbook *book, ZgTable *table, ZgProgress progress, gpointer progress_data,
                                GCancellable *cancellable, GError **error);

G_END_DECLS
