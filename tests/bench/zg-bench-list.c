/* The sheet page's model over every punch: ids, pages, selecting all, memory. */
#include "zg-bench.h"

#include <gtk/gtk.h>
#include <malloc.h>

#include "zg-list-model.h"

#define PAGES 50
#define JUMPS 300

typedef struct
{
  Bench   *bench;
  ZgQuery *query;
  GArray  *ids;
  double   times[PAGES];
} Ask;

static gpointer
ask_ids (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return ask->ids = zg_query_ids (ask->query, ask->bench->hr, db, cancellable, error);
}

/* The bare cursor over the index that gives the list its order. */
static gpointer
step_ids (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT id FROM punch ORDER BY at DESC, id DESC"), NULL);
  gboolean           row;
  gint64             sum = 0;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    sum += zg_stmt_int (stmt, 0);
  return sum ? data : NULL;
}

static gpointer
ask_pages (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  for (int i = 0; i < PAGES; i++)
    {
      guint    first = (guint) ((gint64) i * 7919 * 128 % MAX (1, ask->ids->len - 128));
      double   begin = bench_wall ();
      ZgRows  *rows = zg_query_rows (ask->query, ask->bench->hr, db, &g_array_index (ask->ids, gint64, first),
                                     MIN (128, ask->ids->len), error);

      if (rows == NULL)
        return NULL;
      ask->times[i] = bench_wall () - begin;
      zg_rows_free (rows);
    }
  return ask;
}

static void
on_loaded_cb (ZgListModel *model, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Anywhere in the list, as a person who drags the scroll bar: until the row is there. */
static void
jump (ZgListModel *model, guint position)
{
  g_autoptr (ZgRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);

  while (zg_row_is_loading (row))
    g_main_context_iteration (NULL, TRUE);
}

static void
jump_about (ZgListModel *model, guint n)
{
  double times[JUMPS];

  for (guint i = 0; i < JUMPS; i++)
    {
      double begin = bench_wall ();

      jump (model, (guint) ((guint64) i * 104729 % n));
      times[i] = bench_wall () - begin;
    }
  bench_say ("%d jumps to anywhere: %.1f ms each", JUMPS, bench_median (times, JUMPS) * 1e3);
}

static void
model_of_all (Bench *bench, const ZgQuery *query)
{
  ZgListModel *model = zg_list_model_new (bench->hr, query->sheet);
  gboolean     loaded = FALSE;
  double       begin, selected;
  gint64       rss;
  guint        n;

  malloc_trim (0);
  rss = bench_rss_kib ();

  g_signal_connect (model, "loaded", G_CALLBACK (on_loaded_cb), &loaded);
  begin = bench_wall ();
  zg_list_model_set_query (model, query);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);
  n = g_list_model_get_n_items (G_LIST_MODEL (model));
  bench_say ("model of %u rows: loaded in %.0f ms", n, (bench_wall () - begin) * 1e3);
  begin = bench_wall ();
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (model));
  selected = bench_wall () - begin;
  bench_say ("%u selected", zg_list_model_n_selected (model));
  jump_about (model, n);
  bench_bound ("selecting all", selected * 1e3, 50, " ms");
  bench_bound ("memory after all that", (bench_rss_kib () - rss) / 1024.0, 64, " MiB");
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (model));
  g_object_unref (model);
}

void
bench_list (Bench *bench)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("punch"));
  Ask                 ask = { .bench = bench, .query = query };
  double              begin, ids, step;

  bench_head ("the list of all punches");
  begin = bench_wall ();
  bench_read (bench, step_ids, bench);
  step = bench_wall () - begin;
  begin = bench_wall ();
  bench_read (bench, ask_ids, &ask);
  ids = bench_wall () - begin;
  bench_read (bench, ask_pages, &ask);
  bench_say ("all ids %.0f ms, the bare cursor %.0f ms; a page of 128: %.2f ms", ids * 1e3, step * 1e3,
             bench_median (ask.times, PAGES) * 1e3);
  bench_bound ("all ids ÷ bare cursor", ids / step, 1.5, "");
  bench_bound ("a page of 128 rows", bench_median (ask.times, PAGES) * 1e3, 5, " ms");
  g_array_unref (ask.ids);
  model_of_all (bench, query);
}
