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
CREATE INDEX balance_month_month ON balance_month (ledger, month);
CREATE TABLE ledger_line (chain INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, ledger TEXT NOT NULL,
  k1 INTEGER NOT NULL, k2 INTEGER NOT NULL, k3 INTEGER NOT NULL, k4 INTEGER NOT NULL,
  day TEXT NOT NULL CHECK (length (day) = 10), qty INTEGER NOT NULL CHECK (qty <> 0 OR value_fen <> 0), value_fen INTEGER NOT NULL,
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
  state TEXT NOT NULL CHECK (state IN ('active', 'readable', 'retired')), created_ms INTEGER NOT NULL, retired_ms INTEGER,
  PRIMARY KEY (class, ver)) STRICT;
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
  state TEXT NOT NULL CHECK (state = 'active' OR state = 'locked' OR state = 'ended'),
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
CREATE INDEX person_staff_ref ON person (staff) WHERE staff IS NOT NULL;
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
CREATE INDEX role_holder_person_ref ON role_holder (person) WHERE person IS NOT NULL;
CREATE INDEX role_holder_unit_ref ON role_holder (unit) WHERE unit IS NOT NULL;
CREATE INDEX role_holder_staff_ref ON role_holder (staff) WHERE staff IS NOT NULL;
CREATE INDEX role_holder_stands_for_ref ON role_holder (stands_for) WHERE stands_for IS NOT NULL;
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
  reach INTEGER CHECK (reach = 1 OR reach = 2 OR reach = 3) CHECK (reach IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
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
  state TEXT NOT NULL CHECK (state = 'active' OR state = 'ended' OR state = 'deleted'),
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
CREATE INDEX parameter_unit_ref ON parameter (unit) WHERE unit IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'active' OR state = 'ended' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  sort INTEGER CHECK (sort = 1 OR sort = 2 OR sort = 3 OR sort = 4) CHECK (sort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX unit_parent_ref ON unit (parent) WHERE parent IS NOT NULL;
CREATE INDEX unit_leader_ref ON unit (leader) WHERE leader IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'active' OR state = 'ended' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  title TEXT CHECK (title IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  title_key TEXT,
  rank INTEGER CHECK (rank = 1 OR rank = 2 OR rank = 3 OR rank = 4 OR rank = 5) CHECK (rank IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  category INTEGER CHECK (category = 1 OR category = 2 OR category = 3 OR category = 4 OR category = 5 OR category = 6),
  duties TEXT,
  requirements TEXT,
  clause TEXT,
  remark TEXT
) STRICT;
CREATE INDEX post_title_roman ON post (title_key);
CREATE INDEX post_unit_ref ON post (unit) WHERE unit IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'probation' OR state = 'active' OR state = 'temp' OR state = 'leaving' OR state = 'left' OR state = 'deleted'),
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
  employment INTEGER CHECK (employment = 1 OR employment = 2 OR employment = 3) CHECK (employment IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  category INTEGER CHECK (category = 1 OR category = 2 OR category = 3 OR category = 4 OR category = 5 OR category = 6) CHECK (category IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  joined TEXT CHECK (length (joined) = 10) CHECK (joined IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  left_on TEXT CHECK (length (left_on) = 10),
  left_why TEXT,
  contract INTEGER CHECK (contract = 1 OR contract = 2 OR contract = 3 OR contract = 4 OR contract = 5),
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
CREATE INDEX staff_id_number_ix ON staff (id_number_ix) WHERE id_number_ix IS NOT NULL;
CREATE INDEX staff_phone_ix ON staff (phone_ix) WHERE phone_ix IS NOT NULL;
CREATE INDEX staff_phone_tail ON staff (phone_tail) WHERE phone_tail IS NOT NULL;
CREATE INDEX staff_unit_ref ON staff (unit) WHERE unit IS NOT NULL;
CREATE INDEX staff_post_ref ON staff (post) WHERE post IS NOT NULL;
CREATE INDEX staff_supervisor_ref ON staff (supervisor) WHERE supervisor IS NOT NULL;
CREATE TRIGGER staff_no_delete BEFORE DELETE ON staff WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: staff'); END;

-- Conduct entry (staff)
--   day: Day
--   staff: Employee
--   kind: Kind of conduct, D11-5
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
  state TEXT NOT NULL CHECK (state = 'recorded' OR state = 'told' OR state = 'answered' OR state = 'confirmed' OR state = 'dismissed' OR state = 'closed' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  kind INTEGER CHECK (kind = 1 OR kind = 2 OR kind = 3 OR kind = 4 OR kind = 5 OR kind = 6 OR kind = 7 OR kind = 8 OR kind = 9 OR kind = 10 OR kind = 11 OR kind = 12 OR kind = 13 OR kind = 14 OR kind = 15 OR kind = 16 OR kind = 17 OR kind = 18 OR kind = 19 OR kind = 20) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  clause INTEGER CHECK (clause = 1 OR clause = 2 OR clause = 3 OR clause = 4 OR clause = 5 OR clause = 6 OR clause = 7 OR clause = 8 OR clause = 9 OR clause = 10 OR clause = 11 OR clause = 12 OR clause = 13 OR clause = 14 OR clause = 15 OR clause = 16 OR clause = 17 OR clause = 18 OR clause = 19 OR clause = 20 OR clause = 21 OR clause = 22 OR clause = 23 OR clause = 24 OR clause = 25 OR clause = 26 OR clause = 27 OR clause = 28 OR clause = 29 OR clause = 30 OR clause = 31 OR clause = 32 OR clause = 33),
  severity INTEGER CHECK (severity = 1 OR severity = 2 OR severity = 3) CHECK (severity IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX conduct_staff_ref ON conduct (staff) WHERE staff IS NOT NULL;
CREATE INDEX conduct_witness_ref ON conduct (witness) WHERE witness IS NOT NULL;
CREATE INDEX conduct_entered_by_ref ON conduct (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX conduct_told_by_ref ON conduct (told_by) WHERE told_by IS NOT NULL;
CREATE INDEX conduct_decided_by_ref ON conduct (decided_by) WHERE decided_by IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'pending' OR state = 'handling' OR state = 'answered' OR state = 'settled' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  kind INTEGER CHECK (kind = 1 OR kind = 2 OR kind = 3) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  title TEXT CHECK (title IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  text TEXT CHECK (text IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  enclosure INTEGER REFERENCES attachment (id),
  filed_at INTEGER,
  taken_by INTEGER REFERENCES person (id),
  answer TEXT,
  answered_by INTEGER REFERENCES person (id),
  answered_at INTEGER
) STRICT;
CREATE INDEX voice_staff_ref ON voice (staff) WHERE staff IS NOT NULL;
CREATE INDEX voice_taken_by_ref ON voice (taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX voice_answered_by_ref ON voice (answered_by) WHERE answered_by IS NOT NULL;
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
  kind INTEGER CHECK (kind = 1 OR kind = 2 OR kind = 3 OR kind = 4 OR kind = 5 OR kind = 6) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id),
  valid_from TEXT CHECK (length (valid_from) = 10) CHECK (valid_from IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_to TEXT CHECK (length (valid_to) = 10),
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX checklist_name_unique ON checklist (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX checklist_name_roman ON checklist (name_key);
CREATE INDEX checklist_unit_ref ON checklist (unit) WHERE unit IS NOT NULL;
CREATE TRIGGER checklist_no_delete BEFORE DELETE ON checklist WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: checklist'); END;

-- Items (staff)
--   position: Row
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
  clause INTEGER CHECK (clause = 1 OR clause = 2 OR clause = 3 OR clause = 4 OR clause = 5 OR clause = 6 OR clause = 7 OR clause = 8 OR clause = 9 OR clause = 10 OR clause = 11 OR clause = 12 OR clause = 13 OR clause = 14 OR clause = 15 OR clause = 16 OR clause = 17 OR clause = 18 OR clause = 19 OR clause = 20 OR clause = 21 OR clause = 22 OR clause = 23 OR clause = 24 OR clause = 25 OR clause = 26 OR clause = 27 OR clause = 28 OR clause = 29 OR clause = 30 OR clause = 31 OR clause = 32 OR clause = 33),
  whom INTEGER CHECK (whom = 1 OR whom = 2 OR whom = 3) CHECK (whom IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  setting INTEGER CHECK (setting = 1 OR setting = 2 OR setting = 3) CHECK (setting IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'deleted'),
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
CREATE INDEX check_sheet_checklist_ref ON check_sheet (checklist) WHERE checklist IS NOT NULL;
CREATE INDEX check_sheet_staff_ref ON check_sheet (staff) WHERE staff IS NOT NULL;
CREATE INDEX check_sheet_unit_ref ON check_sheet (unit) WHERE unit IS NOT NULL;
CREATE INDEX check_sheet_checked_by_ref ON check_sheet (checked_by) WHERE checked_by IS NOT NULL;
CREATE INDEX check_sheet_index_1 ON check_sheet (staff, day);
CREATE INDEX check_sheet_index_2 ON check_sheet (checklist, day);
CREATE TRIGGER check_sheet_no_delete BEFORE DELETE ON check_sheet WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: check_sheet'); END;

-- Items checked (staff)
--   position: Row
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
  clause INTEGER CHECK (clause = 1 OR clause = 2 OR clause = 3 OR clause = 4 OR clause = 5 OR clause = 6 OR clause = 7 OR clause = 8 OR clause = 9 OR clause = 10 OR clause = 11 OR clause = 12 OR clause = 13 OR clause = 14 OR clause = 15 OR clause = 16 OR clause = 17 OR clause = 18 OR clause = 19 OR clause = 20 OR clause = 21 OR clause = 22 OR clause = 23 OR clause = 24 OR clause = 25 OR clause = 26 OR clause = 27 OR clause = 28 OR clause = 29 OR clause = 30 OR clause = 31 OR clause = 32 OR clause = 33),
  result INTEGER CHECK (result = 1 OR result = 2 OR result = 3),
  staff INTEGER REFERENCES staff (id),
  note TEXT
) STRICT;
CREATE INDEX check_line_staff_ref ON check_line (staff) WHERE staff IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'counted' OR state = 'taken' OR state = 'witnessed' OR state = 'done' OR state = 'applied' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind INTEGER CHECK (kind = 1 OR kind = 2 OR kind = 3) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX handover_leaver_ref ON handover (leaver) WHERE leaver IS NOT NULL;
CREATE INDEX handover_successor_ref ON handover (successor) WHERE successor IS NOT NULL;
CREATE INDEX handover_witness_ref ON handover (witness) WHERE witness IS NOT NULL;
CREATE INDEX handover_given_by_ref ON handover (given_by) WHERE given_by IS NOT NULL;
CREATE INDEX handover_taken_by_ref ON handover (taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX handover_witnessed_by_ref ON handover (witnessed_by) WHERE witnessed_by IS NOT NULL;
CREATE INDEX handover_index_1 ON handover (leaver, kind);
CREATE TRIGGER handover_no_delete BEFORE DELETE ON handover WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: handover'); END;

-- Items handed over (staff)
--   position: Row
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
  sort INTEGER CHECK (sort = 1 OR sort = 2 OR sort = 3 OR sort = 4 OR sort = 5 OR sort = 6 OR sort = 7 OR sort = 8) CHECK (sort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
  kind INTEGER CHECK (kind = 1 OR kind = 2 OR kind = 3 OR kind = 4) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX roster_shift_ref ON roster (shift) WHERE shift IS NOT NULL;
CREATE INDEX roster_staff_ref ON roster (staff) WHERE staff IS NOT NULL;
CREATE INDEX roster_swap_ref ON roster (swap) WHERE swap IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'published' OR state = 'archived' OR state = 'deleted'),
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
CREATE INDEX roster_month_unit_ref ON roster_month (unit) WHERE unit IS NOT NULL;
CREATE INDEX roster_month_published_by_ref ON roster_month (published_by) WHERE published_by IS NOT NULL;
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
  covered INTEGER CHECK (covered = 1 OR covered = 2 OR covered = 3 OR covered = 4 OR covered = 5 OR covered = 6 OR covered = 7 OR covered = 8 OR covered = 9) CHECK (covered IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  starts INTEGER,
  ends INTEGER,
  weekdays TEXT,
  unit INTEGER REFERENCES unit (id),
  category INTEGER CHECK (category = 1 OR category = 2 OR category = 3 OR category = 4 OR category = 5 OR category = 6),
  post INTEGER REFERENCES post (id),
  shifts TEXT,
  min_staff INTEGER,
  needs_phone INTEGER CHECK (needs_phone IN (0, 1)),
  clause TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX coverage_rule_code_unique ON coverage_rule (code) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE UNIQUE INDEX coverage_rule_name_unique ON coverage_rule (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX coverage_rule_unit_ref ON coverage_rule (unit) WHERE unit IS NOT NULL;
CREATE INDEX coverage_rule_post_ref ON coverage_rule (post) WHERE post IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'pending' OR state = 'agreed' OR state = 'declined' OR state = 'withdrawn' OR state = 'approved' OR state = 'deleted'),
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
CREATE INDEX roster_swap_staff_ref ON roster_swap (staff) WHERE staff IS NOT NULL;
CREATE INDEX roster_swap_entry_ref ON roster_swap (entry) WHERE entry IS NOT NULL;
CREATE INDEX roster_swap_partner_ref ON roster_swap (partner) WHERE partner IS NOT NULL;
CREATE INDEX roster_swap_other_ref ON roster_swap (other) WHERE other IS NOT NULL;
CREATE INDEX roster_swap_agreed_by_ref ON roster_swap (agreed_by) WHERE agreed_by IS NOT NULL;
CREATE INDEX roster_swap_decided_by_ref ON roster_swap (decided_by) WHERE decided_by IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'given' OR state = 'taken' OR state = 'deleted'),
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
CREATE INDEX duty_log_staff_ref ON duty_log (staff) WHERE staff IS NOT NULL;
CREATE INDEX duty_log_shift_ref ON duty_log (shift) WHERE shift IS NOT NULL;
CREATE INDEX duty_log_handed_to_ref ON duty_log (handed_to) WHERE handed_to IS NOT NULL;
CREATE INDEX duty_log_taken_by_ref ON duty_log (taken_by) WHERE taken_by IS NOT NULL;
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
CREATE INDEX visitor_log_visited_ref ON visitor_log (visited) WHERE visited IS NOT NULL;
CREATE INDEX visitor_log_received_by_ref ON visitor_log (received_by) WHERE received_by IS NOT NULL;
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
CREATE INDEX call_log_called_ref ON call_log (called) WHERE called IS NOT NULL;
CREATE INDEX call_log_answered_by_ref ON call_log (answered_by) WHERE answered_by IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'returned' OR state = 'withdrawn' OR state = 'pending' OR state = 'approved' OR state = 'cancelled' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  type INTEGER CHECK (type = 0 OR type = 1 OR type = 2 OR type = 3 OR type = 4 OR type = 5 OR type = 6 OR type = 7 OR type = 8 OR type = 9 OR type = 10 OR type = 11) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX leave_staff_ref ON leave (staff) WHERE staff IS NOT NULL;
CREATE INDEX leave_handover_to_ref ON leave (handover_to) WHERE handover_to IS NOT NULL;
CREATE INDEX leave_approver_ref ON leave (approver) WHERE approver IS NOT NULL;
CREATE INDEX leave_endorsed_by_ref ON leave (endorsed_by) WHERE endorsed_by IS NOT NULL;
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
  type INTEGER CHECK (type = 2 OR type = 9 OR type = 10 OR type = 11) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  period INTEGER,
  days_milli INTEGER CHECK (days_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  for_day TEXT CHECK (length (for_day) = 10) CHECK (for_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX rest_grant_staff_ref ON rest_grant (staff) WHERE staff IS NOT NULL;
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
CREATE INDEX clock_pin_clock_ref ON clock_pin (clock) WHERE clock IS NOT NULL;
CREATE INDEX clock_pin_staff_ref ON clock_pin (staff) WHERE staff IS NOT NULL;
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
--   mon: Monday
--   tue: Tuesday
--   wed: Wednesday
--   thu: Thursday
--   fri: Friday
--   sat: Saturday
--   sun: Sunday, D04-4.1.1b
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
  category INTEGER CHECK (category = 1 OR category = 2 OR category = 3 OR category = 4 OR category = 5 OR category = 6),
  unit INTEGER REFERENCES unit (id),
  staff INTEGER REFERENCES staff (id),
  valid_from TEXT CHECK (length (valid_from) = 10) CHECK (valid_from IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  valid_to TEXT CHECK (length (valid_to) = 10)
) STRICT;
CREATE INDEX schedule_use_unit_ref ON schedule_use (unit) WHERE unit IS NOT NULL;
CREATE INDEX schedule_use_staff_ref ON schedule_use (staff) WHERE staff IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'issued' OR state = 'cancelled' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  title TEXT CHECK (title IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason INTEGER CHECK (reason = 1 OR reason = 2 OR reason = 3 OR reason = 4 OR reason = 5) CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  first_day TEXT CHECK (length (first_day) = 10) CHECK (first_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  last_day TEXT CHECK (length (last_day) = 10) CHECK (last_day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  category INTEGER CHECK (category = 1 OR category = 2 OR category = 3 OR category = 4 OR category = 5 OR category = 6),
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
CREATE INDEX schedule_notice_unit_ref ON schedule_notice (unit) WHERE unit IS NOT NULL;
CREATE INDEX schedule_notice_issued_by_ref ON schedule_notice (issued_by) WHERE issued_by IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'returned' OR state = 'withdrawn' OR state = 'pending' OR state = 'approved' OR state = 'cancelled' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  type INTEGER CHECK (type = 1 OR type = 2 OR type = 3 OR type = 4 OR type = 5 OR type = 6 OR type = 7) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX slip_staff_ref ON slip (staff) WHERE staff IS NOT NULL;
CREATE INDEX slip_shift_ref ON slip (shift) WHERE shift IS NOT NULL;
CREATE INDEX slip_approver_ref ON slip (approver) WHERE approver IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'compiled' OR state = 'reviewed' OR state = 'shown' OR state = 'closed' OR state = 'deleted'),
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
CREATE INDEX attendance_sheet_unit_ref ON attendance_sheet (unit) WHERE unit IS NOT NULL;
CREATE INDEX attendance_sheet_compiled_by_ref ON attendance_sheet (compiled_by) WHERE compiled_by IS NOT NULL;
CREATE INDEX attendance_sheet_reviewed_by_ref ON attendance_sheet (reviewed_by) WHERE reviewed_by IS NOT NULL;
CREATE INDEX attendance_sheet_submitted_by_ref ON attendance_sheet (submitted_by) WHERE submitted_by IS NOT NULL;
CREATE INDEX attendance_sheet_closed_by_ref ON attendance_sheet (closed_by) WHERE closed_by IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'shown' OR state = 'accepted' OR state = 'objected' OR state = 'settled' OR state = 'closed' OR state = 'removed'),
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
  category INTEGER CHECK (category = 1 OR category = 2 OR category = 3 OR category = 4 OR category = 5 OR category = 6),
  employment INTEGER CHECK (employment = 1 OR employment = 2 OR employment = 3),
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
  answer INTEGER CHECK (answer = 1 OR answer = 2 OR answer = 3),
  answered_at INTEGER,
  changed TEXT
) STRICT;
CREATE INDEX attendance_result_sheet_ref ON attendance_result (sheet) WHERE sheet IS NOT NULL;
CREATE INDEX attendance_result_staff_ref ON attendance_result (staff) WHERE staff IS NOT NULL;
CREATE INDEX attendance_result_unit_ref ON attendance_result (unit) WHERE unit IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'filed' OR state = 'late' OR state = 'upheld' OR state = 'rejected' OR state = 'withdrawn' OR state = 'deleted'),
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
CREATE INDEX objection_staff_ref ON objection (staff) WHERE staff IS NOT NULL;
CREATE INDEX objection_result_ref ON objection (result) WHERE result IS NOT NULL;
CREATE INDEX objection_decided_by_ref ON objection (decided_by) WHERE decided_by IS NOT NULL;
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'returned' OR state = 'pending' OR state = 'approved' OR state = 'deleted'),
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
CREATE INDEX attendance_correction_staff_ref ON attendance_correction (staff) WHERE staff IS NOT NULL;
CREATE INDEX attendance_correction_approver_ref ON attendance_correction (approver) WHERE approver IS NOT NULL;
CREATE INDEX attendance_correction_index_1 ON attendance_correction (staff, month);
CREATE INDEX attendance_correction_index_2 ON attendance_correction (month);
CREATE TRIGGER attendance_correction_no_delete BEFORE DELETE ON attendance_correction WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: attendance_correction'); END;

-- Catalogue item (catalog)
--   code: Item code
--   name: Item name
--   spec: Specification
--   measure: Unit of measure
--   barcode: Barcode, D19-3.2.2
--   category: Category of goods, D08-9
--   shelf_life: Shelf life
--   hazard: Danger, D03-3.4.3
--   requirement: Special requirement, D08-10
--   keeper: Named keeper, D08-10
--   mark: Visible mark, D08-10
--   min_milli: Lowest stock, D08-8b
--   reserve_milli: Reasonable reserve, D08-8b
--   max_milli: Highest stock, D08-8b
--   remark: Remarks
CREATE TABLE item (
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
  code TEXT CHECK (code IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  spec TEXT,
  measure TEXT CHECK (measure IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  barcode TEXT,
  category TEXT,
  shelf_life INTEGER,
  hazard INTEGER CHECK (hazard = 1 OR hazard = 2 OR hazard = 3 OR hazard = 4 OR hazard = 5) CHECK (hazard IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  requirement TEXT,
  keeper INTEGER REFERENCES staff (id),
  mark TEXT,
  min_milli INTEGER,
  reserve_milli INTEGER,
  max_milli INTEGER,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX item_code_unique ON item (code) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX item_name_roman ON item (name_key);
CREATE UNIQUE INDEX item_barcode_unique ON item (barcode) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX item_keeper_ref ON item (keeper) WHERE keeper IS NOT NULL;
CREATE TRIGGER item_no_delete BEFORE DELETE ON item WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: item'); END;

-- Shop (orders)
--   name: Name of the shop
--   platform: Platform
--   code: Number on the platform
--   manager: In charge
--   sender: Sender, D10-1.7b
--   sender_phone: Sender's phone
--   sender_address: Sender's address
--   remark: Remarks
CREATE TABLE shop (
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
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  platform INTEGER CHECK (platform = 1 OR platform = 2 OR platform = 3 OR platform = 4 OR platform = 5) CHECK (platform IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  code TEXT,
  manager INTEGER REFERENCES staff (id),
  sender TEXT,
  sender_phone TEXT,
  sender_address TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX shop_name_unique ON shop (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX shop_name_roman ON shop (name_key);
CREATE INDEX shop_manager_ref ON shop (manager) WHERE manager IS NOT NULL;
CREATE TRIGGER shop_no_delete BEFORE DELETE ON shop WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: shop'); END;

-- Customer (orders)
--   name: Customer
--   platform: Platform
--   buyer_key: Key of the customer
--   consignee: Consignee, D05-11
--   phone: Phone, D05-11
--   address: Address, D05-11
--   tags: Tags
--   is_potential: Potential customer, D18-8.1
--   first_talk: First talk, D18-8.1
--   remark: Remarks
CREATE TABLE customer (
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
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  platform INTEGER CHECK (platform = 1 OR platform = 2 OR platform = 3 OR platform = 4 OR platform = 5),
  buyer_key TEXT,
  consignee BLOB,
  phone BLOB,
  address BLOB,
  tags TEXT,
  is_potential INTEGER CHECK (is_potential IN (0, 1)),
  first_talk TEXT,
  remark TEXT,
  phone_ix INTEGER,
  phone_tail INTEGER
) STRICT;
CREATE INDEX customer_phone_ix ON customer (phone_ix) WHERE phone_ix IS NOT NULL;
CREATE INDEX customer_phone_tail ON customer (phone_tail) WHERE phone_tail IS NOT NULL;
CREATE UNIQUE INDEX customer_index_1 ON customer (buyer_key);
CREATE TRIGGER customer_no_delete BEFORE DELETE ON customer WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: customer'); END;

-- Order (orders)
--   order_key: Key of the order
--   number: Order number, D18-5.5a
--   platform: Platform
--   shop: Shop
--   shop_name: Shop as the platform has it
--   status: State on the platform
--   status_text: In the platform's words
--   placed_at: Placed at
--   paid_at: Paid at
--   accepted_at: Accepted at, D18-5.2
--   buyer: Buyer
--   buyer_key: Key of the customer
--   consignee: Consignee, D05-11
--   phone: Phone, D05-11
--   phone_text: Phone as the platform shows it
--   address: Address, D05-11
--   title: Goods
--   qty_milli: Pieces
--   goods_fen: Total
--   freight_fen: Freight
--   discount_fen: Discount
--   payable_fen: Payable
--   paid_fen: Paid by the buyer
--   refund_fen: Refunded
--   method: Way of paying
--   pay_number: Payment number
--   settled_fen: Paid out to the shop
--   is_cod: Cash on delivery
--   message: Buyer's message
--   note: Seller's note
--   invoice: Invoice title
--   closing: Why it was closed
--   carrier: Carrier
--   waybill: Waybill number
--   shipped_at: Dispatched at
--   signed_at: Received at
--   is_open: To be handled
--   instead_of: Stands for the voided order, D18-5.5a
--   exported_at: Exported at
CREATE TABLE sales_order (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'accepted' OR state = 'recorded' OR state = 'confirmed' OR state = 'invalid' OR state = 'paid' OR state = 'notified' OR state = 'picked' OR state = 'packed' OR state = 'shipped' OR state = 'signed' OR state = 'done' OR state = 'closed' OR state = 'voided'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  order_key TEXT CHECK (order_key IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  number TEXT CHECK (number IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  platform INTEGER CHECK (platform = 1 OR platform = 2 OR platform = 3 OR platform = 4 OR platform = 5) CHECK (platform IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  shop INTEGER REFERENCES shop (id),
  shop_name TEXT,
  status INTEGER CHECK (status = 1 OR status = 2 OR status = 3 OR status = 4 OR status = 5 OR status = 6),
  status_text TEXT,
  placed_at INTEGER,
  paid_at INTEGER,
  accepted_at INTEGER,
  buyer TEXT,
  buyer_key TEXT,
  consignee BLOB,
  phone BLOB,
  phone_text BLOB,
  address BLOB,
  title TEXT,
  qty_milli INTEGER,
  goods_fen INTEGER,
  freight_fen INTEGER,
  payable_fen INTEGER,
  paid_fen INTEGER,
  refund_fen INTEGER,
  method TEXT,
  is_cod INTEGER CHECK (is_cod IN (0, 1)),
  message TEXT,
  note TEXT,
  invoice TEXT,
  closing TEXT,
  carrier TEXT,
  waybill TEXT,
  shipped_at INTEGER,
  signed_at INTEGER,
  is_open INTEGER CHECK (is_open IN (0, 1)),
  instead_of INTEGER REFERENCES sales_order (id),
  exported_at INTEGER,
  phone_ix INTEGER,
  phone_tail INTEGER,
  discount_fen INTEGER,
  pay_number TEXT,
  settled_fen INTEGER
) STRICT;
CREATE INDEX sales_order_shop_ref ON sales_order (shop) WHERE shop IS NOT NULL;
CREATE INDEX sales_order_phone_ix ON sales_order (phone_ix) WHERE phone_ix IS NOT NULL;
CREATE INDEX sales_order_phone_tail ON sales_order (phone_tail) WHERE phone_tail IS NOT NULL;
CREATE INDEX sales_order_instead_of_ref ON sales_order (instead_of) WHERE instead_of IS NOT NULL;
CREATE UNIQUE INDEX sales_order_index_1 ON sales_order (order_key);
CREATE INDEX sales_order_index_2 ON sales_order (state, accepted_at);
CREATE INDEX sales_order_index_3 ON sales_order (placed_at);
CREATE INDEX sales_order_index_4 ON sales_order (buyer_key, placed_at);
CREATE TRIGGER sales_order_frozen BEFORE UPDATE ON sales_order WHEN NEW.version < OLD.version
  OR OLD.id IS DISTINCT FROM NEW.id
  OR OLD.parent_id IS DISTINCT FROM NEW.parent_id
  OR OLD.owner_id IS DISTINCT FROM NEW.owner_id
  OR OLD.unit_id IS DISTINCT FROM NEW.unit_id
  OR OLD.maker_id IS DISTINCT FROM NEW.maker_id
  OR OLD.no IS DISTINCT FROM NEW.no
  OR OLD.created_ms IS DISTINCT FROM NEW.created_ms
  OR OLD.import_id IS DISTINCT FROM NEW.import_id
  OR OLD.order_key IS DISTINCT FROM NEW.order_key
  OR OLD.number IS DISTINCT FROM NEW.number
  OR OLD.platform IS DISTINCT FROM NEW.platform
  OR OLD.shop IS DISTINCT FROM NEW.shop
  OR OLD.shop_name IS DISTINCT FROM NEW.shop_name
  OR OLD.status IS DISTINCT FROM NEW.status
  OR OLD.status_text IS DISTINCT FROM NEW.status_text
  OR OLD.placed_at IS DISTINCT FROM NEW.placed_at
  OR OLD.paid_at IS DISTINCT FROM NEW.paid_at
  OR OLD.accepted_at IS DISTINCT FROM NEW.accepted_at
  OR OLD.buyer IS DISTINCT FROM NEW.buyer
  OR OLD.buyer_key IS DISTINCT FROM NEW.buyer_key
  OR (OLD.consignee IS DISTINCT FROM NEW.consignee AND (OLD.consignee IS NULL OR NEW.consignee IS NULL OR length (OLD.consignee) = 2
    OR (length (NEW.consignee) <> 2 AND (length (OLD.consignee) <> length (NEW.consignee) OR substr (OLD.consignee, 2, 1) = substr (NEW.consignee, 2, 1)))))
  OR (OLD.phone IS DISTINCT FROM NEW.phone AND (OLD.phone IS NULL OR NEW.phone IS NULL OR length (OLD.phone) = 2
    OR (length (NEW.phone) <> 2 AND (length (OLD.phone) <> length (NEW.phone) OR substr (OLD.phone, 2, 1) = substr (NEW.phone, 2, 1)))))
  OR (OLD.phone_text IS DISTINCT FROM NEW.phone_text AND (OLD.phone_text IS NULL OR NEW.phone_text IS NULL OR length (OLD.phone_text) = 2
    OR (length (NEW.phone_text) <> 2 AND (length (OLD.phone_text) <> length (NEW.phone_text) OR substr (OLD.phone_text, 2, 1) = substr (NEW.phone_text, 2, 1)))))
  OR (OLD.address IS DISTINCT FROM NEW.address AND (OLD.address IS NULL OR NEW.address IS NULL OR length (OLD.address) = 2
    OR (length (NEW.address) <> 2 AND (length (OLD.address) <> length (NEW.address) OR substr (OLD.address, 2, 1) = substr (NEW.address, 2, 1)))))
  OR OLD.title IS DISTINCT FROM NEW.title
  OR OLD.qty_milli IS DISTINCT FROM NEW.qty_milli
  OR OLD.goods_fen IS DISTINCT FROM NEW.goods_fen
  OR OLD.freight_fen IS DISTINCT FROM NEW.freight_fen
  OR OLD.discount_fen IS DISTINCT FROM NEW.discount_fen
  OR OLD.payable_fen IS DISTINCT FROM NEW.payable_fen
  OR OLD.paid_fen IS DISTINCT FROM NEW.paid_fen
  OR OLD.refund_fen IS DISTINCT FROM NEW.refund_fen
  OR OLD.method IS DISTINCT FROM NEW.method
  OR OLD.pay_number IS DISTINCT FROM NEW.pay_number
  OR OLD.settled_fen IS DISTINCT FROM NEW.settled_fen
  OR OLD.is_cod IS DISTINCT FROM NEW.is_cod
  OR OLD.message IS DISTINCT FROM NEW.message
  OR OLD.note IS DISTINCT FROM NEW.note
  OR OLD.invoice IS DISTINCT FROM NEW.invoice
  OR OLD.closing IS DISTINCT FROM NEW.closing
  OR OLD.carrier IS DISTINCT FROM NEW.carrier
  OR OLD.waybill IS DISTINCT FROM NEW.waybill
  OR OLD.shipped_at IS DISTINCT FROM NEW.shipped_at
  OR OLD.signed_at IS DISTINCT FROM NEW.signed_at
  OR OLD.is_open IS DISTINCT FROM NEW.is_open
  OR OLD.instead_of IS DISTINCT FROM NEW.instead_of
  OR OLD.exported_at IS DISTINCT FROM NEW.exported_at
  BEGIN SELECT RAISE (ABORT, 'frozen: sales_order'); END;
CREATE TRIGGER sales_order_no_delete BEFORE DELETE ON sales_order WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: sales_order'); END;

-- Order line (orders)
--   line_key: Key of the line
--   order_key: Key of the order
--   sub_number: Part number
--   title: Goods
--   attributes: Specification
--   code: Merchant code
--   product: Product on the platform
--   qty_milli: Quantity
--   price_fen: Price
--   payable_fen: Payable
--   paid_fen: Paid by the buyer
--   refund_fen: Refunded
--   refund_text: Refund on the platform
--   is_refunded: Paid back
CREATE TABLE sales_order_line (
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
  line_key TEXT CHECK (line_key IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  order_key TEXT CHECK (order_key IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  sub_number TEXT,
  title TEXT CHECK (title IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  attributes TEXT,
  code TEXT,
  product TEXT,
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  price_fen INTEGER,
  payable_fen INTEGER,
  paid_fen INTEGER,
  refund_fen INTEGER,
  refund_text TEXT,
  is_refunded INTEGER CHECK (is_refunded IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX sales_order_line_index_1 ON sales_order_line (line_key);
CREATE INDEX sales_order_line_index_2 ON sales_order_line (order_key);
CREATE INDEX sales_order_line_index_3 ON sales_order_line (code);
CREATE TRIGGER sales_order_line_no_update BEFORE UPDATE ON sales_order_line BEGIN SELECT RAISE (ABORT, 'append-only: sales_order_line'); END;
CREATE TRIGGER sales_order_line_no_delete BEFORE DELETE ON sales_order_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: sales_order_line'); END;

-- Order event (orders)
--   sales_order: Order
--   order_key: Key of the order
--   type: What
--   at: When
--   told: Says otherwise, D18-5.5a
--   line_key: Key of the line
--   was: Was
--   now: Is now
--   now_sealed: Is now (personal), D05-11
--   value: As a number
--   exported_at: Exported at
--   score: Points
--   note: Note
--   accepted_at: Accepted at, D18-5.2
CREATE TABLE order_event (
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
  sales_order INTEGER REFERENCES sales_order (id),
  order_key TEXT,
  type INTEGER CHECK (type = 1 OR type = 2 OR type = 3 OR type = 4 OR type = 5 OR type = 6 OR type = 7) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  at INTEGER,
  told INTEGER CHECK (told = 1 OR told = 2 OR told = 3 OR told = 4 OR told = 5 OR told = 6 OR told = 7 OR told = 8 OR told = 9 OR told = 10 OR told = 11 OR told = 12 OR told = 13 OR told = 14 OR told = 15 OR told = 16 OR told = 17 OR told = 18),
  line_key TEXT,
  was TEXT,
  now TEXT,
  now_sealed BLOB,
  value INTEGER,
  exported_at INTEGER,
  score INTEGER,
  note TEXT,
  accepted_at INTEGER
) STRICT;
CREATE INDEX order_event_index_1 ON order_event (order_key, told);
CREATE INDEX order_event_index_2 ON order_event (sales_order);
CREATE INDEX order_event_index_3 ON order_event (at);
CREATE TRIGGER order_event_no_update BEFORE UPDATE ON order_event WHEN NEW.version <> OLD.version OR NEW.state <> OLD.state
  OR OLD.id IS DISTINCT FROM NEW.id
  OR OLD.parent_id IS DISTINCT FROM NEW.parent_id
  OR OLD.owner_id IS DISTINCT FROM NEW.owner_id
  OR OLD.unit_id IS DISTINCT FROM NEW.unit_id
  OR OLD.maker_id IS DISTINCT FROM NEW.maker_id
  OR OLD.no IS DISTINCT FROM NEW.no
  OR OLD.created_ms IS DISTINCT FROM NEW.created_ms
  OR OLD.import_id IS DISTINCT FROM NEW.import_id
  OR OLD.sales_order IS DISTINCT FROM NEW.sales_order
  OR OLD.order_key IS DISTINCT FROM NEW.order_key
  OR OLD.type IS DISTINCT FROM NEW.type
  OR OLD.at IS DISTINCT FROM NEW.at
  OR OLD.told IS DISTINCT FROM NEW.told
  OR OLD.line_key IS DISTINCT FROM NEW.line_key
  OR OLD.was IS DISTINCT FROM NEW.was
  OR OLD.now IS DISTINCT FROM NEW.now
  OR (OLD.now_sealed IS DISTINCT FROM NEW.now_sealed AND (OLD.now_sealed IS NULL OR NEW.now_sealed IS NULL OR length (OLD.now_sealed) = 2
    OR (length (NEW.now_sealed) <> 2 AND (length (OLD.now_sealed) <> length (NEW.now_sealed) OR substr (OLD.now_sealed, 2, 1) = substr (NEW.now_sealed, 2, 1)))))
  OR OLD.value IS DISTINCT FROM NEW.value
  OR OLD.exported_at IS DISTINCT FROM NEW.exported_at
  OR OLD.score IS DISTINCT FROM NEW.score
  OR OLD.note IS DISTINCT FROM NEW.note
  OR OLD.accepted_at IS DISTINCT FROM NEW.accepted_at
  BEGIN SELECT RAISE (ABORT, 'append-only: order_event'); END;
CREATE TRIGGER order_event_no_delete BEFORE DELETE ON order_event WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_event'); END;

-- Order confirmation (orders)
--   sales_order: Order
--   method: Reached by
--   ok_consignee: Consignee is right, D13-3.2.1
--   ok_address: Address is right, D13-3.2.1
--   ok_contact: Contact is right, D13-3.2.1
--   ok_model: Model is right, D13-3.2.1
--   ok_qty: Quantity is right, D13-3.2.1
--   ok_payment: Payment is agreed, D13-3.2.1
--   ok_delivery: Delivery is agreed, D13-3.2.1
--   result: Result, D18-5.2
--   remark: Remarks
--   accepted_at: Accepted at
--   due_at: To be confirmed by, D18-5.2
--   contacted_at: Reached at, D18-5.2
--   is_late: After the deadline, D18-5.2
--   late_min: Late by, D18-5.2
CREATE TABLE order_confirmation (
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
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  method INTEGER CHECK (method = 1 OR method = 2 OR method = 3 OR method = 4 OR method = 5) CHECK (method IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  ok_consignee INTEGER CHECK (ok_consignee IN (0, 1)),
  ok_address INTEGER CHECK (ok_address IN (0, 1)),
  ok_contact INTEGER CHECK (ok_contact IN (0, 1)),
  ok_model INTEGER CHECK (ok_model IN (0, 1)),
  ok_qty INTEGER CHECK (ok_qty IN (0, 1)),
  ok_payment INTEGER CHECK (ok_payment IN (0, 1)),
  ok_delivery INTEGER CHECK (ok_delivery IN (0, 1)),
  result INTEGER CHECK (result IN (1, 2)) CHECK (result IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  accepted_at INTEGER,
  due_at INTEGER,
  contacted_at INTEGER,
  is_late INTEGER CHECK (is_late IN (0, 1)),
  late_min INTEGER
) STRICT;
CREATE INDEX order_confirmation_index_1 ON order_confirmation (contacted_at);
CREATE INDEX order_confirmation_index_2 ON order_confirmation (sales_order);
CREATE TRIGGER order_confirmation_no_update BEFORE UPDATE ON order_confirmation BEGIN SELECT RAISE (ABORT, 'append-only: order_confirmation'); END;
CREATE TRIGGER order_confirmation_no_delete BEFORE DELETE ON order_confirmation WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_confirmation'); END;

-- Payment confirmation (orders)
--   sales_order: Order
--   amount_fen: Amount received, D09-16b
--   channel: Came by
--   received_at: Received at
--   remark: Remarks
--   confirmed_by: Confirmed by, D09-16b
--   confirmed_at: Confirmed at
CREATE TABLE order_payment (
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
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  amount_fen INTEGER CHECK (amount_fen IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  channel INTEGER CHECK (channel = 1 OR channel = 2 OR channel = 3 OR channel = 4 OR channel = 5) CHECK (channel IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  received_at INTEGER,
  remark TEXT,
  confirmed_by INTEGER REFERENCES person (id),
  confirmed_at INTEGER
) STRICT;
CREATE INDEX order_payment_index_1 ON order_payment (sales_order);
CREATE TRIGGER order_payment_no_update BEFORE UPDATE ON order_payment BEGIN SELECT RAISE (ABORT, 'append-only: order_payment'); END;
CREATE TRIGGER order_payment_no_delete BEFORE DELETE ON order_payment WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_payment'); END;

-- Match of goods (orders)
--   platform: Platform
--   code: Merchant code
--   title: Goods
--   attributes: Specification
--   item: Catalogue item
--   factor_milli: Pieces in one sold
--   match_key: Key of the match
CREATE TABLE item_match (
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
  platform INTEGER CHECK (platform = 1 OR platform = 2 OR platform = 3 OR platform = 4 OR platform = 5),
  code TEXT,
  title TEXT,
  attributes TEXT,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  factor_milli INTEGER CHECK (factor_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  match_key TEXT
) STRICT;
CREATE INDEX item_match_item_ref ON item_match (item) WHERE item IS NOT NULL;
CREATE UNIQUE INDEX item_match_match_key_unique ON item_match (match_key) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE TRIGGER item_match_no_delete BEFORE DELETE ON item_match WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: item_match'); END;

-- Item to be shipped (orders)
--   sales_order: Order
--   line_key: Key of the line
--   item: Catalogue item
--   qty_milli: Quantity
CREATE TABLE order_item (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'reserved' OR state = 'shipped' OR state = 'released'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  line_key TEXT CHECK (line_key IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX order_item_sales_order_ref ON order_item (sales_order) WHERE sales_order IS NOT NULL;
CREATE INDEX order_item_item_ref ON order_item (item) WHERE item IS NOT NULL;
CREATE UNIQUE INDEX order_item_index_1 ON order_item (sales_order, line_key);
CREATE INDEX order_item_index_2 ON order_item (item, state);
CREATE TRIGGER order_item_no_delete BEFORE DELETE ON order_item WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_item'); END;

-- Parcel (orders)
--   sales_order: Order, D19-3.5.1
--   carrier: Carrier
--   waybill: Waybill number
--   notified_by: Notified by, D13-3.2.2
--   notified_at: Notified at
--   picked_by: Picked by, D13-3.2.2
--   picked_at: Picked at
--   pieces_milli: Pieces counted, D11-4.5
--   packed_by: Packed by, D19-3.5.2
--   packed_at: Packed at
--   cost_fen: Freight cost
--   shipped_by: Given to the carrier by, D19-3.5.2
--   shipped_at: Given to the carrier at
--   signed_at: Signed for at, D13-3.2.3
--   remark: Remarks
CREATE TABLE parcel (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'notified' OR state = 'picked' OR state = 'packed' OR state = 'shipped' OR state = 'signed' OR state = 'cancelled'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  carrier INTEGER CHECK (carrier = 1 OR carrier = 2 OR carrier = 3 OR carrier = 4 OR carrier = 5 OR carrier = 6 OR carrier = 7 OR carrier = 8 OR carrier = 9 OR carrier = 10 OR carrier = 11 OR carrier = 12),
  waybill TEXT,
  notified_by INTEGER REFERENCES person (id),
  notified_at INTEGER,
  picked_by INTEGER REFERENCES person (id),
  picked_at INTEGER,
  pieces_milli INTEGER,
  packed_by INTEGER REFERENCES person (id),
  packed_at INTEGER,
  cost_fen INTEGER,
  shipped_by INTEGER REFERENCES person (id),
  shipped_at INTEGER,
  signed_at INTEGER,
  remark TEXT
) STRICT;
CREATE INDEX parcel_sales_order_ref ON parcel (sales_order) WHERE sales_order IS NOT NULL;
CREATE INDEX parcel_notified_by_ref ON parcel (notified_by) WHERE notified_by IS NOT NULL;
CREATE INDEX parcel_picked_by_ref ON parcel (picked_by) WHERE picked_by IS NOT NULL;
CREATE INDEX parcel_packed_by_ref ON parcel (packed_by) WHERE packed_by IS NOT NULL;
CREATE INDEX parcel_shipped_by_ref ON parcel (shipped_by) WHERE shipped_by IS NOT NULL;
CREATE INDEX parcel_index_1 ON parcel (state, notified_at);
CREATE TRIGGER parcel_no_delete BEFORE DELETE ON parcel WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: parcel'); END;

-- What is in it, where the rest follows later (orders)
--   item: Catalogue item, D11-4.5
--   qty_milli: Quantity, D11-4.5
CREATE TABLE parcel_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES parcel (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX parcel_line_item_ref ON parcel_line (item) WHERE item IS NOT NULL;
CREATE INDEX parcel_line_parent ON parcel_line (parent_id);
CREATE TRIGGER parcel_line_frozen BEFORE UPDATE ON parcel_line WHEN NEW.version < OLD.version
  OR OLD.id IS DISTINCT FROM NEW.id
  OR OLD.parent_id IS DISTINCT FROM NEW.parent_id
  OR OLD.owner_id IS DISTINCT FROM NEW.owner_id
  OR OLD.unit_id IS DISTINCT FROM NEW.unit_id
  OR OLD.maker_id IS DISTINCT FROM NEW.maker_id
  OR OLD.no IS DISTINCT FROM NEW.no
  OR OLD.created_ms IS DISTINCT FROM NEW.created_ms
  OR OLD.import_id IS DISTINCT FROM NEW.import_id
  OR OLD.item IS DISTINCT FROM NEW.item
  OR OLD.qty_milli IS DISTINCT FROM NEW.qty_milli
  BEGIN SELECT RAISE (ABORT, 'frozen: parcel_line'); END;
CREATE TRIGGER parcel_line_no_delete BEFORE DELETE ON parcel_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: parcel_line'); END;

-- Voided order (orders)
--   sales_order: Order
--   reason: Why, D18-5.5a
--   is_renewed: Make it anew, D18-5.5a
--   consignee: Consignee
--   phone: Phone
--   address: Address
--   new_number: New order number
CREATE TABLE order_void (
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
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  is_renewed INTEGER CHECK (is_renewed IN (0, 1)),
  consignee BLOB,
  phone BLOB,
  address BLOB,
  new_number TEXT
) STRICT;
CREATE INDEX order_void_index_1 ON order_void (sales_order);
CREATE TRIGGER order_void_no_update BEFORE UPDATE ON order_void WHEN NEW.version <> OLD.version OR NEW.state <> OLD.state
  OR OLD.id IS DISTINCT FROM NEW.id
  OR OLD.parent_id IS DISTINCT FROM NEW.parent_id
  OR OLD.owner_id IS DISTINCT FROM NEW.owner_id
  OR OLD.unit_id IS DISTINCT FROM NEW.unit_id
  OR OLD.maker_id IS DISTINCT FROM NEW.maker_id
  OR OLD.no IS DISTINCT FROM NEW.no
  OR OLD.created_ms IS DISTINCT FROM NEW.created_ms
  OR OLD.import_id IS DISTINCT FROM NEW.import_id
  OR OLD.sales_order IS DISTINCT FROM NEW.sales_order
  OR OLD.reason IS DISTINCT FROM NEW.reason
  OR OLD.is_renewed IS DISTINCT FROM NEW.is_renewed
  OR (OLD.consignee IS DISTINCT FROM NEW.consignee AND (OLD.consignee IS NULL OR NEW.consignee IS NULL OR length (OLD.consignee) = 2
    OR (length (NEW.consignee) <> 2 AND (length (OLD.consignee) <> length (NEW.consignee) OR substr (OLD.consignee, 2, 1) = substr (NEW.consignee, 2, 1)))))
  OR (OLD.phone IS DISTINCT FROM NEW.phone AND (OLD.phone IS NULL OR NEW.phone IS NULL OR length (OLD.phone) = 2
    OR (length (NEW.phone) <> 2 AND (length (OLD.phone) <> length (NEW.phone) OR substr (OLD.phone, 2, 1) = substr (NEW.phone, 2, 1)))))
  OR (OLD.address IS DISTINCT FROM NEW.address AND (OLD.address IS NULL OR NEW.address IS NULL OR length (OLD.address) = 2
    OR (length (NEW.address) <> 2 AND (length (OLD.address) <> length (NEW.address) OR substr (OLD.address, 2, 1) = substr (NEW.address, 2, 1)))))
  OR OLD.new_number IS DISTINCT FROM NEW.new_number
  BEGIN SELECT RAISE (ABORT, 'append-only: order_void'); END;
CREATE TRIGGER order_void_no_delete BEFORE DELETE ON order_void WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_void'); END;

-- Return and refund (orders)
--   sales_order: Order, D20-2.2
--   is_return: Goods come back
--   amount_fen: To be paid back, D20-2.2
--   reason: Why
--   reviewed_by: Reviewed by, D20-2.2
--   reviewed_at: Reviewed at
--   waybill: Waybill of the return
--   condition: Condition of the goods
--   received_by: Received by, D20-2.2
--   received_at: Received at
--   refunded_by: Paid back by, D20-2.2
--   refunded_at: Paid back at
--   remark: Remarks
CREATE TABLE order_return (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'asked' OR state = 'agreed' OR state = 'refused' OR state = 'received' OR state = 'refunded'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  is_return INTEGER CHECK (is_return IN (0, 1)),
  amount_fen INTEGER CHECK (amount_fen IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reviewed_by INTEGER REFERENCES person (id),
  reviewed_at INTEGER,
  waybill TEXT,
  condition TEXT,
  received_by INTEGER REFERENCES person (id),
  received_at INTEGER,
  refunded_by INTEGER REFERENCES person (id),
  refunded_at INTEGER,
  remark TEXT
) STRICT;
CREATE INDEX order_return_sales_order_ref ON order_return (sales_order) WHERE sales_order IS NOT NULL;
CREATE INDEX order_return_reviewed_by_ref ON order_return (reviewed_by) WHERE reviewed_by IS NOT NULL;
CREATE INDEX order_return_received_by_ref ON order_return (received_by) WHERE received_by IS NOT NULL;
CREATE INDEX order_return_refunded_by_ref ON order_return (refunded_by) WHERE refunded_by IS NOT NULL;
CREATE TRIGGER order_return_no_delete BEFORE DELETE ON order_return WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_return'); END;

-- Order entered by hand (orders)
--   way: Ordered by
--   number: Order number, D18-5.5a
--   shop: Shop
--   buyer: Customer
--   is_cod: Cash on delivery
--   freight_fen: Freight
--   payable_fen: Payable
--   remark: Remarks
--   consignee: Consignee, D05-11
--   phone: Phone, D05-11
--   address: Address, D05-11
CREATE TABLE manual_order (
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
  way INTEGER CHECK (way = 1 OR way = 2 OR way = 3 OR way = 4 OR way = 5) CHECK (way IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  number TEXT,
  shop INTEGER REFERENCES shop (id),
  buyer TEXT CHECK (buyer IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  is_cod INTEGER CHECK (is_cod IN (0, 1)),
  freight_fen INTEGER,
  payable_fen INTEGER,
  remark TEXT,
  consignee BLOB CHECK (consignee IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  phone BLOB CHECK (phone IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  address BLOB CHECK (address IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX manual_order_index_1 ON manual_order (number);
CREATE TRIGGER manual_order_no_update BEFORE UPDATE ON manual_order WHEN NEW.version <> OLD.version OR NEW.state <> OLD.state
  OR OLD.id IS DISTINCT FROM NEW.id
  OR OLD.parent_id IS DISTINCT FROM NEW.parent_id
  OR OLD.owner_id IS DISTINCT FROM NEW.owner_id
  OR OLD.unit_id IS DISTINCT FROM NEW.unit_id
  OR OLD.maker_id IS DISTINCT FROM NEW.maker_id
  OR OLD.no IS DISTINCT FROM NEW.no
  OR OLD.created_ms IS DISTINCT FROM NEW.created_ms
  OR OLD.import_id IS DISTINCT FROM NEW.import_id
  OR OLD.way IS DISTINCT FROM NEW.way
  OR OLD.number IS DISTINCT FROM NEW.number
  OR OLD.shop IS DISTINCT FROM NEW.shop
  OR OLD.buyer IS DISTINCT FROM NEW.buyer
  OR OLD.is_cod IS DISTINCT FROM NEW.is_cod
  OR OLD.freight_fen IS DISTINCT FROM NEW.freight_fen
  OR OLD.payable_fen IS DISTINCT FROM NEW.payable_fen
  OR OLD.remark IS DISTINCT FROM NEW.remark
  OR (OLD.consignee IS DISTINCT FROM NEW.consignee AND (OLD.consignee IS NULL OR NEW.consignee IS NULL OR length (OLD.consignee) = 2
    OR (length (NEW.consignee) <> 2 AND (length (OLD.consignee) <> length (NEW.consignee) OR substr (OLD.consignee, 2, 1) = substr (NEW.consignee, 2, 1)))))
  OR (OLD.phone IS DISTINCT FROM NEW.phone AND (OLD.phone IS NULL OR NEW.phone IS NULL OR length (OLD.phone) = 2
    OR (length (NEW.phone) <> 2 AND (length (OLD.phone) <> length (NEW.phone) OR substr (OLD.phone, 2, 1) = substr (NEW.phone, 2, 1)))))
  OR (OLD.address IS DISTINCT FROM NEW.address AND (OLD.address IS NULL OR NEW.address IS NULL OR length (OLD.address) = 2
    OR (length (NEW.address) <> 2 AND (length (OLD.address) <> length (NEW.address) OR substr (OLD.address, 2, 1) = substr (NEW.address, 2, 1)))))
  BEGIN SELECT RAISE (ABORT, 'append-only: manual_order'); END;
CREATE TRIGGER manual_order_no_delete BEFORE DELETE ON manual_order WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: manual_order'); END;

-- Lines of the order entered by hand (orders)
--   item: Catalogue item
--   qty_milli: Quantity
--   price_fen: Price
--   amount_fen: Amount
CREATE TABLE manual_order_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES manual_order (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('kept')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  price_fen INTEGER CHECK (price_fen IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  amount_fen INTEGER
) STRICT;
CREATE INDEX manual_order_line_item_ref ON manual_order_line (item) WHERE item IS NOT NULL;
CREATE INDEX manual_order_line_parent ON manual_order_line (parent_id);
CREATE TRIGGER manual_order_line_frozen BEFORE UPDATE ON manual_order_line WHEN NEW.version < OLD.version
  OR OLD.id IS DISTINCT FROM NEW.id
  OR OLD.parent_id IS DISTINCT FROM NEW.parent_id
  OR OLD.owner_id IS DISTINCT FROM NEW.owner_id
  OR OLD.unit_id IS DISTINCT FROM NEW.unit_id
  OR OLD.maker_id IS DISTINCT FROM NEW.maker_id
  OR OLD.no IS DISTINCT FROM NEW.no
  OR OLD.created_ms IS DISTINCT FROM NEW.created_ms
  OR OLD.import_id IS DISTINCT FROM NEW.import_id
  OR OLD.item IS DISTINCT FROM NEW.item
  OR OLD.qty_milli IS DISTINCT FROM NEW.qty_milli
  OR OLD.price_fen IS DISTINCT FROM NEW.price_fen
  OR OLD.amount_fen IS DISTINCT FROM NEW.amount_fen
  BEGIN SELECT RAISE (ABORT, 'frozen: manual_order_line'); END;
CREATE TRIGGER manual_order_line_no_delete BEFORE DELETE ON manual_order_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: manual_order_line'); END;

-- Export of a platform (orders)
--   platform: Platform
--   file: File
--   exported_at: Exported at
--   n_orders: Orders in it
--   seen: Order numbers
--   digest: SHA-256
CREATE TABLE order_export (
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
  platform INTEGER CHECK (platform = 1 OR platform = 2 OR platform = 3 OR platform = 4 OR platform = 5) CHECK (platform IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  file TEXT,
  exported_at INTEGER CHECK (exported_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  n_orders INTEGER,
  seen TEXT,
  digest TEXT
) STRICT;
CREATE UNIQUE INDEX order_export_index_1 ON order_export (digest);
CREATE INDEX order_export_index_2 ON order_export (platform, exported_at);
CREATE TRIGGER order_export_no_update BEFORE UPDATE ON order_export BEGIN SELECT RAISE (ABORT, 'append-only: order_export'); END;
CREATE TRIGGER order_export_no_delete BEFORE DELETE ON order_export WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_export'); END;

-- Daily order backup (orders)
--   made_at: Made at, D18-5.4
--   made_by: Backed up by
--   from_at: Orders since
--   to_at: Up to
--   n_orders: New orders, D18-5.4
--   sum_fen: Amount payable
--   n_all: Orders in all
--   file: File
--   sha256: SHA-256 of the file
--   is_verified: Verified
--   last_order: Newest order in it
--   remark: Remarks
--   workbook: Workbook in it, D18-5.4
--   workbook_sha256: SHA-256 of the workbook
--   orders_only: Orders only, D18-5.4
CREATE TABLE order_backup (
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
  made_by INTEGER REFERENCES person (id),
  from_at INTEGER,
  to_at INTEGER,
  n_orders INTEGER,
  sum_fen INTEGER,
  n_all INTEGER,
  file TEXT CHECK (file IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  sha256 TEXT CHECK (sha256 IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  is_verified INTEGER CHECK (is_verified IN (0, 1)),
  last_order INTEGER,
  remark TEXT,
  workbook TEXT,
  workbook_sha256 TEXT,
  orders_only INTEGER CHECK (orders_only IN (0, 1))
) STRICT;
CREATE INDEX order_backup_index_1 ON order_backup (made_at);
CREATE TRIGGER order_backup_no_update BEFORE UPDATE ON order_backup BEGIN SELECT RAISE (ABORT, 'append-only: order_backup'); END;
CREATE TRIGGER order_backup_no_delete BEFORE DELETE ON order_backup WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_backup'); END;

-- Attempt to change an order (orders)
--   at: Time
--   who: Who
--   sales_order: Order, D18-5.5a
--   step: What
CREATE VIEW order_attempt AS
  SELECT a.chain * 1099511627776 + a.seq AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, a.actor AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, a.no AS no, a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, a.at_ms AS at, a.actor AS who, o.id AS sales_order, substr (a.step, 9) AS step FROM audit a JOIN sales_order o ON o.id = CASE WHEN a.kind = 'sales_order' THEN a.doc ELSE (SELECT x.id FROM sales_order_line l JOIN sales_order x ON x.order_key = l.order_key WHERE l.id = a.doc) END WHERE a.kind IN ('sales_order', 'sales_order_line') AND a.step IN ('refused:sales_order.edit', 'refused:sales_order.remove', 'refused:sales_order_line.edit', 'refused:sales_order_line.remove');

-- Location (stock)
--   code: Location code, D08-9
--   name: Location name
--   zone: Zone
--   kind: Kind of location
--   item: Kept for the item, D08-9
--   category: Kept for the category, D08-9
--   remark: Remarks
CREATE TABLE stock_location (
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
  code TEXT CHECK (code IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name TEXT,
  zone TEXT,
  kind INTEGER CHECK (kind = 1 OR kind = 2 OR kind = 3 OR kind = 4) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id),
  category TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX stock_location_code_unique ON stock_location (code) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX stock_location_item_ref ON stock_location (item) WHERE item IS NOT NULL;
CREATE TRIGGER stock_location_no_delete BEFORE DELETE ON stock_location WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_location'); END;

-- Supplier (stock)
--   name: Supplier
--   code: Supplier code
--   contact: Contact person
--   phone: Phone
--   licence: Business licence no., D05-17
--   address: Address
--   remark: Remarks
CREATE TABLE supplier (
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
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  code TEXT,
  contact TEXT,
  phone TEXT,
  licence TEXT,
  address TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX supplier_name_unique ON supplier (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX supplier_name_roman ON supplier (name_key);
CREATE TRIGGER supplier_no_delete BEFORE DELETE ON supplier WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: supplier'); END;

-- Purchase order (stock)
--   supplier: Supplier
--   day: Ordered on
--   expected: Expected on, D05-17
--   contract: Contract no., D19-3.1.2
--   remark: Remarks
--   placed_by: Placed by
--   placed_at: Placed at
CREATE TABLE purchase_order (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'placed' OR state = 'closed' OR state = 'cancelled' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  supplier INTEGER REFERENCES supplier (id) CHECK (supplier IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  expected TEXT CHECK (length (expected) = 10),
  contract TEXT,
  remark TEXT,
  placed_by INTEGER REFERENCES person (id),
  placed_at INTEGER
) STRICT;
CREATE INDEX purchase_order_supplier_ref ON purchase_order (supplier) WHERE supplier IS NOT NULL;
CREATE INDEX purchase_order_placed_by_ref ON purchase_order (placed_by) WHERE placed_by IS NOT NULL;
CREATE TRIGGER purchase_order_no_delete BEFORE DELETE ON purchase_order WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: purchase_order'); END;

-- Lines of the purchase order (stock)
--   position: Row
--   item: Catalogue item
--   qty_milli: Quantity
--   price_fen: Price
--   amount_fen: Amount
--   note: Note
CREATE TABLE purchase_order_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES purchase_order (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  price_fen INTEGER,
  amount_fen INTEGER,
  note TEXT
) STRICT;
CREATE INDEX purchase_order_line_item_ref ON purchase_order_line (item) WHERE item IS NOT NULL;
CREATE INDEX purchase_order_line_parent ON purchase_order_line (parent_id);
CREATE TRIGGER purchase_order_line_no_delete BEFORE DELETE ON purchase_order_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: purchase_order_line'); END;

-- Goods receipt (stock)
--   supplier: Supplier
--   purchase_order: Purchase order
--   delivery_note: Delivery note no., D08-2
--   day: Day of receipt
--   remark: Remarks
--   decision: Decision on differences, D08-3a
--   checked_by: Accepted by, D19-3.2.1
--   checked_at: Delivery accepted at
--   printed_by: Barcodes printed by, D19-3.2.2
--   printed_at: Printed at
--   stuck_by: Labels stuck by, D19-3.2.2
--   stuck_at: Stuck at
--   keeper: Keeper, D19-3.2.3
--   keeper_at: Keeper signed at
--   supervisor: Warehouse supervisor, D19-3.2.3
--   supervisor_at: Supervisor signed at
--   sent_by: Finance copy sent by, D19-3.2.4
--   sent_at: Sent at
--   taken_by: Finance copy received by
--   taken_at: Received at
--   voucher: Voucher no., D19-3.2.4
--   booked_by: Booked by, D19-3.2.4
--   booked_at: Booked at
--   inspector: Inspector, D19-3.2.5
--   inspected_at: Inspected at
--   qc_first: Inspected before it is booked, D19-3.2.4
--   seen_by: Quantities read by, D19-3.3.1
--   seen_at: Quantities read at
--   report_open: Quantities to be read, D19-3.3.1
CREATE TABLE goods_receipt (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'checked' OR state = 'refused' OR state = 'labelled' OR state = 'stuck' OR state = 'kept_signed' OR state = 'signed' OR state = 'sent' OR state = 'inspected' OR state = 'taken' OR state = 'booked' OR state = 'done' OR state = 'placed' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  supplier INTEGER REFERENCES supplier (id) CHECK (supplier IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  purchase_order INTEGER REFERENCES purchase_order (id),
  delivery_note TEXT CHECK (delivery_note IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  decision TEXT,
  checked_by INTEGER REFERENCES person (id),
  checked_at INTEGER,
  printed_by INTEGER REFERENCES person (id),
  printed_at INTEGER,
  stuck_by INTEGER REFERENCES person (id),
  stuck_at INTEGER,
  keeper INTEGER REFERENCES person (id),
  keeper_at INTEGER,
  supervisor INTEGER REFERENCES person (id),
  supervisor_at INTEGER,
  sent_by INTEGER REFERENCES person (id),
  sent_at INTEGER,
  taken_by INTEGER REFERENCES person (id),
  taken_at INTEGER,
  voucher TEXT,
  booked_by INTEGER REFERENCES person (id),
  booked_at INTEGER,
  inspector INTEGER REFERENCES person (id),
  inspected_at INTEGER,
  qc_first INTEGER CHECK (qc_first IN (0, 1)),
  seen_by INTEGER REFERENCES person (id),
  seen_at INTEGER,
  report_open INTEGER CHECK (report_open IN (0, 1))
) STRICT;
CREATE INDEX goods_receipt_supplier_ref ON goods_receipt (supplier) WHERE supplier IS NOT NULL;
CREATE INDEX goods_receipt_purchase_order_ref ON goods_receipt (purchase_order) WHERE purchase_order IS NOT NULL;
CREATE INDEX goods_receipt_checked_by_ref ON goods_receipt (checked_by) WHERE checked_by IS NOT NULL;
CREATE INDEX goods_receipt_printed_by_ref ON goods_receipt (printed_by) WHERE printed_by IS NOT NULL;
CREATE INDEX goods_receipt_stuck_by_ref ON goods_receipt (stuck_by) WHERE stuck_by IS NOT NULL;
CREATE INDEX goods_receipt_keeper_ref ON goods_receipt (keeper) WHERE keeper IS NOT NULL;
CREATE INDEX goods_receipt_supervisor_ref ON goods_receipt (supervisor) WHERE supervisor IS NOT NULL;
CREATE INDEX goods_receipt_sent_by_ref ON goods_receipt (sent_by) WHERE sent_by IS NOT NULL;
CREATE INDEX goods_receipt_taken_by_ref ON goods_receipt (taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX goods_receipt_booked_by_ref ON goods_receipt (booked_by) WHERE booked_by IS NOT NULL;
CREATE INDEX goods_receipt_inspector_ref ON goods_receipt (inspector) WHERE inspector IS NOT NULL;
CREATE INDEX goods_receipt_seen_by_ref ON goods_receipt (seen_by) WHERE seen_by IS NOT NULL;
CREATE INDEX goods_receipt_index_1 ON goods_receipt (day);
CREATE INDEX goods_receipt_index_2 ON goods_receipt (purchase_order);
CREATE TRIGGER goods_receipt_no_delete BEFORE DELETE ON goods_receipt WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_receipt'); END;

-- Lines of the receipt (stock)
--   position: Row
--   item: Catalogue item, D08-2
--   ordered_milli: Ordered
--   noted_milli: On the note, D08-2
--   received_milli: Received quantity, D08-2
--   name_ok: Name agrees, D08-2
--   quality_ok: Quality agrees, D08-3a
--   spec_ok: Specification agrees, D08-3a
--   variety_ok: Variety agrees, D08-3a
--   discrepancy: Difference found, D08-2
--   refused_milli: Refused quantity, D08-3a
--   accepted_milli: Accepted quantity
--   price_fen: Price
--   amount_fen: Amount
--   batch: Batch of the supplier
--   expires: Expires on
--   passed_milli: Passed quantity, D19-3.2.5
--   failed_milli: Failed quantity, D19-3.2.5
--   location: Location, D08-9
--   quarantine: Quarantined at, D16-7
--   qc_note: Finding of the inspection, D19-3.2.5
--   outcome: What becomes of it, D08-3a
--   photo: Photo, D08-3a
--   photo_2: Second photo, D08-3a
--   photo_3: Third photo, D08-3a
CREATE TABLE goods_receipt_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES goods_receipt (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  ordered_milli INTEGER,
  noted_milli INTEGER,
  received_milli INTEGER,
  name_ok INTEGER CHECK (name_ok IN (0, 1)),
  quality_ok INTEGER CHECK (quality_ok IN (0, 1)),
  spec_ok INTEGER CHECK (spec_ok IN (0, 1)),
  variety_ok INTEGER CHECK (variety_ok IN (0, 1)),
  discrepancy TEXT,
  refused_milli INTEGER,
  accepted_milli INTEGER,
  price_fen INTEGER,
  amount_fen INTEGER,
  batch TEXT,
  expires TEXT CHECK (length (expires) = 10),
  passed_milli INTEGER,
  failed_milli INTEGER,
  location INTEGER REFERENCES stock_location (id),
  quarantine INTEGER REFERENCES stock_location (id),
  qc_note TEXT,
  outcome INTEGER CHECK (outcome = 1 OR outcome = 2 OR outcome = 3),
  photo INTEGER REFERENCES attachment (id),
  photo_2 INTEGER REFERENCES attachment (id),
  photo_3 INTEGER REFERENCES attachment (id)
) STRICT;
CREATE INDEX goods_receipt_line_item_ref ON goods_receipt_line (item) WHERE item IS NOT NULL;
CREATE INDEX goods_receipt_line_location_ref ON goods_receipt_line (location) WHERE location IS NOT NULL;
CREATE INDEX goods_receipt_line_quarantine_ref ON goods_receipt_line (quarantine) WHERE quarantine IS NOT NULL;
CREATE INDEX goods_receipt_line_index_1 ON goods_receipt_line (item);
CREATE INDEX goods_receipt_line_parent ON goods_receipt_line (parent_id);
CREATE TRIGGER goods_receipt_line_no_delete BEFORE DELETE ON goods_receipt_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_receipt_line'); END;

-- Goods issue (stock)
--   kind: Kind of issue
--   sales_order: Order, D13-3.2.2
--   supplier: Supplier
--   day: Day of issue
--   purpose: Purpose
--   receiver: Fetched by, D08-8a
--   note_ok: Request form is there, D08-4a
--   approval_ok: Approval is there, D08-4a
--   approval: Approval no., D08-4a
--   missing: Papers that are missing, D08-4a
--   asked_by: Asked for by
--   asked_at: Asked for at
--   cleared_by: Papers checked by, D08-4a
--   cleared_at: Papers checked at
--   picked_by: Picked by
--   picked_at: Picked at
--   checked_by: Goods checked by, D19-4.2
--   checked_at: Goods checked at
--   issued_by: Handed over by, D08-1.1
--   issued_at: Issued at
--   carrier: Carrier, D08-8a
--   handed_to: Handed over to, D08-8a
--   vehicle: Vehicle, D03-3.4.2
--   released_by: Let out by, D03-3.4.2
--   released_at: Let out at
CREATE TABLE goods_issue (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'requested' OR state = 'cleared' OR state = 'refused' OR state = 'picked' OR state = 'checked' OR state = 'issued' OR state = 'released' OR state = 'cancelled' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind INTEGER CHECK (kind = 1 OR kind = 2 OR kind = 3 OR kind = 4 OR kind = 5) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  sales_order INTEGER REFERENCES sales_order (id),
  supplier INTEGER REFERENCES supplier (id),
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  purpose TEXT CHECK (purpose IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  receiver TEXT,
  note_ok INTEGER CHECK (note_ok IN (0, 1)),
  approval_ok INTEGER CHECK (approval_ok IN (0, 1)),
  approval TEXT,
  missing TEXT,
  asked_by INTEGER REFERENCES person (id),
  asked_at INTEGER,
  cleared_by INTEGER REFERENCES person (id),
  cleared_at INTEGER,
  picked_by INTEGER REFERENCES person (id),
  picked_at INTEGER,
  checked_by INTEGER REFERENCES person (id),
  checked_at INTEGER,
  issued_by INTEGER REFERENCES person (id),
  issued_at INTEGER,
  carrier TEXT,
  handed_to TEXT,
  vehicle TEXT,
  released_by INTEGER REFERENCES person (id),
  released_at INTEGER
) STRICT;
CREATE INDEX goods_issue_sales_order_ref ON goods_issue (sales_order) WHERE sales_order IS NOT NULL;
CREATE INDEX goods_issue_supplier_ref ON goods_issue (supplier) WHERE supplier IS NOT NULL;
CREATE INDEX goods_issue_asked_by_ref ON goods_issue (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX goods_issue_cleared_by_ref ON goods_issue (cleared_by) WHERE cleared_by IS NOT NULL;
CREATE INDEX goods_issue_picked_by_ref ON goods_issue (picked_by) WHERE picked_by IS NOT NULL;
CREATE INDEX goods_issue_checked_by_ref ON goods_issue (checked_by) WHERE checked_by IS NOT NULL;
CREATE INDEX goods_issue_issued_by_ref ON goods_issue (issued_by) WHERE issued_by IS NOT NULL;
CREATE INDEX goods_issue_released_by_ref ON goods_issue (released_by) WHERE released_by IS NOT NULL;
CREATE INDEX goods_issue_index_1 ON goods_issue (day);
CREATE INDEX goods_issue_index_2 ON goods_issue (sales_order);
CREATE TRIGGER goods_issue_no_delete BEFORE DELETE ON goods_issue WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_issue'); END;

-- Lines of the issue (stock)
--   position: Row
--   item: Catalogue item
--   qty_milli: Quantity
--   lot: Lot (receipt)
--   location: Location, D08-9
--   from_state: Condition, D16-7
--   remark: Remarks
CREATE TABLE goods_issue_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES goods_issue (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active', 'removed')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  lot INTEGER REFERENCES goods_receipt (id),
  location INTEGER REFERENCES stock_location (id),
  from_state INTEGER CHECK (from_state = 2 OR from_state = 4 OR from_state = 5) CHECK (from_state IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT
) STRICT;
CREATE INDEX goods_issue_line_item_ref ON goods_issue_line (item) WHERE item IS NOT NULL;
CREATE INDEX goods_issue_line_lot_ref ON goods_issue_line (lot) WHERE lot IS NOT NULL;
CREATE INDEX goods_issue_line_location_ref ON goods_issue_line (location) WHERE location IS NOT NULL;
CREATE INDEX goods_issue_line_index_1 ON goods_issue_line (item);
CREATE INDEX goods_issue_line_parent ON goods_issue_line (parent_id);
CREATE TRIGGER goods_issue_line_no_delete BEFORE DELETE ON goods_issue_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_issue_line'); END;

-- Refusal (stock)
--   kind: Kind of refusal
--   receipt: Goods receipt, D08-3a
--   issue: Goods issue, D08-4a
--   reason: Reason
--   keeper: Keeper
--   reported_at: Reported at, D08-3b
--   decision: Instruction, D08-4b
--   decided_by: Instructed by
--   decided_at: Instructed at
CREATE TABLE refusal (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('reported', 'decided')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind INTEGER CHECK (kind IN (1, 2)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  receipt INTEGER REFERENCES goods_receipt (id),
  issue INTEGER REFERENCES goods_issue (id),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  keeper INTEGER REFERENCES person (id),
  reported_at INTEGER,
  decision TEXT,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER
) STRICT;
CREATE INDEX refusal_receipt_ref ON refusal (receipt) WHERE receipt IS NOT NULL;
CREATE INDEX refusal_issue_ref ON refusal (issue) WHERE issue IS NOT NULL;
CREATE INDEX refusal_keeper_ref ON refusal (keeper) WHERE keeper IS NOT NULL;
CREATE INDEX refusal_decided_by_ref ON refusal (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX refusal_index_1 ON refusal (receipt);
CREATE INDEX refusal_index_2 ON refusal (issue);
CREATE TRIGGER refusal_no_delete BEFORE DELETE ON refusal WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: refusal'); END;

-- Stock move (stock)
--   day: Day
--   item: Catalogue item
--   lot: Lot (receipt)
--   qty_milli: Quantity
--   location: From location, D08-9
--   from_state: Condition before
--   to_location: To location
--   to_state: Condition after
--   reason: Reason
--   responsible: Responsible, D03-3.4.1
--   is_change: Changes the condition
--   done_by: Entered by
--   done_at: Entered at
--   order_return: Comes back with the return, D20-2.2
--   is_back: Comes back from a customer
--   value_fen: Worth when it left, D08-6
CREATE TABLE stock_move (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'moved' OR state = 'pending' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  lot INTEGER REFERENCES goods_receipt (id),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  location INTEGER REFERENCES stock_location (id),
  from_state INTEGER CHECK (from_state = 2 OR from_state = 4 OR from_state = 5) CHECK (from_state IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_location INTEGER REFERENCES stock_location (id) CHECK (to_location IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_state INTEGER CHECK (to_state = 2 OR to_state = 4 OR to_state = 5) CHECK (to_state IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  responsible INTEGER REFERENCES staff (id),
  is_change INTEGER CHECK (is_change IN (0, 1)),
  done_by INTEGER REFERENCES person (id),
  done_at INTEGER,
  order_return INTEGER REFERENCES order_return (id),
  is_back INTEGER CHECK (is_back IN (0, 1)),
  value_fen INTEGER
) STRICT;
CREATE INDEX stock_move_item_ref ON stock_move (item) WHERE item IS NOT NULL;
CREATE INDEX stock_move_lot_ref ON stock_move (lot) WHERE lot IS NOT NULL;
CREATE INDEX stock_move_location_ref ON stock_move (location) WHERE location IS NOT NULL;
CREATE INDEX stock_move_to_location_ref ON stock_move (to_location) WHERE to_location IS NOT NULL;
CREATE INDEX stock_move_responsible_ref ON stock_move (responsible) WHERE responsible IS NOT NULL;
CREATE INDEX stock_move_done_by_ref ON stock_move (done_by) WHERE done_by IS NOT NULL;
CREATE INDEX stock_move_order_return_ref ON stock_move (order_return) WHERE order_return IS NOT NULL;
CREATE INDEX stock_move_index_1 ON stock_move (day);
CREATE TRIGGER stock_move_no_delete BEFORE DELETE ON stock_move WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_move'); END;

-- Opening stock (stock)
--   day: Day
--   item: Catalogue item
--   location: Location
--   condition: Condition
--   qty_milli: Quantity
--   value_fen: Worth
--   remark: Remarks
CREATE TABLE stock_opening (
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
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  location INTEGER REFERENCES stock_location (id) CHECK (location IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  condition INTEGER CHECK (condition = 2 OR condition = 4 OR condition = 5) CHECK (condition IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  value_fen INTEGER CHECK (value_fen IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT
) STRICT;
CREATE INDEX stock_opening_item_ref ON stock_opening (item) WHERE item IS NOT NULL;
CREATE INDEX stock_opening_location_ref ON stock_opening (location) WHERE location IS NOT NULL;
CREATE TRIGGER stock_opening_no_delete BEFORE DELETE ON stock_opening WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_opening'); END;

-- Correction of the stock ledger (stock)
--   day: Day
--   goods_receipt: Wrong receipt, D08-5a
--   goods_issue: Wrong issue
--   stock_move: Wrong move
--   stock_opening: Wrong opening stock
--   reason: What is wrong
--   item: Catalogue item
--   lot: Lot (receipt)
--   location: Location, D08-9
--   condition: Condition
--   way: In or out
--   qty_milli: Quantity
--   value_fen: Worth
--   in_milli: In
--   out_milli: Out
--   done_by: Entered by
--   done_at: Entered at
--   change_fen: Change of the value, D08-6
CREATE TABLE stock_correction (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'pending' OR state = 'corrected' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  goods_receipt INTEGER REFERENCES goods_receipt (id),
  goods_issue INTEGER REFERENCES goods_issue (id),
  stock_move INTEGER REFERENCES stock_move (id),
  stock_opening INTEGER REFERENCES stock_opening (id),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  lot INTEGER REFERENCES goods_receipt (id),
  location INTEGER REFERENCES stock_location (id),
  condition INTEGER CHECK (condition = 1 OR condition = 2 OR condition = 3 OR condition = 4 OR condition = 5) CHECK (condition IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  way INTEGER CHECK (way = 1 OR way = 2 OR way = 3 OR way = 4) CHECK (way IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  value_fen INTEGER,
  in_milli INTEGER,
  out_milli INTEGER,
  done_by INTEGER REFERENCES person (id),
  done_at INTEGER,
  change_fen INTEGER
) STRICT;
CREATE INDEX stock_correction_goods_receipt_ref ON stock_correction (goods_receipt) WHERE goods_receipt IS NOT NULL;
CREATE INDEX stock_correction_goods_issue_ref ON stock_correction (goods_issue) WHERE goods_issue IS NOT NULL;
CREATE INDEX stock_correction_stock_move_ref ON stock_correction (stock_move) WHERE stock_move IS NOT NULL;
CREATE INDEX stock_correction_stock_opening_ref ON stock_correction (stock_opening) WHERE stock_opening IS NOT NULL;
CREATE INDEX stock_correction_item_ref ON stock_correction (item) WHERE item IS NOT NULL;
CREATE INDEX stock_correction_lot_ref ON stock_correction (lot) WHERE lot IS NOT NULL;
CREATE INDEX stock_correction_location_ref ON stock_correction (location) WHERE location IS NOT NULL;
CREATE INDEX stock_correction_done_by_ref ON stock_correction (done_by) WHERE done_by IS NOT NULL;
CREATE INDEX stock_correction_index_1 ON stock_correction (day);
CREATE TRIGGER stock_correction_no_delete BEFORE DELETE ON stock_correction WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_correction'); END;

-- Settled day (stock)
--   day: Day, D08-5a
--   remark: Remarks
--   keeper: Settled by
--   settled_at: Settled at
CREATE TABLE stock_day (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('settled', 'open')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  keeper INTEGER REFERENCES person (id),
  settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX stock_day_day_unique ON stock_day (day) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX stock_day_keeper_ref ON stock_day (keeper) WHERE keeper IS NOT NULL;
CREATE TRIGGER stock_day_no_delete BEFORE DELETE ON stock_day WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_day'); END;

-- Month of the stock (stock)
--   month: Month, D08-6
--   remark: Remarks and proposals, D08-8c
--   compiled_by: Compiled by
--   compiled_at: Compiled at
--   reported_by: Reported by, D08-6
--   reported_at: Reported at
--   seen_by: Seen by
--   seen_at: Seen at
--   closed_by: Books closed by, D08-5a
--   closed_at: Books closed at
CREATE TABLE stock_month (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'compiled' OR state = 'reported' OR state = 'closed'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  month TEXT CHECK (length (month) = 7) CHECK (month IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  compiled_by INTEGER REFERENCES person (id),
  compiled_at INTEGER,
  reported_by INTEGER REFERENCES person (id),
  reported_at INTEGER,
  seen_by INTEGER REFERENCES person (id),
  seen_at INTEGER,
  closed_by INTEGER REFERENCES person (id),
  closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX stock_month_month_unique ON stock_month (month) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX stock_month_compiled_by_ref ON stock_month (compiled_by) WHERE compiled_by IS NOT NULL;
CREATE INDEX stock_month_reported_by_ref ON stock_month (reported_by) WHERE reported_by IS NOT NULL;
CREATE INDEX stock_month_seen_by_ref ON stock_month (seen_by) WHERE seen_by IS NOT NULL;
CREATE INDEX stock_month_closed_by_ref ON stock_month (closed_by) WHERE closed_by IS NOT NULL;
CREATE TRIGGER stock_month_no_delete BEFORE DELETE ON stock_month WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_month'); END;

-- Three agreements (stock)
--   month: Month, D08-5b
--   remark: Remarks
--   keeper: Keeper
--   keeper_at: Keeper signed at
--   finance: Finance
--   finance_at: Finance signed at
CREATE TABLE stock_agreement (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'compared' OR state = 'agreed' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  month TEXT CHECK (length (month) = 7) CHECK (month IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  keeper INTEGER REFERENCES person (id),
  keeper_at INTEGER,
  finance INTEGER REFERENCES person (id),
  finance_at INTEGER
) STRICT;
CREATE UNIQUE INDEX stock_agreement_month_unique ON stock_agreement (month) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX stock_agreement_keeper_ref ON stock_agreement (keeper) WHERE keeper IS NOT NULL;
CREATE INDEX stock_agreement_finance_ref ON stock_agreement (finance) WHERE finance IS NOT NULL;
CREATE TRIGGER stock_agreement_no_delete BEFORE DELETE ON stock_agreement WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_agreement'); END;

-- Items compared (stock)
--   position: Row
--   item: Catalogue item
--   ledger_milli: Ledger, D08-5b
--   ledger_fen: Ledger value
--   finance_milli: Finance ledger, D08-5b
--   finance_fen: Finance value
--   goods_milli: Goods counted, D08-5b
--   card_milli: Stock card, D08-5b
--   why: Explanation
--   off_milli: Largest difference, D08-5b
CREATE TABLE stock_agreement_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES stock_agreement (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  ledger_milli INTEGER,
  ledger_fen INTEGER,
  finance_milli INTEGER,
  finance_fen INTEGER,
  goods_milli INTEGER,
  card_milli INTEGER,
  why TEXT,
  off_milli INTEGER
) STRICT;
CREATE INDEX stock_agreement_line_item_ref ON stock_agreement_line (item) WHERE item IS NOT NULL;
CREATE INDEX stock_agreement_line_parent ON stock_agreement_line (parent_id);
CREATE TRIGGER stock_agreement_line_no_delete BEFORE DELETE ON stock_agreement_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_agreement_line'); END;

-- Stocktake (stock)
--   kind: Kind of count, D08-7a
--   day: Day of the count
--   location: Only this location
--   blind: Count without the book
--   remark: Remarks
--   frozen_by: Book frozen by
--   frozen_at: Book frozen at
--   counted_by: Counted by
--   counted_at: Counted at
--   reported_by: Reported by, D08-7b
--   reported_at: Reported at
--   decision: Instruction, D08-7b
--   decided_by: Instructed by
--   decided_at: Instructed at
--   adjusted_by: Entered by
--   adjusted_at: Entered at
--   keeper: Keeper, D08-7a
--   keeper_at: Keeper signed at
--   finance: Finance, D08-7a
--   finance_at: Finance signed at
--   codes: Only these items, D19-4.1
--   share_pct: Share of the items, per cent, D19-4.1
--   is_own: By the department
--   differs: Something differs
CREATE TABLE stocktake (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'counting' OR state = 'counted' OR state = 'compared' OR state = 'reported' OR state = 'decided' OR state = 'adjusted' OR state = 'kept_signed' OR state = 'done' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind INTEGER CHECK (kind IN (1, 2)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  location INTEGER REFERENCES stock_location (id),
  blind INTEGER CHECK (blind IN (0, 1)),
  remark TEXT,
  frozen_by INTEGER REFERENCES person (id),
  frozen_at INTEGER,
  counted_by INTEGER REFERENCES person (id),
  counted_at INTEGER,
  reported_by INTEGER REFERENCES person (id),
  reported_at INTEGER,
  decision TEXT,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER,
  adjusted_by INTEGER REFERENCES person (id),
  adjusted_at INTEGER,
  keeper INTEGER REFERENCES person (id),
  keeper_at INTEGER,
  finance INTEGER REFERENCES person (id),
  finance_at INTEGER,
  codes TEXT,
  share_pct INTEGER,
  is_own INTEGER CHECK (is_own IN (0, 1)),
  differs INTEGER CHECK (differs IN (0, 1))
) STRICT;
CREATE INDEX stocktake_location_ref ON stocktake (location) WHERE location IS NOT NULL;
CREATE INDEX stocktake_frozen_by_ref ON stocktake (frozen_by) WHERE frozen_by IS NOT NULL;
CREATE INDEX stocktake_counted_by_ref ON stocktake (counted_by) WHERE counted_by IS NOT NULL;
CREATE INDEX stocktake_reported_by_ref ON stocktake (reported_by) WHERE reported_by IS NOT NULL;
CREATE INDEX stocktake_decided_by_ref ON stocktake (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX stocktake_adjusted_by_ref ON stocktake (adjusted_by) WHERE adjusted_by IS NOT NULL;
CREATE INDEX stocktake_keeper_ref ON stocktake (keeper) WHERE keeper IS NOT NULL;
CREATE INDEX stocktake_finance_ref ON stocktake (finance) WHERE finance IS NOT NULL;
CREATE TRIGGER stocktake_no_delete BEFORE DELETE ON stocktake WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stocktake'); END;

-- Lines of the count (stock)
--   position: Row
--   item: Catalogue item
--   lot: Lot (receipt)
--   location: Location
--   state_no: Condition
--   book_milli: Book quantity, D08-7a
--   counted_milli: Counted quantity, D08-7a
--   damaged_milli: Of it damaged, D08-7b
--   surplus_milli: Surplus, D08-7b
--   shortage_milli: Shortage, D08-7b
--   difference_fen: Value of the difference
--   cause: Cause, D08-7b
--   responsible: Responsible, D08-7b
--   proposal: Proposal, D08-7b
--   frozen_milli: Frozen quantity
CREATE TABLE stocktake_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES stocktake (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  lot INTEGER REFERENCES goods_receipt (id),
  location INTEGER REFERENCES stock_location (id),
  state_no INTEGER CHECK (state_no = 1 OR state_no = 2 OR state_no = 3 OR state_no = 4 OR state_no = 5) CHECK (state_no IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  book_milli INTEGER,
  counted_milli INTEGER,
  damaged_milli INTEGER,
  surplus_milli INTEGER,
  shortage_milli INTEGER,
  difference_fen INTEGER,
  cause TEXT,
  responsible INTEGER REFERENCES staff (id),
  proposal TEXT,
  frozen_milli INTEGER
) STRICT;
CREATE INDEX stocktake_line_item_ref ON stocktake_line (item) WHERE item IS NOT NULL;
CREATE INDEX stocktake_line_lot_ref ON stocktake_line (lot) WHERE lot IS NOT NULL;
CREATE INDEX stocktake_line_location_ref ON stocktake_line (location) WHERE location IS NOT NULL;
CREATE INDEX stocktake_line_responsible_ref ON stocktake_line (responsible) WHERE responsible IS NOT NULL;
CREATE INDEX stocktake_line_index_1 ON stocktake_line (item);
CREATE INDEX stocktake_line_index_2 ON stocktake_line (responsible);
CREATE INDEX stocktake_line_parent ON stocktake_line (parent_id);
CREATE TRIGGER stocktake_line_no_delete BEFORE DELETE ON stocktake_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stocktake_line'); END;

-- Three checks (stock)
--   day: Day
--   at_time: Time of the check, D08-13a
--   staff: Keeper
--   remark: What is abnormal, D08-13b
--   checked_by: Looked at by
--   checked_at: Checked at
--   measures: Measures, D08-13b
--   handled_by: Handled by
--   handled_at: Handled at
CREATE TABLE warehouse_check (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'normal' OR state = 'reported' OR state = 'handled' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  at_time INTEGER CHECK (at_time IN (1, 2)) CHECK (at_time IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  staff INTEGER REFERENCES staff (id) CHECK (staff IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT,
  checked_by INTEGER REFERENCES person (id),
  checked_at INTEGER,
  measures TEXT,
  handled_by INTEGER REFERENCES person (id),
  handled_at INTEGER
) STRICT;
CREATE INDEX warehouse_check_staff_ref ON warehouse_check (staff) WHERE staff IS NOT NULL;
CREATE INDEX warehouse_check_checked_by_ref ON warehouse_check (checked_by) WHERE checked_by IS NOT NULL;
CREATE INDEX warehouse_check_handled_by_ref ON warehouse_check (handled_by) WHERE handled_by IS NOT NULL;
CREATE INDEX warehouse_check_index_1 ON warehouse_check (day);
CREATE TRIGGER warehouse_check_no_delete BEFORE DELETE ON warehouse_check WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: warehouse_check'); END;

-- Items checked (stock)
--   position: Row
--   item: Check item, D08-13.1
--   result: Result
--   note: Note
CREATE TABLE warehouse_check_line (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES warehouse_check (id),
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('active')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  position INTEGER,
  item TEXT CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  result INTEGER CHECK (result = 1 OR result = 2 OR result = 3),
  note TEXT
) STRICT;
CREATE INDEX warehouse_check_line_parent ON warehouse_check_line (parent_id);
CREATE TRIGGER warehouse_check_line_no_delete BEFORE DELETE ON warehouse_check_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: warehouse_check_line'); END;

-- Warehouse visitor (stock)
--   name: Name, D08-11
--   visitor_unit: Comes from
--   id_card: ID number
--   purpose: Purpose
--   escort: Accompanied by
--   in_at: Came in
--   carried: Things carried, D03-3.4.2
--   exit_pass: Exit pass, D03-3.4.2
--   out_at: Went out
CREATE TABLE warehouse_visit (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('inside', 'gone')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  visitor_unit TEXT,
  id_card BLOB,
  purpose TEXT CHECK (purpose IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  escort INTEGER REFERENCES staff (id) CHECK (escort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  in_at INTEGER CHECK (in_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  carried TEXT,
  exit_pass INTEGER REFERENCES goods_issue (id),
  out_at INTEGER
) STRICT;
CREATE INDEX warehouse_visit_name_roman ON warehouse_visit (name_key);
CREATE INDEX warehouse_visit_escort_ref ON warehouse_visit (escort) WHERE escort IS NOT NULL;
CREATE INDEX warehouse_visit_exit_pass_ref ON warehouse_visit (exit_pass) WHERE exit_pass IS NOT NULL;
CREATE TRIGGER warehouse_visit_no_delete BEFORE DELETE ON warehouse_visit WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: warehouse_visit'); END;

-- Proposal on stock (stock)
--   kind: About, D08-8c
--   item: Catalogue item
--   qty_milli: Quantity
--   proposal: Proposal
--   decision: Instruction
--   decided_by: Instructed by
--   decided_at: Instructed at
CREATE TABLE stock_proposal (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'pending' OR state = 'decided' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind INTEGER CHECK (kind IN (1, 2)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER,
  proposal TEXT CHECK (proposal IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  decision TEXT,
  decided_by INTEGER REFERENCES person (id),
  decided_at INTEGER
) STRICT;
CREATE INDEX stock_proposal_item_ref ON stock_proposal (item) WHERE item IS NOT NULL;
CREATE INDEX stock_proposal_decided_by_ref ON stock_proposal (decided_by) WHERE decided_by IS NOT NULL;
CREATE TRIGGER stock_proposal_no_delete BEFORE DELETE ON stock_proposal WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_proposal'); END;

-- Stock by location (stock)
--   item: Catalogue item
--   lot: Lot (receipt)
--   location: Location, D08-9
--   condition: Condition, D16-7
--   qty_milli: Quantity, D08-1.2
CREATE VIEW stock_balance AS
  SELECT row_number () OVER (ORDER BY b.k1, b.k2, b.k3, b.k4) AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, CAST (NULL AS BIGINT) AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, CAST (NULL AS TEXT) AS no, CAST (0 AS BIGINT) AS created_ms, CAST (NULL AS BIGINT) AS import_id, b.k1 AS item, CASE WHEN b.k2 > 0 THEN b.k2 END AS lot, CASE WHEN b.k3 > 0 THEN b.k3 END AS location, b.k4 AS condition, b.qty AS qty_milli FROM balance b WHERE b.ledger = 'stock' AND b.qty <> 0;

-- Stock by item (stock)
--   item: Catalogue item
--   qty_milli: Quantity
--   available_milli: Available
--   promised_milli: Promised to customers, D18-5.2
--   sellable_milli: Can be sold, D19-3.3.1
--   pending_milli: Waits for inspection
--   reserved_milli: Reserved
--   quarantine_milli: In quarantine
--   damaged_milli: Damaged
--   value_fen: Worth, D08-6
--   min_milli: Lowest stock, D08-8b
--   max_milli: Highest stock, D08-8b
--   is_short: Too little, D08-8b
--   is_over: Too much, D16-8
--   last_issue: Last issue, D16-8
CREATE VIEW stock_level AS
  SELECT i.id AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, CAST (NULL AS BIGINT) AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, CAST (NULL AS TEXT) AS no, i.created_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, i.id AS item, COALESCE (s.qty, 0) AS qty_milli, COALESCE (s.available, 0) AS available_milli, COALESCE (p.qty, 0) AS promised_milli, COALESCE (s.available, 0) - COALESCE (p.qty, 0) AS sellable_milli, COALESCE (s.pending, 0) AS pending_milli, COALESCE (s.reserved, 0) AS reserved_milli, COALESCE (s.quarantine, 0) AS quarantine_milli, COALESCE (s.damaged, 0) AS damaged_milli, COALESCE (v.value_fen, 0) AS value_fen, i.min_milli AS min_milli, i.max_milli AS max_milli, CAST (CASE WHEN COALESCE (s.available, 0) < COALESCE (i.min_milli, 0) THEN 1 ELSE 0 END AS BIGINT) AS is_short, CAST (CASE WHEN i.max_milli IS NOT NULL AND COALESCE (s.qty, 0) > i.max_milli THEN 1 ELSE 0 END AS BIGINT) AS is_over, (SELECT l.day FROM ledger_line l WHERE l.ledger = 'stock_value' AND l.k1 = i.id AND l.k2 = 0 AND l.k3 = 0 AND l.k4 = 0 AND l.qty < 0 AND l.kind = 'goods_issue' AND NOT EXISTS (SELECT 1 FROM goods_issue g WHERE g.id = l.doc AND g.kind IN (2, 3)) ORDER BY l.day DESC LIMIT 1) AS last_issue FROM item i LEFT JOIN (SELECT k1, CAST (sum (qty) AS BIGINT) AS qty, CAST (sum (CASE WHEN k4 = 1 THEN qty ELSE 0 END) AS BIGINT) AS pending, CAST (sum (CASE WHEN k4 = 2 THEN qty ELSE 0 END) AS BIGINT) AS available, CAST (sum (CASE WHEN k4 = 3 THEN qty ELSE 0 END) AS BIGINT) AS reserved, CAST (sum (CASE WHEN k4 = 4 THEN qty ELSE 0 END) AS BIGINT) AS quarantine, CAST (sum (CASE WHEN k4 = 5 THEN qty ELSE 0 END) AS BIGINT) AS damaged FROM balance WHERE ledger = 'stock' GROUP BY k1) s ON s.k1 = i.id LEFT JOIN balance v ON v.ledger = 'stock_value' AND v.k1 = i.id AND v.k2 = 0 AND v.k3 = 0 AND v.k4 = 0 LEFT JOIN (SELECT w.item, CAST (sum (CASE WHEN w.qty > w.aside THEN w.qty - w.aside ELSE 0 END) AS BIGINT) AS qty FROM (SELECT o.item, o.qty, COALESCE ((SELECT CAST (sum (l.qty_milli) AS BIGINT) FROM goods_issue g JOIN goods_issue_line l ON l.parent_id = g.id AND l.item = o.item AND l.state = 'active' WHERE g.sales_order = o.sales_order AND g.state IN ('cleared', 'picked', 'checked', 'issued', 'released')), 0) AS aside FROM (SELECT sales_order, item, CAST (sum (qty_milli) AS BIGINT) AS qty FROM order_item WHERE state = 'reserved' GROUP BY sales_order, item) o) w GROUP BY w.item) p ON p.item = i.id WHERE i.state = 'active' OR COALESCE (s.qty, 0) <> 0 OR COALESCE (p.qty, 0) <> 0;

-- Ledger entry (stock)
--   day: Day
--   item: Catalogue item
--   lot: Lot (receipt)
--   location: Location
--   condition: Condition
--   in_milli: Goods in
--   out_milli: Goods out
--   document: Document
--   who: Entered by, D03-3.4.1
--   at: Entered at
CREATE VIEW stock_entry AS
  SELECT l.chain * 1099511627776 + l.seq * 4096 + l.n AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, CAST (NULL AS BIGINT) AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, a.no AS no, a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, l.day AS day, l.k1 AS item, CASE WHEN l.k2 > 0 THEN l.k2 END AS lot, CASE WHEN l.k3 > 0 THEN l.k3 END AS location, l.k4 AS condition, CASE WHEN l.qty > 0 THEN l.qty END AS in_milli, CASE WHEN l.qty < 0 THEN -l.qty END AS out_milli, a.no AS document, a.actor AS who, a.at_ms AS at FROM ledger_line l JOIN audit a ON a.chain = l.chain AND a.seq = l.seq WHERE l.ledger = 'stock';

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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'returned' OR state = 'pending' OR state = 'approved' OR state = 'ended' OR state = 'deleted'),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  name TEXT CHECK (name IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  name_key TEXT,
  post INTEGER REFERENCES post (id) CHECK (post IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  unit INTEGER REFERENCES unit (id) CHECK (unit IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  version_no INTEGER,
  template INTEGER CHECK (template = 1 OR template = 2 OR template = 3 OR template = 4) CHECK (template IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX review_standard_post_ref ON review_standard (post) WHERE post IS NOT NULL;
CREATE INDEX review_standard_unit_ref ON review_standard (unit) WHERE unit IS NOT NULL;
CREATE INDEX review_standard_submitted_by_ref ON review_standard (submitted_by) WHERE submitted_by IS NOT NULL;
CREATE INDEX review_standard_approved_by_ref ON review_standard (approved_by) WHERE approved_by IS NOT NULL;
CREATE INDEX review_standard_index_1 ON review_standard (post, unit, version_no);
CREATE TRIGGER review_standard_no_delete BEFORE DELETE ON review_standard WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_standard'); END;

-- Items (review)
--   position: Row
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
  aspect INTEGER CHECK (aspect = 1 OR aspect = 2 OR aspect = 3 OR aspect = 4 OR aspect = 5 OR aspect = 6 OR aspect = 7 OR aspect = 8 OR aspect = 9),
  weight_bp INTEGER CHECK (weight_bp IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  how INTEGER CHECK (how IN (1, 2)) CHECK (how IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  target TEXT,
  source INTEGER CHECK (source = 1 OR source = 2 OR source = 3 OR source = 4 OR source = 5 OR source = 6 OR source = 7 OR source = 8 OR source = 9 OR source = 10 OR source = 11 OR source = 12 OR source = 13 OR source = 14 OR source = 15 OR source = 16 OR source = 17 OR source = 18 OR source = 19 OR source = 20 OR source = 21 OR source = 22),
  rule INTEGER CHECK (rule = 1 OR rule = 2 OR rule = 3),
  each_points INTEGER,
  free INTEGER,
  aim INTEGER,
  bands TEXT,
  floor_points INTEGER,
  clause INTEGER CHECK (clause = 1 OR clause = 2 OR clause = 3 OR clause = 4 OR clause = 5 OR clause = 6 OR clause = 7 OR clause = 8 OR clause = 9 OR clause = 10 OR clause = 11 OR clause = 12 OR clause = 13 OR clause = 14 OR clause = 15 OR clause = 16 OR clause = 17 OR clause = 18 OR clause = 19 OR clause = 20 OR clause = 21 OR clause = 22 OR clause = 23 OR clause = 24 OR clause = 25 OR clause = 40 OR clause = 41 OR clause = 42 OR clause = 43 OR clause = 44 OR clause = 45)
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'open' OR state = 'taken' OR state = 'closed' OR state = 'deleted'),
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
CREATE INDEX review_period_unit_ref ON review_period (unit) WHERE unit IS NOT NULL;
CREATE INDEX review_period_post_ref ON review_period (post) WHERE post IS NOT NULL;
CREATE INDEX review_period_opened_by_ref ON review_period (opened_by) WHERE opened_by IS NOT NULL;
CREATE INDEX review_period_taken_by_ref ON review_period (taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX review_period_closed_by_ref ON review_period (closed_by) WHERE closed_by IS NOT NULL;
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
--   followed: What came of the improvements, D20-4.3
--   followed_by: Followed up by
--   followed_at: Followed up at
CREATE TABLE review_sheet (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state = 'self' OR state = 'supervisor' OR state = 'manager' OR state = 'shown' OR state = 'confirmed' OR state = 'objected' OR state = 'answered' OR state = 'in_force' OR state = 'void'),
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
  grade INTEGER CHECK (grade = 1 OR grade = 2 OR grade = 3 OR grade = 4 OR grade = 5),
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
  answer INTEGER CHECK (answer = 1 OR answer = 2 OR answer = 3 OR answer = 4 OR answer = 5),
  answered_at INTEGER,
  objection TEXT,
  objected_at INTEGER,
  reply TEXT,
  replied_by INTEGER REFERENCES person (id),
  replied_at INTEGER,
  scan INTEGER REFERENCES attachment (id),
  concluded_by INTEGER REFERENCES person (id),
  concluded_at INTEGER,
  followed TEXT,
  followed_by INTEGER REFERENCES person (id),
  followed_at INTEGER
) STRICT;
CREATE INDEX review_sheet_period_ref ON review_sheet (period) WHERE period IS NOT NULL;
CREATE INDEX review_sheet_staff_ref ON review_sheet (staff) WHERE staff IS NOT NULL;
CREATE INDEX review_sheet_unit_ref ON review_sheet (unit) WHERE unit IS NOT NULL;
CREATE INDEX review_sheet_supervisor_ref ON review_sheet (supervisor) WHERE supervisor IS NOT NULL;
CREATE INDEX review_sheet_standard_ref ON review_sheet (standard) WHERE standard IS NOT NULL;
CREATE INDEX review_sheet_waived_by_ref ON review_sheet (waived_by) WHERE waived_by IS NOT NULL;
CREATE INDEX review_sheet_self_by_ref ON review_sheet (self_by) WHERE self_by IS NOT NULL;
CREATE INDEX review_sheet_supervised_by_ref ON review_sheet (supervised_by) WHERE supervised_by IS NOT NULL;
CREATE INDEX review_sheet_reviewed_by_ref ON review_sheet (reviewed_by) WHERE reviewed_by IS NOT NULL;
CREATE INDEX review_sheet_talked_by_ref ON review_sheet (talked_by) WHERE talked_by IS NOT NULL;
CREATE INDEX review_sheet_replied_by_ref ON review_sheet (replied_by) WHERE replied_by IS NOT NULL;
CREATE INDEX review_sheet_concluded_by_ref ON review_sheet (concluded_by) WHERE concluded_by IS NOT NULL;
CREATE INDEX review_sheet_followed_by_ref ON review_sheet (followed_by) WHERE followed_by IS NOT NULL;
CREATE INDEX review_sheet_index_1 ON review_sheet (period, state);
CREATE INDEX review_sheet_index_2 ON review_sheet (staff, to_day);
CREATE TRIGGER review_sheet_no_delete BEFORE DELETE ON review_sheet WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: review_sheet'); END;

-- Items reviewed (review)
--   position: Row
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
  clause INTEGER CHECK (clause = 1 OR clause = 2 OR clause = 3 OR clause = 4 OR clause = 5 OR clause = 6 OR clause = 7 OR clause = 8 OR clause = 9 OR clause = 10 OR clause = 11 OR clause = 12 OR clause = 13 OR clause = 14 OR clause = 15 OR clause = 16 OR clause = 17 OR clause = 18 OR clause = 19 OR clause = 20 OR clause = 21 OR clause = 22 OR clause = 23 OR clause = 24 OR clause = 25 OR clause = 40 OR clause = 41 OR clause = 42 OR clause = 43 OR clause = 44 OR clause = 45),
  full_marks INTEGER,
  source INTEGER CHECK (source = 1 OR source = 2 OR source = 3 OR source = 4 OR source = 5 OR source = 6 OR source = 7 OR source = 8 OR source = 9 OR source = 10 OR source = 11 OR source = 12 OR source = 13 OR source = 14 OR source = 15 OR source = 16 OR source = 17 OR source = 18 OR source = 19 OR source = 20 OR source = 21 OR source = 22),
  rule INTEGER CHECK (rule = 1 OR rule = 2 OR rule = 3),
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
--   position: Row
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
  sort INTEGER CHECK (sort = 1 OR sort = 2 OR sort = 3 OR sort = 4 OR sort = 5) CHECK (sort IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  words TEXT CHECK (words IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  clause INTEGER CHECK (clause = 1 OR clause = 2 OR clause = 3 OR clause = 4 OR clause = 5 OR clause = 6 OR clause = 7 OR clause = 8 OR clause = 9 OR clause = 10 OR clause = 11 OR clause = 12 OR clause = 13 OR clause = 14 OR clause = 15 OR clause = 16 OR clause = 17 OR clause = 18 OR clause = 19 OR clause = 20 OR clause = 21 OR clause = 22 OR clause = 23 OR clause = 24 OR clause = 25 OR clause = 40 OR clause = 41 OR clause = 42 OR clause = 43 OR clause = 44 OR clause = 45)
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
