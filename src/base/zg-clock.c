#include "zg-clock.h"

static gint64 fixed_ms; /* atomic; 0 = the machine's clock */

gint64
zg_clock_now_ms (void)
{
  gint64 fixed = __atomic_load_n (&fixed_ms, __ATOMIC_SEQ_CST);

  return fixed ? fixed : g_get_real_time () / 1000;
}

void
zg_clock_set (gint64 ms)
{
  __atomic_store_n (&fixed_ms, ms, __ATOMIC_SEQ_CST);
}

int
zg_clock_today (void)
{
  return (int) ((zg_clock_now_ms () + ZG_CLOCK_OFFSET_MS) / 86400000);
}
