#include "zg-signin-page.h"

#include <glib/gi18n.h>

#include "zg-attendance-signin.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-marks.h"
#include "zg-window-private.h"

#define MOST_BYTES (16 * 1024 * 1024)

struct _ZgSigninPage
{
  AdwBin parent;

  ZgWindow  *window; /* weak */
  ZgSession *session;
  GtkWidget *entry, *name, *answer, *clause, *photo, *start, *list, *count;
  ZgSignin  *signin; /* (nullable): who has just signed in */
  guint      listener, busy, n_today;
};

G_DEFINE_FINAL_TYPE (ZgSigninPage, zg_signin_page, ADW_TYPE_BIN)

/* -- What was answered -- */

static void
show_acts (ZgSigninPage *self)
{
  gboolean somebody = self->signin != NULL && self->busy == 0;

  gtk_widget_set_sensitive (self->photo, somebody);
  gtk_widget_set_sensitive (self->start, somebody && !self->signin->start_done);
  gtk_button_set_label (GTK_BUTTON (self->start), self->signin && self->signin->start_done
                                                      ? _ ("Start of the day done")
                                                      : _ ("Wangwang and work QQ logged in (F8)"));
}

static void
show_answer (ZgSigninPage *self, const char *name, const char *answer, const char *clause, const char *css)
{
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->answer), answer);
  gtk_widget_set_css_classes (self->answer, (const char *[]){ "signin-answer", css, NULL });
  gtk_widget_set_visible (self->clause, clause != NULL);
  if (clause)
    zg_clause_chip_set_clause (ZG_CLAUSE_CHIP (self->clause), clause);
  show_acts (self);
}

static void
show_error (ZgSigninPage *self, const GError *error)
{
  show_answer (self, _ ("Not signed in"), error->message, zg_error_get_clause (error), "bad");
}

static void
show_signin (ZgSigninPage *self)
{
  char             stamp[20];
  g_autofree char *name = NULL, *answer = NULL;

  zg_stamp_format (self->signin->at_ms, stamp);
  name = g_strdup_printf ("%s %s · %s", self->signin->name, self->signin->number, self->signin->unit);
  answer = g_strdup_printf ("%s  %s", stamp + 11, self->signin->result);
  show_answer (self, name, answer, self->signin->clause, self->signin->bad ? "bad" : "good");
}

/* -- Work in a thread: the book is waited for there -- */

typedef enum { PUNCH, PHOTO, START } Deed;

typedef struct
{
  ZgSession *session;
  Deed       deed;
  char      *text; /* typed, or the name of the photo */
  GBytes    *photo;
  GFile     *file;
  gint64     staff;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  zg_session_unref (job->session);
  g_free (job->text);
  g_clear_pointer (&job->photo, g_bytes_unref);
  g_clear_object (&job->file);
  g_free (job);
}

static gboolean
load_photo (Job *job, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;

  if (job->file == NULL)
    return TRUE;
  info = g_file_query_info (job->file, "standard::size,standard::display-name", G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) > MOST_BYTES)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("The file is too large: at most %s. It was not attached."), "16 MiB");
      return FALSE;
    }
  job->text = g_strdup (g_file_info_get_display_name (info));
  job->photo = g_file_load_bytes (job->file, NULL, NULL, error);
  return job->photo != NULL;
}

static void
do_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job      *job = data;
  GError   *error = NULL;
  ZgSignin *signin = NULL;
  gboolean  done;

  if (job->deed == PUNCH)
    done = (signin = zg_signin_punch (job->session, job->text, &error)) != NULL;
  else if (job->deed == START)
    done = zg_signin_start (job->session, job->staff, &error);
  else
    done = load_photo (job, &error) && zg_signin_photo (job->session, job->staff, job->text, job->photo, &error);
  if (!done)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, signin, (GDestroyNotify) zg_signin_free);
}

static void
take_result (ZgSigninPage *self, const Job *job, ZgSignin *signin)
{
  gboolean same = self->signin && self->signin->staff == job->staff;

  if (job->deed == PUNCH)
    {
      zg_signin_free (self->signin);
      self->signin = signin;
      show_signin (self);
    }
  else if (same && job->deed == START)
    {
      self->signin->start_done = TRUE;
      show_answer (self, gtk_label_get_text (GTK_LABEL (self->name)), _ ("Start of the day filled in"), "D21-2.4", "good");
    }
  else if (same)
    show_answer (self, gtk_label_get_text (GTK_LABEL (self->name)), _ ("Photo kept"), "D04-4.2.1b", "good");
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgSigninPage      *self = ZG_SIGNIN_PAGE (source);
  Job               *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  ZgSignin          *signin = g_task_propagate_pointer (G_TASK (result), &error);

  self->busy--;
  if (self->entry == NULL) /* closed meanwhile */
    {
      zg_signin_free (signin);
      return;
    }
  if (error && job->deed == PUNCH)
    g_clear_pointer (&self->signin, zg_signin_free); /* no photo to whoever stood here before */
  if (error)
    show_error (self, error);
  else
    take_result (self, job, signin);
  gtk_widget_grab_focus (self->entry);
}

static void
begin (ZgSigninPage *self, Job *job)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_done_cb, NULL);

  job->session = zg_session_ref (self->session);
  job->staff = self->signin ? self->signin->staff : 0;
  self->busy++;
  show_acts (self);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, do_job);
}

static void
on_activate_cb (ZgSigninPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  Job        *job;

  if (*typed == '\0')
    return;
  job = g_new0 (Job, 1);
  job->deed = PUNCH;
  job->text = g_strdup (typed);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), ""); /* the next card may come at once */
  begin (self, job);
}

static void
on_start_cb (ZgSigninPage *self)
{
  Job *job;

  if (!gtk_widget_get_sensitive (self->start))
    return;
  job = g_new0 (Job, 1);
  job->deed = START;
  begin (self, job);
}

/* -- Photo: by file, drop, paste -- */

void
zg_signin_page_take_photo (ZgSigninPage *self, const char *name, GBytes *photo)
{
  Job *job;

  if (self->signin == NULL)
    return;
  job = g_new0 (Job, 1);
  job->deed = PHOTO;
  job->text = g_strdup (name);
  job->photo = g_bytes_ref (photo);
  begin (self, job);
}

static void
take_file (ZgSigninPage *self, GFile *file)
{
  Job *job;

  if (self->signin == NULL)
    return;
  job = g_new0 (Job, 1);
  job->deed = PHOTO;
  job->file = g_object_ref (file);
  begin (self, job);
}

static void
on_chosen (GFile *file, gpointer data)
{
  if (file)
    take_file (data, file);
}

static void
on_photo_cb (ZgSigninPage *self)
{
  if (gtk_widget_get_sensitive (self->photo))
    zg_desk_open_file (self->photo, _ ("Choose a photo"), "png,jpg,jpeg,webp", on_chosen, self);
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  ZgSigninPage *self = data;
  GSList       *files = g_value_get_boxed (value);

  if (files == NULL || self->signin == NULL)
    return FALSE;
  take_file (self, files->data);
  return TRUE;
}

static void
on_texture_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgSigninPage) self = data;
  g_autoptr (GdkTexture)   texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GBytes)       bytes = texture ? gdk_texture_save_to_png_bytes (texture) : NULL;

  if (bytes && self->entry)
    zg_signin_page_take_photo (self, _ ("picture.png"), bytes);
}

/* Text goes into the entry as ever; a picture is a photo. */
static gboolean
paste (ZgSigninPage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (self->signin == NULL || !gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE))
    return FALSE;
  gdk_clipboard_read_texture_async (clipboard, NULL, on_texture_cb, g_object_ref (self));
  return TRUE;
}

static gboolean
on_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer data)
{
  ZgSigninPage *self = data;

  if (key == GDK_KEY_F8)
    on_start_cb (self);
  else if (key == GDK_KEY_F9)
    on_photo_cb (self);
  else if ((state & GDK_CONTROL_MASK) && key == GDK_KEY_v)
    return paste (self);
  else
    return FALSE;
  return TRUE;
}

/* -- Today -- */

static GtkWidget *
make_row (const ZgSigninLine *line)
{
  char             stamp[20];
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *row = gtk_list_box_row_new ();
  g_autofree char *who = g_strdup_printf ("%s %s", line->name, line->number);
  GtkWidget       *name = zg_desk_label (who, NULL);

  zg_stamp_format (line->at_ms, stamp);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_box_append (GTK_BOX (box), zg_desk_label (stamp + 11, "num"));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), zg_desk_label (line->photo ? _ ("Photo") : "", "dim-label small"));
  gtk_widget_add_css_class (box, "rowbox");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  zg_desk_name (row, who);
  return row;
}

static gpointer
read_today (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_signin_today (db, GPOINTER_TO_INT (data), error);
}

static void
show_today (ZgSigninPage *self, GPtrArray *lines)
{
  g_autofree char *count = g_strdup_printf (_ ("%u sign-ins at the desk today"), lines->len);
  GtkWidget       *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < lines->len && i < 200; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (lines->pdata[i]));
  gtk_label_set_text (GTK_LABEL (self->count), count);
  self->n_today = lines->len;
}

static void
on_today_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgSigninPage) self = data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GPtrArray)    lines = zg_store_call_finish (result, &error);

  if (self->list && lines)
    show_today (self, lines);
  else if (self->list && self->window && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zg_window_toast (self->window, error->message);
}

static void
reload (ZgSigninPage *self)
{
  zg_store_read_async (zg_session_store (self->session), read_today, GINT_TO_POINTER (zg_clock_today ()), NULL,
                       (GDestroyNotify) g_ptr_array_unref, NULL, on_today_cb, g_object_ref (self));
}

static void
on_changed_tables (const char *const *tables, gpointer data)
{
  if (g_strv_contains (tables, "punch") || g_strv_contains (tables, "photo_signin"))
    reload (data);
}

/* -- Class -- */

static void
zg_signin_page_dispose (GObject *object)
{
  ZgSigninPage *self = ZG_SIGNIN_PAGE (object);

  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  self->entry = self->list = NULL;
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->signin, zg_signin_free);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_signin_page_parent_class)->dispose (object);
}

static void
zg_signin_page_class_init (ZgSigninPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_signin_page_dispose;
}

static GtkWidget *
make_acts (ZgSigninPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->photo = gtk_button_new_with_mnemonic (_ ("Add a _photo… (F9)"));
  self->start = gtk_button_new_with_mnemonic ("");
  gtk_button_set_use_underline (GTK_BUTTON (self->start), TRUE);
  gtk_widget_set_tooltip_text (self->photo, _ ("Or drop a picture here, or paste one"));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->start);
  gtk_box_append (GTK_BOX (box), self->photo);
  g_signal_connect_object (self->photo, "clicked", G_CALLBACK (on_photo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start, "clicked", G_CALLBACK (on_start_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
make_front (ZgSigninPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->entry = gtk_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Number, card or bar code, then Enter"), "xalign", 0.5, "width-request", 460,
                "halign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->entry, "signin-entry");
  zg_desk_name (self->entry, _ ("Number, card or bar code"));
  self->name = zg_desk_label ("", "signin-name");
  self->answer = zg_desk_label (_ ("Ready to sign in"), "signin-answer");
  gtk_label_set_wrap (GTK_LABEL (self->answer), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->answer), GTK_JUSTIFY_CENTER);
  self->clause = zg_clause_chip_new ("D04-4.2.1b");
  gtk_widget_set_halign (self->clause, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->clause, FALSE);
  gtk_widget_set_margin_top (box, 36);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->answer);
  gtk_box_append (GTK_BOX (box), self->clause);
  gtk_box_append (GTK_BOX (box), make_acts (self));
  return box;
}

static void
zg_signin_page_init (ZgSigninPage *self)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget      *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_show_separators (GTK_LIST_BOX (self->list), TRUE);
  zg_desk_name (self->list, _ ("Signed in today"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->count = zg_desk_label ("", "totals");
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_box_append (GTK_BOX (box), make_front (self));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->count);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, 0);
  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop_cb), self, 0);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_activate_cb), self, G_CONNECT_SWAPPED);
  show_acts (self);
}

GtkWidget *
zg_signin_page_make (ZgWindow *window, ZgSession *session)
{
  ZgSigninPage *self = g_object_new (ZG_TYPE_SIGNIN_PAGE, NULL);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  zg_window_push (window, GTK_WIDGET (self), _ ("Sign-in desk"), NULL, NULL, NULL);
  self->listener = zg_store_add_listener (zg_session_store (session), on_changed_tables, self);
  reload (self);
  gtk_widget_grab_focus (self->entry);
  return GTK_WIDGET (self);
}

GtkWidget *
zg_signin_page_get_entry (ZgSigninPage *self)
{
  return self->entry;
}

const char *
zg_signin_page_get_answer (ZgSigninPage *self)
{
  return gtk_label_get_text (GTK_LABEL (self->answer));
}

guint
zg_signin_page_n_today (ZgSigninPage *self)
{
  return self->n_today;
}

gboolean
zg_signin_page_is_busy (ZgSigninPage *self)
{
  return self->busy > 0;
}

GtkWidget *
zg_signin_page_get_start (ZgSigninPage *self)
{
  return self->start;
}
