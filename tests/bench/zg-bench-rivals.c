/* The floor and the store: what the list page is compared with. */
#include "zg-bench-scroll.h"

#include "zg-sheet-page-private.h"

/* -- Texts -- */

struct _BenchTexts
{
  Bench     *bench;
  ZgQuery   *query;
  GArray    *ids;
  guint      n_columns;
  char     **texts; /* n_rows × n_columns */
  guint      first, n_rows;
};

static void
take_row (BenchTexts *texts, const ZgRows *rows, int r)
{
  const ZgSheet *sheet = texts->query->sheet;

  for (int c = 0; c < sheet->n_columns; c++)
    if (!(sheet->columns[c].flags & ZG_COL_HIDDEN))
      *texts->texts++ = zg_sheet_cell_text (sheet, c, &rows->cells[r * rows->n_columns + c], rows->states[r]);
}

/* As the list does it: a page of ids, read on a reading thread. */
static gpointer
read_rows (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  BenchTexts *texts = data;
  char      **begin = texts->texts;

  for (guint done = 0; done < texts->n_rows; done += ZG_LIST_PAGE_ROWS)
    {
      int     many = (int) MIN (ZG_LIST_PAGE_ROWS, texts->n_rows - done);
      ZgRows *rows = zg_query_rows (texts->query, texts->bench->hr, db, &g_array_index (texts->ids, gint64, texts->first + done),
                                    many, error);

      for (int r = 0; rows && r < many; r++)
        take_row (texts, rows, r);
      if (rows == NULL)
        return NULL;
      zg_rows_free (rows);
    }
  texts->texts = begin;
  return texts;
}

static gpointer
read_ids (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  BenchTexts *texts = data;

  texts->ids = zg_query_ids (texts->query, texts->bench->hr, db, cancellable, error);
  return texts->ids;
}

BenchTexts *
bench_texts_new (Bench *bench, const ZgSheet *sheet)
{
  BenchTexts *texts = g_new0 (BenchTexts, 1); /* as long as the process */

  texts->bench = bench;
  texts->query = zg_query_new (sheet);
  for (int c = 0; c < sheet->n_columns; c++)
    texts->n_columns += !(sheet->columns[c].flags & ZG_COL_HIDDEN);
  bench_read (bench, read_ids, texts);
  return texts;
}

/* @n rows from @first on, in place of those before. */
static void
read_texts (BenchTexts *texts, guint first, guint n)
{
  for (guint i = 0; i < texts->n_rows * texts->n_columns; i++)
    g_free (texts->texts[i]);
  g_free (texts->texts);
  texts->first = first;
  texts->n_rows = MIN (n, texts->ids->len - first);
  texts->texts = g_new0 (char *, (gsize) texts->n_rows * texts->n_columns);
  bench_read (texts->bench, read_rows, texts);
}

/* -- The floor: the pages in sight are read, and every text in sight is shaped and drawn, and that is all -- */

typedef struct
{
  BenchTexts    *texts;
  GtkAdjustment *adjustment;
  PangoLayout   *layout;
} Floor;

static gboolean
always (gpointer data)
{
  return TRUE;
}

static void
read_sight (BenchTexts *texts, guint top, guint many)
{
  guint first = top - top % ZG_LIST_PAGE_ROWS, end = MIN (top + many, texts->ids->len);

  if (first < texts->first || end > texts->first + texts->n_rows)
    read_texts (texts, first, (end - first + ZG_LIST_PAGE_ROWS - 1) / ZG_LIST_PAGE_ROWS * ZG_LIST_PAGE_ROWS);
}

static void
draw_floor (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  Floor      *floor = data;
  BenchTexts *texts = floor->texts;
  guint       top = (guint) gtk_adjustment_get_value (floor->adjustment) / BENCH_ROW_HEIGHT;
  guint       many = MIN ((guint) (height + BENCH_ROW_HEIGHT - 1) / BENCH_ROW_HEIGHT, texts->ids->len - top);
  int         step = width / (int) texts->n_columns;

  if (floor->layout == NULL)
    floor->layout = gtk_widget_create_pango_layout (GTK_WIDGET (area), NULL);
  pango_layout_set_ellipsize (floor->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (floor->layout, (step - 16) * PANGO_SCALE);
  read_sight (texts, top, many);
  for (guint r = 0; r < many; r++)
    for (guint c = 0; c < texts->n_columns; c++)
      {
        pango_layout_set_text (floor->layout, texts->texts[(top + r - texts->first) * texts->n_columns + c], -1);
        cairo_move_to (cr, (int) c * step + 8, r * BENCH_ROW_HEIGHT + 5);
        pango_cairo_show_layout (cr, floor->layout);
      }
}

BenchView
bench_floor_new (BenchTexts *texts)
{
  Floor     *floor = g_new0 (Floor, 1); /* as long as the process */
  GtkWidget *area = gtk_drawing_area_new ();

  floor->texts = texts;
  floor->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, (double) texts->ids->len * BENCH_ROW_HEIGHT, 28, 700, 700));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_floor, floor, NULL);
  g_signal_connect_swapped (floor->adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), area);
  return (BenchView){ area, floor->adjustment, always, NULL };
}

/* -- The store: an object a row, a label a cell -- */

#define BENCH_TYPE_ROW (bench_row_get_type ())
G_DECLARE_FINAL_TYPE (BenchRow, bench_row, BENCH, ROW, GObject)

struct _BenchRow
{
  GObject parent;
  char  **texts;
};

G_DEFINE_FINAL_TYPE (BenchRow, bench_row, G_TYPE_OBJECT)

static void
bench_row_class_init (BenchRowClass *klass)
{
}

static void
bench_row_init (BenchRow *row)
{
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      BENCH_ROW (gtk_list_item_get_item (item))->texts[GPOINTER_TO_UINT (data)]);
}

static GtkWidget *
column_view (const BenchTexts *texts, GListModel *rows)
{
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (rows)));

  for (guint c = 0; c < texts->n_columns; c++)
    {
      GtkListItemFactory             *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new ("", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), GUINT_TO_POINTER (c));
      gtk_column_view_column_set_fixed_width (column, 110);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  return view;
}

BenchView
bench_store_new (BenchTexts *texts)
{
  GListStore *store = g_list_store_new (BENCH_TYPE_ROW);
  GtkWidget  *scroller = gtk_scrolled_window_new ();

  read_texts (texts, 0, texts->ids->len);
  for (guint r = 0; r < texts->n_rows; r++)
    {
      g_autoptr (BenchRow) row = g_object_new (BENCH_TYPE_ROW, NULL);

      row->texts = &texts->texts[r * texts->n_columns];
      g_list_store_append (store, row);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column_view (texts, G_LIST_MODEL (store)));
  return (BenchView){ scroller, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), always, NULL };
}
