/* zg-roster.h: shifts and roster entries 排班: what the judge reads, by form, list and import; no board. */
#pragma once

#include "zg-book.h"
#include "zg-judge-facts.h"

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

enum { ZG_ROSTER_DAY, ZG_ROSTER_SHIFT_REF, ZG_ROSTER_STAFF, ZG_ROSTER_PHONE, ZG_ROSTER_REMARK, ZG_ROSTER_N_FIELDS };

/* What a rostered shift means for the day: stored numbers. */
enum { ZG_SHIFT_WORK = 1, ZG_SHIFT_DUTY, ZG_SHIFT_ORDINARY, ZG_SHIFT_REST };

extern const ZgKind zg_shift, zg_roster;

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
