/* zg-sheet.h: Sheet 表: columns + FROM + filters of a list; goes unchanged to screen, xlsx, csv, printer and command line.
 *
 * The FROM names the kind's table as alias t. The book adds what may be seen (reach of kind.view), the search and the filters,
 * so that only what may be seen is returned. Every kind has a sheet under its own id, made from its fields unless a module
 * declares one. Functions with a ZgDb run in that connection's thread. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef enum
{
  ZG_COL_SEARCH = 1 << 0, /* the search box looks here (and in its pinyin key where .search names one) */
  ZG_COL_SUM = 1 << 1,    /* in the totals row */
  ZG_COL_HIDDEN = 1 << 2, /* not shown by default */
  ZG_COL_EXPAND = 1 << 3,
  ZG_COL_STATE = 1 << 4,  /* the state of t: a pill */
  ZG_COL_CLAUSE = 1 << 5,
  ZG_COL_MASK = 1 << 6,   /* sealed field of t named by .name: masked in lists and exports */
  ZG_COL_DIM = 1 << 7,
  ZG_COL_SHORT = 1 << 8,  /* no wider than it is declared, whatever stands in it */
} ZgColumnFlags;

typedef struct
{
  const char   *name;   /* id; equals the field's name for a field of t */
  const char   *title;  /* N_() */
  ZgType        type;
  const char   *sql;    /* expression over the FROM */
  guint         flags;  /* ZgColumnFlags */
  int           width;  /* pixels, 0 = by type */
  const ZgEnum *names;
  const char   *order;  /* (nullable): expression to order by, else .sql */
  const char   *search; /* (nullable): expression searched besides .sql */
  /* (nullable): makes the text of record @id instead of .sql; neither sorted nor searched. Returns: (transfer full) (nullable) */
  char       *(*words) (ZgDb *db, gint64 id);
} ZgColumn;

typedef struct
{
  const char   *name;    /* zgctl FILTER= */
  const char   *title;   /* N_() */
  ZgType        type;
  const char   *sql;     /* condition with $v for the value: "t.unit = $v"; of a day $ms is its first instant */
  const char   *ref;     /* ZG_REF */
  const ZgEnum *names;
  const char   *initial; /* (nullable): value it starts with ("month": the current one) */
} ZgFilter;

typedef struct
{
  const char     *id, *title; /* title N_() */
  const ZgKind   *kind;       /* whose view and export it needs; rows are its records */
  const ZgColumn *columns;
  int             n_columns;
  const char     *from;       /* "staff t LEFT JOIN unit u ON u.id = t.unit" */
  const char     *where;      /* (nullable) */
  const ZgFilter *filters;
  int             n_filters;
  const char     *order;      /* (nullable) */
  const char     *empty;      /* (nullable) N_() */
  /* (nullable): of a kind whose rows are many and never change: what is searched, kept in memory. Each a SELECT of rows with ids
   * above $1, by id, that never change: the id, the id of the record it belongs to, the number the sheet is ordered by (falling,
   * then the id), and the texts. At most four, ends with NULL. */
  const char *const *texts;
} ZgSheet;

void            zg_sheets_add    (const ZgSheet *sheet);
const ZgSheet  *zg_sheet_by_id   (const char *id); /* (nullable); a kind's id gives its main sheet */
/* zg_sheet_right: what "view" or "export" of it goes by: the lines of a document go with it. Returns: (transfer full). */
char           *zg_sheet_right   (const ZgSheet *sheet, const char *verb);
const ZgSheet *const *zg_sheets  (guint *n);       /* declared ones and those made for kinds */

/* What is asked of a sheet. */
typedef struct
{
  const ZgSheet *sheet;
  char          *search;      /* (nullable): words, all must match; several lines: any of the numbers */
  char         **filters;     /* n_filters texts, NULL = not set; a reference by id */
  int            sort;        /* column, -1 = the sheet's order */
  gboolean       descending;
  gboolean       with_hidden; /* removed and deleted too */
  gint64         import_id;   /* only rows of this import, 0 = all */
  gboolean       to_export;   /* only rows within the reach of kind.export too, and DENIED without it */
  guint          most;        /* of ids: the first in order, 0 = all */
} ZgQuery;

ZgQuery *zg_query_new   (const ZgSheet *sheet);
ZgQuery *zg_query_copy  (const ZgQuery *query);
void     zg_query_free  (ZgQuery *query);
/* zg_query_set: a filter by name, value as people write it (names of references are looked up by the caller). Errors: USAGE. */
gboolean zg_query_set   (ZgQuery *query, const char *filter, const char *value, GError **error);

/* zg_query_ids: the ids in order. Errors: DENIED where kind.view is not held. Returns: (transfer full) (element-type gint64) */
GArray  *zg_query_ids   (const ZgQuery *query, ZgSession *session, ZgDb *db, GCancellable *cancellable, GError **error);

/* Rows: cells[row * n_columns + column]; masked columns are already masked text; states and versions beside. */
typedef struct
{
  int      n_rows, n_columns;
  gint64  *ids;
  gint64  *versions;
  char   **states;
  ZgCell  *cells;
} ZgRows;

/* zg_query_rows: the rows of these ids, in their order; an id that is gone gives an empty row (version 0). */
ZgRows  *zg_query_rows  (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, GError **error);
void     zg_rows_free   (ZgRows *rows);
/* zg_query_each: streams all rows in order for exports; @row: return FALSE to stop. cells: n_columns, masked. */
typedef gboolean (*ZgRowFunc) (gint64 id, const ZgCell *cells, gpointer data, GError **error);
gboolean zg_query_each  (const ZgQuery *query, ZgSession *session, ZgDb *db, ZgRowFunc row, gpointer data,
                         GCancellable *cancellable, GError **error);
/* zg_query_totals: sums of the ZG_COL_SUM columns over the ids (NULL: over all). @sums: n_columns. */
gboolean zg_query_totals (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, gint64 *sums,
                          GError **error);
/* zg_query_words: Returns: (transfer full): filter and search in words, for the second title row of prints and workbooks. */
char    *zg_query_words (const ZgQuery *query, ZgDb *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgQuery, zg_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgRows, zg_rows_free)

G_END_DECLS
