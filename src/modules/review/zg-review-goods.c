/* zg-review-goods.c: the facts orders and stock hold: orders confirmed and sent out in time, how customers
 * rate, shortages somebody answers for. */
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

/* Per cent of the parcels this person gave to the carrier; a line for each that was late. */
static gboolean
find_dispatch (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  g_autoptr (GArray) all = zg_order_shipped_by (ask->db, ask->staff, ask->from, ask->to, error);
  guint              late = 0;

  if (all == NULL)
    return FALSE;
  if (all->len == 0)
    {
      facts->missing = g_strdup (_ ("no parcel was given to a carrier in these days"));
      return TRUE;
    }
  for (guint i = 0; i < all->len; i++)
    {
      const ZgOrderShipped *one = &g_array_index (all, ZgOrderShipped, i);

      if (one->late_hours == 0)
        continue;
      late++;
      zg_review_fact_add (facts, "parcel", one->parcel, zg_day_of_ms (one->shipped_ms), 0, _ ("%s: %d hours late"), one->no,
                          one->late_hours);
    }
  facts->figure = (gint64) (all->len - late) * 10000 / all->len;
  facts->words = g_strdup_printf (_ ("%u of %u in time"), all->len - late, all->len);
  return TRUE;
}

/* Of everybody, read once for all sheets of a period. */
static const GArray *
ratings_of (const ZgReviewAsk *ask, GError **error)
{
  g_autofree char *key = g_strdup_printf ("ratings/%d/%d", ask->from, ask->to);
  GArray          *all = zg_review_kept (ask, key);

  if (all == NULL && (all = zg_order_ratings (ask->db, ask->from, ask->to, error)))
    zg_review_keep (ask, key, all, (GDestroyNotify) g_array_unref);
  return all;
}

/* Points on average; a line for each below what is aimed at. */
static gboolean
find_satisfaction (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  const GArray        *all = ratings_of (ask, error);
  g_autoptr (ZgPolicy) policy = all ? zg_policy_load (ask->db, ask->to, ask->to, error) : NULL;
  gint64               target, sum = 0;
  guint                n = 0;

  if (policy == NULL)
    return FALSE;
  target = zg_policy_int (policy, "rating.target", 0, 0, ask->to);
  for (guint i = 0; i < all->len; i++)
    {
      const ZgOrderRated *one = &g_array_index (all, ZgOrderRated, i);

      if (one->staff != ask->staff)
        continue;
      n++;
      sum += one->points;
      if (one->points < target)
        zg_review_fact_add (facts, "sales_order", one->order, zg_day_of_ms (one->rated_ms), one->points * 100,
                            _ ("%s: %d points"), one->number, one->points);
    }
  if (n == 0)
    facts->missing = g_strdup (_ ("no customer rated an order in these days"));
  else
    {
      facts->figure = sum * 100 / n;
      facts->words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u rating", "%u ratings", n), n);
    }
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
  { "dispatch", "%", "D14-12.1", FALSE, find_dispatch },
  { "satisfaction", N_ ("points"), "D16-10", FALSE, find_satisfaction },
  { "stocktake_shortage", N_ ("times"), "D08-7b", TRUE, find_shortages },
};

void
zg_review_goods_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    zg_review_sources_add (&sources[i]);
}
