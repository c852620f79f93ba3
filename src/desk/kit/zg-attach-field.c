#include "zg-attach-field.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "zg-attach.h"
#include "zg-desk-util.h"
#include "zg-error.h"

struct _ZgAttachField
{
  GtkWidget      parent;
  GtkWidget     *box, *file, *name, *add, *remove, *hint;
  ZgSession     *session;
  const ZgKind  *kind;
  const ZgField *field;
  gint64         doc, id;
  guint          busy;
  guint          generation;
  gboolean       editable;
};

static void editor_init (ZgEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgAttachField, zg_attach_field, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ZG_TYPE_EDITOR, editor_init))

#define MOST_BYTES (64 * 1024 * 1024)

static void
show (ZgAttachField *self, const char *name, const char *hint, gboolean bad)
{
  gtk_widget_set_visible (self->file, self->id != 0);
  gtk_widget_set_visible (self->remove, self->id != 0 && self->editable);
  gtk_widget_set_visible (self->add, self->id == 0 && self->editable && self->session);
  gtk_widget_set_sensitive (self->add, self->busy == 0);
  gtk_label_set_text (GTK_LABEL (self->name), name ? name : _ ("Attachment"));
  gtk_label_set_text (GTK_LABEL (self->hint), hint ? hint : "");
  gtk_widget_set_css_classes (self->hint, (const char *[]) { bad ? "errtext" : "hint", NULL });
}

static void
show_resting (ZgAttachField *self)
{
  show (self, NULL, self->id || !self->editable ? "" : _ ("Drop a file here, or paste a picture"), FALSE);
}

/* -- Work that is done in a thread: sealing and opening take a while -- */

typedef struct
{
  ZgSession     *session;
  const ZgKind  *kind;
  const ZgField *field;
  gint64         doc, id;
  char          *name;
  GBytes        *bytes;
  GFile         *file;
  gboolean       open; /* show it once it is read */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->session, zg_session_unref);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_object (&job->file);
  g_free (job->name);
  g_free (job);
}

static gboolean
load_file (Job *job, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (job->file, "standard::size,standard::display-name", G_FILE_QUERY_INFO_NONE,
                                                  NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) > MOST_BYTES)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("The file is too large: at most %s. It was not attached."), "64 MiB");
      return FALSE;
    }
  job->name = g_strdup (g_file_info_get_display_name (info));
  job->bytes = g_file_load_bytes (job->file, NULL, NULL, error);
  return job->bytes != NULL;
}

static void
add_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job    *job = data;
  GError *error = NULL;

  if (job->bytes == NULL && !load_file (job, &error))
    g_task_return_error (task, error);
  else if ((job->id = zg_attach_add (job->session, job->kind, job->doc, job->field->name, job->name, job->bytes, &error)) == 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job    *job = data;
  GError *error = NULL;

  job->bytes = zg_attach_read (job->session, job->id, &job->name, &error);
  if (job->bytes)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
name_and_size (Job *job)
{
  g_autofree char *size = zg_desk_size (g_bytes_get_size (job->bytes));

  return g_strdup_printf ("%s  %s", job->name, size);
}

/* What is no picture is saved where the person wants it. */
static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgAttachField     *self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error) && self->box)
    zg_desk_error (GTK_WIDGET (self), _ ("The file was not saved"), error);
  g_object_unref (self);
}

static void
on_save_chosen (GFile *file, gpointer data)
{
  ZgAttachField *self = data;
  GBytes        *bytes = g_object_get_data (G_OBJECT (self), "zg-bytes");

  if (file && bytes)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, on_saved_cb, g_object_ref (self));
  g_object_set_data (G_OBJECT (self), "zg-bytes", NULL);
}

static void
save_as (ZgAttachField *self, Job *job)
{
  g_autofree char *name = zg_desk_file_name (job->name);

  g_object_set_data_full (G_OBJECT (self), "zg-bytes", g_bytes_ref (job->bytes), (GDestroyNotify) g_bytes_unref);
  zg_desk_save_file (GTK_WIDGET (self), _ ("Save the attachment"), name, on_save_chosen, self);
}

static void
show_picture (ZgAttachField *self, Job *job)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (job->bytes, NULL);
  GtkRoot               *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget             *window, *bar, *box, *picture;

  if (texture == NULL)
    {
      save_as (self, job);
      return;
    }
  window = adw_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  bar = adw_header_bar_new ();
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), job->name);
  gtk_widget_set_vexpand (picture, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), picture);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), job->name);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgAttachField     *self = ZG_ATTACH_FIELD (source);
  Job               *job = g_task_get_task_data (G_TASK (result));
  gboolean           current = GPOINTER_TO_UINT (data) == self->generation;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;
  gboolean           added = self->id == 0 || job->file;

  self->busy--;
  if (self->box == NULL || !current)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      show (self, NULL, error->message, TRUE);
      return;
    }
  if (added)
    self->id = job->id;
  text = name_and_size (job);
  show (self, text, NULL, FALSE);
  if (added)
    zg_editor_edited (ZG_EDITOR (self));
  if (job->open)
    show_picture (self, job);
}

static void
start (ZgAttachField *self, Job *job, GTaskThreadFunc thread)
{
  g_autoptr (GTask) task = NULL;

  if (self->session == NULL)
    {
      job_free (job);
      return;
    }
  job->session = zg_session_ref (self->session);
  job->kind = self->kind;
  job->field = self->field;
  job->doc = self->doc;
  self->busy++;
  gtk_widget_set_sensitive (self->add, FALSE);
  task = g_task_new (self, NULL, on_done_cb, GUINT_TO_POINTER (++self->generation));
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, thread);
}

void
zg_attach_field_take_file (ZgAttachField *self, GFile *file)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (ZG_IS_ATTACH_FIELD (self));
  self->id = 0;
  job->file = g_object_ref (file);
  start (self, job, add_thread);
}

void
zg_attach_field_take_bytes (ZgAttachField *self, const char *name, GBytes *bytes)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (ZG_IS_ATTACH_FIELD (self));
  self->id = 0;
  job->name = g_strdup (name);
  job->bytes = g_bytes_ref (bytes);
  start (self, job, add_thread);
}

gboolean
zg_attach_field_is_busy (ZgAttachField *self)
{
  return self->busy > 0;
}

static void
read_file (ZgAttachField *self, gboolean open)
{
  Job *job = g_new0 (Job, 1);

  job->id = self->id;
  job->open = open;
  start (self, job, read_thread);
}

/* -- Choose, drop, paste -- */

static void
on_chosen (GFile *file, gpointer data)
{
  if (file)
    zg_attach_field_take_file (data, file);
}

static void
on_add_cb (GtkButton *button, gpointer data)
{
  zg_desk_open_file (GTK_WIDGET (button), _ ("Choose a file"), NULL, on_chosen, data);
}

static void
on_open_cb (GtkButton *button, gpointer data)
{
  read_file (data, TRUE);
}

static void
on_remove_cb (GtkButton *button, gpointer data)
{
  ZgAttachField *self = data;

  self->id = 0;
  self->generation++;
  show_resting (self);
  zg_editor_edited (ZG_EDITOR (self));
  gtk_widget_grab_focus (self->add);
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  ZgAttachField *self = data;
  GSList        *files = g_value_get_boxed (value);

  if (files == NULL || !self->editable || self->busy)
    return FALSE;
  zg_attach_field_take_file (self, files->data);
  return TRUE;
}

static void
on_texture_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgAttachField         *self = data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GBytes)     bytes = texture ? gdk_texture_save_to_png_bytes (texture) : NULL;

  if (bytes && self->box && self->editable)
    zg_attach_field_take_bytes (self, _ ("picture.png"), bytes);
  g_object_unref (self);
}

static gboolean
on_paste_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (widget), NULL, on_texture_cb, g_object_ref (widget));
  return TRUE;
}

/* -- ZgEditor -- */

static gboolean
get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  ZgAttachField *self = ZG_ATTACH_FIELD (editor);

  if (self->busy > 0 && self->id == 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("The file is still being stored. Try again in a moment."));
      return FALSE;
    }
  if (self->id)
    zg_cell_set_int (out, self->id);
  return TRUE;
}

static void
set_cell (ZgEditor *editor, const ZgCell *cell)
{
  ZgAttachField *self = ZG_ATTACH_FIELD (editor);

  self->id = zg_cell_int (cell);
  self->generation++;
  show_resting (self);
  if (self->id)
    read_file (self, FALSE);
}

static GtkWidget *
get_focus_widget (ZgEditor *editor)
{
  ZgAttachField *self = ZG_ATTACH_FIELD (editor);

  return self->id ? self->file : self->add;
}

static void
editor_init (ZgEditorInterface *iface)
{
  iface->get_cell = get_cell;
  iface->set_cell = set_cell;
  iface->get_focus_widget = get_focus_widget;
}

/* -- Widget -- */

static void
zg_attach_field_dispose (GObject *object)
{
  ZgAttachField *self = ZG_ATTACH_FIELD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_attach_field_parent_class)->dispose (object);
}

static void
zg_attach_field_class_init (ZgAttachFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zg_attach_field_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, on_paste_cb, NULL);
}

static void
make_file_button (ZgAttachField *self)
{
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->file = gtk_button_new ();
  self->name = zg_desk_label (_ ("Attachment"), NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (inside), gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  gtk_box_append (GTK_BOX (inside), self->name);
  gtk_button_set_child (GTK_BUTTON (self->file), inside);
  zg_desk_css (self->file, "ctl flat");
  gtk_widget_set_tooltip_text (self->file, _ ("Look at it"));
  zg_desk_name (self->file, _ ("Look at the attachment"));
  g_signal_connect (self->file, "clicked", G_CALLBACK (on_open_cb), self);
}

static void
zg_attach_field_init (ZgAttachField *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->editable = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  make_file_button (self);
  self->add = gtk_button_new_with_label (_ ("Add…"));
  self->remove = zg_desk_icon_button ("window-close-symbolic", _ ("Take the attachment off"), NULL);
  self->hint = zg_desk_label ("", "hint");
  zg_desk_css (self->add, "ctl");
  zg_desk_css (self->remove, "ctl flat");
  gtk_box_append (GTK_BOX (self->box), self->file);
  gtk_box_append (GTK_BOX (self->box), self->remove);
  gtk_box_append (GTK_BOX (self->box), self->add);
  gtk_box_append (GTK_BOX (self->box), self->hint);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect (self->add, "clicked", G_CALLBACK (on_add_cb), self);
  g_signal_connect (self->remove, "clicked", G_CALLBACK (on_remove_cb), self);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  show_resting (self);
}

GtkWidget *
zg_attach_field_new (ZgSession *session, const ZgKind *kind, const ZgField *field)
{
  ZgAttachField *self = g_object_new (ZG_TYPE_ATTACH_FIELD, NULL);

  self->session = session ? zg_session_ref (session) : NULL;
  self->kind = kind;
  self->field = field;
  show_resting (self);
  return GTK_WIDGET (self);
}

void
zg_attach_field_set_doc (ZgAttachField *self, gint64 doc)
{
  self->doc = doc;
}

void
zg_attach_field_set_editable (ZgAttachField *self, gboolean editable)
{
  self->editable = editable;
  gtk_widget_set_visible (self->add, editable && self->id == 0 && self->session);
  gtk_widget_set_visible (self->remove, editable && self->id != 0);
  if (!editable)
    gtk_label_set_text (GTK_LABEL (self->hint), "");
}
