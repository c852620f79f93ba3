/* What the judge says about a day, in English source strings. */
#include "judge-help.h"

static void
has (const char *text, const char *part)
{
  if (!strstr (text, part))
    g_error ("“%s” is not in:\n%s", part, text);
}

static char *
say (World *w, ZgExplainPart part)
{
  world_judge (w);
  return zg_judge_explain (&w->result, &w->facts, &w->params, part);
}

static void
test_late (void)
{
  World            w;
  g_autofree char *sentence = NULL, *rules = NULL, *hours = NULL, *all = NULL;

  world_init (&w, 'B');
  world_punch (&w, "08:37");
  world_punch (&w, "13:51");
  world_punch (&w, "18:00");
  sentence = say (&w, ZG_EXPLAIN_SENTENCE);
  has (sentence, "Morning: sign-in due 08:25, signed in 08:37, late 12 min (D04-4.2.2a)");
  has (sentence, "Afternoon: sign-in due 13:55, signed in 13:51, in time (D04-4.1.1g)");
  has (sentence, "work ends 18:00, signed out 18:00 (D04-4.1.1f)");
  g_assert_null (strchr (sentence, '\n'));
  rules = say (&w, ZG_EXPLAIN_RULES);
  g_assert_cmpstr (rules, ==, "Late up to and including: 15 min (D04-4.2.2a)\n"
                              "Lateness counts: from the sign-in time (D04-4.2.2a)");
  hours = say (&w, ZG_EXPLAIN_SCHEDULE);
  g_assert_cmpstr (hours, ==, "Schedule B 六天制, by schedule: 08:30–12:00, 14:00–18:00 (D04-4.1.1f)");
  all = say (&w, ZG_EXPLAIN_ALL);
  has (all, sentence);
  has (all, rules);
  has (all, hours);
}

static void
test_punches (void)
{
  World            w;
  g_autofree char *text = NULL;

  world_init (&w, 'B');
  world_punch (&w, "08:20:01");
  world_punch (&w, "08:20:09");
  world_photo (&w, "08:22:00");
  world_punch (&w, "10:00");
  world_punch (&w, "13:50");
  world_punch (&w, "+1 00:10")->source = ZG_PUNCH_MANUAL;
  text = say (&w, ZG_EXPLAIN_PUNCHES);
  g_assert_cmpstr (text, ==,
                   "08:20:01 punch: sign-in, Morning\n"
                   "08:20:09 punch: not counted: repetition\n"
                   "08:22:00 photo: second proof, Morning\n"
                   "10:00:00 punch: not needed: no sign-in or sign-out was open\n"
                   "13:50:00 punch: sign-in, Afternoon\n"
                   "00:10:00 (+1) typed in later: sign-out, Afternoon");
}

static void
test_papers (void)
{
  World            w;
  g_autofree char *text = NULL, *sentence = NULL;

  world_init (&w, 'B');
  world_leave (&w, ZG_JUDGE_LEAVE_PERSONAL, "08:30", "12:00")->number = "QJ-2026-0187";
  world_paper (&w, ZG_PAPER_EXCUSE, "14:00", "14:30")->number = "KQ-2026-0002";
  world_paper (&w, ZG_PAPER_MISSED, "18:03", "18:03");
  world_paper (&w, ZG_PAPER_OVERTIME, "+2 19:00", "+2 20:00");
  world_punch (&w, "13:50");
  text = say (&w, ZG_EXPLAIN_PAPERS);
  g_assert_cmpstr (text, ==,
                   "Personal leave QJ-2026-0187 08:30–12:00\n"
                   "Excused lateness KQ-2026-0002 14:00–14:30: does not count: a reason excuses nothing under the present rule "
                   "(D02-3.2.3b)\n"
                   "Missed punch 18:03");
  sentence = say (&w, ZG_EXPLAIN_SENTENCE);
  has (sentence, "Morning: Personal leave QJ-2026-0187 (D02-3.3.3)");
}

/* Every grade has its words, whichever parameter made it. */
static void
test_every_grade (void)
{
  const char *const ins[] = { NULL, "08:20", "08:30", "09:30" };
  const char *const outs[] = { NULL, "18:00", "17:57", "16:00" };

  for (int fault = 0; fault < 3; fault++)
    for (int missing = 0; missing < 3; missing++)
      for (guint i = 0; i < G_N_ELEMENTS (ins); i++)
        for (guint o = 0; o < G_N_ELEMENTS (outs); o++)
          for (int flags = 0; flags < 8; flags++)
            {
              World            w;
              g_autofree char *text = NULL;

              world_init (&w, flags & 4 ? 'A' : 'B');
              world_set (&w, "att.fault", fault);
              world_set (&w, "att.signout.missing", missing);
              world_set (&w, "att.signin.missing", missing > 0);
              w.facts.closed = flags & 1;
              if (flags & 2)
                world_paper (&w, ZG_PAPER_EXCUSE, "08:00", "18:00");
              if (ins[i])
                world_photo (&w, ins[i]);
              if (outs[o])
                world_punch (&w, outs[o]);
              text = say (&w, ZG_EXPLAIN_ALL);
              g_assert_true (g_utf8_validate (text, -1, NULL));
              g_assert_null (strstr (text, "(null)"));
              g_assert_null (strstr (text, "()"));
              has (text, "Morning");
            }
}

static void
test_off (void)
{
  World            w;
  g_autofree char *holiday = NULL, *future = NULL, *rest = NULL, *nobody = NULL;

  world_init (&w, 'B');
  w.calendar[30] = (ZgJudgeCalendarDay) { ZG_CALENDAR_OFF, 1, "国庆节" };
  holiday = say (&w, ZG_EXPLAIN_ALL);
  has (holiday, "Public holiday (D04-4.1.1e)");
  has (holiday, "Calendar: 国庆节");
  w.facts.now = world_at (&w, "-1 12:00");
  future = say (&w, ZG_EXPLAIN_SENTENCE);
  g_assert_cmpstr (future, ==, "This day has not come yet.");
  world_init (&w, 'C');
  rest = say (&w, ZG_EXPLAIN_SENTENCE);
  g_assert_cmpstr (rest, ==, "Rest: the roster has no entry for this day (D04-4.1.1d)");
  w.facts.n_assignments = 0;
  nobody = say (&w, ZG_EXPLAIN_ALL);
  g_assert_cmpstr (nobody, ==, "Not employed on this day, or without a schedule.");
}

static void
test_notice (void)
{
  World            w;
  g_autofree char *changed = NULL, *without = NULL, *with = NULL;

  world_init (&w, 'B');
  w.notices[0] = (ZgJudgeNotice) { .first_day = w.day, .last_day = w.day, .number = "TZ-1", .reason = "停电" };
  w.facts.n_notices = 1;
  without = say (&w, ZG_EXPLAIN_SCHEDULE);
  has (without, "Change of hours TZ-1 (停电): not applied, a written notice is missing (D04-4.1.2b)");
  w.notices[0].written = TRUE;
  with = say (&w, ZG_EXPLAIN_ALL);
  has (with, "No work on this day by notice TZ-1 (D04-4.1.2a)");
  w.spare[0] = w.schedule;
  w.spare[0].segments[0].start = 10 * 60;
  w.notices[0].hours = &w.spare[0];
  world_punch (&w, "09:58");
  world_judge (&w);
  changed = say (&w, ZG_EXPLAIN_SENTENCE);
  has (changed, "Hours by notice TZ-1 (D04-4.1.2b)");
  has (with, "Change of hours TZ-1 (停电): applied (D04-4.1.2a)");
}

static void
test_marks (void)
{
  int n = 0, last = -1;

  for (int mark = zg_judge_mark_next (-1); mark >= 0; mark = zg_judge_mark_next (mark), n++)
    {
      g_assert_cmpint (mark, >, last);
      last = mark;
      g_assert_cmpint (g_utf8_strlen (zg_judge_mark_desk (mark), -1), ==, mark != ZG_MARK_BLANK);
      g_assert_cmpint (g_utf8_strlen (zg_judge_mark_classic (mark), -1), ==, mark != ZG_MARK_BLANK);
      g_assert_true (mark == ZG_MARK_BLANK || *zg_judge_mark_title (mark));
    }
  g_assert_cmpint (n, ==, 22);
  g_assert_cmpint (last, ==, ZG_MARK_ABSENT);
  g_assert_cmpstr (zg_judge_mark_desk (-5), ==, "");
  g_assert_cmpstr (zg_judge_mark_desk (1000), ==, "");
  g_assert_cmpstr (zg_judge_mark_classic (ZG_MARK_MISSED), ==, "⊙");
  /* the worst first: ○ ⊙ ★ ▲ × △ √ */
  g_assert_cmpint (ZG_MARK_ABSENT, >, ZG_MARK_MISSED);
  g_assert_cmpint (ZG_MARK_MISSED, >, ZG_MARK_LATE);
  g_assert_cmpint (ZG_MARK_LATE, >, ZG_MARK_EARLY);
  g_assert_cmpint (ZG_MARK_EARLY, >, ZG_MARK_PERSONAL);
  g_assert_cmpint (ZG_MARK_PERSONAL, >, ZG_MARK_SICK);
  g_assert_cmpint (ZG_MARK_SICK, >, ZG_MARK_NORMAL);
  for (int leave = 0; leave < ZG_JUDGE_N_LEAVES; leave++)
    g_assert_true (*zg_judge_mark_desk (zg_judge_mark_of_leave (leave)));
}

static void
test_schedule_check (void)
{
  ZgSchedule         schedule;
  g_autoptr (GError) error = NULL;

  for (const char *code = "ABCD"; *code; code++)
    {
      g_assert_true (zg_schedule_standard (&schedule, *code));
      g_assert_true (zg_schedule_check (&schedule, &error));
    }
  g_assert_false (zg_schedule_standard (&schedule, 'E'));
  zg_schedule_standard (&schedule, 'B');
  schedule.segments[1].start = 11 * 60; /* overlaps the morning */
  g_assert_false (zg_schedule_check (&schedule, &error));
  g_clear_error (&error);
  zg_schedule_standard (&schedule, 'B');
  schedule.segments[0].end = schedule.segments[0].start;
  g_assert_false (zg_schedule_check (&schedule, NULL));
  schedule.n_segments = 5;
  g_assert_false (zg_schedule_check (&schedule, NULL));
  zg_schedule_standard (&schedule, 'A');
  schedule.segments[0].asks = schedule.segments[1].asks = 0;
  g_assert_false (zg_schedule_check (&schedule, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/explain/late", test_late);
  g_test_add_func ("/judge/explain/punches", test_punches);
  g_test_add_func ("/judge/explain/papers", test_papers);
  g_test_add_func ("/judge/explain/every-grade", test_every_grade);
  g_test_add_func ("/judge/explain/off", test_off);
  g_test_add_func ("/judge/explain/notice", test_notice);
  g_test_add_func ("/judge/explain/marks", test_marks);
  g_test_add_func ("/judge/D04-4.1.1a/schedule-check", test_schedule_check);
  return g_test_run ();
}
