/* A second reading connection at the same state, for long reads that two threads share. The book keeps it for the next time. */
#include <string.h>

#include "zg-book-private.h"

static gboolean
n_entries (ZgDb *db, gint64 *n)
{
  *n = 0;
  return zg_db_int (db, n, NULL, ZG_SQL ("SELECT CAST (sum (seq) AS BIGINT) FROM chain"), NULL);
}

static ZgDb *
take_kept (ZgBook *book)
{
  return g_atomic_pointer_exchange (&book->twin, NULL);
}

/* Nothing is written without an audit entry: who sees as many entries sees the same book. */
ZgDb *
zg_book_twin (ZgBook *book, ZgDb *db)
{
  ZgDb  *twin;
  gint64 mine, its;

  if (book->by_door || !zg_db_is_read_only (db) || !n_entries (db, &mine))
    return NULL;
  twin = take_kept (book);
  if (twin == NULL)
    twin = zg_db_open (book->address, ZG_DB_READ, NULL);
  if (twin == NULL)
    return NULL;
  if (!zg_db_snapshot_begin (twin, NULL))
    {
      zg_db_close (twin);
      return NULL;
    }
  if (n_entries (twin, &its) && its == mine)
    return twin;
  zg_book_twin_give_back (book, twin);
  return NULL;
}

void
zg_book_twin_give_back (ZgBook *book, ZgDb *twin)
{
  if (twin == NULL)
    return;
  zg_db_snapshot_end (twin);
  if (!g_atomic_pointer_compare_and_exchange (&book->twin, NULL, twin))
    zg_db_close (twin);
}
