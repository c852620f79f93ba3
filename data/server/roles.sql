-- The two roles every book has beside its owner: the group of its people, and the door.

CREATE SCHEMA IF NOT EXISTS zg_keep;

DO $zg$
DECLARE
  people text := current_database () || '_people';
  door text := current_database () || '_door';
BEGIN
  IF to_regrole (quote_ident (people)) IS NULL THEN
    EXECUTE format ('CREATE ROLE %I NOLOGIN', people);
  END IF;
  IF to_regrole (quote_ident (door)) IS NULL THEN
    EXECUTE format ('CREATE ROLE %I LOGIN', door);
  END IF;
  EXECUTE format ('ALTER ROLE %I NOLOGIN NOCREATEDB NOCREATEROLE', people);
  EXECUTE format ('ALTER ROLE %I LOGIN NOCREATEDB NOCREATEROLE PASSWORD %L', door, 'door');
END $zg$;

-- who owns the tables
CREATE OR REPLACE FUNCTION zg_keep.owner () RETURNS name LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $zg$
  SELECT pg_get_userbyid (n.nspowner) FROM pg_namespace n WHERE n.nspname = 'zg'
$zg$;

-- @tables, @calls, @door_calls: names with blanks between. Everything that is not named is taken from everybody but the owner.
CREATE OR REPLACE FUNCTION zg_keep.grant_all (tables text, calls text, door_calls text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  people text := quote_ident (current_database () || '_people');
  door text := quote_ident (current_database () || '_door');
  owner text := quote_ident (zg_keep.owner ());
  f record; name text;
BEGIN
  EXECUTE format ('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database ());
  EXECUTE format ('GRANT CONNECT ON DATABASE %I TO %s, %s', current_database (), people, door);
  IF (SELECT pg_has_role (n.nspowner, 'USAGE') FROM pg_namespace n WHERE n.nspname = 'public') THEN
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
  END IF;
  EXECUTE format ('REVOKE ALL ON SCHEMA zg, zg_seen, zg_keep FROM PUBLIC, %s, %s', people, door);
  EXECUTE format ('REVOKE ALL ON ALL TABLES IN SCHEMA zg, zg_seen, zg_keep FROM PUBLIC, %s, %s', people, door);
  EXECUTE format ('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA zg, zg_seen, zg_keep FROM PUBLIC, %s, %s', people, door);
  EXECUTE format ('ALTER DEFAULT PRIVILEGES FOR ROLE %s REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC', owner);
  EXECUTE format ('GRANT USAGE ON SCHEMA zg, zg_seen TO %s, %s', people, door);
  FOR name IN SELECT t FROM regexp_split_to_table (tables, ' ') AS t LOOP
    EXECUTE format ('GRANT SELECT ON %s TO %s', name, people);
  END LOOP;
  EXECUTE format ('GRANT SELECT ON zg.zg_mark, zg.schema_version, zg_seen.meta TO %s', door);
  FOR f IN SELECT p.oid::regprocedure AS call, p.proname FROM pg_proc p WHERE p.pronamespace = 'zg'::regnamespace LOOP
    IF f.proname = ANY (string_to_array (calls, ' ')) THEN
      EXECUTE format ('GRANT EXECUTE ON FUNCTION %s TO %s', f.call, people);
    END IF;
    IF f.proname = ANY (string_to_array (door_calls, ' ')) THEN
      EXECUTE format ('GRANT EXECUTE ON FUNCTION %s TO %s', f.call, door);
    END IF;
  END LOOP;
  -- triggers too find their tables by no path of whoever wrote; wrote () has no tables to find and runs after every statement
  FOR f IN SELECT p.oid::regprocedure AS call FROM pg_proc p WHERE p.pronamespace = 'zg'::regnamespace AND p.proconfig IS NULL
      AND p.proname <> 'wrote' LOOP
    EXECUTE format ('ALTER FUNCTION %s SET search_path = zg, pg_temp', f.call);
  END LOOP;
END $zg$;
