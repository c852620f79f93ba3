/* zg-attendance-explain.c: why a mark is what it is, the sign-ins behind it, and the rules of the month. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-day.h"

void
zg_attendance_days (const ZgMonth *month, int line, ZgDayResult *results)
{
  zg_month_facts_judge (month, line, results, NULL);
}

char *
zg_attendance_explain (const ZgMonth *month, int line, int day, gboolean full)
{
  ZgJudgeFacts         facts;
  ZgDayResult          result;
  const ZgJudgeParams *params;

  g_return_val_if_fail (line >= 0 && line < month->n_lines && day >= 0 && day < month->n_days, NULL);
  params = zg_month_facts_params (month->facts, line, month->first_day + day);
  zg_month_facts_fill (month->facts, &month->lines[line], line, &facts);
  zg_judge_day (&facts, params, month->first_day + day, &result);
  return zg_judge_explain (&result, &facts, params, full ? ZG_EXPLAIN_ALL : ZG_EXPLAIN_SENTENCE);
}

char *
zg_attendance_explain_full (const ZgMonth *month, int line)
{
  g_return_val_if_fail (line >= 0 && line < month->n_lines, NULL);
  return zg_judge_explain_full (&month->lines[line].totals);
}

/* -- Details: one row a required sign-in or sign-out -- */

static const char *
grade_text (int grade)
{
  switch (grade)
    {
    case ZG_GRADE_NORMAL:
      return _ ("normal");
    case ZG_GRADE_EXCUSED:
      return _ ("excused");
    case ZG_GRADE_LATE:
      return _ ("late");
    case ZG_GRADE_EARLY:
      return _ ("left early");
    case ZG_GRADE_MISSED:
      return _ ("missed punch");
    case ZG_GRADE_WAITING:
      return _ ("needs leave");
    case ZG_GRADE_ABSENT:
      return _ ("absent");
    case ZG_GRADE_LEAVE:
      return _ ("on leave");
    case ZG_GRADE_OUTING:
      return _ ("outing");
    case ZG_GRADE_OPEN:
      return _ ("not due yet");
    case ZG_GRADE_NONE:
    default:
      return "";
    }
}

static const char *
punch_text (const ZgAnswer *answer)
{
  return answer->evidence & ZG_EVIDENCE_PUNCH    ? _ ("punch")
         : answer->evidence & ZG_EVIDENCE_MANUAL ? _ ("typed by hand")
                                                 : "";
}

static char *
paper_number (const ZgFactsPerson *person, int index, int other)
{
  index = index >= 0 ? index : other;
  return index >= 0 && (gsize) index < person->n_papers ? g_strdup (person->papers[index].number) : NULL;
}

static void
add_answer (GArray *details, const ZgMonth *month, int line, int day, int segment, gboolean out, const ZgDayResult *result)
{
  const ZgSegmentResult *part = &result->segments[segment];
  const ZgAnswer        *answer = out ? &part->out : &part->in;
  gboolean               covered = part->grade == ZG_GRADE_LEAVE || part->grade == ZG_GRADE_OUTING;
  ZgAttendanceDetail     detail = { .line = line, .day = day, .segment = segment, .out = out };

  if (answer->grade == ZG_GRADE_NONE && !(covered && !out))
    return;
  detail.grade = covered && answer->grade == ZG_GRADE_NONE ? part->grade : answer->grade;
  detail.expected = (answer->due == ZG_NO_SECOND ? part->start : answer->due) / 60;
  if (answer->at != ZG_NO_SECOND)
    detail.actual_ms = zg_day_to_ms (month->first_day + day, answer->at);
  detail.punch = punch_text (answer);
  detail.photo = answer->evidence & ZG_EVIDENCE_PHOTO ? _ ("photo") : "";
  detail.minutes = answer->minutes;
  detail.result = grade_text (detail.grade);
  detail.clause = answer->clause ? answer->clause : part->clause;
  detail.paper = paper_number (&month->facts->people[line], answer->paper, part->paper);
  g_array_append_val (details, detail);
}

static void
detail_clear (gpointer data)
{
  g_free (((ZgAttendanceDetail *) data)->paper);
}

GArray *
zg_attendance_details (const ZgMonth *month, int line)
{
  GArray                 *details = g_array_new (FALSE, TRUE, sizeof (ZgAttendanceDetail));
  g_autofree ZgDayResult *results = g_new0 (ZgDayResult, ZG_JUDGE_MONTH_DAYS);

  g_array_set_clear_func (details, detail_clear);
  zg_month_facts_judge (month, line, results, NULL);
  for (int day = 0; day < month->n_days; day++)
    for (int segment = 0; segment < results[day].n_segments; segment++)
      {
        add_answer (details, month, line, day, segment, FALSE, &results[day]);
        add_answer (details, month, line, day, segment, TRUE, &results[day]);
      }
  return details;
}

/* -- The rules of the month -- */

static ZgFactsGroup *
group_of_category (const ZgMonth *month, int category)
{
  for (int i = 0; i < month->n_lines; i++)
    if (month->lines[i].category == category)
      return month->facts->people[i].group;
  return NULL;
}

static void
add_rule (GArray *rules, const ZgJudgeParam *param, int category, int value, int from, int to)
{
  const ZgParameter *printed = zg_parameter_by_key (param->key);
  ZgMonthRule        rule = { .key = param->key, .category = category, .from = from, .to = to, .clause = param->clause };

  rule.title = printed ? zg_parameter_title (printed) : g_dgettext (GETTEXT_PACKAGE, param->title);
  rule.in_source = printed ? printed->in_source : param->in_source;
  rule.value = zg_judge_param_text (param, value);
  g_array_append_val (rules, rule);
}

static int
value_in (const ZgFactsGroup *group, const ZgJudgeParam *param, guint period)
{
  return zg_judge_param_get (param, &group->params[period]);
}

/* One row for each stretch of days with the same value. */
static void
add_periods (const ZgMonth *month, GArray *rules, const ZgJudgeParam *param, int category, const ZgFactsGroup *group)
{
  const GArray *periods = month->facts->periods;
  guint         first = 0;

  for (guint i = 1; i <= periods->len; i++)
    if (i == periods->len || value_in (group, param, i) != value_in (group, param, first))
      {
        int to = i == periods->len ? month->first_day + month->n_days - 1 : g_array_index (periods, int, i) - 1;

        add_rule (rules, param, category, value_in (group, param, first), g_array_index (periods, int, first), to);
        first = i;
      }
}

static gboolean
differs (const ZgMonth *month, const ZgJudgeParam *param, const ZgFactsGroup *one, const ZgFactsGroup *other)
{
  for (guint i = 0; i < month->facts->periods->len; i++)
    if (value_in (one, param, i) != value_in (other, param, i))
      return TRUE;
  return FALSE;
}

static const ZgFactsGroup *
book_group (const ZgMonth *month)
{
  static const char everybody[] = "0/0";

  return g_hash_table_lookup (month->facts->groups, everybody);
}

static void
add_rules (ZgMonth *month, GArray *rules)
{
  const ZgFactsGroup *all = book_group (month);

  for (const ZgJudgeParam *param = zg_judge_params; param->key; param++)
    {
      add_periods (month, rules, param, 0, all);
      for (const ZgEnum *category = zg_staff_categories; category->id; category++)
        {
          const ZgFactsGroup *group = group_of_category (month, category->number);

          if (group && differs (month, param, all, group))
            add_periods (month, rules, param, category->number, group);
        }
    }
}

static char *
hours_text (const ZgSchedule *schedule)
{
  GString *text = g_string_new (NULL);
  char     from[6], to[6];

  for (int i = 0; i < schedule->n_segments; i++)
    g_string_append_printf (text, "%s%s–%s", i ? C_ ("between hours", ", ") : "",
                            zg_minute_format (schedule->segments[i].start, from),
                            zg_minute_format (schedule->segments[i].end % 1440, to));
  return g_string_free (text, FALSE);
}

static gboolean
is_used_by (const ZgFactsPerson *person, const ZgSchedule *schedule)
{
  GArray *assignments = person->own ? person->own : person->group->assignments;

  for (guint i = 0; i < assignments->len; i++)
    if (g_array_index (assignments, ZgJudgeAssignment, i).schedule == schedule)
      return TRUE;
  return FALSE;
}

/* The categories of the people it was used for. Returns: (nullable): NULL: nobody. */
static char *
users_text (const ZgMonth *month, const ZgSchedule *schedule)
{
  guint64            seen = 0;
  g_autoptr (GArray) titles = g_array_new (TRUE, FALSE, sizeof (const char *));

  for (int i = 0; i < month->n_lines; i++)
    {
      const ZgMonthLine *line = &month->lines[i];
      const char        *title = *line->category_title ? line->category_title : _ ("no category");

      if (seen & (G_GUINT64_CONSTANT (1) << line->category) || !is_used_by (&month->facts->people[i], schedule))
        continue;
      seen |= G_GUINT64_CONSTANT (1) << line->category;
      g_array_append_val (titles, title);
    }
  return titles->len ? g_strjoinv (C_ ("between words", ", "), (char **) titles->data) : NULL;
}

static void
add_schedules (ZgMonth *month)
{
  GArray *versions = month->facts->versions;

  month->schedules = g_new0 (ZgMonthSchedule, MAX (versions->len, 1));
  for (guint i = 0; i < versions->len; i++)
    {
      const ZgFactsVersion *version = &g_array_index (versions, ZgFactsVersion, i);
      char                 *users = users_text (month, &version->schedule);

      if (users)
        month->schedules[month->n_schedules++] = (ZgMonthSchedule){
          .id = version->id,
          .code = g_strdup (version->code),
          .name = g_strdup (version->schedule.name),
          .hours = hours_text (&version->schedule),
          .valid_from = version->from,
          .valid_to = version->to,
          .clause = g_strdup (version->schedule.clause_hours),
          .holds_for = users,
        };
    }
}

void
zg_month_rules (ZgMonth *month)
{
  GArray *rules = g_array_new (FALSE, TRUE, sizeof (ZgMonthRule));

  add_rules (month, rules);
  month->n_rules = rules->len;
  month->rules = (ZgMonthRule *) g_array_free (rules, FALSE);
  add_schedules (month);
}
