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
  ZgPaperPart  part;
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
  GHashTable       *bare;   /* (nullable): index among the cells: its text without facts */
  double            font, head, group_head, width; /* made by fit */
};

/* zg_paper_table_cell: Returns: (nullable): as it reads now. zg_paper_table_shows: the column is not left out. */
const char *zg_paper_table_cell  (ZgPaperTable *table, int row, int column);
gboolean    zg_paper_table_shows (ZgPaperTable *table, int column);

/* zg_paper_table_pad: from the line of a cell to its text. */
double zg_paper_table_pad (const TableColumn *column);
