/* zg-receipt.c: the kind goods_receipt 入库单: the supplier's delivery note becomes the company's receipt. Registered, checked,
 * labelled, signed by two people, booked by finance, inspected; the order of the last two is the policy receipt.booking. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-policy.h"
#include "zg-receipt.h"

static const ZgField fields[ZG_RECEIPT_N_FIELDS] = {
  [ZG_RECEIPT_SUPPLIER] = { "supplier", N_ ("Supplier"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "supplier",
                            .section = N_ ("Delivery") },
  [ZG_RECEIPT_ORDER] = { "purchase_order", N_ ("Purchase order"), ZG_REF, ZG_LIST, .ref = "purchase_order",
                         .hint = N_ ("a new receipt without lines takes those of the order") },
  [ZG_RECEIPT_NOTE] = { "delivery_note", N_ ("Delivery note no."), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 40,
                        .clause = "D08-2" },
  [ZG_RECEIPT_DAY] = { "day", N_ ("Day of receipt"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_RECEIPT_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_RECEIPT_DECISION] = { "decision", N_ ("Decision on differences"), ZG_LONG, 0, .max = 500, .clause = "D08-3a",
                            .hint = N_ ("what was agreed with the supplier") },
  [ZG_RECEIPT_CHECKED_BY] = { "checked_by", N_ ("Accepted by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D19-3.2.1",
                              .section = N_ ("Signatures") },
  [ZG_RECEIPT_CHECKED_AT] = { "checked_at", N_ ("Delivery accepted at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_PRINTED_BY] = { "printed_by", N_ ("Barcodes printed by"), ZG_REF, ZG_COMPUTED, .ref = "person",
                              .clause = "D19-3.2.2" },
  [ZG_RECEIPT_PRINTED_AT] = { "printed_at", N_ ("Printed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_STUCK_BY] = { "stuck_by", N_ ("Labels stuck by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D19-3.2.2" },
  [ZG_RECEIPT_STUCK_AT] = { "stuck_at", N_ ("Stuck at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_KEEPER] = { "keeper", N_ ("Keeper"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person", .clause = "D19-3.2.3" },
  [ZG_RECEIPT_KEEPER_AT] = { "keeper_at", N_ ("Keeper signed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_SUPERVISOR] = { "supervisor", N_ ("Warehouse supervisor"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person",
                              .clause = "D19-3.2.3" },
  [ZG_RECEIPT_SUPERVISOR_AT] = { "supervisor_at", N_ ("Supervisor signed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_SENT_BY] = { "sent_by", N_ ("Finance copy sent by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D19-3.2.4",
                           .section = N_ ("Finance copy") },
  [ZG_RECEIPT_SENT_AT] = { "sent_at", N_ ("Sent at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_TAKEN_BY] = { "taken_by", N_ ("Finance copy received by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_RECEIPT_TAKEN_AT] = { "taken_at", N_ ("Received at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_VOUCHER] = { "voucher", N_ ("Voucher no."), ZG_TEXT, ZG_LIST, .max = 40, .clause = "D19-3.2.4" },
  [ZG_RECEIPT_BOOKED_BY] = { "booked_by", N_ ("Booked by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D19-3.2.4" },
  [ZG_RECEIPT_BOOKED_AT] = { "booked_at", N_ ("Booked at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_INSPECTOR] = { "inspector", N_ ("Inspector"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D19-3.2.5",
                             .section = N_ ("Inspection") },
  [ZG_RECEIPT_INSPECTED_AT] = { "inspected_at", N_ ("Inspected at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_QC_FIRST] = { "qc_first", N_ ("Inspected before it is booked"), ZG_BOOL, ZG_HIDDEN, .clause = "D19-3.2.4" },
  [ZG_RECEIPT_SEEN_BY] = { "seen_by", N_ ("Quantities read by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D19-3.3.1",
                           .section = N_ ("Report to e-commerce") },
  [ZG_RECEIPT_SEEN_AT] = { "seen_at", N_ ("Quantities read at"), ZG_TIME, ZG_COMPUTED },
  [ZG_RECEIPT_REPORT_OPEN] = { "report_open", N_ ("Quantities to be read"), ZG_BOOL, ZG_HIDDEN, .clause = "D19-3.3.1" },
};

/* -- From the purchase order -- */

static void
take_order_line (ZgWork *work, ZgStmt *rows, gint64 open, int position)
{
  static const int checks[] = { ZG_RECEIPT_LINE_NAME_OK, ZG_RECEIPT_LINE_QUALITY_OK, ZG_RECEIPT_LINE_SPEC_OK,
                                ZG_RECEIPT_LINE_VARIETY_OK };
  ZgRecord        *line = zg_work_also (work, &zg_goods_receipt_line, "create");

  line->parent = zg_work_record (work)->id;
  zg_record_set_int (line, ZG_RECEIPT_LINE_POSITION, position);
  zg_record_set_int (line, ZG_RECEIPT_LINE_ITEM, zg_stmt_int (rows, 0));
  zg_record_set_int (line, ZG_RECEIPT_LINE_ORDERED, open);
  if (!zg_stmt_is_null (rows, 1))
    zg_record_set_int (line, ZG_RECEIPT_LINE_PRICE, zg_stmt_int (rows, 1));
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    zg_record_set_int (line, checks[i], 1);
}

/* What was ordered and has not come yet with an earlier receipt. */
static void
take_order (ZgWork *work)
{
  GPtrArray         *given = zg_work_children (work);
  gint64             order = zg_record_int (zg_work_record (work), ZG_RECEIPT_ORDER), open;
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  if (order == 0 || (given && given->len))
    return;
  rows = zg_db_query (zg_work_db (work), NULL,
                      ZG_SQL ("SELECT l.item, CAST (max (l.price_fen) AS BIGINT) FROM purchase_order_line l"
                              " WHERE l.parent_id = $1 AND l.state = 'active'"
                              " GROUP BY l.item ORDER BY min (l.position), min (l.id)"),
                      "i", order);
  for (int n = 1; rows && zg_stmt_step (rows, &row, NULL) && row;)
    if ((open = zg_purchase_open (zg_work_db (work), order, zg_stmt_int (rows, 0))) > 0)
      take_order_line (work, rows, open, n++);
}

/* A line that is typed or scanned says as well what is still open of the order: more than that has not been ordered (D08-2). */
static void
compare_with_order (ZgWork *work, GPtrArray *lines)
{
  gint64 order = zg_record_int (zg_work_record (work), ZG_RECEIPT_ORDER), open;

  if (order == 0)
    return;
  zg_work_guard (work, "purchase_order/%" G_GINT64_FORMAT, order);
  for (guint i = 0; i < lines->len; i++)
    {
      ZgRecord *line = lines->pdata[i];

      open = MAX (zg_purchase_open (zg_work_db (work), order, zg_record_int (line, ZG_RECEIPT_LINE_ITEM)), 0);
      zg_record_set_int (line, ZG_RECEIPT_LINE_ORDERED, open);
      zg_work_fill_child (work, line, ZG_RECEIPT_LINE_ORDERED, open);
    }
}

static void
check_order (ZgWork *work)
{
  const ZgRecord *receipt = zg_work_record (work);
  gint64          order = zg_record_int (receipt, ZG_RECEIPT_ORDER), supplier = 0;

  if (order && zg_db_int (zg_work_db (work), &supplier, NULL,
                          ZG_SQL ("SELECT COALESCE (supplier, 0) FROM purchase_order WHERE id = $1 AND state = 'placed'"), "i",
                          order) &&
      supplier != zg_record_int (receipt, ZG_RECEIPT_SUPPLIER))
    zg_work_fault (work, ZG_RECEIPT_ORDER, -1, "D08-2",
                   supplier ? _ ("This order went to another supplier.") : _ ("This purchase order is not under way."));
}

static void
check_draft (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_receipt_line);

  check_order (work);
  compare_with_order (work, lines);
  zg_receipt_check_lines (work, lines);
}

/* -- Acceptance: five checks, true record, refusal -- */

static void
check_accept (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_receipt_line);
  g_autoptr (ZgPolicy)  policy = zg_policy_load (zg_work_db (work), zg_work_today (work), zg_work_today (work), NULL);
  ZgRecord             *receipt = zg_work_record (work);
  gint64                accepted = 0;

  check_order (work);
  zg_stock_check_day (work, ZG_RECEIPT_DAY);
  compare_with_order (work, lines);
  zg_receipt_check_lines (work, lines);
  if (policy == NULL)
    return;
  zg_receipt_check_accepted (work, lines, zg_policy_text (policy, "receipt.mismatch", 0, 0, zg_work_today (work)),
                             zg_policy_text (policy, "receipt.photo", 0, 0, zg_work_today (work)));
  for (guint i = 0; i < lines->len; i++)
    accepted += zg_record_int (lines->pdata[i], ZG_RECEIPT_LINE_ACCEPTED);
  if (accepted == 0)
    zg_work_fault (work, -1, -1, "D08-3a", _ ("Nothing of this delivery is accepted. Refuse the whole of it."));
  zg_record_set_int (receipt, ZG_RECEIPT_QC_FIRST,
                     g_str_equal (zg_policy_text (policy, "receipt.booking", 0, 0, zg_work_today (work)), "after"));
}

static void
refuse_part (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_receipt_line);
  g_autofree char      *reason = zg_receipt_refused_words (work, lines);

  if (reason)
    zg_stock_refuse (work, ZG_REFUSAL_OF_RECEIPT, reason);
}

static void
refuse_all (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_receipt_line);
  g_autofree char      *reason = zg_receipt_refused_words (work, lines);
  const char           *decision = zg_record_text (zg_work_record (work), ZG_RECEIPT_DECISION);
  g_autofree char      *whole = g_strdup_printf ("%s%s%s", decision, reason ? "\n" : "", reason ? reason : "");

  zg_stock_refuse (work, ZG_REFUSAL_OF_RECEIPT, whole);
}

static void
check_refuse (ZgWork *work)
{
  check_order (work);
  if (!zg_record_is_set (zg_work_record (work), ZG_RECEIPT_DECISION))
    zg_work_fault (work, ZG_RECEIPT_DECISION, -1, "D08-3a", _ ("Write why the delivery is refused."));
}

/* A refusal that has gone out is not unsaid. */
static void
check_recheck (ZgWork *work)
{
  gint64 refused = 0;

  zg_work_guard (work, "refusal/%" G_GINT64_FORMAT, zg_work_record (work)->id);
  zg_db_int (zg_work_db (work), &refused, NULL, ZG_SQL ("SELECT count(*) FROM refusal WHERE receipt = $1"), "i",
             zg_work_record (work)->id);
  if (refused)
    zg_work_fault (work, -1, -1, "D08-3b",
                   _ ("A refusal of this delivery has been reported already. Register what comes later as a new receipt."));
}

/* -- Two signatures, then the goods are in the book -- */

static void
check_sign (ZgWork *work)
{
  zg_stock_check_day (work, ZG_RECEIPT_DAY);
}

/* Not placed yet: only a count of the whole warehouse meets it. */
static void
check_countersign (ZgWork *work)
{
  static const int places[] = { -1 };

  check_sign (work);
  zg_stock_check_counting (work, NULL, places);
}

/* -- Inspection -- */

/* Of what failed whole there is nothing to list. */
static gboolean
has_passed (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (zg_record_int (lines->pdata[i], ZG_RECEIPT_LINE_PASSED) > 0)
      return TRUE;
  return FALSE;
}

/* Goods that lie at their places are reported to e-commerce, which lists them: from now on somebody there has to read it. */
static void
check_pass (ZgWork *work)
{
  static const int      places[] = { ZG_RECEIPT_LINE_LOCATION, ZG_RECEIPT_LINE_QUARANTINE, -1 };
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_goods_receipt_line);
  g_autoptr (ZgPolicy)  policy = zg_policy_load (zg_work_db (work), zg_work_today (work), zg_work_today (work), NULL);

  zg_stock_check_day (work, -1);
  zg_stock_check_counting (work, &zg_goods_receipt_line, places);
  zg_stock_lines_only (work, &zg_goods_receipt_line, ZG_RECEIPT_LINE_OF_INSPECTION, FALSE);
  if (policy == NULL)
    return;
  zg_receipt_check_passed (work, lines, zg_policy_text (policy, "receipt.mismatch", 0, 0, zg_work_today (work)));
  zg_record_set_int (zg_work_record (work), ZG_RECEIPT_REPORT_OPEN,
                     has_passed (lines) && zg_policy_int (policy, "listing.quantity_report", 0, 0, zg_work_today (work)));
}

static void
close_report (ZgWork *work)
{
  zg_record_set_int (zg_work_record (work), ZG_RECEIPT_REPORT_OPEN, FALSE);
}

static void
check_book (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_RECEIPT_VOUCHER))
    zg_work_fault (work, ZG_RECEIPT_VOUCHER, -1, "D19-3.2.4", _ ("Enter the number of the voucher the receipt is booked with."));
}

/* -- Its life -- */

#define HEAD                                                                                                                     \
  (ZG_F (ZG_RECEIPT_SUPPLIER) | ZG_F (ZG_RECEIPT_ORDER) | ZG_F (ZG_RECEIPT_NOTE) | ZG_F (ZG_RECEIPT_DAY) |                       \
   ZG_F (ZG_RECEIPT_REMARK) | ZG_F (ZG_RECEIPT_DECISION))
#define BOTH(who, at) (ZG_F (who) | ZG_F (at))
#define QC_FIRST ZG_F (ZG_RECEIPT_QC_FIRST)
#define TO_READ ZG_F (ZG_RECEIPT_REPORT_OPEN)
/* The quantities are read beside the way of the papers to finance: a step of each state the goods can be in by then. */
#define READS(state, flags)                                                                                                      \
  {                                                                                                                              \
    state, "acknowledge", state, flags, 0, BOTH (ZG_RECEIPT_SEEN_BY, ZG_RECEIPT_SEEN_AT), .check = close_report,                 \
    .clause = "D19-3.3.1", .title = N_ ("Quantities are read"), .fills = TO_READ, .when = TO_READ                                \
  }

static const ZgEffect makes_lines[] = { { ZG_ALSO, "goods_receipt_line.create" }, { 0 } };
static const ZgEffect reports[] = { { ZG_ALSO, "refusal.create" }, { 0 } };

/* Lot: the receipt itself. Not placed yet: location 0. */
static const ZgEffect comes_in[] = {
  { ZG_LEDGER_IN, "stock", .qty = "accepted_milli", .keys = { "item", "id", "0", "1" }, .day = "day", .each_line = TRUE },
  { ZG_LEDGER_IN, "stock_value", .qty = "accepted_milli", .value = "amount_fen", .keys = { "item" }, .day = "day",
    .each_line = TRUE },
  { 0 },
};
static const ZgEffect to_places[] = {
  { ZG_LEDGER_OUT, "stock", .qty = "passed_milli", .keys = { "item", "id", "0", "1" }, .each_line = TRUE },
  { ZG_LEDGER_IN, "stock", .qty = "passed_milli", .keys = { "item", "id", "location", "2" }, .each_line = TRUE },
  { ZG_LEDGER_OUT, "stock", .qty = "failed_milli", .keys = { "item", "id", "0", "1" }, .each_line = TRUE },
  { ZG_LEDGER_IN, "stock", .qty = "failed_milli", .keys = { "item", "id", "quarantine", "4" }, .each_line = TRUE },
  { 0 },
};

static const ZgState states[] = {
  { "checked", N_ ("Delivery accepted"), ZG_TONE_PENDING },
  { "refused", N_ ("Delivery refused"), ZG_TONE_BAD },
  { "labelled", N_ ("Barcodes printed"), ZG_TONE_PENDING },
  { "stuck", N_ ("Labelled"), ZG_TONE_PENDING },
  { "kept_signed", N_ ("Signed by the keeper"), ZG_TONE_PENDING },
  { "signed", N_ ("Received"), ZG_TONE_PENDING },
  { "inspected", N_ ("Inspected"), ZG_TONE_PENDING },
  { "sent", N_ ("Sent to finance"), ZG_TONE_PENDING },
  { "taken", N_ ("With finance"), ZG_TONE_PENDING },
  { "booked", N_ ("Booked"), ZG_TONE_PENDING },
  { "placed", N_ ("In its places"), ZG_TONE_NEUTRAL },
  { "done", N_ ("Finished"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD, .effects = makes_lines, .check = check_draft, .done = take_order,
    .clause = "D08-1.1" },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD, .check = check_draft },
  { "draft", "accept", "checked", ZG_PRIMARY | ZG_WITH_LINES, HEAD, BOTH (ZG_RECEIPT_CHECKED_BY, ZG_RECEIPT_CHECKED_AT),
    .effects = reports, .check = check_accept, .done = refuse_part, .clause = "D08-2", .title = N_ ("Accept the delivery"),
                                                                                                    .fills = QC_FIRST },
  { "draft", "refuse", "refused", ZG_WITH_LINES, HEAD, BOTH (ZG_RECEIPT_CHECKED_BY, ZG_RECEIPT_CHECKED_AT), .effects = reports,
    .check = check_refuse, .done = refuse_all, .clause = "D08-3a", .title = N_ ("Refuse the delivery") },
  { "checked", "recheck", "draft", ZG_NEEDS_OPINION, .check = check_recheck, .title = N_ ("Check again") },
  { "checked", "label", "labelled", ZG_PRIMARY, 0, BOTH (ZG_RECEIPT_PRINTED_BY, ZG_RECEIPT_PRINTED_AT), .clause = "D19-3.2.2",
    .title = N_ ("Barcodes are printed") },
  { "labelled", "stick", "stuck", ZG_PRIMARY, 0, BOTH (ZG_RECEIPT_STUCK_BY, ZG_RECEIPT_STUCK_AT), .clause = "D19-3.2.2",
    .title = N_ ("Labels are stuck") },
  { "stuck", "sign", "kept_signed", ZG_PRIMARY, ZG_F (ZG_RECEIPT_DAY), BOTH (ZG_RECEIPT_KEEPER, ZG_RECEIPT_KEEPER_AT),
    .check = check_sign, .clause = "D19-3.2.3", .title = N_ ("Sign as keeper") },
  { "kept_signed", "countersign", "signed", ZG_PRIMARY, ZG_F (ZG_RECEIPT_DAY),
    BOTH (ZG_RECEIPT_SUPERVISOR, ZG_RECEIPT_SUPERVISOR_AT), ZG_F (ZG_RECEIPT_KEEPER), .effects = comes_in,
    .check = check_countersign, .clause = "D19-3.2.3", .title = N_ ("Sign as supervisor") },
  { "signed", "send", "sent", ZG_PRIMARY, 0, BOTH (ZG_RECEIPT_SENT_BY, ZG_RECEIPT_SENT_AT), .clause = "D19-3.2.4",
    .title = N_ ("Send the finance copy"), .unless = QC_FIRST },
  { "signed", "pass", "inspected", ZG_PRIMARY | ZG_WITH_LINES, 0, BOTH (ZG_RECEIPT_INSPECTOR, ZG_RECEIPT_INSPECTED_AT),
    .effects = to_places, .check = check_pass, .clause = "D19-3.2.5", .title = N_ ("Inspected, to its places"),
                                                                                   .fills = TO_READ, .when = QC_FIRST },
  { "inspected", "send", "sent", ZG_PRIMARY, 0, BOTH (ZG_RECEIPT_SENT_BY, ZG_RECEIPT_SENT_AT), .clause = "D19-3.2.4",
    .title = N_ ("Send the finance copy") },
  { "sent", "take", "taken", ZG_PRIMARY, 0, BOTH (ZG_RECEIPT_TAKEN_BY, ZG_RECEIPT_TAKEN_AT), .clause = "D19-3.2.4",
    .title = N_ ("Finance copy received") },
  { "taken", "book", "booked", ZG_PRIMARY, ZG_F (ZG_RECEIPT_VOUCHER), BOTH (ZG_RECEIPT_BOOKED_BY, ZG_RECEIPT_BOOKED_AT),
    .check = check_book, .clause = "D19-3.2.4", .title = N_ ("Book the receipt"), .unless = QC_FIRST },
  { "taken", "book_last", "done", ZG_PRIMARY, ZG_F (ZG_RECEIPT_VOUCHER), BOTH (ZG_RECEIPT_BOOKED_BY, ZG_RECEIPT_BOOKED_AT),
    .check = check_book, .clause = "D19-3.2.4", .title = N_ ("Book after the inspection"), .when = QC_FIRST },
  { "booked", "pass", "placed", ZG_PRIMARY | ZG_WITH_LINES, 0, BOTH (ZG_RECEIPT_INSPECTOR, ZG_RECEIPT_INSPECTED_AT),
    .effects = to_places, .check = check_pass, .clause = "D19-3.2.5", .title = N_ ("Inspected, to its places"),
                                                                                   .fills = TO_READ },
  READS ("placed", ZG_PRIMARY), READS ("inspected", 0), READS ("sent", 0), READS ("taken", 0), READS ("done", 0),
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_goods_receipt = {
  .id = "goods_receipt",
  .title = N_ ("Goods receipt"),
  .module = "stock",
  .prefix = "RK",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D08-1.1",
  .empty = N_ ("Deliveries stand here from their arrival to their places on the shelf: checked, refused, signed by two, booked, "
               "inspected."),
  .index = { "day", "purchase_order" },
};
