/* zg-warehouse.c: the daily life of the warehouse: three checks before and after work (D08-13), visitors (D08-11), proposals
 * on use and slow stock (D08-8c). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-checklist.h"
#include "zg-day.h"
#include "zg-issue.h"
#include "zg-policy.h"

/* -- Three checks -- */

static const ZgEnum times[] = {
  { ZG_WCHECK_BEFORE, "before", N_ ("Before work") },
  { ZG_WCHECK_AFTER, "after", N_ ("After work") },
  { 0 },
};

static const ZgField check_fields[ZG_WCHECK_N_FIELDS] = {
  [ZG_WCHECK_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_WCHECK_WHEN] = { "at_time", N_ ("Time of the check"), ZG_ENUM, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .names = times,
                       .clause = "D08-13a" },
  [ZG_WCHECK_STAFF] = { "staff", N_ ("Keeper"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "staff", .initial = "me" },
  [ZG_WCHECK_REMARK] = { "remark", N_ ("What is abnormal"), ZG_LONG, ZG_LIST, .clause = "D08-13b" },
  [ZG_WCHECK_BY] = { "checked_by", N_ ("Looked at by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_WCHECK_AT] = { "checked_at", N_ ("Checked at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_WCHECK_MEASURES] = { "measures", N_ ("Measures"), ZG_LONG, ZG_LIST, .clause = "D08-13b", .section = N_ ("Handling") },
  [ZG_WCHECK_HANDLED_BY] = { "handled_by", N_ ("Handled by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_WCHECK_HANDLED_AT] = { "handled_at", N_ ("Handled at"), ZG_TIME, ZG_COMPUTED },
};

static const ZgEnum results[] = {
  { ZG_WCHECK_NORMAL, "normal", N_ ("Normal") },
  { ZG_WCHECK_ABNORMAL, "abnormal", N_ ("Abnormal") },
  { ZG_WCHECK_NOT_APPLICABLE, "none", N_ ("Does not apply") },
  { 0 },
};

static const ZgField check_line_fields[ZG_WCHECK_LINE_N_FIELDS] = {
  [ZG_WCHECK_LINE_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_LIST | ZG_FIXED, .width = 48 },
  [ZG_WCHECK_LINE_ITEM] = { "item", N_ ("Check item"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .max = 80, .width = 260,
                            .clause = "D08-13.1" },
  [ZG_WCHECK_LINE_RESULT] = { "result", N_ ("Result"), ZG_ENUM, ZG_LIST, .names = results },
  [ZG_WCHECK_LINE_NOTE] = { "note", N_ ("Note"), ZG_TEXT, ZG_LIST, .max = 200 },
};

static void
make_lines (ZgWork *work)
{
  const ZgRecord       *sheet = zg_work_record (work);
  gboolean              before = zg_record_int (sheet, ZG_WCHECK_WHEN) == ZG_WCHECK_BEFORE;
  g_autoptr (GPtrArray) items = zg_checklist_items (zg_work_db (work),
                                                    before ? ZG_CHECKLIST_WAREHOUSE_START : ZG_CHECKLIST_WAREHOUSE_END,
                                                    zg_record_text (sheet, ZG_WCHECK_DAY), NULL);

  for (guint i = 0; items && i < items->len; i++)
    {
      ZgRecord *line = zg_work_also (work, &zg_warehouse_check_line, "create");

      line->parent = sheet->id;
      zg_record_set_int (line, ZG_WCHECK_LINE_POSITION, i + 1);
      zg_record_set_text (line, ZG_WCHECK_LINE_ITEM, items->pdata[i]);
    }
}

static void
check_new (ZgWork *work)
{
  const ZgRecord *sheet = zg_work_record (work);
  gint64          others = 0;

  if (zg_record_day (sheet, ZG_WCHECK_DAY) > zg_work_today (work))
    zg_work_fault (work, ZG_WCHECK_DAY, -1, "D08-13a", _ ("This day has not come yet."));
  zg_work_guard (work, "warehouse_check/%s", zg_record_text (sheet, ZG_WCHECK_DAY));
  zg_db_int (zg_work_db (work), &others, NULL,
             ZG_SQL ("SELECT count(*) FROM warehouse_check WHERE day = $1 AND at_time = $2 AND state <> 'deleted'"), "si",
             zg_record_text (sheet, ZG_WCHECK_DAY), zg_record_int (sheet, ZG_WCHECK_WHEN));
  if (others)
    zg_work_fault (work, ZG_WCHECK_WHEN, -1, "D08-13a", _ ("This sheet was made already. Fill that one in."));
}

#define RESULT (ZG_F (ZG_WCHECK_LINE_RESULT) | ZG_F (ZG_WCHECK_LINE_NOTE))

/* How many are abnormal; each has a result, each abnormal one a note. */
static int
count_abnormal (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_warehouse_check_line);
  int                   n = 0, today = zg_work_today (work);
  g_autoptr (ZgPolicy)  policy = zg_policy_load (zg_work_db (work), today, today, NULL);
  int                   least = policy ? MAX ((int) zg_policy_int (policy, "stock.checks", 0, 0, today), 1) : 1;

  zg_stock_lines_only (work, &zg_warehouse_check_line, RESULT, FALSE);
  if ((int) lines->len < least)
    zg_work_fault (work, -1, -1, "D08-13a",
                   _ ("The sheet has %d items, the rules ask for %d. Enter the others under Rules, Checklists, and make the "
                      "sheet again."), (int) lines->len, least);
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];
      int             result = zg_record_int (line, ZG_WCHECK_LINE_RESULT);

      n += result == ZG_WCHECK_ABNORMAL;
      if (result == 0)
        zg_stock_line_fault (work, line, ZG_WCHECK_LINE_RESULT, "D08-13a",
                             _ ("“%s” has no result yet. Say of every item what was seen."),
                       zg_record_text (line, ZG_WCHECK_LINE_ITEM));
      else if (result == ZG_WCHECK_ABNORMAL && !zg_record_is_set (line, ZG_WCHECK_LINE_NOTE))
        zg_stock_line_fault (work, line, ZG_WCHECK_LINE_NOTE, "D08-13b", _ ("“%s” is abnormal: write what was seen."),
                       zg_record_text (line, ZG_WCHECK_LINE_ITEM));
    }
  return n;
}

static void
check_finish (ZgWork *work)
{
  if (count_abnormal (work) > 0)
    zg_work_fault (work, -1, -1, "D08-13b", _ ("Something is abnormal. Report it at once instead."));
}

static void
check_report (ZgWork *work)
{
  if (count_abnormal (work) == 0)
    zg_work_fault (work, -1, -1, "D08-13b", _ ("Nothing is abnormal. Finish the sheet instead."));
}

static void
check_edit (ZgWork *work)
{
  zg_stock_lines_only (work, &zg_warehouse_check_line, RESULT, FALSE);
}

static void
check_handle (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_WCHECK_MEASURES))
    zg_work_fault (work, ZG_WCHECK_MEASURES, -1, "D08-13b", _ ("Write what was done about it."));
}

static const ZgEffect makes[] = { { ZG_ALSO, "warehouse_check_line.create" }, { 0 } };

static const ZgState check_states[] = {
  { "open", N_ ("To be filled in"), ZG_TONE_PENDING },
  { "normal", N_ ("Normal"), ZG_TONE_NEUTRAL },
  { "reported", N_ ("Abnormal, reported"), ZG_TONE_BAD },
  { "handled", N_ ("Handled"), ZG_TONE_NEUTRAL },
  { 0 },
};

#define CHECKED (ZG_F (ZG_WCHECK_BY) | ZG_F (ZG_WCHECK_AT))
#define NOTES (ZG_F (ZG_WCHECK_REMARK) | ZG_F (ZG_WCHECK_STAFF))

static const ZgStep check_steps[] = {
  { NULL, "create", "open", ZG_QUIET, ZG_F (ZG_WCHECK_DAY) | ZG_F (ZG_WCHECK_WHEN) | NOTES, .effects = makes, .check = check_new,
    .done = make_lines, .clause = "D08-13a" },
  { "open", "edit", "open", ZG_QUIET | ZG_WITH_LINES, NOTES, .check = check_edit },
  { "open", "finish", "normal", ZG_PRIMARY | ZG_WITH_LINES, NOTES, CHECKED, .check = check_finish, .clause = "D08-13a",
    .title = N_ ("All normal") },
  { "open", "report", "reported", ZG_WITH_LINES, NOTES, CHECKED, .check = check_report, .clause = "D08-13b",
    .title = N_ ("Report at once") },
  { "reported", "handle", "handled", ZG_PRIMARY, ZG_F (ZG_WCHECK_MEASURES),
    ZG_F (ZG_WCHECK_HANDLED_BY) | ZG_F (ZG_WCHECK_HANDLED_AT), ZG_F (ZG_WCHECK_BY), .check = check_handle, .clause = "D08-13b",
    .title = N_ ("Handled") },
  { "open", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_warehouse_check = {
  .id = "warehouse_check",
  .title = N_ ("Three checks"),
  .module = "stock",
  .prefix = "SJ",
  ZG_FIELDS (check_fields),
  ZG_STEPS (check_steps),
  .states = check_states,
  .owner = "staff",
  .order = "t.day DESC, t.at_time DESC",
  .clause = "D08-13a",
  .empty = N_ ("Two sheets a day: before work and after it. What is abnormal goes to the director and the shop manager at once."),
  .index = { "day" },
};

static void
check_open (ZgWork *work)
{
  static const char *const open[] = { "open", NULL };

  zg_stock_line_open (work, &zg_warehouse_check, open);
}

static const ZgStep check_line_steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, RESULT, .check = check_open },
};

const ZgKind zg_warehouse_check_line = {
  .id = "warehouse_check_line",
  .title = N_ ("Items checked"),
  .module = "stock",
  ZG_FIELDS (check_line_fields),
  ZG_STEPS (check_line_steps),
  .parent = "warehouse_check",
  .name = "item",
  .order = "t.position, t.id",
};

/* -- Visitors -- */

static const ZgField visit_fields[ZG_VISIT_N_FIELDS] = {
  [ZG_VISIT_NAME] = { "name", N_ ("Name"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH | ZG_ROMAN, .max = 40, .clause = "D08-11" },
  [ZG_VISIT_UNIT] = { "visitor_unit", N_ ("Comes from"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 60 },
  [ZG_VISIT_IDCARD] = { "id_card", N_ ("ID number"), ZG_IDCARD, ZG_SEALED, .seal = "FORM" },
  [ZG_VISIT_PURPOSE] = { "purpose", N_ ("Purpose"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 120 },
  [ZG_VISIT_ESCORT] = { "escort", N_ ("Accompanied by"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "staff", .initial = "me" },
  [ZG_VISIT_IN] = { "in_at", N_ ("Came in"), ZG_TIME, ZG_REQUIRED | ZG_LIST },
  [ZG_VISIT_CARRIED] = { "carried", N_ ("Things carried"), ZG_TEXT, ZG_LIST, .max = 120, .clause = "D03-3.4.2" },
  [ZG_VISIT_PASS] = { "exit_pass", N_ ("Exit pass"), ZG_REF, ZG_LIST, .ref = "goods_issue", .clause = "D03-3.4.2" },
  [ZG_VISIT_OUT] = { "out_at", N_ ("Went out"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
};

static void
check_visit (ZgWork *work)
{
  const ZgRecord *visit = zg_work_record (work);

  if (zg_record_int (visit, ZG_VISIT_IN) > zg_book_now (zg_session_book (zg_work_session (work))))
    zg_work_fault (work, ZG_VISIT_IN, -1, "D08-11", _ ("This time has not come yet."));
}

/* Goods go out with a pass that was given, and with nothing else. */
static void
check_leave (ZgWork *work)
{
  const ZgRecord       *visit = zg_work_record (work);
  g_autoptr (ZgRecord) pass = NULL;

  if (!zg_record_is_set (visit, ZG_VISIT_PASS))
    return;
  pass = zg_book_get (zg_work_db (work), &zg_goods_issue, zg_record_int (visit, ZG_VISIT_PASS), NULL);
  if (pass && !g_str_equal (pass->state, "released"))
    zg_work_fault (work, ZG_VISIT_PASS, -1, "D03-3.4.2",
                   _ ("These goods have not been let out. Nothing leaves without an exit pass."));
}

static const ZgState visit_states[] = {
  { "inside", N_ ("Inside"), ZG_TONE_PENDING },
  { "gone", N_ ("Gone"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep visit_steps[] = {
  { NULL, "create", "inside", ZG_QUIET, ZG_ALL_FIELDS, .check = check_visit, .clause = "D08-11" },
  { "inside", "edit", "inside", ZG_QUIET, ZG_ALL_FIELDS, .check = check_visit },
  { "inside", "leave", "gone", ZG_PRIMARY, ZG_F (ZG_VISIT_CARRIED) | ZG_F (ZG_VISIT_PASS), ZG_F (ZG_VISIT_OUT),
    .check = check_leave, .clause = "D03-3.4.2", .title = N_ ("Goes out") },
};

const ZgKind zg_warehouse_visit = {
  .id = "warehouse_visit",
  .title = N_ ("Warehouse visitor"),
  .module = "stock",
  ZG_FIELDS (visit_fields),
  ZG_STEPS (visit_steps),
  .states = visit_states,
  .name = "name",
  .order = "t.in_at DESC, t.id DESC",
  .clause = "D08-11",
  .empty = N_ ("Who came into the warehouse, why, with whom, and what was carried out."),
};

/* -- Proposals -- */

static const ZgEnum proposal_sorts[] = {
  { 1, "use", N_ ("Use of goods") },
  { 2, "slow", N_ ("Slow stock") },
  { 0 },
};

static const ZgField proposal_fields[ZG_PROPOSAL_N_FIELDS] = {
  [ZG_PROPOSAL_SORT] = { "kind", N_ ("About"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = proposal_sorts,
                                     .initial = "2",
                         .clause = "D08-8c" },
  [ZG_PROPOSAL_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "item" },
  [ZG_PROPOSAL_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_LIST },
  [ZG_PROPOSAL_TEXT] = { "proposal", N_ ("Proposal"), ZG_LONG, ZG_REQUIRED | ZG_LIST },
  [ZG_PROPOSAL_DECISION] = { "decision", N_ ("Instruction"), ZG_LONG, ZG_LIST },
  [ZG_PROPOSAL_DECIDED_BY] = { "decided_by", N_ ("Instructed by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_PROPOSAL_DECIDED_AT] = { "decided_at", N_ ("Instructed at"), ZG_TIME, ZG_COMPUTED },
};

static void
check_decide (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_PROPOSAL_DECISION))
    zg_work_fault (work, ZG_PROPOSAL_DECISION, -1, "D08-8c", _ ("Write what is decided."));
}

static const ZgState proposal_states[] = { { "decided", N_ ("Instruction given"), ZG_TONE_NEUTRAL }, { 0 } };

#define PROPOSED (ZG_F (ZG_PROPOSAL_SORT) | ZG_F (ZG_PROPOSAL_ITEM) | ZG_F (ZG_PROPOSAL_QTY) | ZG_F (ZG_PROPOSAL_TEXT))

static const ZgStep proposal_steps[] = {
  { NULL, "create", "draft", ZG_QUIET, PROPOSED, .clause = "D08-8c" },
  { "draft", "edit", "draft", ZG_QUIET, PROPOSED },
  { "draft", "submit", "pending", ZG_PRIMARY, PROPOSED, .clause = "D08-8c" },
  { "pending", "decide", "decided", ZG_PRIMARY | ZG_NOT_OWN, ZG_F (ZG_PROPOSAL_DECISION),
    ZG_F (ZG_PROPOSAL_DECIDED_BY) | ZG_F (ZG_PROPOSAL_DECIDED_AT), .check = check_decide, .title = N_ ("Decide") },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_stock_proposal = {
  .id = "stock_proposal",
  .title = N_ ("Proposal on stock"),
  .module = "stock",
  .prefix = "JY",
  ZG_FIELDS (proposal_fields),
  ZG_STEPS (proposal_steps),
  .states = proposal_states,
  .clause = "D08-8c",
  .empty = N_ ("What to do with goods that lie too long, and how goods could be used better."),
};

/* -- All -- */

void
zg_stock_init (void)
{
  static const ZgKind *const kinds[] = {
    &zg_stock_location, &zg_supplier, &zg_purchase_order, &zg_purchase_order_line, &zg_goods_receipt, &zg_goods_receipt_line,
    &zg_goods_issue, &zg_goods_issue_line, &zg_refusal, &zg_stock_move, &zg_stock_opening, &zg_stock_correction,
    &zg_stock_day, &zg_stock_month,
    &zg_stock_agreement, &zg_stock_agreement_line, &zg_stocktake, &zg_stocktake_line, &zg_warehouse_check,
    &zg_warehouse_check_line, &zg_warehouse_visit, &zg_stock_proposal,
    &zg_stock_balance, &zg_stock_level, &zg_stock_entry, /* views of the others */
  };

  zg_stock_ledger_init ();
  zg_issue_orders_init ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    zg_kinds_add (kinds[i]);
  zg_stock_sheets_init ();
  zg_stock_papers_init ();
  zg_stock_report_init ();
  zg_stock_duties_init ();
}
