#include "zg-window-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-form.h"
#include "zg-login-page.h"
#include "zg-marks.h"
#include "zg-people.h"
#include "zg-places.h"
#include "zg-sheet-page.h"
#include "zg-start-page.h"

G_DEFINE_FINAL_TYPE (ZgWindow, zg_window, ADW_TYPE_APPLICATION_WINDOW)

/* -- Views -- */

static void
view_free (ZgView *view)
{
  g_signal_handlers_disconnect_by_data (view->page, view);
  g_clear_object (&view->page);
  g_clear_object (&view->header_start);
  g_clear_object (&view->header_end);
  g_free (view->title);
  g_free (view->subtitle);
  g_free (view);
}

static ZgView *
top_view (ZgWindow *self)
{
  return self->views->len ? self->views->pdata[self->views->len - 1] : NULL;
}

static void
show_top (ZgWindow *self)
{
  ZgView *view = top_view (self);

  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->views->len > 1 || adw_leaflet_get_folded (self->leaflet));
  adw_bin_set_child (self->extra_start, view ? view->header_start : NULL);
  adw_bin_set_child (self->extra_end, view ? view->header_end : NULL);
  gtk_label_set_text (self->page_title, view && view->title ? view->title : "");
  gtk_label_set_text (self->page_subtitle, view && view->subtitle ? view->subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->page_subtitle), view && view->subtitle && *view->subtitle);
  if (view)
    gtk_stack_set_visible_child (self->pages, view->page);
}

/* A read under way holds its page: it is disposed of here, not when the answer comes. What stood in the window's header for it is
 * gone by then, and every answer looks whether its page is. A form goes on by itself: it finishes what it was told to do, shown
 * or not, and touches nothing but its own. */
static void
drop_top (ZgWindow *self)
{
  ZgView    *view = top_view (self);
  GtkWidget *page = g_object_ref (view->page);

  adw_bin_set_child (self->extra_start, NULL);
  adw_bin_set_child (self->extra_end, NULL);
  g_ptr_array_remove_index (self->views, self->views->len - 1);
  gtk_stack_remove (self->pages, page);
  if (!ZG_IS_FORM (page))
    g_object_run_dispose (G_OBJECT (page));
  g_object_unref (page);
}

static void
drop_views (ZgWindow *self)
{
  while (self->views->len)
    drop_top (self);
}

static void
follow (ZgView *view)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (view->page), "title") == NULL)
    return;
  g_free (view->title);
  g_free (view->subtitle);
  g_object_get (view->page, "title", &view->title, "subtitle", &view->subtitle, NULL);
}

static void
on_page_title_cb (GObject *page, GParamSpec *pspec, ZgView *view)
{
  follow (view);
  if (top_view (view->window) == view)
    show_top (view->window);
}

void
zg_window_push (ZgWindow *self, GtkWidget *page, const char *title, const char *subtitle, GtkWidget *header_start,
                GtkWidget *header_end)
{
  ZgView *view = g_new0 (ZgView, 1);

  view->window = self;
  view->page = g_object_ref_sink (page);
  view->title = g_strdup (title);
  view->subtitle = g_strdup (subtitle);
  view->header_start = header_start ? g_object_ref_sink (header_start) : NULL;
  view->header_end = header_end ? g_object_ref_sink (header_end) : NULL;
  if (title == NULL)
    {
      follow (view);
      g_signal_connect (page, "notify::title", G_CALLBACK (on_page_title_cb), view);
      g_signal_connect (page, "notify::subtitle", G_CALLBACK (on_page_title_cb), view);
    }
  gtk_stack_add_child (self->pages, page);
  g_ptr_array_add (self->views, view);
  show_top (self);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

void
zg_window_set_subtitle (ZgWindow *self, GtkWidget *page, const char *subtitle)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      ZgView *view = self->views->pdata[i];

      if (view->page != page)
        continue;
      g_free (view->subtitle);
      view->subtitle = g_strdup (subtitle);
      if (view == top_view (self))
        show_top (self);
    }
}

GtkWidget *
zg_window_get_page (ZgWindow *self)
{
  ZgView *view = top_view (self);

  return view ? view->page : NULL;
}

static void
leave_top (ZgWindow *self)
{
  GtkWidget *below;

  if (self->views->len < 2)
    {
      adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
      return;
    }
  drop_top (self);
  show_top (self);
  below = zg_window_get_page (self);
  if (ZG_IS_SHEET_PAGE (below))
    zg_sheet_page_focus_list (ZG_SHEET_PAGE (below));
}

void
zg_window_back (ZgWindow *self)
{
  GtkWidget *page = zg_window_get_page (self);

  if (page && ZG_IS_FORM (page))
    zg_form_request_close (ZG_FORM (page)); /* answers with "closed" */
  else
    leave_top (self);
}

/* -- Pages -- */

static void
on_activated_cb (ZgSheetPage *page, gint64 id, gboolean other, ZgWindow *self)
{
  zg_window_open_record (self, zg_sheet_page_get_sheet (page)->kind, id);
}

static void
on_edit_cb (ZgSheetPage *page, gint64 id, ZgWindow *self)
{
  zg_window_open_record (self, zg_sheet_page_get_sheet (page)->kind, id);
}

static void
on_new_cb (ZgSheetPage *page, ZgWindow *self)
{
  zg_window_open_record (self, zg_sheet_page_get_sheet (page)->kind, 0);
}

static void
on_sheet_command_cb (ZgSheetPage *page, const char *name, ZgWindow *self)
{
  zg_window_sheet_command (self, page, name);
}

/* Lists with a deed of their own that is no step of a record. */
static const struct
{
  const char *kind, *label, *action, *right;
} list_deeds[] = {
  { "person", N_ ("New _password…"), "win.reset-password", "person.reset" },
  { "import_run", N_ ("_Take it back…"), "win.undo-import", "import_run.view" },
  { "backup", N_ ("_Back up now"), "win.backup", "backup.create" },
  { "audit_entry", N_ ("_Check the book"), "win.verify", "audit_entry.view" },
};

static GtkWidget *
header_buttons (ZgWindow *self, ZgSheetPage *page)
{
  const char *kind = zg_sheet_page_get_sheet (page)->kind->id;
  GtkWidget  *buttons = zg_sheet_page_header_buttons (page), *box, *deed;

  for (guint i = 0; i < G_N_ELEMENTS (list_deeds); i++)
    {
      if (!g_str_equal (kind, list_deeds[i].kind) || zg_session_reach (self->session, list_deeds[i].right) == ZG_REACH_NONE)
        continue;
      deed = gtk_button_new_with_mnemonic (g_dgettext (GETTEXT_PACKAGE, list_deeds[i].label));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (deed), list_deeds[i].action);
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (box), deed);
      gtk_box_append (GTK_BOX (box), buttons);
      return box;
    }
  return buttons;
}

ZgSheetPage *
zg_window_push_sheet (ZgWindow *self, const ZgSheet *sheet, const char *title)
{
  ZgSheetPage *page = ZG_SHEET_PAGE (zg_sheet_page_new (self->session, sheet));

  g_signal_connect_object (page, "activated", G_CALLBACK (on_activated_cb), self, 0);
  g_signal_connect_object (page, "edit-record", G_CALLBACK (on_edit_cb), self, 0);
  g_signal_connect_object (page, "new-record", G_CALLBACK (on_new_cb), self, 0);
  g_signal_connect_object (page, "command", G_CALLBACK (on_sheet_command_cb), self, 0);
  zg_window_push (self, GTK_WIDGET (page), title, "", NULL, header_buttons (self, page));
  return page;
}

gboolean
zg_window_open_place (ZgWindow *self, const char *id)
{
  const ZgPlace *place = zg_place_by_id (id);
  const char    *title;

  if (place == NULL || self->session == NULL || !zg_place_allowed (place, self->session))
    return FALSE;
  title = g_dgettext (GETTEXT_PACKAGE, place->title);
  if (place->sheet && zg_sheet_by_id (place->sheet) == NULL)
    return FALSE;
  drop_views (self);
  if (place->sheet)
    zg_window_push_sheet (self, zg_sheet_by_id (place->sheet), title);
  else
    place->make (self, self->session);
  zg_window_mark_place (self, id);
  return TRUE;
}

static void
on_form_closed_cb (ZgForm *form, ZgWindow *self)
{
  if (zg_window_get_page (self) == GTK_WIDGET (form))
    leave_top (self);
}

static void
on_form_command_cb (ZgForm *form, const char *name, ZgWindow *self)
{
  zg_window_form_command (self, form, name);
}

static void
on_form_neighbour_cb (ZgForm *form, int delta, ZgWindow *self)
{
  ZgView      *below = self->views->len > 1 ? self->views->pdata[self->views->len - 2] : NULL;
  const ZgKind *kind = zg_form_get_kind (form);
  gint64       id = below && ZG_IS_SHEET_PAGE (below->page) ? zg_sheet_page_neighbour (ZG_SHEET_PAGE (below->page),
                                                                                       zg_form_get_id (form), delta) : 0;

  if (id == 0 || zg_form_is_modified (form))
    return;
  drop_top (self);
  zg_sheet_page_select (ZG_SHEET_PAGE (below->page), id);
  zg_window_open_record (self, kind, id);
}

void
zg_window_push_form (ZgWindow *self, GtkWidget *form)
{
  g_signal_connect_object (form, "closed", G_CALLBACK (on_form_closed_cb), self, 0);
  g_signal_connect_object (form, "command", G_CALLBACK (on_form_command_cb), self, 0);
  g_signal_connect_object (form, "neighbour", G_CALLBACK (on_form_neighbour_cb), self, 0);
  zg_window_push (self, form, NULL, NULL, NULL, zg_form_header_buttons (ZG_FORM (form)));
}

void
zg_window_open_record (ZgWindow *self, const ZgKind *kind, gint64 id)
{
  if (self->session && kind)
    zg_window_push_form (self, zg_form_new (self->session, kind, id));
}

/* -- Door: start, log-in -- */

static void
drop_book (ZgWindow *self)
{
  zg_window_end_clock (self);
  g_clear_pointer (&self->book, zg_book_unref);
}

void
zg_window_show_start (ZgWindow *self)
{
  GtkWidget *page = zg_start_page_new (self);

  zg_window_set_session (self, NULL);
  drop_book (self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Zhanggui"));
  adw_bin_set_child (self->door, page);
  gtk_stack_set_visible_child_name (self->root, "door");
}

static void
show_login (ZgWindow *self)
{
  adw_bin_set_child (self->door, zg_login_page_new (self, self->book));
  gtk_stack_set_visible_child_name (self->root, "door");
  gtk_window_set_title (GTK_WINDOW (self), zg_book_name (self->book));
}

void
zg_window_take_book (ZgWindow *self, ZgBook *book)
{
  GSettings *settings = zg_window_settings ();

  zg_window_set_session (self, NULL);
  drop_book (self);
  self->book = book;
  zg_window_begin_clock (self);
  if (settings)
    g_settings_set_string (settings, "last-book", zg_book_path (book));
  show_login (self);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ZgBook *book = zg_book_open (data, FALSE, &error);

  if (book == NULL && g_error_matches (error, ZG_ERROR, ZG_ERROR_READ_ONLY))
    {
      g_clear_error (&error);
      book = zg_book_open (data, TRUE, &error);
    }
  if (book)
    g_task_return_pointer (task, book, (GDestroyNotify) zg_book_unref);
  else
    g_task_return_error (task, error);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgWindow          *self = ZG_WINDOW (source);
  g_autoptr (GError) error = NULL;
  ZgBook            *book = g_task_propagate_pointer (G_TASK (result), &error);

  if (zg_window_is_closed (self))
    {
      g_clear_pointer (&book, zg_book_unref);
      return;
    }
  if (book)
    {
      zg_window_take_book (self, book);
      return;
    }
  zg_window_show_start (self);
  zg_desk_error (GTK_WIDGET (self), _ ("The book could not be opened"), error);
}

void
zg_window_open_book (ZgWindow *self, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_opened_cb, NULL);

  zg_window_set_session (self, NULL);
  drop_book (self); /* one book at a time: the old one lets its lock go first */
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_thread);
}

ZgSession *
zg_window_get_session (ZgWindow *self)
{
  return self->session;
}

ZgBook *
zg_window_get_book (ZgWindow *self)
{
  return self->book;
}

static void
show_me (ZgWindow *self)
{
  const char        *name = zg_session_name (self->session);
  const char *const *roles = zg_session_roles (self->session);
  char               first[8] = { 0 };

  g_utf8_strncpy (first, name, 1);
  gtk_label_set_text (self->me_avatar, first);
  gtk_label_set_text (self->me_name, name);
  gtk_label_set_text (self->me_role, roles && *roles ? zg_role_title (*roles) : "");
}

void
zg_window_set_session (ZgWindow *self, ZgSession *session)
{
  gboolean had = self->session != NULL || self->locked != NULL;

  if (session)
    zg_session_ref (session);
  zg_window_forget_lock (self);
  zg_window_stop_freshening (self);
  zg_window_end_due (self);
  drop_views (self);
  zg_clause_chip_set_session (session);
  g_clear_pointer (&self->session, zg_session_unref);
  self->session = session;
  if (session)
    {
      show_me (self);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-keys", zg_window_may_change_keys (self));
      zg_window_fill_sidebar (self);
      gtk_stack_set_visible_child_name (self->root, "desk");
      zg_window_open_first_place (self);
      zg_window_check_password (self);
      zg_window_touched (self);
      zg_window_freshen_later (self);
      zg_window_begin_due (self);
    }
  else if (had && self->book)
    show_login (self);
}

ZgWindow *
zg_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root && ZG_IS_WINDOW (root) ? ZG_WINDOW (root) : NULL;
}

gboolean
zg_window_is_closed (ZgWindow *self)
{
  return self->views == NULL;
}

void
zg_window_toast (ZgWindow *self, const char *text)
{
  if (!zg_window_is_closed (self))
    zg_desk_toast (GTK_WIDGET (self->toasts), text);
}

/* -- Class -- */

static void
on_folded_cb (ZgWindow *self)
{
  show_top (self);
}

static void
zg_window_dispose (GObject *object)
{
  ZgWindow *self = ZG_WINDOW (object);

  g_clear_handle_id (&self->reveal, g_source_remove);
  g_clear_pointer (&self->me_popover, gtk_widget_unparent);
  zg_window_end_due (self);
  if (self->views)
    drop_views (self);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  zg_clause_chip_set_session (NULL);
  zg_window_dispose_lock (self);
  g_clear_pointer (&self->session, zg_session_unref);
  drop_book (self);
  g_clear_pointer (&self->place, g_free);
  G_OBJECT_CLASS (zg_window_parent_class)->dispose (object);
}

static void
zg_window_class_init (ZgWindowClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_window_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-window.ui");
  gtk_widget_class_bind_template_child (widget, ZgWindow, toasts);
  gtk_widget_class_bind_template_child (widget, ZgWindow, root);
  gtk_widget_class_bind_template_child (widget, ZgWindow, door);
  gtk_widget_class_bind_template_child (widget, ZgWindow, leaflet);
  gtk_widget_class_bind_template_child (widget, ZgWindow, nav);
  gtk_widget_class_bind_template_child (widget, ZgWindow, back_button);
  gtk_widget_class_bind_template_child (widget, ZgWindow, page_title);
  gtk_widget_class_bind_template_child (widget, ZgWindow, page_subtitle);
  gtk_widget_class_bind_template_child (widget, ZgWindow, extra_start);
  gtk_widget_class_bind_template_child (widget, ZgWindow, extra_end);
  gtk_widget_class_bind_template_child (widget, ZgWindow, busy_slot);
  gtk_widget_class_bind_template_child (widget, ZgWindow, pages);
  gtk_widget_class_bind_template_child (widget, ZgWindow, me_button);
  gtk_widget_class_bind_template_child (widget, ZgWindow, me_menu);
  gtk_widget_class_bind_template_child (widget, ZgWindow, me_avatar);
  gtk_widget_class_bind_template_child (widget, ZgWindow, me_name);
  gtk_widget_class_bind_template_child (widget, ZgWindow, me_role);
  zg_window_install_actions (widget);
}

static void
zg_window_init (ZgWindow *self)
{
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) view_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->busy = zg_busy_bar_new ();
  adw_bin_set_child (self->busy_slot, self->busy);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (on_folded_cb), self, G_CONNECT_SWAPPED);
  zg_window_init_sidebar (self);
  zg_window_init_lock (self);
  if (zg_window_settings ())
    {
      g_autoptr (GAction) reminders = g_settings_create_action (zg_window_settings (), "reminders");

      g_action_map_add_action (G_ACTION_MAP (self), reminders);
    }
}

ZgWindow *
zg_window_new (GtkApplication *application)
{
  return g_object_new (ZG_TYPE_WINDOW, "application", application, NULL);
}
