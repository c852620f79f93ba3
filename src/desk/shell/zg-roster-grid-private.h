/* zg-roster-grid-private.h: between the files of the board: zg-roster-grid.c (widget), -words.c, -keys.c (keyboard and mouse),
 * -draw.c. */
#pragma once

#include "zg-grid-paint.h"
#include "zg-roster-grid.h"

G_BEGIN_DECLS

#define ZG_ROSTER_SUMS 4 /* rest days, Saturdays, Sundays, nights */

struct _ZgRosterGrid
{
  GtkWidget      parent;

  ZgRosterEdit  *edit;       /* (nullable), not owned */
  const ZgRosterBoard *board; /* of the edit */
  gboolean       may_edit, dimmed;
  GArray        *rows;       /* of int: person of each row */
  guint8        *away;       /* people × days: on approved leave */
  char          *keys;       /* by shift: its letter, 0 none */
  int            row, day;   /* current cell, -1 none */
  int            far_row, far_day; /* the other corner of the block */
  int            hover_row;
  gint64         wanted;     /* staff of the current cell, found again after a reload */
  int            copied[4];  /* row, day, width, height of what Ctrl+C took; width 0: nothing */
  int            drag_row, drag_day;  /* where an entry is being pulled from, -1 none */
  int            drop_row, drop_day;  /* over which cell */

  GtkAdjustment *hadjustment, *vadjustment;
  guint          hpolicy : 1, vpolicy : 1;

  GHashTable    *layouts;    /* (nullable) */
  int            row_height, head_height, name_width, min_cell, sum_width, cell_width; /* by the font; 0: to be measured */
  int            n_drawn;
};

/* zg-roster-grid.c */
void zg_roster_grid_measure_font (ZgRosterGrid *self);
int  zg_roster_grid_scrolled_x   (ZgRosterGrid *self);
int  zg_roster_grid_scrolled_y   (ZgRosterGrid *self);
int  zg_roster_grid_foot_height  (ZgRosterGrid *self);
void zg_roster_grid_go           (ZgRosterGrid *self, int row, int day, gboolean extend); /* clamps, scrolls, tells */
int  zg_roster_grid_person       (ZgRosterGrid *self, int row);                           /* -1 */
void zg_roster_grid_block        (ZgRosterGrid *self, int *row, int *day, int *width, int *height);
void zg_roster_grid_edited       (ZgRosterGrid *self);
const ZgRosterGap *zg_roster_grid_gap (ZgRosterGrid *self, int rule, int day); /* (nullable): the worst of the day */

int  zg_roster_grid_foot_top     (ZgRosterGrid *self); /* where the rows of gaps begin */

/* zg-roster-grid-words.c */
char    *zg_roster_grid_value         (ZgRosterGrid *self); /* (transfer full): the accessible value */
gboolean zg_roster_grid_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip);

/* zg-roster-grid-keys.c */
void zg_roster_grid_init_keys    (ZgRosterGrid *self);
void zg_roster_grid_choose_keys  (ZgRosterGrid *self);

/* zg-roster-grid-draw.c */
void zg_roster_grid_snapshot     (GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS
