/* The whole program in one window: log-in, what each role is offered, every page and every new form, back, folding, language. */
#include "shell-test.h"
#include "zg-print-preview.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "zg-backup.h"
#include "zg-day.h"
#include "zg-form.h"
#include "zg-leave.h"
#include "zg-month-page.h"
#include "zg-places.h"
#include "zg-server-dialog.h"
#include "zg-sheet-page-private.h"
#include "zg-shots-camera.h"

static Shell *shell;

/* -- Log-in -- */

static gboolean
has_session (gpointer window)
{
  return zg_window_get_session (window) != NULL;
}

static gboolean
says_wrong (gpointer window)
{
  GtkWidget *row = shell_find (window, GTK_TYPE_BOX, "error_row");

  return row && gtk_widget_get_visible (row);
}

static void
log_in (ZgWindow *window, const char *login, const char *password)
{
  GtkWidget *name = shell_find (GTK_WIDGET (window), GTK_TYPE_ENTRY, "login");
  GtkWidget *word = shell_find (GTK_WIDGET (window), GTK_TYPE_PASSWORD_ENTRY, "password");

  g_assert_nonnull (name);
  g_assert_nonnull (word);
  gtk_editable_set_text (GTK_EDITABLE (name), login);
  gtk_editable_set_text (GTK_EDITABLE (word), password);
  g_signal_emit_by_name (word, "activate");
}

static void
test_login (void)
{
  ZgWindow *window = shell_window (shell, NULL);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->root), ==, "door");
  log_in (window, "chenjing", "");
  g_assert_false (has_session (window));
  log_in (window, "chenjing", "wrong-Pass-1");
  g_assert_true (zg_camera_wait (says_wrong, window, 20));
  g_assert_null (zg_window_get_session (window));
  log_in (window, "nobody-at-all", "wrong-Pass-1");
  zg_camera_settle ();
  g_assert_null (zg_window_get_session (window));
  log_in (window, "chenjing", zg_book_trial_password (shell->book));
  g_assert_true (zg_camera_wait (has_session, window, 20));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->root), ==, "desk");
  shell_ready (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.log-out", NULL);
  g_assert_null (zg_window_get_session (window));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->root), ==, "door");
  shell_close (window);
}

/* -- What is offered -- */

static gboolean
offers (ZgWindow *window, const char *place)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (window->nav, i)); i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "place"), place) == 0)
      return TRUE;
  return FALSE;
}

static void
test_sidebar (void)
{
  ZgWindow *hr = shell_window (shell, "chenjing"), *admin, *own;

  g_assert_true (offers (hr, "month") && offers (hr, "staff") && offers (hr, "leave") && offers (hr, "schedule"));
  shell_close (hr);
  admin = shell_window (shell, "");
  g_assert_true (offers (admin, "person") && offers (admin, "role_right"));
  shell_close (admin);
  own = shell_window (shell, "liuyang");
  g_assert_true (offers (own, "month") && offers (own, "leave"));
  g_assert_false (offers (own, "person") || offers (own, "role_right") || offers (own, "clock_pin"));
  g_assert_false (zg_window_open_place (own, "role_right")); /* nor by another way */
  g_assert_false (zg_window_open_place (own, "no such place"));
  shell_close (own);
}

/* -- Every place, every new form -- */

static gboolean
may_create (ZgWindow *window, const ZgKind *kind)
{
  g_autofree char *right = g_strconcat (kind->id, ".create", NULL);
  const ZgStep    *step = zg_kind_verb (kind, "create");

  return step && !(step->flags & ZG_BY_DEED) && zg_session_reach (zg_window_get_session (window), right) != ZG_REACH_NONE;
}

typedef struct
{
  ZgWindow  *window;
  GtkWidget *page;
} Top;

static gboolean
is_on_top (gpointer data)
{
  const Top *top = data;

  return zg_window_get_page (top->window) == top->page;
}

/* Read, and whatever that set off done; many pages are walked, so nobody rests on any. */
static void
page_ready (ZgWindow *window)
{
  g_assert_true (zg_camera_wait (zg_camera_page_ready, window, 30));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
open_new (ZgWindow *window, const ZgPlace *place)
{
  GtkWidget *below = zg_window_get_page (window);
  GtkWidget *form;

  zg_window_open_record (window, zg_sheet_by_id (place->sheet)->kind, 0);
  page_ready (window);
  form = zg_window_get_page (window);
  g_assert_true (ZG_IS_FORM (form));
  g_assert_cmpint (zg_form_get_id (ZG_FORM (form)), ==, 0);
  g_assert_cmpint (*gtk_label_get_text (window->page_title), !=, '\0');
  zg_window_back (window);
  g_assert_true (zg_camera_wait (is_on_top, &(Top){ window, below }, 30));
}

/* What may not be done is not offered; nor is it where records are only looked through. */
static void
check_offers (ZgWindow *window, const ZgKind *kind)
{
  ZgSheetPage     *page = ZG_SHEET_PAGE (zg_window_get_page (window));
  gboolean         own = g_str_equal (zg_sheet_page_get_sheet (page)->id, kind->id);
  g_autofree char *right = g_strconcat (kind->id, ".edit", NULL);
  gboolean         edit = zg_kind_verb (kind, "edit")
                  && zg_session_reach (zg_window_get_session (window), right) != ZG_REACH_NONE;

  g_assert_true (edit || !gtk_widget_get_visible (page->preview_edit)); /* some records are past it */
  g_assert_cmpint (zg_sheet_page_may_create (page), ==, own && may_create (window, kind));
}

static void
walk_places (const char *login)
{
  ZgWindow *window = shell_window (shell, login);
  int       opened = 0;

  for (const ZgPlaceGroup *group = zg_place_groups (zg_window_get_session (window)); group->places[0]; group++)
    for (guint i = 0; i < G_N_ELEMENTS (group->places) && group->places[i]; i++)
      {
        const ZgPlace *place = zg_place_by_id (group->places[i]);

        g_assert_nonnull (place);
        if (!zg_place_allowed (place, zg_window_get_session (window)))
          continue;
        g_test_message ("%s", place->id);
        g_assert_true (zg_window_open_place (window, place->id));
        page_ready (window);
        opened++;
        if (place->sheet)
          check_offers (window, zg_sheet_by_id (place->sheet)->kind);
        if (place->sheet && may_create (window, zg_sheet_by_id (place->sheet)->kind))
          open_new (window, place);
      }
  g_assert_cmpint (opened, >=, 4);
  shell_close (window);
}

static void
test_places_hr (void)
{
  walk_places ("chenjing");
}

static void
test_places_admin (void)
{
  walk_places ("");
}

static void
test_places_own (void)
{
  walk_places ("liuyang");
}

/* Icons that are not there would show as a broken picture. */
static void
test_icons (void)
{
  GtkIconTheme  *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  guint          n;
  const ZgPlace *all = zg_places (&n);

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", all[i].icon);
      g_assert_true (gtk_icon_theme_has_icon (theme, all[i].icon));
    }
}

/* -- Back, folding -- */

static void
test_back (void)
{
  ZgWindow    *window = shell_window (shell, "chenjing");
  GtkWidget   *sheet;
  const gint64 *ids;
  guint        n;

  zg_window_open_place (window, "staff");
  shell_ready (window);
  sheet = zg_window_get_page (window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->back_button)));
  ids = zg_list_model_ids (zg_sheet_page_get_model (ZG_SHEET_PAGE (sheet)), &n);
  g_assert_cmpuint (n, >=, 12);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "(sx)", "staff", ids[3]);
  shell_ready (window);
  g_assert_true (ZG_IS_FORM (zg_window_get_page (window)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->back_button)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  zg_camera_settle ();
  g_assert_true (zg_window_get_page (window) == sheet);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->back_button)));
  shell_close (window);
}

static gboolean
is_folded (gpointer window)
{
  return adw_leaflet_get_folded (((ZgWindow *) window)->leaflet);
}

static gboolean
is_unfolded (gpointer window)
{
  return !is_folded (window);
}

static void
test_folding (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  zg_window_open_place (window, "unit"); /* the grid of the month does not fold */
  shell_ready (window);
  g_assert_false (is_folded (window));
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 700);
  if (!zg_camera_wait (is_folded, window, 5))
    {
      g_test_skip ("the page is too wide to fold");
      shell_close (window);
      return;
    }
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->back_button)));
  gtk_window_set_default_size (GTK_WINDOW (window), 1366, 768);
  g_assert_true (zg_camera_wait (is_unfolded, window, 5));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->back_button)));
  shell_close (window);
}

/* -- A backup -- */

static gboolean
has_dialog (gpointer window)
{
  return zg_camera_dialog (window) != NULL;
}

/* One button makes it; the list has it, nobody types one. */
static void
test_backup (void)
{
  ZgWindow          *window = shell_window (shell, "");
  g_autofree char   *folder = zg_backup_folder (zg_book_path (zg_window_get_book (window)));
  g_autoptr (GPtrArray) before = zg_backup_list (folder, 0), after = NULL;
  GtkWidget         *page, *dialog;

  g_assert_true (zg_window_open_place (window, "backup"));
  shell_ready (window);
  page = zg_window_get_page (window);
  g_assert_false (zg_sheet_page_may_create (ZG_SHEET_PAGE (page)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.backup", NULL);
  g_assert_true (zg_camera_wait (has_dialog, window, 60));
  dialog = zg_camera_dialog (window);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, _ ("Backup made"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  after = zg_backup_list (folder, 0);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  shell_ready (window);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (zg_sheet_page_get_model (ZG_SHEET_PAGE (page)))), >=, 1);
  shell_close (window);
}

/* -- Many papers in one job -- */

/* Every sheet of the list on its own paper, as many documents as were selected; closed again, nothing is printed. */
static void
test_print_papers (void)
{
  ZgWindow        *window = shell_window (shell, "chenjing");
  g_autofree char *batch = NULL;
  GtkWidget       *page, *preview;
  guint            n;

  g_assert_true (zg_window_open_place (window, "review_sheet"));
  shell_ready (window);
  page = zg_window_get_page (window);
  zg_list_model_ids (zg_sheet_page_get_model (ZG_SHEET_PAGE (page)), &n);
  g_assert_cmpuint (n, >=, 2);
  gtk_widget_activate_action (page, "sheet.select-all", NULL);
  gtk_widget_activate_action (page, "sheet.print-papers", NULL);
  g_assert_true (zg_camera_wait (has_dialog, window, 60));
  preview = zg_camera_dialog (window);
  g_assert_true (ZG_IS_PRINT_PREVIEW (preview));
  batch = g_strdup_printf ("1 / %u", n);
  g_assert_nonnull (shell_find (preview, GTK_TYPE_LABEL, batch));
  gtk_window_destroy (GTK_WINDOW (preview));
  shell_close (window);
}

/* -- What falls due, while the window has the book -- */

static void
run_zgctl (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *const argv[] = { g_getenv ("ZGCTL"), "--book", data, "--format", "json", "backup", NULL };
  char       *out = NULL, *err = NULL;
  int         status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, NULL);
  g_test_message ("%s%s", out, err);
  g_task_return_int (task, g_strrstr (out ? out : "", "\"path\"") ? status : -1);
  g_free (out);
  g_free (err);
}

static void
on_zgctl_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(int *) data = (int) g_task_propagate_int (G_TASK (result), NULL);
}

static gboolean
has_status (gpointer data)
{
  return *(int *) data != -2;
}

/* D18-5.4: the timer of the computer finds the book open, and the window makes the backup for it; its socket is its owner's. */
static void
test_timer_backup (void)
{
  ZgWindow          *window = shell_window (shell, "");
  const char        *path = zg_book_path (zg_window_get_book (window));
  g_autofree char   *folder = zg_backup_folder (path), *socket = g_strconcat (path, ".sock", NULL);
  g_autoptr (GPtrArray) before = zg_backup_list (folder, 0), after = NULL;
  g_autoptr (GTask)  task = NULL;
  int                status = -2;
  GStatBuf           st;

  g_assert_cmpint (g_lstat (socket, &st), ==, 0);
  g_assert_cmpuint (st.st_mode & 0777, ==, 0600);
  task = g_task_new (NULL, NULL, on_zgctl_cb, &status);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, run_zgctl);
  g_assert_true (zg_camera_wait (has_status, &status, 60));
  g_assert_cmpint (status, ==, 0);
  after = zg_backup_list (folder, 0);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  shell_close (window);
  g_assert_cmpint (g_lstat (socket, &st), !=, 0);
}

static gboolean
has_ticked (gpointer data)
{
  return !((ZgWindow *) data)->ticking;
}

/* The minute of the window: nothing where the day has its backup. */
static void
test_window_tick (void)
{
  ZgWindow          *window = shell_window (shell, "");
  g_autofree char   *folder = zg_backup_folder (zg_book_path (zg_window_get_book (window)));
  g_autoptr (GPtrArray) first = NULL, second = NULL;

  zg_window_tick (window);
  g_assert_true (window->ticking);
  g_assert_true (zg_camera_wait (has_ticked, window, 60));
  first = zg_backup_list (folder, 0);
  g_assert_cmpuint (first->len, >, 0);
  zg_window_tick (window);
  g_assert_true (zg_camera_wait (has_ticked, window, 60));
  second = zg_backup_list (folder, 0);
  g_assert_cmpuint (second->len, ==, first->len);
  shell_close (window);
}

static void
test_server_address (void)
{
  g_autofree char *plain = zg_server_address ("postgresql://zg@h/d", "");
  g_autofree char *first = zg_server_address ("postgresql://zg@h/d", "a&b c");
  g_autofree char *next = zg_server_address ("postgresql://zg@h/d?sslmode=verify-full", "x");

  g_assert_cmpstr (plain, ==, "postgresql://zg@h/d");
  g_assert_cmpstr (first, ==, "postgresql://zg@h/d?password=a%26b%20c");
  g_assert_cmpstr (next, ==, "postgresql://zg@h/d?sslmode=verify-full&password=x");
}

/* -- Language -- */

static void
test_chinese (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  if (g_str_equal (_ ("Staff"), "Staff"))
    g_error ("the catalogue is not found in %s", g_getenv ("ZG_LOCALEDIR"));
  g_assert_nonnull (shell_find (GTK_WIDGET (window->nav), GTK_TYPE_LABEL, "员工"));
  g_assert_nonnull (shell_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "掌柜"));
  shell_close (window);
}

static gboolean
offers_edit (gpointer page)
{
  return gtk_widget_get_visible (ZG_SHEET_PAGE (page)->preview_edit);
}

static gboolean
offers_none (gpointer page)
{
  return !offers_edit (page);
}

/* Beside the list: a request that waits for its answer is not changed, a personnel file is. */
static void
test_preview_edit (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  g_assert_true (zg_window_open_place (window, "leave"));
  shell_ready (window);
  g_assert_true (zg_camera_wait (offers_none, zg_window_get_page (window), 30));
  g_assert_true (zg_window_open_place (window, "staff"));
  shell_ready (window);
  zg_camera_settle ();
  g_assert_true (offers_edit (zg_window_get_page (window)));
  shell_close (window);
}

typedef struct
{
  GtkWidget  *page;
  const char *text;
} Label;

static gboolean
has_label (gpointer data)
{
  const Label *label = data;

  return shell_find (label->page, GTK_TYPE_LABEL, label->text) != NULL;
}

/* Beside a request stands how the balance it takes from came about, line by line, and what it leaves (D04-4.1.1d); whoever asks
 * for another type is told that it takes nothing of it. */
static void
test_balance (void)
{
  ZgWindow            *window = shell_window (shell, "chenjing");
  g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);
  g_autoptr (ZgSession) rotates = shell_session (shell, "liuyang");
  GtkWidget           *page;

  zg_record_set_int (leave, ZG_LEAVE_STAFF, zg_session_staff (rotates));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_ROTATING);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, zg_day_to_ms (zg_day_from_ymd (2026, 11, 26), 0));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, zg_day_to_ms (zg_day_from_ymd (2026, 11, 27), 0));
  zg_window_push_form (window, zg_form_new_from (zg_window_get_session (window), leave));
  shell_ready (window);
  page = zg_window_get_page (window);
  g_assert_true (zg_camera_wait (has_label, &(Label){ page, "轮休怎么算的" }, 30));
  g_assert_nonnull (shell_find (page, GTK_TYPE_LABEL, "+5，余 5"));
  g_assert_nonnull (shell_find (page, GTK_TYPE_LABEL, "-1，余 4"));
  zg_window_back (window);
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_SICK);
  zg_window_push_form (window, zg_form_new_from (zg_window_get_session (window), leave));
  shell_ready (window);
  page = zg_window_get_page (window);
  g_assert_true (zg_camera_wait (has_label, &(Label){ page, "本单为病假，不占此额度。" }, 30));
  shell_close (window);
}

/* The button says to whom a request goes, and the panel what it does to the roster; nobody hands it to himself. */
static void
test_receiver (void)
{
  ZgWindow             *window = shell_window (shell, "liuyang");
  g_autoptr (ZgRecord)  leave = zg_record_new (&zg_leave);
  g_autoptr (ZgSession) me = shell_session (shell, "liuyang");
  GtkWidget            *page, *label;

  zg_record_set_int (leave, ZG_LEAVE_STAFF, zg_session_staff (me));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_PERSONAL);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, zg_day_to_ms (zg_day_from_ymd (2026, 11, 24), 0));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, zg_day_to_ms (zg_day_from_ymd (2026, 11, 28), 0));
  zg_window_push_form (window, zg_form_new_from (zg_window_get_session (window), leave));
  shell_ready (window);
  page = zg_window_get_page (window);
  g_assert_true (zg_camera_wait (has_label, &(Label){ page, "提交给李娜(S)" }, 30));
  label = shell_find (page, GTK_TYPE_LABEL, "提交给李娜(S)");
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON)), "同意：李娜"));
  g_assert_nonnull (shell_find (page, GTK_TYPE_LABEL, "李娜")); /* in the stepper as well */
  g_assert_nonnull (shell_find (page, GTK_TYPE_LABEL, "对排班的影响"));
  g_assert_nonnull (shell_find (page, GTK_TYPE_LABEL, "同时不在岗的人"));
  shell_close (window);
}

int
main (int argc, char **argv)
{
  int failed;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/shell/login", test_login);
  g_test_add_func ("/shell/sidebar", test_sidebar);
  g_test_add_func ("/shell/icons", test_icons);
  g_test_add_func ("/shell/places/hr", test_places_hr);
  g_test_add_func ("/shell/places/admin", test_places_admin);
  g_test_add_func ("/shell/places/employee", test_places_own);
  g_test_add_func ("/shell/back", test_back);
  g_test_add_func ("/shell/folding", test_folding);
  g_test_add_func ("/shell/backup", test_backup);
  g_test_add_func ("/shell/D20-4.1/print-papers", test_print_papers);
  g_test_add_func ("/shell/D18-5.4/timer", test_timer_backup);
  g_test_add_func ("/shell/D18-5.4/tick", test_window_tick);
  g_test_add_func ("/shell/server-address", test_server_address);
  g_test_add_func ("/shell/chinese", test_chinese);
  g_test_add_func ("/shell/D04-4.1.1d/balance", test_balance);
  g_test_add_func ("/shell/preview-edit", test_preview_edit);
  g_test_add_func ("/shell/D01-7.2/receiver", test_receiver);
  failed = g_test_run ();
  shell_test_free (shell);
  return failed;
}
