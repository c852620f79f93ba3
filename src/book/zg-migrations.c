/* How a book of an earlier version becomes one of this: what stands here never changes again; data/schema.sql is where
 * it leads. */
#include "zg-book-new.h"

static const char backup[] = ZG_SQL (
  "CREATE TABLE backup (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  parent_id INTEGER,\n"
  "  owner_id INTEGER,\n"
  "  unit_id INTEGER,\n"
  "  maker_id INTEGER NOT NULL,\n"
  "  version INTEGER NOT NULL CHECK (version > 0),\n"
  "  state TEXT NOT NULL CHECK (state IN ('kept')),\n"
  "  no TEXT UNIQUE,\n"
  "  created_ms INTEGER NOT NULL,\n"
  "  import_id INTEGER,\n"
  "  made_at INTEGER CHECK (made_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', "
  "'cancelled')),\n"
  "  file TEXT CHECK (file IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),\n"
  "  folder TEXT CHECK (folder IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),\n"
  "  second TEXT,\n"
  "  bytes INTEGER CHECK (bytes IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),\n"
  "  n_files INTEGER CHECK (n_files IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', "
  "'cancelled')),\n"
  "  n_missing INTEGER CHECK (n_missing IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', "
  "'cancelled')),\n"
  "  n_removed INTEGER CHECK (n_removed IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', "
  "'cancelled')),\n"
  "  entry INTEGER CHECK (entry IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),\n"
  "  head TEXT CHECK (head IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),\n"
  "  sha256 TEXT CHECK (sha256 IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled'))\n"
  ") STRICT;\n"
  "CREATE INDEX backup_index_1 ON backup (made_at);\n"
  "CREATE TRIGGER backup_no_update BEFORE UPDATE ON backup BEGIN SELECT RAISE (ABORT, 'append-only: backup'); END;\n"
  "CREATE TRIGGER backup_no_delete BEFORE DELETE ON backup WHEN NOT EXISTS (SELECT 1 FROM import_chunk c JOIN import i "
  "ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND OLD.version = 1)\n"
  "  BEGIN SELECT RAISE (ABORT, 'never deleted: backup'); END;\n"
  "CREATE TABLE restore_drill (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  parent_id INTEGER,\n"
  "  owner_id INTEGER,\n"
  "  unit_id INTEGER,\n"
  "  maker_id INTEGER NOT NULL,\n"
  "  version INTEGER NOT NULL CHECK (version > 0),\n"
  "  state TEXT NOT NULL CHECK (state IN ('kept')),\n"
  "  no TEXT UNIQUE,\n"
  "  created_ms INTEGER NOT NULL,\n"
  "  import_id INTEGER,\n"
  "  done_at INTEGER CHECK (done_at IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', "
  "'cancelled')),\n"
  "  file TEXT CHECK (file IS NOT NULL OR state IN ('draft', 'returned', 'withdrawn', 'deleted', 'cancelled')),\n"
  "  outcome INTEGER CHECK (outcome IN (1, 2)) CHECK (outcome IS NOT NULL OR state IN ('draft', 'returned', "
  "'withdrawn', 'deleted', 'cancelled')),\n"
  "  made_at INTEGER,\n"
  "  entry INTEGER,\n"
  "  n_files INTEGER,\n"
  "  report TEXT\n"
  ") STRICT;\n"
  "CREATE TRIGGER restore_drill_no_update BEFORE UPDATE ON restore_drill BEGIN SELECT RAISE (ABORT, 'append-only: "
  "restore_drill'); END;\n"
  "CREATE TRIGGER restore_drill_no_delete BEFORE DELETE ON restore_drill WHEN NOT EXISTS (SELECT 1 FROM import_chunk c "
  "JOIN import i ON i.id = c.import_id WHERE i.state = 'undoing' AND OLD.id BETWEEN c.first_id AND c.last_id AND "
  "OLD.version = 1)\n"
  "  BEGIN SELECT RAISE (ABORT, 'never deleted: restore_drill'); END;\n");

static const char audit[] = ZG_SQL (
  "CREATE INDEX audit_place ON audit ((chain * 1099511627776 + seq));\n"
  "CREATE TABLE file_part (hash TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash, part)) STRICT;\n"
  "CREATE VIEW audit_entry AS\n"
  "  SELECT a.chain * 1099511627776 + a.seq AS id, CAST (NULL AS BIGINT) AS parent_id, "
  "CAST (NULL AS BIGINT) AS owner_id, CAST (NULL AS BIGINT) AS unit_id, a.actor AS maker_id, CAST (1 AS BIGINT) AS "
  "version, 'kept' AS state, a.no AS no, a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, a.at_ms AS at, "
  "a.actor AS who, CASE WHEN substr (a.step, 1, 8) = 'refused:' THEN substr (a.step, 9) ELSE a.step END AS step, "
  "CASE WHEN substr (a.step, 1, 8) = 'refused:' THEN 2 ELSE 1 END AS result, a.opinion AS opinion, a.kind AS "
  "subject, a.doc AS doc, (SELECT d.name FROM desk d WHERE d.id = a.chain) AS desk, a.seq AS seq FROM audit a;\n");

static const char blind[] = ZG_SQL (
  "ALTER TABLE staff ADD COLUMN id_number_ix INTEGER;\n"
  "ALTER TABLE staff ADD COLUMN phone_ix INTEGER;\n"
  "ALTER TABLE staff ADD COLUMN phone_tail INTEGER;\n"
  "CREATE INDEX staff_id_number_ix ON staff (id_number_ix);\n"
  "CREATE INDEX staff_phone_ix ON staff (phone_ix);\n"
  "CREATE INDEX staff_phone_tail ON staff (phone_tail);\n");

static const char ledgers[] = ZG_SQL (
  "CREATE TABLE balance (ledger TEXT NOT NULL, k1 INTEGER NOT NULL, k2 INTEGER NOT NULL, k3 INTEGER NOT NULL,\n"
  "  k4 INTEGER NOT NULL, qty INTEGER NOT NULL, value_fen INTEGER NOT NULL, PRIMARY KEY (ledger, k1, k2, k3, k4)) STRICT;\n"
  "CREATE TABLE balance_month (ledger TEXT NOT NULL, k1 INTEGER NOT NULL, k2 INTEGER NOT NULL, k3 INTEGER NOT NULL,\n"
  "  k4 INTEGER NOT NULL, month TEXT NOT NULL CHECK (length (month) = 7), in_qty INTEGER NOT NULL, out_qty INTEGER NOT NULL,\n"
  "  in_fen INTEGER NOT NULL, out_fen INTEGER NOT NULL, PRIMARY KEY (ledger, k1, k2, k3, k4, month)) STRICT;\n"
  "CREATE TABLE ledger_line (chain INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, ledger TEXT NOT NULL,\n"
  "  k1 INTEGER NOT NULL, k2 INTEGER NOT NULL, k3 INTEGER NOT NULL, k4 INTEGER NOT NULL,\n"
  "  day TEXT NOT NULL CHECK (length (day) = 10), qty INTEGER NOT NULL CHECK (qty <> 0), value_fen INTEGER NOT NULL,\n"
  "  kind TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (chain, seq, n)) STRICT;\n"
  "CREATE INDEX ledger_line_day ON ledger_line (ledger, k1, k2, k3, k4, day, qty);\n"
  "CREATE INDEX ledger_line_doc ON ledger_line (kind, doc);\n"
  "CREATE TABLE closed (period TEXT NOT NULL, month TEXT NOT NULL CHECK (length (month) = 7), chain INTEGER NOT NULL,\n"
  "  seq INTEGER NOT NULL, PRIMARY KEY (period, month)) STRICT;\n"
  "CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line\n"
  "  BEGIN SELECT RAISE (ABORT, 'ledger_line is append-only'); END;\n"
  "CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line\n"
  "  BEGIN SELECT RAISE (ABORT, 'ledger_line is append-only'); END;\n");

/* Checklists of the warehouse, before and after work. */
static const ZgMigrationCheck checks_of_stock[] = {
  { "checklist", "kind", "CHECK (kind IN (1, 2, 3, 4))", "CHECK (kind IN (1, 2, 3, 4, 5, 6))" },
  { NULL, NULL, NULL, NULL },
};

static const ZgMigrationCheck checks_of_value[] = {
  { "stock_correction", "way", "CHECK (way IN (1, 2))", "CHECK (way = 1 OR way = 2 OR way = 3 OR way = 4)" },
  { "ledger_line", "qty", "CHECK (qty <> 0)", "CHECK (qty <> 0 OR value_fen <> 0)" },
  { NULL, NULL, NULL, NULL },
};

/* From 7 on the text stands in data/migrations. */
static ZgMigration migrations[] = {
  { 1, "0001-first", "-- The first tables: a new book has them from its schema.\n" },
  { 2, "0002-backup", backup },
  { 3, "0003-audit-list", audit },
  { 4, "0004-login-verifier", ZG_SQL ("ALTER TABLE user_key ADD COLUMN login_verifier TEXT;\n") },
  { 5, "0005-blind-index", blind },
  { 6, "0006-ledgers", ledgers },
  { 7, "0007-month", NULL },
  { 8, "0008-leave", NULL },
  { 9, "0009-roster", NULL },
  { 10, "0010-staff", NULL },
  { 11, "0011-deputy", NULL },
  { 12, "0012-orders", NULL },
  { 13, "0013-stock", NULL, checks_of_stock },
  { 14, "0014-review", NULL },
  { 15, "0015-checks", NULL },
  { 16, "0016-stock-level", NULL },
  { 17, "0017-order-workbook", NULL },
  { 18, "0018-order-return", NULL },
  { 19, "0019-partial-indexes", NULL },
  { 20, "0020-term", NULL },
  { 21, "0021-late-lines", NULL },
  { 22, "0022-stock-level", NULL },
  { 23, "0023-stock-correction", NULL },
  { 24, "0024-review", NULL },
  { 25, "0025-order-columns", NULL },
  { 26, "0026-receipt-outcome", NULL },
  { 27, "0027-stocktake", NULL, checks_of_value },
  { 28, "0028-quantity-report", NULL },
  { 29, "0029-stock-back", NULL },
};

/* The lines "-- TAB table TAB column TAB was TAB is" of a migration, none: NULL. */
static const ZgMigrationCheck *
checks_in (const char *sql)
{
  g_autoptr (GArray) checks = g_array_new (TRUE, TRUE, sizeof (ZgMigrationCheck));
  g_auto (GStrv)     lines = g_strsplit (sql, "\n", -1);

  for (char **line = lines; *line; line++)
    if (g_str_has_prefix (*line, "--\t"))
      {
        g_autofree char **parts = g_strsplit (*line, "\t", -1); /* as long as the program lives */
        ZgMigrationCheck  check = { parts[1], parts[2], parts[3], parts[4], TRUE };

        g_free (parts[0]);
        g_array_append_val (checks, check);
      }
  return checks->len ? (const ZgMigrationCheck *) g_array_free (g_steal_pointer (&checks), FALSE) : NULL;
}

const ZgMigration *
zg_book_migrations (gsize *n)
{
  static gsize loaded = 0;

  G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == ZG_SCHEMA_VERSION);
  if (g_once_init_enter (&loaded))
    {
      for (guint i = 0; i < G_N_ELEMENTS (migrations); i++)
        if (migrations[i].sql == NULL)
          {
            g_autofree char *path = g_strconcat ("migrations/", migrations[i].name, ".sql", NULL);

            migrations[i].sql = zg_data_text (path); /* as long as the program lives */
            if (migrations[i].checks == NULL)
              migrations[i].checks = checks_in (migrations[i].sql);
          }
      g_once_init_leave (&loaded, 1);
    }
  *n = G_N_ELEMENTS (migrations);
  return migrations;
}
