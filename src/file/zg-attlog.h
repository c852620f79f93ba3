/* zg-attlog.h: the punches a ZKTeco clock writes to a stick (`1_attlog.dat`):
 * PIN, `YYYY-MM-DD HH:MM:SS` (also `2026/11/2 8:24`), device, button, verify, work code; parted by TAB, blanks or `|`.
 * A parsed file is read-only and may be read from any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int         line;        /* from 1 */
  char        pin[25];     /* as text, without blanks around; PIN2 of user.dat, not its uid */
  int         day;         /* day number, see zg-day.h */
  int         second;      /* of that day */
  int         clock_field; /* device; -1 where the line ends before it */
  int button; /* 0 in, 1 out, 2 break out, 3 break in, 4 overtime in, 5 overtime out, 255 none; people press wrong ones; -1 */
  int         verify;      /* 0 password, 1 finger, 15 face, …; -1 */
  char        work[12];    /* work code, "" where there is none */
  const char *raw;         /* the line as it stands; not terminated; belongs to the ZgAttlog */
  gsize       raw_len;
} ZgAttlogRow;

typedef struct
{
  int         line;
  const char *reason; /* translated, static */
  const char *raw;
  gsize       raw_len;
} ZgAttlogBad;

typedef struct
{
  GArray *rows; /* of ZgAttlogRow, in the order of the file: time may jump back, a punch may stand twice */
  GArray *bad;  /* of ZgAttlogBad */
  GBytes *text; /* what raw points into */
} ZgAttlog;

/* zg_attlog_parse: blank lines are passed over; every other line becomes a row or a bad line.
 * Returns: (transfer full) (nullable). Errors: ZG_ERROR_INVALID: it is no such file at all (a workbook, a picture, …) or an
 * empty one. */
ZgAttlog *zg_attlog_parse (GBytes *bytes, GError **error);
void      zg_attlog_free  (ZgAttlog *log);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgAttlog, zg_attlog_free)

/* zg_attlog_raw_text: Returns: (transfer full): a line for people: UTF-8, at most 200 characters. */
char     *zg_attlog_raw_text (const char *raw, gsize raw_len);

/* zg_attlog_clock_from_name: "…/1_attlog.dat" → "1", "AGL_001.TXT" → "1". @clock_no: (out): owned; NULL where the name says
 * nothing. Returns: whether it says something. */
gboolean  zg_attlog_clock_from_name (const char *path, char **clock_no);

G_END_DECLS
