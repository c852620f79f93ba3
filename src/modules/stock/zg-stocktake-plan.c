/* zg-stocktake-plan.c: what a count is of: with finance everything (D08-7a), by the department all or a sample: a place, items
 * named by their codes, a share of the items (D19-4.1). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-stocktake.h"

static GHashTable *
ids_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* @faults: says of each code that no item has. */
static GHashTable *
items_named (ZgWork *work, gboolean faults)
{
  const char            *text = zg_record_text (zg_work_record (work), ZG_STOCKTAKE_CODES);
  g_auto (GStrv)         codes = text ? g_strsplit_set (text, "\n\r,; \t", -1) : NULL;
  g_autoptr (GHashTable) ids = ids_new ();

  for (char **code = codes; code && *code; code++)
    {
      gint64 id = 0;

      if (**code == '\0')
        continue;
      zg_db_int (zg_work_db (work), &id, NULL,
                 ZG_SQL ("SELECT id FROM item WHERE (code = $1 OR barcode = $1) AND state = 'active'"), "s", *code);
      if (id)
        g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
      else if (faults)
        zg_work_fault (work, ZG_STOCKTAKE_CODES, -1, "D19-4.1", _ ("No item of the catalogue has the code “%s”."), *code);
    }
  return g_steal_pointer (&ids);
}

void
zg_stocktake_check_plan (ZgWork *work)
{
  const ZgRecord *count = zg_work_record (work);
  gint64          share = zg_record_int (count, ZG_STOCKTAKE_SHARE);
  gboolean        sample = zg_record_is_set (count, ZG_STOCKTAKE_SHARE) || zg_record_is_set (count, ZG_STOCKTAKE_CODES);

  if (zg_record_is_set (count, ZG_STOCKTAKE_SHARE) && (share < 1 || share > 100))
    zg_work_fault (work, ZG_STOCKTAKE_SHARE, -1, "D19-4.1", _ ("A share is 1 to 100 per cent."));
  if (sample && zg_record_int (count, ZG_STOCKTAKE_SORT) == ZG_STOCKTAKE_QUARTERLY)
    zg_work_fault (work, zg_record_is_set (count, ZG_STOCKTAKE_SHARE) ? ZG_STOCKTAKE_SHARE : ZG_STOCKTAKE_CODES, -1, "D08-7a",
                   _ ("With finance everything is counted. A sample is a count of the department."));
  if (zg_record_is_set (count, ZG_STOCKTAKE_CODES))
    g_hash_table_unref (items_named (work, TRUE));
}

/* Of the items that lie there those counted longest ago, never ones first: with time everything has its turn. */
static GHashTable *
longest_ago (ZgWork *work, gint64 share)
{
  const ZgRecord    *count = zg_work_record (work);
  gint64             n = 0;
  g_autoptr (GHashTable) ids = ids_new ();
  g_autoptr (ZgStmt) rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT b.k1, COALESCE ((SELECT max (s.day) FROM stocktake_line l JOIN stocktake s ON s.id = l.parent_id"
              " WHERE l.item = b.k1 AND s.id <> $2 AND s.state NOT IN ('draft', 'counting', 'deleted')), '') AS last"
              " FROM balance b JOIN item i ON i.id = b.k1 WHERE b.ledger = 'stock' AND b.qty <> 0"
              " AND (CAST ($1 AS BIGINT) = 0 OR b.k3 = $1) GROUP BY b.k1, i.code ORDER BY last, i.code"),
      "ii", zg_record_int (count, ZG_STOCKTAKE_LOCATION), count->id);
  gboolean row = FALSE;

  zg_db_int (zg_work_db (work), &n, NULL,
             ZG_SQL ("SELECT count(DISTINCT k1) FROM balance WHERE ledger = 'stock' AND qty <> 0"
                     " AND (CAST ($1 AS BIGINT) = 0 OR k3 = $1)"), "i", zg_record_int (count, ZG_STOCKTAKE_LOCATION));
  n = (n * share + 99) / 100;
  while (n-- > 0 && rows && zg_stmt_step (rows, &row, NULL) && row)
    g_hash_table_add (ids, g_memdup2 (&(gint64){ zg_stmt_int (rows, 0) }, sizeof (gint64)));
  return g_steal_pointer (&ids);
}

/* Both: the items named, and those of the share. */
GHashTable *
zg_stocktake_chosen (ZgWork *work)
{
  const ZgRecord *count = zg_work_record (work);
  GHashTable     *ids = zg_record_is_set (count, ZG_STOCKTAKE_CODES) ? items_named (work, FALSE) : NULL;
  GHashTableIter  each;
  gpointer        id;

  if (zg_record_is_set (count, ZG_STOCKTAKE_SHARE))
    {
      g_autoptr (GHashTable) share = longest_ago (work, zg_record_int (count, ZG_STOCKTAKE_SHARE));

      ids = ids ? ids : ids_new ();
      g_hash_table_iter_init (&each, share);
      while (g_hash_table_iter_next (&each, &id, NULL))
        g_hash_table_add (ids, g_memdup2 (id, sizeof (gint64)));
    }
  return ids;
}
