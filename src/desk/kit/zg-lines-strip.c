#include "zg-lines-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-editor.h"
#include "zg-error.h"
#include "zg-record.h"

#define STRIP_WIDTH 740  /* of one row; a short strip stays one row, as wide as it is */
#define BUTTONS_WIDTH 180 /* both */

G_DEFINE_FINAL_TYPE (ZgLine, zg_line, G_TYPE_OBJECT)

static void
zg_line_finalize (GObject *object)
{
  zg_record_free (ZG_LINE (object)->record);
  G_OBJECT_CLASS (zg_line_parent_class)->finalize (object);
}

static void
zg_line_class_init (ZgLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zg_line_finalize;
}

static void
zg_line_init (ZgLine *self)
{
}

ZgLine *
zg_line_new (ZgRecord *record, gboolean changed)
{
  ZgLine *line = g_object_new (ZG_TYPE_LINE, NULL);

  line->record = record;
  line->changed = changed;
  return line;
}

/* -- The strip: controls in which one line is typed -- */

static gboolean
is_typed (const ZgKind *kind, int i)
{
  const ZgStep *create = zg_kind_step (kind, NULL, "create");
  guint64       writes = create && !(create->flags & ZG_FOLLOWS) ? create->writes : 0;

  for (int s = 0; s < kind->n_steps; s++)
    if (g_str_equal (kind->steps[s].verb, "edit"))
      writes |= kind->steps[s].writes;
  return zg_lines_is_shown (kind, i) && !(kind->fields[i].flags & ZG_COMPUTED) && (writes & ZG_F (i));
}

void
zg_lines_show_error (ZgLinesEditor *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->error), text ? text : "");
  gtk_widget_set_visible (self->error, text != NULL);
}

void
zg_lines_mark (ZgLinesEditor *self, int field, gboolean bad)
{
  GtkWidget *focus;

  if (field < 0 || self->editors[field] == NULL)
    return;
  focus = zg_editor_focus_widget (ZG_EDITOR (self->editors[field]));
  if (bad)
    gtk_widget_add_css_class (focus, "err");
  else
    gtk_widget_remove_css_class (focus, "err");
  gtk_accessible_update_state (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_STATE_INVALID, bad ? GTK_ACCESSIBLE_INVALID_TRUE
                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
zg_lines_focus_first (ZgLinesEditor *self)
{
  for (int i = 0; i < self->kind->n_fields; i++)
    if (self->editors[i] && (self->writable & ZG_F (i)))
      {
        gtk_widget_grab_focus (self->editors[i]);
        return;
      }
}

int
zg_lines_next (ZgLinesEditor *self, int place)
{
  for (guint i = (guint) (place + 1); i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      if (zg_lines_typed_now (self, line->record))
        return (int) i;
    }
  return -1;
}

static void
show_subject (ZgLinesEditor *self, const ZgLine *line)
{
  int         name = self->kind->name ? zg_kind_field (self->kind, self->kind->name) : -1;
  const char *text = line && name >= 0 ? zg_record_text (line->record, name) : NULL;

  gtk_label_set_text (GTK_LABEL (self->subject), text ? text : "");
  if (line && !self->grows)
    gtk_single_selection_set_selected (self->selection, (guint) self->edited);
}

/* A new line begins as its fields say. */
static ZgRecord *
begun (ZgLinesEditor *self)
{
  ZgRecord *record = zg_record_new (self->kind);

  zg_record_begin (record, self->session ? zg_session_person (self->session) : 0,
                   self->session ? zg_session_staff (self->session) : 0);
  return record;
}

void
zg_lines_load_strip (ZgLinesEditor *self, int place)
{
  g_autoptr (ZgRecord) fresh = begun (self);
  g_autoptr (ZgLine) line = place >= 0 ? g_list_model_get_item (G_LIST_MODEL (self->lines), (guint) place) : NULL;

  self->writable = self->grows && !zg_lines_has_mask (self) ? ZG_ALL_FIELDS
                                                            : zg_lines_typed_now (self, line ? line->record : NULL);
  for (int i = 0; i < self->kind->n_fields; i++)
    if (self->editors[i])
      {
        zg_editor_set_cell (ZG_EDITOR (self->editors[i]), line ? &line->record->cells[i] : &fresh->cells[i]);
        zg_lines_mark (self, i, FALSE);
        gtk_widget_set_visible (gtk_widget_get_parent (self->editors[i]), (self->writable & ZG_F (i)) != 0);
      }
  self->edited = line ? place : -1;
  self->typing = FALSE;
  zg_lines_show_error (self, NULL);
  gtk_widget_set_visible (self->remove, line && (self->grows || line->record->version == 0));
  gtk_widget_set_visible (self->subject, !self->grows);
  gtk_widget_set_sensitive (self->strip, self->grows || self->writable != 0);
  show_subject (self, line);
  zg_lines_fold (self);
  gtk_button_set_label (GTK_BUTTON (self->take), line ? _ ("_Take") : _ ("_Add line"));
}

static gboolean
collect (ZgLinesEditor *self, ZgRecord *record)
{
  for (int i = 0; i < self->kind->n_fields; i++)
    if (self->editors[i] && (self->writable & ZG_F (i)))
      {
        ZgCell             cell = { 0 };
        g_autoptr (GError) error = NULL;
        gboolean           understood = zg_editor_get_cell (ZG_EDITOR (self->editors[i]), &cell, &error);

        zg_lines_mark (self, i, !understood);
        if (!understood)
          {
            zg_lines_show_error (self, error->message);
            gtk_widget_grab_focus (self->editors[i]);
            return FALSE;
          }
        zg_record_set_cell (record, i, &cell);
        zg_cell_clear (&cell);
      }
  return TRUE;
}

/* How a chosen reference reads is known from its entry. */
static void
remember_titles (ZgLinesEditor *self, const ZgRecord *record)
{
  for (int i = 0; i < self->kind->n_fields; i++)
    if (self->editors[i] && self->kind->fields[i].type == ZG_REF && zg_record_is_set (record, i))
      {
        GtkWidget *entry = zg_editor_focus_widget (ZG_EDITOR (self->editors[i]));
        char      *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, self->kind->fields[i].ref, zg_record_int (record, i));

        g_hash_table_insert (self->titles, key, g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
      }
}

static gboolean
validate (ZgLinesEditor *self, const ZgRecord *record)
{
  g_autoptr (GPtrArray) faults = zg_faults_new ();
  const ZgFault        *first;
  int                   field;

  zg_record_validate (record, "active", faults);
  if (faults->len == 0)
    return TRUE;
  first = faults->pdata[0];
  field = first->field ? zg_kind_field (self->kind, first->field) : -1;
  zg_lines_show_error (self, first->message);
  zg_lines_mark (self, field, TRUE);
  if (field >= 0 && self->editors[field])
    gtk_widget_grab_focus (self->editors[field]);
  return FALSE;
}

static void
put_line (ZgLinesEditor *self, ZgRecord *record)
{
  g_autoptr (ZgLine) line = zg_line_new (record, TRUE);
  gpointer           additions[1] = { line };
  guint              n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  gboolean           is_new = self->edited < 0;
  int                next = self->grows ? -1 : zg_lines_next (self, self->edited);

  remember_titles (self, record); /* before the row is shown */
  g_list_store_splice (self->lines, is_new ? n : (guint) self->edited, is_new ? 0 : 1, additions, 1);
  zg_lines_load_strip (self, next);
  zg_lines_announce (self);
  if (self->folds && self->scan && !self->adding && next < 0)
    gtk_widget_grab_focus (self->scan);
  else
    zg_lines_focus_first (self);
}

void
zg_lines_take_strip (ZgLinesEditor *self)
{
  g_autoptr (ZgLine)   line = self->edited >= 0 ? g_list_model_get_item (G_LIST_MODEL (self->lines), (guint) self->edited) : NULL;
  g_autoptr (ZgRecord) record = line ? zg_record_copy (line->record) : zg_record_new (self->kind);

  zg_lines_show_error (self, NULL);
  if ((line == NULL && !self->grows) || !collect (self, record))
    return;
  if (self->kind->recompute)
    self->kind->recompute (record);
  if (validate (self, record))
    put_line (self, g_steal_pointer (&record));
}

void
zg_lines_remove (ZgLinesEditor *self, int place)
{
  g_autoptr (ZgLine) line = place >= 0 ? g_list_model_get_item (G_LIST_MODEL (self->lines), (guint) place) : NULL;
  ZgRecord          *gone;

  if (line == NULL || !self->editable || (!self->grows && line->record->version))
    return;
  if (line->record->version > 0)
    {
      gone = zg_record_copy (line->record);
      g_free (gone->state);
      gone->state = g_strdup ("removed");
      g_ptr_array_add (self->removed, gone);
    }
  g_list_store_remove (self->lines, (guint) place);
  zg_lines_load_strip (self, -1);
  zg_lines_announce (self);
}

static void
on_strip_edited_cb (ZgEditor *editor, gpointer data)
{
  ZgLinesEditor *self = data;

  self->typing = TRUE;
  zg_lines_show_error (self, NULL);
  zg_lines_mark (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (editor), "zg-field")), FALSE);
}

static void
on_remove_cb (GtkButton *button, gpointer data)
{
  zg_lines_remove (data, ((ZgLinesEditor *) data)->edited);
}

/* Fields that do not fit beside the others go on below them. */
static GtkWidget *
row_for (ZgLinesEditor *self, GtkWidget *row, int *used, int width)
{
  if (row == NULL || *used + width > STRIP_WIDTH)
    {
      row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      gtk_box_append (GTK_BOX (self->strip), row);
      *used = 0;
    }
  *used += width;
  return row;
}

void
zg_lines_build_strip (ZgLinesEditor *self)
{
  GtkWidget *row = NULL;
  int        used = 0;

  self->subject = zg_desk_label ("", "strong");
  gtk_label_set_ellipsize (GTK_LABEL (self->subject), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->subject), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (self->subject), 14);
  gtk_widget_set_valign (self->subject, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->strip), self->subject);
  for (int i = 0; i < self->kind->n_fields; i++)
    if (is_typed (self->kind, i))
      {
        const ZgField *field = &self->kind->fields[i];
        const char    *title = g_dgettext (GETTEXT_PACKAGE, field->title);
        GtkWidget     *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
        GtkWidget     *editor = zg_editor_new (self->session, self->kind, field);
        GtkWidget     *focus = zg_editor_focus_widget (ZG_EDITOR (editor));

        self->editors[i] = editor;
        g_object_set_data (G_OBJECT (editor), "zg-field", GINT_TO_POINTER (i));
        zg_desk_name (focus, title);
        if (GTK_IS_ENTRY (focus))
          g_signal_connect_object (focus, "activate", G_CALLBACK (zg_lines_take_strip), self, G_CONNECT_SWAPPED);
        /* an editor may outlive the strip: it waits for an answer, or has the focus of a window that closes */
        g_signal_connect_object (editor, "edited", G_CALLBACK (on_strip_edited_cb), self, 0);
        gtk_box_append (GTK_BOX (box), zg_desk_label (title, "small fieldlabel"));
        gtk_box_append (GTK_BOX (box), editor);
        if (gtk_widget_get_hexpand (editor))
          gtk_widget_set_size_request (box, zg_lines_field_width (field) - 8, -1);
        row = row_for (self, row, &used, zg_lines_field_width (field) + 8);
        gtk_box_append (GTK_BOX (row), box);
      }
  self->take = gtk_button_new_with_mnemonic (_ ("_Add line"));
  self->remove = gtk_button_new_with_mnemonic (_ ("Re_move line"));
  zg_desk_css (self->take, "ctl");
  zg_desk_css (self->remove, "ctl flat");
  gtk_widget_set_valign (self->take, GTK_ALIGN_END);
  gtk_widget_set_valign (self->remove, GTK_ALIGN_END);
  g_signal_connect_object (self->take, "clicked", G_CALLBACK (zg_lines_take_strip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (on_remove_cb), self, 0);
  row = row_for (self, row, &used, BUTTONS_WIDTH);
  gtk_box_append (GTK_BOX (row), self->take);
  gtk_box_append (GTK_BOX (row), self->remove);
}
