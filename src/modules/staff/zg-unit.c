/* zg-unit.c: the kinds unit 部门 and post 岗位. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-staff.h"

const ZgEnum zg_unit_sorts[] = {
  { ZG_UNIT_DEPARTMENT, "department", N_ ("Department") },
  { ZG_UNIT_GROUP, "group", N_ ("Group") },
  { ZG_UNIT_TEAM, "team", N_ ("Team") },
  { ZG_UNIT_PARTNER, "partner", N_ ("Outside partner") },
  { 0 },
};

const ZgEnum zg_post_ranks[] = {
  { ZG_RANK_DIRECTOR, "director", N_ ("Director") },
  { ZG_RANK_MANAGER, "manager", N_ ("Manager") },
  { ZG_RANK_DEPUTY, "deputy", N_ ("Deputy manager") },
  { ZG_RANK_SUPERVISOR, "supervisor", N_ ("Supervisor, group leader") },
  { ZG_RANK_SPECIALIST, "specialist", N_ ("Specialist") },
  { 0 },
};

static const ZgField unit_fields[ZG_UNIT_N_FIELDS] = {
  [ZG_UNIT_NAME] = { "name", N_ ("Unit"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH | ZG_ROMAN, .max = 40 },
  [ZG_UNIT_SORT] = { "sort", N_ ("Sort of unit"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_unit_sorts,
                     .clause = "D13-2.1", .initial = "2" },
  [ZG_UNIT_ABOVE] = { "parent", N_ ("Belongs to"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit" },
  [ZG_UNIT_LEADER] = { "leader", N_ ("Led by"), ZG_REF, ZG_LIST, .ref = "staff", .clause = "D13-2.1" },
  [ZG_UNIT_HEAD_POST] = { "head_post", N_ ("Post of the leader"), ZG_TEXT, ZG_LIST, .max = 40, .clause = "D09-11" },
  [ZG_UNIT_FROM] = { "valid_from", N_ ("From"), ZG_DAY, ZG_LIST, .initial = "today" },
  [ZG_UNIT_TO] = { "valid_to", N_ ("Until"), ZG_DAY, ZG_LIST },
  [ZG_UNIT_ORDER] = { "rank_no", N_ ("Place in lists"), ZG_INT, 0, .hint = N_ ("small numbers come first") },
  [ZG_UNIT_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

/* A unit may not lie below itself: one guard for all units, as any change above can close a ring. */
static void
check_unit (ZgWork *work)
{
  ZgRecord *unit = zg_work_record (work);
  gint64    above = zg_record_int (unit, ZG_UNIT_ABOVE), rings = 0;

  zg_work_guard (work, "unit/tree");
  if (above &&
      zg_db_int (zg_work_db (work), &rings, NULL,
                 ZG_SQL ("WITH RECURSIVE up (id) AS (SELECT CAST ($1 AS BIGINT) UNION SELECT u.parent FROM unit u JOIN up ON "
                         "u.id = up.id"
                         " WHERE u.parent IS NOT NULL) SELECT count(*) FROM up WHERE id = $2"),
                 "ii", above, unit->id) &&
      rings)
    zg_work_fault (work, ZG_UNIT_ABOVE, -1, NULL,
                   _ ("A unit cannot lie below itself. Choose a unit that is not among those below it."));
  if (zg_record_is_set (unit, ZG_UNIT_TO) && zg_record_is_set (unit, ZG_UNIT_FROM) &&
      zg_record_day (unit, ZG_UNIT_TO) < zg_record_day (unit, ZG_UNIT_FROM))
    zg_work_fault (work, ZG_UNIT_TO, -1, NULL, _ ("The last day lies before the first day."));
}

static void
check_unit_end (ZgWork *work)
{
  ZgRecord *unit = zg_work_record (work);
  gint64    people = 0, below = 0;

  zg_work_guard (work, "unit/%" G_GINT64_FORMAT, unit->id);
  zg_db_int (zg_work_db (work), &people, NULL,
             ZG_SQL ("SELECT count(*) FROM staff WHERE unit = $1 AND state NOT IN ('left', 'deleted')"), "i", unit->id);
  zg_db_int (zg_work_db (work), &below, NULL, ZG_SQL ("SELECT count(*) FROM unit WHERE parent = $1 AND state = 'active'"), "i",
             unit->id);
  if (people > 0)
    zg_work_fault (work, -1, -1, NULL, _ ("%d people still belong to this unit. Transfer them first."), (int) people);
  if (below > 0)
    zg_work_fault (work, -1, -1, NULL, _ ("%d units still lie below this one. End or move them first."), (int) below);
}

static const ZgStep unit_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_unit },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_unit },
  { "active", "end", "ended", ZG_DESTROYS, ZG_F (ZG_UNIT_TO), .check = check_unit_end },
  { "ended", "edit", "active", 0, ZG_ALL_FIELDS, .check = check_unit, .title = N_ ("Take up again") },
  { "active", "delete", "deleted", ZG_DESTROYS, 0, .check = check_unit_end, .title = N_ ("Delete") },
};

const ZgKind zg_unit = {
  "unit", N_ ("Unit"), "staff",
  ZG_FIELDS (unit_fields), ZG_STEPS (unit_steps),
  .unit = "id", .name = "name", .order = "t.rank_no, t.id", .clause = "D13-2.1",
  .empty = N_ ("The departments, groups and teams stand here. Add the department first, then what lies below it."),
};

static const ZgField post_fields[ZG_POST_N_FIELDS] = {
  [ZG_POST_TITLE] = { "title", N_ ("Post"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH | ZG_ROMAN, .max = 40, .clause = "D02-2" },
  [ZG_POST_RANK] = { "rank", N_ ("Rank"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_post_ranks, .clause = "D14-4",
                     .initial = "5" },
  [ZG_POST_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit" },
  [ZG_POST_CATEGORY] = { "category", N_ ("Staff category"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_staff_categories,
                         .clause = "D04-4.1.1a", .hint = N_ ("chooses the working hours") },
  [ZG_POST_DUTIES] = { "duties", N_ ("Duties"), ZG_LONG, ZG_SEARCH, .clause = "D14-5" },
  [ZG_POST_NEEDS] = { "requirements", N_ ("Requirements"), ZG_LONG, 0, .clause = "D10-2.1b" },
  [ZG_POST_SOURCE] = { "clause", N_ ("Clause"), ZG_TEXT, ZG_LIST, .max = 30 },
  [ZG_POST_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

static const ZgStep post_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "end", "ended", ZG_DESTROYS },
  { "ended", "edit", "active", 0, ZG_ALL_FIELDS, .title = N_ ("Take up again") },
  { "active", "delete", "deleted", ZG_DESTROYS, .title = N_ ("Delete") },
};

const ZgKind zg_post = {
  "post", N_ ("Post"), "staff",
  ZG_FIELDS (post_fields), ZG_STEPS (post_steps),
  .unit = "unit", .name = "title", .order = "t.rank, t.title_key", .clause = "D14-4",
  .empty = N_ ("Posts with their rank, duties and requirements stand here."),
};
