/* The telephone half of zg-idcard.h. */
#include "zg-idcard.h"

#include "zg-text.h"

#include <string.h>

/* Without blanks, the country code and brackets. */
static char *
plain_number (const char *text)
{
  char       *number = zg_text_peel_id (text);
  const char *from = number;
  char       *to = number;

  if (g_str_has_prefix (from, "+86"))
    from += 3;
  else if (g_str_has_prefix (from, "0086"))
    from += 4;
  if (from != number && *from == '-')
    from++;
  for (; *from; from++)
    if (*from == '(' || *from == ')')
      {
        if (*from == ')' && to > number && g_ascii_isdigit (from[1]))
          *to++ = '-';
      }
    else if (*from != ' ')
      *to++ = *from;
  *to = '\0';
  return number;
}

static int
digits_at (const char *text)
{
  int n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;
  return n;
}

static gboolean
is_mobile_start (const char *text)
{
  return text[0] == '1' && text[1] >= '3' && text[1] <= '9';
}

/* `-1234` and nothing behind. */
static gboolean
is_extension (const char *text)
{
  int n = *text == '-' ? digits_at (text + 1) : 0;

  return n >= 1 && n <= 8 && text[n + 1] == '\0';
}

static gboolean
is_masked (const char *text)
{
  gboolean stars = FALSE;

  for (; *text; text++)
    {
      if (*text == '*')
        stars = TRUE;
      else if (!g_ascii_isdigit (*text) && *text != '-')
        return FALSE;
    }
  return stars;
}

static gboolean
is_service (const char *text, int n)
{
  if (text[n] != '\0')
    return FALSE;
  if (n == 10 && (g_str_has_prefix (text, "400") || g_str_has_prefix (text, "800")))
    return TRUE;
  return n >= 5 && n <= 8 && (g_str_has_prefix (text, "95") || g_str_has_prefix (text, "96"));
}

static gboolean
is_land_line (const char *text, int n)
{
  int rest;

  if (*text != '0')
    return (n == 7 || n == 8) && *text >= '2' && (text[n] == '\0' || is_extension (text + n));
  if (text[n] == '\0')
    return n >= 10 && n <= 12;
  if (text[n] != '-' || n < 3 || n > 4)
    return n >= 10 && n <= 12 && is_extension (text + n);
  rest = digits_at (text + n + 1);
  return (rest == 7 || rest == 8) && (text[n + 1 + rest] == '\0' || is_extension (text + n + 1 + rest));
}

/* 400-820-8820: dashes inside carry nothing. */
static void
drop_dashes (char *text)
{
  char *to = text;

  for (const char *p = text; *p; p++)
    if (*p != '-')
      *to++ = *p;
  *to = '\0';
}

static ZgPhoneKind
judge (char *number)
{
  int n;

  if (g_str_has_prefix (number, "400-") || g_str_has_prefix (number, "800-"))
    drop_dashes (number);
  n = digits_at (number);
  if (is_masked (number))
    return ZG_PHONE_MASKED;
  if (n == 11 && is_mobile_start (number))
    return number[n] == '\0' ? ZG_PHONE_MOBILE : is_extension (number + n) ? ZG_PHONE_PRIVACY : ZG_PHONE_NONE;
  if (is_service (number, n))
    return ZG_PHONE_SERVICE;
  return is_land_line (number, n) ? ZG_PHONE_LAND_LINE : ZG_PHONE_NONE;
}

ZgPhoneKind
zg_phone_check (const char *text, char **plain)
{
  char       *number = plain_number (text), *plainer;
  ZgPhoneKind kind;

  /* Brackets may have hidden a country code: what is kept is plain through and through. */
  while (!g_str_equal (number, plainer = plain_number (number)))
    {
      g_free (number);
      number = plainer;
    }
  g_free (plainer);
  kind = judge (number);

  if (kind == ZG_PHONE_NONE)
    g_clear_pointer (&number, g_free);
  if (plain)
    *plain = g_steal_pointer (&number);
  g_free (number);
  return kind;
}
