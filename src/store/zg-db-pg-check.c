#include "zg-db-pg-private.h"

#include <glib/gi18n.h>

#include "zg-error.h"

static void
set_damaged (ZgDb *db, const char *what, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _("The database “%s” is damaged (%s). Nothing was changed. Keep the server's files and restore the newest "
                 "verified backup."), db->path, what);
}

/* Runs each text in the second column of @sql, in its place. @limit: (nullable): a number above 0 is damage. */
static gboolean
run_each (ZgDb *db, const char *sql, gboolean counts, GError **error)
{
  PGresult *list = zg_pg_query (db, sql, error);
  gboolean  ok = list != NULL;

  for (int i = 0; ok && i < PQntuples (list); i++)
    {
      g_autoptr (GError) local = NULL;
      PGresult *result = zg_pg_query (db, PQgetvalue (list, i, 1), &local);

      ok = result && !(counts && g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) > 0);
      PQclear (result);
      if (!ok && (local == NULL || g_error_matches (local, ZG_ERROR, ZG_ERROR_CORRUPT)))
        set_damaged (db, PQgetvalue (list, i, 0), error);
      else if (!ok)
        g_propagate_error (error, g_steal_pointer (&local));
    }
  PQclear (list);
  return ok;
}

/* The server checks each page against its sum as it reads it, where the cluster was made with sums. */
static gboolean
check_sums (ZgDb *db, GError **error)
{
  PGresult *result = zg_pg_query (db, "SELECT coalesce (checksum_failures, 0) FROM pg_stat_database "
                                      "WHERE datname = current_database ()", error);
  gboolean  ok;

  if (result == NULL)
    return FALSE;
  ok = PQntuples (result) == 0 || g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) == 0;
  PQclear (result);
  if (!ok)
    set_damaged (db, "checksum", error);
  return ok;
}

gboolean
zg_pg_check (ZgDb *db, gboolean full, GError **error)
{
  /* A whole row as text: every page of the table and of its long values is read. */
  return check_sums (db, error)
         && (!full || run_each (db,
             "SELECT relname, format ('SELECT count (CAST (t AS TEXT)) FROM %s t', oid::regclass) FROM pg_class "
                                    "WHERE relnamespace = 'zg'::regnamespace AND relkind = 'r' ORDER BY relname", FALSE, error));
}

gboolean
zg_pg_check_links (ZgDb *db, GError **error)
{
  return run_each (db, "SELECT f.conrelid::regclass::text, format ('SELECT count (*) FROM %s t WHERE %s AND NOT EXISTS "
                       "(SELECT FROM %s r WHERE %s)', f.conrelid::regclass, string_agg (format ('t.%I IS NOT NULL', a.attname), "
                       "' AND '), f.confrelid::regclass, string_agg (format ('r.%I = t.%I', b.attname, a.attname), ' AND ')) "
                       "FROM pg_constraint f CROSS JOIN LATERAL unnest (f.conkey, f.confkey) AS k (here, there) "
                       "JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.here "
                       "JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = k.there "
                       "WHERE f.contype = 'f' AND f.connamespace = 'zg'::regnamespace "
                       "GROUP BY f.oid, f.conrelid, f.confrelid "
                       "UNION ALL SELECT source, format ('SELECT count (*) FROM %s WHERE %s IS NOT NULL', source, field) "
                       "FROM zg.zg_later ORDER BY 1", TRUE, error);
}

gboolean
zg_pg_copy_to (ZgDb *db, const char *path, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE,
               _("The book “%s” is kept by a database server and cannot be copied as a file. Nothing was changed. "
                 "Back it up with the tools of the server (pg_dump)."), db->path);
  return FALSE;
}

gboolean
zg_pg_checkpoint (ZgDb *db, GError **error)
{
  return TRUE; /* the server's own business */
}

gboolean
zg_pg_get_mark (ZgDb *db, gint64 *application_id, gint64 *schema, GError **error)
{
  PGresult *result = zg_pg_query (db, "SELECT application_id, schema FROM zg.zg_mark", error);

  if (result == NULL)
    return FALSE;
  if (PQntuples (result) == 1)
    {
      *application_id = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
      *schema = g_ascii_strtoll (PQgetvalue (result, 0, 1), NULL, 10);
    }
  PQclear (result);
  return TRUE;
}

gboolean
zg_pg_set_mark (ZgDb *db, gint64 application_id, gint64 schema, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE zg.zg_mark SET application_id = %" G_GINT64_FORMAT ", "
                                          "schema = %" G_GINT64_FORMAT,
                                          application_id, schema);

  return zg_pg_run (db, sql, error);
}

/* The one that asks for this column alone and lists values; that something must be filled in asks for the state as well. */
gboolean
zg_pg_set_check (ZgDb *db, const char *table, const char *column, const char *was, const char *now, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "DO $zg$ DECLARE c record; BEGIN "
    "FOR c IN SELECT n.conname FROM pg_constraint n JOIN pg_attribute a ON a.attrelid = n.conrelid AND a.attname = '%s' "
    "  WHERE n.conrelid = 'zg.%s'::regclass AND n.contype = 'c' AND n.conkey = ARRAY[a.attnum] "
    "    AND (pg_get_constraintdef (n.oid) LIKE '%%= ANY (ARRAY[%%' "
    "      OR pg_get_constraintdef (n.oid) LIKE '%%(%s = %%) OR (%s = %%') LOOP "
    "  EXECUTE format ('ALTER TABLE zg.%s DROP CONSTRAINT %%I', c.conname); END LOOP; "
    "ALTER TABLE zg.%s ADD %s; END $zg$", column, table, column, column, table, table, now);

  return zg_pg_run (db, sql, error);
}
