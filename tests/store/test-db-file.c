/* The file under a connection: refusals, copies, damage, faults of the disk. */
#include "db-test.h"

#include <sys/mount.h>

#include "fault-vfs.h"

static void
test_refusals (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *empty = g_build_filename (f->folder, "empty", NULL), *text = g_build_filename (f->folder, "text", NULL);
  g_autofree char *none = g_build_filename (f->folder, "none", NULL);
  g_autofree char *content = g_strnfill (5000, 'x');
  GStatBuf st;

  g_file_set_contents (empty, "", 0, NULL);
  g_file_set_contents (text, content, -1, NULL);
  for (ZgDbMode mode = ZG_DB_READ; mode <= ZG_DB_WRITE; mode++)
    {
      g_assert_null (zg_db_open (empty, mode, &error));
      assert_refused (error, ZG_ERROR_NOT_A_BOOK);
      g_assert_null (zg_db_open (text, mode, &error));
      assert_refused (error, ZG_ERROR_NOT_A_BOOK);
      g_assert_null (zg_db_open (none, mode, &error));
      assert_refused (error, ZG_ERROR_NOT_FOUND);
      g_assert_null (zg_db_open (f->folder, mode, &error));
      assert_refused (error, ZG_ERROR_NOT_A_BOOK);
    }
  g_assert_null (zg_db_open (f->path, ZG_DB_CREATE, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_null (zg_db_open (text, ZG_DB_CREATE, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpint (g_stat (empty, &st), ==, 0);
  g_assert_cmpint (st.st_size, ==, 0);
  g_assert_cmpint (g_stat (text, &st), ==, 0);
  g_assert_cmpint (st.st_size, ==, 5000);
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *to = g_build_filename (f->folder, "it's a copy", NULL);
  ZgDb    *reader = open_db (f->path, ZG_DB_READ), *copy;
  GStatBuf st;

  g_assert_true (zg_db_set_mark (f->db, 77, 3, &error));
  script (f->db, "INSERT INTO note VALUES (1, 'a')");
  g_assert_true (zg_db_snapshot_begin (reader, &error));
  g_assert_true (zg_db_copy_to (reader, to, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (reader, "SELECT count(*) FROM note"), ==, 1);
  zg_db_snapshot_end (reader);
  g_assert_cmpint (g_stat (to, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  /* never over something */
  g_assert_false (zg_db_copy_to (reader, to, &error));
  check_message (error);
  g_clear_error (&error);
  copy = open_db (to, ZG_DB_READ);
  {
    gint64 id, schema;

    g_assert_true (zg_db_get_mark (copy, &id, &schema, &error));
    g_assert_cmpint (id, ==, 77);
    g_assert_cmpint (schema, ==, 3);
  }
  g_assert_cmpint (number (copy, "SELECT count(*) FROM note"), ==, 1);
  g_assert_true (zg_db_check (copy, TRUE, &error));
  g_assert_true (zg_db_check_links (copy, &error));
  zg_db_close (copy);
  zg_db_close (reader);
}

static void
test_copy_of_writer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *to = g_build_filename (f->folder, "copy", NULL);

  zg_db_require_audit (f->db, TRUE);
  g_assert_true (zg_db_copy_to (f->db, to, &error));
  g_assert_no_error (error);
}

static void
test_links (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  script (f->db, "PRAGMA foreign_keys=OFF; INSERT INTO part VALUES (1, 77, NULL); PRAGMA foreign_keys=ON");
  g_assert_false (zg_db_check_links (f->db, &error));
  g_assert_nonnull (strstr (error->message, "part"));
  assert_refused (error, ZG_ERROR_CORRUPT);
}

/* F9: the damaged table is named. */
static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gint64 page;
  gsize  n;

  script (f->db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO note SELECT i, "
                 "'row ' || i FROM n");
  page = number (f->db, "SELECT rootpage FROM sqlite_schema WHERE name = 'note'");
  zg_db_close (f->db);
  g_assert_true (g_file_get_contents (f->path, &content, &n, NULL));
  memset (content + (page - 1) * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (f->path, content, n, NULL));
  f->db = open_db (f->path, ZG_DB_READ);
  g_assert_false (zg_db_check (f->db, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "note"));
  g_assert_null (strstr (error->message, "item"));
  assert_refused (error, ZG_ERROR_CORRUPT);
}

/* F8: a program that goes round the lock. */
static void
test_another_writer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgDb *other = open_db (f->path, ZG_DB_WRITE);
  Plan  plan = { "INSERT INTO note VALUES (1, 'mine')" };

  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  script (other, "INSERT INTO note VALUES (2, 'theirs')");
  plan = (Plan) { "INSERT INTO note VALUES (3, 'mine')" };
  for (int i = 0; i < 3; i++)
    {
      g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
      assert_refused (error, ZG_ERROR_READ_ONLY);
    }
  g_assert_cmpuint (plan.runs, ==, 0);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 2);
  zg_db_close (other);
}

static void
test_replaced_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_build_filename (f->folder, "copy", NULL);
  Plan plan = { "INSERT INTO note VALUES (1, 'lost')" };

  g_assert_true (zg_db_copy_to (f->db, copy, &error));
  g_assert_cmpint (g_rename (copy, f->path), ==, 0);
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_READ_ONLY);
  g_assert_cmpuint (plan.runs, ==, 0);
}

static void
test_busy (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Plan  plan = { "INSERT INTO note VALUES (1, 'mine')" };
  ZgDb *other = open_db (f->path, ZG_DB_WRITE);
  g_autoptr (ZgStmt) stmt = zg_db_query (other, &error, "INSERT INTO note (text) VALUES ('a'), ('b') RETURNING id", NULL);

  /* a statement read half keeps the write lock */
  g_assert_true (zg_stmt_step (stmt, NULL, &error));
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_BUSY);
  g_assert_cmpuint (plan.runs, ==, 0);
  g_clear_pointer (&stmt, zg_stmt_done);
  zg_db_close (other);
}

/* F3: the flush of a commit fails: nobody knows; the next write goes on with a new connection. */
static void
test_unknown_outcome (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Plan plan = { "INSERT INTO note VALUES (1, 'before')" };

  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  fault_vfs_fail_sync (1);
  plan = (Plan) { "INSERT INTO note VALUES (2, 'who knows')" };
  g_assert_false (zg_db_transaction (f->db, run_plan, &plan, &error));
  assert_refused (error, ZG_ERROR_UNKNOWN_OUTCOME);
  fault_vfs_fail_sync (0);
  plan = (Plan) { "INSERT INTO note VALUES (3, 'after')" };
  g_assert_true (zg_db_transaction (f->db, run_plan, &plan, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note WHERE id IN (1, 3)"), ==, 2);
  g_assert_true (zg_db_check (f->db, TRUE, &error));
}

/* F4: a disk of 3 MB. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mount_point = g_build_filename (f->folder, "disk", NULL), *path = g_build_filename (mount_point, "book", NULL);
  g_autofree char *ballast = g_build_filename (mount_point, "ballast", NULL), *body = g_strnfill (3000, 'b');
  g_autofree char *big = g_malloc0 (1 << 20);
  gint64 stored = 0;
  ZgDb  *db;

  g_mkdir (mount_point, 0700);
  if (mount ("tmpfs", mount_point, "tmpfs", 0, "size=3m") != 0)
    {
      g_test_skip ("no right to mount a small disk");
      return;
    }
  db = open_db (path, ZG_DB_CREATE);
  script (db, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)");
  g_assert_true (g_file_set_contents (ballast, big, 1 << 20, NULL));
  for (int round = 0; round < 3; round++)
    {
      while (TRUE)
        {
          g_autofree char *sql = g_strdup_printf ("INSERT INTO note VALUES (%" G_GINT64_FORMAT ", '%s')", stored + 1, body);
          Plan plan = { sql };

          if (!zg_db_transaction (db, run_plan, &plan, &error))
            break;
          stored++;
          g_assert_cmpint (stored, <, 10000);
        }
      assert_refused (error, ZG_ERROR_FULL);
      g_assert_cmpint (number (db, "SELECT count(*) FROM note"), ==, stored);
    }
  g_assert_cmpint (stored, >, 10);
  /* space again: it goes on without being opened anew, and does not take the trouble for another program's work */
  g_unlink (ballast);
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO note VALUES (%" G_GINT64_FORMAT ", '%s')", ++stored, body);
      Plan plan = { sql };

      zg_db_transaction (db, run_plan, &plan, &error);
      g_assert_no_error (error);
    }
  zg_db_close (db);
  db = open_db (path, ZG_DB_READ);
  g_assert_cmpint (number (db, "SELECT count(*) FROM note"), ==, stored);
  g_assert_true (zg_db_check (db, TRUE, &error));
  zg_db_close (db);
  g_assert_cmpint (umount (mount_point), ==, 0);
}

/* -- Many rows by one statement -- */

#define INSERT_ROWS "INSERT INTO note (id, text) SELECT c0, c1 FROM zg_rows WHERE TRUE ON CONFLICT DO NOTHING"

typedef struct
{
  ZgDb       *db;
  const char *texts[5];
  int         n, at, fails_at; /* 0: never */
  ZgCell      cells[2];
  GString    *kept;
} Rows;

static const ZgCell *
next_row (gpointer data, gboolean kept, GError **error)
{
  Rows *rows = data;

  if (rows->at)
    g_string_append_c (rows->kept, kept ? 'y' : 'n');
  g_assert_cmpint (number (rows->db, "SELECT count(*) FROM note WHERE id > 100"), <=, rows->at); /* it may ask meanwhile */
  if (rows->fails_at && rows->at + 1 == rows->fails_at)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, "not this one; leave it out.");
      return NULL;
    }
  if (rows->at == rows->n)
    return NULL;
  rows->cells[0] = (ZgCell){ .type = ZG_CELL_INT, .i = 101 + rows->at };
  rows->cells[1] = (ZgCell){ .type = ZG_CELL_TEXT, .s = (char *) rows->texts[rows->at++] };
  return rows->cells;
}

static char *
put_rows (ZgDb *db, Rows rows, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, INSERT_ROWS, error);
  gboolean           ok;

  rows.db = db;
  rows.kept = g_string_new (NULL);
  for (rows.n = 0; rows.n < 5 && rows.texts[rows.n]; rows.n++)
    ;
  g_assert_nonnull (stmt);
  ok = zg_stmt_run_rows (stmt, 0, G_N_ELEMENTS (rows.cells), next_row, &rows, error);
  return g_string_free (rows.kept, !ok);
}

static void
test_rows (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *kept = NULL, *none = NULL, *again = NULL;

  g_assert_true (zg_db_takes_rows (f->db));
  script (f->db, "CREATE UNIQUE INDEX note_text ON note (text)");
  kept = put_rows (f->db, (Rows){ .texts = { "a", "b", "a", "c", "b" } }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, "yynyn");
  g_assert_cmpint (number (f->db, "SELECT sum(id) FROM note"), ==, 101 + 102 + 104);
  script (f->db, "DELETE FROM note");
  none = put_rows (f->db, (Rows){ .texts = { NULL } }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");
  /* whatever fails, nothing of the statement stays */
  g_assert_null (put_rows (f->db, (Rows){ .texts = { "a", "caf\xe9" } }, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_null (put_rows (f->db, (Rows){ .texts = { "a", "b", "c" }, .fails_at = 3 }, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  g_assert_cmpint (number (f->db, "SELECT count(*) FROM note"), ==, 0);
  /* without rows there is no such table to read */
  g_assert_false (zg_db_run (f->db, &error, INSERT_ROWS, NULL));
  assert_refused (error, ZG_ERROR_USAGE);
  script (f->db, "CREATE TRIGGER second AFTER INSERT ON note WHEN NEW.id = 0 BEGIN DELETE FROM note WHERE id = 0; END");
  g_assert_null (put_rows (f->db, (Rows){ .texts = { "a", "b", "c" } }, &error));
  assert_refused (error, ZG_ERROR_USAGE);
  script (f->db, "DROP TRIGGER second; DELETE FROM note");
  again = put_rows (f->db, (Rows){ .texts = { "a" } }, &error);
  g_assert_cmpstr (again, ==, "y");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  ADD_FILE ("refusals", test_refusals);
  ADD_FILE ("copy/reader", test_copy);
  ADD_FILE ("copy/writer", test_copy_of_writer);
  ADD_FILE ("links", test_links);
  ADD_FILE ("damage-is-named", test_damage);
  ADD_FILE ("another-writer", test_another_writer);
  ADD_FILE ("replaced-file", test_replaced_file);
  ADD_FILE ("busy", test_busy);
  ADD_FILE ("unknown-outcome", test_unknown_outcome);
  ADD_FILE ("full-disk", test_full_disk);
  ADD_FILE ("rows", test_rows);
  return g_test_run ();
}
