#include "zg-marks.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"

/* -- Pill -- */

const char *
zg_tone_class (ZgTone tone)
{
  static const char *const names[] = { "neutral", "pending", "warn", "bad" };

  return tone <= ZG_TONE_BAD ? names[tone] : names[0];
}

const char *
zg_tone_text_class (ZgTone tone)
{
  static const char *const names[] = { "", "link", "warn", "bad" };

  return tone <= ZG_TONE_BAD ? names[tone] : names[0];
}

void
zg_pill_set (GtkWidget *pill, const char *text, ZgTone tone)
{
  const char *const classes[] = { "pill", zg_tone_class (tone), NULL };

  gtk_widget_set_css_classes (pill, (const char **) classes);
  gtk_label_set_text (GTK_LABEL (pill), text ? text : "");
  gtk_widget_set_visible (pill, text && *text);
}

GtkWidget *
zg_pill_new (const char *text, ZgTone tone)
{
  GtkWidget *pill = gtk_label_new (NULL);

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  zg_pill_set (pill, text, tone);
  return pill;
}

/* -- Stepper -- */

struct _ZgStepper
{
  GtkWidget  parent;
  GtkWidget *box, *items, *note;
};

G_DEFINE_FINAL_TYPE (ZgStepper, zg_stepper, GTK_TYPE_WIDGET)

static void
zg_stepper_dispose (GObject *object)
{
  g_clear_pointer (&ZG_STEPPER (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_stepper_parent_class)->dispose (object);
}

static void
zg_stepper_class_init (ZgStepperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_stepper_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zg_stepper_init (ZgStepper *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->items = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->note = zg_desk_label ("", "small dim-label");
  zg_desk_css (self->box, "stepper");
  gtk_widget_set_hexpand (self->items, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->items);
  gtk_box_append (GTK_BOX (self->box), self->note);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
zg_stepper_new (void)
{
  return g_object_new (ZG_TYPE_STEPPER, NULL);
}

static const struct
{
  const char *icon, *css, *word;
} looks[] = {
  [ZG_STEP_DONE] = { "emblem-ok-symbolic", "ok", N_ ("done") },
  [ZG_STEP_NOW] = { "media-playback-start-symbolic", "link", N_ ("now") },
  [ZG_STEP_LATER] = { "media-record-symbolic", "faint", N_ ("later") },
  [ZG_STEP_SIDE] = { "dialog-warning-symbolic", "warn", N_ ("now") },
};

static GtkWidget *
step_title (const ZgStepItem *item)
{
  GtkWidget *label;

  if (item->place == ZG_STEP_SIDE)
    return zg_pill_new (item->title, item->tone);
  label = zg_desk_label (item->title, item->place == ZG_STEP_NOW ? "strong" : NULL);
  if (item->place == ZG_STEP_LATER)
    zg_desk_css (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static GtkWidget *
step_widget (const ZgStepItem *item)
{
  GtkWidget       *grid = gtk_grid_new ();
  GtkWidget       *icon = gtk_image_new_from_icon_name (looks[item->place].icon);
  GtkWidget       *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *detail = zg_desk_label (item->detail, "small");
  g_autofree char *name = g_strdup_printf ("%s: %s%s%s", item->title, _ (looks[item->place].word), item->detail ? ", " : "",
                                           item->detail ? item->detail : "");

  zg_desk_css (icon, looks[item->place].css);
  zg_desk_css (detail, item->place == ZG_STEP_NOW ? "link" : "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (head, -1, 24); /* mixed sizes and a chip: see the style sheet */
  gtk_box_append (GTK_BOX (head), step_title (item));
  if (item->clause)
    gtk_box_append (GTK_BOX (head), zg_clause_chips_new (item->clause));
  gtk_widget_set_valign (grid, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (grid, TRUE); /* the room left over is shared; a long name keeps its own */
  gtk_widget_set_visible (detail, item->detail && *item->detail);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_attach (GTK_GRID (grid), icon, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), head, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), detail, 1, 1, 1, 1);
  zg_desk_name (grid, name);
  return grid;
}

void
zg_stepper_set (ZgStepper *self, const ZgStepItem *items, guint n)
{
  g_return_if_fail (ZG_IS_STEPPER (self));
  zg_desk_clear_box (self->items);
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self->items), step_widget (&items[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

void
zg_stepper_set_note (ZgStepper *self, const char *note)
{
  gtk_label_set_text (GTK_LABEL (self->note), note ? note : "");
}
