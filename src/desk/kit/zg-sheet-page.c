#include "zg-module.h"
#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"
#include "zg-marks.h"

#define REST_MS     150 /* the preview and the steps follow the selection */
#define RELOAD_MS   200 /* several commits in a row make one reload */

enum { ACTIVATED, EDIT_RECORD, NEW_RECORD, COMMAND, QUERY_CHANGED, CURRENT_CHANGED, LEAVE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZgSheetPage, zg_sheet_page, ADW_TYPE_BIN)

/* -- Selection -- */

gint64
zg_sheet_page_get_current (ZgSheetPage *self)
{
  guint              n, position;
  const gint64      *ids;
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (ZG_IS_SHEET_PAGE (self), 0);
  ids = zg_list_model_ids (self->model, &n);
  position = zg_sheet_focused_position (self);
  if (zg_list_model_n_selected (self->model) > 0 &&
      (position >= n || !gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->model), position)))
    {
      selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
      position = gtk_bitset_get_minimum (selected);
    }
  return position < n ? ids[position] : 0;
}

static gboolean
on_rest_cb (gpointer data)
{
  ZgSheetPage *self = data;
  gint64       current = zg_sheet_page_get_current (self);

  self->rest_timer = 0;
  zg_sheet_steps_read (self);
  zg_sheet_preview_read (self);
  zg_list_model_update_totals (self->model);
  if (current != self->current)
    {
      self->current = current;
      g_signal_emit (self, signals[CURRENT_CHANGED], 0);
    }
  return G_SOURCE_REMOVE;
}

static void
rest (ZgSheetPage *self)
{
  g_clear_handle_id (&self->rest_timer, g_source_remove);
  self->rest_timer = g_timeout_add (REST_MS, on_rest_cb, self);
}

static void
on_selection_changed_cb (GtkSelectionModel *model, guint position, guint n, gpointer data)
{
  zg_sheet_foot_show (data);
  rest (data);
}

/* The list itself would give the focus to the row that had it last. */
static gboolean
focus_row (ZgSheetPage *self, guint position)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_mapped (row) && zg_sheet_widget_position (row) == position)
      return gtk_widget_grab_focus (row);
  return FALSE;
}

#define FRAMES_WAITED 6 /* a row scrolled to is made when the list is laid out the next time */

static gboolean
on_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (widget);
  gboolean     done = focus_row (self, self->focus_position) || ++self->focus_frames > FRAMES_WAITED;

  if (done)
    self->focus_tick = 0;
  return done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
stop_focusing (ZgSheetPage *self)
{
  if (self->focus_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->focus_tick);
  self->focus_tick = 0;
}

static void
show_row (ZgSheetPage *self, guint position)
{
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  stop_focusing (self);
  self->focus_position = position;
  self->focus_frames = 0;
  if (gtk_widget_get_mapped (self->list) && !focus_row (self, position))
    self->focus_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame_cb, NULL, NULL);
}

void
zg_sheet_page_select (ZgSheetPage *self, gint64 id)
{
  guint position;

  g_return_if_fail (ZG_IS_SHEET_PAGE (self));
  position = zg_list_model_find (self->model, id);
  self->wanted = position == GTK_INVALID_LIST_POSITION ? id : 0;
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
  show_row (self, position);
}

static void
on_loaded_cb (ZgListModel *model, gpointer data)
{
  ZgSheetPage *self = data;

  zg_sheet_states_show (self);
  zg_sheet_foot_show (self);
  zg_list_model_update_totals (model);
  if (self->wanted)
    {
      gint64 id = self->wanted;

      zg_sheet_page_select (self, id);
      self->wanted = 0; /* not in this list: not asked for again */
    }
  if (zg_list_model_n_selected (model) == 0 && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (model), 0, TRUE); /* for the preview; the focus stays where it is */
  zg_sheet_preview_show (self);
  zg_sheet_widths_fit (self);
  rest (self);
}

static void
on_totals_cb (ZgListModel *model, gpointer data)
{
  zg_sheet_foot_totals (data);
}

/* -- Asking anew -- */

void
zg_sheet_page_requery (ZgSheetPage *self)
{
  if (self->model == NULL)
    return;
  zg_list_model_set_query (self->model, self->query);
  g_signal_emit (self, signals[QUERY_CHANGED], 0);
}

void
zg_sheet_page_reload (ZgSheetPage *self)
{
  g_return_if_fail (ZG_IS_SHEET_PAGE (self));
  zg_list_model_reload (self->model);
}

static gboolean
on_reload_cb (gpointer data)
{
  ZgSheetPage *self = data;

  self->reload_timer = 0;
  zg_list_model_reload (self->model);
  return G_SOURCE_REMOVE;
}

static gboolean
reads_table (const ZgSheet *sheet, const char *table)
{
  g_auto (GStrv) words = g_strsplit_set (sheet->from, " ,()=.\n\t", -1);

  return g_strv_contains ((const char *const *) words, table);
}

static void
on_tables_changed (const char *const *tables, gpointer data)
{
  ZgSheetPage *self = data;

  for (guint i = 0; tables[i]; i++)
    if (self->reload_timer == 0 && reads_table (self->sheet, tables[i]))
      self->reload_timer = g_timeout_add (RELOAD_MS, on_reload_cb, self);
}

/* -- Actions -- */

static void
on_command_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[COMMAND], 0, strchr (name, '.') + 1);
}

static void
on_new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[NEW_RECORD], 0);
}

static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 id = zg_sheet_page_get_current (ZG_SHEET_PAGE (widget));

  if (id == 0)
    return;
  if (g_str_equal (name, "sheet.edit"))
    g_signal_emit (widget, signals[EDIT_RECORD], 0, id);
  else
    g_signal_emit (widget, signals[ACTIVATED], 0, id, g_str_equal (name, "sheet.open-other"));
}

static void
on_reload_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zg_sheet_page_reload (ZG_SHEET_PAGE (widget));
}

static void
on_search_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zg_sheet_page_focus_search (ZG_SHEET_PAGE (widget));
}

static void
on_preview_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zg_sheet_preview_toggle (ZG_SHEET_PAGE (widget));
}

static void
on_select_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (ZG_SHEET_PAGE (widget)->model);

  if (g_str_equal (name, "sheet.select-all"))
    gtk_selection_model_select_all (model);
  else
    gtk_selection_model_unselect_all (model);
}

static void
on_clear_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zg_sheet_filters_clear (ZG_SHEET_PAGE (widget));
  zg_sheet_page_focus_search (ZG_SHEET_PAGE (widget));
}

static void
on_with_hidden_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (widget);

  self->query->with_hidden = TRUE;
  zg_sheet_page_requery (self);
}

/* Esc takes back one thing after the other: selection, filter, then the page. */
static void
on_escape_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (widget);

  if (zg_list_model_n_selected (self->model) > 1)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->model));
  else if (zg_sheet_filters_any (self))
    zg_sheet_filters_clear (self);
  else
    g_signal_emit (self, signals[LEAVE], 0);
}

static void
on_explain_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (widget);
  const char  *clause = self->sheet->kind->clause;

  if (clause)
    gtk_widget_activate_action (widget, "win.open-clause", "s", clause);
  else
    zg_desk_toast (widget, _ ("No clause of the written rules is named for this list."));
}

/* -- Widget -- */

static void
zg_sheet_page_dispose (GObject *object)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (object);

  g_clear_handle_id (&self->reload_timer, g_source_remove);
  g_clear_handle_id (&self->rest_timer, g_source_remove);
  g_clear_handle_id (&self->skeleton_timer, g_source_remove);
  stop_focusing (self);
  zg_sheet_widths_stop (self);
  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  if (self->menu)
    gtk_widget_unparent (self->menu);
  self->menu = NULL;
  self->facts = NULL;
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZG_TYPE_SHEET_PAGE);
  G_OBJECT_CLASS (zg_sheet_page_parent_class)->dispose (object);
}

static void
zg_sheet_page_finalize (GObject *object)
{
  ZgSheetPage *self = ZG_SHEET_PAGE (object);

  for (int i = 0; self->shown && i < self->sheet->n_filters; i++)
    g_free (self->shown[i]);
  g_free (self->shown);
  g_free (self->lines_chip);
  g_clear_object (&self->model);
  g_clear_object (&self->busy_cancellable);
  g_clear_pointer (&self->query, zg_query_free);
  g_clear_pointer (&self->step_records, g_ptr_array_unref);
  g_clear_pointer (&self->made, g_ptr_array_unref);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_sheet_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
#define BIND(name) gtk_widget_class_bind_template_child (klass, ZgSheetPage, name)
  BIND (filter_row);
  BIND (search);
  BIND (chips);
  BIND (add_filter);
  BIND (columns_menu);
  BIND (states);
  BIND (scroller);
  BIND (view);
  BIND (skeleton);
  BIND (empty);
  BIND (empty_new);
  BIND (empty_import);
  BIND (nothing);
  BIND (nothing_hidden);
  BIND (failed);
  BIND (denied);
  BIND (selection_bar);
  BIND (selected_text);
  BIND (selection_steps);
  BIND (print_selected);
  BIND (papers_selected);
  BIND (export_selected);
  BIND (clear_selection);
  BIND (totals);
  BIND (count_text);
  BIND (total_values);
  BIND (busy_box);
  BIND (busy_text);
  BIND (busy_bar);
  BIND (busy_cancel);
  BIND (sort_text);
  BIND (preview_edge);
  BIND (preview);
  BIND (preview_box);
  BIND (preview_buttons);
  BIND (preview_open);
  BIND (preview_edit);
#undef BIND
}

static void
install_actions (GtkWidgetClass *klass)
{
  static const char *const commands[] = { "sheet.export", "sheet.export-all", "sheet.export-selected", "sheet.print",
                                          "sheet.print-papers", "sheet.import" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_class_install_action (klass, commands[i], NULL, on_command_cb);
  gtk_widget_class_install_action (klass, "sheet.new", NULL, on_new_cb);
  gtk_widget_class_install_action (klass, "sheet.open", NULL, on_open_cb);
  gtk_widget_class_install_action (klass, "sheet.open-other", NULL, on_open_cb);
  gtk_widget_class_install_action (klass, "sheet.edit", NULL, on_open_cb);
  gtk_widget_class_install_action (klass, "sheet.reload", NULL, on_reload_action_cb);
  gtk_widget_class_install_action (klass, "sheet.search", NULL, on_search_action_cb);
  gtk_widget_class_install_action (klass, "sheet.preview", NULL, on_preview_cb);
  gtk_widget_class_install_action (klass, "sheet.select-all", NULL, on_select_cb);
  gtk_widget_class_install_action (klass, "sheet.unselect", NULL, on_select_cb);
  gtk_widget_class_install_action (klass, "sheet.clear-filters", NULL, on_clear_cb);
  gtk_widget_class_install_action (klass, "sheet.with-hidden", NULL, on_with_hidden_cb);
  gtk_widget_class_install_action (klass, "sheet.escape", NULL, on_escape_cb);
  gtk_widget_class_install_action (klass, "sheet.explain", NULL, on_explain_cb);
}

static void
zg_sheet_page_class_init (ZgSheetPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zg_sheet_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = zg_sheet_page_finalize;
  signals[ACTIVATED] = g_signal_new ("activated", ZG_TYPE_SHEET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                     G_TYPE_INT64,
                                     G_TYPE_BOOLEAN);
  signals[EDIT_RECORD] = g_signal_new ("edit-record", ZG_TYPE_SHEET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_INT64);
  signals[NEW_RECORD] = g_signal_new ("new-record", ZG_TYPE_SHEET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMMAND] = g_signal_new ("command", ZG_TYPE_SHEET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[QUERY_CHANGED] = g_signal_new ("query-changed", ZG_TYPE_SHEET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         0);
  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", ZG_TYPE_SHEET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[LEAVE] = g_signal_new ("leave", ZG_TYPE_SHEET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhanggui/Zhanggui/ui/kit/zg-sheet-page.ui");
  bind_children (widget_class);
  install_actions (widget_class);
  zg_sheet_keys_install (widget_class);
  zg_sheet_steps_install (widget_class);
  zg_sheet_makes_install (widget_class);
}

static void
zg_sheet_page_init (ZgSheetPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_rights (ZgSheetPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   out = zg_sheet_page_may (self, "export");
  gboolean   edit = zg_kind_verb (self->sheet->kind, "edit") && zg_sheet_page_may (self, "edit");

  gtk_widget_action_set_enabled (widget, "sheet.new", zg_sheet_page_may_create (self));
  gtk_widget_action_set_enabled (widget, "sheet.import", zg_sheet_page_is_own (self) && zg_sheet_page_may (self, "import"));
  gtk_widget_action_set_enabled (widget, "sheet.edit", edit);
  gtk_widget_set_visible (self->preview_edit, edit);
  gtk_widget_action_set_enabled (widget, "sheet.export", out);
  gtk_widget_action_set_enabled (widget, "sheet.export-all", out);
  gtk_widget_action_set_enabled (widget, "sheet.export-selected", FALSE);
  gtk_widget_action_set_enabled (widget, "sheet.print", out);
  gtk_widget_action_set_enabled (widget, "sheet.copy", out);
  gtk_widget_action_set_enabled (widget, "sheet.print-papers", FALSE);
  gtk_widget_set_visible (self->print_selected, out);
  gtk_widget_set_visible (self->papers_selected, out && zg_paper_of (self->sheet->kind));
  gtk_widget_set_visible (self->export_selected, out);
}

GtkWidget *
zg_sheet_page_new (ZgSession *session, const ZgSheet *sheet)
{
  ZgSheetPage *self = g_object_new (ZG_TYPE_SHEET_PAGE, NULL);

  self->session = zg_session_ref (session);
  self->sheet = sheet;
  self->query = zg_query_new (sheet);
  self->model = zg_list_model_new (session, sheet);
  g_signal_connect (self->model, "selection-changed", G_CALLBACK (on_selection_changed_cb), self);
  g_signal_connect (self->model, "loaded", G_CALLBACK (on_loaded_cb), self);
  g_signal_connect (self->model, "totals", G_CALLBACK (on_totals_cb), self);
  zg_sheet_columns_build (self);
  zg_sheet_filters_build (self);
  zg_sheet_preview_build (self);
  zg_sheet_keys_build (self);
  zg_sheet_states_build (self);
  set_rights (self);
  self->listener = zg_store_add_listener (zg_session_store (session), on_tables_changed, self);
  zg_sheet_foot_show (self);
  zg_list_model_set_query (self->model, self->query);
  return GTK_WIDGET (self);
}

/* -- Public -- */

ZgSession *
zg_sheet_page_get_session (ZgSheetPage *self)
{
  return self->session;
}

const ZgSheet *
zg_sheet_page_get_sheet (ZgSheetPage *self)
{
  return self->sheet;
}

ZgListModel *
zg_sheet_page_get_model (ZgSheetPage *self)
{
  return self->model;
}

const ZgQuery *
zg_sheet_page_get_query (ZgSheetPage *self)
{
  return self->query;
}

GArray *
zg_sheet_page_get_columns (ZgSheetPage *self)
{
  GArray     *shown = g_array_new (FALSE, FALSE, sizeof (int));
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));

  for (guint c = 0; c < g_list_model_get_n_items (columns); c++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, c);
      int                             i = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "zg-column"));

      if (gtk_column_view_column_get_visible (column))
        g_array_append_val (shown, i);
    }
  return shown;
}

void
zg_sheet_page_focus_search (ZgSheetPage *self)
{
  g_return_if_fail (ZG_IS_SHEET_PAGE (self));
  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
zg_sheet_page_focus_list (ZgSheetPage *self)
{
  g_return_if_fail (ZG_IS_SHEET_PAGE (self));
  if (zg_list_model_n_selected (self->model) == 0 && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), 0, TRUE);
  if (zg_list_model_n_selected (self->model) > 0)
    show_row (self, zg_list_model_find (self->model, zg_sheet_page_get_current (self)));
  else
    gtk_widget_grab_focus (self->list);
}

GArray *
zg_sheet_page_get_selected (ZgSheetPage *self)
{
  return zg_list_model_selected (self->model);
}

gint64
zg_sheet_page_neighbour (ZgSheetPage *self, gint64 id, int delta)
{
  guint         n, position;
  const gint64 *ids = zg_list_model_ids (self->model, &n);
  gint64        place;

  position = zg_list_model_find (self->model, id);
  place = (gint64) position + delta;
  return position != GTK_INVALID_LIST_POSITION && place >= 0 && place < (gint64) n ? ids[place] : 0;
}
