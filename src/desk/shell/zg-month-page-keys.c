/* The keys of the month page; those of the grid itself are in zg-month-grid-keys.c. */
#include "zg-month-page-private.h"

static gboolean
on_search_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_widget_grab_focus (ZG_MONTH_PAGE (widget)->search);
  return TRUE;
}

static gboolean
on_reload_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_month_page_read (ZG_MONTH_PAGE (widget));
  return TRUE;
}

static gboolean
on_month_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_month_page_step (ZG_MONTH_PAGE (widget), GPOINTER_TO_INT (data));
  return TRUE;
}

static gboolean
on_clause_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_month_detail_popup_clause (ZG_MONTH_DETAIL (ZG_MONTH_PAGE (widget)->detail));
  return TRUE;
}

/* Before the scrolled window takes these keys for itself. */
void
zg_month_page_bind_months (ZgMonthPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (int step = -1; step <= 1; step += 2)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (step < 0 ? GDK_KEY_Page_Up : GDK_KEY_Page_Down, GDK_CONTROL_MASK),
                        gtk_callback_action_new (on_month_key_cb, GINT_TO_POINTER (step), NULL)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static gboolean
on_print_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_month_page_print (ZG_MONTH_PAGE (widget));
  return TRUE;
}

static gboolean
on_export_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_month_page_export (ZG_MONTH_PAGE (widget));
  return TRUE;
}

void
zg_month_page_bind_keys (GtkWidgetClass *widget)
{
  gtk_widget_class_add_binding (widget, GDK_KEY_f, GDK_CONTROL_MASK, on_search_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_r, GDK_CONTROL_MASK, on_reload_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_F9, 0, on_reload_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_p, GDK_CONTROL_MASK, on_print_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_e, GDK_CONTROL_MASK, on_export_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_F1, GDK_SHIFT_MASK, on_clause_key_cb, NULL);
}
