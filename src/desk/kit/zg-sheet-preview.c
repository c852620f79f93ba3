#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"

static GHashTable *hidden; /* of the ids of sheets whose panel was closed; as they were left in this run */

typedef struct
{
  ZgSession    *session;
  const ZgKind *kind;
  gint64        id;
} Read;

typedef struct
{
  ZgSheetPage *page;
  guint        generation;
} Answer;

static void
read_free (gpointer data)
{
  zg_session_unref (((Read *) data)->session);
  g_free (data);
}

typedef struct
{
  ZgFacts *facts;    /* (nullable) */
  gboolean editable; /* in the state it is in, by this person */
} Seen;

static void
seen_free (gpointer data)
{
  g_clear_pointer (&((Seen *) data)->facts, zg_facts_free);
  g_free (data);
}

static gboolean
is_editable (const Read *read, ZgDb *db)
{
  g_autoptr (ZgRecord) record = zg_book_get (db, read->kind, read->id, NULL);

  for (int i = 0; record && i < read->kind->n_steps; i++)
    {
      const ZgStep *step = &read->kind->steps[i];

      if (g_str_equal (step->verb, "edit") && g_strcmp0 (step->from, record->state) == 0 &&
          zg_session_may (read->session, record, step, NULL, NULL))
        return TRUE;
    }
  return FALSE;
}

static gpointer
read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read              *read = data;
  g_autoptr (GError) lost = NULL;
  Seen              *seen = g_new0 (Seen, 1);

  seen->facts = zg_preview_func (read->kind->id) (read->session, db, read->kind, read->id, &lost);
  seen->editable = is_editable (read, db);
  if (lost == NULL)
    return seen;
  seen_free (seen);
  g_propagate_error (error, g_steal_pointer (&lost));
  return NULL;
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Answer   *answer = data;
  ZgSheetPage         *self = answer->page;
  Seen                *seen = zg_desk_read_finish (self->session, result, NULL);

  if (answer->generation == self->preview_generation && self->facts)
    {
      zg_facts_view_set (ZG_FACTS_VIEW (self->facts), seen ? seen->facts : NULL);
      gtk_widget_set_visible (self->preview_edit, seen && seen->editable);
      gtk_widget_set_opacity (self->preview_box, 1);
    }
  g_clear_pointer (&seen, seen_free);
  g_object_unref (self);
}

/* With nothing in the list there is nothing to show; before it is read the panel keeps its place. */
static gboolean
is_shown (ZgSheetPage *self)
{
  return self->preview_wanted && (!zg_list_model_has_loaded (self->model) ||
                                  g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0);
}

void
zg_sheet_preview_show (ZgSheetPage *self)
{
  gtk_widget_set_visible (self->preview, is_shown (self));
  gtk_widget_set_visible (self->preview_edge, is_shown (self));
}

static void
show_hint (ZgSheetPage *self)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();

  zg_facts_note (facts, _ ("The selected record is shown here."), ZG_TONE_NEUTRAL, NULL);
  zg_facts_view_set (ZG_FACTS_VIEW (self->facts), facts);
}

void
zg_sheet_preview_read (ZgSheetPage *self)
{
  gint64  id = zg_sheet_page_get_current (self);
  Read   *read;
  Answer *answer;

  self->preview_generation++;
  gtk_widget_set_visible (self->preview_buttons, id != 0);
  if (!is_shown (self))
    return;
  if (id == 0)
    {
      show_hint (self);
      return;
    }
  read = g_new0 (Read, 1);
  answer = g_new0 (Answer, 1);
  read->session = zg_session_ref (self->session);
  read->kind = self->sheet->kind;
  read->id = id;
  answer->page = g_object_ref (self);
  answer->generation = self->preview_generation;
  gtk_widget_set_opacity (self->preview_box, .6); /* the old facts stay, dimmed, until the new ones are there */
  zg_desk_read_async (self->session, read_run, read, read_free, seen_free, NULL, on_read_cb, answer);
}

void
zg_sheet_preview_toggle (ZgSheetPage *self)
{
  if (hidden == NULL)
    hidden = g_hash_table_new (g_str_hash, g_str_equal);
  if (self->preview_wanted)
    g_hash_table_add (hidden, (gpointer) self->sheet->id);
  else
    g_hash_table_remove (hidden, self->sheet->id);
  self->preview_wanted = !self->preview_wanted;
  zg_sheet_preview_show (self);
  zg_sheet_preview_read (self);
}

void
zg_sheet_preview_build (ZgSheetPage *self)
{
  self->facts = zg_facts_view_new (FALSE);
  gtk_box_append (GTK_BOX (self->preview_box), self->facts);
  gtk_widget_set_visible (self->preview_buttons, FALSE);
  self->preview_wanted = hidden == NULL || !g_hash_table_contains (hidden, self->sheet->id);
  zg_sheet_preview_show (self);
}
