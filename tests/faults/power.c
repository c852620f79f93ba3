/* The power goes at any moment of any step: what was acknowledged is there, the rest is whole or absent. All steps are run once
 * while the disk takes notes; each cut is then made from the notes. */
#include "faults.h"

#include <string.h>

#include "disk.h"
#include "zg-error.h"

/* One step on the tape, and the book after it. */
typedef struct
{
  char  command[40];
  guint begin, end; /* position on the tape when it was asked for and when it was acknowledged */
  char *state;
} Taken;

typedef struct
{
  DiskNotes *notes;
  GArray    *taken; /* of Taken; the first is the opening */
  guint      length;
} Tape;

static void
taken_clear (gpointer data)
{
  g_free (((Taken *) data)->state);
}

static void
tape_clear (Tape *tape)
{
  g_array_unref (tape->taken);
  disk_notes_free (tape->notes);
}

static gpointer
sync_less (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_run (db, error, "PRAGMA synchronous=NORMAL", NULL) ? data : NULL;
}

static gpointer
fold_log (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_checkpoint (db, error) ? data : NULL;
}

static void
tape_step (Tape *tape, House *house, const Case *test)
{
  g_autoptr (GError) error = NULL;
  Taken              taken = { .begin = disk_position () };

  zg_command_new (taken.command);
  if (test && !house_run (house, test, taken.command, NULL, &error))
    g_error ("%s: %s", test->name, error->message);
  taken.end = disk_position ();
  taken.state = house_state (house, &error);
  g_assert_no_error (error);
  g_array_append_val (tape->taken, taken);
}

static void
tape_make (Tape *tape, const Run *run, PowerMode mode)
{
  g_autoptr (GError) error = NULL;
  House              house;

  tape->taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  g_array_set_clear_func (tape->taken, taken_clear);
  disk_load (cases_image ());
  disk_note_begin ();
  house_open (&house, &error);
  g_assert_no_error (error);
  house_enter (&house, &error);
  g_assert_no_error (error);
  if (mode == POWER_NORMAL)
    g_assert_nonnull (zg_store_write (zg_book_store (house.book), sync_less, run->cases, NULL));
  tape_step (tape, &house, NULL);
  for (guint i = 0; i < run->cases->len; i++)
    {
      tape_step (tape, &house, run->cases->pdata[i]);
      if (g_rand_int_range (run->random, 0, 8) == 0)
        g_assert_nonnull (zg_store_write (zg_book_store (house.book), fold_log, run->cases, NULL));
    }
  house_close (&house);
  tape->length = disk_position ();
  tape->notes = disk_note_end ();
}

/* -- After a cut -- */

/* How many steps the book holds; -1: it is as it never was. */
static int
steps_in (const Tape *tape, const char *state)
{
  for (guint i = 0; i < tape->taken->len; i++)
    if (g_str_equal (g_array_index (tape->taken, Taken, i).state, state))
      return (int) i;
  return -1;
}

/* Asked for again by the command's id, the last step that is there is not done twice, and the next one is done. */
static gboolean
settle (const Tape *tape, const Run *run, House *house, int last, GError **error)
{
  gboolean done;

  for (int i = MAX (last, 1); i <= last + 1 && i < (int) tape->taken->len; i++)
    {
      const Taken *taken = &g_array_index (tape->taken, Taken, i);
      const Case  *test = run->cases->pdata[i - 1];
      ZgOutcome    outcome = { 0 };

      if (!house_done (house, test, taken->command, &done, error) ||
          !house_run (house, test, taken->command, &outcome, error))
        return FALSE;
      if (done == (i <= last) && outcome.repeated == done)
        continue;
      g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT, "%s: %s, then %s", test->name, done ? "done" : "not done",
                   outcome.repeated ? "repeated" : "done now");
      return FALSE;
    }
  return TRUE;
}

/* Returns: number of steps in the book, -1 with an error where it is broken. */
static int
look (const Tape *tape, const Run *run, GError **error)
{
  g_autofree char *state = NULL;
  House            house;
  int              last = -1;

  if (!house_open (&house, error))
    return -1;
  if (zg_book_verify (house.book, TRUE, NULL, error) && (state = house_state (&house, error)) != NULL)
    {
      last = steps_in (tape, state);
      if (last < 0)
        g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT, "half of a step is in the book");
      else if (!house_enter (&house, error) || !settle (tape, run, &house, last, error))
        last = -1;
    }
  house_close (&house);
  return last;
}

static int
acknowledged_at (const Tape *tape, guint position)
{
  int n = 0;

  while (n + 1 < (int) tape->taken->len && g_array_index (tape->taken, Taken, n + 1).end <= position)
    n++;
  return n;
}

/* Moments while step @i is written and a little after; of the last one until the book is closed. */
static guint
moment_of (const Tape *tape, const Run *run, guint i)
{
  const Taken *taken = &g_array_index (tape->taken, Taken, i);
  guint        until = i + 1 < tape->taken->len ? MIN (taken->end + 4, tape->length) : tape->length;

  return (guint) g_rand_int_range (run->random, (gint32) taken->begin, (gint32) until + 1);
}

guint
power_run (const Run *run, PowerMode mode)
{
  Tape  tape;
  guint n_lost = 0;

  disk_use (TRUE);
  tape_make (&tape, run, mode);
  for (guint n = 0; n < run->cycles; n++)
    {
      g_autoptr (GError) error = NULL;
      guint              i = n % run->cases->len, position = moment_of (&tape, run, i + 1), seed = g_rand_int (run->random);
      g_autoptr (GRand)  random = g_rand_new_with_seed (seed);
      Case              *test = run->cases->pdata[i];
      int                there, expected = acknowledged_at (&tape, position);

      disk_cut (tape.notes, position, random, mode == POWER_LIES ? DISK_LIES : DISK_HONEST);
      there = look (&tape, run, &error);
      n_lost += there < expected;
      if (mode == POWER_FULL)
        {
          test->cycles++;
          if (there < expected)
            run_fail (test, "cut", "change %u of %u, seed %u: %d of %d acknowledged steps are there: %s", position, tape.length,
                      seed, there, expected, error ? error->message : "");
        }
      run_say (run, "cuts", n + 1);
    }
  tape_clear (&tape);
  disk_use (FALSE);
  return n_lost;
}
