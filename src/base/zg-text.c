#include "zg-text.h"

#include <string.h>
#include <unicode/unorm2.h>

static const char *const no_values[] = { "null", "'null", "=\"\"", "-", "--", "未打卡" };

/* ICU's form is stable: folding again changes nothing, which g_utf8_casefold() does not hold for Cherokee. */
char *
zg_text_fold (const char *text)
{
  UErrorCode            status = U_ZERO_ERROR;
  const UNormalizer2   *form = unorm2_getNFKCCasefoldInstance (&status);
  g_autofree char      *valid = g_utf8_make_valid (text ? text : "", -1);
  glong                 n = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (valid, -1, NULL, &n, NULL);
  g_autofree UChar     *folded = NULL;
  int32_t               room;

  g_return_val_if_fail (U_SUCCESS (status), g_steal_pointer (&valid));
  room = unorm2_normalize (form, wide, (int32_t) n, NULL, 0, &status);
  folded = g_new0 (UChar, (gsize) room + 1);
  status = U_ZERO_ERROR;
  unorm2_normalize (form, wide, (int32_t) n, folded, room + 1, &status);
  return g_utf16_to_utf8 (folded, room, NULL, NULL, NULL);
}

int
zg_text_width (const char *text)
{
  int width = 0;

  for (const char *p = text ? text : ""; *p;)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          width++;
          p++;
          continue;
        }
      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      p = g_utf8_next_char (p);
    }
  return width;
}

static gboolean
is_blank (gunichar c)
{
  return c == 0xfeff || c == 0x200b || g_unichar_isspace (c);
}

/* Cuts blanks off both ends of valid UTF-8, in place. */
static char *
strip_in_place (char *text)
{
  char *start = text, *end;

  while (*start && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  end = start + strlen (start);
  while (end > start)
    {
      char *last = g_utf8_prev_char (end);

      if (!is_blank (g_utf8_get_char (last)))
        break;
      end = last;
    }
  *end = '\0';
  memmove (text, start, (gsize) (end - start) + 1);
  return text;
}

char *
zg_text_strip (const char *text)
{
  return strip_in_place (g_utf8_make_valid (text ? text : "", -1));
}

/* Full-width letters, digits and signs to ASCII, in place; ids are ASCII. */
static char *
narrow_in_place (char *text)
{
  char *to = text;

  for (const char *p = text, *next; *p; p = next)
    {
      gunichar c = g_utf8_get_char (p);

      next = g_utf8_next_char (p); /* before its first byte is overwritten */
      if (c >= 0xff01 && c <= 0xff5e)
        *to++ = (char) (c - 0xff01 + '!');
      else
        {
          memmove (to, p, (gsize) (next - p));
          to += next - p;
        }
    }
  *to = '\0';
  return text;
}

char *
zg_text_peel_id (const char *cell)
{
  char *id = strip_in_place (narrow_in_place (g_utf8_make_valid (cell ? cell : "", -1)));

  for (;;)
    {
      gsize n = strlen (id);

      if (n >= 3 && id[0] == '=' && id[1] == '"' && id[n - 1] == '"')
        {
          char *inside = g_strndup (id + 2, n - 3);

          g_free (id);
          id = inside;
        }
      else if (*id == '\'' || *id == '`')
        memmove (id, id + 1, n);
      else
        return id;
      strip_in_place (id);
    }
}

gboolean
zg_text_is_damaged_id (const char *peeled)
{
  const char *p = peeled ? peeled : "";

  if (!g_ascii_isdigit (*p))
    return FALSE;
  while (g_ascii_isdigit (*p) || *p == '.')
    p++;
  if ((*p != 'E' && *p != 'e') || p[1] != '+')
    return FALSE;
  p += 2;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  while (g_ascii_isdigit (*p))
    p++;
  return *p == '\0';
}

gboolean
zg_text_is_no_value (const char *cell)
{
  g_autofree char *text = zg_text_strip (cell);

  if (*text == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (no_values); i++)
    if (g_ascii_strcasecmp (text, no_values[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Marks that reverse or reorder what is shown, and the separators that break a line. */
static gboolean
is_treacherous (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c || c == 0xfeff || (c & 0xfffe) == 0xfffe
         || (c >= 0xfdd0 && c <= 0xfdef);
}

static gboolean
is_safe (const char *text, const char *allowed)
{
  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (is_treacherous (g_utf8_get_char (p)) && !strchr (allowed, *p))
      return FALSE;
  return TRUE;
}

gboolean
zg_text_is_clean (const char *text)
{
  const guchar *p = (const guchar *) text;
  guchar        last = 0;

  if (p == NULL || !(g_ascii_isalnum (*p) || (*p >= 0xe4 && *p <= 0xe9)) || *p == 'n' || *p == 'N' ||
      g_str_has_prefix (text, "未"))
    return FALSE;
  while (*p)
    if (*p < 0x80)
      {
        if (*p < ' ' || *p == 0x7f)
          return FALSE;
        last = *p++;
      }
    else
      {
        if (*p < 0xe4 || *p > 0xe9 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80) /* U+4000 … U+9FFF */
          return FALSE;
        last = *p;
        p += 3;
      }
  return last != ' ';
}

gboolean
zg_text_is_safe_line (const char *text)
{
  return is_safe (text, "");
}

gboolean
zg_text_is_safe_block (const char *text)
{
  return is_safe (text, "\n\t");
}

static int
count_digits (const char *text)
{
  int n = 0;

  for (; *text; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

/* Stars for the digits from the @from-th to before the @to-th; signs and blanks stay. */
static void
star_digits (char *text, int from, int to)
{
  int n = 0;

  for (; *text; text++)
    if (g_ascii_isdigit (*text))
      {
        if (n >= from && n < to)
          *text = '*';
        n++;
      }
}

char *
zg_text_mask_phone (const char *phone)
{
  char *text = narrow_in_place (zg_text_strip (phone));
  char *body = text, *dash;
  int   digits, before;

  if (g_str_has_prefix (body, "+86"))
    body += 3;
  else if (g_str_has_prefix (body, "0086"))
    body += 4;
  dash = strrchr (body, '-');
  if (dash)
    {
      *dash = '\0';
      before = count_digits (body);
      *dash = '-';
      if (before >= 11) /* an extension; the dash of 0571-88000000 stands earlier */
        {
          star_digits (dash, 0, G_MAXINT);
          *dash = '\0';
        }
      else
        dash = NULL;
    }
  digits = count_digits (body);
  if (digits >= 10)
    star_digits (body, 3, digits - 4);
  else
    star_digits (body, 0, digits >= 7 ? digits - 4 : digits > 2 ? digits - 2 : digits);
  if (dash)
    *dash = '-';
  return text;
}

char *
zg_text_mask_id (const char *id)
{
  g_autofree char *text = zg_text_strip (id);
  GString         *masked = g_string_new (NULL);
  glong            n = g_utf8_strlen (text, -1), i = 0;
  glong            head = n >= 8 ? 3 : 0, tail = n >= 8 ? 4 : n > 2 ? 2 : 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p), i++)
    if (i < head || i >= n - tail)
      g_string_append_unichar (masked, g_utf8_get_char (p));
    else
      g_string_append_c (masked, '*');
  return g_string_free (masked, FALSE);
}
