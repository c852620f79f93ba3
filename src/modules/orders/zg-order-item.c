/* zg-order-item.c: the kinds order_item 待发明细 and item_match 商品对照: which item of the catalogue a line means, and how much of it
 * is promised to a customer: reserved when the order is confirmed, gone when it is shipped, voided or paid back. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-ledger.h"
#include "zg-money.h"
#include "zg-orders-private.h"

static const ZgLedger reserved = {
  ZG_ORDER_LEDGER,     N_ ("Promised to customers"), ZG_QTY, { "item" }, .floored = TRUE, .right = "order_item.view",
  .clause = "D18-5.2",
};

static const ZgField fields[ZG_DEMAND_N_FIELDS] = {
  [ZG_DEMAND_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER | ZG_FIXED, .ref = "sales_order" },
  [ZG_DEMAND_LINE] = { "line_key", N_ ("Key of the line"), ZG_TEXT, ZG_REQUIRED | ZG_HIDDEN | ZG_FIXED, .max = 160 },
  [ZG_DEMAND_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER | ZG_FIXED, .ref = "item" },
  [ZG_DEMAND_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST | ZG_FIXED },
};

static const ZgState states[] = {
  { "reserved", N_ ("Reserved"), ZG_TONE_PENDING },
  { "shipped", N_ ("Shipped"), ZG_TONE_NEUTRAL },
  { "released", N_ ("Released"), ZG_TONE_NEUTRAL },
  { NULL },
};

static const ZgEffect comes[] = { { ZG_LEDGER_IN, ZG_ORDER_LEDGER, .qty = "qty_milli", .keys = { "item" } }, { 0 } };
static const ZgEffect goes[] = { { ZG_LEDGER_OUT, ZG_ORDER_LEDGER, .qty = "qty_milli", .keys = { "item" } }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "reserved", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS, .effects = comes, .clause = "D18-5.2" },
  { "reserved", "ship", "shipped", ZG_QUIET | ZG_FOLLOWS, .effects = goes, .clause = "D13-3.2.2", .title = N_ ("Ship") },
  { "reserved", "release", "released", ZG_QUIET | ZG_FOLLOWS, .effects = goes, .title = N_ ("Release") },
};

const ZgKind zg_order_item = {
  .id = "order_item",
  .title = N_ ("Item to be shipped"),
  .module = "orders",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .states = states,
  .clause = "D13-3.2.2",
  .index = { "unique sales_order, line_key", "item, state" },
  .empty = N_ ("What is promised to customers: reserved with the confirmation of an order until it is shipped."),
};

/* -- Which item a line means -- */

static const ZgField match_fields[ZG_MATCH_N_FIELDS] = {
  [ZG_MATCH_PLATFORM] = { "platform", N_ ("Platform"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_platforms,
                          .hint = N_ ("empty: any") },
  [ZG_MATCH_CODE] = { "code", N_ ("Merchant code"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 120 },
  [ZG_MATCH_TITLE] = { "title", N_ ("Goods"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 400, .width = 260,
                       .hint = N_ ("where there is no code") },
  [ZG_MATCH_ATTRIBUTES] = { "attributes", N_ ("Specification"), ZG_TEXT, ZG_LIST, .max = 400 },
  [ZG_MATCH_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "item" },
  [ZG_MATCH_FACTOR] = { "factor_milli", N_ ("Pieces in one sold"), ZG_QTY, ZG_REQUIRED | ZG_LIST, .initial = "1" },
  [ZG_MATCH_KEY] = { "match_key", N_ ("Key of the match"), ZG_TEXT, ZG_UNIQUE | ZG_COMPUTED | ZG_HIDDEN, .max = 900 },
};

static char *
match_key (int platform, const char *code, const char *title, const char *attributes)
{
  if (code && *code)
    return g_strdup_printf ("%d#%s", platform, code);
  return g_strdup_printf ("%d@%s|%s", platform, title ? title : "", attributes ? attributes : "");
}

static void
recompute_match (ZgRecord *match)
{
  g_autofree char *key = match_key ((int) zg_record_int (match, ZG_MATCH_PLATFORM), zg_record_text (match, ZG_MATCH_CODE),
                                    zg_record_text (match, ZG_MATCH_TITLE), zg_record_text (match, ZG_MATCH_ATTRIBUTES));

  zg_record_set_text (match, ZG_MATCH_KEY, key);
}

static void
check_match (ZgWork *work)
{
  const ZgRecord *match = zg_work_record (work);

  if (!zg_record_is_set (match, ZG_MATCH_CODE) && !zg_record_is_set (match, ZG_MATCH_TITLE))
    zg_work_fault (work, ZG_MATCH_CODE, -1, NULL, _ ("Give the merchant code, or the goods as the platform writes them."));
  if (zg_record_int (match, ZG_MATCH_FACTOR) <= 0)
    zg_work_fault (work, ZG_MATCH_FACTOR, -1, NULL, _ ("One piece sold is at least some of the item: more than 0."));
}

static const ZgStep match_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_match },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_match },
  { "active", "remove", "removed", ZG_DESTROYS },
  { "removed", "restore", "active", 0, .check = check_match },
};

const ZgKind zg_item_match = {
  .id = "item_match",
  .title = N_ ("Match of goods"),
  .module = "orders",
  ZG_FIELDS (match_fields),
  ZG_STEPS (match_steps),
  .name = "code",
  .recompute = recompute_match,
  .order = "t.code, t.title",
  .empty = N_ ("Which item of the catalogue is sold under which merchant code, or under which title where there is no code."),
};

static gboolean
find_match (ZgDb *db, const char *key, gint64 *item, gint64 *factor)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, NULL, ZG_SQL ("SELECT item, factor_milli FROM item_match WHERE match_key = $1 AND state = 'active' LIMIT 1"), "s", key);
  gboolean row = FALSE;

  if (rows == NULL || !zg_stmt_step (rows, &row, NULL) || !row)
    return FALSE;
  *item = zg_stmt_int (rows, 0);
  *factor = zg_stmt_int (rows, 1);
  return TRUE;
}

gint64
zg_order_item_of (ZgDb *db, int platform, const char *code, const char *title, const char *attributes, gint64 *factor)
{
  gint64 item = 0;

  *factor = 1000;
  for (int pass = 0; pass < 4; pass++)
    {
      g_autofree char *key = pass < 2 && (code == NULL || *code == '\0')
                               ? NULL
                               : match_key (pass % 2 ? 0 : platform, pass < 2 ? code : NULL, title, attributes);

      if (key && find_match (db, key, &item, factor))
        return item;
    }
  if (code && *code)
    zg_db_int (db, &item, NULL, ZG_SQL ("SELECT id FROM item WHERE code = $1 AND state = 'active'"), "s", code);
  return item;
}

/* -- Within steps -- */

typedef struct
{
  char  *key, *code, *title, *attributes;
  gint64 qty;
} Line;

static void
line_clear (Line *line)
{
  g_free (line->key);
  g_free (line->code);
  g_free (line->title);
  g_free (line->attributes);
}

/* Lines that are to be shipped and have nothing reserved yet. What is refunded of an order is not shipped with those that stand
 * for it after it was voided. */
static GArray *
open_lines (ZgDb *db, const char *order_key, gint64 order, GError **error)
{
  GArray            *lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("WITH RECURSIVE stood (order_key, instead_of) AS (SELECT order_key, instead_of FROM sales_order WHERE id = $2"
              " UNION ALL SELECT o.order_key, o.instead_of FROM sales_order o JOIN stood s ON o.id = s.instead_of)"
              " SELECT l.line_key, l.code, l.title, l.attributes, l.qty_milli FROM sales_order_line l"
              " WHERE l.order_key = $1 AND l.qty_milli > 0 AND COALESCE (l.is_refunded, 0) = 0"
              " AND NOT EXISTS (SELECT 1 FROM order_item i WHERE i.sales_order = $2 AND i.line_key = l.line_key)"
              " AND NOT EXISTS (SELECT 1 FROM stood s JOIN order_event e ON e.order_key = s.order_key WHERE e.told = $3"
              " AND e.line_key = s.order_key || substr (l.line_key, length (l.order_key) + 1)) ORDER BY l.line_key"),
      "sii", order_key, order, (gint64) ZG_TOLD_LINE_REFUND);
  gboolean row = TRUE;

  g_array_set_clear_func (lines, (GDestroyNotify) line_clear);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      Line line = { g_strdup (zg_stmt_text (rows, 0)), g_strdup (zg_stmt_text (rows, 1)), g_strdup (zg_stmt_text (rows, 2)),
                    g_strdup (zg_stmt_text (rows, 3)), zg_stmt_int (rows, 4) };

      g_array_append_val (lines, line);
    }
  return lines;
}

ZgOrderGoods
zg_order_goods (ZgDb *db, const ZgRecord *order)
{
  g_autoptr (GArray) open = open_lines (db, zg_record_text (order, ZG_ORDER_KEY), order->id, NULL);
  g_autoptr (GArray) promised = zg_order_to_ship (db, order->id, NULL);
  gint64             n = 0;

  if (open->len || (promised && promised->len))
    return ZG_GOODS_SOME;
  zg_db_int (db, &n, NULL, ZG_SQL ("SELECT count(*) FROM sales_order_line WHERE order_key = $1"), "s",
             zg_record_text (order, ZG_ORDER_KEY));
  return n ? ZG_GOODS_NONE : ZG_GOODS_UNKNOWN;
}

gboolean
zg_order_takes_goods (const ZgRecord *order)
{
  return g_strv_contains ((const char *const[]){ "confirmed", "paid", "notified", "picked", NULL }, order->state);
}

guint
zg_order_reserve (ZgWork *work, const ZgRecord *order)
{
  g_autoptr (GArray) lines = open_lines (zg_work_db (work), zg_record_text (order, ZG_ORDER_KEY), order->id, NULL);
  guint              unmatched = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      gint64 factor, qty,
          item = zg_order_item_of (zg_work_db (work), (int)zg_record_int (order, ZG_ORDER_PLATFORM), line->code, line->title,
                                   line->attributes, &factor);
      ZgRecord   *demand;

      if (item == 0 || !zg_money_share (line->qty, factor, 1000, &qty) || qty <= 0)
        {
          unmatched++;
          continue;
        }
      demand = zg_work_also (work, &zg_order_item, "create");
      zg_record_set_int (demand, ZG_DEMAND_ORDER, order->id);
      zg_record_set_text (demand, ZG_DEMAND_LINE, line->key);
      zg_record_set_int (demand, ZG_DEMAND_ITEM, item);
      zg_record_set_int (demand, ZG_DEMAND_QTY, qty);
    }
  return unmatched;
}

void
zg_order_settle (ZgWork *work, gint64 order, const char *line, const char *verb)
{
  g_autoptr (GArray) demands = zg_order_to_ship (zg_work_db (work), order, NULL);

  for (guint i = 0; demands && i < demands->len; i++)
    {
      const ZgOrderDemand *demand = &g_array_index (demands, ZgOrderDemand, i);
      ZgRecord            *record;

      if (line && !g_str_equal (line, demand->line_key))
        continue;
      record = zg_book_get (zg_work_db (work), &zg_order_item, demand->order_item, NULL);
      if (record)
        zg_work_step (work, record, verb);
    }
}

/* -- For others -- */

static void
demand_clear (gpointer data)
{
  g_free (((ZgOrderDemand *) data)->line_key);
}

GArray *
zg_order_to_ship (ZgDb *db, gint64 order, GError **error)
{
  g_autoptr (GArray) demands = g_array_new (FALSE, TRUE, sizeof (ZgOrderDemand));
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
                                         ZG_SQL ("SELECT id, item, qty_milli, line_key FROM order_item WHERE sales_order = $1"
                                                 " AND state = 'reserved' ORDER BY line_key"), "i", order);
  gboolean           row = TRUE;

  g_array_set_clear_func (demands, demand_clear);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgOrderDemand demand = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2),
                               g_strdup (zg_stmt_text (rows, 3)) };

      g_array_append_val (demands, demand);
    }
  return rows != NULL && !row ? g_steal_pointer (&demands) : NULL;
}

static void
add_missing (GString *missing, gboolean there, const char *words)
{
  if (!there)
    g_string_append_printf (missing, "%s%s", missing->len ? _ (", ") : "", words);
}

gboolean
zg_order_papers (ZgDb *db, gint64 order_id, ZgOrderPapers *papers, GError **error)
{
  g_autoptr (ZgRecord) order = zg_book_get (db, &zg_sales_order, order_id, error);
  g_autoptr (GString)  missing = g_string_new (NULL);
  g_autoptr (GArray)   open = NULL;
  gint64               confirmed = 0, paid = 0, notified = 0;
  gboolean             known;

  *papers = (ZgOrderPapers){ 0 };
  if (order == NULL)
    return FALSE;
  open = open_lines (db, zg_record_text (order, ZG_ORDER_KEY), order_id, NULL);
  if (!zg_db_int (db, &confirmed, error, ZG_SQL ("SELECT count(*) FROM order_confirmation WHERE sales_order = $1 AND result = 1"),
                  "i", order_id)
      || !zg_db_int (db, &paid, error, ZG_SQL ("SELECT count(*) FROM order_payment WHERE sales_order = $1"), "i", order_id)
      || !zg_db_int (db, &notified, error, ZG_SQL ("SELECT count(*) FROM parcel WHERE sales_order = $1 AND state <> 'cancelled'"),
                     "i", order_id))
    return FALSE;
  papers->confirmed = confirmed > 0;
  papers->paid = paid > 0 || zg_record_int (order, ZG_ORDER_COD);
  papers->notified = notified > 0;
  known = zg_order_goods (db, order) != ZG_GOODS_UNKNOWN;
  papers->matched = known && open->len == 0;
  papers->stopped =
      !g_strv_contains ((const char *const[]){ "accepted", "confirmed", "paid", "notified", "picked", "packed", NULL },
                        order->state);
  add_missing (missing, papers->confirmed, _ ("the confirmation with the customer"));
  add_missing (missing, papers->paid, _ ("the confirmation of payment"));
  add_missing (missing, papers->notified, _ ("the dispatch notice"));
  add_missing (missing, papers->matched, known ? _ ("an item for each line") : _ ("the file with its goods"));
  if (papers->stopped)
    g_string_printf (missing, _ ("the order is “%s”"),
                     g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
  papers->missing = missing->len ? g_strdup (missing->str) : NULL;
  return TRUE;
}

void
zg_order_papers_clear (ZgOrderPapers *papers)
{
  g_clear_pointer (&papers->missing, g_free);
}

void
zg_orders_init (void)
{
  zg_ledgers_add (&reserved);
  zg_kinds_add (&zg_shop);
  zg_kinds_add (&zg_customer);
  zg_kinds_add (&zg_sales_order);
  zg_kinds_add (&zg_sales_order_line);
  zg_kinds_add (&zg_order_event);
  zg_kinds_add (&zg_order_confirmation);
  zg_kinds_add (&zg_order_payment);
  zg_kinds_add (&zg_item_match);
  zg_kinds_add (&zg_order_item);
  zg_kinds_add (&zg_parcel);
  zg_kinds_add (&zg_parcel_line);
  zg_kinds_add (&zg_order_void);
  zg_kinds_add (&zg_order_return);
  zg_kinds_add (&zg_manual_order);
  zg_kinds_add (&zg_manual_order_line);
  zg_kinds_add (&zg_order_export);
  zg_order_backup_init ();
  zg_order_attempt_init ();
  zg_order_finish_init ();
  zg_layouts_add (&zg_taobao_layout);
  zg_layouts_add (&zg_taobao_lines_layout);
  zg_layouts_add (&zg_jd_layout);
  zg_layouts_add (&zg_pdd_layout);
  zg_layouts_add (&zg_douyin_layout);
  zg_order_papers_init ();
  zg_order_duties_init ();
  zg_order_sheets_init ();
}
