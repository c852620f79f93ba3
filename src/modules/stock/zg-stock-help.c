/* zg-stock-help.c: what the documents of the warehouse share: their lines in hand, the day they are entered on. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-stock-private.h"

/* -- Lines -- */

static ZgRecord *
given_line (ZgWork *work, const ZgKind *child, gint64 id)
{
  GPtrArray *given = zg_work_children (work);

  for (guint i = 0; given && i < given->len; i++)
    if (((ZgRecord *) given->pdata[i])->kind == child && ((ZgRecord *) given->pdata[i])->id == id)
      return given->pdata[i];
  return NULL;
}

static void
take_line (GPtrArray *lines, const ZgRecord *line)
{
  ZgRecord *copy = zg_record_copy (line);

  if (copy->kind->recompute)
    copy->kind->recompute (copy);
  g_ptr_array_add (lines, copy);
}

GPtrArray *
zg_stock_lines (ZgWork *work, const ZgKind *child)
{
  GPtrArray         *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  GPtrArray         *given = zg_work_children (work);
  const ZgRecord    *document = zg_work_record (work);
  g_autoptr (GArray) ids = NULL;

  zg_work_guard (work, "%s/%" G_GINT64_FORMAT, child->id, document->id);
  ids = document->version ? zg_book_children (zg_work_db (work), child, document->id, NULL) : NULL;
  for (guint i = 0; ids && i < ids->len; i++)
    {
      gint64                id = g_array_index (ids, gint64, i);
      const ZgRecord       *typed = given_line (work, child, id);
      g_autoptr (ZgRecord)  kept = typed ? NULL : zg_book_get (zg_work_db (work), child, id, NULL);

      if (typed ? !g_str_equal (typed->state, "removed") : kept != NULL)
        take_line (lines, typed ? typed : kept);
    }
  for (guint i = 0; given && i < given->len; i++)
    {
      const ZgRecord *line = given->pdata[i];

      if (line->kind == child && line->version == 0 && !g_str_equal (line->state, "removed"))
        take_line (lines, line);
    }
  return lines;
}

int
zg_stock_line_row (ZgWork *work, const ZgRecord *line)
{
  GPtrArray *given = zg_work_children (work);

  for (guint i = 0; given && i < given->len; i++)
    if (((ZgRecord *) given->pdata[i])->id == line->id)
      return i;
  return -1;
}

void
zg_stock_line_fault (ZgWork *work, const ZgRecord *line, int field, const char *clause, const char *format, ...)
{
  int              row = zg_stock_line_row (work, line), item = zg_kind_field (line->kind, "item");
  g_autofree char *message = NULL, *words = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (clause == NULL)
    clause = line->kind->fields[field].clause;
  if (row >= 0)
    {
      zg_work_fault (work, field, row, clause, "%s", message);
      return;
    }
  words = item >= 0 && line->kind->fields[item].type == ZG_REF ? zg_item_words (zg_work_db (work), zg_record_int (line, item))
                                                               : NULL;
  zg_work_fault (work, -1, -1, clause, "%s%s%s", words ? words : "", words ? _ (": ") : "", message);
}

static void
forbid_changes (ZgWork *work, const ZgRecord *line, int row, guint64 allowed)
{
  g_autoptr (ZgRecord) old = zg_book_get (zg_work_db (work), line->kind, line->id, NULL);

  for (int i = 0; old && i < line->kind->n_fields; i++)
    if (!(allowed & ZG_F (i)) && !(line->kind->fields[i].flags & ZG_COMPUTED) &&
        !zg_cell_equal (&line->cells[i], &old->cells[i]))
      zg_work_fault (work, i, row, NULL, _ ("“%s” is fixed by now."), g_dgettext (GETTEXT_PACKAGE, line->kind->fields[i].title));
}

void
zg_stock_lines_only (ZgWork *work, const ZgKind *child, guint64 allowed, gboolean adds)
{
  GPtrArray *given = zg_work_children (work);

  for (guint i = 0; given && i < given->len; i++)
    {
      const ZgRecord *line = given->pdata[i];

      if (line->kind != child)
        continue;
      if (g_str_equal (line->state, "removed") || (line->version == 0 && !adds))
        zg_work_fault (work, -1, i, NULL, _ ("Lines are neither added nor taken out any more."));
      else if (line->version)
        forbid_changes (work, line, i, allowed);
    }
}

void
zg_stock_line_open (ZgWork *work, const ZgKind *kind, const char *const *states)
{
  const ZgRecord      *line = zg_work_record (work);
  g_autoptr (ZgRecord) document = NULL;

  zg_work_guard (work, "%s/%" G_GINT64_FORMAT, line->kind->id, line->parent);
  document = line->parent ? zg_book_get (zg_work_db (work), kind, line->parent, NULL) : NULL;
  if (document == NULL || !g_strv_contains (states, document->state))
    zg_work_fault (work, -1, -1, NULL, _ ("The document of this line is finished or gone."));
}

/* -- Days -- */

void
zg_stock_check_day (ZgWork *work, int field)
{
  const ZgRecord *document = zg_work_record (work);
  gint64          settled = 0;
  char            text[11];
  const char     *day = field < 0 ? zg_day_format (zg_work_today (work), text) : zg_record_text (document, field);

  if (day == NULL)
    return;
  if (field >= 0 && zg_record_day (document, field) > zg_work_today (work))
    zg_work_fault (work, field, -1, "D08-5a", _ ("This day has not come yet."));
  zg_work_guard (work, "stock_day");
  zg_db_int (zg_work_db (work), &settled, NULL,
             ZG_SQL ("SELECT count(*) FROM stock_day WHERE day >= $1 AND state = 'settled'"), "s", day);
  if (settled && field >= 0)
    zg_work_fault (work, field, -1, "D08-5a",
                   _ ("The ledger of this day or of a later one is settled. Enter it on the day after, or have the days opened "
                      "again."));
  else if (settled)
    zg_work_fault (work, -1, -1, "D08-5a",
                   _ ("The ledger of today is settled already. Do it tomorrow, or have the day opened again."));
}

void
zg_stock_check_hazard (ZgWork *work, int field)
{
  if (zg_item_hazard (zg_work_db (work), zg_record_int (zg_work_record (work), field)) != ZG_HAZARD_NONE)
    zg_work_fault (work, field, -1, "D03-3.4.3",
                   _ ("Flammable, explosive, toxic and harmful goods are not kept in the warehouse."));
}

G_GNUC_PRINTF (5, 6) static void
place_fault (ZgWork *work, const ZgRecord *record, int field, const char *clause, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (record == zg_work_record (work))
    zg_work_fault (work, field, -1, clause, "%s", message);
  else
    zg_stock_line_fault (work, record, field, clause, "%s", message);
}

void
zg_stock_check_place (ZgWork *work, const ZgRecord *record, int field, gint64 item, int state)
{
  ZgDb                *db = zg_work_db (work);
  g_autoptr (ZgRecord) location = zg_book_get (db, &zg_stock_location, zg_record_int (record, field), NULL);
  g_autoptr (ZgRecord) goods = location ? zg_book_get (db, &zg_item, item, NULL) : NULL;
  const char          *category;
  gboolean             apart;

  if (goods == NULL)
    return;
  apart = zg_record_int (location, ZG_LOCATION_SORT) == ZG_LOCATION_QUARANTINE;
  category = zg_record_text (location, ZG_LOCATION_CATEGORY);
  if (zg_record_is_set (location, ZG_LOCATION_ITEM) && zg_record_int (location, ZG_LOCATION_ITEM) != item)
    place_fault (work, record, field, "D08-9", _ ("This location is kept for another item."));
  else if (category && g_strcmp0 (category, zg_record_text (goods, ZG_GOODS_CATEGORY)) != 0)
    place_fault (work, record, field, "D08-9", _ ("This location is kept for goods of the category “%s”."), category);
  if (zg_record_int (location, ZG_LOCATION_SORT) == ZG_LOCATION_SPECIAL && !zg_record_is_set (goods, ZG_GOODS_REQUIREMENT))
    place_fault (work, record, field, "D08-10", _ ("This place is for goods that need special care. Others are kept elsewhere."));
  if (state == ZG_STOCK_QUARANTINE && !apart)
    place_fault (work, record, field, "D19-3.2.5", _ ("What failed goes to a quarantine area."));
  if (state == ZG_STOCK_AVAILABLE && apart)
    place_fault (work, record, field, "D19-3.2.5", _ ("What passed does not go to quarantine."));
}

static gboolean
lies_at (const ZgRecord *record, const int *places, gint64 location)
{
  for (; *places >= 0; places++)
    if (zg_record_int (record, *places) == location)
      return TRUE;
  return FALSE;
}

/* Is the record, or one of the lines, at @location? 0: that is the whole warehouse. */
static gboolean
touches (ZgWork *work, GPtrArray *lines, const int *places, gint64 location)
{
  if (location == 0 || (lines == NULL && lies_at (zg_work_record (work), places, location)))
    return TRUE;
  for (guint i = 0; lines && i < lines->len; i++)
    if (lies_at (lines->pdata[i], places, location))
      return TRUE;
  return FALSE;
}

void
zg_stock_check_counting (ZgWork *work, const ZgKind *child, const int *places)
{
  g_autoptr (GPtrArray) lines = child ? zg_stock_lines (work, child) : NULL;
  g_autoptr (ZgStmt)    rows = NULL;
  gboolean              row = FALSE;

  zg_work_guard (work, "stock_day");
  rows = zg_db_query (zg_work_db (work), NULL,
                      ZG_SQL ("SELECT s.no, COALESCE (s.location, 0), COALESCE (l.code, '') FROM stocktake s"
                              " LEFT JOIN stock_location l ON l.id = s.location WHERE s.state = 'counting' ORDER BY s.id"), NULL);
  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    if (touches (work, lines, places, zg_stmt_int (rows, 1)))
      zg_work_fault (work, -1, -1, "D08-7a",
                     _ ("%s is being counted (%s): nothing is moved there until the count is finished. Nothing was entered."),
                     zg_stmt_int (rows, 1) ? zg_stmt_text (rows, 2) : _ ("The warehouse"), zg_stmt_text (rows, 0));
}

gint64
zg_stock_waiting (ZgDb *db, int from, int to)
{
  gint64 n = 0;
  char   first[11], last[11];

  zg_db_int (db, &n, NULL,
             ZG_SQL ("SELECT (SELECT count(*) FROM goods_receipt WHERE day BETWEEN $1 AND $2 AND state IN"
                     " ('checked', 'labelled', 'stuck', 'kept_signed'))"
                     " + (SELECT count(*) FROM goods_issue WHERE day BETWEEN $1 AND $2 AND state IN"
                     " ('cleared', 'picked', 'checked'))"
                     " + (SELECT count(*) FROM stock_move WHERE day BETWEEN $1 AND $2 AND state = 'pending')"),
             "ss", from == ZG_NO_DAY ? "0000-01-01" : zg_day_format (from, first), zg_day_format (to, last));
  return n;
}
