ALTER TABLE review_sheet ADD COLUMN followed TEXT;
ALTER TABLE review_sheet ADD COLUMN followed_by INTEGER REFERENCES person (id);
ALTER TABLE review_sheet ADD COLUMN followed_at INTEGER;
CREATE INDEX review_sheet_followed_by_ref ON review_sheet (followed_by) WHERE followed_by IS NOT NULL;
