/* zg-bench: the heavy paths beside what they cannot beat, in one run on one machine: ratios, not seconds, are the bounds.
 *
 *   zg-bench [import] [month] [workbook] [list] [scroll] [sealed] [board] [start] [orders] [search] [desk] [stock]
 *                  all of them where none is named
 *   --staff N      people of the month (10000, with some 1,200,000 punches)
 *   --orders N     orders read in (200000; a million is what is to be judged)
 *   --lines N      entries in the ledger of the warehouse (1000000)
 *   --keep FOLDER  the data stay there for the next run */
#include "zg-bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "zg-modules.h"
#include "zg-people.h"
#include "zg-report-attendance.h"

static int over;

void
bench_head (const char *title)
{
  printf ("\n%s\n", title);
  fflush (stdout); /* or a fork would say it again */
}

void
bench_say (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  fputs ("  ", stdout);
  vprintf (format, args);
  putchar ('\n');
  fflush (stdout);
  va_end (args);
}

void
bench_bound (const char *name, double value, double most, const char *unit)
{
  gboolean holds = value <= most;

  over += !holds;
  bench_say ("%-4s %s %.2f%s (at most %.2f%s)", holds ? "ok" : "OVER", name, value, unit, most, unit);
}

double
bench_wall (void)
{
  return g_get_monotonic_time () / 1e6;
}

double
bench_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double
bench_cpu_children (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

guint32
bench_mix (guint32 n)
{
  n ^= n >> 16;
  n *= 0x7feb352d;
  n ^= n >> 15;
  n *= 0x846ca68b;
  return n ^ n >> 16;
}

gint64
bench_rss_kib (void)
{
  g_autofree char *text = NULL;
  const char      *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (line = strstr (text, "RssAnon:")) == NULL)
    return 0;
  return g_ascii_strtoll (line + strlen ("RssAnon:"), NULL, 10);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

double
bench_median (double *values, int n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

void
bench_must (gboolean done, GError *error)
{
  if (done)
    return;
  fprintf (stderr, "%s\n", error ? error->message : "failed");
  exit (2);
}

gpointer
bench_read (Bench *bench, ZgStoreFunc fn, gpointer data)
{
  GError  *error = NULL;
  gpointer result = zg_store_read (zg_book_store (bench->book), fn, data, &error);

  bench_must (error == NULL, error);
  return result;
}

static gboolean
wanted (int argc, char **argv, const char *part)
{
  gboolean any = FALSE;

  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], part))
        return TRUE;
      if (g_str_has_prefix (argv[i], "--"))
        i++;
      else
        any = TRUE;
    }
  return !any;
}

static const char *
option (int argc, char **argv, const char *name, const char *otherwise)
{
  for (int i = 1; i + 1 < argc; i++)
    if (g_str_equal (argv[i], name))
      return argv[i + 1];
  return otherwise;
}

static void
run_parts (Bench *bench, int argc, char **argv)
{
  gboolean large = wanted (argc, argv, "import") || wanted (argc, argv, "month") || wanted (argc, argv, "workbook") ||
                   wanted (argc, argv, "list") || wanted (argc, argv, "scroll");

  if (large)
    bench_open (bench, atoi (option (argc, argv, "--staff", "10000")), option (argc, argv, "--keep", NULL));
  if (wanted (argc, argv, "import"))
    bench_import (bench);
  if (wanted (argc, argv, "month"))
    bench_month (bench);
  if (wanted (argc, argv, "list"))
    bench_list (bench);
  if (wanted (argc, argv, "workbook"))
    bench_workbook (bench);
  if (wanted (argc, argv, "scroll"))
    bench_scroll (bench, argv[0]);
  if (large)
    bench_close (bench);
}

int
main (int argc, char **argv)
{
  Bench            bench = { 0 };
  g_autofree char *here = g_path_get_dirname (argv[0]);
  g_autofree char *desk = g_build_filename (here, "..", "..", "src", "desk", "zhanggui", NULL);

  zg_book_init ();
  zg_modules_init ();
  zg_report_init ();
  if (argc == 4 && g_str_equal (argv[1], "--scroll"))
    return bench_scroll_child (argv[2], argv[3]);
  if (argc == 3 && g_str_equal (argv[1], "--board"))
    return bench_board_child (argv[2]);
  run_parts (&bench, argc, argv);
  if (wanted (argc, argv, "sealed"))
    bench_sealed ();
  if (wanted (argc, argv, "board"))
    bench_board (argv[0]);
  if (wanted (argc, argv, "orders"))
    bench_orders ((guint) atoi (option (argc, argv, "--orders", "200000")));
  if (wanted (argc, argv, "search"))
    bench_search ((guint) atoi (option (argc, argv, "--orders", "200000")));
  if (wanted (argc, argv, "desk"))
    bench_desk ((guint) atoi (option (argc, argv, "--orders", "200000")));
  if (wanted (argc, argv, "stock"))
    bench_stock ((guint) atoi (option (argc, argv, "--lines", "1000000")));
  if (wanted (argc, argv, "start"))
    bench_start (desk);
  if (over)
    printf ("\n%d over their bound\n", over);
  return over ? 1 : 0;
}
