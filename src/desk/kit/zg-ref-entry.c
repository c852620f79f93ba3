#include "zg-entries.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-sheet.h"

#define MOST_SHOWN 30
#define REST_MS 120

typedef struct
{
  gint64 id;
  char  *title;
} Choice;

struct _ZgRefEntry
{
  GtkWidget     parent;
  GtkWidget    *entry, *popover, *list, *none;
  ZgSession    *session;
  const ZgKind *kind;
  GArray       *choices;   /* of Choice: what the list shows */
  gint64        id;
  char         *shown;     /* text that stands for .id */
  guint         timer;
  guint         generation;
  guint         searching;
  gboolean      setting, left;
};

static void editor_init (ZgEditorInterface *iface);
static void start_search (ZgRefEntry *self, gboolean all);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgRefEntry, zg_ref_entry, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (ZG_TYPE_EDITOR, editor_init))

static void
choice_clear (gpointer data)
{
  g_free (((Choice *) data)->title);
}

static GArray *
choices_new (void)
{
  GArray *choices = g_array_new (FALSE, TRUE, sizeof (Choice));

  g_array_set_clear_func (choices, choice_clear);
  return choices;
}

static void
show_text (ZgRefEntry *self, const char *text)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text ? text : "");
  self->setting = FALSE;
}

static void
close_list (ZgRefEntry *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->popover)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
take (ZgRefEntry *self, gint64 id, const char *title)
{
  char    *shown = g_strdup (title);
  gboolean changed = self->id != id;

  self->id = id;
  g_free (self->shown);
  self->shown = shown;
  self->generation++; /* an answer under way is no longer wanted */
  show_text (self, shown);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  close_list (self);
  if (changed)
    zg_editor_edited (ZG_EDITOR (self));
}

/* -- Searching -- */

typedef struct
{
  ZgSession    *session;
  const ZgKind *kind;
  char         *text;
  gint64        id; /* not 0: only its title is wanted */
} Search;

typedef struct
{
  ZgRefEntry *entry;
  guint       generation;
} Answer;

static void
search_free (gpointer data)
{
  Search *search = data;

  zg_session_unref (search->session);
  g_free (search->text);
  g_free (search);
}

static void
add_choice (GArray *choices, ZgDb *db, const ZgKind *kind, gint64 id)
{
  Choice choice = { id, zg_book_title (db, kind, id) };

  g_array_append_val (choices, choice);
}

static gpointer
search_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Search             *search = data;
  const ZgSheet      *sheet = zg_sheet_by_id (search->kind->id);
  GArray             *choices = choices_new ();
  g_autoptr (ZgQuery) query = NULL;
  g_autoptr (GArray)  ids = NULL;

  if (search->id)
    {
      add_choice (choices, db, search->kind, search->id);
      return choices;
    }
  query = zg_query_new (sheet);
  query->search = g_strdup (search->text);
  query->most = MOST_SHOWN;
  ids = zg_query_ids (query, search->session, db, cancellable, error);
  if (ids == NULL)
    {
      g_array_unref (choices);
      return NULL;
    }
  for (guint i = 0; i < ids->len; i++)
    add_choice (choices, db, search->kind, g_array_index (ids, gint64, i));
  return choices;
}

static GtkWidget *
choice_row (const Choice *choice)
{
  GtkWidget *label = zg_desk_label (choice->title, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  return label;
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  ZgRefEntry *self = data;
  Choice     *choice = &g_array_index (self->choices, Choice, gtk_list_box_row_get_index (row));
  gint64      id = choice->id;

  take (self, id, choice->title);
}

static void
make_popover (ZgRefEntry *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->popover = gtk_popover_new ();
  self->list = gtk_list_box_new ();
  self->none = zg_desk_label (_ ("Nothing matches"), "dim-label pad");
  zg_desk_name (self->list, _ ("Matches"));
  zg_desk_css (self->list, "navigation-sidebar zg-choices");
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->list);
  gtk_widget_set_size_request (box, 170, -1);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE); /* the entry keeps the focus */
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
}

static void
fill_list (ZgRefEntry *self)
{
  GtkWidget *row;

  if (self->popover == NULL)
    make_popover (self);
  while ((row = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < self->choices->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), choice_row (&g_array_index (self->choices, Choice, i)));
  gtk_widget_set_visible (self->none, self->choices->len == 0);
  if (self->choices->len > 0)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

/* Left while the answer was under way: one match is what was meant. */
static void
settle (ZgRefEntry *self)
{
  if (self->choices->len == 1 && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->shown) != 0)
    {
      Choice *only = &g_array_index (self->choices, Choice, 0);

      take (self, only->id, only->title);
    }
}

static void
on_search_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Answer *answer = data;
  ZgRefEntry        *self = answer->entry;
  GArray            *choices = zg_desk_read_finish (self->session, result, NULL);

  self->searching--;
  if (choices && self->entry && answer->generation == self->generation)
    {
      g_array_unref (self->choices);
      self->choices = g_steal_pointer (&choices);
      if (self->left)
        settle (self);
      else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        {
          fill_list (self);
          gtk_popover_popup (GTK_POPOVER (self->popover));
        }
    }
  g_clear_pointer (&choices, g_array_unref);
  g_object_unref (self);
}

static void
on_title_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Answer *answer = data;
  ZgRefEntry        *self = answer->entry;
  g_autoptr (GArray) choices = zg_desk_read_finish (self->session, result, NULL);

  self->searching--;
  if (choices && self->entry && answer->generation == self->generation)
    {
      g_free (self->shown);
      self->shown = g_strdup (g_array_index (choices, Choice, 0).title);
      show_text (self, self->shown);
    }
  g_object_unref (self);
}

static void
ask (ZgRefEntry *self, const char *text, gint64 id, GAsyncReadyCallback callback)
{
  Search *search = g_new0 (Search, 1);
  Answer *answer = g_new0 (Answer, 1);

  search->session = zg_session_ref (self->session);
  search->kind = self->kind;
  search->text = g_strdup (text);
  search->id = id;
  answer->entry = g_object_ref (self);
  answer->generation = ++self->generation;
  self->searching++;
  zg_desk_read_async (self->session, search_run, search, search_free, (GDestroyNotify) g_array_unref, NULL, callback, answer);
}

static void
start_search (ZgRefEntry *self, gboolean all)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->session && gtk_editable_get_editable (GTK_EDITABLE (self->entry)))
    ask (self, all ? "" : text, 0, on_search_cb);
}

static gboolean
on_rest_cb (gpointer data)
{
  ZgRefEntry *self = data;

  self->timer = 0;
  start_search (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (GtkEditable *editable, gpointer data)
{
  ZgRefEntry *self = data;
  const char *text = gtk_editable_get_text (editable);

  if (self->setting)
    return;
  self->left = FALSE;
  if (*text == '\0')
    {
      self->id = 0;
      g_clear_pointer (&self->shown, g_free);
      self->generation++;
      close_list (self);
    }
  else
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      self->timer = g_timeout_add (REST_MS, on_rest_cb, self);
    }
  zg_editor_edited (ZG_EDITOR (self));
}

static void
on_leave_cb (GtkEventControllerFocus *controller, gpointer data)
{
  ZgRefEntry *self = data;
  gboolean    waiting = self->timer != 0;

  if (self->entry == NULL) /* it goes away, not the focus */
    return;
  close_list (self);
  self->left = TRUE;
  if (waiting)
    start_search (self, FALSE);
  else if (self->searching == 0)
    settle (self);
}

static void
move_selection (ZgRefEntry *self, int delta)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int            index = row ? gtk_list_box_row_get_index (row) + delta : 0;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), CLAMP (index, 0, (int) self->choices->len - 1));
  if (row)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  ZgRefEntry *self = data;
  gboolean    open = self->popover && gtk_widget_get_visible (self->popover);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  if (keyval == GDK_KEY_F4)
    {
      start_search (self, TRUE);
      return TRUE;
    }
  if (!open)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
      move_selection (self, 1);
      return TRUE;
    case GDK_KEY_Up:
      move_selection (self, -1);
      return TRUE;
    case GDK_KEY_Escape:
      close_list (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)))
        on_row_activated_cb (GTK_LIST_BOX (self->list), gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)), self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_icon_cb (GtkEntry *entry, GtkEntryIconPosition position, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  start_search (data, TRUE);
}

/* -- ZgEditor -- */

static gboolean
get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  ZgRefEntry *self = ZG_REF_ENTRY (editor);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (*text == '\0')
    { /* not shown yet while its name is looked up; emptied by the person it has no id */
      if (self->id)
        zg_cell_set_int (out, self->id);
      return TRUE;
    }
  if (self->id == 0 || (self->shown && !g_str_equal (text, self->shown)))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("“%s” is not chosen yet. Choose one from the list (F4)."), text);
      return FALSE;
    }
  zg_cell_set_int (out, self->id);
  return TRUE;
}

static void
set_cell (ZgEditor *editor, const ZgCell *cell)
{
  zg_ref_entry_set (ZG_REF_ENTRY (editor), cell->type == ZG_CELL_INT ? cell->i : 0, NULL);
}

static GtkWidget *
get_focus_widget (ZgEditor *editor)
{
  return ZG_REF_ENTRY (editor)->entry;
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
zg_ref_entry_dispose (GObject *object)
{
  ZgRefEntry *self = ZG_REF_ENTRY (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_ref_entry_parent_class)->dispose (object);
}

static void
zg_ref_entry_finalize (GObject *object)
{
  ZgRefEntry *self = ZG_REF_ENTRY (object);

  g_clear_pointer (&self->session, zg_session_unref);
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (zg_ref_entry_parent_class)->finalize (object);
}

static void
zg_ref_entry_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  gtk_widget_measure (ZG_REF_ENTRY (widget)->entry, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
zg_ref_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZgRefEntry *self = ZG_REF_ENTRY (widget);

  gtk_widget_allocate (self->entry, width, height, baseline, NULL);
  if (self->popover)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static gboolean
zg_ref_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZG_REF_ENTRY (widget)->entry);
}

static void
zg_ref_entry_class_init (ZgRefEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zg_ref_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = zg_ref_entry_finalize;
  widget_class->measure = zg_ref_entry_measure;
  widget_class->size_allocate = zg_ref_entry_size_allocate;
  widget_class->grab_focus = zg_ref_entry_grab_focus;
}

static void
zg_ref_entry_init (ZgRefEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->choices = choices_new ();
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_widget_set_size_request (self->entry, 170, -1);
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, "system-search-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, _ ("Choose from the list (F4)"));
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect (self->entry, "icon-press", G_CALLBACK (on_icon_cb), self);
}

GtkWidget *
zg_ref_entry_new (ZgSession *session, const ZgKind *kind)
{
  ZgRefEntry *self = g_object_new (ZG_TYPE_REF_ENTRY, NULL);

  self->session = session ? zg_session_ref (session) : NULL;
  self->kind = kind;
  return GTK_WIDGET (self);
}

gint64
zg_ref_entry_get_id (ZgRefEntry *self)
{
  ZgCell cell = { 0 };

  g_return_val_if_fail (ZG_IS_REF_ENTRY (self), 0);
  return get_cell (ZG_EDITOR (self), &cell, NULL) ? zg_cell_int (&cell) : 0;
}

void
zg_ref_entry_set (ZgRefEntry *self, gint64 id, const char *shown)
{
  char *copy = g_strdup (shown);

  g_return_if_fail (ZG_IS_REF_ENTRY (self));
  self->id = id;
  self->generation++;
  g_free (self->shown);
  self->shown = copy;
  show_text (self, shown);
  if (id && shown == NULL && self->session)
    ask (self, NULL, id, on_title_cb);
}

gboolean
zg_ref_entry_is_searching (ZgRefEntry *self)
{
  return self->searching > 0 || self->timer != 0;
}
