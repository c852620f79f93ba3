#include "zg-order-told.h"

#include <string.h>

ZgSaidSort
zg_told_sort (int told)
{
  switch (told)
    {
    case ZG_TOLD_STATUS:
      return ZG_SAID_RANK;
    case ZG_TOLD_PAID_AT:
    case ZG_TOLD_SHIPPED_AT:
    case ZG_TOLD_SIGNED_AT:
      return ZG_SAID_TIME;
    case ZG_TOLD_PAYABLE:
    case ZG_TOLD_PAID:
    case ZG_TOLD_REFUND:
    case ZG_TOLD_LINE_REFUND:
    case ZG_TOLD_SETTLED:
      return ZG_SAID_MONEY;
    default:
      return ZG_SAID_TEXT;
    }
}

gboolean
zg_told_is_sealed (int told)
{
  return told == ZG_TOLD_CONSIGNEE || told == ZG_TOLD_PHONE || told == ZG_TOLD_ADDRESS;
}

/* A spreadsheet that saved the file again has cut the seconds off. */
static gboolean
same_time (gint64 a, gint64 b)
{
  return a == b || (a / 60000 == b / 60000 && (a % 60000 == 0 || b % 60000 == 0));
}

gboolean
zg_told_differs (ZgSaidSort sort, const ZgTold *told, const ZgSaid *said, gint64 exported)
{
  if (!said->is_set || told->is_erased)
    return FALSE;
  if (!told->is_set)
    return TRUE;
  switch (sort)
    {
    case ZG_SAID_RANK:
      return said->value > told->value;
    case ZG_SAID_TIME:
      return said->value > told->value && !same_time (said->value, told->value);
    case ZG_SAID_MONEY:
      return said->value != told->value && exported > told->exported;
    default:
      return !zg_order_same_text (said->text, told->text) && exported > told->exported;
    }
}

/* Where in the order each of them stands; -1: nowhere. */
static int
place_of (int told)
{
  static const int places[ZG_TOLD_N] = {
    [0] = -1,
    [ZG_TOLD_STATUS] = ZG_ORDER_STATUS,
    [ZG_TOLD_PAID_AT] = ZG_ORDER_PAID_AT,
    [ZG_TOLD_SHIPPED_AT] = ZG_ORDER_SHIPPED_AT,
    [ZG_TOLD_SIGNED_AT] = ZG_ORDER_SIGNED_AT,
    [ZG_TOLD_SHOP] = ZG_ORDER_SHOP_NAME,
    [ZG_TOLD_CONSIGNEE] = ZG_ORDER_CONSIGNEE,
    [ZG_TOLD_PHONE] = ZG_ORDER_PHONE,
    [ZG_TOLD_ADDRESS] = ZG_ORDER_ADDRESS,
    [ZG_TOLD_PAYABLE] = ZG_ORDER_PAYABLE,
    [ZG_TOLD_PAID] = ZG_ORDER_PAID,
    [ZG_TOLD_REFUND] = ZG_ORDER_REFUND,
    [ZG_TOLD_CARRIER] = ZG_ORDER_CARRIER,
    [ZG_TOLD_WAYBILL] = ZG_ORDER_WAYBILL,
    [ZG_TOLD_CLOSING] = ZG_ORDER_CLOSING,
    [ZG_TOLD_NOTE] = ZG_ORDER_NOTE,
    [ZG_TOLD_INVOICE] = ZG_ORDER_INVOICE,
    [ZG_TOLD_LINE_REFUND] = -1,
    [ZG_TOLD_SETTLED] = ZG_ORDER_SETTLED,
  };

  return places[told];
}

void
zg_told_clear (ZgTold *told)
{
  for (int i = 0; i < ZG_TOLD_N; i++)
    g_clear_pointer (&told[i].text, g_free);
}

static void
read_snapshot (ZgSession *session, const ZgRecord *order, ZgTold *told, gboolean *opened)
{
  for (int i = 1; i < ZG_TOLD_N; i++)
    {
      int           field = place_of (i);
      const ZgCell *cell = field < 0 ? NULL : &order->cells[field];

      if (cell == NULL || cell->type == ZG_CELL_NULL || (told[i].is_erased = zg_cell_is_erased (cell)))
        continue;
      if (cell->type == ZG_CELL_BYTES)
        told[i].text = zg_session_open_cell (session, order->kind, field, order->id, cell, NULL);
      else if (cell->type == ZG_CELL_TEXT)
        told[i].text = g_strdup (cell->s);
      else
        told[i].value = cell->i;
      told[i].is_set = cell->type == ZG_CELL_INT || told[i].text != NULL;
      *opened &= told[i].is_set;
      told[i].exported = zg_record_int (order, ZG_ORDER_EXPORTED_AT);
    }
  told[ZG_TOLD_STATUS].text = g_strdup (zg_record_text (order, ZG_ORDER_STATUS_TEXT));
}

static void
take_event (ZgSession *session, ZgStmt *rows, ZgTold *told, gboolean *opened)
{
  int    field = (int) zg_stmt_int (rows, 0);
  ZgCell cell = { 0 };

  if (field <= 0 || field >= ZG_TOLD_N || field == ZG_TOLD_LINE_REFUND)
    return;
  g_clear_pointer (&told[field].text, g_free);
  told[field].value = zg_stmt_int (rows, 3);
  told[field].exported = zg_stmt_int (rows, 4);
  told[field].is_set = TRUE;
  zg_stmt_cell (rows, 2, &cell);
  told[field].is_erased = zg_cell_is_erased (&cell);
  if (zg_told_is_sealed (field))
    told[field].text = zg_session_open_cell (session, &zg_order_event, ZG_EVENT_SEALED, zg_stmt_int (rows, 5), &cell, NULL);
  else
    told[field].text = g_strdup (zg_stmt_text (rows, 1));
  zg_cell_clear (&cell);
  if (told[field].text == NULL && zg_told_sort (field) == ZG_SAID_TEXT)
    {
      told[field].is_set = FALSE;
      *opened &= told[field].is_erased;
    }
}

gboolean
zg_told_read (ZgSession *session, ZgDb *db, const ZgRecord *order, ZgTold *told)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, NULL,
                                         ZG_SQL ("SELECT told, now, now_sealed, value, exported_at, id FROM order_event"
                                                 " WHERE order_key = $1 AND told IS NOT NULL ORDER BY exported_at, id"), "s",
                                         zg_record_text (order, ZG_ORDER_KEY));
  gboolean           row = TRUE, opened = TRUE;

  memset (told, 0, sizeof (ZgTold) * ZG_TOLD_N);
  read_snapshot (session, order, told, &opened);
  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    take_event (session, rows, told, &opened);
  return opened;
}

static void
say_text (ZgSaid *said, const char *text)
{
  *said = (ZgSaid){ text, 0, text != NULL };
}

static void
say_number (ZgSaid *said, gint64 value, gboolean is_set)
{
  *said = (ZgSaid){ NULL, value, is_set };
}

void
zg_said_of (const ZgOrderRow *row, ZgSaid *said)
{
  memset (said, 0, sizeof (ZgSaid) * ZG_TOLD_N);
  say_number (&said[ZG_TOLD_STATUS], row->status, row->status > 0);
  said[ZG_TOLD_STATUS].text = row->status_text;
  say_number (&said[ZG_TOLD_PAID_AT], row->paid_at, row->paid_at > 0);
  say_number (&said[ZG_TOLD_SHIPPED_AT], row->shipped, row->shipped > 0);
  say_number (&said[ZG_TOLD_SIGNED_AT], row->signed_at, row->signed_at > 0);
  say_text (&said[ZG_TOLD_SHOP], row->shop);
  say_text (&said[ZG_TOLD_CONSIGNEE], row->consignee);
  say_text (&said[ZG_TOLD_PHONE], row->phone);
  say_text (&said[ZG_TOLD_ADDRESS], row->address_now ? row->address_now : row->address);
  say_number (&said[ZG_TOLD_PAYABLE], row->payable, row->payable != ZG_NO_FEN);
  say_number (&said[ZG_TOLD_PAID], row->paid, row->paid != ZG_NO_FEN);
  say_number (&said[ZG_TOLD_REFUND], row->refund, row->refund != ZG_NO_FEN && row->refund != 0);
  say_number (&said[ZG_TOLD_SETTLED], row->settled, row->settled != ZG_NO_FEN && row->settled != 0);
  say_text (&said[ZG_TOLD_CARRIER], row->carrier);
  say_text (&said[ZG_TOLD_WAYBILL], row->waybill);
  say_text (&said[ZG_TOLD_CLOSING], row->closing);
  say_text (&said[ZG_TOLD_NOTE], row->note);
  say_text (&said[ZG_TOLD_INVOICE], row->invoice);
}
