#include "zg-review-rules.h"

#include <string.h>

/* Both not negative; half up. */
static gint64
divide (gint64 value, gint64 by)
{
  return by > 0 ? (value + by / 2) / by : 0;
}

static gint64
clip (gint64 value)
{
  return CLAMP (value, 0, ZG_REVIEW_MOST);
}

/* -- Bands -- */

/* "12", "12.5", "12.50" to hundredths; @end: behind it. */
static gboolean
read_hundredths (const char *text, const char **end, gint64 *value)
{
  gint64 whole = 0, part = 0;
  int    decimals = 0;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; g_ascii_isdigit (*text); text++)
    if ((whole = whole * 10 + (*text - '0')) > ZG_REVIEW_MOST / 100)
      return FALSE;
  if (*text == '.')
    {
      for (text++; g_ascii_isdigit (*text) && decimals < 2; text++, decimals++)
        part = part * 10 + (*text - '0');
      if (decimals == 0 || g_ascii_isdigit (*text))
        return FALSE;
    }
  *value = whole * 100 + (decimals == 1 ? part * 10 : part);
  *end = text;
  return TRUE;
}

int
zg_review_bands_parse (const char *text, ZgReviewBand *bands)
{
  int n = 0;

  while (text && *text)
    {
      text += strspn (text, " ,;\t");
      if (*text == '\0')
        break;
      if (n == ZG_REVIEW_MOST_BANDS || !read_hundredths (text, &text, &bands[n].upto) || *text != '=' ||
          !read_hundredths (text + 1, &text, &bands[n].score) || (*text && !strchr (" ,;\t", *text)))
        return 0;
      if (n > 0 && bands[n].upto <= bands[n - 1].upto)
        return 0;
      n++;
    }
  return n;
}

/* -- From a figure -- */

gboolean
zg_review_rule_is_good (const ZgReviewRule *rule)
{
  if (rule->full <= 0 || rule->full > ZG_REVIEW_MOST || rule->floor < 0 || rule->floor > rule->full)
    return FALSE;
  switch (rule->kind)
    {
    case ZG_REVIEW_RULE_POINTS:
      return rule->each > 0 && rule->each <= ZG_REVIEW_MOST && rule->free >= 0 && rule->free <= ZG_REVIEW_MOST;
    case ZG_REVIEW_RULE_BANDS:
      for (int i = 0; i < rule->n_bands; i++)
        if (rule->bands[i].score > rule->full || rule->bands[i].score < rule->floor)
          return FALSE;
      return rule->n_bands > 0;
    case ZG_REVIEW_RULE_RATIO:
      return rule->target > 0 && rule->target <= ZG_REVIEW_MOST;
    default:
      return FALSE;
    }
}

/* Each begun part of one counts in proportion: 1.5 times at 2 points are 3 points. */
static gint64
by_points (const ZgReviewRule *rule, gint64 figure)
{
  gint64 beyond = MAX (0, figure - rule->free);

  return rule->full - divide (beyond * rule->each, 100);
}

static gint64
by_bands (const ZgReviewRule *rule, gint64 figure)
{
  for (int i = 0; i < rule->n_bands; i++)
    if (figure <= rule->bands[i].upto)
      return rule->bands[i].score;
  return rule->floor;
}

/* What is to be little: the target itself and all below it is full marks, twice the target half of them. */
static gint64
by_ratio (const ZgReviewRule *rule, gint64 figure)
{
  if (rule->less)
    return figure <= rule->target ? rule->full : divide (rule->full * rule->target, figure);
  return figure >= rule->target ? rule->full : divide (rule->full * figure, rule->target);
}

gint64
zg_review_score (const ZgReviewRule *rule, gint64 figure)
{
  gint64 score;

  figure = clip (figure);
  if (rule->kind == ZG_REVIEW_RULE_BANDS)
    score = by_bands (rule, figure);
  else if (rule->kind == ZG_REVIEW_RULE_RATIO)
    score = by_ratio (rule, figure);
  else
    score = by_points (rule, figure);
  return CLAMP (score, rule->floor, rule->full);
}

/* -- Together -- */

gint64
zg_review_combine (const gint64 *scores, const gint64 *shares, int n, gboolean waived)
{
  gint64 sum = 0, of = 0;

  for (int i = 0; i < n; i++)
    {
      if (shares[i] <= 0)
        continue;
      if (scores[i] < 0)
        {
          if (!waived)
            return ZG_REVIEW_NO_SCORE;
          continue;
        }
      sum += scores[i] * shares[i];
      of += shares[i];
    }
  return of > 0 ? divide (sum, of) : ZG_REVIEW_NO_SCORE;
}

gint64
zg_review_weighted (gint64 score, gint64 full, gint64 weight)
{
  if (score < 0 || full <= 0)
    return ZG_REVIEW_NO_SCORE;
  return divide (MIN (score, full) * MAX (weight, 0), full);
}

gint64
zg_review_total (const ZgReviewPart *parts, int n, gboolean waived, int *missing)
{
  gint64 sum = 0, weight = 0;
  int    without = 0;

  for (int i = 0; i < n; i++)
    {
      if (parts[i].score < 0 || parts[i].full <= 0)
        {
          without++;
          continue;
        }
      sum += zg_review_weighted (parts[i].score, parts[i].full, parts[i].weight);
      weight += parts[i].weight;
    }
  if (missing)
    *missing = without;
  if (weight <= 0 || (without > 0 && !waived))
    return ZG_REVIEW_NO_SCORE;
  return MIN (ZG_REVIEW_ALL, weight == ZG_REVIEW_ALL ? sum : divide (sum * ZG_REVIEW_ALL, weight));
}

int
zg_review_grade (gint64 total, const gint64 *bounds, int n_bounds)
{
  if (total < 0)
    return 0;
  for (int i = 0; i < n_bounds; i++)
    if (total >= bounds[i])
      return i + 1;
  return n_bounds + 1;
}

int
zg_review_quota (gint64 quota, int people)
{
  return (int) divide (clip (quota) * MAX (people, 0), ZG_REVIEW_ALL);
}
