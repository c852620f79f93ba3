/* zg-xlsx-reader.h: reading workbooks (.xlsx) of any writer, hostile ones too: only the parts needed are unpacked, sizes and
 * ratios are capped, document types and entities are refused. A workbook belongs to one thread at a time. */
#pragma once

#include "zg-cell.h"

G_BEGIN_DECLS

typedef struct _ZgXlsx ZgXlsx;

/* zg_xlsx_open: Returns: (transfer full) (nullable). Errors: ZG_ERROR_NOT_FOUND, ZG_ERROR_IO, ZG_ERROR_INVALID: no workbook that
 * can be read, with what it is and what to do. */
ZgXlsx     *zg_xlsx_open         (const char *path, GError **error);
ZgXlsx     *zg_xlsx_open_bytes   (GBytes *bytes, GError **error);
void        zg_xlsx_free         (ZgXlsx *xlsx);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgXlsx, zg_xlsx_free)

int         zg_xlsx_n_sheets     (ZgXlsx *xlsx); /* worksheets, at least 1 */
const char *zg_xlsx_sheet_name   (ZgXlsx *xlsx, int sheet);
gboolean    zg_xlsx_sheet_hidden (ZgXlsx *xlsx, int sheet);

/* zg_xlsx_find_sheet: Returns: the sheet of that name (blanks around it do not count), -1. */
int         zg_xlsx_find_sheet   (ZgXlsx *xlsx, const char *name);

/* zg_xlsx_is_1904: whether its days count from 1904. Days that are formatted as such are read right without it; it is for numbers
 * that are known to be days though their format does not say so. */
gboolean    zg_xlsx_is_1904      (ZgXlsx *xlsx);

/* ZgXlsxRow: @row: from 1, rises; empty rows are left out. @cells: texts and NULLs, of the caller; may be moved out of with a
 * NULL left behind. Days are `YYYY-MM-DD`, times `HH:MM` (`HH:MM:SS` where there are seconds), both `YYYY-MM-DD HH:MM:SS`,
 * booleans `TRUE` and `FALSE`; numbers as they stand, those of 10^15 and more as `9.9E+17`, because a workbook has rounded them
 * (zg_text_is_damaged_id). Returns: FALSE to stop. */
typedef gboolean (*ZgXlsxRow) (int row, ZgCell *cells, int n, gpointer data);

typedef struct
{
  int n_without_value; /* formulas whose result the writer did not store */
  int n_rounded;       /* numbers of 10^15 and more */
  int n_errors;        /* #N/A and the like */
} ZgXlsxReport;

/* zg_xlsx_read_sheet: @report: (out) (optional). Errors: ZG_ERROR_INVALID: broken, or beyond a cap; rows given before it stand.
 */
gboolean    zg_xlsx_read_sheet   (ZgXlsx *xlsx, int sheet, ZgXlsxRow row, gpointer data, ZgXlsxReport *report, GError **error);

G_END_DECLS
