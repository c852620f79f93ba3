#include "zg-structures.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-policy.h"

enum { TEMPLATE, TITLE_ZH, TITLE_EN, UNIT, UNIT_EN, PARENT, KIND, LEADER, CLAUSE, N_CELLS };

typedef struct
{
  char    *id, *title, *clause;
  GString *units;
} Structure;

static void
structure_free (Structure *structure)
{
  g_free (structure->id);
  g_free (structure->title);
  g_free (structure->clause);
  g_string_free (structure->units, TRUE);
  g_free (structure);
}

static void
take_line (GPtrArray *all, const char *line)
{
  g_auto (GStrv) cell = g_strsplit (line, "\t", -1);
  gboolean       chinese = zg_interface_is_chinese ();
  Structure     *last = all->len ? all->pdata[all->len - 1] : NULL;

  if (g_strv_length (cell) < N_CELLS)
    return;
  if (last == NULL || !g_str_equal (last->id, cell[TEMPLATE]))
    {
      last = g_new0 (Structure, 1);
      last->id = g_strdup (cell[TEMPLATE]);
      last->title = g_strdup (cell[chinese ? TITLE_ZH : TITLE_EN]);
      last->clause = g_strdup (cell[CLAUSE]);
      last->units = g_string_new (NULL);
      g_ptr_array_add (all, last);
    }
  if (*cell[PARENT])
    g_string_append_printf (last->units, "%s%s", last->units->len ? chinese ? "、" : ", " : "", cell[chinese ? UNIT : UNIT_EN]);
}

static GPtrArray *
read_structures (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/cn/zhanggui/data/org/structures.tsv", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char   *text = bytes ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : g_strdup ("");
  g_auto (GStrv)     lines = g_strsplit (text, "\n", -1);
  GPtrArray         *all = g_ptr_array_new_with_free_func ((GDestroyNotify) structure_free);
  gboolean           heading = TRUE;

  for (int i = 0; lines[i]; i++)
    if (*lines[i] && *lines[i] != '#')
      {
        if (!heading)
          take_line (all, lines[i]);
        heading = FALSE;
      }
  return all;
}

static GtkWidget *
make_row (const Structure *structure, GtkWidget **group)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *radio = gtk_check_button_new (), *units = zg_desk_label (structure->units->str, "small dim-label");

  gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), *group ? GTK_CHECK_BUTTON (*group) : NULL);
  if (*group == NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (radio), TRUE);
  *group = radio;
  gtk_widget_set_valign (radio, GTK_ALIGN_START);
  zg_desk_name (radio, structure->title);
  g_object_set_data_full (G_OBJECT (radio), "structure", g_strdup (structure->id), g_free);
  gtk_box_append (GTK_BOX (head), zg_desk_label (structure->title, "strong"));
  gtk_box_append (GTK_BOX (head), zg_clause_chip_new (structure->clause));
  gtk_label_set_xalign (GTK_LABEL (units), 0);
  gtk_label_set_wrap (GTK_LABEL (units), TRUE);
  gtk_box_append (GTK_BOX (texts), head);
  if (structure->units->len)
    gtk_box_append (GTK_BOX (texts), units);
  gtk_box_append (GTK_BOX (box), radio);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "pad");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data (G_OBJECT (row), "radio", radio);
  return row;
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row)
{
  gtk_check_button_set_active (g_object_get_data (G_OBJECT (row), "radio"), TRUE);
}

void
zg_structures_fill (GtkListBox *list)
{
  g_autoptr (GPtrArray) all = read_structures ();
  GtkWidget            *group = NULL;

  for (guint i = 0; i < all->len; i++)
    gtk_list_box_append (list, make_row (all->pdata[i], &group));
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated_cb), NULL);
}

const char *
zg_structures_chosen (GtkListBox *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)); i++)
    {
      GtkCheckButton *radio = g_object_get_data (G_OBJECT (row), "radio");

      if (gtk_check_button_get_active (radio))
        return g_object_get_data (G_OBJECT (radio), "structure");
    }
  return "";
}
