/* zg-judge-facts.h: what the judge is told about one person: schedules, calendar, roster, notices, punches and papers.
 *
 * Plain structs of the caller: nothing here is copied, owned or freed by the judge, and all of it must live until the results
 * and their explanations are done with. Days are days since 1970-01-01 (zg-day.h). Instants are seconds of Shanghai time since
 * 1970-01-01 00:00 Shanghai, so that day * 86400 is that day's midnight. Pure, runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZG_JUDGE_SEGMENTS 4
#define ZG_JUDGE_DAY_SECONDS 86400
#define ZG_LEAD_PARAM (-1) /* the lead of a segment is the parameter att.signin.lead */

typedef enum { ZG_ASK_IN = 1 << 0, ZG_ASK_OUT = 1 << 1 } ZgAsk;

/* One stretch of work. Minutes after midnight of the day it belongs to; the end lies after the start, past 1440 where the
 * stretch crosses midnight (21:00-08:30 is 1260-1950). */
typedef struct
{
  gint16 start, end;
  gint16 lead; /* minutes before the start at which sign-in is due, or ZG_LEAD_PARAM */
  guint8 asks; /* ZgAsk: what the person has to do here */
  guint8 duty; /* 1: a duty besides the ordinary hours; graded, but no part of the day's fraction */
} ZgSegment;

/* A version of a schedule (D02-3.1.2: schedules keep dated versions). A segment that asks for no sign-in continues the one
 * before it: schedule A is one sign-in at 9:00 and one sign-out at 18:00 over two segments (D02-3.3.1). */
typedef struct
{
  gint64      version;           /* id of the version, goes into the result */
  char        code[8];           /* "A", "B" … */
  const char *name;              /* (nullable) */
  guint8      weekdays;          /* bit 0 Monday … bit 6 Sunday */
  guint8      n_segments;
  gboolean    by_roster;         /* the roster decides who works (C, D) */
  gboolean    observes_holidays; /* D04-4.1.1e */
  ZgSegment   segments[ZG_JUDGE_SEGMENTS];
  /* (nullable): clause ids of its hours, its days, its sign-ins and its missing sign-outs */
  const char *clause_hours, *clause_days, *clause_signin, *clause_signout;
} ZgSchedule;

/* zg_schedule_standard: the schedules of the documents: 'A' D02-3.1.1, 'B' D04-4.1.1b and f, 'C' D04-4.1.1d, 'D' D18-7.1a to
 * 7.3c (its segments come with the rostered shift). Returns: FALSE for any other code. */
gboolean zg_schedule_standard (ZgSchedule *schedule, char code);
/* zg_schedule_check: segments in order, apart, under two days, and something to ask. Returns: FALSE with ZG_ERROR_INVALID. */
gboolean zg_schedule_check    (const ZgSchedule *schedule, GError **error);

/* The schedule in force from a day on. */
typedef struct
{
  int               first_day;
  const ZgSchedule *schedule; /* (nullable): none from here on */
} ZgJudgeAssignment;

typedef enum { ZG_CALENDAR_ORDINARY, ZG_CALENDAR_OFF, ZG_CALENDAR_WORK } ZgCalendarKind; /* WORK: make-up work day */

typedef struct
{
  guint8      kind;      /* ZgCalendarKind */
  guint8      statutory; /* 1: a statutory holiday, 0: a moved day */
  const char *name;      /* (nullable): "国庆节" */
} ZgJudgeCalendarDay;

typedef enum
{
  ZG_ROSTER_NONE,     /* nothing written */
  ZG_ROSTER_REST,
  ZG_ROSTER_ORDINARY, /* works the schedule's own hours, and @shift besides where there is one */
  ZG_ROSTER_SHIFT,    /* works @shift instead */
  ZG_ROSTER_DUTY,     /* @shift besides the ordinary hours (D18-7.3a) */
} ZgRosterKind;

typedef struct
{
  guint8            kind;  /* ZgRosterKind */
  const ZgSchedule *shift; /* (nullable): its segments count, for ORDINARY, SHIFT and DUTY */
  const ZgSchedule *duty;  /* (nullable): duties nobody signs in to, one a segment (D18-7.1b) */
} ZgJudgeRosterDay;

/* A notice that changes the hours of some days (D04-4.1.2a), for everybody it was given to. */
typedef struct
{
  int               first_day, last_day;
  const ZgSchedule *hours;          /* (nullable): the segments that hold instead; NULL: no work on these days */
  gboolean          rest_days_too;  /* the dates are working days even where the schedule rests */
  gboolean          written;        /* D04-4.1.2b; one that is not counts only where notice.required is off */
  const char       *number, *reason; /* (nullable) */
} ZgJudgeNotice;

typedef enum { ZG_PUNCH_CLOCK, ZG_PUNCH_PHOTO, ZG_PUNCH_MANUAL } ZgPunchSource; /* MANUAL: typed in later (D01-7.1) */

#define ZG_BUTTON_NONE 255 /* 0 in, 1 out, 2 break out, 3 break in, 4 overtime in, 5 overtime out */

typedef struct
{
  gint64  at;     /* instant */
  guint32 id;     /* of the record, for the caller */
  guint16 clock;  /* which clock or desk, for the caller */
  guint8  button; /* as on the clock, ZG_BUTTON_NONE: unknown */
  guint8  source; /* ZgPunchSource */
} ZgJudgePunch;

/* zg_judge_sort_punches: puts them in order of time. Clocks hand out backward jumps and repetitions; both are kept. */
void zg_judge_sort_punches (ZgJudgePunch *punches, gsize n);

/* Stored numbers: never renumber. The last three are rest, not leave: they make the day's duty smaller. */
typedef enum
{
  ZG_JUDGE_LEAVE_PERSONAL,
  ZG_JUDGE_LEAVE_SICK,
  ZG_JUDGE_LEAVE_ANNUAL,
  ZG_JUDGE_LEAVE_MARRIAGE,
  ZG_JUDGE_LEAVE_MATERNITY,
  ZG_JUDGE_LEAVE_BEREAVEMENT,
  ZG_JUDGE_LEAVE_INJURY,
  ZG_JUDGE_LEAVE_LATE,     /* late arrival or early departure, the retroactive one (D04-4.2.2b, D04-4.2.2d) */
  ZG_JUDGE_LEAVE_OTHER,
  ZG_JUDGE_LEAVE_FLOATING, /* D04-4.1.1c */
  ZG_JUDGE_LEAVE_ROTATING, /* D04-4.1.1d */
  ZG_JUDGE_LEAVE_CREDIT,   /* rest for work on a holiday (D04-4.1.1e) */
  ZG_JUDGE_N_LEAVES
} ZgJudgeLeave;

static inline gboolean
zg_judge_leave_is_rest (int leave)
{
  return leave >= ZG_JUDGE_LEAVE_FLOATING;
}

typedef enum
{
  ZG_PAPER_LEAVE,
  ZG_PAPER_MISSED,   /* missed punch: @from is the time the person states */
  ZG_PAPER_OUTING,
  ZG_PAPER_TRIP,
  ZG_PAPER_OVERTIME, /* belongs to the day it starts */
  ZG_PAPER_EXCUSE,   /* the lateness or early leaving within it had a reason (D02-3.2.3b) */
  ZG_PAPER_HOURS,    /* schedule change of one person: @hours instead, NULL: a rest day */
  ZG_PAPER_CONFIRM,  /* the department confirmed single evidence (D04-4.2.1b) */
} ZgJudgePaperKind;

/* An approved leave or slip (D04-4.2.1c). */
typedef struct
{
  guint8            kind;       /* ZgJudgePaperKind */
  guint8            leave;      /* ZgJudgeLeave, for ZG_PAPER_LEAVE */
  guint8            answers;    /* ZgAsk, for ZG_PAPER_MISSED; 0: whichever fits */
  guint8            whole_days; /* 1: covers all work of the days that begin in it, also past midnight */
  gint64            from, to;   /* instants, @to excluded */
  const ZgSchedule *hours;      /* (nullable): for ZG_PAPER_HOURS */
  const char       *number;     /* (nullable) */
} ZgJudgePaper;

/* zg_judge_sort_papers: by start. */
void zg_judge_sort_papers (ZgJudgePaper *papers, gsize n);

/* Everything about one person. To judge a month, calendar and roster should reach from two days before it to two days after
 * (a day's punches end where the next shift begins), punches likewise; what lies outside counts as an ordinary day. */
typedef struct
{
  const ZgJudgeAssignment  *assignments; /* in order of first_day */
  gsize                     n_assignments;
  const ZgJudgeCalendarDay *calendar;    /* (nullable) */
  int                       calendar_first, n_calendar;
  const ZgJudgeRosterDay   *roster;      /* (nullable) */
  int                       roster_first, n_roster;
  const ZgJudgeNotice      *notices;     /* (nullable); the last that fits counts */
  gsize                     n_notices;
  const ZgJudgePunch       *punches;     /* (nullable); in order of time */
  gsize                     n_punches;
  const ZgJudgePaper       *papers;      /* (nullable); in order of start, at most 32767 */
  gsize                     n_papers;
  int                       joined, left; /* first and last day of employment, ZG_NO_DAY: open */
  gint64                    now;          /* instant; what has not come yet is not judged */
  gboolean                  closed;       /* the month's sheet is closed: nothing waits any more */
} ZgJudgeFacts;

/* zg_judge_facts_init: no facts, employed all the time, judged from the end of time. */
void zg_judge_facts_init (ZgJudgeFacts *facts);

G_END_DECLS
