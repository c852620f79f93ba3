#include "zg-list-private.h"

#include "zg-desk-util.h"

typedef struct
{
  const ZgListSource *source;
  ZgSession          *session;
  ZgQuery            *query;
  GArray             *ids; /* (nullable): all */
} TotalRead;

typedef struct
{
  ZgListModel *model;
  guint64      generation;
  gboolean     of_selection;
} TotalAnswer;

static void
total_read_free (gpointer data)
{
  TotalRead *read = data;

  g_clear_pointer (&read->session, zg_session_unref);
  zg_query_free (read->query);
  g_clear_pointer (&read->ids, g_array_unref);
  g_free (read);
}

static gpointer
total_read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  TotalRead *read = data;
  gint64    *sums = g_new0 (gint64, MAX (1, read->query->sheet->n_columns));

  if (!read->source->totals (read->query, read->session, db, read->ids ? (gint64 *) (void *) read->ids->data : NULL,
                             read->ids ? (int) read->ids->len : 0, sums, error))
    g_clear_pointer (&sums, g_free);
  return sums;
}

static void
on_totals_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree TotalAnswer *answer = data;
  ZgListModel            *self = answer->model;
  g_autofree gint64      *sums = zg_desk_read_finish (self->session, result, NULL);

  if (answer->generation == self->totals_generation)
    {
      g_free (self->totals);
      self->totals = g_steal_pointer (&sums);
      self->totals_of_selection = answer->of_selection;
      g_signal_emit_by_name (self, "totals");
    }
  g_object_unref (self);
}

static gboolean
has_sums (const ZgSheet *sheet)
{
  for (int i = 0; i < sheet->n_columns; i++)
    if (sheet->columns[i].flags & ZG_COL_SUM)
      return TRUE;
  return FALSE;
}

void
zg_list_model_update_totals (ZgListModel *self)
{
  guint        n = zg_list_model_n_selected (self);
  gboolean     of_selection = n >= 2 && n < self->ids->len;
  TotalRead   *read;
  TotalAnswer *answer;

  self->totals_generation++;
  if (!has_sums (self->query->sheet))
    return;
  zg_list_renew (&self->cancel_totals);
  read = g_new0 (TotalRead, 1);
  read->source = self->source;
  read->session = self->session ? zg_session_ref (self->session) : NULL;
  read->query = zg_query_copy (self->query);
  read->ids = of_selection ? zg_list_model_selected (self) : NULL;
  answer = g_new0 (TotalAnswer, 1);
  answer->model = g_object_ref (self);
  answer->generation = self->totals_generation;
  answer->of_selection = n >= 2;
  zg_desk_read_async (self->session, total_read_run, read, total_read_free, g_free, self->cancel_totals, on_totals_read_cb,
                      answer);
}

const gint64 *
zg_list_model_totals (ZgListModel *self, gboolean *of_selection)
{
  if (of_selection)
    *of_selection = self->totals_of_selection;
  return self->totals;
}
