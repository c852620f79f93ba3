/* zg-stocktake-lines.c: the kind stocktake_line: frozen book quantity (never shown where it is counted), counted, damaged, the
 * difference, and what is known of it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-money.h"
#include "zg-stocktake.h"

static const ZgField fields[ZG_STOCKTAKE_LINE_N_FIELDS] = {
  [ZG_STOCKTAKE_LINE_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_LIST, .width = 48 },
  [ZG_STOCKTAKE_LINE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "item", .width = 220 },
  [ZG_STOCKTAKE_LINE_LOT] = { "lot", N_ ("Lot (receipt)"), ZG_REF, ZG_LIST, .ref = "goods_receipt" },
  [ZG_STOCKTAKE_LINE_LOCATION] = { "location", N_ ("Location"), ZG_REF, ZG_LIST, .ref = "stock_location" },
  [ZG_STOCKTAKE_LINE_STATE] = { "state_no", N_ ("Condition"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = zg_stock_states,
                                .initial = "2" },
  /* empty until it is compared, where the count is blind: no window, list or file has it before */
  [ZG_STOCKTAKE_LINE_BOOK] = { "book_milli", N_ ("Book quantity"), ZG_QTY, ZG_LIST, .clause = "D08-7a" },
  [ZG_STOCKTAKE_LINE_COUNTED] = { "counted_milli", N_ ("Counted quantity"), ZG_QTY, ZG_LIST, .clause = "D08-7a" },
  [ZG_STOCKTAKE_LINE_DAMAGED] = { "damaged_milli", N_ ("Of it damaged"), ZG_QTY, ZG_LIST, .clause = "D08-7b" },
  [ZG_STOCKTAKE_LINE_SURPLUS] = { "surplus_milli", N_ ("Surplus"), ZG_QTY, ZG_LIST, .clause = "D08-7b" },
  [ZG_STOCKTAKE_LINE_SHORTAGE] = { "shortage_milli", N_ ("Shortage"), ZG_QTY, ZG_LIST, .clause = "D08-7b" },
  [ZG_STOCKTAKE_LINE_FEN] = { "difference_fen", N_ ("Value of the difference"), ZG_MONEY, ZG_LIST },
  [ZG_STOCKTAKE_LINE_CAUSE] = { "cause", N_ ("Cause"), ZG_TEXT, ZG_LIST, .max = 200, .clause = "D08-7b" },
  [ZG_STOCKTAKE_LINE_RESPONSIBLE] = { "responsible", N_ ("Responsible"), ZG_REF, ZG_LIST, .ref = "staff", .clause = "D08-7b" },
  [ZG_STOCKTAKE_LINE_PROPOSAL] = { "proposal", N_ ("Proposal"), ZG_TEXT, ZG_LIST, .max = 200, .clause = "D08-7b" },
  [ZG_STOCKTAKE_LINE_FROZEN] = { "frozen_milli", N_ ("Frozen quantity"), ZG_QTY, ZG_HIDDEN },
};

#define DIFFERENCE                                                                                                               \
  (ZG_F (ZG_STOCKTAKE_LINE_SURPLUS) | ZG_F (ZG_STOCKTAKE_LINE_SHORTAGE) | ZG_F (ZG_STOCKTAKE_LINE_FEN))
#define BOOK ZG_F (ZG_STOCKTAKE_LINE_BOOK)

#define TAKEN_ANEW (ZG_F (ZG_STOCKTAKE_LINE_FROZEN) | BOOK | ZG_STOCKTAKE_LINE_OF_COUNT | DIFFERENCE)

/* Lines frozen by a program that knew no other have it where it is shown. */
static gint64
frozen (const ZgRecord *line)
{
  return zg_record_int (line, zg_record_is_set (line, ZG_STOCKTAKE_LINE_FROZEN) ? ZG_STOCKTAKE_LINE_FROZEN
                                                                                : ZG_STOCKTAKE_LINE_BOOK);
}

/* -- Rules -- */

static gboolean
same_place (const ZgRecord *a, const ZgRecord *b)
{
  static const int keys[] = { ZG_STOCKTAKE_LINE_ITEM, ZG_STOCKTAKE_LINE_LOT, ZG_STOCKTAKE_LINE_LOCATION,
                              ZG_STOCKTAKE_LINE_STATE };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (zg_record_int (a, keys[i]) != zg_record_int (b, keys[i]))
      return FALSE;
  return TRUE;
}

void
zg_stocktake_check_new (ZgWork *work)
{
  GPtrArray            *given = zg_work_children (work);
  g_autoptr (GPtrArray) lines = zg_stock_lines (work, &zg_stocktake_line);

  for (guint i = 0; given && i < given->len; i++)
    {
      const ZgRecord *line = given->pdata[i];

      if (line->version)
        continue;
      if (zg_record_int (line, ZG_STOCKTAKE_LINE_FROZEN) || zg_record_int (line, ZG_STOCKTAKE_LINE_BOOK) ||
          zg_record_int (line, ZG_STOCKTAKE_LINE_SURPLUS) ||
          zg_record_int (line, ZG_STOCKTAKE_LINE_SHORTAGE) || zg_record_int (line, ZG_STOCKTAKE_LINE_FEN))
        zg_work_fault (work, ZG_STOCKTAKE_LINE_COUNTED, i, "D08-7b",
                       _ ("The book and the difference are filled in by the comparison, not by hand."));
      if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_LOCATION))
        zg_work_fault (work, ZG_STOCKTAKE_LINE_LOCATION, i, "D08-9", _ ("Say at which location it was found."));
      for (guint k = 0; k < lines->len; k++)
        if (((ZgRecord *) lines->pdata[k])->id != line->id && same_place (lines->pdata[k], line))
          zg_work_fault (work, ZG_STOCKTAKE_LINE_ITEM, i, NULL, _ ("The sheet has a line for this already. Enter it there."));
    }
}

void
zg_stocktake_check_counted (ZgWork *work, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];
      gint64          counted = zg_record_int (line, ZG_STOCKTAKE_LINE_COUNTED);
      gint64          damaged = zg_record_int (line, ZG_STOCKTAKE_LINE_DAMAGED);

      if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_COUNTED))
        zg_stock_line_fault (work, line, ZG_STOCKTAKE_LINE_COUNTED, "D08-7a",
                             _ ("Line %d is not counted yet. Enter 0 where nothing is there."),
                       (int) zg_record_int (line, ZG_STOCKTAKE_LINE_POSITION));
      else if (counted < 0 || damaged < 0 || damaged > counted)
        zg_stock_line_fault (work, line, ZG_STOCKTAKE_LINE_COUNTED, "D08-7a",
                             _ ("What is damaged is a part of what was counted."));
    }
}

static gboolean
differs (const ZgRecord *line)
{
  return zg_record_int (line, ZG_STOCKTAKE_LINE_SURPLUS) > 0 || zg_record_int (line, ZG_STOCKTAKE_LINE_SHORTAGE) > 0 ||
         zg_record_int (line, ZG_STOCKTAKE_LINE_DAMAGED) > 0;
}

void
zg_stocktake_check_explained (ZgWork *work, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];
      int             no = zg_record_int (line, ZG_STOCKTAKE_LINE_POSITION);

      if (!differs (line))
        continue;
      if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_CAUSE))
        zg_stock_line_fault (work, line, ZG_STOCKTAKE_LINE_CAUSE, "D08-7b",
                             _ ("Line %d differs: find out and write the cause."), no);
      if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_RESPONSIBLE))
        zg_stock_line_fault (work, line, ZG_STOCKTAKE_LINE_RESPONSIBLE, "D08-7b",
                             _ ("Line %d differs: say who answers for it."), no);
      if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_PROPOSAL))
        zg_stock_line_fault (work, line, ZG_STOCKTAKE_LINE_PROPOSAL, "D08-7b", _ ("Line %d differs: propose what to do."), no);
    }
}

void
zg_stocktake_compare (ZgWork *work, const ZgRecord *line)
{
  ZgRecord *compared = zg_book_get (zg_work_db (work), &zg_stocktake_line, line->id, NULL);
  gint64    by, fen;

  if (compared == NULL)
    return;
  by = zg_record_int (compared, ZG_STOCKTAKE_LINE_COUNTED) - frozen (compared);
  fen = zg_stock_value_of (zg_work_db (work), zg_record_int (compared, ZG_STOCKTAKE_LINE_ITEM), ABS (by));
  zg_record_set_int (compared, ZG_STOCKTAKE_LINE_BOOK, frozen (compared));
  zg_record_set_int (compared, ZG_STOCKTAKE_LINE_SURPLUS, MAX (by, 0));
  zg_record_set_int (compared, ZG_STOCKTAKE_LINE_SHORTAGE, MAX (-by, 0));
  zg_record_set_int (compared, ZG_STOCKTAKE_LINE_FEN, fen);
  zg_work_step (work, compared, "compare");
}

gboolean
zg_stocktake_off (const ZgRecord *line)
{
  return zg_record_int (line, ZG_STOCKTAKE_LINE_COUNTED) != frozen (line) ||
         zg_record_int (line, ZG_STOCKTAKE_LINE_DAMAGED) > 0;
}

/* -- How it looks -- */

static gboolean
is_in (const ZgRecord *count, const char *state)
{
  return g_strcmp0 (count->state, state) == 0;
}

guint64
zg_stocktake_line_typed (const ZgRecord *count, const ZgRecord *line)
{
  if (is_in (count, "compared"))
    return ZG_STOCKTAKE_LINE_OF_CAUSE;
  if (!is_in (count, "counting"))
    return 0;
  return ZG_STOCKTAKE_LINE_OF_COUNT | (line && line->version ? 0 : ZG_STOCKTAKE_LINE_OF_PLACE);
}

guint64
zg_stocktake_line_table (const ZgRecord *count)
{
  guint64 counted = ZG_F (ZG_STOCKTAKE_LINE_ITEM) | ZG_F (ZG_STOCKTAKE_LINE_LOCATION) | ZG_STOCKTAKE_LINE_OF_COUNT;

  if (is_in (count, "") || is_in (count, "draft") || is_in (count, "counting") || is_in (count, "counted"))
    return counted | ZG_STOCKTAKE_LINE_OF_PLACE | (zg_record_int (count, ZG_STOCKTAKE_BLIND) ? 0 : BOOK);
  return counted | BOOK | DIFFERENCE | ZG_STOCKTAKE_LINE_OF_CAUSE;
}

ZgTone
zg_stocktake_line_verdict (const ZgRecord *line, char **words)
{
  gint64           by = zg_record_int (line, ZG_STOCKTAKE_LINE_COUNTED) - zg_record_int (line, ZG_STOCKTAKE_LINE_BOOK);
  gint64           damaged = zg_record_int (line, ZG_STOCKTAKE_LINE_DAMAGED);
  g_autofree char *qty = zg_milli_format (by ? ABS (by) : damaged, ZG_MONEY_PLAIN);

  if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_COUNTED))
    *words = g_strdup (_ ("not counted yet"));
  else if (line->version == 0)
    *words = g_strdup (_ ("new on the sheet"));
  else if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_BOOK)) /* blind: nothing is said of the book */
    *words = g_strdup (_ ("counted"));
  else if (by)
    *words = g_strdup_printf (by < 0 ? _ ("%s short") : _ ("%s too many"), qty);
  else
    *words = damaged ? g_strdup_printf (_ ("%s damaged"), qty) : g_strdup (_ ("agrees"));
  if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_COUNTED))
    return ZG_TONE_PENDING;
  if (line->version == 0)
    return ZG_TONE_WARN;
  if (!zg_record_is_set (line, ZG_STOCKTAKE_LINE_BOOK))
    return ZG_TONE_NEUTRAL;
  return by < 0 ? ZG_TONE_BAD : by || damaged ? ZG_TONE_WARN : ZG_TONE_NEUTRAL;
}

void
zg_stocktake_line_begin (const ZgRecord *count, const ZgRecord *beside, ZgRecord *line)
{
  gint64 location = zg_record_int (count, ZG_STOCKTAKE_LOCATION);

  if (location == 0 && beside)
    location = zg_record_int (beside, ZG_STOCKTAKE_LINE_LOCATION);
  if (location)
    zg_record_set_int (line, ZG_STOCKTAKE_LINE_LOCATION, location);
}

/* -- Its life -- */

static void
check_open (ZgWork *work)
{
  static const char *const open[] = { "counting", NULL };

  zg_stock_line_open (work, &zg_stocktake, open);
}

static const ZgStep steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS & ~DIFFERENCE },
  { "active", "edit", "active", ZG_QUIET, ZG_STOCKTAKE_LINE_OF_COUNT | ZG_STOCKTAKE_LINE_OF_CAUSE, .check = check_open },
  { "active", "compare", "active", ZG_FOLLOWS, DIFFERENCE | BOOK, .title = N_ ("Compared with the book") },
  { "active", "freeze", "active", ZG_FOLLOWS, TAKEN_ANEW, .title = N_ ("Book frozen anew") },
};

const ZgKind zg_stocktake_line = {
  .id = "stocktake_line",
  .title = N_ ("Lines of the count"),
  .module = "stock",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .parent = "stocktake",
  .name = "item",
  .order = "t.position, t.id",
  .index = { "item", "responsible" },
  .scans = "counted_milli",
};

/* -- For the review of people -- */

/* By the day it was entered: what is counted on a quarter's last day is decided on in the next, when the facts of the old one are
 * taken. So it stands in one period, once. */
GArray *
zg_stock_differences (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  GArray            *found = g_array_new (FALSE, TRUE, sizeof (ZgStockDifference));
  gboolean           row = TRUE, read = TRUE;
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT s.id, l.id, COALESCE (s.no, ''), s.adjusted_at, l.responsible, l.item, l.shortage_milli,"
              " COALESCE (l.difference_fen, 0) FROM stocktake s JOIN stocktake_line l ON l.parent_id = s.id"
              " WHERE s.state IN ('adjusted', 'kept_signed', 'done') AND s.adjusted_at >= $2 AND s.adjusted_at < $3"
              " AND l.shortage_milli > 0 AND l.responsible IS NOT NULL AND (CAST ($1 AS BIGINT) = 0 OR l.responsible = $1)"
              " ORDER BY s.adjusted_at, l.id"),
      "iii", staff, zg_day_to_ms (from, 0), zg_day_to_ms (to + 1, 0));

  while (rows && (read = zg_stmt_step (rows, &row, error)) && row)
    {
      ZgStockDifference one = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1) };

      g_strlcpy (one.no, zg_stmt_text (rows, 2), sizeof one.no);
      one.day = zg_day_of_ms (zg_stmt_int (rows, 3));
      one.staff = zg_stmt_int (rows, 4);
      one.item = zg_stmt_int (rows, 5);
      one.qty_milli = zg_stmt_int (rows, 6);
      one.value_fen = zg_stmt_int (rows, 7);
      g_array_append_val (found, one);
    }
  if (rows && read)
    return found;
  g_array_unref (found);
  return NULL;
}
