/* zg-review-paper.c: the review sheet 绩效考核表 (R51) on A4: items with target, facts and three scores, the total and its grade,
 * comments, use of the result, signatures. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-money.h"
#include "zg-review-private.h"
#include "zg-staff.h"

#define COLUMN_FACTS 3
#define TO_WRITE 13 /* mm: room for a comment that is not there yet */

typedef struct
{
  ZgSession *session;
  ZgDb      *db;
  ZgPaper   *paper;
  ZgRecord  *sheet;
  GPtrArray *lines;
  char      *uses;  /* what the result is used for */
  GPtrArray *texts; /* kept until the paper has its own */
} Sheet;

static const char *
keep (Sheet *on, char *text)
{
  g_ptr_array_add (on->texts, text);
  return text;
}

static const char *
title_of (int field)
{
  return g_dgettext (GETTEXT_PACKAGE, zg_review_sheet.fields[field].title);
}

static const char *
value_of (Sheet *on, int field)
{
  return keep (on, zg_paper_value (on->session, on->db, on->sheet, field));
}

/* -- Head -- */

static void
add_head (Sheet *on)
{
  g_autoptr (ZgRecord) staff = zg_book_get (on->db, &zg_staff, zg_record_int (on->sheet, ZG_RSHEET_STAFF), NULL);
  g_autofree char     *span = g_strdup_printf ("%s – %s", zg_record_text (on->sheet, ZG_RSHEET_FROM),
                                               zg_record_text (on->sheet, ZG_RSHEET_TO));
  const ZgPaperPair pairs[] = {
    { _ ("Name"), staff ? zg_record_text (staff, ZG_STAFF_NAME) : "" },
    { _ ("Staff no."), staff ? zg_record_text (staff, ZG_STAFF_NUMBER) : "" },
    { _ ("Post"), zg_record_text (on->sheet, ZG_RSHEET_POST) },
    { _ ("Unit"), value_of (on, ZG_RSHEET_UNIT) },
    { _ ("Review period"), span },
    { _ ("Supervisor"), value_of (on, ZG_RSHEET_SUPERVISOR) },
  };

  zg_paper_grid (on->paper, pairs, G_N_ELEMENTS (pairs), 3, 16);
  zg_paper_space (on->paper, 3);
}

/* -- Items -- */

static char *
points (const ZgRecord *line, int field)
{
  gint64 value = zg_record_int (line, field);

  if (!zg_record_is_set (line, field))
    return g_strdup ("");
  return value % 100 ? zg_money_format (value, ZG_MONEY_MINUS) : g_strdup_printf ("%" G_GINT64_FORMAT, value / 100);
}

static char *
percent (gint64 weight)
{
  return weight % 100 ? g_strdup_printf ("%d.%02d%%", (int) (weight / 100), (int) (weight % 100))
                      : g_strdup_printf ("%d%%", (int) (weight / 100));
}

/* Target and, where the book holds any, what was found; the note of who scored stands with it. */
static char *
target_and_facts (const ZgRecord *line, gboolean with_facts)
{
  static const int parts[] = { ZG_RLINE_TARGET, ZG_RLINE_FACT, ZG_RLINE_NOTE };
  GString         *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = zg_record_text (line, parts[i]);

      if (part == NULL || *part == '\0' || (parts[i] == ZG_RLINE_FACT && !with_facts))
        continue;
      if (text->len > 0)
        g_string_append (text, C_ ("between changes", "; "));
      if (parts[i] == ZG_RLINE_FACT)
        g_string_append_printf (text, _ ("facts: %s"), part);
      else
        g_string_append (text, part);
    }
  return g_string_free (text, FALSE);
}

static void
add_item (ZgPaperTable *table, const ZgRecord *line, int n)
{
  g_autofree char *number = g_strdup_printf ("%d", n), *weight = percent (zg_record_int (line, ZG_RLINE_WEIGHT));
  g_autofree char *facts = target_and_facts (line, TRUE), *target = target_and_facts (line, FALSE);
  g_autofree char *own = points (line, ZG_RLINE_SELF);
  g_autofree char *supervisor = points (line, ZG_RLINE_SUPERVISOR), *manager = points (line, ZG_RLINE_MANAGER);
  g_autofree char *score = points (line, ZG_RLINE_SCORE), *weighted = NULL;
  const ZgEnum    *clause = zg_enum_by_number (zg_review_clauses, zg_record_int (line, ZG_RLINE_CLAUSE));

  weighted = zg_record_is_set (line, ZG_RLINE_POINTS) ? zg_money_format (zg_record_int (line, ZG_RLINE_POINTS), ZG_MONEY_MINUS)
                                                      : g_strdup (_ ("missing"));
  if (zg_record_int (line, ZG_RLINE_HOW) == ZG_REVIEW_BY_FACTS && !*own)
    {
      g_free (own);
      g_free (supervisor);
      own = g_strdup ("–");
      supervisor = g_strdup ("–");
    }
  zg_paper_table_row (table,
                      (const char *[]){ number, zg_record_text (line, ZG_RLINE_ITEM), weight, facts, own, supervisor, manager,
                                        score, weighted, clause ? clause->id : "" },
                      ZG_PAPER_ROW_PLAIN);
  zg_paper_table_bare (table, COLUMN_FACTS, target);
}

/* What stays empty on the paper. */
static void
add_warnings (Sheet *on)
{
  for (guint i = 0; i < on->lines->len; i++)
    {
      const ZgRecord  *line = on->lines->pdata[i];
      gboolean         by_facts = zg_record_int (line, ZG_RLINE_HOW) == ZG_REVIEW_BY_FACTS;
      g_autofree char *words = NULL;

      if (by_facts && !zg_record_is_set (line, ZG_RLINE_FACT_SCORE))
        words = g_strdup_printf (_ ("Item %u “%s” has no facts: it stays empty."), i + 1, zg_record_text (line, ZG_RLINE_ITEM));
      else if (!by_facts && !zg_record_is_set (line, ZG_RLINE_SCORE))
        words = g_strdup_printf (_ ("Item %u “%s” has no score: it stays empty."), i + 1, zg_record_text (line, ZG_RLINE_ITEM));
      if (words)
        zg_paper_warn (on->paper, words);
    }
}

static void
add_total (Sheet *on, ZgPaperTable *table)
{
  const ZgEnum    *grade = zg_enum_by_number (zg_review_grades, zg_record_int (on->sheet, ZG_RSHEET_GRADE));
  gboolean         whole = zg_record_is_set (on->sheet, ZG_RSHEET_TOTAL);
  g_autofree char *total = whole ? zg_money_format (zg_record_int (on->sheet, ZG_RSHEET_TOTAL), ZG_MONEY_MINUS)
                                 : g_strdup (_ ("incomplete"));
  g_autofree char *words = NULL;
  gint64           weight = 0;
  g_autofree char *all = NULL;

  for (guint i = 0; i < on->lines->len; i++)
    weight += zg_record_int (on->lines->pdata[i], ZG_RLINE_WEIGHT);
  all = percent (weight);
  words = grade ? g_strdup_printf (_ ("Grade: %s"), g_dgettext (GETTEXT_PACKAGE, grade->title)) : g_strdup ("");
  zg_paper_table_row (table, (const char *[]){ "", _ ("Total"), all, words, "", "", "", "", total, "" }, ZG_PAPER_ROW_TOTAL);
}

static void
add_items (Sheet *on)
{
  const ZgPaperColumn columns[] = {
    { _ ("Row"), 9, 0, ZG_PAPER_CENTRE },
    { _ ("Item"), 25, 0, ZG_PAPER_LEFT, .wrap = TRUE },
    { _ ("Weight"), 13, 0, ZG_PAPER_RIGHT },
    { _ ("Target and facts"), 0, 1, ZG_PAPER_LEFT, .wrap = TRUE },
    { C_ ("column", "Own"), 12, 0, ZG_PAPER_RIGHT },
    { C_ ("column", "Superv."), 12, 0, ZG_PAPER_RIGHT },
    { C_ ("column", "Manager"), 12, 0, ZG_PAPER_RIGHT },
    { C_ ("column", "Score"), 13, 0, ZG_PAPER_RIGHT },
    { C_ ("column", "Weighted"), 15, 0, ZG_PAPER_RIGHT },
    { _ ("Clause"), 19, 0, ZG_PAPER_LEFT, .wrap = TRUE, .part = ZG_PAPER_CLAUSES },
  };
  const ZgPaperTableStyle style = { .font = 9 };
  ZgPaperTable           *table = zg_paper_table (on->paper, columns, G_N_ELEMENTS (columns), &style);

  for (guint i = 0; i < on->lines->len; i++)
    add_item (table, on->lines->pdata[i], (int) i + 1);
  add_total (on, table);
}

static void
add_legend (Sheet *on)
{
  const ZgRecord *sheet = on->sheet;
  g_autofree char *self = percent (zg_record_int (sheet, ZG_RSHEET_SHARE_SELF));
  g_autofree char *supervisor = percent (zg_record_int (sheet, ZG_RSHEET_SHARE_SUPERVISOR));
  g_autofree char *manager = percent (zg_record_int (sheet, ZG_RSHEET_SHARE_MANAGER)), *shares = NULL, *missing = NULL;

  shares = g_strdup_printf (_ ("Score by people: own %s, supervisor %s, manager %s. Items with facts are scored by their rule."),
                            self, supervisor, manager);
  zg_paper_legend (on->paper, shares);
  if (!zg_record_is_set (sheet, ZG_RSHEET_MISSING))
    return;
  missing = zg_record_int (sheet, ZG_RSHEET_WAIVED)
              ? g_strdup_printf (_ ("Counts without: %s. Why: %s"), zg_record_text (sheet, ZG_RSHEET_MISSING),
                                 zg_record_text (sheet, ZG_RSHEET_WAIVER) ? zg_record_text (sheet, ZG_RSHEET_WAIVER) : "")
              : g_strdup_printf (_ ("Missing, and not counted as zero: %s"), zg_record_text (sheet, ZG_RSHEET_MISSING));
  zg_paper_legend (on->paper, missing);
}

/* -- Comments, answer, use -- */

static const char *
answer_words (Sheet *on)
{
  const ZgRecord *sheet = on->sheet;
  const char     *objection = zg_record_text (sheet, ZG_RSHEET_OBJECTION), *reply = zg_record_text (sheet, ZG_RSHEET_REPLY);

  if (objection)
    return keep (on, g_strdup_printf (_ ("Objected: %s\nReply: %s"), objection, reply ? reply : ""));
  if (zg_record_is_set (sheet, ZG_RSHEET_ANSWER))
    return value_of (on, ZG_RSHEET_ANSWER);
  return _ ("□ I agree    □ I object, because:");
}

static void
add_comments (Sheet *on)
{
  static const int    comments[] = { ZG_RSHEET_SELF_COMMENT, ZG_RSHEET_SUPERVISOR_COMMENT, ZG_RSHEET_MANAGER_COMMENT,
                                     ZG_RSHEET_PROBLEMS, ZG_RSHEET_IMPROVEMENT };
  g_autoptr (GArray)  pairs = g_array_new (FALSE, TRUE, sizeof (ZgPaperPair));
  ZgPaperPair         talk = { title_of (ZG_RSHEET_TALK), NULL, TRUE, 0 }, answer = { _ ("Own opinion"), NULL, TRUE, TO_WRITE };
  ZgPaperPair         use = { _ ("Use of the result"), NULL, TRUE, TO_WRITE };

  for (guint i = 0; i < G_N_ELEMENTS (comments); i++)
    {
      ZgPaperPair pair = { title_of (comments[i]), value_of (on, comments[i]), TRUE, TO_WRITE };

      g_array_append_val (pairs, pair);
    }
  if (zg_record_is_set (on->sheet, ZG_RSHEET_TALK))
    {
      talk.value = keep (on, g_strdup_printf ("%s %s", zg_record_text (on->sheet, ZG_RSHEET_TALKED_ON),
                                              zg_record_text (on->sheet, ZG_RSHEET_TALK)));
      g_array_append_val (pairs, talk);
    }
  answer.value = answer_words (on);
  use.value = on->uses;
  g_array_append_val (pairs, answer);
  g_array_append_val (pairs, use);
  zg_paper_space (on->paper, 3);
  zg_paper_grid (on->paper, (const ZgPaperPair *) pairs->data, (int) pairs->len, 1, 28);
}

/* Who was only taken to agree has not signed. */
static void
add_signatures (Sheet *on)
{
  const ZgPaperSigner signers[] = {
    { _ ("The person"), ZG_RSHEET_STAFF, ZG_RSHEET_ANSWERED_AT },
    { _ ("Supervisor"), ZG_RSHEET_SUPERVISED_BY, ZG_RSHEET_SUPERVISED_AT },
    { _ ("Department manager"), ZG_RSHEET_REVIEWED_BY, ZG_RSHEET_REVIEWED_AT },
    { _ ("Human resources"), ZG_RSHEET_CONCLUDED_BY, ZG_RSHEET_CONCLUDED_AT },
  };
  g_autoptr (ZgRecord) signed_by = zg_record_copy (on->sheet);

  if (zg_record_int (on->sheet, ZG_RSHEET_ANSWER) != ZG_REVIEW_CONFIRMED)
    zg_record_set_null (signed_by, ZG_RSHEET_ANSWERED_AT);
  zg_paper_space (on->paper, 5);
  zg_paper_signers (on->paper, on->db, signed_by, signers, G_N_ELEMENTS (signers));
}

static void
sheet_clear (Sheet *on)
{
  g_clear_pointer (&on->sheet, zg_record_free);
  g_clear_pointer (&on->lines, g_ptr_array_unref);
  g_clear_pointer (&on->uses, g_free);
  g_clear_pointer (&on->texts, g_ptr_array_unref);
  g_clear_pointer (&on->paper, zg_paper_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static void
lay_out (Sheet *on)
{
  g_autofree char *rule = zg_clause_cite ("D20-4.1"), *subtitle = NULL;

  on->paper = zg_paper_new (NULL);
  subtitle = g_strdup_printf ("%s · %s", value_of (on, ZG_RSHEET_UNIT), value_of (on, ZG_RSHEET_PERIOD));
  zg_paper_set_title (on->paper, _ ("Performance review sheet"));
  zg_paper_set_subtitle (on->paper, subtitle);
  zg_paper_set_number (on->paper, on->sheet->no);
  zg_paper_set_footer (on->paper, rule);
  add_head (on);
  add_items (on);
  add_warnings (on);
  add_legend (on);
  add_comments (on);
  add_signatures (on);
}

static ZgPaper *
make_sheet (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  g_auto (Sheet) on = { session, db, .texts = g_ptr_array_new_with_free_func (g_free) };

  on.sheet = zg_book_get (db, &zg_review_sheet, id, error);
  on.lines = on.sheet ? zg_review_lines_of (db, &zg_review_line, id, error) : NULL;
  on.uses = on.lines ? zg_review_use_words (db, id, error) : NULL;
  if (on.uses == NULL)
    return NULL;
  lay_out (&on);
  return g_steal_pointer (&on.paper);
}

static const ZgPaperDecl review_paper = { "review_form", N_ ("Performance review sheet"), &zg_review_sheet, make_sheet };

void
zg_review_paper_init (void)
{
  zg_papers_add (&review_paper);
}
