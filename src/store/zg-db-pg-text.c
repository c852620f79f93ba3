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

/* Declarations: tables are declared once, in the words of the file engine. */

typedef struct
{
  GString    *sql;
  int         depth;
  const char *table, *table_end, *column, *column_end; /* (nullable): the names last met */
  gboolean    expects_column, in_link;
} Scan;

static void
note_names (Scan *scan, const char *p, const char *end)
{
  static const char *const before[] = { "CREATE", "TABLE", "IF", "NOT", "EXISTS", NULL };

  if (scan->depth == 0 && scan->table == NULL && is_word (*p) && !is_one_of (p, end, before))
    scan->table = p, scan->table_end = end;
  else if (scan->depth == 1 && scan->expects_column)
    scan->column = p, scan->column_end = end;
  scan->expects_column = scan->depth == 1 && (*p == ',' || *p == '(');
}

static void
begin_link (ZgPgText *out, const Scan *scan, const char *p, const char *end)
{
  const char *target = skip_blanks (end), *target_end = skip_token (target);

  g_string_append_printf (out->links, "%s%.*s\x1f%.*s\x1f%.*s\x1f", out->links->len ? "\n" : "", (int) (target_end - target),
                          target,
                          (int) (scan->table_end - scan->table), scan->table, (int) (scan->column_end - scan->column),
                          scan->column);
}

/* A reference may name a table that is made later; here it is added when that one is there, see zg.watch (). */
static gboolean
is_in_link (ZgPgText *out, Scan *scan, const char *p, const char *end)
{
  static const char *const stops[] = { "CHECK", "UNIQUE", "PRIMARY", "DEFAULT", "CONSTRAINT", "NOT", ",", NULL };

  if (!out->makes_table)
    return FALSE;
  if (scan->depth == 1 && is_token (p, end, "REFERENCES") && !is_token (scan->column, scan->column_end, "FOREIGN"))
    {
      begin_link (out, scan, p, end);
      scan->in_link = TRUE;
    }
  else if (scan->depth == 0 || (scan->depth == 1 && is_one_of (p, end, stops)))
    scan->in_link = FALSE;
  return scan->in_link;
}

static void
append_declared (ZgPgText *out, Scan *scan, const char *p, const char *end)
{
  static const char *const dropped[] = { "STRICT", "WITHOUT", "ROWID", ",", NULL };

  scan->depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
  if (is_blank (p))
    g_string_append_c (scan->in_link ? out->links : scan->sql, ' ');
  else if (is_in_link (out, scan, p, end))
    g_string_append_len (out->links, p, end - p);
  else if (is_token (p, end, "INTEGER"))
    g_string_append (scan->sql, "BIGINT");
  else if (is_token (p, end, "BLOB"))
    g_string_append (scan->sql, "BYTEA");
  else if (scan->depth > 0 || !is_one_of (p, end, dropped))
    g_string_append_len (scan->sql, p, end - p);
  if (!is_blank (p))
    note_names (scan, p, end);
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
  out->makes_trigger = is_token (p, end, "CREATE") && is_token (next, skip_token (next), "TRIGGER");
  out->drops_trigger = is_token (p, end, "DROP") && is_token (next, skip_token (next), "TRIGGER");
  out->drops_view = is_token (p, end, "DROP") && is_token (next, skip_token (next), "VIEW");
  return out->makes_table || (table && is_token (p, end, "ALTER"));
}

/* Semicolons inside the body of a trigger do not end it. */
static gboolean
goes_on (const ZgPgText *out, const char *p, const char *end, gboolean in_body)
{
  if (!out->makes_trigger || is_token (p, end, "END"))
    return FALSE;
  return in_body || is_token (p, end, "BEGIN");
}

/* A view goes with the one in zg_seen through which people read it: the guard makes that anew after a migration. */
static void
finish (ZgPgText *out, GString *sql, gboolean had_body)
{
  if (out->drops_view)
    g_string_append (sql, " CASCADE");
  out->sql = g_string_free (sql, sql->len == 0);
  if (had_body || out->drops_trigger)
    {
      g_autofree char *written = g_steal_pointer (&out->sql);

      out->sql = zg_pg_trigger (written);
      out->wrong = out->sql ? out->wrong : "a trigger of a form unknown here";
    }
}

void
zg_pg_read_text (const char *text, ZgPgText *out)
{
  const char *p = skip_blanks (text);
  Scan        scan = { .sql = g_string_new (NULL) };
  gboolean    declares, in_body = FALSE, had_body = FALSE;

  *out = (ZgPgText) { .places = g_array_new (FALSE, FALSE, sizeof (int)), .links = g_string_new (NULL) };
  declares = read_verb (p, out);
  while (*p && (*p != ';' || in_body))
    {
      const char *end = skip_token (p);

      in_body = goes_on (out, p, end, in_body);
      had_body |= in_body;
      if (*p == '$' && is_word (p[1]) && end[-1] != '$')
        note_place (out, p, end);
      if (declares)
        append_declared (out, &scan, p, end);
      else
        g_string_append_len (scan.sql, p, end - p);
      p = end;
    }
  out->tail = skip_blanks (*p ? p + 1 : p);
  finish (out, scan.sql, had_body);
}

void
zg_pg_clear_text (ZgPgText *text)
{
  g_clear_pointer (&text->places, g_array_unref);
  g_string_free (text->links, TRUE);
  g_clear_pointer (&text->sql, g_free);
}
