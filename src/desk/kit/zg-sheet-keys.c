#include "zg-module.h"
#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"

#define MOST_COPIED 20000

/* -- Copy as tab-separated text -- */

typedef struct
{
  ZgSession *session;
  ZgQuery   *query;
  GArray    *ids, *columns;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  zg_session_unref (copy->session);
  zg_query_free (copy->query);
  g_array_unref (copy->ids);
  g_array_unref (copy->columns);
  g_free (copy);
}

static void
append_text (GString *out, const char *text)
{
  for (const char *p = text; *p; p++)
    g_string_append_c (out, strchr ("\t\r\n", *p) ? ' ' : *p);
}

static gpointer
copy_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Copy             *copy = data;
  const ZgSheet    *sheet = copy->query->sheet;
  g_autoptr (ZgRows) rows = zg_query_rows (copy->query, copy->session, db, (gint64 *) (void *) copy->ids->data,
                                           (int) copy->ids->len, error);
  GString          *out;

  if (rows == NULL)
    return NULL;
  out = g_string_new (NULL);
  for (int r = 0; r < rows->n_rows; r++)
    for (guint c = 0; c < copy->columns->len; c++)
      {
        int              column = g_array_index (copy->columns, int, c);
        g_autofree char *text = zg_sheet_cell_text (sheet, column, &rows->cells[r * rows->n_columns + column], rows->states[r]);

        append_text (out, text);
        g_string_append_c (out, c + 1 < copy->columns->len ? '\t' : '\n');
      }
  return g_string_free (out, FALSE);
}

static void
on_copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgSheetPage       *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = zg_desk_read_finish (self->session, result, &error);

  if (text && self->facts)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
      zg_desk_toast (GTK_WIDGET (self), _ ("Copied"));
    }
  else if (self->facts)
    zg_desk_toast (GTK_WIDGET (self), error ? error->message : "");
  g_object_unref (self);
}

static void
on_copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (widget);
  Copy        *copy;
  guint        n = zg_list_model_n_selected (self->model);

  if (n == 0 || self->session == NULL || !zg_sheet_page_may (self, "export"))
    return;
  if (n > MOST_COPIED)
    {
      zg_desk_toast (widget, _ ("Too many rows to copy. Export them instead."));
      return;
    }
  copy = g_new0 (Copy, 1);
  copy->session = zg_session_ref (self->session);
  copy->query = zg_query_copy (self->query);
  copy->ids = zg_list_model_selected (self->model);
  copy->columns = zg_sheet_page_get_columns (self);
  zg_desk_read_async (self->session, copy_run, copy, copy_free, g_free, NULL, on_copied_cb, g_object_ref (self));
}

/* -- Context menu -- */

static gboolean
unparent_later (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

static void
on_menu_closed_cb (GtkPopover *popover, gpointer data)
{
  ZgSheetPage *self = data;

  if (self->menu == GTK_WIDGET (popover))
    self->menu = NULL;
  /* its action runs after it has closed */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_later, g_object_ref (popover), g_object_unref);
}

static GMenuModel *
menu_model (ZgSheetPage *self)
{
  GMenu            *menu = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new (), steps = g_menu_new (), out = g_menu_new ();

  g_menu_append (open, _ ("Open"), "sheet.open");
  g_menu_append (open, _ ("Open in another window"), "sheet.open-other");
  g_menu_append (open, _ ("Edit"), "sheet.edit");
  zg_sheet_steps_menu (self, steps);
  g_menu_append (out, _ ("Copy"), "sheet.copy");
  g_menu_append (out, _ ("Print…"), "sheet.print");
  if (zg_paper_of (self->sheet->kind))
    g_menu_append (out, _ ("Print each on its own paper…"), "sheet.print-papers");
  g_menu_append (out, _ ("Export selected"), "sheet.export-selected");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (open));
  if (g_menu_model_get_n_items (G_MENU_MODEL (steps)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (steps));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (out));
  return G_MENU_MODEL (menu);
}

static void
popup_menu (ZgSheetPage *self, double x, double y)
{
  g_autoptr (GMenuModel) model = menu_model (self);

  if (self->menu)
    return;
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, self->view);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect (self->menu, "closed", G_CALLBACK (on_menu_closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_right_click_cb (GtkGestureClick *gesture, int n, double x, double y, gpointer data)
{
  ZgSheetPage *self = data;
  GtkWidget   *hit = gtk_widget_pick (self->view, x, y, GTK_PICK_DEFAULT);
  guint        position = hit ? zg_sheet_widget_position (hit) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->model), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
  popup_menu (self, x, y);
}

static gboolean
on_menu_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ZgSheetPage   *self = ZG_SHEET_PAGE (widget);
  GtkRoot       *root = gtk_widget_get_root (widget);
  GtkWidget     *focus = root ? gtk_root_get_focus (root) : NULL;
  double         x = 20, y = 20;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->view))
    return FALSE;
  gtk_widget_translate_coordinates (focus, self->view, 40, gtk_widget_get_height (focus) / 2.0, &x, &y);
  popup_menu (self, x, y);
  return TRUE;
}

/* -- Rows -- */

static void
on_activate_cb (GtkColumnView *view, guint position, gpointer data)
{
  ZgSheetPage  *self = data;
  guint         n;
  const gint64 *ids = zg_list_model_ids (self->model, &n);

  if (position < n)
    g_signal_emit_by_name (self, "activated", ids[position], FALSE);
}

static void
on_other_pane_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (widget);
  GtkRoot     *root = gtk_widget_get_root (widget);
  GtkWidget   *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus && gtk_widget_is_ancestor (focus, self->view))
    zg_sheet_page_focus_search (self);
  else
    zg_sheet_page_focus_list (self);
}

/* -- Installing -- */

static const struct
{
  guint           key;
  GdkModifierType state;
  const char     *action;
} bindings[] = {
  { GDK_KEY_F2, 0, "sheet.edit" },
  { GDK_KEY_Return, GDK_CONTROL_MASK, "sheet.open-other" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "sheet.open-other" },
  { GDK_KEY_n, GDK_CONTROL_MASK, "sheet.new" },
  { GDK_KEY_f, GDK_CONTROL_MASK, "sheet.search" },
  { GDK_KEY_e, GDK_CONTROL_MASK, "sheet.export" },
  { GDK_KEY_p, GDK_CONTROL_MASK, "sheet.print" },
  { GDK_KEY_i, GDK_CONTROL_MASK, "sheet.import" },
  { GDK_KEY_r, GDK_CONTROL_MASK, "sheet.reload" },
  { GDK_KEY_F9, 0, "sheet.reload" },
  { GDK_KEY_F4, 0, "sheet.preview" },
  { GDK_KEY_F6, 0, "sheet.other-pane" },
  { GDK_KEY_c, GDK_CONTROL_MASK, "sheet.copy" },
  { GDK_KEY_a, GDK_CONTROL_MASK, "sheet.select-all" },
  { GDK_KEY_F1, GDK_SHIFT_MASK, "sheet.explain" },
  { GDK_KEY_Escape, 0, "sheet.escape" },
};

void
zg_sheet_keys_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "sheet.copy", NULL, on_copy_cb);
  gtk_widget_class_install_action (klass, "sheet.other-pane", NULL, on_other_pane_cb);
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (klass, bindings[i].key, bindings[i].state, bindings[i].action, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Menu, 0, on_menu_key_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key_cb, NULL);
}

void
zg_sheet_keys_build (ZgSheetPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_right_click_cb), self);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (self->view, "activate", G_CALLBACK (on_activate_cb), self);
  zg_desk_tab_out (self->list);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), self->view);
}
