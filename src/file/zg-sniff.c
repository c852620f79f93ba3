#include "zg-sniff.h"

#include "zg-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define LOOKED_AT 4096

static const struct
{
  const char *magic;
  int         size;
  ZgSniff     what;
} magics[] = {
  { "\xd0\xcf\x11\xe0", 4, ZG_SNIFF_XLS },   { "%PDF", 4, ZG_SNIFF_PDF },        { "\x89PNG", 4, ZG_SNIFF_PICTURE },
  { "\xff\xd8\xff", 3, ZG_SNIFF_PICTURE },   { "GIF8", 4, ZG_SNIFF_PICTURE },    { "BM", 2, ZG_SNIFF_PICTURE },
  { "II*\0", 4, ZG_SNIFF_PICTURE },          { "MM\0*", 4, ZG_SNIFF_PICTURE },   { "Rar!", 4, ZG_SNIFF_ZIP },
  { "7z\xbc\xaf", 4, ZG_SNIFF_ZIP },         { "\x1f\x8b", 2, ZG_SNIFF_ZIP },    { "\xff\xfe", 2, ZG_SNIFF_UTF16 },
  { "\xfe\xff", 2, ZG_SNIFF_UTF16 },
};

static gboolean
has (const char *data, gsize size, const char *text)
{
  return memmem (data, size, text, strlen (text)) != NULL;
}

/* Text has no NUL and hardly a control character. */
static gboolean
is_text (const char *data, gsize size)
{
  gsize odd = 0;

  for (gsize i = 0; i < size; i++)
    if (data[i] == '\0')
      odd += 4;
    else if (g_ascii_iscntrl (data[i]) && !g_ascii_isspace (data[i]) && data[i] != 0x1a)
      odd++;
  return odd * 10 <= size;
}

static ZgSniff
sniff_markup (const char *data, gsize size)
{
  g_autofree char *lower = g_ascii_strdown (data, (gssize) size);
  const char      *p = lower;

  if (g_str_has_prefix (p, "\xef\xbb\xbf"))
    p += 3;
  while (g_ascii_isspace (*p))
    p++;
  if (*p != '<')
    return ZG_SNIFF_TEXT;
  if (strstr (p, "<html") || strstr (p, "<table") || g_str_has_prefix (p, "<!doctype html") || g_str_has_prefix (p, "<meta"))
    return ZG_SNIFF_HTML;
  return g_str_has_prefix (p, "<?xml") || strstr (p, "<workbook") ? ZG_SNIFF_XML : ZG_SNIFF_TEXT;
}

ZgSniff
zg_sniff (GBytes *bytes)
{
  gsize       whole, size;
  const char *data = g_bytes_get_data (bytes, &whole);

  size = MIN (whole, LOOKED_AT);
  if (size == 0)
    return ZG_SNIFF_TEXT;
  if (size >= 4 && memcmp (data, "PK\3\4", 4) == 0)
    return has (data, whole, "xl/") ? ZG_SNIFF_XLSX : ZG_SNIFF_ZIP;
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (size >= (gsize) magics[i].size && memcmp (data, magics[i].magic, (gsize) magics[i].size) == 0
        && !(magics[i].what == ZG_SNIFF_PICTURE && magics[i].size == 2 && is_text (data, size))) /* a text may begin with BM */
      return magics[i].what;
  return is_text (data, size) ? sniff_markup (data, size) : ZG_SNIFF_BINARY;
}

const char *
zg_sniff_name (ZgSniff what)
{
  switch (what)
    {
    case ZG_SNIFF_XLSX:
      return _("a workbook (xlsx)");
    case ZG_SNIFF_ZIP:
      return _("a packed archive");
    case ZG_SNIFF_XLS:
      return _("an old workbook (xls)");
    case ZG_SNIFF_HTML:
      return _("a web page");
    case ZG_SNIFF_XML:
      return _("an XML file");
    case ZG_SNIFF_PICTURE:
      return _("a picture");
    case ZG_SNIFF_PDF:
      return _("a PDF");
    case ZG_SNIFF_BINARY:
      return _("something that is no text");
    case ZG_SNIFF_TEXT:
    case ZG_SNIFF_UTF16:
    default:
      return _("a text");
    }
}

GBytes *
zg_sniff_load (const char *path, gsize most, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  GStatBuf         info;
  char            *data;
  gsize            size;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, ZG_ERROR, errno == ENOENT ? ZG_ERROR_NOT_FOUND : ZG_ERROR_IO,
                   _("%s cannot be opened. Nothing was taken over; look whether it is still there and may be read."), name);
      return NULL;
    }
  if (!S_ISREG (info.st_mode) || (guint64) info.st_size > most)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                   _("%s is too large or no file. Nothing was taken over; choose another file."), name);
      return NULL;
    }
  if (!g_file_get_contents (path, &data, &size, NULL))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _("%s cannot be read. Nothing was taken over; try again."), name);
      return NULL;
    }
  return g_bytes_new_take (data, size);
}
