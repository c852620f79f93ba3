/* The engine's memory: an allocation of its own fails when told to. GLib's are not touched: it ends the program, by design. */
#include <sqlite3.h>

#include "faults.h"
#include "zg-error.h"

static sqlite3_mem_methods real;
static GMutex   mutex;
static guint    n_uses, fail_from, n_failed;
static gboolean for_good;

static gboolean
fails (void)
{
  gboolean hit;

  g_mutex_lock (&mutex);
  n_uses += fail_from > 0;
  hit = fail_from > 0 && (for_good ? n_uses >= fail_from : n_uses == fail_from);
  n_failed += hit;
  g_mutex_unlock (&mutex);
  return hit;
}

static void *
take (int n)
{
  return fails () ? NULL : real.xMalloc (n);
}

static void *
take_more (void *old, int n)
{
  return fails () ? NULL : real.xRealloc (old, n);
}

void
memory_install (void)
{
  sqlite3_mem_methods mine;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real), ==, SQLITE_OK);
  mine = real;
  mine.xMalloc = take;
  mine.xRealloc = take_more;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &mine), ==, SQLITE_OK);
  /* Without the small store of each connection every allocation comes by here. */
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0), ==, SQLITE_OK);
}

static void
arm (guint n, gboolean from_then_on)
{
  g_mutex_lock (&mutex);
  fail_from = n;
  for_good = from_then_on;
  n_uses = n_failed = 0;
  g_mutex_unlock (&mutex);
}

static void
arm_once (guint n)
{
  arm (n, FALSE);
}

static void
arm_from (guint n)
{
  arm (n, TRUE);
}

static guint
heal (void)
{
  guint n;

  g_mutex_lock (&mutex);
  n = n_failed;
  fail_from = 0;
  g_mutex_unlock (&mutex);
  return n;
}

static const int codes[] = { ZG_ERROR_IO, ZG_ERROR_UNKNOWN_OUTCOME, -1 };

const Breaker memory_once = { "one allocation", arm_once, heal, 400, codes };
const Breaker memory_from = { "no memory from then on", arm_from, heal, 400, codes };
