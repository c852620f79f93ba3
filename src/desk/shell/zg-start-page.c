#include "zg-start-page.h"

#include <glib/gi18n.h>

#include "zg-demo.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-module.h"
#include "zg-people.h"
#include "zg-print-preview.h"
#include "zg-seal.h"
#include "zg-server-dialog.h"
#include "zg-structures.h"
#include "zg-window-private.h"

enum { CHOICE, PLACE, ADMIN, STRUCTURE, KEY, N_STEPS };

static const char *const step_names[N_STEPS] = { "choice", "place", "admin", "structure", "key" };
static const char *const step_titles[N_STEPS] = { NULL, N_ ("Where the book lies"), N_ ("Administrator"), N_ ("Units and posts"),
                                                  N_ ("Recovery key") };

struct _ZgStartPage
{
  AdwBin parent;

  GtkWidget  *step_list, *busy, *make, *open, *server, *demo,
      *book_name, *file_label, *file_button, *person_name, *login, *password,
      *again;
  GtkWidget  *recovery, *print_key, *kept, *error, *unwritten, *foot, *previous, *next;
  GtkStack   *steps;
  GtkListBox *structures;
  ZgWindow   *window; /* weak */
  int         step;
  char       *path;
  ZgBook     *book;   /* (nullable): made, not yet handed over */
};

#define ZG_TYPE_START_PAGE (zg_start_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgStartPage, zg_start_page, ZG, START_PAGE, AdwBin)
G_DEFINE_FINAL_TYPE (ZgStartPage, zg_start_page, ADW_TYPE_BIN)

static void
say_wrong (ZgStartPage *self, const char *text, GtkWidget *focus)
{
  gtk_label_set_text (GTK_LABEL (self->error), text ? text : "");
  gtk_widget_set_visible (self->error, text != NULL);
  if (focus)
    gtk_widget_grab_focus (focus);
}

static void
fill_step_list (ZgStartPage *self)
{
  zg_desk_clear_box (self->step_list);
  for (int i = 1; i < N_STEPS; i++)
    {
      GtkWidget       *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *mark;
      g_autofree char *number = g_strdup_printf ("%d", i);

      mark = i < self->step ? gtk_image_new_from_icon_name ("emblem-ok-symbolic")
          : zg_desk_label (number, i == self->step ? "stepnum on" : "stepnum");
      if (GTK_IS_LABEL (mark))
        gtk_label_set_xalign (GTK_LABEL (mark), 0.5);
      gtk_widget_set_size_request (mark, 22, 22);
      if (i < self->step)
        gtk_widget_add_css_class (mark, "ok");
      gtk_box_append (GTK_BOX (row), mark);
      gtk_box_append (GTK_BOX (row), zg_desk_label (g_dgettext (GETTEXT_PACKAGE, step_titles[i]),
                                                    i == self->step ? "strong" : i > self->step ? "dim-label" : NULL));
      gtk_box_append (GTK_BOX (self->step_list), row);
    }
}

static void
show_step (ZgStartPage *self, int step)
{
  self->step = step;
  say_wrong (self, NULL, NULL);
  gtk_stack_set_visible_child_name (self->steps, step_names[step]);
  fill_step_list (self);
  gtk_widget_set_visible (self->foot, step != CHOICE);
  gtk_widget_set_visible (self->unwritten, step != KEY);
  gtk_widget_set_visible (self->previous, step != KEY);
  gtk_button_set_label (GTK_BUTTON (self->next), step == STRUCTURE ? _ ("_Make the book") : step == KEY ? _ ("_To the log-in")
                        : _ ("_Next"));
  gtk_widget_set_sensitive (self->next, step != KEY || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->kept)));
  if (step == PLACE)
    gtk_widget_grab_focus (self->book_name);
  else if (step == ADMIN)
    gtk_widget_grab_focus (self->person_name);
}

void
zg_start_page_show (GtkWidget *page, int step)
{
  show_step (ZG_START_PAGE (page), CLAMP (step, CHOICE, KEY));
}

/* -- Work on another thread: making the book, making the demo -- */

typedef struct
{
  gboolean demo;
  char    *path, *name, *login, *person, *password, *structure, *recovery;
  ZgBook  *book;
} Making;

static void
making_free (Making *making)
{
  g_free (making->path);
  g_free (making->name);
  g_free (making->login);
  g_free (making->person);
  g_free (making->structure);
  g_clear_pointer (&making->password, zg_wipe_text);
  g_clear_pointer (&making->recovery, zg_wipe_text);
  g_clear_pointer (&making->book, zg_book_unref);
  g_free (making);
}

static gboolean
make_book (Making *making, GError **error)
{
  ZgBookSetup setup = { making->path, making->name, making->login, making->person, making->password, FALSE, making->structure };

  making->book = zg_book_create (&setup, &making->recovery, error);
  return making->book != NULL;
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;

  if (making->demo)
    making->book = zg_demo_create (making->path, 40, 2, 1, &making->recovery, &error);
  if (making->demo ? making->book != NULL : make_book (making, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgStartPage       *self = ZG_START_PAGE (source);
  Making            *making = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      say_wrong (self, error->message, NULL);
      return;
    }
  if (making->demo)
    {
      if (self->window)
        zg_window_take_book (self->window, g_steal_pointer (&making->book));
      return;
    }
  g_clear_pointer (&self->book, zg_book_unref);
  self->book = g_steal_pointer (&making->book);
  gtk_label_set_text (GTK_LABEL (self->recovery), making->recovery);
  show_step (self, KEY);
}

static void
start_making (ZgStartPage *self, Making *making)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_made_cb, NULL);

  g_task_set_task_data (task, making, (GDestroyNotify) making_free);
  say_wrong (self, NULL, NULL);
  zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  g_task_run_in_thread (task, make_thread);
}

static const char *
text_of (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
make_it (ZgStartPage *self)
{
  Making *making = g_new0 (Making, 1);

  making->path = g_strdup (self->path);
  making->name = g_strdup (text_of (self->book_name));
  making->login = g_strdup (text_of (self->login));
  making->person = g_strdup (text_of (self->person_name));
  making->password = g_strdup (text_of (self->password));
  making->structure = g_strdup (zg_structures_chosen (self->structures));
  start_making (self, making);
}

/* -- Steps -- */

static gboolean
place_is_right (ZgStartPage *self)
{
  if (*text_of (self->book_name) == '\0')
    say_wrong (self, _ ("Give the book a name."), self->book_name);
  else if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    say_wrong (self, _ ("There is a file of this name already. Nothing was overwritten; choose another place, or open it."),
               self->file_button);
  else
    return TRUE;
  return FALSE;
}

static gboolean
admin_is_right (ZgStartPage *self)
{
  g_autoptr (GError) error = NULL;

  if (*text_of (self->person_name) == '\0')
    say_wrong (self, _ ("Give the administrator's name."), self->person_name);
  else if (*text_of (self->login) == '\0')
    say_wrong (self, _ ("Choose a user name."), self->login);
  else if (!zg_password_check (text_of (self->password), text_of (self->login), text_of (self->person_name),
                                text_of (self->book_name), &error))
    say_wrong (self, error->message, self->password);
  else if (!g_str_equal (text_of (self->password), text_of (self->again)))
    say_wrong (self, _ ("The password was not typed the same way twice."), self->again);
  else
    return TRUE;
  return FALSE;
}

static void
on_next_cb (ZgStartPage *self)
{
  switch (self->step)
    {
    case PLACE:
      if (place_is_right (self))
        show_step (self, ADMIN);
      break;
    case ADMIN:
      if (admin_is_right (self))
        show_step (self, STRUCTURE);
      break;
    case STRUCTURE:
      make_it (self);
      break;
    default:
      if (self->book && self->window)
        zg_window_take_book (self->window, g_steal_pointer (&self->book));
      break;
    }
}

static void
on_previous_cb (ZgStartPage *self)
{
  show_step (self, self->step - 1);
}

static void
on_make_cb (ZgStartPage *self)
{
  show_step (self, PLACE);
}

static void
on_kept_cb (ZgStartPage *self)
{
  gtk_widget_set_sensitive (self->next, self->step != KEY || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->kept)));
}

static void
on_open_file_cb (GFile *file, gpointer data)
{
  ZgStartPage     *self = data;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (path && self->window)
    zg_window_open_book (self->window, path);
}

static void
on_open_cb (ZgStartPage *self)
{
  zg_desk_open_file (GTK_WIDGET (self), _ ("Open a book"), "zg", on_open_file_cb, self);
}

static void
on_server_cb (ZgStartPage *self)
{
  if (self->window)
    zg_server_dialog_present (self->window);
}

static void
set_path (ZgStartPage *self, const char *path)
{
  g_free (self->path);
  self->path = g_strdup (path);
  gtk_label_set_text (GTK_LABEL (self->file_label), path);
}

static void
on_place_file_cb (GFile *file, gpointer data)
{
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (path)
    set_path (data, path);
}

static void
on_file_cb (ZgStartPage *self)
{
  g_autofree char *name = g_path_get_basename (self->path);

  zg_desk_save_file (GTK_WIDGET (self), _ ("Where shall the book lie?"), name, on_place_file_cb, self);
}

static char *
free_path (const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zhanggui", NULL);
  char            *path = NULL;

  g_mkdir_with_parents (folder, 0700);
  for (int i = 1; path == NULL || g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *file = i == 1 ? g_strdup_printf ("%s.zg", name) : g_strdup_printf ("%s-%d.zg", name, i);

      g_free (path);
      path = g_build_filename (folder, file, NULL);
    }
  return path;
}

static void
on_demo_cb (ZgStartPage *self)
{
  Making *making = g_new0 (Making, 1);

  making->demo = TRUE;
  making->path = free_path ("demo");
  start_making (self, making);
}

static void
on_print_key_cb (ZgStartPage *self)
{
  ZgPaper         *paper = zg_paper_new (NULL);
  GPtrArray       *items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_print_item_free);
  ZgPaperPair      pairs[] = { { _ ("Book"), zg_book_name (self->book), TRUE, 0 }, { _ ("File"), self->path, TRUE, 0 },
                               { _ ("Recovery key"), gtk_label_get_text (GTK_LABEL (self->recovery)), TRUE, 20 } };
  ZgPaperSign      signs[] = { { _ ("Kept by"), NULL, NULL }, { _ ("Witness"), NULL, NULL } };

  zg_paper_set_title (paper, _ ("Recovery key"));
  zg_paper_grid (paper, pairs, G_N_ELEMENTS (pairs), 1, 0);
  zg_paper_paragraph (paper,
      _ ("Seal this paper in an envelope and lock it away. Who holds it can open the sealed fields of the book."));
  zg_paper_signatures (paper, signs, G_N_ELEMENTS (signs));
  g_ptr_array_add (items, zg_print_item_new (paper, _ ("Recovery key"), NULL));
  gtk_window_present (GTK_WINDOW (zg_print_preview_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), items)));
}

/* -- Class -- */

static void
zg_start_page_dispose (GObject *object)
{
  ZgStartPage *self = ZG_START_PAGE (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->book, zg_book_unref);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (zg_start_page_parent_class)->dispose (object);
}

static void
zg_start_page_class_init (ZgStartPageClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_start_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-start-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget, ZgStartPage, name)
  BIND (step_list); BIND (busy); BIND (steps); BIND (make); BIND (open); BIND (server); BIND (demo);
  BIND (book_name); BIND (file_label); BIND (file_button);
  BIND (person_name); BIND (login); BIND (password); BIND (again); BIND (structures); BIND (recovery); BIND (print_key);
      BIND (kept); BIND (error);
  BIND (unwritten); BIND (foot); BIND (previous); BIND (next);
#undef BIND
}

static void
zg_start_page_init (ZgStartPage *self)
{
  g_autofree char *path = free_path ("zhanggui");

  g_type_ensure (ZG_TYPE_BUSY_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  zg_structures_fill (self->structures);
  gtk_editable_set_text (GTK_EDITABLE (self->book_name), _ ("E-commerce department"));
  set_path (self, path);
#define CLICK(widget, callback) g_signal_connect_object (self->widget, "clicked", G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CLICK (make, on_make_cb);
  CLICK (open, on_open_cb);
  CLICK (server, on_server_cb);
  CLICK (demo, on_demo_cb);
  CLICK (file_button, on_file_cb);
  CLICK (next, on_next_cb);
  CLICK (previous, on_previous_cb);
  CLICK (print_key, on_print_key_cb);
#undef CLICK
  g_signal_connect_object (self->kept, "toggled", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  show_step (self, CHOICE);
}

GtkWidget *
zg_start_page_new (ZgWindow *window)
{
  ZgStartPage *self = g_object_new (ZG_TYPE_START_PAGE, NULL);

  g_set_weak_pointer (&self->window, window);
  return GTK_WIDGET (self);
}
