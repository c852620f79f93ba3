#include "zg-desk-util.h"

#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-marks.h"

/* A question that is open: forgotten when the widget that asked goes away. */
typedef struct
{
  GtkWidget *near; /* not owned; NULL once gone */
  GCallback  answer;
  gpointer   data;
  GtkWidget *text; /* text view of an opinion */
  int        min_chars;
  char      *verb;
} Ask;

static Ask *
ask_new (GtkWidget *near, GCallback answer, gpointer data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->near = near;
  ask->answer = answer;
  ask->data = data;
  g_object_add_weak_pointer (G_OBJECT (near), (gpointer *) &ask->near);
  return ask;
}

/* The signal owns the question: a dialog that goes away without an answer takes it along. */
static void
ask_free (gpointer data, GClosure *closure)
{
  Ask *ask = data;

  if (ask->near)
    g_object_remove_weak_pointer (G_OBJECT (ask->near), (gpointer *) &ask->near);
  g_free (ask->verb);
  g_free (ask);
}

static GtkWindow *
window_of (GtkWidget *near)
{
  GtkRoot *root = gtk_widget_get_root (near);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static GtkWidget *
message_new (GtkWidget *near, const char *heading, const char *body, const char *clause)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (near), heading, body);
  GtkWidget *chips;

  if (clause)
    {
      chips = zg_clause_chips_new (clause);
      gtk_widget_set_halign (chips, GTK_ALIGN_CENTER);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), chips);
    }
  return dialog;
}

/* -- Yes or no -- */

static void
on_confirm_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Ask *ask = data;

  if (ask->near)
    ((ZgConfirmed) ask->answer) (g_str_equal (response, "verb"), ask->data);
}

void
zg_desk_confirm (GtkWidget *near, const char *heading, const char *body, const char *clause, const char *verb, gboolean destroys,
                 ZgConfirmed answer, gpointer data)
{
  GtkWidget        *dialog = message_new (near, heading, body, clause);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "verb", verb, NULL);
  adw_message_dialog_set_response_appearance (message, "verb", destroys ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, destroys ? "cancel" : "verb");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_confirm_cb), ask_new (near, G_CALLBACK (answer), data), ask_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- Several ways -- */

static void
on_choice_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Ask *ask = data;

  if (ask->near && ask->answer)
    ((ZgChoice) ask->answer) (response, ask->data);
}

void
zg_desk_choose (GtkWidget *near, const char *heading, const char *body, const char *const *responses, ZgChoice answer,
                gpointer data)
{
  GtkWidget        *dialog = message_new (near, heading, body, NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_response (message, "cancel", _ ("_Cancel"));
  for (guint i = 0; responses[i]; i += 2)
    {
      adw_message_dialog_add_response (message, responses[i], responses[i + 1]);
      if (responses[i + 2] == NULL)
        {
          adw_message_dialog_set_response_appearance (message, responses[i], ADW_RESPONSE_SUGGESTED);
          adw_message_dialog_set_default_response (message, responses[i]);
        }
    }
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_choice_cb), ask_new (near, G_CALLBACK (answer), data), ask_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- An opinion -- */

static char *
opinion_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
on_opinion_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Ask             *ask = data;
  g_autofree char *text = opinion_text (ask->text);

  if (ask->near)
    ((ZgOpinion) ask->answer) (g_str_equal (response, "verb") ? text : NULL, ask->data);
}

static void
on_opinion_changed_cb (GtkTextBuffer *buffer, gpointer data)
{
  GtkWidget       *dialog = data;
  GtkWidget       *view = g_object_get_data (G_OBJECT (dialog), "zg-opinion");
  GtkWidget       *count = g_object_get_data (G_OBJECT (dialog), "zg-count");
  int              min_chars = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "zg-min"));
  g_autofree char *text = opinion_text (view);
  int              length = (int) g_utf8_strlen (text, -1);
  g_autofree char *words = g_strdup_printf (_ ("%d of at least %d characters"), length, min_chars);

  gtk_label_set_text (GTK_LABEL (count), words);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "verb", length >= min_chars);
}

static GtkWidget *
opinion_body (GtkWidget *dialog, const char *clause)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *count = zg_desk_label ("", "small dim-label");
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "opinion");
  zg_desk_name (view, _ ("Opinion"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), view);
  gtk_widget_set_size_request (scroll, 360, 90);
  gtk_widget_add_css_class (scroll, "opinionbox");
  gtk_widget_set_hexpand (count, TRUE);
  gtk_box_append (GTK_BOX (foot), count);
  gtk_box_append (GTK_BOX (foot), zg_clause_chips_new (clause));
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_box_append (GTK_BOX (box), foot);
  g_object_set_data (G_OBJECT (dialog), "zg-opinion", view);
  g_object_set_data (G_OBJECT (dialog), "zg-count", count);
  return box;
}

void
zg_desk_ask_opinion (GtkWidget *near, const char *heading, const char *body, const char *clause, const char *verb, int min_chars,
                     ZgOpinion answer, gpointer data)
{
  GtkWidget        *dialog = message_new (near, heading, body, NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Ask              *ask = ask_new (near, G_CALLBACK (answer), data);
  GtkTextBuffer    *buffer;

  adw_message_dialog_set_extra_child (message, opinion_body (dialog, clause));
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "verb", verb, NULL);
  adw_message_dialog_set_response_appearance (message, "verb", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (message, "cancel");
  ask->text = g_object_get_data (G_OBJECT (dialog), "zg-opinion");
  g_object_set_data (G_OBJECT (dialog), "zg-min", GINT_TO_POINTER (min_chars));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ask->text));
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_opinion_changed_cb), dialog, 0);
  on_opinion_changed_cb (buffer, dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_opinion_cb), ask, ask_free, 0);
  gtk_window_set_focus (GTK_WINDOW (dialog), ask->text);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- Notices -- */

static void
add_toast (GtkWidget *near, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (near, ADW_TYPE_TOAST_OVERLAY);

  if (overlay)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

void
zg_desk_toast (GtkWidget *near, const char *text)
{
  zg_desk_toast_action (near, text, NULL, NULL, NULL);
}

void
zg_desk_toast_action (GtkWidget *near, const char *text, const char *button, const char *action, GVariant *target)
{
  g_autofree char     *markup = g_markup_escape_text (text, -1); /* the title of a toast is markup */
  g_autoptr (GVariant) owned = target ? g_variant_ref_sink (target) : NULL;
  AdwToast            *toast = adw_toast_new (markup);

  if (button && action)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, action);
      adw_toast_set_action_target_value (toast, owned);
    }
  add_toast (near, toast);
}

static void
on_error_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), data);
}

static void
free_closure_text (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
zg_desk_error (GtkWidget *near, const char *heading, const GError *error)
{
  GtkWidget        *dialog = message_new (near, heading, error->message, zg_error_get_clause (error));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  char             *detail = g_strdup_printf ("%s %s: %s", g_quark_to_string (error->domain),
                                              error->domain == ZG_ERROR ? zg_error_code_name (error->code) : "", error->message);

  adw_message_dialog_add_responses (message, "copy", _ ("Copy _technical information"), "close", _ ("_Close"), NULL);
  adw_message_dialog_set_default_response (message, "close");
  adw_message_dialog_set_close_response (message, "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_error_response_cb), detail, free_closure_text, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- Files -- */

static void
on_file_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Ask              *ask = data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (ask->near)
    ((ZgFileAnswer) ask->answer) (file, ask->data);
  g_object_unref (dialog);
}

static void
add_suffixes (GtkFileChooser *chooser, const char *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_auto (GStrv)            list = g_strsplit (suffixes, ",", -1);
  g_autofree char          *names = g_strjoinv (", ", list);

  gtk_file_filter_set_name (filter, names);
  for (guint i = 0; list[i]; i++)
    gtk_file_filter_add_suffix (filter, g_strstrip (list[i]));
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
choose_file (GtkWidget *near, const char *title, GtkFileChooserAction action, const char *accept, const char *suffixes,
             const char *name,
             ZgFileAnswer answer, gpointer data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window_of (near), action, accept, _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (suffixes)
    add_suffixes (GTK_FILE_CHOOSER (dialog), suffixes);
  if (name)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_file_response_cb), ask_new (near, G_CALLBACK (answer), data),
                         ask_free,
                         0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
zg_desk_open_file (GtkWidget *near, const char *title, const char *suffixes, ZgFileAnswer answer, gpointer data)
{
  choose_file (near, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), suffixes, NULL, answer, data);
}

void
zg_desk_save_file (GtkWidget *near, const char *title, const char *name, ZgFileAnswer answer, gpointer data)
{
  choose_file (near, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL, name, answer, data);
}
