/* zg-report-table.h: a table on its way out of the house: what a sheet or a report gives to the workbook, to CSV and to paper.
 * Rows are streamed: nothing keeps them. A table belongs to one thread. */
#pragma once

#include "zg-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  ZG_OUT_SUM = 1 << 0,   /* in the totals row */
  ZG_OUT_STATE = 1 << 1, /* a state of the table's kind, shown by its title */
  ZG_OUT_WIDE = 1 << 2,  /* takes what is left on paper, and wraps there */
  ZG_OUT_NAME = 1 << 3,  /* the person or thing a row is about: stays in view */
} ZgOutFlags;

typedef struct
{
  const char   *title;  /* translated */
  ZgType        type;
  guint         flags;  /* ZgOutFlags */
  const ZgEnum *names;  /* (nullable) */
} ZgOutColumn;

typedef struct _ZgTable ZgTable;

/* One row: cells as in the book (fen, thousandths, ms). Returns FALSE to stop. */
typedef gboolean (*ZgTableRow)  (const ZgCell *cells, gpointer data, GError **error);
/* All rows in order, by @row. Cancelling gives G_IO_ERROR_CANCELLED. */
typedef gboolean (*ZgTableEach) (ZgTable *table, ZgTableRow row, gpointer data, GCancellable *cancellable, GError **error);

struct _ZgTable
{
  char         *title;     /* of the paper: above the table */
  char         *words;     /* (nullable): unit, period and filter in words */
  char         *made;      /* who made it and when */
  char         *sheet;     /* (nullable): name of the workbook's sheet, else the title */
  const ZgKind *kind;      /* (nullable): for states */
  GArray       *columns;   /* of ZgOutColumn */
  GPtrArray    *notes;     /* of char *: sentences below the table on paper, on the second sheet of a workbook */
  GPtrArray    *signs;     /* of char *: who signs on paper: a role, or "role\tname\tday" where it is signed */
  gint64        n_rows;    /* expected, for the progress; -1 unknown */
  ZgTableEach   each;
  gpointer      source;    /* of .each */
  GDestroyNotify source_free;
};

/* zg_table_new: @made is filled from @session and its book's clock. */
ZgTable *zg_table_new    (ZgSession *session, const char *title);
void     zg_table_free   (ZgTable *table);
void     zg_table_column (ZgTable *table, const char *title, ZgType type, guint flags, const ZgEnum *names);
void     zg_table_note   (ZgTable *table, char *note); /* (transfer full) */
/* zg_table_sign: four at most. @name, @day: (nullable): a line to sign on. */
void     zg_table_sign   (ZgTable *table, const char *role, const char *name, const char *day);

/* Rows kept in memory, for reports: zg_table_hold, then for each row zg_table_add_row and its cells. */
void     zg_table_hold    (ZgTable *table);
ZgCell  *zg_table_add_row (ZgTable *table); /* (transfer none): n_columns empty cells; valid until the next call */

/* zg_table_of_query: the columns a sheet shows, or @columns (indexes, nullable). Only rows within the reach of kind.export. @ids:
 * (nullable): only these, in their order; they must live as long as the table. @query is copied; @session and @db are borrowed.
 * Errors: DENIED. */
ZgTable *zg_table_of_query (const ZgQuery *query, ZgSession *session, ZgDb *db, const int *columns, int n_columns,
                            const gint64 *ids, int n_ids, GError **error);

/* zg_table_text: Returns: (transfer full): one cell for CSV and paper: numbers plain, days as they are. @commas: 1,156.00. */
char    *zg_table_text   (const ZgTable *table, int column, const ZgCell *cell, gboolean commas);
/* zg_table_title: Returns: (transfer full): the heading with its unit: "Amount (yuan)". */
char    *zg_table_title  (const ZgTable *table, int column);
/* zg_out_made: Returns: (transfer full): "Made by 陈静 · 2026-11-23 14:00". */
char    *zg_out_made     (ZgSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgTable, zg_table_free)

G_END_DECLS
