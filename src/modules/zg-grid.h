/* zg-grid.h: a workbook or a text table people bring, as rows of texts; columns are found by their heading, never by position.
 * Read only; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int    line; /* in the file, from 1 */
  int    n;
  char **cells; /* n texts, "" where empty; without blanks around */
} ZgGridRow;

typedef struct
{
  GPtrArray *rows; /* of ZgGridRow */
  char      *name; /* of the sheet; NULL: not asked for, or a text table */
  gboolean   epoch_1904; /* numbers that are days count from 1904 */
} ZgGrid;

/* zg_grid_read: by zg-table-file.h. Returns: (transfer full). Errors: ZG_ERROR_INVALID. */
ZgGrid          *zg_grid_read   (GBytes *bytes, GError **error);
/* zg_grid_read_sheets: every sheet that is not hidden, or the one table of a text. @most: rows of each, 0: all. Returns:
 * (transfer full) (element-type ZgGrid): at least one. Errors: ZG_ERROR_INVALID. */
GPtrArray       *zg_grid_read_sheets (GBytes *bytes, guint most, GError **error);
void             zg_grid_free   (ZgGrid *grid);
const ZgGridRow *zg_grid_row    (const ZgGrid *grid, guint i);
const char      *zg_grid_cell   (const ZgGridRow *row, int column); /* "" beyond the row and for column -1 */

/* One column that may be there under several headings: "工号|员工编号|number". */
typedef struct
{
  const char *headings;
  gboolean    required;
} ZgGridColumn;

/* zg_grid_heading: the first of the first 20 rows that has all required columns. @found: column of each, -1: not there.
 * Returns: index of that row, -1: none. */
int              zg_grid_heading (const ZgGrid *grid, const ZgGridColumn *columns, int n, int *found);
/* zg_grid_is: whether @text is one of the words of "甲|乙". */
gboolean         zg_grid_is      (const char *text, const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgGrid, zg_grid_free)

G_END_DECLS
