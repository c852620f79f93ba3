/* COPY of PostgreSQL: the same cells into the same table with the same indexes, on the same disk (ZG_BENCH_PG; ./dev bench starts
 * such a server). */
#include "zg-bench-orders.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "zg-orders-private.h"

#define DATABASE "zg_bench_copy"

static char *
table_sql (void)
{
  g_autofree char *indexes = bench_orders_indexes ();
  GString         *sql = g_string_new ("CREATE TABLE sales_order (id BIGINT PRIMARY KEY, parent_id BIGINT, owner_id BIGINT,"
                                       " unit_id BIGINT, maker_id BIGINT, version BIGINT, state TEXT, no TEXT, created_ms BIGINT,"
                                       " import_id BIGINT");

  for (int i = 0; i < zg_sales_order.n_fields; i++)
    g_string_append_printf (sql, ", %s %s", zg_sales_order.fields[i].name,
                            zg_type_is_text (zg_sales_order.fields[i].type) ? "TEXT" : "BIGINT");
  g_string_append_printf (sql, ", phone_ix BIGINT, phone_tail BIGINT);\n%s", indexes);
  return g_string_free (sql, FALSE);
}

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
  g_autofree char *csv = g_build_filename (folder, "copy.csv", NULL), *table = table_sql ();
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
