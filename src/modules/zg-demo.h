/* zg-demo.h: a trial book with invented people, and a clock's file that has not been read in yet. The same numbers on the same
 * day make the same book (every sheet equal; keys and ids are random). */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* zg_demo_create: @staff: people, at least 12; @months: full months before the current one, 1 … 24; @seed: any number.
 * @recovery: (out) (transfer full). Sets the clock while it works and lets it go afterwards. Log-ins: admin, chenjing (HR),
 * zhoumin (manager), the group leaders and some employees, all with the trial password. Returns: (transfer full). Main thread. */
ZgBook  *zg_demo_create       (const char *path, int staff, int months, guint seed, char **recovery, GError **error);

/* zg_demo_write_attlog: the punches of one clock in the current month up to yesterday, as the clock would write them: the same
 * people as zg_demo_create with the same numbers. @clock: 1 or 2. @n_lines: (out) (optional). */
gboolean zg_demo_write_attlog (const char *path, int clock, int staff, guint seed, int *n_lines, GError **error);

G_END_DECLS
