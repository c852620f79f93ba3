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

static gboolean
is_empty (const char *p, const char *end)
{
  while (p < end && is_blank (*p))
    p++;
  return p == end;
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

/* One or two digits; moves on behind them. */
static gboolean
short_number (Line *line, int *value)
{
  int n = line->p < line->end && g_ascii_isdigit (*line->p) ? 1 : 0;

  if (n && line->p + 1 < line->end && g_ascii_isdigit (line->p[1]))
    n = 2;
  if (n == 0 || !digits (line->p, n, value))
    return FALSE;
  line->p += n;
  return TRUE;
}

static gboolean
two_digits (Line *line, int *value)
{
  if (line->end - line->p < 2 || !digits (line->p, 2, value))
    return FALSE;
  line->p += 2;
  return TRUE;
}

static gboolean
take_mark (Line *line, char mark)
{
  if (line->p == line->end || *line->p != mark)
    return FALSE;
  line->p++;
  return TRUE;
}

/* 2026-11-02, 2026/11/2; moves on behind it. */
static gboolean
take_ymd (Line *line, int *y, int *m, int *d)
{
  char mark;

  if (line->end - line->p < 8 || !digits (line->p, 4, y))
    return FALSE;
  mark = line->p[4];
  line->p += 5;
  return (mark == '-' || mark == '/') && short_number (line, m) && take_mark (line, mark) && short_number (line, d);
}

static const char *
take_date (Line *line, ZgAttlogRow *row, Memory *memory)
{
  const char *p = line->p;
  int         y, m, d;

  if (line->end - p < 8)
    return _("The line is cut off or no punch");
  if (line->end - p < 10 || memcmp (p, memory->date, 10) != 0)
    {
      if (!take_ymd (line, &y, &m, &d))
        return _("The line is no punch");
      row->day = zg_day_from_ymd (y, m, d);
      if (row->day == ZG_NO_DAY)
        return _("There is no such day");
      if (y < FIRST_YEAR || y > LAST_YEAR)
        return _("The clock was not set when this was punched");
      if (line->p - p != 10)
        return NULL;
      memcpy (memory->date, p, 10);
      memory->day = row->day;
    }
  row->day = memory->day;
  line->p = p + 10;
  return NULL;
}

static const char *
take_time (Line *line, ZgAttlogRow *row)
{
  int h, m, s = 0;

  if (line->p == line->end || (!is_blank (*line->p) && *line->p != 'T' && *line->p != '|'))
    return _("The line is cut off or no punch");
  line->p++;
  skip_blanks (line);
  if (line->end - line->p < 4)
    return _("The line is cut off or no punch");
  if (!short_number (line, &h) || !take_mark (line, ':') || !two_digits (line, &m))
    return _("The line is no punch");
  if (take_mark (line, ':') ? !two_digits (line, &s) : is_empty (line->p, line->end)) /* without seconds, but not cut off there */
    return _("The line is cut off or no punch");
  if (h > 23 || m > 59 || s > 59)
    return _("There is no such time");
  row->second = (h * 60 + m) * 60 + s;
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

static void
parse_text (ZgAttlog *log, const char *p, const char *end)
{
  Memory memory = { { 0 }, 0 };
  char   break_ = memchr (p, '\n', (gsize) (end - p)) ? '\n' : '\r';
  int    usual_fields = 4; /* behind the time: device, button, verify, work */

  for (int number = 1; p < end; number++)
    {
      const char *feed = memchr (p, break_, (gsize) (end - p)), *stop = feed ? feed : end, *raw = p;
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

/* Some clocks fill the last block of the stick. */
static GBytes *
without_tail (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize       used = size;

  if (zg_sniff (bytes) == ZG_SNIFF_UTF16)
    return g_bytes_ref (bytes);
  while (used > 0 && data[used - 1] == '\0')
    used--;
  return used > 0 && used < size && data[used - 1] == '\n' ? g_bytes_new_from_bytes (bytes, 0, used) : g_bytes_ref (bytes);
}

/* Returns: (transfer full) (nullable): the text of the file, UTF-8 or what else has ASCII in it. */
static GBytes *
read_text (GBytes *whole, GError **error)
{
  g_autoptr (GBytes) bytes = without_tail (whole);
  ZgSniff            what = zg_sniff (bytes);
  gsize              size;
  char              *text;

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
  if (log->rows->len + log->bad->len > 0)
    return log;
  zg_attlog_free (log);
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                       _("The file is empty. Nothing was taken over; let the clock write attlog.dat to the stick again."));
  return NULL;
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
  gssize           n = (gssize) MIN (raw_len, 800);
  g_autofree char *chinese = g_utf8_validate (raw, n, NULL) ? NULL : g_convert (raw, n, "UTF-8", "GB18030", NULL, NULL, NULL);
  g_autofree char *valid = chinese ? g_strdup (chinese) : g_utf8_make_valid (raw, n);
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
