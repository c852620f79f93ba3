/* The times in one cell of an app's export, in every way they are written, and what is no time. */
#include "zg-applog.h"
#include "zg-day.h"

static int
day (const char *text)
{
  int number = 0;

  g_assert_true (zg_day_parse (text, &number));
  return number;
}

static gint64
at (const char *stamp)
{
  gint64 ms = 0;

  g_assert_true (zg_stamp_parse (stamp, &ms));
  return ms;
}

static void
assert_time (const char *text, gboolean epoch_1904, const char *stamp)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (ZgAppTime));
  const ZgAppTime   *time;

  g_assert_cmpint (zg_app_times (text, day ("2026-11-02"), epoch_1904, times), ==, ZG_APP_CELL_GOOD);
  g_assert_cmpint (times->len, ==, 1);
  time = &g_array_index (times, ZgAppTime, 0);
  g_assert_cmpint (zg_day_to_ms (time->day, time->second), ==, at (stamp));
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gboolean    epoch_1904;
    const char *stamp;
  } good[] = {
    { "8:05", FALSE, "2026-11-02 08:05:00" },
    { "０８：０５", FALSE, "2026-11-02 08:05:00" },
    { "08:05:59", FALSE, "2026-11-02 08:05:59" },
    { "次日01:03", FALSE, "2026-11-03 01:03:00" },
    { "第二天 01:03", FALSE, "2026-11-03 01:03:00" },
    { "当日 01:03", FALSE, "2026-11-02 01:03:00" },
    { "25:03", FALSE, "2026-11-03 01:03:00" },
    { "11-03 01:03", FALSE, "2026-11-03 01:03:00" },
    { "26-11-03 星期二 01:03", FALSE, "2026-11-03 01:03:00" },
    { "2026年11月3日 01:03", FALSE, "2026-11-03 01:03:00" },
    { "2026/11/3 1:03", FALSE, "2026-11-03 01:03:00" },
    { "08:05(示例园区1号楼)", FALSE, "2026-11-02 08:05:00" },
    { "08:05 外勤", FALSE, "2026-11-02 08:05:00" },
    { "0.35", FALSE, "2026-11-02 08:24:00" },
    { "1.04375", FALSE, "2026-11-03 01:03:00" },
    { "46328.35", FALSE, "2026-11-02 08:24:00" },
    { "44866.35", TRUE, "2026-11-02 08:24:00" },
    { "1793579040000", FALSE, "2026-11-02 08:24:00" },
  };
  static const char *const bad[] = { "25:70", "48:00", "0824", "8点", "13-45 08:00", "3", "999999.5", "08:05 胡写", "1:2" };
  static const char *const endless[] = { "1", "1:", "11-", "次日 ", "(", "08:24;" };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (ZgAppTime));

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_time (good[i].text, good[i].epoch_1904, good[i].stamp);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (zg_app_times (bad[i], day ("2026-11-02"), FALSE, times) != ZG_APP_CELL_BAD)
      g_error ("taken: %s", bad[i]);
  for (guint i = 0; i < G_N_ELEMENTS (endless); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = 0; n < 40000; n++)
        g_string_append (text, endless[i]);
      g_assert_cmpint (zg_app_times (text->str, day ("2026-11-02"), FALSE, times), ==, ZG_APP_CELL_BAD);
    }
  g_assert_cmpint (times->len, ==, 0);
  g_assert_cmpint (zg_app_times ("未打卡", ZG_NO_DAY, FALSE, times), ==, ZG_APP_CELL_GOOD);
  g_assert_cmpint (zg_app_times ("08:20(补卡)", day ("2026-11-02"), FALSE, times), ==, ZG_APP_CELL_TYPED);
  g_assert_cmpint (zg_app_times ("08:20", ZG_NO_DAY, FALSE, times), ==, ZG_APP_CELL_NO_DAY);
  g_assert_cmpint (times->len, ==, 0);
  g_assert_cmpint (zg_app_times ("08:20;12:01\n次日 01:03", day ("2026-11-02"), FALSE, times), ==, ZG_APP_CELL_GOOD);
  g_assert_cmpint (times->len, ==, 3);
}

static void
test_results (void)
{
  gboolean away;

  g_assert_cmpint (zg_app_result ("正常", &away), ==, ZG_APP_CELL_GOOD);
  g_assert_false (away);
  g_assert_cmpint (zg_app_result ("外勤", &away), ==, ZG_APP_CELL_GOOD);
  g_assert_true (away);
  g_assert_cmpint (zg_app_result ("打卡无效：此记录已被更新", &away), ==, ZG_APP_CELL_GOOD);
  g_assert_cmpint (zg_app_result ("打卡无效：虚拟定位", &away), ==, ZG_APP_CELL_VOID);
  g_assert_cmpint (zg_app_result ("补卡审批通过", &away), ==, ZG_APP_CELL_TYPED);
  g_assert_cmpint (zg_app_result ("管理员改为正常", &away), ==, ZG_APP_CELL_TYPED);
}

static void
test_days (void)
{
  static const char *const same[] = { "26-11-02 星期一", "2026/11/02 星期一", "2026年11月2日", "20261102", "46328",
                                      "1793579040000", "2026-11-02 00:00:00" };
  int                      found;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_assert_true (zg_app_day (same[i], FALSE, &found));
      g_assert_cmpint (found, ==, day ("2026-11-02"));
    }
  g_assert_true (zg_app_day ("44866", TRUE, &found));
  g_assert_cmpint (found, ==, day ("2026-11-02"));
  g_assert_false (zg_app_day ("26-13-02", FALSE, &found));
  g_assert_false (zg_app_day ("星期一", FALSE, &found));
  g_assert_false (zg_app_day ("", FALSE, &found));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/applog/times", test_times);
  g_test_add_func ("/applog/days", test_days);
  g_test_add_func ("/applog/results", test_results);
  return g_test_run ();
}
