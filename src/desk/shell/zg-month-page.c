#include "zg-month-page-private.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-places.h"
#include "zg-window-private.h"

#define RELOAD_MS 250

G_DEFINE_FINAL_TYPE (ZgMonthPage, zg_month_page, ADW_TYPE_BIN)

gboolean
zg_month_page_may (ZgMonthPage *self, const char *right)
{
  return zg_session_reach (self->session, right) != ZG_REACH_NONE;
}

/* -- What stands where -- */

static void
show_detail (ZgMonthPage *self)
{
  int      line = -1, day = -1;
  gboolean any = self->data && zg_month_grid_get_current (ZG_MONTH_GRID (self->grid), &line, &day);

  zg_month_detail_set (ZG_MONTH_DETAIL (self->detail), any ? self->data->month : NULL, line, day);
}

void
zg_month_page_refilter (ZgMonthPage *self)
{
  const ZgMonth     *month;
  g_autoptr (GArray) lines = NULL;
  gboolean           only = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->exceptions)), listed;

  if (self->data == NULL)
    return;
  month = self->data->month;
  lines = zg_month_data_lines (self->data, gtk_editable_get_text (GTK_EDITABLE (self->search)), only);
  zg_month_grid_set_month (ZG_MONTH_GRID (self->grid), month, lines);
  if (month->n_lines == 0 || (month->n_punches == 0 && !self->anyway))
    {
      zg_month_page_show_empty (self);
      gtk_stack_set_visible_child_name (GTK_STACK (self->states), "empty");
    }
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->states), lines->len ? "list" : "nothing");
  listed = g_str_equal (zg_month_page_get_state (self), "list");
  gtk_widget_set_visible (self->detail_slot, listed);
  gtk_widget_set_visible (self->legend, listed);
  zg_month_page_foot_show (self);
  show_detail (self);
}

/* -- Units -- */

static guint
unit_position (ZgMonthPage *self)
{
  for (guint i = 0; i < self->data->units->len; i++)
    if (g_array_index (self->data->units, ZgMonthUnit, i).id == self->unit)
      return i + 1;
  return 0;
}

static void
fill_units (ZgMonthPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _ ("All units"));
  for (guint i = 0; i < self->data->units->len; i++)
    {
      const ZgMonthUnit *unit = &g_array_index (self->data->units, ZgMonthUnit, i);
      g_autoptr (GString) title = g_string_new (NULL);

      for (int depth = 0; depth < unit->depth; depth++)
        g_string_append (title, "\u3000");
      g_string_append (title, unit->title);
      gtk_string_list_append (titles, title->str);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->units), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->units), unit_position (self));
  self->filling = FALSE;
  gtk_widget_set_visible (self->units, self->data->units->len > 1);
  gtk_widget_set_visible (self->search, !zg_month_page_is_own (self));
}

static void
on_unit_cb (ZgMonthPage *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->units));

  if (self->filling || self->data == NULL || at == GTK_INVALID_LIST_POSITION)
    return;
  self->unit = at && at <= self->data->units->len ? g_array_index (self->data->units, ZgMonthUnit, at - 1).id : 0;
  zg_month_page_read (self);
}

/* -- Reading -- */

/* Who opens the page sees the newest month that says something. */
static gboolean
steps_back (ZgMonthPage *self, const ZgMonth *month)
{
  if (self->chosen || month->n_punches > 0 || month->n_lines == 0 || month->n_unassigned > 0)
    return FALSE;
  self->chosen = TRUE;
  self->first_day = zg_month_first (self->first_day, -1);
  zg_month_page_read (self);
  return TRUE;
}

/* The grid is what one comes for; who is in the sidebar or typing elsewhere is left there. */
static void
focus_grid (ZgMonthPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (root && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    gtk_widget_grab_focus (self->grid);
}

static void
take_data (ZgMonthPage *self, ZgMonthData *data)
{
  ZgMonthData *old = self->data;

  if (old && old->month->first_day != data->month->first_day)
    self->anyway = FALSE;
  self->data = data;
  zg_month_grid_set_dimmed (ZG_MONTH_GRID (self->grid), FALSE);
  zg_month_page_refilter (self); /* the grid lets go of the old month here */
  zg_month_data_free (old);
  fill_units (self);
  zg_month_page_show_about (self);
  zg_month_page_head_show (self);
  zg_month_page_sheets_show (self);
  zg_month_page_chart_show (self);
  if (old == NULL)
    focus_grid (self);
}

static void
show_error (ZgMonthPage *self, const GError *error)
{
  gboolean denied = g_error_matches (error, ZG_ERROR, ZG_ERROR_DENIED);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failed),
                                 denied ? "system-lock-screen-symbolic" : "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failed),
                             denied ? _ ("You may not see attendance") : _ ("The month could not be read"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->failed), error->message);
  gtk_widget_set_visible (self->retry, !denied);
  gtk_stack_set_visible_child_name (GTK_STACK (self->states), "failed");
  gtk_widget_hide (self->detail_slot);
}

typedef struct
{
  ZgMonthPage  *page;
  GCancellable *cancellable;
} Read;

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Read           *read = user_data;
  g_autoptr (ZgMonthPage)    self = read->page;
  g_autoptr (GCancellable)   cancellable = read->cancellable;
  g_autoptr (GError)         error = NULL;
  g_autoptr (ZgMonthData)    data = zg_month_data_read_finish (self->session, result, &error);

  self->reading--;
  if (self->window)
    zg_busy_bar_stop (ZG_BUSY_BAR (self->window->busy));
  if (self->window == NULL || g_cancellable_is_cancelled (cancellable))
    return; /* the page is gone, or asks for another month by now */
  if (data == NULL)
    show_error (self, error);
  else if (!steps_back (self, data->month))
    take_data (self, g_steal_pointer (&data));
}

void
zg_month_page_read (ZgMonthPage *self)
{
  Read *read;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->window == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  if (self->data && self->data->month->first_day != self->first_day)
    zg_month_grid_set_dimmed (ZG_MONTH_GRID (self->grid), TRUE);
  read = g_new (Read, 1);
  *read = (Read){ g_object_ref (self), g_object_ref (self->cancellable) };
  self->reading++;
  zg_busy_bar_start (ZG_BUSY_BAR (self->window->busy));
  zg_month_page_head_show (self);
  zg_month_data_read_async (self->session, self->first_day, self->unit, self->cancellable, on_read_cb, read);
}

void
zg_month_page_set_month (ZgMonthPage *self, int first_day)
{
  self->chosen = TRUE;
  self->first_day = first_day;
  zg_month_page_read (self);
}

void
zg_month_page_step (ZgMonthPage *self, int months)
{
  zg_month_page_set_month (self, zg_month_first (self->first_day, months));
}

/* -- When the book changes -- */

static gboolean
on_timer_cb (gpointer user_data)
{
  ZgMonthPage *self = user_data;

  self->timer = 0;
  zg_month_page_read (self);
  return G_SOURCE_REMOVE;
}

static void
on_book_changed_cb (const char *const *tables, gpointer user_data)
{
  static const char *const judged[] = { "punch", "slip", "leave", "roster", "shift", "schedule", "schedule_use",
                                        "schedule_notice", "holiday", "clock_pin", "staff", "unit", "parameter",
                                        "photo_signin", "attendance_sheet", NULL };
  ZgMonthPage             *self = user_data;

  for (; *tables; tables++)
    if (self->timer == 0 && g_strv_contains (judged, *tables))
      self->timer = g_timeout_add (RELOAD_MS, on_timer_cb, self);
}

/* -- What others ask -- */

gboolean
zg_month_page_is_loading (ZgMonthPage *self)
{
  return self->reading > 0 || self->timer > 0;
}

GtkWidget *
zg_month_page_get_grid (ZgMonthPage *self)
{
  return self->grid;
}

GtkWidget *
zg_month_page_get_detail (ZgMonthPage *self)
{
  return self->detail;
}

const char *
zg_month_page_get_state (ZgMonthPage *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (self->states));
}

void
zg_month_page_set_search (ZgMonthPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  zg_month_page_refilter (self);
}

void
zg_month_page_show_exceptions (ZgMonthPage *self, gboolean only)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->exceptions), only);
}

void
zg_month_page_show_chart (ZgMonthPage *self, gboolean shown)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chart_button), shown);
}

/* -- Class -- */

static void
zg_month_page_dispose (GObject *object)
{
  ZgMonthPage *self = ZG_MONTH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  if (self->grid)
    zg_month_grid_set_month (ZG_MONTH_GRID (self->grid), NULL, NULL);
  self->grid = NULL; /* disposed of again when the last answer has come */
  g_clear_pointer (&self->data, zg_month_data_free);
  g_clear_object (&self->exceptions);
  g_clear_object (&self->chart_button);
  g_clear_object (&self->month_text);
  for (guint i = 0; self->window && i < self->reading; i++) /* who answers later finds no window */
    zg_busy_bar_stop (ZG_BUSY_BAR (self->window->busy));
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (zg_month_page_parent_class)->dispose (object);
}

static void
zg_month_page_finalize (GObject *object)
{
  g_clear_pointer (&ZG_MONTH_PAGE (object)->session, zg_session_unref);
  G_OBJECT_CLASS (zg_month_page_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget, ZgMonthPage, name)

static void
zg_month_page_class_init (ZgMonthPageClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_month_page_dispose;
  G_OBJECT_CLASS (class)->finalize = zg_month_page_finalize;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-month-page.ui");
  BIND (filter_row), BIND (search), BIND (units), BIND (sheets), BIND (official_note), BIND (official_chip), BIND (states);
  BIND (scroller), BIND (empty);
  BIND (empty_import), BIND (empty_pins), BIND (empty_show), BIND (clear), BIND (failed), BIND (retry), BIND (chart_box),
    BIND (chart_scroller);
  BIND (detail_slot), BIND (foot), BIND (legend), BIND (totals), BIND (count_text), BIND (late_text), BIND (absent_text),
    BIND (unassigned);
  zg_month_page_bind_keys (widget);
}

static char *
describe_cell (const ZgMonth *month, int line, int day, gpointer data)
{
  return zg_attendance_explain (month, line, day, FALSE);
}

static void
on_show_anyway_cb (ZgMonthPage *self)
{
  self->anyway = TRUE;
  zg_month_page_refilter (self);
  gtk_widget_grab_focus (self->grid);
}

static void
on_clear_cb (ZgMonthPage *self)
{
  zg_month_page_show_exceptions (self, FALSE);
  zg_month_page_set_search (self, "");
  gtk_widget_grab_focus (self->grid);
}

static void
on_stop_search_cb (ZgMonthPage *self)
{
  zg_month_page_set_search (self, "");
  gtk_widget_grab_focus (self->grid);
}

static void
on_search_done_cb (ZgMonthPage *self)
{
  gtk_widget_grab_focus (self->grid);
}

static void
zg_month_page_init (ZgMonthPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->grid = zg_month_grid_new ();
  self->chart = zg_chart_view_new (_ ("Attendance rate by unit"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->grid);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->chart_scroller), self->chart);
  zg_month_grid_set_describe (ZG_MONTH_GRID (self->grid), describe_cell, NULL);
  zg_month_page_bind_months (self);
  g_signal_connect_object (self->grid, "current-changed", G_CALLBACK (show_detail), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (zg_month_page_refilter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (on_stop_search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (on_search_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->units, "notify::selected", G_CALLBACK (on_unit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->empty_show, "clicked", G_CALLBACK (on_show_anyway_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (on_clear_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->retry, "clicked", G_CALLBACK (zg_month_page_read), self, G_CONNECT_SWAPPED);
}

GtkWidget *
zg_month_page_make (ZgWindow *window, ZgSession *session)
{
  ZgMonthPage   *self = g_object_new (ZG_TYPE_MONTH_PAGE, NULL);
  const ZgPlace *place = zg_place_by_id ("month");
  GtkWidget     *start, *end;
  ZgBook        *book = zg_session_book (session);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  /* a punch belongs to nobody but its number: its sheet is for those who may see all */
  self->detail = zg_month_detail_new (zg_month_page_may (self, "slip.create"),
                                      zg_session_reach (session, "punch.view") == ZG_REACH_ALL);
  adw_bin_set_child (ADW_BIN (self->detail_slot), self->detail);
  zg_month_page_init_acts (self);
  start = zg_month_page_head_start (self);
  end = zg_month_page_head_end (self);
  self->first_day = zg_month_data_default_month (zg_day_of_ms (zg_book_now (book)));
  self->listener = zg_store_add_listener (zg_session_store (session), on_book_changed_cb, self);
  zg_window_push (window, GTK_WIDGET (self), place ? g_dgettext (GETTEXT_PACKAGE, place->title) : _ ("Monthly attendance"), "",
                  start, end);
  zg_month_page_read (self);
  return GTK_WIDGET (self);
}
