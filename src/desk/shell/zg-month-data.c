#include "zg-month-data.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-close.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-report-month.h"
#include "zg-staff.h"
#include "zg-text.h"

/* -- Reading -- */

typedef struct
{
  ZgSession *session;
  int        first_day;
  gint64     unit;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  zg_session_unref (wish->session);
  g_free (wish);
}

static void
unit_clear (gpointer data)
{
  g_free (((ZgMonthUnit *) data)->title);
}

void
zg_month_data_free (ZgMonthData *data)
{
  if (data == NULL)
    return;
  g_clear_pointer (&data->units, g_array_unref);
  g_clear_pointer (&data->sheets, g_array_unref);
  g_strfreev (data->keys);
  zg_attendance_month_free (data->month);
  g_free (data);
}

static gboolean
has_unit (GArray *units, gint64 unit)
{
  for (guint i = 0; units && i < units->len; i++)
    if (g_array_index (units, gint64, i) == unit)
      return TRUE;
  return units == NULL;
}

static int
depth_of (GArray *units, const ZgUnitRow *row)
{
  int    depth = 0;
  gint64 above = row->above;

  for (guint i = units->len; i-- > 0 && above && depth < 8;)
    if (g_array_index (units, ZgUnitRow, i).id == above)
      {
        above = g_array_index (units, ZgUnitRow, i).above;
        depth++;
      }
  return depth;
}

/* The units one may choose from; nobody else's where only one's own line is seen. */
static gboolean
read_units (ZgMonthData *data, const Wish *wish, ZgDb *db, GError **error)
{
  ZgReach                 reach = zg_session_reach (wish->session, "punch.view");
  g_autoptr (GArray)      seen = reach == ZG_REACH_UNIT ? zg_session_units (wish->session, "punch.view") : NULL;
  g_autoptr (ZgStaffRoll) roll = NULL;

  data->units = g_array_new (FALSE, TRUE, sizeof (ZgMonthUnit));
  g_array_set_clear_func (data->units, unit_clear);
  if (reach == ZG_REACH_OWN || reach == ZG_REACH_NONE)
    return TRUE;
  roll = zg_staff_roll (db, wish->first_day, wish->first_day, 0, 0, error);
  for (guint i = 0; roll && i < roll->units->len; i++)
    {
      const ZgUnitRow *row = &g_array_index (roll->units, ZgUnitRow, i);
      ZgMonthUnit      unit = { row->id, NULL, depth_of (roll->units, row) };

      if (!has_unit (seen, row->id))
        continue;
      unit.title = g_strdup (row->name);
      g_array_append_val (data->units, unit);
    }
  return roll != NULL;
}

static void
sheet_clear (gpointer data)
{
  ZgMonthSheet *sheet = data;

  g_free (sheet->unit);
  g_free (sheet->state);
}

static gboolean
add_sheet (ZgMonthData *data, const Wish *wish, ZgDb *db, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) record = zg_book_get (db, &zg_attendance_sheet, id, error);
  ZgMonthSheet         sheet = { .id = id };

  if (record == NULL || !zg_session_sees (wish->session, record))
    return record != NULL;
  sheet.unit = zg_book_title (db, zg_kind_by_id ("unit"), zg_record_int (record, ZG_MSHEET_UNIT));
  sheet.state = g_strdup (record->state);
  sheet.due = zg_record_day (record, ZG_MSHEET_DUE);
  sheet.object_until = zg_record_day (record, ZG_MSHEET_OBJECT_UNTIL);
  g_array_append_val (data->sheets, sheet);
  return TRUE;
}

static gboolean
read_sheets (ZgMonthData *data, const Wish *wish, ZgDb *db, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  data->sheets = g_array_new (FALSE, TRUE, sizeof (ZgMonthSheet));
  g_array_set_clear_func (data->sheets, sheet_clear);
  if (zg_session_reach (wish->session, "attendance_sheet.view") == ZG_REACH_NONE)
    return TRUE;
  ids = zg_attendance_sheets_of (db, wish->first_day, error);
  for (guint i = 0; ids && i < ids->len; i++)
    if (!add_sheet (data, wish, db, g_array_index (ids, gint64, i), error))
      return FALSE;
  return ids != NULL;
}

static void
make_keys (ZgMonthData *data)
{
  data->keys = g_new0 (char *, data->month->n_lines + 1);
  for (int i = 0; i < data->month->n_lines; i++)
    {
      const ZgMonthLine *line = &data->month->lines[i];
      g_autofree char   *folded = zg_text_fold (line->name), *pinyin = zg_text_pinyin (line->name);
      g_autofree char   *initials = zg_text_initials (line->name);

      data->keys[i] = g_strconcat (folded, "\n", pinyin, "\n", initials, "\n", line->number, NULL);
    }
}

static gpointer
read_month (ZgDb *db, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const Wish             *wish = user_data;
  g_autoptr (ZgMonthData) data = g_new0 (ZgMonthData, 1);

  data->month = zg_attendance_month (wish->session, db, wish->first_day, wish->unit, 0, cancellable, error);
  if (data->month == NULL || !read_units (data, wish, db, error) || !read_sheets (data, wish, db, error))
    return NULL;
  make_keys (data);
  return g_steal_pointer (&data);
}

void
zg_month_data_read_async (ZgSession *session, int first_day, gint64 unit, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish){ zg_session_ref (session), first_day, unit };
  zg_desk_read_async (session, read_month, wish, wish_free, (GDestroyNotify) zg_month_data_free, cancellable, callback,
                      user_data);
}

ZgMonthData *
zg_month_data_read_finish (ZgSession *session, GAsyncResult *result, GError **error)
{
  return zg_desk_read_finish (session, result, error);
}

int
zg_month_data_default_month (int today)
{
  int year, month, day;

  zg_day_to_ymd (today, &year, &month, &day);
  if (day <= 5)
    zg_day_to_ymd (today - day, &year, &month, &day);
  return zg_day_from_ymd (year, month, 1);
}

/* -- Lines -- */

gboolean
zg_month_data_is_exception (const ZgMonthCell *cell)
{
  ZgMarkTone tone = zg_judge_mark_tone (cell->mark);

  return tone == ZG_MARK_TONE_WARN || tone == ZG_MARK_TONE_BAD || (cell->flags & ZG_DAY_FLAG_SINGLE) != 0;
}

static int
exceptions_of (const ZgMonth *month, int line)
{
  int n = 0;

  for (int day = 0; day < month->n_days; day++)
    n += zg_month_data_is_exception (&month->lines[line].days[day]);
  return n;
}

int
zg_month_data_n_exceptions (const ZgMonth *month)
{
  int n = 0;

  for (int line = 0; line < month->n_lines; line++)
    n += exceptions_of (month, line);
  return n;
}

/* Names and numbers anywhere, pinyin and initials from their beginning. */
static gboolean
matches (const char *key, const char *word)
{
  const char *pinyin = strchr (key, '\n') + 1, *initials = strchr (pinyin, '\n') + 1, *number = strchr (initials, '\n') + 1;
  const char *in_name = strstr (key, word);

  return (in_name && in_name < pinyin) || g_str_has_prefix (pinyin, word) || g_str_has_prefix (initials, word)
         || strstr (number, word);
}

static gboolean
matches_all (const char *key, char **wanted)
{
  for (; *wanted; wanted++)
    if (**wanted && !matches (key, *wanted))
      return FALSE;
  return TRUE;
}

GArray *
zg_month_data_lines (const ZgMonthData *data, const char *search, gboolean only_exceptions)
{
  GArray          *lines = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *folded = zg_text_fold (search);
  g_auto (GStrv)   wanted = g_strsplit (folded, " ", -1);

  for (int i = 0; i < data->month->n_lines; i++)
    if (matches_all (data->keys[i], wanted) && (!only_exceptions || exceptions_of (data->month, i)))
      g_array_append_val (lines, i);
  return lines;
}

/* -- Sums -- */

const char *
zg_month_data_sum_title (int sum)
{
  static const char *const titles[] = { NC_ ("sum", "Days"), NC_ ("sum", "Late"), NC_ ("sum", "Early"), NC_ ("sum", "Leave"),
                                        NC_ ("sum", "Absent"),
                                        NC_ ("sum", "Full") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "sum", titles[sum]);
}

const char *
zg_month_data_milli (gint64 milli, char *buffer)
{
  gint64 hundredths = (ABS (milli) + 5) / 10, rest = hundredths % 100;

  if (rest == 0)
    g_snprintf (buffer, 16, "%s%" G_GINT64_FORMAT, milli < 0 && hundredths ? "-" : "", hundredths / 100);
  else if (rest % 10 == 0)
    g_snprintf (buffer, 16, "%s%" G_GINT64_FORMAT ".%d", milli < 0 ? "-" : "", hundredths / 100, (int) (rest / 10));
  else
    g_snprintf (buffer, 16, "%s%" G_GINT64_FORMAT ".%02d", milli < 0 ? "-" : "", hundredths / 100, (int) rest);
  return buffer;
}

static const char *
full_sign (int full)
{
  return full == ZG_FULL_YES ? "✓" : full == ZG_FULL_OPEN ? "…" : "—";
}

const char *
zg_month_data_sum (const ZgMonthLine *line, int sum, int *value, char *buffer)
{
  const ZgMonthTotals *totals = &line->totals;

  *value = 0;
  switch (sum)
    {
    case ZG_MONTH_SUM_LATE:
    case ZG_MONTH_SUM_EARLY:
      *value = sum == ZG_MONTH_SUM_LATE ? totals->late_times : totals->early_times;
      g_snprintf (buffer, 16, "%d", *value);
      return buffer;
    case ZG_MONTH_SUM_FULL:
      *value = totals->full == ZG_FULL_YES;
      return full_sign (totals->full);
    case ZG_MONTH_SUM_LEAVE:
      *value = totals->leave_all;
      break;
    case ZG_MONTH_SUM_ABSENT:
      *value = totals->absent;
      break;
    default:
      *value = totals->worked;
    }
  return zg_month_data_milli (*value, buffer);
}

char *
zg_month_data_tsv (const ZgMonth *month, int index)
{
  const ZgMonthLine *line = &month->lines[index];
  const ZgMonthStyle style = { .desk_marks = TRUE };
  GString           *text = g_string_new (line->name);
  char               buffer[32];
  int                value;

  g_string_append_printf (text, "\t%s\t%s", line->number, line->unit_title);
  for (int day = 0; day < month->n_days; day++)
    g_string_append_printf (text, "\t%s", zg_month_marks (&line->days[day], &style, NULL, buffer));
  for (int sum = 0; sum <= ZG_MONTH_SUM_FULL; sum++)
    g_string_append_printf (text, "\t%s", zg_month_data_sum (line, sum, &value, buffer));
  return g_string_free (text, FALSE);
}

char *
zg_month_data_day_text (const ZgMonth *month, int day)
{
  /* Translators: month, day of the month, weekday */
  return g_strdup_printf (_ ("%1$d-%2$d %3$s"), month->month, day + 1, zg_month_weekday (month->calendar[day].weekday));
}
