/* zg-report-month.h: the month sheet of attendance (R01) in its outputs: what stands in which column, how a mark is written, what
 * is counted. Between the files of the month; a ZgMonth is only read. */
#pragma once

#include "zg-attendance.h"
#include "zg-module.h"
#include "zg-report-book.h"
#include "zg-report-table.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean desk_marks;  /* ✓ 休 迟 …; else the paper tradition √ ● ★ … */
  gboolean count_first; /* counts before the days */
  gboolean half_days;   /* two rows a person: morning, afternoon */
} ZgMonthStyle;

typedef enum
{
  ZG_MONTH_NO,       /* running number */
  ZG_MONTH_NUMBER,   /* staff number */
  ZG_MONTH_NAME,
  ZG_MONTH_CATEGORY,
  ZG_MONTH_HALF,     /* morning, afternoon */
  ZG_MONTH_DAY,      /* .at = 0 … */
  ZG_MONTH_COUNT,    /* .at = ZgMonthCount */
  ZG_MONTH_FULL,
  ZG_MONTH_REMARKS,
  ZG_MONTH_SIGN,
} ZgMonthSort;

typedef struct
{
  ZgMonthSort sort;
  int         at;
} ZgMonthColumn;

/* What is counted, in the order of the sheet. The leave types stand where ZG_COUNT_LEAVE is. */
typedef enum
{
  ZG_COUNT_DUE,
  ZG_COUNT_WORKED,
  ZG_COUNT_LATE,
  ZG_COUNT_LATE_MIN,
  ZG_COUNT_EARLY,
  ZG_COUNT_EARLY_MIN,
  ZG_COUNT_MISSED,
  ZG_COUNT_LEAVE,
  ZG_COUNT_WAITING = ZG_COUNT_LEAVE + ZG_JUDGE_LEAVE_OTHER + 1, /* leave the rules ask for, not approved yet */
  ZG_COUNT_ABSENT,
  ZG_COUNT_REST,    /* of the rest accounts */
  ZG_COUNT_OFF,     /* days off by schedule, roster or notice */
  ZG_COUNT_HOLIDAY, /* days of public holiday */
  ZG_COUNT_DUTY,
  ZG_COUNT_OVERTIME,
  ZG_N_COUNTS
} ZgMonthCount;

const char *zg_count_title (int count); /* translated */
ZgType      zg_count_type  (int count); /* ZG_DAYS, ZG_INT, ZG_MINUTES */
gint64      zg_count_total (const ZgMonthLine *line, int count);
gint64      zg_count_day   (const ZgDayResult *day, int count);
/* zg_count_is_used: whether anybody has any of it; what always stands on the sheet counts as used. */
gboolean    zg_count_is_used (const ZgMonth *month, int count);
/* zg_count_mark: the mark that stands for one of it in a cell, -1 none. */
int         zg_count_mark  (int count);

/* zg_month_columns: of the workbook and of CSV. Returns: (transfer full) (element-type ZgMonthColumn). */
GArray     *zg_month_columns (const ZgMonth *month, const ZgMonthStyle *style);
/* zg_month_heading: Returns: (transfer full): "3" of a day, else words. */
char       *zg_month_heading (const ZgMonth *month, const ZgMonthColumn *column);
/* zg_month_weekday: Returns: (transfer none): 一 … 日 in the language of the interface. */
const char *zg_month_weekday (int weekday);
/* zg_month_is_grey: no ordinary working day. */
gboolean    zg_month_is_grey (const ZgMonthDay *day);

/* zg_month_marks: the signs of a cell. @worst: (out) (optional). @buffer: 32 bytes. */
const char *zg_month_marks   (const ZgMonthCell *cell, const ZgMonthStyle *style, int *worst, char *buffer);
/* zg_month_half: the sign of one half: 0 morning, 1 afternoon; of a day that has no halves its own. */
const char *zg_month_half    (const ZgDayResult *day, const ZgMonthStyle *style, int half, int *worst, char *buffer);
const char *zg_month_sign    (const ZgMonthStyle *style, int mark);
const char *zg_month_full    (const ZgMonthLine *line);
/* zg_month_legend: Returns: (transfer full): all signs with their names. */
char       *zg_month_legend  (const ZgMonthStyle *style);
char       *zg_month_words   (const ZgMonth *month);   /* "客服部 · 2026 年 10 月" (transfer full) */
/* zg_month_silent: the days on which nobody at all punched, in a sentence. Returns: (transfer full) (nullable): none. */
char       *zg_month_silent (const ZgMonth *month);
/* zg_month_cautions: what whoever uses the sheet must know: days not come yet, an unofficial calendar, punches nobody owns.
 * Returns: (transfer full) (element-type char *). */
GPtrArray  *zg_month_cautions (const ZgMonth *month);
/* zg_month_leave_words: Returns: (transfer full): "事假 1", "病假 0.5", a line each, and what waits for a
 * paper last. */
char       *zg_month_leave_words (const ZgMonthLine *line);
/* zg_month_has_row: whether the day is a row of the details: the person is employed and the day has come. */
gboolean    zg_month_has_row (const ZgMonthCell *cell);

/* zg_month_write_book: the whole workbook: sheet, details, rules, chart. Errors: FULL, READ_ONLY, IO, CANCELLED. */
gboolean    zg_month_write_book (const ZgMonth *month, const ZgMonthStyle *style, ZgSession *session, const char *path,
                                 GCancellable *cancellable, GError **error);
/* Sheets of it, after the first. */
gboolean    zg_month_put_details (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const ZgMonthStyle *style,
                                  const char *made, GCancellable *cancellable, GError **error);
void        zg_month_put_rules   (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const char *made);
/* Corrections of closed months are lines of their own below the people: what is more or less of each count, and in words which
 * day, from what to what, leave of any type, why, by which paper. */
int         zg_month_n_corrections (const ZgMonth *month);
const ZgMonthCorrection *zg_month_correction (const ZgMonth *month, int n); /* 0 … zg_month_n_corrections () - 1 */
gint64      zg_count_correction    (const ZgMonthCorrection *correction, int count);
char       *zg_correction_words    (const ZgMonthCorrection *correction); /* (transfer full) */
/* zg_count_sum: of all people and corrections. */
gint64      zg_count_sum           (const ZgMonth *month, int count);
/* zg_month_put_corrections: what payroll adds or takes away for closed months; only where there is any. */
void        zg_month_put_corrections (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const char *made);
void        zg_month_put_chart   (ZgWorkbook *book, lxw_worksheet *sheet, const ZgMonth *month, const char *made);
/* Where the details have what the first sheet sums. */
int         zg_month_detail_column (int count);
lxw_row_t   zg_month_detail_rows   (const ZgMonth *month); /* data rows */
#define ZG_MONTH_DETAIL_FIRST 4                          /* row of the first, from 0 */

/* zg_month_paper: R01 on A4 lying. Returns: (transfer full). */
ZgPaper    *zg_month_paper   (const ZgMonth *month, const ZgMonthStyle *style, const char *made);
/* zg_month_table: R01 as a plain table, for CSV. @month must outlive it. Returns: (transfer full). */
ZgTable    *zg_month_table   (const ZgMonth *month, const ZgMonthStyle *style, ZgSession *session);

G_END_DECLS
