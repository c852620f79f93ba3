/* zg-stock-back.c: goods of an order that come back into stock with its return (D20-2.2): no more than left, into the lots
 * they left from, at the value they left with (D08-6). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-money.h"
#include "zg-orders.h"
#include "zg-stock-private.h"

/* What left for the order and is not back yet. Corrections of its issues, and of what came back, count as well. */
static gboolean
still_out (ZgDb *db, gint64 order, gint64 item, gint64 lot, gint64 *qty_milli, GError **error)
{
  *qty_milli = 0;
  return zg_db_int (
      db, qty_milli, error,
      ZG_SQL ("SELECT CAST (COALESCE ((SELECT sum (l.qty_milli) FROM goods_issue g JOIN goods_issue_line l ON l.parent_id = g.id"
              " WHERE g.sales_order = $1 AND g.state IN ('issued', 'released') AND l.state = 'active' AND l.item = $2"
              " AND COALESCE (l.lot, 0) = $3), 0) - COALESCE ((SELECT sum (m.qty_milli) FROM stock_move m"
              " JOIN order_return r ON r.id = m.order_return WHERE r.sales_order = $1 AND m.state = 'moved' AND m.item = $2"
              " AND COALESCE (m.lot, 0) = $3), 0) - COALESCE ((SELECT sum (COALESCE (c.in_milli, 0) - COALESCE (c.out_milli, 0))"
              " FROM stock_correction c LEFT JOIN goods_issue g ON g.id = c.goods_issue"
              " LEFT JOIN stock_move m ON m.id = c.stock_move LEFT JOIN order_return r ON r.id = m.order_return"
              " WHERE c.state = 'corrected' AND (g.sales_order = $1 OR r.sales_order = $1) AND c.item = $2"
              " AND COALESCE (c.lot, 0) = $3), 0) AS BIGINT)"),
      "iii", order, item, lot);
}

/* The share of what the ledger says they were worth when they left; the last pieces take the rest. */
static gint64
value_of (ZgDb *db, gint64 order, gint64 item, gint64 qty_milli)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, NULL,
      ZG_SQL ("SELECT CAST (COALESCE (-sum (l.qty), 0) AS BIGINT), CAST (COALESCE (-sum (l.value_fen), 0) AS BIGINT)"
              " FROM ledger_line l WHERE l.ledger = 'stock_value' AND l.k1 = $2 AND ((l.kind = 'goods_issue'"
              " AND l.doc IN (SELECT id FROM goods_issue WHERE sales_order = $1)) OR (l.kind = 'stock_move'"
              " AND l.doc IN (SELECT m.id FROM stock_move m JOIN order_return r ON r.id = m.order_return"
              " WHERE r.sales_order = $1)))"),
      "ii", order, item);
  gboolean row = FALSE;
  gint64   out, fen;
  __extension__ typedef __int128 Wide;

  if (rows == NULL || !zg_stmt_step (rows, &row, NULL) || !row)
    return 0;
  out = zg_stmt_int (rows, 0);
  fen = MAX (zg_stmt_int (rows, 1), 0);
  return qty_milli >= out ? fen : (gint64) (((Wide) fen * qty_milli * 2 + out) / ((Wide) out * 2));
}

/* The lots its pieces left from, in words. Returns: (transfer full) (nullable): NULL: from none. */
static char *
lots_of (ZgDb *db, gint64 order, gint64 item)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (ZgStmt)  rows = zg_db_query (
      db, NULL,
      ZG_SQL ("SELECT DISTINCT r.no FROM goods_issue g JOIN goods_issue_line l ON l.parent_id = g.id"
              " JOIN goods_receipt r ON r.id = l.lot WHERE g.sales_order = $1 AND g.state IN ('issued', 'released')"
              " AND l.state = 'active' AND l.item = $2 ORDER BY r.no"),
      "ii", order, item);
  gboolean row = FALSE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    g_string_append_printf (text, "%s%s", text->len ? _ (", ") : "", zg_stmt_text (rows, 0));
  return text->len ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Received, and not before that day. Returns: the order, 0: it cannot come back with this. */
static gint64
check_return (ZgWork *work, gint64 id)
{
  gint64   order = 0, at_ms = 0;
  gboolean row = FALSE;
  g_autoptr (ZgStmt) rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT sales_order, COALESCE (received_at, 0) FROM order_return WHERE id = $1"
              " AND state IN ('received', 'refunded')"), "i", id);

  if (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      order = zg_stmt_int (rows, 0);
      at_ms = zg_stmt_int (rows, 1);
    }
  if (at_ms == 0)
    zg_work_fault (work, ZG_MOVE_RETURN, -1, "D20-2.2",
                   _ ("The goods of this return have not come back yet. Have them received there first."));
  else if (zg_record_is_set (zg_work_record (work), ZG_MOVE_DAY) &&
           zg_record_day (zg_work_record (work), ZG_MOVE_DAY) < zg_day_of_ms (at_ms))
    zg_work_fault (work, ZG_MOVE_DAY, -1, "D20-2.2", _ ("The goods came back after this day."));
  return at_ms ? order : 0;
}

void
zg_stock_take_back (ZgWork *work)
{
  ZgRecord        *move = zg_work_record (work);
  gint64           order = check_return (work, zg_record_int (move, ZG_MOVE_RETURN));
  gint64           item = zg_record_int (move, ZG_MOVE_ITEM), lot = zg_record_int (move, ZG_MOVE_LOT);
  gint64           qty = zg_record_int (move, ZG_MOVE_QTY), left = 0;
  g_autofree char *text = NULL, *lots = NULL;

  if (order == 0)
    return;
  zg_work_guard (work, "goods_issue/order/%" G_GINT64_FORMAT, order);
  if (!still_out (zg_work_db (work), order, item, lot, &left, NULL))
    return;
  text = zg_milli_format (MAX (left, 0), ZG_MONEY_PLAIN);
  lots = qty > left ? lots_of (zg_work_db (work), order, item) : NULL;
  if (qty > left && lots)
    zg_work_fault (work, ZG_MOVE_QTY, -1, "D20-2.2",
                   _ ("Of this lot %s are out for the order and not back yet. The item left from the lots %s."), text, lots);
  else if (qty > left)
    zg_work_fault (work, ZG_MOVE_QTY, -1, "D20-2.2", _ ("Of this item %s are out for the order and not back yet."), text);
  else
    zg_record_set_int (move, ZG_MOVE_VALUE, value_of (zg_work_db (work), order, item, qty));
}

void
zg_stock_guard_issue (ZgWork *work, gint64 issue, gint64 move)
{
  gint64 order = 0;

  zg_db_int (zg_work_db (work), &order, NULL,
             ZG_SQL ("SELECT CAST (COALESCE ((SELECT g.sales_order FROM goods_issue g WHERE g.id = $1),"
                     " (SELECT r.sales_order FROM stock_move m JOIN order_return r ON r.id = m.order_return WHERE m.id = $2), 0)"
                     " AS BIGINT)"), "ii", issue, move);
  if (order)
    zg_work_guard (work, "goods_issue/order/%" G_GINT64_FORMAT, order);
}

GArray *
zg_stock_back_with (ZgDb *db, gint64 order_return, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error, ZG_SQL ("SELECT id FROM stock_move WHERE order_return = $1 AND state <> 'deleted' ORDER BY id"), "i",
      order_return);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      gint64 id = zg_stmt_int (rows, 0);

      g_array_append_val (ids, id);
    }
  return rows && !row ? g_steal_pointer (&ids) : NULL;
}
