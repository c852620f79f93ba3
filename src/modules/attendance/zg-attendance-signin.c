/* zg-attendance-signin.c: from a number to a punch of the desk's clock, and what it counts as by the rules of the day. */
#include "config.h"

#include "zg-attendance-signin.h"

#include <glib/gi18n.h>

#include "zg-attach.h"
#include "zg-attendance-kinds.h"
#include "zg-attendance.h"
#include "zg-checklist.h"
#include "zg-day.h"
#include "zg-error.h"

void
zg_signin_free (ZgSignin *signin)
{
  if (signin == NULL)
    return;
  g_free (signin->number);
  g_free (signin->name);
  g_free (signin->unit);
  g_free (signin->result);
  g_free (signin);
}

/* -- Who, and by which number of the desk -- */

typedef struct
{
  ZgSession  *session;
  const char *typed;
  gint64      clock, at_ms, list, sheet;
  char       *pin;
  int         today;
  ZgSignin   *signin;
} Ask;

static gboolean
read_person (Ask *ask, ZgDb *db, GError **error)
{
  char               day[11];
  gint64             id = 0;
  g_autoptr (ZgStmt) row_ = NULL;
  gboolean           row = FALSE;

  if (!zg_db_int (db, &id, error,
                  ZG_SQL ("SELECT COALESCE (min (id), 0) FROM staff WHERE number = $1 AND state NOT IN ('left', 'deleted')"), "s",
                  ask->typed))
    return FALSE;
  if (id == 0 && !zg_db_int (db, &id, error,
                             ZG_SQL ("SELECT CASE WHEN min (staff) = max (staff) THEN min (staff) ELSE 0 END FROM clock_pin"
                                     " WHERE pin = $1 AND state = 'active' AND COALESCE (valid_from, $2) <= $2"
                                     " AND COALESCE (valid_to, $2) >= $2"),
                             "ss", ask->typed, zg_day_format (ask->today, day)))
    return FALSE;
  row_ = zg_db_query (db, error,
                      ZG_SQL ("SELECT s.id, s.number, s.name, u.name FROM staff s LEFT JOIN unit u ON u.id = s.unit"
                              " WHERE s.id = $1 AND s.state NOT IN ('left', 'deleted')"),
                      "i", id);
  if (row_ == NULL || !zg_stmt_step (row_, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND,
                   _ ("Nobody has the number %s. Type the staff number, or hold the card again."), ask->typed);
      return FALSE;
    }
  ask->signin->staff = zg_stmt_int (row_, 0);
  ask->signin->number = g_strdup (zg_stmt_text (row_, 1));
  ask->signin->name = g_strdup (zg_stmt_text (row_, 2));
  ask->signin->unit = g_strdup (zg_stmt_text (row_, 3) ? zg_stmt_text (row_, 3) : "");
  return TRUE;
}

/* The number the person has at the desk's clock today; NULL: none yet. */
static gboolean
read_desk (Ask *ask, ZgDb *db, GError **error)
{
  char               day[11];
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean           row = FALSE;

  if (!zg_db_int (db, &ask->clock, error,
                  ZG_SQL ("SELECT COALESCE (min (id), 0) FROM clock WHERE sort = 2 AND state = 'active'"), NULL))
    return FALSE;
  if (ask->clock == 0)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _ ("There is no desk to sign in at. Add a time clock of the sort “Desk, typed by hand” first."));
      return FALSE;
    }
  stmt = zg_db_query (db, error,
                      ZG_SQL ("SELECT pin FROM clock_pin WHERE clock = $1 AND staff = $2 AND state = 'active'"
                              " AND COALESCE (valid_from, $3) <= $3 AND COALESCE (valid_to, $3) >= $3 ORDER BY id LIMIT 1"),
                      "iis", ask->clock, ask->signin->staff, zg_day_format (ask->today, day));
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  ask->pin = row ? g_strdup (zg_stmt_text (stmt, 0)) : NULL;
  return TRUE;
}

static gpointer
read_who (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return read_person (data, db, error) && read_desk (data, db, error) ? data : NULL;
}

/* Whoever signs in at the desk for the first time is given his staff number there. */
static gboolean
give_pin (Ask *ask, GError **error)
{
  g_autoptr (ZgRecord) pin = zg_record_new (&zg_clock_pin);

  if (ask->pin)
    return TRUE;
  zg_record_set_int (pin, ZG_PIN_CLOCK, ask->clock);
  zg_record_set_text (pin, ZG_PIN_PIN, ask->signin->number);
  zg_record_set_int (pin, ZG_PIN_STAFF, ask->signin->staff);
  zg_record_set_day (pin, ZG_PIN_FROM, ask->today);
  ask->pin = g_strdup (ask->signin->number);
  return zg_book_run (ask->session, pin, "create", NULL, NULL, NULL, NULL, error);
}

static gboolean
write_punch (Ask *ask, GError **error)
{
  g_autoptr (ZgRecord) punch = zg_record_new (&zg_punch);

  ask->at_ms = zg_book_now (zg_session_book (ask->session)) / 1000 * 1000; /* as clocks have it: whole seconds */
  zg_record_set_int (punch, ZG_PUNCH_CLOCK_REF, ask->clock);
  zg_record_set_text (punch, ZG_PUNCH_PIN, ask->pin);
  zg_record_set_int (punch, ZG_PUNCH_AT, ask->at_ms);
  zg_record_set_int (punch, ZG_PUNCH_BUTTON, 255);
  zg_record_set_text (punch, ZG_PUNCH_REASON, _ ("Signed in at the desk"));
  return zg_book_run (ask->session, punch, "create", NULL, NULL, NULL, NULL, error);
}

/* -- What it counts as -- */

static void
say_result (ZgSignin *signin, const ZgAttendanceDetail *detail)
{
  signin->judged = TRUE;
  signin->bad = detail->minutes > 0;
  signin->clause = detail->clause;
  g_free (signin->result);
  signin->result = detail->minutes > 0 ? g_strdup_printf (_ ("%s, %d min"), detail->result, detail->minutes)
                                       : g_strdup (detail->result);
}

static gpointer
judge (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask                *ask = data;
  int                 year, month, of_month, line;
  g_autoptr (ZgMonth) judged = NULL;
  g_autoptr (GArray)  details = NULL;
  gint64              sheets = 0;
  char                day[11];

  zg_day_to_ymd (ask->today, &year, &month, &of_month);
  judged = zg_attendance_month (ask->session, db, zg_day_from_ymd (year, month, 1), 0, ask->signin->staff, cancellable, error);
  if (judged == NULL)
    return NULL;
  line = zg_attendance_line (judged, ask->signin->staff);
  details = line >= 0 ? zg_attendance_details (judged, line) : NULL;
  for (guint i = 0; details && i < details->len; i++)
    {
      const ZgAttendanceDetail *detail = &g_array_index (details, ZgAttendanceDetail, i);

      if (detail->actual_ms && detail->day == of_month - 1 && ABS (detail->actual_ms - ask->signin->at_ms) < 1000)
        say_result (ask->signin, detail);
    }
  if (!zg_db_int (db, &sheets, error,
                  ZG_SQL ("SELECT count(*) FROM check_sheet k JOIN checklist c ON c.id = k.checklist WHERE k.staff = $1"
                          " AND k.day = $2 AND k.state = 'done' AND c.kind = 1"),
                  "is", ask->signin->staff, zg_day_format (ask->today, day)))
    return NULL;
  ask->signin->start_done = sheets > 0;
  return ask;
}

ZgSignin *
zg_signin_punch (ZgSession *session, const char *typed, GError **error)
{
  g_autoptr (ZgSignin) signin = g_new0 (ZgSignin, 1);
  g_autofree char     *clean = g_strstrip (g_strdup (typed));
  Ask                  ask = { .session = session, .typed = clean, .signin = signin };
  gboolean             done;

  ask.today = zg_day_of_ms (zg_book_now (zg_session_book (session)));
  done = zg_store_read (zg_session_store (session), read_who, &ask, error) && give_pin (&ask, error) && write_punch (&ask, error);
  g_free (ask.pin);
  if (!done)
    return NULL;
  signin->at_ms = ask.at_ms;
  signin->result = g_strdup (_ ("Kept; no sign-in is due now"));
  /* the punch stands, whether or not it can be judged at once */
  zg_store_read (zg_session_store (session), judge, &ask, NULL);
  return g_steal_pointer (&signin);
}

/* -- Photo, start of the day -- */

gboolean
zg_signin_photo (ZgSession *session, gint64 staff, const char *name, GBytes *photo, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_photo_signin);
  gint64               file = zg_attach_add (session, &zg_photo_signin, 0, "photo", name, photo, error);

  if (file == 0)
    return FALSE;
  zg_record_set_int (record, ZG_PHOTO_STAFF, staff);
  zg_record_set_int (record, ZG_PHOTO_AT, zg_book_now (zg_session_book (session)));
  zg_record_set_int (record, ZG_PHOTO_FILE, file);
  return zg_book_run (session, record, "create", NULL, NULL, NULL, NULL, error);
}

static gpointer
find_start (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  char day[11];

  zg_day_format (ask->today, day);
  if (!zg_db_int (db, &ask->list, error,
                  ZG_SQL ("SELECT COALESCE (min (id), 0) FROM checklist WHERE kind = 1 AND state = 'active' AND valid_from <= $1"
                          " AND COALESCE (valid_to, $1) >= $1"),
                  "s", day) ||
      !zg_db_int (db, &ask->sheet, error,
                  ZG_SQL ("SELECT COALESCE (min (id), 0) FROM check_sheet WHERE checklist = $1 AND staff = $2 AND day = $3"
                          " AND state = 'open'"),
                  "iis", ask->list, ask->signin->staff, day))
    return NULL;
  if (ask->list)
    return ask;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no checklist for the start of the day."));
  return NULL;
}

static gpointer
read_sheet (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_book_get (db, &zg_check_sheet, ((Ask *) data)->sheet, error);
}

/* The lines of the sheet, all in order. */
static gpointer
read_lines (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = zg_book_children (db, &zg_check_line, ((Ask *) data)->sheet, error);
  GPtrArray         *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      ZgRecord *line = zg_book_get (db, &zg_check_line, g_array_index (ids, gint64, i), error);

      if (line == NULL)
        break;
      zg_record_set_int (line, ZG_CHECK_LINE_RESULT, ZG_CHECK_FINE);
      g_ptr_array_add (lines, line);
    }
  if (ids && lines->len == ids->len)
    return lines;
  g_ptr_array_unref (lines);
  return NULL;
}

gboolean
zg_signin_start (ZgSession *session, gint64 staff, GError **error)
{
  ZgSignin              signin = { .staff = staff };
  Ask                   ask = { .session = session, .signin = &signin };
  g_autoptr (ZgRecord)  sheet = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  ask.today = zg_day_of_ms (zg_book_now (zg_session_book (session)));
  if (!zg_store_read (zg_session_store (session), find_start, &ask, error))
    return FALSE;
  if (ask.sheet)
    sheet = zg_store_read (zg_session_store (session), read_sheet, &ask, error);
  else
    {
      sheet = zg_record_new (&zg_check_sheet);
      zg_record_set_day (sheet, ZG_CHECK_DAY, ask.today);
      zg_record_set_int (sheet, ZG_CHECK_LIST, ask.list);
      zg_record_set_int (sheet, ZG_CHECK_STAFF, staff);
      if (!zg_book_run (session, sheet, "create", NULL, NULL, NULL, NULL, error))
        return FALSE;
      ask.sheet = sheet->id;
    }
  lines = sheet ? zg_store_read (zg_session_store (session), read_lines, &ask, error) : NULL;
  return lines && zg_book_run (session, sheet, "finish", lines, NULL, NULL, NULL, error);
}

/* -- Today -- */

static void
line_free (ZgSigninLine *line)
{
  g_free (line->number);
  g_free (line->name);
  g_free (line);
}

GPtrArray *
zg_signin_today (ZgDb *db, int today, GError **error)
{
  GPtrArray         *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT p.at, 0, s.number, s.name FROM punch p JOIN clock c ON c.id = p.clock AND c.sort = 2"
              " JOIN clock_pin k ON k.clock = p.clock AND k.pin = p.pin AND k.state = 'active' AND k.from_ms <= p.at"
              " AND k.to_ms > p.at"
              " JOIN staff s ON s.id = k.staff WHERE p.at >= $1 AND p.at < $2"
              " UNION ALL SELECT f.at, 1, s.number, s.name FROM photo_signin f JOIN staff s ON s.id = f.staff"
              " WHERE f.at >= $1 AND f.at < $2 ORDER BY 1 DESC, 2"),
      "ii", zg_day_to_ms (today, 0), zg_day_to_ms (today + 1, 0));
  gboolean row = FALSE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgSigninLine *line = g_new0 (ZgSigninLine, 1);

      line->at_ms = zg_stmt_int (rows, 0);
      line->photo = zg_stmt_int (rows, 1) != 0;
      line->number = g_strdup (zg_stmt_text (rows, 2));
      line->name = g_strdup (zg_stmt_text (rows, 3));
      g_ptr_array_add (lines, line);
    }
  if (rows && !row)
    return lines;
  g_ptr_array_unref (lines);
  return NULL;
}
