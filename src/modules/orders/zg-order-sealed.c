/* zg-order-sealed.c: what is shown of a customer whose contact data are sealed. */
#include "config.h"

#include <string.h>

#include "zg-orders-private.h"
#include "zg-seal.h"

/* From the day the book took it: the trade is over by then, and the law asks for records of it for three years. */
const ZgTerm zg_buyer_term = { .months = "privacy.customer.months" };

char *
zg_order_consignee_masked (ZgSession *session, gint64 order, const ZgCell *sealed)
{
  char *plain = sealed->type == ZG_CELL_BYTES
                  ? zg_session_open_cell (session, &zg_sales_order, ZG_ORDER_CONSIGNEE, order, sealed, NULL)
                  : NULL;
  g_autofree char *first = plain && *plain ? g_utf8_substring (plain, 0, 1) : NULL;

  zg_wipe_text (plain);
  if (zg_cell_is_erased (sealed))
    return g_strdup (zg_sealed_words (sealed));
  return first ? g_strdup_printf ("%s**", first) : NULL;
}

char *
zg_order_address_now (ZgSession *session, ZgDb *db, const ZgRecord *order, const char *right)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, NULL,
                                         ZG_SQL ("SELECT id, now_sealed FROM order_event WHERE order_key = $1 AND told = $2"
                                                 " ORDER BY exported_at DESC, id DESC LIMIT 1"), "si",
                                         zg_record_text (order, ZG_ORDER_KEY), (gint64) ZG_TOLD_ADDRESS);
  gboolean           row = FALSE;
  ZgCell             cell = { 0 };
  char              *now = NULL;

  if (rows == NULL || !zg_stmt_step (rows, &row, NULL) || !row)
    return NULL;
  zg_stmt_cell (rows, 1, &cell);
  if (zg_cell_is_erased (&cell))
    now = g_strdup (zg_sealed_words (&cell));
  else if (zg_session_reach (session, right) != ZG_REACH_NONE)
    now = zg_session_open_cell (session, &zg_order_event, ZG_EVENT_SEALED, zg_stmt_int (rows, 0), &cell, NULL);
  zg_cell_clear (&cell);
  return now ? now : g_strdup ("");
}
