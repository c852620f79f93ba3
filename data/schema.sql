-- Every table of a book, printed from the declarations of the kinds: ./dev zgctl schema > data/schema.sql

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE desk (id INTEGER PRIMARY KEY CHECK (id BETWEEN 0 AND 1023), name TEXT NOT NULL, created_ms INTEGER NOT NULL) STRICT;
CREATE TABLE series (prefix TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL CHECK (last > 0),
  PRIMARY KEY (prefix, year)) STRICT;
CREATE TABLE guard (key TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
CREATE TABLE chain (chain INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE audit (chain INTEGER NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, actor INTEGER NOT NULL,
  step TEXT NOT NULL, kind TEXT, doc INTEGER, cmd TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, no TEXT, opinion TEXT,
  body TEXT NOT NULL, body_hash BLOB NOT NULL, hash BLOB NOT NULL, sig BLOB,
  PRIMARY KEY (chain, seq)) STRICT;
CREATE INDEX audit_doc ON audit (kind, doc, seq);
CREATE INDEX audit_at ON audit (at_ms);
CREATE INDEX audit_place ON audit ((chain * 1099511627776 + seq));
CREATE TABLE file_part (hash TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash, part)) STRICT;
CREATE TABLE audit_put (kind TEXT NOT NULL, doc INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (kind, doc, chain, seq)) STRICT;
CREATE TABLE balance (ledger TEXT NOT NULL, k1 INTEGER NOT NULL, k2 INTEGER NOT NULL, k3 INTEGER NOT NULL,
  k4 INTEGER NOT NULL, qty INTEGER NOT NULL, value_fen INTEGER NOT NULL, PRIMARY KEY (ledger, k1, k2, k3, k4)) STRICT;
CREATE TABLE balance_month (ledger TEXT NOT NULL, k1 INTEGER NOT NULL, k2 INTEGER NOT NULL, k3 INTEGER NOT NULL,
  k4 INTEGER NOT NULL, month TEXT NOT NULL CHECK (length (month) = 7), in_qty INTEGER NOT NULL, out_qty INTEGER NOT NULL,
  in_fen INTEGER NOT NULL, out_fen INTEGER NOT NULL, PRIMARY KEY (ledger, k1, k2, k3, k4, month)) STRICT;
CREATE TABLE ledger_line (chain INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, ledger TEXT NOT NULL,
  k1 INTEGER NOT NULL, k2 INTEGER NOT NULL, k3 INTEGER NOT NULL, k4 INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (length (day) = 10), qty INTEGER NOT NULL CHECK (qty <> 0), value_fen INTEGER NOT NULL,
  kind TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (chain, seq, n)) STRICT;
CREATE INDEX ledger_line_day ON ledger_line (ledger, k1, k2, k3, k4, day, qty);
CREATE INDEX ledger_line_doc ON ledger_line (kind, doc);
CREATE TABLE closed (period TEXT NOT NULL, month TEXT NOT NULL CHECK (length (month) = 7), chain INTEGER NOT NULL,
  seq INTEGER NOT NULL, PRIMARY KEY (period, month)) STRICT;
CREATE TABLE import (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT, digest TEXT, at_ms INTEGER NOT NULL,
  person INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone')),
  n_rows INTEGER NOT NULL) STRICT;
CREATE TABLE import_chunk (import_id INTEGER NOT NULL REFERENCES import (id), first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (import_id, first_id)) STRICT;
CREATE INDEX import_chunk_first ON import_chunk (first_id, last_id);
CREATE TABLE user_key (person_id INTEGER NOT NULL, ver INTEGER NOT NULL, kdf_salt BLOB NOT NULL, kdf_ops INTEGER NOT NULL,
  kdf_mem INTEGER NOT NULL, box_pk BLOB NOT NULL, sign_pk BLOB NOT NULL, box_sealed BLOB NOT NULL, sign_sealed BLOB NOT NULL,
  one_time_until_ms INTEGER, password_at_ms INTEGER NOT NULL, created_ms INTEGER NOT NULL, retired_ms INTEGER,
  login_verifier TEXT,
  PRIMARY KEY (person_id, ver)) STRICT;
CREATE TABLE key_class (class TEXT NOT NULL, ver INTEGER NOT NULL CHECK (ver BETWEEN 1 AND 255),
  state TEXT NOT NULL CHECK (state IN ('active', 'readable', 'retired')), created_ms INTEGER NOT NULL, PRIMARY KEY (class, ver)) STRICT;
CREATE TABLE key_grant (class TEXT NOT NULL, ver INTEGER NOT NULL, person_id INTEGER NOT NULL, sealed BLOB NOT NULL,
  granted_by INTEGER NOT NULL, ts_ms INTEGER NOT NULL, sig BLOB NOT NULL, PRIMARY KEY (class, ver, person_id)) STRICT;
CREATE INDEX key_grant_person ON key_grant (person_id);
CREATE TABLE login_state (login TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL) STRICT;
CREATE TABLE password_history (person_id INTEGER NOT NULL, n INTEGER NOT NULL, kdf_salt BLOB NOT NULL, kdf_ops INTEGER NOT NULL,
  kdf_mem INTEGER NOT NULL, verifier BLOB NOT NULL, PRIMARY KEY (person_id, n)) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line
  BEGIN SELECT RAISE (ABORT, 'ledger_line is append-only'); END;
CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line
  BEGIN SELECT RAISE (ABORT, 'ledger_line is append-only'); END;
CREATE TRIGGER import_chunk_no_update BEFORE UPDATE ON import_chunk
  BEGIN SELECT RAISE (ABORT, 'import_chunk is append-only'); END;
CREATE TRIGGER import_chunk_no_delete BEFORE DELETE ON import_chunk
  BEGIN SELECT RAISE (ABORT, 'import_chunk is append-only'); END;
CREATE TRIGGER user_key_no_delete BEFORE DELETE ON user_key
  BEGIN SELECT RAISE (ABORT, 'user_key is kept: old signatures must verify'); END;

-- Log-in (people)
--   login: Log-in name, D12-9.3
--   name: Name
--   staff: Employee
CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'locked', 'ended')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  login TEXT CHECK (login IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  staff INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX person_login_unique ON person (login) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX person_name_roman ON person (name_key);
CREATE UNIQUE INDEX person_staff_unique ON person (staff) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX person_staff_ref ON person (staff);
CREATE TRIGGER person_no_delete BEFORE DELETE ON person WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: person'); END;

-- Role held (people)
--   person: Log-in
--   role: Role
--   unit: Unit
--   from_day: From
--   to_day: Last day
--   staff: Employee
--   stands_for: Stands in for
CREATE TABLE role_holder (
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
  person INTEGER REFERENCES person (id) CHECK (person IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  role TEXT CHECK (role IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  from_day TEXT CHECK (length (from_day) = 10) CHECK (from_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_day TEXT CHECK (length (to_day) = 10),
  staff INTEGER REFERENCES staff (id),
  stands_for INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX role_holder_person_ref ON role_holder (person);
CREATE INDEX role_holder_unit_ref ON role_holder (unit);
CREATE INDEX role_holder_staff_ref ON role_holder (staff);
CREATE INDEX role_holder_stands_for_ref ON role_holder (stands_for);
CREATE INDEX role_holder_index_1 ON role_holder (person, role);
CREATE TRIGGER role_holder_no_delete BEFORE DELETE ON role_holder WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: role_holder'); END;

-- Right of a role (people)
--   role: Role
--   permission: Right
--   reach: Reach
CREATE TABLE role_right (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  role TEXT CHECK (role IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  permission TEXT CHECK (permission IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reach INTEGER CHECK (reach IN (1, 2, 3)) CHECK (reach IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX role_right_index_1 ON role_right (role, permission);
CREATE TRIGGER role_right_no_delete BEFORE DELETE ON role_right WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: role_right'); END;

-- Parameter (policy)
--   key: Parameter
--   value: Value
--   category: Staff category
--   unit: Unit
--   from_day: From
--   to_day: Last day
--   reason: Reason
CREATE TABLE parameter (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'ended', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  key TEXT CHECK (key IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  value TEXT CHECK (value IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  category INTEGER,
  unit INTEGER REFERENCES unit (id),
  from_day TEXT CHECK (length (from_day) = 10) CHECK (from_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_day TEXT CHECK (length (to_day) = 10),
  reason TEXT
) STRICT;
CREATE INDEX parameter_unit_ref ON parameter (unit);
CREATE INDEX parameter_index_1 ON parameter (key, from_day);
CREATE TRIGGER parameter_no_delete BEFORE DELETE ON parameter WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: parameter'); END;

-- Attachment (book)
--   kind: Belongs to
--   doc: Record
--   field: Field
--   name: File name
--   type: Type
--   size: Bytes
--   file: Stored as
--   digest: Digest
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind TEXT CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  doc INTEGER,
  field TEXT,
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  type TEXT CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  size INTEGER CHECK (size IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  file TEXT CHECK (file IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  digest TEXT CHECK (digest IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX attachment_index_1 ON attachment (kind, doc);
CREATE INDEX attachment_index_2 ON attachment (digest);
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: attachment'); END;

-- Import (book)
--   target: Records
--   source: File
--   n_rows: New rows
--   n_known: Known rows
--   done_at: Done at
CREATE TABLE import_run (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('done', 'undone')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  target TEXT,
  source TEXT,
  n_rows INTEGER,
  n_known INTEGER,
  done_at INTEGER
) STRICT;
CREATE TRIGGER import_run_no_delete BEFORE DELETE ON import_run WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: import_run'); END;

-- Audit (book)
--   at: Time
--   who: Who
--   step: What
--   result: Outcome
--   opinion: Opinion
--   subject: Kind of record
--   doc: Record
--   desk: Desk
--   seq: Place in the chain
CREATE VIEW audit_entry AS
  SELECT a.chain * 1099511627776 + a.seq AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, a.actor AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, a.no AS no, a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, a.at_ms AS at, a.actor AS who, CASE WHEN substr (a.step, 1, 8) = 'refused:' THEN substr (a.step, 9) ELSE a.step END AS step, CASE WHEN substr (a.step, 1, 8) = 'refused:' THEN 2 ELSE 1 END AS result, a.opinion AS opinion, a.kind AS subject, a.doc AS doc, (SELECT d.name FROM desk d WHERE d.id = a.chain) AS desk, a.seq AS seq FROM audit a;

-- Backup (book)
--   made_at: Made at, D18-5.4
--   file: File
--   folder: Folder
--   second: Second place
--   bytes: Bytes
--   n_files: Attachments
--   n_missing: Attachments missing
--   n_removed: Expired ones removed
--   entry: Newest audit entry
--   head: Its hash
--   sha256: SHA-256 of the file
CREATE TABLE backup (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  made_at INTEGER CHECK (made_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  file TEXT CHECK (file IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  folder TEXT CHECK (folder IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  second TEXT,
  bytes INTEGER CHECK (bytes IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  n_files INTEGER CHECK (n_files IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  n_missing INTEGER CHECK (n_missing IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  n_removed INTEGER CHECK (n_removed IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  entry INTEGER CHECK (entry IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  head TEXT CHECK (head IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  sha256 TEXT CHECK (sha256 IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX backup_index_1 ON backup (made_at);
CREATE TRIGGER backup_no_update BEFORE UPDATE ON backup BEGIN SELECT RAISE (ABORT, 'append-only: backup'); END;
CREATE TRIGGER backup_no_delete BEFORE DELETE ON backup WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: backup'); END;

-- Restore drill (book)
--   done_at: Done at, D12-10.2
--   file: File
--   outcome: Outcome
--   made_at: Backup made at
--   entry: Newest audit entry
--   n_files: Attachments
--   report: Report
CREATE TABLE restore_drill (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  done_at INTEGER CHECK (done_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  file TEXT CHECK (file IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  outcome INTEGER CHECK (outcome IN (1, 2)) CHECK (outcome IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  made_at INTEGER,
  entry INTEGER,
  n_files INTEGER,
  report TEXT
) STRICT;
CREATE TRIGGER restore_drill_no_update BEFORE UPDATE ON restore_drill BEGIN SELECT RAISE (ABORT, 'append-only: restore_drill'); END;
CREATE TRIGGER restore_drill_no_delete BEFORE DELETE ON restore_drill WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: restore_drill'); END;

-- Unit (staff)
--   name: Unit
--   sort: Sort of unit, D13-2.1
--   parent: Belongs to
--   leader: Led by, D13-2.1
--   head_post: Post of the leader, D09-11
--   valid_from: From
--   valid_to: Until
--   rank_no: Place in lists
--   remark: Remarks
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'ended', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  sort INTEGER CHECK (sort IN (1, 2, 3, 4)) CHECK (sort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  parent INTEGER REFERENCES unit (id),
  leader INTEGER REFERENCES staff (id),
  head_post TEXT,
  valid_from TEXT CHECK (length (valid_from) = 10),
  valid_to TEXT CHECK (length (valid_to) = 10),
  rank_no INTEGER,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX unit_name_unique ON unit (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX unit_name_roman ON unit (name_key);
CREATE INDEX unit_parent_ref ON unit (parent);
CREATE INDEX unit_leader_ref ON unit (leader);
CREATE TRIGGER unit_no_delete BEFORE DELETE ON unit WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: unit'); END;

-- Post (staff)
--   title: Post, D02-2
--   rank: Rank, D14-4
--   unit: Unit
--   category: Staff category, D04-4.1.1a
--   duties: Duties, D14-5
--   requirements: Requirements, D10-2.1b
--   clause: Clause
--   remark: Remarks
CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'ended', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  title TEXT CHECK (title IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  title_key TEXT,
  rank INTEGER CHECK (rank IN (1, 2, 3, 4, 5)) CHECK (rank IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  category INTEGER CHECK (category IN (1, 2, 3, 4, 5, 6)),
  duties TEXT,
  requirements TEXT,
  clause TEXT,
  remark TEXT
) STRICT;
CREATE INDEX post_title_roman ON post (title_key);
CREATE INDEX post_unit_ref ON post (unit);
CREATE TRIGGER post_no_delete BEFORE DELETE ON post WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: post'); END;

-- Employee (staff)
--   number: Staff no.
--   name: Name
--   id_number: ID number
--   sex: Sex
--   birth: Born
--   phone: Mobile
--   unit: Unit, D13-2.1
--   post: Post, D14-4
--   supervisor: Supervisor, D14-7
--   employment: Employment, D09-2
--   category: Staff category, D04-4.1.1a
--   joined: Joined
--   left_on: Left on
--   left_why: Reason for leaving
--   contract: Contract, D07-1.2
--   contract_no: Contract no.
--   contract_firm: Contracting company
--   signed: Signed on
--   expires: Expires on
--   qualification: Qualifications, D05-13a
--   secrecy: Secrecy undertaking signed, D07-1(5)b
--   policies: Policies acknowledged, D01-9.2a
--   ppe: Protective equipment issued, D03-3.1.2
--   badge: Badge and uniform issued, D07-2-1
--   address: Home address
--   urgent_name: Emergency contact
--   urgent_phone: Phone of the contact
--   remark: Remarks
--   id_says: Read from the ID number
CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('probation', 'active', 'temp', 'leaving', 'left', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  number TEXT CHECK (number IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  id_number BLOB,
  sex INTEGER CHECK (sex IN (1, 2)),
  birth TEXT CHECK (length (birth) = 10),
  phone BLOB,
  unit INTEGER REFERENCES unit (id) CHECK (unit IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  post INTEGER REFERENCES post (id),
  supervisor INTEGER REFERENCES staff (id),
  employment INTEGER CHECK (employment IN (1, 2, 3)) CHECK (employment IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  category INTEGER CHECK (category IN (1, 2, 3, 4, 5, 6)) CHECK (category IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  joined TEXT CHECK (length (joined) = 10) CHECK (joined IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  left_on TEXT CHECK (length (left_on) = 10),
  left_why TEXT,
  contract INTEGER CHECK (contract IN (1, 2, 3, 4, 5)),
  contract_no TEXT,
  contract_firm TEXT,
  signed TEXT CHECK (length (signed) = 10),
  expires TEXT CHECK (length (expires) = 10),
  qualification TEXT,
  secrecy TEXT CHECK (length (secrecy) = 10),
  policies TEXT,
  ppe TEXT,
  badge TEXT,
  address BLOB,
  urgent_name TEXT,
  urgent_phone BLOB,
  remark TEXT,
  id_says TEXT,
  id_number_ix INTEGER,
  phone_ix INTEGER,
  phone_tail INTEGER
) STRICT;
CREATE UNIQUE INDEX staff_number_unique ON staff (number) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX staff_name_roman ON staff (name_key);
CREATE INDEX staff_id_number_ix ON staff (id_number_ix);
CREATE INDEX staff_phone_ix ON staff (phone_ix);
CREATE INDEX staff_phone_tail ON staff (phone_tail);
CREATE INDEX staff_unit_ref ON staff (unit);
CREATE INDEX staff_post_ref ON staff (post);
CREATE INDEX staff_supervisor_ref ON staff (supervisor);
CREATE TRIGGER staff_no_delete BEFORE DELETE ON staff WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: staff'); END;

-- Conduct entry (staff)
--   day: Day
--   staff: Employee
--   kind: Kind of conduct
--   clause: Clause
--   severity: Severity
--   description: What happened, D01-3
--   evidence: Evidence
--   witness: Witness
--   entered_by: Entered by
--   told_by: Told by
--   told_at: Told at
--   statement: Own statement
--   stated_at: Stated at
--   finding: Finding
--   decided_by: Decided by
--   decided_at: Decided
--   closed_at: Closed
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

-- Staff voice (staff)
--   staff: Employee
--   kind: Kind of voice, D20-5.3
--   title: Subject
--   text: In detail
--   enclosure: Enclosure
--   filed_at: Submitted
--   taken_by: In hand of
--   answer: Answer, D20-5.3
--   answered_by: Replied by
--   answered_at: Answered at
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

-- Checklist (staff)
--   name: Checklist
--   kind: Kind of checklist
--   unit: Unit
--   valid_from: From
--   valid_to: Until
--   remark: Remarks
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

-- Items (staff)
--   position: No.
--   text: Item
--   clause: Clause
--   whom: Looked at, D01-5.2
--   setting: In use, D01-5.3
--   neutral: Neutral wording
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

-- Check sheet (staff)
--   day: Day
--   checklist: Checklist
--   staff: Employee
--   unit: Of the whole unit
--   remark: Remarks
--   checked_by: Checked by
--   checked_at: Checked at, D21-2.4
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

-- Items checked (staff)
--   position: No.
--   item: Item
--   clause: Clause
--   result: Result
--   staff: Concerns
--   note: Note
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

-- Handover (staff)
--   kind: Kind of handover, D21-2.8
--   leaver: Hands over
--   successor: Takes over, D21-2.8
--   witness: Line supervisor as witness, D21-2.9
--   day: Day
--   note: Handover note, D11-11
--   scan: Signed sheet
--   is_shift: Shift
--   given_by: Given by
--   given_at: Given at
--   taken_by: Taken by
--   taken_at: Taken over at
--   witnessed_by: Witnessed by, D21-2.9
--   witnessed_at: Witnessed at
--   done_at: Finished
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

-- Items handed over (staff)
--   position: No.
--   sort: Sort
--   item: Item, D21-3.2.6
--   passed: Handed over
--   note: Note
--   held_key: Held
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

-- Shift (roster)
--   code: Code
--   name: Shift, D18-7.1a
--   letter: Sign in the grid
--   kind: Meaning
--   starts: From
--   ends: To
--   crosses: Crosses midnight
--   lead: Sign in before the start
--   place: Place
--   weekdays: Weekdays
--   signin: Signs in and out, D04-4.2.1a
--   needs_phone: Needs a phone number, D18-7.1b
--   min_staff: People at least
--   clause: Clause
--   remark: Remarks
CREATE TABLE shift (
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
  letter TEXT CHECK (letter IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  kind INTEGER CHECK (kind IN (1, 2, 3, 4)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  starts INTEGER,
  ends INTEGER,
  crosses INTEGER CHECK (crosses IN (0, 1)),
  lead INTEGER,
  place TEXT,
  weekdays TEXT,
  signin INTEGER CHECK (signin IN (0, 1)),
  needs_phone INTEGER CHECK (needs_phone IN (0, 1)),
  min_staff INTEGER,
  clause TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX shift_code_unique ON shift (code) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE UNIQUE INDEX shift_name_unique ON shift (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE UNIQUE INDEX shift_letter_unique ON shift (letter) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE TRIGGER shift_no_delete BEFORE DELETE ON shift WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: shift'); END;

-- Roster entry (roster)
--   day: Day
--   shift: Shift, D18-7.1a
--   staff: Employee
--   phone: Phone on duty, D18-7.1b
--   remark: Remarks
--   outcome: Turned up
--   swap: By swap, D01-6.3
CREATE TABLE roster (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  shift INTEGER REFERENCES shift (id) CHECK (shift IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  phone TEXT,
  remark TEXT,
  outcome INTEGER CHECK (outcome IN (1, 2)),
  swap INTEGER REFERENCES roster_swap (id)
) STRICT;
CREATE INDEX roster_shift_ref ON roster (shift);
CREATE INDEX roster_staff_ref ON roster (staff);
CREATE INDEX roster_swap_ref ON roster (swap);
CREATE INDEX roster_index_1 ON roster (staff, day, shift);
CREATE INDEX roster_index_2 ON roster (day, staff, shift, state);
CREATE TRIGGER roster_no_delete BEFORE DELETE ON roster WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: roster'); END;

-- Month roster (roster)
--   month: Month
--   unit: Unit
--   remark: Remarks
--   gaps: Gaps accepted, D18-7.1a
--   published_by: Published by
--   published_at: Published at
--   archived_at: Archived
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

-- Coverage rule (roster)
--   code: Code
--   name: What must be covered, D18-7.1a
--   covered: Hours
--   starts: From
--   ends: To
--   weekdays: Weekdays
--   unit: Unit
--   category: Staff category
--   post: Post
--   shifts: Shifts that count
--   min_staff: People at least, D11-9b
--   needs_phone: Needs a phone number, D18-7.1b
--   clause: Clause
--   remark: Remarks
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

-- Swap request (roster)
--   staff: Asked by
--   entry: Gives away, D01-6.3
--   partner: Taken over by
--   other: Takes in return
--   reason: Reason
--   phone: Own phone on duty, D18-7.1b
--   partner_phone: Phone of the other, D18-7.1b
--   asked_at: Asked at
--   agreed_by: Agreed by, D01-6.3
--   agreed_at: Agreed at
--   decided_by: Decided by, D01-6.3
--   decided_at: Decided
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

-- Duty log (roster)
--   staff: On duty
--   day: Day
--   shift: Shift
--   events: What happened, D11-11
--   note: Handover note, D11-11
--   handed_to: Handed over to, D11-11
--   given_at: Handed over at
--   taken_by: Taken over by, D11-11
--   taken_at: Taken over at
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

-- Visit (roster)
--   came_at: Came, D11-9a
--   visitor: Visitor, D11-9a
--   firm: From the firm
--   people: Number of visitors
--   matter: Matter
--   visited: Came to see
--   received_by: Received by, D11-9a
--   left_at: Left at
--   remark: Remarks
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

-- Call record (roster)
--   called_at: Time of the call, D11-10c
--   caller: Caller, D11-10c
--   number: Caller's number, D11-10c
--   called: Call for, D11-10c
--   answered_by: Answered by, D11-10b
--   rings: Rings, D11-10a
--   late: Answered late, D11-10a
--   standing_in: Answered for somebody, D11-10b
--   content: Content, D11-10c
--   follow_up: To be done
--   due: Until
--   done: Done
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

-- Leave request (leave)
--   staff: Employee
--   type: Type of leave, D02-3.3.3
--   starts_at: From
--   ends_at: To
--   minutes: Duration
--   reason: Reason, D01-7.2
--   mobile: Reachable on, D01-7.3
--   handover_to: Work handed over to, D02-3.3.2
--   proof: Proof
--   filed_at: Submitted
--   approver: Decided by, D04-3.2
--   decided_at: Decided
--   day_milli: Working days, D04-4.1.1a
--   work_min: Working time, D04-4.1.1a
--   is_long: Needs a second approval, D01-7.2
--   is_endorsed: Endorsed
--   endorsed_by: Endorsed by, D01-7.2
--   endorsed_at: Endorsed at
--   period: Charged to the period
--   charge_milli: Days from the balance, D04-4.1.1c
--   back_at: Back at work
--   refund_milli: Days given back
CREATE TABLE leave (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'returned', 'withdrawn', 'pending', 'approved', 'cancelled', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  type INTEGER CHECK (type IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  starts_at INTEGER CHECK (starts_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  ends_at INTEGER CHECK (ends_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  minutes INTEGER,
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  mobile BLOB CHECK (mobile IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  handover_to INTEGER REFERENCES staff (id),
  proof INTEGER REFERENCES attachment (id),
  filed_at INTEGER,
  approver INTEGER REFERENCES person (id),
  decided_at INTEGER,
  day_milli INTEGER,
  work_min INTEGER,
  is_long INTEGER CHECK (is_long IN (0, 1)),
  is_endorsed INTEGER CHECK (is_endorsed IN (0, 1)),
  endorsed_by INTEGER REFERENCES person (id),
  endorsed_at INTEGER,
  period INTEGER,
  charge_milli INTEGER,
  back_at INTEGER,
  refund_milli INTEGER
) STRICT;
CREATE INDEX leave_staff_ref ON leave (staff);
CREATE INDEX leave_handover_to_ref ON leave (handover_to);
CREATE INDEX leave_approver_ref ON leave (approver);
CREATE INDEX leave_endorsed_by_ref ON leave (endorsed_by);
CREATE INDEX leave_index_1 ON leave (staff, starts_at);
CREATE TRIGGER leave_no_delete BEFORE DELETE ON leave WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: leave'); END;

-- Days granted (leave)
--   staff: Employee
--   type: Type of leave, D04-4.1.1c
--   period: Period
--   days_milli: Days granted
--   for_day: For the day, D04-4.1.1e
--   reason: Reason
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

-- Balance of days (leave)
--   staff: Employee
--   type: Type of leave, D04-4.1.1c
--   period: Period from
--   granted_milli: Granted
--   used_milli: Used
--   left_milli: Left, D04-4.1.1d
CREATE VIEW leave_balance AS
  SELECT g.id, CAST (NULL AS BIGINT) AS parent_id, g.owner_id, g.unit_id, g.maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, CAST (NULL AS TEXT) AS no, g.created_ms, CAST (NULL AS BIGINT) AS import_id, g.staff, g.type, CASE WHEN g.period > 0 THEN substr (CAST (g.period AS TEXT), 1, 4) || '-' || substr (CAST (g.period AS TEXT), 5, 2) || '-' || substr (CAST (g.period AS TEXT), 7, 2) END AS period, s.granted AS granted_milli, s.granted - COALESCE (b.qty, 0) AS used_milli, COALESCE (b.qty, 0) AS left_milli FROM (SELECT min (id) AS id, CAST (sum (days_milli) AS BIGINT) AS granted FROM rest_grant WHERE state = 'granted' GROUP BY staff, type, period) s JOIN rest_grant g ON g.id = s.id LEFT JOIN balance b ON b.ledger = 'leave_quota' AND b.k1 = g.staff AND b.k2 = g.type AND b.k3 = g.period AND b.k4 = 0;

-- Time clock (attendance)
--   number: Clock no., D02-3.3.1
--   name: Designation
--   sort: Sort of clock
--   place: Place
--   model: Model
--   remark: Remarks
CREATE TABLE clock (
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
  number INTEGER CHECK (number IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  sort INTEGER CHECK (sort IN (1, 2)) CHECK (sort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  place TEXT,
  model TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX clock_number_unique ON clock (number) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE UNIQUE INDEX clock_name_unique ON clock (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE TRIGGER clock_no_delete BEFORE DELETE ON clock WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: clock'); END;

-- User number on a clock (attendance)
--   clock: Time clock
--   pin: User no.
--   staff: Employee
--   valid_from: From
--   valid_to: Until
--   from_ms: From
--   to_ms: Until
CREATE TABLE clock_pin (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  clock INTEGER REFERENCES clock (id) CHECK (clock IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  pin TEXT CHECK (pin IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_from TEXT CHECK (length (valid_from) = 10),
  valid_to TEXT CHECK (length (valid_to) = 10),
  from_ms INTEGER,
  to_ms INTEGER
) STRICT;
CREATE INDEX clock_pin_clock_ref ON clock_pin (clock);
CREATE INDEX clock_pin_staff_ref ON clock_pin (staff);
CREATE INDEX clock_pin_index_1 ON clock_pin (clock, pin);
CREATE INDEX clock_pin_index_2 ON clock_pin (staff, clock, pin);
CREATE TRIGGER clock_pin_no_delete BEFORE DELETE ON clock_pin WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: clock_pin'); END;

-- Calendar day (attendance)
--   day: Day
--   name: Designation
--   off: Day off, D04-4.1.1e
--   statutory: Statutory holiday
--   paper: By which notice
CREATE TABLE holiday (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  off INTEGER CHECK (off IN (0, 1)) CHECK (off IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  statutory INTEGER CHECK (statutory IN (0, 1)) CHECK (statutory IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  paper TEXT
) STRICT;
CREATE UNIQUE INDEX holiday_day_unique ON holiday (day) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE TRIGGER holiday_no_delete BEFORE DELETE ON holiday WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: holiday'); END;

-- Working hours (attendance)
--   code: Code
--   name: Designation
--   valid_from: In force from, D02-3.1.2
--   valid_to: Until
--   mon: Monday, D04-4.1.1b
--   tue: Tuesday
--   wed: Wednesday
--   thu: Thursday
--   fri: Friday
--   sat: Saturday
--   sun: Sunday
--   by_roster: The roster decides who works, D04-4.1.1d
--   holidays: Observes public holidays, D04-4.1.1e
--   rest_days: Rotating rest days a month, D04-4.1.1d
--   float_days: Floating rest days a month, D04-4.1.1c
--   lead: Sign in before the start, D04-4.1.1g
--   start1: 1st from, D04-4.1.1f
--   end1: 1st to, D04-4.1.1f
--   in1: 1st: sign in, D04-4.1.1g
--   out1: 1st: sign out, D02-3.3.1
--   start2: 2nd from, D04-4.1.1f
--   end2: 2nd to, D04-4.1.1f
--   in2: 2nd: sign in, D04-4.1.1g
--   out2: 2nd: sign out, D02-3.3.1
--   start3: 3rd from, D04-4.1.1f
--   end3: 3rd to, D04-4.1.1f
--   in3: 3rd: sign in, D04-4.1.1g
--   out3: 3rd: sign out, D02-3.3.1
--   start4: 4th from, D04-4.1.1f
--   end4: 4th to, D04-4.1.1f
--   in4: 4th: sign in, D04-4.1.1g
--   out4: 4th: sign out, D02-3.3.1
--   clause: Clause of the hours
--   clause_days: Clause of the days
--   clause_signin: Clause of the sign-ins
--   clause_signout: Clause of the sign-outs
--   remark: Remarks
CREATE TABLE schedule (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  code TEXT CHECK (code IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_from TEXT CHECK (length (valid_from) = 10) CHECK (valid_from IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_to TEXT CHECK (length (valid_to) = 10),
  mon INTEGER CHECK (mon IN (0, 1)),
  tue INTEGER CHECK (tue IN (0, 1)),
  wed INTEGER CHECK (wed IN (0, 1)),
  thu INTEGER CHECK (thu IN (0, 1)),
  fri INTEGER CHECK (fri IN (0, 1)),
  sat INTEGER CHECK (sat IN (0, 1)),
  sun INTEGER CHECK (sun IN (0, 1)),
  by_roster INTEGER CHECK (by_roster IN (0, 1)),
  holidays INTEGER CHECK (holidays IN (0, 1)),
  rest_days INTEGER,
  float_days INTEGER,
  lead INTEGER,
  start1 INTEGER,
  end1 INTEGER,
  in1 INTEGER CHECK (in1 IN (0, 1)),
  out1 INTEGER CHECK (out1 IN (0, 1)),
  start2 INTEGER,
  end2 INTEGER,
  in2 INTEGER CHECK (in2 IN (0, 1)),
  out2 INTEGER CHECK (out2 IN (0, 1)),
  start3 INTEGER,
  end3 INTEGER,
  in3 INTEGER CHECK (in3 IN (0, 1)),
  out3 INTEGER CHECK (out3 IN (0, 1)),
  start4 INTEGER,
  end4 INTEGER,
  in4 INTEGER CHECK (in4 IN (0, 1)),
  out4 INTEGER CHECK (out4 IN (0, 1)),
  clause TEXT,
  clause_days TEXT,
  clause_signin TEXT,
  clause_signout TEXT,
  remark TEXT
) STRICT;
CREATE INDEX schedule_index_1 ON schedule (code, valid_from);
CREATE TRIGGER schedule_no_delete BEFORE DELETE ON schedule WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: schedule'); END;

-- Who works by which hours (attendance)
--   code: Schedule
--   category: Staff category, D04-4.1.1a
--   unit: Unit
--   staff: Employee
--   valid_from: From, D02-3.1.2
--   valid_to: Until
CREATE TABLE schedule_use (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  code TEXT CHECK (code IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  category INTEGER CHECK (category IN (1, 2, 3, 4, 5, 6)),
  unit INTEGER REFERENCES unit (id),
  staff INTEGER REFERENCES staff (id),
  valid_from TEXT CHECK (length (valid_from) = 10) CHECK (valid_from IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_to TEXT CHECK (length (valid_to) = 10)
) STRICT;
CREATE INDEX schedule_use_unit_ref ON schedule_use (unit);
CREATE INDEX schedule_use_staff_ref ON schedule_use (staff);
CREATE TRIGGER schedule_use_no_delete BEFORE DELETE ON schedule_use WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: schedule_use'); END;

-- Notice of changed hours (attendance)
--   title: Subject
--   reason: Reason, D04-4.1.2a
--   first_day: First day, D04-4.1.2b
--   last_day: Last day, D04-4.1.2b
--   category: Staff category
--   unit: Unit
--   day_off: No work on these days
--   rest_too: Also on rest days
--   start1: 1st from
--   end1: 1st to
--   start2: 2nd from
--   end2: 2nd to
--   start3: 3rd from
--   end3: 3rd to
--   start4: 4th from
--   end4: 4th to
--   text: Text of the notice, D04-4.1.2b
--   paper: Signed paper, D04-4.1.2b
--   issued_by: Issued by, D04-4.1.2b
--   issued_on: Issued on, D04-4.1.2b
CREATE TABLE schedule_notice (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'cancelled', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  title TEXT CHECK (title IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason INTEGER CHECK (reason IN (1, 2, 3, 4, 5)) CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  first_day TEXT CHECK (length (first_day) = 10) CHECK (first_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  last_day TEXT CHECK (length (last_day) = 10) CHECK (last_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  category INTEGER CHECK (category IN (1, 2, 3, 4, 5, 6)),
  unit INTEGER REFERENCES unit (id),
  day_off INTEGER CHECK (day_off IN (0, 1)),
  rest_too INTEGER CHECK (rest_too IN (0, 1)),
  start1 INTEGER,
  end1 INTEGER,
  start2 INTEGER,
  end2 INTEGER,
  start3 INTEGER,
  end3 INTEGER,
  start4 INTEGER,
  end4 INTEGER,
  text TEXT,
  paper INTEGER REFERENCES attachment (id),
  issued_by INTEGER REFERENCES person (id),
  issued_on TEXT CHECK (length (issued_on) = 10)
) STRICT;
CREATE INDEX schedule_notice_unit_ref ON schedule_notice (unit);
CREATE INDEX schedule_notice_issued_by_ref ON schedule_notice (issued_by);
CREATE TRIGGER schedule_notice_no_delete BEFORE DELETE ON schedule_notice WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: schedule_notice'); END;

-- Punch (attendance)
--   clock: Time clock
--   pin: User no.
--   at: Time, D04-4.2.1b
--   button: Button
--   verify: Verified by
--   line: Line of the file
--   raw: Line as it was
--   reason: Typed by hand because, D01-7.1
CREATE TABLE punch (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  clock INTEGER REFERENCES clock (id) CHECK (clock IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  pin TEXT CHECK (pin IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  at INTEGER CHECK (at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  button INTEGER,
  verify INTEGER,
  line INTEGER,
  raw TEXT,
  reason TEXT
) STRICT;
CREATE UNIQUE INDEX punch_index_1 ON punch (clock, pin, at, button);
CREATE INDEX punch_index_2 ON punch (at);
CREATE TRIGGER punch_no_update BEFORE UPDATE ON punch BEGIN SELECT RAISE (ABORT, 'append-only: punch'); END;
CREATE TRIGGER punch_no_delete BEFORE DELETE ON punch WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: punch'); END;

-- Photo sign-in (attendance)
--   staff: Employee
--   at: Taken at, D04-4.2.1b
--   photo: Photo, D04-4.2.1b
--   taken_by: Entered by, D01-7.1
--   entered_at: Entered at, D01-7.1
--   note: Place, note
CREATE TABLE photo_signin (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  at INTEGER CHECK (at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  photo INTEGER REFERENCES attachment (id) CHECK (photo IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  taken_by INTEGER REFERENCES person (id),
  entered_at INTEGER,
  note TEXT
) STRICT;
CREATE INDEX photo_signin_index_1 ON photo_signin (staff, at);
CREATE INDEX photo_signin_index_2 ON photo_signin (at);
CREATE TRIGGER photo_signin_no_update BEFORE UPDATE ON photo_signin BEGIN SELECT RAISE (ABORT, 'append-only: photo_signin'); END;
CREATE TRIGGER photo_signin_no_delete BEFORE DELETE ON photo_signin WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: photo_signin'); END;

-- Attendance slip (attendance)
--   staff: Employee
--   type: Type of slip, D04-4.2.1c
--   starts_at: From
--   ends_at: To
--   stated_at: Stated time, D01-7.1
--   side: Missed
--   shift: Shift instead
--   reason: Reason, D04-4.2.1c
--   proof: Proof
--   filed_at: Submitted
--   approver: Decided by, D04-3.2
--   decided_at: Decided
CREATE TABLE slip (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'returned', 'withdrawn', 'pending', 'approved', 'cancelled', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  type INTEGER CHECK (type IN (1, 2, 3, 4, 5, 6, 7)) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  starts_at INTEGER,
  ends_at INTEGER,
  stated_at INTEGER,
  side INTEGER CHECK (side IN (1, 2)),
  shift INTEGER REFERENCES shift (id),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  proof INTEGER REFERENCES attachment (id),
  filed_at INTEGER,
  approver INTEGER REFERENCES person (id),
  decided_at INTEGER
) STRICT;
CREATE INDEX slip_staff_ref ON slip (staff);
CREATE INDEX slip_shift_ref ON slip (shift);
CREATE INDEX slip_approver_ref ON slip (approver);
CREATE INDEX slip_index_1 ON slip (staff, starts_at);
CREATE TRIGGER slip_no_delete BEFORE DELETE ON slip WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: slip'); END;

-- Attendance sheet (attendance)
--   month: Month, D04-4.2.1c
--   unit: Unit
--   remark: Remarks
--   due_on: Due at HR, D04-4.2.1c
--   object_until: Objections until, D04-4.2.1e
--   people: People
--   compiled_by: Compiled by, D04-4.2.1c
--   compiled_at: Compiled at
--   reviewed_by: Reviewed by, D04-4.2.1d
--   reviewed_at: Reviewed at
--   submitted_by: Submitted by
--   submitted_at: Submitted at, D04-4.2.1d
--   days_late: Days late, D04-4.2.1c
--   closed_by: Closed by
--   closed_at: Closed at
--   cut: Known until
--   heads: Audit entries
--   rules: Rules in force
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

-- Attendance result (attendance)
--   sheet: Attendance sheet
--   staff: Employee
--   month: Month
--   number: Staff no.
--   name: Name
--   unit: Unit
--   path: Units above
--   post: Post
--   category: Staff category
--   employment: Employment
--   joined: Joined on
--   left_on: Left on
--   due_milli: Days due
--   worked_milli: Days worked
--   late_times: Late, times, D04-4.2.2a
--   late_min: Late, minutes, D04-4.2.2a
--   early_times: Left early, times, D04-4.2.2c
--   early_min: Left early, minutes, D04-4.2.2c
--   missed: Missed punches, D04-4.2.1a
--   absent_milli: Days absent, D01-4.1
--   leave_milli: Days on leave
--   rest_milli: Rest days taken
--   full_att: Full attendance, D11-13
--   marks: Days of the month
--   digest: Digest
--   answer: Answer, D04-4.2.1g
--   answered_at: Answered at
--   changed: Otherwise than first shown, D04-4.2.1f
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

-- Objection (attendance)
--   staff: Employee
--   month: Month
--   days: Days concerned
--   claim: Objection in writing, D04-4.2.1e
--   proof: Proof
--   result: Attendance result
--   filed_at: Filed at, D04-4.2.1e
--   consulted: People consulted, D04-4.2.1f
--   reply: Reply, D04-4.2.1f
--   decided_by: Decided by
--   decided_at: Decided
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

-- Attendance correction (attendance)
--   staff: Employee
--   day: Closed day
--   month: Counts in
--   reason: Reason, D04-4.2.1f
--   worked_milli: Days worked, more or less
--   absent_milli: Days absent, more or less
--   leave_milli: Days on leave, more or less
--   late_times: Late, more or less
--   early_times: Left early, more or less
--   missed: Missed punches, more or less
--   was: Mark as closed
--   now_is: Mark as known now
--   proof: Proof
--   approver: Decided by, D04-3.2
--   decided_at: Decided
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

-- Review standard (review)
--   name: Review standard
--   post: Post, D20-4.1
--   unit: Unit, D14-14.1
--   version_no: Version
--   template: Template of items, D11-6
--   full_marks: Full marks of each item, D02-3.6.1
--   valid_from: From
--   valid_to: Until
--   remark: Remarks
--   submitted_by: Drawn up by, D06-9
--   submitted_at: Submitted at
--   approved_by: Approved by, D14-14.1
--   approved_at: Approved at
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

-- Items (review)
--   position: No.
--   item: Item, D20-4.1
--   aspect: Aspect
--   weight_bp: Weight, %, D02-3.6.1
--   how: How it is scored
--   target: Target
--   source: Facts from
--   rule: Rule
--   each_points: Points off for each
--   free: Of them free
--   aim: Target figure
--   bands: Bands
--   floor_points: Never below
--   clause: Clause
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

-- Review period (review)
--   name: Review period
--   from_day: From, D02-3.6.2
--   to_day: Until, D02-3.6.2
--   unit: Unit, D15-3.5
--   post: Post
--   self_due: Own scores by
--   supervisor_due: Supervisors' scores by
--   manager_due: Managers' reviews by
--   remark: Remarks
--   people: Sheets
--   without: Without a sheet
--   opened_by: Opened by, D02-3.6.2
--   opened_at: Opened at
--   taken_by: Facts taken by, D02-3.6.1
--   taken_at: Facts taken at
--   closed_by: Closed by
--   closed_at: Closed at
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

-- Review sheet (review)
--   period: Review period
--   staff: Employee
--   unit: Unit
--   post: Post
--   supervisor: Line supervisor
--   standard: Review standard
--   from_day: From
--   to_day: Until
--   share_self_bp: Share of the own score
--   share_supervisor_bp: Share of the supervisor's score
--   share_manager_bp: Share of the manager's score
--   taken_at: Facts taken at
--   total: Total score, D20-4.1
--   grade: Grade, D20-4.2
--   missing: Missing
--   waived: Counts without what is missing
--   waiver: Why it counts without
--   waived_by: Waived by
--   self_comment: Own comment
--   self_by: Own score handed in by
--   self_at: Own score at
--   supervisor_comment: Supervisor's comment
--   supervised_by: Supervisor
--   supervised_at: Supervisor's score at
--   manager_comment: Manager's comment, D06-9
--   reviewed_by: Manager
--   reviewed_at: Reviewed at
--   problems: Problems found, D20-4.3
--   improvement: Improvements and suggestions, D20-4.3
--   improve_by: Improved by
--   talked_on: Talk on
--   talk: What was talked about
--   talked_by: Talk held by
--   object_until: Objections until
--   answer: Answer
--   answered_at: Answered at
--   objection: Objection in writing
--   objected_at: Objected at
--   reply: Reply
--   replied_by: Replied by
--   replied_at: Replied at
--   scan: Signed sheet
--   concluded_by: Put in force by, D20-4.2
--   concluded_at: In force since
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

-- Items reviewed (review)
--   position: No.
--   item: Item
--   weight_bp: Weight, %, D02-3.6.1
--   target: Target
--   how: How it is scored
--   figure: Figure
--   fact: Facts
--   fact_score: By facts, D02-3.6.1
--   self_score: Own score
--   supervisor_score: Supervisor's score
--   manager_score: Manager's score
--   score: Score
--   points: Weighted
--   note: Note
--   clause: Clause
--   full_marks: Full marks of each item
--   source: Facts from
--   rule: Rule
--   each_points: Points off for each
--   free: Of them free
--   aim: Target figure
--   bands: Bands
--   floor_points: Never below
--   share_self_bp: Share of the own score
--   share_supervisor_bp: Share of the supervisor's score
--   share_manager_bp: Share of the manager's score
--   waived: Counts without what is missing
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

-- Sources of the facts (review)
--   line: Item
--   position: No.
--   day: Day
--   words: What it says
--   part: Counts as
--   subject: Kind of record
--   record: Record
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

-- Uses of the result (review)
--   sort: Use of the result, D20-4.2
--   words: Proposal
--   clause: Clause
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

-- Place in a review period (review)
--   period: Review period, D20-4.2
--   unit: Unit
--   place: Place in the unit
--   people: Of
--   staff: Employee
--   post: Post
--   total: Total score
--   grade: Grade
CREATE VIEW review_rank AS
  SELECT r.id, CAST (NULL AS BIGINT) AS parent_id, r.owner_id, r.unit_id, r.maker_id, r.version, r.state, r.no, r.created_ms, CAST (NULL AS BIGINT) AS import_id, r.period, r.unit, rank () OVER (PARTITION BY r.period, r.unit ORDER BY r.total DESC) AS place, count (*) OVER (PARTITION BY r.period, r.unit) AS people, r.staff, r.post, r.total, r.grade FROM review_sheet r WHERE r.total IS NOT NULL AND r.state IN ('shown', 'objected', 'confirmed', 'answered', 'in_force');
