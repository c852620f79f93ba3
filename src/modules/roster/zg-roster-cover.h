/* zg-roster-cover.h: the kind coverage_rule 值守要求 and the windows it asks to be covered. */
#pragma once

#include "zg-policy.h"
#include "zg-roster-board.h"

G_BEGIN_DECLS

enum
{
  ZG_COVER_CODE,
  ZG_COVER_NAME,
  ZG_COVER_WINDOW,
  ZG_COVER_STARTS,
  ZG_COVER_ENDS,
  ZG_COVER_WEEKDAYS,
  ZG_COVER_UNIT,
  ZG_COVER_CATEGORY,
  ZG_COVER_POST,
  ZG_COVER_SHIFTS,
  ZG_COVER_MIN,
  ZG_COVER_PHONE,
  ZG_COVER_CLAUSE,
  ZG_COVER_REMARK,
  ZG_COVER_N_FIELDS
};

/* Where the hours come from: stored numbers. */
typedef enum
{
  ZG_COVER_FIXED = 1,
  ZG_COVER_ONLINE,     /* cs.online.window */
  ZG_COVER_NIGHT,      /* outside it, until it begins the next day */
  ZG_COVER_WEEKEND,    /* cs.online.window on the days of duty.weekend */
  ZG_COVER_HQ,         /* duty.hq; on Sundays duty.hq.sunday stands in its place */
  ZG_COVER_SUNDAY,     /* duty.hq.sunday */
  ZG_COVER_RESTAURANT, /* duty.restaurant */
  ZG_COVER_LUNCH,      /* the lunch break of the working days, roster.lunch.cover people */
  ZG_COVER_ALL_DAY,    /* 24 hours where cs.allday says so */
} ZgCoverWindow;

extern const ZgKind zg_coverage_rule;

/* zg_cover_hours: the window of one day by the parameters in force. @lunch_from, @lunch_to: of the schedules, equal: none.
 * @need: (inout): people. Returns: FALSE where nothing is asked of this day. */
gboolean zg_cover_hours    (ZgPolicy *policy, ZgCoverWindow window, const char *weekdays, int starts, int ends, int day,
                            int lunch_from, int lunch_to, int *from, int *to, int *need);
/* zg_cover_read: rules and windows of @board, whose people, shifts and plan are read. */
gboolean zg_cover_read     (ZgRosterBoard *board, ZgDb *db, ZgPolicy *policy, GError **error);
/* zg_cover_set_up: the rules the papers name. */
gboolean zg_cover_set_up   (ZgSession *session, GError **error);

G_END_DECLS
