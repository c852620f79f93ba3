#include "zg-list-private.h"

typedef struct
{
  ZgRowChanged func;
  gpointer     data;
} Watch;

G_DEFINE_FINAL_TYPE (ZgRow, zg_row, G_TYPE_OBJECT)

static void
clear_cells (ZgRow *self)
{
  for (int i = 0; i < self->n_cells; i++)
    zg_cell_clear (&self->cells[i]);
  g_clear_pointer (&self->cells, g_free);
  self->n_cells = 0;
}

static void
zg_row_finalize (GObject *object)
{
  ZgRow *self = ZG_ROW (object);

  if (self->model)
    zg_list_model_forget_row (self->model, self);
  clear_cells (self);
  g_free (self->state);
  g_clear_pointer (&self->watches, g_array_unref);
  G_OBJECT_CLASS (zg_row_parent_class)->finalize (object);
}

static void
zg_row_class_init (ZgRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zg_row_finalize;
}

static void
zg_row_init (ZgRow *self)
{
}

gint64
zg_row_id (ZgRow *row)
{
  return row->id;
}

guint
zg_row_position (ZgRow *row)
{
  guint         n;
  const gint64 *ids;

  if (row->model == NULL)
    return GTK_INVALID_LIST_POSITION;
  ids = zg_list_model_ids (row->model, &n);
  if (row->hint >= n || ids[row->hint] != row->id)
    row->hint = zg_list_model_find (row->model, row->id);
  return row->hint;
}

gboolean
zg_row_is_loading (ZgRow *row)
{
  return !row->loaded;
}

gint64
zg_row_version (ZgRow *row)
{
  return row->version;
}

const char *
zg_row_state (ZgRow *row)
{
  return row->state ? row->state : "";
}

const ZgCell *
zg_row_cell (ZgRow *row, int column)
{
  return column >= 0 && column < row->n_cells ? &row->cells[column] : NULL;
}

void
zg_row_watch (ZgRow *row, ZgRowChanged func, gpointer data)
{
  Watch watch = { func, data };

  if (row->watches == NULL)
    row->watches = g_array_new (FALSE, FALSE, sizeof (Watch));
  g_array_append_val (row->watches, watch);
}

void
zg_row_unwatch (ZgRow *row, ZgRowChanged func, gpointer data)
{
  for (guint i = 0; row->watches && i < row->watches->len; i++)
    {
      Watch *watch = &g_array_index (row->watches, Watch, i);

      if (watch->func == func && watch->data == data)
        {
          g_array_remove_index_fast (row->watches, i);
          return;
        }
    }
}

void
zg_row_fill (ZgRow *self, ZgRows *rows, int i)
{
  clear_cells (self);
  self->n_cells = rows->n_columns;
  self->cells = g_new0 (ZgCell, MAX (1, rows->n_columns));
  for (int c = 0; c < rows->n_columns; c++)
    { /* taken over, not copied: the rows are thrown away next */
      self->cells[c] = rows->cells[i * rows->n_columns + c];
      rows->cells[i * rows->n_columns + c] = (ZgCell) { 0 };
    }
  g_free (self->state);
  self->state = g_strdup (rows->states[i]);
  self->version = rows->versions[i];
  self->loaded = TRUE;
  for (guint w = self->watches ? self->watches->len : 0; w-- > 0;) /* from the end: one that is called may take itself out */
    {
      Watch watch = g_array_index (self->watches, Watch, w);

      watch.func (self, watch.data);
    }
}
