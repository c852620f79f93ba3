#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-finder.h"
#include "zg-import-assistant.h"
#include "zg-locale.h"
#include "zg-password-dialog.h"
#include "zg-people.h"
#include "zg-places.h"
#include "zg-policy.h"
#include "zg-report-dialog.h"
#include "zg-reset-dialog.h"
#include "zg-store.h"
#include "zg-roster-page.h"
#include "zg-window-private.h"
#include "config.h"

GSettings *
zg_window_settings (void)
{
  static GSettings *settings;
  static gsize      once;

  if (g_once_init_enter (&once))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, "cn.zhanggui.Zhanggui", TRUE) : NULL;

      if (schema)
        settings = g_settings_new ("cn.zhanggui.Zhanggui");
      g_once_init_leave (&once, 1);
    }
  return settings;
}

static void
on_open_place (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_open_place (ZG_WINDOW (widget), g_variant_get_string (target, NULL));
}

static gboolean
may_see (ZgWindow *self, const ZgSheet *sheet)
{
  g_autofree char *right = zg_sheet_right (sheet, "view");

  return self->session && zg_session_reach (self->session, right) != ZG_REACH_NONE;
}

/* Where the sidebar offers it, from there; else on top of what is shown. */
static void
on_open_sheet (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow      *self = ZG_WINDOW (widget);
  const ZgSheet *sheet = zg_sheet_by_id (g_variant_get_string (target, NULL));

  if (!zg_window_open_place (self, g_variant_get_string (target, NULL)) && sheet && may_see (self, sheet))
    zg_window_push_sheet (self, sheet, g_dgettext (GETTEXT_PACKAGE, sheet->title));
}

static void
on_open_record (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *kind;
  gint64      id;

  g_variant_get (target, "(&sx)", &kind, &id);
  zg_window_open_record (ZG_WINDOW (widget), zg_kind_by_id (kind), id);
}

static void
on_new_record (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_open_record (ZG_WINDOW (widget), zg_kind_by_id (g_variant_get_string (target, NULL)), 0);
}

/* A clause in full: what it says and which parameters it sets. */
static void
on_open_clause (GtkWidget *widget, const char *name, GVariant *target)
{
  const char      *id = g_variant_get_string (target, NULL);
  const ZgClause  *clause = zg_clause_by_id (id);
  g_autofree char *cite = clause ? zg_clause_cite (id) : NULL;
  GtkWidget       *dialog;

  if (clause == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (widget), cite, zg_interface_is_chinese () ? clause->zh : clause->en);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_back (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_back (ZG_WINDOW (widget));
}

static void
on_find (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow *self = ZG_WINDOW (widget);

  if (self->session)
    zg_finder_present (self);
}

static void
log_out (gboolean yes, gpointer data)
{
  if (yes)
    zg_window_set_session (data, NULL);
}

gboolean
zg_window_has_unsaved (ZgWindow *self)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      ZgView *view = self->views->pdata[i];

      if (ZG_IS_FORM (view->page) && zg_form_is_modified (ZG_FORM (view->page)))
        return TRUE;
      if (ZG_IS_ROSTER_PAGE (view->page) && zg_roster_page_is_modified (ZG_ROSTER_PAGE (view->page)))
        return TRUE;
    }
  return FALSE;
}

static void
on_log_out (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow *self = ZG_WINDOW (widget);

  if (zg_window_has_unsaved (self))
    zg_desk_confirm (widget, _ ("Leave without saving?"),
                     _ ("What you typed is kept on this computer and offered again when you open the form."), NULL,
                     _ ("_Leave"), FALSE, log_out, self);
  else
    zg_window_set_session (self, NULL);
}

static void
on_lock (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_lock (ZG_WINDOW (widget), ZG_LOCK_ASKED);
}

static void
on_change_keys (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_change_keys (ZG_WINDOW (widget));
}

static void
on_change_password (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow *self = ZG_WINDOW (widget);

  if (self->session)
    zg_password_dialog_present (self, self->session);
}

void
zg_window_check_password (ZgWindow *self)
{
  if (zg_session_must_change (self->session))
    zg_password_dialog_present (self, self->session);
  else if (zg_session_password_warns (self->session))
    {
      int              days = zg_session_password_days (self->session);
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Your password may be used for %d more day.",
                                                            "Your password may be used for %d more days.", days), days);

      zg_window_toast (self, text);
    }
}

/* What its first column says: who is meant must be read before it is done. */
static char *
log_in_name (ZgSheetPage *page, gint64 person)
{
  ZgListModel      *model = zg_sheet_page_get_model (page);
  g_autoptr (ZgRow) row = g_list_model_get_item (G_LIST_MODEL (model), zg_list_model_find (model, person));
  const ZgCell     *cell = row ? zg_row_cell (row, 0) : NULL;
  const char       *text = cell ? zg_cell_text (cell) : NULL;

  return g_strdup (text && *text ? text : _ ("the selected log-in"));
}

/* The log-in on the page: the current row of the list, or the open form. */
static void
on_reset_password (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow        *self = ZG_WINDOW (widget);
  GtkWidget       *page = zg_window_get_page (self);
  gint64           person = 0;
  g_autofree char *title = NULL;

  if (page && ZG_IS_SHEET_PAGE (page) && g_str_equal (zg_sheet_page_get_sheet (ZG_SHEET_PAGE (page))->kind->id, "person"))
    person = zg_sheet_page_get_current (ZG_SHEET_PAGE (page));
  else if (page && ZG_IS_FORM (page) && g_str_equal (zg_form_get_kind (ZG_FORM (page))->id, "person"))
    person = zg_form_get_id (ZG_FORM (page));
  if (person == 0)
    {
      zg_window_toast (self, _ ("Select the log-in first."));
      return;
    }
  title = ZG_IS_FORM (page) ? g_strdup (zg_form_get_title (ZG_FORM (page))) : log_in_name (ZG_SHEET_PAGE (page), person);
  zg_reset_dialog_present (self, self->session, person, title);
}

static void
on_undo_import (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_undo_import (ZG_WINDOW (widget));
}

static void
on_import (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow *self = ZG_WINDOW (widget);

  if (self->session)
    zg_import_assistant_present (self, self->session, NULL);
}

static void
on_report (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow *self = ZG_WINDOW (widget);

  if (self->session)
    zg_report_dialog_present (self, self->session, g_variant_get_string (target, NULL), NULL);
}

static void
on_reports (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow *self = ZG_WINDOW (widget);

  if (self->session)
    zg_report_dialog_present (self, self->session, NULL, NULL);
}

static void
on_other_book (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_show_start (ZG_WINDOW (widget));
}

static void
on_dark (GtkWidget *widget, const char *name, GVariant *target)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (style, adw_style_manager_get_dark (style) ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                      : ADW_COLOR_SCHEME_FORCE_DARK);
}

/* -- Checking the book -- */

typedef struct
{
  ZgBook *book;
  char   *report;
} Verify;

static void
verify_free (Verify *verify)
{
  zg_book_unref (verify->book);
  g_free (verify->report);
  g_free (verify);
}

static void
verify_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Verify *verify = data;
  GError *error = NULL;

  if (zg_book_verify (verify->book, TRUE, &verify->report, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgWindow          *self = ZG_WINDOW (source);
  Verify            *verify = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GtkWidget         *dialog;

  if (zg_window_is_closed (self))
    return;
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      zg_desk_error (GTK_WIDGET (self), _ ("The book is not as it should be"), error);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The book is whole"), verify->report);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_verify (GtkWidget *widget, const char *name, GVariant *target)
{
  ZgWindow          *self = ZG_WINDOW (widget);
  Verify            *verify;
  g_autoptr (GTask)  task = NULL;

  if (self->book == NULL)
    return;
  verify = g_new0 (Verify, 1);
  verify->book = zg_book_ref (self->book);
  task = g_task_new (self, NULL, on_verified_cb, NULL);
  g_task_set_task_data (task, verify, (GDestroyNotify) verify_free);
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  g_task_run_in_thread (task, verify_thread);
}

static void
on_backup (GtkWidget *widget, const char *name, GVariant *target)
{
  zg_window_backup (ZG_WINDOW (widget));
}

static void
on_about (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autofree char *engine = g_strdup_printf ("GTK %u.%u.%u · libadwaita %u.%u.%u · %s", gtk_get_major_version (),
                                             gtk_get_minor_version (),
                                             gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
                                                 adw_get_micro_version (),
                                             zg_db_engine (NULL));

  adw_show_about_window (GTK_WINDOW (widget), "application-name", _ ("Zhanggui"), "application-icon", "cn.zhanggui.Zhanggui",
                         "version", ZG_VERSION,
                         "comments", _ ("The written management system of an e-commerce department"), "debug-info", engine, NULL);
}

void
zg_window_install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.open-place", "s", on_open_place);
  gtk_widget_class_install_action (class, "win.open-sheet", "s", on_open_sheet);
  gtk_widget_class_install_action (class, "win.open-record", "(sx)", on_open_record);
  gtk_widget_class_install_action (class, "win.new-record", "s", on_new_record);
  gtk_widget_class_install_action (class, "win.open-clause", "s", on_open_clause);
  gtk_widget_class_install_action (class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (class, "win.find", NULL, on_find);
  gtk_widget_class_install_action (class, "win.lock", NULL, on_lock);
  gtk_widget_class_install_action (class, "win.log-out", NULL, on_log_out);
  gtk_widget_class_install_action (class, "win.change-keys", NULL, on_change_keys);
  gtk_widget_class_install_action (class, "win.change-password", NULL, on_change_password);
  gtk_widget_class_install_action (class, "win.reset-password", NULL, on_reset_password);
  gtk_widget_class_install_action (class, "win.undo-import", NULL, on_undo_import);
  gtk_widget_class_install_action (class, "win.import", NULL, on_import);
  gtk_widget_class_install_action (class, "win.report", "s", on_report);
  gtk_widget_class_install_action (class, "win.reports", NULL, on_reports);
  gtk_widget_class_install_action (class, "win.other-book", NULL, on_other_book);
  gtk_widget_class_install_action (class, "win.dark", NULL, on_dark);
  gtk_widget_class_install_action (class, "win.verify", NULL, on_verify);
  gtk_widget_class_install_action (class, "win.backup", NULL, on_backup);
  gtk_widget_class_install_action (class, "win.about", NULL, on_about);
  gtk_widget_class_add_binding_action (class, GDK_KEY_k, GDK_CONTROL_MASK, "win.find", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_w, GDK_CONTROL_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_l, GDK_CONTROL_MASK, "win.lock", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_i, GDK_CONTROL_MASK, "win.import", NULL);
}
