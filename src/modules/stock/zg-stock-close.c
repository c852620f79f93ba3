/* zg-stock-close.c: settled every day, closed every month (日清月结, D08-5a): the kinds stock_day, stock_month, and
 * stock_agreement, the sheet of the three agreements (D08-5b). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-policy.h"
#include "zg-stock-private.h"

/* -- The day -- */

static const ZgField day_fields[ZG_STOCK_DAY_N_FIELDS] = {
  [ZG_STOCK_DAY_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_FIXED | ZG_UNIQUE | ZG_LIST | ZG_FILTER, .initial = "today",
                         .clause = "D08-5a" },
  [ZG_STOCK_DAY_REMARK] = { "remark", N_ ("Remarks"), ZG_TEXT, ZG_LIST, .max = 200 },
  [ZG_STOCK_DAY_KEEPER] = { "keeper", N_ ("Settled by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_STOCK_DAY_AT] = { "settled_at", N_ ("Settled at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
};

static void
check_settle (ZgWork *work)
{
  const ZgRecord *settled = zg_work_record (work);
  int             day = zg_record_day (settled, ZG_STOCK_DAY_DAY);
  gint64          waiting;

  if (day == ZG_NO_DAY)
    return;
  if (day > zg_work_today (work))
    zg_work_fault (work, ZG_STOCK_DAY_DAY, -1, "D08-5a", _ ("This day has not come yet."));
  zg_work_guard (work, "stock_day");
  waiting = zg_stock_waiting (zg_work_db (work), ZG_NO_DAY, day);
  if (waiting)
    zg_work_fault (work, ZG_STOCK_DAY_DAY, -1, "D08-5a",
                   _ ("%d documents dated up to this day are not entered yet. Finish them, or date them later."), (int) waiting);
}

/* The last is opened first. @sql: what is shut already after $1, the last first; @words: a format for it. */
static void
check_last (ZgWork *work, const char *guard, int field, const char *sql, const char *words)
{
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  zg_work_guard (work, "%s", guard);
  rows = zg_db_query (zg_work_db (work), NULL, sql, "s", zg_record_text (zg_work_record (work), field));
  if (rows && zg_stmt_step (rows, &row, NULL) && row)
    zg_work_fault (work, -1, -1, "D08-5a", words, zg_stmt_text (rows, 0));
}

static void
check_reopen_day (ZgWork *work)
{
  check_last (work, "stock_day", ZG_STOCK_DAY_DAY,
              ZG_SQL ("SELECT day FROM stock_day WHERE day > $1 AND state = 'settled' ORDER BY day DESC LIMIT 1"),
              _ ("%s is settled already and opens with what this day ends with. Open it first."));
}

static const ZgState day_states[] = {
  { "settled", N_ ("Day settled"), ZG_TONE_NEUTRAL },
  { "open", N_ ("Opened again"), ZG_TONE_WARN },
  { 0 },
};

#define SETTLED (ZG_F (ZG_STOCK_DAY_KEEPER) | ZG_F (ZG_STOCK_DAY_AT))

static const ZgStep day_steps[] = {
  { NULL, "create", "settled", ZG_QUIET, ZG_F (ZG_STOCK_DAY_DAY) | ZG_F (ZG_STOCK_DAY_REMARK), SETTLED, .check = check_settle,
    .clause = "D08-5a", .title = N_ ("Settle the day") },
  { "settled", "reopen", "open", ZG_NEEDS_OPINION, .check = check_reopen_day, .clause = "D08-5a",
    .title = N_ ("Open the day again") },
  { "open", "settle", "settled", ZG_PRIMARY, ZG_F (ZG_STOCK_DAY_REMARK), SETTLED, .check = check_settle, .clause = "D08-5a",
    .title = N_ ("Settle the day") },
};

const ZgKind zg_stock_day = {
  .id = "stock_day",
  .title = N_ ("Settled day"),
  .module = "stock",
  ZG_FIELDS (day_fields),
  ZG_STEPS (day_steps),
  .states = day_states,
  .name = "day",
  .order = "t.day DESC",
  .clause = "D08-5a",
  .empty = N_ ("The ledger is settled every day: all documents entered, the keeper signs."),
};

/* -- The month -- */

static const ZgField month_fields[ZG_STOCK_MONTH_N_FIELDS] = {
  [ZG_STOCK_MONTH_MONTH] = { "month", N_ ("Month"), ZG_MONTH, ZG_REQUIRED | ZG_FIXED | ZG_UNIQUE | ZG_LIST | ZG_FILTER,
                             .initial = "month", .clause = "D08-6" },
  [ZG_STOCK_MONTH_REMARK] = { "remark", N_ ("Remarks and proposals"), ZG_LONG, 0, .clause = "D08-8c" },
  [ZG_STOCK_MONTH_COMPILED_BY] = { "compiled_by", N_ ("Compiled by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_STOCK_MONTH_COMPILED_AT] = { "compiled_at", N_ ("Compiled at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_STOCK_MONTH_REPORTED_BY] = { "reported_by", N_ ("Reported by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D08-6" },
  [ZG_STOCK_MONTH_REPORTED_AT] = { "reported_at", N_ ("Reported at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_STOCK_MONTH_SEEN_BY] = { "seen_by", N_ ("Seen by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_STOCK_MONTH_SEEN_AT] = { "seen_at", N_ ("Seen at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STOCK_MONTH_CLOSED_BY] = { "closed_by", N_ ("Books closed by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D08-5a" },
  [ZG_STOCK_MONTH_CLOSED_AT] = { "closed_at", N_ ("Books closed at"), ZG_TIME, ZG_COMPUTED },
};

static void
check_compile (ZgWork *work)
{
  const ZgRecord *month = zg_work_record (work);
  int             first, n_days;

  if (zg_record_text (month, ZG_STOCK_MONTH_MONTH) &&
      zg_month_parse (zg_record_text (month, ZG_STOCK_MONTH_MONTH), &first, &n_days) && first > zg_work_today (work))
    zg_work_fault (work, ZG_STOCK_MONTH_MONTH, -1, "D08-6", _ ("This month has not come yet."));
}

/* Days of the month on which something moved and that nobody settled. */
static gint64
unsettled (ZgDb *db, const char *month)
{
  gint64 n = 0;

  zg_db_int (db, &n, NULL,
             ZG_SQL ("SELECT count(*) FROM (SELECT DISTINCT day FROM ledger_line WHERE ledger = 'stock' AND day >= $1 || '-01'"
                     " AND day <= $1 || '-31') d WHERE NOT EXISTS (SELECT 1 FROM stock_day s WHERE s.day = d.day AND s.state ="
                     " 'settled')"),
             "s", month);
  return n;
}

/* Months are closed one after the other: what moved in an earlier one is the opening of this one. */
static void
check_earlier (ZgWork *work, const char *month)
{
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  zg_work_guard (work, "stock_month");
  rows = zg_db_query (zg_work_db (work), NULL,
                      ZG_SQL ("SELECT b.month FROM balance_month b WHERE b.ledger = 'stock' AND b.month < $1 AND NOT EXISTS"
                              " (SELECT 1 FROM stock_month m WHERE m.month = b.month AND m.state = 'closed')"
                              " ORDER BY b.month LIMIT 1"), "s", month);
  if (rows && zg_stmt_step (rows, &row, NULL) && row)
    zg_work_fault (work, -1, -1, "D08-5a", _ ("%s is not closed yet, and goods moved in it. Close it first."),
                   zg_stmt_text (rows, 0));
}

static void
check_reopen (ZgWork *work)
{
  check_last (work, "stock_month", ZG_STOCK_MONTH_MONTH,
              ZG_SQL ("SELECT month FROM stock_month WHERE month > $1 AND state = 'closed' ORDER BY month DESC LIMIT 1"),
              _ ("%s is closed already and opens with what this month ends with. Open it first."));
}

/* Ledger, finance, goods and cards were compared and what differs is explained, where the rules ask for it (D08-5b). */
static void
check_agreed (ZgWork *work, const char *month)
{
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);
  gint64               agreed = 0;

  if (policy == NULL || !zg_policy_int (policy, "stock.close.agreement", 0, 0, today))
    return;
  zg_work_guard (work, "stock_agreement/%s", month);
  zg_db_int (zg_work_db (work), &agreed, NULL,
             ZG_SQL ("SELECT count(*) FROM stock_agreement WHERE month = $1 AND state = 'agreed'"), "s", month);
  if (!agreed)
    zg_work_fault (work, -1, -1, "D08-5b",
                   _ ("The three agreements of %s are not signed by keeper and finance yet. Compare ledger, goods and "
                      "cards first."),
                   month);
}

static void
check_close (ZgWork *work)
{
  const char *month = zg_record_text (zg_work_record (work), ZG_STOCK_MONTH_MONTH);
  gint64      days, waiting;
  int         first, n_days;

  if (month == NULL || !zg_month_parse (month, &first, &n_days))
    return;
  zg_work_guard (work, "stock_month/%s", month);
  check_earlier (work, month);
  if (zg_work_today (work) < first + n_days)
    zg_work_fault (work, -1, -1, "D08-5a", _ ("The month is not over yet."));
  waiting = zg_stock_waiting (zg_work_db (work), ZG_NO_DAY, first + n_days - 1);
  if (waiting)
    zg_work_fault (work, -1, -1, "D08-5a", _ ("%d documents of the month are not entered yet."), (int) waiting);
  days = unsettled (zg_work_db (work), month);
  if (days)
    zg_work_fault (work, -1, -1, "D08-5a", _ ("%d days of the month are not settled yet."), (int) days);
  check_agreed (work, month);
}

static const ZgState month_states[] = {
  { "compiled", N_ ("Compiled"), ZG_TONE_PENDING },
  { "reported", N_ ("Reported"), ZG_TONE_PENDING },
  { "closed", N_ ("Books closed"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgEffect closes[] = { { ZG_PERIOD_CLOSE, "stock", .day = "month" }, { 0 } };
static const ZgEffect opens[] = { { ZG_PERIOD_OPEN, "stock", .day = "month" }, { 0 } };

#define BOTH(who, at) (ZG_F (who) | ZG_F (at))

static const ZgStep month_steps[] = {
  { NULL, "create", "compiled", ZG_QUIET, ZG_F (ZG_STOCK_MONTH_MONTH) | ZG_F (ZG_STOCK_MONTH_REMARK),
    BOTH (ZG_STOCK_MONTH_COMPILED_BY, ZG_STOCK_MONTH_COMPILED_AT), .check = check_compile, .clause = "D08-6",
    .title = N_ ("Compile the month") },
  { "compiled", "recompile", "compiled", 0, ZG_F (ZG_STOCK_MONTH_REMARK),
    BOTH (ZG_STOCK_MONTH_COMPILED_BY, ZG_STOCK_MONTH_COMPILED_AT), .title = N_ ("Compile again") },
  { "compiled", "report", "reported", ZG_PRIMARY, ZG_F (ZG_STOCK_MONTH_REMARK),
    BOTH (ZG_STOCK_MONTH_REPORTED_BY, ZG_STOCK_MONTH_REPORTED_AT), .clause = "D08-6", .title = N_ ("Send the report") },
  { "reported", "acknowledge", "reported", 0, 0, BOTH (ZG_STOCK_MONTH_SEEN_BY, ZG_STOCK_MONTH_SEEN_AT),
    ZG_F (ZG_STOCK_MONTH_REPORTED_BY), .clause = "D08-6", .title = N_ ("Seen") },
  { "reported", "close", "closed", ZG_PRIMARY, 0, BOTH (ZG_STOCK_MONTH_CLOSED_BY, ZG_STOCK_MONTH_CLOSED_AT), .effects = closes,
    .check = check_close, .clause = "D08-5a", .title = N_ ("Close the books of the month") },
  { "closed", "reopen", "reported", ZG_NEEDS_OPINION | ZG_DESTROYS | ZG_PROOF, .effects = opens,
    .check = check_reopen, .title = N_ ("Open the month again") },
};

const ZgKind zg_stock_month = {
  .id = "stock_month",
  .title = N_ ("Month of the stock"),
  .module = "stock",
  .prefix = "SF",
  ZG_FIELDS (month_fields),
  ZG_STEPS (month_steps),
  .states = month_states,
  .order = "t.month DESC",
  .clause = "D08-6",
  .empty = N_ ("Before a month ends its ins, outs and balances go to the director and the shop manager; once it is over it is "
               "closed."),
};

/* -- Three agreements -- */

static const ZgField agreement_fields[ZG_AGREEMENT_N_FIELDS] = {
  [ZG_AGREEMENT_MONTH] = { "month", N_ ("Month"), ZG_MONTH, ZG_REQUIRED | ZG_FIXED | ZG_UNIQUE | ZG_LIST | ZG_FILTER,
                           .initial = "month", .clause = "D08-5b" },
  [ZG_AGREEMENT_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_AGREEMENT_KEEPER] = { "keeper", N_ ("Keeper"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_AGREEMENT_KEEPER_AT] = { "keeper_at", N_ ("Keeper signed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_AGREEMENT_FINANCE] = { "finance", N_ ("Finance"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_AGREEMENT_FINANCE_AT] = { "finance_at", N_ ("Finance signed at"), ZG_TIME, ZG_COMPUTED },
};

static const ZgField agreement_line_fields[ZG_AGREEMENT_LINE_N_FIELDS] = {
  [ZG_AGREEMENT_LINE_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_LIST | ZG_FIXED, .width = 48 },
  [ZG_AGREEMENT_LINE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .ref = "item",
                               .width = 220 },
  [ZG_AGREEMENT_LINE_LEDGER] = { "ledger_milli", N_ ("Ledger"), ZG_QTY, ZG_FIXED | ZG_LIST, .clause = "D08-5b" },
  [ZG_AGREEMENT_LINE_LEDGER_FEN] = { "ledger_fen", N_ ("Ledger value"), ZG_MONEY, ZG_FIXED | ZG_LIST },
  [ZG_AGREEMENT_LINE_FINANCE] = { "finance_milli", N_ ("Finance ledger"), ZG_QTY, ZG_LIST, .clause = "D08-5b" },
  [ZG_AGREEMENT_LINE_FINANCE_FEN] = { "finance_fen", N_ ("Finance value"), ZG_MONEY, ZG_LIST },
  [ZG_AGREEMENT_LINE_GOODS] = { "goods_milli", N_ ("Goods counted"), ZG_QTY, ZG_LIST, .clause = "D08-5b" },
  [ZG_AGREEMENT_LINE_CARD] = { "card_milli", N_ ("Stock card"), ZG_QTY, ZG_LIST, .clause = "D08-5b" },
  [ZG_AGREEMENT_LINE_WHY] = { "why", N_ ("Explanation"), ZG_TEXT, ZG_LIST, .max = 200 },
  [ZG_AGREEMENT_LINE_OFF] = { "off_milli", N_ ("Largest difference"), ZG_QTY, ZG_COMPUTED | ZG_LIST, .clause = "D08-5b" },
};

/* What lies farthest from the ledger: finance, goods or card. */
static void
recompute_line (ZgRecord *line)
{
  static const int others[] = { ZG_AGREEMENT_LINE_FINANCE, ZG_AGREEMENT_LINE_GOODS, ZG_AGREEMENT_LINE_CARD };
  gint64           ledger = zg_record_int (line, ZG_AGREEMENT_LINE_LEDGER), off = 0;
  gboolean         any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      gint64 by = zg_record_int (line, others[i]) - ledger;

      if (!zg_record_is_set (line, others[i]))
        continue;
      any = TRUE;
      if (ABS (by) > ABS (off))
        off = by;
    }
  if (any)
    zg_record_set_int (line, ZG_AGREEMENT_LINE_OFF, off);
  else
    zg_record_set_null (line, ZG_AGREEMENT_LINE_OFF);
}

static void
make_line (ZgWork *work, ZgStmt *rows, int position)
{
  ZgRecord *line = zg_work_also (work, &zg_stock_agreement_line, "create");

  line->parent = zg_work_record (work)->id;
  zg_record_set_int (line, ZG_AGREEMENT_LINE_POSITION, position);
  zg_record_set_int (line, ZG_AGREEMENT_LINE_ITEM, zg_stmt_int (rows, 0));
  zg_record_set_int (line, ZG_AGREEMENT_LINE_LEDGER, zg_stmt_int (rows, 1));
  zg_record_set_int (line, ZG_AGREEMENT_LINE_LEDGER_FEN, zg_stmt_int (rows, 2));
}

/* The ledger at the end of the month, of every item it knows: what is to be compared is read, never typed. */
static void
make_lines (ZgWork *work)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT l.k1, CAST (sum (l.qty) AS BIGINT), CAST (sum (l.value_fen) AS BIGINT) FROM ledger_line l"
              " JOIN item i ON i.id = l.k1 WHERE l.ledger = 'stock_value' AND l.day <= $1 || '-31' GROUP BY l.k1, i.code"
              " ORDER BY i.code"),
      "s", zg_record_text (zg_work_record (work), ZG_AGREEMENT_MONTH));
  gboolean row = FALSE;

  for (int n = 1; rows && zg_stmt_step (rows, &row, NULL) && row; n++)
    make_line (work, rows, n);
}

static gboolean
agrees (const ZgRecord *line)
{
  gint64 ledger = zg_record_int (line, ZG_AGREEMENT_LINE_LEDGER);

  return zg_record_int (line, ZG_AGREEMENT_LINE_FINANCE) == ledger && zg_record_int (line, ZG_AGREEMENT_LINE_GOODS) == ledger &&
         zg_record_int (line, ZG_AGREEMENT_LINE_CARD) == ledger &&
         zg_record_int (line, ZG_AGREEMENT_LINE_FINANCE_FEN) == zg_record_int (line, ZG_AGREEMENT_LINE_LEDGER_FEN);
}

/* The keeper says what goods and cards say; finance what its own ledger says; what differs is explained. */
static void
check_lines (ZgWork *work, gboolean finance)
{
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_stock_agreement_line);

  zg_stock_lines_only (work, &zg_stock_agreement_line,
                       finance ? ZG_F (ZG_AGREEMENT_LINE_FINANCE) | ZG_F (ZG_AGREEMENT_LINE_FINANCE_FEN) |
                                     ZG_F (ZG_AGREEMENT_LINE_WHY)
                               : ZG_F (ZG_AGREEMENT_LINE_GOODS) | ZG_F (ZG_AGREEMENT_LINE_CARD) | ZG_F (ZG_AGREEMENT_LINE_WHY),
                       FALSE);
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];

      if (!zg_record_is_set (line, ZG_AGREEMENT_LINE_GOODS) || !zg_record_is_set (line, ZG_AGREEMENT_LINE_CARD))
        zg_stock_line_fault (work, line, ZG_AGREEMENT_LINE_GOODS, "D08-5b",
                             _ ("Line %d: enter what the goods and the card say."), i + 1);
      else if (finance && (!zg_record_is_set (line, ZG_AGREEMENT_LINE_FINANCE) ||
                           !zg_record_is_set (line, ZG_AGREEMENT_LINE_FINANCE_FEN)))
        zg_stock_line_fault (work, line, ZG_AGREEMENT_LINE_FINANCE, "D08-5b",
                             _ ("Line %d: enter what the finance ledger says."), i + 1);
      else if (finance && !agrees (line) && !zg_record_is_set (line, ZG_AGREEMENT_LINE_WHY))
        zg_stock_line_fault (work, line, ZG_AGREEMENT_LINE_WHY, "D08-5b", _ ("Line %d differs. Explain why."), i + 1);
    }
}

static void
check_draft (ZgWork *work)
{
  zg_stock_lines_only (work, &zg_stock_agreement_line, ~(ZG_F (ZG_AGREEMENT_LINE_ITEM) | ZG_F (ZG_AGREEMENT_LINE_LEDGER) |
                                                        ZG_F (ZG_AGREEMENT_LINE_LEDGER_FEN)), FALSE);
}

static void
check_keeper (ZgWork *work)
{
  check_lines (work, FALSE);
}

static void
check_finance (ZgWork *work)
{
  check_lines (work, TRUE);
}

static const ZgEffect makes[] = { { ZG_ALSO, "stock_agreement_line.create" }, { 0 } };

static const ZgState agreement_states[] = {
  { "compared", N_ ("Compared by the keeper"), ZG_TONE_PENDING },
  { "agreed", N_ ("Agreed with finance"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep agreement_steps[] = {
  { NULL, "create", "draft", ZG_QUIET, ZG_F (ZG_AGREEMENT_MONTH) | ZG_F (ZG_AGREEMENT_REMARK), .effects = makes,
    .done = make_lines, .clause = "D08-5b" },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, ZG_F (ZG_AGREEMENT_REMARK), .check = check_draft },
  { "draft", "compare", "compared", ZG_PRIMARY | ZG_WITH_LINES, ZG_F (ZG_AGREEMENT_REMARK),
    BOTH (ZG_AGREEMENT_KEEPER, ZG_AGREEMENT_KEEPER_AT), .check = check_keeper, .clause = "D08-5b",
          .title = N_ ("Sign as keeper") },
  { "compared", "agree", "agreed", ZG_PRIMARY | ZG_WITH_LINES, ZG_F (ZG_AGREEMENT_REMARK),
    BOTH (ZG_AGREEMENT_FINANCE, ZG_AGREEMENT_FINANCE_AT), ZG_F (ZG_AGREEMENT_KEEPER), .check = check_finance, .clause = "D08-5b",
    .title = N_ ("Sign as finance") },
  { "compared", "return", "draft", ZG_NEEDS_OPINION },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_stock_agreement = {
  .id = "stock_agreement",
  .title = N_ ("Three agreements"),
  .module = "stock",
  .prefix = "HD",
  ZG_FIELDS (agreement_fields),
  ZG_STEPS (agreement_steps),
  .states = agreement_states,
  .order = "t.month DESC",
  .clause = "D08-5b",
  .empty = N_ ("Ledger with ledger, ledger with goods, ledger with card, of every item and month; what differs is explained."),
};

static void
check_open (ZgWork *work)
{
  static const char *const open[] = { "draft", NULL };

  zg_stock_line_open (work, &zg_stock_agreement, open);
}

static const ZgStep line_steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
};

const ZgKind zg_stock_agreement_line = {
  .id = "stock_agreement_line",
  .title = N_ ("Items compared"),
  .module = "stock",
  ZG_FIELDS (agreement_line_fields),
  ZG_STEPS (line_steps),
  .parent = "stock_agreement",
  .name = "item",
  .order = "t.position, t.id",
  .recompute = recompute_line,
};
