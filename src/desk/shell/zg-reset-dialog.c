#include "zg-reset-dialog.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-people.h"
#include "zg-secret-dialog.h"

typedef struct
{
  ZgSession *session;
  gint64     person;
} Reset;

static void
reset_free (Reset *reset)
{
  zg_session_unref (reset->session);
  g_free (reset);
}

static char *
make_password (const char *const *texts, gpointer data, GError **error)
{
  Reset *reset = data;

  return zg_people_reset (reset->session, reset->person, error);
}

static void
on_made (ZgSecretDialog *dialog, const char *result, gpointer data)
{
  zg_secret_dialog_show_result (dialog,
      _ ("Hand this over. It is good for one log-in within 24 hours; then a password of one's own is asked for."), result);
}

static void
on_proven (gboolean yes, gpointer data)
{
  ZgSecretDialog *dialog = data;

  if (yes)
    gtk_window_present (GTK_WINDOW (dialog));
  else
    gtk_window_destroy (GTK_WINDOW (dialog));
}

void
zg_reset_dialog_present (ZgWindow *window, ZgSession *session, gint64 person, const char *name)
{
  Reset           *reset = g_new0 (Reset, 1);
  g_autofree char *text = g_strdup_printf (_ ("A one-time password for %s. The old one stops working at once."), name);
  ZgSecretDialog  *dialog;

  reset->session = zg_session_ref (session);
  reset->person = person;
  dialog = zg_secret_dialog_new (GTK_WINDOW (window), _ ("New password"), text, _ ("_Make it"), FALSE, make_password, on_made,
                                 reset,
                                 (GDestroyNotify) reset_free);
  zg_desk_prove (GTK_WIDGET (window), session, on_proven, dialog);
}
