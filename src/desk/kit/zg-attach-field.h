/* zg-attach-field.h: a ZG_FILE field: the file as a button with icon, name and size; choose, drop, paste. Seals and stores at
 * once, before the record itself is saved; what no record refers to is swept by the book. Main thread only. */
#pragma once

#include "zg-editor.h"

G_BEGIN_DECLS

#define ZG_TYPE_ATTACH_FIELD (zg_attach_field_get_type ())
G_DECLARE_FINAL_TYPE (ZgAttachField, zg_attach_field, ZG, ATTACH_FIELD, GtkWidget)

GtkWidget *zg_attach_field_new      (ZgSession *session, const ZgKind *kind, const ZgField *field);
/* zg_attach_field_set_doc: the record it belongs to, 0 while it is not in the book. */
void       zg_attach_field_set_doc  (ZgAttachField *field, gint64 doc);
/* zg_attach_field_set_editable: FALSE: opens what is there, no more. */
void       zg_attach_field_set_editable (ZgAttachField *field, gboolean editable);
void       zg_attach_field_take_file (ZgAttachField *field, GFile *file);
void       zg_attach_field_take_bytes (ZgAttachField *field, const char *name, GBytes *bytes);
gboolean   zg_attach_field_is_busy  (ZgAttachField *field);

G_END_DECLS
