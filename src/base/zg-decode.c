/* Bytes of a file to UTF-8, the decoding half of zg-text.h. */
#include "zg-text.h"

#include "zg-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Strict: NULL where one byte does not fit. A NUL in the result is a failure too. */
static char *
convert (const char *data, gsize size, const char *from)
{
  gsize            read = 0, written = 0;
  g_autofree char *text = size == 0 ? g_strdup ("") : g_convert (data, (gssize) size, "UTF-8", from, &read, &written, NULL);

  if (text == NULL || read != size || strlen (text) != written)
    return NULL;
  return g_steal_pointer (&text);
}

static char *
copy_utf8 (const char *data, gsize size)
{
  if (size == 0) /* then data may be NULL */
    return g_strdup ("");
  return g_utf8_validate_len (data, size, NULL) ? g_strndup (data, size) : NULL;
}

static char *
convert_named (const char *data, gsize size, const char *name)
{
  return g_ascii_strcasecmp (name, "UTF-8") == 0 ? copy_utf8 (data, size) : convert (data, size, name);
}

/* The mark at the start of the bytes. Returns: (nullable): static name; its length by @skip. */
static const char *
find_mark (const guint8 *data, gsize size, gsize *skip)
{
  *skip = 0;
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return *skip = 3, "UTF-8";
  if (size >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    return *skip = 2, "UTF-16LE";
  if (size >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    return *skip = 2, "UTF-16BE";
  return NULL;
}

/* One line in the main encoding, else in the other, else with U+FFFD. Returns: whether it was in the main one. */
static gboolean
append_line (GString *out, const char *line, gsize size, gboolean main_is_utf8)
{
  g_autofree char *first = main_is_utf8 ? copy_utf8 (line, size) : convert (line, size, "GB18030");
  g_autofree char *second = first ? NULL : main_is_utf8 ? convert (line, size, "GB18030") : copy_utf8 (line, size);

  if (first || second)
    g_string_append (out, first ? first : second);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (line, (gssize) size);

      g_string_append (out, valid);
    }
  return first != NULL;
}

static char *
read_lines (const char *data, gsize size, gboolean main_is_utf8, GArray *repaired)
{
  GString    *out = g_string_sized_new (size + size / 2);
  const char *end = data + size;

  for (int line = 1; data < end; line++)
    {
      const char *stop = memchr (data, '\n', (gsize) (end - data));
      gsize       n = stop ? (gsize) (stop + 1 - data) : (gsize) (end - data);

      if (!append_line (out, data, n, main_is_utf8))
        g_array_append_val (repaired, line);
      data += n;
    }
  return g_string_free (out, FALSE);
}

/* UTF-8 in Chinese often passes for GB18030 as a whole, so a file with one broken line would turn to rubbish unseen: where most
 * lines beyond ASCII are sound UTF-8, it is UTF-8. */
static gboolean
is_mostly_utf8 (const char *data, gsize size)
{
  const char *end = data + size;
  int         sound = 0, broken = 0;

  while (data < end)
    {
      const char *stop = memchr (data, '\n', (gsize) (end - data));
      gsize       n = stop ? (gsize) (stop + 1 - data) : (gsize) (end - data), i = 0;

      while (i < n && (guchar) data[i] < 0x80)
        i++;
      if (i < n)
        *(g_utf8_validate_len (data, n, NULL) ? &sound : &broken) += 1;
      data += n;
    }
  return sound > broken;
}

static char *
decode (const guint8 *bytes, gsize size, const char *forced, const char **name, GArray *repaired)
{
  gsize       skip;
  const char *mark = find_mark (bytes, size, &skip), *data = (const char *) bytes + skip;
  char       *text;

  *name = forced ? g_intern_string (forced) : mark ? mark : "UTF-8";
  size -= skip;
  text = convert_named (data, size, *name);
  if (text == NULL && forced == NULL && mark == NULL && !is_mostly_utf8 (data, size))
    {
      *name = "GB18030";
      text = convert (data, size, *name);
    }
  if (text == NULL && repaired && forced == NULL && (mark == NULL || skip == 3) && memchr (data, 0, size) == NULL)
    {
      gboolean utf8 = is_mostly_utf8 (data, size);

      *name = utf8 ? "UTF-8" : "GB18030";
      text = read_lines (data, size, utf8, repaired);
    }
  return text;
}

gboolean
zg_text_decode_as (GBytes *bytes, const char *forced, char **utf8, const char **encoding, GArray *repaired, GError **error)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char   *name = NULL;
  char         *text;

  if (repaired)
    g_array_set_size (repaired, 0);
  text = decode (data ? data : (const guint8 *) "", size, forced, &name, repaired); /* no bytes, no pointer */
  if (text == NULL)
    {
      g_set_error_literal (
          error, ZG_ERROR, ZG_ERROR_INVALID,
          forced ? _("The file does not read as text in the chosen encoding. It was not changed; choose another encoding.")
                 : _("The file is no text in UTF-8, UTF-16 or GB18030. It was not changed; "
                      "save it as CSV UTF-8 or xlsx and try again."));
      return FALSE;
    }
  *utf8 = text;
  if (encoding)
    *encoding = name;
  return TRUE;
}

gboolean
zg_text_decode (GBytes *bytes, char **utf8, const char **encoding, GError **error)
{
  return zg_text_decode_as (bytes, NULL, utf8, encoding, NULL, error);
}
