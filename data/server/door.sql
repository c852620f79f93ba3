-- The door: what may be asked before anybody is known, the roles people log in by, and what is counted.

-- a name that says nothing of who has it; made up the same way for a name nobody has
CREATE OR REPLACE FUNCTION zg_keep.role_name (what text) RETURNS text LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT current_database () || '_' || left (encode (sha256 (convert_to (zg_keep.meta ('unknown') || '|role|' || what || '|'
           || zg_keep.meta ('unknown'), 'UTF8')), 'hex'), 20));
END $zg$;

-- one entry at the end of the first desk's chain, as zg_audit_append () makes it; the row of the chain is the lock
CREATE OR REPLACE FUNCTION zg_keep.entry_in (chain_ bigint, who bigint, what text, kind text, doc bigint, version_ bigint, command text,
  words text, signature bytea) RETURNS bigint LANGUAGE plpgsql AS $zg$
DECLARE head record; at_ bigint; link bytea;
BEGIN
  INSERT INTO zg.chain AS c (chain, seq, hash) VALUES (chain_, 0, decode (repeat ('00', 32), 'hex'))
    ON CONFLICT (chain) DO UPDATE SET seq = c.seq RETURNING c.seq + 1 AS seq, c.hash INTO head;
  at_ := greatest (zg_keep.now_ms (), coalesce ((SELECT max (a.at_ms) + 1 FROM zg.audit a WHERE a.chain = chain_
                                                   AND a.seq = head.seq - 1), 0));
  link := sha256 (head.hash || convert_to (format ('%s|%s|%s|%s||%s|', chain_, head.seq, at_, who,
                                                   coalesce (encode (signature, 'hex'), '')), 'UTF8') || convert_to (words, 'UTF8'));
  INSERT INTO zg.audit (chain, seq, at_ms, actor, step, kind, doc, cmd, version, no, opinion, body, body_hash, hash, sig)
    VALUES (chain_, head.seq, at_, who, what, kind, doc, command, version_, NULL, NULL, words, sha256 (convert_to (words, 'UTF8')), link,
            signature);
  UPDATE zg.chain c SET seq = head.seq, hash = link WHERE c.chain = chain_;
  RETURN at_;
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.entry (who bigint, what text, kind text, doc bigint, version_ bigint, command text, words text,
  signature bytea) RETURNS bigint LANGUAGE plpgsql AS $zg$
BEGIN
  RETURN zg_keep.entry_in (1, who, what, kind, doc, version_, command, words, signature);
END $zg$;

-- the role of a person as his log-in and his password are now
CREATE OR REPLACE FUNCTION zg_keep.level_role (who bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  name text := zg_keep.role_name ('person/' || who);
  secret text; open_ boolean;
BEGIN
  PERFORM pg_advisory_xact_lock (1514619980);
  SELECT k.login_verifier INTO secret FROM zg.user_key k WHERE k.person_id = who AND k.retired_ms IS NULL
    AND k.login_verifier ~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$';
  SELECT p.state = 'active' AND NOT EXISTS (SELECT FROM zg.login_state l WHERE l.login = p.login
      AND l.locked_until_ms > zg_keep.now_ms ()) INTO open_ FROM zg.person p WHERE p.id = who;
  IF secret IS NULL AND to_regrole (quote_ident (name)) IS NULL THEN
    RETURN;
  END IF;
  IF to_regrole (quote_ident (name)) IS NULL THEN
    EXECUTE format ('CREATE ROLE %I NOLOGIN NOCREATEDB NOCREATEROLE IN ROLE %I', name, current_database () || '_people');
  END IF;
  INSERT INTO zg_keep.server_role (role, person_id) VALUES (name, who) ON CONFLICT (role) DO NOTHING;
  IF secret IS NULL OR NOT coalesce (open_, false) THEN
    EXECUTE format ('ALTER ROLE %I NOLOGIN PASSWORD NULL', name);
  ELSE
    EXECUTE format ('ALTER ROLE %I LOGIN PASSWORD %L', name, secret);
  END IF;
END $zg$;

-- whatever changes a log-in or its password, by whatever way, changes the role in the same transaction
CREATE OR REPLACE FUNCTION zg_keep.on_key () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.level_role (NEW.person_id);
  RETURN NULL;
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.on_person () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.level_role (NEW.id);
  RETURN NULL;
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.on_state () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.level_role (p.id) FROM zg.person p WHERE p.login = OLD.login AND p.state <> 'ended';
  RETURN NULL;
END $zg$;

CREATE OR REPLACE TRIGGER zg_role AFTER INSERT OR UPDATE OF retired_ms, login_verifier ON zg.user_key
  FOR EACH ROW EXECUTE FUNCTION zg_keep.on_key ();
CREATE OR REPLACE TRIGGER zg_role AFTER UPDATE OF state ON zg.person FOR EACH ROW EXECUTE FUNCTION zg_keep.on_person ();
CREATE OR REPLACE TRIGGER zg_role AFTER DELETE ON zg.login_state FOR EACH ROW EXECUTE FUNCTION zg_keep.on_state ();

-- how long too many wrong tries lock a name: never so short that more than a hundred fit into an hour
CREATE OR REPLACE FUNCTION zg_keep.lock_minutes () RETURNS bigint LANGUAGE plpgsql STABLE AS $zg$
DECLARE day text := zg_keep.today ();
BEGIN
  RETURN greatest (zg_keep.policy ('pwd.lock.minutes', day), (greatest (zg_keep.policy ('pwd.lock.tries', day), 1) * 60 + 99) / 100);
END $zg$;

-- what the page of the log-in needs of a name: a name nobody has gets the same answers
DROP FUNCTION IF EXISTS zg.door (text);
CREATE OR REPLACE FUNCTION zg.door (wanted text) RETURNS TABLE (role text, salt bytea, ops bigint, mem bigint, tries_left bigint,
  locked_until_ms bigint, wait_until_ms bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  who bigint; k record; l record;
  secret text := zg_keep.meta ('unknown');
BEGIN
  IF length (wanted) > 200 THEN
    RAISE EXCEPTION USING MESSAGE = 'a log-in name is shorter';
  END IF;
  DELETE FROM zg.login_state s WHERE s.login = wanted AND s.locked_until_ms > 0 AND s.locked_until_ms <= zg_keep.now_ms ();
  SELECT s.failures, s.locked_until_ms, s.last_ms INTO l FROM zg.login_state s WHERE s.login = wanted;
  SELECT p.id INTO who FROM zg.person p WHERE p.login = wanted AND p.state <> 'ended';
  SELECT x.kdf_salt, x.kdf_ops, x.kdf_mem INTO k FROM zg.user_key x WHERE x.person_id = who AND x.retired_ms IS NULL
    AND x.kdf_ops > 0 ORDER BY x.ver DESC LIMIT 1;
  role := zg_keep.role_name (CASE WHEN k.kdf_ops IS NULL THEN 'nobody/' || wanted ELSE 'person/' || who END);
  salt := coalesce (k.kdf_salt, substr (sha256 (convert_to (secret || '|salt|' || wanted || '|' || secret, 'UTF8')), 1, 16));
  ops := coalesce (k.kdf_ops, zg_keep.meta ('kdf_ops')::bigint);
  mem := coalesce (k.kdf_mem, zg_keep.meta ('kdf_mem')::bigint);
  tries_left := greatest (zg_keep.policy ('pwd.lock.tries', zg_keep.today ()) - coalesce (l.failures, 0), 0);
  locked_until_ms := coalesce (l.locked_until_ms, 0);
  -- after the second wrong one 1, 2, 4 … seconds, as zg-login.c waits
  wait_until_ms := CASE WHEN coalesce (l.failures, 0) < 2 OR zg_keep.meta ('trial') = '1' THEN 0
                        ELSE l.last_ms + 1000 * (1 << least (l.failures - 2, 6)::int) END;
  RETURN NEXT;
END $zg$;

-- a try that failed: counted by the name that was typed; too many close the role for a while
CREATE OR REPLACE FUNCTION zg.knock (wanted text) RETURNS TABLE (tries_left bigint, locked_until_ms bigint) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  l record; who bigint;
  most bigint := greatest (zg_keep.policy ('pwd.lock.tries', zg_keep.today ()), 1);
  now_ bigint := zg_keep.now_ms ();
BEGIN
  IF length (wanted) > 200 THEN
    RAISE EXCEPTION USING MESSAGE = 'a log-in name is shorter';
  END IF;
  PERFORM pg_advisory_xact_lock (1514619979);
  SELECT s.failures, s.locked_until_ms INTO l FROM zg.login_state s WHERE s.login = wanted FOR UPDATE;
  IF coalesce (l.locked_until_ms, 0) > now_ THEN
    tries_left := 0;
    locked_until_ms := l.locked_until_ms;
    RETURN NEXT;
    RETURN;
  END IF;
  tries_left := greatest (most - 1 - CASE WHEN coalesce (l.locked_until_ms, 0) = 0 THEN coalesce (l.failures, 0) ELSE 0 END, 0);
  locked_until_ms := CASE WHEN tries_left = 0 THEN now_ + zg_keep.lock_minutes () * 60000 ELSE 0 END;
  INSERT INTO zg.login_state AS s (login, failures, locked_until_ms, last_ms)
    VALUES (wanted, most - tries_left, knock.locked_until_ms, now_)
    ON CONFLICT (login) DO UPDATE SET failures = excluded.failures, locked_until_ms = excluded.locked_until_ms,
      last_ms = excluded.last_ms;
  DELETE FROM zg.login_state s WHERE s.last_ms < now_ - 2592000000 AND s.locked_until_ms < now_ - 2592000000;
  SELECT p.id INTO who FROM zg.person p WHERE p.login = wanted AND p.state <> 'ended';
  IF locked_until_ms > 0 AND who IS NOT NULL THEN
    PERFORM zg_keep.level_role (who);
  END IF;
  PERFORM zg_keep.entry (zg_keep.meta ('clock_person')::bigint, 'refused:session.login', 'person', coalesce (who, 0), 0,
                         gen_random_uuid ()::text, '{"step":"session.login","refused":"password"}', NULL);
  RETURN NEXT;
END $zg$;

-- the first thing a person does behind the door. Answers "" or why not: once, used, own, state
CREATE OR REPLACE FUNCTION zg.enter (own bigint, command text, words text, signature bytea) RETURNS text LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  who bigint := zg_keep.who (); k record; p record;
  refusal text := '';
BEGIN
  SELECT x.login, x.state INTO p FROM zg.person x WHERE x.id = who;
  SELECT x.ver, coalesce (x.one_time_until_ms, 0) AS until_ms INTO k FROM zg.user_key x WHERE x.person_id = who
    AND x.retired_ms IS NULL ORDER BY x.ver DESC LIMIT 1;
  IF who IS NULL OR p.state IS DISTINCT FROM 'active' THEN
    refusal := 'state';
  ELSIF k.until_ms = 1 THEN
    refusal := 'used';
  ELSIF k.until_ms > 0 AND zg_keep.now_ms () >= k.until_ms THEN
    refusal := 'once';
  ELSIF k.until_ms > 0 AND own = 1 THEN
    refusal := 'own';
  END IF;
  IF refusal <> '' THEN
    PERFORM zg_keep.entry (zg_keep.meta ('clock_person')::bigint, 'refused:session.login', 'person', coalesce (who, 0), 0,
                           gen_random_uuid ()::text, format ('{"step":"session.login","refused":"%s"}', refusal), NULL);
    RETURN refusal;
  END IF;
  UPDATE zg.user_key x SET one_time_until_ms = 1 WHERE x.person_id = who AND x.ver = k.ver AND k.until_ms > 0;
  DELETE FROM zg.login_state s WHERE s.login = p.login;
  PERFORM zg_keep.entry (who, 'session.login', 'person', who, 0, command, words, signature);
  RETURN '';
END $zg$;

-- the number of a desk, part of every id it makes
CREATE OR REPLACE FUNCTION zg.take_desk (called text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE taken bigint;
BEGIN
  PERFORM pg_advisory_xact_lock (1514619979);
  IF zg_keep.who () IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'nobody';
  END IF;
  SELECT coalesce (max (d.id), 0) + 1 INTO taken FROM zg.desk d;
  INSERT INTO zg.desk (id, name, created_ms) VALUES (taken, left (called, 200), zg_keep.now_ms ());
  RETURN taken;
END $zg$;
