/* zg-carried.h: tables the program carries inside (data/org, data/holidays, data/demo), as the modules read them. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_carried_rows: the rows under the heading of "org/posts.tsv"; each row has at least @n_cells texts, missing ones as "".
 * Returns: (transfer full) (element-type GStrv): NULL where the program was built without the table. */
GPtrArray *zg_carried_rows  (const char *path, guint n_cells);
/* zg_carried_paper: the title of the paper a table was made from: its first line of comment up to an address.
 * Returns: (transfer full) (nullable). */
char      *zg_carried_paper (const char *path);

G_END_DECLS
