/* What the roles of a session reach on a day. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-policy.h"

typedef struct
{
  ZgReach reach;
  GArray *units; /* of gint64: the tops; what lies below is found by the tree */
} Reach;

static void
reach_free (Reach *reach)
{
  g_array_unref (reach->units);
  g_free (reach);
}

static void
add_right (GHashTable *rights, const char *right, ZgReach reach, gint64 unit)
{
  Reach *have = g_hash_table_lookup (rights, right);

  if (reach == ZG_REACH_UNIT && unit == 0)
    reach = ZG_REACH_OWN; /* of no unit */
  if (have == NULL)
    {
      have = g_new0 (Reach, 1);
      have->units = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (rights, (gpointer) right, have);
    }
  have->reach = MAX (have->reach, reach);
  if (reach == ZG_REACH_UNIT)
    g_array_append_val (have->units, unit);
}

/* The roles that say most about a person first: not that he is an employee, not that he looks after the book. */
static gboolean
is_minor (const char *role)
{
  return g_str_equal (role, "emp") || g_str_equal (role, "admin");
}

static void
collect_roles (ZgSession *session, GPtrArray *held)
{
  GPtrArray *roles = g_ptr_array_new ();

  for (int minor = 0; minor < 2; minor++)
    for (guint i = 0; i < held->len; i++)
      if (is_minor (held->pdata[i]) == minor && !g_ptr_array_find_with_equal_func (roles, held->pdata[i], g_str_equal, NULL))
        g_ptr_array_add (roles, g_strdup (held->pdata[i]));
  g_ptr_array_add (roles, NULL);
  g_ptr_array_add (session->old_roles, session->roles);
  session->roles = (char **) g_ptr_array_free (roles, FALSE);
}

/* Under the lock. */
static void
bring_to_day (ZgSession *session)
{
  int            day = zg_day_of_ms (zg_book_now (session->book));
  g_autoptr (GPtrArray) held = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       right, reach;

  if (session->day == day && session->rights)
    return;
  session->day = day;
  g_clear_pointer (&session->rights, g_hash_table_unref);
  /* keys live in the grants */
  session->rights = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) reach_free);
  for (guint i = 0; session->grants && i < session->grants->holdings->len; i++)
    {
      ZgHolding  *holding = &g_array_index (session->grants->holdings, ZgHolding, i);
      GHashTable *gives = g_hash_table_lookup (session->grants->role_rights, holding->role);

      if (day < holding->from || (holding->to != ZG_NO_DAY && day > holding->to))
        continue;
      g_ptr_array_add (held, holding->role);
      if (gives == NULL)
        continue;
      g_hash_table_iter_init (&iter, gives);
      while (g_hash_table_iter_next (&iter, &right, &reach))
        if (zg_role_map_lets (session->grants->presets, right, holding->role, day))
          add_right (session->rights, right, GPOINTER_TO_INT (reach),
                     holding->unit || holding->stands_for ? holding->unit : session->grants->unit);
    }
  collect_roles (session, held);
}

/* The clock reads everything and does what is marked for it. */
static ZgReach
clock_reach (const char *right)
{
  const char      *dot = strrchr (right, '.');
  g_autofree char *id = dot ? g_strndup (right, dot - right) : NULL;
  const ZgKind    *kind = zg_kind_by_id (id);

  if (dot && g_str_equal (dot, ".view"))
    return ZG_REACH_ALL;
  for (int i = 0; kind && i < kind->n_steps; i++)
    if (g_str_equal (kind->steps[i].verb, dot + 1) && (kind->steps[i].flags & ZG_BY_CLOCK))
      return ZG_REACH_ALL;
  return ZG_REACH_NONE;
}

static ZgReach
reach_of (ZgSession *session, const char *right, GArray **units)
{
  Reach *have;

  bring_to_day (session);
  have = g_hash_table_lookup (session->rights, right);
  if (units)
    *units = have ? have->units : NULL;
  return have ? have->reach : ZG_REACH_NONE;
}

ZgReach
zg_session_reach (ZgSession *session, const char *right)
{
  ZgReach reach;

  if (zg_session_must_change (session))
    return ZG_REACH_NONE;
  if (session->is_clock)
    return clock_reach (right);
  g_mutex_lock (&session->lock);
  reach = reach_of (session, right, NULL);
  g_mutex_unlock (&session->lock);
  return reach;
}

const char *const *
zg_session_roles (ZgSession *session)
{
  char **roles;

  g_mutex_lock (&session->lock);
  bring_to_day (session);
  roles = session->roles;
  g_mutex_unlock (&session->lock);
  return (const char *const *) roles;
}

gint64
zg_session_unit (ZgSession *session)
{
  gint64 unit;

  g_mutex_lock (&session->lock);
  unit = session->grants ? session->grants->unit : 0;
  g_mutex_unlock (&session->lock);
  return unit;
}

gboolean
zg_units_hold (GHashTable *tree, gint64 top, gint64 unit)
{
  for (int n = 0; unit && n < 100; n++) /* a ring in the tree ends as well */
    {
      gint64 *parent = g_hash_table_lookup (tree, &unit);

      if (unit == top)
        return TRUE;
      unit = parent ? *parent : 0;
    }
  return FALSE;
}

static gboolean
lies_below (GHashTable *tree, GArray *tops, gint64 unit)
{
  for (guint i = 0; i < tops->len; i++)
    if (zg_units_hold (tree, g_array_index (tops, gint64, i), unit))
      return TRUE;
  return FALSE;
}

gboolean
zg_session_covers (ZgSession *session, const char *right, gint64 owner, gint64 unit, gint64 maker)
{
  ZgReach  reach;
  GArray  *units = NULL;
  gboolean covers;

  if (session->is_clock || zg_session_must_change (session))
    return zg_session_reach (session, right) == ZG_REACH_ALL;
  g_mutex_lock (&session->lock);
  reach = reach_of (session, right, &units);
  covers = reach == ZG_REACH_ALL || (reach == ZG_REACH_UNIT && lies_below (session->grants->tree, units, unit));
  if (!covers && reach != ZG_REACH_NONE)
    covers = owner ? owner == session->staff : maker == session->person;
  g_mutex_unlock (&session->lock);
  return covers;
}

GArray *
zg_session_units (ZgSession *session, const char *right)
{
  GArray        *all = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray        *tops = NULL;
  GHashTableIter iter;
  gpointer       unit;

  if (session->is_clock || zg_session_must_change (session))
    return all;
  g_mutex_lock (&session->lock);
  if (reach_of (session, right, &tops) == ZG_REACH_UNIT)
    {
      g_array_append_vals (all, tops->data, tops->len);
      g_hash_table_iter_init (&iter, session->grants->tree);
      while (g_hash_table_iter_next (&iter, &unit, NULL))
        if (lies_below (session->grants->tree, tops, *(gint64 *) unit))
          g_array_append_vals (all, unit, 1);
    }
  g_mutex_unlock (&session->lock);
  return all;
}

GStrv
zg_role_titles_with (ZgSession *session, const char *right, ZgReach reach)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  g_mutex_lock (&session->lock);
  bring_to_day (session);
  for (const char *const *role = zg_role_codes (NULL); *role && session->grants; role++)
    {
      GHashTable *rights = g_hash_table_lookup (session->grants->role_rights, *role);

      if (rights && GPOINTER_TO_INT (g_hash_table_lookup (rights, right)) >= (int) MAX (reach, ZG_REACH_OWN) &&
          zg_role_map_lets (session->grants->presets, right, *role, session->day))
        g_strv_builder_add (titles, zg_role_title (*role));
    }
  g_mutex_unlock (&session->lock);
  return g_strv_builder_end (titles);
}

char *
zg_roles_with (ZgSession *session, const char *right, ZgReach reach)
{
  g_auto (GStrv) titles = zg_role_titles_with (session, right, reach);

  return g_strjoinv (C_ ("between roles in a sentence", ", "), titles);
}

const ZgRoleMap *
zg_session_map (ZgSession *session, const char *right)
{
  const ZgRoleMap *map = NULL;

  g_mutex_lock (&session->lock);
  bring_to_day (session);
  if (session->grants && !session->is_clock)
    map = zg_role_map_of (session->grants->presets, right, session->day);
  g_mutex_unlock (&session->lock);
  return map;
}

char *
zg_session_map_words (ZgSession *session, const ZgRoleMap *map)
{
  const ZgParameter *parameter = zg_parameter_by_key (map->key);
  g_autofree char   *value = zg_parameter_words (parameter, map->value), *cite = zg_clause_cite (map->clause);
  g_autofree char   *who = zg_roles_with (session, map->right, ZG_REACH_OWN);

  /* Translators: a rule and what is chosen, the roles that do it, the clause */
  return g_strdup_printf (_ ("“%s” is set to “%s”, so this is done by: %s (%s)."), zg_parameter_title (parameter), value, who,
                          cite);
}

gboolean
zg_session_map_lets (ZgSession *session, const char *right, const char *role)
{
  gboolean lets;

  g_mutex_lock (&session->lock);
  bring_to_day (session);
  lets = session->grants == NULL || zg_role_map_lets (session->grants->presets, right, role, session->day);
  g_mutex_unlock (&session->lock);
  return lets;
}
