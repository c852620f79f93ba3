/* Faults under every writing step: ./dev faults. Without --long a short form, for every build. */
#include "faults.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "disk.h"
#include "zg-modules.h"
#include "zg-people.h"

enum { MOST_TOLD = 20, SHORT = 60 };

static GPtrArray *cases;
static guint32    seed;
static gboolean   is_long;

/* To people in the long form, to the log of the tests in the short one. */
static void
tell (gboolean aloud, const char *text)
{
  if (!aloud)
    g_test_message ("%s", text);
  else
    {
      printf ("%s\n", text);
      fflush (stdout);
    }
}

void
run_say (const Run *run, const char *what, guint done)
{
  if (run->aloud && (done % 500 == 0 || done == run->cycles))
    run_note (run, "%s: %u of %u", what, done, run->cycles);
}

void
run_note (const Run *run, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tell (run->aloud, text);
}

void
run_fail (Case *test, const char *what, const char *format, ...)
{
  static guint     n_told;
  g_autofree char *text = NULL, *line = NULL;
  va_list          arguments;

  if (test)
    test->lost++;
  if (n_told++ >= MOST_TOLD)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = g_strdup_printf ("ZG_SEED=%u: %s: %s: %s", seed, what, test ? test->name : "", text);
  tell (is_long, line);
}

static Run
run_new (guint cycles)
{
  return (Run) { cases, g_rand_new_with_seed (seed), cycles, is_long };
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
  Run run = run_new (20);

  g_assert_cmpuint (power_run (&run, GPOINTER_TO_INT (data)), >, 0);
  g_rand_free (run.random);
}

static void
test_break (gconstpointer data)
{
  Run run = run_new (2);

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

/* -- The long form -- */

static const Breaker *const breakers[] = { &disk_once, &disk_from, &disk_full, &memory_once, &memory_from };

static void
print_table (void)
{
  guint cuts = 0, kills = 0, failures = 0, lost = 0;

  printf ("\n%-40s %8s %8s %8s %8s\n", "step", "cuts", "kills", "failures", "lost");
  for (guint i = 0; i < cases->len; i++)
    {
      const Case *test = cases->pdata[i];

      printf ("%-40s %8u %8u %8u %8u\n", test->name, test->cuts, test->kills, test->failures, test->lost);
      cuts += test->cuts;
      kills += test->kills;
      failures += test->failures;
      lost += test->lost;
    }
  printf ("%-40s %8u %8u %8u %8u\n", "all", cuts, kills, failures, lost);
}

/* @only: (nullable): "power", "kill" or "break" alone: each of them takes its time. */
static int
run_long (guint cycles, const char *only)
{
  Run   run = run_new (cycles);
  guint n_faults = 0, n_seen = 0;

  if (only == NULL || g_str_equal (only, "power"))
    n_faults += power_run (&run, POWER_FULL);
  if (only == NULL || g_str_equal (only, "kill"))
    n_faults += kill_run (&run);
  for (guint i = 0; i < G_N_ELEMENTS (breakers) && (only == NULL || g_str_equal (only, "break")); i++)
    {
      run.cycles = breakers[i]->uses > 100 ? 40 : 0; /* every call of the disk; of the allocations some */
      n_faults += break_run (&run, breakers[i]);
    }
  run.cycles = MIN (cycles, 1000);
  n_seen = power_run (&run, POWER_NORMAL);
  print_table ();
  printf ("with less flushing %u of %u cuts lose something, as they must\n", n_seen, run.cycles);
  g_rand_free (run.random);
  return n_faults == 0 && n_seen > 0 ? 0 : 1;
}

/* "--long [N [power|kill|break]]" in place of what the tests take. Returns: cycles, 0: the short form. */
static guint
long_cycles (int argc, char **argv)
{
  if (argc < 2 || !g_str_equal (argv[1], "--long"))
    return 0;
  return argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 10000;
}

/* What is made to fail says so, a thousand times. */
static void
on_warning_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

/* The short form: as many steps as fit into a check, others with each commit, in their order: one may rest on another before it.
 * The long one takes all. */
static void
take_some (void)
{
  GRand *random = g_rand_new_with_seed (seed);
  guint  wanted = MIN (SHORT, cases->len);

  for (guint i = 0; i < cases->len;)
    if ((guint) g_rand_int_range (random, 0, (gint32) (cases->len - i)) < wanted)
      i++, wanted--;
    else
      g_ptr_array_remove_index (cases, i);
  g_rand_free (random);
}

static void
add_tests (void)
{
  static const char *const names[] = { "disk/once", "disk/from-then-on", "disk/full", "memory/once", "memory/from-then-on" };

  g_test_add_data_func ("/faults/power", GUINT_TO_POINTER (SHORT), test_power);
  g_test_add_data_func ("/faults/power/sees-normal", GINT_TO_POINTER (POWER_NORMAL), test_power_sees);
  g_test_add_data_func ("/faults/power/sees-lies", GINT_TO_POINTER (POWER_LIES), test_power_sees);
  for (guint i = 0; i < G_N_ELEMENTS (breakers); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/", names[i], NULL);

      g_test_add_data_func (path, breakers[i], test_break);
    }
  g_test_add_data_func ("/faults/kill", GUINT_TO_POINTER (SHORT), test_kill);
}

int
main (int argc, char **argv)
{
  guint       cycles = long_cycles (argc, argv);
  const char *only = cycles && argc > 3 ? argv[3] : NULL;
  int         result;

  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE); /* nothing here needs a slow disk: the faults are our own */
  is_long = cycles > 0;
  argc = is_long ? 1 : argc;
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_handler (NULL, G_LOG_LEVEL_WARNING, on_warning_cb, NULL);
  seed = g_getenv ("ZG_SEED") ? (guint32) g_ascii_strtoull (g_getenv ("ZG_SEED"), NULL, 10) : g_random_int ();
  g_test_message ("ZG_SEED=%u", seed);
  memory_install ();
  zg_book_init ();
  zg_modules_init ();
  cases = cases_open ();
  if (!is_long)
    take_some ();
  disk_install (cases_path ());
  add_tests ();
  result = is_long ? run_long (cycles, only) : g_test_run ();
  cases_close ();
  return result;
}
