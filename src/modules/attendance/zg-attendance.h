/* zg-attendance.h: the judged month 月度考勤: facts read from the book in one pass, judged by zg-judge, with what explains each
 * mark.
 *
 * A month is a plain C value without a connection: it may be kept, drawn and written by any one thread. Nothing of it is stored
 * in the book; the same facts and parameters give the same month again, and an old month is judged by what was in force on its
 * days. */
#pragma once

#include <gio/gio.h>

#include "zg-book.h"
#include "zg-judge.h"

G_BEGIN_DECLS

/* One day of the calendar, the same for all. */
typedef struct
{
  int      day;      /* day number */
  int      weekday;  /* 1 Monday … 7 Sunday */
  gboolean listed;   /* the national calendar speaks about this day */
  gboolean off;      /* day off by the calendar */
  gboolean make_up;  /* work day by the calendar (often on a weekend) */
  gboolean statutory; /* one of the days named by the law */
  gboolean official;  /* the year's notice is in the book and reaches this day */
  char    *name;     /* (nullable): 国庆节 */
} ZgMonthDay;

/* One parameter as it was in force on some days of the month; a change within the month gives several rows with the same key. */
typedef struct
{
  const char *key, *title, *clause; /* static; title in the language of the interface */
  char       *value;
  int         category;             /* staff category the row is for, 0 all */
  int         from, to;             /* days within the month, both included */
  gboolean    in_source;            /* printed in the written rules; else a proposal of the program */
} ZgMonthRule;

/* A version of a working-hours schedule that somebody was judged by in this month. */
typedef struct
{
  gint64 id;
  char  *code, *name, *hours;       /* hours: "08:30–12:00, 14:00–18:00" */
  int    valid_from, valid_to;      /* ZG_NO_DAY: open */
  char  *clause;                    /* (nullable) */
  char  *holds_for;                 /* whom it was used for: categories, translated */
} ZgMonthSchedule;

/* One day of one person: what lists, sheets and charts draw. The names are those of ZgDayResult, which zg_attendance_days gives
 * in full. */
typedef struct
{
  guint8      kind;                  /* ZgDayKind */
  guint8      mark;                  /* ZgMark, the worst */
  guint8      n_marks;
  guint8      marks[ZG_JUDGE_MARKS]; /* of the cell, in order of time */
  guint16     flags;                 /* ZgDayFlag */
  gint16      due, worked, absent;   /* milli */
  const char *clause;                /* (nullable): decided the worst mark */
} ZgMonthCell;

/* One person. Texts are owned by the month. */
typedef struct
{
  gint64             staff;
  const char        *number, *name, *sort_key;
  gint64             unit;         /* at the end of the month */
  const char        *unit_title;   /* "" where none */
  const char        *post_title;   /* "" where none */
  int                category;     /* number of zg_staff_categories, 0 none */
  const char        *category_title; /* translated, "" where none */
  int                employment;   /* number of zg_employments */
  int                joined, left; /* ZG_NO_DAY: unknown, still here */
  ZgMonthCell        days[31];     /* the first n_days are meant */
  ZgMonthTotals      totals;       /* of the judge: milli and minutes */
  char              *remarks;      /* "" or the evidence of days that need a word: photo, slip, leave (translated) */
} ZgMonthLine;

/* Sums of one unit, for the chart. Lines without a unit are gathered under unit 0. */
typedef struct
{
  gint64 unit;
  char  *title;
  int    staff;
  gint64 due_milli, worked_milli, absent_milli, leave_milli;
  int    late, early, missed;
  int    rate_bp; /* worked ÷ due in hundredths of a percent, 10000 = all; 0 where nothing was due */
} ZgAttendanceUnit;

/* A correction of an earlier, closed month that counts in this one, as it was approved (D04-4.2.1f): differences. */
typedef struct
{
  int    line;                         /* whose */
  int    day;                          /* the closed day */
  gint64 worked, absent, leave;        /* milli-days */
  gint64 late, early, missed;          /* times */
  char  *no, *was, *is, *reason;       /* number of the paper, classic signs as closed and as known now */
} ZgMonthCorrection;

typedef struct _ZgMonthFacts ZgMonthFacts; /* schedules, punches and papers kept for the explanations */

typedef struct
{
  int               first_day, n_days;  /* of the month */
  int               year, month;
  int               today;              /* day number when it was judged: days after it are not due yet */
  ZgMonthDay        calendar[31];
  int               official_until;     /* last day the calendars in the book speak about officially; ZG_NO_DAY: none */
  ZgMonthLine      *lines;              /* by unit order, then number */
  int               n_lines;
  ZgAttendanceUnit *units;              /* units that have lines, in the order of the organisation */
  int               n_units;
  ZgMonthRule      *rules;              /* the parameters in force that the judge reads, by key and day */
  int               n_rules;
  ZgMonthSchedule  *schedules;
  int               n_schedules;
  gint64            n_punches;          /* of the month, of the people in it */
  gint64            n_unassigned;       /* punches of the month whose PIN nobody holds; -1: not counted (more than 2000 people) */
  guint32           silent;             /* a bit each day (1 << 0 the first): past, work was due, and nobody at all punched */
  char             *unit_title;         /* (nullable): of the unit asked for */
  GArray           *corrections;        /* (nullable) of ZgMonthCorrection, by day: zg_attendance_month () alone reads them */
  ZgMonthFacts     *facts;              /* private */
} ZgMonth;

/* zg_attendance_month: judges one month. @first_day: its first day. @unit: with all units below it, 0 all. @staff: one person, 0
 * all. Only people within the reach of the session's right punch.view (own, unit, all) are in it; only people who are employed on
 * some day of the month. Errors: DENIED without the right, NOT_FOUND for a unit or person that is not there,
 * G_IO_ERROR_CANCELLED. Returns: (transfer full). Runs in the thread of @db. */
ZgMonth *zg_attendance_month      (ZgSession *session, ZgDb *db, int first_day, gint64 unit, gint64 staff,
                                   GCancellable *cancellable, GError **error);
void     zg_attendance_month_free (ZgMonth *month);

/* zg_attendance_try: the same month as it would be by other rules, to be compared before one is set: nothing is written.
 * @pretend: (nullable): "att.late.max=10", …, NULL. Errors: also NOT_FOUND, INVALID of a rule. */
ZgMonth *zg_attendance_try        (ZgSession *session, ZgDb *db, int first_day, gint64 unit, gint64 staff,
                                   const char *const *pretend, GCancellable *cancellable, GError **error);

/* zg_attendance_days: the full results of one line with sign-ins, segments and clauses, judged again from the facts kept.
 * @results: room for 31. */
void     zg_attendance_days       (const ZgMonth *month, int line, ZgDayResult *results);

/* zg_attendance_explain: why the mark of @day (0 … n_days - 1) of @line is what it is. @full FALSE: one sentence; TRUE: below it
 * the punches, the schedule version, the papers, the rules and their clauses, one fact a line. Returns: (transfer full). */
char    *zg_attendance_explain    (const ZgMonth *month, int line, int day, gboolean full);

/* zg_attendance_line: Returns: index of the person's line or -1. */
int      zg_attendance_line       (const ZgMonth *month, gint64 staff);

/* zg_attendance_explain_full: full attendance of @line and its rule in one sentence. Returns: (transfer full). */
char    *zg_attendance_explain_full (const ZgMonth *month, int line);

/* One row a required sign-in or sign-out, for the sheet of details (R02). Texts (transfer full). */
typedef struct
{
  int         line, day;      /* index of the line, day 0 … */
  int         segment;        /* 0 … */
  gboolean    out;            /* a sign-out */
  int         expected;       /* minute of the day, 1440 and more the day after */
  gint64      actual_ms;      /* 0: none */
  const char *punch, *photo;  /* translated: how the clock, how a photo proves it; "" where it does not */
  int         minutes;        /* late or early */
  ZgGrade     grade;
  const char *result;         /* translated: normal, late, … */
  const char *clause;         /* (nullable): lives as long as the month */
  char       *paper;          /* (nullable): number of the slip or leave */
} ZgAttendanceDetail;

/* zg_attendance_details: rows of one line in order of time. Returns: (transfer full) (element-type ZgAttendanceDetail), frees its
 * texts. */
GArray  *zg_attendance_details    (const ZgMonth *month, int line);

/* How much work was or will be due of one person in a stretch of time. */
typedef struct
{
  int      day_milli, minutes;
  gboolean unknown; /* some day has no hours yet: taken for one of eight */
} ZgWorkSpan;

/* zg_attendance_span: by the person's own hours: what no work is due in (nights, rest days, holidays) is not in it; a segment's
 * part in proportion to its minutes. Errors: those of reading. Thread of @db. */
gboolean zg_attendance_span    (ZgBook *book, ZgDb *db, gint64 staff, gint64 from_ms, gint64 to_ms, ZgWorkSpan *span,
                                GError **error);

/* A user number of a clock with punches in times in which nobody held it. */
typedef struct
{
  gint64 clock;
  char   pin[25];
  gint64 count, first_ms, last_ms;
} ZgUnassignedPin;

/* zg_attendance_unassigned: by clock and user number. Returns: (transfer full) (element-type ZgUnassignedPin); thread of @db. */
GArray  *zg_attendance_unassigned (ZgDb *db, int from, int to, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgMonth, zg_attendance_month_free)

G_END_DECLS
