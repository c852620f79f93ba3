/* zg-roster-grid.h: the roster board: a row a person, a column a day, what each has at the right, what is not covered at the
 * foot. Draws only the rows in sight. One node for assistive tools, whose value is the sentence about the current cell. It edits
 * a ZgRosterEdit and never the book. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-roster-edit.h"

G_BEGIN_DECLS

#define ZG_TYPE_ROSTER_GRID (zg_roster_grid_get_type ())
G_DECLARE_FINAL_TYPE (ZgRosterGrid, zg_roster_grid, ZG, ROSTER_GRID, GtkWidget)

/* Implements GtkScrollable. Signals:
 *   "current-changed" ()   another cell is the current one, or none, or another block is chosen
 *   "edited" ()            something was entered, taken out, undone
 *   "refused" (int shift)  this shift could not be entered anywhere in the block
 *   "detail" ()            Enter, double click
 * Keys: the letter of a shift or its sign, Delete, arrows, Home, End, PgUp, PgDn, with Shift to choose a block, Ctrl+C and
 * Ctrl+V, Ctrl+D (the week before, again), Ctrl+Z, Ctrl+Y, N (next gap or clash). The mouse chooses, Shift and click or a pull
 * from an empty cell chooses a block, an entry pulled away goes where it is let go. */
GtkWidget *zg_roster_grid_new         (void);
/* zg_roster_grid_set_edit: @edit: (nullable): must outlive the grid or the next call. @rows: (nullable) (element-type int):
 * people shown, copied; NULL: all. The current cell stays with its person and its day. */
void       zg_roster_grid_set_edit    (ZgRosterGrid *grid, ZgRosterEdit *edit, GArray *rows, gboolean may_edit);
void       zg_roster_grid_set_dimmed  (ZgRosterGrid *grid, gboolean dimmed);
/* zg_roster_grid_changed: the edit was changed by somebody else than the grid: draws and tells anew. */
void       zg_roster_grid_changed     (ZgRosterGrid *grid);

gboolean   zg_roster_grid_get_current (ZgRosterGrid *grid, int *person, int *day); /* FALSE: none */
gboolean   zg_roster_grid_set_current (ZgRosterGrid *grid, int person, int day);   /* FALSE: the person is not shown */
/* zg_roster_grid_people: the people of the rows chosen, or all shown where @all. Returns: (transfer full) (element-type int). */
GArray    *zg_roster_grid_people      (ZgRosterGrid *grid, gboolean all);
/* zg_roster_grid_days: first and last day of the block. FALSE: none. */
gboolean   zg_roster_grid_days        (ZgRosterGrid *grid, int *from, int *to);

/* What the keys do, for buttons. All return FALSE where nothing changes. */
gboolean   zg_roster_grid_paint       (ZgRosterGrid *grid, int shift); /* -1: clears */
gboolean   zg_roster_grid_copy_week   (ZgRosterGrid *grid);
gboolean   zg_roster_grid_undo        (ZgRosterGrid *grid);
gboolean   zg_roster_grid_redo        (ZgRosterGrid *grid);
gboolean   zg_roster_grid_next_finding (ZgRosterGrid *grid, int step);
/* zg_roster_grid_key: the letter that enters @shift; 0: none. */
char       zg_roster_grid_key         (ZgRosterGrid *grid, int shift);
/* zg_roster_grid_describe: the sentence about a cell. Returns: (transfer full). */
char      *zg_roster_grid_describe    (ZgRosterGrid *grid, int person, int day);

/* Geometry in pixels of the widget, for tests and tooltips. */
gboolean   zg_roster_grid_cell_at     (ZgRosterGrid *grid, double x, double y, int *person, int *day);
void       zg_roster_grid_cell_rect   (ZgRosterGrid *grid, int row, int day, GdkRectangle *rect);
int        zg_roster_grid_n_drawn     (ZgRosterGrid *grid);

G_END_DECLS
