/* The month of October clicked through the window, by everybody it takes: compiled by HR, reviewed and submitted by the manager,
 * one objection filed and answered, one result accepted, the others by silence, closed and written out for the payroll. The same
 * month is played at the command line by tests/ctl/test-play.c. */
#include "shell-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-form.h"
#include "zg-shots-camera.h"
#include "zg-tick.h"
#include "zg-today-page.h"

static Shell *shell;

static void
at (int day, int minute)
{
  zg_clock_set (zg_day_to_ms (zg_day_from_ymd (2026, 11, day), minute * 60));
}

/* -- What the book says -- */

static gpointer
read_count (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = -1;

  return zg_db_int (db, &n, error, data, NULL) ? GINT_TO_POINTER ((int) n + 1) : NULL;
}

static int
count (const char *sql)
{
  g_autoptr (GError) error = NULL;
  gpointer           n = zg_store_read (zg_book_store (shell->book), read_count, (gpointer) sql, &error);

  g_assert_no_error (error);
  return GPOINTER_TO_INT (n) - 1;
}

#define SHEETS(state) count ("SELECT count (*) FROM attendance_sheet WHERE month = '2026-10' AND state = '" state "'")
#define RESULTS(state) count ("SELECT count (*) FROM attendance_result WHERE month = '2026-10' AND state = '" state "'")

/* -- The window -- */

/* A step of the form on top. */
static void
take (ZgWindow *window, const char *label)
{
  GtkWidget *bar;

  shell_press (window, label);
  shell_ready (window);
  bar = shell_find (zg_window_get_page (window), ZG_TYPE_ERROR_BAR, NULL);
  if (bar && zg_error_bar_is_shown (ZG_ERROR_BAR (bar)))
    g_test_message ("%s: %s", label, zg_error_bar_get_text (ZG_ERROR_BAR (bar)));
}

/* From the page Today to the record a duty asks for. */
static void
follow_duty (ZgWindow *window, const char *text)
{
  GtkWidget *row;

  g_assert_true (zg_window_open_place (window, "today"));
  shell_ready (window);
  row = shell_row (zg_window_get_page (window), text);
  if (row == NULL)
    g_error ("Today does not say: %s", text);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  shell_ready (window);
  g_assert_true (ZG_IS_FORM (zg_window_get_page (window)));
}

/* The button of the month page that says how far the sheet is. */
static GtkWidget *
sheet_button (ZgWindow *window, const char *state)
{
  GtkWidget *pill;

  g_assert_true (zg_window_open_place (window, "month"));
  shell_ready (window);
  pill = shell_find (shell_find (zg_window_get_page (window), GTK_TYPE_BOX, "sheets"), GTK_TYPE_LABEL, state);
  if (pill == NULL)
    g_error ("the month does not say: %s", state);
  return gtk_widget_get_ancestor (pill, GTK_TYPE_BUTTON);
}

/* -- The journey -- */

static void
test_compile (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  g_assert_true (zg_window_open_place (window, "month"));
  shell_ready (window);
  shell_press (window, "Compile the sheet…");
  shell_ready (window);
  shell_choose (window, "Unit\302\240*", "电商部");
  take (window, "Compile");
  g_assert_cmpint (SHEETS ("compiled"), ==, 1);
  g_assert_nonnull (sheet_button (window, "Compiled"));
  shell_close (window);
}

static void
test_submit (void)
{
  ZgWindow *window;

  at (2, 600);
  window = shell_window (shell, "zhoumin");
  follow_duty (window, "Attendance sheet to HR");
  take (window, "Review");
  g_assert_cmpint (SHEETS ("reviewed"), ==, 1);
  take (window, "Submit to HR");
  g_assert_cmpint (SHEETS ("shown"), ==, 1);
  g_assert_cmpint (RESULTS ("shown"), ==, 12);
  shell_close (window);
}

/* One objects, in writing; another is content; nobody sees another's result. */
static void
test_answers (void)
{
  ZgWindow *window;

  at (4, 540);
  window = shell_window (shell, "zhangwei");
  follow_duty (window, "Look at the month's result: accept or object");
  zg_window_back (window);
  g_assert_true (zg_window_open_place (window, "objection"));
  shell_ready (window);
  shell_press (window, "_New");
  shell_ready (window);
  shell_type (window, "Days concerned\302\240*", "15");
  take (window, "File the objection"); /* not without saying why */
  g_assert_cmpint (count ("SELECT count (*) FROM objection WHERE state = 'filed'"), ==, 0);
  shell_write (window, "Objection in writing\302\240*", "当天在岗，请核实。");
  take (window, "File the objection");
  g_assert_cmpint (count ("SELECT count (*) FROM objection WHERE state = 'filed'"), ==, 1);
  shell_close (window);

  window = shell_window (shell, "liuyang");
  follow_duty (window, "Look at the month's result: accept or object");
  take (window, "Accept");
  g_assert_cmpint (RESULTS ("accepted"), ==, 1);
  g_assert_cmpint (RESULTS ("objected"), ==, 1);
  shell_close (window);
}

static void
test_reply (void)
{
  ZgWindow *window;

  at (5, 900);
  window = shell_window (shell, "chenjing");
  follow_duty (window, "Answer an objection");
  take (window, "Reject"); /* not without having asked anybody */
  g_assert_cmpint (count ("SELECT count (*) FROM objection WHERE state = 'filed'"), ==, 1);
  shell_type (window, "People consulted", "本人、运营组长");
  shell_write (window, "Reply", "监控与打卡一致。");
  take (window, "Reject");
  g_assert_cmpint (count ("SELECT count (*) FROM objection WHERE state = 'rejected'"), ==, 1);
  shell_close (window);
}

/* Midnight comes while nobody has the program open. */
static void
test_silence (void)
{
  g_autofree char   *report = NULL;
  g_autoptr (GError) error = NULL;

  at (6, 5);
  g_assert_true (zg_tick_run (shell->book, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpint (RESULTS ("accepted"), ==, 11);
  g_assert_cmpint (RESULTS ("settled"), ==, 1);
}

static char *written;

/* Stands for the file chooser, which is GTK's own. */
void __wrap_zg_desk_save_file (GtkWidget *near, const char *title, const char *name, ZgFileAnswer answer, gpointer data);

void
__wrap_zg_desk_save_file (GtkWidget *near, const char *title, const char *name, ZgFileAnswer answer, gpointer data)
{
  g_autoptr (GFile) file = NULL;

  written = g_build_filename (shell->work, name, NULL);
  file = g_file_new_for_path (written);
  answer (file, data);
}

static gboolean
is_written (gpointer data)
{
  return written && g_file_test (written, G_FILE_TEST_EXISTS);
}

static void
test_close (void)
{
  ZgWindow  *window;
  GtkWidget *dialog, *button;

  at (6, 1020);
  window = shell_window (shell, "chenjing");
  g_signal_emit_by_name (sheet_button (window, "Open to objections"), "clicked");
  shell_ready (window);
  take (window, "Close the month");
  g_assert_cmpint (SHEETS ("closed"), ==, 1);
  g_assert_cmpint (RESULTS ("closed"), ==, 12);
  g_assert_nonnull (sheet_button (window, "Closed"));
  shell_press (window, "Payroll sheet…");
  zg_camera_settle ();
  dialog = zg_camera_dialog (window);
  g_assert_nonnull (dialog);
  button = shell_find (dialog, GTK_TYPE_BUTTON, "_Workbook…");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (zg_camera_wait (is_written, NULL, 60));
  g_assert_true (g_str_has_suffix (written, ".xlsx"));
  zg_camera_settle ();
  shell_close (window);
  g_free (written);
}

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init_on (&argc, &argv, "en", NULL, zg_day_from_ymd (2026, 11, 2));
  g_test_add_func ("/journey/D04-4.2.1c/compile", test_compile);
  g_test_add_func ("/journey/D04-4.2.1d/submit", test_submit);
  g_test_add_func ("/journey/D04-4.2.1e/answers", test_answers);
  g_test_add_func ("/journey/D04-4.2.1f/reply", test_reply);
  g_test_add_func ("/journey/D04-4.2.1g/silence", test_silence);
  g_test_add_func ("/journey/D04-4.2.1g/close", test_close);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
