/* The shared strings of a workbook. */
#include "zg-xlsx-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GString *text;
  int      phonetic; /* inside so many <rPh> */
  gboolean inside;   /* <t> */
  gsize    total;
} State;

/* _x000D_ is how the format spells what XML cannot hold; _x005F_ is the escaped underscore. */
void
zg_xlsx_unescape (GString *text)
{
  gsize to = 0;

  if (strstr (text->str, "_x") == NULL)
    return;
  for (gsize from = 0; from < text->len;)
    {
      const char *p = text->str + from;
      gunichar    c = 0;
      int         n = 2;

      if (p[0] == '_' && p[1] == 'x')
        for (; n < 6 && g_ascii_isxdigit (p[n]); n++)
          c = c * 16 + (gunichar) g_ascii_xdigit_value (p[n]);
      if (n != 6 || p[6] != '_')
        {
          text->str[to++] = *p;
          from++;
          continue;
        }
      from += 7;
      if (c >= ' ' || c == '\n' || c == '\t') /* a carriage return stands before a line feed */
        to += g_unichar_validate (c) ? (gsize) g_unichar_to_utf8 (c, text->str + to) : 0;
    }
  g_string_truncate (text, to);
}

static void
on_start (XlsxPart *part, const char *name, const char **attributes)
{
  State *state = part->state;

  if (strcmp (name, "si") == 0)
    g_string_truncate (state->text, 0);
  else if (strcmp (name, "rPh") == 0)
    state->phonetic++;
  state->inside = strcmp (name, "t") == 0 && state->phonetic == 0;
}

static void
on_end (XlsxPart *part, const char *name)
{
  State  *state = part->state;
  ZgXlsx *xlsx = part->xlsx;

  state->inside = FALSE;
  if (strcmp (name, "rPh") == 0)
    state->phonetic--;
  if (strcmp (name, "si") != 0)
    return;
  zg_xlsx_unescape (state->text);
  state->total += state->text->len;
  if (xlsx->strings->len >= XLSX_MAX_STRINGS || state->total > XLSX_MAX_TEXT)
    zg_xlsx_fail (part, _("it holds more text than a workbook may"));
  else
    g_ptr_array_add (xlsx->strings, g_string_chunk_insert_len (xlsx->texts, state->text->str, (gssize) state->text->len));
}

static void
on_text (XlsxPart *part, const char *text, int length)
{
  State *state = part->state;

  if (!state->inside)
    return;
  if (state->text->len + (gsize) length > XLSX_MAX_CELL)
    zg_xlsx_fail (part, _("a cell holds more text than a workbook may"));
  else
    g_string_append_len (state->text, text, length);
}

gboolean
zg_xlsx_load_strings (ZgXlsx *xlsx, GError **error)
{
  State    state = { g_string_new (NULL), 0, FALSE, 0 };
  gboolean good = zg_xlsx_parse (xlsx, xlsx->strings_entry, TRUE, on_start, on_end, on_text, &state, error);

  g_string_free (state.text, TRUE);
  return good;
}
