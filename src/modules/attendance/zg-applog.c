/* zg-applog.c: the rows of an app's export become sign-ins and cells nobody can read. */
#include "config.h"

#include "zg-applog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-text.h"

#define MOST_RAW  200 /* characters kept of a line */
#define MOST_SAID 60  /* characters of a cell told again */
#define HEAD_ROWS 30

typedef struct
{
  ZgAppLog        *log;
  const ZgGrid    *grid;
  const ZgAppHead *head;
  const ZgGridRow *row;
  GArray          *times; /* of the cell */
  int              day;   /* of the row */
} Reader;

static const char *
role_of (const Reader *reader, ZgAppRole role)
{
  const char *text = zg_grid_cell (reader->row, reader->head->roles[role]);

  return zg_text_is_no_value (text) ? "" : text;
}

/* -- The line as it was -- */

static void
add_part (GString *raw, const char *text)
{
  if (*text)
    g_string_append_printf (raw, "%s%s", raw->len ? " | " : "", text);
}

/* What cannot stand in one line of the book (line ends, marks that turn the direction of writing) becomes a blank. */
static char *
cut_raw (GString *raw)
{
  GString *kept = g_string_new (NULL);
  int      n = 0;

  for (const char *p = raw->str; *p && n < MOST_RAW; p = g_utf8_next_char (p), n++)
    {
      char sign[8] = { 0 };

      g_utf8_strncpy (sign, p, 1);
      g_string_append (kept, zg_text_is_safe_line (sign) ? sign : " ");
    }
  g_string_free (raw, TRUE);
  return g_string_free (kept, FALSE);
}

/* Who, which day, what stood there, and what the app says of it: a row of forty sums is not kept whole. */
static char *
raw_of (const Reader *reader, const ZgAppTimeColumn *time)
{
  static const ZgAppRole before[] = { ZG_APP_NUMBER, ZG_APP_USER, ZG_APP_NAME, ZG_APP_DAY };
  static const ZgAppRole after[] = { ZG_APP_PLACE, ZG_APP_NOTE, ZG_APP_DEVICE };
  GString               *raw = g_string_new (reader->grid->name);

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    add_part (raw, role_of (reader, before[i]));
  if (time)
    {
      add_part (raw, reader->head->titles->pdata[time->column]);
      add_part (raw, zg_grid_cell (reader->row, time->column));
      add_part (raw, zg_grid_cell (reader->row, time->result));
    }
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    add_part (raw, role_of (reader, after[i]));
  return cut_raw (raw);
}

/* -- What cannot be read -- */

static void G_GNUC_PRINTF (3, 4)
reject (const Reader *reader, const ZgAppTimeColumn *time, const char *format, ...)
{
  ZgAppBad bad = { reader->row->line, raw_of (reader, time), NULL };
  va_list  args;

  va_start (args, format);
  bad.reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_array_append_val (reader->log->bad, bad);
}

/* "J": as the heading of a spreadsheet counts. */
static char *
letters_of (int column)
{
  char  buffer[8];
  char *p = buffer + sizeof buffer - 1;

  *p = '\0';
  for (column++; column > 0 && p > buffer; column = (column - 1) / 26)
    *--p = (char) ('A' + (column - 1) % 26);
  return g_strdup (p);
}

/* For a sentence: a cell may hold anything. */
static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MOST_SAID)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MOST_SAID);
  return g_strconcat (start, "…", NULL);
}

static void
reject_cell (const Reader *reader, const ZgAppTimeColumn *time, int column, const char *what, const char *expected)
{
  g_autofree char *letters = letters_of (column);
  g_autofree char *title = shorten (reader->head->titles->pdata[column]), *said = shorten (what);

  reject (reader, time, _ ("%s (column %s): “%s” cannot be read. Expected: %s."), title, letters, said, expected);
}

static gboolean
accept (const Reader *reader, const ZgAppTimeColumn *time, ZgAppCell what)
{
  const char      *cell = zg_grid_cell (reader->row, time->column), *result = zg_grid_cell (reader->row, time->result);
  g_autofree char *said = shorten (*result ? result : cell);

  switch (what)
    {
    case ZG_APP_CELL_GOOD:
      return TRUE;
    case ZG_APP_CELL_TYPED:
      reject (reader, time,
              _ ("This time was entered afterwards in the app (%s), nobody signed in then. Write a missed-punch slip instead."),
              said);
      break;
    case ZG_APP_CELL_VOID:
      reject (reader, time, _ ("The app itself does not let this sign-in count: %s."), said);
      break;
    case ZG_APP_CELL_NO_DAY:
      reject_cell (reader, time, time->column, cell,
                   _ ("a day in the same row, or a time with its day such as 2026-11-02 08:24"));
      break;
    case ZG_APP_CELL_BAD:
    default:
      reject_cell (reader, time, time->column, cell, _ ("a time such as 08:24 or 次日 01:03, several parted by a semicolon"));
      break;
    }
  return FALSE;
}

/* -- Rows -- */

/* Returns: FALSE where the row names a day nobody can read. */
static gboolean
take_day (Reader *reader)
{
  const char *text = role_of (reader, ZG_APP_DAY), *work = role_of (reader, ZG_APP_WORK_DAY);
  int         column = reader->head->roles[*text ? ZG_APP_DAY : ZG_APP_WORK_DAY];
  gboolean    epoch = reader->grid->epoch_1904;

  if (*text == '\0' && *work == '\0')
    return TRUE;
  if (!zg_app_day (text, epoch, &reader->day) && !zg_app_day (work, epoch, &reader->day))
    {
      reject_cell (reader, NULL, column, *text ? text : work, _ ("a day such as 2026-11-02"));
      return FALSE;
    }
  if (reader->head->from == ZG_NO_DAY || (reader->day >= reader->head->from && reader->day <= reader->head->to))
    return TRUE;
  reject_cell (reader, NULL, column, *text ? text : work, _ ("a day within the period that the first lines name"));
  return FALSE;
}

static void
take_times (Reader *reader, const ZgAppTimeColumn *time, gboolean away)
{
  for (guint i = 0; i < reader->times->len; i++)
    {
      const ZgAppTime *found = &g_array_index (reader->times, ZgAppTime, i);
      ZgAppPunch       punch = { role_of (reader, ZG_APP_NAME), role_of (reader, ZG_APP_NUMBER), role_of (reader, ZG_APP_USER),
                                 zg_day_to_ms (found->day, found->second), found->to_second, away, reader->row->line,
                                 raw_of (reader, time) };

      g_array_append_val (reader->log->punches, punch);
    }
}

static void
take_cell (Reader *reader, const ZgAppTimeColumn *time)
{
  const char *cell = zg_grid_cell (reader->row, time->column);
  int         day = time->day == ZG_NO_DAY ? reader->day : time->day;
  gboolean    away;
  ZgAppCell   what;

  if (*cell == '\0')
    return;
  g_array_set_size (reader->times, 0);
  what = zg_app_times (cell, day, reader->grid->epoch_1904, reader->times);
  if (!accept (reader, time, what) || reader->times->len == 0)
    return;
  what = zg_app_result (zg_grid_cell (reader->row, time->result), &away);
  if (what == ZG_APP_CELL_GOOD && *role_of (reader, ZG_APP_ADMIN))
    what = ZG_APP_CELL_TYPED;
  if (accept (reader, time, what))
    take_times (reader, time, away);
}

/* Somebody's row: not empty, no sum below the table, no heading said again. */
static gboolean
is_person (const Reader *reader)
{
  const char      *name = role_of (reader, ZG_APP_NAME), *number = role_of (reader, ZG_APP_NUMBER);
  g_autofree char *first = zg_text_fold (*name ? name : number);

  return (*first || *role_of (reader, ZG_APP_USER)) && !zg_grid_is (first, "合计|总计|小计|平均|平均值|汇总|姓名|工号|total");
}

static gboolean
has_times (const Reader *reader)
{
  for (guint i = 0; i < reader->head->times->len; i++)
    {
      const ZgAppTimeColumn *time = &g_array_index (reader->head->times, ZgAppTimeColumn, i);

      if (strpbrk (zg_grid_cell (reader->row, time->column), "0123456789"))
        return TRUE;
    }
  return FALSE;
}

static void
take_row (Reader *reader)
{
  if (!is_person (reader))
    return;
  reader->log->n_approvals += *role_of (reader, ZG_APP_APPROVAL) != '\0';
  reader->day = ZG_NO_DAY;
  if (has_times (reader) && !take_day (reader)) /* of who did not sign in the day does not matter */
    return;
  for (guint i = 0; i < reader->head->times->len; i++)
    take_cell (reader, &g_array_index (reader->head->times, ZgAppTimeColumn, i));
}

/* -- Sheets -- */

static void
read_sheet (ZgAppLog *log, const ZgGrid *grid, const ZgAppHead *head)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (ZgAppTime));
  Reader             reader = { log, grid, head, NULL, times, ZG_NO_DAY };

  for (guint i = head->first; i < grid->rows->len; i++)
    {
      reader.row = zg_grid_row (grid, i);
      take_row (&reader);
    }
}

static ZgApp
stronger (ZgApp one, ZgApp other)
{
  return MAX (one, other);
}

static GPtrArray *
find_heads (const GPtrArray *sheets)
{
  GPtrArray *heads = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_app_head_free);

  for (guint i = 0; i < sheets->len; i++)
    g_ptr_array_add (heads, zg_app_head_find (sheets->pdata[i]));
  return heads;
}

static void
punch_clear (gpointer data)
{
  g_free (((ZgAppPunch *) data)->raw);
}

static void
bad_clear (gpointer data)
{
  g_free (((ZgAppBad *) data)->text);
  g_free (((ZgAppBad *) data)->reason);
}

/* A sheet with one time in a row has single records: with seconds, place and phone. */
static gboolean
is_single (const ZgAppHead *head)
{
  return head->times->len == 1;
}

ZgAppLog *
zg_app_log_parse (GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) sheets = zg_grid_read_sheets (bytes, 0, error), heads = NULL;
  ZgAppLog             *log;
  gboolean              any = FALSE;

  if (sheets == NULL)
    return NULL;
  heads = find_heads (sheets);
  log = g_new0 (ZgAppLog, 1);
  log->sheets = g_ptr_array_ref (sheets);
  log->punches = g_array_new (FALSE, FALSE, sizeof (ZgAppPunch));
  log->bad = g_array_new (FALSE, FALSE, sizeof (ZgAppBad));
  g_array_set_clear_func (log->punches, punch_clear);
  g_array_set_clear_func (log->bad, bad_clear);
  for (int single = 1; single >= 0; single--)
    for (guint i = 0; i < heads->len; i++)
      if (heads->pdata[i] && is_single (heads->pdata[i]) == single)
        {
          any = TRUE;
          log->app = stronger (log->app, ((ZgAppHead *) heads->pdata[i])->app);
          read_sheet (log, sheets->pdata[i], heads->pdata[i]);
        }
  if (any)
    return log;
  zg_app_log_free (log);
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                       _ ("No sheet with names and sign-in times (姓名 or 工号, 打卡时间) was found; sums of the month have none. "
                          "Nothing was read in; export 每日统计 or 原始记录 of DingTalk, or the daily report of WeCom."));
  return NULL;
}

void
zg_app_log_free (ZgAppLog *log)
{
  if (log == NULL)
    return;
  g_ptr_array_unref (log->sheets);
  g_array_unref (log->punches);
  g_array_unref (log->bad);
  g_free (log);
}

ZgApp
zg_app_log_guess (GBytes *bytes)
{
  g_autoptr (GPtrArray) sheets = zg_grid_read_sheets (bytes, HEAD_ROWS, NULL), heads = NULL;
  ZgApp                 app = ZG_APP_NONE;

  heads = sheets ? find_heads (sheets) : NULL;
  for (guint i = 0; heads && i < heads->len; i++)
    if (heads->pdata[i])
      app = stronger (app, ((ZgAppHead *) heads->pdata[i])->app);
  return app;
}
