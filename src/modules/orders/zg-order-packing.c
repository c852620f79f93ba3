/* zg-order-packing.c: what lies on the packing table: a parcel that was picked, and what is to go into it. */
#include "config.h"

#include "zg-catalog.h"
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

/* @id: (out): 0: no picked parcel has it. */
static gboolean
find_parcel (ZgDb *db, const char *scanned, gint64 *id, GError **error)
{
  *id = 0;
  return zg_db_int (db, id, error,
                    ZG_SQL (
                      "SELECT p.id FROM parcel p JOIN sales_order o ON o.id = p.sales_order WHERE p.state IN ('picked', 'packed')"
                      " AND (p.no = $1 OR p.waybill = $1 OR o.number = $1) ORDER BY p.id DESC LIMIT 1"),
                    "s", scanned);
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

/* A parcel that is not to be packed now has its own number all the same, and its order. */
static gboolean
find_elsewhere (ZgDb *db, ZgPackScan *scan, GError **error)
{
  gint64 n = 0;

  if (!zg_db_int (db, &n, error,
                  ZG_SQL ("SELECT (SELECT count(*) FROM parcel WHERE no = $1) + (SELECT count(*) FROM parcel p JOIN sales_order o"
                          " ON o.id = p.sales_order WHERE p.state = 'notified' AND o.number = $1)"), "s", scan->number))
    return FALSE;
  scan->elsewhere = n > 0;
  return TRUE;
}

static ZgPacking *
read_packing (ZgDb *db, gint64 parcel, GError **error)
{
  g_autoptr (ZgPacking) packing = g_new0 (ZgPacking, 1);
  g_autoptr (GArray)    contents = NULL;

  packing->items = g_ptr_array_new_with_free_func (item_free);
  if ((packing->parcel = zg_book_get (db, &zg_parcel, parcel, error)) == NULL)
    return NULL;
  packing->number = zg_book_title (db, &zg_sales_order, zg_record_int (packing->parcel, ZG_PARCEL_ORDER));
  contents = zg_parcel_contents (db, packing->parcel, error);
  for (guint i = 0; contents && i < contents->len; i++)
    heap_of (db, packing, g_array_index (contents, ZgParcelItem, i).item)->wanted +=
        g_array_index (contents, ZgParcelItem, i).qty_milli;
  return contents ? g_steal_pointer (&packing) : NULL;
}

ZgPackScan *
zg_pack_scan_read (ZgSession *session, ZgDb *db, const char *scanned, GError **error)
{
  g_autoptr (ZgPackScan) scan = g_new0 (ZgPackScan, 1);
  gint64                 item, parcel;

  scan->number = zg_text_peel_id (scanned);
  if (!zg_item_scanned (db, scan->number, &item, error))
    return NULL;
  if (item)
    {
      scan->item = zg_item_words (db, item);
      return g_steal_pointer (&scan);
    }
  if (!find_parcel (db, scan->number, &parcel, error))
    return NULL;
  if (parcel ? (scan->packing = read_packing (db, parcel, error)) == NULL : !find_elsewhere (db, scan, error))
    return NULL;
  return g_steal_pointer (&scan);
}

void
zg_pack_scan_free (ZgPackScan *scan)
{
  if (scan == NULL)
    return;
  g_free (scan->number);
  g_free (scan->item);
  zg_packing_free (scan->packing);
  g_free (scan);
}

GPtrArray *
zg_packing_part (const ZgPacking *packing)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  gboolean   whole = TRUE;

  for (guint i = 0; i < packing->items->len; i++)
    {
      const ZgPackItem *item = packing->items->pdata[i];
      ZgRecord         *line = item->scanned ? zg_record_new (&zg_parcel_line) : NULL;

      whole &= item->scanned == item->wanted;
      if (line == NULL)
        continue;
      zg_record_begin (line, 0, 0);
      zg_record_set_int (line, ZG_PARCEL_LINE_ITEM, item->item);
      zg_record_set_int (line, ZG_PARCEL_LINE_QTY, item->scanned);
      g_ptr_array_add (lines, line);
    }
  if (whole)
    g_clear_pointer (&lines, g_ptr_array_unref);
  return lines;
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
