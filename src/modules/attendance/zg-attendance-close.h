/* zg-attendance-close.h: the month's life 月度考勤流程: the department's sheet, each person's result, objections, what comes after
 * the close.
 *
 * A sheet (draft → compiled → reviewed → shown → closed) makes a result for each person when it is submitted. From the close on
 * the month does not change any more: what is judged again gives the same result to the last bit, because
 *  - the people are read from the results (number, name, unit, category, days of employment),
 *  - punches, photos and clock numbers count up to the cut, the instant of the reading that closed it,
 *  - everything else that is dated (leave, slips, roster, schedules, notices, calendar, parameters) is refused for closed days.
 * What arrives later is kept and proposed as a correction in a month still open. Functions with a ZgDb run in its thread. */
#pragma once

#include "zg-attendance.h"
#include "zg-policy.h"
#include "zg-staff.h"

G_BEGIN_DECLS

enum
{
  ZG_MSHEET_MONTH,
  ZG_MSHEET_UNIT,
  ZG_MSHEET_REMARK,
  ZG_MSHEET_DUE,           /* D04-4.2.1c */
  ZG_MSHEET_OBJECT_UNTIL,  /* D04-4.2.1e */
  ZG_MSHEET_PEOPLE,
  ZG_MSHEET_COMPILED_BY,
  ZG_MSHEET_COMPILED_AT,
  ZG_MSHEET_REVIEWED_BY,
  ZG_MSHEET_REVIEWED_AT,
  ZG_MSHEET_SUBMITTED_BY,
  ZG_MSHEET_SUBMITTED_AT,
  ZG_MSHEET_DAYS_LATE,
  ZG_MSHEET_CLOSED_BY,
  ZG_MSHEET_CLOSED_AT,
  ZG_MSHEET_CUT,           /* instant: what is known later is not in it */
  ZG_MSHEET_HEADS,         /* ends of the audit chains then: "chain:seq …" */
  ZG_MSHEET_RULES,         /* parameters and schedule versions it was judged by */
  ZG_MSHEET_N_FIELDS
};

enum
{
  ZG_RESULT_SHEET,
  ZG_RESULT_STAFF,
  ZG_RESULT_MONTH,
  ZG_RESULT_NUMBER,
  ZG_RESULT_NAME,
  ZG_RESULT_UNIT,
  ZG_RESULT_PATH,          /* units above it then: "3/1" */
  ZG_RESULT_POST,
  ZG_RESULT_CATEGORY,
  ZG_RESULT_EMPLOYMENT,
  ZG_RESULT_JOINED,
  ZG_RESULT_LEFT,
  ZG_RESULT_DUE,
  ZG_RESULT_WORKED,
  ZG_RESULT_LATE,
  ZG_RESULT_LATE_MINUTES,
  ZG_RESULT_EARLY,
  ZG_RESULT_EARLY_MINUTES,
  ZG_RESULT_MISSED,
  ZG_RESULT_ABSENT,
  ZG_RESULT_LEAVE,
  ZG_RESULT_REST,
  ZG_RESULT_FULL,
  ZG_RESULT_MARKS,         /* a sign a day, with blanks between */
  ZG_RESULT_DIGEST,        /* SHA-256 of all that was judged */
  ZG_RESULT_ANSWER,        /* how it came to be accepted */
  ZG_RESULT_ANSWERED_AT,
  ZG_RESULT_CHANGED,       /* (nullable): what is otherwise than first shown */
  ZG_RESULT_N_FIELDS
};
enum { ZG_ANSWER_ACCEPTED = 1, ZG_ANSWER_SILENT, ZG_ANSWER_SETTLED };

enum
{
  ZG_OBJECTION_STAFF,
  ZG_OBJECTION_MONTH,
  ZG_OBJECTION_DAYS,
  ZG_OBJECTION_TEXT,
  ZG_OBJECTION_PROOF,
  ZG_OBJECTION_RESULT,
  ZG_OBJECTION_FILED_AT,
  ZG_OBJECTION_CONSULTED,
  ZG_OBJECTION_REPLY,
  ZG_OBJECTION_DECIDED_BY,
  ZG_OBJECTION_DECIDED_AT,
  ZG_OBJECTION_N_FIELDS
};

enum
{
  ZG_CORRECTION_STAFF,
  ZG_CORRECTION_DAY,
  ZG_CORRECTION_MONTH,
  ZG_CORRECTION_REASON,
  ZG_CORRECTION_WORKED,
  ZG_CORRECTION_ABSENT,
  ZG_CORRECTION_LEAVE,
  ZG_CORRECTION_LATE,
  ZG_CORRECTION_EARLY,
  ZG_CORRECTION_MISSED,
  ZG_CORRECTION_WAS,
  ZG_CORRECTION_IS,
  ZG_CORRECTION_PROOF,
  ZG_CORRECTION_APPROVER,
  ZG_CORRECTION_DECIDED_AT,
  ZG_CORRECTION_N_FIELDS
};

extern const ZgKind zg_attendance_sheet, zg_attendance_result, zg_objection, zg_attendance_correction;

/* -- Deadlines (D04-4.2.1c, D04-4.2.1e) -- */

/* zg_attendance_due: the day of the month after @first_day named by "att.sheet.due_day" or "att.objection.due_day"; the sheet's
 * moves off a rest day where "att.sheet.restday" says so. Returns: ZG_NO_DAY and sets @error where reading failed. */
int      zg_attendance_due         (ZgDb *db, const char *key, int first_day, gint64 unit, GError **error);
/* zg_attendance_due_end: the instant after which @due is missed: the end of that day, or its beginning where
 * "att.due.inclusive" says no. */
gint64   zg_attendance_due_end     (ZgPolicy *policy, int due, gint64 unit);

/* -- The closed month -- */

/* zg_attendance_closed_for: last closed day of @staff, of somebody in @unit or below, or of anybody (both 0). @day: (out):
 * ZG_NO_DAY where nothing is closed. Errors: those of reading. */
gboolean zg_attendance_closed_for  (ZgDb *db, gint64 staff, gint64 unit, int *day, GError **error);
/* zg_attendance_check_open: a fault where @day lies in a closed month of @staff, of @unit, or of anybody; @margin: days after
 * the month that reach into its last day. Names the guard. For checks of whatever is dated and judged. */
void     zg_attendance_check_open  (ZgWork *work, int field, gint64 staff, gint64 unit, int day, int margin);
#define ZG_CLOSE_MARGIN 2

/* zg_attendance_freeze: puts the people of closed results into @roll as they were, in place of what the file says of them now.
 * Returns: (transfer full) (element-type gint64 ZgFrozen) (nullable): by staff id; NULL on error. */
typedef struct
{
  gint64 staff, cut_ms;
  char  *path;
} ZgFrozen;
GHashTable *zg_attendance_freeze   (ZgDb *db, ZgStaffRoll *roll, int first_day, gint64 unit, gint64 staff, GError **error);

/* zg_attendance_sheets_of: Returns: (transfer full) (element-type gint64): the units' sheets for the month of @first_day. */
GArray  *zg_attendance_sheets_of (ZgDb *db, int first_day, GError **error);
/* zg_attendance_result_fill: what was judged of @line into a result. @changed: TRUE notes what is otherwise than before. */
void     zg_attendance_result_fill (ZgRecord *result, const ZgMonth *month, int line, gboolean changed);
/* zg_attendance_result_of: the result of @staff for the month of @first_day that stands. @id: (out): 0: none was shown yet.
 * @closed: (out): whether it does not change any more. Errors: those of reading. Thread of @db. */
gboolean zg_attendance_result_of   (ZgDb *db, gint64 staff, int first_day, gint64 *id, gboolean *closed, GError **error);
/* zg_attendance_line_digest: SHA-256 over every number of the days and sums. Returns: (transfer full) */
char    *zg_attendance_line_digest (const ZgMonth *month, int line);
/* zg_attendance_judge_all: the month of everybody in @unit, for the book itself: no reach narrows it. @how: what a sheet counts.
 * Returns: (transfer full) */
typedef enum
{
  ZG_JUDGE_AS_SHOWN, /* closed people as they were closed */
  ZG_JUDGE_CLOSING,  /* nothing waits any more */
  ZG_JUDGE_AS_KNOWN, /* closed people too by all that is known now: what came after the close shows */
} ZgJudgeHow;
ZgMonth *zg_attendance_judge_all   (ZgBook *book, ZgDb *db, int first_day, gint64 unit, gint64 staff, ZgJudgeHow how,
                                    GError **error);

/* zg_attendance_verify_closed: judges every closed month again. @n: (out): results compared. Errors: CORRUPT with the first one
 * that is otherwise. */
gboolean zg_attendance_verify_closed (ZgBook *book, ZgDb *db, gint64 *n, GError **error);

/* -- After closing -- */

typedef struct
{
  gint64 staff;
  int    day;
  char  *was, *is;                        /* marks */
  int    worked, absent, leave;           /* milli more */
  int    late, early, missed;             /* more */
} ZgAfterClosing;

/* zg_attendance_differences: days that are judged otherwise in @is than in @was, person by person. Returns: (transfer full)
 * (element-type ZgAfterClosing). Pure. */
GPtrArray *zg_attendance_differences (const ZgMonth *was, const ZgMonth *is);
/* zg_attendance_after_closing: days of closed people that would be judged otherwise by what is known now. Returns: (transfer
 * full) (element-type ZgAfterClosing) (nullable). */
GPtrArray *zg_attendance_after_closing (ZgBook *book, ZgDb *db, int first_day, gint64 unit, GError **error);

/* zg_tick_silence: D04-4.2.1g: who did not object in time has accepted. A ZgTick. */
gboolean zg_tick_silence           (ZgSession *clock, GString *report, GError **error);

void     zg_attendance_close_init  (void);
void     zg_attendance_duties_init (void);

G_END_DECLS
