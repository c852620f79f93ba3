/* zg-bench-scroll.h: three ways to show a long list, each in a process of its own that prints its figures: "page" the product's,
 * "floor" one canvas that draws as many texts and nothing else, "store" a GListStore of all rows with labels. */
#pragma once

#include <gtk/gtk.h>

#include "zg-bench.h"
#include "zg-sheet.h"

G_BEGIN_DECLS

#define BENCH_ROW_HEIGHT 28

/* What is scrolled. @ready: whether the rows at the adjustment's value are read. */
typedef struct
{
  GtkWidget     *widget;
  GtkAdjustment *adjustment;
  gboolean     (*ready) (gpointer data);
  gpointer       data;
} BenchView;

/* Texts of a list, row by row; @texts: n_rows × n_columns. */
typedef struct
{
  guint  n_rows, n_columns;
  char **texts;
} BenchTexts;

/* bench_texts: of the first @most rows of the list. Returns: (transfer full). */
BenchTexts *bench_texts      (Bench *bench, const ZgSheet *sheet, guint most);
BenchView   bench_floor_new  (const BenchTexts *texts, guint n_rows);
BenchView   bench_store_new  (const BenchTexts *texts);

G_END_DECLS
