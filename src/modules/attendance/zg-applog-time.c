/* zg-applog-time.c: the days and times in one cell of an app's export, in every way it is written. */
#include "zg-applog.h"

#include <stdlib.h>
#include <string.h>

#include "zg-day.h"
#include "zg-text.h"

#define FIRST_SERIAL 20000 /* 1954: smaller numbers are no days */
#define LAST_SERIAL  80000
#define MS_DIGITS    13
#define MOST_TIMES   48   /* in one cell: nobody signs in twice an hour */
#define MOST_BYTES   4096 /* of a cell; longer ones are none of an app */

/* -- Numbers a spreadsheet keeps days and times as -- */

/* "45963.35": whole days and the rest in seconds, without floating point. */
static gboolean
parse_serial (const char *text, int *days, int *second, gboolean *has_rest)
{
  gint64 whole = 0, rest = 0, scale = 1;
  int    n = 0;

  for (; g_ascii_isdigit (*text) && n < 6; text++, n++)
    whole = whole * 10 + (*text - '0');
  *has_rest = *text == '.';
  if (n == 0 || (*text && !*has_rest))
    return FALSE;
  for (text += *has_rest; g_ascii_isdigit (*text); text++)
    if (scale < 1000000000000)
      {
        rest = rest * 10 + (*text - '0');
        scale *= 10;
      }
  if (*text)
    return FALSE;
  *second = (int) ((rest * 86400 + scale / 2) / scale);
  *days = (int) whole + *second / 86400;
  *second %= 86400;
  return TRUE;
}

static int
day_of_serial (int serial, gboolean epoch_1904)
{
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL)
    return ZG_NO_DAY;
  return serial + (epoch_1904 ? zg_day_from_ymd (1904, 1, 1) : zg_day_from_ymd (1899, 12, 30));
}

/* Milliseconds since 1970, as the column workDate has them. */
static gboolean
parse_ms (const char *text, gint64 *ms)
{
  for (int i = 0; i < MS_DIGITS; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  *ms = g_ascii_strtoll (text, NULL, 10);
  return text[MS_DIGITS] == '\0';
}

gboolean
zg_app_day (const char *text, gboolean epoch_1904, int *day)
{
  gint64   ms;
  int      serial, second;
  gboolean has_rest;

  if (strlen (text) == MS_DIGITS && parse_ms (text, &ms))
    {
      *day = zg_day_of_ms (ms);
      return TRUE;
    }
  if (parse_serial (text, &serial, &second, &has_rest) && day_of_serial (serial, epoch_1904) != ZG_NO_DAY)
    {
      *day = day_of_serial (serial, epoch_1904);
      return TRUE;
    }
  if (zg_day_parse_loose (text, day))
    return TRUE;
  if (!zg_stamp_parse (text, &ms))
    return FALSE;
  *day = zg_day_of_ms (ms);
  return TRUE;
}

static void
add_time (GArray *times, int day, int second, gboolean to_second)
{
  ZgAppTime time = { day + second / 86400, second % 86400, to_second };

  g_array_append_val (times, time);
}

/* Returns: whether the whole cell is one number. */
static gboolean
take_number (const char *text, int day, gboolean epoch_1904, GArray *times, ZgAppCell *what)
{
  int      serial, second;
  gboolean has_rest;
  gint64   ms;

  if (strlen (text) == MS_DIGITS && parse_ms (text, &ms))
    {
      add_time (times, zg_day_of_ms (ms), zg_second_of_ms (ms), TRUE);
      return TRUE;
    }
  if (!parse_serial (text, &serial, &second, &has_rest))
    return FALSE;
  if (serial >= FIRST_SERIAL)
    day = has_rest ? day_of_serial (serial, epoch_1904) : ZG_NO_DAY;
  else
    second += serial * 86400;
  if (!has_rest || serial > LAST_SERIAL || (serial > 1 && serial < FIRST_SERIAL))
    *what = ZG_APP_CELL_BAD;
  else if (day == ZG_NO_DAY)
    *what = ZG_APP_CELL_NO_DAY;
  else
    add_time (times, day, second, second % 60 != 0);
  return TRUE;
}

/* -- Texts -- */

enum { YEAR = 1, MONTH, OF_MONTH, MONTH_ONLY, OF_MONTH_ONLY, NEXT, HOUR, MINUTE, SECOND };

static GRegex *
time_regex (void)
{
  static gsize   once;
  static GRegex *regex;

  if (g_once_init_enter (&once))
    {
      regex = g_regex_new ("(?:(?<![\\d.])(\\d{4}|\\d{2})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?"
                           "|(?<![\\d.])(\\d{1,2})[-/.月](\\d{1,2})日?)?"
                           "[\\st]*(?:(?:星期|周)[一二三四五六日天])?\\s*(次日|翌日|第二天|第2天|当日|当天)?\\s*"
                           "(?<![\\d:])(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(?![\\d:])",
                           G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  return regex;
}

static int
number_of (GMatchInfo *match, int group)
{
  g_autofree char *text = g_match_info_fetch (match, group);

  return text && *text ? atoi (text) : -1;
}

static int
day_of_match (GMatchInfo *match, int day)
{
  int year = number_of (match, YEAR), month = number_of (match, MONTH_ONLY), of_row, ignored;

  if (year >= 0)
    return zg_day_from_ymd (year < 100 ? 2000 + year : year, number_of (match, MONTH), number_of (match, OF_MONTH));
  if (month < 0 || day == ZG_NO_DAY)
    return day;
  zg_day_to_ymd (day, &year, &of_row, &ignored);
  year += of_row == 12 && month == 1; /* the night into the new year */
  return zg_day_from_ymd (year, month, number_of (match, OF_MONTH_ONLY));
}

static ZgAppCell
take_match (GMatchInfo *match, int day, GArray *times)
{
  int              hour = number_of (match, HOUR), minute = number_of (match, MINUTE), second = number_of (match, SECOND);
  g_autofree char *next = g_match_info_fetch (match, NEXT);

  if (hour > 47 || minute > 59 || second > 59)
    return ZG_APP_CELL_BAD;
  day = day_of_match (match, day);
  if (day == ZG_NO_DAY)
    return number_of (match, YEAR) >= 0 || number_of (match, MONTH_ONLY) >= 0 ? ZG_APP_CELL_BAD : ZG_APP_CELL_NO_DAY;
  if (next && *next && !zg_grid_is (next, "当日|当天"))
    day++;
  add_time (times, day, hour * 3600 + minute * 60 + MAX (second, 0), second >= 0);
  return ZG_APP_CELL_GOOD;
}

/* What stands beside the times: words the apps use, or something nobody can read. */
static ZgAppCell
judge_rest (const char *rest)
{
  static const char words[] = "正常|迟到|早退|严重迟到|旷工迟到|缺卡|未打卡|旷工|休息|外勤|外出|请假|出差|无|上班|下班|打卡|上班打卡|"
                              "下班打卡|外出打卡|地点异常|设备异常|未排班|无需打卡|加班|调休|事假|病假|年假|节假日|null|至|到";
  g_auto (GStrv)    parts = NULL;
  g_autoptr (GRegex) aside = g_regex_new ("\\([^()]*\\)|\\[[^\\[\\]]*\\]", 0, 0, NULL); /* "(示例园区)" */
  g_autofree char  *plain = g_regex_replace_literal (aside, rest, -1, 0, " ", 0, NULL);

  if (strstr (rest, "补卡") || strstr (rest, "管理员"))
    return ZG_APP_CELL_TYPED;
  parts = g_regex_split_simple ("[\\s,;、。|/~\\-—]+", plain, 0, 0);
  for (char **part = parts; *part; part++)
    if (**part && !zg_grid_is (*part, words))
      return ZG_APP_CELL_BAD;
  return ZG_APP_CELL_GOOD;
}

ZgAppCell
zg_app_times (const char *text, int day, gboolean epoch_1904, GArray *times)
{
  g_autofree char       *folded = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString)    rest = g_string_new (NULL);
  ZgAppCell              what = ZG_APP_CELL_GOOD;
  guint                  before = times->len;
  int                    at = 0, start, end;

  if (zg_text_is_no_value (text))
    return ZG_APP_CELL_GOOD;
  if (strlen (text) > MOST_BYTES)
    return ZG_APP_CELL_BAD;
  folded = zg_text_fold (text);
  if (take_number (folded, day, epoch_1904, times, &what))
    return what;
  for (g_regex_match (time_regex (), folded, 0, &match); what == ZG_APP_CELL_GOOD && g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_match_info_fetch_pos (match, 0, &start, &end);
      g_string_append_len (rest, folded + at, start - at);
      g_string_append_c (rest, ' ');
      at = end;
      what = take_match (match, day, times);
    }
  g_string_append (rest, folded + at);
  if (times->len - before > MOST_TIMES)
    what = ZG_APP_CELL_BAD;
  if (what == ZG_APP_CELL_GOOD)
    what = judge_rest (rest->str);
  if (what != ZG_APP_CELL_GOOD)
    g_array_set_size (times, before);
  return what;
}

ZgAppCell
zg_app_result (const char *text, gboolean *away)
{
  *away = strstr (text, "外勤") || strstr (text, "外出") || strstr (text, "地点异常") || strstr (text, "设备异常");
  if (strstr (text, "补卡") || strstr (text, "管理员") || strstr (text, "审批"))
    return ZG_APP_CELL_TYPED;
  /* a later one took the place of this: somebody stood there all the same */
  return strstr (text, "无效") && strstr (text, "已被更新") == NULL ? ZG_APP_CELL_VOID : ZG_APP_CELL_GOOD;
}
