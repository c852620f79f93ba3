/* The roster for the wall: the workbook is read back as it is, the paper repeats its heading, the night sheet flags a night
 * without a number. */
#include "../modules/trial.h"

#include "zg-report-attendance.h"

typedef struct
{
  const char *report, *format, *path;
  const char *values[3];
} Wish;

static gpointer
write_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish           *wish = data;
  const ZgReport *report = zg_report_by_id (wish->report);

  return GINT_TO_POINTER (report->write (report, trial.hr, db, wish->values, wish->format, wish->path, NULL, error));
}

static GBytes *
written (const char *report, const char *format, const char *month, const char *layout)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", report, format), *path = g_build_filename (trial.folder, name, NULL);
  g_autofree char *unit = g_strdup_printf ("%" G_GINT64_FORMAT, ask ("SELECT id FROM unit WHERE name = $1", "客服组"));
  Wish             wish = { report, format, path, { month, unit, layout } };
  g_autoptr (GError) error = NULL;
  char            *text = NULL;
  gsize            length = 0;

  zg_store_read (zg_book_store (trial.book), write_db, &wish, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static gint64
entries_of (const char *month)
{
  return ask ("SELECT count(*) FROM roster r JOIN staff s ON s.id = r.staff JOIN unit u ON u.id = s.unit WHERE u.name = '客服组'"
              " AND r.state = 'active' AND substr (r.day, 1, 7) = $1", month);
}

/* Every entry of the month comes back, and none that was not there. */
static void
test_round_trip (void)
{
  g_autoptr (GBytes)       bytes = written ("roster-month", "xlsx", "2026-10", NULL);
  g_autoptr (ZgImportPlan) plan = NULL;
  GError                  *error = NULL;

  plan = plan_bytes ("roster", "roster.xlsx", bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (entries_of ("2026-10"), >, 60);
  g_assert_cmpint (plan->n_bad, ==, 0);
  g_assert_cmpint (plan->n_taken, ==, 0);
  g_assert_cmpint (plan->n_known, ==, entries_of ("2026-10"));
}

/* What was taken out of a draft is new again when the file from before is read; a published month takes nothing. */
static void
test_read_back (void)
{
  g_autoptr (GBytes)       bytes = written ("roster-month", "xlsx", "2026-10", NULL);
  g_autoptr (ZgImportPlan) draft = NULL, published = NULL;
  gint64                   staff = staff_by ("1016");
  g_autofree char *on = g_strdup_printf ("2026-10-%02d",
                                         (int) ask ("SELECT MAX (CAST (substr (r.day, 9, 2) AS INTEGER)) FROM roster r"
                                         " JOIN shift h ON h.id = r.shift JOIN staff s ON s.id = r.staff WHERE s.number = $1"
                                         " AND r.day LIKE '2026-10-%' AND h.code = 'KFZ' AND r.state = 'active'", "1016"));
  g_autoptr (ZgRecord)     month = NULL;
  GError                  *error = NULL;

  clear_roster (on, staff);
  draft = plan_bytes ("roster", "roster.xlsx", bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (draft->n_taken, >=, 1);
  g_assert_cmpint (draft->n_bad, ==, 0);
  month = get (&zg_roster_month, ask ("SELECT m.id FROM roster_month m JOIN unit u ON u.id = m.unit WHERE m.month = '2026-10'"
                                      " AND u.name = $1", "客服组"));
  done (trial.manager, month, "publish_open", "按此执行");
  published = plan_bytes ("roster", "roster.xlsx", bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (published->n_taken, ==, 0);
  g_assert_nonnull (strstr (note_of (published, on), "published"));
}

static void
test_days (void)
{
  g_autoptr (GBytes) bytes = written ("roster-month", "csv", "2026-10", "days");
  const char        *text = g_bytes_get_data (bytes, NULL);

  g_assert_nonnull (strstr (text, "2026-10-12"));
  g_assert_nonnull (strstr (text, "热线夜间值班"));
}

static void
test_paper (void)
{
  g_autoptr (GBytes) bytes = written ("roster-month", "pdf", "2026-10", NULL);

  g_assert_cmpint (g_bytes_get_size (bytes), >, 5000);
  g_assert_cmpint (memcmp (g_bytes_get_data (bytes, NULL), "%PDF", 4), ==, 0);
}

/* December is not drafted: every night says so with its clause. */
static void
test_nights (void)
{
  g_autoptr (GBytes) empty = written ("night-sheet", "csv", "2027-01", NULL), filled = written ("night-sheet", "csv", "2026-10",
                                                                                                NULL);
  g_auto (GStrv)     rows = g_strsplit (g_bytes_get_data (empty, NULL), "\n", -1);
  int                flagged = 0;

  for (char **row = rows; *row; row++)
    flagged += strstr (*row, "NOBODY ON DUTY") != NULL && strstr (*row, "D18-7.1b") != NULL;
  g_assert_cmpint (flagged, ==, 31);
  g_assert_nonnull (strstr (g_bytes_get_data (filled, NULL), "1380000"));
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  zg_report_init ();
  g_test_add_func ("/report/roster/round-trip", test_round_trip);
  g_test_add_func ("/report/roster/read-back", test_read_back);
  g_test_add_func ("/report/roster/days", test_days);
  g_test_add_func ("/report/roster/paper", test_paper);
  g_test_add_func ("/report/D18-7.1b/nights", test_nights);
  return trial_run ();
}
