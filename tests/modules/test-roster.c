/* Rosters: the overlap of shifts, what a shift asks for, and both layouts people bring. */
#include "trial.h"

static ZgRecord *
new_entry (const char *on, const char *shift, const char *number)
{
  ZgRecord *entry = zg_record_new (&zg_roster);

  zg_record_set_text (entry, ZG_ROSTER_DAY, on);
  zg_record_set_int (entry, ZG_ROSTER_SHIFT_REF, ask ("SELECT id FROM shift WHERE code = $1", shift));
  zg_record_set_int (entry, ZG_ROSTER_STAFF, staff_by (number));
  return entry;
}

static void
test_shipped (void)
{
  static const struct
  {
    const char *code;
    int         starts, ends;
    const char *clause;
  } wanted[] = { { "KF", 510, 1260, "D18-7.1a" },   { "YX", 1260, 1950, "D18-7.1b" }, { "ZM", 510, 1260, "D18-7.2" },
                 { "ZGS", 1080, 1260, "D18-7.3a" }, { "ZR", 510, 1260, "D18-7.3b" },  { "JL", 1080, 1200, "D18-7.3c" },
                 { "QTH", 0, 1440, "D05-19" } };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (ZgRecord) shift = get (&zg_shift, ask ("SELECT id FROM shift WHERE code = $1", wanted[i].code));

      g_assert_cmpint (zg_record_int (shift, ZG_SHIFT_STARTS), ==, wanted[i].starts);
      g_assert_cmpint (zg_record_int (shift, ZG_SHIFT_ENDS), ==, wanted[i].ends);
      g_assert_cmpint (zg_record_int (shift, ZG_SHIFT_CROSSES), ==, wanted[i].ends > 1440);
      g_assert_cmpstr (zg_record_text (shift, ZG_SHIFT_CLAUSE), ==, wanted[i].clause);
    }
}

static void
test_overlap (void)
{
  g_autoptr (ZgRecord) online = new_entry ("2027-01-05", "KF", "1011"), same = new_entry ("2027-01-05", "KF", "1011");
  g_autoptr (ZgRecord) early = new_entry ("2027-01-05", "KFZ", "1011"), night = new_entry ("2027-01-05", "YX", "1011");
  g_autoptr (ZgRecord) next = new_entry ("2027-01-06", "KF", "1011"), after = new_entry ("2027-01-06", "QTH", "1011");

  done (trial.hr, online, "create", NULL);
  refused (trial.hr, same, "create", ZG_ERROR_INVALID, "shift", NULL);
  refused (trial.hr, early, "create", ZG_ERROR_INVALID, "shift", "D18-7.1a");
  refused (trial.hr, night, "create", ZG_ERROR_INVALID, "phone", "D18-7.1b");
  zg_record_set_text (night, ZG_ROSTER_PHONE, "13800001011");
  done (trial.hr, night, "create", NULL); /* begins when the other ends */
  done (trial.hr, next, "create", NULL);  /* the night ends at 8:30, this begins then */
  refused (trial.hr, after, "create", ZG_ERROR_INVALID, "shift", "D18-7.1a"); /* the night of the day before reaches into it */
  done (trial.hr, online, "delete", NULL);
  done (trial.hr, same, "create", NULL); /* the deleted one is no hindrance */
}

static void
test_weekday (void)
{
  g_autoptr (ZgRecord) saturday = new_entry ("2027-01-09", "ZM", "1016"), monday = new_entry ("2027-01-11", "ZM", "1016");

  done (trial.hr, saturday, "create", NULL);
  refused (trial.hr, monday, "create", ZG_ERROR_INVALID, "day", NULL);
}

static void
test_shift_times (void)
{
  g_autoptr (ZgRecord) shift = zg_record_new (&zg_shift);

  zg_record_set_text (shift, ZG_SHIFT_CODE, "T1");
  zg_record_set_text (shift, ZG_SHIFT_NAME, "试");
  zg_record_set_text (shift, ZG_SHIFT_LETTER, "试");
  zg_record_set_int (shift, ZG_SHIFT_KIND, ZG_SHIFT_WORK);
  refused (trial.hr, shift, "create", ZG_ERROR_INVALID, "starts", NULL);
  zg_record_set_int (shift, ZG_SHIFT_STARTS, 1320);
  zg_record_set_int (shift, ZG_SHIFT_ENDS, 360);
  refused (trial.hr, shift, "create", ZG_ERROR_INVALID, "ends", NULL); /* 06:00 the next day is 30:00 */
  zg_record_set_int (shift, ZG_SHIFT_ENDS, 1800);
  done (trial.hr, shift, "create", NULL);
  g_assert_cmpint (zg_record_int (shift, ZG_SHIFT_CROSSES), ==, 1);
}

static void
test_rows (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("roster", "roster-rows.csv", NULL), again = NULL;
  guint                    n_new = 0, n_known = 0;

  g_assert_cmpint (plan->n_taken, ==, 3); /* an early shift, the night with its number, a Saturday */
  g_assert_cmpint (plan->n_known, ==, 1);
  g_assert_cmpint (plan->n_bad, ==, 5);
  g_assert_nonnull (strstr (note_of (plan, "2026-12-01"), "same time")); /* early and late overlap */
  g_assert_nonnull (strstr (note_of (plan, "2026-12-03"), "phone"));
  g_assert_nonnull (strstr (note_of (plan, "2026-12-07"), "day of the week"));
  g_assert_nonnull (strstr (note_of (plan, "2026-12-08"), "No employee"));
  g_assert_nonnull (strstr (note_of (plan, "2026-12-09"), "no such shift"));
  take (plan, &n_new, &n_known);
  g_assert_cmpint (n_new, ==, 3);
  again = plan_file ("roster", "roster-rows.csv", NULL);
  g_assert_cmpint (again->n_taken, ==, 0);
  g_assert_cmpint (again->n_known, ==, 4);
}

static void
test_grid (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("roster", "roster-grid.csv", NULL);
  g_autoptr (GBytes)       bytes = data_file ("roster-grid.csv");

  /* 林小雨: 31 days, of which 1 December early is known by the rows above; 刘洋: a rest and an early shift with a duty */
  g_assert_cmpint (plan->n_known, ==, 1);
  g_assert_cmpint (plan->n_taken, ==, 30 + 3);
  g_assert_cmpint (plan->n_bad, ==, 0);
  g_assert_cmpint (zg_layout_by_id ("roster")->recognise ("x.csv", bytes), >, 0);
}

static void
test_grid_without_month (void)
{
  static const char        text[] = "姓名,1,2,28\n林小雨,早,休,晚\n";
  g_autoptr (GBytes)       bytes = g_bytes_new_static (text, strlen (text));
  GError                  *error = NULL;
  g_autoptr (ZgImportPlan) plan = plan_bytes ("roster", "x.csv", bytes, NULL, &error);

  g_assert_null (plan);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
  g_clear_error (&error);
  plan = plan_bytes ("roster", "x.csv", bytes, "2027-02", &error);
  g_assert_no_error (error);
  g_assert_cmpint (plan->n_taken, ==, 3);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/roster/shipped", test_shipped);
  g_test_add_func ("/roster/overlap", test_overlap);
  g_test_add_func ("/roster/D18-7.2/weekday", test_weekday);
  g_test_add_func ("/roster/shift-times", test_shift_times);
  g_test_add_func ("/roster/rows", test_rows);
  g_test_add_func ("/roster/grid", test_grid);
  g_test_add_func ("/roster/grid-without-month", test_grid_without_month);
  return trial_run ();
}
