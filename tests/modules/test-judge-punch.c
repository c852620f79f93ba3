/* Which punch answers which question. */
#include "judge-help.h"

static int
hm (int hour, int minute)
{
  return hour * 3600 + minute * 60;
}

/* Repetitions within a minute are one punch: it answers once. */
static void
test_repeated (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "08:20:00");
  world_punch (&w, "08:20:03");
  world_punch (&w, "08:20:10");
  world_punch (&w, "14:00:00");
  world_punch (&w, "14:01:00"); /* 60 s later: the same */
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).at, ==, hm (8, 20));
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_MISSED);
  g_assert_cmpint (OUT (r, 1).at, ==, ZG_NO_SECOND);

  w.punches[4].at = world_at (&w, "14:01:01"); /* another one */
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 1).at, ==, hm (14, 1) + 1);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_WAITING);
  w.punches[3].at = world_at (&w, "13:50:00");
  w.punches[4].at = world_at (&w, "13:52:00"); /* nobody leaves before sign-in was due */
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_MISSED);

  world_punch (&w, "18:00:00");
  world_punch (&w, "18:00:40"); /* the last of the repetitions counts for leaving */
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 1).at, ==, hm (18, 0) + 40);
}

static void
test_windows (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "04:29:59"); /* of the night before */
  world_punch (&w, "12:59:59"); /* before the afternoon opens */
  r = world_judge (&w);
  g_assert_cmpint (r->from, ==, hm (4, 30));
  g_assert_cmpint (IN (r, 0).at, ==, ZG_NO_SECOND);
  g_assert_cmpint (IN (r, 1).at, ==, ZG_NO_SECOND);

  w.punches[0].at = world_at (&w, "04:30:00");
  w.punches[1].at = world_at (&w, "13:00:00");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).at, ==, hm (4, 30));
  g_assert_cmpint (IN (r, 1).at, ==, hm (13, 0));

  w.punches[0].at = world_at (&w, "12:00:00"); /* the end of the segment is no arrival */
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).at, ==, ZG_NO_SECOND);
  w.punches[0].at = world_at (&w, "11:59:59");
  g_assert_cmpint (IN (world_judge (&w), 0).at, ==, hm (12, 0) - 1);
}

/* The next working day takes over four hours before its start; without one the day ends at 04:00. */
static void
test_late_out (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "08:20");
  world_punch (&w, "13:50");
  world_punch (&w, "+1 04:29:59");
  r = world_judge (&w);
  g_assert_cmpint (r->to, ==, hm (28, 30));
  g_assert_cmpint (OUT (r, 1).at, ==, hm (28, 30) - 1);
  w.punches[2].at = world_at (&w, "+1 04:30:00");
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_MISSED);

  w.calendar[31].kind = ZG_CALENDAR_OFF;
  w.punches[2].at = world_at (&w, "+1 03:59:59");
  r = world_judge (&w);
  g_assert_cmpint (r->to, ==, hm (28, 0));
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_NORMAL);
  w.punches[2].at = world_at (&w, "+1 04:00:00");
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_MISSED);
}

/* A night shift belongs to the day it starts, its morning punch too. */
static void
test_overnight (void)
{
  World              w;
  const ZgDayResult *r;
  ZgSchedule        *night;
  ZgDayResult        next;

  world_init (&w, 'D');
  night = world_shift (&w, 0, 21 * 60, 24 * 60 + 8 * 60 + 30);
  world_roster (&w, 0, ZG_ROSTER_SHIFT, night);
  world_punch (&w, "20:55");
  world_punch (&w, "+1 08:31");
  r = world_judge (&w);
  g_assert_cmpint (r->worked, ==, 1000);
  g_assert_cmpint (OUT (r, 0).at, ==, hm (32, 31));
  zg_judge_day (&w.facts, &w.params, w.day + 1, &next);
  g_assert_cmpint (next.kind, ==, ZG_DAY_REST);
  g_assert_false (next.flags & ZG_DAY_FLAG_PUNCHED_OFF);

  world_roster (&w, 1, ZG_ROSTER_SHIFT, night); /* and again the next night */
  world_punch (&w, "+1 20:50");
  world_punch (&w, "+2 08:30");
  r = world_judge (&w);
  g_assert_cmpint (r->to, ==, hm (41, 0));
  g_assert_cmpint (OUT (r, 0).at, ==, hm (32, 31));
  zg_judge_day (&w.facts, &w.params, w.day + 1, &next);
  g_assert_cmpint (next.segments[0].in.at, ==, hm (20, 50));
  g_assert_cmpint (next.segments[0].out.grade, ==, ZG_GRADE_NORMAL);
}

/* Night shift to 08:30, day shift from 10:00: the middle, 09:15, decides. */
static void
test_short_rest (void)
{
  World              w;
  const ZgDayResult *r;
  ZgDayResult        next;

  world_init (&w, 'D');
  world_roster (&w, 0, ZG_ROSTER_SHIFT, world_shift (&w, 0, 21 * 60, 24 * 60 + 8 * 60 + 30));
  world_roster (&w, 1, ZG_ROSTER_SHIFT, world_shift (&w, 1, 10 * 60, 18 * 60));
  world_punch (&w, "20:55");
  world_punch (&w, "+1 09:14:59");
  world_punch (&w, "+1 09:15:00");
  world_punch (&w, "+1 18:00");
  w.params.dup_seconds = 0;
  r = world_judge (&w);
  g_assert_cmpint (r->to, ==, hm (33, 15));
  g_assert_cmpint (OUT (r, 0).punch, ==, 1);
  zg_judge_day (&w.facts, &w.params, w.day + 1, &next);
  g_assert_cmpint (next.from, ==, hm (9, 15));
  g_assert_cmpint (next.segments[0].in.punch, ==, 2);
  g_assert_cmpint (next.segments[0].out.punch, ==, 3);
}

/* A whole-day leave covers the night shift of that day also after midnight. */
static void
test_overnight_leave (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'D');
  world_roster (&w, 0, ZG_ROSTER_SHIFT, world_shift (&w, 0, 21 * 60, 24 * 60 + 8 * 60 + 30));
  world_leave (&w, ZG_JUDGE_LEAVE_SICK, "00:00", "+1 00:00")->whole_days = 1;
  r = world_judge (&w);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_SICK], ==, 1000);
  g_assert_cmpint (r->absent, ==, 0);
  w.papers[0].whole_days = 0; /* by the clock it is three of 11.5 hours */
  r = world_judge (&w);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_SICK], ==, 261);
  g_assert_cmpint (r->absent, ==, 739);
}

/* Buttons are pressed wrongly every day; they count only where the department trusts them. */
static void
test_buttons (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "08:20")->button = 1;
  world_punch (&w, "13:50")->button = 255;
  world_punch (&w, "18:01")->button = 0;
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "✓");

  world_set (&w, "att.direction", ZG_DIRECTION_TRUST);
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_ABSENT);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_MISSED);

  w.punches[0].button = 3;
  w.punches[2].button = 5;
  g_assert_cmpstr (world_marks (world_judge (&w)), ==, "✓");
}

static void
noon_world (World *w)
{
  world_init (w, 'B');
  w->schedule.segments[0].asks = ZG_ASK_IN | ZG_ASK_OUT;
  world_punch (w, "08:20");
  world_punch (w, "18:01");
}

/* A noon sign-out, where the schedule asks for one: four punches. */
static void
test_noon (void)
{
  World              w;
  const ZgDayResult *r;

  noon_world (&w);
  world_punch (&w, "12:00");
  world_punch (&w, "13:50");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).at, ==, hm (12, 0));
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (IN (r, 1).at, ==, hm (13, 50));
  g_assert_cmpint (OUT (r, 1).at, ==, hm (18, 1));

  noon_world (&w); /* left five minutes early */
  world_punch (&w, "11:55");
  world_punch (&w, "13:50");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_EARLY);
  g_assert_cmpint (r->early_minutes, ==, 5);

  noon_world (&w); /* no noon sign-out */
  world_punch (&w, "13:50");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_MISSED);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (r->missed, ==, 1);

  noon_world (&w); /* both within the hour before the afternoon: first out, then in */
  world_punch (&w, "13:05");
  world_punch (&w, "13:50");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).at, ==, hm (13, 5));
  g_assert_cmpint (IN (r, 1).at, ==, hm (13, 50));

  noon_world (&w); /* the second would come too late to be the sign-in */
  world_punch (&w, "13:50");
  world_punch (&w, "14:30");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 1).at, ==, hm (13, 50));
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_MISSED);
}

/* 08:55 in the morning, at noon as said, 18:00 in the evening; 9:00-12:00 and 13:00-18:00 with four punches. */
static void
four_punches (World *w, const char *const noon[3], const char *evening)
{
  world_init (w, 'A');
  w->schedule.segments[0].asks = w->schedule.segments[1].asks = ZG_ASK_IN | ZG_ASK_OUT;
  world_punch (w, "08:55");
  for (int i = 0; i < 3 && noon[i]; i++)
    world_punch (w, noon[i]);
  if (evening)
    world_punch (w, evening);
}

/* The sign-out and the sign-in of a break: each the nearest, in order; what else was punched changes nothing. When the next punch
 * comes does not change what it is. */
static void
test_noon_read (void)
{
  static const struct
  {
    const char *noon[3];
    const char *evening;
    int         out, in; /* minutes, 0: none */
    const char *marks;
  } table[] = {
    { { "12:05", "13:05" }, "18:00", 725, 785, "迟" },
    { { "12:02", "13:10" }, "18:00", 722, 790, "迟" },
    { { "12:00", "13:16" }, "18:00", 720, 796, "待" },
    { { "12:05", "12:55" }, "18:00", 725, 775, "✓" },
    { { "11:58", "13:05" }, "18:00", 718, 785, "早迟" },
    { { "11:20", "12:05", "13:05" }, "18:00", 725, 785, "迟" },
    { { "11:58", "12:02", "13:05" }, "18:00", 722, 785, "迟" },
    { { "11:57", "12:20", "12:40" }, "18:00", 740, 760, "✓" },
    { { "12:45", "13:05" }, "18:00", 765, 785, "迟" },
    { { "12:58", "13:05" }, "18:00", 0, 778, "漏" },  /* back in time, and once more */
    { { "12:05", "14:20" }, "18:00", 725, 860, "待" }, /* back very late */
    { { "12:05" }, "18:00", 0, 725, "漏" },           /* he is there in the evening: he came back */
    { { "12:05" }, NULL, 725, 0, "旷" },              /* he went home */
    { { "12:50" }, NULL, 0, 770, "漏" },
    { { "11:20" }, "18:00", 680, 0, "待旷" },
    { { NULL }, "18:00", 0, 0, "漏旷" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      World              w;
      const ZgDayResult *r;

      four_punches (&w, table[i].noon, table[i].evening);
      r = world_judge (&w);
      g_test_message ("line %u", i);
      g_assert_cmpint (OUT (r, 0).at, ==, table[i].out ? table[i].out * 60 : ZG_NO_SECOND);
      g_assert_cmpint (IN (r, 1).at, ==, table[i].in ? table[i].in * 60 : ZG_NO_SECOND);
      g_assert_cmpstr (world_marks (r), ==, table[i].marks);
    }
}

/* An approved slip stands for the punch that is missing, beside the others. */
static void
test_noon_slip (void)
{
  static const struct
  {
    const char *punch, *stated;
    ZgAsk       answers;
  } table[] = {
    { "12:05", "13:00", ZG_ASK_IN }, { "12:05", "12:58", 0 }, { "12:40", "12:00", ZG_ASK_OUT }, { "12:50", "12:10", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      World              w;
      const ZgDayResult *r;

      four_punches (&w, (const char *[3]) { table[i].punch }, "18:00");
      g_assert_cmpint (world_judge (&w)->missed, ==, 1);
      world_paper (&w, ZG_PAPER_MISSED, table[i].stated, table[i].stated)->answers = table[i].answers;
      r = world_judge (&w);
      g_assert_cmpstr (world_marks (r), ==, "✓");
      g_assert_cmpint (MAX (OUT (r, 0).paper, IN (r, 1).paper), ==, 0);
      g_assert_cmpint (MAX (OUT (r, 0).punch, IN (r, 1).punch), ==, 1);
    }
}

/* Whose second punch is the way home did not sign out at noon: he came at 12:05 and left at 17:57. */
static void
test_noon_way_home (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'A');
  w.schedule.segments[0].asks = w.schedule.segments[1].asks = ZG_ASK_IN | ZG_ASK_OUT;
  world_punch (&w, "08:55");
  world_punch (&w, "12:05");
  world_punch (&w, "17:57");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_MISSED);
  g_assert_cmpint (IN (r, 1).at, ==, hm (12, 5));
  g_assert_cmpint (OUT (r, 1).minutes, ==, 3);
  g_assert_cmpint (r->late_minutes, ==, 0);
  g_assert_cmpint (r->waiting, ==, 0);
}

/* A break of one hour only, as in schedule A with four punches. */
static void
test_short_break (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'A');
  w.schedule.segments[0].asks = w.schedule.segments[1].asks = ZG_ASK_IN | ZG_ASK_OUT;
  world_punch (&w, "08:55");
  world_punch (&w, "12:01");
  world_punch (&w, "12:58");
  world_punch (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "✓");
  g_assert_cmpint (OUT (r, 0).at, ==, hm (12, 1));
  g_assert_cmpint (IN (r, 1).at, ==, hm (12, 58));

  world_punch (&w, "11:20"); /* a stray one before noon changes nothing */
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "✓");
  g_assert_cmpint (OUT (r, 0).at, ==, hm (12, 1));
}

/* The evening duty begins when the ordinary day ends: one stay, one sign-out at nine. */
static void
test_duty (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_roster (&w, 0, ZG_ROSTER_DUTY, world_shift (&w, 0, 18 * 60, 21 * 60));
  world_punch (&w, "08:20");
  world_punch (&w, "13:50");
  world_punch (&w, "21:00");
  r = world_judge (&w);
  g_assert_cmpint (r->n_segments, ==, 3);
  g_assert_cmpint (OUT (r, 2).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_NONE);
  g_assert_cmpint (r->worked, ==, 1000);
  g_assert_cmpint (r->segments[2].share, ==, 0);
  w.punches[2].at = world_at (&w, "20:57");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 2).minutes, ==, 3);
  g_assert_cmpstr (world_marks (r), ==, "早");
}

/* A duty in the evening does not take away the sign-out at noon. */
static void
test_duty_noon (void)
{
  for (int end = 18; end <= 19; end++) /* the duty joins the day, or begins an hour later */
    {
      World              w;
      const ZgDayResult *r;

      world_init (&w, 'B');
      world_set (&w, "att.noon.signout", 1);
      world_roster (&w, 0, ZG_ROSTER_DUTY, world_shift (&w, 0, end * 60, 21 * 60));
      world_punch (&w, "08:20");
      world_punch (&w, "13:50");
      if (end == 19)
        world_punch (&w, "18:00");
      if (end == 19)
        world_punch (&w, "18:55");
      world_punch (&w, "21:00");
      r = world_judge (&w);
      g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_MISSED);
      g_assert_cmpstr (world_marks (r), ==, "漏");
      world_punch (&w, "12:01");
      g_assert_cmpstr (world_marks (world_judge (&w)), ==, "✓");
    }
}

/* Clocks hand out backward jumps; the caller sorts, ties keep a fixed order. */
static void
test_sort (void)
{
  ZgJudgePunch punches[] = { { 30, 1 }, { 10, 2 }, { 20, 3, 2 }, { 20, 4, 1 }, { 10, 5 } };
  const guint  ids[] = { 2, 5, 4, 3, 1 };

  zg_judge_sort_punches (punches, G_N_ELEMENTS (punches));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpuint (punches[i].id, ==, ids[i]);
  zg_judge_sort_punches (punches, 0);
}

static void
test_uses (void)
{
  World              w;
  const ZgDayResult *r;
  int                segment;

  world_init (&w, 'B');
  world_punch (&w, "08:20:00");
  world_punch (&w, "08:20:30");
  world_photo (&w, "08:24");
  world_punch (&w, "10:00");
  world_punch (&w, "13:50");
  world_punch (&w, "18:00");
  world_punch (&w, "+1 08:20");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).evidence, ==, ZG_EVIDENCE_PUNCH | ZG_EVIDENCE_PHOTO);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 0, &segment), ==, ZG_PUNCH_USE_IN);
  g_assert_cmpint (segment, ==, 0);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 1, NULL), ==, ZG_PUNCH_USE_REPEAT);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 2, NULL), ==, ZG_PUNCH_USE_PARTNER);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 3, &segment), ==, ZG_PUNCH_USE_BETWEEN);
  g_assert_cmpint (segment, ==, -1);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 4, &segment), ==, ZG_PUNCH_USE_IN);
  g_assert_cmpint (segment, ==, 1);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 5, NULL), ==, ZG_PUNCH_USE_OUT);
  g_assert_cmpint (zg_judge_punch_use (r, &w.facts, &w.params, 6, NULL), ==, ZG_PUNCH_USE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/punch/repeated", test_repeated);
  g_test_add_func ("/judge/punch/windows", test_windows);
  g_test_add_func ("/judge/punch/late-sign-out", test_late_out);
  g_test_add_func ("/judge/D18-7.1b/overnight", test_overnight);
  g_test_add_func ("/judge/D18-7.1b/short-rest", test_short_rest);
  g_test_add_func ("/judge/D18-7.1b/leave", test_overnight_leave);
  g_test_add_func ("/judge/punch/buttons", test_buttons);
  g_test_add_func ("/judge/punch/noon-sign-out", test_noon);
  g_test_add_func ("/judge/punch/D04-4.2.2a/noon-read-as-a-whole", test_noon_read);
  g_test_add_func ("/judge/punch/D04-4.2.1c/noon-slip", test_noon_slip);
  g_test_add_func ("/judge/punch/D04-4.2.1a/noon-way-home", test_noon_way_home);
  g_test_add_func ("/judge/punch/short-break", test_short_break);
  g_test_add_func ("/judge/D18-7.3a/evening-duty", test_duty);
  g_test_add_func ("/judge/D04-4.1.1g/noon-before-duty", test_duty_noon);
  g_test_add_func ("/judge/punch/sort", test_sort);
  g_test_add_func ("/judge/punch/uses", test_uses);
  return g_test_run ();
}
