/* zg-recover-dialog.h: who to ask when a password is forgotten, and the recovery key for when nobody is left to ask. */
#pragma once

#include <gtk/gtk.h>

#include "zg-book.h"

G_BEGIN_DECLS

/* @login: to begin with. The one-time password is shown once. */
void zg_recover_dialog_present (GtkWidget *near, ZgBook *book, const char *login);

G_END_DECLS
