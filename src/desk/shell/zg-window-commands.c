/* What the pages ask the shell for: export, print, read a file in. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"
#include "zg-import-assistant.h"
#include "zg-print-preview.h"
#include "zg-report-csv.h"
#include "zg-report-dialog.h"
#include "zg-report-paper.h"
#include "zg-report-xlsx.h"
#include "zg-window-private.h"

/* One export or print of a list, on a reading thread. */
typedef struct
{
  ZgWindow    *window;  /* referenced while it runs */
  ZgSheetPage *page;    /* (nullable) */
  ZgSession   *session;
  ZgQuery     *query;
  GArray      *ids;     /* (nullable): only these */
  char        *path;
  char        *title;
  const ZgKind *kind; /* (nullable): print of one record */
  gint64       id;
  int          done;    /* atomic: rows written */
  guint        timer;
} Job;

static void
job_free (Job *job)
{
  g_clear_handle_id (&job->timer, g_source_remove);
  g_clear_object (&job->window);
  g_clear_object (&job->page);
  g_clear_pointer (&job->query, zg_query_free);
  g_clear_pointer (&job->ids, g_array_unref);
  zg_session_unref (job->session);
  g_free (job->path);
  g_free (job->title);
  g_free (job);
}

static Job *
job_new (ZgWindow *self, ZgSheetPage *page)
{
  Job *job = g_new0 (Job, 1);

  job->window = g_object_ref (self);
  job->session = zg_session_ref (self->session);
  if (page)
    {
      job->page = g_object_ref (page);
      job->query = zg_query_copy (zg_sheet_page_get_query (page));
      job->title = g_strdup (g_dgettext (GETTEXT_PACKAGE, zg_sheet_page_get_sheet (page)->title));
    }
  return job;
}

static void
note_progress (guint done, guint total, gpointer data)
{
  g_atomic_int_set (&((Job *) data)->done, (int) done);
}

static gboolean
show_progress (gpointer data)
{
  Job             *job = data;
  g_autofree char *text = g_strdup_printf (_ ("Writing… %d rows"), g_atomic_int_get (&job->done));

  zg_sheet_page_set_busy (job->page, text, -1, NULL);
  return G_SOURCE_CONTINUE;
}

static gpointer
export_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job          *job = data;
  const gint64 *ids = job->ids ? (const gint64 *) job->ids->data : NULL;
  int           n = job->ids ? (int) job->ids->len : 0;
  gboolean      done;

  if (g_str_has_suffix (job->path, ".csv"))
    done = zg_sheet_write_csv (job->query, job->session, db, ids, n, job->path, note_progress, job, cancellable, error);
  else if (g_str_has_suffix (job->path, ".pdf"))
    done = zg_sheet_write_pdf (job->query, job->session, db, ids, n, job->path, cancellable, error);
  else
    done = zg_sheet_write_xlsx (job->query, job->session, db, ids, n, job->path, note_progress, job, cancellable, error);
  return done ? job : NULL;
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job               *job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;

  g_clear_handle_id (&job->timer, g_source_remove);
  zg_sheet_page_set_busy (job->page, NULL, 0, NULL);
  if (zg_store_call_finish (result, &error))
    { /* of a window that is closed nobody is told; the file is there */
      text = g_strdup_printf (_ ("Written: %s"), job->path);
      zg_window_toast (job->window, text);
    }
  else if (!zg_window_is_closed (job->window))
    zg_desk_error (GTK_WIDGET (job->window), _ ("The list could not be written"), error);
  job_free (job);
}

static void
on_export_file_cb (GFile *file, gpointer data)
{
  Job *job = data;

  if (file == NULL)
    {
      job_free (job);
      return;
    }
  job->path = g_file_get_path (file);
  job->timer = g_timeout_add (400, show_progress, job);
  zg_store_report_async (zg_session_store (job->session), export_on_reader, job, NULL, NULL, NULL, on_exported_cb, job);
}

static void
export_list (ZgWindow *self, ZgSheetPage *page, gboolean selected)
{
  Job             *job = job_new (self, page);
  g_autofree char *name = zg_desk_file_name (job->title);
  g_autofree char *file = g_strconcat (name, ".xlsx", NULL);

  if (selected)
    job->ids = zg_sheet_page_get_selected (page);
  zg_desk_save_file (GTK_WIDGET (self), _ ("Export the list"), file, on_export_file_cb, job);
}

/* -- Print -- */

/* A firm with a dot-matrix printer prints its slips on the form every day: what a kind was printed on last is proposed. */
static void
on_form_chosen_cb (GtkWidget *preview, const char *form, gpointer data)
{
  const char          *name = g_object_get_data (G_OBJECT (preview), "zg-papers-of"), *other, *paper;
  GSettings           *settings = zg_window_settings ();
  g_autoptr (GVariant) kept = settings ? g_settings_get_value (settings, "papers") : NULL;
  GVariantBuilder      builder;

  if (kept == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (gsize i = 0; i < g_variant_n_children (kept); i++)
    {
      g_variant_get_child (kept, i, "{&s&s}", &other, &paper);
      if (!g_str_equal (other, name))
        g_variant_builder_add (&builder, "{ss}", other, paper);
    }
  g_variant_builder_add (&builder, "{ss}", name, form);
  g_settings_set_value (settings, "papers", g_variant_builder_end (&builder));
}

static const ZgPaperForm *
form_of (const char *name)
{
  GSettings           *settings = zg_window_settings ();
  g_autoptr (GVariant) kept = settings ? g_settings_get_value (settings, "papers") : NULL;
  const char          *id;

  return kept && g_variant_lookup (kept, name, "&s", &id) ? zg_paper_form_by_id (id) : NULL;
}

static void
on_printer_chosen_cb (GtkWidget *preview, const char *printer, gpointer data)
{
  GSettings *settings = zg_window_settings ();

  if (settings)
    g_settings_set_string (settings, "printer", printer);
}

static void
on_mend_cb (GtkWidget *preview, const char *kind, gint64 record, gpointer data)
{
  zg_window_open_record (data, zg_kind_by_id (kind), record);
}

/* @items: (transfer full). A paper of a size of its own, a label, stays what it is. */
static void
present (ZgWindow *self, GPtrArray *items, const char *name)
{
  const ZgPaperForm *form = form_of (name);
  GSettings         *settings = zg_window_settings ();
  g_autofree char   *printer = settings ? g_settings_get_string (settings, "printer") : NULL;
  GtkWidget         *preview;

  for (guint i = 0; form && i < items->len; i++)
    if (zg_paper_get_form (((ZgPrintItem *) items->pdata[i])->paper))
      zg_paper_set_form (((ZgPrintItem *) items->pdata[i])->paper, form);
  preview = zg_print_preview_new (GTK_WINDOW (self), items);
  g_object_set_data_full (G_OBJECT (preview), "zg-papers-of", g_strdup (name), g_free);
  zg_print_preview_set_printer (ZG_PRINT_PREVIEW (preview), printer);
  g_signal_connect (preview, "form-chosen", G_CALLBACK (on_form_chosen_cb), NULL);
  g_signal_connect (preview, "printer-chosen", G_CALLBACK (on_printer_chosen_cb), NULL);
  g_signal_connect_object (preview, "mend", G_CALLBACK (on_mend_cb), self, 0);
  gtk_window_present (GTK_WINDOW (preview));
}

void
zg_window_preview (ZgWindow *self, ZgPaper *paper, const char *title, const char *subtitle, const char *name)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_print_item_free);

  g_ptr_array_add (items, zg_print_item_new (paper, title, subtitle));
  present (self, items, name);
}

static gboolean
add_paper (Job *job, ZgDb *db, const ZgPaperDecl *decl, gint64 id, const char *title, GPtrArray *items, GError **error)
{
  ZgPaper     *paper = zg_record_print (job->session, db, job->kind, decl, id, error);
  ZgPrintItem *item;

  if (paper == NULL)
    return FALSE;
  item = zg_print_item_new (paper, decl ? g_dgettext (GETTEXT_PACKAGE, decl->title) : title, title);
  item->kind = job->kind->id;
  item->record = id;
  g_ptr_array_add (items, item);
  return TRUE;
}

/* Several records, each on the paper of its kind: one job. */
static gboolean
add_each (Job *job, ZgDb *db, GPtrArray *items, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < job->ids->len; i++)
    {
      gint64           id = g_array_index (job->ids, gint64, i);
      g_autofree char *title = zg_book_title (db, job->kind, id);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_paper (job, db, zg_paper_of (job->kind), id, title, items, error))
        return FALSE;
    }
  return TRUE;
}

/* A record on every paper its module gave it: a receipt in its copies, then its labels. */
static gboolean
add_papers (Job *job, ZgDb *db, GPtrArray *items, GError **error)
{
  guint                     n;
  const ZgPaperDecl *const *papers = zg_papers (&n);

  if (zg_paper_of (job->kind) == NULL)
    return add_paper (job, db, NULL, job->id, job->title, items, error);
  for (guint i = 0; i < n; i++)
    if (papers[i]->kind == job->kind && !add_paper (job, db, papers[i], job->id, job->title, items, error))
      return FALSE;
  return TRUE;
}

static gpointer
paper_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job                  *job = data;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_print_item_free);
  ZgPaper              *paper;

  if (job->kind && job->ids)
    return add_each (job, db, items, cancellable, error) ? g_steal_pointer (&items) : NULL;
  if (job->kind)
    return add_papers (job, db, items, error) ? g_steal_pointer (&items) : NULL;
  paper = zg_sheet_paper (job->query, job->session, db, job->ids ? (const gint64 *) job->ids->data : NULL,
                          job->ids ? (int) job->ids->len : 0, cancellable, error);
  if (paper == NULL)
    return NULL;
  g_ptr_array_add (items, zg_print_item_new (paper, job->title, NULL));
  return g_steal_pointer (&items);
}

static void
on_paper_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job               *job = data;
  g_autoptr (GError) error = NULL;
  GPtrArray         *items = zg_store_call_finish (result, &error);

  if (zg_window_is_closed (job->window))
    {
      g_clear_pointer (&items, g_ptr_array_unref);
      job_free (job);
      return;
    }
  zg_busy_bar_stop (ZG_BUSY_BAR (job->window->busy));
  if (items)
    present (job->window, items, job->kind ? job->kind->id : zg_sheet_page_get_sheet (job->page)->id);
  else
    zg_desk_error (GTK_WIDGET (job->window), _ ("It could not be prepared for printing"), error);
  job_free (job);
}

static void
start_paper (Job *job)
{
  zg_busy_bar_start (ZG_BUSY_BAR (job->window->busy));
  zg_store_report_async (zg_session_store (job->session), paper_on_reader, job, NULL, (GDestroyNotify) g_ptr_array_unref,
                         NULL, on_paper_cb, job);
}

static void
print_list (ZgWindow *self, ZgSheetPage *page)
{
  Job               *job = job_new (self, page);
  g_autoptr (GArray) selected = zg_sheet_page_get_selected (page);

  if (selected->len > 1)
    job->ids = g_steal_pointer (&selected);
  start_paper (job);
}

#define MOST_PAPERS 500

static void
print_papers (ZgWindow *self, ZgSheetPage *page)
{
  Job               *job;
  g_autoptr (GArray) selected = zg_sheet_page_get_selected (page);
  g_autofree char   *words = NULL;

  if (selected->len > MOST_PAPERS)
    {
      words = g_strdup_printf (_ ("%u are selected. At most %d are printed at once: select fewer."), selected->len, MOST_PAPERS);
      zg_window_toast (self, words);
      return;
    }
  job = job_new (self, page);
  job->kind = zg_sheet_page_get_sheet (page)->kind;
  job->ids = g_steal_pointer (&selected);
  start_paper (job);
}

static void
print_record (ZgWindow *self, ZgForm *form)
{
  Job *job = job_new (self, NULL);

  job->kind = zg_form_get_kind (form);
  job->id = zg_form_get_id (form);
  job->title = g_strdup (zg_form_get_title (form));
  start_paper (job);
}

void
zg_window_sheet_command (ZgWindow *self, ZgSheetPage *page, const char *name)
{
  if (g_str_equal (name, "export") || g_str_equal (name, "export-all"))
    export_list (self, page, FALSE);
  else if (g_str_equal (name, "export-selected"))
    export_list (self, page, TRUE);
  else if (g_str_equal (name, "print"))
    print_list (self, page);
  else if (g_str_equal (name, "print-papers"))
    print_papers (self, page);
  else if (g_str_equal (name, "import"))
    zg_import_assistant_present (self, self->session, zg_sheet_page_get_sheet (page)->kind);
}

void
zg_window_form_command (ZgWindow *self, ZgForm *form, const char *name)
{
  const ZgKind *kind = zg_form_get_kind (form);

  if (g_str_equal (name, "print") && zg_form_get_id (form))
    print_record (self, form);
  else if (g_str_equal (name, "duplicate") && zg_form_get_record (form))
    {
      g_autoptr (ZgRecord) copy = zg_record_new (kind);

      for (int i = 0; i < kind->n_fields; i++)
        if (!(kind->fields[i].flags & (ZG_UNIQUE | ZG_SEALED | ZG_COMPUTED)))
          zg_record_set_cell (copy, i, &zg_form_get_record (form)->cells[i]);
      zg_window_push_form (self, zg_form_new_from (self->session, copy));
    }
}
