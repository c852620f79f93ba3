/* zg-report-paper.h: tables and records on paper. */
#pragma once

#include "zg-module.h"
#include "zg-report-table.h"

G_BEGIN_DECLS

/* zg_table_paper: A4, upright for up to eight columns that fit, else lying; totals below. Errors: those of the rows, USAGE beyond
 * 50,000 rows. Returns: (transfer full). Runs in the thread of the table. */
ZgPaper *zg_table_paper     (ZgTable *table, GCancellable *cancellable, GError **error);
/* zg_sheet_paper: a sheet as it is asked for. Errors: also DENIED without kind.view and kind.export. Returns: (transfer full). */
ZgPaper *zg_sheet_paper (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, GCancellable *cancellable,
                         GError **error);
gboolean zg_sheet_write_pdf (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, const char *path,
                             GCancellable *cancellable, GError **error);

/* zg_record_paper: the plain form of any record: fields by section, lines, what happened, signatures. Sealed fields are masked.
 * Errors: NOT_FOUND, DENIED outside the reach of kind.view or kind.export. Returns: (transfer full). */
ZgPaper *zg_record_paper    (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
/* zg_record_may_print: FALSE with DENIED: this person may not print the record. Thread of @db. */
gboolean zg_record_may_print (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
/* zg_record_print: a record on the paper of @decl, (nullable): on its plain form; with the same errors.
 * Returns: (transfer full). */
ZgPaper *zg_record_print    (ZgSession *session, ZgDb *db, const ZgKind *kind, const ZgPaperDecl *decl, gint64 id,
                             GError **error);

G_END_DECLS
