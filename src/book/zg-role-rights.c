/* What the roles of a book may do, as its own records say. */
#include "zg-people.h"

#include <string.h>

#include "zg-book-private.h"

#define MANY 200 /* rows a statement */

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
  GHashTable *known;  /* rights the book has ever had, given or taken */
  GPtrArray  *rights; /* of ZgRoleRight: those it lacks */
  GError    **error;
} Seed;

static gboolean
read_known (Seed *seed)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (seed->db, seed->error, ZG_SQL ("SELECT DISTINCT permission FROM role_right"), NULL);
  gboolean           row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, seed->error) && row)
    g_hash_table_add (seed->known, g_strdup (zg_stmt_text (stmt, 0)));
  return stmt && !row;
}

/* Many rows a statement: one by one, a server far away would take minutes over them. */
static gboolean
put_rights (Seed *seed, guint first, guint n)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO role_right (id, maker_id, version, state, created_ms, role, permission, "
                                          "reach) VALUES ");
  g_autoptr (ZgStmt)  stmt = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%s($%u, $%u, 1, 'active', $%u, $%u, $%u, $%u)", i ? ", " : "", i * 6 + 1, i * 6 + 2, i * 6 + 3,
                            i * 6 + 4, i * 6 + 5, i * 6 + 6);
  stmt = zg_db_prepare (seed->db, sql->str, seed->error);
  for (guint i = 0; stmt && i < n; i++)
    {
      ZgRoleRight *right = seed->rights->pdata[first + i];

      zg_stmt_bind_int (stmt, i * 6 + 1, zg_book_new_id (seed->book, 1));
      zg_stmt_bind_int (stmt, i * 6 + 2, seed->maker);
      zg_stmt_bind_int (stmt, i * 6 + 3, seed->now);
      zg_stmt_bind_text_static (stmt, i * 6 + 4, right->role);
      zg_stmt_bind_text_static (stmt, i * 6 + 5, right->permission);
      zg_stmt_bind_int (stmt, i * 6 + 6, right->reach);
    }
  return stmt && zg_stmt_run (stmt, seed->error);
}

static void
seed_row (char **cells, gpointer data)
{
  Seed            *seed = data;
  const ZgEnum    *reach = zg_enum_find (zg_role_right.fields[ZG_RIGHT_REACH].names, cells[2]);
  g_autofree char *kind = g_strndup (cells[1], strcspn (cells[1], "."));

  /* of a kind this program does not have: a later one brings it */
  if (reach && zg_kind_by_id (kind) && !g_hash_table_contains (seed->known, cells[1]))
    {
      ZgRoleRight *right = g_new0 (ZgRoleRight, 1);

      right->role = g_strdup (cells[0]);
      right->permission = g_strdup (cells[1]);
      right->reach = reach->number;
      g_ptr_array_add (seed->rights, right);
    }
  for (int i = 0; i < 3; i++)
    g_free (cells[i]);
}

gboolean
zg_role_rights_seed (ZgBook *book, ZgDb *db, gint64 maker, gint64 now, guint *n, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray)  rights = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_role_right_free);
  Seed                   seed = { .book = book, .db = db, .maker = maker, .now = now, .known = known, .rights = rights,
                                  .error = error };

  if (!read_known (&seed))
    return FALSE;
  zg_data_each ("policy/roles.tsv", 3, seed_row, &seed);
  if (n)
    *n = rights->len;
  for (guint first = 0; first < rights->len; first += MANY)
    if (!put_rights (&seed, first, MIN (MANY, rights->len - first)))
      return FALSE;
  return TRUE;
}
