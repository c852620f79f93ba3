/* zg-module.c: the registries of papers, reports, layouts and hooks, and small helpers for import plans. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"
#include "zg-module.h"
#include "zg-seal.h"

/* Filled once at start before any thread, then read only: no lock. */
static GPtrArray *papers, *reports, *layouts, *hooks;

static void
add_to (GPtrArray **list, const void *what)
{
  if (*list == NULL)
    *list = g_ptr_array_new ();
  g_ptr_array_add (*list, (gpointer) what);
}

static gconstpointer
list_of (GPtrArray *list, guint *n)
{
  if (n != NULL)
    *n = list != NULL ? list->len : 0;
  return list != NULL ? list->pdata : NULL;
}

void
zg_papers_add (const ZgPaperDecl *paper)
{
  g_assert (paper->id != NULL && paper->kind != NULL && paper->make != NULL && zg_paper_by_id (paper->id) == NULL);
  add_to (&papers, paper);
}

void
zg_reports_add (const ZgReport *report)
{
  g_assert (report->id != NULL && report->right != NULL && report->write != NULL && zg_report_by_id (report->id) == NULL);
  add_to (&reports, report);
}

void
zg_layouts_add (const ZgLayout *layout)
{
  g_assert (layout->id != NULL && layout->kind != NULL && layout->plan != NULL && zg_layout_by_id (layout->id) == NULL);
  add_to (&layouts, layout);
}

const ZgPaperDecl *const *
zg_papers (guint *n)
{
  return list_of (papers, n);
}

const ZgReport *const *
zg_reports (guint *n)
{
  return list_of (reports, n);
}

const ZgLayout *const *
zg_layouts (guint *n)
{
  return list_of (layouts, n);
}

const ZgPaperDecl *
zg_paper_of (const ZgKind *kind)
{
  for (guint i = 0; papers != NULL && i < papers->len; i++)
    if (((const ZgPaperDecl *) papers->pdata[i])->kind == kind)
      return papers->pdata[i];
  return NULL;
}

const ZgPaperDecl *
zg_paper_by_id (const char *id)
{
  for (guint i = 0; papers != NULL && i < papers->len; i++)
    {
      const ZgPaperDecl *paper = g_ptr_array_index (papers, i);
      if (g_strcmp0 (paper->id, id) == 0)
        return paper;
    }
  return NULL;
}

const ZgReport *
zg_report_by_id (const char *id)
{
  for (guint i = 0; reports != NULL && i < reports->len; i++)
    {
      const ZgReport *report = g_ptr_array_index (reports, i);
      if (g_strcmp0 (report->id, id) == 0)
        return report;
    }
  return NULL;
}

const ZgLayout *
zg_layout_by_id (const char *id)
{
  for (guint i = 0; layouts != NULL && i < layouts->len; i++)
    {
      const ZgLayout *layout = g_ptr_array_index (layouts, i);
      if (g_strcmp0 (layout->id, id) == 0)
        return layout;
    }
  return NULL;
}

void
zg_module_hooks_add (const ZgModuleHooks *module)
{
  add_to (&hooks, module);
}

gboolean
zg_modules_set_up (ZgSession *session, const char *structure, GError **error)
{
  for (guint i = 0; hooks != NULL && i < hooks->len; i++)
    {
      const ZgModuleHooks *module = g_ptr_array_index (hooks, i);
      if (module->set_up != NULL && !module->set_up (session, structure, error))
        return FALSE;
    }
  return TRUE;
}

/* -- import plans -- */

static void
line_free (gpointer data)
{
  ZgImportLine *line = data;
  g_free (line->text);
  g_free (line->note);
  g_free (line);
}

static void
change_free (gpointer data)
{
  ZgImportChange *change = data;
  zg_record_free (change->record);
  g_free (change->text);
  g_free (change);
}

ZgImportPlan *
zg_import_plan_new (void)
{
  ZgImportPlan *plan = g_new0 (ZgImportPlan, 1);
  plan->lines = g_ptr_array_new_with_free_func (line_free);
  plan->changes = g_ptr_array_new_with_free_func (change_free);
  plan->refused = g_ptr_array_new_with_free_func (line_free);
  plan->more = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_batch_free);
  return plan;
}

ZgBatch *
zg_import_plan_more (ZgImportPlan *plan, const ZgKind *kind)
{
  ZgBatch *batch = zg_batch_new (kind, 64);

  g_ptr_array_add (plan->more, batch);
  return batch;
}

void
zg_import_plan_free (ZgImportPlan *plan)
{
  if (plan == NULL)
    return;
  if (plan->batch != NULL)
    zg_batch_free (plan->batch);
  g_ptr_array_unref (plan->lines);
  g_ptr_array_unref (plan->changes);
  g_ptr_array_unref (plan->refused);
  g_ptr_array_unref (plan->more);
  g_free (plan->summary);
  g_clear_pointer (&plan->digest, g_bytes_unref);
  g_strfreev (plan->asked);
  g_free (plan);
}

static gint64
write_batch (ZgSession *session, ZgBatch *batch, const char *name, GBytes *digest, guint *n_new, guint *n_known,
             GCancellable *cancellable, GError **error)
{
  return zg_book_import (session, batch, name, digest, n_new, n_known, NULL, NULL, cancellable, error);
}

/* What else the file makes belongs to the first import that is written. An error there takes that one back too. */
static gboolean
write_more (ZgSession *session, ZgImportPlan *plan, const char *name, GBytes *digest, gint64 *id, GCancellable *cancellable,
            GError **error)
{
  for (guint i = 0; i < plan->more->len; i++)
    {
      ZgBatch *batch = plan->more->pdata[i];
      guint    n_new = 0, n_known = 0;
      gint64   part;

      if (batch->n_rows == 0)
        continue;
      batch->part_of = *id;
      part = write_batch (session, batch, name, digest, &n_new, &n_known, cancellable, error);
      if (part == 0)
        {
          if (*id)
            zg_book_undo_import (session, *id, NULL, NULL);
          return FALSE;
        }
      if (*id == 0)
        *id = part;
    }
  return TRUE;
}

static gboolean
write_batches (ZgSession *session, ZgImportPlan *plan, const char *name, GBytes *bytes, gint64 *id, guint *n_new, guint *n_known,
               GCancellable *cancellable, GError **error)
{
  GBytes *digest = zg_import_plan_digest (plan, bytes);

  if (plan->batch != NULL && plan->batch->n_rows > 0)
    {
      plan->batch->n_known = plan->n_known;
      *id = write_batch (session, plan->batch, name, digest, n_new, n_known, cancellable, error);
      if (*id == 0)
        return FALSE;
    }
  return write_more (session, plan, name, digest, id, cancellable, error);
}

GBytes *
zg_import_plan_digest (ZgImportPlan *plan, GBytes *bytes)
{
  guint8 hash[ZG_SHA256_BYTES];

  if (plan->digest == NULL)
    {
      zg_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), hash);
      plan->digest = g_bytes_new (hash, sizeof hash);
    }
  return plan->digest;
}

static ZgImportLine *
line_new (int number, gboolean taken, const char *text, const char *note)
{
  ZgImportLine *line = g_new0 (ZgImportLine, 1);
  line->line = number;
  line->taken = taken;
  line->text = g_strdup (text != NULL ? text : "");
  line->note = g_strdup (note);
  return line;
}

static void
write_changes (ZgSession *session, ZgImportPlan *plan, GCancellable *cancellable)
{
  for (guint i = 0; i < plan->changes->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      ZgImportChange    *change = plan->changes->pdata[i];
      g_autoptr (GError) error = NULL;

      if (zg_book_run (session, change->record, change->verb, NULL, NULL, NULL, NULL, &error))
        plan->n_changed++;
      else
        g_ptr_array_add (plan->refused, line_new (change->line, FALSE, change->text, error->message));
    }
}

gboolean
zg_import_plan_write (ZgSession *session, ZgImportPlan *plan, const char *name, GBytes *bytes, gint64 *id, guint *n_new,
                      guint *n_known, GCancellable *cancellable, GError **error)
{
  *id = 0;
  *n_new = 0;
  *n_known = plan->n_known;
  if (plan->n_taken + plan->n_known + plan->changes->len == 0 && plan->n_bad > 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                   _ ("No line of “%s” could be read. Nothing was written; see why line by line in the preview."), name);
      return FALSE;
    }
  if (!write_batches (session, plan, name, bytes, id, n_new, n_known, cancellable, error))
    return FALSE;
  write_changes (session, plan, cancellable);
  return TRUE;
}

void
zg_import_plan_change (ZgImportPlan *plan, int number, ZgRecord *record, const char *verb, const char *text)
{
  ZgImportChange *change = g_new0 (ZgImportChange, 1);
  change->line = number;
  change->record = record;
  change->verb = verb;
  change->text = g_strdup (text);
  g_ptr_array_add (plan->changes, change);
}

void
zg_import_plan_line (ZgImportPlan *plan, int number, gboolean taken, const char *text, const char *note)
{
  g_ptr_array_add (plan->lines, line_new (number, taken, text, note));
}
