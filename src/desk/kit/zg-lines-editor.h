/* zg-lines-editor.h: the lines of a document: a table and, above it, one strip of controls in which a line is typed or changed.
 * Enter takes the line and begins the next one, Esc goes back; nothing is edited inside the table. Lines that come with another
 * step (nobody adds one by hand) are filled in one after the other: Enter goes on to the next. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-book.h"

G_BEGIN_DECLS

#define ZG_TYPE_LINES_EDITOR (zg_lines_editor_get_type ())
G_DECLARE_FINAL_TYPE (ZgLinesEditor, zg_lines_editor, ZG, LINES_EDITOR, GtkWidget)

/* Signal: "edited" (): a line was added, changed or taken out. */
GtkWidget *zg_lines_editor_new          (ZgSession *session, const ZgKind *child); /* @session: (nullable) */
/* zg_lines_editor_set_lines: @records: (nullable) (element-type ZgRecord): copied; @titles: (nullable): kind/id → how a
 * reference reads, "staff/17" → text. */
void       zg_lines_editor_set_lines    (ZgLinesEditor *editor, GPtrArray *records, GHashTable *titles);
/* zg_lines_editor_get_changes: Returns: (transfer full) (element-type ZgRecord): new, changed, and with state "removed"; what
 * zg_book_run takes. */
GPtrArray *zg_lines_editor_get_changes  (ZgLinesEditor *editor);
/* zg_lines_editor_get_lines: Returns: (transfer full) (element-type ZgRecord): as they stand. */
GPtrArray *zg_lines_editor_get_lines    (ZgLinesEditor *editor);
gboolean   zg_lines_editor_is_modified  (ZgLinesEditor *editor);
gboolean   zg_lines_editor_is_typing    (ZgLinesEditor *editor); /* the strip holds something not taken yet */
/* Which fields of @line are typed by this person while its document stands as @document: ZG_F (…) | …. Registered once, before
 * the first window; without one all that the steps of the line write. @child: static. */
typedef guint64 (*ZgLinesMask) (ZgSession *session, const ZgRecord *document, const ZgRecord *line);
void       zg_lines_mask_register       (const char *child, ZgLinesMask mask);
/* How lines look whose counting is the work: which fields have a column while the document stands so, and a word for each line,
 * shown as a pill behind what is counted. Registered as a mask; both static. */
typedef struct
{
  guint64 (*table)   (const ZgRecord *document);
  ZgTone  (*verdict) (const ZgRecord *line, char **words); /* (nullable); @words: (out) (transfer full) */
  /* (nullable): fills in @line, made by a code no line has; @beside: (nullable): the line in hand */
  void    (*begin)   (const ZgRecord *document, const ZgRecord *beside, ZgRecord *line);
} ZgLinesFace;
void       zg_lines_face_register       (const char *child, const ZgLinesFace *face);
/* zg_lines_editor_set_document: what the lines belong to, as it stands. @document: (nullable): copied. */
void       zg_lines_editor_set_document (ZgLinesEditor *editor, const ZgRecord *document);
/* zg_lines_editor_grab_scan: FALSE: no codes come in here now. */
gboolean   zg_lines_editor_grab_scan    (ZgLinesEditor *editor);
void       zg_lines_editor_set_editable (ZgLinesEditor *editor, gboolean editable);
/* zg_lines_editor_show_fault: @change: place among what zg_lines_editor_get_changes gave: that line is put into the strip with
 * the message under it; -1: only the message. @field: (nullable). */
void       zg_lines_editor_show_fault   (ZgLinesEditor *editor, int change, const char *field, const char *message);

G_END_DECLS
