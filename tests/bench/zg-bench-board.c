/* The roster board on the screen, 200 people by 31 days: what a frame costs while it is scrolled and while shifts are typed. */
#include "zg-bench.h"

#include <adwaita.h>
#include <stdio.h>
#include <unistd.h>

#include "zg-day.h"
#include "zg-demo.h"
#include "zg-desk-util.h"
#include "zg-people.h"
#include "zg-roster-board.h"
#include "zg-roster-grid.h"

#define PEOPLE 200
#define FRAMES 120
#define FRAME_MS 16 /* sixty a second */
#define LONGEST 180 /* seconds */

static GdkFrameClock *frames;
static guint          painted;

static void
on_after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  painted++;
}

static double
frame (double begin)
{
  guint before = painted;

  gdk_frame_clock_request_phase (frames, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (painted == before)
    g_main_context_iteration (NULL, TRUE);
  return (bench_cpu () - begin) * 1e3;
}

static gpointer
read_board (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_roster_board (((Bench *) data)->hr, db, zg_day_from_ymd (2026, 12, 1), 0, error);
}

static ZgRosterEdit *
open_board (Bench *bench, const char *path)
{
  GError *error = NULL;

  bench->book = zg_book_open (path, FALSE, &error);
  bench_must (bench->book != NULL, error);
  bench->hr = zg_book_login_trial (bench->book, "chenjing", &error);
  bench_must (bench->hr != NULL, error);
  return zg_roster_edit_new (bench_read (bench, read_board, bench));
}

/* A shift for each of many cells, and taken back: the counts at the right and the gaps at the foot go with it. */
static double
type_shifts (ZgRosterGrid *grid, ZgRosterEdit *edit)
{
  double took[FRAMES];

  for (int i = 0; i < FRAMES; i++)
    {
      double begin = bench_cpu ();

      zg_roster_grid_set_current (grid, i % PEOPLE, i % 28);
      if (!zg_roster_grid_paint (grid, i % (int) zg_roster_edit_board (edit)->shifts->len))
        zg_roster_grid_undo (grid);
      took[i] = frame (begin);
    }
  return bench_median (took, FRAMES);
}

static double
scroll (GtkAdjustment *adjustment)
{
  double took[FRAMES], end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  for (int i = 0; i < FRAMES; i++)
    {
      double begin = bench_cpu ();

      gtk_adjustment_set_value (adjustment, end * i / FRAMES);
      took[i] = frame (begin);
    }
  return bench_median (took, FRAMES);
}

int
bench_board_child (const char *path)
{
  Bench          bench = { 0 };
  GtkWidget     *window, *scroller, *grid;
  ZgRosterEdit  *edit;
  double         step, typed;

  alarm (LONGEST); /* a window that never paints must not hang the bench */
  edit = open_board (&bench, path);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  zg_kit_init ();
  zg_kit_add_style ();
  window = gtk_window_new ();
  scroller = gtk_scrolled_window_new ();
  grid = zg_roster_grid_new ();
  zg_roster_grid_set_edit (ZG_ROSTER_GRID (grid), edit, NULL, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
  frames = gtk_widget_get_frame_clock (window);
  g_signal_connect (frames, "after-paint", G_CALLBACK (on_after_paint_cb), NULL);
  frame (0);
  step = scroll (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
  typed = type_shifts (ZG_ROSTER_GRID (grid), edit);
  printf ("%u %.2f %.2f\n", zg_roster_edit_board (edit)->people->len, step, typed);
  return 0;
}

void
bench_board (const char *program)
{
  g_autofree char *folder = g_dir_make_tmp ("zg-board-XXXXXX", NULL), *recovery = NULL, *out = NULL;
  g_autofree char *path = g_build_filename (folder, "demo.zgb", NULL), *rest = g_strdup_printf ("rm -r '%s'", folder);
  const char      *argv[] = { program, "--board", path, NULL };
  GError          *error = NULL;
  ZgBook          *book;
  double           step, typed;
  guint            people;
  int              status = 0;
  gboolean         done;

  bench_head ("the roster board on the screen");
  book = zg_demo_create (path, PEOPLE, 1, 1, &recovery, &error);
  bench_must (book != NULL, error);
  zg_book_unref (book);
  done = g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, &out, NULL, &status, &error) &&
         g_spawn_check_wait_status (status, &error);
  bench_must (done, error);
  bench_must (sscanf (out, "%u %lf %lf", &people, &step, &typed) == 3, NULL);
  bench_say ("%u people, 31 days", people);
  bench_bound ("a frame while scrolling, processor time", step, FRAME_MS, " ms");
  bench_bound ("a frame after a shift was typed, processor time", typed, FRAME_MS, " ms");
  bench_must (system (rest) == 0, NULL);
}
