/* zg-list-private.h: what the list model and its rows share. */
#pragma once

#include "zg-list-model.h"

G_BEGIN_DECLS

struct _ZgRow
{
  GObject      parent;
  ZgListModel *model;   /* not owned; NULL once the list is gone */
  gint64       id;
  gint64       version;
  char        *state;
  ZgCell      *cells;
  int          n_cells;
  guint        hint;    /* where it was last seen in the list */
  gboolean     loaded;
  GArray      *watches;
};

/* A page of rows in sight. Rows are found again by id, so that a reload fills the very objects the table already shows. */
typedef struct
{
  guint   number;   /* position / ZG_LIST_PAGE_ROWS */
  guint64 used;
  guint   n;
  gboolean fresh;   /* read since the last query */
  gboolean asked;   /* being read */
  ZgRow  *rows[ZG_LIST_PAGE_ROWS];
} ZgListPage;

#define READS_AT_ONCE 2

struct _ZgListModel
{
  GObject              parent;
  ZgSession           *session;
  const ZgListSource  *source;
  ZgQuery             *query;
  GArray              *ids;
  GtkBitset           *selected;
  guint64              selection_serial; /* counts changes by the person, so that a late answer does not undo one */
  GHashTable          *alive;            /* id → ZgRow, not owned */
  GPtrArray           *pages;            /* of Page */
  guint64              tick;
  guint64              generation;       /* of the id query */
  guint64              totals_generation;
  guint                reading;
  GCancellable        *cancel_ids, *cancel_pages, *cancel_totals;
  GError              *error;
  gboolean             loading, loaded;
  gint64              *totals;
  gboolean             totals_of_selection;
};

void        zg_list_page_free  (gpointer page);
ZgListPage *zg_list_page_at    (ZgListModel *model, guint position);
void        zg_list_read_pages (ZgListModel *model); /* reads what is in sight and not fresh */
void        zg_list_renew      (GCancellable **cancellable);

void zg_row_fill              (ZgRow *row, ZgRows *rows, int i);
void zg_list_model_forget_row (ZgListModel *model, ZgRow *row);

G_END_DECLS
