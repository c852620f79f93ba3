/* zg-print-job.h: papers sent to a printer, and which printers there are. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-paper.h"

G_BEGIN_DECLS

/* One document of a batch. */
typedef struct
{
  ZgPaper *paper;    /* (transfer full) */
  char    *title;    /* (transfer full): "Review sheet" */
  char    *subtitle; /* (transfer full) (nullable): whose, number */
  const char *kind;  /* (nullable): the record it is the paper of, so that one can go there and fill in what is missing */
  gint64      record;
} ZgPrintItem;

ZgPrintItem *zg_print_item_new        (ZgPaper *paper, const char *title, const char *subtitle); /* @paper: (transfer full) */
void         zg_print_item_free       (ZgPrintItem *item);

/* @error: (nullable): why it was not printed. Not called for what was cancelled in the dialog. */
typedef void (*ZgPrintDone) (GObject *owner, const GError *error);

/* zg_print_job_run: @items: (element-type ZgPrintItem): @n of them from @first in one job, each page on paper of its own size; a
 * reference is kept until it is through. @printer: (nullable): a name of zg_print_printers (); NULL: chosen in the print dialog.
 * @done: not called once @owner is gone. */
void zg_print_job_run (GtkWindow *parent, GPtrArray *items, guint first, guint n, int copies, const char *printer,
                       ZgPrintDone done, GObject *owner);

/* zg_print_printers: @found: for each printer that takes jobs, as it is heard of; not once @owner is gone. */
typedef void (*ZgPrinterFound) (GObject *owner, const char *printer);
void zg_print_printers (GObject *owner, ZgPrinterFound found);

G_END_DECLS
