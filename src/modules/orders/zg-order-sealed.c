/* zg-order-sealed.c: what is shown of a customer whose contact data are sealed. */
#include "config.h"

#include <string.h>

#include "zg-orders-private.h"
#include "zg-seal.h"

/* From the day the book took it: the trade is over by then, and the law asks for records of it for three years. */
const ZgTerm zg_buyer_term = { .months = "privacy.customer.months" };

char *
zg_order_consignee_masked (ZgSession *session, gint64 order, gint64 event, const ZgCell *sealed)
{
  char *plain = sealed->type != ZG_CELL_BYTES ? NULL
                : event ? zg_session_open_cell (session, &zg_order_event, ZG_EVENT_SEALED, event, sealed, NULL)
                        : zg_session_open_cell (session, &zg_sales_order, ZG_ORDER_CONSIGNEE, order, sealed, NULL);
  g_autofree char *first = plain && *plain ? g_utf8_substring (plain, 0, 1) : NULL;

  zg_wipe_text (plain);
  if (zg_cell_is_erased (sealed))
    return g_strdup (zg_sealed_words (sealed));
  return first ? g_strdup_printf ("%s**", first) : NULL;
}

/* -- The receiver as he is now -- */

const int zg_receiver_fields[ZG_RECEIVER_N] = { ZG_ORDER_CONSIGNEE, ZG_ORDER_PHONE, ZG_ORDER_ADDRESS };

static void
take_event (ZgReceiver *receiver, ZgStmt *rows)
{
  int part = (int) zg_stmt_int (rows, 0) - ZG_TOLD_CONSIGNEE;

  receiver->events[part] = zg_stmt_int (rows, 1);
  zg_cell_clear (&receiver->cells[part]);
  zg_stmt_cell (rows, 2, &receiver->cells[part]);
}

gboolean
zg_order_receiver (ZgDb *db, const ZgRecord *order, ZgReceiver *receiver, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
                                         ZG_SQL ("SELECT told, id, now_sealed FROM order_event WHERE order_key = $1"
                                                 " AND told IN (6, 7, 8) ORDER BY exported_at, id"), "s",
                                         zg_record_text (order, ZG_ORDER_KEY));
  gboolean           row = TRUE;

  *receiver = (ZgReceiver){ .order = order->id };
  for (int i = 0; i < ZG_RECEIVER_N; i++)
    zg_cell_copy (&order->cells[zg_receiver_fields[i]], &receiver->cells[i]);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    take_event (receiver, rows);
  if (rows && !row)
    return TRUE;
  zg_order_receiver_clear (receiver);
  return FALSE;
}

void
zg_order_receiver_clear (ZgReceiver *receiver)
{
  for (int i = 0; i < ZG_RECEIVER_N; i++)
    zg_cell_clear (&receiver->cells[i]);
}

char *
zg_order_receiver_open (ZgSession *session, const ZgReceiver *receiver, int part, GError **error)
{
  gint64 event = receiver->events[part];

  return event ? zg_session_open_cell (session, &zg_order_event, ZG_EVENT_SEALED, event, &receiver->cells[part], error)
               : zg_session_open_cell (session, &zg_sales_order, zg_receiver_fields[part], receiver->order,
                                       &receiver->cells[part], error);
}

char *
zg_order_receiver_reveal (ZgSession *session, const ZgRecord *order, const ZgReceiver *receiver, int part, gboolean copies,
                          GError **error)
{
  char *was = (copies ? zg_book_copy : zg_book_reveal) (session, order, zg_receiver_fields[part], error);

  if (was == NULL || receiver->events[part] == 0)
    return was;
  zg_wipe_text (was);
  return zg_order_receiver_open (session, receiver, part, error);
}
