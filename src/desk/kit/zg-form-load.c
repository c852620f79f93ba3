#include "zg-form-private.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"

/* -- Reading, on a reader's thread -- */

void
zg_form_load_free (gpointer data)
{
  ZgFormLoad *load = data;

  g_clear_pointer (&load->record, zg_record_free);
  g_clear_pointer (&load->lines, g_ptr_array_unref);
  g_clear_pointer (&load->titles, g_hash_table_unref);
  g_clear_pointer (&load->history, g_ptr_array_unref);
  g_free (load->title);
  g_free (load);
}

GPtrArray *
zg_form_children (const ZgKind *kind)
{
  GPtrArray           *children = g_ptr_array_new ();
  const ZgKind *const *kinds;
  guint                n;

  kinds = zg_kinds (&n);
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (kinds[i]->parent, kind->id) == 0 && !kinds[i]->append_only) /* what only follows is for a panel to show */
      g_ptr_array_add (children, (gpointer) kinds[i]);
  return children;
}

static void
read_titles (ZgDb *db, GHashTable *titles, const ZgRecord *record)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const ZgField *field = &record->kind->fields[i];
      const ZgKind  *ref = field->type == ZG_REF ? zg_kind_by_id (field->ref) : NULL;
      gint64         id = ref ? zg_record_int (record, i) : 0;
      char          *key;

      if (id == 0)
        continue;
      key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, field->ref, id);
      if (g_hash_table_contains (titles, key))
        g_free (key);
      else
        g_hash_table_insert (titles, key, zg_book_title (db, ref, id));
    }
}

static gboolean
read_lines (ZgFormLoad *load, ZgDb *db, const ZgKind *child, gint64 id, GError **error)
{
  g_autoptr (GArray)    ids = zg_book_children (db, child, id, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      ZgRecord *record = zg_book_get (db, child, g_array_index (ids, gint64, i), error);

      if (record == NULL)
        return FALSE;
      read_titles (db, load->titles, record);
      g_ptr_array_add (records, record);
    }
  g_ptr_array_add (load->lines, g_steal_pointer (&records));
  return TRUE;
}

static gboolean
read_existing (ZgFormLoad *load, ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) children = zg_form_children (kind);

  load->record = zg_book_get (db, kind, id, error);
  if (load->record == NULL)
    return FALSE;
  if (!zg_session_sees (session, load->record))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("This record lies outside what you may see."));
      return FALSE;
    }
  for (guint i = 0; i < children->len; i++)
    if (!read_lines (load, db, children->pdata[i], id, error))
      return FALSE;
  load->history = zg_book_history (db, kind, id, error);
  load->title = zg_facts_title (db, kind, id);
  return load->history != NULL;
}

ZgFormLoad *
zg_form_read (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  ZgFormLoad *load = g_new0 (ZgFormLoad, 1);

  load->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  load->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (!read_existing (load, session, db, kind, id, error))
    {
      zg_form_load_free (load);
      return NULL;
    }
  read_titles (db, load->titles, load->record);
  return load;
}

/* -- A new record -- */

ZgRecord *
zg_form_new_record (ZgSession *session, const ZgKind *kind, const ZgRecord *seed)
{
  ZgRecord *record = seed ? zg_record_copy (seed) : zg_record_new (kind);

  zg_record_begin (record, zg_session_person (session), zg_session_staff (session));
  if (kind->recompute)
    kind->recompute (record);
  return record;
}

/* -- The form's part -- */

typedef struct
{
  ZgSession    *session;
  const ZgKind *kind;
  gint64        id;
  ZgRecord     *fresh; /* of a new form: only its titles are read */
} Read;

typedef struct
{
  ZgForm *form;
  guint   generation;
} Answer;

static void
read_free (gpointer data)
{
  Read *read = data;

  zg_session_unref (read->session);
  g_clear_pointer (&read->fresh, zg_record_free);
  g_free (read);
}

static gpointer
read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read       *read = data;
  ZgFormLoad *load;

  if (read->fresh == NULL)
    return zg_form_read (read->session, db, read->kind, read->id, error);
  load = g_new0 (ZgFormLoad, 1);
  load->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  load->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  read_titles (db, load->titles, read->fresh);
  load->record = g_steal_pointer (&read->fresh);
  return load;
}

static void
take_lines (ZgForm *self, ZgFormLoad *load)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      ZgFormLines *lines = self->lines->pdata[i];

      g_clear_pointer (&lines->records, g_ptr_array_unref);
      if (i < load->lines->len)
        lines->records = g_ptr_array_ref (load->lines->pdata[i]);
      zg_lines_editor_set_lines (ZG_LINES_EDITOR (lines->editor), lines->records, load->titles);
    }
}

static void
take_load (ZgForm *self, ZgFormLoad *load)
{
  gboolean first = !self->laid_out;

  g_clear_pointer (&self->record, zg_record_free);
  g_clear_pointer (&self->stored, zg_record_free);
  g_clear_pointer (&self->theirs, zg_record_free);
  self->record = zg_record_copy (load->record);
  self->stored = load->record->version ? zg_record_copy (load->record) : NULL;
  self->record->changed = 0;
  g_clear_pointer (&self->titles, g_hash_table_unref);
  self->titles = g_hash_table_ref (load->titles);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  self->history = load->history ? g_ptr_array_ref (load->history) : NULL;
  g_free (self->name);
  self->name = g_strdup (load->title);
  if (first)
    zg_form_lay_out (self);
  take_lines (self, load);
}

static void
show_all (ZgForm *self)
{
  zg_form_set_titles (self);
  zg_form_show_steps (self);
  zg_form_show_fields (self);
  zg_form_show_stepper (self);
  zg_form_show_notice (self);
  zg_form_show_history (self);
  zg_form_read_panels (self);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Answer *answer = data;
  ZgForm            *self = answer->form;
  g_autoptr (GError) error = NULL;
  ZgFormLoad        *load = zg_desk_read_finish (self->session, result, &error);

  if (self->body && answer->generation == self->generation)
    {
      gboolean first = !self->laid_out;

      self->loading = FALSE;
      zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
      if (load)
        {
          take_load (self, load);
          show_all (self);
          zg_form_set_modified (self, FALSE);
          if (first)
            zg_form_draft_offer (self);
          if (first && gtk_widget_get_mapped (GTK_WIDGET (self)))
            zg_form_grab_focus (self);
        }
      else
        {
          zg_error_bar_show_error (ZG_ERROR_BAR (self->bar), error);
          gtk_widget_set_visible (self->foot, self->laid_out);
        }
      zg_form_emit_ready (self);
    }
  g_clear_pointer (&load, zg_form_load_free);
  g_object_unref (self);
}

void
zg_form_load (ZgForm *self)
{
  Read   *read = g_new0 (Read, 1);
  Answer *answer = g_new0 (Answer, 1);

  if (!self->loading)
    zg_busy_bar_start (ZG_BUSY_BAR (self->busy));
  self->loading = TRUE;
  read->session = zg_session_ref (self->session);
  read->kind = self->kind;
  read->id = self->id;
  if (self->id == 0)
    read->fresh = zg_form_new_record (self->session, self->kind, self->seed);
  answer->form = g_object_ref (self);
  answer->generation = ++self->generation;
  zg_desk_read_async (self->session, read_run, read, read_free, zg_form_load_free, NULL, on_read_cb, answer);
}
