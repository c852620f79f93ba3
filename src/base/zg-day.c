#include "zg-day.h"

#include "zg-clock.h"

#include <string.h>

#define DAYS_TO_1970 719162 /* whole days from 0001-01-01 to 1970-01-01 */
#define DAY_MS       G_GINT64_CONSTANT (86400000)

static const short days_before[13] = { 0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };

static gboolean
is_leap (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 0001-01-01 to 1 January of @year. */
static int
days_to_year (int year)
{
  int past = year - 1;

  return past * 365 + past / 4 - past / 100 + past / 400;
}

static gint64
floor_div (gint64 a, gint64 b)
{
  gint64 q = a / b;

  return a % b < 0 ? q - 1 : q;
}

/* Reads up to @most ASCII digits, at least @least; moves @p behind them. */
static gboolean
take_number (const char **p, int least, int most, int *value)
{
  int n = 0, v = 0;

  while (n < most && g_ascii_isdigit ((*p)[n]))
    v = v * 10 + ((*p)[n++] - '0');
  if (n < least)
    return FALSE;
  *p += n;
  *value = v;
  return TRUE;
}

static void
put_number (char *to, int width, int value)
{
  while (width > 0)
    {
      to[--width] = (char) ('0' + value % 10);
      value /= 10;
    }
}

static gboolean
take_text (const char **p, const char *text)
{
  if (!g_str_has_prefix (*p, text))
    return FALSE;
  *p += strlen (text);
  return TRUE;
}

static void
skip_blanks (const char **p)
{
  while (**p == ' ' || **p == '\t' || g_str_has_prefix (*p, "\u00a0") || g_str_has_prefix (*p, "\u3000"))
    *p += (**p == ' ' || **p == '\t') ? 1 : g_utf8_skip[(guchar) **p];
}

/* Full-width digits and signs come from Chinese input methods. Returns: @to, at most @size - 1 bytes. */
static const char *
narrow (const char *text, char *to, gsize size)
{
  gsize n = 0;

  while (*text && n + 1 < size)
    {
      const guchar *u = (const guchar *) text;

      if (u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x81 && u[2] <= 0xbf) /* U+FF01 … U+FF3F */
        {
          to[n++] = (char) (u[2] - 0x81 + '!');
          text += 3;
        }
      else
        to[n++] = *text++;
    }
  to[n] = '\0';
  return to;
}

int
zg_month_first (int day, int months)
{
  int year, month, day_of_month;

  zg_day_to_ymd (day, &year, &month, &day_of_month);
  months += year * 12 + month - 1;
  return zg_day_from_ymd (months / 12, months % 12 + 1, 1);
}

int
zg_month_days (int year, int month)
{
  static const char length[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12)
    return 0;
  return length[month] + (month == 2 && is_leap (year));
}

int
zg_day_from_ymd (int year, int month, int day_of_month)
{
  if (year < 1 || year > 9999 || day_of_month < 1 || day_of_month > zg_month_days (year, month))
    return ZG_NO_DAY;
  return days_to_year (year) + days_before[month] + (month > 2 && is_leap (year)) + day_of_month - 1 - DAYS_TO_1970;
}

void
zg_day_to_ymd (int day, int *year, int *month, int *day_of_month)
{
  int rest = CLAMP (day, -DAYS_TO_1970, 2932896) + DAYS_TO_1970; /* 0001-01-01 … 9999-12-31 */
  int y = rest / 366 + 1;
  int m = 1;

  while (days_to_year (y + 1) <= rest)
    y++;
  rest -= days_to_year (y);
  while (rest >= zg_month_days (y, m))
    rest -= zg_month_days (y, m++);
  if (year)
    *year = y;
  if (month)
    *month = m;
  if (day_of_month)
    *day_of_month = rest + 1;
}

gboolean
zg_day_parse (const char *text, int *day)
{
  int y, m, d, found;

  if (text == NULL || !take_number (&text, 4, 4, &y) || *text++ != '-' || !take_number (&text, 2, 2, &m) || *text++ != '-'
      || !take_number (&text, 2, 2, &d) || *text != '\0' || y < 1900)
    return FALSE;
  found = zg_day_from_ymd (y, m, d);
  if (found == ZG_NO_DAY)
    return FALSE;
  *day = found;
  return TRUE;
}

char *
zg_day_format (int day, char *buffer)
{
  int y, m, d;

  buffer[0] = '\0';
  if (day == ZG_NO_DAY)
    return buffer;
  zg_day_to_ymd (day, &y, &m, &d);
  put_number (buffer, 4, y);
  put_number (buffer + 5, 2, m);
  put_number (buffer + 8, 2, d);
  buffer[4] = buffer[7] = '-';
  buffer[10] = '\0';
  return buffer;
}

int
zg_day_weekday (int day)
{
  int since_monday = (day + 3) % 7; /* 1970-01-01 was a Thursday */

  return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

int
zg_day_of_ms (gint64 ms)
{
  return (int) floor_div (ms + ZG_CLOCK_OFFSET_MS, DAY_MS);
}

int
zg_second_of_ms (gint64 ms)
{
  return (int) (floor_div (ms + ZG_CLOCK_OFFSET_MS, 1000) - floor_div (ms + ZG_CLOCK_OFFSET_MS, DAY_MS) * 86400);
}

gint64
zg_day_to_ms (int day, int second)
{
  return day * DAY_MS + second * G_GINT64_CONSTANT (1000) - ZG_CLOCK_OFFSET_MS;
}

gboolean
zg_month_parse (const char *text, int *first_day, int *n_days)
{
  int y, m;

  if (text == NULL || !take_number (&text, 4, 4, &y) || *text++ != '-' || !take_number (&text, 2, 2, &m) || *text != '\0'
      || y < 1900 || zg_month_days (y, m) == 0)
    return FALSE;
  if (first_day)
    *first_day = zg_day_from_ymd (y, m, 1);
  if (n_days)
    *n_days = zg_month_days (y, m);
  return TRUE;
}

char *
zg_month_format (int day, char *buffer)
{
  char whole[11];

  zg_day_format (day, whole);
  whole[7] = '\0';
  memcpy (buffer, whole, whole[0] ? 8 : 1);
  return buffer;
}

/* The day at the start of @p in any way people write it; @p moves behind it. */
static gboolean
take_day (const char **p, int *day)
{
  const char *digits = *p;
  int         y, m, d, n = 0;

  while (g_ascii_isdigit (digits[n]))
    n++;
  if (n == 8 && take_number (p, 4, 4, &y) && take_number (p, 2, 2, &m) && take_number (p, 2, 2, &d))
    *day = zg_day_from_ymd (y, m, d);
  else if (n != 4 && n != 2)
    return FALSE;
  else
    {
      const char sign[2] = { digits[n], '\0' };
      gboolean   han = g_str_has_prefix (digits + n, "年");

      /* 26.11.03 could be anything, a version or a price */
      if (!han && (*sign == '\0' || !strchr (n == 4 ? "-/." : "-/", *sign)))
        return FALSE;
      if (!take_number (p, 2, 4, &y) || !take_text (p, han ? "年" : sign) || !take_number (p, 1, 2, &m)
          || !take_text (p, han ? "月" : sign) || !take_number (p, 1, 2, &d))
        return FALSE;
      if (han && !take_text (p, "日") && !take_text (p, "号"))
        return FALSE;
      *day = zg_day_from_ymd (n == 2 ? 2000 + y : y, m, d);
      y = n == 2 ? 2000 + y : y;
    }
  return *day != ZG_NO_DAY && y >= 1900;
}

/* `星期二`, `周二`, as attendance exports write behind the day. */
static void
skip_weekday (const char **p)
{
  static const char names[7][4] = { "一", "二", "三", "四", "五", "六", "日" };
  const char       *q = *p;

  if (!take_text (&q, "星期") && !take_text (&q, "周"))
    return;
  for (int i = 0; i < 7; i++)
    if (take_text (&q, names[i]) || (i == 6 && take_text (&q, "天")))
      {
        *p = q;
        return;
      }
}

gboolean
zg_day_parse_loose (const char *text, int *day)
{
  char        buffer[64];
  const char *p;
  int         found;

  if (text == NULL || strlen (text) >= sizeof buffer)
    return FALSE;
  p = narrow (text, buffer, sizeof buffer);
  skip_blanks (&p);
  if (!take_day (&p, &found))
    return FALSE;
  skip_blanks (&p);
  skip_weekday (&p);
  skip_blanks (&p);
  if (*p != '\0')
    return FALSE;
  *day = found;
  return TRUE;
}

gboolean
zg_minute_parse (const char *text, int *minute)
{
  char        buffer[32];
  const char *p, *digits;
  int         h, m, n = 0;

  if (text == NULL || strlen (text) >= sizeof buffer)
    return FALSE;
  p = narrow (text, buffer, sizeof buffer);
  skip_blanks (&p);
  digits = p;
  while (g_ascii_isdigit (digits[n]))
    n++;
  if (n == 3 || n == 4)
    {
      if (!take_number (&p, n - 2, n - 2, &h) || !take_number (&p, 2, 2, &m))
        return FALSE;
    }
  else if (!take_number (&p, 1, 2, &h) || *p++ != ':' || !take_number (&p, 2, 2, &m))
    return FALSE;
  skip_blanks (&p);
  if (*p != '\0' || h > 47 || m > 59)
    return FALSE;
  *minute = h * 60 + m;
  return TRUE;
}

char *
zg_minute_format (int minute, char *buffer)
{
  int m = CLAMP (minute, 0, 99 * 60 + 59);

  put_number (buffer, 2, m / 60);
  put_number (buffer + 3, 2, m % 60);
  buffer[2] = ':';
  buffer[5] = '\0';
  return buffer;
}

gboolean
zg_stamp_parse (const char *text, gint64 *ms)
{
  char        buffer[64];
  const char *p;
  int         day, h, m, s = 0;

  if (text == NULL || strlen (text) >= sizeof buffer)
    return FALSE;
  p = narrow (text, buffer, sizeof buffer);
  skip_blanks (&p);
  if (!take_day (&p, &day))
    return FALSE;
  if (*p == 'T')
    p++;
  else if (*p == ' ' || *p == '\t')
    skip_blanks (&p);
  else
    return FALSE;
  if (!take_number (&p, 1, 2, &h) || *p++ != ':' || !take_number (&p, 2, 2, &m)
      || (*p == ':' && (p++, !take_number (&p, 2, 2, &s))))
    return FALSE;
  skip_blanks (&p);
  if (*p != '\0' || h > 23 || m > 59 || s > 59)
    return FALSE;
  *ms = zg_day_to_ms (day, h * 3600 + m * 60 + s);
  return TRUE;
}

char *
zg_stamp_format (gint64 ms, char *buffer)
{
  int second = zg_second_of_ms (ms);

  zg_day_format (zg_day_of_ms (ms), buffer);
  buffer[10] = ' ';
  put_number (buffer + 11, 2, second / 3600);
  put_number (buffer + 14, 2, second / 60 % 60);
  put_number (buffer + 17, 2, second % 60);
  buffer[13] = buffer[16] = ':';
  buffer[19] = '\0';
  return buffer;
}
