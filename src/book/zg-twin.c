/* A second reading connection at the same state, for long reads that two threads share. The book keeps it for the next time. */
#include <string.h>

#include "zg-book-private.h"

/* The end of each desk's chain. Returns: (transfer full) (nullable) */
static char *
newest_entries (ZgDb *db)
{
  g_autoptr (ZgStmt)  stmt = zg_db_query (db, NULL, ZG_SQL ("SELECT chain, seq FROM chain ORDER BY chain"), NULL);
  g_autoptr (GString) ends = g_string_new (NULL);
  gboolean            row = FALSE, read = FALSE;

  while (stmt && (read = zg_stmt_step (stmt, &row, NULL)) && row)
    g_string_append_printf (ends, "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " ", zg_stmt_int (stmt, 0), zg_stmt_int (stmt, 1));
  return read ? g_string_free (g_steal_pointer (&ends), FALSE) : NULL;
}

static ZgDb *
take_kept (ZgBook *book)
{
  return g_atomic_pointer_exchange (&book->twin, NULL);
}

/* Nothing is written without an audit entry: who sees the same newest entry of every desk sees the same book. */
ZgDb *
zg_book_twin (ZgBook *book, ZgDb *db)
{
  g_autofree char *mine = zg_db_is_read_only (db) ? newest_entries (db) : NULL;
  g_autofree char *its = NULL;
  ZgDb            *twin;

  if (mine == NULL)
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
  its = newest_entries (twin);
  if (g_strcmp0 (its, mine) == 0)
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
