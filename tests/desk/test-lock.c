/* The lock of the window: when it falls, what it covers, that the keys are gone, that what was typed stays, who gets past it. */
#include "shell-test.h"

#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-desk-util.h"
#include "zg-form.h"
#include "zg-leave.h"
#include "zg-secret-dialog.h"
#include "zg-shots-camera.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

static Shell *shell;

static gboolean
is_locked (ZgWindow *window)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (window->root), "lock") == 0;
}

static gboolean
is_open (gpointer window)
{
  return zg_window_get_session (window) != NULL;
}

static gboolean
has_no_keys (gpointer session)
{
  guint8 key[32];

  return !zg_session_state_key (session, key);
}

static void
later (gint64 ms)
{
  zg_clock_set (zg_clock_now_ms () + ms);
}

static void
enter (ZgWindow *window, const char *password)
{
  GtkWidget *page = gtk_stack_get_child_by_name (window->root, "lock");
  GtkWidget *word = shell_find (page, GTK_TYPE_PASSWORD_ENTRY, "password");

  gtk_editable_set_text (GTK_EDITABLE (word), password);
  g_signal_emit_by_name (word, "activate");
}

static void
unlock (ZgWindow *window)
{
  enter (window, zg_book_trial_password (shell->book));
  g_assert_true (zg_camera_wait (is_open, window, 20));
  shell_ready (window);
}

static void
test_idle (void)
{
  ZgWindow             *window = shell_window (shell, "chenjing");
  g_autoptr (ZgSession) session = zg_session_ref (zg_window_get_session (window));
  GtkWidget            *page = zg_window_get_page (window);

  later (10 * MINUTE_MS - 1);
  zg_window_look_idle (window);
  g_assert_false (is_locked (window));
  zg_window_touched (window); /* a key, a motion */
  later (10 * MINUTE_MS - 1);
  zg_window_look_idle (window);
  g_assert_false (is_locked (window));
  later (1);
  zg_window_look_idle (window);
  g_assert_true (is_locked (window));
  g_assert_null (zg_window_get_session (window));
  g_assert_true (zg_session_is_locked (session));
  g_assert_true (zg_camera_wait (has_no_keys, session, 20));
  g_assert_false (gtk_widget_get_mapped (page)); /* nothing of it is to be seen */
  g_assert_false (zg_window_open_place (window, "staff"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.other-book", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  zg_camera_settle ();
  g_assert_null (zg_camera_dialog (window));
  g_assert_true (is_locked (window));
  unlock (window);
  g_assert_true (zg_window_get_session (window) == session);
  g_assert_true (zg_window_get_page (window) == page);
  g_assert_false (has_no_keys (session));
  g_assert_true (zg_window_open_place (window, "staff"));
  shell_ready (window);
  shell_close (window);
}

static void
test_clock_put_back (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  later (-3600000);
  zg_window_look_idle (window);
  later (9 * MINUTE_MS);
  zg_window_look_idle (window);
  g_assert_false (is_locked (window));
  later (MINUTE_MS);
  zg_window_look_idle (window);
  g_assert_true (is_locked (window));
  shell_close (window); /* locked: nothing of it stays either */
  later (3600000);
}

static void
test_twelve_hours (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  for (int i = 0; i < 12 * 12 - 1; i++)
    {
      later (5 * MINUTE_MS);
      zg_window_look_idle (window);
      g_assert_false (is_locked (window));
      zg_window_touched (window);
    }
  later (5 * MINUTE_MS);
  zg_window_look_idle (window);
  g_assert_true (is_locked (window));
  unlock (window);
  later (5 * MINUTE_MS);
  zg_window_look_idle (window);
  g_assert_false (is_locked (window)); /* twelve more */
  shell_close (window);
}

static void
test_wrong (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");
  GtkWidget *row;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.lock", NULL);
  g_assert_true (is_locked (window));
  row = shell_find (gtk_stack_get_child_by_name (window->root, "lock"), GTK_TYPE_BOX, "error_row");
  g_assert_false (gtk_widget_get_visible (row));
  enter (window, "not this one");
  while (!gtk_widget_get_visible (row))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_locked (window));
  g_assert_null (zg_window_get_session (window));
  unlock (window);
  shell_close (window);
}

/* -- What was typed -- */

static GtkWidget *
type_reason (ZgWindow *window, const char *text)
{
  GtkWidget *view;

  zg_window_open_record (window, &zg_leave, 0);
  shell_ready (window);
  view = shell_find (zg_window_get_page (window), GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_nonnull (view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  g_assert_true (zg_form_is_modified (ZG_FORM (zg_window_get_page (window))));
  return view;
}

static char *
text_of (GtkWidget *view)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end);
  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end, FALSE);
}

static void
test_typed_stays (void)
{
  ZgWindow        *window = shell_window (shell, "chenjing");
  GtkWidget       *view = type_reason (window, "去医院复查"), *form = zg_window_get_page (window);
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.lock", NULL);
  g_assert_true (is_locked (window));
  unlock (window);
  g_assert_true (zg_window_get_page (window) == form);
  text = text_of (view);
  g_assert_cmpstr (text, ==, "去医院复查");
  g_assert_true (zg_form_is_modified (ZG_FORM (form)));
  shell_close (window);
}

static gboolean
is_at_door (gpointer data)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (ZG_WINDOW (data)->root), "door") == 0;
}

static gboolean
offers_draft (gpointer window)
{
  GtkWidget  *bar = shell_find (zg_window_get_page (window), ZG_TYPE_ERROR_BAR, NULL);
  const char *text = bar && zg_error_bar_is_shown (ZG_ERROR_BAR (bar)) ? zg_error_bar_get_text (ZG_ERROR_BAR (bar)) : NULL;

  return g_strcmp0 (text, _ ("What you typed here before was kept on this computer. It is not in the book yet.")) == 0;
}

/* Another person gets in by logging the first one out, is asked, and sees nothing of him; what he typed, a moment before the
 * lock even, is offered to him again and to nobody else. */
static void
test_somebody_else (void)
{
  ZgWindow             *window = shell_window (shell, "chenjing");
  g_autoptr (ZgSession) other = NULL, first = NULL;
  GtkWidget            *button, *dialog, *offered;

  type_reason (window, "还没写完");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.lock", NULL);
  button = shell_find (gtk_stack_get_child_by_name (window->root, "lock"), GTK_TYPE_BUTTON, _ ("_Somebody else…"));
  g_signal_emit_by_name (button, "clicked");
  zg_camera_settle ();
  dialog = zg_camera_dialog (window);
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (is_locked (window));
  g_signal_emit_by_name (button, "clicked");
  zg_camera_settle ();
  dialog = zg_camera_dialog (window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "verb");
  g_assert_true (zg_camera_wait (is_at_door, window, 20));
  g_assert_null (zg_window_get_page (window));
  other = shell_session (shell, "liuyang");
  zg_window_set_session (window, other);
  zg_window_open_record (window, &zg_leave, 0);
  shell_ready (window);
  offered = shell_find (zg_window_get_page (window), ZG_TYPE_ERROR_BAR, NULL);
  g_assert_false (offered && zg_error_bar_is_shown (ZG_ERROR_BAR (offered)));
  first = shell_session (shell, "chenjing");
  zg_window_set_session (window, first);
  zg_window_open_record (window, &zg_leave, 0);
  shell_ready (window);
  g_assert_true (zg_camera_wait (offers_draft, window, 20));
  shell_close (window);
}

/* -- Dialogs -- */

static void
test_dialogs (void)
{
  ZgWindow  *window = shell_window (shell, "chenjing");
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.change-password", NULL);
  zg_camera_settle ();
  dialog = zg_camera_dialog (window);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_widget_get_mapped (dialog));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.lock", NULL);
  zg_camera_settle ();
  g_assert_false (gtk_widget_get_mapped (dialog));
  unlock (window);
  g_assert_true (gtk_widget_get_mapped (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  shell_close (window);
}

/* -- Keys -- */

static gpointer
staff_key (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_int (db, data, error, "SELECT ver FROM key_class WHERE class = 'STAFF' AND state = 'active'", NULL) ? data : NULL;
}

static gboolean
staff_key_is (gpointer wanted)
{
  gint64 version = 0;

  return zg_store_read (zg_book_store (shell->book), staff_key, &version, NULL) && version == GPOINTER_TO_INT (wanted);
}

static void
choose_staff_key (ZgWindow *window)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.change-keys", NULL);
  zg_camera_settle ();
  dialog = zg_camera_dialog (window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "STAFF");
  gtk_window_destroy (GTK_WINDOW (dialog)); /* a click does both */
  zg_camera_settle ();
}

/* Offered to who may, who is asked which. */
static void
test_change_keys (void)
{
  ZgWindow  *window = shell_window (shell, "liuyang");
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.change-keys", NULL);
  zg_camera_settle ();
  g_assert_null (zg_camera_dialog (window));
  shell_close (window);
  window = shell_window (shell, "");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.change-keys", NULL);
  zg_camera_settle ();
  dialog = zg_camera_dialog (window);
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (staff_key_is (GINT_TO_POINTER (1)));
  choose_staff_key (window); /* a trial book does not ask: the password stands on its screen */
  g_assert_true (zg_camera_wait (staff_key_is, GINT_TO_POINTER (2), 20));
  zg_camera_settle ();
  shell_close (window);
}

static GtkWidget *
asked (ZgWindow *window)
{
  GtkWidget *dialog = zg_camera_dialog (window);

  return ZG_IS_SECRET_DIALOG (dialog) ? dialog : NULL;
}

static gboolean
says_no (gpointer window)
{
  return gtk_widget_get_visible (GTK_WIDGET (
      gtk_widget_get_template_child (asked (window), ZG_TYPE_SECRET_DIALOG, "error")));
}

static gboolean
is_proven (gpointer session)
{
  return !zg_session_proof_due (session);
}

static void
give_password (GtkWidget *dialog, const char *password)
{
  GtkWidget *word = shell_find (dialog, GTK_TYPE_PASSWORD_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (word), password);
  g_signal_emit_by_name (word, "activate");
}

/* Control 10: a desk that was left for some minutes asks for the password before a key changes; without it nothing changes. */
static void
test_proof (void)
{
  ZgWindow  *window = shell_window (shell, "");
  ZgSession *session = zg_window_get_session (window);

  session->book->trial = FALSE;
  session->proved_us -= 5 * 60 * G_USEC_PER_SEC;
  choose_staff_key (window);
  g_assert_nonnull (asked (window));
  gtk_window_close (GTK_WINDOW (asked (window)));
  zg_camera_settle ();
  g_assert_null (zg_camera_dialog (window));
  g_assert_true (staff_key_is (GINT_TO_POINTER (2)));

  choose_staff_key (window);
  give_password (asked (window), "not this one");
  g_assert_true (zg_camera_wait (says_no, window, 20));
  g_assert_true (staff_key_is (GINT_TO_POINTER (2)));
  later (10000); /* longer than the pause after a wrong one */
  give_password (asked (window), zg_book_trial_password (shell->book));
  gtk_window_close (GTK_WINDOW (asked (window))); /* before it is looked at: taken back */
  g_assert_true (zg_camera_wait (is_proven, session, 20));
  zg_camera_settle ();
  g_assert_null (asked (window));
  g_assert_true (staff_key_is (GINT_TO_POINTER (2)));

  session->proved_us -= 5 * 60 * G_USEC_PER_SEC;
  choose_staff_key (window);
  give_password (asked (window), zg_book_trial_password (shell->book));
  g_assert_true (zg_camera_wait (staff_key_is, GINT_TO_POINTER (3), 20));
  zg_camera_settle ();
  g_assert_null (asked (window));
  choose_staff_key (window); /* good for some minutes */
  g_assert_true (zg_camera_wait (staff_key_is, GINT_TO_POINTER (4), 20));
  zg_camera_settle ();
  session->book->trial = TRUE;
  shell_close (window);
}

/* -- In the background -- */

static gpointer
count_missing (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_int (db, data, error, "SELECT count (*) FROM staff WHERE phone IS NOT NULL AND phone_ix IS NULL", NULL) ? data
                                                                                                                   : NULL;
}

static gboolean
all_found (gpointer data)
{
  gint64 missing = -1;

  return zg_store_read (zg_book_store (shell->book), count_missing, &missing, NULL) && missing == 0;
}

static gpointer
forget_index (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer done;

  zg_db_require_audit (db, FALSE);
  done = zg_db_script (db, "UPDATE staff SET phone_ix = NULL, phone_tail = NULL", error) ? data : NULL;
  zg_db_require_audit (db, TRUE);
  return done;
}

/* A book of before the index: who holds the keys fills it in while he works. */
static void
test_freshens (void)
{
  ZgWindow          *window = shell_window (shell, "chenjing");
  g_autoptr (GError) error = NULL;

  zg_store_write (zg_book_store (shell->book), forget_index, window, &error);
  g_assert_no_error (error);
  g_assert_false (all_found (NULL));
  zg_window_freshen (window);
  g_assert_true (zg_camera_wait (all_found, NULL, 20));
  shell_close (window);
}

int
main (int argc, char *argv[])
{
  int failed;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/lock/idle", test_idle);
  g_test_add_func ("/lock/clock-put-back", test_clock_put_back);
  g_test_add_func ("/lock/twelve-hours", test_twelve_hours);
  g_test_add_func ("/lock/wrong", test_wrong);
  g_test_add_func ("/lock/typed-stays", test_typed_stays);
  g_test_add_func ("/lock/somebody-else", test_somebody_else);
  g_test_add_func ("/lock/dialogs", test_dialogs);
  g_test_add_func ("/lock/change-keys", test_change_keys);
  g_test_add_func ("/lock/proof", test_proof);
  g_test_add_func ("/lock/freshens", test_freshens);
  failed = g_test_run ();
  shell_test_free (shell);
  return failed;
}
