/* zg-structures.h: the five organisations of the documents, to choose from. Main thread only. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* zg_structures_fill: adds a row with a radio button for each template to @list; none chosen is "". */
void        zg_structures_fill   (GtkListBox *list);
const char *zg_structures_chosen (GtkListBox *list); /* template id */

G_END_DECLS
