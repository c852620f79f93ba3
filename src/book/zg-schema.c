/* The tables of the kinds, generated from their fields; the book's own tables stand in zg-schema-fixed.c. */
#include "zg-schema.h"

#include <string.h>

#include "zg-book.h"

#define DRAFTS "'draft', 'returned', 'withdrawn', 'deleted', 'cancelled'"
#define GONE "'removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended'"

static const char *
column_type (const ZgField *field)
{
  if (field->flags & ZG_SEALED)
    return "BLOB";
  return zg_type_is_text (field->type) ? "TEXT" : "INTEGER";
}

/* SQLite builds a tree of a list of three and more anew for each row it writes: 11 of the 27 µs of an order. */
static void
append_one_of (GString *sql, const char *column, GPtrArray *values)
{
  g_string_append_printf (sql, values->len > 2 ? " CHECK (" : " CHECK (%s IN (", column);
  for (guint i = 0; i < values->len; i++)
    if (values->len > 2)
      g_string_append_printf (sql, "%s%s = %s", i ? " OR " : "", column, (char *) values->pdata[i]);
    else
      g_string_append_printf (sql, "%s%s", i ? ", " : "", (char *) values->pdata[i]);
  g_string_append (sql, values->len > 2 ? ")" : "))");
}

static void
append_enum (GString *sql, const ZgField *field)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (const ZgEnum *name = field->names; name->id; name++)
    g_ptr_array_add (values, g_strdup_printf ("%d", name->number));
  append_one_of (sql, field->name, values);
}

static void
append_field (GString *sql, const ZgField *field)
{
  g_string_append_printf (sql, ",\n  %s %s", field->name, column_type (field));
  if (field->type == ZG_REF && !(field->flags & ZG_SEALED))
    g_string_append_printf (sql, " REFERENCES %s (id)", field->ref);
  else if (field->type == ZG_FILE)
    g_string_append (sql, " REFERENCES attachment (id)");
  else if (field->type == ZG_ENUM)
    append_enum (sql, field);
  else if (field->type == ZG_BOOL)
    g_string_append_printf (sql, " CHECK (%s IN (0, 1))", field->name);
  else if (field->type == ZG_DAY)
    g_string_append_printf (sql, " CHECK (length (%s) = 10)", field->name);
  else if (field->type == ZG_MONTH)
    g_string_append_printf (sql, " CHECK (length (%s) = 7)", field->name);
  if (field->flags & ZG_REQUIRED)
    g_string_append_printf (sql, " CHECK (%s IS NOT NULL OR state IN (" DRAFTS "))", field->name);
  if (field->flags & ZG_ROMAN)
    g_string_append_printf (sql, ",\n  %s_key TEXT", field->name);
}

/* At the end of the table, where a migration can add them too. */
static void
append_blind (GString *sql, const ZgKind *kind)
{
  for (int i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & ZG_FIND)
      {
        g_string_append_printf (sql, ",\n  %s_ix INTEGER", kind->fields[i].name);
        if (kind->fields[i].type == ZG_PHONE)
          g_string_append_printf (sql, ",\n  %s_tail INTEGER", kind->fields[i].name);
      }
}

static void
append_states (GString *sql, const ZgKind *kind)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray)  values = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < kind->n_steps; i++)
    if (g_hash_table_add (seen, (gpointer) kind->steps[i].to))
      g_ptr_array_add (values, g_strdup_printf ("'%s'", kind->steps[i].to));
  g_string_append (sql, "  state TEXT NOT NULL");
  append_one_of (sql, "state", values);
  g_string_append (sql, ",\n");
}

/* What has no value stands in no index: a row is asked for by a value. */
static void
append_index (GString *sql, const char *kind, const char *field, const char *ending, const char *name)
{
  g_string_append_printf (sql, "CREATE INDEX %s_%s_%s ON %s (%s%s) WHERE %s%s IS NOT NULL;\n", kind, field, name, kind, field,
                          ending, field, ending);
}

static void
append_indexes (GString *sql, const ZgKind *kind)
{
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField *field = &kind->fields[i];

      if (field->flags & ZG_UNIQUE)
        g_string_append_printf (sql, "CREATE UNIQUE INDEX %s_%s_unique ON %s (%s) WHERE state NOT IN (" GONE ");\n", kind->id,
                                field->name,
                                kind->id, field->name);
      if (field->flags & ZG_ROMAN)
        g_string_append_printf (sql, "CREATE INDEX %s_%s_roman ON %s (%s_key);\n", kind->id, field->name, kind->id, field->name);
      if (field->flags & ZG_FIND)
        append_index (sql, kind->id, field->name, "_ix", "ix");
      if ((field->flags & ZG_FIND) && field->type == ZG_PHONE)
        append_index (sql, kind->id, field->name, "_tail", "tail");
      if (field->type == ZG_REF && !kind->append_only)
        append_index (sql, kind->id, field->name, "", "ref");
    }
  for (guint i = 0; i < G_N_ELEMENTS (kind->index) && kind->index[i]; i++)
    {
      gboolean unique = g_str_has_prefix (kind->index[i], "unique ");

      g_string_append_printf (sql, "CREATE %sINDEX %s_index_%u ON %s (%s);\n", unique ? "UNIQUE " : "", kind->id, i + 1, kind->id,
                              kind->index[i] + (unique ? strlen ("unique ") : 0));
    }
  if (kind->parent)
    g_string_append_printf (sql, "CREATE INDEX %s_parent ON %s (parent_id);\n", kind->id, kind->id);
}

/* What is sealed may be sealed anew under another key, which makes it no longer, or be erased for good. */
static void
append_sealed (GString *sql, const char *name)
{
  static const char moved[] = "\n  OR (OLD.@ IS DISTINCT FROM NEW.@ AND (OLD.@ IS NULL OR NEW.@ IS NULL OR length (OLD.@) = 2"
                              "\n    OR (length (NEW.@) <> 2 AND (length (OLD.@) <> length (NEW.@)"
                              " OR substr (OLD.@, 2, 1) = substr (NEW.@, 2, 1)))))";
  g_auto (GStrv)   parts = g_strsplit (moved, "@", -1);
  g_autofree char *named = g_strjoinv (name, parts);

  g_string_append (sql, named);
}

/* Of a frozen kind state and version move, of one that only grows not even they. A row of the house's own columns and one of each
 * field. What a name is found by follows its field. */
static void
append_kept (GString *sql, const ZgKind *kind)
{
  static const char *const own[] = { "id", "parent_id", "owner_id", "unit_id", "maker_id", "no", "created_ms", "import_id" };

  g_string_append_printf (sql, "CREATE TRIGGER %s_%s BEFORE UPDATE ON %s WHEN %s", kind->id,
                          kind->frozen ? "frozen" : "no_update", kind->id,
                          kind->frozen ? "NEW.version < OLD.version" : "NEW.version <> OLD.version OR NEW.state <> OLD.state");
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_string_append_printf (sql, "\n  OR OLD.%s IS DISTINCT FROM NEW.%s", own[i], own[i]);
  for (int i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & ZG_SEALED)
      append_sealed (sql, kind->fields[i].name);
    else
      g_string_append_printf (sql, "\n  OR OLD.%s IS DISTINCT FROM NEW.%s", kind->fields[i].name, kind->fields[i].name);
  g_string_append_printf (sql, "\n  BEGIN SELECT RAISE (ABORT, '%s: %s'); END;\n", kind->frozen ? "frozen" : "append-only",
                          kind->id);
}

/* Corrections of append-only records are new records. A DELETE passes only inside the range of an import being taken back. */
static void
append_triggers (GString *sql, const ZgKind *kind)
{
  if (kind->frozen || (kind->append_only && zg_kind_seals (kind)))
    append_kept (sql, kind);
  else if (kind->append_only)
    g_string_append_printf (sql,
                            "CREATE TRIGGER %s_no_update BEFORE UPDATE ON %s BEGIN SELECT RAISE (ABORT, 'append-only: %s'); "
                            "END;\n",
                            kind->id, kind->id, kind->id);
  g_string_append_printf (sql,
                          "CREATE TRIGGER %s_no_delete BEFORE DELETE ON %s WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN "
                          "import i"
                          " ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND "
                          "OLD.version = 1)\n"
                          "  BEGIN SELECT RAISE (ABORT, 'never deleted: %s'); END;\n",
                          kind->id, kind->id, kind->id);
}

static void
append_head (GString *sql, const ZgKind *kind)
{
  g_string_append_printf (sql, "\n-- %s (%s)\n", kind->title, kind->module ? kind->module : "book");
  for (int i = 0; i < kind->n_fields; i++)
    g_string_append_printf (sql, "--   %s: %s%s%s\n", kind->fields[i].name, kind->fields[i].title,
                            kind->fields[i].clause ? ", " : "",
                            kind->fields[i].clause ? kind->fields[i].clause : "");
}

static void
append_table (GString *sql, const ZgKind *kind)
{
  g_string_append_printf (sql,
                          "CREATE TABLE %s (\n"
                          "  id INTEGER PRIMARY KEY,\n"
                          "  parent_id INTEGER%s%s%s,\n"
                          "  owner_id INTEGER,\n"
                          "  unit_id INTEGER,\n"
                          "  maker_id INTEGER NOT NULL,\n"
                          "  version INTEGER NOT NULL CHECK (version > 0),\n",
                          kind->id, kind->parent ? " NOT NULL REFERENCES " : "", kind->parent ? kind->parent : "",
                          kind->parent ? " (id)" : "");
  append_states (sql, kind);
  g_string_append (sql, "  no TEXT UNIQUE,\n"
                        "  created_ms INTEGER NOT NULL,\n"
                        "  import_id INTEGER");
  for (int i = 0; i < kind->n_fields; i++)
    if (!(kind->fields[i].flags & ZG_ADDED))
      append_field (sql, &kind->fields[i]);
  append_blind (sql, kind);
  for (int i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & ZG_ADDED)
      append_field (sql, &kind->fields[i]);
  g_string_append (sql, "\n) STRICT;\n");
  append_indexes (sql, kind);
  append_triggers (sql, kind);
}

char *
zg_schema_text (void)
{
  GString *sql = g_string_new (zg_schema_fixed ());
  guint    n;

  const ZgKind *const *kinds = zg_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      append_head (sql, kinds[i]);
      if (kinds[i]->view)
        g_string_append_printf (sql, "CREATE VIEW %s AS\n  %s;\n", kinds[i]->id, kinds[i]->view);
      else
        append_table (sql, kinds[i]);
    }
  return g_string_free (sql, FALSE);
}

static gboolean
is_plain_index (const ZgKind *kind, guint i)
{
  return kind->index[i] && !g_str_has_prefix (kind->index[i], "unique ");
}

gboolean
zg_schema_leave_index (ZgDb *db, const ZgKind *kind, guint i, GError **error)
{
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("DROP INDEX IF EXISTS %s_index_%u"), kind->id, i + 1);

  return !is_plain_index (kind, i) || zg_db_run (db, error, sql, NULL);
}

gboolean
zg_schema_make_index (ZgDb *db, const ZgKind *kind, guint i, GError **error)
{
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("CREATE INDEX IF NOT EXISTS %s_index_%u ON %s (%s)"), kind->id, i + 1, kind->id,
                                          kind->index[i]);

  return !is_plain_index (kind, i) || zg_db_run (db, error, sql, NULL);
}

char *
zg_schema_columns (const ZgKind *kind)
{
  GString *sql = g_string_new ("id, parent_id, owner_id, unit_id, maker_id, version, state, no, created_ms");

  for (int i = 0; i < kind->n_fields; i++)
    g_string_append_printf (sql, ", %s", kind->fields[i].name);
  return g_string_free (sql, FALSE);
}
