/* zg-attendance-groups.c: which schedule, which notices and which parameters hold for whom; people of one category and unit share
 * them. */
#include "config.h"

#include "zg-attendance-private.h"
#include "zg-day.h"

static gboolean
holds (int from, int to, int day)
{
  return (from == ZG_NO_DAY || from <= day) && (to == ZG_NO_DAY || day <= to);
}

/* -- Whom a schedule holds for: the narrowest wins (person, nearest unit, category, everybody), then the newest -- */

static int
unit_distance (const ZgMonthFacts *facts, gint64 unit, gint64 wanted)
{
  for (int steps = 0; unit != 0 && steps < 32; steps++)
    {
      gint64 *above;

      if (unit == wanted)
        return steps;
      above = g_hash_table_lookup (facts->above, &unit);
      unit = above ? *above : 0;
    }
  return -1;
}

/* Greater is narrower; -1: does not hold for this person. */
static int
narrowness (const ZgMonthFacts *facts, const ZgFactsUse *use, int category, gint64 unit, gint64 staff)
{
  int steps;

  if (use->staff)
    return use->staff == staff ? 1000 : -1;
  if (use->unit)
    {
      steps = unit_distance (facts, unit, use->unit);
      return steps < 0 ? -1 : 500 - steps;
    }
  if (use->category)
    return use->category == category ? 100 : -1;
  return 0;
}

static const ZgSchedule *
version_on (const ZgMonthFacts *facts, const char *code, int day)
{
  const ZgSchedule *found = NULL;

  for (guint i = 0; i < facts->versions->len; i++)
    {
      const ZgFactsVersion *version = &g_array_index (facts->versions, ZgFactsVersion, i);

      if (g_str_equal (version->code, code) && holds (version->from, version->to, day))
        found = &version->schedule;
    }
  return found;
}

static const ZgSchedule *
schedule_on (const ZgMonthFacts *facts, int category, gint64 unit, gint64 staff, int day)
{
  const ZgFactsUse *best = NULL;
  int        narrow = -1;

  for (guint i = 0; i < facts->uses->len; i++)
    {
      const ZgFactsUse *use = &g_array_index (facts->uses, ZgFactsUse, i);
      int        here = holds (use->from, use->to, day) ? narrowness (facts, use, category, unit, staff) : -1;

      if (here >= 0 && here >= narrow)
        {
          best = use;
          narrow = here;
        }
    }
  return best ? version_on (facts, best->code, day) : NULL;
}

static GArray *
assignments_of (const ZgMonthFacts *facts, int category, gint64 unit, gint64 staff)
{
  GArray           *assignments = g_array_new (FALSE, TRUE, sizeof (ZgJudgeAssignment));
  const ZgSchedule *last = NULL;

  for (int day = facts->span_first; day < facts->span_first + facts->n_span; day++)
    {
      ZgJudgeAssignment now = { day, schedule_on (facts, category, unit, staff, day) };

      if (day == facts->span_first || now.schedule != last)
        g_array_append_val (assignments, now);
      last = now.schedule;
    }
  return assignments;
}

/* -- Parameters -- */

static void
read_param (ZgPolicy *policy, const ZgJudgeParam *param, int category, gint64 unit, int day, ZgJudgeParams *params)
{
  const char *text;
  int         value;

  if (zg_parameter_by_key (param->key) == NULL)
    return;
  text = zg_policy_text (policy, param->key, category, unit, day);
  if (param->type == ZG_PARAM_CHOICE)
    {
      if (!zg_judge_param_choice (param, text, &value))
        return;
    }
  else if (param->type == ZG_PARAM_SWITCH)
    value = g_str_equal (text, "yes") || g_str_equal (text, "1");
  else
    value = g_ascii_strtoll (text, NULL, 10);
  zg_judge_params_set (params, param->key, value, NULL);
}

static ZgJudgeParams *
params_of (ZgMonthFacts *facts, int category, gint64 unit)
{
  ZgJudgeParams *params = zg_month_facts_block (facts, sizeof *params * facts->periods->len);

  for (guint i = 0; i < facts->periods->len; i++)
    {
      zg_judge_params_init (&params[i]);
      for (const ZgJudgeParam *param = zg_judge_params; param->key; param++)
        read_param (facts->policy, param, category, unit, g_array_index (facts->periods, int, i), &params[i]);
    }
  return params;
}

/* -- Groups: people of one category in one unit share everything but their own papers -- */

void
zg_month_facts_group_free (gpointer data)
{
  ZgFactsGroup *group = data;

  g_array_unref (group->assignments);
  g_array_unref (group->notices);
  g_free (group);
}

static GArray *
notices_of (const ZgMonthFacts *facts, int category, gint64 unit)
{
  GArray *notices = g_array_new (FALSE, TRUE, sizeof (ZgJudgeNotice));

  for (guint i = 0; i < facts->notices->len; i++)
    {
      const ZgFactsNotice *notice = facts->notices->pdata[i];

      if ((notice->category == 0 || notice->category == category) &&
          (notice->unit == 0 || unit_distance (facts, unit, notice->unit) >= 0))
        g_array_append_val (notices, notice->notice);
    }
  return notices;
}

static ZgFactsGroup *
group_of (ZgMonthFacts *facts, int category, gint64 unit)
{
  g_autofree char *key = g_strdup_printf ("%d/%" G_GINT64_FORMAT, category, unit);
  ZgFactsGroup    *group = g_hash_table_lookup (facts->groups, key);

  if (group)
    return group;
  group = g_new0 (ZgFactsGroup, 1);
  group->category = category;
  group->unit = unit;
  group->assignments = assignments_of (facts, category, unit, 0);
  group->notices = notices_of (facts, category, unit);
  group->params = params_of (facts, category, unit);
  g_hash_table_insert (facts->groups, g_steal_pointer (&key), group);
  return group;
}

void
zg_month_facts_place (ZgMonthFacts *facts, const ZgStaffRoll *roll, GHashTable *frozen)
{
  g_autoptr (GHashTable) single = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < facts->uses->len; i++)
    if (g_array_index (facts->uses, ZgFactsUse, i).staff)
      g_hash_table_add (single, &g_array_index (facts->uses, ZgFactsUse, i).staff);
  group_of (facts, 0, 0); /* what holds for everybody */
  facts->people = zg_month_facts_block (facts, sizeof *facts->people * roll->staff->len);
  for (guint i = 0; i < roll->staff->len; i++)
    {
      ZgStaffRow *row = &g_array_index (roll->staff, ZgStaffRow, i);
      ZgFrozen   *was = frozen ? g_hash_table_lookup (frozen, &row->id) : NULL;

      facts->people[i].cut_ms = was ? was->cut_ms : 0;
      facts->people[i].group = group_of (facts, row->category, row->unit);
      if (g_hash_table_contains (single, &row->id))
        facts->people[i].own = assignments_of (facts, row->category, row->unit, row->id);
      g_hash_table_insert (facts->lines, g_memdup2 (&row->id, sizeof row->id), GINT_TO_POINTER (i + 1));
    }
}
