/* Today: what one has to do, by when, and how it goes away. */
#include "shell-test.h"

#include <string.h>

#include "zg-attendance-close.h"
#include "zg-attendance-kinds.h"
#include "zg-day.h"
#include "zg-form.h"
#include "zg-leave.h"
#include "zg-shots-camera.h"
#include "zg-today-page.h"

static Shell *shell;

static ZgTodayPage *
today (ZgWindow *window)
{
  g_assert_true (zg_window_open_place (window, "today"));
  shell_ready (window);
  return ZG_TODAY_PAGE (zg_window_get_page (window));
}

/* The sheet of October was due on the 3rd: HR is told so first of all, and Enter on the row begins it. */
static void
test_overdue (void)
{
  ZgWindow    *window = shell_window (shell, "chenjing");
  ZgTodayPage *page = today (window);
  GtkWidget   *row = shell_row (GTK_WIDGET (page), "考勤表报人力资源部");

  g_assert_cmpuint (zg_today_page_n_open (page), >, 0);
  g_assert_nonnull (row);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), ==, 0);
  g_assert_nonnull (shell_find (row, GTK_TYPE_LABEL, "逾期 19 天"));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  shell_ready (window);
  g_assert_true (ZG_IS_FORM (zg_window_get_page (window)));
  /* whose sheet is missing need not be said again */
  g_assert_cmpint (zg_record_int (zg_form_get_record (ZG_FORM (zg_window_get_page (window))), ZG_MSHEET_UNIT), >, 0);
  zg_window_back (window);
  shell_close (window);
}

typedef struct
{
  ZgTodayPage *page;
  guint        n;
} Wanted;

static gboolean
has_n (gpointer data)
{
  const Wanted *wanted = data;

  return zg_today_page_n_open (wanted->page) == wanted->n;
}

/* What somebody else files appears by itself, and what he takes back goes. */
static void
test_news (void)
{
  ZgWindow              *window = shell_window (shell, "zhoumin");
  ZgTodayPage           *page = today (window);
  g_autoptr (ZgSession)  worker = shell_session (shell, "zhangwei");
  g_autoptr (ZgRecord)   leave = zg_record_new (&zg_leave);
  g_autoptr (GError)     error = NULL;
  guint                  before = zg_today_page_n_open (page);

  zg_record_set_int (leave, ZG_LEAVE_STAFF, zg_session_staff (worker));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, 1);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, zg_day_to_ms (zg_day_from_ymd (2026, 12, 21), 30600));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, zg_day_to_ms (zg_day_from_ymd (2026, 12, 21), 43200));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "家中有事");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800000000");
  zg_book_run (worker, leave, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  zg_book_run (worker, leave, "submit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zg_camera_wait (has_n, &(Wanted){ page, before + 1 }, 30));
  g_assert_nonnull (shell_row (GTK_WIDGET (page), "休假开始前审批请假 · 张伟 2026-12-21"));
  zg_book_run (worker, leave, "withdraw", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zg_camera_wait (has_n, &(Wanted){ page, before }, 30));
  g_assert_null (shell_row (GTK_WIDGET (page), "休假开始前审批请假 · 张伟 2026-12-21"));
  shell_close (window);
}

/* An employee sees nothing of others, whatever he asks for. */
static void
test_own (void)
{
  ZgWindow    *window = shell_window (shell, "liuyang");
  ZgTodayPage *page = today (window);

  g_assert_null (shell_row (GTK_WIDGET (page), "考勤表报人力资源部"));
  g_assert_null (shell_row (GTK_WIDGET (page), "备份并登记"));
  shell_close (window);
}

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/today-page/D04-4.2.1c/overdue", test_overdue);
  g_test_add_func ("/today-page/D01-7.2/news", test_news);
  g_test_add_func ("/today-page/own", test_own);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
