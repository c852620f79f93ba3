CREATE TABLE review_standard (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'returned', 'pending', 'approved', 'ended', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  post INTEGER REFERENCES post (id) CHECK (post IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id) CHECK (unit IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  version_no INTEGER,
  template INTEGER CHECK (template IN (1, 2, 3, 4)) CHECK (template IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  full_marks INTEGER CHECK (full_marks IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_from TEXT CHECK (length (valid_from) = 10) CHECK (valid_from IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_to TEXT CHECK (length (valid_to) = 10),
  remark TEXT,
  submitted_by INTEGER REFERENCES person (id),
  submitted_at INTEGER,
  approved_by INTEGER REFERENCES person (id),
  approved_at INTEGER
) STRICT;
CREATE INDEX review_standard_name_roman ON review_standard (name_key);
CREATE INDEX review_standard_post_ref ON review_standard (post);
CREATE INDEX review_standard_unit_ref ON review_standard (unit);
CREATE INDEX review_standard_submitted_by_ref ON review_standard (submitted_by);
CREATE INDEX review_standard_approved_by_ref ON review_standard (approved_by);
CREATE INDEX review_standard_index_1 ON review_standard (post, unit, version_no);
CREATE TRIGGER review_standard_no_delete BEFORE DELETE ON review_standard WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_standard'); END;
CREATE TABLE review_item (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES review_standard (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item TEXT CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  aspect INTEGER CHECK (aspect IN (1, 2, 3, 4, 5, 6, 7, 8, 9)),
  weight_bp INTEGER CHECK (weight_bp IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  how INTEGER CHECK (how IN (1, 2)) CHECK (how IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  target TEXT,
  source INTEGER CHECK (source IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)),
  rule INTEGER CHECK (rule IN (1, 2, 3)),
  each_points INTEGER,
  free INTEGER,
  aim INTEGER,
  bands TEXT,
  floor_points INTEGER,
  clause INTEGER CHECK (clause IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 40, 41, 42, 43, 44, 45))
) STRICT;
CREATE INDEX review_item_parent ON review_item (parent_id);
CREATE TRIGGER review_item_no_delete BEFORE DELETE ON review_item WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_item'); END;
CREATE TABLE review_period (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'taken', 'closed', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  from_day TEXT CHECK (length (from_day) = 10) CHECK (from_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_day TEXT CHECK (length (to_day) = 10) CHECK (to_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  post INTEGER REFERENCES post (id),
  self_due TEXT CHECK (length (self_due) = 10),
  supervisor_due TEXT CHECK (length (supervisor_due) = 10),
  manager_due TEXT CHECK (length (manager_due) = 10),
  remark TEXT,
  people INTEGER,
  without TEXT,
  opened_by INTEGER REFERENCES person (id),
  opened_at INTEGER,
  taken_by INTEGER REFERENCES person (id),
  taken_at INTEGER,
  closed_by INTEGER REFERENCES person (id),
  closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX review_period_name_unique ON review_period (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX review_period_unit_ref ON review_period (unit);
CREATE INDEX review_period_post_ref ON review_period (post);
CREATE INDEX review_period_opened_by_ref ON review_period (opened_by);
CREATE INDEX review_period_taken_by_ref ON review_period (taken_by);
CREATE INDEX review_period_closed_by_ref ON review_period (closed_by);
CREATE INDEX review_period_index_1 ON review_period (from_day);
CREATE TRIGGER review_period_no_delete BEFORE DELETE ON review_period WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_period'); END;
CREATE TABLE review_sheet (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('self', 'supervisor', 'manager', 'shown', 'confirmed', 'objected', 'answered', 'in_force', 'void')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  period INTEGER REFERENCES review_period (id) CHECK (period IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  post TEXT,
  supervisor INTEGER REFERENCES staff (id),
  standard INTEGER REFERENCES review_standard (id) CHECK (standard IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  from_day TEXT CHECK (length (from_day) = 10) CHECK (from_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_day TEXT CHECK (length (to_day) = 10) CHECK (to_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  share_self_bp INTEGER,
  share_supervisor_bp INTEGER,
  share_manager_bp INTEGER,
  taken_at INTEGER,
  total INTEGER,
  grade INTEGER CHECK (grade IN (1, 2, 3, 4, 5)),
  missing TEXT,
  waived INTEGER CHECK (waived IN (0, 1)),
  waiver TEXT,
  waived_by INTEGER REFERENCES person (id),
  self_comment TEXT,
  self_by INTEGER REFERENCES person (id),
  self_at INTEGER,
  supervisor_comment TEXT,
  supervised_by INTEGER REFERENCES person (id),
  supervised_at INTEGER,
  manager_comment TEXT,
  reviewed_by INTEGER REFERENCES person (id),
  reviewed_at INTEGER,
  problems TEXT,
  improvement TEXT,
  improve_by TEXT CHECK (length (improve_by) = 10),
  talked_on TEXT CHECK (length (talked_on) = 10),
  talk TEXT,
  talked_by INTEGER REFERENCES person (id),
  object_until TEXT CHECK (length (object_until) = 10),
  answer INTEGER CHECK (answer IN (1, 2, 3, 4, 5)),
  answered_at INTEGER,
  objection TEXT,
  objected_at INTEGER,
  reply TEXT,
  replied_by INTEGER REFERENCES person (id),
  replied_at INTEGER,
  scan INTEGER REFERENCES attachment (id),
  concluded_by INTEGER REFERENCES person (id),
  concluded_at INTEGER
) STRICT;
CREATE INDEX review_sheet_period_ref ON review_sheet (period);
CREATE INDEX review_sheet_staff_ref ON review_sheet (staff);
CREATE INDEX review_sheet_unit_ref ON review_sheet (unit);
CREATE INDEX review_sheet_supervisor_ref ON review_sheet (supervisor);
CREATE INDEX review_sheet_standard_ref ON review_sheet (standard);
CREATE INDEX review_sheet_waived_by_ref ON review_sheet (waived_by);
CREATE INDEX review_sheet_self_by_ref ON review_sheet (self_by);
CREATE INDEX review_sheet_supervised_by_ref ON review_sheet (supervised_by);
CREATE INDEX review_sheet_reviewed_by_ref ON review_sheet (reviewed_by);
CREATE INDEX review_sheet_talked_by_ref ON review_sheet (talked_by);
CREATE INDEX review_sheet_replied_by_ref ON review_sheet (replied_by);
CREATE INDEX review_sheet_concluded_by_ref ON review_sheet (concluded_by);
CREATE INDEX review_sheet_index_1 ON review_sheet (period, state);
CREATE INDEX review_sheet_index_2 ON review_sheet (staff, to_day);
CREATE TRIGGER review_sheet_no_delete BEFORE DELETE ON review_sheet WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_sheet'); END;
CREATE TABLE review_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES review_sheet (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'frozen')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item TEXT CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  weight_bp INTEGER,
  target TEXT,
  how INTEGER CHECK (how IN (1, 2)),
  figure INTEGER,
  fact TEXT,
  fact_score INTEGER,
  self_score INTEGER,
  supervisor_score INTEGER,
  manager_score INTEGER,
  score INTEGER,
  points INTEGER,
  note TEXT,
  clause INTEGER CHECK (clause IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 40, 41, 42, 43, 44, 45)),
  full_marks INTEGER,
  source INTEGER CHECK (source IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)),
  rule INTEGER CHECK (rule IN (1, 2, 3)),
  each_points INTEGER,
  free INTEGER,
  aim INTEGER,
  bands TEXT,
  floor_points INTEGER,
  share_self_bp INTEGER,
  share_supervisor_bp INTEGER,
  share_manager_bp INTEGER,
  waived INTEGER CHECK (waived IN (0, 1))
) STRICT;
CREATE INDEX review_line_parent ON review_line (parent_id);
CREATE TRIGGER review_line_no_delete BEFORE DELETE ON review_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_line'); END;
CREATE TABLE review_fact (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES review_sheet (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  line INTEGER REFERENCES review_line (id) CHECK (line IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  position INTEGER,
  day TEXT CHECK (length (day) = 10),
  words TEXT,
  part INTEGER,
  subject TEXT,
  record INTEGER
) STRICT;
CREATE INDEX review_fact_parent ON review_fact (parent_id);
CREATE TRIGGER review_fact_no_update BEFORE UPDATE ON review_fact BEGIN SELECT RAISE (ABORT, 'append-only: review_fact'); END;
CREATE TRIGGER review_fact_no_delete BEFORE DELETE ON review_fact WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_fact'); END;
CREATE TABLE review_use (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES review_sheet (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  sort INTEGER CHECK (sort IN (1, 2, 3, 4, 5)) CHECK (sort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  words TEXT CHECK (words IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  clause INTEGER CHECK (clause IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 40, 41, 42, 43, 44, 45))
) STRICT;
CREATE INDEX review_use_parent ON review_use (parent_id);
CREATE TRIGGER review_use_no_delete BEFORE DELETE ON review_use WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_use'); END;
CREATE VIEW review_rank AS
  SELECT r.id, CAST (NULL AS BIGINT) AS parent_id, r.owner_id, r.unit_id, r.maker_id, r.version, r.state, r.no, r.created_ms, CAST (NULL AS BIGINT) AS import_id, r.period, r.unit, rank () OVER (PARTITION BY r.period, r.unit ORDER BY r.total DESC) AS place, count (*) OVER (PARTITION BY r.period, r.unit) AS people, r.staff, r.post, r.total, r.grade FROM review_sheet r WHERE r.total IS NOT NULL AND r.state IN ('shown', 'objected', 'confirmed', 'answered', 'in_force');
