/* zg-receipt-lines.c: the kind goods_receipt_line: ordered, noted, received; the checks of D08-2 and D08-3a; refused and
 * accepted; what the inspection found and where the goods went. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-money.h"
#include "zg-receipt.h"

static const ZgField fields[ZG_RECEIPT_LINE_N_FIELDS] = {
  [ZG_RECEIPT_LINE_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_HIDDEN },
  [ZG_RECEIPT_LINE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "item", .width = 220,
                             .clause = "D08-2" },
  [ZG_RECEIPT_LINE_ORDERED] = { "ordered_milli", N_ ("Ordered"), ZG_QTY, ZG_LIST },
  [ZG_RECEIPT_LINE_NOTED] = { "noted_milli", N_ ("On the note"), ZG_QTY, ZG_LIST, .clause = "D08-2" },
  [ZG_RECEIPT_LINE_RECEIVED] = { "received_milli", N_ ("Received quantity"), ZG_QTY, ZG_LIST, .clause = "D08-2" },
  [ZG_RECEIPT_LINE_NAME_OK] = { "name_ok", N_ ("Name agrees"), ZG_BOOL, ZG_LIST, .initial = "1", .clause = "D08-2" },
  [ZG_RECEIPT_LINE_QUALITY_OK] = { "quality_ok", N_ ("Quality agrees"), ZG_BOOL, ZG_LIST, .initial = "1", .clause = "D08-3a" },
  [ZG_RECEIPT_LINE_SPEC_OK] = { "spec_ok", N_ ("Specification agrees"), ZG_BOOL, ZG_LIST, .initial = "1", .clause = "D08-3a" },
  [ZG_RECEIPT_LINE_VARIETY_OK] = { "variety_ok", N_ ("Variety agrees"), ZG_BOOL, ZG_LIST, .initial = "1", .clause = "D08-3a" },
  [ZG_RECEIPT_LINE_DISCREPANCY] = { "discrepancy", N_ ("Difference found"), ZG_TEXT, ZG_LIST, .max = 200, .clause = "D08-2" },
  [ZG_RECEIPT_LINE_REFUSED] = { "refused_milli", N_ ("Refused quantity"), ZG_QTY, ZG_LIST, .clause = "D08-3a" },
  [ZG_RECEIPT_LINE_ACCEPTED] = { "accepted_milli", N_ ("Accepted quantity"), ZG_QTY, ZG_COMPUTED | ZG_LIST },
  [ZG_RECEIPT_LINE_PRICE] = { "price_fen", N_ ("Price"), ZG_MONEY, ZG_LIST },
  [ZG_RECEIPT_LINE_AMOUNT] = { "amount_fen", N_ ("Amount"), ZG_MONEY, ZG_COMPUTED | ZG_LIST },
  [ZG_RECEIPT_LINE_BATCH] = { "batch", N_ ("Batch of the supplier"), ZG_TEXT, ZG_LIST, .max = 40 },
  [ZG_RECEIPT_LINE_EXPIRES] = { "expires", N_ ("Expires on"), ZG_DAY, ZG_LIST },
  [ZG_RECEIPT_LINE_PASSED] = { "passed_milli", N_ ("Passed quantity"), ZG_QTY, ZG_LIST, .clause = "D19-3.2.5" },
  [ZG_RECEIPT_LINE_FAILED] = { "failed_milli", N_ ("Failed quantity"), ZG_QTY, ZG_LIST, .clause = "D19-3.2.5" },
  [ZG_RECEIPT_LINE_LOCATION] = { "location", N_ ("Location"), ZG_REF, ZG_LIST, .ref = "stock_location", .clause = "D08-9" },
  [ZG_RECEIPT_LINE_QUARANTINE] = { "quarantine", N_ ("Quarantined at"), ZG_REF, ZG_LIST, .ref = "stock_location",
                                   .clause = "D16-7" },
  [ZG_RECEIPT_LINE_QC_NOTE] = { "qc_note", N_ ("Finding of the inspection"), ZG_TEXT, ZG_LIST, .max = 200,
                                .clause = "D19-3.2.5" },
};

static void
recompute (ZgRecord *line)
{
  gint64 accepted = zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED) - zg_record_int (line, ZG_RECEIPT_LINE_REFUSED);

  if (!zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED)) /* nobody has counted it: not nought */
    {
      zg_record_set_null (line, ZG_RECEIPT_LINE_ACCEPTED);
      zg_record_set_null (line, ZG_RECEIPT_LINE_AMOUNT);
      return;
    }
  zg_record_set_int (line, ZG_RECEIPT_LINE_ACCEPTED, accepted);
  zg_record_set_int (line, ZG_RECEIPT_LINE_AMOUNT,
                     zg_stock_times (MAX (accepted, 0), zg_record_int (line, ZG_RECEIPT_LINE_PRICE)));
}

gboolean
zg_receipt_mismatch (const ZgRecord *line)
{
  return (zg_record_is_set (line, ZG_RECEIPT_LINE_NOTED) &&
          zg_record_int (line, ZG_RECEIPT_LINE_NOTED) != zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED)) ||
         !zg_record_int (line, ZG_RECEIPT_LINE_NAME_OK) || !zg_record_int (line, ZG_RECEIPT_LINE_QUALITY_OK) ||
         !zg_record_int (line, ZG_RECEIPT_LINE_SPEC_OK) || !zg_record_int (line, ZG_RECEIPT_LINE_VARIETY_OK);
}

/* -- How it looks -- */

static gboolean
is_before (const ZgRecord *receipt, const char *const *states)
{
  return receipt->state == NULL || g_strv_contains (states, receipt->state);
}

static const char *const counting[] = { "", "draft", NULL };
static const char *const signing[] = { "checked", "refused", "labelled", "stuck", "kept_signed", NULL };

guint64
zg_receipt_line_typed (const ZgRecord *receipt)
{
  if (is_before (receipt, counting))
    return ZG_ALL_FIELDS & ~(guint64) ZG_RECEIPT_LINE_OF_INSPECTION;
  return ZG_RECEIPT_LINE_OF_INSPECTION;
}

guint64
zg_receipt_line_table (const ZgRecord *receipt)
{
  guint64 counted = ZG_F (ZG_RECEIPT_LINE_ITEM) | ZG_F (ZG_RECEIPT_LINE_NOTED) | ZG_F (ZG_RECEIPT_LINE_RECEIVED) |
                    ZG_F (ZG_RECEIPT_LINE_REFUSED);

  if (is_before (receipt, counting))
    return counted | ZG_F (ZG_RECEIPT_LINE_DISCREPANCY);
  counted |= ZG_F (ZG_RECEIPT_LINE_ACCEPTED);
  if (is_before (receipt, signing))
    return counted | ZG_F (ZG_RECEIPT_LINE_AMOUNT) | ZG_F (ZG_RECEIPT_LINE_DISCREPANCY);
  return (counted & ~(ZG_F (ZG_RECEIPT_LINE_NOTED) | ZG_F (ZG_RECEIPT_LINE_REFUSED))) | ZG_F (ZG_RECEIPT_LINE_PASSED) |
         ZG_F (ZG_RECEIPT_LINE_FAILED) | ZG_F (ZG_RECEIPT_LINE_LOCATION);
}

ZgTone
zg_receipt_line_verdict (const ZgRecord *line, char **words)
{
  static const struct { int field; const char *words; } checks[] = {
    { ZG_RECEIPT_LINE_NAME_OK, N_ ("another name") },
    { ZG_RECEIPT_LINE_QUALITY_OK, N_ ("faulty") },
    { ZG_RECEIPT_LINE_SPEC_OK, N_ ("other specification") },
    { ZG_RECEIPT_LINE_VARIETY_OK, N_ ("other variety") },
  };
  gint64           less = zg_record_int (line, ZG_RECEIPT_LINE_NOTED) - zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED);
  g_autofree char *qty = NULL;

  if (!zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED))
    {
      *words = g_strdup (_ ("not counted yet"));
      return ZG_TONE_PENDING;
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!zg_record_int (line, checks[i].field))
      {
        *words = g_strdup (g_dgettext (GETTEXT_PACKAGE, checks[i].words));
        return ZG_TONE_BAD;
      }
  qty = zg_milli_format (ABS (less), ZG_MONEY_PLAIN);
  *words = !zg_record_is_set (line, ZG_RECEIPT_LINE_NOTED) || less == 0 ? g_strdup (_ ("agrees"))
           : less > 0                                                   ? g_strdup_printf (_ ("%s short"), qty)
                                                                        : g_strdup_printf (_ ("%s too many"), qty);
  return zg_record_is_set (line, ZG_RECEIPT_LINE_NOTED) && less ? ZG_TONE_WARN : ZG_TONE_NEUTRAL;
}

/* -- Always -- */

static void
check_quantities (ZgWork *work, const ZgRecord *line)
{
  static const int quantities[] = { ZG_RECEIPT_LINE_ORDERED, ZG_RECEIPT_LINE_NOTED,  ZG_RECEIPT_LINE_RECEIVED,
                                    ZG_RECEIPT_LINE_REFUSED, ZG_RECEIPT_LINE_PASSED, ZG_RECEIPT_LINE_FAILED,
                                    ZG_RECEIPT_LINE_PRICE };

  for (guint i = 0; i < G_N_ELEMENTS (quantities); i++)
    if (zg_record_int (line, quantities[i]) < 0)
      zg_stock_line_fault (work, line, quantities[i], NULL, _ ("“%s” is not below 0."),
                     g_dgettext (GETTEXT_PACKAGE, fields[quantities[i]].title));
  if (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) > zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED))
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_REFUSED, "D08-3a", _ ("More is refused than has come."));
}

/* The receipt is the lot: an item stands in it once. */
void
zg_receipt_check_lines (ZgWork *work, GPtrArray *lines)
{
  g_autoptr (GHashTable) items = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      ZgRecord *line = lines->pdata[i];

      check_quantities (work, line);
      if (line->cells[ZG_RECEIPT_LINE_ITEM].type == ZG_CELL_INT &&
          !g_hash_table_add (items, &line->cells[ZG_RECEIPT_LINE_ITEM].i))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_ITEM, NULL,
                       _ ("This item stands in the receipt already. Another batch of it is a receipt of its own."));
    }
}

/* -- Acceptance -- */

static void
check_danger (ZgWork *work, const ZgRecord *line)
{
  int hazard = zg_item_hazard (zg_work_db (work), zg_record_int (line, ZG_RECEIPT_LINE_ITEM));

  if (hazard != ZG_HAZARD_NONE && zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED) > 0)
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_REFUSED, "D03-3.4.3",
                   _ ("“%s” goods are never taken into the warehouse. Refuse the whole quantity."),
                   g_dgettext (GETTEXT_PACKAGE, zg_enum_by_number (zg_hazards, hazard)->title));
}

/* Every difference is written down as it is (D08-2); what to do with it the policy says. */
static void
check_difference (ZgWork *work, const ZgRecord *line, const char *mismatch)
{
  gboolean differs = zg_receipt_mismatch (line), refused = zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) > 0;

  if ((differs || refused) && !zg_record_is_set (line, ZG_RECEIPT_LINE_DISCREPANCY))
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_DISCREPANCY, "D08-2",
                   _ ("Goods and delivery note differ, or goods are refused: write down how, truthfully."));
  if (differs && g_str_equal (mismatch, "refuse") && zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED) > 0)
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_REFUSED, "D08-3a",
                   _ ("By the rule in force, goods that do not match the note are refused."));
}

static void
check_expiry (ZgWork *work, const ZgRecord *line)
{
  gint64 life = 0;
  int    expires = zg_record_day (line, ZG_RECEIPT_LINE_EXPIRES);

  zg_db_int (zg_work_db (work), &life, NULL, ZG_SQL ("SELECT COALESCE (shelf_life, 0) FROM item WHERE id = $1"), "i",
             zg_record_int (line, ZG_RECEIPT_LINE_ITEM));
  if (zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED) <= 0)
    return;
  if (life && expires == ZG_NO_DAY)
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_EXPIRES, "D16-7",
                         _ ("This item has a shelf life. Enter until when it lasts."));
  else if (expires != ZG_NO_DAY && expires < zg_work_today (work))
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_EXPIRES, "D16-7", _ ("These goods have expired. Refuse them."));
}

void
zg_receipt_check_accepted (ZgWork *work, GPtrArray *lines, const char *mismatch)
{
  if (lines->len == 0)
    zg_work_fault (work, -1, -1, "D08-2", _ ("The receipt has no lines yet."));
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];

      if (!zg_record_is_set (line, ZG_RECEIPT_LINE_NOTED))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_NOTED, "D08-2",
                             _ ("Enter what the delivery note says, 0 where it says nothing."));
      if (!zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_RECEIVED, "D08-2", _ ("Count the goods and enter how many have come."));
      check_danger (work, line);
      check_difference (work, line, mismatch);
      check_expiry (work, line);
    }
}

char *
zg_receipt_refused_words (ZgWork *work, GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord  *line = lines->pdata[i];
      g_autofree char *item = NULL, *qty = NULL;
      const char      *why = zg_record_text (line, ZG_RECEIPT_LINE_DISCREPANCY);

      if (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) <= 0)
        continue;
      item = zg_item_words (zg_work_db (work), zg_record_int (line, ZG_RECEIPT_LINE_ITEM));
      qty = zg_field_format (&fields[ZG_RECEIPT_LINE_REFUSED], &line->cells[ZG_RECEIPT_LINE_REFUSED]);
      g_string_append_printf (text, _ ("%s%s: refused %s. %s"), text->len ? "\n" : "", item, qty, why ? why : "");
    }
  return g_string_free (text, text->len == 0);
}

/* -- Inspection -- */

/* A location kept for one item takes no other; what failed lies in a quarantine area, apart. */
static void
check_location (ZgWork *work, const ZgRecord *line, int field)
{
  g_autoptr (ZgRecord) location =
      zg_book_get (zg_work_db (work), &zg_stock_location, zg_record_int (line, field), NULL);
  gboolean quarantine = field == ZG_RECEIPT_LINE_QUARANTINE;

  if (location == NULL)
    return;
  if (zg_record_is_set (location, ZG_LOCATION_ITEM) &&
      zg_record_int (location, ZG_LOCATION_ITEM) != zg_record_int (line, ZG_RECEIPT_LINE_ITEM))
    zg_stock_line_fault (work, line, field, "D08-9", _ ("This location is kept for another item."));
  if (quarantine != (zg_record_int (location, ZG_LOCATION_SORT) == ZG_LOCATION_QUARANTINE))
    zg_stock_line_fault (work, line, field, "D19-3.2.5",
                   quarantine ? _ ("What failed goes to a quarantine area.") : _ ("What passed does not go to quarantine."));
}

void
zg_receipt_check_passed (ZgWork *work, GPtrArray *lines, const char *mismatch)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];
      gint64 passed = zg_record_int (line, ZG_RECEIPT_LINE_PASSED), failed = zg_record_int (line, ZG_RECEIPT_LINE_FAILED);

      check_quantities (work, line);
      if (passed + failed != zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_PASSED, "D19-3.2.5",
                       _ ("What passed and what failed must add up to what was accepted."));
      if (passed > 0 && !zg_record_is_set (line, ZG_RECEIPT_LINE_LOCATION))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_LOCATION, "D08-9", _ ("Say at which location the goods are put."));
      if (failed > 0 && !zg_record_is_set (line, ZG_RECEIPT_LINE_QUARANTINE))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_QUARANTINE, "D19-3.2.5", _ ("Say where what failed is kept apart."));
      if (failed > 0 && !zg_record_is_set (line, ZG_RECEIPT_LINE_QC_NOTE))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_QC_NOTE, "D19-3.2.5", _ ("Write what the inspection found."));
      if (passed > 0 && g_str_equal (mismatch, "quarantine") && zg_receipt_mismatch (line))
        zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_PASSED, "D19-3.2.5",
                       _ ("By the rule in force, goods that do not match the note are quarantined first."));
      check_location (work, line, ZG_RECEIPT_LINE_LOCATION);
      check_location (work, line, ZG_RECEIPT_LINE_QUARANTINE);
    }
}

/* -- Its life -- */

static void
check_open (ZgWork *work)
{
  static const char *const open[] = { "draft", NULL };

  zg_stock_line_open (work, &zg_goods_receipt, open);
}

static const ZgStep steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "remove", "removed", ZG_FOLLOWS },
};

const ZgKind zg_goods_receipt_line = {
  .id = "goods_receipt_line",
  .title = N_ ("Lines of the receipt"),
  .module = "stock",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .parent = "goods_receipt",
  .name = "item",
  .order = "t.position, t.id",
  .index = { "item" },
  .scans = "received_milli",
  .recompute = recompute,
};
