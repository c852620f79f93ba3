/* zg-form.h: the form of any kind: stepper, notice, fields with their errors and clauses, lines, attachments, history, steps.
 *
 * Where the resource ui/MODULE/KIND.ui exists the fields lie as it says: a widget whose id is the name of a field is bound to
 * it, an empty AdwBin of that id is filled with the usual control; a box "lines_KIND" takes the lines editor, a box "explain"
 * the panels. Else the form is laid out from the fields. Main thread only; reads and steps go through the session's book. */
#pragma once

#include <adwaita.h>

#include "zg-book.h"

G_BEGIN_DECLS

#define ZG_TYPE_FORM (zg_form_get_type ())
G_DECLARE_FINAL_TYPE (ZgForm, zg_form, ZG, FORM, AdwBin)

/* Properties: "title", "subtitle" (char *): for the header bar; "modified" (gboolean): something typed is not in the book yet.
 * Signals:
 *   "saved" (const char *verb, gint64 id)     a step was written
 *   "closed" ()                               the record is gone, or the person has asked to leave and may
 *   "neighbour" (int delta)                   Alt+↑ and Alt+↓
 *   "command" (const char *name)              "print", "duplicate": for the shell
 *   "ready" ()                                loaded and shown, also after each step
 * Actions on the widget: form.save, form.primary, form.print, form.previous, form.next, form.close, form.reload, form.explain,
 * form.copy-previous; and every step of the kind: "leave.approve". */
GtkWidget    *zg_form_new          (ZgSession *session, const ZgKind *kind, gint64 id);
/* zg_form_new_from: a new record that begins as @record (a copy is made); parent and fields may be set. */
GtkWidget    *zg_form_new_from     (ZgSession *session, const ZgRecord *record);
const ZgKind *zg_form_get_kind     (ZgForm *form);
gint64        zg_form_get_id       (ZgForm *form);  /* 0: new, never saved */
const char   *zg_form_get_title    (ZgForm *form);
const char   *zg_form_get_subtitle (ZgForm *form);
gboolean      zg_form_is_modified  (ZgForm *form);
/* zg_form_keep_draft: what was typed in the last seconds is kept on this computer now, not when the hands rest. */
void          zg_form_keep_draft   (ZgForm *form);
gboolean      zg_form_is_loading   (ZgForm *form);
/* zg_form_get_record: (transfer none) (nullable): as it stands in the form, with what is typed; NULL until loaded. */
const ZgRecord *zg_form_get_record (ZgForm *form);
/* zg_form_take_step: what the step's button does: checks, asks, runs. */
void          zg_form_take_step    (ZgForm *form, const char *verb);
/* zg_form_request_close: emits "closed" at once, or asks what shall become of the typed input and emits it then. */
void          zg_form_request_close (ZgForm *form);
void          zg_form_grab_focus   (ZgForm *form); /* first empty required field, else the primary step */
/* zg_form_header_buttons: ↑ ↓ and ⋮ for the end of the header bar. Floating. */
GtkWidget    *zg_form_header_buttons (ZgForm *form);

G_END_DECLS
