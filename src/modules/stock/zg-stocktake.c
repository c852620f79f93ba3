/* zg-stocktake.c: the kind stocktake 盘点单: planned, the book frozen, counted without seeing the book, compared, looked into,
 * reported with a proposal, decided, entered, signed by keeper and finance (D08-7a, D08-7b). The count of the department
 * itself (D19-4.1) goes the same way. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-policy.h"
#include "zg-stock-private.h"
#include "zg-stocktake.h"

static const ZgEnum sorts[] = {
  { ZG_STOCKTAKE_QUARTERLY, "quarterly", N_ ("With finance, at the quarter's end") },
  { ZG_STOCKTAKE_DEPARTMENT, "department", N_ ("By the department") },
  { 0 },
};

static const ZgField fields[ZG_STOCKTAKE_N_FIELDS] = {
  [ZG_STOCKTAKE_SORT] = { "kind", N_ ("Kind of count"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = sorts,
                          .initial = "1", .clause = "D08-7a", .section = N_ ("Plan") },
  [ZG_STOCKTAKE_DAY] = { "day", N_ ("Day of the count"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today" },
  [ZG_STOCKTAKE_LOCATION] = { "location", N_ ("Only this location"), ZG_REF, ZG_LIST, .ref = "stock_location",
                              .hint = N_ ("empty: the whole warehouse") },
  [ZG_STOCKTAKE_BLIND] = { "blind", N_ ("Count without the book"), ZG_BOOL, ZG_LIST, .initial = "1",
                           .hint = N_ ("the book is shown once all is counted and compared; the rules may fix it") },
  [ZG_STOCKTAKE_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_STOCKTAKE_FROZEN_BY] = { "frozen_by", N_ ("Book frozen by"), ZG_REF, ZG_COMPUTED, .ref = "person",
                               .section = N_ ("Count") },
  [ZG_STOCKTAKE_FROZEN_AT] = { "frozen_at", N_ ("Book frozen at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_STOCKTAKE_COUNTED_BY] = { "counted_by", N_ ("Counted by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_STOCKTAKE_COUNTED_AT] = { "counted_at", N_ ("Counted at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STOCKTAKE_REPORTED_BY] = { "reported_by", N_ ("Reported by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D08-7b" },
  [ZG_STOCKTAKE_REPORTED_AT] = { "reported_at", N_ ("Reported at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STOCKTAKE_DECISION] = { "decision", N_ ("Instruction"), ZG_LONG, 0, .max = 500, .clause = "D08-7b",
                              .section = N_ ("Instruction") },
  [ZG_STOCKTAKE_DECIDED_BY] = { "decided_by", N_ ("Instructed by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_STOCKTAKE_DECIDED_AT] = { "decided_at", N_ ("Instructed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STOCKTAKE_ADJUSTED_BY] = { "adjusted_by", N_ ("Entered by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_STOCKTAKE_ADJUSTED_AT] = { "adjusted_at", N_ ("Entered at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STOCKTAKE_KEEPER] = { "keeper", N_ ("Keeper"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person", .clause = "D08-7a",
                            .section = N_ ("Signatures") },
  [ZG_STOCKTAKE_KEEPER_AT] = { "keeper_at", N_ ("Keeper signed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STOCKTAKE_FINANCE] = { "finance", N_ ("Finance"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person", .clause = "D08-7a" },
  [ZG_STOCKTAKE_FINANCE_AT] = { "finance_at", N_ ("Finance signed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STOCKTAKE_CODES] = { "codes", N_ ("Only these items"), ZG_LONG, 0, .max = 4000, .clause = "D19-4.1",
                           .section = N_ ("Sample, of a count by the department"),
                           .hint = N_ ("codes, one a line, typed, scanned or pasted; empty: all") },
  [ZG_STOCKTAKE_SHARE] = { "share_pct", N_ ("Share of the items, per cent"), ZG_INT, 0, .clause = "D19-4.1",
                           .hint = N_ ("those counted longest ago; empty: all") },
  [ZG_STOCKTAKE_IS_OWN] = { "is_own", N_ ("By the department"), ZG_BOOL, ZG_COMPUTED | ZG_HIDDEN },
  [ZG_STOCKTAKE_DIFFERS] = { "differs", N_ ("Something differs"), ZG_BOOL, ZG_HIDDEN },
};

static void
recompute (ZgRecord *count)
{
  zg_record_set_int (count, ZG_STOCKTAKE_IS_OWN, zg_record_int (count, ZG_STOCKTAKE_SORT) == ZG_STOCKTAKE_DEPARTMENT);
}

/* -- The book is frozen: a line for whatever lies somewhere -- */

static void
make_line (ZgWork *work, ZgStmt *rows, int position)
{
  static const int keys[] = { ZG_STOCKTAKE_LINE_ITEM, ZG_STOCKTAKE_LINE_LOT, ZG_STOCKTAKE_LINE_LOCATION,
                              ZG_STOCKTAKE_LINE_STATE, ZG_STOCKTAKE_LINE_FROZEN };
  ZgRecord        *line = zg_work_also (work, &zg_stocktake_line, "create");

  line->parent = zg_work_record (work)->id;
  zg_record_set_int (line, ZG_STOCKTAKE_LINE_POSITION, position);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (zg_stmt_int (rows, i) || keys[i] == ZG_STOCKTAKE_LINE_FROZEN)
      zg_record_set_int (line, keys[i], zg_stmt_int (rows, i));
  if (!zg_record_int (zg_work_record (work), ZG_STOCKTAKE_BLIND))
    zg_record_set_int (line, ZG_STOCKTAKE_LINE_BOOK, zg_record_int (line, ZG_STOCKTAKE_LINE_FROZEN));
}

/* A place counted before is counted again, from what the book says now. */
static void
freeze_line (ZgWork *work, gint64 id, gint64 book)
{
  static const int forgotten[] = { ZG_STOCKTAKE_LINE_COUNTED, ZG_STOCKTAKE_LINE_DAMAGED, ZG_STOCKTAKE_LINE_SURPLUS,
                                   ZG_STOCKTAKE_LINE_SHORTAGE, ZG_STOCKTAKE_LINE_FEN,     ZG_STOCKTAKE_LINE_BOOK };
  ZgRecord        *line = zg_book_get (zg_work_db (work), &zg_stocktake_line, id, NULL);

  if (line == NULL)
    return;
  zg_record_set_int (line, ZG_STOCKTAKE_LINE_FROZEN, book);
  for (guint i = 0; i < G_N_ELEMENTS (forgotten); i++)
    zg_record_set_null (line, forgotten[i]);
  if (!zg_record_int (zg_work_record (work), ZG_STOCKTAKE_BLIND))
    zg_record_set_int (line, ZG_STOCKTAKE_LINE_BOOK, book);
  zg_work_step (work, line, "freeze");
}

/* Lines of places where there is nothing any more: the book says 0. */
static void
freeze_emptied (ZgWork *work)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT s.id FROM stocktake_line s WHERE s.parent_id = $1 AND s.state = 'active' AND NOT EXISTS (SELECT 1 FROM"
              " balance b WHERE b.ledger = 'stock' AND b.qty <> 0 AND b.k1 = s.item AND b.k2 = COALESCE (s.lot, 0)"
              " AND b.k3 = COALESCE (s.location, 0) AND b.k4 = s.state_no) ORDER BY s.id"),
      "i", zg_work_record (work)->id);
  gboolean row = FALSE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    freeze_line (work, zg_stmt_int (rows, 0), 0);
}

static void
freeze (ZgWork *work)
{
  gint64                 position = 0;
  g_autoptr (GHashTable) chosen = zg_stocktake_chosen (work);
  g_autoptr (ZgStmt)     rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT b.k1, b.k2, b.k3, b.k4, b.qty, COALESCE (s.id, 0) FROM balance b JOIN item i ON i.id = b.k1"
              " LEFT JOIN stock_location l ON l.id = b.k3 LEFT JOIN stocktake_line s ON s.parent_id = $2 AND s.state = 'active'"
              " AND s.item = b.k1 AND COALESCE (s.lot, 0) = b.k2 AND COALESCE (s.location, 0) = b.k3 AND s.state_no = b.k4"
              " WHERE b.ledger = 'stock' AND b.qty <> 0 AND (CAST ($1 AS BIGINT) = 0 OR b.k3 = $1)"
              " ORDER BY COALESCE (l.code, ''), i.code, b.k2, b.k4"),
      "ii", zg_record_int (zg_work_record (work), ZG_STOCKTAKE_LOCATION), zg_work_record (work)->id);
  gboolean row = FALSE;

  zg_db_int (zg_work_db (work), &position, NULL, ZG_SQL ("SELECT MAX (position) FROM stocktake_line WHERE parent_id = $1"), "i",
             zg_work_record (work)->id);
  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    if (chosen && !zg_stmt_int (rows, 5) && !g_hash_table_contains (chosen, &(gint64){ zg_stmt_int (rows, 0) }))
      continue;
    else if (zg_stmt_int (rows, 5))
      freeze_line (work, zg_stmt_int (rows, 5), zg_stmt_int (rows, 4));
    else
      make_line (work, rows, (int) ++position);
  freeze_emptied (work);
}

/* -- Rules -- */

static void
check_plan (ZgWork *work)
{
  const ZgRecord *count = zg_work_record (work);

  zg_stocktake_check_plan (work);
  if (zg_record_is_set (count, ZG_STOCKTAKE_DAY) && zg_record_day (count, ZG_STOCKTAKE_DAY) > zg_work_today (work) + 366)
    zg_work_fault (work, ZG_STOCKTAKE_DAY, -1, NULL, _ ("This day is more than a year away. Check it."));
}

/* Whatever moves goods today names the same guard. */
static void
check_again (ZgWork *work)
{
  zg_work_guard (work, "stock_day");
}

/* Blind or not: as the plan says, unless the rules of the day leave no choice. */
static void
take_rule (ZgWork *work)
{
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);
  const char          *rule = policy ? zg_policy_text (policy, "stocktake.blind", 0, 0, today) : "";

  if (g_str_equal (rule, "always") || g_str_equal (rule, "never"))
    zg_record_set_int (zg_work_record (work), ZG_STOCKTAKE_BLIND, g_str_equal (rule, "always"));
}

static void
check_freeze (ZgWork *work)
{
  check_again (work);
  zg_stocktake_check_plan (work);
  take_rule (work);
  if (zg_record_day (zg_work_record (work), ZG_STOCKTAKE_DAY) != zg_work_today (work))
    zg_work_fault (work, ZG_STOCKTAKE_DAY, -1, "D08-7a", _ ("The book is frozen on the day of the count itself."));
}

static void
check_counting (ZgWork *work)
{
  zg_stock_lines_only (work, &zg_stocktake_line, ZG_STOCKTAKE_LINE_OF_COUNT, TRUE);
  zg_stocktake_check_new (work);
}

static void
check_finish (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_stocktake_line);

  check_counting (work);
  zg_stocktake_check_counted (work, lines);
}

/* What came along is written by its own step already: then the comparison is taken by the next one. */
static void
check_compare (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_stocktake_line);

  zg_stocktake_check_counted (work, lines);
  zg_record_set_int (zg_work_record (work), ZG_STOCKTAKE_DIFFERS, FALSE);
  for (guint i = 0; i < lines->len; i++)
    if (zg_stocktake_off (lines->pdata[i]))
      zg_record_set_int (zg_work_record (work), ZG_STOCKTAKE_DIFFERS, TRUE);
}

static void
compare (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_stocktake_line);

  for (guint i = 0; i < lines->len; i++)
    zg_stocktake_compare (work, lines->pdata[i]);
}

static void
check_looked_into (ZgWork *work)
{
  zg_stock_lines_only (work, &zg_stocktake_line, ZG_STOCKTAKE_LINE_OF_CAUSE, FALSE);
}

static void
check_report (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_stocktake_line);

  check_looked_into (work);
  zg_stocktake_check_explained (work, lines);
}

/* A count compared by a program that did not note whether something differs is compared again. */
static void
check_nothing (ZgWork *work)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_stocktake_line);

  for (guint i = 0; i < lines->len; i++)
    if (zg_stocktake_off (lines->pdata[i]))
      zg_stock_line_fault (work, lines->pdata[i], ZG_STOCKTAKE_LINE_COUNTED, "D08-7b",
                           _ ("This line differs from the book. Take the count again, then report the differences."));
}

static void
check_decide (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_STOCKTAKE_DECISION))
    zg_work_fault (work, ZG_STOCKTAKE_DECISION, -1, "D08-7b", _ ("Write what is decided on the differences."));
}

static void
check_adjust (ZgWork *work)
{
  static const int places[] = { ZG_STOCKTAKE_LINE_LOCATION, -1 };

  zg_stock_check_day (work, -1);
  zg_stock_check_counting (work, &zg_stocktake_line, places);
}

/* -- Its life -- */

#define PLAN                                                                                                                     \
  (ZG_F (ZG_STOCKTAKE_SORT) | ZG_F (ZG_STOCKTAKE_DAY) | ZG_F (ZG_STOCKTAKE_LOCATION) | ZG_F (ZG_STOCKTAKE_SHARE) |               \
   ZG_F (ZG_STOCKTAKE_CODES) | ZG_F (ZG_STOCKTAKE_BLIND) | ZG_F (ZG_STOCKTAKE_REMARK))
#define OWN ZG_F (ZG_STOCKTAKE_IS_OWN)
#define DIFFERS ZG_F (ZG_STOCKTAKE_DIFFERS)
#define REMARK ZG_F (ZG_STOCKTAKE_REMARK)
#define BOTH(who, at) (ZG_F (who) | ZG_F (at))
#define KEYS { "item", "lot", "location", "state_no" }

static const ZgEffect makes[] = { { ZG_ALSO, "stocktake_line.create" }, { ZG_ALSO, "stocktake_line.freeze" }, { 0 } };
static const ZgEffect compares[] = { { ZG_ALSO, "stocktake_line.compare" }, { 0 } };

/* On the day they are entered: the month of the count may be closed. */
static const ZgEffect adjusts[] = {
  { ZG_LEDGER_IN, "stock", .qty = "surplus_milli", .keys = KEYS, .each_line = TRUE },
  { ZG_LEDGER_OUT, "stock", .qty = "shortage_milli", .keys = KEYS, .each_line = TRUE },
  { ZG_LEDGER_OUT, "stock", .qty = "damaged_milli", .keys = KEYS, .each_line = TRUE },
  { ZG_LEDGER_IN, "stock", .qty = "damaged_milli", .keys = { "item", "lot", "location", "5" }, .each_line = TRUE },
  { ZG_LEDGER_IN, "stock_value", .qty = "surplus_milli", .value = "difference_fen", .keys = { "item" }, .each_line = TRUE },
  { ZG_LEDGER_OUT, "stock_value", .qty = "shortage_milli", .keys = { "item" }, .each_line = TRUE },
  { 0 },
};

static const ZgState states[] = {
  { "counting", N_ ("Being counted"), ZG_TONE_PENDING },
  { "counted", N_ ("Count finished"), ZG_TONE_PENDING },
  { "compared", N_ ("Differences known"), ZG_TONE_WARN },
  { "reported", N_ ("Reported"), ZG_TONE_PENDING },
  { "decided", N_ ("Instruction given"), ZG_TONE_PENDING },
  { "adjusted", N_ ("Differences entered"), ZG_TONE_PENDING },
  { "kept_signed", N_ ("Signed by the keeper"), ZG_TONE_PENDING },
  { "done", N_ ("Finished"), ZG_TONE_NEUTRAL },
  { 0 },
};

/* What moved since the count was finished is in the book that is counted against now. */
#define RECOUNT                                                                                                                  \
  ZG_NEEDS_OPINION, 0, BOTH (ZG_STOCKTAKE_FROZEN_BY, ZG_STOCKTAKE_FROZEN_AT), .effects = makes, .check = check_again,            \
      .done = freeze, .clause = "D08-7a", .title = N_ ("Take the count again")

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, PLAN, .check = check_plan, .clause = "D08-7a" },
  { "draft", "edit", "draft", ZG_QUIET, PLAN, .check = check_plan },
  { "draft", "freeze", "counting", ZG_PRIMARY, PLAN, BOTH (ZG_STOCKTAKE_FROZEN_BY, ZG_STOCKTAKE_FROZEN_AT), .effects = makes,
    .check = check_freeze, .done = freeze, .clause = "D08-7a", .title = N_ ("Freeze the book"),
    .fills = ZG_F (ZG_STOCKTAKE_BLIND) },
  { "counting", "edit", "counting", ZG_QUIET | ZG_WITH_LINES, REMARK, .check = check_counting },
  { "counting", "finish", "counted", ZG_PRIMARY | ZG_WITH_LINES, REMARK,
    BOTH (ZG_STOCKTAKE_COUNTED_BY, ZG_STOCKTAKE_COUNTED_AT), .check = check_finish, .clause = "D08-7a",
    .title = N_ ("All is counted") },
  { "counted", "compare", "compared", ZG_PRIMARY, 0, .effects = compares, .check = check_compare, .done = compare,
    .clause = "D08-7b", .title = N_ ("Compare with the book"), .fills = DIFFERS },
  { "counted", "recount", "counting", RECOUNT },
  { "compared", "recount", "counting", RECOUNT },
  { "compared", "edit", "compared", ZG_QUIET | ZG_WITH_LINES, REMARK, .check = check_looked_into },
  { "compared", "report", "reported", ZG_PRIMARY | ZG_WITH_LINES, REMARK,
    BOTH (ZG_STOCKTAKE_REPORTED_BY, ZG_STOCKTAKE_REPORTED_AT), .check = check_report, .clause = "D08-7b",
    .title = N_ ("Send the report"), .when = DIFFERS },
  { "reported", "return", "compared", ZG_NEEDS_OPINION },
  { "reported", "decide", "decided", ZG_PRIMARY, ZG_F (ZG_STOCKTAKE_DECISION),
    BOTH (ZG_STOCKTAKE_DECIDED_BY, ZG_STOCKTAKE_DECIDED_AT), ZG_F (ZG_STOCKTAKE_REPORTED_BY) | ZG_F (ZG_STOCKTAKE_COUNTED_BY),
    .check = check_decide, .clause = "D08-7b", .title = N_ ("Decide") },
  { "decided", "adjust", "adjusted", ZG_PRIMARY, 0, BOTH (ZG_STOCKTAKE_ADJUSTED_BY, ZG_STOCKTAKE_ADJUSTED_AT),
    ZG_F (ZG_STOCKTAKE_DECIDED_BY), .effects = adjusts, .check = check_adjust, .clause = "D08-7b",
    .title = N_ ("Enter the differences") },
  { "adjusted", "sign", "kept_signed", ZG_PRIMARY, 0, BOTH (ZG_STOCKTAKE_KEEPER, ZG_STOCKTAKE_KEEPER_AT), .clause = "D08-7a",
    .title = N_ ("Sign as keeper"), .unless = OWN },
  { "kept_signed", "countersign", "done", ZG_PRIMARY, 0, BOTH (ZG_STOCKTAKE_FINANCE, ZG_STOCKTAKE_FINANCE_AT),
    ZG_F (ZG_STOCKTAKE_KEEPER), .clause = "D08-7a", .title = N_ ("Sign as finance") },
  { "adjusted", "conclude", "done", ZG_PRIMARY, 0, BOTH (ZG_STOCKTAKE_KEEPER, ZG_STOCKTAKE_KEEPER_AT), .clause = "D19-4.1",
    .title = N_ ("Sign and finish"), .when = OWN },
  /* the department's own count is over where nothing differs; with finance it goes on to the two signatures */
  { "compared", "conclude", "done", ZG_PRIMARY, REMARK, BOTH (ZG_STOCKTAKE_REPORTED_BY, ZG_STOCKTAKE_REPORTED_AT),
    .check = check_nothing, .clause = "D19-4.1", .title = N_ ("Nothing differs: finish"), .when = OWN, .unless = DIFFERS },
  { "compared", "confirm", "adjusted", ZG_PRIMARY, REMARK, BOTH (ZG_STOCKTAKE_REPORTED_BY, ZG_STOCKTAKE_REPORTED_AT),
    .check = check_nothing, .clause = "D08-7a", .title = N_ ("Nothing differs: to the signatures"), .unless = OWN | DIFFERS },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_stocktake = {
  .id = "stocktake",
  .title = N_ ("Stocktake"),
  .module = "stock",
  .prefix = "PD",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .order = "t.day DESC, t.id DESC",
  .clause = "D08-7a",
  .empty = N_ ("Counts with finance at the end of every quarter, and those of the department. No difference is entered before "
               "its "
               "cause, who answers for it and what to do are known and decided."),
  .recompute = recompute,
};
