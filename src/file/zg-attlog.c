#include "zg-attlog.h"

#include "zg-day.h"
#include "zg-error.h"
#include "zg-sniff.h"
#include "zg-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define FIRST_YEAR 2005 /* a clock whose battery died says 2000 */
#define LAST_YEAR  2099

typedef struct
{
  const char *p, *end;
  char        mark; /* between fields; ' ' stands for runs of blanks */
  int         n_fields;
} Line;

/* Lines come by the hundred thousand and mostly of the same day. */
typedef struct
{
  char date[10];
  int  day;
} Memory;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static void
skip_blanks (Line *line)
{
  while (line->p < line->end && is_blank (*line->p))
    line->p++;
}

static char
find_mark (const Line *line)
{
  gsize n = (gsize) (line->end - line->p);

  if (memchr (line->p, '\t', n))
    return '\t';
  return memchr (line->p, '|', n) ? '|' : ' ';
}

static const char *
take_pin (Line *line, ZgAttlogRow *row)
{
  const char *start = line->p;
  gsize       n;

  while (line->p < line->end && !is_blank (*line->p) && *line->p != '|')
    {
      if (*line->p <= ' ' || *line->p >= 0x7f)
        return _("The line is no punch");
      line->p++;
    }
  n = (gsize) (line->p - start);
  if (n == 0 || n >= sizeof row->pin)
    return n == 0 ? _("The number of the person is missing") : _("The number of the person is longer than 24 signs");
  memcpy (row->pin, start, n);
  row->pin[n] = '\0';
  while (line->p < line->end && (is_blank (*line->p) || *line->p == '|'))
    line->p++;
  return NULL;
}

/* Exactly @n digits. */
static gboolean
digits (const char *p, int n, int *value)
{
  int v = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (p[i]))
        return FALSE;
      v = v * 10 + (p[i] - '0');
    }
  *value = v;
  return TRUE;
}

static const char *
take_date (Line *line, ZgAttlogRow *row, Memory *memory)
{
  const char *p = line->p;
  int         y, m, d;

  if (line->end - p < 10)
    return _("The line is cut off or no punch");
  if (memcmp (p, memory->date, 10) != 0)
    {
      if (!digits (p, 4, &y) || !digits (p + 5, 2, &m) || !digits (p + 8, 2, &d) || p[4] != p[7] || (p[4] != '-' && p[4] != '/'))
        return _("The line is no punch");
      row->day = zg_day_from_ymd (y, m, d);
      if (row->day == ZG_NO_DAY)
        return _("There is no such day");
      if (y < FIRST_YEAR || y > LAST_YEAR)
        return _("The clock was not set when this was punched");
      memcpy (memory->date, p, 10);
      memory->day = row->day;
    }
  row->day = memory->day;
  line->p += 10;
  return NULL;
}

static const char *
take_time (Line *line, ZgAttlogRow *row)
{
  const char *p;
  int         h, m, s;

  if (line->p == line->end || (!is_blank (*line->p) && *line->p != 'T' && *line->p != '|'))
    return _("The line is cut off or no punch");
  line->p++;
  skip_blanks (line);
  p = line->p;
  if (line->end - p < 8)
    return _("The line is cut off or no punch");
  if (!digits (p, 2, &h) || !digits (p + 3, 2, &m) || !digits (p + 6, 2, &s) || p[2] != ':' || p[5] != ':')
    return _("The line is no punch");
  if (h > 23 || m > 59 || s > 59)
    return _("There is no such time");
  row->second = (h * 60 + m) * 60 + s;
  line->p += 8;
  if (line->p < line->end && !is_blank (*line->p) && *line->p != '|')
    return _("The line is no punch");
  return NULL;
}

/* The next field. Returns: FALSE at the end of the line. */
static gboolean
take_field (Line *line, const char **field, gsize *n)
{
  const char *end;

  if (line->mark == ' ')
    skip_blanks (line);
  else
    {
      while (line->p < line->end && is_blank (*line->p) && *line->p != line->mark)
        line->p++;
      if (line->p < line->end && *line->p == line->mark)
        line->p++;
    }
  if (line->p == line->end)
    return FALSE;
  *field = line->p;
  while (line->p < line->end && (line->mark == ' ' ? !is_blank (*line->p) : *line->p != line->mark))
    line->p++;
  for (end = line->p; end > *field && is_blank (end[-1]);)
    end--;
  while (*field < end && is_blank (**field))
    (*field)++;
  *n = (gsize) (end - *field);
  line->n_fields++;
  return TRUE;
}

static const char *
take_number (Line *line, int *value)
{
  const char *field;
  gsize       n;

  *value = -1;
  if (!take_field (line, &field, &n) || n == 0)
    return NULL;
  return n <= 9 && digits (field, (int) n, value) ? NULL : _("The line is no punch");
}

static const char *
take_work (Line *line, ZgAttlogRow *row)
{
  const char *field;
  gsize       n;

  row->work[0] = '\0';
  if (!take_field (line, &field, &n))
    return NULL;
  n = MIN (n, sizeof row->work - 1);
  for (gsize i = 0; i < n; i++)
    if (field[i] < ' ' || field[i] >= 0x7f)
      return _("The line is no punch");
  memcpy (row->work, field, n);
  row->work[n] = '\0';
  return NULL;
}

/* Returns: (nullable): why it is none. */
static const char *
parse_line (Line *line, ZgAttlogRow *row, Memory *memory)
{
  const char *reason;

  skip_blanks (line);
  line->mark = find_mark (line);
  if ((reason = take_pin (line, row)) || (reason = take_date (line, row, memory)) || (reason = take_time (line, row)))
    return reason;
  if ((reason = take_number (line, &row->clock_field)) || (reason = take_number (line, &row->button))
      || (reason = take_number (line, &row->verify)))
    return reason;
  return take_work (line, row);
}

static gboolean
is_empty (const char *p, const char *end)
{
  while (p < end && is_blank (*p))
    p++;
  return p == end;
}

static void
parse_text (ZgAttlog *log, const char *p, const char *end)
{
  Memory memory = { { 0 }, 0 };
  int    usual_fields = 4; /* behind the time: device, button, verify, work */

  for (int number = 1; p < end; number++)
    {
      const char *feed = memchr (p, '\n', (gsize) (end - p)), *stop = feed ? feed : end, *raw = p;
      Line        line = { p, stop, 0, 0 };
      ZgAttlogRow row = { .line = number };
      const char *reason;

      p = feed ? feed + 1 : end;
      if (is_empty (raw, stop))
        continue;
      if (stop > raw && stop[-1] == '\r')
        line.end = --stop;
      reason = parse_line (&line, &row, &memory);
      if (reason == NULL && feed == NULL && line.n_fields < usual_fields)
        reason = _("The file ends in the middle of this line");
      if (reason == NULL)
        {
          row.raw = raw;
          row.raw_len = (gsize) (stop - raw);
          usual_fields = MIN (line.n_fields, 4);
          g_array_append_val (log->rows, row);
        }
      else
        {
          ZgAttlogBad bad = { number, reason, raw, (gsize) (stop - raw) };

          g_array_append_val (log->bad, bad);
        }
    }
}

/* Returns: (transfer full) (nullable): the text of the file, UTF-8 or what else has ASCII in it. */
static GBytes *
read_text (GBytes *bytes, GError **error)
{
  ZgSniff what = zg_sniff (bytes);
  gsize   size;
  char   *text;

  if (what == ZG_SNIFF_UTF16)
    {
      if (!zg_text_decode_as (bytes, NULL, &text, NULL, NULL, error))
        return NULL;
      return g_bytes_new_take (text, strlen (text));
    }
  if (what == ZG_SNIFF_TEXT)
    {
      const char *data = g_bytes_get_data (bytes, &size);
      gsize       mark = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

      return g_bytes_new_from_bytes (bytes, mark, size - mark);
    }
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _("This is no file of punches but %s. Nothing was taken over; choose the attlog.dat that the clock wrote."),
               zg_sniff_name (what));
  return NULL;
}

ZgAttlog *
zg_attlog_parse (GBytes *bytes, GError **error)
{
  GBytes     *text = read_text (bytes, error);
  ZgAttlog   *log;
  const char *data;
  gsize       size;

  if (text == NULL)
    return NULL;
  data = g_bytes_get_data (text, &size);
  log = g_new0 (ZgAttlog, 1);
  log->text = text;
  log->rows = g_array_sized_new (FALSE, FALSE, sizeof (ZgAttlogRow),
                                 (guint) MIN (size / 40 + 1, G_MAXINT / sizeof (ZgAttlogRow)));
  log->bad = g_array_new (FALSE, FALSE, sizeof (ZgAttlogBad));
  if (size > 0)
    parse_text (log, data, data + size);
  return log;
}

void
zg_attlog_free (ZgAttlog *log)
{
  g_array_unref (log->rows);
  g_array_unref (log->bad);
  g_bytes_unref (log->text);
  g_free (log);
}

char *
zg_attlog_raw_text (const char *raw, gsize raw_len)
{
  g_autofree char *valid = g_utf8_make_valid (raw, (gssize) MIN (raw_len, 800));
  char            *text = g_utf8_substring (valid, 0, MIN (200, g_utf8_strlen (valid, -1)));

  for (char *p = text; *p; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return text;
}

/* The digits from @p without leading zeros; behind them @tail must come. */
static char *
number_before (const char *p, const char *tail)
{
  const char *end = p;

  while (g_ascii_isdigit (*end))
    end++;
  if (end == p || end - p > 9 || g_ascii_strncasecmp (end, tail, strlen (tail)) != 0)
    return NULL;
  while (*p == '0' && p + 1 < end)
    p++;
  return g_strndup (p, (gsize) (end - p));
}

gboolean
zg_attlog_clock_from_name (const char *path, char **clock_no)
{
  g_autofree char *name = g_path_get_basename (path ? path : "");

  if (g_ascii_strncasecmp (name, "AGL_", 4) == 0)
    *clock_no = number_before (name + 4, ".txt");
  else
    *clock_no = number_before (name, "_attlog");
  return *clock_no != NULL;
}
