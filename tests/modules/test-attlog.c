/* Reading in the files of a time clock: every variant, again, numbers nobody holds, two clocks, taking back. */
#include "trial.h"

static gint64 clock5, clock6;
static char   value5[24], value6[24];

static gint64
new_clock (int number, const char *name)
{
  g_autoptr (ZgRecord) clock = zg_record_new (&zg_clock);

  zg_record_set_int (clock, ZG_CLOCK_NUMBER, number);
  zg_record_set_text (clock, ZG_CLOCK_NAME, name);
  zg_record_set_int (clock, ZG_CLOCK_SORT, ZG_CLOCK_TERMINAL);
  done (trial.hr, clock, "create", NULL);
  return clock->id;
}

static void
assign (gint64 clock, const char *pin, const char *number, const char *from)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_clock_pin);

  zg_record_set_int (record, ZG_PIN_CLOCK, clock);
  zg_record_set_text (record, ZG_PIN_PIN, pin);
  zg_record_set_int (record, ZG_PIN_STAFF, staff_by (number));
  zg_record_set_text (record, ZG_PIN_FROM, from);
  done (trial.hr, record, "create", NULL);
}

static void
make_clocks (void)
{
  clock5 = new_clock (5, "五号机");
  clock6 = new_clock (6, "六号机");
  g_snprintf (value5, sizeof value5, "%" G_GINT64_FORMAT, clock5);
  g_snprintf (value6, sizeof value6, "%" G_GINT64_FORMAT, clock6);
}

typedef struct
{
  const char *name;
  char       *value;
} Proposal;

static gpointer
propose_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const ZgLayout *layout = zg_layout_by_id ("attlog");
  Proposal       *proposal = data;

  proposal->value = layout->propose (&layout->arguments[0], proposal->name, NULL, trial.hr, db);
  return proposal;
}

static void
test_clock_proposed (void)
{
  Proposal           known = { "/tmp/5_attlog.dat", NULL }, other = { "9_attlog.dat", NULL }, silent = { "punches.txt", NULL };
  g_autoptr (GBytes) bytes = data_file ("5_attlog.dat");
  GError            *error = NULL;

  make_clocks ();
  zg_store_read (zg_book_store (trial.book), propose_db, &known, NULL);
  zg_store_read (zg_book_store (trial.book), propose_db, &other, NULL);
  zg_store_read (zg_book_store (trial.book), propose_db, &silent, NULL);
  g_assert_cmpstr (known.value, ==, value5);
  g_assert_null (other.value);
  g_assert_null (silent.value);
  g_free (known.value);
  g_assert_null (plan_bytes ("attlog", "x.dat", bytes, NULL, &error)); /* no clock, no guess */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (plan_bytes ("attlog", "9_attlog.dat", bytes, NULL, &error)); /* the name says one the book does not have */
  g_assert_nonnull (strstr (error->message, "clock 9"));
  g_clear_error (&error);
}

static void
test_first_and_again (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("attlog", "5_attlog.dat", value5), again = NULL;
  gint64                   before = ask ("SELECT count(*) FROM punch", NULL);
  guint                    n_new = 0, n_known = 0;

  g_assert_cmpint (plan->n_taken, ==, 21);
  g_assert_cmpint (plan->n_bad, ==, 0);
  g_assert_nonnull (strstr (note_of (plan, "77"), "Nobody holds")); /* kept and listed */
  take (plan, &n_new, &n_known);
  g_assert_cmpint (n_new, ==, 21);
  g_assert_cmpint (ask ("SELECT count(*) FROM punch", NULL), ==, before + 21);
  again = plan_file ("attlog", "5_attlog.dat", value5);
  g_assert_cmpint (again->n_taken, ==, 0);
  g_assert_cmpint (again->n_known, ==, 21);
  take (plan, &n_new, &n_known); /* the same batch forced through: the book itself knows them */
  g_assert_cmpint (n_new, ==, 0);
  g_assert_cmpint (n_known, ==, 21);
  g_assert_cmpint (ask ("SELECT count(*) FROM punch", NULL), ==, before + 21);
}

static void
test_variants (void)
{
  g_autoptr (ZgImportPlan) blanks = plan_file ("attlog", "6_attlog_blanks.dat", value6), bars = NULL, buttons = NULL;
  guint                    n_new = 0, n_known = 0;

  g_assert_cmpint (blanks->n_taken, ==, 8);
  take (blanks, &n_new, &n_known);
  bars = plan_file ("attlog", "6_attlog_bars.dat", value6); /* the same punches between bars */
  g_assert_cmpint (bars->n_taken, ==, 0);
  g_assert_cmpint (bars->n_known, ==, 8);
  buttons = plan_file ("attlog", "5_attlog_255.dat", value5); /* other button: another punch; the judge sees one */
  g_assert_cmpint (buttons->n_taken, ==, 21);
}

static void
test_wrong_clock_warned (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("attlog", "5_attlog.dat", value6);
  gboolean                 warned = FALSE;

  for (guint i = 0; i < plan->lines->len; i++)
    warned |= strstr (((ZgImportLine *) plan->lines->pdata[i])->note, "clock 5") != NULL;
  g_assert_true (warned);
  g_assert_nonnull (strstr (((ZgImportLine *) plan->lines->pdata[0])->note, "name of the file says clock 5"));
}

static void
test_damaged (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("attlog", "5_attlog_damaged.dat", value5);
  g_autoptr (GBytes)       bytes = data_file ("5_attlog_damaged.dat");
  int                      lines[8] = { 0 }, n = 0;

  g_assert_cmpint (zg_layout_by_id ("attlog")->recognise ("5_attlog.dat", bytes), ==, 100); /* its name stands for it */
  g_assert_cmpint (zg_layout_by_id ("attlog")->recognise ("notes.txt", bytes), ==, 0);

  g_assert_cmpint (plan->n_taken, ==, 1);
  g_assert_cmpint (plan->n_known, ==, 1); /* the same line twice */
  g_assert_cmpint (plan->n_bad, ==, 4);
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const ZgImportLine *line = plan->lines->pdata[i];

      g_assert_nonnull (line->note);
      g_assert_true (g_utf8_validate (line->text, -1, NULL));
      if (!line->taken)
        lines[n++] = line->line;
    }
  g_assert_cmpint (n, ==, 4);
  g_assert_cmpint (lines[0], ==, 2);
  g_assert_cmpint (lines[1], ==, 3);
  g_assert_cmpint (lines[2], ==, 4);
  g_assert_cmpint (lines[3], ==, 6);
}

static void
test_future (void)
{
  static const char text[] = "        1\t2026-12-24 08:00:00\t5\t0\t1\t0\r\n        1\t2026-11-24 08:00:00\t5\t0\t1\t0\r\n";
  g_autoptr (GBytes)       bytes = g_bytes_new_static (text, strlen (text));
  GError                  *error = NULL;
  g_autoptr (ZgImportPlan) plan = plan_bytes ("attlog", "5_attlog.dat", bytes, value5, &error);

  g_assert_no_error (error);
  g_assert_cmpint (plan->n_bad, ==, 1);
  g_assert_cmpint (plan->n_taken, ==, 1); /* within a day: a clock may run ahead */
}

static gpointer
read_unassigned (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_attendance_unassigned (db, day ("2026-11-01"), day ("2026-11-30"), error);
}

static gint64
unassigned (gint64 clock, const char *pin)
{
  g_autoptr (GArray) pins = zg_store_read (zg_book_store (trial.book), read_unassigned, NULL, NULL);

  for (guint i = 0; i < pins->len; i++)
    {
      const ZgUnassignedPin *one = &g_array_index (pins, ZgUnassignedPin, i);

      if (one->clock == clock && g_str_equal (one->pin, pin))
        return one->count;
    }
  return 0;
}

static void
test_assigned_later (void)
{
  GError  *error = NULL;
  ZgMonth *month;

  g_assert_cmpint (unassigned (clock5, "77"), ==, 2);
  assign (clock5, "77", "1014", "2026-11-04"); /* counts from that day on */
  g_assert_cmpint (unassigned (clock5, "77"), ==, 1);
  month = judge (trial.hr, "2026-11", 0, staff_by ("1014"), &error);
  g_assert_no_error (error);
  g_assert_cmpint (month->n_punches, ==, 1);
  g_assert_cmpint (mark_on (month, staff_by ("1014"), 3), ==, ZG_MARK_ABSENT);
  zg_attendance_month_free (month);
}

static void
test_two_clocks (void)
{
  GError              *error = NULL;
  ZgMonth             *month;
  g_autoptr (ZgRecord) twice = zg_record_new (&zg_clock_pin);

  assign (clock5, "1", "1010", NULL); /* the same number on two clocks: two people */
  assign (clock6, "1", "1012", NULL);
  zg_record_set_int (twice, ZG_PIN_CLOCK, clock5);
  zg_record_set_text (twice, ZG_PIN_PIN, "1");
  zg_record_set_int (twice, ZG_PIN_STAFF, staff_by ("1012"));
  refused (trial.hr, twice, "create", ZG_ERROR_INVALID, "pin", NULL);
  month = judge (trial.hr, "2026-11", 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mark_on (month, staff_by ("1010"), 3), ==, ZG_MARK_NORMAL);
  g_assert_cmpint (mark_on (month, staff_by ("1010"), 2), ==, ZG_MARK_NORMAL); /* only on clock 5 */
  g_assert_cmpint (mark_on (month, staff_by ("1012"), 2), ==, ZG_MARK_ABSENT);
  g_assert_cmpint (mark_on (month, staff_by ("1012"), 3), ==, ZG_MARK_NORMAL);
  zg_attendance_month_free (month);
}

static void
test_user_dat (void)
{
  g_autoptr (ZgImportPlan) gbk = plan_file ("user-dat", "5_user_gbk.dat", value6), utf8 = NULL, old = NULL;
  guint                    n_new = 0, n_known = 0;

  g_assert_cmpint (gbk->n_known, ==, 1); /* 1 is held on clock 6 */
  g_assert_cmpint (gbk->n_taken, ==, 1); /* 2 王建国 */
  g_assert_cmpint (gbk->n_bad, ==, 1);
  g_assert_nonnull (strstr (note_of (gbk, "88"), "by hand"));
  take (gbk, &n_new, &n_known);
  g_assert_cmpint (n_new, ==, 1);
  utf8 = plan_file ("user-dat", "5_user_utf8.dat", value6);
  g_assert_cmpint (utf8->n_known, ==, 2);
  old = plan_file ("user-dat", "5_user_old.dat", value6);
  g_assert_cmpint (old->n_taken, ==, 1); /* 4 黄磊 */
}

static void
test_taken_back (void)
{
  static const char text[] = "       66\t2026-11-10 08:00:00\t5\t0\t1\t0\r\n       66\t2026-11-11 08:00:00\t5\t0\t1\t0\r\n";
  g_autoptr (GBytes)       bytes = g_bytes_new_static (text, strlen (text));
  GError                  *error = NULL;
  g_autoptr (ZgImportPlan) plan = plan_bytes ("attlog", "5_attlog.dat", bytes, value5, &error);
  gint64                   before = ask ("SELECT count(*) FROM punch", NULL), id;
  guint                    n = 0;

  id = take (plan, NULL, NULL);
  g_assert_cmpint (ask ("SELECT count(*) FROM punch", NULL), ==, before + 2);
  g_assert_false (zg_book_undo_import (trial.worker, id, &n, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (zg_book_undo_import (trial.hr, id, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 2);
  g_assert_cmpint (ask ("SELECT count(*) FROM punch", NULL), ==, before);
  g_assert_false (zg_book_undo_import (trial.hr, id, &n, &error)); /* once */
  g_clear_error (&error);
}

static void
test_typed (void)
{
  g_autoptr (ZgRecord) punch = zg_record_new (&zg_punch);

  zg_record_set_int (punch, ZG_PUNCH_CLOCK_REF, clock5);
  zg_record_set_text (punch, ZG_PUNCH_PIN, "1");
  zg_record_set_int (punch, ZG_PUNCH_AT, at ("2026-11-12 08:20:00"));
  zg_record_set_int (punch, ZG_PUNCH_BUTTON, 255);
  refused (trial.hr, punch, "create", ZG_ERROR_INVALID, "clock", "D01-7.1"); /* never to a time clock */
  zg_record_set_int (punch, ZG_PUNCH_CLOCK_REF, ask ("SELECT id FROM clock WHERE sort = 2", NULL));
  refused (trial.hr, punch, "create", ZG_ERROR_INVALID, "reason", "D01-7.1");
  zg_record_set_text (punch, ZG_PUNCH_REASON, "考勤机断电");
  refused (trial.worker, punch, "create", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, punch, "create", NULL);
  g_assert_null (zg_kind_step (&zg_punch, "kept", "edit")); /* what was punched stays */
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/attlog/clock-proposed", test_clock_proposed);
  g_test_add_func ("/attlog/first-and-again", test_first_and_again);
  g_test_add_func ("/attlog/variants", test_variants);
  g_test_add_func ("/attlog/wrong-clock", test_wrong_clock_warned);
  g_test_add_func ("/attlog/damaged", test_damaged);
  g_test_add_func ("/attlog/future", test_future);
  g_test_add_func ("/attlog/assigned-later", test_assigned_later);
  g_test_add_func ("/attlog/two-clocks", test_two_clocks);
  g_test_add_func ("/attlog/user-dat", test_user_dat);
  g_test_add_func ("/attlog/taken-back", test_taken_back);
  g_test_add_func ("/attlog/D01-7.1/typed", test_typed);
  return trial_run ();
}
