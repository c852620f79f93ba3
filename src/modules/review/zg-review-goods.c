/* zg-review-goods.c: the facts orders and stock hold: orders confirmed in time, shortages somebody answers for. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-money.h"
#include "zg-orders.h"
#include "zg-review-private.h"
#include "zg-stock.h"

/* Per cent of the orders confirmed by this person; a line for each that was late. */
static gboolean
find_confirmed (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  g_autoptr (ZgOrderConfirmFigures) figures = zg_order_confirm_figures (ask->db, ask->staff, ask->from, ask->to, error);
  guint                             n = figures ? figures->on_time + figures->late : 0;

  if (figures == NULL)
    return FALSE;
  if (n == 0)
    {
      facts->missing = g_strdup (_ ("no order was confirmed in these days"));
      return TRUE;
    }
  for (guint i = 0; i < figures->lines->len; i++)
    {
      const ZgOrderConfirmed *one = figures->lines->pdata[i];

      if (one->late)
        zg_review_fact_add (facts, "sales_order", one->order, zg_day_of_ms (one->contacted_ms), 0, _ ("%s: %d minutes late"),
                            one->number, one->late_min);
    }
  facts->figure = (gint64)figures->on_time * 10000 / n;
  facts->words = g_strdup_printf (_ ("%u of %u in time"), figures->on_time, n);
  return TRUE;
}

/* What a stocktake found short and the decision laid at this person's door (D08-7b). */
static gboolean
find_shortages (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  g_autoptr (GArray) all = zg_stock_differences (ask->db, ask->staff, ask->from, ask->to, error);
  gint64             fen = 0;

  for (guint i = 0; all && i < all->len; i++)
    {
      const ZgStockDifference *one = &g_array_index (all, ZgStockDifference, i);
      g_autoptr (ZgRecord)     item = zg_book_get (ask->db, &zg_item, one->item, error);
      g_autofree char         *short_by = zg_milli_format (one->qty_milli, ZG_MONEY_PLAIN);

      if (item == NULL)
        return FALSE;
      zg_review_fact_count (facts, "stocktake", one->stocktake, one->day, _ ("%s: %s short by %s"), one->no,
                            zg_record_text (item, ZG_GOODS_NAME), short_by);
      fen += ABS (one->value_fen);
    }
  if (all && all->len > 0)
    {
      g_autofree char *worth = zg_money_format (fen, ZG_MONEY_YUAN);

      facts->words = g_strdup_printf (_ ("worth %s"), worth);
    }
  return all != NULL;
}

static const ZgReviewSource sources[] = {
  { "order_confirm", "%", "D18-5.2", FALSE, find_confirmed },
  { "stocktake_shortage", N_ ("times"), "D08-7b", TRUE, find_shortages },
};

void
zg_review_goods_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    zg_review_sources_add (&sources[i]);
}
