/* zg-stock.h: stock 仓库: places, purchase orders, receipts, issues, moves, counts, and what other modules ask of them.
 *
 * Two ledgers are written by the documents alone. `stock` counts pieces by item, lot, place and state; a lot is the goods receipt
 * it came with (0: from before the book). `stock_value` holds quantity and value by item: what goes out takes its moving average,
 * the last piece the rest. Both are closed by months, period `stock`. */
#pragma once

#include "zg-book.h"
#include "zg-paper.h"
#include "zg-ledger.h"

G_BEGIN_DECLS

/* The fourth key of the ledger: numbers are stored. */
typedef enum
{
  ZG_STOCK_PENDING = 1, /* waits for its inspection */
  ZG_STOCK_AVAILABLE,
  ZG_STOCK_RESERVED,
  ZG_STOCK_QUARANTINE,
  ZG_STOCK_DAMAGED,
} ZgStockState;

extern const ZgEnum   zg_stock_states[];
extern const ZgLedger zg_stock_ledger, zg_stock_value_ledger;

enum
{
  ZG_LOCATION_CODE, ZG_LOCATION_NAME, ZG_LOCATION_ZONE, ZG_LOCATION_SORT, ZG_LOCATION_ITEM, ZG_LOCATION_CATEGORY,
  ZG_LOCATION_REMARK, ZG_LOCATION_N_FIELDS
};
enum { ZG_LOCATION_SHELF = 1, ZG_LOCATION_BULK, ZG_LOCATION_SPECIAL, ZG_LOCATION_QUARANTINE };

enum
{
  ZG_SUPPLIER_NAME, ZG_SUPPLIER_CODE, ZG_SUPPLIER_CONTACT, ZG_SUPPLIER_PHONE, ZG_SUPPLIER_LICENCE, ZG_SUPPLIER_ADDRESS,
  ZG_SUPPLIER_REMARK, ZG_SUPPLIER_N_FIELDS
};

enum
{
  ZG_PURCHASE_SUPPLIER, ZG_PURCHASE_DAY, ZG_PURCHASE_EXPECTED, ZG_PURCHASE_CONTRACT, ZG_PURCHASE_REMARK, ZG_PURCHASE_PLACED_BY,
  ZG_PURCHASE_PLACED_AT, ZG_PURCHASE_N_FIELDS
};
enum
{
  ZG_PURCHASE_LINE_POSITION, ZG_PURCHASE_LINE_ITEM, ZG_PURCHASE_LINE_QTY, ZG_PURCHASE_LINE_PRICE, ZG_PURCHASE_LINE_AMOUNT,
  ZG_PURCHASE_LINE_NOTE, ZG_PURCHASE_LINE_N_FIELDS
};

enum
{
  ZG_RECEIPT_SUPPLIER, ZG_RECEIPT_ORDER, ZG_RECEIPT_NOTE, ZG_RECEIPT_DAY, ZG_RECEIPT_REMARK, ZG_RECEIPT_DECISION,
  ZG_RECEIPT_CHECKED_BY, ZG_RECEIPT_CHECKED_AT, ZG_RECEIPT_PRINTED_BY, ZG_RECEIPT_PRINTED_AT, ZG_RECEIPT_STUCK_BY,
  ZG_RECEIPT_STUCK_AT, ZG_RECEIPT_KEEPER, ZG_RECEIPT_KEEPER_AT, ZG_RECEIPT_SUPERVISOR, ZG_RECEIPT_SUPERVISOR_AT,
  ZG_RECEIPT_SENT_BY, ZG_RECEIPT_SENT_AT, ZG_RECEIPT_TAKEN_BY, ZG_RECEIPT_TAKEN_AT, ZG_RECEIPT_VOUCHER, ZG_RECEIPT_BOOKED_BY,
  ZG_RECEIPT_BOOKED_AT, ZG_RECEIPT_INSPECTOR, ZG_RECEIPT_INSPECTED_AT, ZG_RECEIPT_QC_FIRST, ZG_RECEIPT_SEEN_BY,
  ZG_RECEIPT_SEEN_AT, ZG_RECEIPT_REPORT_OPEN, ZG_RECEIPT_N_FIELDS
};
enum
{
  ZG_RECEIPT_LINE_POSITION, ZG_RECEIPT_LINE_ITEM, ZG_RECEIPT_LINE_ORDERED, ZG_RECEIPT_LINE_NOTED, ZG_RECEIPT_LINE_RECEIVED,
  ZG_RECEIPT_LINE_NAME_OK, ZG_RECEIPT_LINE_QUALITY_OK, ZG_RECEIPT_LINE_SPEC_OK, ZG_RECEIPT_LINE_VARIETY_OK,
  ZG_RECEIPT_LINE_DISCREPANCY, ZG_RECEIPT_LINE_REFUSED, ZG_RECEIPT_LINE_ACCEPTED, ZG_RECEIPT_LINE_PRICE,
  ZG_RECEIPT_LINE_AMOUNT, ZG_RECEIPT_LINE_BATCH, ZG_RECEIPT_LINE_EXPIRES, ZG_RECEIPT_LINE_PASSED, ZG_RECEIPT_LINE_FAILED,
  ZG_RECEIPT_LINE_LOCATION, ZG_RECEIPT_LINE_QUARANTINE, ZG_RECEIPT_LINE_QC_NOTE, ZG_RECEIPT_LINE_OUTCOME,
  ZG_RECEIPT_LINE_PHOTO, ZG_RECEIPT_LINE_PHOTO_2, ZG_RECEIPT_LINE_PHOTO_3, ZG_RECEIPT_LINE_N_FIELDS
};
/* What becomes of a line that differs, by the keeper: as it came, not at all, a part of it. */
enum { ZG_OUTCOME_TAKEN = 1, ZG_OUTCOME_REFUSED, ZG_OUTCOME_PART };

enum
{
  ZG_REFUSAL_SORT, ZG_REFUSAL_RECEIPT, ZG_REFUSAL_ISSUE, ZG_REFUSAL_REASON, ZG_REFUSAL_KEEPER, ZG_REFUSAL_REPORTED_AT,
  ZG_REFUSAL_DECISION, ZG_REFUSAL_DECIDED_BY, ZG_REFUSAL_DECIDED_AT, ZG_REFUSAL_N_FIELDS
};
enum { ZG_REFUSAL_OF_RECEIPT = 1, ZG_REFUSAL_OF_ISSUE };

enum
{
  ZG_ISSUE_SORT, ZG_ISSUE_ORDER, ZG_ISSUE_SUPPLIER, ZG_ISSUE_DAY, ZG_ISSUE_PURPOSE, ZG_ISSUE_RECEIVER,
  ZG_ISSUE_NOTE_OK, ZG_ISSUE_APPROVAL_OK,
  ZG_ISSUE_APPROVAL, ZG_ISSUE_MISSING, ZG_ISSUE_ASKED_BY, ZG_ISSUE_ASKED_AT, ZG_ISSUE_CLEARED_BY, ZG_ISSUE_CLEARED_AT,
  ZG_ISSUE_PICKED_BY, ZG_ISSUE_PICKED_AT, ZG_ISSUE_CHECKED_BY, ZG_ISSUE_CHECKED_AT, ZG_ISSUE_ISSUED_BY, ZG_ISSUE_ISSUED_AT,
  ZG_ISSUE_CARRIER, ZG_ISSUE_HANDED_TO, ZG_ISSUE_VEHICLE, ZG_ISSUE_RELEASED_BY, ZG_ISSUE_RELEASED_AT, ZG_ISSUE_N_FIELDS
};
enum { ZG_ISSUE_FOR_ORDER = 1, ZG_ISSUE_RETURN, ZG_ISSUE_SCRAP, ZG_ISSUE_SAMPLE, ZG_ISSUE_USE };
enum
{
  ZG_ISSUE_LINE_POSITION, ZG_ISSUE_LINE_ITEM, ZG_ISSUE_LINE_QTY, ZG_ISSUE_LINE_LOT, ZG_ISSUE_LINE_LOCATION,
  ZG_ISSUE_LINE_FROM, ZG_ISSUE_LINE_REMARK, ZG_ISSUE_LINE_N_FIELDS
};

enum
{
  ZG_MOVE_DAY, ZG_MOVE_ITEM, ZG_MOVE_LOT, ZG_MOVE_QTY, ZG_MOVE_LOCATION, ZG_MOVE_STATE, ZG_MOVE_TO_LOCATION, ZG_MOVE_TO_STATE,
  ZG_MOVE_REASON, ZG_MOVE_RESPONSIBLE, ZG_MOVE_IS_CHANGE, ZG_MOVE_DONE_BY, ZG_MOVE_DONE_AT, ZG_MOVE_RETURN, ZG_MOVE_IS_BACK,
  ZG_MOVE_VALUE, ZG_MOVE_N_FIELDS
};
enum
{
  ZG_CORRECT_DAY, ZG_CORRECT_RECEIPT, ZG_CORRECT_ISSUE, ZG_CORRECT_MOVE, ZG_CORRECT_OPENING, ZG_CORRECT_REASON, ZG_CORRECT_ITEM,
  ZG_CORRECT_LOT, ZG_CORRECT_LOCATION, ZG_CORRECT_STATE, ZG_CORRECT_WAY, ZG_CORRECT_QTY, ZG_CORRECT_VALUE, ZG_CORRECT_IN_QTY,
  ZG_CORRECT_OUT_QTY, ZG_CORRECT_DONE_BY, ZG_CORRECT_DONE_AT, ZG_CORRECT_CHANGE, ZG_CORRECT_N_FIELDS
};
enum { ZG_CORRECT_IN = 1, ZG_CORRECT_OUT, ZG_CORRECT_DEARER, ZG_CORRECT_CHEAPER }; /* stored numbers */
enum
{
  ZG_OPENING_DAY, ZG_OPENING_ITEM, ZG_OPENING_LOCATION, ZG_OPENING_STATE, ZG_OPENING_QTY, ZG_OPENING_VALUE, ZG_OPENING_REMARK,
  ZG_OPENING_N_FIELDS
};

enum { ZG_STOCK_DAY_DAY, ZG_STOCK_DAY_REMARK, ZG_STOCK_DAY_KEEPER, ZG_STOCK_DAY_AT, ZG_STOCK_DAY_N_FIELDS };
enum
{
  ZG_STOCK_MONTH_MONTH, ZG_STOCK_MONTH_REMARK, ZG_STOCK_MONTH_COMPILED_BY, ZG_STOCK_MONTH_COMPILED_AT,
  ZG_STOCK_MONTH_REPORTED_BY, ZG_STOCK_MONTH_REPORTED_AT, ZG_STOCK_MONTH_SEEN_BY, ZG_STOCK_MONTH_SEEN_AT,
  ZG_STOCK_MONTH_CLOSED_BY, ZG_STOCK_MONTH_CLOSED_AT, ZG_STOCK_MONTH_N_FIELDS
};

enum
{
  ZG_AGREEMENT_MONTH, ZG_AGREEMENT_REMARK, ZG_AGREEMENT_KEEPER, ZG_AGREEMENT_KEEPER_AT, ZG_AGREEMENT_FINANCE,
  ZG_AGREEMENT_FINANCE_AT, ZG_AGREEMENT_N_FIELDS
};
enum
{
  ZG_AGREEMENT_LINE_POSITION, ZG_AGREEMENT_LINE_ITEM, ZG_AGREEMENT_LINE_LEDGER, ZG_AGREEMENT_LINE_LEDGER_FEN,
  ZG_AGREEMENT_LINE_FINANCE, ZG_AGREEMENT_LINE_FINANCE_FEN, ZG_AGREEMENT_LINE_GOODS, ZG_AGREEMENT_LINE_CARD,
  ZG_AGREEMENT_LINE_WHY, ZG_AGREEMENT_LINE_OFF, ZG_AGREEMENT_LINE_N_FIELDS
};

enum
{
  ZG_STOCKTAKE_SORT, ZG_STOCKTAKE_DAY, ZG_STOCKTAKE_LOCATION, ZG_STOCKTAKE_BLIND,
  ZG_STOCKTAKE_REMARK, ZG_STOCKTAKE_FROZEN_BY, ZG_STOCKTAKE_FROZEN_AT,
  ZG_STOCKTAKE_COUNTED_BY, ZG_STOCKTAKE_COUNTED_AT, ZG_STOCKTAKE_REPORTED_BY, ZG_STOCKTAKE_REPORTED_AT,
  ZG_STOCKTAKE_DECISION, ZG_STOCKTAKE_DECIDED_BY, ZG_STOCKTAKE_DECIDED_AT, ZG_STOCKTAKE_ADJUSTED_BY, ZG_STOCKTAKE_ADJUSTED_AT,
  ZG_STOCKTAKE_KEEPER, ZG_STOCKTAKE_KEEPER_AT, ZG_STOCKTAKE_FINANCE, ZG_STOCKTAKE_FINANCE_AT, ZG_STOCKTAKE_CODES,
  ZG_STOCKTAKE_SHARE, ZG_STOCKTAKE_IS_OWN, ZG_STOCKTAKE_DIFFERS, ZG_STOCKTAKE_N_FIELDS
};
enum { ZG_STOCKTAKE_QUARTERLY = 1, ZG_STOCKTAKE_DEPARTMENT };
enum
{
  ZG_STOCKTAKE_LINE_POSITION, ZG_STOCKTAKE_LINE_ITEM, ZG_STOCKTAKE_LINE_LOT, ZG_STOCKTAKE_LINE_LOCATION,
  ZG_STOCKTAKE_LINE_STATE, ZG_STOCKTAKE_LINE_BOOK, ZG_STOCKTAKE_LINE_COUNTED, ZG_STOCKTAKE_LINE_DAMAGED,
  ZG_STOCKTAKE_LINE_SURPLUS, ZG_STOCKTAKE_LINE_SHORTAGE, ZG_STOCKTAKE_LINE_FEN, ZG_STOCKTAKE_LINE_CAUSE,
  ZG_STOCKTAKE_LINE_RESPONSIBLE, ZG_STOCKTAKE_LINE_PROPOSAL, ZG_STOCKTAKE_LINE_FROZEN,
  ZG_STOCKTAKE_LINE_N_FIELDS
};

enum
{
  ZG_WCHECK_DAY, ZG_WCHECK_WHEN, ZG_WCHECK_STAFF, ZG_WCHECK_REMARK, ZG_WCHECK_BY, ZG_WCHECK_AT, ZG_WCHECK_MEASURES,
  ZG_WCHECK_HANDLED_BY, ZG_WCHECK_HANDLED_AT, ZG_WCHECK_N_FIELDS
};
enum { ZG_WCHECK_BEFORE = 1, ZG_WCHECK_AFTER };
enum
{
  ZG_WCHECK_LINE_POSITION, ZG_WCHECK_LINE_ITEM, ZG_WCHECK_LINE_RESULT, ZG_WCHECK_LINE_NOTE, ZG_WCHECK_LINE_N_FIELDS
};
enum { ZG_WCHECK_NORMAL = 1, ZG_WCHECK_ABNORMAL, ZG_WCHECK_NOT_APPLICABLE };

enum
{
  ZG_VISIT_NAME, ZG_VISIT_UNIT, ZG_VISIT_IDCARD, ZG_VISIT_PURPOSE, ZG_VISIT_ESCORT, ZG_VISIT_IN, ZG_VISIT_CARRIED, ZG_VISIT_PASS,
  ZG_VISIT_OUT, ZG_VISIT_N_FIELDS
};
enum
{
  ZG_PROPOSAL_SORT, ZG_PROPOSAL_ITEM, ZG_PROPOSAL_QTY, ZG_PROPOSAL_TEXT, ZG_PROPOSAL_DECISION, ZG_PROPOSAL_DECIDED_BY,
  ZG_PROPOSAL_DECIDED_AT, ZG_PROPOSAL_N_FIELDS
};

extern const ZgKind zg_stock_location, zg_supplier, zg_purchase_order, zg_purchase_order_line, zg_goods_receipt,
    zg_goods_receipt_line, zg_refusal, zg_goods_issue, zg_goods_issue_line, zg_stock_move, zg_stock_opening,
    zg_stock_correction, zg_stock_day, zg_stock_month, zg_stock_agreement, zg_stock_agreement_line, zg_stocktake,
    zg_stocktake_line, zg_warehouse_check, zg_warehouse_check_line, zg_warehouse_visit, zg_stock_proposal, zg_stock_balance,
    zg_stock_entry, zg_stock_level;

void zg_stock_init (void);

/* -- For other modules. Threads: that of @db. Errors: those of reading. -- */

/* How the lines of a receipt are shown and typed while it stands so; pure. zg_receipt_line_verdict: the word for a line: agrees,
 * two short, another specification, not counted yet. @words: (out) (transfer full). */
guint64  zg_receipt_line_typed   (const ZgRecord *receipt);
guint64  zg_receipt_line_table   (const ZgRecord *receipt);
ZgTone   zg_receipt_line_verdict (const ZgRecord *line, char **words);
gboolean zg_receipt_counting     (const ZgRecord *receipt); /* its lines are being counted */
/* zg_receipt_line_differs: counted, and not as noted, ordered or described; or refused. _difference: how, in sentences that
 * follow from the line. _wants_words: figures do not say it, and nobody has written it yet. _undecided: @mismatch: policy
 * receipt.mismatch. _needs_photo: @photo: policy receipt.photo. _decide: ZG_OUTCOME_TAKEN, _REFUSED; _PART: how much is still
 * to be typed. */
gboolean zg_receipt_line_differs     (const ZgRecord *line);
char    *zg_receipt_line_difference  (const ZgRecord *line); /* (transfer full) */
gboolean zg_receipt_line_wants_words (const ZgRecord *line);
gboolean zg_receipt_line_undecided   (const ZgRecord *line, const char *mismatch);
gboolean zg_receipt_line_needs_photo (const ZgRecord *line, const char *photo);
guint    zg_receipt_line_photos      (const ZgRecord *line);
void     zg_receipt_line_decide      (ZgRecord *line, int outcome);
/* zg_receipt_mismatch_is_fixed: the policy leaves the keeper no choice. */
gboolean zg_receipt_mismatch_is_fixed (const char *mismatch);
/* zg_stock_place_of: Returns: (transfer full) (nullable): the code of the location that is kept for @item. */
char    *zg_stock_place_of           (ZgDb *db, gint64 item);
/* zg_stock_labels_of: labels of the lines @chosen (ids; NULL: all) of a receipt (R24). Returns: (transfer full). */
ZgPaper *zg_stock_labels_of          (ZgDb *db, gint64 receipt, GArray *chosen, GError **error);
/* zg_purchase_open: what was ordered of @item (0: of all) with @order and has not come with a receipt yet, thousandths. */
gint64   zg_purchase_open            (ZgDb *db, gint64 order, gint64 item);
/* The same of a count; begin: where a code was scanned that the sheet does not know, @beside: (nullable): the line in hand. */
guint64  zg_stocktake_line_typed   (const ZgRecord *count, const ZgRecord *line);
guint64  zg_stocktake_line_table   (const ZgRecord *count);
ZgTone   zg_stocktake_line_verdict (const ZgRecord *line, char **words);
void     zg_stocktake_line_begin   (const ZgRecord *count, const ZgRecord *beside, ZgRecord *line);
/* zg_stock_sellable: available pieces of @item over all lots and places, without what has expired before @today (D16-7). */
gboolean zg_stock_sellable (ZgDb *db, gint64 item, int today, gint64 *qty_milli, GError **error);
/* zg_stock_available: with those that have expired. */
gboolean zg_stock_available (ZgDb *db, gint64 item, gint64 *qty_milli, GError **error);
/* zg_stock_promised: what confirmed orders want of @item and no issue has set aside yet. Sellable less promised is free. */
gboolean zg_stock_promised (ZgDb *db, gint64 item, gint64 *qty_milli, GError **error);

/* zg_stock_back_with: moves that bring goods back with a return of an order, drafts too. Returns: (transfer full) (element-type
 * gint64): their ids. */
GArray  *zg_stock_back_with (ZgDb *db, gint64 order_return, GError **error);

/* A shortage found by a count and entered into the ledger, with who answers for it (D08-7b). */
typedef struct
{
  gint64 stocktake, line; /* records */
  char   no[32];          /* of the stocktake */
  int    day;             /* it was entered */
  gint64 staff, item, qty_milli, value_fen;
} ZgStockDifference;

/* zg_stock_differences: @staff: who answers, 0: anybody. @from, @to: day numbers within which it was entered into
 * the ledger. Returns: (transfer full) (element-type ZgStockDifference), by day. */
GArray  *zg_stock_differences (ZgDb *db, gint64 staff, int from, int to, GError **error);

/* -- Figures of the reports. The rows are freed with their array. -- */

/* A line of the item ledger (R27): what came into the warehouse or left it. The first of an item, without a document, is what was
 * there before. */
typedef struct
{
  char  *item, *document, *who; /* @document, @who: (nullable) */
  int    day;
  gint64 in_milli, out_milli, balance_milli, in_fen, out_fen, balance_fen;
} ZgStockCardRow;

/* zg_stock_card: @item: 0: every item. Returns: (transfer full) (element-type ZgStockCardRow), by item, then day. */
GPtrArray *zg_stock_card (ZgDb *db, gint64 item, int from, int to, GError **error);

/* In, out and balance of an item in a month (R29, D08-6). @late_*: of it entered after the month was compiled. */
typedef struct
{
  char  *code, *name, *spec, *measure; /* @spec: (nullable) */
  gint64 opening_milli, in_milli, out_milli, closing_milli, opening_fen, in_fen, out_fen, closing_fen;
  gint64 late_in_milli, late_out_milli;
} ZgStockMonthRow;

/* zg_stock_month_people: who compiled, sent and read the report of the month, and when; NULL where nobody has yet. @names, @days:
 * (out) (transfer full): three each. */
gboolean   zg_stock_month_people (ZgDb *db, int first_day, char *names[3], char *days[3], GError **error);
GPtrArray *zg_stock_month_rows (ZgDb *db, int first_day, GError **error);

/* Turnover and slow stock (R32, D16-8, D08-8c). */
typedef struct
{
  char  *code, *name, *proposal; /* @proposal: (nullable): the newest of the item */
  gint64 qty_milli, value_fen, issued_milli, over_milli; /* @issued: of the period; @over: above the highest stock */
  int    last_issue;    /* day number or ZG_NO_DAY: never */
  int    idle_days;     /* since then, or since it first came */
  int    turnover_days; /* -1: nothing was issued */
  gboolean slow;
} ZgStockSlowRow;

/* zg_stock_slow_rows: items that are there, the longest idle first. @days: without issue that make an item slow. */
GPtrArray *zg_stock_slow_rows (ZgDb *db, int today, int days, GError **error);

G_END_DECLS
