#include "zg-arguments.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-editor.h"
#include "zg-error.h"

struct _ZgArguments
{
  GtkWidget parent;

  GtkWidget        *grid;
  const ZgArgument *arguments;
  ZgField          *fields; /* the same, as a form knows them */
  GtkWidget       **editors;
  int               n;
};

G_DEFINE_FINAL_TYPE (ZgArguments, zg_arguments, GTK_TYPE_WIDGET)

static void
zg_arguments_dispose (GObject *object)
{
  ZgArguments *self = ZG_ARGUMENTS (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->editors, g_free);
  G_OBJECT_CLASS (zg_arguments_parent_class)->dispose (object);
}

static void
zg_arguments_finalize (GObject *object)
{
  g_free (ZG_ARGUMENTS (object)->fields);
  G_OBJECT_CLASS (zg_arguments_parent_class)->finalize (object);
}

static void
zg_arguments_class_init (ZgArgumentsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_arguments_dispose;
  G_OBJECT_CLASS (class)->finalize = zg_arguments_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  g_signal_new ("edited", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zg_arguments_init (ZgArguments *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_add_css_class (self->grid, "compact");
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

static void
on_edited_cb (ZgArguments *self)
{
  g_signal_emit_by_name (self, "edited");
}

static void
set_initial (ZgArguments *self, int i)
{
  const char *initial = self->arguments[i].initial;
  ZgCell      cell = { 0 };
  char        buffer[11];

  if (initial == NULL)
    return;
  if (zg_field_parse (&self->fields[i], zg_initial_text (initial, buffer), &cell, NULL))
    zg_editor_set_cell (ZG_EDITOR (self->editors[i]), &cell);
  zg_cell_clear (&cell);
}

static void
add_row (ZgArguments *self, ZgSession *session, int i)
{
  const ZgArgument *argument = &self->arguments[i];
  const char       *title = g_dgettext (GETTEXT_PACKAGE, argument->title);
  g_autofree char  *text = g_strconcat (title, argument->required ? " *" : "", NULL);
  GtkWidget        *label = zg_desk_label (text, "fieldlabel");

  self->fields[i] = (ZgField){ .name = argument->name, .title = argument->title, .type = argument->type, .ref = argument->ref,
                               .names = argument->names, .flags = argument->required ? ZG_REQUIRED : 0 };
  self->editors[i] = zg_editor_new (session, NULL, &self->fields[i]);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_halign (self->editors[i], GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, i, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), self->editors[i], 1, i, 1, 1);
  zg_desk_name (zg_editor_focus_widget (ZG_EDITOR (self->editors[i])), title);
  set_initial (self, i);
  g_signal_connect_object (self->editors[i], "edited", G_CALLBACK (on_edited_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
zg_arguments_new (ZgSession *session, const ZgArgument *arguments, int n)
{
  ZgArguments *self = g_object_new (ZG_TYPE_ARGUMENTS, NULL);

  self->arguments = arguments;
  self->n = n;
  self->fields = g_new0 (ZgField, n + 1);
  self->editors = g_new0 (GtkWidget *, n + 1);
  for (int i = 0; i < n; i++)
    add_row (self, session, i);
  return GTK_WIDGET (self);
}

void
zg_arguments_set (ZgArguments *self, const char *name, const char *value)
{
  ZgCell cell = { 0 };

  for (int i = 0; i < self->n; i++)
    if (g_str_equal (self->arguments[i].name, name) && zg_field_parse (&self->fields[i], value, &cell, NULL))
      zg_editor_set_cell (ZG_EDITOR (self->editors[i]), &cell);
  zg_cell_clear (&cell);
}

/* As zgctl would be given it: numbers of an enum by id, days and months as text. */
static char *
value_text (const ZgField *field, const ZgCell *cell)
{
  const ZgEnum *name;

  if (cell->type == ZG_CELL_NULL)
    return NULL;
  if (cell->type == ZG_CELL_TEXT)
    return g_strdup (cell->s);
  name = field->type == ZG_ENUM ? zg_enum_by_number (field->names, cell->i) : NULL;
  return name ? g_strdup (name->id) : g_strdup_printf ("%" G_GINT64_FORMAT, cell->i);
}

char **
zg_arguments_values (ZgArguments *self, GError **error)
{
  char **values = g_new0 (char *, self->n + 1);
  ZgCell cell = { 0 };

  for (int i = 0; i < self->n; i++)
    {
      gboolean right = zg_editor_get_cell (ZG_EDITOR (self->editors[i]), &cell, error);

      if (right)
        values[i] = value_text (&self->fields[i], &cell);
      zg_cell_clear (&cell);
      if (right && values[i] == NULL && self->arguments[i].required)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("“%s” is required."),
                       g_dgettext (GETTEXT_PACKAGE, self->arguments[i].title));
          right = FALSE;
        }
      if (!right)
        {
          gtk_widget_grab_focus (zg_editor_focus_widget (ZG_EDITOR (self->editors[i])));
          zg_arguments_free_values (values, self->n);
          return NULL;
        }
    }
  return values;
}

void
zg_arguments_free_values (char **values, int n)
{
  for (int i = 0; values && i < n; i++)
    g_free (values[i]);
  g_free (values);
}
