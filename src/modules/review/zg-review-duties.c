/* What reviews ask for by when: the period of the last month opened, scores handed in, objections answered, results in force; and
 * silence, where a book makes it a consent. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-duty.h"
#include "zg-error.h"
#include "zg-review-private.h"
#include "zg-tick.h"

/* -- A period is opened for each interval that is over (D02-3.6.2, D15-6, D20-4.3) -- */

/* The last whole interval before @today: the months it has, 0 where reviews come by the week or the day (no duty then). */
static int
months_of (const char *interval)
{
  static const struct
  {
    const char *id;
    int         months;
  } known[] = { { "monthly", 1 }, { "quarterly", 3 }, { "half-yearly", 6 }, { "yearly", 12 } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (interval, known[i].id))
      return known[i].months;
  return 0;
}

static int
interval_end (int today, int months)
{
  int year, month, day, back;

  zg_day_to_ymd (today, &year, &month, &day);
  back = (month - 1) % months;
  return zg_month_first (today, -back) - 1;
}

static gboolean
standards_since (ZgDb *db, gint64 *day_ms, GError **error)
{
  return zg_db_int (db, day_ms, error,
                    ZG_SQL ("SELECT COALESCE (min (approved_at), 0) FROM review_standard WHERE state = 'approved'"), NULL);
}

static gboolean
find_period (ZgDutyAsk *ask, GError **error)
{
  int    months = months_of (zg_policy_text (ask->policy, "review.interval", 0, 0, ask->today)), end, first;
  gint64 since = 0;
  guint  without = 0;
  char   from[11], to[11];

  if (months == 0 || !standards_since (ask->db, &since, error))
    return months == 0;
  end = interval_end (ask->today, months);
  first = zg_month_first (end, 1 - months);
  if (since == 0) /* nothing to review by yet */
    return TRUE;
  if (!zg_review_without_sheet (ask->db, first, end, &without, error))
    return FALSE;
  if (without > 0)
    {
      g_autofree char *about = g_strdup_printf ("%s – %s", zg_day_format (first, from), zg_day_format (end, to));
      int              due = end + (int) zg_policy_int (ask->policy, "review.open.due_day", 0, 0, ask->today);
      ZgDutyFound      found = { about, zg_day_to_ms (due + 1, 0) };

      return zg_duty_add (ask, &found, error);
    }
  return TRUE;
}

static gboolean
find_facts (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (ask->db, error,
                   ZG_SQL ("SELECT id, name, to_day FROM review_period WHERE state = 'open' ORDER BY id"), NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDutyFound found = { zg_stmt_text (rows, 1), .doc = zg_stmt_int (rows, 0) };
      int         to;

      if (!zg_day_parse (zg_stmt_text (rows, 2), &to))
        continue;
      found.due_ms = zg_day_to_ms (to + 2, 0); /* on the day after the last one */
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

/* -- A sheet, by whose turn it is -- */

/* Rows: id, what it is about, the last day. */
static gboolean
add_rows (ZgDutyAsk *ask, ZgStmt *rows, gboolean waits, GError **error)
{
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgDutyFound found = { zg_stmt_text (rows, 1), .doc = zg_stmt_int (rows, 0), .waits = waits };
      int         due;

      if (zg_stmt_text (rows, 2) == NULL || !zg_day_parse (zg_stmt_text (rows, 2), &due))
        continue;
      found.due_ms = zg_day_to_ms (due + 1, 0);
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

static gboolean
find_self (ZgDutyAsk *ask, GError **error)
{
  gint64             me = zg_session_staff (ask->session);
  g_autoptr (ZgStmt) rows =
      me ? zg_db_query (ask->db, error,
                        ZG_SQL ("SELECT s.id, p.name, p.self_due FROM review_sheet s JOIN review_period p ON p.id = s.period"
                                " WHERE s.staff = $1 AND s.state = 'self' AND s.taken_at IS NOT NULL ORDER BY s.id"),
                        "i", me)
         : NULL;

  return me == 0 || add_rows (ask, rows, FALSE, error);
}

static gboolean
find_supervise (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      ask->db, error,
      ZG_SQL ("SELECT s.id, p.name || ' ' || f.name, p.supervisor_due FROM review_sheet s JOIN review_period p ON p.id = s.period"
              " JOIN staff f ON f.id = s.staff WHERE s.state = 'supervisor' ORDER BY s.id"),
      NULL);

  return add_rows (ask, rows, TRUE, error);
}

static gboolean
find_review (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      ask->db, error,
      ZG_SQL ("SELECT s.id, p.name || ' ' || f.name, p.manager_due FROM review_sheet s JOIN review_period p ON p.id = s.period"
              " JOIN staff f ON f.id = s.staff WHERE s.state = 'manager' ORDER BY s.id"),
      NULL);

  return add_rows (ask, rows, TRUE, error);
}

static gboolean
find_confirm (ZgDutyAsk *ask, GError **error)
{
  gint64             me = zg_session_staff (ask->session);
  g_autoptr (ZgStmt) rows =
      me ? zg_db_query (ask->db, error,
                        ZG_SQL ("SELECT s.id, p.name, s.object_until FROM review_sheet s JOIN review_period p ON p.id = s.period"
                                " WHERE s.staff = $1 AND s.state = 'shown' ORDER BY s.id"),
                        "i", me)
         : NULL;

  return me == 0 || add_rows (ask, rows, FALSE, error);
}

static gboolean
find_objections (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      ask->db, error,
      ZG_SQL ("SELECT s.id, p.name || ' ' || f.name, s.objected_at, s.unit FROM review_sheet s"
              " JOIN review_period p ON p.id = s.period JOIN staff f ON f.id = s.staff WHERE s.state = 'objected' ORDER BY s.id"),
      NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      int         filed = zg_day_of_ms (zg_stmt_int (rows, 2));
      int         days = (int) zg_policy_int (ask->policy, "review.objection.answer_days", 0, zg_stmt_int (rows, 3), filed);
      ZgDutyFound found = { zg_stmt_text (rows, 1), zg_day_to_ms (filed + days + 1, 0), .doc = zg_stmt_int (rows, 0),
                            .waits = TRUE };

      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return rows && !row;
}

/* What a sheet in force says is better by a day is looked at that day (D20-4.3). */
static gboolean
find_improvements (ZgDutyAsk *ask, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      ask->db, error,
      ZG_SQL ("SELECT s.id, p.name || ' ' || f.name, s.improve_by FROM review_sheet s JOIN review_period p ON p.id = s.period"
              " JOIN staff f ON f.id = s.staff WHERE s.state = 'in_force' AND s.improve_by IS NOT NULL"
              " AND s.followed_at IS NULL ORDER BY s.id"),
      NULL);

  return add_rows (ask, rows, FALSE, error);
}

static const ZgDuty duties[] = {
  { "review.period", N_ ("Open the review period"), "review_period", "create", "D02-3.6.2", FALSE, find_period },
  { "review.facts", N_ ("Take the facts of a review period"), "review_period", "take", "D02-3.6.1", FALSE, find_facts },
  { "review.self", N_ ("Hand in the own score"), "review_sheet", "rate", "D20-4.1", TRUE, find_self },
  { "review.supervisor", N_ ("Hand in the supervisor's score"), "review_sheet", "supervise", "D20-4.1", FALSE, find_supervise },
  { "review.manager", N_ ("Review a sheet"), "review_sheet", "review", "D06-9", FALSE, find_review },
  { "review.confirm", N_ ("Confirm the review or object"), "review_sheet", NULL, "D15-10", TRUE, find_confirm },
  { "review.objection", N_ ("Answer an objection to a review"), "review_sheet", "reject", "D15-10", FALSE, find_objections },
  { "review.improve", N_ ("Follow up what was to be improved"), "review_sheet", "follow", "D20-4.3", FALSE, find_improvements },
};

/* -- Silence, where review.silence says so -- */

typedef struct
{
  GArray *ids;
  ZgBook *book;
} Silent;

static gpointer
read_silent (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Silent              *silent = data;
  int                  today = zg_day_of_ms (zg_book_now (silent->book));
  char                 text[11];
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, error);
  g_autoptr (ZgStmt)   rows =
      policy ? zg_db_query (db, error,
                            ZG_SQL ("SELECT id, unit FROM review_sheet WHERE state = 'shown' AND object_until < $1 ORDER BY id"),
                            "s", zg_day_format (today, text))
             : NULL;
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    if (zg_policy_int (policy, "review.silence", 0, zg_stmt_int (rows, 1), today) != 0)
      {
        gint64 id = zg_stmt_int (rows, 0);

        g_array_append_val (silent->ids, id);
      }
  return rows && !row ? silent : NULL;
}

gboolean
zg_tick_review_silence (ZgSession *clock, GString *report, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Silent             silent = { ids, zg_session_book (clock) };
  guint              done;
  gboolean           all;

  if (zg_store_read (zg_session_store (clock), read_silent, &silent, error) == NULL)
    return FALSE;
  all = zg_tick_each (clock, &zg_review_sheet, ids, "deem", &done, error);
  if (done > 0)
    g_string_append_printf (report, _ ("Nobody objected in time: %u review sheets count as confirmed\n"), done);
  return all;
}

void
zg_review_duties_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    zg_duties_add (&duties[i]);
  zg_ticks_add (zg_tick_review_silence);
}
