/* zg-staff-roll.c: who is employed in a time, in the order of the organisation; what the written rules find wanting in it. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-policy.h"
#include "zg-staff.h"

static const char *
keep (ZgStaffRoll *roll, const char *text)
{
  return text ? g_string_chunk_insert_const (roll->texts, text) : "";
}

static int
day_or_none (const char *text)
{
  int day;

  return text && zg_day_parse (text, &day) ? day : ZG_NO_DAY;
}

/* -- Units: a unit before those below it -- */

static void
add_below (GArray *all, gint64 parent, GArray *ordered, int depth)
{
  for (guint i = 0; i < all->len && depth < 32; i++)
    if (g_array_index (all, ZgUnitRow, i).above == parent)
      {
        ZgUnitRow unit = g_array_index (all, ZgUnitRow, i);

        g_array_append_val (ordered, unit);
        add_below (all, unit.id, ordered, depth + 1);
      }
}

static gboolean
read_units (ZgStaffRoll *roll, ZgDb *db, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (ZgUnitRow));
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
                                         ZG_SQL ("SELECT id, COALESCE (parent, 0), COALESCE (leader, 0), sort, name FROM unit"
                                                 " WHERE state <> 'deleted' ORDER BY COALESCE (rank_no, 999), id"),
                                         NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgUnitRow unit = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2), zg_stmt_int (rows, 3),
                         keep (roll, zg_stmt_text (rows, 4)) };

      g_array_append_val (all, unit);
    }
  if (rows == NULL || row)
    return FALSE;
  add_below (all, 0, roll->units, 0);
  return TRUE;
}

GArray *
zg_units_below (ZgDb *db, gint64 unit, GError **error)
{
  GArray            *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL (
                       "WITH RECURSIVE below (id) AS (SELECT CAST ($1 AS BIGINT) UNION SELECT u.id FROM unit u JOIN below b ON "
                       "u.parent = b.id)"
                       " SELECT id FROM below"),
                   "i", unit);
  gboolean row;

  while (rows && zg_stmt_step (rows, &row, error))
    {
      gint64 id = zg_stmt_int (rows, 0);

      if (!row)
        return ids;
      g_array_append_val (ids, id);
    }
  g_array_unref (ids);
  return NULL;
}

/* -- People -- */

static gboolean
read_staff (ZgStaffRoll *roll, ZgDb *db, int from, int to, gint64 staff, GError **error)
{
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT s.id, COALESCE (s.unit, 0), s.number, s.name, s.name_key, p.title, COALESCE (s.category, 0),"
                           " COALESCE (s.employment, 0), s.joined, s.left_on FROM staff s LEFT JOIN post p ON p.id = s.post"
                           " WHERE s.state <> 'deleted' AND COALESCE (s.joined, '0000') <= $2"
                           " AND COALESCE (s.left_on, '9999') >= $1 AND (s.id = $3 OR $3 = 0) ORDER BY s.number, s.id"),
                   "ssi", zg_day_format (from, first), zg_day_format (to, last), staff);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgStaffRow person = { .id = zg_stmt_int (rows, 0),
                            .unit = zg_stmt_int (rows, 1),
                            .number = keep (roll, zg_stmt_text (rows, 2)),
                            .name = keep (roll, zg_stmt_text (rows, 3)),
                            .sort_key = keep (roll, zg_stmt_text (rows, 4)),
                            .post = keep (roll, zg_stmt_text (rows, 5)),
                            .category = zg_stmt_int (rows, 6),
                            .employment = zg_stmt_int (rows, 7),
                            .joined = day_or_none (zg_stmt_text (rows, 8)),
                            .left = day_or_none (zg_stmt_text (rows, 9)) };

      g_array_append_val (roll->staff, person);
    }
  return rows != NULL && !row;
}

static GHashTable *
unit_places (ZgStaffRoll *roll)
{
  GHashTable *places = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < roll->units->len; i++)
    g_hash_table_insert (places, &g_array_index (roll->units, ZgUnitRow, i).id, GINT_TO_POINTER (i + 1));
  return places;
}

static int
compare_place (gconstpointer a, gconstpointer b, gpointer places)
{
  const ZgStaffRow *left = a, *right = b;
  int one = GPOINTER_TO_INT (g_hash_table_lookup (places, &left->unit)),
      two = GPOINTER_TO_INT (g_hash_table_lookup (places, &right->unit));

  return one != two ? (one == 0 ? 1 : two == 0 ? -1 : one - two) : strcmp (left->number, right->number);
}

static gboolean
keep_units (ZgStaffRoll *roll, ZgDb *db, gint64 unit, GError **error)
{
  g_autoptr (GArray)     below = zg_units_below (db, unit, error);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint                  kept = 0;

  if (below == NULL)
    return FALSE;
  for (guint i = 0; i < below->len; i++)
    g_hash_table_add (wanted, &g_array_index (below, gint64, i));
  for (guint i = 0; i < roll->staff->len; i++)
    if (g_hash_table_contains (wanted, &g_array_index (roll->staff, ZgStaffRow, i).unit))
      g_array_index (roll->staff, ZgStaffRow, kept++) = g_array_index (roll->staff, ZgStaffRow, i);
  g_array_set_size (roll->staff, kept);
  return TRUE;
}

ZgStaffRoll *
zg_staff_roll (ZgDb *db, int from, int to, gint64 unit, gint64 staff, GError **error)
{
  g_autoptr (ZgStaffRoll) roll = g_new0 (ZgStaffRoll, 1);

  roll->texts = g_string_chunk_new (16 * 1024);
  roll->staff = g_array_new (FALSE, TRUE, sizeof (ZgStaffRow));
  roll->units = g_array_new (FALSE, TRUE, sizeof (ZgUnitRow));
  if (!read_units (roll, db, error) || !read_staff (roll, db, from, to, staff, error) ||
      (unit && !keep_units (roll, db, unit, error)))
    return NULL;
  zg_staff_roll_sort (roll);
  return g_steal_pointer (&roll);
}

void
zg_staff_roll_sort (ZgStaffRoll *roll)
{
  g_autoptr (GHashTable) places = unit_places (roll);

  g_array_sort_with_data (roll->staff, compare_place, places);
}

void
zg_staff_roll_free (ZgStaffRoll *roll)
{
  if (roll == NULL)
    return;
  g_string_chunk_free (roll->texts);
  g_array_unref (roll->staff);
  g_array_unref (roll->units);
  g_free (roll);
}

/* -- Findings: what the rules would have otherwise; nothing is refused because of them -- */

static void
add_finding (GPtrArray *findings, const char *clause, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
add_finding (GPtrArray *findings, const char *clause, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (findings, g_strdup_printf (_ ("%s (%s)"), text, clause));
}

static gboolean
find_managers (ZgDb *db, ZgPolicy *policy, GPtrArray *findings, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT u.name, (SELECT count(*) FROM staff s JOIN post p ON p.id = s.post WHERE s.unit = u.id AND p.rank = 2"
              " AND s.state NOT IN ('left', 'deleted')) FROM unit u WHERE u.sort = 1 AND u.state = 'active' ORDER BY u.id"),
      NULL);
  int      wanted = zg_policy_int (policy, "org.manager.count", 0, 0, zg_clock_today ());
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    if (zg_stmt_int (rows, 1) != wanted)
      add_finding (findings, "D13-2.1", _ ("“%s” has %d department managers; the rules ask for %d."), zg_stmt_text (rows, 0),
                   (int) zg_stmt_int (rows, 1), wanted);
  return rows != NULL && !row;
}

static gboolean
find_leaders (ZgDb *db, GPtrArray *findings, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT name FROM unit WHERE sort IN (2, 3) AND state = 'active' AND leader IS NULL ORDER BY id"),
                   NULL);
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    add_finding (findings, "D13-2.1", _ ("“%s” has no leader."), zg_stmt_text (rows, 0));
  return rows != NULL && !row;
}

static gboolean
find_contracts (ZgDb *db, GPtrArray *findings, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT number, name FROM staff WHERE state IN ('probation', 'active') AND contract IS NULL ORDER BY number"),
      NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    add_finding (findings, "D07-1.2", _ ("%s %s has no contract on file."), zg_stmt_text (rows, 0), zg_stmt_text (rows, 1));
  return rows != NULL && !row;
}

GPtrArray *
zg_staff_findings (ZgDb *db, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZgPolicy)  policy = zg_policy_load (db, zg_clock_today (), zg_clock_today (), error);

  if (policy == NULL || !find_managers (db, policy, findings, error) || !find_leaders (db, findings, error) ||
      !find_contracts (db, findings, error))
    return NULL;
  return g_steal_pointer (&findings);
}

/* Who leads @unit or the nearest one above it that somebody other than @staff leads. */
static gboolean
leader_above (ZgDb *db, gint64 staff, gint64 unit, gint64 *leader, GError **error)
{
  for (int depth = 0; unit && depth < 32; depth++)
    {
      g_autoptr (ZgStmt) row =
          zg_db_query (db, error, ZG_SQL ("SELECT COALESCE (leader, 0), COALESCE (parent, 0) FROM unit WHERE id = $1"), "i",
                       unit);
      gboolean found = FALSE;

      if (row == NULL || !zg_stmt_step (row, &found, error))
        return FALSE;
      unit = found ? zg_stmt_int (row, 1) : 0;
      if (found && zg_stmt_int (row, 0) && zg_stmt_int (row, 0) != staff)
        {
          *leader = zg_stmt_int (row, 0);
          return TRUE;
        }
    }
  return TRUE;
}

gboolean
zg_staff_line (ZgDb *db, gint64 staff, gint64 *post, gint64 *supervisor, GError **error)
{
  g_autoptr (ZgStmt) row =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT COALESCE (post, 0), COALESCE (supervisor, 0), COALESCE (unit, 0) FROM staff WHERE id = $1"),
                   "i", staff);
  gboolean found = FALSE;

  *post = *supervisor = 0;
  if (row == NULL || !zg_stmt_step (row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  *post = zg_stmt_int (row, 0);
  *supervisor = zg_stmt_int (row, 1);
  return *supervisor || leader_above (db, staff, zg_stmt_int (row, 2), supervisor, error);
}
