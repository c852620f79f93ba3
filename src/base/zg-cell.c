#include "zg-cell.h"

#include <string.h>

void
zg_cell_clear (ZgCell *cell)
{
  if (cell->type == ZG_CELL_TEXT)
    g_free (cell->s);
  else if (cell->type == ZG_CELL_BYTES)
    g_bytes_unref (cell->b);
  cell->type = ZG_CELL_NULL;
  cell->i = 0;
}

void
zg_cell_copy (const ZgCell *from, ZgCell *to)
{
  if (from == to)
    return;
  zg_cell_clear (to);
  *to = *from;
  if (from->type == ZG_CELL_TEXT)
    to->s = g_strdup (from->s);
  else if (from->type == ZG_CELL_BYTES)
    to->b = g_bytes_ref (from->b);
}

void
zg_cell_set_int (ZgCell *cell, gint64 value)
{
  zg_cell_clear (cell);
  cell->type = ZG_CELL_INT;
  cell->i = value;
}

void
zg_cell_take_text (ZgCell *cell, char *text)
{
  zg_cell_clear (cell);
  if (text == NULL || *text == '\0')
    {
      g_free (text);
      return;
    }
  cell->type = ZG_CELL_TEXT;
  cell->s = text;
}

void
zg_cell_set_text (ZgCell *cell, const char *text)
{
  zg_cell_take_text (cell, g_strdup (text));
}

void
zg_cell_set_bytes (ZgCell *cell, GBytes *bytes)
{
  GBytes *held = bytes ? g_bytes_ref (bytes) : NULL;

  zg_cell_clear (cell);
  if (held)
    {
      cell->type = ZG_CELL_BYTES;
      cell->b = held;
    }
}

int
zg_cell_compare (const ZgCell *a, const ZgCell *b)
{
  if (a->type != b->type)
    return a->type < b->type ? -1 : 1;
  switch (a->type)
    {
    case ZG_CELL_INT:
      return a->i < b->i ? -1 : a->i > b->i;
    case ZG_CELL_TEXT:
      return strcmp (a->s, b->s);
    case ZG_CELL_BYTES:
      return g_bytes_compare (a->b, b->b);
    case ZG_CELL_NULL:
    default:
      return 0;
    }
}

gboolean
zg_cell_equal (const ZgCell *a, const ZgCell *b)
{
  return zg_cell_compare (a, b) == 0;
}

gint64
zg_cell_int (const ZgCell *cell)
{
  return cell->type == ZG_CELL_INT ? cell->i : 0;
}

const char *
zg_cell_text (const ZgCell *cell)
{
  return cell->type == ZG_CELL_TEXT ? cell->s : NULL;
}
