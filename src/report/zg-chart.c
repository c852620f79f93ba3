#include "config.h"

#include <math.h>
#include <string.h>

#include "zg-chart.h"
#include "zg-text.h"

#define MOST_MARKS 6
#define NONE G_MININT64

const ZgChartColours zg_chart_paper = {
  .rgba = { [ZG_INK_TEXT] = { 0, 0, 0, 1 },
            [ZG_INK_DIM] = { .35, .35, .35, 1 },
            [ZG_INK_GRID] = { .82, .82, .82, 1 },
            [ZG_INK_MARK] = { .25, .25, .25, 1 },
            [ZG_INK_BAD] = { .61, 0, .02, 1 },
            [ZG_INK_TARGET] = { 0, 0, 0, 1 } },
  .font = 8.5,
};

/* -- axis -- */

static gint64
nice_step (gint64 range)
{
  static const int steps[] = { 1, 2, 5 };

  for (gint64 power = 1;; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      if (range / (steps[i] * power) < MOST_MARKS || power > G_MAXINT64 / 100)
        return steps[i] * power;
}

static void
data_range (const ZgChart *chart, gint64 *min, gint64 *max)
{
  gboolean any = FALSE;

  *min = *max = 0;
  for (int i = -1; i < chart->n_points; i++)
    {
      gint64 value = i < 0 ? chart->target : chart->points[i].value;

      if (value == NONE)
        continue;
      *min = any ? MIN (*min, value) : value;
      *max = any ? MAX (*max, value) : value;
      any = TRUE;
    }
}

static gint64
floor_to (gint64 value, gint64 step)
{
  gint64 rest = value % step;

  return value - (rest < 0 ? rest + step : rest);
}

void
zg_chart_axis (const ZgChart *chart, gint64 *min, gint64 *max, gint64 *step)
{
  data_range (chart, min, max);
  if (chart->min != 0 || chart->max != 0)
    {
      *min = chart->min;
      *max = MAX (chart->max, chart->min + 1);
    }
  if (chart->from_zero)
    *min = MIN (*min, 0);
  if (*max <= *min)
    *max = *min + 1;
  *step = nice_step (*max - *min);
  if (chart->min == 0 && chart->max == 0)
    {
      *min = floor_to (*min, *step) == *min && *min != 0 ? *min - *step
                                                         : floor_to (*min, *step); /* no dot on a foot that is not zero */
      *max = floor_to (*max + *step - 1, *step);
    }
}

/* The decimals @value needs. */
static int
decimals_of (const ZgChart *chart, gint64 value)
{
  int digits = chart->decimals;

  for (; digits > 0 && value % 10 == 0; value /= 10)
    digits--;
  return digits;
}

static char *
value_text (const ZgChart *chart, gint64 value, int digits)
{
  const char *unit = chart->unit != NULL ? chart->unit : "";
  const char *sign = value < 0 ? "\342\210\222" : "";
  guint64     size = value < 0 ? (guint64) -value : (guint64) value;
  guint64     scale = 1;

  for (int i = digits; i < chart->decimals; i++)
    size /= 10;
  for (int i = 0; i < digits; i++)
    scale *= 10;
  if (digits == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT "%s", sign, size, unit);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT "%s", sign, size / scale, digits, size % scale, unit);
}

char *
zg_chart_value (const ZgChart *chart, gint64 value)
{
  int digits = decimals_of (chart, value);

  for (int i = 0; i < chart->n_points; i++)
    if (chart->points[i].value != NONE)
      digits = MAX (digits, decimals_of (chart, chart->points[i].value));
  return value_text (chart, value, digits);
}

/* Of a mark on the axis: all marks are steps from its begin. */
static char *
mark_text (const ZgChart *chart, gint64 value, gint64 step, gint64 min)
{
  return value_text (chart, value, MAX (decimals_of (chart, step), decimals_of (chart, min)));
}

/* -- shapes -- */

typedef struct
{
  const ZgChart *chart;
  GArray        *shapes;
  double         width, height, font;
  double         left, right, top, bottom; /* of the plot */
  gint64         min, max, step;
} Plot;

static void
shape_clear (gpointer data)
{
  g_free (((ZgShape *) data)->text);
}

static void
add_line (Plot *plot, ZgInk ink, double x, double y, double x2, double y2, gboolean dashed)
{
  ZgShape shape = { .sort = ZG_SHAPE_LINE, .ink = ink, .x = x, .y = y, .x2 = x2, .y2 = y2, .dashed = dashed };

  g_array_append_val (plot->shapes, shape);
}

static void
add_dot (Plot *plot, ZgInk ink, double x, double y)
{
  ZgShape shape = { .sort = ZG_SHAPE_DOT, .ink = ink, .x = x, .y = y };

  g_array_append_val (plot->shapes, shape);
}

static void
add_box (Plot *plot, ZgInk ink, double x, double y, double x2, double y2)
{
  ZgShape shape = { .sort = ZG_SHAPE_BOX, .ink = ink, .x = x, .y = y, .x2 = x2, .y2 = y2 };

  g_array_append_val (plot->shapes, shape);
}

static void
add_word (Plot *plot, ZgInk ink, double x, double y, double room, int align, const char *text)
{
  ZgShape shape = { .sort = ZG_SHAPE_WORD, .ink = ink, .x = x, .y = y, .x2 = room, .align = align, .text = g_strdup (text) };

  g_array_append_val (plot->shapes, shape);
}

static double
along (const Plot *plot, gint64 value, double from, double to)
{
  double part = (double) (value - plot->min) / (double) (plot->max - plot->min);

  return from + CLAMP (part, 0, 1) * (to - from);
}

static gboolean
is_exception (const ZgChart *chart, gint64 value)
{
  if (chart->target == NONE || value == NONE)
    return FALSE;
  return chart->more_is_worse ? value > chart->target : value < chart->target;
}

static double
text_room (const Plot *plot, const char *text)
{
  return zg_text_width (text) * plot->font * .55;
}

static double
widest_label (const Plot *plot)
{
  double widest = 0;

  for (int i = 0; i < plot->chart->n_points; i++)
    widest = MAX (widest, text_room (plot, plot->chart->points[i].label));
  return MIN (widest, plot->width * .3);
}

static void
add_target (Plot *plot, double x, double y, double x2, double y2, double label_x, double label_y, int align)
{
  add_line (plot, ZG_INK_TARGET, x, y, x2, y2, TRUE);
  if (plot->chart->target_label != NULL)
    add_word (plot, ZG_INK_DIM, label_x, label_y, plot->width * .4, align, plot->chart->target_label);
}

/* -- rows -- */

static void
axis_below (Plot *plot)
{
  for (gint64 value = plot->min; value <= plot->max; value += plot->step)
    {
      g_autofree char *text = mark_text (plot->chart, value, plot->step, plot->min);
      double           x = along (plot, value, plot->left, plot->right);

      add_line (plot, ZG_INK_GRID, x, plot->top, x, plot->bottom, FALSE);
      add_word (plot, ZG_INK_DIM, x, plot->bottom + plot->font, plot->font * 6, 0, text);
    }
}

static void
add_row (Plot *plot, int i, double y, double row)
{
  const ZgChartPoint *point = &plot->chart->points[i];
  ZgInk               ink = is_exception (plot->chart, point->value) ? ZG_INK_BAD : ZG_INK_MARK;
  g_autofree char    *text = NULL;
  double              x;

  add_word (plot, ZG_INK_TEXT, plot->left - plot->font * .8, y, plot->left - plot->font, 1, point->label);
  if (point->value == NONE)
    return;
  x = along (plot, point->value, plot->left, plot->right);
  text = zg_chart_value (plot->chart, point->value);
  if (plot->chart->from_zero)
    add_box (plot, ink, plot->left, y - MIN (row * .3, plot->font * .7), x, y + MIN (row * .3, plot->font * .7));
  else
    add_dot (plot, ink, x, y);
  add_word (plot, ink == ZG_INK_BAD ? ZG_INK_BAD : ZG_INK_TEXT, plot->right + plot->font * .8, y, plot->width - plot->right, -1,
            text);
}

static void
shape_rows (Plot *plot)
{
  int    n = MAX (plot->chart->n_points, 1);
  double row;

  plot->left = widest_label (plot) + plot->font * 1.2;
  plot->right = plot->width - plot->font * 5;
  plot->top = plot->chart->target != NONE && plot->chart->target_label != NULL ? plot->font * 1.8 : plot->font * .4;
  plot->bottom = plot->height - plot->font * 2;
  row = (plot->bottom - plot->top) / n;
  axis_below (plot);
  for (int i = 0; i < plot->chart->n_points; i++)
    add_row (plot, i, plot->top + row * (i + .5), row);
  if (plot->chart->target != NONE)
    {
      double x = along (plot, plot->chart->target, plot->left, plot->right);

      add_target (plot, x, plot->top - plot->font * .4, x, plot->bottom, x, plot->font * .8, 0);
    }
}

/* -- lines -- */

static void
axis_left (Plot *plot)
{
  for (gint64 value = plot->min; value <= plot->max; value += plot->step)
    {
      g_autofree char *text = mark_text (plot->chart, value, plot->step, plot->min);
      double           y = along (plot, value, plot->bottom, plot->top);

      add_line (plot, ZG_INK_GRID, plot->left, y, plot->right, y, FALSE);
      add_word (plot, ZG_INK_DIM, plot->left - plot->font * .6, y, plot->left, 1, text);
    }
}

static double
point_x (const Plot *plot, int i)
{
  int n = plot->chart->n_points;

  return n > 1 ? plot->left + (plot->right - plot->left) * i / (n - 1) : (plot->left + plot->right) / 2;
}

static void
add_points (Plot *plot)
{
  int last = -1;

  for (int i = 0; i < plot->chart->n_points; i++)
    {
      gint64 value = plot->chart->points[i].value;
      double y = value != NONE ? along (plot, value, plot->bottom, plot->top) : 0;

      if (value == NONE)
        continue;
      if (last >= 0)
        add_line (plot, ZG_INK_MARK, point_x (plot, last), along (plot, plot->chart->points[last].value, plot->bottom, plot->top),
                  point_x (plot, i), y, FALSE);
      last = i;
    }
  for (int i = 0; i < plot->chart->n_points; i++)
    {
      gint64           value = plot->chart->points[i].value;
      gboolean         bad = is_exception (plot->chart, value);
      g_autofree char *text = value != NONE ? zg_chart_value (plot->chart, value) : NULL;
      double           y = value != NONE ? along (plot, value, plot->bottom, plot->top) : 0;

      if (value == NONE)
        continue;
      add_dot (plot, bad ? ZG_INK_BAD : ZG_INK_MARK, point_x (plot, i), y);
      if (bad || i == last)
        add_word (plot, bad ? ZG_INK_BAD : ZG_INK_TEXT, point_x (plot, i), y - plot->font * 1.1, plot->font * 6, 0, text);
    }
}

/* Labels below: every one where there is room, else every second, fifth … */
static void
labels_below (Plot *plot)
{
  int    n = plot->chart->n_points, every = 1;
  double room = (plot->right - plot->left) / MAX (n - 1, 1);

  while (every < n && room * every < widest_label (plot) + plot->font)
    every++;
  for (int i = 0; i < n; i += every)
    add_word (plot, ZG_INK_DIM, point_x (plot, i), plot->bottom + plot->font * 1.1, room * every, 0,
              plot->chart->points[i].label);
}

static void
shape_line (Plot *plot)
{
  g_autofree char *longest = zg_chart_value (plot->chart, plot->max);

  plot->left = text_room (plot, longest) + plot->font * 1.6;
  plot->right = plot->width - plot->font * 2.5;
  plot->top = plot->font * 2;
  plot->bottom = plot->height - plot->font * 2.2;
  axis_left (plot);
  labels_below (plot);
  if (plot->chart->target != NONE)
    {
      double y = along (plot, plot->chart->target, plot->bottom, plot->top);

      add_target (plot, plot->left, y, plot->right, y, plot->left + plot->font * .4, y - plot->font * .8, -1);
    }
  add_points (plot);
}

GArray *
zg_chart_shapes (const ZgChart *chart, double width, double height, double font)
{
  Plot plot = { .chart = chart, .width = width, .height = height, .font = font };

  plot.shapes = g_array_new (FALSE, TRUE, sizeof (ZgShape));
  g_array_set_clear_func (plot.shapes, shape_clear);
  zg_chart_axis (chart, &plot.min, &plot.max, &plot.step);
  if (chart->sort == ZG_CHART_ROWS)
    shape_rows (&plot);
  else
    shape_line (&plot);
  return plot.shapes;
}
