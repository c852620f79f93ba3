#include "zg-list-private.h"

#include "zg-desk-util.h"

void
zg_list_page_free (gpointer data)
{
  ZgListPage *page = data;

  for (guint i = 0; i < page->n; i++)
    g_object_unref (page->rows[i]);
  g_free (page);
}

static ZgRow *
ref_row (ZgListModel *self, guint position)
{
  gint64 id = g_array_index (self->ids, gint64, position);
  ZgRow *row = g_hash_table_lookup (self->alive, &id);

  if (row)
    {
      row->hint = position;
      return g_object_ref (row);
    }
  row = g_object_new (ZG_TYPE_ROW, NULL);
  row->model = self;
  row->id = id;
  row->hint = position;
  g_hash_table_insert (self->alive, &row->id, row);
  return row;
}

void
zg_list_model_forget_row (ZgListModel *self, ZgRow *row)
{
  g_hash_table_remove (self->alive, &row->id);
}

static void
evict_oldest_page (ZgListModel *self)
{
  guint oldest = 0;

  for (guint i = 1; i < self->pages->len; i++)
    if (((ZgListPage *) self->pages->pdata[i])->used < ((ZgListPage *) self->pages->pdata[oldest])->used)
      oldest = i;
  g_ptr_array_remove_index_fast (self->pages, oldest);
}

ZgListPage *
zg_list_page_at (ZgListModel *self, guint position)
{
  guint number = position / ZG_LIST_PAGE_ROWS;
  guint first = number * ZG_LIST_PAGE_ROWS;
  ZgListPage *page;

  for (guint i = 0; i < self->pages->len; i++)
    {
      page = self->pages->pdata[i];
      if (page->number == number)
        {
          page->used = ++self->tick;
          return page;
        }
    }
  if (self->pages->len >= ZG_LIST_PAGES_KEPT)
    evict_oldest_page (self);
  page = g_new0 (ZgListPage, 1);
  page->number = number;
  page->used = ++self->tick;
  page->n = MIN (ZG_LIST_PAGE_ROWS, self->ids->len - first);
  for (guint i = 0; i < page->n; i++)
    page->rows[i] = ref_row (self, first + i);
  g_ptr_array_add (self->pages, page);
  zg_list_read_pages (self);
  return page;
}

typedef struct
{
  const ZgListSource *source;
  ZgSession          *session;
  ZgQuery            *query;
  gint64              ids[ZG_LIST_PAGE_ROWS];
  guint               n;
} PageRead;

typedef struct
{
  ZgListModel *model;
  guint64      generation;
  PageRead    *read;
} PageAnswer;

static void
page_read_free (gpointer data)
{
  PageRead *read = data;

  g_clear_pointer (&read->session, zg_session_unref);
  zg_query_free (read->query);
  g_free (read);
}

static gpointer
page_read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  PageRead *read = data;

  return read->source->rows (read->query, read->session, db, read->ids, (int) read->n, error);
}

static void
fill_rows (ZgListModel *self, ZgRows *rows)
{
  for (int i = 0; i < rows->n_rows; i++)
    {
      ZgRow *row = g_hash_table_lookup (self->alive, &rows->ids[i]);

      if (row)
        {
          g_object_ref (row); /* a watch may let it go */
          zg_row_fill (row, rows, i);
          g_object_unref (row);
        }
    }
}

static ZgListPage *
page_by_first_id (ZgListModel *self, gint64 id)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      ZgListPage *page = self->pages->pdata[i];

      if (page->n > 0 && page->rows[0]->id == id)
        return page;
    }
  return NULL;
}

static void
on_page_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree PageAnswer *answer = data;
  ZgListModel           *self = answer->model;
  g_autoptr (GError)     error = NULL;
  g_autoptr (ZgRows)     rows = zg_desk_read_finish (self->session, result, &error);
  gboolean               current = answer->generation == self->generation;
  ZgListPage            *page;

  if (current)
    self->reading--;
  if (rows && current)
    {
      if (rows->n_rows > 0 && (page = page_by_first_id (self, rows->ids[0])))
        {
          page->asked = FALSE;
          page->fresh = TRUE;
        }
      fill_rows (self, rows);
    }
  if (error && current && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      g_signal_emit_by_name (self, "loaded");
    }
  else if (current)
    zg_list_read_pages (self);
  g_object_unref (self);
}

/* The page asked for last is the one in sight: while someone drags the scroll bar the others are skipped. */
static ZgListPage *
next_page_to_read (ZgListModel *self)
{
  ZgListPage *next = NULL;

  for (guint i = 0; i < self->pages->len; i++)
    {
      ZgListPage *page = self->pages->pdata[i];

      if (!page->fresh && !page->asked && (next == NULL || page->used > next->used))
        next = page;
    }
  return next;
}

void
zg_list_read_pages (ZgListModel *self)
{
  ZgListPage *page;

  while (self->reading < READS_AT_ONCE && (page = next_page_to_read (self)))
    {
      PageRead   *read = g_new0 (PageRead, 1);
      PageAnswer *answer = g_new0 (PageAnswer, 1);

      read->source = self->source;
      read->session = self->session ? zg_session_ref (self->session) : NULL;
      read->query = zg_query_copy (self->query);
      read->n = page->n;
      for (guint i = 0; i < page->n; i++)
        read->ids[i] = page->rows[i]->id;
      answer->model = g_object_ref (self);
      answer->generation = self->generation;
      page->asked = TRUE;
      self->reading++;
      zg_desk_read_async (self->session, page_read_run, read, page_read_free, (GDestroyNotify) zg_rows_free, self->cancel_pages,
                          on_page_read_cb, answer);
    }
}
