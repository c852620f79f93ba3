/* How the board looks: colours only by the names of the style sheet, so that dark and light need no second thought. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-report-month.h"
#include "zg-roster-grid-private.h"

typedef struct
{
  ZgRosterGrid           *grid;
  const ZgRosterBoard    *board;
  const ZgRosterFindings *findings;
  ZgGridPaint             paint;
  int                     width, height, first, end; /* rows drawn: first … end - 1 */
  int                     left, top;                 /* of the first day and the first row, scrolled */
  int                     foot;                      /* where the foot begins */
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

static gboolean
in_sight (const Draw *draw, int x)
{
  return x + draw->grid->cell_width > draw->grid->name_width && x < draw->width;
}

static gboolean
is_grey (const Draw *draw, int day)
{
  return draw->board->plan->off[day] || zg_day_weekday (draw->board->first_day + day) >= 6;
}

/* -- Cells -- */

/* A night is dark, what begins in the afternoon is tinted, a morning and the ordinary hours are plain, rest is faint. */
static void
tones (const Draw *draw, const ZgBoardShift *shift, gboolean clash, GdkRGBA *ink, GdkRGBA *tint)
{
  const ZgGridInks *inks = &draw->paint.inks;

  *ink = inks->text, *tint = zg_grid_faded (inks->text, 0);
  if (clash)
    *ink = inks->bad, *tint = inks->bad_tint;
  else if (shift->kind == ZG_SHIFT_REST)
    *ink = zg_grid_faded (inks->text, 0.55);
  else if (shift->ends > 1440)
    *ink = inks->paper, *tint = zg_grid_faded (inks->text, 0.72);
  else if (shift->kind == ZG_SHIFT_DUTY)
    *tint = zg_grid_faded (inks->text, 0.16);
  else if (shift->starts >= 12 * 60)
    *tint = inks->plain_tint;
}

static void
draw_mark (Draw *draw, const ZgBoardShift *shift, gboolean clash, gboolean half, int x, int y, int width)
{
  int     height = draw->grid->row_height;
  GdkRGBA ink, tint;

  tones (draw, shift, clash, &ink, &tint);
  if (tint.alpha > 0)
    zg_grid_rounded (&draw->paint, &tint, x + 1, y + 3, width - 2, height - 7, 4);
  zg_grid_words (&draw->paint, half ? ZG_GRID_MARK_SMALL : tint.alpha > 0 ? ZG_GRID_MARK_STRONG : ZG_GRID_MARK, shift->letter,
                 &ink, x, y, width, height - 1, 1);
}

/* Not saved yet: a dot in the corner. By swap: a line below the sign. */
static void
draw_notes (Draw *draw, int person, int day, const GArray *entries, int x, int y)
{
  const ZgGridInks *inks = &draw->paint.inks;

  if (zg_roster_edit_is_changed (draw->grid->edit, person, day))
    zg_grid_rounded (&draw->paint, &inks->accent_tint, x + draw->grid->cell_width - 7, y + 3, 5, 5, 2.5);
  for (guint i = 0; i < entries->len; i++)
    if (g_array_index (entries, ZgBoardEntry, i).swap)
      zg_grid_box (&draw->paint, &inks->accent_tint, x + 6, y + draw->grid->row_height - 5, draw->grid->cell_width - 12, 2);
}

static void
draw_cell (Draw *draw, int person, int day, int x, int y)
{
  ZgRosterGrid *grid = draw->grid;
  const GArray *entries = zg_roster_edit_cell (grid->edit, person, day);
  gboolean      clash = zg_roster_edit_clash (grid->edit, person, day) != NULL;
  int           n = MIN (entries->len, 2), part = n ? (grid->cell_width - 2) / n : 0;
  GdkRGBA       tint = zg_grid_faded (draw->paint.inks.accent_tint, 0.18);

  if (grid->away[person * draw->board->n_days + day] && entries->len == 0)
    {
      zg_grid_rounded (&draw->paint, &tint, x + 2, y + 3, grid->cell_width - 4, grid->row_height - 7, 4);
      /* Translators: one character in a cell of the board: on leave */
      zg_grid_words (&draw->paint, ZG_GRID_MARK_STRONG, C_ ("board", "L"), &draw->paint.inks.accent, x, y, grid->cell_width,
                     grid->row_height - 1, 1);
    }
  for (int i = 0; i < n; i++)
    draw_mark (draw,
               &g_array_index (draw->board->shifts, ZgBoardShift, g_array_index (entries, ZgBoardEntry, i).shift), clash, n == 2,
               x + 1 + i * part, y, part);
  draw_notes (draw, person, day, entries, x, y);
}

static void
draw_sums (Draw *draw, int person, int y)
{
  const ZgRosterCounts *counts = &draw->findings->counts[person];
  const ZgBoardPerson  *row = &g_array_index (draw->board->people, ZgBoardPerson, person);
  g_autofree char      *wrong = zg_roster_rest_text (draw->board, draw->findings, person);
  GdkRGBA               faint = zg_grid_faded (draw->paint.inks.text, 0.42);
  int                   x = day_x (draw, draw->board->n_days);
  const int             turns[] = { ZG_TURN_SATURDAY, ZG_TURN_SUNDAY, ZG_TURN_NIGHT };
  char                  text[16];

  if (row->rotates)
    g_snprintf (text, sizeof text, "%d/%d", counts->rest, row->rest_due);
  else
    g_snprintf (text, sizeof text, "%d", counts->rest);
  zg_grid_words (&draw->paint, wrong ? ZG_GRID_NUMBER_STRONG : ZG_GRID_NUMBER, text,
                 wrong ? &draw->paint.inks.bad : row->rotates ? &draw->paint.inks.text : &faint, x, y, draw->grid->sum_width,
                 draw->grid->row_height - 1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      x += draw->grid->sum_width;
      g_snprintf (text, sizeof text, "%d", counts->turns[turns[i]]);
      zg_grid_words (&draw->paint, ZG_GRID_NUMBER, text, counts->turns[turns[i]] ? &draw->paint.inks.text : &faint, x, y,
                     draw->grid->sum_width, draw->grid->row_height - 1, 1);
    }
}

/* -- Body -- */

static void
draw_tints (Draw *draw)
{
  ZgRosterGrid *grid = draw->grid;
  GdkRGBA current = zg_grid_faded (draw->paint.inks.accent_tint, 0.09), hover = zg_grid_faded (draw->paint.inks.text, 0.03);

  for (int row = draw->first; row < draw->end; row++)
    {
      if (row == grid->row || row == grid->hover_row)
        zg_grid_box (&draw->paint, row == grid->row ? &current : &hover, 0, row_y (draw, row), draw->width, grid->row_height);
      zg_grid_box (&draw->paint, &draw->paint.inks.line, 0, row_y (draw, row + 1) - 1, draw->width, 1);
    }
}

static void
draw_shades (Draw *draw, int from, int to)
{
  for (int day = 0; day < draw->board->n_days; day++)
    if (is_grey (draw, day))
      zg_grid_box (&draw->paint, &draw->paint.inks.shade, day_x (draw, day), from, draw->grid->cell_width, to - from);
}

static void
ring (Draw *draw, int row, int day, int width, int height, double alpha)
{
  ZgRosterGrid   *grid = draw->grid;
  graphene_rect_t bounds;
  GskRoundedRect  shape;
  GdkRGBA         ink = zg_grid_faded (draw->paint.inks.accent_tint, alpha);

  graphene_rect_init (&bounds, day_x (draw, day), row_y (draw, row), width * grid->cell_width, height * grid->row_height - 1);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, 5);
  gtk_snapshot_append_border (draw->paint.snapshot, &shape, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ ink, ink, ink, ink });
}

static void
draw_block (Draw *draw)
{
  ZgRosterGrid *grid = draw->grid;
  int           row, day, width, height;
  GdkRGBA       tint = zg_grid_faded (draw->paint.inks.accent_tint, 0.12);

  if (grid->row < 0 || grid->day < 0)
    return;
  zg_roster_grid_block (grid, &row, &day, &width, &height);
  if (width > 1 || height > 1)
    {
      zg_grid_box (&draw->paint, &tint, day_x (draw, day), row_y (draw, row), width * grid->cell_width,
                   height * grid->row_height - 1);
      ring (draw, row, day, width, height, 0.45);
    }
  ring (draw, grid->row, grid->day, 1, 1, gtk_widget_has_focus (GTK_WIDGET (grid)) ? 1 : 0.75);
  if (grid->drop_row >= 0)
    ring (draw, grid->drop_row, grid->drop_day, 1, 1, 0.7);
}

static void
draw_body (Draw *draw)
{
  ZgRosterGrid *grid = draw->grid;
  int           bottom = MIN (row_y (draw, draw->end), draw->foot);

  gtk_snapshot_push_clip (draw->paint.snapshot, &GRAPHENE_RECT_INIT (0, grid->head_height, draw->width,
                                                                     MAX (0, draw->foot - grid->head_height)));
  draw_tints (draw);
  draw_shades (draw, grid->head_height, bottom);
  for (int row = draw->first; row < draw->end; row++)
    {
      int person = zg_roster_grid_person (grid, row);

      for (int day = 0; day < draw->board->n_days; day++)
        if (in_sight (draw, day_x (draw, day)))
          draw_cell (draw, person, day, day_x (draw, day), row_y (draw, row));
      draw_sums (draw, person, row_y (draw, row));
    }
  draw_block (draw);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, day_x (draw, draw->board->n_days), grid->head_height, 1,
               bottom - grid->head_height);
  gtk_snapshot_pop (draw->paint.snapshot);
}

/* Over what was scrolled below it. */
static void
draw_names (Draw *draw)
{
  ZgRosterGrid *grid = draw->grid;
  GdkRGBA       current = zg_grid_faded (draw->paint.inks.accent_tint, 0.09);

  gtk_snapshot_push_clip (draw->paint.snapshot, &GRAPHENE_RECT_INIT (0, grid->head_height, grid->name_width,
                                                                     MAX (0, draw->foot - grid->head_height)));
  zg_grid_box (&draw->paint, &draw->paint.inks.paper, 0, grid->head_height, grid->name_width, draw->height);
  for (int row = draw->first; row < draw->end; row++)
    {
      const ZgBoardPerson *person = &g_array_index (draw->board->people, ZgBoardPerson, zg_roster_grid_person (grid, row));

      if (row == grid->row)
        zg_grid_box (&draw->paint, &current, 0, row_y (draw, row), grid->name_width, grid->row_height);
      zg_grid_words (&draw->paint, ZG_GRID_NAME, person->name, &draw->paint.inks.text, 14, row_y (draw, row),
                     grid->name_width - 18, grid->row_height - 1, 0);
      zg_grid_box (&draw->paint, &draw->paint.inks.line, 0, row_y (draw, row + 1) - 1, grid->name_width, 1);
    }
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, grid->name_width - 1, grid->head_height, 1,
               MIN (row_y (draw, draw->end), draw->foot) - grid->head_height);
  gtk_snapshot_pop (draw->paint.snapshot);
}

/* -- Heading -- */

static const char *
sum_title (int sum)
{
  /* Translators: headings of narrow columns of the board */
  static const char *const titles[ZG_ROSTER_SUMS] = { NC_ ("board", "Rest"), NC_ ("board", "Sat"), NC_ ("board", "Sun"),
                                                      NC_ ("board", "Nights") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "board", titles[sum]);
}

static void
draw_head (Draw *draw)
{
  ZgRosterGrid *grid = draw->grid;
  GdkRGBA       dim = zg_grid_faded (draw->paint.inks.text, 0.72), today = zg_grid_faded (draw->paint.inks.accent_tint, 0.2);
  int           half = grid->head_height / 2, x = day_x (draw, draw->board->n_days);
  char          number[4];

  zg_grid_box (&draw->paint, &draw->paint.inks.paper, 0, 0, draw->width, grid->head_height);
  gtk_snapshot_push_clip (draw->paint.snapshot,
                          &GRAPHENE_RECT_INIT (grid->name_width, 0, MAX (0, draw->width - grid->name_width), grid->head_height));
  draw_shades (draw, 0, grid->head_height);
  for (int day = 0; day < draw->board->n_days; day++)
    {
      g_snprintf (number, sizeof number, "%d", day + 1);
      if (draw->board->first_day + day == draw->board->today)
        zg_grid_rounded (&draw->paint, &today, day_x (draw, day) + 2, 3, grid->cell_width - 4, half - 3, 4);
      zg_grid_words (&draw->paint, ZG_GRID_DAY, number, &draw->paint.inks.text, day_x (draw, day), 4, grid->cell_width, half - 4,
                     1);
      zg_grid_words (&draw->paint, ZG_GRID_WEEKDAY, zg_month_weekday (zg_day_weekday (draw->board->first_day + day)), &dim,
                     day_x (draw, day), half, grid->cell_width, half - 3, 1);
    }
  for (int sum = 0; sum < ZG_ROSTER_SUMS; sum++, x += grid->sum_width)
    zg_grid_words (&draw->paint, ZG_GRID_HEADING, sum_title (sum), &draw->paint.inks.text, x, 2, grid->sum_width,
                   grid->head_height - 2, 1);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, day_x (draw, draw->board->n_days), 0, 1, grid->head_height);
  gtk_snapshot_pop (draw->paint.snapshot);
  zg_grid_words (&draw->paint, ZG_GRID_HEADING, _ ("Name"), &draw->paint.inks.text, 14, 2, grid->name_width - 18,
                 grid->head_height - 2, 0);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, grid->name_width - 1, 0, 1, grid->head_height);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, 0, grid->head_height - 1, draw->width, 1);
}

/* -- Foot: what is not covered -- */

static gboolean
is_asked (const Draw *draw, int rule, int day)
{
  for (guint i = 0; i < draw->board->windows->len; i++)
    {
      const ZgRosterWindow *window = &g_array_index (draw->board->windows, ZgRosterWindow, i);

      if (window->rule == rule && window->day == draw->board->first_day + day)
        return TRUE;
    }
  return FALSE;
}

static void
draw_gap (Draw *draw, int rule, int day, int x, int y)
{
  ZgRosterGrid      *grid = draw->grid;
  const ZgRosterGap *gap = zg_roster_grid_gap (grid, rule, day);
  GdkRGBA            faint = zg_grid_faded (draw->paint.inks.text, 0.42);
  char               text[16];

  if (gap == NULL)
    {
      if (is_asked (draw, rule, day))
        zg_grid_words (&draw->paint, ZG_GRID_MARK, "✓", &faint, x, y, grid->cell_width, grid->row_height - 1, 1);
      return;
    }
  if (gap->no_phone)
    g_strlcpy (text, "☎", sizeof text);
  else
    g_snprintf (text, sizeof text, "%d/%d", gap->have, gap->need);
  zg_grid_rounded (&draw->paint, &draw->paint.inks.bad_tint, x + 1, y + 3, grid->cell_width - 2, grid->row_height - 7, 4);
  zg_grid_words (&draw->paint, ZG_GRID_MARK_SMALL, text, &draw->paint.inks.bad, x, y, grid->cell_width, grid->row_height - 1, 1);
}

static void
draw_foot (Draw *draw)
{
  ZgRosterGrid *grid = draw->grid;
  int           height = zg_roster_grid_foot_height (grid), y = draw->foot + 1;

  if (height == 0)
    return;
  gtk_snapshot_push_clip (draw->paint.snapshot, &GRAPHENE_RECT_INIT (0, draw->foot, draw->width, height));
  zg_grid_box (&draw->paint, &draw->paint.inks.paper, 0, draw->foot, draw->width, height);
  draw_shades (draw, draw->foot, draw->foot + height);
  for (guint rule = 0; rule < draw->board->rules->len; rule++, y += grid->row_height)
    for (int day = 0; day < draw->board->n_days; day++)
      if (in_sight (draw, day_x (draw, day)))
        draw_gap (draw, rule, day, day_x (draw, day), y);
  zg_grid_box (&draw->paint, &draw->paint.inks.paper, 0, draw->foot, grid->name_width, height);
  y = draw->foot + 1;
  for (guint rule = 0; rule < draw->board->rules->len; rule++, y += grid->row_height)
    {
      zg_grid_words (&draw->paint, ZG_GRID_NAME, g_array_index (draw->board->rules, ZgBoardRule, rule).name,
                     &draw->paint.inks.text, 14, y, grid->name_width - 18, grid->row_height - 1, 0);
      zg_grid_box (&draw->paint, &draw->paint.inks.line, 0, y + grid->row_height - 1, draw->width, 1);
    }
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, grid->name_width - 1, draw->foot, 1, height);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, day_x (draw, draw->board->n_days), draw->foot, 1, height);
  zg_grid_box (&draw->paint, &draw->paint.inks.strong_line, 0, draw->foot, draw->width, 1);
  gtk_snapshot_pop (draw->paint.snapshot);
}

void
zg_roster_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZgRosterGrid *self = ZG_ROSTER_GRID (widget);
  int           height = gtk_widget_get_height (widget), y = zg_roster_grid_scrolled_y (self);
  Draw          draw = { self, self->board, NULL, { widget, snapshot, &self->layouts }, gtk_widget_get_width (widget), height };

  zg_grid_take_inks (&draw.paint);
  zg_grid_box (&draw.paint, &draw.paint.inks.paper, 0, 0, draw.width, draw.height);
  self->n_drawn = 0;
  if (self->board == NULL || draw.width <= 0 || draw.height <= 0)
    return;
  zg_roster_grid_measure_font (self);
  draw.findings = zg_roster_edit_findings (self->edit);
  draw.left = self->name_width - zg_roster_grid_scrolled_x (self);
  draw.top = self->head_height - y;
  draw.foot = MIN (height, self->head_height + (int) self->rows->len * self->row_height + zg_roster_grid_foot_height (self)) -
              zg_roster_grid_foot_height (self);
  draw.first = CLAMP (y / self->row_height, 0, (int) self->rows->len);
  draw.end = CLAMP ((y + draw.foot - self->head_height) / self->row_height + 1, draw.first, (int) self->rows->len);
  self->n_drawn = draw.end - draw.first;
  if (self->dimmed)
    gtk_snapshot_push_opacity (snapshot, 0.45);
  draw_body (&draw);
  draw_names (&draw);
  draw_foot (&draw);
  draw_head (&draw);
  if (self->dimmed)
    gtk_snapshot_pop (snapshot);
}
