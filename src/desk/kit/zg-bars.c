#include "zg-desk-util.h"

#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-marks.h"

/* -- Error bar -- */

struct _ZgErrorBar
{
  GtkWidget  parent;
  GtkWidget *box, *text, *chips, *buttons, *copy;
  char      *detail;
};

G_DEFINE_FINAL_TYPE (ZgErrorBar, zg_error_bar, GTK_TYPE_WIDGET)

static void
on_copy_cb (GtkButton *button, gpointer data)
{
  ZgErrorBar *self = data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->detail ? self->detail : "");
}

static void
zg_error_bar_dispose (GObject *object)
{
  ZgErrorBar *self = ZG_ERROR_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->detail, g_free);
  G_OBJECT_CLASS (zg_error_bar_parent_class)->dispose (object);
}

static void
zg_error_bar_class_init (ZgErrorBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_error_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
zg_error_bar_init (ZgErrorBar *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  zg_desk_css (self->box, "notice compact");
  self->text = zg_desk_label ("", NULL);
  gtk_label_set_wrap (GTK_LABEL (self->text), TRUE);
  gtk_widget_set_hexpand (self->text, TRUE);
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->copy = gtk_button_new_with_mnemonic (_ ("Copy _technical information"));
  zg_desk_css (self->copy, "ctl flat");
  g_signal_connect (self->copy, "clicked", G_CALLBACK (on_copy_cb), self);
  zg_desk_css (icon, "warn");
  gtk_box_append (GTK_BOX (self->box), icon);
  gtk_box_append (GTK_BOX (self->box), self->text);
  gtk_box_append (GTK_BOX (self->box), self->chips);
  gtk_box_append (GTK_BOX (self->box), self->copy);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
zg_error_bar_new (void)
{
  return g_object_new (ZG_TYPE_ERROR_BAR, NULL);
}

void
zg_error_bar_show (ZgErrorBar *self, const char *message, const char *detail, const char *clause)
{
  char *copy = g_strdup (detail);

  g_return_if_fail (ZG_IS_ERROR_BAR (self));
  gtk_label_set_text (GTK_LABEL (self->text), message);
  g_free (self->detail);
  self->detail = copy;
  gtk_widget_set_visible (self->copy, detail != NULL);
  zg_desk_clear_box (self->chips);
  if (clause)
    gtk_box_append (GTK_BOX (self->chips), zg_clause_chips_new (clause));
  zg_desk_clear_box (self->buttons);
  zg_desk_name (GTK_WIDGET (self), message);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
zg_error_bar_show_error (ZgErrorBar *self, const GError *error)
{
  g_autofree char *detail = g_strdup_printf ("%s %s: %s", g_quark_to_string (error->domain),
                                             error->domain == ZG_ERROR ? zg_error_code_name (error->code) : "", error->message);

  zg_error_bar_show (self, error->message, detail, zg_error_get_clause (error));
}

void
zg_error_bar_add_button (ZgErrorBar *self, const char *label, GCallback func, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  zg_desk_css (button, "ctl");
  g_signal_connect_data (button, "clicked", func, data, NULL, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

void
zg_error_bar_hide (ZgErrorBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
zg_error_bar_is_shown (ZgErrorBar *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

const char *
zg_error_bar_get_text (ZgErrorBar *self)
{
  return gtk_label_get_text (GTK_LABEL (self->text));
}

/* -- Busy bar -- */

#define PATIENCE_MS 400
#define PULSE_MS 120

struct _ZgBusyBar
{
  GtkWidget  parent;
  GtkWidget *bar;
  int        depth;
  guint      timer;
};

G_DEFINE_FINAL_TYPE (ZgBusyBar, zg_busy_bar, GTK_TYPE_WIDGET)

static void
zg_busy_bar_dispose (GObject *object)
{
  ZgBusyBar *self = ZG_BUSY_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_busy_bar_parent_class)->dispose (object);
}

static void
zg_busy_bar_class_init (ZgBusyBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_busy_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zg_busy_bar_init (ZgBusyBar *self)
{
  self->bar = gtk_progress_bar_new ();
  zg_desk_css (self->bar, "busy");
  zg_desk_name (self->bar, _ ("Working"));
  gtk_widget_set_opacity (self->bar, 0); /* keeps its place: nothing moves when it appears */
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
}

static gboolean
on_pulse_cb (gpointer data)
{
  ZgBusyBar *self = data;

  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
  return G_SOURCE_CONTINUE;
}

static gboolean
on_patience_cb (gpointer data)
{
  ZgBusyBar *self = data;

  gtk_widget_set_opacity (self->bar, 1);
  self->timer = g_timeout_add (PULSE_MS, on_pulse_cb, self);
  return G_SOURCE_REMOVE;
}

GtkWidget *
zg_busy_bar_new (void)
{
  return g_object_new (ZG_TYPE_BUSY_BAR, NULL);
}

void
zg_busy_bar_start (ZgBusyBar *self)
{
  if (self->depth++ == 0)
    self->timer = g_timeout_add (PATIENCE_MS, on_patience_cb, self);
}

void
zg_busy_bar_stop (ZgBusyBar *self)
{
  g_return_if_fail (self->depth > 0);
  if (--self->depth > 0)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->bar)
    gtk_widget_set_opacity (self->bar, 0);
}
