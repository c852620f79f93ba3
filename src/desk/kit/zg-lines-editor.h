/* zg-lines-editor.h: the lines of a document: a table and, above it, one strip of controls in which a line is typed or changed.
 * Enter takes the line and begins the next one, Esc goes back; nothing is edited inside the table. Lines that come with another
 * step (nobody adds one by hand) are filled in one after the other: Enter goes on to the next. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-book.h"

G_BEGIN_DECLS

#define ZG_TYPE_LINES_EDITOR (zg_lines_editor_get_type ())
G_DECLARE_FINAL_TYPE (ZgLinesEditor, zg_lines_editor, ZG, LINES_EDITOR, GtkWidget)

/* Signals: "edited" (): a line was added, changed or taken out. "shown" (): other lines, another document, more is known. */
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
/* A column that is no field: @text of the line at @place from what is known about it (nullable). */
typedef struct
{
  const char *title;
  int         before, width;               /* the field it stands before; -1: behind all. Pixels. */
  char     *(*text) (const ZgRecord *line, GHashTable *known, guint place, ZgTone *tone); /* (transfer full) (nullable) */
  gint64    (*qty)  (const ZgRecord *line); /* (nullable): a figure, summed up under the table; thousandths */
} ZgLinesColumn;
/* Reads what is known, text for text, on a reading thread; "name/ID" is how the first reference reads while the table is wide. */
typedef void (*ZgLinesRead) (ZgSession *session, ZgDb *db, const ZgRecord *document, GPtrArray *lines, GHashTable *known);
/* How lines look whose counting is the work: which fields have a column while the document stands so, and a word for each line,
 * shown as a pill behind what is counted. Registered as a mask; both static. */
typedef struct
{
  guint64 (*table)   (const ZgRecord *document);
  ZgTone  (*verdict) (const ZgRecord *line, char **words); /* (nullable); @words: (out) (transfer full) */
  const ZgLinesColumn *extra;                              /* (nullable): shown while @wide says so */
  int       n_extra;
  gboolean (*wide)   (const ZgRecord *document);
  ZgLinesRead read;                                        /* (nullable) */
  /* (nullable): fills in @line, made by a code no line has; @beside: (nullable): the line in hand */
  void    (*begin)   (const ZgRecord *document, const ZgRecord *beside, ZgRecord *line);
  /* (nullable): stands beside the lines, above the other panels of the form: listens to "edited" and "shown" and writes by
   * zg_lines_editor_put; floating */
  GtkWidget *(*panel) (ZgSession *session, ZgLinesEditor *editor);
  /* (nullable): what the lines still lack before the document goes on, beside its buttons: "two lines are not finished"; NULL:
   * nothing; (transfer full) */
  char    *(*pending) (ZgLinesEditor *editor);
} ZgLinesFace;
void       zg_lines_face_register       (const char *child, const ZgLinesFace *face);
/* zg_lines_editor_set_document: what the lines belong to, as it stands. @document: (nullable): copied. */
void       zg_lines_editor_set_document (ZgLinesEditor *editor, const ZgRecord *document);
/* zg_lines_editor_grab_scan: FALSE: no codes come in here now. */
gboolean   zg_lines_editor_grab_scan    (ZgLinesEditor *editor);
/* Of its face. */
GtkWidget *zg_lines_editor_panel        (ZgLinesEditor *editor); /* floating (nullable) */
char      *zg_lines_editor_pending      (ZgLinesEditor *editor); /* (transfer full) (nullable) */
const char *zg_lines_editor_known       (ZgLinesEditor *editor, const char *key); /* (nullable): not read yet */
/* zg_lines_editor_put: the line at @place is @record (transfer full) now. zg_lines_editor_edit: it is typed, beginning with
 * @field. zg_lines_editor_chosen: the place of the row that is chosen, -1. */
void       zg_lines_editor_put          (ZgLinesEditor *editor, guint place, ZgRecord *record);
void       zg_lines_editor_edit         (ZgLinesEditor *editor, guint place, const char *field);
int        zg_lines_editor_chosen       (ZgLinesEditor *editor);
gboolean   zg_lines_editor_is_editable  (ZgLinesEditor *editor);
const ZgRecord *zg_lines_editor_get_document (ZgLinesEditor *editor); /* (nullable) */
/* zg_lines_editor_take_key: a scanner types while the focus is elsewhere: a digit or a star goes where codes come in. */
gboolean   zg_lines_editor_take_key     (ZgLinesEditor *editor, guint keyval);
void       zg_lines_editor_set_editable (ZgLinesEditor *editor, gboolean editable);
/* zg_lines_editor_show_fault: @change: place among what zg_lines_editor_get_changes gave: that line is put into the strip with
 * the message under it; -1: only the message. @field: (nullable). */
void       zg_lines_editor_show_fault   (ZgLinesEditor *editor, int change, const char *field, const char *message);

G_END_DECLS
