#include "zg-judge-mark.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *desk, *classic, *title;
  ZgMarkTone  tone;
} Mark;

static const Mark marks[ZG_N_MARKS] = {
  [ZG_MARK_BLANK] = { "", "", "", ZG_MARK_TONE_DIM },
  [ZG_MARK_REST] = { "休", "●", N_("Rest"), ZG_MARK_TONE_DIM },
  [ZG_MARK_HOLIDAY] = { "节", "节", N_("Public holiday"), ZG_MARK_TONE_DIM },
  [ZG_MARK_NORMAL] = { "✓", "√", N_("Present"), ZG_MARK_TONE_DIM },
  [ZG_MARK_SINGLE] = { "单", "单", N_("Single evidence"), ZG_MARK_TONE_PLAIN },
  [ZG_MARK_DUTY] = { "班", "班", N_("Worked on a holiday"), ZG_MARK_TONE_PLAIN },
  [ZG_MARK_OUTING] = { "外", "外", N_("Outing"), ZG_MARK_TONE_PLAIN },
  [ZG_MARK_TRIP] = { "差", "差", N_("Business trip"), ZG_MARK_TONE_PLAIN },
  [ZG_MARK_ANNUAL] = { "年", "年", N_("Annual leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_MARRIAGE] = { "婚", "＋", N_("Marriage leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_MATERNITY] = { "产", "※", N_("Maternity leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_BEREAVEMENT] = { "丧", "±", N_("Bereavement leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_INJURY] = { "伤", "※", N_("Work injury leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_SICK] = { "病", "△", N_("Sick leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_OTHER_LEAVE] = { "它", "它", N_("Other leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_PERSONAL] = { "假", "×", N_("Personal leave"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_LATE_LEAVE] = { "补", "补", N_("Leave for late arrival or early departure"), ZG_MARK_TONE_LEAVE },
  [ZG_MARK_EARLY] = { "早", "▲", N_("Early leaving"), ZG_MARK_TONE_WARN },
  [ZG_MARK_LATE] = { "迟", "★", N_("Late"), ZG_MARK_TONE_WARN },
  [ZG_MARK_MISSED] = { "漏", "⊙", N_("Missed punch"), ZG_MARK_TONE_WARN },
  [ZG_MARK_WAITING] = { "待", "待", N_("Leave still to be approved"), ZG_MARK_TONE_WARN },
  [ZG_MARK_ABSENT] = { "旷", "○", N_("Absent"), ZG_MARK_TONE_BAD },
};

static const Mark *
find (int mark)
{
  return mark >= 0 && mark < ZG_N_MARKS && marks[mark].desk ? &marks[mark] : &marks[ZG_MARK_BLANK];
}

const char *
zg_judge_mark_desk (int mark)
{
  return find (mark)->desk;
}

const char *
zg_judge_mark_classic (int mark)
{
  return find (mark)->classic;
}

const char *
zg_judge_mark_title (int mark)
{
  const char *title = find (mark)->title;

  return *title ? _(title) : "";
}

ZgMarkTone
zg_judge_mark_tone (int mark)
{
  return find (mark)->tone;
}

int
zg_judge_mark_next (int mark)
{
  for (mark++; mark < ZG_N_MARKS; mark++)
    if (marks[mark].desk)
      return mark;
  return -1;
}

ZgMark
zg_judge_mark_of_leave (int leave)
{
  static const guint8 of[ZG_JUDGE_N_LEAVES] = {
    [ZG_JUDGE_LEAVE_PERSONAL] = ZG_MARK_PERSONAL,       [ZG_JUDGE_LEAVE_SICK] = ZG_MARK_SICK,
    [ZG_JUDGE_LEAVE_ANNUAL] = ZG_MARK_ANNUAL,           [ZG_JUDGE_LEAVE_MARRIAGE] = ZG_MARK_MARRIAGE,
    [ZG_JUDGE_LEAVE_MATERNITY] = ZG_MARK_MATERNITY,     [ZG_JUDGE_LEAVE_BEREAVEMENT] = ZG_MARK_BEREAVEMENT,
    [ZG_JUDGE_LEAVE_INJURY] = ZG_MARK_INJURY,           [ZG_JUDGE_LEAVE_LATE] = ZG_MARK_LATE_LEAVE,
    [ZG_JUDGE_LEAVE_OTHER] = ZG_MARK_OTHER_LEAVE,       [ZG_JUDGE_LEAVE_FLOATING] = ZG_MARK_REST,
    [ZG_JUDGE_LEAVE_ROTATING] = ZG_MARK_REST,           [ZG_JUDGE_LEAVE_CREDIT] = ZG_MARK_REST,
  };

  return leave >= 0 && leave < ZG_JUDGE_N_LEAVES ? (ZgMark) of[leave] : ZG_MARK_OTHER_LEAVE;
}
