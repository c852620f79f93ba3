/* zg-csv.h: reading and writing comma- or tab-separated text (RFC 4180). Text is UTF-8 (zg_text_decode of zg-text.h makes it).
 * A reader belongs to one thread. */
#pragma once

#include "zg-text.h"

G_BEGIN_DECLS

typedef struct
{
  char  separator;   /* 0: the more frequent of comma, TAB and semicolon in the first line */
  gsize max_bytes;   /* of the whole text; 0: 256 MiB */
  int   max_columns; /* 0: 1024 */
  gsize max_field;   /* bytes; 0: 1 MiB */
} ZgCsvLimits;

typedef struct _ZgCsvReader ZgCsvReader;

/* zg_csv_reader_new: @text: must live as long as the reader and is not changed; @length: bytes or -1; @limits: (nullable). */
ZgCsvReader *zg_csv_reader_new  (const char *text, gssize length, const ZgCsvLimits *limits);
void         zg_csv_reader_free (ZgCsvReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgCsvReader, zg_csv_reader_free)

/* zg_csv_reader_next: @fields: (out) (transfer none): valid until the next call. @line: (out) (optional): line, from 1, where the
 * row begins. A row that is an empty line has one empty field. Returns: number of fields, 0 at the end, -1 on error. Errors:
 * ZG_ERROR_INVALID, with row and column: a limit, a quote that never closes, text behind a closing quote, no UTF-8. */
int zg_csv_reader_next (ZgCsvReader *reader, const char *const **fields, int *line, GError **error);

typedef struct _ZgCsvWriter ZgCsvWriter;

/* zg_csv_writer_new: begins with a byte order mark so that spreadsheets see UTF-8; rows end in CR LF. */
ZgCsvWriter *zg_csv_writer_new    (void);
void         zg_csv_writer_free   (ZgCsvWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgCsvWriter, zg_csv_writer_free)
/* zg_csv_writer_add: one cell; (nullable). Text a spreadsheet would take for a formula gets a leading apostrophe; plain numbers
 * do not. */
void         zg_csv_writer_add    (ZgCsvWriter *writer, const char *cell);
void         zg_csv_writer_end_row (ZgCsvWriter *writer);
/* zg_csv_writer_peek: Returns: (transfer none): what is written so far and not taken; lets a caller write long lists in pieces.
 */
const char  *zg_csv_writer_peek   (ZgCsvWriter *writer, gsize *length);
void         zg_csv_writer_taken  (ZgCsvWriter *writer);
/* zg_csv_writer_finish: Returns: (transfer full): everything not taken; the writer is empty after it. */
GBytes      *zg_csv_writer_finish (ZgCsvWriter *writer);

/* zg_csv_is_dangerous: a spreadsheet might run it: begins, also after blanks, with = + - @ or their full-width forms, or with TAB
 * or CR, and is no plain number. Also used for workbook cells written as text. */
gboolean zg_csv_is_dangerous (const char *cell);

G_END_DECLS
