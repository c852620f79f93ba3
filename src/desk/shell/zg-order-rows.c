/* What the rows of the order desk are made of. */
#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-money.h"
#include "zg-order-rows.h"
#include "zg-window-private.h"

static GtkWidget *
left_label (const char *text, const char *css)
{
  GtkWidget *label = zg_desk_label (text, css);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
line_of (GtkWidget *left, GtkWidget *right)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  return box;
}

static char *
tail_of (const char *number)
{
  glong n = g_utf8_strlen (number, -1);

  return g_strdup (n > 8 ? g_utf8_offset_to_pointer (number, n - 8) : number);
}

/* A long name of a shop is cut, the number behind it never. */
static GtkWidget *
shop_line (const char *shop, const char *tail, const char *since)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *name = left_label (shop, "dim-label small");
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

static char *
time_of (gint64 ms)
{
  char stamp[20];

  zg_stamp_format (ms, stamp);
  return zg_day_of_ms (ms) == zg_clock_today () ? g_strdup (stamp + 11) : g_strndup (stamp + 5, 11);
}

/* "accepted 14:24:19", "again by 14:45": since when, or when it is next. */
static char *
since_words (const ZgDeskOrder *order)
{
  g_autofree char *at = time_of (order->accepted_ms);
  char             again[20];

  if (order->tried_ms == 0)
    return g_strdup_printf (_ ("accepted %s"), at);
  zg_stamp_format (order->due_ms, again);
  again[16] = '\0';
  return order->due_ms
             ? g_strdup_printf (_ ("again by %s"), zg_day_of_ms (order->due_ms) == zg_clock_today () ? again + 11 : again + 5)
             : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "tried %u time", "tried %u times", order->attempts),
                                order->attempts);
}

/* What came of the last call stands in place of the goods. */
static char *
below_words (const ZgDeskOrder *order)
{
  return order->tried_ms ? g_strdup_printf (_ ("Call %u not answered · %s"), order->attempts,
                                            order->last ? order->last : order->goods)
                         : g_strdup (order->goods);
}

GtkWidget *
zg_order_waiting (const ZgDeskOrder *order, int amber, GtkWidget **ring)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *amount = zg_money_format (order->payable_fen, ZG_MONEY_YUAN), *tail = tail_of (order->number);
  g_autofree char *since = since_words (order), *below = below_words (order);

  *ring = zg_order_ring_new ();
  zg_order_ring_set (ZG_ORDER_RING (*ring), order->tried_ms ? order->tried_ms : order->accepted_ms, order->due_ms, amber);
  gtk_box_append (GTK_BOX (words), line_of (left_label (order->name, "strong"), zg_desk_label (amount, "num")));
  gtk_box_append (GTK_BOX (words), left_label (below, NULL));
  gtk_box_append (GTK_BOX (words), shop_line (order->shop, tail, since));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), *ring);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

guint
zg_order_n_due (const GPtrArray *orders, gint64 now_ms)
{
  guint n = 0;

  for (guint i = 0; i < orders->len; i++)
    {
      const ZgDeskOrder *order = orders->pdata[i];

      n += order->due_ms && order->due_ms <= now_ms;
    }
  return n;
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
  g_autofree char *at = time_of (order->last_ms);
  g_autofree char *tail = tail_of (order->number);
  g_autofree char *below = g_strdup_printf ("%s · %s", tail, order->last ? order->last : order->goods);

  gtk_box_append (GTK_BOX (words), line_of (left_label (order->name, "strong"),
                                                  zg_desk_label (g_dgettext (GETTEXT_PACKAGE, order->state->title),
                                                                 pill_css (order->state->tone))));
  gtk_box_append (GTK_BOX (words), line_of (left_label (below, "dim-label small num"),
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

char *
zg_order_hours_words (const ZgOrderDesk *desk)
{
  const ZgOrderClock *clock = &desk->clock;
  GString            *text = g_string_new (NULL);
  char                from[6], to[6];

  if (clock->from != clock->to)
    g_string_append_printf (text, _ ("Service hours %s–%s"), zg_minute_format (clock->from, from),
                            zg_minute_format (clock->to, to));
  if (desk->shift)
    {
      g_string_append (text, text->len ? " · " : "");
      g_string_append_printf (text, _ ("Your shift today: %s"), desk->shift);
    }
  return g_string_free (text, FALSE);
}

char *
zg_order_load_words (const ZgOrderLoad *load, gint64 now_ms)
{
  g_autofree char *at = load->loaded_ms ? time_of (load->loaded_ms) : NULL;

  if (at == NULL)
    return g_strdup (_ ("No orders loaded yet"));
  if (load->due_ms && now_ms >= load->due_ms)
    return g_strdup_printf (_ ("Orders loaded %s, %d min too long ago"), at, (int) ((now_ms - load->due_ms) / 60000) + 1);
  return g_strdup_printf (_ ("Orders loaded %s"), at);
}
