/* What is read beside the form, again whenever something was typed: explaining panels, and who has to decide about it. */
#include "zg-form-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-marks.h"

#define PANELS_MS 400
#define MOST_PANELS 3

/* -- Who decides -- */

/* The step out of @state that its owner may not take himself. */
static const ZgStep *
signature_in (const ZgRecord *record, const char *state)
{
  for (int i = 0; i < record->kind->n_steps; i++)
    {
      const ZgStep *step = &record->kind->steps[i];

      if (g_strcmp0 (step->from, state) == 0 && (step->flags & ZG_PRIMARY) && (step->flags & ZG_NOT_OWN) &&
          !(step->flags & ZG_BY_CLOCK) && zg_step_applies (step, record))
        return step;
    }
  return NULL;
}

/* Of a record in hand the signature after it is handed in, else the one it waits for. */
static const ZgStep *
next_signature (const ZgRecord *record, const char *state)
{
  const ZgStep *now = state ? signature_in (record, state) : NULL;

  for (int i = 0; now == NULL && state && i < record->kind->n_steps; i++)
    {
      const ZgStep *step = &record->kind->steps[i];

      if (g_strcmp0 (step->from, state) == 0 && (step->flags & ZG_PRIMARY) && !(step->flags & ZG_NOT_OWN))
        now = signature_in (record, step->to);
    }
  return now;
}

const char *
zg_form_signs_from (ZgForm *self)
{
  return self->signs ? self->signs->from : NULL;
}

char *
zg_form_receivers_text (ZgForm *self)
{
  if (self->signs == NULL || self->receivers == NULL)
    return NULL;
  return self->receivers->len ? zg_who_names (self->receivers) : g_strdup (_ ("nobody has the right to do this"));
}

char *
zg_form_receivers_near (ZgForm *self, const char *state)
{
  if (self->receivers == NULL || g_strcmp0 (zg_form_signs_from (self), state) != 0)
    return NULL;
  return self->receivers->len ? zg_who_near (self->receivers) : g_strdup (_ ("nobody has the right to do this"));
}

static void
show_on_button (ZgForm *self, const ZgStep *primary)
{
  g_autofree char *names = zg_form_receivers_text (self), *near = zg_form_receivers_near (self, primary->to);
  g_autofree char *title = zg_desk_plain (zg_step_title (self->signs)), *tip = NULL, *label = NULL;

  if (near == NULL)
    return;
  /* Translators: what comes next and who may do it */
  tip = g_strdup_printf (_ ("Ctrl+Enter · then %s: %s"), title, names);
  gtk_widget_set_tooltip_text (self->primary, tip);
  if (self->receivers->len && g_str_equal (primary->verb, "submit"))
    {
      g_auto (GStrv)   parts = g_strsplit (near, "_", -1);
      g_autofree char *safe = g_strjoinv ("__", parts);

      label = g_strdup_printf (_ ("_Submit to %s"), safe);
      gtk_button_set_label (GTK_BUTTON (self->primary), label);
    }
}

void
zg_form_show_receivers (ZgForm *self)
{
  const ZgStep *primary = self->primary ? zg_form_primary_step (self) : NULL;

  if (primary && self->signs && self->receivers)
    show_on_button (self, primary);
}

/* -- Reading -- */

typedef struct
{
  ZgSession *session;
  ZgRecord  *record;
  const char *state;
} Read;

typedef struct
{
  ZgForm *form;
  guint   generation;
} Asked;

typedef struct
{
  GPtrArray    *panels;    /* of ZgFacts */
  const ZgStep *signs;
  GPtrArray    *receivers; /* (nullable) */
} Aside;

static void
read_free (gpointer data)
{
  Read *read = data;

  zg_session_unref (read->session);
  zg_record_free (read->record);
  g_free (read);
}

static void
aside_free (gpointer data)
{
  Aside *aside = data;

  g_ptr_array_unref (aside->panels);
  g_clear_pointer (&aside->receivers, g_ptr_array_unref);
  g_free (aside);
}

static gpointer
read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read      *read = data;
  GPtrArray *funcs = zg_panel_funcs (read->record->kind->id);
  Aside     *aside = g_new0 (Aside, 1);

  aside->panels = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_facts_free);
  for (guint i = 0; funcs && i < funcs->len && i < MOST_PANELS; i++)
    {
      ZgFacts *facts = ((ZgPanelFunc) funcs->pdata[i]) (read->session, db, read->record, NULL);

      if (facts)
        g_ptr_array_add (aside->panels, facts);
    }
  aside->signs = next_signature (read->record, read->state);
  if (aside->signs)
    aside->receivers = zg_who_may (read->session, db, read->record, aside->signs, NULL);
  return aside;
}

static void
show_panels (ZgForm *self, GPtrArray *panels)
{
  zg_desk_clear_box (self->panel_box);
  gtk_widget_set_visible (self->panel_box, panels->len > 0);
  for (guint i = 0; i < panels->len; i++)
    {
      GtkWidget *view = zg_facts_view_new (TRUE);

      zg_facts_view_set (ZG_FACTS_VIEW (view), panels->pdata[i]);
      gtk_box_append (GTK_BOX (self->panel_box), view);
    }
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  ZgForm           *self = asked->form;
  Aside            *aside = zg_desk_read_finish (self->session, result, NULL);

  if (aside && self->body && asked->generation == self->panel_generation)
    {
      show_panels (self, aside->panels);
      self->signs = aside->signs;
      g_clear_pointer (&self->receivers, g_ptr_array_unref);
      self->receivers = g_steal_pointer (&aside->receivers);
      if (self->signs)
        {
          zg_form_show_receivers (self);
          zg_form_show_stepper (self);
          zg_form_show_history (self);
        }
    }
  g_clear_pointer (&aside, aside_free);
  g_object_unref (self);
}

static gboolean
has_aside (const ZgKind *kind)
{
  if (zg_panel_funcs (kind->id))
    return TRUE;
  for (int i = 0; i < kind->n_steps; i++)
    if ((kind->steps[i].flags & ZG_PRIMARY) && (kind->steps[i].flags & ZG_NOT_OWN))
      return TRUE;
  return FALSE;
}

void
zg_form_read_panels (ZgForm *self)
{
  Read  *read;
  Asked *asked;

  if (self->record == NULL || !has_aside (self->kind))
    return;
  read = g_new0 (Read, 1);
  asked = g_new0 (Asked, 1);
  read->session = zg_session_ref (self->session);
  read->record = zg_record_copy (self->record);
  read->state = zg_form_offered_state (self) ? g_intern_string (zg_form_offered_state (self)) : NULL;
  asked->form = g_object_ref (self);
  asked->generation = ++self->panel_generation;
  zg_desk_read_async (self->session, read_run, read, read_free, aside_free, NULL, on_read_cb, asked);
}

static gboolean
on_panels_cb (gpointer data)
{
  ZgForm *self = data;

  self->panel_timer = 0;
  zg_form_read_panels (self);
  return G_SOURCE_REMOVE;
}

void
zg_form_panels_later (ZgForm *self)
{
  g_clear_handle_id (&self->panel_timer, g_source_remove);
  if (has_aside (self->kind))
    self->panel_timer = g_timeout_add (PANELS_MS, on_panels_cb, self);
}
