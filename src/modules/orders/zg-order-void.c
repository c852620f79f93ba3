/* zg-order-void.c: the kind order_void 作废另建单: an order that is wrong is not changed: it is voided before it is shipped, and where
 * the customer still wants it, made anew with what is right, linked to the old one (D18-5.5a, C13). */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-orders-private.h"
#include "zg-seal.h"

static const ZgField fields[ZG_VOID_N_FIELDS] = {
  [ZG_VOID_ORDER] = { "sales_order", N_ ("Order"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "sales_order", .width = 170 },
  [ZG_VOID_REASON] = { "reason", N_ ("Why"), ZG_LONG, ZG_REQUIRED | ZG_LIST, .max = 500, .clause = "D18-5.5a" },
  [ZG_VOID_RENEW] = { "is_renewed", N_ ("Make it anew"), ZG_BOOL, ZG_LIST | ZG_FILTER, .initial = "1", .clause = "D18-5.5a",
                      .section = N_ ("New order"), .hint = N_ ("what is left empty stays as in the old order") },
  [ZG_VOID_CONSIGNEE] = { "consignee", N_ ("Consignee"), ZG_TEXT, ZG_SEALED, .seal = "CUST", .max = 80 },
  [ZG_VOID_PHONE] = { "phone", N_ ("Phone"), ZG_PHONE, ZG_SEALED, .seal = "CUST" },
  [ZG_VOID_ADDRESS] = { "address", N_ ("Address"), ZG_LONG, ZG_SEALED, .seal = "CUST", .max = 500 },
  [ZG_VOID_NEW_NUMBER] = { "new_number", N_ ("New order number"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 60 },
};

/* "318…" becomes "318…-1", "318…-1" becomes "318…-2". */
static char *
next_number (ZgDb *db, const ZgRecord *order)
{
  const char      *number = zg_record_text (order, ZG_ORDER_NUMBER), *dash = strrchr (number, '-');
  gboolean         again = zg_record_is_set (order, ZG_ORDER_REPLACES) && dash;
  g_autofree char *root = again ? g_strndup (number, dash - number) : g_strdup (number);

  for (int i = again ? (int) g_ascii_strtoll (dash + 1, NULL, 10) + 1 : 1;; i++)
    {
      g_autofree char *next = g_strdup_printf ("%s-%d", root, i);
      g_autofree char *key = g_strdup_printf ("%s:%s", zg_platform_code ((int) zg_record_int (order, ZG_ORDER_PLATFORM)), next);
      gint64           known = 0;

      if (!zg_db_int (db, &known, NULL, ZG_SQL ("SELECT count(*) FROM sales_order WHERE order_key = $1"), "s", key) || known == 0)
        return g_steal_pointer (&next);
    }
}

static void
check_create (ZgWork *work)
{
  ZgRecord            *paper = zg_work_record (work);
  g_autoptr (ZgRecord) order = zg_order_of (work, ZG_VOID_ORDER);
  gboolean             renew = zg_record_int (paper, ZG_VOID_RENEW);
  gint64               out = 0;

  if (order == NULL)
    return;
  if (zg_kind_step (order->kind, order->state, "void") == NULL)
    zg_work_fault (work, ZG_VOID_ORDER, -1, "D18-5.5a",
                   _ ("This order is “%s”. What is shipped already is an after-sales case, it is not voided."),
                   g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
  zg_db_int (zg_work_db (work), &out, NULL,
             ZG_SQL ("SELECT count(*) FROM parcel WHERE sales_order = $1 AND state IN ('shipped', 'signed')"), "i", order->id);
  if (out)
    zg_work_fault (work, ZG_VOID_ORDER, -1, "D18-5.5a",
                   _ ("A part of this order is on its way already. The rest is a return or a refund, it is not voided."));
  for (int i = ZG_VOID_CONSIGNEE; !renew && i <= ZG_VOID_ADDRESS; i++)
    if (zg_record_is_set (paper, i))
      zg_work_fault (work, i, -1, NULL, _ ("This is for a new order; none is to be made."));
  if (renew)
    {
      g_autofree char *number = next_number (zg_work_db (work), order);

      zg_record_set_text (paper, ZG_VOID_NEW_NUMBER, number);
    }
}

/* Sealed values are opened and sealed anew for the row they come to stand in; what was erased stays away. FALSE: one cannot be
 * opened. */
static gboolean
copy_field (ZgWork *work, const ZgRecord *order, ZgRecord *anew, int field)
{
  const ZgCell    *cell = &order->cells[field];
  g_autofree char *plain = NULL;

  if (cell->type != ZG_CELL_BYTES)
    {
      if (cell->type != ZG_CELL_NULL)
        zg_record_set_cell (anew, field, cell);
      return TRUE;
    }
  if (zg_cell_is_erased (cell))
    return TRUE;
  plain = zg_session_open_cell (zg_work_session (work), order->kind, field, order->id, cell, NULL);
  if (plain == NULL)
    return FALSE;
  zg_record_set_text (anew, field, plain);
  memset (plain, 0, strlen (plain));
  return TRUE;
}

/* What one says of the receiver, and else as he is now: the platform may have changed it since. FALSE: it cannot be opened. */
static gboolean
copy_receiver (ZgWork *work, const ZgRecord *order, ZgRecord *anew)
{
  const ZgRecord *paper = zg_work_record (work);
  gboolean        opened = TRUE;
  ZgReceiver      receiver;

  if (!zg_order_receiver (zg_work_db (work), order, &receiver, NULL))
    return TRUE; /* what could not be read is refused by the book */
  for (int i = 0; i < ZG_RECEIVER_N; i++)
    {
      gboolean said = zg_record_is_set (paper, ZG_VOID_CONSIGNEE + i);
      char    *plain = NULL;

      if (said)
        zg_record_set_text (anew, zg_receiver_fields[i], zg_record_text (paper, ZG_VOID_CONSIGNEE + i));
      if (said || receiver.cells[i].type == ZG_CELL_NULL || zg_cell_is_erased (&receiver.cells[i]))
        continue;
      plain = zg_order_receiver_open (zg_work_session (work), &receiver, i, NULL);
      if (plain)
        zg_record_set_text (anew, zg_receiver_fields[i], plain);
      opened &= plain != NULL;
      zg_wipe_text (plain);
    }
  zg_order_receiver_clear (&receiver);
  return opened;
}

static gboolean
is_receiver (int field)
{
  return field == ZG_ORDER_CONSIGNEE || field == ZG_ORDER_PHONE || field == ZG_ORDER_ADDRESS;
}

static void
copy_order (ZgWork *work, const ZgRecord *order, ZgRecord *anew, const char *key)
{
  const ZgRecord *paper = zg_work_record (work);
  gboolean        opened = copy_receiver (work, order, anew);

  for (int i = 0; i < ZG_ORDER_N_FIELDS; i++)
    if (i != ZG_ORDER_EXPORTED_AT && !is_receiver (i))
      opened &= copy_field (work, order, anew, i);
  if (!opened)
    zg_work_fault (
        work, ZG_VOID_ORDER, -1, NULL,
        _ ("You may not read what the customer is reached by, so the order cannot be made anew. Somebody who may does it."));
  zg_record_set_text (anew, ZG_ORDER_KEY, key);
  zg_record_set_text (anew, ZG_ORDER_NUMBER, zg_record_text (paper, ZG_VOID_NEW_NUMBER));
  zg_record_set_int (anew, ZG_ORDER_REPLACES, order->id);
  zg_record_set_int (anew, ZG_ORDER_IS_OPEN, 1);
  zg_record_set_int (anew, ZG_ORDER_ACCEPTED_AT, zg_book_now (zg_session_book (zg_work_session (work))));
}

/* What was refunded since is an event of the old order; the new one is made without it. */
static gboolean
is_refunded (ZgDb *db, const ZgRecord *line)
{
  gint64 told = 0;

  zg_db_int (db, &told, NULL,
             ZG_SQL ("SELECT count(*) FROM order_event WHERE order_key = $1 AND told = $2 AND line_key = $3"), "sis",
             zg_record_text (line, ZG_LINE_ORDER_KEY), (gint64) ZG_TOLD_LINE_REFUND, zg_record_text (line, ZG_LINE_KEY));
  return told > 0;
}

static void
copy_lines (ZgWork *work, const char *old_key, const char *key)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (zg_work_db (work), NULL, ZG_SQL ("SELECT id FROM sales_order_line WHERE order_key = $1 ORDER BY id"), "s",
                   old_key);
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      g_autoptr (ZgRecord) line = zg_book_get (zg_work_db (work), &zg_sales_order_line, zg_stmt_int (rows, 0), NULL);
      ZgRecord            *anew = line ? zg_work_also (work, &zg_sales_order_line, "renew") : NULL;
      g_autofree char     *line_key = NULL;

      if (anew == NULL)
        continue;
      for (int i = 0; i < ZG_LINE_N_FIELDS; i++)
        if (zg_record_is_set (line, i))
          zg_record_set_cell (anew, i, &line->cells[i]);
      line_key = zg_order_line_of (zg_record_text (line, ZG_LINE_KEY), old_key, key);
      zg_record_set_text (anew, ZG_LINE_KEY, line_key);
      zg_record_set_text (anew, ZG_LINE_ORDER_KEY, key);
      if (is_refunded (zg_work_db (work), line))
        zg_record_set_int (anew, ZG_LINE_REFUNDED, 1);
    }
}

static void
void_order (ZgWork *work)
{
  const ZgRecord      *paper = zg_work_record (work);
  ZgRecord            *order = zg_order_of (work, ZG_VOID_ORDER);
  g_autofree char     *key = NULL;

  if (order == NULL)
    return;
  zg_order_settle (work, order->id, NULL, "release");
  zg_order_settle_parcels (work, order->id, "cancel");
  if (zg_record_int (paper, ZG_VOID_RENEW))
    {
      key = g_strdup_printf ("%s:%s", zg_platform_code ((int) zg_record_int (order, ZG_ORDER_PLATFORM)),
                             zg_record_text (paper, ZG_VOID_NEW_NUMBER));
      copy_order (work, order, zg_work_also (work, &zg_sales_order, "renew"), key);
      copy_lines (work, zg_record_text (order, ZG_ORDER_KEY), key);
    }
  zg_work_step (work, order, "void");
}

static const ZgEffect voids[] = {
  { ZG_ALSO, "sales_order.void" }, { ZG_ALSO, "sales_order.renew" }, { ZG_ALSO, "sales_order_line.renew" },
  { ZG_ALSO, "order_item.release" }, { ZG_ALSO, "parcel.cancel" }, { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS & ~ZG_F (ZG_VOID_NEW_NUMBER), .check = check_create, .done = void_order,
    .effects = voids, .fills = ZG_F (ZG_VOID_NEW_NUMBER), .clause = "D18-5.5a", .title = N_ ("Void") },
};

const ZgKind zg_order_void = {
  .id = "order_void", .title = N_ ("Voided order"), .module = "orders", .prefix = "ZF", ZG_FIELDS (fields), ZG_STEPS (steps),
  .append_only = TRUE, .term = &zg_buyer_term, .clause = "D18-5.5a", .index = { "sales_order" },
  .empty = N_ ("Orders that were voided before they were shipped, why, and the orders that stand for them."),
};

/* -- For others -- */

ZgRecord *
zg_order_standing (ZgDb *db, gint64 id)
{
  ZgRecord *order = zg_book_get (db, &zg_sales_order, id, NULL);

  while (order && g_str_equal (order->state, "voided"))
    {
      gint64 next = 0;

      zg_db_int (db, &next, NULL, ZG_SQL ("SELECT id FROM sales_order WHERE instead_of = $1"), "i", order->id);
      zg_record_free (order);
      order = next ? zg_book_get (db, &zg_sales_order, next, NULL) : NULL;
    }
  return order;
}

char *
zg_order_line_of (const char *line_key, const char *order_key, const char *key)
{
  return g_strconcat (key, line_key + strlen (order_key), NULL);
}
