/* zg-cell.h: one value of a record, a list or a file row. Owns its text or bytes. Pure, runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ZG_CELL_NULL,
  ZG_CELL_INT,   /* int64: numbers, fen, thousandths, minutes, ms, ids, booleans 0/1, stored numbers of an enum */
  ZG_CELL_TEXT,  /* UTF-8 without NUL; days and months too */
  ZG_CELL_BYTES, /* ciphertext of a sealed field */
} ZgCellType;

typedef struct
{
  ZgCellType type;
  union
  {
    gint64  i;
    char   *s;
    GBytes *b;
  };
} ZgCell;

void        zg_cell_clear     (ZgCell *cell);                     /* frees and makes it NULL */
void        zg_cell_copy      (const ZgCell *from, ZgCell *to);   /* @to is cleared first */
void        zg_cell_set_int   (ZgCell *cell, gint64 value);
/* (nullable): NULL makes a NULL cell; "" too: an empty text is no value */
void        zg_cell_set_text  (ZgCell *cell, const char *text);
void        zg_cell_take_text (ZgCell *cell, char *text);
void        zg_cell_set_bytes (ZgCell *cell, GBytes *bytes);      /* takes a reference */
gboolean    zg_cell_equal     (const ZgCell *a, const ZgCell *b);
int         zg_cell_compare   (const ZgCell *a, const ZgCell *b); /* NULL < int < text < bytes */
gint64      zg_cell_int       (const ZgCell *cell);               /* 0 where it is no int */
const char *zg_cell_text      (const ZgCell *cell);               /* (nullable) */

static inline gboolean
zg_cell_is_null (const ZgCell *cell)
{
  return cell->type == ZG_CELL_NULL;
}

G_END_DECLS
