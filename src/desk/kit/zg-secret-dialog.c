/* A small dialog with a few entries, one line of error, and work on another thread: passwords and recovery. */
#include "zg-secret-dialog.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-seal.h"

struct _ZgSecretDialog
{
  AdwWindow parent;

  GtkWidget *form, *entries[ZG_SECRET_ENTRIES], *text, *error, *run, *cancel, *busy, *result;
  int        n;
  ZgSecretFunc work;
  ZgSecretDone done;
  gpointer   data;
  GDestroyNotify data_free;
  gboolean   running, closed;
};

G_DEFINE_FINAL_TYPE (ZgSecretDialog, zg_secret_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  ZgSecretDialog *self; /* referenced */
  char           *texts[ZG_SECRET_ENTRIES];
} Job;

static void
job_free (Job *job)
{
  for (int i = 0; i < ZG_SECRET_ENTRIES; i++)
    g_clear_pointer (&job->texts[i], zg_wipe_text);
  g_object_unref (job->self);
  g_free (job);
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job    *job = data;
  GError *error = NULL;
  char   *result = job->self->work ((const char *const *) job->texts, job->self->data, &error);

  if (result)
    g_task_return_pointer (task, result, (GDestroyNotify) zg_wipe_text);
  else
    g_task_return_error (task, error);
}

static void
on_worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgSecretDialog    *self = ZG_SECRET_DIALOG (source);
  g_autoptr (GError) error = NULL;
  char              *text = g_task_propagate_pointer (G_TASK (result), &error);

  self->running = FALSE;
  if (self->closed) /* taken back while it was looked at */
    {
      g_clear_pointer (&text, zg_wipe_text);
      return;
    }
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  gtk_widget_set_sensitive (self->run, TRUE);
  if (text == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->error), error->message);
      gtk_widget_show (self->error);
      gtk_widget_grab_focus (self->entries[0]);
      return;
    }
  if (self->done)
    self->done (self, text, self->data);
  zg_wipe_text (text);
}

static void
on_run_cb (ZgSecretDialog *self)
{
  g_autoptr (GTask) task = NULL;
  Job              *job;

  if (self->running)
    return;
  self->running = TRUE;
  gtk_widget_hide (self->error);
  gtk_widget_set_sensitive (self->run, FALSE);
  job = g_new0 (Job, 1);
  job->self = g_object_ref (self);
  for (int i = 0; i < self->n; i++)
    job->texts[i] = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[i])));
  task = g_task_new (self, NULL, on_worked_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  g_task_run_in_thread (task, work_thread);
}

void
zg_secret_dialog_add (ZgSecretDialog *self, const char *label, gboolean hidden, const char *value)
{
  GtkWidget *entry = hidden ? gtk_password_entry_new () : gtk_entry_new ();
  GtkWidget *name = gtk_label_new_with_mnemonic (label);
  g_autofree char *plain = zg_desk_plain (label);

  if (hidden)
    gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  if (value)
    gtk_editable_set_text (GTK_EDITABLE (entry), value);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (name), entry);
  gtk_widget_add_css_class (name, "small");
  zg_desk_name (entry, plain);
  gtk_box_append (GTK_BOX (self->form), name);
  gtk_box_append (GTK_BOX (self->form), entry);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_run_cb), self, G_CONNECT_SWAPPED);
  self->entries[self->n++] = entry;
}

void
zg_secret_dialog_show_result (ZgSecretDialog *self, const char *text, const char *secret)
{
  gtk_widget_hide (self->form);
  gtk_widget_hide (self->run);
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_label_set_text (GTK_LABEL (self->result), secret);
  gtk_widget_set_visible (self->result, secret != NULL);
  gtk_button_set_label (GTK_BUTTON (self->cancel), _ ("_Close"));
  gtk_widget_show (self->cancel);
  gtk_widget_grab_focus (self->cancel);
}

static gboolean
zg_secret_dialog_close_request (GtkWindow *window)
{
  ZG_SECRET_DIALOG (window)->closed = TRUE;
  return GTK_WINDOW_CLASS (zg_secret_dialog_parent_class)->close_request (window);
}

static void
zg_secret_dialog_dispose (GObject *object)
{
  ZgSecretDialog *self = ZG_SECRET_DIALOG (object);

  if (self->data_free)
    g_clear_pointer (&self->data, self->data_free);
  G_OBJECT_CLASS (zg_secret_dialog_parent_class)->dispose (object);
}

static void
zg_secret_dialog_class_init (ZgSecretDialogClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_secret_dialog_dispose;
  GTK_WINDOW_CLASS (class)->close_request = zg_secret_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/kit/zg-secret-dialog.ui");
  gtk_widget_class_bind_template_child (widget, ZgSecretDialog, form);
  gtk_widget_class_bind_template_child (widget, ZgSecretDialog, text);
  gtk_widget_class_bind_template_child (widget, ZgSecretDialog, error);
  gtk_widget_class_bind_template_child (widget, ZgSecretDialog, run);
  gtk_widget_class_bind_template_child (widget, ZgSecretDialog, cancel);
  gtk_widget_class_bind_template_child (widget, ZgSecretDialog, busy);
  gtk_widget_class_bind_template_child (widget, ZgSecretDialog, result);
}

static void
zg_secret_dialog_init (ZgSecretDialog *self)
{
  g_type_ensure (ZG_TYPE_BUSY_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->run, "clicked", G_CALLBACK (on_run_cb), self, G_CONNECT_SWAPPED);
}

ZgSecretDialog *
zg_secret_dialog_new (GtkWindow *parent, const char *title, const char *text, const char *verb, gboolean must, ZgSecretFunc work,
                      ZgSecretDone done,
                      gpointer data, GDestroyNotify data_free)
{
  ZgSecretDialog *self = g_object_new (ZG_TYPE_SECRET_DIALOG, "transient-for", parent, "modal", TRUE, "title", title,
                                       "deletable", !must, NULL);

  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_button_set_label (GTK_BUTTON (self->run), verb);
  gtk_widget_set_visible (self->cancel, !must);
  self->work = work;
  self->done = done;
  self->data = data;
  self->data_free = data_free;
  return self;
}
