/* A clock's file read in, and a month judged. */
#include "zg-bench.h"

#include <sqlite3.h>
#include <string.h>

#include "zg-attendance.h"
#include "zg-day.h"
#include "zg-module.h"

#define FILE_LINES 14000
#define ROUNDS 5
#define MOST_ROUNDS 60
#define BOUND 1.25

/* -- Import -- */

typedef struct
{
  Bench        *bench;
  GBytes       *bytes;
  ZgImportPlan *plan;
} File;

static GBytes *
make_file (void)
{
  GString *text = g_string_new (NULL);
  int      first;

  zg_month_parse ("2026-11", &first, NULL);
  for (int i = 0; i < FILE_LINES; i++)
    {
      char date[11];
      int  day = i / 640, of_day = i % 640, second = (of_day / 160) * 4 * 3600 + 6 * 3600 + i * 7 % 3600;

      g_string_append_printf (text, "%9d\t%s %02d:%02d:%02d\t1\t0\t1\t0\r\n", BENCH_FIRST_PIN + of_day % 160,
                              zg_day_format (first + day, date),
                              second / 3600, second / 60 % 60, second % 60);
    }
  return g_string_free_to_bytes (text);
}

static gpointer
make_plan (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  File            *file = data;
  const ZgLayout  *layout = zg_layout_by_id ("attlog");
  g_autofree char *clock = g_strdup_printf ("%" G_GINT64_FORMAT, file->bench->clock);
  const char      *values[] = { clock, NULL };

  file->plan = layout->plan (layout, file->bench->hr, db, "1_attlog.dat", file->bytes, values, error);
  return file->plan;
}

static double
import_file (Bench *bench, GBytes *bytes, guint *n_new)
{
  File    file = { bench, bytes, NULL };
  double  begin = bench_wall ();
  GError *error = NULL;

  *n_new = 0;
  bench_read (bench, make_plan, &file);
  if (file.plan->batch && file.plan->batch->n_rows)
    bench_must (zg_book_import (bench->hr, file.plan->batch, "1_attlog.dat", bytes, n_new, NULL, NULL, NULL, NULL, &error) != 0,
                error);
  begin = bench_wall () - begin;
  zg_import_plan_free (file.plan);
  return begin;
}

void
bench_import (Bench *bench)
{
  g_autoptr (GBytes) bytes = make_file ();
  guint              n_new, n_again;
  double             first = import_file (bench, bytes, &n_new), again = import_file (bench, bytes, &n_again);

  bench_head ("a clock's file of 14,000 lines, into a book that holds the month above");
  bench_say ("%u new, then %u new", n_new, n_again);
  bench_bound ("read and imported", first, 1.0, " s");
  bench_bound ("again", again, 1.0, " s");
  bench_bound ("new rows the second time", n_again, 0, "");
}

/* -- Month -- */

typedef struct
{
  double wall, cpu;
} Once;

/* Nothing but stepping over the same rows in the order of their index: what no judge can beat. */
static Once
floor_once (sqlite3 *db, gint64 from, gint64 to)
{
  static const char text[] = "SELECT at, button FROM punch INDEXED BY punch_index_1 WHERE at >= ?1 AND at < ?2"
                             " ORDER BY clock, pin, at, button";
  sqlite3_stmt     *stmt = NULL;
  Once              once = { bench_wall (), bench_cpu () };
  volatile gint64   sum = 0;

  bench_must (sqlite3_prepare_v2 (db, text, -1, &stmt, NULL) == SQLITE_OK, NULL);
  sqlite3_bind_int64 (stmt, 1, from);
  sqlite3_bind_int64 (stmt, 2, to);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    sum = sum ^ sqlite3_column_int64 (stmt, 0) ^ sqlite3_column_int64 (stmt, 1);
  sqlite3_finalize (stmt);
  return (Once){ bench_wall () - once.wall, bench_cpu () - once.cpu };
}

typedef struct
{
  Bench *bench;
  int    first;
  Once   once;
  gint64 n_punches;
  int    n_lines, late;
} Judged;

static gpointer
judge (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Judged  *judged = data;
  double   wall = bench_wall (), cpu = bench_cpu ();
  ZgMonth *month = zg_attendance_month (judged->bench->hr, db, judged->first, 0, 0, cancellable, error);

  if (month == NULL)
    return NULL;
  judged->once.wall = bench_wall () - wall;
  judged->once.cpu = bench_cpu () - cpu;
  judged->n_lines = month->n_lines;
  judged->n_punches = month->n_punches;
  for (int i = 0; i < month->n_units; i++)
    judged->late += month->units[i].late;
  zg_attendance_month_free (month);
  return judged;
}

static sqlite3 *
open_bare (Bench *bench)
{
  sqlite3 *db = NULL;
  int      code = sqlite3_open_v2 (bench->path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

  bench_must (code == SQLITE_OK, NULL);
  /* as the book's readers have it */
  sqlite3_exec (db, "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456", NULL, NULL, NULL);
  return db;
}

/* The best of each counts: what else runs on the machine only adds. So it is tried until the bound is proved, or long enough. */
void
bench_month (Bench *bench)
{
  Judged   judged = { .bench = bench };
  Once     floor = { G_MAXDOUBLE, G_MAXDOUBLE }, best = { G_MAXDOUBLE, G_MAXDOUBLE };
  int      days, rounds;
  sqlite3 *db = open_bare (bench);

  zg_month_parse (BENCH_MONTH, &judged.first, &days);
  for (rounds = 0; rounds < MOST_ROUNDS && (rounds < ROUNDS || best.wall > BOUND * floor.wall); rounds++)
    {
      Once once = floor_once (db, zg_day_to_ms (judged.first, 0), zg_day_to_ms (judged.first + days, 0));

      floor = (Once){ MIN (floor.wall, once.wall), MIN (floor.cpu, once.cpu) };
      judged.late = 0;
      bench_read (bench, judge, &judged);
      best = (Once){ MIN (best.wall, judged.once.wall), MIN (best.cpu, judged.once.cpu) };
    }
  sqlite3_close (db);
  bench_head ("a month judged");
  bench_say ("%d people, %" G_GINT64_FORMAT " punches, %d times late", judged.n_lines, judged.n_punches, judged.late);
  bench_say ("stepped over in %.0f ms (cpu %.0f), judged in %.0f ms (cpu %.0f): the best of %d", floor.wall * 1e3,
             floor.cpu * 1e3,
             best.wall * 1e3, best.cpu * 1e3, rounds);
  bench_bound ("judged ÷ stepped over", best.wall / floor.wall, BOUND, "");
}
