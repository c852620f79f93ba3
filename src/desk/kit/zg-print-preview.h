/* zg-print-preview.h: the window before anything is printed: thumbnails, the page on grey, settings, what the papers can do
 * without, what was checked; saves as PDF and prints. The page is drawn by the paper itself, so what is seen is what is printed.
 * Main thread only. */
#pragma once

#include <adwaita.h>

#include "zg-print-job.h"

G_BEGIN_DECLS

#define ZG_TYPE_PRINT_PREVIEW (zg_print_preview_get_type ())
G_DECLARE_FINAL_TYPE (ZgPrintPreview, zg_print_preview, ZG, PRINT_PREVIEW, AdwWindow)

/* zg_print_preview_new: @items: (transfer full) (element-type ZgPrintItem, made by zg_print_item_new): one at least.
 * Signals: "printed" (guint n_items): after the printer or the PDF has taken it; the shell writes that down.
 * "form-chosen" (const char *id): another paper, one of zg_paper_forms; the shell remembers it.
 * "printer-chosen" (const char *name): "": in the dialog; the shell remembers it.
 * "mend" (const char *kind, gint64 record): to the record of a paper that lacks something; the preview closes. */
GtkWidget   *zg_print_preview_new     (GtkWindow *parent, GPtrArray *items);
/* zg_print_preview_set_printer: preferred where it is found; "": the print dialog asks. */
void         zg_print_preview_set_printer (ZgPrintPreview *preview, const char *printer);
/* zg_print_preview_save_pdf: all items, or the current one, into one file. Errors: FULL, IO. */
gboolean     zg_print_preview_save_pdf (ZgPrintPreview *preview, const char *path, GError **error);
guint        zg_print_preview_get_current (ZgPrintPreview *preview);
void         zg_print_preview_set_current (ZgPrintPreview *preview, guint item);

G_END_DECLS
