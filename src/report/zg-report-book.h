/* zg-report-book.h: a workbook being written with libxlsxwriter: one set of looks, print set-up, and a file that is whole or not
 * there. One thread at a time. */
#pragma once

#include <gio/gio.h>
#include <xlsxwriter.h>

#include "zg-kind.h"

G_BEGIN_DECLS

typedef struct _ZgWorkbook ZgWorkbook;

typedef enum
{
  ZG_LOOK_TITLE,     /* row 1 */
  ZG_LOOK_WORDS,     /* row 2 and notes: no border */
  ZG_LOOK_HEAD,
  ZG_LOOK_TEXT,
  ZG_LOOK_MIDDLE,    /* text, centred */
  ZG_LOOK_WRAP,      /* text that may take several lines */
  ZG_LOOK_INT,
  ZG_LOOK_MONEY,
  ZG_LOOK_QTY,       /* up to three decimals */
  ZG_LOOK_ORDINAL,   /* a running number, centred */
  ZG_LOOK_SPARSE,    /* a number; nothing where it is zero */
  ZG_LOOK_DAY,
  ZG_LOOK_STAMP,
  ZG_LOOK_CLOCK,
  ZG_LOOK_LONG_CLOCK, /* 24:00 and more */
  ZG_LOOK_RATE,
  ZG_N_LOOKS
} ZgLook;

/* zg_workbook_new: @constant: rows go to the disk as they come, each sheet top down. Errors: FULL, READ_ONLY, IO. */
ZgWorkbook    *zg_workbook_new    (const char *path, gboolean constant, GError **error);
/* zg_workbook_free: (nullable): without a finish nothing is left behind. */
void           zg_workbook_free   (ZgWorkbook *book);
/* zg_workbook_finish: writes, checks and puts it in place; the old file stands on an error. Errors: FULL, READ_ONLY, IO. */
gboolean       zg_workbook_finish (ZgWorkbook *book, GError **error);
/* zg_workbook_failed: TRUE as soon as a row could not be written; the finish tells why. Cheap. */
gboolean       zg_workbook_failed (ZgWorkbook *book);

lxw_workbook  *zg_workbook_lxw    (ZgWorkbook *book);
/* zg_workbook_sheet: @name: anything; made fit for a sheet name and different from the others. @landscape; @repeat: rows repeated
 * on each printed page. A4, one page wide, page numbers in the foot. */
lxw_worksheet *zg_workbook_sheet  (ZgWorkbook *book, const char *name, gboolean landscape, int repeat);
/* zg_workbook_look: @total: bold with a double line above. (transfer none) */
lxw_format    *zg_workbook_look   (ZgWorkbook *book, ZgLook look, gboolean total);
ZgLook         zg_look_of_type    (ZgType type);
/* zg_workbook_toned: centred text in the colour of a tone: amber to warn, red where it is bad. (transfer none) */
lxw_format    *zg_workbook_toned  (ZgWorkbook *book, ZgTone tone);
/* zg_workbook_format: a new format in the house's font, with border or without; for what the looks do not have. */
lxw_format    *zg_workbook_format (ZgWorkbook *book, gboolean border);

/* zg_sheet_put_text: always as text, whatever it looks like; (nullable): an empty cell. Too long text is cut at 32,767 units. */
void           zg_sheet_put_text  (lxw_worksheet *sheet, lxw_row_t row, int col, const char *text, lxw_format *format);
/* zg_sheet_put_title: rows 1 and 2, over @n_columns. */
void           zg_sheet_put_title (ZgWorkbook *book, lxw_worksheet *sheet, int n_columns, const char *title, const char *words);
void zg_sheet_put_merged (lxw_worksheet *sheet, lxw_row_t row, int first, int last, const char *text, lxw_format *format);
/* zg_sheet_width: the longest text in columns of one letter, to a width of the column. */
double         zg_sheet_width     (int longest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgWorkbook, zg_workbook_free)

G_END_DECLS
