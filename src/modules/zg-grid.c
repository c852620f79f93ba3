#include "zg-grid.h"

#include <string.h>

#include "zg-table-file.h"
#include "zg-text.h"

#define HEADING_WITHIN 20

static void
row_free (gpointer data)
{
  ZgGridRow *row = data;

  for (int i = 0; i < row->n; i++)
    g_free (row->cells[i]);
  g_free (row->cells);
  g_free (row);
}

ZgGrid *
zg_grid_read (GBytes *bytes, GError **error)
{
  g_autoptr (ZgTableFile) table = zg_table_file_open_bytes (bytes, NULL, error);
  ZgGrid                 *grid;

  if (table == NULL)
    return NULL;
  grid = g_new0 (ZgGrid, 1);
  grid->rows = g_ptr_array_new_with_free_func (row_free);
  for (int i = 0; i < zg_table_file_n_rows (table); i++)
    {
      ZgGridRow *row = g_new0 (ZgGridRow, 1);

      row->line = zg_table_file_line (table, i);
      row->n = zg_table_file_n_cells (table, i);
      row->cells = g_new0 (char *, row->n + 1);
      for (int k = 0; k < row->n; k++)
        row->cells[k] = zg_text_strip (zg_table_file_cell (table, i, k));
      g_ptr_array_add (grid->rows, row);
    }
  return grid;
}

void
zg_grid_free (ZgGrid *grid)
{
  if (grid == NULL)
    return;
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
