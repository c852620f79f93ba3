/* The header bar of the month page: which month, only exceptions, chart, print, payroll. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-month-page-private.h"

static void
on_before_cb (ZgMonthPage *self)
{
  zg_month_page_step (self, -1);
}

static void
on_after_cb (ZgMonthPage *self)
{
  zg_month_page_step (self, 1);
}

static GtkWidget *
arrow (ZgMonthPage *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = zg_desk_icon_button (icon, label, NULL);

  zg_desk_css (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

GtkWidget *
zg_month_page_head_start (ZgMonthPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->month_text = g_object_ref_sink (zg_desk_label ("", "strong num"));
  gtk_label_set_xalign (GTK_LABEL (self->month_text), 0.5);
  gtk_label_set_width_chars (GTK_LABEL (self->month_text), 11);
  gtk_widget_set_margin_start (box, 14);
  gtk_box_append (GTK_BOX (box), arrow (self, "go-previous-symbolic", _ ("Month before (Ctrl+PgUp)"), G_CALLBACK (on_before_cb)));
  gtk_box_append (GTK_BOX (box), self->month_text);
  gtk_box_append (GTK_BOX (box), arrow (self, "go-next-symbolic", _ ("Month after (Ctrl+PgDn)"), G_CALLBACK (on_after_cb)));
  return box;
}

static void
on_chart_cb (ZgMonthPage *self)
{
  gtk_widget_set_visible (self->chart_box, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chart_button)));
}

static GtkWidget *
toggle (ZgMonthPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  zg_desk_css (button, "raised");
  g_signal_connect_object (button, "toggled", callback, self, G_CONNECT_SWAPPED);
  return g_object_ref_sink (button);
}

GtkWidget *
zg_month_page_head_end (ZgMonthPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *print, *export;
  gboolean   may_export = zg_month_page_may (self, "punch.export");

  self->exceptions = toggle (self, _ ("Only exceptions"), G_CALLBACK (zg_month_page_refilter));
  self->chart_button = toggle (self, _ ("Chart"), G_CALLBACK (on_chart_cb));
  gtk_box_append (GTK_BOX (box), self->exceptions);
  gtk_box_append (GTK_BOX (box), self->chart_button);
  gtk_widget_set_visible (self->chart_button, !zg_month_page_is_own (self)); /* one person is no unit */
  if (!may_export)
    return box;
  print = zg_desk_icon_button ("printer-symbolic", _ ("Print the month sheet (Ctrl+P)"), NULL);
  export = gtk_button_new_with_label (_ ("Payroll sheet…"));
  zg_desk_css (export, "suggested-action");
  gtk_widget_set_tooltip_text (export, _ ("Write the attendance workbook for payroll (Ctrl+E)"));
  g_signal_connect_object (print, "clicked", G_CALLBACK (zg_month_page_print), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (export, "clicked", G_CALLBACK (zg_month_page_export), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), print);
  gtk_box_append (GTK_BOX (box), export);
  return box;
}

void
zg_month_page_head_show (ZgMonthPage *self)
{
  int              year, month, day, n = self->data ? zg_month_data_n_exceptions (self->data->month) : 0;
  g_autofree char *when = NULL, *only = NULL;

  zg_day_to_ymd (self->first_day, &year, &month, &day);
  /* Translators: year and month */
  when = g_strdup_printf (_ ("%d-%02d"), year, month);
  gtk_label_set_text (GTK_LABEL (self->month_text), when);
  only = n ? g_strdup_printf (_ ("Only exceptions %d"), n) : g_strdup (_ ("Only exceptions"));
  gtk_button_set_label (GTK_BUTTON (self->exceptions), only);
}
