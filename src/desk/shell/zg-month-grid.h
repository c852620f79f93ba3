/* zg-month-grid.h: the judged month as a grid: a row a person, a column a day, six sums. Draws only the rows in sight; the row of
 * names and
 * the row of days stay where they are. One node for assistive tools, whose value is the sentence about the current cell. Main
 * thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-attendance.h"

G_BEGIN_DECLS

#define ZG_TYPE_MONTH_GRID (zg_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (ZgMonthGrid, zg_month_grid, ZG, MONTH_GRID, GtkWidget)

/* Returns: (transfer full): the sentence about a cell. */
typedef char *(*ZgMonthDescribe) (const ZgMonth *month, int line, int day, gpointer data);

/* Implements GtkScrollable. Signals:
 *   "current-changed" ()          another cell is the current one, or none
 *   "detail" ()                   Enter, double click: the whole explanation is wanted
 *   "typed" (const char *text)    a letter: search by initials
 *   "copied" ()                   Ctrl+C has put the row on the clipboard
 * Keys: arrows, Home, End, Ctrl+Home, Ctrl+End, PgUp, PgDn, N and P (next and previous exception), Enter, Ctrl+C. */
GtkWidget *zg_month_grid_new          (void);
/* zg_month_grid_set_month: @month: (nullable): must outlive the grid or the next call. @lines: (nullable) (element-type int): the
 * lines shown,
 * copied; NULL: all. The current cell stays with its person and its day of the month. */
void       zg_month_grid_set_month    (ZgMonthGrid *grid, const ZgMonth *month, GArray *lines);
/* zg_month_grid_set_describe: what the accessible value says; NULL: name, day and mark only. */
void       zg_month_grid_set_describe (ZgMonthGrid *grid, ZgMonthDescribe describe, gpointer data);
/* zg_month_grid_set_dimmed: what is shown is about to be replaced. */
void       zg_month_grid_set_dimmed   (ZgMonthGrid *grid, gboolean dimmed);

gboolean   zg_month_grid_get_current  (ZgMonthGrid *grid, int *line, int *day); /* FALSE: none */
/* zg_month_grid_set_current: scrolls to it. Returns: FALSE where the line is not shown. */
gboolean   zg_month_grid_set_current  (ZgMonthGrid *grid, int line, int day);
/* zg_month_grid_next_exception: @step: 1 or -1. Returns: FALSE where there is none further on. */
gboolean   zg_month_grid_next_exception (ZgMonthGrid *grid, int step);
void       zg_month_grid_copy         (ZgMonthGrid *grid);
int        zg_month_grid_n_rows       (ZgMonthGrid *grid);

/* Geometry in pixels of the widget, for tests and tooltips. */
int        zg_month_grid_cell_width   (ZgMonthGrid *grid);
gboolean   zg_month_grid_cell_at      (ZgMonthGrid *grid, double x, double y, int *line, int *day);
void       zg_month_grid_cell_rect    (ZgMonthGrid *grid, int row, int day, GdkRectangle *rect);
/* zg_month_grid_n_drawn: rows drawn the last time. */
int        zg_month_grid_n_drawn      (ZgMonthGrid *grid);

G_END_DECLS
