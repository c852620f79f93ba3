/* The sign-in desk, from the keyboard alone. */
#include "shell-test.h"

#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-shots-camera.h"
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

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/signin-page/D04-4.2.1b/number", test_number);
  g_test_add_func ("/signin-page/D04-4.2.2a/late", test_late);
  g_test_add_func ("/signin-page/D21-2.4/start", test_start);
  g_test_add_func ("/signin-page/D01-7.1/right", test_right);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
