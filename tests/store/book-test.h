/* book-test.h: a closed book with a few tables, for the tests of zg-store.h, in a file or on a server. */
#pragma once

#include "pg-test.h"
#include "store-test.h"

typedef struct
{
  char *folder, *path;
} Fixture;

/* A store function whose data is a script; one transaction. */
static inline gpointer
write_script (ZgDb *db, gpointer sql, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (zg_db_transaction (db, run_script, sql, error));
}

static inline gpointer
read_number (ZgDb *db, gpointer sql, GCancellable *cancellable, GError **error)
{
  gint64 value = -1;

  return zg_db_int (db, &value, error, sql, NULL) ? GINT_TO_POINTER ((int) value) : NULL;
}

static inline int
count (ZgStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  int value = GPOINTER_TO_INT (zg_store_read (store, read_number, (gpointer) sql, &error));

  g_assert_no_error (error);
  return value;
}

static inline void
store_script (ZgStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (zg_store_write (store, write_script, (gpointer) sql, &error));
  g_assert_no_error (error);
}

static inline gpointer
mark_as_one (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (zg_db_set_mark (db, ZG_STORE_APPLICATION_ID, 1, error));
}

static inline ZgStore *
open_store (const char *path, gboolean read_only)
{
  g_autoptr (GError) error = NULL;
  ZgStore *store = zg_store_open (path, read_only, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static inline void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgStore *store;

  zg_store_set_schema_version (1);
  f->folder = data ? NULL : temp_folder ();
  f->path = data ? pg_new_database (data) : g_build_filename (f->folder, "账本 book.zgb", NULL);
  store = zg_store_create (f->path, &error);
  g_assert_no_error (error);
  store_script (store, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT; CREATE TABLE item (id INTEGER PRIMARY "
                       "KEY) STRICT;"
                       "CREATE TABLE audit (id INTEGER PRIMARY KEY) STRICT");
  g_assert_nonnull (zg_store_write (store, mark_as_one, NULL, &error));
  zg_store_close (store);
}

static inline void
tear_down (Fixture *f, gconstpointer data)
{
  if (data)
    pg_drop_database (data, g_steal_pointer (&f->path));
  g_free (f->path);
  if (f->folder)
    remove_folder (f->folder);
}

static inline void
add_server_test (const char *path, void (*function) (Fixture *, gconstpointer))
{
  const char *server = g_getenv ("ZG_TEST_PG");

  if (server)
    g_test_add (path, Fixture, server, set_up, function, tear_down);
  else
    g_test_add_func (path, pg_skip);
}

#define ADD(path, function) g_test_add ("/store/" path, Fixture, NULL, set_up, function, tear_down)
#define ADD_SERVER(path, function) add_server_test ("/store/pg/" path, function)
#define ADD_BOTH(path, function) \
  G_STMT_START                   \
  {                              \
    ADD (path, function);        \
    ADD_SERVER (path, function); \
  }                              \
  G_STMT_END
