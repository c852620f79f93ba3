/* import, undo-import. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-csv.h"
#include "zg-ctl.h"
#include "zg-ctl-values.h"
#include "zg-error.h"
#include "zg-seal.h"

typedef struct
{
  ZgCtl          *ctl;
  const ZgLayout *layout;
  char           *name;
  GBytes         *bytes;
  char          **values;
  ZgImportPlan   *plan;
} Import;

static const ZgLayout *
recognise (const char *name, GBytes *bytes)
{
  const ZgLayout *best = NULL;
  int             most = 0;
  guint           n;
  const ZgLayout *const *layouts = zg_layouts (&n);

  for (guint i = 0; i < n; i++)
    {
      int sure = layouts[i]->recognise ? layouts[i]->recognise (name, bytes) : 0;

      if (sure > most)
        {
          most = sure;
          best = layouts[i];
        }
    }
  return best;
}

static gpointer
make_plan (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Import *import = data;

  for (int i = 0; i < import->layout->n_arguments; i++)
    if (import->values[i] == NULL && import->layout->propose)
      import->values[i] = import->layout->propose (&import->layout->arguments[i], import->name, import->bytes, import->ctl->session, db);
  for (int i = 0; i < import->layout->n_arguments; i++)
    if (import->values[i] == NULL && import->layout->arguments[i].required)
      {
        g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("“%s” is needed: %s=…"), g_dgettext (GETTEXT_PACKAGE, import->layout->arguments[i].title),
                     import->layout->arguments[i].name);
        return NULL;
      }
  import->plan = import->layout->plan (import->layout, import->ctl->session, db, import->name, import->bytes, (const char *const *) import->values, error);
  return import->plan;
}

static gboolean
write_rejects (const ZgImportPlan *plan, const char *path, GError **error)
{
  g_autoptr (ZgCsvWriter) writer = zg_csv_writer_new ();
  g_autoptr (GBytes)      bytes = NULL;
  GError                 *failed = NULL;

  zg_csv_writer_add (writer, _ ("Line"));
  zg_csv_writer_add (writer, _ ("Text"));
  zg_csv_writer_add (writer, _ ("Why not"));
  zg_csv_writer_end_row (writer);
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const ZgImportLine *line = plan->lines->pdata[i];
      g_autofree char    *number = g_strdup_printf ("%d", line->line);

      if (line->taken)
        continue;
      zg_csv_writer_add (writer, number);
      zg_csv_writer_add (writer, line->text);
      zg_csv_writer_add (writer, line->note);
      zg_csv_writer_end_row (writer);
    }
  bytes = zg_csv_writer_finish (writer);
  if (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &failed))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("The list of lines not read in could not be written: %s"), failed->message);
  g_error_free (failed);
  return FALSE;
}

static void
print_plan (ZgCtl *ctl, const ZgImportPlan *plan)
{
  if (ctl->format == ZG_CTL_JSON)
    return;
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const ZgImportLine *line = plan->lines->pdata[i];

      zg_ctl_print ("%d\t%s\t%s\n", line->line, line->text ? line->text : "", line->note ? line->note : "");
    }
  zg_ctl_print ("%s\n", plan->summary ? plan->summary : "");
}

static gboolean
commit (ZgCtl *ctl, Import *import, GError **error)
{
  guint              n_new = 0, n_known = 0;
  guint8             hash[32];
  g_autoptr (GBytes) digest = NULL;
  gint64             id = 0;

  zg_sha256 (g_bytes_get_data (import->bytes, NULL), g_bytes_get_size (import->bytes), hash);
  digest = g_bytes_new (hash, sizeof hash);
  if (import->plan->batch && import->plan->batch->n_rows)
    {
      id = zg_book_import (ctl->session, import->plan->batch, import->name, digest, &n_new, &n_known, NULL, NULL, NULL, error);
      if (id == 0)
        return FALSE;
    }
  n_known += import->plan->n_known;
  if (ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("{\"import\":\"%" G_GINT64_FORMAT "\",\"new\":%u,\"known\":%u,\"bad\":%u}\n", id, n_new, n_known, import->plan->n_bad);
  else
    {
      zg_ctl_print (_ ("Imported %u, skipped %u already known, %u rows with errors.\n"), n_new, n_known, import->plan->n_bad);
      if (id)
        zg_ctl_print (_ ("To take it back whole: zgctl undo-import %ld\n"), (long) id);
    }
  return TRUE;
}

static gboolean
read_bytes (Import *import, const char *path, GError **error)
{
  GError *failed = NULL;
  char   *text;
  gsize   n;

  if (!g_file_get_contents (path, &text, &n, &failed))
    {
      g_set_error (error, ZG_ERROR, g_error_matches (failed, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? ZG_ERROR_NOT_FOUND : ZG_ERROR_IO,
                   _ ("%s cannot be read: %s. Nothing was read in."), path, failed->message);
      g_error_free (failed);
      return FALSE;
    }
  import->bytes = g_bytes_new_take (text, n);
  import->name = g_path_get_basename (path);
  return TRUE;
}

static gboolean
import_file (ZgCtl *ctl, const char *layout, const char *path, char **pairs, gboolean preview, const char *rejects, GError **error)
{
  Import   import = { .ctl = ctl };
  gboolean done = read_bytes (&import, path, error);

  if (done)
    {
      import.layout = g_str_equal (layout, "auto") ? recognise (import.name, import.bytes) : zg_layout_by_id (layout);
      if (import.layout == NULL)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("%s: no known layout. See zgctl layouts."), path);
          done = FALSE;
        }
    }
  if (done)
    {
      import.values = g_new0 (char *, import.layout->n_arguments + 1);
      done = zg_ctl_pairs (ctl, import.layout->arguments, import.layout->n_arguments, import.values, pairs, error) &&
             zg_store_read (zg_ctl_store (ctl), make_plan, &import, error);
    }
  if (done)
    {
      print_plan (ctl, import.plan);
      done = (rejects == NULL || write_rejects (import.plan, rejects, error)) && (preview || commit (ctl, &import, error));
    }
  for (int i = 0; import.values && i < import.layout->n_arguments; i++)
    g_free (import.values[i]);
  g_free (import.values);
  g_free (import.name);
  g_clear_pointer (&import.bytes, g_bytes_unref);
  g_clear_pointer (&import.plan, zg_import_plan_free);
  return done;
}

gboolean
zg_ctl_import (ZgCtl *ctl, GError **error)
{
  g_autofree char       *rejects = zg_ctl_option (ctl, "--rejects");
  gboolean               preview = zg_ctl_flag (ctl, "--preview");
  g_autoptr (GPtrArray)  pairs = g_ptr_array_new (), files = g_ptr_array_new ();

  for (int i = 1; i < ctl->n_args; i++)
    g_ptr_array_add (strchr (ctl->args[i], '=') && !g_file_test (ctl->args[i], G_FILE_TEST_EXISTS) ? pairs : files, ctl->args[i]);
  g_ptr_array_add (pairs, NULL);
  if (files->len == 0)
    return zg_ctl_usage (error, "import LAYOUT|auto FILE … [NAME=VALUE …] [--preview] [--rejects FILE.csv]");
  if (zg_ctl_session (ctl, error) == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!import_file (ctl, ctl->args[0], files->pdata[i], (char **) pairs->pdata, preview, rejects, error))
      return FALSE;
  return TRUE;
}

gboolean
zg_ctl_undo_import (ZgCtl *ctl, GError **error)
{
  gint64 id;
  guint  n = 0;

  if (ctl->n_args != 1 || !g_ascii_string_to_signed (ctl->args[0], 10, 1, G_MAXINT64, &id, NULL))
    return zg_ctl_usage (error, "undo-import ID");
  if (zg_ctl_session (ctl, error) == NULL || !zg_book_undo_import (ctl->session, id, &n, error))
    return FALSE;
  zg_ctl_print (_ ("Taken back: %u rows.\n"), n);
  return TRUE;
}
