#include "zg-entries.h"

#include <string.h>

#include "zg-day.h"
#include "zg-money.h"
#include "zg-text.h"

/* Full-width digits and signs are what a Chinese input method leaves in the entry. */
static char *
clean_text (const char *text)
{
  g_autofree char *folded = zg_text_fold (text);

  return zg_text_strip (folded);
}

static gboolean
all_digits (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text; text++)
    if (!g_ascii_isdigit (*text))
      return FALSE;
  return TRUE;
}

static gboolean
read_number (const char *text, gint64 limit, gint64 *value)
{
  return g_ascii_string_to_signed (text, 10, -limit, limit, value, NULL);
}

static gboolean
day_from_parts (int year, int month, int mday, int *day)
{
  int found = zg_day_from_ymd (year, month, mday);

  if (found == ZG_NO_DAY)
    return FALSE;
  *day = found;
  return TRUE;
}

static gboolean
day_short (const char *text, int base, int today, int *day)
{
  int year, month, mday, a, b, used = 0;

  zg_day_to_ymd (base == ZG_NO_DAY ? today : base, &year, &month, &mday);
  if (all_digits (text) && strlen (text) <= 2)
    return day_from_parts (year, month, atoi (text), day);
  if (all_digits (text) && (strlen (text) == 3 || strlen (text) == 4))
    return day_from_parts (year, atoi (text) / 100, atoi (text) % 100, day);
  if (sscanf (text, "%2d%*1[-./]%2d%n", &a, &b, &used) == 2 && used > 0 && text[used] == '\0' && a > 0)
    return day_from_parts (year, a, b, day);
  return FALSE;
}

gboolean
zg_day_typed (const char *text, int base, int today, int *day)
{
  g_autofree char *clean = clean_text (text);
  gint64           offset;
  int              from = base == ZG_NO_DAY ? today : base;

  if (g_str_equal (clean, "t"))
    {
      *day = today;
      return TRUE;
    }
  if ((*clean == '+' || *clean == '-') && all_digits (clean + 1) && read_number (clean, 36500, &offset))
    {
      *day = from + (int) offset;
      return TRUE;
    }
  return day_short (clean, base, today, day) || zg_day_parse_loose (clean, day);
}

static gboolean
minute_from_parts (int hour, int minute, int *result)
{
  if (hour < 0 || hour > 47 || minute < 0 || minute > 59)
    return FALSE;
  *result = hour * 60 + minute;
  return TRUE;
}

gboolean
zg_time_typed (const char *text, int base, int now, int *minute)
{
  g_autofree char *clean = clean_text (text);
  gint64           offset;

  if (g_str_equal (clean, "n"))
    {
      *minute = now;
      return TRUE;
    }
  if ((*clean == '+' || *clean == '-') && all_digits (clean + 1) && read_number (clean, 2880, &offset))
    {
      int sum = (base < 0 ? now : base) + (int) offset;

      return minute_from_parts (sum / 60, sum % 60, minute);
    }
  if (all_digits (clean) && strlen (clean) <= 2)
    return minute_from_parts (atoi (clean), 0, minute);
  if (all_digits (clean) && strlen (clean) == 3)
    return minute_from_parts (atoi (clean) / 100, atoi (clean) % 100, minute);
  return zg_minute_parse (clean, minute);
}

/* "90", "1:30", "1h30", "1h", "45m" */
static gboolean
minutes_typed (const char *text, gint64 *value)
{
  gint64 hours, minutes = 0;
  char  *end;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  hours = g_ascii_strtoll (text, &end, 10);
  if (hours > 1000000)
    return FALSE;
  if (*end == '\0' || g_ascii_strcasecmp (end, "m") == 0 || g_ascii_strcasecmp (end, "min") == 0)
    {
      *value = hours;
      return TRUE;
    }
  if (*end != ':' && *end != 'h' && *end != 'H')
    return FALSE;
  if ((end[1] != '\0' || *end == ':') && (!all_digits (end + 1) || !read_number (end + 1, 59, &minutes)))
    return FALSE;
  *value = hours * 60 + minutes;
  return TRUE;
}

gboolean
zg_number_typed (ZgType type, const char *text, gint64 *value)
{
  g_autofree char *clean = clean_text (text);

  switch (type)
    {
    case ZG_MONEY:
    case ZG_POINTS:
      return zg_money_eval (clean, value);
    case ZG_QTY:
    case ZG_DAYS:
      return zg_milli_parse (clean, value);
    case ZG_MINUTES:
      return minutes_typed (clean, value);
    default:
      return read_number (clean, G_MAXINT64, value);
    }
}
