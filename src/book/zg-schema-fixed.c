#include "zg-schema.h"

#include "zg-db.h"

/* Tables that are no kinds. Times are ms UTC, keys and hashes raw bytes. What a trigger calls append-only stays for ever. */
static const char fixed[] = ZG_SQL (
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;\n"
  "CREATE TABLE desk (id INTEGER PRIMARY KEY CHECK (id BETWEEN 0 AND 1023), name TEXT NOT NULL, created_ms INTEGER NOT NULL) "
  "STRICT;\n"
  "CREATE TABLE series (prefix TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL CHECK (last > 0),\n"
  "  PRIMARY KEY (prefix, year)) STRICT;\n"
  "CREATE TABLE guard (key TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;\n"
  "CREATE TABLE chain (chain INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;\n"
  "CREATE TABLE audit (chain INTEGER NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, actor INTEGER NOT NULL,\n"
  "  step TEXT NOT NULL, kind TEXT, doc INTEGER, cmd TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, no TEXT, opinion TEXT,\n"
  "  body TEXT NOT NULL, body_hash BLOB NOT NULL, hash BLOB NOT NULL, sig BLOB,\n"
  "  PRIMARY KEY (chain, seq)) STRICT;\n"
  "CREATE INDEX audit_doc ON audit (kind, doc, seq);\n"
  "CREATE INDEX audit_at ON audit (at_ms);\n"
  "CREATE INDEX audit_place ON audit ((chain * 1099511627776 + seq));\n"
  "CREATE TABLE file_part (hash TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash, part)) STRICT;\n"
  "CREATE TABLE audit_put (kind TEXT NOT NULL, doc INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL,\n"
  "  PRIMARY KEY (kind, doc, chain, seq)) STRICT;\n" /* further records of an entry: lines, effects */
  "CREATE TABLE import (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT, digest TEXT, at_ms INTEGER NOT NULL,\n"
  "  person INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone')),\n"
  "  n_rows INTEGER NOT NULL) STRICT;\n"
  "CREATE TABLE import_chunk (import_id INTEGER NOT NULL REFERENCES import (id), first_id INTEGER NOT NULL,\n"
  "  last_id INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (import_id, first_id)) STRICT;\n"
  "CREATE INDEX import_chunk_first ON import_chunk (first_id, last_id);\n"
  "CREATE TABLE user_key (person_id INTEGER NOT NULL, ver INTEGER NOT NULL, kdf_salt BLOB NOT NULL, kdf_ops INTEGER NOT NULL,\n"
  "  kdf_mem INTEGER NOT NULL, box_pk BLOB NOT NULL, sign_pk BLOB NOT NULL, box_sealed BLOB NOT NULL, sign_sealed BLOB NOT "
  "NULL,\n"
  "  one_time_until_ms INTEGER, password_at_ms INTEGER NOT NULL, created_ms INTEGER NOT NULL, retired_ms INTEGER,\n"
  "  login_verifier TEXT,\n" /* what a server knows the log-in password by; kept in a file for the day it moves to one */
  "  PRIMARY KEY (person_id, ver)) STRICT;\n"
  "CREATE TABLE key_class (class TEXT NOT NULL, ver INTEGER NOT NULL CHECK (ver BETWEEN 1 AND 255),\n"
  "  state TEXT NOT NULL CHECK (state IN ('active', 'readable', 'retired')), created_ms INTEGER NOT NULL, PRIMARY KEY (class, "
  "ver)) STRICT;\n"
  "CREATE TABLE key_grant (class TEXT NOT NULL, ver INTEGER NOT NULL, person_id INTEGER NOT NULL, sealed BLOB NOT NULL,\n"
  "  granted_by INTEGER NOT NULL, ts_ms INTEGER NOT NULL, sig BLOB NOT NULL, PRIMARY KEY (class, ver, person_id)) STRICT;\n"
  "CREATE INDEX key_grant_person ON key_grant (person_id);\n"
  "CREATE TABLE login_state (login TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until_ms INTEGER NOT NULL,\n"
  "  last_ms INTEGER NOT NULL) STRICT;\n"
  "CREATE TABLE password_history (person_id INTEGER NOT NULL, n INTEGER NOT NULL, kdf_salt BLOB NOT NULL, kdf_ops INTEGER NOT "
  "NULL,\n"
  "  kdf_mem INTEGER NOT NULL, verifier BLOB NOT NULL, PRIMARY KEY (person_id, n)) STRICT;\n"
  "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;\n"
  "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;\n"
  "CREATE TRIGGER import_chunk_no_update BEFORE UPDATE ON import_chunk\n"
  "  BEGIN SELECT RAISE (ABORT, 'import_chunk is append-only'); END;\n"
  "CREATE TRIGGER import_chunk_no_delete BEFORE DELETE ON import_chunk\n"
  "  BEGIN SELECT RAISE (ABORT, 'import_chunk is append-only'); END;\n"
  "CREATE TRIGGER user_key_no_delete BEFORE DELETE ON user_key\n"
  "  BEGIN SELECT RAISE (ABORT, 'user_key is kept: old signatures must verify'); END;\n");

const char *
zg_schema_fixed (void)
{
  return fixed;
}
