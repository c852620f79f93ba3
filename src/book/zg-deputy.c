/* Deputies: a role held for another log-in while that one is away. */
#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-work.h"

/* -- What they give -- */

static gboolean
unit_of_staff (ZgDb *db, gint64 staff, gint64 *unit, GError **error)
{
  *unit = 0;
  return staff == 0 || zg_kind_by_id ("staff") == NULL ||
         zg_db_int (db, unit, error, ZG_SQL ("SELECT unit_id FROM staff WHERE id = $1"), "i", staff);
}

/* The days on which both count; FALSE where there are none, or where one cannot be read. */
static gboolean
common_days (ZgStmt *stmt, int col, int other, ZgHolding *holding)
{
  int from = ZG_NO_DAY, to = ZG_NO_DAY;

  if (!zg_day_parse (zg_stmt_text (stmt, col), &holding->from) || !zg_day_parse (zg_stmt_text (stmt, col + 1), &holding->to) ||
      !zg_day_parse (zg_stmt_text (stmt, other), &from) ||
      (!zg_stmt_is_null (stmt, other + 1) && !zg_day_parse (zg_stmt_text (stmt, other + 1), &to)))
    return FALSE;
  holding->from = MAX (holding->from, from);
  holding->to = to == ZG_NO_DAY ? holding->to : MIN (holding->to, to);
  return holding->from <= holding->to;
}

static gboolean
add_row (ZgGrants *grants, ZgDb *db, ZgStmt *stmt, GError **error)
{
  ZgHolding holding = { .stands_for = zg_stmt_int (stmt, 4), .stands_staff = zg_stmt_int (stmt, 8) };
  gint64    unit = zg_stmt_int (stmt, 1), his = zg_stmt_int (stmt, 5);

  if (!common_days (stmt, 2, 6, &holding))
    return TRUE;
  if (his == 0 && !unit_of_staff (db, holding.stands_staff, &his, error))
    return FALSE;
  if (unit && !zg_units_hold (grants->tree, his, unit))
    return TRUE; /* no longer a unit of his */
  g_strlcpy (holding.role, zg_stmt_text (stmt, 0), sizeof holding.role);
  holding.unit = unit ? unit : his;
  g_array_append_val (grants->holdings, holding);
  return TRUE;
}

gboolean
zg_deputy_read (ZgGrants *grants, ZgDb *db, gint64 person, GError **error)
{
  g_autoptr (ZgStmt) stmt
    = zg_db_query (db, error,
                   ZG_SQL ("SELECT d.role, coalesce (d.unit, 0), d.from_day, d.to_day, d.stands_for, coalesce (o.unit, 0),"
                           " o.from_day, o.to_day, coalesce (q.staff, 0)"
                           " FROM role_holder d JOIN role_holder o ON o.person = d.stands_for AND o.role = d.role"
                           " JOIN person q ON q.id = o.person WHERE d.person = $1 AND o.stands_for IS NULL"
                           " AND d.state IN ('active', 'ended') AND o.state IN ('active', 'ended') AND q.state <> 'ended'"
                           " ORDER BY d.id, o.id"),
                   "i", person);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!add_row (grants, db, stmt, error))
        return FALSE;
    }
  return FALSE;
}

/* -- By whose role -- */

typedef struct
{
  const char *right;
  gint64      owner, unit, maker;
  int         day;
} Asked;

static gboolean
holding_covers (ZgSession *session, const ZgHolding *holding, const Asked *asked)
{
  GHashTable *gives = g_hash_table_lookup (session->grants->role_rights, holding->role);
  ZgReach     reach = gives ? GPOINTER_TO_INT (g_hash_table_lookup (gives, asked->right)) : ZG_REACH_NONE;
  gint64      top = holding->unit || holding->stands_for ? holding->unit : session->grants->unit;

  if (reach == ZG_REACH_NONE || !zg_role_map_lets (session->grants->presets, asked->right, holding->role, asked->day) ||
      asked->day < holding->from || (holding->to != ZG_NO_DAY && asked->day > holding->to))
    return FALSE;
  return reach == ZG_REACH_ALL ||
         (reach == ZG_REACH_UNIT && top && zg_units_hold (session->grants->tree, top, asked->unit)) ||
         (asked->owner ? asked->owner == session->staff : asked->maker == session->person);
}

static gboolean
concerns (const ZgHolding *holding, const Asked *asked)
{
  return holding->stands_for &&
         (asked->maker == holding->stands_for || (asked->owner && asked->owner == holding->stands_staff));
}

gint64
zg_deputy_of (ZgSession *session, const char *right, gint64 owner, gint64 unit, gint64 maker, gboolean apart)
{
  Asked    asked = { right, owner, unit, maker, zg_day_of_ms (zg_book_now (session->book)) };
  gint64   found = -1;
  gboolean deputy = FALSE;

  if (session->is_clock)
    return 0;
  g_mutex_lock (&session->lock);
  for (guint i = 0; session->grants && i < session->grants->holdings->len; i++)
    {
      const ZgHolding *holding = &g_array_index (session->grants->holdings, ZgHolding, i);

      deputy |= holding->stands_for != 0;
      if (holding_covers (session, holding, &asked) && !(apart && concerns (holding, &asked)) &&
          (found < 0 || holding->stands_for < found))
        found = holding->stands_for;
    }
  g_mutex_unlock (&session->lock);
  return deputy ? found : 0;
}

char *
zg_deputy_name (ZgDb *db, gint64 person)
{
  g_autoptr (ZgStmt) stmt = person ? zg_db_query (db, NULL, ZG_SQL ("SELECT name FROM person WHERE id = $1"), "i", person) : NULL;
  gboolean           row = FALSE;

  return stmt && zg_stmt_step (stmt, &row, NULL) && row ? g_strdup (zg_stmt_text (stmt, 0)) : NULL;
}

/* -- Naming one -- */

static void
check_principal (ZgWork *work)
{
  ZgRecord          *holder = zg_work_record (work);
  ZgDb              *db = zg_work_db (work);
  gint64             other = zg_record_int (holder, ZG_HOLDER_FOR), unit = zg_record_int (holder, ZG_HOLDER_UNIT);
  g_autofree char   *name = zg_deputy_name (db, other);
  g_autoptr (GHashTable) tree = unit ? zg_unit_tree (db, NULL) : NULL;
  g_autoptr (ZgStmt) stmt
    = zg_db_query (db, NULL,
                   ZG_SQL ("SELECT coalesce (o.unit, 0), coalesce (q.staff, 0), coalesce (o.stands_for, 0) FROM role_holder o"
                           " JOIN person q ON q.id = o.person WHERE o.person = $1 AND o.role = $2 AND q.state <> 'ended'"
                           " AND o.state IN ('active', 'ended') AND o.from_day <= $3 AND (o.to_day IS NULL OR o.to_day >= $3)"),
                   "iss", other, zg_record_text (holder, ZG_HOLDER_ROLE), zg_record_text (holder, ZG_HOLDER_FROM));
  gboolean           row = FALSE, holds = FALSE, as_deputy = FALSE, within = FALSE;

  while (stmt && zg_stmt_step (stmt, &row, NULL) && row)
    {
      gint64 his = zg_stmt_int (stmt, 0);

      if (zg_stmt_int (stmt, 2))
        {
          as_deputy = TRUE;
          continue;
        }
      holds = TRUE;
      if (his == 0 && !unit_of_staff (db, zg_stmt_int (stmt, 1), &his, NULL))
        his = 0;
      within |= unit == 0 || (tree && zg_units_hold (tree, his, unit));
    }
  if (!holds && as_deputy)
    zg_work_fault (work, ZG_HOLDER_FOR, -1, NULL, _ ("%s holds this role only as a deputy, and no deputy has one of his own."),
                   name);
  else if (!holds)
    zg_work_fault (work, ZG_HOLDER_FOR, -1, NULL, _ ("%s does not hold this role on the first day. Nobody can stand in for him."),
                   name);
  else if (!within)
    zg_work_fault (work, ZG_HOLDER_UNIT, -1, NULL, _ ("%s does not hold this role for that unit. Leave it empty to take his."),
                   name);
}

void
zg_deputy_check (ZgWork *work)
{
  ZgRecord *holder = zg_work_record (work);

  if (!zg_record_is_set (holder, ZG_HOLDER_FOR))
    return;
  if (!zg_record_is_set (holder, ZG_HOLDER_TO))
    zg_work_fault (work, ZG_HOLDER_TO, -1, NULL, _ ("Who stands in for somebody does so for a time: give the last day."));
  if (holder->version)
    return;
  zg_work_guard (work, "person/%" G_GINT64_FORMAT, zg_record_int (holder, ZG_HOLDER_FOR));
  if (zg_record_int (holder, ZG_HOLDER_FOR) == zg_record_int (holder, ZG_HOLDER_PERSON))
    zg_work_fault (work, ZG_HOLDER_FOR, -1, NULL, _ ("Nobody stands in for himself."));
  else if (zg_record_is_set (holder, ZG_HOLDER_ROLE) && zg_record_is_set (holder, ZG_HOLDER_FROM))
    check_principal (work);
}
