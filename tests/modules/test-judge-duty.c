/* Duties by roster besides the ordinary hours: which are done, and what their signs say. */
#include "judge-help.h"

/* A duty nobody signs in to is done once it is past; who is on leave neither does nor misses it. */
static void
test_night_duty (void)
{
  World       w;
  ZgSchedule *phone, *noon;

  world_init (&w, 'B');
  phone = world_shift (&w, 0, 21 * 60, 32 * 60 + 30);
  noon = world_shift (&w, 1, 12 * 60, 14 * 60);
  w.roster[30].duty = phone;
  w.facts.now = world_at (&w, "20:00"); /* not begun */
  g_assert_cmpint (world_judge (&w)->duties, ==, 0);
  w.facts.now = world_at (&w, "+1 08:29"); /* under way */
  g_assert_cmpint (world_judge (&w)->duties, ==, 0);
  w.facts.now = world_at (&w, "+1 08:30");
  g_assert_cmpint (world_judge (&w)->duties, ==, 1);
  noon->segments[1] = phone->segments[0]; /* two on one day, each by its own hours */
  noon->n_segments = 2;
  w.roster[30].duty = noon;
  g_assert_cmpint (world_judge (&w)->duties, ==, 2);
  world_leave (&w, ZG_JUDGE_LEAVE_SICK, "08:30", "18:00"); /* ill by day, there at night */
  g_assert_cmpint (world_judge (&w)->duties, ==, 1);
  world_leave (&w, ZG_JUDGE_LEAVE_SICK, "00:00", "+1 00:00")->whole_days = 1;
  g_assert_cmpint (world_judge (&w)->duties, ==, 0);
  g_assert_cmpstr (world_marks (&w.result), ==, "病");
}

static void
evening_duty (World *w, const char *in, const char *out)
{
  world_init (w, 'B');
  world_roster (w, 0, ZG_ROSTER_DUTY, world_shift (w, 0, 19 * 60, 21 * 60));
  world_punch (w, "08:20");
  world_punch (w, "13:50");
  world_punch (w, "18:00");
  if (in)
    world_punch (w, in);
  if (out)
    world_punch (w, out);
}

/* A duty left early shows its minutes; beyond what the policy allows it is not done. One mark a segment, the duty has its own. */
static void
test_evening_duty (void)
{
  static const struct
  {
    const char *in, *out, *marks;
    int         early, duties;
  } table[] = {
    { "19:00", "21:00", "✓", 0, 1 }, { "19:00", "20:55", "早", 5, 1 }, { "19:00", "20:54", "待", 6, 0 },
    { "19:15", "21:00", "迟", 0, 1 }, { "19:16", "21:00", "待", 0, 0 }, { "19:00", NULL, "漏", 0, 1 }, { NULL, NULL, "旷", 0, 0 },
  };
  World              w;
  const ZgDayResult *r;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      evening_duty (&w, table[i].in, table[i].out);
      r = world_judge (&w);
      g_assert_cmpstr (world_marks (r), ==, table[i].marks);
      g_assert_cmpint (OUT (r, 2).minutes, ==, table[i].early);
      g_assert_cmpint (r->duties, ==, table[i].duties);
      g_assert_cmpint (r->worked, ==, 1000);
    }
  evening_duty (&w, "19:00", "21:00");
  w.facts.now = world_at (&w, "20:00"); /* under way */
  w.facts.n_punches--;
  g_assert_cmpint (world_judge (&w)->duties, ==, 0);
  evening_duty (&w, "19:01", "20:57"); /* late and early: one mark, and one each of the other segments */
  w.punches[0].at = world_at (&w, "08:30");
  w.punches[2].at = world_at (&w, "17:50");
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "迟待迟");
  g_assert_cmpint (r->segments[2].mark, ==, ZG_MARK_LATE);
  world_leave (&w, ZG_JUDGE_LEAVE_SICK, "00:00", "+1 00:00")->whole_days = 1; /* not done, and no miss */
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "病");
  g_assert_cmpint (r->duties + r->missed + r->absent, ==, 0);
}

/* A Sunday duty on a make-up Sunday is the evening after the ordinary hours; somebody by roster may have both too. */
static void
test_duty_besides (void)
{
  World              w;
  const ZgDayResult *r;

  for (int by_roster = 0; by_roster < 2; by_roster++)
    {
      world_init (&w, by_roster ? 'C' : 'B');
      world_roster (&w, 0, by_roster ? ZG_ROSTER_ORDINARY : ZG_ROSTER_DUTY, world_shift (&w, 0, 8 * 60 + 30, 21 * 60));
      world_punch (&w, "08:20");
      world_punch (&w, "13:50");
      world_punch (&w, "21:00");
      r = world_judge (&w);
      g_assert_cmpint (r->n_segments, ==, 3);
      g_assert_cmpint (r->segments[2].start, ==, 18 * 3600);
      g_assert_cmpint (r->duties, ==, 1);
      g_assert_cmpint (r->worked, ==, 1000);
      g_assert_cmpstr (world_marks (r), ==, "✓");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/D18-7.1b/night-duty", test_night_duty);
  g_test_add_func ("/judge/D18-7.3a/evening-duty-done", test_evening_duty);
  g_test_add_func ("/judge/D18-7.3b/duty-besides", test_duty_besides);
  return g_test_run ();
}
