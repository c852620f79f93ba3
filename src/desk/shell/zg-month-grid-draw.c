/* How the month grid looks: colours only by the names of the style sheet, so that dark and light need no second thought. */
#include "zg-month-grid-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-month-data.h"
#include "zg-report-month.h"

#define MOST_LAYOUTS 4000

/* -- Texts -- */

typedef struct
{
  ZgGridStyle  style;
  PangoLayout *layout;
  char         text[];
} Layout;

static guint
layout_hash (gconstpointer data)
{
  const Layout *key = data;

  return g_str_hash (key->text) * 31 + key->style;
}

static gboolean
layout_equal (gconstpointer a, gconstpointer b)
{
  const Layout *one = a, *other = b;

  return one->style == other->style && g_str_equal (one->text, other->text);
}

static void
layout_free (gpointer data)
{
  Layout *layout = data;

  g_object_unref (layout->layout);
  g_free (layout);
}

static PangoLayout *
make_layout (ZgMonthGrid *self, ZgGridStyle style, const char *text)
{
  static const struct { double scale; int weight; } fonts[ZG_GRID_N_STYLES] = {
    [ZG_GRID_NAME] = { 1, PANGO_WEIGHT_NORMAL },         [ZG_GRID_DAY] = { 0.92, PANGO_WEIGHT_SEMIBOLD },
    [ZG_GRID_WEEKDAY] = { 0.82, PANGO_WEIGHT_NORMAL },   [ZG_GRID_HEADING] = { 0.86, PANGO_WEIGHT_SEMIBOLD },
    [ZG_GRID_MARK] = { 0.9, PANGO_WEIGHT_NORMAL },       [ZG_GRID_MARK_STRONG] = { 0.9, PANGO_WEIGHT_SEMIBOLD },
    [ZG_GRID_MARK_SMALL] = { 0.8, PANGO_WEIGHT_SEMIBOLD }, [ZG_GRID_NUMBER] = { 0.95, PANGO_WEIGHT_NORMAL },
    [ZG_GRID_NUMBER_STRONG] = { 0.95, PANGO_WEIGHT_BOLD },
  };
  PangoLayout              *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (fonts[style].scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (fonts[style].weight));
  if (style >= ZG_GRID_NUMBER || style == ZG_GRID_DAY)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

PangoLayout *
zg_month_grid_layout (ZgMonthGrid *self, ZgGridStyle style, const char *text)
{
  gsize   length = strlen (text) + 1;
  Layout *key = g_alloca (sizeof (Layout) + length), *found;

  if (self->layouts == NULL)
    self->layouts = g_hash_table_new_full (layout_hash, layout_equal, layout_free, NULL);
  key->style = style;
  memcpy (key->text, text, length);
  found = g_hash_table_lookup (self->layouts, key);
  if (found)
    return found->layout;
  if (g_hash_table_size (self->layouts) > MOST_LAYOUTS)
    g_hash_table_remove_all (self->layouts);
  found = g_malloc (sizeof (Layout) + length);
  found->style = style;
  memcpy (found->text, text, length);
  found->layout = make_layout (self, style, text);
  g_hash_table_add (self->layouts, found);
  return found->layout;
}

void
zg_month_grid_forget_layouts (ZgMonthGrid *self)
{
  if (self->layouts)
    g_hash_table_remove_all (self->layouts);
}

/* -- Colours -- */

typedef struct
{
  GdkRGBA text, paper, accent, accent_tint, warn, warn_tint, bad, bad_tint, plain_tint, line, shade, strong_line;
} Inks;

static GdkRGBA
named (GtkWidget *widget, const char *name)
{
  GdkRGBA colour = { 0, 0, 0, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour);
  return colour;
}

static GdkRGBA
faded (GdkRGBA colour, double alpha)
{
  colour.alpha *= alpha;
  return colour;
}

static GdkRGBA
mixed (GdkRGBA one, GdkRGBA other, double part)
{
  GdkRGBA colour = { one.red + (other.red - one.red) * part, one.green + (other.green - one.green) * part,
                     one.blue + (other.blue - one.blue) * part, 1 };

  return colour;
}

static void
take_inks (GtkWidget *widget, Inks *inks)
{
  inks->text = named (widget, "window_fg_color");
  inks->paper = named (widget, "view_bg_color");
  inks->accent = named (widget, "accent_color");
  inks->accent_tint = named (widget, "accent_bg_color");
  inks->warn = mixed (named (widget, "warning_color"), inks->text, 0.22);
  inks->warn_tint = faded (named (widget, "warning_bg_color"), 0.32);
  inks->bad = named (widget, "error_color");
  inks->bad_tint = faded (named (widget, "error_bg_color"), 0.18);
  inks->plain_tint = faded (inks->text, 0.08);
  inks->line = faded (inks->text, 0.09);
  inks->shade = faded (inks->text, 0.045);
  inks->strong_line = faded (inks->text, 0.2);
}

/* -- Drawing -- */

typedef struct
{
  ZgMonthGrid *grid;
  GtkSnapshot *snapshot;
  Inks         inks;
  int          width, height, first, end; /* rows drawn: first … end - 1 */
  int          left, top;                 /* of the first day and the first row, scrolled */
} Draw;

static void
box (Draw *draw, const GdkRGBA *colour, int x, int y, int width, int height)
{
  gtk_snapshot_append_color (draw->snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
rounded (Draw *draw, const GdkRGBA *colour, int x, int y, int width, int height, float radius)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, height);
  GskRoundedRect  shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, radius);
  gtk_snapshot_push_rounded_clip (draw->snapshot, &shape);
  gtk_snapshot_append_color (draw->snapshot, colour, &bounds);
  gtk_snapshot_pop (draw->snapshot);
}

/* @align: 0 left, 1 centred, 2 right, within @width. */
static void
words (Draw *draw, ZgGridStyle style, const char *text, const GdkRGBA *colour, int x, int y, int width, int height, int align)
{
  PangoLayout *layout = zg_month_grid_layout (draw->grid, style, text);
  int          w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  if (w > width && style == ZG_GRID_NAME)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      w = width;
    }
  gtk_snapshot_save (draw->snapshot);
  gtk_snapshot_translate (draw->snapshot, &GRAPHENE_POINT_INIT (x + (align * (width - w)) / 2, y + (height - h) / 2));
  gtk_snapshot_append_layout (draw->snapshot, layout, colour);
  gtk_snapshot_restore (draw->snapshot);
}

static int
row_y (const Draw *draw, int row)
{
  return draw->top + row * draw->grid->row_height;
}

static int
day_x (const Draw *draw, int day)
{
  return draw->left + day * draw->grid->cell_width;
}

static void
tones (const Draw *draw, int mark, GdkRGBA *ink, GdkRGBA *tint, gboolean *strong)
{
  const Inks *inks = &draw->inks;

  *strong = TRUE;
  switch (zg_judge_mark_tone (mark))
    {
    case ZG_MARK_TONE_WARN:
      *ink = inks->warn, *tint = inks->warn_tint;
      break;
    case ZG_MARK_TONE_BAD:
      *ink = inks->bad, *tint = inks->bad_tint;
      break;
    case ZG_MARK_TONE_LEAVE:
      *ink = inks->accent, *tint = faded (inks->accent_tint, 0.18);
      break;
    case ZG_MARK_TONE_PLAIN:
      *ink = inks->text, *tint = inks->plain_tint;
      break;
    case ZG_MARK_TONE_DIM:
    default:
      *ink = faded (inks->text, mark == ZG_MARK_NORMAL ? 0.66 : 0.5), *tint = faded (inks->text, 0);
      *strong = FALSE;
    }
}

/* One mark, or the first two side by side where the halves of a day differ. */
static void
draw_cell (Draw *draw, const ZgMonthCell *cell, int x, int y)
{
  int      n = CLAMP (cell->n_marks, 1, 2), width = draw->grid->cell_width, height = draw->grid->row_height;
  int      inset = n == 1 ? 2 : 1, part = (width - 2 * inset) / n;
  gboolean strong;
  GdkRGBA  ink, tint;

  for (int i = 0; i < n; i++)
    {
      int         mark = cell->n_marks ? cell->marks[i] : cell->mark;
      const char *text = zg_judge_mark_desk (mark);

      if (*text == '\0')
        continue;
      tones (draw, mark, &ink, &tint, &strong);
      if (tint.alpha > 0)
        rounded (draw, &tint, x + inset + i * part, y + 3, part, height - 7, 4);
      words (draw, n == 2 ? ZG_GRID_MARK_SMALL : strong ? ZG_GRID_MARK_STRONG : ZG_GRID_MARK, text, &ink, x + inset + i * part,
             y, part, height - 1, 1);
    }
}

static void
draw_sums (Draw *draw, const ZgMonthLine *line, int y)
{
  ZgMonthGrid *grid = draw->grid;
  int          x = day_x (draw, grid->month->n_days);
  GdkRGBA      faint = faded (draw->inks.text, 0.42);
  char         buffer[16];

  for (int sum = 0; sum < ZG_GRID_SUMS; sum++, x += grid->sum_width)
    {
      int            value;
      const char    *text = zg_month_data_sum (line, sum, &value, buffer);
      const GdkRGBA *ink = &draw->inks.text;

      if (value == 0 && sum != ZG_MONTH_SUM_WORKED)
        ink = &faint;
      else if (sum == ZG_MONTH_SUM_LATE || sum == ZG_MONTH_SUM_EARLY)
        ink = &draw->inks.warn;
      else if (sum == ZG_MONTH_SUM_LEAVE)
        ink = &draw->inks.accent;
      else if (sum == ZG_MONTH_SUM_ABSENT)
        ink = &draw->inks.bad;
      words (draw, value && sum != ZG_MONTH_SUM_WORKED ? ZG_GRID_NUMBER_STRONG : ZG_GRID_NUMBER, text, ink, x, y,
             grid->sum_width, grid->row_height - 1, 1);
    }
}

static void
draw_tints (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  GdkRGBA      current = faded (draw->inks.accent_tint, 0.09), hover = faded (draw->inks.text, 0.03);

  for (int row = draw->first; row < draw->end; row++)
    {
      if (row == grid->row)
        box (draw, &current, 0, row_y (draw, row), draw->width, grid->row_height);
      else if (row == grid->hover_row)
        box (draw, &hover, 0, row_y (draw, row), draw->width, grid->row_height);
      box (draw, &draw->inks.line, 0, row_y (draw, row + 1) - 1, draw->width, 1);
    }
}

/* Days on which nobody is expected, down to the last row and no further. */
static void
draw_shades (Draw *draw, int from, int to)
{
  ZgMonthGrid *grid = draw->grid;

  for (int day = 0; day < grid->month->n_days; day++)
    if (zg_month_is_grey (&grid->month->calendar[day]))
      box (draw, &draw->inks.shade, day_x (draw, day), from, grid->cell_width, to - from);
}

static void
draw_ring (Draw *draw)
{
  ZgMonthGrid    *grid = draw->grid;
  graphene_rect_t bounds;
  GskRoundedRect  shape;
  GdkRGBA         ink = faded (draw->inks.accent_tint, gtk_widget_has_focus (GTK_WIDGET (grid)) ? 1 : 0.75);

  if (grid->row < draw->first || grid->row >= draw->end || grid->day < 0)
    return;
  graphene_rect_init (&bounds, day_x (draw, grid->day), row_y (draw, grid->row), grid->cell_width, grid->row_height - 1);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, 5);
  gtk_snapshot_append_border (draw->snapshot, &shape, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ ink, ink, ink, ink });
}

static void
draw_body (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  int          x, bottom = row_y (draw, draw->end);

  gtk_snapshot_push_clip (draw->snapshot, &GRAPHENE_RECT_INIT (0, grid->head_height, draw->width,
                                                               MAX (0, draw->height - grid->head_height)));
  draw_tints (draw);
  draw_shades (draw, grid->head_height, bottom);
  for (int row = draw->first; row < draw->end; row++)
    {
      const ZgMonthLine *line = zg_month_grid_line (grid, row);

      for (int day = 0; day < grid->month->n_days; day++)
        {
          x = day_x (draw, day);
          if (x + grid->cell_width > grid->name_width && x < draw->width)
            draw_cell (draw, &line->days[day], x, row_y (draw, row));
        }
      draw_sums (draw, line, row_y (draw, row));
    }
  draw_ring (draw);
  box (draw, &draw->inks.strong_line, day_x (draw, grid->month->n_days), grid->head_height, 1, bottom - grid->head_height);
  gtk_snapshot_pop (draw->snapshot);
}

/* Over what was scrolled below it. */
static void
draw_names (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  GdkRGBA      current = faded (draw->inks.accent_tint, 0.09), hover = faded (draw->inks.text, 0.03);
  int          bottom = row_y (draw, draw->end);

  gtk_snapshot_push_clip (draw->snapshot, &GRAPHENE_RECT_INIT (0, grid->head_height, grid->name_width,
                                                               MAX (0, draw->height - grid->head_height)));
  box (draw, &draw->inks.paper, 0, grid->head_height, grid->name_width, draw->height);
  for (int row = draw->first; row < draw->end; row++)
    {
      if (row == grid->row || row == grid->hover_row)
        box (draw, row == grid->row ? &current : &hover, 0, row_y (draw, row), grid->name_width, grid->row_height);
      words (draw, ZG_GRID_NAME, zg_month_grid_line (grid, row)->name, &draw->inks.text, 14, row_y (draw, row),
             grid->name_width - 18, grid->row_height - 1, 0);
      box (draw, &draw->inks.line, 0, row_y (draw, row + 1) - 1, grid->name_width, 1);
    }
  box (draw, &draw->inks.strong_line, grid->name_width - 1, grid->head_height, 1, bottom - grid->head_height);
  gtk_snapshot_pop (draw->snapshot);
}

static void
draw_head_days (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  GdkRGBA      dim = faded (draw->inks.text, 0.72);
  int          half = grid->head_height / 2, x = day_x (draw, grid->month->n_days);
  char         number[4];

  gtk_snapshot_push_clip (draw->snapshot, &GRAPHENE_RECT_INIT (grid->name_width, 0, MAX (0, draw->width - grid->name_width),
                                                               grid->head_height));
  draw_shades (draw, 0, grid->head_height);
  for (int day = 0; day < grid->month->n_days; day++)
    {
      g_snprintf (number, sizeof number, "%d", day + 1);
      words (draw, ZG_GRID_DAY, number, &draw->inks.text, day_x (draw, day), 4, grid->cell_width, half - 4, 1);
      words (draw, ZG_GRID_WEEKDAY, zg_month_weekday (grid->month->calendar[day].weekday), &dim, day_x (draw, day), half,
             grid->cell_width, half - 3, 1);
    }
  for (int sum = 0; sum < ZG_GRID_SUMS; sum++, x += grid->sum_width)
    words (draw, ZG_GRID_HEADING, zg_month_data_sum_title (sum), &draw->inks.text, x, 2, grid->sum_width, grid->head_height - 2,
           1);
  box (draw, &draw->inks.strong_line, day_x (draw, grid->month->n_days), 0, 1, grid->head_height);
  gtk_snapshot_pop (draw->snapshot);
}

static void
draw_head (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;

  box (draw, &draw->inks.paper, 0, 0, draw->width, grid->head_height);
  draw_head_days (draw);
  words (draw, ZG_GRID_HEADING, _ ("Name"), &draw->inks.text, 14, 2, grid->name_width - 18, grid->head_height - 2, 0);
  box (draw, &draw->inks.strong_line, grid->name_width - 1, 0, 1, grid->head_height);
  box (draw, &draw->inks.strong_line, 0, grid->head_height - 1, draw->width, 1);
}

void
zg_month_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (widget);
  Draw         draw = { self, snapshot, .width = gtk_widget_get_width (widget), .height = gtk_widget_get_height (widget) };
  int          y = zg_month_grid_scrolled_y (self);

  take_inks (widget, &draw.inks);
  box (&draw, &draw.inks.paper, 0, 0, draw.width, draw.height);
  self->n_drawn = 0;
  if (self->month == NULL || draw.width <= 0 || draw.height <= 0)
    return;
  zg_month_grid_measure_font (self);
  draw.left = self->name_width - zg_month_grid_scrolled_x (self);
  draw.top = self->head_height - y;
  draw.first = CLAMP (y / self->row_height, 0, (int) self->rows->len);
  draw.end = CLAMP ((y + draw.height - self->head_height) / self->row_height + 1, draw.first, (int) self->rows->len);
  self->n_drawn = draw.end - draw.first;
  if (self->dimmed)
    gtk_snapshot_push_opacity (snapshot, 0.45);
  draw_body (&draw);
  draw_names (&draw);
  draw_head (&draw);
  if (self->dimmed)
    gtk_snapshot_pop (snapshot);
}
