/* Role maps: who takes a step where the written rules disagree (data/policy/role-maps.tsv). Under each value of a parameter a
 * right counts only for the roles named with it; a role that is never named with a right has it as the rights say. Its twin on a
 * server is zg_keep.in_map (). */
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-policy.h"

/* -- What the program carries -- */

typedef struct
{
  GHashTable *rights; /* right → GPtrArray of ZgRoleMap */
  GPtrArray  *all, *keys;
} Maps;

static void
take_row (char **cells, gpointer data)
{
  Maps          *maps = data;
  g_auto (GStrv) rights = g_strsplit (cells[2], ",", -1);
  char         **roles = g_strsplit (cells[3], ",", -1);

  if (!g_ptr_array_find_with_equal_func (maps->keys, cells[0], g_str_equal, NULL))
    g_ptr_array_add (maps->keys, cells[0]);
  for (char **right = rights; *right; right++)
    {
      ZgRoleMap *map = g_new0 (ZgRoleMap, 1);
      GPtrArray *rows = g_hash_table_lookup (maps->rights, *right);

      *map = (ZgRoleMap){ cells[0], cells[1], g_strdup (*right), cells[4], (const char *const *) roles };
      if (rows == NULL)
        g_hash_table_insert (maps->rights, (gpointer) map->right, rows = g_ptr_array_new ());
      g_ptr_array_add (rows, map);
      g_ptr_array_add (maps->all, map);
    }
  g_free (cells[2]);
  g_free (cells[3]);
}

static Maps *
maps (void)
{
  static Maps  maps;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      maps = (Maps){ g_hash_table_new (g_str_hash, g_str_equal), g_ptr_array_new (), g_ptr_array_new () };
      zg_data_each ("policy/role-maps.tsv", 5, take_row, &maps);
      g_once_init_leave (&once, 1);
    }
  return &maps;
}

const ZgRoleMap *const *
zg_role_maps (guint *n)
{
  *n = maps ()->all->len;
  return (const ZgRoleMap *const *) maps ()->all->pdata;
}

/* -- What is in force -- */

typedef struct
{
  const char *key;
  char        value[16];
  int         from, to; /* ZG_NO_DAY: open */
} Preset;

/* Newest first, as zg_policy_text () has them for the whole book. */
static gboolean
read_key (GArray *presets, ZgDb *db, const char *key, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT value, from_day, to_day FROM parameter WHERE key = $1"
                                                 " AND state <> 'deleted' AND category IS NULL AND unit IS NULL"
                                                 " ORDER BY from_day DESC, id DESC"),
                                         "s", key);
  gboolean row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      Preset preset = { .key = key, .from = ZG_NO_DAY, .to = ZG_NO_DAY };

      g_strlcpy (preset.value, zg_stmt_text (stmt, 0), sizeof preset.value);
      if (zg_day_parse (zg_stmt_text (stmt, 1), &preset.from) &&
          (zg_stmt_is_null (stmt, 2) || zg_day_parse (zg_stmt_text (stmt, 2), &preset.to)))
        g_array_append_val (presets, preset);
    }
  return stmt != NULL && !row;
}

GArray *
zg_role_presets (ZgDb *db, GError **error)
{
  g_autoptr (GArray) presets = g_array_new (FALSE, FALSE, sizeof (Preset));

  for (guint i = 0; zg_kind_by_id (zg_parameter.id) && i < maps ()->keys->len; i++)
    if (!read_key (presets, db, maps ()->keys->pdata[i], error))
      return NULL;
  return g_steal_pointer (&presets);
}

static const char *
value_on (const GArray *presets, const char *key, int day)
{
  const ZgParameter *parameter = zg_parameter_by_key (key);

  for (guint i = 0; i < presets->len; i++)
    {
      const Preset *preset = &g_array_index (presets, Preset, i);

      if (g_str_equal (preset->key, key) && preset->from <= day && (preset->to == ZG_NO_DAY || preset->to >= day))
        return preset->value;
    }
  return parameter ? parameter->value : "";
}

const ZgRoleMap *
zg_role_map_of (const GArray *presets, const char *right, int day)
{
  GPtrArray *rows = g_hash_table_lookup (maps ()->rights, right);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const ZgRoleMap *map = rows->pdata[i];

      if (g_str_equal (map->value, value_on (presets, map->key, day)))
        return map;
    }
  return NULL;
}

gboolean
zg_role_map_lets (const GArray *presets, const char *right, const char *role, int day)
{
  GPtrArray       *rows = g_hash_table_lookup (maps ()->rights, right);
  const ZgRoleMap *map = rows ? zg_role_map_of (presets, right, day) : NULL;

  if (map == NULL || g_strv_contains (map->roles, role))
    return TRUE;
  for (guint i = 0; i < rows->len; i++)
    if (g_strv_contains (((const ZgRoleMap *) rows->pdata[i])->roles, role))
      return FALSE;
  return TRUE;
}
