/* zg-receipt-lines.c: the kind goods_receipt_line: ordered, noted, received; the checks of D08-2 and D08-3a; refused and
 * accepted; what the inspection found and where the goods went. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-receipt.h"

static const ZgEnum outcomes[] = {
  { ZG_OUTCOME_TAKEN, "taken", N_ ("Received as it is, and recorded") },
  { ZG_OUTCOME_REFUSED, "refused", N_ ("Line refused") },
  { ZG_OUTCOME_PART, "part", N_ ("Refused in part") },
  { 0 },
};

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
  [ZG_RECEIPT_LINE_OUTCOME] = { "outcome", N_ ("What becomes of it"), ZG_ENUM, ZG_LIST, .names = outcomes, .clause = "D08-3a" },
  [ZG_RECEIPT_LINE_PHOTO] = { "photo", N_ ("Photo"), ZG_FILE, 0, .clause = "D08-3a" },
  [ZG_RECEIPT_LINE_PHOTO_2] = { "photo_2", N_ ("Second photo"), ZG_FILE, 0, .clause = "D08-3a" },
  [ZG_RECEIPT_LINE_PHOTO_3] = { "photo_3", N_ ("Third photo"), ZG_FILE, 0, .clause = "D08-3a" },
};

/* The decision and the quantity that is refused say the same: of a line refused whole more that comes is refused as well. */
static void
agree_outcome (ZgRecord *line)
{
  gint64 received = zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED), refused = zg_record_int (line, ZG_RECEIPT_LINE_REFUSED);
  gint64 outcome = zg_record_int (line, ZG_RECEIPT_LINE_OUTCOME);

  if (outcome == ZG_OUTCOME_REFUSED && zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED))
    zg_record_set_int (line, ZG_RECEIPT_LINE_REFUSED, received);
  else if (refused > 0)
    zg_record_set_int (line, ZG_RECEIPT_LINE_OUTCOME, refused == received ? ZG_OUTCOME_REFUSED : ZG_OUTCOME_PART);
  else if (outcome == ZG_OUTCOME_PART)
    zg_record_set_null (line, ZG_RECEIPT_LINE_OUTCOME);
}

static void
recompute (ZgRecord *line)
{
  gint64 accepted;

  agree_outcome (line);
  accepted = zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED) - zg_record_int (line, ZG_RECEIPT_LINE_REFUSED);
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

/* Every difference is decided on and written down as it is (D08-2); where figures do not say it, in words. What was refused for
 * its quality is shown. */
static void
check_difference (ZgWork *work, const ZgRecord *line, const char *mismatch, const char *photo)
{
  if (g_str_equal (mismatch, "refuse") && zg_receipt_line_undecided (line, mismatch))
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_REFUSED, "D08-3a",
                   _ ("By the rule in force, goods that do not match the note are refused."));
  else if (zg_receipt_line_undecided (line, mismatch))
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_OUTCOME, "D08-2",
                         _ ("Goods and note differ: decide whether the line is received as it is or refused."));
  if (zg_receipt_line_wants_words (line))
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_DISCREPANCY, "D08-2",
                   _ ("Goods and delivery note differ, or goods are refused: write down how, truthfully."));
  if (zg_receipt_line_needs_photo (line, photo) && zg_receipt_line_photos (line) == 0)
    zg_stock_line_fault (work, line, ZG_RECEIPT_LINE_PHOTO, "D08-3a", _ ("Attach a photo of what is refused."));
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
zg_receipt_check_accepted (ZgWork *work, GPtrArray *lines, const char *mismatch, const char *photo)
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
      check_difference (work, line, mismatch, photo);
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
      g_autofree char *item = NULL, *qty = NULL, *how = NULL;
      const char      *why = zg_record_text (line, ZG_RECEIPT_LINE_DISCREPANCY);
      guint            photos = zg_receipt_line_photos (line);

      if (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) <= 0)
        continue;
      item = zg_item_words (zg_work_db (work), zg_record_int (line, ZG_RECEIPT_LINE_ITEM));
      how = zg_receipt_line_difference (line);
      qty = zg_field_format (&fields[ZG_RECEIPT_LINE_REFUSED], &line->cells[ZG_RECEIPT_LINE_REFUSED]);
      g_string_append_printf (text, _ ("%s%s: refused %s. %s"), text->len ? "\n" : "", item, qty, why ? why : how);
      if (photos)
        g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, " (%u photo)", " (%u photos)", photos), photos);
    }
  return g_string_free (text, text->len == 0);
}

/* -- Inspection -- */

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
      zg_stock_check_place (work, line, ZG_RECEIPT_LINE_LOCATION, zg_record_int (line, ZG_RECEIPT_LINE_ITEM),
                            ZG_STOCK_AVAILABLE);
      zg_stock_check_place (work, line, ZG_RECEIPT_LINE_QUARANTINE, zg_record_int (line, ZG_RECEIPT_LINE_ITEM),
                            ZG_STOCK_QUARANTINE);
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
