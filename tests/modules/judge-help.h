/* judge-help.h: a small world to judge: one person, one day in the middle, times written as people write them. */
#pragma once

#include "zg-day.h"
#include "zg-judge.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  int                day; /* Tuesday 2026-10-13, the day judged */
  ZgSchedule         schedule;
  ZgSchedule         spare[4]; /* shifts and changed hours */
  ZgJudgeAssignment  assignment;
  ZgJudgePunch       punches[512];
  ZgJudgePaper       papers[32];
  ZgJudgeCalendarDay calendar[64];
  ZgJudgeRosterDay   roster[64];
  ZgJudgeNotice      notices[4];
  ZgJudgeFacts       facts;
  ZgJudgeParams      params;
  ZgDayResult        result;
} World;

static inline void
world_init (World *w, char code)
{
  memset (w, 0, sizeof *w);
  w->day = zg_day_from_ymd (2026, 10, 13);
  g_assert_true (zg_schedule_standard (&w->schedule, code));
  w->schedule.version = 7;
  w->assignment.first_day = ZG_NO_DAY + 1;
  w->assignment.schedule = &w->schedule;
  zg_judge_params_init (&w->params);
  zg_judge_facts_init (&w->facts);
  w->facts.assignments = &w->assignment;
  w->facts.n_assignments = 1;
  w->facts.calendar = w->calendar;
  w->facts.calendar_first = w->day - 30;
  w->facts.n_calendar = G_N_ELEMENTS (w->calendar);
  w->facts.roster = w->roster;
  w->facts.roster_first = w->day - 30;
  w->facts.n_roster = G_N_ELEMENTS (w->roster);
  w->facts.punches = w->punches;
  w->facts.papers = w->papers;
  w->facts.notices = w->notices;
}

/* "08:25", "08:25:59", "+1 08:30", "-1 21:00" → instant. */
static inline gint64
world_at (const World *w, const char *text)
{
  int days = 0, hour = 0, minute = 0, second = 0;

  if (*text == '+' || *text == '-')
    {
      g_assert_cmpint (sscanf (text, "%d %d:%d:%d", &days, &hour, &minute, &second), >=, 3);
    }
  else
    g_assert_cmpint (sscanf (text, "%d:%d:%d", &hour, &minute, &second), >=, 2);
  return ((gint64) w->day + days) * ZG_JUDGE_DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

static inline ZgJudgePunch *
world_punch (World *w, const char *at)
{
  ZgJudgePunch *punch = &w->punches[w->facts.n_punches++];

  g_assert_cmpuint (w->facts.n_punches, <=, G_N_ELEMENTS (w->punches));
  *punch = (ZgJudgePunch) { .at = world_at (w, at), .button = ZG_BUTTON_NONE, .source = ZG_PUNCH_CLOCK };
  return punch;
}

static inline void
world_photo (World *w, const char *at)
{
  world_punch (w, at)->source = ZG_PUNCH_PHOTO;
}

static inline ZgJudgePaper *
world_paper (World *w, ZgJudgePaperKind kind, const char *from, const char *to)
{
  ZgJudgePaper *paper = &w->papers[w->facts.n_papers++];

  *paper = (ZgJudgePaper) { .kind = kind, .from = world_at (w, from), .to = world_at (w, to) };
  return paper;
}

static inline ZgJudgePaper *
world_leave (World *w, ZgJudgeLeave leave, const char *from, const char *to)
{
  ZgJudgePaper *paper = world_paper (w, ZG_PAPER_LEAVE, from, to);

  paper->leave = leave;
  return paper;
}

static inline void
world_set (World *w, const char *key, int value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_judge_params_set (&w->params, key, value, &error));
  g_assert_no_error (error);
}

/* A shift of one segment, in the spare place @i. */
static inline ZgSchedule *
world_shift (World *w, int i, int start, int end)
{
  ZgSchedule *shift = &w->spare[i];

  g_assert_true (zg_schedule_standard (shift, 'D'));
  shift->segments[0].start = start;
  shift->segments[0].end = end;
  return shift;
}

static inline void
world_roster (World *w, int days, ZgRosterKind kind, const ZgSchedule *shift)
{
  w->roster[30 + days] = (ZgJudgeRosterDay) { kind, shift };
}

static inline const ZgDayResult *
world_judge (World *w)
{
  zg_judge_sort_punches (w->punches, w->facts.n_punches);
  zg_judge_sort_papers (w->papers, w->facts.n_papers);
  zg_judge_day (&w->facts, &w->params, w->day, &w->result);
  return &w->result;
}

/* The marks of the cell as the desk shows them. */
static inline const char *
world_marks (const ZgDayResult *r)
{
  static char buffer[64];

  buffer[0] = '\0';
  for (int i = 0; i < r->n_marks; i++)
    g_strlcat (buffer, zg_judge_mark_desk (r->marks[i]), sizeof buffer);
  return buffer;
}

/* Sign-in of segment 0 or 1, or its sign-out. */
#define IN(r, k) ((r)->segments[k].in)
#define OUT(r, k) ((r)->segments[k].out)
