--	order_event	told	CHECK (told = 1 OR told = 2 OR told = 3 OR told = 4 OR told = 5 OR told = 6 OR told = 7 OR told = 8 OR told = 9 OR told = 10 OR told = 11 OR told = 12 OR told = 13 OR told = 14 OR told = 15 OR told = 16 OR told = 17)	CHECK (told = 1 OR told = 2 OR told = 3 OR told = 4 OR told = 5 OR told = 6 OR told = 7 OR told = 8 OR told = 9 OR told = 10 OR told = 11 OR told = 12 OR told = 13 OR told = 14 OR told = 15 OR told = 16 OR told = 17 OR told = 18)
ALTER TABLE sales_order ADD COLUMN discount_fen INTEGER;
ALTER TABLE sales_order ADD COLUMN pay_number TEXT;
ALTER TABLE sales_order ADD COLUMN settled_fen INTEGER;
DROP TRIGGER sales_order_frozen;
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
ALTER TABLE order_event ADD COLUMN accepted_at INTEGER;
DROP TRIGGER order_event_no_update;
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
ALTER TABLE order_backup ADD COLUMN orders_only INTEGER CHECK (orders_only IN (0, 1));
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
CREATE VIEW order_attempt AS
  SELECT a.chain * 1099511627776 + a.seq AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, a.actor AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, a.no AS no, a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, a.at_ms AS at, a.actor AS who, o.id AS sales_order, substr (a.step, 9) AS step FROM audit a JOIN sales_order o ON o.id = CASE WHEN a.kind = 'sales_order' THEN a.doc ELSE (SELECT x.id FROM sales_order_line l JOIN sales_order x ON x.order_key = l.order_key WHERE l.id = a.doc) END WHERE a.kind IN ('sales_order', 'sales_order_line') AND a.step IN ('refused:sales_order.edit', 'refused:sales_order.remove', 'refused:sales_order_line.edit', 'refused:sales_order_line.remove');
