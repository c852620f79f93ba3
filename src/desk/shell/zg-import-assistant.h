/* zg-import-assistant.h: reading a file in: file → what it is and what is asked → preview of every line not taken → result, which
 * can be taken back whole. Main thread only; reading and writing run on the book's threads. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

/* @kind: (nullable): only layouts of this kind are offered. */
void zg_import_assistant_present (ZgWindow *window, ZgSession *session, const ZgKind *kind);
/* zg_import_assistant_open: the same with the file chosen already. */
void zg_import_assistant_open    (ZgWindow *window, ZgSession *session, const ZgKind *kind, const char *path);

G_END_DECLS
