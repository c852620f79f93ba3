#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-marks.h"

#define ITEM_KEY "zg-item" /* on a cell's widget: its GtkListItem, which knows the position */

/* -- Text of a cell -- */

gboolean
zg_sheet_is_right (const ZgColumn *column)
{
  return column->type == ZG_MONEY || column->type == ZG_QTY || column->type == ZG_DAYS || column->type == ZG_MINUTES ||
         column->type == ZG_POINTS ||
         (column->type == ZG_INT && !(column->flags & ZG_COL_STATE));
}

char *
zg_sheet_column_title (const ZgColumn *column)
{
  const char *title = g_dgettext (GETTEXT_PACKAGE, column->title);

  return column->type == ZG_MONEY ? g_strdup_printf (_ ("%s (yuan)"), title) : g_strdup (title);
}

char *
zg_sheet_cell_text (const ZgSheet *sheet, int i, const ZgCell *cell, const char *state)
{
  const ZgColumn *column = &sheet->columns[i];

  if (column->flags & ZG_COL_STATE)
    {
      const char *id = cell && zg_cell_text (cell) ? zg_cell_text (cell) : state;
      const char *title = zg_kind_state (sheet->kind, id)->title;

      return g_strdup (*title ? g_dgettext (GETTEXT_PACKAGE, title) : id);
    }
  if (cell == NULL)
    return g_strdup ("");
  if (column->type == ZG_TIME && cell->type == ZG_CELL_INT)
    return zg_desk_when (cell->i);
  return zg_value_format (column->type, column->names, cell);
}

/* -- Cells -- */

typedef struct
{
  ZgSheetPage *page; /* not owned: the page owns the column that owns this */
  int          column;
} CellMaker;

static void
toggle_class (GtkWidget *widget, const char *css, gboolean on)
{
  if (gtk_widget_has_css_class (widget, css) == on)
    return;
  if (on)
    gtk_widget_add_css_class (widget, css);
  else
    gtk_widget_remove_css_class (widget, css);
}

static void
show_plain (GtkWidget *widget, const ZgColumn *column, const ZgCell *cell, const char *text)
{
  gboolean zero = cell && cell->type == ZG_CELL_INT && cell->i == 0 && zg_sheet_is_right (column);

  gtk_inscription_set_text (GTK_INSCRIPTION (widget), text);
  toggle_class (widget, "zero", zero);
  toggle_class (widget, "dim-label", (column->flags & ZG_COL_DIM) != 0);
  if (column->type == ZG_MONEY)
    toggle_class (widget, "bad", cell && cell->type == ZG_CELL_INT && cell->i < 0);
}

static void
on_row_changed (ZgRow *row, gpointer data)
{
  GtkListItem     *item = data;
  CellMaker       *maker = g_object_get_data (G_OBJECT (item), "zg-maker");
  GtkWidget       *widget = gtk_list_item_get_child (item);
  const ZgSheet   *sheet = maker->page->sheet;
  const ZgColumn  *column = &sheet->columns[maker->column];
  const ZgCell    *cell = zg_row_cell (row, maker->column);
  g_autofree char *text = NULL;

  if (zg_row_is_loading (row))
    text = g_strdup ("");
  else
    text = zg_sheet_cell_text (sheet, maker->column, cell, zg_row_state (row));
  if (column->flags & ZG_COL_STATE)
    zg_pill_set (widget, text, zg_kind_state (sheet->kind, cell && zg_cell_text (cell) ? zg_cell_text (cell)
                                              : zg_row_state (row))->tone);
  else
    show_plain (widget, column, cell, text);
}

static gboolean
on_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  const char             *text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  g_autoptr (PangoLayout) layout = text && *text ? gtk_widget_create_pango_layout (widget, text) : NULL;
  int                     width;

  if (layout == NULL)
    return FALSE;
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (widget))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static GtkWidget *
make_inscription (const ZgColumn *column)
{
  GtkWidget *widget = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (widget), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (widget), 0);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (widget), 0);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (widget), zg_sheet_is_right (column) ? 1 : 0);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER); /* given more height it would start a second line above the ellipsis */
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_tooltip_cb), NULL);
  if (column->flags & ZG_COL_CLAUSE)
    zg_desk_css (widget, "small dim-label");
  return widget;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CellMaker      *maker = data;
  const ZgColumn *column = &maker->page->sheet->columns[maker->column];
  GtkWidget      *widget = column->flags & ZG_COL_STATE ? zg_pill_new (NULL, ZG_TONE_NEUTRAL) : make_inscription (column);

  g_object_set_data (G_OBJECT (item), "zg-maker", maker);
  g_object_set_data (G_OBJECT (widget), ITEM_KEY, item);
  gtk_list_item_set_child (item, widget);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  ZgRow *row = gtk_list_item_get_item (item);

  zg_row_watch (row, on_row_changed, item);
  on_row_changed (row, item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  zg_row_unwatch (gtk_list_item_get_item (item), on_row_changed, item);
}

static GtkListItemFactory *
cell_factory (ZgSheetPage *self, int column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  CellMaker          *maker = g_new (CellMaker, 1);

  *maker = (CellMaker) { self, column };
  g_object_set_data_full (G_OBJECT (factory), "zg-maker", maker, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), maker);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), maker);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), maker);
  return factory;
}

/* A cell's own widget remembers its list item; going up from anywhere in the row and down to the first cell finds it. */
guint
zg_sheet_widget_position (GtkWidget *widget)
{
  while (widget && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);
  for (; widget; widget = gtk_widget_get_first_child (widget))
    {
      GtkListItem *item = g_object_get_data (G_OBJECT (widget), ITEM_KEY);

      if (item)
        return gtk_list_item_get_position (item);
    }
  return GTK_INVALID_LIST_POSITION;
}

guint
zg_sheet_focused_position (ZgSheetPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->view))
    return GTK_INVALID_LIST_POSITION;
  return zg_sheet_widget_position (focus);
}

/* -- Order: a click on a heading. GTK 4.8 does not tell the column, so every sorter notes when it is the one asked. -- */

static int probed = -1;

static int
on_probe_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  probed = GPOINTER_TO_INT (data);
  return -1;
}

static void
on_order_changed_cb (GtkSorter *sorter, GtkSorterChange change, gpointer data)
{
  ZgSheetPage *self = data;
  GtkOrdering  ordering;

  if (self->sorting)
    return;
  probed = -1;
  ordering = gtk_sorter_compare (sorter, self, self->model);
  self->query->sort = probed;
  self->query->descending = probed >= 0 && ordering == GTK_ORDERING_LARGER;
  zg_sheet_page_requery (self);
}

/* -- Building -- */

/* A heading ends where the figures below it end; the arrow of the order takes its room only where it is shown. */
static void
align_header (ZgSheetPage *self, guint place)
{
  GtkWidget *header = gtk_widget_get_first_child (self->view);
  GtkWidget *title = gtk_widget_get_first_child (header), *box;

  for (guint i = 0; i < place && title; i++)
    title = gtk_widget_get_next_sibling (title);
  box = title ? gtk_widget_get_first_child (title) : NULL;
  if (!GTK_IS_BOX (box))
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_set_spacing (GTK_BOX (box), 0);
}

static void
add_column (ZgSheetPage *self, int i)
{
  const ZgColumn             *declared = &self->sheet->columns[i];
  g_autofree char            *title = zg_sheet_column_title (declared);
  GtkColumnViewColumn        *column = gtk_column_view_column_new (title, cell_factory (self, i));
  g_autoptr (GtkCustomSorter) sorter = gtk_custom_sorter_new (on_probe_cb, GINT_TO_POINTER (i), NULL);

  g_object_set_data (G_OBJECT (column), "zg-column", GINT_TO_POINTER (i));
  if (declared->words == NULL)
    gtk_column_view_column_set_sorter (column, GTK_SORTER (sorter));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_visible (column, !(declared->flags & ZG_COL_HIDDEN));
  zg_sheet_widths_start (self, column, i);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
  if (zg_sheet_is_right (declared))
    align_header (self, (guint) i);
  g_object_unref (column);
}

static void
build_columns_menu (ZgSheetPage *self)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));
  GtkWidget  *popover = gtk_popover_new ();
  GtkWidget  *scroll = gtk_scrolled_window_new ();
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), zg_desk_label (_ ("Columns"), "caps"));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      GtkWidget                      *check = gtk_check_button_new_with_label (gtk_column_view_column_get_title (column));

      g_object_bind_property (column, "visible", check, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      gtk_box_append (GTK_BOX (box), check);
    }
  zg_desk_css (box, "pad");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scroll);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->columns_menu), popover);
}

static GtkWidget *
find_list (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;
  return NULL;
}

void
zg_sheet_columns_build (ZgSheetPage *self)
{
  GtkSorter *sorter;

  for (int i = 0; i < self->sheet->n_columns; i++)
    add_column (self, i);
  self->list = find_list (self->view);
  zg_desk_name (self->list, g_dgettext (GETTEXT_PACKAGE, self->sheet->title));
  zg_desk_name (self->view, g_dgettext (GETTEXT_PACKAGE, self->sheet->title));
  sorter = gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->view));
  g_signal_connect_object (sorter, "changed", G_CALLBACK (on_order_changed_cb), self, 0);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), GTK_SELECTION_MODEL (self->model));
  build_columns_menu (self);
}
