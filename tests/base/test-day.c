#include "zg-clock.h"
#include "zg-day.h"

static void
test_there_and_back (void)
{
  int day = zg_day_from_ymd (1900, 1, 1), weekday = 1; /* a Monday */

  for (int y = 1900; y < 2110; y++)
    for (int m = 1; m <= 12; m++)
      for (int d = 1; d <= zg_month_days (y, m); d++, day++, weekday = weekday % 7 + 1)
        {
          char text[11];
          int  y2, m2, d2, parsed;

          zg_day_to_ymd (day, &y2, &m2, &d2);
          if (y2 != y || m2 != m || d2 != d || zg_day_from_ymd (y, m, d) != day || zg_day_weekday (day) != weekday
              || !zg_day_parse (zg_day_format (day, text), &parsed) || parsed != day)
            g_error ("day %d: %04d-%02d-%02d", day, y, m, d);
        }
}

static void
test_known (void)
{
  char text[11];
  int  y, m, d;

  g_assert_cmpint (zg_day_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (zg_day_from_ymd (1969, 12, 31), ==, -1);
  g_assert_cmpint (zg_day_from_ymd (2026, 11, 3), ==, 20760);
  g_assert_cmpint (zg_day_weekday (zg_day_from_ymd (2026, 11, 3)), ==, 2);
  g_assert_cmpint (zg_day_weekday (-1), ==, 3);
  g_assert_cmpint (zg_day_weekday (-4), ==, 7);
  zg_day_to_ymd (zg_day_from_ymd (9999, 12, 31), &y, &m, &d);
  g_assert_cmpint (y * 10000 + m * 100 + d, ==, 99991231);
  zg_day_to_ymd (zg_day_from_ymd (1, 1, 1), &y, NULL, NULL);
  g_assert_cmpint (y, ==, 1);
  g_assert_cmpint (zg_day_from_ymd (2026, 2, 29), ==, ZG_NO_DAY);
  g_assert_cmpint (zg_day_from_ymd (1900, 2, 29), ==, ZG_NO_DAY);
  g_assert_cmpint (zg_day_from_ymd (2000, 2, 29), !=, ZG_NO_DAY);
  g_assert_cmpint (zg_day_from_ymd (2026, 0, 1), ==, ZG_NO_DAY);
  g_assert_cmpint (zg_day_from_ymd (2026, 13, 1), ==, ZG_NO_DAY);
  g_assert_cmpint (zg_day_from_ymd (2026, 4, 31), ==, ZG_NO_DAY);
  g_assert_cmpstr (zg_day_format (ZG_NO_DAY, text), ==, "");
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "",           "2026-2-3",   "2026-02-30",  "2026-13-01",  "2026-11-031", "2026-11-03 ", " 2026-11-03",
    "2026/11/03", "1899-12-31", "-2026-11-03", "2026-1１-03", "2026-00-10",  "2026-10-00",  "20261103"
  };
  int day = 77;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (zg_day_parse (bad[i], &day) || day != 77)
      g_error ("taken: %s", bad[i]);
  g_assert_false (zg_day_parse (NULL, &day));
}

static void
test_loose (void)
{
  static const char *const good[] = { "2026-11-03", "2026/11/3", "2026.11.3", "2026年11月3日", "20261103", "26-11-03", " 2026-11-3 ",
                                      "２０２６－１１－０３", "2026/11/03 星期二", "26-11-03 周二", "2026年11月03号", "\u30002026-11-03" };
  static const char *const bad[] = {
    "",           "2026",      "2026-11",     "2026-11-03 08:00", "2026-11/03", "2026-02-29",
    "11-03",      "26.11.03",  "2026年11月3", "2026-11-03x",      "202611",     "2026-11-03 星期",
    "1899-01-01", "018-11-03", "2026--3",     "20260229"
  };
  int day;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!zg_day_parse_loose (good[i], &day) || day != 20760)
      g_error ("not taken: %s", good[i]);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (zg_day_parse_loose (bad[i], &day))
      g_error ("taken: %s", bad[i]);
}

static void
test_month (void)
{
  char text[8];
  int  first, n;

  g_assert_true (zg_month_parse ("2028-02", &first, &n));
  g_assert_cmpint (n, ==, 29);
  g_assert_cmpint (first, ==, zg_day_from_ymd (2028, 2, 1));
  g_assert_cmpstr (zg_month_format (first + 28, text), ==, "2028-02");
  g_assert_cmpstr (zg_month_format (first + 29, text), ==, "2028-03");
  g_assert_false (zg_month_parse ("2028-13", &first, &n));
  g_assert_false (zg_month_parse ("2028-2", &first, &n));
  g_assert_false (zg_month_parse ("2028-02-01", &first, &n));
  g_assert_true (zg_month_parse ("2026-12", NULL, NULL));
  g_assert_cmpint (zg_month_first (zg_day_from_ymd (2026, 12, 31), 1), ==, zg_day_from_ymd (2027, 1, 1));
  g_assert_cmpint (zg_month_first (zg_day_from_ymd (2026, 1, 31), -1), ==, zg_day_from_ymd (2025, 12, 1));
  g_assert_cmpint (zg_month_first (zg_day_from_ymd (2026, 11, 27), 0), ==, zg_day_from_ymd (2026, 11, 1));
  g_assert_cmpint (zg_month_days (2026, 0), ==, 0);
}

static void
test_minute (void)
{
  static const struct { const char *text; int minute; } good[] = {
    { "8:30", 510 }, { "08:30", 510 }, { "0830", 510 }, { "830", 510 }, { "8：30", 510 }, { "24:00", 1440 }, { "47:59", 2879 },
    { "0:00", 0 }, { " 23:59 ", 1439 }, { "０８：３０", 510 },
  };
  static const char *const bad[] = { "",      "8",   "48:00", "8:60",  "8:3",  "08:30:00", "8.30",
                                     "-1:00", "abc", "083x",  "12345", "0860", ":30" };
  char buffer[6];
  int  minute;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!zg_minute_parse (good[i].text, &minute) || minute != good[i].minute)
      g_error ("%s", good[i].text);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (zg_minute_parse (bad[i], &minute))
      g_error ("taken: %s", bad[i]);
  g_assert_cmpstr (zg_minute_format (0, buffer), ==, "00:00");
  g_assert_cmpstr (zg_minute_format (2879, buffer), ==, "47:59");
}

static void
test_stamp (void)
{
  char   text[20];
  gint64 ms, same;

  g_assert_true (zg_stamp_parse ("2026-11-03 00:00:00", &ms));
  g_assert_cmpint (ms, ==, G_GINT64_CONSTANT (1793635200000)); /* 2026-11-02T16:00:00Z */
  g_assert_cmpint (zg_day_of_ms (ms), ==, 20760);
  g_assert_cmpint (zg_day_of_ms (ms - 1), ==, 20759);
  g_assert_cmpint (zg_second_of_ms (ms - 1), ==, 86399);
  g_assert_cmpstr (zg_stamp_format (ms - 1, text), ==, "2026-11-02 23:59:59");
  g_assert_true (zg_stamp_parse ("2026/11/3 8:05", &same) && same == ms + (8 * 60 + 5) * 60000);
  g_assert_true (zg_stamp_parse ("2026.11.03T08:05:09", &same) && same == ms + ((8 * 60 + 5) * 60 + 9) * 1000);
  g_assert_false (zg_stamp_parse ("2026-11-03 24:00", &ms));
  g_assert_false (zg_stamp_parse ("2026-11-03", &ms));
  g_assert_false (zg_stamp_parse ("2026-11-0308:00", &ms));
  g_assert_false (zg_stamp_parse ("2026-11-03 08:00:00Z", &ms));
  g_assert_cmpint (zg_day_to_ms (20760, -1), ==, ms - 1000);
  g_assert_cmpint (zg_day_of_ms (-ZG_CLOCK_OFFSET_MS - 1), ==, -1);
  g_assert_cmpint (zg_second_of_ms (-ZG_CLOCK_OFFSET_MS - 1), ==, 86399);
}

static void
test_clock (void)
{
  zg_clock_set (zg_day_to_ms (20760, 0));
  g_assert_cmpint (zg_clock_today (), ==, 20760);
  zg_clock_set (zg_day_to_ms (20760, 86399));
  g_assert_cmpint (zg_clock_today (), ==, 20760);
  zg_clock_set (zg_day_to_ms (20760, 86400));
  g_assert_cmpint (zg_clock_today (), ==, 20761);
  zg_clock_set (0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/there-and-back", test_there_and_back);
  g_test_add_func ("/day/known", test_known);
  g_test_add_func ("/day/refused", test_refused);
  g_test_add_func ("/day/loose", test_loose);
  g_test_add_func ("/day/month", test_month);
  g_test_add_func ("/day/minute", test_minute);
  g_test_add_func ("/day/stamp", test_stamp);
  g_test_add_func ("/day/clock", test_clock);
  return g_test_run ();
}
