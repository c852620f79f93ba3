#include "zg-import-assistant.h"

#include <glib/gi18n.h>

#include "zg-arguments.h"
#include "zg-csv.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-import-line.h"
#include "zg-module.h"

#define MOST_REFUSED 8 /* that are shown; the rest is seen by reading the file in again */

struct _ZgImportAssistant
{
  AdwWindow parent;

  GtkWidget *busy, *error, *choose, *layout, *arguments_place, *other, *rejects, *commit, *undo, *more;
  GtkStack  *steps;
  GtkLabel  *file_label, *summary, *lines_title;
  GtkColumnView *lines;
  AdwStatusPage *done_page;
  GtkWidget *arguments; /* (nullable) */

  ZgWindow       *window; /* weak */
  ZgSession      *session;
  const ZgKind   *kind;    /* (nullable) */
  GPtrArray      *layouts; /* of const ZgLayout, in the drop-down */
  const ZgLayout *chosen;  /* (nullable) */
  char           *name;    /* of the file */
  GBytes         *bytes;   /* (nullable) */
  ZgImportPlan   *plan;    /* (nullable) */
  GCancellable   *cancellable;
  gint64          import_id;
  gboolean        filling;
};

#define ZG_TYPE_IMPORT_ASSISTANT (zg_import_assistant_get_type ())
G_DECLARE_FINAL_TYPE (ZgImportAssistant, zg_import_assistant, ZG, IMPORT_ASSISTANT, AdwWindow)
G_DEFINE_FINAL_TYPE (ZgImportAssistant, zg_import_assistant, ADW_TYPE_WINDOW)

/* One piece of work off the main thread. */
typedef struct
{
  ZgImportAssistant *self; /* referenced */
  ZgSession         *session;
  const ZgLayout    *layout;
  char              *name;
  GBytes            *bytes;
  char             **values; /* (nullable): to be proposed */
  ZgImportPlan      *plan;   /* (nullable): while it is committed it is nobody else's */
  gint64             import_id;
  guint              n_new, n_known;
} Job;

static Job *
job_new (ZgImportAssistant *self)
{
  Job *job = g_new0 (Job, 1);

  job->self = g_object_ref (self);
  job->session = zg_session_ref (self->session);
  job->layout = self->chosen;
  job->name = g_strdup (self->name);
  job->bytes = self->bytes ? g_bytes_ref (self->bytes) : NULL;
  return job;
}

static void
job_free (Job *job)
{
  if (job->layout)
    zg_arguments_free_values (job->values, job->layout->n_arguments);
  g_clear_pointer (&job->plan, zg_import_plan_free);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->name);
  zg_session_unref (job->session);
  g_object_unref (job->self);
  g_free (job);
}

static void
say_wrong (ZgImportAssistant *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zg_error_bar_show_error (ZG_ERROR_BAR (self->error), error);
}

/* -- Preview -- */

static void
drop_plan (ZgImportAssistant *self)
{
  gtk_column_view_set_model (self->lines, NULL);
  g_clear_pointer (&self->plan, zg_import_plan_free);
}

static void
show_plan (ZgImportAssistant *self, ZgImportPlan *plan)
{
  g_autofree char *label = NULL;
  guint            n = plan->n_taken + plan->changes->len;

  drop_plan (self);
  self->plan = plan;
  gtk_label_set_text (self->summary, plan->summary ? plan->summary : "");
  gtk_label_set_text (self->lines_title, plan->changes->len ? _ ("What changes, old → new, and lines that need a word")
                                                            : _ ("Lines that are not read in, or that need a word"));
  gtk_widget_set_visible (GTK_WIDGET (self->lines_title), plan->lines->len > 0);
  gtk_widget_set_sensitive (self->rejects, plan->lines->len > 0);
  gtk_column_view_set_model (self->lines, GTK_SELECTION_MODEL (gtk_no_selection_new (zg_import_lines_model (plan))));
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Read in %u row", "_Read in %u rows", n), n);
  gtk_button_set_label (GTK_BUTTON (self->commit), label);
  gtk_widget_set_sensitive (self->commit, n > 0);
  gtk_stack_set_visible_child_name (self->steps, "preview");
}

static gpointer
plan_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return job->layout->plan (job->layout, job->session, db, job->name, job->bytes, (const char *const *) job->values, error);
}

static void
on_planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job               *job = data;
  g_autoptr (GError) error = NULL;
  ZgImportPlan      *plan = zg_store_call_finish (result, &error);

  if (job->self->session == NULL) /* closed meanwhile */
    g_clear_pointer (&plan, zg_import_plan_free);
  else
    zg_busy_bar_stop (ZG_BUSY_BAR (job->self->busy));
  if (plan)
    show_plan (job->self, plan);
  else if (job->self->session)
    {
      say_wrong (job->self, error);
      gtk_widget_set_sensitive (job->self->commit, FALSE);
    }
  job_free (job);
}

static void
make_plan (ZgImportAssistant *self)
{
  Job               *job;
  g_autoptr (GError) error = NULL;
  char             **values = self->arguments ? zg_arguments_values (ZG_ARGUMENTS (self->arguments), &error) : g_new0 (char *, 1);

  drop_plan (self);
  gtk_widget_set_sensitive (self->commit, FALSE);
  gtk_label_set_text (self->summary, "");
  if (values == NULL)
    {
      gtk_label_set_text (self->summary, error->message); /* what is asked stands above it */
      return;
    }
  zg_error_bar_hide (ZG_ERROR_BAR (self->error));
  job = job_new (self);
  job->values = values;
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  zg_store_report_async (zg_session_store (self->session), plan_on_reader, job, NULL,
                         (GDestroyNotify) zg_import_plan_free,
                         self->cancellable, on_planned_cb, job);
}

/* -- What the file is -- */

static gpointer
propose_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  job->values = g_new0 (char *, job->layout->n_arguments + 1);
  for (int i = 0; job->layout->propose && i < job->layout->n_arguments; i++)
    job->values[i] = job->layout->propose (&job->layout->arguments[i], job->name, job->bytes, job->session, db);
  return job;
}

static void
on_proposed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job               *job = data;
  ZgImportAssistant *self = job->self;

  zg_store_call_finish (result, NULL);
  if (self->session && self->arguments && job->layout == self->chosen)
    {
      for (int i = 0; job->values && i < job->layout->n_arguments; i++)
        if (job->values[i])
          zg_arguments_set (ZG_ARGUMENTS (self->arguments), job->layout->arguments[i].name, job->values[i]);
      make_plan (self);
    }
  job_free (job);
}

static void
choose_layout (ZgImportAssistant *self, const ZgLayout *layout)
{
  Job *job;

  self->chosen = layout;
  self->arguments = NULL;
  drop_plan (self);
  adw_bin_set_child (ADW_BIN (self->arguments_place), NULL);
  gtk_stack_set_visible_child_name (self->steps, "preview");
  if (layout->n_arguments == 0)
    {
      make_plan (self);
      return;
    }
  self->arguments = zg_arguments_new (self->session, layout->arguments, layout->n_arguments);
  adw_bin_set_child (ADW_BIN (self->arguments_place), self->arguments);
  g_signal_connect_object (self->arguments, "edited", G_CALLBACK (make_plan), self, G_CONNECT_SWAPPED);
  job = job_new (self);
  zg_store_read_async (zg_session_store (self->session), propose_on_reader, job, NULL, NULL, NULL, on_proposed_cb,
                       job);
}

static void
on_layout_cb (ZgImportAssistant *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->layout));

  if (!self->filling && self->bytes && at < self->layouts->len)
    choose_layout (self, self->layouts->pdata[at]);
}

/* -- The file -- */

static guint
recognise (ZgImportAssistant *self)
{
  guint best = GTK_INVALID_LIST_POSITION;
  int   most = 0;

  for (guint i = 0; i < self->layouts->len; i++)
    {
      const ZgLayout *layout = self->layouts->pdata[i];
      int             sure = layout->recognise ? layout->recognise (self->name, self->bytes) : 0;

      if (sure > most)
        {
          most = sure;
          best = i;
        }
    }
  return best;
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgImportAssistant) self = data;
  g_autoptr (GError)            error = NULL;
  GBytes                       *bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  guint                         at;

  if (self->session == NULL) /* closed meanwhile */
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      return;
    }
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  if (bytes == NULL)
    {
      say_wrong (self, error);
      return;
    }
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  self->bytes = bytes;
  self->name = g_file_get_basename (G_FILE (source));
  gtk_label_set_text (self->file_label, self->name);
  at = recognise (self);
  self->filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->layout), at);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->steps, "preview");
  if (at != GTK_INVALID_LIST_POSITION)
    choose_layout (self, self->layouts->pdata[at]);
  else
    {
      drop_plan (self);
      self->chosen = NULL;
      gtk_label_set_text (self->summary, _ ("It does not say what it is. Choose it above; nothing has been read in."));
      gtk_widget_set_sensitive (self->commit, FALSE);
      gtk_widget_set_sensitive (self->rejects, FALSE);
      gtk_widget_hide (GTK_WIDGET (self->lines_title));
    }
}

static void
load (ZgImportAssistant *self, GFile *file)
{
  zg_error_bar_hide (ZG_ERROR_BAR (self->error));
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  g_file_load_bytes_async (file, self->cancellable, on_loaded_cb, g_object_ref (self));
}

static void
on_file_cb (GFile *file, gpointer data)
{
  if (file)
    load (data, file);
}

static void
on_choose_cb (ZgImportAssistant *self)
{
  zg_desk_open_file (GTK_WIDGET (self), _ ("Choose a file"), NULL, on_file_cb, self);
}

/* -- Lines not taken -- */

static void
on_rejects_file_cb (GFile *file, gpointer data)
{
  ZgImportAssistant      *self = data;
  g_autoptr (ZgCsvWriter) writer = NULL;
  g_autoptr (GBytes)      text = NULL;
  g_autoptr (GError)      error = NULL;

  if (file == NULL || self->plan == NULL)
    return;
  writer = zg_csv_writer_new ();
  for (guint i = 0; i < self->plan->lines->len; i++)
    {
      const ZgImportLine *line = self->plan->lines->pdata[i];
      g_autofree char    *number = g_strdup_printf ("%d", line->line);

      zg_csv_writer_add (writer, number);
      zg_csv_writer_add (writer, line->text);
      zg_csv_writer_add (writer, line->note);
      zg_csv_writer_end_row (writer);
    }
  text = zg_csv_writer_finish (writer);
  if (!g_file_replace_contents (file, g_bytes_get_data (text, NULL), g_bytes_get_size (text), NULL, FALSE, G_FILE_CREATE_NONE,
                                NULL, NULL, &error))
    say_wrong (self, error);
}

static void
on_rejects_cb (ZgImportAssistant *self)
{
  zg_desk_save_file (GTK_WIDGET (self), _ ("Save the lines not read in"), _ ("Lines not read in.csv"), on_rejects_file_cb, self);
}

/* -- Commit and undo -- */

static void
commit_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job    *job = data;
  GError *error = NULL;

  if (zg_import_plan_write (job->session, job->plan, job->name, job->bytes, &job->import_id, &job->n_new, &job->n_known,
                            cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What became of the changes: how many, and why the others did not. */
static char *
changes_text (const ZgImportPlan *plan)
{
  GString *text = g_string_new (NULL);

  if (plan->changes->len)
    g_string_append_printf (text, _ ("\nChanged %u of %u."), plan->n_changed, plan->changes->len);
  for (guint i = 0; i < MIN (plan->refused->len, MOST_REFUSED); i++)
    {
      const ZgImportLine *line = plan->refused->pdata[i];

      g_string_append_printf (text, "\n%d · %s · %s", line->line, line->text, line->note);
    }
  if (plan->refused->len > MOST_REFUSED)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

static void
on_committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgImportAssistant *self = ZG_IMPORT_ASSISTANT (source);
  Job               *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL, *changes = NULL, *both = NULL;

  if (self->session == NULL) /* closed meanwhile */
    return;
  self->plan = g_steal_pointer (&job->plan);
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      say_wrong (self, error);
      return;
    }
  self->import_id = job->import_id;
  text = g_strdup_printf (_ ("Imported %u, skipped %u already known, %u rows with errors."), job->n_new,
                          job->n_known, self->plan->n_bad + self->plan->refused->len);
  changes = changes_text (self->plan);
  both = g_markup_printf_escaped ("%s%s", text, changes);
  adw_status_page_set_title (self->done_page, _ ("Read in"));
  adw_status_page_set_description (self->done_page, both);
  gtk_widget_set_visible (self->undo, job->n_new > 0);
  gtk_stack_set_visible_child_name (self->steps, "done");
}

static void
on_commit_cb (ZgImportAssistant *self)
{
  g_autoptr (GTask) task = NULL;
  Job              *job;

  if (self->plan == NULL || self->plan->batch == NULL)
    return;
  job = job_new (self);
  job->plan = g_steal_pointer (&self->plan);
  task = g_task_new (self, self->cancellable, on_committed_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  zg_error_bar_hide (ZG_ERROR_BAR (self->error));
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), FALSE);
  g_task_run_in_thread (task, commit_thread);
}

static void
undo_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job    *job = data;
  GError *error = NULL;

  if (zg_book_undo_import (job->session, job->import_id, &job->n_new, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgImportAssistant *self = ZG_IMPORT_ASSISTANT (source);
  Job               *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;

  if (self->session == NULL) /* closed meanwhile */
    return;
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      say_wrong (self, error);
      return;
    }
  text = g_strdup_printf (_ ("%u rows were taken out again. The file can be read in anew."), job->n_new);
  adw_status_page_set_title (self->done_page, _ ("Taken back"));
  adw_status_page_set_description (self->done_page, text);
  gtk_widget_hide (self->undo);
}

static void
on_undo_cb (ZgImportAssistant *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_undone_cb, NULL);
  Job              *job = job_new (self);

  job->import_id = self->import_id;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  g_task_run_in_thread (task, undo_thread);
}

/* -- Class -- */

static void
zg_import_assistant_dispose (GObject *object)
{
  ZgImportAssistant *self = ZG_IMPORT_ASSISTANT (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->window);
  if (self->plan)
    drop_plan (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->session, zg_session_unref);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  G_OBJECT_CLASS (zg_import_assistant_parent_class)->dispose (object);
}

static void
zg_import_assistant_class_init (ZgImportAssistantClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_import_assistant_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-import-assistant.ui");
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, busy);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, error);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, steps);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, choose);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, layout);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, arguments_place);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, file_label);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, summary);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, lines_title);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, lines);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, other);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, rejects);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, commit);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, undo);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, more);
  gtk_widget_class_bind_template_child (widget, ZgImportAssistant, done_page);
  gtk_widget_class_add_binding_action (widget, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zg_import_assistant_init (ZgImportAssistant *self)
{
  g_type_ensure (ZG_TYPE_BUSY_BAR);
  g_type_ensure (ZG_TYPE_ERROR_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->layouts = g_ptr_array_new ();
  zg_import_lines_columns (self->lines);
  zg_desk_tab_out (GTK_WIDGET (self->lines));
  g_signal_connect_object (self->choose, "clicked", G_CALLBACK (on_choose_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->other, "clicked", G_CALLBACK (on_choose_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (on_choose_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rejects, "clicked", G_CALLBACK (on_rejects_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->commit, "clicked", G_CALLBACK (on_commit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->undo, "clicked", G_CALLBACK (on_undo_cb), self, G_CONNECT_SWAPPED);
}

static void
list_layouts (ZgImportAssistant *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n;
  const ZgLayout *const *layouts = zg_layouts (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *right = g_strdup_printf ("%s.import", layouts[i]->kind->id);

      if ((self->kind && layouts[i]->kind != self->kind) || zg_session_reach (self->session, right) == ZG_REACH_NONE)
        continue;
      g_ptr_array_add (self->layouts, (gpointer) layouts[i]);
      gtk_string_list_append (titles, g_dgettext (GETTEXT_PACKAGE, layouts[i]->title));
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->layout), G_LIST_MODEL (titles));
  self->filling = FALSE;
  g_signal_connect_object (self->layout, "notify::selected", G_CALLBACK (on_layout_cb), self, G_CONNECT_SWAPPED);
}

static ZgImportAssistant *
make (ZgWindow *window, ZgSession *session, const ZgKind *kind)
{
  ZgImportAssistant *self = g_object_new (ZG_TYPE_IMPORT_ASSISTANT, "transient-for", window, "modal", TRUE, NULL);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  self->kind = kind;
  list_layouts (self);
  gtk_window_present (GTK_WINDOW (self));
  if (self->layouts->len == 0)
    {
      zg_error_bar_show (ZG_ERROR_BAR (self->error),
                         kind ? _ ("There is no file layout for this list, or you may not import it.")
                             : _ ("You may not import anything. HR can grant the right."), NULL, NULL);
      gtk_widget_set_sensitive (self->choose, FALSE);
    }
  return self;
}

void
zg_import_assistant_present (ZgWindow *window, ZgSession *session, const ZgKind *kind)
{
  make (window, session, kind);
}

void
zg_import_assistant_open (ZgWindow *window, ZgSession *session, const ZgKind *kind, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  load (make (window, session, kind), file);
}
