/* zg-review.h: performance review 绩效考核: where the figures of an item come from, and what other modules ask of results.
 *
 * A module that holds facts about people's work registers a ZgReviewSource at start. The figure and the records it comes from are
 * written into each person's sheet once, when the facts of a period are taken; what arrives later is not mixed in. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* -- Sources of facts -- */

/* One reading for one person and a stretch of days. */
typedef struct
{
  ZgBook     *book;
  ZgDb       *db;
  gint64      staff, unit; /* unit: of the sheet, 0: none */
  int         from, to;    /* days, both included */
  GHashTable *kept;        /* of all people of this reading: see zg_review_keep (), zg_review_kept () */
} ZgReviewAsk;

/* What was found. .figure in hundredths: two times = 200, 99.30 % = 9930, four and a half points = 450. */
typedef struct
{
  gint64     figure;
  char      *words;   /* (nullable): beside the figure on the sheet: "1,842 orders, 1,829 in time" */
  char      *missing; /* (nullable): why there is no figure: the part then counts as missing, never as zero */
  GPtrArray *lines;   /* of ZgReviewLine: the records the figure comes from */
} ZgReviewFacts;

typedef struct
{
  const char *kind;   /* (nullable) static: of the record */
  gint64      record; /* 0: none */
  int         day;
  gint64      part;   /* of the figure, hundredths */
  char       *words;
} ZgReviewLine;

typedef struct
{
  const char *id;     /* one of zg_review_source_names */
  const char *unit;   /* N_(): "times", "%" */
  const char *clause; /* the clause the fact is recorded by */
  gboolean    less;   /* the smaller the figure, the better */
  /* Reads all, whoever asks: the sheet says who may see it. Errors: reading failed; what is only not known yet goes to
     .missing. Thread of ask->db. */
  gboolean  (*find) (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error);
} ZgReviewSource;

/* zg_review_source_names: every source an item may name; the numbers never change. A source whose module is not there yet can be
 * chosen by nobody: submitting a standard refuses it. */
extern const ZgEnum zg_review_source_names[];

/* zg_review_sources_add: once at start, before any thread. @source: static. Aborts where the id is no name or stands twice. */
void                  zg_review_sources_add    (const ZgReviewSource *source);
const ZgReviewSource *zg_review_source         (int number); /* (nullable): not registered */

/* zg_review_fact_add: a line below the figure. @kind: static (nullable); @words: a format. It does not change the figure. */
void                  zg_review_fact_add       (ZgReviewFacts *facts, const char *kind, gint64 record, int day, gint64 part,
                                                const char *words, ...) G_GNUC_PRINTF (6, 7);
/* zg_review_fact_count: the same, and the figure grows by one (100). */
void                  zg_review_fact_count     (ZgReviewFacts *facts, const char *kind, gint64 record, int day, const char *words,
                                                ...) G_GNUC_PRINTF (5, 6);
void                  zg_review_facts_free     (ZgReviewFacts *facts);
/* zg_review_facts_gather: of more than @most lines the last stands for the rest, and adds up with the others. */
void                  zg_review_facts_gather   (ZgReviewFacts *facts, guint most);
/* zg_review_find: what @source says of the person asked for. Returns: (transfer full) (nullable). */
ZgReviewFacts        *zg_review_find           (const ZgReviewSource *source, const ZgReviewAsk *ask, GError **error);
/* zg_review_keep: something read once for all people of this reading, under @key; freed by @destroy with the reading.
 * zg_review_kept: Returns: (transfer none) (nullable). */
void                  zg_review_keep           (const ZgReviewAsk *ask, const char *key, gpointer value, GDestroyNotify destroy);
gpointer              zg_review_kept           (const ZgReviewAsk *ask, const char *key);
GHashTable           *zg_review_kept_new       (void);

/* -- Results in force -- */

typedef struct
{
  gint64 sheet;
  int    from, to;  /* of the period */
  gint64 total;     /* hundredths of 100.00 points */
  int    grade;     /* 1 (best) … 5 */
} ZgReviewResult;

/* zg_review_results: results in force of @staff whose period ends within @from…@to, oldest first. Returns: (transfer full)
 * (element-type ZgReviewResult). Thread of @db. */
GArray               *zg_review_results        (ZgDb *db, gint64 staff, int from, int to, GError **error);

/* -- The module -- */

void                  zg_review_init           (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgReviewFacts, zg_review_facts_free)

G_END_DECLS
