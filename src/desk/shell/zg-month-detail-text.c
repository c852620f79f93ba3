/* The words of the panel below the grid. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-month-data.h"

#define MOST_CLAUSES 3

static ZgTone
tone_of (int mark)
{
  switch (zg_judge_mark_tone (mark))
    {
    case ZG_MARK_TONE_WARN:
      return ZG_TONE_WARN;
    case ZG_MARK_TONE_BAD:
      return ZG_TONE_BAD;
    case ZG_MARK_TONE_LEAVE:
      return ZG_TONE_PENDING;
    default:
      return ZG_TONE_NEUTRAL;
    }
}

static void
add_text (GPtrArray *texts, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  for (guint i = 0; i < texts->len; i++)
    if (g_str_equal (texts->pdata[i], text))
      return;
  g_ptr_array_add (texts, g_strdup (text));
}

static void
add_clause (GPtrArray *clauses, const char *list)
{
  g_auto (GStrv) ids = g_strsplit_set (list ? list : "", " ,;", -1);

  for (int i = 0; ids[i] && clauses->len < MOST_CLAUSES; i++)
    add_text (clauses, ids[i]);
}

static char *
hours_of (const ZgDayResult *result)
{
  GString *text = g_string_new (NULL);
  char     from[6], to[6];

  for (int i = 0; i < result->n_segments; i++)
    {
      const ZgSegmentResult *segment = &result->segments[i];

      g_string_append_printf (text, "%s%s–%s", i ? " " : "", zg_minute_format (segment->start / 60, from),
                              zg_minute_format (segment->end / 60 % 1440, to));
    }
  return g_string_free (text, FALSE);
}

static const char *
basis_text (int basis)
{
  switch (basis)
    {
    case ZG_BASIS_MAKE_UP:
      return _ ("make-up work day");
    case ZG_BASIS_ROSTER:
      return _ ("by roster");
    case ZG_BASIS_NOTICE:
      return _ ("by notice");
    case ZG_BASIS_SLIP:
      return _ ("by slip");
    default:
      return NULL;
    }
}

static const ZgMonthSchedule *
schedule_of (const ZgMonth *month, gint64 id)
{
  for (int i = 0; i < month->n_schedules; i++)
    if (month->schedules[i].id == id)
      return &month->schedules[i];
  return NULL;
}

static void
add_due (GPtrArray *parts, const ZgDayResult *result)
{
  char minute[6];

  for (int i = 0; i < result->n_segments; i++)
    if (result->segments[i].in.due != ZG_NO_SECOND && result->segments[i].in.due >= 0
        && result->segments[i].in.grade != ZG_GRADE_NONE)
      {
        g_ptr_array_add (parts, g_strdup_printf (_ ("sign-in due %s"), zg_minute_format (result->segments[i].in.due / 60,
                                                                                         minute)));
        return;
      }
}

/* "Schedule B 08:30–12:00 14:00–18:00 · make-up work day · sign-in due 08:25" */
static char *
schedule_text (const ZgMonth *month, int day, const ZgDayResult *result)
{
  g_autoptr (GPtrArray)  parts = g_ptr_array_new_with_free_func (g_free);
  const ZgMonthSchedule *schedule = schedule_of (month, result->schedule);
  g_autofree char       *hours = hours_of (result);

  if (schedule)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Schedule %s %s"), schedule->code, hours));
  else if (*hours)
    g_ptr_array_add (parts, g_steal_pointer (&hours));
  if (month->calendar[day].name)
    g_ptr_array_add (parts, g_strdup (month->calendar[day].name));
  if (basis_text (result->basis))
    g_ptr_array_add (parts, g_strdup (basis_text (result->basis)));
  add_due (parts, result);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
add_papers (ZgMonthDetailText *detail, const ZgMonth *month, int line, int day)
{
  g_autoptr (GArray) answers = zg_attendance_details (month, line);

  for (guint i = 0; i < answers->len; i++)
    if (g_array_index (answers, ZgAttendanceDetail, i).day == day)
      add_text (detail->papers, g_array_index (answers, ZgAttendanceDetail, i).paper);
}

static void
add_clauses (ZgMonthDetailText *detail, const ZgDayResult *result)
{
  add_clause (detail->clauses, result->clause);
  for (int i = 0; i < result->n_segments; i++)
    {
      add_clause (detail->clauses, result->segments[i].clause);
      add_clause (detail->clauses, result->segments[i].in.clause);
      add_clause (detail->clauses, result->segments[i].out.clause);
    }
}

ZgMonthDetailText *
zg_month_data_detail (const ZgMonth *month, int line, int day)
{
  ZgMonthDetailText      *detail = g_new0 (ZgMonthDetailText, 1);
  const ZgMonthCell      *cell = &month->lines[line].days[day];
  g_autofree ZgDayResult *results = g_new0 (ZgDayResult, ZG_JUDGE_MONTH_DAYS);

  detail->clauses = g_ptr_array_new_with_free_func (g_free);
  detail->papers = g_ptr_array_new_with_free_func (g_free);
  detail->name = g_strdup (month->lines[line].name);
  detail->day = zg_month_data_day_text (month, day);
  detail->mark = g_strdup (zg_judge_mark_title (cell->mark));
  detail->tone = tone_of (cell->mark);
  zg_attendance_days (month, line, results);
  detail->schedule = schedule_text (month, day, &results[day]);
  detail->sentence = zg_attendance_explain (month, line, day, FALSE);
  add_clauses (detail, &results[day]);
  add_papers (detail, month, line, day);
  return detail;
}

void
zg_month_data_detail_free (ZgMonthDetailText *detail)
{
  if (detail == NULL)
    return;
  g_free (detail->name);
  g_free (detail->day);
  g_free (detail->mark);
  g_free (detail->schedule);
  g_free (detail->sentence);
  g_ptr_array_unref (detail->clauses);
  g_ptr_array_unref (detail->papers);
  g_free (detail);
}
