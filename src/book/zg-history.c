/* History of a record: read off the audit, which keeps every payload. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-json.h"

static void
history_free (ZgHistory *entry)
{
  g_free (entry->who);
  g_free (entry->verb);
  g_free (entry->opinion);
  g_free (entry->changes);
  g_free (entry);
}

static void
cell_from_json (const ZgField *field, JsonNode *node, ZgCell *cell)
{
  zg_cell_clear (cell);
  if (JSON_NODE_HOLDS_ARRAY (node) || ((field->flags & ZG_SEALED) && !JSON_NODE_HOLDS_NULL (node)))
    zg_cell_set_text (cell, "****");
  else if (JSON_NODE_HOLDS_NULL (node))
    return;
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    zg_cell_set_int (cell, json_node_get_int (node));
  else
    zg_cell_set_text (cell, zg_json_string (node));
}

static char *
cell_words (ZgDb *db, const ZgField *field, const ZgCell *cell)
{
  if (field->type == ZG_REF && cell->type == ZG_CELL_INT)
    return zg_book_title (db, zg_kind_by_id (field->ref), cell->i);
  if (field->type == ZG_FILE && cell->type == ZG_CELL_INT)
    return zg_book_title (db, zg_kind_by_id ("attachment"), cell->i);
  if (field->flags & ZG_SEALED)
    return g_strdup (cell->type == ZG_CELL_NULL ? "" : "****");
  return zg_field_format (field, cell);
}

/* What one put changed, in words; the running values are kept in @now. */
static void
append_changes (ZgDb *db, GString *out, const ZgKind *kind, JsonObject *fields, ZgCell *now)
{
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField   *field = &kind->fields[i];
      JsonNode        *node = fields ? json_object_get_member (fields, field->name) : NULL;
      ZgCell           value = { 0 };
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (node == NULL)
        continue;
      cell_from_json (field, node, &value);
      was = cell_words (db, field, &now[i]);
      is = cell_words (db, field, &value);
      if (out->len)
        g_string_append (out, C_ ("between changes", "; "));
      if (*was)
        g_string_append_printf (out, _ ("%s: %s → %s"), g_dgettext (GETTEXT_PACKAGE, field->title), was, *is ? is : "—");
      else
        g_string_append_printf (out, _ ("%s: %s"), g_dgettext (GETTEXT_PACKAGE, field->title), is);
      zg_cell_copy (&value, &now[i]);
      zg_cell_clear (&value);
    }
}

static JsonObject *
find_put (JsonObject *body, const ZgKind *kind, gint64 id)
{
  JsonArray *puts = zg_json_array (body, "puts");

  for (guint i = 0; puts && i < json_array_get_length (puts); i++)
    {
      JsonObject *put = zg_json_object (json_array_get_element (puts, i));

      if (g_strcmp0 (zg_json_text (put, "k"), kind->id) == 0 && zg_json_int (put, "id", 0) == id)
        return put;
    }
  return NULL;
}

static char *
who (ZgDb *db, const char *name, JsonObject *body)
{
  g_autofree char *other = zg_deputy_name (db, body ? zg_json_int (body, "for", 0) : 0);

  return other ? g_strdup_printf (_ ("%s, as deputy of %s"), name, other) : g_strdup (name);
}

static ZgHistory *
read_entry (ZgDb *db, ZgStmt *stmt, const ZgKind *kind, gint64 id, ZgCell *now)
{
  ZgHistory  *entry = g_new0 (ZgHistory, 1);
  const char *step = zg_stmt_text (stmt, 2), *dot = strrchr (step, '.');
  const char *body = zg_stmt_text (stmt, 5);
  g_autoptr (JsonNode) root = zg_json_parse (body, strlen (body));
  g_autoptr (GString) changes = g_string_new (NULL);
  JsonObject *put;

  entry->seq = zg_stmt_int (stmt, 0);
  entry->at_ms = zg_stmt_int (stmt, 1);
  entry->verb = g_strdup (dot ? dot + 1 : step);
  entry->version = zg_stmt_int (stmt, 3);
  entry->opinion = g_strdup (zg_stmt_text (stmt, 4));
  entry->who = who (db, zg_stmt_text (stmt, 6), zg_json_object (root));
  entry->chain = zg_stmt_int (stmt, 7);
  entry->kind = kind;
  put = find_put (zg_json_object (root), kind, id);
  if (zg_json_text (put, "v"))
    {
      g_free (entry->verb);
      entry->verb = g_strdup (zg_json_text (put, "v"));
      append_changes (db, changes, kind, zg_json_inner (put, "f"), now);
    }
  entry->changes = changes->len ? g_strdup (changes->str) : NULL;
  return entry;
}

GPtrArray *
zg_book_history (ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgStmt) stmt
    = zg_db_query (db, error,
                   ZG_SQL ("SELECT a.seq, a.at_ms, a.step, a.version, a.opinion, a.body, COALESCE (p.name, ''), a.chain"
                           " FROM audit a"
                           " LEFT JOIN person p ON p.id = a.actor WHERE (a.kind = $1 AND a.doc = $2 AND a.step NOT LIKE "
                           "'refused:%') OR (a.chain, a.seq) IN"
                           " (SELECT u.chain, u.seq FROM audit_put u WHERE u.kind = $1 AND u.doc = $2)"
                           " ORDER BY a.at_ms, a.chain, a.seq"),
                   "si", kind->id, id);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) history_free);
  g_autofree ZgCell    *now = g_new0 (ZgCell, kind->n_fields + 1);
  gboolean              row = TRUE, read = TRUE;

  if (stmt == NULL)
    return NULL;
  while ((read = zg_stmt_step (stmt, &row, error)) && row)
    g_ptr_array_add (entries, read_entry (db, stmt, kind, id, now));
  for (int i = 0; i < kind->n_fields; i++)
    zg_cell_clear (&now[i]);
  return read ? g_steal_pointer (&entries) : NULL;
}
