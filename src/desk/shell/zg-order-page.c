#include "zg-order-rows.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-marks.h"
#include "zg-window-private.h"

#define LEFT_WIDTH 330

/* Who waits for the call, who is to be called again (D18-5.2), what is handled (D18-5.3). */
enum { WAITING, AGAIN, FOLLOWING, N_LISTS };

struct _ZgOrderPage
{
  AdwBin parent;

  ZgWindow    *window; /* weak */
  ZgSession   *session;
  GtkWidget   *search, *bell, *lists[N_LISTS], *heads[N_LISTS], *pane, *read, *loaded, *today, *backup;
  GPtrArray   *rings;   /* of ZgOrderRing, of the rows */
  ZgOrderDesk *desk;    /* (nullable) */
  gint64       current, shown_ms, newest, acted; /* newest: order that waited, 0: not read yet */
  gint64       left;    /* the current one, since it does not wait any more */
  guint        listener, second, busy, seconds_left, n_rung;
  gboolean     filling, again;
};

G_DEFINE_FINAL_TYPE (ZgOrderPage, zg_order_page, ADW_TYPE_BIN)

static void reload (ZgOrderPage *self);

/* -- Rows -- */

static gint64
id_of (GtkListBoxRow *row)
{
  const gint64 *id = row ? g_object_get_data (G_OBJECT (row), "order") : NULL;

  return id ? *id : 0;
}

static void
add_row (ZgOrderPage *self, GtkWidget *list, const ZgDeskOrder *order, gboolean waits)
{
  GtkWidget       *row = gtk_list_box_row_new (), *ring = NULL;
  GtkWidget       *box = waits ? zg_order_waiting (order, self->desk->amber, &ring) : zg_order_following (order);
  g_autofree char *name = g_strdup_printf ("%s %s", order->number, order->name);

  if (ring)
    g_ptr_array_add (self->rings, ring);
  gtk_widget_add_css_class (box, "rowbox");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "order", g_memdup2 (&order->id, sizeof order->id), g_free);
  zg_desk_name (row, name);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  if (order->id == self->current)
    gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
}

/* Who walks through the rows by keys goes on from where he stood. */
static void
fill_list (ZgOrderPage *self, int which, const GPtrArray *orders)
{
  GtkWidget     *list = self->lists[which], *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (list))), *row;
  gboolean       walks = focus && gtk_widget_is_ancestor (focus, list);
  GtkListBoxRow *chosen;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
  for (guint i = 0; i < orders->len; i++)
    add_row (self, list, orders->pdata[i], which != FOLLOWING);
  chosen = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
  if (walks && chosen)
    gtk_widget_grab_focus (GTK_WIDGET (chosen));
}

/* -- What is read -- */

static void
show_pane (ZgOrderPage *self)
{
  zg_order_pane_show (ZG_ORDER_PANE (self->pane), self->current, self->desk ? self->desk->amber : 0);
}

/* The orders are kept apart each day (D18-5.4): how long until then. */
static void
show_backup (ZgOrderPage *self)
{
  gint64           left = (self->desk->backup_ms - zg_clock_now_ms ()) / 60000;
  g_autofree char *text = NULL;
  char             stamp[20];

  gtk_widget_set_visible (self->backup, self->desk->backup_ms != 0);
  zg_stamp_format (self->desk->backup_ms, stamp);
  stamp[16] = '\0';
  text = left < 0 ? g_strdup_printf (_ ("The backup of %s is overdue"), stamp + 11)
                  : g_strdup_printf (_ ("Backup at %s, %d h %02d min left"), stamp + 11, (int) (left / 60), (int) (left % 60));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (self->backup)), text);
  gtk_widget_set_css_classes (gtk_widget_get_first_child (self->backup),
                              (const char *[]){ "num", left < 0 ? "bad" : left < 60 ? "warn" : "num", NULL });
}

static void
show_hours (ZgOrderPage *self)
{
  g_autofree char *words = zg_order_hours_words (self->desk);

  if (self->window)
    zg_window_set_subtitle (self->window, GTK_WIDGET (self), words);
}

/* D18-5.1: how old what is shown may be. */
static void
show_load (ZgOrderPage *self)
{
  const ZgOrderLoad *load = &self->desk->load;
  gint64             now = zg_clock_now_ms ();
  g_autofree char   *text = zg_order_load_words (load, now);

  gtk_label_set_text (GTK_LABEL (self->loaded), text);
  if (load->due_ms && now >= load->due_ms)
    gtk_widget_add_css_class (self->loaded, "warn");
  else
    gtk_widget_remove_css_class (self->loaded, "warn");
}

static void
show_foot (ZgOrderPage *self)
{
  char             stamp[20];
  g_autofree char *today = g_strdup_printf (_ ("Today %u confirmed · %u on time · %u late"), self->desk->n_today,
                                            self->desk->n_today - self->desk->n_late, self->desk->n_late);
  g_autofree char *read = NULL;

  zg_stamp_format (self->shown_ms, stamp);
  read = g_strdup_printf (_ ("Read at %s; again in %u s"), stamp + 11, self->seconds_left);
  gtk_label_set_text (GTK_LABEL (self->today), today);
  gtk_label_set_text (GTK_LABEL (self->read), read);
  show_backup (self);
  show_load (self);
}

static void
show_badge (ZgOrderPage *self)
{
  guint            again = zg_order_n_due (self->desk->again, zg_clock_now_ms ()), n = self->desk->n_waiting + again;
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *says = g_strdup_printf (_ ("%u to be called, %u to be called again by now"), self->desk->n_waiting, again);

  if (again)
    gtk_widget_add_css_class (self->heads[AGAIN], "bad");
  else
    gtk_widget_remove_css_class (self->heads[AGAIN], "bad");
  if (self->window && *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0') /* who looks for one has read no list */
    zg_window_set_badge (self->window, "order-desk", n ? count : NULL, n ? says : NULL);
}

static void
show_head (ZgOrderPage *self, int which, const char *title, guint n, gboolean shown)
{
  g_autofree char *count = g_strdup_printf ("%u", n);

  gtk_label_set_text (GTK_LABEL (self->heads[which]), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (self->heads[which])), count);
  gtk_widget_set_visible (gtk_widget_get_parent (self->heads[which]), shown);
  gtk_widget_set_visible (self->lists[which], shown);
}

static void
show_heads (ZgOrderPage *self)
{
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';

  show_head (self, WAITING, _ ("To be called"), self->desk->n_waiting, !searching);
  show_head (self, AGAIN, _ ("To be called again"), self->desk->n_again, !searching && self->desk->n_again);
  show_head (self, FOLLOWING, searching ? _ ("Found") : _ ("Being handled"), self->desk->n_following, TRUE);
  show_badge (self);
}

/* A bell for who was not there before (D18-5.1): ids rise. */
static void
ring_for_new (ZgOrderPage *self, const ZgOrderDesk *fresh)
{
  gint64 newest = self->newest;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    return; /* who is found waits perhaps for long */
  for (guint i = 0; i < fresh->waiting->len; i++)
    newest = MAX (newest, ((const ZgDeskOrder *) fresh->waiting->pdata[i])->id);
  if (self->newest && newest > self->newest && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->bell)))
    {
      self->n_rung++;
      gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
    }
  self->newest = MAX (newest, 1);
}

static gboolean
waits (const ZgOrderDesk *desk, gint64 id)
{
  for (guint i = 0; desk && i < desk->waiting->len; i++)
    if (((const ZgDeskOrder *) desk->waiting->pdata[i])->id == id)
      return TRUE;
  return FALSE;
}

/* After a call comes the next one: who is due first. */
static void
choose (ZgOrderPage *self, const ZgOrderDesk *fresh)
{
  gboolean called;

  if (waits (self->desk, self->current) && !waits (fresh, self->current))
    self->left = self->current;
  called = self->current && self->left == self->current && self->acted == self->current;
  if ((self->current == 0 || called) && fresh->waiting->len)
    self->current = ((const ZgDeskOrder *) fresh->waiting->pdata[0])->id;
}

static void
show_desk (ZgOrderPage *self, ZgOrderDesk *fresh)
{
  ring_for_new (self, fresh);
  choose (self, fresh);
  g_clear_pointer (&self->desk, zg_order_desk_free);
  self->desk = fresh;
  self->shown_ms = zg_clock_now_ms ();
  self->seconds_left = (guint) fresh->refresh_s;
  g_ptr_array_set_size (self->rings, 0);
  self->filling = TRUE;
  fill_list (self, WAITING, fresh->waiting);
  fill_list (self, AGAIN, fresh->again);
  fill_list (self, FOLLOWING, fresh->following);
  self->filling = FALSE;
  for (guint i = 0; i < self->rings->len; i++)
    zg_order_ring_tick (self->rings->pdata[i], zg_clock_now_ms ());
  show_heads (self);
  show_hours (self);
  show_foot (self);
  show_pane (self);
}

static gpointer
read_desk (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer *wanted = data;

  return zg_order_desk_read (wanted[0], db, wanted[1], error);
}

static void
wanted_free (gpointer data)
{
  gpointer *wanted = data;

  zg_session_unref (wanted[0]);
  g_free (wanted[1]);
  g_free (wanted);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgOrderPage) self = data;
  g_autoptr (GError)      error = NULL;
  ZgOrderDesk            *desk = zg_store_call_finish (result, &error);

  self->busy--;
  if (self->search == NULL) /* closed meanwhile */
    zg_order_desk_free (desk);
  else if (desk)
    show_desk (self, desk);
  else if (self->window)
    zg_window_toast (self->window, error->message);
  if (self->search && self->again)
    reload (self);
}

static void
reload (ZgOrderPage *self)
{
  gpointer *wanted;

  self->again = self->busy > 0;
  if (self->again)
    return;
  wanted = g_new0 (gpointer, 2);
  wanted[0] = zg_session_ref (self->session);
  wanted[1] = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->busy++;
  zg_store_read_async (zg_session_store (self->session), read_desk, wanted, wanted_free, (GDestroyNotify)zg_order_desk_free, NULL,
                       on_read_cb, g_object_ref (self));
}

/* -- Time -- */

static gboolean
on_second_cb (gpointer data)
{
  ZgOrderPage *self = data;
  gint64       now = zg_clock_now_ms ();

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < self->rings->len; i++)
    zg_order_ring_tick (self->rings->pdata[i], now);
  zg_order_pane_tick (ZG_ORDER_PANE (self->pane), now);
  if (self->seconds_left > 0)
    self->seconds_left--;
  if (self->desk)
    {
      show_foot (self);
      show_badge (self);
    }
  if (self->seconds_left == 0 && self->busy == 0)
    reload (self);
  return G_SOURCE_CONTINUE;
}

static void
on_changed_tables (const char *const *tables, gpointer data)
{
  static const char *const mine[] = { "sales_order", "order_event", "order_confirmation", "order_payment", "parcel",
                                      "order_export", "*" };

  for (guint i = 0; i < G_N_ELEMENTS (mine); i++)
    if (g_strv_contains (tables, mine[i]))
      {
        reload (data);
        return;
      }
}

/* -- Choosing -- */

static void
on_selected_cb (GtkListBox *list, GtkListBoxRow *row, ZgOrderPage *self)
{
  if (self->filling || row == NULL)
    return;
  self->filling = TRUE;
  for (int i = 0; i < N_LISTS; i++)
    if (GTK_WIDGET (list) != self->lists[i])
      gtk_list_box_unselect_all (GTK_LIST_BOX (self->lists[i]));
  self->filling = FALSE;
  self->current = id_of (row);
  show_pane (self);
}

static void
on_acted_cb (ZgOrderPage *self)
{
  self->acted = self->current;
  if (self->left == self->current && self->desk && self->desk->waiting->len) /* the list was read before it was told here */
    self->current = ((const ZgDeskOrder *) self->desk->waiting->pdata[0])->id;
  reload (self);
}

static gboolean
on_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer data)
{
  ZgOrderPage *self = data;
  GtkWidget   *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));

  if ((state & GDK_CONTROL_MASK) && (state & GDK_SHIFT_MASK) && gdk_keyval_to_lower (key) == GDK_KEY_c)
    {
      zg_order_pane_copy_phone (ZG_ORDER_PANE (self->pane));
      return TRUE;
    }
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  if (key == GDK_KEY_F9)
    {
      reload (self);
      return TRUE;
    }
  if (focus && GTK_IS_TEXT (focus) && (key < GDK_KEY_F5 || key > GDK_KEY_F8))
    return FALSE; /* somebody types a remark */
  if (key == GDK_KEY_slash)
    return gtk_widget_grab_focus (self->search);
  return zg_order_pane_key (ZG_ORDER_PANE (self->pane), key);
}

/* -- Class -- */

static void
zg_order_page_dispose (GObject *object)
{
  ZgOrderPage *self = ZG_ORDER_PAGE (object);

  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  g_clear_handle_id (&self->second, g_source_remove);
  self->search = NULL;
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->desk, zg_order_desk_free);
  g_clear_pointer (&self->rings, g_ptr_array_unref);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_order_page_parent_class)->dispose (object);
}

static void
zg_order_page_class_init (ZgOrderPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_order_page_dispose;
}

static void
zg_order_page_init (ZgOrderPage *self)
{
  self->rings = g_ptr_array_new ();
}

static GtkWidget *
make_list (ZgOrderPage *self, int which, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_show_separators (GTK_LIST_BOX (list), TRUE);
  gtk_widget_add_css_class (list, "orders");
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), FALSE);
  zg_desk_name (list, name);
  zg_desk_tab_out (list);
  g_signal_connect_object (list, "row-selected", G_CALLBACK (on_selected_cb), self, 0);
  self->lists[which] = list;
  return list;
}

static GtkWidget *
make_left (ZgOrderPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();

  gtk_box_append (GTK_BOX (box), zg_order_head (&self->heads[WAITING], "D18-5.2"));
  gtk_box_append (GTK_BOX (box), make_list (self, WAITING, _ ("Orders to be called")));
  gtk_box_append (GTK_BOX (box), zg_order_head (&self->heads[AGAIN], "D18-5.3"));
  gtk_box_append (GTK_BOX (box), make_list (self, AGAIN, _ ("Orders to be called again")));
  gtk_box_append (GTK_BOX (box), zg_order_head (&self->heads[FOLLOWING], "D18-5.3"));
  gtk_box_append (GTK_BOX (box), make_list (self, FOLLOWING, _ ("Orders on the way")));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  zg_desk_fix_width (scroller, LEFT_WIDTH);
  return scroller;
}

static GtkWidget *
make_foot (ZgOrderPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->read = zg_desk_label ("", "num");
  self->loaded = zg_desk_label ("", "num");
  self->today = zg_desk_label ("", "num");
  gtk_widget_set_hexpand (self->today, TRUE);
  gtk_widget_set_halign (self->today, GTK_ALIGN_END);
  self->backup = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->backup), zg_desk_label ("", "num"));
  gtk_box_append (GTK_BOX (self->backup), zg_clause_chip_new ("D18-5.4"));
  gtk_box_append (GTK_BOX (box), self->read);
  gtk_box_append (GTK_BOX (box), self->loaded);
  gtk_box_append (GTK_BOX (box), zg_clause_chip_new ("D18-5.1"));
  gtk_box_append (GTK_BOX (box), self->today);
  gtk_box_append (GTK_BOX (box), self->backup);
  gtk_widget_add_css_class (box, "totals");
  return box;
}

/* An order that comes by telephone. */
static void
on_enter_cb (ZgOrderPage *self)
{
  g_autoptr (ZgRecord) paper = zg_record_new (&zg_manual_order);

  zg_record_begin (paper, zg_session_person (self->session), zg_session_staff (self->session));
  if (self->window)
    zg_window_push_form (self->window, zg_form_new_from (self->session, paper));
}

static GtkWidget *
make_header_end (ZgOrderPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *refresh = gtk_button_new_with_mnemonic (_ ("_Refresh  F9"));
  GtkWidget *enter = gtk_button_new_with_mnemonic (_ ("_Enter an order…"));

  self->bell = zg_order_bell_new ();
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Order number, waybill, last digits of the phone"), "width-chars", 26, NULL);
  zg_desk_name (self->search, _ ("Look for an order"));
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (refresh, "clicked", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (enter, "clicked", G_CALLBACK (on_enter_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (enter, zg_session_reach (self->session, "manual_order.create") != ZG_REACH_NONE);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), self->bell);
  gtk_box_append (GTK_BOX (box), enter);
  gtk_box_append (GTK_BOX (box), refresh);
  return box;
}

static void
build (ZgOrderPage *self)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->pane = zg_order_pane_new (self->session);
  gtk_widget_set_hexpand (self->pane, TRUE);
  gtk_box_append (GTK_BOX (halves), make_left (self));
  gtk_box_append (GTK_BOX (halves), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (halves), self->pane);
  gtk_widget_set_vexpand (halves, TRUE);
  gtk_box_append (GTK_BOX (box), halves);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, 0);
  g_signal_connect_object (self->pane, "acted", G_CALLBACK (on_acted_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
zg_order_page_make (ZgWindow *window, ZgSession *session)
{
  ZgOrderPage *self = g_object_new (ZG_TYPE_ORDER_PAGE, NULL);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  build (self);
  zg_window_push (window, GTK_WIDGET (self), _ ("Order desk"), NULL, NULL, make_header_end (self));
  self->listener = zg_store_add_listener (zg_session_store (session), on_changed_tables, self);
  self->second = g_timeout_add_seconds (1, on_second_cb, self);
  reload (self);
  return GTK_WIDGET (self);
}

guint
zg_order_page_n_waiting (ZgOrderPage *self)
{
  return self->desk ? self->desk->n_waiting : 0;
}

guint
zg_order_page_n_rung (ZgOrderPage *self)
{
  return self->n_rung;
}

gboolean
zg_order_page_is_busy (ZgOrderPage *self)
{
  return self->busy > 0 || self->desk == NULL || zg_order_pane_is_busy (ZG_ORDER_PANE (self->pane));
}

gint64
zg_order_page_current (ZgOrderPage *self)
{
  return self->current;
}

void
zg_order_page_select (ZgOrderPage *self, gint64 id)
{
  self->current = id;
  show_pane (self);
}

gboolean
zg_order_page_key (ZgOrderPage *self, guint key)
{
  return zg_order_pane_key (ZG_ORDER_PANE (self->pane), key);
}

/* The lists are one after the other. */
void
zg_order_page_step (ZgOrderPage *self, int rows)
{
  const GPtrArray *orders[N_LISTS] = { self->desk->waiting, self->desk->again, self->desk->following };
  GtkListBoxRow   *selected = NULL;
  int              at = 0, before = 0, n = 0;

  for (int i = 0; i < N_LISTS; i++)
    {
      if (selected == NULL && (selected = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->lists[i]))) != NULL)
        at = n + gtk_list_box_row_get_index (selected);
      n += (int) orders[i]->len;
    }
  at = CLAMP (at + rows, 0, MAX (n - 1, 0));
  selected = NULL;
  for (int i = 0; i < N_LISTS && selected == NULL; before += (int) orders[i++]->len)
    if (at - before < (int) orders[i]->len)
      selected = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->lists[i]), at - before);
  if (selected)
    gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (selected))), selected);
}
