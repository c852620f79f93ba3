#include <string.h>

#include "zg-book.h"

ZgBatch *
zg_batch_new (const ZgKind *kind, guint room)
{
  ZgBatch *batch = g_new0 (ZgBatch, 1);

  batch->kind = kind;
  batch->cells = g_array_sized_new (FALSE, TRUE, sizeof (ZgCell), room * kind->n_fields);
  batch->texts = g_string_chunk_new (64 * 1024);
  return batch;
}

void
zg_batch_free (ZgBatch *batch)
{
  if (batch == NULL)
    return;
  g_array_unref (batch->cells);
  g_string_chunk_free (batch->texts);
  g_free (batch);
}

ZgCell *
zg_batch_row (ZgBatch *batch)
{
  g_array_set_size (batch->cells, (batch->n_rows + 1) * batch->kind->n_fields);
  return &g_array_index (batch->cells, ZgCell, batch->n_rows++ * batch->kind->n_fields);
}

void
zg_batch_int (ZgCell *cell, gint64 value)
{
  cell->type = ZG_CELL_INT;
  cell->i = value;
}

void
zg_batch_text (ZgBatch *batch, ZgCell *cell, const char *text, gssize length)
{
  if (text == NULL || length == 0 || *text == '\0')
    return;
  cell->type = ZG_CELL_TEXT;
  cell->s = g_string_chunk_insert_len (batch->texts, text, length);
}
