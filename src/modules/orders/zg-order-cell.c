/* zg-order-cell.c: single cells of order exports: states in the words of the platforms, times, and whose waybill a number is. */
#include "zg-order-file.h"

#include <string.h>

#include "zg-day.h"
#include "zg-text.h"

/* In this order: "卖家部分发货" is not yet "发货", "待发货" never "已发货". The first word that stands in the text decides. */
static const struct
{
  const char *word;
  int         status;
} words[] = {
  { "交易关闭", 6 }, { "已关闭", 6 },   { "取消", 6 },     { "退款成功", 6 }, { "已删除", 6 },   { "部分发货", 3 },
  { "等待卖家发货", 2 }, { "待发货", 2 }, { "等待发货", 2 }, { "等待出库", 2 }, { "等待打印", 2 }, { "备货中", 2 }, { "已成团", 2 },
  { "未发货", 2 },   { "货到付款", 2 }, { "交易成功", 5 }, { "已完成", 5 },   { "已签收", 5 },   { "等待买家付款", 1 }, { "待付款", 1 },
  { "等待付款", 1 }, { "待支付", 1 },   { "未付款", 1 },   { "已发货", 4 },   { "已出库", 4 },   { "待收货", 4 },
  { "待签收", 4 },   { "等待确认收货", 4 }, { "配送", 4 }, { "完成", 5 },     { "已付款", 2 },   { "暂停", 2 }, { "锁定", 2 },
};

int
zg_order_status (const char *text)
{
  for (guint i = 0; text && i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i].word))
      return words[i].status;
  return 0;
}

gboolean
zg_order_is_refunded (const char *text)
{
  return text && (strstr (text, "退款成功") || strstr (text, "退款完成") || strstr (text, "已退款"));
}

/* Days since 1899-12-30 with their fraction, as a workbook keeps a time whose cell does not say that it is one. */
static gboolean
serial_stamp (const char *text, gint64 *ms)
{
  const char *point = strchr (text, '.');
  gsize       n = point ? (gsize) (point - text) : strlen (text);
  gint64      days, part = 0, unit = 1;

  if (n != 5 || strspn (text, "0123456789") < n || (point && point[1 + strspn (point + 1, "0123456789")] != '\0'))
    return FALSE;
  days = g_ascii_strtoll (text, NULL, 10);
  for (const char *p = point ? point + 1 : ""; *p && unit < 1000000000; p++, unit *= 10)
    part = part * 10 + (*p - '0');
  *ms = zg_day_to_ms ((int) days - 25569, (int) ((part * 86400 + unit / 2) / unit));
  return TRUE;
}

gboolean
zg_order_stamp (const char *text, gint64 *ms)
{
  int day;

  if (zg_stamp_parse (text, ms))
    return TRUE;
  if (strlen (text) == 13 && strspn (text, "0123456789") == 13)
    {
      *ms = g_ascii_strtoll (text, NULL, 10);
      return TRUE;
    }
  if (serial_stamp (text, ms))
    return TRUE;
  if (!zg_day_parse_loose (text, &day))
    return FALSE;
  *ms = zg_day_to_ms (day, 0);
  return TRUE;
}

gboolean
zg_order_is_hidden (const char *text)
{
  return g_str_has_prefix (text, "##") || g_str_has_prefix (text, "$$") || g_str_has_prefix (text, "~") ||
         text[strspn (text, "*")] == '\0';
}

gboolean
zg_order_same_text (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (*a == ' ')
        a++;
      while (*b == ' ')
        b++;
      if (*a != *b || *a == '\0')
        return *a == *b;
    }
}

/* `261101-0000…`: the day stands in the number where the columns do not say. */
gint64
zg_order_day_of_number (const char *number)
{
  int day;

  if (strlen (number) < 8 || strspn (number, "0123456789") != 6 || number[6] != '-')
    return 0;
  day = zg_day_from_ymd (2000 + (number[0] - '0') * 10 + number[1] - '0', (number[2] - '0') * 10 + number[3] - '0',
                         (number[4] - '0') * 10 + number[5] - '0');
  return day == ZG_NO_DAY ? 0 : zg_day_to_ms (day, 0);
}

/* -- Carriers -- */

static const struct
{
  int         carrier;
  const char *names;   /* in files; the first that stands in the text decides */
  const char *pattern; /* (nullable): warn and propose, never refuse: the patterns of several overlap */
} carriers[] = {
  { ZG_CARRIER_SF, "顺丰|SF", "^(SF\\d{12,13}|\\d{12})$" },
  { ZG_CARRIER_JTSD, "极兔|JTSD|JT", "^JT\\d{12,13}$" },
  { ZG_CARRIER_JD, "京东|JD", "^(JDV[A-Z]\\d{11}|JD[XK]\\d{12}|JD[A-Z]{0,2}\\d{11,13})$" },
  { ZG_CARRIER_DBL, "德邦|DBL", "^DPK\\d{11,}$" },
  { ZG_CARRIER_EMS, "EMS", "^([A-Z]{2}\\d{9}[A-Z]{2}|1[01]\\d{11})$" },
  { ZG_CARRIER_STO, "申通|STO", "^(77\\d{13}|77\\d{10,12}|(88|66|22|33|44)\\d{11,13})$" },
  { ZG_CARRIER_YTO, "圆通|YTO", "^(YT\\d{11,13}|[A-Z][A-Z0-9]\\d{10,13}|DD[8-9]\\d{15}|Y\\d{12}|[6-9]\\d{17})$" },
  { ZG_CARRIER_YD, "韵达|YD|YUNDA", "^(43\\d{13}|46\\d{13}|3\\d{12}|4\\d{12})$" },
  { ZG_CARRIER_ZTO, "中通|ZTO", "^(7[3-9]\\d{12}|\\d{14}|(2|3|4|5|6|7)\\d{11})$" },
  { ZG_CARRIER_YZPY, "邮政|YZPY", "^(9\\d{12}|\\d{13})$" },
  { ZG_CARRIER_HTKY, "百世|汇通|HTKY", NULL },
};

/* What one carrier may have beside the numbers that are told apart by their look alone. */
static const char *
loose_pattern (int carrier)
{
  switch (carrier)
    {
    case ZG_CARRIER_SF:
      return "^(SF)?[A-Z0-9-]{4,35}$";
    case ZG_CARRIER_YTO:
      return "^([A-Z0-9]{2}\\d{10,13}|[6-9]\\d{17}|DD[8-9]\\d{15}|Y\\d{12})$";
    case ZG_CARRIER_ZTO:
      return "^(\\d{14}|\\d{12})$";
    case ZG_CARRIER_YD:
      return "^(\\d{13}|\\d{15})$";
    case ZG_CARRIER_STO:
      return "^\\d{12,15}$";
    case ZG_CARRIER_EMS:
      return "^([A-Z]{2}\\d{9}[A-Z]{2}|\\d{13})$";
    default:
      return NULL;
    }
}

static gboolean
matches (const char *pattern, const char *waybill)
{
  return g_regex_match_simple (pattern, waybill, G_REGEX_RAW, 0);
}

int
zg_waybill_carrier (const char *waybill)
{
  g_autofree char *upper = g_ascii_strup (waybill ? waybill : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
    if (carriers[i].pattern && matches (carriers[i].pattern, upper))
      return carriers[i].carrier;
  return 0;
}

gboolean
zg_waybill_fits (const char *waybill, int carrier)
{
  g_autofree char *upper = g_ascii_strup (waybill ? waybill : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
    if (carriers[i].carrier == carrier)
      return carriers[i].pattern == NULL || matches (carriers[i].pattern, upper) ||
             (loose_pattern (carrier) && matches (loose_pattern (carrier), upper));
  return TRUE;
}

int
zg_carrier_of (const char *text)
{
  if (text == NULL || *text == '\0')
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
    {
      g_auto (GStrv) names = g_strsplit (carriers[i].names, "|", -1);

      for (char **name = names; *name; name++)
        if ((guchar) **name >= 0x80 ? strstr (text, *name) != NULL : g_ascii_strcasecmp (text, *name) == 0)
          return carriers[i].carrier;
    }
  return ZG_CARRIER_OTHER;
}

/* -- Names of files -- */

static gint64
stamp_of (GMatchInfo *match)
{
  int number[6] = { 0 };

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *part = g_match_info_fetch (match, i + 1);

      number[i] = part ? (int) g_ascii_strtoll (part, NULL, 10) : 0;
    }
  if (zg_day_from_ymd (number[0], number[1], number[2]) == ZG_NO_DAY || number[3] > 23 || number[4] > 59 || number[5] > 59)
    return 0;
  return zg_day_to_ms (zg_day_from_ymd (number[0], number[1], number[2]), number[3] * 3600 + number[4] * 60 + number[5]);
}

gint64
zg_order_file_time (const char *name)
{
  static const char stamps[] = "(?<![0-9])(20\\d\\d)[-_]?(\\d\\d)[-_]?(\\d\\d)[-_ ]?(\\d\\d)[-_]?(\\d\\d)[-_]?(\\d\\d)?(?![0-9])";
  g_autofree char   *valid = g_utf8_make_valid (name ? name : "", -1);
  g_autoptr (GRegex) regex = g_regex_new (stamps, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, valid, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    if (stamp_of (match))
      return stamp_of (match);
  if (g_regex_match_simple ("^1\\d{9}_", valid, 0, 0)) /* seconds since 1970 */
    return g_ascii_strtoll (valid, NULL, 10) * 1000;
  return 0;
}
