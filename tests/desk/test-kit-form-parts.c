/* Parts of the form: lines, sealed fields, attachments, typed input that survives, forms laid out by hand, panels. */
#include "kit-form.h"
#include "zg-seal.h"

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
  type_into (f, "Reason\302\240*", "Flu");
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

static const char *
clipboard_text (Fixture *f)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (f->window));
  static GValue       value = G_VALUE_INIT;

  if (G_IS_VALUE (&value))
    g_value_unset (&value);
  g_value_init (&value, G_TYPE_STRING);
  return content && gdk_content_provider_get_value (content, &value, NULL) ? g_value_get_string (&value) : NULL;
}

static gboolean
is_copied (gpointer data)
{
  return g_strcmp0 (clipboard_text (data), "6222020001") == 0;
}

static GtkText *
text_of (GtkWidget *entry)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
}

static void
test_sealed (Fixture *f, gconstpointer data)
{
  gint64               id;
  g_autoptr (ZgRecord) record = NULL, after = NULL;

  open_form (f, 0);
  choose_who (f);
  choose_type (f, 1);
  type_into (f, "Reason\302\240*", "Flu");
  type_into (f, "Bank card", "6222020001");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (f->saved, ==, "create ");
  id = zg_form_get_id (f->form);
  record = kit_get (&f->book, &t_note, id);
  g_assert_cmpint (record->cells[T_NOTE_SECRET].type, ==, ZG_CELL_BYTES);
  g_assert_nonnull (shown_text (f, "****"));
  g_assert_null (kit_find (f->window, GTK_TYPE_LABEL, "6222020001"));
  type_into (f, "Reason\302\240*", "Dentist"); /* saved without having been opened: it stays as it is */
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  after = kit_get (&f->book, &t_note, id);
  g_assert_true (zg_cell_equal (&record->cells[T_NOTE_SECRET], &after->cells[T_NOTE_SECRET]));
  kit_click (f->window, "Show");
  kit_wait (is_revealed, f);
  g_assert_null (kit_find (f->window, GTK_TYPE_BUTTON, "Show"));
  g_signal_emit_by_name (text_of (control_after (f, "Bank card", GTK_TYPE_ENTRY)), "cut-clipboard");
  g_assert_null (clipboard_text (f)); /* by no way that is not written down */
  kit_click (f->window, "Copy");
  kit_wait (is_copied, f);
  zg_desk_forget_secret ();
  g_assert_null (clipboard_text (f));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (f->window), "somebody's own");
  zg_desk_forget_secret ();
  g_assert_cmpstr (clipboard_text (f), ==, "somebody's own");
}

/* What was erased says so, has nothing to be shown, and may be typed anew; saved untouched it stays erased. */
static void
test_erased (Fixture *f, gconstpointer data)
{
  gint64               id = kit_note_new (&f->book, f->who, "Flu", 100);
  g_autoptr (ZgRecord) record = kit_get (&f->book, &t_note, id), after = NULL, again = NULL;
  g_autoptr (GBytes)   erased = zg_seal_erased ();
  g_autoptr (GError)   error = NULL;
  ZgCell               cell = { .type = ZG_CELL_BYTES, .b = erased };

  zg_record_set_cell (record, T_NOTE_SECRET, &cell);
  zg_book_run (f->book.session, record, "edit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  open_form (f, id);
  g_assert_nonnull (shown_text (f, "erased, its time is over"));
  g_assert_false (gtk_widget_get_mapped (kit_find (f->window, GTK_TYPE_BUTTON, "Show")));
  type_into (f, "Reason\302\240*", "Dentist");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  after = kit_get (&f->book, &t_note, id);
  g_assert_true (zg_cell_is_erased (&after->cells[T_NOTE_SECRET]));
  type_into (f, "Bank card", "6222020001");
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  again = kit_get (&f->book, &t_note, id);
  g_assert_cmpint (zg_sealed_version (again->cells[T_NOTE_SECRET].b), >, 0);
  g_assert_nonnull (shown_text (f, "****"));
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
  type_into (f, "Reason\302\240*", "Dentist");
  kit_wait (is_kept, f);
  close_form (f); /* the program went away */
  open_form (f, id);
  kit_wait (is_offered, f);
  g_assert_false (zg_form_is_modified (f->form));
  kit_click (f->window, "Take it up");
  g_assert_true (zg_form_is_modified (f->form));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (control_after (f, "Reason\302\240*", GTK_TYPE_ENTRY))), ==, "Dentist");
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
  type_into (f, "Reason\302\240*", "Dentist");
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

static gboolean
is_attached (gpointer data)
{
  return !zg_attach_field_is_busy (data);
}

static void
test_attachment (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes)   bytes = g_bytes_new_static ("a note from the doctor", 22);
  g_autoptr (GBytes)   nothing = g_bytes_new_static ("", 0);
  g_autoptr (ZgRecord) record = NULL, empty = NULL;
  GtkWidget           *field;

  open_form (f, kit_note_new (&f->book, f->who, "Flu", 100));
  field = control_after (f, "Attachment", ZG_TYPE_ATTACH_FIELD);
  zg_attach_field_take_bytes (ZG_ATTACH_FIELD (field), "empty.txt", nothing); /* refused, and said so */
  kit_wait (is_attached, field);
  g_assert_false (zg_form_is_modified (f->form));
  zg_attach_field_take_bytes (ZG_ATTACH_FIELD (field), "note.txt", bytes);
  kit_wait (is_attached, field);
  g_assert_nonnull (shown_text (f, "note.txt  22 bytes"));
  g_assert_true (zg_form_is_modified (f->form));
  gtk_widget_activate_action (GTK_WIDGET (f->form), "form.save", NULL);
  kit_wait (is_ready, f->form);
  g_assert_cmpstr (bar_text (f), ==, "");
  record = kit_get (&f->book, &t_note, zg_form_get_id (f->form));
  g_assert_cmpint (zg_record_int (record, T_NOTE_PHOTO), !=, 0);
  kit_shot (f->window, "form-attachment");
}

static void
test_by_hand (Fixture *f, gconstpointer data)
{
  ZgForm              *form = ZG_FORM (zg_form_new (f->book.session, &t_bound, 0));
  g_autoptr (ZgRecord) record = NULL;
  GtkWidget           *entry;

  f->form = form;
  f->window = kit_window (GTK_WIDGET (form), 800, 500);
  kit_wait (is_ready, form);
  g_assert_cmpuint (kit_audit (f->window), ==, 0);
  entry = kit_find (f->window, GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (kit_find (f->window, GTK_TYPE_LABEL, "Name\302\240*")); /* the mark is put behind the label of the .ui */
  zg_form_take_step (form, "create");
  g_assert_true (gtk_widget_has_css_class (entry, "err"));
  kit_shot (f->window, "form-by-hand");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Scarf");
  entry = kit_find (kit_find (f->window, ZG_TYPE_MONEY_ENTRY, NULL), GTK_TYPE_ENTRY, NULL); /* put into the empty place */
  gtk_editable_set_text (GTK_EDITABLE (entry), "12.50");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (kit_find (f->window, GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  zg_form_take_step (form, "create");
  kit_wait (is_ready, form);
  record = kit_get (&f->book, &t_bound, zg_form_get_id (form));
  g_assert_cmpstr (zg_record_text (record, 0), ==, "Scarf");
  g_assert_cmpint (zg_record_int (record, 1), ==, 1250);
  g_assert_cmpint (zg_record_int (record, 2), ==, 1);
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
  ADD ("lines", test_lines);
  ADD ("sealed", test_sealed);
  ADD ("erased", test_erased);
  ADD ("draft-survives", test_draft_survives);
  ADD ("untouched-is-unchanged", test_untouched_is_unchanged);
  ADD ("missing", test_missing);
  ADD ("attachment", test_attachment);
  ADD ("by-hand", test_by_hand);
  ADD ("panels", test_panels);
  return g_test_run ();
}
