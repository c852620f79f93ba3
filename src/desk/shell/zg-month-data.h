/* zg-month-data.h: what the month page shows, without any widget: the month read from the book, which lines match, what a cell
 * says. */
#pragma once

#include "zg-attendance.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char  *title;
  int    depth; /* 0: top of the organisation */
} ZgMonthUnit;

/* How far the sheet of a unit is on its way to the payroll. */
typedef struct
{
  gint64 id;
  char  *unit;
  char  *state;        /* id */
  int    due;          /* day number: D04-4.2.1c */
  int    object_until; /* D04-4.2.1e; ZG_NO_DAY: not shown yet */
} ZgMonthSheet;

/* A month with what the page needs beside it. */
typedef struct
{
  ZgMonth *month;
  GArray  *sheets;   /* of ZgMonthSheet: those the person may see */
  GArray  *units;    /* of ZgMonthUnit: all the person may choose from; empty with a reach of own */
  char   **keys;     /* a line: what the search looks through */
} ZgMonthData;

/* zg_month_data_read_async: @first_day: of the month; @unit: 0 all. */
void         zg_month_data_read_async  (ZgSession *session, int first_day, gint64 unit, GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
ZgMonthData *zg_month_data_read_finish (ZgSession *session, GAsyncResult *result, GError **error); /* (transfer full) */
void         zg_month_data_free        (ZgMonthData *data);

/* zg_month_data_lines: lines that match. @search: (nullable): name, pinyin, initials or number. Returns: (transfer full)
 * (element-type int). */
GArray      *zg_month_data_lines       (const ZgMonthData *data, const char *search, gboolean only_exceptions);
/* zg_month_data_is_exception: something nobody has settled: late, early, missed, absent, waiting, single evidence. */
gboolean     zg_month_data_is_exception (const ZgMonthCell *cell);
int          zg_month_data_n_exceptions (const ZgMonth *month);

/* The six sums at the end of a row. */
typedef enum { ZG_MONTH_SUM_WORKED, ZG_MONTH_SUM_LATE, ZG_MONTH_SUM_EARLY, ZG_MONTH_SUM_LEAVE, ZG_MONTH_SUM_ABSENT,
               ZG_MONTH_SUM_FULL } ZgMonthSum;
const char  *zg_month_data_sum_title   (int sum);                                        /* translated */
/* zg_month_data_sum: @value: (out): 0 where there is nothing to note. Returns: @buffer of 16 bytes. */
const char  *zg_month_data_sum         (const ZgMonthLine *line, int sum, int *value, char *buffer);
/* zg_month_data_milli: "24", "23.5", "19.86": rounded to hundredths. @buffer: 16 bytes. */
const char  *zg_month_data_milli       (gint64 milli, char *buffer);

/* zg_month_data_tsv: name, number, marks and sums of a line. Returns: (transfer full). */
char        *zg_month_data_tsv         (const ZgMonth *month, int line);
/* zg_month_data_day_text: Returns: (transfer full): "10 月 20 日 周二". */
char        *zg_month_data_day_text    (const ZgMonth *month, int day);
/* zg_month_data_default_month: first day of the month to begin with: this one; up to the day objections end (D04-4.2.1e) the last
 * one. */
int          zg_month_data_default_month (int today);

/* What the panel below the grid says about a cell. Texts (transfer full). */
typedef struct
{
  char      *name, *day, *mark, *schedule, *sentence;
  ZgTone     tone;
  GPtrArray *clauses; /* of static ids: what decided first */
  GPtrArray *papers;  /* of char *: numbers of leave and slips */
} ZgMonthDetailText;

ZgMonthDetailText *zg_month_data_detail      (const ZgMonth *month, int line, int day);
void               zg_month_data_detail_free (ZgMonthDetailText *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgMonthData, zg_month_data_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgMonthDetailText, zg_month_data_detail_free)

G_END_DECLS
