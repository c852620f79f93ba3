#include "zg-attach-type.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"
#include "zg-text.h"

#define MIB (1024 * 1024)
#define MOST_PIXELS (100 * G_GINT64_CONSTANT (1000000)) /* a phone makes 50 million */
#define LONGEST_SIDE 30000

enum { JPEG, PNG, PDF, XLSX, DOCX, ZIP, OLE, PLAIN, N_TYPES };

static const ZgAttachType types[N_TYPES] = {
  [JPEG] = { "image/jpeg", ".jpg", 20 * MIB },
  [PNG] = { "image/png", ".png", 20 * MIB },
  [PDF] = { "application/pdf", ".pdf", 50 * MIB },
  [XLSX] = { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", 20 * MIB },
  [DOCX] = { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", 20 * MIB },
  [ZIP] = { "application/zip", ".zip", 50 * MIB },
  [OLE] = { "application/x-ole-storage", ".xls", 20 * MIB },
  [PLAIN] = { "text/plain", ".txt", 5 * MIB },
};

/* Endings that name the same content. The first is the usual one. */
static const char *const same_endings[][5] = {
  { ".jpg", ".jpeg", NULL }, { ".xls", ".doc", ".et", ".wps", NULL }, { ".txt", ".csv", ".dat", ".md", NULL }, { NULL },
};

static gboolean
begins (const guint8 *data, gsize n, const char *magic, gsize length)
{
  return n >= length && memcmp (data, magic, length) == 0;
}

#define BEGINS(magic) begins (data, n, magic, sizeof (magic) - 1)

static int
zip_type (const guint8 *data, gsize n)
{
  if (memmem (data, n, "[Content_Types].xml", 19) == NULL)
    return ZIP;
  if (memmem (data, n, "xl/workbook.xml", 15))
    return XLSX;
  return memmem (data, n, "word/document.xml", 17) ? DOCX : ZIP;
}

static gboolean
is_text (GBytes *bytes)
{
  g_autofree char *utf8 = NULL;

  return zg_text_decode (bytes, &utf8, NULL, NULL) && zg_text_is_safe_block (utf8);
}

static gboolean
is_text_with_cr (GBytes *bytes)
{
  gsize         n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  GByteArray   *plain = g_byte_array_sized_new ((guint) n);
  g_autoptr (GBytes) without = NULL;

  for (gsize i = 0; i < n; i++)
    if (data[i] != '\r' && data[i] != '\f')
      g_byte_array_append (plain, data + i, 1);
  without = g_byte_array_free_to_bytes (plain);
  return is_text (without);
}

static int
sniff (GBytes *bytes)
{
  gsize         n;
  const guint8 *data = g_bytes_get_data (bytes, &n);

  if (BEGINS ("\xFF\xD8\xFF"))
    return JPEG;
  if (BEGINS ("\x89PNG\r\n\x1A\n"))
    return PNG;
  if (BEGINS ("%PDF-"))
    return PDF;
  if (BEGINS ("PK\x03\x04"))
    return zip_type (data, n);
  if (BEGINS ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return OLE;
  return n <= types[PLAIN].most && is_text_with_cr (bytes) ? PLAIN : N_TYPES;
}

static guint
be (const guint8 *p, int n)
{
  guint value = 0;

  for (int i = 0; i < n; i++)
    value = value << 8 | p[i];
  return value;
}

/* Width and height as the head of the file says; FALSE where there is none. */
static gboolean
png_size (const guint8 *data, gsize n, guint *width, guint *height)
{
  if (n < 24 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  *width = be (data + 16, 4);
  *height = be (data + 20, 4);
  return TRUE;
}

static gboolean
jpeg_size (const guint8 *data, gsize n, guint *width, guint *height)
{
  for (gsize at = 2; at + 9 < n && data[at] == 0xFF;)
    {
      guint8 marker = data[at + 1];

      if (marker == 0xFF)
        {
          at++;
          continue;
        }
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
        {
          *height = be (data + at + 5, 2);
          *width = be (data + at + 7, 2);
          return TRUE;
        }
      if (be (data + at + 2, 2) < 2)
        return FALSE;
      at += 2 + be (data + at + 2, 2);
    }
  return FALSE;
}

static gboolean
picture_fits (int type, GBytes *bytes)
{
  gsize         n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  guint         width = 0, height = 0;

  if (type != JPEG && type != PNG)
    return TRUE;
  if (!(type == PNG ? png_size (data, n, &width, &height) : jpeg_size (data, n, &width, &height)))
    return FALSE;
  return width > 0 && height > 0 && width <= LONGEST_SIDE && height <= LONGEST_SIDE && (gint64) width * height <= MOST_PIXELS;
}

const ZgAttachType *
zg_attach_type_of (const char *name, GBytes *bytes, GError **error)
{
  gsize n = g_bytes_get_size (bytes);
  int   type = n == 0 || n > 64 * MIB ? N_TYPES : sniff (bytes);
  g_autofree char *shown = g_utf8_make_valid (name ? name : "", -1);

  if (n == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("“%s” is empty. Nothing was attached."), shown);
  else if (n > 64 * MIB || (type < N_TYPES && n > types[type].most))
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("“%s” is too big: %d MB are the most. Nothing was attached."), shown,
                 type < N_TYPES ? (int) (types[type].most / MIB) : 50);
  else if (type == N_TYPES)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _ ("“%s” is of a kind that is not kept. Pictures (JPEG, PNG), PDF, office files, ZIP and text "
                    "can be attached."),
                 shown);
  else if (!picture_fits (type, bytes))
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _ ("The picture “%s” is damaged or too large to be shown. Nothing was attached."), shown);
  else
    return &types[type];
  return NULL;
}

static gboolean
ends (const char *name, const char *extension)
{
  gsize a = strlen (name), b = strlen (extension);

  return a > b && g_ascii_strcasecmp (name + a - b, extension) == 0;
}

gboolean
zg_attach_type_has_extension (const char *name, const char *extension)
{
  if (ends (name, extension))
    return TRUE;
  for (int i = 0; same_endings[i][0]; i++)
    for (int j = 0; g_str_equal (same_endings[i][0], extension) && same_endings[i][j]; j++)
      if (ends (name, same_endings[i][j]))
        return TRUE;
  return FALSE;
}
