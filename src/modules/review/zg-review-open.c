/* zg-review-open.c: opening a period makes one sheet for each person in one act, and none twice; taking the facts freezes the
 * figures with the records they come from into the sheets. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-review-private.h"
#include "zg-staff.h"

#define MOST_NAMES 1900 /* characters */
#define MOST_FACTS 100  /* lines of one item */

/* -- Who gets a sheet -- */

typedef struct
{
  gint64 id, post, unit;
  gint64 full;
} Standard;

typedef struct
{
  gint64 staff, unit, supervisor;
  char  *post;
  const Standard *standard;
} Candidate;

typedef struct
{
  GArray      *standards;  /* of Standard, newest version first */
  GArray      *candidates; /* of Candidate */
  GHashTable  *known;      /* staff that have a sheet of these days */
  GString     *without;
  ZgStaffRoll *roll;
  int          from, to;
} Plan;

static void
plan_clear (Plan *plan)
{
  for (guint i = 0; plan->candidates && i < plan->candidates->len; i++)
    g_free (g_array_index (plan->candidates, Candidate, i).post);
  g_clear_pointer (&plan->standards, g_array_unref);
  g_clear_pointer (&plan->candidates, g_array_unref);
  g_clear_pointer (&plan->known, g_hash_table_unref);
  g_clear_pointer (&plan->roll, zg_staff_roll_free);
  if (plan->without)
    g_string_free (plan->without, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static gboolean
read_standards (Plan *plan, ZgDb *db)
{
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, NULL,
                   ZG_SQL ("SELECT id, post, unit, full_marks FROM review_standard WHERE state = 'approved' AND valid_from <= $1"
                           " AND (valid_to IS NULL OR valid_to >= $2) ORDER BY version_no DESC, id DESC"),
                   "ss", zg_day_format (plan->to, last), zg_day_format (plan->from, first));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      Standard standard = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2), zg_stmt_int (rows, 3) };

      g_array_append_val (plan->standards, standard);
    }
  return rows && !row;
}

/* @sql asks with $1 @period, $2 the first and $3 the last day. Who has a sheet has one, whatever became of it. */
static gboolean
read_known (Plan *plan, ZgDb *db, const char *sql, gint64 period)
{
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, NULL, sql, "iss", period, zg_day_format (plan->from, first), zg_day_format (plan->to, last));
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      gint64 *id = g_new (gint64, 1);

      *id = zg_stmt_int (rows, 0);
      g_hash_table_add (plan->known, id);
    }
  return rows && !row;
}

static gint64
unit_above (const Plan *plan, gint64 unit)
{
  for (guint i = 0; i < plan->roll->units->len; i++)
    if (g_array_index (plan->roll->units, ZgUnitRow, i).id == unit)
      return g_array_index (plan->roll->units, ZgUnitRow, i).above;
  return 0;
}

/* Of the post, in his own unit or the nearest one above it. */
static const Standard *
standard_of (const Plan *plan, gint64 post, gint64 unit)
{
  for (int depth = 0; post && unit && depth < 32; depth++, unit = unit_above (plan, unit))
    for (guint i = 0; i < plan->standards->len; i++)
      {
        const Standard *standard = &g_array_index (plan->standards, Standard, i);

        if (standard->post == post && standard->unit == unit)
          return standard;
      }
  return NULL;
}

static gboolean
look_at (Plan *plan, ZgDb *db, const ZgStaffRow *row, gint64 only_post)
{
  gint64          post, supervisor;
  const Standard *standard;

  if (g_hash_table_contains (plan->known, &row->id))
    return TRUE;
  if (!zg_staff_line (db, row->id, &post, &supervisor, NULL))
    return FALSE;
  if (only_post && post != only_post)
    return TRUE;
  standard = standard_of (plan, post, row->unit);
  if (standard)
    {
      Candidate candidate = { row->id, row->unit, supervisor, g_strdup (row->post), standard };

      g_array_append_val (plan->candidates, candidate);
    }
  else if (g_utf8_strlen (plan->without->str, -1) < MOST_NAMES)
    g_string_append_printf (plan->without, _ ("%s%s (no standard in force for “%s”)"),
                            plan->without->len ? C_ ("between words", ", ") : "", row->name, *row->post ? row->post : "—");
  return TRUE;
}

static void
begin_plan (Plan *plan, int from, int to)
{
  plan->from = from;
  plan->to = to;
  plan->standards = g_array_new (FALSE, FALSE, sizeof (Standard));
  plan->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  plan->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  plan->without = g_string_new (NULL);
}

static gboolean
look_at_all (Plan *plan, ZgDb *db, gint64 unit, gint64 post)
{
  plan->roll = zg_staff_roll (db, plan->from, plan->to, unit, 0, NULL);
  if (plan->roll == NULL || !read_standards (plan, db))
    return FALSE;
  for (guint i = 0; i < plan->roll->staff->len; i++)
    if (!look_at (plan, db, &g_array_index (plan->roll->staff, ZgStaffRow, i), post))
      return FALSE;
  return TRUE;
}

static gboolean
make_plan (ZgWork *work, Plan *plan)
{
  const ZgRecord *period = zg_work_record (work);
  ZgDb           *db = zg_work_db (work);

  begin_plan (plan, zg_record_day (period, ZG_PERIOD_FROM), zg_record_day (period, ZG_PERIOD_TO));
  if (plan->from == ZG_NO_DAY || plan->to == ZG_NO_DAY)
    return FALSE;
  zg_work_guard (work, "review_period/%" G_GINT64_FORMAT, period->id);
  zg_work_guard (work, "review/opened");
  return read_known (plan, db, ZG_SQL ("SELECT DISTINCT staff FROM review_sheet WHERE period = $1"
                                       " OR (from_day = $2 AND to_day = $3)"),
                     period->id) &&
         look_at_all (plan, db, zg_record_int (period, ZG_PERIOD_UNIT), zg_record_int (period, ZG_PERIOD_POST));
}

gboolean
zg_review_without_sheet (ZgDb *db, int from, int to, guint *n, GError **error)
{
  g_auto (Plan) plan = { 0 };

  begin_plan (&plan, from, to);
  if (!read_known (&plan, db, ZG_SQL ("SELECT DISTINCT s.staff FROM review_sheet s JOIN review_period p ON p.id = s.period"
                                      " WHERE s.from_day <= $2 AND s.to_day >= $3 AND p.id <> $1"), 0) ||
      !look_at_all (&plan, db, 0, 0))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO, _ ("Who has no review sheet could not be read."));
      return FALSE;
    }
  *n = plan.candidates->len;
  return TRUE;
}

/* -- Shares and dates -- */

static gboolean
read_shares (ZgDb *db, gint64 unit, int day, gint64 shares[3])
{
  static const char *const keys[] = { "review.share.self", "review.share.supervisor", "review.share.manager" };
  g_autoptr (ZgPolicy)     policy = zg_policy_load (db, day, day, NULL);

  for (int i = 0; policy && i < 3; i++)
    shares[i] = zg_policy_int (policy, keys[i], 0, unit, day) * 100;
  return policy && shares[0] >= 0 && shares[1] >= 0 && shares[2] >= 0 && shares[0] + shares[1] + shares[2] == ZG_REVIEW_ALL;
}

/* Days that are not said follow the last day of the period (review.self.days and so on). */
static void
fill_dues (ZgWork *work)
{
  static const struct
  {
    int         field;
    const char *key;
  } dues[] = { { ZG_PERIOD_SELF_DUE, "review.self.days" },
               { ZG_PERIOD_SUPERVISOR_DUE, "review.supervisor.days" },
               { ZG_PERIOD_MANAGER_DUE, "review.manager.days" } };
  ZgRecord            *period = zg_work_record (work);
  int                  to = zg_record_day (period, ZG_PERIOD_TO), last = to;
  g_autoptr (ZgPolicy) policy = to == ZG_NO_DAY ? NULL : zg_policy_load (zg_work_db (work), to, to, NULL);

  for (guint i = 0; policy && i < G_N_ELEMENTS (dues); i++)
    {
      if (!zg_record_is_set (period, dues[i].field))
        zg_record_set_day (period, dues[i].field,
                           MAX (last, to + (int) zg_policy_int (policy, dues[i].key, 0, period->unit, to)));
      last = zg_record_day (period, dues[i].field);
    }
}

void
zg_review_check_open (ZgWork *work)
{
  g_auto (Plan)   plan = { 0 };
  const ZgRecord *period = zg_work_record (work);
  int             from = zg_record_day (period, ZG_PERIOD_FROM), to = zg_record_day (period, ZG_PERIOD_TO);
  gint64          shares[3];

  if (from == ZG_NO_DAY || to == ZG_NO_DAY || to < from)
    {
      zg_work_fault (work, ZG_PERIOD_TO, -1, NULL, _ ("The last day lies before the first day."));
      return;
    }
  if (!read_shares (zg_work_db (work), period->unit, to, shares))
    zg_work_fault (work, -1, -1, "D02-3.6.1",
                   _ ("The shares of the three scores (review.share.*) do not make up 100 %%. Put the parameters right first."));
  if (g_str_equal (zg_work_old (work)->state, "draft"))
    fill_dues (work);
  if (!make_plan (work, &plan))
    return;
  if (g_str_equal (zg_work_old (work)->state, "draft") && plan.candidates->len == 0)
    zg_work_fault (work, -1, -1, "D14-14.1",
                   plan.without->len ? _ ("Nobody would get a sheet: %s") : _ ("Nobody would get a sheet. %s"),
                   plan.without->len ? plan.without->str : _ ("Everybody has one of these days, or nobody is employed here."));
}

/* -- Sheets -- */

static void
set_ref (ZgRecord *record, int field, gint64 id)
{
  if (id)
    zg_record_set_int (record, field, id);
}

static ZgRecord *
add_sheet (ZgWork *work, const Plan *plan, const Candidate *candidate, const gint64 shares[3])
{
  const ZgRecord *period = zg_work_record (work);
  ZgRecord       *sheet = zg_work_also (work, &zg_review_sheet, "open");

  zg_record_set_int (sheet, ZG_RSHEET_PERIOD, period->id);
  zg_record_set_int (sheet, ZG_RSHEET_STAFF, candidate->staff);
  set_ref (sheet, ZG_RSHEET_UNIT, candidate->unit);
  zg_record_set_text (sheet, ZG_RSHEET_POST, candidate->post);
  set_ref (sheet, ZG_RSHEET_SUPERVISOR, candidate->supervisor);
  zg_record_set_int (sheet, ZG_RSHEET_STANDARD, candidate->standard->id);
  zg_record_set_day (sheet, ZG_RSHEET_FROM, plan->from);
  zg_record_set_day (sheet, ZG_RSHEET_TO, plan->to);
  for (int i = 0; i < 3; i++)
    zg_record_set_int (sheet, ZG_RSHEET_SHARE_SELF + i, shares[i]);
  sheet->owner = candidate->staff;
  sheet->unit = candidate->unit;
  return sheet;
}

/* What an item says goes into the line: the sheet stands by itself from then on. */
static const struct
{
  int line, item;
} taken_over[] = {
  { ZG_RLINE_POSITION, ZG_RITEM_POSITION }, { ZG_RLINE_ITEM, ZG_RITEM_NAME },     { ZG_RLINE_WEIGHT, ZG_RITEM_WEIGHT },
  { ZG_RLINE_TARGET, ZG_RITEM_TARGET },     { ZG_RLINE_HOW, ZG_RITEM_HOW },       { ZG_RLINE_SOURCE, ZG_RITEM_SOURCE },
  { ZG_RLINE_RULE, ZG_RITEM_RULE },         { ZG_RLINE_EACH, ZG_RITEM_EACH },     { ZG_RLINE_FREE, ZG_RITEM_FREE },
  { ZG_RLINE_AIM, ZG_RITEM_AIM },           { ZG_RLINE_BANDS, ZG_RITEM_BANDS },   { ZG_RLINE_FLOOR, ZG_RITEM_FLOOR },
  { ZG_RLINE_CLAUSE, ZG_RITEM_CLAUSE },
};

static void
add_line (ZgWork *work, const ZgRecord *sheet, const ZgRecord *item, int position, gint64 full, const gint64 shares[3])
{
  ZgRecord *line = zg_work_also (work, &zg_review_line, "create");

  line->parent = sheet->id;
  line->owner = sheet->owner;
  line->unit = sheet->unit;
  for (guint i = 0; i < G_N_ELEMENTS (taken_over); i++)
    if (zg_record_is_set (item, taken_over[i].item))
      zg_record_set_cell (line, taken_over[i].line, &item->cells[taken_over[i].item]);
  zg_record_set_int (line, ZG_RLINE_POSITION, position);
  zg_record_set_int (line, ZG_RLINE_FULL, full);
  for (int i = 0; i < 3; i++)
    zg_record_set_int (line, ZG_RLINE_SHARE_SELF + i, shares[i]);
}

/* Items of each standard are read once. */
static GPtrArray *
items_of (ZgWork *work, GHashTable *items, gint64 standard)
{
  GPtrArray *found = g_hash_table_lookup (items, &standard);
  gint64    *key;

  if (found)
    return found;
  found = zg_review_lines_of (zg_work_db (work), &zg_review_item, standard, NULL);
  if (found)
    {
      key = g_new (gint64, 1);
      *key = standard;
      g_hash_table_insert (items, key, found);
    }
  return found;
}

void
zg_review_open_sheets (ZgWork *work)
{
  g_autoptr (GHashTable) items =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_auto (Plan) plan = { 0 };
  ZgRecord     *period = zg_work_record (work);
  gint64        shares[3], people = 0;

  if (!make_plan (work, &plan) || !read_shares (zg_work_db (work), period->unit, plan.to, shares))
    return;
  for (guint i = 0; i < plan.candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (plan.candidates, Candidate, i);
      GPtrArray       *of = items_of (work, items, candidate->standard->id);
      const ZgRecord  *sheet = of ? add_sheet (work, &plan, candidate, shares) : NULL;

      for (guint n = 0; sheet && n < of->len; n++)
        add_line (work, sheet, of->pdata[n], (int) n + 1, candidate->standard->full, shares);
    }
  zg_db_int (zg_work_db (work), &people, NULL, ZG_SQL ("SELECT count(*) FROM review_sheet WHERE period = $1"), "i", period->id);
  zg_record_set_int (period, ZG_PERIOD_PEOPLE, people + plan.candidates->len);
  if (plan.without->len)
    zg_record_set_text (period, ZG_PERIOD_WITHOUT, plan.without->str);
  else
    zg_record_set_null (period, ZG_PERIOD_WITHOUT);
}

/* -- Facts -- */

static void
add_fact (ZgWork *work, const ZgRecord *line, const ZgReviewLine *source, int position)
{
  ZgRecord        *fact = zg_work_also (work, &zg_review_fact, "create");
  g_autofree char *words = g_utf8_substring (source->words, 0, MIN (200, g_utf8_strlen (source->words, -1)));

  fact->parent = line->parent;
  fact->owner = line->owner;
  fact->unit = line->unit;
  zg_record_set_int (fact, ZG_RFACT_LINE, line->id);
  zg_record_set_int (fact, ZG_RFACT_POSITION, position);
  if (source->day != ZG_NO_DAY)
    zg_record_set_day (fact, ZG_RFACT_DAY, source->day);
  zg_record_set_text (fact, ZG_RFACT_WORDS, words);
  zg_record_set_int (fact, ZG_RFACT_PART, source->part);
  if (source->kind)
    zg_record_set_text (fact, ZG_RFACT_SUBJECT, source->kind);
  set_ref (fact, ZG_RFACT_RECORD, source->record);
}

static void
set_fact_words (ZgRecord *line, const ZgReviewFacts *facts)
{
  g_autofree char *figure = zg_review_figure_words ((int) zg_record_int (line, ZG_RLINE_SOURCE), facts->figure);
  g_autofree char *text = facts->missing ? g_strdup_printf (_ ("missing: %s"), facts->missing)
                          : facts->words ? g_strdup_printf (_ ("%s (%s)"), figure, facts->words)
                                         : g_strdup (figure);
  g_autofree char *kept = g_utf8_substring (text, 0, MIN (200, g_utf8_strlen (text, -1)));

  zg_record_set_text (line, ZG_RLINE_FACT, kept);
}

/* A figure that is not known leaves the score empty: it is missing. */
static void
freeze_facts (ZgWork *work, ZgRecord *line, const ZgReviewFacts *facts, int *position)
{
  ZgReviewRule rule;

  set_fact_words (line, facts);
  for (guint i = 0; i < facts->lines->len; i++)
    add_fact (work, line, facts->lines->pdata[i], ++*position);
  if (facts->missing)
    return;
  zg_review_rule_of (line, ZG_RLINE_RULE, zg_record_int (line, ZG_RLINE_FULL), &rule);
  zg_record_set_int (line, ZG_RLINE_FIGURE, CLAMP (facts->figure, 0, ZG_REVIEW_MOST));
  zg_record_set_int (line, ZG_RLINE_FACT_SCORE, zg_review_score (&rule, facts->figure));
}

static gboolean
freeze_line (ZgWork *work, ZgRecord *line, const ZgReviewAsk *ask, int *position)
{
  const ZgReviewSource     *source = zg_review_source ((int) zg_record_int (line, ZG_RLINE_SOURCE));
  g_autoptr (ZgReviewFacts) facts = NULL;

  if (zg_record_int (line, ZG_RLINE_HOW) != ZG_REVIEW_BY_FACTS)
    return TRUE;
  facts = source ? zg_review_find (source, ask, NULL) : NULL;
  if (facts)
    {
      zg_review_facts_gather (facts, MOST_FACTS);
      freeze_facts (work, line, facts, position);
    }
  else if (source == NULL)
    zg_record_set_text (line, ZG_RLINE_FACT, _ ("missing: the book does not hold these facts"));
  return facts != NULL || source == NULL;
}

static void
take_sheet (ZgWork *work, gint64 id, GHashTable *kept)
{
  ZgRecord             *sheet = zg_book_get (zg_work_db (work), &zg_review_sheet, id, NULL);
  g_autoptr (GPtrArray) lines = sheet ? zg_review_lines_of (zg_work_db (work), &zg_review_line, id, NULL) : NULL;
  ZgReviewAsk           ask = { zg_session_book (zg_work_session (work)), zg_work_db (work), .kept = kept };
  int                   position = 0;

  if (lines == NULL)
    {
      zg_record_free (sheet);
      return;
    }
  ask.staff = zg_record_int (sheet, ZG_RSHEET_STAFF);
  ask.unit = sheet->unit;
  ask.from = zg_record_day (sheet, ZG_RSHEET_FROM);
  ask.to = zg_record_day (sheet, ZG_RSHEET_TO);
  for (guint i = 0; i < lines->len; i++)
    {
      ZgRecord *line = zg_record_copy (lines->pdata[i]);

      if (!freeze_line (work, line, &ask, &position))
        zg_work_fault (work, -1, -1, NULL, _ ("The facts of “%s” could not be read. Nothing was taken; try again."),
                       zg_record_text (line, ZG_RLINE_ITEM));
      zg_work_step (work, line, "freeze");
    }
  zg_record_set_int (sheet, ZG_RSHEET_TAKEN_AT, zg_book_now (ask.book));
  zg_work_step (work, sheet, "take");
}

void
zg_review_take_facts (ZgWork *work)
{
  g_autoptr (GHashTable) kept = zg_review_kept_new ();
  g_autoptr (GArray)     ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ZgStmt)     rows =
      zg_db_query (zg_work_db (work), NULL,
                   ZG_SQL ("SELECT id FROM review_sheet WHERE period = $1 AND state = 'self' AND taken_at IS NULL ORDER BY id"),
                   "i", zg_work_record (work)->id);
  gboolean row = FALSE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      gint64 id = zg_stmt_int (rows, 0);

      g_array_append_val (ids, id);
    }
  for (guint i = 0; i < ids->len; i++)
    take_sheet (work, g_array_index (ids, gint64, i), kept);
}
