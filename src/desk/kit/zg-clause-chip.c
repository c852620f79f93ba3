#include "zg-marks.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-desk-util.h"
#include "zg-policy.h"

struct _ZgClauseChip
{
  GtkWidget  parent;
  GtkWidget *button, *popover;
  char      *clause;
};

G_DEFINE_FINAL_TYPE (ZgClauseChip, zg_clause_chip, GTK_TYPE_WIDGET)

static ZgSession *reader; /* (nullable) */

void
zg_clause_chip_set_session (ZgSession *session)
{
  ZgSession *next = session ? zg_session_ref (session) : NULL;

  g_clear_pointer (&reader, zg_session_unref);
  reader = next;
}

/* -- Popover -- */

static void
on_copy_cb (GtkButton *button, gpointer data)
{
  ZgClauseChip    *self = data;
  g_autofree char *cite = zg_clause_cite (self->clause);
  g_autofree char *text = g_strdup_printf ("%s (%s)", cite, self->clause);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
on_open_cb (GtkButton *button, gpointer data)
{
  ZgClauseChip *self = data;

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-clause", "s", self->clause);
}

static gboolean
names_clause (const char *list, const char *clause)
{
  g_auto (GStrv) ids = list ? g_strsplit_set (list, " ,;", -1) : NULL;

  return ids && g_strv_contains ((const char *const *) ids, clause);
}

static void
add_parameters (ZgClauseChip *self, GtkWidget *grid, ZgPolicy *policy)
{
  const ZgParameter *const *parameters;
  guint                     n;
  int                       row = 0;

  parameters = zg_parameters (&n);
  for (guint i = 0; i < n; i++)
    if (names_clause (parameters[i]->clauses, self->clause))
      {
        const char *value = policy ? zg_policy_text (policy, parameters[i]->key, 0, 0, zg_clock_today ()) : parameters[i]->value;
        g_autofree char *text = zg_parameter_words (parameters[i], value);
        GtkWidget       *name = zg_desk_label (zg_parameter_title (parameters[i]), "small fieldlabel");

        gtk_label_set_wrap (GTK_LABEL (name), TRUE);
        gtk_widget_set_hexpand (name, TRUE);
        gtk_grid_attach (GTK_GRID (grid), name, 0, row, 1, 1);
        gtk_grid_attach (GTK_GRID (grid), zg_desk_label (text, "strong num"), 1, row++, 1, 1);
      }
  gtk_widget_set_visible (grid, row > 0);
}

static GtkWidget *
popover_buttons (ZgClauseChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy citation"));
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Open clause"));

  zg_desk_css (copy, "ctl flat");
  zg_desk_css (open, "ctl");
  gtk_widget_set_hexpand (copy, TRUE);
  gtk_widget_set_halign (copy, GTK_ALIGN_START);
  g_signal_connect (copy, "clicked", G_CALLBACK (on_copy_cb), self);
  g_signal_connect (open, "clicked", G_CALLBACK (on_open_cb), self);
  gtk_box_append (GTK_BOX (box), copy);
  gtk_box_append (GTK_BOX (box), open);
  return box;
}

static GtkWidget *
wrapped (const char *text, const char *css)
{
  GtkWidget *label = zg_desk_label (text, css);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  return label;
}

static GtkWidget *
popover_body (ZgClauseChip *self, const ZgClause *clause, ZgPolicy *policy)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget       *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget       *grid = gtk_grid_new ();
  g_autofree char *cite = zg_clause_cite (self->clause);
  GtkWidget       *title = zg_desk_label (cite, "sect");

  gtk_widget_set_size_request (box, 300, -1);
  zg_desk_css (box, "pad");
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), zg_desk_label (self->clause, "code dim-label"));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), wrapped (clause->zh, "quote"));
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  add_parameters (self, grid, policy);
  gtk_box_append (GTK_BOX (box), grid);
  if (clause->conflict && *clause->conflict)
    {
      g_autofree char *text = g_strdup_printf (_ ("Conflict %s"), clause->conflict);
      GtkWidget       *pill = zg_pill_new (text, ZG_TONE_WARN);

      gtk_widget_set_halign (pill, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), pill);
    }
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), popover_buttons (self));
  return box;
}

/* -- Values in force -- */

static gpointer
policy_read (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_policy_load (db, zg_clock_today (), zg_clock_today (), error);
}

static void
fill_popover (ZgClauseChip *self, ZgPolicy *policy)
{
  const ZgClause *clause = zg_clause_by_id (self->clause);

  if (clause && self->popover)
    gtk_popover_set_child (GTK_POPOVER (self->popover), popover_body (self, clause, policy));
}

static void
on_policy_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgClauseChip        *self = data;
  g_autoptr (ZgPolicy) policy = zg_store_call_finish (result, NULL);

  if (policy && self->button)
    fill_popover (self, policy);
  g_object_unref (self);
}

void
zg_clause_chip_popup (ZgClauseChip *self)
{
  g_return_if_fail (ZG_IS_CLAUSE_CHIP (self));
  if (zg_clause_by_id (self->clause) == NULL)
    return;
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_new ();
      zg_desk_css (self->popover, "clause-pop");
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      zg_desk_name (self->popover, self->clause);
    }
  fill_popover (self, NULL);
  if (reader)
    zg_store_read_async (zg_session_store (reader), policy_read, NULL, NULL, (GDestroyNotify) zg_policy_free, NULL,
                         on_policy_cb, g_object_ref (self));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* -- Widget -- */

static void
zg_clause_chip_dispose (GObject *object)
{
  ZgClauseChip *self = ZG_CLAUSE_CHIP (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->clause, g_free);
  G_OBJECT_CLASS (zg_clause_chip_parent_class)->dispose (object);
}

static void
zg_clause_chip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZgClauseChip *self = ZG_CLAUSE_CHIP (widget);

  gtk_widget_allocate (self->button, width, height, baseline, NULL);
  if (self->popover)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
zg_clause_chip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (ZG_CLAUSE_CHIP (widget)->button, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
zg_clause_chip_class_init (ZgClauseChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zg_clause_chip_dispose;
  widget_class->size_allocate = zg_clause_chip_size_allocate;
  widget_class->measure = zg_clause_chip_measure;
}

static void
zg_clause_chip_init (ZgClauseChip *self)
{
  self->button = gtk_button_new ();
  zg_desk_css (self->button, "clause");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (zg_clause_chip_popup), self);
}

GtkWidget *
zg_clause_chip_new (const char *clause)
{
  ZgClauseChip *self = g_object_new (ZG_TYPE_CLAUSE_CHIP, NULL);

  zg_clause_chip_set_clause (self, clause);
  return GTK_WIDGET (self);
}

void
zg_clause_chip_set_clause (ZgClauseChip *self, const char *clause)
{
  char            *copy = g_strdup (clause ? clause : "");
  g_autofree char *cite = zg_clause_by_id (copy) ? zg_clause_cite (copy) : g_strdup (copy);
  g_autofree char *name = g_strdup_printf (_ ("Clause %s"), copy);

  g_free (self->clause);
  self->clause = copy;
  gtk_button_set_label (GTK_BUTTON (self->button), copy);
  gtk_widget_set_tooltip_text (self->button, cite);
  zg_desk_name (self->button, name);
}

const char *
zg_clause_chip_get_clause (ZgClauseChip *self)
{
  return self->clause;
}

static void
on_more_cb (GtkButton *button, gpointer data)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (button));

  for (GtkWidget *child = gtk_widget_get_first_child (box); child; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child != GTK_WIDGET (button));
}

GtkWidget *
zg_clause_chips_new (const char *clauses)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto (GStrv)   ids = clauses ? g_strsplit_set (clauses, " ,;", -1) : g_new0 (char *, 1);
  guint            n = 0;
  GtkWidget       *more;
  g_autofree char *text = NULL;

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; ids[i]; i++)
    if (*ids[i])
      {
        GtkWidget *chip = zg_clause_chip_new (ids[i]);

        gtk_widget_set_visible (chip, n++ < 2);
        gtk_box_append (GTK_BOX (box), chip);
      }
  if (n > 2)
    {
      text = g_strdup_printf ("+%u", n - 2);
      more = gtk_button_new_with_label (text);
      zg_desk_css (more, "clause");
      gtk_widget_set_tooltip_text (more, _ ("All clauses"));
      zg_desk_name (more, _ ("All clauses"));
      g_signal_connect (more, "clicked", G_CALLBACK (on_more_cb), NULL);
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_widget_set_visible (box, n > 0);
  return box;
}
