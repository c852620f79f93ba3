/* zg-attendance-private.h: shared within the attendance module. */
#pragma once

#include <string.h>

#include "zg-attendance-kinds.h"
#include "zg-attendance.h"
#include "zg-attendance-close.h"
#include "zg-module.h"
#include "zg-policy.h"
#include "zg-staff.h"

G_BEGIN_DECLS

/* zg_schedule_of_record, zg_schedule_of_notice: what the judge reads; texts are interned. */
void     zg_schedule_of_record   (const ZgRecord *record, ZgSchedule *schedule);
void     zg_schedule_of_notice   (const ZgRecord *record, ZgSchedule *schedule);

gboolean zg_attendance_set_up    (ZgSession *session, const char *structure, GError **error);

/* What the layouts of a clock's files share (zg-attendance-userdat.c): the argument, its value proposed from the file's name, the
 * clock that was chosen (USAGE where none was), and whether the name of the file holds @part. */
extern const ZgArgument zg_clock_argument[1];
char    *zg_clock_propose        (const ZgArgument *argument, const char *name, GBytes *bytes, ZgSession *session, ZgDb *db);
gboolean zg_clock_asked          (ZgDb *db, const char *name, const char *const *values, gint64 *id, ZgRecord **clock,
                                  GError **error);
gboolean zg_clock_file_named     (const char *name, const char *part);

extern const ZgLayout zg_attlog_layout, zg_user_dat_layout, zg_holiday_layout, zg_dingtalk_layout, zg_wecom_layout,
    zg_app_people_layout;
void     zg_attendance_sheets_init (void);

/* -- Facts of a month -- */

#define ZG_FACTS_MARGIN 2 /* days before and after the month: a day's punches end where the next shift begins */

/* What all people of one category and unit share. */
typedef struct
{
  int            category;
  gint64         unit;
  GArray        *assignments; /* of ZgJudgeAssignment */
  GArray        *notices;     /* of ZgJudgeNotice */
  ZgJudgeParams *params;      /* one a period */
} ZgFactsGroup;

/* One person; arrays are borrowed from the facts. */
typedef struct
{
  ZgFactsGroup            *group;
  GArray                  *own;    /* (nullable): assignments of this person alone */
  const ZgJudgeRosterDay  *roster; /* (nullable): n_span days */
  const ZgJudgePaper      *papers;
  gsize                    n_papers;
  const ZgJudgePunch      *punches;
  gsize                    n_punches;
  gint64                   cut_ms; /* of a closed month: what came later is not known; 0: open */
} ZgFactsPerson;

typedef struct
{
  gint64     id;
  char       code[8];
  int        from, to;   /* ZG_NO_DAY: open */
  ZgSchedule schedule;
} ZgFactsVersion;

/* Whom a schedule holds for. */
typedef struct
{
  char   code[8];
  int    category;
  gint64 unit, staff;
  int    from, to; /* ZG_NO_DAY: open */
} ZgFactsUse;

typedef struct
{
  ZgJudgeNotice notice;
  ZgSchedule    hours;
  int           category;
  gint64        unit;
} ZgFactsNotice;

struct _ZgMonthFacts
{
  GStringChunk       *texts;
  int                 span_first, n_span;  /* days: the month with its margins */
  gint64              now;                 /* instant */
  ZgJudgeCalendarDay *calendar;            /* n_span */
  GArray             *versions;            /* of ZgFactsVersion, by code and day; not resized once read */
  GArray             *uses;
  GPtrArray          *notices;
  GHashTable         *groups;              /* "category/unit" → ZgFactsGroup */
  GHashTable         *above;               /* unit → unit above it, gint64 */
  ZgPolicy           *policy;
  GArray *periods; /* of int: first days within the month on which parameters change; begins with the month */
  ZgFactsPerson      *people;              /* one a line */
  GHashTable         *shifts;              /* id → ZgRosterShift */
  GPtrArray          *blocks;              /* memory of rosters, papers and punches */
  GArray             *photos;              /* of ZgFactsPhoto, by line, then time */
  GHashTable         *lines;               /* staff → line + 1 */
  gboolean            closing;             /* judged as by a closed sheet: nothing waits any more */
};

typedef struct
{
  int    line;
  gint64 at; /* instant */
} ZgFactsPhoto;

/* zg_month_facts_new: everything but punches, for the lines of @roll. @frozen: (nullable): people of closed results
 * (zg_attendance_freeze). @pretend: (nullable): "key=value" …, NULL: in place of the rules in force. */
ZgMonthFacts *zg_month_facts_new    (ZgDb *db, const ZgStaffRoll *roll, GHashTable *frozen, int first_day, int n_days,
                                     gint64 now_ms, const char *const *pretend, GError **error);
/* zg_month_facts_hours: the same without anybody's own papers: calendar, schedules, notices and parameters. */
ZgMonthFacts *zg_month_facts_hours  (ZgDb *db, const ZgStaffRoll *roll, GHashTable *frozen, int first_day, int n_days,
                                     gint64 now_ms, const char *const *pretend, GError **error);
void          zg_month_facts_free   (ZgMonthFacts *facts);
/* zg_month_facts_place: gives each line its group: schedules, notices and parameters (zg-attendance-groups.c). */
void          zg_month_facts_place (ZgMonthFacts *facts, const ZgStaffRoll *roll, GHashTable *frozen);
void          zg_month_facts_group_free (gpointer group);
gboolean      zg_month_facts_papers (ZgMonthFacts *facts, ZgDb *db, GError **error); /* leave, slips, roster, photos */
/* zg_month_facts_fill: what the judge reads of one line. */
void          zg_month_facts_fill   (const ZgMonthFacts *facts, const ZgMonthLine *line, int index, ZgJudgeFacts *out);
const ZgJudgeParams *zg_month_facts_params (const ZgMonthFacts *facts, int index, int day);
int           zg_month_facts_line   (const ZgMonthFacts *facts, gint64 staff); /* -1 */
/* zg_month_facts_knew: whether what was entered at @created_ms counts for the line: a closed one knows nothing later. */
gboolean      zg_month_facts_knew   (const ZgMonthFacts *facts, int line, gint64 created_ms);
gpointer      zg_month_facts_block  (ZgMonthFacts *facts, gsize bytes);        /* zeroed, lives as long as the facts */
void          zg_month_facts_judge  (const ZgMonth *month, int line, ZgDayResult *results, ZgMonthTotals *totals);

static inline gint64
zg_month_facts_instant (gint64 ms)
{
  return (ms + G_GINT64_CONSTANT (28800000)) / 1000;
}

/* zg_month_read: reads the punches of all lines and judges them while they come. */
gboolean      zg_month_read    (ZgMonth *month, ZgBook *book, ZgDb *db, GCancellable *cancellable, GError **error);
/* zg_month_line_judged: cells, totals and remarks of one line; any thread, one line at a time. */
void          zg_month_line_judged (ZgMonth *month, int line, ZgDayResult *scratch);
/* zg_month_rules: the parameters in force and the schedules. */
void          zg_month_rules   (ZgMonth *month);

/* zg_attendance_read_counted: fills .corrections. */
gboolean zg_attendance_read_counted (ZgMonth *month, ZgDb *db, GError **error);

void     zg_objection_paper_init    (void); /* the paper objection_form */

G_END_DECLS
