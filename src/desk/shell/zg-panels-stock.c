/* A goods receipt: the columns of its lines, and who has signed; a purchase order: what is still open of it. */
#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-lines-editor.h"
#include "zg-money.h"
#include "zg-panels-private.h"
#include "zg-policy.h"
#include "zg-receipt-cards.h"
#include "zg-stock.h"

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

static void
know (GHashTable *known, const char *what, gint64 id, const char *text)
{
  if (text)
    g_hash_table_insert (known, g_strdup_printf ("%s/%" G_GINT64_FORMAT, what, id), g_strdup (text));
}

static void
know_item (GHashTable *known, ZgDb *db, gint64 id)
{
  g_autoptr (ZgRecord) item = zg_book_get (db, &zg_item, id, NULL);
  g_autofree char     *place = item ? zg_stock_place_of (db, id) : NULL;

  if (item == NULL)
    return;
  know (known, "name", id, zg_record_text (item, ZG_GOODS_NAME));
  know (known, "barcode", id, zg_record_text (item, ZG_GOODS_BARCODE) ? zg_record_text (item, ZG_GOODS_BARCODE)
                                                                      : zg_record_text (item, ZG_GOODS_CODE));
  know (known, "spec", id, zg_record_text (item, ZG_GOODS_SPEC));
  know (known, "unit", id, zg_record_text (item, ZG_GOODS_MEASURE));
  know (known, "place", id, place);
}

static void
read_known (ZgSession *session, ZgDb *db, const ZgRecord *receipt, GPtrArray *lines, GHashTable *known)
{
  int                  day = zg_day_of_ms (zg_book_now (zg_session_book (session)));
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, day, day, NULL);

  if (policy)
    {
      g_hash_table_insert (known, g_strdup ("mismatch"), g_strdup (zg_policy_text (policy, "receipt.mismatch", 0, 0, day)));
      g_hash_table_insert (known, g_strdup ("photo"), g_strdup (zg_policy_text (policy, "receipt.photo", 0, 0, day)));
    }
  g_hash_table_insert (known, g_strdup ("reports.to"), zg_roles_with (session, "refusal.decide", ZG_REACH_ALL));
  for (guint i = 0; i < lines->len; i++)
    know_item (known, db, zg_record_int (lines->pdata[i], ZG_RECEIPT_LINE_ITEM));
}

static char *
of_item (const ZgRecord *line, GHashTable *known, const char *what)
{
  g_autofree char *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, what, zg_record_int (line, ZG_RECEIPT_LINE_ITEM));

  return known ? g_strdup (g_hash_table_lookup (known, key)) : NULL;
}

static char *
row_text (const ZgRecord *line, GHashTable *known, guint place, ZgTone *tone)
{
  return g_strdup_printf ("%u", place + 1);
}

static char *
barcode_text (const ZgRecord *line, GHashTable *known, guint place, ZgTone *tone)
{
  return of_item (line, known, "barcode");
}

static char *
spec_text (const ZgRecord *line, GHashTable *known, guint place, ZgTone *tone)
{
  return of_item (line, known, "spec");
}

static char *
unit_text (const ZgRecord *line, GHashTable *known, guint place, ZgTone *tone)
{
  return of_item (line, known, "unit");
}

static char *
place_text (const ZgRecord *line, GHashTable *known, guint place, ZgTone *tone)
{
  char *text = of_item (line, known, "place");

  return text ? text : g_strdup ("—");
}

static gint64
difference (const ZgRecord *line)
{
  if (!zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED) || !zg_record_is_set (line, ZG_RECEIPT_LINE_NOTED))
    return 0;
  return zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED) - zg_record_int (line, ZG_RECEIPT_LINE_NOTED);
}

static char *
difference_text (const ZgRecord *line, GHashTable *known, guint place, ZgTone *tone)
{
  ZgCell cell = { .type = ZG_CELL_INT, .i = difference (line) };

  *tone = cell.i ? ZG_TONE_WARN : ZG_TONE_NEUTRAL;
  if (!zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED))
    return NULL;
  return zg_field_format (&line->kind->fields[ZG_RECEIPT_LINE_RECEIVED], &cell);
}

/* Why the delivery cannot be accepted yet. */
static char *
pending (ZgLinesEditor *editor)
{
  g_autoptr (GPtrArray) lines = zg_lines_editor_get_lines (editor);
  const ZgRecord       *receipt = zg_lines_editor_get_document (editor);
  const char           *mismatch = zg_lines_editor_known (editor, "mismatch");
  guint                 n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += !zg_record_is_set (lines->pdata[i], ZG_RECEIPT_LINE_RECEIVED) ||
         zg_receipt_line_undecided (lines->pdata[i], mismatch ? mismatch : "record");
  if (n == 0 || receipt == NULL || !zg_receipt_counting (receipt))
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line is not finished", "%u lines are not finished", n), n);
}

static const ZgLinesColumn extra[] = {
  { N_ ("Row"), ZG_RECEIPT_LINE_ITEM, 40, row_text, NULL },
  { N_ ("Barcode"), ZG_RECEIPT_LINE_ITEM, 122, barcode_text, NULL },
  { N_ ("Specification"), ZG_RECEIPT_LINE_ORDERED, 82, spec_text, NULL },
  { N_ ("per"), ZG_RECEIPT_LINE_ORDERED, 48, unit_text, NULL },
  { N_ ("Over or short"), ZG_RECEIPT_LINE_N_FIELDS, 60, difference_text, difference },
  { N_ ("Location"), -1, 74, place_text, NULL },
};

static const ZgLinesFace face = { zg_receipt_line_table, zg_receipt_line_verdict, extra, G_N_ELEMENTS (extra),
                                  zg_receipt_counting, read_known, .panel = zg_receipt_cards_new, .pending = pending };

/* -- What is still open of an order -- */

static ZgFacts *
open_of_order (ZgSession *session, ZgDb *db, const ZgRecord *order, GError **error)
{
  g_autoptr (ZgFacts)    facts = zg_facts_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray)     ids = order->version ? zg_book_children (db, &zg_purchase_order_line, order->id, error) : NULL;

  if (ids == NULL || g_strcmp0 (order->state, "draft") == 0)
    return NULL;
  zg_facts_block (facts, _ ("Still to come"), "D08-2");
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (ZgRecord) line = zg_book_get (db, &zg_purchase_order_line, g_array_index (ids, gint64, i), error);
      gint64               item = line ? zg_record_int (line, ZG_PURCHASE_LINE_ITEM) : 0, open;
      g_autofree char     *name = NULL, *text = NULL, *qty = NULL;

      if (item == 0 || !g_str_equal (line->state, "active") || !g_hash_table_add (seen, g_memdup2 (&item, sizeof item)))
        continue;
      open = zg_purchase_open (db, order->id, item);
      name = zg_panel_title (db, "item", item);
      qty = zg_milli_format (ABS (open), ZG_MONEY_PLAIN);
      text = open > 0   ? g_strdup_printf (_ ("%s open"), qty)
             : open < 0 ? g_strdup_printf (_ ("%s more than ordered"), qty)
                        : g_strdup (_ ("all delivered"));
      zg_facts_line (facts, name, text, open > 0 ? ZG_TONE_PENDING : open < 0 ? ZG_TONE_WARN : ZG_TONE_NEUTRAL, NULL);
    }
  return g_steal_pointer (&facts);
}

/* -- What came back into stock with a return -- */

static ZgFacts *
back_of_return (ZgSession *session, ZgDb *db, const ZgRecord *back, GError **error)
{
  const ZgField     *fields = zg_stock_move.fields;
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  g_autoptr (GArray)  ids = NULL;

  if (!zg_record_is_set (back, zg_kind_field (back->kind, "received_at")) ||
      zg_session_reach (session, "stock_move.view") == ZG_REACH_NONE)
    return NULL;
  ids = zg_stock_back_with (db, back->id, error);
  if (ids == NULL)
    return NULL;
  zg_facts_block (facts, _ ("Back in stock"), "D20-2.2");
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (ZgRecord) move = zg_book_get (db, &zg_stock_move, g_array_index (ids, gint64, i), error);
      g_autofree char     *item = NULL, *qty = NULL, *text = NULL, *state = NULL;
      const char          *word;

      if (move == NULL)
        return NULL;
      word = g_dgettext (GETTEXT_PACKAGE, zg_kind_state (&zg_stock_move, move->state)->title);
      item = zg_panel_title (db, "item", zg_record_int (move, ZG_MOVE_ITEM));
      qty = zg_milli_format (zg_record_int (move, ZG_MOVE_QTY), ZG_MONEY_PLAIN);
      state = zg_field_format (&fields[ZG_MOVE_TO_STATE], &move->cells[ZG_MOVE_TO_STATE]);
      text = g_str_equal (move->state, "moved") ? g_strdup_printf ("%s × %s", state ? state : "", qty)
                                                : g_strdup_printf ("%s × %s", word, qty);
      zg_facts_line (facts, item, text, g_str_equal (move->state, "moved") ? ZG_TONE_NEUTRAL : ZG_TONE_PENDING, NULL);
      zg_facts_link (facts, move->no ? move->no : _ ("Stock move"), NULL, "stock_move", move->id);
    }
  if (ids->len == 0)
    zg_facts_note (facts, _ ("Nothing is back in stock yet: a stock move with this return takes it back."), ZG_TONE_PENDING,
                   NULL);
  if (ids->len == 0)
    zg_facts_link (facts, _ ("Stock moves"), NULL, "stock_move", 0);
  return g_steal_pointer (&facts);
}

static guint64
counted_now (ZgSession *session, const ZgRecord *count, const ZgRecord *line)
{
  return zg_stocktake_line_typed (count, line);
}

static const ZgLinesFace count_face = { zg_stocktake_line_table, zg_stocktake_line_verdict,
                                        .begin = zg_stocktake_line_begin };

void
zg_panels_stock_init (void)
{
  zg_panel_register ("item", card);
  zg_panel_register ("goods_receipt", signatures);
  zg_panel_register ("purchase_order", open_of_order);
  zg_panel_register ("order_return", back_of_return);
  zg_lines_mask_register ("goods_receipt_line", typed_now);
  zg_lines_face_register ("goods_receipt_line", &face);
  zg_lines_mask_register ("stocktake_line", counted_now);
  zg_lines_face_register ("stocktake_line", &count_face);
}
