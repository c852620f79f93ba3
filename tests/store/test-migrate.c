/* Carrying a book forward: on a copy, all or nothing, by known steps only. */
#include "store-test.h"

#include <sys/stat.h>

#include "zg-migrate.h"

static const ZgMigration steps[] = {
  { 1, "0001-start", "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT" },
  { 2, "0002-kind", "ALTER TABLE note ADD COLUMN kind INTEGER; UPDATE note SET kind = length(text)" },
  { 3, "0003-item", "CREATE TABLE item (id INTEGER PRIMARY KEY, note_id INTEGER REFERENCES note (id)) STRICT; INSERT INTO item "
                    "(id, note_id) SELECT id, id FROM note" },
};

static const char schema_1[] = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT";

typedef struct
{
  char *folder, *path;
} Fixture;

static gpointer
create (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (zg_migrate_create (db, schema_1, steps, 1, error)
                          && zg_db_script (db, "INSERT INTO note VALUES (1, '一'), (2, 'two')", error));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgStore *store;

  zg_store_set_schema_version (0);
  f->folder = temp_folder ();
  f->path = g_build_filename (f->folder, "book.zgb", NULL);
  store = zg_store_create (f->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (zg_store_write (store, create, NULL, &error));
  zg_store_close (store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  remove_folder (f->folder);
}

static int
n_files (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  int n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static char *
bytes_of (const char *path)
{
  g_autofree char *content = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &content, &n, NULL));
  return zg_sha256_hex (content, n);
}

static void
test_forward (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL, *expected = g_strconcat (f->path, "-before-2", NULL), *before = bytes_of (f->path), *after = NULL;
  GStatBuf st;
  ZgStore *store;
  ZgDb    *db;

  g_chmod (f->path, 0640);
  g_assert_true (zg_migrate (f->path, steps, 3, &kept, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, expected);
  after = bytes_of (kept);
  g_assert_cmpstr (before, ==, after);
  zg_store_set_schema_version (3);
  store = zg_store_open (f->path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (zg_store_was_unclean (store));
  g_assert_cmpint (zg_store_schema (store), ==, 3);
  zg_store_close (store);
  db = open_db (f->path, ZG_DB_READ);
  g_assert_cmpint (number (db, "SELECT sum(kind) FROM note"), ==, 4);
  g_assert_cmpint (number (db, "SELECT count(*) FROM item JOIN note ON note.id = note_id"), ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM schema_version"), ==, 3);
  zg_db_close (db);
  g_assert_cmpint (g_stat (f->path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0640);
  /* again: nothing to do, nothing touched */
  g_free (before);
  before = bytes_of (f->path);
  g_clear_pointer (&kept, g_free);
  g_assert_true (zg_migrate (f->path, steps, 3, &kept, &error));
  g_assert_null (kept);
  g_free (after);
  after = bytes_of (f->path);
  g_assert_cmpstr (before, ==, after);
}

/* The old name is taken: the file of that name stays as it is. */
static void
test_name_taken (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL, *taken = g_strconcat (f->path, "-before-2", NULL), *content = NULL;

  g_file_set_contents (taken, "precious", -1, NULL);
  g_assert_true (zg_migrate (f->path, steps, 2, &kept, &error));
  g_assert_true (g_str_has_suffix (kept, "-before-2.1"));
  g_file_get_contents (taken, &content, NULL, NULL);
  g_assert_cmpstr (content, ==, "precious");
}

/* Each of these must leave the old book exactly as it was. */
static void
test_failures (Fixture *f, gconstpointer data)
{
  static const struct { const char *sql; int code; } wrong[] = {
    { "CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nothing VALUES (1)", ZG_ERROR_USAGE },
    { "UPDATE note SET text = 'lost'; INSERT INTO note VALUES (1, 'twice')", ZG_ERROR_INVALID },
    { "CREATE TABLE item (id INTEGER PRIMARY KEY, note_id INTEGER REFERENCES note (id)) STRICT; INSERT INTO item VALUES (1, 99)",
      ZG_ERROR_CORRUPT },
    { "DELETE FROM note; COMMIT", ZG_ERROR_USAGE },
  };
  g_autofree char *before = bytes_of (f->path);
  int files = n_files (f);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const ZgMigration list[] = { steps[0], { 2, "0002-wrong", wrong[i].sql } };
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL, *after = NULL;

      g_assert_false (zg_migrate (f->path, list, 2, &kept, &error));
      g_assert_error (error, ZG_ERROR, wrong[i].code);
      g_assert_null (kept);
      after = bytes_of (f->path);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpint (n_files (f), ==, files);
    }
}

static void
test_unknown_history (Fixture *f, gconstpointer data)
{
  const ZgMigration changed[] = { { 1, "0001-start", "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT" }, steps[1] };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = bytes_of (f->path), *after = NULL;

  g_assert_false (zg_migrate (f->path, changed, 2, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
  after = bytes_of (f->path);
  g_assert_cmpstr (before, ==, after);
  /* a program older than the book */
  g_assert_true (zg_migrate (f->path, steps, 3, NULL, &error));
  g_assert_false (zg_migrate (f->path, steps, 2, NULL, &error));
  assert_refused (error, ZG_ERROR_NEWER);
  /* a step taken out of the history */
  {
    ZgDb *db = open_db (f->path, ZG_DB_WRITE);

    script (db, "DELETE FROM schema_version WHERE number = 2");
    zg_db_close (db);
  }
  g_assert_false (zg_migrate (f->path, steps, 3, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
}

static void
test_refused_files (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  ZgStore *store;
  ZgDb    *db;

  g_assert_false (zg_migrate (other, steps, 3, NULL, &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND);
  g_file_set_contents (other, "", 0, NULL);
  g_assert_false (zg_migrate (other, steps, 3, NULL, &error));
  assert_refused (error, ZG_ERROR_NOT_A_BOOK);
  g_unlink (other);
  db = open_db (other, ZG_DB_CREATE);
  script (db, "CREATE TABLE a (b)");
  zg_db_close (db);
  g_assert_false (zg_migrate (other, steps, 3, NULL, &error));
  assert_refused (error, ZG_ERROR_NOT_A_BOOK);
  /* made, but never filled */
  g_unlink (other);
  store = zg_store_create (other, &error);
  g_assert_false (zg_migrate (other, steps, 3, NULL, &error));
  assert_refused (error, ZG_ERROR_BUSY);
  zg_store_close (store);
  g_assert_false (zg_migrate (other, steps, 3, NULL, &error));
  assert_refused (error, ZG_ERROR_NOT_A_BOOK);
}

/* A book whose program was killed: its log is carried over too. */
static void
test_with_log (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_build_filename (f->folder, "killed", NULL), *log = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *copy_log = g_strconcat (copy, "-wal", NULL), *content = NULL, *text = NULL;
  ZgDb *db = open_db (f->path, ZG_DB_WRITE);
  gsize n, m;

  script (db, "INSERT INTO note VALUES (3, 'only in the log')");
  g_assert_true (g_file_get_contents (log, &text, &m, NULL));
  g_assert_cmpuint (m, >, 0);
  g_assert_true (g_file_get_contents (f->path, &content, &n, NULL));
  g_file_set_contents (copy, content, n, NULL);
  g_file_set_contents (copy_log, text, m, NULL);
  zg_db_close (db);
  g_assert_true (zg_migrate (copy, steps, 3, NULL, &error));
  g_assert_no_error (error);
  db = open_db (copy, ZG_DB_READ);
  g_assert_cmpint (number (db, "SELECT count(*) FROM note WHERE id = 3"), ==, 1);
  zg_db_close (db);
}

/* Remains of a try that was killed do no harm. */
static void
test_remains (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *temp = g_strconcat (f->path, ".migrating", NULL), *log = g_strconcat (temp, "-wal", NULL);

  g_file_set_contents (temp, "half", -1, NULL);
  g_file_set_contents (log, "half", -1, NULL);
  g_assert_true (zg_migrate (f->path, steps, 3, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (temp, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_create_fails_whole (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  ZgDb *db = open_db (other, ZG_DB_CREATE);

  g_assert_false (zg_migrate_create (db, "CREATE TABLE a (b TEXT) STRICT; CREATE TABLE c (d NOTATYPE) STRICT", steps, 1, &error));
  assert_refused (error, ZG_ERROR_USAGE);
  g_assert_cmpint (number (db, "SELECT count(*) FROM sqlite_schema"), ==, 0);
  zg_db_close (db);
}

/* What a column may hold grows with a version, while others refer to the table: on both engines alike. */
static void
test_wider_check (Fixture *f, gconstpointer data)
{
  static const ZgMigrationCheck checks[] = {
    { "sort", "kind", "CHECK (kind IN (1, 2))", "CHECK (kind IN (1, 2, 3))" }, { NULL, NULL, NULL, NULL }
  };
  static const ZgMigration wider = { 2, "0002-wider", "INSERT INTO sort VALUES (3, 3, 'draft')", checks };
  g_autoptr (GError) error = NULL;
  ZgDb *db = open_db (f->path, ZG_DB_WRITE);

  script (db, "CREATE TABLE sort (id INTEGER PRIMARY KEY, kind INTEGER CHECK (kind IN (1, 2))"
              " CHECK (kind IS NOT NULL OR state IN ('draft')), state TEXT NOT NULL) STRICT;"
              "CREATE TABLE of_sort (id INTEGER PRIMARY KEY, sort INTEGER REFERENCES sort (id)) STRICT;"
              "INSERT INTO sort VALUES (1, 1, 'draft'); INSERT INTO of_sort VALUES (1, 1)");
  g_assert_false (zg_db_run (db, &error, "INSERT INTO sort VALUES (2, 3, 'draft')", NULL));
  g_clear_error (&error);
  g_assert_true (zg_migrate_apply (db, &wider, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (db, "SELECT count (*) FROM sort"), ==, 2);
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO sort VALUES (4, 4, 'draft')", NULL));
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO sort VALUES (4, NULL, 'kept')", NULL));
  g_assert_false (zg_db_run (db, NULL, "INSERT INTO of_sort VALUES (2, 9)", NULL)); /* still refers to it */
  g_assert_true (zg_db_run (db, &error, "INSERT INTO of_sort VALUES (2, 3)", NULL));
  zg_db_close (db);
  /* a table that is not as it was is left alone */
  db = open_db (f->path, ZG_DB_WRITE);
  g_assert_false (zg_migrate_apply (db, &wider, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
  zg_db_close (db);
}

/* In other words: carried out where the table says it so, and passed over where it does not. */
static void
test_same_check (Fixture *f, gconstpointer data)
{
  static const ZgMigrationCheck checks[] = {
    { "sort", "kind", "CHECK (kind IN (1, 2, 3))", "CHECK (kind = 1 OR kind = 2 OR kind = 3)", TRUE }, { NULL }
  };
  static const ZgMigration same = { 2, "0002-same", "SELECT 1", checks };
  g_autoptr (GError) error = NULL;
  ZgDb *db = open_db (f->path, ZG_DB_WRITE);

  script (db, "CREATE TABLE sort (id INTEGER PRIMARY KEY, kind INTEGER CHECK (kind IN (1, 2, 3))) STRICT");
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (zg_migrate_apply (db, &same, &error));
      g_assert_no_error (error);
      g_assert_cmpint (number (db, "SELECT count (*) FROM sqlite_schema WHERE sql LIKE '%kind = 1 OR kind = 2 OR kind = 3%'"), ==,
                       1);
      g_assert_false (zg_db_run (db, NULL, "INSERT INTO sort VALUES (4, 4)", NULL));
    }
  zg_db_close (db);
}

#define ADD(path, function) g_test_add ("/migrate/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("forward", test_forward);
  ADD ("name-taken", test_name_taken);
  ADD ("failures", test_failures);
  ADD ("unknown-history", test_unknown_history);
  ADD ("refused-files", test_refused_files);
  ADD ("with-log", test_with_log);
  ADD ("remains", test_remains);
  ADD ("wider-check", test_wider_check);
  ADD ("same-check", test_same_check);
  ADD ("create-fails-whole", test_create_fails_whole);
  return g_test_run ();
}
