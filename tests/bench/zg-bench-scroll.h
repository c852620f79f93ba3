/* zg-bench-scroll.h: three ways to show a long list, each in a process of its own that prints its figures: "page" the product's,
 * "floor" one canvas that reads the pages in sight and draws their texts and nothing else (as the canvas of the prototype did),
 * "store" a GListStore of all rows with labels. */
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

/* The texts of a list, read by pages as the product reads them. */
typedef struct _BenchTexts BenchTexts;

BenchTexts *bench_texts_new (Bench *bench, const ZgSheet *sheet);
BenchView   bench_floor_new (BenchTexts *texts);
BenchView   bench_store_new (BenchTexts *texts);

G_END_DECLS
