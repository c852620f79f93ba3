/* zip-part.h: what is inside a workbook, for tests of what was written. */
#pragma once

#include <glib.h>
#include <zip.h>

/* zip_part: an entry as text. Returns: (transfer full). */
static inline GString *
zip_part (zip_t *zip, zip_int64_t i)
{
  zip_file_t *file = i < 0 ? NULL : zip_fopen_index (zip, (zip_uint64_t) i, 0);
  GString    *text = g_string_new (NULL);
  char        buffer[4096];
  zip_int64_t n;

  g_assert_nonnull (file);
  while ((n = zip_fread (file, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  zip_fclose (file);
  return text;
}
