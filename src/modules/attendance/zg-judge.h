/* zg-judge.h: attendance: from what is known of a person to what each day and the month were, and why.
 *
 * The rules (requirements are cited by clause id; every number and choice is in ZgJudgeParams):
 *  - A day's hours come from the schedule in force, the calendar (D04-4.1.1e), the roster, a notice (D04-4.1.2a) or a slip.
 *  - Sign-in is due R = start less lead (D04-4.1.1g). Up to 15 minutes after R: late (D04-4.2.2a); later: leave is needed
 *    (D04-4.2.2b), else the segment is absence when the sheet closes. Sign-out before the end E: up to 5 minutes early
 *    (D04-4.2.2c), else leave is needed (D04-4.2.2d).
 *  - The first sign-in is the earliest punch from four hours before the start to the segment's end, the end itself excluded;
 *    a later one the earliest from an hour before it; sign-out the latest punch after the sign-in and after R, up to four
 *    hours before the next start of work (at most twelve after the end), or 04:00 where none follows. Between two shifts
 *    less than four hours apart the middle decides. A punch answers one question, repetitions within a minute belong to it.
 *  - A break that asks for a sign-out and a sign-in is read as a whole: each takes the punch or slip nearest to it, in order of
 *    time, a fault only where nothing in time is left (zg-judge-pick.c has the costs).
 *  - Leave and outings move a sign-in to their end and a sign-out to their start. The day is 1000 thousandths, shared
 *    equally by its segments: of two, each is half a day (absence counts by segment); leave takes its minutes' part.
 *
 * Nothing is allocated but by the explaining functions. Pure: no clock, no book; runs in any thread. */
#pragma once

#include "zg-judge-facts.h"
#include "zg-judge-mark.h"
#include "zg-judge-params.h"

G_BEGIN_DECLS

#define ZG_JUDGE_MARKS 4
#define ZG_JUDGE_MONTH_DAYS 31
#define ZG_NO_SECOND G_MININT32

typedef enum
{
  ZG_GRADE_NONE,    /* not asked */
  ZG_GRADE_OPEN,    /* not decided yet: the time has not come */
  ZG_GRADE_NORMAL,
  ZG_GRADE_EXCUSED, /* late or early with an accepted reason */
  ZG_GRADE_LATE,
  ZG_GRADE_EARLY,
  ZG_GRADE_MISSED,
  ZG_GRADE_WAITING, /* leave is needed, the sheet is not closed */
  ZG_GRADE_ABSENT,
  ZG_GRADE_LEAVE,   /* of a segment: wholly on leave or rest */
  ZG_GRADE_OUTING,  /* of a segment: wholly outing or trip */
} ZgGrade;

typedef enum
{
  ZG_EVIDENCE_PUNCH = 1 << 0,
  ZG_EVIDENCE_PHOTO = 1 << 1,
  ZG_EVIDENCE_MANUAL = 1 << 2,
  ZG_EVIDENCE_SLIP = 1 << 3,
} ZgEvidence;

/* One sign-in or sign-out. Seconds after midnight of the result's day, ZG_NO_SECOND: none. */
typedef struct
{
  gint32      due;     /* when it had to be done */
  gint32      at;      /* when it was done */
  gint32      punch;   /* index of the punch that answers, -1: none (a slip, or nothing) */
  gint32      partner; /* index of the photo (punch) that proves the same, -1: none */
  gint16      paper;   /* index of the slip that answers or excuses, -1: none */
  gint16      minutes; /* late or early, never negative; also where excused or waiting */
  guint8      grade;   /* ZgGrade */
  guint8      evidence; /* ZgEvidence */
  const char *clause;  /* (nullable): the clause that decided, static or of the schedule */
} ZgAnswer;

/* One segment of the day. Thousandths of a day; worked + away + leave + rest + absent + waiting = share once decided. */
typedef struct
{
  gint32      start, end;                                  /* seconds after midnight */
  ZgAnswer    in, out;
  gint16      share, worked, leave, rest, absent, waiting; /* milli; worked includes outings */
  gint16      paper;   /* index of the leave or outing that covers most, -1: none */
  guint8      grade;   /* ZgGrade: NORMAL, OPEN, WAITING, ABSENT, LEAVE, OUTING */
  guint8      mark;    /* ZgMark, the worst of the segment; 0: nothing but normal */
  const char *clause;  /* (nullable) */
} ZgSegmentResult;

typedef enum { ZG_DAY_BLANK, ZG_DAY_WORK, ZG_DAY_REST, ZG_DAY_HOLIDAY, ZG_DAY_OFF } ZgDayKind; /* OFF: by a notice */
typedef enum { ZG_BASIS_SCHEDULE, ZG_BASIS_MAKE_UP, ZG_BASIS_ROSTER, ZG_BASIS_NOTICE, ZG_BASIS_SLIP } ZgDayBasis;

typedef enum
{
  ZG_DAY_FLAG_SINGLE = 1 << 0,    /* single evidence, not confirmed */
  ZG_DAY_FLAG_CREDIT = 1 << 1,    /* worked on a public holiday: rest credit */
  ZG_DAY_FLAG_EXCUSED = 1 << 2,
  ZG_DAY_FLAG_OPEN = 1 << 3,      /* something is not decided yet */
  ZG_DAY_FLAG_FUTURE = 1 << 4,
  ZG_DAY_FLAG_UNROSTERED = 1 << 5, /* the roster decides, and says nothing of this day */
  ZG_DAY_FLAG_PUNCHED_OFF = 1 << 6, /* not a working day, yet somebody punched */
  ZG_DAY_FLAG_MANUAL = 1 << 7,    /* rests on a time typed in later (D01-7.1) */
} ZgDayFlag;

typedef struct
{
  int             day;
  guint8          kind;      /* ZgDayKind */
  guint8          basis;     /* ZgDayBasis */
  guint8          mark;      /* ZgMark, the worst */
  guint8          n_marks;
  guint8          marks[ZG_JUDGE_MARKS]; /* of the cell, in order of time: one where all segments agree or one is not normal */
  guint8          n_segments;
  guint16         flags;     /* ZgDayFlag */
  gint64          schedule;  /* version id, 0: none */
  const char     *clause;    /* (nullable): decided the worst mark */
  gint32          from, to;  /* the punches of [from, to) belong to this day; equal: none */
  gint16          planned;   /* milli of work the plan set, also in the future */
  gint16          due;       /* planned less rest taken; 0 in the future */
  gint16          worked, absent, waiting, rest, holiday, credit; /* milli */
  gint16          leave[ZG_JUDGE_N_LEAVES];                       /* milli by type, the rest types too */
  gint16          late_times, late_minutes, early_times, early_minutes, missed, overtime; /* overtime in minutes */
  guint8          duties;    /* rostered duties done: signed for within the minutes, or past where nobody signs */
  ZgSegmentResult segments[ZG_JUDGE_SEGMENTS]; /* only n_segments of them are set */
} ZgDayResult;

typedef enum
{
  ZG_FULL_NO,
  ZG_FULL_YES,
  ZG_FULL_UNREACHABLE, /* the schedule has fewer days than the rule asks (C03) */
  ZG_FULL_OPEN,        /* still possible */
} ZgFullAnswer;

/* Sums of the days, milli and minutes as there. */
typedef struct
{
  int    planned, due, worked, absent, waiting, rest, holiday, credit;
  int    leave[ZG_JUDGE_N_LEAVES];
  int    leave_all;  /* without the rest types */
  int    late_times, late_minutes, early_times, early_minutes, missed, overtime;
  int    single_days, duties;
  guint8 full;         /* ZgFullAnswer (D11-13) */
  guint8 full_mode;    /* ZgFullMode */
  int    full_needed;  /* milli of days the rule asks */
  int    full_counted; /* milli of days that count */
} ZgMonthTotals;

/* zg_judge_day: one day. */
void zg_judge_day    (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int day, ZgDayResult *result);
/* zg_judge_month: @n_days days from @first_day, at most ZG_JUDGE_MONTH_DAYS. @totals: (nullable). */
void zg_judge_month  (const ZgJudgeFacts *facts, const ZgJudgeParams *params, int first_day, int n_days,
                      ZgDayResult *results, ZgMonthTotals *totals);
/* zg_judge_totals: the sums and full attendance, where the days were judged one by one (parameters changed in the month). */
void zg_judge_totals (const ZgDayResult *results, int n, const ZgJudgeParams *params, ZgMonthTotals *totals);

typedef enum
{
  ZG_EXPLAIN_SENTENCE, /* the sentence of the detail panel, one line */
  ZG_EXPLAIN_SCHEDULE, /* which hours hold and why */
  ZG_EXPLAIN_PUNCHES,  /* each punch of the day: what it answers, or why it does not count */
  ZG_EXPLAIN_PAPERS,   /* each leave and slip that touches the day */
  ZG_EXPLAIN_RULES,    /* the parameters that decided */
  ZG_EXPLAIN_ALL,
} ZgExplainPart;

/* zg_judge_explain: lines of text, translated; @facts and @params must be those the result was judged with.
 * Returns: (transfer full): "" where there is nothing to say. */
char *zg_judge_explain      (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params,
                             ZgExplainPart part);
/* zg_judge_explain_full: full attendance and its rule in one sentence. Returns: (transfer full). */
char *zg_judge_explain_full (const ZgMonthTotals *totals);

/* What became of a punch of the day. */
typedef enum
{
  ZG_PUNCH_USE_IN,        /* is a sign-in */
  ZG_PUNCH_USE_OUT,       /* is a sign-out */
  ZG_PUNCH_USE_PARTNER,   /* proves a sign-in or sign-out together with another */
  ZG_PUNCH_USE_REPEAT,    /* the same punch again */
  ZG_PUNCH_USE_PHOTO,     /* a photo, and only punches count */
  ZG_PUNCH_USE_UNPAIRED,  /* both are required, the other is missing */
  ZG_PUNCH_USE_BETWEEN,   /* not needed: neither the earliest nor the latest */
  ZG_PUNCH_USE_NONE,      /* the day asks nothing, or it belongs to another day */
} ZgPunchUse;

/* zg_judge_punch_use: @punch: index in @facts. @segment: (out) (optional): which segment, -1: none. */
ZgPunchUse zg_judge_punch_use (const ZgDayResult *result, const ZgJudgeFacts *facts, const ZgJudgeParams *params, gsize punch,
                               int *segment);

G_END_DECLS
