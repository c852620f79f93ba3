#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-report-attendance.h"
#include "zg-report-csv.h"
#include "zg-report-month.h"
#include "zg-report-paper.h"
#include "zg-report-xlsx.h"

static const ZgEnum layouts[] = { { 1, "classic", N_("Classic marks √ ● ★") }, { 2, "desk", N_("Marks of the screen") }, { 0 } };
static const ZgEnum orders[] = { { 1, "r01", N_("Days, then counts") }, { 2, "count-first", N_("Counts, then days") }, { 0 } };
static const ZgEnum rows[] = { { 1, "person", N_("One row a person") }, { 2, "half-day", N_("Two rows a person") }, { 0 } };
static const ZgEnum papers[] = { { 1, "a4-lying", N_("A4 lying") }, { 2, "241", N_("241 mm form, whole") }, { 0 } };

#define MONTH { .name = "month", .title = N_("Month"), .type = ZG_MONTH, .initial = "last-month", .required = TRUE }
#define UNIT { .name = "unit", .title = N_("Unit"), .type = ZG_REF, .ref = "unit" }

/* -- arguments -- */

static int
find_argument (const ZgReport *report, const char *name)
{
  for (int i = 0; i < report->n_arguments; i++)
    if (g_str_equal (report->arguments[i].name, name))
      return i;
  return -1;
}

const char *
zg_report_argument (const ZgReport *report, const char *const *values, const char *name)
{
  int i = find_argument (report, name);

  return i >= 0 && values[i] != NULL && *values[i] != '\0' ? values[i] : NULL;
}

gboolean
zg_report_choice (const ZgReport *report, const char *const *values, const char *name, int *number, GError **error)
{
  int               i = find_argument (report, name);
  const ZgArgument *argument = &report->arguments[i];
  const char       *text = zg_report_argument (report, values, name);
  const ZgEnum     *found;

  if (text == NULL)
    text = argument->initial;
  found = zg_enum_find (argument->names, text);
  if (found == NULL)
    found = zg_enum_by_number (argument->names, g_ascii_strtoll (text, NULL, 10));
  if (found != NULL)
    {
      *number = found->number;
      return TRUE;
    }
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _("“%s” is no choice for “%s”. Nothing was written; see “zgctl reports”."), text,
               name);
  return FALSE;
}

static int
last_full_month (void)
{
  int year, month, day;

  zg_day_to_ymd (zg_clock_today (), &year, &month, &day);
  return month == 1 ? zg_day_from_ymd (year - 1, 12, 1) : zg_day_from_ymd (year, month - 1, 1);
}

gboolean
zg_report_month (const ZgReport *report, const char *const *values, int *first_day, int *n_days, GError **error)
{
  const char *text = zg_report_argument (report, values, "month");
  int         year, month, day;

  if (text != NULL && zg_month_parse (text, first_day, n_days))
    return TRUE;
  if (text != NULL && !g_str_equal (text, "month"))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _("“%s” is no month. Nothing was written; write it like 2026-11."), text);
      return FALSE;
    }
  *first_day = last_full_month ();
  zg_day_to_ymd (*first_day, &year, &month, &day);
  *n_days = zg_month_days (year, month);
  return TRUE;
}

gint64
zg_report_unit (const ZgReport *report, const char *const *values)
{
  const char *text = zg_report_argument (report, values, "unit");

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

gboolean
zg_report_bad_format (const ZgReport *report, const char *format, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _("The report “%s” is not made as %s. Nothing was written; it is made as: %s."),
               report->id, format, report->formats);
  return FALSE;
}

/* -- what all of them begin with -- */

static ZgMonth *
judge (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, GCancellable *cancellable, GError **error)
{
  int first, n;

  if (zg_session_reach (session, report->right) == ZG_REACH_NONE)
    {
      g_set_error (
          error, ZG_ERROR, ZG_ERROR_DENIED,
          _("You may not export attendance (right %s). Nothing was written; whoever keeps the book's roles can grant it."),
          report->right);
      return NULL;
    }
  if (!zg_report_month (report, values, &first, &n, error))
    return NULL;
  return zg_attendance_month (session, db, first, zg_report_unit (report, values), 0, cancellable, error);
}

gboolean
zg_report_write_table (const ZgReport *report, ZgTable *table, const char *format, const char *path, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (ZgPaper) paper = NULL;

  if (g_str_equal (format, "xlsx"))
    return zg_table_write_xlsx (table, path, NULL, NULL, cancellable, error);
  if (g_str_equal (format, "csv"))
    return zg_table_write_csv (table, path, NULL, NULL, cancellable, error);
  if (!g_str_equal (format, "pdf"))
    return zg_report_bad_format (report, format, error);
  paper = zg_table_paper (table, cancellable, error);
  return paper != NULL && zg_paper_save_pdf (paper, path, error);
}

/* -- R01 -- */

static const ZgArgument month_arguments[] = {
  MONTH,
  UNIT,
  { .name = "layout", .title = N_("Marks"), .type = ZG_ENUM, .names = layouts, .initial = "classic" },
  { .name = "order", .title = N_("Order of columns"), .type = ZG_ENUM, .names = orders, .initial = "r01" },
  { .name = "rows", .title = N_("Rows a person"), .type = ZG_ENUM, .names = rows, .initial = "person" },
  { .name = "paper", .title = N_("Paper (PDF)"), .type = ZG_ENUM, .names = papers, .initial = "a4-lying" },
};

static gboolean
read_style (const ZgReport *report, const char *const *values, ZgMonthStyle *style, GError **error)
{
  int layout, order, row;

  if (!zg_report_choice (report, values, "layout", &layout, error) || !zg_report_choice (report, values, "order", &order, error)
      || !zg_report_choice (report, values, "rows", &row, error))
    return FALSE;
  style->desk_marks = layout == 2;
  style->count_first = order == 2;
  style->half_days = row == 2;
  return TRUE;
}

static gboolean
write_month (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
             const char *path, GCancellable *cancellable, GError **error)
{
  ZgMonthStyle        style = { 0 };
  int                 n_paper;
  g_autoptr (ZgMonth) month = NULL;
  g_autoptr (ZgPaper) paper = NULL;
  g_autoptr (ZgTable) table = NULL;
  g_autofree char    *made = zg_out_made (session);

  if (!read_style (report, values, &style, error) || !zg_report_choice (report, values, "paper", &n_paper, error))
    return FALSE;
  month = judge (report, session, db, values, cancellable, error);
  if (month == NULL)
    return FALSE;
  if (g_str_equal (format, "xlsx"))
    return zg_month_write_book (month, &style, session, path, cancellable, error);
  if (g_str_equal (format, "pdf"))
    {
      paper = zg_month_paper (month, &style, made);
      if (n_paper == 2)
        zg_paper_set_form (paper, zg_paper_form_by_id ("241"));
      return zg_paper_save_pdf (paper, path, error);
    }
  if (!g_str_equal (format, "csv"))
    return zg_report_bad_format (report, format, error);
  table = zg_month_table (month, &style, session);
  return zg_table_write_csv (table, path, NULL, NULL, cancellable, error);
}

static const ZgReport report_month = {
  .id = "attendance-month",
  .title = N_("Department attendance sheet"),
  .right = "punch.export",
  .arguments = month_arguments,
  .n_arguments = G_N_ELEMENTS (month_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_("Attendance %s"),
  .write = write_month,
};

/* -- R02 -- */

static const ZgArgument detail_arguments[] = { MONTH, UNIT };

static const ZgEnum ways[] = { { 1, "in", N_("Sign in") }, { 2, "out", N_("Sign out") }, { 0 } };

enum { I_DAY, I_WEEKDAY, I_NUMBER, I_NAME, I_UNIT, I_WAY, I_DUE, I_DONE, I_PUNCH, I_PHOTO,
       I_RESULT, I_MINUTES, I_PAPER, I_CLAUSE };

static void
add_detail_columns (ZgTable *table)
{
  zg_table_column (table, _("Day"), ZG_DAY, 0, NULL);
  zg_table_column (table, _("Weekday"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Staff no."), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Name"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Unit"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Asked"), ZG_ENUM, 0, ways);
  zg_table_column (table, _("Expected"), ZG_CLOCK, 0, NULL);
  zg_table_column (table, _("Signed at"), ZG_CLOCK, 0, NULL);
  zg_table_column (table, _("Punch"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Photo"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Result"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Minutes"), ZG_MINUTES, ZG_OUT_SUM, NULL);
  zg_table_column (table, _("Slip or leave"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Clause"), ZG_TEXT, 0, NULL);
}

/* The time of the day it belongs to; the night before is written out. */
static void
set_signed (ZgCell *cell, int day, gint64 ms)
{
  gint64 minute = (ms - zg_day_to_ms (day, 0)) / 60000;
  char   buffer[20];

  if (ms == 0)
    return;
  if (minute >= 0 && ms >= zg_day_to_ms (day, 0))
    zg_cell_set_int (cell, minute);
  else
    {
      zg_stamp_format (ms, buffer);
      buffer[16] = '\0';
      zg_cell_set_text (cell, buffer);
    }
}

static void
add_detail (ZgTable *table, const ZgMonth *month, const ZgAttendanceDetail *detail)
{
  const ZgMonthLine *line = &month->lines[detail->line];
  const ZgMonthDay  *day = &month->calendar[detail->day];
  ZgCell            *row = zg_table_add_row (table);
  char               buffer[11];

  zg_cell_set_text (&row[I_DAY], zg_day_format (day->day, buffer));
  zg_cell_set_text (&row[I_WEEKDAY], zg_month_weekday (day->weekday));
  zg_cell_set_text (&row[I_NUMBER], line->number);
  zg_cell_set_text (&row[I_NAME], line->name);
  zg_cell_set_text (&row[I_UNIT], line->unit_title);
  zg_cell_set_int (&row[I_WAY], detail->out ? 2 : 1);
  zg_cell_set_int (&row[I_DUE], detail->expected);
  set_signed (&row[I_DONE], day->day, detail->actual_ms);
  zg_cell_set_text (&row[I_PUNCH], detail->punch);
  zg_cell_set_text (&row[I_PHOTO], detail->photo);
  zg_cell_set_text (&row[I_RESULT], detail->result);
  if (detail->minutes != 0)
    zg_cell_set_int (&row[I_MINUTES], detail->minutes);
  zg_cell_set_text (&row[I_PAPER], detail->paper);
  zg_cell_set_text (&row[I_CLAUSE], detail->clause);
}

static void
add_cautions (ZgTable *table, const ZgMonth *month)
{
  g_autoptr (GPtrArray) cautions = zg_month_cautions (month);

  for (guint i = 0; i < cautions->len; i++)
    zg_table_note (table, g_strdup (g_ptr_array_index (cautions, i)));
}

static gboolean
write_detail (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
              const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgMonth) month = judge (report, session, db, values, cancellable, error);
  g_autoptr (ZgTable) table = NULL;

  if (month == NULL)
    return FALSE;
  table = zg_table_new (session, _("Sign-in details"));
  table->words = zg_month_words (month);
  add_detail_columns (table);
  zg_table_hold (table);
  for (int i = 0; i < month->n_lines; i++)
    {
      g_autoptr (GArray) details = zg_attendance_details (month, i);

      for (guint d = 0; d < details->len; d++)
        add_detail (table, month, &g_array_index (details, ZgAttendanceDetail, d));
    }
  add_cautions (table, month);
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

static const ZgReport report_detail = {
  .id = "attendance-detail",
  .title = N_("Sign-in details"),
  .right = "punch.export",
  .arguments = detail_arguments,
  .n_arguments = G_N_ELEMENTS (detail_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_("Sign-in details %s"),
  .write = write_detail,
};

/* -- R04 -- */

static void
add_full_rows (ZgTable *table, const ZgMonth *month)
{
  int n = 0;

  for (int i = 0; i < month->n_lines; i++)
    {
      const ZgMonthLine *line = &month->lines[i];
      ZgCell            *row;

      if (line->totals.full != ZG_FULL_YES)
        continue;
      row = zg_table_add_row (table);
      zg_cell_set_int (&row[0], ++n);
      zg_cell_set_text (&row[1], line->number);
      zg_cell_set_text (&row[2], line->name);
      zg_cell_set_text (&row[3], line->unit_title);
      zg_cell_set_text (&row[4], line->category_title);
      zg_cell_set_int (&row[5], line->totals.worked);
      zg_cell_set_int (&row[6], line->totals.full_needed);
      zg_cell_take_text (&row[7], zg_attendance_explain_full (month, i));
    }
}

static void
add_full_notes (ZgTable *table, const ZgMonth *month)
{
  int full = 0, open = 0;

  for (int i = 0; i < month->n_lines; i++)
    {
      full += month->lines[i].totals.full == ZG_FULL_YES;
      open += month->lines[i].totals.full == ZG_FULL_OPEN;
    }
  zg_table_note (table, g_strdup_printf (_("%d of %d people have full attendance (D11-13)."), full, month->n_lines));
  if (open > 0)
    zg_table_note (table, g_strdup_printf (_("For %d people it is still open."), open));
  add_cautions (table, month);
}

static gboolean
write_full (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgMonth) month = judge (report, session, db, values, cancellable, error);
  g_autoptr (ZgTable) table = NULL;

  if (month == NULL)
    return FALSE;
  table = zg_table_new (session, _("Full-attendance list"));
  table->words = zg_month_words (month);
  zg_table_column (table, _("Row"), ZG_INT, 0, NULL);
  zg_table_column (table, _("Staff no."), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Name"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Unit"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Category"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Days worked"), ZG_DAYS, 0, NULL);
  zg_table_column (table, _("Days the rule asks"), ZG_DAYS, 0, NULL);
  zg_table_column (table, _("Rule"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_hold (table);
  add_full_rows (table, month);
  add_full_notes (table, month);
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

static const ZgReport report_full = {
  .id = "full-attendance",
  .title = N_("Full-attendance list"),
  .right = "punch.export",
  .arguments = detail_arguments,
  .n_arguments = G_N_ELEMENTS (detail_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_("Full attendance %s"),
  .write = write_full,
};

void
zg_report_init (void)
{
  zg_reports_add (&report_month);
  zg_reports_add (&report_detail);
  zg_reports_add (&report_full);
  zg_reports_add (&zg_report_roster);
  zg_reports_add (&zg_report_nights);
  zg_reports_add (&zg_report_tax);
  zg_reports_add (&zg_report_day);
  zg_reports_add (&zg_report_try);
  zg_reports_add (&zg_report_after);
  zg_reports_add (&zg_report_case);
  zg_reports_add (&zg_report_rights);
  zg_reports_add (&zg_report_ranking);
  zg_reports_add (&zg_report_review);
  zg_reports_add (&zg_report_stock_card);
  zg_reports_add (&zg_report_stock_month);
  zg_reports_add (&zg_report_stock_slow);
  zg_reports_add (&zg_report_picks);
  zg_reports_add (&zg_report_shipping);
  zg_reports_add (&zg_report_confirmed);
  zg_reports_add (&zg_report_progress);
  zg_reports_add (&zg_report_backups);
  zg_reports_add (&zg_report_day_orders);
  zg_report_order_backup_init ();
}
