/* zg-roster-edit.h: a board being edited: what is typed, painted and filled in before it is saved, with undo and redo. No widget
 * and no database, but for saving. One thread at a time. Days are of the month, 0 … n_days - 1. */
#pragma once

#include "zg-roster-board.h"

G_BEGIN_DECLS

typedef struct _ZgRosterEdit ZgRosterEdit;

/* zg_roster_edit_new: @board: (transfer full). */
ZgRosterEdit        *zg_roster_edit_new   (ZgRosterBoard *board);
void                 zg_roster_edit_free  (ZgRosterEdit *edit);
const ZgRosterBoard *zg_roster_edit_board (ZgRosterEdit *edit);

/* zg_roster_edit_cell: Returns: (transfer none) (element-type ZgBoardEntry): the entries of a cell as they shall be, the ordinary
 * one before duties; valid until the next edit. */
const GArray *zg_roster_edit_cell       (ZgRosterEdit *edit, int person, int day);
/* zg_roster_edit_is_changed: differs from the book. */
gboolean      zg_roster_edit_is_changed (ZgRosterEdit *edit, int person, int day);
guint         zg_roster_edit_n_changed  (ZgRosterEdit *edit);
/* zg_roster_edit_findings: gaps, clashes and counts of what is shown, made when first asked after an edit. (transfer none) */
const ZgRosterFindings *zg_roster_edit_findings (ZgRosterEdit *edit);
/* zg_roster_edit_clash: (transfer none) (nullable): the first clash of a cell. */
const ZgRosterClash    *zg_roster_edit_clash    (ZgRosterEdit *edit, int person, int day);

/* What lies between begin and end is one step of undo; they nest. An edit outside of them is a step by itself. Edits return FALSE
 * where nothing changes. */
void     zg_roster_edit_begin (ZgRosterEdit *edit);
void     zg_roster_edit_end   (ZgRosterEdit *edit);
/* zg_roster_edit_set: @shift takes the place of what it cannot stand beside: a duty joins the hours of the day, a rest day stands
 * alone. FALSE too where the shift is not held on that day of the week. */
gboolean zg_roster_edit_set   (ZgRosterEdit *edit, int person, int day, int shift);
gboolean zg_roster_edit_clear (ZgRosterEdit *edit, int person, int day);
/* zg_roster_edit_phone: the number of the shift of the cell that needs one. @phone: (nullable). */
gboolean zg_roster_edit_phone (ZgRosterEdit *edit, int person, int day, const char *phone);
/* zg_roster_edit_move: what stands in one cell goes to the other, in place of what is there. */
gboolean zg_roster_edit_move  (ZgRosterEdit *edit, int person, int day, int to_person, int to_day);
/* zg_roster_edit_paste: a block of cells, @width × @height from @person, @day, copied to @to_person, @to_day as far as the month
 * and the people go. */
gboolean zg_roster_edit_paste (ZgRosterEdit *edit, int person, int day, int width, int height, int to_person, int to_day);
/* zg_roster_edit_add: entries of zg_roster_fill_shift () and _rest (). */
gboolean zg_roster_edit_add   (ZgRosterEdit *edit, const GArray *entries);
gboolean zg_roster_edit_undo  (ZgRosterEdit *edit);
gboolean zg_roster_edit_redo  (ZgRosterEdit *edit);
gboolean zg_roster_edit_can_undo (ZgRosterEdit *edit);
gboolean zg_roster_edit_can_redo (ZgRosterEdit *edit);

/* -- Saving -- */

typedef struct
{
  gint64 id, version;       /* of the entry in the book, 0: a new one */
  gint64 staff, shift;      /* shift 0: to be taken out */
  int    day;               /* day number */
  char  *phone;             /* (nullable) */
} ZgRosterChange;

/* zg_roster_edit_changes: what separates it from the book; what is taken out comes first. Returns: (transfer full) (element-type
 * ZgRosterChange). */
GPtrArray *zg_roster_edit_changes (ZgRosterEdit *edit);
/* zg_roster_edit_adopt: the changes that could not be saved, put into the newly read board as one step. */
void       zg_roster_edit_adopt   (ZgRosterEdit *edit, const GPtrArray *changes);
void       zg_roster_change_free  (ZgRosterChange *change);

/* zg_roster_save: one step for each change; what is refused is left in @changes and the others go on. @reason: (nullable): needed
 * where the month is published (@locked). @first: (out): why the first was refused. Returns: how many were done. Any thread but
 * that of the desk; waits for the writer. */
guint      zg_roster_save         (ZgSession *session, GPtrArray *changes, gboolean locked, const char *reason, GError **first);
/* zg_roster_month_step: @verb of the month of @unit ("publish", "publish_open", "reopen", "archive"); its record is made where
 * there is none yet. @opinion: (nullable). Any thread but that of the desk. */
gboolean   zg_roster_month_step   (ZgSession *session, int first_day, gint64 unit, const char *verb, const char *opinion,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgRosterEdit, zg_roster_edit_free)

G_END_DECLS
