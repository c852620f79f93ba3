/* The points of D13-3.2.1 to go through with the customer, and the line that says what comes next. */
#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-order-pane-private.h"

static guint
n_open (ZgOrderPane *self)
{
  guint n = 0;

  for (int i = 0; i < N_POINTS; i++)
    n += !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i]));
  return n;
}

/* Who has the order now, once it is confirmed. */
static const char *
next_of (const char *state)
{
  static const struct { const char *state, *words; } nexts[] = {
    { "accepted", N_ ("Waits for the call to the customer.") },
    { "confirmed", N_ ("Next: finance confirms the payment.") },
    { "paid", N_ ("Next: the warehouse is notified.") },
    { "notified", N_ ("Next: the warehouse picks the goods.") },
    { "picked", N_ ("Next: the warehouse packs the parcel.") },
    { "packed", N_ ("Next: the parcel is given to the carrier.") },
    { "shipped", N_ ("On the way; next: the customer signs for it.") },
    { "signed", N_ ("Next: ask the customer for his rating, then complete the order.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (nexts); i++)
    if (g_str_equal (state, nexts[i].state))
      return g_dgettext (GETTEXT_PACKAGE, nexts[i].words);
  return "";
}

void
zg_order_pane_hint (ZgOrderPane *self)
{
  guint            n = n_open (self);
  g_autofree char *text = NULL;

  if (!self->asks)
    text = g_strdup (self->detail ? next_of (self->detail->order->state) : "");
  else if (n)
    text = g_strdup_printf (_ ("%u points are still to be gone through. Keys 1 to 7 tick them, A all."), n);
  else
    text = g_strdup (_ ("All points are gone through. F5 confirms the order."));
  gtk_label_set_text (GTK_LABEL (self->hint), text);
}

void
zg_order_pane_tick_all (ZgOrderPane *self)
{
  for (int i = 0; i < N_POINTS; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), TRUE);
}

/* An order that is no longer to be called has facts, no questions. */
void
zg_order_pane_ask (ZgOrderPane *self, gboolean asks)
{
  self->asks = asks;
  for (int i = 0; i < N_POINTS; i++)
    {
      gtk_widget_set_visible (self->checks[i], asks);
      gtk_widget_set_visible (gtk_widget_get_prev_sibling (self->checks[i]), asks);
    }
  gtk_label_set_text (GTK_LABEL (self->points_title), asks ? _ ("Point by point") : _ ("What was ordered"));
  gtk_widget_set_visible (self->points_keys, asks);
  zg_order_pane_hint (self);
}

static GtkWidget *
make_point (ZgOrderPane *self, int i)
{
  static const char *const names[N_POINTS] = { N_ ("Consignee"), N_ ("Address"), N_ ("Contact"), N_ ("Model"), N_ ("Quantity"),
                                               N_ ("Payment"), N_ ("Delivery") };
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *title = zg_order_pane_text (_ (names[i]), "dim-label");
  g_autofree char *number = g_strdup_printf ("%d", i + 1);
  GtkWidget       *key = zg_desk_label (number, "pill neutral");

  self->checks[i] = gtk_check_button_new ();
  self->values[i] = zg_order_pane_text ("", NULL);
  zg_desk_name (self->checks[i], _ (names[i]));
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (title, FALSE);
  g_object_set (title, "width-request", 72, NULL);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), self->checks[i]);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->values[i]);
  gtk_widget_add_css_class (box, "rowbox");
  g_signal_connect_object (self->checks[i], "toggled", G_CALLBACK (zg_order_pane_hint), self, G_CONNECT_SWAPPED);
  return box;
}

GtkWidget *
zg_order_pane_points (ZgOrderPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->points_title = zg_desk_label (_ ("Point by point"), "sect");
  self->points_keys = zg_desk_label (_ ("1 to 7 tick · A all"), "dim-label small");
  gtk_widget_set_hexpand (self->points_keys, TRUE);
  gtk_widget_set_halign (self->points_keys, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (head), self->points_title);
  gtk_box_append (GTK_BOX (head), zg_clause_chip_new ("D13-3.2.1"));
  gtk_box_append (GTK_BOX (head), self->points_keys);
  for (int i = 0; i < N_POINTS; i++)
    gtk_box_append (GTK_BOX (rows), make_point (self, i));
  for (const char *const *css = (const char *const[]){ "card", "tight", "rows", NULL }; *css; css++)
    gtk_widget_add_css_class (rows, *css);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), rows);
  return box;
}
