CREATE TABLE conduct (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('recorded', 'told', 'answered', 'confirmed', 'dismissed', 'closed', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  kind INTEGER CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  clause INTEGER CHECK (clause IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33)),
  severity INTEGER CHECK (severity IN (1, 2, 3)) CHECK (severity IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  description TEXT CHECK (description IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  evidence INTEGER REFERENCES attachment (id),
  witness INTEGER REFERENCES staff (id),
  entered_by INTEGER REFERENCES person (id),
  told_by INTEGER REFERENCES person (id),
  told_at INTEGER,
  statement TEXT,
  stated_at INTEGER,
  finding TEXT,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER,
  closed_at INTEGER
) STRICT;
CREATE INDEX conduct_staff_ref ON conduct (staff);
CREATE INDEX conduct_witness_ref ON conduct (witness);
CREATE INDEX conduct_entered_by_ref ON conduct (entered_by);
CREATE INDEX conduct_told_by_ref ON conduct (told_by);
CREATE INDEX conduct_decided_by_ref ON conduct (decided_by);
CREATE INDEX conduct_index_1 ON conduct (staff, day);
CREATE TRIGGER conduct_no_delete BEFORE DELETE ON conduct WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: conduct'); END;
CREATE TABLE voice (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'handling', 'answered', 'settled', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  kind INTEGER CHECK (kind IN (1, 2, 3)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  title TEXT CHECK (title IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  text TEXT CHECK (text IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  enclosure INTEGER REFERENCES attachment (id),
  filed_at INTEGER,
  taken_by INTEGER REFERENCES person (id),
  answer TEXT,
  answered_by INTEGER REFERENCES person (id),
  answered_at INTEGER
) STRICT;
CREATE INDEX voice_staff_ref ON voice (staff);
CREATE INDEX voice_taken_by_ref ON voice (taken_by);
CREATE INDEX voice_answered_by_ref ON voice (answered_by);
CREATE TRIGGER voice_no_delete BEFORE DELETE ON voice WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: voice'); END;
CREATE TABLE checklist (
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
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  kind INTEGER CHECK (kind IN (1, 2, 3, 4)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  valid_from TEXT CHECK (length (valid_from) = 10) CHECK (valid_from IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_to TEXT CHECK (length (valid_to) = 10),
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX checklist_name_unique ON checklist (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX checklist_name_roman ON checklist (name_key);
CREATE INDEX checklist_unit_ref ON checklist (unit);
CREATE TRIGGER checklist_no_delete BEFORE DELETE ON checklist WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: checklist'); END;
CREATE TABLE checklist_item (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES checklist (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  text TEXT CHECK (text IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  clause INTEGER CHECK (clause IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33)),
  whom INTEGER CHECK (whom IN (1, 2, 3)) CHECK (whom IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  setting INTEGER CHECK (setting IN (1, 2, 3)) CHECK (setting IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  neutral TEXT
) STRICT;
CREATE INDEX checklist_item_parent ON checklist_item (parent_id);
CREATE TRIGGER checklist_item_no_delete BEFORE DELETE ON checklist_item WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: checklist_item'); END;
CREATE TABLE check_sheet (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  checklist INTEGER REFERENCES checklist (id) CHECK (checklist IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  remark TEXT,
  checked_by INTEGER REFERENCES person (id),
  checked_at INTEGER
) STRICT;
CREATE INDEX check_sheet_checklist_ref ON check_sheet (checklist);
CREATE INDEX check_sheet_staff_ref ON check_sheet (staff);
CREATE INDEX check_sheet_unit_ref ON check_sheet (unit);
CREATE INDEX check_sheet_checked_by_ref ON check_sheet (checked_by);
CREATE INDEX check_sheet_index_1 ON check_sheet (staff, day);
CREATE INDEX check_sheet_index_2 ON check_sheet (checklist, day);
CREATE TRIGGER check_sheet_no_delete BEFORE DELETE ON check_sheet WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: check_sheet'); END;
CREATE TABLE check_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES check_sheet (id),
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
  clause INTEGER CHECK (clause IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33)),
  result INTEGER CHECK (result IN (1, 2, 3)),
  staff INTEGER REFERENCES staff (id),
  note TEXT
) STRICT;
CREATE INDEX check_line_staff_ref ON check_line (staff);
CREATE INDEX check_line_parent ON check_line (parent_id);
CREATE TRIGGER check_line_no_delete BEFORE DELETE ON check_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: check_line'); END;
CREATE TABLE handover (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'counted', 'taken', 'witnessed', 'done', 'applied', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind INTEGER CHECK (kind IN (1, 2, 3)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  leaver INTEGER REFERENCES staff (id) CHECK (leaver IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  successor INTEGER REFERENCES staff (id) CHECK (successor IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  witness INTEGER REFERENCES staff (id),
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  note TEXT,
  scan INTEGER REFERENCES attachment (id),
  is_shift INTEGER CHECK (is_shift IN (0, 1)),
  given_by INTEGER REFERENCES person (id),
  given_at INTEGER,
  taken_by INTEGER REFERENCES person (id),
  taken_at INTEGER,
  witnessed_by INTEGER REFERENCES person (id),
  witnessed_at INTEGER,
  done_at INTEGER
) STRICT;
CREATE INDEX handover_leaver_ref ON handover (leaver);
CREATE INDEX handover_successor_ref ON handover (successor);
CREATE INDEX handover_witness_ref ON handover (witness);
CREATE INDEX handover_given_by_ref ON handover (given_by);
CREATE INDEX handover_taken_by_ref ON handover (taken_by);
CREATE INDEX handover_witnessed_by_ref ON handover (witnessed_by);
CREATE INDEX handover_index_1 ON handover (leaver, kind);
CREATE TRIGGER handover_no_delete BEFORE DELETE ON handover WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: handover'); END;
CREATE TABLE handover_item (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES handover (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  sort INTEGER CHECK (sort IN (1, 2, 3, 4, 5, 6, 7, 8)) CHECK (sort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item TEXT CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  passed INTEGER CHECK (passed IN (0, 1)),
  note TEXT,
  held_key TEXT
) STRICT;
CREATE INDEX handover_item_parent ON handover_item (parent_id);
CREATE TRIGGER handover_item_no_delete BEFORE DELETE ON handover_item WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: handover_item'); END;
