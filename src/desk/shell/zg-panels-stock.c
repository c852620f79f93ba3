/* Beside a goods receipt: where goods and delivery note differ and what becomes of it, and who has signed. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-lines-editor.h"
#include "zg-money.h"
#include "zg-panels-private.h"
#include "zg-stock.h"

/* -- Differences, line by line -- */

static void
add_difference (ZgFacts *facts, ZgDb *db, const ZgRecord *line, const char *words, ZgTone tone)
{
  g_autofree char *item = zg_panel_title (db, "item", zg_record_int (line, ZG_RECEIPT_LINE_ITEM)), *note = NULL;
  g_autofree char *took = zg_milli_format (zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED), ZG_MONEY_PLAIN);
  g_autofree char *back = zg_milli_format (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED), ZG_MONEY_PLAIN);
  const char      *how = zg_record_text (line, ZG_RECEIPT_LINE_DISCREPANCY);

  zg_facts_line (facts, item, words, tone, NULL);
  zg_facts_note (facts, how ? how : _ ("Write down how they differ."), how ? ZG_TONE_NEUTRAL : ZG_TONE_WARN, NULL);
  if (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED))
    note = g_strdup_printf (_ ("%s refused, %s taken"), back, took);
  else
    note = g_strdup_printf (_ ("%s taken, as counted"), took);
  zg_facts_note (facts, note, ZG_TONE_NEUTRAL, zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) ? "D08-3a" : "D08-2");
}

static ZgFacts *
differences (ZgSession *session, ZgDb *db, const ZgRecord *receipt, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  g_autoptr (GArray)  ids = receipt->version ? zg_book_children (db, &zg_goods_receipt_line, receipt->id, error) : NULL;
  g_autofree char    *heading = NULL;
  guint               n = 0, open = 0;
  gboolean            refused = FALSE;

  for (int pass = 0; ids && pass < 2; pass++)
    {
      if (pass)
        {
          heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u difference", "%u differences", n), n);
          zg_facts_block (facts, n ? heading : _ ("No differences"), "D08-2");
        }
      for (guint i = 0; i < ids->len; i++)
        {
          g_autoptr (ZgRecord) line = zg_book_get (db, &zg_goods_receipt_line, g_array_index (ids, gint64, i), error);
          g_autofree char     *words = NULL;
          ZgTone               tone = line ? zg_receipt_line_verdict (line, &words) : ZG_TONE_NEUTRAL;

          if (line == NULL || !g_str_equal (line->state, "active"))
            continue;
          if (pass == 0)
            {
              n += tone == ZG_TONE_WARN || tone == ZG_TONE_BAD;
              open += tone == ZG_TONE_PENDING;
              refused |= zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) > 0;
            }
          else if (tone == ZG_TONE_WARN || tone == ZG_TONE_BAD)
            add_difference (facts, db, line, words, tone);
        }
    }
  if (ids == NULL)
    return NULL;
  if (open)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line is not counted yet.",
                                                            "%u lines are not counted yet.", open), open);

      zg_facts_note (facts, text, ZG_TONE_PENDING, NULL);
    }
  if (refused)
    {
      g_autofree char *roles = zg_roles_with (session, "refusal.decide", ZG_REACH_ALL);
      g_autofree char *text = g_strdup_printf (_ ("What is refused is reported to: %s."), roles);

      zg_facts_note (facts, text, ZG_TONE_NEUTRAL, "D08-3b");
    }
  return g_steal_pointer (&facts);
}

/* -- Signatures -- */

static void
add_signer (ZgFacts *facts, ZgDb *db, const ZgRecord *receipt, const char *role, int who, gboolean turn, const char *waits)
{
  gint64           id = zg_record_int (receipt, who);
  g_autofree char *name = id ? zg_book_short_title (db, zg_kind_by_id ("person"), id) : NULL;

  zg_facts_line (facts, role, name ? name : waits, id || !turn ? ZG_TONE_NEUTRAL : ZG_TONE_PENDING, NULL);
}

static ZgFacts *
signatures (ZgSession *session, ZgDb *db, const ZgRecord *receipt, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  gboolean            kept = zg_record_is_set (receipt, ZG_RECEIPT_KEEPER);

  if (receipt->version == 0 || g_strcmp0 (receipt->state, "refused") == 0)
    return NULL;
  zg_facts_block (facts, _ ("Signatures"), "D19-3.2.3");
  add_signer (facts, db, receipt, _ ("Keeper"), ZG_RECEIPT_KEEPER, TRUE, _ ("has not signed yet"));
  add_signer (facts, db, receipt, _ ("Warehouse supervisor"), ZG_RECEIPT_SUPERVISOR, kept,
              kept ? _ ("has not signed yet") : _ ("after the keeper"));
  add_signer (facts, db, receipt, _ ("Finance copy"), ZG_RECEIPT_TAKEN_BY, FALSE, _ ("sent once both have signed"));
  zg_facts_note (facts, _ ("The two who sign are different people."), ZG_TONE_NEUTRAL, NULL);
  return g_steal_pointer (&facts);
}

/* -- The stock card of an item: what is there, promised, free -- */

static ZgFacts *
card (ZgSession *session, ZgDb *db, const ZgRecord *item, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  g_autofree char    *there = NULL, *gone = NULL, *wanted = NULL, *left = NULL;
  gint64              usable, promised, available = 0;

  if (item->version == 0 || zg_session_reach (session, "stock_level.view") == ZG_REACH_NONE)
    return NULL;
  if (!zg_stock_sellable (db, item->id, zg_day_of_ms (zg_book_now (zg_session_book (session))), &usable, error) ||
      !zg_stock_promised (db, item->id, &promised, error) || !zg_stock_available (db, item->id, &available, error))
    return NULL;
  there = zg_milli_format (usable, ZG_MONEY_PLAIN);
  gone = zg_milli_format (available - usable, ZG_MONEY_PLAIN);
  wanted = zg_milli_format (promised, ZG_MONEY_PLAIN);
  left = zg_milli_format (usable - promised, ZG_MONEY_PLAIN);
  zg_facts_block (facts, _ ("In the warehouse"), "D19-3.3.1");
  zg_facts_sum (facts, left, _ ("Can be sold"), usable < promised ? ZG_TONE_BAD : ZG_TONE_NEUTRAL);
  zg_facts_line (facts, _ ("Usable"), there, ZG_TONE_NEUTRAL, NULL);
  zg_facts_line (facts, _ ("Promised to customers"), wanted, ZG_TONE_NEUTRAL, "D18-5.2");
  if (available > usable)
    zg_facts_line (facts, _ ("Expired"), gone, ZG_TONE_WARN, "D16-7");
  if (usable < promised)
    zg_facts_note (facts, _ ("More is promised than there is."), ZG_TONE_WARN, "D19-3.3.2");
  return g_steal_pointer (&facts);
}

/* -- The lines -- */

static guint64
typed_now (ZgSession *session, const ZgRecord *receipt, const ZgRecord *line)
{
  return zg_receipt_line_typed (receipt);
}

static const ZgLinesFace face = { zg_receipt_line_table, zg_receipt_line_verdict };

static guint64
counted_now (ZgSession *session, const ZgRecord *count, const ZgRecord *line)
{
  return zg_stocktake_line_typed (count, line);
}

static const ZgLinesFace count_face = { zg_stocktake_line_table, zg_stocktake_line_verdict, zg_stocktake_line_begin };

void
zg_panels_stock_init (void)
{
  zg_panel_register ("item", card);
  zg_panel_register ("goods_receipt", differences);
  zg_panel_register ("goods_receipt", signatures);
  zg_lines_mask_register ("goods_receipt_line", typed_now);
  zg_lines_face_register ("goods_receipt_line", &face);
  zg_lines_mask_register ("stocktake_line", counted_now);
  zg_lines_face_register ("stocktake_line", &count_face);
}
