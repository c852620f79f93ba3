/* zg-day.h: calendar days and times of day. A day is an int, days since 1970-01-01, in C and the text `YYYY-MM-DD` in the
 * book and in files; a month is `YYYY-MM`; a time of day is minutes (or seconds) after midnight of Asia/Shanghai; an instant
 * is ms UTC. Pure, runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZG_NO_DAY G_MININT

/* zg_day_parse: accepts exactly `YYYY-MM-DD` of a day that exists, years 1900–9999. Returns: FALSE and leaves @day else. */
gboolean zg_day_parse      (const char *text, int *day);
/* zg_day_format: @buffer: 11 bytes. Returns: @buffer. */
char    *zg_day_format     (int day, char *buffer);
int      zg_day_from_ymd   (int year, int month, int day_of_month); /* ZG_NO_DAY where there is no such day */
void     zg_day_to_ymd     (int day, int *year, int *month, int *day_of_month);
int      zg_day_weekday    (int day); /* 1 Monday … 7 Sunday */
int      zg_day_of_ms      (gint64 ms);
int      zg_second_of_ms   (gint64 ms); /* second of the Shanghai day, 0 … 86399 */
gint64   zg_day_to_ms      (int day, int second); /* second may lie outside 0 … 86399 (the night before, the night after) */

/* Months: first day of it; number of days; `YYYY-MM` ↔ first day. */
int      zg_month_days     (int year, int month);
int      zg_month_first    (int day, int months); /* first day of the month of @day, @months later (negative: before) */
gboolean zg_month_parse    (const char *text, int *first_day, int *n_days);
char    *zg_month_format   (int day, char *buffer); /* 8 bytes */

/* zg_day_parse_loose: what people and files write: 2026-11-03, 2026/11/3, 2026.11.3, 2026年11月3日, 20261103, 26-11-03. */
gboolean zg_day_parse_loose  (const char *text, int *day);
/* zg_minute_parse: `8:30`, `08:30`, `0830`, `8：30`, `24:00`; up to 47:59 (the day after). Returns: FALSE where it is no time. */
gboolean zg_minute_parse     (const char *text, int *minute);
char    *zg_minute_format    (int minute, char *buffer); /* `08:30`, 24 h and more as `次日` is the caller's word; 6 bytes */
/* zg_stamp_parse: `YYYY-MM-DD HH:MM[:SS]`, also / and . and T between; Returns: ms UTC by @ms. */
gboolean zg_stamp_parse      (const char *text, gint64 *ms);
char    *zg_stamp_format     (gint64 ms, char *buffer); /* `YYYY-MM-DD HH:MM:SS`, 20 bytes */

G_END_DECLS
