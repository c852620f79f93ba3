#include "zg-judge-facts.h"

#include "zg-day.h"
#include "zg-error.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define MONDAY_FRIDAY 0x1f
#define MONDAY_SATURDAY 0x3f
#define HM(hour, minute) ((hour) * 60 + (minute))

static const ZgSchedule standards[] = {
  { .code = "A", .name = "标准双休", .weekdays = MONDAY_FRIDAY, .n_segments = 2, .observes_holidays = TRUE,
    .segments = { { HM (9, 0), HM (12, 0), 0, ZG_ASK_IN, 0 }, { HM (13, 0), HM (18, 0), 0, ZG_ASK_OUT, 0 } },
    .clause_hours = "D02-3.1.1", .clause_days = "D02-3.1.1", .clause_signin = "D02-3.3.1",
    .clause_signout = "D02-3.3.1" },
  { .code = "B", .name = "六天制", .weekdays = MONDAY_SATURDAY, .n_segments = 2, .observes_holidays = TRUE,
    .segments = { { HM (8, 30), HM (12, 0), ZG_LEAD_PARAM, ZG_ASK_IN, 0 },
                  { HM (14, 0), HM (18, 0), ZG_LEAD_PARAM, ZG_ASK_IN | ZG_ASK_OUT, 0 } },
    .clause_hours = "D04-4.1.1f", .clause_days = "D04-4.1.1b", .clause_signin = "D04-4.1.1g",
    .clause_signout = "D04-4.2.1a" },
  { .code = "C", .name = "轮休制", .by_roster = TRUE, .n_segments = 2, .observes_holidays = TRUE,
    .segments = { { HM (8, 30), HM (12, 0), ZG_LEAD_PARAM, ZG_ASK_IN, 0 },
                  { HM (14, 0), HM (18, 0), ZG_LEAD_PARAM, ZG_ASK_IN | ZG_ASK_OUT, 0 } },
    .clause_hours = "D04-4.1.1f", .clause_days = "D04-4.1.1d", .clause_signin = "D04-4.1.1g",
    .clause_signout = "D04-4.2.1a" },
  { .code = "D", .name = "值班", .by_roster = TRUE, .n_segments = 1, .observes_holidays = TRUE,
    .segments = { { HM (8, 30), HM (21, 0), 0, ZG_ASK_IN | ZG_ASK_OUT, 0 } },
    .clause_hours = "D18-7.1a", .clause_days = "D18-7.2", .clause_signin = "D18-7.1a",
    .clause_signout = "D04-4.2.1a" },
};

gboolean
zg_schedule_standard (ZgSchedule *schedule, char code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (standards); i++)
    if (standards[i].code[0] == code)
      {
        *schedule = standards[i];
        return TRUE;
      }
  return FALSE;
}

static const char *
segment_fault (const ZgSchedule *schedule, int i)
{
  const ZgSegment *segment = &schedule->segments[i];

  if (segment->start < 0 || segment->start >= 2 * 1440)
    return _("The start of work lies outside the day and the one after.");
  if (segment->end <= segment->start)
    return _("The end of work is not after its start.");
  if (segment->end - segment->start >= 1440)
    return _("One stretch of work is a day long or longer.");
  if (i > 0 && segment->start < schedule->segments[i - 1].end)
    return _("Two stretches of work overlap.");
  if (segment->lead != ZG_LEAD_PARAM && (segment->lead < 0 || segment->lead > 120))
    return _("Sign-in is due more than two hours before the start, or after it.");
  return NULL;
}

gboolean
zg_schedule_check (const ZgSchedule *schedule, GError **error)
{
  const char *fault = NULL;
  int         asks = 0;

  if (schedule->n_segments == 0 || schedule->n_segments > ZG_JUDGE_SEGMENTS)
    fault = _("A schedule has one to four stretches of work.");
  for (int i = 0; !fault && i < schedule->n_segments; i++)
    {
      fault = segment_fault (schedule, i);
      asks |= schedule->segments[i].asks;
    }
  if (!fault && asks == 0)
    fault = _("Nobody would ever sign in or out.");
  if (fault)
    zg_error_set_clause (error, ZG_ERROR_INVALID, "D04-4.1.1a",
                         _("%s The schedule was not saved, your input is kept. Correct the times."), fault);
  return fault == NULL;
}

static int
compare_punches (const void *a, const void *b)
{
  const ZgJudgePunch *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  if (left->source != right->source)
    return left->source < right->source ? -1 : 1;
  if (left->clock != right->clock)
    return left->clock < right->clock ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

void
zg_judge_sort_punches (ZgJudgePunch *punches, gsize n)
{
  gsize i;

  for (i = 1; i < n; i++) /* nearly always in order already */
    if (compare_punches (&punches[i - 1], &punches[i]) > 0)
      break;
  if (i < n)
    qsort (punches, n, sizeof *punches, compare_punches);
}

static int
compare_papers (const void *a, const void *b)
{
  const ZgJudgePaper *left = a, *right = b;

  if (left->from != right->from)
    return left->from < right->from ? -1 : 1;
  if (left->to != right->to)
    return left->to < right->to ? -1 : 1;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return g_strcmp0 (left->number, right->number);
}

void
zg_judge_sort_papers (ZgJudgePaper *papers, gsize n)
{
  if (n > 1)
    qsort (papers, n, sizeof *papers, compare_papers);
}

void
zg_judge_facts_init (ZgJudgeFacts *facts)
{
  memset (facts, 0, sizeof *facts);
  facts->joined = ZG_NO_DAY;
  facts->left = ZG_NO_DAY;
  facts->now = G_MAXINT64;
}
