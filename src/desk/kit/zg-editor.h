/* zg-editor.h: what a form asks of the control of a field, whatever it is made of. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-book.h"

G_BEGIN_DECLS

#define ZG_TYPE_EDITOR (zg_editor_get_type ())
G_DECLARE_INTERFACE (ZgEditor, zg_editor, ZG, EDITOR, GtkWidget)

struct _ZgEditorInterface
{
  GTypeInterface parent;
  /* FALSE with ZG_ERROR_INVALID where what is typed is no value of the field. */
  gboolean   (*get_cell) (ZgEditor *editor, ZgCell *out, GError **error);
  void       (*set_cell) (ZgEditor *editor, const ZgCell *cell);
  GtkWidget *(*get_focus_widget) (ZgEditor *editor); /* the widget that takes label, focus and error state */
};

/* Signal: "edited" (): the person has changed something (not zg_editor_set_cell). */
gboolean   zg_editor_get_cell     (ZgEditor *editor, ZgCell *out, GError **error);
void       zg_editor_set_cell     (ZgEditor *editor, const ZgCell *cell); /* (nullable): NULL empties it */
GtkWidget *zg_editor_focus_widget (ZgEditor *editor);
void       zg_editor_edited       (ZgEditor *editor);

/* zg_editor_new: the control of a field, sized to its content. Floating. @session: (nullable): only references and files need
 * it. */
GtkWidget *zg_editor_new          (ZgSession *session, const ZgKind *kind, const ZgField *field);
/* zg_editor_adopt: makes a plain widget of a form's .ui (entry, text view, drop-down, check button) serve as the control of a
 * field.
 * Returns: (transfer full): the editor that stands for it; it does not own the widget. NULL where it cannot. */
ZgEditor  *zg_editor_adopt        (GtkWidget *widget, const ZgField *field);

G_END_DECLS
