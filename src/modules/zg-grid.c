#include "zg-grid.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"
#include "zg-sniff.h"
#include "zg-table-file.h"
#include "zg-text.h"
#include "zg-xlsx-reader.h"

#define HEADING_WITHIN 20
#define MOST_CELLS     8000000 /* of all sheets: a row may be 16384 wide and hold one cell */

static void
row_free (gpointer data)
{
  ZgGridRow *row = data;

  for (int i = 0; i < row->n; i++)
    g_free (row->cells[i]);
  g_free (row->cells);
  g_free (row);
}

static ZgGrid *
grid_new (const char *name)
{
  ZgGrid *grid = g_new0 (ZgGrid, 1);

  grid->rows = g_ptr_array_new_with_free_func (row_free);
  grid->name = g_strdup (name);
  return grid;
}

static gboolean
has_room (gint64 n_cells, GError **error)
{
  if (n_cells <= MOST_CELLS)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _ ("The file has more than %d cells. Nothing was read in; split it into several files."), MOST_CELLS);
  return FALSE;
}

static gint64
count_cells (ZgTableFile *table)
{
  gint64 n = 0;

  for (int i = 0; i < zg_table_file_n_rows (table); i++)
    n += zg_table_file_n_cells (table, i);
  return n;
}

ZgGrid *
zg_grid_read (GBytes *bytes, GError **error)
{
  g_autoptr (ZgTableFile) table = zg_table_file_open_bytes (bytes, NULL, error);
  ZgGrid                 *grid;

  if (table == NULL || !has_room (count_cells (table), error))
    return NULL;
  grid = grid_new (NULL);
  for (int i = 0; i < zg_table_file_n_rows (table); i++)
    {
      ZgGridRow *row = g_new0 (ZgGridRow, 1);

      row->line = zg_table_file_line (table, i);
      row->n = zg_table_file_n_cells (table, i);
      row->cells = g_new0 (char *, row->n + 1);
      for (int k = 0; k < row->n; k++)
        if (*zg_table_file_cell (table, i, k))
          row->cells[k] = zg_text_strip (zg_table_file_cell (table, i, k));
      g_ptr_array_add (grid->rows, row);
    }
  return grid;
}

typedef struct
{
  ZgGrid *grid;
  guint   most;
  gint64 *room; /* cells that may still come */
} Sheet;

static gboolean
on_row_cb (int line, ZgCell *cells, int n, gpointer data)
{
  Sheet     *sheet = data;
  ZgGridRow *row;

  *sheet->room -= n;
  if (*sheet->room < 0)
    return FALSE;
  row = g_new0 (ZgGridRow, 1);
  row->line = line;
  row->cells = g_new0 (char *, n + 1);
  for (row->n = 0; row->n < n; row->n++)
    row->cells[row->n] = cells[row->n].type == ZG_CELL_NULL ? NULL : zg_text_strip (zg_cell_text (&cells[row->n]));
  g_ptr_array_add (sheet->grid->rows, row);
  return sheet->most == 0 || sheet->grid->rows->len < sheet->most;
}

static gboolean
read_workbook (GPtrArray *grids, GBytes *bytes, guint most, GError **error)
{
  g_autoptr (ZgXlsx) xlsx = zg_xlsx_open_bytes (bytes, error);
  gint64             room = MOST_CELLS;

  for (int i = 0; xlsx && i < zg_xlsx_n_sheets (xlsx); i++)
    {
      Sheet sheet = { NULL, most, &room };

      if (zg_xlsx_sheet_hidden (xlsx, i))
        continue;
      sheet.grid = grid_new (zg_xlsx_sheet_name (xlsx, i));
      sheet.grid->epoch_1904 = zg_xlsx_is_1904 (xlsx);
      g_ptr_array_add (grids, sheet.grid);
      if (!zg_xlsx_read_sheet (xlsx, i, on_row_cb, &sheet, NULL, error))
        return FALSE;
      if (!has_room (MOST_CELLS - room, error))
        return FALSE;
    }
  return xlsx != NULL;
}

GPtrArray *
zg_grid_read_sheets (GBytes *bytes, guint most, GError **error)
{
  g_autoptr (GPtrArray) grids = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_grid_free);
  ZgSniff               what = zg_sniff (bytes);
  ZgGrid               *grid;

  if ((what == ZG_SNIFF_XLSX || what == ZG_SNIFF_ZIP) && !read_workbook (grids, bytes, most, error))
    return NULL;
  if (grids->len == 0) /* a text; or what is none of both, which is named */
    {
      grid = zg_grid_read (bytes, error);
      if (grid == NULL)
        return NULL;
      g_ptr_array_add (grids, grid);
    }
  return g_steal_pointer (&grids);
}

void
zg_grid_free (ZgGrid *grid)
{
  if (grid == NULL)
    return;
  g_free (grid->name);
  g_ptr_array_unref (grid->rows);
  g_free (grid);
}

const ZgGridRow *
zg_grid_row (const ZgGrid *grid, guint i)
{
  return grid->rows->pdata[i];
}

const char *
zg_grid_cell (const ZgGridRow *row, int column)
{
  return column >= 0 && column < row->n && row->cells[column] ? row->cells[column] : "";
}

gboolean
zg_grid_is (const char *text, const char *words)
{
  gsize length = strlen (text);

  for (const char *word = words; *word;)
    {
      gsize n = strcspn (word, "|");

      if (n == length && strncmp (word, text, n) == 0)
        return TRUE;
      word += n + (word[n] == '|');
    }
  return FALSE;
}

/* Exports write the star of a required column into its heading: "*姓名". */
static int
find_column (const ZgGridRow *row, const char *headings)
{
  for (int i = 0; i < row->n; i++)
    {
      const char *cell = zg_grid_cell (row, i);

      if (zg_grid_is (*cell == '*' ? cell + 1 : cell, headings))
        return i;
    }
  return -1;
}

static gboolean
match_row (const ZgGridRow *row, const ZgGridColumn *columns, int n, int *found)
{
  gboolean complete = TRUE;

  for (int i = 0; i < n; i++)
    {
      found[i] = find_column (row, columns[i].headings);
      complete = complete && (found[i] >= 0 || !columns[i].required);
    }
  return complete;
}

int
zg_grid_heading (const ZgGrid *grid, const ZgGridColumn *columns, int n, int *found)
{
  for (guint i = 0; i < MIN (grid->rows->len, HEADING_WITHIN); i++)
    if (match_row (zg_grid_row (grid, i), columns, n, found))
      return i;
  return -1;
}
