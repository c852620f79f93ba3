/* A backup from the window: one button, one bar, one answer that says what there is now. */
#include <glib/gi18n.h>

#include "zg-backup.h"
#include "zg-desk-util.h"
#include "zg-window-private.h"

static char *
result_words (const ZgBackupResult *result)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *size = zg_desk_size ((guint64) result->bytes);

  g_string_append_printf (text, _ ("%s\n%s, %u attachments. The copy was verified before it was sealed, and read back.\n\n"),
                          result->path, size, result->n_files);
  g_string_append_printf (text, _ ("It opens with the recovery key or the password of one of %u people.\n"), result->n_people);
  if (result->n_removed)
    g_string_append_printf (text, _ ("Expired backups removed: %u\n"), result->n_removed);
  for (guint i = 0; i < result->missing->len; i++)
    g_string_append_printf (text, _ ("  missing or changed: %s\n"), (char *) result->missing->pdata[i]);
  g_string_append (text, _ ("Copy it to another computer or a stick: a backup on the same disk goes with the disk."));
  return g_string_free (text, FALSE);
}

static void
on_backed_up_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autoptr (ZgWindow)       self = data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (ZgBackupResult) result = zg_backup_make_finish (answer, &error);
  g_autofree char           *words = NULL;
  GtkWidget                 *dialog;

  if (zg_window_is_closed (self))
    return;
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  if (result == NULL)
    {
      zg_desk_error (GTK_WIDGET (self), _ ("No backup was made"), error);
      return;
    }
  words = result_words (result);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Backup made"), words);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
zg_window_backup (ZgWindow *self)
{
  const ZgBackupJob job = { 0 };

  if (self->session == NULL)
    return;
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  zg_backup_make_async (self->session, &job, NULL, on_backed_up_cb, g_object_ref (self));
}
