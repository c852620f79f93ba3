/* Sealed fields of a form: shown and copied only by a deed the book writes down. */
#include "zg-form-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-seal.h"

typedef struct
{
  ZgSession *session;
  ZgRecord  *record;
  int        field;
  gboolean   copies;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  zg_session_unref (opening->session);
  zg_record_free (opening->record);
  g_free (opening);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError  *error = NULL;
  char    *plain = (opening->copies ? zg_book_copy : zg_book_reveal) (opening->session, opening->record, opening->field, &error);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, plain, (GDestroyNotify) zg_wipe_text);
}

static void
show_plain (ZgFormRow *row, const char *plain)
{
  ZgCell cell = { 0 };

  row->revealed = TRUE;
  zg_form_show_seal (row, FALSE);
  gtk_widget_set_visible (row->value, !row->editable);
  gtk_label_set_text (GTK_LABEL (row->value), plain);
  if (row->editable)
    {
      zg_cell_set_text (&cell, plain);
      zg_editor_set_cell (row->editor, &cell);
      zg_cell_clear (&cell);
      gtk_widget_set_visible (row->control, TRUE);
      gtk_widget_grab_focus (zg_editor_focus_widget (row->editor));
    }
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgForm            *self = ZG_FORM (source);
  ZgFormRow         *row = zg_form_row_by_field (self, GPOINTER_TO_INT (data));
  Opening           *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  char              *plain = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->body && row)
    {
      gtk_widget_set_sensitive (row->show, TRUE);
      if (error)
        zg_desk_error (GTK_WIDGET (self), opening->copies ? _ ("It cannot be copied") : _ ("It cannot be shown"), error);
      else if (!opening->copies)
        show_plain (row, plain);
      else
        {
          zg_desk_copy_secret (GTK_WIDGET (self), plain);
          zg_desk_toast (GTK_WIDGET (self), _ ("Copied and noted in the audit. The clipboard forgets it in 20 seconds."));
        }
    }
  zg_wipe_text (plain);
}

static void
open_field (ZgFormRow *row, gboolean copies)
{
  ZgForm           *self = row->form;
  Opening          *opening;
  g_autoptr (GTask) task = NULL;

  if (self->stored == NULL)
    return;
  opening = g_new0 (Opening, 1);
  opening->session = zg_session_ref (self->session);
  opening->record = zg_record_copy (self->stored);
  opening->field = row->index;
  opening->copies = copies;
  gtk_widget_set_sensitive (row->show, FALSE);
  task = g_task_new (self, NULL, on_opened_cb, GINT_TO_POINTER (row->index));
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_thread);
}

static void
on_show_cb (GtkButton *button, gpointer data)
{
  ZgFormRow *row = data;

  open_field (row, row->revealed);
}

/* What was opened leaves the entry by the noted way only; what the person types anew is his own. */
static void
on_take_cb (GtkWidget *text, gpointer data)
{
  ZgFormRow *row = data;

  if (!row->revealed || row->touched)
    return;
  g_signal_stop_emission_by_name (text, "copy-clipboard");
  open_field (row, TRUE);
}

static void
on_cut_cb (GtkWidget *text, gpointer data)
{
  ZgFormRow *row = data;

  if (row->revealed && !row->touched)
    g_signal_stop_emission_by_name (text, "cut-clipboard");
}

void
zg_form_seal_row (ZgFormRow *row, GtkWidget *line)
{
  GtkWidget *focus = row->editor ? zg_editor_focus_widget (row->editor) : NULL;
  GtkWidget *text = GTK_IS_EDITABLE (focus) ? GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (focus))) : NULL;

  row->show = gtk_button_new ();
  zg_desk_css (row->show, "ctl flat");
  g_signal_connect (row->show, "clicked", G_CALLBACK (on_show_cb), row);
  gtk_box_append (GTK_BOX (line), row->show);
  if (text)
    {
      g_signal_connect (text, "copy-clipboard", G_CALLBACK (on_take_cb), row);
      g_signal_connect (text, "cut-clipboard", G_CALLBACK (on_cut_cb), row);
    }
}

void
zg_form_show_seal (ZgFormRow *row, gboolean closed)
{
  const char      *title = g_dgettext (GETTEXT_PACKAGE, row->def->title);
  g_autofree char *name = g_strdup_printf (row->revealed ? _ ("Copy %s") : _ ("Show %s"), title);

  gtk_button_set_label (GTK_BUTTON (row->show), row->revealed ? _ ("Copy") : _ ("Show"));
  zg_desk_name (row->show, name);
  gtk_widget_set_visible (row->show, closed || row->revealed);
}
