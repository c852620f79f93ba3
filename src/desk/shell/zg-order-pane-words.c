/* What stands on the desk of one order: who, the points to go through, what happened, the customer. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-money.h"
#include "zg-order-pane-private.h"
#include "zg-seal.h"
#include "zg-text.h"

GtkWidget *
zg_order_pane_text (const char *text, const char *css)
{
  GtkWidget *label = zg_desk_label (text ? text : "", css);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

char *
zg_order_pane_when (gint64 ms)
{
  char stamp[20];

  if (zg_day_of_ms (ms) != zg_clock_today ())
    return zg_desk_when (ms);
  zg_stamp_format (ms, stamp);
  return g_strdup (stamp + 11);
}

static void
add_fact (ZgOrderPane *self, const char *label, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *left = zg_order_pane_text (label, "dim-label");

  gtk_widget_set_hexpand (left, FALSE);
  g_object_set (left, "width-request", 84, NULL);
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), zg_order_pane_text (value, "num"));
  gtk_box_append (GTK_BOX (self->facts), box);
}

/* What of it lies in the warehouse, item by item. */
static void
show_stock (ZgOrderPane *self)
{
  gboolean first = TRUE;

  for (guint i = 0; i < self->detail->lines->len; i++)
    {
      const ZgDeskLine *line = self->detail->lines->pdata[i];

      if (line->stock == NULL)
        continue;
      if (first)
        gtk_box_append (GTK_BOX (self->facts), zg_order_pane_text (_ ("Stock"), "sect"));
      first = FALSE;
      add_fact (self, line->code ? line->code : line->words, line->stock);
    }
}

static void
show_facts (ZgOrderPane *self)
{
  const ZgDeskDetail *detail = self->detail;
  g_autofree char    *sum = zg_money_format (detail->bought_fen, ZG_MONEY_YUAN), *year = NULL, *last = NULL, *cases = NULL;
  const char *message = zg_record_text (detail->order, ZG_ORDER_MESSAGE), *note = zg_record_text (detail->order, ZG_ORDER_NOTE);

  year = zg_record_is_set (detail->order, ZG_ORDER_BUYER_KEY) ? g_strdup_printf (_ ("%u orders %s"), detail->n_bought, sum)
                          : g_strdup (_ ("the platform does not say who buys"));
  last = detail->last_ms ? zg_desk_day (zg_day_of_ms (detail->last_ms)) : g_strdup ("—");
  cases = g_strdup_printf ("%u", detail->n_cases);
  zg_desk_clear_box (self->facts);
  gtk_box_append (GTK_BOX (self->facts), zg_order_pane_text (_ ("Customer"), "sect"));
  add_fact (self, _ ("Last year"), year);
  add_fact (self, _ ("Order before"), last);
  if (detail->score)
    {
      g_autofree char *score = g_strdup_printf (_ ("%d points"), (int) detail->score);

      add_fact (self, _ ("Rating"), score);
    }
  add_fact (self, _ ("Problems"), cases);
  if (message)
    add_fact (self, _ ("Message"), message);
  if (note)
    add_fact (self, _ ("Note"), note);
  if (detail->parcel)
    {
      add_fact (self, _ ("Parcel"), g_dgettext (GETTEXT_PACKAGE, detail->parcel_state->title));
      add_fact (self, _ ("Waybill"), detail->parcel_words);
    }
  show_stock (self);
}

static void
show_events (ZgOrderPane *self)
{
  zg_desk_clear_box (self->events);
  gtk_box_append (GTK_BOX (self->events), zg_order_pane_text (_ ("Course of the order"), "sect"));
  for (guint i = 0; i < self->detail->events->len; i++)
    {
      const ZgDeskEvent *event = self->detail->events->pdata[i];
      GtkWidget         *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *at;
      g_autofree char   *when = zg_order_pane_when (event->at_ms);

      at = zg_order_pane_text (when, "dim-label num");
      gtk_widget_set_hexpand (at, FALSE);
      gtk_widget_set_valign (at, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), at);
      g_object_set (at, "width-request", 76, NULL);
      gtk_box_append (GTK_BOX (box), zg_order_pane_text (event->text, NULL));
      if (event->clause)
        gtk_box_append (GTK_BOX (box), zg_clause_chip_new (event->clause));
      gtk_box_append (GTK_BOX (self->events), box);
    }
}

/* What was sold, and as which item it is known here, unless both say the same. */
static void
add_line_words (GString *text, const ZgDeskLine *line, gboolean further)
{
  if (line->item && g_str_has_suffix (line->item, line->words))
    g_string_append_printf (text, "%s%s", further ? "\n" : "", line->item);
  else
    g_string_append_printf (text, "%s%s · %s", further ? "\n" : "", line->words,
                            line->item ? line->item : line->code ? line->code : _ ("no item of the catalogue"));
}

static char *
lines_text (const ZgDeskDetail *detail, gboolean quantities)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < detail->lines->len; i++)
    {
      const ZgDeskLine *line = detail->lines->pdata[i];

      if (quantities)
        g_string_append_printf (text, "%s%s%s", i ? " + " : "", line->qty, line->refunded ? _ (" (paid back)") : "");
      else
        add_line_words (text, line, i > 0);
    }
  if (detail->lines->len == 0)
    g_string_append (text, quantities                                       ? "—"
                           : zg_record_text (detail->order, ZG_ORDER_TITLE) ? zg_record_text (detail->order, ZG_ORDER_TITLE)
                                                                            : "—");
  return g_string_free (text, FALSE);
}

static void
set_value (ZgOrderPane *self, int field, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->values[field - ZG_CONFIRM_CONSIGNEE]), text && *text ? text : "—");
}

static void
show_points (ZgOrderPane *self)
{
  const ZgRecord  *order = self->detail->order;
  const ZgCell    *receiver = self->detail->receiver.cells;
  g_autofree char *goods = lines_text (self->detail, FALSE), *qty = lines_text (self->detail, TRUE);
  g_autofree char *money = zg_money_format (zg_record_int (order, ZG_ORDER_PAYABLE), ZG_MONEY_YUAN), *pays = NULL;
  const char      *method = zg_record_text (order, ZG_ORDER_METHOD), *carrier = zg_record_text (order, ZG_ORDER_CARRIER);

  pays = g_strdup_printf ("%s %s", zg_record_int (order, ZG_ORDER_COD) ? _ ("Cash on delivery") : method ? method : "", money);
  set_value (self, ZG_CONFIRM_CONSIGNEE, self->consignee ? self->consignee : zg_sealed_words (&receiver[ZG_RECEIVER_NAME]));
  set_value (self, ZG_CONFIRM_ADDRESS, self->address ? self->address : zg_sealed_words (&receiver[ZG_RECEIVER_ADDRESS]));
  set_value (self, ZG_CONFIRM_CONTACT, gtk_label_get_text (GTK_LABEL (self->phone)));
  set_value (self, ZG_CONFIRM_MODEL, goods);
  set_value (self, ZG_CONFIRM_QTY, qty);
  set_value (self, ZG_CONFIRM_PAYMENT, pays);
  set_value (self, ZG_CONFIRM_DELIVERY, carrier ? carrier : _ ("as agreed with the customer"));
}

/* "138****0001", or that it was erased. */
static char *
masked_phone (ZgOrderPane *self)
{
  const ZgCell *phone = &self->detail->receiver.cells[ZG_RECEIVER_PHONE];
  char         *plain = phone->type == ZG_CELL_BYTES
                          ? zg_order_receiver_open (self->session, &self->detail->receiver, ZG_RECEIVER_PHONE, NULL) : NULL;
  char         *masked = plain                      ? zg_text_mask_phone (plain)
                         : zg_cell_is_erased (phone) ? g_strdup (zg_sealed_words (phone))
                                                     : g_strdup ("—");

  zg_wipe_text (plain);
  return masked;
}

static void
show_head (ZgOrderPane *self)
{
  const ZgRecord  *order = self->detail->order;
  g_autofree char *placed =
      zg_record_int (order, ZG_ORDER_PLACED_AT) ? zg_order_pane_when (zg_record_int (order, ZG_ORDER_PLACED_AT)) : NULL;
  g_autofree char *accepted = self->detail->accepted_ms ? zg_order_pane_when (self->detail->accepted_ms) : NULL;
  g_autofree char *below = g_strdup_printf (_ ("%s · %s · placed %s · accepted %s"), zg_record_text (order, ZG_ORDER_NUMBER),
                                            self->detail->shop ? self->detail->shop : self->detail->platform,
                                            placed ? placed : "—", accepted ? accepted : "—");
  g_autofree char *often = g_strdup_printf (_ ("has bought %u times"), self->detail->n_bought);
  g_autofree char *masked = masked_phone (self);
  char             stamp[20];

  gtk_label_set_text (GTK_LABEL (self->name), self->consignee                          ? self->consignee
                                              : zg_record_text (order, ZG_ORDER_BUYER) ? zg_record_text (order, ZG_ORDER_BUYER)
                                                                                       : "—");
  gtk_label_set_text (GTK_LABEL (self->phone), masked);
  gtk_label_set_text (GTK_LABEL (self->below), below);
  gtk_label_set_text (GTK_LABEL (self->often), often);
  gtk_widget_set_visible (self->often, self->detail->n_bought > 1);
  gtk_widget_set_visible (self->lateness, self->detail->due_ms != 0);
  zg_order_ring_set (ZG_ORDER_RING (self->ring), self->detail->clock_ms, self->detail->due_ms, self->amber);
  gtk_widget_set_visible (self->ring, self->detail->due_ms != 0);
  if (self->detail->due_ms)
    {
      g_autofree char *text = NULL;

      zg_stamp_format (self->detail->due_ms, stamp);
      text = g_strdup_printf (self->detail->n_tried ? _ ("To be called again before %s") : _ ("To be called before %s"),
                              stamp + 11);
      gtk_label_set_text (GTK_LABEL (self->deadline), text);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->deadline),
                        g_dgettext (GETTEXT_PACKAGE, zg_kind_state (order->kind, order->state)->title));
}

void
zg_order_pane_words (ZgOrderPane *self)
{
  show_head (self);
  show_points (self);
  show_events (self);
  show_facts (self);
}
