/* Lines whose counting is the work: their columns by how far the document is, and a word for each line. */
#include <glib/gi18n.h>

#include "zg-lines-private.h"

static GHashTable *faces;

void
zg_lines_face_register (const char *child, const ZgLinesFace *face)
{
  if (faces == NULL)
    faces = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (faces, (gpointer) child, (gpointer) face);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  static const char *const css[] = { [ZG_TONE_NEUTRAL] = "neutral", [ZG_TONE_WARN] = "warn",
                                     [ZG_TONE_BAD] = "bad", [ZG_TONE_PENDING] = "pending" };
  ZgLinesEditor   *self = data;
  GtkWidget       *label = gtk_list_item_get_child (item);
  g_autofree char *words = NULL;
  ZgTone           tone = self->face->verdict (((ZgLine *) gtk_list_item_get_item (item))->record, &words);

  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_widget_set_css_classes (label, (const char *[]){ "pill", css[tone], NULL });
}

void
zg_lines_build_verdict (ZgLinesEditor *self)
{
  GtkListItemFactory  *factory;
  GtkColumnViewColumn *column;

  if (self->face == NULL || self->face->verdict == NULL)
    return;
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  column = gtk_column_view_column_new (_ ("Result"), factory);
  gtk_column_view_column_set_fixed_width (column, 96);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
  g_object_unref (column);
}

gboolean
zg_lines_has_column (ZgLinesEditor *self, int field)
{
  return self->columns[field] && gtk_column_view_column_get_visible (self->columns[field]);
}

void
zg_lines_show_columns (ZgLinesEditor *self)
{
  guint64 shown = self->face && self->document ? self->face->table (self->document) : ZG_ALL_FIELDS;

  for (int i = 0; i < self->kind->n_fields; i++)
    if (self->columns[i] && self->face)
      {
        gboolean visible = (shown & ZG_F (i)) != 0;

        gtk_column_view_column_set_visible (self->columns[i], visible);
        /* GTK 4.8 leaves room for hidden ones, so that none grows */
        gtk_column_view_column_set_fixed_width (self->columns[i], visible ? zg_lines_column_width (self, i) : 0);
        if (i == self->ref && self->face->n_extra)
          gtk_column_view_column_set_expand (self->columns[i], zg_lines_has_extra (self));
      }
  zg_lines_show_extra (self);
}

guint
zg_lines_verdicts (ZgLinesEditor *self)
{
  guint n = 0;

  for (guint i = 0; self->face && self->face->verdict && i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);
      g_autofree char   *words = NULL;
      ZgTone             tone = self->face->verdict (line->record, &words);

      n += tone == ZG_TONE_WARN || tone == ZG_TONE_BAD;
    }
  return n;
}

void
zg_lines_find_face (ZgLinesEditor *self)
{
  self->face = faces ? g_hash_table_lookup (faces, self->kind->id) : NULL;
  self->folds = self->kind->scans != NULL && self->session != NULL && self->grows;
  self->columns = g_new0 (GtkColumnViewColumn *, self->kind->n_fields);
  self->extra = g_new0 (GtkColumnViewColumn *, (self->face ? self->face->n_extra : 0) + 1);
}

/* -- The strip comes for a line -- */

void
zg_lines_fold (ZgLinesEditor *self)
{
  gboolean counts = self->scan && self->editable && (self->writable & ZG_F (self->qty));
  gboolean strip = self->editable && (!self->folds || self->edited >= 0 || self->adding);

  gtk_widget_set_visible (gtk_widget_get_ancestor (self->strip, GTK_TYPE_SCROLLED_WINDOW), strip);
  if (self->scan)
    gtk_widget_set_visible (gtk_widget_get_parent (self->scan), counts);
}
