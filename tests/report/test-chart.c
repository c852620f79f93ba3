/* Charts as shapes: axes that do not lie, labels that fit. */
#include <string.h>

#include "zg-chart.h"

static const ZgChartPoint units[] = { { "客服组", 9950 }, { "仓储", 9400 }, { "运营", G_MININT64 }, { "美工", 10000 } };
static const ZgChart      rates = {
       .sort = ZG_CHART_ROWS, .points = units, .n_points = 4, .target = 9500, .target_label = "95%", .decimals = 2, .unit = "%"
};

static void
test_axis (void)
{
  ZgChart chart = rates;
  gint64  min, max, step;

  zg_chart_axis (&chart, &min, &max, &step);
  g_assert_cmpint (min, <=, 9400);
  g_assert_cmpint (max, >=, 10000);
  g_assert_cmpint ((max - min) / step, <=, 7);
  g_assert_cmpint (min % step, ==, 0);
  chart.from_zero = TRUE;
  zg_chart_axis (&chart, &min, &max, &step);
  g_assert_cmpint (min, ==, 0);
  chart.n_points = 0;
  chart.target = G_MININT64;
  zg_chart_axis (&chart, &min, &max, &step);
  g_assert_cmpint (max, >, min);
  chart = (ZgChart) { .points = (ZgChartPoint[]) { { "a", -7 }, { "b", -3 } }, .n_points = 2, .target = G_MININT64 };
  zg_chart_axis (&chart, &min, &max, &step);
  g_assert_cmpint (min, <=, -7);
  g_assert_cmpint (max, >=, -3);
}

/* What stands below each other has the same decimals. */
static void
test_alike (void)
{
  const ZgChartPoint points[] = { { "客服组", 9891 }, { "仓储", 9900 }, { "美工", G_MININT64 } };
  const ZgChart      chart = { .points = points, .n_points = 3, .target = G_MININT64, .decimals = 2, .unit = "%" };
  g_autofree char   *one = zg_chart_value (&chart, 9891), *other = zg_chart_value (&chart, 9900);

  g_assert_cmpstr (one, ==, "98.91%");
  g_assert_cmpstr (other, ==, "99.00%");
}

static void
test_values (void)
{
  static const struct
  {
    gint64      value;
    const char *text;
  } cases[] = { { 9950, "99.5%" }, { 10000, "100%" }, { 9405, "94.05%" },
                { 0, "0%" },       { 5, "0.05%" },    { -1250, "\342\210\22212.5%" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ZgChartPoint point = { "", cases[i].value };
      const ZgChart      chart = { .points = &point, .n_points = 1, .decimals = 2, .unit = "%" };
      g_autofree char   *text = zg_chart_value (&chart, cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
assert_inside (const GArray *shapes, double width, double height)
{
  for (guint i = 0; i < shapes->len; i++)
    {
      const ZgShape *shape = &g_array_index (shapes, ZgShape, i);

      g_assert_cmpfloat (shape->x, >=, -.5);
      g_assert_cmpfloat (shape->x, <=, width + .5);
      g_assert_cmpfloat (shape->y, >=, -.5);
      g_assert_cmpfloat (shape->y, <=, height + .5);
    }
}

static int
count (const GArray *shapes, ZgShapeSort sort, ZgInk ink)
{
  int n = 0;

  for (guint i = 0; i < shapes->len; i++)
    n += g_array_index (shapes, ZgShape, i).sort == sort && g_array_index (shapes, ZgShape, i).ink == ink;
  return n;
}

static void
test_rows (void)
{
  g_autoptr (GArray) dots = zg_chart_shapes (&rates, 400, 120, 9), bars = NULL;
  ZgChart            chart = rates;

  assert_inside (dots, 400, 120);
  g_assert_cmpint (count (dots, ZG_SHAPE_BOX, ZG_INK_MARK), ==, 0); /* no bar on a cut axis */
  g_assert_cmpint (count (dots, ZG_SHAPE_DOT, ZG_INK_MARK), ==, 2);
  g_assert_cmpint (count (dots, ZG_SHAPE_DOT, ZG_INK_BAD), ==, 1);  /* below the target */
  g_assert_cmpint (count (dots, ZG_SHAPE_LINE, ZG_INK_TARGET), ==, 1);
  chart.from_zero = TRUE;
  bars = zg_chart_shapes (&chart, 400, 120, 9);
  g_assert_cmpint (count (bars, ZG_SHAPE_BOX, ZG_INK_MARK) + count (bars, ZG_SHAPE_BOX, ZG_INK_BAD), ==, 3);
}

static void
test_line (void)
{
  g_autoptr (GArray) few = NULL, many = NULL;
  ZgChartPoint       points[90];
  ZgChart            chart = { .sort = ZG_CHART_LINE, .points = points, .n_points = 90, .target = 80, .more_is_worse = TRUE };

  for (int i = 0; i < 90; i++)
    points[i] = (ZgChartPoint) { "2026-10-31", i == 40 ? G_MININT64 : i };
  many = zg_chart_shapes (&chart, 300, 100, 9);
  assert_inside (many, 300, 100);
  g_assert_cmpint (count (many, ZG_SHAPE_DOT, ZG_INK_BAD), ==, 9);
  g_assert_cmpint (count (many, ZG_SHAPE_WORD, ZG_INK_DIM), <, 20); /* labels that would touch are left out */
  chart.n_points = 1;
  few = zg_chart_shapes (&chart, 300, 100, 9);
  assert_inside (few, 300, 100);
}

static void
test_draw (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 120);
  cairo_t         *cr = cairo_create (surface);
  int              inked = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  zg_chart_draw (&rates, cr, 400, 120, &zg_chart_paper);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  for (int i = 0; i < 120 * cairo_image_surface_get_stride (surface); i++)
    inked += cairo_image_surface_get_data (surface)[i] != 255;
  g_assert_cmpint (inked, >, 500);
  if (g_getenv ("ZG_TEST_KEEP") != NULL)
    {
      g_autofree char *path = g_build_filename (g_getenv ("ZG_TEST_KEEP"), "chart.png", NULL);

      cairo_surface_write_to_png (surface, path);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/axis", test_axis);
  g_test_add_func ("/chart/alike", test_alike);
  g_test_add_func ("/chart/values", test_values);
  g_test_add_func ("/chart/rows", test_rows);
  g_test_add_func ("/chart/line", test_line);
  g_test_add_func ("/chart/draw", test_draw);
  return g_test_run ();
}
