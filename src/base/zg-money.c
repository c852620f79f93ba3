#include "zg-money.h"

#include "zg-text.h"

#include <string.h>

#define MAX_DIGITS   18 /* of a number as typed, without its decimals */
#define MAX_DECIMALS 6
#define SUM_DECIMALS 12 /* a product of two numbers with all their decimals */

typedef __int128 wide;

/* A number as typed: value / 10^decimals. */
typedef struct
{
  wide value;
  int  decimals;
} Number;

static wide
power_of_ten (int n)
{
  wide value = 1;

  while (n-- > 0)
    value *= 10;
  return value;
}

static wide
divide_half_away (wide a, wide b)
{
  wide q = a / b, rest = a % b;

  if (rest < 0)
    rest = -rest;
  if (rest * 2 >= (b < 0 ? -b : b))
    q += (a < 0) == (b < 0) ? 1 : -1;
  return q;
}

static gboolean
to_int64 (wide value, gint64 *result)
{
  if (value > G_MAXINT64 || value < -(wide) G_MAXINT64) /* the lowest int64 has no opposite */
    return FALSE;
  *result = (gint64) value;
  return TRUE;
}

/* `1,234` or `1234`: the digits before the decimal point; a separator needs one to three digits before the first and three
 * between. */
static gboolean
take_whole (const char **p, wide *value, int *n_digits)
{
  int group = 0, n = 0;
  gboolean separated = FALSE;

  for (; g_ascii_isdigit (**p) || **p == ','; (*p)++)
    {
      if (**p == ',')
        {
          if (separated ? group != 3 : group < 1 || group > 3)
            return FALSE;
          separated = TRUE;
          group = 0;
          continue;
        }
      *value = *value * 10 + (**p - '0');
      group++;
      if (++n > MAX_DIGITS)
        return FALSE;
    }
  *n_digits = n;
  return !separated || group == 3;
}

/* A number without its sign; trailing zeros of the decimals do not count. */
static gboolean
take_number (const char **p, int most_decimals, Number *number)
{
  int  whole = 0, zeros = 0;
  gboolean any = FALSE;

  number->value = 0;
  number->decimals = 0;
  if (!take_whole (p, &number->value, &whole))
    return FALSE;
  if (**p == '.')
    for ((*p)++; g_ascii_isdigit (**p); (*p)++)
      {
        any = TRUE;
        if (**p == '0')
          {
            zeros++;
            continue;
          }
        if (number->decimals + zeros + 1 > most_decimals)
          return FALSE;
        number->value = number->value * power_of_ten (zeros + 1) + (**p - '0');
        number->decimals += zeros + 1;
        zeros = 0;
      }
  return whole > 0 || any;
}

static gboolean
skip (const char **p, const char *text)
{
  if (!g_str_has_prefix (*p, text))
    return FALSE;
  *p += strlen (text);
  return TRUE;
}

/* Returns: (transfer full): ASCII digits and signs, no blanks at all. */
static char *
clean (const char *text)
{
  g_autofree char *peeled = zg_text_strip (text);
  GString         *out = g_string_new (NULL);

  for (const char *p = peeled; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xff01 && c <= 0xff5e)
        c = c - 0xff01 + '!';
      if (c == 0x2212)
        c = '-';
      if (c == 0xd7)
        c = '*';
      if (c != ' ' && c != 0xa0 && c != '\t')
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* `118.00`, as files write nearly all numbers. */
static gboolean
take_simple (const char *text, int decimals, gint64 *result)
{
  gint64 value = 0;
  int    n = 0, after = 0;

  for (; g_ascii_isdigit (*text) && n < 13; text++, n++)
    value = value * 10 + (*text - '0');
  if (n == 0 || n == 13)
    return FALSE;
  if (*text == '.')
    for (text++; g_ascii_isdigit (*text) && after < decimals; text++, after++)
      value = value * 10 + (*text - '0');
  if (*text != '\0')
    return FALSE;
  for (; after < decimals; after++)
    value *= 10;
  *result = value;
  return TRUE;
}

static gboolean
parse_scaled (const char *text, int decimals, gboolean money, gint64 *result)
{
  g_autofree char *plain = NULL;
  const char      *p;
  gboolean         negative;
  Number           number;

  if (text && take_simple (text, decimals, result))
    return TRUE;
  p = plain = clean (text);
  negative = skip (&p, "-");
  if (money && (skip (&p, "¥") || skip (&p, "\uffe5")))
    negative = skip (&p, "-") || negative;
  if (!negative)
    skip (&p, "+");
  if (!take_number (&p, decimals, &number))
    return FALSE;
  if (money)
    skip (&p, "元");
  if (*p != '\0')
    return FALSE;
  number.value *= power_of_ten (decimals - number.decimals);
  return to_int64 (negative ? -number.value : number.value, result);
}

gboolean
zg_money_parse (const char *text, gint64 *fen)
{
  return parse_scaled (text, 2, TRUE, fen);
}

gboolean
zg_milli_parse (const char *text, gint64 *milli)
{
  return parse_scaled (text, 3, FALSE, milli);
}

/* One product: `12*36.5`. Its value by 10^SUM_DECIMALS. */
static gboolean
take_product (const char **p, wide *value)
{
  Number product, factor;
  int    sign = 1;

  if (skip (p, "-"))
    sign = -1;
  if (!take_number (p, MAX_DECIMALS, &product))
    return FALSE;
  while (skip (p, "*"))
    {
      if (skip (p, "-"))
        sign = -sign;
      if (!take_number (p, MAX_DECIMALS, &factor) || product.decimals + factor.decimals > SUM_DECIMALS
          || __builtin_mul_overflow (product.value, factor.value, &product.value))
        return FALSE;
      product.decimals += factor.decimals;
    }
  return !__builtin_mul_overflow (product.value, sign * power_of_ten (SUM_DECIMALS - product.decimals), value);
}

gboolean
zg_money_eval (const char *text, gint64 *fen)
{
  g_autofree char *plain = clean (text);
  const char      *p = plain;
  wide             sum, term;
  gboolean         minus;

  if (zg_money_parse (plain, fen))
    return TRUE;
  if (!take_product (&p, &sum))
    return FALSE;
  while ((minus = *p == '-') || *p == '+')
    {
      p++;
      if (!take_product (&p, &term) || __builtin_add_overflow (sum, minus ? -term : term, &sum))
        return FALSE;
    }
  return *p == '\0' && to_int64 (divide_half_away (sum, power_of_ten (SUM_DECIMALS - 2)), fen);
}

/* @whole with separators into @out. */
static void
append_grouped (GString *out, guint64 whole, gboolean commas)
{
  char digits[24];
  int  n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, whole);

  for (int i = 0; i < n; i++)
    {
      if (commas && i > 0 && (n - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
}

static GString *
begin (gint64 value, guint64 unit, ZgMoneyFlags flags, guint64 *rest)
{
  GString *out = g_string_new (NULL);
  guint64  size = value < 0 ? -(guint64) value : (guint64) value;

  if (value < 0)
    g_string_append (out, flags & ZG_MONEY_MINUS ? "\u2212" : "-");
  if (flags & ZG_MONEY_YUAN)
    g_string_append (out, "¥");
  append_grouped (out, size / unit, !(flags & ZG_MONEY_NO_COMMAS));
  *rest = size % unit;
  return out;
}

char *
zg_money_format (gint64 fen, ZgMoneyFlags flags)
{
  guint64  rest;
  GString *out = begin (fen, 100, flags, &rest);

  g_string_append_printf (out, ".%02d", (int) rest);
  return g_string_free (out, FALSE);
}

char *
zg_milli_format (gint64 milli, ZgMoneyFlags flags)
{
  guint64  rest;
  GString *out = begin (milli, 1000, flags & ~ZG_MONEY_YUAN, &rest);

  if (rest)
    {
      g_string_append_printf (out, ".%03d", (int) rest);
      while (out->str[out->len - 1] == '0')
        g_string_truncate (out, out->len - 1);
    }
  return g_string_free (out, FALSE);
}

static const char capital_digits[10][4] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

/* One to four digits; a gap inside is one 零. */
static void
append_capital_group (GString *out, guint64 group)
{
  static const char *const units[4] = { "仟", "佰", "拾", "" };
  guint64                  divisor = 1000;
  gboolean                 begun = FALSE, gap = FALSE;

  for (int i = 0; i < 4; i++, divisor /= 10)
    {
      int digit = (int) (group / divisor % 10);

      if (digit == 0)
        gap = begun;
      else
        {
          g_string_append_printf (out, "%s%s%s", gap ? "零" : "", capital_digits[digit], units[i]);
          begun = TRUE;
          gap = FALSE;
        }
    }
}

static void
append_capital (GString *out, guint64 number)
{
  guint64     unit = number >= 100000000 ? 100000000 : 10000;
  const char *name = unit == 10000 ? "万" : "亿";

  if (number < 10000)
    {
      append_capital_group (out, number);
      return;
    }
  append_capital (out, number / unit);
  g_string_append (out, name);
  if (number % unit == 0)
    return;
  if (number % unit < unit / 10)
    g_string_append (out, "零");
  append_capital (out, number % unit);
}

char *
zg_money_capital (gint64 fen)
{
  GString *out = g_string_new (fen < 0 ? "负" : NULL);
  guint64  size = fen < 0 ? -(guint64) fen : (guint64) fen;
  int      jiao = (int) (size / 10 % 10), cent = (int) (size % 10);

  if (size == 0)
    return g_string_free (g_string_append (out, "零元整"), FALSE);
  if (size >= 100)
    {
      append_capital (out, size / 100);
      g_string_append (out, "元");
    }
  if (jiao)
    g_string_append_printf (out, "%s角", capital_digits[jiao]);
  else if (cent && size >= 100)
    g_string_append (out, "零");
  if (cent)
    g_string_append_printf (out, "%s分", capital_digits[cent]);
  else
    g_string_append (out, "整");
  return g_string_free (out, FALSE);
}

gboolean
zg_money_add (gint64 a, gint64 b, gint64 *sum)
{
  gint64 result;

  if (!to_int64 ((wide) a + b, &result))
    return FALSE;
  if (sum)
    *sum = result;
  return TRUE;
}

gboolean
zg_money_share (gint64 a, gint64 b, gint64 c, gint64 *result)
{
  return c != 0 && to_int64 (divide_half_away ((wide) a * b, c), result);
}
