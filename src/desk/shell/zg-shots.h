/* zg-shots.h: pictures of every page, made inside the program from an invented book. Main thread only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_shots_take: makes a trial book in a temporary folder and writes DIR/01-…-light.png and so on, light and dark. @dir: made
 * where it is not
 * there. Returns: 0, or 1 after a message on stderr. */
int zg_shots_take (const char *dir);

G_END_DECLS
