#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-money.h"
#include "zg-report-month.h"

/* -- counts -- */

static gboolean
is_leave (int count)
{
  return count >= ZG_COUNT_LEAVE && count < ZG_COUNT_WAITING;
}

const char *
zg_count_title (int count)
{
  static const char *const titles[ZG_N_COUNTS] = {
    [ZG_COUNT_DUE] = N_("Days due"),
    [ZG_COUNT_WORKED] = N_("Days worked"),
    [ZG_COUNT_LATE] = N_("Late, times"),
    [ZG_COUNT_LATE_MIN] = N_("Late, min"),
    [ZG_COUNT_EARLY] = N_("Early, times"),
    [ZG_COUNT_EARLY_MIN] = N_("Early, min"),
    [ZG_COUNT_MISSED] = N_("Missed punches"),
    [ZG_COUNT_WAITING] = N_("Leave to be approved"),
    [ZG_COUNT_ABSENT] = N_("Days absent"),
    [ZG_COUNT_REST] = N_("Rest used"),
    [ZG_COUNT_OFF] = N_("Days off"),
    [ZG_COUNT_HOLIDAY] = N_("Holidays"),
    [ZG_COUNT_DUTY] = N_("Duty shifts"),
    [ZG_COUNT_OVERTIME] = N_("Overtime, min"),
  };

  if (is_leave (count))
    return zg_judge_mark_title (zg_judge_mark_of_leave (count - ZG_COUNT_LEAVE));
  return _(titles[count]);
}

ZgType
zg_count_type (int count)
{
  switch (count)
    {
    case ZG_COUNT_LATE:
    case ZG_COUNT_EARLY:
    case ZG_COUNT_MISSED:
    case ZG_COUNT_DUTY:
    case ZG_COUNT_LATE_MIN:
    case ZG_COUNT_EARLY_MIN:
    case ZG_COUNT_OVERTIME:
      return ZG_INT;
    default:
      return ZG_DAYS;
    }
}

static gint64
days_of_kind (const ZgMonthLine *line, gboolean holiday)
{
  gint64 milli = 0;

  for (int i = 0; i < ZG_JUDGE_MONTH_DAYS; i++)
    {
      int kind = zg_month_has_row (&line->days[i]) ? line->days[i].kind : ZG_DAY_BLANK;

      if (holiday ? kind == ZG_DAY_HOLIDAY : kind == ZG_DAY_REST || kind == ZG_DAY_OFF)
        milli += 1000;
    }
  return milli;
}

gint64
zg_count_total (const ZgMonthLine *line, int count)
{
  const ZgMonthTotals *t = &line->totals;

  if (is_leave (count))
    return t->leave[count - ZG_COUNT_LEAVE];
  switch (count)
    {
    case ZG_COUNT_DUE:
      return t->due;
    case ZG_COUNT_WORKED:
      return t->worked;
    case ZG_COUNT_LATE:
      return t->late_times;
    case ZG_COUNT_LATE_MIN:
      return t->late_minutes;
    case ZG_COUNT_EARLY:
      return t->early_times;
    case ZG_COUNT_EARLY_MIN:
      return t->early_minutes;
    case ZG_COUNT_MISSED:
      return t->missed;
    case ZG_COUNT_WAITING:
      return t->waiting;
    case ZG_COUNT_ABSENT:
      return t->absent;
    case ZG_COUNT_REST:
      return t->rest;
    case ZG_COUNT_OFF:
      return days_of_kind (line, FALSE);
    case ZG_COUNT_HOLIDAY:
      return days_of_kind (line, TRUE);
    case ZG_COUNT_DUTY:
      return t->duties;
    case ZG_COUNT_OVERTIME:
    default:
      return t->overtime;
    }
}

gint64
zg_count_day (const ZgDayResult *day, int count)
{
  if (is_leave (count))
    return day->leave[count - ZG_COUNT_LEAVE];
  switch (count)
    {
    case ZG_COUNT_DUE:
      return day->due;
    case ZG_COUNT_WORKED:
      return day->worked;
    case ZG_COUNT_LATE:
      return day->late_times;
    case ZG_COUNT_LATE_MIN:
      return day->late_minutes;
    case ZG_COUNT_EARLY:
      return day->early_times;
    case ZG_COUNT_EARLY_MIN:
      return day->early_minutes;
    case ZG_COUNT_MISSED:
      return day->missed;
    case ZG_COUNT_WAITING:
      return day->waiting;
    case ZG_COUNT_ABSENT:
      return day->absent;
    case ZG_COUNT_REST:
      return day->rest;
    case ZG_COUNT_OFF:
      return day->kind == ZG_DAY_REST || day->kind == ZG_DAY_OFF ? 1000 : 0;
    case ZG_COUNT_HOLIDAY:
      return day->kind == ZG_DAY_HOLIDAY ? 1000 : 0;
    case ZG_COUNT_DUTY:
      return day->duties;
    case ZG_COUNT_OVERTIME:
      return day->overtime;
    default:
      return 0;
    }
}

gboolean
zg_count_is_used (const ZgMonth *month, int count)
{
  if (!is_leave (count) && count != ZG_COUNT_WAITING && count != ZG_COUNT_DUTY && count != ZG_COUNT_OVERTIME
      && count != ZG_COUNT_REST)
    return TRUE;
  for (int i = 0; i < month->n_lines; i++)
    if (zg_count_total (&month->lines[i], count) != 0)
      return TRUE;
  for (int i = 0; i < zg_month_n_corrections (month); i++)
    if (zg_count_correction (zg_month_correction (month, i), count) != 0)
      return TRUE;
  return FALSE;
}

int
zg_count_mark (int count)
{
  if (is_leave (count))
    return zg_judge_mark_of_leave (count - ZG_COUNT_LEAVE);
  switch (count)
    {
    case ZG_COUNT_LATE:
      return ZG_MARK_LATE;
    case ZG_COUNT_EARLY:
      return ZG_MARK_EARLY;
    case ZG_COUNT_MISSED:
      return ZG_MARK_MISSED;
    case ZG_COUNT_WAITING:
      return ZG_MARK_WAITING;
    case ZG_COUNT_ABSENT:
      return ZG_MARK_ABSENT;
    case ZG_COUNT_OFF:
      return ZG_MARK_REST;
    case ZG_COUNT_HOLIDAY:
      return ZG_MARK_HOLIDAY;
    default:
      return -1;
    }
}

/* -- columns -- */

static void
add_column (GArray *columns, ZgMonthSort sort, int at)
{
  ZgMonthColumn column = { sort, at };

  g_array_append_val (columns, column);
}

static void
add_counts (GArray *columns)
{
  for (int i = 0; i < ZG_N_COUNTS; i++)
    add_column (columns, ZG_MONTH_COUNT, i);
  add_column (columns, ZG_MONTH_FULL, 0);
}

GArray *
zg_month_columns (const ZgMonth *month, const ZgMonthStyle *style)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (ZgMonthColumn));

  add_column (columns, ZG_MONTH_NO, 0);
  add_column (columns, ZG_MONTH_NUMBER, 0);
  add_column (columns, ZG_MONTH_NAME, 0);
  add_column (columns, ZG_MONTH_CATEGORY, 0);
  if (style->count_first)
    add_counts (columns);
  if (style->half_days)
    add_column (columns, ZG_MONTH_HALF, 0);
  for (int i = 0; i < month->n_days; i++)
    add_column (columns, ZG_MONTH_DAY, i);
  if (!style->count_first)
    add_counts (columns);
  add_column (columns, ZG_MONTH_REMARKS, 0);
  add_column (columns, ZG_MONTH_SIGN, 0);
  return columns;
}

char *
zg_month_heading (const ZgMonth *month, const ZgMonthColumn *column)
{
  switch (column->sort)
    {
    case ZG_MONTH_NO:
      return g_strdup (_("Row"));
    case ZG_MONTH_NUMBER:
      return g_strdup (_("Staff no."));
    case ZG_MONTH_NAME:
      return g_strdup (_("Name"));
    case ZG_MONTH_CATEGORY:
      return g_strdup (_("Category"));
    case ZG_MONTH_HALF:
      return g_strdup (_("Half of the day"));
    case ZG_MONTH_DAY:
      return g_strdup_printf ("%d", column->at + 1);
    case ZG_MONTH_COUNT:
      return g_strdup (zg_count_title (column->at));
    case ZG_MONTH_FULL:
      return g_strdup (_("Full attendance"));
    case ZG_MONTH_REMARKS:
      return g_strdup (_("Remarks on evidence"));
    case ZG_MONTH_SIGN:
    default:
      return g_strdup (_("Own signature"));
    }
}

const char *
zg_month_weekday (int weekday)
{
  static const char *const names[] = { NC_("weekday", "Mo"), NC_("weekday", "Tu"), NC_("weekday", "We"), NC_("weekday", "Th"),
                                       NC_("weekday", "Fr"), NC_("weekday", "Sa"), NC_("weekday", "Su") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday", names[CLAMP (weekday, 1, 7) - 1]);
}

gboolean
zg_month_is_grey (const ZgMonthDay *day)
{
  return day->off || (day->weekday >= 6 && !day->make_up);
}

/* -- marks -- */

const char *
zg_month_sign (const ZgMonthStyle *style, int mark)
{
  return style->desk_marks ? zg_judge_mark_desk (mark) : zg_judge_mark_classic (mark);
}

static int
segment_mark (const ZgDayResult *day, int half)
{
  const ZgSegmentResult *segment = &day->segments[half];

  if (segment->mark)
    return segment->mark;
  if (segment->grade == ZG_GRADE_OPEN)
    return ZG_MARK_BLANK;
  return day->mark == ZG_MARK_SINGLE ? ZG_MARK_SINGLE : ZG_MARK_NORMAL;
}

static const char *
join_marks (const guint8 *marks, int n, int only, const ZgMonthStyle *style, char *buffer)
{
  buffer[0] = '\0';
  for (int i = 0; i < n; i++)
    g_strlcat (buffer, zg_month_sign (style, marks[i]), 32);
  if (n == 0)
    g_strlcpy (buffer, zg_month_sign (style, only), 32);
  return buffer;
}

const char *
zg_month_marks (const ZgMonthCell *cell, const ZgMonthStyle *style, int *worst, char *buffer)
{
  if (worst != NULL)
    *worst = cell->mark;
  return join_marks (cell->marks, cell->n_marks, cell->mark, style, buffer);
}

const char *
zg_month_half (const ZgDayResult *day, const ZgMonthStyle *style, int half, int *worst, char *buffer)
{
  gboolean has_halves = day->n_segments >= 2 && day->kind == ZG_DAY_WORK && !(day->flags & ZG_DAY_FLAG_FUTURE);
  int      mark = has_halves ? segment_mark (day, half) : day->mark;

  if (worst != NULL)
    *worst = mark;
  if (has_halves)
    return join_marks (NULL, 0, mark, style, buffer);
  return join_marks (day->marks, day->n_marks, mark, style, buffer);
}

const char *
zg_month_full (const ZgMonthLine *line)
{
  switch (line->totals.full)
    {
    case ZG_FULL_YES:
      return _("yes");
    case ZG_FULL_UNREACHABLE:
      return _("not reachable");
    case ZG_FULL_OPEN:
      return _("still open");
    default:
      return _("no");
    }
}

char *
zg_month_legend (const ZgMonthStyle *style)
{
  GString *legend = g_string_new (NULL);

  for (int mark = zg_judge_mark_next (-1); mark >= 0; mark = zg_judge_mark_next (mark))
    if (*zg_month_sign (style, mark) != '\0')
      g_string_append_printf (legend, "%s%s %s", legend->len > 0 ? "   " : "", zg_month_sign (style, mark),
                              zg_judge_mark_title (mark));
  return g_string_free (legend, FALSE);
}

/* -- words -- */

char *
zg_month_words (const ZgMonth *month)
{
  /* Translators: year and month */
  g_autofree char *when = g_strdup_printf (_("%d-%02d"), month->year, month->month);

  return g_strjoin (" · ", month->unit_title != NULL ? month->unit_title : _("All units"), when, NULL);
}

static void
add_unreachable (const ZgMonth *month, GPtrArray *cautions)
{
  int n = 0, needed = 0;

  for (int i = 0; i < month->n_lines; i++)
    if (month->lines[i].totals.full == ZG_FULL_UNREACHABLE)
      {
        n++;
        needed = MAX (needed, month->lines[i].totals.full_needed);
      }
  if (n > 0)
    {
      g_autofree char *days = zg_milli_format (needed, ZG_MONEY_PLAIN);

      g_ptr_array_add (cautions,
                       g_strdup_printf (_("Full attendance cannot be reached this month by %d people: the rule asks for %s days "
                                           "(D11-13), and the month has fewer working days."),
                                        n, days));
    }
}

char *
zg_month_silent (const ZgMonth *month)
{
  g_autoptr (GString) days = g_string_new (NULL);
  gulong              n = 0;

  for (int i = 0; i < month->n_days; i++)
    if (month->silent & 1u << i)
      g_string_append_printf (days, "%s%d", n++ ? C_("between days", ", ") : "", i + 1);
  if (n == 0)
    return NULL;
  /* Translators: a day of the month, or several: 3, 4 */
  return g_strdup_printf (ngettext ("No punch of anybody on day %s of the month: is a clock file missing?",
                                    "No punch of anybody on days %s of the month: is a clock file missing?", n), days->str);
}

int
zg_month_n_corrections (const ZgMonth *month)
{
  return month->corrections ? (int) month->corrections->len : 0;
}

const ZgMonthCorrection *
zg_month_correction (const ZgMonth *month, int n)
{
  return &g_array_index (month->corrections, ZgMonthCorrection, n);
}

gint64
zg_count_correction (const ZgMonthCorrection *correction, int count)
{
  switch (count)
    {
    case ZG_COUNT_WORKED:
      return correction->worked;
    case ZG_COUNT_ABSENT:
      return correction->absent;
    case ZG_COUNT_LATE:
      return correction->late;
    case ZG_COUNT_EARLY:
      return correction->early;
    case ZG_COUNT_MISSED:
      return correction->missed;
    default:
      return 0;
    }
}

gint64
zg_count_sum (const ZgMonth *month, int count)
{
  gint64 sum = 0;

  for (int i = 0; i < month->n_lines; i++)
    sum += zg_count_total (&month->lines[i], count);
  for (int i = 0; i < zg_month_n_corrections (month); i++)
    sum += zg_count_correction (zg_month_correction (month, i), count);
  return sum;
}

char *
zg_correction_words (const ZgMonthCorrection *correction)
{
  GString         *words = g_string_new (NULL);
  g_autofree char *leave = zg_milli_format (ABS (correction->leave), ZG_MONEY_PLAIN);
  char             day[11];

  /* Translators: a correction: closed day, mark as closed, mark as known now, reason, number of the paper */
  g_string_append_printf (words, _("Correction of %s, %s to %s: %s (%s)"), zg_day_format (correction->day, day),
                          correction->was && *correction->was ? correction->was : "—",
                          correction->is && *correction->is ? correction->is : "—", correction->reason ? correction->reason : "",
                          correction->no ? correction->no : "");
  if (correction->leave)
    g_string_append_printf (words, _("; leave %s%s days"), correction->leave > 0 ? "+" : "−", leave);
  return g_string_free (words, FALSE);
}

GPtrArray *
zg_month_cautions (const ZgMonth *month)
{
  GPtrArray *cautions = g_ptr_array_new_with_free_func (g_free);
  int        last = month->first_day + month->n_days - 1;
  char       day[11];

  if (month->today <= last)
    g_ptr_array_add (cautions,
                     g_strdup_printf (_("Judged on %s: later days are not in it yet."), zg_day_format (month->today, day)));
  if (month->official_until == ZG_NO_DAY)
    g_ptr_array_add (
        cautions,
        g_strdup (
            _("The book has no official holiday calendar for this month: only weekends and what was entered are days off.")));
  else if (month->official_until < last)
    g_ptr_array_add (
        cautions,
        g_strdup_printf (_("The official holiday calendar in the book ends on %s; days after it follow the weekdays alone."),
                         zg_day_format (month->official_until, day)));
  add_unreachable (month, cautions);
  if (month->silent)
    g_ptr_array_add (cautions, zg_month_silent (month));
  if (month->n_unassigned > 0)
    g_ptr_array_add (
        cautions,
        g_strdup_printf (ngettext ("%d punch of the month belongs to a clock number nobody holds and is counted for nobody.",
                                   "%d punches of the month belong to clock numbers nobody holds and are counted for nobody.",
                                   (gulong) month->n_unassigned),
                         (int) month->n_unassigned));
  if (zg_month_n_corrections (month) > 0)
    g_ptr_array_add (
        cautions,
        g_strdup_printf (ngettext ("%d correction of a closed month counts in this one: a line of its own below the people.",
                                   "%d corrections of closed months count in this one: lines of their own below the people.",
                                   (gulong) zg_month_n_corrections (month)),
                         zg_month_n_corrections (month)));
  return cautions;
}

static void
add_leave_words (GString *words, const char *title, gint64 milli)
{
  g_autofree char *days = zg_milli_format (milli, ZG_MONEY_PLAIN);

  if (milli != 0)
    g_string_append_printf (words, "%s%s %s", words->len > 0 ? "\n" : "", title, days);
}

char *
zg_month_leave_words (const ZgMonthLine *line)
{
  GString *words = g_string_new (NULL);

  for (int i = 0; i <= ZG_JUDGE_LEAVE_OTHER; i++)
    add_leave_words (words, zg_judge_mark_title (zg_judge_mark_of_leave (i)), line->totals.leave[i]);
  add_leave_words (words, zg_judge_mark_title (ZG_MARK_WAITING), zg_count_total (line, ZG_COUNT_WAITING));
  return g_string_free (words, FALSE);
}

gboolean
zg_month_has_row (const ZgMonthCell *cell)
{
  return cell->kind != ZG_DAY_BLANK && !(cell->flags & ZG_DAY_FLAG_FUTURE);
}
