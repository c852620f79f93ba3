/* The form on a kind made for the test, over a real book. */
#include "kit-test.h"

#include <string.h>

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

static gboolean
is_ready (gpointer data)
{
  return !zg_form_is_loading (data);
}

static void
on_saved (ZgForm *form, const char *verb, gint64 id, gpointer data)
{
  Fixture *f = data;
  char    *more = g_strconcat (f->saved, verb, " ", NULL);

  g_free (f->saved);
  f->saved = more;
}

static void
on_closed (ZgForm *form, gpointer data)
{
  ((Fixture *) data)->closed++;
}

static void
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

static void
close_form (Fixture *f)
{
  g_object_add_weak_pointer (G_OBJECT (f->form), (gpointer *) &f->form);
  kit_close (f->window);
  kit_wait (kit_gone, &f->form);
  f->window = NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  kit_book_set_up (&f->book, data);
  f->who = kit_person_new (&f->book, "Lin Xiaoyu");
  kit_person_new (&f->book, "Zhao Min");
  f->saved = g_strdup ("");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->window)
    close_form (f);
  kit_book_tear_down (&f->book, data);
  g_free (f->saved);
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
answer (AdwMessageDialog *dialog, const char *response)
{
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The control of a field, by the label before it. */
static GtkWidget *
control_after (Fixture *f, const char *label, GType type)
{
  GtkWidget *widget = kit_find (f->window, GTK_TYPE_LABEL, label);

  g_assert_nonnull (widget);
  return kit_find (gtk_widget_get_next_sibling (widget), type, NULL);
}

static void
type_into (Fixture *f, const char *label, const char *text)
{
  GtkWidget *entry = control_after (f, label, GTK_TYPE_ENTRY);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
choose_type (Fixture *f, guint index)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control_after (f, "Type *", GTK_TYPE_DROP_DOWN)), index);
}

static void
choose_who (Fixture *f)
{
  GtkWidget *entry = control_after (f, "Employee *", ZG_TYPE_REF_ENTRY);

  zg_ref_entry_set (ZG_REF_ENTRY (entry), f->who, "Lin Xiaoyu");
  zg_editor_edited (ZG_EDITOR (entry));
}

/* What the bar at the top says, for a test that fails. */
static const char *
bar_text (Fixture *f)
{
  ZgErrorBar *bar = ZG_ERROR_BAR (kit_find (f->window, ZG_TYPE_ERROR_BAR, NULL));

  return zg_error_bar_is_shown (bar) ? zg_error_bar_get_text (bar) : "";
}

static GtkWidget *
shown_text (Fixture *f, const char *text)
{
  GtkWidget *label = kit_find (f->window, GTK_TYPE_LABEL, text);

  return label && gtk_widget_get_mapped (label) ? label : NULL;
}

/* -- Tests -- */

static void
test_new (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgRecord) record = NULL;

  open_form (f, 0);
  g_assert_cmpstr (zg_form_get_title (f->form), ==, "Leave request · new");
  g_assert_cmpuint (kit_audit (f->window), ==, 0);
  kit_shot (f->window, "form-new");
  choose_who (f);
  choose_type (f, 2);
  type_into (f, "Reason *", "Water pipe");
  type_into (f, "Amount", "12*36.5");
  g_assert_true (zg_form_is_modified (f->form));
  g_assert_nonnull (shown_text (f, "876.00")); /* computed at once */
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "create ");
  g_assert_false (zg_form_is_modified (f->form));
  g_assert_cmpint (zg_form_get_id (f->form), >, 0);
  record = kit_get (&f->book, &t_note, zg_form_get_id (f->form));
  g_assert_cmpint (zg_record_int (record, T_NOTE_AMOUNT), ==, 43800);
  g_assert_cmpint (zg_record_int (record, T_NOTE_WHO), ==, f->who);
  g_assert_cmpstr (zg_record_text (record, T_NOTE_DAY), ==, "2026-11-23"); /* initial: today */
  g_assert_cmpstr (record->state, ==, "draft");
  kit_shot (f->window, "form-draft");
}

static void
test_faults (Fixture *f, gconstpointer data)
{
  GtkWidget *phone;

  open_form (f, 0);
  choose_who (f);
  choose_type (f, 1);
  type_into (f, "Reachable on", "1380013");
  phone = control_after (f, "Reachable on", GTK_TYPE_ENTRY);
  zg_form_take_step (f->form, "submit");
  g_assert_cmpstr (f->saved, ==, "");
  g_assert_true (gtk_widget_has_css_class (phone, "err"));
  g_assert_true (gtk_test_accessible_has_state (GTK_ACCESSIBLE (phone), GTK_ACCESSIBLE_STATE_INVALID));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (phone), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
  g_assert_nonnull (shown_text (f, "A mobile number has 11 digits, this one has 7."));
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_BUTTON, "2 things to correct"));
  kit_shot (f->window, "form-faults");
  type_into (f, "Reachable on", "13800130001");
  g_assert_false (gtk_widget_has_css_class (phone, "err")); /* gone as soon as it is touched */
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_BUTTON, "1 thing to correct"));
  type_into (f, "Reason *", "Water pipe");
  type_into (f, "From", "31.2.");
  zg_form_take_step (f->form, "submit");
  g_assert_cmpstr (f->saved, ==, "");
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_BUTTON, "1 thing to correct"));
}

static void
test_submit_new (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgRecord) record = NULL;

  open_form (f, 0);
  choose_who (f);
  choose_type (f, 1);
  type_into (f, "Reason *", "Flu");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "zz_note.submit", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "create submit ");
  record = kit_get (&f->book, &t_note, zg_form_get_id (f->form));
  g_assert_cmpstr (record->state, ==, "pending");
  g_assert_nonnull (record->no);
  g_assert_nonnull (strstr (zg_form_get_title (f->form), record->no));
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_BUTTON, "Approve"));
  g_assert_nonnull (shown_text (f, "Nothing can be changed here now."));
  g_assert_nonnull (shown_text (f, "Flu"));
  g_assert_cmpuint (kit_audit (f->window), ==, 0);
  kit_shot (f->window, "form-pending");
}

static void
test_opinion (Fixture *f, gconstpointer data)
{
  gint64            id = kit_note_new (&f->book, f->who, "Flu", 100);
  AdwMessageDialog *dialog;
  GtkWidget        *text;

  kit_note_step (&f->book, id, "submit", NULL);
  open_form (f, id);
  kit_click (f->window, "Return…");
  dialog = open_dialog ();
  g_assert_nonnull (dialog);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "verb"));
  g_assert_cmpuint (kit_audit (GTK_WIDGET (dialog)), ==, 0);
  text = kit_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "The day is missing.", -1);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "verb"));
  answer (dialog, "verb");
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "return ");
  g_assert_nonnull (shown_text (f, "The day is missing."));
  g_assert_nonnull (shown_text (f, "Returned"));
  kit_shot (f->window, "form-returned");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  gint64            id = kit_note_new (&f->book, f->who, "Flu", 100);
  AdwMessageDialog *dialog;

  open_form (f, id);
  kit_click (f->window, "Delete draft");
  dialog = open_dialog ();
  g_assert_nonnull (dialog);
  answer (dialog, "cancel");
  kit_spin ();
  g_assert_cmpstr (f->saved, ==, "");
  kit_click (f->window, "Delete draft");
  dialog = open_dialog ();
  answer (dialog, "verb");
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "delete ");
  g_assert_cmpuint (f->closed, ==, 1);
}

static gboolean
is_conflict_shown (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_BUTTON, "Use mine") != NULL;
}

static void
edit_elsewhere (Fixture *f, gint64 id, const char *remark)
{
  g_autoptr (ZgRecord) record = kit_get (&f->book, &t_note, id);
  g_autoptr (GError)   error = NULL;

  zg_record_set_text (record, T_NOTE_LONG, remark);
  zg_book_run (f->book.session, record, "edit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  gint64               id = kit_note_new (&f->book, f->who, "Flu", 100);
  g_autoptr (ZgRecord) record = NULL;

  open_form (f, id);
  edit_elsewhere (f, id, "of somebody else");
  type_into (f, "Reason *", "Dentist");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_conflict_shown, f);
  g_assert_cmpstr (f->saved, ==, "");
  g_assert_true (zg_form_is_modified (f->form));
  kit_shot (f->window, "form-conflict");
  kit_click (f->window, "Use mine");
  g_assert_true (zg_form_is_modified (f->form));
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "edit ");
  record = kit_get (&f->book, &t_note, id);
  g_assert_cmpstr (zg_record_text (record, T_NOTE_REASON), ==, "Dentist");          /* mine */
  g_assert_cmpstr (zg_record_text (record, T_NOTE_LONG), ==, "of somebody else"); /* and theirs */
}

static void
test_conflict_theirs (Fixture *f, gconstpointer data)
{
  gint64 id = kit_note_new (&f->book, f->who, "Flu", 100);

  open_form (f, id);
  edit_elsewhere (f, id, "of somebody else");
  type_into (f, "Reason *", "Dentist");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_conflict_shown, f);
  kit_click (f->window, "Use theirs");
  kit_wait (is_ready, f->form);
  g_assert_false (zg_form_is_modified (f->form));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_after (f, "Reason *", GTK_TYPE_ENTRY))), ==, "Flu");
}

static ZgLinesEditor *
lines (Fixture *f)
{
  return ZG_LINES_EDITOR (kit_find (f->window, ZG_TYPE_LINES_EDITOR, NULL));
}

static void
type_line (Fixture *f, const char *name, const char *qty, const char *price)
{
  GtkWidget *strip = GTK_WIDGET (lines (f));
  const char *const labels[] = { "Item", "Quantity", "Price" };
  const char *const texts[] = { name, qty, price };

  for (int i = 0; i < 3; i++)
    {
      GtkWidget *label = kit_find (strip, GTK_TYPE_LABEL, labels[i]);
      GtkWidget *entry = kit_find (gtk_widget_get_next_sibling (label), GTK_TYPE_ENTRY, NULL);

      gtk_editable_set_text (GTK_EDITABLE (entry), texts[i]);
      if (i == 2)
        g_signal_emit_by_name (entry, "activate");
    }
}

static void
test_lines (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  open_form (f, 0);
  choose_who (f);
  choose_type (f, 1);
  type_into (f, "Reason *", "Flu");
  type_line (f, "Scarf", "2.5", "40");
  type_line (f, "", "1", "1"); /* the name is required: not taken */
  g_assert_true (zg_lines_editor_is_typing (lines (f)));
  zg_form_take_step (f->form, "create");
  kit_spin ();
  g_assert_cmpstr (f->saved, ==, ""); /* a line half typed is not lost silently */
  type_line (f, "Gloves", "1", "1.50");
  g_assert_false (zg_lines_editor_is_typing (lines (f)));
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_LABEL, "2 lines"));
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_LABEL, "Sum 101.50"));
  zg_form_take_step (f->form, "create");
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (bar_text (f), ==, "");
  g_assert_cmpstr (f->saved, ==, "create ");
  all = zg_lines_editor_get_lines (lines (f));
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (((ZgRecord *) all->pdata[0])->version, ==, 1);
  g_assert_cmpint (zg_record_int (all->pdata[0], T_LINE_SUM), ==, 10000);
  kit_shot (f->window, "form-lines");
}

static gboolean
is_revealed (gpointer data)
{
  Fixture   *f = data;
  GtkWidget *entry = control_after (f, "Bank card", GTK_TYPE_ENTRY);

  return entry && gtk_widget_get_mapped (entry) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "6222020001");
}

static gboolean
is_error_dialog (gpointer data)
{
  return open_dialog () != NULL || is_revealed (data);
}

static void
test_sealed (Fixture *f, gconstpointer data)
{
  gint64               id;
  g_autoptr (ZgRecord) record = NULL, after = NULL;

  open_form (f, 0);
  choose_who (f);
  choose_type (f, 1);
  type_into (f, "Reason *", "Flu");
  type_into (f, "Bank card", "6222020001");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "create ");
  id = zg_form_get_id (f->form);
  record = kit_get (&f->book, &t_note, id);
  g_assert_cmpint (record->cells[T_NOTE_SECRET].type, ==, ZG_CELL_BYTES);
  g_assert_nonnull (shown_text (f, "****"));
  g_assert_null (kit_find (f->window, GTK_TYPE_LABEL, "6222020001"));
  type_into (f, "Reason *", "Dentist"); /* saved without having been opened: it stays as it is */
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  after = kit_get (&f->book, &t_note, id);
  g_assert_true (zg_cell_equal (&record->cells[T_NOTE_SECRET], &after->cells[T_NOTE_SECRET]));
  kit_click (f->window, "Show");
  kit_wait (is_error_dialog, f);
  if (open_dialog ())
    answer (open_dialog (), "close");
}

static void
test_leave (Fixture *f, gconstpointer data)
{
  gint64            id = kit_note_new (&f->book, f->who, "Flu", 100);
  AdwMessageDialog *dialog;

  open_form (f, id);
  zg_form_request_close (f->form);
  g_assert_cmpuint (f->closed, ==, 1);
  type_into (f, "Reason *", "Dentist");
  zg_form_request_close (f->form);
  g_assert_cmpuint (f->closed, ==, 1);
  dialog = open_dialog ();
  g_assert_nonnull (dialog);
  answer (dialog, "cancel");
  g_assert_true (zg_form_is_modified (f->form));
  zg_form_request_close (f->form);
  answer (open_dialog (), "save");
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "edit ");
  g_assert_cmpuint (f->closed, ==, 2);
}

static gboolean
is_kept (gpointer data)
{
  GtkWidget *stepper = kit_find (((Fixture *) data)->window, g_type_from_name ("ZgStepper"), NULL);

  return kit_find (stepper, GTK_TYPE_LABEL, "Kept automatically at 11-23 09:06") != NULL;
}

static gboolean
is_offered (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_BUTTON, "Take it up") != NULL;
}

static void
test_draft_survives (Fixture *f, gconstpointer data)
{
  gint64 id = kit_note_new (&f->book, f->who, "Flu", 100);

  open_form (f, id);
  type_into (f, "Reason *", "Dentist");
  kit_wait (is_kept, f);
  close_form (f); /* the program went away */
  open_form (f, id);
  kit_wait (is_offered, f);
  g_assert_false (zg_form_is_modified (f->form));
  kit_click (f->window, "Take it up");
  g_assert_true (zg_form_is_modified (f->form));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_after (f, "Reason *", GTK_TYPE_ENTRY))), ==, "Dentist");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "edit ");
  close_form (f);
  open_form (f, id);
  kit_spin ();
  g_assert_false (is_offered (f));
}

static void
test_untouched_is_unchanged (Fixture *f, gconstpointer data)
{
  gint64               id = kit_note_new (&f->book, f->who, "Flu", 100);
  g_autoptr (ZgRecord) record = kit_get (&f->book, &t_note, id), after = NULL;
  g_autoptr (GError)   error = NULL;

  zg_record_set_int (record, T_NOTE_FROM, G_GINT64_CONSTANT (1793000007123)); /* the entry shows no seconds */
  zg_book_run (f->book.session, record, "edit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  open_form (f, id);
  type_into (f, "Reason *", "Dentist");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  after = kit_get (&f->book, &t_note, id);
  g_assert_cmpint (zg_record_int (after, T_NOTE_FROM), ==, G_GINT64_CONSTANT (1793000007123));
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  open_form (f, 424242);
  g_assert_null (zg_form_get_record (f->form));
  kit_shot (f->window, "form-missing");
}

static ZgFacts *
balance_panel (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error)
{
  ZgFacts *facts = zg_facts_new ();

  zg_facts_block (facts, "How the balance comes about", "D04-4.1.1d");
  zg_facts_line (facts, "11-01", "5 given", ZG_TONE_NEUTRAL, NULL);
  zg_facts_line (facts, "11-04", "1 used", ZG_TONE_WARN, "D04-4.1.1d");
  zg_facts_sum (facts, "4", "left", ZG_TONE_PENDING);
  zg_facts_note (facts, "This request does not touch it.", ZG_TONE_NEUTRAL, NULL);
  zg_facts_link (facts, "Earlier requests", "3", "zz_note", 0);
  return facts;
}

static gboolean
has_panel (gpointer data)
{
  return kit_find (((Fixture *) data)->window, GTK_TYPE_LABEL, "How the balance comes about") != NULL;
}

static void
test_panels (Fixture *f, gconstpointer data)
{
  zg_panel_register ("zz_note", balance_panel);
  open_form (f, kit_note_new (&f->book, f->who, "Flu", 123456));
  kit_wait (has_panel, f);
  g_assert_cmpuint (kit_audit (f->window), ==, 0);
  kit_shot (f->window, "form-panels");
}

int
main (int argc, char *argv[])
{
  kit_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/desk/form/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("new", test_new);
  ADD ("faults", test_faults);
  ADD ("submit-new", test_submit_new);
  ADD ("opinion", test_opinion);
  ADD ("delete", test_delete);
  ADD ("conflict-mine", test_conflict);
  ADD ("conflict-theirs", test_conflict_theirs);
  ADD ("lines", test_lines);
  ADD ("sealed", test_sealed);
  ADD ("leave", test_leave);
  ADD ("draft-survives", test_draft_survives);
  ADD ("untouched-is-unchanged", test_untouched_is_unchanged);
  ADD ("missing", test_missing);
  ADD ("panels", test_panels);
  return g_test_run ();
}
