/* zg-judge-private.h: shared by the parts of the judge: the plan of a day, the case of a day, its questions. */
#pragma once

#include "zg-judge.h"

G_BEGIN_DECLS

/* What a day asks, before anybody looks at punches. Do not copy: @segments may point to @own. */
typedef struct
{
  const ZgSchedule *schedule; /* (nullable) */
  const ZgSegment  *segments; /* (nullable) */
  const char       *clause;   /* (nullable): of a day that is not worked, else of the hours */
  guint8            kind;     /* ZgDayKind */
  guint8            basis;    /* ZgDayBasis */
  guint8            n_segments;
  guint8            holiday;  /* a public holiday this person observes */
  guint16           flags;    /* ZgDayFlag */
  gint16            lead;     /* of rostered shifts without one of their own: the schedule's, or ZG_LEAD_PARAM */
  const ZgSchedule *duty;     /* (nullable): duties nobody signs in to */
  ZgSegment         own[ZG_JUDGE_SEGMENTS];
} ZgDayPlan;

/* One run of segments that is signed into once and out of once. Seconds after midnight. */
typedef struct
{
  int     first, last; /* segments */
  int     work_first, work_last; /* first and last of them not covered by papers; work_first > last: all covered */
  int     due_in, due_out;
  int     late_base;   /* lateness counts from here */
  int     strict_in, strict_out; /* the same without the retroactive leave, for the strict fault policy */
  int     lo, hi;      /* sign-in counts in [lo, hi) */
  int     wide_lo;     /* and, where all before is leave and nothing is found, from here */
  guint8  asks;        /* ZgAsk, what is still asked */
} ZgSpan;

typedef struct
{
  const ZgJudgeFacts  *facts;
  const ZgJudgeParams *params;
  const ZgDayPlan     *plan;
  ZgDayResult         *result;
  gint64               base;     /* instant of midnight */
  int                  now;      /* seconds after midnight, clamped */
  int                  lo, hi;   /* the day's punches, seconds after midnight */
  int                  begin, end; /* their indexes, end excluded */
  int                  last;     /* second of the latest answer so far */
  gboolean             papers;   /* some paper touches the day */
  ZgSpan               spans[ZG_JUDGE_SEGMENTS];
  int                  n_spans;
  gint32               head[ZG_JUDGE_SEGMENTS], tail[ZG_JUDGE_SEGMENTS]; /* work is asked from head to tail */
  gint32               strict_head[ZG_JUDGE_SEGMENTS], strict_tail[ZG_JUDGE_SEGMENTS];
  gint16               away[ZG_JUDGE_SEGMENTS]; /* milli on outings and trips */
  guint8               cover_mark[ZG_JUDGE_SEGMENTS]; /* ZgMark of the leave or outing, 0: none */
  const char          *cover_clause[ZG_JUDGE_SEGMENTS];
} ZgCase;

static inline int
zg_judge_lead (const ZgDayPlan *plan, int k, const ZgJudgeParams *params)
{
  const ZgSegment *segment = &plan->segments[k];

  if (segment->lead != ZG_LEAD_PARAM)
    return segment->lead;
  if (segment->duty)
    return params->duty_lead;
  return plan->lead != ZG_LEAD_PARAM ? plan->lead : params->signin_lead;
}

/* Far outside any shift. */
#define ZG_JUDGE_FAR (10 * ZG_JUDGE_DAY_SECONDS)

/* @at: instant, also the end of time. Returns: seconds after @base, clamped to ZG_JUDGE_FAR either way. */
static inline int
zg_judge_second (gint64 at, gint64 base)
{
  if (at < base - ZG_JUDGE_FAR)
    return -ZG_JUDGE_FAR;
  return at > base + ZG_JUDGE_FAR ? ZG_JUDGE_FAR : (int) (at - base);
}

/* No judgement without a clause: where a schedule names none, the one the papers print for everybody. */
static inline const char *
zg_judge_clause (const char *named, const char *printed)
{
  return named && *named ? named : printed;
}

static inline const char *
zg_judge_clause_hours (const ZgSchedule *schedule)
{
  return zg_judge_clause (schedule->clause_hours, "D04-4.1.1f");
}

static inline const char *
zg_judge_clause_signout (const ZgSchedule *schedule)
{
  return zg_judge_clause (schedule->clause_signout, "D04-4.2.1a");
}

static inline int
zg_judge_minute (int second) /* also right before midnight of the day before */
{
  return second >= 0 ? second / 60 : -((59 - second) / 60);
}

/* zg_judge_plan: @plan: filled in. */
void     zg_judge_plan        (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day, ZgDayPlan *plan);
const ZgJudgeNotice *zg_judge_notice_on (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day);
/* zg_judge_window: which seconds belong to the day @plans[2]; @plans: of the day and two on either side. */
void     zg_judge_window      (const ZgDayPlan *const plans[5], const ZgJudgeParams *params, int *lo, int *hi);

/* zg_judge_paper_interval: the part of the day a leave, an outing or a trip covers. Returns: FALSE where none. */
gboolean zg_judge_paper_interval (const ZgJudgePaper *paper, gint64 base, int *from, int *to);
/* zg_judge_cover: leave, rest and outings of each segment, and where its work begins and ends. */
void     zg_judge_cover       (ZgCase *c);
/* zg_judge_cover_clause: why @paper counts for @segment. Returns: (transfer none). */
const char *zg_judge_cover_clause (const ZgJudgePaper *paper, const ZgSegmentResult *segment, gint64 base);
/* zg_judge_on_leave: whether leave or rest covers all of [start, end). */
gboolean zg_judge_on_leave     (const ZgCase *c, int start, int end);
/* zg_judge_spans: the questions of the day. */
void     zg_judge_spans       (ZgCase *c);
/* zg_judge_pick: finds which punch or slip answers each question. */
void     zg_judge_pick        (ZgCase *c);
/* zg_judge_late, zg_judge_early: whole minutes, 0 where in time. */
int      zg_judge_late        (const ZgJudgeParams *params, int at, int due);
int      zg_judge_early       (const ZgJudgeParams *params, int at, int due);
/* zg_judge_grade: grades the answers and the segments. */
void     zg_judge_grade       (ZgCase *c);
/* zg_judge_sum: the day's sums and marks. */
void     zg_judge_sum         (ZgCase *c);

G_END_DECLS
