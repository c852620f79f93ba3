#include "zg-form-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attach-field.h"
#include "zg-desk-util.h"
#include "zg-entries.h"
#include "zg-error.h"

#define STAR "\302\240*" /* behind the label of what is required */

/* -- Text of a cell -- */

char *
zg_form_cell_text (ZgForm *self, const ZgRecord *record, int i)
{
  const ZgField   *field = &self->kind->fields[i];
  g_autofree char *key = NULL;
  const char      *title;

  if (field->type == ZG_REF && zg_record_is_set (record, i))
    {
      key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, field->ref, zg_record_int (record, i));
      title = self->titles ? g_hash_table_lookup (self->titles, key) : NULL;
      return g_strdup (title ? title : "");
    }
  return zg_field_format (field, &record->cells[i]);
}

/* -- Faults -- */

guint
zg_form_count_faults (ZgForm *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += ((ZgFormRow *) self->rows->pdata[i])->fault != NULL;
  return n;
}

void
zg_form_show_problems (ZgForm *self)
{
  guint            n = zg_form_count_faults (self);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing to correct", "%u things to correct", n), n);

  gtk_button_set_label (GTK_BUTTON (self->problems), text);
  gtk_widget_set_visible (self->problems, n > 0);
}

void
zg_form_set_fault (ZgFormRow *row, const char *message)
{
  GtkWidget *focus = row->editor ? zg_editor_focus_widget (row->editor) : NULL;
  char      *copy = g_strdup (message);

  g_free (row->fault);
  row->fault = copy;
  gtk_label_set_text (GTK_LABEL (row->error_text), message ? message : "");
  gtk_widget_set_visible (row->error, message != NULL);
  if (focus == NULL)
    return;
  if (message)
    gtk_widget_add_css_class (focus, "err");
  else
    gtk_widget_remove_css_class (focus, "err");
  gtk_accessible_update_state (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_STATE_INVALID,
                               message ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (message)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, row->error_text, NULL, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

void
zg_form_focus_fault (ZgForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZgFormRow *row = self->rows->pdata[i];

      if (row->fault && row->editor)
        {
          gtk_widget_grab_focus (zg_editor_focus_widget (row->editor));
          return;
        }
    }
}

ZgFormRow *
zg_form_row_by_field (ZgForm *self, int index)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((ZgFormRow *) self->rows->pdata[i])->index == index)
      return self->rows->pdata[i];
  return NULL;
}

/* @before: (out): changes of the lines that were handed over before these. */
static ZgFormLines *
lines_of (ZgForm *self, const char *kind, int *before)
{
  *before = 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      ZgFormLines          *lines = self->lines->pdata[i];
      g_autoptr (GPtrArray) changes = NULL;

      if (g_strcmp0 (lines->kind->id, kind) == 0)
        return lines;
      changes = zg_lines_editor_get_changes (ZG_LINES_EDITOR (lines->editor));
      *before += (int) changes->len;
    }
  return NULL;
}

/* Faults the book or the rules found: under their field, in their line, or, of the record as a whole, at the top. */
void
zg_form_show_faults (ZgForm *self, GPtrArray *faults)
{
  gboolean whole = FALSE;

  for (guint i = 0; i < faults->len; i++)
    {
      const ZgFault *fault = faults->pdata[i];
      int            before;
      ZgFormLines   *lines = fault->kind ? lines_of (self, fault->kind, &before) : NULL;
      int            index = fault->field && !lines ? zg_kind_field (self->kind, fault->field) : -1;
      ZgFormRow     *row = index >= 0 ? zg_form_row_by_field (self, index) : NULL;

      if (lines)
        zg_lines_editor_show_fault (ZG_LINES_EDITOR (lines->editor), fault->row - before, fault->field, fault->message);
      else if (row)
        zg_form_set_fault (row, fault->message);
      else if (!whole)
        {
          zg_error_bar_show (ZG_ERROR_BAR (self->bar), fault->message, NULL, fault->clause);
          whole = TRUE;
        }
    }
  zg_form_show_problems (self);
  zg_form_focus_fault (self);
}

/* -- Reading back what was typed -- */

static gboolean
collect_row (ZgFormRow *row, GError **error)
{
  ZgCell   cell = { 0 };
  gboolean understood;

  if (row->editor == NULL || !row->editable || !row->touched)
    return TRUE;
  understood = zg_editor_get_cell (row->editor, &cell, error);
  if (understood)
    zg_record_set_cell (row->form->record, row->index, &cell);
  zg_cell_clear (&cell);
  return understood;
}

gboolean
zg_form_collect (ZgForm *self)
{
  gboolean good = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      ZgFormRow         *row = self->rows->pdata[i];
      g_autoptr (GError) error = NULL;

      if (collect_row (row, &error))
        continue;
      zg_form_set_fault (row, error->message);
      good = FALSE;
    }
  if (self->kind->recompute)
    self->kind->recompute (self->record);
  zg_form_show_problems (self);
  return good;
}

/* Only fields that can be typed here are judged; the book judges all. */
gboolean
zg_form_validate (ZgForm *self, const char *to)
{
  g_autoptr (GPtrArray) faults = zg_faults_new ();

  for (guint i = 0; i < self->rows->len; i++)
    zg_form_set_fault (self->rows->pdata[i], NULL);
  zg_record_validate (self->record, to, faults);
  for (guint i = faults->len; i > 0; i--)
    {
      const ZgFault *fault = faults->pdata[i - 1];
      ZgFormRow     *row = fault->field ? zg_form_row_by_field (self, zg_kind_field (self->kind, fault->field)) : NULL;

      if (row == NULL || !row->editable)
        g_ptr_array_remove_index (faults, i - 1);
    }
  if (faults->len > 0)
    zg_form_show_faults (self, faults);
  else
    zg_form_show_problems (self);
  return faults->len == 0;
}

/* The rules of this one field, when it is left: what is missing is told only by a step. */
static void
validate_row (ZgFormRow *row)
{
  ZgForm               *self = row->form;
  g_autoptr (GPtrArray) faults = zg_faults_new ();
  g_autoptr (GError)    error = NULL;

  if (!collect_row (row, &error))
    {
      zg_form_set_fault (row, error->message);
      zg_form_show_problems (self);
      return;
    }
  zg_record_validate (self->record, "draft", faults);
  for (guint i = 0; i < faults->len; i++)
    if (g_strcmp0 (((ZgFault *) faults->pdata[i])->field, row->def->name) == 0)
      {
        zg_form_set_fault (row, ((ZgFault *) faults->pdata[i])->message);
        zg_form_show_problems (self);
        return;
      }
}

/* -- What the person does -- */

static void
on_edited_cb (ZgEditor *editor, gpointer data)
{
  ZgFormRow *row = data;
  ZgForm    *self = row->form;

  if (self->record == NULL || !row->editable)
    return;
  row->touched = TRUE;
  if (row->fault)
    {
      zg_form_set_fault (row, NULL);
      zg_form_show_problems (self);
    }
  if (collect_row (row, NULL))
    zg_form_refresh_computed (self);
  zg_form_set_modified (self, TRUE);
  zg_form_panels_later (self);
  zg_form_draft_later (self);
}

static void
on_leave_cb (GtkEventControllerFocus *controller, gpointer data)
{
  ZgFormRow *row = data;

  if (row->touched && row->editable && row->form->record)
    validate_row (row);
}

/* Enter in a field of one line goes to the next one. */
static void
on_activate_cb (GtkEntry *entry, gpointer data)
{
  gtk_widget_child_focus (GTK_WIDGET (((ZgFormRow *) data)->form), GTK_DIR_TAB_FORWARD);
}

ZgFormRow *
zg_form_row_new (ZgForm *self, int index)
{
  ZgFormRow *row = g_new0 (ZgFormRow, 1);

  row->form = self;
  row->index = index;
  row->def = &self->kind->fields[index];
  return row;
}

void
zg_form_row_free (gpointer data)
{
  ZgFormRow *row = data;

  g_clear_object (&row->editor);
  g_free (row->fault);
  g_free (row);
}

/* An editor may outlive the form: it waits for an answer, or has the focus of a window that closes. */
static void
connect_row (ZgFormRow *row, gpointer source, const char *signal, GCallback callback)
{
  GClosure *closure = g_cclosure_new (callback, row, NULL);

  g_object_watch_closure (G_OBJECT (row->form), closure);
  g_signal_connect_closure (source, signal, closure, FALSE);
}

void
zg_form_row_finish (ZgFormRow *row)
{
  GtkEventController *focus;
  GtkWidget          *widget;

  if (row->editor == NULL)
    return;
  widget = zg_editor_focus_widget (row->editor);
  focus = gtk_event_controller_focus_new ();
  connect_row (row, focus, "leave", G_CALLBACK (on_leave_cb));
  gtk_widget_add_controller (row->control, focus);
  connect_row (row, row->editor, "edited", G_CALLBACK (on_edited_cb));
  if (GTK_IS_ENTRY (widget))
    connect_row (row, widget, "activate", G_CALLBACK (on_activate_cb));
  if (ZG_IS_ATTACH_FIELD (row->editor))
    zg_attach_field_set_doc (ZG_ATTACH_FIELD (row->editor), row->form->id);
}

/* -- Showing -- */

static gboolean
is_closed (ZgForm *self, const ZgFormRow *row)
{
  const ZgCell *cell = &self->record->cells[row->index];

  return row->def->flags & ZG_SEALED && cell->type == ZG_CELL_BYTES && !row->revealed && !zg_cell_is_erased (cell);
}

static void
set_editor (ZgFormRow *row)
{
  ZgForm          *self = row->form;
  const ZgCell    *cell = &self->record->cells[row->index];
  g_autofree char *shown = NULL;

  if (ZG_IS_REF_ENTRY (row->editor))
    {
      shown = zg_form_cell_text (self, self->record, row->index);
      zg_ref_entry_set (ZG_REF_ENTRY (row->editor), zg_cell_int (cell), *shown ? shown : NULL);
    }
  else if (cell->type != ZG_CELL_BYTES)
    zg_editor_set_cell (row->editor, cell);
  if (ZG_IS_ATTACH_FIELD (row->editor))
    zg_attach_field_set_editable (ZG_ATTACH_FIELD (row->editor), row->editable);
}

/* What the book itself fills by a step, and what is not written when a record is made, says nothing until then. */
static gboolean
comes_later (const ZgKind *kind, int field)
{
  guint64 made = 0;

  for (int i = 0; i < kind->n_steps; i++)
    {
      if ((kind->steps[i].stamps | kind->steps[i].fills) & ZG_F (field))
        return TRUE;
      made |= kind->steps[i].from ? 0 : kind->steps[i].writes;
    }
  return !(made & ZG_F (field));
}

static void
set_row_visible (ZgFormRow *row, gboolean visible)
{
  gtk_widget_set_visible (row->column, visible);
  if (row->label)
    gtk_widget_set_visible (row->label, visible);
}

static gboolean
lies_in (GtkWidget *card, const ZgFormRow *row)
{
  return gtk_widget_get_visible (row->column) && gtk_widget_is_ancestor (row->column, card);
}

static void
show_cards (ZgForm *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      gboolean any = FALSE;

      for (guint r = 0; r < self->rows->len && !any; r++)
        any = lies_in (self->cards->pdata[i], self->rows->pdata[r]);
      gtk_widget_set_visible (self->cards->pdata[i], any);
    }
}

/* A clause judges what is there or may be typed, not an empty value. */
static void
show_chips (ZgFormRow *row)
{
  if (row->chips)
    gtk_widget_set_visible (row->chips, row->editable || zg_record_is_set (row->form->record, row->index));
}

/* The star asks for something: it stands only where it can be typed. */
static void
show_star (ZgFormRow *row)
{
  const char      *label = row->label ? gtk_label_get_label (GTK_LABEL (row->label)) : "";
  g_autofree char *plain = g_str_has_suffix (label, STAR) ? g_strndup (label, strlen (label) - strlen (STAR))
                                                                  : g_strdup (label);
  g_autofree char *text = NULL;

  if (row->label == NULL || !(row->def->flags & ZG_REQUIRED) || row->def->flags & ZG_COMPUTED)
    return;
  text = row->editable ? g_strconcat (plain, STAR, NULL) : g_strdup (plain);
  if (!g_str_equal (text, label))
    gtk_label_set_label (GTK_LABEL (row->label), text);
}

static void
show_row (ZgFormRow *row, guint64 writable)
{
  ZgForm          *self = row->form;
  gboolean         closed = is_closed (self, row), erased = zg_cell_is_erased (&self->record->cells[row->index]);
  gboolean         file = ZG_IS_ATTACH_FIELD (row->editor);
  g_autofree char *text = zg_form_cell_text (self, self->record, row->index);

  row->editable = row->editor && (writable & ZG_F (row->index)) && !(row->def->flags & ZG_COMPUTED) &&
                  !((row->def->flags & ZG_FIXED) && self->record->version > 0);
  if (row->editor)
    {
      set_editor (row);
      gtk_widget_set_visible (row->control, (row->editable && !closed) || file);
    }
  gtk_label_set_text (GTK_LABEL (row->value), text); /* of what is closed or was erased, that it is */
  gtk_widget_set_visible (row->value, (closed || erased || !row->editable) && !file);
  if (row->show)
    zg_form_show_seal (row, closed);
  if (row->hint)
    gtk_widget_set_visible (row->hint, row->editable);
  show_star (row);
  show_chips (row);
  set_row_visible (row, row->editable || closed || *text || !comes_later (self->kind, row->index));
  row->touched = FALSE;
  zg_form_set_fault (row, NULL);
}

void
zg_form_show_fields (ZgForm *self)
{
  guint64 writable = zg_form_writable (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      ((ZgFormRow *) self->rows->pdata[i])->revealed = FALSE;
      show_row (self->rows->pdata[i], writable);
    }
  show_cards (self);
  for (guint i = 0; i < self->lines->len; i++)
    {
      ZgLinesEditor *lines = ZG_LINES_EDITOR (((ZgFormLines *) self->lines->pdata[i])->editor);

      zg_lines_editor_set_editable (lines, zg_form_lines_writable (self));
      zg_lines_editor_set_document (lines, self->record);
    }
  zg_form_show_problems (self);
}

void
zg_form_refresh_computed (ZgForm *self)
{
  if (self->kind->recompute)
    self->kind->recompute (self->record);
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZgFormRow       *row = self->rows->pdata[i];
      g_autofree char *text = NULL;

      if (!(row->def->flags & ZG_COMPUTED))
        continue;
      text = zg_form_cell_text (self, self->record, row->index);
      gtk_label_set_text (GTK_LABEL (row->value), text);
      show_chips (row);
    }
}
