#include "config.h"

#include "zg-order-lists.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-catalog.h"
#include "zg-day.h"

static ZgOrderPlace placed_by;

void
zg_orders_placed_by (ZgOrderPlace place)
{
  placed_by = place;
}

static ZgOrderStock stocked_by;

void
zg_orders_stocked_by (ZgOrderStock stock)
{
  stocked_by = stock;
}

gboolean
zg_order_stock_of (ZgDb *db, gint64 item, gint64 *qty_milli, gint64 *promised_milli)
{
  return stocked_by && stocked_by (db, item, qty_milli, promised_milli, NULL);
}

char *
zg_order_place_of (ZgDb *db, gint64 item)
{
  char *place = placed_by ? placed_by (db, item) : NULL;

  return place ? place : g_strdup ("");
}

/* -- R13 -- */

static void
pick_free (gpointer data)
{
  ZgPickRow *row = data;

  g_free (row->place);
  g_free (row->item);
  g_free (row->orders);
  g_free (row);
}

static int
compare_picks (gconstpointer a, gconstpointer b)
{
  const ZgPickRow *left = *(const ZgPickRow *const *) a, *right = *(const ZgPickRow *const *) b;
  int              by_place = strcmp (left->place, right->place);

  return by_place ? by_place : strcmp (left->item, right->item);
}

static ZgPickRow *
pick_of (ZgDb *db, GPtrArray *rows, GHashTable *by_item, gint64 item)
{
  ZgPickRow *pick = g_hash_table_lookup (by_item, &item);

  if (pick)
    return pick;
  pick = g_new0 (ZgPickRow, 1);
  pick->place = zg_order_place_of (db, item);
  pick->item = zg_item_words (db, item);
  g_ptr_array_add (rows, pick);
  g_hash_table_insert (by_item, g_memdup2 (&item, sizeof item), pick);
  return pick;
}

static gboolean
add_parcel (ZgDb *db, GPtrArray *rows, GHashTable *by_item, gint64 id, const char *number, GError **error)
{
  g_autoptr (ZgRecord) parcel = zg_book_get (db, &zg_parcel, id, error);
  g_autoptr (GArray)   contents = parcel ? zg_parcel_contents (db, parcel, error) : NULL;

  for (guint i = 0; contents && i < contents->len; i++)
    {
      const ZgParcelItem *one = &g_array_index (contents, ZgParcelItem, i);
      ZgPickRow          *pick = pick_of (db, rows, by_item, one->item);
      char               *more = pick->orders ? g_strdup_printf ("%s %s", pick->orders, number) : g_strdup (number);

      g_free (pick->orders);
      pick->orders = more;
      pick->qty += one->qty_milli;
    }
  return contents != NULL;
}

GPtrArray *
zg_order_pick_rows (ZgDb *db, GError **error)
{
  g_autoptr (GPtrArray)  rows = g_ptr_array_new_with_free_func (pick_free);
  g_autoptr (GHashTable) by_item = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (ZgStmt)     stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT p.id, o.number FROM parcel p JOIN sales_order o ON o.id = p.sales_order WHERE p.state = 'notified'"
              " ORDER BY o.number, p.id"), NULL);
  gboolean row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    if (!add_parcel (db, rows, by_item, zg_stmt_int (stmt, 0), zg_stmt_text (stmt, 1), error))
      return NULL;
  g_ptr_array_sort (rows, compare_picks);
  return stmt != NULL && !row ? g_steal_pointer (&rows) : NULL;
}

/* -- R11 -- */

static void
ship_free (gpointer data)
{
  ZgShipRow *row = data;

  g_free (row->number);
  g_free (row->consignee);
  g_free (row->goods);
  g_free (row->carrier);
  g_free (row->waybill);
  g_free (row->packed_by);
  g_free (row);
}

GPtrArray *
zg_order_ship_rows (ZgSession *session, ZgDb *db, int day, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (ship_free);
  g_autoptr (ZgStmt)    stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT o.id, o.number, " ZG_ORDER_NAME_NOW ", COALESCE (o.title, ''), COALESCE (p.carrier, 0),"
              " COALESCE (p.waybill, ''), COALESCE (u.name, ''), COALESCE (p.pieces_milli, 0), p.packed_at, "
              ZG_ORDER_NAME_EVENT ", p.id"
              " FROM parcel p JOIN sales_order o ON o.id = p.sales_order LEFT JOIN person u ON u.id = p.packed_by"
              " WHERE p.packed_at >= $1 AND p.packed_at < $2 AND p.state <> 'cancelled' ORDER BY p.packed_at, p.id"), "ii",
      zg_day_to_ms (day, 0), zg_day_to_ms (day + 1, 0));
  gboolean row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      ZgShipRow    *ship = g_new0 (ZgShipRow, 1);
      const ZgEnum *carrier = zg_enum_by_number (zg_carriers, zg_stmt_int (stmt, 4));
      ZgCell        cell = { 0 };

      zg_stmt_cell (stmt, 2, &cell);
      ship->number = g_strdup (zg_stmt_text (stmt, 1));
      ship->consignee = zg_order_consignee_masked (session, zg_stmt_int (stmt, 0), zg_stmt_int (stmt, 9), &cell);
      if (ship->consignee == NULL)
        ship->consignee = g_strdup ("");
      ship->goods = zg_parcel_words (db, zg_stmt_int (stmt, 10));
      if (*ship->goods == '\0') /* nothing of it is known to the catalogue */
        {
          g_free (ship->goods);
          ship->goods = g_strdup (zg_stmt_text (stmt, 3));
        }
      ship->carrier = g_strdup (carrier ? g_dgettext (GETTEXT_PACKAGE, carrier->title) : "");
      ship->waybill = g_strdup (zg_stmt_text (stmt, 5));
      ship->packed_by = g_strdup (zg_stmt_text (stmt, 6));
      ship->qty = zg_stmt_int (stmt, 7);
      ship->packed_ms = zg_stmt_int (stmt, 8);
      zg_cell_clear (&cell);
      g_ptr_array_add (rows, ship);
    }
  return stmt != NULL && !row ? g_steal_pointer (&rows) : NULL;
}

/* -- R14 -- */

static void
progress_free (gpointer data)
{
  ZgProgressRow *row = data;

  g_free (row->number);
  g_free (row->goods);
  g_free (row->last);
  g_free (row->logistics);
  g_free (row);
}

static char *
last_words (ZgStmt *stmt)
{
  const ZgEnum *type = zg_enum_by_number (zg_event_types, zg_stmt_int (stmt, 5));
  const ZgEnum *told = zg_enum_by_number (zg_told_fields, zg_stmt_int (stmt, 10));
  const char   *note = zg_stmt_text (stmt, 6), *now = zg_stmt_text (stmt, 11);

  if (told) /* what the platform says now */
    return g_strdup_printf ("%s %s", g_dgettext (GETTEXT_PACKAGE, told->title), now ? now : "");
  return type ? g_strdup_printf ("%s %s", g_dgettext (GETTEXT_PACKAGE, type->title), note ? note : "") : g_strdup ("");
}

GPtrArray *
zg_order_progress_rows (ZgDb *db, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (progress_free);
  g_autoptr (ZgStmt)    stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT o.number, COALESCE (o.title, ''), o.state, COALESCE (" ZG_ORDER_SINCE ", 0) AS since, e.at,"
              " COALESCE (e.type, 0), e.note, COALESCE (p.carrier, 0), COALESCE (p.waybill, ''),"
              " COALESCE ((SELECT MAX (x.at) FROM order_event x WHERE x.order_key = o.order_key AND x.type = 3), 0),"
              " COALESCE (e.told, 0), e.now,"
              " (SELECT w.now FROM order_event w WHERE w.order_key = o.order_key AND w.told = 13 ORDER BY w.id DESC LIMIT 1)"
              " FROM sales_order o LEFT JOIN order_event e ON e.id = (SELECT MAX (y.id) FROM order_event y"
              " WHERE y.order_key = o.order_key AND (y.told IS NULL OR y.told = 1))"
              " LEFT JOIN parcel p ON p.id = (SELECT MAX (z.id) FROM parcel z"
              " WHERE z.sales_order = o.id AND z.state <> 'cancelled')"
              " WHERE o.state IN ('accepted', 'confirmed', 'paid', 'notified', 'picked', 'packed', 'shipped', 'signed')"
              " ORDER BY since, o.id LIMIT 20000"), NULL);
  gboolean row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      ZgProgressRow *one = g_new0 (ZgProgressRow, 1);
      const ZgEnum  *carrier = zg_enum_by_number (zg_carriers, zg_stmt_int (stmt, 7));

      one->number = g_strdup (zg_stmt_text (stmt, 0));
      one->goods = g_strdup (zg_stmt_text (stmt, 1));
      one->state = g_dgettext (GETTEXT_PACKAGE, zg_kind_state (&zg_sales_order, zg_stmt_text (stmt, 2))->title);
      one->accepted_ms = zg_stmt_int (stmt, 3);
      one->last_ms = zg_stmt_int (stmt, 4);
      one->last = last_words (stmt);
      one->logistics =
          carrier ? g_strdup_printf ("%s %s", g_dgettext (GETTEXT_PACKAGE, carrier->title), zg_stmt_text (stmt, 8))
                  : g_strdup (zg_stmt_text (stmt, 12) ? zg_stmt_text (stmt, 12) : ""); /* as the platform has it */
      one->informed_ms = zg_stmt_int (stmt, 9);
      g_ptr_array_add (rows, one);
    }
  return stmt != NULL && !row ? g_steal_pointer (&rows) : NULL;
}
