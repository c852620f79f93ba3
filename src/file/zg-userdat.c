#include "zg-userdat.h"

#include "zg-error.h"
#include "zg-sniff.h"
#include "zg-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define LARGE 72
#define SMALL 28

static guint
le16 (const guint8 *p)
{
  return (guint) p[0] | (guint) p[1] << 8;
}

static guint32
le32 (const guint8 *p)
{
  return (guint32) p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16 | (guint32) p[3] << 24;
}

/* Zero-padded; UTF-8 or GBK; a name that filled its field may be cut inside a character. Returns: (transfer full) (nullable):
 * NULL where it is no text. */
static char *
take_name (const guint8 *p, gsize room)
{
  gsize n = strnlen ((const char *) p, room), cut = 0;

  for (; cut < 3 && cut <= n && (cut == 0 || n == room); cut++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (p, n - cut);
      g_autofree char *text = NULL;

      if (zg_text_decode (bytes, &text, NULL, NULL) && zg_text_is_safe_line (text))
        return zg_text_strip (text);
    }
  return NULL;
}

static gboolean
take_pin (const guint8 *p, gsize room, char *pin)
{
  gsize n = strnlen ((const char *) p, room);

  for (gsize i = 0; i < n; i++)
    if (p[i] < ' ' || p[i] >= 0x7f)
      return FALSE;
  memcpy (pin, p, n);
  pin[n] = '\0';
  g_strstrip (pin);
  return TRUE;
}

static gboolean
is_privilege (int value)
{
  return (value & ~0x0f) == 0; /* 0, 2, 6, 14; the lowest bit says locked */
}

static gboolean
take_large (const guint8 *p, ZgUserdatRow *row)
{
  row->uid = (int) le16 (p);
  row->privilege = p[2];
  row->card = le32 (p + 35);
  if (!is_privilege (row->privilege) || !take_pin (p + 48, 24, row->pin))
    return FALSE;
  row->name = take_name (p + 11, 24);
  return row->name != NULL;
}

static gboolean
take_small (const guint8 *p, ZgUserdatRow *row)
{
  row->uid = (int) le16 (p);
  row->privilege = p[2];
  row->card = le32 (p + 16);
  g_snprintf (row->pin, sizeof row->pin, "%u", le32 (p + 24));
  if (!is_privilege (row->privilege))
    return FALSE;
  row->name = take_name (p + 8, 8);
  return row->name != NULL;
}

static void
clear_row (ZgUserdatRow *row)
{
  g_free (row->name);
}

static gboolean
is_zero (const guint8 *p, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (p[i] != 0)
      return FALSE;
  return TRUE;
}

static GArray *
parse_as (const guint8 *data, gsize size, gsize record)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (ZgUserdatRow));

  g_array_set_clear_func (rows, (GDestroyNotify) clear_row);
  if (size % record == 0)
    for (gsize at = 0; at < size; at += record)
      {
        ZgUserdatRow row = { 0 };

        if (is_zero (data + at, record))
          continue;
        if (!(record == LARGE ? take_large (data + at, &row) : take_small (data + at, &row)))
          break;
        if (row.pin[0] == '\0')
          g_snprintf (row.pin, sizeof row.pin, "%d", row.uid);
        g_array_append_val (rows, row);
        if (at + record == size)
          return rows;
      }
  if (size % record == 0 && is_zero (data + size - MIN (size, record), MIN (size, record)))
    return rows;
  g_array_unref (rows);
  return NULL;
}

GArray *
zg_userdat_parse (GBytes *bytes, GError **error)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GArray       *rows = NULL;
  ZgSniff       what = zg_sniff (bytes);

  if (size > 4 && le32 (data) == size - 4) /* some tools put the length before it */
    {
      data += 4;
      size -= 4;
    }
  if (size > 0 && size <= 64 << 20)
    {
      rows = parse_as (data, size, LARGE);
      if (rows == NULL)
        rows = parse_as (data, size, SMALL);
    }
  if (rows == NULL)
    g_set_error (
        error, ZG_ERROR, ZG_ERROR_INVALID,
        _("This is no list of people of a clock but %s. Nothing was taken over; choose the user.dat that the clock wrote."),
        zg_sniff_name (what));
  return rows;
}
