/* The book file: what is refused, who holds it, and what is left after a killed program. */
#include "book-test.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const char *self_path;

static void
assert_open_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  for (int read_only = 0; read_only <= 1; read_only++)
    {
      g_assert_null (zg_store_open (path, read_only, &error));
      assert_refused (error, code);
    }
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
test_create (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = bytes_of (f->path), *after = NULL;
  g_autofree char *nowhere = g_build_filename (f->folder, "none", "book", NULL),
      *lost = g_build_filename (f->folder, "lost", NULL);
  g_autofree char *lost_log = g_strconcat (lost, "-wal", NULL), *lock = g_strconcat (lost, ".lock", NULL);
  GStatBuf st;

  g_assert_cmpint (g_stat (f->path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  g_assert_null (zg_store_create (f->path, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  after = bytes_of (f->path);
  g_assert_cmpstr (before, ==, after);
  g_assert_null (zg_store_create (f->folder, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_null (zg_store_create (nowhere, &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND);
  /* the log of a lost book is not taken for that of a new one */
  g_file_set_contents (lost_log, "remains", -1, NULL);
  g_assert_null (zg_store_create (lost, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_true (g_file_test (lost_log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (lost, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* F7 */
static void
test_foreign_files (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "other", NULL), *text = g_strnfill (5000, 'x'), *before = NULL,
      *after = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf st;
  ZgDb *db;

  assert_open_refused (path, ZG_ERROR_NOT_FOUND);
  assert_open_refused (f->folder, ZG_ERROR_NOT_A_BOOK);
  g_file_set_contents (path, "", 0, NULL);
  assert_open_refused (path, ZG_ERROR_NOT_A_BOOK);
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_size, ==, 0);
  g_file_set_contents (path, text, -1, NULL);
  assert_open_refused (path, ZG_ERROR_NOT_A_BOOK);
  g_file_set_contents (path, "SQLite format 3", 16, NULL);
  assert_open_refused (path, ZG_ERROR_NOT_A_BOOK);
  g_unlink (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_open_refused (path, ZG_ERROR_NOT_A_BOOK);
  g_unlink (path);
  /* a good database, but another program's */
  db = open_db (path, ZG_DB_CREATE);
  script (db, "CREATE TABLE a (b)");
  g_assert_true (zg_db_set_mark (db, 12345, 1, &error));
  zg_db_close (db);
  before = bytes_of (path);
  assert_open_refused (path, ZG_ERROR_NOT_A_BOOK);
  after = bytes_of (path);
  g_assert_cmpstr (before, ==, after);
}

static void
set_schema (const char *path, int schema)
{
  g_autoptr (GError) error = NULL;
  ZgDb *db = open_db (path, ZG_DB_WRITE);

  g_assert_true (zg_db_set_mark (db, ZG_STORE_APPLICATION_ID, schema, &error));
  zg_db_close (db);
}

/* F6 */
static void
test_newer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  ZgStore *store;

  set_schema (f->path, 17);
  before = bytes_of (f->path);
  assert_open_refused (f->path, ZG_ERROR_NEWER);
  g_assert_null (zg_store_open (f->path, FALSE, &error));
  g_assert_nonnull (strstr (error->message, "17"));
  g_assert_nonnull (strstr (error->message, "knows 1"));
  after = bytes_of (f->path);
  g_assert_cmpstr (before, ==, after);
  zg_store_set_schema_version (17);
  store = open_store (f->path, FALSE);
  g_assert_cmpint (zg_store_schema (store), ==, 17);
  zg_store_close (store);
  /* made, but never filled */
  set_schema (f->path, 0);
  assert_open_refused (f->path, ZG_ERROR_NOT_A_BOOK);
}

static void
test_network_drive (Fixture *f, gconstpointer data)
{
  static const char *const refused[] = { "nfs", "nfs4", "cifs", "smb2", "fuse.sshfs" };
  g_autofree char *other = g_build_filename (f->folder, "new", NULL);
  g_autoptr (GError) error = NULL;
  ZgStore *store;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      zg_store_test_fs_type (refused[i]);
      assert_open_refused (f->path, ZG_ERROR_INVALID);
      g_assert_null (zg_store_create (other, &error));
      assert_refused (error, ZG_ERROR_INVALID);
      g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
    }
  zg_store_test_fs_type ("ext4");
  store = open_store (f->path, FALSE);
  zg_store_close (store);
  zg_store_test_fs_type (NULL);
}

/* Other processes: this program again, in one of the parts below. */

typedef struct
{
  GPid  pid;
  int   in, out;
  FILE *reads;
} Child;

static Child
start (const char *part, const char *path)
{
  const char *argv[] = { self_path, part, path, NULL };
  g_autoptr (GError) error = NULL;
  Child child;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child.pid, &child.in, &child.out,
                            NULL, &error);
  g_assert_no_error (error);
  child.reads = fdopen (child.out, "r");
  return child;
}

static void
expect_line (Child *child, const char *expected)
{
  char line[1000] = "";

  g_assert_nonnull (fgets (line, sizeof line, child->reads));
  g_strchomp (line);
  g_assert_cmpstr (line, ==, expected);
}

static void
end (Child *child)
{
  int status;

  close (child->in);
  g_assert_cmpint (waitpid (child->pid, &status, 0), ==, child->pid);
  fclose (child->reads);
  g_spawn_close_pid (child->pid);
}

static int
part_hold (const char *path)
{
  ZgStore *store = zg_store_open (path, FALSE, NULL);

  puts (store ? "ready" : "refused");
  fflush (stdout);
  getchar ();
  zg_store_close (store);
  return 0;
}

static int
part_write (const char *path)
{
  ZgStore *store = zg_store_open (path, FALSE, NULL);

  for (int i = 0; store; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO note (text) VALUES ('%d'); INSERT INTO item (id) SELECT max(id) FROM "
                                              "note", i);

      if (!zg_store_write (store, write_script, sql, NULL))
        return 1;
      puts ("kept");
      fflush (stdout);
    }
  return 1;
}

static int
part_nobody (const char *path)
{
  g_autoptr (GError) error = NULL;
  ZgStore *store;

  if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
    return 1;
  store = zg_store_open (path, FALSE, &error);
  puts (store ? "opened" : zg_error_code_name (error->code));
  zg_store_close (store);
  g_clear_error (&error);
  store = zg_store_open (path, TRUE, &error);
  if (store)
    printf ("rows %d\n", count (store, "SELECT count(*) FROM note"));
  else
    puts (zg_error_code_name (error->code));
  zg_store_close (store);
  fflush (stdout);
  return 0;
}

/* F8 */
static void
test_locked (Fixture *f, gconstpointer data)
{
  g_autofree char *link = g_build_filename (f->folder, "another name", NULL);
  g_autofree char *pid = NULL;
  g_autoptr (GError) error = NULL;
  ZgStore *store;
  Child    child;

  g_assert_cmpint (symlink (f->path, link), ==, 0);
  child = start ("--hold", f->path);
  expect_line (&child, "ready");
  assert_open_refused (f->path, ZG_ERROR_BUSY);
  assert_open_refused (link, ZG_ERROR_BUSY);
  pid = g_strdup_printf ("process %d", child.pid);
  g_assert_null (zg_store_open (f->path, FALSE, &error));
  g_assert_nonnull (strstr (error->message, pid));
  g_clear_error (&error);
  end (&child);
  store = open_store (link, FALSE);
  g_assert_false (zg_store_was_unclean (store));
  g_assert_null (zg_store_open (f->path, FALSE, &error));
  assert_refused (error, ZG_ERROR_BUSY);
  zg_store_close (store);
  store = open_store (f->path, FALSE);
  zg_store_close (store);
}

/* Somebody removes the lock file under a living program: two may write then, and the first one notices. */
static void
test_lock_removed (Fixture *f, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (f->path, ".lock", NULL);
  g_autoptr (GError) error = NULL;
  ZgStore *first = open_store (f->path, FALSE), *second;

  store_script (first, "INSERT INTO note (text) VALUES ('first')");
  g_unlink (lock);
  second = open_store (f->path, FALSE);
  store_script (second, "INSERT INTO note (text) VALUES ('second')");
  g_assert_null (zg_store_write (first, write_script, (gpointer) "INSERT INTO note (text) VALUES ('first again')", &error));
  assert_refused (error, ZG_ERROR_READ_ONLY);
  store_script (second, "INSERT INTO note (text) VALUES ('second again')");
  g_assert_cmpint (count (first, "SELECT count(*) FROM note"), ==, 3);
  zg_store_close (first);
  zg_store_close (second);
}

static void
test_lock_note_is_not_trusted (Fixture *f, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (f->path, ".lock", NULL), *long_text = g_strnfill (100000, 'n');
  const char *notes[] = { "", "open", "\xff\xfe\n\n\n\n", "open\n\n\nx\n", long_text };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      ZgStore *store;

      g_file_set_contents (lock, notes[i], -1, NULL);
      store = open_store (f->path, FALSE);
      /* somebody writes nonsense into the note of the holder; the file itself stays locked */
      {
        FILE *file = fopen (lock, "w");

        fputs (notes[i], file);
        fclose (file);
      }
      g_assert_null (zg_store_open (f->path, FALSE, &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_BUSY);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_clear_error (&error);
      zg_store_close (store);
    }
}

/* F5 */
static void
test_read_only_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (f->path, ".lock", NULL);
  ZgStore *store;
  Child    child;

  store = open_store (f->path, FALSE);
  store_script (store, "INSERT INTO note (text) VALUES ('a'), ('b')");
  g_chmod (f->path, 0644);
  g_chmod (lock, 0644);
  g_chmod (f->folder, 0555);
  if (geteuid () == 0)
    {
      /* somebody else is writing */
      child = start ("--nobody", f->path);
      expect_line (&child, "read-only");
      expect_line (&child, "busy");
      end (&child);
    }
  zg_store_close (store);
  child = start ("--nobody", f->path);
  expect_line (&child, "read-only");
  expect_line (&child, "rows 2");
  end (&child);
  /* a log left behind cannot be read there */
  g_chmod (f->folder, 0755);
  {
    g_autofree char *log = g_strconcat (f->path, "-wal", NULL);

    g_file_set_contents (log, "left", -1, NULL);
    g_chmod (f->folder, 0555);
    child = start ("--nobody", f->path);
    expect_line (&child, "read-only");
    expect_line (&child, "read-only");
    end (&child);
    g_chmod (f->folder, 0755);
    g_unlink (log);
  }
}

/* F1: kill -9 in the middle of writing; what was acknowledged is there. */
static void
test_kill (Fixture *f, gconstpointer data)
{
  int kept = 0;

  for (int round = 0; round < 20; round++)
    {
      Child    child = start ("--write", f->path);
      ZgStore *store;
      int      status;
      char     line[20];

      for (int i = 0; i < 3 + round * 7 % 40; i++)
        {
          expect_line (&child, "kept");
          kept++;
        }
      kill (child.pid, SIGKILL);
      g_assert_cmpint (waitpid (child.pid, &status, 0), ==, child.pid);
      while (fgets (line, sizeof line, child.reads) && g_str_has_suffix (line, "\n"))
        kept++;
      fclose (child.reads);
      close (child.in);
      store = open_store (f->path, FALSE);
      g_assert_true (zg_store_was_unclean (store));
      g_assert_cmpint (count (store, "SELECT count(*) FROM note"), >=, kept);
      kept = count (store, "SELECT count(*) FROM note");
      g_assert_cmpint (count (store, "SELECT count(*) FROM item JOIN note USING (id)"), ==, kept);
      zg_store_close (store);
    }
  {
    ZgStore *store = open_store (f->path, FALSE);

    g_assert_false (zg_store_was_unclean (store));
    zg_store_close (store);
  }
}

/* F9 */
static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (f->path, ".lock", NULL), *content = NULL;
  g_autoptr (GError) error = NULL;
  ZgStore *store = open_store (f->path, FALSE);
  gsize    n;
  int      page = count (store, "SELECT rootpage FROM sqlite_schema WHERE name = 'item'");

  store_script (store, "INSERT INTO note (text) VALUES ('a')");
  store_script (store, "INSERT INTO item WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT "
                       "i FROM n");
  zg_store_close (store);
  g_assert_true (g_file_get_contents (f->path, &content, &n, NULL));
  memset (content + (page - 1) * 4096, 0x33, 4096);
  g_assert_true (g_file_set_contents (f->path, content, n, NULL));
  g_file_set_contents (lock, "open\nsomebody\n1\n1\n", -1, NULL);
  for (int i = 0; i < 2; i++) /* a refusal does not make it seem whole */
    {
      g_assert_null (zg_store_open (f->path, FALSE, &error));
      g_assert_nonnull (strstr (error->message, "item"));
      assert_refused (error, ZG_ERROR_CORRUPT);
    }
  for (int i = 0; i < 2; i++)
    {
      store = open_store (f->path, TRUE);
      g_assert_nonnull (zg_store_damage (store));
      g_assert_cmpint (count (store, "SELECT count(*) FROM note"), ==, 1);
      zg_store_close (store);
    }
}

static void
test_read_only_store (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgStore *store = open_store (f->path, TRUE);

  g_assert_true (zg_store_is_read_only (store));
  g_assert_null (zg_store_damage (store));
  g_assert_null (zg_store_write (store, write_script, (gpointer) "INSERT INTO note (text) VALUES ('a')", &error));
  assert_refused (error, ZG_ERROR_READ_ONLY);
  g_assert_cmpint (count (store, "SELECT count(*) FROM note"), ==, 0);
  zg_store_close (store);
}

int
main (int argc, char **argv)
{
  self_path = "/proc/self/exe";
  zg_seal_init ();
  if (argc == 3 && strcmp (argv[1], "--hold") == 0)
    return part_hold (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    return part_write (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--nobody") == 0)
    return part_nobody (argv[2]);
  g_test_init (&argc, &argv, NULL);
  ADD ("create", test_create);
  ADD ("foreign-files", test_foreign_files);
  ADD ("newer", test_newer);
  ADD ("network-drive", test_network_drive);
  ADD ("locked", test_locked);
  ADD ("lock-removed", test_lock_removed);
  ADD ("lock-note-is-not-trusted", test_lock_note_is_not_trusted);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("kill", test_kill);
  ADD ("damage", test_damage);
  ADD ("read-only", test_read_only_store);
  return g_test_run ();
}
