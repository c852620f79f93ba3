/* db-test.h: a connection with a few tables, for the tests of zg-db.h, on each engine. */
#pragma once

#include "pg-test.h"
#include "store-test.h"

typedef struct
{
  gboolean server;
  char    *folder, *path;
  ZgDb    *db;
} Fixture;

static inline void
set_up (Fixture *f, gconstpointer data)
{
  f->server = data != NULL;
  f->folder = f->server ? NULL : temp_folder ();
  f->path = f->server ? pg_new_database (data) : g_build_filename (f->folder, "book.zgb", NULL);
  f->db = open_db (f->path, ZG_DB_CREATE);
  script (f->db, "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, qty INTEGER CONSTRAINT qty_positive CHECK (qty "
                 ">= 0)) STRICT;"
                 "CREATE TABLE part (id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES item (id), body BLOB) STRICT;"
                 "CREATE TABLE audit (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
                 "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
                 "CREATE TABLE pair (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID");
}

static inline void
tear_down (Fixture *f, gconstpointer data)
{
  zg_db_close (f->db);
  if (f->server)
    pg_drop_database (data, g_steal_pointer (&f->path));
  g_free (f->path);
  if (f->folder)
    remove_folder (f->folder);
}

/* on: what each engine wants to be told in its own words. */
static inline const char *
on (const Fixture *f, const char *file, const char *server)
{
  return f->server ? server : file;
}

/* A transaction to try: a script, perhaps with a part inside, perhaps failing. */
typedef struct
{
  const char *sql;
  gboolean    fails;
  guint       runs;
  const char *inner;
  gboolean    inner_fails, swallow;
} Plan;

static inline gboolean
fail_with (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONFLICT, "Changed meanwhile.");
  return FALSE;
}

static inline gboolean
inner_plan (ZgDb *db, gpointer data, GError **error)
{
  Plan *plan = data;

  return zg_db_script (db, plan->inner, error) && (!plan->inner_fails || fail_with (error));
}

static inline gboolean
run_plan (ZgDb *db, gpointer data, GError **error)
{
  Plan *plan = data;

  plan->runs++;
  g_assert_true (zg_db_in_transaction (db));
  if (!zg_db_script (db, plan->sql, error))
    return FALSE;
  if (plan->inner && !zg_db_transaction (db, inner_plan, plan, plan->swallow ? NULL : error) && !plan->swallow)
    return FALSE;
  return !plan->fails || fail_with (error);
}

typedef void (*DbTest) (Fixture *f, gconstpointer data);

/* Without a server its tests are skipped one by one, so that a report shows what was not proven. */
static inline void
add_server_test (const char *path, DbTest function)
{
  const char *server = g_getenv ("ZG_TEST_PG");

  if (server)
    g_test_add (path, Fixture, server, set_up, function, tear_down);
  else
    g_test_add_func (path, pg_skip);
}

#define ADD_FILE(path, function) g_test_add ("/db/" path, Fixture, NULL, set_up, function, tear_down)
#define ADD_SERVER(path, function) add_server_test ("/db/pg/" path, function)
#define ADD(path, function)      \
  G_STMT_START                   \
  {                              \
    ADD_FILE (path, function);   \
    ADD_SERVER (path, function); \
  }                              \
  G_STMT_END
