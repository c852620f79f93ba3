/* zg-roster.h: the kinds of rosters and duty 排班值班: shifts, entries, months, swaps and logs, and what the judge reads of them. The
 * board is zg-roster-board.h, the rules are zg-roster-rules.h. */
#pragma once

#include "zg-book.h"
#include "zg-judge-facts.h"
#include "zg-roster-rules.h"

G_BEGIN_DECLS

enum
{
  ZG_SHIFT_CODE,
  ZG_SHIFT_NAME,
  ZG_SHIFT_LETTER,
  ZG_SHIFT_KIND,
  ZG_SHIFT_STARTS,
  ZG_SHIFT_ENDS,
  ZG_SHIFT_CROSSES,
  ZG_SHIFT_LEAD,
  ZG_SHIFT_PLACE,
  ZG_SHIFT_WEEKDAYS,
  ZG_SHIFT_SIGNIN,
  ZG_SHIFT_PHONE,
  ZG_SHIFT_MIN,
  ZG_SHIFT_CLAUSE,
  ZG_SHIFT_REMARK,
  ZG_SHIFT_N_FIELDS
};

enum
{
  ZG_ROSTER_DAY, ZG_ROSTER_SHIFT_REF, ZG_ROSTER_STAFF, ZG_ROSTER_PHONE, ZG_ROSTER_REMARK, ZG_ROSTER_OUTCOME, ZG_ROSTER_SWAP_REF,
  ZG_ROSTER_N_FIELDS
};
enum { ZG_ROSTER_PRESENT = 1, ZG_ROSTER_MISSING }; /* stored numbers; none yet: planned */

enum
{
  ZG_ROSTER_MONTH_MONTH, ZG_ROSTER_MONTH_UNIT, ZG_ROSTER_MONTH_REMARK, ZG_ROSTER_MONTH_GAPS, ZG_ROSTER_MONTH_BY,
  ZG_ROSTER_MONTH_AT, ZG_ROSTER_MONTH_KEPT_AT, ZG_ROSTER_MONTH_N_FIELDS
};

enum
{
  ZG_SWAP_STAFF,         /* who asks */
  ZG_SWAP_ENTRY,         /* his entry */
  ZG_SWAP_PARTNER,       /* who takes it over */
  ZG_SWAP_OTHER,         /* (nullable) the partner's entry given in return */
  ZG_SWAP_REASON,
  ZG_SWAP_PHONE,         /* of who asks, for the entry he takes */
  ZG_SWAP_PARTNER_PHONE,
  ZG_SWAP_ASKED_AT, ZG_SWAP_AGREED_BY, ZG_SWAP_AGREED_AT, ZG_SWAP_DECIDED_BY, ZG_SWAP_DECIDED_AT,
  ZG_SWAP_N_FIELDS
};

enum
{
  ZG_DUTY_STAFF, ZG_DUTY_DAY, ZG_DUTY_SHIFT, ZG_DUTY_EVENTS, ZG_DUTY_NOTE, ZG_DUTY_TO, ZG_DUTY_GIVEN_AT, ZG_DUTY_TAKEN_BY,
  ZG_DUTY_TAKEN_AT, ZG_DUTY_N_FIELDS
};

enum
{
  ZG_VISITOR_AT, ZG_VISITOR_NAME, ZG_VISITOR_FIRM, ZG_VISITOR_PEOPLE, ZG_VISITOR_MATTER, ZG_VISITOR_FOR, ZG_VISITOR_BY,
  ZG_VISITOR_LEFT_AT, ZG_VISITOR_REMARK, ZG_VISITOR_N_FIELDS
};

enum
{
  ZG_CALL_AT, ZG_CALL_CALLER, ZG_CALL_NUMBER, ZG_CALL_FOR, ZG_CALL_BY, ZG_CALL_RINGS, ZG_CALL_LATE, ZG_CALL_STANDING_IN,
  ZG_CALL_CONTENT, ZG_CALL_FOLLOW_UP, ZG_CALL_DUE, ZG_CALL_DONE, ZG_CALL_N_FIELDS
};

extern const ZgKind zg_shift, zg_roster, zg_roster_month, zg_roster_swap, zg_duty_log, zg_visitor_log, zg_call_log;

/* zg_roster_is_locked: whether the roster of @staff's unit (or of a unit above) is published for the month of @day: entries then
 * change by swap or with a reason (D01-6.3). Thread of @db. */
gboolean zg_roster_is_locked (ZgDb *db, gint64 staff, int day);

/* zg_roster_today: what @staff does on @day by the roster. Returns: (transfer full): the names of the shifts, "早班、值班";
 * (nullable): none, or an error. Thread of @db. */
char    *zg_roster_today     (ZgDb *db, gint64 staff, int day, GError **error);

void zg_roster_init (void);

/* One entry with its shift, for the judge. */
typedef struct
{
  gint64 staff, shift;
  int    day;
} ZgRosterEntry;

/* zg_roster_shifts: every shift by id as the schedule of one segment the judge reads. Returns: (transfer full) (element-type
 * gint64 ZgRosterShift). */
typedef struct
{
  gint64     id;
  int        kind; /* ZG_SHIFT_WORK … */
  char       code[16];
  char      *name;
  ZgSchedule schedule;
} ZgRosterShift;

GHashTable *zg_roster_shifts  (ZgDb *db, GError **error);
/* zg_roster_entries: of @from…@to, by day. Returns: (transfer full) (element-type ZgRosterEntry). */
GArray     *zg_roster_entries (ZgDb *db, int from, int to, GError **error);

G_END_DECLS
