/* zg-bench.h: what the parts of the bench share. Figures are printed; a ratio over its bound makes the program exit 1. */
#pragma once

#include <gio/gio.h>

#include "../remove-tree.h"
#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  char      *folder, *path;
  ZgBook    *book;
  ZgSession *hr;
  gint64     clock;      /* record of the time clock */
  int        n_staff;
  gint64     n_punches;
  gboolean   kept;       /* the folder stays */
} Bench;

#define BENCH_MONTH "2026-10"
#define BENCH_FIRST_PIN 20001

/* Figures. bench_bound: @value must not be above @most. */
void     bench_head    (const char *title);
void     bench_say     (const char *format, ...) G_GNUC_PRINTF (1, 2);
void     bench_bound   (const char *name, double value, double most, const char *unit);
double   bench_wall    (void); /* seconds */
double   bench_cpu     (void); /* of the process, all threads */
double   bench_cpu_children (void); /* of those that have ended */
gint64   bench_rss_kib (void);
guint32  bench_mix     (guint32 n); /* a number as good as by chance, the same each time */
double   bench_median  (double *values, int n); /* sorts them */
void     bench_must    (gboolean done, GError *error); /* stops the program with what went wrong */

/* bench_open: a trial book with @staff people, each with four punches a day in BENCH_MONTH. @keep: (nullable): a folder that
 * holds it for the next time. */
void     bench_open    (Bench *bench, int staff, const char *keep);
void     bench_close   (Bench *bench);
/* bench_leave: the book is closed, its files stay until bench_close. */
void     bench_leave   (Bench *bench);
/* bench_read: @fn on a reader's thread. */
gpointer bench_read    (Bench *bench, ZgStoreFunc fn, gpointer data);

void     bench_import   (Bench *bench);
void     bench_month    (Bench *bench);
void     bench_workbook (Bench *bench);
void     bench_list     (Bench *bench);
/* bench_scroll: starts @program three times; last of those that need the book. bench_scroll_child: what it then does. */
void     bench_scroll       (Bench *bench, const char *program);
int      bench_scroll_child (const char *which, const char *path);
/* bench_sealed: half a million people with sealed phones, in a book of its own. */
void     bench_sealed   (void);
/* bench_board: starts @program once. bench_board_child: what it then does. */
void     bench_board       (const char *program);
int      bench_board_child (const char *path);
void     bench_start    (const char *desk);
/* bench_orders: @n orders read in, twice as many where the table is to hold some. */
void     bench_orders   (guint n);
/* bench_search: in a list of @n orders. */
void     bench_search   (guint n);
/* bench_desk: a desk beside an import of @n orders. bench_stock: @n entries in the ledger of the warehouse. */
void     bench_desk     (guint n);
void     bench_stock    (guint n);

G_END_DECLS
