/* zg-review-total.c: how an item is scored, what a sheet comes to, and what is missing of it. A missing part never counts as
 * zero: the total is not there until the part is, or until somebody has waived it and said why. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-money.h"
#include "zg-review-private.h"

#define MOST_WORDS 380

/* -- The rule of an item -- */

/* The fields of a rule follow each other in an item and in a line of a sheet. */
enum { RULE, EACH, FREE, AIM, BANDS, FLOOR };

void
zg_review_rule_of (const ZgRecord *record, int rule, gint64 full, ZgReviewRule *out)
{
  int                   field = record->kind == &zg_review_item ? ZG_RITEM_SOURCE : ZG_RLINE_SOURCE;
  const ZgReviewSource *source = zg_review_source ((int) zg_record_int (record, field));

  *out = (ZgReviewRule){ .kind = (ZgReviewRuleKind) zg_record_int (record, rule + RULE),
                         .full = full,
                         .floor = zg_record_int (record, rule + FLOOR),
                         .each = zg_record_int (record, rule + EACH),
                         .free = zg_record_int (record, rule + FREE),
                         .target = zg_record_int (record, rule + AIM),
                         .less = source && source->less };
  out->n_bands = zg_review_bands_parse (zg_record_text (record, rule + BANDS), out->bands);
}

const char *
zg_review_fault_of_rule (const ZgRecord *item, gint64 full, int *field)
{
  ZgReviewRule rule;

  if (zg_record_int (item, ZG_RITEM_HOW) != ZG_REVIEW_BY_FACTS)
    return NULL;
  *field = ZG_RITEM_SOURCE;
  if (!zg_record_is_set (item, ZG_RITEM_SOURCE))
    return _ ("say which facts it is scored from.");
  if (zg_review_source ((int) zg_record_int (item, ZG_RITEM_SOURCE)) == NULL)
    return _ ("the book does not hold these facts yet. Have it scored by people.");
  *field = ZG_RITEM_RULE;
  zg_review_rule_of (item, ZG_RITEM_RULE, full, &rule);
  if (zg_review_rule_is_good (&rule))
    return NULL;
  switch (rule.kind)
    {
    case ZG_REVIEW_RULE_POINTS:
      return _ ("say how many points each one costs (above 0), and a floor no higher than full marks.");
    case ZG_REVIEW_RULE_BANDS:
      return _ ("write the bands as figure=score with rising figures and no score above full marks: 0=100 2=80 5=60.");
    case ZG_REVIEW_RULE_RATIO:
      return _ ("say the target figure (above 0).");
    default:
      return _ ("say by which rule the figure becomes a score.");
    }
}

char *
zg_review_figure_words (int source, gint64 figure)
{
  const ZgReviewSource *found = zg_review_source (source);
  g_autofree char      *number = figure % 100 ? zg_money_format (figure, ZG_MONEY_MINUS)
                                              : g_strdup_printf ("%" G_GINT64_FORMAT, figure / 100);
  const char           *unit = found && *found->unit ? g_dgettext (GETTEXT_PACKAGE, found->unit) : "";

  return g_strdup_printf ("%s %s", number, unit);
}

/* -- Grades and quotas: parameters, shown and never forced -- */

static gboolean
read_percents (ZgDb *db, const char *prefix, int n, gint64 unit, int day, gint64 *out, GError **error)
{
  static const char    letters[] = "abcde";
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, day, day, error);

  for (int i = 0; policy && i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s.%c", prefix, letters[i]);

      out[i] = zg_policy_int (policy, key, 0, unit, day) * 100;
    }
  return policy != NULL;
}

gboolean
zg_review_bounds (ZgDb *db, gint64 unit, int day, gint64 *bounds, GError **error)
{
  return read_percents (db, "review.grade", ZG_REVIEW_N_GRADES - 1, unit, day, bounds, error);
}

gboolean
zg_review_quotas (ZgDb *db, gint64 unit, int day, gint64 *quotas, GError **error)
{
  return read_percents (db, "review.quota", ZG_REVIEW_N_GRADES, unit, day, quotas, error);
}

const ZgEnum zg_review_grades[] = {
  { 1, "a", N_ ("A excellent") },
  { 2, "b", N_ ("B good") },
  { 3, "c", N_ ("C competent") },
  { 4, "d", N_ ("D to be improved") },
  { 5, "e", N_ ("E not competent") },
  { 0 },
};

/* -- What is missing -- */

static void
add_part (GString *words, const char *part)
{
  g_string_append_printf (words, "%s%s", words->len && words->str[words->len - 1] != '(' ? C_ ("between words", ", ") : "", part);
}

static void
parts_of (const ZgRecord *line, GString *words)
{
  static const struct
  {
    int field, share;
  } parts[] = { { ZG_RLINE_SELF, ZG_RLINE_SHARE_SELF },
                { ZG_RLINE_SUPERVISOR, ZG_RLINE_SHARE_SUPERVISOR },
                { ZG_RLINE_MANAGER, ZG_RLINE_SHARE_MANAGER } };

  if (zg_record_int (line, ZG_RLINE_HOW) == ZG_REVIEW_BY_FACTS)
    {
      if (!zg_record_is_set (line, ZG_RLINE_FACT_SCORE) && !zg_record_is_set (line, ZG_RLINE_MANAGER))
        add_part (words, _ ("facts"));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (zg_record_int (line, parts[i].share) > 0 && !zg_record_is_set (line, parts[i].field))
      add_part (words, g_dgettext (GETTEXT_PACKAGE, zg_review_line.fields[parts[i].field].title));
}

/* "Service quality (own score, manager's score); Attendance (facts)" */
static char *
missing_words (const GPtrArray *lines)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GString) parts = g_string_new (NULL);

      parts_of (lines->pdata[i], parts);
      if (parts->len == 0)
        continue;
      if (words->len > 0)
        g_string_append (words, C_ ("between changes", "; "));
      /* Translators: an item of a review, and which of its scores are missing */
      g_string_append_printf (words, _ ("%s (%s)"), zg_record_text (lines->pdata[i], ZG_RLINE_ITEM), parts->str);
    }
  if (g_utf8_strlen (words->str, -1) > MOST_WORDS)
    {
      g_autofree char *cut = g_utf8_substring (words->str, 0, MOST_WORDS);

      return g_strconcat (cut, "…", NULL);
    }
  return g_strdup (words->str);
}

/* -- The total -- */

static gint64
total_of (const GPtrArray *lines, gboolean waived)
{
  g_autofree ZgReviewPart *parts = g_new0 (ZgReviewPart, lines->len + 1);

  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];

      parts[i] = (ZgReviewPart){ zg_record_is_set (line, ZG_RLINE_SCORE) ? zg_record_int (line, ZG_RLINE_SCORE)
                                                                         : ZG_REVIEW_NO_SCORE,
                                 zg_record_int (line, ZG_RLINE_FULL), zg_record_int (line, ZG_RLINE_WEIGHT) };
    }
  return zg_review_total (parts, (int) lines->len, waived, NULL);
}

void
zg_review_total_up (ZgWork *work)
{
  ZgRecord             *sheet = zg_work_record (work);
  g_autoptr (GPtrArray) lines = zg_review_merged (work, &zg_review_line);
  gboolean              waived = zg_record_int (sheet, ZG_RSHEET_WAIVED) != 0;
  g_autofree char      *missing = missing_words (lines);
  gint64                bounds[ZG_REVIEW_N_GRADES], total;

  for (guint i = 0; waived && i < lines->len; i++)
    {
      zg_record_set_int (lines->pdata[i], ZG_RLINE_WAIVED, 1);
      zg_review_line.recompute (lines->pdata[i]);
    }
  total = total_of (lines, waived);
  if (*missing)
    zg_record_set_text (sheet, ZG_RSHEET_MISSING, missing);
  else
    zg_record_set_null (sheet, ZG_RSHEET_MISSING);
  zg_record_set_null (sheet, ZG_RSHEET_GRADE);
  zg_record_set_null (sheet, ZG_RSHEET_TOTAL);
  if (total < 0 || !zg_review_bounds (zg_work_db (work), sheet->unit, zg_record_day (sheet, ZG_RSHEET_TO), bounds, NULL))
    return;
  zg_record_set_int (sheet, ZG_RSHEET_TOTAL, total);
  zg_record_set_int (sheet, ZG_RSHEET_GRADE, zg_review_grade (total, bounds, ZG_REVIEW_N_GRADES - 1));
}
