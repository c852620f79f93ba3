-- Narrower faces of tables that hold secrets: people find them by their path before the tables themselves.

-- what the page of the log-in and the opening of a book need; not what makes up salts for names nobody has
DROP VIEW IF EXISTS zg_seen.meta;
CREATE VIEW zg_seen.meta AS
  SELECT m.key, m.value FROM zg.meta m WHERE m.key IN ('name', 'uid', 'created_ms', 'trial', 'trial_password', 'clock_person', 'kdf_ops',
    'kdf_mem', 'declarations', 'recovery_pk', 'moved')
  UNION ALL SELECT 'clock_pk', encode (k.sign_pk, 'hex') FROM zg.user_key k WHERE k.retired_ms IS NULL
    AND k.person_id = (SELECT c.value::bigint FROM zg.meta c WHERE c.key = 'clock_person')
  UNION ALL SELECT 'last_ms', coalesce (max (a.at_ms), 0)::text FROM zg.audit a;

-- public halves of everybody, the sealed rest of one's own; nobody reads what the server knows a password by
DROP VIEW IF EXISTS zg_seen.user_key;
CREATE VIEW zg_seen.user_key AS
  SELECT k.person_id, k.ver, k.kdf_ops, k.kdf_mem, k.box_pk, k.sign_pk, k.created_ms, k.retired_ms,
    CASE WHEN k.person_id = (SELECT zg.me ()) THEN k.kdf_salt END AS kdf_salt,
    CASE WHEN k.person_id = (SELECT zg.me ()) THEN k.box_sealed END AS box_sealed,
    CASE WHEN k.person_id = (SELECT zg.me ()) THEN k.sign_sealed END AS sign_sealed,
    CASE WHEN k.person_id = (SELECT zg.me ()) THEN k.one_time_until_ms END AS one_time_until_ms,
    CASE WHEN k.person_id = (SELECT zg.me ()) THEN k.password_at_ms END AS password_at_ms,
    CASE WHEN k.person_id = (SELECT zg.me ()) AND k.login_verifier IS NOT NULL THEN 'kept' END AS login_verifier
  FROM zg.user_key k;

-- who holds which key; the sealed key to himself alone
DROP VIEW IF EXISTS zg_seen.key_grant;
CREATE VIEW zg_seen.key_grant AS
  SELECT g.class, g.ver, g.person_id, g.granted_by, g.ts_ms,
    CASE WHEN g.person_id = (SELECT zg.me ()) THEN g.sealed END AS sealed,
    CASE WHEN g.person_id = (SELECT zg.me ()) THEN g.sig END AS sig
  FROM zg.key_grant g;

-- salts of one's own earlier passwords; what they are compared with stays, zg.past_add () compares
DROP VIEW IF EXISTS zg_seen.password_history;
CREATE VIEW zg_seen.password_history AS
  SELECT h.person_id, h.n, h.kdf_ops, h.kdf_mem, h.kdf_salt, decode (repeat ('00', 32), 'hex') AS verifier
  FROM zg.password_history h WHERE h.person_id = (SELECT zg.me ());
