ALTER TABLE goods_receipt_line ADD COLUMN outcome INTEGER CHECK (outcome = 1 OR outcome = 2 OR outcome = 3);
ALTER TABLE goods_receipt_line ADD COLUMN photo INTEGER REFERENCES attachment (id);
ALTER TABLE goods_receipt_line ADD COLUMN photo_2 INTEGER REFERENCES attachment (id);
ALTER TABLE goods_receipt_line ADD COLUMN photo_3 INTEGER REFERENCES attachment (id);
