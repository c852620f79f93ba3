/* What is typed is kept on this computer after two seconds of rest, sealed with a key of the person, and offered again after a
 * crash. Lines are not kept: each was taken on purpose, one by one. */
#include "zg-form-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-marks.h"
#include "zg-people.h"
#include "zg-seal.h"

#define REST_MS 2000
#define GROUP "fields"
#define MOST_BYTES (1024 * 1024)

static char *
draft_path (ZgForm *self)
{
  ZgBook          *book = zg_session_book (self->session);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_MODIFIER "x-%" G_GINT64_FORMAT "-%s-%" G_GINT64_FORMAT ".draft",
                                           zg_book_uid (book),
                                           zg_session_person (self->session), self->kind->id, self->record->version
                                             ? self->record->id : 0);

  return g_build_filename (g_get_user_state_dir (), "zhanggui", "drafts", name, NULL);
}

/* -- Text of a draft -- */

static gboolean
is_kept (const ZgRecord *record, int i)
{
  return (record->changed & ZG_F (i)) && record->kind->fields[i].type != ZG_FILE && record->cells[i].type != ZG_CELL_BYTES;
}

static char *
to_text (const ZgRecord *record)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_int64 (file, "record", "version", record->version);
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const char *name = record->kind->fields[i].name;

      if (!is_kept (record, i))
        continue;
      if (record->cells[i].type == ZG_CELL_INT)
        g_key_file_set_int64 (file, GROUP, name, record->cells[i].i);
      else
        g_key_file_set_string (file, GROUP, name, zg_cell_text (&record->cells[i]) ? zg_cell_text (&record->cells[i]) : "");
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static guint64
from_text (ZgRecord *record, const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  guint64              taken = 0;

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL) ||
      g_key_file_get_int64 (file, "record", "version", NULL) != record->version)
    return 0;
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const ZgField   *field = &record->kind->fields[i];
      g_autofree char *value = g_key_file_get_string (file, GROUP, field->name, NULL);

      if (value == NULL)
        continue;
      if (zg_type_is_text (field->type))
        zg_record_set_text (record, i, value);
      else
        zg_record_set_int (record, i, g_key_file_get_int64 (file, GROUP, field->name, NULL));
      taken |= ZG_F (i);
    }
  return taken;
}

/* -- Files, in a thread -- */

typedef struct
{
  ZgSession *session;
  char      *path, *text;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  zg_session_release (job->session);
  zg_session_unref (job->session);
  g_free (job->path);
  zg_wipe_text (job->text);
  g_free (job);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job               *job = data;
  guint8             key[ZG_KEY_BYTES];
  g_autofree char   *folder = g_path_get_dirname (job->path);
  g_autoptr (GBytes) sealed = NULL;

  if (!zg_session_state_key (job->session, key))
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  sealed = zg_seal_bytes (key, 1, job->text, strlen (job->text));
  zg_wipe (key, sizeof key);
  g_task_return_boolean (task, g_mkdir_with_parents (folder, 0700) == 0 &&
                                 g_file_set_contents_full (job->path, g_bytes_get_data (sealed, NULL),
                                                           (gssize) g_bytes_get_size (sealed),
                                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job               *job = data;
  guint8             key[ZG_KEY_BYTES];
  char              *bytes = NULL;
  gsize              n;
  g_autoptr (GBytes) sealed = NULL, plain = NULL;

  if (!g_file_get_contents (job->path, &bytes, &n, NULL) || !zg_session_state_key (job->session, key))
    {
      g_free (bytes);
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  sealed = g_bytes_new_take (bytes, n);
  plain = zg_unseal_bytes (key, sealed, MOST_BYTES, NULL);
  zg_wipe (key, sizeof key);
  g_task_return_pointer (task, plain ? g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain)) : NULL,
                         (GDestroyNotify) zg_wipe_text);
}

static void
start (ZgForm *self, char *text, GTaskThreadFunc thread, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, NULL);
  Job              *job = g_new0 (Job, 1);

  job->session = zg_session_ref (self->session);
  zg_session_hold (job->session); /* until it is sealed, whoever locks the window meanwhile */
  job->path = draft_path (self);
  job->text = text;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, thread);
}

/* -- Keeping -- */

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgForm          *self = ZG_FORM (source);
  g_autofree char *when = NULL, *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->body == NULL)
    return;
  if (!self->modified)
    { /* saved meanwhile */
      zg_form_draft_forget (self);
      return;
    }
  when = zg_desk_when (zg_clock_now_ms ());
  text = g_strdup_printf (_ ("Kept automatically at %s"), when);
  zg_stepper_set_note (ZG_STEPPER (self->stepper), text);
}

static gboolean
on_rest_cb (gpointer data)
{
  ZgForm *self = data;

  self->draft_timer = 0;
  if (self->record && self->modified && !self->running)
    start (self, to_text (self->record), write_thread, on_written_cb);
  return G_SOURCE_REMOVE;
}

void
zg_form_draft_later (ZgForm *self)
{
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  self->draft_timer = g_timeout_add (REST_MS, on_rest_cb, self);
}

void
zg_form_keep_draft (ZgForm *self)
{
  if (self->draft_timer == 0) /* kept already */
    return;
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  on_rest_cb (self);
}

void
zg_form_draft_forget (ZgForm *self)
{
  g_autofree char *path = self->record ? draft_path (self) : NULL;
  g_autofree char *first = NULL;

  g_clear_handle_id (&self->draft_timer, g_source_remove);
  if (path == NULL)
    return;
  g_unlink (path);
  if (self->record->version == 1)
    { /* it was kept as a new record */
      g_autofree char *folder = g_path_get_dirname (path);
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_MODIFIER "x-%" G_GINT64_FORMAT "-%s-0.draft",
                                               zg_book_uid (zg_session_book (self->session)),
                                               zg_session_person (self->session), self->kind->id);

      first = g_build_filename (folder, name, NULL);
      g_unlink (first);
    }
  zg_stepper_set_note (ZG_STEPPER (self->stepper), NULL);
}

/* -- Offering -- */

static void
on_take_cb (gpointer data)
{
  ZgForm     *self = data;
  const char *text = g_object_get_data (G_OBJECT (self), "zg-draft");
  guint64     taken = text ? from_text (self->record, text) : 0;

  zg_error_bar_hide (ZG_ERROR_BAR (self->bar));
  if (taken == 0)
    return;
  zg_form_show_fields (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (taken & ZG_F (((ZgFormRow *) self->rows->pdata[i])->index))
      ((ZgFormRow *) self->rows->pdata[i])->touched = TRUE;
  zg_form_refresh_computed (self);
  zg_form_set_modified (self, TRUE);
}

static void
on_drop_cb (gpointer data)
{
  ZgForm *self = data;

  zg_error_bar_hide (ZG_ERROR_BAR (self->bar));
  zg_form_draft_forget (self);
}

static void
on_offered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgForm *self = ZG_FORM (source);
  char   *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text == NULL || self->body == NULL || self->modified)
    {
      zg_wipe_text (text);
      return;
    }
  g_object_set_data_full (G_OBJECT (self), "zg-draft", text, (GDestroyNotify) zg_wipe_text);
  zg_error_bar_show (ZG_ERROR_BAR (self->bar),
                     _ ("What you typed here before was kept on this computer. It is not in the book yet."), NULL, NULL);
  zg_error_bar_add_button (ZG_ERROR_BAR (self->bar), _ ("_Take it up"), G_CALLBACK (on_take_cb), self);
  zg_error_bar_add_button (ZG_ERROR_BAR (self->bar), _ ("_Drop it"), G_CALLBACK (on_drop_cb), self);
}

void
zg_form_draft_offer (ZgForm *self)
{
  if (zg_form_writable (self) != 0)
    start (self, NULL, read_thread, on_offered_cb);
}
