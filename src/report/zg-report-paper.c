/* zg-report-paper.c: a table on paper: widths by what stands in it, upright or lying by how much that is. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-report-paper.h"
#include "zg-text.h"

#define MEASURED 500
#define MAX_ROWS 50000
#define HALF_CHAR 1.62     /* mm of half a Han character at 9 pt */
#define PADDING 3.0        /* mm left and right together */
#define UPRIGHT_COLUMNS 8
#define DENSE_FROM 100     /* rows: longer lists stand closer */
#define WIDEST 46          /* half characters */

typedef struct
{
  ZgTable      *table;
  ZgPaperTable *paper;
  int           n_columns;
  int          *longest; /* half characters */
  gint64       *sums;
  guint         n;
  gboolean      too_long;
} Sink;

static gboolean
is_number (ZgType type)
{
  return type == ZG_INT || type == ZG_MONEY || type == ZG_QTY || type == ZG_DAYS || type == ZG_MINUTES ||
         type == ZG_POINTS;
}

static gboolean
measure_row (const ZgCell *cells, gpointer data, GError **error)
{
  Sink *sink = data;

  for (int i = 0; i < sink->n_columns; i++)
    {
      g_autofree char *text = zg_table_text (sink->table, i, &cells[i], TRUE);

      sink->longest[i] = MAX (sink->longest[i], zg_text_width (text));
    }
  return ++sink->n < MEASURED;
}

static gboolean
write_row (const ZgCell *cells, gpointer data, GError **error)
{
  Sink             *sink = data;
  g_auto (GStrv)    texts = g_new0 (char *, sink->n_columns + 1);

  if (++sink->n > MAX_ROWS)
    {
      sink->too_long = TRUE;
      return FALSE;
    }
  for (int i = 0; i < sink->n_columns; i++)
    {
      texts[i] = zg_table_text (sink->table, i, &cells[i], TRUE);
      if (cells[i].type == ZG_CELL_INT)
        sink->sums[i] += cells[i].i;
    }
  zg_paper_table_row (sink->paper, (const char *const *) texts, ZG_PAPER_ROW_PLAIN);
  return TRUE;
}

static void
write_totals (Sink *sink)
{
  g_auto (GStrv) texts = g_new0 (char *, sink->n_columns + 1);
  gboolean       any = FALSE;

  for (int i = 0; i < sink->n_columns; i++)
    {
      const ZgOutColumn *column = &g_array_index (sink->table->columns, ZgOutColumn, i);
      ZgCell             sum = { .type = ZG_CELL_INT, .i = sink->sums[i] };

      if (column->flags & ZG_OUT_SUM)
        {
          texts[i] = zg_table_text (sink->table, i, &sum, TRUE);
          any = TRUE;
        }
      else
        texts[i] = g_strdup (i == 0 ? _("Total") : "");
    }
  if (any && sink->n > 0)
    zg_paper_table_row (sink->paper, (const char *const *) texts, ZG_PAPER_ROW_TOTAL);
}

static double
natural_width (const Sink *sink, int i)
{
  return MIN (sink->longest[i], WIDEST) * HALF_CHAR + PADDING;
}

static ZgPaperTable *
make_table (ZgPaper *paper, const Sink *sink, const char *const *titles, gboolean tight)
{
  static const ZgPaperTableStyle dense = { .font = 8.5, .row = 5.2 };
  g_autofree ZgPaperColumn *columns = g_new0 (ZgPaperColumn, sink->n_columns + 1);

  for (int i = 0; i < sink->n_columns; i++)
    {
      const ZgOutColumn *column = &g_array_index (sink->table->columns, ZgOutColumn, i);

      columns[i].title = titles[i];
      columns[i].weight = natural_width (sink, i);
      columns[i].align = is_number (column->type) ? ZG_PAPER_RIGHT : ZG_PAPER_LEFT;
      columns[i].wrap = !is_number (column->type) && (tight || (column->flags & ZG_OUT_WIDE) || sink->longest[i] > WIDEST);
    }
  return zg_paper_table (paper, columns, sink->n_columns, sink->n > DENSE_FROM ? &dense : NULL);
}

static ZgPaper *
make_paper (Sink *sink)
{
  ZgTable       *table = sink->table;
  double         natural = 0;
  gboolean       lying, gives = FALSE;
  ZgPaper       *paper;
  const double   upright = zg_paper_a4.width - zg_paper_a4.left - zg_paper_a4.right;
  const double   wide = zg_paper_a4_landscape.width - zg_paper_a4_landscape.left - zg_paper_a4_landscape.right;
  g_auto (GStrv) titles = g_new0 (char *, sink->n_columns + 1);

  for (int i = 0; i < sink->n_columns; i++)
    {
      titles[i] = zg_table_title (table, i);
      sink->longest[i] = MAX (sink->longest[i], zg_text_width (titles[i]));
      natural += natural_width (sink, i);
      gives |= (g_array_index (table->columns, ZgOutColumn, i).flags & ZG_OUT_WIDE) != 0;
    }
  lying = sink->n_columns > UPRIGHT_COLUMNS || natural > upright * (gives ? 1.15 : 1); /* numbers are not broken in two */
  paper = zg_paper_new (lying ? &zg_paper_a4_landscape : &zg_paper_a4);
  zg_paper_set_title (paper, table->title);
  zg_paper_set_subtitle (paper, table->words);
  zg_paper_set_made (paper, table->made);
  sink->paper = make_table (paper, sink, (const char *const *) titles, natural > (lying ? wide : upright));
  return paper;
}

static void
add_signs (ZgPaper *paper, const ZgTable *table)
{
  ZgPaperSign      signs[4] = { { NULL } };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  int              n = 0;

  for (; n < (int) table->signs->len && n < (int) G_N_ELEMENTS (signs); n++)
    {
      char **part = g_strsplit (table->signs->pdata[n], "\t", 3);
      guint  have = g_strv_length (part);

      g_ptr_array_add (parts, part);
      signs[n] = (ZgPaperSign){ part[0], have > 1 ? part[1] : NULL, have > 2 && *part[2] ? part[2] : NULL };
    }
  if (n)
    zg_paper_signatures (paper, signs, n);
}

ZgPaper *
zg_table_paper (ZgTable *table, GCancellable *cancellable, GError **error)
{
  Sink                sink = { .table = table, .n_columns = (int) table->columns->len };
  g_autofree int     *longest = g_new0 (int, sink.n_columns + 1);
  g_autofree gint64  *sums = g_new0 (gint64, sink.n_columns + 1);
  g_autoptr (GError)  wrong = NULL;
  g_autoptr (ZgPaper) paper = NULL;

  sink.longest = longest;
  sink.sums = sums;
  table->each (table, measure_row, &sink, cancellable, &wrong);
  if (wrong == NULL)
    {
      paper = make_paper (&sink);
      sink.n = 0;
      table->each (table, write_row, &sink, cancellable, &wrong);
    }
  if (wrong == NULL && sink.too_long)
    g_set_error (&wrong, ZG_ERROR, ZG_ERROR_USAGE,
                 _("More than %d rows are too many for paper. Nothing was made; narrow the list, or export it as a workbook."),
                 MAX_ROWS);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  write_totals (&sink);
  for (guint i = 0; i < table->notes->len; i++)
    zg_paper_legend (paper, g_ptr_array_index (table->notes, i));
  add_signs (paper, table);
  return g_steal_pointer (&paper);
}

ZgPaper *
zg_sheet_paper (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, GCancellable *cancellable,
                GError **error)
{
  g_autoptr (ZgTable) table = zg_table_of_query (query, session, db, NULL, 0, ids, n, error);

  return table != NULL ? zg_table_paper (table, cancellable, error) : NULL;
}

gboolean
zg_sheet_write_pdf (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, const char *path,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgPaper) paper = zg_sheet_paper (query, session, db, ids, n, cancellable, error);

  return paper != NULL && zg_paper_save_pdf (paper, path, error);
}
