#include "zg-editor.h"

#include "zg-error.h"

G_DEFINE_INTERFACE (ZgEditor, zg_editor, GTK_TYPE_WIDGET)

static guint edited_signal;

static void
zg_editor_default_init (ZgEditorInterface *iface)
{
  edited_signal = g_signal_new ("edited", ZG_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

gboolean
zg_editor_get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  g_return_val_if_fail (ZG_IS_EDITOR (editor), FALSE);
  zg_cell_clear (out);
  return ZG_EDITOR_GET_IFACE (editor)->get_cell (editor, out, error);
}

void
zg_editor_set_cell (ZgEditor *editor, const ZgCell *cell)
{
  static const ZgCell empty = { 0 };

  g_return_if_fail (ZG_IS_EDITOR (editor));
  ZG_EDITOR_GET_IFACE (editor)->set_cell (editor, cell ? cell : &empty);
}

GtkWidget *
zg_editor_focus_widget (ZgEditor *editor)
{
  g_return_val_if_fail (ZG_IS_EDITOR (editor), NULL);
  return ZG_EDITOR_GET_IFACE (editor)->get_focus_widget (editor);
}

void
zg_editor_edited (ZgEditor *editor)
{
  g_signal_emit (editor, edited_signal, 0);
}
