/* zg-review-propose.c: what a grade is used for is proposed by the parameters review.use.a … review.use.e. People keep, change or
 * take out each proposal until the result is in force: nothing follows by itself (D20-4.2, D02-3.6.3). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-review-private.h"

static gboolean
is_named (const char *names, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (names, ",", -1);

  for (char **part = parts; *part; part++)
    if (g_str_equal (g_strstrip (*part), id))
      return TRUE;
  return FALSE;
}

guint
zg_review_proposed (ZgPolicy *policy, int grade, gint64 unit, int day)
{
  g_autofree char *key = grade > 0 ? g_strdup_printf ("review.use.%s", zg_review_grades[grade - 1].id) : NULL;
  const char      *names = key ? zg_policy_text (policy, key, 0, unit, day) : NULL;
  guint            sorts = 0;

  for (const ZgEnum *sort = zg_review_use_sorts; names && sort->id; sort++)
    if (is_named (names, sort->id))
      sorts |= 1u << sort->number;
  return sorts;
}

static const char *const says[] = {
  [ZG_USE_PAY] = N_ ("Grade “%s”: an adjustment of pay is proposed"),
  [ZG_USE_PROMOTION] = N_ ("Grade “%s”: proposed as a candidate for promotion"),
  [ZG_USE_REWARD] = N_ ("Grade “%s”: a reward is proposed"),
  [ZG_USE_PENALTY] = N_ ("Grade “%s”: a penalty is proposed, decided by its own procedure"),
  [ZG_USE_TRAINING] = N_ ("Grade “%s”: training and improvement by a day are proposed"),
};

char *
zg_review_proposal_words (int sort, int grade)
{
  return g_strdup_printf (g_dgettext (GETTEXT_PACKAGE, says[sort]),
                          g_dgettext (GETTEXT_PACKAGE, zg_review_grades[grade - 1].title));
}

/* Proposed by the parameters and untouched since, in this language or the source's: for which grade; 0: people wrote it. */
static int
grade_of_words (const ZgRecord *use)
{
  int         sort = (int) zg_record_int (use, ZG_RUSE_SORT);
  const char *text = zg_record_text (use, ZG_RUSE_WORDS);

  for (int grade = 1; text && grade <= ZG_REVIEW_N_GRADES; grade++)
    {
      g_autofree char *proposed = zg_review_proposal_words (sort, grade);
      g_autofree char *source = g_strdup_printf (says[sort], zg_review_grades[grade - 1].title);

      if (g_str_equal (proposed, text) || g_str_equal (source, text))
        return grade;
    }
  return 0;
}

/* Takes out what was proposed for another grade. Returns: sorts that are proposed already, whoever did. */
static guint
take_out_old (ZgWork *work, int grade)
{
  g_autoptr (GPtrArray) uses = zg_review_merged (work, &zg_review_use);
  guint                 there = 0;

  for (guint i = 0; i < uses->len; i++)
    {
      const ZgRecord *use = uses->pdata[i];
      int             of = grade_of_words (use);

      if (of && of != grade && use->version)
        zg_work_step (work, zg_record_copy (use), "remove");
      else
        there |= 1u << zg_record_int (use, ZG_RUSE_SORT);
    }
  return there;
}

static void
propose (ZgWork *work, int sort, int grade)
{
  const ZgRecord  *sheet = zg_work_record (work);
  ZgRecord        *use = zg_work_also (work, &zg_review_use, "create");
  g_autofree char *words = zg_review_proposal_words (sort, grade);

  use->parent = sheet->id;
  use->owner = sheet->owner;
  use->unit = sheet->unit;
  zg_record_set_int (use, ZG_RUSE_SORT, sort);
  zg_record_set_text (use, ZG_RUSE_WORDS, words);
}

void
zg_review_propose (ZgWork *work)
{
  const ZgRecord      *sheet = zg_work_record (work);
  int                  grade = (int) zg_record_int (sheet, ZG_RSHEET_GRADE), day = zg_record_day (sheet, ZG_RSHEET_TO);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), day, day, NULL);
  guint                there = take_out_old (work, grade), wanted;

  wanted = policy ? zg_review_proposed (policy, grade, sheet->unit, day) & ~there : 0;
  for (const ZgEnum *sort = zg_review_use_sorts; sort->id; sort++)
    if (wanted & (1u << sort->number))
      propose (work, sort->number, grade);
}

/* The sorts of use somebody writes with this step. */
static guint
written_now (ZgWork *work)
{
  GPtrArray *children = zg_work_children (work);
  guint      sorts = 0;

  for (guint i = 0; children && i < children->len; i++)
    {
      const ZgRecord *child = children->pdata[i];

      if (child->kind == &zg_review_use && !g_str_equal (child->state, "removed") && grade_of_words (child) == 0)
        sorts |= 1u << zg_record_int (child, ZG_RUSE_SORT);
    }
  return sorts;
}

/* Who writes a use of his own puts it in the stead of what was proposed. */
static void
take_out_doubled (ZgWork *work)
{
  g_autoptr (GPtrArray) uses = zg_review_merged (work, &zg_review_use);
  guint                 written = written_now (work);

  for (guint i = 0; i < uses->len; i++)
    {
      const ZgRecord *use = uses->pdata[i];

      if (use->version && written & (1u << zg_record_int (use, ZG_RUSE_SORT)) && grade_of_words (use))
        zg_work_step (work, zg_record_copy (use), "remove");
    }
}

/* Once shown, only another grade asks for other proposals: what people took out stays out. */
void
zg_review_propose_anew (ZgWork *work)
{
  take_out_doubled (work);
  if (zg_record_int (zg_work_old (work), ZG_RSHEET_GRADE) != zg_record_int (zg_work_record (work), ZG_RSHEET_GRADE))
    zg_review_propose (work);
}
