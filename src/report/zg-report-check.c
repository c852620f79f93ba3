#include "config.h"

#include <string.h>
#include <sys/statvfs.h>
#include <zip.h>

#include "zg-report-check.h"

#define ALWAYS_READ (G_GUINT64_CONSTANT (64) << 20) /* bytes of markup; costs a tenth of what writing them did */
#define SPARE (G_GUINT64_CONSTANT (64) << 20)
#define PIECE 65536

/* Markup that was cut anywhere is not well formed. */
static gboolean
is_whole (zip_t *zip, zip_uint64_t index, gboolean is_markup)
{
  static const GMarkupParser none = { 0 };
  GMarkupParseContext       *context = g_markup_parse_context_new (&none, 0, NULL, NULL);
  zip_file_t                *file = zip_fopen_index (zip, index, 0);
  g_autofree char           *buffer = g_malloc (PIECE);
  zip_int64_t                n = -1;
  gboolean                   ok = file != NULL;

  while (ok && (n = zip_fread (file, buffer, PIECE)) > 0)
    ok = !is_markup || g_markup_parse_context_parse (context, buffer, (gssize) n, NULL);
  ok = ok && n == 0 && (!is_markup || g_markup_parse_context_end_parse (context, NULL));
  if (file != NULL)
    ok = zip_fclose (file) == 0 && ok;
  g_markup_parse_context_free (context);
  return ok;
}

static guint64
sum_of_sizes (zip_t *zip, zip_int64_t n)
{
  guint64 sum = 0;

  for (zip_int64_t i = 0; i < n; i++)
    {
      zip_stat_t stat;

      if (zip_stat_index (zip, (zip_uint64_t) i, 0, &stat) == 0)
        sum += stat.size;
    }
  return sum;
}

static gboolean
has_room (const char *folder, guint64 bytes)
{
  struct statvfs disk;

  return statvfs (folder, &disk) == 0 && (guint64) disk.f_bavail * disk.f_frsize > bytes;
}

static gboolean
read_all (zip_t *zip, zip_int64_t n)
{
  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *name = zip_get_name (zip, (zip_uint64_t) i, 0);

      if (!is_whole (zip, (zip_uint64_t) i,
                     name != NULL && (g_str_has_suffix (name, ".xml") || g_str_has_suffix (name, ".rels"))))
        return FALSE;
    }
  return TRUE;
}

gboolean
zg_report_check_zip (const char *path, const char *folder, gboolean had_room)
{
  zip_t      *zip = zip_open (path, ZIP_RDONLY, NULL);
  zip_int64_t n;
  guint64     sum;
  gboolean    ok;

  if (zip == NULL)
    return FALSE;
  n = zip_get_num_entries (zip, 0);
  sum = sum_of_sizes (zip, n);
  ok = n > 0;
  if (ok && (sum < ALWAYS_READ || !had_room || !has_room (folder, 2 * sum + SPARE)))
    ok = read_all (zip, n);
  zip_discard (zip);
  return ok;
}
