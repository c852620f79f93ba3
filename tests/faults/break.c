/* Parts that fail while a step is written: nothing is acknowledged that is not there, nothing is there that was
 * refused, the error
 * says which, and asking again by the command's id settles it, without the book being opened anew. */
#include "faults.h"

#include <string.h>

#include "disk.h"
#include "zg-error.h"

static void
disk_arm_once (guint n)
{
  disk_fail (DISK_FAILS_ONCE, n);
}

static void
disk_arm_from (guint n)
{
  disk_fail (DISK_FAILS, n);
}

static void
disk_arm_full (guint n)
{
  disk_fail (DISK_FULL, n);
}

static const int io_codes[] = { ZG_ERROR_IO, ZG_ERROR_UNKNOWN_OUTCOME, -1 }, full_codes[] = { ZG_ERROR_FULL, -1 };

const Breaker disk_once = { "one call of the disk", disk_arm_once, disk_heal, 40, io_codes };
const Breaker disk_from = { "no disk from then on", disk_arm_from, disk_heal, 40, io_codes };
const Breaker disk_full = { "disk full", disk_arm_full, disk_heal, 16, full_codes };

enum { MOST_USES = 4000 }; /* where a step is not done by then it never will */

typedef struct
{
  const Run     *run;
  const Breaker *breaker;
  House          house;
  char          *state; /* of the book before the attempt */
  guint          n_faults, n_hits;
} Breaking;

static void
fault (Breaking *breaking, Case *test, guint n, const char *what, const char *why)
{
  breaking->n_faults++;
  run_fail (test, breaking->breaker->name, "use %u: %s%s%s", n, what, why ? ": " : "", why ? why : "");
}

static gboolean
is_code (const Breaker *breaker, const GError *error)
{
  for (const int *code = breaker->codes; *code >= 0; code++)
    if (g_error_matches (error, ZG_ERROR, *code))
      return TRUE;
  return FALSE;
}

static void
compare (Breaking *breaking, Case *test, guint n, gboolean done)
{
  g_autoptr (GError) error = NULL;
  char              *now = house_state (&breaking->house, &error);

  if (now == NULL)
    fault (breaking, test, n, "the book cannot be read", error->message);
  else if (!done && strcmp (now, breaking->state) != 0)
    fault (breaking, test, n, "something of a refused step is in the book", NULL);
  if (now)
    {
      g_free (breaking->state);
      breaking->state = now;
    }
}

/* Returns: whether the step is done, by which its case has had its turn. */
static gboolean
attempt (Breaking *breaking, Case *test, guint n, char *command)
{
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) error = NULL;
  gboolean           said, done = FALSE;
  guint              failed;

  zg_command_new (command);
  breaking->breaker->arm (n);
  said = house_run (&breaking->house, test, command, NULL, &refused);
  failed = breaking->breaker->heal ();
  test->cycles++;
  breaking->n_hits += failed > 0;
  if (!said && failed == 0)
    fault (breaking, test, n, "refused although nothing failed", refused->message);
  else if (!said && !is_code (breaking->breaker, refused))
    fault (breaking, test, n, "another error than it should be", refused->message);
  if (!house_done (&breaking->house, test, command, &done, &error))
    fault (breaking, test, n, "neither done nor as it was", error->message);
  else if (said && !done)
    fault (breaking, test, n, "acknowledged and not there", NULL);
  else if (!said && done && !g_error_matches (refused, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME))
    fault (breaking, test, n, "refused and there", refused->message);
  compare (breaking, test, n, done);
  return done;
}

static void
settle (Breaking *breaking, Case *test, guint n, const char *command, gboolean done)
{
  g_autoptr (GError) error = NULL;
  ZgOutcome          outcome = { 0 };

  if (!house_run (&breaking->house, test, command, &outcome, &error))
    fault (breaking, test, n, "asked for again it is refused", error->message);
  else if (outcome.repeated != done)
    fault (breaking, test, n, done ? "asked for again it was done again" : "asked for again it was not done", NULL);
  compare (breaking, test, n, TRUE);
}

static void
meet (Breaking *breaking, Case *test)
{
  const Run *run = breaking->run;
  char       command[40];
  guint      n = 0;
  gboolean   done = FALSE;

  for (guint i = 0; !done && i < (run->cycles ? run->cycles : MOST_USES); i++)
    {
      n = run->cycles ? (guint) g_rand_int_range (run->random, 1, breaking->breaker->uses) : n + 1;
      done = attempt (breaking, test, n, command);
    }
  settle (breaking, test, n, command, done);
}

guint
break_run (const Run *run, const Breaker *breaker)
{
  g_autoptr (GError) error = NULL;
  Breaking           breaking = { run, breaker };

  disk_use (TRUE);
  disk_load (cases_image ());
  if (!house_open (&breaking.house, &error) || !house_enter (&breaking.house, &error))
    g_error ("%s", error->message);
  breaking.state = house_state (&breaking.house, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < run->cases->len; i++)
    {
      meet (&breaking, run->cases->pdata[i]);
      run_say (run, breaker->name, i + 1);
    }
  house_close (&breaking.house);
  if (!house_open (&breaking.house, &error) || !zg_book_verify (breaking.house.book, TRUE, NULL, &error))
    fault (&breaking, NULL, 0, "the book is broken", error->message);
  house_close (&breaking.house);
  g_free (breaking.state);
  disk_use (FALSE);
  if (breaking.n_hits < run->cases->len / 2) /* or the run proves nothing */
    fault (&breaking, NULL, 0, "hardly anything failed", NULL);
  g_test_message ("%s: %u failures met, %u steps", breaker->name, breaking.n_hits, run->cases->len);
  return breaking.n_faults;
}
