/* The posting as a function of the server: its facts and its row functions, made from the kinds. */
#include "zg-import.h"
#include "zg-post.h"
#include "zg-server.h"

#include <string.h>

/* -- Facts -- */

/* Names as an array of the server. */
static void
add_name (GString *array, const char *name)
{
  g_string_append_printf (array, "%s%s", array->len > 1 ? "," : "", name);
}

static char *
fields_where (const ZgKind *kind, gboolean (*wanted) (const ZgField *field, guint64 bit, const ZgStep *step), const ZgStep *step)
{
  GString *array = g_string_new ("{");

  for (int i = 0; i < kind->n_fields; i++)
    if (wanted (&kind->fields[i], ZG_F (i), step))
      add_name (array, kind->fields[i].name);
  g_string_append_c (array, '}');
  return g_string_free (array, FALSE);
}

/* As zg_check_writes () has it. */
static gboolean
is_written (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (field->flags & ZG_COMPUTED) || (step->fills & bit) || ((step->writes & bit) && !(step->stamps & bit));
}

static gboolean
is_fixed (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (field->flags & ZG_FIXED) && !(field->flags & ZG_COMPUTED);
}

static gboolean
is_stamped_now (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (step->stamps & bit) && field->type == ZG_TIME;
}

static gboolean
is_stamped_day (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (step->stamps & bit) && field->type == ZG_DAY;
}

static gboolean
is_stamped_me (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (step->stamps & bit) && field->type != ZG_TIME && field->type != ZG_DAY;
}

static gboolean
differs (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (step->differs & bit) != 0;
}

static gboolean
is_when (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (step->when & bit) != 0;
}

static gboolean
is_unless (const ZgField *field, guint64 bit, const ZgStep *step)
{
  return (step->unless & bit) != 0;
}

static char *
effects_of (const ZgStep *step)
{
  GString *array = g_string_new ("{");

  for (const ZgEffect *effect = step->effects; effect && effect->target; effect++)
    if (effect->op == ZG_ALSO)
      add_name (array, effect->target);
  g_string_append_c (array, '}');
  return g_string_free (array, FALSE);
}

static char *
drafts_of (const ZgKind *kind)
{
  GString *array = g_string_new ("{");

  for (int i = 0; i < kind->n_steps; i++)
    if (zg_state_is_draft (kind->steps[i].to))
      add_name (array, kind->steps[i].to);
  g_string_append_c (array, '}');
  return g_string_free (array, FALSE);
}

static gboolean
put_step (ZgDb *db, const ZgKind *kind, const ZgStep *step, GError **error)
{
  g_autofree char *writes = fields_where (kind, is_written, step), *fixed = fields_where (kind, is_fixed, step);
  g_autofree char *me = fields_where (kind, is_stamped_me, step), *now = fields_where (kind, is_stamped_now, step);
  g_autofree char *day = fields_where (kind, is_stamped_day, step), *others = fields_where (kind, differs, step);
  g_autofree char *when = fields_where (kind, is_when, step), *unless = fields_where (kind, is_unless, step);
  g_autofree char *also = effects_of (step);

  return zg_db_run (db, error,
                    ZG_SQL (
                        "INSERT INTO zg_keep.post_step (kind, verb, from_state, to_state, not_own, by_clock, needs_opinion,"
                        " with_lines, writes, fixed, stamps_me, stamps_now, stamps_day, differs, also, yes, no, enters)"
                        " VALUES ($1, $2, $3, $4, $5::bigint <> 0, $6::bigint <> 0, $7::bigint <> 0, $8::bigint <> 0,"
                        " $9::text::text[], $10::text::text[], $11::text::text[], $12::text::text[], $13::text::text[],"
                        " $14::text::text[], $15::text::text[], $16::text::text[], $17::text::text[], $18::bigint <> 0)"
                        " ON CONFLICT DO NOTHING"),
                    "ssssiiiisssssssssi", kind->id, step->verb, step->from ? step->from : "", step->to,
                    (gint64)(step->flags & ZG_NOT_OWN), (gint64)(step->flags & ZG_BY_CLOCK),
                    (gint64)(step->flags & ZG_NEEDS_OPINION), (gint64)(step->flags & ZG_WITH_LINES), writes, fixed, me, now, day,
                    others, also, when, unless, (gint64) zg_step_enters (step));
}

static gboolean
put_kind (ZgDb *db, const ZgKind *kind, GError **error)
{
  g_autofree char *drafts = drafts_of (kind);

  if (!zg_db_run (db, error,
                  ZG_SQL ("INSERT INTO zg_keep.post_kind (kind, top, parent, prefix, owner_field, unit_field, drafts)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7::text::text[])"),
                  "sssssss", kind->id, zg_kind_top (kind)->id, kind->parent, kind->prefix, kind->owner, kind->unit, drafts))
    return FALSE;
  for (int i = 0; i < kind->n_steps; i++)
    if (kind != &zg_import_run && !put_step (db, kind, &kind->steps[i], error)) /* it follows the import, by no posting */
      return FALSE;
  return TRUE;
}

/* -- Row functions -- */

char *
zg_server_value (const ZgField *field)
{
  if (field->flags & ZG_SEALED)
    return g_strdup_printf ("zg_keep.sealed (c -> '%s')", field->name);
  return g_strdup_printf (zg_type_is_text (field->type) ? "c ->> '%s'" : "(c ->> '%s')::bigint", field->name);
}

static void
append_insert (GString *sql, const ZgKind *kind)
{
  const GArray       *derived = zg_derived_of (kind);
  g_autoptr (GString) values = g_string_new (NULL);

  g_string_append_printf (sql,
                          "    INSERT INTO zg.%s (id, parent_id, owner_id, unit_id, maker_id, version, state, no, created_ms",
                          kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField   *field = &kind->fields[i];
      g_autofree char *value = zg_server_value (field);

      g_string_append_printf (sql, ", %s", field->name);
      g_string_append_printf (values, ", %s", value);
    }
  for (guint i = 0; i < derived->len; i++)
    {
      const ZgDerived *one = &g_array_index (derived, ZgDerived, i);

      g_string_append_printf (sql, ", %s", one->name);
      g_string_append_printf (values, one->sort == ZG_DERIVED_ROMAN ? ", n ->> '%s'" : ", (n ->> '%s')::bigint", one->name);
    }
  g_string_append_printf (sql, ")\n    VALUES ((r ->> 'id')::bigint, (r ->> 'parent_id')::bigint, (r ->> 'owner_id')::bigint,"
                          " (r ->> 'unit_id')::bigint, (r ->> 'maker_id')::bigint, 1, r ->> 'state', r ->> 'no',"
                          " (r ->> 'created_ms')::bigint%s);\n", values->str);
}

static void
append_update (GString *sql, const ZgKind *kind)
{
  const GArray *derived = zg_derived_of (kind);

  g_string_append_printf (sql,
                          "    UPDATE zg.%s t SET owner_id = (r ->> 'owner_id')::bigint, unit_id = (r ->> 'unit_id')::bigint,"
                          " version = replaces + 1, state = r ->> 'state', no = r ->> 'no'", kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField   *field = &kind->fields[i];
      g_autofree char *value = zg_server_value (field);

      g_string_append_printf (sql, ",\n      %s = CASE WHEN c ? '%s' THEN %s ELSE t.%s END", field->name, field->name, value,
                              field->name);
    }
  for (guint i = 0; i < derived->len; i++)
    {
      const ZgDerived *one = &g_array_index (derived, ZgDerived, i);

      g_string_append_printf (sql, one->sort == ZG_DERIVED_ROMAN
                                ? ",\n      %s = CASE WHEN n ? '%s' THEN n ->> '%s' ELSE t.%s END"
                                : ",\n      %s = CASE WHEN n ? '%s' THEN (n ->> '%s')::bigint ELSE t.%s END",
                              one->name, one->name, one->name, one->name);
    }
  g_string_append (sql, "\n    WHERE t.id = (r ->> 'id')::bigint AND t.version = replaces;\n");
}

/* One of the kinds from @first to before @end: by halves, as a chain of fifty comparisons is felt in each posting. */
static void
append_halves (GString *sql, const GPtrArray *kinds, guint first, guint end, void (*leaf) (GString *sql, const ZgKind *kind))
{
  const ZgKind *middle = g_ptr_array_index (kinds, (first + end) / 2);

  if (end - first == 1)
    {
      g_string_append_printf (sql, "  IF kind = '%s' THEN\n", middle->id);
      leaf (sql, middle);
    }
  else
    {
      g_string_append_printf (sql, "  IF kind < '%s' COLLATE \"C\" THEN\n", middle->id);
      append_halves (sql, kinds, first, (first + end) / 2, leaf);
      g_string_append (sql, "  ELSE\n");
      append_halves (sql, kinds, (first + end) / 2, end, leaf);
    }
  g_string_append (sql, "  END IF;\n");
}

static void
append_put (GString *sql, const ZgKind *kind)
{
  g_string_append (sql, "  IF replaces = 0 THEN\n");
  append_insert (sql, kind);
  g_string_append (sql, "  ELSE\n");
  append_update (sql, kind);
  g_string_append (sql, "  END IF;\n");
}

static void
append_lock (GString *sql, const ZgKind *kind)
{
  g_string_append_printf (sql, "    SELECT to_jsonb (t) INTO r FROM zg.%s t WHERE t.id = doc FOR NO KEY UPDATE;\n", kind->id);
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const ZgKind *const *) a)->id, (*(const ZgKind *const *) b)->id);
}

/* Nothing is put together from texts while the server runs: each kind has its statements. @c: fields, held to what the step
 * writes; @n: what is derived of them, and nothing else is taken from it: it is neither signed nor checked.
 * Returns: (transfer full). */
static char *
row_functions (void)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  GString              *sql = g_string_new ("DROP FUNCTION IF EXISTS zg_keep.row_put (text, jsonb, jsonb, bigint);\n"
                                            "CREATE OR REPLACE FUNCTION zg_keep.row_put"
                                            " (kind text, r jsonb, c jsonb, n jsonb, replaces bigint)"
                                            " RETURNS boolean LANGUAGE plpgsql AS $zg$\nBEGIN\n");

  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if (!(*kind)->view)
      g_ptr_array_add (kinds, (gpointer) *kind);
  g_ptr_array_sort (kinds, by_id);
  append_halves (sql, kinds, 0, kinds->len, append_put);
  g_string_append (sql, "  RETURN FOUND;\nEND $zg$;\n"
                        "CREATE OR REPLACE FUNCTION zg_keep.row_lock (kind text, doc bigint) RETURNS jsonb"
                        " LANGUAGE plpgsql AS $zg$\nDECLARE r jsonb;\nBEGIN\n");
  append_halves (sql, kinds, 0, kinds->len, append_lock);
  g_string_append (sql, "  RETURN r;\nEND $zg$;\n");
  return g_string_free (sql, FALSE);
}

gboolean
zg_server_post_facts (ZgDb *db, GError **error)
{
  g_autofree char *functions = row_functions ();

  if (!zg_db_script (db, ZG_SQL ("DELETE FROM zg_keep.post_step; DELETE FROM zg_keep.post_kind"), error))
    return FALSE;
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if (!(*kind)->view && !put_kind (db, *kind, error))
      return FALSE;
  return zg_db_script (db, functions, error);
}
