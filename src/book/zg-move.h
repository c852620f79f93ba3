/* zg-move.h: a book outgrows its file: carried to a server whole, proved equal, and the file kept as it is, for reading. */
#pragma once

#include "zg-book.h"
#include "zg-db-move.h"

G_BEGIN_DECLS

/* zg_book_move: the closed book @path into the empty database @address. It is verified before it leaves and after it has
 * arrived, and every table compared. When it fails nothing is left on the server and the file is as it was. Then the file is
 * opened only for reading. @progress: (nullable): as zg_db_move_rows (), on the writer's thread. @report: (out) (transfer full):
 * lines for people. Errors: those of opening the one and making the other; CORRUPT; G_IO_ERROR_CANCELLED. */
gboolean zg_book_move (const char *path, const char *address, ZgDbMoveProgress progress, gpointer data, GCancellable *cancellable,
                       char **report, GError **error);

G_END_DECLS
