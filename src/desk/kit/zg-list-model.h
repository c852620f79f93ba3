/* zg-list-model.h: the rows of a sheet as a list of ids, of which only the pages in sight are read.
 *
 * A GListModel of ZgRow and a GtkSelectionModel at once; put no other list model on top of it: sorting and filtering change only
 * the query. Ids come from a reading thread; a reload compares the id vectors and announces only what differs in the middle.
 * Pages of 128 rows are read when somebody asks for one of their rows. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-sheet.h"

G_BEGIN_DECLS

/* -- A row -- */

#define ZG_TYPE_ROW (zg_row_get_type ())
G_DECLARE_FINAL_TYPE (ZgRow, zg_row, ZG, ROW, GObject)

gint64        zg_row_id         (ZgRow *row);
guint         zg_row_position   (ZgRow *row);             /* GTK_INVALID_LIST_POSITION once it is no longer in the list */
gboolean      zg_row_is_loading (ZgRow *row);             /* nothing read yet */
gint64        zg_row_version    (ZgRow *row);             /* 0 while loading, and where the record is gone */
const char   *zg_row_state      (ZgRow *row);             /* "" while loading */
const ZgCell *zg_row_cell       (ZgRow *row, int column); /* (nullable): NULL while loading */

/* zg_row_watch: @func is called when the row has been read, or read again. Not a signal: a table binds thousands of cells per
 * jump. */
typedef void (*ZgRowChanged) (ZgRow *row, gpointer data);
void          zg_row_watch      (ZgRow *row, ZgRowChanged func, gpointer data);
void          zg_row_unwatch    (ZgRow *row, ZgRowChanged func, gpointer data);

/* -- The list -- */

#define ZG_TYPE_LIST_MODEL (zg_list_model_get_type ())
G_DECLARE_FINAL_TYPE (ZgListModel, zg_list_model, ZG, LIST_MODEL, GObject)

/* Where rows come from; run on a reading thread. The book's own functions are the default; tests bring others. */
typedef struct
{
  GArray  *(*ids)    (const ZgQuery *query, ZgSession *session, ZgDb *db, GCancellable *cancellable, GError **error);
  ZgRows  *(*rows)   (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, GError **error);
  gboolean (*totals) (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, gint64 *sums, GError **error);
} ZgListSource;

#define ZG_LIST_PAGE_ROWS  128
#define ZG_LIST_PAGES_KEPT 24

/* Properties: "loading" (gboolean): an id query is under way. "error" is read by zg_list_model_get_error.
 * Signals: "loaded" (): an id query has been answered, well or not; "totals" (): the sums have changed. */
ZgListModel   *zg_list_model_new             (ZgSession *session, const ZgSheet *sheet);
/* @session: (nullable): without one @source is called with no connection, on a thread of GTask. */
ZgListModel   *zg_list_model_new_with_source (ZgSession *session, const ZgSheet *sheet, const ZgListSource *source);

/* zg_list_model_set_query: copies @query and asks again. */
void           zg_list_model_set_query   (ZgListModel *model, const ZgQuery *query);
const ZgQuery *zg_list_model_get_query   (ZgListModel *model);
/* zg_list_model_reload: the same query again: new ids, and the rows in sight are read anew without flicker. */
void           zg_list_model_reload      (ZgListModel *model);
gboolean       zg_list_model_is_loading  (ZgListModel *model);
gboolean       zg_list_model_has_loaded  (ZgListModel *model); /* at least once */
const GError  *zg_list_model_get_error   (ZgListModel *model); /* (nullable): of the last query */

const gint64  *zg_list_model_ids         (ZgListModel *model,
                                          guint *n); /* (transfer none): valid until the next "items-changed" */
/* zg_list_model_find: position of a record, GTK_INVALID_LIST_POSITION where it is not in the list. */
guint          zg_list_model_find        (ZgListModel *model, gint64 id);

guint          zg_list_model_n_selected  (ZgListModel *model);
GArray        *zg_list_model_selected    (ZgListModel *model); /* (transfer full) (element-type gint64): in order of the list */
gboolean       zg_list_model_select_id   (ZgListModel *model, gint64 id); /* alone; FALSE where it is not in the list */

/* zg_list_model_update_totals: asks for the sums: of the selection where two or more rows are selected, else of all. */
void           zg_list_model_update_totals (ZgListModel *model);
/* zg_list_model_totals: Returns: (transfer none) (nullable): n_columns sums; @of_selection: (out). */
const gint64  *zg_list_model_totals      (ZgListModel *model, gboolean *of_selection);

G_END_DECLS
