/* zg-month-grid-private.h: between the files of the grid: zg-month-grid.c (widget), -keys.c (keyboard and mouse), -draw.c. */
#pragma once

#include "zg-grid-paint.h"
#include "zg-month-grid.h"

G_BEGIN_DECLS

#define ZG_GRID_SUMS 6
#define ZG_GRID_NAME_WIDTH 86
#define ZG_GRID_MAX_CELL 34
#define ZG_GRID_HEAD_HEIGHT 40

struct _ZgMonthGrid
{
  GtkWidget       parent;

  const ZgMonth  *month;    /* (nullable), not owned */
  GArray         *rows;     /* of int: line of each row */
  int             row, day; /* current cell, -1 none */
  int             hover_row;
  gint64          wanted;   /* staff of the current cell, found again after a reload */
  ZgMonthDescribe describe;
  gpointer        describe_data;
  gboolean        dimmed;

  GtkAdjustment  *hadjustment, *vadjustment;
  guint           hpolicy : 1, vpolicy : 1;

  GHashTable     *layouts;  /* (nullable): of layouts by style and text */
  int             row_height, head_height, name_width, min_cell, sum_width; /* by the font; 0: to be measured */
  int             cell_width;
  int             n_drawn;
};

/* zg-month-grid.c */
void zg_month_grid_measure_font (ZgMonthGrid *self);
int  zg_month_grid_scrolled_x   (ZgMonthGrid *self);
int  zg_month_grid_scrolled_y   (ZgMonthGrid *self);
void zg_month_grid_go           (ZgMonthGrid *self, int row, int day); /* clamps, scrolls, tells */
const ZgMonthLine *zg_month_grid_line (ZgMonthGrid *self, int row);    /* (nullable) */

/* zg-month-grid-keys.c */
void zg_month_grid_init_keys    (ZgMonthGrid *self);

/* zg-month-grid-draw.c */
void         zg_month_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
PangoLayout *zg_month_grid_layout   (ZgMonthGrid *self, ZgGridStyle style, const char *text); /* (transfer none) */
void         zg_month_grid_forget_layouts (ZgMonthGrid *self);

G_END_DECLS
