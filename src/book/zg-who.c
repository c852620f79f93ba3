/* Who may take a step of a record: roles held today, deputies included, as zg_session_may () would answer each of them. */
#include "zg-who.h"

#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-work.h"

#define EVERYWHERE 1000
#define MOST_NAMED 2

void
zg_who_free (ZgWho *who)
{
  g_free (who->name);
  g_free (who->stands_name);
  g_free (who);
}

/* -- What is asked -- */

typedef struct
{
  const ZgRecord *record;
  const ZgStep   *step;
  GHashTable     *tree;
  gint64          owner, unit, maker;
} Asked;

static gboolean
find_place (Asked *asked, ZgSession *session, ZgDb *db, GError **error)
{
  g_autoptr (ZgRecord) written = zg_record_copy (asked->record);

  if (!zg_work_place (db, written, error))
    return FALSE;
  asked->owner = written->owner;
  asked->unit = written->unit;
  asked->maker = written->version ? written->maker : zg_session_person (session);
  return TRUE;
}

static gboolean
has_signed (const Asked *asked, gint64 person)
{
  for (int i = 0; i < asked->record->kind->n_fields; i++)
    if ((asked->step->differs & ZG_F (i)) && zg_record_int (asked->record, i) == person)
      return TRUE;
  return FALSE;
}

/* -- One role of one person -- */

enum { PERSON, NAME, STAFF, REACH, UNIT, WITHIN, STANDS_FOR, STANDS_STAFF, STANDS_NAME, ROLE };

static gboolean
concerns (const Asked *asked, gint64 person, gint64 staff)
{
  return person == asked->maker || (asked->owner && staff == asked->owner);
}

/* How far above the record the role is held; -1: it does not reach it. */
static int
distance_of (const Asked *asked, ZgStmt *row)
{
  gint64  top = zg_stmt_int (row, UNIT), within = zg_stmt_int (row, WITHIN), unit = asked->unit;
  ZgReach reach = (ZgReach) zg_stmt_int (row, REACH);

  if (within && !zg_units_hold (asked->tree, within, top))
    return -1; /* a deputy for a unit that is no longer his principal's */
  if (reach == ZG_REACH_ALL)
    return EVERYWHERE;
  for (int n = 0; reach == ZG_REACH_UNIT && top && unit && n < 100; n++)
    {
      gint64 *parent = g_hash_table_lookup (asked->tree, &unit);

      if (unit == top)
        return n;
      unit = parent ? *parent : 0;
    }
  if (asked->owner ? zg_stmt_int (row, STAFF) == asked->owner : zg_stmt_int (row, PERSON) == asked->maker)
    return 0;
  return -1;
}

static gboolean
may_sign (const Asked *asked, ZgStmt *row)
{
  gboolean apart = (asked->step->flags & ZG_NOT_OWN) != 0;

  if (apart && concerns (asked, zg_stmt_int (row, PERSON), zg_stmt_int (row, STAFF)))
    return FALSE;
  if (apart && zg_stmt_int (row, STANDS_FOR) && concerns (asked, zg_stmt_int (row, STANDS_FOR), zg_stmt_int (row, STANDS_STAFF)))
    return FALSE;
  return !has_signed (asked, zg_stmt_int (row, PERSON));
}

static int
compare (const ZgWho *a, const ZgWho *b)
{
  if (a->distance != b->distance)
    return a->distance - b->distance;
  return (a->stands_for != 0) - (b->stands_for != 0);
}

static void
add (GPtrArray *all, const ZgWho *found)
{
  ZgWho *who = NULL;

  for (guint i = 0; i < all->len && who == NULL; i++)
    if (((ZgWho *) all->pdata[i])->person == found->person)
      who = all->pdata[i];
  if (who && compare (who, found) <= 0)
    return;
  if (who)
    g_ptr_array_remove (all, who);
  g_ptr_array_add (all, g_memdup2 (found, sizeof *found));
  who = all->pdata[all->len - 1];
  who->name = g_strdup (found->name);
  who->stands_name = g_strdup (found->stands_name);
}

static int
by_nearness (gconstpointer a, gconstpointer b)
{
  const ZgWho *one = *(ZgWho *const *) a, *other = *(ZgWho *const *) b;
  int          order = compare (one, other);

  return order ? order : one->person < other->person ? -1 : one->person > other->person;
}

/* -- All -- */

/* Roles a person holds himself and roles he holds for another, by the days on which both count (zg-deputy.c). Behind the door of
 * a server people read no roles but their own: its function answers. */
static ZgStmt *
holders (ZgDb *db, const char *right, const char *day, GError **error)
{
  if (zg_db_is_guarded (db))
    return zg_db_query (db, error,
                        ZG_SQL ("SELECT person, name, staff, reach, unit, within, stands_for, stands_staff, stands_name, ''"
                                " FROM zg.holders ($1)"), "s", right);
  return zg_db_query (
      db, error,
      ZG_SQL ("SELECT p.id, p.name, coalesce (p.staff, 0), r.reach, coalesce (nullif (h.unit, 0), s.unit_id, 0), 0, 0, 0, NULL,"
              " r.role"
              " FROM role_right r JOIN role_holder h ON h.role = r.role AND h.stands_for IS NULL"
              " JOIN person p ON p.id = h.person AND p.state = 'active' LEFT JOIN staff s ON s.id = p.staff"
              " WHERE r.permission = $1 AND r.state = 'active' AND h.state IN ('active', 'ended') AND h.from_day <= $2"
              " AND coalesce (h.to_day, '9999') >= $2"
              " UNION ALL SELECT p.id, p.name, coalesce (p.staff, 0), r.reach,"
              " coalesce (nullif (d.unit, 0), nullif (o.unit, 0), s.unit_id, 0),"
              " CASE WHEN coalesce (d.unit, 0) = 0 THEN 0 ELSE coalesce (nullif (o.unit, 0), s.unit_id, 0) END,"
              " q.id, coalesce (q.staff, 0), q.name, r.role"
              " FROM role_right r JOIN role_holder d ON d.role = r.role AND d.stands_for IS NOT NULL"
              " JOIN person p ON p.id = d.person AND p.state = 'active'"
              " JOIN role_holder o ON o.person = d.stands_for AND o.role = d.role AND o.stands_for IS NULL"
              " JOIN person q ON q.id = o.person AND q.state <> 'ended' LEFT JOIN staff s ON s.id = q.staff"
              " WHERE r.permission = $1 AND r.state = 'active' AND d.state IN ('active', 'ended')"
              " AND o.state IN ('active', 'ended') AND d.from_day <= $2 AND coalesce (d.to_day, '9999') >= $2"
              " AND o.from_day <= $2 AND coalesce (o.to_day, '9999') >= $2"),
      "ss", right, day);
}

GPtrArray *
zg_who_may (ZgSession *session, ZgDb *db, const ZgRecord *record, const ZgStep *step, GError **error)
{
  g_autoptr (GPtrArray)  all = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_who_free);
  g_autoptr (GHashTable) tree = NULL;
  g_autoptr (ZgStmt)     stmt = NULL;
  g_autofree char       *right = g_strdup_printf ("%s.%s", zg_kind_top (record->kind)->id, step->verb);
  Asked                  asked = { .record = record, .step = step };
  char                   day[11];
  gboolean               row;

  if (zg_kind_by_id ("staff") == NULL)
    return g_steal_pointer (&all);
  asked.tree = tree = zg_unit_tree (db, error);
  if (tree == NULL || !find_place (&asked, session, db, error))
    return NULL;
  stmt = holders (db, right, zg_day_format (zg_day_of_ms (zg_book_now (zg_session_book (session))), day), error);
  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      int   distance;
      ZgWho found;

      if (!row)
        {
          g_ptr_array_sort (all, by_nearness);
          return g_steal_pointer (&all);
        }
      distance = may_sign (&asked, stmt) && zg_session_map_lets (session, right, zg_stmt_text (stmt, ROLE))
                     ? distance_of (&asked, stmt) : -1;
      found = (ZgWho){ zg_stmt_int (stmt, PERSON), (char *) zg_stmt_text (stmt, NAME), zg_stmt_int (stmt, STANDS_FOR),
                       (char *) zg_stmt_text (stmt, STANDS_NAME), distance };
      if (distance >= 0)
        add (all, &found);
    }
  return NULL;
}

/* -- Words -- */

static gboolean
is_nearest (const GPtrArray *all, guint i)
{
  const ZgWho *who = all->pdata[i], *first = all->pdata[0];

  return who->distance == first->distance && (who->stands_for != 0) == (first->stands_for != 0);
}

char *
zg_who_near (const GPtrArray *all)
{
  GString *names = g_string_new (NULL);
  guint    n = 0;

  if (all->len == 0)
    return g_string_free (names, TRUE);
  while (n < all->len && is_nearest (all, n))
    n++;
  for (guint i = 0; i < MIN (n, n > MOST_NAMED ? 1 : MOST_NAMED); i++)
    g_string_append_printf (names, "%s%s", i ? C_ ("between names in a list", ", ") : "", ((ZgWho *) all->pdata[i])->name);
  if (n > MOST_NAMED)
    {
      char *first = g_string_free (names, FALSE);
      /* Translators: the first of several people and how many they are */
      char *text = g_strdup_printf (_ ("%s and others, %u people"), first, n);

      g_free (first);
      return text;
    }
  return g_string_free (names, FALSE);
}

char *
zg_who_names (const GPtrArray *all)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const ZgWho *who = all->pdata[i];

      g_string_append (names, i ? C_ ("between names in a list", ", ") : "");
      if (who->stands_for)
        /* Translators: who, and for whom he stands in */
        g_string_append_printf (names, _ ("%s (for %s)"), who->name, who->stands_name ? who->stands_name : "");
      else
        g_string_append (names, who->name);
    }
  return g_string_free (names, FALSE);
}
