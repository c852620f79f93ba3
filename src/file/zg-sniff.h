/* zg-sniff.h: what a file is by its first bytes; its name is not asked. Pure, runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ZG_SNIFF_TEXT,  /* text in some encoding of one byte and more; also the empty file */
  ZG_SNIFF_UTF16, /* text with the byte order mark of UTF-16 */
  ZG_SNIFF_XLSX,  /* a workbook */
  ZG_SNIFF_ZIP,   /* another archive of that kind */
  ZG_SNIFF_XLS,   /* the old workbook, or another old document of that family */
  ZG_SNIFF_HTML,  /* a web page; many a ".xls" is one */
  ZG_SNIFF_XML,
  ZG_SNIFF_PICTURE,
  ZG_SNIFF_PDF,
  ZG_SNIFF_BINARY, /* something else that is no text */
} ZgSniff;

ZgSniff     zg_sniff      (GBytes *bytes);
/* zg_sniff_name: Returns: (transfer none): "a workbook (xlsx)", translated. */
const char *zg_sniff_name (ZgSniff what);

/* zg_sniff_load: a whole file into memory. Errors: ZG_ERROR_NOT_FOUND, ZG_ERROR_IO, ZG_ERROR_INVALID: larger than @most bytes, or
 * a folder. */
GBytes     *zg_sniff_load (const char *path, gsize most, GError **error);

G_END_DECLS
