#include "zg-server-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-db.h"
#include "zg-error.h"
#include "zg-secret-dialog.h"

char *
zg_server_address (const char *address, const char *password)
{
  g_autofree char *escaped = g_uri_escape_string (password, NULL, TRUE);

  if (*password == '\0') /* it may stand in the address, or in the file .pgpass */
    return g_strdup (address);
  return g_strdup_printf ("%s%spassword=%s", address, strchr (address, '?') ? "&" : "?", escaped);
}

static char *
compose (const char *const *texts, gpointer data, GError **error)
{
  if (zg_db_is_server (texts[0]))
    return zg_server_address (texts[0], texts[1]);
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                       _ ("Write the address as postgresql://NAME@HOST/DATABASE?sslmode=verify-full. Nothing was opened."));
  return NULL;
}

static void
on_composed (ZgSecretDialog *dialog, const char *result, gpointer data)
{
  zg_window_open_book (data, result);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

void
zg_server_dialog_present (ZgWindow *window)
{
  ZgSecretDialog *dialog = zg_secret_dialog_new (GTK_WINDOW (window), _ ("A book on a server"),
                                                 _ ("Whoever keeps the server gives you the address and the password of its "
                                                    "role. Your own user name and password are asked for after that."),
                                                 _ ("_Open"), FALSE, compose, on_composed, g_object_ref (window), g_object_unref);

  zg_secret_dialog_add (dialog, _ ("_Address"), FALSE, "postgresql://");
  zg_secret_dialog_add (dialog, _ ("_Password of the role"), TRUE, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
