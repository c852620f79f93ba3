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
  way INTEGER CHECK (way IN (1, 2)) CHECK (way IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  value_fen INTEGER,
  in_milli INTEGER,
  out_milli INTEGER,
  done_by INTEGER REFERENCES person (id),
  done_at INTEGER
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
