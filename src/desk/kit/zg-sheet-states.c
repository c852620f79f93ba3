/* What stands in place of the list while there is none, and the buttons of the header bar. */
#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-error.h"

#define SKELETON_MS   300
#define SKELETON_ROWS 12

gboolean
zg_sheet_page_is_own (ZgSheetPage *self)
{
  return g_str_equal (self->sheet->id, self->sheet->kind->id);
}

gboolean
zg_sheet_page_may (ZgSheetPage *self, const char *verb)
{
  g_autofree char *right = g_strdup_printf ("%s.%s", self->sheet->kind->id, verb);

  return self->session && zg_session_reach (self->session, right) != ZG_REACH_NONE;
}

/* A list that only looks at records of a kind (whose files lack something, who has not logged in) is not where they are made. */
gboolean
zg_sheet_page_may_create (ZgSheetPage *self)
{
  if (!zg_sheet_page_is_own (self))
    return FALSE;
  for (int i = 0; i < self->sheet->kind->n_steps; i++)
    if (self->sheet->kind->steps[i].from == NULL && !(self->sheet->kind->steps[i].flags & ZG_BY_DEED) &&
        !g_str_equal (self->sheet->kind->steps[i].verb, "import") &&
        zg_sheet_page_may (self, self->sheet->kind->steps[i].verb))
      return TRUE;
  return FALSE;
}

static void
set_state (ZgSheetPage *self, const char *name)
{
  g_clear_handle_id (&self->skeleton_timer, g_source_remove);
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), name);
}

typedef struct
{
  ZgSheetPage *page;
  guint        generation;
} HintAnswer;

typedef struct
{
  ZgSession *session;
  ZgQuery   *query;
} HintRead;

static void
hint_free (gpointer data)
{
  HintRead *read = data;

  zg_session_unref (read->session);
  zg_query_free (read->query);
  g_free (read);
}

static gpointer
hint_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  HintRead *read = data;

  return zg_query_ids (read->query, read->session, db, cancellable, error);
}

static void
on_hint_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree HintAnswer *answer = data;
  ZgSheetPage           *self = answer->page;
  g_autoptr (GArray)     ids = zg_desk_read_finish (self->session, result, NULL);

  if (ids && ids->len > 0 && self->facts && answer->generation == self->hint_generation)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u removed record does.", "%u removed records do.",
                                                            ids->len), ids->len);

      adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing), text);
      gtk_widget_set_visible (self->nothing_hidden, TRUE);
    }
  g_object_unref (self);
}

/* Nothing found: perhaps what is looked for has been removed. */
static void
ask_hidden (ZgSheetPage *self)
{
  HintRead   *read = g_new0 (HintRead, 1);
  HintAnswer *answer = g_new0 (HintAnswer, 1);

  read->session = zg_session_ref (self->session);
  read->query = zg_query_copy (self->query);
  read->query->with_hidden = TRUE;
  answer->page = g_object_ref (self);
  answer->generation = self->hint_generation;
  zg_desk_read_async (self->session, hint_run, read, hint_free, (GDestroyNotify) g_array_unref, NULL, on_hint_cb, answer);
}

static void
show_nothing (ZgSheetPage *self)
{
  self->hint_generation++;
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing), NULL);
  gtk_widget_set_visible (self->nothing_hidden, FALSE);
  set_state (self, "nothing");
  if (!self->query->with_hidden && self->session)
    ask_hidden (self);
}

static void
show_empty (ZgSheetPage *self)
{
  const char      *what = g_dgettext (GETTEXT_PACKAGE, self->sheet->title);
  g_autofree char *title = g_strdup_printf (zg_sheet_page_is_own (self) ? _ ("%s: none yet") : _ ("%s: none"), what);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), self->sheet->empty
                                   ? g_dgettext (GETTEXT_PACKAGE, self->sheet->empty) : NULL);
  gtk_widget_set_visible (self->empty_new, zg_sheet_page_may_create (self));
  gtk_widget_set_visible (self->empty_import, zg_sheet_page_is_own (self) && zg_sheet_page_may (self, "import"));
  set_state (self, "empty");
}

static void
show_failed (ZgSheetPage *self, const GError *error)
{
  gboolean     denied = g_error_matches (error, ZG_ERROR, ZG_ERROR_DENIED);
  GtkWidget   *page = denied ? self->denied : self->failed;

  if (denied)
    adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("You may not see this list"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), error->message);
  set_state (self, denied ? "denied" : "failed");
}

void
zg_sheet_states_show (ZgSheetPage *self)
{
  const GError *error = zg_list_model_get_error (self->model);

  if (error)
    show_failed (self, error);
  else if (!zg_list_model_has_loaded (self->model) || g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    set_state (self, "list");
  else if (zg_sheet_filters_any (self))
    show_nothing (self);
  else
    show_empty (self);
}

static gboolean
on_skeleton_cb (gpointer data)
{
  ZgSheetPage *self = data;

  self->skeleton_timer = 0;
  if (!zg_list_model_has_loaded (self->model))
    gtk_stack_set_visible_child_name (GTK_STACK (self->states), "skeleton");
  return G_SOURCE_REMOVE;
}

void
zg_sheet_states_build (ZgSheetPage *self)
{
  for (int i = 0; i < SKELETON_ROWS; i++)
    {
      GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      zg_desk_css (bar, "skeletonrow");
      gtk_widget_set_size_request (bar, 260 + i * 37 % 220, 12);
      gtk_widget_set_halign (bar, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (self->skeleton), bar);
    }
  zg_desk_describe (self->skeleton, _ ("The list is being read"));
  self->skeleton_timer = g_timeout_add (SKELETON_MS, on_skeleton_cb, self);
}

/* -- Buttons for the header bar: they lie outside the page, so they call its actions by hand -- */

static void
on_header_button_cb (GtkButton *button, gpointer data)
{
  ZgSheetPage *self = data;

  gtk_widget_activate_action (GTK_WIDGET (self), g_object_get_data (G_OBJECT (button), "zg-action"), NULL);
}

static void
add_header_button (ZgSheetPage *self, GtkWidget *box, GtkWidget *button, const char *action, gboolean visible)
{
  g_object_set_data (G_OBJECT (button), "zg-action", (gpointer) action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_header_button_cb), self, 0);
  gtk_widget_set_visible (button, visible);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
text_button (const char *label, const char *tooltip, const char *css)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  zg_desk_css (button, css);
  return button;
}

GtkWidget *
zg_sheet_page_header_buttons (ZgSheetPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean   out = zg_sheet_page_may (self, "export");

  add_header_button (self, box, text_button (_ ("_New"), _ ("Ctrl+N"), "suggested-action"), "sheet.new",
                     zg_sheet_page_may_create (self));
  add_header_button (self, box, text_button (_ ("_Import…"), _ ("Ctrl+I"), NULL), "sheet.import",
                     zg_sheet_page_may (self, "import"));
  add_header_button (self, box, text_button (_ ("_Export"), _ ("Ctrl+E"), NULL), "sheet.export", out);
  add_header_button (self, box, zg_desk_icon_button ("printer-symbolic", _ ("Print (Ctrl+P)"), NULL), "sheet.print", out);
  return box;
}
