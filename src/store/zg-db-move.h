/* zg-db-move.h: the rows of a book that is a file into the empty tables of one on a server, or back, and the proof that they are
 * the same. The tables of both are made of the same schema. */
#pragma once

#include <gio/gio.h>

#include "zg-db.h"

G_BEGIN_DECLS

/* @table: whose rows come next; @n: how many rows have come so far. */
typedef void (*ZgDbMoveProgress) (const char *table, gint64 n, gpointer data);

/* zg_db_move_rows: all in one transaction of @to; references are checked at its end. @from: reading; one of the two is a file.
 * @but: (nullable): a table whose rows stay. @progress: (nullable). Errors: those of both; G_IO_ERROR_CANCELLED. Thread
 * of both connections. */
gboolean zg_db_move_rows (ZgDb *from, ZgDb *to, const char *but, ZgDbMoveProgress progress, gpointer data,
                          GCancellable *cancellable, GError **error);

/* zg_db_move_check: every table of @from has the same rows in @to, by number and SHA-256. @n: (out): rows in all.
 * Errors: ZG_ERROR_CORRUPT naming the first table that differs. */
gboolean zg_db_move_check (ZgDb *from, ZgDb *to, const char *but, gint64 *n, GError **error);

/* zg_db_reads_all: whether no rule of the server keeps rows from this connection: it is its owner's. Always of a file. */
gboolean zg_db_reads_all (ZgDb *db);
/* zg_db_size: bytes it takes on the disk of the server, 0: not known. */
gint64   zg_db_size (ZgDb *db);

G_END_DECLS
