-- Keys and passwords of people: each function does what one statement of zg-keys.c, zg-password.c and zg-people.c does on a file, for
-- those who may. A refusal has the state 42501.

CREATE OR REPLACE FUNCTION zg_keep.must (holds boolean) RETURNS void LANGUAGE plpgsql AS $zg$
BEGIN
  IF holds IS NOT TRUE OR zg_keep.who () IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'no right';
  END IF;
END $zg$;

-- an entry in the name of the person who asks; what steps leave is written by the posting alone
CREATE OR REPLACE FUNCTION zg.note (what text, kind text, doc bigint, version_ bigint, command text, words text, signature bytea)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.must (what IN ('session.password', 'person.recovery') OR what LIKE 'refused:%' OR what LIKE '%.reveal' OR what LIKE '%.copy');
  PERFORM zg_keep.must (length (words) < 100000);
  RETURN zg_keep.entry (zg_keep.who (), what, kind, doc, version_, command, words, signature);
END $zg$;

-- the same keys under another password, of one's own
CREATE OR REPLACE FUNCTION zg.key_replace (version_ bigint, ops bigint, mem bigint, salt bytea, box bytea, sign bytea, once bigint,
  at_ bigint, verifier text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.must (once = 0 OR EXISTS (SELECT FROM zg.user_key k WHERE k.person_id = zg_keep.who () AND k.ver = version_
                                              AND k.one_time_until_ms = once));
  PERFORM zg_keep.must (at_ BETWEEN zg_keep.now_ms () - 300000 AND zg_keep.now_ms () + 300000
                        OR EXISTS (SELECT FROM zg.user_key k WHERE k.person_id = zg_keep.who () AND k.ver = version_ AND k.password_at_ms = at_));
  UPDATE zg.user_key k SET kdf_ops = ops, kdf_mem = mem, kdf_salt = salt, box_sealed = box, sign_sealed = sign,
    one_time_until_ms = nullif (once, 0), password_at_ms = at_, login_verifier = verifier
    WHERE k.person_id = zg_keep.who () AND k.ver = version_ AND k.retired_ms IS NULL;
  PERFORM zg_keep.must (FOUND);
END $zg$;

-- who may make a password for somebody else
CREATE OR REPLACE FUNCTION zg_keep.may_issue (who bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT who <> zg_keep.who () AND NOT zg_keep.is_clock (who) AND (zg.may ('person', 'reset', who) OR (zg.reach ('person.create') = 3
    AND NOT EXISTS (SELECT FROM zg.user_key k WHERE k.person_id = who))));
END $zg$;

-- a one-time password: new keys for somebody; the earlier ones retire
CREATE OR REPLACE FUNCTION zg.key_issue (who bigint, ops bigint, mem bigint, salt bytea, box_pk_ bytea, sign_pk_ bytea, box bytea,
  sign bytea, once bigint, verifier text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  now_ bigint := zg_keep.now_ms ();
  next_ bigint;
BEGIN
  PERFORM zg_keep.must (zg_keep.may_issue (who));
  PERFORM zg_keep.must (once > now_ OR zg_keep.meta ('trial') = '1');
  SELECT coalesce (max (k.ver), 0) + 1 INTO next_ FROM zg.user_key k WHERE k.person_id = who;
  UPDATE zg.user_key k SET retired_ms = now_ WHERE k.person_id = who AND k.retired_ms IS NULL;
  INSERT INTO zg.user_key (person_id, ver, kdf_ops, kdf_mem, kdf_salt, box_pk, sign_pk, box_sealed, sign_sealed, one_time_until_ms,
    password_at_ms, created_ms, login_verifier)
    VALUES (who, next_, ops, mem, salt, box_pk_, sign_pk_, box, sign, nullif (once, 0), now_, now_, verifier);
  DELETE FROM zg.login_state s WHERE s.login IN (SELECT p.login FROM zg.person p WHERE p.id = who);
  RETURN next_;
END $zg$;

-- a password joins those that may not be used again; refused where it is one of them. Nobody reads them.
CREATE OR REPLACE FUNCTION zg.past_add (who bigint, ops bigint, mem bigint, salt bytea, proof bytea, keep bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE last_ bigint;
BEGIN
  PERFORM zg_keep.must (who = zg_keep.who () OR (zg.reach ('person.reset') = 3 AND NOT zg_keep.is_clock (who))
                        OR zg.reach ('person.create') = 3);
  SELECT coalesce (max (h.n), 0) INTO last_ FROM zg.password_history h WHERE h.person_id = who;
  IF EXISTS (SELECT FROM zg.password_history h WHERE h.person_id = who AND h.verifier = proof AND h.n > last_ - keep) THEN
    RAISE EXCEPTION USING MESSAGE = 'password used before';
  END IF;
  INSERT INTO zg.password_history (person_id, n, kdf_ops, kdf_mem, kdf_salt, verifier) VALUES (who, last_ + 1, ops, mem, salt, proof);
  DELETE FROM zg.password_history h WHERE h.person_id = who AND h.n <= last_ + 1 - keep;
END $zg$;

-- a class key sealed to somebody, by one who has it himself
CREATE OR REPLACE FUNCTION zg.grant_put (class_ text, version_ bigint, who bigint, sealed_ bytea, at_ bigint, signature bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.must (EXISTS (SELECT FROM zg.key_grant g WHERE g.class = class_ AND g.ver = version_ AND g.person_id = zg_keep.who ()));
  PERFORM zg_keep.must (who <> 0 OR zg.reach ('person.recovery') = 3);
  DELETE FROM zg.key_grant g WHERE g.class = class_ AND g.ver = version_ AND g.person_id = who;
  INSERT INTO zg.key_grant (class, ver, person_id, sealed, granted_by, ts_ms, sig)
    VALUES (class_, version_, who, sealed_, zg_keep.who (), at_, signature);
END $zg$;

-- taken back: one's own, or by who hands out roles and passwords
CREATE OR REPLACE FUNCTION zg.grant_take (class_ text, version_ bigint, who bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.must (who = zg_keep.who () OR who <> 0 AND (zg.reach ('person.reset') = 3 OR zg.reach ('role_holder.end') = 3
                        OR zg.reach ('role_right.delete') = 3));
  DELETE FROM zg.key_grant g WHERE g.class = class_ AND g.ver = version_ AND g.person_id = who;
  IF FOUND THEN -- he has seen the key: it is to be changed
    INSERT INTO zg.meta (key, value) VALUES ('due:' || class_, '1') ON CONFLICT (key) DO NOTHING;
  END IF;
END $zg$;

-- who has left: no key, no password
CREATE OR REPLACE FUNCTION zg.key_end (who bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.must (who <> zg_keep.who () AND zg.reach ('person.end') = 3 AND NOT zg_keep.is_clock (who));
  INSERT INTO zg.meta (key, value) SELECT DISTINCT 'due:' || g.class, '1' FROM zg.key_grant g WHERE g.person_id = who
    ON CONFLICT (key) DO NOTHING;
  DELETE FROM zg.key_grant g WHERE g.person_id = who;
  UPDATE zg.user_key k SET retired_ms = zg_keep.now_ms () WHERE k.person_id = who AND k.retired_ms IS NULL;
END $zg$;

CREATE OR REPLACE FUNCTION zg.recovery_put (key_ text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.must (zg.reach ('person.recovery') = 3 AND key_ ~ '^[0-9a-f]{64}$');
  UPDATE zg.meta m SET value = key_ WHERE m.key = 'recovery_pk';
END $zg$;

-- a part of a sealed attachment; what is there stays. Who reads it compares the whole with its name
CREATE OR REPLACE FUNCTION zg.file_put (name text, part_ bigint, bytes_ bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  PERFORM zg_keep.must (zg.reach ('attachment.create') > 0 AND name ~ '^[0-9a-f]{64}$' AND part_ BETWEEN 0 AND 1023
                        AND length (bytes_) <= 262144);
  INSERT INTO zg.file_part (hash, part, bytes) VALUES (name, part_, bytes_) ON CONFLICT (hash, part) DO NOTHING;
END $zg$;
