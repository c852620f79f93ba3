/* zg-refusal.c: the kind refusal 拒收拒发单: made by the receipt or issue that is refused, whole or in part; it goes to the
 * director and the shop manager at once, who decide (D08-3b, D08-4b). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-stock-private.h"

static const ZgEnum sorts[] = {
  { ZG_REFUSAL_OF_RECEIPT, "receipt", N_ ("Refused to receive") },
  { ZG_REFUSAL_OF_ISSUE, "issue", N_ ("Refused to issue") },
  { 0 },
};

static const ZgField fields[ZG_REFUSAL_N_FIELDS] = {
  [ZG_REFUSAL_SORT] = { "kind", N_ ("Kind of refusal"), ZG_ENUM, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .names = sorts },
  [ZG_REFUSAL_RECEIPT] = { "receipt", N_ ("Goods receipt"), ZG_REF, ZG_FIXED | ZG_LIST, .ref = "goods_receipt",
                           .clause = "D08-3a" },
  [ZG_REFUSAL_ISSUE] = { "issue", N_ ("Goods issue"), ZG_REF, ZG_FIXED | ZG_LIST, .ref = "goods_issue", .clause = "D08-4a" },
  [ZG_REFUSAL_REASON] = { "reason", N_ ("Reason"), ZG_LONG, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_REFUSAL_KEEPER] = { "keeper", N_ ("Keeper"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_REFUSAL_REPORTED_AT] = { "reported_at", N_ ("Reported at"), ZG_TIME, ZG_COMPUTED | ZG_LIST, .clause = "D08-3b" },
  [ZG_REFUSAL_DECISION] = { "decision", N_ ("Instruction"), ZG_LONG, ZG_LIST, .max = 500, .clause = "D08-4b" },
  [ZG_REFUSAL_DECIDED_BY] = { "decided_by", N_ ("Instructed by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_REFUSAL_DECIDED_AT] = { "decided_at", N_ ("Instructed at"), ZG_TIME, ZG_COMPUTED },
};

static void
check_decide (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_REFUSAL_DECISION))
    zg_work_fault (work, ZG_REFUSAL_DECISION, -1, "D08-3b", _ ("Write what is to be done."));
}

static const ZgState states[] = {
  { "reported", N_ ("Reported"), ZG_TONE_WARN },
  { "decided", N_ ("Instruction given"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "reported", ZG_QUIET | ZG_FOLLOWS,
    ZG_F (ZG_REFUSAL_SORT) | ZG_F (ZG_REFUSAL_RECEIPT) | ZG_F (ZG_REFUSAL_ISSUE) | ZG_F (ZG_REFUSAL_REASON),
    ZG_F (ZG_REFUSAL_KEEPER) | ZG_F (ZG_REFUSAL_REPORTED_AT), .clause = "D08-3b" },
  { "reported", "decide", "decided", ZG_PRIMARY | ZG_NOT_OWN, ZG_F (ZG_REFUSAL_DECISION),
    ZG_F (ZG_REFUSAL_DECIDED_BY) | ZG_F (ZG_REFUSAL_DECIDED_AT), .check = check_decide, .clause = "D08-3b",
    .title = N_ ("Decide") },
};

const ZgKind zg_refusal = {
  .id = "refusal",
  .title = N_ ("Refusal"),
  .module = "stock",
  .prefix = "JS",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D08-3b",
  .empty = N_ ("Deliveries and issues refused by the keeper. The director and the shop manager see them at once."),
  .index = { "receipt", "issue" },
};

void
zg_stock_refuse (ZgWork *work, int sort, const char *reason)
{
  const ZgRecord  *document = zg_work_record (work);
  ZgRecord        *refusal = zg_work_also (work, &zg_refusal, "create");
  g_autofree char *first = g_utf8_substring (reason, 0, MIN (g_utf8_strlen (reason, -1), 2000));

  zg_work_guard (work, "refusal/%" G_GINT64_FORMAT, document->id);
  zg_record_set_int (refusal, ZG_REFUSAL_SORT, sort);
  zg_record_set_int (refusal, sort == ZG_REFUSAL_OF_RECEIPT ? ZG_REFUSAL_RECEIPT : ZG_REFUSAL_ISSUE, document->id);
  zg_record_set_text (refusal, ZG_REFUSAL_REASON, first);
}
