/* Today: what one has to do, by when, and how it goes away. */
#include "shell-test.h"

#include <string.h>

#include "zg-attendance-close.h"
#include "zg-attendance-kinds.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-duty.h"
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

/* -- The sidebar, and the desktop -- */

static GPtrArray *sent; /* of char: bodies of notifications */

void             __wrap_g_application_send_notification (GApplication *app, const char *id, GNotification *notification);
GDBusConnection *__wrap_g_application_get_dbus_connection (GApplication *app);

/* As on a desktop; only whether there is one is asked. */
GDBusConnection *
__wrap_g_application_get_dbus_connection (GApplication *app)
{
  return (GDBusConnection *) app;
}

/* Nothing listens under the virtual screen: what would be shown is kept here. The body is in the notification alone. */
void
__wrap_g_application_send_notification (GApplication *app, const char *id, GNotification *notification)
{
  g_assert_cmpstr (id, ==, "due");
  g_ptr_array_add (sent, g_object_ref (notification));
}

static GtkWidget *
badge_of (ZgWindow *window)
{
  return g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (window->nav, 0)), "badge");
}

static gboolean
has_badge (gpointer window)
{
  return gtk_widget_get_visible (badge_of (window));
}

typedef struct
{
  ZgWindow   *window;
  const char *text;
} Badge;

static gboolean
badge_reads (gpointer data)
{
  const Badge *badge = data;

  return g_str_equal (gtk_label_get_text (GTK_LABEL (badge_of (badge->window))), badge->text);
}

/* What is due today or overdue is counted, what lies ahead is not; somebody else's request counts as soon as it is there. */
static void
test_badge (void)
{
  ZgWindow              *window = shell_window (shell, "chenjing");
  g_autoptr (GPtrArray)  items = NULL;
  ZgDutyItem             item[4] = { { .state = ZG_DUTY_OVERDUE }, { .state = ZG_DUTY_TODAY }, { .state = ZG_DUTY_AHEAD },
                                     { .state = ZG_DUTY_DONE } };
  gint64                 now = zg_day_to_ms (zg_day_from_ymd (2026, 11, 23), 9 * 3600);
  int                    overdue = 0;

  g_assert_true (zg_camera_wait (has_badge, window, 30));
  g_assert_cmpint (g_ascii_strtoll (gtk_label_get_text (GTK_LABEL (badge_of (window))), NULL, 10), >, 0);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (GTK_WIDGET (gtk_list_box_get_row_at_index (window->nav, 0))), "逾期"));
  shell_close (window);
  items = g_ptr_array_new ();
  for (int i = 0; i < 4; i++)
    g_ptr_array_add (items, &item[i]);
  item[0].due_ms = now;                                                            /* this very moment */
  item[1].due_ms = zg_day_to_ms (zg_day_from_ymd (2026, 11, 24), 0);               /* until midnight: today */
  item[2].due_ms = item[1].due_ms + 1;
  item[3].due_ms = now - 1;
  g_assert_cmpuint (zg_due_count (items, now, &overdue), ==, 2);
  g_assert_cmpint (overdue, ==, 1);
  g_assert_cmpuint (zg_due_count (NULL, now, &overdue), ==, 0);
}

static gboolean
is_counted (gpointer window)
{
  return badge_reads (&(Badge){ window, "1" }) || has_badge (window);
}

static void
log_in (ZgWindow *window)
{
  g_autoptr (ZgSession) admin = shell_session (shell, NULL);

  zg_window_set_session (window, admin);
}

/* D18-5.4: the backup of 18:00 is called to mind at 17:50, once; not where it was switched off, nor what was due at log-in. */
static void
test_reminder (void)
{
  gint64     day = zg_day_to_ms (zg_day_from_ymd (2026, 11, 23), 0);
  ZgWindow  *window;
  GSettings *settings = zg_window_settings ();

  sent = g_ptr_array_new_with_free_func (g_object_unref);
  window = shell_window (shell, NULL);
  log_in (window);
  g_assert_true (zg_camera_wait (is_counted, window, 30));
  zg_clock_set (day + (17 * 60 + 49) * 60000 + 59999);
  zg_window_look_due (window);
  g_assert_cmpuint (sent->len, ==, 0);
  zg_clock_set (day + (17 * 60 + 50) * 60000);
  zg_window_look_due (window);
  zg_window_look_due (window);
  g_assert_cmpuint (sent->len, ==, 1);
  log_in (window); /* who logs in now sees it on the page */
  g_assert_true (zg_camera_wait (is_counted, window, 30));
  zg_window_look_due (window);
  g_assert_cmpuint (sent->len, ==, 1);
  zg_clock_set (day + 9 * 3600000);
  if (settings)
    {
      g_settings_set_boolean (settings, "reminders", FALSE);
      log_in (window);
      g_assert_true (zg_camera_wait (is_counted, window, 30));
      zg_clock_set (day + (17 * 60 + 55) * 60000);
      zg_window_look_due (window);
      g_assert_cmpuint (sent->len, ==, 1);
      g_settings_set_boolean (settings, "reminders", TRUE);
      zg_clock_set (day + 9 * 3600000);
    }
  shell_close (window);
  g_clear_pointer (&sent, g_ptr_array_unref);
}

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/today-page/D04-4.2.1c/overdue", test_overdue);
  g_test_add_func ("/today-page/D01-7.2/news", test_news);
  g_test_add_func ("/today-page/own", test_own);
  g_test_add_func ("/today-page/badge", test_badge);
  g_test_add_func ("/today-page/D18-5.4/reminder", test_reminder);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
