#include "zg-roster-impact.h"

#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-roster.h"

static void
shift_clear (gpointer data)
{
  g_free (((ZgImpactShift *) data)->shift);
}

static void
rest_clear (gpointer data)
{
  g_free (((ZgImpactRest *) data)->names);
}

static void
cover_clear (gpointer data)
{
  g_free (((ZgImpactCover *) data)->rule);
}

static GArray *
list_new (gsize size, GDestroyNotify clear)
{
  GArray *list = g_array_new (FALSE, TRUE, size);

  g_array_set_clear_func (list, clear);
  return list;
}

void
zg_roster_impact_free (ZgRosterImpact *impact)
{
  if (impact == NULL)
    return;
  g_array_unref (impact->shifts);
  g_array_unref (impact->rests);
  g_array_unref (impact->covers);
  g_free (impact);
}

/* -- One month -- */

typedef struct
{
  ZgRosterImpact      *impact;
  const ZgRosterBoard *board;
  ZgRosterAway         away;     /* of the person, in the board's own minutes */
  int                  from, to; /* days of it within the month */
} Month;

static const ZgBoardShift *
shift_of (const Month *month, const ZgBoardEntry *entry)
{
  return &g_array_index (month->board->shifts, ZgBoardShift, entry->shift);
}

/* What has no times of its own lasts as long as the day. */
static gboolean
is_missed (const Month *month, const ZgBoardEntry *entry)
{
  const ZgBoardShift *shift = shift_of (month, entry);
  gint64              midnight = entry->day * G_GINT64_CONSTANT (1440);
  gboolean            timed = shift->ends > shift->starts;

  return month->away.from < midnight + (timed ? shift->ends : 1440) && midnight + (timed ? shift->starts : 0) < month->away.to;
}

static void
add_shifts (Month *month)
{
  const ZgRosterBoard *board = month->board;
  guint64              planned = 0;

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);
      ZgImpactShift       shift = { entry->day, shift_of (month, entry)->starts, shift_of (month, entry)->ends };

      if (entry->person != month->away.person || entry->day < board->first_day || entry->day >= board->first_day + board->n_days)
        continue;
      planned |= G_GUINT64_CONSTANT (1) << (entry->day - board->first_day);
      if (shift_of (month, entry)->kind == ZG_SHIFT_REST || !is_missed (month, entry))
        continue;
      shift.shift = g_strdup (shift_of (month, entry)->name);
      g_array_append_val (month->impact->shifts, shift);
    }
  for (int day = month->from; day <= month->to; day++)
    if ((zg_work_plan_day (board->plan, month->away.person, day - board->first_day)->flags & ZG_PLAN_ROSTERED))
      {
        month->impact->rostered = TRUE;
        month->impact->unplanned += !(planned & (G_GUINT64_CONSTANT (1) << (day - board->first_day)));
      }
}

static void
add_rests (Month *month, gint64 unit)
{
  const ZgRosterBoard *board = month->board;

  for (int day = month->from; day <= month->to; day++)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      ZgImpactRest        rest = { day };

      for (guint i = 0; i < board->entries->len; i++)
        {
          const ZgBoardEntry  *entry = &g_array_index (board->entries, ZgBoardEntry, i);
          const ZgBoardPerson *person = &g_array_index (board->people, ZgBoardPerson, entry->person);

          if (entry->day == day && person->unit == unit && entry->person != month->away.person &&
              shift_of (month, entry)->kind == ZG_SHIFT_REST)
            g_string_append_printf (names, "%s%s", names->len ? C_ ("between names in a list", ", ") : "", person->name);
        }
      if (names->len == 0)
        continue;
      rest.names = g_strdup (names->str);
      g_array_append_val (month->impact->rests, rest);
    }
}

static void
add_covers (Month *month)
{
  const ZgRosterBoard  *board = month->board;
  g_autoptr (GArray)    items = zg_roster_items (board);
  const ZgRosterWindow *windows = (const ZgRosterWindow *) board->windows->data;
  g_autoptr (GArray)    losses = zg_roster_losses (windows, board->windows->len, (const ZgRosterItem *) items->data, items->len,
                                                   (const ZgRosterAway *) board->aways->data, board->aways->len, &month->away);

  for (guint i = 0; i < losses->len; i++)
    {
      const ZgRosterLoss   *loss = &g_array_index (losses, ZgRosterLoss, i);
      const ZgRosterWindow *window = &windows[loss->window];
      ZgImpactCover cover = { window->day, loss->from, loss->to,
                              g_strdup (g_array_index (board->rules, ZgBoardRule, window->rule).name), loss->before, loss->after,
                              window->need, window->clause };

      g_array_append_val (month->impact->covers, cover);
    }
}

/* -- All -- */

typedef struct
{
  ZgSession *session; /* of the board: NULL reads everybody */
  gint64     staff, unit, of_board;
  gint64     from, to; /* minutes since 1970-01-01 of the place */
} Ask;

static gboolean
add_month (ZgRosterImpact *impact, ZgDb *db, const Ask *ask, int first_day, GError **error)
{
  g_autoptr (ZgRosterBoard) board = zg_roster_board (ask->session, db, first_day, ask->of_board, error);
  int                       person = board ? zg_roster_board_person (board, ask->staff) : -1;
  Month                     month = { impact, board, { person, ask->from, ask->to } };

  if (board == NULL)
    return FALSE;
  if (person < 0)
    return TRUE; /* not employed then */
  month.from = MAX (first_day, (int) (ask->from / 1440));
  month.to = MIN (first_day + board->n_days - 1, (int) ((ask->to - 1) / 1440));
  add_shifts (&month);
  add_rests (&month, ask->unit);
  add_covers (&month);
  return TRUE;
}

static gint64
minutes_of (gint64 ms)
{
  return zg_day_of_ms (ms) * G_GINT64_CONSTANT (1440) + zg_second_of_ms (ms) / 60;
}

static gboolean
may_see (ZgSession *session, const ZgRecord *file)
{
  g_autoptr (ZgRecord) entry = zg_record_new (&zg_roster);

  entry->owner = file->id;
  entry->unit = file->unit;
  return zg_session_sees (session, entry);
}

ZgRosterImpact *
zg_roster_impact (ZgSession *session, ZgDb *db, gint64 staff, gint64 from_ms, gint64 to_ms, GError **error)
{
  g_autoptr (ZgRosterImpact) impact = g_new0 (ZgRosterImpact, 1);
  g_autoptr (ZgRecord)       file = zg_book_get (db, &zg_staff, staff, error);
  gboolean                   narrow = zg_db_is_guarded (db) && zg_session_reach (session, "roster.view") != ZG_REACH_ALL;
  Ask                        ask = { narrow ? session : NULL, staff, 0, 0, minutes_of (from_ms), minutes_of (to_ms) };
  int                        first = zg_day_of_ms (from_ms), last = zg_day_of_ms (to_ms - 1), year, month, day;

  impact->shifts = list_new (sizeof (ZgImpactShift), shift_clear);
  impact->rests = list_new (sizeof (ZgImpactRest), rest_clear);
  impact->covers = list_new (sizeof (ZgImpactCover), cover_clear);
  if (file == NULL)
    return NULL;
  if (!may_see (session, file))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("You may not see rosters. HR can grant it."));
      return NULL;
    }
  ask.unit = zg_record_int (file, ZG_STAFF_UNIT);
  ask.of_board = narrow ? ask.unit : 0;
  zg_day_to_ymd (first, &year, &month, &day);
  for (first -= day - 1; first <= last; first += zg_month_days (year, month))
    {
      zg_day_to_ymd (first, &year, &month, &day);
      if (!add_month (impact, db, &ask, first, error))
        return NULL;
    }
  return g_steal_pointer (&impact);
}
