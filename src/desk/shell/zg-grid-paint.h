/* zg-grid-paint.h: what the grids draw with: kept layouts, the colours of the style sheet by their names, boxes and words. Main
 * thread only. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  ZG_GRID_NAME, ZG_GRID_DAY, ZG_GRID_WEEKDAY, ZG_GRID_HEADING, ZG_GRID_MARK, ZG_GRID_MARK_STRONG, ZG_GRID_MARK_SMALL,
    ZG_GRID_NUMBER,
  ZG_GRID_NUMBER_STRONG,
  ZG_GRID_N_STYLES
} ZgGridStyle;

typedef struct
{
  GdkRGBA text, paper, accent, accent_tint, warn, warn_tint, bad, bad_tint, plain_tint, line, shade, strong_line;
} ZgGridInks;

/* One drawing. */
typedef struct
{
  GtkWidget   *widget;
  GtkSnapshot *snapshot;
  GHashTable **layouts; /* of the widget; made when first used, freed by it */
  ZgGridInks   inks;
} ZgGridPaint;

/* zg_grid_layout: one for each style and text, kept until the widget forgets them. Returns: (transfer none). */
PangoLayout *zg_grid_layout    (GHashTable **layouts, GtkWidget *widget, ZgGridStyle style, const char *text);
void         zg_grid_take_inks (ZgGridPaint *paint);
GdkRGBA      zg_grid_faded     (GdkRGBA colour, double alpha);
void         zg_grid_box       (ZgGridPaint *paint, const GdkRGBA *colour, int x, int y, int width, int height);
void         zg_grid_rounded   (ZgGridPaint *paint, const GdkRGBA *colour, int x, int y, int width, int height, float radius);
/* zg_grid_words: @align: 0 left, 1 centred, 2 right, within @width. */
void         zg_grid_words     (ZgGridPaint *paint, ZgGridStyle style, const char *text, const GdkRGBA *colour, int x, int y,
                                int width, int height, int align);

G_END_DECLS
