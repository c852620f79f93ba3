/* zg-parcel-part.c: the kind parcel_line 包裹明细, and what lies in which parcel: an order that cannot go out at once is packed in
 * part, what is in that parcel is noted, and the rest follows in another one with a waybill of its own (D11-4.5, D13-3.2.2). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-money.h"
#include "zg-orders-private.h"

static const ZgField fields[ZG_PARCEL_LINE_N_FIELDS] = {
  [ZG_PARCEL_LINE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "item", .width = 240,
                            .clause = "D11-4.5" },
  [ZG_PARCEL_LINE_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST, .clause = "D11-4.5" },
};

/* Asked of a line that comes alone; those of a parcel come as it is packed. */
static void
check_alone (ZgWork *work)
{
  zg_work_fault (work, -1, -1, "D11-4.5", _ ("What lies in a parcel is said when it is packed, and stays as it is."));
}

static const ZgStep steps[] = { { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS, .check = check_alone } };

const ZgKind zg_parcel_line = {
  .id = "parcel_line", .title = N_ ("What is in it, where the rest follows later"), .module = "orders", ZG_FIELDS (fields),
  ZG_STEPS (steps), .parent = "parcel", .name = "item", .frozen = TRUE,
};

/* -- What lies in a parcel -- */

static void
add (GArray *contents, gint64 item, gint64 qty)
{
  for (guint i = 0; i < contents->len; i++)
    if (g_array_index (contents, ZgParcelItem, i).item == item)
      {
        g_array_index (contents, ZgParcelItem, i).qty_milli += qty;
        return;
      }
  g_array_append_val (contents, ((ZgParcelItem){ item, qty }));
}

static gboolean
add_rows (ZgDb *db, GArray *contents, int sign, const char *sql, gint64 first, gint64 second, GError **error)
{
  g_autoptr (ZgStmt) rows = second ? zg_db_query (db, error, sql, "ii", first, second) : zg_db_query (db, error, sql, "i", first);
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    add (contents, zg_stmt_int (rows, 0), sign * zg_stmt_int (rows, 1));
  return rows && !row;
}

GArray *
zg_parcel_contents (ZgDb *db, const ZgRecord *parcel, GError **error)
{
  g_autoptr (GArray) contents = g_array_new (FALSE, TRUE, sizeof (ZgParcelItem));
  gint64             order = zg_record_int (parcel, ZG_PARCEL_ORDER);

  if (!add_rows (db, contents, 1, ZG_SQL ("SELECT item, qty_milli FROM parcel_line WHERE parent_id = $1 ORDER BY id"), parcel->id,
                 0, error))
    return NULL;
  if (contents->len) /* a part; else all that no other one holds */
    return g_steal_pointer (&contents);
  if (!add_rows (db, contents, 1,
                 ZG_SQL ("SELECT item, qty_milli FROM order_item WHERE sales_order = $1 AND state IN ('reserved', 'shipped')"
                         " ORDER BY line_key"), order, 0, error) ||
      !add_rows (db, contents, -1,
                 ZG_SQL ("SELECT l.item, l.qty_milli FROM parcel_line l JOIN parcel p ON p.id = l.parent_id"
                         " WHERE p.sales_order = $1 AND p.id <> $2 AND p.state <> 'cancelled' ORDER BY l.id"), order, parcel->id,
                 error))
    return NULL;
  for (guint i = contents->len; i > 0; i--)
    if (g_array_index (contents, ZgParcelItem, i - 1).qty_milli <= 0)
      g_array_remove_index (contents, i - 1);
  return g_steal_pointer (&contents);
}

gint64
zg_parcel_pieces (const GArray *contents)
{
  gint64 sum = 0;

  for (guint i = 0; contents && i < contents->len; i++)
    sum += g_array_index (contents, ZgParcelItem, i).qty_milli;
  return sum;
}

char *
zg_parcel_words (ZgDb *db, gint64 id)
{
  g_autoptr (ZgRecord) parcel = zg_book_get (db, &zg_parcel, id, NULL);
  g_autoptr (GArray)   contents = parcel ? zg_parcel_contents (db, parcel, NULL) : NULL;
  GString             *words = g_string_new (NULL);

  for (guint i = 0; contents && i < contents->len; i++)
    {
      const ZgParcelItem *one = &g_array_index (contents, ZgParcelItem, i);
      g_autofree char    *name = zg_item_words (db, one->item), *qty = zg_milli_format (one->qty_milli, ZG_MONEY_PLAIN);

      g_string_append_printf (words, "%s%s ×%s", i ? _ ("; ") : "", name, qty);
    }
  return g_string_free (words, FALSE);
}

/* -- Packed in part -- */

static ZgOrderIssuedQty issued_qty_by;

void
zg_orders_issued_qty_by (ZgOrderIssuedQty issued)
{
  issued_qty_by = issued;
}

static gint64
qty_of (const GArray *contents, gint64 item)
{
  for (guint i = 0; i < contents->len; i++)
    if (g_array_index (contents, ZgParcelItem, i).item == item)
      return g_array_index (contents, ZgParcelItem, i).qty_milli;
  return 0;
}

gint64
zg_parcel_check_part (ZgWork *work, const GArray *wanted)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, TRUE, sizeof (ZgParcelItem));
  GPtrArray         *lines = zg_work_children (work);

  for (guint i = 0; lines && i < lines->len; i++)
    {
      gint64 item = zg_record_int (lines->pdata[i], ZG_PARCEL_LINE_ITEM);
      gint64 qty = zg_record_int (lines->pdata[i], ZG_PARCEL_LINE_QTY);

      add (taken, item, qty);
      if (qty <= 0)
        zg_work_fault (work, ZG_PARCEL_LINE_QTY, (int) i, NULL, _ ("The quantity must be above 0."));
      else if (qty_of (taken, item) > qty_of (wanted, item))
        zg_work_fault (work, ZG_PARCEL_LINE_QTY, (int) i, "D11-4.5", _ ("The order does not lack that much of it."));
    }
  return zg_parcel_pieces (taken);
}

/* Goods of an order that goes out in parts are out of the warehouse as far as its parcels hold them. */
void
zg_parcel_check_issued (ZgWork *work, gint64 order)
{
  g_autoptr (GArray) held = g_array_new (FALSE, TRUE, sizeof (ZgParcelItem));
  GPtrArray         *lines = zg_work_children (work);

  if (issued_qty_by == NULL
      || !add_rows (zg_work_db (work), held, 1,
                    ZG_SQL ("SELECT l.item, l.qty_milli FROM parcel_line l JOIN parcel p ON p.id = l.parent_id"
                            " WHERE p.sales_order = $1 AND p.state <> 'cancelled'"), order, 0, NULL))
    return;
  for (guint i = 0; lines && i < lines->len; i++)
    add (held, zg_record_int (lines->pdata[i], ZG_PARCEL_LINE_ITEM), zg_record_int (lines->pdata[i], ZG_PARCEL_LINE_QTY));
  for (guint i = 0; i < held->len; i++)
    {
      const ZgParcelItem *one = &g_array_index (held, ZgParcelItem, i);
      g_autofree char    *name = zg_item_words (zg_work_db (work), one->item);
      gint64              out = 0;

      if (issued_qty_by (zg_work_db (work), order, one->item, &out, NULL) && out < one->qty_milli)
        zg_work_fault (work, ZG_PARCEL_ORDER, -1, "D08-8a", _ ("The goods are not out of the warehouse yet: %s."), name);
    }
}

gboolean
zg_parcel_is_part (ZgDb *db, gint64 parcel)
{
  gint64 n = 0;

  zg_db_int (db, &n, NULL, ZG_SQL ("SELECT count(*) FROM parcel_line WHERE parent_id = $1"), "i", parcel);
  return n > 0;
}

gboolean
zg_parcel_others (ZgDb *db, const ZgRecord *parcel, ZgParcelOthers which)
{
  gint64 n = 0;

  zg_db_int (db, &n, NULL,
             which == ZG_PARCELS_IN_HOUSE
                 ? ZG_SQL ("SELECT count(*) FROM parcel WHERE sales_order = $1 AND id <> $2"
                           " AND state IN ('notified', 'picked', 'packed')")
             : which == ZG_PARCELS_NOT_SIGNED
                 ? ZG_SQL ("SELECT count(*) FROM parcel WHERE sales_order = $1 AND id <> $2"
                           " AND state IN ('notified', 'picked', 'packed', 'shipped')")
                 : ZG_SQL ("SELECT count(*) FROM parcel WHERE sales_order = $1 AND id <> $2 AND state <> 'cancelled'"),
             "ii", zg_record_int (parcel, ZG_PARCEL_ORDER), parcel->id);
  return n > 0;
}
