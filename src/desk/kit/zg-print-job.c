#include "zg-print-job.h"

#include <gtk/gtkunixprint.h>

/* -- Items -- */
ZgPrintItem *
zg_print_item_new (ZgPaper *paper, const char *title, const char *subtitle)
{
  ZgPrintItem *item = g_new0 (ZgPrintItem, 1);

  item->paper = paper;
  item->title = g_strdup (title);
  item->subtitle = g_strdup (subtitle);
  return item;
}

void
zg_print_item_free (ZgPrintItem *item)
{
  zg_paper_free (item->paper);
  g_free (item->title);
  g_free (item->subtitle);
  g_free (item);
}

/* -- A job -- */

typedef struct
{
  GPtrArray  *items;
  guint       first, n;
  ZgPrintDone done;
  GWeakRef    owner;
} Job;

static void
job_free (Job *job)
{
  g_ptr_array_unref (job->items);
  g_weak_ref_clear (&job->owner);
  g_free (job);
}

static ZgPaper *
paper_at (const Job *job, guint i)
{
  return ((ZgPrintItem *) job->items->pdata[job->first + i])->paper;
}

/* The paper page @nr of the whole job is on; @nr: (inout): the page within it. */
static ZgPaper *
paper_of_page (const Job *job, int *nr)
{
  for (guint i = 0; i < job->n; i++)
    {
      int n = zg_paper_layout (paper_at (job, i));

      if (*nr < n)
        return paper_at (job, i);
      *nr -= n;
    }
  return NULL;
}

static void
on_begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, gpointer data)
{
  const Job *job = data;
  int        n = 0;

  for (guint i = 0; i < job->n; i++)
    n += zg_paper_layout (paper_at (job, i));
  gtk_print_operation_set_n_pages (operation, n);
}

static void
on_draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int nr, gpointer data)
{
  ZgPaper *paper = paper_of_page (data, &nr);

  if (paper)
    zg_paper_draw_page (paper, gtk_print_context_get_cairo_context (context), nr);
}

static void
on_setup_cb (GtkPrintOperation *operation, GtkPrintContext *context, int nr, GtkPageSetup *setup, gpointer data)
{
  ZgPaper                  *paper = paper_of_page (data, &nr);
  double                    width = paper ? zg_paper_width (paper) : 0, height = paper ? zg_paper_height (paper) : 0;
  g_autoptr (GtkPaperSize)  size = NULL;

  if (paper == NULL)
    return;
  size = gtk_paper_size_new_custom ("zhanggui", "zhanggui", MIN (width, height), MAX (width, height), GTK_UNIT_POINTS);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static void
on_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer data)
{
  Job                 *job = data;
  g_autoptr (GObject)  owner = g_weak_ref_get (&job->owner);
  g_autoptr (GError)   error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  if (owner && (result == GTK_PRINT_OPERATION_RESULT_APPLY || error))
    job->done (owner, error);
}

void
zg_print_job_run (GtkWindow *parent, GPtrArray *items, guint first, guint n, int copies, const char *printer,
                  ZgPrintDone done, GObject *owner)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings)  settings = gtk_print_settings_new ();
  Job                          *job;

  g_return_if_fail (n > 0 && first + n <= items->len);
  job = g_new0 (Job, 1);
  job->items = g_ptr_array_ref (items);
  job->first = first;
  job->n = n;
  job->done = done;
  g_weak_ref_init (&job->owner, owner);
  g_object_set_data_full (G_OBJECT (operation), "zg-job", job, (GDestroyNotify) job_free);
  gtk_print_settings_set_n_copies (settings, copies);
  gtk_print_settings_set_printer (settings, printer);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, ((ZgPrintItem *) items->pdata[first])->title);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_cb), job);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (on_setup_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (on_done_cb), job);
  gtk_print_operation_run (operation, printer ? GTK_PRINT_OPERATION_ACTION_PRINT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent, NULL);
}

/* -- Printers -- */

typedef struct
{
  GWeakRef       owner;
  ZgPrinterFound found;
} Search;

static void
search_free (gpointer data)
{
  g_weak_ref_clear (&((Search *) data)->owner);
  g_free (data);
}

/* A file is no printer: there is a button for PDF. Returns: TRUE: no more is asked for. */
static gboolean
on_printer (GtkPrinter *printer, gpointer data)
{
  Search             *search = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&search->owner);

  if (owner && gtk_printer_is_active (printer) && !gtk_printer_is_virtual (printer) && gtk_printer_is_accepting_jobs (printer))
    search->found (owner, gtk_printer_get_name (printer));
  return owner == NULL;
}

void
zg_print_printers (GObject *owner, ZgPrinterFound found)
{
  Search *search = g_new0 (Search, 1);

  g_weak_ref_init (&search->owner, owner);
  search->found = found;
  gtk_enumerate_printers (on_printer, search, search_free, FALSE);
}
