/* What is typed into days, times and amounts. */
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-entries.h"

static void
test_days (void)
{
  static const struct
  {
    const char *text, *base, *day; /* day NULL: refused */
  } table[] = {
    { "t", NULL, "2026-11-23" },          { "26", NULL, "2026-11-26" },         { "1", "2026-02-10", "2026-02-01" },
    { "29", "2026-02-10", NULL },         { "30", "2026-02-10", NULL },         { "29", "2028-02-10", "2028-02-29" },
    { "0", NULL, NULL },                  { "32", NULL, NULL },                 { "1126", NULL, "2026-11-26" },
    { "111", NULL, "2026-01-11" },        { "1332", NULL, NULL },               { "11-26", NULL, "2026-11-26" },
    { "11.26", NULL, "2026-11-26" },      { "11/26", NULL, "2026-11-26" },      { "11-", NULL, NULL },
    { "-26", NULL, "2026-10-28" },        { "+3", NULL, "2026-11-26" },         { "+3", "2026-12-30", "2027-01-02" },
    { "-1", "2026-01-01", "2025-12-31" }, { "+", NULL, NULL },                  { "+99999999999999999999", NULL, NULL },
    { "+36501", NULL, NULL },             { "2026-11-03", NULL, "2026-11-03" }, { "2026/11/3", NULL, "2026-11-03" },
    { "2026年11月3日", NULL, "2026-11-03" }, { "２６", NULL, "2026-11-26" },       { " 26 ", NULL, "2026-11-26" },
    { "2026-02-30", NULL, NULL },         { "tomorrow", NULL, NULL },           { "", NULL, NULL },
    { "T", NULL, "2026-11-23" },          { "11-26x", NULL, NULL },             { "26 11", NULL, NULL },
  };
  int today = zg_day_from_ymd (2026, 11, 23);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      int      base = ZG_NO_DAY, day = 7;
      char     buffer[11];
      gboolean read;

      if (table[i].base)
        g_assert_true (zg_day_parse (table[i].base, &base));
      read = zg_day_typed (table[i].text, base, today, &day);
      g_test_message ("day “%s”", table[i].text);
      g_assert_cmpint (read, ==, table[i].day != NULL);
      if (read)
        g_assert_cmpstr (zg_day_format (day, buffer), ==, table[i].day);
      else
        g_assert_cmpint (day, ==, 7);
    }
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    int         base, minute; /* -1: refused */
  } table[] = {
    { "n", -1, 546 },     { "8", -1, 480 },      { "13", -1, 780 },    { "24", -1, 1440 },   { "48", -1, -1 },
    { "1330", -1, 810 },
    { "830", -1, 510 },   { "08:30", -1, 510 },  { "8：30", -1, 510 }, { "1360", -1, -1 },   { "860", -1, -1 },
    { "+15", 600, 615 },
    { "+15", -1, 561 },   { "-15", 600, 585 },   { "-15", 10, -1 },    { "+9999", 600, -1 }, { "", -1, -1 },
    { "noon", -1, -1 },
    { "24:00", -1, 1440 }, { "２３５９", -1, 1439 }, { "12:3", -1, -2 },   { "99999", -1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      int      minute = -7;
      gboolean read = zg_time_typed (table[i].text, table[i].base, 546, &minute);

      g_test_message ("time “%s”", table[i].text);
      if (table[i].minute == -2) /* either way, but never a wrong number */
        {
          g_assert_true (!read || minute == 12 * 60 + 3 || minute == 12 * 60 + 30);
          continue;
        }
      g_assert_cmpint (read, ==, table[i].minute >= 0);
      g_assert_cmpint (minute, ==, read ? table[i].minute : -7);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    ZgType      type;
    const char *text;
    gboolean    read;
    gint64      value;
  } table[] = {
    { ZG_MONEY, "12*36.5", TRUE, 43800 },    { ZG_MONEY, "12*36.5+4", TRUE, 44200 },  { ZG_MONEY, "1,059.90", TRUE, 105990 },
    { ZG_MONEY, "¥9.99", TRUE, 999 },        { ZG_MONEY, "12*", FALSE, 0 },           { ZG_MONEY, "1e5", FALSE, 0 },
    { ZG_MONEY, "0.005", TRUE, 1 },          { ZG_QTY, "24", TRUE, 24000 },           { ZG_QTY, "0.5", TRUE, 500 },
    { ZG_QTY, "0.0005", FALSE, 0 },          { ZG_DAYS, "1.5", TRUE, 1500 },          { ZG_INT, "007", TRUE, 7 },
    { ZG_INT, "1.5", FALSE, 0 },             { ZG_INT, "-3", TRUE, -3 },
    { ZG_INT, "99999999999999999999", FALSE, 0 },
    { ZG_MINUTES, "90", TRUE, 90 },          { ZG_MINUTES, "1:30", TRUE, 90 },        { ZG_MINUTES, "1h30", TRUE, 90 },
    { ZG_MINUTES, "1h", TRUE, 60 },          { ZG_MINUTES, "45m", TRUE, 45 },         { ZG_MINUTES, "1:", FALSE, 0 },
    { ZG_MINUTES, "1:99", FALSE, 0 },        { ZG_MINUTES, "-5", FALSE, 0 },          { ZG_MINUTES, "", FALSE, 0 },
    { ZG_MINUTES, "99999999999999", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gint64   value = -77;
      gboolean read = zg_number_typed (table[i].type, table[i].text, &value);

      g_test_message ("number “%s”", table[i].text);
      g_assert_cmpint (read, ==, table[i].read);
      g_assert_cmpint (value, ==, read ? table[i].value : -77);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/typed/days", test_days);
  g_test_add_func ("/desk/typed/times", test_times);
  g_test_add_func ("/desk/typed/numbers", test_numbers);
  return g_test_run ();
}
