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

/* A part of the machine that fails at the n-th use. */
typedef struct
{
  const char *name;
  void      (*arm)  (guint n);
  guint     (*heal) (void);  /* Returns: how often it failed */
  guint       uses;          /* a step needs about so many */
  const int  *codes;         /* errors that may come of it, ends with -1 */
} Breaker;

extern const Breaker disk_once, disk_from, disk_full, memory_once, memory_from;

/* break_run: every case meets the failing part, at .cycles moments by chance, or with 0 at its every use. Returns: faults. */
guint break_run (const Run *run, const Breaker *breaker);

/* memory_install: before the engine is used: its allocations can fail. */
void  memory_install (void);

/* kill_run: .cycles killed processes on a file of the real disk. Returns: faults. */
guint kill_run (const Run *run);
