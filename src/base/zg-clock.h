/* zg-clock.h: the only wall clock of the house. Times are milliseconds since 1970 UTC; the business day is that of
 * Asia/Shanghai, which has kept UTC+8 without summer time since 1991 (the zone of the machine plays no part).
 *
 * A trial book or a test sets the clock; it then stands still until set again. Runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZG_CLOCK_OFFSET_MS (8 * 3600 * G_GINT64_CONSTANT (1000))

gint64 zg_clock_now_ms (void);
/* zg_clock_set: @ms: the time it shall be from now on, 0: the machine's own again. */
void   zg_clock_set    (gint64 ms);
/* zg_clock_today: Returns: today's day number (see zg-day.h). */
int    zg_clock_today  (void);

G_END_DECLS
