ALTER TABLE order_backup ADD COLUMN workbook TEXT;
ALTER TABLE order_backup ADD COLUMN workbook_sha256 TEXT;
