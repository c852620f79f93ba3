/* db-test.h: a connection with a few tables, for the tests of zg-db.h. */
#pragma once

#include "store-test.h"

typedef struct
{
  char *folder, *path;
  ZgDb *db;
} Fixture;

static inline void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = temp_folder ();
  f->path = g_build_filename (f->folder, "book.zgb", NULL);
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
  g_free (f->path);
  remove_folder (f->folder);
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

#define ADD(path, function) g_test_add ("/db/" path, Fixture, NULL, set_up, function, tear_down)
