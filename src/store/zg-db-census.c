#include "zg-db.h"

char *
zg_db_census (ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) tables = zg_db_query (db, error,
                                           ZG_SQL ("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                                   "'sqlite\\_%' ESCAPE '\\' ORDER BY name"), NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean row = TRUE;

  if (tables == NULL)
    return NULL;
  while (zg_stmt_step (tables, &row, error) && row)
    {
      g_auto (GStrv)   parts = g_strsplit (zg_stmt_text (tables, 0), "\"", -1);
      g_autofree char *name = g_strjoinv ("\"\"", parts);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", name);
      gint64           count = 0;

      if (!zg_db_int (db, &count, error, sql, NULL))
        return NULL;
      g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", name, count);
    }
  return row ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}
