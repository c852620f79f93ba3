/* The sign-in desk, from the keyboard alone. */
#include "shell-test.h"

#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-lines-editor.h"
#include "zg-shots-camera.h"
#include "zg-stock.h"
#include "zg-signin-page.h"

static Shell *shell;

static gboolean
is_done (gpointer page)
{
  return !zg_signin_page_is_busy (page);
}

static guint wanted;

static gboolean
shows_wanted (gpointer page)
{
  return zg_signin_page_n_today (page) == wanted;
}

static ZgSigninPage *
desk (ZgWindow *window)
{
  g_assert_true (zg_window_open_place (window, "signin"));
  shell_ready (window);
  return ZG_SIGNIN_PAGE (zg_window_get_page (window));
}

static void
set_clock (int day, int hour, int minute)
{
  zg_clock_set (zg_day_to_ms (zg_day_from_ymd (2026, 11, day), hour * 3600 + minute * 60));
}

/* Typed or scanned: a scanner types and presses Enter, as a hand does. */
static void
sign_in (ZgSigninPage *page, const char *number)
{
  gtk_editable_set_text (GTK_EDITABLE (zg_signin_page_get_entry (page)), number);
  g_signal_emit_by_name (zg_signin_page_get_entry (page), "activate");
  g_assert_true (zg_camera_wait (is_done, page, 30));
}

static void
test_number (void)
{
  ZgWindow     *window;
  ZgSigninPage *page;

  set_clock (24, 8, 20);
  window = shell_window (shell, "chenjing");
  page = desk (window);
  g_assert_cmpuint (zg_signin_page_n_today (page), ==, 0);
  sign_in (page, "1010");
  g_assert_nonnull (strstr (zg_signin_page_get_answer (page), "08:20:00"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (zg_signin_page_get_entry (page))), ==, ""); /* ready for the next */
  g_assert_nonnull (shell_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "张伟 1010 · 运营组"));
  wanted = 1;
  g_assert_true (zg_camera_wait (shows_wanted, page, 30));
  sign_in (page, "777777"); /* nobody: nothing is kept, the entry stays ready */
  g_assert_nonnull (strstr (zg_signin_page_get_answer (page), "777777"));
  g_assert_false (gtk_widget_get_sensitive (zg_signin_page_get_start (page)));
  g_assert_cmpuint (zg_signin_page_n_today (page), ==, 1);
  shell_close (window);
}

static void
test_late (void)
{
  ZgWindow     *window;
  ZgSigninPage *page;

  set_clock (25, 8, 33);
  window = shell_window (shell, "chenjing");
  page = desk (window);
  sign_in (page, "1010");
  g_assert_nonnull (strstr (zg_signin_page_get_answer (page), "迟到"));
  g_assert_nonnull (shell_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "D04-4.2.2a"));
  shell_close (window);
}

/* F8: the start of the day; a picture: a photo of whoever stands here. */
static void
test_start (void)
{
  static const guint8 png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\3\10\2";
  g_autoptr (GBytes)  picture = g_bytes_new_static (png, sizeof png);
  ZgWindow           *window;
  ZgSigninPage       *page;

  set_clock (26, 8, 10);
  window = shell_window (shell, "chenjing");
  page = desk (window);
  sign_in (page, "1011");
  g_assert_true (gtk_widget_get_sensitive (zg_signin_page_get_start (page)));
  g_assert_true (shell_key (GTK_WIDGET (page), GDK_KEY_F8, 0));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  g_assert_false (gtk_widget_get_sensitive (zg_signin_page_get_start (page)));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (zg_signin_page_get_start (page))), ==, "已做开工检查");
  zg_signin_page_take_photo (page, "a.png", picture);
  g_assert_true (zg_camera_wait (is_done, page, 30));
  g_assert_cmpstr (zg_signin_page_get_answer (page), ==, "照片已存");
  wanted = 2;
  g_assert_true (zg_camera_wait (shows_wanted, page, 30));
  shell_close (window);
}

static void
test_right (void)
{
  ZgWindow *window = shell_window (shell, "zhangwei");

  g_assert_false (zg_window_open_place (window, "signin")); /* nobody types his own times */
  shell_close (window);
}

/* -- A delivery that is counted, beside the other thing that is scanned and photographed -- */

static ZgRecord *
delivered (gint64 item, gint64 noted, gint64 received)
{
  ZgRecord *line = zg_record_new (&zg_goods_receipt_line);

  zg_record_begin (line, 0, 0);
  zg_record_set_int (line, ZG_RECEIPT_LINE_ITEM, item);
  zg_record_set_int (line, ZG_RECEIPT_LINE_NOTED, noted * 1000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, received * 1000);
  line->kind->recompute (line);
  return line;
}

static ZgRecord *
line_at (ZgLinesEditor *editor, guint place)
{
  g_autoptr (GPtrArray) lines = zg_lines_editor_get_lines (editor);

  return zg_record_copy (lines->pdata[place]);
}

static gboolean
is_known (gpointer editor)
{
  return zg_lines_editor_known (editor, "mismatch") != NULL;
}

/* A line that agrees has no card; the choice is written into the line, its quantities with it; a scanner is heard anywhere. */
static void
test_delivery (void)
{
  g_autoptr (ZgSession) session = shell_session (shell, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autoptr (ZgRecord)  receipt = zg_record_new (&zg_goods_receipt), refused = NULL, taken = NULL;
  GtkWidget            *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  ZgLinesEditor        *editor = ZG_LINES_EDITOR (zg_lines_editor_new (session, &zg_goods_receipt_line));
  GtkWidget            *panel = zg_lines_editor_panel (editor), *scan;
  g_autofree char      *open = NULL, *none = NULL;

  g_ptr_array_add (lines, delivered (1, 24, 24));
  g_ptr_array_add (lines, delivered (2, 24, 22));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (editor));
  gtk_box_append (GTK_BOX (box), panel);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  zg_lines_editor_set_document (editor, receipt);
  zg_lines_editor_set_lines (editor, lines, NULL);
  g_assert_true (zg_camera_wait (is_known, editor, 30));
  g_assert_null (shell_find (panel, GTK_TYPE_LABEL, "第 1 行"));
  g_assert_nonnull (shell_find (panel, GTK_TYPE_LABEL, "第 2 行"));
  g_assert_nonnull (shell_find (panel, GTK_TYPE_LABEL, "送货单 24，实收 22。"));
  open = zg_lines_editor_pending (editor);
  g_assert_cmpstr (open, ==, "还有 1 行未核完");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (shell_find (panel, GTK_TYPE_LABEL, "拒收本行"),
                                                                          GTK_TYPE_CHECK_BUTTON)), TRUE);
  refused = line_at (editor, 1);
  g_assert_cmpint (zg_record_int (refused, ZG_RECEIPT_LINE_OUTCOME), ==, ZG_OUTCOME_REFUSED);
  g_assert_cmpint (zg_record_int (refused, ZG_RECEIPT_LINE_REFUSED), ==, 22000);
  none = zg_lines_editor_pending (editor);
  g_assert_null (none);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (shell_find (panel, GTK_TYPE_LABEL, "如实记录后接收"),
                                                                          GTK_TYPE_CHECK_BUTTON)), TRUE);
  taken = line_at (editor, 1);
  g_assert_cmpint (zg_record_int (taken, ZG_RECEIPT_LINE_ACCEPTED), ==, 22000);

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (zg_lines_editor_take_key (editor, GDK_KEY_6));
  g_assert_true (zg_lines_editor_take_key (editor, GDK_KEY_9));
  g_assert_false (zg_lines_editor_take_key (editor, GDK_KEY_Tab));
  scan = shell_find (GTK_WIDGET (editor), GTK_TYPE_ENTRY, NULL); /* before all others */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (scan)), ==, "69");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/signin-page/D04-4.2.1b/number", test_number);
  g_test_add_func ("/signin-page/D04-4.2.2a/late", test_late);
  g_test_add_func ("/signin-page/D21-2.4/start", test_start);
  g_test_add_func ("/signin-page/D01-7.1/right", test_right);
  g_test_add_func ("/receipt-cards/D08-2/D08-3a/delivery", test_delivery);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
