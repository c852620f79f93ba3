/* Reading a file in through the window: a staff list that comes back changed, and sign-ins of DingTalk. */
#include "shell-test.h"

#include <glib/gstdio.h>

#include "zg-attendance-kinds.h"
#include "zg-shots-camera.h"
#include "zg-import-assistant.h"
#include "zg-staff.h"

static Shell *shell;

/* -- The assistant -- */

static GtkWidget *
open_assistant (ZgWindow *window, const char *name, const char *text)
{
  g_autofree char  *path = g_build_filename (shell->work, name, NULL);
  g_autoptr (GList) windows = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  zg_import_assistant_open (window, zg_window_get_session (window), NULL, path);
  windows = gtk_window_list_toplevels ();
  for (GList *item = windows; item; item = item->next)
    if (item->data != window && ADW_IS_WINDOW (item->data))
      return item->data;
  g_assert_not_reached ();
}

typedef struct
{
  GtkWidget  *root;
  const char *text;
} Reading;

static gboolean
can_be_read (gpointer data)
{
  Reading   *reading = data;
  GtkWidget *widget = shell_find (reading->root, GTK_TYPE_WIDGET, reading->text);

  return widget && gtk_widget_is_sensitive (widget) && gtk_widget_get_mapped (widget);
}

static void
wait_for (GtkWidget *root, const char *text)
{
  Reading reading = { root, text };

  if (!zg_camera_wait (can_be_read, &reading, 20))
    g_error ("not to be read: %s", text);
}

static void
press (GtkWidget *root, const char *text)
{
  wait_for (root, text);
  g_signal_emit_by_name (shell_find (root, GTK_TYPE_BUTTON, text), "clicked");
}

/* -- Asking the book -- */

static gpointer
count_named (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *n = g_new0 (gint64, 1);

  zg_db_int (db, n, NULL, ZG_SQL ("SELECT count(*) FROM staff WHERE name = $1"), "s", (const char *) data);
  return n;
}

static gint64
named (const char *name)
{
  g_autofree gint64 *n = zg_store_read (zg_book_store (shell->book), count_named, (gpointer) name, NULL);

  return *n;
}

static void
test_changes (void)
{
  ZgWindow  *window = shell_window (shell, "chenjing");
  GtkWidget *assistant = open_assistant (
      window, "staff.csv", "工号,姓名,部门,手机\n1010,张大伟,运营组,138****1009\n1011,,,\n1012,,没有的部门,\n");

  wait_for (assistant, "0 new staff files, 1 to be changed, 1 the same, 1 rows with something wrong.");
  wait_for (assistant, "What changes, old → new, and lines that need a word");
  wait_for (assistant, "Name: 张伟 → 张大伟");
  g_assert_cmpint (named ("张大伟"), ==, 0); /* shown, not done */
  press (assistant, "_Read in 1 row");
  wait_for (assistant, "Imported 0, skipped 1 already known, 1 rows with errors.\nChanged 1 of 1.");
  g_assert_cmpint (named ("张大伟"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (assistant));
  shell_close (window);
}

/* What the book refuses when it is written is told, with the line. */
static void
test_refused (void)
{
  ZgWindow  *window = shell_window (shell, "chenjing");
  GtkWidget *assistant = open_assistant (window, "staff.csv",
                                         "工号,姓名,部门,手机,合同签订日期,合同到期日期\n1010,张大伟,运营组,,2026-05-01,2026-04-01\n");

  press (assistant, "_Read in 1 row");
  wait_for (assistant, "Imported 0, skipped 0 already known, 1 rows with errors.\nChanged 0 of 1.\n2 · 1010 张大伟 · "
                       "The contract would expire before it was signed.");
  gtk_window_destroy (GTK_WINDOW (assistant));
  shell_close (window);
}

static void
make_clock (ZgSession *session)
{
  g_autoptr (ZgRecord) clock = zg_record_new (&zg_clock);
  g_autoptr (GError)   error = NULL;

  zg_record_set_int (clock, ZG_CLOCK_NUMBER, 91);
  zg_record_set_text (clock, ZG_CLOCK_NAME, "钉钉");
  zg_record_set_int (clock, ZG_CLOCK_SORT, ZG_CLOCK_TERMINAL);
  zg_book_run (session, clock, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The file says what it is, the clock called after the app is proposed, every cell nobody can read is told. */
static void
test_dingtalk (void)
{
  ZgWindow  *window = shell_window (shell, "chenjing");
  GtkWidget *assistant;

  make_clock (zg_window_get_session (window));
  assistant = open_assistant (window, "ding.csv",
                              "姓名,考勤组,工号,UserId,考勤日期,打卡时间,打卡结果\n"
                              "张大伟,运营组,1010,u1010,2026/11/2,2026-11-02 08:24:10,正常\n"
                              "张大伟,运营组,1010,u1010,2026/11/2,八点,正常\n");
  wait_for (assistant, "钉钉: 1 new sign-ins, 0 known already, 1 cells or rows not understood.");
  press (assistant, "_Read in 1 row");
  wait_for (assistant, "Imported 1, skipped 0 already known, 1 rows with errors.");
  gtk_window_destroy (GTK_WINDOW (assistant));
  shell_close (window);
}

int
main (int argc, char **argv)
{
  int failed;

  shell = shell_test_init (&argc, &argv, "en", NULL);
  g_test_add_func ("/import-window/changes", test_changes);
  g_test_add_func ("/import-window/refused", test_refused);
  g_test_add_func ("/import-window/D02-3.3.1/dingtalk", test_dingtalk);
  failed = g_test_run ();
  shell_test_free (shell);
  return failed;
}
