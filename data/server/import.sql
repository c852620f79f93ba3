-- Imports on a server: what src/book/zg-import.c and zg-import-end.c do to a file, proved by the server itself. A chunk comes with the
-- words of its entry, which name its new rows by number and digest: where the server finds others, it writes nothing and says which are
-- new. Rows are written and taken back by zg_keep.import_put () and zg_keep.import_drop (), which are generated from the kinds.

CREATE OR REPLACE FUNCTION zg_keep.import_key (import_ bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $zg$
  SELECT hashtextextended ('import ' || import_, 0)
$zg$;

-- The connection that runs an import holds a lock on it, so that one whose program was killed is known: NULL.
CREATE OR REPLACE FUNCTION zg_keep.import_holder (import_ bigint) RETURNS int LANGUAGE plpgsql AS $zg$
BEGIN
  RETURN (SELECT l.pid FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database ())
    AND (l.classid::bigint << 32 | l.objid::bigint) = zg_keep.import_key (import_) LIMIT 1);
END $zg$;

-- who asks: as in zg.post ()
CREATE OR REPLACE FUNCTION zg_keep.import_me (chain_ bigint, who bigint, at_ bigint) RETURNS bigint LANGUAGE plpgsql AS $zg$
BEGIN
  IF session_user = current_user THEN
    PERFORM set_config ('zg.person', who::text, true), set_config ('zg.now_ms', CASE WHEN at_ > 0 THEN at_::text ELSE '' END, true);
  END IF;
  IF zg_keep.who () IS NULL OR chain_ IS NULL OR chain_ NOT BETWEEN 1 AND 1023 THEN
    PERFORM zg_keep.refuse ('ZGDEN', 'nobody');
  END IF;
  RETURN zg_keep.who ();
END $zg$;

-- whose an imported row is lies within the reach, or nothing of the chunk is written
CREATE OR REPLACE FUNCTION zg_keep.import_covers (wanted text, owner bigint, unit bigint) RETURNS boolean LANGUAGE plpgsql AS $zg$
BEGIN
  IF NOT zg_keep.covers (zg_keep.asker (), wanted, coalesce (owner, 0), coalesce (unit, 0), zg_keep.who ()) THEN
    PERFORM zg_keep.refuse ('ZGDEN', 'reach');
  END IF;
  RETURN true;
END $zg$;

-- An import that its person runs, made by its first chunk; the row stays locked to the end of the transaction.
CREATE OR REPLACE FUNCTION zg_keep.import_begin (import_ bigint, kind_ text, source_ text, digest_ text, now_ bigint) RETURNS void
LANGUAGE plpgsql AS $zg$
DECLARE
  i record;
  holder int;
BEGIN
  INSERT INTO zg.import (id, kind, source, digest, at_ms, person, state, n_rows)
    VALUES (import_, kind_, left (source_, 1000), left (digest_, 128), now_, zg_keep.who (), 'running', 0) ON CONFLICT (id) DO NOTHING;
  SELECT * INTO i FROM zg.import x WHERE x.id = import_ FOR NO KEY UPDATE;
  IF i.person <> zg_keep.who () OR i.kind <> kind_ THEN
    PERFORM zg_keep.refuse ('ZGDEN', 'import of another');
  ELSIF i.state <> 'running' THEN
    PERFORM zg_keep.refuse ('ZGINV', 'import is over');
  END IF;
  holder := zg_keep.import_holder (import_);
  IF (CASE WHEN holder IS NULL THEN NOT pg_try_advisory_lock (zg_keep.import_key (import_)) ELSE holder <> pg_backend_pid () END) THEN
    PERFORM zg_keep.refuse ('ZGCON', 'import runs elsewhere');
  END IF;
END $zg$;

-- @rows: [{"f": fields, "n": what is derived of them}, …], at most a thousand; their ids are counted from the first. @entry: 0: nothing
-- was written, the words name other rows than the new ones. @marks: a digit for each row, 1: new.
CREATE OR REPLACE FUNCTION zg.import_chunk (words text, signature bytea, chain_ bigint, command text, rows_ text, source_ text,
  digest_ text, who bigint, at_ bigint) RETURNS TABLE (entry bigint, at_ms bigint, marks text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $zg$
#variable_conflict use_column
DECLARE
  me_ bigint := zg_keep.import_me (chain_, who, at_);
  p jsonb := words::jsonb;
  r jsonb := rows_::jsonb;
  import_ bigint := (p ->> 'import')::bigint;
  first_ bigint := (p ->> 'first')::bigint;
  last_ bigint; n_ bigint; ids bigint[]; sum_ text; proof bytea; reach_ bigint; now_ bigint; at_once bigint;
  s zg_keep.post_step; k zg_keep.post_kind; seen record;
BEGIN
  SELECT a.at_ms INTO seen FROM zg.audit a WHERE a.cmd = command;
  IF FOUND THEN
    RETURN QUERY SELECT 1::bigint, seen.at_ms, ''::text;
    RETURN;
  END IF;
  SELECT * INTO k FROM zg_keep.post_kind x WHERE x.kind = p ->> 'k' AND x.parent IS NULL;
  SELECT * INTO s FROM zg_keep.post_step x WHERE x.kind = k.kind AND x.verb = 'import' AND x.from_state = '';
  IF s.kind IS NULL THEN
    PERFORM zg_keep.refuse ('ZGINV', 'no such import');
  END IF;
  reach_ := zg.reach (k.kind || '.import');
  IF reach_ = 0 THEN
    PERFORM zg_keep.refuse ('ZGDEN', k.kind || '.import');
  END IF;
  n_ := jsonb_array_length (r);
  last_ := first_ + n_ - 1;
  IF n_ NOT BETWEEN 1 AND 1000 OR import_ IS NULL OR import_ < 1 OR first_ IS NULL OR first_ < 1 THEN
    PERFORM zg_keep.refuse ('ZGINV', 'chunk');
  ELSIF EXISTS (SELECT FROM jsonb_array_elements (r) AS e, jsonb_object_keys (e -> 'f') AS key WHERE NOT key = ANY (s.writes)) THEN
    PERFORM zg_keep.refuse ('ZGINV', 'a field this step does not write');
  END IF;
  now_ := zg_keep.now_ms ();
  BEGIN
    PERFORM zg_keep.import_begin (import_, k.kind, source_, digest_, now_);
    IF EXISTS (SELECT FROM zg.import_chunk c JOIN zg.import i ON i.id = c.import_id
                 WHERE i.kind = k.kind AND c.first_id <= last_ AND c.last_id >= first_) THEN
      PERFORM zg_keep.refuse ('ZGCON', 'ids');
    END IF;
    SELECT count (*), array_agg (x.doc), sha256 (coalesce (string_agg (x.line, ''::bytea ORDER BY x.doc), '')) INTO n_, ids, proof
      FROM zg_keep.import_put (k.kind, r, first_, import_, s.to_state, now_,
                               reach_ = 3 OR k.owner_field IS NULL AND k.unit_field IS NULL) AS x;
    sum_ := encode (proof, 'hex');
    IF words <> format ('{"import":%s,"k":"%s","first":%s,"last":%s,"rows":%s,"digest":"%s"}', import_, k.kind, first_, last_, n_, sum_)
    THEN
      RAISE EXCEPTION USING ERRCODE = 'ZGAGN';
    END IF;
  EXCEPTION WHEN SQLSTATE 'ZGAGN' THEN
    RETURN QUERY SELECT 0::bigint, now_, string_agg (CASE WHEN d = ANY (ids) THEN '1' ELSE '0' END, '' ORDER BY d)
      FROM generate_series (first_, last_) AS d;
    RETURN;
  END;
  INSERT INTO zg.import_chunk (import_id, first_id, last_id, digest) VALUES (import_, first_, last_, convert_to (sum_, 'UTF8'));
  UPDATE zg.import i SET n_rows = i.n_rows + n_ WHERE i.id = import_;
  at_once := zg_keep.entry_in (chain_, me_, k.kind || '.import', 'import_run', import_, 0, command, words, signature);
  RETURN QUERY SELECT 1::bigint, at_once, ''::text;
END $zg$;

-- From now on the import stands in the list. @target: what the file is called in the language of the desk. When it was entered.
CREATE OR REPLACE FUNCTION zg.import_end (words text, signature bytea, chain_ bigint, command text, target_ text, known bigint,
  who bigint, at_ bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  me_ bigint := zg_keep.import_me (chain_, who, at_);
  import_ bigint := (words::jsonb ->> 'import')::bigint;
  now_ bigint; i record; seen record;
BEGIN
  SELECT a.at_ms INTO seen FROM zg.audit a WHERE a.cmd = command;
  IF FOUND THEN
    RETURN seen.at_ms;
  END IF;
  SELECT * INTO i FROM zg.import x WHERE x.id = import_ FOR NO KEY UPDATE;
  IF i.id IS NULL THEN
    PERFORM zg_keep.refuse ('ZGNOF', 'no such import');
  ELSIF i.person <> me_ OR zg.reach (i.kind || '.import') = 0 THEN
    PERFORM zg_keep.refuse ('ZGDEN', i.kind || '.import');
  ELSIF i.state <> 'running' THEN
    PERFORM zg_keep.refuse ('ZGINV', 'import is over');
  ELSIF words <> format ('{"import":%s,"rows":%s}', import_, i.n_rows) OR known IS NULL OR known < 0 THEN
    PERFORM zg_keep.refuse ('ZGINV', 'rows');
  END IF;
  now_ := zg_keep.now_ms ();
  UPDATE zg.import x SET state = 'done' WHERE x.id = import_;
  PERFORM zg_keep.row_put ('import_run', jsonb_build_object ('id', import_, 'maker_id', me_, 'state', 'done', 'created_ms', now_),
    jsonb_build_object ('target', left (target_, 200), 'source', i.source, 'n_rows', i.n_rows, 'n_known', known, 'done_at', now_),
    '{}', 0);
  now_ := zg_keep.entry_in (chain_, me_, 'import_run.create', 'import_run', import_, 1, command, words, signature);
  PERFORM pg_advisory_unlock (zg_keep.import_key (import_)) WHERE zg_keep.import_holder (import_) = pg_backend_pid ();
  RETURN now_;
END $zg$;

-- Taken back whole: one's own, or any by who may import everything; one that is running by who runs it, and one that no connection runs
-- any more. @stray: 1: that last alone. How many rows.
CREATE OR REPLACE FUNCTION zg.import_undo (words text, signature bytea, chain_ bigint, command text, stray bigint, who bigint,
  at_ bigint) RETURNS TABLE (n_rows bigint, at_ms bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
#variable_conflict use_column
DECLARE
  me_ bigint := zg_keep.import_me (chain_, who, at_);
  import_ bigint := (words::jsonb ->> 'import')::bigint;
  reach_ bigint; holder int; n_ bigint; at_once bigint; i record; seen record;
BEGIN
  SELECT * INTO i FROM zg.import x WHERE x.id = import_ FOR NO KEY UPDATE;
  IF i.id IS NULL THEN
    PERFORM zg_keep.refuse ('ZGNOF', 'no such import');
  END IF;
  SELECT a.at_ms INTO seen FROM zg.audit a WHERE a.cmd = command;
  IF FOUND THEN
    RETURN QUERY SELECT i.n_rows, seen.at_ms;
    RETURN;
  END IF;
  reach_ := zg.reach (i.kind || '.import');
  holder := zg_keep.import_holder (import_);
  IF i.state NOT IN ('done', 'running') OR stray = 1 AND i.state <> 'running' THEN
    PERFORM zg_keep.refuse ('ZGINV', 'import is over');
  ELSIF reach_ = 0 AND (i.state = 'done' OR i.person <> me_) OR reach_ < 3 AND i.person <> me_ THEN
    PERFORM zg_keep.refuse ('ZGDEN', i.kind || '.import');
  ELSIF i.state = 'running' AND holder IS NOT NULL AND (stray = 1 OR holder <> pg_backend_pid ()) THEN
    PERFORM zg_keep.refuse ('ZGCON', 'import runs');
  ELSIF words <> format ('{"import":%s,"undo":1}', import_) THEN
    PERFORM zg_keep.refuse ('ZGINV', 'words');
  END IF;
  -- whatever comes of it, nobody writes to it any more
  PERFORM pg_advisory_unlock (zg_keep.import_key (import_)) WHERE holder = pg_backend_pid ();
  UPDATE zg.import x SET state = 'undoing' WHERE x.id = import_;
  n_ := zg_keep.import_drop (i.kind, import_);
  UPDATE zg.import x SET state = 'undone' WHERE x.id = import_;
  UPDATE zg.import_run x SET state = 'undone', version = x.version + 1 WHERE x.id = import_;
  at_once := zg_keep.entry_in (chain_, me_, 'import_run.undo', 'import_run', import_, 2, command, words, signature);
  RETURN QUERY SELECT n_, at_once;
END $zg$;
