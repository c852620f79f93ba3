/* faults.h: the runs. Each counts into the cases and prints what it was doing where something is lost or broken. */
#pragma once

#include "cases.h"

typedef struct
{
  GPtrArray *cases; /* of Case */
  GRand     *random;
  guint      cycles;
  gboolean   aloud; /* progress */
} Run;

/* run_say: progress of the long form: @done of .cycles. */
void run_say   (const Run *run, const char *what, guint done);
/* run_fail: a fault of the book, counted for @test (nullable) and printed. */
void run_fail  (Case *test, const char *what, const char *format, ...) G_GNUC_PRINTF (3, 4);

typedef enum { POWER_FULL, POWER_NORMAL, POWER_LIES } PowerMode;

/* power_run: .cycles cuts. Returns: documents that were acknowledged and are not there, and books that are broken. Only
 * POWER_FULL counts into the cases; the others are the proof that the run sees a loss. */
guint power_run (const Run *run, PowerMode mode);
