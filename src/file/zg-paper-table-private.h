/* zg-paper-table-private.h: a table, for the file that measures it and the one that draws it. Points. */
#pragma once

#include "zg-paper-private.h"

typedef struct
{
  char        *title;
  double       width_mm, weight;
  double       x, width; /* made by fit */
  ZgPaperAlign align;
  gboolean     wrap, grey, whole, grouped;
} TableColumn;

typedef struct
{
  int   first, n;
  char *title;
} TableGroup;

typedef struct
{
  float           height; /* made by fit */
  ZgPaperRowFlags flags;
} TableRow;

struct _ZgPaperTable
{
  ZgPaper          *paper; /* whose layout a new row undoes */
  ZgPaperTableStyle style;
  TableColumn      *columns;
  int               n_columns;
  gboolean          wraps;
  GArray           *groups; /* of TableGroup */
  GArray           *rows;   /* of TableRow */
  GStringChunk     *texts;
  GPtrArray        *cells;  /* n_columns a row, each NULL or in texts */
  double            font, head, group_head, width; /* made by fit */
};

#define TABLE_CELL(table, row, column) \
  ((const char *) (table)->cells->pdata[(gsize) (row) * (gsize) (table)->n_columns + (gsize) (column)])

/* zg_paper_table_pad: from the line of a cell to its text. */
double zg_paper_table_pad (const TableColumn *column);
