#include "zg-db-pg-private.h"

/* A refusal as the file engine says it: name, event, table, condition (perhaps none), the text. */
#define REFUSAL                                                                                                             \
  "^\\s*CREATE\\s+TRIGGER\\s+(\\w+)\\s+BEFORE\\s+(UPDATE|DELETE|INSERT)\\s+ON\\s+(\\w+)\\s+(?:WHEN\\s+(.*?)\\s+)?"          \
  "BEGIN\\s+SELECT\\s+RAISE\\s*\\(\\s*ABORT\\s*,\\s*('(?:[^']|'')*')\\s*\\)\\s*;\\s*END\\s*$"

#define FAREWELL "^\\s*DROP\\s+TRIGGER\\s+(\\w+)\\s*$"

/* One statement, as one goes over the protocol at a time. What may not be deleted may not be cut off either. */
static char *
refusal (GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1), *event = g_match_info_fetch (match, 2);
  g_autofree char *table = g_match_info_fetch (match, 3), *when = g_match_info_fetch (match, 4);
  g_autofree char *text = g_match_info_fetch (match, 5);
  gboolean         deletes = g_ascii_strcasecmp (event, "DELETE") == 0;
  GString         *sql = g_string_new ("DO $zg_ddl$ BEGIN ");

  g_string_append_printf (sql, "CREATE FUNCTION zg.%s () RETURNS trigger LANGUAGE plpgsql AS $zg_body$ BEGIN "
                               "IF %s THEN RAISE EXCEPTION USING MESSAGE = %s; END IF; RETURN %s; END $zg_body$; "
                               "CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION zg.%s (); ",
                          name, when && *when ? when : "true", text, deletes ? "OLD" : "NEW", name, event, table, name);
  if (deletes)
    g_string_append_printf (sql, "CREATE FUNCTION zg.%s_at_all () RETURNS trigger LANGUAGE plpgsql AS $zg_body$ BEGIN "
                                 "RAISE EXCEPTION USING MESSAGE = %s; END $zg_body$; "
                                 "CREATE TRIGGER %s_at_all BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION "
                                 "zg.%s_at_all (); ", name, text, name, table, name);
  g_string_append (sql, "END $zg_ddl$");
  return g_string_free (sql, FALSE);
}

/* The trigger goes with its function; a name that is not there is an error, as with the file engine. */
static char *
farewell (GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  return g_strdup_printf ("DO $zg_ddl$ BEGIN DROP FUNCTION zg.%s () CASCADE; DROP FUNCTION IF EXISTS zg.%s_at_all () CASCADE; "
                          "END $zg_ddl$", name, name);
}

char *
zg_pg_trigger (const char *sql)
{
  g_autoptr (GRegex) makes = g_regex_new (REFUSAL, G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GRegex) drops = g_regex_new (FAREWELL, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL, end = NULL;

  return g_regex_match (makes, sql, 0, &match) ? refusal (match) : g_regex_match (drops, sql, 0, &end) ? farewell (end) : NULL;
}
