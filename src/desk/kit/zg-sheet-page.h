/* zg-sheet-page.h: the page of any sheet: filter row, table, selection bar, totals row, preview panel, and what stands there
 * instead.
 *
 * Main thread only; the page reads through the session's book and reads again when the book says that its tables have changed. */
#pragma once

#include <adwaita.h>

#include "zg-list-model.h"

G_BEGIN_DECLS

#define ZG_TYPE_SHEET_PAGE (zg_sheet_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgSheetPage, zg_sheet_page, ZG, SHEET_PAGE, AdwBin)

/* Signals:
 *   "activated" (gint64 id, gboolean other_window)  Enter, double click; Ctrl+Enter
 *   "edit-record" (gint64 id)                       F2
 *   "new-record" ()                                 Ctrl+N and the button, where the person may make one
 *   "command" (const char *name)                    "export", "export-all", "export-selected", "print", "print-papers",
 *                                                    "import": for the shell
 *   "query-changed" ()                              filter, search or order; the shell's subtitle
 *   "current-changed" ()                            another row is the current one
 *   "leave" ()                                      Esc with nothing selected and nothing filtered
 * Actions on the widget: sheet.new, .open, .open-other, .edit, .export, .export-all, .export-selected, .print, .print-papers,
 * .import, .reload, .search, .preview, .copy, .select-all, .unselect, .clear-filters, .with-hidden, .explain; and every step,
 * "leave.approve", over the selected rows. */
GtkWidget     *zg_sheet_page_new          (ZgSession *session, const ZgSheet *sheet);
ZgSession     *zg_sheet_page_get_session  (ZgSheetPage *page); /* (transfer none) */
const ZgSheet *zg_sheet_page_get_sheet    (ZgSheetPage *page);
ZgListModel   *zg_sheet_page_get_model    (ZgSheetPage *page); /* (transfer none) */
/* zg_sheet_page_get_query: what is seen now, to export or to print. */
const ZgQuery *zg_sheet_page_get_query    (ZgSheetPage *page);
/* zg_sheet_page_get_columns: Returns: (transfer full) (element-type int): the columns shown, in the order shown. */
GArray        *zg_sheet_page_get_columns  (ZgSheetPage *page);

/* zg_sheet_page_set_filter: @value: (nullable): as text, NULL takes it off; @shown: (nullable): how a reference reads. */
gboolean       zg_sheet_page_set_filter   (ZgSheetPage *page, const char *name, const char *value, const char *shown,
                                           GError **error);
void           zg_sheet_page_set_search   (ZgSheetPage *page, const char *text);
void           zg_sheet_page_focus_search (ZgSheetPage *page);
void           zg_sheet_page_focus_list   (ZgSheetPage *page);
void           zg_sheet_page_reload       (ZgSheetPage *page);

gint64         zg_sheet_page_get_current  (ZgSheetPage *page); /* 0: none */
GArray        *zg_sheet_page_get_selected (ZgSheetPage *page); /* (transfer full) (element-type gint64) */
/* zg_sheet_page_select: selects, scrolls to and focuses a record, now or once it is loaded. */
void           zg_sheet_page_select       (ZgSheetPage *page, gint64 id);
/* zg_sheet_page_neighbour: the record @delta rows further on than @id; 0 where there is none. For ↑↓ in a form's header. */
gint64         zg_sheet_page_neighbour    (ZgSheetPage *page, gint64 id, int delta);

/* Of selected records of @kind one of @makes is made for each, all at once, by its step "create". */
typedef struct
{
  const char   *kind;
  const ZgKind *makes;
  int           money; /* field of it whose sum is said before, -1: none */
  /* The new one for @record. @why: (out) (transfer full): why there is none. Returns: (transfer full) (nullable). Thread of @db.
   */
  ZgRecord *(*make) (ZgDb *db, const ZgRecord *record, char **why);
} ZgSheetMake;

/* zg_sheet_makes_add: Once at start. */
void           zg_sheet_makes_add         (const ZgSheetMake *make);

/* zg_sheet_page_header_buttons: New, Import…, Export, print, ⋮ for the end of the header bar, wired to this page. Floating. */
GtkWidget     *zg_sheet_page_header_buttons (ZgSheetPage *page);
/* zg_sheet_page_set_busy: progress in the totals row. @text: (nullable): NULL ends it. @fraction: 0 … 1, negative: unknown.
 * @cancellable: (nullable): with one there is a Cancel button. */
void           zg_sheet_page_set_busy     (ZgSheetPage *page, const char *text, double fraction, GCancellable *cancellable);

G_END_DECLS
