/* The national calendar: what is shipped, what is not official yet, and the files of a year. */
#include "trial.h"

static void
test_shipped (void)
{
  g_autoptr (GError) error = NULL;
  ZgMonth           *month = judge (trial.hr, "2026-10", 0, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (month->official_until, ==, day ("2026-12-31"));
  for (int i = 0; i < 7; i++)
    g_assert_true (month->calendar[i].off && month->calendar[i].official);
  g_assert_true (month->calendar[0].statutory && !month->calendar[6].statutory);
  g_assert_true (month->calendar[9].make_up); /* Saturday 10 October is worked */
  g_assert_cmpstr (month->calendar[0].name, ==, "国庆节");
  zg_attendance_month_free (month);
  month = judge (trial.hr, "2027-01", 0, 0, &error);
  g_assert_false (month->calendar[0].official); /* said, not guessed */
  g_assert_false (month->calendar[0].off);
  zg_attendance_month_free (month);
}

static void
test_holiday_cn (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("holidays", "holiday-2027.json", NULL), again = NULL;
  g_autoptr (GError)       error = NULL;
  ZgMonth                 *month;
  guint                    n_new = 0, n_known = 0;

  g_assert_cmpint (plan->n_taken, ==, 3);
  g_assert_cmpint (plan->n_known, ==, 1);  /* 2026-10-01 */
  g_assert_cmpint (plan->n_bad, ==, 2);    /* no such day; neither off nor work */
  g_assert_nonnull (strstr (plan->summary, "2027-12-31"));
  take (plan, &n_new, &n_known);
  month = judge (trial.hr, "2027-01", 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (month->official_until, ==, day ("2027-12-31"));
  g_assert_true (month->calendar[0].official && month->calendar[0].off && month->calendar[0].statutory);
  g_assert_true (month->calendar[1].off && !month->calendar[1].statutory);
  g_assert_true (month->calendar[9].make_up);
  zg_attendance_month_free (month);
  again = plan_file ("holidays", "holiday-2027.json", NULL);
  g_assert_cmpint (again->n_taken, ==, 0);
}

static void
test_empty_year (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("holidays", "holiday-empty.json", NULL);

  g_assert_cmpint (plan->n_taken, ==, 0);
  g_assert_nonnull (strstr (plan->summary, "2028"));
}

static void
test_chinese_days (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("holidays", "chinese-days.json", NULL);
  g_autoptr (GBytes)       bytes = data_file ("chinese-days.json"), punches = data_file ("5_attlog.dat");

  g_assert_cmpint (plan->n_taken, ==, 3);
  g_assert_cmpint (zg_cell_int (&g_array_index (plan->batch->cells, ZgCell, ZG_HOLIDAY_STATUTORY)), ==, 1);
  g_assert_cmpint (zg_layout_by_id ("holidays")->recognise ("x.json", bytes), >, 0);
  g_assert_cmpint (zg_layout_by_id ("holidays")->recognise ("x.json", punches), ==, 0);
}

static void
test_holiday_calendar (void)
{
  static const char  text[] = "{\"year\":2029,\"dates\":[{\"date\":\"2029-01-01\",\"name\":\"元旦\",\"type\":\"public_holiday\"},"
                              "{\"date\":\"2029-01-06\",\"name\":\"元旦\",\"type\":\"transfer_workday\"},"
                              "{\"date\":\"2029-01-07\",\"name\":\"元旦\",\"type\":\"other\"}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgImportPlan) plan = plan_bytes ("holidays", "2029.json", bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (plan->n_taken, ==, 2);
  g_assert_cmpint (plan->n_bad, ==, 1);
  g_assert_cmpint (zg_cell_int (&g_array_index (plan->batch->cells, ZgCell, ZG_HOLIDAY_OFF)), ==, 1);
  g_assert_cmpint (zg_cell_int (&g_array_index (plan->batch->cells, ZgCell, zg_holiday.n_fields + ZG_HOLIDAY_OFF)), ==, 0);
}

static void
test_no_calendar (void)
{
  static const char *const texts[] = { "", "{", "[]", "{\"a\":1}", "{\"days\":1}", "{\"days\":[1,null,{}],\"papers\":[3]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes)       bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError)       error = NULL;
      g_autoptr (ZgImportPlan) plan = plan_bytes ("holidays", "x.json", bytes, NULL, &error);

      if (plan)
        g_assert_cmpint (plan->n_taken, ==, 0);
      else
        g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/calendar/shipped", test_shipped);
  g_test_add_func ("/calendar/holiday-cn", test_holiday_cn);
  g_test_add_func ("/calendar/empty-year", test_empty_year);
  g_test_add_func ("/calendar/holiday-calendar", test_holiday_calendar);
  g_test_add_func ("/calendar/chinese-days", test_chinese_days);
  g_test_add_func ("/calendar/no-calendar", test_no_calendar);
  return trial_run ();
}
