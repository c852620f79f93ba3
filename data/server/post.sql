-- The posting on a server: what src/book/zg-post.c does to a file, proved by the server itself. It takes the payload as it is signed,
-- hashed and kept, and believes nothing of it but what a person may say: right, reach, state, version, the fields a step writes, its
-- signatures, its envelope. Rows are written by zg_keep.row_put (), which is generated from the kinds, as are the tables below.

CREATE TABLE IF NOT EXISTS zg_keep.post_kind (kind TEXT PRIMARY KEY, top TEXT NOT NULL, parent TEXT, prefix TEXT, owner_field TEXT,
  unit_field TEXT, drafts TEXT[] NOT NULL);
-- writes: what the step may change; fixed: what it may not, once the record has left its draft
CREATE TABLE IF NOT EXISTS zg_keep.post_step (kind TEXT NOT NULL, verb TEXT NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL,
  not_own BOOLEAN NOT NULL, by_clock BOOLEAN NOT NULL, needs_opinion BOOLEAN NOT NULL, with_lines BOOLEAN NOT NULL,
  writes TEXT[] NOT NULL, fixed TEXT[] NOT NULL, stamps_me TEXT[] NOT NULL, stamps_now TEXT[] NOT NULL, stamps_day TEXT[] NOT NULL,
  differs TEXT[] NOT NULL, also TEXT[] NOT NULL, PRIMARY KEY (kind, verb, from_state));
-- yes-or-no fields that must be yes, that must not be: of two roads a record goes one
ALTER TABLE zg_keep.post_step ADD COLUMN IF NOT EXISTS yes TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE zg_keep.post_step ADD COLUMN IF NOT EXISTS no TEXT[] NOT NULL DEFAULT '{}';
-- whether it enters into a ledger or closes a period: most steps do not, and are asked nothing further
ALTER TABLE zg_keep.post_step ADD COLUMN IF NOT EXISTS enters BOOLEAN NOT NULL DEFAULT false;
-- whether it writes anything of its own accord
ALTER TABLE zg_keep.post_step ADD COLUMN IF NOT EXISTS stamps BOOLEAN GENERATED ALWAYS AS
  (cardinality (stamps_me) + cardinality (stamps_now) + cardinality (stamps_day) > 0) STORED;
-- of earlier versions
DROP FUNCTION IF EXISTS zg_keep.enters (zg_keep.post_step[]), zg_keep.signed (text[], jsonb),
  zg_keep.post_stamps (zg_keep.post_step, bigint, bigint),
  zg_keep.post_may (zg_keep.post_step, text, jsonb), zg_keep.post_says_for (bigint, zg_keep.post_step, text, jsonb),
  zg_keep.post_put (jsonb, jsonb, zg_keep.post_step, zg_keep.post_kind, jsonb, bigint);

-- a sealed field comes as ciphertext, in brackets, or not at all
CREATE OR REPLACE FUNCTION zg_keep.sealed (cell jsonb) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $zg$
BEGIN
  IF jsonb_typeof (cell) NOT IN ('array', 'null') THEN
    RAISE EXCEPTION USING ERRCODE = 'ZGINV', MESSAGE = 'a sealed field in plain';
  END IF;
  RETURN decode (cell ->> 0, 'base64');
END $zg$;

CREATE OR REPLACE FUNCTION zg_keep.refuse (state text, why text) RETURNS void LANGUAGE plpgsql AS $zg$
BEGIN
  RAISE EXCEPTION USING ERRCODE = state, MESSAGE = why;
END $zg$;

-- whether the fields of a row say that this person has signed it
CREATE OR REPLACE FUNCTION zg_keep.signed (fields text[], row_ jsonb, me_ bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $zg$
DECLARE field text;
BEGIN
  FOREACH field IN ARRAY fields LOOP
    IF (row_ ->> field)::bigint = me_ THEN
      RETURN true;
    END IF;
  END LOOP;
  RETURN false;
END $zg$;

-- right and reach over a row, and that it is not his own where it must not be
CREATE FUNCTION zg_keep.post_may (a zg_keep.asker, s zg_keep.post_step, top text, row_ jsonb) RETURNS boolean LANGUAGE plpgsql STABLE
AS $zg$
DECLARE w record := zg_keep.whose (s.kind, row_);
BEGIN
  RETURN (s.by_clock OR NOT a.is_clock)
    AND zg_keep.covers (a, top || '.' || s.verb, w.owner, w.unit, w.maker)
    AND NOT (s.not_own AND (w.maker = a.person OR (w.owner <> 0 AND w.owner = a.staff)))
    AND NOT (s.not_own AND zg_keep.deputy_of (a, top || '.' || s.verb, w.owner, w.unit, w.maker, true) < 0);
END $zg$;

-- who acts as a deputy says for whom, and nobody says so who is none
CREATE FUNCTION zg_keep.post_says_for (a zg_keep.asker, said bigint, s zg_keep.post_step, top text, row_ jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $zg$
DECLARE w record;
BEGIN
  IF NOT a.is_deputy THEN
    RETURN said IS NULL;
  END IF;
  w := zg_keep.whose (s.kind, row_);
  RETURN CASE WHEN said IS NULL THEN zg_keep.deputy_of (a, top || '.' || s.verb, w.owner, w.unit, w.maker, s.not_own) <= 0
              ELSE EXISTS (SELECT FROM zg_keep.held (a) h WHERE h.stands_for = said) END;
END $zg$;

-- what was read to decide has not changed since
CREATE OR REPLACE FUNCTION zg_keep.post_guards (guards jsonb) RETURNS void LANGUAGE plpgsql AS $zg$
DECLARE guard_ record;
BEGIN
  FOR guard_ IN SELECT g.key, g.value::bigint AS version FROM jsonb_each_text (guards) AS g LOOP
    UPDATE zg.guard g SET version = g.version + 1 WHERE g.key = guard_.key AND g.version = guard_.version;
    IF NOT FOUND THEN
      INSERT INTO zg.guard AS g (key, version) VALUES (guard_.key, 1) ON CONFLICT (key) DO NOTHING;
      IF NOT FOUND THEN
        PERFORM zg_keep.refuse ('ZGSTA', 'guard');
      END IF;
    END IF;
  END LOOP;
END $zg$;

-- what a step writes of its own accord
CREATE FUNCTION zg_keep.post_stamps (a zg_keep.asker, s zg_keep.post_step, now_ bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $zg$
BEGIN
  RETURN (SELECT coalesce (jsonb_object_agg (t.field, t.value), '{}') FROM (
    SELECT f AS field, to_jsonb (a.person) AS value FROM unnest (s.stamps_me) AS f UNION ALL
    SELECT f, to_jsonb (now_) FROM unnest (s.stamps_now) AS f UNION ALL
    SELECT f, to_jsonb (a.day) FROM unnest (s.stamps_day) AS f) AS t);
END $zg$;

-- One application of a step: @fields as they were sent and stamped, @old the row it starts from (NULL: a new one). The row as it
-- shall be.
CREATE OR REPLACE FUNCTION zg_keep.post_put (put jsonb, fields jsonb, old jsonb, s zg_keep.post_step, k zg_keep.post_kind, up jsonb,
  me_ bigint, now_ bigint) RETURNS jsonb LANGUAGE plpgsql AS $zg$
DECLARE
  made jsonb; owner bigint; unit bigint;
BEGIN
  made := coalesce (old, jsonb_build_object ('id', put -> 'id', 'parent_id', put -> 'up', 'maker_id', me_, 'created_ms', now_,
                                             'version', 0)) || fields;
  -- whose it is: as place () of zg-run.c
  owner := nullif ((made ->> 'owner_id')::bigint, 0);
  unit := nullif ((made ->> 'unit_id')::bigint, 0);
  IF k.owner_field IS NOT NULL THEN
    owner := nullif ((made ->> k.owner_field)::bigint, 0);
  END IF;
  IF k.unit_field IS NOT NULL THEN
    unit := nullif ((made ->> k.unit_field)::bigint, 0);
  ELSIF owner IS NOT NULL AND (old IS NULL OR owner IS DISTINCT FROM nullif ((old ->> 'owner_id')::bigint, 0)) THEN
    unit := (SELECT nullif (t.unit_id, 0) FROM zg.staff t WHERE t.id = owner);
  END IF;
  IF up IS NOT NULL THEN -- a line is seen by who sees its document
    owner := CASE WHEN k.owner_field IS NULL THEN nullif ((up ->> 'owner_id')::bigint, 0) ELSE owner END;
    unit := CASE WHEN k.unit_field IS NULL THEN nullif ((up ->> 'unit_id')::bigint, 0) ELSE unit END;
  END IF;
  RETURN made || jsonb_build_object ('owner_id', owner, 'unit_id', unit, 'state', s.to_state,
                                     'version', (made ->> 'version')::bigint + 1);
END $zg$;

-- @words: the payload; @keys: for each put the sort keys of its names, which the program makes; @who, @at_: of the owner's own
-- connection, which knows nobody by name: who acts, and what time it is (0: now).
-- Its statements are planned once for good: weighing a plan for each paper's values took half of the time.
CREATE OR REPLACE FUNCTION zg.post (words text, signature bytea, chain_ bigint, keys text, who bigint, at_ bigint)
RETURNS TABLE (entry bigint, at_ms bigint, numbers text, repeated bigint) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $zg$
#variable_conflict use_column
DECLARE
  p jsonb := words::jsonb;
  names jsonb := keys::jsonb;
  head record; seen record;
  put jsonb; old jsonb; up jsonb; made jsonb[] := '{}'; olds jsonb[] := '{}'; changes jsonb[] := '{}'; first jsonb;
  s zg_keep.post_step; s0 zg_keep.post_step; k zg_keep.post_kind; k0 zg_keep.post_kind;
  kinds zg_keep.post_kind[] := '{}';
  steps zg_keep.post_step[] := '{}'; docs bigint[] := '{}'; enters_ boolean := false;
  by_ zg_keep.asker; me_ bigint; fields jsonb; is_line boolean; now_ bigint; n int; i int; year_ bigint; last_ bigint;
  number_ text; link bytea; seq_ bigint;
  given text[] := '{}';
  told text := ' audit chain ';
BEGIN
  IF session_user = current_user THEN
    PERFORM set_config ('zg.person', who::text, true), set_config ('zg.now_ms', CASE WHEN at_ > 0 THEN at_::text ELSE '' END, true);
  END IF;
  me_ := zg_keep.who ();
  IF me_ IS NULL OR chain_ NOT BETWEEN 1 AND 1023 THEN
    PERFORM zg_keep.refuse ('ZGDEN', 'nobody');
  END IF;
  -- here and below: what is nearly always there is looked for before it is made, as each statement that writes costs
  SELECT c.seq AS seq, c.hash AS hash INTO head FROM zg.chain c WHERE c.chain = chain_ FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO zg.chain AS c (chain, seq, hash) VALUES (chain_, 0, decode (repeat ('00', 32), 'hex'))
      ON CONFLICT (chain) DO UPDATE SET seq = c.seq RETURNING c.seq AS seq, c.hash AS hash INTO head;
  END IF;
  -- who sends a command once more, its answer lost, has waited here for the first and is told what became of it
  SELECT d.seq, d.at_ms, d.no, greatest (zg_keep.now_ms (), coalesce (l.at_ms, 0) + 1) AS now_ms INTO seen FROM (SELECT) AS one
    LEFT JOIN zg.audit d ON d.cmd = p ->> 'cmd' LEFT JOIN zg.audit l ON l.chain = chain_ AND l.seq = head.seq;
  IF seen.seq IS NOT NULL THEN
    RETURN QUERY SELECT seen.seq, seen.at_ms, jsonb_build_array (seen.no)::text, 1::bigint;
    RETURN;
  END IF;
  now_ := seen.now_ms;
  by_ := zg_keep.asker (me_, to_char (to_timestamp (now_ / 1000) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD'));

  IF p ? 'guards' THEN
    PERFORM zg_keep.post_guards (p -> 'guards');
  END IF;

  n := jsonb_array_length (p -> 'puts');
  FOR i IN 0 .. n - 1 LOOP
    put := p -> 'puts' -> i;
    SELECT * INTO k FROM zg_keep.post_kind x WHERE x.kind = put ->> 'k';
    IF k IS NULL THEN
      PERFORM zg_keep.refuse ('ZGINV', 'no such kind');
    END IF;
    old := NULL;
    IF (put ->> 'ver')::bigint > 0 THEN
      old := zg_keep.row_lock (k.kind, (put ->> 'id')::bigint);
      IF old IS NULL THEN
        PERFORM zg_keep.refuse ('ZGNOF', 'no such record');
      ELSIF (old ->> 'version')::bigint <> (put ->> 'ver')::bigint THEN
        PERFORM zg_keep.refuse ('ZGCON', 'version');
      END IF;
    END IF;
    SELECT * INTO s FROM zg_keep.post_step x WHERE x.kind = k.kind AND x.verb = put ->> 'v'
      AND x.from_state = coalesce (old ->> 'state', '')
      AND NOT EXISTS (SELECT FROM unnest (x.yes) f WHERE coalesce ((old ->> f)::bigint, 0) = 0)
      AND NOT EXISTS (SELECT FROM unnest (x.no) f WHERE coalesce ((old ->> f)::bigint, 0) <> 0);
    IF s.kind IS NULL THEN
      PERFORM zg_keep.refuse ('ZGINV', 'state');
    END IF;
    is_line := i > 0 AND k.parent IS NOT DISTINCT FROM k0.kind AND s0.with_lines
      AND coalesce (old -> 'parent_id', put -> 'up') IS NOT DISTINCT FROM first -> 'id' AND s.verb IN ('create', 'edit', 'remove');
    IF i > 0 AND NOT is_line AND NOT (k.kind || '.' || s.verb) = ANY (s0.also) THEN
      PERFORM zg_keep.refuse ('ZGDEN', 'envelope');
    END IF;
    up := CASE WHEN is_line THEN first END;
    IF up IS NULL AND old IS NULL AND k.parent IS NOT NULL THEN -- a line of a document that is made beside this one, or was there
      SELECT made[j] INTO up FROM generate_subscripts (docs, 1) AS j WHERE docs[j] = (put ->> 'up')::bigint AND (kinds[j]).kind = k.parent;
      up := coalesce (up, zg_keep.row_of (k.parent, (put ->> 'up')::bigint));
    END IF;
    fields := put -> 'f';
    IF fields - s.writes <> '{}' OR old IS NOT NULL AND fields ?| s.fixed AND NOT old ->> 'state' = ANY (k.drafts) THEN
      PERFORM zg_keep.refuse ('ZGINV', 'a field this step does not write');
    END IF;
    IF s.stamps THEN
      fields := fields || zg_keep.post_stamps (by_, s, now_);
    END IF;
    made := array_append (made, zg_keep.post_put (put, fields, old, s, k, up, me_, now_));
    changes := array_append (changes, fields);
    olds := array_append (olds, old);
    kinds := array_append (kinds, k);
    steps := array_append (steps, s);
    enters_ := enters_ OR s.enters;
    docs := array_append (docs, (put ->> 'id')::bigint);
    IF strpos (told, ' ' || k.kind || ' ') = 0 THEN
      told := told || k.kind || ' ';
    END IF;
    IF i = 0 THEN
      first := made[1];
      s0 := s;
      k0 := k;
      IF NOT zg_keep.post_may (by_, s, k.top, coalesce (old, first)) OR zg_keep.signed (s.differs, coalesce (old, first), me_)
         OR NOT zg_keep.post_says_for (by_, (p ->> 'for')::bigint, s, k.top, coalesce (old, first))
         OR ((old -> 'owner_id' IS DISTINCT FROM first -> 'owner_id' OR old -> 'unit_id' IS DISTINCT FROM first -> 'unit_id')
             AND old IS NOT NULL AND NOT zg_keep.post_may (by_, s, k.top, first)) THEN
        PERFORM zg_keep.refuse ('ZGDEN', k.top || '.' || s.verb);
      ELSIF s.needs_opinion AND coalesce (p ->> 'opinion', '') = '' THEN
        PERFORM zg_keep.refuse ('ZGINV', 'opinion');
      END IF;
    END IF;
    -- the earlier signatures count, not the one this step makes
    IF zg_keep.signed (s.differs, coalesce (old, '{}') || (put -> 'f'), me_) THEN
      PERFORM zg_keep.refuse ('ZGINV', 'differs');
    END IF;
  END LOOP;

  -- told at once, so that zg.wrote () need not look at the rows of each statement below; an assignment costs less than a PERFORM
  told := set_config ('zg.tables', rtrim (coalesce (current_setting ('zg.tables', true), '')) || told, true)
    || set_config ('zg.audited', '1', true);
  seq_ := head.seq + 1;
  IF enters_ THEN -- what is entered is read from the rows
    FOR i IN 1 .. n LOOP
      IF NOT zg_keep.only_grows (kinds[i].kind) AND NOT zg_keep.row_put (kinds[i].kind, made[i], changes[i],
           coalesce (names -> (i - 1), '{}'), coalesce ((olds[i] ->> 'version')::bigint, 0)) THEN
        PERFORM zg_keep.refuse ('ZGCON', 'version');
      END IF;
    END LOOP;
    PERFORM zg_keep.post_lines (steps, docs, chain_, seq_, now_);
  END IF;

  -- numbers last: whoever wants the next of a series waits from here to the end
  year_ := left (by_.day, 4)::bigint;
  FOR i IN 1 .. n LOOP
    k := kinds[i];
    number_ := made[i] ->> 'no';
    IF k.prefix IS NOT NULL AND number_ IS NULL AND NOT made[i] ->> 'state' = ANY (k.drafts) THEN
      UPDATE zg.series r SET last = r.last + 1 WHERE r.prefix = k.prefix AND r.year = year_ RETURNING r.last INTO last_;
      IF NOT FOUND THEN
        INSERT INTO zg.series AS r (prefix, year, last) VALUES (k.prefix, year_, 1)
          ON CONFLICT (prefix, year) DO UPDATE SET last = r.last + 1 RETURNING r.last INTO last_;
      END IF;
      number_ := k.prefix || '-' || year_ || '-' || lpad (last_::text, greatest (4, length (last_::text)), '0');
      made[i] := made[i] || jsonb_build_object ('no', number_);
      IF enters_ THEN
        PERFORM zg_keep.row_number (k.kind, docs[i], number_);
      END IF;
    END IF;
    given := array_append (given, number_);
    IF NOT (enters_ AND NOT zg_keep.only_grows (k.kind)) AND NOT zg_keep.row_put (k.kind, made[i], changes[i],
         coalesce (names -> (i - 1), '{}'), coalesce ((olds[i] ->> 'version')::bigint, 0)) THEN
      PERFORM zg_keep.refuse ('ZGCON', 'version');
    END IF;
  END LOOP;

  link := sha256 (head.hash || convert_to (format ('%s|%s|%s|%s|%s|%s|', chain_, seq_, now_, me_, coalesce (given[1], ''),
                                                   coalesce (encode (signature, 'hex'), '')), 'UTF8') || convert_to (words, 'UTF8'));
  INSERT INTO zg.audit (chain, seq, at_ms, actor, step, kind, doc, cmd, version, no, opinion, body, body_hash, hash, sig)
    VALUES (chain_, seq_, now_, me_, k0.kind || '.' || s0.verb, k0.kind, (first ->> 'id')::bigint, p ->> 'cmd',
            (first ->> 'version')::bigint, given[1], nullif (p ->> 'opinion', ''), words, sha256 (convert_to (words, 'UTF8')), link,
            signature);
  FOR i IN 2 .. n LOOP
    INSERT INTO zg.audit_put (kind, doc, chain, seq) VALUES (kinds[i].kind, (made[i] ->> 'id')::bigint, chain_, seq_)
      ON CONFLICT DO NOTHING;
  END LOOP;
  UPDATE zg.chain c SET seq = seq_, hash = link WHERE c.chain = chain_;
  RETURN QUERY SELECT seq_, now_, to_jsonb (given)::text, 0::bigint;
END $zg$;
