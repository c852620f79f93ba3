/* zg-order-packing.c: what lies on the packing table: a parcel that was picked, and what is to go into it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-error.h"
#include "zg-order-desk.h"
#include "zg-text.h"

static void
item_free (gpointer data)
{
  ZgPackItem *item = data;

  g_free (item->words);
  g_free (item->code);
  g_free (item->barcode);
  g_free (item->place);
  g_free (item);
}

static gint64
find_parcel (ZgDb *db, const char *scanned, GError **error)
{
  gint64 id = 0;

  if (!zg_db_int (db, &id, error,
                  ZG_SQL (
                      "SELECT p.id FROM parcel p JOIN sales_order o ON o.id = p.sales_order WHERE p.state IN ('picked', 'packed')"
                      " AND (p.no = $1 OR p.waybill = $1 OR o.number = $1) ORDER BY p.id DESC LIMIT 1"),
                  "s", scanned))
    return 0;
  if (id == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND,
                 _ ("No picked parcel has the number “%s”. Scan the number of the parcel or its order."), scanned);
  return id;
}

/* The same item of two lines is one heap. */
static ZgPackItem *
heap_of (ZgDb *db, ZgPacking *packing, gint64 item)
{
  ZgPackItem          *heap;
  g_autoptr (ZgRecord) record = NULL;

  for (guint i = 0; i < packing->items->len; i++)
    if (((ZgPackItem *) packing->items->pdata[i])->item == item)
      return packing->items->pdata[i];
  heap = g_new0 (ZgPackItem, 1);
  heap->item = item;
  heap->words = zg_item_words (db, item);
  record = zg_book_get (db, &zg_item, item, NULL);
  if (record)
    {
      heap->code = g_strdup (zg_record_text (record, ZG_GOODS_CODE));
      heap->barcode = g_strdup (zg_record_text (record, ZG_GOODS_BARCODE));
    }
  heap->place = zg_order_place_of (db, item);
  g_ptr_array_add (packing->items, heap);
  return heap;
}

ZgPacking *
zg_packing_read (ZgSession *session, ZgDb *db, const char *scanned, GError **error)
{
  g_autoptr (ZgPacking) packing = g_new0 (ZgPacking, 1);
  g_autofree char      *number = zg_text_peel_id (scanned);
  gint64                id = find_parcel (db, number, error);
  g_autoptr (GArray)    demands = NULL;

  packing->items = g_ptr_array_new_with_free_func (item_free);
  if (id == 0 || (packing->parcel = zg_book_get (db, &zg_parcel, id, error)) == NULL)
    return NULL;
  packing->number = zg_book_title (db, &zg_sales_order, zg_record_int (packing->parcel, ZG_PARCEL_ORDER));
  demands = zg_order_to_ship (db, zg_record_int (packing->parcel, ZG_PARCEL_ORDER), error);
  for (guint i = 0; demands && i < demands->len; i++)
    {
      const ZgOrderDemand *demand = &g_array_index (demands, ZgOrderDemand, i);

      heap_of (db, packing, demand->item)->wanted += demand->qty_milli;
    }
  return demands ? g_steal_pointer (&packing) : NULL;
}

void
zg_packing_free (ZgPacking *packing)
{
  if (packing == NULL)
    return;
  g_clear_pointer (&packing->parcel, zg_record_free);
  g_ptr_array_unref (packing->items);
  g_free (packing->number);
  g_free (packing);
}
