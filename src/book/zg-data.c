#include <gio/gio.h>

#include "zg-book-private.h"
#include "zg-policy.h"

#define ROOT "/cn/zhanggui/data/"

char *
zg_data_text (const char *path)
{
  g_autofree char   *full = g_strconcat (ROOT, path, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    g_error ("the program was built without %s", full);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
zg_data_each (const char *path, guint n_cells, ZgDataRow row, gpointer data)
{
  g_autofree char *text = zg_data_text (path);
  g_auto (GStrv) lines = NULL;
  gboolean heading = TRUE;

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line; line++)
    {
      char **cells;
      guint  n;

      if (**line == '\0' || **line == '#')
        continue;
      if (heading)
        {
          heading = FALSE;
          continue;
        }
      cells = g_strsplit (*line, "\t", -1);
      n = g_strv_length (cells);
      cells = g_renew (char *, cells, MAX (n, n_cells) + 1);
      for (guint i = n; i < n_cells; i++)
        cells[i] = g_strdup ("");
      for (guint i = n_cells; i < n; i++)
        g_clear_pointer (&cells[i], g_free);
      row (cells, data);
      g_free (cells);
    }
}

/* -- Titles of roles -- */

typedef struct
{
  GPtrArray  *codes; /* of char *, then NULL */
  GHashTable *titles; /* code → char *[2] */
} Roles;

static void
add_role (char **cells, gpointer data)
{
  Roles *roles = data;
  char **titles = g_new0 (char *, 2);

  titles[0] = cells[1];
  titles[1] = cells[2];
  g_ptr_array_add (roles->codes, cells[0]);
  g_hash_table_insert (roles->titles, cells[0], titles);
}

static Roles *
roles_get (void)
{
  static Roles roles;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      roles.codes = g_ptr_array_new ();
      roles.titles = g_hash_table_new (g_str_hash, g_str_equal);
      zg_data_each ("policy/role-titles.tsv", 3, add_role, &roles);
      g_ptr_array_add (roles.codes, NULL);
      g_once_init_leave (&once, 1);
    }
  return &roles;
}

const char *const *
zg_role_codes (guint *n)
{
  if (n)
    *n = roles_get ()->codes->len - 1;
  return (const char *const *) roles_get ()->codes->pdata;
}

const char *
zg_role_title (const char *code)
{
  char **titles = g_hash_table_lookup (roles_get ()->titles, code);

  return titles == NULL ? code : titles[zg_interface_is_chinese () ? 0 : 1];
}
