/* ledger-kinds.h: papers that enter into ledgers: days of a quota, goods with a value by lines, and the end of a month. */
#pragma once

#include "run-kinds.h"
#include "zg-ledger.h"

enum { MOVE_STAFF, MOVE_DAYS, MOVE_ON, MOVE_N };
static const ZgField move_fields[MOVE_N] = {
  [MOVE_STAFF] = { "staff", "Employee", ZG_REF, ZG_REQUIRED, .ref = "staff" },
  [MOVE_DAYS] = { "day_milli", "Days", ZG_DAYS, ZG_REQUIRED },
  [MOVE_ON] = { "on_day", "On", ZG_DAY },
};
static const ZgEffect move_in[] = { { ZG_LEDGER_IN, "quota", "day_milli", .keys = { "staff", "3" }, .day = "on_day" }, { 0 } };
static const ZgEffect move_out[] = { { ZG_LEDGER_OUT, "quota", "day_milli", .keys = { "staff", "3" }, .day = "on_day" }, { 0 } };
static const ZgStep move_steps[] = {
  { NULL, "create", "draft", ZG_QUIET, ZG_ALL_FIELDS },
  { "draft", "grant", "granted", .effects = move_in, .clause = "D02-3.3.3" },
  { "draft", "charge", "charged", .effects = move_out, .clause = "D02-3.3.3" },
  { "charged", "refund", "refunded", .effects = move_in },
};
static const ZgKind move_kind = {
  .id = "quota_move", .title = "Quota", .module = "test", .prefix = "QM", ZG_FIELDS (move_fields), ZG_STEPS (move_steps),
  .owner = "staff",
};

enum { SLIP_PLACE, SLIP_DAY, SLIP_N };
static const ZgField slip_fields[SLIP_N] = {
  [SLIP_PLACE] = { "place", "Place", ZG_INT, ZG_REQUIRED },
  [SLIP_DAY] = { "day", "Day", ZG_DAY },
};
enum { GOODS_ITEM, GOODS_QTY, GOODS_FEN, GOODS_N };
static const ZgField goods_fields[GOODS_N] = {
  [GOODS_ITEM] = { "item", "Item", ZG_INT, ZG_REQUIRED },
  [GOODS_QTY] = { "qty_milli", "Quantity", ZG_QTY, ZG_REQUIRED },
  [GOODS_FEN] = { "cost_fen", "Cost", ZG_MONEY },
};
#define SLIP_LINE(op) { op, "goods", "qty_milli", "cost_fen", { "item", "place" }, "day", TRUE }
static const ZgEffect slip_in[] = { SLIP_LINE (ZG_LEDGER_IN), { 0 } };
static const ZgEffect slip_out[] = { SLIP_LINE (ZG_LEDGER_OUT), { 0 } };
static const ZgStep slip_steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, ZG_ALL_FIELDS },
  { "draft", "receive", "received", .effects = slip_in },
  { "draft", "deliver", "delivered", ZG_WITH_LINES, .effects = slip_out },
};
static const ZgKind slip_kind = {
  .id = "slip", .title = "Slip", .module = "test", .prefix = "SL", ZG_FIELDS (slip_fields), ZG_STEPS (slip_steps),
};
static const ZgKind goods_kind = {
  .id = "slip_line", .title = "Goods", .module = "test", ZG_FIELDS (goods_fields), ZG_REGISTER, .parent = "slip",
};

enum { END_MONTH, END_N };
static const ZgField end_fields[END_N] = { [END_MONTH] = { "month", "Month", ZG_MONTH, ZG_REQUIRED } };
static const ZgEffect end_closes[] = { { ZG_PERIOD_CLOSE, "attendance", .day = "month" }, { 0 } };
static const ZgEffect end_opens[] = { { ZG_PERIOD_OPEN, "attendance", .day = "month" }, { 0 } };
static const ZgStep end_steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS, .effects = end_closes },
  { "kept", "reopen", "reopened", .effects = end_opens },
};
static const ZgKind end_kind = {
  .id = "month_end", .title = "Month end", .module = "test", ZG_FIELDS (end_fields), ZG_STEPS (end_steps),
};

static const ZgLedger quota_ledger = {
  "quota", "Days of leave", ZG_DAYS, { "staff", "type" }, .floored = TRUE, .period = "attendance", .clause = "D04-3.2",
};
static const ZgLedger goods_ledger = { "goods", "Goods", ZG_QTY, { "item", "place" }, .floored = TRUE, .valued = TRUE };

static inline void
ledger_kinds (void)
{
  run_kinds ();
  zg_ledgers_add (&quota_ledger);
  zg_ledgers_add (&goods_ledger);
  zg_kinds_add (&move_kind);
  zg_kinds_add (&slip_kind);
  zg_kinds_add (&goods_kind);
  zg_kinds_add (&end_kind);
}

static inline void
ledger_rights (Room *room)
{
  static const char *const rights[] = { "quota_move.create", "quota_move.grant", "quota_move.charge", "quota_move.refund",
                                        "slip.create", "slip.receive", "slip.deliver", "month_end.create", "month_end.reopen" };

  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    grant (room, "admin", rights[i], ZG_REACH_ALL);
}

static inline void
ledger_set_up (Room *room, gconstpointer data)
{
  room_set_up (room, data);
  ledger_rights (room);
}

/* A draft of so many thousandths of a day. @on: (nullable). */
static inline ZgRecord *
move_new (Room *room, gint64 days, const char *on)
{
  ZgRecord *move = zg_record_new (&move_kind);

  zg_record_set_int (move, MOVE_STAFF, room->zhang);
  zg_record_set_int (move, MOVE_DAYS, days);
  zg_record_set_text (move, MOVE_ON, on);
  run_ok (room->small.admin, move, "create");
  return move;
}
