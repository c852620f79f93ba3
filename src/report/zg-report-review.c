/* zg-report-review.c: the ranking of a review period with grades and their guide (R51), and all sheets of a unit in one document:
 * one print job. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-report-attendance.h"
#include "zg-report-paper.h"
#include "zg-report-xlsx.h"
#include "zg-review-kinds.h"
#include "zg-review-rules.h"
#include "zg-staff.h"

static const ZgArgument arguments[] = {
  { .name = "period", .title = N_("Review period"), .type = ZG_REF, .ref = "review_period", .required = TRUE },
  { .name = "unit", .title = N_("Unit"), .type = ZG_REF, .ref = "unit" },
};

typedef struct
{
  ZgSession *session;
  ZgDb      *db;
  ZgRecord  *period;
  GPtrArray *sheets; /* of ZgRecord, best first */
} Ranking;

static void
ranking_clear (Ranking *ranking)
{
  g_clear_pointer (&ranking->period, zg_record_free);
  g_clear_pointer (&ranking->sheets, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ranking, ranking_clear)

static gboolean
read_ranking (const ZgReport *report, const char *const *values, Ranking *ranking, GError **error)
{
  const char *period = zg_report_argument (report, values, "period");

  if (zg_session_reach (ranking->session, report->right) == ZG_REACH_NONE)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                   _("You may not take this report out (right %s). Nothing was written; whoever keeps the book's roles can grant "
                     "it."),
                   report->right);
      return FALSE;
    }
  if (period == NULL)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE, _("Say which review period: period=… Nothing was written."));
      return FALSE;
    }
  ranking->period = zg_book_get (ranking->db, &zg_review_period, g_ascii_strtoll (period, NULL, 10), error);
  ranking->sheets = ranking->period ? zg_review_sheets_of (ranking->session, ranking->db, ranking->period->id,
                                                           zg_report_unit (report, values), error)
                                    : NULL;
  return ranking->sheets != NULL;
}

static char *
title_of (const Ranking *ranking, const ZgRecord *sheet, int field)
{
  gint64 id = zg_record_int (sheet, field);

  return id ? zg_book_title (ranking->db, zg_kind_by_id (zg_review_sheet.fields[field].ref), id) : g_strdup ("");
}

static void
set_score (ZgCell *cell, const ZgRecord *record, int field)
{
  if (zg_record_is_set (record, field))
    zg_cell_set_int (cell, zg_record_int (record, field));
}

static const char *
state_title (const ZgRecord *sheet)
{
  return g_dgettext (GETTEXT_PACKAGE, zg_kind_state (&zg_review_sheet, sheet->state)->title);
}

/* -- Ranking -- */

enum { R_PLACE, R_STAFF, R_UNIT, R_POST, R_TOTAL, R_GRADE, R_MISSING, R_STATE, R_USE };

static void
add_ranking_columns (ZgTable *table)
{
  zg_table_column (table, _("Place by total"), ZG_INT, 0, NULL);
  zg_table_column (table, _("Employee"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Unit"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Post"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Total score"), ZG_POINTS, 0, NULL);
  zg_table_column (table, _("Grade"), ZG_ENUM, 0, zg_review_grades);
  zg_table_column (table, _("Missing"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _("State"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Use of the result"), ZG_TEXT, ZG_OUT_WIDE, NULL);
}

/* Equal totals share a place; without a total there is none. */
static int
place_of (const Ranking *ranking, guint i)
{
  const ZgRecord *sheet = ranking->sheets->pdata[i];

  if (!zg_record_is_set (sheet, ZG_RSHEET_TOTAL))
    return 0;
  while (i > 0 && zg_record_int (ranking->sheets->pdata[i - 1], ZG_RSHEET_TOTAL) == zg_record_int (sheet, ZG_RSHEET_TOTAL))
    i--;
  return (int) i + 1;
}

static gboolean
add_ranking_row (ZgTable *table, const Ranking *ranking, guint i, GError **error)
{
  const ZgRecord *sheet = ranking->sheets->pdata[i];
  ZgCell         *row = zg_table_add_row (table);
  char           *uses = zg_review_use_words (ranking->db, sheet->id, error);
  int             place = place_of (ranking, i);

  if (uses == NULL)
    return FALSE;
  if (place)
    zg_cell_set_int (&row[R_PLACE], place);
  zg_cell_take_text (&row[R_STAFF], title_of (ranking, sheet, ZG_RSHEET_STAFF));
  zg_cell_take_text (&row[R_UNIT], title_of (ranking, sheet, ZG_RSHEET_UNIT));
  zg_cell_set_text (&row[R_POST], zg_record_text (sheet, ZG_RSHEET_POST));
  set_score (&row[R_TOTAL], sheet, ZG_RSHEET_TOTAL);
  set_score (&row[R_GRADE], sheet, ZG_RSHEET_GRADE);
  zg_cell_set_text (&row[R_MISSING], zg_record_text (sheet, ZG_RSHEET_MISSING));
  zg_cell_set_text (&row[R_STATE], state_title (sheet));
  zg_cell_take_text (&row[R_USE], uses);
  return TRUE;
}

/* The guide stands beside what there is; nothing follows of it. */
static gboolean
add_quotas (ZgTable *table, const Ranking *ranking, GError **error)
{
  gint64 quotas[ZG_REVIEW_N_GRADES];
  int    counts[ZG_REVIEW_N_GRADES + 1] = { 0 }, people = 0;

  if (!zg_review_quotas (ranking->db, ranking->period->unit, zg_record_day (ranking->period, ZG_PERIOD_TO), quotas, error))
    return FALSE;
  for (guint i = 0; i < ranking->sheets->len; i++)
    {
      int grade = (int) zg_record_int (ranking->sheets->pdata[i], ZG_RSHEET_GRADE);

      counts[CLAMP (grade, 0, ZG_REVIEW_N_GRADES)]++;
      people += grade > 0;
    }
  for (int i = 0; i < ZG_REVIEW_N_GRADES; i++)
    zg_table_note (table, g_strdup_printf (_("%s: %d people; the guide of %d %% would be %d. It is shown, not forced."),
                                           g_dgettext (GETTEXT_PACKAGE, zg_review_grades[i].title), counts[i + 1],
                                           (int) (quotas[i] / 100), zg_review_quota (quotas[i], people)));
  if (counts[0])
    zg_table_note (table, g_strdup_printf (_("%d sheets have no total yet: what is missing is not counted as zero."), counts[0]));
  return TRUE;
}

static gboolean
write_ranking (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
               const char *path, GCancellable *cancellable, GError **error)
{
  g_auto (Ranking)    ranking = { session, db };
  g_autoptr (ZgTable) table = NULL;

  if (!read_ranking (report, values, &ranking, error))
    return FALSE;
  table = zg_table_new (session, _("Review ranking"));
  table->words = g_strdup (zg_record_text (ranking.period, ZG_PERIOD_NAME));
  add_ranking_columns (table);
  zg_table_hold (table);
  for (guint i = 0; i < ranking.sheets->len; i++)
    if (!add_ranking_row (table, &ranking, i, error))
      return FALSE;
  return add_quotas (table, &ranking, error) && zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_ranking = {
  .id = "review-ranking",
  .title = N_("Review ranking"),
  .right = "review_rank.export",
  .arguments = arguments,
  .n_arguments = G_N_ELEMENTS (arguments),
  .formats = "xlsx pdf csv",
  .write = write_ranking,
};

/* -- All sheets of a unit -- */

static gboolean
write_papers (const Ranking *ranking, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_paper_free);
  const ZgPaperDecl    *decl = zg_paper_of (&zg_review_sheet);

  for (guint i = 0; i < ranking->sheets->len; i++)
    {
      ZgPaper *paper = g_cancellable_set_error_if_cancelled (cancellable, error)
                         ? NULL
                         : zg_record_print (ranking->session, ranking->db, &zg_review_sheet, decl,
                                            ((ZgRecord *) ranking->sheets->pdata[i])->id, error);

      if (paper == NULL)
        return FALSE;
      g_ptr_array_add (papers, paper);
    }
  if (papers->len == 0)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND,
                           _("There is no review sheet in this period and unit that you may print. Nothing was written."));
      return FALSE;
    }
  return zg_papers_save_pdf ((ZgPaper *const *) papers->pdata, (int) papers->len, path, error);
}

enum
{
  S_NO, S_STAFF, S_UNIT, S_ITEM, S_WEIGHT, S_TARGET, S_FACT, S_BY_FACTS, S_OWN, S_SUPERVISOR, S_MANAGER, S_SCORE, S_POINTS,
  S_NOTE, S_CLAUSE, S_GRADE, S_WORDS /* the comments, in the row of the total */
};

static const int comments[] = { ZG_RSHEET_SELF_COMMENT, ZG_RSHEET_SUPERVISOR_COMMENT, ZG_RSHEET_MANAGER_COMMENT,
                                ZG_RSHEET_PROBLEMS, ZG_RSHEET_IMPROVEMENT, ZG_RSHEET_OBJECTION, ZG_RSHEET_REPLY };
#define S_USE ((int) (S_WORDS + G_N_ELEMENTS (comments)))

static void
add_sheet_columns (ZgTable *table)
{
  zg_table_column (table, _("Number"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Employee"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Unit"), ZG_TEXT, 0, NULL);
  for (int i = 0; i < S_CLAUSE + 1 - S_ITEM; i++)
    {
      static const int fields[] = { ZG_RLINE_ITEM, ZG_RLINE_WEIGHT, ZG_RLINE_TARGET, ZG_RLINE_FACT, ZG_RLINE_FACT_SCORE,
                                    ZG_RLINE_SELF, ZG_RLINE_SUPERVISOR, ZG_RLINE_MANAGER, ZG_RLINE_SCORE, ZG_RLINE_POINTS,
                                    ZG_RLINE_NOTE, ZG_RLINE_CLAUSE };
      const ZgField   *field = &zg_review_line.fields[fields[i]];

      zg_table_column (table, g_dgettext (GETTEXT_PACKAGE, field->title), field->type, 0, field->names);
    }
  zg_table_column (table, _("Grade"), ZG_ENUM, 0, zg_review_grades);
  for (guint i = 0; i < G_N_ELEMENTS (comments); i++)
    zg_table_column (table, g_dgettext (GETTEXT_PACKAGE, zg_review_sheet.fields[comments[i]].title), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _("Use of the result"), ZG_TEXT, ZG_OUT_WIDE, NULL);
}

static ZgCell *
begin_row (ZgTable *table, const Ranking *ranking, const ZgRecord *sheet)
{
  ZgCell *row = zg_table_add_row (table);

  zg_cell_set_text (&row[S_NO], sheet->no);
  zg_cell_take_text (&row[S_STAFF], title_of (ranking, sheet, ZG_RSHEET_STAFF));
  zg_cell_take_text (&row[S_UNIT], title_of (ranking, sheet, ZG_RSHEET_UNIT));
  return row;
}

/* What the sheet comes to: an incomplete one says what it lacks. */
static gboolean
add_sheet_total (ZgTable *table, const Ranking *ranking, const ZgRecord *sheet, gint64 weight, GError **error)
{
  ZgCell *row = begin_row (table, ranking, sheet);
  char   *uses = zg_review_use_words (ranking->db, sheet->id, error);

  if (uses == NULL)
    return FALSE;
  zg_cell_set_text (&row[S_ITEM], _("Total"));
  zg_cell_set_int (&row[S_WEIGHT], weight);
  set_score (&row[S_POINTS], sheet, ZG_RSHEET_TOTAL);
  zg_cell_set_text (&row[S_NOTE], zg_record_text (sheet, ZG_RSHEET_MISSING));
  set_score (&row[S_GRADE], sheet, ZG_RSHEET_GRADE);
  for (guint i = 0; i < G_N_ELEMENTS (comments); i++)
    zg_cell_set_text (&row[S_WORDS + i], zg_record_text (sheet, comments[i]));
  zg_cell_take_text (&row[S_USE], uses);
  return TRUE;
}

static void
add_sheet_line (ZgTable *table, const Ranking *ranking, const ZgRecord *sheet, const ZgRecord *line)
{
  static const struct
  {
    int column, field;
  } scores[] = { { S_WEIGHT, ZG_RLINE_WEIGHT }, { S_BY_FACTS, ZG_RLINE_FACT_SCORE }, { S_OWN, ZG_RLINE_SELF },
                 { S_SUPERVISOR, ZG_RLINE_SUPERVISOR }, { S_MANAGER, ZG_RLINE_MANAGER }, { S_SCORE, ZG_RLINE_SCORE },
                 { S_POINTS, ZG_RLINE_POINTS }, { S_CLAUSE, ZG_RLINE_CLAUSE } };
  ZgCell *row = begin_row (table, ranking, sheet);

  zg_cell_set_text (&row[S_ITEM], zg_record_text (line, ZG_RLINE_ITEM));
  zg_cell_set_text (&row[S_TARGET], zg_record_text (line, ZG_RLINE_TARGET));
  zg_cell_set_text (&row[S_FACT], zg_record_text (line, ZG_RLINE_FACT));
  zg_cell_set_text (&row[S_NOTE], zg_record_text (line, ZG_RLINE_NOTE));
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    set_score (&row[scores[i].column], line, scores[i].field);
}

static gboolean
write_lines (const ZgReport *report, const Ranking *ranking, const char *format, const char *path, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (ZgTable) table = zg_table_new (ranking->session, _("Review sheets"));

  table->words = g_strdup (zg_record_text (ranking->period, ZG_PERIOD_NAME));
  add_sheet_columns (table);
  zg_table_hold (table);
  for (guint i = 0; i < ranking->sheets->len; i++)
    {
      const ZgRecord       *sheet = ranking->sheets->pdata[i];
      g_autoptr (GPtrArray) lines = zg_review_lines_of (ranking->db, &zg_review_line, sheet->id, error);
      gint64                weight = 0;

      if (lines == NULL)
        return FALSE;
      for (guint n = 0; n < lines->len; n++)
        {
          add_sheet_line (table, ranking, sheet, lines->pdata[n]);
          weight += zg_record_int (lines->pdata[n], ZG_RLINE_WEIGHT);
        }
      if (!add_sheet_total (table, ranking, sheet, weight, error))
        return FALSE;
    }
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

static gboolean
write_sheets (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
              const char *path, GCancellable *cancellable, GError **error)
{
  g_auto (Ranking) ranking = { session, db };

  if (!read_ranking (report, values, &ranking, error))
    return FALSE;
  if (g_str_equal (format, "pdf"))
    return write_papers (&ranking, path, cancellable, error);
  return write_lines (report, &ranking, format, path, cancellable, error);
}

const ZgReport zg_report_review = {
  .id = "review-sheets",
  .title = N_("Review sheets of a unit"),
  .right = "review_sheet.export",
  .arguments = arguments,
  .n_arguments = G_N_ELEMENTS (arguments),
  .formats = "pdf xlsx csv",
  .write = write_sheets,
};
