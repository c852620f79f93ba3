/* The floor and the store: what the list page is compared with. */
#include "zg-bench-scroll.h"

#include "zg-sheet-page-private.h"

#define CHUNK 1000

/* -- Texts -- */

typedef struct
{
  Bench         *bench;
  const ZgSheet *sheet;
  guint          most;
  BenchTexts    *texts;
} Reading;

static void
take_row (Reading *reading, const ZgRows *rows, int r)
{
  BenchTexts *texts = reading->texts;
  int         shown = 0;

  for (int c = 0; c < reading->sheet->n_columns; c++)
    if (!(reading->sheet->columns[c].flags & ZG_COL_HIDDEN))
      texts->texts[texts->n_rows * texts->n_columns + (guint) shown++] =
          zg_sheet_cell_text (reading->sheet, c, &rows->cells[r * rows->n_columns + c], rows->states[r]);
  texts->n_rows++;
}

static gpointer
read_texts (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading            *reading = data;
  g_autoptr (ZgQuery) query = zg_query_new (reading->sheet);
  g_autoptr (GArray)  ids = zg_query_ids (query, reading->bench->hr, db, cancellable, error);
  guint               n = ids ? MIN (ids->len, reading->most) : 0;

  reading->texts->texts = g_new0 (char *, (gsize) n * reading->texts->n_columns);
  for (guint first = 0; first < n; first += CHUNK)
    {
      int     many = (int) MIN (CHUNK, n - first);
      ZgRows *rows = zg_query_rows (query, reading->bench->hr, db, &g_array_index (ids, gint64, first), many, error);

      for (int r = 0; rows && r < many; r++)
        take_row (reading, rows, r);
      if (rows == NULL)
        return NULL;
      zg_rows_free (rows);
    }
  return reading->texts;
}

BenchTexts *
bench_texts (Bench *bench, const ZgSheet *sheet, guint most)
{
  Reading reading = { bench, sheet, most, g_new0 (BenchTexts, 1) };

  for (int c = 0; c < sheet->n_columns; c++)
    reading.texts->n_columns += !(sheet->columns[c].flags & ZG_COL_HIDDEN);
  return bench_read (bench, read_texts, &reading);
}

/* -- The floor: every text in sight is shaped and drawn, and that is all -- */

typedef struct
{
  const BenchTexts *texts;
  GtkAdjustment    *adjustment;
  PangoLayout      *layout;
} Floor;

static gboolean
always (gpointer data)
{
  return TRUE;
}

static void
draw_floor (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  Floor *floor = data;
  guint  top = (guint) gtk_adjustment_get_value (floor->adjustment) / BENCH_ROW_HEIGHT;
  int    step = width / (int) floor->texts->n_columns;

  if (floor->layout == NULL)
    floor->layout = gtk_widget_create_pango_layout (GTK_WIDGET (area), NULL);
  pango_layout_set_ellipsize (floor->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (floor->layout, (step - 16) * PANGO_SCALE);
  for (int y = 0; y * BENCH_ROW_HEIGHT < height; y++)
    for (guint c = 0; c < floor->texts->n_columns; c++)
      {
        guint row = (top + (guint) y) % floor->texts->n_rows;

        pango_layout_set_text (floor->layout, floor->texts->texts[row * floor->texts->n_columns + c], -1);
        cairo_move_to (cr, (int) c * step + 8, y * BENCH_ROW_HEIGHT + 5);
        pango_cairo_show_layout (cr, floor->layout);
      }
}

BenchView
bench_floor_new (const BenchTexts *texts, guint n_rows)
{
  Floor     *floor = g_new0 (Floor, 1); /* as long as the process */
  GtkWidget *area = gtk_drawing_area_new ();

  floor->texts = texts;
  floor->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, (double) n_rows * BENCH_ROW_HEIGHT, 28, 700, 700));
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
bench_store_new (const BenchTexts *texts)
{
  GListStore *store = g_list_store_new (BENCH_TYPE_ROW);
  GtkWidget  *scroller = gtk_scrolled_window_new ();

  for (guint r = 0; r < texts->n_rows; r++)
    {
      g_autoptr (BenchRow) row = g_object_new (BENCH_TYPE_ROW, NULL);

      row->texts = &texts->texts[r * texts->n_columns];
      g_list_store_append (store, row);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column_view (texts, G_LIST_MODEL (store)));
  return (BenchView){ scroller, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), always, NULL };
}
