#include "zg-db-pg-private.h"

/* What the driver puts into a book.
 *
 * Who wrote what is asked of the server, not read out of the text of statements: triggers and functions write as well, and
 * only the server sees them. Each table gets a trigger per statement that notes its name in a setting of the transaction;
 * a savepoint undone takes the note with it. Counting rows as they are written (pg_stat_xact_…) would be cheaper, but those
 * counters keep what a savepoint undid and what earlier transactions did; a deferred constraint trigger runs for each row.
 * It guards against our own mistakes: a person's missing rights on the tables guard against people. */
const char *const zg_pg_functions = ZG_SQL (
  /* after each statement that changed rows of a table */
  "CREATE OR REPLACE FUNCTION zg.wrote () RETURNS trigger LANGUAGE plpgsql AS $zg$ "
  "DECLARE names text := coalesce (current_setting ('zg.tables', true), ''); "
  "BEGIN "
  /* known already, as of most statements */
  "  IF strpos (names, ' ' || TG_TABLE_NAME || ' ') > 0 THEN RETURN NULL; END IF; "
  "  IF TG_OP <> 'TRUNCATE' THEN "
  "    IF NOT EXISTS (SELECT FROM zg_rows) THEN RETURN NULL; END IF; "
  "  END IF; "
  "  IF names = '' THEN names := ' '; END IF; "
  "  PERFORM set_config ('zg.tables', names || TG_TABLE_NAME || ' ', true); "
  "  IF TG_TABLE_NAME = 'audit' AND TG_OP = 'INSERT' THEN PERFORM set_config ('zg.audited', '1', true); END IF; "
  "  RETURN NULL; "
  "END $zg$;"

  /* The last word before each COMMIT; its answer are the names of the tables written. All desks hear them after it, by
   * zg.tell (): a NOTIFY within the transaction would make every COMMIT wait for all others (the server takes one lock for it
   * until the end), and each for its own write to the disk. The setting is undone with the transaction. */
  "CREATE OR REPLACE FUNCTION zg.before_commit (required boolean, exempt text) RETURNS text LANGUAGE plpgsql AS $zg$ "
  "DECLARE names text := btrim (coalesce (current_setting ('zg.tables', true), '')); "
  "BEGIN "
  "  IF names = '' THEN RETURN ''; END IF; "
  "  IF required AND coalesce (current_setting ('zg.audited', true), '') <> '1' AND EXISTS (SELECT FROM "
  "      regexp_split_to_table (names, ' ') AS name WHERE strpos (exempt, ' ' || name || ' ') = 0) THEN "
  "    RAISE EXCEPTION USING ERRCODE = '" ZG_PG_NO_AUDIT "', MESSAGE = 'no entry in audit'; "
  "  END IF; "
  "  PERFORM set_config ('zg.told', CASE WHEN length (names) < 7000 THEN names ELSE '*' END, false); "
  "  RETURN names; "
  "END $zg$;"
  "CREATE OR REPLACE FUNCTION zg.tell () RETURNS void LANGUAGE plpgsql AS $zg$ "
  "BEGIN "
  "  IF current_setting ('zg.told', true) <> '' THEN "
  "    PERFORM pg_notify ('zg', current_setting ('zg.told')), set_config ('zg.told', '', false); "
  "  END IF; "
  "END $zg$;");

const char *const zg_pg_setup = ZG_SQL (
  "CREATE SCHEMA zg;"
  "CREATE TABLE zg.zg_mark (one BIGINT PRIMARY KEY CHECK (one = 1), application_id BIGINT NOT NULL, schema BIGINT NOT NULL);"
  "INSERT INTO zg.zg_mark VALUES (1, 0, 0);"
  "CREATE TABLE zg.zg_later (target TEXT NOT NULL, source TEXT NOT NULL, field TEXT NOT NULL, clause TEXT NOT NULL);"

  /* after a table was made: the triggers for it, and those references whose target is there now; the others wait */
  "CREATE FUNCTION zg.watch (links text) RETURNS void LANGUAGE plpgsql AS $zg$ "
  "DECLARE t regclass; later record; "
  "BEGIN "
  "  FOR t IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'zg'::regnamespace AND c.relkind = 'r' "
  "      AND c.relname NOT IN ('zg_mark', 'zg_later') AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND "
  "g.tgname = 'zg_insert') "
  "  LOOP "
  "    EXECUTE format ('CREATE TRIGGER zg_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS zg_rows "
  "                     FOR EACH STATEMENT EXECUTE FUNCTION zg.wrote ()', t); "
  "    EXECUTE format ('CREATE TRIGGER zg_update AFTER UPDATE ON %s REFERENCING NEW TABLE AS zg_rows "
  "                     FOR EACH STATEMENT EXECUTE FUNCTION zg.wrote ()', t); "
  "    EXECUTE format ('CREATE TRIGGER zg_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS zg_rows "
  "                     FOR EACH STATEMENT EXECUTE FUNCTION zg.wrote ()', t); "
  "    EXECUTE format ('CREATE TRIGGER zg_truncate AFTER TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION zg.wrote ()', t); "
  "  END LOOP; "
  "  INSERT INTO zg.zg_later SELECT split_part (link, chr (31), 1), split_part (link, chr (31), 2), "
  "    split_part (link, chr (31), 3), split_part (link, chr (31), 4) FROM regexp_split_to_table (links, chr (10)) AS link "
  "    WHERE link <> ''; "
  "  FOR later IN DELETE FROM zg.zg_later WHERE to_regclass (target) IS NOT NULL RETURNING * LOOP "
  "    EXECUTE format ('ALTER TABLE %s ADD FOREIGN KEY (%s) %s', later.source, later.field, later.clause); "
  "  END LOOP; "
  "END $zg$;");
