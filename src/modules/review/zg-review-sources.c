/* zg-review-sources.c: the facts attendance and staff hold: faults of the judged month, conduct, starts of the day, handovers. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-checklist.h"
#include "zg-conduct.h"
#include "zg-day.h"
#include "zg-review-private.h"
#include "zg-staff-handover.h"

/* -- The judged months of a reading -- */

/* A closed month as it was closed, any other as it stands. Read once for everybody. */
static const ZgMonth *
month_of (const ZgReviewAsk *ask, int day, GError **error)
{
  char             text[8];
  g_autofree char *key = g_strconcat ("month/", zg_month_format (day, text), NULL);
  ZgMonth         *month = zg_review_kept (ask, key);

  if (month)
    return month;
  month = zg_attendance_judge_all (ask->book, ask->db, zg_month_first (day, 0), 0, 0, ZG_JUDGE_AS_SHOWN, error);
  if (month)
    zg_review_keep (ask, key, month, (GDestroyNotify) zg_attendance_month_free);
  return month;
}

typedef struct
{
  const ZgMonth *month;
  int            line;
  gint64         result;      /* of the month, 0: none shown yet */
  gint64         due, worked; /* milli, of the days looked at */
  gboolean       punched;     /* somebody's punches of the month are in the book */
} Seen;

typedef void (*EachDay) (const Seen *seen, const ZgDayResult *day, ZgReviewFacts *facts);

/* Whether only a closed month counts (review.facts.closed). */
static gboolean
waits_for_close (const ZgReviewAsk *ask, gboolean *waits, GError **error)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (ask->db, ask->to, ask->to, error);

  if (policy == NULL)
    return FALSE;
  *waits = zg_policy_int (policy, "review.facts.closed", 0, ask->unit, ask->to) != 0;
  return TRUE;
}

static void
say_missing (ZgReviewFacts *facts, char *why)
{
  if (facts->missing == NULL)
    facts->missing = why;
  else
    g_free (why);
}

static void
walk_days (const ZgReviewAsk *ask, Seen *seen, EachDay each, ZgReviewFacts *facts)
{
  ZgDayResult days[31];

  zg_attendance_days (seen->month, seen->line, days);
  for (int i = 0; i < seen->month->n_days; i++)
    if (days[i].day >= ask->from && days[i].day <= ask->to)
      {
        seen->due += days[i].due;
        seen->worked += days[i].worked;
        if (each)
          each (seen, &days[i], facts);
      }
}

/* One month of the stretch. */
static gboolean
walk_month (const ZgReviewAsk *ask, int day, Seen *seen, EachDay each, ZgReviewFacts *facts, GError **error)
{
  gboolean closed, waits = FALSE;
  char     text[8];

  seen->month = month_of (ask, day, error);
  if (seen->month == NULL || !waits_for_close (ask, &waits, error) ||
      !zg_attendance_result_of (ask->db, ask->staff, seen->month->first_day, &seen->result, &closed, error))
    return FALSE;
  seen->line = zg_attendance_line (seen->month, ask->staff);
  zg_month_format (seen->month->first_day, text);
  if (waits && !closed)
    say_missing (facts, g_strdup_printf (_ ("the attendance of %s is not closed"), text));
  else if (seen->line >= 0 && seen->month->n_punches == 0)
    say_missing (facts, g_strdup_printf (_ ("no punches of %s are in the book"), text));
  else if (seen->line >= 0)
    walk_days (ask, seen, each, facts);
  return TRUE;
}

static gboolean
walk (const ZgReviewAsk *ask, EachDay each, ZgReviewFacts *facts, Seen *seen, GError **error)
{
  for (int day = zg_month_first (ask->from, 0); day <= ask->to; day = zg_month_first (day, 1))
    if (!walk_month (ask, day, seen, each, facts, error))
      return FALSE;
  if (seen->due == 0)
    say_missing (facts, g_strdup (_ ("no work was due in these days")));
  return TRUE;
}

static const char *
result_kind (const Seen *seen)
{
  return seen->result ? "attendance_result" : NULL;
}

static void
count_late (const Seen *seen, const ZgDayResult *day, ZgReviewFacts *facts)
{
  if (day->late_times == 0)
    return;
  facts->figure += day->late_times * 100;
  zg_review_fact_add (facts, result_kind (seen), seen->result, day->day, day->late_times * 100, _ ("late by %d minutes"),
                      day->late_minutes);
}

static void
count_early (const Seen *seen, const ZgDayResult *day, ZgReviewFacts *facts)
{
  if (day->early_times == 0)
    return;
  facts->figure += day->early_times * 100;
  zg_review_fact_add (facts, result_kind (seen), seen->result, day->day, day->early_times * 100, _ ("left %d minutes early"),
                      day->early_minutes);
}

static void
count_missed (const Seen *seen, const ZgDayResult *day, ZgReviewFacts *facts)
{
  if (day->missed == 0)
    return;
  facts->figure += day->missed * 100;
  zg_review_fact_add (facts, result_kind (seen), seen->result, day->day, day->missed * 100,
                      _ ("sign-in or sign-out missed"));
}

static void
count_absent (const Seen *seen, const ZgDayResult *day, ZgReviewFacts *facts)
{
  if (day->absent == 0)
    return;
  facts->figure += day->absent / 10;
  zg_review_fact_add (facts, result_kind (seen), seen->result, day->day, day->absent / 10, _ ("absent"));
}

static gboolean
find_late (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  Seen seen = { 0 };

  return walk (ask, count_late, facts, &seen, error);
}

static gboolean
find_early (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  Seen seen = { 0 };

  return walk (ask, count_early, facts, &seen, error);
}

static gboolean
find_missed (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  Seen seen = { 0 };

  return walk (ask, count_missed, facts, &seen, error);
}

static gboolean
find_absent (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  Seen seen = { 0 };

  return walk (ask, count_absent, facts, &seen, error);
}

static gboolean
find_rate (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  Seen seen = { 0 };

  if (!walk (ask, count_absent, facts, &seen, error))
    return FALSE;
  facts->figure = seen.due > 0 ? seen.worked * 10000 / seen.due : 0;
  /* Translators: days with one decimal */
  facts->words = g_strdup_printf (_ ("%d.%d of %d.%d days"), (int) (seen.worked / 1000), (int) (seen.worked % 1000 / 100),
                                  (int) (seen.due / 1000), (int) (seen.due % 1000 / 100));
  return TRUE;
}

/* -- Conduct: what was found counts, what is not decided yet is only shown -- */

static const char *
title_of (const ZgEnum *names, int number)
{
  const ZgEnum *found = zg_enum_by_number (names, number);

  return found ? g_dgettext (GETTEXT_PACKAGE, found->title) : "";
}

static gboolean
find_conduct (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  g_autoptr (GArray) entries = zg_conduct_of (ask->db, ask->staff, ask->from, ask->to, error);

  for (guint i = 0; entries && i < entries->len; i++)
    {
      const ZgConductEntry *entry = &g_array_index (entries, ZgConductEntry, i);
      const char           *what = title_of (zg_conduct_sorts, entry->sort);

      if (entry->found)
        zg_review_fact_count (facts, "conduct", entry->id, entry->day, "%s %s", what, entry->no);
      else
        zg_review_fact_add (facts, "conduct", entry->id, entry->day, 0, _ ("%s %s, not decided yet: not counted"), what,
                            entry->no);
    }
  return entries != NULL;
}

/* -- Starts of the day: a day of work without one -- */

static gboolean
holds (const GArray *days, int day)
{
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, int, i) == day)
      return TRUE;
  return FALSE;
}

typedef struct
{
  const ZgReviewAsk *ask;
  const GArray      *done;
  ZgReviewFacts     *facts;
} Starts;

static void
add_unchecked (const Starts *starts, const Seen *seen)
{
  ZgDayResult days[31];

  zg_attendance_days (seen->month, seen->line, days);
  for (int i = 0; i < seen->month->n_days; i++)
    if (days[i].day >= starts->ask->from && days[i].day <= starts->ask->to && days[i].worked > 0 &&
        !holds (starts->done, days[i].day))
      zg_review_fact_count (starts->facts, NULL, 0, days[i].day, _ ("worked without the start of the day checked"));
}

static gboolean
find_starts (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  g_autoptr (GArray) anybody = zg_check_starts (ask->db, 0, ask->from, ask->to, error);
  g_autoptr (GArray) done = anybody ? zg_check_starts (ask->db, ask->staff, ask->from, ask->to, error) : NULL;
  Starts             starts = { ask, done, facts };

  if (done == NULL)
    return FALSE;
  if (anybody->len == 0)
    {
      say_missing (facts, g_strdup (_ ("nobody has filled in the start of the day in these days")));
      return TRUE;
    }
  for (int day = zg_month_first (ask->from, 0); day <= ask->to; day = zg_month_first (day, 1))
    {
      Seen seen = { 0 };

      if (!walk_month (ask, day, &seen, NULL, facts, error))
        return FALSE;
      if (seen.line >= 0 && facts->missing == NULL)
        add_unchecked (&starts, &seen);
    }
  return TRUE;
}

/* -- Handovers -- */

static gboolean
find_handovers (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  g_autoptr (GArray) all = zg_handovers_of (ask->db, ask->staff, ask->from, ask->to, error);
  int                in_time = 0;

  for (guint i = 0; all && i < all->len; i++)
    {
      const ZgHandedOver *one = &g_array_index (all, ZgHandedOver, i);

      if (one->done_ms && zg_day_of_ms (one->done_ms) <= one->day)
        in_time++;
      else
        zg_review_fact_count (facts, "handover", one->id, one->day,
                              one->done_ms ? _ ("%s finished late") : _ ("%s not finished"), one->no);
    }
  if (all && all->len > 0)
    facts->words = g_strdup_printf (_ ("%d of %u in time"), in_time, all->len);
  return all != NULL;
}

static const ZgReviewSource sources[] = {
  { "late", N_ ("times"), "D04-4.2.2a", TRUE, find_late },
  { "early", N_ ("times"), "D04-4.2.2c", TRUE, find_early },
  { "absent", N_ ("days"), "D01-4.1", TRUE, find_absent },
  { "missed", N_ ("times"), "D04-4.2.1a", TRUE, find_missed },
  { "attendance_rate", "%", "D01-4.1", FALSE, find_rate },
  { "conduct", N_ ("entries"), "D01-3", TRUE, find_conduct },
  { "start_check", N_ ("days"), "D21-2.4", TRUE, find_starts },
  { "handover", N_ ("handovers"), "D21-2.8", TRUE, find_handovers },
};

void
zg_review_sources_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    zg_review_sources_add (&sources[i]);
}
