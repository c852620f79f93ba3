/* zg-review-source.c: the registry of what a score can be made of. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-review-private.h"

#define MOST_SOURCES 48

const ZgEnum zg_review_source_names[] = {
  { 1, "late", N_ ("Late arrivals") },
  { 2, "early", N_ ("Early leavings") },
  { 3, "absent", N_ ("Absences") },
  { 4, "missed", N_ ("Missed sign-ins and sign-outs") },
  { 5, "attendance_rate", N_ ("Attendance rate") },
  { 6, "conduct", N_ ("Conduct entries") },
  { 7, "start_check", N_ ("Starts of the day not checked") },
  { 8, "handover", N_ ("Handovers not finished in time") },
  { 9, "order_confirm", N_ ("Orders confirmed in time") },
  { 10, "reply_time", N_ ("Time to reply") },
  { 11, "satisfaction", N_ ("Customer satisfaction") },
  { 12, "complaint", N_ ("Complaints") },
  { 13, "stocktake_shortage", N_ ("Shortages found by stocktakes") },
  { 14, "dispatch", N_ ("Goods sent out in time") },
  { 15, "task_on_time", N_ ("Tasks finished in time") },
  { 16, "report_on_time", N_ ("Reports handed in in time") },
  { 17, "training", N_ ("Courses attended") },
  { 18, "sales_target", N_ ("Sales against the target") },
  { 19, "listing", N_ ("Listings done") },
  { 20, "reward", N_ ("Commendations") },
  { 21, "discipline", N_ ("Disciplinary decisions") },
  { 22, "safety", N_ ("Safety findings") },
  { 0 },
};

static const ZgReviewSource *sources[MOST_SOURCES + 1];

void
zg_review_sources_add (const ZgReviewSource *source)
{
  const ZgEnum *name = zg_review_source_names;

  while (name->id && !g_str_equal (name->id, source->id))
    name++;
  if (name->id == NULL || name->number > MOST_SOURCES)
    g_error ("review source %s has no name in zg_review_source_names", source->id);
  if (sources[name->number])
    g_error ("review source %s is registered twice", source->id);
  sources[name->number] = source;
}

const ZgReviewSource *
zg_review_source (int number)
{
  return number > 0 && number <= MOST_SOURCES ? sources[number] : NULL;
}

/* -- Facts -- */

static void
line_free (gpointer data)
{
  ZgReviewLine *line = data;

  g_free (line->words);
  g_free (line);
}

void
zg_review_facts_free (ZgReviewFacts *facts)
{
  if (facts == NULL)
    return;
  g_free (facts->words);
  g_free (facts->missing);
  g_ptr_array_unref (facts->lines);
  g_free (facts);
}

static void
add_line (ZgReviewFacts *facts, const char *kind, gint64 record, int day, gint64 part, char *words)
{
  ZgReviewLine *line = g_new0 (ZgReviewLine, 1);

  *line = (ZgReviewLine){ kind, record, day, part, words };
  g_ptr_array_add (facts->lines, line);
}

void
zg_review_fact_add (ZgReviewFacts *facts, const char *kind, gint64 record, int day, gint64 part, const char *words, ...)
{
  va_list args;

  va_start (args, words);
  add_line (facts, kind, record, day, part, g_strdup_vprintf (words, args));
  va_end (args);
}

void
zg_review_fact_count (ZgReviewFacts *facts, const char *kind, gint64 record, int day, const char *words, ...)
{
  va_list args;

  va_start (args, words);
  add_line (facts, kind, record, day, 100, g_strdup_vprintf (words, args));
  va_end (args);
  facts->figure += 100;
}

void
zg_review_facts_gather (ZgReviewFacts *facts, guint most)
{
  gint64 part = 0;
  guint  n = facts->lines->len;

  if (n <= most)
    return;
  for (guint i = most - 1; i < n; i++)
    part += ((const ZgReviewLine *) facts->lines->pdata[i])->part;
  g_ptr_array_set_size (facts->lines, (int) most - 1);
  zg_review_fact_add (facts, NULL, 0, ZG_NO_DAY, part, _ ("and %u more, too many to list here"), n - most + 1);
}

ZgReviewFacts *
zg_review_find (const ZgReviewSource *source, const ZgReviewAsk *ask, GError **error)
{
  g_autoptr (ZgReviewFacts) facts = g_new0 (ZgReviewFacts, 1);

  facts->lines = g_ptr_array_new_with_free_func (line_free);
  return source->find (ask, facts, error) ? g_steal_pointer (&facts) : NULL;
}

/* -- Kept for the other people of the same reading -- */

typedef struct
{
  gpointer       value;
  GDestroyNotify destroy;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  if (kept->destroy)
    kept->destroy (kept->value);
  g_free (kept);
}

GHashTable *
zg_review_kept_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
}

void
zg_review_keep (const ZgReviewAsk *ask, const char *key, gpointer value, GDestroyNotify destroy)
{
  Kept *kept = g_new0 (Kept, 1);

  *kept = (Kept){ value, destroy };
  g_hash_table_replace (ask->kept, g_strdup (key), kept);
}

gpointer
zg_review_kept (const ZgReviewAsk *ask, const char *key)
{
  const Kept *kept = g_hash_table_lookup (ask->kept, key);

  return kept ? kept->value : NULL;
}
