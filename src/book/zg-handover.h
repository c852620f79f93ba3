/* zg-handover.h: what a timer wants of a book that a window has open is handed to that window: through the socket BOOK.sock
 * beside the file (0600), a JSON object on a line each way. A book on a server needs none: others may open it. */
#pragma once

#include "zg-backup.h"

G_BEGIN_DECLS

typedef struct _ZgHandover ZgHandover;

/* zg_handover_serve: takes requests until it is freed, as the clock of the book, in threads of its own. Main thread, with a main
 * loop. Errors: IO: the socket cannot be made beside the book. Returns: (transfer full) (nullable). */
ZgHandover     *zg_handover_serve  (ZgBook *book, GError **error);
/* zg_handover_free: what is being done is called off and waited for. @handover: (nullable) (transfer full). */
void            zg_handover_free   (ZgHandover *handover);

/* zg_handover_backup, zg_handover_tick: ask the program that has the book @path open, and wait for its answer. Errors:
 * CONNECTION: nobody takes requests there, or not from this user; else what the other program met. Any thread. Returns:
 * (transfer full) (nullable): as zg_backup_make () and zg_tick_run () give it. */
ZgBackupResult *zg_handover_backup (const char *path, const ZgBackupJob *job, GError **error);
char           *zg_handover_tick   (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgHandover, zg_handover_free)

G_END_DECLS
