/* Ledgers on a server: their facts, and the functions that read from the rows what is entered, made from the kinds' effects. */
#include "zg-ledger.h"
#include "zg-server.h"

static gboolean
put_ledger (ZgDb *db, const ZgLedger *ledger, GError **error)
{
  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO zg_keep.post_ledger (ledger, floored, floor, period, valued, sees, own)"
                            " VALUES ($1, $2::bigint <> 0, $3, $4, $5::bigint <> 0, $6, $7)"),
                    "siisisi", ledger->name, (gint64) ledger->floored, ledger->floor, ledger->period, (gint64) ledger->valued,
                    ledger->right, (gint64) ledger->own);
}

static void
append_effect (GString *sql, const ZgKind *kind, const ZgEffect *effect, int n)
{
  g_autofree char *select = zg_effect_sql (kind, effect);

  g_string_append_printf (sql, "    RETURN QUERY SELECT %d, %d, '%s', e.a, e.b,"
                          " ARRAY[coalesce (e.c, 0), coalesce (e.d, 0), coalesce (e.e, 0), coalesce (e.f, 0)], e.g,"
                          " row_number () OVER ()\n      FROM (%s) AS e (a, b, c, d, e, f, g);\n",
                          n, effect->op, effect->target, select);
}

gboolean
zg_step_enters (const ZgStep *step)
{
  for (const ZgEffect *effect = step->effects; effect && effect->target; effect++)
    if (effect->op != ZG_ALSO)
      return TRUE;
  return FALSE;
}

static void
append_step (GString *sql, const ZgKind *kind, const ZgStep *step)
{
  int n = 0;

  if (!zg_step_enters (step))
    return;
  g_string_append_printf (sql, "  IF kind = '%s' AND verb = '%s' AND from_state = '%s' THEN\n", kind->id, step->verb,
                          step->from ? step->from : "");
  for (const ZgEffect *effect = step->effects; effect && effect->target; effect++)
    if (effect->op != ZG_ALSO)
      append_effect (sql, kind, effect, n++);
  g_string_append (sql, "  END IF;\n");
}

/* The record comes first: it is $1 in what the effects select. */
static char *
effect_lines (void)
{
  GString *sql = g_string_new ("CREATE OR REPLACE FUNCTION zg_keep.effect_lines"
                               " (doc bigint, kind text, verb text, from_state text)"
                               " RETURNS TABLE (n int, op int, target text, qty bigint, fen bigint, k bigint[], day text,"
                               " line bigint)\nLANGUAGE plpgsql SET search_path = zg, pg_catalog, pg_temp AS $zg$\n"
                               "#variable_conflict use_column\nBEGIN\n");

  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_steps; i++)
      append_step (sql, *kind, &(*kind)->steps[i]);
  g_string_append (sql, "  RETURN;\nEND $zg$;\n");
  return g_string_free (sql, FALSE);
}

/* A number given after the row was written; of a kind that only grows it is given with it. */
static void
append_row_number (GString *sql)
{
  const char *comma = "";

  g_string_append (sql, "CREATE OR REPLACE FUNCTION zg_keep.row_number (kind text, doc bigint, number_ text) RETURNS void"
                        " LANGUAGE plpgsql AS $zg$\nBEGIN\n");
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if ((*kind)->prefix && !(*kind)->append_only)
      g_string_append_printf (sql, "  IF kind = '%s' THEN\n    UPDATE zg.%s t SET no = number_ WHERE t.id = doc;\n  END IF;\n",
                              (*kind)->id, (*kind)->id);
  g_string_append (sql, "END $zg$;\n");
  g_string_append (sql, "CREATE OR REPLACE FUNCTION zg_keep.only_grows (kind text) RETURNS boolean LANGUAGE sql IMMUTABLE"
                        " AS $zg$\n  SELECT kind = ANY ('{");
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if ((*kind)->append_only)
      {
        g_string_append_printf (sql, "%s%s", comma, (*kind)->id);
        comma = ",";
      }
  g_string_append (sql, "}'::text[])\n$zg$;\n");
}

gboolean
zg_server_line_facts (ZgDb *db, GError **error)
{
  g_autofree char    *lines = effect_lines ();
  g_autoptr (GString) sql = g_string_new (lines);

  append_row_number (sql);
  if (!zg_db_script (db, ZG_SQL ("DELETE FROM zg_keep.post_ledger"), error))
    return FALSE;
  for (const ZgLedger *const *ledger = zg_ledgers (NULL); *ledger; ledger++)
    if (!put_ledger (db, *ledger, error))
      return FALSE;
  return zg_db_script (db, sql->str, error);
}
