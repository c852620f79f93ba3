/* The list page on the screen: first rows, jumps and wheel steps, beside a canvas that only reads and draws and beside a list
 * that holds all. */
#include "zg-bench-scroll.h"

#include <adwaita.h>
#include <stdio.h>
#include <unistd.h>

#include "zg-desk-util.h"
#include "zg-list-model.h"
#include "zg-people.h"
#include "zg-sheet-page-private.h"

#define JUMPS 60
#define STEPS 120
#define LONGEST     180 /* seconds */

typedef struct
{
  double first_ms, jump_ms, step_ms, rss_mib;
} Figures;

/* -- In the child -- */

static GdkFrameClock *frames;
static guint          painted;

static void
on_after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  painted++;
}

/* Until a frame has been painted with the rows in sight. A frame is asked for, because a step that changes nothing makes none. */
static void
settle (const BenchView *view)
{
  do
    {
      guint before = painted;

      gdk_frame_clock_request_phase (frames, GDK_FRAME_CLOCK_PHASE_PAINT);
      while (painted == before)
        g_main_context_iteration (NULL, TRUE);
    }
  while (!view->ready (view->data));
}

static double
scroll_to (const BenchView *view, double value)
{
  double begin = bench_cpu ();

  gtk_adjustment_set_value (view->adjustment, value);
  settle (view);
  return (bench_cpu () - begin) * 1e3;
}

static void
scroll_about (const BenchView *view, Figures *figures)
{
  double end = gtk_adjustment_get_upper (view->adjustment) - gtk_adjustment_get_page_size (view->adjustment);
  double jumps[JUMPS], steps[STEPS];

  for (int i = 0; i < JUMPS; i++)
    jumps[i] = scroll_to (view, (double) ((gint64) (i + 1) * 104729 % 1000) / 1000 * end);
  for (int i = 0; i < STEPS; i++)
    steps[i] = scroll_to (view, end / 2 + 3.0 * BENCH_ROW_HEIGHT * (i + 1));
  figures->jump_ms = bench_median (jumps, JUMPS);
  figures->step_ms = bench_median (steps, STEPS);
}

static gboolean
is_row_read (gpointer data)
{
  ZgSheetPage      *page = data;
  GtkAdjustment    *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page->scroller));
  GListModel       *model = G_LIST_MODEL (zg_sheet_page_get_model (page));
  double            part = gtk_adjustment_get_value (adjustment) / MAX (1, gtk_adjustment_get_upper (adjustment));
  guint             n = g_list_model_get_n_items (model);
  g_autoptr (ZgRow) row = g_list_model_get_item (model, MIN ((guint) (part * n), MAX (n, 1) - 1));

  return row && !zg_row_is_loading (row);
}

static BenchView
page_new (Bench *bench, const ZgSheet *sheet)
{
  GtkWidget   *page = zg_sheet_page_new (bench->hr, sheet);
  ZgSheetPage *self = ZG_SHEET_PAGE (page);

  return (BenchView){ page, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), is_row_read, self };
}

static BenchView
view_new (Bench *bench, const char *which, const ZgSheet *sheet)
{
  if (g_str_equal (which, "page"))
    return page_new (bench, sheet);
  if (g_str_equal (which, "floor"))
    return bench_floor_new (bench_texts_new (bench, sheet));
  return bench_store_new (bench_texts_new (bench, sheet));
}

int
bench_scroll_child (const char *which, const char *path)
{
  Bench      bench = { 0 };
  GError    *error = NULL;
  GtkWidget *window;
  BenchView  view;
  Figures    figures = { 0 };

  alarm (LONGEST); /* a window that never paints must not hang the bench */
  bench.book = zg_book_open (path, FALSE, &error);
  bench_must (bench.book != NULL, error);
  bench.hr = zg_book_login_trial (bench.book, "chenjing", &error);
  bench_must (bench.hr != NULL, error);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  zg_kit_init ();
  zg_kit_add_style ();
  view = view_new (&bench, which, zg_sheet_by_id ("punch"));
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1166, 768);
  gtk_window_set_child (GTK_WINDOW (window), view.widget);
  gtk_window_present (GTK_WINDOW (window));
  frames = gtk_widget_get_frame_clock (window);
  g_signal_connect (frames, "after-paint", G_CALLBACK (on_after_paint_cb), NULL);
  settle (&view);
  figures.first_ms = bench_cpu () * 1e3;
  if (!g_str_equal (which, "store"))
    scroll_about (&view, &figures);
  figures.rss_mib = bench_rss_kib () / 1024.0;
  printf ("%.1f %.2f %.2f %.1f\n", figures.first_ms, figures.jump_ms, figures.step_ms, figures.rss_mib);
  return 0;
}

/* -- In the bench -- */

static Figures
figures_of (const char *program, const char *which, const char *path)
{
  const char      *argv[] = { program, "--scroll", which, path, NULL };
  g_autofree char *out = NULL;
  GError          *error = NULL;
  Figures          figures = { 0 };
  int              status = 0;
  gboolean         done = g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, &out, NULL, &status,
                                        &error) &&
                  g_spawn_check_wait_status (status, &error);

  bench_must (done, error);
  done = sscanf (out, "%lf %lf %lf %lf", &figures.first_ms, &figures.jump_ms, &figures.step_ms, &figures.rss_mib) == 4;
  bench_must (done, NULL);
  bench_say ("%-5s  first rows %6.0f ms of cpu, a jump %5.1f ms, three rows by wheel %5.1f ms, memory %5.0f MiB", which,
             figures.first_ms, figures.jump_ms, figures.step_ms, figures.rss_mib);
  return figures;
}

void
bench_scroll (Bench *bench, const char *program)
{
  Figures page, floor, store;

  bench_head ("the list page on the screen, all punches");
  bench_leave (bench); /* a book is open in one process at a time */
  page = figures_of (program, "page", bench->path);
  floor = figures_of (program, "floor", bench->path);
  store = figures_of (program, "store", bench->path);
  bench_bound ("a jump ÷ reading and drawing alone", page.jump_ms / floor.jump_ms, 2.2, "");
  bench_bound ("three rows by wheel", page.step_ms, 16, " ms");
  bench_bound ("first rows, processor time ÷ list that holds all", page.first_ms / store.first_ms, 0.12, "");
  bench_bound ("memory ÷ list that holds all", page.rss_mib / store.rss_mib, 0.25, "");
}
