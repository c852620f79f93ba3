ALTER TABLE role_holder ADD COLUMN stands_for INTEGER REFERENCES person (id);
CREATE INDEX role_holder_stands_for_ref ON role_holder (stands_for);
