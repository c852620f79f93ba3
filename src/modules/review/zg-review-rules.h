/* zg-review-rules.h: how a figure becomes a score, scores a total, a total a grade. Pure functions of integers, no database.
 *
 * Everything is in hundredths: points of a score, weights (per cent, 10000 = all), shares, figures (two times = 200, 99.30 % =
 * 9930, twelve minutes = 1200). A score that is not there is ZG_REVIEW_NO_SCORE and never counts as zero. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZG_REVIEW_ALL 10000         /* 100.00 %, 100.00 points */
#define ZG_REVIEW_NO_SCORE (-1)
#define ZG_REVIEW_MOST_BANDS 12
#define ZG_REVIEW_MOST G_GINT64_CONSTANT (1000000000) /* beyond it no figure, score or weight is taken */

typedef enum
{
  ZG_REVIEW_RULE_POINTS = 1, /* so many points off (or on) for each one beyond what is free, down to a floor */
  ZG_REVIEW_RULE_BANDS,      /* up to this figure this score */
  ZG_REVIEW_RULE_RATIO,      /* the part of the target that was reached */
} ZgReviewRuleKind;

typedef struct
{
  gint64 upto, score;
} ZgReviewBand;

typedef struct
{
  ZgReviewRuleKind kind;
  gint64           full;   /* full marks of the item */
  gint64           floor;  /* no score from facts lies below it */
  gint64           each;   /* POINTS: off for each whole one (100) beyond .free */
  gint64           free;   /* POINTS: this much costs nothing */
  gint64           target; /* RATIO */
  gboolean         less;   /* RATIO: less than the target is better */
  ZgReviewBand     bands[ZG_REVIEW_MOST_BANDS];
  int              n_bands;
} ZgReviewRule;

/* zg_review_bands_parse: "0=100 2=80 5=60.5" (figure up to = score; commas as well), rising figures; beyond the last figure the
 * floor. @bands: room for ZG_REVIEW_MOST_BANDS. Returns: how many; 0: not understood. */
int      zg_review_bands_parse (const char *text, ZgReviewBand *bands);
/* zg_review_rule_is_good: whether the rule gives a score within 0 … full for every figure. */
gboolean zg_review_rule_is_good (const ZgReviewRule *rule);
/* zg_review_score: of @figure; a figure below zero counts as zero. Rounded half up. Returns: floor … full. */
gint64   zg_review_score       (const ZgReviewRule *rule, gint64 figure);

/* zg_review_combine: one score of three people by their shares. Without a score of somebody who has a share: NO_SCORE, unless
 * @waived, which shares among those that are there. @scores, @shares: n of each. */
gint64   zg_review_combine     (const gint64 *scores, const gint64 *shares, int n, gboolean waived);
/* zg_review_weighted: what an item adds to the total of 100.00: score ÷ full × weight. NO_SCORE stays it. */
gint64   zg_review_weighted    (gint64 score, gint64 full, gint64 weight);

typedef struct
{
  gint64   score, full, weight;
} ZgReviewPart;

/* zg_review_total: NO_SCORE where a part has no score; @waived: over the parts that have one, their weights made up to all.
 * Never more than 100.00. @missing: (out) (optional): parts without a score. */
gint64   zg_review_total       (const ZgReviewPart *parts, int n, gboolean waived, int *missing);
/* zg_review_grade: 1 (best) … n_bounds + 1. @bounds: the least total of each grade but the last, falling. NO_SCORE: 0. */
int      zg_review_grade       (gint64 total, const gint64 *bounds, int n_bounds);
/* zg_review_quota: how many of @people a quota (hundredths of a per cent) is, rounded half up. */
int      zg_review_quota       (gint64 quota, int people);

G_END_DECLS
