/* The boundaries of the attendance rules, to the second. */
#include "judge-help.h"

typedef struct
{
  const char *path, *in, *noon, *out; /* times punched */
  int         segment;                /* looked at */
  ZgAsk       ask;
  ZgGrade     grade;
  int         minutes;
  const char *clause, *marks;
} Boundary;

static const Boundary boundaries[] = {
  { "D04-4.1.1g/in-0825-normal", "08:25:00", "13:50", "18:01", 0, ZG_ASK_IN, ZG_GRADE_NORMAL, 0, "D04-4.1.1g", "✓" },
  { "D04-4.1.1g/in-082559-normal", "08:25:59", "13:50", "18:01", 0, ZG_ASK_IN, ZG_GRADE_NORMAL, 0, "D04-4.1.1g", "✓" },
  { "D04-4.2.2a/late-1", "08:26:00", "13:50", "18:01", 0, ZG_ASK_IN, ZG_GRADE_LATE, 1, "D04-4.2.2a", "迟" },
  { "D04-4.2.2a/late-15", "08:40:00", "13:50", "18:01", 0, ZG_ASK_IN, ZG_GRADE_LATE, 15, "D04-4.2.2a", "迟" },
  { "D04-4.2.2a/late-15-truncated", "08:40:59", "13:50", "18:01", 0, ZG_ASK_IN, ZG_GRADE_LATE, 15, "D04-4.2.2a", "迟" },
  { "D04-4.2.2b/late-16", "08:41:00", "13:50", "18:01", 0, ZG_ASK_IN, ZG_GRADE_WAITING, 16, "D04-4.2.2b", "待" },
  { "D04-4.1.1g/noon-1355-normal", "08:20", "13:55:00", "18:01", 1, ZG_ASK_IN, ZG_GRADE_NORMAL, 0, "D04-4.1.1g", "✓" },
  { "D04-4.1.1g/noon-135559-normal", "08:20", "13:55:59", "18:01", 1, ZG_ASK_IN, ZG_GRADE_NORMAL, 0, "D04-4.1.1g", "✓" },
  { "D04-4.2.2a/noon-late-1", "08:20", "13:56:00", "18:01", 1, ZG_ASK_IN, ZG_GRADE_LATE, 1, "D04-4.2.2a", "迟" },
  { "D04-4.2.2a/noon-late-15", "08:20", "14:10:59", "18:01", 1, ZG_ASK_IN, ZG_GRADE_LATE, 15, "D04-4.2.2a", "迟" },
  { "D04-4.2.2b/noon-late-16", "08:20", "14:11:00", "18:01", 1, ZG_ASK_IN, ZG_GRADE_WAITING, 16, "D04-4.2.2b", "待" },
  { "D04-4.1.1f/out-1800-normal", "08:20", "13:50", "18:00:00", 1, ZG_ASK_OUT, ZG_GRADE_NORMAL, 0, "D04-4.1.1f", "✓" },
  { "D04-4.2.2c/early-1", "08:20", "13:50", "17:59:00", 1, ZG_ASK_OUT, ZG_GRADE_EARLY, 1, "D04-4.2.2c", "早" },
  { "D04-4.2.2c/early-1-truncated", "08:20", "13:50", "17:59:59", 1, ZG_ASK_OUT, ZG_GRADE_EARLY, 1, "D04-4.2.2c", "早" },
  { "D04-4.2.2c/early-5", "08:20", "13:50", "17:55:00", 1, ZG_ASK_OUT, ZG_GRADE_EARLY, 5, "D04-4.2.2c", "早" },
  { "D04-4.2.2d/early-6", "08:20", "13:50", "17:54:59", 1, ZG_ASK_OUT, ZG_GRADE_WAITING, 6, "D04-4.2.2d", "待" },
};

static void
test_boundary (gconstpointer data)
{
  const Boundary    *b = data;
  World              w;
  const ZgDayResult *r;
  const ZgAnswer    *answer;

  world_init (&w, 'B');
  world_punch (&w, b->in);
  world_punch (&w, b->noon);
  world_punch (&w, b->out);
  r = world_judge (&w);
  answer = b->ask == ZG_ASK_IN ? &IN (r, b->segment) : &OUT (r, b->segment);
  g_assert_cmpint (answer->grade, ==, b->grade);
  g_assert_cmpint (answer->minutes, ==, b->minutes);
  g_assert_cmpstr (answer->clause, ==, b->clause);
  g_assert_cmpstr (world_marks (r), ==, b->marks);
  g_assert_cmpstr (r->clause, ==, b->grade == ZG_GRADE_NORMAL ? "D04-4.1.1g" : b->clause);
  g_assert_cmpint (r->worked + r->waiting, ==, 1000);
  g_assert_cmpint (r->waiting, ==, b->grade == ZG_GRADE_WAITING ? 500 : 0);
  g_assert_cmpint (r->schedule, ==, 7);
}

/* On a closed sheet nothing waits: it is absence. */
static void
test_closed (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "08:41");
  world_punch (&w, "13:50");
  world_punch (&w, "18:00");
  w.facts.closed = TRUE;
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_ABSENT);
  g_assert_cmpint (IN (r, 0).minutes, ==, 16);
  g_assert_cmpint (r->absent, ==, 500);
  g_assert_cmpint (r->waiting, ==, 0);
  g_assert_cmpint (r->late_times, ==, 0);
  g_assert_cmpstr (world_marks (r), ==, "旷");

  w.facts.closed = FALSE;
  world_set (&w, "att.overlate", ZG_OVERLATE_ABSENT);
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 500);
}

static void
test_photo (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_photo (&w, "08:24");
  world_punch (&w, "13:50");
  world_punch (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (IN (r, 0).evidence, ==, ZG_EVIDENCE_PHOTO);
  g_assert_true (r->flags & ZG_DAY_FLAG_SINGLE);
  g_assert_cmpstr (world_marks (r), ==, "单");
  g_assert_cmpstr (r->clause, ==, "D04-4.2.1b");
  g_assert_cmpint (r->worked, ==, 1000);

  world_paper (&w, ZG_PAPER_CONFIRM, "00:00", "+1 00:00");
  r = world_judge (&w);
  g_assert_false (r->flags & ZG_DAY_FLAG_SINGLE);
  g_assert_cmpstr (world_marks (r), ==, "✓");
}

static void
test_leave_moves_in (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_leave (&w, ZG_JUDGE_LEAVE_PERSONAL, "08:30", "10:00");
  world_punch (&w, "09:58");
  world_punch (&w, "13:50");
  world_punch (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (IN (r, 0).due, ==, 10 * 3600);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_PERSONAL], ==, 214); /* 90 of 210 minutes of half a day */
  g_assert_cmpint (r->worked, ==, 786);
  g_assert_cmpstr (world_marks (r), ==, "假");

  w.punches[0].at = world_at (&w, "10:00:59");
  g_assert_cmpint (IN (world_judge (&w), 0).grade, ==, ZG_GRADE_NORMAL);
  w.punches[0].at = world_at (&w, "10:01");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).minutes, ==, 1);
  g_assert_cmpstr (world_marks (r), ==, "迟"); /* one mark a segment, the worst */
  w.punches[0].at = world_at (&w, "10:16");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_WAITING);
  g_assert_cmpint (r->waiting, ==, 286);
}

static void
test_leave_moves_out (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_leave (&w, ZG_JUDGE_LEAVE_SICK, "16:00", "18:00");
  world_punch (&w, "08:20");
  world_punch (&w, "13:50");
  world_punch (&w, "16:00");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_SICK], ==, 250);
  g_assert_cmpint (r->worked, ==, 750);
  g_assert_cmpstr (world_marks (r), ==, "病");
  w.punches[2].at = world_at (&w, "15:55");
  g_assert_cmpint (OUT (world_judge (&w), 1).grade, ==, ZG_GRADE_EARLY);
  w.punches[2].at = world_at (&w, "15:54");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_WAITING);
  g_assert_cmpstr (world_marks (r), ==, "待");
}

/* One mark a segment: what is late and early in one afternoon shows the worse; both are counted. */
static void
test_one_mark_a_segment (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "08:20");
  world_punch (&w, "13:57");
  world_punch (&w, "17:58");
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "迟");
  g_assert_cmpint (r->late_minutes, ==, 2);
  g_assert_cmpint (r->early_minutes, ==, 2);
  w.punches[0].at = world_at (&w, "08:27");
  g_assert_cmpstr (world_marks (world_judge (&w)), ==, "迟"); /* both segments agree */
  w.punches[0].at = world_at (&w, "08:45"); /* waits for leave */
  g_assert_cmpstr (world_marks (world_judge (&w)), ==, "待迟");
}

/* The retroactive leave cures a large lateness. */
static void
test_late_leave (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "08:50");
  world_punch (&w, "13:50");
  world_punch (&w, "18:00");
  g_assert_cmpint (world_judge (&w)->waiting, ==, 500);
  world_leave (&w, ZG_JUDGE_LEAVE_LATE, "08:25", "08:50");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_LATE], ==, 48); /* 20 of 210 minutes */
  g_assert_cmpint (r->worked, ==, 952);
  g_assert_cmpstr (world_marks (r), ==, "补");
  g_assert_cmpstr (r->clause, ==, "D04-4.2.2b");
}

static void
test_absent (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "旷");
  g_assert_cmpint (r->absent, ==, 1000);
  g_assert_cmpstr (r->clause, ==, "D01-4.1");
  g_assert_cmpint (r->missed, ==, 0);

  world_punch (&w, "13:51");
  world_punch (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 500);
  g_assert_cmpint (r->worked, ==, 500);
  g_assert_cmpstr (world_marks (r), ==, "旷");

  w.punches[0].at = world_at (&w, "08:30");
  r = world_judge (&w); /* morning late, afternoon without a sign-in */
  g_assert_cmpstr (world_marks (r), ==, "迟旷");
  g_assert_cmpint (r->mark, ==, ZG_MARK_ABSENT);
}

static void
test_missed (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_punch (&w, "08:20");
  world_punch (&w, "13:50");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_MISSED);
  g_assert_cmpint (r->missed, ==, 1);
  g_assert_cmpint (r->early_times, ==, 0);
  g_assert_cmpint (r->absent, ==, 0);
  g_assert_cmpint (r->worked, ==, 1000);
  g_assert_cmpstr (world_marks (r), ==, "漏");
  g_assert_cmpstr (r->clause, ==, "D04-4.2.1a");

  world_paper (&w, ZG_PAPER_MISSED, "18:02", "18:02")->answers = ZG_ASK_OUT;
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (OUT (r, 1).evidence, ==, ZG_EVIDENCE_SLIP);
  g_assert_cmpint (OUT (r, 1).paper, ==, 0);
  g_assert_cmpint (r->missed, ==, 0);
  g_assert_true (r->flags & ZG_DAY_FLAG_MANUAL);
  g_assert_cmpstr (world_marks (r), ==, "✓");
}

static void
test_slip_in (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_paper (&w, ZG_PAPER_MISSED, "13:50", "13:50");
  world_punch (&w, "08:20");
  world_punch (&w, "17:58"); /* without the slip the only candidate for the sign-in */
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_EARLY);
  g_assert_cmpint (OUT (r, 1).minutes, ==, 2);
}

static void
test_a (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'A');
  world_punch (&w, "09:00:59");
  world_punch (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpstr (IN (r, 0).clause, ==, "D02-3.3.1");
  g_assert_cmpint (OUT (r, 1).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (IN (r, 1).grade, ==, ZG_GRADE_NONE);
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_NONE);
  g_assert_cmpint (r->worked, ==, 1000);
  g_assert_cmpstr (world_marks (r), ==, "✓");

  w.punches[0].at = world_at (&w, "09:01");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 0).grade, ==, ZG_GRADE_LATE);
  g_assert_cmpint (IN (r, 0).minutes, ==, 1);
}

static void
test_a_halves (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'A');
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 1000);

  world_punch (&w, "18:05"); /* no sign-in: the morning is absence, the evening proves the afternoon */
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 500);
  g_assert_cmpint (r->segments[0].absent, ==, 500);

  w.punches[0].at = world_at (&w, "08:55");
  r = world_judge (&w);
  g_assert_cmpstr (world_marks (r), ==, "漏");
  g_assert_cmpstr (r->clause, ==, "D02-3.3.1");

  world_punch (&w, "11:30"); /* left in the morning: both halves */
  w.facts.closed = TRUE;
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 1000);
  w.punches[1].at = world_at (&w, "12:00");
  r = world_judge (&w);
  g_assert_cmpint (r->absent, ==, 500);
  g_assert_cmpint (r->segments[1].absent, ==, 500);
}

static void
test_a_leave (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'A');
  world_leave (&w, ZG_JUDGE_LEAVE_ANNUAL, "13:00", "18:00");
  world_punch (&w, "08:59");
  world_punch (&w, "12:00");
  r = world_judge (&w);
  g_assert_cmpint (OUT (r, 0).due, ==, 12 * 3600);
  g_assert_cmpint (OUT (r, 0).grade, ==, ZG_GRADE_NORMAL);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_ANNUAL], ==, 500);
  g_assert_cmpint (r->segments[1].grade, ==, ZG_GRADE_LEAVE);
  g_assert_cmpstr (world_marks (r), ==, "年");

  w.papers[0].from = world_at (&w, "09:00");
  w.papers[0].to = world_at (&w, "12:00");
  w.punches[0].at = world_at (&w, "13:05");
  w.punches[1].at = world_at (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpint (IN (r, 1).due, ==, 13 * 3600);
  g_assert_cmpint (IN (r, 1).minutes, ==, 5);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_ANNUAL], ==, 500);
  g_assert_cmpstr (world_marks (r), ==, "年迟");
}

/* Of the half on leave nothing is asked; the other half may begin earlier than usual. */
static void
test_half_leave (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_leave (&w, ZG_JUDGE_LEAVE_PERSONAL, "08:30", "12:00");
  world_punch (&w, "12:40");
  world_punch (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpint (r->worked, ==, 500);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_PERSONAL], ==, 500);
  g_assert_cmpint (IN (r, 1).at, ==, 12 * 3600 + 40 * 60);
  g_assert_cmpint (r->late_times, ==, 0);

  world_init (&w, 'B');
  world_leave (&w, ZG_JUDGE_LEAVE_PERSONAL, "14:00", "18:00");
  r = world_judge (&w); /* absent in the morning, on leave in the afternoon */
  g_assert_cmpstr (world_marks (r), ==, "旷假");
  g_assert_cmpint (r->absent, ==, 500);
}

static void
test_whole_leave (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_leave (&w, ZG_JUDGE_LEAVE_SICK, "-3 00:00", "+2 00:00")->whole_days = 1;
  world_punch (&w, "08:20");
  r = world_judge (&w);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_SICK], ==, 1000);
  g_assert_cmpint (r->due, ==, 1000);
  g_assert_cmpint (r->worked, ==, 0);
  g_assert_cmpstr (world_marks (r), ==, "病");
  g_assert_cmpstr (r->clause, ==, "D02-3.3.3");

  w.papers[0].leave = ZG_JUDGE_LEAVE_FLOATING; /* rest, no leave: the day is not due */
  r = world_judge (&w);
  g_assert_cmpint (r->due, ==, 0);
  g_assert_cmpint (r->rest, ==, 1000);
  g_assert_cmpstr (world_marks (r), ==, "休");
  g_assert_cmpstr (r->clause, ==, "D04-4.1.1c");
}

static void
test_overlapping_leave (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_leave (&w, ZG_JUDGE_LEAVE_PERSONAL, "08:30", "11:00");
  world_leave (&w, ZG_JUDGE_LEAVE_SICK, "10:00", "12:00");
  world_leave (&w, ZG_JUDGE_LEAVE_ANNUAL, "09:00", "10:30");
  r = world_judge (&w);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_PERSONAL], ==, 357);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_SICK], ==, 143);
  g_assert_cmpint (r->leave[ZG_JUDGE_LEAVE_ANNUAL], ==, 0);
  g_assert_cmpint (r->segments[0].grade, ==, ZG_GRADE_LEAVE);
}

static void
test_outing (void)
{
  World              w;
  const ZgDayResult *r;

  world_init (&w, 'B');
  world_paper (&w, ZG_PAPER_OUTING, "08:30", "10:00");
  world_punch (&w, "09:58");
  world_punch (&w, "13:50");
  world_punch (&w, "18:00");
  r = world_judge (&w);
  g_assert_cmpint (r->worked, ==, 1000);
  g_assert_cmpstr (world_marks (r), ==, "外");
  g_assert_cmpstr (r->clause, ==, "D04-4.2.1c");

  world_init (&w, 'B');
  world_paper (&w, ZG_PAPER_TRIP, "00:00", "+1 00:00")->whole_days = 1;
  r = world_judge (&w);
  g_assert_cmpint (r->worked, ==, 1000);
  g_assert_cmpstr (world_marks (r), ==, "差");
  world_paper (&w, ZG_PAPER_OVERTIME, "19:00", "21:30");
  g_assert_cmpint (world_judge (&w)->overtime, ==, 150);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (boundaries); i++)
    {
      g_autofree char *path = g_strconcat ("/judge/", boundaries[i].path, NULL);

      g_test_add_data_func (path, &boundaries[i], test_boundary);
    }
  g_test_add_func ("/judge/D04-4.2.2b/closed-sheet", test_closed);
  g_test_add_func ("/judge/D04-4.2.2b/late-leave", test_late_leave);
  g_test_add_func ("/judge/D04-4.2.1b/photo-alone", test_photo);
  g_test_add_func ("/judge/D02-3.3.3/leave-moves-sign-in", test_leave_moves_in);
  g_test_add_func ("/judge/D02-3.3.3/leave-moves-sign-out", test_leave_moves_out);
  g_test_add_func ("/judge/D04-4.2.2c/one-mark-a-segment", test_one_mark_a_segment);
  g_test_add_func ("/judge/D01-4.1/absent", test_absent);
  g_test_add_func ("/judge/D04-4.2.1a/missed", test_missed);
  g_test_add_func ("/judge/D04-4.2.1c/slip-frees-punch", test_slip_in);
  g_test_add_func ("/judge/D02-3.3.1/a-one-in-one-out", test_a);
  g_test_add_func ("/judge/D02-3.3.1/a-halves", test_a_halves);
  g_test_add_func ("/judge/D02-3.3.1/a-leave", test_a_leave);
  g_test_add_func ("/judge/D02-3.3.3/half-day", test_half_leave);
  g_test_add_func ("/judge/D02-3.3.3/whole-days", test_whole_leave);
  g_test_add_func ("/judge/D02-3.3.3/overlapping", test_overlapping_leave);
  g_test_add_func ("/judge/D04-4.2.1c/outing", test_outing);
  return g_test_run ();
}
