#include "zg-roster-page-private.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-places.h"

#define RELOAD_MS 250

G_DEFINE_FINAL_TYPE (ZgRosterPage, zg_roster_page, ADW_TYPE_BIN)

gboolean
zg_roster_page_may (ZgRosterPage *self, const char *right)
{
  return zg_session_reach (self->session, right) != ZG_REACH_NONE;
}

gboolean
zg_roster_page_may_edit (ZgRosterPage *self)
{
  const ZgRosterBoard *board = self->edit ? zg_roster_edit_board (self->edit) : NULL;

  return board && zg_roster_page_may (self, board->locked ? "roster.amend" : "roster.edit");
}

/* -- What is not saved while another month is looked at: kept as long as the program runs -- */

static GHashTable *kept; /* "book/person/month/unit" → changes */

static char *
key_of (ZgRosterPage *self, const ZgRosterBoard *board)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%d/%" G_GINT64_FORMAT,
                          zg_book_uid (zg_session_book (self->session)), zg_session_person (self->session), board->first_day,
                          board->unit);
}

static void
put_aside (ZgRosterPage *self, GPtrArray *changes)
{
  g_autofree char *key = key_of (self, zg_roster_edit_board (self->edit));

  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (changes->len)
    g_hash_table_insert (kept, g_steal_pointer (&key), g_ptr_array_ref (changes));
  else
    g_hash_table_remove (kept, key);
}

void
zg_roster_page_keep (ZgRosterPage *self)
{
  g_autoptr (GPtrArray) changes = self->edit && !self->saved ? zg_roster_edit_changes (self->edit) : NULL;

  if (changes)
    put_aside (self, changes);
}

void
zg_roster_page_forget (ZgRosterPage *self, GPtrArray *changes)
{
  put_aside (self, changes);
  self->saved = TRUE;
}

static void
bring_back (ZgRosterPage *self)
{
  g_autofree char *key = key_of (self, zg_roster_edit_board (self->edit)), *text = NULL;
  GPtrArray       *changes = kept ? g_hash_table_lookup (kept, key) : NULL;

  if (changes == NULL)
    return;
  zg_roster_edit_adopt (self->edit, changes);
  g_hash_table_remove (kept, key);
  text = g_strdup_printf (_ ("%u changes that were not saved are back."), zg_roster_edit_n_changed (self->edit));
  zg_desk_toast (GTK_WIDGET (self), text);
}

/* -- Showing -- */

void
zg_roster_page_told (ZgRosterPage *self)
{
  if (self->edit == NULL)
    return;
  zg_roster_page_bar_told (self);
  zg_roster_page_foot_told (self);
}

static void
show_subtitle (ZgRosterPage *self)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  g_autofree char     *text = g_strdup_printf ("%s%s%s", board->unit ? board->unit_title : _ ("All units"), " · ",
                                               g_dgettext (GETTEXT_PACKAGE, zg_kind_state (zg_kind_by_id ("roster_month"),
                                                                                           board->state)->title));

  if (self->window)
    zg_window_set_subtitle (self->window, GTK_WIDGET (self), text);
}

static void
focus_grid (ZgRosterPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (root && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    gtk_widget_grab_focus (self->grid);
}

static void
take_board (ZgRosterPage *self, ZgRosterBoard *board)
{
  ZgRosterEdit *old = self->edit;

  self->edit = zg_roster_edit_new (board);
  self->saved = FALSE;
  bring_back (self);
  zg_roster_grid_set_dimmed (ZG_ROSTER_GRID (self->grid), FALSE);
  zg_roster_grid_set_edit (ZG_ROSTER_GRID (self->grid), self->edit, NULL, zg_roster_page_may_edit (self));
  zg_roster_edit_free (old);
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), board->people->len ? "list" : "empty");
  zg_roster_page_bar_show (self);
  show_subtitle (self);
  zg_roster_page_told (self);
  if (old == NULL)
    focus_grid (self);
}

static void
show_error (ZgRosterPage *self, const GError *error)
{
  adw_status_page_set_description (ADW_STATUS_PAGE (self->failed), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), "failed");
}

/* -- Reading -- */

typedef struct
{
  ZgRosterPage *page;
  GCancellable *cancellable;
  ZgSession    *session;
  int           first_day;
  gint64        unit;
} Read;

static gpointer
read_board (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Read *read = data;

  return zg_roster_board (read->session, db, read->first_day, read->unit, error);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Read          *read = user_data;
  g_autoptr (ZgRosterPage)  self = read->page;
  g_autoptr (GCancellable)  cancellable = read->cancellable;
  g_autoptr (GError)        error = NULL;
  g_autoptr (ZgRosterBoard) board = zg_desk_read_finish (self->session, result, &error);

  self->busy--;
  if (self->window)
    zg_busy_bar_stop (ZG_BUSY_BAR (self->window->busy));
  if (self->window == NULL || g_cancellable_is_cancelled (cancellable))
    return; /* the page is gone, or asks for another month by now */
  if (board)
    take_board (self, g_steal_pointer (&board));
  else
    show_error (self, error);
}

void
zg_roster_page_read (ZgRosterPage *self)
{
  Read *read;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->window == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  read = g_new (Read, 1);
  *read = (Read){ g_object_ref (self), g_object_ref (self->cancellable), self->session, self->first_day, self->unit };
  self->busy++;
  zg_roster_grid_set_dimmed (ZG_ROSTER_GRID (self->grid), self->edit != NULL);
  zg_busy_bar_start (ZG_BUSY_BAR (self->window->busy));
  zg_desk_read_async (self->session, read_board, read, NULL, (GDestroyNotify) zg_roster_board_free, self->cancellable,
                      on_read_cb, read);
}

void
zg_roster_page_show (ZgRosterPage *self, int first_day, gint64 unit)
{
  zg_roster_page_keep (self);
  if (first_day)
    self->first_day = first_day;
  if (unit)
    self->unit = unit;
  zg_roster_page_read (self);
}

static gboolean
on_timer_cb (gpointer user_data)
{
  ZgRosterPage *self = user_data;

  self->timer = 0;
  if (self->busy > 0)
    {
      self->timer = g_timeout_add (RELOAD_MS, on_timer_cb, self);
      return G_SOURCE_REMOVE;
    }
  zg_roster_page_keep (self); /* what is not saved is laid over what others changed */
  zg_roster_page_read (self);
  return G_SOURCE_REMOVE;
}

static void
on_book_changed_cb (const char *const *tables, gpointer user_data)
{
  static const char *const shown[] = { "roster", "roster_month", "shift", "coverage_rule", "leave", "schedule", "schedule_use",
                                       "holiday", "staff", "unit", "parameter", NULL };
  ZgRosterPage            *self = user_data;

  for (; *tables; tables++)
    if (self->timer == 0 && g_strv_contains (shown, *tables))
      self->timer = g_timeout_add (RELOAD_MS, on_timer_cb, self);
}

/* -- What others ask -- */

gboolean
zg_roster_page_is_busy (ZgRosterPage *self)
{
  return self->busy > 0 || self->timer > 0;
}

gboolean
zg_roster_page_is_modified (ZgRosterPage *self)
{
  return self->edit && zg_roster_edit_n_changed (self->edit) > 0;
}

GtkWidget *
zg_roster_page_get_grid (ZgRosterPage *self)
{
  return self->grid;
}

static gboolean
has_rotating (const ZgRosterBoard *board, gint64 unit)
{
  for (guint i = 0; i < board->people->len; i++)
    if (g_array_index (board->people, ZgBoardPerson, i).rotates && g_array_index (board->people, ZgBoardPerson, i).unit == unit)
      return TRUE;
  return FALSE;
}

void
zg_roster_page_units (ZgRosterPage *self, gint64 *units, guint n)
{
  const ZgRosterBoard *board = self->edit ? zg_roster_edit_board (self->edit) : NULL;
  guint                found = 0;

  for (guint i = 0; board && i < board->roll->units->len && found < n; i++)
    {
      const ZgUnitRow *row = &g_array_index (board->roll->units, ZgUnitRow, i);

      if (row->above == 0 || has_rotating (board, row->id))
        units[found++] = row->id;
    }
}

/* -- Class -- */

static void
zg_roster_page_dispose (GObject *object)
{
  ZgRosterPage *self = ZG_ROSTER_PAGE (object);

  zg_roster_page_keep (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  if (self->grid)
    zg_roster_grid_set_edit (ZG_ROSTER_GRID (self->grid), NULL, NULL, FALSE);
  self->grid = NULL; /* disposed of again when the last answer has come */
  g_clear_pointer (&self->edit, zg_roster_edit_free);
  g_clear_object (&self->month_text);
  g_clear_object (&self->undo);
  g_clear_object (&self->redo);
  g_clear_object (&self->save);
  g_clear_object (&self->publish);
  g_clear_object (&self->print);
  for (int i = 0; self->window && i < self->busy; i++) /* who answers later finds no window */
    zg_busy_bar_stop (ZG_BUSY_BAR (self->window->busy));
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (zg_roster_page_parent_class)->dispose (object);
}

static void
zg_roster_page_finalize (GObject *object)
{
  ZgRosterPage *self = ZG_ROSTER_PAGE (object);

  g_array_unref (self->units);
  g_clear_pointer (&self->advice, g_array_unref);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_roster_page_parent_class)->finalize (object);
}

static void
zg_roster_page_class_init (ZgRosterPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_roster_page_dispose;
  G_OBJECT_CLASS (class)->finalize = zg_roster_page_finalize;
  zg_roster_page_bind_keys (GTK_WIDGET_CLASS (class));
}

static void
zg_roster_page_init (ZgRosterPage *self)
{
  self->units = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->grid = zg_roster_grid_new ();
}

static GtkWidget *
status_page (const char *icon, const char *title)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
lay_out (ZgRosterPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->grid);
  self->states = gtk_stack_new ();
  self->failed = status_page ("dialog-warning-symbolic", _ ("The roster could not be read"));
  gtk_widget_set_vexpand (self->states, TRUE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->states), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->states), FALSE);
  gtk_stack_add_named (GTK_STACK (self->states), scroller, "list");
  gtk_stack_add_named (GTK_STACK (self->states), status_page ("system-users-symbolic", _ ("Nobody belongs to this unit")),
                       "empty");
  gtk_stack_add_named (GTK_STACK (self->states), self->failed, "failed");
  self->bar_of_errors = zg_error_bar_new ();
  gtk_box_append (GTK_BOX (box), zg_roster_page_bar (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), self->bar_of_errors);
  gtk_box_append (GTK_BOX (box), self->states);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), zg_roster_page_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->grid, "current-changed", G_CALLBACK (zg_roster_page_foot_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "edited", G_CALLBACK (zg_roster_page_told), self, G_CONNECT_SWAPPED);
}

/* The unit of who opens it, where he may not see all. */
static gint64
first_unit (ZgSession *session)
{
  g_autoptr (GArray) units = zg_session_units (session, "roster.view");

  return zg_session_reach (session, "roster.view") == ZG_REACH_UNIT && units->len ? g_array_index (units, gint64, 0) : 0;
}

GtkWidget *
zg_roster_page_make (ZgWindow *window, ZgSession *session)
{
  ZgRosterPage  *self = g_object_new (ZG_TYPE_ROSTER_PAGE, NULL);
  const ZgPlace *place = zg_place_by_id ("roster-board");
  int            year, month, day, today = zg_day_of_ms (zg_book_now (zg_session_book (session)));
  GtkWidget     *start, *end;

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  self->unit = first_unit (session);
  zg_day_to_ymd (today, &year, &month, &day);
  self->first_day = today - day + 1;
  start = zg_roster_page_head_start (self);
  end = zg_roster_page_head_end (self);
  lay_out (self);
  zg_roster_page_bind_months (self);
  self->listener = zg_store_add_listener (zg_session_store (session), on_book_changed_cb, self);
  zg_window_push (window, GTK_WIDGET (self), place ? g_dgettext (GETTEXT_PACKAGE, place->title) : _ ("Roster board"), "", start,
                  end);
  zg_roster_page_read (self);
  return GTK_WIDGET (self);
}
