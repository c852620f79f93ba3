/* zg-stock-move.c: the kinds stock_move 移库单 (another place, or another condition, which a second person approves; or
 * back from a customer, with a return of an order) and stock_opening 期初库存 (what was there when the book began). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-stock-private.h"

static const ZgEnum states_of_goods[] = {
  { ZG_STOCK_AVAILABLE, "available", N_ ("Available") },
  { ZG_STOCK_QUARANTINE, "quarantine", N_ ("In quarantine") },
  { ZG_STOCK_DAMAGED, "damaged", N_ ("Damaged") },
  { 0 },
};

static const ZgField fields[ZG_MOVE_N_FIELDS] = {
  [ZG_MOVE_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_MOVE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "item", .width = 220 },
  [ZG_MOVE_LOT] = { "lot", N_ ("Lot (receipt)"), ZG_REF, ZG_LIST, .ref = "goods_receipt" },
  [ZG_MOVE_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST },
  [ZG_MOVE_LOCATION] = { "location", N_ ("From location"), ZG_REF, ZG_LIST, .ref = "stock_location", .clause = "D08-9",
                         .section = N_ ("Moved from"), .hint = N_ ("none where a customer sent it back") },
  [ZG_MOVE_STATE] = { "from_state", N_ ("Condition before"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = states_of_goods,
                      .initial = "2" },
  [ZG_MOVE_TO_LOCATION] = { "to_location", N_ ("To location"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "stock_location",
                            .section = N_ ("Moved to") },
  [ZG_MOVE_TO_STATE] = { "to_state", N_ ("Condition after"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = states_of_goods,
                         .initial = "2" },
  [ZG_MOVE_REASON] = { "reason", N_ ("Reason"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 200 },
  [ZG_MOVE_RESPONSIBLE] = { "responsible", N_ ("Responsible"), ZG_REF, ZG_LIST, .ref = "staff", .clause = "D03-3.4.1",
                            .hint = N_ ("of damage") },
  [ZG_MOVE_IS_CHANGE] = { "is_change", N_ ("Changes the condition"), ZG_BOOL, ZG_COMPUTED | ZG_HIDDEN },
  [ZG_MOVE_IS_BACK] = { "is_back", N_ ("Comes back from a customer"), ZG_BOOL, ZG_COMPUTED | ZG_HIDDEN },
  [ZG_MOVE_DONE_BY] = { "done_by", N_ ("Entered by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_MOVE_DONE_AT] = { "done_at", N_ ("Entered at"), ZG_TIME, ZG_COMPUTED },
  [ZG_MOVE_RETURN] = { "order_return", N_ ("Comes back with the return"), ZG_REF, ZG_LIST, .ref = "order_return",
                       .section = N_ ("Back from a customer"), .hint = N_ ("only for goods that left for an order"),
                       .clause = "D20-2.2" },
  [ZG_MOVE_VALUE] = { "value_fen", N_ ("Worth when it left"), ZG_MONEY, ZG_COMPUTED, .clause = "D08-6" },
};

static void
recompute (ZgRecord *move)
{
  gboolean back = zg_record_is_set (move, ZG_MOVE_RETURN);

  zg_record_set_int (move, ZG_MOVE_IS_CHANGE,
                     !back && zg_record_int (move, ZG_MOVE_STATE) != zg_record_int (move, ZG_MOVE_TO_STATE));
  if (back)
    zg_record_set_int (move, ZG_MOVE_IS_BACK, 1);
  else
    zg_record_set_null (move, ZG_MOVE_IS_BACK);
}

static void
check_draft (ZgWork *work)
{
  const ZgRecord *move = zg_work_record (work);

  if (zg_record_is_set (move, ZG_MOVE_QTY) && zg_record_int (move, ZG_MOVE_QTY) <= 0)
    zg_work_fault (work, ZG_MOVE_QTY, -1, NULL, _ ("The quantity must be above 0."));
  if (zg_record_is_set (move, ZG_MOVE_RETURN))
    {
      if (zg_record_is_set (move, ZG_MOVE_LOCATION))
        zg_work_fault (work, ZG_MOVE_LOCATION, -1, "D20-2.2",
                       _ ("What a customer sends back comes from no location here. Leave it empty."));
    }
  else if (zg_record_is_set (move, ZG_MOVE_LOCATION) && !zg_record_int (move, ZG_MOVE_IS_CHANGE) &&
      zg_record_int (move, ZG_MOVE_LOCATION) == zg_record_int (move, ZG_MOVE_TO_LOCATION))
    zg_work_fault (work, ZG_MOVE_TO_LOCATION, -1, NULL, _ ("Nothing is moved: place and condition stay the same."));
}

/* Loss and damage have somebody who answers (D03-3.4.1). */
static void
check_move (ZgWork *work)
{
  const ZgRecord *move = zg_work_record (work);

  check_draft (work);
  zg_stock_check_day (work, ZG_MOVE_DAY);
  zg_stock_check_place (work, move, ZG_MOVE_TO_LOCATION, zg_record_int (move, ZG_MOVE_ITEM),
                        (int) zg_record_int (move, ZG_MOVE_TO_STATE));
  if (zg_record_int (move, ZG_MOVE_TO_STATE) == ZG_STOCK_DAMAGED && zg_record_int (move, ZG_MOVE_IS_CHANGE) &&
      !zg_record_is_set (move, ZG_MOVE_RESPONSIBLE))
    zg_work_fault (work, ZG_MOVE_RESPONSIBLE, -1, "D03-3.4.1", _ ("Say who answers for the damage."));
}

static void
check_enter (ZgWork *work)
{
  static const int places[] = { ZG_MOVE_LOCATION, ZG_MOVE_TO_LOCATION, -1 };

  check_move (work);
  zg_stock_check_counting (work, NULL, places);
}

/* Usable, set apart or damaged as the keeper finds it: no condition it had here changes. */
static void
check_back (ZgWork *work)
{
  check_enter (work);
  zg_stock_take_back (work);
}

#define TYPED                                                                                                                    \
  (ZG_ALL_FIELDS & ~(ZG_F (ZG_MOVE_IS_CHANGE) | ZG_F (ZG_MOVE_IS_BACK) | ZG_F (ZG_MOVE_VALUE) | ZG_F (ZG_MOVE_DONE_BY) |         \
                     ZG_F (ZG_MOVE_DONE_AT)))
#define SIGNED (ZG_F (ZG_MOVE_DONE_BY) | ZG_F (ZG_MOVE_DONE_AT))

static const ZgEffect moves[] = {
  { ZG_LEDGER_OUT, "stock", .qty = "qty_milli", .keys = { "item", "lot", "location", "from_state" }, .day = "day" },
  { ZG_LEDGER_IN, "stock", .qty = "qty_milli", .keys = { "item", "lot", "to_location", "to_state" }, .day = "day" },
  { 0 },
};

static const ZgEffect comes_back[] = {
  { ZG_LEDGER_IN, "stock", .qty = "qty_milli", .keys = { "item", "lot", "to_location", "to_state" }, .day = "day" },
  { ZG_LEDGER_IN, "stock_value", .qty = "qty_milli", .value = "value_fen", .keys = { "item" }, .day = "day" },
  { 0 },
};

static const ZgState states[] = { { "moved", N_ ("Moved"), ZG_TONE_NEUTRAL }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED, .check = check_draft },
  { "draft", "edit", "draft", ZG_QUIET, TYPED, .check = check_draft },
  { "draft", "move", "moved", ZG_PRIMARY, TYPED, SIGNED, .effects = moves, .check = check_enter, .clause = "D08-9",
    .title = N_ ("Move"), .unless = ZG_F (ZG_MOVE_IS_CHANGE) | ZG_F (ZG_MOVE_IS_BACK) },
  { "draft", "take_back", "moved", ZG_PRIMARY, TYPED, SIGNED, .effects = comes_back, .check = check_back, .clause = "D20-2.2",
    .title = N_ ("Take back into stock"), .when = ZG_F (ZG_MOVE_IS_BACK) },
  { "draft", "submit", "pending", ZG_PRIMARY, TYPED, .check = check_move, .when = ZG_F (ZG_MOVE_IS_CHANGE) },
  { "pending", "approve", "moved", ZG_PRIMARY | ZG_NOT_OWN, ZG_F (ZG_MOVE_DAY), SIGNED, .effects = moves, .check = check_enter,
    .clause = "D16-7" },
  { "pending", "return", "draft", ZG_NOT_OWN | ZG_NEEDS_OPINION },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_stock_move = {
  .id = "stock_move",
  .title = N_ ("Stock move"),
  .module = "stock",
  .prefix = "YK",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D08-9",
  .empty = N_ ("Goods put elsewhere, found damaged, or freed from quarantine. A change of condition is approved by another."),
  .index = { "day" },
  .recompute = recompute,
};

/* -- What was there when the book began -- */

static const ZgField opening_fields[ZG_OPENING_N_FIELDS] = {
  [ZG_OPENING_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .initial = "today" },
  [ZG_OPENING_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "item",
                        .width = 220 },
  [ZG_OPENING_LOCATION] = { "location", N_ ("Location"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .ref = "stock_location" },
  [ZG_OPENING_STATE] = { "condition", N_ ("Condition"), ZG_ENUM, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .names = states_of_goods,
                         .initial = "2" },
  [ZG_OPENING_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_OPENING_VALUE] = { "value_fen", N_ ("Worth"), ZG_MONEY, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_OPENING_REMARK] = { "remark", N_ ("Remarks"), ZG_TEXT, ZG_FIXED, .max = 120 },
};

static void
check_opening (ZgWork *work)
{
  static const int places[] = { ZG_OPENING_LOCATION, -1 };
  const ZgRecord  *opening = zg_work_record (work);

  zg_stock_check_day (work, ZG_OPENING_DAY);
  zg_stock_check_counting (work, NULL, places);
  if (zg_record_int (opening, ZG_OPENING_QTY) <= 0)
    zg_work_fault (work, ZG_OPENING_QTY, -1, NULL, _ ("The quantity must be above 0."));
  if (zg_record_int (opening, ZG_OPENING_VALUE) < 0)
    zg_work_fault (work, ZG_OPENING_VALUE, -1, NULL, _ ("A value is not below 0."));
  zg_stock_check_hazard (work, ZG_OPENING_ITEM);
  zg_stock_check_place (work, opening, ZG_OPENING_LOCATION, zg_record_int (opening, ZG_OPENING_ITEM),
                        (int) zg_record_int (opening, ZG_OPENING_STATE));
}

static const ZgEffect opens[] = {
  { ZG_LEDGER_IN, "stock", .qty = "qty_milli", .keys = { "item", "0", "location", "condition" }, .day = "day" },
  { ZG_LEDGER_IN, "stock_value", .qty = "qty_milli", .value = "value_fen", .keys = { "item" }, .day = "day" },
  { 0 },
};

static const ZgStep opening_steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS, .effects = opens, .check = check_opening, .clause = "D08-5a" },
};

const ZgKind zg_stock_opening = {
  .id = "stock_opening",
  .title = N_ ("Opening stock"),
  .module = "stock",
  .prefix = "QC",
  ZG_FIELDS (opening_fields),
  ZG_STEPS (opening_steps),
  .clause = "D08-5a",
  .empty = N_ ("What was there when the book began: quantity and value of each item at its place."),
};
