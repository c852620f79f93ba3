ALTER TABLE leave ADD COLUMN day_milli INTEGER;
ALTER TABLE leave ADD COLUMN work_min INTEGER;
ALTER TABLE leave ADD COLUMN is_long INTEGER CHECK (is_long IN (0, 1));
ALTER TABLE leave ADD COLUMN is_endorsed INTEGER CHECK (is_endorsed IN (0, 1));
ALTER TABLE leave ADD COLUMN endorsed_by INTEGER REFERENCES person (id);
ALTER TABLE leave ADD COLUMN endorsed_at INTEGER;
ALTER TABLE leave ADD COLUMN period INTEGER;
ALTER TABLE leave ADD COLUMN charge_milli INTEGER;
ALTER TABLE leave ADD COLUMN back_at INTEGER;
ALTER TABLE leave ADD COLUMN refund_milli INTEGER;
CREATE INDEX leave_endorsed_by_ref ON leave (endorsed_by);
CREATE TABLE rest_grant (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('granted', 'cancelled')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  type INTEGER CHECK (type IN (2, 9, 10, 11)) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  period INTEGER,
  days_milli INTEGER CHECK (days_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  for_day TEXT CHECK (length (for_day) = 10) CHECK (for_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX rest_grant_staff_ref ON rest_grant (staff);
CREATE INDEX rest_grant_index_1 ON rest_grant (staff, type, period);
CREATE TRIGGER rest_grant_no_delete BEFORE DELETE ON rest_grant WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: rest_grant'); END;
CREATE VIEW leave_balance AS
  SELECT g.id, CAST (NULL AS BIGINT) AS parent_id, g.owner_id, g.unit_id, g.maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, CAST (NULL AS TEXT) AS no, g.created_ms, CAST (NULL AS BIGINT) AS import_id, g.staff, g.type, CASE WHEN g.period > 0 THEN substr (CAST (g.period AS TEXT), 1, 4) || '-' || substr (CAST (g.period AS TEXT), 5, 2) || '-' || substr (CAST (g.period AS TEXT), 7, 2) END AS period, s.granted AS granted_milli, s.granted - COALESCE (b.qty, 0) AS used_milli, COALESCE (b.qty, 0) AS left_milli FROM (SELECT min (id) AS id, CAST (sum (days_milli) AS BIGINT) AS granted FROM rest_grant WHERE state = 'granted' GROUP BY staff, type, period) s JOIN rest_grant g ON g.id = s.id LEFT JOIN balance b ON b.ledger = 'leave_quota' AND b.k1 = g.staff AND b.k2 = g.type AND b.k3 = g.period AND b.k4 = 0;
