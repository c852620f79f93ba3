/* Faults under every writing step: ./dev faults. Without --long a short form, for every build. */
#include "faults.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "disk.h"
#include "zg-modules.h"
#include "zg-people.h"

enum { MOST_TOLD = 20 };

static GPtrArray *cases;
static guint32    seed;

void
run_say (const Run *run, const char *what, guint done)
{
  if (run->aloud && (done % 500 == 0 || done == run->cycles))
    printf ("%s: %u of %u\n", what, done, run->cycles);
}

void
run_fail (Case *test, const char *what, const char *format, ...)
{
  static guint     n_told;
  g_autofree char *text = NULL;
  va_list          arguments;

  if (test)
    test->lost++;
  if (n_told++ >= MOST_TOLD)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("seed %u: %s: %s: %s", seed, what, test ? test->name : "", text);
}

static Run
run_new (guint cycles)
{
  return (Run) { cases, g_rand_new_with_seed (seed), cycles };
}

static void
test_power (gconstpointer data)
{
  Run run = run_new (GPOINTER_TO_UINT (data));

  g_assert_cmpuint (power_run (&run, POWER_FULL), ==, 0);
  g_rand_free (run.random);
}

/* The run proves itself: where the engine flushes less, or the disk lies, documents must be lost. */
static void
test_power_sees (gconstpointer data)
{
  Run run = run_new (30);

  g_assert_cmpuint (power_run (&run, GPOINTER_TO_INT (data)), >, 0);
  g_rand_free (run.random);
}

static void
test_break (gconstpointer data)
{
  Run run = run_new (g_getenv ("X") ? atoi (g_getenv ("X")) : 2);

  g_assert_cmpuint (break_run (&run, data), ==, 0);
  g_rand_free (run.random);
}

static void
test_kill (gconstpointer data)
{
  Run run = run_new (GPOINTER_TO_UINT (data));

  g_assert_cmpuint (kill_run (&run), ==, 0);
  g_rand_free (run.random);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  seed = g_getenv ("ZG_SEED") ? (guint32) g_ascii_strtoull (g_getenv ("ZG_SEED"), NULL, 10) : g_random_int ();
  g_test_message ("ZG_SEED=%u", seed);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK); /* what fails may warn */
  memory_install ();
  zg_book_init ();
  zg_modules_init ();
  cases = cases_open ();
  disk_install (cases_path ());
  g_test_add_data_func ("/faults/power", GUINT_TO_POINTER (100), test_power);
  g_test_add_data_func ("/faults/power/sees-normal", GINT_TO_POINTER (POWER_NORMAL), test_power_sees);
  g_test_add_data_func ("/faults/power/sees-lies", GINT_TO_POINTER (POWER_LIES), test_power_sees);
  g_test_add_data_func ("/faults/disk/once", &disk_once, test_break);
  g_test_add_data_func ("/faults/disk/from-then-on", &disk_from, test_break);
  g_test_add_data_func ("/faults/disk/full", &disk_full, test_break);
  g_test_add_data_func ("/faults/memory/once", &memory_once, test_break);
  g_test_add_data_func ("/faults/memory/from-then-on", &memory_from, test_break);
  g_test_add_data_func ("/faults/kill", GUINT_TO_POINTER (100), test_kill);
  result = g_test_run ();
  cases_close ();
  return result;
}
