/* zg-issue.c: the kind goods_issue 出库单: asked for, papers looked at, reserved, picked, checked by another, issued, let out
 * with an exit pass. Incomplete papers: refused (D08-4a). Nothing leaves that is not there. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-issue.h"
#include "zg-orders.h"

static const ZgEnum sorts[] = {
  { ZG_ISSUE_FOR_ORDER, "order", N_ ("For an order") },
  { ZG_ISSUE_RETURN, "return", N_ ("Return to the supplier") },
  { ZG_ISSUE_SCRAP, "scrap", N_ ("Scrapping") },
  { ZG_ISSUE_SAMPLE, "sample", N_ ("Sample") },
  { ZG_ISSUE_USE, "use", N_ ("Own use") },
  { 0 },
};

static const ZgField fields[ZG_ISSUE_N_FIELDS] = {
  [ZG_ISSUE_SORT] = { "kind", N_ ("Kind of issue"), ZG_ENUM, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .names = sorts,
                      .section = N_ ("Asked for") },
  [ZG_ISSUE_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_FIXED | ZG_LIST, .ref = "sales_order", .width = 134,
                       .hint = N_ ("a new issue without lines takes what the order still lacks"), .clause = "D13-3.2.2" },
  [ZG_ISSUE_SUPPLIER] = { "supplier", N_ ("Supplier"), ZG_REF, 0, .ref = "supplier", .hint = N_ ("of a return") },
  [ZG_ISSUE_DAY] = { "day", N_ ("Day of issue"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_ISSUE_PURPOSE] = { "purpose", N_ ("Purpose"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 120 },
  [ZG_ISSUE_RECEIVER] = { "receiver", N_ ("Fetched by"), ZG_TEXT, ZG_LIST, .max = 40, .clause = "D08-8a" },
  [ZG_ISSUE_NOTE_OK] = { "note_ok", N_ ("Request form is there"), ZG_BOOL, 0, .section = N_ ("Papers"), .clause = "D08-4a" },
  [ZG_ISSUE_APPROVAL_OK] = { "approval_ok", N_ ("Approval is there"), ZG_BOOL, 0, .clause = "D08-4a" },
  [ZG_ISSUE_APPROVAL] = { "approval", N_ ("Approval no."), ZG_TEXT, 0, .max = 60, .clause = "D08-4a" },
  [ZG_ISSUE_MISSING] = { "missing", N_ ("Papers that are missing"), ZG_TEXT, 0, .max = 200, .clause = "D08-4a" },
  [ZG_ISSUE_ASKED_BY] = { "asked_by", N_ ("Asked for by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person",
                          .section = N_ ("Signatures") },
  [ZG_ISSUE_ASKED_AT] = { "asked_at", N_ ("Asked for at"), ZG_TIME, ZG_COMPUTED },
  [ZG_ISSUE_CLEARED_BY] = { "cleared_by", N_ ("Papers checked by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D08-4a" },
  [ZG_ISSUE_CLEARED_AT] = { "cleared_at", N_ ("Papers checked at"), ZG_TIME, ZG_COMPUTED },
  [ZG_ISSUE_PICKED_BY] = { "picked_by", N_ ("Picked by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_ISSUE_PICKED_AT] = { "picked_at", N_ ("Picked at"), ZG_TIME, ZG_COMPUTED },
  [ZG_ISSUE_CHECKED_BY] = { "checked_by", N_ ("Goods checked by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D19-4.2" },
  [ZG_ISSUE_CHECKED_AT] = { "checked_at", N_ ("Goods checked at"), ZG_TIME, ZG_COMPUTED },
  [ZG_ISSUE_ISSUED_BY] = { "issued_by", N_ ("Handed over by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person",
                           .clause = "D08-1.1" },
  [ZG_ISSUE_ISSUED_AT] = { "issued_at", N_ ("Issued at"), ZG_TIME, ZG_COMPUTED },
  [ZG_ISSUE_CARRIER] = { "carrier", N_ ("Carrier"), ZG_TEXT, ZG_LIST, .max = 40, .section = N_ ("Handing over"),
                         .clause = "D08-8a" },
  [ZG_ISSUE_HANDED_TO] = { "handed_to", N_ ("Handed over to"), ZG_TEXT, 0, .max = 40, .clause = "D08-8a" },
  [ZG_ISSUE_VEHICLE] = { "vehicle", N_ ("Vehicle"), ZG_TEXT, 0, .max = 40, .clause = "D03-3.4.2" },
  [ZG_ISSUE_RELEASED_BY] = { "released_by", N_ ("Let out by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D03-3.4.2" },
  [ZG_ISSUE_RELEASED_AT] = { "released_at", N_ ("Let out at"), ZG_TIME, ZG_COMPUTED },
};

static const ZgEnum from_states[] = {
  { ZG_STOCK_AVAILABLE, "available", N_ ("Available") },
  { ZG_STOCK_QUARANTINE, "quarantine", N_ ("In quarantine") },
  { ZG_STOCK_DAMAGED, "damaged", N_ ("Damaged") },
  { 0 },
};

static const ZgField line_fields[ZG_ISSUE_LINE_N_FIELDS] = {
  [ZG_ISSUE_LINE_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_HIDDEN },
  [ZG_ISSUE_LINE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "item", .width = 240 },
  [ZG_ISSUE_LINE_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST },
  [ZG_ISSUE_LINE_LOT] = { "lot", N_ ("Lot (receipt)"), ZG_REF, ZG_LIST, .ref = "goods_receipt" },
  [ZG_ISSUE_LINE_LOCATION] = { "location", N_ ("Location"), ZG_REF, ZG_LIST, .ref = "stock_location", .clause = "D08-9" },
  [ZG_ISSUE_LINE_FROM] = { "from_state", N_ ("Condition"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = from_states, .initial = "2",
                           .clause = "D16-7" },
  [ZG_ISSUE_LINE_REMARK] = { "remark", N_ ("Remarks"), ZG_TEXT, ZG_LIST, .max = 120 },
};

/* -- Rules -- */

/* Only what passed is sold, sampled or used; what failed or is damaged goes back or is scrapped. */
static void
check_line (ZgWork *work, const ZgRecord *line)
{
  int sort = zg_record_int (zg_work_record (work), ZG_ISSUE_SORT);

  if (zg_record_int (line, ZG_ISSUE_LINE_QTY) <= 0)
    zg_stock_line_fault (work, line, ZG_ISSUE_LINE_QTY, NULL, _ ("The quantity must be above 0."));
  if (zg_record_int (line, ZG_ISSUE_LINE_FROM) != ZG_STOCK_AVAILABLE && sort != ZG_ISSUE_RETURN && sort != ZG_ISSUE_SCRAP)
    zg_stock_line_fault (work, line, ZG_ISSUE_LINE_FROM, "D16-7",
                   _ ("What is damaged or in quarantine is returned or scrapped, never sold or used."));
}

static void
check_lines (ZgWork *work)
{
  const ZgRecord       *issue = zg_work_record (work);
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_issue_line);

  for (guint i = 0; i < lines->len; i++)
    check_line (work, lines->pdata[i]);
  if (zg_record_int (issue, ZG_ISSUE_SORT) == ZG_ISSUE_RETURN && !zg_record_is_set (issue, ZG_ISSUE_SUPPLIER))
    zg_work_fault (work, ZG_ISSUE_SUPPLIER, -1, NULL, _ ("Say to which supplier the goods go back."));
  zg_issue_check_order (work, lines);
}

static void
check_submit (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_issue_line);

  check_lines (work);
  if (lines->len == 0)
    zg_work_fault (work, -1, -1, NULL, _ ("The issue has no lines yet."));
}

/* What is missing for the goods to go out, in words; NULL: nothing. Transfer full. Of an order it is what the order lacks. */
static char *
missing_papers (ZgWork *work)
{
  const ZgRecord *issue = zg_work_record (work);
  GString        *text;

  if (zg_record_int (issue, ZG_ISSUE_SORT) == ZG_ISSUE_FOR_ORDER)
    return zg_issue_order_missing (work);
  text = g_string_new (NULL);
  if (!zg_record_int (issue, ZG_ISSUE_NOTE_OK))
    g_string_append (text, _ ("request form"));
  if (!zg_record_int (issue, ZG_ISSUE_APPROVAL_OK) || !zg_record_is_set (issue, ZG_ISSUE_APPROVAL))
    g_string_append_printf (text, "%s%s", text->len ? _ (", ") : "", _ ("approval with its number"));
  if (zg_record_is_set (issue, ZG_ISSUE_MISSING))
    g_string_append_printf (text, "%s%s", text->len ? _ (", ") : "", zg_record_text (issue, ZG_ISSUE_MISSING));
  return g_string_free (text, text->len == 0);
}

static const int places[] = { ZG_ISSUE_LINE_LOCATION, -1 };

static void
check_clear (ZgWork *work)
{
  g_autofree char      *missing = missing_papers (work);
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_issue_line);

  zg_stock_check_day (work, ZG_ISSUE_DAY);
  zg_stock_check_counting (work, &zg_goods_issue_line, places);
  zg_issue_check_order (work, lines);
  if (missing)
    zg_work_fault (work, -1, -1, "D08-4a", _ ("The papers are incomplete: %s. Refuse the issue, or have them brought."), missing);
}

static void
check_refuse (ZgWork *work)
{
  g_autofree char *missing = missing_papers (work);

  if (missing == NULL)
    zg_work_fault (work, ZG_ISSUE_MISSING, -1, "D08-4a", _ ("Write which papers are missing."));
}

static void
report_refusal (ZgWork *work)
{
  g_autofree char *missing = missing_papers (work);
  g_autofree char *reason = g_strdup_printf (_ ("Papers incomplete: %s"), missing);

  zg_stock_refuse (work, ZG_REFUSAL_OF_ISSUE, reason);
}

static void
check_today (ZgWork *work)
{
  zg_stock_check_day (work, -1);
  zg_stock_check_counting (work, &zg_goods_issue_line, places);
}

static void
check_issue (ZgWork *work)
{
  const ZgRecord *issue = zg_work_record (work);

  zg_stock_check_day (work, ZG_ISSUE_DAY);
  zg_stock_check_counting (work, &zg_goods_issue_line, places);
  if (!zg_record_is_set (issue, ZG_ISSUE_HANDED_TO))
    zg_work_fault (work, ZG_ISSUE_HANDED_TO, -1, "D08-8a", _ ("Write to whom the goods are handed over."));
  zg_issue_check_leaving (work);
}

/* -- Its life -- */

#define HEAD                                                                                                                     \
  (ZG_F (ZG_ISSUE_SORT) | ZG_F (ZG_ISSUE_ORDER) | ZG_F (ZG_ISSUE_SUPPLIER) | ZG_F (ZG_ISSUE_DAY) | ZG_F (ZG_ISSUE_PURPOSE) |     \
   ZG_F (ZG_ISSUE_RECEIVER))
#define PAPERS                                                                                                                   \
  (ZG_F (ZG_ISSUE_NOTE_OK) | ZG_F (ZG_ISSUE_APPROVAL_OK) | ZG_F (ZG_ISSUE_APPROVAL) | ZG_F (ZG_ISSUE_MISSING))
#define HANDED (ZG_F (ZG_ISSUE_CARRIER) | ZG_F (ZG_ISSUE_HANDED_TO) | ZG_F (ZG_ISSUE_VEHICLE) | ZG_F (ZG_ISSUE_RECEIVER))
#define BOTH(who, at) (ZG_F (who) | ZG_F (at))

static const ZgEffect makes_lines[] = { { ZG_ALSO, "goods_issue_line.create" }, { 0 } };
static const ZgEffect reports[] = { { ZG_ALSO, "refusal.create" }, { 0 } };

/* Set aside for this issue, given back, gone. */
static const ZgEffect reserves[] = {
  { ZG_LEDGER_OUT, "stock", .qty = "qty_milli", .keys = { "item", "lot", "location", "from_state" }, .day = "day",
    .each_line = TRUE },
  { ZG_LEDGER_IN, "stock", .qty = "qty_milli", .keys = { "item", "lot", "location", "3" }, .day = "day",
    .each_line = TRUE },
  { 0 },
};
static const ZgEffect frees[] = {
  { ZG_LEDGER_OUT, "stock", .qty = "qty_milli", .keys = { "item", "lot", "location", "3" }, .each_line = TRUE },
  { ZG_LEDGER_IN, "stock", .qty = "qty_milli", .keys = { "item", "lot", "location", "from_state" }, .each_line = TRUE },
  { 0 },
};
static const ZgEffect goes_out[] = {
  { ZG_LEDGER_OUT, "stock", .qty = "qty_milli", .keys = { "item", "lot", "location", "3" }, .day = "day", .each_line = TRUE },
  { ZG_LEDGER_OUT, "stock_value", .qty = "qty_milli", .keys = { "item" }, .day = "day", .each_line = TRUE },
  { 0 },
};

static const ZgState states[] = {
  { "requested", N_ ("Asked for"), ZG_TONE_PENDING },
  { "refused", N_ ("Issue refused"), ZG_TONE_BAD },
  { "cleared", N_ ("Papers complete"), ZG_TONE_PENDING },
  { "picked", N_ ("Picked"), ZG_TONE_PENDING },
  { "checked", N_ ("Goods checked"), ZG_TONE_PENDING },
  { "issued", N_ ("Goods handed over"), ZG_TONE_PENDING },
  { "released", N_ ("Let out"), ZG_TONE_NEUTRAL },
  { 0 },
};

#define CANCELS ZG_DESTROYS | ZG_NEEDS_OPINION, 0, .effects = frees, .check = check_today

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD | PAPERS, .effects = makes_lines, .check = check_lines,
    .done = zg_issue_take_order, .clause = "D08-1.1" },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD | PAPERS, .check = check_lines },
  { "draft", "submit", "requested", ZG_PRIMARY | ZG_WITH_LINES, HEAD | PAPERS, BOTH (ZG_ISSUE_ASKED_BY, ZG_ISSUE_ASKED_AT),
    .check = check_submit },
  { "requested", "clear", "cleared", ZG_PRIMARY, PAPERS | ZG_F (ZG_ISSUE_DAY), BOTH (ZG_ISSUE_CLEARED_BY, ZG_ISSUE_CLEARED_AT),
    ZG_F (ZG_ISSUE_ASKED_BY), .effects = reserves, .check = check_clear, .clause = "D08-4a",
          .title = N_ ("Papers are complete") },
  { "requested", "refuse", "refused", ZG_DESTROYS, PAPERS, BOTH (ZG_ISSUE_CLEARED_BY, ZG_ISSUE_CLEARED_AT), .effects = reports,
    .check = check_refuse, .done = report_refusal, .clause = "D08-4a", .title = N_ ("Refuse to issue") },
  { "refused", "supply", "requested", ZG_PRIMARY, PAPERS, .clause = "D08-4a", .title = N_ ("Papers brought") },
  { "cleared", "pick", "picked", ZG_PRIMARY, 0, BOTH (ZG_ISSUE_PICKED_BY, ZG_ISSUE_PICKED_AT), .title = N_ ("Picked") },
  { "picked", "check", "checked", ZG_PRIMARY, 0, BOTH (ZG_ISSUE_CHECKED_BY, ZG_ISSUE_CHECKED_AT), ZG_F (ZG_ISSUE_PICKED_BY),
    .clause = "D19-4.2", .title = N_ ("Goods checked") },
  { "checked", "issue", "issued", ZG_PRIMARY, HANDED | ZG_F (ZG_ISSUE_DAY), BOTH (ZG_ISSUE_ISSUED_BY, ZG_ISSUE_ISSUED_AT),
    .effects = goes_out, .check = check_issue, .clause = "D08-8a", .title = N_ ("Hand the goods over") },
  { "issued", "release", "released", ZG_PRIMARY, ZG_F (ZG_ISSUE_VEHICLE), BOTH (ZG_ISSUE_RELEASED_BY, ZG_ISSUE_RELEASED_AT),
    ZG_F (ZG_ISSUE_ISSUED_BY), .clause = "D03-3.4.2", .title = N_ ("Let out") },
  { "cleared", "cancel", "cancelled", CANCELS },
  { "picked", "cancel", "cancelled", CANCELS },
  { "checked", "cancel", "cancelled", CANCELS },
  { "requested", "withdraw", "draft", 0 },
  { "refused", "drop", "cancelled", ZG_DESTROYS, .title = N_ ("Give up") },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_goods_issue = {
  .id = "goods_issue",
  .title = N_ ("Goods issue"),
  .module = "stock",
  .prefix = "CK",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D08-1.1",
  .empty = N_ ("What leaves the warehouse: for orders, back to suppliers, scrapped, as samples. Papers first, two people, exit "
               "pass."),
  .index = { "day", "sales_order" },
};

static void
check_open (ZgWork *work)
{
  static const char *const open[] = { "draft", NULL };

  zg_stock_line_open (work, &zg_goods_issue, open);
}

static const ZgStep line_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "remove", "removed", ZG_FOLLOWS },
};

const ZgKind zg_goods_issue_line = {
  .id = "goods_issue_line",
  .title = N_ ("Lines of the issue"),
  .module = "stock",
  ZG_FIELDS (line_fields),
  ZG_STEPS (line_steps),
  .parent = "goods_issue",
  .name = "item",
  .order = "t.position, t.id",
  .index = { "item" },
  .scans = "qty_milli",
};
