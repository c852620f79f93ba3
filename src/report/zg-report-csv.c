#include "config.h"

#include "zg-csv.h"
#include "zg-report-csv.h"
#include "zg-save.h"

#define PIECE (1 << 18)
#define TELL_EVERY 2000

typedef struct
{
  ZgTable     *table;
  ZgCsvWriter *csv;
  ZgSave      *save;
  ZgProgress   progress;
  gpointer     progress_data;
  guint        n;
} Sink;

static gboolean
flush (Sink *sink)
{
  gsize       length;
  const char *text = zg_csv_writer_peek (sink->csv, &length);
  gboolean    ok = zg_save_write (sink->save, text, length);

  zg_csv_writer_taken (sink->csv);
  return ok;
}

static gboolean
write_row (const ZgCell *cells, gpointer data, GError **error)
{
  Sink *sink = data;
  gsize length;

  for (guint i = 0; i < sink->table->columns->len; i++)
    {
      g_autofree char *text = zg_table_text (sink->table, (int) i, &cells[i], FALSE);

      zg_csv_writer_add (sink->csv, text);
    }
  zg_csv_writer_end_row (sink->csv);
  if (++sink->n % TELL_EVERY == 0 && sink->progress != NULL)
    sink->progress (sink->n, (guint) MAX (sink->table->n_rows, 0), sink->progress_data);
  zg_csv_writer_peek (sink->csv, &length);
  return length < PIECE || flush (sink); /* zg_save_finish says why it failed */
}

gboolean
zg_table_write_csv (ZgTable *table, const char *path, ZgProgress progress, gpointer progress_data, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (ZgSave)      save = zg_save_new (path, error);
  g_autoptr (ZgCsvWriter) csv = NULL;
  g_autoptr (GError)      wrong = NULL;
  Sink                    sink = { .table = table, .progress = progress, .progress_data = progress_data };

  if (save == NULL)
    return FALSE;
  sink.save = save;
  sink.csv = csv = zg_csv_writer_new ();
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_autofree char *title = zg_table_title (table, (int) i);

      zg_csv_writer_add (csv, title);
    }
  zg_csv_writer_end_row (csv);
  if (!table->each (table, write_row, &sink, cancellable, &wrong) && wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  flush (&sink);
  return zg_save_finish (save, error);
}

gboolean
zg_sheet_write_csv (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, const char *path,
                    ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgTable) table = zg_table_of_query (query, session, db, NULL, 0, ids, n, error);

  return table != NULL && zg_table_write_csv (table, path, progress, progress_data, cancellable, error);
}
