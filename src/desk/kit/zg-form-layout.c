#include "zg-form-private.h"

#include <glib/gi18n.h>

#include "zg-attach-field.h"
#include "zg-desk-util.h"
#include "zg-marks.h"

#define LABEL_WIDTH 84
#define SIDE_WIDTH 352

/* -- One field: a line with control, value, hint, clause; below it the error -- */

static gboolean
is_on_form (const ZgField *field)
{
  return !(field->flags & ZG_HIDDEN);
}

static GtkWidget *
make_error (ZgFormRow *row)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");

  row->error = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  row->error_text = zg_desk_label ("", "errtext");
  gtk_label_set_wrap (GTK_LABEL (row->error_text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row->error_text), PANGO_WRAP_WORD_CHAR);
  zg_desk_css (icon, "errtext");
  gtk_box_append (GTK_BOX (row->error), icon);
  gtk_box_append (GTK_BOX (row->error), row->error_text);
  gtk_widget_set_visible (row->error, FALSE);
  return row->error;
}

static void
fill_line (ZgFormRow *row, GtkWidget *line)
{
  const char *hint = row->def->hint;

  row->value = zg_desk_label ("", row->def->flags & ZG_COMPUTED ? "strong num" : "num");
  gtk_label_set_wrap (GTK_LABEL (row->value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row->value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (row->value), FALSE);
  gtk_box_append (GTK_BOX (line), row->value);
  if (row->def->flags & ZG_SEALED)
    zg_form_seal_row (row, line);
  if (hint)
    {
      row->hint = zg_desk_label (g_dgettext (GETTEXT_PACKAGE, hint), "hint");
      gtk_box_append (GTK_BOX (line), row->hint);
    }
  if (row->def->clause)
    {
      row->chips = zg_clause_chips_new (row->def->clause);
      gtk_box_append (GTK_BOX (line), row->chips);
    }
}

static void
make_column (ZgFormRow *row, GtkWidget *control)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  row->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_size_request (line, -1, 30);
  row->control = control;
  if (control)
    gtk_box_append (GTK_BOX (line), control);
  fill_line (row, line);
  gtk_box_append (GTK_BOX (row->column), line);
  gtk_box_append (GTK_BOX (row->column), make_error (row));
  gtk_widget_set_hexpand (row->column, TRUE);
}

static void
name_editor (ZgFormRow *row, GtkWidget *label)
{
  GtkWidget *focus;

  if (row->editor == NULL)
    return;
  focus = zg_editor_focus_widget (row->editor);
  zg_desk_name (focus, g_dgettext (GETTEXT_PACKAGE, row->def->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_REQUIRED, (row->def->flags & ZG_REQUIRED) != 0,
                                  -1);
  if (label)
    gtk_label_set_mnemonic_widget (GTK_LABEL (label), focus);
}

static ZgFormRow *
make_row (ZgForm *self, int index)
{
  ZgFormRow *row = zg_form_row_new (self, index);
  GtkWidget *control = NULL;

  if (!(row->def->flags & ZG_COMPUTED))
    {
      control = zg_editor_new (self->session, self->kind, row->def);
      row->editor = g_object_ref_sink (ZG_EDITOR (control));
    }
  make_column (row, control);
  return row;
}

/* -- Laid out from the fields: cards of labelled lines -- */

static GtkWidget *
add_card (GtkWidget *fields, const char *section)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *grid = gtk_grid_new ();

  zg_desk_css (card, "card panel pad compact");
  if (section)
    gtk_box_append (GTK_BOX (card), zg_desk_label (g_dgettext (GETTEXT_PACKAGE, section), "sect"));
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_box_append (GTK_BOX (card), grid);
  gtk_box_append (GTK_BOX (fields), card);
  return grid;
}

/* @half: 0: the whole line, 1, 2: the first or second half of one. */
static void
attach_row (ZgForm *self, GtkWidget *grid, int place, int half, ZgFormRow *row)
{
  GtkWidget *label = zg_desk_label (g_dgettext (GETTEXT_PACKAGE, row->def->title), "fieldlabel");

  row->label = label;
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_size_request (label, LABEL_WIDTH, 30);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_size_group_add_widget (self->labels, label);
  gtk_grid_attach (GTK_GRID (grid), label, half == 2 ? 2 : 0, place, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->column, half == 2 ? 3 : 1, place, half ? 1 : 3, 1);
  name_editor (row, label);
}

/* In the line of the field before: label and control behind what is there. */
static void
attach_beside (GtkWidget *line, ZgFormRow *row)
{
  GtkWidget *label = zg_desk_label (g_dgettext (GETTEXT_PACKAGE, row->def->title), "fieldlabel");

  row->label = label;
  gtk_widget_set_hexpand (row->column, FALSE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), row->column);
  name_editor (row, label);
}

/* What stands in column 1 of the last line becomes the first of several. */
static GtkWidget *
begin_line (GtkWidget *grid, int place)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *first = gtk_grid_get_child_at (GTK_GRID (grid), 1, place);

  g_object_ref (first);
  gtk_grid_remove (GTK_GRID (grid), first);
  gtk_widget_set_hexpand (first, FALSE);
  gtk_box_append (GTK_BOX (line), first);
  g_object_unref (first);
  gtk_grid_attach (GTK_GRID (grid), line, 1, place, 3, 1);
  return line;
}

/* The next field on the form, if it stands beside the one before: -1: none. */
static int
next_beside (const ZgKind *kind, int field)
{
  for (int i = field + 1; i < kind->n_fields; i++)
    if (is_on_form (&kind->fields[i]))
      return kind->fields[i].flags & ZG_BESIDE && kind->fields[i].section == NULL ? i : -1;
  return -1;
}

/* Two in a line stand under those of other lines; more follow each other. */
static gboolean
is_pair (const ZgKind *kind, int first)
{
  int second = next_beside (kind, first);

  return second >= 0 && next_beside (kind, second) < 0;
}

static GtkWidget *
fields_from_kind (ZgForm *self)
{
  GtkWidget *fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *grid = NULL, *line = NULL;
  int        place = 0, half = 0;

  gtk_widget_set_hexpand (fields, TRUE);
  for (int i = 0; i < self->kind->n_fields; i++)
    if (is_on_form (&self->kind->fields[i]))
      {
        ZgFormRow *row = make_row (self, i);

        if (grid == NULL || row->def->section)
          {
            grid = add_card (fields, row->def->section);
            g_ptr_array_add (self->cards, gtk_widget_get_last_child (fields));
          }
        if (half == 1)
          attach_row (self, grid, place - 1, half = 2, row);
        else if (place > 0 && row->def->flags & ZG_BESIDE)
          attach_beside (line = line ? line : begin_line (grid, place - 1), row);
        else
          {
            half = is_pair (self->kind, i);
            attach_row (self, grid, place++, half, row);
            line = NULL;
          }
        g_ptr_array_add (self->rows, row);
        zg_form_row_finish (row);
      }
  return fields;
}

/* -- Laid out by hand: the widget of a field is wrapped where it lies -- */

static void
put_in_place (GtkWidget *old, GtkWidget *column)
{
  GtkWidget *parent = gtk_widget_get_parent (old);
  GtkWidget *before = gtk_widget_get_prev_sibling (old);
  int        x, y, width, height;

  if (GTK_IS_GRID (parent))
    {
      gtk_grid_query_child (GTK_GRID (parent), old, &x, &y, &width, &height);
      gtk_grid_remove (GTK_GRID (parent), old);
      gtk_grid_attach (GTK_GRID (parent), column, x, y, width, height);
      gtk_widget_insert_after (column, parent, before); /* read in the order in which it is written */
    }
  else if (GTK_IS_BOX (parent))
    {
      gtk_box_insert_child_after (GTK_BOX (parent), column, old);
      gtk_box_remove (GTK_BOX (parent), old);
    }
  else
    g_critical ("a field of a form lies in a %s, which the form cannot fill", G_OBJECT_TYPE_NAME (parent));
}

static gboolean
is_slot (GtkWidget *widget)
{
  return ADW_IS_BIN (widget) && adw_bin_get_child (ADW_BIN (widget)) == NULL;
}

static ZgFormRow *
bind_row (ZgForm *self, int index, GtkWidget *widget)
{
  ZgFormRow            *row;
  g_autoptr (GtkWidget) keep = g_object_ref (widget);
  GtkWidget            *place;

  if (is_slot (widget))
    {
      row = make_row (self, index);
      adw_bin_set_child (ADW_BIN (widget), row->column);
      return row;
    }
  row = zg_form_row_new (self, index);
  if (!(row->def->flags & ZG_COMPUTED))
    row->editor = zg_editor_adopt (widget, row->def);
  if (row->editor == NULL && !(row->def->flags & ZG_COMPUTED))
    g_critical ("form of %s: a %s cannot hold %s", self->kind->id, G_OBJECT_TYPE_NAME (widget), row->def->name);
  place = gtk_fixed_new (); /* keeps the place while the widget moves into its line */
  put_in_place (widget, place);
  make_column (row, row->editor ? widget : NULL);
  put_in_place (place, row->column);
  return row;
}

static void
mark_label (ZgForm *self, GtkBuilder *builder, ZgFormRow *row)
{
  g_autofree char *id = g_strdup_printf ("%s_label", row->def->name);
  GObject         *label = gtk_builder_get_object (builder, id);

  row->label = GTK_IS_LABEL (label) ? GTK_WIDGET (label) : NULL;
  name_editor (row, row->label);
}

static char *
ui_path (const ZgKind *kind)
{
  return g_strdup_printf ("/cn/zhanggui/Zhanggui/ui/%s/%s.ui", kind->module ? kind->module : "kit", kind->id);
}

static gboolean
fields_from_ui (ZgForm *self, const char *path, GtkBuilder *builder)
{
  g_autoptr (GError) error = NULL;

  gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE);
  if (!gtk_builder_add_from_resource (builder, path, &error))
    {
      g_critical ("%s: %s", path, error->message);
      return FALSE;
    }
  for (int i = 0; i < self->kind->n_fields; i++)
    {
      GObject   *object = gtk_builder_get_object (builder, self->kind->fields[i].name);
      ZgFormRow *row;

      if (!GTK_IS_WIDGET (object))
        continue;
      row = bind_row (self, i, GTK_WIDGET (object));
      mark_label (self, builder, row);
      g_ptr_array_add (self->rows, row);
      zg_form_row_finish (row);
    }
  for (int i = 1; i < 10; i++) /* "card_1" …: gone where nothing stands in them */
    {
      g_autofree char *id = g_strdup_printf ("card_%d", i);
      GObject         *card = gtk_builder_get_object (builder, id);

      if (GTK_IS_WIDGET (card))
        g_ptr_array_add (self->cards, card);
    }
  return TRUE;
}

/* -- Lines and the right side -- */

static void
on_lines_shown_cb (ZgLinesEditor *editor, gpointer data)
{
  ZgForm          *self = data;
  g_autofree char *text = zg_lines_editor_pending (editor);

  if (self->waiting == NULL && text)
    {
      self->waiting = zg_desk_label ("", "small dim-label");
      gtk_widget_insert_before (self->waiting, gtk_widget_get_parent (self->foot_steps), self->foot_steps);
    }
  if (self->waiting == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->waiting), text ? text : "");
  gtk_widget_set_visible (self->waiting, text != NULL);
}

static void
on_lines_edited_cb (ZgLinesEditor *editor, gpointer data)
{
  zg_form_set_modified (data, TRUE);
  zg_form_draft_later (data);
  on_lines_shown_cb (editor, data);
}

static void
add_lines (ZgForm *self, GtkWidget *fields, GtkBuilder *builder)
{
  g_autoptr (GPtrArray) children = zg_form_children (self->kind);

  for (guint i = 0; i < children->len; i++)
    {
      ZgFormLines     *lines = g_new0 (ZgFormLines, 1);
      g_autofree char *id = NULL;
      GObject         *box = NULL;

      lines->kind = children->pdata[i];
      lines->editor = zg_lines_editor_new (self->session, lines->kind);
      id = g_strdup_printf ("lines_%s", lines->kind->id);
      if (builder)
        box = gtk_builder_get_object (builder, id);
      gtk_box_append (GTK_BOX (GTK_IS_BOX (box) ? GTK_WIDGET (box) : fields), lines->editor);
      g_signal_connect_object (lines->editor, "edited", G_CALLBACK (on_lines_edited_cb), self, 0);
      g_signal_connect_object (lines->editor, "shown", G_CALLBACK (on_lines_shown_cb), self, 0);
      g_ptr_array_add (self->lines, lines);
    }
}

static void
add_side (ZgForm *self)
{
  zg_desk_fix_width (self->explain, SIDE_WIDTH);
  self->panel_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  self->history_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_visible (self->panel_box, FALSE);
  zg_desk_css (self->history_box, "card panel pad");
  for (guint i = 0; i < self->lines->len; i++)
    {
      GtkWidget *panel = zg_lines_editor_panel (ZG_LINES_EDITOR (((ZgFormLines *) self->lines->pdata[i])->editor));

      if (panel)
        gtk_box_append (GTK_BOX (self->explain), panel);
    }
  gtk_box_append (GTK_BOX (self->explain), self->panel_box);
  gtk_box_append (GTK_BOX (self->explain), self->history_box);
}

static GtkWidget *
new_explain (void)
{
  return gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
}

void
zg_form_lay_out (ZgForm *self)
{
  g_autofree char       *path = ui_path (self->kind);
  g_autoptr (GtkBuilder) builder = g_resources_get_info (path, 0, NULL, NULL, NULL) ? gtk_builder_new () : NULL;
  GtkWidget             *fields = NULL, *whole = NULL;

  if (builder && fields_from_ui (self, path, builder))
    {
      whole = GTK_WIDGET (gtk_builder_get_object (builder, "form_body"));
      fields = GTK_WIDGET (gtk_builder_get_object (builder, "fields"));
      self->explain = GTK_WIDGET (gtk_builder_get_object (builder, "explain"));
    }
  if (whole == NULL)
    whole = fields = fields_from_kind (self);
  gtk_widget_set_hexpand (whole, TRUE);
  gtk_box_append (GTK_BOX (self->body), whole);
  if (self->explain == NULL)
    {
      self->explain = new_explain ();
      gtk_box_append (GTK_BOX (self->body), self->explain);
    }
  add_lines (self, fields ? fields : whole, builder);
  add_side (self);
  self->laid_out = TRUE;
}
