/* kit-form.h: a form of the test kind over a book of its own, and hands to fill it in. */
#pragma once

#include <string.h>

#include "kit-test.h"
#include "zg-attach-field.h"
#include "zg-entries.h"
#include "zg-facts.h"
#include "zg-form.h"
#include "zg-lines-editor.h"

typedef struct
{
  KitBook    book;
  GtkWidget *window;
  ZgForm    *form;
  gint64     who;
  char      *saved;   /* verbs, one after the other */
  guint      closed;
} Fixture;

static inline gboolean
is_ready (gpointer data)
{
  return !zg_form_is_loading (data);
}

static inline void
on_saved (ZgForm *form, const char *verb, gint64 id, gpointer data)
{
  Fixture *f = data;
  char    *more = g_strconcat (f->saved, verb, " ", NULL);

  g_free (f->saved);
  f->saved = more;
}

static inline void
on_closed (ZgForm *form, gpointer data)
{
  ((Fixture *) data)->closed++;
}

static inline void
open_form (Fixture *f, gint64 id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  f->form = ZG_FORM (zg_form_new (f->book.session, &t_note, id));
  g_signal_connect (f->form, "saved", G_CALLBACK (on_saved), f);
  g_signal_connect (f->form, "closed", G_CALLBACK (on_closed), f);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), zg_form_header_buttons (f->form));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->form));
  gtk_widget_set_vexpand (GTK_WIDGET (f->form), TRUE);
  f->window = kit_window (box, 1166, 768);
  kit_wait (is_ready, f->form);
}

static inline void
close_form (Fixture *f)
{
  g_object_add_weak_pointer (G_OBJECT (f->form), (gpointer *) &f->form);
  kit_close (f->window);
  kit_wait (kit_gone, &f->form);
  f->window = NULL;
}

static inline void
set_up (Fixture *f, gconstpointer data)
{
  kit_book_set_up (&f->book, data);
  f->who = kit_person_new (&f->book, "Lin Xiaoyu");
  kit_person_new (&f->book, "Zhao Min");
  f->saved = g_strdup ("");
}

static inline void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->window)
    close_form (f);
  kit_book_tear_down (&f->book, data);
  g_free (f->saved);
}

static inline AdwMessageDialog *
open_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static inline void
answer (AdwMessageDialog *dialog, const char *response)
{
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The control of a field, by the label before it. */
static inline GtkWidget *
control_after (Fixture *f, const char *label, GType type)
{
  GtkWidget *widget = kit_find (f->window, GTK_TYPE_LABEL, label);

  g_assert_nonnull (widget);
  return kit_find (gtk_widget_get_next_sibling (widget), type, NULL);
}

static inline void
type_into (Fixture *f, const char *label, const char *text)
{
  GtkWidget *entry = control_after (f, label, GTK_TYPE_ENTRY);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static inline void
choose_type (Fixture *f, guint index)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control_after (f, "Type\302\240*", GTK_TYPE_DROP_DOWN)), index);
}

static inline void
choose_who (Fixture *f)
{
  GtkWidget *entry = control_after (f, "Employee\302\240*", ZG_TYPE_REF_ENTRY);

  zg_ref_entry_set (ZG_REF_ENTRY (entry), f->who, "Lin Xiaoyu");
  zg_editor_edited (ZG_EDITOR (entry));
}

/* What the bar at the top says, for a test that fails. */
static inline const char *
bar_text (Fixture *f)
{
  ZgErrorBar *bar = ZG_ERROR_BAR (kit_find (f->window, ZG_TYPE_ERROR_BAR, NULL));

  return zg_error_bar_is_shown (bar) ? zg_error_bar_get_text (bar) : "";
}

static inline GtkWidget *
shown_text (Fixture *f, const char *text)
{
  GtkWidget *label = kit_find (f->window, GTK_TYPE_LABEL, text);

  return label && gtk_widget_get_mapped (label) ? label : NULL;
}

#define ADD(path, func) g_test_add ("/desk/form/" path, Fixture, NULL, set_up, func, tear_down)
