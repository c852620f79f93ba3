/* How the month grid looks: colours only by the names of the style sheet, so that dark and light need no second thought. */
#include "zg-month-grid-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-month-data.h"
#include "zg-report-month.h"

PangoLayout *
zg_month_grid_layout (ZgMonthGrid *self, ZgGridStyle style, const char *text)
{
  return zg_grid_layout (&self->layouts, GTK_WIDGET (self), style, text);
}

void
zg_month_grid_forget_layouts (ZgMonthGrid *self)
{
  if (self->layouts)
    g_hash_table_remove_all (self->layouts);
}

/* -- Drawing -- */

typedef struct
{
  ZgMonthGrid *grid;
  ZgGridPaint  paint;
  int          width, height, first, end; /* rows drawn: first … end - 1 */
  int          left, top;                 /* of the first day and the first row, scrolled */
} Draw;

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
  const ZgGridInks *inks = &draw->paint.inks;

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
      *ink = inks->accent, *tint = zg_grid_faded (inks->accent_tint, 0.18);
      break;
    case ZG_MARK_TONE_PLAIN:
      *ink = inks->text, *tint = inks->plain_tint;
      break;
    case ZG_MARK_TONE_DIM:
    default:
      *ink = zg_grid_faded (inks->text, mark == ZG_MARK_NORMAL ? 0.66 : 0.5), *tint = zg_grid_faded (inks->text, 0);
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
        zg_grid_rounded (&draw->paint, &tint, x + inset + i * part, y + 3, part, height - 7, 4);
      zg_grid_words (&draw->paint, n == 2 ? ZG_GRID_MARK_SMALL : strong ? ZG_GRID_MARK_STRONG : ZG_GRID_MARK, text, &ink,
                     x + inset + i * part,
             y, part, height - 1, 1);
    }
}

static void
draw_sums (Draw *draw, const ZgMonthLine *line, int y)
{
  ZgMonthGrid *grid = draw->grid;
  int          x = day_x (draw, grid->month->n_days);
  GdkRGBA      faint = zg_grid_faded (draw->paint.inks.text, 0.42);
  char         buffer[16];

  for (int sum = 0; sum < ZG_GRID_SUMS; sum++, x += grid->sum_width)
    {
      int            value;
      const char    *text = zg_month_data_sum (line, sum, &value, buffer);
      const GdkRGBA *ink = &draw->paint.inks.text;

      if (value == 0 && sum != ZG_MONTH_SUM_WORKED)
        ink = &faint;
      else if (sum == ZG_MONTH_SUM_LATE || sum == ZG_MONTH_SUM_EARLY)
        ink = &draw->paint.inks.warn;
      else if (sum == ZG_MONTH_SUM_LEAVE)
        ink = &draw->paint.inks.accent;
      else if (sum == ZG_MONTH_SUM_ABSENT)
        ink = &draw->paint.inks.bad;
      zg_grid_words (&draw->paint, value && sum != ZG_MONTH_SUM_WORKED ? ZG_GRID_NUMBER_STRONG : ZG_GRID_NUMBER, text, ink, x, y,
             grid->sum_width, grid->row_height - 1, 1);
    }
}

static void
draw_tints (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  GdkRGBA      current = zg_grid_faded (draw->paint.inks.accent_tint, 0.09), hover = zg_grid_faded (draw->paint.inks.text, 0.03);

  for (int row = draw->first; row < draw->end; row++)
    {
      if (row == grid->row)
        zg_grid_box (&draw->paint, &current, 0, row_y (draw, row), draw->width, grid->row_height);
      else if (row == grid->hover_row)
        zg_grid_box (&draw->paint, &hover, 0, row_y (draw, row), draw->width, grid->row_height);
      zg_grid_box (&draw->paint, &draw->paint.inks.line, 0, row_y (draw, row + 1) - 1, draw->width, 1);
    }
}

/* Days on which nobody is expected, down to the last row and no further. */
static void
draw_shades (Draw *draw, int from, int to)
{
  ZgMonthGrid *grid = draw->grid;

  for (int day = 0; day < grid->month->n_days; day++)
    if (zg_month_is_grey (&grid->month->calendar[day]))
      zg_grid_box (&draw->paint, &draw->paint.inks.shade, day_x (draw, day), from, grid->cell_width, to - from);
}

static void
draw_ring (Draw *draw)
{
  ZgMonthGrid    *grid = draw->grid;
  graphene_rect_t bounds;
  GskRoundedRect  shape;
  GdkRGBA         ink = zg_grid_faded (draw->paint.inks.accent_tint, gtk_widget_has_focus (GTK_WIDGET (grid)) ? 1 : 0.75);

  if (grid->row < draw->first || grid->row >= draw->end || grid->day < 0)
    return;
  graphene_rect_init (&bounds, day_x (draw, grid->day), row_y (draw, grid->row), grid->cell_width, grid->row_height - 1);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, 5);
  gtk_snapshot_append_border (draw->paint.snapshot, &shape, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ ink, ink, ink, ink });
}

static void
draw_body (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  int          x, bottom = row_y (draw, draw->end);

  gtk_snapshot_push_clip (draw->paint.snapshot, &GRAPHENE_RECT_INIT (0, grid->head_height, draw->width,
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
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, day_x (draw, grid->month->n_days), grid->head_height, 1,
               bottom - grid->head_height);
  gtk_snapshot_pop (draw->paint.snapshot);
}

/* Over what was scrolled below it. */
static void
draw_names (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  GdkRGBA      current = zg_grid_faded (draw->paint.inks.accent_tint, 0.09), hover = zg_grid_faded (draw->paint.inks.text, 0.03);
  int          bottom = row_y (draw, draw->end);

  gtk_snapshot_push_clip (draw->paint.snapshot, &GRAPHENE_RECT_INIT (0, grid->head_height, grid->name_width,
                                                               MAX (0, draw->height - grid->head_height)));
  zg_grid_box (&draw->paint, &draw->paint.inks.paper, 0, grid->head_height, grid->name_width, draw->height);
  for (int row = draw->first; row < draw->end; row++)
    {
      if (row == grid->row || row == grid->hover_row)
        zg_grid_box (&draw->paint, row == grid->row ? &current : &hover, 0, row_y (draw, row), grid->name_width,
                     grid->row_height);
      zg_grid_words (&draw->paint, ZG_GRID_NAME, zg_month_grid_line (grid, row)->name, &draw->paint.inks.text, 14, row_y (draw,
                                                                                                                          row),
             grid->name_width - 18, grid->row_height - 1, 0);
      zg_grid_box (&draw->paint, &draw->paint.inks.line, 0, row_y (draw, row + 1) - 1, grid->name_width, 1);
    }
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, grid->name_width - 1, grid->head_height, 1,
               bottom - grid->head_height);
  gtk_snapshot_pop (draw->paint.snapshot);
}

static void
draw_head_days (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;
  GdkRGBA      dim = zg_grid_faded (draw->paint.inks.text, 0.72);
  int          half = grid->head_height / 2, x = day_x (draw, grid->month->n_days);
  char         number[4];

  gtk_snapshot_push_clip (draw->paint.snapshot, &GRAPHENE_RECT_INIT (grid->name_width, 0, MAX (0, draw->width - grid->name_width),
                                                               grid->head_height));
  draw_shades (draw, 0, grid->head_height);
  for (int day = 0; day < grid->month->n_days; day++)
    {
      g_snprintf (number, sizeof number, "%d", day + 1);
      zg_grid_words (&draw->paint, ZG_GRID_DAY, number, &draw->paint.inks.text, day_x (draw, day), 4, grid->cell_width,
                     half - 4, 1);
      zg_grid_words (&draw->paint, ZG_GRID_WEEKDAY, zg_month_weekday (grid->month->calendar[day].weekday), &dim, day_x (draw,
                                                                                                                        day),
        half,
             grid->cell_width, half - 3, 1);
    }
  for (int sum = 0; sum < ZG_GRID_SUMS; sum++, x += grid->sum_width)
    zg_grid_words (&draw->paint, ZG_GRID_HEADING, zg_month_data_sum_title (sum), &draw->paint.inks.text, x, 2, grid->sum_width,
                   grid->head_height - 2,
           1);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, day_x (draw, grid->month->n_days), 0, 1, grid->head_height);
  gtk_snapshot_pop (draw->paint.snapshot);
}

static void
draw_head (Draw *draw)
{
  ZgMonthGrid *grid = draw->grid;

  zg_grid_box (&draw->paint, &draw->paint.inks.paper, 0, 0, draw->width, grid->head_height);
  draw_head_days (draw);
  zg_grid_words (&draw->paint, ZG_GRID_HEADING, _ ("Name"), &draw->paint.inks.text, 14, 2, grid->name_width - 18,
                 grid->head_height - 2, 0);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, grid->name_width - 1, 0, 1, grid->head_height);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, 0, grid->head_height - 1, draw->width, 1);
}

void
zg_month_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZgMonthGrid *self = ZG_MONTH_GRID (widget);
  Draw         draw = { self, { widget, snapshot, &self->layouts }, .width = gtk_widget_get_width (widget),
                       .height = gtk_widget_get_height (widget) };
  int          y = zg_month_grid_scrolled_y (self);

  zg_grid_take_inks (&draw.paint);
  zg_grid_box (&draw.paint, &draw.paint.inks.paper, 0, 0, draw.width, draw.height);
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
