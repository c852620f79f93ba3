/* zg-stock-labels.c: labels of received goods (R24, D19-3.2.2): one for each piece that was accepted, 60 × 40 mm: name,
 * specification, lot, expiry, barcode. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-barcode.h"
#include "zg-catalog.h"
#include "zg-error.h"
#include "zg-stock-paper.h"

#define MOST_LABELS 50000 /* in one run: what a roll printer takes in a day */

static const ZgPaperSize label = { .width = 60, .height = 40, .top = 2, .right = 3, .bottom = 2, .left = 3, .title = 9,
                                   .body = 8.5, .row = 5, .dot_matrix = TRUE };

char *
zg_stock_place_of (ZgDb *db, gint64 item)
{
  gint64 id = 0;

  zg_db_int (db, &id, NULL,
             ZG_SQL ("SELECT COALESCE (min (id), 0) FROM stock_location WHERE item = $1 AND state = 'active'"), "i", item);
  return id ? zg_book_title (db, &zg_stock_location, id) : NULL;
}

/* Where it goes: where the inspection put it, before that the place that is kept for it. Transfer full; nullable. */
static char *
place_of (ZgDb *db, const ZgRecord *line)
{
  gint64 id = zg_record_int (line, ZG_RECEIPT_LINE_LOCATION);

  return id ? zg_book_title (db, &zg_stock_location, id) : zg_stock_place_of (db, zg_record_int (line, ZG_RECEIPT_LINE_ITEM));
}

static void
add_label (ZgPaper *paper, const ZgRecord *item, const ZgRecord *receipt, const ZgRecord *line, const char *place)
{
  const char      *spec = zg_record_text (item, ZG_GOODS_SPEC), *expires = zg_record_text (line, ZG_RECEIPT_LINE_EXPIRES);
  const char      *barcode = zg_record_text (item, ZG_GOODS_BARCODE);
  g_autofree char *name = g_strdup_printf ("%s %s", zg_record_text (item, ZG_GOODS_NAME), spec ? spec : "");
  g_autofree char *lot = expires ? g_strdup_printf (_ ("Lot %s · until %s"), receipt->no ? receipt->no : "", expires)
                                 : g_strdup_printf (_ ("Lot %s"), receipt->no ? receipt->no : "");

  g_autofree char *where =
      g_strdup_printf ("%s%s%s", zg_record_text (item, ZG_GOODS_CODE), place ? " · " : "", place ? place : "");

  zg_paper_heading (paper, name);
  zg_paper_paragraph (paper, where);
  zg_paper_paragraph (paper, lot);
  if (!zg_paper_barcode (paper, barcode ? barcode : zg_record_text (item, ZG_GOODS_CODE), 0, 14))
    zg_paper_paragraph (paper, zg_record_text (item, ZG_GOODS_CODE));
}

/* Pieces to be labelled: a broken one has a label too. */
static gint64
pieces (const ZgRecord *line)
{
  return (MAX (zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED), 0) + 999) / 1000;
}

static gboolean
add_line (ZgPaper *paper, ZgDb *db, const ZgRecord *receipt, const ZgRecord *line, gint64 *n, GError **error)
{
  g_autoptr (ZgRecord) item = zg_book_get (db, &zg_item, zg_record_int (line, ZG_RECEIPT_LINE_ITEM), error);
  g_autofree char     *place = place_of (db, line);

  if (item == NULL)
    return FALSE;
  if (*n + pieces (line) > MOST_LABELS)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE,
                   _ ("More than %d labels in one run. Print them on the supplier's cartons instead, or divide the receipt."),
                   MOST_LABELS);
      return FALSE;
    }
  for (gint64 i = 0; i < pieces (line); i++, (*n)++)
    {
      if (*n)
        zg_paper_new_page (paper);
      add_label (paper, item, receipt, line, place);
    }
  return TRUE;
}

static gboolean
is_among (GArray *chosen, gint64 id)
{
  for (guint i = 0; chosen && i < chosen->len; i++)
    if (g_array_index (chosen, gint64, i) == id)
      return TRUE;
  return chosen == NULL;
}

ZgPaper *
zg_stock_labels_of (ZgDb *db, gint64 id, GArray *chosen, GError **error)
{
  g_autoptr (ZgRecord) receipt = zg_book_get (db, &zg_goods_receipt, id, error);
  g_autoptr (GArray)   lines = receipt ? zg_book_children (db, &zg_goods_receipt_line, id, error) : NULL;
  g_autoptr (ZgPaper)  paper = lines ? zg_paper_new (&label) : NULL;
  gint64               n = 0;

  for (guint i = 0; lines && i < lines->len; i++)
    {
      g_autoptr (ZgRecord) line = NULL;

      if (!is_among (chosen, g_array_index (lines, gint64, i)))
        continue;
      line = zg_book_get (db, &zg_goods_receipt_line, g_array_index (lines, gint64, i), error);
      if (line == NULL || !add_line (paper, db, receipt, line, &n, error))
        return NULL;
    }
  if (paper && n == 0)
    zg_paper_paragraph (paper, _ ("Nothing was accepted: there are no labels."));
  return g_steal_pointer (&paper);
}

static ZgPaper *
make_labels (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  return zg_stock_labels_of (db, id, NULL, error);
}

static const ZgPaperDecl labels = { "goods_labels", N_ ("Barcode labels"), &zg_goods_receipt, make_labels };

void
zg_stock_labels_init (void)
{
  zg_papers_add (&labels);
}
