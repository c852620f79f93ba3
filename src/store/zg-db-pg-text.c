#include "zg-db-pg-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PLACEHOLDER 9999

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* Tokens: each function returns the place behind the token that begins at @p. */

static const char *
skip_line (const char *p)
{
  return p + strcspn (p, "\n");
}

static const char *
skip_remark (const char *p)
{
  int depth = 1;

  for (p += 2; *p && depth > 0; p++)
    if (p[0] == '*' && p[1] == '/')
      depth--, p++;
    else if (p[0] == '/' && p[1] == '*')
      depth++, p++;
  return p;
}

static const char *
skip_quoted (const char *p)
{
  char quote = *p++;

  while (*p)
    {
      if (*p == quote && p[1] != quote)
        return p + 1;
      p += *p == quote ? 2 : 1;
    }
  return p;
}

/* $1, $tag$ … $tag$, or a dollar that means nothing. */
static const char *
skip_dollar (const char *p)
{
  const char      *end = p + 1, *close;
  g_autofree char *tag = NULL;

  while (is_word (*end))
    end++;
  if (*end != '$' || g_ascii_isdigit (p[1]))
    return end;
  tag = g_strndup (p, end + 1 - p);
  close = strstr (end + 1, tag);
  return close ? close + strlen (tag) : p + strlen (p);
}

static const char *
skip_token (const char *p)
{
  if (p[0] == '-' && p[1] == '-')
    return skip_line (p);
  if (p[0] == '/' && p[1] == '*')
    return skip_remark (p);
  if (*p == '\'' || *p == '"')
    return skip_quoted (p);
  if (*p == '$')
    return skip_dollar (p);
  if (!is_word (*p))
    return *p ? p + 1 : p;
  while (is_word (*p) || *p == '$')
    p++;
  return p;
}

static gboolean
is_blank (const char *p)
{
  return g_ascii_isspace (*p) || (p[0] == '-' && p[1] == '-') || (p[0] == '/' && p[1] == '*');
}

static const char *
skip_blanks (const char *p)
{
  while (*p && is_blank (p))
    p = skip_token (p);
  return p;
}

static gboolean
is_token (const char *p, const char *end, const char *word)
{
  return (gsize) (end - p) == strlen (word) && g_ascii_strncasecmp (p, word, end - p) == 0;
}

static gboolean
is_one_of (const char *p, const char *end, const char *const *words)
{
  for (; *words; words++)
    if (is_token (p, end, *words))
      return TRUE;
  return FALSE;
}

/* Statements */

static void
note_place (ZgPgText *out, const char *p, const char *end)
{
  char *stop = NULL;
  long  n = strtol (p + 1, &stop, 10);
  int   place = (int) n;

  if (stop != end || n < 1 || n > MAX_PLACEHOLDER)
    {
      out->wrong = "placeholders are $1, $2 …";
      return;
    }
  for (guint i = 0; i < out->places->len; i++)
    if (g_array_index (out->places, int, i) == place)
      return;
  g_array_append_val (out->places, place);
}

/* Tables are declared once, in the words of the file engine. */
static void
append_declared (GString *sql, const char *p, const char *end, int depth)
{
  static const char *const dropped[] = { "STRICT", "WITHOUT", "ROWID", ",", NULL };

  if (is_token (p, end, "INTEGER"))
    g_string_append (sql, "BIGINT");
  else if (is_token (p, end, "BLOB"))
    g_string_append (sql, "BYTEA");
  else if (depth > 0 || !is_one_of (p, end, dropped))
    g_string_append_len (sql, p, end - p);
}

/* The first words: transactions and settings belong to the driver, and COPY speaks another protocol. */
static gboolean
read_verb (const char *p, ZgPgText *out)
{
  static const char *const own[] = { "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE",
                                     "DEALLOCATE", "EXECUTE", "DECLARE", "DISCARD", "SET", "RESET", "LISTEN", "UNLISTEN",
                                     "COPY", NULL };
  const char *end = skip_token (p), *next = skip_blanks (end);
  gboolean    table = is_token (next, skip_token (next), "TABLE");

  if (is_one_of (p, end, own))
    out->wrong = "not authorized";
  out->makes_table = table && is_token (p, end, "CREATE");
  return out->makes_table || (table && is_token (p, end, "ALTER"));
}

void
zg_pg_read_text (const char *text, ZgPgText *out)
{
  const char *p = skip_blanks (text);
  GString    *sql = g_string_new (NULL);
  gboolean    declares;
  int         depth = 0;

  *out = (ZgPgText) { .places = g_array_new (FALSE, FALSE, sizeof (int)) };
  declares = read_verb (p, out);
  while (*p && *p != ';')
    {
      const char *end = skip_token (p);

      depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
      if (*p == '$' && is_word (p[1]) && end[-1] != '$')
        note_place (out, p, end);
      if (declares)
        append_declared (sql, p, end, depth);
      else
        g_string_append_len (sql, p, end - p);
      p = end;
    }
  out->tail = skip_blanks (*p ? p + 1 : p);
  out->sql = g_string_free (sql, sql->len == 0);
}

void
zg_pg_clear_text (ZgPgText *text)
{
  g_clear_pointer (&text->places, g_array_unref);
  g_clear_pointer (&text->sql, g_free);
}
