/* Imports as functions of the server: their row functions, made from the kinds that may be read in at all. */
#include "zg-import.h"
#include "zg-post.h"
#include "zg-server.h"

#include <string.h>

/* Whose a row is, as place_record () of zg-import.c has it. */
static char *
place (const char *field)
{
  if (field == NULL)
    return g_strdup ("NULL::bigint");
  return g_str_equal (field, "id") ? g_strdup ("first_ + e.i - 1")
                                   : g_strdup_printf ("nullif ((e.r -> 'f' ->> '%s')::bigint, 0)", field);
}

static char *
place_unit (const ZgKind *kind, const char *owner)
{
  if (kind->unit || kind->owner == NULL)
    return place (kind->unit);
  return g_strdup_printf ("(SELECT nullif (s.unit_id, 0) FROM zg.staff s WHERE s.id = %s)", owner);
}

/* One row as zg_import_digest () adds it. */
static char *
line_of (const ZgKind *kind)
{
  GString *line = g_string_new ("convert_to (t.id::text, 'UTF8')");

  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField *field = &kind->fields[i];

      g_string_append (line, "\n        || '\\x1f'::bytea");
      if (!(field->flags & ZG_SEALED)) /* as zg-import-digest.c */
        g_string_append_printf (line, " || convert_to (coalesce (t.%s::text, ''), 'UTF8')", field->name);
    }
  g_string_append (line, " || '\\x0a'::bytea");
  return g_string_free (line, FALSE);
}

static void
append_columns (GString *names, GString *values, const ZgKind *kind)
{
  const GArray *derived = zg_derived_of (kind);

  for (int i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *value = zg_server_value (&kind->fields[i]);

      g_string_append_printf (names, ", %s", kind->fields[i].name);
      g_string_append_printf (values, ", %s", value);
    }
  for (guint i = 0; i < derived->len; i++)
    {
      const ZgDerived *one = &g_array_index (derived, ZgDerived, i);

      g_string_append_printf (names, ", %s", one->name);
      g_string_append_printf (values, one->sort == ZG_DERIVED_ROMAN ? ", n ->> '%s'" : ", (n ->> '%s')::bigint", one->name);
    }
}

/* As state_of () of zg-import.c has it. */
static char *
state_of (const ZgKind *kind)
{
  const ZgStep *step = zg_kind_step (kind, NULL, "import"), *other = zg_kind_step (kind, NULL, "record");
  GString      *sql = g_string_new ("state_");

  for (int i = 0; i < kind->n_fields; i++)
    if ((step->when | step->unless) & ZG_F (i))
      {
        g_autofree char *rest = g_strdup (sql->str);

        g_string_printf (sql, "CASE WHEN coalesce ((c ->> '%s')::bigint, 0) %s 0 THEN %s ELSE '%s' END", kind->fields[i].name,
                         step->when & ZG_F (i) ? "<>" : "=", rest, other->to);
      }
  return g_string_free (sql, FALSE);
}

static void
append_put (GString *sql, const ZgKind *kind)
{
  g_autofree char    *state = state_of (kind);
  g_autofree char    *owner = place (kind->owner), *unit = place_unit (kind, owner), *line = line_of (kind);
  g_autoptr (GString) names = g_string_new (NULL), values = g_string_new (NULL);

  append_columns (names, values, kind);
  g_string_append_printf (sql,
                          "  IF kind = '%s' THEN\n"
                          "    IF EXISTS (SELECT FROM zg.%s t WHERE t.id BETWEEN first_"
                          " AND first_ + jsonb_array_length (rows_) - 1)"
                          " THEN\n      PERFORM zg_keep.refuse ('ZGCON', 'ids');\n    END IF;\n"
                          "    RETURN QUERY INSERT INTO zg.%s AS t (id, owner_id, unit_id, maker_id, version, state, created_ms,"
                          " import_id%s)\n",
                          kind->id, kind->id, kind->id, names->str);
  g_string_append_printf (sql,
                          "      SELECT q.id, q.owner, q.unit, me_, 1, %s, now_, import_%s\n"
                          "      FROM (SELECT first_ + e.i - 1 AS id, e.r -> 'f' AS c, e.r -> 'n' AS n, %s AS owner, %s AS unit\n"
                          "        FROM jsonb_array_elements (rows_) WITH ORDINALITY AS e (r, i)) AS q\n"
                          "      WHERE all_ OR zg_keep.import_covers ('%s.import', q.owner, q.unit)\n"
                          "      ORDER BY q.id ON CONFLICT DO NOTHING\n      RETURNING t.id,\n        %s;\n  END IF;\n",
                          state, values->str, owner, unit, kind->id, line);
}

/* Of the kind itself and written by this import: a range of ids alone is what somebody said. */
static void
append_drop (GString *sql, const ZgKind *kind)
{
  g_string_append_printf (sql,
                          "  IF kind = '%s' THEN\n"
                          "    SELECT count (*) INTO n_ FROM zg.%s t JOIN zg.import_chunk c"
                          " ON t.id BETWEEN c.first_id AND c.last_id\n"
                          "      WHERE c.import_id = import_ AND t.import_id = import_ AND t.version > 1;\n"
                          "    IF n_ > 0 THEN\n      PERFORM zg_keep.refuse ('ZGINV', 'changed|' || n_);\n    END IF;\n"
                          "    DELETE FROM zg.%s t USING zg.import_chunk c WHERE c.import_id = import_\n"
                          "      AND t.id BETWEEN c.first_id AND c.last_id AND t.import_id = import_;\n"
                          "    GET DIAGNOSTICS n_ = ROW_COUNT;\n  END IF;\n",
                          kind->id, kind->id, kind->id);
}

gboolean
zg_server_import_facts (ZgDb *db, GError **error)
{
  g_autoptr (GString) put = g_string_new (
      "CREATE OR REPLACE FUNCTION zg_keep.import_put (kind text, rows_ jsonb, first_ bigint, import_ bigint, state_ text,"
      " now_ bigint, all_ boolean)\nRETURNS TABLE (doc bigint, line bytea) LANGUAGE plpgsql"
      " SET search_path = pg_catalog, pg_temp AS $zg$\n"
      "DECLARE me_ bigint := zg.me ();\nBEGIN\n");
  g_autoptr (GString) drop = g_string_new (
      "CREATE OR REPLACE FUNCTION zg_keep.import_drop (kind text, import_ bigint) RETURNS bigint LANGUAGE plpgsql\n"
      "SET search_path = pg_catalog, pg_temp AS $zg$\nDECLARE n_ bigint := 0;\nBEGIN\n");

  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if (zg_kind_step (*kind, NULL, "import") && (*kind)->parent == NULL)
      {
        append_put (put, *kind);
        append_drop (drop, *kind);
      }
  g_string_append (put, "END $zg$;\n");
  g_string_append (drop, "  RETURN n_;\nEND $zg$;\n");
  return zg_db_script (db, put->str, error) && zg_db_script (db, drop->str, error);
}
