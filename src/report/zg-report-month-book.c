/* zg-report-month-book.c: the month sheet of the attendance workbook. Counts are live: counted from the marks where marks say it
 * all, else summed from the details; both with their values, so that a reader that does not calculate shows them too. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-report-month.h"
#include "zg-text.h"

#define HEAD 3           /* row of the headings, from 0: day over weekday */
#define FIRST 4          /* row of the first person */
#define DAY_WIDTH 3.3
#define COUNT_WIDTH 5.6
#define REMARKS_WIDTH 22
#define WEEKEND_FILL 0xF2F2F2
#define AMBER 0x9C5700
#define RED 0x9C0006
#define DIM 0x7F7F7F
#define CONSTANT_FROM 2000 /* people: beyond that rows go to the disk as they come */
#define LIVE_UP_TO 1000  /* people: a sum by condition looks through all details once a cell */

typedef enum { HOW_NUMBER, HOW_MARKS, HOW_DETAILS } How;

typedef struct
{
  ZgWorkbook         *book;
  lxw_worksheet      *sheet, *details;
  const ZgMonth      *month;
  const ZgMonthStyle *style;
  GArray             *columns;
  int                 first_day_column;
  int                 rows_per_person;
  How                 how[ZG_N_COUNTS];
  int                 widths[256];
  lxw_format         *marks[2][5];   /* weekend, tone */
  lxw_format         *total_mid;
} Pages;

static ZgMonthColumn *
column_at (const Pages *pages, int i)
{
  return &g_array_index (pages->columns, ZgMonthColumn, i);
}

static lxw_row_t
row_of (const Pages *pages, int line)
{
  return FIRST + (lxw_row_t) (line * pages->rows_per_person);
}

/* -- how a count is made live -- */

static gint64
marked_days (const Pages *pages, const ZgMonthLine *line, const char *sign)
{
  gint64 n = 0;

  for (int d = 0; d < pages->month->n_days; d++)
    {
      char buffer[32];

      n += strstr (zg_month_marks (&line->days[d], pages->style, NULL, buffer), sign) != NULL;
    }
  return n;
}

/* Two kinds of leave share a sign in the classic set: counting the sign would count both. */
static gboolean
is_of_one_mark (const Pages *pages, int mark)
{
  const char *sign = zg_month_sign (pages->style, mark);

  for (int other = 0; other < ZG_N_MARKS; other++)
    if (other != mark && g_str_equal (zg_month_sign (pages->style, other), sign))
      return FALSE;
  return TRUE;
}

static gboolean
marks_say_it (const Pages *pages, int count)
{
  int         mark = zg_count_mark (count);
  const char *sign = mark >= 0 ? zg_month_sign (pages->style, mark) : "";
  gint64      one = zg_count_type (count) == ZG_DAYS ? 1000 : 1;

  if (*sign == '\0' || pages->rows_per_person > 1 || !is_of_one_mark (pages, mark))
    return FALSE;
  for (int i = 0; i < pages->month->n_lines; i++)
    if (marked_days (pages, &pages->month->lines[i], sign) * one != zg_count_total (&pages->month->lines[i], count))
      return FALSE;
  return TRUE;
}

static gboolean
is_plain_name (const char *number)
{
  for (const char *p = number; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;
  return *number != '\0';
}

/* Takes the details away from every count whose days do not add up to the month of this line. */
static void
compare_days (Pages *pages, int n)
{
  const ZgMonthLine *line = &pages->month->lines[n];
  ZgDayResult        days[ZG_JUDGE_MONTH_DAYS];

  zg_attendance_days (pages->month, n, days);
  for (int count = 0; count < ZG_N_COUNTS; count++)
    {
      gint64 sum = 0;

      for (int d = 0; d < pages->month->n_days; d++)
        sum += zg_month_has_row (&line->days[d]) ? zg_count_day (&days[d], count) : 0;
      if (pages->how[count] == HOW_DETAILS && (sum != zg_count_total (line, count) || !is_plain_name (line->number)))
        pages->how[count] = HOW_NUMBER;
    }
}

static void
choose_hows (Pages *pages)
{
  gboolean live = pages->month->n_lines <= LIVE_UP_TO && zg_month_detail_rows (pages->month) > 0;

  for (int i = 0; i < ZG_N_COUNTS; i++)
    pages->how[i] = marks_say_it (pages, i) ? HOW_MARKS : live ? HOW_DETAILS : HOW_NUMBER;
  for (int i = 0; live && i < pages->month->n_lines; i++)
    compare_days (pages, i);
}

/* -- formats -- */

static lxw_format *
mark_format (Pages *pages, gboolean weekend, ZgMarkTone tone)
{
  static const lxw_color_t colours[] = { [ZG_MARK_TONE_DIM] = 0x404040, [ZG_MARK_TONE_PLAIN] = 0, [ZG_MARK_TONE_LEAVE] = 0,
                                         [ZG_MARK_TONE_WARN] = AMBER, [ZG_MARK_TONE_BAD] = RED };
  lxw_format             **format = &pages->marks[weekend != FALSE][tone];

  if (*format != NULL)
    return *format;
  *format = zg_workbook_format (pages->book, TRUE);
  format_set_align (*format, LXW_ALIGN_CENTER);
  format_set_shrink (*format);
  if (colours[tone] != 0)
    format_set_font_color (*format, colours[tone]);
  if (tone == ZG_MARK_TONE_BAD)
    format_set_bold (*format);
  if (weekend)
    format_set_bg_color (*format, WEEKEND_FILL);
  return *format;
}

static lxw_format *
look_of (Pages *pages, const ZgMonthColumn *column, gboolean total)
{
  switch (column->sort)
    {
    case ZG_MONTH_COUNT:
      return zg_workbook_look (pages->book,
                               column->at == ZG_COUNT_DUE || column->at == ZG_COUNT_WORKED ? ZG_LOOK_QTY : ZG_LOOK_SPARSE, total);
    case ZG_MONTH_NO:
      return zg_workbook_look (pages->book, ZG_LOOK_ORDINAL, total);
    case ZG_MONTH_FULL:
    case ZG_MONTH_HALF:
    case ZG_MONTH_DAY:
      return zg_workbook_look (pages->book, ZG_LOOK_MIDDLE, total);
    case ZG_MONTH_REMARKS:
      return zg_workbook_look (pages->book, ZG_LOOK_WRAP, total);
    default:
      return zg_workbook_look (pages->book, ZG_LOOK_TEXT, total);
    }
}

/* -- headings -- */

static void
put_headings (Pages *pages)
{
  lxw_format *head = zg_workbook_look (pages->book, ZG_LOOK_HEAD, FALSE);

  worksheet_set_row (pages->sheet, HEAD, 46, NULL);
  for (int i = 0; i < (int) pages->columns->len; i++)
    {
      const ZgMonthColumn *column = column_at (pages, i);
      g_autofree char     *title = zg_month_heading (pages->month, column), *both = NULL;

      if (column->sort == ZG_MONTH_DAY)
        both = g_strdup_printf ("%s\n%s", title, zg_month_weekday (pages->month->calendar[column->at].weekday));
      zg_sheet_put_text (pages->sheet, HEAD, i, both != NULL ? both : title, head);
    }
}

/* -- people -- */

static void
put_number (Pages *pages, lxw_row_t row, int col, int count, gint64 value, lxw_format *format)
{
  double     number = zg_count_type (count) == ZG_DAYS ? (double) value / 1000 : (double) value;
  g_autofree char *formula = NULL;
  char       from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
  lxw_row_t  last = ZG_MONTH_DETAIL_FIRST + zg_month_detail_rows (pages->month) - 1;

  if (pages->how[count] == HOW_MARKS)
    {
      lxw_rowcol_to_cell (from, row, (lxw_col_t) pages->first_day_column);
      lxw_rowcol_to_cell (to, row, (lxw_col_t) (pages->first_day_column + pages->month->n_days - 1));
      formula = g_strdup_printf ("=COUNTIF(%s:%s,\"*%s*\")", from, to, zg_month_sign (pages->style, zg_count_mark (count)));
    }
  else if (pages->how[count] == HOW_DETAILS)
    {
      lxw_col_t at = (lxw_col_t) zg_month_detail_column (count);
      char      keys[LXW_MAX_CELL_RANGE_LENGTH], values[LXW_MAX_CELL_RANGE_LENGTH];

      lxw_rowcol_to_range_abs (keys, ZG_MONTH_DETAIL_FIRST, 0, last, 0);
      lxw_rowcol_to_range_abs (values, ZG_MONTH_DETAIL_FIRST, at, last, at);
      lxw_rowcol_to_cell (from, row, 1);
      formula = g_strdup_printf ("=SUMIF(%s!%s,$%s,%s!%s)", pages->details->quoted_name, keys, from, pages->details->quoted_name,
                                 values);
    }
  if (formula != NULL)
    worksheet_write_formula_num (pages->sheet, row, (lxw_col_t) col, formula, format, number);
  else
    worksheet_write_number (pages->sheet, row, (lxw_col_t) col, number, format);
}

static void
put_day (Pages *pages, lxw_row_t row, int col, const ZgMonthLine *line, const ZgDayResult *results, int day, int half)
{
  char        buffer[32];
  int         worst = ZG_MARK_BLANK;
  const char *text = half >= 0 ? zg_month_half (&results[day], pages->style, half, &worst, buffer)
                               : zg_month_marks (&line->days[day], pages->style, &worst, buffer);

  zg_sheet_put_text (pages->sheet, row, col, text,
                     mark_format (pages, zg_month_is_grey (&pages->month->calendar[day]), zg_judge_mark_tone (worst)));
}

static const char *
text_of (const ZgMonthLine *line, const ZgMonthColumn *column, int half)
{
  switch (column->sort)
    {
    case ZG_MONTH_NUMBER:
      return line->number;
    case ZG_MONTH_NAME:
      return line->name;
    case ZG_MONTH_CATEGORY:
      return line->category_title;
    case ZG_MONTH_HALF:
      return half == 0 ? _("morning") : _("afternoon");
    case ZG_MONTH_FULL:
      return zg_month_full (line);
    case ZG_MONTH_REMARKS:
      return line->remarks;
    default:
      return NULL;
    }
}

static void
put_row (Pages *pages, int n, const ZgDayResult *results, int half)
{
  const ZgMonthLine *line = &pages->month->lines[n];
  lxw_row_t          row = row_of (pages, n) + (lxw_row_t) MAX (half, 0);

  worksheet_set_row (pages->sheet, row,
                     16.0 * MAX (1, (zg_text_width (line->remarks) + REMARKS_WIDTH - 3) / (REMARKS_WIDTH - 2)) + 2, NULL);
  for (int i = 0; i < (int) pages->columns->len; i++)
    {
      const ZgMonthColumn *column = column_at (pages, i);
      lxw_format          *format = look_of (pages, column, FALSE);

      if (column->sort == ZG_MONTH_DAY)
        put_day (pages, row, i, line, results, column->at, half);
      else if (half > 0 && column->sort != ZG_MONTH_HALF)
        worksheet_write_blank (pages->sheet, row, (lxw_col_t) i, format);
      else if (column->sort == ZG_MONTH_NO)
        worksheet_write_number (pages->sheet, row, (lxw_col_t) i, n + 1, format);
      else if (column->sort == ZG_MONTH_COUNT)
        put_number (pages, row, i, column->at, zg_count_total (line, column->at), format);
      else
        {
          const char *text = text_of (line, column, half);

          zg_sheet_put_text (pages->sheet, row, i, text, format);
          if (i < (int) G_N_ELEMENTS (pages->widths))
            pages->widths[i] = MAX (pages->widths[i], zg_text_width (text));
        }
    }
}

/* One cell over both halves, where rows may still be written twice. */
static void
merge_halves (Pages *pages, lxw_row_t row)
{
  for (int i = 0; i < (int) pages->columns->len; i++)
    {
      const ZgMonthColumn *column = column_at (pages, i);

      if (column->sort != ZG_MONTH_DAY && column->sort != ZG_MONTH_HALF)
        worksheet_merge_range (pages->sheet, row, (lxw_col_t) i, row + 1, (lxw_col_t) i, "", look_of (pages, column, FALSE));
    }
}

static void
put_halves (Pages *pages, int n)
{
  ZgDayResult results[ZG_JUDGE_MONTH_DAYS];

  if (pages->month->n_lines <= CONSTANT_FROM)
    merge_halves (pages, row_of (pages, n));
  zg_attendance_days (pages->month, n, results);
  put_row (pages, n, results, 0);
  put_row (pages, n, results, 1);
}

static gboolean
put_people (Pages *pages, GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < pages->month->n_lines; i++)
    {
      if (i % 64 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (pages->style->half_days)
        put_halves (pages, i);
      else
        put_row (pages, i, NULL, -1);
    }
  return TRUE;
}

/* -- below the people -- */

/* What payroll adds or takes away for closed months, under the person's own number. */
static void
put_correction (Pages *pages, lxw_row_t row, const ZgMonthCorrection *correction)
{
  const ZgMonthLine *line = &pages->month->lines[correction->line];
  g_autofree char   *words = zg_correction_words (correction);

  worksheet_set_row (pages->sheet, row, 16.0 * MAX (1, (zg_text_width (words) + REMARKS_WIDTH - 3) / (REMARKS_WIDTH - 2)) + 2,
                     NULL);
  for (int i = 0; i < (int) pages->columns->len; i++)
    {
      const ZgMonthColumn *column = column_at (pages, i);
      lxw_format          *format = look_of (pages, column, FALSE);
      gint64               value = column->sort == ZG_MONTH_COUNT ? zg_count_correction (correction, column->at) : 0;

      if (value != 0)
        worksheet_write_number (pages->sheet, row, (lxw_col_t) i,
                                zg_count_type (column->at) == ZG_DAYS ? (double) value / 1000 : (double) value, format);
      else if (column->sort == ZG_MONTH_NUMBER || column->sort == ZG_MONTH_NAME)
        zg_sheet_put_text (pages->sheet, row, i, text_of (line, column, 0), format);
      else if (column->sort == ZG_MONTH_CATEGORY)
        zg_sheet_put_text (pages->sheet, row, i, _("Correction"), format);
      else if (column->sort == ZG_MONTH_REMARKS)
        zg_sheet_put_text (pages->sheet, row, i, words, format);
      else
        worksheet_write_blank (pages->sheet, row, (lxw_col_t) i, format);
    }
}

static void
put_totals (Pages *pages, lxw_row_t row)
{
  lxw_row_t last = row - 1;

  for (int i = 0; i < (int) pages->columns->len; i++)
    {
      const ZgMonthColumn *column = column_at (pages, i);
      lxw_format          *format = look_of (pages, column, TRUE);
      char                 from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH], formula[64];
      gint64               sum;

      if (column->sort != ZG_MONTH_COUNT)
        {
          zg_sheet_put_text (pages->sheet, row, i, column->sort == ZG_MONTH_NAME ? _("Total") : NULL, format);
          continue;
        }
      sum = zg_count_sum (pages->month, column->at);
      lxw_rowcol_to_cell (from, FIRST, (lxw_col_t) i);
      lxw_rowcol_to_cell (to, last, (lxw_col_t) i);
      g_snprintf (formula, sizeof formula, "=SUBTOTAL(109,%s:%s)", from, to);
      worksheet_write_formula_num (pages->sheet, row, (lxw_col_t) i, formula, format,
                                   zg_count_type (column->at) == ZG_DAYS ? (double) sum / 1000 : (double) sum);
    }
}

static void
put_wrapped (Pages *pages, lxw_row_t row, const char *text, int lines)
{
  lxw_format *format = zg_workbook_format (pages->book, FALSE);

  format_set_text_wrap (format);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  worksheet_set_row (pages->sheet, row, 16.0 * lines, NULL);
  zg_sheet_put_merged (pages->sheet, row, 0, (int) pages->columns->len - 1, text, format);
}

static void
put_foot (Pages *pages, lxw_row_t row)
{
  g_autofree char      *legend = zg_month_legend (pages->style);
  g_autofree char      *below = g_strdup_printf (_("Legend: %s"), legend);
  g_autoptr (GPtrArray) cautions = zg_month_cautions (pages->month);
  g_autofree char *signs =
      g_strdup_printf ("%s____________    %s____________    %s____________    %s____________", _("Compiled by: "),
                       _("Department manager: "), _("Human resources: "), _("Date: "));

  put_wrapped (pages, row++, below, 2);
  for (guint i = 0; i < cautions->len; i++)
    put_wrapped (pages, row++, g_ptr_array_index (cautions, i), 1);
  put_wrapped (pages, row++,
               _("Two marks in a cell are morning and afternoon. The sheet “Details” says why each mark stands where it does. "
                 "Columns nobody has an entry in are hidden."), 1);
  put_wrapped (pages, row + 1, signs, 2);
}

static double
width_of (const Pages *pages, int i)
{
  switch (column_at (pages, i)->sort)
    {
    case ZG_MONTH_DAY:
      return DAY_WIDTH;
    case ZG_MONTH_NO:
      return 4.5;
    case ZG_MONTH_COUNT:
      return COUNT_WIDTH;
    case ZG_MONTH_SIGN:
      return 11;
    case ZG_MONTH_REMARKS:
      return REMARKS_WIDTH;
    default:
      return CLAMP (pages->widths[i] + 2, 6, 20);
    }
}

/* Every column keeps its place from month to month; what nobody has any of is there, but not in the way. */
static void
set_widths (Pages *pages)
{
  for (int i = 0; i < (int) pages->columns->len; i++)
    {
      const ZgMonthColumn *column = column_at (pages, i);
      lxw_row_col_options  options = { .hidden = column->sort == ZG_MONTH_COUNT && !zg_count_is_used (pages->month, column->at) };

      worksheet_set_column_opt (pages->sheet, (lxw_col_t) i, (lxw_col_t) i, width_of (pages, i), NULL, &options);
    }
}

static void
set_up (Pages *pages)
{
  for (int i = 0; i < (int) pages->columns->len; i++)
    if (column_at (pages, i)->sort == ZG_MONTH_DAY && column_at (pages, i)->at == 0)
      pages->first_day_column = i;
  choose_hows (pages);
}

static gboolean
put_month (Pages *pages, const char *made, GCancellable *cancellable, GError **error)
{
  g_autofree char *words = zg_month_words (pages->month);
  g_autofree char *below = g_strjoin (" · ", words, made, NULL);
  lxw_row_t        end = row_of (pages, pages->month->n_lines);
  char             range[LXW_MAX_CELL_RANGE_LENGTH];

  set_up (pages);
  zg_sheet_put_title (pages->book, pages->sheet, (int) pages->columns->len, _("Department attendance sheet"), below);
  put_headings (pages);
  if (!put_people (pages, cancellable, error))
    return FALSE;
  for (int i = 0; i < zg_month_n_corrections (pages->month); i++)
    put_correction (pages, end++, zg_month_correction (pages->month, i));
  if (pages->month->n_lines > 0)
    put_totals (pages, end);
  put_foot (pages, end + 1);
  worksheet_freeze_panes (pages->sheet, FIRST, 3);
  if (pages->month->n_lines > 0)
    {
      lxw_rowcol_to_range (range, FIRST, 1, end - 1, 1);
      worksheet_ignore_errors (pages->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
    }
  set_widths (pages);
  return TRUE;
}

static gboolean
put_all (Pages *pages, const char *made, GCancellable *cancellable, GError **error)
{
  lxw_worksheet *rules, *chart, *corrections = NULL;

  pages->sheet = zg_workbook_sheet (pages->book, _("Attendance"), TRUE, FIRST);
  pages->details = zg_workbook_sheet (pages->book, _("Details"), TRUE, ZG_MONTH_DETAIL_FIRST);
  if (zg_month_n_corrections (pages->month) > 0)
    corrections = zg_workbook_sheet (pages->book, _("Corrections"), TRUE, ZG_MONTH_DETAIL_FIRST);
  rules = zg_workbook_sheet (pages->book, _("Rules and clauses"), TRUE, ZG_MONTH_DETAIL_FIRST);
  chart = zg_workbook_sheet (pages->book, _("Chart"), TRUE, ZG_MONTH_DETAIL_FIRST);
  if (!put_month (pages, made, cancellable, error) ||
      !zg_month_put_details (pages->book, pages->details, pages->month, pages->style, made, cancellable, error))
    return FALSE;
  if (corrections != NULL)
    zg_month_put_corrections (pages->book, corrections, pages->month, made);
  zg_month_put_rules (pages->book, rules, pages->month, made);
  zg_month_put_chart (pages->book, chart, pages->month, made);
  return zg_workbook_finish (pages->book, error);
}

gboolean
zg_month_write_book (const ZgMonth *month, const ZgMonthStyle *style, ZgSession *session, const char *path,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgWorkbook) book = zg_workbook_new (path, month->n_lines > CONSTANT_FROM, error);
  g_autoptr (GArray)     columns = NULL;
  g_autofree char       *made = zg_out_made (session);
  Pages                  pages = { .book = book, .month = month, .style = style, .rows_per_person = style->half_days ? 2 : 1 };

  if (book == NULL)
    return FALSE;
  pages.columns = columns = zg_month_columns (month, style);
  return put_all (&pages, made, cancellable, error);
}
