/* The workbook of a long list beside the bare library writing the same cells off the same cursor. */
#include "zg-bench.h"

#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "zg-clock.h"
#include "zg-report-xlsx.h"
#include "zg-sheet.h"

typedef struct
{
  Bench        *bench;
  ZgQuery      *query;
  const char   *path;
  double        cpu, wall;
  gint64        n;
} Job;

/* -- Bare -- */

typedef struct
{
  Job           *job;
  lxw_workbook  *book;
  lxw_worksheet *sheet;
  lxw_format    *time;
  lxw_row_t      row;
} Bare;

static void
bare_sheet (Bare *bare)
{
  const ZgSheet *sheet = bare->job->query->sheet;
  lxw_col_t      at = 0;

  bare->sheet = workbook_add_worksheet (bare->book, NULL);
  worksheet_freeze_panes (bare->sheet, 1, 0);
  worksheet_set_column (bare->sheet, 0, (lxw_col_t) (sheet->n_columns - 1), 18, NULL);
  bare->row = 0;
  for (int c = 0; c < sheet->n_columns; c++)
    if (!(sheet->columns[c].flags & ZG_COL_HIDDEN))
      worksheet_write_string (bare->sheet, 0, at++, sheet->columns[c].title, NULL);
  bare->row++;
}

static gboolean
bare_row (gint64 id, const ZgCell *cells, gpointer data, GError **error)
{
  Bare          *bare = data;
  const ZgSheet *sheet = bare->job->query->sheet;
  lxw_col_t      at = 0;

  if (bare->row == LXW_ROW_MAX)
    bare_sheet (bare);
  for (int c = 0; c < sheet->n_columns; c++)
    {
      if (sheet->columns[c].flags & ZG_COL_HIDDEN)
        continue;
      if (cells[c].type == ZG_CELL_TEXT)
        worksheet_write_string (bare->sheet, bare->row, at, cells[c].s, NULL);
      else if (cells[c].type == ZG_CELL_INT && sheet->columns[c].type == ZG_TIME)
        worksheet_write_number (bare->sheet, bare->row, at, (double) (cells[c].i + ZG_CLOCK_OFFSET_MS) / 86400000.0 + 25569,
                                bare->time);
      else if (cells[c].type == ZG_CELL_INT && sheet->columns[c].type == ZG_ENUM)
        worksheet_write_string (bare->sheet, bare->row, at, zg_enum_by_number (sheet->columns[c].names, cells[c].i)->title, NULL);
      else if (cells[c].type == ZG_CELL_INT)
        worksheet_write_number (bare->sheet, bare->row, at, (double) cells[c].i, NULL);
      at++;
    }
  bare->row++;
  bare->job->n++;
  return TRUE;
}

static gpointer
write_bare (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job                 *job = data;
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  Bare                 bare = { .job = job, .book = workbook_new_opt (job->path, &options) };
  double               cpu = bench_cpu (), wall = bench_wall ();
  gboolean             done;

  job->n = 0;
  bare.time = workbook_add_format (bare.book);
  format_set_num_format (bare.time, "yyyy-mm-dd hh:mm:ss");
  bare_sheet (&bare);
  done = zg_query_each (job->query, job->bench->hr, db, bare_row, &bare, NULL, error);
  done = workbook_close (bare.book) == LXW_NO_ERROR && done;
  job->cpu = bench_cpu () - cpu;
  job->wall = bench_wall () - wall;
  return done ? job : NULL;
}

/* -- The product -- */

static gpointer
write_product (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job   *job = data;
  double cpu = bench_cpu (), wall = bench_wall ();

  if (!zg_sheet_write_xlsx (job->query, job->bench->hr, db, NULL, 0, job->path, NULL, NULL, NULL, error))
    return NULL;
  job->cpu = bench_cpu () - cpu;
  job->wall = bench_wall () - wall;
  return job;
}

void
bench_workbook (Bench *bench)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("punch"));
  g_autofree char    *path = g_build_filename (bench->folder, "list.xlsx", NULL);
  Job                 job = { .bench = bench, .query = query, .path = path };
  double              bare[3], product[3];
  gint64              rss = bench_rss_kib ();
  GStatBuf            st = { 0 };
  int                 rounds = bench->n_punches > 300000 ? 1 : 3;

  bench_head ("a workbook of all punches");
  for (int i = 0; i < rounds; i++)
    {
      bench_read (bench, write_bare, &job);
      bare[i] = job.cpu;
      g_stat (path, &st);
      bench_say ("bare library %.1f s, cpu %.1f s, %.0f MiB", job.wall, job.cpu, st.st_size / 1048576.0);
      bench_read (bench, write_product, &job);
      product[i] = job.cpu;
      g_stat (path, &st);
      bench_say ("product %.1f s, cpu %.1f s, %.0f MiB", job.wall, job.cpu, st.st_size / 1048576.0);
    }
  bench_say ("%" G_GINT64_FORMAT " rows; memory %+.0f MiB", job.n, (bench_rss_kib () - rss) / 1024.0);
  bench_bound ("product ÷ bare library, processor time", bench_median (product, rounds) / bench_median (bare, rounds), 1.10, "");
  g_remove (path);
}
