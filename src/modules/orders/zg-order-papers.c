/* zg-order-papers.c: the waybill 快递单 (R12, D10-1.7b) on 100 × 150 mm: who sends, who receives, what, and the number as bars. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-barcode.h"
#include "zg-module.h"
#include "zg-money.h"
#include "zg-orders-private.h"
#include "zg-seal.h"

static const ZgPaperSize label = {
  .width = 100, .height = 150, .top = 5, .right = 5, .bottom = 5, .left = 5, .title = 18, .body = 10, .row = 6.4,
  .dot_matrix = TRUE /* thermal: no greys */
};

/* Who may not read what the customer is reached by prints no waybill for him: it is masked, as everywhere; and who may has it
 * written down, as everywhere: what cannot be noted is not printed either. */
static char *
plain_of (ZgSession *session, const ZgRecord *order, const ZgReceiver *receiver, int part)
{
  const ZgCell *cell = &receiver->cells[part];
  char         *plain = NULL;

  if (cell->type != ZG_CELL_BYTES)
    return g_strdup ("");
  if (!zg_cell_is_erased (cell) && zg_session_reach (session, "sales_order.reveal") != ZG_REACH_NONE)
    plain = zg_order_receiver_reveal (session, order, receiver, part, FALSE, NULL);
  return plain ? plain : g_strdup (zg_sealed_words (cell));
}

/* As he is now: the platform may have changed it since. */
static gboolean
add_receiver (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgRecord *order, GError **error)
{
  char      *parts[ZG_RECEIVER_N], *who;
  ZgReceiver receiver;

  if (!zg_order_receiver (db, order, &receiver, error))
    return FALSE;
  for (int i = 0; i < ZG_RECEIVER_N; i++)
    parts[i] = plain_of (session, order, &receiver, i);
  who = g_strdup_printf ("%s  %s", parts[ZG_RECEIVER_NAME], parts[ZG_RECEIVER_PHONE]);
  zg_paper_heading (paper, who); /* what the courier looks for first */
  zg_paper_grid (paper, &(ZgPaperPair){ _ ("Address"), parts[ZG_RECEIVER_ADDRESS], TRUE, 16 }, 1, 1, 14);
  zg_wipe_text (who);
  for (int i = 0; i < ZG_RECEIVER_N; i++)
    zg_wipe_text (parts[i]);
  zg_order_receiver_clear (&receiver);
  return TRUE;
}

static void
add_sender (ZgPaper *paper, ZgDb *db, const ZgRecord *order)
{
  gint64               id = zg_record_int (order, ZG_ORDER_SHOP);
  g_autoptr (ZgRecord) shop = id ? zg_book_get (db, &zg_shop, id, NULL) : NULL;
  const char          *sender = shop ? zg_record_text (shop, ZG_SHOP_SENDER) : NULL;
  const char          *phone = shop ? zg_record_text (shop, ZG_SHOP_SENDER_PHONE) : NULL;
  g_autofree char *who =
      g_strdup_printf ("%s %s", sender ? sender : zg_record_text (order, ZG_ORDER_SHOP_NAME), phone ? phone : "");
  const ZgPaperPair    pairs[] = {
    { _ ("Sender"), who, TRUE, 0 },
    { _ ("Address"), shop ? zg_record_text (shop, ZG_SHOP_SENDER_ADDRESS) : NULL, TRUE, 0 },
  };

  zg_paper_grid (paper, pairs, G_N_ELEMENTS (pairs), 1, 14);
}

/* All that is in this parcel; of an order in several parcels that much. */
static void
add_goods (ZgPaper *paper, ZgDb *db, const ZgRecord *order, const ZgRecord *parcel)
{
  g_autoptr (GArray) contents = zg_parcel_contents (db, parcel, NULL);
  g_autofree char   *words = zg_parcel_words (db, parcel->id), *money = NULL;
  gint64             qty = contents && contents->len ? zg_parcel_pieces (contents) : zg_record_int (order, ZG_ORDER_QTY);
  g_autofree char   *pieces = zg_milli_format (qty, ZG_MONEY_PLAIN);
  const ZgPaperPair  pairs[] = { { _ ("Goods"), *words ? words : zg_record_text (order, ZG_ORDER_TITLE), TRUE, 0 },
                                 { _ ("Pieces"), pieces, TRUE, 0 },
                                 { _ ("Order"), zg_record_text (order, ZG_ORDER_NUMBER), TRUE, 0 } };

  zg_paper_grid (paper, pairs, G_N_ELEMENTS (pairs), 1, 14);
  if (!zg_record_int (order, ZG_ORDER_COD))
    return;
  money = zg_money_format (zg_record_int (order, ZG_ORDER_PAYABLE), ZG_MONEY_YUAN);
  zg_paper_heading (paper, _ ("Cash on delivery"));
  zg_paper_paragraph (paper, money);
}

static ZgPaper *
make_waybill (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) parcel = zg_book_get (db, &zg_parcel, id, error), order = NULL;
  g_autoptr (ZgPaper)  paper = NULL;
  const ZgEnum        *carrier;
  const char          *waybill;

  if (parcel == NULL)
    return NULL;
  order = zg_book_get (db, &zg_sales_order, zg_record_int (parcel, ZG_PARCEL_ORDER), error);
  if (order == NULL)
    return NULL;
  carrier = zg_enum_by_number (zg_carriers, zg_record_int (parcel, ZG_PARCEL_CARRIER));
  waybill = zg_record_text (parcel, ZG_PARCEL_WAYBILL);
  paper = zg_paper_new (&label);
  zg_paper_set_title (paper, carrier ? g_dgettext (GETTEXT_PACKAGE, carrier->title) : _ ("Waybill"));
  zg_paper_set_number (paper, parcel->no);
  if (waybill == NULL || !zg_paper_barcode (paper, waybill, 0, 20))
    zg_paper_paragraph (paper, waybill ? waybill : _ ("No waybill number yet"));
  if (!add_receiver (paper, session, db, order, error))
    return NULL;
  add_sender (paper, db, order);
  add_goods (paper, db, order, parcel);
  if (waybill) /* the stub that stays with the house */
    zg_paper_barcode (paper, waybill, 50, 12);
  return g_steal_pointer (&paper);
}

static const ZgPaperDecl waybill = { "waybill", N_ ("Courier waybill"), &zg_parcel, make_waybill };

void
zg_order_papers_init (void)
{
  zg_papers_add (&waybill);
}
