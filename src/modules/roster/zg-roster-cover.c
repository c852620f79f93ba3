#include "zg-roster-cover.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-roster.h"
#include "zg-staff.h"
#include "zg-weekdays.h"

static const ZgEnum windows[] = {
  { ZG_COVER_FIXED, "fixed", N_ ("The hours given here") },
  { ZG_COVER_ONLINE, "online", N_ ("Online service hours") },
  { ZG_COVER_NIGHT, "night", N_ ("Outside online service hours") },
  { ZG_COVER_WEEKEND, "weekend", N_ ("Online service hours at weekends") },
  { ZG_COVER_HQ, "head-office", N_ ("Head-office duty") },
  { ZG_COVER_SUNDAY, "sunday", N_ ("Sunday duty") },
  { ZG_COVER_RESTAURANT, "restaurant", N_ ("Restaurant duty") },
  { ZG_COVER_LUNCH, "lunch", N_ ("Lunch break of working days") },
  { ZG_COVER_ALL_DAY, "all-day", N_ ("24 hours, where service is online all day") },
  { 0 },
};

static const ZgField fields[ZG_COVER_N_FIELDS] = {
  [ZG_COVER_CODE] = { "code", N_ ("Code"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 12,
                      .section = N_ ("When") },
  [ZG_COVER_NAME] = { "name", N_ ("What must be covered"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 40,
                      .clause = "D18-7.1a" },
  [ZG_COVER_WINDOW] = { "covered", N_ ("Hours"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = windows, .initial = "1",
                        .hint = N_ ("by the parameters in force on the day") },
  [ZG_COVER_STARTS] = { "starts", N_ ("From"), ZG_CLOCK, ZG_LIST },
  [ZG_COVER_ENDS] = { "ends", N_ ("To"), ZG_CLOCK, ZG_LIST, .hint = N_ ("24:00 and later is the next day: 32:30 is 08:30") },
  [ZG_COVER_WEEKDAYS] = { "weekdays", N_ ("Weekdays"), ZG_WEEKDAYS, ZG_LIST, .max = 7,
                          .hint = N_ ("Mo-Fr, or 67 for the weekend; empty: every day") },
  [ZG_COVER_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit", .section = N_ ("Who counts"),
                      .hint = N_ ("empty: the whole department, looked at on its own roster") },
  [ZG_COVER_CATEGORY] = { "category", N_ ("Staff category"), ZG_ENUM, ZG_LIST, .names = zg_staff_categories },
  [ZG_COVER_POST] = { "post", N_ ("Post"), ZG_REF, ZG_LIST, .ref = "post" },
  [ZG_COVER_SHIFTS] = { "shifts", N_ ("Shifts that count"), ZG_TEXT, ZG_LIST, .max = 80,
                        .hint = N_ ("their codes with commas; empty: every shift with hours") },
  [ZG_COVER_MIN] = { "min_staff", N_ ("People at least"), ZG_INT, ZG_LIST, .clause = "D11-9b",
                     .hint = N_ ("empty: by the parameter, else one") },
  [ZG_COVER_PHONE] = { "needs_phone", N_ ("Needs a phone number"), ZG_BOOL, ZG_LIST, .clause = "D18-7.1b" },
  [ZG_COVER_CLAUSE] = { "clause", N_ ("Clause"), ZG_TEXT, ZG_LIST, .max = 30 },
  [ZG_COVER_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

/* With commas of any sort. Returns: (transfer full): empty ones among them. */
static char **
split_codes (const char *codes)
{
  g_autoptr (GString) plain = g_string_new (codes);

  g_string_replace (plain, "，", ",", 0);
  g_string_replace (plain, "、", ",", 0);
  return g_strsplit_set (plain->str, ", ", -1);
}

static void
check_shifts (ZgWork *work, const char *codes)
{
  g_auto (GStrv) list = split_codes (codes);

  for (char **code = list; *code; code++)
    {
      gint64 known = 0;

      if (**code == '\0')
        continue;
      zg_work_guard (work, "shift/%s", *code);
      if (zg_db_int (zg_work_db (work), &known, NULL, ZG_SQL ("SELECT count(*) FROM shift WHERE code = $1"), "s", *code) &&
          !known)
        zg_work_fault (work, ZG_COVER_SHIFTS, -1, NULL, _ ("There is no shift with the code “%s”."), *code);
    }
}

static void
check_rule (ZgWork *work)
{
  const ZgRecord *rule = zg_work_record (work);
  const char     *weekdays = zg_record_text (rule, ZG_COVER_WEEKDAYS);

  if (zg_record_int (rule, ZG_COVER_WINDOW) == ZG_COVER_FIXED)
    {
      if (!zg_record_is_set (rule, ZG_COVER_STARTS) || !zg_record_is_set (rule, ZG_COVER_ENDS))
        zg_work_fault (work, ZG_COVER_STARTS, -1, NULL, _ ("Enter from and to, or choose hours that a parameter sets."));
      else if (zg_record_int (rule, ZG_COVER_ENDS) <= zg_record_int (rule, ZG_COVER_STARTS) ||
               zg_record_int (rule, ZG_COVER_STARTS) >= 1440)
        zg_work_fault (work, ZG_COVER_ENDS, -1, NULL,
                       _ ("The hours must end after they begin. An end on the next day is written as 24:00 plus the time."));
    }
  if (weekdays && strspn (weekdays, "1234567") != strlen (weekdays))
    zg_work_fault (work, ZG_COVER_WEEKDAYS, -1, NULL, _ ("Weekdays are the digits 1 (Monday) to 7 (Sunday)."));
  if (zg_record_is_set (rule, ZG_COVER_MIN) && zg_record_int (rule, ZG_COVER_MIN) < 1)
    zg_work_fault (work, ZG_COVER_MIN, -1, NULL, _ ("At least one person; a rule that asks for nobody is ended."));
  check_shifts (work, zg_record_text (rule, ZG_COVER_SHIFTS));
}

static const ZgStep steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_rule },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_rule },
  { "active", "end", "ended", ZG_DESTROYS },
  { "ended", "edit", "active", 0, ZG_ALL_FIELDS, .check = check_rule, .title = N_ ("Take up again") },
};

const ZgKind zg_coverage_rule = {
  "coverage_rule", N_ ("Coverage rule"), "roster",
  ZG_FIELDS (fields), ZG_STEPS (steps),
  .name = "name", .order = "t.code", .clause = "D18-7.1a",
  .empty = N_ ("What must be covered, when and by whom. Rosters are compared with these rules and show their gaps."),
};

/* -- Windows -- */

static gboolean
span_of (const char *text, int *from, int *to)
{
  g_auto (GStrv) ends = g_strsplit (text ? text : "", "-", 2);

  return ends[0] && ends[1] && zg_minute_parse (ends[0], from) && zg_minute_parse (ends[1], to) && *to > *from;
}

static gboolean
span_in_force (ZgPolicy *policy, const char *key, int day, int *from, int *to)
{
  return span_of (zg_policy_text (policy, key, 0, 0, day), from, to);
}

static gboolean
is_all_day (ZgPolicy *policy, int day)
{
  return g_str_equal (zg_policy_text (policy, "cs.allday", 0, 0, day), "1");
}

static gboolean
is_on (const char *weekdays, int day)
{
  char days[8];

  return weekdays == NULL || *weekdays == '\0' ||
         (zg_weekdays_parse (weekdays, days) && strchr (days, '0' + zg_day_weekday (day)) != NULL);
}

gboolean
zg_cover_hours (ZgPolicy *policy, ZgCoverWindow window, const char *weekdays, int starts, int ends, int day, int lunch_from,
                int lunch_to, int *from, int *to, int *need)
{
  int opens, closes;

  if (!is_on (weekdays, day))
    return FALSE;
  switch (window)
    {
    case ZG_COVER_ONLINE:
      return span_in_force (policy, "cs.online.window", day, from, to);
    case ZG_COVER_NIGHT:
      if (is_all_day (policy, day) || !span_in_force (policy, "cs.online.window", day, &opens, from) ||
          !span_in_force (policy, "cs.online.window", day + 1, &opens, &closes))
        return FALSE;
      *to = 1440 + opens;
      return TRUE;
    case ZG_COVER_WEEKEND:
      return is_on (zg_policy_text (policy, "duty.weekend", 0, 0, day), day) &&
             span_in_force (policy, "cs.online.window", day, from, to);
    case ZG_COVER_HQ:
      return !(zg_day_weekday (day) == 7 && span_in_force (policy, "duty.hq.sunday", day, from, to)) &&
             span_in_force (policy, "duty.hq", day, from, to);
    case ZG_COVER_SUNDAY:
      return zg_day_weekday (day) == 7 && span_in_force (policy, "duty.hq.sunday", day, from, to);
    case ZG_COVER_RESTAURANT:
      return span_in_force (policy, "duty.restaurant", day, from, to);
    case ZG_COVER_LUNCH:
      *from = lunch_from, *to = lunch_to;
      if (*need == 0)
        *need = zg_policy_int (policy, "roster.lunch.cover", 0, 0, day);
      return lunch_to > lunch_from && *need > 0;
    case ZG_COVER_ALL_DAY:
      *from = 0, *to = 1440;
      return is_all_day (policy, day);
    case ZG_COVER_FIXED:
    default:
      *from = starts, *to = ends;
      return ends > starts;
    }
}

/* -- The rules of a board -- */

typedef struct
{
  ZgRosterBoard *board;
  ZgPolicy      *policy;
  ZgDb          *db;
  int            lunch[31][2]; /* of each day of the month: when the first goes and the last comes back */
} Reader;

static void
find_lunch (Reader *reader)
{
  const ZgRosterBoard *board = reader->board;

  for (int day = 0; day < board->n_days; day++)
    for (guint line = 0; line < board->roll->staff->len; line++)
      {
        const ZgPlanDay *plan = zg_work_plan_day (board->plan, line, day);

        if (plan->break_ends <= plan->break_starts)
          continue;
        if (reader->lunch[day][1] == 0 || plan->break_starts < reader->lunch[day][0])
          reader->lunch[day][0] = plan->break_starts;
        reader->lunch[day][1] = MAX (reader->lunch[day][1], plan->break_ends);
      }
}

static gboolean
lies_below (const ZgRosterBoard *board, gint64 unit, gint64 top)
{
  for (int depth = 0; unit && depth < 32; depth++)
    {
      gint64 above = 0;

      if (unit == top)
        return TRUE;
      for (guint i = 0; i < board->roll->units->len; i++)
        if (g_array_index (board->roll->units, ZgUnitRow, i).id == unit)
          above = g_array_index (board->roll->units, ZgUnitRow, i).above;
      unit = above;
    }
  return FALSE;
}

static gboolean
is_top (const ZgRosterBoard *board)
{
  for (guint i = 0; i < board->roll->units->len; i++)
    if (g_array_index (board->roll->units, ZgUnitRow, i).id == board->unit)
      return g_array_index (board->roll->units, ZgUnitRow, i).above == 0;
  return board->unit == 0;
}

/* A rule is looked at on the roster of its unit and of those above; one without a unit on that of the whole department. */
static gboolean
belongs_here (const ZgRosterBoard *board, gint64 unit)
{
  return unit ? board->unit == 0 || lies_below (board, unit, board->unit) : is_top (board);
}

static guint8 *
people_of (ZgRosterBoard *board, gint64 unit, int category, const char *post)
{
  guint8 *mask;

  if (unit == 0 && category == 0 && post == NULL)
    return NULL;
  mask = g_new0 (guint8, MAX (board->people->len, 1));
  g_ptr_array_add (board->masks, mask);
  for (guint i = 0; i < board->people->len; i++)
    {
      const ZgBoardPerson *person = &g_array_index (board->people, ZgBoardPerson, i);

      mask[i] = (unit == 0 || lies_below (board, person->unit, unit)) && (category == 0 || person->category == category) &&
                (post == NULL || g_strcmp0 (person->post, post) == 0);
    }
  return mask;
}

static guint8 *
shifts_of (ZgRosterBoard *board, const char *codes)
{
  g_auto (GStrv) list = NULL;
  guint8        *mask;

  if (codes == NULL || *codes == '\0')
    return NULL;
  list = split_codes (codes);
  mask = g_new0 (guint8, MAX (board->shifts->len, 1));
  g_ptr_array_add (board->masks, mask);
  for (guint i = 0; i < board->shifts->len; i++)
    mask[i] = g_strv_contains ((const char *const *) list, g_array_index (board->shifts, ZgBoardShift, i).code);
  return mask;
}

static void
add_rule (Reader *reader, ZgStmt *rows)
{
  ZgRosterBoard *board = reader->board;
  ZgBoardRule    rule = { zg_stmt_int (rows, 0), g_string_chunk_insert_const (board->texts, zg_stmt_text (rows, 1)),
                          zg_stmt_text (rows, 11) ? g_intern_string (zg_stmt_text (rows, 11)) : NULL };
  ZgRosterWindow window = { .rule = board->rules->len, .phone = zg_stmt_int (rows, 10) != 0, .clause = rule.clause };
  int            least = zg_stmt_int (rows, 9);
  guint          before = board->windows->len;

  window.people = people_of (board, zg_stmt_int (rows, 6), zg_stmt_int (rows, 7), zg_stmt_text (rows, 8));
  window.shifts = shifts_of (board, zg_stmt_text (rows, 12));
  for (int day = 0; day < board->n_days; day++)
    {
      int need = least;

      window.day = board->first_day + day;
      if (!zg_cover_hours (reader->policy, zg_stmt_int (rows, 2), zg_stmt_text (rows, 5), zg_stmt_int (rows, 3),
                           zg_stmt_int (rows, 4), window.day, reader->lunch[day][0], reader->lunch[day][1], &window.from,
                           &window.to, &need))
        continue;
      window.need = MAX (need, 1);
      g_array_append_val (board->windows, window);
    }
  if (board->windows->len > before) /* a rule that asks for nothing this month is no row of the board */
    g_array_append_val (board->rules, rule);
}

gboolean
zg_cover_read (ZgRosterBoard *board, ZgDb *db, ZgPolicy *policy, GError **error)
{
  Reader             reader = { .board = board, .policy = policy, .db = db };
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT c.id, c.name, c.covered, COALESCE (c.starts, 0), COALESCE (c.ends, 0), c.weekdays,"
                           " COALESCE (c.unit, 0), COALESCE (c.category, 0), p.title, COALESCE (c.min_staff, 0),"
                           " COALESCE (c.needs_phone, 0), c.clause, c.shifts FROM coverage_rule c LEFT JOIN post p"
                           " ON p.id = c.post"
                           " WHERE c.state = 'active' ORDER BY c.covered, c.code"),
                   NULL);
  gboolean row = TRUE;

  find_lunch (&reader);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    if (belongs_here (board, zg_stmt_int (rows, 6)))
      add_rule (&reader, rows);
  return rows != NULL && !row;
}

/* -- What the papers ask -- */

static const struct
{
  const char *code, *name;
  int         window, category;
  const char *shifts;
  gboolean    phone;
  const char *clause;
} shipped[] = {
  { "ZX", "在线客服时段", ZG_COVER_ONLINE, ZG_CATEGORY_SERVICE, NULL, FALSE, "D18-7.1a" },
  { "YX", "夜间热线", ZG_COVER_NIGHT, 0, "YX", TRUE, "D18-7.1b" },
  { "ZM", "周末轮值", ZG_COVER_WEEKEND, ZG_CATEGORY_SERVICE, NULL, FALSE, "D18-7.2" },
  { "ZGS", "总公司值班", ZG_COVER_HQ, 0, "ZGS", FALSE, "D18-7.3a" },
  { "ZR", "周日值班", ZG_COVER_SUNDAY, 0, "ZR", FALSE, "D18-7.3b" },
  { "JL", "酒楼值班", ZG_COVER_RESTAURANT, 0, "JL", FALSE, "D18-7.3c" },
  { "WJ", "午间接待", ZG_COVER_LUNCH, 0, "WJ", FALSE, "D11-9b" },
  { "QTH", "全天候在线", ZG_COVER_ALL_DAY, ZG_CATEGORY_SERVICE, NULL, FALSE, "D05-19" },
};

gboolean
zg_cover_set_up (ZgSession *session, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      g_autoptr (ZgRecord) rule = zg_record_new (&zg_coverage_rule);

      zg_record_set_text (rule, ZG_COVER_CODE, shipped[i].code);
      zg_record_set_text (rule, ZG_COVER_NAME, shipped[i].name);
      zg_record_set_int (rule, ZG_COVER_WINDOW, shipped[i].window);
      if (shipped[i].category)
        zg_record_set_int (rule, ZG_COVER_CATEGORY, shipped[i].category);
      zg_record_set_text (rule, ZG_COVER_SHIFTS, shipped[i].shifts);
      zg_record_set_int (rule, ZG_COVER_PHONE, shipped[i].phone);
      zg_record_set_text (rule, ZG_COVER_CLAUSE, shipped[i].clause);
      if (!zg_book_run (session, rule, "create", NULL, NULL, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}
