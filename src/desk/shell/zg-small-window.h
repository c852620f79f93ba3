/* zg-small-window.h: a small window over the desk that only shows something; Esc closes it. Main thread only. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* zg_small_window_present: @content: (transfer floating): scrolled where it does not fit. Returns: (transfer none). */
GtkWindow *zg_small_window_present (GtkWidget *near, const char *title, GtkWidget *content, int width, int height);

G_END_DECLS
