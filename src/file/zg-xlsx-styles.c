/* Which cells are days and times, and numbers as people read them. */
#include "zg-xlsx-private.h"

#include "zg-day.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FAKE_DAY   60      /* 29 February 1900, which never was */
#define LAST_DAY   2958465 /* 31 December 9999 */
#define ROUNDED_AT 1e15

typedef struct
{
  GHashTable *codes; /* numFmtId → XlsxStyle */
  gboolean    inside; /* <cellXfs> */
} State;

/* Formats that have a number and no code in the file; 27 … 58 are those of a Chinese spreadsheet. */
static XlsxStyle
builtin_style (int id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
    return STYLE_DAY;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
    return STYLE_TIME;
  if (id == 22)
    return STYLE_DAY | STYLE_TIME;
  return id == 46 ? STYLE_TIME | STYLE_ELAPSED : STYLE_PLAIN;
}

/* Behind what stands literally: "…", \x, _x, *x, [colour]. */
static const char *
skip_literal (const char *p)
{
  const char *end;

  switch (*p)
    {
    case '"':
      end = strchr (p + 1, '"');
      return end ? end + 1 : p + strlen (p);
    case '\\':
    case '_':
    case '*':
      return p[1] ? g_utf8_next_char (p + 1) : p + 1;
    case '[':
      end = strchr (p, ']');
      return end ? end + 1 : p + strlen (p);
    default:
      if (g_ascii_strncasecmp (p, "am/pm", 5) == 0)
        return p + 5;
      return g_ascii_strncasecmp (p, "a/p", 3) == 0 ? p + 3 : p;
    }
}

XlsxStyle
zg_xlsx_style_of_code (const char *code)
{
  XlsxStyle style = STYLE_PLAIN;
  gboolean  m = FALSE;

  if (g_ascii_strcasecmp (code, "general") == 0 || *code == '@')
    return STYLE_PLAIN;
  while (*code && *code != ';')
    {
      const char *next = skip_literal (code);

      if (next != code)
        {
          char c = g_ascii_tolower (code[1]);

          if (*code == '[' && (c == 'h' || c == 'm' || c == 's') && strchr ("]hms", g_ascii_tolower (code[2])))
            style |= STYLE_TIME | STYLE_ELAPSED;
          code = next;
          continue;
        }
      switch (g_ascii_tolower (*code++))
        {
        case 'y':
        case 'd':
          style |= STYLE_DAY;
          break;
        case 'h':
        case 's':
          style |= STYLE_TIME;
          break;
        case 'm':
          m = TRUE;
          break;
        default:
          break;
        }
    }
  return style == STYLE_PLAIN && m ? STYLE_DAY : style;
}

static void
on_start (XlsxPart *part, const char *name, const char **attributes)
{
  State *state = part->state;

  if (strcmp (name, "numFmt") == 0)
    {
      const char *id = zg_xlsx_attribute (attributes, "numFmtId"), *code = zg_xlsx_attribute (attributes, "formatCode");

      if (id && code)
        g_hash_table_insert (state->codes, GINT_TO_POINTER (atoi (id)), GINT_TO_POINTER (zg_xlsx_style_of_code (code)));
    }
  else if (strcmp (name, "cellXfs") == 0)
    state->inside = TRUE;
  else if (strcmp (name, "xf") == 0 && state->inside)
    {
      const char *text = zg_xlsx_attribute (attributes, "numFmtId");
      int         id = text ? atoi (text) : 0;
      gpointer    own;
      guint8      style;

      if (g_hash_table_lookup_extended (state->codes, GINT_TO_POINTER (id), NULL, &own))
        style = (guint8) GPOINTER_TO_INT (own);
      else
        style = (guint8) builtin_style (id);
      g_byte_array_append (part->xlsx->styles, &style, 1);
    }
}

static void
on_end (XlsxPart *part, const char *name)
{
  State *state = part->state;

  if (strcmp (name, "cellXfs") == 0)
    state->inside = FALSE;
}

gboolean
zg_xlsx_load_styles (ZgXlsx *xlsx, GError **error)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  State state = { codes, FALSE };

  return zg_xlsx_parse (xlsx, xlsx->styles_entry, TRUE, on_start, on_end, NULL, &state, error);
}

/* The day of a serial number. ZG_NO_DAY for the one that never was and beyond. */
static int
day_of_serial (gint64 serial, gboolean epoch_1904)
{
  if (serial < 0 || serial > LAST_DAY || (serial == FAKE_DAY && !epoch_1904))
    return ZG_NO_DAY;
  if (epoch_1904)
    return zg_day_from_ymd (1904, 1, 1) + (int) serial;
  return zg_day_from_ymd (1899, 12, serial < FAKE_DAY ? 31 : 30) + (int) serial;
}

static char *
format_time (gint64 seconds)
{
  int h = (int) (seconds / 3600), m = (int) (seconds / 60 % 60), s = (int) (seconds % 60);

  return s ? g_strdup_printf ("%02d:%02d:%02d", h, m, s) : g_strdup_printf ("%02d:%02d", h, m);
}

/* Returns: (transfer full) (nullable): NULL where the number is no day or time. What the cell holds is not lost because its
 * format hides it: a day with a time behind it gets both. */
static char *
format_stamp (double value, XlsxStyle style, gboolean epoch_1904)
{
  gint64 seconds, serial;
  int    day;
  char   text[11];

  if (!(value >= 0 && value < LAST_DAY + 1))
    return NULL;
  seconds = llround (value * 86400);
  serial = seconds / 86400;
  if (!(style & STYLE_DAY) && (serial == 0 || style & STYLE_ELAPSED))
    return format_time (seconds);
  day = day_of_serial (serial, epoch_1904);
  if (day == ZG_NO_DAY)
    return NULL;
  zg_day_format (day, text);
  seconds %= 86400;
  if (!(style & STYLE_TIME) && seconds == 0)
    return g_strdup (text);
  return g_strdup_printf ("%s %02d:%02d:%02d", text, (int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
}

/* Digits with at most a sign and a point, few enough to be exact. */
static gboolean
is_exact (const char *p)
{
  int digits = 0;

  if (*p == '-' && p[1] != '0')
    p++;
  if (*p == '0' && g_ascii_isdigit (p[1]))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    digits++;
  if (digits > 0 && *p == '.' && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p); p++)
      digits++;
  return *p == '\0' && digits > 0 && digits <= 15;
}

static char *
format_plain (double value, int *rounded)
{
  char buffer[64], *end;

  if (fabs (value) >= ROUNDED_AT)
    {
      (*rounded)++;
      return g_ascii_strup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value), -1);
    }
  if (value == 0)
    return g_strdup ("0");
  if (fabs (value) >= 1e-4)
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
  g_ascii_formatd (buffer, sizeof buffer, "%.20f", value);
  for (end = buffer + strlen (buffer); end[-1] == '0';)
    *--end = '\0';
  if (end[-1] == '.')
    return g_strdup ("0");
  return g_strdup (buffer);
}

char *
zg_xlsx_number (const char *value, XlsxStyle style, gboolean epoch_1904, int *rounded)
{
  char  *end, *stamp;
  double number;

  if (style == STYLE_PLAIN && is_exact (value) && !(strchr (value, '.') && g_str_has_suffix (value, "0")))
    return g_strdup (value);
  number = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0' || !isfinite (number)) /* no number: as it stands */
    return g_strdup (value);
  stamp = style == STYLE_PLAIN ? NULL : format_stamp (number, style, epoch_1904);
  return stamp ? stamp : format_plain (number, rounded);
}
