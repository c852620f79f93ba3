/* One order on the desk: who, what, the points to go through, what happened, and what can be done now. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-marks.h"
#include "zg-money.h"
#include "zg-order-pane-private.h"
#include "zg-window-private.h"

G_DEFINE_FINAL_TYPE (ZgOrderPane, zg_order_pane, ADW_TYPE_BIN)

enum { ACTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
may (ZgOrderPane *self, const char *right)
{
  return zg_session_reach (self->session, right) != ZG_REACH_NONE;
}

/* -- Running -- */

static void
on_ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgOrderPane) self = data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (ZgRecord)    record = zg_book_run_finish (result, NULL, &error);

  self->busy--;
  if (self->body == NULL)
    return;
  if (record == NULL)
    {
      zg_desk_error (GTK_WIDGET (self), _ ("This was not saved"), error);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->remark), "");
  g_signal_emit (self, signals[ACTED], 0);
}

static void
run (ZgOrderPane *self, ZgRecord *record, const char *verb)
{
  self->busy++;
  zg_book_run_async (self->session, record, verb, NULL, NULL, NULL, NULL, on_ran_cb, g_object_ref (self));
  zg_record_free (record);
}

static void
confirm (ZgOrderPane *self, gboolean valid)
{
  ZgRecord *record;

  if (self->detail == NULL || self->busy || !g_str_equal (self->detail->order->state, "accepted"))
    return;
  record = zg_record_new (&zg_order_confirmation);
  zg_record_set_int (record, ZG_CONFIRM_ORDER, self->shown);
  zg_record_set_int (record, ZG_CONFIRM_METHOD, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->method)) + 1);
  zg_record_set_int (record, ZG_CONFIRM_RESULT, valid ? 1 : 2);
  for (int i = 0; i < N_POINTS; i++)
    zg_record_set_int (record, ZG_CONFIRM_CONSIGNEE + i, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])));
  zg_record_set_text (record, ZG_CONFIRM_REMARK, gtk_editable_get_text (GTK_EDITABLE (self->remark)));
  run (self, record, "create");
}

void
zg_order_pane_confirm (ZgOrderPane *self)
{
  confirm (self, TRUE);
}

static void
on_confirm_cb (ZgOrderPane *self)
{
  confirm (self, TRUE);
}

/* An order is not turned down without a word why. */
static void
on_invalid_cb (ZgOrderPane *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->remark)) == '\0')
    {
      gtk_label_set_text (GTK_LABEL (self->hint), _ ("Write why the order is not valid, then press F8 once more."));
      gtk_widget_grab_focus (self->remark);
      return;
    }
  confirm (self, FALSE);
}

static void
on_unreached_cb (ZgOrderPane *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->remark));
  ZgRecord   *record;

  if (self->detail == NULL || self->busy)
    return;
  record = zg_record_new (&zg_order_event);
  zg_record_set_int (record, ZG_EVENT_ORDER, self->shown);
  zg_record_set_int (record, ZG_EVENT_TYPE, ZG_EVENT_ATTEMPT);
  zg_record_set_text (record, ZG_EVENT_NOTE, *typed ? typed : _ ("not reached"));
  run (self, record, "create");
}

/* -- What is done by a form of its own -- */

static void
open_new (ZgOrderPane *self, const ZgKind *kind, int order_field, int type_field, gint64 type)
{
  g_autoptr (ZgRecord) record = zg_record_new (kind);
  ZgWindow            *window = zg_window_of (GTK_WIDGET (self));

  zg_record_begin (record, zg_session_person (self->session), zg_session_staff (self->session));
  zg_record_set_int (record, order_field, self->shown);
  if (type_field >= 0)
    zg_record_set_int (record, type_field, type);
  if (kind == &zg_order_payment)
    zg_record_set_int (record, ZG_PAYMENT_AMOUNT, self->detail->due_fen);
  if (window)
    zg_window_push_form (window, zg_form_new_from (self->session, record));
}

static void
on_pay_cb (ZgOrderPane *self)
{
  open_new (self, &zg_order_payment, ZG_PAYMENT_ORDER, -1, 0);
}

static void
on_void_cb (ZgOrderPane *self)
{
  open_new (self, &zg_order_void, ZG_VOID_ORDER, -1, 0);
}

/* D20-2.2: what was shipped and does not stay. */
static void
on_return_cb (ZgOrderPane *self)
{
  open_new (self, &zg_order_return, ZG_RETURN_ORDER, ZG_RETURN_GOODS, TRUE);
}

static void
on_note_cb (ZgOrderPane *self)
{
  gboolean rates = g_str_equal (self->detail->order->state, "signed");

  open_new (self, &zg_order_event, ZG_EVENT_ORDER, ZG_EVENT_TYPE, rates ? ZG_EVENT_RATING : ZG_EVENT_INFORMED);
}

static void
on_notify_cb (ZgOrderPane *self)
{
  ZgRecord *parcel = zg_record_new (&zg_parcel);

  zg_record_set_int (parcel, ZG_PARCEL_ORDER, self->shown);
  run (self, parcel, "create");
}

static void
on_parcel_cb (ZgOrderPane *self)
{
  ZgWindow *window = zg_window_of (GTK_WIDGET (self));

  if (window && self->detail->parcel)
    zg_window_open_record (window, &zg_parcel, self->detail->parcel);
}

static void
on_finish_cb (ZgOrderPane *self)
{
  run (self, zg_record_copy (self->detail->order), "finish");
}

static void
on_open_cb (ZgOrderPane *self)
{
  ZgWindow *window = zg_window_of (GTK_WIDGET (self));

  if (window && self->shown)
    zg_window_open_record (window, &zg_sales_order, self->shown);
}

/* -- Showing -- */

static void
add_act (ZgOrderPane *self, const char *label, const char *right, GCallback callback, gboolean primary)
{
  GtkWidget *button;

  if (right && !may (self, right))
    return;
  button = gtk_button_new_with_label (label);
  if (primary)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->acts), button);
}

static void
show_acts (ZgOrderPane *self)
{
  const char *state = self->detail->order->state;
  gboolean    cod = zg_record_int (self->detail->order, ZG_ORDER_COD), confirmed = g_str_equal (state, "confirmed");

  zg_desk_clear_box (self->acts);
  add_act (self, _ ("Open the order"), NULL, G_CALLBACK (on_open_cb), FALSE);
  add_act (self, g_str_equal (state, "signed") ? _ ("Rating…") : _ ("Note…"), "order_event.create", G_CALLBACK (on_note_cb),
           FALSE);
  gtk_widget_set_visible (self->anew, zg_kind_step (&zg_sales_order, state, "void") && may (self, "order_void.create"));
  if (self->detail->parcel)
    add_act (self, _ ("Parcel"), "parcel.view", G_CALLBACK (on_parcel_cb), FALSE);
  if (confirmed)
    add_act (self, _ ("Confirm payment…"), "order_payment.create", G_CALLBACK (on_pay_cb), !cod);
  if (g_str_equal (state, "paid") || (confirmed && cod))
    add_act (self, _ ("Notify the warehouse"), "parcel.create", G_CALLBACK (on_notify_cb), TRUE);
  if (g_strv_contains ((const char *const[]){ "shipped", "signed", "done", "recorded", NULL }, state))
    add_act (self, _ ("Return or refund…"), "order_return.create", G_CALLBACK (on_return_cb), FALSE);
  if (g_str_equal (state, "signed"))
    add_act (self, _ ("Complete"), "sales_order.finish", G_CALLBACK (on_finish_cb), TRUE);
}

static void
show_detail (ZgOrderPane *self)
{
  gboolean accepted = g_str_equal (self->detail->order->state, "accepted");

  zg_order_pane_words (self);
  show_acts (self);
  zg_order_pane_ask (self, accepted && may (self, "order_confirmation.create"));
  gtk_widget_set_visible (self->confirm_box, accepted && may (self, "order_confirmation.create"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "order");
  zg_order_pane_tick (self, zg_clock_now_ms ());
}

/* -- Reading: the order, then what only who calls may see, which is noted -- */

typedef struct
{
  ZgSession    *session;
  gint64        id;
  gboolean      open;
  ZgDeskDetail *detail;
  char         *consignee, *address;
  gint64        seen[ZG_RECEIVER_N]; /* what said who is shown */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  zg_session_unref (reading->session);
  g_clear_pointer (&reading->detail, zg_order_detail_free);
  g_free (reading->consignee);
  g_free (reading->address);
  g_free (reading);
}

static gpointer
read_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->detail = zg_order_detail_read (reading->session, db, reading->id, error);
  return reading->detail;
}

static char *
reveal (const Reading *reading, int part)
{
  return zg_order_receiver_reveal (reading->session, reading->detail->order, &reading->detail->receiver, part, FALSE, NULL);
}

static void
do_read (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError  *error = NULL;

  if (zg_store_read (zg_session_store (reading->session), read_db, reading, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (memcmp (reading->seen, reading->detail->receiver.events, sizeof reading->seen) != 0)
    reading->open = TRUE; /* it is another one since */
  if (reading->open && zg_session_reach (reading->session, "sales_order.reveal") != ZG_REACH_NONE)
    {
      reading->consignee = reveal (reading, ZG_RECEIVER_NAME);
      reading->address = reveal (reading, ZG_RECEIVER_ADDRESS);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_detail_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgOrderPane       *self = ZG_ORDER_PANE (source);
  Reading           *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean           done = g_task_propagate_boolean (G_TASK (result), &error);

  self->busy--;
  if (self->body == NULL || reading->id != self->wanted)
    return;
  if (!done)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
      return;
    }
  if (self->shown != reading->id)
    for (int i = 0; i < N_POINTS; i++)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), FALSE);
  g_clear_pointer (&self->detail, zg_order_detail_free);
  self->detail = g_steal_pointer (&reading->detail);
  if (reading->open)
    {
      g_free (self->consignee);
      g_free (self->address);
      self->consignee = g_steal_pointer (&reading->consignee);
      self->address = g_steal_pointer (&reading->address);
    }
  self->shown = reading->id;
  show_detail (self);
}

static void
read_again (ZgOrderPane *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_detail_cb, NULL);
  Reading          *reading = g_new0 (Reading, 1);

  reading->session = zg_session_ref (self->session);
  reading->id = self->wanted;
  reading->open = self->shown != self->wanted; /* once for each order somebody looks at */
  if (!reading->open && self->detail)
    memcpy (reading->seen, self->detail->receiver.events, sizeof reading->seen);
  self->busy++;
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, do_read);
}

void
zg_order_pane_show (ZgOrderPane *self, gint64 id, int amber)
{
  self->amber = amber;
  self->wanted = id;
  if (id)
    read_again (self);
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
}

void
zg_order_pane_tick (ZgOrderPane *self, gint64 now_ms)
{
  const char *tone;

  if (self->detail == NULL)
    return;
  zg_order_ring_tick (ZG_ORDER_RING (self->ring), now_ms);
  tone = zg_order_ring_tone (self->detail->clock_ms, self->detail->due_ms, self->amber, now_ms);
  gtk_widget_set_css_classes (self->deadline, (const char *[]){ "strong", "num", tone, NULL });
}

gboolean
zg_order_pane_key (ZgOrderPane *self, guint key)
{
  if (self->detail == NULL || !g_str_equal (self->detail->order->state, "accepted"))
    return FALSE;
  if (key == GDK_KEY_F5)
    confirm (self, TRUE);
  else if (key == GDK_KEY_F7)
    on_unreached_cb (self);
  else if (key == GDK_KEY_F8)
    on_invalid_cb (self);
  else if (key == GDK_KEY_a || key == GDK_KEY_A)
    zg_order_pane_tick_all (self);
  else if (key >= GDK_KEY_1 && key < GDK_KEY_1 + N_POINTS)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[key - GDK_KEY_1]),
                                 !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[key - GDK_KEY_1])));
  else
    return FALSE;
  return TRUE;
}

void
zg_order_pane_copy_phone (ZgOrderPane *self)
{
  if (self->detail && may (self, "sales_order.reveal"))
    zg_order_pane_copy (self);
}

gboolean
zg_order_pane_is_busy (ZgOrderPane *self)
{
  return self->busy > 0;
}

/* -- Building -- */

static GtkWidget *
make_head (ZgOrderPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *copy = gtk_button_new_with_label (_ ("Copy the number"));
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *law = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->ring = zg_order_ring_new ();
  self->name = zg_desk_label ("", "mid");
  self->often = zg_desk_label ("", "pill neutral");
  self->phone = zg_desk_label ("", "num");
  self->below = zg_order_pane_text ("", "dim-label num");
  gtk_label_set_wrap (GTK_LABEL (self->below), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (self->below), PANGO_ELLIPSIZE_END);
  self->deadline = zg_desk_label ("", "strong");
  gtk_label_set_xalign (GTK_LABEL (self->deadline), 1);
  gtk_box_append (GTK_BOX (law), zg_desk_label (_ ("Later calls are noted as late"), "dim-label small"));
  gtk_box_append (GTK_BOX (law), zg_clause_chip_new ("D18-5.2"));
  gtk_widget_set_halign (law, GTK_ALIGN_END);
  self->lateness = law;
  gtk_box_append (GTK_BOX (right), self->deadline);
  gtk_box_append (GTK_BOX (right), law);
  gtk_widget_set_valign (right, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (copy, "Ctrl+Shift+C");
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_visible (copy, may (self, "sales_order.reveal"));
  g_signal_connect_object (copy, "clicked", G_CALLBACK (zg_order_pane_copy), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (first), self->name);
  gtk_box_append (GTK_BOX (first), self->phone);
  gtk_box_append (GTK_BOX (first), copy);
  gtk_box_append (GTK_BOX (first), self->often);
  for (GtkWidget *one = gtk_widget_get_first_child (first); one; one = gtk_widget_get_next_sibling (one))
    gtk_widget_set_valign (one, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), first);
  gtk_box_append (GTK_BOX (words), self->below);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), self->ring);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), right);
  gtk_widget_add_css_class (box, "deskhead");
  return box;
}

static GtkWidget *
make_body (ZgOrderPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *scroller = gtk_scrolled_window_new ();
  GtkWidget *two = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->points = zg_order_pane_points (self);
  self->events = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *card = i ? self->facts : self->events;

      gtk_widget_add_css_class (card, "card");
      gtk_widget_add_css_class (card, "pad");
      gtk_widget_set_hexpand (card, TRUE);
      gtk_box_append (GTK_BOX (two), card);
    }
  gtk_box_set_homogeneous (GTK_BOX (two), TRUE);
  gtk_box_append (GTK_BOX (box), self->points);
  self->anew = gtk_button_new_with_label (_ ("Void and make anew…"));
  gtk_widget_add_css_class (self->anew, "flat");
  g_signal_connect_object (self->anew, "clicked", G_CALLBACK (on_void_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), zg_order_pane_law (self->anew));
  gtk_box_append (GTK_BOX (box), two);
  gtk_widget_add_css_class (box, "formbody");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
act_button (ZgOrderPane *self, const char *label, GCallback callback, const char *css)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (css)
    gtk_widget_add_css_class (button, css);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_foot (ZgOrderPane *self)
{
  const char *ways[] = { _ ("Chat of the platform"), _ ("Telephone"), _ ("Text message"), _ ("WeChat"), _ ("Other way"), NULL };
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->hint = zg_order_pane_text ("", "dim-label small");
  self->method = gtk_drop_down_new_from_strings (ways);
  self->remark = gtk_entry_new ();
  g_object_set (self->remark, "placeholder-text", _ ("Remarks on the call (telephone, chat, outcome)"), "hexpand", TRUE, NULL);
  zg_desk_name (self->remark, _ ("Remarks"));
  zg_desk_name (self->method, _ ("Reached by"));
  self->confirm_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->confirm_box), self->method);
  gtk_box_append (GTK_BOX (self->confirm_box), self->remark);
  gtk_box_append (GTK_BOX (self->confirm_box), act_button (self, _ ("Not reached  F7"), G_CALLBACK (on_unreached_cb), NULL));
  gtk_box_append (GTK_BOX (self->confirm_box), act_button (self, _ ("Not valid…  F8"), G_CALLBACK (on_invalid_cb), NULL));
  gtk_box_append (GTK_BOX (self->confirm_box),
                  act_button (self, _ ("Confirm as valid  F5"), G_CALLBACK (on_confirm_cb), "suggested-action"));
  self->acts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (first), self->hint);
  gtk_box_append (GTK_BOX (first), self->acts);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), self->confirm_box);
  gtk_widget_add_css_class (box, "footbar");
  return box;
}

static void
zg_order_pane_dispose (GObject *object)
{
  ZgOrderPane *self = ZG_ORDER_PANE (object);

  self->body = NULL;
  g_clear_pointer (&self->detail, zg_order_detail_free);
  g_clear_pointer (&self->consignee, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_order_pane_parent_class)->dispose (object);
}

static void
zg_order_pane_class_init (ZgOrderPaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_order_pane_dispose;
  signals[ACTED] = g_signal_new ("acted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zg_order_pane_init (ZgOrderPane *self)
{
}

GtkWidget *
zg_order_pane_new (ZgSession *session)
{
  ZgOrderPane *self = g_object_new (ZG_TYPE_ORDER_PANE, NULL);
  GtkWidget   *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *none = adw_status_page_new ();

  self->session = zg_session_ref (session);
  self->stack = gtk_stack_new ();
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  self->body = make_body (self);
  gtk_box_append (GTK_BOX (box), self->body);
  self->foot = make_foot (self);
  gtk_box_append (GTK_BOX (box), self->foot);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "emblem-ok-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("Nobody waits"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none),
                                   _ ("New orders come with the platforms' exports. Choose one on the left."));
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), box, "order");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  return GTK_WIDGET (self);
}
