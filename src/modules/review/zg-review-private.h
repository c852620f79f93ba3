/* zg-review-private.h: shared within the module: whose turn it is, totals, hooks. */
#pragma once

#include "zg-module.h"
#include "zg-policy.h"
#include "zg-review-kinds.h"
#include "zg-review-rules.h"

G_BEGIN_DECLS

/* -- Whose turn it is on a sheet -- */

/* zg_review_merged: the lines of the kind @child as they stand once the work is done: those of the book with what is sent along,
 * in their order. Returns: (transfer full) (element-type ZgRecord). */
GPtrArray    *zg_review_merged     (ZgWork *work, const ZgKind *child);
/* zg_review_demand_no_login: a fault where the person of @sheet has a log-in: he enters and signs himself. */
void          zg_review_demand_no_login (ZgWork *work, const ZgRecord *sheet);
/* zg_review_check_lines: what is sent along to a sheet may be sent in this stage. Names the guard. */
void          zg_review_check_lines (ZgWork *work, ZgReviewStage stage, gboolean with_uses);
/* zg_review_demand: every item that people score has the score of @field. */
void          zg_review_demand     (ZgWork *work, int field);
/* zg_review_total_up: total, grade and what is missing of the sheet in hand. */
void          zg_review_total_up   (ZgWork *work);
/* zg_review_rule_of: the rule of a line or an item. @first: ZG_RLINE_RULE or ZG_RITEM_RULE; the five fields after it follow. */
void          zg_review_rule_of    (const ZgRecord *record, int rule, gint64 full, ZgReviewRule *out);
/* zg_review_fault_of_rule: Returns: (transfer none) (nullable): what is wrong with how an item is scored; @field: (out). */
const char   *zg_review_fault_of_rule (const ZgRecord *item, gint64 full, int *field);
/* zg_review_propose: what the grade of the sheet in hand is used for, in the stead of what was proposed for another grade.
 * zg_review_propose_anew: only where its grade has changed. Steps that call them name ZG_REVIEW_PROPOSES among their effects. */
void          zg_review_propose      (ZgWork *work);
void          zg_review_propose_anew (ZgWork *work);
#define ZG_REVIEW_PROPOSES { ZG_ALSO, "review_use.create" }, { ZG_ALSO, "review_use.remove" }
/* Hooks of a period. */
void          zg_review_open_sheets (ZgWork *work);
void          zg_review_check_open  (ZgWork *work);
void          zg_review_take_facts  (ZgWork *work);
/* zg_review_without_sheet: @n: (out): people a standard is in force for who have no sheet that covers these days. */
gboolean      zg_review_without_sheet (ZgDb *db, int from, int to, guint *n, GError **error);
/* zg_review_template_items: fills new items of the template @number. Returns: how many. */
typedef ZgRecord *(*ZgReviewMake) (gpointer data);
int           zg_review_template_items (int number, ZgReviewMake make, gpointer data);

gboolean      zg_tick_review_silence (ZgSession *clock, GString *report, GError **error);

void          zg_review_sources_init (void);
void          zg_review_goods_init   (void);
void          zg_review_paper_init   (void);
void          zg_review_duties_init  (void);

G_END_DECLS
