#include "zg-csv.h"

#include "zg-error.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ZgCsvReader
{
  const char *start, *p, *end;
  char        separator;
  gsize       max_field;
  int         max_columns;
  gboolean    checked;
  gsize       max_bytes;
  int         line, row; /* line: of the next byte; row: of the row read last */
  GString    *data;      /* the fields of the row, each with its NUL */
  GArray     *offsets;   /* of gsize, into data */
  GPtrArray  *fields;
};

/* The more frequent of the three in the first line, outside quotes. */
static char
find_separator (const char *p, const char *end)
{
  int      commas = 0, tabs = 0, semicolons = 0;
  gboolean quoted = FALSE;

  for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      if (*p == '"')
        quoted = !quoted;
      if (quoted)
        continue;
      commas += *p == ',';
      tabs += *p == '\t';
      semicolons += *p == ';';
    }
  if (tabs > commas && tabs >= semicolons)
    return '\t';
  return semicolons > commas ? ';' : ',';
}

ZgCsvReader *
zg_csv_reader_new (const char *text, gssize length, const ZgCsvLimits *limits)
{
  ZgCsvReader *reader = g_new0 (ZgCsvReader, 1);

  reader->start = reader->p = text;
  reader->end = text + (length < 0 ? strlen (text) : (gsize) length);
  if (reader->end - text >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    reader->p += 3;
  reader->separator = limits && limits->separator ? limits->separator : find_separator (reader->p, reader->end);
  reader->max_bytes = limits && limits->max_bytes ? limits->max_bytes : 256 << 20;
  reader->max_columns = limits && limits->max_columns ? limits->max_columns : 1024;
  reader->max_field = limits && limits->max_field ? limits->max_field : 1 << 20;
  reader->line = 1;
  reader->data = g_string_new (NULL);
  reader->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  reader->fields = g_ptr_array_new ();
  return reader;
}

void
zg_csv_reader_free (ZgCsvReader *reader)
{
  g_string_free (reader->data, TRUE);
  g_array_unref (reader->offsets);
  g_ptr_array_unref (reader->fields);
  g_free (reader);
}

static gboolean
refuse (ZgCsvReader *reader, const char *what, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _("Line %d, column %d: %s. Nothing was taken over; correct the file and try again."), reader->line,
               (int) reader->offsets->len, what);
  return FALSE;
}

static gboolean
check_whole (ZgCsvReader *reader, GError **error)
{
  const char *bad;

  reader->checked = TRUE;
  if ((gsize) (reader->end - reader->start) > reader->max_bytes)
    return refuse (reader, _("the file is too large"), error);
  if (g_utf8_validate_len (reader->start, (gsize) (reader->end - reader->start), &bad))
    return TRUE;
  for (const char *p = reader->start; p < bad; p++)
    reader->line += *p == '\n';
  return refuse (reader, _("there are bytes that are no text"), error);
}

static gboolean
add_text (ZgCsvReader *reader, const char *from, const char *to, GError **error)
{
  gsize begun = g_array_index (reader->offsets, gsize, reader->offsets->len - 1);

  if (reader->data->len - begun + (gsize) (to - from) > reader->max_field)
    return refuse (reader, _("the text is too long"), error);
  g_string_append_len (reader->data, from, to - from);
  return TRUE;
}

/* Behind the opening quote. */
static gboolean
read_quoted (ZgCsvReader *reader, GError **error)
{
  int began = reader->line;

  for (;;)
    {
      const char *quote = memchr (reader->p, '"', (gsize) (reader->end - reader->p));
      const char *to = quote ? quote : reader->end;

      if (quote == NULL)
        {
          reader->line = began;
          return refuse (reader, _("a quotation mark opens here and never closes"), error);
        }
      for (const char *p = reader->p; p < to; p++)
        reader->line += *p == '\n' || (*p == '\r' && p[1] != '\n');
      if (!add_text (reader, reader->p, to, error))
        return FALSE;
      reader->p = to + 1;
      if (reader->p == reader->end || *reader->p != '"')
        break;
      if (!add_text (reader, reader->p, reader->p + 1, error)) /* a doubled quote */
        return FALSE;
      reader->p++;
    }
  /* exports put a TAB or blanks behind an id */
  while (reader->p < reader->end && (*reader->p == ' ' || *reader->p == '\t') && *reader->p != reader->separator)
    reader->p++;
  if (reader->p < reader->end && *reader->p != reader->separator && *reader->p != '\n' && *reader->p != '\r')
    return refuse (reader, _("there is text behind a closing quotation mark"), error);
  return TRUE;
}

static gboolean
read_field (ZgCsvReader *reader, GError **error)
{
  const char *from;

  if ((int) reader->offsets->len >= reader->max_columns)
    return refuse (reader, _("there are too many columns"), error);
  g_array_append_val (reader->offsets, reader->data->len);
  if (reader->p < reader->end && *reader->p == '"')
    {
      reader->p++;
      return read_quoted (reader, error);
    }
  from = reader->p;
  while (reader->p < reader->end && *reader->p != reader->separator && *reader->p != '\n' && *reader->p != '\r')
    reader->p++;
  return add_text (reader, from, reader->p, error);
}

static void
take_line_end (ZgCsvReader *reader)
{
  if (reader->p == reader->end)
    return;
  if (*reader->p == '\r' && reader->p + 1 < reader->end && reader->p[1] == '\n')
    reader->p++;
  reader->p++;
  reader->line++;
}

int
zg_csv_reader_next (ZgCsvReader *reader, const char *const **fields, int *line, GError **error)
{
  gboolean more = TRUE;

  if (!reader->checked && !check_whole (reader, error))
    {
      reader->p = reader->end;
      return -1;
    }
  if (reader->p == reader->end)
    return 0;
  reader->row = reader->line;
  g_string_truncate (reader->data, 0);
  g_array_set_size (reader->offsets, 0);
  g_ptr_array_set_size (reader->fields, 0);
  while (more)
    {
      if (!read_field (reader, error))
        {
          reader->p = reader->end;
          return -1;
        }
      g_string_append_c (reader->data, '\0');
      more = reader->p < reader->end && *reader->p == reader->separator;
      reader->p += more;
    }
  take_line_end (reader);
  for (guint i = 0; i < reader->offsets->len; i++)
    g_ptr_array_add (reader->fields, reader->data->str + g_array_index (reader->offsets, gsize, i));
  *fields = (const char *const *) reader->fields->pdata;
  if (line)
    *line = reader->row;
  return (int) reader->fields->len;
}
