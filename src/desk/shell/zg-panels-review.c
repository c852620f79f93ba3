/* Beside a review sheet: what each figure was counted from, how the total came about, earlier results; beside a period: grades
 * and their guide. And which score this person enters now. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-lines-editor.h"
#include "zg-money.h"
#include "zg-panels-private.h"
#include "zg-review-kinds.h"
#include "zg-review-rules.h"

#define MOST_FACTS 24
#define MOST_EARLIER 6
#define A_YEAR 366

/* -- Facts with the records they come from -- */

static void
add_source (ZgFacts *facts, const ZgRecord *fact)
{
  const char      *subject = zg_record_text (fact, ZG_RFACT_SUBJECT), *words = zg_record_text (fact, ZG_RFACT_WORDS);
  gint64           record = zg_record_int (fact, ZG_RFACT_RECORD);
  int              day = zg_record_day (fact, ZG_RFACT_DAY);
  g_autofree char *when = day == ZG_NO_DAY ? g_strdup ("") : zg_panel_day (day);
  g_autofree char *text = g_strdup_printf ("%s %s", when, words ? words : "");

  if (subject && record && zg_kind_by_id (subject))
    zg_facts_link (facts, text, NULL, subject, record);
  else
    zg_facts_line (facts, when, words ? words : "", ZG_TONE_NEUTRAL, NULL);
}

static void
add_item (ZgFacts *facts, const ZgRecord *line, const GPtrArray *sources, int *shown)
{
  const ZgEnum    *clause = zg_enum_by_number (zg_review_clauses, zg_record_int (line, ZG_RLINE_CLAUSE));
  g_autofree char *score = zg_record_is_set (line, ZG_RLINE_FACT_SCORE)
                             ? zg_money_format (zg_record_int (line, ZG_RLINE_FACT_SCORE), ZG_MONEY_MINUS)
                             : NULL;
  const char      *fact = zg_record_text (line, ZG_RLINE_FACT);

  zg_facts_block (facts, zg_record_text (line, ZG_RLINE_ITEM), clause ? clause->id : NULL);
  zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, zg_review_line.fields[ZG_RLINE_FACT].title), fact ? fact : "—",
                 score ? ZG_TONE_NEUTRAL : ZG_TONE_WARN, NULL);
  if (score)
    zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, zg_review_line.fields[ZG_RLINE_FACT_SCORE].title), score, ZG_TONE_NEUTRAL,
                   NULL);
  for (guint i = 0; i < sources->len && *shown < MOST_FACTS; i++)
    if (zg_record_int (sources->pdata[i], ZG_RFACT_LINE) == line->id)
      {
        add_source (facts, sources->pdata[i]);
        ++*shown;
      }
}

static ZgFacts *
facts_of_sheet (ZgSession *session, ZgDb *db, const ZgRecord *sheet, GError **error)
{
  g_autoptr (ZgFacts)   facts = zg_facts_new ();
  g_autoptr (GPtrArray) lines = sheet->version ? zg_review_lines_of (db, &zg_review_line, sheet->id, error) : NULL;
  g_autoptr (GPtrArray) sources = lines ? zg_review_lines_of (db, &zg_review_fact, sheet->id, error) : NULL;
  int                   shown = 0;
  gboolean              any = FALSE;

  for (guint i = 0; sources && i < lines->len; i++)
    if (zg_record_int (lines->pdata[i], ZG_RLINE_HOW) == ZG_REVIEW_BY_FACTS)
      {
        add_item (facts, lines->pdata[i], sources, &shown);
        any = TRUE;
      }
  return any ? g_steal_pointer (&facts) : NULL;
}

/* -- The total and the grades -- */

static void
add_grades (ZgFacts *facts, ZgDb *db, const ZgRecord *sheet)
{
  gint64 bounds[ZG_REVIEW_N_GRADES];
  int    grade = (int) zg_record_int (sheet, ZG_RSHEET_GRADE);

  if (!zg_review_bounds (db, sheet->unit, zg_record_day (sheet, ZG_RSHEET_TO), bounds, NULL))
    return;
  for (int i = 0; i < ZG_REVIEW_N_GRADES; i++)
    {
      g_autofree char *from = i < ZG_REVIEW_N_GRADES - 1 ? g_strdup_printf ("≥ %d", (int) (bounds[i] / 100))
                                                         : g_strdup_printf ("< %d", (int) (bounds[i - 1] / 100));

      zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, zg_review_grades[i].title), from,
                     grade == i + 1 ? ZG_TONE_PENDING : ZG_TONE_NEUTRAL, NULL);
    }
}

static ZgFacts *
total_of_sheet (ZgSession *session, ZgDb *db, const ZgRecord *sheet, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  const char         *missing = zg_record_text (sheet, ZG_RSHEET_MISSING);
  g_autofree char    *total = NULL, *shares = NULL;

  if (sheet->version == 0)
    return NULL;
  zg_facts_block (facts, _ ("Total score"), "D20-4.1");
  total = zg_record_is_set (sheet, ZG_RSHEET_TOTAL) ? zg_money_format (zg_record_int (sheet, ZG_RSHEET_TOTAL), ZG_MONEY_MINUS)
                                                    : g_strdup (_ ("incomplete"));
  zg_facts_sum (facts, total, _ ("of 100"), zg_record_is_set (sheet, ZG_RSHEET_TOTAL) ? ZG_TONE_NEUTRAL : ZG_TONE_WARN);
  shares = g_strdup_printf (_ ("own %d %%, supervisor %d %%, manager %d %%"),
                            (int) zg_record_int (sheet, ZG_RSHEET_SHARE_SELF) / 100,
                            (int) zg_record_int (sheet, ZG_RSHEET_SHARE_SUPERVISOR) / 100,
                            (int) zg_record_int (sheet, ZG_RSHEET_SHARE_MANAGER) / 100);
  zg_facts_note (facts, shares, ZG_TONE_NEUTRAL, NULL);
  if (missing)
    {
      g_autofree char *words = g_strdup_printf (_ ("Missing: %s"), missing);

      zg_facts_note (facts, words, ZG_TONE_WARN, NULL);
    }
  add_grades (facts, db, sheet);
  return g_steal_pointer (&facts);
}

/* -- What the grade is used for, before anybody decides -- */

static ZgFacts *
proposed_of_sheet (ZgSession *session, ZgDb *db, const ZgRecord *sheet, GError **error)
{
  g_autoptr (ZgFacts)  facts = zg_facts_new ();
  int                  grade = (int) zg_record_int (sheet, ZG_RSHEET_GRADE), day = zg_record_day (sheet, ZG_RSHEET_TO);
  g_autoptr (ZgPolicy) policy = NULL;
  guint                sorts;

  if (grade == 0 || !g_str_equal (sheet->state, "manager"))
    return NULL;
  policy = zg_policy_load (db, day, day, error);
  sorts = policy ? zg_review_proposed (policy, grade, sheet->unit, day) : 0;
  if (sorts == 0)
    return NULL;
  zg_facts_block (facts, _ ("Proposed with the review"), "D20-4.2");
  for (const ZgEnum *sort = zg_review_use_sorts; sort->id; sort++)
    if (sorts & (1u << sort->number))
      {
        g_autofree char *words = zg_review_proposal_words (sort->number, grade);

        zg_facts_note (facts, words, ZG_TONE_NEUTRAL, NULL);
      }
  zg_facts_note (facts, _ ("Each can be changed or taken out until the result is in force."), ZG_TONE_NEUTRAL, NULL);
  return g_steal_pointer (&facts);
}

/* -- Earlier results -- */

static ZgFacts *
earlier_of_sheet (ZgSession *session, ZgDb *db, const ZgRecord *sheet, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  int                 to = zg_record_day (sheet, ZG_RSHEET_TO), n = 0;
  g_autoptr (GArray)  results = to == ZG_NO_DAY ? NULL
                                                : zg_review_results (db, zg_record_int (sheet, ZG_RSHEET_STAFF), to - 2 * A_YEAR,
                                                                     to - 1, error);

  if (results == NULL || results->len == 0)
    return NULL;
  zg_facts_block (facts, _ ("Earlier results"), "D15-10");
  for (guint i = results->len; i > 0 && n < MOST_EARLIER; i--, n++)
    {
      const ZgReviewResult *result = &g_array_index (results, ZgReviewResult, i - 1);
      const ZgEnum         *grade = zg_enum_by_number (zg_review_grades, result->grade);
      g_autofree char      *total = zg_money_format (result->total, ZG_MONEY_MINUS);
      char                  until[11];

      zg_day_format (result->to, until);
      zg_facts_line (facts, until, total, ZG_TONE_NEUTRAL, NULL);
      if (grade)
        zg_facts_note (facts, g_dgettext (GETTEXT_PACKAGE, grade->title), ZG_TONE_NEUTRAL, NULL);
    }
  return g_steal_pointer (&facts);
}

/* -- A period: how many of each grade beside the guide -- */

static ZgFacts *
grades_of_period (ZgSession *session, ZgDb *db, const ZgRecord *period, GError **error)
{
  g_autoptr (ZgFacts)   facts = zg_facts_new ();
  g_autoptr (GPtrArray) sheets = NULL;
  gint64                quotas[ZG_REVIEW_N_GRADES];
  int                   counts[ZG_REVIEW_N_GRADES + 1] = { 0 }, people = 0;

  if (period->version == 0 || zg_session_reach (session, "review_rank.view") == ZG_REACH_NONE ||
      zg_record_day (period, ZG_PERIOD_TO) == ZG_NO_DAY)
    return NULL;
  sheets = zg_review_sheets_of (session, db, period->id, 0, NULL);
  if (sheets == NULL || !zg_review_quotas (db, period->unit, zg_record_day (period, ZG_PERIOD_TO), quotas, NULL))
    return NULL;
  for (guint i = 0; i < sheets->len; i++)
    {
      int grade = CLAMP ((int) zg_record_int (sheets->pdata[i], ZG_RSHEET_GRADE), 0, ZG_REVIEW_N_GRADES);

      counts[grade]++;
      people += grade > 0;
    }
  zg_facts_block (facts, _ ("Grades beside their guide"), "D20-4.2");
  for (int i = 0; i < ZG_REVIEW_N_GRADES; i++)
    {
      g_autofree char *text = g_strdup_printf (_ ("%d (guide %d)"), counts[i + 1], zg_review_quota (quotas[i], people));

      zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, zg_review_grades[i].title), text, ZG_TONE_NEUTRAL, NULL);
    }
  if (counts[0])
    {
      g_autofree char *open = g_strdup_printf ("%d", counts[0]);

      zg_facts_line (facts, _ ("Without a total yet"), open, ZG_TONE_WARN, NULL);
    }
  zg_facts_note (facts, _ ("The guide is shown, it forces nothing."), ZG_TONE_NEUTRAL, NULL);
  zg_facts_link (facts, _ ("Ranking"), NULL, "review_rank", 0);
  return g_steal_pointer (&facts);
}

/* -- Which score this person enters -- */

static guint64
typed_now (ZgSession *session, const ZgRecord *sheet, const ZgRecord *line)
{
  ZgReviewStage stage = zg_review_stage (sheet->state);

  if (session == NULL || !zg_review_is_turn (session, sheet))
    return 0;
  return zg_review_stage_fields (stage, (int) zg_record_int (line, ZG_RLINE_HOW));
}

/* Scores that are still to come have no columns yet: the target is read in full. */
static guint64
table_now (const ZgRecord *sheet)
{
  ZgReviewStage stage = zg_review_stage (sheet->state);
  guint64       later = ZG_F (ZG_RLINE_MANAGER) | ZG_F (ZG_RLINE_SCORE) | ZG_F (ZG_RLINE_POINTS);

  if (stage == ZG_STAGE_SELF)
    return ~(later | ZG_F (ZG_RLINE_SUPERVISOR));
  return stage == ZG_STAGE_SUPERVISOR ? ~later : ~G_GUINT64_CONSTANT (0);
}

static const ZgLinesFace face = { table_now, NULL };

void
zg_panels_review_init (void)
{
  zg_panel_register ("review_sheet", total_of_sheet);
  zg_panel_register ("review_sheet", proposed_of_sheet);
  zg_panel_register ("review_sheet", facts_of_sheet);
  zg_panel_register ("review_sheet", earlier_of_sheet);
  zg_panel_register ("review_period", grades_of_period);
  zg_lines_mask_register ("review_line", typed_now);
  zg_lines_face_register ("review_line", &face);
}
