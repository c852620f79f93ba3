/* What is sealed stays on the clipboard for a moment only. */
#include "zg-desk-util.h"

#define KEPT_SECONDS 20 /* as store-and-security.md 1.3, control 17 */

static guint               clearing;
static GdkContentProvider *secret;    /* what was put there */
static GdkClipboard       *clipboard; /* where */

/* What somebody has copied since is left alone. */
void
zg_desk_forget_secret (void)
{
  g_clear_handle_id (&clearing, g_source_remove);
  if (secret && clipboard && gdk_clipboard_get_content (clipboard) == secret)
    gdk_clipboard_set_content (clipboard, NULL);
  g_clear_object (&secret);
  g_clear_weak_pointer (&clipboard);
}

static gboolean
on_over_cb (gpointer data)
{
  clearing = 0;
  zg_desk_forget_secret ();
  return G_SOURCE_REMOVE;
}

static void
on_shutdown_cb (GApplication *application, gpointer data)
{
  zg_desk_forget_secret ();
}

void
zg_desk_copy_secret (GtkWidget *near, const char *text)
{
  GApplication *application = g_application_get_default ();

  zg_desk_forget_secret ();
  secret = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  g_set_weak_pointer (&clipboard, gtk_widget_get_clipboard (near));
  gdk_clipboard_set_content (clipboard, secret);
  clearing = g_timeout_add_seconds (KEPT_SECONDS, on_over_cb, NULL);
  if (application && g_object_get_data (G_OBJECT (application), "zg-clears-copy") == NULL)
    {
      g_signal_connect (application, "shutdown", G_CALLBACK (on_shutdown_cb), NULL);
      g_object_set_data (G_OBJECT (application), "zg-clears-copy", (gpointer) "yes");
    }
}
