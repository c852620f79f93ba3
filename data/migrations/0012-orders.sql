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
  hazard INTEGER CHECK (hazard IN (1, 2, 3, 4, 5)) CHECK (hazard IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
CREATE INDEX item_keeper_ref ON item (keeper);
CREATE TRIGGER item_no_delete BEFORE DELETE ON item WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: item'); END;
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
  platform INTEGER CHECK (platform IN (1, 2, 3, 4, 5)) CHECK (platform IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  code TEXT,
  manager INTEGER REFERENCES staff (id),
  sender TEXT,
  sender_phone TEXT,
  sender_address TEXT,
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX shop_name_unique ON shop (name) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE INDEX shop_name_roman ON shop (name_key);
CREATE INDEX shop_manager_ref ON shop (manager);
CREATE TRIGGER shop_no_delete BEFORE DELETE ON shop WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: shop'); END;
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
  platform INTEGER CHECK (platform IN (1, 2, 3, 4, 5)),
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
CREATE INDEX customer_phone_ix ON customer (phone_ix);
CREATE INDEX customer_phone_tail ON customer (phone_tail);
CREATE UNIQUE INDEX customer_index_1 ON customer (buyer_key);
CREATE TRIGGER customer_no_delete BEFORE DELETE ON customer WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: customer'); END;
CREATE TABLE sales_order (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('accepted', 'recorded', 'confirmed', 'invalid', 'paid', 'notified', 'picked', 'packed', 'shipped', 'signed', 'done', 'closed', 'voided')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  order_key TEXT CHECK (order_key IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  number TEXT CHECK (number IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  platform INTEGER CHECK (platform IN (1, 2, 3, 4, 5)) CHECK (platform IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  shop INTEGER REFERENCES shop (id),
  shop_name TEXT,
  status INTEGER CHECK (status IN (1, 2, 3, 4, 5, 6)),
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
  phone_tail INTEGER
) STRICT;
CREATE INDEX sales_order_shop_ref ON sales_order (shop);
CREATE INDEX sales_order_phone_ix ON sales_order (phone_ix);
CREATE INDEX sales_order_phone_tail ON sales_order (phone_tail);
CREATE INDEX sales_order_instead_of_ref ON sales_order (instead_of);
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
  OR (OLD.consignee IS DISTINCT FROM NEW.consignee AND (OLD.consignee IS NULL OR NEW.consignee IS NULL OR substr (OLD.consignee, 2, 1) = substr (NEW.consignee, 2, 1)))
  OR (OLD.phone IS DISTINCT FROM NEW.phone AND (OLD.phone IS NULL OR NEW.phone IS NULL OR substr (OLD.phone, 2, 1) = substr (NEW.phone, 2, 1)))
  OR (OLD.phone_text IS DISTINCT FROM NEW.phone_text AND (OLD.phone_text IS NULL OR NEW.phone_text IS NULL OR substr (OLD.phone_text, 2, 1) = substr (NEW.phone_text, 2, 1)))
  OR (OLD.address IS DISTINCT FROM NEW.address AND (OLD.address IS NULL OR NEW.address IS NULL OR substr (OLD.address, 2, 1) = substr (NEW.address, 2, 1)))
  OR OLD.title IS DISTINCT FROM NEW.title
  OR OLD.qty_milli IS DISTINCT FROM NEW.qty_milli
  OR OLD.goods_fen IS DISTINCT FROM NEW.goods_fen
  OR OLD.freight_fen IS DISTINCT FROM NEW.freight_fen
  OR OLD.payable_fen IS DISTINCT FROM NEW.payable_fen
  OR OLD.paid_fen IS DISTINCT FROM NEW.paid_fen
  OR OLD.refund_fen IS DISTINCT FROM NEW.refund_fen
  OR OLD.method IS DISTINCT FROM NEW.method
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
  type INTEGER CHECK (type IN (1, 2, 3, 4, 5, 6, 7)) CHECK (type IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  at INTEGER,
  told INTEGER CHECK (told IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)),
  line_key TEXT,
  was TEXT,
  now TEXT,
  now_sealed BLOB,
  value INTEGER,
  exported_at INTEGER,
  score INTEGER,
  note TEXT
) STRICT;
CREATE INDEX order_event_index_1 ON order_event (order_key, told);
CREATE INDEX order_event_index_2 ON order_event (sales_order);
CREATE INDEX order_event_index_3 ON order_event (at);
CREATE TRIGGER order_event_no_update BEFORE UPDATE ON order_event BEGIN SELECT RAISE (ABORT, 'append-only: order_event'); END;
CREATE TRIGGER order_event_no_delete BEFORE DELETE ON order_event WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_event'); END;
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
  method INTEGER CHECK (method IN (1, 2, 3, 4, 5)) CHECK (method IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
  channel INTEGER CHECK (channel IN (1, 2, 3, 4, 5)) CHECK (channel IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  received_at INTEGER,
  remark TEXT,
  confirmed_by INTEGER REFERENCES person (id),
  confirmed_at INTEGER
) STRICT;
CREATE INDEX order_payment_index_1 ON order_payment (sales_order);
CREATE TRIGGER order_payment_no_update BEFORE UPDATE ON order_payment BEGIN SELECT RAISE (ABORT, 'append-only: order_payment'); END;
CREATE TRIGGER order_payment_no_delete BEFORE DELETE ON order_payment WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_payment'); END;
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
  platform INTEGER CHECK (platform IN (1, 2, 3, 4, 5)),
  code TEXT,
  title TEXT,
  attributes TEXT,
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  factor_milli INTEGER CHECK (factor_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  match_key TEXT
) STRICT;
CREATE INDEX item_match_item_ref ON item_match (item);
CREATE UNIQUE INDEX item_match_match_key_unique ON item_match (match_key) WHERE state NOT IN ('removed', 'deleted', 'void', 'cancelled', 'withdrawn', 'ended');
CREATE TRIGGER item_match_no_delete BEFORE DELETE ON item_match WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: item_match'); END;
CREATE TABLE order_item (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('reserved', 'shipped', 'released')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  line_key TEXT CHECK (line_key IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  item INTEGER REFERENCES item (id) CHECK (item IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  qty_milli INTEGER CHECK (qty_milli IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))
) STRICT;
CREATE INDEX order_item_sales_order_ref ON order_item (sales_order);
CREATE INDEX order_item_item_ref ON order_item (item);
CREATE UNIQUE INDEX order_item_index_1 ON order_item (sales_order, line_key);
CREATE INDEX order_item_index_2 ON order_item (item, state);
CREATE TRIGGER order_item_no_delete BEFORE DELETE ON order_item WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_item'); END;
CREATE TABLE parcel (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER,
  owner_id INTEGER,
  unit_id INTEGER,
  maker_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state TEXT NOT NULL CHECK (state IN ('notified', 'picked', 'packed', 'shipped', 'signed', 'cancelled')),
  no TEXT UNIQUE,
  created_ms INTEGER NOT NULL,
  import_id INTEGER,
  sales_order INTEGER REFERENCES sales_order (id) CHECK (sales_order IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
  carrier INTEGER CHECK (carrier IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
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
CREATE INDEX parcel_sales_order_ref ON parcel (sales_order);
CREATE INDEX parcel_notified_by_ref ON parcel (notified_by);
CREATE INDEX parcel_picked_by_ref ON parcel (picked_by);
CREATE INDEX parcel_packed_by_ref ON parcel (packed_by);
CREATE INDEX parcel_shipped_by_ref ON parcel (shipped_by);
CREATE INDEX parcel_index_1 ON parcel (state, notified_at);
CREATE TRIGGER parcel_no_delete BEFORE DELETE ON parcel WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: parcel'); END;
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
CREATE TRIGGER order_void_no_update BEFORE UPDATE ON order_void BEGIN SELECT RAISE (ABORT, 'append-only: order_void'); END;
CREATE TRIGGER order_void_no_delete BEFORE DELETE ON order_void WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_void'); END;
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
  platform INTEGER CHECK (platform IN (1, 2, 3, 4, 5)) CHECK (platform IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),
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
  remark TEXT
) STRICT;
CREATE INDEX order_backup_index_1 ON order_backup (made_at);
CREATE TRIGGER order_backup_no_update BEFORE UPDATE ON order_backup BEGIN SELECT RAISE (ABORT, 'append-only: order_backup'); END;
CREATE TRIGGER order_backup_no_delete BEFORE DELETE ON order_backup WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)
  BEGIN SELECT RAISE (ABORT, 'never deleted: order_backup'); END;
