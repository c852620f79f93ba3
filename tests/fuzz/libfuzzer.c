/* The target named by ZG_FUZZ under libFuzzer. */
#include <signal.h>
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const FuzzTarget *target;

/* GLib stops where a warning is fatal; libFuzzer keeps the input of what aborts. */
static void
on_trap (int signal_number)
{
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *name = g_getenv ("ZG_FUZZ");

  for (target = fuzz_targets; target->name && g_strcmp0 (target->name, name) != 0; target++)
    ;
  if (target->name == NULL)
    g_error ("ZG_FUZZ names no target");
  signal (SIGTRAP, on_trap);
  fuzz_start ();
  atexit (fuzz_end);
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  target->run (data, size);
  return 0;
}
