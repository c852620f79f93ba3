/* import, undo-import. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-ctl.h"
#include "zg-ctl-values.h"
#include "zg-error.h"
#include "zg-report-csv.h"
#include "zg-report-xlsx.h"
#include "zg-sniff.h"

#define MOST_BYTES (256 * 1024 * 1024)

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

static void
name_argument (GError **error, const char *name)
{
  char *message = g_strdup_printf ("%s %s=…", (*error)->message, name);

  g_free ((*error)->message);
  (*error)->message = message;
}

static gpointer
make_plan (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Import *import = data;

  for (int i = 0; i < import->layout->n_arguments; i++)
    if (import->values[i] == NULL && import->layout->propose)
      import->values[i] = import->layout->propose (&import->layout->arguments[i], import->name, import->bytes,
                                                   import->ctl->session, db);
  import->plan = import->layout->plan (import->layout, import->ctl->session, db, import->name, import->bytes,
                                       (const char *const *) import->values, error);
  for (int i = 0; i < import->layout->n_arguments && import->plan == NULL; i++)
    if (import->values[i] == NULL && import->layout->arguments[i].required && g_error_matches (*error, ZG_ERROR, ZG_ERROR_USAGE))
      name_argument (error, import->layout->arguments[i].name); /* the layout says what is missing; here is how it is said */
  return import->plan;
}

/* What was not read in, of all files, with the reason: for the person who made the file. */
static ZgTable *
rejects_new (ZgCtl *ctl)
{
  ZgTable *table = zg_table_new (ctl->session, _ ("Lines not read in"));

  zg_table_column (table, _ ("File"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Line"), ZG_INT, 0, NULL);
  zg_table_column (table, _ ("Text"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("Why not"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_hold (table);
  return table;
}

static void
add_rejects (ZgTable *table, const char *name, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgImportLine *line = lines->pdata[i];
      ZgCell             *cells;

      if (line->taken)
        continue;
      cells = zg_table_add_row (table);
      zg_cell_set_text (&cells[0], name);
      zg_cell_set_int (&cells[1], line->line);
      zg_cell_set_text (&cells[2], line->text ? line->text : "");
      zg_cell_set_text (&cells[3], line->note ? line->note : "");
    }
}

static gboolean
write_rejects (ZgTable *table, const char *path, GError **error)
{
  if (g_str_equal (zg_ctl_ending (path), "xlsx"))
    return zg_table_write_xlsx (table, path, NULL, NULL, NULL, error);
  return zg_table_write_csv (table, path, NULL, NULL, NULL, error);
}

static void
print_lines (const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const ZgImportLine *line = lines->pdata[i];

      zg_ctl_print ("%d\t%s\t%s\n", line->line, line->text ? line->text : "", line->note ? line->note : "");
    }
}

static void
print_plan (ZgCtl *ctl, const ZgImportPlan *plan, gboolean preview)
{
  if (ctl->format == ZG_CTL_JSON)
    {
      if (preview)
        zg_ctl_print ("{\"import\":null,\"new\":%u,\"changed\":%u,\"known\":%u,\"bad\":%u}\n", plan->n_taken,
                      plan->changes->len, plan->n_known, plan->n_bad);
      return;
    }
  print_lines (plan->lines);
  zg_ctl_print ("%s\n", plan->summary ? plan->summary : "");
}

static gboolean
commit (ZgCtl *ctl, Import *import, GError **error)
{
  guint  n_new = 0, n_known = 0;
  gint64 id = 0;

  if (!zg_import_plan_write (ctl->session, import->plan, import->name, import->bytes, &id, &n_new, &n_known, NULL, error))
    return FALSE;
  if (ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("{\"import\":\"%" G_GINT64_FORMAT "\",\"new\":%u,\"changed\":%u,\"known\":%u,\"bad\":%u}\n", id, n_new,
                  import->plan->n_changed, n_known, import->plan->n_bad + import->plan->refused->len);
  else
    {
      zg_ctl_print (_ ("Imported %u, skipped %u already known, %u rows with errors.\n"), n_new, n_known,
                    import->plan->n_bad + import->plan->refused->len);
      print_lines (import->plan->refused);
      if (import->plan->changes->len)
        zg_ctl_print (_ ("Changed %u of %u.\n"), import->plan->n_changed, import->plan->changes->len);
      if (id)
        zg_ctl_print (_ ("To take it back whole: zgctl undo-import %ld\n"), (long) id);
    }
  return TRUE;
}

static gboolean
read_bytes (Import *import, const char *path, GError **error)
{
  import->bytes = zg_sniff_load (path, MOST_BYTES, error);
  import->name = g_path_get_basename (path);
  return import->bytes != NULL;
}

static gboolean
import_file (ZgCtl *ctl, const char *layout, const char *path, char **pairs, gboolean preview, ZgTable *rejects, GError **error)
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
      print_plan (ctl, import.plan, preview);
      if (rejects)
        add_rejects (rejects, import.name, import.plan->lines);
      done = preview || commit (ctl, &import, error);
      if (rejects)
        add_rejects (rejects, import.name, import.plan->refused);
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
  g_autoptr (ZgTable)    table = NULL;
  gboolean               done = TRUE;

  for (int i = 1; i < ctl->n_args; i++)
    g_ptr_array_add (strchr (ctl->args[i], '=') && !g_file_test (ctl->args[i], G_FILE_TEST_EXISTS) ? pairs : files, ctl->args[i]);
  g_ptr_array_add (pairs, NULL);
  if (files->len == 0)
    return zg_ctl_usage (error, "import LAYOUT|auto FILE … [NAME=VALUE …] [--preview] [--rejects FILE.xlsx|.csv]");
  if (!zg_ctl_check_ending (rejects, "xlsx csv", error) || zg_ctl_session (ctl, error) == NULL)
    return FALSE;
  table = rejects ? rejects_new (ctl) : NULL;
  for (guint i = 0; done && i < files->len; i++)
    done = import_file (ctl, ctl->args[0], files->pdata[i], (char **) pairs->pdata, preview, table, error);
  return done && (rejects == NULL || write_rejects (table, rejects, error));
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
  if (ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("{\"import\":\"%" G_GINT64_FORMAT "\",\"rows\":%u}\n", id, n);
  else
    zg_ctl_print (_ ("Taken back: %u rows.\n"), n);
  return TRUE;
}
