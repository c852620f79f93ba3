/* zg-modules.h: what the program can do: registers every module. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_modules_init: kinds, sheets, layouts and hooks of all modules; once at start, after zg_book_init, before any thread. */
void zg_modules_init (void);

G_END_DECLS
