/* What the rows of the order desk are made of. */
#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-order-rows.h"
#include "zg-window-private.h"

GtkWidget *
zg_order_left_label (const char *text, const char *css)
{
  GtkWidget *label = zg_desk_label (text, css);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

GtkWidget *
zg_order_line (GtkWidget *left, GtkWidget *right)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  return box;
}

char *
zg_order_tail (const char *number)
{
  glong n = g_utf8_strlen (number, -1);

  return g_strdup (n > 8 ? g_utf8_offset_to_pointer (number, n - 8) : number);
}

/* A long name of a shop is cut, the number behind it never. */
GtkWidget *
zg_order_shop_line (const char *shop, const char *tail, const char *since)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *name = zg_order_left_label (shop, "dim-label small");
  g_autofree char *number = g_strdup_printf (" · %s", tail);
  GtkWidget       *right = zg_desk_label (since, "small num");

  gtk_widget_set_hexpand (name, FALSE);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_widget_set_halign (right, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), zg_desk_label (number, "dim-label small num"));
  gtk_box_append (GTK_BOX (box), right);
  return box;
}

char *
zg_order_time (gint64 ms)
{
  char stamp[20];

  zg_stamp_format (ms, stamp);
  return zg_day_of_ms (ms) == zg_clock_today () ? g_strdup (stamp + 11) : g_strndup (stamp + 5, 11);
}

/* All of them are under way: that is no exception here. */
static const char *
pill_css (ZgTone tone)
{
  return tone == ZG_TONE_WARN ? "pill warn" : tone == ZG_TONE_BAD ? "pill bad" : "pill neutral";
}

GtkWidget *
zg_order_following (const ZgDeskOrder *order)
{
  GtkWidget       *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *at = zg_order_time (order->last_ms);
  g_autofree char *tail = zg_order_tail (order->number);
  g_autofree char *below = g_strdup_printf ("%s · %s", tail, order->last ? order->last : order->goods);

  gtk_box_append (GTK_BOX (words), zg_order_line (zg_order_left_label (order->name, "strong"),
                                                  zg_desk_label (g_dgettext (GETTEXT_PACKAGE, order->state->title),
                                                                 pill_css (order->state->tone))));
  gtk_box_append (GTK_BOX (words), zg_order_line (zg_order_left_label (below, "dim-label small num"),
                                                  zg_desk_label (at, "small num")));
  return words;
}

GtkWidget *
zg_order_head (GtkWidget **title, const char *clause)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *chip = zg_clause_chip_new (clause);
  GtkWidget *count = zg_desk_label ("", "count");

  *title = zg_desk_label ("", "sect");
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (chip, TRUE);
  gtk_widget_set_halign (chip, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), *title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), chip);
  gtk_widget_add_css_class (box, "rowbox");
  return box;
}

static void
on_bell_cb (GtkToggleButton *bell)
{
  gboolean on = gtk_toggle_button_get_active (bell);

  gtk_button_set_icon_name (GTK_BUTTON (bell), on ? "audio-volume-high-symbolic" : "audio-volume-muted-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (bell), on ? _ ("New orders ring a bell; press to silence it")
                                                     : _ ("New orders come in silence; press to ring a bell"));
}

GtkWidget *
zg_order_bell_new (void)
{
  GtkWidget *bell = gtk_toggle_button_new ();

  zg_desk_name (bell, _ ("Bell for new orders"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bell), TRUE);
  if (zg_window_settings ())
    g_settings_bind (zg_window_settings (), "order-bell", bell, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect (bell, "toggled", G_CALLBACK (on_bell_cb), NULL);
  on_bell_cb (GTK_TOGGLE_BUTTON (bell));
  return bell;
}
