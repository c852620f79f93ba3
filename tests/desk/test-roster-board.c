/* The roster board: the grid by itself with invented people, then typed, pulled, saved and published in the window. */
#include "roster-hand.h"
#include "shell-test.h"

#include <string.h>

#include "zg-day.h"
#include "zg-form.h"
#include "zg-roster-cover.h"
#include "zg-roster-grid.h"
#include "zg-roster-page-private.h"
#include "zg-roster.h"
#include "zg-shots-camera.h"
#include "zg-staff.h"

static Shell *shell;

/* -- Edits -- */

static void
test_edit (void)
{
  g_autoptr (ZgRosterEdit) edit = zg_roster_edit_new (make_board (3));

  g_assert_true (zg_roster_edit_set (edit, 0, 0, EARLY));
  g_assert_false (zg_roster_edit_set (edit, 0, 0, EARLY));
  g_assert_true (zg_roster_edit_set (edit, 0, 0, NIGHT)); /* a duty joins the hours of the day */
  g_assert_cmpstr (signs (edit, 0, 0), ==, "早夜");
  g_assert_true (zg_roster_edit_set (edit, 0, 0, LATE)); /* other hours take the place of hours */
  g_assert_cmpstr (signs (edit, 0, 0), ==, "晚夜");
  g_assert_true (zg_roster_edit_set (edit, 0, 0, REST)); /* rest stands alone */
  g_assert_cmpstr (signs (edit, 0, 0), ==, "休");
  g_assert_true (zg_roster_edit_undo (edit));
  g_assert_true (zg_roster_edit_undo (edit));
  g_assert_cmpstr (signs (edit, 0, 0), ==, "早夜");
  g_assert_true (zg_roster_edit_redo (edit));
  g_assert_cmpstr (signs (edit, 0, 0), ==, "晚夜");
  g_assert_true (zg_roster_edit_move (edit, 0, 0, 2, 5));
  g_assert_cmpstr (signs (edit, 0, 0), ==, "");
  g_assert_cmpstr (signs (edit, 2, 5), ==, "晚夜");
  g_assert_true (zg_roster_edit_undo (edit)); /* a move is one step */
  g_assert_cmpstr (signs (edit, 0, 0), ==, "晚夜");
  g_assert_cmpstr (signs (edit, 2, 5), ==, "");
  g_assert_true (zg_roster_edit_paste (edit, 0, 0, 2, 1, 1, 29)); /* as far as the month goes */
  g_assert_cmpstr (signs (edit, 1, 29), ==, "晚夜");
  g_assert_cmpuint (zg_roster_edit_n_changed (edit), ==, 2);
  while (zg_roster_edit_undo (edit))
    ;
  g_assert_cmpuint (zg_roster_edit_n_changed (edit), ==, 0);
}

/* What is in the book is changed in place, taken out, or made: never more than what differs. */
static void
test_changes (void)
{
  ZgRosterBoard           *board = make_board (2);
  ZgBoardEntry             early = { .id = 7, .version = 3, .person = 0, .shift = EARLY, .day = board->first_day };
  ZgBoardEntry             rest = { .id = 8, .version = 1, .person = 1, .shift = REST, .day = board->first_day + 1 };
  g_autoptr (ZgRosterEdit) edit = NULL;
  g_autoptr (GPtrArray)    none = NULL, changes = NULL;
  ZgRosterChange          *change;

  g_array_append_val (board->entries, early);
  g_array_append_val (board->entries, rest);
  edit = zg_roster_edit_new (board);
  none = zg_roster_edit_changes (edit);
  g_assert_cmpuint (none->len, ==, 0);
  zg_roster_edit_set (edit, 0, 0, LATE);
  zg_roster_edit_clear (edit, 1, 1);
  zg_roster_edit_set (edit, 1, 2, NIGHT);
  zg_roster_edit_phone (edit, 1, 2, "13800001234");
  changes = zg_roster_edit_changes (edit);
  g_assert_cmpuint (changes->len, ==, 3);
  change = changes->pdata[0];
  g_assert_cmpint (change->id, ==, 8); /* what is taken out comes first */
  g_assert_cmpint (change->shift, ==, 0);
  change = changes->pdata[1];
  g_assert_cmpint (change->id, ==, 7);
  g_assert_cmpint (change->version, ==, 3);
  g_assert_cmpint (change->shift, ==, 102);
  change = changes->pdata[2];
  g_assert_cmpint (change->id, ==, 0);
  g_assert_cmpstr (change->phone, ==, "13800001234");
}

/* -- The grid -- */

static void
test_keys (void)
{
  g_autoptr (ZgRosterEdit) edit = zg_roster_edit_new (make_board (12));
  GtkWidget               *window;
  ZgRosterGrid            *grid = grid_of (edit, &window);
  GtkWidget               *widget = GTK_WIDGET (grid);

  g_assert_cmpint (zg_roster_grid_key (grid, REST), ==, 'X');
  g_assert_cmpint (zg_roster_grid_key (grid, EARLY), ==, 'Z');
  shell_key (widget, GDK_KEY_Right, 0);
  assert_current (grid, 0, 9); /* today */
  shell_key (widget, GDK_KEY_Home, 0);
  shell_key (widget, GDK_KEY_z, 0);
  g_assert_cmpstr (signs (edit, 0, 0), ==, "早");
  shell_key (widget, GDK_KEY_Right, GDK_SHIFT_MASK); /* a block of three by two */
  shell_key (widget, GDK_KEY_Right, GDK_SHIFT_MASK);
  shell_key (widget, GDK_KEY_Down, GDK_SHIFT_MASK);
  shell_key (widget, GDK_KEY_x, 0);
  g_assert_cmpstr (signs (edit, 0, 0), ==, "休");
  g_assert_cmpstr (signs (edit, 1, 2), ==, "休");
  g_assert_cmpuint (zg_roster_edit_n_changed (edit), ==, 6);
  shell_key (widget, GDK_KEY_z, GDK_CONTROL_MASK); /* the block is one step */
  g_assert_cmpstr (signs (edit, 0, 0), ==, "早");
  g_assert_cmpstr (signs (edit, 1, 2), ==, "");
  shell_key (widget, GDK_KEY_y, GDK_CONTROL_MASK);
  g_assert_cmpstr (signs (edit, 1, 2), ==, "休");
  shell_key (widget, GDK_KEY_Delete, 0);
  g_assert_cmpuint (zg_roster_edit_n_changed (edit), ==, 0);
  shell_key (widget, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_current (grid, 11, 30);
  g_assert_false (shell_key (widget, GDK_KEY_Tab, 0)); /* leaves the grid */
  close_grid (grid, window);
}

static void
test_copy (void)
{
  g_autoptr (ZgRosterEdit) edit = zg_roster_edit_new (make_board (3));
  GtkWidget               *window;
  ZgRosterGrid            *grid = grid_of (edit, &window);
  GtkWidget               *widget = GTK_WIDGET (grid);

  zg_roster_edit_set (edit, 0, 0, EARLY); /* Tuesday, 1 December */
  zg_roster_edit_set (edit, 0, 4, REST);
  zg_roster_grid_set_current (grid, 0, 8);
  shell_key (widget, GDK_KEY_d, GDK_CONTROL_MASK);
  g_assert_cmpstr (signs (edit, 0, 7), ==, "早");
  g_assert_cmpstr (signs (edit, 0, 11), ==, "休");
  g_assert_cmpstr (signs (edit, 0, 8), ==, "");
  zg_roster_grid_set_current (grid, 0, 7);
  shell_key (widget, GDK_KEY_c, GDK_CONTROL_MASK);
  zg_roster_grid_set_current (grid, 2, 20);
  shell_key (widget, GDK_KEY_v, GDK_CONTROL_MASK);
  g_assert_cmpstr (signs (edit, 2, 20), ==, "早");
  close_grid (grid, window);
}

static void
test_findings (void)
{
  ZgRosterBoard           *board = make_board (2);
  g_autoptr (ZgRosterEdit) edit = NULL;
  g_autofree char         *text = NULL;
  GtkWidget               *window;
  ZgRosterGrid            *grid;
  int                      serial;

  add_rule (board);
  edit = zg_roster_edit_new (board);
  grid = grid_of (edit, &window);
  g_assert_cmpuint (zg_roster_edit_findings (edit)->gaps->len, ==, 31);
  serial = zg_roster_edit_serial (edit);
  g_assert_cmpint (zg_roster_edit_serial (edit), ==, serial);
  zg_roster_grid_set_current (grid, 0, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_z, 0);
  g_assert_cmpuint (zg_roster_edit_findings (edit)->gaps->len, ==, 30);
  g_assert_cmpint (zg_roster_edit_serial (edit), !=, serial); /* the list below the board is made anew by it */
  shell_key (GTK_WIDGET (grid), GDK_KEY_n, 0);
  assert_current (grid, 0, 1); /* the next gap */
  zg_roster_edit_set (edit, 1, 3, NIGHT);
  zg_roster_edit_set (edit, 1, 4, EARLY);
  g_assert_null (zg_roster_edit_clash (edit, 1, 4)); /* the night ends as the early shift begins */
  text = zg_roster_grid_describe (grid, 1, 3);
  g_assert_nonnull (strstr (text, "没有填电话"));
  close_grid (grid, window);
}

/* -- Advice -- */

static ZgBoardEntry
advised (ZgRosterEdit *edit, guint gap)
{
  const ZgRosterFindings *findings = zg_roster_edit_findings (edit);
  g_autoptr (GArray)      entries = zg_roster_help (zg_roster_edit_board (edit), findings, 40);

  g_assert_cmpuint (entries->len, ==, MIN (findings->gaps->len, 40));
  return g_array_index (entries, ZgBoardEntry, gap);
}

/* From today, the 10th, on; by fewest turns, never into the rest that is due; taken like a typed entry. */
static void
test_advice (void)
{
  ZgRosterBoard           *board = make_board (3);
  g_autoptr (ZgRosterEdit) edit = NULL;
  g_autoptr (GArray)       one = g_array_new (FALSE, TRUE, sizeof (ZgBoardEntry));
  ZgBoardEntry             entry;

  add_rule (board);
  edit = zg_roster_edit_new (board);
  g_assert_cmpint (advised (edit, 8).shift, ==, -1); /* over */
  entry = advised (edit, 9);
  g_assert_cmpint (entry.person, ==, 0);
  g_assert_cmpint (entry.shift, ==, EARLY); /* 08:30–16:30, as is asked */
  g_array_append_val (one, entry);
  g_assert_true (zg_roster_edit_add (edit, one));
  g_assert_cmpstr (signs (edit, 0, 9), ==, "早");
  g_assert_cmpint (advised (edit, 9).person, ==, 1); /* of the 11th: he has had none */
  for (int day = 0; day < 26; day++) /* five days are left for five rest days */
    if (day != 9)
      zg_roster_edit_set (edit, 1, day, LATE);
  zg_roster_edit_set (edit, 1, 9, LATE);
  g_assert_cmpint (advised (edit, zg_roster_edit_findings (edit)->gaps->len - 1).person, ==, 2);
  g_assert_true (zg_roster_edit_undo (edit));
  zg_roster_edit_clear (edit, 1, 3);
  g_assert_cmpint (advised (edit, zg_roster_edit_findings (edit)->gaps->len - 1).person, ==, 2); /* of fewer turns */
}

/* Two hundred people: only what is in sight is drawn, and it is edited at the far end. */
static void
test_many (void)
{
  g_autoptr (ZgRosterEdit) edit = NULL;
  ZgRosterBoard           *board = make_board (200);
  GtkWidget               *window;
  ZgRosterGrid            *grid;

  add_rule (board);
  edit = zg_roster_edit_new (board);
  for (int person = 0; person < 200; person++)
    for (int day = 0; day < 31; day++)
      zg_roster_edit_set (edit, person, day, (person + day) % 6 ? EARLY : REST);
  grid = grid_of (edit, &window);
  g_assert_cmpint (zg_roster_grid_n_drawn (grid), >, 8);
  g_assert_cmpint (zg_roster_grid_n_drawn (grid), <, 25);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Down, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_End, GDK_CONTROL_MASK);
  assert_current (grid, 199, 30);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Delete, 0);
  g_assert_cmpstr (signs (edit, 199, 30), ==, "");
  zg_camera_settle ();
  g_assert_cmpint (zg_roster_grid_n_drawn (grid), <, 25);
  close_grid (grid, window);
}

/* -- The page -- */

typedef struct
{
  const char *sql, *text;
  gint64      number;
} Asked;

static gpointer
ask_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;

  zg_db_int (db, &asked->number, error, asked->sql, "s", asked->text);
  return asked;
}

static gint64
ask (const char *sql, const char *text)
{
  g_autoptr (GError) error = NULL;
  Asked              asked = { sql, text, 0 };

  zg_store_read (zg_book_store (shell->book), ask_db, &asked, &error);
  g_assert_no_error (error);
  return asked.number;
}

static ZgRosterPage *
open_board (ZgWindow *window, int year, int month, const char *unit)
{
  ZgRosterPage *page;
  gint64        id = 0;

  g_assert_true (zg_window_open_place (window, "roster-board"));
  shell_ready (window);
  page = ZG_ROSTER_PAGE (zg_window_get_page (window));
  if (unit)
    id = ask ("SELECT id FROM unit WHERE name = $1", unit);
  zg_roster_page_show (page, zg_day_from_ymd (year, month, 1), id);
  shell_ready (window);
  return page;
}

static void
test_save (void)
{
  ZgWindow     *window = shell_window (shell, "chenjing");
  ZgRosterPage *page = open_board (window, 2027, 1, "客服组");
  ZgRosterGrid *grid = ZG_ROSTER_GRID (zg_roster_page_get_grid (page));
  GtkWidget    *save;
  int           person = -1, day = -1;

  for (int i = 0; i < 3; i++) /* the first who rests in rotation stands below the leader */
    shell_key (GTK_WIDGET (grid), GDK_KEY_Down, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Home, 0);
  g_assert_true (zg_roster_grid_get_current (grid, &person, &day));
  shell_key (GTK_WIDGET (grid), GDK_KEY_x, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Right, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_z, 0);
  g_assert_true (zg_roster_page_is_modified (page));
  save = shell_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "保存 2");
  g_assert_nonnull (save);
  g_signal_emit_by_name (save, "clicked");
  shell_ready (window);
  g_assert_false (zg_roster_page_is_modified (page));
  g_assert_cmpint (ask ("SELECT count(*) FROM roster WHERE day IN ('2027-01-01', '2027-01-02')"
                                        " AND state = 'active' AND $1 <> ''", "x"), ==, 2);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Delete, 0); /* kept while another month is looked at */
  zg_roster_page_show (page, zg_day_from_ymd (2027, 2, 1), 0);
  shell_ready (window);
  g_assert_false (zg_roster_page_is_modified (page));
  zg_roster_page_show (page, zg_day_from_ymd (2027, 1, 1), 0);
  shell_ready (window);
  g_assert_true (zg_roster_page_is_modified (page));
  shell_close (window);
}

/* The button beside a gap gives the shift to who could take it, Ctrl+Enter the next one; both can be undone. */
static void
test_take_advice (void)
{
  ZgWindow     *window = shell_window (shell, "chenjing");
  ZgRosterPage *page = open_board (window, 2027, 5, "客服组");
  ZgRosterGrid *grid = ZG_ROSTER_GRID (zg_roster_page_get_grid (page));
  GtkWidget    *row = shell_row (GTK_WIDGET (page), "05-01"), *button;
  int           person = -1, day = -1;

  g_assert_nonnull (row);
  button = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  g_assert_true (g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (button)), "建议："));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (zg_roster_page_is_modified (page));
  g_assert_true (zg_roster_grid_get_current (grid, &person, &day));
  g_assert_cmpint (day, ==, 0);
  g_assert_true (zg_roster_page_take_advice (page)); /* what Ctrl+Enter does */
  shell_key (GTK_WIDGET (grid), GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_true (zg_roster_page_is_modified (page)); /* the first is still there */
  shell_key (GTK_WIDGET (grid), GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_false (zg_roster_page_is_modified (page));
  shell_close (window);
}

/* A unit nothing is asked of: no gap is not the same as none, and a rule for it can be made from here. */
static void
test_no_rules (void)
{
  ZgWindow     *window = shell_window (shell, "chenjing");
  ZgRosterPage *page = open_board (window, 2027, 6, "技术组");

  g_assert_nonnull (shell_row (GTK_WIDGET (page), "这个部门还没有值守要求"));
  shell_press (window, "新建值守要求…");
  shell_ready (window);
  g_assert_true (ZG_IS_FORM (zg_window_get_page (window)));
  g_assert_cmpint (zg_record_int (zg_form_get_record (ZG_FORM (zg_window_get_page (window))), ZG_COVER_UNIT), ==,
                   ask ("SELECT id FROM unit WHERE name = $1", "技术组"));
  zg_window_back (window);
  shell_close (window);
}

static void
test_publish (void)
{
  ZgWindow     *window = shell_window (shell, "zhoumin");
  ZgRosterPage *page = open_board (window, 2027, 3, "技术组");

  zg_roster_page_publish (page, "按此执行"); /* nothing is asked of this group: no gaps, so it would ask whether */
  zg_camera_settle ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (zg_camera_dialog (window)), "verb");
  shell_ready (window);
  g_assert_cmpint (ask ("SELECT count(*) FROM roster_month WHERE month = $1 AND state = 'published'", "2027-03"),
                   ==, 1);
  g_assert_nonnull (shell_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "退回草稿…"));
  shell_close (window);
}

static void
test_reader (void)
{
  ZgWindow     *window = shell_window (shell, "zhangwei");
  ZgRosterPage *page = open_board (window, 2026, 11, NULL);
  ZgRosterGrid *grid = ZG_ROSTER_GRID (zg_roster_page_get_grid (page));

  shell_key (GTK_WIDGET (grid), GDK_KEY_Down, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Delete, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_z, 0);
  g_assert_false (zg_roster_page_is_modified (page)); /* who may not arrange changes nothing */
  g_assert_false (gtk_widget_get_visible (shell_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "发布…")));
  shell_close (window);
}

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/roster-board/edit", test_edit);
  g_test_add_func ("/roster-board/changes", test_changes);
  g_test_add_func ("/roster-board/keys", test_keys);
  g_test_add_func ("/roster-board/copy", test_copy);
  g_test_add_func ("/roster-board/D18-7.1a/findings", test_findings);
  g_test_add_func ("/roster-board/D18-7.1a/advice", test_advice);
  g_test_add_func ("/roster-board/many", test_many);
  g_test_add_func ("/roster-board/save", test_save);
  g_test_add_func ("/roster-board/D18-7.1a/take-advice", test_take_advice);
  g_test_add_func ("/roster-board/D18-7.1a/no-rules", test_no_rules);
  g_test_add_func ("/roster-board/publish", test_publish);
  g_test_add_func ("/roster-board/D01-6.3/reader", test_reader);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
