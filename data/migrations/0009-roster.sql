CREATE TABLE roster_month (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'archived', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  month TEXT CHECK (length (month) = 7) CHECK (month IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id) CHECK (unit IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  gaps INTEGER,
  published_by INTEGER REFERENCES person (id),
  published_at INTEGER,
  archived_at INTEGER
) STRICT;
CREATE INDEX roster_month_unit_ref ON roster_month (unit);
CREATE INDEX roster_month_published_by_ref ON roster_month (published_by);
CREATE INDEX roster_month_index_1 ON roster_month (month, unit);
CREATE TRIGGER roster_month_no_delete BEFORE DELETE ON roster_month WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: roster_month'); END;
CREATE TABLE coverage_rule (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  code TEXT CHECK (code IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  covered INTEGER CHECK (covered IN (1, 2, 3, 4, 5, 6, 7, 8, 9)) CHECK (covered IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  starts INTEGER,
  ends INTEGER,
  weekdays TEXT,
  unit INTEGER REFERENCES unit (id),
  category INTEGER CHECK (category IN (1, 2, 3, 4, 5, 6)),
  post INTEGER REFERENCES post (id),
  shifts TEXT,
  min_staff INTEGER,
  needs_phone INTEGER CHECK (needs_phone IN (0, 1)),
  clause TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX coverage_rule_code_unique ON coverage_rule (code) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE UNIQUE INDEX coverage_rule_name_unique ON coverage_rule (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX coverage_rule_unit_ref ON coverage_rule (unit);
CREATE INDEX coverage_rule_post_ref ON coverage_rule (post);
CREATE TRIGGER coverage_rule_no_delete BEFORE DELETE ON coverage_rule WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: coverage_rule'); END;
CREATE TABLE roster_swap (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'agreed', 'declined', 'withdrawn', 'approved', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  entry INTEGER REFERENCES roster (id) CHECK (entry IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  partner INTEGER REFERENCES staff (id) CHECK (partner IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  other INTEGER REFERENCES roster (id),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  phone TEXT,
  partner_phone TEXT,
  asked_at INTEGER,
  agreed_by INTEGER REFERENCES person (id),
  agreed_at INTEGER,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER
) STRICT;
CREATE INDEX roster_swap_staff_ref ON roster_swap (staff);
CREATE INDEX roster_swap_entry_ref ON roster_swap (entry);
CREATE INDEX roster_swap_partner_ref ON roster_swap (partner);
CREATE INDEX roster_swap_other_ref ON roster_swap (other);
CREATE INDEX roster_swap_agreed_by_ref ON roster_swap (agreed_by);
CREATE INDEX roster_swap_decided_by_ref ON roster_swap (decided_by);
CREATE INDEX roster_swap_index_1 ON roster_swap (entry);
CREATE INDEX roster_swap_index_2 ON roster_swap (partner, state);
CREATE TRIGGER roster_swap_no_delete BEFORE DELETE ON roster_swap WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: roster_swap'); END;
CREATE TABLE duty_log (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'given', 'taken', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  shift INTEGER REFERENCES shift (id) CHECK (shift IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  events TEXT,
  note TEXT CHECK (note IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  handed_to INTEGER REFERENCES staff (id) CHECK (handed_to IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  given_at INTEGER,
  taken_by INTEGER REFERENCES person (id),
  taken_at INTEGER
) STRICT;
CREATE INDEX duty_log_staff_ref ON duty_log (staff);
CREATE INDEX duty_log_shift_ref ON duty_log (shift);
CREATE INDEX duty_log_handed_to_ref ON duty_log (handed_to);
CREATE INDEX duty_log_taken_by_ref ON duty_log (taken_by);
CREATE INDEX duty_log_index_1 ON duty_log (day, shift);
CREATE TRIGGER duty_log_no_delete BEFORE DELETE ON duty_log WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: duty_log'); END;
CREATE TABLE visitor_log (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  came_at INTEGER CHECK (came_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  visitor TEXT CHECK (visitor IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  firm TEXT,
  people INTEGER,
  matter TEXT CHECK (matter IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  visited INTEGER REFERENCES staff (id),
  received_by INTEGER REFERENCES staff (id) CHECK (received_by IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  left_at INTEGER,
  remark TEXT
) STRICT;
CREATE INDEX visitor_log_visited_ref ON visitor_log (visited);
CREATE INDEX visitor_log_received_by_ref ON visitor_log (received_by);
CREATE INDEX visitor_log_index_1 ON visitor_log (came_at);
CREATE TRIGGER visitor_log_no_delete BEFORE DELETE ON visitor_log WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: visitor_log'); END;
CREATE TABLE call_log (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  called_at INTEGER CHECK (called_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  caller TEXT CHECK (caller IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  number TEXT,
  called INTEGER REFERENCES staff (id),
  answered_by INTEGER REFERENCES staff (id) CHECK (answered_by IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  rings INTEGER,
  late INTEGER CHECK (late IN (0, 1)),
  standing_in INTEGER CHECK (standing_in IN (0, 1)),
  content TEXT CHECK (content IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  follow_up TEXT,
  due TEXT CHECK (length (due) = 10),
  done INTEGER CHECK (done IN (0, 1))
) STRICT;
CREATE INDEX call_log_called_ref ON call_log (called);
CREATE INDEX call_log_answered_by_ref ON call_log (answered_by);
CREATE INDEX call_log_index_1 ON call_log (called_at);
CREATE TRIGGER call_log_no_delete BEFORE DELETE ON call_log WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: call_log'); END;
ALTER TABLE roster ADD COLUMN outcome INTEGER CHECK (outcome IN (1, 2));
ALTER TABLE roster ADD COLUMN swap INTEGER REFERENCES roster_swap (id);
CREATE INDEX roster_swap_ref ON roster (swap);
