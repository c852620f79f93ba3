/* How wide the columns of a list are: by their type, then by what stands in them. */
#include "zg-sheet-page-private.h"

#define ARROW_ROOM  28  /* paddings, and the arrow of the order */
#define CELL_ROOM   26  /* paddings, and figures of one width, which the plain layout does not know */
#define FIRST_ROOM  6   /* the first column stands further in */
#define WIDEST_ENUM 150
#define WIDEST_TEXT 280
#define GROWS_FROM  84  /* the one that grows gives way first: what stands beside it stays in sight */
#define ROWS_READ   60

static int
usual_width (const ZgColumn *column)
{
  if (column->width)
    return column->width;
  if (column->flags & ZG_COL_STATE)
    return 84;
  if (column->flags & ZG_COL_CLAUSE)
    return 104;
  switch (column->type)
    {
    case ZG_DAY:
      return 96;
    case ZG_MONTH:
      return 74;
    case ZG_TIME:
      return 120;
    case ZG_CLOCK:
      return 66;
    case ZG_MONEY:
      return 116;
    case ZG_QTY:
    case ZG_DAYS:
    case ZG_INT:
    case ZG_POINTS:
      return 82;
    case ZG_MINUTES:
      return 106;
    case ZG_BOOL:
      return 60;
    case ZG_PHONE:
      return 112;
    case ZG_IDCARD:
      return 168;
    case ZG_LONG:
      return 220;
    case ZG_ENUM:
      return 80;
    default:
      return 92;
    }
}

/* The column that takes what the others leave, and gives way where they need more: the declared one, else the widest in sight
 * that holds words (the last of those), and no state: its mark may not be cut. */
static int
grows_column (const ZgSheet *sheet)
{
  int last = -1, words = -1;

  for (int i = 0; i < sheet->n_columns; i++)
    {
      const ZgColumn *column = &sheet->columns[i];

      if (column->flags & ZG_COL_HIDDEN)
        continue;
      if (column->flags & ZG_COL_EXPAND)
        return i;
      last = i;
      if ((column->type == ZG_TEXT || column->type == ZG_LONG) && !(column->flags & (ZG_COL_STATE | ZG_COL_CLAUSE)) &&
          (words < 0 || usual_width (column) >= usual_width (&sheet->columns[words])))
        words = i;
    }
  return words >= 0 ? words : last;
}

static int
text_width (PangoLayout *layout, const char *text)
{
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Wide enough for the heading, and for every name a choice can show. */
static int
first_width (ZgSheetPage *self, const ZgColumn *column, const char *title)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->view, NULL);
  gboolean                grows = column - self->sheet->columns == grows_column (self->sheet);
  int                     width = MAX (grows ? MIN (usual_width (column), GROWS_FROM) : usual_width (column),
                                       text_width (layout, title) + ARROW_ROOM);

  for (const ZgEnum *name = column->type == ZG_ENUM ? column->names : NULL; name && name->id; name++)
    width = MAX (width, MIN (text_width (layout, g_dgettext (GETTEXT_PACKAGE, name->title)) + CELL_ROOM, WIDEST_ENUM));
  return width;
}

/* GTK 4.8 counts the fixed width of a hidden column too, and then nothing is left for the one that grows. */
static void
on_column_visible_cb (GtkColumnViewColumn *column)
{
  int width = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "zg-width"));

  if (!gtk_column_view_column_get_visible (column) && gtk_column_view_column_get_fixed_width (column) > 0)
    g_object_set_data (G_OBJECT (column), "zg-width", GINT_TO_POINTER (gtk_column_view_column_get_fixed_width (column)));
  gtk_column_view_column_set_fixed_width (column, gtk_column_view_column_get_visible (column) ? width : -1);
}

void
zg_sheet_widths_start (ZgSheetPage *self, GtkColumnViewColumn *column, int i)
{
  int width = first_width (self, &self->sheet->columns[i], gtk_column_view_column_get_title (column)) + (i == 0 ? FIRST_ROOM : 0);

  gtk_column_view_column_set_expand (column, i == grows_column (self->sheet));
  g_object_set_data (G_OBJECT (column), "zg-width", GINT_TO_POINTER (width));
  on_column_visible_cb (column);
  g_signal_connect (column, "notify::visible", G_CALLBACK (on_column_visible_cb), NULL);
}

/* -- By what stands in them -- */

static gboolean
is_text (const ZgColumn *column)
{
  return !(column->flags & (ZG_COL_STATE | ZG_COL_CLAUSE)) &&
         (zg_type_is_text (column->type) || column->type == ZG_REF || column->type == ZG_TIME || column->type == ZG_CLOCK);
}

static int
widest_cell (ZgSheetPage *self, PangoLayout *layout, int i)
{
  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ROWS_READ);
  int   widest = 0;

  for (guint place = 0; place < n; place++)
    {
      g_autoptr (ZgRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), place);
      g_autofree char  *text = zg_sheet_cell_text (self->sheet, i, zg_row_cell (row, i), zg_row_state (row));

      widest = MAX (widest, *text ? text_width (layout, text) + CELL_ROOM : 0);
    }
  return MIN (widest + (i == 0 ? FIRST_ROOM : 0), WIDEST_TEXT);
}

typedef struct
{
  int width, need; /* need: of the heading and what stands below it; what is no text needs what it has */
} Fit;

/* Returns: what the page has beyond the widths; less than 0 where the list is wider than the page. */
static int
measure (ZgSheetPage *self, Fit *fits)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->view, NULL);
  GListModel             *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));
  int                     room = gtk_widget_get_width (self->view);

  for (int i = 0; i < self->sheet->n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, (guint) i);

      if (!gtk_column_view_column_get_visible (column))
        continue;
      fits[i].width = fits[i].need = gtk_column_view_column_get_fixed_width (column);
      if (is_text (&self->sheet->columns[i]))
        fits[i].need = MAX (text_width (layout, gtk_column_view_column_get_title (column)) + ARROW_ROOM,
                            self->sheet->columns[i].flags & ZG_COL_SHORT ? fits[i].width : widest_cell (self, layout, i));
      room -= fits[i].width;
    }
  return room;
}

/* Where the page is too narrow for all, those with room to spare give; then each in turn takes what it lacks. */
static void
share (const ZgSheet *sheet, Fit *fits, int room)
{
  int lacks = 0, grows = grows_column (sheet);

  for (int i = 0; i < sheet->n_columns; i++)
    lacks += MAX (fits[i].need - fits[i].width, 0);
  for (int i = 0; i < sheet->n_columns; i++)
    {
      int spare = i == grows ? 0 : CLAMP (fits[i].width - fits[i].need, 0, MAX (lacks - room, 0));

      fits[i].width -= spare;
      room += spare;
    }
  for (int i = 0; i < sheet->n_columns; i++)
    {
      int more = i == grows ? 0 : CLAMP (fits[i].need - fits[i].width, 0, MAX (room, 0));

      fits[i].width += more;
      room -= more;
    }
}

static void
fit (ZgSheetPage *self)
{
  GListModel     *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));
  g_autofree Fit *fits = g_new0 (Fit, self->sheet->n_columns);

  share (self->sheet, fits, measure (self, fits));
  for (int i = 0; i < self->sheet->n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, (guint) i);

      if (gtk_column_view_column_get_visible (column))
        gtk_column_view_column_set_fixed_width (column, fits[i].width);
    }
}

static void fit_soon (ZgSheetPage *self);

static gboolean
on_frame_cb (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  if (!gtk_widget_get_mapped (view))
    {
      fit_soon (data);
      return G_SOURCE_REMOVE;
    }
  if (gtk_widget_get_width (view) == 0)
    return G_SOURCE_CONTINUE;
  fit (data);
  return G_SOURCE_REMOVE;
}

/* What is not on the screen has no width and gets none: to wait for it frame by frame would keep the processor awake. */
static void
fit_soon (ZgSheetPage *self)
{
  g_signal_handlers_disconnect_by_func (self->view, fit_soon, self);
  if (gtk_widget_get_mapped (self->view))
    gtk_widget_add_tick_callback (self->view, on_frame_cb, self, NULL); /* goes with the view */
  else
    g_signal_connect_object (self->view, "map", G_CALLBACK (fit_soon), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
on_read (ZgRow *row, gpointer data)
{
  ZgSheetPage *self = data;

  if (zg_row_is_loading (row))
    return;
  zg_sheet_widths_stop (self);
  fit_soon (self);
}

void
zg_sheet_widths_fit (ZgSheetPage *self)
{
  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ROWS_READ);

  if (self->fitted || n == 0)
    return;
  self->fitted = TRUE;
  self->awaited = g_list_model_get_item (G_LIST_MODEL (self->model), n - 1); /* of one page, which is filled from the top */
  zg_row_watch (self->awaited, on_read, self);
  on_read (self->awaited, self);
}

void
zg_sheet_widths_stop (ZgSheetPage *self)
{
  if (self->awaited)
    zg_row_unwatch (self->awaited, on_read, self);
  g_clear_object (&self->awaited);
}
