/* A book on a server: many desks at once, each hearing of what the others store. */
#include "book-test.h"
#include "zg-migrate.h"

static void
on_tables_cb (const char *const *tables, gpointer log)
{
  g_autofree char *names = g_strjoinv (" ", (char **) tables);

  g_string_append_printf (log, "[%s]", names);
}

static void
await_log (GString *log, gsize length)
{
  while (log->len < length)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_two_desks (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  ZgStore *here = open_store (f->path, FALSE), *there = open_store (f->path, FALSE);

  g_assert_null (strstr (zg_store_path (here), "zg:"));
  g_assert_false (zg_store_was_unclean (here));
  zg_store_add_listener (here, on_tables_cb, log);
  store_script (there, "INSERT INTO note VALUES (1, 'a'); INSERT INTO audit VALUES (1)");
  await_log (log, strlen ("[note]"));
  g_assert_true (strcmp (log->str, "[note audit]") == 0 || strcmp (log->str, "[audit note]") == 0);
  g_assert_cmpint (count (here, "SELECT count (*) FROM note"), ==, 1);
  /* our own is told once, though the server tells of it as well: what comes behind it in its row is of the other desk */
  g_string_truncate (log, 0);
  store_script (here, "INSERT INTO note VALUES (2, 'b')");
  while (log->len == 0)
    g_main_context_iteration (NULL, TRUE);
  store_script (there, "INSERT INTO item VALUES (1)");
  await_log (log, strlen ("[note][item]"));
  g_assert_cmpstr (log->str, ==, "[note][item]");
  zg_store_close (here);
  g_assert_cmpint (count (there, "SELECT count (*) FROM note"), ==, 2);
  zg_store_close (there);
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgStore *store = open_store (f->path, TRUE);

  g_assert_null (zg_store_write (store, write_script, (gpointer) "INSERT INTO item VALUES (1)", &error));
  assert_refused (error, ZG_ERROR_READ_ONLY);
  g_assert_cmpint (count (store, "SELECT 1 + count (*) FROM item"), ==, 1);
  zg_store_close (store);
}

static void
refuse (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_store_open (path, FALSE, &error));
  assert_refused (error, code);
}

static void
set_mark (const char *path, gint64 id, gint64 schema)
{
  g_autoptr (GError) error = NULL;
  ZgDb *db = open_db (path, ZG_DB_WRITE);

  g_assert_true (zg_db_set_mark (db, id, schema, &error));
  zg_db_close (db);
}

static void
test_refusals (Fixture *f, gconstpointer server)
{
  g_autofree char   *missing = pg_at (server, "no_such_book");
  g_autoptr (GError) error = NULL;

  refuse (server, ZG_ERROR_NOT_A_BOOK);
  refuse (missing, ZG_ERROR_NOT_FOUND);
  refuse ("postgresql://zg@db.example/book", ZG_ERROR_USAGE);
  g_assert_null (zg_store_create (f->path, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  set_mark (f->path, ZG_STORE_APPLICATION_ID, 2);
  refuse (f->path, ZG_ERROR_NEWER);
  set_mark (f->path, ZG_STORE_APPLICATION_ID, 0);
  refuse (f->path, ZG_ERROR_NOT_A_BOOK);
  set_mark (f->path, 77, 1);
  refuse (f->path, ZG_ERROR_NOT_A_BOOK);
  set_mark (f->path, ZG_STORE_APPLICATION_ID, 1);
  zg_store_close (open_store (f->path, FALSE));
}

static gpointer
make_tables (ZgDb *db, gpointer list, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (zg_migrate_create (db, "CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT", list, 1, error));
}

static void
test_migrate (Fixture *f, gconstpointer data)
{
  static const ZgMigration list[] = {
    { 1, "0001-first", "CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT" },
    { 2, "0002-more", "ALTER TABLE thing ADD COLUMN size INTEGER; UPDATE thing SET size = id * 2; DROP VIEW seen;"
                      "CREATE VIEW seen AS SELECT id, size FROM thing" },
    { 3, "0003-wrong", "UPDATE thing SET size = 7; UPDATE nothing SET size = 8" },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char   *kept = NULL;
  ZgStore *store = open_store (f->path, FALSE);

  g_assert_nonnull (zg_store_write (store, make_tables, (gpointer) list, &error));
  g_assert_no_error (error);
  store_script (store, "INSERT INTO thing VALUES (21); CREATE VIEW seen AS SELECT id FROM thing");
  psql (f->path, "CREATE SCHEMA zg_seen; CREATE VIEW zg_seen.seen AS SELECT * FROM zg.seen"); /* as people read it */
  zg_store_close (store);
  zg_store_set_schema_version (2);
  g_assert_true (zg_migrate (f->path, list, 2, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (kept, "postgresql://")); /* something was done */
  g_assert_true (zg_migrate (f->path, list, 2, NULL, &error)); /* lacks nothing */
  g_assert_false (zg_migrate (f->path, list, 3, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  store = open_store (f->path, FALSE);
  g_assert_cmpint (zg_store_schema (store), ==, 2);
  g_assert_cmpint (count (store, "SELECT size FROM thing"), ==, 42);
  zg_store_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_SERVER ("two-desks", test_two_desks);
  ADD_SERVER ("read-only", test_read_only);
  ADD_SERVER ("refusals", test_refusals);
  ADD_SERVER ("migrate", test_migrate);
  return g_test_run ();
}
