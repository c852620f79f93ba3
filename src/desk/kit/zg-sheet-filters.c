#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-entries.h"

#define CHIPS_OFFERED 3 /* filters not set that have a chip of their own; the others are behind ＋ */

static int
filter_index (const ZgSheet *sheet, const char *name)
{
  for (int i = 0; i < sheet->n_filters; i++)
    if (g_str_equal (sheet->filters[i].name, name))
      return i;
  return -1;
}

static gboolean
is_state (const ZgFilter *filter)
{
  return g_str_equal (filter->name, "state") && filter->names == NULL && filter->type == ZG_TEXT;
}

/* How a value reads where nobody has said it. */
static char *
value_shown (const ZgSheet *sheet, const ZgFilter *filter, const char *value)
{
  const ZgEnum *name;
  gint64        number;

  if (is_state (filter))
    {
      const char *title = zg_kind_state (sheet->kind, value)->title;

      return g_strdup (*title ? g_dgettext (GETTEXT_PACKAGE, title) : value);
    }
  if (filter->type == ZG_BOOL)
    return g_strdup (g_str_equal (value, "1") ? _ ("yes") : _ ("no"));
  if (filter->names && (name = zg_enum_find (filter->names, value)))
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, name->title));
  if (filter->names && g_ascii_string_to_signed (value, 10, G_MININT, G_MAXINT, &number, NULL) &&
      (name = zg_enum_by_number (filter->names, number)))
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, name->title));
  return g_strdup (value);
}

gboolean
zg_sheet_page_set_filter (ZgSheetPage *self, const char *name, const char *value, const char *shown, GError **error)
{
  int i;

  g_return_val_if_fail (ZG_IS_SHEET_PAGE (self), FALSE);
  if (!zg_query_set (self->query, name, value && *value ? value : NULL, error))
    return FALSE;
  i = filter_index (self->sheet, name);
  g_clear_pointer (&self->shown[i], g_free);
  if (self->query->filters[i])
    self->shown[i] = shown ? g_strdup (shown) : value_shown (self->sheet, &self->sheet->filters[i], value);
  zg_sheet_filters_show (self);
  zg_sheet_page_requery (self);
  return TRUE;
}

static void
apply (ZgSheetPage *self, int i, const char *value, const char *shown)
{
  g_autoptr (GError) error = NULL;

  if (!zg_sheet_page_set_filter (self, self->sheet->filters[i].name, value, shown, &error))
    zg_desk_toast (GTK_WIDGET (self), error->message);
}

/* -- Choosing a value -- */

static ZgSheetPage *
page_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "zg-page");
}

static int
index_of (GtkWidget *widget)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "zg-filter"));
}

static void
tag (GtkWidget *widget, ZgSheetPage *self, int i)
{
  g_object_set_data (G_OBJECT (widget), "zg-page", self);
  g_object_set_data (G_OBJECT (widget), "zg-filter", GINT_TO_POINTER (i));
}

static void
close_popovers (GtkWidget *widget)
{
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);

  if (popover)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
on_value_cb (GtkButton *button, gpointer data)
{
  ZgSheetPage     *self = page_of (GTK_WIDGET (button));
  g_autofree char *value = g_strdup (g_object_get_data (G_OBJECT (button), "zg-value"));
  int              i = index_of (GTK_WIDGET (button));

  close_popovers (GTK_WIDGET (button));
  apply (self, i, value, NULL);
}

static void
add_value (GtkWidget *box, ZgSheetPage *self, int i, const char *value, const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  tag (button, self, i);
  g_object_set_data_full (G_OBJECT (button), "zg-value", g_strdup (value), g_free);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  zg_desk_css (button, "flat ctl");
  g_signal_connect (button, "clicked", G_CALLBACK (on_value_cb), NULL);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_states (GtkWidget *box, ZgSheetPage *self, int i)
{
  const ZgKind           *kind = self->sheet->kind;
  g_autoptr (GHashTable)  seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int s = 0; s < kind->n_steps; s++)
    if (kind->steps[s].to && g_hash_table_add (seen, (gpointer) kind->steps[s].to))
      {
        g_autofree char *shown = value_shown (self->sheet, &self->sheet->filters[i], kind->steps[s].to);

        add_value (box, self, i, kind->steps[s].to, shown);
      }
}

static void
on_editor_edited_cb (ZgEditor *editor, gpointer data)
{
  ZgSheetPage     *self = page_of (GTK_WIDGET (editor));
  const ZgFilter  *filter = &self->sheet->filters[index_of (GTK_WIDGET (editor))];
  ZgCell           cell = { 0 };
  g_autofree char *value = NULL;
  const char      *shown = NULL;

  if (ZG_IS_REF_ENTRY (editor) && zg_ref_entry_is_searching (ZG_REF_ENTRY (editor)))
    return;
  if (!zg_editor_get_cell (editor, &cell, NULL))
    return;
  if (cell.type == ZG_CELL_INT)
    value = g_strdup_printf ("%" G_GINT64_FORMAT, cell.i);
  else
    value = g_strdup (zg_cell_text (&cell));
  if (filter->type == ZG_REF)
    shown = gtk_editable_get_text (GTK_EDITABLE (zg_editor_focus_widget (editor)));
  if (filter->type != ZG_TEXT && filter->type != ZG_REF && filter->type != ZG_ENUM && cell.type == ZG_CELL_INT)
    {
      g_autofree char *text = zg_value_format (filter->type, filter->names, &cell);

      apply (self, index_of (GTK_WIDGET (editor)), value, text);
    }
  else
    apply (self, index_of (GTK_WIDGET (editor)), value, shown);
  zg_cell_clear (&cell);
}

static GtkWidget *
value_editor (ZgSheetPage *self, int i)
{
  const ZgFilter *filter = &self->sheet->filters[i];
  ZgField        *field = g_new0 (ZgField, 1);
  GtkWidget      *editor;

  field->name = filter->name;
  field->title = filter->title;
  field->type = filter->type;
  field->names = filter->names;
  field->ref = filter->ref;
  editor = zg_editor_new (self->session, self->sheet->kind, field);
  g_object_set_data_full (G_OBJECT (editor), "zg-field", field, g_free);
  tag (editor, self, i);
  zg_desk_name (zg_editor_focus_widget (ZG_EDITOR (editor)), g_dgettext (GETTEXT_PACKAGE, filter->title));
  g_signal_connect (editor, "edited", G_CALLBACK (on_editor_edited_cb), NULL);
  return editor;
}

/* Choices of few values are a column of buttons; everything else is typed. */
static GtkWidget *
value_chooser (ZgSheetPage *self, int i)
{
  const ZgFilter *filter = &self->sheet->filters[i];
  GtkWidget      *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  zg_desk_css (box, "compact");
  if (is_state (filter))
    add_states (box, self, i);
  else if (filter->type == ZG_BOOL)
    {
      add_value (box, self, i, "1", _ ("yes"));
      add_value (box, self, i, "0", _ ("no"));
    }
  else if (filter->names)
    for (const ZgEnum *name = filter->names; name->id; name++)
      add_value (box, self, i, name->id, g_dgettext (GETTEXT_PACKAGE, name->title));
  else
    gtk_box_append (GTK_BOX (box), value_editor (self, i));
  return box;
}

static GtkWidget *
chooser_popover (GtkWidget *child)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), child);
  gtk_popover_set_child (GTK_POPOVER (popover), scroll);
  return popover;
}

/* -- Chips -- */

static void
on_take_off_cb (GtkButton *button, gpointer data)
{
  ZgSheetPage *self = page_of (GTK_WIDGET (button));

  apply (self, index_of (GTK_WIDGET (button)), NULL, NULL);
  gtk_widget_grab_focus (self->search);
}

static void
on_lines_off_cb (GtkButton *button, gpointer data)
{
  ZgSheetPage *self = data;

  g_clear_pointer (&self->lines_chip, g_free);
  g_clear_pointer (&self->query->search, g_free);
  zg_sheet_filters_show (self);
  zg_sheet_page_requery (self);
}

static GtkWidget *
on_chip (const char *text)
{
  g_autofree char *label = g_strdup_printf ("%s ×", text);
  g_autofree char *name = g_strdup_printf (_ ("Take off the filter %s"), text);
  GtkWidget       *chip = gtk_button_new_with_label (label);

  zg_desk_css (chip, "fchip on");
  gtk_widget_set_tooltip_text (chip, name);
  zg_desk_name (chip, name);
  return chip;
}

static void
add_chip_on (ZgSheetPage *self, int i)
{
  const ZgFilter  *filter = &self->sheet->filters[i];
  const char      *title = g_dgettext (GETTEXT_PACKAGE, filter->title);
  g_autofree char *text = is_state (filter) || filter->names ? g_strdup (self->shown[i])
    : g_strdup_printf (_ ("%s: %s"), title, self->shown[i]);
  GtkWidget       *chip = on_chip (text);

  tag (chip, self, i);
  g_signal_connect (chip, "clicked", G_CALLBACK (on_take_off_cb), NULL);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static void
add_chip_off (ZgSheetPage *self, int i)
{
  const char      *title = g_dgettext (GETTEXT_PACKAGE, self->sheet->filters[i].title);
  g_autofree char *text = g_strdup_printf (_ ("%s: all"), title);
  GtkWidget       *chip = gtk_menu_button_new ();

  gtk_menu_button_set_label (GTK_MENU_BUTTON (chip), text);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (chip), chooser_popover (value_chooser (self, i)));
  zg_desk_css (chip, "fchip");
  gtk_box_append (GTK_BOX (self->chips), chip);
}

void
zg_sheet_filters_show (ZgSheetPage *self)
{
  int offered = 0;

  zg_desk_clear_box (self->chips);
  if (self->lines_chip)
    {
      GtkWidget *chip = on_chip (self->lines_chip);

      g_signal_connect (chip, "clicked", G_CALLBACK (on_lines_off_cb), self);
      gtk_box_append (GTK_BOX (self->chips), chip);
    }
  for (int i = 0; i < self->sheet->n_filters; i++)
    if (self->query->filters[i])
      add_chip_on (self, i);
  for (int i = 0; i < self->sheet->n_filters && offered < CHIPS_OFFERED; i++)
    if (self->query->filters[i] == NULL)
      {
        add_chip_off (self, i);
        offered++;
      }
}

/* -- The popover with every filter -- */

static GtkWidget *
all_filters (ZgSheetPage *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  zg_desk_css (grid, "pad compact");
  for (int i = 0; i < self->sheet->n_filters; i++)
    {
      const ZgFilter *filter = &self->sheet->filters[i];
      GtkWidget      *label = zg_desk_label (g_dgettext (GETTEXT_PACKAGE, filter->title), "fieldlabel");
      GtkWidget      *value;

      if (is_state (filter) || filter->names || filter->type == ZG_BOOL)
        {
          value = gtk_menu_button_new ();
          gtk_menu_button_set_label (GTK_MENU_BUTTON (value), _ ("Choose"));
          gtk_menu_button_set_popover (GTK_MENU_BUTTON (value), chooser_popover (value_chooser (self, i)));
          gtk_widget_set_halign (value, GTK_ALIGN_START);
        }
      else
        value = value_editor (self, i);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), value, 1, i, 1, 1);
    }
  return grid;
}

/* Made when it is first opened: most lists are never filtered this way. */
static void
on_add_filter_cb (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, chooser_popover (all_filters (data)));
}

/* -- Search -- */

static void
take_lines (ZgSheetPage *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  guint          n = 0;

  for (guint i = 0; lines[i]; i++)
    n += *g_strstrip (lines[i]) != '\0';
  g_free (self->lines_chip);
  self->lines_chip = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u number", "%u numbers", n), n);
  g_free (self->query->search);
  self->query->search = g_strdup (text);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  zg_sheet_filters_show (self);
  zg_sheet_page_requery (self);
}

static void
on_search_cb (GtkSearchEntry *entry, gpointer data)
{
  ZgSheetPage     *self = data;
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (strpbrk (text, "\r\n"))
    {
      take_lines (self, text);
      return;
    }
  if (self->lines_chip && *text == '\0')
    return;
  if (self->lines_chip)
    {
      g_clear_pointer (&self->lines_chip, g_free);
      zg_sheet_filters_show (self);
    }
  if (g_strcmp0 (self->query->search ? self->query->search : "", text) == 0)
    return;
  g_free (self->query->search);
  self->query->search = *text ? g_steal_pointer (&text) : NULL;
  zg_sheet_page_requery (self);
}

void
zg_sheet_page_set_search (ZgSheetPage *self, const char *text)
{
  g_return_if_fail (ZG_IS_SHEET_PAGE (self));
  gtk_editable_set_text (GTK_EDITABLE (self->search), text ? text : "");
  on_search_cb (GTK_SEARCH_ENTRY (self->search), self);
}

static void
on_search_down_cb (GtkSearchEntry *entry, gpointer data)
{
  zg_sheet_page_focus_list (data);
}

/* -- Whole -- */

gboolean
zg_sheet_filters_any (ZgSheetPage *self)
{
  if ((self->query->search && *self->query->search) || self->query->with_hidden || self->query->import_id)
    return TRUE;
  for (int i = 0; i < self->sheet->n_filters; i++)
    if (self->query->filters[i])
      return TRUE;
  return FALSE;
}

void
zg_sheet_filters_clear (ZgSheetPage *self)
{
  for (int i = 0; i < self->sheet->n_filters; i++)
    {
      g_clear_pointer (&self->query->filters[i], g_free);
      g_clear_pointer (&self->shown[i], g_free);
    }
  g_clear_pointer (&self->query->search, g_free);
  g_clear_pointer (&self->lines_chip, g_free);
  self->query->with_hidden = FALSE;
  self->query->import_id = 0;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  zg_sheet_filters_show (self);
  zg_sheet_page_requery (self);
}

static void
set_placeholder (ZgSheetPage *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  int                 n = 0;

  for (int i = 0; i < self->sheet->n_columns && n < 4; i++)
    if (self->sheet->columns[i].flags & ZG_COL_SEARCH)
      {
        if (n++ > 0)
          g_string_append (names, C_ ("between names in a list", ", "));
        g_string_append (names, g_dgettext (GETTEXT_PACKAGE, self->sheet->columns[i].title));
      }
  g_object_set (self->search, "placeholder-text", n > 0 ? names->str : _ ("Search"), NULL);
}

void
zg_sheet_filters_build (ZgSheetPage *self)
{
  self->shown = g_new0 (char *, self->sheet->n_filters + 1);
  for (int i = 0; i < self->sheet->n_filters; i++)
    {
      const char *value = self->query->filters[i]; /* as the query begins */

      if (value)
        self->shown[i] = value_shown (self->sheet, &self->sheet->filters[i], value);
    }
  set_placeholder (self);
  gtk_widget_set_visible (self->add_filter, self->sheet->n_filters > CHIPS_OFFERED);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->add_filter), on_add_filter_cb, self, NULL);
  g_signal_connect (self->search, "search-changed", G_CALLBACK (on_search_cb), self);
  g_signal_connect (self->search, "activate", G_CALLBACK (on_search_down_cb), self);
  zg_sheet_filters_show (self);
}
