/* zg-secret-dialog.h: a dialog with up to four entries whose texts are wiped after use, and work on another thread. Main thread
   only. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZG_SECRET_ENTRIES 4
#define ZG_TYPE_SECRET_DIALOG (zg_secret_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZgSecretDialog, zg_secret_dialog, ZG, SECRET_DIALOG, AdwWindow)

/* On a worker: Returns: (transfer full): a text (may be ""), NULL with an error. */
typedef char *(*ZgSecretFunc) (const char *const *texts, gpointer data, GError **error);
/* On the main thread, with what the work returned. */
typedef void  (*ZgSecretDone) (ZgSecretDialog *dialog, const char *result, gpointer data);

ZgSecretDialog *zg_secret_dialog_new (GtkWindow *parent, const char *title, const char *text, const char *verb, gboolean must,
                                      ZgSecretFunc work,
                                      ZgSecretDone done, gpointer data, GDestroyNotify data_free);
void            zg_secret_dialog_add (ZgSecretDialog *dialog, const char *label, gboolean hidden, const char *value);
/* zg_secret_dialog_show_result: instead of the entries: a sentence and (nullable) what is shown this once, selectable. */
void            zg_secret_dialog_show_result (ZgSecretDialog *dialog, const char *text, const char *secret);

G_END_DECLS
