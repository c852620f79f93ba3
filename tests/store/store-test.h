/* store-test.h: what the tests of this floor share. */
#pragma once

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "../remove-tree.h"
#include "zg-clock.h"
#include "zg-db.h"
#include "zg-error.h"
#include "zg-seal.h"
#include "zg-store.h"

/* A new folder of its own for each test; removed with everything in it. */
static inline char *
temp_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("zg-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static inline void
remove_folder (char *path)
{
  remove_tree (path);
  g_free (path);
}

G_GNUC_UNUSED static inline void
remove_folder_at (char **path)
{
  if (*path)
    remove_folder (*path);
}

#define auto_folder __attribute__ ((cleanup (remove_folder_at))) char *

static inline gint64
number (ZgDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  zg_db_int (db, &value, &error, sql, NULL);
  g_assert_no_error (error);
  return value;
}

static inline void
script (ZgDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  zg_db_script (db, sql, &error);
  g_assert_no_error (error);
}

static inline ZgDb *
open_db (const char *path, ZgDbMode mode)
{
  g_autoptr (GError) error = NULL;
  ZgDb *db = zg_db_open (path, mode, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static inline gboolean
run_script (ZgDb *db, gpointer sql, GError **error)
{
  return zg_db_script (db, sql, error);
}

/* Every message of this floor: says something, ends as a sentence, shouts at nobody. */
static inline void
check_message (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '!'));
}

#define assert_refused(error, code)              \
  G_STMT_START                                   \
  {                                              \
    g_assert_error (error, ZG_ERROR, code);      \
    check_message (error);                       \
    g_clear_error (&(error));                    \
  }                                              \
  G_STMT_END
