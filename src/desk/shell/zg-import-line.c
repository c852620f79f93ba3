#include "zg-import-line.h"

#include <glib/gi18n.h>

/* The model makes an item only for a row that is shown: a plan may have a hundred thousand lines. */
#define ZG_TYPE_IMPORT_LINES (zg_import_lines_get_type ())
G_DECLARE_FINAL_TYPE (ZgImportLines, zg_import_lines, ZG, IMPORT_LINES, GObject)

struct _ZgImportLines
{
  GObject             parent;
  const ZgImportPlan *plan;
};

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return ZG_IMPORT_LINES (model)->plan->lines->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ZgImportLines *self = ZG_IMPORT_LINES (model);
  GObject       *item;

  if (position >= self->plan->lines->len)
    return NULL;
  item = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (item, "line", self->plan->lines->pdata[position]);
  return item;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgImportLines, zg_import_lines, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
zg_import_lines_class_init (ZgImportLinesClass *class)
{
}

static void
zg_import_lines_init (ZgImportLines *self)
{
}

GListModel *
zg_import_lines_model (const ZgImportPlan *plan)
{
  ZgImportLines *self = g_object_new (ZG_TYPE_IMPORT_LINES, NULL);

  self->plan = plan;
  return G_LIST_MODEL (self);
}

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 4);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  const ZgImportLine *line = g_object_get_data (gtk_list_item_get_item (item), "line");
  GtkWidget          *cell = gtk_list_item_get_child (item);
  g_autofree char    *text = NULL;

  switch (GPOINTER_TO_INT (column))
    {
    case 0:
      text = line->line > 0 ? g_strdup_printf ("%d", line->line) : g_strdup ("");
      break;
    case 1:
      text = g_strdup (line->text ? line->text : "");
      break;
    default:
      text = g_strdup (line->note ? line->note : "");
      break;
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_widget_set_tooltip_text (cell, text);
  if (GPOINTER_TO_INT (column) == 2)
    gtk_widget_set_css_classes (cell, (const char *[]){ line->taken ? "warn" : "bad-text", NULL });
}

void
zg_import_lines_columns (GtkColumnView *view)
{
  static const struct
  {
    const char *title;
    int         width;
  } columns[] = { { N_ ("Line"), 62 }, { N_ ("What the file says"), 330 }, { N_ ("Why"), 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory            *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (g_dgettext (GETTEXT_PACKAGE, columns[i].title),
                                                                           factory);

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), GINT_TO_POINTER (i));
      if (columns[i].width)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (view, column);
    }
}
