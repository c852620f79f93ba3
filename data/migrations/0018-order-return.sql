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
CREATE INDEX order_return_sales_order_ref ON order_return (sales_order);
CREATE INDEX order_return_reviewed_by_ref ON order_return (reviewed_by);
CREATE INDEX order_return_received_by_ref ON order_return (received_by);
CREATE INDEX order_return_refunded_by_ref ON order_return (refunded_by);
CREATE TRIGGER order_return_no_delete BEFORE DELETE ON order_return WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_return'); END;
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
CREATE TRIGGER manual_order_no_update BEFORE UPDATE ON manual_order BEGIN SELECT RAISE (ABORT, 'append-only: manual_order'); END;
CREATE TRIGGER manual_order_no_delete BEFORE DELETE ON manual_order WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: manual_order'); END;
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
CREATE INDEX manual_order_line_item_ref ON manual_order_line (item);
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
