-- What a person may see and do, asked of the server itself. It answers as zg-reach.c and zg-rights.c do; tests/book/test-server-matrix.c
-- compares every cell. Each function looks at session_user, which nobody can change, and finds nothing by the path of the caller: what
-- people may call sets the path, and what is called by that alone (zg_keep, closed to people) has it already. Setting it in each of
-- them cost a tenth of a posting.

CREATE SCHEMA IF NOT EXISTS zg_keep;
CREATE SCHEMA IF NOT EXISTS zg_seen;
CREATE TABLE IF NOT EXISTS zg_keep.server_role (role TEXT PRIMARY KEY, person_id BIGINT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS zg_keep.server_step (kind TEXT NOT NULL, verb TEXT NOT NULL, from_state TEXT NOT NULL,
  top TEXT NOT NULL, not_own BIGINT NOT NULL, by_clock BIGINT NOT NULL, differs TEXT NOT NULL, PRIMARY KEY (kind, verb, from_state));
CREATE TABLE IF NOT EXISTS zg_keep.role_map (permission TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, roles TEXT[] NOT NULL,
  printed BIGINT NOT NULL, PRIMARY KEY (permission, value));
CREATE TABLE IF NOT EXISTS zg_keep.printed (key TEXT PRIMARY KEY, value BIGINT NOT NULL);
-- of earlier versions
DROP FUNCTION IF EXISTS zg_keep.held (), zg_keep.policy_text (text), zg_keep.policy (text), zg_keep.max_age (), zg_keep.max_age (text),
  zg_keep.must_change (bigint), zg_keep.is_deputy (), zg_keep.in_map (text, text), zg_keep.covers (text, bigint, bigint, bigint),
  zg_keep.deputy_of (text, bigint, bigint, bigint, boolean);
-- who asks, looked up once for all that is asked about him
DROP TYPE IF EXISTS zg_keep.asker CASCADE;
CREATE TYPE zg_keep.asker AS (person bigint, staff bigint, day text, is_clock boolean, is_deputy boolean, is_barred boolean);

-- ms UTC, never before the last entry; the owner may say what time it is, for tests
CREATE OR REPLACE FUNCTION zg_keep.now_ms () RETURNS bigint LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN coalesce (CASE WHEN session_user = current_user THEN nullif (current_setting ('zg.now_ms', true), '')::bigint END,
                   greatest (floor (extract (epoch FROM clock_timestamp ()) * 1000)::bigint, (SELECT max (a.at_ms) FROM zg.audit a)));
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.today () RETURNS text LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT to_char (to_timestamp (zg_keep.now_ms () / 1000) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'));
END $zg$;

-- the id of the person who asks, NULL of a stranger; zg_keep.who () for what runs as the owner already
CREATE OR REPLACE FUNCTION zg_keep.who () RETURNS bigint LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  IF session_user = current_user THEN
    RETURN nullif (current_setting ('zg.person', true), '')::bigint;
  END IF;
  RETURN (SELECT r.person_id FROM zg_keep.server_role r WHERE r.role = session_user);
END $zg$;

CREATE OR REPLACE FUNCTION zg.me () RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  RETURN zg_keep.who ();
END $zg$;

-- his staff record, 0: none
CREATE OR REPLACE FUNCTION zg.staff_id () RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  RETURN (SELECT coalesce ((SELECT p.staff FROM zg.person p WHERE p.id = zg_keep.who ()), 0));
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.meta (wanted text) RETURNS text LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT m.value FROM zg.meta m WHERE m.key = wanted);
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.is_clock (person bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT coalesce (person = zg_keep.meta ('clock_person')::bigint, false));
END $zg$;

-- a parameter of a day for the whole book, as the book sets it; NULL: as printed
CREATE OR REPLACE FUNCTION zg_keep.policy_text (wanted text, day text) RETURNS text LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT p.value FROM zg.parameter p WHERE p.key = wanted AND p.state <> 'deleted' AND p.category IS NULL AND p.unit IS NULL
    AND p.from_day <= day AND (p.to_day IS NULL OR p.to_day >= day) ORDER BY p.from_day DESC, p.id DESC LIMIT 1);
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.policy (wanted text, day text) RETURNS bigint LANGUAGE plpgsql STABLE AS $zg$
DECLARE set_ text := zg_keep.policy_text (wanted, day);
BEGIN
  RETURN CASE WHEN set_ ~ '^[0-9]{1,9}$' THEN set_::bigint ELSE (SELECT d.value FROM zg_keep.printed d WHERE d.key = wanted) END;
END $zg$;

-- a one-time password, or one too old: nothing goes before it is changed. Not asked of the clock, which has none. What lets a
-- password live for ever is asked about last: most are young
CREATE OR REPLACE FUNCTION zg_keep.must_change (person bigint, day text) RETURNS boolean LANGUAGE plpgsql STABLE AS $zg$
DECLARE last_ms bigint; age bigint;
BEGIN
  last_ms := (SELECT max (k.password_at_ms) FROM zg.user_key k
    WHERE k.person_id = person AND k.retired_ms IS NULL AND coalesce (k.one_time_until_ms, 0) = 0);
  IF last_ms IS NULL THEN
    RETURN true;
  END IF;
  age := greatest (zg_keep.policy ('pwd.max_age', day), 0);
  RETURN NOT (age = 0 OR day <= to_char ((to_timestamp (last_ms / 1000) AT TIME ZONE 'Asia/Shanghai') + make_interval (days => age::int),
                                         'YYYY-MM-DD'))
    AND NOT coalesce (zg_keep.meta ('trial') = '1' OR zg_keep.policy_text ('pwd.profile', day) = 'modern', false);
END $zg$;

-- whether a unit is that one or lies below it
CREATE OR REPLACE FUNCTION zg_keep.holds_unit (top bigint, unit_ bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  FOR n IN 1 .. 100 LOOP -- a ring in the tree ends as well
    IF top IS NULL OR unit_ IS NULL OR unit_ = top THEN
      EXIT;
    END IF;
    unit_ := (SELECT nullif (u.parent, 0) FROM zg.unit u WHERE u.id = unit_);
  END LOOP;
  RETURN coalesce (unit_ = top, false);
END $zg$;

CREATE FUNCTION zg_keep.asker (me_ bigint, day_ text) RETURNS zg_keep.asker LANGUAGE plpgsql STABLE AS $zg$
DECLARE a zg_keep.asker;
BEGIN
  SELECT me_, coalesce ((SELECT p.staff FROM zg.person p WHERE p.id = me_), 0), day_,
      coalesce (me_ = (SELECT m.value FROM zg.meta m WHERE m.key = 'clock_person')::bigint, false),
      EXISTS (SELECT FROM zg.role_holder d WHERE d.person = me_ AND d.stands_for IS NOT NULL) INTO a;
  a.is_barred := NOT a.is_clock AND zg_keep.must_change (me_, day_);
  RETURN a;
END $zg$;

CREATE FUNCTION zg_keep.asker () RETURNS zg_keep.asker LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN zg_keep.asker (zg_keep.who (), zg_keep.today ());
END $zg$;

-- the roles of a day, each with its unit; a deputy has those of another log-in while that one holds the role himself, see
-- zg-deputy.c. Each is one SELECT, which becomes a part of that which asks
CREATE FUNCTION zg_keep.held_himself (a zg_keep.asker) RETURNS TABLE (role text, unit bigint, stands_for bigint, stands_staff bigint)
LANGUAGE sql STABLE ROWS 2 AS $zg$
  SELECT h.role, coalesce (nullif (h.unit, 0), s.unit_id), 0::bigint, 0::bigint FROM zg.role_holder h
    JOIN zg.person p ON p.id = h.person LEFT JOIN zg.staff s ON s.id = p.staff
    WHERE NOT (a).is_barred AND h.person = (a).person AND h.stands_for IS NULL AND p.state = 'active' AND h.state IN ('active', 'ended')
      AND h.from_day <= (a).day AND (h.to_day IS NULL OR h.to_day >= (a).day)
$zg$;

CREATE FUNCTION zg_keep.held (a zg_keep.asker) RETURNS TABLE (role text, unit bigint, stands_for bigint, stands_staff bigint)
LANGUAGE sql STABLE ROWS 2 AS $zg$
  SELECT * FROM zg_keep.held_himself (a) UNION ALL
  SELECT d.role, coalesce (nullif (d.unit, 0), nullif (o.unit, 0), s.unit_id), d.stands_for, coalesce (q.staff, 0)
    FROM zg.role_holder d JOIN zg.person p ON p.id = d.person JOIN zg.role_holder o ON o.person = d.stands_for AND o.role = d.role
    JOIN zg.person q ON q.id = o.person LEFT JOIN zg.staff s ON s.id = q.staff
    WHERE NOT (a).is_barred AND d.person = (a).person AND p.state = 'active' AND d.state IN ('active', 'ended')
      AND o.state IN ('active', 'ended') AND o.stands_for IS NULL AND q.state <> 'ended'
      AND (a).day BETWEEN d.from_day AND coalesce (d.to_day, '9999') AND (a).day BETWEEN o.from_day AND coalesce (o.to_day, '9999')
      AND (coalesce (d.unit, 0) = 0 OR zg_keep.holds_unit (coalesce (nullif (o.unit, 0), s.unit_id), d.unit))
$zg$;

-- for whom he ever stood in: what those hold says what he holds
CREATE OR REPLACE FUNCTION zg.stood_for () RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  RETURN ARRAY (SELECT d.stands_for FROM zg.role_holder d WHERE d.person = zg_keep.who () AND d.stands_for IS NOT NULL);
END $zg$;

-- whether a right counts for a role under the rules in force (C11), as zg_role_map_lets ()
CREATE OR REPLACE FUNCTION zg_keep.in_map (wanted text, role_ text, day text) RETURNS boolean LANGUAGE plpgsql STABLE AS $zg$
DECLARE key_ text; value_ text;
BEGIN
  key_ := (SELECT m.key FROM zg_keep.role_map m WHERE m.permission = wanted AND role_ = ANY (m.roles) LIMIT 1);
  IF key_ IS NULL THEN
    RETURN true;
  END IF;
  value_ := coalesce (zg_keep.policy_text (key_, day),
                      (SELECT m.value FROM zg_keep.role_map m WHERE m.permission = wanted AND m.printed = 1));
  RETURN coalesce ((SELECT role_ = ANY (m.roles) FROM zg_keep.role_map m WHERE m.permission = wanted AND m.value = value_), true);
END $zg$;

-- 0 none, 1 own, 2 unit, 3 all. Who is no deputy is asked without the way of deputies: with it in the plan a posting costs an
-- eighth more
CREATE FUNCTION zg_keep.reach_of (a zg_keep.asker, wanted text) RETURNS bigint LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  IF a.is_clock THEN
    RETURN CASE WHEN wanted LIKE '%.view' OR EXISTS (SELECT FROM zg_keep.server_step s WHERE s.by_clock = 1
                  AND s.kind || '.' || s.verb = wanted) THEN 3 ELSE 0 END;
  ELSIF a.is_deputy THEN
    RETURN coalesce ((SELECT max (CASE WHEN r.reach = 2 AND h.unit IS NULL THEN 1 ELSE r.reach END) FROM zg_keep.held (a) h
      JOIN zg.role_right r ON r.role = h.role AND r.permission = wanted AND r.state = 'active'
      WHERE zg_keep.in_map (wanted, h.role, a.day)), 0);
  END IF;
  RETURN coalesce ((SELECT max (CASE WHEN r.reach = 2 AND h.unit IS NULL THEN 1 ELSE r.reach END) FROM zg_keep.held_himself (a) h
    JOIN zg.role_right r ON r.role = h.role AND r.permission = wanted AND r.state = 'active'
    WHERE NOT EXISTS (SELECT FROM zg_keep.role_map m WHERE m.permission = wanted) OR zg_keep.in_map (wanted, h.role, a.day)), 0);
END $zg$;

CREATE OR REPLACE FUNCTION zg.reach (wanted text) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  RETURN zg_keep.reach_of (zg_keep.asker (), wanted);
END $zg$;

-- the units a reach of 2 holds, with all below
CREATE FUNCTION zg_keep.units_of (a zg_keep.asker, wanted text) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  IF zg_keep.reach_of (a, wanted) <> 2 THEN
    RETURN '{}';
  END IF;
  RETURN (WITH RECURSIVE below (id) AS (
    SELECT h.unit FROM zg_keep.held (a) h JOIN zg.role_right r ON r.role = h.role AND r.permission = wanted AND r.state = 'active'
      WHERE r.reach = 2 AND h.unit IS NOT NULL AND zg_keep.in_map (wanted, h.role, a.day)
    UNION SELECT u.id FROM zg.unit u JOIN below b ON u.parent = b.id) SELECT array_agg (id) FROM below);
END $zg$;

CREATE OR REPLACE FUNCTION zg.units (wanted text) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
BEGIN
  RETURN zg_keep.units_of (zg_keep.asker (), wanted);
END $zg$;

CREATE FUNCTION zg_keep.covers (a zg_keep.asker, wanted text, owner bigint, unit bigint, maker bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $zg$
DECLARE reach bigint := zg_keep.reach_of (a, wanted);
BEGIN
  RETURN reach = 3 OR (reach = 2 AND coalesce (unit = ANY (zg_keep.units_of (a, wanted)), false))
    OR (reach > 0 AND coalesce (CASE WHEN owner <> 0 THEN owner = a.staff ELSE maker = a.person END, false));
END $zg$;

-- by whose role a record lies within a right: 0 his own, else the person he stands in for, -1: nobody's. @apart: a role held for the
-- very person it concerns does not count. As zg_deputy_of ()
CREATE FUNCTION zg_keep.deputy_of (a zg_keep.asker, wanted text, owner bigint, unit_ bigint, maker bigint, apart boolean)
RETURNS bigint LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  IF a.is_clock OR NOT a.is_deputy THEN
    RETURN 0;
  END IF;
  RETURN coalesce ((SELECT min (h.stands_for) FROM zg_keep.held (a) h
    JOIN zg.role_right r ON r.role = h.role AND r.permission = wanted AND r.state = 'active'
    WHERE zg_keep.in_map (wanted, h.role, a.day)
      AND NOT (apart AND h.stands_for <> 0 AND (coalesce (maker = h.stands_for, false) OR owner <> 0 AND owner = h.stands_staff))
      AND (r.reach = 3 OR r.reach = 2 AND zg_keep.holds_unit (h.unit, unit_)
           OR coalesce (CASE WHEN owner <> 0 THEN owner = a.staff ELSE maker = a.person END, false))), -1);
END $zg$;

-- who holds a step, himself or as a deputy, today: what the desk needs to say to whom a request goes; zg-who.c says whom it reaches.
-- Nothing else about roles is told
DROP FUNCTION IF EXISTS zg.holders (text);
CREATE FUNCTION zg.holders (wanted text) RETURNS TABLE (person bigint, name text, staff bigint, reach bigint, unit bigint,
within bigint, stands_for bigint, stands_staff bigint, stands_name text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE day text := zg_keep.today ();
BEGIN
  IF zg_keep.must_change (zg_keep.who (), day)
    OR NOT EXISTS (SELECT FROM zg_keep.server_step s WHERE s.top || '.' || s.verb = wanted) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT p.id, p.name, coalesce (p.staff, 0), r.reach, coalesce (nullif (h.unit, 0), s.unit_id, 0), 0::bigint, 0::bigint,
      0::bigint, NULL::text
    FROM zg.role_right r JOIN zg.role_holder h ON h.role = r.role AND h.stands_for IS NULL
    JOIN zg.person p ON p.id = h.person AND p.state = 'active' LEFT JOIN zg.staff s ON s.id = p.staff
    WHERE r.permission = wanted AND r.state = 'active' AND h.state IN ('active', 'ended')
      AND day BETWEEN h.from_day AND coalesce (h.to_day, '9999') AND zg_keep.in_map (wanted, r.role, day);
  RETURN QUERY SELECT p.id, p.name, coalesce (p.staff, 0), r.reach, coalesce (nullif (d.unit, 0), nullif (o.unit, 0), s.unit_id, 0),
      CASE WHEN coalesce (d.unit, 0) = 0 THEN 0 ELSE coalesce (nullif (o.unit, 0), s.unit_id, 0) END, q.id, coalesce (q.staff, 0),
      q.name
    FROM zg.role_right r JOIN zg.role_holder d ON d.role = r.role AND d.stands_for IS NOT NULL
    JOIN zg.person p ON p.id = d.person AND p.state = 'active'
    JOIN zg.role_holder o ON o.person = d.stands_for AND o.role = d.role AND o.stands_for IS NULL
    JOIN zg.person q ON q.id = o.person AND q.state <> 'ended' LEFT JOIN zg.staff s ON s.id = q.staff
    WHERE r.permission = wanted AND r.state = 'active' AND d.state IN ('active', 'ended') AND o.state IN ('active', 'ended')
      AND day BETWEEN d.from_day AND coalesce (d.to_day, '9999') AND day BETWEEN o.from_day AND coalesce (o.to_day, '9999')
      AND zg_keep.in_map (wanted, r.role, day);
END $zg$;

-- whose a record is: a log-in and the roles of it are the person's own, whether or not he is an employee
CREATE OR REPLACE FUNCTION zg_keep.whose (kind text, row_ jsonb, OUT owner bigint, OUT unit bigint, OUT maker bigint)
LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  owner := coalesce ((row_ ->> 'owner_id')::bigint, 0);
  unit := coalesce ((row_ ->> 'unit_id')::bigint, 0);
  maker := (row_ ->> 'maker_id')::bigint;
  IF kind IN ('person', 'role_holder') THEN
    maker := (row_ ->> CASE kind WHEN 'person' THEN 'id' ELSE 'person' END)::bigint;
    IF maker = zg_keep.who () THEN
      owner := zg.staff_id ();
    END IF;
  END IF;
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.row_of (wanted text, doc bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $zg$
DECLARE found jsonb;
BEGIN
  IF EXISTS (SELECT FROM zg_keep.server_step s WHERE s.kind = wanted) THEN
    EXECUTE format ('SELECT to_jsonb (t) FROM zg.%I t WHERE t.id = $1', wanted) INTO found USING doc;
  END IF;
  RETURN found;
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.top (wanted text) RETURNS text LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT s.top FROM zg_keep.server_step s WHERE s.kind = wanted LIMIT 1);
END $zg$;

-- whether this record lies within what the person may see
CREATE OR REPLACE FUNCTION zg.sees (kind text, doc bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE found jsonb; w record; a zg_keep.asker := zg_keep.asker ();
BEGIN
  IF kind IS NULL OR doc IS NULL OR zg_keep.reach_of (a, zg_keep.top (kind) || '.view') IS NOT DISTINCT FROM 0 THEN
    RETURN false;
  END IF;
  found := zg_keep.row_of (kind, doc);
  SELECT * INTO w FROM zg_keep.whose (kind, found);
  RETURN found IS NOT NULL AND zg_keep.covers (a, zg_keep.top (kind) || '.view', w.owner, w.unit, w.maker);
END $zg$;

-- whether he may do this step to this record now: right, reach, state, not his own, not signed by him already
CREATE OR REPLACE FUNCTION zg.may (kind text, verb text, doc bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE found jsonb := zg_keep.row_of (kind, doc); w record; s record; a zg_keep.asker := zg_keep.asker ();
BEGIN
  SELECT * INTO s FROM zg_keep.server_step x WHERE x.kind = may.kind AND x.verb = may.verb AND x.from_state = found ->> 'state';
  IF s IS NULL OR found IS NULL OR a.person IS NULL THEN
    RETURN false;
  END IF;
  SELECT * INTO w FROM zg_keep.whose (kind, found);
  RETURN NOT (a.is_clock AND s.by_clock = 0)
    AND zg_keep.covers (a, s.top || '.' || verb, w.owner, w.unit, w.maker)
    AND NOT (s.not_own = 1 AND (w.maker = a.person OR (w.owner <> 0 AND w.owner = a.staff)))
    AND NOT (s.not_own = 1 AND zg_keep.deputy_of (a, s.top || '.' || verb, w.owner, w.unit, w.maker, true) < 0)
    AND NOT EXISTS (SELECT FROM regexp_split_to_table (s.differs, ' ') AS field WHERE (found ->> field)::bigint = a.person);
END $zg$;
