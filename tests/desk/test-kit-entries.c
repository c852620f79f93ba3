/* Controls of single fields: what they show, what they give back, what they refuse; the reference entry over a real book. */
#include "kit-test.h"

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-entries.h"
#include "zg-lines-editor.h"

static void
set_clock (void)
{
  gint64 ms;

  g_assert_true (zg_stamp_parse ("2026-11-23 09:06", &ms));
  zg_clock_set (ms);
}

static GtkWidget *
entry_of (GtkWidget *editor)
{
  return zg_editor_focus_widget (ZG_EDITOR (editor));
}

static void
type (GtkWidget *editor, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry_of (editor)), text);
}

static const char *
text_of (GtkWidget *editor)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry_of (editor)));
}

static void
on_edited (ZgEditor *editor, gpointer data)
{
  (*(guint *) data)++;
}

static void
press (GtkWidget *editor, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (entry_of (editor));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      gboolean            handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (GTK_EVENT_CONTROLLER (controller)) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
}

static void
assert_cell_text (GtkWidget *editor, const char *text)
{
  ZgCell             cell = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_editor_get_cell (ZG_EDITOR (editor), &cell, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (zg_cell_text (&cell), ==, text);
  zg_cell_clear (&cell);
}

static void
assert_cell_int (GtkWidget *editor, gint64 value)
{
  ZgCell             cell = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_editor_get_cell (ZG_EDITOR (editor), &cell, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cell.type, ==, ZG_CELL_INT);
  g_assert_cmpint (cell.i, ==, value);
}

static void
assert_refused (GtkWidget *editor)
{
  ZgCell             cell = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (zg_editor_get_cell (ZG_EDITOR (editor), &cell, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

static void
assert_empty (GtkWidget *editor)
{
  ZgCell cell = { 0 };

  g_assert_true (zg_editor_get_cell (ZG_EDITOR (editor), &cell, NULL));
  g_assert_true (zg_cell_is_null (&cell));
}

static void
test_day (void)
{
  GtkWidget *day = g_object_ref_sink (zg_day_entry_new (FALSE));
  guint      edited = 0;

  set_clock ();
  g_signal_connect (day, "edited", G_CALLBACK (on_edited), &edited);
  assert_empty (day);
  zg_day_entry_set_day (ZG_DAY_ENTRY (day), zg_day_from_ymd (2026, 1, 31));
  g_assert_cmpuint (edited, ==, 0); /* the program, not the person */
  assert_cell_text (day, "2026-01-31");
  press (day, GDK_KEY_Page_Up);
  g_assert_cmpstr (text_of (day), ==, "2026-02-28");
  press (day, GDK_KEY_Down);
  g_assert_cmpstr (text_of (day), ==, "2026-02-27");
  g_assert_cmpuint (edited, ==, 2);
  type (day, "26");
  assert_cell_text (day, "2026-02-26");
  type (day, "31.2.");
  assert_refused (day);
  g_assert_cmpint (zg_day_entry_get_day (ZG_DAY_ENTRY (day)), ==, ZG_NO_DAY);
  g_assert_finalize_object (day);
}

static void
test_month (void)
{
  GtkWidget   *month = g_object_ref_sink (zg_day_entry_new (TRUE));
  const ZgCell cell = { .type = ZG_CELL_TEXT, .s = (char *) "2026-11" };

  set_clock ();
  zg_editor_set_cell (ZG_EDITOR (month), &cell);
  g_assert_cmpstr (text_of (month), ==, "2026-11");
  assert_cell_text (month, "2026-11");
  press (month, GDK_KEY_Up);
  assert_cell_text (month, "2026-12");
  press (month, GDK_KEY_Up);
  assert_cell_text (month, "2027-01");
  type (month, "2026-13");
  assert_refused (month);
  g_assert_finalize_object (month);
}

static void
test_time (void)
{
  GtkWidget *entry = g_object_ref_sink (zg_time_entry_new ());

  set_clock ();
  type (entry, "1330");
  assert_cell_int (entry, 810);
  type (entry, "n");
  assert_cell_int (entry, 546);
  zg_time_entry_set_minute (ZG_TIME_ENTRY (entry), 23 * 60 + 58);
  press (entry, GDK_KEY_Up);
  g_assert_cmpstr (text_of (entry), ==, "00:03");
  type (entry, "25:99");
  assert_refused (entry);
  g_assert_finalize_object (entry);
}

static void
test_stamp (void)
{
  GtkWidget *stamp = g_object_ref_sink (zg_stamp_entry_new ());
  GtkWidget *time = kit_find (stamp, ZG_TYPE_TIME_ENTRY, NULL);
  gint64     ms;
  ZgCell     cell = { 0 };

  assert_empty (stamp);
  type (stamp, "2026-11-26");
  assert_refused (stamp); /* a day without a time */
  type (time, "13");
  g_assert_true (zg_stamp_parse ("2026-11-26 13:00", &ms));
  assert_cell_int (stamp, ms);
  zg_cell_set_int (&cell, ms + 123);
  zg_editor_set_cell (ZG_EDITOR (stamp), &cell);
  g_assert_cmpstr (text_of (stamp), ==, "2026-11-26");
  g_assert_cmpstr (text_of (time), ==, "13:00");
  type (stamp, "");
  assert_refused (stamp);
  g_assert_finalize_object (stamp);
}

static void
test_money (void)
{
  GtkWidget *money = g_object_ref_sink (zg_money_entry_new (ZG_MONEY));
  GtkWidget *days = g_object_ref_sink (zg_money_entry_new (ZG_DAYS));

  type (money, "12*36.5");
  assert_cell_int (money, 43800);
  zg_money_entry_set_value (ZG_MONEY_ENTRY (money), -115600);
  assert_cell_int (money, -115600); /* what it shows it also reads */
  type (money, "twelve");
  assert_refused (money);
  type (money, "");
  assert_empty (money);
  zg_money_entry_set_value (ZG_MONEY_ENTRY (days), 500);
  g_assert_cmpstr (text_of (days), ==, "0.5");
  assert_cell_int (days, 500);
  g_assert_finalize_object (money);
  g_assert_finalize_object (days);
}

/* Every kind of field: shown, given back, emptied, freed. */
static void
test_every_type (void)
{
  static const ZgEnum names[] = { { 7, "a", "A" }, { 9, "b", "B" }, { 0 } };
  static const ZgType types[] = { ZG_TEXT, ZG_LONG, ZG_INT, ZG_MONEY, ZG_QTY, ZG_DAYS, ZG_MINUTES, ZG_ENUM, ZG_DAY, ZG_MONTH,
                                  ZG_TIME, ZG_CLOCK, ZG_PHONE, ZG_IDCARD, ZG_ROLE, ZG_RIGHT };
  static const char *const texts[] = { "one", "two\nlines", "3", "4.50", "5", "0.5", "90", "b", "2026-11-03", "2026-11",
                                       "2026-11-03 14:30", "08:30",
                                       "13800000001", "110101199003070000", "mgr", "role_holder.view" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      ZgField    field = { "f", "Field", types[i], .names = types[i] == ZG_ENUM ? names : NULL };
      GtkWidget *editor = g_object_ref_sink (zg_editor_new (NULL, &t_note, &field));
      ZgCell     cell = { 0 }, back = { 0 };

      g_test_message ("%s", texts[i]);
      g_assert_true (zg_field_parse (&field, texts[i], &cell, NULL));
      zg_editor_set_cell (ZG_EDITOR (editor), &cell);
      g_assert_true (zg_editor_get_cell (ZG_EDITOR (editor), &back, NULL));
      g_assert_true (zg_cell_equal (&cell, &back));
      zg_editor_set_cell (ZG_EDITOR (editor), NULL);
      assert_empty (editor);
      zg_cell_clear (&cell);
      zg_cell_clear (&back);
      g_assert_finalize_object (editor);
    }
}

static void
test_enum (void)
{
  static const ZgEnum names[] = { { 7, "a", "A" }, { 9, "b", "B" }, { 0 } };
  static const ZgField field = { "f", "Field", ZG_ENUM, .names = names };
  GtkWidget *editor = g_object_ref_sink (zg_editor_new (NULL, &t_note, &field));
  guint      edited = 0;
  ZgCell     cell = { 0 };

  g_signal_connect (editor, "edited", G_CALLBACK (on_edited), &edited);
  zg_cell_set_int (&cell, 9);
  zg_editor_set_cell (ZG_EDITOR (editor), &cell);
  g_assert_cmpuint (edited, ==, 0);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (entry_of (editor))), ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (entry_of (editor)), 1);
  g_assert_cmpuint (edited, ==, 1);
  assert_cell_int (editor, 7);
  zg_cell_set_int (&cell, 12345); /* a number nobody has named */
  zg_editor_set_cell (ZG_EDITOR (editor), &cell);
  assert_empty (editor);
  g_assert_finalize_object (editor);
}

static void
test_adopted (void)
{
  static const ZgField text = { "f", "Field", ZG_TEXT }, money = { "m", "Money", ZG_MONEY }, choice = { "c", "Choice", ZG_ENUM };
  GtkWidget *entry = g_object_ref_sink (gtk_entry_new ());
  ZgEditor  *editor = zg_editor_adopt (entry, &text);
  ZgEditor  *amount = zg_editor_adopt (entry, &money);

  g_assert_nonnull (editor);
  g_assert_null (zg_editor_adopt (entry, &choice)); /* an entry cannot hold a choice */
  gtk_editable_set_text (GTK_EDITABLE (entry), "3*5");
  assert_cell_text (GTK_WIDGET (editor), "3*5");
  assert_cell_int (GTK_WIDGET (amount), 1500);
  g_assert_finalize_object (editor);
  g_assert_finalize_object (amount);
  g_assert_finalize_object (entry);
}

/* -- Reference -- */

typedef struct
{
  KitBook    book;
  GtkWidget *window, *entry;
  gint64     lin, zhao;
} Fixture;

static gboolean
is_resting (gpointer data)
{
  return !zg_ref_entry_is_searching (data);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  kit_book_set_up (&f->book, data);
  f->lin = kit_person_new (&f->book, "林小雨");
  f->zhao = kit_person_new (&f->book, "赵敏");
  kit_person_new (&f->book, "林思远");
  f->entry = zg_ref_entry_new (f->book.session, &t_person);
  zg_desk_name (entry_of (f->entry), "Person");
  gtk_box_append (GTK_BOX (box), f->entry);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Other"));
  f->window = kit_window (box, 500, 400);
  gtk_widget_grab_focus (entry_of (f->entry));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (f->entry), (gpointer *) &f->entry);
  press (f->entry, GDK_KEY_Escape);
  kit_close (f->window);
  kit_wait (kit_gone, &f->entry);
  kit_book_tear_down (&f->book, data);
}

static GtkListBox *
matches (Fixture *f)
{
  return GTK_LIST_BOX (kit_find (f->entry, GTK_TYPE_LIST_BOX, NULL));
}

static guint
n_matches (Fixture *f)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (matches (f), (int) n))
    n++;
  return n;
}

static void
test_ref_search (Fixture *f, gconstpointer data)
{
  guint edited = 0;

  type (f->entry, "l"); /* initials of both 林 */
  assert_refused (f->entry);
  kit_wait (is_resting, f->entry);
  g_assert_cmpuint (n_matches (f), ==, 2);
  g_assert_cmpuint (kit_audit (f->window), ==, 0);
  type (f->entry, "lxy");
  kit_wait (is_resting, f->entry);
  g_assert_cmpuint (n_matches (f), ==, 1);
  kit_shot (f->window, "ref-entry");
  g_signal_connect (f->entry, "edited", G_CALLBACK (on_edited), &edited);
  press (f->entry, GDK_KEY_Return);
  g_assert_cmpint (zg_ref_entry_get_id (ZG_REF_ENTRY (f->entry)), ==, f->lin);
  g_assert_cmpstr (text_of (f->entry), ==, "林小雨");
  g_assert_cmpuint (edited, ==, 1);
  g_signal_handlers_disconnect_by_data (f->entry, &edited);
  type (f->entry, "");
  assert_empty (f->entry);
}

static void
test_ref_keys (Fixture *f, gconstpointer data)
{
  press (f->entry, GDK_KEY_F4);
  kit_wait (is_resting, f->entry);
  g_assert_cmpuint (n_matches (f), ==, 3);
  press (f->entry, GDK_KEY_Up); /* stays at the first */
  for (int i = 0; i < 5; i++)
    press (f->entry, GDK_KEY_Down); /* and at the last */
  press (f->entry, GDK_KEY_Return);
  g_assert_cmpint (zg_ref_entry_get_id (ZG_REF_ENTRY (f->entry)), !=, 0);
  type (f->entry, "zm");
  kit_wait (is_resting, f->entry);
  press (f->entry, GDK_KEY_Escape);
  assert_refused (f->entry); /* typed, not chosen */
}

static void
test_ref_leave (Fixture *f, gconstpointer data)
{
  type (f->entry, "zm");
  gtk_widget_grab_focus (kit_find (f->window, GTK_TYPE_BUTTON, "Other")); /* left before the answer came */
  kit_wait (is_resting, f->entry);
  if (zg_ref_entry_get_id (ZG_REF_ENTRY (f->entry)) == 0)
    { /* no window manager here gives the focus: the answer only opened the list */
      g_assert_cmpuint (n_matches (f), ==, 1);
      press (f->entry, GDK_KEY_Return);
    }
  g_assert_cmpint (zg_ref_entry_get_id (ZG_REF_ENTRY (f->entry)), ==, f->zhao);
}

static gboolean
has_title (gpointer data)
{
  return *text_of (data) != '\0';
}

static void
test_ref_title (Fixture *f, gconstpointer data)
{
  zg_ref_entry_set (ZG_REF_ENTRY (f->entry), f->zhao, NULL);
  g_assert_cmpint (zg_ref_entry_get_id (ZG_REF_ENTRY (f->entry)), ==, f->zhao); /* its name is still being looked up */
  kit_wait (has_title, f->entry);
  g_assert_cmpstr (text_of (f->entry), ==, "赵敏");
  g_assert_cmpint (zg_ref_entry_get_id (ZG_REF_ENTRY (f->entry)), ==, f->zhao);
}

int
main (int argc, char *argv[])
{
  kit_test_init (&argc, &argv);
  g_test_add_func ("/desk/entry/day", test_day);
  g_test_add_func ("/desk/entry/month", test_month);
  g_test_add_func ("/desk/entry/time", test_time);
  g_test_add_func ("/desk/entry/stamp", test_stamp);
  g_test_add_func ("/desk/entry/money", test_money);
  g_test_add_func ("/desk/entry/every-type", test_every_type);
  g_test_add_func ("/desk/entry/enum", test_enum);
  g_test_add_func ("/desk/entry/adopted", test_adopted);
  g_test_add ("/desk/entry/ref-search", Fixture, NULL, set_up, test_ref_search, tear_down);
  g_test_add ("/desk/entry/ref-keys", Fixture, NULL, set_up, test_ref_keys, tear_down);
  g_test_add ("/desk/entry/ref-leave", Fixture, NULL, set_up, test_ref_leave, tear_down);
  g_test_add ("/desk/entry/ref-title", Fixture, NULL, set_up, test_ref_title, tear_down);
  return g_test_run ();
}
