/* zg-report-month-more.c: the further sheets of the attendance workbook: every person's every day with its reason, the rules in
 * force with their clauses, and the rate by unit. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-policy.h"
#include "zg-report-month.h"
#include "zg-staff.h"
#include "zg-text.h"

#define HEAD (ZG_MONTH_DETAIL_FIRST - 1)
#define EPOCH 25569

enum { D_NUMBER, D_NAME, D_UNIT, D_DAY, D_WEEKDAY, D_EXPECTED, D_ACTUAL, D_SIGN, D_RESULT, D_CLAUSE, D_COUNTS };
#define D_WHY (zg_month_detail_column (ZG_N_COUNTS - 1) + 1) /* last: a sentence runs on over the edge */

static const struct
{
  const char *title;
  int         width;
} detail_columns[D_COUNTS] = {
  [D_NUMBER] = { N_("Staff no."), 9 }, [D_NAME] = { N_("Name"), 10 },      [D_UNIT] = { N_("Unit"), 14 },
  [D_DAY] = { N_("Day"), 11.5 },       [D_WEEKDAY] = { N_("Weekday"), 6 }, [D_EXPECTED] = { N_("Expected"), 19 },
  [D_ACTUAL] = { N_("Signed at"), 19 },     [D_SIGN] = { N_("Mark"), 6 },       [D_RESULT] = { N_("Result"), 12 },
  [D_CLAUSE] = { N_("Clause"), 12 },
};

int
zg_month_detail_column (int count)
{
  return D_COUNTS + count;
}

lxw_row_t
zg_month_detail_rows (const ZgMonth *month)
{
  lxw_row_t n = 0;

  for (int i = 0; i < month->n_lines; i++)
    for (int d = 0; d < month->n_days; d++)
      n += zg_month_has_row (&month->lines[i].days[d]) ? 1 : 0;
  return n;
}

/* -- details -- */

typedef struct
{
  ZgWorkbook         *book;
  lxw_worksheet      *sheet;
  const ZgMonth      *month;
  const ZgMonthStyle *style;
  lxw_row_t           row;
} Details;

static void
put_detail_head (Details *details)
{
  lxw_format *head = zg_workbook_look (details->book, ZG_LOOK_HEAD, FALSE);

  worksheet_set_row (details->sheet, HEAD, 34, NULL);
  for (int i = 0; i < D_COUNTS; i++)
    {
      zg_sheet_put_text (details->sheet, HEAD, i, _(detail_columns[i].title), head);
      worksheet_set_column (details->sheet, (lxw_col_t) i, (lxw_col_t) i, detail_columns[i].width, NULL);
    }
  for (int i = 0; i < ZG_N_COUNTS; i++)
    {
      lxw_col_t              col = (lxw_col_t) zg_month_detail_column (i);
      lxw_row_col_options    hidden = { .hidden = !zg_count_is_used (details->month, i) };

      zg_sheet_put_text (details->sheet, HEAD, col, zg_count_title (i), head);
      worksheet_set_column_opt (details->sheet, col, col, 6.5, NULL, &hidden);
    }
  zg_sheet_put_text (details->sheet, HEAD, D_WHY, _("Why"), head);
  worksheet_set_column (details->sheet, (lxw_col_t) D_WHY, (lxw_col_t) D_WHY, 100, NULL);
}

static void
add_time (GString *text, int day, gint64 ms)
{
  char buffer[6];

  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (ms == 0)
    g_string_append (text, "—");
  else if (zg_day_of_ms (ms) != day)
    g_string_append_printf (text, _("next day %s"), zg_minute_format (zg_second_of_ms (ms) / 60, buffer));
  else
    g_string_append (text, zg_minute_format (zg_second_of_ms (ms) / 60, buffer));
}

static void
put_times (Details *details, const GArray *times, int day)
{
  g_autoptr (GString) expected = g_string_new (NULL), actual = g_string_new (NULL);
  lxw_format         *text = zg_workbook_look (details->book, ZG_LOOK_TEXT, FALSE);
  int                 number = details->month->calendar[day].day;

  for (guint i = 0; i < times->len; i++)
    {
      const ZgAttendanceDetail *time = &g_array_index (times, ZgAttendanceDetail, i);

      if (time->day != day)
        continue;
      add_time (expected, number, zg_day_to_ms (number, time->expected * 60));
      add_time (actual, number, time->actual_ms);
    }
  zg_sheet_put_text (details->sheet, details->row, D_EXPECTED, expected->str, text);
  zg_sheet_put_text (details->sheet, details->row, D_ACTUAL, actual->str, text);
}

static lxw_format *
tone_format (ZgWorkbook *book, int mark)
{
  return zg_workbook_toned (book, zg_judge_mark_tone (mark) == ZG_MARK_TONE_BAD    ? ZG_TONE_BAD
                                  : zg_judge_mark_tone (mark) == ZG_MARK_TONE_WARN ? ZG_TONE_WARN
                                                                                   : ZG_TONE_NEUTRAL);
}

static void
put_day (Details *details, int line, int day, const ZgDayResult *result, const GArray *times)
{
  const ZgMonthLine *who = &details->month->lines[line];
  const ZgMonthCell *cell = &who->days[day];
  const ZgMonthDay  *date = &details->month->calendar[day];
  lxw_format        *text = zg_workbook_look (details->book, ZG_LOOK_TEXT, FALSE);
  g_autofree char   *why = zg_attendance_explain (details->month, line, day, FALSE);
  lxw_row_t          row = details->row;
  char               signs[32];
  int                worst;

  zg_sheet_put_text (details->sheet, row, D_NUMBER, who->number, text);
  zg_sheet_put_text (details->sheet, row, D_NAME, who->name, text);
  zg_sheet_put_text (details->sheet, row, D_UNIT, who->unit_title, text);
  worksheet_write_number (details->sheet, row, D_DAY, date->day + EPOCH, zg_workbook_look (details->book, ZG_LOOK_DAY, FALSE));
  zg_sheet_put_text (details->sheet, row, D_WEEKDAY, zg_month_weekday (date->weekday), text);
  put_times (details, times, day);
  zg_month_marks (cell, details->style, &worst, signs);
  zg_sheet_put_text (details->sheet, row, D_SIGN, signs, tone_format (details->book, worst));
  zg_sheet_put_text (details->sheet, row, D_RESULT, zg_judge_mark_title (worst), tone_format (details->book, worst));
  zg_sheet_put_text (details->sheet, row, D_CLAUSE, cell->clause, text);
  zg_sheet_put_text (details->sheet, row, D_WHY, why, text);
  for (int i = 0; i < ZG_N_COUNTS; i++)
    {
      int      col = zg_month_detail_column (i);
      gint64   value = zg_count_day (result, i);
      ZgType   type = zg_count_type (i);

      worksheet_write_number (details->sheet, row, (lxw_col_t) col, type == ZG_DAYS ? (double) value / 1000 : (double) value,
                              zg_workbook_look (details->book, ZG_LOOK_SPARSE, FALSE));
    }
  details->row++;
}

static void
put_line (Details *details, int line)
{
  ZgDayResult        results[ZG_JUDGE_MONTH_DAYS];
  g_autoptr (GArray) times = zg_attendance_details (details->month, line);

  zg_attendance_days (details->month, line, results);
  for (int day = 0; day < details->month->n_days; day++)
    if (zg_month_has_row (&details->month->lines[line].days[day]))
      put_day (details, line, day, &results[day], times);
}

gboolean
zg_month_put_details (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const ZgMonthStyle *style, const char *made,
                      GCancellable *cancellable, GError **error)
{
  Details          details = { .book = book, .sheet = sheet, .month = month, .style = style, .row = ZG_MONTH_DETAIL_FIRST };
  g_autofree char *words = zg_month_words (month);
  g_autofree char *below = g_strjoin (" · ", words, made, NULL);
  int              last_column = D_WHY;
  char             range[LXW_MAX_CELL_RANGE_LENGTH];
  lxw_row_t        last;

  zg_sheet_put_title (book, sheet, D_COUNTS, _("Day by day"), below);
  put_detail_head (&details);
  for (int i = 0; i < month->n_lines; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      put_line (&details, i);
    }
  last = MAX (details.row, ZG_MONTH_DETAIL_FIRST + 1) - 1;
  worksheet_freeze_panes (sheet, ZG_MONTH_DETAIL_FIRST, D_NAME + 1);
  worksheet_autofilter (sheet, HEAD, 0, last, (lxw_col_t) last_column);
  lxw_rowcol_to_range (range, ZG_MONTH_DETAIL_FIRST, 0, last, 0);
  worksheet_ignore_errors (sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
  return TRUE;
}

/* -- rules -- */

enum { R_TITLE, R_VALUE, R_FOR, R_FROM, R_TO, R_ORIGIN, R_CLAUSE, R_WORDING, R_N };

static const struct
{
  const char *title;
  int         width;
} rule_columns[R_N] = {
  [R_TITLE] = { N_("Parameter"), 32 }, [R_VALUE] = { N_("Value in force"), 28 },
  [R_FOR] = { N_("Holds for"), 30 },   [R_FROM] = { N_("From"), 12 },
  [R_TO] = { N_("To"), 12 },           [R_ORIGIN] = { N_("Origin"), 14 },
  [R_CLAUSE] = { N_("Clause"), 13 },   [R_WORDING] = { N_("Wording of the clause"), 64 },
};

static void
put_date (ZgWorkbook *book, lxw_worksheet *sheet, lxw_row_t row, int col, int day)
{
  if (day == ZG_NO_DAY)
    zg_sheet_put_text (sheet, row, col, NULL, zg_workbook_look (book, ZG_LOOK_TEXT, FALSE));
  else
    worksheet_write_number (sheet, row, (lxw_col_t) col, day + EPOCH, zg_workbook_look (book, ZG_LOOK_DAY, FALSE));
}

static const char *
wording_of (const char *clause)
{
  const ZgClause *found = clause != NULL ? zg_clause_by_id (clause) : NULL;

  return found != NULL ? found->zh : NULL;
}

static void
put_clause (ZgWorkbook *book, lxw_worksheet *sheet, lxw_row_t row, const char *clause, const char *value)
{
  const char *wording = wording_of (clause);
  int         lines = 1
              + MAX (zg_text_width (wording) / (rule_columns[R_WORDING].width - 4),
                     zg_text_width (value) / (rule_columns[R_VALUE].width - 2));

  zg_sheet_put_text (sheet, row, R_CLAUSE, clause, zg_workbook_look (book, ZG_LOOK_TEXT, FALSE));
  zg_sheet_put_text (sheet, row, R_WORDING, wording, zg_workbook_look (book, ZG_LOOK_WRAP, FALSE));
  worksheet_set_row (sheet, row, 16.0 * lines + 2, NULL);
}

/* What held before the month, or holds after it, has no date here: a rule does not end with the month. */
static void
put_stretch (ZgWorkbook *book, lxw_worksheet *sheet, lxw_row_t row, const ZgMonth *month, const ZgMonthRule *rule)
{
  gboolean begins = rule->from > month->first_day, ends = rule->to < month->first_day + month->n_days - 1;

  put_date (book, sheet, row, R_FROM, begins ? rule->from : ZG_NO_DAY);
  put_date (book, sheet, row, R_TO, ends ? rule->to : ZG_NO_DAY);
  if (!begins && !ends)
    zg_sheet_put_text (sheet, row, R_FROM, _("whole month"), zg_workbook_look (book, ZG_LOOK_TEXT, FALSE));
}

static void
put_rule (ZgWorkbook *book, lxw_worksheet *sheet, lxw_row_t row, const ZgMonth *month, const ZgMonthRule *rule)
{
  lxw_format   *text = zg_workbook_look (book, ZG_LOOK_WRAP, FALSE);
  const ZgEnum *category = zg_enum_by_number (zg_staff_categories, rule->category);

  zg_sheet_put_text (sheet, row, R_TITLE, rule->title, text);
  zg_sheet_put_text (sheet, row, R_VALUE, rule->value, text);
  zg_sheet_put_text (sheet, row, R_FOR, category != NULL ? _(category->title) : _("everybody"), text);
  put_stretch (book, sheet, row, month, rule);
  zg_sheet_put_text (sheet, row, R_ORIGIN, rule->in_source ? _("written rules") : _("proposed"), text);
  put_clause (book, sheet, row, rule->clause, rule->value);
}

static void
put_schedule (ZgWorkbook *book, lxw_worksheet *sheet, lxw_row_t row, const ZgMonthSchedule *schedule)
{
  lxw_format      *text = zg_workbook_look (book, ZG_LOOK_WRAP, FALSE);
  g_autofree char *title = g_strjoin (" ", schedule->code, schedule->name, NULL);

  zg_sheet_put_text (sheet, row, R_TITLE, title, text);
  zg_sheet_put_text (sheet, row, R_VALUE, schedule->hours, text);
  zg_sheet_put_text (sheet, row, R_FOR, schedule->holds_for, text);
  put_date (book, sheet, row, R_FROM, schedule->valid_from);
  put_date (book, sheet, row, R_TO, schedule->valid_to);
  zg_sheet_put_text (sheet, row, R_ORIGIN, _("schedule"), text);
  put_clause (book, sheet, row, schedule->clause, schedule->hours);
}

void
zg_month_put_rules (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const char *made)
{
  g_autofree char *words = zg_month_words (month);
  g_autofree char *below = g_strjoin (" · ", words, made, NULL);
  lxw_row_t        row = ZG_MONTH_DETAIL_FIRST;

  zg_sheet_put_title (book, sheet, R_N, _("Rules in force in this month"), below);
  worksheet_set_row (sheet, HEAD, 22, NULL);
  for (int i = 0; i < R_N; i++)
    {
      zg_sheet_put_text (sheet, HEAD, i, _(rule_columns[i].title), zg_workbook_look (book, ZG_LOOK_HEAD, FALSE));
      worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i, rule_columns[i].width, NULL);
    }
  for (int i = 0; i < month->n_schedules; i++)
    put_schedule (book, sheet, row++, &month->schedules[i]);
  for (int i = 0; i < month->n_rules; i++)
    put_rule (book, sheet, row++, month, &month->rules[i]);
  worksheet_freeze_panes (sheet, ZG_MONTH_DETAIL_FIRST, 1);
}

/* -- corrections -- */

enum { C_NUMBER, C_NAME, C_DAY, C_WORKED, C_ABSENT, C_LEAVE, C_LATE, C_EARLY, C_MISSED, C_WAS, C_IS, C_REASON, C_PAPER, C_N };

static const struct
{
  const char *title;
  int         width;
} correction_columns[C_N] = {
  [C_NUMBER] = { N_("Staff no."), 9 },      [C_NAME] = { N_("Name"), 10 },           [C_DAY] = { N_("Closed day"), 11.5 },
  [C_WORKED] = { N_("Days worked ±"), 9 },  [C_ABSENT] = { N_("Days absent ±"), 9 }, [C_LEAVE] = { N_("Days on leave ±"), 9 },
  [C_LATE] = { N_("Late ±"), 7 },           [C_EARLY] = { N_("Left early ±"), 7 },   [C_MISSED] = { N_("Missed punches ±"), 7 },
  [C_WAS] = { N_("Mark as closed"), 9 },    [C_IS] = { N_("Mark as known now"), 9 }, [C_REASON] = { N_("Reason"), 30 },
  [C_PAPER] = { N_("Correction no."), 15 },
};

static void
put_correction (ZgWorkbook *book, lxw_worksheet *sheet, lxw_row_t row, const ZgMonth *month, const ZgMonthCorrection *correction)
{
  const ZgMonthLine *line = &month->lines[correction->line];
  lxw_format        *text = zg_workbook_look (book, ZG_LOOK_TEXT, FALSE), *wrap = zg_workbook_look (book, ZG_LOOK_WRAP, FALSE);
  const gint64       days[] = { correction->worked, correction->absent, correction->leave };
  const gint64       times[] = { correction->late, correction->early, correction->missed };

  zg_sheet_put_text (sheet, row, C_NUMBER, line->number, text);
  zg_sheet_put_text (sheet, row, C_NAME, line->name, text);
  put_date (book, sheet, row, C_DAY, correction->day);
  for (int i = 0; i < (int) G_N_ELEMENTS (days); i++)
    worksheet_write_number (sheet, row, (lxw_col_t) (C_WORKED + i), (double) days[i] / 1000,
                            zg_workbook_look (book, ZG_LOOK_SPARSE, FALSE));
  for (int i = 0; i < (int) G_N_ELEMENTS (times); i++)
    worksheet_write_number (sheet, row, (lxw_col_t) (C_LATE + i), (double) times[i],
                            zg_workbook_look (book, ZG_LOOK_SPARSE, FALSE));
  zg_sheet_put_text (sheet, row, C_WAS, correction->was, text);
  zg_sheet_put_text (sheet, row, C_IS, correction->is, text);
  zg_sheet_put_text (sheet, row, C_REASON, correction->reason, wrap);
  zg_sheet_put_text (sheet, row, C_PAPER, correction->no, text);
}

void
zg_month_put_corrections (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const char *made)
{
  g_autofree char *words = zg_month_words (month);
  g_autofree char *below = g_strjoin (" · ", words, made, NULL);

  zg_sheet_put_title (book, sheet, C_N, _("Corrections of closed months that count in this one"), below);
  worksheet_set_row (sheet, HEAD, 36, NULL);
  for (int i = 0; i < C_N; i++)
    {
      zg_sheet_put_text (sheet, HEAD, i, _(correction_columns[i].title), zg_workbook_look (book, ZG_LOOK_HEAD, FALSE));
      worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i, correction_columns[i].width, NULL);
    }
  for (guint i = 0; i < month->corrections->len; i++)
    put_correction (book, sheet, ZG_MONTH_DETAIL_FIRST + (lxw_row_t) i, month,
                    &g_array_index (month->corrections, ZgMonthCorrection, i));
  worksheet_freeze_panes (sheet, ZG_MONTH_DETAIL_FIRST, 2);
}

/* -- chart -- */

enum { U_TITLE, U_STAFF, U_DUE, U_WORKED, U_RATE, U_ABSENT, U_LATE, U_N };

static void
put_unit (ZgWorkbook *book, lxw_worksheet *sheet, lxw_row_t row, const ZgAttendanceUnit *unit)
{
  lxw_format      *number = zg_workbook_look (book, ZG_LOOK_INT, FALSE), *days = zg_workbook_look (book, ZG_LOOK_QTY, FALSE);
  g_autofree char *formula = g_strdup_printf ("=IF(C%u=0,0,D%u/C%u)", row + 1, row + 1, row + 1);

  zg_sheet_put_text (sheet, row, U_TITLE, unit->title, zg_workbook_look (book, ZG_LOOK_TEXT, FALSE));
  worksheet_write_number (sheet, row, U_STAFF, unit->staff, number);
  worksheet_write_number (sheet, row, U_DUE, (double) unit->due_milli / 1000, days);
  worksheet_write_number (sheet, row, U_WORKED, (double) unit->worked_milli / 1000, days);
  worksheet_write_formula_num (sheet, row, U_RATE, formula, zg_workbook_look (book, ZG_LOOK_RATE, FALSE),
                               unit->due_milli > 0 ? (double) unit->worked_milli / (double) unit->due_milli : 0);
  worksheet_write_number (sheet, row, U_ABSENT, (double) unit->absent_milli / 1000, days);
  worksheet_write_number (sheet, row, U_LATE, unit->late, number);
}

/* Dots on a labelled axis that may begin above nothing: bars cut off at the foot would make 94 % look like half of 99 %. */
static void
add_chart (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const char *title)
{
  lxw_chart        *chart = workbook_add_chart (zg_workbook_lxw (book), LXW_CHART_LINE);
  lxw_row_t         first = ZG_MONTH_DETAIL_FIRST, last = first + (lxw_row_t) month->n_units - 1;
  g_autofree char  *names = g_strdup_printf ("=%s!$A$%u:$A$%u", sheet->quoted_name, first + 1, last + 1);
  g_autofree char  *rates = g_strdup_printf ("=%s!$E$%u:$E$%u", sheet->quoted_name, first + 1, last + 1);
  lxw_chart_series *series = chart_add_series (chart, names, rates);
  lxw_chart_line    none = { .none = LXW_TRUE };
  lxw_chart_line    grid = { .color = 0xD9D9D9, .width = 0.75 };
  lxw_chart_fill    fill = { .color = 0x404040 };
  lxw_chart_font    font = { .name = "等线", .size = 10 }, bold = { .name = "等线", .size = 12, .bold = LXW_TRUE };
  lxw_chart_options options = { .x_scale = 1.5, .y_scale = 1.5 };
  int               least = 10000;

  for (int i = 0; i < month->n_units; i++)
    least = month->units[i].due_milli > 0 ? MIN (least, month->units[i].rate_bp) : least;
  chart_series_set_line (series, &none);
  chart_series_set_marker_type (series, LXW_CHART_MARKER_CIRCLE);
  chart_series_set_marker_size (series, 8);
  chart_series_set_marker_fill (series, &fill);
  chart_series_set_labels (series);
  chart_series_set_labels_num_format (series, "0.0%");
  chart_series_set_labels_position (series, LXW_CHART_LABEL_POSITION_RIGHT);
  chart_title_set_name (chart, title);
  chart_title_set_name_font (chart, &bold);
  chart_axis_set_num_font (chart->x_axis, &font);
  chart_axis_set_num_font (chart->y_axis, &font);
  chart_axis_set_num_format (chart->y_axis, "0%");
  chart_axis_set_min (chart->y_axis, MAX (0, (least / 500 - 1) * 5) / 100.0);
  chart_axis_set_max (chart->y_axis, 1.0);
  chart_axis_major_gridlines_set_line (chart->y_axis, &grid);
  chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  worksheet_insert_chart_opt (sheet, last + 2, 0, chart, &options);
}

void
zg_month_put_chart (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const char *made)
{
  static const char *const titles[U_N] = { N_("Unit"), N_("Number of people"),      N_("Days due"),   N_("Days worked"),
                                           N_("Rate"), N_("Days absent"), N_("Late, times") };
  g_autofree char         *words = zg_month_words (month);
  g_autofree char         *below = g_strjoin (" · ", words, made, NULL);

  zg_sheet_put_title (book, sheet, U_N, _("Attendance rate by unit"), below);
  for (int i = 0; i < U_N; i++)
    {
      zg_sheet_put_text (sheet, HEAD, i, _(titles[i]), zg_workbook_look (book, ZG_LOOK_HEAD, FALSE));
      worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i, i == U_TITLE ? 18 : 10, NULL);
    }
  for (int i = 0; i < month->n_units; i++)
    put_unit (book, sheet, ZG_MONTH_DETAIL_FIRST + (lxw_row_t) i, &month->units[i]);
  if (month->n_units > 0)
    add_chart (book, sheet, month, _("Attendance rate by unit"));
  worksheet_freeze_panes (sheet, ZG_MONTH_DETAIL_FIRST, 1);
}
