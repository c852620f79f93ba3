/* Reading single records. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-post.h"
#include "zg-schema.h"

/* Table and column names come from the kinds' declarations; values are always bound. */
static ZgStmt *
select_where (ZgDb *db, const ZgKind *kind, const char *where, GError **error)
{
  g_autofree char *columns = zg_schema_columns (kind);
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT %s FROM %s WHERE %s"), columns, kind->id, where);

  return zg_db_prepare (db, sql, error);
}

ZgRecord *
zg_book_get (ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgStmt) stmt = select_where (db, kind, "id = $1", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  zg_stmt_bind_int (stmt, 1, id);
  if (!zg_stmt_step (stmt, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no such record in “%s” (id %ld)."),
                   g_dgettext (GETTEXT_PACKAGE, kind->title), (long) id);
      return NULL;
    }
  return zg_row_read (kind, stmt, 0);
}

/* Looks for one match of @text in @column; 0 none, -1 several or an error. @type: ZG_TEXT or ZG_INT. */
static gint64
find_in (ZgDb *db, const ZgKind *kind, const char *column, ZgType type, const char *text, GError **error)
{
  ZgCell           value = { .type = ZG_CELL_TEXT, .s = (char *) text };
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT id FROM %s WHERE %s = $1 AND state NOT IN ('removed', 'deleted') LIMIT "
                                                  "2"), kind->id, column);
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean         row;
  gint64           id = 0;

  if (type == ZG_INT)
    {
      if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &id, NULL))
        return 0;
      value = (ZgCell){ .type = ZG_CELL_INT, .i = id };
    }
  stmt = zg_db_query (db, error, sql, "c", &value);
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return -1;
  if (!row)
    return 0;
  id = zg_stmt_int (stmt, 0);
  if (!zg_stmt_step (stmt, &row, error))
    return -1;
  if (row)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("Several records of “%s” are called “%s”. Give the number instead."),
                   g_dgettext (GETTEXT_PACKAGE, kind->title), text);
      return -1;
    }
  return id;
}

static gboolean
can_be_found (const ZgField *field)
{
  return (field->type == ZG_TEXT || field->type == ZG_INT) && !(field->flags & ZG_SEALED);
}

static gint64
find_by_id (ZgDb *db, const ZgKind *kind, const char *text, GError **error)
{
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT id FROM %s WHERE id = $1"), kind->id);
  gint64           id, found = 0;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  return zg_db_int (db, &found, error, sql, "i", id) ? found : -1;
}

gint64
zg_book_find (ZgDb *db, const ZgKind *kind, const char *text, GError **error)
{
  gint64 id = find_in (db, kind, "no", ZG_TEXT, text, error);

  for (int i = 0; id == 0 && i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ZG_UNIQUE) && can_be_found (&kind->fields[i]))
      id = find_in (db, kind, kind->fields[i].name, kind->fields[i].type, text, error);
  if (id == 0 && kind->name && kind->fields[zg_kind_field (kind, kind->name)].type == ZG_TEXT)
    id = find_in (db, kind, kind->name, ZG_TEXT, text, error);
  if (id == 0)
    id = find_by_id (db, kind, text, error);
  if (id == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("Nothing in “%s” is called “%s”."),
                 g_dgettext (GETTEXT_PACKAGE, kind->title), text);
  return MAX (id, 0);
}

/* What has neither name nor number reads as the first of what it must have: "2026-11-24 夜班 林小雨". */
static void
append_needed (GString *title, ZgDb *db, const ZgRecord *record)
{
  const ZgKind *kind = record->kind;
  int           n = 0;

  for (int i = 0; i < kind->n_fields && n < 3; i++)
    {
      const ZgField   *field = &kind->fields[i];
      g_autofree char *text = NULL;

      if (!(field->flags & ZG_REQUIRED) || (field->flags & ZG_SEALED) || field->type == ZG_FILE || !zg_record_is_set (record, i))
        continue;
      if (field->type != ZG_REF)
        text = zg_field_format (field, &record->cells[i]);
      else if (zg_kind_by_id (field->ref)->name) /* no chain of records without names */
        text = zg_book_title (db, zg_kind_by_id (field->ref), zg_record_int (record, i));
      if (text == NULL || *text == '\0')
        continue;
      g_string_append_printf (title, "%s%s", n++ ? " " : "", text);
    }
}

/* "林小雨 1016": the name, then the unique number where there is one. */
char *
zg_book_title (ZgDb *db, const ZgKind *kind, gint64 id)
{
  g_autoptr (ZgRecord) record = id ? zg_book_get (db, kind, id, NULL) : NULL;
  GString *title;
  int      name;

  if (record == NULL)
    return g_strdup ("");
  title = g_string_new (NULL);
  name = kind->name ? zg_kind_field (kind, kind->name) : -1;
  if (name >= 0)
    {
      g_autofree char *text = kind->fields[name].type == ZG_REF
                                ? zg_book_title (db, zg_kind_by_id (kind->fields[name].ref), zg_record_int (record, name))
                                : zg_field_format (&kind->fields[name], &record->cells[name]);

      g_string_append (title, text);
    }
  for (int i = 0; i < kind->n_fields; i++)
    if (i != name && (kind->fields[i].flags & ZG_UNIQUE) && zg_record_text (record, i))
      {
        g_string_append_printf (title, "%s%s", title->len ? " " : "", zg_record_text (record, i));
        break;
      }
  if (title->len == 0 && record->no)
    g_string_append (title, record->no);
  if (title->len == 0)
    append_needed (title, db, record);
  if (title->len == 0)
    g_string_append_printf (title, "%" G_GINT64_FORMAT, id);
  return g_string_free (title, FALSE);
}

char *
zg_book_short_title (ZgDb *db, const ZgKind *kind, gint64 id)
{
  g_autoptr (ZgRecord) person = kind == &zg_person && id ? zg_book_get (db, kind, id, NULL) : NULL;
  const char          *name = person ? zg_record_text (person, zg_kind_field (kind, "name")) : NULL;

  return name ? g_strdup (name) : zg_book_title (db, kind, id);
}

GArray *
zg_book_children (ZgDb *db, const ZgKind *child, gint64 parent, GError **error)
{
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT id FROM %s WHERE parent_id = $1 AND state NOT IN ('removed', "
                                                  "'deleted') ORDER BY id"), child->id);
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, sql, "i", parent);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean         row;

  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      gint64 id;

      if (!zg_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      id = zg_stmt_int (stmt, 0);
      g_array_append_val (ids, id);
    }
}

static gboolean
read_state (ZgDb *db, const ZgKind *kind, ZgOutcome *outcome, GError **error)
{
  g_autofree char   *sql = g_strdup_printf (ZG_SQL ("SELECT state FROM %s WHERE id = $1"), kind->id);
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, sql, "i", outcome->id);
  gboolean           row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  g_strlcpy (outcome->state, row ? zg_stmt_text (stmt, 0) : "", sizeof outcome->state);
  return TRUE;
}

gboolean
zg_outcome_read (ZgDb *db, const char *command, ZgOutcome *outcome, gboolean *seen, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT seq, doc, version, no, kind FROM audit WHERE cmd = $1"), "s",
                                         command);
  const ZgKind      *kind;

  memset (outcome, 0, sizeof *outcome);
  if (stmt == NULL || !zg_stmt_step (stmt, seen, error))
    return FALSE;
  if (!*seen)
    return TRUE;
  outcome->seq = zg_stmt_int (stmt, 0);
  outcome->id = zg_stmt_int (stmt, 1);
  outcome->version = zg_stmt_int (stmt, 2);
  g_strlcpy (outcome->no, zg_stmt_text (stmt, 3) ? zg_stmt_text (stmt, 3) : "", sizeof outcome->no);
  outcome->repeated = TRUE;
  kind = zg_kind_by_id (zg_stmt_text (stmt, 4));
  return kind == NULL || read_state (db, kind, outcome, error);
}

typedef struct
{
  const char *command;
  ZgOutcome  *outcome;
} Ask;

static gpointer
ask_outcome (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask     *ask = data;
  gboolean seen;

  if (!zg_outcome_read (db, ask->command, ask->outcome, &seen, error))
    return NULL;
  if (seen)
    return ask;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND,
                       _ ("This command was not done. Nothing of it was saved; it can be sent again."));
  return NULL;
}

gboolean
zg_book_outcome (ZgSession *session, const char *command, ZgOutcome *outcome, GError **error)
{
  ZgOutcome none;
  Ask       ask = { command, outcome ? outcome : &none };

  return zg_store_read (zg_session_store (session), ask_outcome, &ask, error) != NULL;
}
