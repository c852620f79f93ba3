/* Before what is dangerous the password is asked for once more, unless it was given a few minutes ago. */
#include "zg-desk-util.h"

#include <glib/gi18n.h>

#include "zg-people.h"
#include "zg-secret-dialog.h"

typedef struct
{
  ZgSession  *session;
  ZgConfirmed answer; /* NULL once given */
  gpointer    data;
} Proof;

static void
proof_free (Proof *proof)
{
  if (proof->answer)
    proof->answer (FALSE, proof->data);
  zg_session_unref (proof->session);
  g_free (proof);
}

static char *
give (const char *const *texts, gpointer data, GError **error)
{
  Proof *proof = data;

  return zg_session_unlock (proof->session, texts[0], error) ? g_strdup ("") : NULL;
}

static void
on_given (ZgSecretDialog *dialog, const char *result, gpointer data)
{
  Proof      *proof = data;
  ZgConfirmed answer = g_steal_pointer (&proof->answer);
  gpointer    answer_data = proof->data;

  gtk_window_destroy (GTK_WINDOW (dialog));
  answer (TRUE, answer_data);
}

void
zg_desk_prove (GtkWidget *near, ZgSession *session, ZgConfirmed answer, gpointer data)
{
  GtkRoot        *root = gtk_widget_get_root (near);
  g_autofree char *text = NULL;
  ZgSecretDialog *dialog;
  Proof          *proof;

  if (session == NULL || !zg_session_proof_due (session))
    {
      answer (TRUE, data);
      return;
    }
  proof = g_new0 (Proof, 1);
  proof->session = zg_session_ref (session);
  proof->answer = answer;
  proof->data = data;
  text = g_strdup_printf (_ ("This touches rights, keys or numbers in full. So that nobody does it at a desk %s has left, the "
                             "password is asked for once more."), zg_session_name (session));
  dialog = zg_secret_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Your password, please"), text,
                                 _ ("_Go on"), FALSE, give, on_given, proof, (GDestroyNotify) proof_free);
  zg_secret_dialog_add (dialog, _ ("_Password"), TRUE, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
