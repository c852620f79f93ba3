/* zg-review-period.c: the kind review_period 考核期: opened for a unit or a post in one act, its facts taken once its days are
 * over, closed when every result is in force (D02-3.6.2, D15-6, D20-4.3). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-review-private.h"

static const ZgField fields[ZG_PERIOD_N_FIELDS] = {
  [ZG_PERIOD_NAME] = { "name", N_ ("Review period"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 60,
                       .section = N_ ("Review period") },
  [ZG_PERIOD_FROM] = { "from_day", N_ ("From"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .clause = "D02-3.6.2" },
  [ZG_PERIOD_TO] = { "to_day", N_ ("Until"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .clause = "D02-3.6.2" },
  [ZG_PERIOD_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit",
                       .hint = N_ ("with the units below it; empty: everybody"), .clause = "D15-3.5" },
  [ZG_PERIOD_POST] = { "post", N_ ("Post"), ZG_REF, ZG_LIST, .ref = "post", .hint = N_ ("empty: every post") },
  [ZG_PERIOD_SELF_DUE] = { "self_due", N_ ("Own scores by"), ZG_DAY, ZG_LIST, .section = N_ ("Dates") },
  [ZG_PERIOD_SUPERVISOR_DUE] = { "supervisor_due", N_ ("Supervisors' scores by"), ZG_DAY, ZG_LIST },
  [ZG_PERIOD_MANAGER_DUE] = { "manager_due", N_ ("Managers' reviews by"), ZG_DAY, ZG_LIST },
  [ZG_PERIOD_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_PERIOD_PEOPLE] = { "people", N_ ("Sheets"), ZG_INT, ZG_LIST, .section = N_ ("Who takes part") },
  [ZG_PERIOD_WITHOUT] = { "without", N_ ("Without a sheet"), ZG_LONG, 0, .max = 2000 },
  [ZG_PERIOD_OPENED_BY] = { "opened_by", N_ ("Opened by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D02-3.6.2" },
  [ZG_PERIOD_OPENED_AT] = { "opened_at", N_ ("Opened at"), ZG_TIME, ZG_COMPUTED },
  [ZG_PERIOD_TAKEN_BY] = { "taken_by", N_ ("Facts taken by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D02-3.6.1" },
  [ZG_PERIOD_TAKEN_AT] = { "taken_at", N_ ("Facts taken at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_PERIOD_CLOSED_BY] = { "closed_by", N_ ("Closed by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_PERIOD_CLOSED_AT] = { "closed_at", N_ ("Closed at"), ZG_TIME, ZG_COMPUTED },
};

static void
check_days (ZgWork *work)
{
  static const int dues[] = { ZG_PERIOD_SELF_DUE, ZG_PERIOD_SUPERVISOR_DUE, ZG_PERIOD_MANAGER_DUE };
  const ZgRecord  *period = zg_work_record (work);
  int              from = zg_record_day (period, ZG_PERIOD_FROM), to = zg_record_day (period, ZG_PERIOD_TO), last = to;

  if (from != ZG_NO_DAY && to != ZG_NO_DAY && to < from)
    zg_work_fault (work, ZG_PERIOD_TO, -1, NULL, _ ("The last day lies before the first day."));
  if (from != ZG_NO_DAY && to != ZG_NO_DAY && to - from > 366)
    zg_work_fault (work, ZG_PERIOD_TO, -1, "D02-3.6.2", _ ("A period is no longer than a year."));
  for (guint i = 0; i < G_N_ELEMENTS (dues); i++)
    {
      int due = zg_record_day (period, dues[i]);

      if (due != ZG_NO_DAY && last != ZG_NO_DAY && due < last)
        zg_work_fault (work, dues[i], -1, NULL, _ ("This lies before what has to come first."));
      last = due != ZG_NO_DAY ? due : last;
    }
}

static void
check_take (ZgWork *work)
{
  const ZgRecord *period = zg_work_record (work);
  gint64          open = 0;

  if (zg_work_today (work) <= zg_record_day (period, ZG_PERIOD_TO))
    zg_work_fault (work, ZG_PERIOD_TO, -1, "D02-3.6.1",
                   _ ("The period is not over yet. Its facts are taken once its last day has passed."));
  zg_work_guard (work, "review_period/%" G_GINT64_FORMAT, period->id);
  zg_db_int (zg_work_db (work), &open, NULL,
             ZG_SQL ("SELECT count(*) FROM review_sheet WHERE period = $1 AND state = 'self' AND taken_at IS NULL"), "i",
             period->id);
  if (open == 0)
    zg_work_fault (work, -1, -1, "D02-3.6.1",
                   _ ("The facts of every sheet are taken. They do not change any more, whatever arrives later."));
}

static void
check_close (ZgWork *work)
{
  gint64 open = 0;

  zg_work_guard (work, "review_period/%" G_GINT64_FORMAT, zg_work_record (work)->id);
  zg_db_int (zg_work_db (work), &open, NULL,
             ZG_SQL ("SELECT count(*) FROM review_sheet WHERE period = $1 AND state NOT IN ('in_force', 'void')"), "i",
             zg_work_record (work)->id);
  if (open > 0)
    zg_work_fault (work, -1, -1, "D20-4.2", _ ("%d sheets are not in force yet. Put them in force or set them aside first."),
                   (int) open);
}

static void
check_delete (ZgWork *work)
{
  zg_work_guard (work, "review_period/%" G_GINT64_FORMAT, zg_work_record (work)->id);
}

#define DUES (ZG_F (ZG_PERIOD_SELF_DUE) | ZG_F (ZG_PERIOD_SUPERVISOR_DUE) | ZG_F (ZG_PERIOD_MANAGER_DUE))
#define HEAD                                                                                                                     \
  (ZG_F (ZG_PERIOD_NAME) | ZG_F (ZG_PERIOD_FROM) | ZG_F (ZG_PERIOD_TO) | ZG_F (ZG_PERIOD_UNIT) | ZG_F (ZG_PERIOD_POST) |         \
   ZG_F (ZG_PERIOD_REMARK) | DUES)
#define OPENED (ZG_F (ZG_PERIOD_OPENED_BY) | ZG_F (ZG_PERIOD_OPENED_AT))
#define TAKEN (ZG_F (ZG_PERIOD_TAKEN_BY) | ZG_F (ZG_PERIOD_TAKEN_AT))
#define CLOSED (ZG_F (ZG_PERIOD_CLOSED_BY) | ZG_F (ZG_PERIOD_CLOSED_AT))
#define COUNTED (ZG_F (ZG_PERIOD_PEOPLE) | ZG_F (ZG_PERIOD_WITHOUT))

static const ZgEffect opens[] = { { ZG_ALSO, "review_sheet.open" }, { ZG_ALSO, "review_line.create" }, { 0 } };
static const ZgEffect takes[] = {
  { ZG_ALSO, "review_sheet.take" }, { ZG_ALSO, "review_line.freeze" }, { ZG_ALSO, "review_fact.create" }, { 0 }
};

static const ZgState states[] = {
  { "open", N_ ("Under way"), ZG_TONE_PENDING },
  { "taken", N_ ("Facts taken"), ZG_TONE_PENDING },
  { "closed", N_ ("Closed"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, HEAD, .check = check_days, .clause = "D02-3.6.2" },
  { "draft", "edit", "draft", ZG_QUIET, HEAD, .check = check_days },
  { "draft", "open", "open", ZG_PRIMARY, HEAD, OPENED, .effects = opens, .check = zg_review_check_open,
    .done = zg_review_open_sheets, .clause = "D02-3.6.2", .title = N_ ("Open the period"), .fills = COUNTED | DUES },
  { "open", "edit", "open", ZG_QUIET, DUES | ZG_F (ZG_PERIOD_REMARK), .check = check_days },
  { "taken", "edit", "taken", ZG_QUIET, DUES | ZG_F (ZG_PERIOD_REMARK), .check = check_days },
  { "open", "take", "taken", ZG_PRIMARY, 0, TAKEN, .effects = takes, .check = check_take, .done = zg_review_take_facts,
    .clause = "D02-3.6.1", .title = N_ ("Take the facts") },
  { "open", "open", "open", 0, 0, .effects = opens, .check = zg_review_check_open, .done = zg_review_open_sheets,
    .clause = "D02-3.6.2", .title = N_ ("Add who is missing"), .fills = COUNTED },
  { "taken", "open", "taken", 0, 0, .effects = opens, .check = zg_review_check_open, .done = zg_review_open_sheets,
    .clause = "D02-3.6.2", .title = N_ ("Add who is missing"), .fills = COUNTED },
  { "taken", "take", "taken", 0, 0, .effects = takes, .check = check_take, .done = zg_review_take_facts, .clause = "D02-3.6.1",
    .title = N_ ("Take the facts of those added") },
  { "taken", "close", "closed", ZG_PRIMARY, 0, CLOSED, .check = check_close, .clause = "D20-4.2", .title = N_ ("Close") },
  { "draft", "delete", "deleted", ZG_DESTROYS, .check = check_delete },
};

const ZgKind zg_review_period = {
  "review_period", N_ ("Review period"), "review",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = states,
  .unit = "unit", .name = "name", .order = "t.from_day DESC, t.id DESC", .clause = "D02-3.6.2",
  .empty = N_ ("Review periods stand here. Opening one makes a sheet for everybody whose post has a standard in force."),
  .index = { "from_day" },
};
