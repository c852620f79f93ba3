/* stock-count.h: counts run through their steps, and what is due by whom. */
#pragma once

#include "stock-store.h"
#include "zg-duty.h"

static inline ZgRecord *
count_of (int sort, gint64 location)
{
  ZgRecord *count = zg_record_new (&zg_stocktake);

  zg_record_set_int (count, ZG_STOCKTAKE_SORT, sort);
  zg_record_set_day (count, ZG_STOCKTAKE_DAY, zg_day_of_ms (zg_clock_now_ms ()));
  zg_record_set_int (count, ZG_STOCKTAKE_BLIND, 1);
  if (location)
    zg_record_set_int (count, ZG_STOCKTAKE_LOCATION, location);
  run (store.keeper, count, "create", NULL, NULL);
  return count;
}

static inline gpointer
read_lines (ZgDb *db, gpointer count, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = zg_book_children (db, &zg_stocktake_line, *(gint64 *) count, error);
  GPtrArray         *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    g_ptr_array_add (lines, zg_book_get (db, &zg_stocktake_line, g_array_index (ids, gint64, i), error));
  return lines;
}

static inline GPtrArray *
lines_of_count (ZgRecord *count)
{
  return zg_store_read (zg_book_store (trial.book), read_lines, &count->id, NULL);
}

/* What the book said when it was frozen is there, but one piece of @missing (0: of nothing). */
static inline void
count_but (ZgRecord *count, gint64 missing)
{
  g_autoptr (GPtrArray) lines = lines_of_count (count);

  for (guint i = 0; i < lines->len; i++)
    {
      ZgRecord *line = lines->pdata[i];
      gint64    off = zg_record_int (line, ZG_STOCKTAKE_LINE_ITEM) == missing ? 1000 : 0;

      zg_record_set_int (line, ZG_STOCKTAKE_LINE_COUNTED, zg_record_int (line, ZG_STOCKTAKE_LINE_FROZEN) - off);
    }
  run (store.keeper, count, "finish", lines, NULL);
}

static inline void
count_all (ZgRecord *count)
{
  count_but (count, 0);
}

static inline gpointer
read_duties (ZgDb *db, gpointer session, GCancellable *cancellable, GError **error)
{
  return zg_duties_find (session, db, zg_clock_now_ms (), TRUE, error);
}

static inline guint
due (ZgSession *session, const char *duty)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), read_duties, session, &error);
  guint                 n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    n += g_str_equal (((ZgDutyItem *) items->pdata[i])->duty->id, duty) && ((ZgDutyItem *) items->pdata[i])->done_ms == 0;
  return n;
}
