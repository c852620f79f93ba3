/* COPY of PostgreSQL: the same cells into the same table with the same indexes, on the same disk (ZG_BENCH_PG; ./dev bench starts
 * such a server). */
#include "zg-bench-orders.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define DATABASE "zg_bench_copy"

/* Returns: seconds. */
static double
run (const char *database, const char *script, const char *sql)
{
  g_autofree char *shell = NULL, *on = NULL;
  char           **parts = g_strsplit (g_getenv ("ZG_BENCH_PG"), "/postgres?", 2);
  GError          *error = NULL;
  double           begun;

  on = parts[0] && parts[1] ? g_strdup_printf ("%s/%s?%s", parts[0], database, parts[1]) : g_strdup (g_getenv ("ZG_BENCH_PG"));
  shell = g_strdup_printf ("PGOPTIONS=--client-min-messages=warning psql -q -X -v ON_ERROR_STOP=1 -d '%s' -f '%s' >/dev/null",
                           on, script);
  g_strfreev (parts);
  bench_must (g_file_set_contents (script, sql, -1, &error), error);
  begun = bench_wall ();
  bench_must (system (shell) == 0, NULL);
  return bench_wall () - begun;
}

static double
copy (const char *script, const char *csv, guint from, guint n)
{
  g_autofree char *sql = g_strdup_printf ("\\copy sales_order FROM '%s' CSV\n", csv);
  double           took;

  bench_orders_csv (csv, from, n, FALSE);
  took = run (DATABASE, script, sql);
  g_unlink (csv);
  return took;
}

double
bench_orders_copy (const char *folder, guint from, guint n)
{
  g_autofree char *psql = g_find_program_in_path ("psql"), *script = g_build_filename (folder, "copy.sql", NULL);
  g_autofree char *csv = g_build_filename (folder, "copy.csv", NULL), *table = bench_orders_table ("BIGINT");
  double           took;

  if (psql == NULL || g_getenv ("ZG_BENCH_PG") == NULL)
    {
      bench_say ("  no server or no psql: COPY was not measured");
      return 0;
    }
  run ("postgres", script, "DROP DATABASE IF EXISTS " DATABASE ";\nCREATE DATABASE " DATABASE ";\n");
  run (DATABASE, script, table);
  copy (script, csv, 0, from);
  took = copy (script, csv, from, n);
  run ("postgres", script, "DROP DATABASE " DATABASE ";\n");
  bench_say ("  COPY of PostgreSQL into its table with the same indexes, which holds as many: %.1f s", took);
  return took;
}
