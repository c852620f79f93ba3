/* A list asks for its ids before it asks for any row: joins that only bring columns to show are left out of that question.
 * A LEFT JOIN of a sheet finds at most one row, so leaving it out changes neither which ids there are nor their order. */
#include <string.h>

#include "zg-sheet-private.h"

#define LEFT_JOIN " LEFT JOIN "

/* The next @word outside of brackets and quotes, NULL: none. */
static const char *
find_outside (const char *sql, const char *word)
{
  int depth = 0;

  for (; *sql; sql++)
    {
      if (*sql == '\'')
        {
          sql = strchr (sql + 1, '\'');
          if (sql == NULL)
            return NULL;
        }
      else if (*sql == '(')
        depth++;
      else if (*sql == ')')
        depth--;
      else if (depth == 0 && g_str_has_prefix (sql, word))
        return sql;
    }
  return NULL;
}

/* "clock c ON c.id = t.clock": "c". NULL: something that is not understood, and so is kept. */
static char *
alias_of (const char *join)
{
  const char *on = find_outside (join, " ON "), *begin = on;

  if (on == NULL || find_outside (join, " JOIN "))
    return NULL;
  while (begin > join && (g_ascii_isalnum (begin[-1]) || begin[-1] == '_'))
    begin--;
  return begin < on ? g_strndup (begin, on - begin) : NULL;
}

static gboolean
speaks_of (const char *sql, const char *alias)
{
  g_autofree char *column = g_strconcat (alias, ".", NULL);

  for (const char *at = sql; (at = strstr (at, column)) != NULL; at++)
    if (at == sql || !(g_ascii_isalnum (at[-1]) || at[-1] == '_' || at[-1] == '.'))
      return TRUE;
  return FALSE;
}

static GPtrArray *
split_joins (const char *from)
{
  GPtrArray  *parts = g_ptr_array_new_with_free_func (g_free);
  const char *next;

  while ((next = find_outside (from, LEFT_JOIN)) != NULL)
    {
      g_ptr_array_add (parts, g_strndup (from, next - from));
      from = next + strlen (LEFT_JOIN);
    }
  g_ptr_array_add (parts, g_strdup (from));
  return parts;
}

static gboolean
is_needed (const GPtrArray *parts, guint i, const char *rest)
{
  g_autofree char *alias = alias_of (parts->pdata[i]);

  if (alias == NULL || speaks_of (rest, alias))
    return TRUE;
  for (guint k = 1; k < parts->len; k++)
    if (k != i && speaks_of (parts->pdata[k], alias))
      return TRUE;
  return FALSE;
}

void
zg_sheet_sql_prune (ZgSqlText *text, const ZgSheet *sheet)
{
  char                 *from = strstr (text->sql->str, sheet->from);
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GString)   kept = NULL;
  gsize                 at, length = strlen (sheet->from);

  if (from == NULL || strchr (sheet->from, '$'))
    return;
  at = from - text->sql->str;
  parts = split_joins (sheet->from);
  for (guint i = parts->len - 1; i > 0; i--)
    if (!is_needed (parts, i, from + length))
      g_ptr_array_remove_index (parts, i);
  kept = g_string_new (parts->pdata[0]);
  for (guint i = 1; i < parts->len; i++)
    g_string_append_printf (kept, LEFT_JOIN "%s", (char *) parts->pdata[i]);
  g_string_erase (text->sql, at, length);
  g_string_insert (text->sql, at, kept->str);
}
