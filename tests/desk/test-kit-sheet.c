/* The sheet page over a real book: filter, order, selection, steps, what stands there when nothing does. */
#include "kit-test.h"

#include "zg-clock.h"
#include "zg-entries.h"
#include "zg-sheet-page-private.h"

typedef struct
{
  KitBook      book;
  GtkWidget   *window;
  ZgSheetPage *page;
  gint64       notes[40];
  guint        n_notes;
} Fixture;

static gboolean
is_loaded (gpointer data)
{
  ZgListModel *model = zg_sheet_page_get_model (data);

  return zg_list_model_has_loaded (model) && !zg_list_model_is_loading (model);
}

static guint
n_rows (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zg_sheet_page_get_model (f->page)));
}

static gint64
id_at (Fixture *f, guint position)
{
  guint         n;
  const gint64 *ids = zg_list_model_ids (zg_sheet_page_get_model (f->page), &n);

  g_assert_cmpuint (position, <, n);
  return ids[position];
}

static void
open_page (Fixture *f, const char *sheet)
{
  GtkWidget *page = zg_sheet_page_new (f->book.session, zg_sheet_by_id (sheet));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  f->page = ZG_SHEET_PAGE (page);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), zg_sheet_page_header_buttons (f->page));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  gtk_widget_set_vexpand (page, TRUE);
  f->window = kit_window (box, 1166, 768);
  kit_wait (is_loaded, page);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const reasons[] = { "Water pipe", "School meeting", "Flu", "Dentist" };
  gint64                   who[3];

  kit_book_set_up (&f->book, data);
  who[0] = kit_person_new (&f->book, "Zhao Min");
  who[1] = kit_person_new (&f->book, "Lin Xiaoyu");
  who[2] = kit_person_new (&f->book, "Chen Jing");
  for (f->n_notes = 0; f->n_notes < 12; f->n_notes++)
    f->notes[f->n_notes] = kit_note_new (&f->book, who[f->n_notes % 3], reasons[f->n_notes % 4],
                                         100 * (gint64) ((f->n_notes * 7) % 12));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->window)
    {
      g_object_add_weak_pointer (G_OBJECT (f->page), (gpointer *) &f->page);
      kit_close (f->window);
      kit_wait (kit_gone, &f->page);
    }
  kit_book_tear_down (&f->book, data);
}

/* -- Tests -- */

static GtkWidget *
stack (Fixture *f)
{
  return kit_find (GTK_WIDGET (f->page), GTK_TYPE_STACK, NULL);
}

static gboolean
is_drawn_text (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_INSCRIPTION, "Dentist") != NULL;
}

static void
test_shows (Fixture *f, gconstpointer data)
{
  open_page (f, "zz_note");
  g_assert_cmpuint (n_rows (f), ==, 12);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack (f))), ==, "list");
  kit_wait (is_drawn_text, f);
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_LABEL, "12 records"));
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_LABEL, "Draft")); /* the pill */
  g_assert_cmpuint (kit_audit (f->window), ==, 0);
  kit_shot (f->window, "sheet-list");
}

static int
column_by_name (const ZgSheet *sheet, const char *name)
{
  for (int i = 0; i < sheet->n_columns; i++)
    if (g_str_equal (sheet->columns[i].name, name))
      return i;
  g_assert_not_reached ();
}

static GtkColumnViewColumn *
shown_column (Fixture *f, const char *name)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (kit_find (f->window, GTK_TYPE_COLUMN_VIEW, NULL));
  GListModel    *columns = gtk_column_view_get_columns (view);
  GtkColumnViewColumn *column = g_list_model_get_item (columns, (guint) column_by_name (zg_sheet_page_get_sheet (f->page), name));

  g_object_unref (column);
  return column;
}

static void
test_order (Fixture *f, gconstpointer data)
{
  GtkColumnView *view;

  open_page (f, "zz_note");
  view = GTK_COLUMN_VIEW (kit_find (f->window, GTK_TYPE_COLUMN_VIEW, NULL));
  gtk_column_view_sort_by_column (view, shown_column (f, "amount_fen"), GTK_SORT_ASCENDING);
  kit_wait (is_loaded, f->page);
  g_assert_cmpint (zg_sheet_page_get_query (f->page)->sort, ==, column_by_name (zg_sheet_page_get_sheet (f->page), "amount_fen"));
  g_assert_false (zg_sheet_page_get_query (f->page)->descending);
  g_assert_cmpint (id_at (f, 0), ==, f->notes[0]);
  gtk_column_view_sort_by_column (view, shown_column (f, "amount_fen"), GTK_SORT_DESCENDING);
  kit_wait (is_loaded, f->page);
  g_assert_true (zg_sheet_page_get_query (f->page)->descending);
  g_assert_cmpint (id_at (f, 11), ==, f->notes[0]);
  gtk_column_view_sort_by_column (view, shown_column (f, "reason"), GTK_SORT_ASCENDING);
  kit_wait (is_loaded, f->page);
  g_assert_cmpint (zg_sheet_page_get_query (f->page)->sort, ==, column_by_name (zg_sheet_page_get_sheet (f->page), "reason"));
  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  kit_wait (is_loaded, f->page);
  g_assert_cmpint (zg_sheet_page_get_query (f->page)->sort, ==, -1);
}

static void
test_search_and_filter (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget         *chip;

  open_page (f, "zz_note");
  zg_sheet_page_set_search (f->page, "dentist");
  kit_wait (is_loaded, f->page);
  g_assert_cmpuint (n_rows (f), ==, 3);
  zg_sheet_page_set_search (f->page, "");
  g_assert_true (zg_sheet_page_set_filter (f->page, "type", "sick", NULL, &error));
  kit_wait (is_loaded, f->page);
  g_assert_cmpuint (n_rows (f), >, 0);
  g_assert_cmpuint (n_rows (f), <, 12);
  chip = kit_find (f->window, GTK_TYPE_BUTTON, "Sick leave ×");
  g_assert_nonnull (chip);
  kit_shot (f->window, "sheet-filter");
  kit_click (f->window, "Sick leave ×");
  kit_wait (is_loaded, f->page);
  g_assert_cmpuint (n_rows (f), ==, 12);
  g_assert_false (zg_sheet_page_set_filter (f->page, "nothing-such", "1", NULL, &error));
  g_assert_nonnull (error);
}

static gboolean
shows_hint (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_BUTTON, "Search removed ones too") &&
         gtk_widget_get_visible (kit_find (((Fixture *) data)->window, GTK_TYPE_BUTTON, "Search removed ones too"));
}

static void
test_nothing_found (Fixture *f, gconstpointer data)
{
  gint64 gone = kit_note_new (&f->book, 0, "Thrown away", 100);

  kit_note_step (&f->book, gone, "delete", NULL);
  open_page (f, "zz_note");
  g_assert_cmpuint (n_rows (f), ==, 12);
  zg_sheet_page_set_search (f->page, "no such thing");
  kit_wait (is_loaded, f->page);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack (f))), ==, "nothing");
  zg_sheet_page_set_search (f->page, "thrown");
  kit_wait (is_loaded, f->page);
  g_assert_cmpuint (n_rows (f), ==, 0);
  kit_wait (shows_hint, f);
  kit_shot (f->window, "sheet-nothing");
  g_assert_cmpuint (kit_audit (f->window), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.with-hidden", NULL);
  kit_wait (is_loaded, f->page);
  g_assert_cmpuint (n_rows (f), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.clear-filters", NULL);
  kit_wait (is_loaded, f->page);
  g_assert_cmpuint (n_rows (f), ==, 12);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  open_page (f, "role_holder"); /* one row: the administrator's */
  g_assert_cmpuint (n_rows (f), ==, 1);
  kit_close (f->window);
  f->window = NULL;
}

static gboolean
has_steps (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_BUTTON, "Submit 3 of 4…") != NULL;
}

static gboolean
has_current (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_LABEL, "Leave request") != NULL;
}

static void
test_selection (Fixture *f, gconstpointer data)
{
  GtkSelectionModel *selection;

  open_page (f, "zz_note");
  kit_note_step (&f->book, f->notes[11], "submit", NULL);
  selection = GTK_SELECTION_MODEL (zg_sheet_page_get_model (f->page));
  gtk_selection_model_select_item (selection, 0, TRUE);
  kit_wait (has_current, f);
  gtk_selection_model_select_range (selection, 0, 4, TRUE);
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_LABEL, "4 selected"));
  kit_wait (has_steps, f);
  kit_shot (f->window, "sheet-selection");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.unselect", NULL);
  g_assert_cmpuint (zg_list_model_n_selected (zg_sheet_page_get_model (f->page)), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.select-all", NULL);
  g_assert_cmpuint (zg_list_model_n_selected (zg_sheet_page_get_model (f->page)), ==, 12);
}

static AdwMessageDialog *
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

static gboolean
has_button_3 (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_BUTTON, "Submit") != NULL;
}

static gboolean
are_pending (gpointer data)
{
  Fixture *f = data;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (ZgRecord) record = kit_get (&f->book, &t_note, f->notes[11 - i]);

      if (!g_str_equal (record->state, "pending"))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_idle (gpointer data)
{
  Fixture *f = data;

  return kit_find (f->window, GTK_TYPE_PROGRESS_BAR, NULL) && is_loaded (f->page) &&
         !gtk_widget_get_visible (gtk_widget_get_parent (kit_find (f->window, GTK_TYPE_PROGRESS_BAR, NULL)));
}

static void
test_steps (Fixture *f, gconstpointer data)
{
  AdwMessageDialog *dialog;

  open_page (f, "zz_note");
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (zg_sheet_page_get_model (f->page)), 0, 3, TRUE);
  kit_wait (has_button_3, f);
  kit_click (f->window, "Submit");
  dialog = open_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Submit: 3 records?");
  adw_message_dialog_response (dialog, "verb");
  gtk_window_destroy (GTK_WINDOW (dialog));
  kit_wait (are_pending, f);
  kit_wait (is_idle, f);
}

static void
test_changes_come_in (Fixture *f, gconstpointer data)
{
  open_page (f, "zz_note");
  kit_note_new (&f->book, 0, "One more", 100);
  while (n_rows (f) != 13)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_activated (ZgSheetPage *page, gint64 id, gboolean other, gpointer data)
{
  *(gint64 *) data = id;
}

static void
on_edit (ZgSheetPage *page, gint64 id, gpointer data)
{
  *(gint64 *) data = id;
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  gint64 opened = 0, edited = 0;

  open_page (f, "zz_note");
  g_signal_connect (f->page, "activated", G_CALLBACK (on_activated), &opened);
  g_signal_connect (f->page, "edit-record", G_CALLBACK (on_edit), &edited);
  zg_sheet_page_select (f->page, f->notes[5]);
  g_assert_cmpint (zg_sheet_page_get_current (f->page), ==, f->notes[5]);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.open", NULL);
  g_assert_cmpint (opened, ==, f->notes[5]);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.edit", NULL);
  g_assert_cmpint (edited, ==, f->notes[5]);
  g_assert_cmpint (zg_sheet_page_neighbour (f->page, id_at (f, 0), -1), ==, 0);
  g_assert_cmpint (zg_sheet_page_neighbour (f->page, id_at (f, 0), 1), ==, id_at (f, 1));
  g_assert_cmpint (zg_sheet_page_neighbour (f->page, id_at (f, 11), 1), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.preview", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "sheet.preview", NULL);
}

static void
test_pasted_numbers (Fixture *f, gconstpointer data)
{
  g_autofree char     *text = NULL;
  g_autoptr (ZgRecord) one = NULL, two = NULL;

  kit_note_step (&f->book, f->notes[1], "submit", NULL);
  kit_note_step (&f->book, f->notes[2], "submit", NULL);
  one = kit_get (&f->book, &t_note, f->notes[1]);
  two = kit_get (&f->book, &t_note, f->notes[2]);
  text = g_strdup_printf ("%s\n%s\n", one->no, two->no);
  open_page (f, "zz_note");
  zg_sheet_page_set_search (f->page, text);
  kit_wait (is_loaded, f->page);
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_BUTTON, "2 numbers ×"));
  g_assert_cmpuint (n_rows (f), ==, 2);
}

/* Runs what the list does on @keyval, as GTK would before the list itself sees it. */
static gboolean
press_in_list (GtkWidget *list, const char *key)
{
  g_autoptr (GListModel)         controllers = gtk_widget_observe_controllers (list);
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (key);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, list, NULL);
        }
    }
  return FALSE;
}

static void
test_tab_leaves_the_list (Fixture *f, gconstpointer data)
{
  GtkWidget *list, *focus;

  open_page (f, "zz_note");
  zg_sheet_page_focus_list (f->page);
  list = kit_find (f->window, GTK_TYPE_LIST_VIEW, NULL);
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_assert_true (focus == list || gtk_widget_is_ancestor (focus, list));
  g_assert_true (press_in_list (list, "Tab|KP_Tab"));
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_assert_nonnull (focus);
  g_assert_false (focus == list || gtk_widget_is_ancestor (focus, list));
  zg_sheet_page_focus_list (f->page);
  g_assert_true (press_in_list (list, "<Shift>Tab|<Shift>ISO_Left_Tab|<Shift>KP_Tab"));
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_assert_false (focus == list || gtk_widget_is_ancestor (focus, list));
}

static void
test_selected_row_has_the_focus (Fixture *f, gconstpointer data)
{
  GtkWidget *list;

  open_page (f, "zz_note");
  zg_sheet_page_select (f->page, id_at (f, 7)); /* as after closing a document */
  kit_spin ();
  list = kit_find (f->window, GTK_TYPE_LIST_VIEW, NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (f->window)), list));
  g_assert_cmpint (zg_sheet_page_get_current (f->page), ==, id_at (f, 7));
  g_assert_cmpuint (zg_sheet_focused_position (f->page), ==, 7);
}

static gboolean
is_far_row_focused (gpointer data)
{
  return zg_sheet_focused_position (data) == 150;
}

static void
test_far_row_gets_the_focus (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 200; i++)
    kit_note_new (&f->book, 0, "One of many", 100);
  open_page (f, "zz_note");
  zg_sheet_page_select (f->page, id_at (f, 150)); /* out of sight: first scrolled to */
  kit_wait (is_far_row_focused, f->page);
}

static GtkColumnViewColumn *
column_at (Fixture *f, int i)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (kit_find (f->window, GTK_TYPE_COLUMN_VIEW, NULL)));
  GtkColumnViewColumn *column = g_list_model_get_item (columns, (guint) i);

  g_object_unref (column); /* the view keeps it */
  return column;
}

typedef struct
{
  GtkColumnViewColumn *column;
  int                  width;
} Wider;

static gboolean
is_wider (gpointer data)
{
  return gtk_column_view_column_get_fixed_width (((Wider *) data)->column) > ((Wider *) data)->width;
}

static void
test_cut_text_takes_the_room (Fixture *f, gconstpointer data)
{
  Wider wider;
  int   who;

  open_page (f, "zz_note");
  who = column_by_name (zg_sheet_page_get_sheet (f->page), "who");
  wider = (Wider) { column_at (f, who), gtk_column_view_column_get_fixed_width (column_at (f, who)) };
  kit_close (f->window);
  kit_note_new (&f->book, kit_person_new (&f->book, "A Name Much Longer Than Most"), "Flu", 100);
  open_page (f, "zz_note");
  wider.column = column_at (f, who);
  kit_wait (is_wider, &wider);
}

int
main (int argc, char *argv[])
{
  kit_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/desk/sheet/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("shows", test_shows);
  ADD ("order", test_order);
  ADD ("search-and-filter", test_search_and_filter);
  ADD ("nothing-found", test_nothing_found);
  ADD ("other-kind", test_empty);
  ADD ("selection", test_selection);
  ADD ("steps", test_steps);
  ADD ("cut-text-takes-the-room", test_cut_text_takes_the_room);
  ADD ("changes-come-in", test_changes_come_in);
  ADD ("keys", test_keys);
  ADD ("pasted-numbers", test_pasted_numbers);
  ADD ("tab-leaves-the-list", test_tab_leaves_the_list);
  ADD ("selected-row-has-the-focus", test_selected_row_has_the_focus);
  ADD ("far-row-gets-the-focus", test_far_row_gets_the_focus);
  return g_test_run ();
}
