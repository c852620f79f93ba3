/* zg-stock-correct.c: the kind stock_correction 更正单: what a paper brought into the ledger wrongly is never changed there; a new
 * entry stands beside it that names the paper, and a second person approves it (D08-5a). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-stock-private.h"

static const ZgEnum ways[] = {
  { ZG_CORRECT_IN, "in", N_ ("Too little was entered: in") },
  { ZG_CORRECT_OUT, "out", N_ ("Too much was entered: out") },
  { ZG_CORRECT_DEARER, "dearer", N_ ("The value alone was too low") },
  { ZG_CORRECT_CHEAPER, "cheaper", N_ ("The value alone was too high") },
  { 0 },
};

static const ZgField fields[ZG_CORRECT_N_FIELDS] = {
  [ZG_CORRECT_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_CORRECT_RECEIPT] = { "goods_receipt", N_ ("Wrong receipt"), ZG_REF, ZG_LIST, .ref = "goods_receipt",
                           .section = N_ ("Which paper is wrong"), .clause = "D08-5a" },
  [ZG_CORRECT_ISSUE] = { "goods_issue", N_ ("Wrong issue"), ZG_REF, ZG_LIST | ZG_BESIDE, .ref = "goods_issue" },
  [ZG_CORRECT_MOVE] = { "stock_move", N_ ("Wrong move"), ZG_REF, ZG_LIST, .ref = "stock_move" },
  [ZG_CORRECT_OPENING] = { "stock_opening", N_ ("Wrong opening stock"), ZG_REF, ZG_LIST | ZG_BESIDE, .ref = "stock_opening" },
  [ZG_CORRECT_REASON] = { "reason", N_ ("What is wrong"), ZG_LONG, ZG_REQUIRED | ZG_LIST, .max = 400 },
  [ZG_CORRECT_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "item", .width = 220,
                        .section = N_ ("Correction") },
  [ZG_CORRECT_LOT] = { "lot", N_ ("Lot (receipt)"), ZG_REF, ZG_LIST, .ref = "goods_receipt" },
  [ZG_CORRECT_LOCATION] = { "location", N_ ("Location"), ZG_REF, ZG_LIST, .ref = "stock_location", .clause = "D08-9" },
  [ZG_CORRECT_STATE] = { "condition", N_ ("Condition"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = zg_stock_states,
                         .initial = "2" },
  [ZG_CORRECT_WAY] = { "way", N_ ("In or out"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = ways },
  [ZG_CORRECT_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST,
                       .hint = N_ ("0 where the value alone is corrected") },
  [ZG_CORRECT_VALUE] = { "value_fen", N_ ("Worth"), ZG_MONEY, ZG_LIST,
                         .hint = N_ ("of what comes in, or by how much the value was wrong; what goes out takes its share") },
  [ZG_CORRECT_IN_QTY] = { "in_milli", N_ ("In"), ZG_QTY, ZG_COMPUTED | ZG_HIDDEN },
  [ZG_CORRECT_OUT_QTY] = { "out_milli", N_ ("Out"), ZG_QTY, ZG_COMPUTED | ZG_HIDDEN },
  [ZG_CORRECT_DONE_BY] = { "done_by", N_ ("Entered by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_CORRECT_DONE_AT] = { "done_at", N_ ("Entered at"), ZG_TIME, ZG_COMPUTED },
  [ZG_CORRECT_CHANGE] = { "change_fen", N_ ("Change of the value"), ZG_MONEY, ZG_COMPUTED | ZG_HIDDEN, .clause = "D08-6" },
};

static gboolean
is_of_value (const ZgRecord *correction)
{
  return zg_record_int (correction, ZG_CORRECT_WAY) >= ZG_CORRECT_DEARER;
}

static void
recompute (ZgRecord *correction)
{
  gint64 qty = zg_record_int (correction, ZG_CORRECT_QTY), value = zg_record_int (correction, ZG_CORRECT_VALUE);
  int    way = zg_record_int (correction, ZG_CORRECT_WAY);

  zg_record_set_int (correction, ZG_CORRECT_IN_QTY, way == ZG_CORRECT_IN ? qty : 0);
  zg_record_set_int (correction, ZG_CORRECT_OUT_QTY, way == ZG_CORRECT_OUT ? qty : 0);
  zg_record_set_int (correction, ZG_CORRECT_CHANGE,
                     way == ZG_CORRECT_DEARER ? value : way == ZG_CORRECT_CHEAPER ? -value : 0);
  if (is_of_value (correction) && !zg_record_is_set (correction, ZG_CORRECT_QTY))
    zg_record_set_int (correction, ZG_CORRECT_QTY, 0);
}

/* One paper, and one that wrote into the ledger. */
static void
check_paper (ZgWork *work)
{
  static const struct
  {
    int           field;
    const ZgKind *kind;
    const char   *entered; /* states in which it wrote */
  } papers[] = {
    { ZG_CORRECT_RECEIPT, &zg_goods_receipt, "signed inspected sent taken booked placed done" },
    { ZG_CORRECT_ISSUE, &zg_goods_issue, "issued released" },
    { ZG_CORRECT_MOVE, &zg_stock_move, "moved" },
    { ZG_CORRECT_OPENING, &zg_stock_opening, "kept" },
  };
  const ZgRecord *correction = zg_work_record (work);
  int             n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (zg_record_is_set (correction, papers[i].field))
      {
        gint64               id = zg_record_int (correction, papers[i].field);
        g_autoptr (ZgRecord) paper = zg_book_get (zg_work_db (work), papers[i].kind, id, NULL);
        g_auto (GStrv)       entered = g_strsplit (papers[i].entered, " ", -1);

        n++;
        if (paper && !g_strv_contains ((const char *const *) entered, paper->state))
          zg_work_fault (work, papers[i].field, -1, "D08-5a",
                         _ ("This paper has not been entered into the ledger. Correct the paper itself."));
      }
  if (n != 1)
    zg_work_fault (work, ZG_CORRECT_RECEIPT, -1, "D08-5a",
                   _ ("Name the one paper that is wrong: a receipt, an issue, a move or the opening stock."));
}

static void
check_draft (ZgWork *work)
{
  const ZgRecord *correction = zg_work_record (work);
  gboolean        out = zg_record_int (correction, ZG_CORRECT_WAY) == ZG_CORRECT_OUT;

  check_paper (work);
  if (is_of_value (correction))
    {
      if (zg_record_int (correction, ZG_CORRECT_QTY) != 0)
        zg_work_fault (work, ZG_CORRECT_QTY, -1, "D08-6", _ ("No quantity is moved where the value alone is corrected."));
      if (zg_record_int (correction, ZG_CORRECT_VALUE) <= 0)
        zg_work_fault (work, ZG_CORRECT_VALUE, -1, "D08-6", _ ("Say by how much the value was wrong."));
      return;
    }
  if (zg_record_is_set (correction, ZG_CORRECT_QTY) && zg_record_int (correction, ZG_CORRECT_QTY) <= 0)
    zg_work_fault (work, ZG_CORRECT_QTY, -1, NULL, _ ("The quantity must be above 0."));
  if (zg_record_int (correction, ZG_CORRECT_VALUE) < 0)
    zg_work_fault (work, ZG_CORRECT_VALUE, -1, NULL, _ ("A value is not below 0."));
  if (zg_record_is_set (correction, ZG_CORRECT_WAY) && out == zg_record_is_set (correction, ZG_CORRECT_VALUE))
    zg_work_fault (work, ZG_CORRECT_VALUE, -1, "D08-6",
                   out ? _ ("What goes out takes its share of the value; leave the worth empty.")
                       : _ ("Say what the goods that come in are worth."));
}

static void
check_enter (ZgWork *work)
{
  static const int places[] = { ZG_CORRECT_LOCATION, -1 };
  const ZgRecord  *correction = zg_work_record (work);

  zg_stock_guard_issue (work, zg_record_int (correction, ZG_CORRECT_ISSUE), zg_record_int (correction, ZG_CORRECT_MOVE));
  check_draft (work);
  zg_stock_check_day (work, ZG_CORRECT_DAY);
  if (!is_of_value (correction))
    zg_stock_check_counting (work, NULL, places);
  if (zg_record_int (correction, ZG_CORRECT_WAY) == ZG_CORRECT_IN)
    zg_stock_check_hazard (work, ZG_CORRECT_ITEM);
}

#define SIGNED (ZG_F (ZG_CORRECT_DONE_BY) | ZG_F (ZG_CORRECT_DONE_AT))
#define TYPED (ZG_ALL_FIELDS & ~(SIGNED | ZG_F (ZG_CORRECT_IN_QTY) | ZG_F (ZG_CORRECT_OUT_QTY) | ZG_F (ZG_CORRECT_CHANGE)))

/* Of the two quantities and the change of the value one is not nothing. */
static const ZgEffect corrects[] = {
  { ZG_LEDGER_IN, "stock", .qty = "in_milli", .keys = { "item", "lot", "location", "condition" }, .day = "day" },
  { ZG_LEDGER_IN, "stock_value", .qty = "in_milli", .value = "value_fen", .keys = { "item" }, .day = "day" },
  { ZG_LEDGER_OUT, "stock", .qty = "out_milli", .keys = { "item", "lot", "location", "condition" }, .day = "day" },
  { ZG_LEDGER_OUT, "stock_value", .qty = "out_milli", .keys = { "item" }, .day = "day" },
  { ZG_LEDGER_VALUE, "stock_value", .qty = "in_milli", .value = "change_fen", .keys = { "item" }, .day = "day" },
  { 0 },
};

static const ZgState states[] = { { "corrected", N_ ("Corrected"), ZG_TONE_NEUTRAL }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED, .check = check_draft },
  { "draft", "edit", "draft", ZG_QUIET, TYPED, .check = check_draft },
  { "draft", "submit", "pending", ZG_PRIMARY, TYPED, .check = check_draft },
  { "pending", "approve", "corrected", ZG_PRIMARY | ZG_NOT_OWN, ZG_F (ZG_CORRECT_DAY), SIGNED, .effects = corrects,
    .check = check_enter, .clause = "D08-5a" },
  { "pending", "return", "draft", ZG_NOT_OWN | ZG_NEEDS_OPINION },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_stock_correction = {
  .id = "stock_correction",
  .title = N_ ("Correction of the stock ledger"),
  .module = "stock",
  .prefix = "GZ",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D08-5a",
  .empty = N_ ("A paper entered wrongly stays as it is: the correction names it, and a second person approves it."),
  .index = { "day" },
  .recompute = recompute,
};
