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
  kind INTEGER CHECK (kind IN (1, 2, 3, 4)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id),
  category TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX stock_location_code_unique ON stock_location (code) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX stock_location_item_ref ON stock_location (item);
CREATE TRIGGER stock_location_no_delete BEFORE DELETE ON stock_location WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_location'); END;
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
CREATE TABLE purchase_order (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'placed', 'closed', 'cancelled', 'deleted')),
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
CREATE INDEX purchase_order_supplier_ref ON purchase_order (supplier);
CREATE INDEX purchase_order_placed_by_ref ON purchase_order (placed_by);
CREATE TRIGGER purchase_order_no_delete BEFORE DELETE ON purchase_order WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: purchase_order'); END;
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
CREATE INDEX purchase_order_line_item_ref ON purchase_order_line (item);
CREATE INDEX purchase_order_line_parent ON purchase_order_line (parent_id);
CREATE TRIGGER purchase_order_line_no_delete BEFORE DELETE ON purchase_order_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: purchase_order_line'); END;
CREATE TABLE goods_receipt (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'checked', 'refused', 'labelled', 'stuck', 'kept_signed', 'signed', 'sent', 'inspected', 'taken', 'booked', 'done', 'placed', 'deleted')),
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
  qc_first INTEGER CHECK (qc_first IN (0, 1))
) STRICT;
CREATE INDEX goods_receipt_supplier_ref ON goods_receipt (supplier);
CREATE INDEX goods_receipt_purchase_order_ref ON goods_receipt (purchase_order);
CREATE INDEX goods_receipt_checked_by_ref ON goods_receipt (checked_by);
CREATE INDEX goods_receipt_printed_by_ref ON goods_receipt (printed_by);
CREATE INDEX goods_receipt_stuck_by_ref ON goods_receipt (stuck_by);
CREATE INDEX goods_receipt_keeper_ref ON goods_receipt (keeper);
CREATE INDEX goods_receipt_supervisor_ref ON goods_receipt (supervisor);
CREATE INDEX goods_receipt_sent_by_ref ON goods_receipt (sent_by);
CREATE INDEX goods_receipt_taken_by_ref ON goods_receipt (taken_by);
CREATE INDEX goods_receipt_booked_by_ref ON goods_receipt (booked_by);
CREATE INDEX goods_receipt_inspector_ref ON goods_receipt (inspector);
CREATE INDEX goods_receipt_index_1 ON goods_receipt (day);
CREATE INDEX goods_receipt_index_2 ON goods_receipt (purchase_order);
CREATE TRIGGER goods_receipt_no_delete BEFORE DELETE ON goods_receipt WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_receipt'); END;
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
  qc_note TEXT
) STRICT;
CREATE INDEX goods_receipt_line_item_ref ON goods_receipt_line (item);
CREATE INDEX goods_receipt_line_location_ref ON goods_receipt_line (location);
CREATE INDEX goods_receipt_line_quarantine_ref ON goods_receipt_line (quarantine);
CREATE INDEX goods_receipt_line_index_1 ON goods_receipt_line (item);
CREATE INDEX goods_receipt_line_parent ON goods_receipt_line (parent_id);
CREATE TRIGGER goods_receipt_line_no_delete BEFORE DELETE ON goods_receipt_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_receipt_line'); END;
CREATE TABLE goods_issue (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'requested', 'cleared', 'refused', 'picked', 'checked', 'issued', 'released', 'cancelled', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  kind INTEGER CHECK (kind IN (1, 2, 3, 4, 5)) CHECK (kind IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX goods_issue_sales_order_ref ON goods_issue (sales_order);
CREATE INDEX goods_issue_supplier_ref ON goods_issue (supplier);
CREATE INDEX goods_issue_asked_by_ref ON goods_issue (asked_by);
CREATE INDEX goods_issue_cleared_by_ref ON goods_issue (cleared_by);
CREATE INDEX goods_issue_picked_by_ref ON goods_issue (picked_by);
CREATE INDEX goods_issue_checked_by_ref ON goods_issue (checked_by);
CREATE INDEX goods_issue_issued_by_ref ON goods_issue (issued_by);
CREATE INDEX goods_issue_released_by_ref ON goods_issue (released_by);
CREATE INDEX goods_issue_index_1 ON goods_issue (day);
CREATE INDEX goods_issue_index_2 ON goods_issue (sales_order);
CREATE TRIGGER goods_issue_no_delete BEFORE DELETE ON goods_issue WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_issue'); END;
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
  from_state INTEGER CHECK (from_state IN (2, 4, 5)) CHECK (from_state IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT
) STRICT;
CREATE INDEX goods_issue_line_item_ref ON goods_issue_line (item);
CREATE INDEX goods_issue_line_lot_ref ON goods_issue_line (lot);
CREATE INDEX goods_issue_line_location_ref ON goods_issue_line (location);
CREATE INDEX goods_issue_line_index_1 ON goods_issue_line (item);
CREATE INDEX goods_issue_line_parent ON goods_issue_line (parent_id);
CREATE TRIGGER goods_issue_line_no_delete BEFORE DELETE ON goods_issue_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: goods_issue_line'); END;
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
CREATE INDEX refusal_receipt_ref ON refusal (receipt);
CREATE INDEX refusal_issue_ref ON refusal (issue);
CREATE INDEX refusal_keeper_ref ON refusal (keeper);
CREATE INDEX refusal_decided_by_ref ON refusal (decided_by);
CREATE INDEX refusal_index_1 ON refusal (receipt);
CREATE INDEX refusal_index_2 ON refusal (issue);
CREATE TRIGGER refusal_no_delete BEFORE DELETE ON refusal WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: refusal'); END;
CREATE TABLE stock_move (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'moved', 'pending', 'deleted')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  day TEXT CHECK (length (day) = 10) CHECK (day IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  lot INTEGER REFERENCES goods_receipt (id),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  location INTEGER REFERENCES stock_location (id),
  from_state INTEGER CHECK (from_state IN (2, 4, 5)) CHECK (from_state IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_location INTEGER REFERENCES stock_location (id) CHECK (to_location IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  to_state INTEGER CHECK (to_state IN (2, 4, 5)) CHECK (to_state IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  reason TEXT CHECK (reason IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  responsible INTEGER REFERENCES staff (id),
  is_change INTEGER CHECK (is_change IN (0, 1)),
  done_by INTEGER REFERENCES person (id),
  done_at INTEGER
) STRICT;
CREATE INDEX stock_move_item_ref ON stock_move (item);
CREATE INDEX stock_move_lot_ref ON stock_move (lot);
CREATE INDEX stock_move_location_ref ON stock_move (location);
CREATE INDEX stock_move_to_location_ref ON stock_move (to_location);
CREATE INDEX stock_move_responsible_ref ON stock_move (responsible);
CREATE INDEX stock_move_done_by_ref ON stock_move (done_by);
CREATE INDEX stock_move_index_1 ON stock_move (day);
CREATE TRIGGER stock_move_no_delete BEFORE DELETE ON stock_move WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_move'); END;
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
  condition INTEGER CHECK (condition IN (2, 4, 5)) CHECK (condition IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  value_fen INTEGER CHECK (value_fen IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  remark TEXT
) STRICT;
CREATE INDEX stock_opening_item_ref ON stock_opening (item);
CREATE INDEX stock_opening_location_ref ON stock_opening (location);
CREATE TRIGGER stock_opening_no_delete BEFORE DELETE ON stock_opening WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_opening'); END;
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
CREATE INDEX stock_day_keeper_ref ON stock_day (keeper);
CREATE TRIGGER stock_day_no_delete BEFORE DELETE ON stock_day WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_day'); END;
CREATE TABLE stock_month (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('compiled', 'reported', 'closed')),
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
CREATE INDEX stock_month_compiled_by_ref ON stock_month (compiled_by);
CREATE INDEX stock_month_reported_by_ref ON stock_month (reported_by);
CREATE INDEX stock_month_seen_by_ref ON stock_month (seen_by);
CREATE INDEX stock_month_closed_by_ref ON stock_month (closed_by);
CREATE TRIGGER stock_month_no_delete BEFORE DELETE ON stock_month WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_month'); END;
CREATE TABLE stock_agreement (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'compared', 'agreed', 'deleted')),
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
CREATE INDEX stock_agreement_keeper_ref ON stock_agreement (keeper);
CREATE INDEX stock_agreement_finance_ref ON stock_agreement (finance);
CREATE TRIGGER stock_agreement_no_delete BEFORE DELETE ON stock_agreement WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_agreement'); END;
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
  why TEXT
) STRICT;
CREATE INDEX stock_agreement_line_item_ref ON stock_agreement_line (item);
CREATE INDEX stock_agreement_line_parent ON stock_agreement_line (parent_id);
CREATE TRIGGER stock_agreement_line_no_delete BEFORE DELETE ON stock_agreement_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_agreement_line'); END;
CREATE TABLE stocktake (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'counting', 'counted', 'compared', 'reported', 'decided', 'adjusted', 'kept_signed', 'done', 'deleted')),
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
  finance_at INTEGER
) STRICT;
CREATE INDEX stocktake_location_ref ON stocktake (location);
CREATE INDEX stocktake_frozen_by_ref ON stocktake (frozen_by);
CREATE INDEX stocktake_counted_by_ref ON stocktake (counted_by);
CREATE INDEX stocktake_reported_by_ref ON stocktake (reported_by);
CREATE INDEX stocktake_decided_by_ref ON stocktake (decided_by);
CREATE INDEX stocktake_adjusted_by_ref ON stocktake (adjusted_by);
CREATE INDEX stocktake_keeper_ref ON stocktake (keeper);
CREATE INDEX stocktake_finance_ref ON stocktake (finance);
CREATE TRIGGER stocktake_no_delete BEFORE DELETE ON stocktake WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stocktake'); END;
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
  state_no INTEGER CHECK (state_no IN (1, 2, 3, 4, 5)) CHECK (state_no IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  book_milli INTEGER,
  counted_milli INTEGER,
  damaged_milli INTEGER,
  surplus_milli INTEGER,
  shortage_milli INTEGER,
  difference_fen INTEGER,
  cause TEXT,
  responsible INTEGER REFERENCES staff (id),
  proposal TEXT
) STRICT;
CREATE INDEX stocktake_line_item_ref ON stocktake_line (item);
CREATE INDEX stocktake_line_lot_ref ON stocktake_line (lot);
CREATE INDEX stocktake_line_location_ref ON stocktake_line (location);
CREATE INDEX stocktake_line_responsible_ref ON stocktake_line (responsible);
CREATE INDEX stocktake_line_index_1 ON stocktake_line (item);
CREATE INDEX stocktake_line_index_2 ON stocktake_line (responsible);
CREATE INDEX stocktake_line_parent ON stocktake_line (parent_id);
CREATE TRIGGER stocktake_line_no_delete BEFORE DELETE ON stocktake_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stocktake_line'); END;
CREATE TABLE warehouse_check (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'normal', 'reported', 'handled', 'deleted')),
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
CREATE INDEX warehouse_check_staff_ref ON warehouse_check (staff);
CREATE INDEX warehouse_check_checked_by_ref ON warehouse_check (checked_by);
CREATE INDEX warehouse_check_handled_by_ref ON warehouse_check (handled_by);
CREATE INDEX warehouse_check_index_1 ON warehouse_check (day);
CREATE TRIGGER warehouse_check_no_delete BEFORE DELETE ON warehouse_check WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: warehouse_check'); END;
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
  result INTEGER CHECK (result IN (1, 2, 3)),
  note TEXT
) STRICT;
CREATE INDEX warehouse_check_line_parent ON warehouse_check_line (parent_id);
CREATE TRIGGER warehouse_check_line_no_delete BEFORE DELETE ON warehouse_check_line WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: warehouse_check_line'); END;
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
CREATE INDEX warehouse_visit_escort_ref ON warehouse_visit (escort);
CREATE INDEX warehouse_visit_exit_pass_ref ON warehouse_visit (exit_pass);
CREATE TRIGGER warehouse_visit_no_delete BEFORE DELETE ON warehouse_visit WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: warehouse_visit'); END;
CREATE TABLE stock_proposal (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'pending', 'decided', 'deleted')),
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
CREATE INDEX stock_proposal_item_ref ON stock_proposal (item);
CREATE INDEX stock_proposal_decided_by_ref ON stock_proposal (decided_by);
CREATE TRIGGER stock_proposal_no_delete BEFORE DELETE ON stock_proposal WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: stock_proposal'); END;
CREATE VIEW stock_balance AS
  SELECT row_number () OVER (ORDER BY b.k1, b.k2, b.k3, b.k4) AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, CAST (NULL AS BIGINT) AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, CAST (NULL AS TEXT) AS no, CAST (0 AS BIGINT) AS created_ms, CAST (NULL AS BIGINT) AS import_id, b.k1 AS item, CASE WHEN b.k2 > 0 THEN b.k2 END AS lot, CASE WHEN b.k3 > 0 THEN b.k3 END AS location, b.k4 AS condition, b.qty AS qty_milli FROM balance b WHERE b.ledger = 'stock' AND b.qty <> 0;
CREATE VIEW stock_entry AS
  SELECT l.chain * 1099511627776 + l.seq * 4096 + l.n AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, CAST (NULL AS BIGINT) AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, a.no AS no, a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, l.day AS day, l.k1 AS item, CASE WHEN l.k2 > 0 THEN l.k2 END AS lot, CASE WHEN l.k3 > 0 THEN l.k3 END AS location, l.k4 AS condition, CASE WHEN l.qty > 0 THEN l.qty END AS in_milli, CASE WHEN l.qty < 0 THEN -l.qty END AS out_milli, a.no AS document, a.actor AS who, a.at_ms AS at FROM ledger_line l JOIN audit a ON a.chain = l.chain AND a.seq = l.seq WHERE l.ledger = 'stock';
CREATE VIEW stock_level AS
  SELECT i.id AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, CAST (NULL AS BIGINT) AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, CAST (NULL AS TEXT) AS no, i.created_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, i.id AS item, COALESCE (s.qty, 0) AS qty_milli, COALESCE (s.available, 0) AS available_milli, COALESCE (s.pending, 0) AS pending_milli, COALESCE (s.reserved, 0) AS reserved_milli, COALESCE (s.quarantine, 0) AS quarantine_milli, COALESCE (s.damaged, 0) AS damaged_milli, COALESCE (v.value_fen, 0) AS value_fen, i.min_milli AS min_milli, i.max_milli AS max_milli, CAST (CASE WHEN COALESCE (s.available, 0) < COALESCE (i.min_milli, 0) THEN 1 ELSE 0 END AS BIGINT) AS is_short, CAST (CASE WHEN i.max_milli IS NOT NULL AND COALESCE (s.qty, 0) > i.max_milli THEN 1 ELSE 0 END AS BIGINT) AS is_over, (SELECT max (l.day) FROM ledger_line l WHERE l.ledger = 'stock_value' AND l.k1 = i.id AND l.qty < 0) AS last_issue FROM item i LEFT JOIN (SELECT k1, CAST (sum (qty) AS BIGINT) AS qty, CAST (sum (CASE WHEN k4 = 1 THEN qty ELSE 0 END) AS BIGINT) AS pending, CAST (sum (CASE WHEN k4 = 2 THEN qty ELSE 0 END) AS BIGINT) AS available, CAST (sum (CASE WHEN k4 = 3 THEN qty ELSE 0 END) AS BIGINT) AS reserved, CAST (sum (CASE WHEN k4 = 4 THEN qty ELSE 0 END) AS BIGINT) AS quarantine, CAST (sum (CASE WHEN k4 = 5 THEN qty ELSE 0 END) AS BIGINT) AS damaged FROM balance WHERE ledger = 'stock' GROUP BY k1) s ON s.k1 = i.id LEFT JOIN balance v ON v.ledger = 'stock_value' AND v.k1 = i.id AND v.k2 = 0 AND v.k3 = 0 AND v.k4 = 0 WHERE i.state = 'active' OR COALESCE (s.qty, 0) <> 0;
