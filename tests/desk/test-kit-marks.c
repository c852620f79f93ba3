/* Pills, clauses, the stepper, bars, dialogs, facts, lines, the print preview: what they show, that they are named, that they go
 * away. */
#include "kit-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-facts.h"
#include "zg-editor.h"
#include "zg-lines-private.h"
#include "zg-marks.h"
#include "zg-paper.h"
#include "zg-policy.h"
#include "zg-print-preview.h"

/* Puts @child into a window, audits and pictures it, closes the window and sees it freed. */
static void
look_at (GtkWidget *child, const char *name)
{
  GtkWidget *window = kit_window (child, 700, 300);

  g_assert_cmpuint (kit_audit (window), ==, 0);
  kit_shot (window, name);
  g_object_add_weak_pointer (G_OBJECT (child), (gpointer *) &child);
  kit_close (window);
  kit_wait (kit_gone, &child);
}

static void
test_pill (void)
{
  GtkWidget *pill = g_object_ref_sink (zg_pill_new ("Pending", ZG_TONE_PENDING));

  g_assert_true (gtk_widget_has_css_class (pill, "pending"));
  zg_pill_set (pill, "Void", ZG_TONE_BAD);
  g_assert_false (gtk_widget_has_css_class (pill, "pending"));
  g_assert_true (gtk_widget_has_css_class (pill, "bad"));
  zg_pill_set (pill, NULL, ZG_TONE_NEUTRAL);
  g_assert_false (gtk_widget_get_visible (pill));
  g_assert_finalize_object (pill);
}

static void
test_clause (void)
{
  guint                  n;
  const ZgClause *const *clauses = zg_clauses (&n);
  GtkWidget             *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget             *chip, *window;

  g_assert_cmpuint (n, >, 0);
  chip = zg_clause_chip_new (clauses[0]->id);
  gtk_box_append (GTK_BOX (box), chip);
  gtk_box_append (GTK_BOX (box), zg_clause_chip_new ("D99-9.9")); /* not in the catalogue: shown, without a popover */
  gtk_box_append (GTK_BOX (box), zg_clause_chips_new ("D01-7.2 D02-3.3.2 D04-4.1.1d D04-3.2"));
  gtk_box_append (GTK_BOX (box), zg_clause_chips_new (NULL));
  window = kit_window (box, 500, 500);
  g_assert_nonnull (kit_find (window, GTK_TYPE_BUTTON, "+2"));
  zg_clause_chip_popup (ZG_CLAUSE_CHIP (chip));
  kit_spin ();
  g_assert_nonnull (kit_find (chip, GTK_TYPE_BUTTON, "Open clause"));
  g_assert_cmpuint (kit_audit (window), ==, 0);
  kit_shot (gtk_widget_get_ancestor (kit_find (chip, GTK_TYPE_BUTTON, "Open clause"), GTK_TYPE_POPOVER), "clause-popover");
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (kit_find (chip, GTK_TYPE_BUTTON, "Open clause"), GTK_TYPE_POPOVER)));
  kit_spin ();
  zg_clause_chip_popup (ZG_CLAUSE_CHIP (gtk_widget_get_next_sibling (chip)));
  kit_click (window, "+2");
  g_object_add_weak_pointer (G_OBJECT (chip), (gpointer *) &chip);
  kit_close (window);
  kit_wait (kit_gone, &chip);
}

static void
test_stepper (void)
{
  const ZgStepItem items[] = {
    { "Draft", "11-23 09:02 · Lin Xiaoyu", NULL, ZG_STEP_DONE, 0 },
    { "Pending", "until 11-25 · 1 day left", "D01-7.2", ZG_STEP_NOW, 0 },
    { "Approved", NULL, "D04-3.2", ZG_STEP_LATER, 0 },
  };
  const ZgStepItem side[] = { { "Returned", "the day is missing", NULL, ZG_STEP_SIDE, ZG_TONE_WARN }, items[1], items[2] };
  GtkWidget *stepper = zg_stepper_new ();

  zg_stepper_set (ZG_STEPPER (stepper), items, G_N_ELEMENTS (items));
  zg_stepper_set_note (ZG_STEPPER (stepper), "Kept automatically at 09:06");
  g_assert_nonnull (kit_find (stepper, GTK_TYPE_LABEL, "Pending"));
  zg_stepper_set (ZG_STEPPER (stepper), side, G_N_ELEMENTS (side));
  g_assert_null (kit_find (stepper, GTK_TYPE_LABEL, "Draft"));
  look_at (stepper, "stepper");
}

static void
on_bar_button (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_error_bar (void)
{
  GtkWidget *bar = zg_error_bar_new ();
  GError    *error = g_error_new_literal (ZG_ERROR, ZG_ERROR_FULL, "The disk is full.");
  guint      pressed = 0;

  g_assert_false (zg_error_bar_is_shown (ZG_ERROR_BAR (bar)));
  zg_error_bar_show_error (ZG_ERROR_BAR (bar), error);
  g_assert_cmpstr (zg_error_bar_get_text (ZG_ERROR_BAR (bar)), ==, "The disk is full.");
  zg_error_bar_add_button (ZG_ERROR_BAR (bar), "_Again", G_CALLBACK (on_bar_button), &pressed);
  kit_click (bar, "Again");
  g_assert_cmpuint (pressed, ==, 1);
  zg_error_bar_show (ZG_ERROR_BAR (bar), "Something else", NULL, "D01-7.2");
  g_assert_null (kit_find (bar, GTK_TYPE_BUTTON, "Again")); /* buttons go with the message */
  look_at (bar, "error-bar");
  g_error_free (error);
}

static void
test_busy_bar (void)
{
  GtkWidget *bar = g_object_ref_sink (zg_busy_bar_new ());

  zg_busy_bar_start (ZG_BUSY_BAR (bar));
  zg_busy_bar_start (ZG_BUSY_BAR (bar));
  zg_busy_bar_stop (ZG_BUSY_BAR (bar));
  zg_busy_bar_stop (ZG_BUSY_BAR (bar));
  zg_busy_bar_start (ZG_BUSY_BAR (bar)); /* freed while it runs */
  g_assert_finalize_object (bar);
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

static void
on_answer (gboolean yes, gpointer data)
{
  *(int *) data = yes;
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = open_dialog ();

  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  kit_spin ();
}

static void
test_dialogs (void)
{
  GtkWidget *label = gtk_label_new ("page"), *window = kit_window (label, 400, 300);
  int        said = -1;

  zg_desk_confirm (label, "Close October?", "15 people, 13 accepted.", "D04-4.2.1g", "_Close October", FALSE, on_answer, &said);
  kit_shot (GTK_WIDGET (open_dialog ()), "confirm");
  g_assert_cmpuint (kit_audit (GTK_WIDGET (open_dialog ())), ==, 0);
  answer ("verb");
  g_assert_cmpint (said, ==, TRUE);
  zg_desk_confirm (label, "Delete?", NULL, NULL, "_Delete", TRUE, on_answer, &said);
  g_assert_cmpstr (adw_message_dialog_get_default_response (open_dialog ()), ==, "cancel"); /* what destroys is no default */
  answer ("cancel");
  g_assert_cmpint (said, ==, FALSE);
  said = -1;
  zg_desk_confirm (label, "Delete?", NULL, NULL, "_Delete", TRUE, on_answer, &said);
  kit_close (window); /* who asked has gone: nobody is answered */
  if (open_dialog ())
    answer ("verb");
  g_assert_cmpint (said, ==, -1);
}

static void
test_facts (void)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  GtkWidget          *view = zg_facts_view_new (FALSE);

  zg_facts_head (facts, "张敏", "1003 · 美工组", "在职", ZG_TONE_NEUTRAL);
  zg_facts_line (facts, "班制", "B", ZG_TONE_NEUTRAL, NULL);
  zg_facts_line (facts, "合同到期", "2026-11-30 · 7", ZG_TONE_WARN, "D07-1.2");
  zg_facts_block (facts, "本月考勤", NULL);
  zg_facts_sum (facts, "17", "出勤", ZG_TONE_NEUTRAL);
  zg_facts_sum (facts, "1", "迟到", ZG_TONE_WARN);
  zg_facts_note (facts, "11-12 08:37", ZG_TONE_WARN, "D04-4.2.2a");
  zg_facts_block (facts, "相关", NULL);
  zg_facts_link (facts, "请假单", "3", "zz_note", 0);
  zg_facts_view_set (ZG_FACTS_VIEW (view), facts);
  g_assert_nonnull (kit_find (view, GTK_TYPE_LABEL, "张")); /* the disc */
  zg_facts_view_set (ZG_FACTS_VIEW (view), NULL);
  g_assert_null (kit_find (view, GTK_TYPE_LABEL, "张"));
  zg_facts_view_set (ZG_FACTS_VIEW (view), facts);
  look_at (view, "facts");
}

static void
test_lines (void)
{
  GtkWidget            *editor = zg_lines_editor_new (NULL, &t_line);
  GPtrArray            *records = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autoptr (GPtrArray) changes = NULL;

  for (int i = 0; i < 4; i++)
    {
      ZgRecord *record = zg_record_new (&t_line);

      record->id = i + 1;
      record->version = 1;
      zg_record_set_text (record, T_LINE_NAME, "Scarf");
      zg_record_set_int (record, T_LINE_QTY, 1000 * (i + 1));
      zg_record_set_int (record, T_LINE_PRICE, 3650);
      t_line.recompute (record);
      g_ptr_array_add (records, record);
    }
  zg_lines_editor_set_lines (ZG_LINES_EDITOR (editor), records, NULL);
  g_ptr_array_unref (records);
  g_assert_false (zg_lines_editor_is_modified (ZG_LINES_EDITOR (editor)));
  changes = zg_lines_editor_get_changes (ZG_LINES_EDITOR (editor));
  g_assert_cmpuint (changes->len, ==, 0); /* what was read is no change */
  look_at (editor, "lines");
}

/* -- Lines that come with another step are filled in one after the other -- */

enum { SCORE_ITEM, SCORE_MINE, SCORE_THEIRS, SCORE_N_FIELDS };

static const ZgField score_fields[SCORE_N_FIELDS] = {
  [SCORE_ITEM] = { "item", "Item", ZG_TEXT, ZG_FIXED | ZG_LIST },
  [SCORE_MINE] = { "mine", "Mine", ZG_POINTS, ZG_LIST | ZG_TOTAL },
  [SCORE_THEIRS] = { "theirs", "Theirs", ZG_POINTS, ZG_LIST },
};

static const ZgStep score_steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_F (SCORE_MINE) | ZG_F (SCORE_THEIRS) },
};

static const ZgKind t_score = { .id = "t_score", .title = "Scores", .parent = "t_note", .name = "item", ZG_FIELDS (score_fields),
                                ZG_STEPS (score_steps) };

/* The second line is nobody's to score. */
static guint64
scored_now (ZgSession *session, const ZgRecord *document, const ZgRecord *line)
{
  return g_str_equal (zg_record_text (line, SCORE_ITEM), "facts") ? 0 : ZG_F (SCORE_MINE);
}

static GPtrArray *
score_lines (void)
{
  static const char *const items[] = { "attitude", "facts", "service" };
  GPtrArray               *records = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      ZgRecord *record = zg_record_new (&t_score);

      record->id = i + 1;
      record->version = 1;
      zg_record_set_text (record, SCORE_ITEM, items[i]);
      g_ptr_array_add (records, record);
    }
  return records;
}

static void
type_score (ZgLinesEditor *editor, gint64 score)
{
  ZgCell cell = { 0 };

  zg_cell_set_int (&cell, score);
  zg_editor_set_cell (ZG_EDITOR (editor->editors[SCORE_MINE]), &cell);
  zg_lines_take_strip (editor);
}

static void
test_score_lines (void)
{
  GtkWidget            *widget;
  ZgLinesEditor        *editor;
  g_autoptr (ZgRecord)  document = zg_record_new (&t_note);
  g_autoptr (GPtrArray) records = score_lines (), changes = NULL;

  zg_lines_mask_register ("t_score", scored_now);
  widget = zg_lines_editor_new (NULL, &t_score);
  editor = ZG_LINES_EDITOR (widget);
  zg_lines_editor_set_lines (editor, records, NULL);
  g_assert_cmpint (editor->edited, ==, -1); /* whose turn it is says the document */
  zg_lines_editor_set_document (editor, document);
  g_assert_cmpint (editor->edited, ==, 0);
  g_assert_null (editor->editors[SCORE_ITEM]); /* what is fixed is not typed */
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (editor->editors[SCORE_MINE])));
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (editor->editors[SCORE_THEIRS])));
  g_assert_false (gtk_widget_get_visible (editor->remove));
  type_score (editor, 9650);
  g_assert_cmpint (editor->edited, ==, 2); /* over the one that is not to be scored */
  type_score (editor, 8000);
  g_assert_cmpint (editor->edited, ==, -1);
  g_assert_false (gtk_widget_get_sensitive (editor->strip)); /* nothing is left, and nothing can be added */
  zg_lines_take_strip (editor);
  zg_lines_remove (editor, 0);
  changes = zg_lines_editor_get_changes (editor);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpint (zg_record_int (changes->pdata[0], SCORE_MINE), ==, 9650);
  g_assert_cmpint (zg_record_int (changes->pdata[1], SCORE_MINE), ==, 8000);
  look_at (widget, "scores");
}

static ZgPrintItem *
made_item (const char *name, int rows)
{
  ZgPaper            *paper = zg_paper_new (NULL);
  const ZgPaperColumn columns[] = { { "No.", 20 }, { "Item", 0 }, { "Score", 25, 0, ZG_PAPER_RIGHT } };
  const char         *cells[] = { "1", "Orders confirmed in time", "19.00" };
  const ZgPaperSign   sign = { .role = "Manager" };
  ZgPaperTable       *table;
  ZgPrintItem        *item;

  zg_paper_set_title (paper, "绩效考核表");
  zg_paper_set_number (paper, "KH-2026-10-016");
  zg_paper_set_footer (paper, "D20-4.1");
  table = zg_paper_table (paper, columns, 3, NULL);
  for (int i = 0; i < rows; i++)
    zg_paper_table_row (table, cells, 0);
  zg_paper_signatures (paper, &sign, 1);
  if (rows < 10)
    zg_paper_warn (paper, "Item 7 has no facts: it stays empty.");
  item = zg_print_item_new (paper, "Review sheet", name);
  item->kind = "review_sheet";
  item->record = rows;
  return item;
}

static void
on_mend (ZgPrintPreview *preview, const char *kind, gint64 record, gint64 *gone_to)
{
  g_assert_cmpstr (kind, ==, "review_sheet");
  *gone_to = record;
}

static GtkWidget *
part_of (GtkWidget *preview, const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (preview, ZG_TYPE_PRINT_PREVIEW, id));
}

/* Of the first document something is missing, of the second nothing; each says whether its signatures stand alone. */
static void
check_checks (GtkWidget *preview)
{
  zg_print_preview_set_current (ZG_PRINT_PREVIEW (preview), 0);
  g_assert_nonnull (kit_find (preview, GTK_TYPE_LABEL, "Item 7 has no facts: it stays empty."));
  g_assert_nonnull (kit_find (preview, GTK_TYPE_BUTTON, "Go and fill in"));
  zg_print_preview_set_current (ZG_PRINT_PREVIEW (preview), 1);
  g_assert_null (kit_find (preview, GTK_TYPE_BUTTON, "Go and fill in"));
  g_assert_nonnull (kit_find (preview, GTK_TYPE_LABEL, "The signatures do not stand on a page alone"));
  zg_print_preview_set_current (ZG_PRINT_PREVIEW (preview), 0);
}

/* Only what the papers have is offered; what is left out is left out of all. */
static void
leave_out (GtkWidget *preview, GPtrArray *items)
{
  ZgPaper *paper = ((ZgPrintItem *) items->pdata[1])->paper;
  int      pages = zg_paper_layout (paper);

  g_assert_true (gtk_widget_get_visible (part_of (preview, "clauses")));
  g_assert_false (gtk_widget_get_visible (part_of (preview, "facts")));
  g_assert_false (gtk_widget_get_visible (part_of (preview, "made")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (part_of (preview, "clauses")), FALSE);
  gtk_test_widget_wait_for_draw (preview);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (part_of (preview, "clauses")), TRUE);
  g_assert_cmpint (zg_paper_layout (paper), ==, pages);
}

static void
on_form_chosen (ZgPrintPreview *preview, const char *id, char **chosen)
{
  g_free (*chosen);
  *chosen = g_strdup (id);
}

/* Other paper: both documents flow anew on it, and the shell is told which. */
static void
choose_paper (GtkWidget *preview, GPtrArray *items)
{
  GtkWidget       *form = GTK_WIDGET (gtk_widget_get_template_child (preview, ZG_TYPE_PRINT_PREVIEW, "form"));
  g_autofree char *chosen = NULL;

  g_signal_connect (preview, "form-chosen", G_CALLBACK (on_form_chosen), &chosen);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (form)), ==, 0);
  for (guint i = 0; zg_paper_forms[i].id; i++)
    if (g_str_equal (zg_paper_forms[i].id, "241-half"))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (form), i);
  g_assert_cmpstr (chosen, ==, "241-half");
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpstr (zg_paper_get_form (((ZgPrintItem *) items->pdata[i])->paper)->id, ==, "241-half");
  gtk_test_widget_wait_for_draw (preview);
  g_assert_cmpuint (kit_audit (preview), ==, 0);
  kit_shot (preview, "print-preview-241");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (form), 0);
  g_signal_handlers_disconnect_by_func (preview, on_form_chosen, &chosen);
}

static void
test_print_preview (void)
{
  GPtrArray         *items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_print_item_free);
  GtkWidget         *preview;
  gint64             gone_to = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char   *folder = g_dir_make_tmp ("zg-print-XXXXXX", NULL), *path = g_build_filename (folder, "all.pdf", NULL);

  g_ptr_array_add (items, made_item ("Lin Xiaoyu", 8));
  g_ptr_array_add (items, made_item ("Zhao Min", 120));
  preview = zg_print_preview_new (NULL, items);
  gtk_window_present (GTK_WINDOW (preview));
  gtk_test_widget_wait_for_draw (preview);
  g_assert_cmpuint (kit_audit (preview), ==, 0);
  kit_shot (preview, "print-preview");
  g_assert_nonnull (kit_find (preview, GTK_TYPE_LABEL, "1 / 2"));
  choose_paper (preview, items);
  check_checks (preview);
  leave_out (preview, items);
  gtk_widget_activate_action (preview, "preview.next", NULL);
  gtk_widget_activate_action (preview, "preview.next", NULL); /* stays at the last */
  g_assert_cmpuint (zg_print_preview_get_current (ZG_PRINT_PREVIEW (preview)), ==, 1);
  gtk_widget_activate_action (preview, "preview.larger", NULL);
  gtk_widget_activate_action (preview, "preview.fit", NULL);
  g_assert_true (zg_print_preview_save_pdf (ZG_PRINT_PREVIEW (preview), path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (zg_print_preview_save_pdf (ZG_PRINT_PREVIEW (preview), "/nowhere/at/all.pdf", &error));
  g_assert_nonnull (error);
  zg_print_preview_set_current (ZG_PRINT_PREVIEW (preview), 0);
  g_signal_connect (preview, "mend", G_CALLBACK (on_mend), &gone_to);
  g_object_add_weak_pointer (G_OBJECT (preview), (gpointer *) &preview);
  g_signal_emit_by_name (kit_find (preview, GTK_TYPE_BUTTON, "Go and fill in"), "clicked"); /* and closes */
  g_assert_cmpint (gone_to, ==, 8);
  kit_wait (kit_gone, &preview);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_words (void)
{
  gint64           now, due;
  ZgTone           tone;
  g_autofree char *left = NULL, *over = NULL, *days = NULL, *soon = NULL, *plain = NULL, *name = NULL, *dots = NULL;

  g_assert_true (zg_stamp_parse ("2026-11-23 09:42", &now));
  zg_clock_set (now);
  g_assert_true (zg_stamp_parse ("2026-11-23 18:00", &due));
  left = zg_desk_due (due, now, 60, &tone);
  g_assert_cmpstr (left, ==, "today 18:00 · 8 h 18 min left");
  g_assert_cmpint (tone, ==, ZG_TONE_NEUTRAL);
  soon = zg_desk_due (now + 135000, now, 10, &tone);
  g_assert_cmpstr (soon, ==, "today 09:44 · 02:15 left");
  g_assert_cmpint (tone, ==, ZG_TONE_WARN);
  days = zg_desk_due (now + 7 * G_GINT64_CONSTANT (86400000), now, 60, &tone);
  g_assert_cmpstr (days, ==, "11-30 · 7 days left");
  over = zg_desk_due (now - 50 * G_GINT64_CONSTANT (3600000), now, 60, &tone);
  g_assert_cmpstr (over, ==, "2 days overdue");
  g_assert_cmpint (tone, ==, ZG_TONE_BAD);
  plain = zg_desk_plain ("_Save __all");
  g_assert_cmpstr (plain, ==, "Save _all");
  name = zg_desk_file_name ("../a/b:c*?\n员工.pdf");
  g_assert_cmpstr (name, ==, "-a-b-c---员工.pdf");
  dots = zg_desk_file_name ("...");
  g_assert_cmpstr (dots, ==, "-");
  zg_clock_set (0);
}

int
main (int argc, char *argv[])
{
  kit_test_init (&argc, &argv);
  g_test_add_func ("/desk/marks/pill", test_pill);
  g_test_add_func ("/desk/marks/clause", test_clause);
  g_test_add_func ("/desk/marks/stepper", test_stepper);
  g_test_add_func ("/desk/marks/error-bar", test_error_bar);
  g_test_add_func ("/desk/marks/busy-bar", test_busy_bar);
  g_test_add_func ("/desk/marks/dialogs", test_dialogs);
  g_test_add_func ("/desk/marks/facts", test_facts);
  g_test_add_func ("/desk/marks/lines", test_lines);
  g_test_add_func ("/desk/marks/score-lines", test_score_lines);
  g_test_add_func ("/desk/marks/print-preview", test_print_preview);
  g_test_add_func ("/desk/marks/words", test_words);
  return g_test_run ();
}
