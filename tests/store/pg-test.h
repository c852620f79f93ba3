/* pg-test.h: databases on the server that ./dev test starts (ZG_TEST_PG, see tools/pg-cluster), one for each test. */
#pragma once

#include "pg-server.h"
#include "store-test.h"

/* Only a run without any server may leave these tests out. */
static inline void
pg_skip (void)
{
  g_test_skip ("no ZG_TEST_PG: see tools/pg-cluster");
}
