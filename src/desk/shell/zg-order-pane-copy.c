/* The number to call goes to the clipboard for a while; the book is told first (D05-11). */
#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-marks.h"
#include "zg-order-pane-private.h"
#include "zg-seal.h"

typedef struct
{
  ZgSession *session;
  ZgRecord  *order;
  ZgReceiver receiver;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  zg_session_unref (copy->session);
  zg_record_free (copy->order);
  zg_order_receiver_clear (&copy->receiver);
  g_free (copy);
}

/* As it is now: read once more, for who reads the pane may have had it before him for a while. */
static gpointer
read_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Copy *copy = data;

  return zg_order_receiver (db, copy->order, &copy->receiver, error) ? copy : NULL;
}

static void
do_copy (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copy   *copy = data;
  GError *error = NULL;
  char   *plain = NULL;

  if (zg_store_read (zg_session_store (copy->session), read_db, copy, &error) &&
      copy->receiver.cells[ZG_RECEIVER_PHONE].type == ZG_CELL_BYTES)
    plain = zg_order_receiver_reveal (copy->session, copy->order, &copy->receiver, ZG_RECEIVER_PHONE, TRUE, &error);
  if (plain)
    g_task_return_pointer (task, plain, (GDestroyNotify) zg_wipe_text);
  else
    g_task_return_error (task,
                         error ? error : g_error_new_literal (ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no number to copy.")));
}

static void
on_copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgOrderPane       *self = ZG_ORDER_PANE (source);
  g_autoptr (GError) error = NULL;
  char              *plain = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->body && plain)
    {
      zg_desk_copy_secret (GTK_WIDGET (self), plain);
      zg_desk_toast (GTK_WIDGET (self), _ ("The number is in the clipboard for 20 seconds."));
    }
  else if (self->body)
    zg_desk_error (GTK_WIDGET (self), _ ("The number was not copied"), error);
  zg_wipe_text (plain);
}

void
zg_order_pane_copy (ZgOrderPane *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_copied_cb, NULL);
  Copy             *copy;

  if (self->detail == NULL)
    return;
  copy = g_new0 (Copy, 1);
  copy->session = zg_session_ref (self->session);
  copy->order = zg_record_copy (self->detail->order);
  g_task_set_task_data (task, copy, copy_free);
  g_task_run_in_thread (task, do_copy);
}

GtkWidget *
zg_order_pane_law (GtkWidget *anew)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("system-lock-screen-symbolic"));
  gtk_box_append (GTK_BOX (box),
                  zg_order_pane_text (_ ("Nobody changes what an order says. A wrong address: void it and make it anew."), NULL));
  gtk_box_append (GTK_BOX (box), zg_clause_chip_new ("D18-5.5a"));
  gtk_box_append (GTK_BOX (box), anew);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "pad");
  return box;
}
