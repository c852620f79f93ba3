/* What the roles of a book may do, as its own records say. */
#include "zg-people.h"

#include <string.h>

#include "zg-book-private.h"

void
zg_role_right_free (ZgRoleRight *right)
{
  g_free (right->role);
  g_free (right->permission);
  g_free (right);
}

GPtrArray *
zg_role_rights (ZgDb *db, GError **error)
{
  g_autoptr (GPtrArray) rights = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_role_right_free);
  g_autoptr (ZgStmt)    stmt = zg_db_query (db, error,
                                            ZG_SQL ("SELECT role, permission, max (reach), max (created_ms) FROM role_right"
                                                    " WHERE state = 'active' GROUP BY role, permission ORDER BY permission, "
                                                    "role"),
                                            NULL);
  gboolean              row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      ZgRoleRight *right;

      if (!row)
        return g_steal_pointer (&rights);
      right = g_new0 (ZgRoleRight, 1);
      right->role = g_strdup (zg_stmt_text (stmt, 0));
      right->permission = g_strdup (zg_stmt_text (stmt, 1));
      right->reach = (ZgReach) zg_stmt_int (stmt, 2);
      right->since_ms = zg_stmt_int (stmt, 3);
      g_ptr_array_add (rights, right);
    }
  return NULL;
}

/* -- What a release brings -- */

typedef struct
{
  ZgBook     *book;
  ZgDb       *db;
  gint64      maker, now;
  GHashTable *known; /* kinds the book has had rights of, given or taken */
  guint       n;
  gboolean    failed;
  GError    **error;
} Seed;

static gboolean
read_known (Seed *seed)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (seed->db, seed->error, ZG_SQL ("SELECT DISTINCT permission FROM role_right"), NULL);
  gboolean           row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, seed->error) && row)
    g_hash_table_add (seed->known, g_strndup (zg_stmt_text (stmt, 0), strcspn (zg_stmt_text (stmt, 0), ".")));
  return stmt && !row;
}

static gboolean
put_right (Seed *seed, const char *role, const char *permission, int reach)
{
  g_autoptr (ZgRecord) right = zg_record_new (&zg_role_right);

  right->id = zg_book_new_id (seed->book, 1);
  zg_record_set_text (right, ZG_RIGHT_ROLE, role);
  zg_record_set_text (right, ZG_RIGHT_PERMISSION, permission);
  zg_record_set_int (right, ZG_RIGHT_REACH, reach);
  right->version = 1;
  right->maker = seed->maker;
  right->created_ms = seed->now;
  g_free (right->state);
  right->state = g_strdup ("active");
  seed->n++;
  return zg_record_insert (seed->db, right, seed->error);
}

static void
seed_row (char **cells, gpointer data)
{
  Seed            *seed = data;
  const ZgEnum    *reach = zg_enum_find (zg_role_right.fields[ZG_RIGHT_REACH].names, cells[2]);
  g_autofree char *kind = g_strndup (cells[1], strcspn (cells[1], "."));

  if (!seed->failed && reach && !g_hash_table_contains (seed->known, kind))
    seed->failed = !put_right (seed, cells[0], cells[1], reach->number);
  for (int i = 0; i < 3; i++)
    g_free (cells[i]);
}

gboolean
zg_role_rights_seed (ZgBook *book, ZgDb *db, gint64 maker, gint64 now, guint *n, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Seed seed = { .book = book, .db = db, .maker = maker, .now = now, .known = known, .error = error };

  if (!read_known (&seed))
    return FALSE;
  zg_data_each ("policy/roles.tsv", 3, seed_row, &seed);
  if (n)
    *n = seed.n;
  return !seed.failed;
}
