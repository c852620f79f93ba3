/* zg-attendance-unassigned.c: punches nobody can be judged by yet. Walks the numbers that have punches by hops in the index, not
 * by rows. */
#include "config.h"

#include "zg-attendance-private.h"
#include "zg-day.h"

typedef struct
{
  ZgStmt *held, *count;
  GArray *found;
  gint64  from_ms, to_ms;
} Walk;

static gboolean
count_gap (Walk *walk, ZgUnassignedPin *pin, gint64 from, gint64 to, GError **error)
{
  gboolean row;

  if (to <= from)
    return TRUE;
  zg_stmt_reset (walk->count);
  zg_stmt_bind_int (walk->count, 1, pin->clock);
  zg_stmt_bind_text (walk->count, 2, pin->pin);
  zg_stmt_bind_int (walk->count, 3, from);
  zg_stmt_bind_int (walk->count, 4, to);
  if (!zg_stmt_step (walk->count, &row, error))
    return FALSE;
  if (!row || zg_stmt_int (walk->count, 0) == 0)
    return TRUE;
  if (pin->count == 0)
    pin->first_ms = zg_stmt_int (walk->count, 1);
  pin->last_ms = zg_stmt_int (walk->count, 2);
  pin->count += zg_stmt_int (walk->count, 0);
  return TRUE;
}

/* Counts before, between and after the times in which somebody held the number. */
static gboolean
count_pin (Walk *walk, ZgUnassignedPin *pin, GError **error)
{
  gint64   from = walk->from_ms;
  gboolean row;

  zg_stmt_reset (walk->held);
  zg_stmt_bind_int (walk->held, 1, pin->clock);
  zg_stmt_bind_text (walk->held, 2, pin->pin);
  for (;;)
    {
      if (!zg_stmt_step (walk->held, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!count_gap (walk, pin, from, MIN (zg_stmt_int (walk->held, 0), walk->to_ms), error))
        return FALSE;
      from = MAX (from, zg_stmt_int (walk->held, 1));
    }
  if (!count_gap (walk, pin, from, walk->to_ms, error))
    return FALSE;
  if (pin->count)
    g_array_append_val (walk->found, *pin);
  return TRUE;
}

static gboolean
count_all (Walk *walk, ZgStmt *pins, GError **error)
{
  gboolean row;

  while (zg_stmt_step (pins, &row, error))
    {
      ZgUnassignedPin pin = { 0 };

      if (!row)
        return TRUE;
      pin.clock = zg_stmt_int (pins, 0);
      g_strlcpy (pin.pin, zg_stmt_text (pins, 1), sizeof pin.pin);
      if (!count_pin (walk, &pin, error))
        return FALSE;
    }
  return FALSE;
}

/* Each clock's numbers one after the other; those held by one person all the time are passed over at once. */
static const char pins_sql[] =
  ZG_SQL ("WITH RECURSIVE walk (clock, pin) AS (SELECT c.id, (SELECT min (p.pin) FROM punch p WHERE p.clock = c.id) FROM clock c"
          " UNION ALL SELECT w.clock, (SELECT min (p.pin) FROM punch p WHERE p.clock = w.clock AND p.pin > w.pin)"
          " FROM walk w WHERE w.pin IS NOT NULL)"
          " SELECT w.clock, w.pin FROM walk w WHERE w.pin IS NOT NULL AND NOT EXISTS (SELECT 1 FROM clock_pin h"
          " WHERE h.clock = w.clock AND h.pin = w.pin AND h.state = 'active' AND h.from_ms <= $1 AND h.to_ms >= $2)"
          " ORDER BY w.clock, length (w.pin), w.pin");

GArray *
zg_attendance_unassigned (ZgDb *db, int from, int to, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (ZgUnassignedPin));
  Walk               walk = { .found = found, .from_ms = zg_day_to_ms (from, 0), .to_ms = zg_day_to_ms (to + 1, 0) };
  g_autoptr (ZgStmt) pins = zg_db_query (db, error, pins_sql, "ii", walk.from_ms, walk.to_ms);
  g_autoptr (ZgStmt) held = NULL, count = NULL;

  if (pins == NULL)
    return NULL;
  held = zg_db_prepare (
      db, ZG_SQL ("SELECT from_ms, to_ms FROM clock_pin WHERE clock = $1 AND pin = $2 AND state = 'active' ORDER BY from_ms"),
      error);
  count =
      held ? zg_db_prepare (
                 db,
                 ZG_SQL ("SELECT count(*), min (at), max (at) FROM punch WHERE clock = $1 AND pin = $2 AND at >= $3 AND at < $4"),
                 error)
           : NULL;
  walk.held = held;
  walk.count = count;
  return count && count_all (&walk, pins, error) ? g_steal_pointer (&found) : NULL;
}
