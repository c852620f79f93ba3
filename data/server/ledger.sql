-- Ledgers on a server: what src/book/zg-post-lines.c does to a file, in the same order. zg_keep.effect_lines () and zg_keep.row_number ()
-- are generated from the kinds: the quantities are read from the rows as they were written, never from what was sent.

CREATE TABLE IF NOT EXISTS zg_keep.post_ledger (ledger TEXT PRIMARY KEY, floored BOOLEAN NOT NULL, floor BIGINT NOT NULL, period TEXT,
  valued BOOLEAN NOT NULL, sees TEXT, own BIGINT NOT NULL);

-- whether a person may read what a ledger says of these keys
CREATE OR REPLACE FUNCTION zg.sees_balance (wanted text, a bigint, b bigint, c bigint, d bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $zg$
DECLARE
  g zg_keep.post_ledger;
  reach bigint;
  whose bigint;
BEGIN
  SELECT * INTO g FROM zg_keep.post_ledger x WHERE x.ledger = wanted;
  IF g.sees IS NULL THEN
    RETURN true;
  END IF;
  reach := zg.reach (g.sees);
  whose := CASE g.own WHEN 1 THEN a WHEN 2 THEN b WHEN 3 THEN c WHEN 4 THEN d END;
  RETURN reach = 3 OR reach > 0 AND coalesce (whose = nullif (zg.staff_id (), 0), false)
    OR reach = 2 AND EXISTS (SELECT FROM zg.staff s WHERE s.id = whose AND s.unit_id = ANY (zg.units (g.sees)));
END $zg$;

-- A month is not closed while somebody enters: entering holds the period shared, closing alone. What is closed opens with what was
-- before it: a closed month closes all before it.
CREATE OR REPLACE FUNCTION zg_keep.turn_period (closes boolean, name text, month_ text, chain_ bigint, seq_ bigint) RETURNS void
LANGUAGE plpgsql AS $zg$
BEGIN
  PERFORM pg_advisory_xact_lock (hashtextextended ('period ' || name, 0));
  IF closes THEN
    INSERT INTO zg.closed (period, month, chain, seq) VALUES (name, month_, chain_, seq_) ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM zg.closed c WHERE c.period = name AND c.month = month_;
  END IF;
END $zg$;

-- one line: the month is open, what goes out is there on that day and on every later one, its value is its share
CREATE OR REPLACE FUNCTION zg_keep.enter_line (g zg_keep.post_ledger, k bigint[], day_ text, qty_ bigint, value_ bigint, kind_ text,
  doc_ bigint, chain_ bigint, seq_ bigint, n_ bigint) RETURNS void LANGUAGE plpgsql AS $zg$
#variable_conflict use_column
DECLARE
  month_ text := left (day_, 7);
  closed text;
  is_in boolean := qty_ > 0 OR (qty_ = 0 AND value_ > 0);
  b record;
  later numeric;
  have numeric;
  fen bigint := value_;
BEGIN
  IF g.period IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock_shared (hashtextextended ('period ' || g.period, 0));
    SELECT max (c.month) INTO closed FROM zg.closed c WHERE c.period = g.period AND c.month >= month_;
    IF closed IS NOT NULL THEN
      PERFORM zg_keep.refuse ('ZGINV', 'period|' || g.ledger || '|' || closed);
    END IF;
  END IF;
  INSERT INTO zg.balance AS t (ledger, k1, k2, k3, k4, qty, value_fen) VALUES (g.ledger, k[1], k[2], k[3], k[4], 0, 0)
    ON CONFLICT (ledger, k1, k2, k3, k4) DO UPDATE SET qty = t.qty RETURNING t.qty AS qty, t.value_fen AS fen INTO b;
  IF qty_ = 0 AND (b.qty <= 0 OR b.fen + value_ < 0) THEN
    PERFORM zg_keep.refuse ('ZGINV', 'quantity|' || g.ledger);
  END IF;
  IF g.floored AND qty_ < 0 THEN
    SELECT max (l.since) INTO later FROM (SELECT sum (d.qty) OVER (ORDER BY d.day DESC) AS since FROM
      (SELECT x.day, sum (x.qty) AS qty FROM zg.ledger_line x WHERE x.ledger = g.ledger AND x.k1 = k[1] AND x.k2 = k[2]
        AND x.k3 = k[3] AND x.k4 = k[4] AND x.day > day_ GROUP BY x.day) d) l;
    have := b.qty - greatest (coalesce (later, 0), 0) - g.floor;
    IF have + qty_ < 0 THEN
      PERFORM zg_keep.refuse ('ZGINV', 'floor|' || g.ledger || '|' || greatest (have, 0) || '|' || -qty_);
    END IF;
  END IF;
  IF g.valued AND qty_ < 0 THEN
    fen := CASE WHEN -qty_ = b.qty THEN -b.fen ELSE -div (b.fen::numeric * -qty_ * 2 + b.qty, b.qty::numeric * 2)::bigint END;
  END IF;
  UPDATE zg.balance t SET qty = t.qty + qty_, value_fen = t.value_fen + fen
    WHERE t.ledger = g.ledger AND t.k1 = k[1] AND t.k2 = k[2] AND t.k3 = k[3] AND t.k4 = k[4];
  INSERT INTO zg.balance_month AS m (ledger, k1, k2, k3, k4, month, in_qty, out_qty, in_fen, out_fen)
    VALUES (g.ledger, k[1], k[2], k[3], k[4], month_, CASE WHEN is_in THEN qty_ ELSE 0 END, CASE WHEN is_in THEN 0 ELSE -qty_ END,
            CASE WHEN is_in THEN fen ELSE 0 END, CASE WHEN is_in THEN 0 ELSE -fen END)
    ON CONFLICT (ledger, k1, k2, k3, k4, month) DO UPDATE SET in_qty = m.in_qty + excluded.in_qty,
      out_qty = m.out_qty + excluded.out_qty, in_fen = m.in_fen + excluded.in_fen, out_fen = m.out_fen + excluded.out_fen;
  INSERT INTO zg.ledger_line (chain, seq, n, ledger, k1, k2, k3, k4, day, qty, value_fen, kind, doc)
    VALUES (chain_, seq_, n_, g.ledger, k[1], k[2], k[3], k[4], day_, qty_, fen, kind_, doc_);
END $zg$;

-- What the steps of a posting enter: by key, so that two desks never wait for each other crosswise; what comes in first, months that
-- turn last. op: as ZgEffectOp: 1 in, 2 out, 3 close, 4 open, 5 of value alone.
CREATE OR REPLACE FUNCTION zg_keep.post_lines (steps zg_keep.post_step[], docs bigint[], chain_ bigint, seq_ bigint, now_ bigint)
RETURNS void LANGUAGE plpgsql AS $zg$
DECLARE
  today text := to_char (to_timestamp (now_ / 1000) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD');
  l record;
  g zg_keep.post_ledger;
  n_ bigint := 0;
BEGIN
  FOR l IN SELECT e.op, e.target, coalesce (e.qty, 0) AS qty, coalesce (e.fen, 0) AS fen, e.k, (steps[i]).kind AS kind, docs[i] AS doc,
        CASE WHEN e.day IS NULL THEN today WHEN length (e.day) = 7 THEN e.day || '-01' ELSE e.day END AS day
      FROM generate_subscripts (docs, 1) AS i, LATERAL zg_keep.effect_lines (docs[i], (steps[i]).kind, (steps[i]).verb,
                                                                            (steps[i]).from_state) AS e
      ORDER BY e.op IN (3, 4), CASE WHEN e.op IN (3, 4) THEN '' ELSE e.target END, CASE WHEN e.op IN (3, 4) THEN '{}' ELSE e.k END,
        e.op = 2, i, e.n, e.line
  LOOP
    IF l.op IN (3, 4) THEN
      PERFORM zg_keep.turn_period (l.op = 3, l.target, left (l.day, 7), chain_, seq_);
      CONTINUE;
    END IF;
    SELECT * INTO g FROM zg_keep.post_ledger x WHERE x.ledger = l.target;
    IF NOT g.valued OR l.op = 2 THEN
      l.fen := 0;
    END IF;
    IF l.op = 5 THEN
      l.qty := 0;
    END IF;
    IF l.qty < 0 OR (l.fen < 0 AND l.op <> 5) THEN
      PERFORM zg_keep.refuse ('ZGINV', 'quantity|' || g.ledger);
    ELSIF l.qty > 0 OR (l.op = 5 AND l.fen <> 0) THEN
      n_ := n_ + 1;
      PERFORM zg_keep.enter_line (g, l.k, l.day, CASE WHEN l.op = 1 THEN l.qty ELSE -l.qty END, l.fen, l.kind, l.doc, chain_, seq_,
                                  n_);
    END IF;
  END LOOP;
END $zg$;
