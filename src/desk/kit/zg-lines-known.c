/* What a reading thread knows about the lines beside what they say: barcodes, units, the rules in force. Columns made of it, and
 * the panel that stands beside the lines. */
#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-lines-private.h"

/* -- Reading -- */

typedef struct
{
  ZgSession  *session;
  ZgLinesRead read;
  ZgRecord   *document;
  GPtrArray  *lines;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  zg_session_unref (read->session);
  g_clear_pointer (&read->document, zg_record_free);
  g_ptr_array_unref (read->lines);
  g_free (read);
}

static gpointer
read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read       *read = data;
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  read->read (read->session, db, read->document, read->lines, known);
  return known;
}

/* The rows are shown again; which of them is chosen stays. */
static void
show_again (ZgLinesEditor *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines)), place = gtk_single_selection_get_selected (self->selection);

  if (n == 0)
    return;
  g_list_model_items_changed (G_LIST_MODEL (self->lines), 0, n, n);
  gtk_single_selection_set_selected (self->selection, place);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgLinesEditor) self = data;
  GHashTable               *known = zg_desk_read_finish (self->session, result, NULL);

  self->reading--;
  if (known == NULL)
    return;
  g_clear_pointer (&self->known, g_hash_table_unref);
  self->known = known;
  if (self->box == NULL || self->reading)
    return;
  show_again (self);
  zg_lines_shown (self);
}

static void
free_known (gpointer data)
{
  g_hash_table_unref (data);
}

void
zg_lines_read_known (ZgLinesEditor *self)
{
  Read *read;

  if (self->face == NULL || self->face->read == NULL || self->session == NULL || self->document == NULL)
    return;
  read = g_new0 (Read, 1);
  read->session = zg_session_ref (self->session);
  read->read = self->face->read;
  read->document = zg_record_copy (self->document);
  read->lines = zg_lines_editor_get_lines (self);
  self->reading++;
  zg_desk_read_async (self->session, read_run, read, read_free, free_known, NULL, on_read_cb, g_object_ref (self));
}

const char *
zg_lines_editor_known (ZgLinesEditor *self, const char *key)
{
  return self->known ? g_hash_table_lookup (self->known, key) : NULL;
}

/* -- Columns -- */

static const char *const css[] = { [ZG_TONE_NEUTRAL] = "neutral", [ZG_TONE_WARN] = "warn",
                                   [ZG_TONE_BAD] = "bad", [ZG_TONE_PENDING] = "pending" };

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const ZgLinesColumn *column = data;
  GtkWidget           *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), column->qty ? 1 : 0);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const ZgLinesColumn *column = data;
  ZgLinesEditor       *self = g_object_get_data (G_OBJECT (factory), "zg-editor");
  const ZgLine        *line = gtk_list_item_get_item (item);
  GtkWidget           *cell = gtk_list_item_get_child (item);
  ZgTone               tone = ZG_TONE_NEUTRAL;
  g_autofree char     *text = column->text (line->record, self->known, gtk_list_item_get_position (item), &tone);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text ? text : "");
  gtk_widget_set_css_classes (cell, (const char *[]){ tone == ZG_TONE_NEUTRAL ? "num" : css[tone], NULL });
}

void
zg_lines_build_extra (ZgLinesEditor *self, int before)
{
  for (int i = 0; self->face && i < self->face->n_extra; i++)
    {
      const ZgLinesColumn *extra = &self->face->extra[i];
      GtkListItemFactory  *factory;
      GtkColumnViewColumn *column;

      if (extra->before != before)
        continue;
      factory = gtk_signal_list_item_factory_new ();
      g_object_set_data (G_OBJECT (factory), "zg-editor", self);
      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), (gpointer) extra);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), (gpointer) extra);
      column = gtk_column_view_column_new (g_dgettext (GETTEXT_PACKAGE, extra->title), factory);
      gtk_column_view_column_set_fixed_width (column, extra->width);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
      self->extra[i] = column;
      g_object_unref (column);
    }
}

/* Titles of figures stand over the figures. */
void
zg_lines_align_extra (ZgLinesEditor *self)
{
  GtkWidget  *title = gtk_widget_get_first_child (gtk_widget_get_first_child (self->view));
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));

  for (guint i = 0; title; i++, title = gtk_widget_get_next_sibling (title))
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      for (int e = 0; self->face && e < self->face->n_extra; e++)
        if (self->extra[e] == column && self->face->extra[e].qty)
          gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
    }
}

gboolean
zg_lines_has_extra (ZgLinesEditor *self)
{
  return self->face && self->face->n_extra && self->document && self->face->wide (self->document);
}

void
zg_lines_show_extra (ZgLinesEditor *self)
{
  for (int i = 0; self->face && i < self->face->n_extra; i++)
    {
      gtk_column_view_column_set_visible (self->extra[i], zg_lines_has_extra (self));
      gtk_column_view_column_set_fixed_width (self->extra[i], zg_lines_has_extra (self) ? self->face->extra[i].width : 0);
    }
}

void
zg_lines_add_extra_totals (ZgLinesEditor *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines)), open = 0;
  g_autofree char *counted = NULL;

  for (int i = 0; i < self->face->n_extra; i++)
    {
      const ZgLinesColumn *extra = &self->face->extra[i];
      ZgCell               sum = { .type = ZG_CELL_INT };
      g_autofree char     *value = NULL, *text = NULL;

      for (guint l = 0; extra->qty && l < n; l++)
        {
          g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), l);

          sum.i += extra->qty (line->record);
        }
      if (extra->qty == NULL)
        continue;
      value = zg_field_format (&self->kind->fields[self->qty], &sum);
      text = g_strdup_printf ("%s %s", g_dgettext (GETTEXT_PACKAGE, extra->title), value);
      gtk_box_append (GTK_BOX (self->totals), zg_desk_label (text, sum.i ? "num warn" : "num"));
    }
  for (guint l = 0; l < n; l++)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), l);
      g_autofree char   *words = NULL;

      open += self->face->verdict (line->record, &words) == ZG_TONE_PENDING;
    }
  counted = g_strdup_printf (_ ("%u checked · %u to check"), n - open, open);
  gtk_box_append (GTK_BOX (self->totals), zg_desk_label (counted, "num dim-label"));
}

/* -- From beside -- */

void
zg_lines_editor_put (ZgLinesEditor *self, guint place, ZgRecord *record)
{
  g_autoptr (ZgLine) line = zg_line_new (record, TRUE);
  gpointer           additions[1] = { line };

  g_return_if_fail (place < g_list_model_get_n_items (G_LIST_MODEL (self->lines)));
  g_list_store_splice (self->lines, place, 1, additions, 1);
  gtk_single_selection_set_selected (self->selection, place);
  zg_lines_announce (self);
}

void
zg_lines_editor_edit (ZgLinesEditor *self, guint place, const char *field)
{
  int index = zg_kind_field (self->kind, field);

  gtk_single_selection_set_selected (self->selection, place);
  zg_lines_edit (self, (int) place);
  if (index >= 0 && self->editors[index])
    gtk_widget_grab_focus (zg_editor_focus_widget (ZG_EDITOR (self->editors[index])));
}

gboolean
zg_lines_editor_is_editable (ZgLinesEditor *self)
{
  return self->editable;
}

int
zg_lines_editor_chosen (ZgLinesEditor *self)
{
  guint place = gtk_single_selection_get_selected (self->selection);

  return place == GTK_INVALID_LIST_POSITION ? -1 : (int) place;
}

const ZgRecord *
zg_lines_editor_get_document (ZgLinesEditor *self)
{
  return self->document;
}

GtkWidget *
zg_lines_editor_panel (ZgLinesEditor *self)
{
  return self->face && self->face->panel && self->session ? self->face->panel (self->session, self) : NULL;
}

char *
zg_lines_editor_pending (ZgLinesEditor *self)
{
  return self->face && self->face->pending && self->editable ? self->face->pending (self) : NULL;
}

/* -- Codes come in wherever the focus is -- */

gboolean
zg_lines_editor_take_key (ZgLinesEditor *self, guint keyval)
{
  gunichar c = gdk_keyval_to_unicode (keyval);
  char     text[7] = { 0 };
  int      end;

  if (c == 0 || c > 127 || !(g_ascii_isdigit ((char) c) || c == '*') || !self->editable || !zg_lines_editor_grab_scan (self))
    return FALSE;
  text[g_unichar_to_utf8 (c, text)] = '\0';
  end = -1;
  gtk_editable_insert_text (GTK_EDITABLE (self->scan), text, -1, &end);
  gtk_editable_set_position (GTK_EDITABLE (self->scan), -1);
  return TRUE;
}
