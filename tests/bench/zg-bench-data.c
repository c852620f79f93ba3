/* The data of the bench: a trial book, many more people, and a month of their punches, written by imports like any file. */
#include "zg-bench.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "zg-attendance-kinds.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo.h"
#include "zg-people.h"
#include "zg-staff.h"

#define DAYS 31
#define SLICE 100000

static gint64
import (Bench *bench, ZgBatch *batch, const char *source)
{
  GError *error = NULL;
  guint   n_new = 0;

  bench_must (zg_book_import (bench->hr, batch, source, NULL, &n_new, NULL, NULL, NULL, NULL, &error) != 0, error);
  return n_new;
}

typedef struct
{
  GArray *units;
  gint64  clock, n_punches;
} Given;

static gpointer
read_given (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Given             *given = data;
  g_autoptr (ZgStmt) units = zg_db_query (db, error, ZG_SQL ("SELECT id FROM unit WHERE state = 'active' ORDER BY id"), NULL);
  gboolean           row;

  while (units && zg_stmt_step (units, &row, error) && row)
    {
      gint64 id = zg_stmt_int (units, 0);

      g_array_append_val (given->units, id);
    }
  return units && zg_db_int (db, &given->clock, error, ZG_SQL ("SELECT id FROM clock WHERE number = 1"), NULL) &&
                 zg_db_int (db, &given->n_punches, error, ZG_SQL ("SELECT COUNT(*) FROM punch"), NULL)
             ? given
             : NULL;
}

static void
add_person (ZgBatch *batch, const GArray *units, int i)
{
  static const char *const families[] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴" };
  static const char *const given[] = { "伟", "芳", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰" };
  ZgCell          *cells = zg_batch_row (batch);
  g_autofree char *number = g_strdup_printf ("B%05d", i);
  g_autofree char *name = g_strconcat (families[i % 10], given[i / 10 % 12], given[i / 120 % 12], NULL);

  zg_batch_text (batch, &cells[ZG_STAFF_NUMBER], number, -1);
  zg_batch_text (batch, &cells[ZG_STAFF_NAME], name, -1);
  zg_batch_int (&cells[ZG_STAFF_UNIT], g_array_index (units, gint64, i % units->len));
  zg_batch_int (&cells[ZG_STAFF_EMPLOYMENT], ZG_EMPLOYMENT_REGULAR);
  zg_batch_int (&cells[ZG_STAFF_CATEGORY], i % 2 ? ZG_CATEGORY_OPERATIONS : ZG_CATEGORY_ADMINISTRATION);
  zg_batch_text (batch, &cells[ZG_STAFF_JOINED], "2024-01-01", -1);
}

static void
make_people (Bench *bench, const GArray *units)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_staff, bench->n_staff);

  for (int i = 0; i < bench->n_staff; i++)
    add_person (batch, units, i);
  import (bench, batch, "people.xlsx");
}

static gpointer
add_pins (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgBatch           *batch = data;
  g_autoptr (ZgStmt) rows = zg_db_query (db, error, ZG_SQL ("SELECT id FROM staff WHERE number LIKE 'B%' ORDER BY number"), NULL);
  gboolean           row;
  int                pin = BENCH_FIRST_PIN;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgCell          *cells = zg_batch_row (batch);
      g_autofree char *text = g_strdup_printf ("%d", pin++);

      zg_batch_text (batch, &cells[ZG_PIN_PIN], text, -1);
      zg_batch_int (&cells[ZG_PIN_STAFF], zg_stmt_int (rows, 0));
    }
  return data;
}

static void
make_pins (Bench *bench)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_clock_pin, bench->n_staff);

  bench_read (bench, add_pins, batch);
  for (guint i = 0; i < batch->n_rows; i++)
    zg_batch_int (&g_array_index (batch->cells, ZgCell, i * ZG_PIN_N_FIELDS + ZG_PIN_CLOCK), bench->clock);
  import (bench, batch, "pins.xlsx");
}

static void
add_punch (Bench *bench, ZgBatch *batch, int person, int day, int second, int line)
{
  ZgCell *cells = zg_batch_row (batch);
  char    raw[64], pin[12], date[11];
  int     n;

  n = g_snprintf (pin, sizeof pin, "%d", BENCH_FIRST_PIN + person);
  zg_batch_int (&cells[ZG_PUNCH_CLOCK_REF], bench->clock);
  zg_batch_text (batch, &cells[ZG_PUNCH_PIN], pin, n);
  zg_batch_int (&cells[ZG_PUNCH_AT], zg_day_to_ms (day, second));
  zg_batch_int (&cells[ZG_PUNCH_BUTTON], 255);
  zg_batch_int (&cells[ZG_PUNCH_VERIFY], 1);
  zg_batch_int (&cells[ZG_PUNCH_LINE], line);
  n = g_snprintf (raw, sizeof raw, "%9s\t%s %02d:%02d:%02d\t1\t255\t1\t0", pin, zg_day_format (day, date), second / 3600,
                  second / 60 % 60, second % 60);
  zg_batch_text (batch, &cells[ZG_PUNCH_RAW], raw, n);
}

/* In the order a clock writes them: day by day, and of a day one turn after the other. One punch in forty is missing. */
static void
make_punches (Bench *bench)
{
  static const int due[] = { 8 * 60 + 30, 12 * 60, 14 * 60, 18 * 60 };
  ZgBatch *batch = zg_batch_new (&zg_punch, SLICE);
  int      first, line = 0;

  zg_month_parse (BENCH_MONTH, &first, NULL);
  for (int day = 0; day < DAYS; day++)
    for (int turn = 0; turn < 4; turn++)
      for (int person = 0; person < bench->n_staff; person++)
        {
          guint32 dice = bench_mix ((day * 4 + turn) * 65536 + person);

          if (dice % 40 == 0)
            continue;
          add_punch (bench, batch, person, first + day, (due[turn] + (int) (dice / 40 % 26) - (turn % 2 ? 2 : 15)) * 60
                     + dice / 1040 % 60, ++line);
          if (batch->n_rows < SLICE)
            continue;
          bench->n_punches += import (bench, batch, "1_attlog.dat");
          zg_batch_free (batch);
          batch = zg_batch_new (&zg_punch, SLICE);
        }
  if (batch->n_rows)
    bench->n_punches += import (bench, batch, "1_attlog.dat");
  zg_batch_free (batch);
}

/* A kept book is taken as it is; else one is made. */
static gboolean
open_book (Bench *bench, gint64 now)
{
  GError          *error = NULL;
  g_autofree char *recovery = NULL;
  gboolean         there = g_file_test (bench->path, G_FILE_TEST_EXISTS);

  zg_clock_set (now);
  bench->book = there ? zg_book_open (bench->path, FALSE, &error) : zg_demo_create (bench->path, 16, 1, 7, &recovery, &error);
  bench_must (bench->book != NULL, error);
  zg_clock_set (now);
  bench->hr = zg_book_login_trial (bench->book, "chenjing", &error);
  bench_must (bench->hr != NULL, error);
  return there;
}

void
bench_open (Bench *bench, int staff, const char *keep)
{
  GError *error = NULL;
  Given   given = { g_array_new (FALSE, FALSE, sizeof (gint64)), 0, 0 };
  gint64  now;
  double  begin;

  bench->kept = keep != NULL;
  bench->folder = keep ? g_strdup (keep) : g_dir_make_tmp ("zg-bench-XXXXXX", &error);
  bench_must (bench->folder != NULL && g_mkdir_with_parents (bench->folder, 0700) == 0, error);
  bench->path = g_build_filename (bench->folder, "bench.zgb", NULL);
  bench->n_staff = staff;
  zg_stamp_parse ("2026-11-23 09:00:00", &now);
  if (open_book (bench, now))
    {
      bench_read (bench, read_given, &given);
      bench->clock = given.clock;
      bench->n_punches = given.n_punches;
      g_array_unref (given.units);
      return;
    }
  bench_read (bench, read_given, &given);
  bench->clock = given.clock;
  bench_head ("data");
  make_people (bench, given.units);
  make_pins (bench);
  begin = bench_wall ();
  make_punches (bench);
  bench_say ("%d people, %" G_GINT64_FORMAT " punches, imported in %.1f s: %.1f us a row", staff, bench->n_punches,
             bench_wall () - begin,
             (bench_wall () - begin) * 1e6 / bench->n_punches);
  g_array_unref (given.units);
}

void
bench_leave (Bench *bench)
{
  g_clear_pointer (&bench->hr, zg_session_unref);
  g_clear_pointer (&bench->book, zg_book_unref);
}

void
bench_close (Bench *bench)
{
  bench_leave (bench);
  if (!bench->kept)
    remove_tree (bench->folder);
  g_clear_pointer (&bench->folder, g_free);
  g_clear_pointer (&bench->path, g_free);
  zg_clock_set (0);
}
