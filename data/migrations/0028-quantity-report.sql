-- Quantities of a receipt that e-commerce has still to read (D19-3.3.1), and who read them. Receipts of before ask nobody.
ALTER TABLE goods_receipt ADD COLUMN seen_by INTEGER REFERENCES person (id);
ALTER TABLE goods_receipt ADD COLUMN seen_at INTEGER;
ALTER TABLE goods_receipt ADD COLUMN report_open INTEGER CHECK (report_open IN (0, 1));
CREATE INDEX goods_receipt_seen_by_ref ON goods_receipt (seen_by) WHERE seen_by IS NOT NULL;
