/* The reports of attendance, from a trial book to the files people open: figures that agree with the judge in every output. */
#include "out-test.h"

#include "zg-day.h"
#include "zg-demo.h"
#include "zg-leave.h"
#include "zg-modules.h"
#include "zg-report-attendance.h"
#include "zg-report-month.h"
#include "zg-report-paper.h"
#include "zg-staff.h"

#define PEOPLE 15
#define MONTHS 3 /* August has 26 working days: full attendance can be reached */
#define SEED 7

typedef struct
{
  char      *folder, *path;
  ZgBook    *book;
  ZgSession *hr, *clerk;
} Trial;

static Trial trial;

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *recovery = NULL, *book = NULL;

  trial.folder = g_dir_make_tmp ("zg-report-XXXXXX", &error);
  g_assert_no_error (error);
  book = g_build_filename (trial.folder, "trial.zgb", NULL);
  trial.path = g_build_filename (trial.folder, "out", NULL);
  zg_clock_set (at ("2026-11-23 09:00"));
  trial.book = zg_demo_create (book, PEOPLE, MONTHS, SEED, &recovery, &error);
  g_assert_no_error (error);
  zg_clock_set (at ("2026-11-23 09:00"));
  trial.hr = zg_book_login_trial (trial.book, "chenjing", &error);
  g_assert_no_error (error);
  trial.clerk = zg_book_login_trial (trial.book, "zhoumin", &error);
  g_assert_no_error (error);
}

static void
tear_down (void)
{
  zg_session_unref (trial.hr);
  zg_session_unref (trial.clerk);
  zg_book_unref (trial.book);
  remove_tree (trial.folder);
  g_free (trial.folder);
  g_free (trial.path);
  zg_clock_set (0);
}

/* -- asking -- */

typedef struct
{
  const char        *report, *format;
  ZgSession         *session;
  const char *const *values;
} Ask;

static gpointer
write_report (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask            *ask = data;
  const ZgReport *report = zg_report_by_id (ask->report);

  return report->write (report, ask->session, db, ask->values, ask->format, trial.path, cancellable, error) ? ask : NULL;
}

static gboolean
try_report (const char *id, ZgSession *session, const char *format, const char *const *values, GError **error)
{
  Ask ask = { id, format, session, values };

  g_remove (trial.path);
  return zg_store_read (zg_book_store (trial.book), write_report, &ask, error) != NULL;
}

static void
make (const char *id, const char *format, const char *const *values)
{
  g_autoptr (GError) error = NULL;

  try_report (id, trial.hr, format, values, &error);
  g_assert_no_error (error);
}

static gpointer
judge (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  int first, n;

  zg_month_parse (data, &first, &n);
  return zg_attendance_month (trial.hr, db, first, 0, 0, cancellable, error);
}

static ZgMonth *
month_of (const char *name)
{
  g_autoptr (GError) error = NULL;
  ZgMonth           *month = zg_store_read (zg_book_store (trial.book), judge, (gpointer) name, &error);

  g_assert_no_error (error);
  g_assert_cmpint (month->n_lines, >=, PEOPLE - 3);
  return month;
}

/* -- looking into a sheet -- */

/* The cell as it stands in the file: from its name to the end of the cell. */
static char *
cell_of (const char *sheet, int row, int col)
{
  char             name[16], start[32];
  const char      *found, *end;

  lxw_rowcol_to_cell (name, (lxw_row_t) row, (lxw_col_t) col);
  g_snprintf (start, sizeof start, "<c r=\"%s\"", name);
  found = strstr (sheet, start);
  if (found == NULL)
    return g_strdup ("");
  end = strchr (found, '>');
  if (end[-1] != '/')
    end = strstr (found, "</c>");
  return g_strndup (found, (gsize) (end - found));
}

static char *
between (const char *text, const char *before, const char *after)
{
  const char *found = strstr (text, before), *end = found != NULL ? strstr (found + strlen (before), after) : NULL;

  return end != NULL ? g_strndup (found + strlen (before), (gsize) (end - found) - strlen (before)) : NULL;
}

static double
number_in (const char *sheet, int row, int col)
{
  g_autofree char *cell = cell_of (sheet, row, col), *value = between (cell, "<v>", "</v>");

  g_assert_nonnull (value);
  return g_ascii_strtod (value, NULL);
}

static char *
text_in (const char *sheet, const char *strings, int row, int col)
{
  g_autofree char *cell = cell_of (sheet, row, col), *index = between (cell, "<v>", "</v>");
  const char      *p = strings;

  if (index == NULL)
    return g_strdup ("");
  out_has (cell, "t=\"s\"");
  for (int i = atoi (index); p != NULL && i >= 0; i--)
    p = strstr (i == atoi (index) ? p : p + 1, "<si>");
  return between (p, "<t>", "</t>");
}

static int
column_of (const GArray *columns, ZgMonthSort sort, int at_)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, ZgMonthColumn, i).sort == sort && g_array_index (columns, ZgMonthColumn, i).at == at_)
      return (int) i;
  g_assert_not_reached ();
}

/* No formula without its value: a preview would show nothing. */
static void
assert_values (const char *sheet)
{
  for (const char *p = strstr (sheet, "<f>"); p != NULL; p = strstr (p + 1, "<f>"))
    {
      const char *end = strstr (p, "</f>");

      g_assert_true (g_str_has_prefix (end, "</f><v>"));
      g_assert_false (g_str_has_prefix (end, "</f><v></v>"));
    }
}

static void
check_line (const ZgMonth *month, const ZgMonthStyle *style, const GArray *columns, const char *sheet, const char *strings, int n)
{
  const ZgMonthLine *line = &month->lines[n];
  int                row = 4 + n * (style->half_days ? 2 : 1);
  g_autofree char   *number = text_in (sheet, strings, row, column_of (columns, ZG_MONTH_NUMBER, 0));
  g_autofree char   *name = text_in (sheet, strings, row, column_of (columns, ZG_MONTH_NAME, 0));

  g_assert_cmpstr (number, ==, line->number);
  g_assert_cmpstr (name, ==, line->name);
  for (int count = 0; count < ZG_N_COUNTS; count++)
    {
      double expected = (double) zg_count_total (line, count) / (zg_count_type (count) == ZG_DAYS ? 1000 : 1);

      g_assert_cmpfloat_with_epsilon (number_in (sheet, row, column_of (columns, ZG_MONTH_COUNT, count)), expected, 1e-9);
    }
  for (int day = 0; day < month->n_days && !style->half_days; day++)
    {
      char             buffer[32];
      g_autofree char *sign = text_in (sheet, strings, row, column_of (columns, ZG_MONTH_DAY, day));

      g_assert_cmpstr (sign, ==, zg_month_marks (&line->days[day], style, NULL, buffer));
      if (line->joined != ZG_NO_DAY && month->calendar[day].day < line->joined)
        g_assert_cmpstr (sign, ==, "");
      if (line->left != ZG_NO_DAY && month->calendar[day].day > line->left)
        g_assert_cmpstr (sign, ==, "");
    }
}

static void
check_book (const ZgMonth *month, const ZgMonthStyle *style)
{
  g_autoptr (GArray) columns = zg_month_columns (month, style);
  g_autofree char *sheet = out_part (trial.path, "xl/worksheets/sheet1.xml"),
                  *strings = out_part (trial.path, "xl/sharedStrings.xml");
  g_autofree char *details = out_part (trial.path, "xl/worksheets/sheet2.xml"),
                  *chart = out_part (trial.path, "xl/charts/chart1.xml");
  g_autofree char   *rates = out_part (trial.path, "xl/worksheets/sheet4.xml");
  int                total_row = 4 + month->n_lines * (style->half_days ? 2 : 1);

  for (int n = 0; n < month->n_lines; n++)
    check_line (month, style, columns, sheet, strings, n);
  for (int count = 0; count < ZG_N_COUNTS; count++)
    {
      gint64 sum = 0;

      for (int n = 0; n < month->n_lines; n++)
        sum += zg_count_total (&month->lines[n], count);
      g_assert_cmpfloat_with_epsilon (number_in (sheet, total_row, column_of (columns, ZG_MONTH_COUNT, count)),
                                      (double) sum / (zg_count_type (count) == ZG_DAYS ? 1000 : 1), 1e-9);
    }
  assert_values (sheet);
  assert_values (rates);
  out_has (sheet, "SUBTOTAL(109,");
  out_has (sheet, "SUMIF(");
  out_has (sheet, "<pane xSplit=\"3\" ySplit=\"4\" topLeftCell=\"D5\"");
  out_has (sheet, "orientation=\"landscape\"");
  out_has (details, "<autoFilter");
  out_has (chart, "<c:marker>");
}

static void
test_book (void)
{
  static const char *const variants[][6] = {
    { "2026-10", NULL, NULL, NULL, NULL, NULL },
    { "2026-10", NULL, "desk", "count-first", "person" },
    { "2026-10", NULL, "classic", "r01", "half-day" },
  };
  static const ZgMonthStyle styles[] = { { 0 }, { .desk_marks = TRUE, .count_first = TRUE }, { .half_days = TRUE } };
  g_autoptr (ZgMonth)       month = month_of ("2026-10");

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      make ("attendance-month", "xlsx", variants[i]);
      check_book (month, &styles[i]);
    }
}

static void
test_papers (void)
{
  static const char *const values[] = { "2026-10", NULL, NULL, NULL, NULL, NULL };
  static const char *const form[] = { "2026-10", NULL, NULL, NULL, NULL, "241" };
  g_autoptr (ZgMonth)      month = month_of ("2026-10");
  g_autofree char         *text = NULL;

  make ("attendance-month", "pdf", values);
  text = out_pdf_text (trial.path);
  for (int n = 0; text != NULL && n < month->n_lines; n++)
    out_has (text, month->lines[n].name);
  make ("attendance-month", "pdf", form);
  g_free (text);
  text = out_pdf_text (trial.path);
  for (int n = 0; text != NULL && n < month->n_lines; n++)
    out_has (text, month->lines[n].name);
  make ("attendance-month", "csv", values);
  make ("attendance-detail", "xlsx", values);
  make ("attendance-detail", "csv", values);
  make ("attendance-detail", "pdf", values);
  make ("full-attendance", "xlsx", values);
  make ("full-attendance", "csv", values);
  make ("full-attendance", "pdf", values);
}

/* A slip says who, why and who agreed; the phone number is masked on it, and a colleague does not print it (D01-7.2). */
static gpointer
write_slip (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask                *ask = data;
  const ZgPaperDecl  *decl = zg_paper_of (&zg_leave);
  gint64              id = 0;
  g_autoptr (ZgPaper) paper = NULL;

  if (!zg_db_int (db, &id, error, ZG_SQL ("SELECT MIN (id) FROM leave WHERE state = 'approved'"), NULL))
    return NULL;
  paper = zg_record_print (ask->session, db, &zg_leave, decl, id, error);
  if (paper == NULL)
    return NULL;
  zg_paper_set_form (paper, zg_paper_form_by_id ("241-half"));
  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
  return zg_paper_save_pdf (paper, trial.path, error) ? ask : NULL;
}

static void
test_slip (void)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (ZgSession) other = NULL;
  g_autofree char      *text = NULL;
  Ask                   ask = { .session = trial.hr };

  g_assert_cmpstr (zg_paper_of (&zg_leave)->id, ==, "leave_slip");
  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), write_slip, &ask, &error));
  g_assert_no_error (error);
  text = out_pdf_text (trial.path);
  if (text != NULL)
    {
      out_has (text, "QJ-2026-");
      out_has (text, "Asked for by");
      out_has (text, "****");
      out_has (text, "7.2");
    }
  g_remove (trial.path);
  ask.session = other = zg_book_login_trial (trial.book, "liuyang", &error);
  g_assert_no_error (error);
  g_assert_null (zg_store_read (zg_book_store (trial.book), write_slip, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
}

static void
test_csv (void)
{
  static const char *const values[] = { "2026-10", NULL, NULL, NULL, NULL, NULL };
  g_autoptr (ZgMonth)      month = month_of ("2026-10");
  g_autofree char         *text = NULL;
  g_auto (GStrv)           lines = NULL;

  make ("attendance-month", "csv", values);
  g_assert_true (g_file_get_contents (trial.path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, (guint) month->n_lines + 2);
  for (int n = 0; n < month->n_lines; n++)
    {
      g_autofree char *start = g_strdup_printf ("%d,%s,%s,", n + 1, month->lines[n].number, month->lines[n].name);

      g_assert_true (g_str_has_prefix (lines[n + 1], start));
    }
}

/* A correction of a closed month, put into a judged one by hand. */
static void
add_correction (ZgMonth *month)
{
  ZgMonthCorrection correction = { .line = 1, .day = zg_day_from_ymd (2026, 9, 29), .worked = 1000, .absent = -500, .leave = -500,
                                   .missed = -1, .no = g_strdup ("GZ-2026-0001"), .was = g_strdup ("旷"), .is = g_strdup ("√"),
                                   .reason = g_strdup ("考勤机文件迟到") };

  if (month->corrections == NULL)
    month->corrections = g_array_new (FALSE, TRUE, sizeof correction);
  g_assert_cmpuint (month->corrections->len, ==, 0);
  g_array_append_val (month->corrections, correction);
}

/* D04-4.2.1f: what came after a month was closed is a line of its own with the number of the person, in the text file and on the
 * first sheet of the workbook, and in its sums. */
static void
test_corrections (void)
{
  const ZgMonthStyle   style = { 0 };
  g_autoptr (ZgMonth)  month = month_of ("2026-10");
  g_autoptr (GArray)   columns = zg_month_columns (month, &style);
  g_autoptr (ZgTable)  table = NULL;
  g_autoptr (GError)   error = NULL;
  g_autofree char     *text = NULL, *sheet = NULL, *total = NULL, *end = NULL;
  g_auto (GStrv)       lines = NULL, cells = NULL;
  int                  worked;
  gint64               before = zg_count_sum (month, ZG_COUNT_WORKED);

  add_correction (month);
  g_assert_cmpint (zg_count_sum (month, ZG_COUNT_WORKED), ==, before + 1000);
  table = zg_month_table (month, &style, trial.hr);
  g_assert_true (zg_table_write_csv (table, trial.path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (trial.path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, (guint) month->n_lines + 3);
  cells = g_strsplit (lines[month->n_lines + 1], ",", -1);
  g_assert_cmpstr (cells[0], ==, "");
  g_assert_cmpstr (cells[1], ==, month->lines[1].number);
  g_assert_cmpstr (cells[2], ==, month->lines[1].name);
  g_assert_cmpstr (cells[column_of (columns, ZG_MONTH_COUNT, ZG_COUNT_WORKED)], ==, "1");
  g_assert_cmpstr (cells[column_of (columns, ZG_MONTH_COUNT, ZG_COUNT_ABSENT)], ==, "-0.5");
  g_assert_cmpstr (cells[column_of (columns, ZG_MONTH_COUNT, ZG_COUNT_MISSED)], ==, "-1");
  g_assert_nonnull (strstr (lines[month->n_lines + 1], "2026-09-29"));
  g_assert_nonnull (strstr (lines[month->n_lines + 1], "GZ-2026-0001"));
  g_assert_nonnull (strstr (lines[month->n_lines + 1], "−0.5")); /* of leave, in words */
  g_remove (trial.path);
  g_assert_true (zg_month_write_book (month, &style, trial.hr, trial.path, NULL, &error));
  g_assert_no_error (error);
  sheet = out_part (trial.path, "xl/worksheets/sheet1.xml");
  worked = column_of (columns, ZG_MONTH_COUNT, ZG_COUNT_WORKED);
  g_assert_cmpfloat (number_in (sheet, 4 + month->n_lines, worked), ==, 1);
  g_assert_cmpfloat_with_epsilon (number_in (sheet, 5 + month->n_lines, worked), (double) (before + 1000) / 1000, 1e-9);
  total = cell_of (sheet, 5 + month->n_lines, worked);
  end = g_strdup_printf ("%d)", 5 + month->n_lines); /* what it sums reaches to the row of the correction */
  out_has (total, end);
}

static void
test_full (void)
{
  static const char *const values[] = { "2026-08", NULL };
  g_autoptr (ZgMonth)      month = month_of ("2026-08");
  g_autofree char         *text = NULL;
  g_auto (GStrv)           lines = NULL;
  guint                    full = 0;

  make ("full-attendance", "csv", values);
  g_assert_true (g_file_get_contents (trial.path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  for (int n = 0; n < month->n_lines; n++)
    {
      g_autofree char *name = g_strdup_printf (",%s,", month->lines[n].name);

      if (month->lines[n].totals.full != ZG_FULL_YES)
        out_lacks (text, name);
      else
        out_has (lines[++full], name);
    }
  g_assert_cmpuint (full, >, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, full + 2);
}

static void
test_tax (void)
{
  static const char *const values[] = { "2026-10", NULL };
  static const char *const first[] = { "工号", "*姓名", "*证件类型", "*证件号码", "本期收入" };
  g_autoptr (GError)       error = NULL;
  g_autofree char         *sheet = NULL, *strings = NULL, *book = NULL, *sort = NULL, *number = NULL, *last = NULL;

  make ("tax-import", "xlsx", values);
  sheet = out_part (trial.path, "xl/worksheets/sheet1.xml");
  strings = out_part (trial.path, "xl/sharedStrings.xml");
  book = out_part (trial.path, "xl/workbook.xml");
  out_has (book, "name=\"正常工资薪金收入\"");
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    {
      g_autofree char *heading = text_in (sheet, strings, 0, (int) i);

      g_assert_cmpstr (heading, ==, first[i]);
    }
  last = text_in (sheet, strings, 0, 23);
  g_assert_cmpstr (last, ==, "备注");
  out_lacks (sheet, "r=\"Y1\""); /* 24 columns and no more */
  out_lacks (sheet, "mergeCell");
  sort = text_in (sheet, strings, 1, 2);
  number = text_in (sheet, strings, 1, 3);
  g_assert_cmpstr (sort, ==, "居民身份证");
  g_assert_cmpuint (strlen (number), ==, 18);
  out_lacks (number, "*");
  g_assert_false (try_report ("tax-import", trial.hr, "pdf", values, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
  g_clear_error (&error);
  if (zg_session_reach (trial.clerk, "staff.reveal") == ZG_REACH_NONE)
    {
      g_assert_false (try_report ("tax-import", trial.clerk, "xlsx", values, &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
      g_assert_false (g_file_test (trial.path, G_FILE_TEST_EXISTS));
    }
}

static void
test_arguments (void)
{
  static const char *const wrong[][6] = {
    { "2026-13", NULL, NULL, NULL, NULL, NULL },
    { "October", NULL, NULL, NULL, NULL, NULL },
    { "2026-10", NULL, "pretty", NULL, NULL },
    { "2026-10", NULL, NULL, NULL, "three", NULL },
    { "2026-10", NULL, NULL, NULL, NULL, "a3" },
  };
  static const char *const right[] = { NULL, NULL, "1", "2", "person", "1" }; /* the last full month */

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (try_report ("attendance-month", trial.hr, "csv", wrong[i], &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
      g_assert_false (g_file_test (trial.path, G_FILE_TEST_EXISTS));
    }
  make ("attendance-month", "csv", right);
}

/* A half is what its segment was; a day without halves shows the same sign twice. */
static void
test_halves (void)
{
  ZgMonthStyle style = { 0 };
  ZgDayResult  day = {
     .kind = ZG_DAY_WORK, .n_segments = 2, .n_marks = 2, .mark = ZG_MARK_ABSENT, .marks = { ZG_MARK_LATE, ZG_MARK_ABSENT }
  };
  ZgDayResult  rest = { .kind = ZG_DAY_REST, .n_marks = 1, .mark = ZG_MARK_REST, .marks = { ZG_MARK_REST } };
  char         buffer[32];

  day.segments[0].mark = ZG_MARK_LATE;
  day.segments[1].mark = ZG_MARK_ABSENT;
  g_assert_cmpstr (zg_month_half (&day, &style, 0, NULL, buffer), ==, "★");
  g_assert_cmpstr (zg_month_half (&day, &style, 1, NULL, buffer), ==, "○");
  g_assert_cmpstr (zg_month_half (&rest, &style, 0, NULL, buffer), ==, "●");
  g_assert_cmpstr (zg_month_half (&rest, &style, 1, NULL, buffer), ==, "●");
  day.segments[0].mark = 0; /* nothing but normal */
  day.segments[1].mark = ZG_MARK_PERSONAL;
  g_assert_cmpstr (zg_month_half (&day, &style, 0, NULL, buffer), ==, "√");
  g_assert_cmpstr (zg_month_half (&day, &style, 1, NULL, buffer), ==, "×");
}

/* The sheet says on which days nobody at all punched. */
static void
test_silent (void)
{
  ZgMonth               month = { .n_days = 31, .today = 100, .official_until = ZG_NO_DAY, .silent = 1u << 2 | 1u << 30 };
  g_autoptr (GPtrArray) cautions = zg_month_cautions (&month);

  g_assert_cmpstr (cautions->pdata[1], ==, "No punch of anybody on days 3, 31 of the month: is a clock file missing?");
  month.silent = 0;
  g_assert_null (zg_month_silent (&month));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  zg_report_init ();
  set_up ();
  g_test_add_func ("/report/D04-4.2.1c/workbook", test_book);
  g_test_add_func ("/report/D04-4.2.1c/papers", test_papers);
  g_test_add_func ("/report/D01-7.2/slip", test_slip);
  g_test_add_func ("/report/D04-4.2.1c/csv", test_csv);
  g_test_add_func ("/report/D04-4.2.1f/corrections", test_corrections);
  g_test_add_func ("/report/D11-13/full-attendance", test_full);
  g_test_add_func ("/report/tax-import", test_tax);
  g_test_add_func ("/report/arguments", test_arguments);
  g_test_add_func ("/report/half-days", test_halves);
  g_test_add_func ("/report/D04-4.2.1c/silent-days", test_silent);
  status = g_test_run ();
  tear_down ();
  return status;
}
