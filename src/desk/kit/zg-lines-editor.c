#include "zg-lines-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-editor.h"
#include "zg-error.h"
#include "zg-money.h"
#include "zg-sheet.h"

/* pixels */
#define ROW_HEIGHT 29
#define LEAST_HEIGHT 150
#define MOST_HEIGHT 420

enum { EDITED, SHOWN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZgLinesEditor, zg_lines_editor, GTK_TYPE_WIDGET)

gboolean
zg_lines_is_shown (const ZgKind *kind, int i)
{
  const ZgField *field = &kind->fields[i];

  return !(field->flags & ZG_HIDDEN) && field->type != ZG_FILE &&
    !(field->type == ZG_REF && g_strcmp0 (field->ref, kind->parent) == 0);
}

static char *
cell_text (ZgLinesEditor *self, const ZgRecord *record, int i)
{
  const ZgField   *field = &self->kind->fields[i];
  g_autofree char *key = NULL, *short_key = NULL;
  const char      *title;

  if (field->type != ZG_REF || zg_cell_is_null (&record->cells[i]))
    return zg_field_format (field, &record->cells[i]);
  key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, field->ref, zg_record_int (record, i));
  short_key = g_strdup_printf ("name/%" G_GINT64_FORMAT, zg_record_int (record, i));
  title = i == self->ref && zg_lines_has_extra (self) ? zg_lines_editor_known (self, short_key) : NULL;
  if (title == NULL)
    title = g_hash_table_lookup (self->titles, key);
  return title ? g_strdup (title) : zg_field_format (field, &record->cells[i]);
}

static gboolean
is_number (ZgType type)
{
  return type == ZG_MONEY || type == ZG_QTY || type == ZG_DAYS || type == ZG_MINUTES || type == ZG_INT ||
    type == ZG_POINTS;
}

int
zg_lines_field_width (const ZgField *field)
{
  if (field->width)
    return field->width;
  switch (field->type)
    {
    case ZG_DAY:
      return 130;
    case ZG_TIME:
      return 200;
    case ZG_REF:
      return 178;
    case ZG_MONEY:
      return 138;
    case ZG_ENUM:
      return 178;
    case ZG_BOOL:
      return 60;
    default:
      return is_number (field->type) ? 98 : 178;
    }
}

/* -- Totals -- */

/* How many lines differ, and what the keys do. */
static void
show_verdicts (ZgLinesEditor *self)
{
  guint            n = zg_lines_verdicts (self);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u differs", "%u differ", n), n);
  GtkWidget       *keys;

  if (zg_lines_has_extra (self))
    zg_lines_add_extra_totals (self);
  else if (n)
    gtk_box_append (GTK_BOX (self->totals), zg_desk_label (text, "warn"));
  if (!self->folds || !self->editable)
    return;
  keys = zg_desk_label (zg_lines_has_extra (self) ? _ ("*12 Enter = 12 · F8 undo scan · F2 quantity · F3 photo")
                        : _ ("*12 Enter: twelve of the last · F8: last scan back · F2: change the line"), "dim-label small");
  gtk_label_set_ellipsize (GTK_LABEL (keys), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (keys, TRUE);
  gtk_widget_set_halign (keys, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->totals), keys);
}

static void
show_totals (ZgLinesEditor *self)
{
  guint            n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line", "%u lines", n), n);

  zg_desk_clear_box (self->totals);
  gtk_box_append (GTK_BOX (self->totals), zg_desk_label (count, "strong"));
  for (int i = 0; i < self->kind->n_fields; i++)
    {
      const ZgField   *field = &self->kind->fields[i];
      ZgCell           sum = { .type = ZG_CELL_INT };
      g_autofree char *value = NULL, *text = NULL;
      GtkWidget       *label;

      if (!zg_lines_is_shown (self->kind, i) || !zg_lines_has_column (self, i) ||
          g_str_has_suffix (field->name, "price_fen") || /* of one: not added up */
          (field->type != ZG_MONEY && field->type != ZG_QTY && field->type != ZG_MINUTES && !(field->flags & ZG_TOTAL)))
        continue;
      for (guint l = 0; l < n; l++)
        {
          g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), l);

          sum.i += zg_record_int (line->record, i);
        }
      value = zg_field_format (field, &sum);
      text = g_strdup_printf ("%s %s", g_dgettext (GETTEXT_PACKAGE, field->title), value);
      label = zg_desk_label (text, "num");
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END); /* many sums never widen the form */
      gtk_box_append (GTK_BOX (self->totals), label);
    }
  show_verdicts (self);
}

void
zg_lines_announce (ZgLinesEditor *self)
{
  self->modified = TRUE;
  show_totals (self);
  if (self->last && self->known && self->face->read)
    {
      g_autofree char *key = g_strdup_printf ("name/%" G_GINT64_FORMAT, self->last);

      if (!g_hash_table_contains (self->known, key))
        zg_lines_read_known (self);
    }
  g_signal_emit (self, signals[EDITED], 0);
}

void
zg_lines_shown (ZgLinesEditor *self)
{
  show_totals (self);
  g_signal_emit (self, signals[SHOWN], 0);
}

/* -- Keys -- */

static gboolean
on_strip_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  ZgLinesEditor *self = data;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK))
    return FALSE;
  if (keyval == GDK_KEY_Escape && (self->typing || self->edited >= 0 || self->adding))
    {
      self->adding = FALSE;
      zg_lines_load_strip (self, -1);
      return TRUE;
    }
  return FALSE;
}

void
zg_lines_edit (ZgLinesEditor *self, int place)
{
  zg_lines_load_strip (self, place);
  zg_lines_focus_first (self);
}

static gboolean
on_view_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  ZgLinesEditor *self = data;
  guint          place = gtk_single_selection_get_selected (self->selection);

  if (keyval == GDK_KEY_F2 && self->editable && place != GTK_INVALID_LIST_POSITION)
    {
      zg_lines_edit (self, (int) place);
      return TRUE;
    }
  if (keyval != GDK_KEY_Delete || place == GTK_INVALID_LIST_POSITION)
    return FALSE;
  zg_lines_remove (self, (int) place);
  return TRUE;
}

static void
on_activate_cb (GtkColumnView *view, guint position, gpointer data)
{
  ZgLinesEditor *self = data;

  if (self->editable)
    zg_lines_edit (self, (int) position);
}

/* -- The table -- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const ZgField *field = data;
  GtkWidget     *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), is_number (field->type) ? 1 : 0);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const ZgField   *field = data;
  ZgLinesEditor   *self = g_object_get_data (G_OBJECT (factory), "zg-editor");
  ZgLine          *line = gtk_list_item_get_item (item);
  g_autofree char *text = cell_text (self, line->record, (int) (field - self->kind->fields));

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
}

/* The first text takes what the other columns leave. */
static int
growing_field (const ZgKind *kind)
{
  for (int i = 0; i < kind->n_fields; i++)
    if (zg_lines_is_shown (kind, i) && (kind->fields[i].type == ZG_TEXT || kind->fields[i].type == ZG_LONG))
      return i;
  return -1;
}

/* Where each line has a word the table has no room to spare. */
int
zg_lines_column_width (ZgLinesEditor *self, int i)
{
  const ZgField *field = &self->kind->fields[i];
  int            width = zg_lines_field_width (field);

  if (self->face == NULL || self->face->verdict == NULL)
    return width;
  if (self->face->n_extra && zg_lines_has_extra (self))
    return is_number (field->type) ? 68 : 132;
  return is_number (field->type) ? 82 : field == &self->kind->fields[self->ref] ? 190 : MIN (width, 150);
}

static void
build_columns (ZgLinesEditor *self)
{
  int grows = growing_field (self->kind);

  for (int i = 0; i < self->kind->n_fields; i++)
    if (zg_lines_is_shown (self->kind, i))
      {
        const ZgField       *field = &self->kind->fields[i];
        GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
        GtkColumnViewColumn *column;
        GtkWidget           *title;

        zg_lines_build_extra (self, i);
        g_object_set_data (G_OBJECT (factory), "zg-editor", self);
        g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), (gpointer) field);
        g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), (gpointer) field);
        column = gtk_column_view_column_new (g_dgettext (GETTEXT_PACKAGE, field->title), factory);
        gtk_column_view_column_set_fixed_width (column, zg_lines_column_width (self, i));
        gtk_column_view_column_set_expand (column, i == grows);
        gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
        title = gtk_widget_get_last_child (gtk_widget_get_first_child (self->view));
        if (is_number (field->type))
          gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
        self->columns[i] = column;
        g_object_unref (column);
        if (g_strcmp0 (field->name, self->kind->scans) == 0 && self->face)
          {
            zg_lines_build_extra (self, self->kind->n_fields);
            zg_lines_build_verdict (self);
          }
      }
  zg_lines_build_extra (self, -1);
  zg_lines_align_extra (self);
}

/* -- Widget -- */

static void
zg_lines_editor_dispose (GObject *object)
{
  ZgLinesEditor *self = ZG_LINES_EDITOR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (zg_lines_editor_parent_class)->dispose (object);
}

static void
zg_lines_editor_finalize (GObject *object)
{
  ZgLinesEditor *self = ZG_LINES_EDITOR (object);

  g_ptr_array_unref (self->removed);
  g_hash_table_unref (self->titles);
  g_free (self->editors);
  g_free (self->columns);
  g_free (self->extra);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->document, zg_record_free);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_lines_editor_parent_class)->finalize (object);
}

static void
zg_lines_editor_class_init (ZgLinesEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_lines_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = zg_lines_editor_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[EDITED] = g_signal_new ("edited", ZG_TYPE_LINES_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOWN] = g_signal_new ("shown", ZG_TYPE_LINES_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zg_lines_editor_init (ZgLinesEditor *self)
{
  self->removed = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lines = g_list_store_new (ZG_TYPE_LINE);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->edited = -1;
  self->editable = self->grows = TRUE;
  self->writable = ZG_ALL_FIELDS;
}

static void
add_keys (ZgLinesEditor *self)
{
  GtkEventController *strip = gtk_event_controller_key_new ();
  GtkEventController *view = gtk_event_controller_key_new ();

  g_signal_connect (strip, "key-pressed", G_CALLBACK (on_strip_key_cb), self);
  gtk_widget_add_controller (self->strip, strip);
  g_signal_connect (view, "key-pressed", G_CALLBACK (on_view_key_cb), self);
  zg_lines_return_from (self, self->view);
  gtk_widget_add_controller (self->view, view);
}

static void
build (ZgLinesEditor *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *strip_scroll = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->strip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->error = zg_desk_label ("", "errtext pad");
  self->view = gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)));
  self->totals = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  zg_desk_css (self->box, "card panel");
  zg_desk_css (self->strip, "pad compact");
  zg_desk_css (self->view, "data-table zg-table");
  zg_desk_css (self->totals, "totals");
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (self->view), TRUE);
  zg_desk_name (self->view, g_dgettext (GETTEXT_PACKAGE, self->kind->title));
  zg_lines_build_scan (self);
  zg_lines_build_strip (self);
  build_columns (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (strip_scroll), self->strip);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (strip_scroll), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroll), LEAST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), MOST_HEIGHT);
  gtk_box_append (GTK_BOX (self->box), strip_scroll);
  gtk_box_append (GTK_BOX (self->box), self->error);
  gtk_box_append (GTK_BOX (self->box), scroll);
  gtk_box_append (GTK_BOX (self->box), self->totals);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (GtkWidget *child = gtk_widget_get_first_child (self->view); child; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      {
        zg_desk_name (child, g_dgettext (GETTEXT_PACKAGE, self->kind->title));
        zg_desk_tab_out (child);
      }
  g_signal_connect (self->view, "activate", G_CALLBACK (on_activate_cb), self);
  add_keys (self);
}

/* Lines that come with another step are only filled in; those that can be taken out were put in by hand as well. */
static gboolean
is_added_by_hand (const ZgKind *child)
{
  const ZgStep *create = zg_kind_step (child, NULL, "create");

  if (create == NULL)
    return FALSE;
  if (!(create->flags & ZG_FOLLOWS))
    return TRUE;
  for (int i = 0; i < child->n_steps; i++)
    if (g_str_equal (child->steps[i].to, "removed"))
      return TRUE;
  return FALSE;
}

GtkWidget *
zg_lines_editor_new (ZgSession *session, const ZgKind *child)
{
  ZgLinesEditor *self = g_object_new (ZG_TYPE_LINES_EDITOR, NULL);

  self->session = session ? zg_session_ref (session) : NULL;
  self->kind = child;
  self->editors = g_new0 (GtkWidget *, child->n_fields);
  self->grows = is_added_by_hand (child);
  zg_lines_find_face (self);
  build (self);
  zg_lines_load_strip (self, -1);
  show_totals (self);
  return GTK_WIDGET (self);
}

/* Lines that are filled in one after the other are all in sight, as far as they may. */
static void
fit_height (ZgLinesEditor *self, guint n)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (self->view, GTK_TYPE_SCROLLED_WINDOW);

  if ((!self->grows || self->folds) && scroll)
    gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroll),
                                                CLAMP (ROW_HEIGHT * ((int) n + 1) + 14, LEAST_HEIGHT, MOST_HEIGHT));
}

void
zg_lines_editor_set_lines (ZgLinesEditor *self, GPtrArray *records, GHashTable *titles)
{
  GHashTableIter iter;
  gpointer       key, value;

  g_return_if_fail (ZG_IS_LINES_EDITOR (self));
  g_list_store_remove_all (self->lines);
  g_ptr_array_set_size (self->removed, 0);
  if (titles)
    {
      g_hash_table_iter_init (&iter, titles);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (self->titles, g_strdup (key), g_strdup (value));
    }
  for (guint i = 0; records && i < records->len; i++)
    {
      g_autoptr (ZgLine) line = zg_line_new (zg_record_copy (records->pdata[i]), ((ZgRecord *) records->pdata[i])->version == 0);

      g_list_store_append (self->lines, line);
    }
  self->modified = FALSE;
  fit_height (self, records ? records->len : 0);
  zg_lines_load_strip (self, self->grows ? -1 : zg_lines_next (self, -1));
  zg_lines_read_known (self);
  zg_lines_shown (self);
}

GPtrArray *
zg_lines_editor_get_changes (ZgLinesEditor *self)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      if (line->changed)
        g_ptr_array_add (changes, zg_record_copy (line->record));
    }
  for (guint i = 0; i < self->removed->len; i++)
    g_ptr_array_add (changes, zg_record_copy (self->removed->pdata[i]));
  return changes;
}

GPtrArray *
zg_lines_editor_get_lines (ZgLinesEditor *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      g_ptr_array_add (lines, zg_record_copy (line->record));
    }
  return lines;
}

gboolean
zg_lines_editor_is_modified (ZgLinesEditor *self)
{
  return self->modified;
}

gboolean
zg_lines_editor_is_typing (ZgLinesEditor *self)
{
  return self->typing;
}

void
zg_lines_editor_set_editable (ZgLinesEditor *self, gboolean editable)
{
  self->editable = editable;
  zg_lines_fold (self);
  show_totals (self);
}

/* -- What is typed now -- */

static GHashTable *masks;

void
zg_lines_mask_register (const char *child, ZgLinesMask mask)
{
  if (masks == NULL)
    masks = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (masks, (gpointer) child, mask);
}

guint64
zg_lines_typed_now (ZgLinesEditor *self, const ZgRecord *line)
{
  ZgLinesMask mask = masks ? (ZgLinesMask) g_hash_table_lookup (masks, self->kind->id) : NULL;

  if (mask == NULL || (self->grows && self->document == NULL))
    return ZG_ALL_FIELDS;
  return self->document && (line || self->grows) ? mask (self->session, self->document, line) : 0;
}

gboolean
zg_lines_has_mask (ZgLinesEditor *self)
{
  return masks && g_hash_table_contains (masks, self->kind->id);
}

void
zg_lines_editor_set_document (ZgLinesEditor *self, const ZgRecord *document)
{
  g_return_if_fail (ZG_IS_LINES_EDITOR (self));
  g_clear_pointer (&self->document, zg_record_free);
  self->document = document ? zg_record_copy (document) : NULL;
  zg_lines_show_columns (self);
  if (!self->grows)
    zg_lines_load_strip (self, zg_lines_next (self, -1));
  else if (zg_lines_has_mask (self) && !self->typing && self->edited < 0)
    zg_lines_load_strip (self, -1);
  zg_lines_read_known (self);
  zg_lines_shown (self);
}

/* Place in the list of the @nth changed line; -1 where it is none. */
static int
place_of_change (ZgLinesEditor *self, int nth)
{
  for (guint i = 0; nth >= 0 && i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      if (line->changed && nth-- == 0)
        return (int) i;
    }
  return -1;
}

void
zg_lines_editor_show_fault (ZgLinesEditor *self, int change, const char *field, const char *message)
{
  int place = place_of_change (self, change);

  if (place >= 0)
    {
      gtk_single_selection_set_selected (self->selection, (guint) place);
      zg_lines_load_strip (self, place);
      zg_lines_mark (self, field ? zg_kind_field (self->kind, field) : -1, TRUE);
    }
  zg_lines_show_error (self, message);
  zg_lines_focus_first (self);
}
