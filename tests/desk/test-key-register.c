/* The walk of CONTRIBUTING.md: a new kind, declared there and nowhere else, is in the window and in zgctl at once: list, form,
 * steps, rights, audit, workbook, CSV and print. */
#include "../ctl/ctl-test.h"
#include "key-register.h"
#include "shell-test.h"

#include "zg-desk-util.h"
#include "zg-print-preview.h"
#include "zg-shots-camera.h"
#include "zg-xlsx-reader.h"

#define BOOK "--book", "@demo.zgb", "--now", "2026-11-23 09:00", "--lang", "en"
#define HR BOOK, "--user", "chenjing"
#define LIU BOOK, "--user", "liuyang"

static Shell *shell;

/* -- What was written -- */

static gboolean
add_row (int row, ZgCell *cells, int n, gpointer data)
{
  for (int i = 0; i < n; i++)
    g_string_append_printf (data, "%s%s", i ? "|" : "", cells[i].type == ZG_CELL_TEXT ? cells[i].s : "");
  g_string_append_c (data, '\n');
  return TRUE;
}

/* The rows of a workbook, one a line. */
static char *
workbook_text (const char *name)
{
  g_autofree char   *path = file_in (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgXlsx) xlsx = zg_xlsx_open (path, &error);
  GString           *text = g_string_new (NULL);

  g_assert_no_error (error);
  zg_xlsx_read_sheet (xlsx, 0, add_row, text, NULL, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static char *
file_text (const char *name)
{
  g_autofree char *path = file_in (name);
  char            *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* A PDF, and what it says where something on this machine reads it. */
static void
pdf_says (const char *name, const char *first, const char *second)
{
  g_autofree char *tool = g_find_program_in_path ("pdftotext"), *path = file_in (name), *text = NULL;
  const char      *argv[] = { tool, "-layout", path, "-", NULL };

  is_kind_of_file (name, "%PDF");
  if (tool == NULL)
    return;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL, NULL));
  has (text, first);
  has (text, second);
}

/* -- Who may: the rows of CONTRIBUTING.md -- */

static void
grant (ZgSession *admin, char **row)
{
  const ZgKind        *kind = zg_kind_by_id ("role_right");
  g_autoptr (ZgRecord) record = zg_record_new (kind);
  g_autoptr (GError)   error = NULL;
  ZgCell               reach = { 0 };

  g_assert_true (zg_field_parse (&kind->fields[zg_kind_field (kind, "reach")], row[2], &reach, &error));
  zg_record_set_text (record, zg_kind_field (kind, "role"), row[0]);
  zg_record_set_text (record, zg_kind_field (kind, "permission"), row[1]);
  zg_record_set_cell (record, zg_kind_field (kind, "reach"), &reach);
  zg_cell_clear (&reach);
  zg_book_run (admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Whoever has followed the steps has given them already. */
static void
grant_rows (void)
{
  g_autofree char       *path = g_build_filename (g_getenv ("ZG_SOURCE"), "CONTRIBUTING.md", NULL), *text = NULL;
  g_autoptr (ZgSession)  admin = shell_session (shell, NULL), hr = shell_session (shell, "chenjing");
  g_auto (GStrv)         lines = NULL;
  gboolean               given = zg_session_reach (hr, "door_key.view") != ZG_REACH_NONE;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] && !given; i++)
    {
      g_auto (GStrv) row = g_strsplit (g_strchug (lines[i]), "\t", -1);

      if (g_strv_length (row) == 3 && g_str_has_prefix (row[1], "door_key."))
        grant (admin, row);
    }
}

/* -- The window -- */

static ZgSheetPage *
open_list (ZgWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-sheet", "s", "door_key");
  shell_ready (window);
  g_assert_true (ZG_IS_SHEET_PAGE (zg_window_get_page (window)));
  return ZG_SHEET_PAGE (zg_window_get_page (window));
}

static guint
n_rows (ZgSheetPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zg_sheet_page_get_model (page)));
}

static void
save (ZgWindow *window)
{
  shell_press (window, "_Save");
  shell_ready (window);
  g_assert_false (zg_form_is_modified (ZG_FORM (zg_window_get_page (window))));
}

static void
test_new (void)
{
  ZgWindow    *window = shell_window (shell, "chenjing");
  ZgSheetPage *list = open_list (window);

  g_assert_cmpuint (n_rows (list), ==, 0);
  g_assert_nonnull (shell_find (GTK_WIDGET (list), GTK_TYPE_LABEL, "Every key of the department and who holds it."));
  shell_press (window, "_New");
  shell_ready (window);
  shell_press (window, "_Save"); /* empty: refused, and each field says why */
  g_assert_nonnull (shell_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "2 things to correct"));
  shell_type (window, "Key number\302\240*", "K1");
  shell_type (window, "Room\302\240*", "仓库");
  shell_choose (window, "Holder", "刘洋");
  save (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  shell_ready (window);
  g_assert_true (zg_window_get_page (window) == GTK_WIDGET (list));
  g_assert_cmpuint (n_rows (list), ==, 1);
  g_assert_nonnull (shell_find (GTK_WIDGET (list), GTK_TYPE_INSCRIPTION, "K1"));
  g_assert_nonnull (shell_find (GTK_WIDGET (list), GTK_TYPE_INSCRIPTION, "刘洋"));
  shell_close (window);
}

static void
open_first (ZgWindow *window)
{
  ZgSheetPage *list = open_list (window);
  guint        n;

  zg_sheet_page_select (list, zg_list_model_ids (zg_sheet_page_get_model (list), &n)[0]);
  gtk_widget_activate_action (GTK_WIDGET (list), "sheet.open", NULL);
  shell_ready (window);
  g_assert_true (ZG_IS_FORM (zg_window_get_page (window)));
}

static const char *
typed (ZgWindow *window, const char *label)
{
  return gtk_editable_get_text (GTK_EDITABLE (shell_control (window, label, GTK_TYPE_ENTRY)));
}

static void
test_edit (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  open_first (window);
  g_assert_cmpstr (typed (window, "Key number\302\240*"), ==, "K1");
  g_assert_cmpstr (typed (window, "Handed out"), ==, "2026-11-23");
  shell_type (window, "Given back", "2026-11-30");
  save (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  shell_ready (window);
  g_assert_nonnull (shell_find (zg_window_get_page (window), GTK_TYPE_INSCRIPTION, "2026-11-30"));
  shell_close (window);
}

/* Whose key it is sees it and may do nothing; the others see none. */
static void
test_rights (void)
{
  ZgWindow    *window = shell_window (shell, "liuyang");
  ZgSheetPage *list = open_list (window);

  g_assert_cmpuint (n_rows (list), ==, 1);
  g_assert_false (gtk_widget_get_visible (shell_find (GTK_WIDGET (window->extra_end), GTK_TYPE_BUTTON, "_New")));
  g_assert_false (gtk_widget_get_visible (shell_find (GTK_WIDGET (window->extra_end), GTK_TYPE_BUTTON, "_Export")));
  open_first (window);
  g_assert_false (gtk_widget_get_mapped (shell_control (window, "Room", GTK_TYPE_ENTRY)));
  g_assert_false (gtk_widget_get_visible (shell_find (zg_window_get_page (window), GTK_TYPE_BUTTON, "_Save")));
  shell_close (window);
  window = shell_window (shell, "zhangwei");
  g_assert_cmpuint (n_rows (open_list (window)), ==, 0);
  shell_close (window);
}

/* -- Out of the window -- */

static gpointer
top_level (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static const char *answered; /* the name of the file that is asked for next */

/* Stands for the file chooser, which is GTK's own. */
void __wrap_zg_desk_save_file (GtkWidget *near, const char *title, const char *name, ZgFileAnswer answer, gpointer data);

void
__wrap_zg_desk_save_file (GtkWidget *near, const char *title, const char *name, ZgFileAnswer answer, gpointer data)
{
  g_autofree char  *path = file_in (answered);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_str_has_suffix (name, strrchr (answered, '.'))); /* what is proposed has the right ending */
  answer (file, data);
}

static gboolean
is_there (gpointer data)
{
  g_autofree char *path = file_in (answered);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_export (void)
{
  ZgWindow        *window = shell_window (shell, "chenjing");
  g_autofree char *text = NULL;

  open_list (window);
  answered = "window.xlsx";
  shell_press (window, "_Export");
  g_assert_true (zg_camera_wait (is_there, NULL, 60));
  zg_camera_settle ();
  text = workbook_text ("window.xlsx");
  has (text, "Key number|Room|Holder|Handed out|Given back");
  has (text, "K1|仓库|刘洋|2026-11-23|2026-11-30");
  shell_close (window);
}

static gboolean
preview_opened (gpointer data)
{
  return top_level (ZG_TYPE_PRINT_PREVIEW) != NULL;
}

static void
preview_pdf (const char *name)
{
  GtkWidget *preview;

  g_assert_true (zg_camera_wait (preview_opened, NULL, 60));
  preview = top_level (ZG_TYPE_PRINT_PREVIEW);
  answered = name;
  gtk_widget_activate_action (preview, "preview.pdf", NULL);
  g_assert_true (is_there (NULL));
  gtk_widget_activate_action (preview, "preview.close", NULL);
  zg_camera_settle ();
}

static void
test_print (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  gtk_widget_activate_action (GTK_WIDGET (open_list (window)), "sheet.print", NULL);
  preview_pdf ("window-list.pdf");
  pdf_says ("window-list.pdf", "K1", "刘洋");
  open_first (window);
  gtk_widget_activate_action (zg_window_get_page (window), "form.print", NULL);
  preview_pdf ("window-key.pdf");
  pdf_says ("window-key.pdf", "K1", "仓库");
  shell_close (window);
}

/* -- zgctl -- */

static void
run (int code, const char *says, Ran ran)
{
  if (ran.code != code)
    g_error ("%d instead of %d: %s%s", ran.code, code, ran.out, ran.err);
  has (code ? ran.err : ran.out, says);
  ran_clear (&ran);
}

static void
test_ctl_records (void)
{
  g_clear_pointer (&shell->book, zg_book_unref); /* one program at a time */
  run (0, "number", zgctl (HR, "kinds", "door_key", NULL));
  run (0, "仓库", zgctl (HR, "show", "door_key", "K1", NULL)); /* what the window wrote */
  run (0, "\"version\":1", zgctl (HR, "--format", "json", "new", "door_key", "number=K2", "room=仓库", NULL));
  run (1, "\"field\":\"number\"", zgctl (HR, "--format", "json", "new", "door_key", "number=K2", "room=机房", NULL));
  run (1, "\"field\":\"room\"", zgctl (HR, "--format", "json", "new", "door_key", "number=K3", NULL));
  run (1, "\"code\":\"denied\"", zgctl (LIU, "--format", "json", "new", "door_key", "number=K3", "room=机房", NULL));
  run (0, "\"version\":2", zgctl (HR, "--format", "json", "edit", "door_key", "K2", "room=机房", "holder=张伟", NULL));
  run (0, "\"state\":\"active\",\"version\":2,\"number\":\"K2\",\"room\":\"机房\"",
       zgctl (HR, "--format", "json", "show", "door_key", "K2", NULL));
  run (0, "\"given\":\"2026-11-23\"", zgctl (HR, "--format", "json", "show", "door_key", "K2", NULL)); /* of itself: today */
  run (1, "", zgctl (LIU, "show", "door_key", "K2", NULL)); /* held by somebody else */
}

static void
test_ctl_steps (void)
{
  g_auto (Ran) made = zgctl (HR, "--format", "json", "new", "door_key", "number=K9", "room=车库", NULL);
  g_autoptr (JsonNode) node = json_of (made.out);
  const char *id = json_object_get_string_member (json_node_get_object (node), "id");
  g_auto (Ran) list = { 0 };

  run (0, "\"state\":\"removed\"", zgctl (HR, "--format", "json", "do", "door_key", id, "remove", NULL));
  list = zgctl (HR, "list", "door_key", NULL);
  has (list.out, "K2");
  g_assert_null (strstr (list.out, "K9"));
  run (1, "", zgctl (HR, "edit", "door_key", id, "room=阳台", NULL));
  run (0, "\"state\":\"active\"", zgctl (HR, "--format", "json", "do", "door_key", id, "restore", NULL));
  run (0, "\"verb\":\"restore\"", zgctl (HR, "--format", "json", "history", "door_key", id, NULL));
  run (0, "K9", zgctl (HR, "list", "door_key", NULL));
  run (0, "", zgctl (HR, "verify", "--deep", NULL));
}

static void
test_ctl_files (void)
{
  g_autofree char *text = NULL, *csv = NULL;

  run (0, "list.xlsx", zgctl (HR, "list", "door_key", "--sort", "-number", "-o", "@list.xlsx", NULL));
  text = workbook_text ("list.xlsx");
  has (text, "K9|车库||2026-11-23\nK2|机房|张伟|2026-11-23\nK1|仓库|刘洋|2026-11-23|2026-11-30\n");
  run (0, "list.csv", zgctl (HR, "list", "door_key", "holder=刘洋", "-o", "@list.csv", NULL));
  csv = file_text ("list.csv");
  has (csv, "K1,仓库,刘洋,2026-11-23,2026-11-30");
  g_assert_null (strstr (csv, "K2"));
  run (0, "list.pdf", zgctl (HR, "list", "door_key", "-o", "@list.pdf", NULL));
  pdf_says ("list.pdf", "K2", "机房");
  run (0, "key.pdf", zgctl (HR, "print", "door_key", "K1", "-o", "@key.pdf", NULL));
  pdf_says ("key.pdf", "K1", "刘洋");
  run (1, "", zgctl (LIU, "list", "door_key", "-o", "@own.xlsx", NULL)); /* may see, may not carry away */
}

int
main (int argc, char **argv)
{
  int failed;

  shell = shell_test_init (&argc, &argv, "en", key_register_add);
  folder = shell->work;
  grant_rows ();
  g_test_add_func ("/contributing/key-register/window/new", test_new);
  g_test_add_func ("/contributing/key-register/window/edit", test_edit);
  g_test_add_func ("/contributing/key-register/window/rights", test_rights);
  g_test_add_func ("/contributing/key-register/window/export", test_export);
  g_test_add_func ("/contributing/key-register/window/print", test_print);
  g_test_add_func ("/contributing/key-register/zgctl/records", test_ctl_records);
  g_test_add_func ("/contributing/key-register/zgctl/steps", test_ctl_steps);
  g_test_add_func ("/contributing/key-register/zgctl/files", test_ctl_files);
  failed = g_test_run ();
  shell_test_free (shell);
  return failed;
}
