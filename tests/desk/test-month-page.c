/* The month page with an invented book. */
#include "shell-test.h"

#include "zg-day.h"
#include "zg-month-page-private.h"
#include "zg-shots-camera.h"

static Shell *shell;

static ZgMonthPage *
month_page (ZgWindow *window)
{
  zg_window_open_place (window, "month");
  shell_ready (window);
  return ZG_MONTH_PAGE (zg_window_get_page (window));
}

static void
test_page (void)
{
  ZgWindow        *window = shell_window (shell, "chenjing");
  ZgMonthPage     *page = month_page (window);
  ZgMonthGrid     *grid = ZG_MONTH_GRID (zg_month_page_get_grid (page));
  g_autofree char *sentence = NULL;
  int              line, day;

  g_assert_cmpstr (zg_month_page_get_state (page), ==, "list");
  g_assert_cmpint (zg_month_grid_n_rows (grid), >=, 12);
  g_assert_cmpint (page->first_day, ==, zg_day_from_ymd (2026, 10, 1)); /* November has no punches yet */
  g_assert_true (zg_month_grid_next_exception (grid, 1));
  zg_month_grid_get_current (grid, &line, &day);
  sentence = zg_attendance_explain (page->data->month, line, day, FALSE);
  g_assert_cmpstr (zg_month_detail_get_sentence (ZG_MONTH_DETAIL (zg_month_page_get_detail (page))), ==, sentence);
  zg_month_page_set_search (page, "zm");
  g_assert_cmpint (zg_month_grid_n_rows (grid), ==, 1);
  zg_month_page_set_search (page, "zzzz");
  g_assert_cmpstr (zg_month_page_get_state (page), ==, "nothing");
  zg_month_page_set_search (page, "陈静");
  g_assert_cmpint (zg_month_grid_n_rows (grid), ==, 1);
  zg_month_page_set_search (page, "1003");
  g_assert_cmpint (zg_month_grid_n_rows (grid), ==, 1);
  zg_month_page_set_search (page, "");
  zg_month_page_show_exceptions (page, TRUE);
  g_assert_cmpint (zg_month_grid_n_rows (grid), >, 0);
  zg_month_page_show_chart (page, TRUE);
  zg_camera_settle ();
  shell_close (window);
}

/* Asked for three months at once, the last one stands. */
static void
test_page_months (void)
{
  ZgWindow    *window = shell_window (shell, "chenjing");
  ZgMonthPage *page = month_page (window);

  zg_month_page_step (page, -1);
  zg_month_page_step (page, -1);
  zg_month_page_set_month (page, zg_day_from_ymd (2027, 1, 1));
  shell_ready (window);
  g_assert_cmpint (page->data->month->first_day, ==, zg_day_from_ymd (2027, 1, 1));
  g_assert_cmpstr (zg_month_page_get_state (page), ==, "empty");
  g_assert_true (gtk_widget_get_visible (page->empty_import));
  zg_month_page_step (page, -1);
  shell_ready (window);
  g_assert_cmpint (page->data->month->first_day, ==, zg_day_from_ymd (2026, 12, 1));
  g_signal_emit_by_name (page->empty_show, "clicked");
  g_assert_cmpstr (zg_month_page_get_state (page), ==, "list");
  zg_month_page_step (page, -1);
  shell_close (window); /* while it reads */
}

static void
test_page_own (void)
{
  ZgWindow    *window = shell_window (shell, "liuyang");
  ZgMonthPage *page = month_page (window);

  g_assert_cmpint (page->data->month->n_lines, ==, 1);
  g_assert_cmpstr (page->data->month->lines[0].name, ==, "刘洋");
  g_assert_false (gtk_widget_get_mapped (page->units));
  g_assert_false (gtk_widget_get_mapped (page->search));
  shell_close (window);
}

static gboolean
is_reading (gpointer page)
{
  return zg_month_page_is_loading (page);
}

/* A calendar day written by anybody is seen without asking. */
static void
test_page_follows (void)
{
  ZgWindow             *window = shell_window (shell, "chenjing");
  ZgMonthPage          *page = month_page (window);
  g_autoptr (ZgSession) session = shell_session (shell, "chenjing");
  g_autoptr (ZgRecord)  slip = zg_record_new (zg_kind_by_id ("slip"));
  g_autoptr (GError)    error = NULL;

  zg_record_set_int (slip, zg_kind_field (slip->kind, "staff"), zg_session_staff (session));
  zg_record_set_int (slip, zg_kind_field (slip->kind, "type"), 2);
  zg_record_set_text (slip, zg_kind_field (slip->kind, "reason"), "外出拍摄");
  zg_book_run (session, slip, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zg_camera_wait (is_reading, page, 10));
  shell_ready (window);
  shell_close (window);
}

static void
test_page_acts (void)
{
  ZgWindow    *window = shell_window (shell, "chenjing");
  ZgMonthPage *page = month_page (window);
  GtkWidget   *dialog;

  g_assert_true (zg_month_grid_next_exception (ZG_MONTH_GRID (page->grid), 1));
  g_signal_emit_by_name (page->grid, "detail");
  zg_camera_settle ();
  dialog = zg_camera_dialog (window);
  g_assert_nonnull (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_signal_emit_by_name (page->detail, "punches");
  shell_ready (window);
  g_assert_true (ZG_IS_SHEET_PAGE (zg_window_get_page (window)));
  zg_window_back (window);
  g_assert_true (zg_window_get_page (window) == GTK_WIDGET (page));
  g_signal_emit_by_name (page->detail, "slip");
  shell_ready (window);
  g_assert_true (ZG_IS_FORM (zg_window_get_page (window)));
  g_assert_true (zg_record_is_set (zg_form_get_record (ZG_FORM (zg_window_get_page (window))), 0));
  shell_close (window);
}

int
main (int argc, char **argv)
{
  int failed;

  shell = shell_test_init (&argc, &argv, "en", NULL);
  g_test_add_func ("/month/page/loads", test_page);
  g_test_add_func ("/month/page/months", test_page_months);
  g_test_add_func ("/month/page/own-line-only", test_page_own);
  g_test_add_func ("/month/page/follows-the-book", test_page_follows);
  g_test_add_func ("/month/page/acts", test_page_acts);
  failed = g_test_run ();
  shell_test_free (shell);
  return failed;
}
