#include "zg-report-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-arguments.h"
#include "zg-desk-util.h"
#include "zg-module.h"

struct _ZgReportDialog
{
  AdwWindow parent;

  ZgWindow       *window; /* weak */
  ZgSession      *session;
  GPtrArray      *reports; /* of const ZgReport, those this person may make */
  const ZgReport *report;
  GtkWidget      *choice, *place, *arguments, *buttons, *busy, *error;
};

#define ZG_TYPE_REPORT_DIALOG (zg_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZgReportDialog, zg_report_dialog, ZG, REPORT_DIALOG, AdwWindow)
G_DEFINE_FINAL_TYPE (ZgReportDialog, zg_report_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  ZgReportDialog *dialog; /* referenced */
  ZgSession      *session;
  const ZgReport *report;
  char          **values;
  const char     *format;
  char           *path;
} Job;

static void
job_free (Job *job)
{
  g_clear_object (&job->dialog);
  zg_session_unref (job->session);
  zg_arguments_free_values (job->values, job->report->n_arguments);
  g_free (job->path);
  g_free (job);
}

static gpointer
write_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return job->report->write (job->report, job->session, db, (const char *const *) job->values, job->format, job->path,
                             cancellable, error) ? job : NULL;
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job               *job = data;
  ZgReportDialog    *self = job->dialog;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;

  if (self->session == NULL) /* closed meanwhile */
    {
      job_free (job);
      return;
    }
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  gtk_widget_set_sensitive (self->buttons, TRUE);
  if (zg_store_call_finish (result, &error) == NULL)
    {
      zg_error_bar_show_error (ZG_ERROR_BAR (self->error), error);
      job_free (job);
      return;
    }
  text = g_strdup_printf (_ ("Written: %s"), job->path);
  if (self->window)
    zg_window_toast (self->window, text);
  job_free (job);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_proven (gboolean yes, gpointer data)
{
  Job            *job = data;
  ZgReportDialog *self = job->dialog;

  if (!yes)
    {
      job_free (job);
      return;
    }
  zg_error_bar_hide (ZG_ERROR_BAR (self->error));
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  gtk_widget_set_sensitive (self->buttons, FALSE);
  zg_store_report_async (zg_session_store (self->session), write_on_reader, job, NULL, NULL, NULL, on_written_cb,
                         job);
}

static void
on_file_cb (GFile *file, gpointer data)
{
  Job *job = data;

  if (file)
    {
      job->path = g_file_get_path (file);
      zg_desk_prove (GTK_WIDGET (job->dialog), job->report->proof ? job->session : NULL, on_proven, job);
    }
  else
    job_free (job);
}

static char *
period_of (const Job *job)
{
  for (int i = 0; i < job->report->n_arguments; i++)
    if ((job->report->arguments[i].type == ZG_MONTH || job->report->arguments[i].type == ZG_DAY) && job->values[i])
      return job->values[i];
  return NULL;
}

static void
on_format_cb (GtkButton *button, ZgReportDialog *self)
{
  Job              *job;
  g_autoptr (GError) error = NULL;
  char            **values = zg_arguments_values (ZG_ARGUMENTS (self->arguments), &error);
  g_autofree char  *base = NULL, *name = NULL, *file = NULL;
  const char       *title = g_dgettext (GETTEXT_PACKAGE, self->report->file_name ? self->report->file_name : self->report->title);

  if (values == NULL)
    {
      zg_error_bar_show_error (ZG_ERROR_BAR (self->error), error);
      return;
    }
  job = g_new0 (Job, 1);
  job->dialog = g_object_ref (self);
  job->session = zg_session_ref (self->session);
  job->report = self->report;
  job->values = values;
  job->format = g_object_get_data (G_OBJECT (button), "format");
  base = strstr (title, "%s") ? g_strdup_printf (title, period_of (job) ? period_of (job) : "") : g_strdup (title);
  name = zg_desk_file_name (base);
  file = g_strconcat (name, ".", job->format, NULL);
  zg_desk_save_file (GTK_WIDGET (self), g_dgettext (GETTEXT_PACKAGE, self->report->title), file, on_file_cb, job);
}

static const char *
format_label (const char *format)
{
  if (g_str_equal (format, "xlsx"))
    return _ ("_Workbook…");
  if (g_str_equal (format, "pdf"))
    return _ ("_PDF…");
  return _ ("_CSV…");
}

static void
fill_buttons (ZgReportDialog *self)
{
  static const char *const formats[] = { "csv", "pdf", "xlsx" };

  zg_desk_clear_box (self->buttons);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strstr (self->report->formats, formats[i]))
      {
        GtkWidget *button = gtk_button_new_with_mnemonic (format_label (formats[i]));

        g_object_set_data (G_OBJECT (button), "format", (gpointer) formats[i]);
        if (i == 2)
          gtk_widget_add_css_class (button, "suggested-action");
        g_signal_connect_object (button, "clicked", G_CALLBACK (on_format_cb), self, 0);
        gtk_box_append (GTK_BOX (self->buttons), button);
      }
}

static void
show_report (ZgReportDialog *self, const ZgReport *report)
{
  self->report = report;
  self->arguments = zg_arguments_new (self->session, report->arguments, report->n_arguments);
  adw_bin_set_child (ADW_BIN (self->place), self->arguments);
  fill_buttons (self);
}

static void
on_choice_cb (ZgReportDialog *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  if (chosen < self->reports->len)
    show_report (self, self->reports->pdata[chosen]);
}

static void
zg_report_dialog_dispose (GObject *object)
{
  ZgReportDialog *self = ZG_REPORT_DIALOG (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->session, zg_session_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  G_OBJECT_CLASS (zg_report_dialog_parent_class)->dispose (object);
}

static void
zg_report_dialog_class_init (ZgReportDialogClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_report_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget, ZgReportDialog, choice);
  gtk_widget_class_bind_template_child (widget, ZgReportDialog, place);
  gtk_widget_class_bind_template_child (widget, ZgReportDialog, buttons);
  gtk_widget_class_bind_template_child (widget, ZgReportDialog, busy);
  gtk_widget_class_bind_template_child (widget, ZgReportDialog, error);
  gtk_widget_class_add_binding_action (widget, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zg_report_dialog_init (ZgReportDialog *self)
{
  g_type_ensure (ZG_TYPE_BUSY_BAR);
  g_type_ensure (ZG_TYPE_ERROR_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reports = g_ptr_array_new ();
}

static void
list_reports (ZgReportDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n;
  const ZgReport *const *reports = zg_reports (&n);

  for (guint i = 0; i < n; i++)
    if (zg_session_reach (self->session, reports[i]->right) != ZG_REACH_NONE)
      {
        g_ptr_array_add (self->reports, (gpointer) reports[i]);
        gtk_string_list_append (titles, g_dgettext (GETTEXT_PACKAGE, reports[i]->title));
      }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (titles));
}

static void
preset (ZgReportDialog *self, const char *const *values)
{
  for (; values && *values; values++)
    {
      g_auto (GStrv) pair = g_strsplit (*values, "=", 2);

      if (pair[0] && pair[1])
        zg_arguments_set (ZG_ARGUMENTS (self->arguments), pair[0], pair[1]);
    }
}

void
zg_report_dialog_present (ZgWindow *window, ZgSession *session, const char *report, const char *const *values)
{
  ZgReportDialog *self = g_object_new (ZG_TYPE_REPORT_DIALOG, "transient-for", window, "modal", TRUE, NULL);
  guint           at = 0;

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  list_reports (self);
  if (self->reports->len == 0)
    {
      zg_window_toast (window, _ ("You may make no report. HR can grant the right."));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  for (guint i = 0; report && i < self->reports->len; i++)
    if (g_str_equal (((const ZgReport *) self->reports->pdata[i])->id, report))
      at = i;
  show_report (self, self->reports->pdata[at]);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), at);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (on_choice_cb), self, G_CONNECT_SWAPPED);
  preset (self, values);
  gtk_window_present (GTK_WINDOW (self));
}
