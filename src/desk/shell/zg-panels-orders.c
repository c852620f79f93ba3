/* Beside an order: its lines, what happened to it, the customer; beside a customer: what he bought. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-money.h"
#include "zg-order-desk.h"
#include "zg-panels-private.h"
#include "zg-sheet-page.h"

static void
add_lines (ZgFacts *facts, const ZgDeskDetail *detail)
{
  zg_facts_block (facts, _ ("What was bought"), "D18-5.5a");
  for (guint i = 0; i < detail->lines->len; i++)
    {
      const ZgDeskLine *line = detail->lines->pdata[i];
      g_autofree char  *value = g_strdup_printf ("%s × %s%s", line->qty, line->price ? line->price : "—",
                                                 line->refunded ? _ (" (paid back)") : "");

      zg_facts_line (facts, line->words, value, line->refunded ? ZG_TONE_WARN : ZG_TONE_NEUTRAL, NULL);
      if (line->item == NULL)
        zg_facts_note (facts, _ ("This line means no item of the catalogue yet."), ZG_TONE_WARN, NULL);
    }
  if (detail->lines->len == 0)
    zg_facts_note (facts, _ ("Its lines were not read in: import the file of lines of the platform."), ZG_TONE_WARN, NULL);
}

static void
add_events (ZgFacts *facts, const ZgDeskDetail *detail)
{
  zg_facts_block (facts, _ ("Course of the order"), "D13-3.2.3");
  for (guint i = 0; i < detail->events->len; i++)
    {
      const ZgDeskEvent *event = detail->events->pdata[i];
      g_autofree char   *when = zg_desk_when (event->at_ms);

      zg_facts_line (facts, when, event->text, ZG_TONE_NEUTRAL, NULL);
    }
}

static void
add_customer (ZgFacts *facts, const ZgDeskDetail *detail)
{
  g_autofree char *sum = zg_money_format (detail->bought_fen, ZG_MONEY_YUAN), *n = g_strdup_printf ("%u", detail->n_bought);

  zg_facts_block (facts, _ ("Customer"), "D21-3.5.5");
  zg_facts_sum (facts, n, _ ("orders in a year"), ZG_TONE_NEUTRAL);
  zg_facts_sum (facts, sum, _ ("paid"), ZG_TONE_NEUTRAL);
  if (detail->parcel)
    zg_facts_link (facts, _ ("Parcel"), NULL, "parcel", detail->parcel);
}

static ZgFacts *
panel_of_order (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error)
{
  g_autoptr (ZgDeskDetail) detail = record->id ? zg_order_detail_read (session, db, record->id, NULL) : NULL;
  g_autoptr (ZgFacts)      facts = zg_facts_new ();

  if (detail == NULL)
    return NULL;
  add_lines (facts, detail);
  add_events (facts, detail);
  add_customer (facts, detail);
  return g_steal_pointer (&facts);
}

static ZgFacts *
order_preview (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgDeskDetail) detail = zg_order_detail_read (session, db, id, NULL);
  g_autoptr (ZgFacts)      facts = zg_facts_new ();

  if (detail == NULL)
    return NULL;
  zg_panel_head (facts, detail->order, zg_record_text (detail->order, ZG_ORDER_NUMBER),
                 detail->shop ? detail->shop : detail->platform);
  add_lines (facts, detail);
  add_events (facts, detail);
  add_customer (facts, detail);
  return g_steal_pointer (&facts);
}

/* D21-3.5.5: statistics of each customer. */
static ZgFacts *
customer_facts (ZgSession *session, ZgDb *db, const char *key)
{
  ZgCustomerFigures   figures;
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  g_autofree char    *n = NULL, *sum = NULL, *last = NULL, *score = NULL;

  if (key == NULL || !zg_customer_figures (db, key, &figures, NULL))
    return NULL;
  n = g_strdup_printf ("%u", figures.n_orders);
  sum = zg_money_format (figures.sum_fen, ZG_MONEY_YUAN);
  zg_facts_block (facts, _ ("What he bought"), "D21-3.5.5");
  zg_facts_sum (facts, n, _ ("Orders"), ZG_TONE_NEUTRAL);
  zg_facts_sum (facts, sum, _ ("paid"), ZG_TONE_NEUTRAL);
  if (figures.first_ms)
    {
      g_autofree char *first = zg_desk_day (zg_day_of_ms (figures.first_ms)), *pieces = zg_milli_format (figures.qty, 0);

      zg_facts_line (facts, _ ("Pieces"), pieces, ZG_TONE_NEUTRAL, NULL);
      zg_facts_line (facts, _ ("First purchase"), first, ZG_TONE_NEUTRAL, NULL);
    }
  if (figures.n_refunds)
    {
      g_autofree char *back = zg_money_format (figures.refund_fen, ZG_MONEY_YUAN);
      g_autofree char *words = g_strdup_printf (_ ("%u orders, %s"), figures.n_refunds, back);

      zg_facts_line (facts, _ ("Refunded"), words, ZG_TONE_NEUTRAL, NULL);
    }
  if (figures.last_ms)
    {
      last = zg_desk_day (zg_day_of_ms (figures.last_ms));
      zg_facts_line (facts, _ ("Last order"), last, ZG_TONE_NEUTRAL, NULL);
    }
  if (figures.n_rated)
    {
      score = g_strdup_printf (_ ("%d.%d points of %u ratings"), figures.score_tenths / 10, figures.score_tenths % 10,
                               figures.n_rated);
      zg_facts_line (facts, _ ("Rating"), score, figures.score_tenths < 40 ? ZG_TONE_WARN : ZG_TONE_NEUTRAL, NULL);
    }
  if (figures.n_problems)
    {
      g_autofree char *problems = g_strdup_printf ("%u", figures.n_problems);

      zg_facts_line (facts, _ ("Problems"), problems, ZG_TONE_WARN, NULL);
    }
  return g_steal_pointer (&facts);
}

static ZgFacts *
panel_of_customer (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error)
{
  return record->id ? customer_facts (session, db, zg_record_text (record, ZG_CUSTOMER_KEY)) : NULL;
}

/* A number that looks like another carrier's is said to, and taken all the same. */
static ZgFacts *
panel_of_parcel (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error)
{
  const char      *waybill = zg_record_text (record, ZG_PARCEL_WAYBILL);
  int              carrier = (int) zg_record_int (record, ZG_PARCEL_CARRIER), proposed = zg_waybill_carrier (waybill);
  const ZgEnum    *name = zg_enum_by_number (zg_carriers, proposed);
  g_autofree char *text = NULL;
  ZgFacts         *facts;

  if (waybill == NULL || (carrier && zg_waybill_fits (waybill, carrier)))
    return NULL;
  text = name ? g_strdup_printf (_ ("This looks like a number of %s."), g_dgettext (GETTEXT_PACKAGE, name->title))
              : g_strdup (_ ("No known carrier has numbers like this. Look at it again; it is taken as it is."));
  facts = zg_facts_new ();
  zg_facts_block (facts, _ ("Waybill number"), "D10-1.7b");
  zg_facts_note (facts, text, ZG_TONE_WARN, NULL);
  return facts;
}

static const ZgSheetMake pays = { "sales_order", &zg_order_payment, ZG_PAYMENT_AMOUNT, zg_order_payment_for };
static const ZgSheetMake notifies = { "sales_order", &zg_parcel, -1, zg_order_notice_for };

void
zg_panels_orders_init (void)
{
  zg_sheet_makes_add (&pays);
  zg_sheet_makes_add (&notifies);
  zg_panel_register ("parcel", panel_of_parcel);
  zg_preview_register ("sales_order", order_preview);
  zg_panel_register ("sales_order", panel_of_order);
  zg_panel_register ("customer", panel_of_customer);
}
