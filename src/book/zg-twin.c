/* A second reading connection at the same state, for long reads that two threads share. */
#include <string.h>

#include "zg-book-private.h"

static gboolean
newest_entry (ZgDb *db, gint64 *seq)
{
  *seq = 0;
  return zg_db_int (db, seq, NULL, ZG_SQL ("SELECT seq FROM chain WHERE chain = $1"), "i", (gint64) ZG_CHAIN);
}

/* Nothing is written without an audit entry: who sees the same newest entry sees the same book. */
ZgDb *
zg_book_twin (ZgDb *db)
{
  ZgDb  *twin;
  gint64 mine, its;

  if (!zg_db_is_read_only (db) || !newest_entry (db, &mine) || (twin = zg_db_open (zg_db_path (db), ZG_DB_READ, NULL)) == NULL)
    return NULL;
  if (zg_db_snapshot_begin (twin, NULL) && newest_entry (twin, &its) && its == mine)
    return twin;
  zg_book_twin_free (twin);
  return NULL;
}

void
zg_book_twin_free (ZgDb *twin)
{
  if (twin == NULL)
    return;
  zg_db_snapshot_end (twin);
  zg_db_close (twin);
}
