/* remove-tree.h: what a test or a bench made goes with all that is in it. */
#pragma once

#include <glib/gstdio.h>

/* remove_tree: @path: a file, a folder with what it holds, or a link, not what it leads to. */
static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}
