#include "zg-recover-dialog.h"

#include <glib/gi18n.h>

#include "zg-people.h"
#include "zg-secret-dialog.h"

static char *
recover (const char *const *texts, gpointer data, GError **error)
{
  return zg_book_recover (data, texts[1], texts[0], error);
}

static void
on_recovered (ZgSecretDialog *dialog, const char *result, gpointer data)
{
  zg_secret_dialog_show_result (dialog, _ ("One-time password, good for 24 hours. Log in with it; you choose your own then."),
                                result);
}

void
zg_recover_dialog_present (GtkWidget *near, ZgBook *book, const char *login)
{
  GtkRoot        *root = gtk_widget_get_root (near);
  ZgSecretDialog *dialog
    = zg_secret_dialog_new (GTK_WINDOW (root), _ ("Forgotten password"),
                            _ ("HR or IT sets a one-time password for you. Where nobody is left to ask, the recovery key that "
                               "was printed when the book was made opens it."),
                            _ ("_Open with the key"), FALSE, recover, on_recovered, zg_book_ref (book),
                                (GDestroyNotify) zg_book_unref);

  zg_secret_dialog_add (dialog, _ ("_User name"), FALSE, login);
  zg_secret_dialog_add (dialog, _ ("_Recovery key"), FALSE, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
