/* The grid of the month, by itself with made-up months, and the chart. */
#include "shell-test.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-chart-view.h"
#include "zg-day.h"
#include "zg-month-data.h"
#include "zg-month-grid.h"
#include "zg-shots-camera.h"

static Shell *shell;

/* -- A month made by hand -- */

typedef struct
{
  ZgMonth month;
  char  **names;
} Made;

static Made *
make_month (int lines)
{
  Made *made = g_new0 (Made, 1);

  made->names = g_new0 (char *, lines + 1);
  made->month.first_day = zg_day_from_ymd (2026, 10, 1);
  made->month.n_days = 31;
  made->month.year = 2026, made->month.month = 10;
  made->month.today = made->month.first_day + 20;
  made->month.lines = g_new0 (ZgMonthLine, lines);
  made->month.n_lines = lines;
  for (int day = 0; day < 31; day++)
    made->month.calendar[day] = (ZgMonthDay){ .day = made->month.first_day + day, .weekday =
                                              zg_day_weekday (made->month.first_day + day) };
  for (int i = 0; i < lines; i++)
    {
      ZgMonthLine *line = &made->month.lines[i];

      made->names[i] = g_strdup_printf ("员工%d", i);
      *line = (ZgMonthLine){ .staff = 1000 + i, .number = made->names[i],
                             .name = made->names[i], .unit_title = "", .sort_key = "" };
      for (int day = 0; day < 31; day++)
        line->days[day] = (ZgMonthCell){ .kind = ZG_DAY_WORK, .mark = ZG_MARK_NORMAL, .n_marks = 1, .marks = { ZG_MARK_NORMAL } };
    }
  return made;
}

static void
free_month (Made *made)
{
  g_strfreev (made->names);
  g_free (made->month.lines);
  g_free (made);
}

static void
put (Made *made, int line, int day, int mark)
{
  made->month.lines[line].days[day].mark = mark;
  made->month.lines[line].days[day].marks[0] = mark;
}

static gboolean
is_sized (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static GtkWidget *
show (GtkWidget *grid, int width, int height)
{
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (zg_camera_wait (is_sized, grid, 10));
  zg_camera_settle ();
  return window;
}

static ZgMonthGrid *
grid_of (Made *made, GtkWidget **window, int width, int height)
{
  ZgMonthGrid *grid = ZG_MONTH_GRID (zg_month_grid_new ());

  zg_month_grid_set_month (grid, &made->month, NULL);
  *window = show (GTK_WIDGET (grid), width, height);
  return grid;
}

static void
close_grid (ZgMonthGrid *grid, GtkWidget *window)
{
  zg_month_grid_set_month (grid, NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  zg_camera_settle ();
}

static void
assert_current (ZgMonthGrid *grid, int line, int day)
{
  int at_line = -1, at_day = -1;

  g_assert_true (zg_month_grid_get_current (grid, &at_line, &at_day));
  g_assert_cmpint (at_line, ==, line);
  g_assert_cmpint (at_day, ==, day);
}

/* -- Geometry -- */

static void
test_width (void)
{
  static const int widths[] = { 500, 1100, 1165, 1280, 1366 };
  Made            *made = make_month (3);
  int              before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget   *window;
      ZgMonthGrid *grid = grid_of (made, &window, widths[i], 400);
      int          cell = zg_month_grid_cell_width (grid);

      g_assert_cmpint (cell, >=, 25);
      g_assert_cmpint (cell, >=, before);
      g_assert_cmpint (cell, ==, CLAMP ((gtk_widget_get_width (GTK_WIDGET (grid)) - 86 - 240) / 31, 25, 34));
      before = cell;
      close_grid (grid, window);
    }
  free_month (made);
}

static void
test_cell_at (void)
{
  Made        *made = make_month (40);
  GtkWidget   *window;
  ZgMonthGrid *grid = grid_of (made, &window, 1165, 400);
  GdkRectangle rect;
  int          line = -1, day = -1;

  for (int row = 0; row < 10; row += 3)
    for (int column = 0; column < 31; column += 5)
      {
        zg_month_grid_cell_rect (grid, row, column, &rect);
        g_assert_true (zg_month_grid_cell_at (grid, rect.x, rect.y, &line, &day));
        g_assert_cmpint (line, ==, row);
        g_assert_cmpint (day, ==, column);
        g_assert_true (zg_month_grid_cell_at (grid, rect.x + rect.width - 1, rect.y + rect.height - 1, &line, &day));
        g_assert_cmpint (day, ==, column);
      }
  g_assert_false (zg_month_grid_cell_at (grid, 300, 5, &line, &day)); /* heading */
  zg_month_grid_cell_rect (grid, 2, 0, &rect);
  g_assert_true (zg_month_grid_cell_at (grid, 20, rect.y + 2, &line, &day)); /* a name */
  g_assert_cmpint (day, ==, -1);
  zg_month_grid_cell_rect (grid, 40, 0, &rect);
  g_assert_false (zg_month_grid_cell_at (grid, rect.x, rect.y + 1, &line, &day)); /* below the last row */
  close_grid (grid, window);
  free_month (made);
}

static void
test_many (void)
{
  Made        *made = make_month (10000);
  GtkWidget   *window;
  ZgMonthGrid *grid = grid_of (made, &window, 1165, 600);

  g_assert_cmpint (zg_month_grid_n_drawn (grid), >, 10);
  g_assert_cmpint (zg_month_grid_n_drawn (grid), <, 40);
  g_assert_true (shell_key (GTK_WIDGET (grid), GDK_KEY_Down, 0)); /* the first key only chooses */
  g_assert_true (shell_key (GTK_WIDGET (grid), GDK_KEY_End, GDK_CONTROL_MASK));
  assert_current (grid, 9999, 30);
  zg_camera_settle ();
  g_assert_cmpint (zg_month_grid_n_drawn (grid), >, 10);
  g_assert_cmpint (zg_month_grid_n_drawn (grid), <, 40);
  close_grid (grid, window);
  free_month (made);
}

/* -- Keyboard -- */

static void
test_keys (void)
{
  Made        *made = make_month (30);
  GtkWidget   *window, *widget;
  ZgMonthGrid *grid = grid_of (made, &window, 1165, 400);
  int          line, day;

  widget = GTK_WIDGET (grid);
  g_assert_false (zg_month_grid_get_current (grid, &line, &day));
  shell_key (widget, GDK_KEY_Right, 0);
  assert_current (grid, 0, 20); /* today */
  shell_key (widget, GDK_KEY_Home, 0);
  assert_current (grid, 0, 0);
  shell_key (widget, GDK_KEY_Left, 0);
  shell_key (widget, GDK_KEY_Up, 0);
  assert_current (grid, 0, 0);
  shell_key (widget, GDK_KEY_End, 0);
  shell_key (widget, GDK_KEY_Right, 0);
  assert_current (grid, 0, 30);
  shell_key (widget, GDK_KEY_Page_Down, 0);
  g_assert_true (zg_month_grid_get_current (grid, &line, &day));
  g_assert_cmpint (line, >, 5);
  shell_key (widget, GDK_KEY_Page_Up, 0);
  assert_current (grid, 0, 30);
  shell_key (widget, GDK_KEY_End, GDK_CONTROL_MASK);
  shell_key (widget, GDK_KEY_Down, 0);
  assert_current (grid, 29, 30);
  shell_key (widget, GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_current (grid, 0, 0);
  g_assert_false (shell_key (widget, GDK_KEY_Tab, 0));   /* leaves the grid */
  g_assert_false (shell_key (widget, GDK_KEY_Down, GDK_ALT_MASK));
  close_grid (grid, window);
  free_month (made);
}

static void
test_exceptions (void)
{
  Made        *made = make_month (5);
  GtkWidget   *window;
  ZgMonthGrid *grid;

  put (made, 0, 4, ZG_MARK_SICK);    /* settled by a paper: no exception */
  put (made, 1, 30, ZG_MARK_LATE);
  put (made, 3, 0, ZG_MARK_ABSENT);
  made->month.lines[4].days[2].flags = ZG_DAY_FLAG_SINGLE;
  grid = grid_of (made, &window, 1165, 400);
  g_assert_cmpint (zg_month_data_n_exceptions (&made->month), ==, 3);
  shell_key (GTK_WIDGET (grid), GDK_KEY_n, 0);
  assert_current (grid, 1, 30);
  shell_key (GTK_WIDGET (grid), GDK_KEY_n, 0);
  assert_current (grid, 3, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_N, GDK_SHIFT_MASK);
  assert_current (grid, 4, 2);
  g_assert_false (zg_month_grid_next_exception (grid, 1));
  assert_current (grid, 4, 2);
  shell_key (GTK_WIDGET (grid), GDK_KEY_p, 0);
  assert_current (grid, 3, 0);
  close_grid (grid, window);
  free_month (made);
}

static void
note_cb (GtkWidget *grid, gpointer data)
{
  ++*(int *) data;
}

static void
note_text_cb (GtkWidget *grid, const char *text, char **out)
{
  g_free (*out);
  *out = g_strdup (text);
}

static void
test_signals (void)
{
  Made            *made = make_month (3);
  GtkWidget       *window;
  ZgMonthGrid     *grid = grid_of (made, &window, 1165, 400);
  g_autofree char *typed = NULL;
  int              details = 0, copies = 0;
  GValue           value = G_VALUE_INIT;

  g_signal_connect (grid, "detail", G_CALLBACK (note_cb), &details);
  g_signal_connect (grid, "copied", G_CALLBACK (note_cb), &copies);
  g_signal_connect (grid, "typed", G_CALLBACK (note_text_cb), &typed);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Return, 0);
  g_assert_cmpint (details, ==, 0); /* nothing is chosen */
  zg_month_grid_set_current (grid, 1, 2);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Return, 0);
  g_assert_cmpint (details, ==, 1);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Z, GDK_SHIFT_MASK);
  g_assert_cmpstr (typed, ==, "z");
  shell_key (GTK_WIDGET (grid), GDK_KEY_c, GDK_CONTROL_MASK);
  g_assert_cmpint (copies, ==, 1);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (grid))),
                                                 &value, NULL));
  g_assert_true (g_str_has_prefix (g_value_get_string (&value), "员工1\t员工1\t\t✓\t✓"));
  g_assert_null (strchr (g_value_get_string (&value), '\n'));
  g_value_unset (&value);
  close_grid (grid, window);
  free_month (made);
}

/* -- Marks -- */

static void
assert_value (ZgMonthGrid *grid, const char *expected)
{
  g_autofree char *differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                                                 expected);

  g_assert_cmpstr (differs, ==, NULL);
}

/* How many colours a cell has: paper alone is one. */
static guint
colours_in (ZgMonthGrid *grid, int row, int day)
{
  g_autoptr (GdkPaintable)  paintable = gtk_widget_paintable_new (GTK_WIDGET (grid));
  g_autoptr (GtkSnapshot)   snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture)    texture = NULL;
  g_autoptr (GHashTable)    seen = g_hash_table_new (NULL, NULL);
  g_autofree guint32       *pixels = NULL;
  GdkRectangle              rect;

  zg_month_grid_cell_rect (grid, row, day, &rect);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (grid)),
                          gtk_widget_get_height (GTK_WIDGET (grid)));
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (grid))), node,
                                         &GRAPHENE_RECT_INIT (rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 3));
  pixels = g_new (guint32, gdk_texture_get_width (texture) * gdk_texture_get_height (texture));
  gdk_texture_download (texture, (guchar *) pixels, gdk_texture_get_width (texture) * 4);
  for (int i = 0; i < gdk_texture_get_width (texture) * gdk_texture_get_height (texture); i++)
    g_hash_table_add (seen, GUINT_TO_POINTER (pixels[i]));
  return g_hash_table_size (seen);
}

static void
test_marks (void)
{
  Made        *made = make_month (1);
  GtkWidget   *window;
  ZgMonthGrid *grid;
  int          day = 0;

  for (int mark = zg_judge_mark_next (-1); mark >= 0; mark = zg_judge_mark_next (mark))
    put (made, 0, day++, mark);
  g_assert_cmpint (day, <=, 31);
  grid = grid_of (made, &window, 1165, 300);
  day = 0;
  for (int mark = zg_judge_mark_next (-1); mark >= 0; mark = zg_judge_mark_next (mark), day++)
    {
      g_autofree char *when = zg_month_data_day_text (&made->month, day);
      g_autofree char *expected = g_strdup_printf ("员工0, %s: %s", when, zg_judge_mark_title (mark));

      zg_month_grid_set_current (grid, 0, day);
      assert_value (grid, expected);
    }
  zg_month_grid_set_current (grid, 0, 30);
  zg_camera_settle ();
  for (day = 0; day < 22; day++)
    if (made->month.lines[0].days[day].mark == ZG_MARK_BLANK)
      g_assert_cmpuint (colours_in (grid, 0, day), ==, 1);
    else
      g_assert_cmpuint (colours_in (grid, 0, day), >, 4);
  close_grid (grid, window);
  free_month (made);
}

/* Morning late, afternoon absent: both are seen. */
static void
test_halves (void)
{
  Made        *made = make_month (2);
  GtkWidget   *window;
  ZgMonthGrid *grid;
  guint        one, two;

  put (made, 0, 3, ZG_MARK_LATE);
  put (made, 1, 3, ZG_MARK_LATE);
  made->month.lines[1].days[3].marks[1] = ZG_MARK_ABSENT;
  made->month.lines[1].days[3].mark = ZG_MARK_ABSENT;
  made->month.lines[1].days[3].n_marks = 2;
  grid = grid_of (made, &window, 1165, 300);
  one = colours_in (grid, 0, 3);
  two = colours_in (grid, 1, 3);
  g_assert_cmpuint (two, >, one);
  close_grid (grid, window);
  free_month (made);
}

/* -- Another month -- */

static void
test_replace (void)
{
  Made              *made = make_month (5), *next = make_month (4);
  GtkWidget         *window;
  ZgMonthGrid       *grid = grid_of (made, &window, 1165, 400);
  g_autoptr (GArray) only = g_array_new (FALSE, FALSE, sizeof (int));
  int                line, day, two = 2;

  zg_month_grid_set_current (grid, 3, 30);
  next->month.n_days = 28;
  zg_month_grid_set_month (grid, &next->month, NULL);
  assert_current (grid, 3, 27); /* the same person, the nearest day */
  g_array_append_val (only, two);
  zg_month_grid_set_month (grid, &next->month, only);
  g_assert_cmpint (zg_month_grid_n_rows (grid), ==, 1);
  g_assert_false (zg_month_grid_get_current (grid, &line, &day));
  g_assert_false (zg_month_grid_set_current (grid, 3, 0));
  zg_month_grid_set_month (grid, NULL, NULL);
  g_assert_cmpint (zg_month_grid_n_rows (grid), ==, 0);
  shell_key (GTK_WIDGET (grid), GDK_KEY_Down, 0);
  zg_camera_settle ();
  close_grid (grid, window);
  free_month (made);
  free_month (next);
}

/* -- Data -- */

static void
test_default_month (void)
{
  g_assert_cmpint (zg_month_data_default_month (zg_day_from_ymd (2026, 11, 5)), ==, zg_day_from_ymd (2026, 10, 1));
  g_assert_cmpint (zg_month_data_default_month (zg_day_from_ymd (2026, 11, 6)), ==, zg_day_from_ymd (2026, 11, 1));
  g_assert_cmpint (zg_month_data_default_month (zg_day_from_ymd (2027, 1, 1)), ==, zg_day_from_ymd (2026, 12, 1));
}

static void
test_milli (void)
{
  static const struct { gint64 milli; const char *text; } cases[] = {
    { 0, "0" }, { 1000, "1" }, { 23500, "23.5" }, { 140, "0.14" }, { 146, "0.15" }, { 19857, "19.86" },
    { 994, "0.99" }, { 995, "1" }, { -500, "-0.5" }, { -4, "0" }
  };
  char buffer[16];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (zg_month_data_milli (cases[i].milli, buffer), ==, cases[i].text);
}

/* -- Chart -- */

static void
test_chart (void)
{
  const ZgChartPoint points[] = { { "客服组", 9950 }, { "技术组", G_MININT64 } };
  const char *const  notes[] = { "8 people", "nobody" };
  ZgChart            chart = { .sort = ZG_CHART_ROWS, .points = points, .n_points = 2, .target = G_MININT64, .decimals = 2,
                               .unit = "%" };
  GtkWidget         *view = zg_chart_view_new ("Rate"), *window = show (view, 500, 200);
  GtkWindow         *table;
  g_autofree char   *sentence = NULL;

  zg_chart_view_set (ZG_CHART_VIEW (view), &chart, notes);
  zg_camera_settle ();
  sentence = zg_chart_view_sentence (ZG_CHART_VIEW (view));
  g_assert_cmpstr (sentence, ==, "Rate: 客服组 99.5%, 技术组 —");
  table = zg_chart_view_present_table (ZG_CHART_VIEW (view));
  zg_camera_settle ();
  g_assert_nonnull (shell_find (GTK_WIDGET (table), GTK_TYPE_LABEL, "99.5%"));
  g_assert_nonnull (shell_find (GTK_WIDGET (table), GTK_TYPE_LABEL, "8 people"));
  gtk_window_destroy (table);
  chart.n_points = 0;
  zg_chart_view_set (ZG_CHART_VIEW (view), &chart, NULL);
  zg_camera_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  zg_camera_settle ();
}

int
main (int argc, char **argv)
{
  int failed;

  shell = shell_test_init (&argc, &argv, "en", NULL);
  g_test_add_func ("/month/grid/width", test_width);
  g_test_add_func ("/month/grid/cell-at", test_cell_at);
  g_test_add_func ("/month/grid/ten-thousand-lines", test_many);
  g_test_add_func ("/month/grid/keys", test_keys);
  g_test_add_func ("/month/grid/exceptions", test_exceptions);
  g_test_add_func ("/month/grid/signals", test_signals);
  g_test_add_func ("/month/grid/every-mark", test_marks);
  g_test_add_func ("/month/grid/two-halves", test_halves);
  g_test_add_func ("/month/grid/replace", test_replace);
  g_test_add_func ("/month/data/default-month-D04-4.2.1e", test_default_month);
  g_test_add_func ("/month/data/milli", test_milli);
  g_test_add_func ("/month/chart", test_chart);
  failed = g_test_run ();
  shell_test_free (shell);
  return failed;
}
