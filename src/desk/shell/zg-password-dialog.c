#include "zg-password-dialog.h"

#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-people.h"
#include "zg-secret-dialog.h"

static char *
change (const char *const *texts, gpointer data, GError **error)
{
  if (!g_str_equal (texts[1], texts[2]))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _ ("The new password was not typed the same way twice. Nothing was changed."));
      return NULL;
    }
  return zg_session_change_password (data, texts[0], texts[1], error) ? g_strdup ("") : NULL;
}

static void
on_changed (ZgSecretDialog *dialog, const char *result, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (ZG_IS_WINDOW (parent))
    zg_window_toast (ZG_WINDOW (parent), _ ("The password is changed."));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

void
zg_password_dialog_present (ZgWindow *window, ZgSession *session)
{
  gboolean        must = zg_session_must_change (session);
  ZgSecretDialog *dialog
    = zg_secret_dialog_new (GTK_WINDOW (window), _ ("Change password"),
                            must ? _ ("This password was given to you for one use. Choose your own before anything else.")
                                 : _ ("At least 12 characters of three kinds: small and capital letters, digits, signs "
                                      "(D12-11.3)."),
                            _ ("_Change"), must, change, on_changed, zg_session_ref (session), (GDestroyNotify) zg_session_unref);

  zg_secret_dialog_add (dialog, must ? _ ("_One-time password") : _ ("_Present password"), TRUE, NULL);
  zg_secret_dialog_add (dialog, _ ("_New password"), TRUE, NULL);
  zg_secret_dialog_add (dialog, _ ("New password once _more"), TRUE, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
