/* zg-chart.h: a chart as shapes: numbers in, lines, boxes, dots and words out, the same on the screen and on paper. An axis that
 * does not begin at nothing is labelled and carries dots, never bars: a bar cut off at its foot lies. Pure; runs in any thread.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ZG_CHART_ROWS, /* a row a thing: its name left, a dot (or a bar from nothing) on a common axis */
  ZG_CHART_LINE, /* over time: dots joined by a line; exceptions and the last one labelled */
} ZgChartSort;

typedef struct
{
  const char *label;
  gint64      value; /* G_MININT64: none */
} ZgChartPoint;

typedef struct
{
  ZgChartSort         sort;
  const ZgChartPoint *points;
  int                 n_points;
  gint64              min, max;     /* of the axis; both 0: chosen here */
  gboolean            from_zero;    /* the axis begins at nothing; ROWS then draw bars */
  gint64              target;       /* G_MININT64: none; what is on its wrong side is an exception */
  gboolean            more_is_worse; /* exceptions lie above the target */
  const char         *target_label; /* (nullable) */
  int                 decimals;     /* of the scale: 2 shows 9950 as 99.5 with @unit */
  const char         *unit;         /* (nullable): "%" */
} ZgChart;

typedef enum { ZG_INK_TEXT, ZG_INK_DIM, ZG_INK_GRID, ZG_INK_MARK, ZG_INK_BAD, ZG_INK_TARGET, ZG_N_INKS } ZgInk;
typedef enum { ZG_SHAPE_LINE, ZG_SHAPE_BOX, ZG_SHAPE_DOT, ZG_SHAPE_WORD } ZgShapeSort;

typedef struct
{
  ZgShapeSort sort;
  ZgInk       ink;
  double      x, y, x2, y2; /* LINE: both ends; BOX: corner and corner; DOT: centre; WORD: anchor, x2 = room for it */
  int         align;        /* WORD: -1 begins at x, 0 centred, 1 ends at x; always centred on y */
  gboolean    dashed;
  char       *text;         /* WORD */
} ZgShape;

/* zg_chart_shapes: for a box of @width × @height. Returns: (transfer full) (element-type ZgShape), frees its texts. */
GArray     *zg_chart_shapes (const ZgChart *chart, double width, double height, double font);
/* zg_chart_axis: the range and the step of the marks on it. */
void        zg_chart_axis   (const ZgChart *chart, gint64 *min, gint64 *max, gint64 *step);
/* zg_chart_value: with as many decimals as the points of the chart need, so that all look alike. Returns: (transfer full):
 * "99.50%". */
char       *zg_chart_value  (const ZgChart *chart, gint64 value);

typedef struct
{
  double rgba[ZG_N_INKS][4];
  double font;   /* points or pixels */
} ZgChartColours;

extern const ZgChartColours zg_chart_paper; /* black on white */

/* zg_chart_draw: from the origin of @cr. */
void        zg_chart_draw   (const ZgChart *chart, cairo_t *cr, double width, double height, const ZgChartColours *colours);

G_END_DECLS
