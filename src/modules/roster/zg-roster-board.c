#include "zg-roster-board.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-leave.h"
#include "zg-roster-cover.h"
#include "zg-roster-private.h"

#define FAIR_DAYS 92 /* how far back turns are counted: the quarter before */

static const char *
keep (ZgRosterBoard *board, const char *text)
{
  return text ? g_string_chunk_insert_const (board->texts, text) : NULL;
}

void
zg_board_entry_clear (gpointer data)
{
  g_clear_pointer (&((ZgBoardEntry *) data)->phone, g_free);
}

static GArray *
entries_new (void)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (ZgBoardEntry));

  g_array_set_clear_func (entries, zg_board_entry_clear);
  return entries;
}

/* -- Reading -- */

static guint8
weekday_bits (const char *text)
{
  guint8 bits = 0;

  for (int day = 1; text && day <= 7; day++)
    bits |= strchr (text, '0' + day) ? 1 << (day - 1) : 0;
  return bits ? bits : 0x7f;
}

static gboolean
read_shifts (ZgRosterBoard *board, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT id, code, name, letter, clause, kind, COALESCE (starts, 0), COALESCE (ends, 0),"
                           " COALESCE (needs_phone, 0), weekdays, state FROM shift ORDER BY kind, code"),
                   NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgBoardShift shift = { .id = zg_stmt_int (rows, 0),
                             .code = keep (board, zg_stmt_text (rows, 1)),
                             .name = keep (board, zg_stmt_text (rows, 2)),
                             .letter = keep (board, zg_stmt_text (rows, 3)),
                             .clause = zg_stmt_text (rows, 4) ? g_intern_string (zg_stmt_text (rows, 4)) : NULL,
                             .kind = zg_stmt_int (rows, 5),
                             .starts = zg_stmt_int (rows, 6),
                             .ends = zg_stmt_int (rows, 7),
                             .needs_phone = zg_stmt_int (rows, 8) != 0,
                             .weekdays = weekday_bits (zg_stmt_text (rows, 9)),
                             .ended = g_strcmp0 (zg_stmt_text (rows, 10), "active") != 0 };

      g_array_append_val (board->shifts, shift);
    }
  return rows != NULL && !row;
}

/* Without a session everybody, for checks. */
static gboolean
keep_within_reach (ZgRosterBoard *board, ZgSession *session)
{
  ZgReach                reach = session ? zg_session_reach (session, "roster.view") : ZG_REACH_ALL;
  g_autoptr (GArray)     units = reach == ZG_REACH_UNIT ? zg_session_units (session, "roster.view") : NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray                *staff = board->roll->staff;
  guint                  kept = 0;

  if (reach == ZG_REACH_NONE)
    return FALSE;
  for (guint i = 0; units && i < units->len; i++)
    g_hash_table_add (wanted, &g_array_index (units, gint64, i));
  for (guint i = 0; i < staff->len; i++)
    {
      ZgStaffRow *row = &g_array_index (staff, ZgStaffRow, i);

      if (reach == ZG_REACH_ALL || (session && row->id == zg_session_staff (session)) ||
          g_hash_table_contains (wanted, &row->unit))
        g_array_index (staff, ZgStaffRow, kept++) = *row;
    }
  g_array_set_size (staff, kept);
  return TRUE;
}

static void
place_people (ZgRosterBoard *board, ZgPolicy *policy)
{
  for (guint i = 0; i < board->roll->staff->len; i++)
    {
      const ZgStaffRow *row = &g_array_index (board->roll->staff, ZgStaffRow, i);
      ZgBoardPerson     person = { .staff = row->id, .unit = row->unit, .number = row->number, .name = row->name,
                                   .sort_key = row->sort_key, .post = row->post, .category = row->category };
      ZgRosterPerson    span = { row->joined, row->left };

      for (int day = 0; day < board->n_days; day++)
        {
          const ZgPlanDay *plan = zg_work_plan_day (board->plan, i, day);

          person.rotates |= (plan->flags & ZG_PLAN_ROTATES) != 0;
          person.rostered |= (plan->flags & ZG_PLAN_ROSTERED) != 0;
        }
      if (person.rotates)
        {
          person.rest_most = zg_policy_int (policy, "rest.rotating.days", row->category, row->unit, board->first_day);
          person.rest_due = zg_roster_rest_due (person.rest_most, &span, board->first_day, board->n_days);
        }
      g_array_append_val (board->people, person);
    }
}

int
zg_roster_board_shift (const ZgRosterBoard *board, gint64 id)
{
  for (guint i = 0; i < board->shifts->len; i++)
    if (g_array_index (board->shifts, ZgBoardShift, i).id == id)
      return i;
  return -1;
}

static GHashTable *
index_people (const ZgRosterBoard *board)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < board->people->len; i++)
    g_hash_table_insert (index, &g_array_index (board->people, ZgBoardPerson, i).staff, GINT_TO_POINTER (i + 1));
  return index;
}

int
zg_roster_board_person (const ZgRosterBoard *board, gint64 staff)
{
  for (guint i = 0; i < board->people->len; i++)
    if (g_array_index (board->people, ZgBoardPerson, i).staff == staff)
      return i;
  return -1;
}

static void
note_entry (ZgRosterBoard *board, const ZgBoardEntry *entry)
{
  ZgBoardPerson      *person = &g_array_index (board->people, ZgBoardPerson, entry->person);
  const ZgBoardShift *shift = &g_array_index (board->shifts, ZgBoardShift, entry->shift);

  if (shift->kind != ZG_SHIFT_REST)
    person->done[zg_roster_turn (entry->day, shift->ends)]++;
}

/* What lies before the month is only counted, but for the day before, whose nights reach into it. */
static gboolean
read_entries (ZgRosterBoard *board, ZgDb *db, GError **error)
{
  g_autoptr (GHashTable) index = index_people (board);
  char                   first[11], last[11];
  g_autoptr (ZgStmt)     rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT id, version, staff, shift, day, phone, COALESCE (swap, 0) FROM roster WHERE day BETWEEN $1 AND $2"
              " AND state = 'active' ORDER BY day, id"),
      "ss", zg_day_format (board->first_day - FAIR_DAYS, first), zg_day_format (board->first_day + board->n_days, last));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      gint64       staff = zg_stmt_int (rows, 2);
      ZgBoardEntry entry = { .id = zg_stmt_int (rows, 0), .version = zg_stmt_int (rows, 1),
                             .person = GPOINTER_TO_INT (g_hash_table_lookup (index, &staff)) - 1,
                             .shift = zg_roster_board_shift (board, zg_stmt_int (rows, 3)), .swap = zg_stmt_int (rows, 6) };

      if (entry.person < 0 || entry.shift < 0 || !zg_day_parse (zg_stmt_text (rows, 4), &entry.day))
        continue;
      if (entry.day < board->first_day)
        note_entry (board, &entry);
      if (entry.day < board->first_day - 1)
        continue;
      entry.phone = g_strdup (zg_stmt_text (rows, 5));
      g_array_append_val (board->entries, entry);
    }
  return rows != NULL && !row;
}

static gboolean
read_leave (ZgRosterBoard *board, ZgDb *db, GError **error)
{
  g_autoptr (GHashTable) index = index_people (board);
  g_autoptr (GArray)     papers = zg_leave_papers (db, board->first_day - 1, board->first_day + board->n_days, error);

  for (guint i = 0; papers && i < papers->len; i++)
    {
      const ZgLeavePaper *paper = &g_array_index (papers, ZgLeavePaper, i);
      ZgRosterAway        away = { GPOINTER_TO_INT (g_hash_table_lookup (index, &paper->staff)) - 1 };

      if (away.person < 0)
        continue;
      away.from = zg_day_of_ms (paper->starts_ms) * G_GINT64_CONSTANT (1440) + zg_second_of_ms (paper->starts_ms) / 60;
      away.to = zg_day_of_ms (paper->ends_ms) * G_GINT64_CONSTANT (1440) + zg_second_of_ms (paper->ends_ms) / 60;
      g_array_append_val (board->aways, away);
    }
  return papers != NULL;
}

/* The record of this unit's month, and whether the month of a unit above is published. */
static gboolean
read_month (ZgRosterBoard *board, ZgDb *db, GError **error)
{
  char               month[8];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("WITH RECURSIVE up (id) AS (SELECT CAST ($2 AS BIGINT) UNION SELECT u.parent FROM unit u JOIN up ON"
                           " u.id = up.id WHERE u.parent IS NOT NULL)"
                           " SELECT m.id, m.version, m.state, m.unit FROM roster_month m JOIN up ON up.id = m.unit"
                           " WHERE m.month = $1 AND m.state <> 'deleted'"),
                   "si", zg_month_format (board->first_day, month), board->unit);
  gboolean row = TRUE;

  board->state = "draft";
  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      gboolean published = !g_str_equal (zg_stmt_text (rows, 2), "draft");

      board->locked |= published;
      if (zg_stmt_int (rows, 3) != board->unit)
        continue;
      board->month_id = zg_stmt_int (rows, 0);
      board->month_version = zg_stmt_int (rows, 1);
      board->state = keep (board, zg_stmt_text (rows, 2));
    }
  return rows != NULL && !row;
}

static ZgRosterBoard *
board_new (int first_day, int n_days, gint64 unit)
{
  ZgRosterBoard *board = g_new0 (ZgRosterBoard, 1);

  board->first_day = first_day;
  board->n_days = n_days;
  board->unit = unit;
  board->unit_title = "";
  board->texts = g_string_chunk_new (4096);
  board->shifts = g_array_new (FALSE, TRUE, sizeof (ZgBoardShift));
  board->people = g_array_new (FALSE, TRUE, sizeof (ZgBoardPerson));
  board->entries = entries_new ();
  board->aways = g_array_new (FALSE, TRUE, sizeof (ZgRosterAway));
  board->rules = g_array_new (FALSE, TRUE, sizeof (ZgBoardRule));
  board->windows = g_array_new (FALSE, TRUE, sizeof (ZgRosterWindow));
  board->masks = g_ptr_array_new_with_free_func (g_free);
  return board;
}

static gboolean
find_unit (ZgRosterBoard *board, GError **error)
{
  for (guint i = 0; i < board->roll->units->len; i++)
    if (g_array_index (board->roll->units, ZgUnitRow, i).id == board->unit)
      board->unit_title = g_array_index (board->roll->units, ZgUnitRow, i).name;
  if (board->unit == 0 || *board->unit_title)
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no such unit."));
  return FALSE;
}

ZgRosterBoard *
zg_roster_board (ZgSession *session, ZgDb *db, int first_day, gint64 unit, GError **error)
{
  g_autoptr (ZgRosterBoard) board = NULL;
  g_autoptr (ZgPolicy)      policy = NULL;
  int                       year, month, of_month, n_days;

  zg_day_to_ymd (first_day, &year, &month, &of_month);
  n_days = zg_month_days (year, month);
  board = board_new (first_day, n_days, unit);
  policy = zg_policy_load (db, first_day, first_day + n_days, error);
  board->roll = zg_staff_roll (db, first_day, first_day + n_days - 1, unit, 0, error);
  if (policy == NULL || board->roll == NULL || !find_unit (board, error))
    return NULL;
  if (!keep_within_reach (board, session))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("You may not see rosters. HR can grant it."));
      return NULL;
    }
  board->today = session ? zg_day_of_ms (zg_book_now (zg_session_book (session))) : ZG_NO_DAY;
  board->plan = zg_attendance_plan (db, board->roll, first_day, n_days, error);
  if (board->plan == NULL)
    return NULL;
  place_people (board, policy);
  if (!read_shifts (board, db, error) || !read_entries (board, db, error) || !read_leave (board, db, error) ||
      !read_month (board, db, error) || !zg_cover_read (board, db, policy, error))
    return NULL;
  return g_steal_pointer (&board);
}

void
zg_roster_board_free (ZgRosterBoard *board)
{
  if (board == NULL)
    return;
  g_clear_pointer (&board->roll, zg_staff_roll_free);
  g_clear_pointer (&board->plan, zg_work_plan_free);
  g_array_unref (board->shifts);
  g_array_unref (board->people);
  g_array_unref (board->entries);
  g_array_unref (board->aways);
  g_array_unref (board->rules);
  g_array_unref (board->windows);
  g_ptr_array_unref (board->masks);
  g_string_chunk_free (board->texts);
  g_free (board);
}
