#include "zg-carried.h"

#include <gio/gio.h>
#include <string.h>

#define ROOT "/cn/zhanggui/data/"

static char **
lines_of (const char *path)
{
  g_autofree char   *full = g_strconcat (ROOT, path, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char   *text = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strsplit (text, "\n", -1);
}

static char **
cells_of (const char *line, guint n_cells)
{
  char **cells = g_strsplit (line, "\t", -1);
  guint  n = g_strv_length (cells);

  if (n >= n_cells)
    return cells;
  cells = g_renew (char *, cells, n_cells + 1);
  for (guint i = n; i < n_cells; i++)
    cells[i] = g_strdup ("");
  cells[n_cells] = NULL;
  return cells;
}

GPtrArray *
zg_carried_rows (const char *path, guint n_cells)
{
  g_auto (GStrv) lines = lines_of (path);
  GPtrArray     *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gboolean       heading = TRUE;

  if (lines == NULL)
    {
      g_ptr_array_unref (rows);
      return NULL;
    }
  for (char **line = lines; *line; line++)
    {
      if (**line == '\0' || **line == '#')
        continue;
      if (!heading)
        g_ptr_array_add (rows, cells_of (*line, n_cells));
      heading = FALSE;
    }
  return rows;
}

char *
zg_carried_paper (const char *path)
{
  g_auto (GStrv) lines = lines_of (path);
  char          *address;

  if (lines == NULL || lines[0] == NULL || !g_str_has_prefix (lines[0], "# "))
    return NULL;
  address = strstr (lines[0], " http");
  if (address != NULL)
    *address = '\0';
  return g_strdup (lines[0] + 2);
}
