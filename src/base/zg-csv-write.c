/* The writing half of zg-csv.h. */
#include "zg-csv.h"

#include <string.h>

struct _ZgCsvWriter
{
  GString *out;
  int      column;
  gboolean lonely_empty; /* the row has one cell so far and it is empty */
};

/* -1,156.00, +8613800000001, -5%: signs and digits only. */
static gboolean
is_plain_number (const char *p)
{
  int digits = 0, points = 0;

  if (*p == '+' || *p == '-')
    p++;
  for (; *p; p++)
    if (g_ascii_isdigit (*p))
      digits++;
    else if (*p == '.' && points == 0)
      points++;
    else if (*p != ',' || points > 0 || digits == 0)
      break;
  return digits > 0 && (*p == '\0' || (*p == '%' && p[1] == '\0'));
}

gboolean
zg_csv_is_dangerous (const char *cell)
{
  const char *p = cell ? cell : "";

  if (*p == '\t' || *p == '\r')
    return TRUE;
  while (*p && (g_unichar_isspace (g_utf8_get_char (p)) || g_utf8_get_char (p) == 0xfeff || g_utf8_get_char (p) == 0x200b))
    p = g_utf8_next_char (p);
  if (*p == '\0')
    return FALSE;
  switch (g_utf8_get_char (p))
    {
    case '+':
    case '-':
      return !is_plain_number (p) && strspn (p, "-") != strlen (p);
    case '=':
    case '@':
    case 0xff1d:
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return TRUE;
    default:
      return FALSE;
    }
}

ZgCsvWriter *
zg_csv_writer_new (void)
{
  ZgCsvWriter *writer = g_new0 (ZgCsvWriter, 1);

  writer->out = g_string_new ("\xef\xbb\xbf");
  return writer;
}

void
zg_csv_writer_free (ZgCsvWriter *writer)
{
  g_string_free (writer->out, TRUE);
  g_free (writer);
}

static gboolean
needs_quotes (const char *text, gsize n)
{
  return strpbrk (text, ",\"\r\n\t;'") != NULL || (n > 0 && (text[0] == ' ' || text[n - 1] == ' '));
}

void
zg_csv_writer_add (ZgCsvWriter *writer, const char *cell)
{
  g_autofree char *valid = cell && !g_utf8_validate (cell, -1, NULL) ? g_utf8_make_valid (cell, -1) : NULL;
  const char      *text = valid ? valid : cell ? cell : "";
  gboolean         dangerous = zg_csv_is_dangerous (text);
  gsize            n = strlen (text);

  if (writer->column > 0)
    g_string_append_c (writer->out, ',');
  writer->lonely_empty = writer->column == 0 && n == 0;
  writer->column++;
  if (!dangerous && !needs_quotes (text, n))
    {
      g_string_append_len (writer->out, text, (gssize) n);
      return;
    }
  g_string_append (writer->out, dangerous ? "\"'" : "\"");
  for (const char *p = text; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (writer->out, '"');
      g_string_append_c (writer->out, *p);
    }
  g_string_append_c (writer->out, '"');
}

void
zg_csv_writer_end_row (ZgCsvWriter *writer)
{
  if (writer->lonely_empty) /* else the row would be an empty line */
    g_string_append (writer->out, "\"\"");
  g_string_append (writer->out, "\r\n");
  writer->column = 0;
  writer->lonely_empty = FALSE;
}

const char *
zg_csv_writer_peek (ZgCsvWriter *writer, gsize *length)
{
  *length = writer->out->len;
  return writer->out->str;
}

void
zg_csv_writer_taken (ZgCsvWriter *writer)
{
  g_string_truncate (writer->out, 0);
}

GBytes *
zg_csv_writer_finish (ZgCsvWriter *writer)
{
  GBytes *bytes = g_bytes_new (writer->out->str, writer->out->len);

  g_string_truncate (writer->out, 0);
  return bytes;
}
