CREATE TABLE attendance_sheet (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'compiled', 'reviewed', 'shown', 'closed', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  month TEXT CHECK (length (month) = 7) CHECK (month IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id) CHECK (unit IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  due_on TEXT CHECK (length (due_on) = 10),
  object_until TEXT CHECK (length (object_until) = 10),
  people INTEGER,
  compiled_by INTEGER REFERENCES person (id),
  compiled_at INTEGER,
  reviewed_by INTEGER REFERENCES person (id),
  reviewed_at INTEGER,
  submitted_by INTEGER REFERENCES person (id),
  submitted_at INTEGER,
  days_late INTEGER,
  closed_by INTEGER REFERENCES person (id),
  closed_at INTEGER,
  cut INTEGER,
  heads TEXT,
  rules TEXT
) STRICT;
CREATE INDEX attendance_sheet_unit_ref ON attendance_sheet (unit);
CREATE INDEX attendance_sheet_compiled_by_ref ON attendance_sheet (compiled_by);
CREATE INDEX attendance_sheet_reviewed_by_ref ON attendance_sheet (reviewed_by);
CREATE INDEX attendance_sheet_submitted_by_ref ON attendance_sheet (submitted_by);
CREATE INDEX attendance_sheet_closed_by_ref ON attendance_sheet (closed_by);
CREATE INDEX attendance_sheet_index_1 ON attendance_sheet (month, unit);
CREATE TRIGGER attendance_sheet_no_delete BEFORE DELETE ON attendance_sheet WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: attendance_sheet'); END;
CREATE TABLE attendance_result (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('shown', 'accepted', 'objected', 'settled', 'closed', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  sheet INTEGER REFERENCES attendance_sheet (id) CHECK (sheet IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  month TEXT CHECK (length (month) = 7) CHECK (month IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  number TEXT,
  name TEXT,
  unit INTEGER REFERENCES unit (id),
  path TEXT,
  post TEXT,
  category INTEGER CHECK (category IN (1, 2, 3, 4, 5, 6)),
  employment INTEGER CHECK (employment IN (1, 2, 3)),
  joined TEXT CHECK (length (joined) = 10),
  left_on TEXT CHECK (length (left_on) = 10),
  due_milli INTEGER,
  worked_milli INTEGER,
  late_times INTEGER,
  late_min INTEGER,
  early_times INTEGER,
  early_min INTEGER,
  missed INTEGER,
  absent_milli INTEGER,
  leave_milli INTEGER,
  rest_milli INTEGER,
  full_att INTEGER CHECK (full_att IN (0, 1)),
  marks TEXT,
  digest TEXT,
  answer INTEGER CHECK (answer IN (1, 2, 3)),
  answered_at INTEGER,
  changed TEXT
) STRICT;
CREATE INDEX attendance_result_sheet_ref ON attendance_result (sheet);
CREATE INDEX attendance_result_staff_ref ON attendance_result (staff);
CREATE INDEX attendance_result_unit_ref ON attendance_result (unit);
CREATE INDEX attendance_result_index_1 ON attendance_result (staff, month);
CREATE INDEX attendance_result_index_2 ON attendance_result (month, state);
CREATE INDEX attendance_result_index_3 ON attendance_result (sheet);
CREATE TRIGGER attendance_result_no_delete BEFORE DELETE ON attendance_result WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: attendance_result'); END;
CREATE TABLE objection (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'filed', 'late', 'upheld', 'rejected', 'withdrawn', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  month TEXT CHECK (length (month) = 7) CHECK (month IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  days TEXT CHECK (days IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  claim TEXT CHECK (claim IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  proof INTEGER REFERENCES attachment (id),
  result INTEGER REFERENCES attendance_result (id),
  filed_at INTEGER,
  consulted TEXT,
  reply TEXT,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER
) STRICT;
CREATE INDEX objection_staff_ref ON objection (staff);
CREATE INDEX objection_result_ref ON objection (result);
CREATE INDEX objection_decided_by_ref ON objection (decided_by);
CREATE INDEX objection_index_1 ON objection (staff, month);
CREATE TRIGGER objection_no_delete BEFORE DELETE ON objection WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: objection'); END;
CREATE TABLE attendance_correction (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'returned', 'pending', 'approved', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  month TEXT CHECK (length (month) = 7) CHECK (month IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  worked_milli INTEGER,
  absent_milli INTEGER,
  leave_milli INTEGER,
  late_times INTEGER,
  early_times INTEGER,
  missed INTEGER,
  was TEXT,
  now_is TEXT,
  proof INTEGER REFERENCES attachment (id),
  approver INTEGER REFERENCES person (id),
  decided_at INTEGER
) STRICT;
CREATE INDEX attendance_correction_staff_ref ON attendance_correction (staff);
CREATE INDEX attendance_correction_approver_ref ON attendance_correction (approver);
CREATE INDEX attendance_correction_index_1 ON attendance_correction (staff, month);
CREATE INDEX attendance_correction_index_2 ON attendance_correction (month);
CREATE TRIGGER attendance_correction_no_delete BEFORE DELETE ON attendance_correction WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: attendance_correction'); END;
