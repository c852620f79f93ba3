#include "zg-entries.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-money.h"

struct _ZgMoneyEntry
{
  GtkWidget  parent;
  GtkWidget *entry;
  ZgType     type;
  gboolean   setting;
};

static void editor_init (ZgEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgMoneyEntry, zg_money_entry, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (ZG_TYPE_EDITOR, editor_init))

static char *
format_value (ZgType type, gint64 value)
{
  switch (type)
    {
    case ZG_MONEY:
      return zg_money_format (value, ZG_MONEY_PLAIN);
    case ZG_POINTS:
      return zg_money_format (value, ZG_MONEY_NO_COMMAS);
    case ZG_QTY:
    case ZG_DAYS:
      return zg_milli_format (value, ZG_MONEY_NO_COMMAS);
    case ZG_MINUTES:
      return value < 60 ? g_strdup_printf ("%d", (int) value)
        : g_strdup_printf ("%d:%02d", (int) (value / 60), (int) (value % 60));
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

gboolean
zg_money_entry_get_value (ZgMoneyEntry *self, gint64 *value)
{
  g_return_val_if_fail (ZG_IS_MONEY_ENTRY (self), FALSE);
  return zg_number_typed (self->type, gtk_editable_get_text (GTK_EDITABLE (self->entry)), value);
}

void
zg_money_entry_set_value (ZgMoneyEntry *self, gint64 value)
{
  g_autofree char *text = format_value (self->type, value);

  g_return_if_fail (ZG_IS_MONEY_ENTRY (self));
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->setting = FALSE;
}

static void
on_changed_cb (GtkEditable *editable, gpointer data)
{
  if (!ZG_MONEY_ENTRY (data)->setting)
    zg_editor_edited (ZG_EDITOR (data));
}

static void
on_leave_cb (GtkEventControllerFocus *controller, gpointer data)
{
  gint64 value;

  if (zg_money_entry_get_value (data, &value)) /* the sum becomes its result */
    zg_money_entry_set_value (data, value);
}

static gboolean
get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  ZgMoneyEntry *self = ZG_MONEY_ENTRY (editor);
  const char   *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gint64        value;

  if (*text == '\0')
    return TRUE;
  if (!zg_number_typed (self->type, text, &value))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                   self->type == ZG_MONEY ? _ ("“%s” is no amount.") : self->type == ZG_INT ? _ ("“%s” is not a whole number.")
                     : _ ("“%s” is no quantity."),
                   text);
      return FALSE;
    }
  zg_cell_set_int (out, value);
  return TRUE;
}

static void
set_cell (ZgEditor *editor, const ZgCell *cell)
{
  ZgMoneyEntry *self = ZG_MONEY_ENTRY (editor);

  if (cell->type == ZG_CELL_INT)
    {
      zg_money_entry_set_value (self, cell->i);
      return;
    }
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->setting = FALSE;
}

static GtkWidget *
get_focus_widget (ZgEditor *editor)
{
  return ZG_MONEY_ENTRY (editor)->entry;
}

static void
editor_init (ZgEditorInterface *iface)
{
  iface->get_cell = get_cell;
  iface->set_cell = set_cell;
  iface->get_focus_widget = get_focus_widget;
}

static void
zg_money_entry_dispose (GObject *object)
{
  g_clear_pointer (&ZG_MONEY_ENTRY (object)->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_money_entry_parent_class)->dispose (object);
}

static gboolean
zg_money_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZG_MONEY_ENTRY (widget)->entry);
}

static void
zg_money_entry_class_init (ZgMoneyEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_money_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = zg_money_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zg_money_entry_init (ZgMoneyEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->type = ZG_MONEY;
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1);
  zg_desk_css (self->entry, "num");
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
}

GtkWidget *
zg_money_entry_new (ZgType type)
{
  ZgMoneyEntry *self = g_object_new (ZG_TYPE_MONEY_ENTRY, NULL);

  self->type = type;
  gtk_widget_set_size_request (self->entry, type == ZG_MONEY ? 130 : 90, -1);
  return GTK_WIDGET (self);
}
