#include "zg-facts-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-marks.h"

#define LABEL_CHARS 14 /* seven Chinese ones; a longer label takes a second line */

struct _ZgFactsView
{
  GtkWidget  parent;
  GtkWidget *box;
  gboolean   cards;
};

G_DEFINE_FINAL_TYPE (ZgFactsView, zg_facts_view, GTK_TYPE_WIDGET)

static void
zg_facts_view_dispose (GObject *object)
{
  g_clear_pointer (&ZG_FACTS_VIEW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_facts_view_parent_class)->dispose (object);
}

static void
zg_facts_view_class_init (ZgFactsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_facts_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zg_facts_view_init (ZgFactsView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
zg_facts_view_new (gboolean cards)
{
  ZgFactsView *self = g_object_new (ZG_TYPE_FACTS_VIEW, NULL);

  self->cards = cards;
  return GTK_WIDGET (self);
}

static GtkWidget *
wrapped (const char *text, const char *css)
{
  GtkWidget *label = zg_desk_label (text, css);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
add_head (ZgFactsView *self, const ZgFacts *facts)
{
  GtkWidget       *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget       *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget       *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *title = zg_desk_label (facts->title, "mid");
  g_autofree char *first = g_utf8_substring (facts->title, 0, MIN (1, g_utf8_strlen (facts->title, -1)));
  GtkWidget       *avatar = gtk_label_new (first);

  zg_desk_css (avatar, "ava lg");
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_size_request (line, -1, 26);
  gtk_box_append (GTK_BOX (line), title);
  if (facts->pill && *facts->pill)
    gtk_box_append (GTK_BOX (line), zg_pill_new (facts->pill, facts->tone));
  gtk_box_append (GTK_BOX (words), line);
  if (facts->subtitle)
    gtk_box_append (GTK_BOX (words), zg_desk_label (facts->subtitle, "small dim-label"));
  gtk_box_append (GTK_BOX (row), avatar);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
on_link_cb (GtkButton *button, gpointer data)
{
  const char *kind = g_object_get_data (G_OBJECT (button), "zg-kind");
  gint64     *id = g_object_get_data (G_OBJECT (button), "zg-id");

  if (*id)
    gtk_widget_activate_action (GTK_WIDGET (button), "win.open-record", "(sx)", kind, *id);
  else
    gtk_widget_activate_action (GTK_WIDGET (button), "win.open-sheet", "s", kind);
}

static GtkWidget *
link_row (const ZgFact *fact)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label (fact->label);
  gint64    *id = g_new (gint64, 1);

  *id = fact->id;
  zg_desk_css (button, "flat linkrow");
  g_object_set_data_full (G_OBJECT (button), "zg-kind", g_strdup (fact->kind), g_free);
  g_object_set_data_full (G_OBJECT (button), "zg-id", id, g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_link_cb), NULL);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (row), button);
  if (fact->value)
    gtk_box_append (GTK_BOX (row), zg_desk_label (fact->value, "small dim-label num"));
  return row;
}

static GtkWidget *
sum_box (const ZgFact *fact)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number = zg_desk_label (fact->value, "mid");

  zg_desk_css (number, zg_tone_text_class (fact->tone));
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), zg_desk_label (fact->label, "small dim-label"));
  return box;
}

static GtkWidget *
note_row (const ZgFact *fact)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *text = wrapped (fact->label, fact->tone == ZG_TONE_NEUTRAL ? "small dim-label" : "small");

  zg_desk_css (text, zg_tone_text_class (fact->tone));
  gtk_widget_set_size_request (row, -1, 24);
  gtk_box_append (GTK_BOX (row), text);
  if (fact->clause)
    gtk_box_append (GTK_BOX (row), zg_clause_chips_new (fact->clause));
  return row;
}

static void
add_line (GtkWidget *grid, int row, const ZgFact *fact)
{
  GtkWidget *label = wrapped (fact->label, "small fieldlabel");
  GtkWidget *value = wrapped (fact->value, "num");

  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  gtk_widget_set_hexpand (label, FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_size_request (label, 64, 22);
  zg_desk_css (value, zg_tone_text_class (fact->tone));
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, row, 1, 1);
  if (fact->clause)
    gtk_grid_attach (GTK_GRID (grid), zg_clause_chips_new (fact->clause), 2, row, 1, 1);
}

static void
add_facts (GtkWidget *box, const ZgFactBlock *block)
{
  GtkWidget *grid = NULL, *sums = NULL;
  int        row = 0;

  for (guint i = 0; i < block->facts->len; i++)
    {
      const ZgFact *fact = block->facts->pdata[i];

      if (fact->type == ZG_FACT_LINE)
        {
          if (grid == NULL)
            {
              grid = gtk_grid_new ();
              gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
              gtk_box_append (GTK_BOX (box), grid);
            }
          add_line (grid, row++, fact);
          continue;
        }
      grid = NULL;
      if (fact->type == ZG_FACT_SUM && sums == NULL)
        {
          sums = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
          gtk_box_append (GTK_BOX (box), sums);
        }
      if (fact->type == ZG_FACT_SUM)
        gtk_box_append (GTK_BOX (sums), sum_box (fact));
      else
        gtk_box_append (GTK_BOX (box), fact->type == ZG_FACT_LINK ? link_row (fact) : note_row (fact));
    }
}

static void
add_block (ZgFactsView *self, const ZgFactBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head;

  if (self->cards)
    zg_desk_css (box, "card panel pad");
  else if (gtk_widget_get_first_child (self->box) && block->heading)
    gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  if (block->heading)
    {
      head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      gtk_widget_set_size_request (head, -1, 24);
      gtk_box_append (GTK_BOX (head), wrapped (block->heading, "sect"));
      if (block->clause)
        gtk_box_append (GTK_BOX (head), zg_clause_chips_new (block->clause));
      gtk_box_append (GTK_BOX (box), head);
    }
  add_facts (box, block);
  gtk_box_append (GTK_BOX (self->box), box);
}

void
zg_facts_view_set (ZgFactsView *self, const ZgFacts *facts)
{
  g_return_if_fail (ZG_IS_FACTS_VIEW (self));
  zg_desk_clear_box (self->box);
  if (facts == NULL)
    return;
  if (facts->title)
    add_head (self, facts);
  for (guint i = 0; i < facts->blocks->len; i++)
    add_block (self, facts->blocks->pdata[i]);
}
