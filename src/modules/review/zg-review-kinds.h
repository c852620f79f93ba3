/* zg-review-kinds.h: kinds and fields of performance reviews, and what lists, papers and panels ask of a sheet. Functions with a
 * ZgDb run in that connection's thread. */
#pragma once

#include "zg-policy.h"
#include "zg-review.h"

G_BEGIN_DECLS

/* -- Standards -- */

enum
{
  ZG_STANDARD_NAME,
  ZG_STANDARD_POST,
  ZG_STANDARD_UNIT,
  ZG_STANDARD_VERSION,
  ZG_STANDARD_TEMPLATE,
  ZG_STANDARD_FULL,        /* full marks of every item */
  ZG_STANDARD_FROM,
  ZG_STANDARD_TO,
  ZG_STANDARD_REMARK,
  ZG_STANDARD_SUBMITTED_BY,
  ZG_STANDARD_SUBMITTED_AT,
  ZG_STANDARD_APPROVED_BY,
  ZG_STANDARD_APPROVED_AT,
  ZG_STANDARD_N_FIELDS
};

enum
{
  ZG_RITEM_POSITION,
  ZG_RITEM_NAME,
  ZG_RITEM_ASPECT,
  ZG_RITEM_WEIGHT,
  ZG_RITEM_HOW,
  ZG_RITEM_TARGET,         /* in words */
  ZG_RITEM_SOURCE,
  ZG_RITEM_RULE,
  ZG_RITEM_EACH,
  ZG_RITEM_FREE,
  ZG_RITEM_AIM,
  ZG_RITEM_BANDS,
  ZG_RITEM_FLOOR,
  ZG_RITEM_CLAUSE,
  ZG_RITEM_N_FIELDS
};
enum { ZG_REVIEW_BY_PEOPLE = 1, ZG_REVIEW_BY_FACTS };

/* -- Periods -- */

enum
{
  ZG_PERIOD_NAME,
  ZG_PERIOD_FROM,
  ZG_PERIOD_TO,
  ZG_PERIOD_UNIT,
  ZG_PERIOD_POST,
  ZG_PERIOD_SELF_DUE,
  ZG_PERIOD_SUPERVISOR_DUE,
  ZG_PERIOD_MANAGER_DUE,
  ZG_PERIOD_REMARK,
  ZG_PERIOD_PEOPLE,
  ZG_PERIOD_WITHOUT,       /* (nullable): who got no sheet and why */
  ZG_PERIOD_OPENED_BY,
  ZG_PERIOD_OPENED_AT,
  ZG_PERIOD_TAKEN_BY,
  ZG_PERIOD_TAKEN_AT,
  ZG_PERIOD_CLOSED_BY,
  ZG_PERIOD_CLOSED_AT,
  ZG_PERIOD_N_FIELDS
};

/* -- Sheets -- */

enum
{
  ZG_RSHEET_PERIOD,
  ZG_RSHEET_STAFF,
  ZG_RSHEET_UNIT,
  ZG_RSHEET_POST,
  ZG_RSHEET_SUPERVISOR,
  ZG_RSHEET_STANDARD,
  ZG_RSHEET_FROM,
  ZG_RSHEET_TO,
  ZG_RSHEET_SHARE_SELF,
  ZG_RSHEET_SHARE_SUPERVISOR,
  ZG_RSHEET_SHARE_MANAGER,
  ZG_RSHEET_TAKEN_AT,      /* the facts of the period */
  ZG_RSHEET_TOTAL,         /* (nullable): incomplete */
  ZG_RSHEET_GRADE,         /* (nullable) */
  ZG_RSHEET_MISSING,       /* (nullable): which parts are missing */
  ZG_RSHEET_WAIVED,
  ZG_RSHEET_WAIVER,        /* (nullable): why the total stands without them */
  ZG_RSHEET_WAIVED_BY,
  ZG_RSHEET_SELF_COMMENT,
  ZG_RSHEET_SELF_BY,
  ZG_RSHEET_SELF_AT,
  ZG_RSHEET_SUPERVISOR_COMMENT,
  ZG_RSHEET_SUPERVISED_BY,
  ZG_RSHEET_SUPERVISED_AT,
  ZG_RSHEET_MANAGER_COMMENT,
  ZG_RSHEET_REVIEWED_BY,
  ZG_RSHEET_REVIEWED_AT,
  ZG_RSHEET_PROBLEMS,
  ZG_RSHEET_IMPROVEMENT,
  ZG_RSHEET_IMPROVE_BY,
  ZG_RSHEET_TALKED_ON,
  ZG_RSHEET_TALK,
  ZG_RSHEET_TALKED_BY,
  ZG_RSHEET_OBJECT_UNTIL,
  ZG_RSHEET_ANSWER,
  ZG_RSHEET_ANSWERED_AT,
  ZG_RSHEET_OBJECTION,
  ZG_RSHEET_OBJECTED_AT,
  ZG_RSHEET_REPLY,
  ZG_RSHEET_REPLIED_BY,
  ZG_RSHEET_REPLIED_AT,
  ZG_RSHEET_SCAN,          /* (nullable): what a person without a log-in has signed on paper */
  ZG_RSHEET_CONCLUDED_BY,
  ZG_RSHEET_CONCLUDED_AT,
  ZG_RSHEET_FOLLOWED,      /* (nullable): what came of the improvement */
  ZG_RSHEET_FOLLOWED_BY,
  ZG_RSHEET_FOLLOWED_AT,
  ZG_RSHEET_N_FIELDS
};
enum
{
  ZG_REVIEW_CONFIRMED = 1, ZG_REVIEW_SILENT, ZG_REVIEW_REJECTED, ZG_REVIEW_UNANSWERED, ZG_REVIEW_ON_PAPER
};

enum
{
  ZG_RLINE_POSITION,
  ZG_RLINE_ITEM,
  ZG_RLINE_WEIGHT,
  ZG_RLINE_TARGET,
  ZG_RLINE_HOW,
  ZG_RLINE_FIGURE,         /* (nullable): frozen */
  ZG_RLINE_FACT,           /* in words */
  ZG_RLINE_FACT_SCORE,
  ZG_RLINE_SELF,
  ZG_RLINE_SUPERVISOR,
  ZG_RLINE_MANAGER,        /* of an item scored by facts: in its stead, with a note */
  ZG_RLINE_SCORE,          /* what counts; empty: missing */
  ZG_RLINE_POINTS,         /* weighted */
  ZG_RLINE_NOTE,
  ZG_RLINE_CLAUSE,
  ZG_RLINE_FULL,
  ZG_RLINE_SOURCE,
  ZG_RLINE_RULE,
  ZG_RLINE_EACH,
  ZG_RLINE_FREE,
  ZG_RLINE_AIM,
  ZG_RLINE_BANDS,
  ZG_RLINE_FLOOR,
  ZG_RLINE_SHARE_SELF,
  ZG_RLINE_SHARE_SUPERVISOR,
  ZG_RLINE_SHARE_MANAGER,
  ZG_RLINE_WAIVED,
  ZG_RLINE_N_FIELDS
};

enum
{
  ZG_RFACT_LINE, ZG_RFACT_POSITION, ZG_RFACT_DAY, ZG_RFACT_WORDS, ZG_RFACT_PART, ZG_RFACT_SUBJECT, ZG_RFACT_RECORD,
  ZG_RFACT_N_FIELDS
};

enum { ZG_RUSE_SORT, ZG_RUSE_WORDS, ZG_RUSE_CLAUSE, ZG_RUSE_N_FIELDS };
enum { ZG_USE_PAY = 1, ZG_USE_PROMOTION, ZG_USE_REWARD, ZG_USE_PENALTY, ZG_USE_TRAINING };

extern const ZgKind zg_review_standard, zg_review_item, zg_review_period, zg_review_sheet, zg_review_line, zg_review_fact,
    zg_review_use, zg_review_rank;
extern const ZgEnum zg_review_aspects[], zg_review_hows[], zg_review_rules[], zg_review_clauses[], zg_review_grades[],
    zg_review_use_sorts[], zg_review_templates[];
extern const ZgState zg_review_sheet_states[];
#define ZG_REVIEW_N_GRADES 5

/* -- What is asked of a sheet -- */

typedef enum { ZG_STAGE_NONE, ZG_STAGE_SELF, ZG_STAGE_SUPERVISOR, ZG_STAGE_MANAGER } ZgReviewStage;

ZgReviewStage zg_review_stage      (const char *state);
/* zg_review_is_turn: whether by his rights and by who has signed it is this person's turn to score @sheet. Who enters what
 * somebody without a log-in wrote on paper (review_sheet.enter) may as well; whether there is no log-in, the step looks up. */
gboolean      zg_review_is_turn    (ZgSession *session, const ZgRecord *sheet);
/* zg_review_stage_fields: which fields of a line are typed in a stage; of an item scored by facts only the manager's score, in
 * its stead, with a note. */
guint64       zg_review_stage_fields (ZgReviewStage stage, int how);

/* zg_review_lines_of: the active lines of a document in their order. Returns: (transfer full) (element-type ZgRecord)
 * (nullable). */
GPtrArray    *zg_review_lines_of   (ZgDb *db, const ZgKind *child, gint64 parent, GError **error);
/* zg_review_figure_words: "2 times", "99.30 %". Returns: (transfer full). */
char         *zg_review_figure_words (int source, gint64 figure);

/* zg_review_bounds: least totals of the grades but the last, for a unit on a day; n - 1 of them. zg_review_quotas: the part of
 * each grade (per cent, hundredths) that is a guide, never forced. */
gboolean      zg_review_bounds     (ZgDb *db, gint64 unit, int day, gint64 *bounds, GError **error);
gboolean      zg_review_quotas     (ZgDb *db, gint64 unit, int day, gint64 *quotas, GError **error);
/* zg_review_sheets_of: sheets of a period within the reach of review_sheet.export, best total first, those without one last,
 * without what is set aside. @unit: with the units below it, 0 all. Errors: DENIED. Returns: (transfer full) (element-type
 * ZgRecord) (nullable). */
GPtrArray    *zg_review_sheets_of  (ZgSession *session, ZgDb *db, gint64 period, gint64 unit, GError **error);
/* zg_review_proposed: the sorts of use a grade proposes (review.use.a …), as bits 1 << sort. zg_review_proposal_words: Returns:
 * (transfer full): what such a proposal says. */
guint         zg_review_proposed   (ZgPolicy *policy, int grade, gint64 unit, int day);
char         *zg_review_proposal_words (int sort, int grade);
/* zg_review_use_words: what the result is used for, a line each with its clause. Returns: (transfer full) (nullable): NULL on
 * error; "" where nothing is proposed. */
char         *zg_review_use_words  (ZgDb *db, gint64 sheet, GError **error);

G_END_DECLS
