/* zg-sheet-sql.c: the text of a sheet's queries: what may be seen, hidden states, filters, search and order. Written for both
 * engines: numbered placeholders, lower () and LIKE with ESCAPE, never a value in the text. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-sheet-private.h"
#include "zg-text.h"

#define MAX_NUMBERS 5000 /* lines pasted into the search box */

/* -- text with values -- */

void
zg_sql_text_init (ZgSqlText *text)
{
  text->sql = g_string_sized_new (512);
  text->values = g_array_new (FALSE, TRUE, sizeof (ZgCell));
  g_array_set_clear_func (text->values, (GDestroyNotify) zg_cell_clear);
}

void
zg_sql_text_clear (ZgSqlText *text)
{
  g_string_free (text->sql, TRUE);
  g_array_unref (text->values);
}

static ZgCell *
add_value (ZgSqlText *text)
{
  g_array_set_size (text->values, text->values->len + 1);
  g_string_append_printf (text->sql, "$%u", text->values->len);
  return &g_array_index (text->values, ZgCell, text->values->len - 1);
}

void
zg_sql_text_int (ZgSqlText *text, gint64 value)
{
  zg_cell_set_int (add_value (text), value);
}

void
zg_sql_text_str (ZgSqlText *text, const char *value)
{
  zg_cell_set_text (add_value (text), value);
}

ZgStmt *
zg_sql_text_query (const ZgSqlText *text, ZgDb *db, GError **error)
{
  ZgStmt *stmt = zg_db_prepare (db, text->sql->str, error);

  for (guint i = 0; stmt != NULL && i < text->values->len; i++)
    zg_stmt_bind_cell (stmt, (int) i + 1, &g_array_index (text->values, ZgCell, i));
  return stmt;
}

/* -- rights -- */

char *
zg_sheet_right (const ZgSheet *sheet, const char *verb)
{
  return g_strdup_printf ("%s.%s", zg_kind_top (sheet->kind)->id, verb);
}

static gboolean
lacks (const ZgSheet *sheet, const char *verb, const char *format, const char *nobody, ZgSession *session, GError **error)
{
  g_autofree char *right = zg_sheet_right (sheet, verb);
  g_autofree char *roles = NULL;
  const char      *title = g_dgettext (GETTEXT_PACKAGE, sheet->title);

  if (zg_session_reach (session, right) != ZG_REACH_NONE)
    return FALSE;
  roles = zg_roles_with (session, right, ZG_REACH_OWN);
  if (roles != NULL && *roles != '\0')
    g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, format, title, roles);
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, nobody, title);
  return TRUE;
}

gboolean
zg_sheet_sql_denied (const ZgQuery *query, ZgSession *session, GError **error)
{
  return lacks (query->sheet, "view",
                _("You may not see “%s”. The roles that may are: %s. Whoever keeps the book's roles can grant you one."),
                _("You may not see “%s”, and no role may. Whoever keeps the book's roles can grant it."), session, error)
         || (query->to_export
             && lacks (query->sheet, "export",
                       _("You may not print or export “%s”. The roles that may are: %s. Whoever keeps the book's roles can "
                          "grant you one."),
                       _("You may not print or export “%s”, and no role may. Whoever keeps the book's roles can grant it."),
                       session, error));
}

static void
append_own (ZgSqlText *text, ZgSession *session)
{
  if (zg_session_staff (session) != 0)
    {
      g_string_append (text->sql, "t.owner_id = ");
      zg_sql_text_int (text, zg_session_staff (session));
      g_string_append (text->sql, " OR ");
    }
  g_string_append (text->sql, "t.owner_id IS NULL AND t.maker_id = ");
  zg_sql_text_int (text, zg_session_person (session));
}

static void
append_units (ZgSqlText *text, ZgSession *session, const char *right)
{
  g_autoptr (GArray) units = zg_session_units (session, right);

  if (units->len == 0)
    return;
  g_string_append (text->sql, "t.unit_id IN (");
  for (guint i = 0; i < units->len; i++)
    {
      g_string_append (text->sql, i > 0 ? ", " : "");
      zg_sql_text_int (text, g_array_index (units, gint64, i));
    }
  g_string_append (text->sql, ") OR ");
}

static void
append_reach (ZgSqlText *text, ZgSession *session, const char *right)
{
  ZgReach reach = zg_session_reach (session, right);

  if (reach == ZG_REACH_ALL)
    return;
  if (reach == ZG_REACH_NONE)
    {
      g_string_append (text->sql, " AND 1 = 0");
      return;
    }
  g_string_append (text->sql, " AND (");
  if (reach == ZG_REACH_UNIT)
    append_units (text, session, right);
  append_own (text, session);
  g_string_append (text->sql, ")");
}

void
zg_sheet_sql_reach (ZgSqlText *text, const ZgQuery *query, ZgSession *session)
{
  g_autofree char *view = zg_sheet_right (query->sheet, "view");
  g_autofree char *export = zg_sheet_right (query->sheet, "export");

  append_reach (text, session, view);
  if (query->to_export)
    append_reach (text, session, export);
}

/* -- filters -- */

static gboolean
asks_for_state (const ZgQuery *query)
{
  for (int i = 0; i < query->sheet->n_filters; i++)
    if (query->filters[i] != NULL && strstr (query->sheet->filters[i].sql, "t.state") != NULL)
      return TRUE;
  return FALSE;
}

static void
append_hidden (ZgSqlText *text, const ZgQuery *query)
{
  const ZgKind         *kind = query->sheet->kind;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (query->with_hidden || asks_for_state (query))
    return;
  for (int i = 0; i < kind->n_steps; i++)
    {
      const char *state = kind->steps[i].to;

      if (!zg_kind_state (kind, state)->hidden || !g_hash_table_add (seen, (gpointer) state))
        continue;
      g_string_append_printf (text->sql, " AND t.state <> '%s'", state);
    }
}

static void
bind_filter (ZgSqlText *text, const ZgFilter *filter, const char *value, gboolean as_ms)
{
  int day;

  if (as_ms)
    zg_sql_text_int (text, zg_day_parse (value, &day) ? zg_day_to_ms (day, 0) : 0);
  else if (zg_type_is_text (filter->type))
    zg_sql_text_str (text, value);
  else
    zg_sql_text_int (text, g_ascii_strtoll (value, NULL, 10));
}

/* "$v" or "$ms" at @from, or further on. */
static const char *
next_value (const char *from, gboolean *as_ms)
{
  const char *value = strstr (from, "$v"), *ms = strstr (from, "$ms");

  *as_ms = ms != NULL && (value == NULL || ms < value);
  return *as_ms ? ms : value;
}

/* Every "$v" of the condition becomes one placeholder, and every "$ms" another. */
static void
append_filter (ZgSqlText *text, const ZgFilter *filter, const char *value)
{
  const char *from = filter->sql, *found;
  char        numbers[2][16] = { "", "" };
  gboolean    as_ms;

  g_string_append (text->sql, " AND (");
  while ((found = next_value (from, &as_ms)) != NULL)
    {
      g_string_append_len (text->sql, from, found - from);
      if (*numbers[as_ms] != '\0')
        g_string_append (text->sql, numbers[as_ms]);
      else
        {
          bind_filter (text, filter, value, as_ms);
          g_snprintf (numbers[as_ms], sizeof numbers[as_ms], "$%u", text->values->len);
        }
      from = found + (as_ms ? 3 : 2);
    }
  g_string_append_printf (text->sql, "%s)", from);
}

/* -- search -- */

static char *
like_pattern (const char *before, const char *word, const char *after)
{
  GString *pattern = g_string_new (before);

  for (const char *p = word; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  return g_string_free (g_string_append (pattern, after), FALSE);
}

static gboolean
is_roman_key (const char *sql)
{
  return sql != NULL && g_str_has_suffix (sql, "_key");
}

static gboolean
is_letters (const char *word)
{
  for (const char *p = word; *p != '\0'; p++)
    if (!g_ascii_isalpha (*p))
      return FALSE;
  return *word != '\0';
}

static void
append_like (ZgSqlText *text, const char *expression, gboolean is_text, const char *pattern)
{
  g_string_append_printf (text->sql, is_text ? " OR lower (%s) LIKE " : " OR CAST (%s AS TEXT) LIKE ", expression);
  zg_sql_text_str (text, pattern);
  g_string_append (text->sql, " ESCAPE '\\'");
}

/* The key holds "sort pinyin initials": the first word is no text to be searched. Short words begin a word, longer ones may stand
 * within: "xiaoyu" finds 林小雨. */
static void
append_roman (ZgSqlText *text, const char *key, const char *word)
{
  g_autofree char *pattern = like_pattern (strlen (word) < 4 ? "% " : "% %", word, "%");

  append_like (text, key, TRUE, pattern);
}

static void
append_column (ZgSqlText *text, const ZgColumn *column, const char *folded, const char *plain)
{
  gboolean         is_text = zg_type_is_text (column->type);
  g_autofree char *pattern = like_pattern ("%", folded, "%");

  append_like (text, column->sql, is_text, pattern);
  if (is_text && strcmp (folded, plain) != 0)
    {
      g_autofree char *other = like_pattern ("%", plain, "%");

      append_like (text, column->sql, TRUE, other);
    }
  if (column->search == NULL)
    return;
  if (!is_roman_key (column->search))
    append_like (text, column->search, TRUE, pattern);
  else if (is_letters (folded))
    append_roman (text, column->search, folded);
}

static void
append_found (ZgSqlText *text, const GArray *ids)
{
  if (ids->len == 0)
    return;
  g_string_append (text->sql, " OR t.id IN (");
  for (guint i = 0; i < ids->len; i++)
    {
      g_string_append (text->sql, i > 0 ? ", " : "");
      zg_sql_text_int (text, g_array_index (ids, gint64, i));
    }
  g_string_append (text->sql, ")");
}

static void
append_word (ZgSqlText *text, const ZgSheet *sheet, const char *word, const GArray *sealed)
{
  g_autofree char *folded = zg_text_fold (word);
  g_autofree char *plain = g_ascii_strdown (word, -1);

  g_string_append (text->sql, " AND (1 = 0");
  for (int i = 0; i < sheet->n_columns; i++)
    if (sheet->columns[i].flags & ZG_COL_SEARCH)
      append_column (text, &sheet->columns[i], folded, plain);
  append_found (text, sealed);
  g_string_append (text->sql, ")");
}

static GPtrArray *
lines_of (const char *search)
{
  g_auto (GStrv)        parts = g_strsplit_set (search, "\r\n", -1);
  GPtrArray            *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (char **part = parts; *part != NULL && lines->len < MAX_NUMBERS; part++)
    {
      g_autofree char *peeled = zg_text_peel_id (*part);
      char            *low = g_ascii_strdown (peeled, -1);

      /* not _add () alone: it would keep the later of two equal texts, which is freed here */
      if (*low == '\0' || g_hash_table_contains (seen, low))
        {
          g_free (low);
          continue;
        }
      g_hash_table_add (seen, low);
      g_ptr_array_add (lines, low);
    }
  return lines;
}

/* Several lines are numbers somebody pasted: any of them, each in full. The values are bound once and named again per column. */
static void
append_numbers (ZgSqlText *text, const ZgSheet *sheet, GPtrArray *lines, const GArray *sealed)
{
  guint first = 0;

  g_string_append (text->sql, " AND (1 = 0");
  for (int i = 0; i < sheet->n_columns; i++)
    {
      const ZgColumn *column = &sheet->columns[i];

      if (!(column->flags & ZG_COL_SEARCH))
        continue;
      g_string_append_printf (text->sql, zg_type_is_text (column->type) ? " OR lower (%s) IN (" : " OR CAST (%s AS TEXT) IN (",
                              column->sql);
      for (guint l = 0; l < lines->len; l++)
        {
          g_string_append (text->sql, l > 0 ? ", " : "");
          if (first == 0 || first + l > text->values->len)
            {
              zg_sql_text_str (text, g_ptr_array_index (lines, l));
              first = first == 0 ? text->values->len : first;
            }
          else
            g_string_append_printf (text->sql, "$%u", first + l);
        }
      g_string_append (text->sql, ")");
    }
  append_found (text, sealed);
  g_string_append (text->sql, ")");
}

static gboolean
append_search (ZgSqlText *text, const ZgQuery *query, ZgSession *session, ZgDb *db, GError **error)
{
  g_autoptr (GPtrArray) lines = lines_of (query->search);
  g_autoptr (GArray)    found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv)        words = g_strsplit_set (query->search, " \t\r\n", -1);

  if (lines->len > 1)
    {
      for (guint i = 0; i < lines->len; i++)
        if (!zg_blind_find (session, db, query->sheet->kind, g_ptr_array_index (lines, i), found, error))
          return FALSE;
      append_numbers (text, query->sheet, lines, found);
      return TRUE;
    }
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      {
        g_array_set_size (found, 0);
        if (!zg_blind_find (session, db, query->sheet->kind, *word, found, error))
          return FALSE;
        append_word (text, query->sheet, *word, found);
      }
  return TRUE;
}

/* -- the whole -- */

gboolean
zg_sheet_sql_from (ZgSqlText *text, const ZgQuery *query, ZgSession *session, ZgDb *db, GError **error)
{
  const ZgSheet *sheet = query->sheet;

  g_string_append_printf (text->sql, " FROM %s WHERE 1 = 1", sheet->from);
  if (sheet->where != NULL)
    g_string_append_printf (text->sql, " AND (%s)", sheet->where);
  zg_sheet_sql_reach (text, query, session);
  append_hidden (text, query);
  for (int i = 0; i < sheet->n_filters; i++)
    if (query->filters[i] != NULL && *query->filters[i] != '\0')
      append_filter (text, &sheet->filters[i], query->filters[i]);
  if (query->search != NULL && *query->search != '\0' && !append_search (text, query, session, db, error))
    return FALSE;
  if (query->import_id != 0)
    {
      g_string_append (text->sql, " AND t.import_id = ");
      zg_sql_text_int (text, query->import_id);
    }
  return TRUE;
}

/* The id ends every order, in the direction of the last word, so that the order is one and an index still serves. */
void
zg_sheet_sql_order (ZgSqlText *text, const ZgQuery *query)
{
  const ZgSheet *sheet = query->sheet;

  if (query->sort >= 0 && query->sort < sheet->n_columns)
    {
      const ZgColumn *column = &sheet->columns[query->sort];
      const char     *way = query->descending ? " DESC" : "";

      g_string_append_printf (text->sql, " ORDER BY %s%s NULLS LAST, t.id%s", column->order != NULL ? column->order : column->sql,
                              way, way);
    }
  else if (sheet->order != NULL)
    g_string_append_printf (text->sql, " ORDER BY %s, t.id%s", sheet->order,
                            g_str_has_suffix (sheet->order, " DESC") ? " DESC" : "");
  else
    g_string_append (text->sql, " ORDER BY t.id DESC");
}

void
zg_sheet_sql_columns (ZgSqlText *text, const ZgSheet *sheet)
{
  for (int i = 0; i < sheet->n_columns; i++)
    {
      const ZgColumn *column = &sheet->columns[i];

      if (column->flags & ZG_COL_MASK)
        g_string_append_printf (text->sql, ", t.%s", column->name);
      else
        g_string_append_printf (text->sql, ", %s", column->sql);
    }
}
