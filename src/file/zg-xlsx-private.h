/* zg-xlsx-private.h: what the files of the workbook reader share. */
#pragma once

#include "zg-xlsx-reader.h"

#include <expat.h>
#include <zip.h>

G_BEGIN_DECLS

#define XLSX_MAX_FILE    (256 << 20) /* of the workbook as it is stored */
#define XLSX_MAX_ENTRY   (512 << 20) /* of one part, unpacked */
#define XLSX_MAX_RATIO   400         /* unpacked to packed, from XLSX_FREE_ENTRY on */
#define XLSX_FREE_ENTRY  (8 << 20)
#define XLSX_MAX_TOKEN   (4 << 20)   /* one tag with its attributes, one comment */
#define XLSX_MAX_STRINGS 4000000
#define XLSX_MAX_TEXT    (512 << 20) /* all texts of a sheet together, repeated ones each time */
#define XLSX_MAX_CELL    (1 << 18)   /* bytes; the format allows 32767 characters */
#define XLSX_MAX_ROWS    1048576
#define XLSX_MAX_COLUMNS 16384

typedef enum
{
  STYLE_PLAIN = 0,
  STYLE_DAY = 1 << 0,
  STYLE_TIME = 1 << 1,
  STYLE_ELAPSED = 1 << 2, /* [h]:mm: hours beyond a day */
} XlsxStyle;

typedef struct
{
  char    *name, *id, *entry;
  gboolean hidden;
} XlsxSheet;

struct _ZgXlsx
{
  GBytes       *bytes; /* what zip reads from */
  zip_t        *zip;
  GArray       *sheets; /* of XlsxSheet */
  char         *strings_entry, *styles_entry; /* (nullable) */
  gboolean      loaded, epoch_1904;
  GPtrArray    *strings; /* of char, in texts */
  GStringChunk *texts;
  GByteArray   *styles; /* XlsxStyle by the s attribute of a cell */
};

/* One part while it is parsed. Handlers get it as user data; names come without their prefix. */
typedef struct _XlsxPart XlsxPart;
typedef void (*XlsxStart) (XlsxPart *part, const char *name, const char **attributes);
typedef void (*XlsxEnd)   (XlsxPart *part, const char *name);
typedef void (*XlsxText)  (XlsxPart *part, const char *text, int length);

struct _XlsxPart
{
  ZgXlsx    *xlsx;
  XML_Parser parser;
  XlsxStart  start;
  XlsxEnd    end;
  XlsxText   text;
  gpointer   state;
  gboolean   stopped; /* by a handler that has enough */
  GError    *error;   /* of a handler */
};

/* zg-xlsx-part.c: Returns: TRUE also where the part does not exist and @optional. */
gboolean    zg_xlsx_parse     (ZgXlsx *xlsx, const char *entry, gboolean optional, XlsxStart start, XlsxEnd end, XlsxText text,
                               gpointer state, GError **error);
void        zg_xlsx_stop      (XlsxPart *part);
void        zg_xlsx_fail      (XlsxPart *part, const char *what); /* @what: translated */
const char *zg_xlsx_attribute (const char **attributes, const char *name);
void        zg_xlsx_set_broken (GError **error, const char *what);

/* zg-xlsx-strings.c */
gboolean    zg_xlsx_load_strings (ZgXlsx *xlsx, GError **error);
void        zg_xlsx_unescape     (GString *text); /* _x000D_ and the like */

/* zg-xlsx-styles.c */
gboolean    zg_xlsx_load_styles  (ZgXlsx *xlsx, GError **error);
XlsxStyle   zg_xlsx_style_of_code (const char *code);
/* Returns: (transfer full): the number as people read it; @rounded counts up where it lost digits. */
char       *zg_xlsx_number       (const char *value, XlsxStyle style, gboolean epoch_1904, int *rounded);

G_END_DECLS
