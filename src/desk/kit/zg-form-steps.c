#include "zg-form-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"
#include "zg-marks.h"

/* -- Which steps there are -- */

gboolean
zg_form_is_new (ZgForm *self)
{
  return self->record == NULL || self->record->version == 0;
}

static gboolean
has_right (ZgForm *self, const ZgStep *step)
{
  g_autofree char *right = g_strdup_printf ("%s.%s", self->kind->id, step->verb);

  return zg_session_reach (self->session, right) != ZG_REACH_NONE;
}

const ZgStep *
zg_form_create_step (ZgForm *self)
{
  for (int i = 0; i < self->kind->n_steps; i++)
    {
      const ZgStep *step = &self->kind->steps[i];

      if (step->from == NULL && !g_str_equal (step->verb, "import") && has_right (self, step))
        return step;
    }
  return NULL;
}

/* The state whose steps are offered: of a new record the one it will be in once it is made, as long as that is a draft. */
const char *
zg_form_offered_state (ZgForm *self)
{
  const ZgStep *create;

  if (!zg_form_is_new (self))
    return self->record->state;
  create = zg_form_create_step (self);
  return create && zg_state_is_draft (create->to) ? create->to : NULL;
}

const ZgStep *
zg_form_save_step (ZgForm *self)
{
  if (zg_form_is_new (self))
    return zg_form_create_step (self);
  for (int i = 0; i < self->kind->n_steps; i++)
    {
      const ZgStep *step = &self->kind->steps[i];

      if ((step->flags & ZG_QUIET) && g_strcmp0 (step->from, self->record->state) == 0 &&
          g_strcmp0 (step->to, self->record->state) == 0 &&
          zg_session_may (self->session, self->record, step, NULL, NULL))
        return step;
    }
  return NULL;
}

static gboolean
is_offered (ZgForm *self, const ZgStep *step)
{
  const char *state = zg_form_offered_state (self);

  if (step->from == NULL || state == NULL || !g_str_equal (step->from, state) || (step->flags & ZG_QUIET) ||
      !has_right (self, step) || (!zg_form_is_new (self) && !zg_step_applies (step, self->record)))
    return FALSE;
  return !zg_form_is_new (self) || !(step->flags & ZG_DESTROYS);
}

static gboolean
is_possible (ZgForm *self, const ZgStep *step, char **why)
{
  return zg_form_is_new (self) || zg_session_may (self->session, self->record, step, why, NULL);
}

const ZgStep *
zg_form_primary_step (ZgForm *self)
{
  const ZgStep *best = NULL;

  for (int i = 0; i < self->kind->n_steps; i++)
    {
      const ZgStep *step = &self->kind->steps[i];

      if (!is_offered (self, step) || (step->flags & ZG_DESTROYS) || !is_possible (self, step, NULL))
        continue;
      if (step->flags & ZG_PRIMARY)
        return step;
      if (best == NULL && !(step->flags & ZG_NEEDS_OPINION))
        best = step;
    }
  /* a record that can be saved as it stands is saved; what else can be done with it comes second */
  return zg_form_is_new (self) || zg_state_is_draft (self->record->state) || zg_form_save_step (self) == NULL ? best : NULL;
}

guint64
zg_form_writable (ZgForm *self)
{
  const ZgStep *create = zg_form_create_step (self);
  guint64       fields = 0;

  if (zg_form_is_new (self))
    return create ? create->writes : 0;
  for (int i = 0; i < self->kind->n_steps; i++)
    {
      const ZgStep *step = &self->kind->steps[i];

      if (g_strcmp0 (step->from, self->record->state) == 0 && zg_session_may (self->session, self->record, step, NULL, NULL))
        fields |= step->writes;
    }
  return fields;
}

gboolean
zg_form_lines_writable (ZgForm *self)
{
  const ZgStep *create = zg_form_create_step (self);

  if (zg_form_is_new (self))
    return create && create->flags & ZG_WITH_LINES;
  for (int i = 0; i < self->kind->n_steps; i++)
    {
      const ZgStep *step = &self->kind->steps[i];

      if (step->flags & ZG_WITH_LINES && g_strcmp0 (step->from, self->record->state) == 0 &&
          zg_session_may (self->session, self->record, step, NULL, NULL))
        return TRUE;
    }
  return FALSE;
}

/* -- Buttons -- */

static char *
action_name (ZgForm *self, const ZgStep *step)
{
  return g_strdup_printf ("%s.%s", self->kind->id, step->verb);
}

static GtkWidget *
step_button (ZgForm *self, const ZgStep *step, const char *css)
{
  g_autofree char *action = action_name (self, step);
  g_autofree char *label = g_strdup_printf ("%s%s", zg_step_title (step), step->flags & ZG_NEEDS_OPINION ? "…" : "");
  g_autofree char *why = NULL;
  GtkWidget       *button = gtk_button_new_with_mnemonic (label);
  gboolean         possible = is_possible (self, step, &why);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, possible);
  if (why)
    gtk_widget_set_tooltip_text (button, why);
  zg_desk_css (button, css);
  return button;
}

static GtkWidget *
reason_row (const ZgStep *step, const char *why)
{
  GtkWidget       *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *plain = zg_desk_plain (zg_step_title (step));
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), plain, why);
  GtkWidget       *label = zg_desk_label (text, NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_box_append (GTK_BOX (row), label);
  if (step->clause)
    gtk_box_append (GTK_BOX (row), zg_clause_chips_new (step->clause));
  return row;
}

/* A grey button cannot be reached by the keyboard, so the reasons stand in a list of their own. */
static void
show_reasons (ZgForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *popover = gtk_popover_new ();
  guint      n = 0;

  zg_desk_css (box, "pad");
  for (int i = 0; i < self->kind->n_steps; i++)
    {
      g_autofree char *why = NULL;

      if (is_offered (self, &self->kind->steps[i]) && !is_possible (self, &self->kind->steps[i], &why))
        {
          gtk_box_append (GTK_BOX (box), reason_row (&self->kind->steps[i], why));
          n++;
        }
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->reasons), popover);
  gtk_widget_set_visible (self->reasons, n > 0);
}

void
zg_form_show_steps (ZgForm *self)
{
  const ZgStep *primary = zg_form_primary_step (self);
  const ZgStep *save = zg_form_save_step (self);
  const char   *state = zg_form_offered_state (self);

  zg_desk_clear_box (self->foot_left);
  zg_desk_clear_box (self->foot_steps);
  zg_desk_clear_box (self->foot_primary);
  for (int i = 0; i < self->kind->n_steps; i++)
    {
      const ZgStep *step = &self->kind->steps[i];

      if (!is_offered (self, step) || step == primary)
        continue;
      if (step->flags & ZG_DESTROYS)
        gtk_box_append (GTK_BOX (self->foot_left), step_button (self, step, "ctl flat bad"));
      else
        gtk_box_append (GTK_BOX (self->foot_steps), step_button (self, step, "ctl"));
    }
  self->primary = NULL;
  if (primary)
    {
      self->primary = step_button (self, primary, "ctl suggested-action");
      if (gtk_widget_get_tooltip_text (self->primary) == NULL)
        gtk_widget_set_tooltip_text (self->primary, _ ("Ctrl+Enter"));
      gtk_box_append (GTK_BOX (self->foot_primary), self->primary);
      zg_form_show_receivers (self);
    }
  gtk_widget_set_visible (self->save, save != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", save != NULL);
  if (primary)
    gtk_widget_remove_css_class (self->save, "suggested-action");
  else
    gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_button_set_label (GTK_BUTTON (self->save), state && zg_state_is_draft (state) ? _ ("Sa_ve draft") : _ ("_Save"));
  gtk_widget_set_visible (self->print, !zg_form_is_new (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.print", !zg_form_is_new (self));
  show_reasons (self);
}

/* -- Taking a step: check, ask, run -- */

static gboolean
lines_are_taken (ZgForm *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      ZgFormLines *lines = self->lines->pdata[i];

      if (zg_lines_editor_is_typing (ZG_LINES_EDITOR (lines->editor)))
        {
          zg_lines_editor_show_fault (ZG_LINES_EDITOR (lines->editor), -1, NULL,
                                      _ ("This line is not taken yet. Press Enter to take it or Esc to drop it."));
          return FALSE;
        }
    }
  return TRUE;
}

static void
on_opinion (const char *opinion, gpointer data)
{
  ZgForm          *self = data;
  g_autofree char *verb = g_strdup (g_object_get_data (G_OBJECT (self), "zg-verb"));

  if (opinion)
    zg_form_start (self, verb, opinion);
}

static void
on_confirmed (gboolean yes, gpointer data)
{
  ZgForm          *self = data;
  g_autofree char *verb = g_strdup (g_object_get_data (G_OBJECT (self), "zg-verb"));

  if (yes)
    zg_form_start (self, verb, NULL);
}

static char *
what_goes (ZgForm *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      ZgFormLines          *lines = self->lines->pdata[i];
      g_autoptr (GPtrArray) records = zg_lines_editor_get_lines (ZG_LINES_EDITOR (lines->editor));

      if (records->len > 0)
        g_string_append_printf (words, g_dngettext (GETTEXT_PACKAGE, "It has %u line. ", "It has %u lines. ", records->len),
                                records->len);
    }
  return g_string_free (words, FALSE);
}

static void
ask_first (ZgForm *self, const ZgStep *step)
{
  g_autofree char *plain = zg_desk_plain (zg_step_title (step));
  g_autofree char *heading = g_strdup_printf (_ ("%s: %s?"), plain, self->title ? self->title : "");
  g_autofree char *body = what_goes (self);

  g_object_set_data_full (G_OBJECT (self), "zg-verb", g_strdup (step->verb), g_free);
  if (step->flags & ZG_NEEDS_OPINION)
    zg_desk_ask_opinion (GTK_WIDGET (self), heading, *body ? body : NULL, step->clause, zg_step_title (step), 1, on_opinion,
                         self);
  else
    zg_desk_confirm (GTK_WIDGET (self), heading, *body ? body : NULL, step->clause, zg_step_title (step), TRUE, on_confirmed,
                     self);
}

static gboolean
check_input (ZgForm *self, const ZgStep *step)
{
  gboolean understood;

  zg_error_bar_hide (ZG_ERROR_BAR (self->bar));
  understood = zg_form_collect (self);
  if (understood && (zg_form_writable (self) == 0 || step->flags & ZG_DESTROYS))
    return TRUE;
  if (understood && zg_form_validate (self, step->to))
    return lines_are_taken (self);
  zg_form_focus_fault (self);
  return FALSE;
}

void
zg_form_take_step (ZgForm *self, const char *verb)
{
  const ZgStep *step = NULL;

  g_return_if_fail (ZG_IS_FORM (self));
  if (self->record == NULL || self->running)
    return;
  if (zg_form_is_new (self) && zg_form_offered_state (self))
    step = zg_kind_step (self->kind, zg_form_offered_state (self), verb);
  if (step == NULL)
    step = zg_kind_step (self->kind, self->record->state, verb);
  if (step == NULL || !check_input (self, step))
    return;
  if (step->flags & (ZG_NEEDS_OPINION | ZG_DESTROYS))
    ask_first (self, step);
  else
    zg_form_start (self, verb, NULL);
}

void
zg_form_save_now (ZgForm *self)
{
  const ZgStep *step = self->record ? zg_form_save_step (self) : NULL;

  if (step && (self->modified || zg_form_is_new (self)))
    zg_form_take_step (self, step->verb);
}

static gboolean
lines_changed (ZgForm *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (zg_lines_editor_is_modified (ZG_LINES_EDITOR (((ZgFormLines *) self->lines->pdata[i])->editor)))
      return TRUE;
  return FALSE;
}

/* A new record is made first; what a step may not write itself is saved before it. */
void
zg_form_start (ZgForm *self, const char *verb, const char *opinion)
{
  const ZgStep *step = zg_kind_step (self->kind, self->record->state, verb);
  const ZgStep *save = zg_form_save_step (self);

  g_queue_clear_full (&self->queue, g_free);
  if (zg_form_is_new (self) && save && !g_str_equal (save->verb, verb))
    g_queue_push_tail (&self->queue, g_strdup (save->verb));
  else if (!zg_form_is_new (self) && step && save && step != save &&
           ((self->record->changed & ~step->writes) || (lines_changed (self) && !(step->flags & ZG_WITH_LINES))))
    g_queue_push_tail (&self->queue, g_strdup (save->verb));
  g_queue_push_tail (&self->queue, g_strdup (verb));
  g_free (self->opinion);
  self->opinion = g_strdup (opinion);
  zg_form_run_queue (self);
}

static void
on_step_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgForm     *self = ZG_FORM (widget);
  const char *dot = strchr (name, '.');

  if (strncmp (name, self->kind->id, (gsize) (dot - name)) == 0 && self->kind->id[dot - name] == '\0')
    zg_form_take_step (self, dot + 1);
}

void
zg_form_steps_install (GtkWidgetClass *klass)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const ZgKind *const   *kinds;
  guint                  n;

  kinds = zg_kinds (&n);
  for (guint k = 0; k < n; k++)
    for (int i = 0; i < kinds[k]->n_steps; i++)
      {
        char *name = g_strdup_printf ("%s.%s", kinds[k]->id, kinds[k]->steps[i].verb);

        if (!g_hash_table_contains (seen, name))
          gtk_widget_class_install_action (klass, name, NULL, on_step_action_cb);
        g_hash_table_add (seen, name);
      }
}
