/* zg-tick.h: what falls due by itself: done by the clock of the book 系统, from a timer (zgctl tick) or the window. Safe to run
 * often: what is done already is not done again. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* ZgTick: does what is due now. @clock: the session of 系统. @report: a line for people about each thing done. Not in a thread of
 * the book. Errors: something due was not done; the others still get their turn. */
typedef gboolean (*ZgTick) (ZgSession *clock, GString *report, GError **error);

/* zg_ticks_add: Once at start, before any thread. */
void     zg_ticks_add        (ZgTick tick);
/* zg_tick_each: the clock takes @verb of each of @ids (gint64), records of @kind; where somebody was faster nothing is done and
 * nothing said. @done: (out): of how many. Errors: the first of those that failed; the others still get their turn. */
gboolean zg_tick_each        (ZgSession *clock, const ZgKind *kind, const GArray *ids, const char *verb, guint *done,
                              GError **error);
/* zg_tick_run: all of them. @report: (out) (transfer full): "" where nothing was due. Errors: DENIED: the key of the clock is not
 * here; else the first of those that failed. */
gboolean zg_tick_run         (ZgBook *book, char **report, GError **error);
/* zg_tick_run_async: in a thread of its own. zg_tick_run_finish: Returns: (transfer full) (nullable): the report. */
void     zg_tick_run_async   (ZgBook *book, GAsyncReadyCallback callback, gpointer user_data);
char    *zg_tick_run_finish  (GAsyncResult *result, GError **error);

/* zg_tick_backup: D18-5.4: the backup of the day, from the minute of `order.backup.time` on; a missed one is made up for. */
gboolean zg_tick_backup      (ZgSession *clock, GString *report, GError **error);
/* zg_tick_backup_day: of which day a backup made at @made_ms is the one (D18-5.4): it is that day's from its @minute on until the
 * same minute of the next day. Pure. */
int      zg_tick_backup_day    (gint64 made_ms, int minute);
/* zg_tick_backup_since: from when on one can be due: nothing was before there was a book. ms. Thread of @db. */
gint64   zg_tick_backup_since  (ZgDb *db);
/* zg_tick_backup_is_due: whether a backup should have been made since @made_ms (0: never). @minute: of the day. Pure. */
gboolean zg_tick_backup_is_due (gint64 made_ms, gint64 now_ms, int minute);

G_END_DECLS
