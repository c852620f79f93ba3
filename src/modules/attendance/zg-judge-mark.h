/* zg-judge-mark.h: the signs of the month sheet and their names. Pure, runs in any thread. */
#pragma once

#include "zg-judge-facts.h"

G_BEGIN_DECLS

/* The worse, the greater: the colour of a cell and the count of days follow the greatest (○ ⊙ ★ ▲ × △ √). The numbers are
 * stored with closed months: never renumber. */
typedef enum
{
  ZG_MARK_BLANK = 0,        /* not employed, not come yet, no schedule */
  ZG_MARK_REST = 10,
  ZG_MARK_HOLIDAY = 12,
  ZG_MARK_NORMAL = 20,
  ZG_MARK_SINGLE = 22,      /* normal, on single evidence nobody confirmed yet */
  ZG_MARK_DUTY = 24,        /* worked on a public holiday by roster */
  ZG_MARK_OUTING = 30,
  ZG_MARK_TRIP = 32,
  ZG_MARK_ANNUAL = 40,
  ZG_MARK_MARRIAGE = 42,
  ZG_MARK_MATERNITY = 44,
  ZG_MARK_BEREAVEMENT = 46,
  ZG_MARK_INJURY = 48,
  ZG_MARK_SICK = 50,
  ZG_MARK_OTHER_LEAVE = 54,
  ZG_MARK_PERSONAL = 56,
  ZG_MARK_LATE_LEAVE = 58,  /* approved leave for a late arrival or an early departure */
  ZG_MARK_EARLY = 70,
  ZG_MARK_LATE = 72,
  ZG_MARK_MISSED = 80,      /* missed punch */
  ZG_MARK_WAITING = 88,     /* needs leave that nobody approved yet; absence when the sheet closes */
  ZG_MARK_ABSENT = 90,
  ZG_N_MARKS
} ZgMark;

/* What a mark says, for colour and emphasis. */
typedef enum { ZG_MARK_TONE_DIM, ZG_MARK_TONE_PLAIN, ZG_MARK_TONE_LEAVE, ZG_MARK_TONE_WARN, ZG_MARK_TONE_BAD } ZgMarkTone;

/* zg_judge_mark_desk, zg_judge_mark_classic: the one character of the screen (✓ 休 节 迟 …) and of the paper tradition
 * (√ ● ★ ▲ × △ ○ ⊙). Returns: (transfer none): "" for ZG_MARK_BLANK and for no mark. */
const char *zg_judge_mark_desk    (int mark);
const char *zg_judge_mark_classic (int mark);
/* zg_judge_mark_title: Returns: (transfer none): the name in the legend, translated. */
const char *zg_judge_mark_title   (int mark);
ZgMarkTone  zg_judge_mark_tone    (int mark);
/* zg_judge_mark_next: walks the marks in order of weight, for a legend. Start with -1. Returns: -1 after the last. */
int         zg_judge_mark_next    (int mark);
/* zg_judge_mark_of_leave: @leave: a ZgJudgeLeave. */
ZgMark      zg_judge_mark_of_leave (int leave);

G_END_DECLS
