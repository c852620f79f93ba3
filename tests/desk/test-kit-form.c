/* The form on a kind made for the test, over a real book: making, correcting, taking steps, conflicts, leaving. */
#include "kit-form.h"

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
  type_into (f, "Reason\302\240*", "Water pipe");
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
  type_into (f, "Reason\302\240*", "Water pipe");
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
  type_into (f, "Reason\302\240*", "Flu");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "zz_note.submit", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "create submit ");
  record = kit_get (&f->book, &t_note, zg_form_get_id (f->form));
  g_assert_cmpstr (record->state, ==, "pending");
  g_assert_nonnull (record->no);
  g_assert_nonnull (strstr (zg_form_get_title (f->form), record->no));
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_BUTTON, "Approve"));
  g_assert_nonnull (shown_text (f, "Pending: nothing can be changed here now."));
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
  type_into (f, "Reason\302\240*", "Dentist");
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
  type_into (f, "Reason\302\240*", "Dentist");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_conflict_shown, f);
  kit_click (f->window, "Use theirs");
  kit_wait (is_ready, f->form);
  g_assert_false (zg_form_is_modified (f->form));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_after (f, "Reason\302\240*", GTK_TYPE_ENTRY))), ==, "Flu");
}

static void
test_leave (Fixture *f, gconstpointer data)
{
  gint64            id = kit_note_new (&f->book, f->who, "Flu", 100);
  AdwMessageDialog *dialog;

  open_form (f, id);
  zg_form_request_close (f->form);
  g_assert_cmpuint (f->closed, ==, 1);
  type_into (f, "Reason\302\240*", "Dentist");
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

int
main (int argc, char *argv[])
{
  kit_test_init (&argc, &argv);
  ADD ("new", test_new);
  ADD ("faults", test_faults);
  ADD ("submit-new", test_submit_new);
  ADD ("opinion", test_opinion);
  ADD ("delete", test_delete);
  ADD ("conflict-mine", test_conflict);
  ADD ("conflict-theirs", test_conflict_theirs);
  ADD ("leave", test_leave);
  return g_test_run ();
}
