/* zg-print-preview.h: the window before anything is printed: thumbnails, the page on grey, settings, what was checked; saves as
 * PDF and opens the print dialog. The page is drawn by the paper itself, so what is seen is what is printed. Main thread only. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _ZgPaper ZgPaper;

#define ZG_TYPE_PRINT_PREVIEW (zg_print_preview_get_type ())
G_DECLARE_FINAL_TYPE (ZgPrintPreview, zg_print_preview, ZG, PRINT_PREVIEW, AdwWindow)

/* One document of a batch. */
typedef struct
{
  ZgPaper *paper;    /* (transfer full) */
  char    *title;    /* (transfer full): "Review sheet" */
  char    *subtitle; /* (transfer full) (nullable): whose, number */
} ZgPrintItem;

/* zg_print_preview_new: @items: (transfer full) (element-type ZgPrintItem, made by zg_print_item_new): one at least.
 * Signals: "printed" (guint n_items): after the printer or the PDF has taken it; the shell writes that down.
 * "form-chosen" (const char *id): another paper, one of zg_paper_forms; the shell remembers it. */
GtkWidget   *zg_print_preview_new     (GtkWindow *parent, GPtrArray *items);
ZgPrintItem *zg_print_item_new        (ZgPaper *paper, const char *title, const char *subtitle); /* @paper: (transfer full) */
void         zg_print_item_free       (ZgPrintItem *item);
/* zg_print_preview_add_check: a line among the checks; @tone ZG_TONE_NEUTRAL: passed. */
void         zg_print_preview_add_check (ZgPrintPreview *preview, const char *text, gboolean passed);
/* zg_print_preview_save_pdf: all items, or the current one, into one file. Errors: FULL, IO. */
gboolean     zg_print_preview_save_pdf (ZgPrintPreview *preview, const char *path, GError **error);
guint        zg_print_preview_get_current (ZgPrintPreview *preview);
void         zg_print_preview_set_current (ZgPrintPreview *preview, guint item);

G_END_DECLS
