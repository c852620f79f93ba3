/* zg-report-month-paper.c: the department attendance sheet (R01) on A4 lying, thirty people a page; and the same as a plain
 * table. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-money.h"
#include "zg-report-month.h"

#define ROWS_A_PAGE 30
#define DAY_WIDTH 5.2
#define FONT 8.5

/* What stands in a column of the paper: fewer and denser than in the workbook. */
typedef enum
{
  P_NO,
  P_NAME,
  P_CATEGORY,
  P_HALF,
  P_DAY,
  P_DUE,
  P_WORKED,
  P_LATE,
  P_EARLY,
  P_MISSED,
  P_LEAVE,
  P_ABSENT,
  P_REST,
  P_DUTY,
  P_FULL,
  P_SIGN,
} Part;

typedef struct
{
  Part part;
  int  day;
} Place;

typedef struct
{
  const ZgMonth      *month;
  const ZgMonthStyle *style;
  ZgPaper            *paper;
  ZgPaperTable       *table;
  GArray             *places;  /* of Place */
  GArray             *columns; /* of ZgPaperColumn */
  GPtrArray          *texts;   /* titles of the columns */
} Sheet;

static void
add_place (Sheet *sheet, Part part, int day, const char *title, double width, ZgPaperAlign align, gboolean grey)
{
  Place         place = { part, day };
  ZgPaperColumn column = { .width = width, .align = align, .grey = grey, .wrap = part == P_LEAVE,
                           .whole = part == P_DAY || part == P_LATE || part == P_EARLY };

  g_ptr_array_add (sheet->texts, g_strdup (title));
  column.title = g_ptr_array_index (sheet->texts, sheet->texts->len - 1);
  g_array_append_val (sheet->places, place);
  g_array_append_val (sheet->columns, column);
}

static void
add_counts (Sheet *sheet)
{
  add_place (sheet, P_DUE, 0, _("Days\ndue"), 7.5, ZG_PAPER_RIGHT, FALSE);
  add_place (sheet, P_WORKED, 0, _("Days\nworked"), 9, ZG_PAPER_RIGHT, FALSE);
  add_place (sheet, P_LATE, 0, _("Late\nt/min"), 8.5, ZG_PAPER_CENTRE, FALSE);
  add_place (sheet, P_EARLY, 0, _("Early\nt/min"), 8.5, ZG_PAPER_CENTRE, FALSE);
  add_place (sheet, P_MISSED, 0, _("No\npunch"), 7, ZG_PAPER_RIGHT, FALSE);
  add_place (sheet, P_LEAVE, 0, _("Leave\nby type"), 17, ZG_PAPER_LEFT, FALSE);
  add_place (sheet, P_ABSENT, 0, _("Ab-\nsent"), 7, ZG_PAPER_RIGHT, FALSE);
  add_place (sheet, P_REST, 0, _("Rest\ndays"), 7, ZG_PAPER_RIGHT, FALSE);
  add_place (sheet, P_DUTY, 0, _("Duty\nshifts"), 7, ZG_PAPER_RIGHT, FALSE);
  add_place (sheet, P_FULL, 0, _("Full\nmonth"), 7, ZG_PAPER_CENTRE, FALSE);
}

static void
add_days (Sheet *sheet)
{
  if (sheet->style->half_days)
    add_place (sheet, P_HALF, 0, "", 6, ZG_PAPER_CENTRE, FALSE);
  for (int d = 0; d < sheet->month->n_days; d++)
    {
      const ZgMonthDay *day = &sheet->month->calendar[d];
      g_autofree char  *title = g_strdup_printf ("%d\n%s", d + 1, zg_month_weekday (day->weekday));

      add_place (sheet, P_DAY, d, title, DAY_WIDTH, ZG_PAPER_CENTRE, zg_month_is_grey (day));
    }
}

static void
add_places (Sheet *sheet)
{
  add_place (sheet, P_NO, 0, _("Row"), 8, ZG_PAPER_CENTRE, FALSE);
  add_place (sheet, P_NAME, 0, _("Name"), 15, ZG_PAPER_LEFT, FALSE);
  add_place (sheet, P_CATEGORY, 0, _("Category"), 9, ZG_PAPER_LEFT, FALSE);
  if (sheet->style->count_first)
    add_counts (sheet);
  add_days (sheet);
  if (!sheet->style->count_first)
    add_counts (sheet);
  add_place (sheet, P_SIGN, 0, _("Own signature"), 16, ZG_PAPER_CENTRE, FALSE);
}

/* -- rows -- */

static char *
milli_text (gint64 milli)
{
  return milli != 0 ? zg_milli_format (milli, ZG_MONEY_PLAIN) : g_strdup ("");
}

static char *
int_text (int value)
{
  return value != 0 ? g_strdup_printf ("%d", value) : g_strdup ("");
}

static char *
times_text (int times, int minutes)
{
  return times != 0 ? g_strdup_printf ("%d/%d", times, minutes) : g_strdup ("");
}

static char *
day_text (const Sheet *sheet, const ZgMonthLine *line, const ZgDayResult *results, int day, int half)
{
  char buffer[32];

  if (half >= 0)
    return g_strdup (zg_month_half (&results[day], sheet->style, half, NULL, buffer));
  return g_strdup (zg_month_marks (&line->days[day], sheet->style, NULL, buffer));
}

static char *
count_text (const ZgMonthLine *line, Part part)
{
  const ZgMonthTotals *t = &line->totals;

  switch (part)
    {
    case P_DUE:
      return milli_text (zg_count_total (line, ZG_COUNT_DUE));
    case P_WORKED:
      return milli_text (t->worked);
    case P_LATE:
      return times_text (t->late_times, t->late_minutes);
    case P_EARLY:
      return times_text (t->early_times, t->early_minutes);
    case P_MISSED:
      return int_text (t->missed);
    case P_LEAVE:
      return zg_month_leave_words (line);
    case P_ABSENT:
      return milli_text (t->absent);
    case P_REST:
      return milli_text (zg_count_total (line, ZG_COUNT_OFF) + zg_count_total (line, ZG_COUNT_REST));
    case P_DUTY:
      return int_text (t->duties);
    case P_FULL:
      return g_strdup (t->full == ZG_FULL_YES ? "√" : t->full == ZG_FULL_UNREACHABLE ? "—" : "");
    default:
      return g_strdup ("");
    }
}

static char *
place_text (const Sheet *sheet, int n, const ZgDayResult *results, int half, const Place *place)
{
  const ZgMonthLine *line = &sheet->month->lines[n];

  if (place->part == P_DAY)
    return day_text (sheet, line, results, place->day, half);
  if (place->part == P_HALF)
    return g_strdup (half == 0 ? _("am") : _("pm"));
  if (half > 0)
    return g_strdup ("");
  if (place->part == P_NO)
    return g_strdup_printf ("%d", n + 1);
  if (place->part == P_NAME)
    return g_strdup (line->name);
  if (place->part == P_CATEGORY)
    return g_strdup (line->category_title);
  return count_text (line, place->part);
}

static void
add_row (Sheet *sheet, int n, const ZgDayResult *results, int half)
{
  g_auto (GStrv) texts = g_new0 (char *, sheet->places->len + 1);

  for (guint i = 0; i < sheet->places->len; i++)
    texts[i] = place_text (sheet, n, results, half, &g_array_index (sheet->places, Place, i));
  zg_paper_table_row (sheet->table, (const char *const *) texts,
                      half > 0 ? ZG_PAPER_ROW_KEEP : ZG_PAPER_ROW_PLAIN);
}

static void
add_people (Sheet *sheet)
{
  for (int n = 0; n < sheet->month->n_lines; n++)
    {
      ZgDayResult results[ZG_JUDGE_MONTH_DAYS];

      if (!sheet->style->half_days)
        {
          add_row (sheet, n, NULL, -1);
          continue;
        }
      zg_attendance_days (sheet->month, n, results);
      add_row (sheet, n, results, 0);
      add_row (sheet, n, results, 1);
    }
}

/* -- below -- */

/* Remarks need more room than a column has: they stand below, by name. */
static void
add_remarks (Sheet *sheet)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int n = 0; n < sheet->month->n_lines; n++)
    {
      const ZgMonthLine *line = &sheet->month->lines[n];

      if (line->remarks == NULL || *line->remarks == '\0')
        continue;
      /* Translators: a person and remarks about him */
      g_string_append_printf (text, _("%s%s: %s"), text->len > 0 ? "   " : "", line->name, line->remarks);
    }
  if (text->len > 0)
    {
      g_autofree char *all = g_strdup_printf (_("Remarks on evidence: %s"), text->str);

      zg_paper_legend (sheet->paper, all);
    }
}

/* Who signs sees what is paid for closed months. */
static void
add_corrections (Sheet *sheet)
{
  for (int i = 0; i < zg_month_n_corrections (sheet->month); i++)
    {
      const ZgMonthCorrection *correction = zg_month_correction (sheet->month, i);
      g_autoptr (GString)      text = g_string_new (sheet->month->lines[correction->line].name);
      g_autofree char         *words = zg_correction_words (correction);

      g_string_append_printf (text, "  %s", words);
      for (int count = 0; count < ZG_N_COUNTS; count++)
        {
          gint64           value = zg_count_correction (correction, count);
          g_autofree char *days = zg_milli_format (zg_count_type (count) == ZG_DAYS ? value : value * 1000, ZG_MONEY_PLAIN);

          if (value != 0)
            g_string_append_printf (text, "  %s %s%s", zg_count_title (count), value > 0 ? "+" : "", days);
        }
      zg_paper_legend (sheet->paper, text->str);
    }
}

static void
add_foot (Sheet *sheet)
{
  g_autofree char      *legend = zg_month_legend (sheet->style);
  g_autofree char      *below = g_strdup_printf (_("Legend: %s"), legend);
  g_autoptr (GPtrArray) cautions = zg_month_cautions (sheet->month);
  const ZgPaperSign signs[] = { { .role = _("Compiled by") },
                                { .role = _("Department manager") },
                                { .role = _("Human resources") } };

  zg_paper_legend (sheet->paper, below);
  for (guint i = 0; i < cautions->len; i++)
    zg_paper_legend (sheet->paper, g_ptr_array_index (cautions, i));
  add_corrections (sheet);
  add_remarks (sheet);
  zg_paper_signatures (sheet->paper, signs, G_N_ELEMENTS (signs));
}

ZgPaper *
zg_month_paper (const ZgMonth *month, const ZgMonthStyle *style, const char *made)
{
  const ZgPaperTableStyle look = { .font = FONT,
                                   .row = style->half_days ? 5 : 6,
                                   .rows_per_page = style->half_days ? 0 : ROWS_A_PAGE };
  Sheet            sheet = { .month = month, .style = style };
  g_autofree char *words = zg_month_words (month);

  sheet.places = g_array_new (FALSE, FALSE, sizeof (Place));
  sheet.columns = g_array_new (FALSE, TRUE, sizeof (ZgPaperColumn));
  sheet.texts = g_ptr_array_new_with_free_func (g_free);
  sheet.paper = zg_paper_new (&zg_paper_a4_landscape);
  zg_paper_set_title (sheet.paper, _("Department attendance sheet"));
  zg_paper_set_subtitle (sheet.paper, words);
  zg_paper_set_footer (sheet.paper, "D04-4.2.1c");
  zg_paper_set_made (sheet.paper, made);
  zg_paper_set_repeat_title (sheet.paper, TRUE);
  add_places (&sheet);
  sheet.table = zg_paper_table (sheet.paper, (const ZgPaperColumn *) sheet.columns->data, (int) sheet.columns->len, &look);
  add_people (&sheet);
  add_foot (&sheet);
  g_array_unref (sheet.places);
  g_array_unref (sheet.columns);
  g_ptr_array_unref (sheet.texts);
  return sheet.paper;
}

/* -- as a plain table -- */

static void
set_plain (ZgCell *cell, const ZgMonth *month, int n, const ZgMonthColumn *column, const ZgMonthStyle *style)
{
  const ZgMonthLine *line = &month->lines[n];
  char               buffer[32];

  switch (column->sort)
    {
    case ZG_MONTH_NO:
      zg_cell_set_int (cell, n + 1);
      break;
    case ZG_MONTH_NUMBER:
      zg_cell_set_text (cell, line->number);
      break;
    case ZG_MONTH_NAME:
      zg_cell_set_text (cell, line->name);
      break;
    case ZG_MONTH_CATEGORY:
      zg_cell_set_text (cell, line->category_title);
      break;
    case ZG_MONTH_DAY:
      zg_cell_set_text (cell, zg_month_marks (&line->days[column->at], style, NULL, buffer));
      break;
    case ZG_MONTH_COUNT:
      zg_cell_set_int (cell, zg_count_total (line, column->at));
      break;
    case ZG_MONTH_FULL:
      zg_cell_set_text (cell, zg_month_full (line));
      break;
    case ZG_MONTH_REMARKS:
      zg_cell_set_text (cell, line->remarks);
      break;
    default:
      break;
    }
}

static void
set_correction (ZgCell *cell, const ZgMonth *month, const ZgMonthCorrection *correction, const ZgMonthColumn *column)
{
  g_autofree char *words = zg_correction_words (correction);

  switch (column->sort)
    {
    case ZG_MONTH_NUMBER:
      zg_cell_set_text (cell, month->lines[correction->line].number);
      break;
    case ZG_MONTH_NAME:
      zg_cell_set_text (cell, month->lines[correction->line].name);
      break;
    case ZG_MONTH_CATEGORY:
      zg_cell_set_text (cell, _("Correction"));
      break;
    case ZG_MONTH_COUNT:
      zg_cell_set_int (cell, zg_count_correction (correction, column->at));
      break;
    case ZG_MONTH_REMARKS:
      zg_cell_set_text (cell, words);
      break;
    default:
      break;
    }
}

ZgTable *
zg_month_table (const ZgMonth *month, const ZgMonthStyle *style, ZgSession *session)
{
  const ZgMonthStyle whole = { .desk_marks = style->desk_marks, .count_first = style->count_first };
  g_autoptr (GArray) columns = zg_month_columns (month, &whole);
  ZgTable           *table = zg_table_new (session, _("Department attendance sheet"));

  table->words = zg_month_words (month);
  for (guint i = 0; i < columns->len; i++)
    {
      const ZgMonthColumn *column = &g_array_index (columns, ZgMonthColumn, i);
      g_autofree char     *title = zg_month_heading (month, column);
      ZgType               type = column->sort == ZG_MONTH_NO      ? ZG_INT
                                  : column->sort == ZG_MONTH_COUNT ? zg_count_type (column->at)
                                                                   : ZG_TEXT;

      zg_table_column (table, g_intern_string (title), type == ZG_MINUTES ? ZG_INT : type, 0, NULL);
    }
  zg_table_hold (table);
  for (int n = 0; n < month->n_lines; n++)
    {
      ZgCell *row = zg_table_add_row (table);

      for (guint i = 0; i < columns->len; i++)
        set_plain (&row[i], month, n, &g_array_index (columns, ZgMonthColumn, i), &whole);
    }
  for (int n = 0; n < zg_month_n_corrections (month); n++)
    {
      ZgCell *row = zg_table_add_row (table);

      for (guint i = 0; i < columns->len; i++)
        set_correction (&row[i], month, zg_month_correction (month, n), &g_array_index (columns, ZgMonthColumn, i));
    }
  return table;
}
