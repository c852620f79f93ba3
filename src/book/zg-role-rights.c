/* What the roles of a book may do, as its own records say. */
#include "zg-people.h"

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
